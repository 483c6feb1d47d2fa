"""Bars that are text as well: whole labels that wrap, a length, and the figure beside it. The page draws them; a table is their twin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from qilab.charts import words
from qilab.charts.table import Table

from .analysis import Slips, ran_out_of_time
from .percent import percent

MOST_SLIPS = 12  # more than that and nobody sees the first


@dataclass(frozen=True)
class Bar:
    """One bar. length: 0 to 1 of the row. note: further words below the label; said: the message that learners saw."""

    label: str
    length: float
    figure: str
    note: str = ""
    said: str = ""


def difficulty(questions: pd.DataFrame, names: Mapping[str, str]) -> tuple[str, list[Bar], Table]:
    """A sentence, a bar a question in the order of the page, and their table: how many in a hundred of its points were won.

    questions: what `analysis.by_question` returns. names: key → words for the question.
    """
    labels = [f"{row['exercise']} {names.get(row['key'], row['key'])}" for _, row in questions.iterrows()]
    place = int(questions["share"].argmin())
    hardest = percent(questions["share"].iloc[place])
    alike = questions["share"].max() - questions["share"].min() < 1e-9
    sentence = (
        f"{hardest} of the points were won."
        if len(questions) == 1
        else f"No question was harder than another: {hardest} of the points of each were won."
        if alike
        else f"{labels[place]} was the hardest question: {hardest} of its points were won."
    )
    shares = [percent(share) for share in questions["share"]]
    bars = [Bar(*row) for row in zip(labels, questions["share"], shares, strict=True)]
    discrimination = [
        "too few to say" if pd.isna(d) else words.number(d, 2) for d in questions["discrimination"]
    ]
    columns = {
        "Question": labels,
        "Learners": questions["learners"],
        "Answered": questions["answered"],
        "Right": questions["right"],
        "Points won": shares,
        "Discrimination": discrimination,
    }
    return sentence, bars, Table(columns, caption="Each question, in the order of the page")


def reach(exercises: pd.DataFrame, names: Mapping[str, str]) -> tuple[str, list[Bar], Table]:
    """The same for an exercise each: how many in a hundred of its questions were answered at all.

    exercises: what `analysis.reached` returns. names: code → title.
    """
    first, last = exercises["share"].iloc[0], exercises["share"].iloc[-1]
    sentence = (
        f"Fewer reached the end: {percent(first)} of the first exercise was answered, and {percent(last)} of the last."
        if ran_out_of_time(exercises)
        else f"About as many reached the end as began: {percent(last)} of the last exercise was answered."
    )
    labels = [f"{code} {names.get(code, '')}".strip() for code in exercises["exercise"]]
    shares = [percent(share) for share in exercises["share"]]
    bars = [Bar(*row) for row in zip(labels, exercises["share"], shares, strict=True)]
    table = Table(
        {"Exercise": labels, "Answered": shares},
        caption="Share of questions answered at all, in the order of the page",
    )
    return sentence, bars, table


def commonest(slips: Slips, names: Mapping[str, str]) -> tuple[list[Bar], Table]:
    """The Pareto of slips: a bar each, the longest first, with the message that its learners saw; the rarest are left to answers.csv.

    names: code → title of the exercise.
    """
    shown = slips.known[:MOST_SLIPS]
    longest = shown[0].learners
    places = [f"{slip.exercise} {names.get(slip.exercise, '')}".strip() for slip in shown]
    bars = [
        Bar(
            slip.name,
            slip.learners / longest,
            words.count(slip.learners, "learner"),
            f"{place} · with those above, {percent(slip.together)} of all slips",
            slip.message,
        )
        for place, slip in zip(places, shown, strict=True)
    ]
    columns = {
        "Slip": [slip.name for slip in shown],
        "Exercise": places,
        "Learners": [slip.learners for slip in shown],
        "Share": [percent(slip.share) for slip in shown],
        "Together": [percent(slip.together) for slip in shown],
    }
    return bars, Table(columns, caption="The slips, commonest first")
