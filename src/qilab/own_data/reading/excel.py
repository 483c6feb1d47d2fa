"""Excel workbooks, by openpyxl: values as they were last saved, and what is merged or hidden."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

from ..asking import refuse
from .book import Book, Percent, Sheet, Uncalculated, Unclear, Value, as_grid, tidy_text


def read_excel(name: str, data: bytes, folder: zipfile.ZipFile) -> Book:
    """The sheets of a workbook. Formulas are not worked out and macros not run; links to other files are not followed."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False, rich_text=True)
        formulas = load_workbook(io.BytesIO(data), keep_links=False) if _has_formulas(folder) else None
    except Exception:  # openpyxl has no one error for a damaged file: KeyError, TypeError, ParseError …
        raise refuse(
            name, "The file is damaged.", "Open it in Excel, save it under a new name, and choose that file."
        ) from None
    sheets = [_sheet(name, sheet, formulas[sheet.title] if formulas else None) for sheet in book.worksheets]
    macros = any(part.endswith("vbaProject.bin") for part in folder.namelist())
    return Book(
        name, "excel", sheets, notices=["The file holds macros. They were not run."] if macros else []
    )


def _has_formulas(folder: zipfile.ZipFile) -> bool:
    parts = [
        part for part in folder.namelist() if part.startswith("xl/worksheets/") and part.endswith(".xml")
    ]
    return any(mark in folder.read(part) for part in parts for mark in (b"<f", b":f>", b":f "))


def _sheet(name: str, sheet: Any, formulas: Any) -> Sheet:
    cells: dict[tuple[int, int], Value] = {}
    remarks = []
    # `_cells` has only the cells that the file has. The public way round makes a million empty ones where a format
    # was set for a whole column.
    for (row, column), cell in sheet._cells.items():
        value = _value(cell)
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
        hidden_rows={
            row - 1 for row, shape in sheet.row_dimensions.items() if shape.hidden and row <= len(rows)
        },
        hidden_columns=_hidden_columns(sheet),
        remarks=remarks,
    )


def _hidden_columns(sheet: Any) -> set[int]:
    return {
        column - 1
        for shape in sheet.column_dimensions.values()
        if shape.hidden and shape.min
        for column in range(shape.min, min(shape.max or shape.min, 2000) + 1)
    }


def _value(cell: Any) -> Value:
    value = cell.value
    if isinstance(value, list):  # rich text: runs of letters, some raised
        value = "".join(str(run) for run in value if not _is_raised(run))
    if isinstance(value, str):
        return tidy_text(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value)
        return Percent(round(number * 100, 10)) if "%" in (cell.number_format or "") else number
    return value


def _is_raised(run: Any) -> bool:
    return getattr(getattr(run, "font", None), "vertAlign", None) == "superscript"
