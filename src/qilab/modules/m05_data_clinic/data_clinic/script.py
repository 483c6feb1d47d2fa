"""The pipeline as a script of plain pandas: the very lines that the lab has run, each below the words of its fix."""

from __future__ import annotations

from collections.abc import Sequence

from .fixes import FILE, FINISH, FIXES, PREPARE, READ_AS_SENT, READ_BY_DEFAULT

NAME = "clean_falls.py"
_HEAD = f'''"""Cleans the falls export of a fictional trust. Needs pandas, and {FILE} in the same folder."""

import pandas as pd

'''


def lines(as_sent: bool, fixes: Sequence[str]) -> str:
    """The fixes alone, in their order: for each its words and its one line."""
    read = READ_AS_SENT if as_sent else READ_BY_DEFAULT
    return "\n".join([read, *(f"# {FIXES[name].words}\n{FIXES[name].line}" for name in fixes)])


def script(as_sent: bool, fixes: Sequence[str]) -> str:
    """All of it, ready to run: it reads the file, mends it, writes falls_clean.csv and says how many falls are left."""
    read, *rest = lines(as_sent, fixes).split("\n")
    prepare = ["# What the lines below need. The dates have not been read yet.", *PREPARE]
    return _HEAD + "\n".join([read, *prepare, "", *rest, "", *FINISH]) + "\n"
