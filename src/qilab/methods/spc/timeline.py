"""The time axis of a table, whatever it came as: dates, text, periods, categories, numbers or names of places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qilab.methods.columns import column, numbers, refuse

_DAY_FIRST = re.compile(
    r"^\s*(\d{1,2}[./ -]\d{1,2}[./ -]\d{2,4}|\d{0,2}[ -]?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*[ -]\d{2,4})",
    re.I,
)
# “2023/04/01”, “2023 Q2”, “2023-W7”, “2023/24”: times, but put in order by their letters week 10 comes before week 7.
_YEAR_FIRST = re.compile(r"^\s*(19|20)\d{2}\D")
_MONTH = re.compile(r"^\s*(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*[.]?\s*$", re.I)


@dataclass(frozen=True)
class Time:
    """The x of each row, a sortable key for it, and whether it has no order of time."""

    values: pd.Series
    keys: NDArray
    nominal: bool

    def key(self, value: Any, role: str) -> Any:
        """The key that a value given by the user stands for; ValueError if it cannot be one."""
        dtype = self.values.dtype
        try:
            if pd.isna(value):
                raise ValueError
            if self.nominal:
                places = np.flatnonzero((self.values == value).to_numpy())
                if len(places) == 0:
                    raise ValueError
                return self.keys[places[0]]
            if isinstance(dtype, pd.PeriodDtype):
                return pd.Period(value, freq=dtype.freq).ordinal
            if dtype.kind == "M" or isinstance(dtype, pd.DatetimeTZDtype):
                stamp = pd.Timestamp(value)
                zone = getattr(dtype, "tz", None)
                if zone is not None:
                    stamp = stamp.tz_localize(zone) if stamp.tzinfo is None else stamp.tz_convert(zone)
                return pd.Series([stamp]).astype(dtype).astype("int64").iloc[0]
            if isinstance(value, str):
                raise ValueError
            return float(value)
        except (ValueError, TypeError, OverflowError):
            first, last = (
                self.values.iloc[int(np.argmin(self.keys))],
                self.values.iloc[int(np.argmax(self.keys))],
            )
            raise ValueError(
                f"{role}: {value!r} is not a place on the x axis, which goes from {first} to {last}. "
                "Give such a value, or the number of a point (1 is the first)."
            ) from None


def read_time(data: pd.DataFrame, x: Any) -> Time:
    """The x column as something to sort by; without one, the rows are in order already."""
    if x is None:
        place = np.arange(len(data))
        return Time(pd.Series(place + 1), place, False)
    values = column(data, x, "x")
    refuse(values.isna().to_numpy(), data, x, "is no time", "Fill in the date, or leave the row out.")
    values = values.reset_index(drop=True)
    if isinstance(values.dtype, pd.CategoricalDtype):
        kinds = values.dtype.categories
        as_dates = _dates_from_text(pd.Series(kinds), x, in_order=True)
        if as_dates is None and not _is_time(kinds.dtype):
            return Time(
                values.astype(kinds.dtype), values.cat.codes.to_numpy(), True
            )  # in the order of the categories
        values = pd.Series((kinds if as_dates is None else pd.Index(as_dates)).take(values.cat.codes))
    if values.dtype == object or pd.api.types.is_string_dtype(values.dtype):
        dates = _dates_from_text(values, x)
        if dates is None:
            try:
                codes, _ = pd.factorize(values, sort=True)
            except TypeError:
                raise ValueError(
                    f"Column “{x}” holds values of different kinds. Make them all dates, or all names."
                ) from None
            return Time(values, codes, True)
        values = dates
    if isinstance(values.dtype, pd.PeriodDtype):
        return Time(values, values.astype("int64").to_numpy(), False)
    if values.dtype.kind in "Mm" or isinstance(values.dtype, pd.DatetimeTZDtype):
        return Time(values, values.astype("int64").to_numpy(), False)
    return Time(values, numbers(data, x, "x"), False)


def _is_time(dtype: Any) -> bool:
    return isinstance(dtype, pd.PeriodDtype | pd.DatetimeTZDtype) or dtype.kind in "Mmiuf"


def _dates_from_text(values: pd.Series, x: Any, in_order: bool = False) -> pd.Series | None:
    """Dates written as 2023-04-03, or date objects, as dates; None for names of places.

    Other ways to write a date are refused: 03/04/2023 is April here and March elsewhere, and “Apr 2023”
    sorts by its letters. in_order: names of months may stay, since somebody has put them in order.
    """
    if pd.api.types.is_string_dtype(values.dtype) or (
        values.dtype == object and isinstance(values.iloc[0], str)
    ):
        text = values.astype(str)
        try:
            if text.str.match(r"^\s*\d{4}-\d{2}").all():
                return pd.to_datetime(text, format="ISO8601")
        except ValueError as error:
            raise ValueError(
                f"Column “{x}”: not every date can be read ({error}). Mend or leave out that row."
            ) from None
        if (
            text.str.match(_DAY_FIRST).any()
            or text.str.match(r"^\s*\d{4}-\d{2}").any()
            or text.str.match(_YEAR_FIRST).all()
            or (not in_order and text.str.match(_MONTH).all())
        ):
            raise ValueError(
                f"Column “{x}” holds dates as text that cannot be put in order safely, such as {text.iloc[0]!r}. "
                "Turn it into dates first, for instance with pd.to_datetime(…, dayfirst=True), "
                "or give the first day of each week, month or quarter."
            )
        if text.str.fullmatch(r"\s*[-+]?\d+([.]\d+)?\s*").all():
            raise ValueError(
                f"Column “{x}” holds numbers as text. Turn it into numbers first with pd.to_numeric."
            )
        return None
    if values.dtype == object and isinstance(values.iloc[0], date):
        try:
            return pd.to_datetime(values)
        except (ValueError, TypeError):
            raise ValueError(
                f"Column “{x}” holds dates of different kinds. Turn it into dates with pd.to_datetime."
            ) from None
    return None
