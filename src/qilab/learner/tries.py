"""How often a question was tried: kept in the progress file or, where none can be written, for this session."""

from __future__ import annotations

from qilab.questions.verdict import Verdict

from . import progress
from .nbgrader_mode import nbgrader_mode

# Tries in this session that no progress file could keep, so that the hint ladder is climbed all the same.
_unkept: dict[str, int] = {}


def tries_before(key: str) -> int:
    """How often the question was tried and not yet answered."""
    return progress.tries(key) + _unkept.get(key, 0)


def record(verdict: Verdict) -> bool:
    """Count an answer as one more try, if it is one. Returns False where it was meant to be kept and could not be.

    While nbgrader runs the page nothing is written, and nothing is missed.
    """
    if not verdict.is_try:
        return True
    marking = nbgrader_mode() is not None
    if not marking and progress.record(verdict.key, right=verdict.is_right):
        return True
    _unkept[verdict.key] = _unkept.get(verdict.key, 0) + 1
    return marking
