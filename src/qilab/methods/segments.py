"""Many series laid end to end: sums, medians and patterns of each, without a loop over them.

A chart of one ward and the charts of a whole nation are then the same few array operations, whatever
the lengths of the series.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

ON_LINE = 1e-9  # relative: a rate worked out in two ways must still lie on its own median
ROUNDING = 16 * np.finfo(float).eps  # what a sum and a division may lose


@dataclass(frozen=True)
class Segments:
    """Which series each point belongs to: ids (N,) from 0 to count − 1, never falling."""

    ids: NDArray[np.intp]
    count: int

    @classmethod
    def rows(cls, groups: int, n: int) -> Segments:
        """The points of a (groups, n) table, read row by row."""
        return cls(np.repeat(np.arange(groups), n), groups)

    @cached_property
    def first(self) -> NDArray[np.bool_]:
        """True at the first point of each series."""
        first = np.ones(len(self.ids), dtype=bool)
        np.not_equal(self.ids[1:], self.ids[:-1], out=first[1:])
        return first

    @cached_property
    def sizes(self) -> NDArray[np.intp]:
        """Points in each series: (count,) whole numbers."""
        return np.bincount(self.ids, minlength=self.count)

    @cached_property
    def starts(self) -> NDArray[np.intp]:
        """Where each series begins (where it would, if it is empty)."""
        return np.cumsum(self.sizes) - self.sizes

    def keep(self, mask: NDArray[np.bool_]) -> Segments:
        """The same series with only some of their points; a series may become empty."""
        return Segments(self.ids[mask], self.count)

    @cached_property
    def _none_empty(self) -> bool:
        return bool(self.sizes.all()) and self.count > 0

    def sum(self, values: NDArray) -> NDArray:
        """Sum of the values (N,) of each series: (count,) floats, 0 for an empty one. NaN is not left out."""
        if self._none_empty:
            return np.add.reduceat(values, self.starts, dtype=float)
        return np.bincount(self.ids, weights=values, minlength=self.count)

    def tally(self, mask: NDArray[np.bool_]) -> NDArray[np.intp]:
        """How many points of each series are True."""
        if self._none_empty:
            return np.add.reduceat(mask, self.starts, dtype=np.intp)
        return np.bincount(self.ids[mask], minlength=self.count)

    def mean(self, values: NDArray, mask: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Mean of the masked values of each series; NaN where there are none.

        A plain sum of a thousand tenths is not a hundred, and every point of a series that never moves
        would lie beside its own mean, as one long shift: so what the sum has lost is added in a second pass.
        """
        ids, kept, many = self.ids[mask], values[mask], self.tally(mask)
        rough = divide(np.bincount(ids, weights=kept, minlength=self.count), many)
        return rough + divide(np.bincount(ids, weights=kept - rough[ids], minlength=self.count), many)

    def ratio(self, top: NDArray, bottom: NDArray) -> NDArray[np.float64]:
        """Sum of the tops over sum of the bottoms of each series, in two passes as `mean`; NaN over 0."""
        below = self.sum(bottom)
        rough = divide(self.sum(top), below)
        return rough + divide(self.sum(top - rough[self.ids] * bottom), below)

    def median(self, values: NDArray, mask: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Median of the masked values of each series; NaN where there are none."""
        part, kept = self.keep(mask), values[mask]
        ordered = kept[np.lexsort((kept, part.ids))]
        out = np.full(self.count, np.nan)
        full = part.sizes > 0
        low = ordered[(part.starts + (part.sizes - 1) // 2)[full]]
        high = ordered[(part.starts + part.sizes // 2)[full]]
        out[full] = low + (high - low) / 2  # exact where both are the same value
        return out

    def largest(self, values: NDArray) -> NDArray[np.float64]:
        """Largest value of each series, 0 for an empty one; no value may be missing or below 0."""
        out = np.zeros(self.count)
        full = self.sizes > 0
        if full.any():
            out[full] = np.maximum.reduceat(values, self.starts[full])
        return out

    def steps(self, values: NDArray) -> NDArray[np.float64]:
        """Difference from the point before, NaN at the first point of a series."""
        out = np.full(len(values), np.nan)
        np.subtract(values[1:], values[:-1], out=out[1:])
        out[self.first] = np.nan
        return out


def divide(top: NDArray, bottom: NDArray) -> NDArray[np.float64]:
    """top / bottom, NaN where the bottom is 0 or missing."""
    top, bottom = np.broadcast_arrays(np.asarray(top, dtype=float), np.asarray(bottom, dtype=float))
    return np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom > 0)


def root(values: NDArray) -> NDArray[np.float64]:
    """Square root, NaN where missing or below 0."""
    return np.sqrt(values, out=np.full(np.shape(values), np.nan), where=np.asarray(values) >= 0)


def compare(values: NDArray, line: NDArray, spread: NDArray) -> NDArray[np.int8]:
    """−1 below the line, +1 above, 0 on it or where either is missing.

    On the line means nearer than 1e-9 of the value, or of the `spread` of its series if that is less (a
    series far from zero must not melt into its line), or within what floating point loses.
    """
    gap = values - line
    out = (gap > 0).view(np.int8) - (gap < 0).view(np.int8)
    # Few points come near their line; only those are looked at closely.
    largest = np.fmax.reduce(np.abs(values), axis=None, initial=0.0)
    close = np.abs(gap) <= ON_LINE * np.fmax.reduce(spread, axis=None, initial=0.0) + 2 * ROUNDING * largest
    if close.any():
        value, place, wide = (
            values[close],
            np.broadcast_to(line, gap.shape)[close],
            np.broadcast_to(spread, gap.shape)[close],
        )
        size = np.maximum(np.abs(value), np.abs(place))
        near = ON_LINE * np.minimum(size, wide) + ROUNDING * size
        out[close] *= ~(np.abs(gap[close]) <= near)
    return out


@dataclass(frozen=True)
class Runs:
    """Stretches of equal signs: where each starts, its sign, length and series, and the run of each point."""

    of_point: NDArray[np.intp]
    start: NDArray[np.intp]
    length: NDArray[np.intp]
    sign: NDArray[np.int8]
    series: NDArray[np.intp]


def runs_of(signs: NDArray, series: Segments) -> Runs:
    """The runs of equal signs in each series; a sign of 0 makes runs of its own."""
    new = series.first.copy()
    new[1:] |= signs[1:] != signs[:-1]
    of_point = np.cumsum(new) - 1
    start = np.flatnonzero(new)
    length = np.diff(start, append=len(signs))
    return Runs(of_point, start, length, signs[start], series.ids[start])


def points_in_runs(signs: NDArray, series: Segments, least: int | NDArray) -> NDArray[np.bool_]:
    """True on each point of a run of `least` or more of one sign (0 is no sign). `least` may differ by series."""
    runs = runs_of(signs, series)
    needed = np.asarray(least) if np.ndim(least) == 0 else np.asarray(least)[runs.series]
    return ((runs.length >= needed) & (runs.sign != 0))[runs.of_point]


def _cover(length: int, starts: NDArray, ends: NDArray) -> NDArray[np.bool_]:
    """True on every point from a start to its end, both included."""
    if len(starts) == 0:
        return np.zeros(length, dtype=bool)
    marks = np.bincount(starts, minlength=length + 1) - np.bincount(ends + 1, minlength=length + 1)
    return np.cumsum(marks[:-1]) > 0


def trends(
    values: NDArray, series: Segments, least: int, ties: str
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(rising, falling): True on each point of `least` or more points in a row that all rise, or all fall.

    A missing value ends a trend. ties: "skip" steps over a repeated value, "break" lets it end the trend.
    """
    way, broken = _ways(values, series)
    if ties == "break":
        runs, first, last = _stretches(way, series)
    else:
        runs, first, last = _stretches_over_ties(way, broken)
    long = runs.length + 1 >= least
    up, down = long & (runs.sign > 0), long & (runs.sign < 0)
    return _cover(len(values), first[up], last[up]), _cover(len(values), first[down], last[down])


def _ways(values: NDArray, series: Segments) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
    """Up (1), down (−1) or neither from the point before, and where there is no point before to compare with."""
    way, broken = np.zeros(len(values), dtype=np.int8), series.first.copy()
    before, here = values[:-1], values[1:]
    np.subtract((here > before).view(np.int8), (here < before).view(np.int8), out=way[1:])
    missing = np.isnan(values)
    broken |= missing
    broken[1:] |= missing[:-1]
    way[broken] = 0
    return way, broken


def _stretches(way: NDArray, series: Segments) -> tuple[Runs, NDArray, NDArray]:
    """Runs of steps in one direction, with the first and last point of each."""
    runs = runs_of(way, series)
    return runs, runs.start - 1, runs.start + runs.length - 1


def _stretches_over_ties(way: NDArray, broken: NDArray) -> tuple[Runs, NDArray, NDArray]:
    """The same with repeated values stepped over: only what breaks the series ends a stretch."""
    moves = np.flatnonzero(way)
    pieces = np.cumsum(broken)[moves]
    same = Segments(np.cumsum(np.diff(pieces, prepend=pieces[:1]) != 0), len(moves))
    runs = runs_of(way[moves], same)
    return runs, moves[runs.start] - 1, moves[runs.start + runs.length - 1]


def _window_sum(mask: NDArray, series: Segments, width: int) -> NDArray[np.int8]:
    """How many of each point and the `width` − 1 before it are True; 0 where the window starts outside the series."""
    ones = mask.astype(np.int8)
    out, outside = ones.copy(), series.first.copy()
    for back in range(1, width):
        out[back:] += ones[:-back]
        if back < width - 1:
            outside[back:] |= series.first[:-back]
    out[outside] = 0
    return out


def some_of(
    beyond: NDArray, series: Segments, few: int, width: int, same_side: NDArray | None
) -> NDArray[np.bool_]:
    """The points beyond a line in any `width` in a row of which `few` or more are beyond it.

    same_side: if given, the whole window must be True there as well.
    """
    if not beyond.any():
        return beyond
    hit = _window_sum(beyond, series, width) >= few
    if same_side is not None:
        hit &= _window_sum(same_side, series, width) == width
    last = np.flatnonzero(hit)
    return beyond & _cover(len(beyond), last - (width - 1), last)


def alternating(values: NDArray, series: Segments, least: int) -> NDArray[np.bool_]:
    """True on each point of `least` or more in a row that go up and down in turn."""
    way, _ = _ways(values, series)
    turn = np.zeros(len(values), dtype=np.int8)
    turn[1:] = (way[1:] * way[:-1]) == -1
    runs = runs_of(turn, series)
    long = (runs.sign == 1) & (runs.length + 2 >= least)
    start, length = runs.start[long], runs.length[long]
    return _cover(len(values), start - 2, start + length - 1)
