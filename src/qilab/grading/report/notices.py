"""Which notices a facilitator has to look at, and which can wait: apart, so that many small ones hide no large one."""

from __future__ import annotations

from collections.abc import Iterable

from qilab.grading.intake.account import FOR_A_PERSON, NOTE, Entry
from qilab.grading.scoring.notices import is_serious

from .records import Record


def serious_and_trivial(
    records: Iterable[Record],
) -> tuple[list[tuple[Record, dict]], list[tuple[Record, dict]]]:
    """(learner's record, notice) of what was marked: what a person has to look at, and what can wait."""
    found = [(r, p) for r in records if r.status != "rejected" for p in r.problems]
    serious = [(r, p) for r, p in found if is_serious(p.get("name", ""), p.get("message", ""))]
    return serious, [pair for pair in found if pair not in serious]


def of_nobody(entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Files of nobody: those that somebody has to look at, and pictures and the like."""
    found = [entry for entry in entries if not entry.learner]
    return [e for e in found if e.what in FOR_A_PERSON], [e for e in found if e.what == NOTE]
