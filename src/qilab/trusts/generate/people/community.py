"""Tarnbridge's services outside hospital: the two-hour response team and the nursing caseloads."""

from __future__ import annotations

import numpy as np

from qilab.trusts.generate.clock import local, no_lost_hour, winterness
from qilab.trusts.generate.columns import Columns, blank, dates, ids, labels, moments, no_rows, same
from qilab.trusts.generate.seeds import child, pick, whole
from qilab.trusts.schema.days import N_DAYS, OFF_DAY, WEEK_FIRST
from qilab.trusts.schema.people import CASELOAD, REFERRAL_OUTCOMES, REFERRAL_SOURCES, UCR_REFERRALS

# 82% of referrals in scope are seen within two hours, against a standard of 70% (NHS England); level by
# design.
REFERRALS_A_DAY, WITHIN_2H, IN_SCOPE = 7.0, 0.82, 0.86
SOURCE_SHARES = (34, 18, 14, 16, 8, 10)
HOURS = (1, 1, 1, 1, 1, 1, 2, 5, 12, 16, 17, 16, 14, 13, 14, 14, 13, 11, 8, 6, 4, 3, 2, 1)
TEAMS = (
    "Tarn North",
    "Tarn South",
    "Tarn East",
    "Tarn West",
    "Fellside",
    "Lakeside",
    "Moorside",
    "Riverside",
)
PER_TEAM, NEW_A_WEEK, VISITS_A_PERSON = 190, 15.0, 1.35  # per team (design)


def ucr_referrals(simulation) -> Columns:
    """Columns of the table ucr_referrals: one row per referral to the two-hour response team, by time; only for
    TARN.
    """
    p = simulation.provider
    if p.role != "TARN":
        return no_rows(UCR_REFERRALS)
    rng = child(simulation.seed, "ucr_referrals", p.code)
    daily = rng.poisson(REFERRALS_A_DAY * (1 + 0.08 * winterness()) * np.where(OFF_DAY, 0.82, 1.07))
    when = np.repeat(np.arange(N_DAYS), daily)
    n = len(when)
    minute = no_lost_hour(when, pick(rng, HOURS, n) * 60 + whole(rng, 0, 59, n))
    scope = rng.random_sample(n) < IN_SCOPE
    quick = rng.random_sample(n) < np.where(scope, WITHIN_2H, 0.35)
    wait = np.where(
        quick,
        10 + np.floor(110.99 * rng.beta(2.0, 1.7, n)),
        121 + np.floor(150 * rng.standard_exponential(n)),
    )
    outcome = pick(rng, (66, 13, 15, 6), n)
    received = when * 1440 + minute
    contact = local(received + wait.astype(np.int64))
    order = np.argsort(received, kind="stable")
    return {
        "referral_id": ids("U", p.code, n),
        "trust": same(p.code, n),
        "received": moments(received)[order],
        "first_contact": blank(moments(contact), outcome == 3)[order],
        "in_scope": scope[order],
        "source": labels(REFERRAL_SOURCES, pick(rng, SOURCE_SHARES, n))[order],
        "outcome": labels(REFERRAL_OUTCOMES, outcome)[order],
    }


def caseload(simulation) -> Columns:
    """Columns of the table caseload: one row per nursing team and week; only for TARN.

    open: people on the list at the week’s end, which is the week before’s and new less closed. wte: staff, in
    whole-time equivalents.
    """
    p = simulation.provider
    if p.role != "TARN":
        return no_rows(CASELOAD)
    rng = child(simulation.seed, "caseload", p.code)
    n_weeks = len(WEEK_FIRST)
    size = np.exp(0.18 * rng.standard_normal((len(TEAMS), 1)))
    new = rng.poisson(NEW_A_WEEK * size * np.ones(n_weeks))
    closing = rng.random_sample((len(TEAMS), n_weeks))
    before = np.rint(PER_TEAM * size[:, 0]).astype(np.int64)
    open_, closed = np.empty_like(new), np.empty_like(new)
    for k in range(n_weeks):
        # People stay about 13 weeks, so one in 13 leaves each week, give or take.
        closed[:, k] = np.minimum(np.floor(before * (0.045 + 0.065 * closing[:, k])).astype(np.int64), before)
        before = before + new[:, k] - closed[:, k]
        open_[:, k] = before
    wte = np.round(np.repeat(8.4 * size, n_weeks, axis=1) - 1.3 * rng.random_sample(new.shape), 1)
    team, week = (x.ravel() for x in np.indices(new.shape))
    return {
        "trust": same(p.code, new.size),
        "team": labels(TEAMS, team),
        "week": dates(WEEK_FIRST[week]),
        "open": open_.ravel(),
        "new": new.ravel(),
        "closed": closed.ravel(),
        "visits": rng.poisson(VISITS_A_PERSON * open_).ravel(),
        "wte": wte.ravel(),
    }


BUILD = {"ucr_referrals": ucr_referrals, "caseload": caseload}
