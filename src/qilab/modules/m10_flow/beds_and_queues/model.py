"""The model behind Beds and queues: a made-up ward with its waves, run for a year to see and for forty to know. No Jupyter.

The same seed brings the same patients whatever the plan, so that two plans differ by the plan alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from qilab.methods.flow import erlang_c
from qilab.methods.simulate import WardRun, simulate_ward

WARM_UP = 56  # days that fill an empty ward, and are left out
LIVE_DAYS = 364  # a run to look at
LONG_YEARS, LONG_PATIENTS = 40, 70_000  # a run to know: so many years, or fewer where very many patients come
SHOWN = 14  # days of the picture

# Arrivals in each hour of the day and on each day from Monday, as in the A&E of the course’s data (design).
HOURLY = (24, 19, 16, 14, 13, 14, 18, 28, 45, 62, 74, 75, 70, 66, 64, 63, 62, 62, 62, 60, 56, 49, 41, 32)
WEEKLY = (1.115, 1.015, 0.985, 0.985, 0.975, 0.935, 0.990)
PLANNED = {
    "two": (1, 1, 0, 0, 0, 0, 0),
    "five": (1, 1, 1, 1, 1, 0, 0),
    "seven": (1, 1, 1, 1, 1, 1, 1),
}
AT_ONCE = "at once"
ROUND = 8  # o’clock: who is ready by the morning round may leave that day


@dataclass(frozen=True)
class Ward:
    """One ward, or several alike that share their beds.

    beds, arrivals (a day), planned: of one ward. stay: mean days until ready. spread: its coefficient of variation. planned: of 100 patients, how many come
    by appointment, on the days of PLANNED. leave: AT_ONCE, or the hour at which those leave who were ready by the round. weekend: of 100 who are ready on a Saturday or Sunday, how many may leave.
    """

    beds: int = 28
    arrivals: float = 3.8
    stay: float = 6.1
    spread: float = 1.0
    waves: bool = False
    planned: int = 0
    planned_on: str = "two"
    leave: str = AT_ONCE
    weekend: int = 100
    wards: int = 1

    @property
    def flat(self) -> bool:
        """Is no hour or day busier than another, so that Erlang's formula holds?"""
        return (
            not self.waves
            and self.planned == 0
            and self.spread == 1
            and self.leave == AT_ONCE
            and self.weekend == 100
        )

    @property
    def load(self) -> float:
        """Beds that the patients would take up on average if all left when they are ready."""
        return self.wards * self.arrivals * self.stay

    @property
    def all_beds(self) -> int:
        """The beds of all wards that share."""
        return self.wards * self.beds

    def exact(self) -> float | None:
        """Of 100 patients, how many wait by Erlang's formula, where it holds; else None."""
        return 100 * float(erlang_c(self.all_beds, self.load)) if self.flat else None


def run(ward: Ward, seed: int, days: int) -> WardRun:
    """Run the ward from empty, leaving the first eight weeks out."""
    everybody = ward.wards * ward.arrivals
    by_plan = np.array(PLANNED[ward.planned_on], dtype=float)
    return simulate_ward(
        ward.all_beds,
        everybody * (1 - ward.planned / 100),
        ward.stay,
        stay_cv=ward.spread,
        hourly=HOURLY if ward.waves else None,
        weekly=WEEKLY if ward.waves else None,
        planned=7 * everybody * ward.planned / 100 * by_plan / by_plan.sum(),
        discharge_hour=None if ward.leave == AT_ONCE else int(ward.leave),
        round_hour=None if ward.leave == AT_ONCE else ROUND,
        weekend_discharge=ward.weekend / 100,
        days=days,
        warm_up=WARM_UP,
        seed=seed,
    )


@dataclass(frozen=True)
class Share:
    """Of 100 patients, how many waited for a bed; two standard errors; the mean wait in hours; over how many years."""

    waited: float
    error: float
    hours: float
    occupancy: float
    years: int


def years_of(ward: Ward) -> int:
    """How many years the long run takes: forty for one ward, fewer where very many patients come."""
    return max(5, min(LONG_YEARS, int(LONG_PATIENTS / (365 * ward.wards * ward.arrivals))))


@lru_cache(maxsize=64)
def long_run(ward: Ward, seed: int) -> Share:
    """The ward over many years, with other patients than those of the picture, which gives nothing away."""
    years = years_of(ward)
    found = run(ward, seed, 365 * years)
    return Share(
        100 * found.chance_to_wait,
        200 * found.standard_error,
        24 * found.mean_wait,
        100 * found.occupancy,
        years,
    )


@dataclass(frozen=True)
class Seen:
    """What the picture shows of a run: (hours,) occupied and waiting in its first fortnight; (7,) means at 08:00 by day of the week, and arrivals and departures;
    the mean share of beds taken, and the mean number waiting, over the whole run."""

    occupied: NDArray[np.int64]
    waiting: NDArray[np.int64]
    at_8: NDArray[np.float64]
    waiting_at_8: NDArray[np.float64]
    came: NDArray[np.float64]
    left: NDArray[np.float64]
    occupancy: float
    mean_waiting: float


@lru_cache(maxsize=16)
def seen(ward: Ward, seed: int) -> Seen:
    """A year of the ward, to look at."""
    found = run(ward, (seed + 1) % 2**32, LIVE_DAYS)
    patients = found.patients
    clock = np.arange(24 * found.first_day, 24 * found.last_day) / 24
    arrive, admit = patients["arrive"].to_numpy(), patients["admit"].to_numpy()
    # Whoever came during the warm-up and still waits is not in the table: the waits at the very start are a little short.
    waiting = np.searchsorted(arrive, clock, side="right") - np.searchsorted(
        admit[~np.isnan(admit)], clock, side="right"
    )
    day = np.arange(LIVE_DAYS) % 7
    weeks = np.bincount(day)

    def by_day(values: NDArray) -> NDArray[np.float64]:
        return np.bincount(day, weights=values, minlength=7) / weeks

    def moves(moments: NDArray) -> NDArray[np.float64]:
        inside = moments[(moments >= found.first_day) & (moments < found.last_day)]
        return by_day(np.bincount((inside - found.first_day).astype(int), minlength=LIVE_DAYS))

    leave = patients["leave"].dropna().to_numpy()
    return Seen(
        found.occupied[: 24 * SHOWN],
        waiting[: 24 * SHOWN],
        by_day(found.occupied[8::24]),
        by_day(waiting[8::24]),
        moves(arrive),
        moves(leave),
        100 * found.occupancy,
        float(waiting.mean()),
    )
