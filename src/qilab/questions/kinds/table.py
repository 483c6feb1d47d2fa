"""An answer that is a small table to fill in: a number, a choice or a yes or no in each cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd

from .choice import ChoiceAnswer
from .fields import FieldsAnswer
from .number import NumberAnswer
from .protocol import AnswerKind, Problem
from .reading import (
    EMPTY_LIST,
    MOST,
    NOT_YET,
    capital,
    entries_of,
    has_parts,
    is_blank,
    named,
    quote,
    say_what,
    unwrap,
)
from .yes_no import YesNoAnswer

Table = dict[str, dict[str, Any]]
Row = tuple[
    Any, Mapping[Any, Any]
]  # what a row was called (None: nothing), and its cells by column as it was called

_NAMED = 6  # cells that a message names one by one


@dataclass(frozen=True)
class TableAnswer(AnswerKind[Table]):
    """A table with a cell to fill in for each row and column: {"Jan": {"upper": 15.0, "signal": False}, "Feb": …}.

    rows: key → words. columns: key → kind of its cells: numbers, choices, yes or no. headings: what a column is called,
    where its key does not say it by itself. corner: what the rows are, such as “Month”.
    """

    rows: Mapping[str, str]
    columns: Mapping[str, AnswerKind[Any]]
    headings: Mapping[str, str] = field(default_factory=dict)
    corner: str = ""

    def __post_init__(self) -> None:
        if len(self.rows) < 2 or not self.columns:
            raise ValueError("table: at least two rows and one column are needed")
        if strange := [name for name in self.headings if name not in self.columns]:
            raise ValueError(f"table: headings for columns that there are not: {', '.join(strange)}")
        for name, kind in self.columns.items():
            if not isinstance(kind, NumberAnswer | ChoiceAnswer | YesNoAnswer):
                raise ValueError(f"table: the column {name} must hold numbers, choices, or yes and no")

    def heading(self, column: str) -> str:
        """What a column is called within a sentence."""
        return self.headings.get(column) or column.replace("_", " ")

    @cached_property
    def fields(self) -> FieldsAnswer:
        """The same answer as named parts, one for each cell."""
        kinds = {_cell(row, column): kind for row in self.rows for column, kind in self.columns.items()}
        labels = {
            _cell(row, column): f"{words}, {self.heading(column)}"
            for row, words in self.rows.items()
            for column in self.columns
        }
        return FieldsAnswer(kinds, labels)

    def flat(self, value: Table) -> dict[str, Any]:
        """A table's cells as the named parts of `fields`."""
        return {_cell(row, column): value[row][column] for row in self.rows for column in self.columns}

    def nested(self, cells: Mapping[str, Any]) -> Table:
        """The table of which these are the cells; those that are not there are left out."""
        return {
            row: {column: cells[_cell(row, column)] for column in self.columns if _cell(row, column) in cells}
            for row in self.rows
        }

    # ------------------------------------------------------------ reading

    def read(self, given: Any) -> Table | Problem:
        """Row key → column key → value, each cell read by its own kind.

        From a DataFrame, a list of dicts or of lists in the order of the rows, a dict of columns, a dict of rows, or named
        columns. Rows and columns are known by their keys or words, in any order.
        """
        value = given.parts if has_parts(given) else unwrap(given)[0]
        if is_blank(value):
            return NOT_YET
        found = self._rows_of(value)
        if isinstance(found, Problem):
            return found
        placed = self._placed(found)
        if isinstance(placed, Problem):
            return placed
        if all(is_blank(cell) for cell in placed.values()):
            return NOT_YET
        return self._read_cells(placed)

    def _rows_of(self, value: Any) -> list[Row] | Problem:
        if isinstance(value, pd.DataFrame):
            rows = None if value.size > MOST else _of_frame(value)
        elif isinstance(value, Mapping):
            rows = self._of_dict(value)
        elif isinstance(value, list | tuple) or (isinstance(value, np.ndarray) and value.ndim == 2):
            rows = self._of_list(list(islice(value, MOST + 1)))
        else:
            return Problem(
                "not a table",
                f"The question asks for a table, and this answer is {say_what(value)}. {self._how()}",
            )
        if rows is None:
            return Problem(
                "not a table", f"Your table does not have the shape that was asked for. {self._how()}"
            )
        if not rows or not any(cells for _, cells in rows):
            return Problem(EMPTY_LIST, f"Your table is empty. {self._how()}")
        return rows

    def _of_dict(self, value: Mapping[Any, Any]) -> list[Row] | None:
        """{row: cells} or {column: cells}, whichever its keys are; the cells by name or in order."""
        entries = dict(islice(value.items(), MOST + 1))
        by_row = sum(named(key, self.rows) is not None for key in entries)
        if by_row and by_row >= sum(self._column(key) is not None for key in entries):
            rows = [(key, _by_name(cells, list(self.columns))) for key, cells in entries.items()]
            return (
                [(key, cells) for key, cells in rows if cells is not None]
                if all(c for _, c in rows)
                else None
            )
        columns = {column: _in_order(cells) for column, cells in entries.items()}
        listed = [cells for cells in columns.values() if cells is not None]
        if len(listed) == len(columns):
            if len({len(cells) for cells in listed}) != 1:
                return None
            return [(None, dict(zip(columns, row, strict=True))) for row in zip(*listed, strict=True)]
        return _turned({column: _by_name(cells, list(self.rows)) for column, cells in entries.items()})

    def _of_list(self, entries: list[Any]) -> list[Row] | None:
        rows: list[Row] = []
        for entry in entries:
            cells = _by_name(entry, list(self.columns))
            if cells is None:
                return None
            rows.append((None, cells))
        return rows

    def _placed(self, rows: list[Row]) -> dict[str, Any] | Problem:
        """The cells as they were written, by their place in the table."""
        placed: dict[str, Any] = {}
        if len(rows) > len(self.rows):
            return Problem("too many rows", f"Your table has {len(rows)} rows. {self._how()}")
        called = [self._called(label, cells) for label, cells in rows]
        if not any(called):
            if len(rows) != len(self.rows):
                many = "one row" if len(rows) == 1 else f"{len(rows)} rows"
                return Problem("rows missing", f"Your table has {many}. {self._how()}")
            called = list(self.rows)
        for row, (label, cells) in zip(called, rows, strict=True):
            if row is None:
                words = (
                    "It is not clear which row is which"
                    if label is None
                    else f"No row is called “{quote(label)}”"
                )
                return Problem("unknown row", f"{words}. The rows are: {self._listed()}.")
            for name, cell in cells.items():
                column = self._column(name)
                if column is not None:
                    if _cell(row, column) in placed:
                        return Problem(
                            "twice", f"The row {self.rows[row]} appears twice. Give each row once."
                        )
                    placed[_cell(row, column)] = cell
                elif named(cell, self.rows) != row:  # a column that only says which row it is
                    headings = ", ".join(self.columns)
                    return Problem(
                        "unknown column",
                        f"There is no column called “{quote(name)}” here. The columns are: {headings}.",
                    )
        return placed

    def _called(self, label: Any, cells: Mapping[Any, Any]) -> str | None:
        """The row that this is: by its label, or by a cell that is no column's and holds the name of a row."""
        if (row := named(label, self.rows)) is not None:
            return row
        others = (cell for name, cell in cells.items() if self._column(name) is None)
        return next((row for cell in others if (row := named(cell, self.rows))), None)

    def _column(self, name: Any) -> str | None:
        return named(name, {column: self.heading(column) for column in self.columns})

    def _read_cells(self, placed: Mapping[str, Any]) -> Table | Problem:
        lacking = [name for name in self.fields.kinds if is_blank(placed.get(name))]
        if lacking:
            return Problem("part missing", f"Still to fill in: {self._named(lacking)}.")
        values: dict[str, Any] = {}
        for name, kind in self.fields.kinds.items():
            value = kind.read(placed[name])
            if isinstance(value, Problem):
                return Problem(value.name, f"{capital(self.fields.words(name))}: {value.message}")
            values[name] = value
        return self.nested(values)

    def _listed(self) -> str:
        return "; ".join(self.rows.values())

    def _how(self) -> str:
        cells = ", ".join(f'"{column}": …' for column in self.columns)
        return (
            f"The table asked for has {len(self.rows)} rows: {self._listed()}. Fill in each cell of the form; in code, write a row like "
            f'this: {{"{next(iter(self.rows))}": {{{cells}}}, …}}'
        )

    # ------------------------------------------------------------ comparing

    def describe(self, value: Table) -> str:
        """All cells as “row, column = value”, row by row."""
        return self.fields.describe(self.flat(value))

    def same(self, one: Table, other: Table) -> bool:
        """The same only where every cell is."""
        return self.fields.same(self.flat(one), self.flat(other))

    def apart(self, one: Table, other: Table) -> bool:
        """Apart as soon as one cell is."""
        return self.fields.apart(self.flat(one), self.flat(other))

    def distance(self, one: Table, other: Table) -> float:
        """How many cells differ."""
        return self.fields.distance(self.flat(one), self.flat(other))

    def compare(self, value: Table, right: Table) -> str:
        """How many cells are right, and which to look at again, without their values."""
        wrong = self.fields.differing(self.flat(value), self.flat(right))
        total = len(self.fields.kinds)
        if len(wrong) == total:
            return "None of the cells is right yet."
        good = total - len(wrong)
        return f"Right already: {good} of {total} cells. Look again at: {self._named(wrong)}."

    def right_so_far(self, value: Table, right: Table) -> str:
        """As `compare`: after a known mistake too, it is worth knowing which cells are right."""
        return self.compare(value, right)

    def _named(self, cells: list[str]) -> str:
        """Cells in few words: whole columns and rows by their heading, the rest one by one as far as that helps."""
        left, said = list(cells), []
        whole_columns = [
            (f"the whole column {self.heading(c)}", [_cell(r, c) for r in self.rows]) for c in self.columns
        ]
        whole_rows = [
            (f"the whole row {w}", [_cell(r, c) for c in self.columns]) for r, w in self.rows.items()
        ]
        for words, places in (*whole_columns, *(whole_rows if len(self.columns) > 1 else ())):
            if all(place in left for place in places):
                said.append(words)
                left = [place for place in left if place not in places]
        said += [self.fields.words(place) for place in left[:_NAMED]]
        if len(left) > _NAMED:
            said.append(f"{len(left) - _NAMED} more")
        return "; ".join(said)


