"""Accident and emergency: attendances by day, and two weeks visit by visit that add up to the same days."""

from __future__ import annotations

from functools import cache

import numpy as np

from qilab.trusts.generate.clock import local, no_lost_hour, winterness
from qilab.trusts.generate.columns import Columns, blank, dates, ids, labels, moments, no_rows, same
from qilab.trusts.generate.seeds import child, drift, pick, whole
from qilab.trusts.schema.days import (
    BANK_HOLIDAY,
    CHRISTMAS_DAY,
    HEAT_ALERT,
    IT_OUTAGE,
    N_DAYS,
    STRIKE_DAY,
    WEEKDAY,
    day,
)
from qilab.trusts.schema.hospital import ED_DAILY, ED_VISITS, VISIT_AGES

# Attendances a day and share seen within 4 hours. England: 72.1% in 2023/24 (RCEM); winter five points lower.
LEVELS = {"NORM": (313, 0.720), "LARK": (205, 0.680), "OSIE": (248, 0.735)}
# Monday is 16% of the week (NHS Digital 2019/20), Saturday the quietest day.
WEEKDAY_FACTORS = np.array([1.115, 1.015, 0.985, 0.985, 0.975, 0.935, 0.990])
CHRISTMAS, STRIKE, HEAT = 0.75, 0.95, 1.05
# With the chance of counting, these give attendances a lag-one correlation near 0.3.
DAY_NOISE, RHO = 0.06, 0.55
# Months differ far more than chance among 9,500 visits allows: beta-binomial days, correlated, so that
# Laney's σ_z is near 4 for NORM's months.
SHARE_NOISE, SHARE_RHO, SHARE_MONTH = 0.052, 0.3, 0.011
# Half-swing of the season in the share; December to February end about five points lower.
WINTER_POINTS = 0.041
ADMITTED, ADMITTED_WINTER = 0.27, 0.02
WEEKS = ("2023-10-09", "2024-10-14")  # the two weeks of NORM seen visit by visit
# Visits by hour of the day: about double the average from 10:00 to 12:00 on Mondays (HSCIC 2011-12).
HOURS = np.array(
    [24, 19, 16, 14, 13, 14, 18, 28, 45, 62, 74, 75, 70, 66, 64, 63, 62, 62, 62, 60, 56, 49, 41, 32],
    dtype=float,
)
TRIAGE = (0.01, 0.17, 0.46, 0.31, 0.05)
AGE_SHARES = (21, 34, 20, 9, 9, 7)


@cache
def _season() -> tuple[np.ndarray, np.ndarray]:
    # Attendances are highest from April to July, admissions from November to February (Frontier Economics).
    usual = WEEKDAY_FACTORS[WEEKDAY] * (1 - 0.015 * winterness(np.arange(N_DAYS) + 45))
    usual = usual * np.where(CHRISTMAS_DAY, CHRISTMAS, 1) * np.where(STRIKE_DAY, STRIKE, 1)
    return usual * np.where(HEAT_ALERT, HEAT, 1) * np.where(
        BANK_HOLIDAY & ~CHRISTMAS_DAY, 1.02, 1
    ), winterness()


