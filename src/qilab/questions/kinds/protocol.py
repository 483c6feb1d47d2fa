"""What every kind of answer can do: read it, compare it, and say in words what it is or what it lacks.

Reading never raises: whatever a learner hands in becomes a plain value, or a `Problem` that says in words what to do
next. Learners' objects are never trusted: only plain numbers, text, dates, lists and tables are looked into, and never
more than `reading.MOST` of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeVar

V = TypeVar("V")

UNKNOWN = "We cannot tell how you got there; a hint may help."


@dataclass(frozen=True)
class Problem:
    """Why an answer could not be read, in words to the learner. `name` is for the facilitator's report."""

    name: str
    message: str


class AnswerKind(Protocol[V]):
    """One kind of answer, such as a number or a list of months; V is its plain value once it is read.

    A new kind says how it is read and described. The rest has defaults that hold for an answer of one piece which is
    either the same as another or not.
    """

    # How much it tells about the reason that this answer, as a part of another, is the one a mistake gives. A yes or
    # no agrees half of the time by luck, so that it says next to nothing.
    evidence: ClassVar[float] = 1.0

    def read(self, given: Any) -> V | Problem:
        """The plain value of what was handed in, wrapped by `answer()` or not; or why it cannot be read."""
        ...

    def describe(self, value: V) -> str:
        """A value in words, as a learner reads it."""
        ...

    def same(self, one: V, other: V) -> bool:
        """Is an answer of one value as good as the other?"""
        return one == other

    def apart(self, one: V, other: V) -> bool:
        """Can no answer be the same as both? Right values and mistakes must be apart on the data in use."""
        return not self.same(one, other)

    def distance(self, one: V, other: V) -> float:
        """How far apart two values are, in whatever measure suits the kind; 0 where they are equal."""
        return float(one != other)

    def unit_problem(self, given: Any) -> Problem | None:
        """What is wrong with the unit, asked only once the value itself is right."""
        return None

    def rescaled(self, given: Any, right: V) -> Problem | None:
        """Is it the right quantity in another unit? Then the sentence that says so."""
        return None

    def unit_beside(self, given: Any) -> str:
        """What to say of another unit than the one asked for, where the value is not right either; or nothing."""
        return ""

    def compare(self, value: V, right: V) -> str:
        """How far an answer is from the right one, without giving it away; said where no mistake is known."""
        return f"That is not it. {UNKNOWN}"

    def right_so_far(self, value: V, right: V) -> str:
        """Which parts are right already, said after a known mistake's message; nothing for an answer of one piece."""
        return ""
