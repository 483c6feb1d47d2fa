"""Funnel plots: which units differ from the rest by more than chance makes of their size?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtrik, betainc, ndtri, pdtr, pdtrik

from .columns import column, numbers, refuse
from .validate import (
    MOST_COUNT,
    as_counts,
    as_numbers,
    one_flag,
    one_number,
    one_of,
    one_seed,
    one_share,
    one_whole,
    same_length,
    source_of,
)

KINDS = ("proportion", "rate", "ratio")
LEVELS = (0.95, 0.998)


def funnel_limits(
    centre: float, n: ArrayLike, level: float = 0.998, kind: str = "proportion", smooth: bool = False
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Exact lower and upper funnel limits around `centre` for denominators `n`, arrays shaped like `n`.

    kind: "proportion" (binomial), "rate" or "ratio" (Poisson; n is the exposure or the expected number). A
    count outside the central `level` of the distribution lies strictly outside. Without `smooth` the limit is
    the last ordinary count over n; with it, Spiegelhalter's interpolation for drawing (2005, Stat Med
    24:1185), which lies within one count of that. Not for units followed over time: use a control chart.

    >>> [float(funnel_limits(0.04, n)[1]) for n in (50, 100)]
    [0.14, 0.11]
    """
    one_of(kind, "kind", KINDS)
    one_flag(smooth, "smooth")
    theta = one_share(centre, "centre") if kind == "proportion" else one_number(centre, "centre", least=0)
    tail = (1 - one_share(level, "level", open_ends=True)) / 2
    sizes = as_counts(n, "n", least=1) if kind == "proportion" else as_numbers(n, "n", missing=False)
    if (sizes <= 0).any():
        raise ValueError("n: every denominator must be above 0; leave such units out.")
    if (sizes > MOST_COUNT).any() or (sizes * theta > MOST_COUNT).any():
        raise ValueError("n: a denominator is too large for counts to be told apart. Check its unit.")
    low, high = (_quantile(kind, p, sizes, theta, smooth) / sizes for p in (tail, 1 - tail))
    low = np.maximum(low, 0.0)
    return low, np.minimum(high, 1.0) if kind == "proportion" else high


def _cdf(kind: str, k: NDArray, sizes: NDArray, theta: float) -> NDArray:
    inside = np.maximum(k, 0)
    if kind != "proportion":
        return np.where(k < 0, 0.0, pdtr(inside, sizes * theta))
    found = betainc(np.maximum(sizes - inside, 1), inside + 1, 1 - theta)
    return np.where(k < 0, 0.0, np.where(k >= sizes, 1.0, found))


def _quantile(kind: str, p: float, sizes: NDArray, theta: float, smooth: bool) -> NDArray:
    """Smallest count whose distribution function reaches p; with `smooth` a part of one count less."""
    if theta == 0:
        return np.zeros_like(sizes)
    if kind == "proportion" and theta == 1:
        return sizes.copy()
    near = bdtrik(p, sizes, theta) if kind == "proportion" else pdtrik(p, sizes * theta)
    k = np.maximum(np.ceil(np.nan_to_num(near)), 0)
    for _ in range(3):  # the inverse of scipy may miss by one
        k = np.where(_cdf(kind, k - 1, sizes, theta) >= p, k - 1, k)
        k = np.where(_cdf(kind, k, sizes, theta) < p, k + 1, k)
    if not smooth:
        return k
    here, before = _cdf(kind, k, sizes, theta), _cdf(kind, k - 1, sizes, theta)
    return k - (here - p) / (here - before)


@dataclass(frozen=True, repr=False)
class Funnel:
    """A funnel plot worked out.

    units: one row for each unit: unit, events, n, value (rate), z, low95, high95, low998, high998, and outside
    (−1 low, +1 high beyond the 99.8% limits, else 0), outside95 likewise. lines: the limits over a grid
    of denominators, for drawing. phi: winsorised mean of z²; tau: standard deviation between units
    (additive model). overdispersion: "none", "multiplicative" or "additive": how the limits were widened.
    """

    kind: str
    centre: float
    per: float
    units: pd.DataFrame
    lines: pd.DataFrame
    phi: float
    tau: float
    overdispersion: str
    advice: str

    def __repr__(self) -> str:
        out = self.units[self.units["outside"] != 0]
        names = ", ".join(str(u) for u in out["unit"]) or "none"
        return (
            f"Funnel plot of {len(self.units)} units around {self.centre:.4g}; limits widened: {self.overdispersion} "
            f"(φ = {self.phi:.2f}, τ = {self.tau:.3g}).\nOutside 99.8% limits: {names}.\n{self.advice}"
        )


