"""The model behind “Plan the sample”: how many, how often, and which ones; what it costs and how sure you can be.

A made-up ward of hourly rounds, done more often on weekdays by day than at night and at weekends. No Jupyter.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from qilab.methods.measure import wilson_interval
from qilab.methods.validate import one_seed

FEWEST, MOST = 5, 60
SAMPLES = 1_000
DAY_SHARE = 0.35  # of all rounds that are due, those on weekdays by day
BY_DAY, ELSE = 0.86, 0.62  # share of rounds that are done: on weekdays by day, and at all other times
OFTEN = {
    "week": "every week",
    "fortnight": "every two weeks",
    "month": "every month",
    "quarter": "every quarter",
}
POINTS = {"week": 52, "fortnight": 26, "month": 12, "quarter": 4}  # points of a run chart in a year
WHOM = {
    "near": "rounds on a weekday morning",
    "list": "every tenth round on the list, day and night",
    "lot": "rounds chosen at random, day and night",
}
# Minutes for one record: what is at hand is quick; a number from all shifts means finding the chart first.
MINUTES = {"near": 2, "list": 4, "lot": 5}


@dataclass(frozen=True)
class Plan:
    """How many records make a point, how often there is one, and which are taken. ValueError for any other."""

    size: int = 20
    often: str = "month"
    whom: str = "near"
    seed: int = 4821

    def __post_init__(self) -> None:
        if isinstance(self.size, bool) or not isinstance(self.size, int) or not FEWEST <= self.size <= MOST:
            raise ValueError(f"size: give a whole number from {FEWEST} to {MOST}.")
        for name, known in (("often", OFTEN), ("whom", WHOM)):
            if getattr(self, name) not in known:
                raise ValueError(f"{name}: choose one of {', '.join(known)}.")
        one_seed(self.seed)

    @property
    def points(self) -> int:
        """Points in a year: a run chart wants ten before it says much."""
        return POINTS[self.often]

    @property
    def hours(self) -> float:
        """Hours of collecting in a year."""
        return self.size * self.points * MINUTES[self.whom] / 60

    @property
    def truth(self) -> float:
        """Share of all rounds that are done, day and night, 0 to 1."""
        return DAY_SHARE * BY_DAY + (1 - DAY_SHARE) * ELSE

    @property
    def expected(self) -> float:
        """What the sample shows on average: the truth, or that of the hours it comes from."""
        return BY_DAY if self.whom == "near" else self.truth

    @property
    def off(self) -> float:
        """How far the plan is off on average, in points of 100: more records do not mend it."""
        return 100 * (self.expected - self.truth)

    @cached_property
    def samples(self) -> np.ndarray:
        """(1,000,) percent done in samples of this plan: the luck of one point."""
        luck = np.random.default_rng([self.seed, 45])
        return 100 * luck.binomial(self.size, self.expected, SAMPLES) / self.size

    @property
    def middle(self) -> tuple[float, float]:
        """Where 95 of 100 samples lie, in percent."""
        low, high = np.percentile(self.samples, [2.5, 97.5])
        return float(low), float(high)

    @property
    def year(self) -> tuple[float, float]:
        """95% interval (Wilson) of all records of a year together, in percent."""
        n = self.size * self.points
        low, high = wilson_interval(round(self.expected * n), n)
        return 100 * float(low), 100 * float(high)

    @property
    def width(self) -> float:
        """Points of 100 from end to end of the middle 95 samples."""
        return self.middle[1] - self.middle[0]
