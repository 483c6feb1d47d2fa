"""CUSUM: small lasting changes, found by adding up; also for patients of different risk."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .validate import as_numbers, as_shares, one_number, same_length


@dataclass(frozen=True)
class Cusum:
    """upper, lower: the sums at each point, 0 or more; first_signal: number of the first point (from 1)
    where one of them is above the limit, None if never."""

    upper: NDArray[np.float64]
    lower: NDArray[np.float64]
    limit: float
    first_signal: int | None


def _climb(steps: NDArray) -> NDArray[np.float64]:
    """max(0, sum so far): what is left of the running sum above its lowest point, along the last axis."""
    total = np.cumsum(steps, axis=-1)
    return total - np.minimum(np.minimum.accumulate(total, axis=-1), 0.0)


def _signal(upper: NDArray, lower: NDArray, limit: float) -> int | None:
    over = np.flatnonzero((upper > limit) | (lower > limit))
    return int(over[0]) + 1 if len(over) else None


def cusum(values: ArrayLike, target: float, sd: float, slack: float = 0.5, limit: float = 5.0) -> Cusum:
    """Tabular CUSUM of measurements, in standard deviations from the target.

    values: (n,) in time order; a missing one adds nothing. slack k: half the shift to be found, in sd;
    limit h: alarm above it. With k = 0.5 and h = 5 a false alarm comes about every 465 points, a shift of 1
    sd is found after about 10. Sums are not set back after a signal. Source: Page 1954, Biometrika 41:100;
    Montgomery, Introduction to Statistical Quality Control. target and sd must come from outside the series
    or its baseline, never from all of it.

    >>> found = cusum([0, 0, 2, 2, 2, 2, 2], target=0, sd=1)
    >>> found.upper.tolist(), found.first_signal
    ([0.0, 0.0, 1.5, 3.0, 4.5, 6.0, 7.5], 6)
    """
    array = as_numbers(values)
    if array.ndim != 1:
        raise ValueError("values: give one series in time order.")
    z = (array - one_number(target, "target")) / one_number(sd, "sd", above=0)
    k, h = one_number(slack, "slack", least=0), one_number(limit, "limit", above=0)
    missing = np.isnan(z)
    upper, lower = (_climb(np.where(missing, 0.0, way * z - k)) for way in (1, -1))
    return Cusum(upper, lower, h, _signal(upper, lower, h))


def risk_adjusted_cusum(
    outcomes: ArrayLike, risks: ArrayLike, odds_ratio: float = 2.0, limit: float = 4.5
) -> Cusum:
    """CUSUM of yes-or-no outcomes, each patient weighted by the risk expected for him or her.

    outcomes: 0 or 1 in order of time; risks: the chance of 1 that a model gave before. upper watches for
    odds multiplied by odds_ratio, lower for odds divided by it. Weight of a patient: y·ln R − ln(1 − p + R·p).
    Source: Steiner, Cook, Farewell & Treasure 2000, Biostatistics 1:441. Worth no more than the risk model:
    one that has drifted gives the same picture as care that has.

    >>> found = risk_adjusted_cusum([1, 1, 0, 1, 1, 1, 1], [0.2] * 7, limit=2)
    >>> found.upper.round(2).tolist(), found.first_signal
    ([0.51, 1.02, 0.84, 1.35, 1.86, 2.37, 2.88], 6)
    """
    y, p = as_shares(outcomes, "outcomes"), as_shares(risks, "risks")
    same_length(outcomes=y, risks=p)
    if y.ndim != 1 or not np.isin(y, (0.0, 1.0)).all():
        raise ValueError("outcomes: give one list of 0 and 1, in order of time.")
    ratio, h = one_number(odds_ratio, "odds_ratio", above=1), one_number(limit, "limit", above=0)
    upper, lower = (_climb(y * np.log(r) - np.log(1 - p + r * p)) for r in (ratio, 1 / ratio))
    return Cusum(upper, lower, h, _signal(upper, lower, h))


def observed_minus_expected(outcomes: ArrayLike, risks: ArrayLike) -> NDArray[np.float64]:
    """Running sum of outcomes minus risks: how many events more, or less, than the model expected so far.

    Easy to read, but it has no limits: use `risk_adjusted_cusum` to decide. Source: Lovegrove and others
    1997, Lancet 350:1128.

    >>> observed_minus_expected([0, 1, 0], [0.2, 0.2, 0.1]).round(1).tolist()
    [-0.2, 0.6, 0.5]
    """
    y, p = as_shares(outcomes, "outcomes"), as_shares(risks, "risks")
    same_length(outcomes=y, risks=p)
    return np.cumsum(y - p)
