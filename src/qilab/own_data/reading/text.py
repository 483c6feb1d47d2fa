"""CSV, TSV and pasted cells: which letters, which separator, which rows."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from ..asking import Answers, Choice, Question, refuse
from .book import Book, Sheet, check_size, tidy_text

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "upright bar"}
_DECIMAL_COMMA = re.compile(r"^[+-]?\d+,\d{1,2}$")  # nobody writes thousands so
LONGEST_CELL = 5_000
_LOOKED_AT = 500  # rows that are enough to tell the separator


def read_text(name: str, data: bytes, answers: Answers) -> Book:
    """The one sheet of a text file."""
    text = _decoded(name, data)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first.strip()[4], "\n" + rest  # the blank line keeps the rows' numbers true
    else:
        separator = _separator(text, answers)
    rows = _rows(name, text, separator)
    check_size(len(rows), max((len(row) for row in rows), default=0), name)
    width = max((len(row) for row in rows), default=0)
    sheet = Sheet("", [row + [None] * (width - len(row)) for row in rows])
    open_ = separator == ";" or any(
        isinstance(v, str) and _DECIMAL_COMMA.match(v) for row in rows for v in row
    )
    return Book(name, "text", [sheet], decimal_comma=None if open_ else False)


def _decoded(name: str, data: bytes) -> str:
    """The text, whatever Excel or another program wrote it in."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in data:
        raise refuse(
            name, "This is not a text file.", "Save it from Excel as “CSV UTF-8” or “Excel workbook”."
        )
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise refuse(name, "Its characters cannot be read.", "Save it again from Excel as “CSV UTF-8”.")


def _separator(text: str, answers: Answers) -> str:
    """What stands between the cells: what cuts most rows into equally many; asked where two do so equally well."""
    scores = {}
    for separator in SEPARATORS:
        sample = [
            row
            for row, _ in zip(
                csv.reader(io.StringIO(text), delimiter=separator), range(_LOOKED_AT), strict=False
            )
        ]
        widths = Counter(len(row) for row in sample if any(cell.strip() for cell in row))
        several = {width: times for width, times in widths.items() if width > 1}
        if several:
            scores[separator] = max(several.values()) / widths.total()
    if not scores:
        return ","
    best = [separator for separator, score in scores.items() if score == max(scores.values())]
    if len(best) == 1:
        return best[0]
    choices = tuple(Choice(SEPARATORS[s], f"A {SEPARATORS[s]}") for s in best)
    answer = answers.to(Question("separator", "What separates the columns of the file?", choices))
    answers.settle()
    return next(s for s in best if SEPARATORS[s] == answer)


def _rows(name: str, text: str, separator: str) -> list[list]:
    csv.field_size_limit(10_000_000)
    rows: list[list] = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=separator):
            if any(len(cell) > LONGEST_CELL for cell in row):
                raise refuse(
                    f"{name}, row {len(rows) + 1}",
                    "A cell is longer than a page, so a quote mark may not have been closed.",
                    'Look for a single " in that row and take it out.',
                )
            rows.append([tidy_text(cell) for cell in row])
    except csv.Error:
        raise refuse(
            name, "Its rows cannot be told apart.", "Save it again from Excel as “CSV UTF-8”."
        ) from None
    return rows
