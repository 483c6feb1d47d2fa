"""How a case is drawn: many candidates at once, of which the first is kept whose evidence fits what it is there to teach.

The truth is set first and never moves; what is looked through is luck. So a case of no effect that looks good is luck
that was picked, as it is in life: the unit is the worst of twelve that do not differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qilab.methods.spc.control import spc
from qilab.methods.spc.result import SpcResult
from qilab.methods.spc.rules import MDC

from .subjects import Measure, Subject

Fate = Literal["clear", "faint", "null", "masked"]
# A true effect that the rules show; one that a year cannot show; none, after two bad months; one behind a new definition.
FATES: tuple[Fate, ...] = ("clear", "faint", "null", "masked")
SHOWN: tuple[Fate, ...] = ("clear", "masked")

MONTHS = 30
FIRST_MONTH = "2022-04-01"
PEERS = 12  # alike units, from which the worst is picked
PICKED = 2  # months just before the start for which it is picked
LOOKS_GOOD = 0.80  # of the picked months' rate: from here on down a later rate looks like a gain
RATIOS = {"clear": (0.50, 0.60), "faint": (0.86, 0.92), "null": (1.0, 1.0), "masked": (0.50, 0.60)}
PRICE = 1.9  # times as many balancing events, where the change has a price
ENOUGH = 4  # events in each month just after a new form: so many are needed to plant each sort of fault in one of them
BATCH, BATCHES = 24, 200


@dataclass(frozen=True)
class Truth:
    """What is sealed. fate: which of the four it is. level: true events for each opportunity before; ratio: after the change,
    of that level (1: no effect). change: place, from 0, of the first month at the new level; None without effect. definition:
    place of the first month of the wider definition, or None. price: did the balancing measure truly get worse?"""

    fate: Fate
    level: float
    ratio: float
    change: int | None
    definition: int | None
    price: bool

    def effect(self, per: float) -> float:
        """The true change of the rate on the scale `per`; 0 without effect."""
        return per * self.level * (self.ratio - 1)


@dataclass(frozen=True)
class Drawn:
    """What came of a draw. start: place of the project's first month. form: place of the month in which a new form comes in.
    picked: places of the months for which the unit was chosen, or none. events: by the old definition; added: what the wider
    one adds, (months,) each. peers: (units, picked months) events of all twelve, the unit first; empty where it was not picked."""

    truth: Truth
    start: int
    form: int
    picked: tuple[int, ...]
    opportunities: NDArray[np.int64]
    events: NDArray[np.int64]
    added: NDArray[np.int64]
    balancing: NDArray[np.int64]
    balancing_n: NDArray[np.int64]
    peers: NDArray[np.int64]


def month_starts() -> pd.DatetimeIndex:
    """The first days of the thirty months."""
    return pd.date_range(FIRST_MONTH, periods=MONTHS, freq="MS").as_unit("s")


_DAYS = month_starts().days_in_month.to_numpy() / (365.25 / 12)


def draw(rng: np.random.Generator, subject: Subject, fate: Fate, picked: bool, price: bool) -> Drawn:
    """One case of this fate. picked: was the unit chosen because it was the worst of twelve? price: does the balancing
    measure get worse? RuntimeError if no luck fits, which the levels of SUBJECTS rule out."""
    start = int(rng.integers(15, 17))
    window = tuple(range(start - PICKED, start)) if picked else ()
    lag = int(rng.integers(2, 4))
    change = None if fate == "null" else start + lag
    # Each case has a new form, whether it widens the definition or not, so that its month gives nothing away.
    form = start + lag + int(rng.integers(-1, 2))
    definition = form if fate == "masked" else None
    out, side = subject.outcome, subject.balancing
    truth = Truth(
        fate,
        level=out.level * float(rng.uniform(0.94, 1.06)),
        ratio=float(rng.uniform(*RATIOS[fate])),
        change=change,
        definition=definition,
        price=price,
    )
    more = truth.level * (float(rng.uniform(1.0, 1.1)) - truth.ratio) if fate == "masked" else 0.0
    for _ in range(BATCHES):
        n = _sizes(rng, out)
        rate = np.full(MONTHS, truth.level)
        rate[change if change is not None else MONTHS :] *= truth.ratio
        events = _counts(rng, out, rate, n)
        peers = np.zeros((BATCH, 0, 0), dtype=np.int64)
        if picked:
            peers = _pick(rng, out, truth.level, n[:, list(window)])
            events[:, list(window)] = peers[:, 0]
        beyond = np.zeros(MONTHS)
        beyond[definition if definition is not None else MONTHS :] = more
        added = rng.poisson(beyond * n)
        fits = np.flatnonzero(_fits(subject, truth, start, window, events, added, n))
        if len(fits):
            i = int(fits[0])
            sizes, counts = _balance(rng, side, change, price, start, n[i] if side.size == out.size else None)
            return Drawn(truth, start, form, window, n[i], events[i], added[i], counts, sizes, peers[i])
    raise RuntimeError(f"{subject.key}, {fate}: no luck fits. Its level is too low or too high.")


def _sizes(rng: np.random.Generator, measure: Measure) -> NDArray[np.int64]:
    """(candidates, months) opportunities: more in longer months, and a little up and down."""
    usual = measure.size * _DAYS
    return np.rint(usual * rng.uniform(0.96, 1.04, (BATCH, MONTHS))).astype(np.int64)


def _counts(rng: np.random.Generator, measure: Measure, rate: NDArray, n: NDArray) -> NDArray[np.int64]:
    return rng.binomial(n, rate) if measure.chart == "p" else rng.poisson(rate * n)


def _pick(rng: np.random.Generator, measure: Measure, level: float, n: NDArray) -> NDArray[np.int64]:
    """(candidates, units, months) events of twelve alike units in the picked months, the worst unit first."""
    shape = (n.shape[0], PEERS, n.shape[1])
    events = _counts(rng, measure, np.full(shape, level), np.broadcast_to(n[:, None], shape))
    order = np.argsort(-events.sum(axis=2), axis=1, kind="stable")
    return np.take_along_axis(events, order[:, :, None], axis=1)


def chart_of(
    measure: Measure,
    events: NDArray,
    n: NDArray,
    start: int,
    left_out: tuple[int, ...] = (),
    rebase: int | None = None,
) -> SpcResult:
    """The control chart of (months,) or (charts, months) counts: limits frozen on the months before `start`, without those
    left out, and Making Data Count's rules. Fewer is better. rebase: place of the first month of new limits."""
    many = np.atleast_2d(events)
    months = many.shape[1]
    table = pd.DataFrame({"events": many.ravel(), "n": np.broadcast_to(n, many.shape).ravel()})
    table["chart"] = np.arange(many.size) // months
    return spc(
        table,
        measure.chart,
        y="events",
        n="n",
        by="chart" if len(many) > 1 else None,
        freeze=min(start, months),
        exclude=[p + 1 for p in left_out if p < months] or None,
        phase=[rebase + 1] if rebase is not None and 0 < rebase < months else None,
        multiply=measure.per,
        rules=MDC,
        better="down",
    )


