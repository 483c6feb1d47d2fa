"""Waiting lists by specialty and week: what comes on, what comes off, and how long people have waited."""

from __future__ import annotations

import numpy as np

from qilab.trusts.generate.columns import Columns, dates, labels, no_rows, same
from qilab.trusts.generate.seeds import child, some_of
from qilab.trusts.schema.days import BANK_HOLIDAY, SCHOOL_HOLIDAY, STRIKE_DAY, WEEK_FIRST
from qilab.trusts.schema.hospital import WAITING_LIST

# Additions a week and weeks of waiting at the start, by specialty at NORM (design: the list is about 20
# weeks of work, and grows slowly because additions pass removals by 1 to 2%).
SPECIALTIES = {
    "Orthopaedics": (96, 27), "Ophthalmology": (110, 19), "Ear, nose and throat": (74, 24), "General surgery": (82, 20),
    "Gynaecology": (66, 22), "Urology": (58, 19), "Dermatology": (88, 14), "Gastroenterology": (72, 16),
    "Cardiology": (64, 15),
}  # fmt: skip
SIZE = {"NORM": 1.0, "LARK": 0.48, "OSIE": 0.66, "QUIL": 0.35}
QUIL_ONLY = ("Orthopaedics", "Ophthalmology")
REMOVED_OTHER = (
    0.13  # share of removals that are not treatment: no longer needed, moved, treated elsewhere (design)
)
GROWTH = 0.985  # removals per addition in a usual week


def waiting_list(simulation) -> Columns:
    """Specialty by week.

    The size at the end of a week is last week's plus additions less both kinds of removal.
    """
    p = simulation.provider
    if p.role not in SIZE:
        return no_rows(WAITING_LIST)
    rng = child(simulation.seed, "waiting_list", p.code)
    names = [s for s in SPECIALTIES if p.role != "QUIL" or s in QUIL_ONLY]
    weekly = np.array([SPECIALTIES[s][0] for s in names]) * SIZE[p.role] * (1.6 if p.role == "QUIL" else 1.0)
    weeks = np.array([SPECIALTIES[s][1] for s in names]) * (0.7 if p.role == "QUIL" else 1.0)
    shape = (len(names), len(WEEK_FIRST))
    off = np.array([BANK_HOLIDAY[w : w + 5].sum() + 0.6 * STRIKE_DAY[w : w + 5].sum() for w in WEEK_FIRST])
    pace = 1 - 0.17 * off - 0.07 * SCHOOL_HOLIDAY[WEEK_FIRST + 2]
    additions = rng.poisson(weekly[:, None] * (1 - 0.5 * (1 - pace)))
    wanted = rng.poisson(weekly[:, None] * GROWTH * (pace / pace.mean()) * (1 - 0.5 * (1 - pace)).mean())
    start = np.rint(weekly * weeks).astype(np.int64)
    size, removed, before = np.empty(shape, dtype=np.int64), np.empty(shape, dtype=np.int64), start
    for k in range(shape[1]):
        removed[:, k] = np.minimum(wanted[:, k], before + additions[:, k])
        before = before + additions[:, k] - removed[:, k]
        size[:, k] = before
    other = some_of(rng, removed, REMOVED_OTHER)
    # The share over 18 weeks follows the length of the queue in weeks of work; few wait over a year.
    queue = size / weekly[:, None]
    over18 = some_of(rng, size, np.clip(0.42 + 0.030 * (queue - 20), 0.05, 0.85))
    over52 = some_of(rng, over18, np.clip(0.040 + 0.006 * (queue - 20), 0.002, 0.3))
    specialty, week = (x.ravel() for x in np.indices(shape))
    return {
        "trust": same(p.code, size.size),
        "specialty": labels(names, specialty),
        "week": dates(WEEK_FIRST[week]),
        "size": size.ravel(),
        "additions": additions.ravel(),
        "treated": (removed - other).ravel(),
        "removed_other": other.ravel(),
        "over18w": over18.ravel(),
        "over52w": over52.ravel(),
    }


BUILD = {"waiting_list": waiting_list}
