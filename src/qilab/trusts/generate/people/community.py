"""Tarnbridge's services outside hospital: the two-hour response team and the nursing caseloads."""

from __future__ import annotations

import numpy as np

from qilab.trusts.generate.seeds import child, pick, whole
from qilab.trusts.schema.days import N_DAYS, OFF_DAY, WEEK_FIRST, local, no_lost_hour, winterness
from qilab.trusts.schema.table import (
    TO_TRUST,
    TRUST,
    Columns,
    Field,
    Table,
    blank,
    count,
    dates,
    flag,
    ids,
    labels,
    moments,
    same,
)

# 82% of referrals in scope are seen within two hours, against a standard of 70% (NHS England); level by
# design.
REFERRALS_A_DAY, WITHIN_2H, IN_SCOPE = 7.0, 0.82, 0.86
SOURCES = ("General practice", "Ambulance service", "Care home", "Hospital", "Self or family", "NHS 111")
SOURCE_SHARES = (34, 18, 14, 16, 8, 10)
OUTCOMES = ("Stayed at home", "Taken to hospital", "Passed to another team", "No visit needed")
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
CASELOAD, NEW_A_WEEK, VISITS_A_PERSON = 190, 15.0, 1.35  # per team (design)


def ucr_referrals(world) -> Columns:
    p = world.provider
    if p.role != "TARN":
        return UCR_REFERRALS.none()
    rng = child(world.seed, "ucr_referrals", p.code)
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
        "source": labels(SOURCES, pick(rng, SOURCE_SHARES, n))[order],
        "outcome": labels(OUTCOMES, outcome)[order],
    }


def caseload(world) -> Columns:
    p = world.provider
    if p.role != "TARN":
        return CASELOAD_TABLE.none()
    rng = child(world.seed, "caseload", p.code)
    n_weeks = len(WEEK_FIRST)
    size = np.exp(0.18 * rng.standard_normal((len(TEAMS), 1)))
    new = rng.poisson(NEW_A_WEEK * size * np.ones(n_weeks))
    closing = rng.random_sample((len(TEAMS), n_weeks))
    before = np.rint(CASELOAD * size[:, 0]).astype(np.int64)
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


UCR_REFERRALS = Table(
    "ucr_referrals",
    "Two-hour community response",
    "Referrals to Tarnbridge's urgent response team. The two-hour standard holds for those in scope.",
    (
        Field("referral_id", "string", "Number of the referral", pattern="[A-Z]{4}-U[0-9]{5,}"),
        TRUST,
        Field("received", "datetime", "When the referral came"),
        Field(
            "first_contact",
            "datetime",
            "When someone was with the person; missing if no visit was needed",
            gaps=True,
        ),
        flag("in_scope", "The two-hour standard holds for it"),
        Field("source", "string", "Who referred", values=SOURCES),
        Field("outcome", "string", "What happened", values=OUTCOMES),
    ),
    ("referral_id",),
    ucr_referrals,
    (TO_TRUST,),
    sources="Standard 70% within two hours: NHS England. Level 82%: design.",
)

CASELOAD_TABLE = Table(
    "caseload",
    "Community nursing caseload by week",
    "Open at the end of the week is last week's open plus new less closed.",
    (
        TRUST,
        Field("team", "string", "Team"),
        Field("week", "date", "Monday of the week"),
        count("open", "People on the caseload at the end of the week", "people"),
        count("new", "People who came on", "people"),
        count("closed", "People who came off", "people"),
        count("visits", "Visits made", "visits"),
        Field(
            "wte",
            "number",
            "Nurses at work, whole-time equivalent",
            "whole-time equivalents",
            low=0,
            decimals=1,
        ),
    ),
    ("trust", "team", "week"),
    caseload,
    (TO_TRUST,),
    sources="Design.",
)
