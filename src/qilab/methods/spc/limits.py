"""Centre lines and control limits of every chart type, from the formulas, for many series at once.

Formulas and sources: Montgomery, Introduction to Statistical Quality Control; Provost & Murray 2011, The
Health Care Data Guide; Nelson 1982 (screening), Benneyan 2001 (g), Nelson 1994 (t), Laney 2002 (p′, u′).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from qilab.methods.segments import Segments, divide, root

from .tidy import Points

D2 = 1.128  # mean range of two, in σ, to the digits of the printed tables
MR_LIMIT = 3.267  # upper limit of a moving range, in mean moving ranges
T_POWER = 3.6  # makes waiting times of an exponential nearly normal

UNSCREENED = (
    "moving ranges not screened, since only zeros would have stayed and the limits would have had no width"
)
SINGLE = "subgroup with a single value: no spread, so no limits there"


@dataclass(frozen=True)
class Lines:
    """What is drawn and tested. cl is the centre line that sides are taken from; the limits lie around `mid`.

    One value a point throughout. mid and sigma are on the scale that the limits are worked out on; power
    brings them back to the scale of y. low and high: what the measure cannot pass (limits are cut there).
    """

    y: NDArray
    cl: NDArray
    mid: NDArray
    sigma: NDArray
    power: float = 1.0
    low: float | None = None
    high: float | None = None
    remarks: dict[str, int] = field(default_factory=dict)  # what was done differently, and how often

    drawn: dict[tuple[float, bool], NDArray] = field(default_factory=dict, repr=False, compare=False)

    def at(self, k: float, *, capped: bool = True) -> NDArray[np.float64]:
        """The line k σ from the middle; NaN where there is none."""
        if (k, capped) not in self.drawn:
            self.drawn[k, capped] = self._line(k, capped)
        return self.drawn[k, capped]

    def _line(self, k: float, capped: bool) -> NDArray[np.float64]:
        if not capped:
            line = self.mid + k * self.sigma
            return line if self.power == 1 else np.sign(line) * np.abs(line) ** self.power
        line = self.at(k, capped=False)
        if self.low is not None:
            line = np.maximum(line, self.low)
        return line if self.high is None else np.minimum(line, self.high)


def c4(n: NDArray) -> NDArray[np.float64]:
    """How far the mean of sample standard deviations falls short of σ; NaN for samples of one or none."""
    n = np.asarray(n, dtype=float)
    safe = np.where(n > 1, n, 2.0)
    found = np.sqrt(2 / (safe - 1)) * np.exp(gammaln(safe / 2) - gammaln((safe - 1) / 2))
    return np.where(n > 1, found, np.nan)


def mean_range(values: NDArray, parts: Segments, base: NDArray, screen: bool) -> tuple[NDArray, int]:
    """Mean moving range of each part, and in how many parts screening had to be left out.

    Points outside `base` are stepped over; a missing value loses the ranges on both its sides. With
    `screen`, ranges of 3.267 times the mean or more are dropped once (Nelson 1982). Where nothing but
    ranges of zero would stay, that is not done: limits that close on the mean would call everything a
    signal. A part whose values are all equal has no spread to screen, and gets NaN.
    """
    kept = parts.keep(base)
    ranges = np.abs(kept.steps(values[base]))
    there = ~np.isnan(ranges)
    mean = kept.mean(ranges, there)
    if not screen:
        return mean, 0
    ranges = np.where(there, ranges, np.inf)
    screened = kept.mean(ranges, ranges < MR_LIMIT * mean[kept.ids])
    nothing_left = ~(screened > 0) & (mean > 0)
    return np.where(nothing_left, mean, np.where(mean > 0, screened, np.nan)), int(nothing_left.sum())


def find_lines(chart: str, points: Points, *, screen: bool = True, like: str | None = None) -> Lines:
    """Centre and limits of every point. chart: one of the keys of `CHARTS`."""
    base = points.include & points.baseline
    return _FORMULAS[chart](points, base & ~np.isnan(points.y), base, screen, like)


# Each takes the points, the baseline points with a value, all baseline points, screening and `like`.


def _run(p: Points, there: NDArray, base: NDArray, screen: bool, like: str | None) -> Lines:
    cl = p.parts.median(p.y, there)[p.parts.ids]
    none = np.full(len(cl), np.nan)
    return Lines(p.y, cl, none, none)


def _xmr(y: NDArray, p: Points, there: NDArray, base: NDArray, screen: bool, like: str | None) -> tuple:
    """Mean, σ from the moving range, and remarks."""
    mean = p.parts.mean(y, there)
    amr, unscreened = mean_range(y, p.parts, base, screen)
    sigma = amr * 2.66 / 3 if like == "NHSRplotthedots" else amr / D2
    return mean[p.parts.ids], sigma[p.parts.ids], _unscreened(unscreened)


def _unscreened(count: int) -> dict[str, int]:
    return {UNSCREENED: count} if count else {}


def _i(p: Points, there: NDArray, base: NDArray, screen: bool, like: str | None) -> Lines:
    cl, sigma, remarks = _xmr(p.y, p, there, base, screen, like)
    return Lines(p.y, cl, cl, sigma, remarks=remarks)


def _t(p: Points, there: NDArray, base: NDArray, screen: bool, like: str | None) -> Lines:
    mid, sigma, remarks = _xmr(p.y ** (1 / T_POWER), p, there, base, screen, like)
    return Lines(p.y, mid**T_POWER, mid, sigma, T_POWER, low=0.0, remarks=remarks)


def _mr(p: Points, there: NDArray, base: NDArray, screen: bool, like: str | None) -> Lines:
    ranges = np.abs(p.parts.steps(p.y))
    if like == "qicharts2":
        # It leaves out the range that ends at an excluded point, and keeps the one that starts there.
        kept = base & ~np.isnan(ranges)
        cl = p.parts.mean(ranges, kept)[p.parts.ids]
    else:
        # Neighbours of an excluded point become neighbours, as on the I chart that goes with this one.
        included = p.parts.keep(p.include)
        ranges[p.include] = np.abs(included.steps(p.y[p.include]))
        cl = mean_range(p.y, p.parts, base, screen=False)[0][p.parts.ids]
    return Lines(ranges, cl, np.where(np.isnan(cl), np.nan, 0.0), MR_LIMIT * cl / 3, low=0.0)


def _xbar(p: Points, there: NDArray, base: NDArray, screen: bool, like: str | None) -> Lines:
    weight = np.where(there, p.y_length, 0.0)
    cl = p.parts.ratio(weight * np.where(there, p.y, 0.0), weight)[p.parts.ids]
    sigma = _spread_within(p, base) / (c4(p.y_length) * root(p.y_length))
    return Lines(p.y, cl, cl, sigma, remarks=_single_values(p))


def _s(p: Points, there: NDArray, base: NDArray, screen: bool, like: str | None) -> Lines:
    cl = _spread_within(p, base)
    factor = c4(p.y_length)
    return Lines(p.y, cl, cl, cl * root(1 - factor**2) / factor, low=0.0, remarks=_single_values(p))


def _spread_within(p: Points, base: NDArray) -> NDArray[np.float64]:
    """s within subgroups: the mean of s where all are of one size, else pooled. One value a point."""
    assert p.y_sd is not None
    filled = p.y_length > 0
    size = np.where(filled, p.y_length, 0.0)
    largest = p.parts.largest(size)
    even = p.parts.tally(filled & (size < largest[p.parts.ids])) == 0
    usable = base & ~np.isnan(p.y_sd)
    free = np.where(usable, size - 1, 0.0)
    variance = divide(p.parts.sum(free * np.where(usable, p.y_sd, 0.0) ** 2), p.parts.sum(free))
    return np.where(even, p.parts.mean(np.nan_to_num(p.y_sd), usable), root(variance))[p.parts.ids]


def _single_values(p: Points) -> dict[str, int]:
    single = int((p.y_length == 1).sum())
    return {SINGLE: single} if single else {}


def _pooled(p: Points, there: NDArray) -> NDArray[np.float64]:
    """Sum of numerators over sum of denominators of each part, one value a point."""
    return p.parts.ratio(np.where(there, p.y_sum, 0.0), np.where(there, p.n, 0.0))[p.parts.ids]


def _p(p: Points, there: NDArray, base: NDArray, screen: bool, like: str | None) -> Lines:
    cl = _pooled(p, there)
    return Lines(p.y, cl, cl, root(divide(cl * (1 - cl), p.n)), low=0.0, high=1.0)


def _u(p: Points, there: NDArray, base: NDArray, screen: bool, like: str | None) -> Lines:
    cl = _pooled(p, there)
    return Lines(p.y, cl, cl, root(divide(cl, p.n)), low=0.0)


def _laney(plain: Lines, p: Points, base: NDArray, screen: bool) -> Lines:
    """The limits of a p or u chart, σ multiplied by what the points vary between themselves (Laney 2002)."""
    z = divide(plain.y - plain.cl, plain.sigma)
    if p.nominal:
        there = base & ~np.isnan(z)
        middle = p.parts.mean(z, there)[p.parts.ids]
        away = np.where(there, z - middle, 0.0)
        sigma_z, unscreened = root(divide(p.parts.sum(away**2), p.parts.tally(there) - 1.0)), 0
    else:
        amr, unscreened = mean_range(z, p.parts, base, screen)
        sigma_z = amr / D2
    # Where nothing can vary (no events at all, or nothing but events) the plain limits have no width either.
    flat = plain.sigma == 0
    sigma = np.where(flat, 0.0, plain.sigma * sigma_z[p.parts.ids])
    return Lines(
        plain.y, plain.cl, plain.mid, sigma, low=plain.low, high=plain.high, remarks=_unscreened(unscreened)
    )


def _pp(p: Points, there: NDArray, base: NDArray, screen: bool, like: str | None) -> Lines:
    return _laney(_p(p, there, base, screen, like), p, base, screen)


def _up(p: Points, there: NDArray, base: NDArray, screen: bool, like: str | None) -> Lines:
    return _laney(_u(p, there, base, screen, like), p, base, screen)


def _c(p: Points, there: NDArray, base: NDArray, screen: bool, like: str | None) -> Lines:
    cl = p.parts.mean(p.y, there)[p.parts.ids]
    return Lines(p.y, cl, cl, root(cl), low=0.0)


def _g(p: Points, there: NDArray, base: NDArray, screen: bool, like: str | None) -> Lines:
    mean = p.parts.mean(p.y, there)[p.parts.ids]
    # Gaps are far from symmetrical: about half of them lie on either side of the median, not of the mean.
    cl = p.parts.median(p.y, there)[p.parts.ids]
    return Lines(p.y, cl, mean, root(mean * (mean + 1)), low=0.0)


_FORMULAS = {
    "run": _run,
    "i": _i,
    "mr": _mr,
    "xbar": _xbar,
    "s": _s,
    "p": _p,
    "pp": _pp,
    "u": _u,
    "up": _up,
    "c": _c,
    "g": _g,
    "t": _t,
}
