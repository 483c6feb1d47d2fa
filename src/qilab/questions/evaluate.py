"""An answer's way to its verdict: read, then evaluate. Neither keeps, shows or asks for anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from .answer import Answer
from .builtin_value import builtin_value
from .diagnosis import diagnose
from .item import Item, Mistake, Outcome
from .kinds import AnswerKind, Problem
from .kinds.number import UNIT_OPEN
from .kinds.reading import NOT_YET, unwrap
from .verdict import State, Verdict

VALUE_SHARE = (
    0.5  # of the points, for a right number without its unit: the unit is the other half of the answer
)


def read(item: Item, given: Any) -> Answer | Problem:
    """What was handed in as a plain value of the item's kind, with the unit that came with it; or why it cannot be read.

    Values of learners' own classes may still raise whatever they like; whoever calls this is ready for it.
    """
    given = builtin_value(given)
    value = item.kind.read(given)
    return value if isinstance(value, Problem) else Answer(value, unwrap(given)[1])


def unreadable(item: Item, problem: Problem) -> Verdict:
    """The verdict on an answer that could not be read: no points, and what to do next."""
    state: State = "blank" if problem.name == NOT_YET.name else "unread"
    return _verdict(item, state, problem.message, mistake=problem.name)


def evaluate(item: Item, value: Answer, data: pd.DataFrame, beside: Sequence[Item] = ()) -> Verdict:
    """Hold a value that `read` gave against the right one, the known mistakes and general slips on these data.

    beside: the questions of the same exercise, whose answers may be mixed up.
    """
    kind, plain = item.kind, value.value
    outcomes = item.outcomes(data)
    _, right = outcomes[0]
    nearest = _nearest(kind, plain, outcomes)
    if nearest is not None and (nearest[0] is None or nearest[0].accept):
        return _right(item, value, nearest[0])
    rescaled = kind.rescaled(value, right) if nearest is None else None
    if rescaled is not None:
        return _verdict(item, "mistake", rescaled.message, mistake=rescaled.name)
    found = diagnose(item, plain, data, outcomes, beside)
    message = found.message or kind.compare(plain, right)
    if not found.guesses:
        message = f"{message} {kind.unit_beside(value)}".strip()
    so_far = kind.right_so_far(plain, right)
    if so_far not in message:
        message = f"{message} {so_far}"
    # One slip of the item's own comes with what to do about it; beside a guess among several, a hint helps further.
    known = len(found.guesses) == 1 and any(mistake.name == found.name for mistake in item.mistakes)
    hints = () if known else item.hints
    verdict = _verdict(item, "mistake", message, mistake=found.name, hints=hints, guesses=found.guesses)
    return replace(verdict, is_certain=found.certain)


def verdict_on(item: Item, given: Any, data: pd.DataFrame, beside: Sequence[Item] = ()) -> Verdict:
    """Read, then evaluate: the verdict on whatever was handed in."""
    value = read(item, given)
    return unreadable(item, value) if isinstance(value, Problem) else evaluate(item, value, data, beside)


def _right(item: Item, value: Answer, note: Mistake | None) -> Verdict:
    """The value is right, or near enough to count with a note: only its unit may still be missing or wrong."""
    problem = item.kind.unit_problem(value)
    if problem is not None:
        score = item.points * VALUE_SHARE if problem.name in UNIT_OPEN else 0
        return _verdict(item, "mistake", problem.message, score=score, mistake=problem.name)
    if note is not None:
        return _verdict(item, "note", note.message, score=item.points, mistake=note.name)
    return _verdict(item, "right", item.praise, score=item.points)


def _nearest(kind: AnswerKind[Any], plain: Any, outcomes: list[Outcome]) -> Outcome | None:
    """The known outcome that the whole answer is, the nearest if several lie within the tolerance."""
    same = [outcome for outcome in outcomes if kind.same(plain, outcome[1])]
    return min(same, key=lambda outcome: kind.distance(plain, outcome[1]), default=None)


def _verdict(
    item: Item,
    state: State,
    message: str,
    *,
    score: float = 0,
    mistake: str | None = None,
    hints: tuple[str, ...] = (),
    guesses: tuple[str, ...] = (),
) -> Verdict:
    return Verdict(
        item.key,
        state,
        message,
        score,
        item.points,
        mistake,
        hints,
        item.reread,
        item.rules,
        guesses,
        worked_step=item.hints[-1] if state == "mistake" else None,
    )
