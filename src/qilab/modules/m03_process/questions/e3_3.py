"""E3.3 “Pareto by burden”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, LabelsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import PARETO, RANK
from .theatres import CAUSES, NOT_RECORDED, late_lists

AIM = 80.0  # % of the minutes
ROWS = 24
SHOWN_BARS = 4  # bars of the chart on which the slip W4 works

WHICH = LabelsAnswer({cause: cause for cause in (*CAUSES, NOT_RECORDED)}, none="none")


def _sums(data: pd.DataFrame) -> pd.Series:
    """Minutes by main reason, longest first; what was not recorded is among them."""
    sums = data.groupby("reason1")["late_min"].sum()
    return sums.sort_values(ascending=False, kind="stable").astype(float)


def _recorded(sums: pd.Series) -> pd.Series:
    return sums.drop(NOT_RECORDED, errors="ignore")


def _vital(sums: pd.Series, total: float | None = None, crossing: bool = True) -> dict[str, Any]:
    """The causes from the top that reach 80% of the total together, and what they bring, in %.

    total: other than the sum. crossing: is the cause that crosses the 80% among them?
    """
    whole = sums.sum() if total is None else total
    running = 100 * sums.cumsum() / whole
    few = sums[(running - 100 * sums / whole) < AIM]
    few = few if crossing else few[:-1]
    return {"causes": frozenset(few.index), "together": float(100 * few.sum() / whole)}


def _right(data: pd.DataFrame, **other: Any) -> dict[str, Any]:
    return {**_vital(_recorded(_sums(data))), **other}


def _by_lists(data: pd.DataFrame) -> dict[str, Any]:
    counts = data["reason1"].value_counts().sort_values(ascending=False, kind="stable").astype(float)
    return _vital(_recorded(counts))


def _by_lists_in_minutes(data: pd.DataFrame) -> dict[str, Any]:
    """The causes of a count, with the minutes that they bring."""
    causes, sums = _by_lists(data)["causes"], _recorded(_sums(data))
    return {"causes": causes, "together": float(100 * sums[list(causes)].sum() / sums.sum())}


def _both_reasons(data: pd.DataFrame) -> dict[str, Any]:
    """The slip of giving the minutes of a list to each of its reasons."""
    long = pd.concat(
        [
            data[["reason1", "late_min"]],
            data.loc[data["reason2"] != "", ["reason2", "late_min"]].rename(columns={"reason2": "reason1"}),
        ]
    )
    return _vital(_recorded(_sums(long)))


def _first_alone(data: pd.DataFrame) -> dict[str, Any]:
    sums = _recorded(_sums(data))
    return {"causes": frozenset(sums.index[:1]), "together": float(100 * sums.iloc[0] / sums.sum())}


def _not_recorded_below(data: pd.DataFrame) -> dict[str, Any]:
    """The right causes, of all minutes, those without a cause too."""
    sums, right = _sums(data), _right(data)["causes"]
    return {"causes": right, "together": float(100 * sums[list(right)].sum() / sums.sum())}


vital_few = Item(
    "m03.vital_few",
    ask="Rank the main reasons (reason1) by minutes late, with the largest first. Which causes do you need, from the top, to reach "
    "80% of the minutes whose cause is known? What share of these minutes do they account for together, in %, to one decimal?",
    kind=FieldsAnswer(
        {"causes": WHICH, "together": NumberAnswer(tolerance=0.1, decimals=1)},
        labels={"together": "share of these minutes"},
    ),
    right=_right,
    points=2,
    mistakes=(
        Mistake(
            "by number of lists",
            _by_lists,
            "You ranked the causes by how many lists they made late. But patients and staff lose minutes, and a few "
            "long delays can cost more than many short ones. Add up late_min.",
            variants=(_by_lists_in_minutes,),
        ),
        Mistake(
            "“Not recorded” as a cause",
            lambda d: _vital(_sums(d)),
            "“Not recorded” is among your causes, or its minutes are in the total that you divided by. That is a gap in the record, not a "
            "cause that anybody could tackle. Leave it out here, and show it separately.",
            variants=(_not_recorded_below,),
        ),
        Mistake(
            "two reasons counted twice",
            _both_reasons,
            "Where a list has two reasons, you gave its minutes to both, so those minutes count twice. Use the main "
            "reason (reason1) alone.",
        ),
        Mistake(
            "only the bars that are shown",
            lambda d: _vital(_recorded(_sums(d))[:SHOWN_BARS]),
            "You divided by the minutes of the largest causes only. The smaller causes belong in the total too, "
            "even if a chart leaves them out.",
        ),
        Mistake(
            "stopped before 80%",
            lambda d: _vital(_recorded(_sums(d)), crossing=False),
            "You stopped one cause too early: together these do not reach 80% yet. The cause that crosses the line belongs "
            "to the vital few.",
        ),
        Mistake(
            "the largest cause alone",
            _first_alone,
            "That is the largest cause, with its share. Now add the next ones down, until together they reach 80%.",
        ),
        Mistake(
            "every cause named",
            lambda d: {"causes": frozenset(_recorded(_sums(d)).index), "together": 100.0},
            "Those are all the causes, and of course they make up 100%. Stop at the cause that takes the total to 80%.",
        ),
    ),
    praise="You added up the minutes, used one reason for each list and kept “Not recorded” apart. You also included the cause that crosses 80%.",
    hints=(
        "Make a small table: one row for each main reason, with its minutes added up. Put “Not recorded” aside.",
        "Sort by minutes, add up from the top, and divide each running total by all the minutes with a known cause. Stop "
        "at the first that is 80% or more.",
        "On other data: A costs 50 minutes, B 25, C 15 and D 10. A alone makes 50%, A and B make 75%, and with C it is 90%. So the answer is A, "
        "B and C, and 90.0%.",
    ),
    outcome=RANK,
    reread=PARETO,
)


def _samples(seed: int | None) -> Iterator[pd.DataFrame]:
    """24 late lists that were planned, drawn from the table, in the order of their days."""
    lists = late_lists(seed)
    planned = lists[lists["specialty"] != "Emergency"]
    reasons = pd.Categorical(planned["reason1"], categories=[*CAUSES, NOT_RECORDED]).codes
    minutes = planned["late_min"].to_numpy()
    rng = exercise_rng(seed, 3, 3)
    while True:
        places = np.sort(rng.choice(len(planned), ROWS, replace=False))
        if not _may_teach(reasons[places], minutes[places]):
            continue
        rows = planned.iloc[places][["theatre", "reason1", "reason2", "late_min"]]
        rows.insert(0, "list", [f"L{i:02d}" for i in range(1, ROWS + 1)])
        rows["reason2"] = rows["reason2"].astype(object).fillna("")
        yield with_notes(rows.reset_index(drop=True), trust="NORM")


def _may_teach(reasons: np.ndarray, minutes: np.ndarray) -> bool:
    """Is each cause there, is another first by minutes than by count, and are two to four not recorded?

    A quick look, so that no table is made of the many draws that would not do.
    """
    lists = np.bincount(reasons, minlength=len(CAUSES) + 1)
    lost = np.bincount(reasons, minutes, minlength=len(CAUSES) + 1)
    known = slice(len(CAUSES))
    return bool(
        lists[known].min() >= 1 and 2 <= lists[-1] <= 4 and lists[known].argmax() != lost[known].argmax()
    )


def _teaches(data: pd.DataFrame) -> bool:
    """Count and minutes lead to other causes, some lists have two reasons, and nothing is decided by a hair at 80%."""
    sums = _recorded(_sums(data))
    right = _right(data)
    return bool(
        len(set(sums)) == len(sums)
        and right["together"] >= AIM + 1
        and _vital(sums, crossing=False)["together"] <= AIM - 2
        and _by_lists(data)["causes"] != right["causes"]
        and (data["reason2"] != "").sum() >= 3
    )


EXERCISE = Exercise("E3.3", "Pareto by burden", 6, "calculate", (vital_few,), _samples, teachable=_teaches)
