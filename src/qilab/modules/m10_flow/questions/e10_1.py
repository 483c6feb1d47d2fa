"""E10.1 “Beds needed”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor

import pandas as pd

from qilab.methods.flow import beds_needed as beds_for
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import NumberAnswer, WholeAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import APPLY, LITTLE, WALLS
from .larkhaven import MADE_UP


def _of(data: pd.DataFrame, name: str) -> float:
    return float(data[name].iloc[0])


def _share(data: pd.DataFrame) -> float:
    return _of(data, "planned_occupancy_pct") / 100


def _load(data: pd.DataFrame, stay: str = "mean_stay_days", more: float = 0.0) -> float:
    return _of(data, "admissions_a_day") * (_of(data, stay) + more)


def _waiting_now(data: pd.DataFrame) -> float:
    return _of(data, "to_home_care_a_day") * _of(data, "wait_now_days")


def _up(number: float) -> int:
    return ceil(number - 1e-9)


beds_needed = Item(
    "m10.beds_needed",
    ask="How many beds does this hospital need, so that on average the planned share of them is occupied? Give a whole number: "
    "if part of a bed is left over, you need a whole one.",
    kind=WholeAnswer(),
    right=lambda d: beds_for(_of(d, "admissions_a_day"), _of(d, "mean_stay_days"), _share(d)).beds,
    mistakes=(
        Mistake(
            "multiplied by the occupancy",
            lambda d: round(_load(d) * _share(d)),
            "You multiplied by the planned occupancy, and ended up with fewer beds than there are patients. The patients "
            "should fill only part of the beds, so divide by it.",
            variants=(lambda d: _up(_load(d) * _share(d)), lambda d: floor(_load(d) * _share(d))),
        ),
        Mistake(
            "the median stay",
            lambda d: _up(_load(d, "median_stay_days") / _share(d)),
            "You used the median stay. Half of the patients stay longer than that, and some of them for weeks, in beds that "
            "somebody has to provide. Little’s law needs the mean.",
            variants=(
                lambda d: round(_load(d, "median_stay_days") / _share(d)),
                lambda d: _up(_load(d, "median_stay_days")),
            ),
        ),
        Mistake(
            "rounded down",
            lambda d: floor(_load(d) / _share(d)),
            "Very close. You rounded down, so a little more than the planned share would be occupied. You cannot open part "
            "of a bed, so round up.",
        ),
        Mistake(
            "a day added to each stay",
            lambda d: _up(_load(d, more=1) / _share(d)),
            "You added a day to each stay, as if the day of discharge took a bed for another night. The mean stay is already "
            "counted in nights: from Monday to Thursday is three nights.",
        ),
        Mistake(
            "a week’s admissions",
            lambda d: _up(7 * _load(d) / _share(d)),
            "You used a week’s admissions with a stay in days. Both need the same unit of time: admissions a day × days.",
            variants=(lambda d: round(7 * _load(d)),),
        ),
        Mistake(
            "no spare beds",
            lambda d: round(_load(d)),
            "That is how many beds are occupied on an average day. With only that many, the hospital would nearly always be "
            "full. Divide by the planned occupancy.",
            variants=(lambda d: _up(_load(d)),),
        ),
        Mistake(
            "the free share added on",
            lambda d: _up(_load(d) * (2 - _share(d))),
            "You added the free share to the patients. But it is a share of the beds, so divide: the beds times the planned "
            "occupancy should give the number of patients.",
            variants=(lambda d: round(_load(d) * (2 - _share(d))),),
        ),
        Mistake(
            "the stay left out",
            lambda d: _up(_of(d, "admissions_a_day") / _share(d)),
            "You left out the stay. That would be enough beds if each patient stayed for one day: multiply the admissions by the "
            "mean stay first.",
            variants=(lambda d: round(_of(d, "admissions_a_day") / _share(d)),),
        ),
        Mistake(
            "those who wait added on",
            lambda d: _up((_load(d) + _waiting_now(d)) / _share(d)),
            "You added beds for those who wait for care at home. They are among the patients already, because their wait is part of "
            "their stay.",
            variants=(lambda d: _up(_load(d) / _share(d) + _waiting_now(d)),),
        ),
        Mistake(
            "the usual 85%",
            lambda d: _up(_load(d) / 0.85),
            "You planned for 85%, which is often quoted. This hospital plans for a different share of its beds: use planned_occupancy_pct.",
        ),
        Mistake(
            "divided by the percentage",
            lambda d: _up(_load(d) / _of(d, "planned_occupancy_pct")),
            "You divided by the percentage as it stands. Turn it into a share first: 90%, for example, is 0.90.",
            variants=(lambda d: round(_load(d) / _of(d, "planned_occupancy_pct")),),
        ),
    ),
    praise="Admissions × mean stay gives the beds in use, and dividing by the planned share gives the beds to open. That holds for an "
    "average day: how often the hospital is full depends on its size and on how much days vary.",
    hints=(
        "First find the patients who are in on an average day. Then find the beds, of which they should take up only a part.",
        "Beds = admissions a day × mean stay in days ÷ planned occupancy (as a share), rounded up.",
        "On other data: 10 a day × 4.0 days = 40 patients. 40 ÷ 0.90 = 44.4, so 45 beds.",
    ),
    outcome=APPLY,
    reread=LITTLE,
)


def _freed(data: pd.DataFrame) -> float:
    return _of(data, "to_home_care_a_day") * (_of(data, "wait_now_days") - _of(data, "wait_then_days"))


beds_freed = Item(
    "m10.beds_freed",
    ask="Some patients are well enough to leave, but are waiting in bed for care at home to begin. The council, the community team and "
    "the hospital agree to shorten this wait. How many hospital beds would that free on an average day? Give it to one decimal place.",
    kind=NumberAnswer(tolerance=0.06, decimals=1),
    right=_freed,
    mistakes=(
        Mistake(
            "the beds still taken",
            lambda d: _of(d, "to_home_care_a_day") * _of(d, "wait_then_days"),
            "Those are the beds that will still be taken by people who wait. The question asks how many fewer: use the "
            "difference between the two waits.",
        ),
        Mistake(
            "all who wait now",
            _waiting_now,
            "Those are the beds taken by people who wait today. A shorter wait will free only a part of them: use the "
            "difference between the two waits.",
        ),
        Mistake(
            "days for beds",
            lambda d: _of(d, "wait_now_days") - _of(d, "wait_then_days"),
            "That is how many days one patient gains. Several leave each day, and each of them gains that much: multiply.",
        ),
        Mistake(
            "divided",
            lambda d: (_of(d, "wait_now_days") - _of(d, "wait_then_days")) / _of(d, "to_home_care_a_day"),
            "You divided. The more patients leave for home care, the more beds their waits take up, so multiply the two.",
            variants=(
                lambda d: _of(d, "to_home_care_a_day") / (_of(d, "wait_now_days") - _of(d, "wait_then_days")),
            ),
        ),
        Mistake(
            "all admissions",
            lambda d: _of(d, "admissions_a_day") * (_of(d, "wait_now_days") - _of(d, "wait_then_days")),
            "You used all admissions. Only those who go home with care wait for it: use to_home_care_a_day.",
        ),
        Mistake(
            "divided by the occupancy too",
            lambda d: _freed(d) / _share(d),
            "The first part is right. But you are not planning spare beds here: these beds are taken now, and will not be then. So "
            "the planned occupancy does not come into it.",
            variants=(lambda d: _freed(d) * _share(d),),
        ),
        Mistake(
            "the two waits added",
            lambda d: _of(d, "to_home_care_a_day") * (_of(d, "wait_now_days") + _of(d, "wait_then_days")),
            "You added the two waits. A shorter wait frees only the difference between them: take the later wait from the wait now.",
        ),
        Mistake(
            "the fall as a percentage",
            lambda d: 100 * (1 - _of(d, "wait_then_days") / _of(d, "wait_now_days")),
            "That is the fall in the wait as a percentage. The question asks for beds: multiply the days that each patient gains by how "
            "many leave for home care in a day.",
        ),
        Mistake(
            "a whole week",
            lambda d: 7 * _freed(d),
            "Those are the bed days that are freed in a week. On any one day it is a seventh of that.",
        ),
    ),
    praise="Little’s law works beyond the walls too: number who wait = number a day × mean wait. So a shorter wait outside "
    "the hospital opens beds inside it.",
    hints=(
        "How many wait now, on an average day? And how many would then?",
        "Number who wait = patients a day × mean days that each waits. Work it out twice and subtract.",
        "On other data: 3 a day who wait 4 days are 12 beds. If they wait 2.5 days, it is 7.5 beds, so 4.5 are freed.",
    ),
    outcome=APPLY,
    reread=WALLS,
)


def _hospitals(seed: int | None) -> Iterator[pd.DataFrame]:
    """One row: what is known of a made-up hospital."""
    rng = exercise_rng(seed, 10, 1)
    first = seed is None
    while True:
        admissions, stay, planned = (
            int(rng.integers(38, 90)),
            round(float(rng.uniform(4.8, 7.2)), 1),
            int(rng.integers(85, 95)),
        )
        if first:
            admissions, stay, planned, first = 62, 6.1, 92, False
        row = {
            "admissions_a_day": admissions,
            "mean_stay_days": stay,
            "median_stay_days": round(stay * float(rng.uniform(0.52, 0.62)), 1),
            "planned_occupancy_pct": planned,
            "to_home_care_a_day": round(float(rng.uniform(3.5, 7.5)), 1),
            "wait_now_days": round(float(rng.uniform(3.2, 5.5)), 1),
            "wait_then_days": round(float(rng.uniform(1.2, 2.4)), 1),
        }
        yield with_notes(pd.DataFrame([row]), note=MADE_UP)


EXERCISE = Exercise("E10.1", "Beds needed", 5, "calculate", (beds_needed, beds_freed), _hospitals)
