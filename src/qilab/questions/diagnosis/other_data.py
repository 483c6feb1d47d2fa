"""Slips in what was taken from the data: another period, row, group or column, a gap, or a number of the table itself.

The right answer is worked out again on data changed as the slip would change them. So a question needs no word about
it: what counts as right on half of the rows is what half of the rows lead to.
"""

from __future__ import annotations

import warnings
from collections import OrderedDict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from ..item import Item
from .cause import Cause
from .table import MOST_COLUMNS, numbers_of, numeric_columns, row_name

MOST_GROUPS = 12  # a column of more values than that does not part the data into groups
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
        values = data.map(str) if any(map(pd.api.types.is_object_dtype, data.dtypes)) else data
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
    for name, guess, changed in _changes(data):
        value = right_on(changed)
        if value is None or (number and not np.isfinite(value)) or value == right:
            continue
        yield Cause(name, guess, value=float(value) if number else value)
    if number:
        yield from numbers_of(data)


Change = tuple[str, str, pd.DataFrame]  # the slip, what may have happened, and the data as it would have them


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
            yield "another group", words, data[data[column] == name]
            words = f"you left out the rows with {name} in the column {column}: look at whom the question is about"
            yield "a group left out", words, data[data[column] != name]
        for one, other in combinations(names, 2):
            words = f"{one} and {other} were mixed up in the column {column}: look at which one the question is about"
            there = {one: other, other: one}
            yield "another group", words, data.assign(**{column: data[column].replace(there)})


def _columns(data: pd.DataFrame) -> Iterator[Change]:
    numeric = numeric_columns(data)[:MOST_COLUMNS]
    for one, other in combinations(numeric, 2):
        for wanted, taken in ((one, other), (other, one)):
            words = f"you used the column {taken} where {wanted} belongs: look at what each column holds"
            yield "another column", words, data.assign(**{wanted: data[taken]})
        words = f"the columns {one} and {other} were mixed up"
        yield "two columns mixed up", words, data.assign(**{one: data[other], other: data[one]})


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
        yield "another period", f"{words}: {look}", data.iloc[rows].reset_index(drop=True)
    yield (
        "the rows from last to first",
        "you went through the rows from the last to the first",
        data.iloc[::-1].reset_index(drop=True),
    )


def _gaps(data: pd.DataFrame) -> Iterator[Change]:
    if not data.isna().any().any():
        return
    zero = "you read a gap as 0: look at what an empty place means here"
    yield "a gap read as zero", zero, data.fillna({column: 0 for column in numeric_columns(data)})
    dropped = "you left out every row with a gap in it: look at which gaps matter for this question"
    yield "rows with a gap left out", dropped, data.dropna().reset_index(drop=True)


def _single_rows(data: pd.DataFrame) -> Iterator[Change]:
    if not 3 < len(data) <= FEW_ROWS:
        return
    for place in range(len(data)):
        words = f"you left out one row ({row_name(data, place)}): look at which rows count"
        yield "a row left out", words, data.drop(data.index[place]).reset_index(drop=True)
