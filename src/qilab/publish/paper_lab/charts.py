"""Run charts for pencils: a landscape sheet wide, every point with its month and its number, black on white.

Points and centre line are those of `run_chart`, so a line on paper is the line on the screen. They are drawn by Typst and not
as a picture: letters keep their 11 points whatever the size, and lines stay sharp when the sheet is copied up to A3.
"""

from __future__ import annotations

import json
import math
from typing import Any

import pandas as pd

from qilab.charts import run_chart
from qilab.charts.picture import Picture
from qilab.modules import bank
from qilab.questions.item import BadContent

from .. import typst_text as ty
from ..paper import Pages
from ..play import run_cell
from .source import Directive

TICKS = 6  # about as many as the squares of a hand-drawn chart


def picture_of(told: Directive) -> tuple[Picture, bool]:
    """The run chart that a `chart` directive asks for, and whether its centre line is drawn.

    line: "all" (the median of all points), a number of points on which it is frozen, or "none" (it is to be drawn).
    """
    data = _data(told)
    y = told.option("y")
    if y not in data:
        raise BadContent(f"paper.md, line {told.line}: the data have no column {y}")
    line = told.option("line")
    freeze = int(line) if line.isdecimal() else None
    if not line.isdecimal() and line not in ("all", "none"):
        raise BadContent(f"paper.md, line {told.line}: line= takes all, none or a number of points")
    x = told.option("x", "month")
    return run_chart(data, x=x, y=y, freeze=freeze, signals=False, unit=told.option("unit")), line != "none"


def _data(told: Directive) -> pd.DataFrame:
    """An exercise's table, or what the body works out as a cell of a lesson would."""
    if not told.body:
        return bank.find_exercise(told.option("of")).data()
    shown = run_cell(told.body, {})
    if not shown or not isinstance(shown[-1], pd.DataFrame):
        raise BadContent(f"paper.md, line {told.line}: the last line of a chart's body must be a table")
    return shown[-1]


def chart(pages: Pages, told: Directive) -> None:
    """Append the chart of a directive."""
    picture, drawn = picture_of(told)
    add_chart(pages, picture, drawn, told.option("unit"), told.option("height", "11cm"))


def add_chart(pages: Pages, picture: Picture, drawn: bool, unit: str, height: str) -> None:
    """Append a run chart by its Picture. drawn: with its centre line; unit: what the scale counts; height: with its labels."""
    pages.add(f"\n{typst_chart(pages, picture, drawn, unit, height)}\n")


def typst_chart(pages: Pages, picture: Picture, drawn: bool, unit: str, height: str) -> str:
    """The same as Typst markup, its numbers put among the files of the pages."""
    points = picture.spec["datasets"]["points"]
    values = [p["value"] for p in points if p["value"] is not None]
    step, top = scale(max(values), all(value == int(value) for value in values))
    at = {p["x"]: i for i, p in enumerate(points)}
    lines = [
        {
            "from": at[line["x"]],
            "to": at[line["x2"]],
            "value": line["centre"],
            "dashed": line["piece"] == "extended",
            "label": line["label"].split("\n")[0],
        }
        for line in picture.spec["datasets"]["line"]
    ]
    about = {
        "points": [_point(p, number) for number, p in enumerate(points)],
        "lines": lines if drawn else [],
        "step": step,
        "top": top,
        "unit": unit,
    }
    without = f"{unit}, one point a month, without a centre line. The numbers are below the points."
    name = f"chart-{len(pages.files) + 1}.json"
    pages.files[name] = json.dumps(about, ensure_ascii=False)
    words = picture.describe() if drawn else without
    return f"#run-chart(json({ty.quoted(name)}), {ty.quoted(words)}, {height})"


def scale(highest: float, whole: bool) -> tuple[float, float]:
    """Step and top of a scale from nought that leaves some room above the highest value. whole: of counts, so no half steps."""
    rough = max(highest, 1e-9) * 1.08 / TICKS
    size = 10.0 ** math.floor(math.log10(rough))
    steps = (size * s for s in (1, 2, 2.5, 5, 10))
    step = next(s for s in steps if s >= rough and not (whole and s != int(s)))
    return step, step * math.ceil(highest * 1.04 / step)


def _point(point: dict[str, Any], number: int) -> dict[str, Any]:
    """A point as the template draws it, with what stands below it: a month and at times its year, or the number of a week."""
    shown = point["shown"] if point["value"] is not None else "–"
    if not point["when"][:1].isalpha():
        return {"value": point["value"], "shown": shown, "month": point["when"], "year": ""}
    month = pd.Timestamp(point["x"], unit="ms")
    year = str(month.year) if number == 0 or month.month == 1 else ""
    return {"value": point["value"], "shown": shown, "month": f"{month:%b}", "year": year}
