"""E10.5 “Who fills the beds?”: its question, right answer, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.series import exercise_rng, with_notes
from qilab.questions.units import PERCENT

from .headings import EXPLAIN, SNAPSHOT
from .larkhaven import TRUST, days_in, tables

LIMITS = {"all": 0, "7 days or more": 7, "14 days or more": 14, "21 days or more": 21}
LONG = "21 days or more"
ROUND = np.timedelta64(8, "h")  # the morning round, when those who are in are counted


def _cell(data: pd.DataFrame, row: str, column: str) -> float:
    return float(data.loc[data["stay"] == row, column].to_numpy(dtype=float)[0])


def _share(data: pd.DataFrame, column: str, row: str = LONG) -> float:
    return 100 * _cell(data, row, column) / _cell(data, "all", column)


def _summed(data: pd.DataFrame, column: str) -> float:
    return sum(_share(data, column, row) for row in LIMITS if row != "all")


long_stayers = Item(
    "m10.long_stayers",
    ask="What share of all the bed days was taken up by patients who stayed for 21 days or more? Give a percentage to one decimal place, with its unit.",
    kind=NumberAnswer(PERCENT, tolerance=0.06, decimals=1),
    right=lambda d: _share(d, "bed_days"),
    mistakes=(
        Mistake(
            "the share of patients",
            lambda d: _share(d, "patients_who_left"),
            "That is their share of the patients. There are few of them, but each takes up a bed for weeks: use the bed days.",
        ),
        Mistake(
            "overlapping rows added up",
            lambda d: _summed(d, "bed_days"),
            "You added up rows that overlap: anyone who stayed 21 days or more is also in the rows for 7 and for 14. Use the last row alone.",
            variants=(
                lambda d: _summed(d, "patients_who_left"),
                lambda d: _summed(d, "in_on_a_morning"),
                lambda d: _share(d, "bed_days", "14 days or more") + _share(d, "bed_days"),
            ),
        ),
        Mistake(
            "those in for 21 days so far",
            lambda d: _share(d, "in_on_a_morning"),
            "You used those who were in on that morning and had been in for 21 days already. Some of the others would get there "
            "later, and that morning is only one day of the year. The question asks for the bed days of all who left.",
        ),
        Mistake(
            "14 days or more",
            lambda d: _share(d, "bed_days", "14 days or more"),
            "That is the share of those who stayed 14 days or more. The question asks for 21 days or more.",
        ),
        Mistake(
            "7 days or more",
            lambda d: _share(d, "bed_days", "7 days or more"),
            "That is the share of those who stayed a week or more. The question asks for 21 days or more, which is the last row.",
        ),
        Mistake(
            "a share of the long stays",
            lambda d: 100 * _cell(d, LONG, "bed_days") / _cell(d, "7 days or more", "bed_days"),
            "You divided by the bed days of the longer stays only. The question asks for a share of all bed days: use the row “all”.",
            variants=(lambda d: 100 * _cell(d, LONG, "bed_days") / _cell(d, "14 days or more", "bed_days"),),
        ),
        Mistake(
            "against the other bed days",
            lambda d: (
                100 * _cell(d, LONG, "bed_days") / (_cell(d, "all", "bed_days") - _cell(d, LONG, "bed_days"))
            ),
            "You divided by the bed days of all the other patients. A share is part of the whole, so include these patients’ own days in the number that you divide by.",
        ),
        Mistake(
            "days for each of them",
            lambda d: _cell(d, LONG, "bed_days") / _cell(d, LONG, "patients_who_left"),
            "That is how many days each of these patients stayed on average. For the share, divide their bed days by those of everybody.",
        ),
        Mistake(
            "a share of rows added up",
            lambda d: (
                100
                * _cell(d, LONG, "bed_days")
                / sum(_cell(d, row, "bed_days") for row in LIMITS if row != "all")
            ),
            "You divided by several rows added up. They overlap, so long stays are counted more than once. The row “all” has each bed "
            "day once: divide by that.",
            variants=(
                lambda d: 100 * _cell(d, LONG, "bed_days") / sum(_cell(d, row, "bed_days") for row in LIMITS),
            ),
        ),
    ),
    praise="A few patients in every hundred take up a good part of the beds. What they are waiting for may well be care outside the hospital, so look beyond its walls, "
    "and ask them and their families first.",
    hints=(
        "Which column counts beds × days, and which counts people?",
        "Share = bed days of the row “21 days or more” ÷ bed days of the row “all” × 100.",
        "On other data: of 900 bed days in all, 180 belong to stays of 21 days or more, so it is 180 ÷ 900 = 20.0%.",
    ),
    outcome=EXPLAIN,
    reread=SNAPSHOT,
)


def _years(seed: int | None) -> Iterator[pd.DataFrame]:
    """A year of leavers of Larkhaven's two listed wards, and one morning's patients, by length of stay."""
    spells = tables(seed)["spells"]
    lasted = days_in(spells)
    admit, discharge = (spells[name].to_numpy().astype("datetime64[m]") for name in ("admit", "discharge"))
    rng = exercise_rng(seed, 10, 5)
    first_day = np.datetime64("2022-04-01")
    while True:
        start = first_day + int(rng.integers(0, 730))
        left = (discharge >= start) & (discharge < start + 365)
        morning = start + int(rng.integers(30, 330)) + ROUND
        present = (admit <= morning) & ~(discharge <= morning)
        so_far = (morning - admit[present]).astype("timedelta64[m]").astype(float) / 1440
        rows = [
            (
                name,
                int((lasted[left] >= limit).sum()),
                round(float(lasted[left][lasted[left] >= limit].sum())),
                int((so_far >= limit).sum()),
            )
            for name, limit in LIMITS.items()
        ]
        frame = pd.DataFrame(rows, columns=["stay", "patients_who_left", "bed_days", "in_on_a_morning"])
        yield with_notes(frame, trust=TRUST)


def _some_stay_long(data: pd.DataFrame) -> bool:
    """Some of the year's patients stayed 21 days or more, but not all: slips divide by the one and by the other."""
    return 0 < _cell(data, LONG, "bed_days") < _cell(data, "all", "bed_days")


EXERCISE = Exercise(
    "E10.5", "Who fills the beds?", 3, "read the chart", (long_stayers,), _years, teachable=_some_stay_long
)
