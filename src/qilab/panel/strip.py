"""A strip under a prediction: what you said and what came, on one line of fixed length.

For runs whose result is one number (a share of charts, of teams, of rounds): the picture above them shows something
else. The line does not move with what is said, so a wild guess squashes nothing.
"""

from __future__ import annotations

from typing import Any

from qilab.charts import theme
from qilab.charts.words import number

from .parts import Chart, fit

HEIGHT, LINE = 86, 30  # px: of the picture, and from its top to the line of the marks
TABLE = (("said", "You said"), ("came", "It was"))
_SAID: dict[str, Any] = {
    "type": "point",
    "shape": "diamond",
    "filled": False,
    "size": 130,
    "strokeWidth": 2.2,
    "color": theme.INK,
}
_CAME: dict[str, Any] = {
    "type": "point",
    "shape": "circle",
    "filled": True,
    "size": 150,
    "opacity": 1,
    "color": theme.NEUTRAL,
}


def strip(name: str, title: str, most: float) -> Chart:
    """The chart: a line from 0 to `most`, a diamond for what was said and a dot for what came, each with its words.

    `most` is also a signal, so that `Lab.draw(…, most=…)` can set the end of the line.
    """
    x = {
        "type": "quantitative",
        "scale": {"domain": {"expr": "[0, most]"}, "nice": False, "padding": 10},
        "axis": {"title": title, "tickCount": 6},
    }
    layers: list[dict[str, Any]] = []
    # Two labels of one line would lie on each other, and below the line are the numbers of the axis: one stands above the other.
    for kind, mark, up in (("said", _SAID, -23), ("came", _CAME, -10)):
        at = {**x, "field": f"{kind}_at"}
        layers.append({"mark": {**mark, "aria": False}, "encoding": {"x": at, "y": {"value": LINE}}})
        layers += [
            {
                "transform": [{"filter": f"datum.{kind}_side === '{side}'"}],
                "mark": {"type": "text", "align": align, "dx": dx, "dy": up, "aria": False},
                "encoding": {
                    "x": at,
                    "y": {"value": LINE},
                    "text": {"field": f"{kind}_words", "type": "nominal"},
                },
            }
            for side, align, dx in (("right", "left", 8), ("left", "right", -8))
        ]
    spec = {
        "width": theme.WIDTH,
        "height": HEIGHT,
        "config": theme.config(),
        **fit(top=6),
        "params": [{"name": "most", "value": most}],
        "datasets": {"points": []},
        "data": {"name": "points"},
        "layer": layers,
    }
    caption = "Your prediction and the result"
    return Chart(name=name, spec=spec, height=HEIGHT, table=TABLE, caption=caption, twin=False)


def rows(said: float | None, came: float | None, most: float) -> dict[str, dict[str, list[Any]]]:
    """The data set of the strip. Nothing is drawn for None; what lies beyond the line is drawn at its end, with an arrow."""
    columns: dict[str, list[Any]] = {}
    for field, value, words in (("said", said, "you said"), ("came", came, "it was")):
        at = None if value is None else min(max(float(value), 0.0), most)
        beyond = " →" if value is not None and value > most else ""
        text = "" if value is None else f"{words} {number(value, _places(value))}{beyond}"
        columns[field] = ["not yet" if value is None else value]
        columns[f"{field}_at"] = [at]
        columns[f"{field}_words"] = [text]
        columns[f"{field}_side"] = ["left" if at is not None and at > 0.7 * most else "right"]
    return {"points": columns}


def words(said: float | None, came: float | None) -> str:
    """The strip in words."""
    if said is None:
        return "A line for your prediction and the result. Nothing is on it yet."
    told = f"You said {number(said, _places(said))}."
    return told if came is None else f"{told} It was {number(came, _places(came))}."


def _places(value: float) -> int:
    return 0 if float(value).is_integer() else 1
