"""Beds by day, counted from the stays, and the trusts' monthly bed return."""

from __future__ import annotations

import numpy as np

from qilab.trusts.generate.columns import Columns, blank, dates, months, same
from qilab.trusts.generate.planted import LARK_RETURN
from qilab.trusts.generate.seeds import child, drift, some_of
from qilab.trusts.schema.days import DAYS_IN_MONTH, IT_OUTAGE, MONTH_FIRST, N_DAYS, N_MONTHS, WINTER, day

from .stays import MINUTES, Stays

EIGHT = 480  # 08:00, when the beds are counted
# Escalation beds, as a share of core beds: few in summer, 2 to 4% in winter (design).
ESCALATION = {"winter": 0.030, "rest": 0.006}


def at_eight(begin: np.ndarray, end: np.ndarray) -> np.ndarray:
    """(days,) how many spans of time (minutes) hold 08:00 of each day; the end is not part of a span."""

    def upto(minute: np.ndarray) -> np.ndarray:
        first = np.clip(
            -((EIGHT - minute) // MINUTES), 0, N_DAYS
        )  # first day on which 08:00 is not before it
        return np.cumsum(np.bincount(first.astype(np.intp), minlength=N_DAYS + 1)[:N_DAYS])

    use = end > begin
    return upto(begin[use]) - upto(end[use])


def _open_beds(simulation) -> np.ndarray:
    """(days,) core beds that are not shut."""
    p = simulation.provider
    beds = np.full(N_DAYS, p.other_beds)
    for w in p.wards:
        up = np.full(N_DAYS, w.beds)
        if w.opened:
            up[: day(w.opened)] = 0
        if w.closed:
            up[day(w.closed) + 1 :] = 0
        for first, last in w.closures:
            up[day(first) : day(last) + 1] = 0
        beds = beds + up
    return beds


def beds_daily(simulation) -> Columns:
    """One row per day."""
    p = simulation.provider
    rng = child(simulation.seed, "beds_daily", p.code)
    parts: list[Stays] = [s for s in (simulation.stays, simulation.other_stays) if s is not None]
    core = _open_beds(simulation)
    share = np.where(WINTER, ESCALATION["winter"], ESCALATION["rest"])
    spare = np.maximum(np.rint(core * share * np.exp(0.4 * drift(rng, N_DAYS, 0.8))), 0).astype(np.int64)
    spare_full = some_of(rng, spare, 0.9)

    def add(what) -> np.ndarray:
        return np.sum([what(s) for s in parts], axis=0)

    def since(nights: int) -> np.ndarray:
        return add(lambda s: at_eight(s.admit + nights * MINUTES, s.leave))

    gone = {
        "occupied": add(lambda s: at_eight(s.admit, s.leave)) + spare_full,
        "los7plus": since(7),
        "los14plus": since(14),
        "los21plus": since(21),
        "ready_to_leave": add(lambda s: at_eight((s.ready // MINUTES + 1) * MINUTES, s.leave)),
    }
    return {
        "trust": same(p.code, N_DAYS),
        "date": dates(np.arange(N_DAYS)),
        "beds_core": core,
        "beds_escalation": spare,
        **{name: blank(values, IT_OUTAGE) for name, values in gone.items()},
        "midnight": add(lambda s: s.census.sum(axis=0)),
        "midnight_wards": simulation.stays.census.sum(axis=0),
    }


def bed_return(simulation) -> Columns:
    """One row per month. LARK's return leaves out the first 13 days of a ward that opened in mid-month."""
    p = simulation.provider
    occupied = simulation.stays.census.sum(axis=0)
    if simulation.other_stays is not None:
        occupied = occupied + simulation.other_stays.census.sum(axis=0)
    core = _open_beds(simulation)
    if p.role == "LARK":
        ward = [w.code for w in p.wards].index(LARK_RETURN.ward)
        late = slice(day(LARK_RETURN.start), day(LARK_RETURN.end) + 1)
        occupied, core = occupied.copy(), core.copy()
        occupied[late] -= simulation.stays.census[ward, late]
        core[late] -= p.wards[ward].beds

    def average(daily: np.ndarray) -> np.ndarray:
        return np.round(np.add.reduceat(daily, MONTH_FIRST) / DAYS_IN_MONTH, 2)

    return {
        "trust": same(p.code, N_MONTHS),
        "month": months(np.arange(N_MONTHS)),
        "avg_available": average(core),
        "avg_occupied": average(occupied),
    }


BUILD = {"beds_daily": beds_daily, "bed_return": bed_return}
