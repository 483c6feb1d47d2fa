"""What stands above the options of a question: its story, its picture with the lines it names, and its table."""

from __future__ import annotations

from typing import Any

import pandas as pd

from qilab.charts import renderer, theme
from qilab.charts.table import table_html
from qilab.charts.words import number
from qilab.panel.html import Html, details, join, tag

from .questions import Chart, Version

_HEIGHT = 200


def stem(version: Version) -> Html:
    """The story of a question with all that it speaks of, as HTML for a panel."""
    return join(tag("p", version.story), _table(version), _drawn(version.chart))


def table_of(version: Version) -> pd.DataFrame | None:
    """The table of a question, None if there is none."""
    if not version.table:
        return None
    titles, *rows = version.table
    return pd.DataFrame([[str(cell) for cell in row] for row in rows], columns=[str(t) for t in titles])


def _table(version: Version) -> Html | None:
    table = table_of(version)
    return None if table is None else Html(table_html(table))


def _drawn(chart: Chart | None) -> Html | None:
    """The chart with its numbers behind it; the numbers alone where nothing draws."""
    if chart is None:
        return None
    words = describe(chart)
    picture = renderer.svg({**spec(chart), "description": words})
    table = Html(table_html(chart_table(chart)))
    still = Html(renderer.still_html(picture, words)) if picture else None
    return join(
        still,
        tag("p", words) if still is None else None,
        details("The chart as a table", table, open_=still is None),
    )


def chart_table(chart: Chart) -> pd.DataFrame:
    """The chart's values with their times."""
    return pd.DataFrame({"when": chart.labels, chart.unit: chart.values})


def numbers_of(chart: Chart) -> str:
    """The chart's values with their times, on one line."""
    decimals = _places(chart)
    return ", ".join(
        f"{when} {number(v, decimals)}" for when, v in zip(chart.labels, chart.values, strict=True)
    )


def describe(chart: Chart) -> str:
    """The chart in words: what is drawn, from when to when, and the lines with their levels."""
    drawn = (
        f"Line chart of {chart.unit}, {chart.labels[0]} to {chart.labels[-1]}: {len(chart.values)} points."
    )
    lines = "; ".join(named(chart))
    return f"{drawn} Lines across: {lines}." if lines else drawn


def spec(chart: Chart) -> dict[str, Any]:
    """The chart as Vega-Lite: points joined by a line, and the named lines across, each with its name at the right."""
    count = len(chart.values)
    every = 1 if count <= 12 else 2
    ticks = list(range(0, count, every))
    labels = "[" + ",".join(f"'{label}'" for label in chart.labels) + "][datum.value]"
    axis = {"values": ticks, "labelExpr": labels, "labelAngle": -45, "title": None, "grid": False}
    x = {
        "field": "x",
        "type": "quantitative",
        "axis": axis,
        "scale": {"domain": [-0.4, count - 0.6], "nice": False},
    }
    y = {"field": "value", "type": "quantitative", "title": chart.unit, "scale": {"zero": True}}
    levels = [
        {"value": v, "label": words} for v, words in zip(chart.lines.values(), named(chart), strict=True)
    ]
    return {
        "width": theme.WIDTH,
        "height": _HEIGHT,
        "config": theme.config(),
        "layer": [
            {
                "data": {"values": [{"x": i, "value": v} for i, v in enumerate(chart.values)]},
                "mark": {"type": "line", "color": theme.LINE, "point": {"color": theme.INK, "size": 36}},
                "encoding": {"x": x, "y": y},
            },
            {
                "data": {"values": levels},
                "mark": {"type": "rule", "color": theme.INK, "strokeDash": [6, 3]},
                "encoding": {"y": y},
            },
            {
                "data": {"values": levels},
                "mark": {"type": "text", "align": "left", "dx": 6, "baseline": "middle"},
                "encoding": {"y": y, "x": {"value": theme.WIDTH}, "text": {"field": "label"}},
            },
        ],
    }


def named(chart: Chart) -> list[str]:
    """Each line's name with its level, written with as many decimals as the values."""
    return [f"{name} {number(level, _places(chart))}" for name, level in chart.lines.items()]


def _places(chart: Chart) -> int:
    return 0 if all(v == int(v) for v in (*chart.values, *chart.lines.values())) else 1
