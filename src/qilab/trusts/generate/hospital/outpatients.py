"""Outpatient clinics by week, with the people who did not attend (DNA), by fifth of deprivation."""

from __future__ import annotations

import numpy as np

from qilab.trusts.generate import benchmark
from qilab.trusts.generate.columns import Columns, dates, labels, same
from qilab.trusts.generate.planted import NORM_DNA
from qilab.trusts.generate.providers import Provider
from qilab.trusts.generate.seeds import child
from qilab.trusts.schema.days import BANK_HOLIDAY, MONTH_OF_DAY, SCHOOL_HOLIDAY, WEEK_FIRST, day
from qilab.trusts.schema.hospital import FIFTHS

# DNA by fifth, 10% in the most deprived and 5% in the least (design), which is 7.6% of all booked (NHS
# England, 2021/22).
BY_FIFTH = np.array([0.0975, 0.0870, 0.0755, 0.0630, 0.0495])
# With reminders at NORM: 22% less in all, but least where it was worst, so the gap grows from 5.0 to 5.8
# points.
REMINDED = np.array([0.0860, 0.0717, 0.0585, 0.0435, 0.0300])
FIFTH_SHARES = np.array([0.21, 0.21, 0.20, 0.19, 0.19])
CANCELLED = 0.055
# Specialties run from 4 to 12% (PLoS Medicine 1003783 gives 6 to 17% by specialty at one trust).
SPECIALTIES = {
    "Ophthalmology": 0.84, "Orthopaedics": 0.95, "Cardiology": 0.80, "Dermatology": 1.02, "Diabetes": 1.30,
    "Ear, nose and throat": 1.12, "Gastroenterology": 1.08, "General surgery": 0.98, "Gynaecology": 0.92,
    "Neurology": 1.05, "Oncology": 0.56, "Paediatrics": 1.34, "Physiotherapy": 1.20, "Respiratory medicine": 0.96,
    "Rheumatology": 0.82, "Urology": 0.94, "Adult mental health": 1.50, "Podiatry": 1.10,
}  # fmt: skip
CLINICS = {
    "NORM": tuple(s for s in SPECIALTIES if s not in ("Adult mental health", "Podiatry")) * 2
    + ("Cardiology", "Dermatology"),
    "LARK": tuple(s for s in SPECIALTIES if s != "Adult mental health"),
    "OSIE": tuple(s for s in SPECIALTIES if s != "Adult mental health"),
    "WEXM": ("Adult mental health",) * 6,
    "TARN": ("Physiotherapy", "Podiatry", "Diabetes", "Respiratory medicine", "Physiotherapy", "Podiatry"),
    "QUIL": (
        "Orthopaedics",
        "Ophthalmology",
        "Orthopaedics",
        "Ophthalmology",
        "Physiotherapy",
        "Orthopaedics",
    ),
}
BOOKED, BOOKED_QUIL = 29, 5.5  # per clinic and week; clinics hold 20 to 40 people (design)


def rates(provider: Provider) -> np.ndarray:
    """(clinics, fifths) DNA share before any change."""
    factor = np.array([SPECIALTIES[s] for s in CLINICS[provider.role]])
    if provider.role == "QUIL":
        factor = np.ones_like(factor)
    return BY_FIFTH * factor[:, None]


# People booked in each week, 1 in a usual one: fewer around bank and school holidays.
_PACE = np.array(
    [1 - 0.19 * BANK_HOLIDAY[w : w + 5].sum() - 0.06 * SCHOOL_HOLIDAY[w + 2] for w in WEEK_FIRST]
)
_WEEK_YEAR = MONTH_OF_DAY[WEEK_FIRST] // 12


