"""The S-curve: how a change is taken up over time, where it goes fastest, and how much of it is done as intended."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qilab.methods.spread import bass, bass_peak
from qilab.methods.validate import as_shares, one_number, one_whole, text_or

from . import layers, theme, words
from .picture import Picture, ended, headed, source_line
from .table import Table

# Each line by its dash, its width and its name at the end; its colour only helps.
REACH, COVERED, RUN = "taken up", "done as intended", "this run"
_DASHES = {REACH: [1, 0], COVERED: [7, 4], RUN: [2, 3]}
_INKS = {REACH: theme.INK, COVERED: "#2f5d8a", RUN: theme.LINE}
MOST_MONTHS = 240


def adoption_spec(
    *,
    width: int = theme.WIDTH,
    height: int = theme.HEIGHT,
    y_title: str = "Share of all, %",
    top: float = 100,
) -> dict[str, Any]:
    """An S-curve without data: `lines` (x, value, series), `ends` (x, value, label), `peak` (x, label)."""
    x, y = layers.axes(False, x_title="Month", y_title=y_title, domain=(0, top))
    x["scale"] = {"nice": False, "zero": True}
    x["axis"]["labelExpr"] = "format(datum.value, 'd')"
    return {
        "width": width,
        "height": height,
        "config": theme.config(),
        "datasets": {"lines": [], "ends": [], "peak": []},
        "layer": [
            {
                "data": {"name": "peak"},
                "mark": {"type": "rule", "color": theme.SOFT_INK, "strokeDash": [2, 3], "aria": False},
                "encoding": {"x": x},
            },
            {
                "data": {"name": "peak"},
                "mark": {"type": "text", "align": "left", "dx": 6, "baseline": "top", "aria": False},
                "encoding": {
                    "x": x,
                    "y": {"value": 2},
                    "text": {"field": "label", "type": "nominal"},
                },
            },
            {
                "data": {"name": "lines"},
                "mark": {"type": "line", "strokeWidth": 2.2, "aria": False},
                "encoding": {
                    "x": x,
                    "y": y,
                    "strokeDash": _by_series(list(_DASHES.values())),
                    "stroke": _by_series(list(_INKS.values())),
                },
            },
            {
                "data": {"name": "ends"},
                "mark": {
                    "type": "text",
                    "align": "right",
                    "dx": -4,
                    "dy": 14,
                    "fontWeight": "bold",
                    "aria": False,
                },
                "encoding": {"x": x, "y": y, "text": {"field": "label", "type": "nominal"}},
            },
        ],
    }


def _by_series(values: list) -> dict:
    """A look that each series has of its own."""
    scale = {"domain": list(_DASHES), "range": values}
    return {"field": "series", "type": "nominal", "legend": None, "scale": scale}


def s_curve(
    innovation: float,
    imitation: float,
    market: float = 100,
    months: int = 36,
    *,
    fidelity: ArrayLike | None = None,
    unit: str = "wards",
    title: str | None = None,
    source: str | None = None,
) -> Picture:
    """Who has taken a change up by each month (Bass 1969), with the month of fastest adoption marked.

    innovation, imitation: p and q a month; market: how many could take it up, in `unit`. months: how long,
    1 to 240. fidelity: share of the change that is done where it was taken up, one for all months or one for
    each from month 0; a second line then shows taken up × fidelity. `.analysis` holds both arrays, in `unit`.
    ValueError for anything else. Not a forecast from a handful of points (see `qilab.methods.bass`).

    >>> print(s_curve(0.01, 0.35, market=18, months=24))
    S-curve of wards over 24 months: slow, then fast, then slow. Adoption is fastest in month 9.9, ...
    """
    source = source_line(source)
    last = one_whole(months, "months", least=1, most=MOST_MONTHS)
    size = one_number(market, "market", above=0)
    innovation, imitation = one_number(innovation, "innovation"), one_number(imitation, "imitation")
    unit = text_or(unit, "unit") or "wards"
    time = np.arange(last + 1)
    taken = bass(innovation, imitation, size, time)
    at = bass_peak(innovation, imitation)
    done = None if fidelity is None else taken * _each_month(fidelity, last)
    there = float(bass(innovation, imitation, size, [at])[0])
    spoken = (
        f"fastest in month {words.number(at, 1)}, when {words.number(there, 0)} of {words.number(size, 0)} {unit} have "
        "taken it up"
    )
    if at == 0:
        spoken = "fastest at the start"
    elif at > last:
        spoken = f"still gaining speed after {words.count(last, 'month')}"
    title = text_or(title, "title") or f"Adoption is {spoken}"
    columns: dict[str, Any] = {"Month": time, "Taken up": [words.number(v, 1) for v in taken]}
    if done is not None:
        columns["Done as intended"] = [words.number(v, 1) for v in done]
    rows = Table(columns, caption=f"{words.sentence(unit)} by month, of {words.number(size, 0)}")
    meant = (
        ""
        if done is None
        else f" Taken up times fidelity comes to {words.number(done[-1], 0)} of {words.number(size, 0)} {unit}."
    )
    text = (
        f"S-curve of {unit} over {words.count(last, 'month')}: slow, then fast, then slow. Adoption is {spoken}. At the "
        f"end {words.number(taken[-1], 0)} of {words.number(size, 0)} have taken it up.{meant}"
    )
    series = {REACH: taken} | ({} if done is None else {COVERED: done})
    spec = adoption_spec(y_title=words.sentence(unit), top=size)
    spec["datasets"] = _datasets(series, at if 0 < at <= last else None)
    subtitle = f"p = {innovation:g}, q = {imitation:g} a month (Bass). A model, not a forecast."
    spec["title"] = headed(title, subtitle, source)
    return Picture(
        spec=spec,
        title=title,
        description=ended(text, source),
        rows=rows,
        analysis={"taken": taken, "done": done},
    )


def _datasets(series: dict[str, NDArray[np.float64]], peak: float | None) -> dict[str, list[dict[str, Any]]]:
    """What `adoption_spec` draws: a line a series, its name at the end, and the month of fastest adoption."""
    return {
        "lines": [
            {"x": t, "value": float(v), "series": name}
            for name, values in series.items()
            for t, v in enumerate(values)
        ],
        "ends": [
            {"x": len(values) - 1, "value": float(values[-1]), "label": words.sentence(name)}
            for name, values in series.items()
        ],
        "peak": [] if peak is None else [{"x": peak, "label": f"Fastest: month {words.number(peak, 1)}"}],
    }


def _each_month(fidelity: ArrayLike, last: int) -> NDArray[np.float64]:
    shares = np.atleast_1d(as_shares(fidelity, "fidelity"))
    if shares.shape not in ((1,), (last + 1,)):
        raise ValueError(
            f"fidelity: give one share, or one for each month from 0 to {last} ({last + 1} values)."
        )
    return np.broadcast_to(shares, last + 1)
