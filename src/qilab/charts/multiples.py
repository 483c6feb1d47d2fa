"""Many charts side by side: one small control or run chart a group, all from one result."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from qilab.methods.calendar import NONE
from qilab.methods.spc.result import SpcResult
from qilab.methods.validate import one_flag, text_or

from . import control_words, layers, theme, words
from .control import looks_of
from .dates import Ticks, ticks
from .picture import Picture, headed, source_line
from .table import Table

MOST = 60
MOST_TOGETHER = 3_600  # points of all charts: more would make a notebook too heavy to open
WIDTH, HEIGHT = 190, 90


def small_multiples(
    result: SpcResult,
    *,
    columns: int = 3,
    unit: str | None = None,
    title: str | None = None,
    same_scale: bool = True,
    source: str | None = None,
) -> Picture:
    """One small chart for each group of a result, drawn in one picture.

    result: what `qilab.methods.spc(…, by=…)` returns, with up to 60 groups. columns: charts beside each
    other, 1 to 6. same_scale: one y scale for all, from 0, so that levels can be compared (False: each its own, as far
    as its points and lines reach, so that patterns can be seen). A target is drawn where the result has one. The table has one row for each group. Wards are neighbours here, not rivals: a
    ranking of them would reward luck.

    >>> import pandas as pd
    >>> from qilab import spc
    >>> months = [*pd.date_range("2024-01-01", periods=6, freq="MS")]
    >>> falls = pd.DataFrame({"ward": ["A"] * 6 + ["B"] * 6, "month": months * 2,
    ...                       "falls": [5, 7, 4, 6, 5, 8, 2, 3, 1, 4, 2, 3]})
    >>> print(small_multiples(spc(falls, "c", y="falls", x="month", by="ward")))
    2 small charts of falls. ...
    """
    if not isinstance(result, SpcResult):
        raise ValueError(
            'result: give what spc() returns, such as spc(data, "p", y="late", n="seen", by="ward").'
        )
    if isinstance(columns, bool) or not isinstance(columns, int) or not 1 <= columns <= 6:
        raise ValueError("columns: give a whole number from 1 to 6.")
    groups = list(result.places)
    if len(groups) > MOST:
        raise ValueError(
            f"result: {len(groups):,} charts are too many for one picture (up to {MOST}). Choose some of the groups."
        )
    if len(result.points) > MOST_TOGETHER:
        raise ValueError(
            f"result: {len(result.points):,} points are too many for one picture (up to {MOST_TOGETHER:,}). Choose fewer "
            "groups, or put the points together by month or quarter first."
        )
    charts = [control_words.read(result, group) for group in groups]
    source = source_line(source, result)
    unit = text_or(unit, "unit") or str(result.names.get("y", "value")).replace("_", " ")
    title = text_or(title, "title") or _finding(charts)
    rows = _table(charts, unit)
    spec = _spec(charts, columns, one_flag(same_scale, "same_scale"))
    subtitle = f"{words.sentence(unit)}. {words.sentence(result.chart_name)}. {result.rules.name}."
    if _any_target(charts):
        subtitle += " Long dashes: target."
    spec["title"] = headed(title, subtitle, source)
    return Picture(
        spec=spec,
        title=title,
        description=_describe(charts, unit, title, source),
        rows=rows,
        analysis=result,
    )


def _finding(charts: list[control_words.Chart]) -> str:
    loud = [str(chart.group) for chart in charts if len(chart.signals)]
    if not loud:
        return f"No signal on any of {words.count(len(charts), 'chart')}"
    shown = words.listed(loud[:5]) if len(loud) <= 5 else f"{', '.join(loud[:5])} and {len(loud) - 5} more"
    return f"A signal on {len(loud)} of {words.count(len(charts), 'chart')}: {shown}"


def _describe(charts: list[control_words.Chart], unit: str, title: str, source: str) -> str:
    text = [f"{words.count(len(charts), 'small chart')} of {unit}. {title}."]
    text.append(f"Rules: {charts[0].result.rules}.")
    for chart in charts:
        if len(chart.signals):
            found = "; ".join(control_words.in_words(chart, row) for _, row in chart.signals.iterrows())
            text.append(f"{chart.group}: {found}.")
    return " ".join([*text, f"{source}."] if source else text)


def _table(charts: list[control_words.Chart], unit: str) -> Table:
    rows = []
    for chart in charts:
        y = chart.points["y"].dropna()
        last = chart.points.iloc[-1]
        variation = chart.last_part["variation"]
        rows.append(
            {
                "Group": str(chart.group),
                "Points": len(y),
                "Latest value": round(float(y.iloc[-1]), chart.decimals) if len(y) else np.nan,
                "Centre line": round(float(last["cl"]), chart.decimals),
                "Lower limit": round(float(last["lcl"]), chart.decimals),
                "Upper limit": round(float(last["ucl"]), chart.decimals),
                "Variation": control_words.VARIATION.get(variation, "not judged")
                if isinstance(variation, str)
                else "not judged",
                "Signals": "; ".join(
                    control_words.in_words(chart, row) for _, row in chart.signals.iterrows()
                )
                or "none",
            }
        )
    return Table(pd.DataFrame(rows), caption=f"{words.sentence(unit)}, one row for each group")


def _spec(charts: list[control_words.Chart], columns: int, same_scale: bool) -> dict[str, Any]:
    x, y = layers.axes(charts[0].dated, ticks=_ticks(charts), zero=same_scale)
    y["axis"] |= {"tickCount": 3}
    data, looks = [], []
    for chart in charts:
        own = looks_of(chart)
        looks += own
        data += _rows(chart, own)
    present = tuple(dict.fromkeys(sorted(looks, key=lambda look: (look.letter, look.name != "ordinary"))))
    small = [
        layer | {"mark": {**layer["mark"], "fontSize": 9, "dy": 9 if layer["mark"]["dy"] > 0 else -9}}
        for layer in layers.letters(x, y)
    ]
    shapes = [
        layers.through(x, y),
        layers.points(x, y, present, (("when", "When"), ("shown", "Value")), size=36),
    ]
    lines = [
        {
            "mark": {
                "type": "line",
                "color": theme.INK,
                "strokeWidth": 1.1,
                "interpolate": "step",
                "aria": False,
            }
            | look,
            "encoding": {"x": x, "y": {**y, "field": name}, "detail": {"field": "part", "type": "nominal"}},
        }
        for name, look in _lines(charts).items()
    ]
    # In a facet the data belong to the whole; a layer with data of its own would be drawn in full everywhere.
    inside = [*lines, *({k: v for k, v in layer.items() if k != "data"} for layer in [*shapes, *small])]
    order = [str(chart.group) for chart in charts]
    return {
        "config": theme.config(),
        "datasets": {"points": data},
        "data": {"name": "points"},
        "facet": {
            "field": "group",
            "type": "nominal",
            "title": None,
            "sort": order,
            "header": {
                "labelFontSize": 12,
                "labelFontWeight": "bold",
                "labelColor": theme.INK,
                "labelAnchor": "start",
            },
        },
        "columns": columns,
        "spacing": 36,
        "resolve": {"scale": {"y": "shared" if same_scale else "independent"}},
        "spec": {"width": WIDTH, "height": HEIGHT, "layer": inside},
    }


def _lines(charts: list[control_words.Chart]) -> dict[str, dict[str, Any]]:
    """Each line that is drawn in all charts, and how; a target's as in a chart of its own."""
    lines: dict[str, dict[str, Any]] = {
        "lcl": {"strokeDash": [2, 2]},
        "ucl": {"strokeDash": [2, 2]},
        "cl": {},
    }
    return lines | ({"target": theme.TARGET} if _any_target(charts) else {})


