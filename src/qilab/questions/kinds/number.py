"""An answer that is one number, with or without a unit."""

from __future__ import annotations

import math
import numbers
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from ..units import Unit, read_unit
from .protocol import UNKNOWN, AnswerKind, Problem
from .reading import MOST, NOT_YET, has_parts, is_blank, lone_value, say_what, unwrap

NO_UNIT = "no unit"
UNIT_OPEN = frozenset({NO_UNIT, "unit not text", "unknown unit"})  # still to be said, and not said wrongly
_LONGEST = 1e15  # longer numbers are not repeated
_ROUNDING = 1e-9  # what a sum of floats may be off by: 0.05 either way must include 0.05


@dataclass(frozen=True)
class NumberAnswer(AnswerKind[float]):
    """One number in one unit. `tolerance` is in that unit; display it to `decimals` places."""

    unit: Unit | None = None
    tolerance: float = 0.05
    decimals: int = 1

    def read(self, given: Any) -> float | Problem:
        """A finite float, whatever the unit beside it, which `unit_problem` looks at later.

        Text, a decimal comma, a gap, a whole column, named parts and a number for the unit each give a Problem of their own.
        """
        value, unit = unwrap(given)
        if has_parts(given):
            return Problem(
                "parts given", 'The question asks for one number: answer(6.6, unit="…"), without names.'
            )
        if isinstance(value, numbers.Real) and isinstance(unit, numbers.Real) and not isinstance(unit, bool):
            return _number_for_unit(value, unit, self.unit)
        return read_number(value, self.unit)

    def describe(self, value: float) -> str:
        """The number with its decimals, commas between thousands, and its unit."""
        unit = f" {self.unit}" if self.unit else ""
        return f"{value:,.{self.decimals}f}{unit}"

    def same(self, one: float, other: float) -> bool:
        """Within the tolerance of each other."""
        return abs(one - other) <= self.tolerance + _ROUNDING

    def apart(self, one: float, other: float) -> bool:
        """No answer can lie within the tolerance of both."""
        return abs(one - other) > 2 * (self.tolerance + _ROUNDING)

    def distance(self, one: float, other: float) -> float:
        """How far one is from the other, in the unit."""
        return abs(one - other)

    def compare(self, value: float, right: float) -> str:
        """Says where a number was rounded too far, and else on which side of the right one it lies."""
        if value != right and any(value == round(right, places) for places in range(self.decimals or 1)):
            return "You are close, but the number was rounded too far. Give it as the question asks."
        if value * right < 0:
            here, there = ("below", "above") if value < 0 else ("above", "below")
            return f"{as_shown(value)} is {here} 0, but the right answer is {there} it. {UNKNOWN}"
        return f"{as_shown(value)} is too {'low' if value < right else 'high'}. {UNKNOWN}"

    def unit_problem(self, given: Any) -> Problem | None:
        """What is wrong with the unit, asked only once the number itself is right."""
        if self.unit is None:
            return None
        _, unit = unwrap(given)
        if is_blank(unit):
            return Problem(
                NO_UNIT,
                "The number is right. Now give its unit as well, because a number without one can be read in more "
                f"than one way. Here it is “{self.unit}”: choose it from the menu, or in code put it after unit=.",
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
            f"The number is right, but the unit is not: you gave “{said}”, and this number is “{self.unit}”. "
            "The same number in another unit means something different.",
        )

    def unit_beside(self, given: Any) -> str:
        """Names the unit given and the one asked for, where they are two: the number may be right in the other."""
        _, unit = unwrap(given)
        if self.unit is None or not isinstance(unit, str) or is_blank(unit):
            return ""
        if read_unit(unit, self.unit) == self.unit:
            return ""
        return f"You gave it in “{unit[:60]}”; the question asks for “{self.unit}”."

    def rescaled(self, given: Any, right: float) -> Problem | None:
        """Is this the right quantity, said in another unit of its family (0.66 per 100 for 6.6 per 1,000)?"""
        value, unit = unwrap(given)
        number = read_number(value)
        if self.unit is None or isinstance(number, Problem) or not isinstance(unit, str):
            return None
        said = read_unit(unit, self.unit)
        if said is None or said == self.unit or not said.family or said.family != self.unit.family:
            return None
        if abs(number * said.size / self.unit.size - right) > self.tolerance + _ROUNDING:
            return None
        return Problem(
            "right, in another unit",
            f"That is the right amount, but its unit is “{said}”. The question asks for it in “{self.unit}”, so change the "
            "scale and check again.",
        )


def as_shown(value: float) -> str:
    """A learner's number at the beginning of a message, never with an e for a power of ten."""
    size = abs(value)
    if size >= _LONGEST:
        return f"A number of {int(math.log10(size)) + 1} digits"
    if size >= 1e6:
        return f"{value:,.0f}"
    return f"{value:,.6g}" if size >= 1e-4 or value == 0 else f"{value:.9f}".rstrip("0").rstrip(".")


def read_number(value: Any, expected: Unit | None = None) -> float | Problem:
    """A finite float, or the reason why not. expected: the unit asked for, for advice that can be copied."""
    value = lone_value(value)
    if is_blank(value):
        return NOT_YET
    problem = _why_no_number(value, expected)
    return _finite(value) if problem is None else problem


