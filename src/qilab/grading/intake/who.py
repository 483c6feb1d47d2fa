"""who.csv: the facilitator says whose a file is. One row a file that does not say it, kept from run to run."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qilab.grading.tables import csv_text, read_columns

from .names import clean

NAME, COLUMNS = "who.csv", ("file", "learner")
NOBODY = ("-", "–", "nobody")  # what says that a file is to be left out


def read_who(path: Path) -> dict[str, str]:
    """File → learner, where one was written. ValueError says what to mend; no file, no answers."""
    return {file: who for file, who in _rows(path).items() if who}


def write_who(path: Path, unclear: Iterable[str], later: Iterable[str] = ()) -> None:
    """One row for each unclear file; rows that somebody has filled in stay, and those of files of a later run."""
    waiting = {clean(file) for file in later}
    rows = {file: who for file, who in _rows(path).items() if who or file in waiting}
    rows |= {clean(file): "" for file in unclear if clean(file) not in rows}
    if not rows:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(csv_text(COLUMNS, rows.items()).encode("utf-8"))


def _rows(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    rows = read_columns(path, COLUMNS, "The table of whose file is whose")
    found: dict[str, str] = {}
    for row in rows:
        file, learner = clean(row["file"]), clean(row["learner"])
        if file and learner and found.get(file, "") not in ("", learner):
            raise ValueError(
                f"{path} gives {file} to both {found[file]} and {learner}: delete one of the two rows."
            )
        if file:
            found[file] = learner or found.get(file, "")
    return found
