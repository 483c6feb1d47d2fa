"""Many charts side by side: one small control or run chart a group, all from one result."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from qilab.methods.spc.result import SpcResult

from . import control_words as tell
from . import layers, theme, words
from .control import looks_of
from .dates import milliseconds
from .picture import Picture
from .table import Table

MOST = 60
WIDTH, HEIGHT = 190, 90


def small_multiples(
    result: SpcResult,
    *,
    columns: int = 3,
    unit: str | None = None,
    title: str | None = None,
    same_scale: bool = True,
    source: str = theme.SOURCE_NOTE,
) -> Picture:
    """One small chart for each group of a result, drawn in one picture.

    result: what `qilab.methods.spc(…, by=…)` returns, with up to 60 groups. columns: charts beside each
    other, 1 to 6. same_scale: one y scale for all, so that levels can be compared (False: each its own,
    so that patterns can be seen). The table has one row a group. Wards are neighbours here, not rivals: a
    ranking of them would reward luck.
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
    charts = [tell.read(result, group) for group in groups]
    unit = unit or str(result.names.get("y", "value")).replace("_", " ")
    title = title or _finding(charts)
    rows = _table(charts, unit)
    spec = _spec(charts, columns, same_scale)
    subtitle = f"{words.sentence(unit)}. {words.sentence(result.chart_name)}. {result.rules.name}."
    spec["title"] = {
        "text": words.lines(title, 74),
        "subtitle": [subtitle, source] if source else [subtitle],
    }
    return Picture(
        spec=spec,
        title=title,
        description=_describe(charts, unit, title, source),
        rows=rows,
        analysis=result,
    )


def _finding(charts: list[tell.Chart]) -> str:
    loud = [str(chart.group) for chart in charts if len(chart.signals)]
    if not loud:
        return f"No signal on any of {words.count(len(charts), 'chart')}"
    shown = words.listed(loud[:5]) if len(loud) <= 5 else f"{', '.join(loud[:5])} and {len(loud) - 5} more"
    return f"A signal on {len(loud)} of {words.count(len(charts), 'chart')}: {shown}"


def _describe(charts: list[tell.Chart], unit: str, title: str, source: str) -> str:
    text = [f"{words.count(len(charts), 'small chart')} of {unit}. {title}."]
    text.append(f"Rules: {charts[0].result.rules}.")
    for chart in charts:
        if len(chart.signals):
            told = "; ".join(tell.told(chart, row) for _, row in chart.signals.iterrows())
            text.append(f"{chart.group}: {told}.")
    return " ".join([*text, f"{source}."] if source else text)


def _table(charts: list[tell.Chart], unit: str) -> Table:
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
                "Variation": tell.VARIATION.get(variation, "not judged")
                if isinstance(variation, str)
                else "not judged",
                "Signals": "; ".join(tell.told(chart, row) for _, row in chart.signals.iterrows()) or "none",
            }
        )
    return Table(pd.DataFrame(rows), caption=f"{words.sentence(unit)}, one row a group")


def _spec(charts: list[tell.Chart], columns: int, same_scale: bool) -> dict[str, Any]:
    dated = charts[0].dated
    x, y = layers.axes(dated)
    if dated:
        x["axis"] |= {"tickCount": 3, "labelExpr": "utcFormat(datum.value, '%b %y')"}
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
            | ({} if name == "cl" else {"strokeDash": [2, 2]}),
            "encoding": {"x": x, "y": {**y, "field": name}, "detail": {"field": "part", "type": "nominal"}},
        }
        for name in ("lcl", "ucl", "cl")
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


def _rows(chart: tell.Chart, looks: list[layers.Look]) -> list[dict]:
    place = milliseconds(chart.points["x"]) if chart.dated else np.arange(1.0, len(chart.points) + 1)
    out = []
    for i in range(len(chart.points)):
        row = chart.points.iloc[i]
        numbers = {
            name: None if np.isnan(row[source]) else float(row[source])
            for name, source in (("value", "y"), ("cl", "cl"), ("lcl", "lcl"), ("ucl", "ucl"))
        }
        out.append(
            {
                "group": str(chart.group),
                "x": float(place[i]),
                "part": int(row["part"]),
                "look": looks[i].name,
                "letter": looks[i].letter[-1:],  # all that a small chart has room for
                "above": bool(row["y"] >= row["cl"]),
                "when": chart.labels[i],
                "shown": chart.value(row["y"]),
                **numbers,
            }
        )
    return out
