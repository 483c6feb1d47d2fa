"""A chart of cycles, shared by the labs on testing changes: a bar for each predicted range, and what came of it."""

from __future__ import annotations

from typing import Any

from qilab.charts import theme
from qilab.charts.layers import Look

INSIDE = Look("inside the range", "circle", theme.IMPROVEMENT)
OUTSIDE = Look("outside the range", "cross", theme.NEUTRAL)
BAR = Look("predicted range", "square", theme.GRID)


def range_spec(
    x_title: str,
    y_title: str,
    height: int,
    tooltip: tuple[tuple[str, str], ...],
    level: tuple[float, str] | None = None,
) -> dict[str, Any]:
    """Vega-Lite with the data sets `points` (x, value, low, high, look, label), `single` (x, value), `frame` (x, value).

    level: a line to compare with, and its words.

    `frame` holds invisible corners, so that the axes have a scale before the first cycle and do not jump later.
    """
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
    looks = (INSIDE, OUTSIDE)

    def by_look(values: list[str]) -> dict[str, Any]:
        scale = {"domain": [look.name for look in looks], "range": values}
        return {"field": "look", "type": "nominal", "scale": scale, "legend": None}

    return {
        "width": theme.WIDTH,
        "height": height,
        "config": theme.config(),
        # The size is that of the page and stays: nothing jumps when a label grows.
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": {"left": 8, "right": 8, "top": 10, "bottom": 6},
        "datasets": {"points": [], "single": [], "frame": []},
        "layer": [
            {
                "data": {"name": "frame"},
                "mark": {"type": "point", "opacity": 0, "aria": False},
                "encoding": {"x": x, "y": y},
            },
            {
                "data": {"name": "points"},
                "mark": {
                    "type": "bar",
                    "size": 22,
                    "color": theme.GRID,
                    "stroke": theme.LINE,
                    "strokeWidth": 1,
                    "aria": False,
                },
                "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
            },
            *(_level(*level) if level else []),
            {
                "data": {"name": "single"},
                "mark": {
                    "type": "point",
                    "filled": True,
                    "size": 26,
                    "fill": theme.GROUND,
                    "stroke": theme.LINE,
                    "strokeWidth": 1,
                    "opacity": 1,
                    "aria": False,
                },
                "encoding": {"x": x, "y": y},
            },
            {
                "data": {"name": "points"},
                "mark": {
                    "type": "point",
                    "filled": True,
                    "size": 110,
                    "opacity": 1,
                    "stroke": theme.OUTLINE,
                    "strokeWidth": 1.2,
                    "aria": False,
                },
                "encoding": {
                    "x": x,
                    "y": y,
                    "shape": by_look([look.shape for look in looks]),
                    "fill": by_look([look.fill for look in looks]),
                    "tooltip": [{"field": f, "type": "nominal", "title": title} for f, title in tooltip],
                },
            },
            {
                "data": {"name": "points"},
                "mark": {"type": "text", "align": "left", "dx": 14, "fontSize": 11, "aria": False},
                "encoding": {"x": x, "y": y, "text": {"field": "label", "type": "nominal"}},
            },
        ],
    }


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


def look_of(inside: bool) -> str:
    return (INSIDE if inside else OUTSIDE).name
