"""E13.4 “Reach times fidelity”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.spread import reach_times_fidelity
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.series import exercise_rng, with_notes
from qilab.questions.units import PERCENT

from .headings import FORECAST, REACH


def _coverage(data: pd.DataFrame) -> float:
    return 100 * reach_times_fidelity(data["patients"], data["adopted"], data["fidelity"])


def _by_patients(data: pd.DataFrame, shares: pd.Series) -> float:
    return 100 * float(np.average(shares, weights=data["patients"]))


coverage = Item(
    "m13.coverage",
    ask="Of 100 patients on all the wards, how many get the bundle as intended? Give a percentage, to the nearest whole "
    "number, with its unit.",
    kind=NumberAnswer(PERCENT, tolerance=0.5, decimals=0),
    right=_coverage,
    mistakes=(
        Mistake(
            "wards that adopted",
            lambda d: 100 * float(d["adopted"].mean()),
            "That is the share of wards that took it up. But wards are not all the same size, and not every patient on a ward "
            "that took it up gets it as intended. Count the patients who do.",
        ),
        Mistake(
            "mean fidelity of the adopters",
            lambda d: 100 * float(d.loc[d["adopted"] == 1, "fidelity"].mean()),
            "That is the mean fidelity of the wards that took it up. The patients of the other wards get none of it, "
            "but they count too. So does the size of each ward.",
        ),
        Mistake(
            "trained taken for adopted",
            lambda d: _by_patients(d, d["trained"]),
            "You used the share of staff who were trained. Training does not tell you how many patients get the "
            "bundle. Use adopted and fidelity.",
            variants=(lambda d: 100 * float(d["trained"].mean()),),
        ),
        Mistake(
            "reach without fidelity",
            lambda d: _by_patients(d, d["adopted"]),
            "That is the reach: the share of patients who are on wards that took it up. They do not all get it as intended. Multiply each ward "
            "by its fidelity as well.",
        ),
        Mistake(
            "wards not weighted",
            lambda d: 100 * float((d["adopted"] * d["fidelity"]).mean()),
            "Reach times fidelity is right for each ward, but then you counted a small ward as much as a large one. "
            "Let each ward count in proportion to its number of patients.",
        ),
        Mistake(
            "patients of the adopters only",
            lambda d: _by_patients(d[d["adopted"] == 1], d.loc[d["adopted"] == 1, "fidelity"]),
            "You divided by the patients of the wards that took it up. The patients of the other wards get none of it, "
            "but they count too, so divide by all patients.",
        ),
    ),
    praise="That is reach times fidelity, counted in patients. The poster counted wards, so its number is different.",
    hints=(
        "For one ward: how many of its patients are reached, and what share of them get the bundle as intended?",
        "For each ward: patients × adopted × fidelity. Add these up, divide by all patients, and multiply by 100.",
        "On other data: 500 patients at 80%, 300 at 50% and 200 on a ward without it make 400 + 150 of 1,000, so 55%.",
    ),
    outcome=FORECAST,
    reread=REACH,
)


def spreads(seed: int | None) -> Iterator[pd.DataFrame]:
    """Eight made-up wards: patients a year, share of staff trained, taken up or not, fidelity."""
    rng = exercise_rng(seed, 13, 4)
    while True:
        adopted = rng.permutation([1] * 6 + [0] * 2)
        yield with_notes(
            pd.DataFrame(
                {
                    "ward": [f"P{i}" for i in range(1, 9)],
                    "patients": rng.integers(20, 130, 8) * 10,
                    "trained": rng.integers(60, 100, 8) / 100,
                    "adopted": adopted,
                    "fidelity": np.where(adopted == 1, rng.integers(25, 90, 8) / 100, 0.0),
                }
            ),
            ward="made-up wards",
        )


EXERCISE = Exercise("E13.4", "Reach times fidelity", 3, "fix the bug", (coverage,), spreads)
