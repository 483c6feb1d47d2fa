"""The model behind Two months: falls on a made-up ward where nothing ever changes. No Jupyter.

Each month's count is drawn from the same Poisson distribution, whatever the month.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qilab.methods.validate import one_seed

MONTHS = 24
MEAN = 6.0  # falls a month
MOST = 16  # more would leave the chart; it happens once in thousands of months


def falls(seed: int) -> NDArray[np.int64]:
    """Falls in each of 24 months, (24,), 1 to 16: a change must have a percentage.

    seed: a whole number; the same one gives the same months. ValueError for anything else.
    """
    luck = np.random.default_rng(one_seed(seed))
    return np.clip(luck.poisson(MEAN, MONTHS), 1, MOST)


def change(counts: NDArray[np.int64], month: int) -> float:
    """Percent by which a month (2 to 24) differs from the one before: positive for more falls."""
    if not 2 <= month <= len(counts):
        raise ValueError(f"month: give a month from 2 to {len(counts)}.")
    before, now = int(counts[month - 2]), int(counts[month - 1])
    return 100 * (now - before) / before
