"""Complaints: one row each; `ward_month.complaints` counts those about each ward."""

from __future__ import annotations

import numpy as np
from numpy.random import RandomState

from qilab.trusts.generate.columns import Columns, blank, dates, ids, labels, same
from qilab.trusts.generate.providers import Provider
from qilab.trusts.generate.safety.events import scatter
from qilab.trusts.generate.safety.infection import Cases
from qilab.trusts.generate.seeds import child, pick
from qilab.trusts.schema.days import N_DAYS, OFF_DAY
from qilab.trusts.schema.people import COMPLAINT_OUTCOMES, COMPLAINT_THEMES

RATE = 2.2 / 1000  # complaints per occupied bed day: design
ELSEWHERE = 0.35  # complaints about clinics and services without beds, per complaint about a ward (design)
THEME_SHARES = (26, 17, 22, 12, 9, 5, 3, 6)
# Upheld 27%, partly upheld 37%: design. Acknowledged within three working days; answered in about seven
# weeks.
OUTCOME_SHARES = (0.27, 0.37, 0.36)


def draw(rng: RandomState, provider: Provider, census: np.ndarray) -> Cases:
    """Day and ward of every complaint; ward −1 where it is not about a listed ward."""
    beds = np.vstack([census, np.full(N_DAYS, provider.other_beds * 0.92) + ELSEWHERE * census.sum(axis=0)])
    ward, when = scatter(rng, beds * RATE)
    order = np.lexsort((ward, when))
    return Cases(np.where(ward == len(census), -1, ward)[order], when[order], len(census))


def _working_days_later(start: np.ndarray, steps: np.ndarray) -> np.ndarray:
    working = np.append(np.flatnonzero(~OFF_DAY), np.arange(N_DAYS, N_DAYS + 500))
    return working[np.searchsorted(working, start, side="right") + steps - 1]


def complaints(simulation) -> Columns:
    """Columns of the table complaints: one row per complaint, by day received.

    Dates after the end of the data are missing, and so is the outcome of a complaint not yet answered.
    """
    cases, code = simulation.complaints, simulation.provider.code
    rng = child(simulation.seed, "complaints", code)
    n = len(cases.day)
    acknowledged = _working_days_later(
        cases.day, 1 + np.minimum(rng.poisson(0.9, n) + 3 * (rng.random_sample(n) < 0.07), 9)
    )
    responded = acknowledged + np.ceil(np.exp(3.75 + 0.45 * rng.standard_normal(n))).astype(np.int64)
    waiting = responded >= N_DAYS
    return {
        "complaint_id": ids("X", code, n),
        "trust": same(code, n),
        "ward_code": labels([w.code for w in simulation.provider.wards], cases.ward),
        "received": dates(cases.day),
        "acknowledged": blank(dates(acknowledged), acknowledged >= N_DAYS),
        "responded": blank(dates(responded), waiting),
        "theme": labels(COMPLAINT_THEMES, pick(rng, THEME_SHARES, n)),
        "outcome": labels(COMPLAINT_OUTCOMES, np.where(waiting, -1, pick(rng, OUTCOME_SHARES, n))),
    }


BUILD = {"complaints": complaints}
