"""Excel workbooks, by openpyxl: values as they were last saved, and what is merged or hidden."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection
from datetime import date
from typing import Any

from ..asking import Stop, refuse
from .big_sheet import BigSheet, Meanings, read_rows, split
from .book import Book, Percent, Sheet, Uncalculated, Unclear, Value, as_grid, tidy_text


def read_excel(name: str, data: bytes, folder: zipfile.ZipFile) -> Book:
    """The sheets of a workbook. Formulas are not worked out and macros not run; links to other files are not followed."""
    from openpyxl import load_workbook
    from openpyxl.reader.excel import ExcelReader

    slim, rows = split(data, folder)
    big: dict[str, BigSheet] = {}
    try:
        reader = ExcelReader(io.BytesIO(slim), data_only=True, keep_links=False, rich_text=True)
        reader.read()
        book = reader.wb
        formulas = load_workbook(io.BytesIO(slim), keep_links=False) if _has_formulas(folder, rows) else None
        if rows:
            parts = {sheet.name: rel.target.lstrip("/") for sheet, rel in reader.parser.find_sheets()}
            big = {name: read_rows(rows[part]) for name, part in parts.items() if part in rows}
        known = Meanings(book, reader.shared_strings)
        sheets = [
            _sheet(name, sheet, formulas[sheet.title] if formulas else None, big.get(sheet.title), known)
            for sheet in book.worksheets
        ]
    except Stop:
        raise
    except Exception:  # openpyxl has no one error for a damaged file: KeyError, TypeError, ParseError …
        raise refuse(
            name, "The file is damaged.", "Open it in Excel, save it under a new name, and choose that file."
        ) from None
    macros = any(part.endswith("vbaProject.bin") for part in folder.namelist())
    return Book(
        name, "excel", sheets, notices=["The file holds macros. They were not run."] if macros else []
    )


def _has_formulas(folder: zipfile.ZipFile, but: Collection[str]) -> bool:
    parts = [
        part
        for part in folder.namelist()
        if part.startswith("xl/worksheets/") and part.endswith(".xml") and part not in but
    ]
    return any(mark in folder.read(part) for part in parts for mark in (b"<f", b":f>", b":f "))


def _sheet(name: str, sheet: Any, formulas: Any, big: BigSheet | None, known: Meanings) -> Sheet:
    cells: dict[tuple[int, int], Value] = {}
    for (row, column), raw in (big.cells if big else {}).items():
        value = _value(known.value(raw), known.number_format(raw) if raw.kind == "n" else "")
        if value is None and raw.formula:
            value = Uncalculated()
        if value is not None:
            cells[row - 1, column - 1] = value
    remarks = []
    # `_cells` has only the cells that the file has. The public way round makes a million empty ones where a format
    # was set for a whole column.
    for (row, column), cell in sheet._cells.items():
        value = _value(cell.value, cell.number_format or "")
        if value is None and formulas is not None and formulas.cell(row, column).data_type == "f":
            value = Uncalculated()
        if value is not None:
            cells[row - 1, column - 1] = value
        if cell.comment is not None:
            remarks.append(str(cell.comment.text))
    for area in sheet.merged_cells.ranges:
        value = cells.get((area.min_row - 1, area.min_col - 1))
        if isinstance(value, float):  # bed days that stand once for three wards are those of none of them
            value = Unclear(f"{value:g}")
        if isinstance(value, str | date) and area.size["rows"] <= 1000:
            for row in range(area.min_row - 1, area.max_row):
                for column in range(area.min_col - 1, min(area.max_col, 2000)):
                    cells[row, column] = value
    rows = as_grid(cells, f"{name}, sheet {sheet.title}")
    return Sheet(
        sheet.title,
        rows,
        hidden=sheet.sheet_state != "visible",
        hidden_rows={row - 1 for row in _hidden_rows(sheet, big) if row <= len(rows)},
        hidden_columns=_hidden_columns(sheet),
        remarks=remarks,
    )


def _hidden_rows(sheet: Any, big: BigSheet | None) -> set[int]:
    return {row for row, shape in sheet.row_dimensions.items() if shape.hidden} | (
        big.hidden_rows if big else set()
    )


def _hidden_columns(sheet: Any) -> set[int]:
    return {
        column - 1
        for shape in sheet.column_dimensions.values()
        if shape.hidden and shape.min
        for column in range(shape.min, min(shape.max or shape.min, 2000) + 1)
    }


def _value(value: Any, number_format: str) -> Value:
    if isinstance(value, list):  # rich text: runs of letters, some raised
        value = "".join(str(run) for run in value if not _is_raised(run))
    if isinstance(value, str):
        return tidy_text(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value)
        return Percent(round(number * 100, 10)) if "%" in number_format else number
    return value


def _is_raised(run: Any) -> bool:
    return getattr(getattr(run, "font", None), "vertAlign", None) == "superscript"
