"""The chart of cohorts: a still picture that asks no network, with its words and its table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from qilab.charts import Picture, small_multiples, words
from qilab.charts.table import Table
from qilab.methods.spc.result import SpcResult

from .percent import percent

WIDTH = 22  # letters beside each other above a small chart


def cohorts(result: SpcResult, labels: Sequence[str]) -> Picture:
    """Right answers to each question, cohort by cohort, with the limits of luck. labels: the cohorts in order."""
    picture = small_multiples(
        result, unit="share of right answers", source="Marked exercises of these cohorts"
    )
    for layer in picture.spec["spec"]["layer"]:
        encoding = layer["encoding"]
        # A room is a whole one: without this the axis has 1.0, 1.5, 2.0, or 1, 1, 1.
        encoding["x"] = {**encoding["x"], "axis": {**encoding["x"]["axis"], **_places(len(labels))}}
        encoding["y"] = {**encoding["y"], "axis": {**encoding["y"]["axis"], "format": ".0%"}}
    # Whole labels, in as many lines as they need: one line would run into the next chart.
    titles = {str(group): words.lines(str(group), WIDTH) for group in result.places}
    header = picture.spec["facet"]["header"]
    header |= {"labelExpr": f"{json.dumps(titles)}[datum.label]", "labelFontSize": 11}
    rooms = [f"{place} {label}" for place, label in enumerate(labels, start=1)]
    columns: dict[str, list[str]] = {name: [] for name in ("Question", *rooms, "Mean", "By luck alone")}
    for group, points in result.points.groupby("group", sort=False):
        columns["Question"].append(str(group))
        by_place = dict(zip(points["x"], points["y"], strict=True))
        for place, room in enumerate(rooms, start=1):
            columns[room].append(percent(by_place.get(place)))
        last = points.iloc[-1]
        columns["Mean"].append(percent(last["cl"]))
        columns["By luck alone"].append(f"{percent(last['lcl'])} to {percent(last['ucl'])}")
    rows = Table(columns, caption="Share of right answers, one question to a row")
    return replace(picture, rows=rows)


def _places(n: int) -> dict[str, Any]:
    step = max(1, -(-n // 8))
    return {"values": list(range(1, n + 1, step)), "format": "d"}
