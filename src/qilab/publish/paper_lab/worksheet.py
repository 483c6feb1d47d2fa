"""Control charts to work on: on squared paper, with limits or room to draw them, boxes for the steps between neighbours, and notes.

A control chart that is only to be read is `control.py`'s. Points and lines are those that `spc` works out, so a limit on paper is the
limit on the screen and in the key.
"""

from __future__ import annotations

import json
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from qilab.charts.words import number
from qilab.methods.spc.result import SpcResult
from qilab.modules import bank
from qilab.questions.item import BadContent

from .. import typst_text as ty
from ..paper import Pages
from ..play import run_cell
from .cards import Card, lay_out
from .control import NAMES, labels
from .source import Directive

TEMPLATE = Path(__file__).parents[1] / "templates" / "worksheet.typ"
TICKS = 7  # about as many lines of the scale as a hand would draw
THIRDS = ("ucl95", "lcl95")  # two thirds of the way to a limit
DRAWN = {"none": (), "limits": tuple(NAMES), "thirds": (*NAMES, *THIRDS)}
STEPS = ("none", "blank", "given")


def worksheet(pages: Pages, told: Directive) -> None:
    """Append the chart that the body works out, as a cell of a lesson would: its last line is what `spc` returns.

    of: the exercise whose table is `data`. draw: none, limits or thirds (with lines two thirds of the way). steps: boxes between
    neighbours, blank or with the steps in them, on the first `until` points. decimals: of the numbers below the points. notes: a column of the exercise's data with words
    for some points, or “14=words|…” by place.
    """
    names = {"data": bank.find_exercise(told.option("of")).data()} if "of" in told.options else {}
    shown = run_cell(told.body, names)
    if not shown or not isinstance(shown[-1], SpcResult):
        raise BadContent(f"paper.md, line {told.line}: the last line of a worksheet must be what spc returns")
    draw, steps = told.option("draw", "limits"), told.option("steps", "none")
    if draw not in DRAWN or steps not in STEPS:
        raise BadContent(
            f"paper.md, line {told.line}: draw= takes {', '.join(DRAWN)}, and steps= takes {', '.join(STEPS)}"
        )
    values = _values(shown[-1])
    boxes = _steps(values, steps == "given", told.whole("until", len(values))) if steps != "none" else []
    notes = _notes(told, names.get("data"))
    unit, height = told.option("unit"), told.option("height")
    decimals = told.whole("decimals", 1)
    drawn = typst_worksheet(pages, shown[-1], unit, height, DRAWN[draw], boxes, notes, decimals)
    pages.add(f"\n{drawn}\n")


def worksheet_cards(pages: Pages, told: Directive) -> None:
    """Append control charts as cards. The body ends in a list of (heading, what `spc` returns, notes, back in Markdown); a card that
    is words alone is (front, back), both in Markdown."""
    shown = run_cell(told.body, {})
    made = [_card(pages, entry) for entry in shown[-1]] if shown and isinstance(shown[-1], list) else []
    if not made:
        raise BadContent(
            f"paper.md, line {told.line}: the last line of worksheet cards must be a list of cards"
        )
    lay_out(pages, made, told)


def _card(pages: Pages, entry: tuple[Any, ...]) -> Card:
    if len(entry) == 2:
        return Card(ty.markdown(entry[0]), ty.markdown(entry[1]))
    heading, found, notes, back = entry
    drawn = typst_worksheet(pages, found, heading, "11.8cm", DRAWN["limits"], [], notes)
    return Card(drawn, ty.markdown(back))


def typst_worksheet(
    pages: Pages,
    found: SpcResult,
    unit: str,
    height: str,
    drawn: tuple[str, ...],
    steps: list[str],
    notes: list[tuple[int, str]],
    decimals: int = 1,
) -> str:
    """A control chart as Typst markup, its numbers put among the files of the pages.

    drawn: columns of the result that are drawn as lines; steps: what is in the boxes between neighbours; notes: the place of a
    point, from 0, and the words above it; decimals: of the numbers below the points, at most.
    """
    points = found.points
    scale = _scale(points)
    about = {
        "points": [
            _below(x, v, at, decimals)
            for at, (x, v) in enumerate(zip(points["x"], _values(found), strict=True))
        ],
        "lines": [_line(points, name) for name in drawn],
        "steps": steps,
        "notes": [{"at": at, "words": words} for at, words in notes],
        "labels": _labels(found, scale, bool(drawn)),
        "unit": unit,
        **scale,
    }
    return _placed(pages, about, _words(about), height)


def _labels(found: SpcResult, scale: dict[str, float], drawn: bool) -> list[dict[str, Any]]:
    """What is written beside the lines. The centre line of a t or a g chart is no mean."""
    made = labels(found.points, math.nan, scale["bottom"], scale["top"], drawn)
    if found.kind not in ("t", "g"):
        return made
    return [label | {"words": label["words"].replace(NAMES["cl"], "Centre")} for label in made]