def funnel(
    data: pd.DataFrame,
    events: str,
    n: str,
    unit: str | None = None,
    *,
    kind: str = "proportion",
    overdispersion: str = "auto",
    winsorise: float = 0.1,
    per: float = 1,
) -> Funnel:
    """A funnel plot of units (wards, trusts) against their overall rate.

    data: one row for each unit. events, n, unit: its columns. kind: "proportion", "rate" (n is exposure) or
    "ratio" (n is the number expected; the centre is 1). overdispersion: "none"; "multiplicative" (limits
    × √φ̂), "additive" (variance + τ̂²), or "auto": multiplicative where φ̂ is above what chance makes of it
    (1 + 2√(2/I)), else none. φ̂ = Σz²/I after the `winsorise` share of z at each end was pulled in, so
    that a true outlier does not hide itself. per: scale of values and limits, such as 100 or 1000.

    Plain limits are exact (binomial or Poisson); widened ones are normal. Sources: Spiegelhalter 2005,
    Stat Med 24:1185, and Qual Saf Health Care 14:347. There is no order of time, so no rules about runs;
    with 40 units 2 lie outside 95% limits by luck, so act on 99.8%.

    >>> import pandas as pd
    >>> wards = pd.DataFrame({"ward": list("ABCD"), "falls": [4, 5, 3, 19], "patients": [100, 120, 90, 110]})
    >>> found = funnel(wards, "falls", "patients", "ward", overdispersion="none")
    >>> found.units.loc[found.units["outside"] == 1, "unit"].tolist()
    ['D']
    """
    one_of(kind, "kind", KINDS)
    one_of(overdispersion, "overdispersion", ("auto", "none", "multiplicative", "additive"))
    cut, scale = one_share(winsorise, "winsorise"), one_number(per, "per", above=0)
    if cut >= 0.5:
        raise ValueError("winsorise: must be below 0.5, or nothing is left between the two ends.")
    x, sizes, names = _read(data, events, n, unit, kind)
    centre = 1.0 if kind == "ratio" else float(x.sum() / sizes.sum())
    variance = centre * (1 - centre) if kind == "proportion" else centre
    if not variance > 0:
        raise ValueError(
            f"Column “{events}”: no unit has an event, or all have nothing else; there is nothing to compare."
        )
    error = np.sqrt(variance / sizes)
    z = (x / sizes - centre) / error
    phi, tau = _phi(z, cut), _tau(z, error, cut)
    chosen = overdispersion
    if chosen == "auto":
        chosen = "multiplicative" if phi > 1 + 2 * np.sqrt(2 / len(z)) else "none"
    limits = _Limits(kind, centre, variance, phi, tau, chosen)
    units = limits.of_units(
        pd.DataFrame({"unit": names, "events": x, "n": sizes, "value": x / sizes, "z": z})
    )
    lines = limits.beside(pd.DataFrame({"n": _grid(sizes, kind)}))
    if said := source_of(data):
        units.attrs["source"] = said
    drawn = [c for c in map(str, units.columns) if c.startswith(("value", "low", "high"))]
    units[drawn] *= scale
    lines[[c for c in map(str, lines.columns) if c != "n"]] *= scale
    return Funnel(
        kind, centre * scale, scale, units, lines, phi, tau * scale, chosen, _advice(chosen, phi, units)
    )


@dataclass(frozen=True)
class _Limits:
    """The limits of a funnel around its centre, as far widened as was chosen."""

    kind: str
    centre: float
    variance: float
    phi: float
    tau: float
    widened: str

    def at(self, sizes: NDArray, level: float, smooth: bool) -> tuple[NDArray, NDArray]:
        """Lower and upper limit at each of the sizes, in the units of the centre; level: such as 0.998."""
        if self.widened == "none":
            return funnel_limits(self.centre, sizes, level, self.kind, smooth)
        spread = np.sqrt(self.variance / sizes)
        times = np.sqrt(max(self.phi, 1.0))
        wide = spread * times if self.widened == "multiplicative" else np.hypot(spread, self.tau)
        half = ndtri(0.5 + level / 2) * wide
        most = 1.0 if self.kind == "proportion" else np.inf
        return np.maximum(self.centre - half, 0.0), np.minimum(self.centre + half, most)

    def of_units(self, units: pd.DataFrame) -> pd.DataFrame:
        """The units with their limits, and which of them lie outside: −1 below, +1 above."""
        for level in LEVELS:
            tag = f"{1000 * level:g}".rstrip("0")
            low, high = self.at(units["n"].to_numpy(), level, False)
            units[f"low{tag}"], units[f"high{tag}"] = low, high
            slack = 1e-9 * units["value"]
            above, below = units["value"] > high + slack, units["value"] < low - slack
            units[f"outside{tag}"] = above.astype(int) - below.astype(int)
        return units.rename(columns={"outside998": "outside"})

    def beside(self, lines: pd.DataFrame) -> pd.DataFrame:
        """Denominators with the limits to draw over them."""
        for level in LEVELS:
            tag = f"{1000 * level:g}".rstrip("0")
            lines[f"low{tag}"], lines[f"high{tag}"] = self.at(lines["n"].to_numpy(), level, True)
        return lines


