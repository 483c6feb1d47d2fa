"""An answer that is a set of labels: which wards, which members of staff."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .protocol import AnswerKind, Problem
from .reading import (
    MOST,
    NOT_YET,
    entries_of,
    has_parts,
    is_blank,
    jaccard_distance,
    named,
    nothing_named,
    quote,
    unwrap,
)


@dataclass(frozen=True)
class LabelsAnswer(AnswerKind[frozenset[str]]):
    """A set of labels out of given ones, in any order.

    `options` maps each label to its words. `none` is the word for the empty set: it has to be said,
    because an empty list may also be an answer that was never begun.
    """

    options: Mapping[str, str]
    none: str = "nobody"

    def read(self, given: Any) -> frozenset[str] | Problem:
        """The labels named, in a list, set, column or text with commas, by key or words.

        An empty list is a Problem, for it may not have been begun; the word `none` gives the set of that word
        alone.
        """
        value, _ = unwrap(given)
        if has_parts(given):
            return Problem("parts given", f"Give one list, such as {self._example()}.")
        if is_blank(value):
            return NOT_YET
        if isinstance(value, str):
            value = re.split(r"\s*(?:,|;|\band\b)\s*", value[:MOST].strip().strip("[]"))
        entries = entries_of(value)
        if entries is None:
            return Problem("not a list", f"The question asks for a list, such as {self._example()}.")
        if len(entries) > MOST:
            return Problem(
                "too many", f"That is a very long list. Give only names, such as {self._example()}."
            )
        if not entries:
            return nothing_named(self.none)
        return self._labels(entries)

    def _labels(self, entries: list[Any]) -> frozenset[str] | Problem:
        labels = set()
        for entry in entries:
            label = self._label(entry)
            if label is None:
                return Problem(
                    "not an option",
                    f"We could not find “{quote(entry)}” here. Choose from {', '.join(self.options)}, or “{self.none}”.",
                )
            labels.add(label)
        if self.none in labels and len(labels) > 1:
            return Problem(
                "both", f"Your answer says “{self.none}” and names some as well. Choose one or the other."
            )
        return frozenset(labels)

    def _label(self, entry: Any) -> str | None:
        nobody = named(entry, {self.none: self.none, "none": "nobody"})
        return self.none if nobody else named(entry, self.options)

    def _example(self) -> str:
        first, second = list(self.options)[:2]
        return f"[“{first}”, “{second}”], or “{self.none}”"

    def describe(self, value: frozenset[str]) -> str:
        """The labels in the order of the alphabet, separated by commas."""
        return ", ".join(sorted(value))

    def distance(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Share of the labels in either that are not in both, 0 to 1."""
        return jaccard_distance(one, other)

    def compare(self, value: frozenset[str], right: frozenset[str]) -> str:
        """Counts the labels that belong, that do not, and that are missing, and names none of them."""
        if value == {self.none}:
            return f"You say “{self.none}”, but there is at least one to find."
        if self.none in right:  # “0 are missing” would give it away
            return "None of those you named belongs here."
        named = value - {self.none}
        hits, missed = len(named & right), len(right - value - {self.none})
        extra = len(named) - hits
        gone = f"{missed or 'none'} {'is' if missed < 2 else 'are'} missing"
        if not extra:
            return f"{_all_belong(hits)} Still missing: {missed}."
        if len(named) == 1:
            return f"The one you named does not belong here; {gone}."
        return (
            f"Of the {len(named)} you named, {hits or 'none'} {'belongs' if hits < 2 else 'belong'} here and "
            f"{extra} {'does' if extra == 1 else 'do'} not; {gone}."
        )

    def right_so_far(self, value: frozenset[str], right: frozenset[str]) -> str:
        """Names labels that belong, as many as leave something to be found: all where some are still missing, else half."""
        hits, extra, missing = sorted(value & right), sorted(value - right), right - value
        if self.none in value | right or not hits:
            return ""
        if not extra:
            return _all_belong(len(hits))
        if len(self.options) - len(value) > len(missing) > 0:
            return f"Right already: {', '.join(hits)}. Look again at: {', '.join(extra)}."
        sure = hits[: len(hits) // 2]
        return f"Among those that belong: {', '.join(sure)}." if sure else ""


def _all_belong(number: int) -> str:
    return "The one you named belongs here." if number == 1 else "Everything you named belongs here."
