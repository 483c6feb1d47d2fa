"""The facilitator's charts: still pictures that ask no network, each with its words and its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from qilab.charts import Picture, pareto_chart, small_multiples, theme, words
from qilab.charts.table import Table
from qilab.methods.causes import Pareto
from qilab.methods.spc.result import SpcResult

SOURCE = "Marked exercises of this room"
MOST_SLIPS = 12  # more bars than that and nobody sees the first
SOLVED, OPEN = "#2f5d8a", "#dfe7ef"  # 6.9:1 against each other with the outline between them


def difficulty(questions: pd.DataFrame, names: Mapping[str, str]) -> Picture:
    """A bar a question, in the order of the page: how many in a hundred of its points were won.

    questions: what `analysis.by_question` returns. names: key → words for the question.
    """
    hardest = questions.iloc[questions["share"].argmin()]
    title = (
        f"{_name(hardest, names)} was the hardest question: learners earned {percent(hardest['share'])} "
        "of its points"
        if len(questions) > 1
        else f"{percent(hardest['share'])} of the points were won"
    )
    discrimination = questions["discrimination"]
    rows = Table(
        {
            "Question": [_name(row, names) for _, row in questions.iterrows()],
            "Learners": questions["learners"],
            "Answered": questions["answered"],
            "Right": questions["right"],
            "Points won": [percent(share) for share in questions["share"]],
            "Discrimination": [
                "too few to say" if pd.isna(d) else words.number(d, 2) for d in discrimination
            ],
        },
        caption="Each question, in the order of the page",
    )
    text = f"Bar chart of {words.count(len(questions), 'question')}. {title}. " + " ".join(
        f"{q}: {p}." for q, p in zip(rows["Question"], rows["Points won"], strict=True)
    )
    data = [
        {"question": q, "share": float(s), "label": percent(s)}
        for q, s in zip(rows["Question"], questions["share"], strict=True)
    ]
    return _picture(_bars(data, "Points won"), title, text, rows, len(data))


def reach(exercises: pd.DataFrame, names: Mapping[str, str]) -> Picture:
    """A bar an exercise, in the order of the page: how many in a hundred of its questions were answered at all."""
    last, first = exercises["share"].iloc[-1], exercises["share"].iloc[0]
    fell = first - last >= 0.2
    title = (
        f"Fewer reached the end: {percent(first)} answered the first exercise, {percent(last)} the last"
        if fell
        else f"About as many reached the end as began: {percent(last)} answered the last exercise"
    )
    labels = [f"{code} {names.get(code, '')}".strip() for code in exercises["exercise"]]
    rows = Table(
        {"Exercise": labels, "Answered": [percent(s) for s in exercises["share"]]},
        caption="Share of questions answered at all, in the order of the page",
    )
    text = f"Bar chart of {words.count(len(labels), 'exercise')}. {title}. " + " ".join(
        f"{e}: {s}." for e, s in zip(rows["Exercise"], rows["Answered"], strict=True)
    )
    data = [
        {"question": e, "share": float(s), "label": percent(s)}
        for e, s in zip(labels, exercises["share"], strict=True)
    ]
    return _picture(_bars(data, "Answered at all"), title, text, rows, len(data))


def slips(found: Pareto) -> Picture:
    """The Pareto of misconceptions, by the names that the checks use; the rarest are left to answers.csv."""
    first = found.causes.iloc[0]
    times = words.count(int(first["burden"]), "time")
    equal = int((found.causes["burden"] == first["burden"]).sum())
    title = (
        f"The commonest slip was {first['cause']}: {times}"
        if equal == 1
        else f"{equal} slips were equally common: {times} each"
    )
    return pareto_chart(
        replace(found, causes=found.causes.head(MOST_SLIPS)), unit="slips", title=title, source=SOURCE
    )


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
    rooms = [f"{place} {label}" for place, label in enumerate(labels, start=1)]
    columns: dict[str, list[str]] = {name: [] for name in ("Question", *rooms, "Mean", "Luck moves it")}
    for group, points in result.points.groupby("group", sort=False):
        columns["Question"].append(str(group))
        by_place = dict(zip(points["x"], points["y"], strict=True))
        for place, room in enumerate(rooms, start=1):
            columns[room].append(percent(by_place.get(place)))
        last = points.iloc[-1]
        columns["Mean"].append(percent(last["cl"]))
        columns["Luck moves it"].append(f"{percent(last['lcl'])} to {percent(last['ucl'])}")
    rows = Table(columns, caption="Share of right answers, one question to a row")
    return replace(picture, rows=rows)


def _places(n: int) -> dict[str, Any]:
    step = max(1, -(-n // 8))
    return {"values": list(range(1, n + 1, step)), "format": "d"}


def percent(share: float | None) -> str:
    """A share in whole per cent, halves upwards; what is not all is not called 100%, nor what is not nothing 0%."""
    if share is None or pd.isna(share):
        return "missing"
    if 0 < share < 0.005:
        return "under 1%"
    if 0.995 <= share < 1:
        return "over 99%"
    return f"{int(100 * share + 0.5 + 1e-9)}%"


def _name(row: pd.Series, names: Mapping[str, str]) -> str:
    return f"{row['exercise']} {names.get(row['key'], row['key'])}"


def _bars(data: list[dict[str, Any]], x_title: str) -> dict[str, Any]:
    question = {
        "field": "question",
        "type": "nominal",
        "sort": None,
        "axis": {"title": None, "labelLimit": 260, "grid": False},
    }
    share = {
        "field": "share",
        "type": "quantitative",
        "scale": {"domain": [0, 1]},
        "axis": {"title": x_title, "format": ".0%", "tickCount": 5},
    }
    return {
        "datasets": {"bars": data},
        "data": {"name": "bars"},
        "layer": [
            {
                "mark": {"type": "bar", "color": OPEN, "aria": False},
                "encoding": {"y": question, "x": {"datum": 1, "type": "quantitative"}},
            },
            {
                "mark": {"type": "bar", "color": SOLVED, "aria": False},
                "encoding": {"y": question, "x": share},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "aria": False},
                "encoding": {"y": question, "x": {"datum": 1}, "text": {"field": "label", "type": "nominal"}},
            },
        ],
    }


def _picture(shape: dict[str, Any], title: str, text: str, rows: Table, n: int) -> Picture:
    spec = {
        "width": 420,
        "height": max(26 * n, 80),
        "config": theme.config(),
        "title": {"text": words.lines(title, 74), "subtitle": [SOURCE]},
        **shape,
    }
    return Picture(spec=spec, title=title, description=f"{text} {SOURCE}.", rows=rows, analysis=None)
