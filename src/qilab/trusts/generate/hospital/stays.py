"""Every stay in every bed: the one simulation that bed days, admissions, discharges and spells add up from.

Each bed takes turns between a patient and a gap, so a ward can never hold more patients than beds, a
discharge always follows its admission, and a shut ward is empty. Stays are log-normal; few people go home
at weekends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import RandomState

from qilab.trusts.generate.clock import local, winterness
from qilab.trusts.generate.providers import Ward
from qilab.trusts.generate.seeds import drift
from qilab.trusts.schema.days import MONTH_FIRST, MONTH_OF_DAY, N_DAYS, N_MONTHS, OFF_DAY, day

MINUTES = 1440
FAR = 4.0 * N_DAYS  # days; later than anything that is read
_WAVE = 48  # stays per bed drawn at a time

# Working day on or after each day, for people who wait over a weekend or bank holiday; the days before and
# after the period are treated as working days.
_NEXT_WORKING = np.arange(N_DAYS + 1)
for _d in range(N_DAYS - 1, -1, -1):
    if OFF_DAY[_d]:
        _NEXT_WORKING[_d] = _NEXT_WORKING[_d + 1]

# Share of people ready on a weekend day or bank holiday who wait for the next working day; and share of
# people who wait for care outside hospital once they are ready, with the mean wait in days (design).
WEEKEND_WAIT = 0.42
CARE_WAIT, CARE_DAYS = 0.11, 3.5
WAITS = 0.65  # days that the two add to the mean stay, measured


@dataclass(frozen=True)
class Stays:
    """All stays that touch the period. (n,) int64 arrays; times are minutes since 1 April 2022, 00:00.

    ward: position in `wards`. leave may lie after the period: the patient is then still in.
    census: (wards, days) patients present at the midnight that ends each day, which is a bed day.
    """

    wards: tuple[Ward, ...]
    ward: np.ndarray
    admit: np.ndarray
    ready: np.ndarray
    leave: np.ndarray
    census: np.ndarray

    @property
    def bed_days(self) -> np.ndarray:
        """(wards, months) occupied bed days."""
        return np.add.reduceat(self.census, MONTH_FIRST, axis=1)

    def per_month(self, minute: np.ndarray) -> np.ndarray:
        """(wards, months) how many of these moments fall in each month."""
        inside = (minute >= 0) & (minute < N_DAYS * MINUTES)
        cell = self.ward[inside] * N_MONTHS + MONTH_OF_DAY[minute[inside] // MINUTES]
        return np.bincount(cell, minlength=len(self.wards) * N_MONTHS).reshape(-1, N_MONTHS)


def pressure(rng: RandomState) -> np.ndarray:
    """(days,) how quickly an empty bed is filled: a factor on the gap, smaller in winter.

    The day-to-day noise, with what the stays add, gives the occupancy at 08:00 a lag-one correlation near 0.3
    once weekday and month are taken out.
    """
    return np.exp(-0.45 * winterness() - 0.45 * drift(rng, N_DAYS, 0.05) - 0.22)


def simulate(rng: RandomState, wards: Sequence[Ward], gap_size: np.ndarray) -> Stays:
    """Run all beds of these wards from well before the period to its end. gap_size: see `pressure`."""
    bed_ward = np.repeat(np.arange(len(wards)), [w.beds for w in wards])
    sigma = np.array([_spread(w) for w in wards])[bed_ward]
    mean = np.array([w.stay for w in wards])[bed_ward]
    gap_mean = np.array([(w.stay + WAITS) * (1 - w.full) / w.full for w in wards])[bed_ward]
    shut, open_again = (np.array(x, dtype=float)[bed_ward] for x in zip(*map(_shut, wards), strict=True))
    quick_from = np.array([day(w.quicker.start) if w.quicker else FAR for w in wards])[bed_ward]
    quick_by = np.array([1 + w.quicker.size if w.quicker else 1.0 for w in wards])[bed_ward]
    opened = np.array([day(w.opened) if w.opened else -FAR for w in wards])[bed_ward]
    free = np.maximum(opened, -np.maximum(30.0, 4 * mean) - mean * rng.random_sample(len(mean)))
    bed = np.arange(len(mean))
    kept: list[tuple[np.ndarray, ...]] = []
    while len(bed):
        m, s, shape = mean[bed], sigma[bed], (_WAVE, len(bed))
        stays = np.exp(np.log(m) - s * s / 2 + s * rng.standard_normal(shape))
        gaps = gap_mean[bed] * rng.standard_exponential(shape)
        hours = 0.38 + 0.24 * (rng.random_sample(shape) + rng.random_sample(shape))  # 09:07 to 20:38
        chance, later = rng.random_sample(shape), rng.random_sample(shape)
        care = np.where(
            rng.random_sample(shape) < CARE_WAIT, np.ceil(CARE_DAYS * rng.standard_exponential(shape)), 0
        )
        c0, c1, now = shut[bed], open_again[bed], free[bed]
        begins, by = quick_from[bed], quick_by[bed]
        # Most waves have no ward that shuts, and many none whose stays become shorter.
        shuts, quickens = bool((c0 < FAR).any()), bool((begins < FAR).any())
        by_day, half, at_weekend = later < 0.8, 0.5 * chance, chance < WEEKEND_WAIT
        rows = []
        for k in range(_WAVE):
            today = np.minimum(np.maximum(now, 0), N_DAYS - 1).astype(np.intp)
            admit = now + gaps[k] * gap_size[today]
            # Few people come to a ward between midnight and 08:00; most wait elsewhere until the day.
            midnight = np.floor(admit)
            night = (admit - midnight < 1 / 3) & by_day[k]
            admit = np.where(night, midnight + 0.4 + half[k], admit)
            # A ward that is about to shut stops admitting the day before, and refills over three days.
            if shuts:
                admit = np.where((admit >= c0 - 1) & (admit < c1), c1 + 0.35 + 2.5 * chance[k], admit)
            ready = admit + (np.where(admit >= begins, stays[k] * by, stays[k]) if quickens else stays[k])
            gone = np.floor(ready) + care[k]
            waits = np.flatnonzero(at_weekend[k] & (gone >= 0) & (gone < N_DAYS))
            gone[waits] = _NEXT_WORKING[gone[waits].astype(np.intp)]
            leave = np.maximum(gone + hours[k], admit + 0.1)
            if shuts:
                leave = np.where((admit < c0) & (leave > c0 - 0.55), c0 - 0.55 + 0.3 * chance[k], leave)
            rows.append((admit, np.minimum(ready, leave), leave))
            now = leave
        free[bed] = now
        admit, ready, leave = (np.concatenate(x) for x in zip(*rows, strict=True))
        use = (leave >= 0) & (admit < N_DAYS)
        kept.append((np.tile(bed_ward[bed], _WAVE)[use], admit[use], ready[use], leave[use]))
        bed = bed[now < N_DAYS]
    ward, admit, ready, leave = (np.concatenate(x) for x in zip(*kept, strict=True))
    admit, ready, leave = (_minutes(x) for x in (admit, ready, leave))
    return Stays(tuple(wards), ward, admit, ready, leave, _census(len(wards), ward, admit, leave))


def _spread(w: Ward) -> float:
    """σ of the log of the stay: about 1 in acute wards, narrower for planned and long stays."""
    if w.specialty in ("Planned orthopaedics", "Eye surgery"):
        return 0.55
    return 1.1 if w.stay < 15 else 0.7


def _shut(w: Ward) -> tuple[float, float]:
    """First day shut and first day open again; far away where it never happens."""
    if w.closed:
        return day(w.closed) + 1.0, FAR
    return (day(w.closures[0][0]) + 0.0, day(w.closures[0][1]) + 1.0) if w.closures else (FAR, FAR)


def _minutes(days: np.ndarray) -> np.ndarray:
    return local(np.floor(days * MINUTES).astype(np.int64))


def _census(n_wards: int, ward: np.ndarray, admit: np.ndarray, leave: np.ndarray) -> np.ndarray:
    def tally(minute: np.ndarray) -> np.ndarray:
        # Column 0 holds all that came before the period.
        cell = ward * (N_DAYS + 2) + np.clip(minute // MINUTES + 1, 0, N_DAYS + 1)
        return np.bincount(cell.astype(np.intp), minlength=n_wards * (N_DAYS + 2)).reshape(n_wards, -1)

    return np.cumsum(tally(admit) - tally(leave), axis=1)[:, 1:-1]
