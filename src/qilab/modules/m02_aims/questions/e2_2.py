"""E2.2 “A percentage reduction”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.series import exercise_rng
from qilab.questions.units import PER_1000_OBD

from .headings import COMPUTE, FAR


def _cut(data: pd.DataFrame) -> tuple[float, float]:
    """Baseline, and the reduction as a share."""
    return float(data["baseline"].iloc[0]), float(data["cut_percent"].iloc[0]) / 100


target_after_cut = Item(
    "m02.target_after_cut",
    ask="The team wants the reduction in the table. What rate would that leave, in falls per 1,000 occupied bed days? Give it to two "
    "decimal places, with its unit.",
    kind=NumberAnswer(PER_1000_OBD, tolerance=0.006, decimals=2),
    right=lambda d: _cut(d)[0] * (1 - _cut(d)[1]),
    mistakes=(
        Mistake(
            "took the share off as if it were falls",
            lambda d: _cut(d)[0] - _cut(d)[1],
            "You took a fraction of one fall away from the rate. A percentage is a share of something, so take that share "
            "of the baseline away, and not the fraction itself.",
        ),
        Mistake(
            "the size of the reduction",
            lambda d: _cut(d)[0] * _cut(d)[1],
            "That is the size of the reduction, not the rate that is left. Take it away from the baseline.",
        ),
        Mistake(
            "took the percentage off as if it were falls",
            lambda d: _cut(d)[0] - 100 * _cut(d)[1],
            "You took the percentage itself away, which gives a rate below zero. Take that share of the baseline "
            "away instead: 30% of 10, for example, is 3.",
        ),
        Mistake(
            "added instead of taken away",
            lambda d: _cut(d)[0] * (1 + _cut(d)[1]),
            "You added the share, so this target lies above the baseline. The team wants fewer falls: take the share away.",
        ),
        Mistake(
            "divided by 1 plus the share",
            lambda d: _cut(d)[0] / (1 + _cut(d)[1]),
            "You divided by 1 plus the share, which is how you would undo a rise. A reduction is a share of the baseline "
            "itself: multiply by 1 minus the share.",
        ),
        Mistake(
            "divided",
            lambda d: _cut(d)[0] / (1 - _cut(d)[1]),
            "Dividing the baseline by a number below 1 makes it larger, so this target lies above it. To keep 70 in every 100, for example, multiply by "
            "0.70.",
        ),
    ),
    praise="The target is the baseline × (1 − the share taken off). Beside the percentage, always give both rates: where you start "
    "and what you want to reach.",
    hints=(
        "Begin with this: of every 100 falls, how many would be left?",
        "Target = baseline × (1 − reduction ÷ 100).",
        "On other data: a quarter off 16.0 leaves 16.0 × (1 − 25 ÷ 100) = 16.0 × 0.75 = 12.00.",
    ),
    outcome=COMPUTE,
    reread=FAR,
)


def _cuts(seed: int | None) -> Iterator[pd.DataFrame]:
    """A baseline and a reduction: 7.4 and 30% in the course, others on other seeds."""
    rng = exercise_rng(seed, 2, 2)
    if seed is None:
        yield pd.DataFrame({"baseline": [7.4], "cut_percent": [30]})
    while True:
        yield pd.DataFrame(
            {
                "baseline": [round(float(rng.uniform(3.5, 12)), 1)],
                "cut_percent": [int(rng.choice([15, 20, 25, 30, 35, 40]))],
            }
        )


EXERCISE = Exercise("E2.2", "A percentage reduction", 2, "fill the blank", (target_after_cut,), _cuts)
