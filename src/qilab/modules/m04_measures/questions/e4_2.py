"""E4.2 “One rate for several wards”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.measure import pooled_rate
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.series import exercise_rng, with_notes

from .falls_rates import RATE, row_rates
from .headings import COMPUTE, POOL


def _open(data: pd.DataFrame) -> pd.DataFrame:
    return data[data["status"] == "open"]


def _weighted_by_beds(data: pd.DataFrame) -> float:
    return float(np.average(row_rates(data), weights=data["beds"]))


trust_rate = Item(
    "m04.trust_rate",
    ask="What is the rate of the open wards taken together, in falls per 1,000 occupied bed days? Give it to one decimal place, with its unit.",
    kind=RATE,
    right=lambda d: pooled_rate(_open(d)["falls"], _open(d)["obd"], per=1000),
    mistakes=(
        Mistake(
            "plain mean of the wards",
            lambda d: float(row_rates(_open(d)).mean()),
            "That is the plain mean of the wards’ rates. In it, a ward with few bed days counts as much as the "
            "largest. Add up the falls of the open wards, add up their bed days, and divide once.",
            variants=(lambda d: float(row_rates(d).mean()),),
        ),
        Mistake(
            "median of the wards",
            lambda d: float(row_rates(_open(d)).median()),
            "That is the median of the wards’ rates. It says what a typical ward is like, not what the rate "
            "is for all the patients together. Add up the falls and the bed days of the wards.",
        ),
        Mistake(
            "weighted by beds",
            lambda d: _weighted_by_beds(_open(d)),
            "That is the mean of the rates weighted by beds. Not all beds are full all the time, so a half-empty "
            "ward counts for too much. The right weights are what is below the line of the rate, the occupied bed days.",
        ),
        Mistake(
            "closed ward left in",
            lambda d: pooled_rate(d["falls"], d["obd"], per=1000),
            "The closed ward is still in the sum. The export still lists its last bed days, with 0 falls, and that "
            "makes the trust look safer than it is. Leave the ward out.",
        ),
    ),
    praise="You divided all the falls of the open wards by all their bed days, so every bed day counts once, whichever ward it was on.",
    hints=(
        "Look at the status of each ward before you add anything up.",
        "Pooled rate = 1,000 × (all falls of the open wards) ÷ (all their occupied bed days).",
        "On other data: 2 falls in 100 bed days and 8 in 900 make 10 in 1,000, which is a rate of 10.0. The mean of "
        "20.0 and 8.9 would be 14.4.",
    ),
    outcome=COMPUTE,
    reread=POOL,
)


def _ward_sets(seed: int | None) -> Iterator[pd.DataFrame]:
    """A quarter of six made-up wards, some of them half empty, and one that closed: its last bed days are sent
    again with 0 falls."""
    rng = exercise_rng(seed, 4, 2)
    while True:
        beds = rng.permutation([34, 30, 28, 24, 16, 10, 28])
        obd = np.round(91 * beds * rng.permutation([0.55, 0.7, 0.9, 0.94, 0.96, 0.97, 0.93])).astype(int)
        falls = rng.poisson(obd * rng.uniform(3, 12, 7) / 1000)
        shut = int(rng.integers(1, 6))
        falls[shut] = 0
        yield with_notes(
            pd.DataFrame(
                {
                    "ward": [f"P{i}" for i in range(1, 8)],
                    "status": ["closed in June" if i == shut else "open" for i in range(7)],
                    "beds": beds,
                    "obd": obd,
                    "falls": falls,
                    "rate": (1000 * falls / obd).round(1),
                }
            ),
            ward="made-up wards",
        )


EXERCISE = Exercise("E4.2", "One rate for several wards", 3, "fix the bug", (trust_rate,), _ward_sets)
