"""What a table is: its columns with type, unit and limits, and its keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

SYNTHETIC = "Synthetic: no real patient, staff member or trust."
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
    """One table. shared: True where all trusts share it, False where each trust has rows of its own.

    key: the columns that name a row. links: (columns, other table, its columns). banner: a row above the
    column names.
    """

    name: str
    title: str
    text: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    links: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = ()
    shared: bool = False
    sources: str = ""
    banner: tuple[str, ...] = ()

    @property
    def units(self) -> dict[str, str]:
        """Column name → unit, for the columns that have one."""
        return {f.name: f.unit for f in self.fields if f.unit}

    def field(self, name: str) -> Field:
        """The column of that name. ValueError, which lists the columns, where the table has none."""
        for each in self.fields:
            if each.name == name:
                return each
        columns = ", ".join(each.name for each in self.fields)
        raise ValueError(f"{self.name} has no column “{name}”. Its columns are: {columns}.")


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
    data.attrs.update(
        name=table.name,
        title=table.title,
        units=table.units,
        note=f"Fictional trusts. {SYNTHETIC}",
        # Charts print it below their title: course data, and nothing else, are called fictional.
        source="Fictional trust, synthetic data",
    )
    return data
