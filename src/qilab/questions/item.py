"""What a question is made of. The constructors refuse bad content, so that no learner ever meets it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import pandas as pd

from .kinds import AnswerKind, ChoiceAnswer

if TYPE_CHECKING:  # a first check of a module without control charts need not wait for them
    from qilab.methods.spc.rules import RuleSet

Value = Callable[[pd.DataFrame], Any]

DRAWS = 5000  # candidate series to look through for one on which right and wrong answers stay apart


class BadContent(ValueError):
    """A question, a lesson or a module that must not reach a learner, with what to mend."""


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that people give, what it comes to on the data in use, and what we say to it.

    `accept` marks an answer that is near enough to count, with a note (an approximation, say).
    `variants` are other ways to go wrong for the same reason; they share the name and the message.
    """

    name: str
    value: Value
    message: str
    accept: bool = False
    variants: tuple[Value, ...] = ()

    def values(self, data: pd.DataFrame) -> list[Any]:
        """What this mistake comes to on the data, in each of its variants."""
        return [self.value(data), *(variant(data) for variant in self.variants)]

    def __post_init__(self) -> None:
        if len(self.message.split()) < 6:
            raise BadContent(f"mistake “{self.name}”: the message must teach, in a sentence or more")


Outcome = tuple[
    Mistake | None, Any
]  # what an answer can be known as (None: right), and its value on the data


@dataclass(frozen=True)
class Item:
    """One question with its right answer, the known mistakes, and hints that grow clearer.

    key: "m06.centre_line". kind: how the answer is read and compared. rules: the named rule set the
    question is asked under (shown with the question and in each message), or None where no rule
    matters. right: the right value, worked out from the data in use. hints: what to look at; the
    formula; a worked step on other data. reread: heading of the lesson's part to go back to,
    or of another module's: “m01: People work in a system”.
    """

    key: str
    ask: str
    kind: AnswerKind[Any]
    right: Value
    mistakes: tuple[Mistake, ...]
    praise: str
    hints: tuple[str, str, str]
    outcome: str
    reread: str
    rules: RuleSet | None = None
    points: int = 1

    def __post_init__(self) -> None:
        module, _, name = self.key.partition(".")
        if not (module and name.replace("_", "").isalnum()):
            raise BadContent(f"{self.key}: a key is module.name, such as m06.centre_line")
        if not self.mistakes:
            raise BadContent(f"{self.key}: no known mistakes. Which wrong answers have people given?")
        if len({m.name for m in self.mistakes}) < len(self.mistakes):
            raise BadContent(f"{self.key}: two mistakes have one name")
        if len({m.message for m in self.mistakes}) < len(self.mistakes):
            raise BadContent(f"{self.key}: two mistakes say the same; each needs its own message")
        if len(self.hints) != 3 or any(len(h.split()) < 4 for h in self.hints):
            raise BadContent(f"{self.key}: three hints are needed: what to look at, formula, worked step")
        for name in ("ask", "praise", "outcome", "reread"):
            if not getattr(self, name).strip():
                raise BadContent(f"{self.key}: “{name}” is empty")
        said = (self.praise, *self.hints, *(m.message for m in self.mistakes))
        if any(re.search(r"\*\*\w[^*]*\w\*\*", text) for text in said):
            raise BadContent(
                f"{self.key}: what we say is shown as plain words, so leave out the stars for bold"
            )
        if self.points < 1:
            raise BadContent(f"{self.key}: points must be 1 or more")
        if (
            self.rules is not None
            and not isinstance(self.kind, ChoiceAnswer)
            and self.rules.name not in self.ask
        ):
            raise BadContent(f"{self.key}: the question must name its rule set, “{self.rules.name}”")

    @property
    def module(self) -> str:
        """The part of the key before the point: “m06” of “m06.centre_line”."""
        return self.key.partition(".")[0]

    def outcomes(self, data: pd.DataFrame) -> list[Outcome]:
        """Each value we can recognise on this data, with its mistake (None for the right one), right first."""
        return list(self._one_by_one(data))

    def _one_by_one(self, data: pd.DataFrame) -> Iterator[Outcome]:
        yield None, self.right(data)
        for mistake in self.mistakes:
            for value in (mistake.value, *mistake.variants):
                yield mistake, value(data)

    def clash(self, data: pd.DataFrame) -> tuple[str, str] | None:
        """Names of two outcomes that cannot be told apart on this data, or None if all stay apart."""
        # Compared as they come: most series are refused for an early pair, and the rest need not be worked out.
        known: list[Outcome] = []
        for other, right in self._one_by_one(data):
            for one, left in known:
                if one is not other and not self.kind.apart(left, right):
                    return one.name if one else "right", other.name if other else "right"
            known.append((other, right))
        return None


@dataclass(frozen=True)
class Exercise:
    """One exercise of the curriculum: a data set and the questions asked of it.

    code: "E6.1". kind: what the learner does ("calculate", "spot the signal" …). minutes: taken by
    walking through it. candidates: seed → series to try, in order (seed None: the course's own data);
    the first one is used on which `teachable` holds and every item keeps its right and wrong answers apart.
    """

    code: str
    title: str
    minutes: float
    kind: str
    items: tuple[Item, ...]
    candidates: Callable[[int | None], Iterator[pd.DataFrame]]
    teachable: Callable[[pd.DataFrame], bool] = lambda data: True
    _drawn: dict[tuple, pd.DataFrame] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.items:
            raise BadContent(f"{self.code}: no questions")
        if not self.minutes or self.minutes <= 0:
            raise BadContent(f"{self.code}: the time is missing")
        if self.kind not in EXERCISE_KINDS:
            raise BadContent(f"{self.code}: the kind must be one of {', '.join(EXERCISE_KINDS)}")

    def data(self, seed: int | None = None) -> pd.DataFrame:
        """A fresh copy of the series that the questions are asked of."""
        # A cohort's own data (QILAB_DATA) are other data: they must not be served from this memory.
        place = (seed, os.environ.get("QILAB_DATA"))
        if place not in self._drawn:
            self._drawn[place] = self._draw(seed)
        return self._drawn[place].copy()

    def _draw(self, seed: int | None) -> pd.DataFrame:
        for data in islice(self.candidates(seed), DRAWS):
            if self.suits(data):
                return data
        raise BadContent(
            f"{self.code}: no series among {DRAWS} keeps right and wrong answers apart (seed {seed}). "
            "Use another seed, or widen the candidates."
        )

    def suits(self, data: pd.DataFrame) -> bool:
        """Is this series teachable, and do right answers and mistakes stay apart on it in every question?"""
        return self.teachable(data) and all(item.clash(data) is None for item in self.items)

    @property
    def points(self) -> int:
        """The most points that all questions of the exercise can bring together."""
        return sum(item.points for item in self.items)


EXERCISE_KINDS = (
    "predict",
    "choose with reason",
    "read the chart",
    "spot the signal",
    "fill the blank",
    "fix the bug",
    "order the steps",
    "critique an aim",
    "calculate",
)
