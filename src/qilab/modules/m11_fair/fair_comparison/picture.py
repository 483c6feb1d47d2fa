"""What the charts of Fair comparison are drawn from: a funnel, wards before and after, two wards as bars, fifths with their gaps."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from qilab.charts import theme
from qilab.charts.funnel import OUTER, funnel_spec, looks
from qilab.charts.layers import Look, columns
from qilab.panel.parts import fit

from . import groups, model

HEIGHT, HELP_HEIGHT, FIFTHS_HEIGHT = 300, 290, 260
ROW, FRAME = 30, 66  # px: a bar of the two wards, and what axis and padding take
LIMITS = "limits"
LOOKS = looks(LIMITS)
FUNNEL_TABLE = (
    ("unit", "Provider"),
    ("x", "Cases"),
    ("shown", "Rate, %"),
    ("limits", "Limits, %"),
    ("look", "Place"),
    ("now", "Rank this year"),
    ("later", "Rank next year"),
)

HELPED, WAITING, OTHERS = "helped", "waiting", "others"
# group → colour and dash of its mean, and of its wards
_LOOK = {HELPED: ("#1f5f8b", [1, 0]), WAITING: (theme.CONCERN, [6, 4]), OTHERS: (theme.LINE, [2, 3])}
HELP_TABLE = (
    ("ward", "Ward"),
    ("group", "Group"),
    ("before", "Before"),
    ("after", "After"),
    ("change", "Change"),
)

MIX_TABLE = (("what", "Patients"), ("ward", "Ward"), ("value", "Falls per 1,000 occupied bed days"))
FIFTHS_TABLE = (
    ("fifth", "Group"),
    ("before", "Before, %"),
    ("after", "After, %"),
    ("change", "Change, points"),
)
ALL = "All patients"
FIFTHS = ("1 most deprived", "2", "3", "4", "5 least deprived", ALL)
BEFORE_LOOK, AFTER_LOOK = Look("before", "circle", theme.GROUND), Look("after", "diamond", theme.IMPROVEMENT)


def _base(height: int, **more: Any) -> dict[str, Any]:
    return {"width": theme.WIDTH, "height": height, "config": theme.config(), **fit(**more)}


# ---------------------------------------------------------------- the funnel


def funnel() -> dict[str, Any]:
    """The funnel, without rows."""
    # Only the limits in use are drawn: two pairs would leave open by which the points are judged.
    lines = (("centre", [1, 0]), ("low", OUTER), ("high", OUTER))
    spec = funnel_spec(
        height=HEIGHT, x_title="Cases a year", y_title="Events, %", limits=LIMITS, lines=lines, live=True
    )
    return {**spec, **fit()}


def funnel_rows(one: model.League, found: model.Limits, seen: bool) -> dict[str, dict[str, list]]:
    """The data sets of the funnel of one year. seen: is next year known yet? Then its ranks are in the table."""
    marks = {one.first: "first this year", one.last: "last this year"}
    half = 0.6 * one.n.max()
    points = {
        "unit": model.names(),
        "x": one.n.astype(int).tolist(),
        "value": found.value.tolist(),
        "shown": [f"{v:.1f}" for v in found.value],
        "limits": [f"{a:.1f} to {b:.1f}" for a, b in zip(found.low, found.high, strict=True)],
        "look": [LOOKS[int(o)].name for o in found.outside],
        "label": [marks.get(i, "") for i in range(model.PROVIDERS)],
        "side": np.where(one.n > half, "left", "right").tolist(),
        "now": one.places(0).tolist(),
        "later": one.places(1).tolist() if seen else [""] * model.PROVIDERS,
    }
    lines = {
        "x": found.line_n.tolist(),
        "centre": [found.centre] * len(found.line_n),
        "low": found.line_low.tolist(),
        "high": found.line_high.tolist(),
    }
    return {"points": points, "lines": lines}


# ---------------------------------------------------------------- help


def help_spec() -> dict[str, Any]:
    """Wards as thin lines from before to after, and the mean of each group as a thick one; without rows."""
    x = {
        "field": "when",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": ["before", "after"], "padding": 1.2},
        "axis": {"title": None, "labelAngle": 0, "labelFontSize": 13},
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": True, "nice": True},
        "axis": {"title": "Falls per 1,000 occupied bed days", "tickCount": 6},
    }
    group = list(_LOOK)
    look = {
        "stroke": _by("group", group, [_LOOK[g][0] for g in group]),
        "strokeDash": _by("group", group, [_LOOK[g][1] for g in group]),
    }
    dots = {
        "x": x,
        "y": y,
        "fill": _by("group", group, [_LOOK[g][0] for g in group]),
        "shape": _by("group", group, ["circle", "square", "diamond"]),
    }
    wards = {
        "mark": {"type": "line", "strokeWidth": 1, "opacity": 0.55, "aria": False},
        "data": {"name": "lines"},
    }
    means = {"mark": {"type": "line", "strokeWidth": 4, "aria": False}, "data": {"name": "means"}}
    return {
        **_base(HELP_HEIGHT),
        "datasets": {"points": [], "lines": [], "means": []},
        "layer": [
            {**wards, "encoding": {"x": x, "y": y, "detail": {"field": "ward", "type": "nominal"}, **look}},
            {
                "mark": {
                    "type": "point",
                    "filled": True,
                    "size": 22,
                    "opacity": 0.6,
                    "color": theme.LINE,
                    "aria": False,
                },
                "data": {"name": "points"},
                "encoding": {"x": {**_no_field(x), "datum": "before"}, "y": {**y, "field": "before"}},
            },
            {**means, "encoding": {"x": x, "y": y, **look}},
            {
                "data": {"name": "means"},
                "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1, "aria": False},
                "encoding": dots,
            },
            *(
                _beside(x, y, when, align, dx)
                for when, align, dx in (("before", "right", -10), ("after", "left", 10))
            ),
        ],
    }


def _no_field(channel: dict[str, Any]) -> dict[str, Any]:
    """A channel without its field, for a mark at a fixed place."""
    return {name: value for name, value in channel.items() if name != "field"}


def _by(field: str, domain: list[str], values: list) -> dict[str, Any]:
    return {"field": field, "type": "nominal", "legend": None, "scale": {"domain": domain, "range": values}}


def _beside(x: dict, y: dict, when: str, align: str, dx: int) -> dict[str, Any]:
    """The mean of each group in words, on the outside of the picture."""
    return {
        "data": {"name": "means"},
        "transform": [{"filter": f"datum.when === '{when}'"}],
        "mark": {"type": "text", "align": align, "dx": dx, "fontWeight": "bold", "aria": False},
        "encoding": {"x": x, "y": {**y, "field": "label_at"}, "text": {"field": "label", "type": "nominal"}},
    }


def help_rows(one: model.Help, seen: bool) -> dict[str, dict[str, list]]:
    """The data sets of the wards. seen: is the month after known yet?"""
    group = np.full(model.WARDS, OTHERS, dtype=object)
    group[one.helped], group[one.waiting] = HELPED, WAITING
    after = np.round(one.after, 1).tolist() if seen else [""] * model.WARDS
    change = np.round(one.after - one.before, 1).tolist() if seen else [""] * model.WARDS
    points = {
        "ward": [f"W{i:02d}" for i in range(1, model.WARDS + 1)],
        "group": group.tolist(),
        "before": np.round(one.before, 1).tolist(),
        "after": after,
        "change": change,
    }
    sides = [("before", one.before)] + ([("after", one.after)] if seen else [])
    lines = [
        (w, g, when, float(v))
        for when, side in sides
        for w, g, v in zip(points["ward"], group, side, strict=True)
    ]
    return {
        "points": points,
        "lines": columns(("ward", "group", "when", "value"), lines),
        "means": columns(("group", "when", "value", "label", "label_at"), _means(one, group, sides)),
    }


def _means(one: model.Help, group: np.ndarray, sides: list[tuple[str, np.ndarray]]) -> list[tuple]:
    rows = []
    for when, side in sides:
        there = [(g, float(side[group == g].mean())) for g in _LOOK if (group == g).any()]
        for (name, value), place in zip(there, _apart([v for _, v in there]), strict=True):
            rows.append((name, when, value, f"{name} {value:.1f}", place))
    return rows


def _apart(values: list[float], room: float = 1.1) -> list[float]:
    """Places for labels near their values, none nearer than `room` to another."""
    places = list(values)
    order = sorted(range(len(values)), key=lambda i: values[i])
    for below, above in pairwise(order):
        places[above] = max(places[above], places[below] + room)
    return places


# ---------------------------------------------------------------- two wards


def mix_spec() -> dict[str, Any]:
    """Bars for two wards: as a whole, and where they are split by group as well; without rows."""
    y = {"field": "title", "type": "nominal", "sort": None, "axis": {"title": None, "labelLimit": 260}}
    x = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, 11]},
        "axis": {"title": "Falls per 1,000 occupied bed days", "titleAnchor": "end", "tickCount": 6},
    }
    fill = _by("ward", list(groups.WARDS), ["#5b7fa6", "#d9d9d9"])
    return {
        **_base(mix_height(False), right=20),
        "datasets": {"points": []},
        "data": {"name": "points"},
        "layer": [
            {
                "mark": {"type": "bar", "stroke": theme.OUTLINE, "aria": False},
                "encoding": {"x": x, "y": y, "fill": fill},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "fontWeight": "bold", "aria": False},
                "encoding": {"x": x, "y": y, "text": {"field": "shown", "type": "nominal"}},
            },
        ],
    }


def mix_height(split: bool) -> int:
    """Pixels for two bars, or for eight."""
    return FRAME + ROW * (8 if split else 2)


def mix_rows(mix: groups.Mix, split: bool) -> dict[str, dict[str, list]]:
    """The data set of the bars."""
    sorts = [("as a whole", mix.whole)]
    if split:
        a, b = (groups.RATES[ward] for ward in groups.WARDS)
        sorts += [
            ("frail patients", (a[0], b[0])),
            ("other patients", (a[1], b[1])),
            ("half and half", mix.standardised),
        ]
    rows = [
        (what, ward, round(value, 2), f"{ward}, {what}", f"{value:.1f}")
        for what, pair in sorts
        for ward, value in zip(groups.WARDS, pair, strict=True)
    ]
    return {"points": columns(("what", "ward", "value", "title", "shown"), rows)}


# ---------------------------------------------------------------- fifths


def fifths_spec() -> dict[str, Any]:
    """Five fifths and all patients: a hollow circle before, a diamond after, a line between; without rows."""
    # The names are given, so that there is room for them before there are rows.
    y = {
        "field": "fifth",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": list(FIFTHS)},
        "axis": {"title": "Fifth of deprivation"},
    }
    x = {
        "type": "quantitative",
        "scale": {"domain": [0, 12]},
        "axis": {"title": "Appointments missed, %", "tickCount": 6},
    }
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "rule", "color": theme.LINE, "strokeWidth": 2, "aria": False},
            "encoding": {"y": y, "x": {**x, "field": "before"}, "x2": {"field": "after"}},
        }
    ]
    for field, look in (("before", BEFORE_LOOK), ("after", AFTER_LOOK)):
        mark = {
            "type": "point",
            "filled": True,
            "opacity": 1,
            "size": 120,
            "shape": look.shape,
            "fill": look.fill,
        }
        mark |= {"stroke": theme.OUTLINE, "strokeWidth": 1.4, "aria": False}
        layers.append({"mark": mark, "encoding": {"y": y, "x": {**x, "field": field}}})
    return {**_base(FIFTHS_HEIGHT), "datasets": {"points": []}, "data": {"name": "points"}, "layer": layers}


def fifths_rows(found: groups.Gaps) -> dict[str, dict[str, list]]:
    """The data set of the fifths, all patients last."""
    before = [*groups.BEFORE.tolist(), found.mean(False)]
    after = [*found.after.tolist(), found.mean(True)]
    rows = [
        (name, round(b, 1), round(a, 1), round(a - b, 1))
        for name, b, a in zip(FIFTHS, before, after, strict=True)
    ]
    return {"points": columns(("fifth", "before", "after", "change"), rows)}
