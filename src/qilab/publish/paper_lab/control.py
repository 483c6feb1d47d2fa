"""Control charts for pencils: centre line, limits and target as `spc` works them out, marked points ringed, black on white.

They are drawn by Typst, as the run charts are, so that letters keep their 11 points; one to a sheet, or several small ones in rows.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

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
MOST_NAMED = 31  # points whose months have room for three letters side by side
ROOM = 0.04  # left free above and below, as a share of how far the values reach
APART = 0.055  # how far apart two labels beside a chart are kept, as a share of its height
NAMES = {"cl": "Mean", "ucl": "Upper", "lcl": "Lower"}


def control_chart(pages: Pages, told: Directive) -> None:
    """Append the control chart of a directive, whose body ends in an SpcResult, or in one and a dict of captions (Markdown).

    of: whose `data` the body may use; unit; height; lines="none" leaves lines and marks to the reader, marks="none" the marks alone; until: after so many points the others are left
    to be drawn, within limits that are there; across: so many small charts
    in a row, one for each group, each with its caption, for which `under` lines are kept.
    """
    names = {"data": bank.find_exercise(told.option("of")).data()} if "of" in told.options else {}
    shown = run_cell(told.body, names)
    made = shown[-1] if shown else None
    result, captions = made if isinstance(made, tuple) else (made, {})
    if not isinstance(result, SpcResult):
        raise BadContent(
            f"paper.md, line {told.line}: the last line of a control chart must be what spc gives"
        )
    drawn, marked = told.option("lines", "all") != "none", told.option("marks", "all") != "none"
    if not marked:
        result = replace(result, points=result.points.assign(rule=None))
    if "across" in told.options:
        height = told.option("height", "5.6cm")
        add_charts(pages, result, captions, told.whole("across"), height, told.whole("under", 2), drawn)
    else:
        until = told.whole("until") if "until" in told.options else None
        add_chart(pages, result, told.option("unit"), told.option("height", "11cm"), drawn, marked, until)


def add_chart(
    pages: Pages,
    result: SpcResult,
    unit: str,
    height: str,
    drawn: bool = True,
    marked: bool = True,
    until: int | None = None,
) -> None:
    """Append the chart of the first group over the whole width. unit: what the scale counts; height: with its labels.

    until: how many points are drawn; the others keep their places, and room on the scale.
    """
    group = result.summary["group"].iloc[0]
    about = _about(result, group, drawn, large=True) | {"unit": unit}
    words = describe(read(result, group), unit, "", signals=marked)
    if not drawn:
        words = f"{unit}, points without lines, numbers below."
    if until is not None:
        words = f"{unit}: {until} months with their mean and limits, and room for {len(about['points']) - until} more."
        for point in about["points"][until:]:
            point.update(value=None, shown="", marked=False)
    name = _file(pages, about)
    pages.add(f"\n{_use(pages)}#control-chart(json({name}), {ty.quoted(words)}, {height})\n")


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
        about = _about(result, group, drawn, large=False)
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


def _about(result: SpcResult, group: Any, drawn: bool, large: bool) -> dict[str, Any]:
    """A chart as the template draws it."""
    points = result.points[result.points["group"] == group].reset_index(drop=True)
    target = result.summary.loc[result.summary["group"] == group, "target"].iloc[-1]
    lines = (_lines(points) if drawn else []) + (
        [{"from": 0, "to": len(points) - 1, "value": float(target), "look": "target"}]
        if target == target
        else []
    )
    values = [float(v) for v in points["y"].dropna()] + [line["value"] for line in lines]
    low, high, marks, places = scale(min(values), max(values), TICKS[large])
    return {
        "points": [_point(row, at, drawn, points) for at, row in enumerate(points.itertuples(index=False))],
        "lines": lines,
        "labels": labels(points, target, low, high, drawn),
        "low": low,
        "high": high,
        "ticks": [{"value": mark, "words": number(mark, places)} for mark in marks],
        "large": large,
    }


def _lines(points: pd.DataFrame) -> list[dict[str, Any]]:
    """Centre and limits: a piece for each stretch of points that share one."""
    lines = []
    for name in NAMES:
        values = points[name].round(9)
        pieces = (values.ne(values.shift()) | points["part"].ne(points["part"].shift())).cumsum()
        for _, piece in points.groupby(pieces):
            if piece[name].notna().all():
                look = "mean" if name == "cl" else "limit"
                first, last = int(piece.index[0]), int(piece.index[-1])
                lines.append({"from": first, "to": last, "value": float(piece[name].iloc[0]), "look": look})
    return lines


def labels(points: pd.DataFrame, target: float, low: float, high: float, drawn: bool) -> list[dict[str, Any]]:
    """What is written beside the last values of the lines, no two of them on each other. at: share of the height, from the top."""
    last = points.iloc[-1]
    found = {words: float(last[name]) for name, words in NAMES.items() if drawn and last[name] == last[name]}
    if target == target:
        found["Target"] = float(target)
    out: list[dict[str, Any]] = [
        {"words": f"{words} {number(value, 1)}".removesuffix(".0"), "at": 1 - (value - low) / (high - low)}
        for words, value in sorted(found.items(), key=lambda pair: -pair[1])
    ]
    for above, below in itertools.pairwise(out):
        below["at"] = max(below["at"], above["at"] + APART)
    return out


def _point(row: Any, at: int, drawn: bool, points: pd.DataFrame) -> dict[str, Any]:
    value = None if row.y != row.y else float(row.y)
    crowded = len(points) > MOST_NAMED and points["y"].max() >= 10
    places = 0 if crowded or (points["y"].dropna() % 1 == 0).all() else 1
    base = {
        "value": value,
        "part": int(row.part),
        "marked": bool(drawn and value is not None and pd.notna(row.rule)),
        "shown": "–" if value is None else number(value, places),
    }
    if not isinstance(row.x, pd.Timestamp):
        return base | {"month": str(row.x), "year": "", "long": str(row.x)}
    year = str(row.x.year) if at == 0 or row.x.month == 1 else ""
    month = f"{row.x:%b}" if len(points) <= MOST_NAMED else f"{row.x:%b}"[0]
    return base | {"month": month, "year": year, "long": f"{row.x:%b %Y}"}


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
