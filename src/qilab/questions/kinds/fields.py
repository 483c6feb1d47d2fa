"""An answer of several named parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from ..answer import Answer
from .protocol import AnswerKind, Problem
from .reading import MOST, NOT_YET, SHOWN, capital, is_blank


@dataclass(frozen=True)
class FieldsAnswer(AnswerKind[dict[str, Any]]):
    """Several named parts that belong together, each of its own kind: answer(lower=8, upper=18, signal=False).

    labels: what a part is called in words, for those whose name does not say it by itself.
    """

    kinds: Mapping[str, AnswerKind[Any]]
    labels: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if strange := [name for name in self.labels if name not in self.kinds]:
            raise ValueError(f"labels for parts that there are not: {', '.join(strange)}")

    def words(self, name: str) -> str:
        """A part as it is called within a sentence: its label, or its name with spaces."""
        return self.labels.get(name) or name.replace("_", " ")

    def read(self, given: Any) -> dict[str, Any] | Problem:
        """Part name → value, each read by its own kind; a Problem unless every part is there and no other is."""
        if isinstance(given, Answer):
            if not given.parts and is_blank(given.value):
                return NOT_YET
            given = given.parts or given.value
        if is_blank(given):
            return NOT_YET
        template = "answer(" + ", ".join(f"{name}=…" for name in self.kinds) + ")"
        if not isinstance(given, Mapping):
            return Problem(
                "not in parts",
                f"This answer has {len(self.kinds)} parts with names. In code, write {template}.",
            )
        given = {str(k): v for k, v in islice(given.items(), MOST)}
        if all(is_blank(value) for value in given.values()):
            return NOT_YET
        strange = [name for name in given if name not in self.kinds]
        if strange:
            return Problem(
                "unknown part", f"There is no part called “{strange[0][:SHOWN]}” here. Write {template}."
            )
        lacking = [name for name in self.kinds if is_blank(given.get(name))]
        if lacking:
            said = ", ".join(map(self.words, lacking))
            return Problem("part missing", f"Still to fill in: {said}. In code, write {template}.")
        return self._read_parts(given)

    def _read_parts(self, given: dict[str, Any]) -> dict[str, Any] | Problem:
        values = {}
        for name, kind in self.kinds.items():
            value = kind.read(given[name])
            if isinstance(value, Problem):
                return Problem(value.name, f"{capital(self.words(name))}: {value.message}")
            values[name] = value
        return values

    def describe(self, value: dict[str, Any]) -> str:
        """All parts as “name = value”, each in the words of its own kind, in order."""
        return ", ".join(
            f"{self.words(name)} = {kind.describe(value[name])}" for name, kind in self.kinds.items()
        )

    def same(self, one: dict[str, Any], other: dict[str, Any]) -> bool:
        """The same only where every part is."""
        return all(kind.same(one[name], other[name]) for name, kind in self.kinds.items())

    def apart(self, one: dict[str, Any], other: dict[str, Any]) -> bool:
        """Apart as soon as one part is: no answer can then be the same as both."""
        return any(kind.apart(one[name], other[name]) for name, kind in self.kinds.items())

    def distance(self, one: dict[str, Any], other: dict[str, Any]) -> float:
        """How many parts differ."""
        return float(len(self.differing(one, other)))

    def differing(self, one: dict[str, Any], other: dict[str, Any]) -> list[str]:
        """Names of the parts in which two answers are not the same."""
        return [name for name, kind in self.kinds.items() if not kind.same(one[name], other[name])]

    def compare(self, value: dict[str, Any], right: dict[str, Any]) -> str:
        """Names the parts that are right already and those to look at again, without their values."""
        wrong = self.differing(value, right)
        good = [name for name in self.kinds if name not in wrong]
        if not good:
            return "None of the parts is right yet."
        said = (", ".join(map(self.words, names)) for names in (good, wrong))
        return "Right already: {}. Look again at: {}.".format(*said)

    def right_so_far(self, value: dict[str, Any], right: dict[str, Any]) -> str:
        """As `compare`: after a known mistake too, it is worth knowing which parts are right."""
        return self.compare(value, right)
