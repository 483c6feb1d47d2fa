"""What a table is: its columns with type, unit and limits, its keys, and the function that makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from .days import EPOCH, MONTHS

Columns = dict[str, np.ndarray]
KINDS = ("string", "integer", "number", "boolean", "date", "month", "datetime")


@dataclass(frozen=True)
class Field:
    """One column. gaps: True where a value may be missing. decimals: digits kept of a number.

    date and month are days of the calendar (a month is its first day); datetime is local time to the minute.
    sent: text exactly as it came, where even an empty cell is a text.
    """

    name: str
    kind: str
    text: str
    unit: str = ""
    gaps: bool = False
    low: float | None = None
    high: float | None = None
    values: tuple[str, ...] = ()
    ordered: bool = False
    decimals: int = 0
    pattern: str = ""
    sent: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS or not self.text or (self.kind == "number") != bool(self.decimals):
            raise ValueError(
                f"column {self.name}: needs a known kind, a description, and decimals if a number"
            )


@dataclass(frozen=True)
class Table:
    """One table. build: from a `World` (one trust) or, where `shared`, from the seed, to columns.

    key: the columns that name a row. links: (columns, other table, its columns). banner: a row above the
    column names.
    """

    name: str
    title: str
    text: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    build: Callable[[Any], Columns]
    links: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = ()
    shared: bool = False
    sources: str = ""
    banner: tuple[str, ...] = ()

    @property
    def units(self) -> dict[str, str]:
        return {f.name: f.unit for f in self.fields if f.unit}

    def field(self, name: str) -> Field:
        return next(f for f in self.fields if f.name == name)

    def none(self) -> Columns:
        """The table without rows, for a trust that has none."""
        kinds = {"integer": np.int64, "number": float, "boolean": bool, "string": object, "datetime": "M8[m]"}
        return {f.name: np.empty(0, dtype=kinds.get(f.kind, "M8[D]")) for f in self.fields}

    def rows(self, columns: Columns) -> int:
        return len(columns[self.fields[0].name])


TRUST = Field("trust", "string", "Code of the fictional trust, four letters", pattern="[A-Z]{4}")
WARD = Field("ward_code", "string", "Code of the ward; “NA” is the ward North A, not a missing value")
TO_TRUST = (("trust",), "trusts", ("trust",))
TO_WARD = (("trust", "ward_code"), "wards", ("trust", "ward_code"))
TO_DAY = (("date",), "calendar", ("date",))


def count(name: str, text: str, unit: str, **more: Any) -> Field:
    """A column of whole numbers from 0 up."""
    return Field(name, "integer", text, unit, **{"low": 0, **more})


def flag(name: str, text: str, **more: Any) -> Field:
    """A column of true and false."""
    return Field(name, "boolean", text, **more)


def labels(words: tuple[str, ...] | list[str], codes: np.ndarray) -> np.ndarray:
    """Words by position, as text; position −1 is missing."""
    return np.array([*words, None], dtype=object)[codes]


def same(word: str, size: int) -> np.ndarray:
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


def typed(field: Field, values: Any) -> Any:
    """Values of one column in the type that learners get.

    Whole numbers with gaps are floats with NaN, the one missing value that all plotting and statistics know.
    """
    if field.kind == "integer":
        return pd.Series(values).astype("float64" if field.gaps else "int64")
    if field.kind == "number":
        return pd.Series(values).astype("float64")
    if field.kind == "boolean":
        return pd.Series(values).astype("boolean" if field.gaps else "bool")
    if field.kind in ("date", "month", "datetime"):
        return pd.Series(pd.to_datetime(pd.Series(values))).astype("datetime64[ns]")
    if field.ordered:
        if not pd.Series(values, dtype=object).dropna().isin(field.values).all():
            raise ValueError(f"{field.name} has values that are not in its list ({', '.join(field.values)})")
        return pd.Series(pd.Categorical(values, categories=list(field.values), ordered=True))
    text = pd.Series(values, dtype=pd.Series(["a"]).dtype)
    # Before pandas 3, text columns are of kind object and would keep None from here and NaN from a file.
    return text.where(text.notna(), np.nan) if field.gaps else text


def with_notes(data: pd.DataFrame, table: Table) -> pd.DataFrame:
    """The frame with title, units and the word “synthetic” in its `.attrs`."""
    from qilab.trusts.generate.providers import SYNTHETIC

    data.attrs.update(
        name=table.name, title=table.title, units=table.units, note=f"Fictional trusts. {SYNTHETIC}"
    )
    return data
