"""Slips in what was taken from the data: another period, row, group or column, a gap, or a number of the table itself.

The right answer is worked out again on data changed as the slip would change them. So a question needs no word about
it: what counts as right on half of the rows is what half of the rows lead to.
"""

from __future__ import annotations

import warnings
from collections import OrderedDict
from collections.abc import Callable, Iterator
from itertools import combinations, permutations
from typing import Any

import numpy as np
import pandas as pd

from ..item import Item
from .cause import Cause

MOST_GROUPS = 12  # a column of more values than that does not part the data into groups
MOST_SWAPS = 6  # numeric columns among which two may be mixed up
TELLING = frozenset(
    {
        "another group",
        "a group left out",
        "another column",
        "two columns mixed up",
        "a gap read as zero",
        "rows with a gap left out",
    }
)  # slips that are made often
MANY_WAYS = frozenset(
    {"another period", "a row left out", "a value of one row", "two totals divided", "two numbers joined"}
)  # of these, one or another fits almost any number of two digits
FEW_ROWS = 14  # tables so short that a single row is easily left out
_KEPT = 64
_remembered: OrderedDict[tuple[str, int], list[Cause]] = OrderedDict()


def causes_in_data(item: Item, data: pd.DataFrame, part: str | None = None) -> list[Cause]:
    """What the question, or one part of it, comes to with each slip, likelier ones first. Nothing that is right already.

    Remembered for the latest data: in a class many answers are about the same ones.
    """
    if data.empty:
        return []
    place = (f"{item.key}/{part or ''}", _fingerprint(data))
    if place not in _remembered:
        _remembered[place] = list(_work_out(item, data, part))
        while len(_remembered) > _KEPT:
            _remembered.popitem(last=False)
    return _remembered[place]


