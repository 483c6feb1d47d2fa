"""Rare events on wards: scattered over the days in step with the patients who are there."""

from __future__ import annotations

import numpy as np
from numpy.random import RandomState

from qilab.trusts.schema.days import MONTH_OF_DAY, N_DAYS, N_MONTHS


def scatter(
    rng: RandomState, weight: np.ndarray, total: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Ward and day of each event, in that order. weight: (wards, days) expected events.

    total: (wards,) how many there shall be; Poisson by default. A day of no weight, such as one on which
    the ward is shut, never gets an event.
    """
    total = rng.poisson(weight.sum(axis=1)) if total is None else total
    ward = np.repeat(np.arange(len(total)), total)
    # One ruler for all wards, laid end to end: an event lands on a day in proportion to the day's weight.
    ruler = np.concatenate([[0.0], np.cumsum(weight)])
    begins, ends = ruler[:-1:N_DAYS], ruler[N_DAYS::N_DAYS]
    spot = begins[ward] + rng.random_sample(len(ward)) * (ends - begins)[ward]
    when = np.clip(np.searchsorted(ruler, spot, side="right") - 1 - ward * N_DAYS, 0, N_DAYS - 1)
    order = np.lexsort((when, ward))
    return ward, when[order]


def per_month(ward: np.ndarray, days: np.ndarray, n_wards: int) -> np.ndarray:
    """(wards, months) number of events."""
    cell = ward * N_MONTHS + MONTH_OF_DAY[days]
    return np.bincount(cell, minlength=n_wards * N_MONTHS).reshape(-1, N_MONTHS)
