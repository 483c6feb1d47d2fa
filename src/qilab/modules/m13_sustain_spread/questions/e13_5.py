"""E13.5 “What may we promise?”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.selection import shrunken_effect
from qilab.methods.spread import expected_effect
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.series import exercise_rng, with_notes
from qilab.questions.units import Unit

from .headings import FORECAST, SCALE

FALLS_A_YEAR = Unit("falls a year", also=("falls", "falls per year", "fewer falls a year", "per year"))


def _scale(
    data: pd.DataFrame, *, shrink: bool = True, pilot: bool = False, full: bool = False, absolute=False
) -> float:
    row = data.iloc[0]
    effect = float(row["pilot_effect"])
    if shrink:
        effect = shrunken_effect(effect, float(row["standard_error"]), float(row["between"]))
    wards = data if pilot else data[~data["is_pilot"]]
    rate = np.ones(len(wards)) if absolute else wards["rate"].to_numpy()
    reach = 1.0 if full else wards["coverage"].to_numpy()
    return expected_effect(wards["obd"].to_numpy(), rate / 1000, effect, reach)


def _falls(data: pd.DataFrame, reach: pd.Series | float) -> float:
    """Falls a year on the other wards, or as many of them as are reached."""
    falls = data["obd"] * data["rate"] / 1000 * reach
    return float(falls[~data["is_pilot"]].sum())


effect_at_scale = Item(
    "m13.effect_at_scale",
    ask="How many falls a year can the other wards expect to avoid, if you shrink the pilot’s effect and use the coverage "
    "that each ward can reach? Give it to the nearest whole number, with its unit.",
    kind=NumberAnswer(FALLS_A_YEAR, tolerance=1, decimals=0),
    right=_scale,
    mistakes=(
        Mistake(
            "the pilot's effect for all",
            lambda d: _scale(d, shrink=False),
            "You promised the pilot’s own effect to all the other wards. The pilot was spread because it went well, "
            "and some of that was probably luck. Use the shrunken effect.",
        ),
        Mistake(
            "relative taken as absolute",
            lambda d: _scale(d, absolute=True),
            "You took the effect as falls per 1,000 bed days. It is a share of the falls that a ward has: multiply it by "
            "each ward’s own rate.",
        ),
        Mistake(
            "the pilot counted twice",
            lambda d: _scale(d, pilot=True),
            "The pilot ward is in your total. It already has its gain, so counting it again promises the same falls "
            "twice. Leave it out.",
        ),
        Mistake(
            "full coverage",
            lambda d: _scale(d, full=True),
            "You assumed that every patient gets the bundle as intended. Multiply each ward by its coverage, which is reach times "
            "fidelity.",
        ),
        Mistake(
            "falls reached",
            lambda d: _falls(d, d["coverage"]),
            "Those are the falls among the patients whom the bundle reaches. It prevents only a share of them, so multiply by the "
            "shrunken effect.",
        ),
        Mistake(
            "all falls on the other wards",
            lambda d: _falls(d, 1.0),
            "Those are all the falls in a year on the other wards. The change reaches only some of the patients and prevents only a share of their falls, "
            "so multiply by coverage and by the shrunken effect.",
        ),
    ),
    praise="This is a more modest promise, and one that you are more likely to keep. It uses the shrunken effect and each ward’s own rate and "
    "coverage, and it leaves the pilot out.",
    hints=(
        "Which ward already has its gain? Take its row out first. Then work along one of the other rows.",
        "For each of the other wards: bed days ÷ 1,000 × rate × shrunken effect × coverage. Then add these up.",
        "On other data: 10,000 bed days with 6 falls per 1,000, an effect of 20% and a coverage of 50% give 10 × 6 × 0.2 × 0.5 = 6 falls.",
    ),
    outcome=FORECAST,
    reread=SCALE,
)


def scales(seed: int | None) -> Iterator[pd.DataFrame]:
    """Six made-up wards, one of them the pilot: bed days a year, falls per 1,000, coverage expected."""
    rng = exercise_rng(seed, 13, 5)
    while True:
        is_pilot = np.arange(6) == rng.integers(6)
        yield with_notes(
            pd.DataFrame(
                {
                    "ward": [f"P{i}" for i in range(1, 7)],
                    "is_pilot": is_pilot,
                    "obd": rng.integers(80, 125, 6) * 100,
                    "rate": (rng.integers(45, 90, 6) / 10).round(1),
                    "coverage": np.where(is_pilot, 0.9, rng.integers(40, 75, 6) / 100),
                    "pilot_effect": float(rng.integers(24, 36)) / 100,
                    "standard_error": 0.08,
                    "between": 0.12,
                }
            ),
            ward="made-up wards",
        )


EXERCISE = Exercise("E13.5", "What may we promise?", 4, "calculate", (effect_at_scale,), scales)
