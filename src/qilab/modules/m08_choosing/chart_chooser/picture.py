"""What the charts of Chart chooser are drawn from: one chart, all of them side by side, and bars of their false alarms."""

from __future__ import annotations

from typing import Any

import numpy as np

from qilab.charts import layers as drawing
from qilab.charts import theme
from qilab.charts.words import sentence
from qilab.panel.parts import fit

from . import words
from .model import CHARTS, Drawn, Rate

HEIGHT, ALL_HEIGHT, BARS_HEIGHT = 240, 520, 220
LOOKS = (drawing.ORDINARY, drawing.LIMITS)
TABLE = (
    ("x", "Point"),
    ("value", "Value"),
    ("centre", "Centre line"),
    ("lower", "Lower limit"),
    ("upper", "Upper limit"),
    ("look", "Kind"),
)
ALL_TABLE = (
    ("name", "Chart"),
    ("points", "Points"),
    ("outside", "Outside the limits"),
    ("limits", "Limits"),
    ("note", "Note"),
)
ALARMS_TABLE = (
    ("name", "Chart"),
    ("signal", "With a signal, out of 100"),
    ("seen", "On the side of the change, out of 100"),
    ("note", "Note"),
)
_STEP = {"type": "line", "interpolate": "step", "color": theme.INK, "aria": False}


def _lines(x: dict, y: dict, detail: dict) -> list[dict[str, Any]]:
    return [
        {
            "data": {"name": "lines"},
            "mark": {**_STEP, "strokeWidth": width, "strokeDash": dash},
            "encoding": {"x": x, "y": {**y, "field": name}, **detail},
        }
        for name, dash, width in (("lower", [2, 3], 1.4), ("upper", [2, 3], 1.4), ("centre", [1, 0], 1.6))
    ]


def spec() -> dict[str, Any]:
    """The chosen chart, without rows: points with a line through them, centre and limits as steps."""
    x, y = drawing.axes(False, x_title="Points in time order", zero=False)
    return {
        "width": theme.WIDTH,
        "height": HEIGHT,
        "config": theme.config(),
        **fit(top=30),
        "datasets": {"points": [], "lines": [], "measured": []},
        "layer": [
            {
                "data": {"name": "measured"},
                "mark": {
                    "type": "text",
                    "align": "left",
                    "color": theme.INK,
                    "fontSize": 11.5,
                    "aria": False,
                },
                "encoding": {
                    "x": {"value": 0},
                    "y": {"value": -14},
                    "text": {"field": "words", "type": "nominal"},
                },
            },
            *_lines(x, y, {}),
            drawing.through(x, y),
            drawing.points(x, y, LOOKS, (("x", "Point"), ("shown", "Value"), ("look", "Kind")), legend=False),
        ],
    }


def rows(values: np.ndarray, drawn: Drawn | None, measured: str) -> dict[str, dict[str, list]]:
    """The data sets of the chosen chart. drawn: None for the points alone. measured: what a point is, over the scale."""
    x = list(range(1, len(values) + 1))
    marked = np.zeros(len(values), dtype=bool) if drawn is None else drawn.outside
    levels: dict[str, list] = {"lower": [""] * len(x), "upper": [""] * len(x), "centre": [""] * len(x)}
    lines: dict[str, list] = {"x": [], "lower": [], "upper": [], "centre": []}
    if drawn is not None:
        lines = {"x": x, **{name: _plain(getattr(drawn, name)) for name in levels}}
        levels = {name: np.round(getattr(drawn, name), 2).tolist() for name in levels}
    points = {
        "x": x,
        "value": np.round(values, 3).tolist(),
        "shown": [f"{v:.2f}" for v in values],
        "look": [drawing.LIMITS.name if out else drawing.ORDINARY.name for out in marked],
        **levels,
    }
    return {"points": points, "lines": lines, "measured": {"words": [sentence(measured)]}}


def _plain(values: np.ndarray) -> list[float | None]:
    return [float(v) if np.isfinite(v) else None for v in values]


# ---------------------------------------------------------------- side by side

COLUMNS = 2
_LEFT, _WIDE = 0.05, 0.9  # of a panel: where its points begin, and how far they reach
_FOOT, _TALL = 0.08, 0.58  # of a panel: room for its title is left at the top


def all_spec() -> dict[str, Any]:
    """All charts in one picture of eight small panels, each on its own scale. It keeps its shape at any width."""
    panels = len(CHARTS) // COLUMNS
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, COLUMNS], "nice": False}}
    y = {
        "field": "value",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [-panels, 0], "nice": False, "zero": False},
    }
    panel = {"detail": {"field": "panel", "type": "nominal"}}
    frames = {
        "data": {"name": "points"},
        "mark": {"type": "rect", "fillOpacity": 0, "aria": False},
        "encoding": {
            "x": {**x, "field": "left"},
            "x2": {"field": "right"},
            "y": {**y, "field": "foot"},
            "y2": {"field": "top"},
            "stroke": {
                "field": "chosen",
                "type": "nominal",
                "legend": None,
                "scale": {"domain": [False, True], "range": [theme.GRID, theme.INK]},
            },
        },
    }
    through = {**drawing.through(x, y), "data": {"name": "dots"}}
    through["encoding"] = {**through["encoding"], **panel}
    dots = {**drawing.points(x, y, LOOKS, legend=False, size=26), "data": {"name": "dots"}}
    return {
        "width": theme.WIDTH,
        "height": ALL_HEIGHT,
        "config": theme.config(),
        **fit(),
        "datasets": {"points": [], "dots": [], "lines": []},
        "layer": [
            frames,
            *_lines(x, y, panel),
            through,
            dots,
            _title(x, y, "title", 15, "bold"),
            _title(x, y, "told", 30, "normal"),
        ],
    }


