"""A column of numbers: what is asked about its empty cells and commas, and what is said about the rest."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from ..asking import Answers, Choice, Question, refuse
from .numbers import Kept, Reading, read_number
from .table import Column

_SCALES_APART = 10  # times: 82 beside 0.97, but not 1.3 beside 0.9
_SHARE = 0.5  # of the cells that hold anything must be numbers, or said to be missing


def is_numeric(column: Column, decimal_comma: bool | None) -> bool:
    """Does a column hold numbers, whatever stands between them?"""
    times = Counter(value for value in column.values if value is not None)
    found = {value: read_number(value, decimal_comma) for value in times}
    numbers = any(
        reading.number is not None or reading.kept is Kept.UNCALCULATED for reading in found.values()
    )
    plain = sum(times[value] for value, reading in found.items() if reading.kept is not Kept.ODD)
    return numbers and plain >= times.total() * _SHARE


def read_amounts(
    column: Column, decimal_comma: bool | None, answers: Answers
) -> tuple[NDArray[np.float64], bool]:
    """The numbers of a column, NaN where missing, and whether they are percentages.

    Questions that are open stay in `answers`; a refusal where results of formulas are not in the file, or only some
    of the cells are percentages.
    """
    found = [read_number(value, decimal_comma) for value in column.values]
    commas = {reading.commas for reading in found}
    if decimal_comma is None and commas & {"either", "decimal", "thousands"}:
        told = {"decimal": True, "thousands": False}
        ways = [told[way] for way in commas if way in told]
        decimal_comma = ways[0] if len(ways) == 1 else _ask_commas(column, found, answers)
        found = [read_number(value, decimal_comma) for value in column.values]
    _refuse_uncalculated(column, found)
    percent = any(reading.percent for reading in found)
    plain = [i for i, reading in enumerate(found) if reading.number and not reading.percent]
    if percent and plain:
        raise refuse(
            f"“{column.heading}”, {_places(column, plain)}",
            "Some cells of the column are percentages and these are not.",
            "Write them all in the same way.",
        )
    numbers = np.array([np.nan if r.number is None else r.number for r in found])
    numbers = _filled(column, found, numbers, answers)
    _say_what_was_seen(column, found, answers)
    return numbers, percent


def refuse_no_counts(column: Column, numbers: NDArray[np.float64]) -> None:
    """A refusal that names the cells that hold no count: less than 0, or not whole."""
    odd = np.flatnonzero((numbers < 0) | (numbers != np.floor(numbers)) & ~np.isnan(numbers))
    if len(odd):
        less = numbers[odd[0]] < 0
        raise refuse(
            f"“{column.heading}”, {_places(column, list(odd))}",
            f"Counts are whole numbers of 0 or more, and {numbers[odd[0]]:g} is {'less' if less else 'not whole'}.",
            "Check the cell. If it is right, choose “a measurement”, or another column.",
        )


def on_one_scale(
    column: Column, numbers: NDArray[np.float64], answers: Answers
) -> tuple[NDArray[np.float64], bool]:
    """The numbers of a measurement, those such as 0.84 among ones such as 84 times 100 where they are percentages.

    Asked where there are numbers up to 1, others up to 100, and nothing like it between; the second value is whether they are percentages.
    """
    small = np.flatnonzero((numbers > 0) & (numbers <= 1))
    large = numbers[numbers > 1]
    if not (numbers[small] < 1).any() or not len(large) or large.max() > 100 or (numbers < 0).any():
        return numbers, False
    if large.min() < _SCALES_APART * numbers[small].max():
        return numbers, False
    first = next(i for i in small if numbers[i] < 1)
    one = f"{numbers[first]:g}"
    answer = answers.to(
        Question(
            f"hundredths: {column.heading}",
            f"“{column.heading}” holds numbers up to 1, such as {one}, at {_places(column, list(small))}, and others up "
            f"to {large.max():g}. Is {one} the same as {numbers[first] * 100:g}%?",
            (
                Choice("percent", f"Yes, {numbers[first] * 100:g}%", "Those up to 1 are multiplied by 100."),
                Choice("as written", f"No, it is {one}", "All are charted as they are."),
            ),
        )
    )
    if answer != "percent":
        return numbers, False
    scaled = numbers.copy()
    scaled[small] = np.round(scaled[small] * 100, 10)
    return scaled, True


def ask_about_hundredths(
    name: str, places: list[str], numbers: list[NDArray[np.float64]], answers: Answers
) -> list[str]:
    """The places whose numbers go up to 1 while those of others go up to 100, where both are percentages; [] for none.

    numbers: those of each place. Asked, for a chart of 0.84 beside one of 84 looks like a ward that does nearly nothing.
    """
    there = [of[~np.isnan(of)] for of in numbers]
    small = [
        bool(len(of) and of.min() >= 0 and of.max() <= 1 and ((of > 0) & (of < 1)).any()) for of in there
    ]
    large = [bool(len(of) and of.min() >= 0 and 1 < of.max() <= 100) for of in there]
    if not (any(small) and any(large)):
        return []
    tops = [float(np.median(of)) if len(of) else np.nan for of in there]
    least = min(top for top, is_large in zip(tops, large, strict=True) if is_large)
    most = max(top for top, is_small in zip(tops, small, strict=True) if is_small)
    if least < _SCALES_APART * most:
        return []
    first, other = small.index(True), large.index(True)
    one, many = f"{tops[first]:g}", f"{tops[other]:g}"
    answer = answers.to(
        Question(
            f"scales: {name}",
            f"The numbers of “{places[first]}” are like {one}, those of “{places[other]}” like {many}. "
            f"Is {one} the same as {tops[first] * 100:g}%?",
            (
                Choice("percent", "Yes, all are percentages", "Those up to 1 are multiplied by 100."),
                Choice("as written", f"No, it is {one}", "All are charted as they are."),
            ),
        )
    )
    return [place for place, is_small in zip(places, small, strict=True) if is_small and answer == "percent"]


def _cells(column: Column, found: list[Reading], kept: Kept) -> list[int]:
    return [i for i, reading in enumerate(found) if reading.kept is kept]


def _places(column: Column, cells: list[int]) -> str:
    """The addresses of the first few."""
    more = f" and {len(cells) - 3:,} more" if len(cells) > 3 else ""
    return ", ".join(column.where(i) for i in cells[:3]) + more


def _ask_commas(column: Column, found: list[Reading], answers: Answers) -> bool | None:
    value = column.values[next(i for i, reading in enumerate(found) if reading.commas)]
    comma = "," in str(value)
    tenths, thousands = (
        read_number(value, decimal_comma).number or 0.0 for decimal_comma in (comma, not comma)
    )
    answer = answers.to(
        Question(
            "commas",
            f"{value}: is this {thousands:,.10g} or {tenths:g}?",
            (
                Choice("thousands", f"{thousands:,.10g}", "The sign separates thousands."),
                Choice("decimal", f"{tenths:g}", "The sign comes before tenths."),
            ),
        )
    )
    return None if answer is None else comma if answer == "decimal" else not comma


def _refuse_uncalculated(column: Column, found: list[Reading]) -> None:
    cells = _cells(column, found, Kept.UNCALCULATED)
    if cells:
        raise refuse(
            f"“{column.heading}”, {_places(column, cells)}",
            "There is a formula here, and its result is not in the file.",
            "Open the file in Excel, save it, and choose it again; or copy the cells and paste them as values.",
        )


def _filled(column: Column, found: list[Reading], numbers: NDArray, answers: Answers) -> NDArray[np.float64]:
    """Cells that are empty, once it is known what that means, and cells that are no numbers."""
    last = max((i for i, reading in enumerate(found) if reading.number is not None), default=-1)
    empty = [i for i in _cells(column, found, Kept.EMPTY) if i < last]  # behind it are months still to come
    nil = _cells(column, found, Kept.NIL)
    unknown = Choice("missing", "It is not known", "These are left out of all calculations.")
    none = Choice("zero", "None: it was 0", "These count as 0.")
    for key, cells, says, choices in (
        ("empty", empty, "is empty, or holds a dash,", (unknown, none)),
        ("nil", nil, "says “nil”, “none” or “zero”", (none, unknown)),
    ):
        if not cells:
            continue
        answer = answers.to(
            Question(
                f"{key}: {column.heading}",
                f"“{column.heading}” {says} at {_places(column, cells)}. What does that mean?",
                choices,
            )
        )
        if answer == "zero":
            numbers[cells] = 0.0
    odd = _cells(column, found, Kept.ODD)
    if odd:
        shown = str(column.values[odd[0]])[:40]
        answers.to(
            Question(
                f"odd: {column.heading}",
                f"“{column.heading}” holds something that is not a number at {_places(column, odd)}: “{shown}”. Leave it out?",
                (
                    Choice(
                        "missing", "Leave it out", "It counts as not known. Otherwise correct the cell first."
                    ),
                ),
            )
        )
    return numbers


def _say_what_was_seen(column: Column, found: list[Reading], answers: Answers) -> None:
    small, missing = _cells(column, found, Kept.SMALL), _cells(column, found, Kept.MISSING)
    notes = [i for i, reading in enumerate(found) if reading.footnote]
    if small:
        answers.seen.append(
            f"“{column.heading}” has small numbers hidden at {_places(column, small)}; they count as not known. "
            "Limits need the true counts: ask for them if you may have them."
        )
    if missing:
        answers.seen.append(
            f"“{column.heading}” says that {_places(column, missing)} is not known; it is left out."
        )
    if notes:
        answers.seen.append(
            f"“{column.heading}” has footnote marks at {_places(column, notes)}; they were taken off."
        )
