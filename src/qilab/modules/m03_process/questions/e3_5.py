"""E3.5 “Work in progress”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pandas as pd

from qilab.methods.flow import littles_law
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import COMPUTE, UNDER_WAY

PER_HOUR = 6  # prescriptions that reach the pharmacy, as the exercise's page says
ROWS = 15


def _hours(data: pd.DataFrame, column: str = "lead_min") -> float:
    return float(data[column].mean() / 60)


in_progress = Item(
    "m03.in_progress",
    ask="In a typical hour 6 prescriptions are written. On average, how many are under way at any moment, that is, written but not yet ready? "
    "Give the number to one decimal.",
    kind=NumberAnswer(tolerance=0.06, decimals=1),
    right=lambda d: littles_law(arrival_rate=PER_HOUR, time=_hours(d)),
    mistakes=(
        Mistake(
            "the median lead time",
            lambda d: float(PER_HOUR * d["lead_min"].median() / 60),
            "You used the median. Little’s law needs the mean, because the few that take a very long time fill the shelf for "
            "a very long time. Take the mean of lead_min.",
        ),
        Mistake(
            "minutes with a rate per hour",
            lambda d: PER_HOUR * 60 * _hours(d),
            "You multiplied minutes by a rate per hour. Both need the same unit of time, so divide the mean lead time by 60 "
            "first.",
        ),
        Mistake(
            "divided",
            lambda d: PER_HOUR / _hours(d),
            "You divided. The more that arrive and the longer each takes, the more are under way, so multiply the two.",
            variants=(lambda d: _hours(d) / PER_HOUR, lambda d: 60 * _hours(d) / PER_HOUR),
        ),
        Mistake(
            "the longest time",
            lambda d: float(PER_HOUR * d["lead_min"].max() / 60),
            "You used the longest lead time. Most prescriptions are ready sooner, so take the mean of lead_min.",
        ),
        Mistake(
            "the rows of the table",
            lambda d: float(len(d)),
            "That is how many prescriptions are in the table. They are a sample from more than one day, and not what is under way at one "
            "moment. Multiply the 6 an hour by the mean time.",
        ),
        Mistake(
            "work only",
            lambda d: PER_HOUR * _hours(d, "touch_min"),
            "You used only the time when somebody is working on it (touch_min). A prescription that is waiting is under way as well, so "
            "use lead_min.",
        ),
        Mistake(
            "hours for prescriptions",
            _hours,
            "That is the mean lead time in hours. Now multiply it by the 6 that are written in each hour.",
        ),
        Mistake(
            "waiting only",
            lambda d: PER_HOUR * float((d["lead_min"] - d["touch_min"]).mean() / 60),
            "You left out the time when somebody is working on them. They are under way then too, so use lead_min as it is.",
        ),
    ),
    praise="You multiplied arrivals by mean time, which is Little’s law. If shorter waits bring the lead time down, the pile falls with it, and nobody has to work faster.",
    hints=(
        "Find the mean of lead_min and turn it into hours.",
        "Number under way = arrivals per hour × mean lead time in hours.",
        "On other data: with 4 an hour and a mean lead time of 90 minutes (1.5 hours), 4 × 1.5 = 6.0 are under way.",
    ),
    outcome=COMPUTE,
    reread=UNDER_WAY,
)


@lru_cache(maxsize=2)
def _made(seed: int) -> pd.DataFrame:
    from qilab.trusts.generate import generate

    return generate(["discharge_medicines"], seed=seed, trusts=["NORM"])["discharge_medicines"]


def _orders(seed: int | None) -> pd.DataFrame:
    if seed is not None:
        return _made(seed)
    from qilab.data import load

    return load("discharge_medicines", trust="NORM")


def _weeks(seed: int | None) -> Iterator[pd.DataFrame]:
    """Fifteen orders of medicines to take home at Northmere, in the order in which they were written."""
    orders = _orders(seed)
    rng = exercise_rng(seed, 3, 5)
    while True:
        first = int(rng.integers(0, len(orders) - ROWS))
        rows = orders.iloc[first : first + ROWS]
        lead = (rows["ready"] - rows["written"]).dt.total_seconds() / 60
        frame = pd.DataFrame(
            {
                "order": [f"D{i:02d}" for i in range(1, ROWS + 1)],
                "written": rows["written"].dt.strftime("%H:%M").to_numpy(),
                "lead_min": lead.astype(int).to_numpy(),
                "touch_min": rows["touch_min"].to_numpy(),
            }
        )
        yield with_notes(frame, trust="NORM")


def _has_a_tail(data: pd.DataFrame) -> bool:
    """A few long ones pull the mean well above the median."""
    return data["lead_min"].mean() - data["lead_min"].median() >= 15 and data["lead_min"].min() >= 60


EXERCISE = Exercise(
    "E3.5", "Work in progress", 3, "fill the blank", (in_progress,), _weeks, teachable=_has_a_tail
)
