"""Is a target further away than luck reaches? The luck meter of an aim."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, pdtr

from .measure import share_above
from .validate import as_counts, as_numbers, better_way, one_number, one_whole, same_length

RARE = 0.05  # 1 month in 20: met less often than this by luck, a target counts as beyond luck


@dataclass(frozen=True)
class Luck:
    """How often a target is met though nothing changes.

    months, met: baseline months, and those already at the target or beyond it. share: met ÷ months.
    poisson: chance of a month to meet it with the baseline's mean (NaN without counts). normal: the same
    from mean and standard deviation of the baseline months.
    """

    months: int
    met: int
    poisson: float
    normal: float

    @property
    def share(self) -> float:
        """met ÷ months, 0 to 1."""
        return self.met / self.months

    @property
    def chance(self) -> float:
        """The estimate to go by: Poisson where there are counts, else normal."""
        return self.normal if np.isnan(self.poisson) else self.poisson

    @property
    def beyond(self) -> bool:
        """Would luck alone meet the target in less than 1 month of 20?"""
        return self.chance < RARE


def luck_meter(
    values: ArrayLike,
    target: float,
    *,
    better: str = "down",
    exposure: ArrayLike | None = None,
    per: float = 1000,
    decimals: int = 1,
) -> Luck:
    """How often the target is met by luck, judged by the months of the baseline.

    values: (n,) measurements; with `exposure` (such as occupied bed days) the counts of n months, and `target` is
    then a rate per `per`. better: "down" or "up", as in `share_above`. decimals: as the rate is reported, for a month that reads
    8.5 has met a target of 8.5. Months without a value, or without exposure, are left out.
    Poisson: the chance of a count that meets the target at the pooled rate, averaged over the months. Normal:
    Φ((target − mean) ÷ standard deviation). ValueError for fewer than two months.

    Source: Poisson and normal distribution. Not for events that come in clusters: they meet it more often.

    >>> falls = [9, 12, 8, 10, 11, 7, 10, 13, 9, 11, 10, 10]
    >>> found = luck_meter(falls, 9.6, exposure=[840] * 12)
    >>> found.met, round(found.poisson, 2), found.beyond
    (2, 0.33, False)
    """
    sign = better_way(better, needed=True)
    aim, unit = one_number(target, "target"), one_number(per, "per", above=0)
    places = one_whole(decimals, "decimals", most=6)
    counts = None
    if exposure is None:
        measured = as_numbers(values, "values").ravel()
        measured = measured[~np.isnan(measured)]
    else:
        counts = as_counts(values, "values", missing=True).ravel()
        below = as_numbers(exposure, "exposure").ravel()
        same_length(values=counts, exposure=below)
        if (below[~np.isnan(below)] < 0).any():
            raise ValueError("exposure: must be 0 or more.")
        present = ~np.isnan(counts) & (below > 0)
        counts, below = counts[present], below[present]
        measured = unit * counts / below
    if len(measured) < 2:
        raise ValueError("values: a baseline needs at least two months.")
    met = round(share_above(np.round(measured, places), aim, better) * len(measured))
    poisson = np.nan
    if counts is not None:
        # Half a step of the last decimal either way still reads as the target.
        edge = (aim - sign * (0.5 * 10.0**-places - 1e-9)) * below / unit
        mean = counts.sum() / below.sum() * below
        if sign < 0:
            chances = np.where(edge < 0, 0.0, pdtr(np.floor(np.maximum(edge, 0)), mean))
        else:
            chances = np.where(edge <= 0, 1.0, 1 - pdtr(np.maximum(np.ceil(edge) - 1, 0), mean))
        poisson = float(chances.mean())
    spread = float(measured.std(ddof=1))
    if spread > 0:
        normal = float(ndtr(sign * (measured.mean() - aim) / spread))
    else:
        normal = float(sign * (measured[0] - aim) >= 0)
    return Luck(len(measured), met, poisson, normal)
