"""From the ambulance to the ward, and on to a community bed or care at home: one way, with a limit at each step. No Jupyter.

Whoever is ready and finds no place keeps the bed until there is one. So a line at one step holds up the step before.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush

import numpy as np

from qilab.methods.validate import one_seed, one_whole

ARRIVALS = 9.0  # ambulances a day
STAY, IN_COMMUNITY, AT_HOME = 5.4, 10.0, 6.0  # mean days in hospital, in a community bed, and of care at home
TO_COMMUNITY, TO_HOME = 0.08, 0.12  # of those whose treatment in hospital is over
ON_FROM_COMMUNITY = 0.5  # of those who leave a community bed need care at home next
BEDS, COMMUNITY, HOME = 59, 11, 10  # places at the start
MOST = 10  # places that can be added to each
WARM_UP = 84
LIVE_DAYS, LONG_DAYS = 364, 3650
LONG_WAIT = 1 / 24  # an hour, in days

STAGES = ("ambulance", "treated", "ready", "community", "ready_community", "home")


@dataclass(frozen=True)
class Places:
    """How many places there are: in the hospital, in community beds, and in care at home."""

    beds: int = BEDS
    community: int = COMMUNITY
    home: int = HOME

    def __post_init__(self) -> None:
        for name in ("beds", "community", "home"):
            one_whole(getattr(self, name), name, least=1, most=500)


@dataclass(frozen=True)
class Flow:
    """mean: people at each of STAGES on average. late: of 100 ambulances, how many waited an hour or more; error: two standard errors. hours: their mean wait."""

    mean: dict[str, float]
    late: float
    error: float
    hours: float


@lru_cache(maxsize=64)
def flow(places: Places, seed: int, days: int = LIVE_DAYS) -> Flow:
    """Run the way for so many days, after a warm-up. The same seed brings the same patients, whatever the places."""
    end = float(WARM_UP + days)
    patients = _patients(one_seed(seed), end)
    way = _Way(places, patients, float(WARM_UP), end)
    way.run()
    late = np.array([wait >= LONG_WAIT for wait in way.waits], dtype=float)
    pieces = [piece.mean() for piece in np.array_split(late, 20) if len(piece)]
    error = float(np.std(pieces, ddof=1) / len(pieces) ** 0.5) if len(pieces) > 1 else 0.0
    return Flow(
        {stage: area / days for stage, area in zip(STAGES, way.area, strict=True)},
        100 * float(late.mean()),
        200 * error,
        24 * float(np.mean(way.waits)),
    )


def _patients(seed: int, end: float) -> list[tuple[float, float, int, float, bool, float]]:
    """When each comes, days in hospital, where to (0 home alone, 1 community bed, 2 care at home), days there, whether care at home follows, and its days."""
    luck = [np.random.default_rng(s) for s in np.random.SeedSequence([seed, 10]).spawn(5)]
    arrive = np.cumsum(
        luck[0].exponential(1 / ARRIVALS, int(ARRIVALS * end + 10 * (ARRIVALS * end) ** 0.5) + 20)
    )
    arrive = arrive[arrive < end]
    n = len(arrive)
    where = np.searchsorted([1 - TO_COMMUNITY - TO_HOME, 1 - TO_HOME], luck[2].random(n), side="right")
    columns = (
        arrive,
        luck[1].exponential(STAY, n),
        where,
        luck[3].exponential(IN_COMMUNITY, n),
        luck[4].random(n) < ON_FROM_COMMUNITY,
        luck[4].exponential(AT_HOME, n),
    )
    return list(zip(*(column.tolist() for column in columns), strict=True))


AMBULANCE, TREATMENT, READY, COMMUNITY_BED, READY_IN_COMMUNITY, AT_HOME_WITH_CARE = range(len(STAGES))
TREATED, COMMUNITY_DONE, HOME_DONE = range(3)


class _Way:
    """The state of the whole way, moved on from event to event."""

    def __init__(self, places: Places, patients: list, begin: float, end: float) -> None:
        self.free_beds, self.free_community, self.free_home = places.beds, places.community, places.home
        self.patients, self.begin, self.end = patients, begin, end
        self.ambulances: deque[int] = deque()
        self.for_community: deque[int] = deque()
        self.for_home: deque[tuple[int, bool]] = deque()  # who, and whether from a community bed
        self.count = [0] * len(STAGES)
        self.since = [begin] * len(STAGES)  # when each count last changed
        self.area = [0.0] * len(STAGES)
        self.waits: list[float] = []
        self.events: list[tuple[float, int, int]] = []

    def run(self) -> None:
        """Move on until the end: each patient in order of arrival, and all that ends before the next one comes."""
        ends = (self._treated, self._community_done, self._home_done)
        for who, patient in enumerate(self.patients):
            came = patient[0]
            while self.events and self.events[0][0] <= came:
                when, what, other = heappop(self.events)
                ends[what](when, other)
            self._arrive(came, who)
        while self.events and self.events[0][0] <= self.end:
            when, what, other = heappop(self.events)
            ends[what](when, other)
        for stage in range(len(STAGES)):
            self._change(self.end, stage, 0)
        # Those who still wait at the end have waited so long at least.
        self.waits += [
            self.end - self.patients[who][0] for who in self.ambulances if self.patients[who][0] >= self.begin
        ]

    def _change(self, now: float, stage: int, by: int) -> None:
        """One more or fewer at this stage; the time at the old number is added up."""
        if now > self.since[stage]:
            self.area[stage] += self.count[stage] * (now - self.since[stage])
            self.since[stage] = now
        self.count[stage] += by

    def _arrive(self, now: float, who: int) -> None:
        if self.free_beds:
            self.free_beds -= 1
            self._admit(now, who)
        else:
            self.ambulances.append(who)
            self._change(now, AMBULANCE, 1)

    def _admit(self, now: float, who: int) -> None:
        came, days = self.patients[who][:2]
        if came >= self.begin:
            self.waits.append(now - came)
        self._change(now, TREATMENT, 1)
        heappush(self.events, (now + days, TREATED, who))

    def _treated(self, now: float, who: int) -> None:
        self._change(now, TREATMENT, -1)
        where = self.patients[who][2]
        if where == 1 and not self.free_community:
            self._change(now, READY, 1)
            self.for_community.append(who)
            return
        if where == 2 and not self.free_home:
            self._change(now, READY, 1)
            self.for_home.append((who, False))
            return
        if where == 1:
            self.free_community -= 1
            self._into_community(now, who)
        elif where == 2:
            self.free_home -= 1
            self._home(now, who)
        self._bed_is_free(now)

    def _bed_is_free(self, now: float) -> None:
        if self.ambulances:
            self._change(now, AMBULANCE, -1)
            self._admit(now, self.ambulances.popleft())
        else:
            self.free_beds += 1

    def _into_community(self, now: float, who: int) -> None:
        self._change(now, COMMUNITY_BED, 1)
        heappush(self.events, (now + self.patients[who][3], COMMUNITY_DONE, who))

    def _community_done(self, now: float, who: int) -> None:
        self._change(now, COMMUNITY_BED, -1)
        needs_care = self.patients[who][4]
        if needs_care and not self.free_home:
            self._change(now, READY_IN_COMMUNITY, 1)
            self.for_home.append((who, True))
            return
        if needs_care:
            self.free_home -= 1
            self._home(now, who)
        self._community_bed_is_free(now)

    def _community_bed_is_free(self, now: float) -> None:
        if self.for_community:
            self._change(now, READY, -1)
            self._into_community(now, self.for_community.popleft())
            self._bed_is_free(now)
        else:
            self.free_community += 1

    def _home(self, now: float, who: int) -> None:
        self._change(now, AT_HOME_WITH_CARE, 1)
        heappush(self.events, (now + self.patients[who][5], HOME_DONE, who))

    def _home_done(self, now: float, who: int) -> None:
        self._change(now, AT_HOME_WITH_CARE, -1)
        if not self.for_home:
            self.free_home += 1
            return
        other, from_community = self.for_home.popleft()
        self._home(now, other)
        if from_community:
            self._change(now, READY_IN_COMMUNITY, -1)
            self._community_bed_is_free(now)
        else:
            self._change(now, READY, -1)
            self._bed_is_free(now)
