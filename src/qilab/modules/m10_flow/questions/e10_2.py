"""E10.2 “Slots for an urgent clinic”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import pandas as pd

from qilab.methods.flow import slots_needed
from qilab.methods.simulate import backlog_by_day
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, WholeAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import CAPACITY, MATCH, SIMULATE
from .larkhaven import MADE_UP, as_column

MOST_BACKLOG = 5
YEARS, DAYS_A_YEAR = 20, 250  # working days


def _slots(data: pd.DataFrame) -> np.ndarray:
    return as_column(data, "slots_a_day")


def _mean_demand(data: pd.DataFrame) -> int:
    """The middle row is the average demand by construction: a clinic of whole slots about it."""
    return int(data["average_referrals"].iloc[0])


@cache
def _needed(demand: int) -> int:
    """The exact number of slots, worked out once for each demand: it is asked for again and again."""
    return slots_needed(demand, MOST_BACKLOG)


def _first_with(data: pd.DataFrame, share: float) -> int:
    enough = as_column(data, "days_all_fit_pct") >= 100 * share
    return int(_slots(data)[enough][0]) if enough.any() else int(_slots(data)[-1]) + 1


def _more_than_needed(data: pd.DataFrame, place: int) -> int:
    """The first (place 0) or a later number of slots above the right one that no other slip ends at."""
    right = _needed(_mean_demand(data))
    others = {_first_with(data, share) for share in (0.80, 0.95)}
    return [n for n in range(right + 1, right + 6) if n not in others][place]


slots = Item(
    "m10.slots",
    ask="The referrals are urgent, and an unused slot is lost. What is the smallest number of slots a day with which, on average, no more "
    "than 5 people are carried over to the next day?",
    kind=WholeAnswer(),
    right=lambda d: _needed(_mean_demand(d)),
    mistakes=(
        Mistake(
            "the average demand",
            _mean_demand,
            "That is the average demand. With only that many slots the backlog never settles, because the spare slot on a quiet "
            "day cannot be saved for a busy one. Compare the first year with the last.",
        ),
        Mistake(
            "the 95th centile",
            lambda d: _first_with(d, 0.95),
            "With that many slots the day’s own referrals fit on at least 95 days in 100. That is safe, but many slots go unused, and the "
            "question asks for less: a few may be carried over to tomorrow. Look for the smallest number that will do.",
        ),
        Mistake(
            "the 80th centile",
            lambda d: _first_with(d, 0.80),
            "With that many slots the day’s own referrals fit on at least 80 days in 100. It is a common rule of thumb, and a useful one. But it "
            "ignores the fact that those left over today can be seen tomorrow. Once you allow for that, fewer slots do what is asked.",
        ),
        Mistake(
            "one slot more than the average",
            lambda d: _mean_demand(d) + 1,
            "One slot more than the average is enough for the backlog to settle, but it settles above 5. The 5 in the question means people "
            "carried over, so look at the column mean_backlog, and not at the column of unused slots.",
        ),
        Mistake(
            "more than needed",
            lambda d: _more_than_needed(d, 0),
            "With that many slots the mean backlog is well below 5, so it would do. But fewer slots do it as well, and the question asks for the smallest "
            "number. Go by mean_backlog, and not by the days on which all fit: go up the table until it passes 5.",
            variants=(lambda d: _more_than_needed(d, 1), lambda d: _more_than_needed(d, 2)),
        ),
    ),
    praise="A couple of slots above the average are enough when a few may wait until tomorrow. Each figure in the table is simulated, so "
    "it has an error of its own, but here that is far smaller than the step from one row to the next around 5.",
    hints=(
        "Go down the column with the mean backlog until it stays at 5 or less.",
        "The average is never enough, because a lost slot cannot be saved. The column mean_backlog shows how much more is needed.",
        "On other data: with 12 referrals a day on average, the backlog with 12 slots never settles. With 13 slots it is 4.3, and with 14 it is 1.5. The smallest number that will do is 13.",
    ),
    outcome=MATCH,
    reread=CAPACITY,
)

average_slots = Item(
    "m10.average_slots",
    ask="Look at the row in which the slots equal the average referrals, and at the rows around it. What would you expect of that clinic over its next ten years?",
    kind=ChoiceAnswer(
        {
            "a": "the backlog stays about where the last year left it",
            "b": "the backlog goes back to nothing, since on average all can be seen",
            "c": "it never settles: the longer you watch, the larger the mean backlog",
            "d": "nothing can be said, because a simulation has an error",
        }
    ),
    right=lambda _: "c",
    mistakes=(
        Mistake(
            "settled where it is",
            lambda _: "a",
            "Nothing holds it there. Several busy days in a row add to the backlog, but quiet days in a row lose their spare slots once "
            "the backlog is gone. So it wanders, and on average upwards.",
        ),
        Mistake(
            "on average all are seen",
            lambda _: "b",
            "That would be true if spare slots could be saved. They are lost on quiet days, so in the end fewer are seen than "
            "there are slots.",
        ),
        Mistake(
            "nothing can be said",
            lambda _: "d",
            "It does have an error, and the table shows how large: ± 2 standard errors. Where a row’s first and last years "
            "differ by far more than that, something can be said.",
        ),
    ),
    praise="If the slots only match the average and spare slots are lost, there is no level at which the backlog settles. A single run is a matter of luck, which "
    "is why the table shows the mean of many with its error.",
    hints=(
        "Compare the first year with the last, in this row and in the row below it.",
        "Busy days add to the backlog. What do quiet days do once nobody is waiting?",
        "On other data: you toss a coin for each step up or down, and cannot go below 0. How far up will you be after longer and longer walks?",
    ),
    outcome=SIMULATE,
    reread=CAPACITY,
)

standing_list = Item(
    "m10.standing_list",
    ask="Another clinic has the same referrals, but they are routine: there is always a list of some weeks to book from, and no slot goes unused. "
    "What is true of average capacity there?",
    kind=ChoiceAnswer(
        {
            "a": "it is never enough, just as in the urgent clinic",
            "b": "it keeps the list about as long as it is, but will not shorten it, and the list and its waits remain",
            "c": "it clears the list in the end",
            "d": "it makes no difference how many slots there are, since there is a list",
        }
    ),
    right=lambda _: "b",
    mistakes=(
        Mistake(
            "urgent and routine alike",
            lambda _: "a",
            "The urgent clinic loses its spare slots. Here somebody from the list fills them, so all the capacity is used, "
            "and on average as many leave the list as join it.",
        ),
        Mistake(
            "the list clears itself",
            lambda _: "c",
            "On average as many join as leave, so nothing shrinks. To shorten the list, more people must be seen than join it for a while.",
        ),
        Mistake(
            "slots do not matter",
            lambda _: "d",
            "They matter a great deal: with fewer slots than the average the list grows week by week, and with more it shrinks.",
        ),
    ),
    praise="That is where two published views meet. With a standing list, average capacity can keep the list from growing. But a list has a "
    "price: people wait on it, it has to be managed, and to do without it you need room to spare, or less variation.",
    hints=(
        "What happens to a spare slot here on a quiet day?",
        "Change in the list = those who join minus those who are seen. What is it on average?",
        "On other data: 30 a week join a list of 300, and 30 are seen. After a year about 300 are still waiting, for some ten weeks each.",
    ),
    outcome=MATCH,
    reread=CAPACITY,
)


def _clinics(seed: int | None) -> Iterator[pd.DataFrame]:
    """A made-up clinic with each number of slots: the same referrals at random, simulated for twenty years of working days."""
    rng = exercise_rng(seed, 10, 2)
    first = seed is None
    while True:
        demand = 20 if first else int(rng.integers(14, 27))
        first = False
        came = rng.poisson(demand, (40, YEARS * DAYS_A_YEAR))
        yield with_notes(_table(demand, came, int(rng.integers(1, 4))), note=MADE_UP)


def _table(demand: int, came: np.ndarray, below: int = 1) -> pd.DataFrame:
    rows = []
    for seats in range(demand - below, demand + 10):
        left = backlog_by_day(came, seats)
        runs = left.mean(axis=1)  # one mean a run: neighbouring days are alike, runs are not
        rows.append(
            {
                "slots_a_day": seats,
                "days_all_fit_pct": round(100 * float((came <= seats).mean()), 1),
                "mean_backlog": round(float(runs.mean()), 1),
                "plus_or_minus": round(2 * float(runs.std(ddof=1)) / len(runs) ** 0.5, 1),
                "first_year": round(float(left[:, :DAYS_A_YEAR].mean()), 1),
                "last_year": round(float(left[:, -DAYS_A_YEAR:].mean()), 1),
                "slots_unused_pct": round(100 * max(0.0, 1 - float(came.mean()) / seats)),
                "average_referrals": demand,
            }
        )
    return pd.DataFrame(rows)


def _as_the_formula_says(data: pd.DataFrame) -> bool:
    """The table's own smallest number is the exact one, with room for its error; and both centiles are in the table."""
    right = _needed(_mean_demand(data))
    table = data.set_index("slots_a_day")
    high, low = table.loc[right - 1], table.loc[right]
    apart = (
        low["mean_backlog"] + 2 * low["plus_or_minus"]
        < MOST_BACKLOG
        < high["mean_backlog"] - 2 * high["plus_or_minus"]
    )
    return bool(apart) and _first_with(data, 0.95) <= table.index.max()


EXERCISE = Exercise(
    "E10.2",
    "Slots for an urgent clinic",
    7,
    "choose with reason",
    (slots, average_slots, standing_list),
    _clinics,
    teachable=_as_the_formula_says,
)
