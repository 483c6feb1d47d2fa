"""The XmR sums that module 7 asks about, written out as the lesson does them, so that each slip can leave one step out."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

FACTOR = 2.66  # mean moving ranges from the mean to a limit
RANGE_LIMIT = 3.267  # mean moving ranges: the upper limit of a single moving range
BASELINE = 12  # months on which limits are frozen: “the first 12” in every question


def values_of(data: pd.DataFrame, column: str) -> NDArray[np.float64]:
    """(months,) values, NaN where a month has none."""
    return data[column].to_numpy(dtype=float, na_value=np.nan)


def ranges_of(values: ArrayLike) -> NDArray[np.float64]:
    """Moving ranges, one for each two neighbours; NaN beside a gap."""
    return np.abs(np.diff(np.asarray(values, dtype=float)))


def mean_range(values: ArrayLike) -> float:
    """Mean of the moving ranges that exist."""
    return float(np.nanmean(ranges_of(values)))


def xmr(values: ArrayLike, reach: float | None = None) -> dict[str, float]:
    """mean_range, lower and upper limit. reach: how far the limits lie from the mean; None: 2.66 mean moving ranges."""
    step = mean_range(values)
    mean = float(np.nanmean(np.asarray(values, dtype=float)))
    reach = FACTOR * step if reach is None else reach
    return {"mean_range": step, "lower": mean - reach, "upper": mean + reach}


def screened(values: ArrayLike) -> dict[str, float]:
    """As `xmr`, with moving ranges of 3.267 times their mean or more left out once (Nelson 1982)."""
    ranges = ranges_of(values)
    step = float(np.nanmean(ranges[ranges < RANGE_LIMIT * np.nanmean(ranges)]))
    return xmr(values, FACTOR * step) | {"mean_range": step}


def spread(values: ArrayLike) -> float:
    """The standard deviation of all values (n − 1)."""
    return float(np.nanstd(np.asarray(values, dtype=float), ddof=1))


def months_where(data: pd.DataFrame, mask: NDArray[np.bool_]) -> frozenset[pd.Period]:
    """The calendar months of the rows where `mask` is True."""
    return frozenset(data.loc[mask, "month"].dt.to_period("M"))
