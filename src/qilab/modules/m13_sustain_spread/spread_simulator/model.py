"""The model behind “Spread”: wards take a change up (Bass), and what each of them does fades. No Jupyter.

Reach follows Bass 1969; fidelity decays from where a ward began, and coverage is reach × fidelity. How much a
champion, a check and a leaver weigh is this course's own choice, made to be played with, not measured anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qilab.methods.spread import bass, bass_peak, decay
from qilab.methods.validate import one_seed

WARDS, MONTHS = 18, 48
CHAMPION = 0.002  # what a champion adds to p
# Share of the loss through leavers that is made good, by how often somebody checks.
CHECKS = {"never": 0.0, "quarterly": 0.4, "monthly": 0.7, "weekly": 0.9}
CHECK_WORDS = {
    "never": "Never",
    "quarterly": "Every three months",
    "monthly": "Every month",
    "weekly": "Every week",
}
LIMITS = {
    "p": (0.002, 0.05),
    "q": (0.0, 0.8),
    "champions": (0, 10),
    "fidelity": (0.1, 1.0),
    "turnover": (0.0, 0.6),
}


@dataclass(frozen=True)
class Spread:
    """A spread over 18 wards and 48 months.

    p, q: innovation and imitation a month. champions: people who help wards to start, 0 to 10. fidelity: share of
    the change that a ward does when it begins. turnover: share of staff who leave in a year. check: how often
    somebody checks and helps, a key of CHECKS. ValueError names what lies outside.
    """

    p: float = 0.01
    q: float = 0.35
    champions: int = 0
    fidelity: float = 0.7
    turnover: float = 0.2
    check: str = "quarterly"
    seed: int = 1313

    def __post_init__(self) -> None:
        for name, (low, high) in LIMITS.items():
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
                raise ValueError(f"{name}: give a number from {low:g} to {high:g}.")
        if self.check not in CHECKS:
            raise ValueError(f"check: choose one of {', '.join(CHECKS)}.")
        one_seed(self.seed)

    @property
    def innovation(self) -> float:
        """p with the champions' help."""
        return self.p + CHAMPION * self.champions

    @property
    def peak(self) -> float:
        """Month of fastest adoption."""
        return bass_peak(self.innovation, self.q)

    @property
    def fade(self) -> float:
        """k of the decay, a month: leavers take what they know with them, unless somebody checks and helps."""
        return float(-np.log1p(-self.turnover) / 12 * (1 - CHECKS[self.check]))

    @cached_property
    def reach(self) -> NDArray[np.float64]:
        """(months + 1,) share of the wards that have taken it up, from month 0, as expected."""
        return bass(self.innovation, self.q, 1.0, np.arange(MONTHS + 1))

    @cached_property
    def coverage(self) -> NDArray[np.float64]:
        """(months + 1,) share of all patients who get it as intended: what began in each month, faded since."""
        return self._faded(np.diff(self.reach, prepend=0.0))

    @cached_property
    def run(self) -> NDArray[np.int64]:
        """(months + 1,) wards that have taken it up in one run of luck: each joins with the chance that Bass gives."""
        luck = np.random.default_rng([self.seed, 13])
        joined = [0]
        for _ in range(MONTHS):
            hazard = 1 - np.exp(-(self.innovation + self.q * joined[-1] / WARDS))
            # One draw a ward, whether it has joined or not: the same luck whatever the sliders say.
            draws = luck.random(WARDS)
            joined.append(joined[-1] + int((draws[joined[-1] :] < hazard).sum()))
        return np.array(joined)

    def _faded(self, began: NDArray) -> NDArray[np.float64]:
        kept = decay(self.fidelity, 0.0, self.fade, np.arange(len(began)))
        return np.convolve(began, kept)[: len(began)]
