"""E3.2 “Right first time”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.measure import rolled_yield
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.series import exercise_rng, with_notes
from qilab.questions.units import PERCENT

from .headings import COMPUTE, RIGHT
from .steps import steps_of

PROCESS = "Clinic letter"


def _shares(data: pd.DataFrame) -> np.ndarray:
    """(steps,) share that goes on complete and accurate, 0 to 1."""
    return data["pct_complete_accurate"].to_numpy(dtype=float) / 100


whole_way = Item(
    "m03.whole_way",
    ask="What share of the letters gets through all the steps without a slip? Assume that a slip at one step makes a slip at another neither more "
    "nor less likely. Give it as a percentage to one decimal, with its unit.",
    kind=NumberAnswer(PERCENT, tolerance=0.06, decimals=1),
    right=lambda d: 100 * rolled_yield(_shares(d)),
    mistakes=(
        Mistake(
            "mean of the steps",
            lambda d: float(100 * _shares(d).mean()),
            "That is the mean of the steps. A letter has to get through all of them, one after another, so each step "
            "takes something away from what is left. Multiply the shares.",
        ),
        Mistake(
            "the weakest step",
            lambda d: float(100 * _shares(d).min()),
            "That is the weakest step on its own. The other steps have slips too, so fewer letters get through than "
            "even this step passes on.",
        ),
        Mistake(
            "slips added up",
            lambda d: float(100 * (1 - (1 - _shares(d)).sum())),
            "You added up the slips and took them from 100%. That comes close when slips are few, but it is wrong in principle, "
            "because a letter with two slips is taken away twice. Multiply the shares.",
        ),
        Mistake(
            "sum of the slips",
            lambda d: float(100 * (1 - _shares(d)).sum()),
            "You added up the slips of all the steps. The question asks for the letters with no slip at all, and a letter with two slips "
            "would be counted twice. Multiply the shares that are right.",
        ),
        Mistake(
            "percentages multiplied",
            lambda d: float(np.prod(100 * _shares(d))),
            "You multiplied percentages, and the result is enormous. Turn each one into a share first (95% is 0.95), multiply the shares, "
            "and turn the result back into a percentage.",
        ),
        Mistake(
            "the last step left out",
            lambda d: float(100 * np.prod(_shares(d)[:-1])),
            "You stopped too early. A slip in the last step spoils the letter as much as a slip anywhere else, so multiply by the share "
            "of every step.",
            variants=(lambda d: float(100 * np.prod(_shares(d)[:-2])),),
        ),
        Mistake(
            "the first step left out",
            lambda d: float(100 * np.prod(_shares(d)[1:])),
            "One step is missing, because you began with the second. The first has slips too, so multiply by its share as well.",
        ),
        Mistake(
            "first times last",
            lambda d: float(100 * _shares(d)[0] * _shares(d)[-1]),
            "You multiplied the first step by the last and left out the steps in between. Every step counts.",
        ),
    ),
    praise="Each step may look good by itself, but together they let far fewer through. The share that gets through is the rolled yield.",
    hints=(
        "Imagine 100 letters. How many are left after the first step, and how many of those after the second?",
        "Rolled yield = share of step 1 × share of step 2 × … × share of the last step, then × 100.",
        "On other data: 90%, 80% and 95% make 0.90 × 0.80 × 0.95 = 0.684, which is 68.4%.",
    ),
    outcome=COMPUTE,
    reread=RIGHT,
)


def _letters(seed: int | None) -> Iterator[pd.DataFrame]:
    """The clinic letter of the table; then the same steps with other shares, 84 to 99%."""
    rows = steps_of(PROCESS, seed)[["step", "owner", "pct_complete_accurate"]]
    if seed is None:
        yield with_notes(rows)
    rng = exercise_rng(seed, 3, 2)
    while True:
        yield with_notes(rows.assign(pct_complete_accurate=rng.integers(84, 100, len(rows))))


EXERCISE = Exercise("E3.2", "Right first time", 3, "fix the bug", (whole_way,), _letters)
