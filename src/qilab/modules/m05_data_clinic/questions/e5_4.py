"""E5.4 “The definition changed”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import DEFINITION, REPORT
from .trust_tables import trust_tables

CHANGED = pd.Timestamp("2023-04-01")  # the day of the new definition

what_to_say = Item(
    "m05.what_to_say",
    ask="From April 2023 more was recorded as category 2, because the definition changed. What do you show the board?",
    kind=ChoiceAnswer(
        {
            "a": "One line, with the words “pressure ulcers have become significantly more frequent”",
            "b": "Only the months from April 2023, and nothing about the year before",
            "c": "The year before, scaled up so that its mean matches the months since, and one line through all the months",
            "d": "Two periods, each with its own mean and limits, with the day of the change marked and no claim about care",
            "e": "One mean and one pair of limits for all 36 months",
        }
    ),
    right=lambda _: "d",
    mistakes=(
        Mistake(
            "a new definition taken for a change in care",
            lambda _: "a",
            "From a day that we know, more is counted, so the count rose. The chart cannot tell us whether care changed as "
            "well. Say what did change, which is the definition.",
        ),
        Mistake(
            "the earlier year left out",
            lambda _: "b",
            "Then nobody can see that the definition changed, and twelve months of counts are gone. Show them too, as a separate "
            "period, and mark the day.",
        ),
        Mistake(
            "the earlier year scaled",
            lambda _: "c",
            "Then the old months show numbers that nobody ever counted, and any true change in care is scaled away. If you can count by the old "
            "definition again from the records, do that. If not, keep two periods.",
        ),
        Mistake(
            "one set of limits across both",
            lambda _: "e",
            "The months before and after count different things. One mean fits neither of them, and the limits round it are "
            "in the wrong place for both. Work out new ones from the day of the change.",
        ),
    ),
    praise="You show two periods, each with its own limits, and the reason is written on the chart. Nobody is praised or blamed for a new definition.",
    hints=(
        "Ask about each option: does it keep everything that was counted, and does it say what changed?",
        "When a definition changes, begin a new period with a new mean and new limits, and mark the reason.",
        "On another chart: when a trust began to count near falls too, it gave the months before and the months since their own limits.",
    ),
    outcome=REPORT,
    reread=DEFINITION,
)

_RATE = NumberAnswer(tolerance=0.05, decimals=1)
PARTS = ("before", "since", "severe_before", "severe_since")


def _rates(data: pd.DataFrame, per: float = 1000, days: str = "obd") -> dict[str, float]:
    """Ulcers of category 2 and above, and of category 3 and above, per 1,000 bed days, before and since the change."""
    old = data["month"] < CHANGED
    every = data["category_2"] + data["category_3_up"]
    found = {}
    for name, counts in (("", every), ("severe_", data["category_3_up"])):
        for period, rows in (("before", old), ("since", ~old)):
            found[f"{name}{period}"] = float(per * counts[rows].sum() / data.loc[rows, days].sum())
    return found


def _one_period(data: pd.DataFrame) -> dict[str, float]:
    every = data["category_2"] + data["category_3_up"]
    bed_days = data["obd"].sum()
    both, severe = (float(1000 * counts.sum() / bed_days) for counts in (every, data["category_3_up"]))
    return dict(zip(PARTS, (both, both, severe, severe), strict=True))


def _only_category_2(data: pd.DataFrame) -> dict[str, float]:
    old = data["month"] < CHANGED
    two = [
        float(1000 * data.loc[rows, "category_2"].sum() / data.loc[rows, "obd"].sum()) for rows in (old, ~old)
    ]
    return {**_rates(data), "before": two[0], "since": two[1]}


def _a_month(data: pd.DataFrame) -> dict[str, float]:
    """The mean number a month, instead of a rate."""
    return _rates(data.assign(one=1), per=1, days="one")


def _numbers(data: pd.DataFrame) -> dict[str, float]:
    """How many ulcers there were in each period, instead of a rate."""
    months = data.groupby(data["month"] < CHANGED)["month"].size()
    return {name: each * float(months[name.endswith("before")]) for name, each in _a_month(data).items()}


def _over_all_days(data: pd.DataFrame) -> dict[str, float]:
    """The ulcers of each period over the bed days of both."""
    return {name: 1000 * number / float(data["obd"].sum()) for name, number in _numbers(data).items()}


def _turned(data: pd.DataFrame) -> dict[str, float]:
    right = _rates(data)
    return {
        name: right[other]
        for name, other in zip(PARTS, (PARTS[1], PARTS[0], PARTS[3], PARTS[2]), strict=True)
    }


two_periods = Item(
    "m05.two_periods",
    ask="How many pressure ulcers of category 2 and above were there per 1,000 occupied bed days in the twelve months "
    "before April 2023 (all before), and in the months since (all since)? Then give the same for category 3 and above, whose definition "
    "stayed the same (severe before, severe since). Give all four to one decimal.",
    kind=FieldsAnswer(
        dict.fromkeys(PARTS, _RATE),
        labels={
            "before": "all before",
            "since": "all since",
            "severe_before": "severe before",
            "severe_since": "severe since",
        },
    ),
    right=_rates,
    points=2,
    mistakes=(
        Mistake(
            "one rate across both periods",
            _one_period,
            "You have one rate for all 36 months. The months before and since count different things, so work out each period "
            "separately.",
        ),
        Mistake(
            "category 2 alone",
            _only_category_2,
            "You have category 2 alone. For “category 2 and above”, add the columns for category 2 and for category 3 and above.",
        ),
        Mistake(
            "numbers in place of rates",
            _numbers,
            "Those are the numbers of ulcers. The two periods are not equally long, so you cannot compare numbers. Divide by the "
            "occupied bed days of the period, and multiply by 1,000.",
        ),
        Mistake(
            "a number a month",
            _a_month,
            "That is the mean number in a month, not a rate. Divide by the occupied bed days of the period, and multiply by 1,000.",
        ),
        Mistake(
            "the bed days of all months",
            _over_all_days,
            "You divided the ulcers of each period by the bed days of all 36 months. Divide them by the bed days of their own "
            "period.",
        ),
        Mistake(
            "per 100",
            lambda d: _rates(d, per=100),
            "That is per 100 bed days. The question asks for a rate per 1,000.",
        ),
        Mistake(
            "periods the wrong way round",
            _turned,
            "You have the two periods the wrong way round. “Before” is the year up to March 2023.",
        ),
    ),
    praise="The count whose definition changed went up. The count whose definition stayed the same moved by far fewer ulcers per 1,000 bed days, and "
    "that is as close as these data can come to showing whether care changed.",
    hints=(
        "Split the table at April 2023, then add up each column in each part.",
        "Rate = 1,000 × (all ulcers in the period) ÷ (all occupied bed days in the period). Divide once for each rate.",
        "On other data: 12 ulcers in 4,000 bed days are 3.0 per 1,000, and 45 in 9,000 are 5.0.",
    ),
    outcome=REPORT,
    reread=DEFINITION,
)


def _ulcers(seed: int | None) -> Iterator[pd.DataFrame]:
    """Tarnbridge's pressure ulcers by month: more was recorded as category 2 from April 2023, and care did not change."""
    for found in trust_tables(seed, ["ward_month"], "TARN", exercise_rng(seed, 5, 4)):
        table = found["ward_month"].groupby("month", as_index=False)[["obd", "pu_cat2", "pu_cat3plus"]].sum()
        names = {"pu_cat2": "category_2", "pu_cat3plus": "category_3_up"}
        yield with_notes(table.rename(columns=names), trust="TARN")


def _moved(data: pd.DataFrame) -> bool:
    """The count with the new definition rose; the one that was defined alike lies where it was."""
    found = _rates(data)
    return found["since"] - found["before"] > 1 and abs(found["severe_since"] - found["severe_before"]) < 0.3


EXERCISE = Exercise(
    "E5.4",
    "The definition changed",
    4,
    "choose with reason",
    (what_to_say, two_periods),
    _ulcers,
    teachable=_moved,
)
