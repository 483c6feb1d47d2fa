"""Beds and queues with dice: a ward that two people play with a pencil, and how many have to wait under each plan. No Jupyter.

A day: those whose time is up leave, if anybody may leave today, and if those who need care at home find a carer. One die for each ward
says who comes: 1 or 2 nobody, 3 or 4 one patient, 5 or 6 two. Whoever finds no bed waits at the door and is the first in tomorrow. The
die that is thrown for a patient in bed says for how many nights they stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

WEEK, WORKING_DAYS = 7, 5
MOST_NIGHTS = 6
NEEDS_CARE = 5  # or more on the die of the stay: this patient needs care at home afterwards
CARE = 5  # days for which a carer is with one person

Patient = tuple[int, bool]  # the day on which they are ready, from 0, and whether care at home is needed then


@dataclass(frozen=True)
class DiceWard:
    """A ward of the game. beds: of one ward; wards: that share theirs. weekends: may people leave on days 6 and 7? carers: at home, or
    None where nobody needs one. begin: who is in at the start."""

    beds: int = 4
    wards: int = 1
    weekends: bool = True
    carers: int | None = None
    begin: tuple[Patient, ...] = ()


def waited(ward: DiceWard, days: int, luck: np.random.Generator) -> tuple[int, int]:
    """How many came in so many days, and how many of them found no bed on the day on which they came."""
    came = ((luck.integers(1, 7, (days, ward.wards)) - 1) // 2).sum(axis=1).tolist()
    stays = iter(luck.integers(1, 7, 2 * days * ward.wards).tolist())
    # How many become ready on each day, by whether they need care at home.
    ready = {care: [0] * (days + MOST_NIGHTS + 1) for care in (False, True)}
    for day, care in ward.begin:
        ready[care][day] += 1
    free = ward.beds * ward.wards - len(ward.begin)
    free_from = [0] * (ward.carers or 0)  # the day on which each carer is free
    to_leave = to_care = door = late = 0
    for day, new in enumerate(came):
        to_leave += ready[False][day]
        to_care += ready[True][day]
        if ward.weekends or day % WEEK < WORKING_DAYS:
            free, to_leave = free + to_leave, 0
            for n, first in enumerate(free_from):
                if to_care and first <= day:
                    free, to_care, free_from[n] = free + 1, to_care - 1, day + CARE
        door += new
        placed = min(door, free)
        for _ in range(placed):
            stay = next(stays)
            ready[stay >= NEEDS_CARE and ward.carers is not None][day + stay] += 1
        door, free = door - placed, free - placed
        late += min(new, door)  # whoever still stands at the door and came today came last
    return sum(came), late


@lru_cache(maxsize=64)
def of_100(ward: DiceWard, days: int, games: int, seed: int = 4821) -> int:
    """Of 100 who come, how many have to wait: over so many games of so many days, to the nearest whole number."""
    luck = np.random.default_rng([seed, 10, days])
    found = np.array([waited(ward, days, luck) for _ in range(games)]).sum(axis=0)
    return round(100 * found[1] / found[0])
