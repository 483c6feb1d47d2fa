"""Which kind of file is it? By what is in it, for a name can say anything."""

from __future__ import annotations

from ..asking import Answers, refuse
from ..source import Source
from .book import Book
from .excel import read_excel
from .opendocument import read_opendocument
from .packed import locked, opened
from .text import read_text

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "Open it in Excel and save it as “Excel workbook (.xlsx)” or “CSV UTF-8”, then choose that file."


def open_book(source: Source, answers: Answers) -> Book:
    """All sheets of a source; a refusal that says what to do where it is no spreadsheet that we read."""
    name, data = source.name, source.data
    if data.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise locked(name)
        raise refuse(name, "This is an old type of Excel file (.xls).", _SAVE_AS)
    if data.startswith(b"PK\x03\x04"):
        return _packed(name, data)
    if data.startswith(b"%PDF"):
        raise refuse(
            name, "This is a PDF.", "Choose the spreadsheet that it was made from, or paste the cells."
        )
    if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:200].lower().startswith((b"<", b"{\\rtf")):
        raise refuse(name, "This is a web page or a document under another name.", _SAVE_AS)
    if data.startswith((b"PK", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z")):
        raise refuse(name, "This is not a spreadsheet, or it is damaged.", _SAVE_AS)
    return read_text(name, data, answers)


def _packed(name: str, data: bytes) -> Book:
    folder = opened(name, data)
    parts = set(folder.namelist())
    if "xl/workbook.bin" in parts:
        raise refuse(name, "This is a binary Excel file (.xlsb).", _SAVE_AS)
    if "xl/workbook.xml" in parts:
        return read_excel(name, data, folder)
    kind = folder.read("mimetype")[:80] if "mimetype" in parts else b""
    if b"opendocument.spreadsheet" in kind and "content.xml" in parts:
        return read_opendocument(name, folder)
    raise refuse(
        name, "This is a zip file, but not a spreadsheet.", "Unzip it, and choose the spreadsheet itself."
    )
