"""What a room has predicted or voted: one answer a person, no names, and nothing to be seen before five have answered."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from .course import Question, Vote

FEWEST = 5  # answers before any of them is shown
PLACES = 4  # decimals that are kept
MOST_TYPED = 200  # answers that a facilitator types in, from paper or from codes

Value = float | str | tuple[float, float]


class Refused(ValueError):
    """Something that cannot be taken, with the reason in words."""


@dataclass
class Answer:
    """One person's. fixed: they have pressed Run, and cannot move it any more. came: what their own run gave."""

    value: Value
    fixed: bool = False
    came: Value | None = None


@dataclass
class Round:
    """The predictions for one question since the facilitator began afresh. result: typed by the facilitator."""

    question: Question
    answers: dict[str, Answer] = field(default_factory=dict)
    revealed: bool = False
    result: Value | None = None

    def take(self, person: str, given: Any, fixed: bool = False) -> None:
        """A prediction: a later one takes the place of an earlier one until it is fixed. Refused for what does not fit."""
        value = value_of(self.question, given)
        before = self.answers.get(person)
        if before is None or not before.fixed:
            self.answers[person] = Answer(value, fixed)

    def take_result(self, person: str, given: Any) -> None:
        """What somebody's run gave; nobody's but theirs who predicted, and the first only."""
        answer = self.answers.get(person)
        if answer is not None and answer.fixed and answer.came is None:
            answer.came = value_of(self.question, given, of_a_run=True)

    def shown(self) -> dict[str, Any]:
        """The round as the wall may show it. Values are sorted, so that their order tells nothing."""
        values = [answer.value for answer in self.answers.values()]
        came = [answer.came for answer in self.answers.values() if answer.came is not None]
        question = self.question
        return {
            "key": question.key,
            "lab": f"{question.module} {question.lab}".strip(),
            "button": question.button,
            "label": question.label,
            "unit": question.unit,
            "least": question.least,
            "most": question.most,
            "options": question.options,
            "range": question.is_range,
            "n": len(values),
            "values": _sorted(values),
            "revealed": self.revealed,
            "came": _sorted(came) if self.revealed else None,
            "usual": self._usual(came) if self.revealed else None,
        }

    def _usual(self, came: list[Value]) -> Value | None:
        """The result to speak of: the facilitator's, or the one that at least half of five or more runs gave."""
        if self.result is not None or len(came) < FEWEST:
            return self.result
        value, times = Counter(came).most_common(1)[0]
        return value if 2 * times >= len(came) else None


@dataclass
class Ballot:
    """A vote. shown: the counts are on the wall. revealed: the right answer is, too."""

    vote: Vote
    answers: dict[str, str] = field(default_factory=dict)
    open: bool = True
    shown: bool = False
    revealed: bool = False

    def take(self, person: str, given: Any) -> None:
        """A vote, in the place of an earlier one. Refused for another letter, or once it is closed."""
        if not self.open:
            raise Refused("The vote is closed. Your vote was not counted.")
        letter = given.upper() if isinstance(given, str) and len(given) == 1 else ""
        if letter not in dict(self.vote.options):
            raise Refused(f"Choose one of {', '.join(dict(self.vote.options))}.")
        self.answers[person] = letter

    def asked(self) -> dict[str, Any]:
        """The vote as learners' pages show it."""
        return {
            "key": self.vote.key,
            "ask": self.vote.ask,
            "options": self.vote.options,
            "open": self.open,
        }

    def on_the_wall(self) -> dict[str, Any]:
        """The vote as the wall shows it: counts once they are shown, the answer once it is revealed."""
        counts = Counter(self.answers.values())
        enough = len(self.answers) >= FEWEST
        return {
            **self.asked(),
            "n": len(self.answers),
            "shown": self.shown,
            "counts": [counts[letter] for letter, _ in self.vote.options] if self.shown and enough else None,
            "right": self.vote.right if self.revealed else None,
            "meanings": dict(self.vote.meanings) if self.revealed else None,
        }


def value_of(question: Question, given: Any, of_a_run: bool = False) -> Value:
    """A number, a pair of numbers or an option's key, as the question takes it. Refused for anything else.

    of_a_run: a result may lie beyond what people can predict, and is one number for a range, too.
    """
    parts = list(given) if isinstance(given, list | tuple) else [given]
    if question.options:
        if len(parts) == 1 and isinstance(parts[0], str) and parts[0] in dict(question.options):
            return parts[0]
        raise Refused("That is not one of the options.")
    numbers = [_number(question, part, of_a_run) for part in parts]
    if question.is_range and not of_a_run:
        if len(numbers) != 2:
            raise Refused("Give both ends of the range.")
        return min(numbers), max(numbers)
    if len(numbers) != 1:
        raise Refused("Give one number.")
    return numbers[0]


def _number(question: Question, given: Any, of_a_run: bool) -> float:
    sound = isinstance(given, int | float) and not isinstance(given, bool) and abs(given) < 1e12
    if not sound or not math.isfinite(given):
        raise Refused("That is not a number.")
    least, most = question.least or 0.0, math.inf if question.most is None else question.most
    if not of_a_run and not least <= given <= most:
        raise Refused(f"Give a number from {least:g} to {most:g}.")
    return round(float(given), PLACES)


def _sorted(values: list[Any]) -> list[Any] | None:
    return sorted(values) if len(values) >= FEWEST else None
