"""Which notices a facilitator has to look at, and which can wait: apart, so that many small ones hide no large one."""

from __future__ import annotations

from collections.abc import Iterable

from qilab.grading.intake.account import FOR_A_PERSON, NOTE, Entry

from .records import Record

# Marking has dealt with these itself, and they happen to honest learners all the time.
TRIVIAL = frozenset(
    (
        "another kernel",
        "asked for a file that is not there",
        "cell copied",
        "cell missing",
        "cell unlocked",
        "check moved",
        "cut",
        "files left out",
        "kind of cell changed",
        "letters guessed",
        "marks of cells lost",
        "not opened",
        "not used",
        "renamed",
        "slow cell",
    )
)


def serious_and_trivial(
    records: Iterable[Record],
) -> tuple[list[tuple[Record, dict]], list[tuple[Record, dict]]]:
    """(learner's record, notice) of what was marked: what a person has to look at, and what can wait."""
    found = [(r, p) for r in records if r.status != "rejected" for p in r.problems]
    serious = [pair for pair in found if pair[1].get("name") not in TRIVIAL]
    return serious, [pair for pair in found if pair[1].get("name") in TRIVIAL]


def of_nobody(entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Files of nobody: those that somebody has to look at, and pictures and the like."""
    found = [entry for entry in entries if not entry.learner]
    return [e for e in found if e.what in FOR_A_PERSON], [e for e in found if e.what == NOTE]
