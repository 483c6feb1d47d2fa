"""E4.3 “Points or per cent?”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from qilab.methods.measure import relative_change
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import COMPUTE, POOL


def _dna(data: pd.DataFrame) -> tuple[float, float]:
    """Share of missed appointments in %, before and after."""
    before, after = data["missed_pct"]
    return float(before), float(after)


def _three_ways(data: pd.DataFrame, **other: float) -> dict[str, float]:
    return {**relative_change(*_dna(data)), **other}


points_or_percent = Item(
    "m04.points_or_percent",
    ask="How did the share change from before to after? Give the change in percentage points, the change as a percentage of the value before, and the ratio after ÷ before. Mind the signs: a change downwards is negative. Give the points and the percentage change to one decimal place, and the ratio to two.",
    kind=FieldsAnswer(
        {
            "points": NumberAnswer(tolerance=0.05, decimals=1),
            "percent": NumberAnswer(tolerance=0.1, decimals=1),
            "ratio": NumberAnswer(tolerance=0.006, decimals=2),
        },
        {"points": "percentage points", "percent": "percentage change", "ratio": "ratio"},
    ),
    right=_three_ways,
    mistakes=(
        Mistake(
            "points given as a percentage change",
            lambda d: _three_ways(d, percent=relative_change(*_dna(d))["points"]),
            "You gave the same number for points and percentage change. The difference between two percentages is in "
            "percentage points. The percentage change says how large that is compared with the value before.",
            variants=(lambda d: _three_ways(d, points=relative_change(*_dna(d))["percent"]),),
        ),
        Mistake(
            "a percentage of the later value",
            lambda d: _three_ways(d, percent=100 * (_dna(d)[1] - _dna(d)[0]) / _dna(d)[1]),
            "You get this percentage change by dividing by the value after. A percentage change starts from the "
            "value before, so divide by that.",
        ),
        Mistake(
            "direction turned round",
            lambda d: {k: v if k == "ratio" else -v for k, v in _three_ways(d).items()},
            "The size is right but the direction is wrong. Take after − before: when the share went down, the "
            "change is negative.",
        ),
        Mistake(
            "a share where a percentage was asked for",
            lambda d: _three_ways(
                d, points=_three_ways(d)["points"] / 100, percent=_three_ways(d)["percent"] / 100
            ),
            "You gave shares (such as 0.04 for 4 in a hundred), but the question asks for points and a percentage. "
            "Multiply by 100, or the board will see only a hundredth of the change.",
        ),
        Mistake(
            "before over after",
            lambda d: _three_ways(d, ratio=_dna(d)[0] / _dna(d)[1]),
            "Your ratio is upside down, because it is before ÷ after. Take after ÷ before, so that less than 1 means fewer.",
        ),
    ),
    praise="There are three true ways to describe one change. Say which of them you are using, and give the two levels beside it.",
    hints=(
        "Write the two levels side by side, before on the left and after on the right.",
        "points = after − before; percentage change = 100 × (after − before) ÷ before; ratio = after ÷ before.",
        "On other data: from 20% to 15% is −5 points, −25 per cent, and a ratio of 0.75.",
    ),
    outcome=COMPUTE,
    reread=POOL,
)


def _clinics(seed: int | None) -> Iterator[pd.DataFrame]:
    """Missed appointments before and after: 8.2% and 4.1% in the course, other shares on other seeds."""
    rng = exercise_rng(seed, 4, 3)
    first = seed is None
    while True:
        before = round(float(rng.uniform(6, 12)), 1)
        after = round(before * float(rng.uniform(0.45, 0.8)), 1)
        if first:
            before, after, first = 8.2, 4.1, False
        yield with_notes(pd.DataFrame({"period": ["before", "after"], "missed_pct": [before, after]}))


EXERCISE = Exercise("E4.3", "Points or per cent?", 3, "fill the blank", (points_or_percent,), _clinics)
