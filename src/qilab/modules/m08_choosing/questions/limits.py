"""What several questions of module 8 work out: limits of a share or a rate at one point, and limits from moving ranges."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from qilab.methods.spc.limits import D2, MR_LIMIT

MADE_UP = "made-up data, for practice"
LABELS = {"centre": "centre line", "lower": "lower limit", "upper": "upper limit"}


def around(centre: float, half: float, most: float = float("inf")) -> dict[str, float]:
    """centre, lower and upper, where the limits stop at 0 and at `most`."""
    return {"centre": centre, "lower": max(0.0, centre - half), "upper": min(most, centre + half)}


def mean_range(values: ArrayLike) -> float:
    """The mean of the moving ranges, none of them left out."""
    return float(np.abs(np.diff(np.asarray(values, dtype=float))).mean())


def xmr(values: ArrayLike) -> tuple[float, float]:
    """Mean and half-width of the limits of an XmR chart, no range left out: mean ± 3·mR̄/1.128."""
    return float(np.mean(np.asarray(values, dtype=float))), 3 * mean_range(values) / D2


def nothing_to_screen(values: ArrayLike) -> bool:
    """Is no moving range so long that some tools would leave it out? Then all tools give one answer."""
    ranges = np.abs(np.diff(np.asarray(values, dtype=float)))
    return bool((ranges < MR_LIMIT * ranges.mean()).all())


def half_share(share: float, n: float, sigmas: float = 3) -> float:
    """Half the width of a p chart's limits where n are in the denominator; share from 0 to 1."""
    return sigmas * sqrt(share * (1 - share) / n)


def as_column(frame: pd.DataFrame, name: str) -> np.ndarray:
    """(rows,) a column as floats."""
    return frame[name].to_numpy(dtype=float)
