"""The kinds of answer a question can ask for: how each is read, compared and kept apart.

Reading never raises: whatever a learner hands in becomes a plain value, or a `Problem` that says
in words what to do next. Learners' objects are never trusted: only plain numbers, text, dates,
lists and tables are looked into, and never more than `MOST` of them.
"""

from __future__ import annotations

import math
import numbers
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, islice
from typing import Any

import numpy as np
import pandas as pd

from .answer import Answer
from .units import Unit, read_unit

MOST = 500  # more values than any answer can need; a longer list is a whole column by mistake


@dataclass(frozen=True)
class Problem:
    """Why an answer could not be read, in words to the learner. `name` is for the facilitator's report."""

    name: str
    message: str


def _blank(value: Any) -> bool:
    return value is None or value is Ellipsis or (isinstance(value, str) and not value.strip())


NOT_YET = Problem(
    "no answer yet",
    "There is no answer here yet. Write your line in the cell above, run it, then run this check again.",
)


def _kind_of(value: Any) -> str:
    """What a value is, in plain words."""
    if isinstance(value, str):
        return "text"
    if isinstance(value, bool | np.bool_):
        return "True or False"
    if isinstance(value, pd.DataFrame):
        return "a whole table"
    if isinstance(value, pd.Series | pd.Index | np.ndarray):
        return f"a column of {len(np.atleast_1d(np.asarray(value, dtype=object)))} values"
    if isinstance(value, Mapping):
        return "a set of named values"
    if isinstance(value, list | tuple | set | frozenset):
        return f"a list of {len(value)} things"
    if callable(value):
        return "a command that was not run (are its round brackets missing?)"
    return f"a thing of the kind “{type(value).__name__[:60]}”"


def _single(value: Any) -> Any:
    """A lone value out of its wrapping: a column, list or array of length one counts as that one value."""
    if isinstance(value, pd.Series | pd.Index | np.ndarray) and np.size(value) == 1:
        return np.asarray(value, dtype=object).ravel()[0]
    if isinstance(value, list | tuple) and len(value) == 1:
        return value[0]
    return value


def _unwrap(given: Any) -> tuple[Any, Any]:
    """The value and the unit of an answer, wrapped by `answer()` or bare."""
    return (given.value, given.unit) if isinstance(given, Answer) else (given, None)


def read_number(value: Any) -> float | Problem:
    """A finite float, or the reason why not."""
    value = _single(value)
    if _blank(value):
        return NOT_YET
    if isinstance(value, bool | np.bool_):
        return Problem("true or false", "The question asks for a number; this answer is True or False.")
    if isinstance(value, str):
        text = value.strip().replace(",", "").rstrip("%").strip()
        try:
            float(text)
        except ValueError:
            return Problem(
                "text", f"The question asks for a number; this answer is the text “{value.strip()[:60]}”."
            )
        return Problem(
            "number as text",
            f"That is a number written as text. Take the quote marks away: {text[:60]} instead of “{value.strip()[:60]}”.",
        )
    if value is pd.NA or value is pd.NaT:
        return Problem("missing", "Your answer came out as missing. Somewhere a gap slipped into the sum.")
    if isinstance(value, numbers.Complex) and not isinstance(value, numbers.Real):
        return Problem(
            "complex", "Your answer is a complex number. Check the formula: a plain number is needed."
        )
    if isinstance(value, tuple) and len(value) == 2 and all(isinstance(part, int) for part in value):
        return Problem(
            "decimal comma",
            f"Python reads a comma as “and”: that is {value[0]} and {value[1]}. Write a point: {value[0]}.{value[1]}",
        )
    if not isinstance(value, numbers.Real | np.number | Decimal):
        return Problem("not a number", f"The question asks for one number; this answer is {_kind_of(value)}.")
    try:
        number = float(value)
    except (OverflowError, ValueError, TypeError):
        return Problem("too large", "That number is too large to work with. Check the formula.")
    if math.isnan(number):
        return Problem(
            "not a number (NaN)",
            "Your answer came out as “not a number” (NaN). That happens when a gap is part of the sum, "
            "or when nothing is divided by nothing.",
        )
    if math.isinf(number):
        return Problem(
            "infinite",
            "Your answer came out endless: something was divided by nothing. Check what stands below the line.",
        )
    return number


