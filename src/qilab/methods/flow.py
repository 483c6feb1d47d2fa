"""Flow by formula: Little's law, queues, backlogs, beds, and who fills them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammainc, ndtr

from .validate import MOST_COUNT, as_numbers, one_number, one_share, one_whole


def littles_law(
    *, arrival_rate: float | None = None, time: float | None = None, in_system: float | None = None
) -> float:
    """The third of the three from the other two: number in the system = arrival rate × mean time in it.

    Rate and time in the same unit of time; the time is the mean, not the median. True of any system that
    neither fills up nor empties over the time looked at. Source: Little 1961, Oper Res 9:383.

    >>> littles_law(arrival_rate=62, time=6.1)
    378.2
    """
    given = {"arrival_rate": arrival_rate, "time": time, "in_system": in_system}
    known = {name: one_number(value, name, least=0) for name, value in given.items() if value is not None}
    if len(known) != 2:
        raise ValueError("Give two of arrival_rate, time and in_system; the third is worked out.")
    if in_system is None:
        return round(known["arrival_rate"] * known["time"], 12)
    divisor = "arrival_rate" if time is None else "time"
    if known[divisor] == 0:
        raise ValueError(f"{divisor}: is 0, so nothing can be divided by it.")
    return known["in_system"] / known[divisor]


def _load(servers: int, load: ArrayLike) -> tuple[int, NDArray]:
    array = as_numbers(load, "load", missing=False)
    if (array < 0).any():
        raise ValueError("load: must be 0 or more. It is arrivals × mean time of service.")
    return one_whole(servers, "servers", least=1, most=1_000_000), array


def erlang_b(servers: int, load: ArrayLike) -> Any:
    """Chance that all servers (beds) are taken when those who find them so go elsewhere.

    load: arrivals × mean time in a bed, a number or array. Source: Erlang 1917; any spread of stays. Not
    where those turned away come back later: use `erlang_c`.

    >>> round(erlang_b(2, 1.0), 3)
    0.2
    """
    c, a = _load(servers, load)
    blocked = np.ones_like(a)
    for k in range(1, c + 1):
        blocked = a * blocked / (k + a * blocked)
    return float(blocked) if blocked.ndim == 0 else blocked


def erlang_c(servers: int, load: ArrayLike) -> Any:
    """Chance that an arrival has to wait for a free bed, where those who wait stay in line.

    load: arrivals × mean stay, a number or array; 1 where it is as much as the beds or more, for then the
    line grows without end. Random arrivals, exponential stays. Real wards have daily and weekly waves, which
    make it worse. Source: Erlang 1917. Not for a whole year with its winter as one number.

    >>> [round(erlang_c(beds, 0.92 * beds), 2) for beds in (28, 100, 300)]
    [0.57, 0.31, 0.1]
    """
    c, a = _load(servers, load)
    blocked = np.asarray(erlang_b(c, a))
    use = np.minimum(a / c, 1.0)
    waits = np.where(use >= 1, 1.0, blocked / (1 - use * (1 - blocked)))
    return float(waits) if waits.ndim == 0 else waits


@dataclass(frozen=True)
class Queue:
    """utilisation, chance to wait, mean wait of all who arrive, and mean number waiting; in the unit of `stay`."""

    utilisation: float
    chance_to_wait: float
    mean_wait: float
    mean_waiting: float


def queue(servers: int, arrivals: float, stay: float) -> Queue:
    """A line before several servers: random arrivals, exponential times of service (M/M/c).

    arrivals per unit of time, stay in that unit. With 100% utilisation or more the wait has no end
    (infinite). Source: Erlang 1917.

    >>> found = queue(28, arrivals=28 * 0.92 / 6.1, stay=6.1)
    >>> round(found.chance_to_wait, 2), round(found.mean_wait, 2)
    (0.57, 1.55)
    """
    c = one_whole(servers, "servers", least=1)
    rate, mean = one_number(arrivals, "arrivals", least=0), one_number(stay, "stay", above=0)
    load = rate * mean
    waits = erlang_c(c, load)
    wait = waits * mean / (c - load) if load < c else inf
    return Queue(load / c, waits, wait, rate * wait if rate > 0 else 0.0)


def single_server_wait(utilisation: float, cv_arrivals: float = 1.0, cv_service: float = 1.0) -> float:
    """Mean wait before one server, in mean service times: ρ/(1 − ρ) × (cₐ² + cₛ²)/2.

    cv: coefficients of variation of the times between arrivals and of service; 1 and 1 is M/M/1, exact; else
    an approximation that is good when busy. Source: Kingman 1961, Proc Camb Phil Soc 57:902. Not at 100%,
    where the wait has no end (infinite), nor over a day that fills up and empties.

    >>> round(single_server_wait(0.95) / single_server_wait(0.85), 2)
    3.35
    """
    use = one_share(utilisation, "utilisation")
    spread = (
        one_number(cv_arrivals, "cv_arrivals", least=0) ** 2
        + one_number(cv_service, "cv_service", least=0) ** 2
    ) / 2
    return inf if use == 1 else use / (1 - use) * spread


MOST_DEMAND = 100_000  # a day; with one slot more than that, six million days count


def _poisson_excess(mean: NDArray, level: NDArray) -> NDArray:
    """E[(N − level)₊] for a Poisson number N and whole levels."""
    at_least = np.where(level > 0, gammainc(np.maximum(level, 1), mean), 1.0)
    more_than = gammainc(level + 1, mean)
    return mean * at_least - level * more_than


def carried_over_backlog(demand: float, capacity: int) -> float:
    """Mean backlog carried to the next day: Poisson demand, fixed slots, unused slots lost.

    demand: mean per day; capacity: slots a day. Infinite where the slots are no more than the demand: the
    spare slot of a quiet day cannot be saved for a busy one. Exact (Spitzer 1956, Trans Am Math Soc
    82:323): Σ E[(demand of k days − k·slots)₊]/k.

    >>> [round(carried_over_backlog(20, slots), 1) for slots in (21, 22)]
    [7.8, 3.0]
    """
    mean = one_number(demand, "demand", above=0, most=MOST_DEMAND)
    slots = one_whole(capacity, "capacity", least=1)
    if slots <= mean:
        return inf
    total, first, size = 0.0, 1, 1024
    while True:
        days = np.arange(first, first + size, dtype=float)
        terms = _poisson_excess(mean * days, slots * days) / days
        total += float(terms.sum())
        if terms[-1] < 1e-13 * max(total, 1e-12):
            return total
        first, size = first + size, size * 2


def slots_needed(demand: float, most_backlog: float) -> int:
    """Fewest slots a day that keep the mean carried-over backlog at `most_backlog` or below.

    Source: as `carried_over_backlog`. Not for routine work with a standing list, where no slot is lost.

    >>> slots_needed(20, 5)
    22
    """
    limit = one_number(most_backlog, "most_backlog", above=0)
    low = int(one_number(demand, "demand", above=0, most=MOST_DEMAND))  # never enough
    step = 1
    while carried_over_backlog(demand, low + step) > limit:
        low, step = low + step, 2 * step
    high = low + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if carried_over_backlog(demand, middle) > limit else (low, middle)
    return high


@dataclass(frozen=True)
class Beds:
    """occupied: mean number of beds in use; beds: how many to open for the planned occupancy."""

    occupied: float
    beds: int


def beds_needed(admissions: float, stay: float, occupancy: float = 0.92) -> Beds:
    """Beds for so many admissions a day of so many days' mean stay, at the planned mean occupancy.

    Little's law, divided by the occupancy and rounded up. How often the ward is then full depends on its
    size: see `erlang_c`. No occupancy is safe for every size. Source: Little 1961, Oper Res 9:383. Not a safe
    number by itself: it says nothing of busy days.

    >>> beds_needed(62, 6.1)
    Beds(occupied=378.2, beds=412)
    """
    share = one_share(occupancy, "occupancy")
    if share == 0:
        raise ValueError("occupancy: must be above 0.")
    occupied = littles_law(arrival_rate=admissions, time=stay)
    if occupied / share > MOST_COUNT:
        raise ValueError("occupancy: so low that no number of beds is enough. Give a share such as 0.92.")
    return Beds(occupied, ceil(occupied / share - 1e-9))


def _stays(stays: ArrayLike) -> NDArray:
    array = as_numbers(stays, "stays").ravel()
    array = array[~np.isnan(array)]  # open stays have no length yet
    if (array < 0).any():
        raise ValueError("stays: a length of stay is below 0. Query the dates; do not set it to 0.")
    if not array.sum() > 0:
        raise ValueError("stays: there is no stay of any length. Give days from admission to discharge.")
    return array


def length_biased_mean(stays: ArrayLike) -> float:
    """Mean final stay of those who are in beds today: E[L²]/E[L]. Missing (open) stays are left out.

    A snapshot meets long stays more often, so it overstates the mean stay of those who leave. Their mean stay
    so far is half of this. Source: Cox 1962, Renewal Theory. Not for stays of one year's discharges where
    many are still open.

    >>> length_biased_mean([1, 1, 1, 1, 16])
    13.0
    """
    array = _stays(stays)
    return float((array**2).sum() / array.sum())


def bed_day_share(stays: ArrayLike, at_least: float = 21) -> tuple[float, float]:
    """(share of admissions, share of bed days) of the stays of `at_least` days or more.

    Source: definition. Not for stays cut off by a short period of data: count stays by their discharge.

    >>> bed_day_share([1, 1, 1, 1, 21])
    (0.2, 0.84)
    """
    array, limit = _stays(stays), one_number(at_least, "at_least", least=0)
    long = array >= limit
    return float(long.mean()), float(array[long].sum() / array.sum())


def lognormal_stays(log_mean: float, log_sd: float, at_least: float = 21) -> dict[str, float]:
    """The same by formula for log-normal stays: mean, median, mean of those in beds, long stayers' shares.

    Source: log-normal distribution. Not where stays have two humps, such as day cases and others.

    >>> found = lognormal_stays(1.2, 1.0)
    >>> [round(found[k], 1) for k in ("mean", "length_biased_mean")]
    [5.5, 14.9]
    >>> round(found["admissions"], 3), round(found["bed_days"], 3)
    (0.033, 0.199)
    """
    m, s = (
        one_number(log_mean, "log_mean", least=-50, most=50),
        one_number(log_sd, "log_sd", above=0, most=10),
    )
    z = (np.log(one_number(at_least, "at_least", above=0)) - m) / s
    return {
        "mean": float(np.exp(m + s**2 / 2)),
        "median": float(np.exp(m)),
        "length_biased_mean": float(np.exp(m + 1.5 * s**2)),
        "admissions": float(ndtr(-z)),
        "bed_days": float(ndtr(s - z)),
    }


@dataclass(frozen=True)
class WaitingList:
    """growth: change a week; clearance: weeks to treat all who wait, if nobody joined."""

    growth: float
    clearance: float


def waiting_list(size: float, additions: float, treated: float, removed_other: float = 0.0) -> WaitingList:
    """Growth and clearance time of a list, all per week; removals without treatment are not treatment.

    Source: definition.

    >>> waiting_list(1200, additions=110, treated=100, removed_other=5)
    WaitingList(growth=5.0, clearance=12.0)
    """
    names = ("size", "additions", "treated", "removed_other")
    s, a, t, r = (
        one_number(v, k, least=0)
        for v, k in zip((size, additions, treated, removed_other), names, strict=True)
    )
    return WaitingList(a - t - r, s / t if t > 0 else inf)


def occupancy_for_wait(servers: int, most_waiting: float) -> float:
    """Highest occupancy at which no more than this share of arrivals wait (Erlang C).

    Source: Erlang 1917.

    >>> [round(occupancy_for_wait(beds, 0.2), 2) for beds in (10, 28, 100)]
    [0.69, 0.81, 0.9]
    """
    c, aim = (
        one_whole(servers, "servers", least=1),
        one_share(most_waiting, "most_waiting", open_ends=True),
    )
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if erlang_c(c, c * middle) <= aim else (low, middle)
    return low
