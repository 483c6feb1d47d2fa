"""The contest of Beds and queues: fewer than 20 of 100 may wait, at the lowest cost. No Jupyter.

Costs are made up. They are points, and stand for nothing but the trouble of a change.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from . import model

GOAL = 20.0  # of 100 patients may wait
YEARS = 10
# Beds alone reach the goal for this many points, and this plan for fewer: a search through all plans found it.
BEDS_ALONE = 30
BEST_KNOWN = 21


@dataclass(frozen=True)
class Lever:
    """Something that a plan can buy: its letter in the code, its name, its steps (what it is set to, and its cost in points)."""

    letter: str
    name: str
    unit: str
    steps: tuple[tuple[float, int], ...]

    @property
    def costs(self) -> dict[float, int]:
        """What each setting costs."""
        return dict(self.steps)


LEVERS: dict[str, Lever] = {
    "more_beds": Lever("B", "More beds", "beds", tuple((n, 10 * n) for n in range(7))),
    "hour": Lever("H", "Patients leave at", "o’clock", ((16, 0), (14, 4), (12, 9), (10, 15))),
    "weekends": Lever("W", "Discharged at weekends", "of 100", ((40, 0), (60, 4), (80, 9), (100, 15))),
    "spread_over": Lever("P", "Planned patients come on", "days", ((2, 0), (5, 3), (7, 8))),
    "shared_by": Lever("S", "Wards that share beds", "wards", ((1, 0), (2, 8))),
    "sooner": Lever("L", "Care at home begins", "tenths of a day", ((0, 0), (2, 6), (4, 13), (6, 21))),
}
_DAYS = {2: "two", 5: "five", 7: "seven"}
Plan = tuple[float, ...]  # a setting for each of LEVERS, in order
NOTHING: Plan = tuple(lever.steps[0][0] for lever in LEVERS.values())


def checked(plan: Plan) -> Plan:
    """The plan. ValueError where a lever cannot be set so."""
    for lever, setting in zip(LEVERS.values(), plan, strict=True):
        if setting not in lever.costs:
            raise ValueError(f"{lever.letter}: choose one of {', '.join(f'{s:g}' for s in lever.costs)}.")
    return plan


def cost(plan: Plan) -> int:
    """What the plan costs, in points."""
    return sum(lever.costs[setting] for lever, setting in zip(LEVERS.values(), checked(plan), strict=True))


def ward_of(plan: Plan) -> model.Ward:
    """The ward that the plan makes of the one that everybody begins with."""
    more, hour, weekend, days, wards, sooner = (int(setting) for setting in checked(plan))
    return model.Ward(
        beds=28 + more,
        arrivals=3.7,
        stay=round(5.7 - sooner / 10, 1),
        spread=1.25,
        waves=True,
        planned=20,
        planned_on=_DAYS[days],
        leave=str(hour),
        weekend=weekend,
        wards=wards,
    )


@dataclass(frozen=True)
class Score:
    """What became of a plan: of 100 patients how many waited, two standard errors, and the cost in points."""

    waited: float
    error: float
    cost: int

    @property
    def met(self) -> bool:
        """Did fewer than 20 of 100 wait in this run? The run decides, error or not, so that a room has one score."""
        return self.waited < GOAL


@lru_cache(maxsize=256)
def play(plan: Plan, seed: int) -> Score:
    """Ten years under this plan: with one seed everybody meets the same patients, and gets the same score."""
    found = model.run(ward_of(plan), seed, 365 * YEARS)
    return Score(round(100 * found.chance_to_wait, 1), round(200 * found.standard_error, 1), cost(plan))


def code_of(plan: Plan) -> str:
    """The plan as a short code to read across the room.

    >>> code_of((2, 14, 60, 5, 1, 0))
    'B2 H14 W60 P5 S1 L0'
    """
    return " ".join(
        f"{lever.letter}{setting:g}" for lever, setting in zip(LEVERS.values(), plan, strict=True)
    )


def plan_of(code: str) -> Plan:
    """The plan behind a code, whatever its case, spaces and commas. ValueError, in words, for anything else.

    >>> plan_of("b2h14 w60, p5-s1 l0")
    (2, 14, 60, 5, 1, 0)
    """
    found = re.findall(r"([A-Za-z])\s*(\d+)", code)
    letters = [lever.letter for lever in LEVERS.values()]
    if [letter.upper() for letter, _ in found] != letters:
        raise ValueError(f"A code has a number for each of {', '.join(letters)}, such as {code_of(NOTHING)}.")
    return checked(tuple(int(number) for _, number in found))
