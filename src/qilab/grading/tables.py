"""Tables as CSV, for spreadsheets and other programs: written so that nothing in them runs, read from any of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

MOST_BYTES = 5_000_000  # a table of a few hundred learners is some kilobytes
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it; all else is left alone.

    Leading blanks count too: spreadsheets skip them. Source: OWASP, CSV injection.
    """
    if isinstance(value, str) and value.lstrip(" \u00a0").startswith(_FORMULA):
        return f"'{value}"
    return value


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """CSV as spreadsheets and Moodle read it: UTF-8 with a mark at its head, quoted, formulas made harmless."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(name) for name in columns])
    writer.writerows([safe(value) for value in row] for row in rows)
    return out.getvalue()


def read_columns(path: Path, columns: Sequence[str], what: str) -> list[dict[str, str]]:
    """The rows of a CSV file with at least these columns, in any letters and with either separator.

    what: the table in words, for the ValueError that says what to mend.
    """
    named = " and ".join(f"“{name}”" for name in columns)
    wanted = f"{path}: save a table with the columns {named} as CSV, one row each."
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError(f"{what} is far too large. {wanted}")
        data = path.read_bytes()
    except OSError as trouble:
        raise ValueError(f"{what} cannot be opened ({trouble.strerror or trouble}). {wanted}") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")  # what spreadsheets on Windows call plain CSV
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        heads = {str(head).strip().casefold(): head for head in rows.fieldnames or ()}
        if not set(columns) <= set(heads):
            raise ValueError(f"{what} has other columns. {wanted}")
        found = list(rows)
        if odd := next((row for row in found if any(row.get(None) or ())), None):
            raise ValueError(
                f"{what} has a row with more cells than columns, which ends in “{odd[None][-1].strip()[:60]}”. "
                f"{wanted} Put quote marks around what has a “{separator}” in it."
            )
        return [{name: _unguarded(str(row[heads[name]] or "").strip()) for name in columns} for row in found]
    except csv.Error:
        raise ValueError(f"{what} cannot be read. {wanted}") from None


def _unguarded(text: str) -> str:
    """Without the apostrophe that `safe` put before it."""
    return text[1:] if text.startswith("'") and safe(text[1:]) == text else text
