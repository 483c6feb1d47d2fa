"""What became of every file: the account adds up, file by file, so that nobody's work is dropped without a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qilab.grading.tables import csv_text, read_columns

MARKED, PARTLY, REJECTED = "marked", "marked in part", "not marked"
LEFT, NOTE, UNCLEAR, NOBODYS, SYSTEM = "for another run", "note", "unclear", "nobody's", "system file"
COLUMNS = ("file", "learner", "what", "note", "module")
_WORDS = {
    MARKED: ("marked", "marked"),
    PARTLY: ("marked in part", "marked in part"),
    REJECTED: ("not marked", "not marked"),
    NOTE: ("note", "notes"),
    UNCLEAR: ("unclear", "unclear"),
    NOBODYS: ("belongs to nobody", "belong to nobody"),
    SYSTEM: ("system file", "system files"),
}
FOR_A_PERSON = (PARTLY, REJECTED, UNCLEAR, NOBODYS)


@dataclass
class Entry:
    """One file. learner: "" where it is nobody's. module: which other run it was left for."""

    file: str
    learner: str
    what: str
    note: str = ""
    module: str = ""


@dataclass
class Account:
    """Every file that was found, once."""

    entries: list[Entry]

    def count(self, what: str) -> int:
        """How many files became `what`, one of the kinds that this module names."""
        return sum(entry.what == what for entry in self.entries)

    @property
    def left(self) -> Counter[str]:
        """Files by the module that they are of."""
        return Counter(entry.module for entry in self.entries if entry.what == LEFT)

    @property
    def has_submissions(self) -> bool:
        """Was any file handed in for this assignment, whether it could be marked or not?"""
        return any(entry.what in (MARKED, PARTLY, REJECTED) for entry in self.entries)

    @property
    def needs_a_person(self) -> bool:
        """Is there any file that the facilitator has to look at?"""
        return any(entry.what in FOR_A_PERSON for entry in self.entries)

    def sentence(self) -> str:
        """“12 files: 9 marked, 1 left for m04_measures, 2 notes.” The counts add up to the first figure."""
        parts = [_part(what, self.count(what)) for what in (MARKED, PARTLY, REJECTED)]
        parts += [f"{number} left for {module}" for module, number in sorted(self.left.items())]
        parts += [_part(what, self.count(what)) for what in (NOTE, UNCLEAR, NOBODYS, SYSTEM)]
        total = len(self.entries)
        return f"{total} file{'' if total == 1 else 's'}: {', '.join(filter(None, parts)) or 'nothing'}."

    def to_csv(self) -> str:
        """The account as CSV text, one row for each file."""
        return entries_csv(self.entries)


def entries_csv(entries: Iterable[Entry]) -> str:
    """Entries as CSV text, one row for each file, with the columns of `COLUMNS`; `read_account` reads it back."""
    return csv_text(COLUMNS, ((e.file, e.learner, e.what, e.note, e.module) for e in entries))


def account_path(records: Path, assignment: str) -> Path:
    """Where marking leaves the account, beside the records."""
    return records / f"{assignment}-files.csv"


def read_account(path: Path) -> list[Entry]:
    """The account as it was written; empty if there is none."""
    if not path.is_file():
        return []
    rows = read_columns(path, COLUMNS, "The account of the files")
    return [Entry(row["file"], row["learner"], row["what"], row["note"], row["module"]) for row in rows]


def _part(what: str, number: int) -> str:
    return f"{number} {_WORDS[what][number != 1]}" if number else ""