def draw(simulation) -> dict[str, np.ndarray]:
    """(days,) attendances, breaches, admissions and long waits, before the outage blanks some."""
    level, share = LEVELS[simulation.provider.role]
    rng = child(simulation.seed, "ed_daily", simulation.provider.code)
    usual, winter = _season()
    attend = rng.poisson(level * usual * np.exp(DAY_NOISE * drift(rng, N_DAYS, RHO)))
    month = np.repeat(drift(rng, N_DAYS // 30 + 1, 0.2), 30)[:N_DAYS]
    within = (
        share - WINTER_POINTS * winter + SHARE_NOISE * drift(rng, N_DAYS, SHARE_RHO) + SHARE_MONTH * month
    )
    # Mondays are busy, and so a little slower.
    within = np.clip(within - 0.015 * (WEEKDAY == 0) + 0.0025, 0.35, 0.97)
    breaches = rng.binomial(attend, 1 - within)
    admitted = rng.binomial(attend, np.clip(ADMITTED + ADMITTED_WINTER * winter, 0, 1))
    over_12h = np.minimum(
        rng.binomial(admitted, np.clip(0.055 + 0.045 * winter + 0.25 * (0.70 - within), 0.002, 0.6)), breaches
    )
    return {"attend": attend, "breaches_4h": breaches, "admitted": admitted, "over_12h": over_12h}


def ed_daily(simulation) -> Columns:
    """Columns of the table ed_daily: one row per day, empty cells while the computers were down.

    Only for trusts with accident and emergency; no rows for others.
    """
    if simulation.provider.role not in LEVELS:
        return no_rows(ED_DAILY)
    return {
        "trust": same(simulation.provider.code, N_DAYS),
        "date": dates(np.arange(N_DAYS)),
        **{name: blank(values, IT_OUTAGE) for name, values in simulation.ed.items()},
    }


def ed_visits(simulation) -> Columns:
    """Every visit of NORM in two weeks; each day has the visits, breaches and admissions of ed_daily."""
    if simulation.provider.role != "NORM":
        return no_rows(ED_VISITS)
    rng = child(simulation.seed, "ed_visits", simulation.provider.code)
    days = np.concatenate([day(first) + np.arange(7) for first in WEEKS])
    number = {name: values[days] for name, values in simulation.ed.items()}
    n = int(number["attend"].sum())
    when = np.repeat(days, number["attend"])
    place = np.arange(n) - np.repeat(np.cumsum(number["attend"]) - number["attend"], number["attend"])
    # Within a day the first places are the breaches; of those admitted, three in four waited too long.
    long = place < np.repeat(number["breaches_4h"], number["attend"])
    most = np.minimum(number["admitted"], number["breaches_4h"])
    quick = number["attend"] - number["breaches_4h"]
    slow_admitted = np.maximum(
        np.minimum(np.rint(0.75 * number["admitted"]).astype(np.int64), most), number["admitted"] - quick
    )
    first_quick = np.repeat(number["breaches_4h"], number["attend"])
    admitted = np.where(
        long,
        place < np.repeat(slow_admitted, number["attend"]),
        place - first_quick < np.repeat(number["admitted"] - slow_admitted, number["attend"]),
    )
    shape = np.where(
        (WEEKDAY[when] == 0)[:, None], HOURS * np.where(np.isin(np.arange(24), (10, 11)), 1.15, 1), HOURS
    )
    edges = np.cumsum(shape, axis=1)
    hour = (rng.random_sample(n)[:, None] * edges[:, -1:] > edges).sum(axis=1)
    arrive = when * 1440 + no_lost_hour(when, hour * 60 + whole(rng, 0, 59, n))
    stay = np.where(long, 241 + 150 * rng.standard_exponential(n), 25 + 215 * rng.beta(2.6, 1.5, n))
    # Many are seen just before the clock runs out.
    rush = ~long & (rng.random_sample(n) < 0.12)
    stay = np.where(rush, 226 + 14 * rng.random_sample(n), stay)
    triage = np.where(admitted, pick(rng, (0.03, 0.34, 0.53, 0.09, 0.01), n), pick(rng, TRIAGE, n))
    age = np.where(admitted, pick(rng, (9, 16, 19, 16, 22, 18), n), pick(rng, AGE_SHARES, n))
    order = np.argsort(arrive, kind="stable")
    return {
        "visit_id": ids("V", simulation.provider.code, n),
        "trust": same(simulation.provider.code, n),
        "arrive": moments(arrive)[order],
        "depart": moments(local(arrive + np.floor(stay).astype(np.int64)))[order],
        "triage": 1 + triage[order],
        "admitted": admitted[order],
        "age_band": labels(VISIT_AGES, age[order]),
    }


BUILD = {"ed_daily": ed_daily, "ed_visits": ed_visits}
