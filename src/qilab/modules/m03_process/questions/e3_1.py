"""E3.1 “Lead time and value share”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.process import lead_time
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import COMPUTE, LEAD
from .steps import steps_of

PROCESS = "Medicines to take home"


def _branches(data: pd.DataFrame) -> pd.DataFrame:
    """The same steps, with no branch where a step is common to both, as `lead_time` takes them."""
    return data.assign(branch=data["branch"].where(data["branch"] != "main"))


def _on_longest(data: pd.DataFrame) -> pd.DataFrame:
    found = lead_time(_branches(data), "touch_min", "wait_min", branch="branch")
    return data[data["branch"].isin(["main", found.branch])]


def _on_shortest(data: pd.DataFrame) -> pd.DataFrame:
    longest = _on_longest(data)["branch"].unique()
    return data[(data["branch"] == "main") | ~data["branch"].isin(longest)]


def _minutes(rows: pd.DataFrame) -> float:
    return float(rows["touch_min"].sum() + rows["wait_min"].sum())


def _value(rows: pd.DataFrame) -> float:
    return float(rows.loc[rows["value_adding"].astype(bool), "touch_min"].sum())


def _of(rows: pd.DataFrame) -> dict[str, float]:
    """Hours through these steps one after another, and the share of that time which is value-adding work, in %."""
    return {"lead": _minutes(rows) / 60, "share": 100 * _value(rows) / _minutes(rows)}


def _right(data: pd.DataFrame, **other: float) -> dict[str, float]:
    found = lead_time(_branches(data), "touch_min", "wait_min", "value_adding", "branch")
    return {"lead": found.lead / 60, "share": 100 * found.value_share, **other}


def _without_waits(rows: pd.DataFrame) -> dict[str, float]:
    touch = float(rows["touch_min"].sum())
    return {"lead": touch / 60, "share": 100 * _value(rows) / touch}


def _minutes_behind_the_point(hours: float) -> float:
    """7 hours 58 minutes as 7.58."""
    return int(hours) + 0.6 * (hours - int(hours))


def _only_waits(data: pd.DataFrame) -> dict[str, float]:
    rows = _on_longest(data)
    waits = float(rows["wait_min"].sum())
    return {"lead": waits / 60, "share": 100 * _value(rows) / waits}


def _mean_of_branches(data: pd.DataFrame) -> dict[str, float]:
    """The mean time of the two ways, and of it the mean of their value-adding work."""
    ways = _on_longest(data), _on_shortest(data)
    minutes = float(np.mean([_minutes(way) for way in ways]))
    return {"lead": minutes / 60, "share": 100 * float(np.mean([_value(way) for way in ways])) / minutes}


def _mean_of_ratios(rows: pd.DataFrame) -> float:
    """The slip of one ratio for each step, and then their mean; a step that adds no value counts 0."""
    helps = rows["touch_min"].where(rows["value_adding"].astype(bool), 0)
    return float(100 * np.mean(helps / (rows["touch_min"] + rows["wait_min"])))


def _value_rows(data: pd.DataFrame) -> pd.DataFrame:
    rows = _on_longest(data)
    return rows[rows["value_adding"].astype(bool)]


lead_and_share = Item(
    "m03.lead_and_share",
    ask="How many hours does it take from the decision until the patient leaves? What share of that time, in %, is work that "
    "adds value? Both to one decimal. Branches A and B begin together, and the next step on the main line needs both.",
    kind=FieldsAnswer(
        {"lead": NumberAnswer(tolerance=0.06, decimals=1), "share": NumberAnswer(tolerance=0.1, decimals=1)},
        labels={"lead": "hours", "share": "share of that time"},
    ),
    right=_right,
    points=2,
    mistakes=(
        Mistake(
            "both branches added",
            _of,
            "You added up all the steps. Branches A and B run side by side, so the patient waits for the longer one only. "
            "Add the main line and the longer branch.",
            variants=(lambda d: _right(d, lead=_of(d)["lead"]),),
        ),
        Mistake(
            "waits left out",
            lambda d: _without_waits(_on_longest(d)),
            "That is the work alone. The patient waits through the waits, so they belong to the lead time: add touch_min "
            "and wait_min.",
            variants=(_without_waits, lambda d: _right(d, lead=_without_waits(_on_longest(d))["lead"])),
        ),
        Mistake(
            "mean of the steps’ shares",
            lambda d: _right(d, share=_mean_of_ratios(_on_longest(d))),
            "Your share is the mean of the steps’ own shares, in which a short step counts as much as a long one. Add up "
            "the minutes that add value, and divide once by the lead time.",
            variants=(
                lambda d: _right(d, share=_mean_of_ratios(d)),
                lambda d: _right(d, share=_mean_of_ratios(_value_rows(d))),
            ),
        ),
        Mistake(
            "checks counted as value-adding",
            lambda d: _right(d, share=100 * _on_longest(d)["touch_min"].sum() / _minutes(_on_longest(d))),
            "Your share counts all the work, checking, correcting and carrying too. Needed is not the same as value-adding. "
            "Use only the steps where value_adding is True.",
        ),
        Mistake(
            "minutes for hours",
            lambda d: _right(d, lead=60 * _right(d)["lead"]),
            "Your lead time is in minutes, and the question asks for hours: divide by 60.",
        ),
        Mistake(
            "minutes behind the point",
            lambda d: _right(d, lead=_minutes_behind_the_point(_right(d)["lead"])),
            "Your lead time has the minutes behind the point. Half an hour is 0.5 of an hour, not 0.30: divide the minutes by 60.",
        ),
        Mistake(
            "the shorter branch",
            lambda d: _of(_on_shortest(d)),
            "You went along the shorter branch. The patient can leave only when both are done, so the longer one sets the "
            "lead time.",
        ),
        Mistake(
            "value of both branches",
            lambda d: _right(d, share=100 * _value(d) / _minutes(_on_longest(d))),
            "You divided the useful work of both branches by the time of the longer one alone. Take work and time "
            "from the same path.",
        ),
        Mistake(
            "waits only",
            lambda d: _right(d, lead=float(_on_longest(d)["wait_min"].sum()) / 60),
            "That is the waiting alone. Work takes time too: add touch_min and wait_min of each step.",
            variants=(_only_waits,),
        ),
        Mistake(
            "mean of the branches",
            _mean_of_branches,
            "You took the mean of the two branches. The patient needs both, and waits for the longer one: add the main line "
            "and the longer branch.",
        ),
    ),
    praise="The longer branch sets the time, the waits are part of it, and what is only needed does not count as value.",
    hints=(
        "Find the minutes of branch A and of branch B, work and waiting together, and keep the longer one.",
        "lead = (all minutes of the main line + all minutes of the longer branch) ÷ 60; share = 100 × value-adding work on "
        "that path ÷ all its minutes.",
        "On other data: main 60 minutes, A 120, B 90: lead 180 minutes, 3.0 hours. With 18 minutes of useful work on that "
        "path the share is 10.0%.",
    ),
    outcome=COMPUTE,
    reread=LEAD,
)

SHOWN = ["branch", "step", "owner", "touch_min", "wait_min", "value_adding"]


def _maps(seed: int | None) -> Iterator[pd.DataFrame]:
    """The steps of the table with waits drawn anew, so that now one branch and now the other is longer. Never the table's own waits:
    the lesson works those out."""
    rng = exercise_rng(seed, 3, 1)
    while True:
        rows = steps_of(PROCESS, seed)[SHOWN].copy()
        rows["wait_min"] = np.maximum(
            5, np.round(rows["wait_min"] * rng.uniform(0.5, 1.8, len(rows)))
        ).astype(int)
        yield with_notes(rows)


def _one_branch_is_longer(data: pd.DataFrame) -> bool:
    a, b = (_minutes(data[data["branch"] == name]) for name in "AB")
    return abs(a - b) >= 20


EXERCISE = Exercise(
    "E3.1",
    "Lead time and value share",
    5,
    "calculate",
    (lead_and_share,),
    _maps,
    teachable=_one_branch_is_longer,
)
