"""Layers that the charts over time share: axes, the line through the points, points, letters, remarks.

Every layer reads a named data set and holds no data, so a chart is a shape that rows are poured into.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from . import theme
from .dates import Ticks


@dataclass(frozen=True)
class Look:
    """How points of one kind are drawn: its name in the key, shape, fill and letter."""

    name: str
    shape: str
    fill: str
    letter: str = ""


ORDINARY = Look("ordinary", "circle", theme.COMMON)
ON_LINE = Look("on the line", "circle", theme.GROUND)
SHIFT = Look("S: shift", "square", theme.NEUTRAL, "S")
TREND = Look("T: trend", "triangle-up", theme.NEUTRAL, "T")
BOTH = Look("ST: shift and trend", "diamond", theme.NEUTRAL, "ST")
LONG_RUN = Look("R: long run", "square", theme.NEUTRAL, "R")
LIMITS = Look("L: outside the limits", "cross", theme.NEUTRAL, "L")
PAIR = Look("2: two of three beyond 2σ", "triangle-right", theme.NEUTRAL, "2")
FOUR = Look("4: four of five beyond 1σ", "triangle-left", theme.NEUTRAL, "4")
HUGGING = Look("H: hugging the centre line", "diamond", theme.NEUTRAL, "H")
MIXTURE = Look("M: avoiding the centre line", "diamond", theme.NEUTRAL, "M")
ALTERNATING = Look("A: up and down in turn", "diamond", theme.NEUTRAL, "A")
OUTSIDE = Look("not counted", "circle", theme.GRID)
LOOKS = (ORDINARY, ON_LINE, SHIFT, TREND, BOTH, LONG_RUN, LIMITS, PAIR)
# Pieces of a level line: where it was worked out, where it is carried on, control limits, a target.
PIECES = {"frozen": [1, 0], "extended": [6, 4], "limit": [2, 3], "target": [10, 4]}


def judged(look: Look, good: bool) -> Look:
    """A signal for the better ("+", blue) or of concern ("!", orange): by sign and word, and by colour."""
    sign, word, fill = ("+", "improvement", theme.IMPROVEMENT) if good else ("!", "concern", theme.CONCERN)
    kind = look.name.split(": ", 1)[-1]
    return Look(f"{look.letter}{sign}: {kind}, {word}", look.shape, fill, f"{look.letter}{sign}")


def axes(
    dated: bool,
    *,
    x_title: str | None = None,
    y_title: str | None = None,
    zero: bool = True,
    domain: tuple[float, float] | None = None,
    ticks: Ticks | None = None,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The encodings of x (field `x`) and y (field `value`). ticks: where the labels of x are, if it is known."""
    x_axis: dict[str, Any] = {"title": x_title, "labelOverlap": "greedy"}
    x_scale: dict[str, Any] = {"nice": False, "padding": 12}
    if dated:
        # Times are midnights in UTC; a local scale would move them into the month before in some places.
        x_scale["type"] = "utc"
        x_axis |= {"tickCount": 10, "labelExpr": "utcFormat(datum.value, '%b %Y')", "labelSeparation": 12}
    else:
        x_axis |= {
            "tickMinStep": 1,
            "ticks": False,
            "labelExpr": "datum.value < 1 ? '' : format(datum.value, 'd')",
        }
    if ticks is not None:
        x_axis.pop("tickCount", None)
        x_axis |= {"values": ticks.values, "labelExpr": ticks.expression, "labelOverlap": False}
        x_axis |= {"ticks": True, "labelFlush": False}
    y_scale: dict[str, Any] = {"domain": list(domain)} if domain else {"zero": zero, "nice": True}
    return (
        {"field": "x", "type": "temporal" if dated else "quantitative", "scale": x_scale, "axis": x_axis},
        {
            "field": "value",
            "type": "quantitative",
            "scale": y_scale,
            "axis": {"title": y_title, "tickCount": 6},
        },
    )


