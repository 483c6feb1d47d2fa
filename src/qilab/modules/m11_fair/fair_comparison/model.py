"""The model behind Fair comparison: a league of forty, and wards that are picked because they are the worst. No Jupyter.

The same seed gives the same luck whatever the controls, so that a picture follows the slider.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtrik, gammaincinv, ndtri, pdtrik

from qilab.methods.compare import funnel_limits, winsorised
from qilab.methods.selection import regression_to_mean
from qilab.methods.validate import one_seed

PROVIDERS, RATE = 40, 0.06
MOST_SPREAD = 40  # %: coefficient of variation of the true rates
LEAST_CASES, MOST_CASES = 50, 2_000
SIZES = 8.0  # times as many cases at the largest provider as at the smallest
LINE = 40  # points along a limit
RUNS = 1_000

WARDS, FALLS, BED_DAYS = 24, 6.63, 0.84  # falls per 1,000 occupied bed days; bed days a month in thousands
MOST_WORST, MOST_EFFECT = 8, 40


def _whole(value: object, name: str, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ValueError(f"{name}: give a whole number from {least} to {most:,}.")
    return value


def _true(chance: NDArray[np.float64], spread: int) -> NDArray[np.float64]:
    """True rates around 1 from chances (0 to 1): gamma with this coefficient of variation, in %; all 1 where it is 0."""
    if spread == 0:
        return np.ones_like(chance)
    shape = (100 / spread) ** 2
    return np.asarray(gammaincinv(shape, chance) / shape, dtype=np.float64)


# ---------------------------------------------------------------- a league


@dataclass(frozen=True)
class League:
    """Forty providers in two years: n cases a year, events (years, providers), and their true rates."""

    n: NDArray[np.float64]
    events: NDArray[np.float64]
    true: NDArray[np.float64]

    def places(self, year: int) -> NDArray[np.int64]:
        """(providers,) place in the league of a year, 1 is the lowest rate; of equal rates the earlier one comes first."""
        return np.argsort(np.argsort(self.events[year] / self.n, kind="stable")) + 1

    @property
    def first(self) -> int:
        """Position of the provider that is first in the first year."""
        return int(self.places(0).argmin())

    @property
    def last(self) -> int:
        """Position of the provider that is last in the first year."""
        return int(self.places(0).argmax())


def _leagues(seed: int, number: int, cases: int, spread: int, runs: int) -> tuple[NDArray, NDArray, NDArray]:
    """n and true rates (runs, providers), and counts (runs, years, providers)."""
    _whole(spread, "spread", 0, MOST_SPREAD)
    _whole(cases, "cases", LEAST_CASES, MOST_CASES)
    rng = np.random.default_rng([one_seed(seed), 11, 1, number, runs])
    # Each size once, so that a slider moves all of them and a small provider stays a small one.
    size = rng.permuted(np.tile((np.arange(PROVIDERS) + 0.5) / PROVIDERS, (runs, 1)), axis=1)
    weights = SIZES**size
    n = np.maximum(np.round(cases * weights / weights.mean()), 10.0)
    p = np.clip(RATE * _true(rng.random((runs, PROVIDERS)), spread), 0.0005, 0.6)
    shape = (runs, 2, PROVIDERS)
    if runs > 1:  # nobody watches these move, and drawn so they take a tenth of the time
        return n, rng.binomial(n[:, None, :].astype(int), p[:, None, :], shape).astype(float), p
    # By their chances, so that one chance gives a like count whatever n and p.
    counts = np.ceil(np.nan_to_num(bdtrik(rng.random(shape), n[:, None, :], p[:, None, :])))
    return n, np.clip(counts, 0, n[:, None, :]), p


def league(seed: int = 4821, number: int = 1, cases: int = 300, spread: int = 0) -> League:
    """One league. number: which draw of luck. cases: the mean number a year. spread: of the true rates, in %."""
    n, events, p = _leagues(seed, number, cases, spread, 1)
    return League(n[0], events[0], p[0])


LEVELS = {"95": 0.95, "998": 0.998}


@dataclass(frozen=True)
class Limits:
    """A funnel of one year, in %: its limits at each provider and along its lines, and who lies outside (−1, 0 or 1)."""

    centre: float
    phi: float
    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    outside: NDArray[np.int64]
    line_n: NDArray[np.float64]
    line_low: NDArray[np.float64]
    line_high: NDArray[np.float64]

    @property
    def times(self) -> float:
        """√φ: how much wider limits become that allow for overdispersion."""
        return float(np.sqrt(max(self.phi, 1.0)))


def limits_of(one: League, year: int, level: str = "998", widened: bool = False) -> Limits:
    """The funnel of one year. level: "95" or "998". widened: for overdispersion, by √φ.

    The steps of `qilab.funnel` without its tables, which a moving slider need not wait for.
    """
    n, events, share = one.n, one.events[year], LEVELS[level]
    centre = float(events.sum() / n.sum())
    error = np.sqrt(centre * (1 - centre) / n)
    value = events / n
    phi = float(np.mean(winsorised((value - centre) / error) ** 2))
    grid = np.unique(np.round(np.geomspace(n.min(), n.max(), LINE))).astype(np.float64)
    if widened:
        reach = ndtri(0.5 + share / 2) * np.sqrt(max(phi, 1.0) * centre * (1 - centre))
        (low, high), (line_low, line_high) = (
            (np.maximum(centre - reach / np.sqrt(size), 0.0), np.minimum(centre + reach / np.sqrt(size), 1.0))
            for size in (n, grid)
        )
    else:
        low, high = funnel_limits(centre, n, share)
        line_low, line_high = funnel_limits(centre, grid, share, smooth=True)
    outside = (value > high + 1e-9).astype(int) - (value < low - 1e-9).astype(int)
    return Limits(
        100 * centre, phi, 100 * value, 100 * low, 100 * high, outside, grid, 100 * line_low, 100 * line_high
    )


def names() -> list[str]:
    """The providers' names, in their order."""
    return [f"U{i:02d}" for i in range(1, PROVIDERS + 1)]


