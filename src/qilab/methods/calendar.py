"""The step of a column of times (a day, a week, a month …), and where a row of it is left out.

One rule for every chart: a time without a row is treated as a row without a value. The step is found by series,
from the times alone, for many series at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .segments import Segments

# Kinds of step. Each counts its own whole numbers: months since year 0, days since 1970 …
NONE, MONTHS, DAYS, WORKDAYS, SECONDS, NUMBERS = range(6)
USUAL = 0.6  # share of the gaps that a step must fill: two readings a month are no rhythm of eight hours
MOSTLY = 0.75  # share of the gaps that must be about a week, where the day of the week wanders
MOST_SLOTS = 20  # empty places put in for one jump: more than any rule looks at in a row
_MONTH_NAMES = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}
_SECOND_NAMES = {1: "second", 60: "minute", 3600: "hour"}
NUMBER_NAMES = ("hour", "day", "week", "month", "quarter", "year")


@dataclass(frozen=True)
class Steps:
    """The rhythm of each series. kind, size: one a series. ordinal: the count of each point in its own kind.

    absent: how many places are empty between each point and the one before it in its series. ids: the series of
    each point.
    """

    kind: NDArray[np.int8]
    size: NDArray[np.int64]
    ordinal: NDArray[np.int64]
    absent: NDArray[np.int64]
    ids: NDArray[np.intp]

    def noun(self, series: int, column: Any = None) -> str:
        """The step of a series in words: "month", "2 weeks"; "point" where there is none."""
        kind, size = int(self.kind[series]), int(self.size[series])
        if kind == NUMBERS and size == 1 and self._years(series):
            return "year"
        return step_name(kind, size, column)

    def _years(self, series: int) -> bool:
        """Are the numbers of a series years?"""
        own = self.ordinal[self.ids == series]
        return bool(len(own) and own.min() >= 1900 and own.max() <= 2100)


def step_name(kind: int, size: int, column: Any = None) -> str:
    """
    >>> step_name(MONTHS, 3), step_name(DAYS, 14), step_name(NONE, 1)
    ('quarter', '2 weeks', 'point')
    """
    if kind == MONTHS:
        if size % 12 == 0 and size > 12:
            return f"{size // 12} years"
        return _MONTH_NAMES.get(size, f"{size} months")
    if kind == DAYS:
        if size % 7 == 0:
            return "week" if size == 7 else f"{size // 7} weeks"
        return "day" if size == 1 else f"{size} days"
    if kind == WORKDAYS:
        return "working day" if size == 1 else f"{size} working days"
    if kind == SECONDS:
        unit = max(u for u in _SECOND_NAMES if size % u == 0)
        count = size // unit
        return _SECOND_NAMES[unit] if count == 1 else f"{count} {_SECOND_NAMES[unit]}s"
    if kind == NUMBERS:
        word = str(column).strip().lower() if column is not None else ""
        return word if word in NUMBER_NAMES and size == 1 else "number" if size == 1 else f"step of {size}"
    return "point"


def find_steps(wall: NDArray, instants: NDArray, groups: Segments) -> Steps:
    """The steps of dated series. wall: clock times, datetime64; instants: microseconds since 1970, UTC.

    Times are in order within each group. A step is a number of months where all days of the month are the same
    (or all are last days); else of days, working days, months with a day each, or seconds, where six in ten of the
    gaps or more are of that size; else of weeks with a day each, whichever day that is. Fewer than three times have none.
    """
    days = wall.astype("datetime64[D]")
    # Thousands of charts share few times: what costs time is worked out once for each.
    place, unique = pd.factorize(days.astype(np.int64))
    table = pd.DatetimeIndex(unique.astype("datetime64[D]"))
    month = (table.year * 12 + table.month - 1).to_numpy(np.int64)[place]
    dom, at_end = table.day.to_numpy(np.int64)[place], table.is_month_end[place]
    day = unique[place]
    out = _Finder(groups)
    latest = np.maximum.reduceat(dom, groups.starts)[groups.ids]
    same_day = out.all((dom == latest) | at_end) & out.rising(month)
    out.take(MONTHS, month, same_day, regular=False)
    clock = wall.astype("datetime64[us]").astype(np.int64) - day * 86_400_000_000
    same_clock = out.all(clock == clock[groups.starts][groups.ids]) & out.rising(day)
    weekday = (unique + 3) % 7
    if out.open(same_clock).any():
        no_weekend = out.all((weekday < 5)[place]) & (groups.sizes >= 5)
        workday = np.busday_count("1970-01-01", unique.astype("datetime64[D]"))[place]
        out.take(WORKDAYS, workday, same_clock & no_weekend & (out.gcd(day) % 7 > 0))
        out.take(DAYS, day, same_clock)
    out.take(MONTHS, month, out.rising(month))
    _take_weeks(out, day)
    out.take(DAYS, day, out.rising(day))  # a reading a day, at one hour or another
    if out.open(np.ones(groups.count, dtype=bool)).any():
        seconds = instants // 1_000_000
        out.take(SECONDS, seconds, out.rising(seconds))
    return out.found()


def _take_weeks(out: _Finder, day: NDArray[np.int64]) -> None:
    """One day in each week, whichever it is: about a week apart, and in weeks that begin on some day, never two in one."""
    apart = out.gaps(day)
    near = out.groups.tally(out.inside & (apart >= 4) & (apart <= 10)) >= MOSTLY * (out.groups.sizes - 1)
    for begins in range(7) if out.open(near).any() else ():
        week = (day + 3 - begins) // 7
        out.take(DAYS, 7 * week, near & out.rising(week))


def number_steps(values: NDArray[np.float64], groups: Segments) -> Steps:
    """The steps of series that are counted through in whole numbers, such as weeks 1, 2, 3 or years."""
    out = _Finder(groups)
    whole = (values == np.floor(values)) & (np.abs(values) < 2**53)
    counted = np.where(whole, values, 0).astype(np.int64)
    out.take(NUMBERS, counted, out.all(whole) & out.rising(counted))
    return out.found()


def no_steps(groups: Segments) -> Steps:
    """The steps of groups that keep no rhythm at all."""
    return _Finder(groups).found()


class _Finder:
    """Tries one kind of step after the other on the series that have none yet."""

    def __init__(self, groups: Segments) -> None:
        self.groups = groups
        self.inside = ~groups.first
        self.kind = np.zeros(groups.count, dtype=np.int8)
        self.size = np.ones(groups.count, dtype=np.int64)
        self.ordinal = np.zeros(len(groups.ids), dtype=np.int64)
        self.long_enough = groups.sizes >= 3

    def all(self, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """For each series: is `mask` (one entry for each point) True at every point?"""
        return np.logical_and.reduceat(mask, self.groups.starts)

    def gaps(self, count: NDArray[np.int64]) -> NDArray[np.int64]:
        """Difference from the point before, 0 at the first point of a series."""
        return np.where(self.inside, np.diff(count, prepend=count[:1]), 0)

    def gcd(self, count: NDArray[np.int64]) -> NDArray[np.int64]:
        """For each series, the greatest common divisor of the differences between neighbouring points."""
        return np.gcd.reduceat(self.gaps(count), self.groups.starts)

    def rising(self, count: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Does no two points of the series share a place?"""
        return self.all((self.gaps(count) > 0) | ~self.inside)

    def open(self, where: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The series in `where` (one entry for each series) that have no step yet and at least three points."""
        return where & (self.kind == NONE) & self.long_enough

    def take(
        self, kind: int, count: NDArray[np.int64], where: NDArray[np.bool_], *, regular: bool = True
    ) -> None:
        """Give the series in `where` that kind of step, if they keep it (`regular`: in most of their gaps)."""
        where = self.open(where)
        if not where.any():
            return
        size = np.maximum(self.gcd(count), 1)
        if regular:
            usual = self.groups.tally(self.inside & (self.gaps(count) == size[self.groups.ids]))
            where &= usual >= USUAL * (self.groups.sizes - 1)
        self.kind[where], self.size[where] = kind, size[where]
        points = where[self.groups.ids]
        self.ordinal[points] = count[points]

    def found(self) -> Steps:
        """The steps as far as they were found; series without one have kind NONE and no absent places."""
        known = (self.kind != NONE)[self.groups.ids] & self.inside
        absent = np.where(known, self.gaps(self.ordinal) // self.size[self.groups.ids] - 1, 0)
        return Steps(self.kind, self.size, self.ordinal, absent, self.groups.ids)


def between(before: pd.Timestamp, kind: int, size: int, count: int) -> list[pd.Timestamp]:
    """The `count` empty places after `before`, a step apart; month ends stay month ends."""
    out = []
    for i in range(1, count + 1):
        if kind == MONTHS:
            at = before + pd.DateOffset(months=size * i)
            out.append(at + pd.offsets.MonthEnd(0) if before.is_month_end and before.day > 27 else at)
        elif kind == WORKDAYS:
            out.append(before + pd.offsets.BusinessDay(size * i))
        else:
            out.append(before + pd.Timedelta(size * i, "D" if kind == DAYS else "s"))
    return out


def time_name(at: pd.Timestamp, kind: int = NONE, size: int = 1) -> str:
    """A time in the words that fit its step: "April 2023", "3 April 2023", "2023", "3 April 2023, 09:00".

    >>> time_name(pd.Timestamp("2023-04-01"), MONTHS, 1), time_name(pd.Timestamp("2023-04-03 09:00"), SECONDS, 3600)
    ('April 2023', '3 April 2023, 09:00')
    """
    if kind == MONTHS and size % 12 == 0 and at.month == 1 and at.day == 1:
        return f"{at.year}"
    if kind == MONTHS:
        return at.strftime("%B %Y")
    clock = ", %H:%M:%S" if at.second else ", %H:%M"
    shows_clock = kind == SECONDS or (kind == NONE and at != at.normalize())
    return f"{at.day} {at.strftime('%B %Y' + (clock if shows_clock else ''))}"


def with_article(noun: str) -> str:
    """
    >>> with_article("month"), with_article("hour"), with_article("2 weeks")
    ('a month', 'an hour', '2 weeks')
    """
    if noun[:1].isdigit():
        return noun
    return f"{'an' if noun[:1] in 'aeio' or noun == 'hour' else 'a'} {noun}"
