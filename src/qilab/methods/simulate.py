"""A ward as it runs: arrivals, waits for a bed, stays, the hour of discharge and the weekend (SimPy)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from .validate import as_numbers, one_number, one_seed, one_share, one_whole

if TYPE_CHECKING:
    from collections.abc import Generator

MOST_PATIENTS = 2_000_000
SATURDAY = 5  # day 0 of a run is a Monday


@dataclass(frozen=True, repr=False)
class WardRun:
    """A run of a ward. Times in days from Monday 00:00; the warm-up is left out of every figure.

    patients: one row for each arrival after the warm-up: arrive, admit, ready, leave (missing where the run ended
    first). occupied: beds taken at the start of each hour after the warm-up.
    """

    beds: int
    first_day: int
    last_day: int
    patients: pd.DataFrame
    occupied: NDArray[np.int64]

    @property
    def chance_to_wait(self) -> float:
        """Share of arrivals that found no free bed."""
        return float(self._waited().mean())

    @property
    def standard_error(self) -> float:
        """Standard error of `chance_to_wait`, from 20 stretches of the run (neighbours resemble each other)."""
        batches = np.array_split(self._waited().to_numpy(dtype=float), 20)
        return float(np.std([b.mean() for b in batches if len(b)], ddof=1) / np.sqrt(20))

    def _waited(self) -> pd.Series:
        # Those still waiting at the end have waited, too.
        return (self.patients["admit"] - self.patients["arrive"]).fillna(np.inf) > 1e-9

    @property
    def mean_wait(self) -> float:
        """Mean wait for a bed in days, of all who were admitted."""
        return float((self.patients["admit"] - self.patients["arrive"]).mean())

    @property
    def occupancy(self) -> float:
        """Mean share of beds taken."""
        return float(self.occupied.mean() / self.beds)

    @property
    def still_waiting(self) -> int:
        """Arrivals without a bed when the run ended."""
        return int(self.patients["admit"].isna().sum())

    def by_hour(self) -> pd.Series:
        """Mean beds taken at each hour of the day, 0 to 23."""
        return pd.Series(self.occupied.reshape(-1, 24).mean(axis=0), index=pd.RangeIndex(24, name="hour"))

    def by_day(self, hour: int = 8) -> pd.Series:
        """Mean beds taken at an hour on each day of the week, Monday 0 to Sunday 6."""
        at = self.occupied.reshape(-1, 24)[:, one_whole(hour, "hour", most=23)]
        day = (self.first_day + np.arange(len(at))) % 7
        return pd.Series(at).groupby(day).mean().rename_axis("day")

    def __repr__(self) -> str:
        return (
            f"{self.beds} beds, {len(self.patients):,} arrivals in {self.last_day - self.first_day} days: "
            f"{self.occupancy:.0%} of beds taken, {self.chance_to_wait:.0%} had to wait, "
            f"mean wait {24 * self.mean_wait:.1f} hours; {self.still_waiting} still waiting at the end."
        )


def simulate_ward(
    beds: int = 28,
    arrivals: float = 4.2,
    stay: float = 6.1,
    *,
    stay_cv: float = 1.0,
    hourly: ArrayLike | None = None,
    weekly: ArrayLike | None = None,
    discharge_hour: int | None = None,
    weekend_discharge: float = 1.0,
    days: int = 365,
    warm_up: int = 91,
    seed: int = 0,
) -> WardRun:
    """A discrete-event simulation of one ward, or of several that share their beds.

    arrivals a day at random; stay: mean days until ready to leave, stay_cv its coefficient of variation (1:
    exponential, others: log-normal). hourly: 24 weights of the hours of arrival; weekly: 7 weights, Monday
    first. discharge_hour: those ready leave at the next such hour (None: at once). weekend_discharge: share
    of those ready who are let go on a Saturday or Sunday; the others are asked again the next day. days are
    counted after warm_up. With the same seed the same patients come, whatever the beds and the discharges, so
    that two plans can be compared. With flat arrivals, stay_cv=1 and discharge at once the chance to wait is
    that of `erlang_c`. Needs SimPy (pip install simpy). Source: SimPy; Erlang 1917 as its check. Not for
    wards whose patients are moved elsewhere when they are full.

    >>> run = simulate_ward(28, 4.2, 6.1, days=728, seed=1)
    >>> 0.85 < run.occupancy < 0.98
    True
    """
    simpy = _simpy()
    size = one_whole(beds, "beds", least=1, most=100_000)
    mean, rate = one_number(stay, "stay", above=0), one_number(arrivals, "arrivals", above=0)
    length = one_whole(days, "days", least=1) + one_whole(warm_up, "warm_up")
    if rate * length > MOST_PATIENTS:
        raise ValueError(f"arrivals, days: more than {MOST_PATIENTS:,} patients. Take fewer days.")
    hour = None if discharge_hour is None else one_whole(discharge_hour, "discharge_hour", most=23)
    weekend = one_share(weekend_discharge, "weekend_discharge")
    streams = [np.random.default_rng(s) for s in np.random.SeedSequence(one_seed(seed)).spawn(3)]
    arrive = _arrivals(
        streams[0], rate, length, _weights(hourly, 24, "hourly"), _weights(weekly, 7, "weekly")
    )
    stays = _stays(streams[1], mean, one_number(stay_cv, "stay_cv", least=0, most=10), len(arrive))
    refusals = _refusals(streams[2], weekend, len(arrive))

    env = simpy.Environment()
    ward = simpy.Resource(env, capacity=size)
    times = np.full((3, len(arrive)), np.nan)  # admit, ready, leave

    def patient(i: int) -> Generator[Any, Any, None]:
        with ward.request() as bed:
            yield bed
            ready = env.now + stays[i]
            leave = leaving_time(ready, hour, int(refusals[i]))
            times[:, i] = env.now, ready, leave
            yield env.timeout(leave - env.now)

    def door() -> Generator[Any, Any, None]:
        for i, moment in enumerate(arrive):
            yield env.timeout(moment - env.now)
            env.process(patient(i))

    env.process(door())
    env.run(until=float(length))
    return _report(size, arrive, times, one_whole(warm_up, "warm_up"), length)


def _simpy() -> Any:
    try:
        import simpy
    except ImportError:
        raise ImportError("The ward simulation needs SimPy. Install it with: pip install simpy") from None
    return simpy


def _weights(values: ArrayLike | None, count: int, name: str) -> NDArray[np.float64]:
    """Weights with a mean of 1."""
    if values is None:
        return np.ones(count)
    array = as_numbers(values, name, missing=False)
    if array.shape != (count,) or (array < 0).any() or not array.sum() > 0:
        raise ValueError(f"{name}: give {count} weights of 0 or more, not all 0.")
    return array / array.mean()


def _arrivals(rng: np.random.Generator, rate: float, days: int, hourly: NDArray, weekly: NDArray) -> NDArray:
    """Times of arrival in order: so many at random in each hour, anywhere within it."""
    hours = np.arange(24 * days)
    per_hour = rate / 24 * hourly[hours % 24] * weekly[hours // 24 % 7]
    count = rng.poisson(per_hour)
    return np.sort((np.repeat(hours, count) + rng.random(count.sum())) / 24)


def _stays(rng: np.random.Generator, mean: float, cv: float, count: int) -> NDArray:
    if cv == 1:
        return rng.exponential(mean, count)
    variance = np.log1p(cv**2)
    return np.exp(rng.normal(np.log(mean) - variance / 2, np.sqrt(variance), count))


def _refusals(rng: np.random.Generator, share: float, count: int) -> NDArray[np.int64]:
    """On how many weekend days each patient is kept although ready; many where nobody is let go."""
    if share == 0:
        return np.full(count, 10**6)
    return rng.geometric(share, count) - 1


def leaving_time(ready: float, hour: int | None, refusals: int) -> float:
    """When a patient who is ready leaves; times in days from a Monday.

    >>> leaving_time(4.5, 11, 10**6) == 7 + 11 / 24  # Friday noon, nobody leaves at the weekend
    True
    """
    leave = ready if hour is None else np.ceil(ready - hour / 24 - 1e-12) + hour / 24
    while int(leave) % 7 >= SATURDAY and refusals > 0:
        refusals -= 1
        leave += 1
    return float(leave)


def _report(beds: int, arrive: NDArray, times: NDArray, warm_up: int, length: int) -> WardRun:
    admit, ready, leave = times
    clock = np.arange(24 * warm_up, 24 * length) / 24
    present = ~np.isnan(admit)
    came, went = np.sort(admit[present]), np.sort(leave[present])
    occupied = np.searchsorted(came, clock, side="right") - np.searchsorted(went, clock, side="right")
    later = arrive >= warm_up
    table = {"arrive": arrive[later], "admit": admit[later], "ready": ready[later], "leave": leave[later]}
    patients = pd.DataFrame(table)
    # What lies behind the end of the run has not happened.
    patients[["ready", "leave"]] = patients[["ready", "leave"]].where(patients[["ready", "leave"]] <= length)
    return WardRun(beds, warm_up, length, patients, occupied)
