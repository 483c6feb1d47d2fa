"""Did it change, and by how much? Effects with their intervals, and interrupted time series."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

from .measure import Interval, join_intervals, poisson_interval, rate_ratio_interval
from .validate import as_numbers, events_and_exposure, one_number, one_share, one_whole


@dataclass(frozen=True)
class Effect:
    """A rate before and after, on the scale `per`; difference and ratio are after against before."""

    before: float
    after: float
    difference: Interval
    ratio: Interval
    per: float

    def events_avoided(self, exposure: float) -> Interval:
        """Events avoided over so much exposure (such as a year's bed days); below 0 where there were more.

        >>> effect = rate_change(66, 10_000, 46, 10_000, per=1000)
        >>> round(effect.events_avoided(10_080).estimate, 1)
        20.2
        """
        size = one_number(exposure, "exposure", least=0) / self.per
        gap = self.difference
        return Interval(-gap.estimate * size, -gap.high * size, -gap.low * size)

    def __str__(self) -> str:
        return f"{self.before:.4g} → {self.after:.4g} per {self.per:g}: difference {self.difference}, ratio {self.ratio}"


def rate_change(
    events_before: ArrayLike,
    exposure_before: ArrayLike,
    events_after: ArrayLike,
    exposure_after: ArrayLike,
    *,
    per: float = 1,
    level: float = 0.95,
) -> Effect:
    """Effect of a change on a rate: difference and ratio with their intervals.

    Counts and exposures of each period, as totals or one a month (they are added up). The interval of the
    difference joins the exact Poisson intervals of both rates (Zou & Donner 2008, Stat Med 27:1693); that
    of the ratio is exact. Not where the before period was picked because it was bad (see
    `regression_to_mean`), nor where a trend ran already (see `interrupted_time_series`).

    >>> print(rate_change(66, 10_000, 46, 10_000, per=1000))
    6.6 → 4.6 per 1000: difference -2 (-4.179 to 0.1437), ratio 0.697 (0.4676 to 1.031)
    """
    scale, inside = one_number(per, "per", above=0), one_share(level, "level", open_ends=True)
    a, na = _period(events_before, exposure_before, "before")
    b, nb = _period(events_after, exposure_after, "after")
    before, after = a / na, b / nb
    low, high = join_intervals(
        before, poisson_interval(a, na, inside), after, poisson_interval(b, nb, inside)
    )
    ratio = rate_ratio_interval(a, na, b, nb, inside)
    quotient = after / before if before > 0 else float("inf") if after > 0 else 1.0
    return Effect(
        scale * before,
        scale * after,
        Interval(scale * (after - before), scale * low, scale * high),
        Interval(quotient, *ratio),
        scale,
    )


def _period(events: ArrayLike, exposure: ArrayLike, which: str) -> tuple[int, float]:
    x, size = events_and_exposure(events, exposure, (f"events_{which}", f"exposure_{which}"))
    if not size.sum() > 0:
        raise ValueError(f"exposure_{which}: must be 0 or more, and above 0 in all.")
    return int(x.sum()), float(size.sum())


@dataclass(frozen=True, repr=False)
class InterruptedSeries:
    """terms: one row for each coefficient: term, estimate, se, low, high, p. fitted: the line; without_change: the
    line had the first trend gone on. lags: months over which errors may resemble each other."""

    terms: pd.DataFrame
    fitted: NDArray[np.float64]
    without_change: NDArray[np.float64]
    lags: int

    def __repr__(self) -> str:
        table = self.terms.to_string(index=False, float_format=lambda v: f"{v:.4g}")
        return f"Interrupted time series, Newey–West errors over {self.lags} lags:\n{table}"


def interrupted_time_series(
    y: ArrayLike, change_at: int, *, lags: int | None = None, level: float = 0.95
) -> InterruptedSeries:
    """Change of level and of trend at a known time, with errors that allow for autocorrelation.

    y: values in time order, equally spaced (missing ones are left out, their places kept). change_at:
    number of the first point after the change (1 is the first point). Least squares of y = level + trend·t
    + step·after + slope·(t − change)·after; standard errors of Newey & West 1987, Econometrica 55:703, with
    the factor n/(n − 4) and t intervals. lags: default ⌊4·(n/100)^(2/9)⌋, at least 1.
    Needs about 8 points on each side; it cannot tell the change from anything else that happened then.
    Source: Wagner and others 2002, J Clin Pharm Ther 27:299.

    >>> line = interrupted_time_series([5, 6, 5, 6, 5, 6, 3, 2, 3, 2, 3, 2], change_at=7)
    >>> line.terms.set_index("term")["estimate"].round(2).to_dict()
    {'level': 5.29, 'trend': 0.09, 'step': -3.09, 'slope': -0.17}
    """
    values = as_numbers(y, "y")
    if values.ndim != 1:
        raise ValueError("y: give one series of values in time order.")
    start = one_whole(change_at, "change_at (number of the first point after the change)", least=3)
    time = np.arange(1, len(values) + 1, dtype=float)
    here = ~np.isnan(values)
    after = (time >= start).astype(float)
    if (here & (after == 0)).sum() < 3 or (here & (after == 1)).sum() < 3:
        raise ValueError(
            "change_at: at least three values are needed on each side of the change; eight are better."
        )
    design = np.column_stack([np.ones_like(time), time - 1, after, after * (time - start)])
    n = int(here.sum())
    reach = max(1, int(4 * (n / 100) ** (2 / 9))) if lags is None else one_whole(lags, "lags", most=n - 1)
    x, free = design[here], n - design.shape[1]
    estimate, *_ = np.linalg.lstsq(x, values[here], rcond=None)
    # What floating point leaves of an exact fit must not be taken for an error, or for an effect.
    dust = 1e-12 * np.abs(values[here]).max()
    estimate = np.where(np.abs(estimate) <= dust, 0.0, estimate)
    misses = np.where(here, values - design @ estimate, 0.0)
    covariance = newey_west(design, np.where(np.abs(misses) <= dust, 0.0, misses), reach, here)
    error = np.sqrt(np.maximum(np.diag(covariance), 0.0))
    width = stdtrit(free, 0.5 + one_share(level, "level", open_ends=True) / 2) * error
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(error > 0, np.abs(estimate) / error, np.where(estimate != 0, np.inf, 0.0))
    terms = pd.DataFrame(
        {
            "term": ["level", "trend", "step", "slope"],
            "estimate": estimate,
            "se": error,
            "low": estimate - width,
            "high": estimate + width,
            "p": 2 * stdtr(free, -t),
        }
    )
    return InterruptedSeries(terms, design @ estimate, design[:, :2] @ estimate[:2], reach)


def newey_west(
    design: NDArray, residuals: NDArray, lags: int, here: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Covariance of least-squares coefficients when errors resemble their neighbours (Bartlett weights).

    design (n, k); residuals (n,), 0 where `here` is False. Small samples: times n/(n − k).

    >>> newey_west(np.ones((4, 1)), np.array([1.0, -1, 1, -1]), 0, np.ones(4, dtype=bool)).round(3).tolist()
    [[0.333]]
    """
    n, k = int(here.sum()), design.shape[1]
    score = design * residuals[:, None]
    middle = score.T @ score
    for lag in range(1, lags + 1):
        pair = score[lag:].T @ score[:-lag]
        middle += (1 - lag / (lags + 1)) * (pair + pair.T)
    bread = np.linalg.inv(design[here].T @ design[here])
    return bread @ middle @ bread * n / (n - k)
