"""The organiser's folder: letters, sheets, handouts and certificates, each from one Markdown source, for print and for Word.

documents.py says what there is, session.py fills in date and place, sheet.py sets it in type, word.py writes it for Word,
drawings.py draws, certificates.py takes a list of names, make.py lists the files.
"""

from __future__ import annotations

from .documents import FOLDER
from .make import makers

__all__ = ["FOLDER", "makers"]
