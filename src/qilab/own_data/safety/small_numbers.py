"""Small numbers, before anything leaves the team."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from qilab.methods.validate import as_counts

SMALL = (1, 7)
STEP = 5


def has_small_numbers(counts: ArrayLike) -> bool:
    """Is any count from 1 to 7? A missing one is not."""
    values = as_counts(counts, "counts", missing=True)
    return bool(((values >= SMALL[0]) & (values <= SMALL[1])).any())


def suppress(counts: ArrayLike) -> list[str]:
    """Counts as they may leave the team: 1 to 7 as "*", 0 as it is, others rounded to 5; "" where missing.

    The rule that NHS England uses for hospital statistics. It says nothing about totals, from which a single “*” can be
    worked out: suppress a second cell, or the total. Limits of a chart must be worked out on the true counts. Source:
    NHS England, Hospital Episode Statistics analysis guide, disclosure control.

    >>> suppress([0, 1, 7, 8, 12, 13, float("nan")])
    ['0', '*', '*', '10', '10', '15', '']
    """
    values = as_counts(counts, "counts", missing=True)
    return [
        ""
        if np.isnan(value)
        else "*"
        if SMALL[0] <= value <= SMALL[1]
        else f"{int(STEP * round(value / STEP))}"
        for value in values
    ]
