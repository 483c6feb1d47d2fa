"""What a room's answers say about the questions, the lesson and who may want a hand. Pure tables in, tables out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from qilab.methods import MDC, pareto
from qilab.methods.causes import Pareto
from qilab.methods.spc import spc
from qilab.methods.spc.result import SpcResult

from .records import ANSWERED

FEWEST = 10  # learners below which a correlation is mostly luck
HELP_BELOW = 0.5  # share of an outcome's points


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


def misconceptions(table: pd.DataFrame) -> Pareto | None:
    """The known mistakes by how many learners made them; wrong answers we do not know stand apart. None if none."""
    wrong = table[table["state"].isin(("mistake", "unknown"))]
    if wrong.empty or not wrong["mistake"].notna().any():
        return None
    named = wrong.assign(slip=wrong["exercise"] + " " + wrong["mistake"])
    return pareto(named, "slip")


def by_outcome(table: pd.DataFrame) -> pd.DataFrame:
    """Learner × outcome: share of the outcome's points, 0 to 1."""
    sums = table.groupby(["learner", "outcome"], sort=False)[["points", "max"]].sum()
    return (sums["points"] / sums["max"]).unstack("outcome")


def may_want_a_hand(table: pd.DataFrame) -> dict[str, list[str]]:
    """Outcome → learners with less than half of its points, by name in alphabetical order: not a ranking."""
    shares = by_outcome(table)
    return {
        outcome: sorted(shares.index[shares[outcome] < HELP_BELOW], key=str.casefold)
        for outcome in shares.columns
    }


def reached(table: pd.DataFrame) -> pd.DataFrame:
    """One row an exercise, in order: share of its questions that were answered at all.

    A share that falls towards the end says that the time was short, not that the questions were hard.
    """
    answered = table["state"].ne("blank")
    return answered.groupby(table["exercise"], sort=False).agg(share="mean", questions="size").reset_index()


def across_cohorts(cohorts: Mapping[str, pd.DataFrame]) -> SpcResult:
    """A p chart of right answers for each question over the cohorts, in the order given.

    The limits say how far luck moves a cohort, so that nobody mends a lesson after one weak room.
    """
    parts = []
    for place, (label, table) in enumerate(cohorts.items(), start=1):
        rows = by_question(table).assign(cohort=place, label=label)
        parts.append(rows)
    every = pd.concat(parts, ignore_index=True)
    every["question"] = every["exercise"] + " " + every["key"].str.partition(".")[2].str.replace("_", " ")
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
