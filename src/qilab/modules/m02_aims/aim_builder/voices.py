"""The model behind the third page of Aim builder: what patients said, and what staff thought they would say. No Jupyter.

The comments are those of the course's table patient_voice, written by us. The votes of staff are made up for the lab.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from qilab.data import folder, load
from qilab.methods.validate import one_seed
from qilab.trusts.schema.comments import COMMENT_LINES

HAND = 12  # comments to sort by hand
VOTES = 80
# What staff name as the patients' first worry, in shares (design): waiting is measured, so it is in everybody's mind.
STAFF = {
    "Waiting": 0.33,
    "Going home": 0.16,
    "Help to the toilet": 0.12,
    "Pain": 0.10,
    "Being told what is going on": 0.08,
    "Getting here": 0.07,
    "Noise and sleep": 0.06,
    "Kindness": 0.05,
    "Food and drink": 0.03,
}
THEMES = tuple(STAFF)


@dataclass(frozen=True)
class Voice:
    """Comments (columns text, service, said_by, theme) to sort by hand; how many of all comments there are on each theme;
    and how many of the staff named it."""

    hand: pd.DataFrame
    patients: dict[str, int]
    staff: dict[str, int]

    @property
    def total(self) -> int:
        """Comments on all themes together."""
        return sum(self.patients.values())

    @property
    def votes(self) -> int:
        """Staff votes on all themes together."""
        return sum(self.staff.values())


def voice(seed: int = 4821) -> Voice:
    """The same seed gives everybody the same comments to sort and the same votes. ValueError for a bad seed."""
    one_seed(seed)
    return _voice(seed, str(folder()))


@lru_cache(maxsize=8)
def _voice(seed: int, where: str) -> Voice:
    said = load("patient_voice").rename(columns={"true_theme": "theme"})
    rng = np.random.default_rng([seed, 23])
    columns = ["text", "service", "said_by", "theme"]
    mixed = said.sample(frac=1, random_state=rng)
    # One sentence once, and no theme more than twice, whatever stands before and after it.
    core = [
        next((line.text for line in COMMENT_LINES[t] if line.text in x), x)
        for t, x in zip(mixed["theme"], mixed["text"], strict=True)
    ]
    mixed = mixed[~pd.Series(core, index=mixed.index).duplicated()]
    hand = mixed[mixed.groupby("theme").cumcount() < 2][columns].head(HAND).reset_index(drop=True)
    counts = said["theme"].value_counts()
    patients = {theme: int(counts.get(theme, 0)) for theme in sorted(THEMES, key=lambda t: -counts.get(t, 0))}
    shares = np.array([STAFF[t] for t in patients]) * rng.uniform(0.88, 1.12, len(patients))
    staff = np.rint(VOTES * shares / shares.sum()).astype(int)
    staff[int(shares.argmax())] += VOTES - staff.sum()
    return Voice(hand, patients, dict(zip(patients, staff.tolist(), strict=True)))


def first(counts: dict[str, int]) -> str:
    """The theme that is named most; the one that stands first where two are level."""
    return max(counts, key=lambda theme: counts[theme])
