"""Variation and assurance in the sense of NHS England's Making Data Count, as words; pictures are drawn elsewhere."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qilab.methods.segments import ON_LINE, Segments

VARIATION = (
    "common_cause",
    "improvement_high",
    "improvement_low",
    "concern_high",
    "concern_low",
    "neutral_high",
    "neutral_low",
)
ASSURANCE = ("pass", "fail", "inconsistent")


def last_points(parts: Segments, there: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Place of the last point of each part that is there, −1 where there is none."""
    out = np.full(parts.count, -1)
    places = np.flatnonzero(there)
    out[parts.ids[places]] = places  # the last one written stays
    return out


def variation_icons(point_type: NDArray, direction: NDArray, last: NDArray) -> NDArray[np.intp]:
    """Place in VARIATION of the last point of each part: its type, and whether it signals high or low."""
    at = np.maximum(last, 0)
    kind, low = point_type[at].astype(int), (direction[at] < 0).astype(int)
    return np.select([kind == 0, kind == 1, kind == 2], [0, 1 + low, 3 + low], 5 + low)


def assurance_icons(target: NDArray, lcl: NDArray, ucl: NDArray, better: NDArray) -> NDArray[np.intp]:
    """Place in ASSURANCE: does the whole band between the limits lie on the good side of the target?

    Strictly: a target on a limit may be hit or missed. −1 without a target or a direction of good.
    Without limits nothing can be promised: inconsistent.
    """
    slack = ON_LINE * np.abs(ucl - lcl)
    above, below = (
        lcl - target > slack,
        target - ucl > slack,
    )  # the band against the target; False without limits
    good, bad = np.where(better > 0, above, below), np.where(better > 0, below, above)
    found = np.select([good, bad], [0, 1], 2)
    return np.where(np.isnan(target) | (better == 0), -1, found)
