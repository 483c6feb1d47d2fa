"""The funnel plot: units by their size, with limits that close in as the numbers grow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from qilab.methods.compare import Funnel
from qilab.methods.validate import text_or

from . import layers, theme, words
from .picture import Picture, ended, headed, source_line
from .table import Table

PLACES = (
    ("within", "circle", theme.COMMON),
    ("above", "triangle-up", theme.NEUTRAL),
    ("below", "triangle-down", theme.NEUTRAL),
)
OUTER, INNER = [2, 3], [7, 4]  # dashes of the 99.8% and of the 95% limits
LINES = (("centre", [1, 0]), ("low95", INNER), ("high95", INNER), ("low998", OUTER), ("high998", OUTER))
MOST_UNITS = 500
MOST_NAMES = 6  # where more lie outside, their names would lie on each other: they are in the table
_WIDENED = {
    "none": "",
    "multiplicative": ", widened by √φ for overdispersion",
    "additive": ", widened by τ for overdispersion",
}


def looks(limits: str = "99.8% limits") -> tuple[layers.Look, ...]:
    """How units within, above and below these limits are drawn, in the order of `outside` 0, 1 and −1."""
    return tuple(layers.Look(f"{place} the {limits}", shape, fill) for place, shape, fill in PLACES)


def funnel_spec(
    *,
    width: int = theme.WIDTH,
    height: int = 320,
    x_title: str = "Cases",
    y_title: str = "Value",
    limits: str = "99.8% limits",
    lines: Sequence[tuple[str, list[int]]] = LINES,
    live: bool = False,
) -> dict[str, Any]:
    """A funnel plot without data: `points` (x, value, look, label, side, shown), `lines` (x, and a column for each line).

    limits: those by which points are judged, in words. lines: their columns, with their dashes. live: it is drawn anew with each
    move, its key stands below it, and names go without a ground of their own: every layer costs time.
    """
    x, y = layers.axes(False, x_title=x_title, y_title=y_title, zero=False)
    x["scale"] = {"nice": False, "zero": False, "padding": 14}
    x["axis"] = {"title": x_title, "tickCount": 6, "format": ",d"}
    drawn = [
        {
            "data": {"name": "lines"},
            "mark": {
                "type": "line",
                "color": theme.INK,
                "strokeDash": dash,
                "strokeWidth": 1.4,
                "aria": False,
            },
            "encoding": {"x": x, "y": {**y, "field": field}},
        }
        for field, dash in lines
    ]
    tooltip = (("unit", "Unit"), ("x", x_title), ("shown", y_title), ("look", "Kind"))
    return {
        "width": width,
        "height": height,
        "config": theme.config(),
        "datasets": {"points": [], "lines": []},
        "layer": [
            *drawn,
            layers.points(x, y, looks(limits), tooltip, legend=not live, size=70),
            *(
                _names(x, y, side, align, dx, halo)
                for side, align, dx in (("right", "left", 8), ("left", "right", -8))
                for halo in ((False,) if live else (True, False))
            ),
        ],
    }


def _names(x: dict, y: dict, side: str, align: str, dx: int, halo: bool) -> dict[str, Any]:
    """The names of some units beside their points; halo: the ground under them, where a name crosses lines and points."""
    under = {"stroke": theme.GROUND, "strokeWidth": 2.5} if halo else {}
    return {
        "data": {"name": "points"},
        "transform": [{"filter": f"datum.label && datum.side === '{side}'"}],
        "mark": {"type": "text", "align": align, "dx": dx, "fontWeight": "bold", "aria": False, **under},
        "encoding": {"x": x, "y": y, "text": {"field": "label", "type": "nominal"}},
    }


def line_rows(found: Funnel) -> dict[str, list[Any]]:
    """The columns of the data set `lines`."""
    limits = {name: found.lines[name].tolist() for name in ("low95", "high95", "low998", "high998")}
    return {"x": found.lines["n"].tolist(), "centre": [found.centre] * len(found.lines), **limits}


def funnel_plot(
    found: Funnel,
    *,
    unit: str = "rate",
    n_unit: str = "cases",
    mark: Any = (),
    title: str | None = None,
    source: str | None = None,
) -> Picture:
    """Units against their size, with the limits between which luck alone would keep them.

    found: what `qilab.funnel` returns. unit: what the height is, in words, such as “readmissions, %”; n_unit: what the width is. mark: units
    to name besides those outside the 99.8% limits, which are named where they are few. Points are drawn where exact limits put
    them; lines are smoothed between whole counts, so a point that sits on a line is judged by the table. Not for units
    followed over time. Source: Spiegelhalter 2005, Stat Med 24:1185.

    >>> import pandas as pd
    >>> from qilab import funnel
    >>> wards = pd.DataFrame({"ward": list("ABCD"), "falls": [4, 5, 3, 19], "patients": [100, 120, 90, 110]})
    >>> print(funnel_plot(funnel(wards, "falls", "patients", "ward", overdispersion="none", per=100), unit="fallers, %"))
    Funnel plot of fallers, %, 4 units, around 7.4. 1 of 4 units lies outside the 99.8% limits: D. ...
    """
    if not isinstance(found, Funnel):
        raise ValueError('found: give what funnel() returns, such as funnel(table, "events", "n", "unit").')
    units = found.units
    if len(units) > MOST_UNITS:
        raise ValueError(
            f"found: {len(units):,} units are too many for one picture (up to {MOST_UNITS}). Group them, or choose some."
        )
    unit, n_unit = text_or(unit, "unit") or "rate", text_or(n_unit, "n_unit") or "cases"
    source = source_line(source, units)
    wanted = _marked(mark, units)
    outside = units["outside"] != 0
    names = [str(name) for name in units.loc[outside, "unit"]]
    few = len(names) <= MOST_NAMES
    many = f"{len(names)} of {words.count(len(units), 'unit')} {'lie' if len(names) > 1 else 'lies'}"
    said = f"{many if names else f'no unit of {len(units)} lies'} outside the 99.8% limits"
    some = f": {words.listed(names)}" if names and few else ""
    title = text_or(title, "title") or words.sentence(f"{said}{some}")
    text = (
        f"Funnel plot of {unit}, {words.count(len(units), 'unit')}, around {words.number(found.centre, 1)}. {words.sentence(said)}{some}. "
        f"{_at_95(units, found)} The limits lie far apart for small units and close in for large "
        f"ones{_WIDENED[found.overdispersion]}."
    )
    spec = funnel_spec(x_title=words.sentence(n_unit), y_title=words.sentence(unit))
    return Picture(
        spec={
            **spec,
            "title": headed(
                title, f"Dashed: 95% limits. Dotted: 99.8% limits{_WIDENED[found.overdispersion]}.", source
            ),
            "datasets": {
                "points": _records(_points(units, (outside & few) | wanted)),
                "lines": _records(line_rows(found)),
            },
        },
        title=title,
        description=ended(text, source),
        rows=_table(units, unit, n_unit),
        analysis=found,
    )


def _at_95(units: pd.DataFrame, found: Funnel) -> str:
    """How many lie outside the 95% limits, and how many would by luck alone where the limits allow for no more than luck."""
    inner = int((units["outside95"] != 0).sum())
    luck = (
        f", where luck alone would put about {0.05 * len(units):.0f}"
        if found.overdispersion == "none"
        else ""
    )
    return f"{inner or 'No unit'} {'lie' if inner > 1 else 'lies'} outside the 95% limits{luck}."


def _marked(mark: Any, units: pd.DataFrame) -> pd.Series:
    """Which units are to be named because they were asked for."""
    if isinstance(mark, str) or not isinstance(mark, Sequence):
        mark = [mark]
    known = [str(name) for name in units["unit"]]
    for name in map(str, mark):
        if name not in known:
            raise ValueError(f"mark: there is no unit “{name[:40]}”. The units are {', '.join(known[:8])} …")
    return units["unit"].astype(str).isin([str(name) for name in mark])


def _points(units: pd.DataFrame, named: pd.Series) -> dict[str, list[Any]]:
    """The columns of the data set `points`."""
    middle = 0.6 * units["n"].max()
    return {
        "unit": [str(name) for name in units["unit"]],
        "x": units["n"].tolist(),
        "value": units["value"].tolist(),
        "shown": [words.number(v, 1) for v in units["value"]],
        "look": [looks()[int(o)].name for o in units["outside"]],
        "label": [str(name) if shown else "" for name, shown in zip(units["unit"], named, strict=True)],
        "side": np.where(units["n"] > middle, "left", "right").tolist(),
    }


def _records(columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _table(units: pd.DataFrame, unit: str, n_unit: str) -> Table:
    limits = {
        f"{share} limits": [
            f"{words.number(low, 1)} to {words.number(high, 1)}"
            for low, high in zip(units[f"low{tag}"], units[f"high{tag}"], strict=True)
        ]
        for share, tag in (("95%", "95"), ("99.8%", "998"))
    }
    return Table(
        {
            "Unit": units["unit"].astype(str),
            words.sentence(n_unit): _whole(units["n"]),
            "Events": _whole(units["events"]),
            words.sentence(unit): [words.number(v, 1) for v in units["value"]],
            **limits,
            "Outside 99.8%": units["outside"].map({-1: "below", 0: "no", 1: "above"}),
        },
        caption=f"{words.sentence(unit)}: each unit with its limits",
    )


def _whole(values: pd.Series) -> pd.Series:
    """Counts as whole numbers; an exposure that has decimals keeps them."""
    return values.astype(int) if (values == values.round()).all() else values
