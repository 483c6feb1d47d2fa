"""E1.4 “How many reds by luck?”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng

from .headings import EXPLAIN, MANY


def boards(seed: int | None) -> Iterator[pd.DataFrame]:
    """Twenty indicators of which none changed: each one's distance from its own mean this month, in σ."""
    chance = exercise_rng(seed, 1, 4)
    while True:
        yield pd.DataFrame(
            {"indicator": np.arange(1, 21), "distance_in_sigma": chance.normal(size=20).round(1)}
        )


INSIDE_2, INSIDE_3, SQUARES = 0.954, 0.9973, 20


def _percent(two: float, three: float):
    return lambda _: {"two_sigma": 100 * two, "three_sigma": 100 * three}


many_squares = Item(
    "m01.many_squares",
    ask="A board page has 20 indicators; none of them changes, and none depends on another. The chance that an indicator stays within 2σ of its "
    "mean is 0.954, and within 3σ it is 0.9973. In what percentage of months is at least one of the 20 outside 2σ, "
    "and in what percentage is at least one outside 3σ? Answer to within one percentage point.",
    kind=FieldsAnswer(
        {
            "two_sigma": NumberAnswer(tolerance=1.0, decimals=0),
            "three_sigma": NumberAnswer(tolerance=1.0, decimals=0),
        },
        {"two_sigma": "outside 2σ", "three_sigma": "outside 3σ"},
    ),
    right=_percent(1 - INSIDE_2**SQUARES, 1 - INSIDE_3**SQUARES),
    mistakes=(
        Mistake(
            "one indicator only",
            _percent(1 - INSIDE_2, 1 - INSIDE_3),
            "That is the chance for one indicator. On a page of 20 luck has 20 tries.",
            variants=(_percent(0.05, 0.003),),
        ),
        Mistake(
            "chances added up",
            _percent(20 * 0.05, 20 * (1 - INSIDE_3)),
            "You added up the chances of all 20. But a month with two reds is then counted twice, and at 2σ you would go beyond "
            "100% with 30 indicators. Use 1 − (chance that all stay inside) = 1 − p²⁰.",
            variants=(_percent(20 * (1 - INSIDE_2), 20 * (1 - INSIDE_3)),),
        ),
        Mistake(
            "2σ and 3σ swapped",
            _percent(1 - INSIDE_3**SQUARES, 1 - INSIDE_2**SQUARES),
            "The two are the wrong way round. 3σ lies further out, so luck goes past it less often.",
        ),
        Mistake(
            "chance that none is outside",
            _percent(INSIDE_2**SQUARES, INSIDE_3**SQUARES),
            "That is the chance that all 20 stay inside. “At least one outside” is the rest, so take it away from 100%.",
        ),
        Mistake(
            "a share instead of a percentage",
            lambda _: {"two_sigma": 1 - INSIDE_2**SQUARES, "three_sigma": 1 - INSIDE_3**SQUARES},
            "The idea is right, but the question asks for a percentage, so multiply by 100.",
        ),
    ),
    praise="At 2σ at least one square is red in 6 months out of 10 (61%), although nothing has changed. At 3σ it is 1 month "
    "in 20 (5%). Anyone who explains the red squares on such a page is explaining luck. In the same way, one ward of many gets a cup by luck.",
    hints=(
        "Turn the question round: how likely is it that all 20 stay inside? “At least one outside” is the rest.",
        "Chance of at least one = 1 − p²⁰, where p is the chance that one stays inside. For a percentage, multiply by 100.",
        "On other data: for 2 indicators with p = 0.9 each it is 1 − 0.9 × 0.9 = 0.19, which is 19%.",
    ),
    outcome=EXPLAIN,
    reread=MANY,
)

EXERCISE = Exercise("E1.4", "How many reds by luck?", 3, "predict", (many_squares,), boards)