@dataclass(frozen=True)
class Average:
    """A mean of many runs and its Monte-Carlo standard error."""

    mean: float
    error: float

    @classmethod
    def of(cls, values: NDArray) -> Average:
        """The mean of one value a run."""
        return cls(float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values))))


@lru_cache(maxsize=16)
def next_place(seed: int, cases: int, spread: int) -> Average:
    """The place in the next year of whoever is first, over a thousand leagues."""
    n, events, _ = _leagues(seed, 0, cases, spread, RUNS)
    first = np.argmin(events[:, 0] / n, axis=1)
    later = events[:, 1] / n
    own = later[np.arange(RUNS), first]
    return Average.of((later < own[:, None]).sum(axis=1) + 1)


# ---------------------------------------------------------------- help for the worst


@dataclass(frozen=True)
class Help:
    """Wards before and after, per 1,000 occupied bed days, and who was helped; waiting: as bad, and drawn to wait."""

    before: NDArray[np.float64]
    after: NDArray[np.float64]
    helped: NDArray[np.int64]
    waiting: NDArray[np.int64]

    def change(self, group: NDArray[np.int64]) -> float:
        """Mean rate after less mean rate before of these wards."""
        return float(self.after[group].mean() - self.before[group].mean())

    @property
    def net(self) -> float | None:
        """The change of the helped less that of those who wait; None where nobody waits."""
        return self.change(self.helped) - self.change(self.waiting) if len(self.waiting) else None


def _poisson(rng: np.random.Generator, chance: NDArray, mean: NDArray, runs: int) -> NDArray[np.float64]:
    """Counts around these means: of one hospital by their chances, so that the picture follows the slider; of many, quickly."""
    if runs > 1:
        return rng.poisson(mean).astype(float)
    return np.maximum(np.ceil(np.nan_to_num(pdtrik(chance, mean))), 0.0)


def _helped(
    seed: int, number: int, worst: int, effect: int, spread: int, lots: bool, runs: int
) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """before and after (runs, wards), positions of the helped and of the waiting (runs, how many)."""
    _whole(worst, "worst", 1, MOST_WORST)
    _whole(effect, "effect", 0, MOST_EFFECT)
    _whole(spread, "ward_spread", 0, MOST_SPREAD)
    rng = np.random.default_rng([one_seed(seed), 11, 2, number, runs])
    shape = (runs, WARDS)
    true = FALLS * BED_DAYS * _true(rng.random(shape), spread)
    luck, order = rng.random((2, *shape)), rng.random(shape)
    before = _poisson(rng, luck[0], true, runs)
    picked = np.argsort(-before, axis=1, kind="stable")[:, : 2 * worst if lots else worst]
    if lots:  # each picked ward draws a number, and the lower half goes first
        drawn = np.argsort(np.take_along_axis(order, picked, axis=1), axis=1)
        picked = np.take_along_axis(picked, drawn, axis=1)
    helped, waiting = picked[:, :worst], picked[:, worst:]
    factor = np.ones(shape)
    np.put_along_axis(factor, helped, 1 - effect / 100, axis=1)
    after = _poisson(rng, luck[1], true * factor, runs)
    return before / BED_DAYS, after / BED_DAYS, helped, waiting


def send_help(
    seed: int = 4821, number: int = 1, worst: int = 4, effect: int = 0, spread: int = 0, lots: bool = False
) -> Help:
    """One hospital of 24 wards, one month before and one after. effect: what the help truly does, in % of the rate.

    lots: twice as many wards are picked, and half of them, drawn at random, wait.
    """
    before, after, helped, waiting = _helped(seed, number, worst, effect, spread, lots, 1)
    return Help(before[0], after[0], np.sort(helped[0]), np.sort(waiting[0]))


@dataclass(frozen=True)
class ManyHelps:
    """A thousand hospitals: the fall of the helped wards in %, and the net change per 1,000 (None where nobody waits)."""

    fall: Average
    change: Average
    net: Average | None


@lru_cache(maxsize=16)
def many_helps(seed: int, worst: int, effect: int, spread: int, lots: bool) -> ManyHelps:
    """What help for the worst seems to do, again and again."""
    before, after, helped, waiting = _helped(seed, 0, worst, effect, spread, lots, RUNS)
    was, now = (np.take_along_axis(a, helped, axis=1).mean(axis=1) for a in (before, after))
    net = None
    if lots:
        gone = [np.take_along_axis(a, waiting, axis=1).mean(axis=1) for a in (before, after)]
        net = Average.of((now - was) - (gone[1] - gone[0]))
    # Falls of single hospitals would weigh hospitals by luck: the mean rates are compared, and their error by the delta method.
    ratio = now.mean() / was.mean()
    error = float(np.std(now - ratio * was, ddof=1) / was.mean() / np.sqrt(RUNS))
    return ManyHelps(Average(100 * (1 - ratio), 100 * error), Average.of(now - was), net)


def expected_anyway(one: Help, spread: int) -> float:
    """The change of the helped wards that regression to the mean alone leads one to expect, by formula."""
    between = (FALLS * spread / 100) ** 2
    within = FALLS / BED_DAYS  # Poisson variance of a rate
    was = float(one.before[one.helped].mean())
    return regression_to_mean(was, float(one.before.mean()), between, within) - was
