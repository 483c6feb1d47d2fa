"""Control charts for pencils: to be read, with lines and rings, or on squared paper, to be worked on; black on white.

Points and lines are those that `spc` works out, so a limit on paper is the limit on the screen and in the key. They are drawn by
Typst, as the run charts are, so that letters keep their 11 points; one to a sheet, or several small ones in rows.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from qilab.charts.control_words import describe, read
from qilab.charts.words import number
from qilab.methods.spc.result import SpcResult
from qilab.modules import bank
from qilab.questions.item import BadContent

from .. import typst_text as ty
from ..paper import Pages
from ..play import run_cell
from .source import Directive

TEMPLATE = Path(__file__).parents[1] / "templates" / "control.typ"
TICKS = {True: 6, False: 3}  # about as many marks on the scale of a large chart, and of a small one
SQUARED = 7  # marks on squared paper, about as many as a hand would draw
FINE = 5  # squares between two of them
CROWDED = 31  # points, above which numbers of two digits have no room for a decimal
ROOM = 0.04  # left free above and below, as a share of how far the values reach
NAMES = {"cl": "Mean", "ucl": "Upper", "lcl": "Lower"}
THIRDS = ("ucl95", "lcl95")  # two thirds of the way to a limit
LINES = {"all": tuple(NAMES), "none": (), "thirds": (*NAMES, *THIRDS)}
STEPS = ("none", "blank", "given")


def control_chart(pages: Pages, told: Directive) -> None:
    """Append the control chart of a directive, whose body ends in an SpcResult, or in one and a dict of captions (Markdown).

    of: whose `data` the body may use; unit; height. lines: all, none (they are left to the reader) or thirds (with lines two thirds of the
    way to a limit); marks=none leaves out the rings alone. until: after so many points the others are left to be drawn, within
    limits that are there. across: so many small charts in a row, one for each group, each with its caption, for which `under` lines are kept.

    squared: on squared paper, without rings, and with room on the scale for limits that are to be drawn. steps: boxes between
    neighbours, blank or given, on the first `steps-until` points. decimals: of the numbers below the points. notes: a column
    of the exercise's data with words for some points, or “14=words|…” by place.
    """
    names = {"data": bank.find_exercise(told.option("of")).data()} if "of" in told.options else {}
    shown = run_cell(told.body, names)
    made = shown[-1] if shown else None
    result, captions = made if isinstance(made, tuple) else (made, {})
    if not isinstance(result, SpcResult):
        raise BadContent(
            f"paper.md, line {told.line}: the last line of a control chart must be what spc gives"
        )
    lines, steps = told.option("lines", "all"), told.option("steps", "none")
    if lines not in LINES or steps not in STEPS:
        raise BadContent(
            f"paper.md, line {told.line}: lines= takes {', '.join(LINES)}, and steps= takes {', '.join(STEPS)}"
        )
    squared = "squared" in told.options
    marked = not squared and lines != "none" and told.option("marks", "all") != "none"
    if not marked:
        result = replace(result, points=result.points.assign(rule=None))
    if "across" in told.options:
        height = told.option("height", "5.6cm")
        under = told.whole("under", 2)
        add_charts(pages, result, captions, told.whole("across"), height, under, lines != "none")
        return
    about = _large(
        result, LINES[lines], squared, told.whole("decimals") if "decimals" in told.options else None
    )
    about["unit"] = told.option("unit")
    about["notes"] = _notes(told, names.get("data"))
    if steps != "none":
        about["steps"] = _steps(result, steps == "given", told.whole("steps-until", len(about["points"])))
    words = _to_work_on(about) if squared else _to_read(result, about, lines != "none", marked)
    if "until" in told.options:
        until = told.whole("until")
        words = f"{about['unit']}: {until} months with their mean and limits, and room for {len(about['points']) - until} more."
        for point in about["points"][until:]:
            point.update(value=None, shown="", marked=False)
    pages.add(f"\n{typst_chart(pages, about, words, told.option('height', '11cm'))}\n")


def on_squared_paper(result: SpcResult, unit: str, notes: list[dict[str, Any]]) -> tuple[dict[str, Any], str]:
    """A chart with its limits on squared paper as the template draws it, and its words. notes: [{at: place from 0, words}]."""
    about = _large(result, LINES["all"], True, 1) | {"unit": unit, "notes": notes}
    return about, _to_work_on(about)


def typst_chart(pages: Pages, about: dict[str, Any], words: str, height: str) -> str:
    """A chart as Typst markup, its numbers put among the files of the pages."""
    return f"{_use(pages)}#control-chart(json({_file(pages, about)}), {ty.quoted(words)}, {height})"


def add_charts(
    pages: Pages,
    result: SpcResult,
    captions: Mapping[Any, str],
    across: int,
    height: str,
    under: int = 2,
    drawn: bool = True,
) -> None:
    """Append a small chart for each group, `across` in a row, its name above it and its caption (Markdown, `under` lines) below."""
    charts = []
    for group in captions or dict.fromkeys(result.summary["group"]):
        points = result.points[result.points["group"] == group].reset_index(drop=True)
        about = _about(result, group, points, LINES["all" if drawn else "none"], large=False)
        about |= {"title": str(group), "caption": ty.markdown(captions.get(group, "")), "under": under}
        words = f"{group}. {describe(read(result, group), str(group), '', signals=drawn)}"
        charts.append(f"({_file(pages, about)}, {ty.quoted(words)})")
    pages.add(f"\n{_use(pages)}#control-charts({across}, {height}, {', '.join(charts)})\n")


def _use(pages: Pages) -> str:
    """The line by which a template of any kind learns to draw these charts."""
    pages.files[TEMPLATE.name] = TEMPLATE.read_text(encoding="utf-8")
    return f'#import "{TEMPLATE.name}": control-chart, control-charts\n'


def _file(pages: Pages, about: dict[str, Any]) -> str:
    name = f"chart-{len(pages.files) + 1}.json"
    pages.files[name] = json.dumps(about, ensure_ascii=False)
    return ty.quoted(name)


def _large(result: SpcResult, drawn: tuple[str, ...], squared: bool, decimals: int | None) -> dict[str, Any]:
    """The chart of the first group, for the whole width of a sheet."""
    group = result.summary["group"].iloc[0]
    points = result.points[result.points["group"] == group].reset_index(drop=True)
    about = _about(result, group, points, drawn, True, decimals)
    return about | _squares(points, result, drawn) if squared else about


def _about(
    result: SpcResult,
    group: Any,
    points: pd.DataFrame,
    drawn: tuple[str, ...],
    large: bool,
    decimals: int | None = None,
) -> dict[str, Any]:
    """A chart as the template draws it. drawn: columns of the result that are drawn as lines."""
    target = result.summary.loc[result.summary["group"] == group, "target"].iloc[-1]
    lines = [line for name in drawn for line in _line(points, name)]
    if target == target:
        lines.append({"from": 0, "to": len(points) - 1, "value": float(target), "look": "target"})
    values = [float(v) for v in points["y"].dropna()] + [line["value"] for line in lines]
    low, high, marks, places = scale(min(values), max(values), TICKS[large])
    if decimals is None:
        decimals = 0 if len(points) > CROWDED and points["y"].max() >= 10 else 1
    if (points["y"].dropna() % 1 == 0).all():
        decimals = 0
    return {
        "points": [_point(row, at, bool(drawn), decimals) for at, row in enumerate(points.itertuples())],
        "lines": lines,
        "labels": labels(result, points, target, low, high, bool(drawn)),
        "low": low,
        "high": high,
        "ticks": [{"value": mark, "words": number(mark, places)} for mark in marks],
        "fine": 1,
        "steps": [],
        "notes": [],
        "large": large,
    }


def _squares(points: pd.DataFrame, result: SpcResult, drawn: tuple[str, ...]) -> dict[str, Any]:
    """Squared paper: a scale that holds all points and limits, whether these are drawn or not, for they may be drawn by hand."""
    heights = points[["y", "lcl", "ucl"]].to_numpy(dtype=float)
    lowest, highest = float(np.nanmin(heights)), float(np.nanmax(heights))
    rough = (highest - lowest) / SQUARED
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * s for s in (1, 2, 5, 10) if size * s >= rough)
    low, high = step * math.floor(lowest / step - 0.15), step * math.ceil(highest / step + 0.15)
    low = max(low, 0.0) if lowest >= 0 else low
    return {
        "low": low,
        "high": high,
        "ticks": _marks(low, high, step),
        "fine": FINE,
        "labels": labels(result, points, math.nan, low, high, bool(drawn)),
    }


def _marks(low: float, high: float, step: float) -> list[dict[str, Any]]:
    """The marks of squared paper, from its foot to its head, with as many decimals as the step has."""
    places = next(n for n in range(4) if abs(step - round(step, n)) < 1e-9)
    marks = [low + step * k for k in range(round((high - low) / step) + 1)]
    return [{"value": mark, "words": number(round(mark, places), places)} for mark in marks]


def blank_control_chart(pages: Pages, told: Directive) -> None:
    """Append an empty chart for a game: `across` throws on a scale `from` … `to`, boxes for the first `steps` steps, and a line after
    `baseline` throws, between the words `before` and `after`."""
    across, low, high = told.whole("across"), told.whole("from"), told.whole("to")
    blank = {"value": None, "shown": None, "year": "", "long": "", "part": 0, "marked": False}
    about = {
        "points": [blank | {"month": str(n)} for n in range(1, across + 1)],
        "lines": [],
        "labels": [],
        "steps": [""] * told.whole("steps", 0),
        "notes": [],
        "unit": told.option("unit"),
        "low": low,
        "high": high,
        "ticks": _marks(low, high, told.whole("step", 2)),
        "fine": 2,
        "large": True,
        "halves": [told.whole("baseline"), told.option("before"), told.option("after")],
    }
    words = f"Squared paper for {across} throws, on a scale from {low} to {high}, with boxes for the throws and for the steps between them."
    pages.add(f"\n{typst_chart(pages, about, words, told.option('height'))}\n")


def _line(points: pd.DataFrame, name: str) -> list[dict[str, Any]]:
    """The centre, or a limit: a piece for each stretch of points that share a height."""
    lines = []
    values = points[name].round(9)
    pieces = (values.ne(values.shift()) | points["part"].ne(points["part"].shift())).cumsum()
    for _, piece in points.groupby(pieces):
        if piece[name].notna().all():
            look = "mean" if name == "cl" else "third" if name in THIRDS else "limit"
            first, last = int(piece.index[0]), int(piece.index[-1])
            lines.append({"from": first, "to": last, "value": float(piece[name].iloc[0]), "look": look})
    return lines


def labels(
    result: SpcResult, points: pd.DataFrame, target: float, low: float, high: float, drawn: bool
) -> list[dict[str, Any]]:
    """What is written beside the last values of the lines, from the top. at: share of the height, from the top.

    The centre line of a t or a g chart is no mean, and is not called so.
    """
    last = points.iloc[-1]
    called = NAMES | ({"cl": "Centre"} if result.kind in ("t", "g") else {})
    found = {words: float(last[name]) for name, words in called.items() if drawn and last[name] == last[name]}
    if target == target:
        found["Target"] = float(target)
    return [
        {"words": f"{words} {number(value, 1)}".removesuffix(".0"), "at": 1 - (value - low) / (high - low)}
        for words, value in sorted(found.items(), key=lambda pair: -pair[1])
    ]


def _point(row: Any, at: int, drawn: bool, decimals: int) -> dict[str, Any]:
    value = None if row.y != row.y else float(row.y)
    base = {
        "value": value,
        "part": int(row.part),
        "marked": bool(drawn and value is not None and pd.notna(row.rule)),
        "shown": "–" if value is None else number(value, decimals),
    }
    if not isinstance(row.x, pd.Timestamp):
        return base | {"month": str(row.x), "year": "", "long": str(row.x)}
    year = str(row.x.year) if at == 0 or row.x.month == 1 else ""
    return base | {"month": f"{row.x:%b}", "year": year, "long": f"{row.x:%b %Y}"}


def _steps(result: SpcResult, given: bool, until: int) -> list[str]:
    """What is in the box between each two neighbours among the first points: nothing, or the step without its sign."""
    values = [float(v) for v in result.points["y"]]
    whole = all(v != v or v == int(v) for v in values)
    out = []
    for one, two in pairwise(values[:until]):
        step = abs(two - one)
        out.append("" if not given else "–" if step != step else f"{step:.{0 if whole else 1}f}")
    return out


def _notes(told: Directive, data: pd.DataFrame | None) -> list[dict[str, Any]]:
    """Place, from 0, and words of each note. Of months, the place is that of the month in the data."""
    said = told.option("notes", "")
    if data is not None and said in data:
        return [{"at": at, "words": str(words)} for at, words in enumerate(data[said]) if words]
    pairs = [pair.partition("=") for pair in said.split("|") if pair]
    try:
        return [{"at": int(at) - 1, "words": words} for at, _, words in pairs]
    except ValueError:
        raise BadContent(
            f"paper.md, line {told.line}: notes= takes a column, or “14=words” for the 14th point"
        ) from None


def _to_read(result: SpcResult, about: dict[str, Any], drawn: bool, marked: bool) -> str:
    """The chart in words, signals and all where they are ringed."""
    if not drawn:
        return f"{about['unit']}, points without lines, numbers below."
    return describe(read(result, result.summary["group"].iloc[0]), about["unit"], "", signals=marked)


def _to_work_on(about: dict[str, Any]) -> str:
    """The chart in words. Signals are not named: they are to be found."""
    ends = [label["words"].lower() for label in about["labels"]]
    lines = f" At the end: {', '.join(ends)}." if ends else " No mean and no limits are drawn."
    notes = "".join(f" At point {note['at'] + 1}: {note['words']}." for note in about["notes"])
    return f"{about['unit']}, {len(about['points'])} points in order of time.{lines}{notes} The numbers are below the points."


def scale(lowest: float, highest: float, about: int) -> tuple[float, float, list[float], int]:
    """Foot and top of a scale that holds all values with a little room, from nought where that is near; its marks, and their decimal places.

    >>> scale(2.4, 18.1, 6)
    (0.0, 18.7, [0.0, 5.0, 10.0, 15.0], 0)
    >>> scale(60.2, 79.5, 3)
    (59.4, 80.3, [60.0, 70.0, 80.0], 0)
    """
    span = (highest - lowest) or 1.0
    low = 0.0 if 0 <= lowest < 0.35 * span else lowest - ROOM * span
    high = highest + ROOM * span
    rough = (high - low) / about
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * s for s in (1, 2, 2.5, 5, 10) if size * s >= rough * 0.95)
    marks = [step * k for k in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]
    places = next(n for n in range(4) if abs(step - round(step, n)) < 1e-9)
    return round(low, 1 + places), round(high, 1 + places), [round(m, places) for m in marks], places
