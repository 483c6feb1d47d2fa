"""Numbers that a table holds, and those that come of one of its columns or of two: what is given before it is worked out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

import numpy as np
import pandas as pd

from .cause import Cause

FEWEST_ROWS = 4  # with fewer, nobody looks for the largest and the smallest
MOST_COLUMNS = 6  # numeric columns among which two may be mixed up


def numeric_columns(data: pd.DataFrame) -> list[str]:
    """Names of the columns of numbers, in their order."""
    return [str(c) for c in data.columns if pd.api.types.is_numeric_dtype(data[c]) and data[c].dtype != bool]


def row_name(data: pd.DataFrame, place: int) -> str:
    """What a row is called: by its month or the text of its first column, else by its number."""
    first = data.iloc[place, 0]
    if isinstance(first, pd.Timestamp | pd.Period):
        return first.strftime("%B %Y")
    return str(first)[:40] if isinstance(first, str) else f"row {place + 1}"


def numbers_of(data: pd.DataFrame) -> Iterator[Cause]:
    """Numbers that the table itself holds, and what is worked out of one column or of the numbers of one row."""
    numeric = numeric_columns(data)
    if len(data) == 1:
        yield from _of_one_row(data.iloc[0], numeric)
        return
    for column in numeric:
        values = data[column].dropna().to_numpy(float)
        if not len(values):
            continue
        about = f"of the column {column}"
        for name, words, value in (
            ("mean of a column", f"you took the mean {about}", values.mean()),
            ("median of a column", f"you took the median {about}", np.median(values)),
            ("total of a column", f"you took the total {about}", values.sum()),
            ("largest of a column", f"you took the largest value {about}", values.max()),
            ("smallest of a column", f"you took the smallest value {about}", values.min()),
            ("middle of the extremes", f"you took the point halfway between the smallest and the largest value {about}",
             (values.max() + values.min()) / 2),
            ("range of a column", f"you took the smallest value {about} away from the largest", values.max() - values.min()),
        ):  # fmt: skip
            if name.startswith(("middle", "range")) and len(values) < FEWEST_ROWS:
                continue
            yield Cause(name, f"{words}: look at what the question asks for", value=float(value))
    yield from _ratios_of_totals(data, numeric)
    for column in numeric:
        for place, value in enumerate(data[column].to_numpy(float)):
            if np.isfinite(value):
                where = f"the value of {row_name(data, place)} in the column {column}"
                yield Cause(
                    "a value of one row",
                    f"you gave {where}: one row is not the answer yet",
                    value=float(value),
                )


def _ratios_of_totals(data: pd.DataFrame, numeric: list[str]) -> Iterator[Cause]:
    spans = {"": data, " in the first 12 rows": data.iloc[:12], " after the first 12 rows": data.iloc[12:]}
    for words, rows in spans.items():
        totals = {column: float(rows[column].sum()) for column in numeric[:MOST_COLUMNS]}
        for above, below in permutations(totals, 2):
            if totals[below] and not (words and len(data) <= 14):
                guess = f"you divided the total of {above} by the total of {below}{words}: look at what the question asks for"
                for factor in (1, 100, 1000):
                    yield Cause("two totals divided", guess, value=factor * totals[above] / totals[below])


def _of_one_row(row: pd.Series, numeric: list[str]) -> Iterator[Cause]:
    for column in numeric:
        words = f"you gave the number in the column {column} as it is: something still has to be done with it"
        yield Cause("a number of the table", words, value=float(row[column]))
    for one, other in combinations(numeric, 2):
        a, b = float(row[one]), float(row[other])
        look = "look at the formula in the hint"
        ways = [(f"added {one} and {other}", a + b), (f"multiplied {one} by {other}", a * b)]
        ways += [(f"took {other} from {one}", a - b), (f"took {one} from {other}", b - a)]
        ways += [
            (f"divided {x} by {y}", p / q) for x, y, p, q in ((one, other, a, b), (other, one, b, a)) if q
        ]
        for what, value in ways:
            for factor in (1, 100, 0.01, 1000, 0.001):
                words = f"you only {what}: {look}"
                yield Cause("two numbers joined", words, value=value * factor)
