"""The other half of the model: two wards with different patients, and a gap between fifths of deprivation. No Jupyter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WARDS = ("Ward A", "Ward B")
# Falls per 1,000 occupied bed days among frail and other patients: Ward A is lower in each group.
RATES = {"Ward A": (9.0, 3.0), "Ward B": (9.5, 3.5)}
LEAST_FRAIL, MOST_FRAIL = 5, 95
LIKE = 0.05  # rates nearer than this to each other look the same


@dataclass(frozen=True)
class Mix:
    """The rates of two wards as a whole, and with half frail patients on both."""

    whole: tuple[float, float]
    standardised: tuple[float, float]

    @property
    def turned(self) -> bool:
        """Does the ward that is lower in each group look worse as a whole?"""
        return self.whole[0] > self.whole[1] + LIKE


def mixed(frail_a: int, frail_b: int) -> Mix:
    """Two wards with these shares of frail patients, in %.

    >>> mixed(60, 20).turned, mixed(50, 50).whole
    (True, (6.0, 6.5))
    """
    for name, share in (("frail_a", frail_a), ("frail_b", frail_b)):
        if not LEAST_FRAIL <= share <= MOST_FRAIL:
            raise ValueError(f"{name}: give a share from {LEAST_FRAIL} to {MOST_FRAIL}, in %.")

    def rate(ward: str, share: float) -> float:
        frail, other = RATES[ward]
        return share * frail + (1 - share) * other

    whole = (rate("Ward A", frail_a / 100), rate("Ward B", frail_b / 100))
    return Mix(whole, (rate("Ward A", 0.5), rate("Ward B", 0.5)))


FIFTHS = 5
BEFORE = np.array([9.8, 8.7, 7.5, 6.3, 5.0])  # % who miss an appointment, the most deprived fifth first
BOOKED = np.array([0.21, 0.21, 0.20, 0.19, 0.19])  # share of all appointments
MOST_GAIN = 60
NEAR = 0.005


@dataclass(frozen=True)
class Gaps:
    """Shares of five fifths before and after, in %, with their means, gaps in points and ratios (first against last)."""

    after: NDArray[np.float64]

    def mean(self, after: bool) -> float:
        """The share of all patients."""
        return float((self.after if after else BEFORE) @ BOOKED)

    def gap(self, after: bool) -> float:
        """Percentage points between the most and the least deprived fifth."""
        shares = self.after if after else BEFORE
        return float(shares[0] - shares[-1])

    def ratio(self, after: bool) -> float:
        """How many times as often the most deprived fifth misses."""
        shares = self.after if after else BEFORE
        return float(shares[0] / shares[-1])

    @property
    def kind(self) -> str:
        """What happened to gap and ratio: "closer", "wider", "split" (gap closes, ratio rises), "even" (gap closes, ratio stays) or "same"."""
        gap, ratio = self.gap(True) - self.gap(False), self.ratio(True) - self.ratio(False)
        if gap > NEAR:
            return "wider"
        if gap >= -NEAR:
            return "same"
        if ratio > NEAR:
            return "split"
        return "closer" if ratio < -NEAR else "even"


def reminded(most_deprived: int, least_deprived: int) -> Gaps:
    """After reminders that take these shares (in %) off at the two ends, and evenly in between.

    >>> reminded(0, 40).kind, reminded(20, 30).kind, reminded(40, 10).kind
    ('wider', 'split', 'closer')
    """
    for name, gain in (("gain_1", most_deprived), ("gain_5", least_deprived)):
        if not 0 <= gain <= MOST_GAIN:
            raise ValueError(f"{name}: give a share from 0 to {MOST_GAIN}, in %.")
    gains = np.linspace(most_deprived, least_deprived, FIFTHS)
    return Gaps(BEFORE * (1 - gains / 100))
