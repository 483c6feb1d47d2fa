"""Reading a measure over time out of a table, with its gaps, for every chart over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from qilab.methods.calendar import NONE, NUMBERS, Steps, between
from qilab.methods.columns import column, numbers
from qilab.methods.segments import Segments
from qilab.methods.spc.timeline import Time, is_dated, read_time, steps_of, wall_times

from . import words
from .dates import milliseconds, name_times
from .picture import as_frame

MOST_POINTS = 2_000


@dataclass(frozen=True)
class Series:
    """A measure over time. A time that has no row in the table has a place here, without a value.

    time: the x of the rows, as it was read. x: place of each point for drawing (milliseconds since 1970 by the
    clock on the wall, or 1, 2, 3 …). values: (n,) floats, NaN where missing. rows: places that the table's rows
    took. kind, size: the step between the times (see `qilab.methods.calendar`). noun: it in words.
    """

    time: Time
    x: np.ndarray
    values: np.ndarray
    labels: list[str]
    rows: np.ndarray
    dated: bool
    kind: int
    size: int
    step: str
    decimals: int
    remark: str = ""

    @property
    def noun(self) -> str:
        """What one point is called: "month", "week"; "point" where the step has a number in it, or none."""
        return self.step if self.kind not in (NONE, NUMBERS) and not self.step[:1].isdigit() else "point"

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
    column(frame, x, "x")
    values = numbers(frame, y, "y")
    if len(values) > MOST_POINTS:
        raise ValueError(
            f"data: {len(values):,} points are too many to read in one chart (up to {MOST_POINTS:,}). "
            "Group them by month first, or choose one ward."
        )
    if np.isnan(values).all():
        raise ValueError(f"{y}: every value is missing, so there is nothing to draw.")
    time = read_time(frame, x)
    dated = is_dated(time.values.dtype)
    one = Segments.rows(1, len(values))
    _check_order(time, x)
    steps = steps_of(time.values, time.keys, one, time.nominal, x)
    when, rows = _every_place(time, steps, dated, x)
    filled = np.full(len(when), np.nan)
    filled[rows] = values
    kind, size = int(steps.kind[0]), int(steps.size[0])
    return Series(
        time=time,
        x=milliseconds(when) if dated else np.arange(1, len(filled) + 1, dtype=float),
        values=filled,
        labels=name_times(when, kind, size),
        rows=rows,
        dated=dated,
        kind=kind,
        size=size,
        step=steps.noun(0, x),
        decimals=words.decimals_of(values),
        remark=_remark(time, x),
    )


def _remark(time: Time, x: Any) -> str:
    """What a reader must know of the times."""
    if time.day_first:
        return f"“{x}” was read day first, as its own dates show"
    if time.nominal:
        return (
            f"“{x}” holds names, which have no order of time: the points are drawn as the table has them, and runs mean "
            "nothing unless that is the order in which they came"
        )
    return ""


def _check_order(time: Time, name: str) -> None:
    if time.nominal:
        return
    gaps = np.diff(time.keys)
    if (gaps < 0).any():
        kind = "dates" if is_dated(time.values.dtype) else "values"
        raise ValueError(
            f'{name}: the {kind} are not in order. Sort the table first: data.sort_values("{name}").'
        )
    if (gaps == 0).any():
        at = int(np.flatnonzero(gaps == 0)[0])
        label = name_times(time.values.iloc[[at]])[0]
        raise ValueError(
            f"{name}: {label} has more than one row. Choose one ward, or add the rows of a month up first."
        )


def _every_place(time: Time, steps: Steps, dated: bool, name: str) -> tuple[pd.Series, np.ndarray]:
    """Every time of the span, and the places of the rows in it, so that a time left out is a gap and not a line."""
    when = pd.Series(wall_times(time.values)) if dated else time.values
    absent = steps.absent
    rows = np.arange(len(when)) + np.cumsum(absent)
    if not absent.any():
        return when, rows
    kind, size = int(steps.kind[0]), int(steps.size[0])
    worst = int(np.argmax(absent))
    if absent.sum() + len(when) > MOST_POINTS or absent[worst] > 10 * len(when) + 100:
        before, after = name_times(when.iloc[[worst - 1, worst]], kind, size)
        raise ValueError(
            f"{name}: between {before} and {after} lie {absent[worst]:,} places without a row (the step is "
            f"{steps.noun(0, name)}). Is one of the two dates wrong? Else draw the two stretches apart."
        )
    every: list[Any] = []
    for place, missing in zip(when, absent, strict=True):
        if missing and dated:
            every += between(every[-1], kind, size, int(missing))
        elif missing:
            every += [every[-1] + size * (i + 1) for i in range(int(missing))]
        every.append(pd.Timestamp(place) if dated else place)
    return pd.Series(every), rows
