"""E3.1 “Lead time and value share”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True)
class _Way:
    """(steps,) minutes worked and waited, and whether the work adds value, of steps that are done one after another."""

    touch: np.ndarray
    wait: np.ndarray
    adds: np.ndarray

    @property
    def minutes(self) -> float:
        """Minutes through these steps, worked and waited together."""
        return float(self.touch.sum() + self.wait.sum())

    @property
    def value(self) -> float:
        """Minutes of work that adds value."""
        return float(self.touch[self.adds].sum())

    def of(self, where: np.ndarray) -> _Way:
        """The same of some of the steps alone. where: (steps,) is each of them taken?"""
        return _Way(self.touch[where], self.wait[where], self.adds[where])


def _all_steps(data: pd.DataFrame) -> _Way:
    touch, wait, adds = (data[name].to_numpy() for name in ("touch_min", "wait_min", "value_adding"))
    return _Way(touch.astype(float), wait.astype(float), adds.astype(bool))


def _ways(data: pd.DataFrame) -> list[_Way]:
    """The main line with branch A and with branch B, the longer way first."""
    steps, branch = _all_steps(data), data["branch"].to_numpy(dtype=object)
    ways = [steps.of((branch == "main") | (branch == name)) for name in "AB"]
    return sorted(ways, key=lambda way: way.minutes, reverse=True)


def _of(way: _Way) -> dict[str, float]:
    """Hours through these steps one after another, and the share of that time which is value-adding work, in %."""
    return {"lead": way.minutes / 60, "share": 100 * way.value / way.minutes}


def _right(data: pd.DataFrame) -> dict[str, float]:
    found = lead_time(_branches(data), "touch_min", "wait_min", "value_adding", "branch")
    return {"lead": found.lead / 60, "share": 100 * found.value_share}


def _right_but(data: pd.DataFrame, **other: float) -> dict[str, float]:
    """The right answer with a slip in one part."""
    way = _ways(data)[0]
    return {"lead": way.minutes / 60, "share": 100 * (way.value / way.minutes), **other}


def _without_waits(way: _Way) -> dict[str, float]:
    touch = float(way.touch.sum())
    return {"lead": touch / 60, "share": 100 * way.value / touch}


def _minutes_behind_the_point(hours: float) -> float:
    """7 hours 58 minutes as 7.58."""
    return int(hours) + 0.6 * (hours - int(hours))


def _only_waits(data: pd.DataFrame) -> dict[str, float]:
    way = _ways(data)[0]
    waits = float(way.wait.sum())
    return {"lead": waits / 60, "share": 100 * way.value / waits}


def _mean_of_branches(data: pd.DataFrame) -> dict[str, float]:
    """The mean time of the two ways, and of it the mean of their value-adding work."""
    ways = _ways(data)
    minutes = float(np.mean([way.minutes for way in ways]))
    return {"lead": minutes / 60, "share": 100 * float(np.mean([way.value for way in ways])) / minutes}


def _mean_of_ratios(way: _Way) -> float:
    """The slip of one ratio for each step, and then their mean; a step that adds no value counts 0."""
    return float(100 * np.mean(np.where(way.adds, way.touch, 0) / (way.touch + way.wait)))


def _value_steps(way: _Way) -> _Way:
    return way.of(way.adds)


def _all_work(way: _Way) -> float:
    """All work taken for work that adds value, in % of the time."""
    return 100 * float(way.touch.sum()) / way.minutes


lead_and_share = Item(
    "m03.lead_and_share",
    ask="How many hours does it take from the decision until the patient leaves? What share of that time, in %, is work that "
    "adds value? Give both to one decimal. Branches A and B begin together, and the next step on the main line needs both.",
    kind=FieldsAnswer(
        {"lead": NumberAnswer(tolerance=0.06, decimals=1), "share": NumberAnswer(tolerance=0.1, decimals=1)},
        labels={"lead": "hours", "share": "share of that time"},
    ),
    right=_right,
    points=2,
    mistakes=(
        Mistake(
            "both branches added",
            lambda d: _of(_all_steps(d)),
            "You added up all the steps. Branches A and B run side by side, so only the longer one decides how long the patient waits. "
            "Add the main line and the longer branch.",
            variants=(lambda d: _right_but(d, lead=_of(_all_steps(d))["lead"]),),
        ),
        Mistake(
            "waits left out",
            lambda d: _without_waits(_ways(d)[0]),
            "That is the work on its own. The waits are part of the patient’s time, so they belong to the lead time. Add "
            "touch_min and wait_min.",
            variants=(
                lambda d: _without_waits(_all_steps(d)),
                lambda d: _right_but(d, lead=_without_waits(_ways(d)[0])["lead"]),
            ),
        ),
        Mistake(
            "mean of the steps’ shares",
            lambda d: _right_but(d, share=_mean_of_ratios(_ways(d)[0])),
            "Your share is the mean of the shares of the single steps, so a short step counts as much as a long one. Add up "
            "the minutes that add value, and divide once by the lead time.",
            variants=(
                lambda d: _right_but(d, share=_mean_of_ratios(_all_steps(d))),
                lambda d: _right_but(d, share=_mean_of_ratios(_value_steps(_ways(d)[0]))),
            ),
        ),
        Mistake(
            "checks counted as value-adding",
            lambda d: _right_but(d, share=_all_work(_ways(d)[0])),
            "Your share counts all the work, even the steps that the patient would not miss. Needed is not the same as value-adding. "
            "Use only the steps where value_adding is True.",
        ),
        Mistake(
            "minutes for hours",
            lambda d: _right_but(d, lead=60 * _right_but(d)["lead"]),
            "Your lead time is in minutes, and the question asks for hours: divide by 60.",
        ),
        Mistake(
            "minutes after the decimal point",
            lambda d: _right_but(d, lead=_minutes_behind_the_point(_right_but(d)["lead"])),
            "Your lead time has the minutes after the decimal point. Half an hour is 0.5 hours, not 0.30, so divide the minutes by 60.",
        ),
        Mistake(
            "the shorter branch",
            lambda d: _of(_ways(d)[1]),
            "You followed the shorter branch. The patient can leave only when both are done, so the longer one sets the "
            "lead time.",
        ),
        Mistake(
            "value of both branches",
            lambda d: _right_but(d, share=100 * _all_steps(d).value / _ways(d)[0].minutes),
            "You divided the value-adding work of both branches by the time of the longer one alone. Take work and time "
            "from the same path.",
        ),
        Mistake(
            "waits only",
            lambda d: _right_but(d, lead=float(_ways(d)[0].wait.sum()) / 60),
            "That is the waiting on its own. Work takes time too, so add touch_min and wait_min for each step.",
            variants=(_only_waits,),
        ),
        Mistake(
            "mean of the branches",
            _mean_of_branches,
            "You took the mean of the two branches. The patient needs both and waits for the longer one, so add the main line "
            "and the longer branch.",
        ),
    ),
    praise="The longer branch sets the time, and the waits are part of it. Work that is needed, but that the patient would not miss, does not count as value-adding.",
    hints=(
        "Add up the minutes of branch A and of branch B, both work and waiting, and keep the longer branch.",
        "lead = (all minutes of the main line + all minutes of the longer branch) ÷ 60; share = 100 × value-adding work on "
        "that path ÷ all its minutes.",
        "On other data: if the main line takes 60 minutes, A 120 and B 90, the lead time is 180 minutes, or 3.0 hours. With 18 minutes of value-adding work on that "
        "path, the share is 10.0%.",
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
    longer, shorter = (way.minutes for way in _ways(data))
    return longer - shorter >= 20


EXERCISE = Exercise(
    "E3.1",
    "Lead time and value share",
    5,
    "calculate",
    (lead_and_share,),
    _maps,
    teachable=_one_branch_is_longer,
)
