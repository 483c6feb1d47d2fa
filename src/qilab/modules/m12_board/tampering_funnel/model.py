"""Deming's funnel as the lab plays it: one row of marbles to look at, and 4,000 of them to measure. No Jupyter.

The marbles are those of `qilab.methods.deming_funnel`. Whatever the rule, the same seed gives the same luck.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from qilab.methods.tampering import deming_funnel, funnel_variance
from qilab.methods.validate import one_seed, one_whole

ALONE = 1  # the rule that leaves the funnel where it is
FEWEST, MOST = 10, 200  # marbles
SD = 1.0  # cm: how far a marble rolls from below the funnel
REPEATS = 4_000  # with so many the ratio of two variances is known to about 3% (one standard error)
NEAR = 0.10  # a prediction this near to the true ratio counts as well predicted


@dataclass(frozen=True)
class Funnel:
    """One funnel: rule 1 to 4, drops 10 to 200, seed. Distances in cm from the target. ValueError names what is wrong."""

    rule: int = 2
    drops: int = 50
    seed: int = 1212

    def __post_init__(self) -> None:
        one_whole(self.rule, "rule", least=1, most=4)
        one_whole(self.drops, "drops", least=FEWEST, most=MOST)
        one_seed(self.seed)

    @property
    def alone(self) -> NDArray[np.float64]:
        """(drops,) where the marbles land if nobody touches the funnel."""
        return deming_funnel(ALONE, self.drops, sd=SD, seed=self.seed)[0]

    @property
    def landed(self) -> NDArray[np.float64]:
        """(drops,) where the same marbles land under the rule."""
        return deming_funnel(self.rule, self.drops, sd=SD, seed=self.seed)[0]

    @property
    def hung(self) -> NDArray[np.float64]:
        """(drops,) where the funnel hung: a marble lands there plus its own roll, which is that of rule 1."""
        return self.landed - self.alone

    @property
    def exact(self) -> float:
        """Variance of the last marble's place, in times that of a funnel left alone, by Deming's formulas."""
        return funnel_variance(self.rule, self.drops) / funnel_variance(ALONE, self.drops)


@lru_cache(maxsize=64)
def measured(rule: int, drops: int, seed: int) -> float:
    """The same ratio, measured: variance of the last marble over 4,000 funnels, by that of as many left alone."""
    return _mean_square(rule, drops, seed) / _mean_square(ALONE, drops, seed)


def _mean_square(rule: int, drops: int, seed: int) -> float:
    """Of the last marbles: their mean is on the target, so this is their variance."""
    # A stream of its own: the row of marbles in the picture is not one of those that are measured.
    last = deming_funnel(rule, drops, repeats=REPEATS, sd=SD, seed=(seed + 2**31) % 2**32)[:, -1]
    return float(np.mean(last**2))
