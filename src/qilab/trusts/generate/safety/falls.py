"""Falls: when and where, and with what harm. `ward_month` counts the same events."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import RandomState

from qilab.trusts.generate.clock import no_lost_hour
from qilab.trusts.generate.columns import Columns, ids, labels, moments, same
from qilab.trusts.generate.planted import E4_FALLS, OSIE_FALLS, SIMPSON
from qilab.trusts.generate.providers import Provider
from qilab.trusts.generate.seeds import child, pick, whole
from qilab.trusts.schema.days import MONTH_OF_DAY, N_DAYS, day
from qilab.trusts.schema.safety import HARMS

from .events import per_month, scatter

# None 68%, low 26%, moderate 5%, severe 1%: design, near the split of all incidents (NRLS, September 2012)
# and to published falls audits in which 30 to 50% have some injury and 1 to 3% a fracture.
HARM_SHARES = (0.68, 0.26, 0.05, 0.01)
# Wards differ with a coefficient of variation of 25%: gamma, shape 16, kept within 3 to 12.
WARD_SHAPE = 16.0
WARD_RANGE = (3.0, 12.0)
# Falls by hour of the day: on waking, around meals, in the evening; fewest from 01:00 to 05:00 (design).
HOUR_SHARES = (30, 24, 24, 26, 30, 40, 52, 56, 50, 54, 60, 56, 50, 48, 50, 50, 48, 46, 48, 46, 44, 42, 40, 34)
CLOCKS_BACK = "2023-10-29"
AGAIN = 0.12  # share of falls by someone who fell on that ward in the days before (design)


@dataclass(frozen=True)
class Falls:
    """(n,) falls in order of ward and time.

    harm: 0 none … 3 severe; frail: True or False. rates: (wards,).
    """

    ward: np.ndarray
    day: np.ndarray
    harm: np.ndarray
    frail: np.ndarray
    rates: np.ndarray
    n_wards: int

    def per_month(self, only: np.ndarray | slice = slice(None)) -> np.ndarray:
        """(wards, months) number of falls."""
        return per_month(self.ward[only], self.day[only], self.n_wards)


def ward_rates(rng: RandomState, provider: Provider) -> np.ndarray:
    """(wards,) falls per 1,000 occupied bed days at the start of the period."""
    fixed = np.array([np.nan if w.fall_rate is None else w.fall_rate for w in provider.wards])
    free, beds = np.isnan(fixed), np.array([w.beds for w in provider.wards], dtype=float)
    draws = rng.gamma(WARD_SHAPE, 1 / WARD_SHAPE, len(fixed))
    # The wards differ by chance, the trust as a whole keeps its level on every seed.
    left = provider.fall_rate * beds.sum() - (beds * np.where(free, 0, fixed)).sum()
    draws *= left / (beds * draws)[free].sum()
    low = min(WARD_RANGE[0], provider.fall_rate / 2)
    return np.where(free, np.clip(draws, low, WARD_RANGE[1]), fixed)


def effect(provider: Provider) -> np.ndarray:
    """(wards, days) what the known changes multiply the rate by; 1 where nothing changed."""
    out = np.ones((len(provider.wards), N_DAYS))
    codes = [w.code for w in provider.wards]
    if provider.role == "NORM":
        out[codes.index(E4_FALLS.ward), day(E4_FALLS.start) :] *= 1 + E4_FALLS.size
    if provider.role == "OSIE":
        out[:, day(OSIE_FALLS.start) :] *= 1 + OSIE_FALLS.size
    return out


def draw(rng: RandomState, provider: Provider, census: np.ndarray) -> Falls:
    """All falls of a trust: Poisson within a ward, on days in step with the patients who are there."""
    rates = ward_rates(rng, provider)
    weight = census * effect(provider) * rates[:, None] / 1000
    set_totals = np.full(len(rates), -1)
    frail_total = set_totals.copy()
    if provider.role == SIMPSON.role:
        for i, (frail_rate, other_rate) in _pair(provider).items():
            bed_days, mix = census[i].sum(), provider.wards[i].case_mix
            frail_total[i] = round(bed_days * mix * frail_rate / 1000)
            set_totals[i] = frail_total[i] + round(bed_days * (1 - mix) * other_rate / 1000)
    if provider.role == "NORM":
        # E4's falls before the change are as many as expected, spread by chance: a baseline of ten months
        # that is high or low by luck would hide the change, or make it, on one seed in ten. After the
        # change all is chance.
        e4, start = [w.code for w in provider.wards].index(E4_FALLS.ward), day(E4_FALLS.start)
        after = np.where(np.arange(N_DAYS) >= start, weight[e4], 0.0)
        weight[e4] -= after
        weight = np.vstack([weight, after])
        set_totals = np.append(set_totals, -1)
        set_totals[e4] = round(weight[e4].sum())
    drawn = rng.poisson(weight.sum(axis=1))
    ward, when = scatter(rng, weight, np.where(set_totals >= 0, set_totals, drawn))
    if provider.role == "NORM":
        ward = np.where(ward == len(rates), e4, ward)
        when = _two_when_clocks_go_back(ward, when, census)
        order = np.lexsort((when, ward))
        ward, when = ward[order], when[order]
    harm = pick(rng, HARM_SHARES, len(ward))
    shares = np.array([w.case_mix for w in provider.wards])
    # Frail patients fall two and a half times as often as others on the same ward (design).
    frail = rng.random_sample(len(ward)) < (2.5 * shares / (2.5 * shares + 1 - shares))[ward]
    for fixed in np.flatnonzero(frail_total >= 0):
        mine = np.flatnonzero(ward == fixed)
        frail[mine] = False
        frail[mine[np.argsort(rng.random_sample(len(mine)), kind="stable")[: frail_total[fixed]]]] = True
    return Falls(ward, when, harm, frail, rates, len(provider.wards))


def _two_when_clocks_go_back(ward: np.ndarray, when: np.ndarray, census: np.ndarray) -> np.ndarray:
    """The days of the falls, with at least two on the day whose second hour comes twice.

    One cohort in thirty would have fewer by chance, and then no fall for the data clinic to find doubled.
    The nearest falls of the same month move to that day, so no ward's month changes.
    """
    back = day(CLOCKS_BACK)
    missing = max(2 - int((when == back).sum()), 0)
    able = (MONTH_OF_DAY[when] == MONTH_OF_DAY[back]) & (when != back) & (census[ward, back] > 0)
    nearest = np.flatnonzero(able)[np.argsort(np.abs(when[able] - back), kind="stable")[:missing]]
    when = when.copy()
    when[nearest] = back
    return when


def _pair(provider: Provider) -> dict[int, tuple[float, float]]:
    """The two wards of the paradox by position.

    Their totals are set, not drawn, so that no seed loses the lesson.
    """
    codes = [w.code for w in provider.wards]
    return {codes.index(code): rates for code, rates in SIMPSON.wards.items()}


def falls_events(simulation) -> Columns:
    """One row per fall, with what was written about it."""
    falls, code = simulation.falls, simulation.provider.code
    rng = child(simulation.seed, "falls_events", code)
    n = len(falls.day)
    minute = pick(rng, HOUR_SHARES, n) * 60 + whole(rng, 0, 59, n)
    if simulation.provider.role == "NORM":
        # Two falls in the hour that comes twice when the clocks go back, for the data clinic.
        minute[np.flatnonzero(falls.day == day(CLOCKS_BACK))[:2]] = (75, 100)[
            : (falls.day == day(CLOCKS_BACK)).sum()
        ]
    minute = no_lost_hour(falls.day, minute)
    person = np.arange(n)
    near = np.zeros(n, dtype=bool)
    near[1:] = (falls.ward[1:] == falls.ward[:-1]) & (falls.frail[1:] == falls.frail[:-1])
    # Two falls of one person are at least a day apart, or clearly two: the data clinic merges those within
    # half an hour.
    gap = np.append(10**6, np.diff(falls.day))
    near &= (gap <= 10) & ((gap > 0) | (np.abs(np.append(0, np.diff(minute))) >= 90))
    repeat = near & (rng.random_sample(n) < AGAIN / max(near.mean(), AGAIN))
    repeat[1:] &= ~(repeat[:-1] & (gap[1:] == 0))
    person = np.maximum.accumulate(np.where(repeat, -1, person))
    # An odd step visits every number below 2^24 once, so no two people share a key.
    keys = (whole(rng, 0, 2**24 - 1, 1) + np.arange(n) * (2 * whole(rng, 2**21, 2**22, 1) + 1)) % 2**24
    toileting = rng.random_sample(n) < np.where(minute < 420, 0.42, 0.27)
    if simulation.provider.role == "NORM":
        toileting = _fewer_toileting(simulation, toileting, rng)
    order = np.lexsort((falls.ward, minute, falls.day))
    codes = [w.code for w in simulation.provider.wards]
    return {
        "event_id": ids("F", code, n),
        "patient_key": np.array([f"p{k:06x}" for k in keys], dtype=object)[person][order],
        "trust": same(code, n),
        "ward_code": labels(codes, falls.ward[order]),
        "datetime": moments(falls.day * 1440 + minute)[order],
        "harm": labels(HARMS, falls.harm[order]),
        "frail": falls.frail[order],
        "witnessed": (rng.random_sample(n) < 0.29)[order],
        "toileting": toileting[order],
        "bed_rail": (rng.random_sample(n) < np.where(minute < 420, 0.22, 0.09))[order],
    }


def _fewer_toileting(simulation, toileting: np.ndarray, rng: RandomState) -> np.ndarray:
    """On E4 the new rounds prevent mostly falls on the way to the toilet, so their share drops with the
    change."""
    codes = [w.code for w in simulation.provider.wards]
    after = (simulation.falls.ward == codes.index(E4_FALLS.ward)) & (
        simulation.falls.day >= day(E4_FALLS.start)
    )
    return toileting & ~(after & (rng.random_sample(len(toileting)) < 0.6))


BUILD = {"falls_events": falls_events}
