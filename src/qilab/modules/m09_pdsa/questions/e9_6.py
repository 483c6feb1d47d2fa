"""E9.6 “Two changes, one interaction”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.factorial import factorial_effects
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.series import exercise_rng
from qilab.questions.units import MILLILITRES

from .headings import DECIDE, TWO

DRINK = NumberAnswer(MILLILITRES, tolerance=1.0, decimals=0)

JUG, LID, ML = "jug_near", "red_lid", "ml"


def _cells(data: pd.DataFrame) -> np.ndarray:
    """(2, 2) cell means: without and with the near jug, by without and with the red lid."""
    cell = 2 * (data[JUG].to_numpy() == "yes") + (data[LID].to_numpy() == "yes")
    return (np.bincount(cell, data[ML].to_numpy(), 4) / np.bincount(cell, minlength=4)).reshape(2, 2)


def _with_lid(data: pd.DataFrame) -> float:
    """What the near jug adds where there is a red lid."""
    cells = _cells(data)
    return float(cells[1, 1] - cells[0, 1])


def _alone(data: pd.DataFrame) -> float:
    """What the near jug adds where there is no red lid."""
    cells = _cells(data)
    return float(cells[1, 0] - cells[0, 0])


def _lid_alone(data: pd.DataFrame) -> float:
    cells = _cells(data)
    return float(cells[0, 1] - cells[0, 0])


def _effect(data: pd.DataFrame, name: str) -> float:
    found = factorial_effects(data, ML, [JUG, LID]).set_index("effect")["estimate"]
    return float(found[name])


def _by_rows(with_it):
    """Mean of all rows with, minus mean of all rows without: cells with more patients weigh more."""
    return lambda d: float(d.loc[with_it(d), ML].mean() - d.loc[~with_it(d), ML].mean())


def _best_minus_worst(data: pd.DataFrame) -> float:
    return float(np.ptp(_cells(data)))


HALF = "The mean is half of their sum."

main_effect = Item(
    "m09.main_effect",
    ask="How much does the near jug add to what patients drink by noon? This is its effect: the mean of what it adds with the red lid and "
    "what it adds without. Each of the four combinations counts the same. Give it to the nearest ml, with its unit.",
    kind=DRINK,
    right=lambda d: _effect(d, JUG),
    mistakes=(
        Mistake(
            "best cell minus worst",
            _best_minus_worst,
            "That is the best combination minus the worst: both changes at once. The effect of the jug alone compares "
            "combinations that differ in the jug and in nothing else.",
        ),
        Mistake(
            "one at a time",
            _alone,
            "That is what the jug adds when there is no red lid: one change at a time. With the lid it adds a different "
            "amount. The effect is the mean of both.",
        ),
        Mistake(
            "only where the lid is red",
            _with_lid,
            "That is what the jug adds when there is a red lid. Without one, the jug adds less. The effect is the mean "
            "of both.",
        ),
        Mistake(
            "both changes added up",
            lambda d: _alone(d) + _lid_alone(d),
            "You added together what the jug does alone and what the lid does alone. The question asks only about the jug: find "
            "what it adds with the lid and what it adds without, then take the mean of the two.",
        ),
        Mistake(
            "half forgotten",
            lambda d: _with_lid(d) + _alone(d),
            f"You added what the jug does with the lid and without it, and did not divide by two. {HALF}",
        ),
        Mistake(
            "rows pooled",
            _by_rows(lambda d: d[JUG] == "yes"),
            "You took the mean of all rows with the near jug and of all rows without it. The four groups are not the same size, "
            "so the effect of the lid gets mixed into the answer. Work out the four means first.",
        ),
        Mistake(
            "the effect of the lid",
            lambda d: _effect(d, LID),
            "That is the effect of the red lid: the mean of what it adds with the jug near and with the jug far. The question asks "
            "for the jug.",
        ),
    ),
    praise="That is half of (what it adds with the lid + what it adds without). Every patient helps to answer both questions, so a "
    "factorial test needs no extra patients.",
    hints=(
        "Make a table of four means: jug near or not, by red lid or not.",
        "Effect of the jug = ½ × [(both − lid only) + (jug only − neither)].",
        "On other data: with neither 300, jug only 340, lid only 310 and both 390, it is ½ × [(390 − 310) + (340 − 300)] = 60.",
    ),
    outcome=DECIDE,
    reread=TWO,
)

interaction = Item(
    "m09.interaction",
    ask="And what is the interaction, which is half of the difference between what the near jug adds with the red lid and what it adds "
    "without? Give it to the nearest ml, with its unit.",
    kind=DRINK,
    right=lambda d: _effect(d, f"{JUG} × {LID}"),
    mistakes=(
        Mistake(
            "half left out",
            lambda d: _with_lid(d) - _alone(d),
            "That is the whole difference. By convention an interaction is half of it, so that it can be compared with "
            "the effects.",
        ),
        Mistake(
            "effects just add up",
            lambda d: 0.0,
            "Zero would mean that the jug adds the same with the lid as without it. Compare the two: they are not "
            "the same.",
        ),
        Mistake(
            "sum of one at a time",
            lambda d: _alone(d) + _lid_alone(d),
            "That is the sum of both changes tried one at a time: what you would expect if neither changed what the "
            "other does. The interaction is half of what this sum leaves out.",
        ),
        Mistake(
            "what the jug adds with or without the lid",
            _alone,
            "That is what the jug adds in one of two cases: with the lid, or without it. The interaction tells you how far "
            "apart the two cases are: take one from the other, then halve the difference.",
            variants=(_with_lid,),
        ),
        Mistake(
            "the sign turned round",
            lambda d: -(_with_lid(d) - _alone(d)) / 2,
            "That is the right size with the wrong sign. The jug adds more when there is a red lid, so the interaction is positive.",
        ),
        Mistake(
            "pooled over rows",
            _by_rows(lambda d: (d[JUG] == "yes") == (d[LID] == "yes")),
            "You took all patients together, so the larger groups counted for more. Work with the means of the four groups.",
        ),
    ),
    praise="The two need each other: the lid shows who needs help, and the jug is then within reach. Tried one at a time, "
    "each would have seemed to do less than it can.",
    hints=(
        "What does the jug add when there is a red lid? And when there is not? How far apart are these two?",
        "Interaction = ½ × [(both − lid only) − (jug only − neither)].",
        "On other data: with neither 300, jug only 340, lid only 310 and both 390, it is ½ × [(390 − 310) − (340 − 300)] = 20.",
    ),
    outcome=DECIDE,
    reread=TWO,
)


def _drinks(seed: int | None) -> Iterator[pd.DataFrame]:
    """What patients had drunk by noon, in four cells of unequal size. The two changes need each other."""
    chance = exercise_rng(seed, 9, 6)
    cells = [(jug, lid) for jug in ("no", "yes") for lid in ("no", "yes")]
    while True:
        sizes = chance.permutation([5, 7, 9, 13])
        jug_effect, lid_effect, both = chance.uniform(30, 70), chance.uniform(15, 45), chance.uniform(50, 110)
        rows = []
        for (jug, lid), n in zip(cells, sizes, strict=True):
            j, k = jug == "yes", lid == "yes"
            mean = 420 + j * jug_effect + k * lid_effect + j * k * both
            rows += [(jug, lid, 10 * round(ml / 10)) for ml in chance.normal(mean, 50, n)]
        yield pd.DataFrame(rows, columns=[JUG, LID, ML])


def _need_each_other(data: pd.DataFrame) -> bool:
    """The jug helps in both rows, and more with the lid; both together are the best cell."""
    return (
        min(_alone(data), _lid_alone(data)) > 5
        and _with_lid(data) - _alone(data) > 30
        and _cells(data).argmax() == 3
    )


EXERCISE = Exercise(
    "E9.6",
    "Two changes, one interaction",
    4,
    "calculate",
    (main_effect, interaction),
    _drinks,
    _need_each_other,
)