def _why_no_number(value: Any, expected: Unit | None) -> Problem | None:
    """What was handed in where it is not a number of any sort, in words."""
    if isinstance(value, bool | np.bool_):
        return Problem("true or false", "The question asks for a number; this answer is True or False.")
    if isinstance(value, str):
        return _text_for_number(value.strip(), expected)
    if value is pd.NA or value is pd.NaT:
        return Problem(
            "missing", "Your answer came out as missing. Somewhere a gap has slipped into the sum."
        )
    if isinstance(value, numbers.Complex) and not isinstance(value, numbers.Real):
        return Problem(
            "complex", "Your answer is a complex number. Check the formula: a plain number is needed."
        )
    if isinstance(value, tuple) and len(value) == 2 and all(type(part) is int for part in value):
        return Problem("decimal comma", _about_comma(*map(str, value)))
    if not isinstance(value, numbers.Real | np.number | Decimal):
        return Problem("not a number", f"The question asks for one number; this answer is {say_what(value)}.")
    return None


def _about_comma(before: str, after: str) -> str:
    """A comma between two whole numbers: decimals, or thousands where three digits follow it."""
    thousands = f" If you mean thousands, leave the comma out: {before}{after}." if len(after) == 3 else ""
    return f"Python reads a comma as “and”: that is {before} and {after}. Write {before}.{after}, with a point.{thousands}"


def _number_for_unit(value: Any, unit: Any, expected: Unit | None) -> Problem:
    """answer(8,9) or answer(8.9, 0.8): a second number stands where the unit belongs."""
    where = f"The second number, {unit}, is where the unit should be. "
    if type(value) is int and type(unit) is int:
        return Problem("decimal comma", f"{where}{_about_comma(str(value), str(unit))}")
    named = f', unit="{expected}"' if expected else ""
    return Problem(
        "number for unit", f"{where}Give one number, with its unit in words: answer({value}{named})"
    )


# A number, then a percent sign or words; one that goes on with another number (“28 of 30”, “10-12”) is none.
_WITH_UNIT = re.compile(
    r"(?P<number>[+-]?\d[\d.,]*)\s*(?P<unit>%|(?=[^\W\d_])[^\d]*?(?:\bper 1,?0+[^\d]*)?)", flags=re.IGNORECASE
)
_WITH_COMMA = re.compile(r"([+-]?\d+),(\d+)")


# 14:00, 9.30 am, 2 pm, 14:00–14:59; a plain 9.30 is a number.
_CLOCK = re.compile(
    r"(?P<hour>[01]?\d|2[0-4])(?:(?P<colon>:)(?P<minute>[0-5]\d)(?::[0-5]\d)?|[.](?=[0-5]\d\s*[ap])(?P<late>[0-5]\d))?\s*(?P<half>[ap]\.?m\.?|h|hrs?|o[’']clock)?"
    r"(?:\s*(?:-|–|to)\s*\d{1,2}(?::[0-5]\d)?\s*(?:[ap]\.?m\.?|h|hrs?)?)?",
    flags=re.IGNORECASE,
)


def clock_time(written: str) -> Problem | None:
    """What to say to a time of day where a number is asked for, such as 14:00 or 2 pm; None for anything else."""
    found = _CLOCK.fullmatch(written.strip()[:MOST])
    if found is None or not (found["colon"] or (found["half"] or "").lower()[:1] in ("a", "p", "o")):
        return None
    hour, half = int(found["hour"]), (found["half"] or "").lower()[:1]
    if half in ("a", "p") and 1 <= hour <= 12:
        hour = hour % 12 + 12 * (half == "p")
    return Problem(
        "clock time",
        f"“{written.strip()[:40]}” is a time of day, and the answer is one number. If an hour is asked for, give the hour it falls in, "
        f"by the 24-hour clock: {hour}. If it is how long something takes, give hours or minutes as a number, as the question says.",
    )


def _text_for_number(written: str, expected: Unit | None) -> Problem:
    """A number in quote marks, with its unit or alone, or words. What we say can be copied into a cell."""
    if clock := clock_time(written):
        return clock
    plain, words = _parted(written)
    if comma := _WITH_COMMA.fullmatch(plain):
        before, after = comma.groups()
        thousands = f" (or {before}{after}, if you mean thousands)" if len(after) == 3 else ""
        return Problem(
            "decimal comma",
            "That is a number written as text, with a comma. Take the quote marks off and write a point: "
            f"{before}.{after}{thousands}",
        )
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", plain)  # 1,234.5 and 1,234,567 are thousands
    try:
        float(text)
    except ValueError:
        return Problem("text", f"The question asks for a number; this answer is the text “{written[:60]}”.")
    if words and expected:  # as it was written: whether it is the unit asked for is looked at with the number
        beside = f', and name the unit beside it: answer({text[:60]}, unit="{words[:60]}")'
    else:
        beside = ". The number alone is enough." if words else ""
    return Problem(
        "number as text",
        f'That is a number written as text. Take the quote marks off: {text[:60]} instead of "{written[:60]}"{beside}',
    )


def _parted(written: str) -> tuple[str, str]:
    """The number at the beginning of a text and the unit behind it: “28 patients” is 28 and “patients”."""
    found = _WITH_UNIT.fullmatch(written[:MOST])
    return (found["number"], found["unit"]) if found else (written, "")


def _finite(value: Any) -> float | Problem:
    try:
        number = float(value)
    except (OverflowError, ValueError, TypeError):
        return Problem("too large", "That number is too large to work with. Check the formula.")
    if math.isnan(number):
        return Problem(
            "not a number (NaN)",
            "Your answer came out as “not a number” (NaN). That can happen when a gap is part of the sum, "
            "or when 0 is divided by 0.",
        )
    if math.isinf(number):
        return Problem(
            "infinite",
            "Your answer came out as infinite. Most often that means that something was divided by 0, so check what you divided by.",
        )
    return number
