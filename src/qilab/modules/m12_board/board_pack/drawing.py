"""The pictures of “The board pack”: twelve months as coloured squares, and the same indicators as small control charts.

Each indicator is a band of one height, with its name above it, so that the picture stays readable on a telephone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from qilab.charts import theme
from qilab.charts.control import look_of
from qilab.charts.control_words import ASSURANCE, VARIATION
from qilab.charts.icons import ASSURANCE_GLYPHS, VARIATION_GLYPHS
from qilab.charts.layers import LIMITS, ORDINARY, PAIR, SHIFT, TREND, Look, columns, judged
from qilab.charts.words import sentence
from qilab.panel.parts import fit

from . import words
from .indicators import INDICATORS
from .model import DATES, MONTHS, SHOWN_AS_RAG, Pack

RAG_ROW, SPC_ROW = 42, 66  # px
AXIS = 30  # px below the last band
# Name in the key, fill, ink of the letter.
RAG = {"red": ("#b3261e", "#ffffff"), "amber": ("#f2b134", theme.INK), "green": ("#2e7d4f", "#ffffff")}
RAG_LOOKS = tuple(
    Look(words_, "square", RAG[colour][0])
    for colour, words_ in (
        ("red", "R: misses its target"),
        ("amber", "A: misses it by a little"),
        ("green", "G: meets it"),
    )
)
TARGET = Look("dashed line: target", "square", "#b3261e")
LOOKS = (
    ORDINARY,
    *(judged(look, good) for good in (True, False) for look in (SHIFT, TREND, LIMITS, PAIR)),
)
RAG_TABLE = (
    ("name", "Indicator"),
    ("target", "Target"),
    ("before", "Last month"),
    ("now", "This month"),
    ("moved", "Compared with last month"),
    ("rating", "Rating"),
)
SPC_TABLE = (
    ("name", "Indicator"),
    ("mean", "Mean"),
    ("limits", "Limits"),
    ("target", "Target"),
    ("now", "This month"),
    ("variation", "Variation"),
    ("assurance", "Assurance"),
)
NAME, TOP, FOOT = 0.16, 0.38, 0.94  # places within a band, from its head


def _base(
    height: int, data: Sequence[str], layers: list[dict[str, Any]], rows: int, **room: float
) -> dict[str, Any]:
    return {
        "width": theme.WIDTH,
        "height": height,
        "config": theme.config(),
        **fit(**room),
        "params": [{"name": "rows", "value": rows}],
        "datasets": {name: [] for name in data},
        "layer": layers,
        # Points and icons have looks of their own: one scale for both would give an icon the look of a point.
        "resolve": {"scale": {"shape": "independent", "fill": "independent"}},
    }


def _bands() -> dict[str, Any]:
    """The encoding of y: bands from the top, counted from 0."""
    return {
        "field": "y",
        "type": "quantitative",
        "scale": {"domain": {"expr": "[rows, 0]"}, "nice": False},
        "axis": None,
    }


def _text(field: str, x: Any, y: dict[str, Any], data: str, **mark: Any) -> dict[str, Any]:
    return {
        "data": {"name": data},
        "mark": {"type": "text", "baseline": "middle", "aria": False, **mark},
        "encoding": {"x": x, "y": y, "text": {"field": field, "type": "nominal"}},
    }


# ---------------------------------------------------------------- as RAG


def rag_spec() -> dict[str, Any]:
    """A row of twelve coloured squares, with their letters, for each indicator."""
    y = _bands()
    x: dict[str, Any] = {
        "field": "month",
        "type": "quantitative",
        "scale": {"domain": [0, SHOWN_AS_RAG], "nice": False},
        "axis": {
            "title": f"{DATES[-SHOWN_AS_RAG]:%B %Y} to {DATES[-1]:%B %Y}",
            "values": [i + 0.5 for i in range(SHOWN_AS_RAG)],
            "labelExpr": f"{[f'{date:%b}'[0] for date in DATES[-SHOWN_AS_RAG:]]}[floor(datum.value)]",
            "labelOverlap": False,
            "ticks": False,
            "domain": False,
        },
    }
    by_rating = {"field": "rating", "type": "nominal", "legend": None}
    fills = {"domain": list(RAG), "range": [fill for fill, _ in RAG.values()]}
    inks = {"domain": list(RAG), "range": [ink for _, ink in RAG.values()]}
    squares = {
        "data": {"name": "squares"},
        "mark": {"type": "rect", "stroke": theme.GROUND, "strokeWidth": 2, "aria": False},
        "encoding": {
            "x": {**x, "field": "from"},
            "x2": {"field": "to"},
            "y": {**y, "field": "head"},
            "y2": {"field": "foot"},
            "fill": {**by_rating, "scale": fills},
            "tooltip": [
                {"field": f, "type": "nominal", "title": t}
                for f, t in (
                    ("name", "Indicator"),
                    ("when", "Month"),
                    ("shown", "Value"),
                    ("rating", "Rating"),
                )
            ],
        },
    }
    letters = _text("letter", {**x, "field": "middle"}, y, "squares", fontSize=12, fontWeight="bold")
    letters["encoding"]["color"] = {**by_rating, "scale": inks}
    heads = _text("name", {"value": 0}, y, "points", align="left", fontSize=12)
    now = _text("told", {"value": "width"}, y, "points", align="right", fontSize=12, fontWeight="bold")
    height = RAG_ROW * len(INDICATORS) + AXIS
    return _base(height, ("points", "squares"), [squares, letters, heads, now], len(INDICATORS), right=8)


def rag_rows(pack: Pack) -> dict[str, dict[str, list[Any]]]:
    """The data sets of the coloured table."""
    points, squares = [], []
    for row, (key, series) in enumerate(pack.series.items()):
        arrow = {"better": "▲ better", "worse": "▼ worse", "the same": "= same"}[series.moved]
        now, before, target = (
            words.value(pack, key, v) for v in (series.last, series.values[-2], series.target)
        )
        name = series.indicator.name
        points.append(
            (row + NAME, name, target, before, now, series.moved, series.rating(), f"{now} {arrow}")
        )
        for month in range(SHOWN_AS_RAG):
            at = month - SHOWN_AS_RAG
            rating = series.rating(at)
            squares.append(
                (
                    month,
                    month + 1,
                    month + 0.5,
                    row + TOP - 0.04,
                    row + FOOT + 0.02,
                    row + (TOP + FOOT) / 2,
                    rating,
                    rating[0].upper(),
                    name,
                    f"{DATES[at]:%B %Y}",
                    words.value(pack, key, series.values[at]),
                )
            )
    return {
        "points": columns(("y", "name", "target", "before", "now", "moved", "rating", "told"), points),
        "squares": columns(
            ("from", "to", "middle", "head", "foot", "y", "rating", "letter", "name", "when", "shown"),
            squares,
        ),
    }


# ---------------------------------------------------------------- as SPC


def spc_spec(rows: int, height: int | None = None) -> dict[str, Any]:
    """A small control chart for each indicator, with the signs of variation and assurance at its head. height: px of the whole."""
    y = _bands()
    x: dict[str, Any] = {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [0.5, MONTHS + 0.5], "nice": False},
        "axis": {
            "title": f"{DATES[0]:%B %Y} to {DATES[-1]:%B %Y}",
            "values": [1, 7, 13, 19, 24],
            "labelExpr": f"{[f'{date:%b}' for date in DATES]}[datum.value - 1]",
            "labelOverlap": False,
        },
    }
    return _base(
        height or SPC_ROW * rows + AXIS,
        ("points", "band", "dots"),
        [*_bands_drawn(x, y), *_dots(x, y), *_heads(y)],
        rows,
        right=8,
    )


def _bands_drawn(x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    """Limits as a grey band, the mean as a line, the target as a dashed one."""
    ends = {"x": {**x, "field": "from"}, "x2": {"field": "to"}}
    band = {
        "data": {"name": "band"},
        "mark": {
            "type": "rect",
            "fill": "#ededed",
            "stroke": theme.LINE,
            "strokeDash": [2, 3],
            "aria": False,
        },
        "encoding": {**ends, "y": {**y, "field": "high"}, "y2": {"field": "low"}},
    }
    out = [band]
    for field, colour, dash in (("mean", theme.INK, [1, 0]), ("target", TARGET.fill, [8, 3])):
        out.append(
            {
                "data": {"name": "band"},
                "mark": {
                    "type": "rule",
                    "color": colour,
                    "strokeWidth": 1.4,
                    "strokeDash": dash,
                    "aria": False,
                },
                "encoding": {**ends, "y": {**y, "field": field}},
            }
        )
    return out


def _dots(x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    names = [look.name for look in LOOKS]

    def by_look(values: list[str]) -> dict[str, Any]:
        return {
            "field": "look",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": names, "range": values},
        }

    each = {"field": "row", "type": "nominal"}
    line = {
        "data": {"name": "dots"},
        "mark": {"type": "line", "color": theme.LINE, "strokeWidth": 1.1, "aria": False},
        "encoding": {"x": x, "y": y, "detail": each},
    }
    dots = {
        "data": {"name": "dots"},
        "mark": {
            "type": "point",
            "filled": True,
            "opacity": 1,
            "size": 34,
            "stroke": theme.OUTLINE,
            "strokeWidth": 0.9,
            "aria": False,
        },
        "encoding": {
            "x": x,
            "y": y,
            "shape": by_look([look.shape for look in LOOKS]),
            "fill": by_look([look.fill for look in LOOKS]),
            "tooltip": [
                {"field": f, "type": "nominal", "title": t}
                for f, t in (("name", "Indicator"), ("when", "Month"), ("shown", "Value"), ("look", "Signal"))
            ],
        },
    }
    return [line, dots]


def _heads(y: dict[str, Any]) -> list[dict[str, Any]]:
    """The name of each indicator at the left; at the right the sign of variation and that of assurance, with its letter."""
    at = {"value": "width"}
    out = [_text("name", {"value": 0}, y, "points", align="left", fontSize=12)]
    for field, glyphs, left in (
        ("variation_icon", VARIATION_GLYPHS, -34),
        ("assurance_icon", ASSURANCE_GLYPHS, -10),
    ):
        icons = list(glyphs)

        def by_icon(values: list[str], names: list[str] = icons, of: str = field) -> dict[str, Any]:
            return {
                "field": of,
                "type": "nominal",
                "legend": None,
                "scale": {"domain": names, "range": values},
            }

        out.append(
            {
                "data": {"name": "points"},
                "transform": [{"filter": f"datum.{field}"}],
                "mark": {
                    "type": "point",
                    "filled": True,
                    "opacity": 1,
                    "size": 150,
                    "stroke": theme.OUTLINE,
                    "strokeWidth": 1.2,
                    "xOffset": left,
                    "aria": False,
                },
                "encoding": {
                    "x": at,
                    "y": y,
                    "shape": by_icon([glyph[0] for glyph in glyphs.values()]),
                    "fill": by_icon([glyph[1] for glyph in glyphs.values()]),
                },
            }
        )
        letter = f"{field.split('_')[0]}_letter"
        out.append(_text(letter, at, y, "points", dx=left, fontSize=10, fontWeight="bold"))
    return out


def spc_rows(pack: Pack, keys: Sequence[str], marked: bool = True) -> dict[str, dict[str, list[Any]]]:
    """The data sets of the small charts. marked: False leaves signals and icons out, for the learner to read."""
    points, band, dots = [], [], []
    for row, key in enumerate(keys):
        series = pack.series[key]
        mean, low, high = pack.lines[key]
        ends = np.array([*series.values, low, high, series.target])
        least, most = float(ends.min()), float(ends.max())

        def place(v: float, row: int = row, least: float = least, most: float = most) -> float:
            return row + FOOT - (FOOT - TOP) * (v - least) / (most - least)

        variation, assurance = pack.variation[key], pack.assurance[key]
        limits = f"{words.value(pack, key, low)} to {words.value(pack, key, high)}"
        points.append(
            (
                row + NAME,
                series.indicator.name,
                words.value(pack, key, mean),
                limits,
                words.value(pack, key, series.target),
                words.value(pack, key, series.last),
                sentence(VARIATION[variation]) if marked else "not marked",
                sentence(ASSURANCE[assurance]) if marked else "not marked",
                variation if marked else "",
                assurance if marked else "",
                _letter(variation) if marked else "",
                ASSURANCE_GLYPHS[assurance][2] if marked else "",
            )
        )
        band.append((0.5, MONTHS + 0.5, place(high), place(low), place(mean), place(series.target)))
        rows = pack.result.points.loc[pack.result.points["group"] == key, ["rule", "point_type"]]
        looks = [look_of(rule, kind) if marked else ORDINARY for rule, kind in rows.itertuples(index=False)]
        dots += [
            (
                i + 1,
                place(v),
                str(row),
                look.name,
                series.indicator.name,
                f"{DATES[i]:%B %Y}",
                words.value(pack, key, v),
            )
            for i, (v, look) in enumerate(zip(series.values, looks, strict=True))
        ]
    fields = "y name mean limits target now variation assurance variation_icon assurance_icon variation_letter assurance_letter"
    return {
        "points": columns(tuple(fields.split()), points),
        "band": columns(("from", "to", "high", "low", "mean", "target"), band),
        "dots": columns(("x", "y", "row", "look", "name", "when", "shown"), dots),
    }


def _letter(icon: str) -> str:
    """The letter in a sign of variation: what its colour says, said without it."""
    return {"improvement": "+", "concern": "!"}.get(icon.split("_")[0], VARIATION_GLYPHS[icon][2])


def key_of(pack: Pack) -> tuple[Look, ...]:
    """The key of the small charts: what the signs at their heads mean, of those in sight, and the target."""
    seen = dict.fromkeys(pack.variation.values())
    signs = [
        Look(f"{_letter(icon)} {VARIATION[icon]}", *VARIATION_GLYPHS[icon][:2])
        for icon in VARIATION_GLYPHS
        if icon in seen
    ]
    held = dict.fromkeys(pack.assurance.values())
    squares = [
        Look(f"{ASSURANCE_GLYPHS[icon][2]}: {ASSURANCE[icon]}", *ASSURANCE_GLYPHS[icon][:2])
        for icon in ASSURANCE_GLYPHS
        if icon in held
    ]
    return (*signs, *squares, TARGET)
