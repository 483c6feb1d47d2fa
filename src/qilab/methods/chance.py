"""What luck alone does: snags met, small tests, red months, changes from month to month."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, log1p

import numpy as np
from scipy.special import bdtr, gammaln, pdtr

from .validate import MOST_COUNT, one_flag, one_number, one_share, one_whole

MOST_TRIES = 1_000_000_000


def snag_probability(share: float, n: int) -> float:
    """Chance to meet at least once in `n` tries what happens in `share` of them: 1 − (1 − share)ⁿ.

    A test on five patients may well miss a snag that one in ten will have. Source: product rule. Not where
    tries resemble each other, such as patients of one morning.

    >>> round(snag_probability(0.10, 5), 2)
    0.41
    """
    return float(1 - (1 - one_share(share, "share")) ** one_whole(n, "n"))


def tries_to_meet_snag(share: float, chance: float = 0.95) -> int:
    """Fewest tries that meet a snag of this share with this chance.

    Source: product rule. Not a sample to measure how often the snag comes.

    >>> tries_to_meet_snag(0.10)
    29
    """
    p, aim = one_share(share, "share", open_ends=True), one_share(chance, "chance", open_ends=True)
    fewest = -log1p(-aim) / -log1p(-p)
    if not fewest < MOST_TRIES:
        raise ValueError(
            f"share: so small that more than {MOST_TRIES:,} tries would be needed. Check the share."
        )
    n = max(1, ceil(fewest) - 1)  # one less, in case the logarithm rounded up
    while snag_probability(p, n) < aim:
        n += 1
    return n


def rule_of_three(n: int, *, exact: bool = False, level: float = 0.95) -> float:
    """Highest share still believable when it was seen in none of `n`: about 3/n.

    exact: 1 − (1 − level)^(1/n), for small n or another level. Source: Hanley & Lippman-Hand 1983, JAMA
    249:1743. Not for none seen in the very place where one went looking for it.

    >>> rule_of_three(30), round(rule_of_three(30, exact=True), 3)
    (0.1, 0.095)
    """
    n = one_whole(n, "n", least=1)
    level = one_share(level, "level", open_ends=True)
    if not one_flag(exact, "exact") and level != 0.95:
        raise ValueError("level: 3/n goes with 0.95. Set exact=True for another level.")
    return float(1 - (1 - level) ** (1 / n)) if exact else min(1.0, 3 / n)


def pdsa_sample_size(aim: float, observed: float, alpha: float = 0.05, most: int = 2000) -> int:
    """Fewest patients that show we are not at `aim`, if just the share `observed` succeeds.

    Smallest n for which observed·n is whole and P(X ≤ observed·n | n, aim) < alpha, one-sided. The idea
    is that of Etchells, Ho & Shojania 2016, BMJ Qual Saf 25:202, whose printed rule is a little stricter
    (12 where this gives 10). Not for showing that a change works: it shows only that the aim is missed.

    >>> [pdsa_sample_size(0.8, 0.5), pdsa_sample_size(0.9, 0.5), pdsa_sample_size(0.8, 0.7)]
    [10, 6, 60]
    """
    p, r = one_share(aim, "aim", open_ends=True), one_share(observed, "observed")
    limit = one_share(alpha, "alpha", open_ends=True)
    if r >= p:
        raise ValueError(
            f"observed: {r:g} is not below the aim of {p:g}, so no sample can show that it is missed."
        )
    share = Fraction(str(r))  # 0.7·60 must be 42 and not 41.99999
    for n in range(1, one_whole(most, "most", least=1) + 1):
        k = share * n
        if k.denominator == 1 and bdtr(int(k), n, p) < limit:
            return n
    raise ValueError(
        f"observed: {r:g} lies too near the aim of {p:g}; even {most} patients would not show it."
    )


def alarm_chance(n: int, at_most: int, share: float, looks: int = 1) -> float:
    """Chance that `at_most` or fewer of `n` succeed in at least one of `looks` samples, if `share` usually do.

    Source: binomial distribution. Not for weeks that resemble each other, such as one team's notes: their
    chances are not independent.

    >>> round(alarm_chance(10, 7, 0.95), 3), round(alarm_chance(10, 7, 0.80, looks=4), 2)
    (0.012, 0.79)
    """
    n = one_whole(n, "n", least=1, most=MOST_COUNT)
    k = one_whole(at_most, "at_most", most=n)
    return snag_probability(float(bdtr(k, n, one_share(share, "share"))), one_whole(looks, "looks", least=1))


def chance_above(mean: float, target: float) -> float:
    """Chance that a month of a stable process with this mean count lies above the target: red by luck.

    Poisson counts. A process that is stable at 9 is red against 10 in 29% of months. Source: Poisson
    distribution. Not for measures that are no counts, nor for events that come in clusters.

    >>> round(chance_above(9, 10), 2)
    0.29
    """
    return float(1 - pdtr(np.floor(one_number(target, "target", least=0)), one_number(mean, "mean", above=0)))


def chance_of_change(mean: float, change: float) -> float:
    """Chance that a count differs from the one before by `change` of it or more, with nothing changed.

    Two Poisson counts of this mean; a share of 0.1 is 10%. After a count of 0 every change is endless and
    counts. Source: Poisson distribution. Not for events that come in clusters: they change more.

    >>> round(chance_of_change(20, 0.10), 2), round(chance_of_change(20, 0.25), 2)
    (0.76, 0.44)
    """
    m, share = one_number(mean, "mean", above=0, most=1e6), one_number(change, "change", above=0)
    reach = 12 * np.sqrt(m) + 40  # beyond this the chance is nothing in floating point
    k = np.arange(max(0, int(m - reach)), int(m + reach) + 1)
    weight = np.exp(k * np.log(m) - m - gammaln(k + 1))
    slack = 1e-9 * (1 + k)  # 22 against 20 is a change of 10% and must count
    down, up = np.floor(k * (1 - share) + slack), np.ceil(k * (1 + share) - slack)
    fewer = np.where(down >= 0, pdtr(np.maximum(down, 0), m), 0.0)
    more = 1 - np.where(up > 0, pdtr(np.maximum(up - 1, 0), m), 0.0)
    return float((weight * np.minimum(1.0, fewer + more)).sum())
