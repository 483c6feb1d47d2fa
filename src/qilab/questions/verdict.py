"""What an answer is, held against its question: a value, nothing more. Nothing is kept or shown here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # a first check of a module without control charts need not wait for them
    from qilab.methods.spc.rules import RuleSet

State = Literal["right", "note", "mistake", "unread", "blank", "unrun", "broken"]


@dataclass(frozen=True)
class Verdict:
    """The verdict on one answer.

    state: right; note (right, with a note); mistake; unread (why is in the message); blank (nothing written yet);
    unrun (the answer did not run as it stands there now); broken (it could not be looked into). score: points earned of
    `points`. mistake: its name in the item bank, or the name of the problem that it could not be read for; None for a
    wrong answer that was not met before. Where the message only guesses, the likeliest of its guesses. hints: the item's
    ladder where a hint is due, empty elsewhere. reread: heading of the lesson's part to go back to. guesses: the slips
    that the message speaks of. is_certain: it names its slip as a fact, for nothing else that we know leads to it.
    worked_step: the same kind of step on other data, for an answer that is not right.
    """

    key: str
    state: State
    message: str
    score: float
    points: int
    mistake: str | None = None
    hints: tuple[str, ...] = ()
    reread: str | None = None
    rules: RuleSet | None = None
    guesses: tuple[str, ...] = ()
    is_certain: bool = False
    worked_step: str | None = None

    @property
    def is_try(self) -> bool:
        """Does it count as a try? An answer that was not written or could not be read does not."""
        return self.state in ("right", "note", "mistake")

    @property
    def is_right(self) -> bool:
        """Does it earn all points?"""
        return self.score >= self.points
