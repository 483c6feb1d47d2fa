"""E5.7 “Two sources, one number?”: its question, right answer, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import RECONCILE, SAY
from .trust_tables import trust_tables

MONTHS = {
    "2023-09": "September 2023",
    "2023-10": "October 2023",
    "2023-11": "November 2023",
    "2023-12": "December 2023",
    "2024-01": "January 2024",
    "2024-02": "February 2024",
}
OPENED, LEAP = "2023-11", "2024-02"
CAUSES = {
    "late": "a ward that opened during the month was missing from the return for 13 days",
    "leap": "February had 29 days that year",
    "twice": "patients who change wards are counted on two wards at midnight",
    "rounding": "the return’s averages are rounded",
}


def _gaps(data: pd.DataFrame, days: pd.Series | float) -> pd.Series:
    """By month, the wards’ bed days above the return’s, as a percentage of the return’s."""
    returned = data["return_average"] * days
    return 100 * (data["ward_bed_days"] - returned) / returned


def _days(data: pd.DataFrame) -> pd.Series:
    return data["month"].dt.days_in_month


def _at(data: pd.DataFrame, month: str) -> int:
    return int((data["month"].dt.strftime("%Y-%m") == month).to_numpy().argmax())


def _told(data: pd.DataFrame, **other) -> dict:
    gap = float(_gaps(data, _days(data)).iloc[_at(data, OPENED)])
    return {"month": OPENED, "gap": gap, "cause": "late"} | other


def _over_the_wards(data: pd.DataFrame) -> float:
    gap = _told(data)["gap"] / 100
    return 100 * gap / (1 + gap)


def _short_february(data: pd.DataFrame) -> float:
    return float(_gaps(data, 28).iloc[_at(data, LEAP)])


def _days_of_31(data: pd.DataFrame) -> float:
    return float(_gaps(data, 31).iloc[_at(data, OPENED)])


def _averages_as_totals(data: pd.DataFrame) -> float:
    return float(_gaps(data, 1).iloc[_at(data, OPENED)])


def _half_year(data: pd.DataFrame) -> float:
    returned = float((data["return_average"] * _days(data)).sum())
    return 100 * (float(data["ward_bed_days"].sum()) - returned) / returned


def _missing_days(data: pd.DataFrame) -> float:
    row = data.iloc[_at(data, OPENED)]
    return float(row["ward_bed_days"] - row["return_average"] * 30)


def _another(month: str, cause: str) -> Callable[[pd.DataFrame], dict]:
    """The gap of another month, where the two sources agree."""
    return lambda d: {"month": month, "gap": float(_gaps(d, _days(d)).iloc[_at(d, month)]), "cause": cause}


_AGREEING = [_another(month, cause) for month in MONTHS if month != OPENED for cause in CAUSES]


def _wrong_cause(cause: str, message: str) -> Mistake:
    return Mistake(f"cause: {CAUSES[cause]}", lambda d: _told(d, cause=cause), message)


two_sources = Item(
    "m05.two_sources",
    ask="In which month do the two sources differ (month)? By how much is the wards’ total above the return, as a percentage of the "
    "return’s bed days, to two decimals (gap)? And what is the cause (cause)?",
    kind=FieldsAnswer(
        {
            "month": ChoiceAnswer(MONTHS),
            "gap": NumberAnswer(tolerance=0.015, decimals=2),
            "cause": ChoiceAnswer(CAUSES),
        },
    ),
    right=_told,
    points=2,
    mistakes=(
        Mistake(
            "divided by the wards",
            lambda d: _told(d, gap=_over_the_wards(d)),
            "The month and the cause are right. You divided by the wards’ bed days, but the question asks for a percentage of the return’s. "
            "Always say what a percentage is a percentage of.",
            variants=(lambda d: _told(d, gap=-_over_the_wards(d)),),
        ),
        Mistake(
            "averages taken for totals",
            lambda d: _told(d, gap=_averages_as_totals(d)),
            "You compared the wards’ bed days for a month with the return’s average for a day. First multiply the average by the number of days in "
            "the month.",
        ),
        Mistake(
            "a February of 28 days",
            lambda d: {"month": LEAP, "gap": _short_february(d), "cause": "leap"},
            "You gave February 28 days. In 2024 it had 29, and with 29 days the two sources agree. Look at the other months again.",
            variants=(lambda d: {"month": LEAP, "gap": _short_february(d), "cause": "late"},),
        ),
        Mistake(
            "a month in which the two agree",
            _AGREEING[0],
            "In the month that you chose, the two sources agree apart from rounding. Work out the gap for each month. In one of them "
            "it is far larger than in all the others.",
            variants=tuple(_AGREEING[1:]),
        ),
        Mistake(
            "November with 31 days",
            lambda d: _told(d, gap=_days_of_31(d)),
            "The month and the cause are right, but November has 30 days.",
        ),
        Mistake(
            "the gap spread over all months",
            lambda d: _told(d, gap=_half_year(d)),
            "That is the gap over all six months. It comes from one of them, and spread over six it looks small. "
            "Compare month by month.",
        ),
        Mistake(
            "the return above the wards",
            lambda d: _told(d, gap=-_told(d)["gap"]),
            "The size is right but the sign is not. The wards have more bed days than the return, so work out wards − return.",
        ),
        Mistake(
            "bed days instead of a percentage",
            lambda d: _told(d, gap=_missing_days(d)),
            "Those are the missing bed days. Divide them by the return’s bed days of that month, and multiply by 100.",
        ),
        _wrong_cause(
            "leap",
            "The month and the gap are right. But the month that differs is November, so a long February cannot be the cause. What was "
            "new on the wards in November?",
        ),
        _wrong_cause(
            "twice",
            "The month and the gap are right. But at midnight a patient is in one bed, so nobody is counted twice. And if they were, it would show in "
            "every month. What was new in November?",
        ),
        _wrong_cause(
            "rounding",
            "The month and the gap are right. But rounding moves a month’s total by less than one bed day, and here several hundred are missing. "
            "Divide M6’s bed days by its 21 nights, and multiply by 13.",
        ),
    ),
    praise="Thirteen nights on the new ward are missing from the return. With those nights the two sources agree, and you know why they did not.",
    hints=(
        "For each month, multiply the return’s average by the number of days in the month, and compare.",
        "Gap = 100 × (wards − return) ÷ return. Would M6’s bed days ÷ 21 nights × 13 nights fill it?",
        "On other data: the wards have 9,270 bed days in a month. The return’s average of 300 over 30 days makes 9,000, so the gap is 3.00%.",
    ),
    outcome=RECONCILE,
    reread=SAY,
)


def _months(seed: int | None) -> Iterator[pd.DataFrame]:
    """Larkhaven from September 2023 to February 2024: the wards’ bed days, those of its new ward M6, and the bed return."""
    for found in trust_tables(seed, ["ward_month", "bed_return"], "LARK", exercise_rng(seed, 5, 7)):
        wards = found["ward_month"]
        table = wards.groupby("month")["obd"].sum().rename("ward_bed_days").reset_index()
        new = wards[wards["ward_code"] == "M6"].set_index("month")["obd"]
        table["m6_bed_days"] = table["month"].map(new).fillna(0).astype(int)
        average = found["bed_return"].set_index("month")["avg_occupied"]
        table["return_average"] = table["month"].map(average)
        shown = table[table["month"].dt.strftime("%Y-%m").isin(MONTHS)]
        yield with_notes(shown.reset_index(drop=True), trust="LARK")


EXERCISE = Exercise("E5.7", "Two sources, one number?", 5, "calculate", (two_sources,), _months)
