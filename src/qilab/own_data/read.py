"""The way in: from a file to measures, to a question, or to a refusal that says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from qilab.charts.words import listed

from .asking import Answers, Asked, Choice, Question, Reason, Refused, Stop, refuse
from .measure import Measure
from .reading.book import Book, Uncalculated
from .reading.open_book import open_book
from .reading.table import Table
from .reading.tables import find_tables, put_together
from .rows import dated_rows
from .safety.labels import check_file_name
from .safety.people import bears_a_name
from .safety.scan import make_safe
from .series import measures_of
from .source import Source

_ALL = "all sheets"  # the answer for several tables as one


def read(
    source: Source | Path, answers: Mapping[str, Any] | None = None, today: date | None = None
) -> Asked | Refused | list[Measure]:
    """Measures from a file or from pasted cells; else the questions that are open, or why not.

    answers: what was answered so far, by the questions' keys; ask again with more of them until no question is left.
    "sheet" among them names the only sheet to look for tables on. today: after which months are still to come. Nothing is written, and nothing of the file is kept. What is asked
    shows cells of the file only after all of it was looked through for signs of any one person.

    >>> months = Source.pasted("Month\\tFalls\\nApr 2024\\t6\\nMay 2024\\t4\\nJun 2024\\t5")
    >>> [question.key for question in read(months).questions]
    ['kind', 'better']
    >>> read(months, {"kind": "count", "better": "lower"})[0].table["count"].tolist()
    [6.0, 4.0, 5.0]
    """
    given = Answers(answers)
    try:
        if isinstance(source, Path):
            source = Source.file(source)
        check_file_name(source.name)
        book = open_book(source.checked(), given)
        counted = make_safe(book, given)
        table = _one_table(book, given, counted)
        try:
            _refuse_shifted(book, table)
            rows = dated_rows(book, table, table.sheet in counted, given, today or date.today())
            return measures_of(rows, given)
        except Stop as stop:
            return _on_its_sheet(stop.outcome, book, table)
    except Stop as stop:
        return stop.outcome
    except Exception as problem:
        return _unforeseen(source, problem)


def _unforeseen(source: Source | Path, problem: Exception) -> Refused:
    """A refusal in place of an error that nobody foresaw: its own words are for programmers, and may hold cells of the file."""
    if isinstance(problem, ImportError):
        why = f"Reading it needs “{problem.name}”, which is not installed here."
        remedy = "Copy the cells in your spreadsheet and paste them, or save the sheet as “CSV UTF-8”."
    else:
        why = f"We stumbled over something in it that we did not expect ({type(problem).__name__})."
        remedy = (
            "Copy only the columns that you want to chart into a new, empty workbook, and choose that file."
        )
    return Refused((Reason(source.name, why, remedy),))


def _on_its_sheet(outcome: Asked | Refused, book: Book, table: Table) -> Asked | Refused:
    """A refusal that says on which of several sheets the cell stands."""
    if isinstance(outcome, Asked) or len(book.sheets) < 2 or table.sheets:
        return outcome
    named = (
        reason
        if table.sheet in reason.where
        else replace(reason, where=f"Sheet “{table.sheet}”, {reason.where}")
        for reason in outcome.reasons
    )
    return replace(outcome, reasons=tuple(named))


def _one_table(book: Book, answers: Answers, counted: frozenset[str]) -> Table:
    """The table to read; asked where there are several."""
    tables = [table for sheet in book.sheets if not sheet.hidden for table in find_tables(sheet)]
    hidden = [sheet.name for sheet in book.sheets if sheet.hidden and sheet.rows]
    tables = _on_sheet(book, tables, answers.given.get("sheet"))
    answers.seen += book.notices
    if hidden:
        told = ["one that may have a person's name" if bears_a_name(name) else f"“{name}”" for name in hidden]
        answers.seen.append(f"Hidden sheets were not read: {', '.join(told)}.")
    if not tables and any(
        isinstance(value, Uncalculated) for sheet in book.sheets for row in sheet.rows for value in row
    ):
        raise refuse(
            book.name,
            "It holds formulas whose results are not in the file, and we found no dates.",
            "Open it in Excel, save it, and choose it again.",
        )
    if not tables:
        raise refuse(
            book.name,
            "We found no two dates in it, down a column or across the top.",
            "Give it a column with a date or a month in each row, such as “Apr 2024”, with a heading above it.",
        )
    if len(tables) == 1:
        return tables[0]
    choices = tuple(
        Choice(
            table.name, table.name, f"Columns: {', '.join(column.heading for column in table.columns[:6])}."
        )
        for table in tables
    )
    shown = {sheet.name for sheet in book.sheets if not sheet.hidden_rows} - counted
    whole = put_together([table for table in tables if table.sheet in shown])
    if whole is not None:
        names = listed([f"“{name}”" for name in whole.sheets])
        choices = (
            Choice(_ALL, f"Those of {names} together", "A chart for each sheet, or all added up."),
            *choices,
        )
    answer = answers.to(
        Question("table", "There are several tables in the file. Which do you want to chart?", choices)
    )
    answers.settle()
    if whole is not None and answer == _ALL:
        return whole
    return next(table for table in tables if table.name == answer)


def _on_sheet(book: Book, tables: list[Table], wanted: str | None) -> list[Table]:
    """The tables of the sheet that was asked for; a refusal where it has none."""
    if wanted in (None, ""):
        return tables
    there = [table for table in tables if table.sheet.casefold() == str(wanted).casefold()]
    if not there:
        names = ", ".join(f"“{sheet.name}”" for sheet in book.sheets if not sheet.hidden and sheet.name)
        raise refuse(
            f"{book.name}, the sheet that you named",
            "There is no such sheet, or no table with dates on it.",
            f"Its sheets are {names}."
            if names
            else "This kind of file has no sheets, so leave the name out.",
        )
    return there


def _refuse_shifted(book: Book, table: Table) -> None:
    """A comma in a number without quote marks pushes all behind it one column on, where it has no heading."""
    if book.kind != "text" or table.across:
        return
    named = [column for column in table.columns if not column.levels[0].startswith("column ")]
    if not named or table.columns[-1] in named:
        return
    over = table.columns[-1]
    first = next(i for i, value in enumerate(over.values) if value is not None)
    raise refuse(
        f"{book.name}, row {over.cells[first][0] + 1}",
        "It has more cells than there are headings, so numbers may be in the wrong column.",
        "Is there a comma inside a number, such as 1,234? Save the file from Excel, which puts quote marks round it. "
        "If not, give the last column a heading.",
    )