def _fingerprint(data: pd.DataFrame) -> int:
    """The same for the same data."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values = data.map(str) if data.dtypes.eq(object).any() else data
        return hash((tuple(map(str, data.columns)), pd.util.hash_pandas_object(values).to_numpy().tobytes()))


def _work_out(item: Item, data: pd.DataFrame, part: str | None) -> Iterator[Cause]:
    def right_on(changed: pd.DataFrame) -> Any:
        # A question may be impossible on changed data, and its own code need not be ready for that.
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                found = item.right(changed)
            return found if part is None else found[part]
        except Exception:
            return None

    right = right_on(data)
    number = isinstance(right, int | float | np.number) and not isinstance(right, bool)
    for name, guess, change in _changes(data):
        value = right_on(change(data.copy()))
        if value is None or (number and not np.isfinite(value)) or value == right:
            continue
        yield Cause(name, guess, value=float(value) if number else value)
    if number:
        yield from _numbers_of(data)


Change = tuple[str, str, Callable[[pd.DataFrame], pd.DataFrame]]


def _changes(data: pd.DataFrame) -> Iterator[Change]:
    yield from _groups(data)
    yield from _columns(data)
    yield from _periods(data)
    yield from _gaps(data)
    yield from _single_rows(data)


def _groups(data: pd.DataFrame) -> Iterator[Change]:
    for column in data.columns:
        values = data[column].dropna()
        if not (values.dtype == bool or values.dtype == object or isinstance(values.dtype, pd.StringDtype)):
            continue
        try:
            names = list(dict.fromkeys(values))
        except TypeError:
            continue
        if not 1 < len(names) <= min(MOST_GROUPS, len(data) // 2):
            continue
        for name in names:
            words = f"you used only the rows with {name} in the column {column}: look at whom the question is about"
            yield "another group", words, lambda d, c=column, n=name: d[d[c] == n]
            words = f"you left out the rows with {name} in the column {column}: look at whom the question is about"
            yield "a group left out", words, lambda d, c=column, n=name: d[d[c] != n]
        for one, other in combinations(names, 2):
            words = f"{one} and {other} were mixed up in the column {column}: look at which one the question is about"
            there = {one: other, other: one}
            yield "another group", words, lambda d, c=column, t=there: d.assign(**{c: d[c].replace(t)})


def _numeric(data: pd.DataFrame) -> list[str]:
    return [str(c) for c in data.columns if pd.api.types.is_numeric_dtype(data[c]) and data[c].dtype != bool]


def _columns(data: pd.DataFrame) -> Iterator[Change]:
    numeric = _numeric(data)[:MOST_SWAPS]
    for one, other in combinations(numeric, 2):
        for wanted, taken in ((one, other), (other, one)):
            words = f"you used the column {taken} where {wanted} belongs: look at what each column holds"
            yield "another column", words, lambda d, w=wanted, t=taken: d.assign(**{w: d[t]})
        words = f"the columns {one} and {other} were mixed up"
        yield "two columns mixed up", words, lambda d, a=one, b=other: d.assign(**{a: d[b], b: d[a]})


def _periods(data: pd.DataFrame) -> Iterator[Change]:
    n = len(data)
    if n < 4:
        return
    look = "look at which rows the question asks for"
    shifts: list[tuple[str, slice]] = [
        ("you began with the second row", slice(1, None)),
        ("you stopped one row too early", slice(None, -1)),
    ]
    shifts += [(f"you began after the first {k} rows", slice(k, None)) for k in (6, 12) if k < n - 3]
    if n >= 8:
        shifts += [
            ("you used only the first half of the rows", slice(None, n // 2)),
            ("you used only the second half of the rows", slice(n // 2, None)),
        ]
    shifts += [(f"you used only the first {k} rows", slice(None, k)) for k in (6, 10, 11, 12) if k < n]
    shifts += [(f"you used only the last {k} rows", slice(-k, None)) for k in (6, 12) if k < n]
    for words, rows in shifts:
        yield "another period", f"{words}: {look}", lambda d, r=rows: d.iloc[r].reset_index(drop=True)
    yield (
        "the rows from last to first",
        "you went through the rows from the last to the first",
        lambda d: d.iloc[::-1].reset_index(drop=True),
    )


def _gaps(data: pd.DataFrame) -> Iterator[Change]:
    if not data.isna().any().any():
        return
    zero = "you read a gap as 0: look at what an empty place means here"
    yield "a gap read as zero", zero, lambda d: d.fillna({c: 0 for c in _numeric(d)})
    dropped = "you left out every row with a gap in it: look at which gaps matter for this question"
    yield "rows with a gap left out", dropped, lambda d: d.dropna().reset_index(drop=True)


def _single_rows(data: pd.DataFrame) -> Iterator[Change]:
    if not 3 < len(data) <= FEW_ROWS:
        return
    for place in range(len(data)):
        words = f"you left out one row ({_row_name(data, place)}): look at which rows count"
        yield "a row left out", words, lambda d, p=place: d.drop(d.index[p]).reset_index(drop=True)


def _row_name(data: pd.DataFrame, place: int) -> str:
    first = data.iloc[place, 0]
    if isinstance(first, pd.Timestamp | pd.Period):
        return first.strftime("%B %Y")
    return str(first)[:40] if isinstance(first, str) else f"row {place + 1}"


def _numbers_of(data: pd.DataFrame) -> Iterator[Cause]:
    """Numbers that the table itself holds, and what is worked out of one column or of the numbers of one row."""
    numeric = _numeric(data)
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
            ("middle of the extremes", f"you took the middle between smallest and largest {about}",
             (values.max() + values.min()) / 2),
            ("range of a column", f"you took largest less smallest {about}", values.max() - values.min()),
        ):  # fmt: skip
            yield Cause(name, f"{words}: look at what the question asks for", value=float(value))
    yield from _ratios_of_totals(data, numeric)
    for column in numeric:
        for place, value in enumerate(data[column].to_numpy(float)):
            if np.isfinite(value):
                where = f"the value of {_row_name(data, place)} in the column {column}"
                yield Cause(
                    "a value of one row",
                    f"you gave {where}: one row is not yet the answer",
                    value=float(value),
                )


def _ratios_of_totals(data: pd.DataFrame, numeric: list[str]) -> Iterator[Cause]:
    spans = {"": data, " in the first 12 rows": data.iloc[:12], " after the first 12 rows": data.iloc[12:]}
    for words, rows in spans.items():
        totals = {column: float(rows[column].sum()) for column in numeric[:MOST_SWAPS]}
        for above, below in permutations(totals, 2):
            if totals[below] and not (words and len(data) <= 14):
                guess = f"you divided the total of {above} by the total of {below}{words}: look at what the question asks for"
                for factor in (1, 100, 1000):
                    yield Cause("two totals divided", guess, value=factor * totals[above] / totals[below])


def _of_one_row(row: pd.Series, numeric: list[str]) -> Iterator[Cause]:
    for column in numeric:
        words = f"you gave the number in the column {column} as it is: something is still to be done with it"
        yield Cause("a number of the table", words, value=float(row[column]))
    for one, other in combinations(numeric, 2):
        a, b = float(row[one]), float(row[other])
        look = "look at the formula in the hint"
        ways = [("added", a + b), ("multiplied", a * b), ("took the one from the other of", a - b)]
        ways += [("took the one from the other of", b - a)]
        ways += [("divided", x / y) for x, y in ((a, b), (b, a)) if y]
        for what, value in ways:
            for factor in (1, 100, 0.01, 1000, 0.001):
                words = f"you only {what} {one} and {other}: {look}"
                yield Cause("two numbers joined", words, value=value * factor)
