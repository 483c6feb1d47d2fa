"""The time axis of a table, whatever it came as: dates, text, periods, categories, numbers or names of places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qilab.methods.calendar import Steps, find_steps, no_steps, number_steps
from qilab.methods.columns import column, numbers, refuse
from qilab.methods.segments import Segments
from qilab.methods.times import (
    Reading,
    as_dates,
    is_dated,
    natural_order,
    plain,
    read_one,
    shown,
    speaks_of_time,
)
from qilab.methods.validate import MOST_COUNT


@dataclass(frozen=True)
class Time:
    """The x of each row, a sortable key for it, and whether it has no order of time.

    day_first: it was text such as 13/06/2023, and read day first.
    """

    values: pd.Series
    keys: NDArray
    nominal: bool
    day_first: bool = False

    def span(self, value: Any, role: str) -> tuple[Any, Any]:
        """First and last key that a value given by the user stands for; ValueError if it is none.

        A date stands for all that lies in it: a month for its days, a day for its hours.
        """
        try:
            return self._span(value, role)
        except _NoPlace:
            first, last = (self.values.iloc[int(pick(self.keys))] for pick in (np.argmin, np.argmax))
            raise ValueError(
                f"{role}: {shown(value)} is not a place on the x axis, which goes from {first} to {last}. "
                "Give such a value, or the number of a point (1 is the first)."
            ) from None

    def _span(self, value: Any, role: str) -> tuple[Any, Any]:
        dtype = self.values.dtype
        if self.nominal:
            places = np.flatnonzero([v == value for v in self.values])
            if len(places) == 0:
                raise _NoPlace
            return self.keys[places[0]], self.keys[places[0]]
        if is_dated(dtype):
            return self._dated_span(value, role)
        if dtype.kind == "m" and isinstance(value, pd.Timedelta | np.timedelta64):
            key = pd.Series([pd.Timedelta(value)]).astype(dtype).astype("int64").iloc[0]
            return key, key
        if isinstance(value, int | float | np.number) and not isinstance(value, bool):
            return float(value), float(value)
        raise _NoPlace

    def wall_span(self, value: Any, role: str) -> tuple[pd.Timestamp, pd.Timestamp]:
        """Start and end of a time given by the user, by the clock on the wall of this axis."""
        span = read_one(value, role, day_first=self.day_first)
        zone = getattr(self.values.dtype, "tz", None)
        return _on_wall(span.start, zone), _on_wall(span.end, zone)

    def _dated_span(self, value: Any, role: str) -> tuple[Any, Any]:
        dtype = self.values.dtype
        if isinstance(value, int | float | np.number) or value is None or value is pd.NaT or value is pd.NA:
            raise _NoPlace
        if isinstance(value, str) and not any(c.isdigit() for c in value):
            raise _NoPlace
        span = read_one(value, role, day_first=self.day_first)
        if isinstance(dtype, pd.PeriodDtype):
            last = span.end - pd.Timedelta(1, "ns")
            low, high = (
                pd.Period(_without_zone(t), freq=cast(Any, dtype.freq)).ordinal for t in (span.start, last)
            )
            return low, high
        zone, unit = getattr(dtype, "tz", None), _unit(dtype)
        low, high = (_raw(_in_zone(t, zone), unit) for t in (span.start, span.end))
        exact = isinstance(value, pd.Timestamp | np.datetime64) or hasattr(value, "hour")
        if exact and not (self.keys == low).any() and span.start == span.start.normalize():
            # A date object without a clock time comes from pandas as midnight: it means the day.
            high = _raw(_in_zone(span.start + pd.Timedelta(days=1), zone), unit)
        return low, max(low, high - 1)


class _NoPlace(Exception):
    """The value cannot be a place on this axis."""


def _unit(dtype: Any) -> str:
    return str(dtype.unit) if isinstance(dtype, pd.DatetimeTZDtype) else np.datetime_data(dtype)[0]


def _without_zone(stamp: pd.Timestamp) -> pd.Timestamp:
    return stamp if stamp.tzinfo is None else stamp.tz_localize(None)


def _on_wall(stamp: pd.Timestamp, zone: Any) -> pd.Timestamp:
    """The time as the clock of the axis shows it."""
    if stamp.tzinfo is not None and zone is not None:
        stamp = stamp.tz_convert(zone)
    return _without_zone(stamp)


def _in_zone(stamp: pd.Timestamp, zone: Any) -> pd.Timestamp:
    """The time as it is on the axis: a clock time there, or the same moment there."""
    if zone is None:
        return _without_zone(stamp)
    if stamp.tzinfo is not None:
        return stamp.tz_convert("UTC")
    # An hour that the clock passes twice is its first; one that it leaves out begins after the gap.
    return stamp.tz_localize(zone, ambiguous=True, nonexistent="shift_forward").tz_convert("UTC")


def _raw(stamp: pd.Timestamp, unit: str) -> int:
    return int(_without_zone(stamp).to_numpy().astype(f"datetime64[{unit}]").astype(np.int64))


def read_time(data: pd.DataFrame, x: Any) -> Time:
    """The x column as something to sort by; without one, the rows are in order already."""
    if x is None:
        place = np.arange(len(data))
        return Time(pd.Series(place + 1), place, False)
    values = column(data, x, "x")
    refuse(values.isna().to_numpy(), data, x, "is no date", "Fill in the date, or leave the row out.")
    values = values.reset_index(drop=True)
    if isinstance(values.dtype, pd.CategoricalDtype):
        return _read_categories(data, x, values)
    values = plain(values)
    day_first = False
    if values.dtype == object or pd.api.types.is_string_dtype(values.dtype):
        reading = as_dates(values, x)
        if reading is None:
            return _names(data, x, values)
        values, day_first = reading.values, reading.day_first
    if is_dated(values.dtype) or values.dtype.kind == "m":
        return Time(values, values.astype("int64").to_numpy(), False, day_first)
    return Time(values, _counts(data, x), False)


def _read_categories(data: pd.DataFrame, x: Any, values: pd.Series) -> Time:
    """Categories: their times where they hold some, else names in the order that the categories have."""
    kinds = pd.Series(values.cat.categories)
    reading: Reading | None = None
    if kinds.dtype == object or pd.api.types.is_string_dtype(kinds.dtype):
        words = [str(k) for k in kinds]
        given = values.cat.ordered or words != sorted(words)
        if not (
            given and words and all(speaks_of_time(w) and not any(c.isdigit() for c in w) for w in words)
        ):
            reading = as_dates(plain(kinds), x)
    elif is_dated(kinds.dtype) or kinds.dtype.kind in "miuf":
        reading = Reading(kinds)
    if reading is None:
        return Time(values.astype(kinds.dtype), values.cat.codes.to_numpy(), True)
    taken = pd.Series(reading.values.array.take(values.cat.codes.to_numpy()))
    if is_dated(taken.dtype) or taken.dtype.kind == "m":
        return Time(taken, taken.astype("int64").to_numpy(), False, reading.day_first)
    counted = taken.to_numpy(dtype=float)
    _refuse_written_dates(counted, x)
    _refuse_excel_dates(counted, x)
    return Time(taken, counted, False)


def _names(data: pd.DataFrame, x: Any, values: pd.Series) -> Time:
    """Names of places, in the order in which people put them. Numbers among objects are numbers."""
    if all(isinstance(v, int | float | np.number | Decimal) and not isinstance(v, bool) for v in values):
        return _counted(data, x)
    try:
        codes, uniques = pd.factorize(values)
    except TypeError:
        raise ValueError(
            f"x: column “{x}” holds lists or tables, which are neither times nor names. Give one value a row."
        ) from None
    rank = np.empty(len(uniques), dtype=np.intp)
    rank[natural_order(uniques)] = np.arange(len(uniques))
    return Time(values, rank[codes], True)


def _counted(data: pd.DataFrame, x: Any) -> Time:
    read = _counts(data, x)
    return Time(pd.Series(read), read, False)


# Excel counts days from this one; the numbers of 1990 to 2079 have five digits and are seldom anything else.
_EXCEL_DAY_0 = pd.Timestamp("1899-12-30")
_EXCEL = (32_874, 65_746)
_NAMES_A_TIME = re.compile(r"date|day|week|month|quarter|time|when|admi|discharg|year", re.I)


def _refuse_excel_dates(read: NDArray[np.float64], x: Any) -> None:
    """ValueError for days as Excel counts them, in a column whose name speaks of time: no month would be known as one."""
    if (
        len(read) < 3
        or not ((read >= _EXCEL[0]) & (read <= _EXCEL[1])).all()
        or not _NAMES_A_TIME.search(str(x))
    ):
        return
    first = _EXCEL_DAY_0 + pd.Timedelta(days=float(read[0]))
    raise ValueError(
        f"x: column “{x}” holds numbers such as {read[0]:g}, which is how Excel writes {first.day} {first:%B %Y}. Turn them "
        f'into dates first: pd.to_datetime(data["{x}"], unit="D", origin="1899-12-30").'
    )


def _counts(data: pd.DataFrame, x: Any) -> NDArray[np.float64]:
    """Numbers that times can be counted by; ValueError for those that would put points in the wrong places."""
    if pd.api.types.is_bool_dtype(data[x].dtype):
        raise ValueError(f"x: column “{x}” holds True and False, which are not times. Give dates or numbers.")
    read = numbers(data, x, "x")
    refuse(
        np.abs(read) > MOST_COUNT,
        data,
        x,
        "is so large that it cannot be told from the next number",
        "Count from a smaller number, or give dates.",
    )
    _refuse_written_dates(read, x)
    _refuse_excel_dates(read, x)
    return read


def _refuse_written_dates(read: NDArray[np.float64], x: Any) -> None:
    """ValueError for 202312 and 20231231, which are 89 and 8,870 away from the day that follows."""
    if len(read) < 2 or (read != np.floor(read)).any():
        return
    for form, months, day in (("%Y%m", read, None), ("%Y%m%d", read // 100, read % 100)):
        year, month = months // 100, months % 100
        dated = (year >= 1900) & (year <= 2100) & (month >= 1) & (month <= 12)
        if day is not None:
            dated &= (day >= 1) & (day <= 31)
        if dated.all():
            raise ValueError(
                f"Column “{x}” holds dates written as one number, such as {read[0]:.0f}: between December and January "
                f'such numbers jump. Turn it into dates first: pd.to_datetime(data["{x}"], format="{form}").'
            )


def steps_of(x: pd.Series, keys: NDArray, groups: Segments, nominal: bool, column: Any) -> Steps:
    """The rhythm of each group's times. x: one a point, in time order within its group."""
    if nominal or column is None:
        return no_steps(groups)
    dtype = x.dtype
    if is_dated(dtype):
        wall = wall_times(x)
        instants = wall
        if isinstance(dtype, pd.DatetimeTZDtype):  # the clock goes back for an hour; time does not
            instants = x.dt.tz_convert(None).to_numpy("datetime64[us]")
        return find_steps(wall, instants.astype(np.int64), groups)
    if dtype.kind == "m":
        return no_steps(groups)
    return number_steps(keys.astype(float), groups)


def wall_times(x: pd.Series) -> NDArray:
    """Dates or periods as the clock on the wall says them: datetime64[us] without a zone."""
    if isinstance(x.dtype, pd.PeriodDtype):
        x = x.dt.start_time
    elif isinstance(x.dtype, pd.DatetimeTZDtype):
        x = x.dt.tz_localize(None)
    return x.to_numpy("datetime64[us]")
