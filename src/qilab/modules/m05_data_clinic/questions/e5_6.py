"""E5.6 “Seven, fourteen, twenty-one”: its question, right answer, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, NumberAnswer, WholeAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import RESOLVE, STAYS

COLUMNS = ["los7plus", "los14plus", "los21plus"]


def _groups(seven: float, fourteen: float, more: float) -> dict[str, float]:
    """Two groups, and of every 100 who have been there 7 days or longer those there 21 or longer."""
    return {
        "days_7_to_13": float(seven - fourteen),
        "days_14_to_20": float(fourteen - more),
        "share": float(100 * more / seven),
    }


def _last(data: pd.DataFrame) -> tuple[float, float, float]:
    seven, fourteen, more = data[COLUMNS].iloc[-1].astype(float)
    return seven, fourteen, more


def _right(data: pd.DataFrame) -> dict[str, float]:
    return _groups(*_last(data))


def _with(**other):
    """The right answer with some parts replaced by what `other` makes of the last day’s three counts."""
    return lambda d: _right(d) | {name: float(make(*_last(d))) for name, make in other.items()}


def _of_all_three(seven: float, fourteen: float, more: float) -> float:
    return 100 * more / (seven + fourteen + more)


long_stayers = Item(
    "m05.long_stayers",
    ask="At 08:00 on the last of these days, how many patients had been there 7 to 13 days (days 7 to 13), and how many 14 to 20 "
    "days (days 14 to 20)? Of every 100 who had been there 7 days or longer, how many had been there 21 days or longer (share, "
    "to one decimal)?",
    kind=FieldsAnswer(
        {
            "days_7_to_13": WholeAnswer(),
            "days_14_to_20": WholeAnswer(),
            "share": NumberAnswer(tolerance=0.05, decimals=1),
        },
        labels={
            "days_7_to_13": "7 to 13 days",
            "days_14_to_20": "14 to 20 days",
        },
    ),
    right=_right,
    mistakes=(
        Mistake(
            "the three counts added up",
            _with(share=_of_all_three),
            "You divided by the sum of the three counts. Somebody who has been there for 25 days is in all three of them, so you "
            "counted that person three times. “7 or more” already includes the others.",
            variants=(
                _with(days_7_to_13=lambda a, b, c: a, days_14_to_20=lambda a, b, c: b, share=_of_all_three),
            ),
        ),
        Mistake(
            "7 or more less 21 or more",
            _with(days_7_to_13=lambda a, b, c: a - c),
            "You took 21 or more away from 7 or more. That leaves everybody who has been there 7 to 20 days. For 7 to 13 days, take away 14 or more.",
        ),
        Mistake(
            "days added up as if they were people",
            lambda d: _groups(*d[COLUMNS].sum()),
            "You added up the days. That gives patient-days, because the same person is counted again every morning. Use only the last day.",
        ),
        Mistake(
            "“or more” taken for a group",
            _with(days_7_to_13=lambda a, b, c: a, days_14_to_20=lambda a, b, c: b),
            "“7 or more” is not the same as “7 to 13”, because it also counts everybody who has been there longer. Take the next count away from it.",
        ),
        Mistake(
            "the longest kept in days 14 to 20",
            _with(days_14_to_20=lambda a, b, c: b),
            "“14 or more” is not the same as “14 to 20”, because it also counts people who have been there 21 days or longer. Take those away.",
        ),
        Mistake(
            "the longest taken away twice",
            _with(days_7_to_13=lambda a, b, c: a - b - c),
            "You took away both “14 or more” and “21 or more”. Anyone who has been there 21 days or longer is in both, so you took that person "
            "away twice. Take away “14 or more” alone.",
        ),
        Mistake(
            "a share of the group before",
            _with(share=lambda a, b, c: 100 * c / b),
            "Your share is of the patients who have been there 14 days or longer. The question asks for a share of all those who have been there "
            "7 days or longer.",
        ),
        Mistake(
            "a number for the share",
            _with(share=lambda a, b, c: c),
            "Your share is the number of patients who had been there 21 days or longer. Divide it by the number who had been there 7 "
            "days or longer, and multiply by 100.",
        ),
        Mistake(
            "the first day",
            lambda d: _groups(*d[COLUMNS].iloc[0]),
            "Those are the groups on the first day. The question asks for the last one.",
        ),
        Mistake(
            "the mean of the days",
            lambda d: _groups(*d[COLUMNS].mean().round()),
            "Those are means over all the days. The question asks for the people who were there on the last morning.",
        ),
    ),
    praise="Each count includes the people who have been there longer, so a group is one count minus the next. And nobody was counted twice.",
    hints=(
        "Think of one patient who has been there for 25 days. In which of the three columns is that patient?",
        "Days 7 to 13 = los7plus − los14plus, days 14 to 20 = los14plus − los21plus, and share = 100 × los21plus ÷ los7plus.",
        "On other data: from 80, 30 and 6 we get 50 patients at 7 to 13 days and 24 at 14 to 20. 6 out of 80 is 7.5 in every 100.",
    ),
    outcome=RESOLVE,
    reread=STAYS,
)


def _week(seed: int | None) -> Iterator[pd.DataFrame]:
    """Seven mornings of a made-up trust: patients who have been there 7, 14 and 21 days or more."""
    rng = exercise_rng(seed, 5, 6)
    while True:
        more = int(rng.integers(35, 70)) + rng.integers(-6, 7, 7)
        fourteen = more + int(rng.integers(30, 60)) + rng.integers(-6, 7, 7)
        seven = fourteen + int(rng.integers(80, 140)) + rng.integers(-12, 13, 7)
        days = pd.date_range(pd.Timestamp("2024-01-08"), periods=7).as_unit("s")
        frame = pd.DataFrame({"date": days, "los7plus": seven, "los14plus": fourteen, "los21plus": more})
        yield with_notes(frame, trust="made-up trust")


EXERCISE = Exercise("E5.6", "Seven, fourteen, twenty-one", 3, "read the chart", (long_stayers,), _week)
