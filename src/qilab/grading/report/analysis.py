"""What a room's answers say about the questions, the lesson and who may want a hand. Pure tables in, tables out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from qilab.methods import MDC, pareto
from qilab.methods.spc import spc
from qilab.methods.spc.result import SpcResult

from .records import ANSWERED

FEWEST = 10  # learners below which a correlation is mostly luck
HELP_BELOW = 0.5  # share of an outcome's points
MANY = 0.5  # share of the room above which it is the lesson that needs help, and not a person
SHORT_OF_TIME = 0.2  # fall in the share answered, from the first exercise to the last


def by_question(table: pd.DataFrame) -> pd.DataFrame:
    """One row a question, in the order of the table: learners, answered, right, share, discrimination.

    share: points won of those to be had, 0 to 1 (the item's difficulty). discrimination: correlation of the
    question's points with the points of all other questions (corrected item-total correlation; Nunnally &
    Bernstein 1994), missing with fewer than ten learners or where all have the same points.
    """
    rows = []
    points = table.pivot_table(index="learner", columns="key", values="points", aggfunc="sum", sort=False)
    for key, part in table.groupby("key", sort=False):
        own = points[key]
        rest = points.drop(columns=key).sum(axis=1)
        enough_answers = len(points) >= FEWEST and own.std() > 0 and rest.std() > 0
        rows.append(
            {
                "key": key,
                "exercise": part["exercise"].iloc[0],
                "learners": len(part),
                "answered": int(part["state"].isin(ANSWERED).sum()),
                "right": int((part["points"] >= part["max"]).sum()),
                "share": part["points"].sum() / part["max"].sum(),
                "discrimination": float(np.corrcoef(own, rest)[0, 1]) if enough_answers else np.nan,
            }
        )
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class Slip:
    """One known slip at one question. share: of all known slips; together: with all commoner ones; vital: one of the few that bring
    80% together; message: the one that most of its learners saw.
    """

    key: str
    exercise: str
    name: str
    learners: int
    share: float
    together: float
    vital: bool
    message: str


@dataclass(frozen=True)
class Slips:
    """The known slips, commonest first, and how many wrong answers had no name."""

    known: tuple[Slip, ...]
    unknown: int


def misconceptions(table: pd.DataFrame) -> Slips | None:
    """The known mistakes by how many learners made them; wrong answers we do not know stand apart. None if there are none."""
    wrong = table[table["state"].isin(("mistake", "unknown"))]
    named = wrong[wrong["mistake"].notna()]
    if named.empty:
        return None
    about = {kind: part for kind, part in named.groupby(["key", "mistake"])}
    known = []
    # A key has no blank, so that key and slip can be told apart again. Rounded, or all together would be a hair less than 1.
    for row in pareto(named.assign(slip=named["key"] + " " + named["mistake"]), "slip").causes.to_dict(
        "records"
    ):
        key, _, name = str(row["cause"]).partition(" ")
        part = about[key, name]
        known.append(
            Slip(
                key,
                exercise=str(part["exercise"].iloc[0]),
                name=name,
                learners=len(part),
                share=round(float(row["share"]), 9),
                together=round(float(row["cumulative"]), 9),
                vital=bool(row["vital"]),
                message=_commonest(part["message"]),
            )
        )
    return Slips(tuple(known), len(wrong) - len(named))


def _commonest(messages: pd.Series) -> str:
    return str(messages.fillna("").value_counts().index[0])


@dataclass(frozen=True)
class Hand:
    """Who has less than half of an outcome's points: names in alphabetical order, which is no ranking.

    questions: on how many it rests; learners: how many were marked. left_open: those who left all of its questions blank; they may
    only have had no time, so they stand apart from those who tried.
    """

    outcome: str
    questions: int
    learners: int
    tried: list[str]
    left_open: list[str]

    @property
    def is_of_many(self) -> bool:
        """Did more than half of the room try in vain?"""
        return len(self.tried) > MANY * self.learners


def may_want_a_hand(table: pd.DataFrame) -> list[Hand]:
    """One for each outcome, in the order of the page."""
    few = table.assign(given=table["state"].ne("blank")).groupby(["outcome", "learner"], sort=False)
    sums = few.agg(points=("points", "sum"), max=("max", "sum"), given=("given", "any")).reset_index()
    questions = table.groupby("outcome", sort=False)["key"].nunique()
    hands = []
    for outcome, own in sums.groupby("outcome", sort=False):
        low = own[own["points"] < HELP_BELOW * own["max"]]
        tried, left_open = (
            sorted(part["learner"], key=str.casefold) for part in (low[low["given"]], low[~low["given"]])
        )
        hands.append(Hand(str(outcome), int(questions[outcome]), len(own), tried, left_open))
    return hands


def reached(table: pd.DataFrame) -> pd.DataFrame:
    """One row an exercise, in order: share of its questions that were answered at all.

    A share that falls towards the end says that the time was short, not that the questions were hard.
    """
    answered = table["state"].ne("blank")
    return answered.groupby(table["exercise"], sort=False).agg(share="mean", questions="size").reset_index()


def ran_out_of_time(exercises: pd.DataFrame) -> bool:
    """Did fewer answer the last exercise than the first, by a fifth of the room or more? exercises: what `reached` returns."""
    return bool(exercises["share"].iloc[0] - exercises["share"].iloc[-1] >= SHORT_OF_TIME)


def across_cohorts(cohorts: Mapping[str, pd.DataFrame], names: Mapping[str, str]) -> SpcResult:
    """A p chart of right answers for each question over the cohorts, in the order given. names: key → words for the question.

    The limits say how far luck moves a cohort, so that nobody mends a lesson after one weak room.
    """
    parts = []
    for place, (label, table) in enumerate(cohorts.items(), start=1):
        rows = by_question(table).assign(cohort=place, label=label)
        parts.append(rows)
    every = pd.concat(parts, ignore_index=True)
    every["question"] = every["exercise"] + " " + every["key"].map(names)
    return spc(
        every,
        "p",
        y="right",
        n="learners",
        x="cohort",
        by="question",
        rules=MDC,
        better="higher",
    )
