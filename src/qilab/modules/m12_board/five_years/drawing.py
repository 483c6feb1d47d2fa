"""The picture of “Five years of QI”: the reported index and staff confidence, half-year by half-year; at the end, what lay underneath."""

from __future__ import annotations

from typing import Any

from qilab.charts import theme
from qilab.charts.layers import Look, columns
from qilab.panel.parts import fit
from qilab.panel.said import said_rows, with_said

from . import model
from .model import ROUNDS, START, Plan, Years

HEIGHT, TOP = 290, 120
REPORTED = Look("harm as reported (start 100)", "circle", theme.COMMON)
STAFF = Look("confident staff, out of 100", "triangle-up", theme.NEUTRAL)
HARM = Look("harm underneath", "square", theme.IMPROVEMENT)
LOOKS = (REPORTED, STAFF, HARM)
BAR = Look("bar at the right: harm underneath in 80 out of 100 other runs", "square", "#8a8a8a")
TABLE = (
    ("half", "Half-year"),
    ("moves", "Moves"),
    ("reported", "Harm as reported"),
    ("harm", "Harm underneath"),
    ("taught", "Taught, out of 100"),
    ("time", "Protected time, out of 100"),
    ("backing", "Backing, out of 100"),
    ("voice", "Patients’ part, out of 100"),
    ("staff", "Confident staff, out of 100"),
)


def spec() -> dict[str, Any]:
    """Points and lines by series, the range of other lives at the end, a mark for the change of chief executive, and the prediction."""
    x: dict[str, Any] = {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [0, ROUNDS], "nice": False, "padding": 14},
        "axis": {
            "title": "Half-year",
            "values": list(range(ROUNDS + 1)),
            "format": "d",
            "labelOverlap": "greedy",
        },
    }
    y: dict[str, Any] = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, TOP], "nice": False, "clamp": True},
        "axis": {"title": "Index, or number out of 100", "tickCount": 6},
    }
    names = [look.name for look in LOOKS]

    def by_look(values: list[str]) -> dict[str, Any]:
        return {
            "field": "look",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": names, "range": values},
        }

    fills = [look.fill for look in LOOKS]
    made: dict[str, Any] = {
        "width": theme.WIDTH,
        "height": HEIGHT,
        "config": theme.config(),
        **fit(right=22, top=22),
        "datasets": {name: [] for name in ("points", "lines", "chief", "lives")},
        "layer": [
            {
                "data": {"name": "chief"},
                "mark": {"type": "rule", "color": theme.SOFT_INK, "strokeDash": [2, 3], "aria": False},
                "encoding": {"x": x},
            },
            {
                "data": {"name": "chief"},
                "mark": {
                    "type": "text",
                    "baseline": "bottom",
                    "align": "center",
                    "fontSize": 11,
                    "aria": False,
                },
                "encoding": {"x": x, "y": {"value": -4}, "text": {"field": "label", "type": "nominal"}},
            },
            {
                "data": {"name": "lives"},
                "mark": {
                    "type": "rule",
                    "color": theme.INK,
                    "strokeWidth": 3,
                    "opacity": 0.55,
                    "xOffset": 13,  # beside the points, which would cover it
                    "aria": False,
                },
                "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
            },
            {
                "data": {"name": "lines"},
                "mark": {"type": "line", "strokeWidth": 1.4, "aria": False},
                "encoding": {"x": x, "y": y, "stroke": by_look([theme.LINE, theme.NEUTRAL, theme.OUTLINE])},
            },
            {
                "data": {"name": "lines"},
                "mark": {
                    "type": "point",
                    "filled": True,
                    "opacity": 1,
                    "size": 62,
                    "stroke": theme.OUTLINE,
                    "strokeWidth": 1.1,
                    "aria": False,
                },
                "encoding": {
                    "x": x,
                    "y": y,
                    "shape": by_look([look.shape for look in LOOKS]),
                    "fill": by_look(fills),
                    "tooltip": [
                        {"field": f, "type": "nominal", "title": t}
                        for f, t in (("x", "Half-year"), ("look", "What"), ("shown", "Value"))
                    ],
                },
            },
            {
                "data": {
                    "name": "points"
                },  # the table’s rows: a data set that nothing draws from could not be filled
                "mark": {"type": "point", "opacity": 0, "aria": False},
                "encoding": {"x": x},
            },
        ],
    }
    return with_said(made)


def rows(years: Years, plan: Plan, guess: float | None, over: bool) -> dict[str, dict[str, list[Any]]]:
    """The data sets of the picture. over: the five years have been played, so that what lay underneath is shown."""
    reported, harm = years.reported[0].round(1).tolist(), years.harm[0].round(1).tolist()
    staff = (100 * years.confidence[0]).round(0).astype(int).tolist()
    of_100 = {
        name: (100 * getattr(years, name)[0]).round(0).astype(int).tolist()
        for name in ("taught", "time", "backing", "voice")
    }
    halves = list(range(1, len(plan) + 1))
    series = [(REPORTED, [0, *halves], [START, *reported])]
    series.append((STAFF, [0, *halves], [100 * model.MORALE_START, *staff]))
    if over:
        series.append((HARM, [0, *halves], [START, *harm]))
    lines = [
        (x, value, look.name, f"{value:.0f}")
        for look, at, values in series
        for x, value in zip(at, values, strict=True)
    ]
    lives = model.spread(plan) if over else None
    chief = int(years.left[0])
    seen = over or len(plan) >= chief
    return {
        "points": {
            "x": halves,
            "half": halves,
            "moves": list(plan),
            "reported": reported,
            "harm": harm if over else ["not yet"] * len(plan),
            **of_100,
            "staff": staff,
        },
        "lines": columns(("x", "value", "look", "shown"), lines),
        "chief": columns(("x", "label"), [(chief - 0.5, "new chief executive")] if seen else []),
        "lives": columns(("x", "low", "high"), [(ROUNDS, lives.low, lives.high)] if lives else []),
        "said": said_rows([(ROUNDS, guess)] if guess is not None else [], last=ROUNDS, top=TOP),
    }
