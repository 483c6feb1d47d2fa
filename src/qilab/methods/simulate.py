"""Flow by simulation: a ward as it runs, and the backlog of a clinic day by day."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapreplace
from math import ceil
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import log_ndtr

from .validate import as_numbers, one_number, one_seed, one_share, one_whole

MOST_PATIENTS = 2_000_000
SATURDAY = 5  # day 0 of a run is a Monday
PLANNED_FROM, PLANNED_TO = 7, 10  # the hours between which planned patients come


@dataclass(frozen=True, repr=False)
class WardRun:
    """A run of a ward. Times in days from Monday 00:00; the warm-up is left out of every figure.

    patients: one row for each arrival after the warm-up: arrive, admit, ready, leave (missing where the run ended
    first), and whether it was planned. occupied: beds taken at the start of each hour after the warm-up.
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
    planned: ArrayLike | None = None,
    discharge_hour: int | None = None,
    round_hour: int | None = None,
    weekend_discharge: float = 1.0,
    days: int = 365,
    warm_up: int = 91,
    seed: int = 0,
) -> WardRun:
    """A discrete-event simulation of one ward, or of several that share their beds.

    arrivals a day at random; stay: mean days until ready to leave, stay_cv its coefficient of variation (1:
    exponential, others: log-normal). hourly: 24 weights of the hours of arrival; weekly: 7 weights, Monday
    first. planned: how many come by appointment on each day of the week, Monday first, besides those at random; parts of
    a patient are carried over to the next such day. discharge_hour: those ready leave at the next such hour (None: at
    once). round_hour: those ready by this hour leave that day at discharge_hour, and the others on another day (None: whoever is
    ready by discharge_hour). weekend_discharge: share of those ready who are let go on a Saturday or Sunday; the others are asked again the
    next day. Who comes first gets the first free bed. days are counted after warm_up. With the same seed the same
    patients come, whatever the beds and the discharges, and a little more of anything changes little, so that two plans
    can be compared. With flat arrivals, stay_cv=1 and discharge at once the chance to wait is that of `erlang_c`.
    Source: Kiefer & Wolfowitz 1955, Trans Am Math Soc 78:1 (who comes next takes the bed that is free first); SimPy and
    Erlang 1917 as its checks. Not for wards whose patients are moved elsewhere when they are full.

    >>> run = simulate_ward(28, 4.2, 6.1, days=728, seed=1)
    >>> 0.85 < run.occupancy < 0.98
    True
    """
    size = one_whole(beds, "beds", least=1, most=100_000)
    mean, rate = one_number(stay, "stay", above=0), one_number(arrivals, "arrivals", above=0)
    length = one_whole(days, "days", least=1) + one_whole(warm_up, "warm_up")
    by_plan = _planned(planned)
    if (rate + by_plan.mean()) * length > MOST_PATIENTS:
        raise ValueError(f"arrivals, days: more than {MOST_PATIENTS:,} patients. Take fewer days.")
    hour = None if discharge_hour is None else one_whole(discharge_hour, "discharge_hour", most=23)
    seen = hour if round_hour is None else one_whole(round_hour, "round_hour", most=23)
    if round_hour is not None and (hour is None or seen is None or seen > hour):
        raise ValueError("round_hour: give a discharge_hour too, at or after the round.")
    weekend = one_share(weekend_discharge, "weekend_discharge")
    cv = one_number(stay_cv, "stay_cv", least=0, most=10)
    # Each has luck of its own, so that a change of one leaves the others as they were.
    streams = [np.random.default_rng(s) for s in np.random.SeedSequence(one_seed(seed)).spawn(6)]
    shape = _weights(hourly, 24, "hourly"), _weights(weekly, 7, "weekly")
    came = [_arrivals(streams[0], rate, length, *shape), _appointments(streams[3], by_plan, length)]
    stays = [_stays(rng, mean, cv, len(c)) for rng, c in zip((streams[1], streams[4]), came, strict=True)]
    refusals = [
        _refusals(rng, weekend, len(c)) for rng, c in zip((streams[2], streams[5]), came, strict=True)
    ]
    order = np.argsort(np.concatenate(came), kind="stable")
    arrive, lasts, refused = (np.concatenate(parts)[order] for parts in (came, stays, refusals))
    times = _through_the_beds(size, arrive, lasts, refused, (hour, seen), float(length))
    return _report(size, arrive, times, order >= len(came[0]), length - one_whole(days, "days"), length)


def _through_the_beds(
    beds: int,
    arrive: NDArray,
    stays: NDArray,
    refusals: NDArray,
    hours: tuple[int | None, int | None],
    end: float,
) -> NDArray[np.float64]:
    """(3, patients) admit, ready, leave; missing for those who had no bed by the end."""
    free = [0.0] * beds  # when each bed is free next, the first at the head
    hour, seen = hours
    at_once = hour is None and not refusals.any()
    rows: list[tuple[float, float, float]] = []
    for came, lasts, refused in zip(arrive.tolist(), stays.tolist(), refusals.tolist(), strict=True):
        admit = came if came > free[0] else free[0]
        if admit > end:
            break  # and nobody behind in the line has one either
        ready = admit + lasts
        leave = ready if at_once else leaving_time(ready, hour, refused, seen)
        heapreplace(free, leave)
        rows.append((admit, ready, leave))
    out = np.full((3, len(arrive)), np.nan)
    if rows:
        out[:, : len(rows)] = np.array(rows).T
    return out


def _weights(values: ArrayLike | None, count: int, name: str) -> NDArray[np.float64]:
    """Weights with a mean of 1."""
    if values is None:
        return np.ones(count)
    array = as_numbers(values, name, missing=False)
    if array.shape != (count,) or (array < 0).any() or not array.sum() > 0:
        raise ValueError(f"{name}: give {count} weights of 0 or more, not all 0.")
    return array / array.mean()


