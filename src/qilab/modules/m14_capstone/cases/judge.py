"""Four decisions on a case, held against what the chart shows and against what is true.

The two can differ. A team that says “not yet shown” of an effect that its months cannot show is right by the evidence and
says nothing untrue, so it gets both marks. A team that calls such an effect proven is right by luck.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .case import Case
from .draw import Fate

NEAR = 1  # months that new limits may begin from the first month of the run
RUN = 7  # points on one side that Making Data Count's rules ask for

ADOPT = {
    "adopt": "Adopt it: make it the usual way of working here",
    "adapt": "Adapt it: change the idea, and test that",
    "test": "Keep testing: go on as you are, and keep measuring",
    "stop": "Stop it: it does not work",
}
SPREAD = {
    "no": "Nowhere yet",
    "one": "Test it in one or two other places first",
    "all": "To all places at once",
}
CLAIM = {
    "fell": "It fell, and nothing that we watched got worse",
    "price": "It fell, but our balancing measure got worse",
    "not_yet": "Not yet shown: these months cannot tell",
    "none": "We have shown that the idea does not work",
    "rose": "It got worse",
}
NAMES = ("rebase", "adopt", "spread", "claim")
Situation = Literal["shown", "priced", "faint", "null"]


@dataclass(frozen=True)
class Decisions:
    """What a team decided. rebase: place, from 0, of the first month of new limits, or None for the old ones. adopt, spread,
    claim: keys of ADOPT, SPREAD and CLAIM. at: how many months had been seen when each was decided (not named: all of
    them). looked: did they look at the balancing measure before they adopted?"""

    rebase: int | None = None
    adopt: str = "test"
    spread: str = "no"
    claim: str = "not_yet"
    at: Mapping[str, int] = field(default_factory=dict)
    looked: bool = True

    def __post_init__(self) -> None:
        for name, known in (("adopt", ADOPT), ("spread", SPREAD), ("claim", CLAIM)):
            if getattr(self, name) not in known:
                raise ValueError(f"{name}: choose one of {', '.join(known)}.")


@dataclass(frozen=True)
class Judged:
    """One decision. by_evidence: is it what the chart bears out? by_truth: is it true? reason: a key for the words that say
    why, such as "adopt: early"."""

    name: str
    by_evidence: bool
    by_truth: bool
    reason: str

    @property
    def points(self) -> int:
        """Two for a decision that is right both ways, one for one way."""
        return int(self.by_evidence) + int(self.by_truth)


def situation(case: Case) -> Situation:
    """What a case asks for: a fall that is shown, one with a price, one that cannot be shown yet, or none."""
    fate: Fate = case.truth.fate
    if fate == "faint" or fate == "null":
        return fate
    return "priced" if case.truth.price else "shown"


def shown_at(case: Case) -> int | None:
    """How many months must have been seen for the run to be long enough; None where no run ever is."""
    return None if case.first_low is None else case.first_low + RUN


def right_decisions(case: Case) -> Decisions:
    """The decisions that are right both ways, once all months are in."""
    kind = situation(case)
    if kind == "shown":
        return Decisions(case.first_low, "adopt", "one", "fell")
    if kind == "priced":
        return Decisions(case.first_low, "adapt", "no", "price")
    return Decisions()


# (by evidence, by truth) of each choice in each situation; a choice that is not named is wrong both ways.
_BOTH, _EVIDENCE, _TRUTH = (True, True), (True, False), (False, True)
_MARKS: dict[str, dict[Situation, dict[str, tuple[bool, bool]]]] = {
    "adopt": {
        "shown": {"adopt": _BOTH, "adapt": _TRUTH, "test": _TRUTH},
        "priced": {"adapt": _BOTH},
        "faint": {"test": _BOTH, "adapt": _BOTH, "adopt": _TRUTH},
        "null": {"test": _BOTH, "adapt": _BOTH, "stop": _TRUTH},
    },
    "spread": {
        "shown": {"one": _BOTH, "no": _TRUTH},
        "priced": {"no": _BOTH},
        "faint": {"no": _BOTH, "one": _TRUTH},
        "null": {"no": _BOTH},
    },
    "claim": {
        "shown": {"fell": _BOTH},
        "priced": {"price": _BOTH, "fell": _TRUTH},
        "faint": {"not_yet": _BOTH, "fell": _TRUTH},
        "null": {"not_yet": _BOTH, "none": _TRUTH},
    },
}


def judge(case: Case, made: Decisions) -> tuple[Judged, ...]:
    """The four decisions in the order of NAMES, each by the evidence and by the truth."""
    return (_rebase(case, made), *(_choice(case, made, name) for name in NAMES[1:]))


def score(judged: tuple[Judged, ...]) -> tuple[int, int]:
    """Points by the evidence and by the truth, each of four."""
    return sum(j.by_evidence for j in judged), sum(j.by_truth for j in judged)


def _rebase(case: Case, made: Decisions) -> Judged:
    kind, place, first, change = situation(case), made.rebase, case.first_low, case.truth.change
    if first is None:
        if place is None:
            return Judged("rebase", True, True, f"rebase: left, {kind}")
        near = change is not None and abs(place - change) <= NEAR + 1
        return Judged("rebase", False, near, f"rebase: unshown, {kind}")
    if place is None:
        return Judged("rebase", False, False, "rebase: not done")
    true = change is not None and abs(place - change) <= NEAR + 1
    if place == case.start:  # an intention, and not a change: no change begins with the project
        return Judged("rebase", False, False, "rebase: at the start")
    if _early(case, made, "rebase"):
        return Judged("rebase", False, true, "rebase: early")
    if abs(place - first) <= NEAR:
        return Judged("rebase", True, true, "rebase: right")
    where = "late" if place > first else "before"
    return Judged("rebase", False, true, f"rebase: {where}")


def _choice(case: Case, made: Decisions, name: str) -> Judged:
    kind, chosen = situation(case), getattr(made, name)
    by_evidence, by_truth = _MARKS[name][kind].get(chosen, (False, False))
    reason = f"{name}: {chosen}, {kind}"
    goes_on = (name == "adopt" and chosen in ("adopt", "adapt")) or (name == "spread" and chosen != "no")
    if by_evidence and goes_on and kind in ("shown", "priced"):
        # To change an idea and test that is open to a team at any time; to adopt or to spread it is not.
        if chosen != "adapt" and _early(case, made, name):
            return Judged(name, False, by_truth, f"{name}: early")
        if not made.looked:
            return Judged(name, False, by_truth, f"{name}: not looked")
    return Judged(name, by_evidence, by_truth, reason)


def _early(case: Case, made: Decisions, name: str) -> bool:
    """Was it decided before the run was long enough?"""
    needed, seen = shown_at(case), made.at.get(name)
    return needed is not None and seen is not None and seen < needed
