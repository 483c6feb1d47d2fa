"""E9.1 “Audit a log”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import LabelsAnswer
from qilab.questions.series import exercise_rng

from .headings import AUDIT, CYCLE
from .pdsa_cycles import inside, pdsa_logs, predicted_and_measured

LARGE = 25  # a first test of more patients than this is no small test

CARDS = "ABCDEFGHIJKL"


def faults(cycles: pd.DataFrame) -> pd.DataFrame:
    """Which fault each cycle has, from what is written on it: a column of True and False for each kind."""
    return pd.DataFrame(
        {
            "no prediction": cycles["predict_low"].isna() | cycles["predict_high"].isna(),
            "nothing changed": cycles["changed_from_last"] == "Nothing",
            "first test too large": (cycles["cycle"] == 1) & (cycles["n"] > LARGE),
            "no data": cycles["result"].isna(),
            "studied before done": cycles["studied"] < cycles["done"],
        }
    )


def _named(data: pd.DataFrame, mask: pd.Series) -> frozenset[str]:
    return frozenset(data.loc[mask, "card"]) or frozenset({"none of them"})


def _faulty(data: pd.DataFrame) -> pd.Series:
    return faults(data).any(axis=1)


def _also(which):
    """The faulty cards and those of `which` as well."""
    return lambda d: _named(d, _faulty(d) | which(d))


def _without(*kinds: str):
    """The faulty cards without those whose only fault is of these kinds."""
    return lambda d: _named(d, faults(d).drop(columns=list(kinds)).any(axis=1))


audit = Item(
    "m09.audit",
    ask="Here are twelve record cards, A to L, from several projects. Which of them are PDSA in name only? A card counts if it has no "
    f"prediction, if nothing was changed since the last cycle, if it is a first test (cycle 1) of more than {LARGE} tries (n), if it has "
    "no result, or if it was studied before it was done. Give the letters of all these cards.",
    kind=LabelsAnswer({letter: letter for letter in CARDS}, none="none of them"),
    right=lambda d: _named(d, _faulty(d)),
    mistakes=(
        Mistake(
            "abandoned taken for a fault",
            _also(lambda d: d["decision"] == "abandon"),
            "You also marked every cycle that ended in “abandon”. Finding out early and cheaply that an idea does not work is "
            "a success: nobody else has to live with it.",
        ),
        Mistake(
            "staff trained taken for a test",
            _without("no data"),
            "There is one more: a card has no result. Without data there is nothing to study. Such a card often records a task, "
            "such as training staff or handing out a form, and nobody has counted what came of it.",
        ),
        Mistake(
            "small tests taken for a fault",
            _also(lambda d: d["n"] <= 5),
            "You also marked tests on only a few patients. A first test should be small, because one patient can be enough to show "
            "that a notice is in the wrong place. It is large first tests that cause trouble.",
        ),
        Mistake(
            "every large test taken for a fault",
            _also(lambda d: d["n"] > LARGE),
            f"You marked every test with an n of more than {LARGE}. Late in a ramp large tests are right. It is only a fault "
            "if the first test is that large.",
        ),
        Mistake(
            "missed predictions taken for a fault",
            _also(lambda d: predicted_and_measured(d) & ~inside(d)),
            "You also marked cycles whose result lay outside the prediction. Those are often the ones that teach you "
            "most, because something was not as the team had thought. The fault would be to make no prediction.",
        ),
        Mistake(
            "only the empty boxes",
            lambda d: _named(d, faults(d)["no prediction"] | faults(d)["no data"]),
            "You found the empty boxes. Now read the boxes that are filled in: what was changed, how many tries there were in the "
            "first test, and the two dates.",
        ),
        Mistake(
            "dates not compared",
            _without("studied before done"),
            "There is one more: compare the two dates on each card. A result cannot be studied before the test "
            "has been done.",
        ),
        Mistake(
            "repeats let through",
            _without("nothing changed"),
            "There is one more: a card says that nothing was changed since the last cycle. Cycles should build on one another, "
            "so change one thing each time, and learn from it.",
        ),
    ),
    praise="You found all five kinds of fault. In a review of 73 published reports, 14 showed a full chain of linked cycles (Taylor "
    "and others 2014); in another, 3 of 72 projects showed all four key features (Knudsen and others 2019). So you may well "
    "meet these faults at work.",
    hints=(
        "Go through the cards five times, looking for one kind of fault each time.",
        "Look for an empty prediction, “Nothing” under what was changed, cycle 1 with n above 25, an empty result, and a “studied” date before the “done” date.",
        "On another log: a card with cycle 1 and n = 60 is faulty, but a card with cycle 9 and n = 60 is not.",
    ),
    outcome=AUDIT,
    reread=CYCLE,
    points=2,
)

CARD_COLUMNS = [
    "card",
    "project",
    "cycle",
    "question",
    "predict_low",
    "predict_high",
    "n",
    "result",
    "done",
    "studied",
    "changed_from_last",
    "learning",
    "decision",
]


def _cards(seed: int | None) -> Iterator[pd.DataFrame]:
    """Twelve cards out of a log of seventy-two: one with each fault, one abandoned, small and large ones, and others."""
    chance = exercise_rng(seed, 9, 1)
    for cycles in pdsa_logs(seed, chance):
        found = faults(cycles)
        good = ~found.any(axis=1)
        wanted = [
            *(found[kind] for kind in found),
            good & (cycles["decision"] == "abandon"),
            good & (cycles["n"] <= 5) & (cycles["decision"] != "abandon"),
            good & (cycles["n"] > LARGE) & (cycles["cycle"] > 1),
            good & predicted_and_measured(cycles) & ~inside(cycles) & cycles["n"].between(6, LARGE),
        ]
        chosen: list[int] = []
        for mask in wanted:
            places = [i for i in np.flatnonzero(mask) if i not in chosen]
            if places:
                chosen.append(int(chance.choice(places)))
        if len(chosen) < len(wanted):
            continue
        free = [i for i in np.flatnonzero(good) if i not in chosen]
        chosen += chance.choice(free, len(CARDS) - len(chosen), replace=False).tolist()
        cards = cycles.iloc[sorted(chosen)].assign(card=list(CARDS))
        yield cards[CARD_COLUMNS].reset_index(drop=True)


EXERCISE = Exercise("E9.1", "Audit a log", 6, "spot the signal", (audit,), _cards)
