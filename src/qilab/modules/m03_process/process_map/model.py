"""The model behind Process map: medicines to take home, step by step, in a made-up hospital. No Jupyter.

A step has work, then three sorts of waiting: for somebody to be free, for the next person to have it (the hand-off), and
for the batch to be full. Branches A and B run side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

import numpy as np

from qilab.methods.flow import littles_law
from qilab.methods.measure import rolled_yield
from qilab.methods.process import batch_wait
from qilab.methods.validate import one_seed, one_whole

EVERY = 10  # minutes between two prescriptions: six an hour, and so the pace that the process has to keep
PER_HOUR = 60 / EVERY
GOAL = 0.6  # of the lead time at the start: 40% less
MAIN, LONG, SHORT = "main", "A", "B"


@dataclass(frozen=True)
class Step:
    """One step. touch, wait, hand_off: minutes. batch: how many are gathered before they go on. right: % that goes on
    complete and accurate. value: would the patient miss it?
    """

    name: str
    owner: str
    branch: str
    touch: float
    wait: float
    hand_off: float
    batch: int
    right: float
    value: bool

    @property
    def batched(self) -> float:
        """Mean minutes that one waits until its batch is full."""
        return batch_wait(self.batch, EVERY)

    @property
    def total(self) -> float:
        """Minutes from the start of the step until the next one can begin."""
        return self.touch + self.wait + self.hand_off + self.batched


Map = tuple[Step, ...]

# Design: two batches and one hand-off take more than half of the time, and the longest hand-off but one lies on the
# branch that is not the longer one, where it costs the patient nothing.
_START: Map = (
    Step("Decide that the patient can go", "Doctor", MAIN, 8, 5, 0, 1, 96, True),
    Step("Write the prescription", "Doctor", MAIN, 12, 5, 0, 19, 85, True),
    Step("Check the prescription", "Pharmacist", LONG, 9, 5, 95, 1, 93, False),
    Step("Correct and sign again", "Doctor", LONG, 6, 5, 10, 1, 97, False),
    Step("Dispense", "Technician", LONG, 14, 5, 0, 6, 97, True),
    Step("Check what was dispensed", "Pharmacist", LONG, 6, 8, 0, 1, 98, False),
    Step("Write the discharge letter", "Doctor", SHORT, 18, 5, 30, 1, 88, True),
    Step("Book transport", "Ward clerk", SHORT, 5, 15, 0, 1, 94, True),
    Step("Carry to the ward", "Porter", MAIN, 10, 5, 0, 21, 99, False),
    Step("Explain to the patient", "Nurse", MAIN, 12, 8, 0, 1, 91, True),
    Step("Leave the ward", "Nurse", MAIN, 5, 5, 0, 1, 98, True),
)
NAMES = tuple(step.name for step in _START)

# What can be done to a step: the words of the change, and the step after it.
CHANGES = {
    "work": "Work twice as fast",
    "free": "Halve the wait for somebody to be free",
    "batch": "Pass each on at once, no batch",
    "hand": "Hand it over on the spot",
    "right": "Get it right first time",
}


@dataclass(frozen=True)
class Found:
    """What a map comes to. lead: minutes on the longer branch. work, value: minutes on that path worked, and worked with
    value to the patient. right: % without a slip in any step. under_way: prescriptions at a usual moment. level: do both
    branches take equally long?
    """

    lead: float
    work: float
    value: float
    right: float
    under_way: float
    longer: str
    level: bool

    @property
    def value_share(self) -> float:
        """Value-adding work as a share of the lead time, in %."""
        return 100 * self.value / self.lead if self.lead else 0.0


def found(steps: Sequence[Step]) -> Found:
    """Lead time, work, value, rolled yield and number under way of a map."""
    sums = _sums(steps)
    longer = LONG if sums[LONG] >= sums[SHORT] else SHORT
    path = [s for s in steps if s.branch in (MAIN, longer)]
    lead = _lead(sums)
    return Found(
        lead,
        sum(s.touch for s in path),
        sum(s.touch for s in path if s.value),
        100 * rolled_yield([s.right / 100 for s in steps]),
        littles_law(arrival_rate=PER_HOUR, time=lead / 60),
        longer,
        sums[LONG] == sums[SHORT],
    )


def begins(steps: Sequence[Step]) -> list[float]:
    """Minutes after the decision at which each step begins; both branches begin together, and the main line waits for
    both.
    """
    clock = {MAIN: 0.0, LONG: 0.0, SHORT: 0.0}
    out: list[float] = []
    apart = False
    for step in steps:
        if step.branch != MAIN and not apart:
            clock[LONG] = clock[SHORT] = clock[MAIN]
            apart = True
        if step.branch == MAIN and apart:
            clock[MAIN] = max(clock[LONG], clock[SHORT])
            apart = False
        out.append(clock[step.branch])
        clock[step.branch] += step.total
    return out


def changed(step: Step, change: str) -> Step:
    """The step after one of CHANGES. ValueError for an unknown change."""
    if change not in CHANGES:
        raise ValueError(f"change: choose one of {', '.join(CHANGES)}.")
    return {
        "work": replace(step, touch=step.touch / 2),
        "free": replace(step, wait=step.wait / 2),
        "batch": replace(step, batch=1),
        "hand": replace(step, hand_off=0),
        "right": replace(step, right=max(step.right, 99)),
    }[change]


Edit = tuple[int, str]


def with_edits(steps: Map, edits: Sequence[Edit]) -> Map:
    """The map after changes, each a place from 0 and one of CHANGES. ValueError for a place that is not on the map."""
    out = list(steps)
    for place, change in edits:
        one_whole(place, "place", least=0, most=len(steps) - 1)
        out[place] = changed(out[place], change)
    return tuple(out)


def halved(steps: Map) -> Map:
    """The map with all the work done twice as fast, and every wait as it was."""
    return tuple(changed(step, "work") for step in steps)


def wins(steps: Map, edits: Sequence[Edit]) -> bool:
    """Is the lead time down by 40% or more after these changes?"""
    return _lead(_sums(with_edits(steps, edits))) <= GOAL * _lead(_sums(steps)) + 1e-9


def winning(steps: Map) -> frozenset[frozenset[Edit]]:
    """Every pair of changes that reaches the goal."""
    sums = _sums(steps)
    goal = GOAL * _lead(sums) + 1e-9
    # Changes take minutes away independently of each other, so nothing has to be drawn anew for each pair.
    saves = [
        ((i, c), step.branch, step.total - changed(step, c).total)
        for i, step in enumerate(steps)
        for c in CHANGES
    ]
    pairs = set()
    for (one, branch, saved), (other, other_branch, other_saved) in combinations(saves, 2):
        after = dict(sums)
        after[branch] -= saved
        after[other_branch] -= other_saved
        if _lead(after) <= goal:
            pairs.add(frozenset((one, other)))
    return frozenset(pairs)


def _sums(steps: Sequence[Step]) -> dict[str, float]:
    """Minutes of the main line and of each branch."""
    sums = {MAIN: 0.0, LONG: 0.0, SHORT: 0.0}
    for step in steps:
        sums[step.branch] += step.total
    return sums


def _lead(sums: dict[str, float]) -> float:
    return sums[MAIN] + max(sums[LONG], sums[SHORT])


KEYS: tuple[Edit, ...] = (
    (NAMES.index("Write the prescription"), "batch"),
    (NAMES.index("Check the prescription"), "hand"),
    (NAMES.index("Carry to the ward"), "batch"),
)
WINNING = frozenset(frozenset(pair) for pair in combinations(KEYS, 2))


@lru_cache(maxsize=16)
def hospital(seed: int = 4821) -> Map:
    """The map of a made-up hospital: other minutes for each seed, and the same three pairs of changes that win.

    ValueError for a bad seed.
    """
    one_seed(seed)
    rng = np.random.default_rng([seed, 31])
    while True:
        steps = tuple(_near(step, rng) for step in _START)
        if winning(steps) == WINNING and found(steps).longer == LONG:
            return steps


def _near(step: Step, rng: np.random.Generator) -> Step:
    def by(value: float) -> float:
        return float(np.round(value * rng.uniform(0.85, 1.15)))

    return replace(
        step,
        touch=by(step.touch),
        wait=by(step.wait),
        hand_off=by(step.hand_off),
        batch=step.batch + (int(rng.integers(-1, 2)) if step.batch > 1 else 0),
        right=step.right + int(rng.integers(-1, 2)),
    )
