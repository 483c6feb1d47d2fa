"""An answer that matches each of some things with one of a list: measures with charts, letters with words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

import pandas as pd

from .choice import ChoiceAnswer
from .fields import FieldsAnswer
from .protocol import AnswerKind, Problem
from .reading import EMPTY_LIST, MOST, NOT_YET, has_parts, is_blank, named, quote, say_what, unwrap

Pairs = dict[str, str]


@dataclass(frozen=True)
class PairsAnswer(AnswerKind[Pairs]):
    """Each of `rows` matched with one of `choices`: {"falls": "u", "non-attendance": "p"}, row key → choice key.

    rows, choices: key → words. A choice may be used for several rows or for none; with `once`, for one row at most.
    """

    rows: Mapping[str, str]
    choices: Mapping[str, str]
    once: bool = False

    def __post_init__(self) -> None:
        if len(self.rows) < 2 or len(self.choices) < 2:
            raise ValueError("pairs: at least two things to match, and two to choose from, are needed")
        if self.once and len(self.choices) < len(self.rows):
            raise ValueError("pairs: fewer choices than rows, though each may be used only once")

    @cached_property
    def fields(self) -> FieldsAnswer:
        """The same answer as named parts, a choice for each row."""
        choice = ChoiceAnswer(self.choices)
        return FieldsAnswer(dict.fromkeys(self.rows, choice), {row: self._short(row) for row in self.rows})

    def _short(self, row: str) -> str:
        """What a row is called within a sentence: by its letter where it has one, else by its words."""
        return row if len(row) <= 2 else self.rows[row].rstrip(".")

    def read(self, given: Any) -> Pairs | Problem:
        """Row key → choice key for every row: from a dict or a column of choices by row, pairs in a list, a table of two
        columns, named parts, or text such as “A: u, B: p”; by keys or by words.
        """
        value = given.parts if has_parts(given) else unwrap(given)[0]
        if is_blank(value):
            return NOT_YET
        pairs = _pairs(value)
        if pairs is None:
            return Problem(
                "not pairs",
                f"The question asks you to match things, and this answer is {say_what(value)}. {self._how()}",
            )
        if not pairs:
            return Problem(EMPTY_LIST, f"Nothing is matched here yet. {self._how()}")
        if len(pairs) > MOST:
            return Problem("too many", f"That is a very long list. {self._how()}")
        if all(is_blank(choice) for _, choice in pairs):
            return NOT_YET
        return self._matched(pairs)

    def _matched(self, pairs: list[tuple[Any, Any]]) -> Pairs | Problem:
        found: Pairs = {}
        for left, right in pairs:
            row, choice = named(left, self.rows), named(right, self.choices)
            if row is None:
                listing = "; ".join(self.rows)
                return Problem("unknown part", f"We could not find “{quote(left)}” among these: {listing}.")
            if is_blank(right):
                continue
            if choice is None:
                return Problem("not an option", self._no_choice(row, right))
            if found.setdefault(row, choice) != choice:
                return Problem(
                    "twice",
                    f"“{self._short(row)}” is matched twice, in two ways. Choose one of the two.",
                )
        lacking = [self._short(row) for row in self.rows if row not in found]
        if lacking:
            return Problem("part missing", f"Still to match: {'; '.join(lacking)}.")
        return self._used_twice(found) or {row: found[row] for row in self.rows}

    def _no_choice(self, row: str, right: Any) -> str:
        listing = "; ".join(
            key if key == words else f"“{key}” = {words}" for key, words in self.choices.items()
        )
        return f"“{quote(right)}”, which you matched with {self._short(row)}, is not one of the choices: {listing}."

    def _used_twice(self, found: Pairs) -> Problem | None:
        for choice in found.values() if self.once else ():
            rows = [self._short(row) for row in self.rows if found[row] == choice]
            if len(rows) > 1:
                words = f"“{self.choices[choice]}” is matched with {rows[0]} and with {rows[1]}"
                return Problem(
                    "twice", f"{words}, and each choice can be used only once. Choose one of the two."
                )
        return None

    def _how(self) -> str:
        (first, second), (one, other) = list(self.rows)[:2], list(self.choices)[:2]
        code = f'{{"{first}": "{one}", "{second}": "{other}", …}}'
        return f"Choose one from the menu for each of the {len(self.rows)}; in code, write them like this: {code}"

    def describe(self, value: Pairs) -> str:
        """Each row with the words of its choice, in the order of the rows."""
        return self.fields.describe(value)

    def distance(self, one: Pairs, other: Pairs) -> float:
        """How many rows are matched otherwise."""
        return self.fields.distance(one, other)

    def compare(self, value: Pairs, right: Pairs) -> str:
        """Which rows are matched rightly, and whether a choice is used that goes with none, or one is not used that
        does; never which."""
        said = [self.right_so_far(value, right)]
        extra, missing = set(value.values()) - set(right.values()), set(right.values()) - set(value.values())
        if extra and len(self.rows) > 2:
            many = "One of your choices goes" if len(extra) == 1 else f"{len(extra)} of your choices go"
            said.append(f"{many} with none of them.")
        if missing and not self.once:
            many = "One choice" if len(missing) == 1 else f"{len(missing)} choices"
            said.append(f"{many} that you have not used {'belongs' if len(missing) == 1 else 'belong'} here.")
        return " ".join(said)

    def right_so_far(self, value: Pairs, right: Pairs) -> str:
        """Names the rows that are matched rightly and those to look at again."""
        wrong = self.fields.differing(value, right)
        good = [self._short(row) for row in self.rows if row not in wrong]
        again = "; ".join(map(self._short, wrong))
        return (
            f"Right already: {'; '.join(good)}. Look again at: {again}." if good else "No pair is right yet."
        )


def _pairs(value: Any) -> list[tuple[Any, Any]] | None:
    """What was handed in as (row, choice) pairs as they were written, one more than any answer may hold at most."""
    if isinstance(value, Mapping):
        return list(islice(value.items(), MOST + 1))
    if isinstance(value, pd.Series):
        return list(islice(zip(value.index, value, strict=True), MOST + 1))
    if isinstance(value, pd.DataFrame):
        both = value.shape[1] == 2
        return list(islice(value.itertuples(index=False, name=None), MOST + 1)) if both else None
    if isinstance(value, str):
        parted = [
            re.split(r"\s*(?:->|[:=→])\s*", each) for each in re.split(r"[,;\n]", value[:MOST].strip("{} "))
        ]
        return [(each[0], each[1]) for each in parted] if all(len(each) == 2 for each in parted) else None
    if isinstance(value, list | tuple):
        entries = list(islice(value, MOST + 1))
        both = all(isinstance(each, list | tuple) and len(each) == 2 for each in entries)
        return [(each[0], each[1]) for each in entries] if both else None
    return None