def _any_target(charts: list[control_words.Chart]) -> bool:
    return any(np.isfinite(chart.last_part["target"]) for chart in charts)


def _rows(chart: control_words.Chart, looks: list[layers.Look]) -> list[dict]:
    letters = layers.letters_once([look.letter[-1:] for look in looks], chart.place.tolist(), WIDTH)
    target = chart.last_part["target"]
    out = []
    for i in range(len(chart.points)):
        row = chart.points.iloc[i]
        numbers = {
            name: None if np.isnan(row[source]) else float(row[source])
            for name, source in (("value", "y"), ("cl", "cl"), ("lcl", "lcl"), ("ucl", "ucl"))
        }
        numbers["target"] = float(target) if np.isfinite(target) else None
        out.append(
            {
                "group": str(chart.group),
                "x": float(chart.place[i]),
                "part": int(row["part"]),
                "look": looks[i].name,
                "letter": letters[i],  # one sign is all that a small chart has room for
                "above": bool(row["y"] >= row["cl"]),
                "when": chart.labels[i],
                "shown": chart.value(row["y"]),
                **numbers,
            }
        )
    for gap in chart.gaps:
        out.append(_empty(str(chart.group), gap))
    return sorted(out, key=lambda row: row["x"])


def _empty(group: str, x: float) -> dict:
    """A place without a row: nothing is drawn there, and no line runs across it."""
    nothing = dict.fromkeys(("value", "cl", "lcl", "ucl", "target"))
    return {"group": group, "x": x, "look": layers.ORDINARY.name, "letter": "", "above": False, **nothing}


def _ticks(charts: list[control_words.Chart]) -> Ticks:
    """Labels of the one axis that all charts share, at points of theirs."""
    known = {float(x): text for chart in charts for x, text in zip(chart.place, chart.labels, strict=True)}
    places = np.array(sorted(known))
    kinds = {(chart.kind, chart.size) for chart in charts}
    kind, size = kinds.pop() if len(kinds) == 1 else (NONE, 1)
    return ticks(places, [known[x] for x in places.tolist()], charts[0].dated, kind, size, width=WIDTH)
