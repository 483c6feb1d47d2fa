"""Reading a measure over time out of a table, with its gaps, for every chart over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from qilab.methods.spc.runs import as_series

from . import words
from .dates import milliseconds, on_every_month
from .picture import as_frame, column

MOST_POINTS = 2_000


@dataclass(frozen=True)
class Series:
    """A measure over time. A month that has no row in the table has a place here, without a value.

    when: time of each place, or its label. x: the same as numbers for drawing (milliseconds since 1970 in
    UTC, or 1, 2, 3 …). values: (n,) floats, NaN where missing. rows: places that the table's rows took.
    """

    when: pd.Series
    x: np.ndarray
    values: np.ndarray
    labels: list[str]
    rows: np.ndarray
    dated: bool
    monthly: bool
    decimals: int

    @property
    def noun(self) -> str:
        return "month" if self.monthly else "point"

    @property
    def span(self) -> str:
        """First and last time in words."""
        if len(self.labels) == 1:
            return self.labels[0]
        return f"{self.labels[0]} to {self.labels[-1]}"

    def value(self, number: float, extra: int = 0) -> str:
        """A number in the decimals of this measure; one more where that is needed to say it exactly."""
        places = self.decimals
        while places < self.decimals + extra and abs(round(number, places) - number) > 1e-9:
            places += 1
        return words.number(number, places)


def read_series(data: Any, x: str, y: str) -> Series:
    """The columns `x` (times in order, or labels) and `y` (numbers) of `data`. ValueError says what is wrong."""
    frame = as_frame(data)
    when = column(frame, x, "x")
    values = as_series(column(frame, y, "y"), name=y)
    if len(values) > MOST_POINTS:
        raise ValueError(
            f"data: {len(values):,} points are too many to read in one chart (up to {MOST_POINTS:,}). "
            "Group them by month first, or choose one ward."
        )
    if np.isnan(values).all():
        raise ValueError(f"{y}: every value is missing, so there is nothing to draw.")
    when = _as_times(when, x)
    dated = pd.api.types.is_datetime64_any_dtype(when)
    rows = np.arange(len(values))
    monthly = dated and len(when) > 1 and bool((when.dt.day == 1).all())
    if dated:
        _check_order(when, x)
        if monthly:
            when, values, rows = _on_every_month(when, values)
    position = milliseconds(when) if dated else np.arange(1, len(values) + 1, dtype=float)
    return Series(
        when=when,
        x=position,
        values=values,
        labels=words.when_labels(when),
        rows=rows,
        dated=dated,
        monthly=monthly,
        decimals=words.decimals_of(values),
    )


def _as_times(when: pd.Series, name: str) -> pd.Series:
    if isinstance(when.dtype, pd.PeriodDtype):
        return when.dt.to_timestamp()
    if pd.api.types.is_numeric_dtype(when):
        return when
    if not pd.api.types.is_datetime64_any_dtype(when):
        try:
            times = pd.to_datetime(when, format="ISO8601")
        except (ValueError, TypeError):
            return when
        if times.isna().all():
            return when
        when = times
    if when.dt.tz is not None:
        when = when.dt.tz_localize(None)
    if when.isna().any():
        raise ValueError(f"{name}: a row has no date. Fill it in or leave the row out.")
    return when


def _check_order(when: pd.Series, name: str) -> None:
    if not when.is_monotonic_increasing:
        raise ValueError(
            f'{name}: the dates are not in order. Sort the table first: data.sort_values("{name}").'
        )
    twice = when[when.duplicated()]
    if len(twice):
        label = words.when_labels(twice)[0]
        raise ValueError(
            f"{name}: {label} has more than one row. Choose one ward, or add the rows of a month up first."
        )


def _on_every_month(when: pd.Series, values: np.ndarray) -> tuple[pd.Series, np.ndarray, np.ndarray]:
    """Give every month of the span a place, so that a month left out of the table is a gap and not a line."""
    every = on_every_month(when)
    rows = pd.DatetimeIndex(every).get_indexer(pd.DatetimeIndex(when).normalize())
    filled = np.full(len(every), np.nan)
    filled[rows] = values
    return every, filled, rows
