"""The monthly falls that module 6 asks about: values, baseline, frozen median, months."""

from __future__ import annotations

import numpy as np
import pandas as pd

BASELINE = 12  # months whose median is frozen: "the first 12" in every question


def falls_of(data: pd.DataFrame) -> np.ndarray:
    """(months,) falls of each month, as floats."""
    return data["falls"].to_numpy(dtype=float)


def frozen_median(data: pd.DataFrame) -> float:
    """The median of the first 12 months."""
    return float(np.median(falls_of(data)[:BASELINE]))


def months_where(data: pd.DataFrame, mask: np.ndarray) -> frozenset[pd.Period]:
    """The calendar months of the rows where `mask` (one True or False a row) is True."""
    return frozenset(pd.PeriodIndex(data["month"].to_numpy()[mask], freq="M"))
