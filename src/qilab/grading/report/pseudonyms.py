"""Other names for learners, so that a page can be shared. The key stays with the records and is not shared."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from .records import Record

FILE = "pseudonyms.key"  # not .json: it lies among the records and is none of them


def with_pseudonyms(records: Sequence[Record], folder: Path) -> list[Record]:
    """The records with “Learner 07” in place of names. The same learner keeps the same name in later runs."""
    known = _read(folder / FILE)
    new = [record.learner for record in records if record.learner not in known]
    # Shuffled, or the numbers would follow the alphabet and tell who is who.
    numbers = list(range(len(known) + 1, len(known) + len(new) + 1))
    secrets.SystemRandom().shuffle(numbers)
    known |= {name: f"Learner {number:02d}" for name, number in zip(new, numbers, strict=True)}
    _write(folder / FILE, known)
    return [_renamed(record, known) for record in records]


def _renamed(record: Record, known: dict[str, str]) -> Record:
    name, other = record.learner, known[record.learner]
    # File names hold names too.
    return replace(
        record,
        learner=other,
        reason=record.reason.replace(name, other),
        problems=tuple({k: v.replace(name, other) for k, v in p.items()} for p in record.problems),
    )


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


def _write(path: Path, known: dict[str, str]) -> None:
    part = path.with_suffix(".part")
    part.write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(part, path)
