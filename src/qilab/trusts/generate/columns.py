"""Columns as the makers of the tables draw them: a mapping from name to array, and how such arrays are put together."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from qilab.trusts.schema.days import EPOCH, MONTHS
from qilab.trusts.schema.table import Table, typed, with_notes

Columns = dict[str, np.ndarray]
_DTYPES: dict[str, Any] = {
    "integer": np.int64,
    "number": float,
    "boolean": bool,
    "string": object,
    "datetime": "M8[m]",
}


def no_rows(table: Table) -> Columns:
    """The table without rows, for a trust that has none."""
    return {f.name: np.empty(0, dtype=_DTYPES.get(f.kind, "M8[D]")) for f in table.fields}


def row_count(table: Table, columns: Columns) -> int:
    """How many rows the columns of a table have, by the first of its fields."""
    return len(columns[table.fields[0].name])


def labels(words: tuple[str, ...] | list[str], codes: np.ndarray) -> np.ndarray:
    """Words by position, as text; position −1 is missing."""
    return np.array([*words, None], dtype=object)[codes]


def same(word: str, size: int) -> np.ndarray:
    """(size,) the same text in each row, as objects."""
    return np.full(size, word, dtype=object)


def dates(number: np.ndarray) -> np.ndarray:
    """Day numbers as dates."""
    return EPOCH + np.asarray(number)


def moments(minute: np.ndarray) -> np.ndarray:
    """Minutes since 1 April 2022 as local times."""
    return EPOCH.astype("M8[m]") + np.asarray(minute)


def months(number: np.ndarray) -> np.ndarray:
    """Month numbers (April 2022 is 0) as the first day of each."""
    return MONTHS[np.asarray(number)].astype("M8[D]")


def ids(letter: str, trust: str, size: int, first: int = 1) -> np.ndarray:
    """Running identifiers such as NORM-F00012. Letters and a short number, so never an NHS number."""
    return np.array([f"{trust}-{letter}{i:05d}" for i in range(first, first + size)], dtype=object)


def blank(values: np.ndarray, where: np.ndarray) -> np.ndarray:
    """The values with gaps: floats with NaN, dates with NaT, text with None, truth values as objects."""
    if values.dtype.kind in "iu":
        out = values.astype(float)
        out[where] = np.nan
    elif values.dtype.kind == "M":
        out = values.copy()
        out[where] = np.datetime64("NaT")
    else:
        out = values.astype(object) if values.dtype.kind in "bO" else values.copy()
        out[where] = np.nan if values.dtype.kind == "f" else None
    return out


def frame(table: Table, parts: list[Columns]) -> pd.DataFrame:
    """The parts of a table as one tidy frame: types as in the dictionary, units in `.attrs`."""
    made = {
        f.name: typed(f, np.concatenate([p[f.name] for p in parts]) if parts else np.empty(0, dtype=object))
        for f in table.fields
    }
    return with_notes(pd.DataFrame(made), table)
