"""Times on a chart: as numbers to draw, as words, as labels of the axis, and remarks that belong to one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qilab.methods.calendar import DAYS, MONTHS, NONE, NUMBERS, SECONDS, WORKDAYS, time_name
from qilab.methods.spc.timeline import Time, wall_times

from . import theme

Notes = Mapping[Any, str] | Iterable[tuple[Any, str]]
LETTER = 6.4  # px of a letter of a label, at size 12
# Every how many steps there may be a label: such as people count months, weeks or hours.
STRIDES = {
    MONTHS: (1, 2, 3, 6, 12, 24, 60, 120),
    DAYS: (1, 2, 4, 7, 14, 28, 56, 91, 182, 364),
    WORKDAYS: (1, 5, 10, 20, 60, 120, 260),
    SECONDS: (1, 2, 3, 6, 12, 24, 48, 72, 168),
    NUMBERS: (1, 2, 5, 10, 20, 50, 100, 200, 500),
    NONE: (1,),
}


def milliseconds(when: pd.Series) -> NDArray[np.float64]:
    """Dates or periods as milliseconds since 1970, by the clock on their own wall."""
    return wall_times(when).astype("datetime64[ms]").astype(np.int64).astype(float)


def name_times(when: pd.Series, kind: int = NONE, size: int = 1) -> list[str]:
    """Each time in words that fit the step; things that are no dates as they are."""
    if not _dated(when):
        return [f"{v:g}" if isinstance(v, float) else str(v) for v in when]
    stamps = [pd.Timestamp(t) for t in wall_times(when)]
    if kind == NONE and all(t.day == 1 and t == t.normalize() for t in stamps):
        kind = MONTHS
    return [time_name(t, kind, size) for t in stamps]


def _dated(when: pd.Series) -> bool:
    return isinstance(when.dtype, pd.PeriodDtype) or pd.api.types.is_datetime64_any_dtype(when)


@dataclass(frozen=True)
class Ticks:
    """Where the axis of time has labels, and the Vega expression that writes them."""

    values: list[float]
    expression: str


def ticks(
    places: NDArray[np.float64],
    labels: Sequence[str],
    dated: bool,
    kind: int = NONE,
    size: int = 1,
    *,
    width: float = theme.WIDTH,
) -> Ticks:
    """Labels that fit the step, at points, none twice and none over another.

    places: where the points are drawn, in order. labels: their words, used where they are no dates.
    """
    if not dated:
        return _named_ticks(places, labels, kind, width)
    form = _form(places, kind, size)
    texts = [form(pd.Timestamp(int(p), unit="ms")) for p in places]
    return Ticks(_chosen(places, texts, kind, width), form.expression)


@dataclass(frozen=True)
class _Form:
    """A way to write a time: in Python, to know how long it gets, and in Vega."""

    pattern: str
    quarter: bool = False

    def __call__(self, at: pd.Timestamp) -> str:
        if self.quarter:
            return f"{at:%b}–{at + pd.DateOffset(months=2):%b %Y}"
        return at.strftime(self.pattern.replace("%-d", str(at.day)))

    @property
    def expression(self) -> str:
        """The same form as a Vega expression of `datum.value`, which is in milliseconds UTC."""
        if self.quarter:
            return (
                "utcFormat(datum.value, '%b') + '–' + utcFormat(utcOffset('month', datum.value, 2), '%b %Y')"
            )
        return f"utcFormat(datum.value, '{self.pattern}')"


def _form(places: NDArray[np.float64], kind: int, size: int) -> _Form:
    at = pd.DatetimeIndex(places.astype("datetime64[ms]"))
    firsts = bool((at.day == 1).all() and (at == at.normalize()).all())
    if kind == MONTHS:
        if size % 12 == 0 and bool((at.month == 1).all()):
            return _Form("%Y")
        return _Form("%b %Y", quarter=size == 3 and firsts and bool((at.month % 3 == 1).all()))
    if kind in (DAYS, WORKDAYS):
        return _Form("%-d %b %Y")
    if kind == NONE and firsts:
        return _Form("%b %Y")
    if kind == NONE and bool((at == at.normalize()).all()):
        return _Form("%-d %b %Y")
    seconds = ":%S" if bool((at.second != 0).any()) else ""
    one_day = at[0].normalize() == at[-1].normalize()
    if one_day:
        return _Form(f"%H:%M{seconds}")
    return _Form(f"%-d %b{'' if at[0].year == at[-1].year else ' %Y'} %H:%M{seconds}")


def _named_ticks(places: NDArray[np.float64], labels: Sequence[str], kind: int, width: float) -> Ticks:
    short = [text if len(text) <= 16 else f"{text[:15]}…" for text in labels]
    chosen = _chosen(places, short, NUMBERS if kind == NUMBERS or _are_numbers(labels) else NONE, width)
    known = dict(zip(places.tolist(), short, strict=True))
    expression = "''"
    for place in reversed(chosen):
        expression = (
            f"datum.value === {place:g} ? {json.dumps(known[place], ensure_ascii=False)} : {expression}"
        )
    return Ticks(chosen, expression)


def _are_numbers(labels: Sequence[str]) -> bool:
    return all(text.lstrip("-").replace(".", "", 1).isdigit() for text in labels)


def _chosen(places: NDArray[np.float64], texts: Sequence[str], kind: int, width: float) -> list[float]:
    """The places that get a label: every so many steps, no text twice, none over its neighbour."""
    reach = max(float(places[-1] - places[0]), 1.0)
    needed = (max(map(len, texts)) * LETTER + 14) / width * reach
    counts = _counts(places, kind)
    step = reach / max(counts[-1], 1)
    stride = next((s for s in STRIDES[kind] if s * step >= needed), None)
    chosen: list[float] = []
    seen: set[str] = set()
    for place, text, count in zip(places.tolist(), texts, counts.tolist(), strict=True):
        off_beat = kind != NONE and stride is not None and count % stride
        if text in seen or off_beat or (chosen and place - chosen[-1] < needed):
            continue
        chosen.append(place)
        seen.add(text)
    return chosen


def _counts(places: NDArray[np.float64], kind: int) -> NDArray[np.int64]:
    """How many steps each place is away from the first."""
    if kind == MONTHS:
        at = pd.DatetimeIndex(places.astype("datetime64[ms]"))
        count = (at.year * 12 + at.month).to_numpy(np.int64)
    elif kind == DAYS:
        count = (places // 86_400_000).astype(np.int64)
    elif kind == WORKDAYS:
        return np.arange(len(places))
    else:
        count = np.round(places - places[0]).astype(np.int64)
    gaps = np.diff(count)
    return (count - count[0]) // max(int(np.gcd.reduce(gaps)) if len(gaps) else 1, 1)


def read_notes(notes: Notes, x: NDArray[np.float64], labels: list[str], time: Time) -> list[dict[str, Any]]:
    """Remarks with their place and the row their words stand in, so that neighbours do not overlap.

    x, labels: places and names of the points. ValueError for a time that is not on the chart.
    """
    pairs = _pairs(notes)
    rows: list[dict[str, Any]] = []
    free: list[float] = []
    dated = _dated(time.values)
    for place, text in sorted((_place(when, x, labels, time, dated), str(text)) for when, text in pairs):
        width = (len(text) * LETTER + 10) / theme.WIDTH * max(x[-1] - x[0], 1)
        row = next((i for i, end in enumerate(free) if place >= end), len(free))
        free[row : row + 1] = [place + width]
        rows.append({"x": place, "text": text, "row": row, "label": labels[int(np.abs(x - place).argmin())]})
    return rows


def _pairs(notes: Notes) -> list[tuple[Any, Any]]:
    wrong = ValueError('notes: give a dict of time → words, such as {"2023-02": "hourly rounding begins"}.')
    if isinstance(notes, str | bytes) or notes is None:
        raise wrong
    try:
        pairs = [tuple(pair) for pair in (notes.items() if isinstance(notes, Mapping) else notes)]
    except TypeError:
        raise wrong from None
    if any(len(pair) != 2 for pair in pairs):
        raise wrong
    return [(when, text) for when, text in pairs]


def _place(when: Any, x: NDArray[np.float64], labels: list[str], time: Time, dated: bool) -> float:
    if not dated:
        for names in (labels, [str(v) for v in time.values]):
            if str(when) in names:
                return float(x[names.index(str(when))])
        raise ValueError(f"notes: there is no point {str(when)!r:.60} on this chart.")
    place, end = (milliseconds_of(t) for t in time.wall_span(when, "notes"))
    inside = x[(x >= place) & (x < end)]
    if len(inside):
        # The month, week or day is on the chart: its remark begins at its first point, or where it was said to.
        return max(place, float(x[0]))
    reach = x[-1] + (float(np.median(np.diff(x))) if len(x) > 1 else 0.0)
    if not x[0] <= place <= reach:
        raise ValueError(
            f"notes: {time_name(pd.Timestamp(int(place), unit='ms'))} is not on this chart, which shows "
            f"{labels[0]} to {labels[-1]}."
        )
    return place


def milliseconds_of(stamp: pd.Timestamp) -> float:
    """Milliseconds since 1970-01-01 of a time without a zone; anything finer is cut off."""
    return float(stamp.to_numpy().astype("datetime64[ms]").astype(np.int64))


def remarks(rows: list[dict[str, Any]], source: str) -> str:
    """Remarks and source in words, for the description."""
    said = [f"{row['label']}: {row['text']}" for row in rows]
    parts = ([f"Noted on the chart: {'; '.join(said)}"] if said else []) + ([source] if source else [])
    return ". ".join(parts)
