"""Runs about a centre line: sides, runs, shifts, trends and their limits, for one series or thousands.

Throughout, `values` is (n,) or (groups, n): floats in time order, NaN where missing. Results have the
same leading shape. A missing value is never bridged by a trend and is stepped over by a run.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import comb
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtr, betaln

from qilab.methods.segments import Segments, compare, points_in_runs, runs_of, trends
from qilab.methods.validate import as_counts, as_numbers, one_of, one_share, one_whole

from .rules import RUN_CHART, RuleSet, find_rules


def as_series(values: ArrayLike, name: str = "values") -> NDArray[np.float64]:
    """`values` as floats (n,) or (groups, n). ValueError if they are not numbers or not finite."""
    array = as_numbers(values, name)
    if array.ndim not in (1, 2):
        raise ValueError(
            f"{name}: give one series, or a table with one series a row; this has {array.ndim} dimensions."
        )
    return array


def _flat(array: NDArray) -> tuple[NDArray, Segments]:
    """(n,) or (groups, n) laid end to end, and which series each point belongs to."""
    groups, n = array.shape if array.ndim == 2 else (1, array.shape[0])
    return array.ravel(), Segments.rows(groups, n)


def _baseline(array: NDArray, freeze: int | None) -> NDArray[np.bool_]:
    """True on the points that the centre line is taken from."""
    if freeze is None:
        return ~np.isnan(array)
    freeze = one_whole(freeze, "freeze (points in the baseline, such as 12)", least=1)
    return ~np.isnan(array) & (np.arange(array.shape[-1]) < freeze)


def _line(array: NDArray, freeze: int | None, kind: str) -> Any:
    flat, series = _flat(array)
    base = _baseline(array, freeze).ravel()
    line = series.median(flat, base) if kind == "median" else series.mean(flat, base)
    return float(line[0]) if array.ndim == 1 else line[:, None]


def median_line(values: ArrayLike, freeze: int | None = None) -> Any:
    """The centre line of a run chart: the median of all points, or of the first `freeze` points.

    Missing values are left out. Returns a float for one series, (groups, 1) for several, in the unit of
    `values`; NaN where nothing is left. Source: Perla, Provost & Murray 2011. Not with fewer than 10 points:
    it still moves with each that is added.

    >>> median_line([5, 7, 6, 30], freeze=3)
    6.0
    """
    return _line(as_series(values), freeze, "median")


def running_median(values: ArrayLike) -> NDArray[np.float64]:
    """The median of all points so far, at each point: shape of `values`, NaN until the first value.

    It moves with the data, so it hides change; a frozen line is the usual choice. Source: definition. Not to
    look for change: it moves with the data, and so hides it.

    >>> running_median([5, 7, 30]).tolist()
    [5.0, 6.0, 7.0]
    """
    array = as_series(values)
    out = [
        np.reshape(_line(array[..., : i + 1], None, "median"), array.shape[:-1])
        for i in range(array.shape[-1])
    ]
    return np.stack(out, axis=-1) if out else array.copy()


def side(values: ArrayLike, centre: ArrayLike) -> NDArray[np.int8]:
    """−1 below, +1 above, 0 on the centre line or missing; shape of `values`.

    On the line is within 1e-9 of the value, or of the spread of its series about the line if that is
    smaller, so that floating point neither makes nor hides a point on the line. Source: definition.

    >>> side([3, 5, 4, float("nan")], 4).tolist()
    [-1, 1, 0, 0]
    """
    array = as_series(values)
    return _side(array, centre)


def _side(array: NDArray, centre: ArrayLike) -> NDArray[np.int8]:
    line = as_numbers(centre, "centre")
    try:
        line = np.broadcast_to(line, array.shape)
    except ValueError:
        raise ValueError(
            "centre: give one number, one for each point, or a column with one for each series (groups, 1)."
        ) from None
    spread = np.nanmax(
        np.abs(array - line), axis=-1, keepdims=True, initial=0.0, where=~np.isnan(array - line)
    )
    return compare(array, line, spread)


def _length(length: int) -> int:
    return one_whole(length, "length (points in a row)", least=2)


def shift_points(
    values: ArrayLike, centre: ArrayLike, length: int = 6, on_line: str = "skip", missing: str = "skip"
) -> NDArray[np.bool_]:
    """True on each useful point of a run of `length` or more on one side of the centre line.

    on_line: "skip" steps over points on the line (Perla 2011), "break" lets them end a run (as in
    NHSRplotthedots), "count" takes them as part of the run they follow (a common mistake, kept so that it can
    be recognised; such points are then marked too). missing: "skip" steps over a missing value, "break" lets
    it end a run (as in NHSRplotthedots). Not the only sign of a change: a small one may take long to show six
    points in a row.

    >>> shift_points([5, 6, 4, 7, 5, 6, 8, 1], 4, length=6).tolist()
    [True, True, False, True, True, True, True, False]
    """
    array = as_series(values)
    least = _length(length)
    one_of(on_line, "on_line", ("skip", "break", "count"))
    one_of(missing, "missing", ("skip", "break"))
    _, series = _flat(array)
    sides, present = _side(array, centre).ravel(), ~np.isnan(array).ravel()
    return shifts(sides, present, series, least, on_line, missing).reshape(array.shape)


def shifts(
    sides: NDArray[np.int8],
    present: NDArray[np.bool_],
    series: Segments,
    least: int,
    on_line: str,
    missing: str,
) -> NDArray[np.bool_]:
    """`shift_points` of series laid end to end; present: False where the value is missing."""
    stays = (sides != 0) | (on_line != "skip")  # what is not kept is stepped over
    kept = np.where(present, stays, missing == "break")
    signs, of_kept = sides[kept], series.keep(kept)
    if on_line == "count":
        # The nearest useful point before it in the same series lends a point on the line its side.
        ends = (signs != 0) | ~present[kept]
        donor = np.maximum.accumulate(np.where(ends, np.arange(len(signs)), -1))
        signs = np.where(donor >= of_kept.starts[of_kept.ids], signs[donor], 0)
        signs[~present[kept]] = 0
    mask = np.zeros(len(sides), dtype=bool)
    mask[kept] = points_in_runs(signs, of_kept, least)
    return mask


def trend_points(values: ArrayLike, length: int = 5, ties: str = "skip") -> NDArray[np.bool_]:
    """True on each point of `length` or more points in a row all rising or all falling.

    ties: "skip" lets a repeated value count once and the trend go on (Perla 2011; repeats inside a trend are
    marked, a repeat before its first or after its last different value is not), "break" lets it end the trend
    (NHSRplotthedots). A missing value ends a trend. Source: Perla, Provost & Murray 2011. Not of much use on
    its own: it raises false alarms and finds little (Anhøj & Olesen 2014).

    >>> trend_points([3, 4, 4, 6, 7, 9, 2]).tolist()
    [True, True, True, True, True, True, False]
    """
    array = as_series(values)
    least = _length(length)
    one_of(ties, "ties", ("skip", "break"))
    rising, falling = trends(*_flat(array), least, ties)
    return (rising | falling).reshape(array.shape)


# From this many points on, tails are summed as floats: exact whole numbers of thousands of digits take minutes.
MANY_POINTS = 400


@lru_cache(maxsize=100_000)
def _runs_limits(n_above: int, n_below: int, alpha: float) -> tuple[int, int]:
    if n_above + n_below > MANY_POINTS:
        return _runs_limits_of_many(n_above, n_below, alpha)

    def ways(r: int) -> int:
        k, odd = divmod(r, 2)
        if odd:
            return comb(n_above - 1, k) * comb(n_below - 1, k - 1) + comb(n_above - 1, k - 1) * comb(
                n_below - 1, k
            )
        return 2 * comb(n_above - 1, k - 1) * comb(n_below - 1, k - 1)

    most_possible = 2 * min(n_above, n_below) + (n_above != n_below)
    # Whole-number arithmetic: a tail of exactly 2.5% must not hang on the last bit of a float.
    bound = Fraction(str(alpha)) / 2 * comb(n_above + n_below, n_above)
    low, tail = 2, 0
    while low <= most_possible and (tail := tail + ways(low)) <= bound:
        low += 1
    high, tail = most_possible, 0
    while high >= 2 and (tail := tail + ways(high)) <= bound:
        high -= 1
    return low, high


def _runs_limits_of_many(n_above: int, n_below: int, alpha: float) -> tuple[int, int]:
    """The same from logarithms; runs further from their mean than 12 standard deviations have no weight."""
    a, b = float(n_above), float(n_below)
    middle = 2 * a * b / (a + b) + 1
    reach = 12 * np.sqrt((middle - 1) * (middle - 2) / (a + b - 1)) + 4
    r = np.arange(
        max(2, int(middle - reach)), min(2 * min(n_above, n_below) + (a != b), int(middle + reach)) + 1
    )

    def log_ways(pieces_above: NDArray, pieces_below: NDArray) -> NDArray:
        possible = (pieces_above <= a) & (pieces_below <= b)
        i, j = np.where(possible, pieces_above, 1) - 1, np.where(possible, pieces_below, 1) - 1
        found = -betaln(i + 1, a - i) - betaln(j + 1, b - j) - np.log(a) - np.log(b)
        return np.where(possible, found, -np.inf)

    some, more = r // 2, r - r // 2
    log_all = -betaln(a + 1, b + 1) - np.log(a + b + 1)
    chance = np.exp(log_ways(some, more) - log_all) + np.exp(log_ways(more, some) - log_all)
    low = np.cumsum(chance) <= alpha / 2
    high = np.cumsum(chance[::-1]) <= alpha / 2
    return int(r[0] + low.sum()), int(r[-1] - high.sum())


def runs_limits(n_above: ArrayLike, n_below: ArrayLike, alpha: float = 0.05) -> tuple[Any, Any]:
    """The fewest and the most runs that are ordinary, exact Wald–Wolfowitz, two-sided `alpha`.

    n_above, n_below: useful points on each side, counts or arrays of counts. With no point on one side
    there is one run and both limits are 1 (0 with no points at all). Source: Wald & Wolfowitz 1940, Ann
    Math Stat 11:147; used for run charts by Perla, Provost & Murray 2011.

    >>> runs_limits(12, 12)
    (8, 18)
    """
    alpha = one_share(alpha, "alpha", open_ends=True)
    counts = as_counts(n_above, "n_above"), as_counts(n_below, "n_below")
    try:
        above, below = np.broadcast_arrays(*counts)
    except ValueError:
        raise ValueError("n_above, n_below: give as many counts of the one as of the other.") from None
    pairs, back = np.unique(
        np.stack([above.ravel(), below.ravel()], axis=1).astype(int), axis=0, return_inverse=True
    )
    limits = np.array(
        [_runs_limits(int(a), int(b), alpha) if a and b else (min(a + b, 1),) * 2 for a, b in pairs],
        dtype=int,
    ).reshape(-1, 2)
    found = limits[back.ravel()].reshape(*above.shape, 2)
    low, high = found[..., 0], found[..., 1]
    return (int(low), int(high)) if above.ndim == 0 else (low, high)


def anhoej_limits(n_useful: ArrayLike) -> tuple[Any, Any]:
    """(longest run allowed, fewest crossings needed) for `n_useful` points, count or array of counts.

    Longest run: round(log2 n) + 3, signal strictly above. Crossings: lower 5% point of
    Binomial(n − 1, ½), signal strictly below. Source: Anhøj & Olesen 2014, PLoS ONE 9(11):e113825.
    With no useful points (0, 0).

    >>> anhoej_limits(24)
    (8, 8)
    """
    n = as_counts(n_useful, "n_useful")
    counts = n.astype(np.intp)
    # A sort of a million counts would cost more than all else; they are small, so they are counted instead.
    if counts.size and counts.max() > MOST_TABLED:
        present, place = np.unique(counts, return_inverse=True)
        place = place.reshape(counts.shape)
    else:
        present = np.flatnonzero(np.bincount(counts.ravel()))
        place = np.zeros(int(present[-1]) + 1 if len(present) else 0, dtype=np.intp)
        place[present] = np.arange(len(present))
        place = place[counts]
    longest = np.where(present > 0, np.round(np.log2(np.maximum(present, 1))).astype(np.intp) + 3, 0)
    crossings = np.array(
        [_binomial_quantile(0.05, int(c) - 1) if c > 1 else 0 for c in present], dtype=np.intp
    )
    first, second = longest[place], crossings[place]
    return (int(first), int(second)) if n.ndim == 0 else (first, second)


MOST_TABLED = 10**6
LEAST_USEFUL = 10  # below this the tests of runs can say nothing (Perla 2011; Anhøj & Olesen 2014)


@lru_cache(maxsize=100_000)
def _binomial_quantile(q: float, n: int) -> int:
    """Smallest k with P(Binomial(n, ½) ≤ k) ≥ q, for q of 0.001 to ½."""
    # The place sought lies within 3.1 standard deviations, of √n/2 each, below the middle.
    low, high = max(0, int(n / 2 - 2 * np.sqrt(n)) - 2), n // 2 + 1
    while (
        high - low > 1000
    ):  # halved, so that a count of a thousand million asks for no more memory than one of ten
        middle = (low + high) // 2
        low, high = (low, middle) if bdtr(middle, n, 0.5) >= q else (middle, high)
    k = np.arange(low, high + 1)
    return int(k[np.argmax(bdtr(k, n, 0.5) >= q)])


@dataclass(frozen=True)
class RunsAnalysis:
    """Counts and limits of the runs of one series (plain numbers) or several (arrays, one entry for each series)."""

    centre: Any
    n_obs: Any
    n_useful: Any
    n_above: Any
    n_below: Any
    n_runs: Any
    n_runs_min: Any
    n_runs_max: Any
    longest_run: Any
    longest_run_max: Any
    n_crossings: Any
    n_crossings_min: Any

    @property
    def too_few_runs(self) -> Any:
        """Fewer runs than chance makes ordinary (exact Wald–Wolfowitz)."""
        return (self.n_useful > 0) & (self.n_runs < self.n_runs_min)

    @property
    def too_many_runs(self) -> Any:
        """More runs than chance makes ordinary (exact Wald–Wolfowitz)."""
        return (self.n_useful > 0) & (self.n_runs > self.n_runs_max)

    @property
    def run_too_long(self) -> Any:
        """A run longer than the Anhøj limit."""
        return self.longest_run > self.longest_run_max

    @property
    def crossings_too_few(self) -> Any:
        """Fewer crossings than the Anhøj limit."""
        return self.n_crossings < self.n_crossings_min

    @property
    def anhoej_signal(self) -> Any:
        """A run that is too long or crossings that are too few (Anhøj & Olesen 2014)."""
        return self.run_too_long | self.crossings_too_few


def runs_analysis(
    values: ArrayLike, centre: ArrayLike | None = None, freeze: int | None = None
) -> RunsAnalysis:
    """Runs, crossings and longest run about the centre line (default: the median, `freeze` points of it).

    Points on the line and missing values are left out. All points are analysed against a frozen line, so the
    number of useful points goes on growing after the baseline. Source: Anhøj & Olesen 2014; Wald & Wolfowitz
    1940. Not to be trusted below 10 useful points.

    >>> found = runs_analysis([5, 7, 6, 8, 3, 4, 9, 2, 6, 7, 3, 8])
    >>> found.n_runs, found.longest_run, found.n_crossings
    (8, 2, 7)
    """
    array = as_series(values)
    line = median_line(array, freeze) if centre is None else centre
    _, series = _flat(array)
    found = count_runs(_side(array, line).ravel(), series)
    found["n_obs"] = series.tally(~np.isnan(array).ravel())
    found["n_runs_min"], found["n_runs_max"] = runs_limits(found["n_above"], found["n_below"])
    if array.ndim == 1:
        return RunsAnalysis(centre=line, **{name: int(v[0]) for name, v in found.items()})
    return RunsAnalysis(centre=line, **found)


def count_runs(sides: NDArray[np.int8], series: Segments) -> dict[str, NDArray]:
    """What there is to count of the runs of each series, with the Anhøj limits; sides 0 are stepped over."""
    useful = sides != 0
    kept = series.keep(useful)
    runs = runs_of(sides[useful], kept)
    n_runs = np.bincount(runs.series, minlength=series.count)
    longest_max, crossings_min = anhoej_limits(kept.sizes)
    return {
        "n_useful": kept.sizes,
        "n_above": series.tally(sides > 0),
        "n_below": series.tally(sides < 0),
        "n_runs": n_runs,
        "longest_run": Segments(runs.series, series.count).largest(runs.length).astype(int),
        "longest_run_max": longest_max,
        "n_crossings": np.maximum(n_runs - 1, 0),
        "n_crossings_min": crossings_min,
    }


@dataclass(frozen=True)
class RunChartAnalysis:
    """A run chart worked out: the centre line, each point's side, the points of each signal, the runs.

    shift, trend: bool masks shaped like the values (all False where the rule set does not use them).
    signal: is any rule of the set met (one bool, or one a series)?
    """

    rules: RuleSet
    centre: Any
    side: NDArray[np.int8]
    shift: NDArray[np.bool_]
    trend: NDArray[np.bool_]
    runs: RunsAnalysis
    runs_signal: Any
    signal: Any


def run_chart_analysis(
    values: ArrayLike, freeze: int | None = None, rules: RuleSet = RUN_CHART, centre: ArrayLike | None = None
) -> RunChartAnalysis:
    """Work out a run chart under a named rule set (see `qilab.methods.spc.rules`).

    values: (n,) or (groups, n). freeze: points in the baseline whose centre line is kept. centre: use this
    line instead (a float or (groups, 1)). Only rules about runs and trends are applied here; limits belong to
    control charts. Source: that of the rule set. Not for points out of time order.

    >>> run_chart_analysis([4, 5, 4, 6, 5, 4, 9, 8, 9, 8, 9, 8], freeze=6).shift.tolist()[6:]
    [True, True, True, True, True, True]
    """
    rules = find_rules(rules)
    array = as_series(values)
    if centre is None:
        centre = _line(array, freeze, rules.centre)
    none = np.zeros(array.shape, dtype=bool)
    shift = shift_points(array, centre, rules.shift, rules.on_line, rules.missing) if rules.shift else none
    trend = trend_points(array, rules.trend, rules.ties) if rules.trend else none
    runs = runs_analysis(array, centre)
    runs_signal: Any = np.zeros(array.shape[:-1], dtype=bool)
    if rules.runs_test is not None:
        unusual = (
            runs.anhoej_signal if rules.runs_test == "anhoej" else runs.too_few_runs | runs.too_many_runs
        )
        runs_signal = (np.asarray(runs.n_useful) >= LEAST_USEFUL) & unusual
    signal: Any = shift.any(axis=-1) | trend.any(axis=-1) | runs_signal
    if array.ndim == 1:
        runs_signal, signal = bool(runs_signal), bool(signal)
    return RunChartAnalysis(rules, centre, _side(array, centre), shift, trend, runs, runs_signal, signal)
