"""Plain values → marks: the item bank judges what each check cell was given. Nothing of the learner's is run here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from qilab.grading.running.plan import Plan
from qilab.grading.running.runner import RunResult
from qilab.methods.validate import one_seed
from qilab.modules import bank
from qilab.questions.evaluate import verdict_on
from qilab.questions.feedback import Feedback
from qilab.questions.item import BadContent, Item
from qilab.questions.verdict import Verdict

from . import values
from .assignment import Assignment, Cell
from .clean import one_line

STATES = {"right": "right", "note": "right", "unread": "unread", "blank": "blank", "broken": "unread"}


@dataclass(frozen=True)
class Mark:
    """What one check earned. state: right, mistake (a known one), unknown (wrong, not met before), unread or blank."""

    check: Cell
    item: Item
    exercise: str
    verdict: Verdict
    state: str
    answer: Any

    @property
    def points(self) -> float:
        """Within what the release gives, whatever an item says."""
        return min(
            max(float(self.verdict.score) / self.verdict.points * self.check.points, 0.0), self.check.points
        )

    @property
    def feedback(self) -> Feedback:
        """The verdict in words, for the marked copy and the page that the learner gets."""
        return Feedback(self.verdict)

    @property
    def words(self) -> str:
        """Message, hint and what to read again, as one text."""
        return "\n\n".join(self.feedback.paragraphs)

    def as_record(self) -> dict[str, Any]:
        """The entry of `items` in the learner's record."""
        return {
            "key": self.item.key,
            "exercise": self.exercise,
            "outcome": self.item.outcome,
            "points": self.points,
            "max": self.check.points,
            "state": self.state,
            "mistake": self.verdict.mistake,
            "message": self.verdict.message,
            "answer": self.answer,
            "reread": self.item.reread,
        }


def score(assignment: Assignment, plan: Plan, ran: RunResult) -> list[Mark]:
    """One mark for each check of the assignment, in its order."""
    ran_as = {step.ours.grade_id: n for n, (_, step) in enumerate(plan.code) if step.ours}
    return [_mark(assignment, check, ran_as.get(check.grade_id), ran) for check in assignment.checks]


def _mark(assignment: Assignment, check: Cell, cell: int | None, ran: RunResult) -> Mark:
    item = assignment.item(check)
    exercise = assignment.exercise(item)
    code = exercise.code if exercise else ""
    given = ran.answers.get(cell, {}).get(item.key) if cell is not None else None
    if given is None:
        return Mark(check, item, code, _not_given(item, cell, ran), "blank", None)
    in_use, plain = given
    verdict = _verdict(item.key, _seed(in_use.get(code)), json.dumps(plain))
    state = STATES.get(verdict.state, "mistake" if verdict.mistake else "unknown")
    return Mark(check, item, code, verdict, state, values.readable(plain))


def _seed(said: Any) -> int | None:
    """The seed of the data that the answer is about; the course's own data for anything that is no seed."""
    try:
        return None if said is None else one_seed(said)
    except ValueError:
        return None


@lru_cache(maxsize=20_000)
def _verdict(key: str, seed: int | None, plain: str) -> Verdict:
    """The verdict on an answer to data. Remembered, for in a class many give the same answer. Never raises."""
    item = bank.find(key)
    exercise = bank.exercise_of(item)
    try:
        data = exercise.data(seed) if exercise else pd.DataFrame()
        beside = exercise.items if exercise else ()
        return verdict_on(item, values.decode(json.loads(plain)), data, beside)
    except BadContent:
        words = "The data with this seed cannot be had. Use another seed, or none."
    except Exception as error:  # an answer nobody thought of must not stop the marking of three hundred
        words = (
            f"This answer could not be read. (For whoever looks after the course: {type(error).__name__}.)"
        )
    return Verdict(item.key, "unread", words, 0, item.points, "could not be judged", reread=item.reread)


def _not_given(item: Item, cell: int | None, ran: RunResult) -> Verdict:
    if cell is not None and cell in ran.failed:
        why = "This check could not be run, because an earlier cell did not work. " + _error(
            ran.outputs.get(cell)
        )
    elif ran.ended != "done":
        why = "This check was not reached: the notebook stopped before it."
    else:
        why = "No answer reached this check. Its cell was run, but check(…) no longer did what it does."
    return Verdict(item.key, "blank", why.strip(), 0, item.points, "no answer given", reread=item.reread)


def _error(outputs: Any) -> str:
    for output in outputs if isinstance(outputs, list) else []:
        if isinstance(output, dict) and output.get("output_type") == "error":
            return f"Python said: {one_line(output.get('ename'), 60)}: {one_line(output.get('evalue'), 160)}"
    return ""
