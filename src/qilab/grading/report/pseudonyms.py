"""Other names for learners, so that a page can be shared. The key stays with the records and is not shared."""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from qilab.grading.intake.account import Entry
from qilab.grading.intake.kinds import known_ending

from .records import Record

FILE = "pseudonyms.key"  # not .json: it lies among the records and is none of them

# Notices that name files: a file's name tells as much as its owner's does.
_NAME_FILES = {
    "files left out": "The notebook came with other files. Marking does not use them.",
    "handed in twice": "Of several versions one was marked.",
    "not opened": "A file beside the notebook could not be opened.",
    "not used": "Another file could not be used.",
    "renamed": "The file has another name than the assignment.",
    "letters guessed": "The letters of the file's name had to be guessed.",
}
_HIDDEN = "(a name)"


@dataclass(frozen=True)
class Pseudonyms:
    """Learner → “Learner 07”. The same learner keeps the same one in later runs."""

    known: Mapping[str, str]
    people: Sequence[Record]

    @classmethod
    def of(cls, records: Sequence[Record], folder: Path) -> Pseudonyms:
        """Those of earlier runs, kept in `folder`, and new ones for whoever has none yet."""
        known = _read(folder / FILE)
        new = [record.learner for record in records if record.learner not in known]
        # Shuffled, or the numbers would follow the alphabet and tell who is who.
        numbers = list(range(len(known) + 1, len(known) + len(new) + 1))
        secrets.SystemRandom().shuffle(numbers)
        known |= {name: f"Learner {number:02d}" for name, number in zip(new, numbers, strict=True)}
        _write(folder / FILE, known)
        return cls(known, list(records))

    def records(self) -> list[Record]:
        """The records without names, in the order of the pseudonyms: that of the names would tell who is who."""
        return sorted((self._hide(record) for record in self.people), key=lambda r: _number(r.learner))

    def entries(self, entries: Iterable[Entry]) -> list[Entry]:
        """The account of the files, by their kind: file names and what is said of them are left out."""
        shown = []
        for number, entry in enumerate(entries):
            kind = known_ending(entry.file) or "another"
            shown.append((self.known.get(entry.learner, ""), kind, number, entry))
        shown.sort(key=lambda row: (_number(row[0]), row[1], row[3].what))
        return [
            Entry(f"file {n} ({kind})", who, e.what) for n, (who, kind, _, e) in enumerate(shown, start=1)
        ]

    def line(self, text: str) -> str:
        """A message of the command, with no name in it."""
        for name, other in self._by_length():
            text = _swap(text, name, other)
        return text

    def _by_length(self) -> list[tuple[str, str]]:
        pairs = [(name, other) for name, other in self.known.items()]
        for record in self.people:
            other = self.known[record.learner]
            pairs += [(name, other) for name in (record.name, record.email) if name]
            pairs += [(record.identifier, other)] if record.identifier else []
        # A name of one or two letters is a word of every second sentence; where names stand, all is left out anyway.
        return sorted({pair for pair in pairs if len(pair[0]) > 2}, key=lambda pair: -len(pair[0]))

    def _hide(self, record: Record) -> Record:
        return replace(
            record,
            learner=self.known[record.learner],
            name="",
            unique="",
            email="",
            identifier="",
            reason=self._redacted(record.reason),
            problems=tuple(self._problem(p) for p in record.problems),
            items=tuple(
                {**item, "message": self.line(str(item.get("message") or ""))} for item in record.items
            ),
        )

    def _problem(self, problem: Mapping[str, str]) -> dict[str, str]:
        name = problem.get("name", "")
        return {**problem, "message": _NAME_FILES.get(name) or self._redacted(problem.get("message", ""))}

    def _redacted(self, text: str) -> str:
        """A sentence that may speak of files: no paths, and no part of anybody's name."""
        text = self.line(_without_paths(text))
        for part in self._name_parts:
            text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", _HIDDEN, text)
        return text

    @cached_property
    def _name_parts(self) -> list[str]:
        names = [*self.known, *(record.name for record in self.people)]
        return sorted({part for name in names for part in re.split(r"[\W_]+", name) if len(part) > 2})


def _swap(text: str, name: str, other: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", other, text, flags=re.I)


def _without_paths(text: str) -> str:
    """File names that somebody's code or folder brought into a sentence."""
    return re.sub(
        r"\S+\.(ipynb|zip|csv|xlsx?|png|docx?|pdf|json|txt|py)\b|(?<!\w)(/[^\s/]+){2,}", _HIDDEN, text
    )


def _number(pseudonym: str) -> int:
    found = re.search(r"\d+$", pseudonym)
    return int(found[0]) if found else 10**9


def _read(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise ValueError(
            f"{path} cannot be read. Without it learners would get new pseudonyms: bring the file back from a copy, "
            "or delete it to begin afresh."
        ) from None
    return {str(name): str(other) for name, other in found.items()}


def _write(path: Path, known: Mapping[str, str]) -> None:
    part = path.with_suffix(".part")
    part.write_text(json.dumps(dict(known), ensure_ascii=False, indent=1), encoding="utf-8")
    os.chmod(part, 0o600)
    os.replace(part, path)
