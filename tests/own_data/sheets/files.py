"""Spreadsheets in memory, as people's own programs would save them."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from openpyxl import Workbook

from qilab.own_data.source import Source

_ODS = "application/vnd.oasis.opendocument.spreadsheet"


def csv(text: str, name: str = "falls.csv", encoding: str = "utf-8") -> Source:
    return Source(name, text.encode(encoding))


def workbook(rows, name: str = "falls.xlsx", change=None) -> Source:
    """One sheet of rows; `change` gets the workbook and its sheet before it is saved."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    if change:
        change(book, book.active)
    out = io.BytesIO()
    book.save(out)
    return Source(name, out.getvalue())


def packed(name: str, **parts: str | bytes) -> Source:
    """A packed file of any parts; `__` in a part's name is a slash."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for part, text in parts.items():
            folder.writestr(part.replace("__", "/"), text)
    return Source(name, out.getvalue())


def ods_cell(value) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, tuple):  # attributes as LibreOffice writes them, and the text shown
        return f"<table:table-cell {value[0]}><text:p>{escape(value[1])}</text:p></table:table-cell>"
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def ods(rows, columns: str = "", hidden: tuple[int, ...] = (), name: str = "falls.ods") -> Source:
    """An OpenDocument sheet. columns: its table-column elements; hidden: rows that a filter hides."""
    filtered = " table:visibility='filter'"
    lines = "".join(
        f"<table:table-row{filtered if number in hidden else ''}>{''.join(map(ods_cell, row))}</table:table-row>"
        for number, row in enumerate(rows)
    )
    spaces = " ".join(
        f'xmlns:{part}="urn:oasis:names:tc:opendocument:xmlns:{part}:1.0"'
        for part in ("office", "table", "text", "style")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Falls">{columns}{lines}'
        # LibreOffice ends a sheet with rows and columns that are repeated to the very end.
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return packed(name, mimetype=_ODS, **{"content.xml": content})