def _placed(pages: Pages, about: dict[str, Any], words: str, height: str) -> str:
    name = f"chart-{len(pages.files) + 1}.json"
    pages.files[name] = json.dumps(about, ensure_ascii=False)
    pages.files[TEMPLATE.name] = TEMPLATE.read_text(encoding="utf-8")
    drawn = f"#worksheet(json({ty.quoted(name)}), {ty.quoted(words)}, {height})"
    return f'#import "{TEMPLATE.name}": worksheet\n{drawn}'


def _values(found: SpcResult) -> list[float | None]:
    return [None if v != v else float(v) for v in found.points["y"]]


def blank_worksheet(pages: Pages, told: Directive) -> None:
    """Append an empty chart for a game: `across` throws on a scale `from` … `to`, boxes for the first `steps` steps, and a line after
    `baseline` throws, between the words `before` and `after`."""
    across, low, high = told.whole("across"), told.whole("from"), told.whole("to")
    about = {
        "points": [{"value": None, "shown": None, "month": str(n), "year": ""} for n in range(1, across + 1)],
        "lines": [],
        "labels": [],
        "steps": [""] * told.whole("steps", 0),
        "notes": [],
        "unit": told.option("unit"),
        "bottom": low,
        "top": high,
        "step": told.whole("step", 2),
        "fine": 2,
        "halves": [told.whole("baseline"), told.option("before"), told.option("after")],
    }
    words = f"Squared paper for {across} throws, on a scale from {low} to {high}, with boxes for the throws and for the steps between them."
    pages.add(f"\n{_placed(pages, about, words, told.option('height'))}\n")


def _notes(told: Directive, data: pd.DataFrame | None) -> list[tuple[int, str]]:
    """Place, from 0, and words of each note. Of months, the place is that of the month in the data."""
    said = told.option("notes", "")
    if data is not None and said in data:
        return [(at, str(words)) for at, words in enumerate(data[said]) if words]
    pairs = [pair.partition("=") for pair in said.split("|") if pair]
    try:
        return [(int(at) - 1, words) for at, _, words in pairs]
    except ValueError:
        raise BadContent(
            f"paper.md, line {told.line}: notes= takes a column, or “14=words” for the 14th point"
        ) from None


def _below(x: Any, value: float | None, at: int, decimals: int) -> dict[str, Any]:
    """A point as the template draws it, with what stands below it: its value, and a month (at times with its year) or a number."""
    shown = "–" if value is None else number(value, 0 if value == int(value) else decimals)
    if not isinstance(x, pd.Timestamp):
        return {"value": value, "shown": shown, "month": str(x), "year": ""}
    return {
        "value": value,
        "shown": shown,
        "month": f"{x:%b}",
        "year": str(x.year) if at == 0 or x.month == 1 else "",
    }


def _line(points: pd.DataFrame, name: str) -> dict[str, Any]:
    """One line: a height for each point, and its look."""
    heights = [None if v != v else float(v) for v in points[name]]
    look = "thin" if name in THIRDS else "mean" if name == "cl" else "limit"
    return {"heights": heights, "look": look}


def _steps(values: list[float | None], given: bool, until: int) -> list[str]:
    """What is in the box between each two neighbours among the first points: nothing, or the step without its sign."""
    out = []
    for one, two in pairwise(values[:until]):
        step = None if one is None or two is None else abs(two - one)
        whole = all(v is None or v == int(v) for v in values)
        out.append("" if not given else "–" if step is None else f"{step:.{0 if whole else 1}f}")
    return out


def _scale(points: pd.DataFrame) -> dict[str, float]:
    """bottom, top and step of a scale that holds all points and limits, whether these are drawn or not: they may be drawn by hand."""
    heights = points[["y", "lcl", "ucl"]].to_numpy(dtype=float)
    low, high = float(np.nanmin(heights)), float(np.nanmax(heights))
    rough = (high - low) / TICKS
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * s for s in (1, 2, 5, 10) if size * s >= rough)
    bottom, top = step * math.floor(low / step - 0.15), step * math.ceil(high / step + 0.15)
    return {"bottom": max(bottom, 0.0) if low >= 0 else bottom, "top": top, "step": step, "fine": 5}


def _words(about: dict[str, Any]) -> str:
    """The chart in words. Signals are not named: they are to be found."""
    ends = [label["words"].lower() for label in about["labels"]]
    lines = f" At the end: {', '.join(ends)}." if ends else " No mean and no limits are drawn."
    notes = "".join(f" At point {note['at'] + 1}: {note['words']}." for note in about["notes"])
    return f"{about['unit']}, {len(about['points'])} points in order of time.{lines}{notes} The numbers are below the points."
