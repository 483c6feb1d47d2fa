"""E1.6 “Top of the list”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, WholeAnswer
from qilab.questions.series import exercise_rng, with_notes

from .bead_data import NOBODY, SCOOP, outside_limits
from .headings import EXPLAIN, MANY

WARDS, MONTHS = 8, 6

BECAUSE = ChoiceAnswer(
    {
        "a": "all wards draw from the same system, and each month one of them has the most luck",
        "b": "a ward that has come first relaxes, and another overtakes it",
        "c": "the other wards learn from whoever came first",
        "d": "the doses were counted too carelessly to show which ward is best",
    }
)
INSTEAD = ChoiceAnswer(
    {
        "shared": "work on what all wards share, and show every count with its limits",
        "yearly": "rank once a year, so that luck evens out and the best ward comes first",
        "last": "send help to the ward that comes last most often",
        "nothing": "stop counting late doses",
    }
)


def lists_of_wards(seed: int | None) -> Iterator[pd.DataFrame]:
    """Late doses of 50 on eight wards for six months, with one chance for all: columns ward, month, late.

    In each month one ward alone has the fewest, and one alone the most. Three to five wards share the first places, and
    another number of wards the last ones.
    """
    chance = exercise_rng(seed, 1, 6)
    months = pd.date_range("2023-01-01", periods=MONTHS, freq="MS").strftime("%Y-%m")
    names = [f"Ward {letter}" for letter in "ABCDEFGH"]
    while True:
        # Drawn by the hundred: a first and a last place that no two wards share is rare in all six months.
        many = chance.binomial(SCOOP, 0.2, (500, WARDS, MONTHS))
        alone = [(many == end(axis=1, keepdims=True)).sum(axis=1) == 1 for end in (many.min, many.max)]
        for late in many[(alone[0] & alone[1]).all(axis=1)]:
            firsts, lasts = (np.unique(place).size for place in (late.argmin(axis=0), late.argmax(axis=0)))
            if 3 <= firsts <= 5 and lasts != firsts:
                rows = {
                    "ward": np.repeat(names, MONTHS),
                    "month": np.tile(months, WARDS),
                    "late": late.ravel(),
                }
                yield with_notes(pd.DataFrame(rows))


def _by_month(data: pd.DataFrame) -> pd.DataFrame:
    return data.pivot(index="ward", columns="month", values="late")


def _firsts(data: pd.DataFrame) -> int:
    """How many different wards had the fewest late doses in some month."""
    return int(_by_month(data).idxmin().nunique())


def _lasts(data: pd.DataFrame) -> int:
    """How many different wards had the most late doses in some month."""
    return int(_by_month(data).idxmax().nunique())


def _said(because: str = "a", instead: str = "shared", firsts=_firsts):
    return lambda d: {"firsts": float(firsts(d)), "because": because, "instead": instead}


def _any_remedy(because: str):
    """The answers with this reason, whatever is to be done instead."""
    return [_said(because, instead) for instead in INSTEAD.options]


def _wrong_reason(name: str, because: str, message: str) -> Mistake:
    first, *others = _any_remedy(because)
    return Mistake(name, first, message, variants=tuple(others))


top_of_the_list = Item(
    "m01.top_of_the_list",
    ask="Each month the ward with the fewest late doses comes top of a list. No ward’s count lies outside the limits "
    "in any month. How many different wards came first in the six months (firsts)? Why did first place pass from ward to ward (because)? "
    "What would you do instead of keeping the list (instead)?",
    kind=FieldsAnswer({"firsts": WholeAnswer(), "because": BECAUSE, "instead": INSTEAD}),
    right=_said(),
    mistakes=(
        _wrong_reason(
            "the winner relaxed",
            "b",
            "That is a tempting story, because first place moves about. But it moves about with beads too, and beads cannot relax. "
            "First place was luck, and luck does not last.",
        ),
        _wrong_reason(
            "the others learned",
            "c",
            "Then you would expect all the wards to get better month by month. In the table the counts go up and down, and none of "
            "them lies outside the limits. First place passes from one to another among equal wards.",
        ),
        _wrong_reason(
            "careless counting",
            "d",
            "The counts may be quite right. Even equal wards have different counts every month, because luck plays a "
            "part. Better counting would not keep one ward at the top.",
        ),
        Mistake(
            "rank less often",
            _said(instead="yearly"),
            "Your reason is right, and it holds for a whole year too: if you rank equal wards once a year, luck "
            "again decides who comes first. More months make the luck smaller, but they do not make equal wards different.",
        ),
        Mistake(
            "help for the last",
            _said(instead="last"),
            "Your reason is right. But then last place is luck as well, and the help would go to whoever had bad "
            "luck. It would seem to work, because bad luck usually ends by itself. Help does more good when it goes to what "
            "all the wards share.",
        ),
        Mistake(
            "no more counting",
            _said(instead="nothing"),
            "Your reason is right, but there is nothing wrong with the counts: they show what the system produces. "
            "It is the list that turns them into praise and blame. Keep counting, and show the counts with their limits.",
        ),
        Mistake(
            "wards that came last",
            _said(firsts=_lasts),
            "You may have counted the wards that came last. In this list the ward with the fewest late doses comes top, so "
            "look for the smallest number in each month.",
        ),
        Mistake(
            "one for each month",
            _said(firsts=lambda _: MONTHS),
            "There are six first places, but at least one ward had more than one of them. Count each ward once.",
        ),
        Mistake(
            "the best of all months",
            _said(firsts=lambda _: 1),
            "You may have looked for the one best ward of all six months. But a new list is made each month: look for the "
            "smallest number in each month, and count how many different wards you find.",
        ),
    ),
    praise="Among equal wards, the luckiest comes first each month. A list turns that luck into praise, and soon the "
    "praise goes to another ward. Work on what all of them share.",
    hints=(
        "Go through the months one by one. In each, put your finger on the smallest number and write down its ward.",
        "Ask of each reason: would it also explain the red beads, where nobody can do anything?",
        "On other data: the smallest numbers of four months belong to wards K, M, K and P, so three different wards came first.",
    ),
    outcome=EXPLAIN,
    reread=MANY,
)


def _luck_alone(data: pd.DataFrame) -> bool:
    """Luck explains all counts: none lies outside the limits."""
    return outside_limits(data.rename(columns={"ward": "staff", "late": "red"})) == {NOBODY}


EXERCISE = Exercise(
    "E1.6",
    "Top of the list",
    3,
    "choose with reason",
    (top_of_the_list,),
    lists_of_wards,
    teachable=_luck_alone,
)
