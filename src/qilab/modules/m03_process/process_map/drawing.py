"""The picture of Process map: a row for each step, its bars over the minutes, and arrows to what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qilab.charts import theme
from qilab.charts.layers import Look, columns
from qilab.charts.words import number
from qilab.panel.parts import fit

from . import model

HEIGHT = 330
VALUE = Look("work that the patient would miss", "square", "#1f4e79")
NEEDED = Look("other work", "square", "#8fb0d0")
FREE = Look("waiting for somebody", "square", "#e3e3e3")
HAND = Look("hand-off", "square", "#f4bf8f")
BATCH = Look("waiting for a batch", "square", "#cdb9e6")
LOOKS = (VALUE, NEEDED, FREE, HAND, BATCH)
LABELLED = 40  # minutes: a shorter bar has no room for its words
_WIDE = {"expr": "width < 260 ? 0 : 1"}  # and on a narrow page no bar has
_THICK, _THIN = 18, 13  # px: work, and waiting

# What a row is called beside its bars: on a narrow page long names would leave no room for the bars.
_SHORT = (
    "Decide",
    "Write prescription",
    "Check prescription",
    "Correct, sign again",
    "Dispense",
    "Check again",
    "Write the letter",
    "Book transport",
    "Carry to the ward",
    "Explain",
    "Leave",
)
ROWS = tuple(
    short if step.branch == model.MAIN else f"{step.branch}: {short}"
    for short, step in zip(_SHORT, model.hospital(), strict=True)
)
TABLE = (
    ("step", "Step"),
    ("branch", "Branch"),
    ("owner", "Who"),
    ("begins", "Begins at, minutes"),
    ("touch", "Work, minutes"),
    ("adds", "Would the patient miss it?"),
    ("wait", "Waiting for somebody"),
    ("hand_off", "Hand-off"),
    ("batched", "Waiting for a batch"),
    ("batch", "Batch of"),
    ("right", "Right first time, %"),
)


def map_spec() -> dict[str, Any]:
    """Vega-Lite with the data sets `points` (a row for each step), `bars`, `arrows`, `lines` and `free`, all with no rows."""
    y: dict[str, Any] = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": list(ROWS)},
        "axis": {"title": None, "labelLimit": 140, "domain": False, "ticks": False},
    }
    x: dict[str, Any] = {
        "field": "from",
        "type": "quantitative",
        "scale": {"zero": True, "nice": True},
        "axis": {"title": "Minutes", "tickCount": 6},
    }
    return {
        "width": theme.WIDTH,
        "height": HEIGHT,
        "config": theme.config(),
        **fit(right=14, top=26),
        "datasets": {"points": [], "bars": [], "arrows": [], "lines": [], "free": []},
        "layer": [_begins(x, y), *_lines(x), *_arrows(x, y), *_free(x, y), *_bars(x, y)],
    }


def _begins(x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    """Where each step begins: nothing to see, but a data set that nothing draws from could not be filled."""
    mark = {"type": "point", "opacity": 0, "aria": False}
    return {"data": {"name": "points"}, "mark": mark, "encoding": {"y": y, "x": {**x, "field": "begins"}}}


def _bars(x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    fill = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": [look.name for look in LOOKS], "range": [look.fill for look in LOOKS]},
        "legend": None,
    }
    tip = [
        {"field": field, "type": "nominal", "title": title}
        for field, title in (("name", "Step"), ("kind", "What"), ("minutes", "Minutes"))
    ]
    layers = [
        {
            "data": {"name": "bars"},
            "transform": [{"filter": f"datum.work === {'true' if work else 'false'}"}],
            "mark": {
                "type": "bar",
                "height": thick,
                "stroke": theme.OUTLINE,
                "strokeWidth": 0.8,
                "aria": False,
            },
            "encoding": {"y": y, "x": x, "x2": {"field": "to"}, "fill": fill, "tooltip": tip},
        }
        for work, thick in ((False, _THIN), (True, _THICK))
    ]
    text = {"type": "text", "fontSize": 10.5, "align": "left", "dx": 4, "color": theme.INK, "aria": False}
    text["opacity"] = _WIDE
    words = {"y": y, "x": x, "text": {"field": "label", "type": "nominal"}}
    return [*layers, {"data": {"name": "bars"}, "mark": text, "encoding": words}]


def _arrows(x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    at = {"y": y, "x": x}
    head = {
        "type": "point",
        "shape": "triangle-down",
        "size": 34,
        "filled": True,
        "opacity": 1,
        "yOffset": -10,
    }
    return [
        {
            "data": {"name": "arrows"},
            "mark": {"type": "rule", "color": theme.LINE, "strokeWidth": 1, "aria": False},
            "encoding": {**at, "y2": {"field": "next"}},
        },
        {
            "data": {"name": "arrows"},
            "mark": {**head, "color": theme.LINE, "aria": False},
            "encoding": {"x": x, "y": {**y, "field": "next"}},
        },
    ]


def _free(x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    """How long the shorter branch waits for the longer one."""
    data = {"data": {"name": "free"}}
    rule = {"type": "rule", "strokeDash": [2, 4], "strokeWidth": 2, "color": theme.LINE, "aria": False}
    text = {"type": "text", "align": "left", "dx": 4, "dy": -8, "fontSize": 10.5, "aria": False}
    text["opacity"] = _WIDE
    return [
        {**data, "mark": rule, "encoding": {"y": y, "x": x, "x2": {"field": "to"}}},
        {
            **data,
            "mark": text,
            "encoding": {"y": y, "x": x, "text": {"field": "label", "type": "nominal"}},
        },
    ]


def _lines(x: dict[str, Any]) -> list[dict[str, Any]]:
    data = {"data": {"name": "lines"}}
    rule = {"type": "rule", "color": theme.INK, "strokeDash": [6, 4], "strokeWidth": 1.4, "aria": False}
    layers: list[dict[str, Any]] = [{**data, "mark": rule, "encoding": {"x": x}}]
    # Two labels may lie close together: each line says at which height its own stands.
    for place, up in (("upper", -14), ("lower", -3)):
        text = {
            "type": "text",
            "align": "right",
            "dx": 3,
            "baseline": "bottom",
            "fontSize": 11,
            "aria": False,
        }
        layers.append(
            {
                **data,
                "transform": [{"filter": f"datum.place === '{place}'"}],
                "mark": text,
                "encoding": {"x": x, "y": {"value": up}, "text": {"field": "label", "type": "nominal"}},
            }
        )
    return layers


def data_sets(
    steps: Sequence[model.Step], lines: Sequence[tuple[float, str, str]] = ()
) -> dict[str, dict[str, list[Any]]]:
    """The rows of the picture. lines: minutes, words, and “upper” or “lower” for where the words stand."""
    start = model.begins(steps)
    points = [
        (
            *(row, s.name, s.branch, s.owner, at, s.touch, "yes" if s.value else "no", s.wait),
            *(s.hand_off, s.batched, s.batch, s.right),
        )
        for row, s, at in zip(ROWS, steps, start, strict=True)
    ]
    bars = [bar for row, s, at in zip(ROWS, steps, start, strict=True) for bar in _bars_of(row, s, at)]
    return {
        "points": columns(("name", *(field for field, _ in TABLE)), points),
        "bars": columns(("name", "from", "to", "kind", "work", "minutes", "label"), bars),
        "arrows": columns(("name", "from", "next"), _ways(steps, start)),
        "free": columns(("name", "from", "to", "label"), _waits_for_other(steps, start)),
        "lines": columns(("from", "label", "place"), list(lines)),
    }


def _bars_of(row: str, step: model.Step, at: float) -> list[tuple]:
    kinds = (
        (VALUE if step.value else NEEDED, step.touch, ""),
        (FREE, step.wait, "waits"),
        (HAND, step.hand_off, "hand-off"),
        (BATCH, step.batched, f"batch of {step.batch}"),
    )
    out = []
    for look, minutes, words in kinds:
        if minutes > 0:
            label = words if minutes >= LABELLED else ""
            work = look in (VALUE, NEEDED)
            out.append((row, at, at + minutes, look.name, work, number(minutes, 0), label))
            at += minutes
    return out


def _ways(steps: Sequence[model.Step], start: Sequence[float]) -> list[tuple]:
    """An arrow from each step to the next on its branch, and from the end of the longer branch to the main line."""
    ends: dict[str, tuple[str, float]] = {}
    out = []
    for row, step, at in zip(ROWS, steps, start, strict=True):
        before = ends.get(step.branch) or ends.get(model.MAIN)
        if step.branch == model.MAIN and model.LONG in ends:
            before = max(ends.pop(model.LONG), ends.pop(model.SHORT), key=lambda pair: pair[1])
        if before:
            out.append((*before, row))
        ends[step.branch] = (row, at + step.total)
    return out


def _waits_for_other(steps: Sequence[model.Step], start: Sequence[float]) -> list[tuple]:
    ends = {s.branch: (row, at + s.total) for row, s, at in zip(ROWS, steps, start, strict=True)}
    (_, long), (_, short) = ends[model.LONG], ends[model.SHORT]
    row, end = min(ends[model.LONG], ends[model.SHORT], key=lambda pair: pair[1])
    gap = abs(long - short)
    label = f"{number(gap, 0)} minutes to spare" if gap >= LABELLED else ""
    return [(row, end, end + gap, label)] if gap else []
