"""The questions of a made-up module."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import WholeAnswer
from qilab.questions.quick_choice import quick_choice
from qilab.questions.series import practice_wards

falls_of_the_year = Item(
    "m99.falls_of_the_year",
    ask="How many falls did the ward have in the twelve months?",
    kind=WholeAnswer(),
    right=lambda d: int(d["falls"].sum()),
    mistakes=(
        Mistake(
            "the last month only",
            lambda d: int(d["falls"].iloc[-1]),
            "That is the last month alone. Add up all twelve.",
        ),
    ),
    praise="Yes: that is the sum of the twelve months.",
    hints=(
        "Look at the column of falls, from top to bottom.",
        "Add up all twelve of the numbers.",
        "For 2, 3 and 4 falls the sum is 9.",
    ),
    outcome="add_up",
    reread="Adding up",
)


def _year(seed: int | None) -> Iterator[pd.DataFrame]:
    return practice_wards(seed, salt=99, months=12)


EXERCISES = (Exercise("E99.1", "The falls of a year", 2, "calculate", (falls_of_the_year,), _year),)

QUICK_CHECKS = (
    quick_choice(
        "m99.how_many_months",
        ask="How many months has a year?",
        right=("b", "Twelve"),
        wrong={"a": ("Ten", "Ten is too few: count them from January to December.")},
        praise="Yes, twelve of them.",
        outcome="add_up",
        reread="Adding up",
    ),
)
