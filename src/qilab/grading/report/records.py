"""The records that marking leaves behind, one small file a submission, read for the reports."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

VERSION = 1
MOST_BYTES = 5_000_000  # a record holds some dozens of questions; a larger file is not one of ours
COLUMNS = ("learner", "key", "exercise", "outcome", "points", "max", "state", "mistake", "message", "reread")
ANSWERED = (
    "right",
    "note",
    "mistake",
    "unknown",
)  # states in which somebody gave an answer that could be read


@dataclass(frozen=True)
class Record:
    """What marking found in one submission. status: "marked", "partly" or "rejected", with the reason.

    name: the person's, where a folder or a platform said it; unique: what tells namesakes apart; identifier: as Moodle's
    grading worksheet has it, such as “Participant 201”.
    """

    learner: str
    assignment: str
    status: str
    reason: str = ""
    problems: tuple[dict[str, str], ...] = ()
    seconds: float = 0.0
    items: tuple[dict[str, Any], ...] = field(default=(), repr=False)
    name: str = ""
    unique: str = ""
    email: str = ""
    identifier: str = ""

    @property
    def points(self) -> float:
        """Points earned in all questions."""
        return sum(float(item["points"]) for item in self.items)

    @property
    def most(self) -> float:
        """Points there are in all questions."""
        return sum(float(item["max"]) for item in self.items)


def read_records(folder: Path, assignment: str) -> tuple[list[Record], list[str]]:
    """The records of one assignment under `folder`, in order of learner, and a line for each unreadable one.

    ValueError says what to do where there are none.
    """
    place = Path(folder) / assignment
    files = sorted(place.glob("*.json")) if place.is_dir() else []
    if not files:
        raise ValueError(
            f"There are no marked submissions of {assignment} in {place}. Run “qilab grade” first (python start.py grade "
            f"mail --assignment {assignment}), or say where its records are with --records."
        )
    found, troubles = [], []
    for path in files:
        try:
            found.append(_record(path))
        except (OSError, ValueError, KeyError, TypeError) as error:
            troubles.append(f"{path.name} could not be read ({error}): mark this submission again.")
    return sorted(found, key=lambda record: record.learner.casefold()), troubles


def _record(path: Path) -> Record:
    if path.stat().st_size > MOST_BYTES:
        raise ValueError("it is too large to be a record")
    data = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise ValueError("it is not a record of this version")
    person = data.get("person")
    person = person if isinstance(person, dict) else {}  # records of an older version have none
    return Record(
        **{key: str(person.get(key) or "") for key in ("name", "unique", "email", "identifier")},
        learner=str(data["learner"]),
        assignment=str(data["assignment"]),
        status=str(data["status"]),
        reason=str(data.get("reason") or ""),
        problems=tuple({k: str(v) for k, v in p.items()} for p in data.get("problems", [])),
        seconds=float(data.get("seconds") or 0),
        items=tuple({name: item.get(name) for name in COLUMNS[1:]} for item in data.get("items", [])),
    )


def as_table(records: Iterable[Record]) -> pd.DataFrame:
    """One row a learner and question. Rejected submissions have no rows: nothing is known of their answers."""
    rows = [{"learner": record.learner, **item} for record in records for item in record.items]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.astype({"points": float, "max": float})
