"""An answer that puts steps in order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from .protocol import AnswerKind, Problem
from .reading import EMPTY_LIST, MOST, NOT_YET, entries_of, has_parts, is_blank, named, quote, unwrap


@dataclass(frozen=True)
class OrderAnswer(AnswerKind[tuple[str, ...]]):
    """Steps put in order: a list of the short keys of `options`, each once, first step first."""

    options: Mapping[str, str]

    def read(self, given: Any) -> tuple[str, ...] | Problem:
        """The keys of all steps in the order given: a list or tuple, letters in one word, or separated by commas,
        spaces or arrows. A Problem where a step is unknown, twice or left out; a set has no order and is refused.
        """
        value, _ = unwrap(given)
        if has_parts(given):
            return Problem("parts given", f"Give one list, such as {self._example()}.")
        if is_blank(value):
            return NOT_YET
        if isinstance(value, str):
            value = self._split(value[:MOST])
        entries = entries_of(value, ordered=True)
        if entries is None:
            return Problem("not a list", f"The question asks for a list in order, such as {self._example()}.")
        if not entries:
            return Problem(EMPTY_LIST, f"This list is empty. Put the letters in order: {self._example()}.")
        if len(entries) > MOST:
            return Problem("too many", f"That is a very long list. Give each letter once: {self._example()}.")
        return self._steps(entries)

    def _steps(self, entries: list[Any]) -> tuple[str, ...] | Problem:
        steps: list[str] = []
        for entry in entries:
            step = named(entry, self.options)
            if step is None:
                return Problem(
                    "not an option",
                    f"We could not find “{quote(entry)}” here. The steps are {', '.join(self.options)}.",
                )
            if step in steps:
                return Problem("twice", f"“{step}” is in your list twice. Give each letter once.")
            steps.append(step)
        left = [key for key in self.options if key not in steps]
        if left:
            return Problem(
                "steps left out", f"Not in your list yet: {', '.join(left)}. Give each letter once."
            )
        return tuple(steps)

    def _split(self, text: str) -> list[str]:
        """Letters parted by commas, spaces or arrows, or written as one word."""
        parts = [p for p in re.split(r"[\s,;>→\[\]“”\"']+|->|\band\b", text) if p]
        one_word = len(parts) == 1 and len(parts[0]) == len(self.options)
        return list(parts[0]) if one_word else parts

    def _example(self) -> str:
        return "[" + ", ".join(f"“{key}”" for key in self.options) + "]"

    def describe(self, value: tuple[str, ...]) -> str:
        """The keys of the steps, first step first, separated by commas."""
        return ", ".join(value)

    def distance(self, one: tuple[str, ...], other: tuple[str, ...]) -> float:
        """Share of the pairs of steps that stand the other way round (Kendall), 0 to 1."""
        place = {step: i for i, step in enumerate(other)}
        pairs = list(combinations([place[step] for step in one], 2))
        return sum(a > b for a, b in pairs) / len(pairs)

    def compare(self, value: tuple[str, ...], right: tuple[str, ...]) -> str:
        """Says how many steps from the first on are in their place. The two orders must differ."""
        first = 0
        while value[first] == right[first]:
            first += 1
        if first == 0:
            return "A different step comes first. What has to happen before anything else?"
        good = "The first step is" if first == 1 else f"The first {first} steps are"
        return f"{good} in the right place. Look at what comes next."
