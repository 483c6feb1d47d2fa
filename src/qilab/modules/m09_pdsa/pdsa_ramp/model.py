"""The model behind Test ramp: a change idea with a hidden effect, fragile by day and by staff. No Jupyter.

A try goes as hoped with chance p₀ + Δ·fit(who, when). A test takes two hours to set up and an hour a patient, out of
120 hours. Many teams can be let loose on it: those that grow their tests, and those that jump to 100 patients.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr

from qilab.methods.validate import one_seed

BASE = 0.50  # share that goes as hoped without the change
HOURS, SET_UP, A_PATIENT = 120, 2, 1
SIZES = (1, 5, 25, 100)
STAFF = {"day": "the day team", "night": "the night team", "bank": "bank staff"}
DAYS = {"week": "Tuesday to Friday", "monday": "a Monday", "weekend": "a weekend"}
NONE = "none"
EASY = ("day", "week")  # where a new idea is usually tried first


@dataclass(frozen=True)
class Idea:
    """What is true: the effect where it fits, and where it does not (NONE: it fits everywhere)."""

    effect: float
    weak_staff: str
    weak_day: str

    def fit(self, who: str, when: str) -> float:
        """Share of the effect that is left, 0 to 1: a fifth with the weak staff group, a tenth on the weak day."""
        return (0.2 if who == self.weak_staff else 1.0) * (0.1 if when == self.weak_day else 1.0)

    def chance(self, who: str, when: str) -> float:
        """Chance that a try goes as hoped: p₀ + Δ·fit."""
        return BASE + self.effect * self.fit(who, when)

    @property
    def decision(self) -> str:
        """What fits the truth: adopt where it works everywhere, abandon where it works nowhere, else adapt."""
        if self.effect == 0:
            return "abandon"
        return "adopt" if self.weak_staff == self.weak_day == NONE else "adapt"


def idea(seed: int) -> Idea:
    """The truth behind a seed. One idea in eight does nothing at all; the others help by 25 to 40 points."""
    one_seed(seed)
    draw = np.random.default_rng([seed, 9, 3])
    staff = str(draw.choice(["night", "bank", "night", "bank", NONE]))
    day = str(draw.choice(["monday", "weekend", "monday", "weekend", NONE]))
    effect = float(draw.choice([0.25, 0.30, 0.35, 0.40]))
    return Idea(0.0, NONE, NONE) if draw.random() < 1 / 8 else Idea(effect, staff, day)


def cost(n: int) -> int:
    """Hours that a test on n patients takes."""
    return SET_UP + A_PATIENT * n


@dataclass(frozen=True)
class Test:
    """One test: who, when, on how many; the predicted range in percent; how many went as hoped."""

    who: str
    when: str
    n: int
    low: float
    high: float
    hits: int

    @property
    def result(self) -> float:
        """Percent that went as hoped."""
        return 100 * self.hits / self.n

    @property
    def inside(self) -> bool:
        """Did the result, in percent, lie inside the predicted range, ends included?"""
        return self.low <= self.result <= self.high

    @property
    def place(self) -> tuple[str, str]:
        """Staff group and kind of day, by their keys."""
        return self.who, self.when


@dataclass(frozen=True)
class Ramp:
    """Tests so far. The same seed gives the same idea and the same luck to all who make the same tests."""

    seed: int = 4821
    tests: tuple[Test, ...] = ()

    def __post_init__(self) -> None:
        idea(self.seed)  # refuses a bad seed with its own words

    @property
    def idea(self) -> Idea:
        """What is true of the idea behind this seed."""
        return idea(self.seed)

    @property
    def left(self) -> int:
        """Hours that are left."""
        return HOURS - sum(cost(t.n) for t in self.tests)

    @property
    def patients(self) -> int:
        """Patients in all tests so far."""
        return sum(t.n for t in self.tests)

    @property
    def places(self) -> set[tuple[str, str]]:
        """The staff groups and days on which the idea has been tried."""
        return {t.place for t in self.tests}

    @property
    def hits(self) -> int:
        """Tests whose result lay inside the predicted range."""
        return sum(t.inside for t in self.tests)

    def after(self, who: str, when: str, n: int, low: float, high: float) -> Ramp:
        """The ramp with one more test. ValueError where it cannot be paid for or makes no sense."""
        if who not in STAFF or when not in DAYS:
            raise ValueError(f"who, when: choose from {', '.join((*STAFF, *DAYS))}.")
        if n not in SIZES:
            raise ValueError(f"n: a test is on {', '.join(map(str, SIZES))} patients.")
        if not 0 <= low <= high <= 100:
            raise ValueError("prediction: two percentages from 0 to 100, the lower one first.")
        if cost(n) > self.left:
            raise ValueError(f"hours: this test takes {cost(n)}, and {self.left} are left.")
        # Luck by place and turn, so that a larger test in the same place begins with the same patients.
        place = [*STAFF].index(who), [*DAYS].index(when)
        luck = np.random.default_rng([self.seed, 9, 4, len(self.tests), *place])
        hits = int((luck.random(max(SIZES))[:n] < self.idea.chance(who, when)).sum())
        return replace(self, tests=(*self.tests, Test(who, when, n, low, high, hits)))


# ---- many teams -----------------------------------------------------------------------------------------------------

# (staff, day, patients): what a team does with its 120 hours.
GROW = (
    ("day", "week", 1),
    ("day", "week", 5),
    ("bank", "week", 25),
    ("night", "week", 25),
    ("day", "monday", 25),
    ("day", "weekend", 25),
)
JUMP = (("day", "week", 100), ("day", "weekend", 5), ("bank", "week", 5))
WAYS = {"grow": GROW, "jump": JUMP}


def hours(way: str) -> int:
    """Hours that a way of testing takes."""
    return sum(cost(n) for _, _, n in WAYS[way])


def sizes(way: str) -> dict[tuple[str, str], int]:
    """Patients in each place, over all tests of a way."""
    out: dict[tuple[str, str], int] = {}
    for who, when, n in WAYS[way]:
        out[who, when] = out.get((who, when), 0) + n
    return out


def threshold(n: int, effect: float) -> int:
    """Most successes of n that a team takes for “it does not work here”: below half of the hoped-for gain."""
    return int(np.ceil(n * (BASE + effect / 2))) - 1


def many_teams(way: str, ideas: list[Idea], seed: int, teams: int = 1_000) -> NDArray[np.bool_]:
    """(teams,) whether each team judges every place rightly, the weak ones weak and the others good.

    Each team tries one of `ideas`, drawn evenly. A place is judged by all patients tested there; one that was
    never tried is taken to be like the first.
    """
    luck = np.random.default_rng([seed, 9, 5, [*WAYS].index(way)])
    which = luck.integers(len(ideas), size=teams)
    right, first, tested = np.ones(teams, dtype=bool), np.zeros(teams, dtype=bool), sizes(way)
    for i, place in enumerate(_judged()):
        chance = np.array([true.chance(*place) for true in ideas])[which]
        is_weak = np.array([_is_weak(true, place) for true in ideas])[which]
        weak = first
        if place in tested:
            limit = np.array([threshold(tested[place], true.effect) for true in ideas])[which]
            weak = luck.binomial(tested[place], chance) <= limit
        first = weak if i == 0 else first
        right &= weak == is_weak
    return right


def chance_right(way: str, true: Idea) -> float:
    """The same for one idea, exactly: the product of the binomial chances of each place that is judged."""
    tested, known = sizes(way), 1.0
    for place in _judged():
        weak = _is_weak(true, place)
        if place not in tested:
            # Taken to be like the first place, where every idea of ours works.
            known *= 0.0 if weak else 1.0
            continue
        below = bdtr(threshold(tested[place], true.effect), tested[place], true.chance(*place))
        known *= float(below if weak else 1 - below)
    return known


def _judged() -> list[tuple[str, str]]:
    """The places that tell where an idea is weak: the easy one first, then each staff group and each day."""
    return [
        EASY,
        *((who, "week") for who in STAFF if who != "day"),
        *(("day", when) for when in DAYS if when != "week"),
    ]


def _is_weak(true: Idea, place: tuple[str, str]) -> bool:
    return true.fit(*place) < 1


def every_idea(effect: float = 0.30) -> list[Idea]:
    """All ideas that are weak with at most one staff group and on at most one day."""
    return [Idea(effect, *weak) for weak in product(("night", "bank", NONE), ("monday", "weekend", NONE))]