def _planned(values: ArrayLike | None) -> NDArray[np.float64]:
    if values is None:
        return np.zeros(7)
    array = as_numbers(values, "planned", missing=False)
    if array.shape != (7,) or (array < 0).any():
        raise ValueError("planned: give 7 numbers of 0 or more, Monday first.")
    return array


def _arrivals(rng: np.random.Generator, rate: float, days: int, hourly: NDArray, weekly: NDArray) -> NDArray:
    """Times of arrival in order. Luck at an even pace, stretched where few come and squeezed where many do: so a little
    more of everything moves each arrival a little, and does not draw the luck anew.
    """
    hours = np.arange(24 * days)
    expected = np.append(0.0, np.cumsum(rate / 24 * hourly[hours % 24] * weekly[hours // 24 % 7]))
    total, at = expected[-1], np.zeros(0)
    while not len(at) or at[-1] < total:
        more = rng.standard_exponential(int(total + 10 * total**0.5) + 20)
        at = np.append(at, (at[-1] if len(at) else 0.0) + np.cumsum(more))
    return np.interp(at[at < total], expected, np.arange(24 * days + 1) / 24)


def _appointments(rng: np.random.Generator, planned: NDArray, days: int) -> NDArray:
    """Times at which planned patients come, in order: the same number each week, in the morning."""
    count = np.zeros(days, dtype=np.intp)
    for day in range(7):
        whole = np.floor(np.cumsum(np.full(len(count[day::7]), planned[day])) + 1e-9)
        count[day::7] = np.diff(whole, prepend=0)
    hour = PLANNED_FROM + (PLANNED_TO - PLANNED_FROM) * rng.random(count.sum())
    return np.sort(np.repeat(np.arange(days), count) + hour / 24)


def _stays(rng: np.random.Generator, mean: float, cv: float, count: int) -> NDArray:
    luck = rng.standard_normal(count)
    if cv == 1:
        return -mean * log_ndtr(-luck)  # the exponential stay that is as long among its like as this luck is
    variance = np.log1p(cv**2)
    return np.exp(np.log(mean) - variance / 2 + np.sqrt(variance) * luck)


def _refusals(rng: np.random.Generator, share: float, count: int) -> NDArray[np.int64]:
    """On how many weekend days each patient is kept although ready; many where nobody is let go."""
    if share == 0:
        return np.full(count, 10**6)
    if share == 1:
        return np.zeros(count, dtype=np.int64)
    # How many days of the luck needed to be let go: with a larger share nobody is kept for longer.
    return np.floor(np.log(1 - rng.random(count)) / np.log1p(-share)).astype(np.int64)


def leaving_time(ready: float, hour: int | None, refusals: int, seen: int | None = None) -> float:
    """When a patient who is ready leaves; times in days from a Monday. seen: the hour by which they have to be ready to leave on
    a day at `hour`; None stands for `hour` itself.

    >>> leaving_time(4.5, 11, 10**6) == 7 + 11 / 24  # Friday noon, nobody leaves at the weekend
    True
    """
    by = hour if seen is None else seen
    leave = ready if hour is None or by is None else ceil(ready - by / 24 - 1e-12) + hour / 24
    while int(leave) % 7 >= SATURDAY and refusals > 0:
        refusals -= 1
        leave += 1
    return float(leave)


def _report(
    beds: int, arrive: NDArray, times: NDArray, planned: NDArray, warm_up: int, length: int
) -> WardRun:
    admit, ready, leave = times
    clock = np.arange(24 * warm_up, 24 * length) / 24
    present = ~np.isnan(admit)
    came, went = admit[present], np.sort(leave[present])  # beds are given in order of arrival
    occupied = np.searchsorted(came, clock, side="right") - np.searchsorted(went, clock, side="right")
    later = arrive >= warm_up
    # What lies behind the end of the run has not happened.
    ready, leave = (np.where(moment <= length, moment, np.nan)[later] for moment in (ready, leave))
    table = {
        "arrive": arrive[later],
        "admit": admit[later],
        "ready": ready,
        "leave": leave,
        "planned": planned[later],
    }
    return WardRun(beds, warm_up, length, pd.DataFrame(table), occupied)


def backlog_by_day(demand: ArrayLike, slots: ArrayLike, backlog: float = 0.0) -> Any:
    """What is left over at the end of each day: those waiting and those who came, less the slots; never below 0.

    demand: how many come each day, (days,) or (runs, days); slots: how many can be seen, a number or one for each day.
    backlog: how many waited before the first day. A slot that nobody needs is lost; where a list is long enough that this
    never happens, none is. Source: Lindley 1952, Proc Camb Phil Soc 48:277. Not for lists from which people also go
    untreated.

    >>> backlog_by_day([15, 5, 12], 10).tolist()
    [5.0, 0.0, 2.0]
    """
    came = as_numbers(demand, "demand", missing=False)
    seen = as_numbers(slots, "slots", missing=False)
    if came.ndim == 0 or came.size == 0:
        raise ValueError("demand: give a number for each day.")
    if (came < 0).any() or (seen < 0).any():
        raise ValueError("demand, slots: must be 0 or more.")
    try:
        steps = np.cumsum(came - seen, axis=-1) + one_number(backlog, "backlog", least=0)
    except ValueError:
        if seen.ndim and seen.shape[-1] != came.shape[-1]:
            raise ValueError("slots: give one number, or one for each day of demand.") from None
        raise
    return steps - np.minimum(np.minimum.accumulate(steps, axis=-1), 0.0)
