"""Deming's funnel: what adjusting after each result does to a stable process."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .validate import one_number, one_seed, one_whole


def deming_funnel(
    rule: int, drops: int = 50, repeats: int = 1, sd: float = 1.0, seed: int = 0
) -> NDArray[np.float64]:
    """Where the marbles land, (repeats, drops), aimed at 0, under one of Deming's four rules.

    rule 1: leave the funnel alone. 2: after each drop move it from where it is, as far as the miss and in the
    opposite direction. 3: set it as far from the target as the miss was, on the opposite side. 4: set it over
    where the marble fell. Source: Deming 1986, Out of the Crisis. Not an argument against mending a process;
    against answering each single result.

    >>> deming_funnel(2, drops=5).shape
    (1, 5)
    """
    which = one_whole(rule, "rule", least=1, most=4)
    n, many = (
        one_whole(drops, "drops", least=1, most=10**6),
        one_whole(repeats, "repeats", least=1, most=10**6),
    )
    if n * many > 10**8:
        raise ValueError("drops, repeats: together more than a hundred million marbles. Take fewer repeats.")
    error = np.random.default_rng(one_seed(seed)).normal(0, one_number(sd, "sd", above=0), (many, n))
    if which == 1:
        return error
    if which == 2:
        error[:, 1:] -= error[:, :-1].copy()
        return error
    if which == 4:
        return np.cumsum(error, axis=1)
    sign = np.where(np.arange(n) % 2 == 0, 1.0, -1.0)  # rule 3: each miss is thrown to the other side
    return sign * np.cumsum(sign * error, axis=1)


def funnel_variance(rule: int, drop: int = 100, sd: float = 1.0) -> float:
    """Variance of where marble number `drop` lands: σ², 2σ² (rule 2), drop·σ² (rules 3 and 4).

    Source: Deming 1986, Out of the Crisis. Not for errors that depend on each other.

    >>> funnel_variance(2) / funnel_variance(1)
    2.0
    """
    which, t = one_whole(rule, "rule", least=1, most=4), one_whole(drop, "drop", least=1)
    times = {1: 1, 2: min(t, 2), 3: t, 4: t}[which]
    return float(times * one_number(sd, "sd", above=0) ** 2)