def notes(x: dict, rows: int) -> list[dict]:
    """Dated remarks: a dotted line and its words, above the drawing so that they cover no point."""
    if not rows:
        return []
    layers: list[dict] = [
        {
            "data": {"name": "notes"},
            "mark": {"type": "rule", "color": theme.SOFT_INK, "strokeDash": [2, 3], "aria": False},
            "encoding": {"x": x},
        }
    ]
    for row in range(rows):
        layers.append(
            {
                "data": {"name": "notes"},
                "transform": [{"filter": f"datum.row === {row}"}],
                "mark": {"type": "text", "align": "left", "dx": -2, "baseline": "bottom", "aria": False},
                "encoding": {
                    "x": x,
                    "y": {"value": -4 - 15 * row},
                    "text": {"field": "text", "type": "nominal"},
                },
            }
        )
    return layers


def through(x: dict, y: dict) -> dict:
    """The line through the points. A missing value breaks it."""
    return {
        "data": {"name": "points"},
        "mark": {"type": "line", "color": theme.LINE, "strokeWidth": 1.4, "aria": False},
        "encoding": {"x": x, "y": y},
    }


def points(
    x: dict,
    y: dict,
    looks: tuple[Look, ...],
    tooltip: tuple[tuple[str, str], ...] = (),
    *,
    legend: bool = True,
    size: int = 80,
) -> dict:
    """One mark a point, its shape and fill by its look."""
    names = [look.name for look in looks]
    key: dict[str, Any] | None = {
        "orient": "bottom",
        "direction": "horizontal",
        "title": None,
        "columnPadding": 18,
        "columns": 3 if len("".join(names)) > 80 else 0,
    }
    if not legend:
        key = None

    def by_look(values: list[str]) -> dict:
        return {
            "field": "look",
            "type": "nominal",
            "scale": {"domain": names, "range": values},
            "legend": key,
        }

    return {
        "data": {"name": "points"},
        "transform": [{"filter": "isValid(datum.value)"}],
        "mark": {
            "type": "point",
            "filled": True,
            "opacity": 1,
            "size": size,
            "strokeWidth": 1.2,
            "aria": False,
        },
        "encoding": {
            "x": x,
            "y": y,
            "shape": by_look([look.shape for look in looks]),
            "fill": by_look([look.fill for look in looks]),
            # A scale of one colour, where a plain value would do, so that the key gets the outline too.
            "stroke": by_look([theme.OUTLINE] * len(names)),
            "tooltip": [{"field": f, "type": "nominal", "title": title} for f, title in tooltip],
        },
    }


def letters(x: dict, y: dict) -> list[dict]:
    """The letter of each signal, above or below its point as the rows say."""
    return [
        {
            "data": {"name": "points"},
            "transform": [{"filter": f"datum.letter && isValid(datum.value) && datum.above === {above}"}],
            "mark": {
                "type": "text",
                "dy": dy,
                "fontSize": 11,
                "fontWeight": "bold",
                "color": theme.INK,
                "aria": False,
            },
            "encoding": {"x": x, "y": y, "text": {"field": "letter", "type": "nominal"}},
        }
        for above, dy in (("true", -12), ("false", 13))
    ]


def letters_once(letters: Sequence[str], x: Sequence[float], width: float = theme.WIDTH) -> list[str]:
    """Each letter on the first point of its run only, and none where it would lie on the one before it."""
    room = 11.0 / width * max(x[-1] - x[0], 1.0) if len(x) else 0.0
    out, before, last = [], "", -float("inf")
    for letter, place in zip(letters, x, strict=True):
        wanted = letter and letter != before and place - last >= room
        out.append(letter if wanted else "")
        last = place if wanted else last
        before = letter
    return out


def letters_above(values: Sequence[float], low: float, high: float) -> list[bool]:
    """Does each point's letter stand above it? Above a peak and below a dip, where no line runs through it.

    low, high: ends of the scale. Near the foot it stands above, or the axis would cover it.
    """
    out = []
    for i, value in enumerate(values):
        beside = [v for v in (*values[max(i - 1, 0) : i], *values[i + 1 : i + 2]) if v == v]
        peak = value >= sum(beside) / len(beside) if beside else True
        out.append(bool(peak or value - low < 0.06 * (high - low)))
    return out


def columns(names: tuple[str, ...], rows: list[tuple]) -> dict[str, list]:
    """Rows as columns of these names, the form in which a chart is sent to the browser; no rows give empty columns."""
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}
