"""A chart of cycles, shared by the labs on testing changes: a bar for each predicted range, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qilab.charts import theme
from qilab.charts.layers import Look

from .parts import NumberField, Row, fit

INSIDE = Look("inside the range", "circle", theme.IMPROVEMENT)
OUTSIDE = Look("outside the range", "cross", theme.NEUTRAL)
BAR = Look("predicted range", "square", theme.GRID)
LOOKS = (INSIDE, OUTSIDE)


def range_spec(
    x_title: str,
    y_title: str,
    height: int,
    tooltip: tuple[tuple[str, str], ...],
    level: tuple[float, str] | None = None,
) -> dict[str, Any]:
    """Vega-Lite with the data sets `points` (x, value, from, to, look, label), `single` (x, value), `frame` (x, value).

    level: a line to compare with, and its words.

    `frame` holds invisible corners, so that the axes have a scale before the first cycle and do not jump later.
    """
    x, y = _axes(x_title, y_title)
    single = {"size": 26, "fill": theme.GROUND, "stroke": theme.LINE, "strokeWidth": 1}
    bar = {"type": "bar", "size": 22, "color": theme.GRID, "stroke": theme.LINE, "strokeWidth": 1}
    words = {"type": "text", "align": "left", "dx": 14, "fontSize": 11}
    shown = {
        "x": x,
        "y": y,
        "shape": _by_look([look.shape for look in LOOKS]),
        "fill": _by_look([look.fill for look in LOOKS]),
        "tooltip": [{"field": f, "type": "nominal", "title": title} for f, title in tooltip],
    }
    result = {"size": 110, "stroke": theme.OUTLINE, "strokeWidth": 1.2}
    return {
        "width": theme.WIDTH,
        "height": height,
        "config": theme.config(),
        **fit(),
        "datasets": {"points": [], "single": [], "frame": []},
        "layer": [
            _layer("frame", {"type": "point", "opacity": 0}, {"x": x, "y": y}),
            _layer("points", bar, {"x": x, "y": {**y, "field": "from"}, "y2": {"field": "to"}}),
            *(_level(*level) if level else []),
            _layer("single", _dot(**single), {"x": x, "y": y}),
            _layer("points", _dot(**result), shown),
            _layer("points", words, {"x": x, "y": y, "text": {"field": "label", "type": "nominal"}}),
        ],
    }


def _axes(x_title: str, y_title: str) -> tuple[dict[str, Any], dict[str, Any]]:
    x = {
        "field": "x",
        "type": "quantitative",
        "scale": {"nice": False, "zero": False, "padding": 18},
        "axis": {
            "title": x_title,
            "tickMinStep": 1,
            "ticks": False,
            # With few cycles there are ticks between two of them; half a cycle would be labelled as a whole one.
            "labelExpr": "datum.value < 1 || datum.value % 1 ? '' : format(datum.value, 'd')",
        },
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": True, "nice": True},
        "axis": {"title": y_title, "tickCount": 6},
    }
    return x, y


def _layer(data: str, mark: dict[str, Any], encoding: dict[str, Any]) -> dict[str, Any]:
    return {"data": {"name": data}, "mark": {**mark, "aria": False}, "encoding": encoding}


def _dot(**look: Any) -> dict[str, Any]:
    return {"type": "point", "filled": True, "opacity": 1, **look}


def _by_look(values: list[str]) -> dict[str, Any]:
    scale = {"domain": [look.name for look in LOOKS], "range": values}
    return {"field": "look", "type": "nominal", "scale": scale, "legend": None}


def _level(value: float, words: str) -> list[dict[str, Any]]:
    # A layer without a row of its own draws nothing.
    row: dict[str, Any] = {"data": {"values": [{}]}}
    y = {"datum": value, "type": "quantitative"}
    return [
        {
            **row,
            "mark": {"type": "rule", "color": theme.SOFT_INK, "strokeDash": [6, 4], "aria": False},
            "encoding": {"y": y},
        },
        {
            **row,
            "mark": {
                "type": "text",
                "align": "right",
                "baseline": "bottom",
                "dy": -3,
                "fontSize": 11,
                "aria": False,
            },
            "encoding": {"y": y, "x": {"value": "width"}, "text": {"value": words}},
        },
    ]


def bars(ranges: Sequence[tuple[float, float]], top: float) -> dict[str, list[Any]]:
    """The columns `from`, `to` and `beyond` of predicted ranges (low, high).

    A range that goes beyond `top` ends there, and says how far it went: one wild guess must not squash all others.
    """
    return {
        "from": [min(low, top) for low, _ in ranges],
        "to": [min(high, top) for _, high in ranges],
        "beyond": [f" (you said {low:g} to {high:g} ↑)" if high > top else "" for low, high in ranges],
    }


def look_of(inside: bool) -> str:
    """The name of the look (its `look` in the data set `points`) of a result inside or outside the range."""
    return (INSIDE if inside else OUTSIDE).name


def range_row(*, most: float, unit: str, step: float = 1) -> Row:
    """Two boxes for a prediction as a range, `low` and `high`, from 0 to `most`."""
    ends = (("low", "Prediction, from"), ("high", "Prediction, to"))
    return Row(
        parts=tuple(
            NumberField(name=name, label=label, least=0, most=most, step=step, unit=unit)
            for name, label in ends
        )
    )
