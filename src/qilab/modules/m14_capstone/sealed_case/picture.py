"""What the chart of the sealed case is drawn from: its spec, its rows, its looks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from qilab.charts import layers, theme
from qilab.charts.control import RULE_LOOKS, look_of
from qilab.charts.layers import Look
from qilab.charts.words import number, sentence
from qilab.methods.spc.result import SpcResult
from qilab.methods.spc.rules import RULE_WORDS
from qilab.panel.parts import fit

from ..cases import Measure

HEIGHT, NOTE_ROWS = 300, 2
# Before the truth is open the chart says which way a signal points, and not that anything has got better.
_WAY = {"improvement": "fewer", "concern": "more"}


def _plain(look: Look) -> Look:
    kind, _, word = look.name.rpartition(", ")
    return replace(look, name=f"{kind}, {_WAY[word]}") if word in _WAY else look


LOOKS = (
    layers.ORDINARY,
    layers.OUTSIDE,
    *(
        _plain(layers.judged(RULE_LOOKS[rule], good))
        for rule in ("limits", "trend", "two_of_three", "shift")
        for good in (True, False)
    ),
)
TABLE = (
    ("x", "Month"),
    ("date", "Date"),
    ("events", "Events"),
    ("out_of", "Out of"),
    ("value", "Rate"),
    ("lines", "Mean and limits"),
    ("signal", "Signal"),
)
_STEP = {"type": "line", "interpolate": "step", "color": theme.INK, "aria": False}
_LINES = (("lower", [2, 3], 1.4), ("upper", [2, 3], 1.4), ("centre", [1, 0], 1.6))


def spec() -> dict[str, Any]:
    """The chart’s Vega-Lite spec, without rows. `frame` holds unseen corners, so that a month more does not move the axes."""
    x, y = layers.axes(False, x_title="Month")
    unseen = {"type": "point", "opacity": 0, "aria": False}
    return {
        "width": theme.WIDTH,
        "height": HEIGHT,
        "config": theme.config(),
        **fit(right=44, top=54),
        "datasets": {"points": [], "lines": [], "said": [], "notes": [], "frame": [], "measured": []},
        "layer": [
            {"data": {"name": "frame"}, "mark": unseen, "encoding": {"x": x, "y": y}},
            _measured(),
            *layers.notes(x, NOTE_ROWS),
            *(
                {
                    "data": {"name": "lines"},
                    "mark": {**_STEP, "strokeWidth": width, "strokeDash": dash},
                    "encoding": {
                        "x": x,
                        "y": {**y, "field": name},
                        "detail": {"field": "part", "type": "nominal"},
                    },
                }
                for name, dash, width in _LINES
            ),
            *_said(x, y),
            layers.through(x, y),
            layers.points(x, y, LOOKS, (("date", "Month"), ("shown", "Rate"), ("signal", "Signal")), legend=False),
            *layers.letters(x, y),
        ],
    }  # fmt: skip


def _measured() -> dict[str, Any]:
    """What a point is, above the notes: it changes with the case, and the title of an axis cannot."""
    mark = {
        "type": "text",
        "align": "left",
        "color": theme.INK,
        "fontSize": 11.5,
        "fontWeight": "bold",
        "aria": False,
    }
    words = {"field": "words", "type": "nominal"}
    return {
        "data": {"name": "measured"},
        "mark": mark,
        "encoding": {"x": {"value": 0}, "y": {"value": -40}, "text": words},
    }


def _said(x: dict, y: dict) -> list[dict[str, Any]]:
    """The level that was predicted, as a dashed line with its words at the right."""
    line = {"type": "line", "strokeDash": [8, 4], "strokeWidth": 1.6, "color": theme.SOFT_INK, "aria": False}
    text = {"type": "text", "align": "left", "dx": 4, "fontSize": 11, "aria": False}
    return [
        {"data": {"name": "said"}, "mark": line, "encoding": {"x": x, "y": y}},
        {
            "data": {"name": "said"},
            "transform": [{"filter": "datum.label"}],
            "mark": text,
            "encoding": {"x": x, "y": y, "text": {"field": "label", "type": "nominal"}},
        },
    ]


def rows(
    found: SpcResult,
    measure: Measure,
    dates: list[str],
    months: int,
    notes: dict[int, str],
    said: float | None,
    start: int,
) -> dict[str, dict[str, list]]:
    """The data sets of the live chart, as columns. dates: of all months; months: that the x axis has room for; notes: by place
    of the month, those in sight only; said: the predicted rate after the start."""
    points = found.points
    value, seen = points["y"].to_numpy(dtype=float), len(points)
    looks = looks_of(found)
    lower, upper, centre = (points[name].to_numpy(dtype=float) for name in ("lcl", "ucl", "cl"))
    top = float(max(np.nanmax(upper[:start]), value.max(), said or 0.0))
    shown = {
        "x": list(range(1, seen + 1)),
        "date": dates[:seen],
        "events": points["y_sum"].astype(int).tolist(),
        "out_of": points["n"].astype(int).tolist(),
        "value": np.round(value, 2).tolist(),
        "shown": [number(v) for v in value],
        "look": [look.name for look in looks],
        "letter": layers.letters_once([look.letter for look in looks], list(range(seen))),
        "above": layers.letters_above(value.tolist(), 0, top),
        "lines": [
            f"{number(c)} ({number(a)} to {number(b)})" for c, a, b in zip(centre, lower, upper, strict=True)
        ],
        "signal": _signals(found),
    }
    level = [] if said is None else [(start + 1, said, ""), (months, said, "you said")]
    return {
        "points": shown,
        "lines": {
            "x": shown["x"],
            "lower": lower.tolist(),
            "upper": upper.tolist(),
            "centre": centre.tolist(),
            "part": points["part"].tolist(),
        },
        "said": layers.columns(("x", "value", "label"), level),
        "notes": layers.columns(
            ("x", "text", "row"),
            [(p + 1, text, i % NOTE_ROWS) for i, (p, text) in enumerate(sorted(notes.items()))],
        ),
        "frame": {"x": [1, months], "value": [0, top]},
        "measured": {"words": [sentence(f"{measure.name}, {measure.unit}")]},
    }


def _signals(found: SpcResult) -> list[str]:
    marks = {RULE_WORDS[rule]: marked != 0 for rule, marked in found.broken.items()}
    included = found.points["include"].to_numpy()
    return [
        " and ".join(word for word, marked in marks.items() if marked[i])
        or ("none" if included[i] else "left out: the unit was chosen for it")
        for i in range(len(included))
    ]


def looks_of(found: SpcResult) -> list[Look]:
    """The look of each point."""
    columns = (found.points[name].tolist() for name in ("rule", "point_type", "include"))
    return [_plain(look_of(rule, kind, include)) for rule, kind, include in zip(*columns, strict=True)]


def key(found: SpcResult) -> list[Look]:
    """The looks that this chart shows, ordinary first."""
    present = set(looks_of(found))
    return [look for look in LOOKS if look in present]
