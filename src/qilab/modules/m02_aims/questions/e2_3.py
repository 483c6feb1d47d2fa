"""E2.3 “Falls avoided a year”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.series import exercise_rng
from qilab.questions.units import FALLS_A_YEAR

from .headings import COMPUTE, FAR


def _avoided(data: pd.DataFrame, exposure: float, per: float = 1000) -> float:
    row = data.iloc[0]
    return float((row["baseline"] - row["target"]) / per * exposure)


def _year(data: pd.DataFrame) -> float:
    return 12 * float(data["obd_a_month"].iloc[0])


falls_avoided = Item(
    "m02.falls_avoided",
    ask="If the ward gets from its baseline to its target, how many falls a year does it avoid? Give the number to one decimal place, with its unit.",
    kind=NumberAnswer(FALLS_A_YEAR, tolerance=0.1, decimals=1),
    right=lambda d: _avoided(d, _year(d)),
    mistakes=(
        Mistake(
            "forgot the 1,000",
            lambda d: _avoided(d, _year(d), per=1),
            "That would be about one fall avoided, or more, for each day that somebody spent in a bed. The rate is per 1,000 "
            "bed days, so divide by 1,000 first.",
        ),
        Mistake(
            "bed days of one month",
            lambda d: _avoided(d, _year(d) / 12),
            "That is for one month. The question asks for a year: use the bed days of twelve months.",
        ),
        Mistake(
            "no bed days",
            lambda d: 12 * _avoided(d, 1, per=1),
            "You multiplied the difference between the rates by 12 months and left out the bed days. A rate per 1,000 bed days has to be "
            "multiplied by the thousands of bed days in the year.",
        ),
        Mistake(
            "times admissions",
            lambda d: _avoided(d, 12 * float(d["admissions_a_month"].iloc[0])),
            "You multiplied by admissions. The rate is per 1,000 bed days, so multiply it by thousands of bed days. A patient can "
            "fall on any day of the stay.",
        ),
        Mistake(
            "available beds",
            lambda d: _avoided(d, 365 * float(d["beds"].iloc[0])),
            "You used the bed days that were available. The rate is per 1,000 occupied bed days, because nobody falls out of an "
            "empty bed.",
        ),
        Mistake(
            "falls that remain",
            lambda d: float(d["target"].iloc[0]) / 1000 * _year(d),
            "Those are the falls that would still happen at the target. The falls avoided are the difference between "
            "baseline and target.",
        ),
        Mistake(
            "all falls at the baseline",
            lambda d: float(d["baseline"].iloc[0]) / 1000 * _year(d),
            "Those are all the falls of a year at the baseline. Some would still happen at the target, so use the "
            "difference between baseline and target.",
        ),
    ),
    praise="A rate is for comparing. This number says how many falls a year patients would be spared.",
    hints=(
        "Look at the difference between the two rates, and at the occupied bed days of a whole year.",
        "Falls avoided = (baseline − target) ÷ 1,000 × occupied bed days of the year.",
        "On other data: going from 8.0 to 6.0 with 500 bed days a month avoids 2.0 ÷ 1,000 × 6,000 = 12.0 falls a year.",
    ),
    outcome=COMPUTE,
    reread=FAR,
)


def _plans(seed: int | None) -> Iterator[pd.DataFrame]:
    """One ward's plan. The course's own: 6.6 to 4.62 with 840 occupied bed days a month and 28 beds."""
    rng = exercise_rng(seed, 2, 3)
    if seed is None:
        yield pd.DataFrame(
            {
                "baseline": [6.6],
                "target": [4.62],
                "beds": [28],
                "obd_a_month": [840],
                "admissions_a_month": [140],
            }
        )
    while True:
        beds = int(rng.integers(18, 37))
        obd = round(beds * 365 / 12 * float(rng.uniform(0.84, 0.95)))
        baseline = round(float(rng.uniform(5, 12)), 1)
        yield pd.DataFrame(
            {
                "baseline": [baseline],
                "target": [round(baseline * float(rng.uniform(0.6, 0.8)), 2)],
                "beds": [beds],
                "obd_a_month": [obd],
                "admissions_a_month": [round(obd / float(rng.uniform(4.5, 7)))],
            }
        )


EXERCISE = Exercise("E2.3", "Falls avoided a year", 3, "calculate", (falls_avoided,), _plans)
