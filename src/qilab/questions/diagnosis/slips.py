"""Slips with any number: what a right number becomes where a scale, a sign, a side or a rounding was missed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..kinds import NumberAnswer, WholeAnswer
from ..units import PERCENT, PERCENTAGE_POINTS, SHARE, UNITS, Unit
from .cause import Cause
from .digits import decimals_of, digits_of, equal, fits, is_cut, rounded_to

_POINT = "The digits are right, but the size is not."
_PERCENT_WORDS = re.compile(r"%|\bper ?cent(age)?\b", re.IGNORECASE)
_TIME_WORDS = re.compile(r"\b(year|month)s?\b", re.IGNORECASE)
HALVES = ("doubled", "halved")
_OUT_OF = re.compile(r"\bof (\d{1,4})\b")  # “50” of “six scoops of 50 beads”
_MOST_ROWS = 60  # more than that, and nearly any count is a share of one number of rows or another
_NEAR = 0.015  # as a share of the right number: as far off as rounding on the way may lead


@dataclass(frozen=True)
class Asked:
    """What a slip depends on beside the number: the words of the question, its unit, and the rows of its data."""

    words: str
    unit: Unit | None
    rows: int

    @property
    def in_percent(self) -> bool:
        """Is a percentage or a number of percentage points asked for?"""
        if self.unit is not None:
            return self.unit in (PERCENT, PERCENTAGE_POINTS)
        return bool(_PERCENT_WORDS.search(self.words))


def slips(kind: NumberAnswer, value: float, right: float, asked: Asked) -> list[Cause]:
    """The general slips that lead from the right number to this one, the most telling first. `value` is not right."""
    shown = round(right, kind.decimals)
    found = _rounding(kind, value, right)
    for cause in _all(kind, right, shown, asked):
        fits_well = not kind.same(cause.value, right) and _leads_to(value, cause.value)
        # Two names for one step are one slip: the first says more.
        if fits_well and not any(_one_step(cause, other) for other in found):
            found.append(cause)
    return found


def _one_step(one: Cause, other: Cause) -> bool:
    return one.name == other.name or abs(one.value - other.value) <= 1e-3 * abs(other.value)


def _leads_to(value: float, exact: float) -> bool:
    """One digit fits too much: there the number must be the very same."""
    return equal(value, exact) or (digits_of(value) > 1 and fits(value, exact))


def _all(kind: NumberAnswer, right: float, shown: float, asked: Asked) -> Iterator[Cause]:
    # Some round first and slip afterwards: both numbers are looked for.
    for exact in dict.fromkeys((right, shown)):
        yield from _counts(kind, exact, asked)
        yield from _scales(kind, exact, asked)
        yield from _sides(kind, exact, asked)
        yield from _halves(kind, exact)


def _scales(kind: NumberAnswer, right: float, asked: Asked) -> Iterator[Cause]:
    if isinstance(kind, WholeAnswer) or right == 0:
        return
    yield from _other_units(right, asked.unit)
    if asked.in_percent:
        guess = "you gave a share between 0 and 1, and a percentage is asked for: look at what 1 stands for"
        yield Cause("a share for a percentage", guess, _POINT, right / 100)
    elif asked.unit is None or asked.unit == SHARE:
        guess = "you gave a percentage, and the question asks for a plain number"
        yield Cause("a percentage for a share", guess, _POINT, right * 100)
        yield from _out_of(right, asked.words)
    thousand = "a “per 1,000” was used once too often, or was left out"
    hundred = "a “per 100” was used once too often, or was left out"
    place = "the decimal point slipped by one place"
    for factor, words in ((1000, thousand), (100, hundred), (10, place)):
        yield Cause(f"{factor:,} times too large", words, _POINT, right * factor)
        yield Cause(f"{factor:,} times too small", words, _POINT, right / factor)
    if _TIME_WORDS.search(asked.words) or (asked.unit and _TIME_WORDS.search(asked.unit.name)):
        words = "a month and a year were mixed up: look at which of them the question asks about"
        yield Cause("a year for a month", words, "", right * 12)
        yield Cause("a month for a year", words, "", right / 12)


def _out_of(right: float, words: str) -> Iterator[Cause]:
    """A percentage or a share where so many “of 50” are asked for."""
    for total in dict.fromkeys(int(each) for each in _OUT_OF.findall(words)):
        if 0 < right <= total:
            asked_for = f"and a number out of {total} is asked for: look at what the question counts"
            yield Cause(
                "a percentage for a count", f"you gave a percentage, {asked_for}", "", 100 * right / total
            )
            yield Cause(
                "a share for a count", f"you gave a share between 0 and 1, {asked_for}", "", right / total
            )


def _halves(kind: NumberAnswer, right: float) -> Iterator[Cause]:
    """Twice or half of it: the last to be thought of, for 66.7% may be twice 33.3%, and is rather all the rest."""
    if isinstance(kind, WholeAnswer) or right == 0:
        return
    yield Cause("doubled", "something was counted twice, or a division by two was left out", "", right * 2)
    halved = "only half of it was counted, or it was divided by two once too often"
    yield Cause("halved", halved, "", right / 2)


def _other_units(right: float, unit: Unit | None) -> Iterator[Cause]:
    if unit is None or not unit.family:
        return
    for other in UNITS:
        if other.family == unit.family and other.size != unit.size:
            guess = f"you worked it out as {_in_words(other)}: look at the unit that is asked for"
            name = "a share for a percentage" if other == SHARE else f"as {other.name}"
            yield Cause(name, guess, _POINT, right * unit.size / other.size)


def _in_words(unit: Unit) -> str:
    if unit == SHARE:
        return "a share between 0 and 1"
    return f"a number {unit}" if unit.name.startswith("per") else str(unit)


def _sides(kind: NumberAnswer, right: float, asked: Asked) -> Iterator[Cause]:
    others = "you counted the others: look at which side the question asks for"
    if (asked.in_percent or "100" in asked.words) and 0 < right < 100:
        yield Cause(
            "the rest of 100", others, "Your number and the right one add up to the whole.", 100 - right
        )
        yield Cause("the rest of 1, for a percentage", others, "", 1 - right / 100)
    elif 0 < right < 1:
        yield Cause("the rest of 1", others, "Your number and the right one add up to the whole.", 1 - right)
    if right:
        turned = "the subtraction was done the other way round: look at what is subtracted from what"
        yield Cause("the sign turned round", turned, "The size is right and the sign is not.", -right)
    counted = kind.decimals == 0 and kind.tolerance < 1 and not asked.in_percent
    if isinstance(kind, WholeAnswer) or counted:
        ends = (
            "the first or the last one was counted twice or left out, or a fraction was rounded the wrong way"
        )
        for step in (-1, 1):
            yield Cause("off by one", ends, "You are very close: your number is one out.", right + step)
        if isinstance(kind, WholeAnswer) and asked.rows > right >= 0:
            yield Cause("the others counted", others, "", float(asked.rows - right))
            all_rows = "you counted every row of the table: look at which of them count"
            yield Cause("every row counted", all_rows, "", float(asked.rows))
    elif right:
        upside = "the division is upside down: look at what belongs above the line and what below"
        for whole in (100, 10_000) if asked.in_percent else (1,):
            yield Cause("upside down", upside, "", whole / right)


def _counts(kind: NumberAnswer, right: float, asked: Asked) -> Iterator[Cause]:
    """A count where a share is asked for, a total where a mean is, and the other way round."""
    if isinstance(kind, WholeAnswer) or right == 0:
        return
    if asked.in_percent:
        words = "you gave how many there are, and a percentage is asked for: look at what they are out of"
        for total in range(3, min(asked.rows, _MOST_ROWS) + 1):
            count = right / 100 * total
            if round(count) and abs(count - round(count)) <= 0.01:
                yield Cause("a count for a percentage", words, value=float(round(count)))
    if asked.rows > 2:
        words = "a total was given where a mean is asked for, or a mean for a total"
        yield Cause("a total for a mean", words, value=right * asked.rows)
        yield Cause("a mean for a total", words, value=right / asked.rows)


def _rounding(kind: NumberAnswer, value: float, right: float) -> list[Cause]:
    """Near the right number: cut off, or rounded too far."""
    places = decimals_of(value)
    near = abs(value - right) < 1 and abs(value - right) <= 0.5 * abs(right)
    if isinstance(kind, WholeAnswer) or not near or places > kind.decimals:
        return []
    if rounded_to(value, right) and places < kind.decimals:
        words = "the number was rounded too far: look at how many decimals the question asks for"
        return [Cause("rounded too far", words, "You are close.", value)]
    if not is_cut(value, right):
        return []
    if places == kind.decimals:
        words = "the last decimals were cut off where they should be rounded"
        return [Cause("cut, not rounded", words, "You are very close.", value)]
    words = "it was cut to too few decimals: look at how many the question asks for"
    return [Cause("cut too far", words, "You are close.", value)]


def near_miss(kind: NumberAnswer, value: float, right: float) -> Cause | None:
    """So near that a number rounded on the way may be all. Tried last: a neighbouring slip may be as near."""
    reach = max(min(3 * kind.tolerance, 0.05 * abs(right)), _NEAR * abs(right))
    if isinstance(kind, WholeAnswer) or abs(value - right) > reach:
        return None
    words = (
        "a number was rounded on the way, or that one row too many or too few was used: keep all decimals until the "
        "last step, and look at which rows count"
    )
    return Cause("rounded too early", words, "You are very close.", value)
