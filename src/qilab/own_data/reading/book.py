"""A spreadsheet in memory: sheets of plain values, with what is hidden in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ..asking import refuse

MOST_ROWS = 200_000
MOST_COLUMNS = 2_000
MOST_CELLS = 3_000_000
_BLANKS = " \t\r\n\u00a0\u200b\ufeff\u2007\u202f"


class Percent(float):
    """A number that the sheet shows as a percentage, as it is shown: 12.5 for 12.5%."""


class Uncalculated:
    """A formula whose result is not in the file."""

    def __str__(self) -> str:
        return "a formula"


class Unclear(str):
    """What looks like a number and may be none: one with a raised footnote mark, or one that is merged over several cells."""

    __slots__ = ()


Value = None | str | float | bool | date | datetime | Uncalculated | Any


@dataclass
class Sheet:
    """rows: lists of equal length, None where empty; row and column numbers are counted from 0."""

    name: str
    rows: list[list[Value]]
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)  # texts of comments, looked through and never shown

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0]) if self.rows else 0


@dataclass
class Book:
    """name: of the file. kind: "text", "excel" or "opendocument". notices: sentences for the owner of the figures."""

    name: str
    kind: str
    sheets: list[Sheet]
    decimal_comma: bool | None = False  # None: the file does not say
    notices: list[str] = field(default_factory=list)


def column_letters(column: int) -> str:
    """
    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """
    >>> address(4, 1)
    'B5'
    """
    return f"{column_letters(column)}{row + 1}"


def tidy_text(value: str) -> str | None:
    """Text without blanks around it, None where nothing is left.

    >>> tidy_text(" Ward 4\\xa0"), tidy_text("\\xa0")
    ('Ward 4', None)
    """
    return re.sub("[\u00a0\u2007\u2009\u202f]", " ", value.strip(_BLANKS)) or None


def in_words(value: Value) -> str:
    """A cell as somebody would read it out: a year is 2023, not 2023.0.

    >>> in_words(2023.0), in_words(" Ward  4")
    ('2023', 'Ward 4')
    """
    if isinstance(value, float) and value == value and abs(value) < 1e15 and value == int(value):
        return str(int(value))
    return " ".join(str(value).split())


def as_grid(cells: dict[tuple[int, int], Value], name: str) -> list[list[Value]]:
    """Rows from the cells that hold anything; a refusal where that would be more than can be looked through."""
    if not cells:
        return []
    height, width = max(row for row, _ in cells) + 1, max(column for _, column in cells) + 1
    check_size(height, width, name)
    rows: list[list[Value]] = [[None] * width for _ in range(height)]
    for (row, column), value in cells.items():
        rows[row][column] = value
    return rows


def check_size(height: int, width: int, name: str) -> None:
    """A refusal for more rows, columns or cells than anybody charts."""
    if height > MOST_ROWS or width > MOST_COLUMNS or height * width > MOST_CELLS:
        raise refuse(
            name,
            f"There are {height:,} rows and {width:,} columns; we read up to {MOST_ROWS:,} rows, "
            f"{MOST_COLUMNS:,} columns and {MOST_CELLS:,} cells.",
            "Keep the columns that you want to chart, or count the rows up by month first (a pivot table does it).",
        )
