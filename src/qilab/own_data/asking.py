"""What comes back where no measure can yet be made: a question with its choices, or a refusal that says what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Choice:
    """A button. value: what goes into the answers; label: what it says; means: what would follow from it."""

    value: str
    label: str
    means: str = ""


@dataclass(frozen=True)
class Question:
    """What only the owner of the figures can know. key: its name in the answers.

    many: a list of several choices is an answer too. free: so is something typed, such as a year.
    """

    key: str
    text: str
    choices: tuple[Choice, ...]
    many: bool = False
    free: bool = False


@dataclass(frozen=True)
class Asked:
    """Questions that must be answered first. seen: sentences on what was found so far."""

    questions: tuple[Question, ...]
    seen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reason:
    """where: the file, the cell or the column, never what is in it. why, remedy: whole sentences."""

    where: str
    why: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why} {self.remedy}"


@dataclass(frozen=True)
class Refused:
    """Nothing was drawn, kept or shown. offer: what can be done at once, if the owner says so."""

    reasons: tuple[Reason, ...]
    offer: Question | None = None


class Stop(Exception):
    """Carries a question or a refusal out of the middle of the work; `read` hands it back as a value."""

    def __init__(self, outcome: Asked | Refused) -> None:
        super().__init__("a question" if isinstance(outcome, Asked) else "a refusal")
        self.outcome = outcome


def refuse(where: str, why: str, remedy: str) -> Stop:
    """A refusal for one reason, to be raised.

    >>> str(refuse("falls.pdf", "This is a PDF.", "Save it as a CSV file.").outcome.reasons[0])
    'falls.pdf: This is a PDF. Save it as a CSV file.'
    """
    return Stop(Refused((Reason(where, why, remedy),)))


EACH = "each"  # the answer of several measures that differ


def of_one(question: Question, name: str) -> Question:
    """The question about one of several measures."""
    return replace(question, key=f"{question.key}: {name}", text=f"“{name}”: {question.text}")


class Answers:
    """The answers so far, and the questions that are still open.

    >>> answers = Answers({"dates": "day first"})
    >>> answers.to(Question("dates", "Which?", (Choice("day first", "3 April"), Choice("month first", "4 March"))))
    'day first'
    """

    def __init__(self, given: Mapping[str, Any] | None = None) -> None:
        self.given = dict(given or {})
        self.open: list[Question] = []
        self.seen: list[str] = []

    def to(self, question: Question) -> Any:
        """The answer, or None where there is none yet or none that the question allows: then the question is open."""
        answer = self.given.get(question.key)
        several = question.many and isinstance(answer, list | tuple)
        given = list(answer) if several and answer else [answer]
        known = {choice.value.casefold(): choice.value for choice in question.choices}
        parts = [
            None if part is None else known.get(str(part).casefold(), part if question.free else None)
            for part in given
        ]
        if all(part is not None and str(part).strip() for part in parts):
            return parts if several else parts[0]
        if all(other.key != question.key for other in self.open):
            self.open.append(question)
        return None

    def to_each(self, question: Question, names: Sequence[str]) -> list[Any]:
        """The answer for each of several measures: one for all, or, where that is answered "each", one for each by its name.

        >>> better = Question("better", "Which way?", (Choice("lower", "Lower"), Choice("higher", "Higher")))
        >>> Answers({"better": "lower"}).to_each(better, ["Falls", "Seen"])
        ['lower', 'lower']
        >>> Answers({"better": "each", "better: Falls": "lower"}).to_each(better, ["Falls", "Seen"])
        ['lower', None]
        """
        if len(names) == 1:
            return [self.to(question)]
        differs = Choice(EACH, "It differs from one to the next", "You are asked for each.")
        answer = self.to(replace(question, choices=(*question.choices, differs)))
        if answer != EACH:
            return [answer for _ in names]
        return [self.to(of_one(question, name)) for name in names]

    def settle(self) -> None:
        """Stop here if a question is open: what follows depends on its answer."""
        if self.open:
            raise Stop(Asked(tuple(self.open), tuple(self.seen)))
