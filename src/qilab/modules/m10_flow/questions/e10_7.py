"""E10.7 “Clearance time”: its question, right answer, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from qilab.methods.flow import waiting_list
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import APPLY, CAPACITY
from .larkhaven import TRUST, as_column, tables

WEEKS = 12
WEEKS_A_MONTH = 365.25 / 12 / 7


def _mean(data: pd.DataFrame, name: str) -> float:
    return float(as_column(data, name).mean())


def _size(data: pd.DataFrame) -> float:
    return float(as_column(data, "size")[-1])


def _found(data: pd.DataFrame, **other: float) -> dict[str, float]:
    by_method = waiting_list(
        _size(data), _mean(data, "additions"), _mean(data, "treated"), _mean(data, "removed_other")
    )
    return {"growth": by_method.growth, "clearance": by_method.clearance, **other}


def _last_week(data: pd.DataFrame) -> dict[str, float]:
    came, treated, otherwise = (
        float(as_column(data, n)[-1]) for n in ("additions", "treated", "removed_other")
    )
    return {"growth": came - treated - otherwise, "clearance": _size(data) / treated}


clearance = Item(
    "m10.clearance",
    ask="Give the growth of the list in people a week, on average over the twelve weeks (below 0 if the list shrinks). Give the clearance time in weeks: how long would it take to "
    "treat everybody who is waiting at the end of the last week, at the mean pace of these weeks, if nobody joined? Give both to one decimal place.",
    kind=FieldsAnswer(
        {
            "growth": NumberAnswer(tolerance=0.06, decimals=1),
            "clearance": NumberAnswer(tolerance=0.06, decimals=1),
        },
        labels={"growth": "growth", "clearance": "clearance time"},
    ),
    right=_found,
    points=2,
    mistakes=(
        Mistake(
            "divided by those who join",
            lambda d: _found(d, clearance=_size(d) / _mean(d, "additions")),
            "The growth is right. But you divided the list by those who join. The list is cleared by those who are treated: divide by them.",
        ),
        Mistake(
            "other removals taken as treated",
            lambda d: _found(d, clearance=_size(d) / (_mean(d, "treated") + _mean(d, "removed_other"))),
            "The growth is right. But you counted people who left the list without treatment as treated. Some may have moved away, or no longer needed it. "
            "The question asks how long it takes to treat everybody who is waiting.",
        ),
        Mistake(
            "months for weeks",
            lambda d: _found(d, clearance=_found(d)["clearance"] / WEEKS_A_MONTH),
            "The growth is right, and the clearance time is in months. The question asks for weeks.",
            variants=(lambda d: _found(d, clearance=_found(d)["clearance"] / 4),),
        ),
        Mistake(
            "days for weeks",
            lambda d: _found(d, clearance=7 * _found(d)["clearance"]),
            "The growth is right, and the clearance time is in days. The question asks for weeks, so divide by seven.",
        ),
        Mistake(
            "other removals left out of the growth",
            lambda d: _found(d, growth=_mean(d, "additions") - _mean(d, "treated")),
            "The clearance time is right. But for the growth you left out those who leave the list without treatment. They were not "
            "treated, but they are off the list.",
        ),
        Mistake(
            "growth turned round",
            lambda d: _found(d, growth=-_found(d)["growth"]),
            "The clearance time is right, but the growth has the wrong sign: it is those who join minus those who leave.",
        ),
        Mistake(
            "growth of all twelve weeks",
            lambda d: _found(d, growth=WEEKS * _found(d)["growth"]),
            "The clearance time is right. The growth is that of all twelve weeks together: divide it by twelve.",
        ),
        Mistake(
            "the list of the first week",
            lambda d: _found(d, clearance=float(as_column(d, "size")[0]) / _mean(d, "treated")),
            "The growth is right. For the clearance time you took the list of the first week. Those who wait now are in the last row.",
        ),
        Mistake(
            "divided by the growth",
            lambda d: _found(d, clearance=_size(d) / abs(_found(d)["growth"])),
            "The growth is right. But the list divided by its growth tells you how soon it would double, or vanish. To clear it, divide by those treated in a week.",
        ),
        Mistake(
            "divided by all who were treated",
            lambda d: _found(d, clearance=_size(d) / float(as_column(d, "treated").sum())),
            "The growth is right. But you divided the list by all who were treated in the twelve weeks, so your answer is in lots of twelve weeks. "
            "Divide by those treated in a week.",
        ),
        Mistake(
            "the mean size",
            lambda d: _found(d, clearance=_mean(d, "size") / _mean(d, "treated")),
            "The growth is right. For the clearance time you took the mean size of the list. Those who wait now are in the last row.",
        ),
        Mistake(
            "the last week alone",
            _last_week,
            "You used the last week alone. One week is quiet and the next is busy, so the question asks for the means of all twelve. Only the size "
            "comes from the last row.",
            variants=(
                lambda d: _found(d, growth=_last_week(d)["growth"]),
                lambda d: _found(d, clearance=_last_week(d)["clearance"]),
            ),
        ),
        Mistake(
            "from the first size to the last",
            lambda d: _found(d, growth=(_size(d) - float(as_column(d, "size")[0])) / (WEEKS - 1)),
            "The clearance time is right. For the growth you compared the first size with the last. The first size is that at the end of week one, so "
            "the changes in that week are missing: use the means of those who join and leave, over all twelve weeks.",
            variants=(
                lambda d: _found(d, growth=(_size(d) - float(as_column(d, "size")[0])) / WEEKS),
                lambda d: _found(d, growth=_size(d) - float(as_column(d, "size")[0])),
            ),
        ),
    ),
    praise="Growth tells you whether more people join the list than leave it. Clearance time tells you how long the list is in weeks of work. A list may be stable and still be far too long.",
    hints=(
        "Find the means of additions, treated and removed_other over the twelve weeks, and the last size.",
        "Growth = additions − treated − removed_other. Clearance time = last size ÷ mean treated a week.",
        "On other data: 1,200 are waiting, and each week 110 join, 100 are treated and 5 leave for other reasons. The growth is 5.0 a week and the clearance time 12.0 weeks.",
    ),
    outcome=APPLY,
    reread=CAPACITY,
)


def _lists(seed: int | None) -> Iterator[pd.DataFrame]:
    """Twelve weeks of one specialty's waiting list at Larkhaven."""
    table = tables(seed)["waiting_list"]
    names = sorted(table["specialty"].unique())
    rng = exercise_rng(seed, 10, 7)
    while True:
        rows = table[table["specialty"] == names[int(rng.integers(len(names)))]].sort_values("week")
        first = int(rng.integers(0, len(rows) - WEEKS))
        columns = ["specialty", "week", "size", "additions", "treated", "removed_other"]
        yield with_notes(rows[columns].iloc[first : first + WEEKS].reset_index(drop=True), trust=TRUST)


def _moves(data: pd.DataFrame) -> bool:
    """It grows or shrinks by a person a week or more, but not so fast that it would be gone within two years; and
    somebody was treated in the last week, whose pace a slip takes."""
    return as_column(data, "treated")[-1] > 0 and 1 <= abs(_found(data)["growth"]) <= 0.01 * _size(data)


EXERCISE = Exercise("E10.7", "Clearance time", 4, "calculate", (clearance,), _lists, teachable=_moves)
