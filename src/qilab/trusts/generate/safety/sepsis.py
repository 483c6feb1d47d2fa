"""Weekly sepsis audits: a handful of patients each, with three times of day."""

from __future__ import annotations

import numpy as np

from qilab.trusts.generate.columns import Columns, blank, dates, ids, labels, no_rows, same
from qilab.trusts.generate.planted import LARK_SEPSIS, NORM_SEPSIS
from qilab.trusts.generate.seeds import child, pick, whole
from qilab.trusts.schema.days import N_DAYS, WEEK_FIRST, day
from qilab.trusts.schema.safety import SEPSIS_AUDIT, SEPSIS_SETTINGS

# Share of high-risk patients given antibiotics within an hour of the risk being written down: 63% in early
# returns, 81 to 87% at one trust (published figures), 68 to 84% at NORM by design. Ten to twelve patients
# a week.
START = {"NORM": 0.68, "LARK": 0.60}
PER_WEEK = (10, 12)
HIGH_RISK = 0.72
NO_TIME = {"risk": 0.03, "antibiotic": 0.05}  # times that were not written down (design)


def share_within(role: str) -> np.ndarray:
    """(weeks,) true share within the hour, by the clock that starts when the risk is written down."""
    share = np.full(len(WEEK_FIRST), START[role])
    change = NORM_SEPSIS if role == "NORM" else LARK_SEPSIS
    first, last = day(change.start), day(change.end or change.start)
    way = (
        np.clip((WEEK_FIRST - first) / max(last - first, 1), 0, 1)
        if last > first
        else (first <= WEEK_FIRST) * 1.0
    )
    return share + change.size / 100 * way


def sepsis_audit(simulation) -> Columns:
    """Columns of the table sepsis_audit: one row per audited patient, by date; only for NORM and LARK.

    Times are texts such as “23:55”, which start again at midnight, and missing where nobody wrote them down.
    """
    p = simulation.provider
    if p.role not in START:
        return no_rows(SEPSIS_AUDIT)
    rng = child(simulation.seed, "sepsis_audit", p.code)
    per_week = whole(rng, *PER_WEEK, len(WEEK_FIRST))
    week = np.repeat(np.arange(len(WEEK_FIRST)), per_week.astype(np.intp))
    n = len(week)
    when = np.minimum(WEEK_FIRST[week] + whole(rng, 0, 6, n), N_DAYS - 1)
    high = rng.random_sample(n) < HIGH_RISK
    arrive = whole(rng, 0, 1439, n)
    to_risk = np.minimum(np.floor(18 * rng.gamma(2.0, 0.5, n)), 180).astype(np.int64) + 1
    within = rng.random_sample(n) < share_within(p.role)[week]
    # Half an hour is usual when it goes well; when it does not, an hour and a half and more.
    to_abx = np.where(
        within,
        8 + np.floor(52.99 * rng.beta(2.4, 1.6, n)),
        61 + np.floor(np.minimum(45 * rng.standard_exponential(n), 300)),
    ).astype(np.int64)
    treated = high | (rng.random_sample(n) < 0.35)
    no_risk = ~high | (rng.random_sample(n) < NO_TIME["risk"])
    no_abx = ~treated | (rng.random_sample(n) < NO_TIME["antibiotic"])
    # From the change of clock on, LARK reports from the time the risk is written down; before, from arrival.
    by_risk = np.ones(n, dtype=bool) if p.role == "NORM" else when >= day(LARK_SEPSIS.start)
    taken = np.where(by_risk, to_abx, to_risk + to_abx)
    order = np.lexsort((arrive, when))
    audited = high & ~no_risk & ~no_abx
    return {
        "audit_id": ids("A", p.code, n),
        "trust": same(p.code, n),
        "date": dates(when[order]),
        "week": dates(WEEK_FIRST[week][order]),
        "screened": (high | (rng.random_sample(n) < 0.9))[order],
        "high_risk": high[order],
        "t_arrive": _clock(arrive)[order],
        "t_risk": blank(_clock(arrive + to_risk), no_risk)[order],
        "t_abx": blank(_clock(arrive + to_risk + to_abx), no_abx)[order],
        "setting": labels(SEPSIS_SETTINGS, pick(rng, (0.7, 0.3), n))[order],
        "times_missing": (high & (no_risk | no_abx))[order],
        "clock": labels(("arrival", "risk"), by_risk.astype(int))[order],
        "reported_within_hour": blank(taken <= 60, ~audited)[order],
    }


_TIMES = np.array([f"{m // 60:02d}:{m % 60:02d}" for m in range(1440)], dtype=object)


def _clock(minute: np.ndarray) -> np.ndarray:
    return _TIMES[minute % 1440]


BUILD = {"sepsis_audit": sepsis_audit}