@dataclass(frozen=True)
class Number:
    """One number in one unit. `tolerance` is in that unit; display it to `decimals` places."""

    unit: Unit | None = None
    tolerance: float = 0.05
    decimals: int = 1

    def read(self, given: Any) -> float | Problem:
        value, _ = _unwrap(given)
        if isinstance(given, Answer) and given.parts:
            return Problem(
                "parts given", "The question asks for one number: answer(6.6, unit=“…”), without names."
            )
        return read_number(value)

    def unit_problem(self, given: Any) -> Problem | None:
        """What is wrong with the unit, asked only once the number itself is right."""
        if self.unit is None:
            return None
        _, unit = _unwrap(given)
        if _blank(unit):
            return Problem(
                "no unit",
                "The number is right. Now say what it is a number of, for a number without its unit can be "
                f"read in more than one way: answer(…, unit=“{self.unit}”).",
            )
        if not isinstance(unit, str | Unit):
            return Problem("unit not text", f"The unit should be text in quote marks, such as “{self.unit}”.")
        said = unit if isinstance(unit, Unit) else read_unit(unit, self.unit)
        if said == self.unit:
            return None
        if said is None:
            return Problem(
                "unknown unit",
                f"The number is right, but we do not know the unit “{str(unit)[:60]}”. Here it is “{self.unit}”.",
            )
        return Problem(
            "wrong unit",
            f"The number is right, the unit is not: you wrote “{said}”, and this number is “{self.unit}”. "
            "Rates are compared across wards, so the unit decides what the board reads.",
        )

    def rescaled(self, given: Any, right: float) -> Problem | None:
        """Is this the right quantity, said in another unit of its family (0.66 per 100 for 6.6 per 1,000)?"""
        value, unit = _unwrap(given)
        number = read_number(value)
        if self.unit is None or isinstance(number, Problem) or not isinstance(unit, str):
            return None
        said = read_unit(unit, self.unit)
        if said is None or said == self.unit or not said.family or said.family != self.unit.family:
            return None
        if abs(number * said.size / self.unit.size - right) > self.tolerance + 1e-9:
            return None
        return Problem(
            "right, in another unit",
            f"That is the right amount, told {said}. The question asks for it {self.unit}, "
            "as the trust reports it. Change the scale and check again.",
        )

    def same(self, one: float, other: float) -> bool:
        return abs(one - other) <= self.tolerance + 1e-9

    def apart(self, one: float, other: float) -> bool:
        """No answer can lie within the tolerance of both."""
        return abs(one - other) > 2 * self.tolerance + 2e-9

    def distance(self, one: float, other: float) -> float:
        return abs(one - other)

    def tell(self, value: float) -> str:
        unit = f" {self.unit}" if self.unit else ""
        return f"{value:,.{self.decimals}f}{unit}"


@dataclass(frozen=True)
class Whole(Number):
    """A whole number: a count of points, runs, months. Counts are exact."""

    tolerance: float = 0.0
    decimals: int = 0

    def read(self, given: Any) -> float | Problem:
        number = super().read(given)
        if isinstance(number, Problem) or abs(number - round(number)) < 1e-9:
            return number
        return Problem("not whole", "A count is a whole number. Count again: halves of a point do not exist.")

    def unit_problem(self, given: Any) -> Problem | None:
        """A count needs no unit, but a unit that is given should be the right one."""
        _, unit = _unwrap(given)
        return None if _blank(unit) else super().unit_problem(given)