def _marks(found: SpcResult, shape: tuple[int, ...]) -> tuple[NDArray[np.bool_], NDArray[np.int8]]:
    """(charts, months): points that break a rule, and on which side a shift lies."""
    marked = found.points["rule"].notna().to_numpy().reshape(shape)
    return marked, found.broken["shift"].reshape(shape)


def _fits(
    subject: Subject,
    truth: Truth,
    start: int,
    window: tuple[int, ...],
    events: NDArray,
    added: NDArray,
    n: NDArray,
) -> NDArray[np.bool_]:
    """(candidates,): does the evidence show what a case of this fate is there for?"""
    marked, shift = _marks(chart_of(subject.outcome, events, n, start, window), events.shape)
    before = marked[:, :start].any(axis=1)
    full = (events[:, start + 2 : start + 6] >= ENOUGH).all(axis=1)
    if truth.fate in SHOWN and truth.change is not None:
        # A run below the mean that begins within a month of the truth and holds to the end.
        run = shift < 0
        first = np.where(run.any(axis=1), run.argmax(axis=1), -9)
        held = run.sum(axis=1) == MONTHS - first
        good = full & held & (np.abs(first - truth.change) <= 1) & ~before
        good &= ~marked[:, : truth.change - 1].any(axis=1)
        if truth.fate == "masked":
            seen = events + added
            raw, side = _marks(chart_of(subject.outcome, seen, n, start, window), events.shape)
            good &= ~(raw[:, start:] & (side[:, start:] < 0)).any(axis=1) & (added.sum(axis=1) > 0)
        return good
    quiet = full & ~marked.any(axis=1)
    base = [p for p in range(start) if p not in window]
    since = start if truth.change is None else truth.change
    low, high = _spread(events[:, base], n[:, base], events[:, since:], n[:, since:])
    quiet &= (low < 0) & (high > 0)
    if window:
        picked = events[:, list(window)].sum(axis=1) / n[:, list(window)].sum(axis=1)
        later = events[:, start:].sum(axis=1) / n[:, start:].sum(axis=1)
        quiet &= later <= LOOKS_GOOD * picked
    return quiet


def _spread(x1: NDArray, n1: NDArray, x2: NDArray, n2: NDArray) -> tuple[NDArray, NDArray]:
    """Rough 95% limits of a difference of rates, on the wide side: they only choose among candidates."""
    a, b = x1.sum(axis=1) / n1.sum(axis=1), x2.sum(axis=1) / n2.sum(axis=1)
    error = np.sqrt(a / n1.sum(axis=1) + b / n2.sum(axis=1))
    return b - a - 1.7 * error, b - a + 1.7 * error


def _balance(
    rng: np.random.Generator,
    measure: Measure,
    change: int | None,
    price: bool,
    start: int,
    n: NDArray | None,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Opportunities and events of the balancing measure, (months,) each: worse from the change on where it has a price, and
    without any signal where it has none. n: the opportunities, where they are those of the outcome."""
    rate = np.full(MONTHS, measure.level)
    if price and change is not None:
        rate[change:] *= PRICE
    for _ in range(BATCHES):
        sizes = _sizes(rng, measure) if n is None else np.broadcast_to(n, (BATCH, MONTHS))
        events = _counts(rng, measure, rate, sizes)
        marked, shift = _marks(chart_of(measure, events, sizes, start), events.shape)
        good = (shift[:, -1] > 0) & ~marked[:, :start].any(axis=1) if price else ~marked.any(axis=1)
        if good.any():
            i = int(good.argmax())
            return np.array(sizes[i]), events[i]
    raise RuntimeError(f"{measure.name}: no luck fits.")