def _read(data: Any, events: str, n: str, unit: str | None, kind: str) -> tuple[NDArray, NDArray, Any]:
    if not isinstance(data, pd.DataFrame) or len(data) < 2:
        raise ValueError("data: give a pandas DataFrame with one row for each unit, two units or more.")
    x, sizes = numbers(data, events, "events"), numbers(data, n, "n")
    remedy = "Leave that unit out, or complete it."
    refuse(np.isnan(x), data, events, "is missing", remedy)
    refuse(~(sizes > 0), data, n, "is no denominator", remedy)
    refuse((x < 0) | (x != np.floor(x)), data, events, "is not a count", "Give whole numbers of events.")
    if kind == "proportion":
        refuse(sizes != np.floor(sizes), data, n, "is not a whole number", 'For exposures say kind="rate".')
        refuse(
            x > sizes,
            data,
            events,
            f"is more than its “{n}”",
            'For events that can happen twice say kind="rate".',
        )
    names = np.arange(1, len(data) + 1) if unit is None else column(data, unit, "unit").to_numpy()
    return x, sizes, names


def _grid(sizes: NDArray, kind: str) -> NDArray:
    low, high = max(1.0, sizes.min() * 0.9), sizes.max() * 1.05
    grid = np.geomspace(low, max(high, low + 1), 200)
    return np.unique(np.round(grid)) if kind == "proportion" else grid


def winsorised(z: ArrayLike, share: float = 0.1) -> NDArray[np.float64]:
    """z with the most extreme `share` at each end pulled in to the next value (Spiegelhalter 2005).

    >>> winsorised([-9, -1, 0, 1, 2, 0, 1, -1, 0, 30]).tolist()
    [-1.0, -1.0, 0.0, 1.0, 2.0, 0.0, 1.0, -1.0, 0.0, 2.0]
    """
    array = as_numbers(z, "z", missing=False)
    k = int(one_share(share, "share") * len(array))
    if k == 0:
        return array
    ordered = np.sort(array)
    return np.clip(array, ordered[k], ordered[-k - 1])


def _phi(z: NDArray, share: float) -> float:
    return float(np.mean(winsorised(z, share) ** 2))


def _tau(z: NDArray, error: NDArray, share: float) -> float:
    """Standard deviation between units beyond chance, by the method of moments (DerSimonian & Laird)."""
    weight = error**-2.0
    total = weight.sum()
    square = (len(z) * _phi(z, share) - (len(z) - 1)) / (total - (weight**2).sum() / total)
    return float(np.sqrt(max(square, 0.0)))


def _advice(chosen: str, phi: float, units: pd.DataFrame) -> str:
    if chosen == "none" and phi > 1 + 2 * np.sqrt(2 / len(units)):
        return "Units differ by more than chance (φ well above 1): these limits flag too many. Allow for overdispersion."
    if chosen != "none":
        return "Limits allow for the differences that all units share; who is outside differs from those too."
    return "A unit outside the limits is a question, not an answer: look at data, case mix, structure, process, people."


def rank_uncertainty(
    events: ArrayLike, n: ArrayLike, kind: str = "proportion", top: int = 5, draws: int = 4000, seed: int = 0
) -> pd.DataFrame:
    """How far each unit's rank is luck: one row for each unit, in the order given.

    The rate of each unit is drawn anew `draws` times from what its own count leaves open (beta for
    proportions, gamma for rates, Jeffreys priors), and all are ranked; rank 1 is the lowest rate. Columns:
    rate, rank, rank_low and rank_high (95%), stays_in_top (share of draws in which it is among the `top`
    lowest). Source: Goldstein & Spiegelhalter 1996, J R Stat Soc A 159:385. Not a league table: units of
    different size and case mix do not belong in one order.

    >>> found = rank_uncertainty([2, 3, 4, 30], [100, 100, 100, 100], top=1)
    >>> found["rank"].tolist(), bool(found["stays_in_top"][0] < 0.8)
    ([1, 2, 3, 4], True)
    """
    one_of(kind, "kind", KINDS[:2])
    x, sizes = as_counts(events, "events"), as_numbers(n, "n", missing=False)
    same_length(events=x, n=sizes)
    if x.ndim != 1 or len(x) < 2:
        raise ValueError("events: give the counts of two units or more.")
    if (sizes <= 0).any() or (kind == "proportion" and (x > sizes).any()):
        raise ValueError(
            'n: must be above 0, and for proportions no less than the events. Else say kind="rate".'
        )
    top, draws = one_whole(top, "top", least=1), one_whole(draws, "draws", least=100, most=1_000_000)
    rng = np.random.default_rng(one_seed(seed))
    shape = (draws, len(x))
    drawn = (
        rng.beta(x + 0.5, sizes - x + 0.5, shape)
        if kind == "proportion"
        else rng.gamma(x + 0.5, 1 / sizes, shape)
    )
    ranks = drawn.argsort(axis=1).argsort(axis=1) + 1
    low, high = np.quantile(ranks, [0.025, 0.975], axis=0)
    rank = pd.Series(x / sizes).rank(method="min").astype(int)
    return pd.DataFrame(
        {
            "rate": x / sizes,
            "rank": rank.to_numpy(),
            "rank_low": low.astype(int),
            "rank_high": np.ceil(high).astype(int),
            "stays_in_top": (ranks <= top).mean(axis=0),
        }
    )
