"""Rates and how sure of them one can be: pooled rates, intervals, differences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv, gammaincinv, ndtri

from .validate import (
    MOST_COUNT,
    as_counts,
    as_numbers,
    as_shares,
    better_way,
    events_and_exposure,
    one_number,
    one_share,
    one_whole,
    together,
)


@dataclass(frozen=True)
class Interval:
    """An estimate and the interval around it, in the same unit."""

    estimate: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.estimate:.4g} ({self.low:.4g} to {self.high:.4g})"


@dataclass(frozen=True)
class Difference(Interval):
    """Second minus first, with its interval; z: the difference in standard errors of no difference."""

    z: float


def _scalars(*arrays: NDArray) -> tuple[Any, ...]:
    """Plain floats where single numbers came in, arrays otherwise."""
    return tuple(float(a) if np.ndim(a) == 0 else a for a in arrays)


def _out_of(part: ArrayLike, whole: ArrayLike, part_name: str, whole_name: str) -> tuple[NDArray, NDArray]:
    x, n = as_counts(part, part_name), as_counts(whole, whole_name, least=1)
    x, n = together(**{part_name: x, whole_name: n})
    if (x > n).any():
        raise ValueError(
            f"{part_name}: {x[x > n].flat[0]:g} out of {n[x > n].flat[0]:g} in {whole_name} is more than all. "
            "For events that can happen more than once use rates."
        )
    return x, n


def _exposures(values: ArrayLike, name: str) -> NDArray[np.float64]:
    array = as_numbers(values, name, missing=False)
    if (array <= 0).any():
        raise ValueError(f"{name}: must be more than 0. Leave rows without any exposure out.")
    return array


def pooled_rate(events: ArrayLike, exposure: ArrayLike, per: float = 1) -> float:
    """All events over all exposure, times `per`: the rate of several wards or months together.

    events: counts; exposure: patients, bed days …, one for each count. Not the mean of the rates, which
    would let a ward of six patients count as much as one of two hundred. Source: definition.

    >>> round(pooled_rate([18, 45, 190, 3], [20, 60, 200, 6], per=100), 1)
    89.5
    """
    top, bottom = events_and_exposure(events, exposure)
    if not bottom.sum() > 0:
        raise ValueError("exposure: adds up to 0, so there is no rate. Was everything filtered out?")
    return float(one_number(per, "per", above=0) * top.sum() / bottom.sum())


def wilson_interval(successes: ArrayLike, n: ArrayLike, level: float = 0.95) -> tuple[Any, Any]:
    """Interval for a proportion, (low, high) between 0 and 1; counts or arrays of counts.

    Good for small samples and near 0 and 100%, where the textbook p ± 1.96·SE gives nonsense such as
    “100% ± 0”. Source: Wilson 1927, J Am Stat Assoc 22:209. Not for samples picked because they looked odd.

    >>> low, high = wilson_interval(20, 20)
    >>> round(low, 3), high
    (0.839, 1.0)
    """
    x, n = _out_of(successes, n, "successes", "n")
    z2 = ndtri(0.5 + one_share(level, "level", open_ends=True) / 2) ** 2
    p = x / n
    middle = p + z2 / (2 * n)
    half = np.sqrt(z2 * (p * (1 - p) / n + z2 / (4 * n**2)))
    # At either end the formula gives the end itself but for rounding.
    low = np.where(x == 0, 0.0, (middle - half) / (1 + z2 / n))
    high = np.where(x == n, 1.0, (middle + half) / (1 + z2 / n))
    return _scalars(low, high)


def poisson_interval(
    events: ArrayLike, exposure: ArrayLike = 1, level: float = 0.95, per: float = 1
) -> tuple[Any, Any]:
    """Exact interval for a rate of events, (low, high), times `per`; counts or arrays of counts.

    exposure: bed days, hours … (1: interval of the count itself). Source: Garwood 1936, Biometrika
    28:437. Not for events that come in clusters, such as an outbreak: they vary more than this.

    >>> low, high = poisson_interval(10)
    >>> round(low, 2), round(high, 2)
    (4.8, 18.39)
    """
    x, size = together(events=as_counts(events, "events"), exposure=_exposures(exposure, "exposure"))
    tail = (1 - one_share(level, "level", open_ends=True)) / 2
    scale = one_number(per, "per", above=0) / size
    low = np.where(x == 0, 0.0, gammaincinv(np.maximum(x, 1), tail))
    return _scalars(low * scale, gammaincinv(x + 1, 1 - tail) * scale)


def difference_of_proportions(x1: float, n1: float, x2: float, n2: float, level: float = 0.95) -> Difference:
    """Second proportion minus first, with Newcombe's interval and z against no difference.

    x1 out of n1, then x2 out of n2. The interval joins the Wilson intervals of both (Newcombe 1998, Stat
    Med 17:873, method 10); z = (p2 − p1)/√(p̄(1 − p̄)(1/n1 + 1/n2)). Not for the same people twice.

    >>> change = difference_of_proportions(56, 70, 48, 80)
    >>> round(-change.estimate, 2), round(-change.high, 4), round(-change.low, 4)
    (0.2, 0.0524, 0.3339)
    """
    x1, n1, x2, n2 = (one_number(v, k) for v, k in ((x1, "x1"), (n1, "n1"), (x2, "x2"), (n2, "n2")))
    (a, na), (b, nb) = _out_of(x1, n1, "x1", "n1"), _out_of(x2, n2, "x2", "n2")
    p1, p2 = float(a / na), float(b / nb)
    pooled = float((a + b) / (na + nb))
    error = np.sqrt(pooled * (1 - pooled) * (1 / na + 1 / nb))
    low, high = join_intervals(p1, wilson_interval(x1, n1, level), p2, wilson_interval(x2, n2, level))
    return Difference(p2 - p1, low, high, float((p2 - p1) / error) if error > 0 else 0.0)


def correlation_interval(r: float, n: int, level: float = 0.95) -> Interval:
    """Pearson's correlation with Fisher's interval.

    r: between −1 and 1. n: number of independent pairs, 4 or more. Source: Fisher 1921, Metron 1:3; tanh(artanh r ± z/√(n − 3)).
    Not where pairs resemble each other, such as the months of one trust: n is then the number of trusts.

    >>> print(correlation_interval(0.5, 28))
    0.5 (0.156 to 0.7358)
    """
    r, n = one_number(r, "r"), one_whole(n, "n", least=4, most=MOST_COUNT)
    if not -1 <= r <= 1:
        raise ValueError(f"r: a correlation lies between −1 and 1, and this is {r:g}.")
    if abs(r) == 1:  # artanh is infinite there: all pairs on one line
        return Interval(r, r, r)
    reach = float(ndtri((1 + one_share(level, "level", open_ends=True)) / 2)) / np.sqrt(n - 3)
    low, high = np.tanh(np.arctanh(r) + np.array([-reach, reach]))
    return Interval(r, float(low), float(high))


def join_intervals(first: float, around1: tuple, second: float, around2: tuple) -> tuple[float, float]:
    """Interval of second − first from the interval of each (Zou & Donner 2008, Stat Med 27:1693)."""
    gap = second - first
    low = gap - np.hypot(second - around2[0], around1[1] - first)
    high = gap + np.hypot(around2[1] - second, first - around1[0])
    return float(low), float(high)


def rate_ratio_interval(
    events1: int, exposure1: float, events2: int, exposure2: float, level: float = 0.95
) -> tuple[float, float]:
    """Exact interval of the second rate over the first; the upper end is infinite if the first has no events.

    Given all events together, how many fall into the second period is binomial. Source: Przyborowski &
    Wilenski 1940, Biometrika 31:313.

    >>> [round(float(v), 2) for v in rate_ratio_interval(10, 100, 20, 100)]
    [0.89, 4.78]
    """
    a, b = one_whole(events1, "events1", most=MOST_COUNT), one_whole(events2, "events2", most=MOST_COUNT)
    na, nb = one_number(exposure1, "exposure1", above=0), one_number(exposure2, "exposure2", above=0)
    tail = (1 - one_share(level, "level", open_ends=True)) / 2
    low = 0.0 if b == 0 else float(betaincinv(b, a + 1, tail))
    high = 1.0 if a == 0 else float(betaincinv(b + 1, a, 1 - tail))
    return low / (1 - low) * na / nb, float("inf") if high == 1 else high / (1 - high) * na / nb


def relative_change(before: float, after: float) -> dict[str, float]:
    """A change told in the three ways that people mix up: points, percentage of what was, and ratio.

    Source: definition. Not without saying which of the three is meant.

    >>> relative_change(8.2, 4.1)
    {'points': -4.1, 'percent': -50.0, 'ratio': 0.5}
    """
    first, second = one_number(before, "before"), one_number(after, "after")
    if first == 0:
        raise ValueError(
            "before: is 0, so a percentage change from it has no meaning. Give the change in points."
        )
    return {"points": second - first, "percent": 100 * (second - first) / first, "ratio": second / first}


def share_above(values: ArrayLike, target: float, better: str = "up") -> float:
    """Share of the baseline that already meets a target: is it beyond luck? Missing values are left out.

    better: "up" (or "higher") counts values at or above the target, "down" (or "lower") at or below. Source: definition. Not instead of
    a chart: it forgets the order of the points.

    >>> share_above([6.1, 7.0, 5.2, 6.6], 5.5, better="down")
    0.25
    """
    array, line = as_numbers(values), one_number(target, "target")
    present = array[~np.isnan(array)]
    if len(present) == 0:
        raise ValueError("values: nothing to compare with the target; every value is missing.")
    way = better_way(better, needed=True)
    return float((present >= line if way > 0 else present <= line).mean())


def rolled_yield(shares: ArrayLike) -> float:
    """Chance that every step goes right: the product of the steps' shares (steps independent of each other).

    Source: product rule. Not where a fault in one step makes the next one likelier to fail.

    >>> round(rolled_yield([0.95] * 5), 3)
    0.774
    """
    return float(np.prod(as_shares(shares, "shares")))
