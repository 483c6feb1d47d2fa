"""Large sheets of Excel: their cells straight from the XML, because openpyxl makes an object of each and takes minutes.

openpyxl still reads everything else (styles, shared texts, what is merged or hidden, comments) from a copy of the file in which
the rows of large sheets are left out. Source: ECMA-376, part 1, 18.3.1 (sheetData, row, c, v, f, is).
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.parsers import expat

BIG = 6_000_000  # bytes of a sheet's XML: about twenty thousand rows
_ROWS = re.compile(rb"<(\w+:)?sheetData\b[^>]*[^/]>|<(\w+:)?sheetData>")


@dataclass
class RawCell:
    """kind: as the file says ("n", "s", "str", …). text: of its value, None without one. style: a number. formula: has it one?"""

    kind: str
    text: str | None
    style: int
    formula: bool


@dataclass
class BigSheet:
    """cells: by row and column, counted from 1. hidden_rows: counted from 1."""

    cells: dict[tuple[int, int], RawCell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)


def split(data: bytes, folder: zipfile.ZipFile) -> tuple[bytes, dict[str, bytes]]:
    """The file without the rows of its large sheets, and those rows as XML by the name of their part; ({}) for none."""
    big = {
        part.filename: folder.read(part)
        for part in folder.infolist()
        if part.filename.startswith("xl/worksheets/")
        and part.filename.endswith(".xml")
        and part.file_size > BIG
    }
    rows: dict[str, bytes] = {}
    rest: dict[str, bytes] = {}
    for name, xml in big.items():
        start = _ROWS.search(xml)
        end = xml.rfind(b"</" + (start[1] or start[2] or b"") + b"sheetData>") if start else -1
        if start and end > start.end():
            rows[name], rest[name] = xml[start.end() : end], xml[: start.end()] + xml[end:]
    if not rows:
        return data, {}
    slim = io.BytesIO()
    with zipfile.ZipFile(slim, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for part in folder.infolist():
            out.writestr(part.filename, rest.get(part.filename) or folder.read(part))
    return slim.getvalue(), rows


def read_rows(xml: bytes) -> BigSheet:
    """The cells of the rows of a sheet. ValueError where they are no well-formed XML."""
    taken = _Taker()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = taken.start, taken.end
    parser.CharacterDataHandler = taken.text
    try:
        parser.Parse(b"<rows>", False)
        parser.Parse(xml, False)
        parser.Parse(b"</rows>", True)
    except expat.ExpatError as problem:
        raise ValueError("the rows are no well-formed XML") from problem
    return taken.sheet


class _Taker:
    """Hears of each element as the parser comes to it. Raised letters, which are marks of footnotes, are left out."""

    def __init__(self) -> None:
        self.sheet = BigSheet()
        self.row = self.column = 0
        self.cell: RawCell | None = None
        self.said: list[str] = []
        self.listens = self.raised = False

    def start(self, name: str, given: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self.column += 1
            if "r" in given:
                self.column = _column(given["r"])
            self.cell = RawCell(given.get("t", "n"), None, int(given.get("s", 0)), False)
            self.said = []
        elif name in ("v", "t"):
            self.listens = not self.raised
        elif name == "row":
            self.row = int(given.get("r", self.row + 1))
            self.column = 0
            if given.get("hidden") in ("1", "true"):
                self.sheet.hidden_rows.add(self.row)
        elif name == "f" and self.cell is not None:
            self.cell.formula = True
        elif name == "vertAlign":
            self.raised = given.get("val") == "superscript"
        elif name == "rPh":  # how a word is spoken
            self.raised = True

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "c" and self.cell is not None:
            if self.said:
                self.cell.text = "".join(self.said)
            if self.said or self.cell.formula:
                self.sheet.cells[self.row, self.column] = self.cell
            self.cell = None
        elif name in ("v", "t"):
            self.listens = False
        elif name in ("r", "rPh"):
            self.raised = False

    def text(self, said: str) -> None:
        if self.listens:
            self.said.append(said)


def _column(address: str) -> int:
    column = 0
    for letter in address:
        if not letter.isalpha():
            break
        column = column * 26 + ord(letter.upper()) - 64
    return column


@dataclass(frozen=True)
class Meanings:
    """What raw cells mean in one workbook. shared: its shared texts."""

    book: Any
    shared: list[Any]
    formats: dict[int, str] = field(default_factory=dict)  # of a style, once looked up

    def value(self, cell: RawCell) -> Any:
        """The value as openpyxl would give it; None where there is none."""
        if cell.text is None:
            return None
        if cell.kind == "n":
            return self._number(cell)
        if cell.kind == "s":
            return self.shared[int(cell.text)]
        if cell.kind == "b":
            return cell.text == "1"
        if cell.kind == "d":
            return datetime.fromisoformat(cell.text.removesuffix("Z"))
        return cell.text

    def _number(self, cell: RawCell) -> Any:
        from openpyxl.utils.datetime import from_excel

        number = float(cell.text or "nan")
        if cell.style not in self.book._date_formats:
            return number
        try:
            return from_excel(number, self.book.epoch, timedelta=cell.style in self.book._timedelta_formats)
        except (OverflowError, ValueError):
            return "#VALUE!"

    def number_format(self, cell: RawCell) -> str:
        """How the sheet shows a number, such as "0%"."""
        if cell.style not in self.formats:
            self.formats[cell.style] = self._format(cell.style)
        return self.formats[cell.style]

    def _format(self, style: int) -> str:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

        styles = self.book._cell_styles
        number = styles[style].numFmtId if style < len(styles) else 0
        if number < BUILTIN_FORMATS_MAX_SIZE:
            return str(BUILTIN_FORMATS.get(number, "General"))
        return str(self.book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])
