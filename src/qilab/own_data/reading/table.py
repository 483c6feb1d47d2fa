"""A table of a sheet: its columns with their headings, and where each value stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .book import Value, address

TOTAL = re.compile(
    r"^\W*((grand|sub|overall|annual|running|year|ytd|quarter|q[1-4]|trust|site|(19|20)\d\d([/-]\d+)?)[\s-]*)*"
    r"(totals?|sub-?totals?|sum|average|mean|median|ytd|year to date|all wards?)\b"
    r"(?!\s+(hip|knee|joint|shoulder|elbow|ankle|parenteral|body|care|thyroid|abdominal|laryn))",
    re.IGNORECASE,
)
# In a column of wards: may be the sum of them, or one place of several (“Trust” beside “National”).
WHOLE = re.compile(
    r"^\W*(((the|our|whole|entire) )*(trust|health board|organisation|organization)([\s-]*(wide|level))?|all|overall|combined"
    r"|(whole|entire) (hospital|site))\W*$",
    re.IGNORECASE,
)


class OnSheet(tuple[int, int]):
    """Row and column of a cell, and its sheet: for a table that is made of several sheets."""

    sheet: str

    @classmethod
    def of(cls, cell: tuple[int, int], sheet: str) -> OnSheet:
        """The cell with its sheet."""
        made = cls(cell)
        made.sheet = sheet
        return made


UNNAMED = "value"  # the heading of numbers above which nothing says what they are


@dataclass
class Column:
    """levels: its headings from the top down, without repeats. cells: where each value stands, row and column from 0."""

    levels: tuple[str, ...]
    values: list[Value]
    cells: list[tuple[int, int]]

    @property
    def heading(self) -> str:
        """Its headings in one line."""
        return " – ".join(self.levels)

    def where(self, i: int) -> str:
        """The address of its nth cell, with its sheet where the table is made of several."""
        cell = self.cells[i]
        return f"“{cell.sheet}” {address(*cell)}" if isinstance(cell, OnSheet) else address(*cell)


@dataclass
class Table:
    """columns: of equal length. times: which of them may hold the dates. across: were the dates across the top?"""

    sheet: str
    title: str
    columns: list[Column]
    times: list[int]
    across: bool = False
    dropped: list[str] = field(default_factory=list)  # total rows and columns, by what they are called
    sheets: tuple[str, ...] = ()  # of which it was put together; () for one that stands on a sheet of its own

    @property
    def name(self) -> str:
        """The sheet, and where on it."""
        first = self.columns[0].cells[0] if self.columns[0].cells else (0, 0)
        return f"{self.sheet}, from {address(*first)}".lstrip(", ")