def _cell(row: str, column: str) -> str:
    return f"{row}/{column}"


def _of_frame(frame: pd.DataFrame) -> list[Row]:
    """The rows of a table; its index names them unless it only counts."""
    counts = isinstance(frame.index, pd.RangeIndex)
    lines = frame.itertuples(index=False, name=None)
    return [
        (None if counts else label, dict(zip(frame.columns, line, strict=True)))
        for label, line in zip(frame.index, lines, strict=True)
    ]


def _in_order(cells: Any) -> list[Any] | None:
    """Cells that have an order and no names: those of a list, or of a column that only counts its rows; else None."""
    if isinstance(cells, pd.Series) and not isinstance(cells.index, pd.RangeIndex):
        return None
    entries = entries_of(cells, ordered=True)
    return None if entries is None or len(entries) > MOST else entries


def _by_name(cells: Any, names: list[str]) -> dict[Any, Any] | None:
    """Cells by name: from a dict, a named column, as many in order as there are names, or a lone one; else None."""
    if isinstance(cells, Mapping):
        return dict(islice(cells.items(), MOST + 1))
    if isinstance(cells, pd.Series) and not isinstance(cells.index, pd.RangeIndex):
        return dict(islice(zip(cells.index, cells, strict=True), MOST + 1))
    entries = _in_order(cells)
    if entries is None:
        entries = [cells]
    return dict(zip(names, entries, strict=True)) if len(entries) == len(names) else None


def _turned(columns: Mapping[Any, Mapping[Any, Any] | None]) -> list[Row] | None:
    """Rows of cells by column, from columns of cells by row; None where one of them could not be read."""
    rows: dict[Any, dict[Any, Any]] = {}
    for column, cells in columns.items():
        if cells is None:
            return None
        for row, cell in cells.items():
            rows.setdefault(row, {})[column] = cell
    return list(rows.items())
