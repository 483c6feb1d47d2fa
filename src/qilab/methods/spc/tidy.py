"""From a table as people have it to the points of a chart: sorted, summed up, counted and checked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qilab.methods.calendar import (
    MOST_SLOTS,
    NUMBERS,
    WORKDAYS,
    Steps,
    between,
    no_steps,
    time_name,
    with_article,
)
from qilab.methods.columns import group_codes, numbers, refuse, some
from qilab.methods.segments import Segments, divide, root
from qilab.methods.validate import HUGE

from .places import Places
from .timeline import Time, read_time, steps_of, wall_times

# What each chart needs to be told. Charts of counts take whole numbers of 0 or more.
COUNTS = frozenset({"p", "pp", "u", "up", "c", "g"})
NEEDS_N = frozenset({"p", "pp", "u", "up"})
TAKES_NO_N = frozenset({"c", "g", "t", "xbar", "s"})
SHARES = frozenset({"p", "pp"})
SUBGROUPS = frozenset({"xbar", "s"})
EACH_ROW_A_POINT = frozenset({"g", "t"})


@dataclass
class Points:
    """The points of many charts laid end to end, in time order within each group.

    labels: one a group. x: one a point, of the type that came in. nominal: x has no order of time.
    y: what is drawn; y_sum: numerator or total; y_length: values in it; y_sd: their standard deviation
    (subgroup charts only); n: denominator. include: False where left out of all calculations. baseline:
    False behind the freeze. parts: the stretches with limits of their own. steps: the rhythm of the times.
    real: None, or False on the places that were put in where a time has no row.
    """

    groups: Segments
    labels: pd.Index
    x: pd.Series
    nominal: bool
    y: NDArray
    y_sum: NDArray
    y_length: NDArray
    y_sd: NDArray | None
    n: NDArray
    include: NDArray
    baseline: NDArray
    parts: Segments
    part_number: NDArray
    notes: list[str] = field(default_factory=list)
    steps: Steps | None = None
    real: NDArray | None = None

    @cached_property
    def i(self) -> NDArray[np.intp]:
        """Number of the point in its group, from 1. An empty place has the number of the point before it."""
        if self.real is None:
            return np.arange(len(self.y)) - self.groups.starts[self.groups.ids] + 1
        count = np.cumsum(self.real)
        return count - count[self.groups.starts][self.groups.ids] + 1

    def rows(self, values: NDArray) -> NDArray:
        """Those of the values that belong to rows of the table, without the empty places."""
        return values if self.real is None else values[self.real]

    def block(self, first: int, last: int) -> Points:
        """The groups from `first` up to but without `last`."""
        a, b = np.searchsorted(self.groups.ids, [first, last])
        cut = slice(a, b)
        part_ids = self.parts.ids[cut]
        low, high = (int(part_ids[0]), int(part_ids[-1]) + 1) if b > a else (0, 0)
        return Points(
            Segments(self.groups.ids[cut] - first, last - first),
            self.labels[first:last],
            self.x,
            self.nominal,
            self.y[cut],
            self.y_sum[cut],
            self.y_length[cut],
            None if self.y_sd is None else self.y_sd[cut],
            self.n[cut],
            self.include[cut],
            self.baseline[cut],
            Segments(part_ids - low, high - low),
            self.part_number[cut],
            real=None if self.real is None else self.real[cut],
        )


def read_points(
    data: Any, chart: str, y: Any, n: Any, x: Any, by: Any, freeze: Any, phase: Any, exclude: Any
) -> Points:
    """Check, sort and sum up `data` into the points of a chart; see `qilab.methods.spc.control.spc`."""
    data, y = _as_table(data, y)
    codes, labels = group_codes(data, by)
    time = read_time(data, x)
    values, sizes, notes = _read_values(data, chart, y, n)
    if chart in SUBGROUPS and x is None:
        raise ValueError(
            f"x: an {chart} chart needs a column that says which rows are one subgroup, such as the date."
        )

    order = slice(None) if _in_order(codes, time.keys) else np.lexsort((time.keys, codes))
    codes, keys, values, sizes = codes[order], time.keys[order], values[order], sizes[order]
    new = _new_points(chart, codes, keys, n is not None, notes)
    rows = slice(None) if new.all() else np.flatnonzero(new)
    source = rows if isinstance(order, slice) else order[rows]  # the first row of each point, as handed in
    y_sum, y_length, y_sd, size = _sum_up(chart, values, sizes, new, n is not None)
    if chart in NEEDS_N or (n is not None and chart in ("run", "i", "mr")):
        drawn = divide(y_sum, size)
    elif chart == "s" and y_sd is not None:
        drawn = y_sd
    else:
        drawn = y_sum if chart == "c" else divide(y_sum, y_length)

    groups = Segments(codes[rows], len(labels))
    points = Points(
        groups=groups,
        labels=labels,
        x=time.values.iloc[source].reset_index(drop=True),
        nominal=time.nominal,
        y=drawn,
        y_sum=y_sum,
        y_length=y_length,
        y_sd=y_sd,
        n=size,
        include=np.ones(len(drawn), dtype=bool),
        baseline=np.ones(len(drawn), dtype=bool),
        parts=groups,
        part_number=np.ones(len(drawn), dtype=np.intp),
        notes=notes,
    )
    if x is None:
        points.x = pd.Series(points.i)
    place = Places(points, time, keys[rows], data, source, new, order, has_x=x is not None)
    _settle(points, place, freeze, phase, exclude)
    points.notes += _notes_on_time(time, chart, x)
    rhythmic = x is not None and chart not in EACH_ROW_A_POINT  # rare events come at any time
    points.steps = steps_of(points.x, keys[rows], groups, time.nominal, x) if rhythmic else no_steps(groups)
    points.notes += _absent_rows(points, points.steps, x)
    gone = int(np.isnan(points.y).sum())
    if gone:
        points.notes.append(f"{some(gone, 'point has', 'points have')} no value; gaps are not bridged.")
    return _with_empty_places(points, points.steps)


def _notes_on_time(time: Time, chart: str, x: Any) -> list[str]:
    notes = []
    if time.day_first:
        notes.append(f"“{x}” was read day first, as 13/06/2023 for 13 June: one of its dates shows it.")
    if time.nominal:
        notes.append(
            f"“{x}” holds names and no times, so runs, shifts and trends are not looked for and no icon is given."
        )
        if chart in ("i", "mr", "run"):
            rests = "its limits rest on" if chart != "run" else "it is read by"
            notes.append(
                f"“{x}” has no order of time, and a chart of this kind needs one: {rests} what follows what. For a "
                "comparison of places draw a funnel plot, or bars."
            )
    return notes


def _new_points(
    chart: str, codes: NDArray, keys: NDArray, has_n: bool, notes: list[str]
) -> NDArray[np.bool_]:
    """True on the rows that start a point; rows of one group and time are one point, but for rare events."""
    new = np.ones(len(codes), dtype=bool)
    new[1:] = (codes[1:] != codes[:-1]) | (keys[1:] != keys[:-1])
    double = int(len(new) - new.sum())
    if not double or chart in SUBGROUPS:
        return new
    wording = some(double, "row shares its", "rows share their")
    if chart in EACH_ROW_A_POINT:
        notes.append(f"{wording} x with another row; each is a point of its own.")
        return np.ones(len(codes), dtype=bool)
    how = "added up" if has_n or chart == "c" else "averaged"
    notes.append(f"{wording} group and x with another row; such rows are {how}.")
    return new


def _settle(points: Points, place: Places, freeze: Any, phase: Any, exclude: Any) -> None:
    """Phases, exclusions and baseline, in this order, since a baseline is counted within its phase."""
    if phase is not None:
        groups = points.groups
        part_ids = np.cumsum(groups.first | place.of(phase, "phase", starts=True)) - 1
        points.parts = Segments(part_ids, int(part_ids[-1]) + 1)
        points.part_number = part_ids - part_ids[groups.starts[groups.ids]] + 1
    if exclude is not None:
        points.include = ~place.of(exclude, "exclude", starts=False)
    if freeze is not None:
        points.baseline = place.baseline(freeze)


NAMED = 4  # places that a note names before it says “and more”


def _absent_rows(points: Points, steps: Steps, x: Any) -> list[str]:
    """A month without a row passes unseen on a chart; say so, with the step and the place."""
    jumps = np.flatnonzero(steps.absent > 0)
    weekends = (
        [f"“{x}” goes by working days: Saturdays and Sundays are not places without a row."]
        if (steps.kind == WORKDAYS).any()
        else []
    )
    if len(jumps) == 0:
        return weekends
    several = points.groups.count > 1
    nouns = [steps.noun(int(points.groups.ids[j]), x) for j in jumps]
    wording = []
    for j, noun in zip(jumps[:NAMED], nouns, strict=False):
        group = f"{points.labels[points.groups.ids[j]]}: " if several else ""
        wording.append(f"{group}{_place_name(points, steps, int(j), noun)}")
    more = f" and {len(jumps) - NAMED:,} more" if len(jumps) > NAMED else ""
    one = nouns[0] if len(set(nouns)) == 1 else "time"
    return [
        *weekends,
        f"“{x}” jumps over a place {some(len(jumps), 'time', 'times')}. No row for {with_article(one)}: "
        f"{'; '.join(wording)}{more}. It is treated as a missing value: nothing is read across it. "
        f"{with_article(one).capitalize()} without a row is not {with_article(one)} without events; check.",
    ]


def _place_name(points: Points, steps: Steps, j: int, noun: str) -> str:
    """The first place that has no row before point j, and how many there are."""
    group, count = int(points.groups.ids[j]), int(steps.absent[j])
    kind, size = int(steps.kind[group]), int(steps.size[group])
    if kind == NUMBERS:
        first = f"{steps.ordinal[j - 1] + size}"
    else:
        before = pd.Timestamp(wall_times(points.x.iloc[[j - 1]])[0])
        first = time_name(between(before, kind, size, 1)[0], kind, size)
    return first if count == 1 else f"{first} and {some(count - 1, 'place', 'places')} after it"


def _with_empty_places(points: Points, steps: Steps) -> Points:
    """Points with an empty place for each time that has no row, as if the row were there without a value."""
    empty = np.minimum(steps.absent, MOST_SLOTS)
    if not empty.any():
        return points
    behind = np.append(empty[1:], 0)
    taken = np.repeat(np.arange(len(empty)), 1 + behind)
    real = np.zeros(len(taken), dtype=bool)
    real[np.arange(len(empty)) + np.cumsum(empty)] = True

    def spread(values: NDArray, fill: Any) -> NDArray:
        return np.where(real, values[taken], fill)

    return replace(
        points,
        groups=Segments(points.groups.ids[taken], points.groups.count),
        y=spread(points.y, np.nan),
        y_sum=spread(points.y_sum, np.nan),
        y_length=spread(points.y_length, 0.0),
        y_sd=None if points.y_sd is None else spread(points.y_sd, np.nan),
        n=spread(points.n, np.nan),
        include=spread(points.include, True),
        baseline=points.baseline[taken],
        parts=Segments(points.parts.ids[taken], points.parts.count),
        part_number=points.part_number[taken],
        real=real,
    )


def _as_table(data: Any, y: Any) -> tuple[pd.DataFrame, Any]:
    if not isinstance(data, pd.DataFrame):
        if y is not None:
            raise ValueError(
                "data: give a pandas DataFrame and the names of its columns, or values alone without y."
            )
        try:
            data = pd.DataFrame({"y": data})
        except (ValueError, TypeError):
            raise ValueError("data: give a pandas DataFrame, or one list of values in time order.") from None
        y = "y"
    if y is None:
        raise ValueError("y: name the column to chart.")
    if len(data) == 0:
        raise ValueError("data: the table has no rows. Was everything filtered out?")
    return data, y


def _in_order(codes: NDArray, keys: NDArray) -> bool:
    same = codes[1:] == codes[:-1]
    return bool(((codes[1:] > codes[:-1]) | (same & (keys[1:] >= keys[:-1]))).all())


def _read_values(data: pd.DataFrame, chart: str, y: Any, n: Any) -> tuple[NDArray, NDArray, list[str]]:
    """Numerators and denominators of the rows, both missing where either is; what was noticed."""
    values = numbers(data, y, "y")
    notes: list[str] = []
    if chart in COUNTS:
        refuse(values < 0, data, y, "is below 0", "A count cannot be; check how it was made.")
        odd = values != np.floor(values)
        remedy = "Give whole counts; for rates or measurements use the i chart."
        refuse(
            odd & ~np.isnan(values),
            data,
            y,
            f"is not a whole number, which a {_shown(chart)} chart counts",
            remedy,
        )
    if chart == "t":
        remedy = "For two events on one day give the time of day, or count cases between events on a g chart."
        refuse(values <= 0, data, y, "is not above 0, and a t chart takes times between events", remedy)
    if chart in NEEDS_N and n is None:
        raise ValueError(f"n: a {_shown(chart)} chart needs the column of denominators, such as n='obd'.")
    if chart in TAKES_NO_N and n is not None:
        better = {"c": "Use a u chart for counts with a denominator.", "t": "", "g": ""}.get(
            chart, "Give single measurements as y."
        )
        raise ValueError(f"n: a {_shown(chart)} chart takes no denominator. {better}".strip())
    if n is None:
        return values, np.full(len(values), np.nan), notes
    sizes = numbers(data, n, "n")
    refuse(sizes < 0, data, n, "is below 0", "A denominator cannot be; check how it was made.")
    tiny = (sizes > 0) & (sizes < 1 / HUGE)
    refuse(tiny, data, n, "is too small to divide by", "Check its unit, or take out the error.")
    empty = (sizes == 0) & (np.abs(values) > 0)
    remedy = "Something was counted where nobody was at risk: correct one of the two."
    refuse(empty, data, n, f"is a denominator of 0 although “{y}” is not 0", remedy)
    if chart in SHARES:
        remedy = f"On a p chart “{y}” counts some of “{n}”. For events that can happen more than once use a u chart."
        refuse(values > sizes, data, y, f"is more than its denominator in “{n}”", remedy)
    half = np.isnan(values) != np.isnan(sizes)
    if half.any():
        wording = some(int(half.sum()), "row has", "rows have")
        notes.append(f"{wording} only one of “{y}” and “{n}”, and nothing of it is added to either sum.")
        values, sizes = np.where(half, np.nan, values), np.where(half, np.nan, sizes)
    zero = int((sizes == 0).sum())
    if zero:
        wording = some(zero, "row has", "rows have")
        notes.append(f"{wording} a denominator of 0: nothing out of nothing is missing, not 0.")
    return values, sizes, notes


def _shown(chart: str) -> str:
    return {"pp": "p′", "up": "u′"}.get(chart, chart)


def _sum_up(
    chart: str, values: NDArray, sizes: NDArray, new: NDArray, has_n: bool
) -> tuple[NDArray, NDArray, NDArray | None, NDArray]:
    """Total, how many values, their standard deviation and the denominator of each point."""
    if new.all() and chart not in SUBGROUPS:
        return values, (~np.isnan(values)).astype(float), None, sizes
    point = Segments(np.cumsum(new) - 1, int(new.sum()))
    there = ~np.isnan(values)
    many = point.tally(there).astype(float)
    filled = np.where(there, values, 0.0)
    total = np.where(many > 0, point.sum(filled), np.nan)
    size = (
        np.where(many > 0, point.sum(np.where(np.isnan(sizes), 0.0, sizes)), np.nan)
        if has_n
        else np.full(point.count, np.nan)
    )
    sd = None
    if chart in SUBGROUPS:
        away = np.where(there, values - divide(total, many)[point.ids], 0.0)
        sd = root(divide(point.sum(away**2), many - 1))
    return total, many, sd, size