@dataclass(frozen=True)
class Months:
    """A set of calendar months, in any order. An empty list means “none”."""

    example: str = "[“2023-04”, “2023-05”]"

    def read(self, given: Any) -> frozenset[pd.Period] | Problem:
        value, _ = _unwrap(given)
        if isinstance(given, Answer) and given.parts:
            return Problem("parts given", f"Give the months as one list, such as {self.example}.")
        if _blank(value):
            return NOT_YET
        if isinstance(value, str) and value.strip().lower() in {"none", "no", "no signal", "nothing"}:
            return frozenset()
        if isinstance(value, str):
            value = _split_months(value)
        if isinstance(value, pd.Timestamp | pd.Period) or hasattr(value, "isoformat"):
            value = [value]
        if isinstance(value, pd.DataFrame):
            if "month" not in value.columns:
                return Problem(
                    "a whole table", "That is a whole table. Hand in its month column: table[“month”]."
                )
            value = value["month"]
        if isinstance(value, Mapping) or not isinstance(
            value, list | tuple | set | frozenset | pd.Series | pd.Index | np.ndarray
        ):
            return Problem("not a list", f"The question asks for a list of months, such as {self.example}.")
        if (
            np.size(
                np.asarray(value, dtype=object) if not isinstance(value, set | frozenset) else list(value)
            )
            > MOST
        ):
            return Problem(
                "too many", f"That is a very long list. Give only the months, such as {self.example}."
            )
        entries = list(value) if not isinstance(value, np.ndarray) else list(value.ravel())
        if entries and all(isinstance(e, bool | np.bool_) for e in entries):
            return Problem(
                "a column of True and False",
                "That is a column of True and False. Use it to pick the months: falls.loc[column, “month”].",
            )
        months = set()
        for entry in entries:
            if entry is None or entry is pd.NaT or entry is pd.NA:
                return Problem(
                    "an empty place", "There is an empty place in your list of months. Take it out."
                )
            month = read_month(entry)
            if month is None:
                shown = str(entry)[:40] if isinstance(entry, str | numbers.Number) else _kind_of(entry)
                return Problem(
                    "not a month", f"We could not read “{shown}” as a month. Write it as “2023-04”."
                )
            months.add(month)
        return frozenset(months)

    def unit_problem(self, given: Any) -> None:
        return None

    def same(self, one: frozenset, other: frozenset) -> bool:
        return one == other

    def apart(self, one: frozenset, other: frozenset) -> bool:
        return one != other

    def distance(self, one: frozenset, other: frozenset) -> float:
        """Share of the months in either that are not in both (Jaccard distance), 0 to 1."""
        union = one | other
        return 1 - len(one & other) / len(union) if union else 0.0

    def tell(self, value: frozenset) -> str:
        return ", ".join(m.strftime("%b %Y") for m in sorted(value)) or "none"

    def compare(self, given: frozenset, right: frozenset) -> str:
        """How far a list is from the right one, without giving the right one away."""
        hits, extra, missed = len(given & right), len(given - right), len(right - given)
        if not given:
            return "You say that no month belongs to a signal. There is one to be found."
        return (
            f"Of your {_n(len(given), 'month')}, {hits} {'belongs' if hits == 1 else 'belong'} to a signal; "
            f"{extra} {'does' if extra == 1 else 'do'} not, and {missed} {'is' if missed == 1 else 'are'} missing."
        )


_MONTH_FORMATS = (
    "%Y-%m",
    "%b %Y",
    "%B %Y",
    "%b-%y",
    "%b %y",
    "%B %y",
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%m/%Y",
    "%d %b %Y",
    "%d %B %Y",
)


def _split_months(text: str) -> list:
    """Months written as one text: parted by commas or “and”, or a stretch “Dec 2022 to Mar 2023”."""
    out: list = []
    for part in re.split(r"\s*(?:,|;|\band\b)\s*", text[:MOST].strip().strip("[]")):
        ends = [read_month(end) for end in re.split(r"\s+(?:to|until|–|-)\s+", part)]
        if len(ends) == 2 and None not in ends and 0 <= (ends[1] - ends[0]).n < MOST:
            out += list(pd.period_range(ends[0], ends[1], freq="M"))
        elif part:
            out.append(part)
    return out


