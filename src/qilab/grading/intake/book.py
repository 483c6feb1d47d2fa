"""The beginning and the end of a run: what lies there and whose it is, and what became of each file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from qilab.grading.scoring.assignment import Assignment
from qilab.grading.scoring.records import write_whole

from . import account
from .account import Account, account_path
from .collect import Intake, collect
from .course import Course
from .ids import Recorded
from .who import NAME, read_who, write_who


class Records(Protocol):
    """What this part needs of the records of an assignment."""

    def read(self, learner: str) -> dict[str, Any] | None:
        """The record of a learner, or None if there is none that can be read."""


def take_in(root: Path, submitted: Path, out: Path, assignment: Assignment) -> Intake:
    """Sort out what was handed in; questions to the facilitator go into OUT/who.csv, and answers come from there.

    ValueError says what to do where nothing can be read.
    """
    here = submitted.resolve()
    if (here / "exercises").is_dir() and root.resolve().is_relative_to(here):
        raise ValueError(
            f"{submitted} is the course itself. Put the work you received into a folder of its own, such "
            "as mail, and give that folder."
        )
    intake = collect(
        submitted,
        assignment.name,
        course=Course.read(root, assignment),
        who=read_who(out / NAME),
        recorded=Recorded(out / "records" / assignment.name),
        leave=out,
    )
    if intake.unclear or (out / NAME).is_file():
        later = [entry.file for entry in intake.account.entries if entry.what == account.LEFT]
        write_who(out / NAME, intake.unclear, later)
    return intake


def close(intake: Intake, out: Path, assignment: str, records: Records) -> Account:
    """The account with what became of each submission, written beside the records."""
    outcome = {"partly": account.PARTLY, "rejected": account.REJECTED}
    for entry in intake.account.entries:
        if entry.what in (account.MARKED, account.REJECTED):
            record = records.read(entry.learner) or {"status": "rejected", "reason": "it has no record"}
            entry.what = outcome.get(record["status"], account.MARKED)
            entry.note = entry.note or str(record.get("reason") or "")
    write_whole(account_path(out / "records", assignment), intake.account.to_csv())
    return intake.account
