"""Beads from a tray: what a stable system hands to people who all do their best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import gammaln

from .validate import one_seed, one_whole


@dataclass(frozen=True)
class BeadLimits:
    """mean and sigma of one scoop; 3σ limits."""

    mean: float
    sigma: float
    lower: float
    upper: float


def _tray(beads: int, red: int, scoop: int) -> tuple[int, int, int]:
    total = one_whole(beads, "beads", least=1, most=10**7)
    return total, one_whole(red, "red", most=total), one_whole(scoop, "scoop", least=1, most=total)


def red_beads(
    workers: int = 6, rounds: int = 4, beads: int = 4000, red: int = 800, scoop: int = 50, seed: int = 0
) -> pd.DataFrame:
    """The red bead game: rows are workers, columns rounds, values the red beads in each scoop.

    Every scoop is drawn from the full tray (hypergeometric) and put back. Nobody can do better than the tray.
    Source: Deming 1986, Out of the Crisis. Not a test of the workers.

    >>> red_beads(seed=1).shape
    (6, 4)
    """
    total, bad, size = _tray(beads, red, scoop)
    shape = (
        one_whole(workers, "workers", least=1, most=10**6),
        one_whole(rounds, "rounds", least=1, most=10**4),
    )
    drawn = np.random.default_rng(one_seed(seed)).hypergeometric(bad, total - bad, size, shape)
    return pd.DataFrame(
        drawn,
        index=pd.RangeIndex(1, shape[0] + 1, name="worker"),
        columns=pd.RangeIndex(1, shape[1] + 1, name="round"),
    )


def red_bead_limits(beads: int = 4000, red: int = 800, scoop: int = 50) -> BeadLimits:
    """Limits of a scoop, n·p ± 3√(n·p(1 − p)), as on a p chart of the counts; the lower one not below 0.

    Source: Deming 1986, Out of the Crisis. Not for choosing whom to praise.

    >>> found = red_bead_limits()
    >>> found.mean, round(found.sigma, 2), round(found.lower, 1), round(found.upper, 1)
    (10.0, 2.83, 1.5, 18.5)
    """
    total, bad, size = _tray(beads, red, scoop)
    p = bad / total
    mean, sigma = size * p, float(np.sqrt(size * p * (1 - p)))
    return BeadLimits(mean, sigma, max(0.0, mean - 3 * sigma), min(float(size), mean + 3 * sigma))


def red_bead_distribution(beads: int = 4000, red: int = 800, scoop: int = 50) -> NDArray[np.float64]:
    """Chance of 0, 1, … `scoop` red beads in a scoop, exactly (hypergeometric).

    Source: hypergeometric distribution. Not for scoops that are not put back.

    >>> float(red_bead_distribution().sum().round(9))
    1.0
    """
    total, bad, size = _tray(beads, red, scoop)
    k = np.arange(size + 1)
    possible = (k <= bad) & (size - k <= total - bad)
    k_in = np.where(
        possible, k, min(bad, size) if size - min(bad, size) <= total - bad else size - (total - bad)
    )

    def log_choose(n: NDArray | int, r: NDArray | int) -> NDArray:
        return gammaln(np.asarray(n) + 1.0) - gammaln(np.asarray(r) + 1.0) - gammaln(np.asarray(n) - r + 1.0)

    log_p = log_choose(bad, k_in) + log_choose(total - bad, size - k_in) - log_choose(total, size)
    return np.where(possible, np.exp(log_p), 0.0)


def red_bead_chances(
    workers: int = 6, target: int = 3, beads: int = 4000, red: int = 800, scoop: int = 50
) -> dict[str, float]:
    """What luck alone does in a round: chance that anyone meets the target, mean gap between best and worst.

    target: as many red beads or fewer. Source: hypergeometric distribution. Not where the tray changes
    between scoops.

    >>> found = red_bead_chances()
    >>> round(found["anyone_meets_target"], 3), round(found["mean_gap"], 1)
    (0.032, 7.1)
    """
    people, aim = one_whole(workers, "workers", least=1), one_whole(target, "target")
    cdf = np.minimum(np.cumsum(red_bead_distribution(beads, red, scoop)), 1.0)
    meets = cdf[min(aim, len(cdf) - 1)]
    # Mean of the largest is Σ P(max > k), of the smallest Σ P(min > k).
    gap = float((1 - cdf**people).sum() - ((1 - cdf) ** people).sum())
    return {"anyone_meets_target": float(1 - (1 - meets) ** people), "mean_gap": gap}