def draw(simulation) -> dict[str, np.ndarray]:
    """booked, dna: (clinics, weeks, fifths); cancelled: (clinics, weeks).

    QUIL's DNA are drawn again until luck puts it top of the league, then in the middle. Nothing differs
    between its years but chance: that is the lesson, and it must hold for every cohort. The league is
    `benchmark`, indicator dna, which does not depend on QUIL.
    """
    p = simulation.provider
    rng = child(simulation.seed, "outpatient", p.code)
    n_clinics = len(CLINICS[p.role])
    size = (BOOKED_QUIL if p.role == "QUIL" else BOOKED) * np.exp(0.13 * rng.standard_normal((n_clinics, 1)))
    booked = rng.poisson((size * _PACE)[:, :, None] * FIFTH_SHARES)
    share = np.repeat(rates(p)[:, None, :], len(WEEK_FIRST), axis=1)
    if p.role == "NORM":
        share[:, day(NORM_DNA.start) <= WEEK_FIRST] *= REMINDED / BY_FIFTH
    missed = _lucky(simulation, booked, share) if p.role == "QUIL" else rng.binomial(booked, share)
    cancelled = rng.binomial(booked.sum(axis=2) - missed.sum(axis=2), CANCELLED)
    return {"booked": booked, "dna": missed, "cancelled": cancelled}


def _lucky(simulation, booked: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Missed appointments with the two yearly totals that luck shall have; within a year all is chance.

    First year: just below the lowest of the league. Second year: at its median. Third: as it comes.
    Choosing the totals, rather than drawing again until they come up, gives every seed the lesson.
    """
    others = benchmark.league(simulation.seed)
    rng = child(simulation.seed, "outpatient luck", simulation.provider.code)
    cell = np.repeat(np.arange(booked.size), booked.ravel())
    year = np.broadcast_to(_WEEK_YEAR[None, :, None], booked.shape).ravel()[cell]
    chance = share.ravel()[cell]
    n = np.bincount(year, minlength=3)
    totals = (
        int(others[0].min() * n[0]),
        round(np.median(others[1]) * n[1]),
        rng.binomial(n[2], chance[year == 2].mean()),
    )
    # Exactly so many are missed, the likelier ones more often: the lowest of random waits with these chances.
    wait = rng.standard_exponential(len(cell)) / chance
    missed = np.concatenate(
        [
            (ones := np.flatnonzero(year == y))[np.argsort(wait[ones], kind="stable")[:k]]
            for y, k in enumerate(totals)
        ]
    )
    return np.bincount(cell[missed], minlength=booked.size).reshape(booked.shape)


def outpatient(simulation) -> Columns:
    """Columns of the table outpatient: one row per clinic and week, with counts of appointments.

    booked is attended, DNA and cancelled together; booked and DNA stand by fifth of deprivation too.
    """
    p, made = simulation.provider, simulation.clinics
    names = CLINICS[p.role]
    number = {s: 0 for s in names}
    clinics = []
    for s in names:
        number[s] += 1
        clinics.append(f"{s[:4].strip(',').upper()}{number[s]}")
    clinic, week = (x.ravel() for x in np.indices((len(names), len(WEEK_FIRST))))
    booked, missed, cancelled = made["booked"].sum(axis=2), made["dna"].sum(axis=2), made["cancelled"]
    reminder = (day(NORM_DNA.start) <= WEEK_FIRST) & (p.role == "NORM")
    out = {
        "trust": same(p.code, len(clinic)),
        "clinic": labels(clinics, clinic),
        "specialty": labels(names, clinic),
        "week": dates(WEEK_FIRST[week]),
        "booked": booked.ravel(),
        "attended": (booked - missed - cancelled).ravel(),
        "dna": missed.ravel(),
        "cancelled": cancelled.ravel(),
        "reminder": reminder[week],
    }
    for q in range(FIFTHS):
        out[f"booked_q{q + 1}"] = made["booked"][:, :, q].ravel()
        out[f"dna_q{q + 1}"] = made["dna"][:, :, q].ravel()
    return out


BUILD = {"outpatient": outpatient}
