"""What the chart of Baseline and rebase is drawn from: its spec, its rows, its looks."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

import numpy as np

from qilab.charts import icons, layers, theme
from qilab.charts.control import RULE_LOOKS, look_of
from qilab.charts.control_words import ASSURANCE, KINDS, VARIATION
from qilab.charts.layers import Look
from qilab.charts.run_spec import run_spec
from qilab.charts.words import sentence
from qilab.methods.spc.result import SpcResult
from qilab.methods.spc.rules import RULE_WORDS
from qilab.panel.parts import fit

HEIGHT = 270
DOMAIN = (0.0, 110.0)  # of the picture: fixed, so that the scale does not move with a control
NOTE_ROW = 7.0  # on the scale of the values: height of a line of words
OF_A_LAB = ("limits", "trend", "two_of_three", "shift")
LOOKS = (
    layers.ORDINARY,
    *(
        look
        for rule in OF_A_LAB
        for plain in [RULE_LOOKS[rule]]
        for look in (plain, layers.judged(plain, True), layers.judged(plain, False))
    ),
)
TABLE = (
    ("x", "Month"),
    ("value", "Value"),
    ("lines", "Mean and limits"),
    ("signal", "Signal"),
    ("kind", "Kind"),
)


def spec() -> dict[str, Any]:
    """The chart’s Vega-Lite spec, without rows: an XmR chart whose scale stays where it is; ticked points get a ring."""
    made = run_spec(
        LOOKS,
        dated=False,
        domain=DOMAIN,
        x_title="Month",
        y_title="Made-up values",
        height=HEIGHT,
        legend=False,
        tooltip=(("x", "Month"), ("value", "Value"), ("signal", "Signal"), ("kind", "Kind")),
    )
    made = made | fit(top=30)
    x, y = ({k: v for k, v in made["layer"][-3]["encoding"][c].items() if k != "axis"} for c in "xy")
    made["layer"] += [_room(), _rings(x, y), *_notes(x), *_icons()]
    return made


def _room() -> dict[str, Any]:
    """Unseen, and as long as the longest label of a line: it keeps that room free at all times."""
    mark = {"type": "text", "text": "Upper 100.8", "align": "left", "dx": 9, "opacity": 0, "aria": False}
    return {
        "data": {"values": [{}]},
        "mark": mark,
        "encoding": {"x": {"value": "width"}, "y": {"value": 20}},
    }


def _rings(x: dict, y: dict) -> dict[str, Any]:
    mark = {
        "type": "point",
        "filled": False,
        "size": 330,
        "strokeWidth": 2.2,
        "color": theme.INK,
        "aria": False,
    }
    return {
        "data": {"name": "points"},
        "transform": [{"filter": "datum.ticked"}],
        "mark": mark,
        "encoding": {"x": x, "y": y},
    }


def _notes(x: dict) -> list[dict[str, Any]]:
    """What people said: a line at its month, and its words on the left of it, above those of earlier months."""
    at = {"field": "at", "type": "quantitative", "scale": {"domain": list(DOMAIN)}}
    line = {"type": "rule", "color": theme.SOFT_INK, "strokeDash": [2, 3], "aria": False}
    text = {"type": "text", "align": "right", "dx": -4, "baseline": "top", "aria": False}
    words = {"field": "text", "type": "nominal"}
    return [
        {
            "data": {"name": "notes"},
            "mark": line,
            "encoding": {"x": x, "y": at, "y2": {"field": "foot"}},
        },
        {"data": {"name": "notes"}, "mark": text, "encoding": {"x": x, "y": at, "text": words}},
    ]


def _icons() -> list[dict[str, Any]]:
    """The two icons above the drawing. Each possible one is a layer, shown where the rows name it."""
    out = []
    glyphs = {**icons.VARIATION_GLYPHS, **icons.ASSURANCE_GLYPHS}
    for name, words in {**VARIATION, **ASSURANCE}.items():
        left = 8 if name in VARIATION else 250
        at = {"x": {"value": left}, "y": {"value": -14}}
        for layer in icons.marks(*glyphs[name], sentence(words), at):
            layer |= {
                "data": {"name": "icons"},
                "transform": [{"filter": f"datum.icon === '{name}'"}],
            }
            out.append(layer)
    return out


def rows(
    found: SpcResult, ticked: Set[int] = frozenset(), notes: Mapping[int, str] | None = None
) -> dict[str, dict[str, list]]:
    """The data sets of the live chart, as columns. ticked: points, from 1; notes: words by point, from 0."""
    points = found.points
    values = points["y"].to_numpy()
    n = len(values)
    looks = looks_of(found)
    kinds = points["point_type"].tolist()
    lines = [
        f"{cl:.1f} ({lower:.1f} to {upper:.1f})" if np.isfinite(upper) else f"{cl:.1f}"
        for cl, lower, upper in points[["cl", "lcl", "ucl"]].to_numpy().tolist()
    ]
    marks = {rule: marked != 0 for rule, marked in found.broken.items()}
    shown: dict[str, list] = {
        "x": list(range(1, n + 1)),
        "value": [float(v) for v in values],
        "look": [look.name for look in looks],
        "letter": layers.letters_once([look.letter for look in looks], list(range(n))),
        "above": layers.letters_above(values.tolist(), *DOMAIN),
        "lines": lines,
        "signal": [
            " and ".join(RULE_WORDS[rule] for rule, marked in marks.items() if marked[i]) or "none"
            for i in range(n)
        ],
        "kind": [KINDS[kind] for kind in kinds],
        "ticked": [i + 1 in ticked for i in range(n)],
        "tick": [f"{i + 1}: {v:.1f}" for i, v in enumerate(values)],
    }
    said = sorted((notes or {}).items())
    remarks = [
        (place + 1, text, DOMAIN[1] - NOTE_ROW * (len(said) - 1 - row), DOMAIN[0])
        for row, (place, text) in enumerate(said)
    ]
    last = found.summary.iloc[-1]
    names = [(name,) for name in (last["variation"], last["assurance"]) if isinstance(name, str)]
    return {
        "points": shown,
        "line": layers.columns(("x", "x2", "centre", "piece", "label"), _levels(found)),
        "notes": layers.columns(("x", "text", "at", "foot"), remarks),
        "icons": layers.columns(("icon",), names),
    }


def looks_of(found: SpcResult) -> list[Look]:
    """The look of each point."""
    columns = (found.points[name].tolist() for name in ("rule", "point_type"))
    return [look_of(rule, kind) for rule, kind in zip(*columns, strict=True)]


def key(found: SpcResult) -> list[Look]:
    """The looks that this chart shows, ordinary first."""
    present = set(looks_of(found))
    return [look for look in LOOKS if look in present]


def _levels(found: SpcResult) -> list[tuple]:
    """Mean and limits, phase by phase: full where they were worked out, dashed where they are carried on."""
    points = found.points
    part, carried = points["part"].to_numpy(), ~points["baseline"].to_numpy()
    cuts = np.flatnonzero(np.diff(part * 2 + carried)) + 1
    starts, n = [0, *cuts.tolist()], len(points)
    out: list[tuple] = []
    for start, end in zip(starts, [*starts[1:], n], strict=True):
        row, is_last = points.iloc[start], end == n
        joins = not is_last and part[end] == part[start]
        first, last = start + 1, end + 1 if joins else end
        for name, column in (("Mean", "cl"), ("Upper", "ucl"), ("Lower", "lcl")):
            level = float(row[column])
            if np.isfinite(level):
                piece = "limit" if name != "Mean" else "extended" if carried[start] else "frozen"
                out.append((first, last, level, piece, f"{name} {level:.1f}" if is_last else ""))
    target = float(found.summary["target"].iloc[-1])
    if np.isfinite(target):
        out.append((1, n, target, "target", f"Target {target:g}"))
    return out