def read_month(entry: Any) -> pd.Period | None:
    """One month from text or a date (British order: day first), or None."""
    try:
        if isinstance(entry, pd.Period):
            return entry.asfreq("M")
        if isinstance(entry, str):
            text = entry.strip()[:20]
            for form in _MONTH_FORMATS:
                stamp = pd.to_datetime(text, format=form, errors="coerce")
                if not pd.isna(stamp):
                    return stamp.to_period("M")
            return None
        if isinstance(entry, np.datetime64 | pd.Timestamp) or (
            hasattr(entry, "year") and hasattr(entry, "month")
        ):
            return None if pd.isna(entry) else pd.Timestamp(entry).tz_localize(None).to_period("M")
    except (ValueError, TypeError, OverflowError, AttributeError):
        return None
    return None


@dataclass(frozen=True)
class Choice:
    """One of several named options: `options` maps the short key to the words."""

    options: Mapping[str, str]

    def read(self, given: Any) -> str | Problem:
        value, _ = _unwrap(given)
        value = _single(value)
        if _blank(value):
            return NOT_YET
        listing = "; ".join(f"“{key}” = {words}" for key, words in self.options.items())
        if not isinstance(value, str):
            return Problem("not a choice", f"Please choose one letter or word, in quote marks: {listing}.")
        text = value.strip().lower().strip("().“”\"'").strip()
        for key, words in self.options.items():
            if text in {key.lower(), words.strip().lower().rstrip(".")}:
                return key
        return Problem("not an option", f"“{value.strip()[:40]}” is not one of the choices: {listing}.")

    def unit_problem(self, given: Any) -> None:
        return None

    def same(self, one: str, other: str) -> bool:
        return one == other

    apart = staticmethod(lambda one, other: one != other)

    def distance(self, one: str, other: str) -> float:
        return float(one != other)

    def tell(self, value: str) -> str:
        return self.options[value]


@dataclass(frozen=True)
class Labels:
    """A set of labels out of given ones, in any order: which wards, which members of staff.

    `options` maps each label to its words. `none` is the word for the empty set: it has to be said,
    because an empty list may also be an answer that was never begun.
    """

    options: Mapping[str, str]
    none: str = "nobody"

    def read(self, given: Any) -> frozenset[str] | Problem:
        value, _ = _unwrap(given)
        if isinstance(given, Answer) and given.parts:
            return Problem("parts given", f"Give one list, such as {self._example()}.")
        if _blank(value):
            return NOT_YET
        if isinstance(value, str):
            value = re.split(r"\s*(?:,|;|\band\b)\s*", value[:MOST].strip().strip("[]"))
        # pandas gives an array of its own where a column of text is asked for its .unique() values.
        columns = pd.Series | pd.Index | np.ndarray | pd.api.extensions.ExtensionArray
        if not isinstance(value, list | tuple | set | frozenset | columns):
            return Problem("not a list", f"The question asks for a list, such as {self._example()}.")
        entries = list(value) if not isinstance(value, np.ndarray) else list(value.ravel())
        if len(entries) > MOST:
            return Problem(
                "too many", f"That is a very long list. Give only names, such as {self._example()}."
            )
        if not entries:
            return Problem(
                "an empty list", f"This list is empty. If you mean that there is none, write “{self.none}”."
            )
        labels = set()
        for entry in entries:
            label = self._label(entry)
            if label is None:
                shown = entry.strip()[:40] if isinstance(entry, str) else _kind_of(entry)
                return Problem(
                    "not an option",
                    f"We could not find “{shown}” here. Choose from {', '.join(self.options)}, or “{self.none}”.",
                )
            labels.add(label)
        if self.none in labels and len(labels) > 1:
            return Problem("both", f"Your answer says “{self.none}” and names some as well. Decide for one.")
        return frozenset(labels)

    def _label(self, entry: Any) -> str | None:
        if not isinstance(entry, str):
            return None
        text = entry.strip(" .“”\"'").lower()
        if text in {self.none.lower(), "none", "nobody"}:
            return self.none
        return next((k for k, words in self.options.items() if text in {k.lower(), words.lower()}), None)

    def _example(self) -> str:
        first, second = list(self.options)[:2]
        return f"[“{first}”, “{second}”], or “{self.none}”"

    def unit_problem(self, given: Any) -> None:
        return None

    def same(self, one: frozenset, other: frozenset) -> bool:
        return one == other

    def apart(self, one: frozenset, other: frozenset) -> bool:
        return one != other

    def distance(self, one: frozenset, other: frozenset) -> float:
        """Share of the labels in either that are not in both (Jaccard distance), 0 to 1."""
        return 1 - len(one & other) / len(one | other)

    def tell(self, value: frozenset) -> str:
        return ", ".join(sorted(value))

    def compare(self, given: frozenset, right: frozenset) -> str:
        """How far a set is from the right one, without giving the right one away."""
        if given == {self.none}:
            return f"You say “{self.none}”. There is at least one to be found."
        named = given - {self.none}
        hits, missed = len(named & right), len(right - given - {self.none})
        extra = len(named) - hits
        return (
            f"Of the {len(named)} that you name, {hits} {'belongs' if hits == 1 else 'belong'} here and "
            f"{extra} {'does' if extra == 1 else 'do'} not; {missed} {'is' if missed == 1 else 'are'} missing."
        )


