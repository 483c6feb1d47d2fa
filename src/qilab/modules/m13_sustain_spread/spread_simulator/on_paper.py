"""Spread on paper: quarter by quarter, with two-digit numbers in place of the luck, and what three years make of two plans.

The numbers to look up are those of the lab's own model; a quarter is three of its months in one step, so that a pair can play three years.
"""

from __future__ import annotations

from math import exp

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import bdtr

from .model import WARDS, Spread

QUARTERS, MONTHS_EACH = 12, 3
CHAMPIONS = Spread(champions=10, check="never")
CHECKS = Spread(champions=0, check="weekly")


def below(plan: Spread, joined: int) -> int:
    """The number, of 100, below which a ward joins in a quarter, when so many wards have joined before it."""
    return round(100 * (1 - exp(-MONTHS_EACH * (plan.innovation + plan.q * joined / WARDS))))


def joining() -> pd.DataFrame:
    """What to look up in each quarter, by the wards that have joined so far, for both plans."""
    counts = range(WARDS)
    rows = [[name, *(str(below(plan, n)) for n in counts)] for name, plan in _plans().items()]
    return pd.DataFrame(rows, columns=["Wards that have joined", *map(str, counts)])


def kept(plan: Spread, quarter: int) -> int:
    """Of 100 patients of a ward that joined in this quarter, how many get the change as intended at the end of the third year."""
    return round(100 * plan.fidelity * exp(-plan.fade * MONTHS_EACH * (QUARTERS - quarter)))


def fidelity() -> pd.DataFrame:
    """The same for every quarter and both plans."""
    quarters = range(1, QUARTERS + 1)
    rows = [[name, *(str(kept(plan, n)) for n in quarters)] for name, plan in _plans().items()]
    return pd.DataFrame(rows, columns=["Joined in quarter", *map(str, quarters)])


def expected(plan: Spread) -> dict[str, float]:
    """What the game gives on average: wards after the first and the third year, and coverage in percent at the end. Worked out exactly."""
    chance: NDArray[np.float64] = np.zeros(WARDS + 1)
    chance[0] = 1.0
    counts = np.arange(WARDS + 1)
    covered, before = 0.0, 0.0
    wards: list[float] = []
    for quarter in range(1, QUARTERS + 1):
        chance = np.sum([float(chance[n]) * _after(plan, n) for n in range(WARDS + 1)], axis=0)
        wards.append(float(chance @ counts))
        covered += (wards[-1] - before) * kept(plan, quarter)
        before = wards[-1]
    return {"year_1": wards[3], "end": wards[-1], "coverage": covered / WARDS}


def _after(plan: Spread, joined: int) -> NDArray[np.float64]:
    """(wards + 1,) chances of the number of wards after a quarter that began with so many."""
    left, share = WARDS - joined, below(plan, joined) / 100
    out = np.zeros(WARDS + 1)
    up_to = bdtr(np.arange(left + 1), left, share) if left else np.ones(1)
    out[joined:] = np.diff(up_to, prepend=0.0)
    return out


def _plans() -> dict[str, Spread]:
    return {"Ten champions": CHAMPIONS, "Weekly checks": CHECKS}
