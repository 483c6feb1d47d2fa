"""Hourly care rounds: the process measure behind the falls bundle, audited week by week."""

from __future__ import annotations

import numpy as np

from qilab.trusts.generate.columns import Columns, dates, labels, same
from qilab.trusts.generate.planted import E4_FALLS, OSIE_FALLS
from qilab.trusts.generate.seeds import child
from qilab.trusts.schema.days import DATES, WEEK_FIRST, day

AUDITED = 40  # hourly rounds looked at per ward and week (design)
BEFORE, AFTER = 0.36, 0.88  # share done before, and on E4 after practice changed (design)
FIDELITY = 0.5  # OSIE gained half of what NORM gained


def care_rounds(simulation) -> Columns:
    """Columns of the table care_rounds: hourly rounds due and done, one row per audited ward and week.

    East 4 is audited at NORM, every ward at OSIE; other trusts have no rows.
    """
    p = simulation.provider
    wards = _audited(p)
    rng = child(simulation.seed, "care_rounds", p.code)
    change = E4_FALLS if p.role == "NORM" else OSIE_FALLS
    gain = (AFTER - BEFORE) * (1 if p.role == "NORM" else FIDELITY)
    on = day(change.process) <= WEEK_FIRST
    share = np.broadcast_to(BEFORE + gain * on, (len(wards), len(WEEK_FIRST)))
    due = np.full(share.shape, AUDITED)
    done = rng.binomial(due, share)
    ward, week = np.divmod(np.arange(share.size), max(len(WEEK_FIRST), 1))
    return {
        "trust": same(p.code, share.size),
        "ward_code": labels([p.wards[i].code for i in wards], ward),
        "week": dates(WEEK_FIRST[week]) if share.size else DATES[:0],
        "rounds_due": due.ravel(),
        "rounds_done": done.ravel(),
    }


def _audited(provider) -> list[int]:
    if provider.role == "NORM":
        return [i for i, w in enumerate(provider.wards) if w.code == E4_FALLS.ward]
    return list(range(len(provider.wards))) if provider.role == "OSIE" else []


BUILD = {"care_rounds": care_rounds}