@dataclass(frozen=True)
class Order:
    """Steps put in order: a list of the short keys of `options`, each once, first step first."""

    options: Mapping[str, str]

    def read(self, given: Any) -> tuple[str, ...] | Problem:
        value, _ = _unwrap(given)
        if isinstance(given, Answer) and given.parts:
            return Problem("parts given", f"Give one list, such as {self._example()}.")
        if _blank(value):
            return NOT_YET
        if isinstance(value, str):
            value = self._split(value[:MOST])
        columns = pd.Series | pd.Index | np.ndarray | pd.api.extensions.ExtensionArray
        if not isinstance(value, list | tuple | columns):
            return Problem("not a list", f"The question asks for a list in order, such as {self._example()}.")
        entries = list(value) if not isinstance(value, np.ndarray) else list(value.ravel())
        if not entries:
            return Problem(
                "an empty list", f"This list is empty. Put the letters in order: {self._example()}."
            )
        if len(entries) > MOST:
            return Problem("too many", f"That is a very long list. Give each letter once: {self._example()}.")
        steps: list[str] = []
        for entry in entries:
            step = self._step(entry)
            if step is None:
                shown = entry.strip()[:40] if isinstance(entry, str) else _kind_of(entry)
                return Problem(
                    "not an option",
                    f"We could not find “{shown}” here. The steps are {', '.join(self.options)}.",
                )
            if step in steps:
                return Problem("twice", f"“{step}” stands in your list twice. Give each letter once.")
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

    def _step(self, entry: Any) -> str | None:
        if not isinstance(entry, str):
            return None
        text = entry.strip(" .“”\"'()").lower()
        return next((k for k, words in self.options.items() if text in {k.lower(), words.lower()}), None)

    def _example(self) -> str:
        return "[" + ", ".join(f"“{key}”" for key in self.options) + "]"

    def unit_problem(self, given: Any) -> None:
        return None

    def same(self, one: tuple, other: tuple) -> bool:
        return one == other

    apart = staticmethod(lambda one, other: one != other)

    def distance(self, one: tuple, other: tuple) -> float:
        """Share of the pairs of steps that stand the other way round (Kendall), 0 to 1."""
        place = {step: i for i, step in enumerate(other)}
        pairs = list(combinations([place[step] for step in one], 2))
        return sum(a > b for a, b in pairs) / len(pairs)

    def tell(self, value: tuple) -> str:
        return ", ".join(value)

    def compare(self, given: tuple, right: tuple) -> str:
        """How far the order is from the right one, without giving it away."""
        first = 0
        while given[first] == right[first]:
            first += 1
        if first == 0:
            return "The first step is another one. What has to be settled before anything else?"
        stands = "The first step stands" if first == 1 else f"The first {first} steps stand"
        return f"{stands} well. Look at what comes next."


