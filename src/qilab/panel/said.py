"""A learner's prediction on a live chart over time: a hollow diamond, and “you said 5” beside the newest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qilab.charts import theme
from qilab.charts.layers import Look, columns
from qilab.charts.words import number

SAID = Look("your prediction", "diamond", theme.GROUND)
_MARK = {"type": "point", "shape": "diamond", "filled": False, "size": 170, "strokeWidth": 2.2, "aria": False}
_SIDES = (("right", "left", 12), ("left", "right", -12))


def with_said(spec: dict[str, Any]) -> dict[str, Any]:
    """The spec of a chart over time with a data set `said` more (x, value, label, side), drawn on the same axes."""
    points = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "point")
    x, y = ({k: v for k, v in points["encoding"][c].items() if k != "axis"} for c in "xy")
    data = {"data": {"name": "said"}}
    layers = [{**data, "mark": {**_MARK, "color": theme.INK}, "encoding": {"x": x, "y": y}}]
    layers += [
        {
            **data,
            "transform": [{"filter": f"datum.label && datum.side === '{side}'"}],
            "mark": {"type": "text", "align": align, "dx": dx, "fontWeight": "bold", "aria": False},
            "encoding": {"x": x, "y": y, "text": {"field": "label", "type": "nominal"}},
        }
        for side, align, dx in _SIDES
    ]
    spec["layer"] += layers
    spec["datasets"] = {**spec["datasets"], "said": []}
    return spec


def said_rows(said: Sequence[tuple[float, float]], *, last: float, top: float) -> dict[str, list[Any]]:
    """The data set `said` from (x, value) pairs. last: end of the x axis. top: end of the y axis.

    A wild guess is drawn at the top, with an arrow, so that it does not squash what came.
    """
    rows = []
    for i, (x, value) in enumerate(said):
        arrow = " ↑" if value > top else ""
        label = f"you said {number(value, 0 if float(value).is_integer() else 1)}{arrow}"
        side = "left" if x > 0.8 * last else "right"
        rows.append((x, min(value, top), label if i == len(said) - 1 else "", side))
    return columns(("x", "value", "label", "side"), rows)
