"""OpenDocument spreadsheets (ODS), read from their own XML.

No library that is kept and has no compiled part says which rows and columns are hidden, and a hidden column of NHS
numbers is what we must not miss. Source: OpenDocument 1.3, part 3, chapter 9.
"""

from __future__ import annotations

import zipfile
from datetime import datetime
from xml.etree import ElementTree as ET

from ..asking import refuse
from .book import MOST_COLUMNS, MOST_ROWS, Book, Percent, Sheet, Unclear, Value, as_grid, tidy_text

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
TABLE, OFFICE, TEXT, STYLE = (f"{{{_NS}{part}:1.0}}" for part in ("table", "office", "text", "style"))
_HIDDEN = ("collapse", "filter")


def read_opendocument(name: str, folder: zipfile.ZipFile) -> Book:
    """The sheets of an ODS file."""
    try:
        manifest = (
            folder.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in folder.namelist() else b""
        )
        if b"encryption-data" in manifest:
            from .packed import locked

            raise locked(name)
        root = ET.fromstring(folder.read("content.xml"))
    except (ET.ParseError, KeyError, zipfile.BadZipFile, EOFError):
        raise refuse(
            name,
            "The file is damaged.",
            "Open it in LibreOffice or Excel, save it as .xlsx, and choose that file.",
        ) from None
    unseen = {
        style.get(f"{STYLE}name")
        for style in root.iter(f"{STYLE}style")
        for shape in style.iter(f"{STYLE}table-properties")
        if shape.get(f"{TABLE}display") == "false"
    }
    sheets = [_sheet(name, table, unseen) for table in root.iter(f"{TABLE}table")]
    macros = any(part.startswith("Basic/") for part in folder.namelist())
    return Book(
        name, "opendocument", sheets, notices=["The file holds macros. They were not run."] if macros else []
    )


def _sheet(name: str, table: ET.Element, unseen: set[str | None]) -> Sheet:
    title = table.get(f"{TABLE}name", "")
    cells: dict[tuple[int, int], Value] = {}
    remarks: list[str] = []
    hidden_rows: set[int] = set()
    row = 0
    for line in table.iter(f"{TABLE}table-row"):
        times = int(line.get(f"{TABLE}number-rows-repeated", "1"))
        found = _cells_of(line, remarks)
        if found:
            if row + times > MOST_ROWS:
                as_grid({(row + times, 0): ""}, f"{name}, sheet {title}")
            for again in range(times):
                for column, (value, down, across) in found.items():
                    _put(cells, row + again, column, value, down, across)
        if line.get(f"{TABLE}visibility") in _HIDDEN:
            hidden_rows.update(range(row, min(row + times, MOST_ROWS)))
        row += times
    rows = as_grid(cells, f"{name}, sheet {title}")
    return Sheet(
        title,
        rows,
        hidden=table.get(f"{TABLE}style-name") in unseen,
        hidden_rows={row for row in hidden_rows if row < len(rows)},
        hidden_columns=_hidden_columns(table),
        remarks=remarks,
    )


def _put(cells: dict, row: int, column: int, value: Value, down: int, across: int) -> None:
    """The value in its own cell, and in those that are merged with it; a number for several cells is that of none."""
    if down * across > 1 and isinstance(value, float):
        value = Unclear(f"{value:g}")
    for r in range(row, row + min(down, 1000)):
        for c in range(column, column + min(across, MOST_COLUMNS)):
            cells[r, c] = value


def _hidden_columns(table: ET.Element) -> set[int]:
    hidden: set[int] = set()
    column = 0
    for shape in table.iter(f"{TABLE}table-column"):
        times = int(shape.get(f"{TABLE}number-columns-repeated", "1"))
        if shape.get(f"{TABLE}visibility") in _HIDDEN:
            hidden.update(range(column, min(column + times, MOST_COLUMNS)))
        column += times
    return hidden


def _cells_of(line: ET.Element, remarks: list[str]) -> dict[int, tuple[Value, int, int]]:
    found: dict[int, tuple[Value, int, int]] = {}
    column = 0
    for cell in line:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        times = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        value = _value(cell)
        remarks += ["".join(note.itertext()) for note in cell.iter(f"{OFFICE}annotation")]
        if value is not None and cell.tag == f"{TABLE}table-cell":
            spans = [int(cell.get(f"{TABLE}number-{way}-spanned", "1")) for way in ("rows", "columns")]
            for again in range(min(times, MOST_COLUMNS + 1)):
                found[column + again] = (value, spans[0], spans[1])
        column += times
    return found


def _value(cell: ET.Element) -> Value:
    kind = cell.get(f"{OFFICE}value-type")
    if kind in ("float", "currency", "percentage"):
        number = float(cell.get(f"{OFFICE}value", "nan"))
        return Percent(round(number * 100, 10)) if kind == "percentage" else number
    if kind == "date":
        try:
            return datetime.fromisoformat(cell.get(f"{OFFICE}date-value", "")[:19])
        except ValueError:
            return _text(cell)
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    return _text(cell)


def _text(cell: ET.Element) -> str | None:
    text = tidy_text("\n".join("".join(part.itertext()) for part in cell.findall(f"{TEXT}p")))
    if text and text[0].isdigit() and next(cell.iter(f"{TEXT}span"), None) is not None:
        return Unclear(text)
    return text
