"""Files for Word, PowerPoint and Excel are zip files: here each of their parts gets the same date, so that two makings agree."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

WHEN = datetime(2025, 1, 1)  # a true date would make each making differ
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def describe(book: Any, title: str, subject: str) -> None:
    """Put title, language and a fixed date into a document's properties. book: of python-docx or python-pptx."""
    about = book.core_properties
    about.title, about.author, about.last_modified_by = title, "QI Lab", "QI Lab"
    about.subject, about.language, about.revision, about.comments = subject, "en-GB", 1, ""
    about.created = about.modified = WHEN


def saved(book: Any) -> bytes:
    """The file, with the same date on each of its parts. book: of python-docx or python-pptx."""
    rels = book.part.package._rels if hasattr(book.part.package, "_rels") else book.part.package.rels
    for key in [key for key, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
        rels.pop(key)  # a preview of the library's own empty template
    raw = io.BytesIO()
    book.save(raw)
    return dated(raw)


def dated(raw: io.BytesIO, change: Callable[[str, bytes], bytes] = lambda _, data: data) -> bytes:
    """The zip file with one date on all its parts. change: what becomes of a part, by its name."""
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as there, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in there.namelist():
            about = zipfile.ZipInfo(name, ZIP_TIME)
            about.compress_type, about.create_system = zipfile.ZIP_DEFLATED, 3
            fixed.writestr(about, change(name, there.read(name)))
    return out.getvalue()
