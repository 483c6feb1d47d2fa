"""The drawing of a run chart as Vega-Lite: built once, filled with data again and again.

Three data sets fill it: `points` (one row for each place in time), `line` (one row for each piece of a level line) and
`notes` (one row for each dated remark). Nothing else changes between two charts of one kind, so a live view only has
to be given new rows.
"""

from __future__ import annotations

from typing import Any

from . import layers, theme
from .dates import Ticks
from .layers import LOOKS, PIECES, Look


def run_spec(
    looks: tuple[Look, ...] = LOOKS,
    *,
    dated: bool = True,
    zero: bool = True,
    domain: tuple[float, float] | None = None,
    width: int = theme.WIDTH,
    height: int = theme.HEIGHT,
    note_rows: int = 0,
    x_title: str | None = None,
    y_title: str | None = None,
    tooltip: tuple[tuple[str, str], ...] = (),
    legend: bool = True,
    ticks: Ticks | None = None,
) -> dict[str, Any]:
    """A run chart without data: a fresh dict whose `datasets` are to be filled."""
    x, y = layers.axes(dated, x_title=x_title, y_title=y_title, zero=zero, domain=domain, ticks=ticks)
    return {
        "width": width,
        "height": height,
        "config": theme.config(),
        "datasets": {"points": [], "line": [], "notes": []},
        "layer": [
            *layers.notes(x, note_rows),
            *_levels(x, y),
            layers.through(x, y),
            layers.points(x, y, looks, tooltip, legend=legend),
            *layers.letters(x, y),
        ],
    }


def _levels(x: dict, y: dict) -> list[dict]:
    """Level lines with their name at the right: the centre line, and limits where there are some."""
    level = {**y, "field": "centre"}
    return [
        {
            "data": {"name": "line"},
            "mark": {"type": "rule", "color": theme.INK, "strokeWidth": 1.6, "aria": False},
            "encoding": {
                "x": x,
                "x2": {"field": "x2"},
                "y": level,
                "strokeDash": {
                    "field": "piece",
                    "type": "nominal",
                    "legend": None,
                    "scale": {"domain": list(PIECES), "range": list(PIECES.values())},
                },
            },
        },
        {
            "data": {"name": "line"},
            "transform": [{"filter": "datum.label"}],
            "mark": {"type": "text", "align": "left", "dx": 9, "lineBreak": "\n", "aria": False},
            "encoding": {
                "x": {**x, "field": "x2"},
                "y": level,
                "text": {"field": "label", "type": "nominal"},
            },
        },
    ]