def _title(x: dict, y: dict, field: str, down: int, weight: str) -> dict[str, Any]:
    return {
        "data": {"name": "points"},
        "mark": {
            "type": "text",
            "align": "left",
            "dx": 6,
            "dy": down,
            "fontSize": 11,
            "fontWeight": weight,
            "aria": False,
        },
        "encoding": {
            "x": {**x, "field": "left"},
            "y": {**y, "field": "top"},
            "text": {"field": field, "type": "nominal"},
        },
    }


def all_rows(kind: str, drawn: dict[str, Drawn | None], chosen: str | None) -> dict[str, dict[str, list]]:
    """The data sets of all charts side by side. chosen: the one that the learner chose."""
    summary: list[tuple] = []
    dots: list[tuple] = []
    lines: list[tuple] = []
    for place, chart in enumerate(CHARTS):
        left, top = place % COLUMNS, -(place // COLUMNS)
        d = drawn[chart]
        out = "" if d is None else int(d.outside.sum())
        told = "not for these data" if d is None else f"{out} of {len(d.values)} outside"
        mine = "✓ " if chart == chosen else ""
        note = sentence_of(words.why_not(kind, chart)) if d is None else "your choice" if mine else ""
        limits = "" if d is None else words.limits_told(d)
        place_of = (left + 0.01, left + 0.97, top - 0.97, top - 0.01)
        n = "" if d is None else len(d.values)
        head = (f"{mine}{words.NAMES[chart]}", told, chart == chosen)
        summary.append((words.NAMES[chart], n, out, limits, note, *place_of, *head))
        if d is not None:
            dots += _dots(d, chart, left, top)
            lines += _steps(d, chart, left, top)
    names = (
        "name",
        "points",
        "outside",
        "limits",
        "note",
        "left",
        "right",
        "foot",
        "top",
        "title",
        "told",
        "chosen",
    )
    return {
        "points": drawing.columns(names, summary),
        "dots": drawing.columns(("panel", "x", "value", "look"), dots),
        "lines": drawing.columns(("panel", "x", "lower", "centre", "upper"), lines),
    }


def sentence_of(text: str) -> str:
    """A remark that stands alone."""
    return text[0].upper() + text[1:]


def _scaled(d: Drawn, values: np.ndarray, top: int) -> np.ndarray:
    """Values on the picture's scale: each panel from its own least to its own largest number."""
    everything = np.concatenate([d.values, d.lower, d.upper])
    everything = everything[np.isfinite(everything)]
    low, high = everything.min(), everything.max()
    return top - 1 + _FOOT + _TALL * (values - low) / max(high - low, 1e-12)


def _places(d: Drawn, left: int) -> np.ndarray:
    return left + _LEFT + _WIDE * np.arange(len(d.values)) / max(len(d.values) - 1, 1)


def _dots(d: Drawn, chart: str, left: int, top: int) -> list[tuple]:
    looks = [drawing.LIMITS.name if out else drawing.ORDINARY.name for out in d.outside]
    at = zip(_places(d, left).tolist(), _plain(_scaled(d, d.values, top)), looks, strict=True)
    return [(chart, *row) for row in at]


def _steps(d: Drawn, chart: str, left: int, top: int) -> list[tuple]:
    levels = (_plain(_scaled(d, line, top)) for line in (d.lower, d.centre, d.upper))
    return [(chart, *row) for row in zip(_places(d, left).tolist(), *levels, strict=True)]


# ---------------------------------------------------------------- false alarms


def bars_spec() -> dict[str, Any]:
    """A bar for each chart: of 100 sets, how many show a signal. The chosen one has a dark edge and a tick."""
    y = {"field": "title", "type": "nominal", "sort": None, "axis": {"title": None}}
    x = {
        "field": "bar",
        "type": "quantitative",
        "scale": {"domain": [0, 100]},
        "axis": {"title": "Sets with a signal, out of 100", "tickCount": 5},
    }
    bar = {"type": "bar", "stroke": theme.OUTLINE, "aria": False}
    by_choice = {"domain": [False, True], "range": [theme.COMMON, theme.IMPROVEMENT]}
    return {
        "width": theme.WIDTH,
        "height": BARS_HEIGHT,
        "config": theme.config(),
        **fit(right=40),
        "datasets": {"points": []},
        "data": {"name": "points"},
        "layer": [
            {
                "mark": bar,
                "encoding": {
                    "x": x,
                    "y": y,
                    "fill": {"field": "chosen", "type": "nominal", "legend": None, "scale": by_choice},
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "aria": False},
                "encoding": {"x": x, "y": y, "text": {"field": "told", "type": "nominal"}},
            },
        ],
    }


def bars_rows(kind: str, rates: dict[str, Rate] | None, chosen: str | None) -> dict[str, dict[str, list]]:
    """The data set of the bars; all empty before the first run."""
    out: list[tuple] = []
    for chart in CHARTS:
        rate = rates.get(chart) if rates else None
        mine = "✓ " if chart == chosen else ""
        signal = round(100 * rate.signal, 1) if rate else None
        seen = round(100 * rate.seen, 1) if rate else ""
        told = f"{signal:g}" if signal is not None else "not for these data" if rates else ""
        note = (
            sentence_of(words.why_not(kind, chart)) if rates and not rate else "your choice" if mine else ""
        )
        title = f"{mine}{words.NAMES[chart]}"
        out.append((words.NAMES[chart], signal, seen, note, title, signal or 0, told, chart == chosen))
    names = ("name", "signal", "seen", "note", "title", "bar", "told", "chosen")
    return {"points": drawing.columns(names, out)}
