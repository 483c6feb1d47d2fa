"""An answer's way on a learner's own page: read, evaluated, counted as a try, and ready to be shown."""

from __future__ import annotations

from typing import Any

import pandas as pd

from qilab.modules import bank
from qilab.questions.answer import Answer
from qilab.questions.evaluate import evaluate, read, unreadable
from qilab.questions.feedback import TRIES_FOR_SOLUTION, Feedback
from qilab.questions.item import Item
from qilab.questions.kinds import Problem
from qilab.questions.verdict import Verdict

from . import in_use, kept, progress, tries
from .worked import has_worked_solution

# What the record held of a question before a try was counted: its entry, or an empty one.
Before = dict[str, Any]


def answer_to(item: Item, given: Any) -> Feedback:
    """The feedback on a learner's answer to the data in use: read, evaluated, and counted as a try of theirs."""
    return _counted(_verdict_on(item, read(item, given)))


def judge(item: Item, given: Any) -> tuple[Feedback, Before | None]:
    """As `answer_to`, but the same answer looked at twice in a row is one try: pages are run again and again.

    Returns the feedback and what the record held before, which is None where no try was counted.
    """
    value = read(item, given)
    verdict = _verdict_on(item, value)
    signature, place = signature_of(value), kept.place(item.key, seed_of(item))
    last = kept.get(place)
    if verdict.state != "blank" and verdict.is_right != last.right:
        kept.put(place, right=verdict.is_right)
    if not verdict.is_try or signature == last.judged:
        return _feedback(verdict, tries.tries_before(item.key)), None
    before = progress.read().get(item.key, {})
    feedback = _counted(verdict)
    kept.put(place, judged=signature)
    return feedback, before


def put_back_try(item: Item, before: Before) -> None:
    """Take a try back that should not have counted: the record is as it was before."""
    progress.put_back(item.key, before)
    kept.put(kept.place(item.key, seed_of(item)), judged="", right=None)


def _verdict_on(item: Item, value: Answer | Problem) -> Verdict:
    if isinstance(value, Problem):
        return unreadable(item, value)
    exercise = bank.exercise_of(item)
    return evaluate(item, value, data_in_use(item), exercise.items if exercise else ())


def _counted(verdict: Verdict) -> Feedback:
    before = tries.tries_before(verdict.key) if verdict.state == "mistake" else 0
    return _feedback(verdict, before, kept=tries.record(verdict))


def _feedback(verdict: Verdict, before: int, *, kept: bool = True) -> Feedback:
    due = verdict.state == "mistake" and before + 1 >= TRIES_FOR_SOLUTION
    return Feedback(verdict, before, kept, solution=due and has_worked_solution(verdict.key))


def data_in_use(item: Item) -> pd.DataFrame:
    """The data in use for a question; an empty table for a question of the lesson that rests on none."""
    exercise = bank.exercise_of(item)
    return exercise.data(seed_of(item)) if exercise else pd.DataFrame()


def seed_of(item: Item) -> int | None:
    """The seed of the data in use for a question; None for the course's own, and where there are none."""
    exercise = bank.exercise_of(item)
    return in_use.judged.get(exercise.code) if exercise else None


def signature_of(value: Answer | Problem) -> str:
    """An answer as text that is the same for the same answer; "" for one that could not be read."""
    if isinstance(value, Problem):
        return ""
    plain = sorted(map(str, value.value)) if isinstance(value.value, frozenset) else value.value
    return f"{plain!r} {value.unit!s}"[:2000]
