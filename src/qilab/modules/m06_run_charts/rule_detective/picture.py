"""What the chart of Rule detective is drawn from: its spec, its rows, its looks."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

import numpy as np

from qilab.charts import layers as drawing
from qilab.charts.layers import Look
from qilab.charts.run_spec import run_spec
from qilab.charts.run_words import stretches
from qilab.panel.parts import fit

from . import model

HEIGHT = 230
DOMAIN = (0.0, 120.0)  # of the picture: fixed, so that the scale does not move with the slider


def spec() -> dict[str, Any]:
    """The chart’s Vega-Lite spec, without rows: a run chart of made-up minutes by point.

    Its scale is fixed at 0 to 120, so that the slider moves points and not the axis; ticked points get a ring.
    """
    made = run_spec(
        drawing.LOOKS,
        dated=False,
        domain=DOMAIN,
        x_title="Point",
        y_title="Made-up minutes",
        height=HEIGHT,
        legend=False,
        tooltip=(("x", "Point"), ("value", "Minutes"), ("side", "Side"), ("signal", "Signal")),
    )
    made = made | fit()
    # Unseen, and as long as the longest label of a line: it keeps that room free at all times.
    made["layer"].append(
        {
            "data": {"values": [{}]},
            "mark": {
                "type": "text",
                "text": "Upper 108.8",
                "align": "left",
                "dx": 9,
                "opacity": 0,
                "aria": False,
            },
            "encoding": {"x": {"value": "width"}, "y": {"value": 20}},
        }
    )
    x, y = ({k: v for k, v in made["layer"][-4]["encoding"][c].items() if k != "axis"} for c in "xy")
    made["layer"].append(
        {
            "data": {"name": "points"},
            "transform": [{"filter": "datum.ticked"}],
            "mark": {
                "type": "point",
                "filled": False,
                "size": 330,
                "strokeWidth": 2.2,
                "color": "#212121",
                "aria": False,
            },
            "encoding": {"x": x, "y": y},
        }
    )
    return made


def marked(values: np.ndarray, verdict: model.Verdict) -> set[int]:
    """Points that break a rule, from 0."""
    points = {p for s in stretches(verdict.runs, values) for p in s.points}
    return points | set(np.flatnonzero(verdict.limits | verdict.two_of_three).tolist())


def rows(
    values: np.ndarray,
    verdict: model.Verdict,
    signals: bool = True,
    ticked: Set[int] = frozenset(),
    freeze: int | None = None,
) -> dict[str, dict[str, list]]:
    """The data sets of the live chart, as columns. freeze: the line is full on these points and dashed after them."""
    n = len(values)
    runs = verdict.runs
    kinds: list[list[str]] = [[] for _ in range(n)]
    if signals:
        for s in stretches(runs, values):
            for p in s.points:
                kinds[p].append(s.kind)
        for mask, kind in ((verdict.limits, "outside the limits"), (verdict.two_of_three, "two of three")):
            for p in np.flatnonzero(mask).tolist():
                kinds[p].append(kind)
    looks = [_look(k, side) for k, side in zip(kinds, runs.side, strict=True)]
    sides = {1: "above", -1: "below", 0: "on the line"}
    centre = float(runs.centre)
    points: dict[str, list] = {
        "x": list(range(1, n + 1)),
        "value": [float(v) for v in values],
        "look": [look.name for look in looks],
        "letter": [look.letter for look in looks],
        "above": drawing.letters_above(values.tolist(), *DOMAIN),
        "side": [sides[int(s)] for s in runs.side],
        "signal": [" and ".join(k) or "none" if signals else "not shown yet" for k in kinds],
        "ticked": [i + 1 in ticked for i in range(n)],
        "tick": [f"{i + 1}: {v:.1f}" for i, v in enumerate(values)],
    }
    label = f"{runs.rules.centre.capitalize()} {centre:.1f}"
    end = n if freeze is None else freeze
    levels = [(1, end, centre, "frozen", label if end == n else "")]
    if end < n:
        levels.append((end, n, centre, "extended", label))
    if np.isfinite(verdict.upper):
        levels += [
            (1, n, float(verdict.upper), "limit", f"Upper {float(verdict.upper):.1f}"),
            (1, n, float(verdict.lower), "limit", f"Lower {float(verdict.lower):.1f}"),
        ]
    return {"points": points, "line": drawing.columns(("x", "x2", "centre", "piece", "label"), levels)}


def key(rules: model.RuleSet) -> list[Look]:
    """The looks that a chart under these rules may show."""
    looks = [drawing.ORDINARY, drawing.ON_LINE]
    if rules.shift:
        looks.append(drawing.SHIFT)
    if rules.trend:
        looks.append(drawing.TREND)
    if rules.shift and rules.trend:
        looks.append(drawing.BOTH)
    if rules.runs_test == "anhoej":
        looks.append(drawing.LONG_RUN)
    if rules.limits:
        looks.append(drawing.LIMITS)
    if rules.two_of_three:
        looks.append(drawing.PAIR)
    return looks


def _look(kinds: list[str], side: int) -> Look:
    if "outside the limits" in kinds:
        return drawing.LIMITS
    if {"shift", "trend"} <= set(kinds):
        return drawing.BOTH
    by_kind = {
        "trend": drawing.TREND,
        "two of three": drawing.PAIR,
        "shift": drawing.SHIFT,
        "long run": drawing.LONG_RUN,
    }
    for kind, look in by_kind.items():
        if kind in kinds:
            return look
    return drawing.ON_LINE if side == 0 else drawing.ORDINARY
