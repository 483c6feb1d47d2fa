"""Operating lists, with when they began and ended, and why they were late."""

from __future__ import annotations

import numpy as np

from qilab.trusts.generate.clock import no_lost_hour
from qilab.trusts.generate.columns import Columns, blank, dates, ids, labels, moments, no_rows, same
from qilab.trusts.generate.seeds import child, pick, whole
from qilab.trusts.schema.days import BANK_HOLIDAY, STRIKE_DAY, WEEKDAY
from qilab.trusts.schema.hospital import LATE_REASONS, THEATRE_LISTS

THEATRES = {
    "NORM": ("General surgery", "General surgery", "Trauma and orthopaedics", "Planned orthopaedics", "Urology", "Gynaecology",
             "Vascular surgery", "Ear, nose and throat"),
    "QUIL": ("Planned orthopaedics", "Planned orthopaedics", "Planned orthopaedics", "Eye surgery"),
}  # fmt: skip
# Shares of the causes and mean minutes each costs. NORM on Mondays: the bed is not confirmed after the
# weekend; on other days: the patient is not ready. Equipment is rare and long, porters frequent and short,
# so a Pareto by count and one by minutes differ (design).
MONDAY = (0.38, 0.10, 0.06, 0.08, 0.07, 0.21, 0.10)
OTHER = (0.05, 0.30, 0.09, 0.11, 0.09, 0.26, 0.10)
MINUTES = (42.0, 38.0, 48.0, 28.0, 26.0, 11.0, 24.0)
# A third of lists begin 30 minutes late or more, the mean delay is 22 minutes, and 38% end at least 30
# minutes early (NHS Improvement, operating theatres, 2019; the mean from a weaker source).
ON_TIME = 0.22
LONGER = 1.0  # scales the causes' minutes so that the mean delay is 22
EMERGENCY_DAYS = (
    0.5  # weekend days on which theatre 1 runs an emergency list, which planned-list figures leave out
)


def monday_beds() -> float:
    """Points by which beds' share of NORM's late minutes is larger on Mondays than on other days, by design."""
    bed = LATE_REASONS.index("Bed not confirmed")
    monday, other = (np.array(share) * MINUTES for share in (MONDAY, OTHER))
    return round(100 * float(monday[bed] / monday.sum() - other[bed] / other.sum()), 1)


def theatre_lists(simulation) -> Columns:
    """Columns of the table theatre_lists: one row per operating list that was held, by day and theatre.

    late_min: minutes from the planned start to the first incision; end_early_min: minutes, negative where the
    list overran. No rows for trusts without theatres.
    """
    p = simulation.provider
    if p.role not in THEATRES:
        return no_rows(THEATRE_LISTS)
    rng = child(simulation.seed, "theatre_lists", p.code)
    specialties = THEATRES[p.role]
    weekday = np.flatnonzero((WEEKDAY < 5) & ~BANK_HOLIDAY)
    weekend = np.flatnonzero(WEEKDAY >= 5) if p.role == "NORM" else np.empty(0, dtype=np.int64)
    weekend = weekend[rng.random_sample(len(weekend)) < EMERGENCY_DAYS]
    when = np.concatenate([np.repeat(weekday, len(specialties)), weekend])
    theatre = np.concatenate(
        [np.tile(np.arange(len(specialties)), len(weekday)), np.zeros(len(weekend), dtype=np.int64)]
    )
    emergency = np.arange(len(when)) >= len(weekday) * len(specialties)
    # Some planned lists are called off, most of them on strike days.
    runs = emergency | (rng.random_sample(len(when)) > np.where(STRIKE_DAY[when], 0.55, 0.03))
    when, theatre, emergency = when[runs], theatre[runs], emergency[runs]
    order = np.lexsort((theatre, when))
    when, theatre, emergency = when[order], theatre[order], emergency[order]
    n = len(when)
    monday = (WEEKDAY[when] == 0) & (p.role == "NORM")
    cause = np.where(monday, pick(rng, MONDAY, n), pick(rng, OTHER, n))
    shape = 4.5
    late = LONGER * np.array(MINUTES)[cause] * rng.gamma(shape, 1 / shape, n)
    second = rng.random_sample(n) < 0.12
    late = np.floor(late + np.where(second, 8 * rng.standard_exponential(n), 0)).astype(np.int64)
    late = np.where(rng.random_sample(n) < ON_TIME, 0, np.minimum(late, 235))
    planned = 510 + 30 * (rng.random_sample(n) < 0.25)
    planned = np.where(emergency, 540, planned)
    early = np.floor(23 - 0.22 * late + 38 * rng.standard_normal(n)).astype(np.int64)
    other = (cause + 1 + whole(rng, 0, len(LATE_REASONS) - 3, n)) % (len(LATE_REASONS) - 1)
    none = late < 5
    begin = no_lost_hour(when, planned)
    return {
        "list_id": ids("T", p.code, n),
        "trust": same(p.code, n),
        "list_date": dates(when),
        "booked_on": _booked(rng, when, emergency),
        "theatre": labels([f"Theatre {i + 1}" for i in range(len(specialties))], theatre),
        "specialty": np.where(emergency, same("Emergency", n), labels(specialties, theatre)),
        "planned_start": moments(when * 1440 + begin),
        "knife_start": moments(when * 1440 + begin + late),
        "late_min": late,
        "end_early_min": np.clip(early, -150, 200),
        "reason1": blank(labels(LATE_REASONS, cause), none),
        "reason2": blank(labels(LATE_REASONS, other), none | ~second),
        "cases": 1 + rng.poisson(np.where(emergency, 1.4, np.where(p.role == "QUIL", 3.4, 2.6)), n),
    }


def _booked(rng, when: np.ndarray, emergency: np.ndarray) -> np.ndarray:
    """Day on which the list was booked: some weeks before, on a working day; the same day for an emergency
    list."""
    ahead = whole(rng, 14, 70, len(when))
    day = when - ahead
    day = day - np.maximum((day + 4) % 7 - 4, 0)  # day 0 is a Friday; Saturday and Sunday go back to it
    return dates(np.where(emergency, when, day))


BUILD = {"theatre_lists": theatre_lists}
