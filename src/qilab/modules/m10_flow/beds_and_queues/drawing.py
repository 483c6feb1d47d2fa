"""The pictures of Beds and queues: the ward hour by hour, the week, the plans of the contest, and the way beyond the walls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from qilab.charts import theme
from qilab.charts.layers import Look, columns
from qilab.charts.words import number
from qilab.panel.parts import fit

from . import contest, model, pathway

HEIGHT, WEEK_HEIGHT, PLANS_HEIGHT, WAY_HEIGHT = 190, 150, 200, 230
IN_BED = Look("patients in bed", "square", "#8fb0d0")
WAITING = Look("waiting for a bed", "square", theme.CONCERN)
BEDS = Look("beds", "stroke", theme.INK)
LOOKS = (IN_BED, WAITING)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

WARD_TABLE = (("when", "When"), ("in_bed", "In bed"), ("waiting", "Waiting for a bed"), ("beds", "Beds"))
WEEK_TABLE = (
    ("day", "Day"),
    ("in_bed", "In bed at 08:00"),
    ("waiting", "Waiting at 08:00"),
    ("came", "Came that day"),
    ("left", "Left that day"),
)
PLANS_TABLE = (
    ("plan", "Plan"),
    ("code", "Code"),
    ("cost", "Cost, points"),
    ("waited", "Of 100, how many wait"),
    ("error", "±"),
    ("look", "Goal"),
)
WAY_TABLE = (("name", "Where people are"), ("people", "People, on average"), ("places", "Places"))

MET = Look("goal met", "circle", theme.IMPROVEMENT)
MISSED = Look("goal missed", "cross", theme.CONCERN)
PLAN_LOOKS = (MET, MISSED)

STAGES = {
    "ambulance": "Ambulance, waiting",
    "treated": "Hospital, being treated",
    "ready": "Hospital, ready to leave",
    "community": "Community bed",
    "ready_community": "Community bed, ready",
    "home": "Care at home",
}
_HELD_UP = ("ambulance", "ready", "ready_community")
CARED = Look("where people are cared for", "square", "#8fb0d0")
HELD = Look("where people wait for the next step", "square", theme.CONCERN)
WAY_LOOKS = (CARED, HELD)


def _named(name: str) -> dict[str, Any]:
    return {"data": {"name": name}}


def _nothing(x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    """The rows of the table: nothing to see, but a data set that nothing draws from could not be filled."""
    return {
        **_named("points"),
        "mark": {"type": "point", "opacity": 0, "aria": False},
        "encoding": {"x": x, "y": y},
    }


def _base(height: int, names: Sequence[str], layers: list[dict[str, Any]], **room: float) -> dict[str, Any]:
    return {
        "width": theme.WIDTH,
        "height": height,
        "config": theme.config(),
        **fit(**room),
        "datasets": {name: [] for name in names},
        "layer": layers,
    }


def ward_spec() -> dict[str, Any]:
    """Two weeks, hour by hour: patients in bed, those who wait stacked on top, and the beds as a line."""
    x: dict[str, Any] = {
        "field": "hour",
        "type": "quantitative",
        "scale": {"domain": [0, 24 * model.SHOWN], "nice": False},
        "axis": {
            "title": "Two weeks, ticks at midnight",
            "values": [24 * day for day in range(model.SHOWN + 1)],
            "labelExpr": "['Mon','Tue','Wed','Thu','Fri','Sat','Sun'][(datum.value / 24) % 7]",
            "labelAlign": "left",
            "labelOverlap": "greedy",
            "labelSeparation": 8,
        },
    }
    y: dict[str, Any] = {
        "field": "low",
        "type": "quantitative",
        "scale": {"zero": True, "nice": True},
        "axis": {"title": "Patients", "tickCount": 5},
    }
    in_bed = {"y": y, "y2": {"datum": 0}}
    waiting = {"y": {**y, "field": "high"}, "y2": {"field": "low"}}
    layers = [
        _nothing(x, {**y, "field": "top"}),
        *(
            {
                **_named("hours"),
                "mark": {"type": "area", "interpolate": "step-after", "color": look.fill, "aria": False},
                "encoding": {"x": x, **heights},
            }
            for look, heights in ((IN_BED, in_bed), (WAITING, waiting))
        ),
        {
            **_named("lines"),
            "mark": {
                "type": "rule",
                "color": theme.INK,
                "strokeDash": [6, 4],
                "strokeWidth": 1.4,
                "aria": False,
            },
            "encoding": {"y": {**y, "field": "beds"}},
        },
        {
            **_named("lines"),
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "middle",
                "dx": 6,
                "fontSize": 11,
                "aria": False,
            },
            "encoding": {
                "y": {**y, "field": "beds"},
                "x": {"value": "width"},
                "text": {"field": "label", "type": "nominal"},
            },
        },
    ]
    return _base(HEIGHT, ("points", "hours", "lines"), layers, right=58)


def ward_rows(seen: model.Seen, beds: int) -> dict[str, dict[str, list[Any]]]:
    """The data sets of the fortnight; the table has a row for each 08:00 and each 20:00."""
    hours = np.arange(len(seen.occupied))
    low, high = seen.occupied, seen.occupied + seen.waiting
    points = [
        (
            int(hour),
            int(high[hour]),
            f"{DAYS[hour // 24 % 7]} {'first' if hour < 168 else 'second'} week, {hour % 24:02d}:00",
            int(low[hour]),
            int(seen.waiting[hour]),
            beds,
        )
        for hour in hours
        if hour % 24 in (8, 20)
    ]
    return {
        "points": columns(("hour", "top", "when", "in_bed", "waiting", "beds"), points),
        "hours": {"hour": hours.tolist(), "low": low.tolist(), "high": high.tolist()},
        "lines": {"beds": [beds], "label": [f"{beds} beds"]},
    }


def week_spec() -> dict[str, Any]:
    """The mean week at 08:00: a bar for each day, those who wait on top of those in bed."""
    x: dict[str, Any] = {
        "field": "day",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": list(DAYS)},
        "axis": {"title": "At 08:00, on average", "labelAngle": 0},
    }
    y: dict[str, Any] = {
        "type": "quantitative",
        "scale": {"zero": True, "nice": True},
        "axis": {"title": "Patients", "tickCount": 4},
    }
    in_bed = {"y": {**y, "field": "in_bed"}, "y2": {"datum": 0}}
    waiting = {"y": {**y, "field": "top"}, "y2": {"field": "in_bed"}}
    bars = [
        {
            **_named("points"),
            "mark": {
                "type": "bar",
                "color": look.fill,
                "stroke": theme.OUTLINE,
                "strokeWidth": 0.8,
                "aria": False,
            },
            "encoding": {"x": x, **heights},
        }
        for look, heights in ((IN_BED, in_bed), (WAITING, waiting))
    ]
    text = {
        **_named("points"),
        # On a narrow page they would lie on each other; the table has them.
        "mark": {
            "type": "text",
            "dy": -7,
            "fontSize": 11,
            "opacity": {"expr": "width < 380 ? 0 : 1"},
            "aria": False,
        },
        "encoding": {"x": x, "y": {**y, "field": "top"}, "text": {"field": "label", "type": "nominal"}},
    }
    return _base(WEEK_HEIGHT, ("points",), [*bars, text], top=16)


def week_rows(seen: model.Seen) -> dict[str, dict[str, list[Any]]]:
    """The data sets of the week."""
    rows = []
    for i, day in enumerate(DAYS):
        low, wait = float(seen.at_8[i]), float(seen.waiting_at_8[i])
        label = f"{low:.0f}" + (f" + {wait:.1f}" if wait >= 0.05 else "")
        rows.append(
            (
                day,
                low + wait,
                label,
                round(low, 1),
                round(wait, 1),
                round(float(seen.came[i]), 1),
                round(float(seen.left[i]), 1),
            )
        )
    return {
        "points": columns(("day", "top", "label", "in_bed", "waiting", "came", "left"), rows),
    }


def plans_spec() -> dict[str, Any]:
    """A mark for each plan: what it costs, and how many of 100 wait; the goal as a line."""
    x: dict[str, Any] = {
        "field": "cost",
        "type": "quantitative",
        "scale": {"domain": [0, 80], "nice": False, "clamp": True},
        "axis": {"title": "Cost, points", "tickCount": 8},
    }
    y: dict[str, Any] = {
        "field": "waited",
        "type": "quantitative",
        "scale": {"domain": [0, 100], "nice": False},
        "axis": {"title": "Of 100, how many wait for a bed", "tickCount": 5},
    }
    names = [look.name for look in PLAN_LOOKS]
    marks = {
        **_named("points"),
        "mark": {
            "type": "point",
            "filled": True,
            "size": 130,
            "opacity": 1,
            "stroke": theme.OUTLINE,
            "strokeWidth": 1.2,
            "aria": False,
        },
        "encoding": {
            "x": x,
            "y": y,
            "shape": {
                "field": "look",
                "type": "nominal",
                "scale": {"domain": names, "range": [look.shape for look in PLAN_LOOKS]},
                "legend": None,
            },
            "fill": {
                "field": "look",
                "type": "nominal",
                "scale": {"domain": names, "range": [look.fill for look in PLAN_LOOKS]},
                "legend": None,
            },
            "tooltip": [{"field": field, "type": "nominal", "title": title} for field, title in PLANS_TABLE],
        },
    }
    labels = {
        **_named("points"),
        "mark": {"type": "text", "align": "left", "dx": 9, "dy": -6, "fontSize": 11, "aria": False},
        "encoding": {"x": x, "y": y, "text": {"field": "plan", "type": "nominal"}},
    }
    goal = {
        "data": {"values": [{"waited": contest.GOAL}]},
        "mark": {"type": "rule", "color": theme.INK, "strokeDash": [6, 4], "strokeWidth": 1.4, "aria": False},
        "encoding": {"y": y},
    }
    said = {
        "data": {"values": [{"waited": contest.GOAL}]},
        "mark": {
            "type": "text",
            "align": "right",
            "baseline": "bottom",
            "dy": -3,
            "fontSize": 11,
            "aria": False,
        },
        "encoding": {
            "y": y,
            "x": {"value": "width"},
            "text": {"value": f"goal: fewer than {contest.GOAL:g}"},
        },
    }
    return _base(PLANS_HEIGHT, ("points",), [goal, said, marks, labels])


def plans_rows(plans: Sequence[tuple[str, contest.Score]]) -> dict[str, dict[str, list[Any]]]:
    """The data set of the plans, in the order in which they were tried: (code, score)."""
    rows = [
        (f"plan {i}", code, score.cost, score.waited, score.error, (MET if score.met else MISSED).name)
        for i, (code, score) in enumerate(plans, 1)
    ]
    return {"points": columns(("plan", "code", "cost", "waited", "error", "look"), rows)}


def way_spec() -> dict[str, Any]:
    """A bar for each step of the way: how many people are there on average; where they wait for the next step in orange."""
    y: dict[str, Any] = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": list(STAGES.values())},
        "axis": {"title": None, "labelLimit": 170, "domain": False, "ticks": False},
    }
    x: dict[str, Any] = {
        "field": "people",
        "type": "quantitative",
        "scale": {"zero": True, "nice": True},
        "axis": {"title": "People, on average (of the places there are)", "tickCount": 6},
    }
    fill = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": [look.name for look in WAY_LOOKS], "range": [look.fill for look in WAY_LOOKS]},
        "legend": None,
    }
    bars = {
        **_named("points"),
        "mark": {"type": "bar", "height": 20, "stroke": theme.OUTLINE, "strokeWidth": 0.8, "aria": False},
        "encoding": {"y": y, "x": x, "fill": fill},
    }
    text = {
        **_named("points"),
        "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 11, "aria": False},
        "encoding": {"y": y, "x": x, "text": {"field": "label", "type": "nominal"}},
    }
    return _base(WAY_HEIGHT, ("points",), [bars, text], right=70)


def way_rows(flow: pathway.Flow, places: pathway.Places) -> dict[str, dict[str, list[Any]]]:
    """The data set of the way."""
    of = {"treated": places.beds, "community": places.community, "home": places.home}
    rows = []
    for stage, name in STAGES.items():
        people = flow.mean[stage]
        told = f"{number(people)} of {of[stage]}" if stage in of else number(people)
        kind = HELD if stage in _HELD_UP else CARED
        rows.append((name, round(people, 1), of.get(stage, ""), told, kind.name))
    return {"points": columns(("name", "people", "places", "label", "kind"), rows)}
