"""A slip that may be behind an answer, and how we speak of one or of several of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..item import Mistake, Outcome


@dataclass(frozen=True)
class Cause:
    """A general slip that leads to the answer given.

    name: for the facilitator's report. guess: what may have happened, as it follows “It may be that”. relation: what is
    true of the answer however it came about, or empty. value: what the slip comes to.
    """

    name: str
    guess: str
    relation: str = ""
    value: Any = None


@dataclass(frozen=True)
class Diagnosis:
    """What we say to an answer that is not right.

    name: the likeliest slip, for the report; None where nothing fits. certain: the whole answer fits this slip of the
    item and no other, so that the message names it as a fact. guesses: names of all slips that the message speaks of.
    """

    message: str
    name: str | None = None
    certain: bool = False
    guesses: tuple[str, ...] = ()


def is_itself(mistake: Mistake, known: Any, outcomes: Sequence[Outcome]) -> bool:
    """Is this the mistake's own value, and not that of a variant, which its message may fit less well?"""
    return next(value for each, value in outcomes if each is mistake) is known


def fact(mistake: Mistake) -> Diagnosis:
    """The item's own mistake, and nothing else that it could be."""
    return Diagnosis(mistake.message, mistake.name, True, (mistake.name,))


def perhaps(mistakes: Sequence[Mistake], causes: Sequence[Cause] = ()) -> Diagnosis:
    """A guess among the item's own mistakes and general slips: two are named at most, for more would help nobody."""
    mistakes, causes = mistakes[:2], causes[: 2 - len(mistakes[:2])]
    said = [f"This may apply to your answer. {mistakes[0].message}"] if mistakes else []
    said += [f"Or this may apply. {other.message}" for other in mistakes[1:]]
    if mistakes:
        said += [f"Or it may be that {cause.guess}." for cause in causes]
    elif len(causes) == 1:
        said += [f"{causes[0].relation} It may be that {causes[0].guess}.".strip()]
    elif causes:
        said += [f"It may be that {causes[0].guess}. Or it may be that {causes[1].guess}."]
    names = (*(mistake.name for mistake in mistakes), *(cause.name for cause in causes))
    return Diagnosis(" ".join(said), names[0] if names else None, False, names)