@dataclass(frozen=True)
class YesNo:
    """True or False; yes and no are understood too."""

    def read(self, given: Any) -> bool | Problem:
        value, _ = _unwrap(given)
        value = _single(value)
        if _blank(value):
            return NOT_YET
        if isinstance(value, bool | np.bool_):
            return bool(value)
        if isinstance(value, str) and value.strip().lower() in {"yes", "y", "true", "signal"}:
            return True
        if isinstance(value, str) and value.strip().lower() in {"no", "n", "false", "no signal"}:
            return False
        return Problem("not yes or no", "Please answer True or False here (True = yes).")

    def unit_problem(self, given: Any) -> None:
        return None

    def same(self, one: bool, other: bool) -> bool:
        return one == other

    apart = staticmethod(lambda one, other: one != other)

    def distance(self, one: bool, other: bool) -> float:
        return float(one != other)

    def tell(self, value: bool) -> str:
        return "yes" if value else "no"


Kind = Number | Whole | Months | Choice | Labels | Order | YesNo


@dataclass(frozen=True)
class Fields:
    """Several named parts that belong together, each of its own kind: answer(lower=8, upper=18, signal=False)."""

    kinds: Mapping[str, Kind]

    def read(self, given: Any) -> dict[str, Any] | Problem:
        if isinstance(given, Answer):
            if not given.parts and _blank(given.value):
                return NOT_YET
            given = given.parts or given.value
        if _blank(given):
            return NOT_YET
        template = "answer(" + ", ".join(f"{name}=…" for name in self.kinds) + ")"
        if not isinstance(given, Mapping):
            return Problem(
                "not in parts", f"This answer has {len(self.kinds)} parts with names. Write {template}."
            )
        given = {str(k): v for k, v in islice(given.items(), MOST)}
        if all(_blank(value) for value in given.values()):
            return NOT_YET
        strange = [name for name in given if name not in self.kinds]
        if strange:
            return Problem(
                "unknown part", f"There is no part called “{strange[0][:40]}” here. Write {template}."
            )
        lacking = [name for name in self.kinds if _blank(given.get(name))]
        if lacking:
            return Problem("part missing", f"Still to fill in: {', '.join(lacking)}. Write {template}.")
        values = {}
        for name, kind in self.kinds.items():
            value = kind.read(given[name])
            if isinstance(value, Problem):
                return Problem(value.name, f"{name}: {value.message}")
            values[name] = value
        return values

    def unit_problem(self, given: Any) -> None:
        return None

    def same(self, one: dict, other: dict) -> bool:
        return all(kind.same(one[name], other[name]) for name, kind in self.kinds.items())

    def apart(self, one: dict, other: dict) -> bool:
        return any(kind.apart(one[name], other[name]) for name, kind in self.kinds.items())

    def distance(self, one: dict, other: dict) -> float:
        """How many parts differ."""
        return float(sum(not kind.same(one[name], other[name]) for name, kind in self.kinds.items()))

    def tell(self, value: dict) -> str:
        return ", ".join(f"{name} = {kind.tell(value[name])}" for name, kind in self.kinds.items())

    def compare(self, given: dict, right: dict) -> str:
        good = [name for name, kind in self.kinds.items() if kind.same(given[name], right[name])]
        wrong = [name for name in self.kinds if name not in good]
        if not good:
            return "None of the parts is there yet."
        return f"Right already: {', '.join(good)}. Look again at: {', '.join(wrong)}."


def _n(count: int, word: str) -> str:
    return f"{count} {word}" + ("" if count == 1 else "s")
