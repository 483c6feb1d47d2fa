"""E2.1 “Repair the aim”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, MonthsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng

from .headings import PARTS, WRITE
from .practice_ward import practice_ward_months

AIM = FieldsAnswer(
    {
        "measure": ChoiceAnswer(
            {
                "a": "Falls per 1,000 occupied bed days",
                "b": "Falls a month",
                "c": "Safer care",
                "d": "Hourly rounds done",
            }
        ),
        "group": ChoiceAnswer(
            {
                "a": "All patients of Ward Elder",
                "b": "Everybody",
                "c": "The nurses of Ward Elder",
            }
        ),
        "baseline": NumberAnswer(tolerance=0.05),
        "target": NumberAnswer(tolerance=0.05),
        "date": MonthsAnswer(example="“2025-02”"),
    }
)


_PROMISE = re.compile(r"get to (?P<target>[\d.]+) or less by the end of (?P<month>\w+ \d{4})")


def _before(data: pd.DataFrame) -> pd.Series:
    return data["rate"].iloc[:12]


def _promised(data: pd.DataFrame) -> tuple[float, pd.Period]:
    """Target and month, read out of the draft: the table holds neither, for a learner would find the answer in it."""
    found = _PROMISE.search(data.attrs["draft"])
    if found is None:
        raise ValueError(f"no target and month in the draft {data.attrs['draft']!r}")
    return float(found["target"]), pd.Period(pd.to_datetime(found["month"], format="%B %Y"), "M")


def _aim(baseline=None, **other):
    """The right aim on the data, with some parts changed."""

    def value(data: pd.DataFrame) -> dict:
        level = float(_before(data).median()) if baseline is None else float(baseline(data))
        target, month = _promised(data)
        parts = {
            "measure": "a",
            "group": "a",
            "baseline": level,
            "target": target,
            "date": frozenset({month}),
        }
        return {**parts, **{name: part(data) if callable(part) else part for name, part in other.items()}}

    return value


repair_aim = Item(
    "m02.repair_aim",
    ask="Turn the draft into a complete aim: its measure and its group (a letter each), the baseline of the twelve months "
    "before the change (to one decimal place), the target, and the month by which it should be reached (date).",
    kind=AIM,
    right=_aim(),
    mistakes=(
        Mistake(
            "baseline of one month",
            _aim(lambda d: _before(d).iloc[-1]),
            "Your baseline is the same as the rate of a single month. A single month may lie high or low by luck, and then every "
            "later month may look like a change. Take the twelve months before the start.",
            variants=(_aim(lambda d: d["rate"].iloc[-1]),),
        ),
        Mistake(
            "mean with the outbreak in it",
            _aim(lambda d: _before(d).mean()),
            "That is the mean, and one month with an outbreak pulls it up, so the improvement from there would look "
            "larger than it is. Use the median of the twelve months, and note the outbreak beside it.",
        ),
        Mistake(
            "months after the start",
            _aim(lambda d: d["rate"].median()),
            "This baseline seems to include months after the start. A baseline must come before the change, or it hides "
            "part of the change. Take the twelve months before the start.",
            variants=(_aim(lambda d: d["rate"].iloc[12:].median()),),
        ),
        Mistake(
            "no date",
            _aim(date=frozenset()),
            "There is no date yet, and without one nobody can say whether the aim was reached in time. The draft "
            "names a month. Give that one, written like “2025-02”.",
        ),
        Mistake(
            "no group",
            _aim(group="b"),
            "“Everybody” is not a group. Whose falls will you count? Name the people it is for, so that a newcomer "
            "could say who belongs to the group.",
        ),
        Mistake(
            "staff instead of patients",
            _aim(group="c"),
            "The aim is for the people who fall, and they are the patients. Staff come in later, with the drivers.",
        ),
        Mistake(
            "a count where a rate is needed",
            _aim(measure="b"),
            "A count of falls tends to grow when the ward is fuller. The baseline and the target here are rates: falls per 1,000 "
            "occupied bed days.",
        ),
        Mistake(
            "a word that cannot be counted",
            _aim(measure="c"),
            "“Safer care” cannot be counted, and two people would find it hard to agree whether it had been reached. "
            "Say what you will count, "
            "and per what.",
        ),
        Mistake(
            "the idea as the measure",
            _aim(measure="d"),
            "Rounds done are what you will try, not what you want. An aim names the result for patients; rounds done "
            "are a process measure and belong to a driver.",
        ),
        Mistake(
            "the size of the reduction as the target",
            _aim(target=lambda d: float(_before(d).median()) - _promised(d)[0]),
            "That is how far down you want to go. The target is the rate you want to reach, and the draft names it.",
        ),
    ),
    praise="With a measure, a group, a baseline, a target and a date, two people who read it will look for the same thing by "
    "the same date.",
    hints=(
        "Look in the draft for the target and the month, and in the table for the twelve months before the start (April 2022 to "
        "March 2023).",
        "The baseline is the median of the twelve rates before the start: put them in order, and take the mean of the 6th and 7th.",
        "On other data: 4.0, 5.0, 5.2, 5.4, 6.0, 6.1, 6.3, 6.7, 7.0, 7.2, 7.5 and 19.0 give (6.1 + 6.3) ÷ 2 = 6.2. The outbreak "
        "month of 19.0 does not pull it.",
    ),
    outcome=WRITE,
    reread=PARTS,
)


def _drafts(seed: int | None) -> Iterator[pd.DataFrame]:
    """Eighteen months of a made-up ward, the last six after the start. One month before it holds an outbreak."""
    rng = exercise_rng(seed, 2, 1)
    while True:
        level = rng.uniform(6, 10)
        means = np.full(18, level)
        means[12:] *= 0.7
        outbreak = int(rng.integers(1, 11))
        means[outbreak] *= 3
        frame = practice_ward_months(rng, means)
        target = round(float(frame["rate"].iloc[:12].median()) * float(rng.uniform(0.55, 0.75)), 1)
        spoken = pd.Period(str(rng.choice(["2023-12", "2024-03", "2024-06"])), "M").strftime("%B %Y")
        frame.attrs.update(
            draft=f"“From 3 April 2023 we will do hourly rounds on Ward Elder. Falls have to come down. We should get to "
            f"{target} or less by the end of {spoken}, and stay there.”",
        )
        yield frame


def _clear_draft(data: pd.DataFrame) -> bool:
    """The outbreak stands out, and the change can be seen, so that the slips give other numbers."""
    rates = _before(data)
    return float(rates.mean() - rates.median()) > 0.4 and float(rates.max()) > 2 * float(rates.median())


EXERCISE = Exercise(
    "E2.1", "Repair the aim", 5, "critique an aim", (repair_aim,), _drafts, teachable=_clear_draft
)
