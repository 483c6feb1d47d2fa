"""An answer's way to its verdict: read, then evaluate. Neither keeps, shows or asks for anything."""

from __future__ import annotations

from typing import Any

import pandas as pd

from .answer import Answer
from .builtin_value import builtin_value
from .item import Item, Mistake, Outcome
from .kinds import AnswerKind, Problem
from .kinds.reading import NOT_YET, unwrap
from .verdict import State, Verdict


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


def evaluate(item: Item, value: Answer, data: pd.DataFrame) -> Verdict:
    """Hold a value that `read` gave against the right one and the known mistakes on these data."""
    kind, plain = item.kind, value.value
    outcomes = item.outcomes(data)
    _, right = outcomes[0]
    nearest = _nearest(kind, plain, outcomes)
    if nearest is not None:
        mistake, _ = nearest
        if mistake is None or mistake.accept:
            return _right(item, value, mistake)
    else:
        rescaled = kind.rescaled(value, right)
        if rescaled is not None:
            return _verdict(item, "mistake", rescaled.message, mistake=rescaled.name)
        mistake = _most_explaining(kind, plain, outcomes)
        if mistake is None:
            return _verdict(item, "mistake", kind.compare(plain, right), hints=item.hints)
    message = f"{mistake.message} {kind.right_so_far(plain, right)}".rstrip()
    return _verdict(item, "mistake", message, mistake=mistake.name)


def verdict_on(item: Item, given: Any, data: pd.DataFrame) -> Verdict:
    """Read, then evaluate: the verdict on whatever was handed in."""
    value = read(item, given)
    return unreadable(item, value) if isinstance(value, Problem) else evaluate(item, value, data)


def _right(item: Item, value: Answer, note: Mistake | None) -> Verdict:
    """The value is right, or near enough to count with a note: only its unit may still be missing or wrong."""
    problem = item.kind.unit_problem(value)
    if problem is not None:
        return _verdict(item, "mistake", problem.message, mistake=problem.name)
    if note is not None:
        return _verdict(item, "note", note.message, score=item.points, mistake=note.name)
    return _verdict(item, "right", item.praise, score=item.points)


def _nearest(kind: AnswerKind[Any], plain: Any, outcomes: list[Outcome]) -> Outcome | None:
    """The known outcome that the whole answer is, the nearest if several lie within the tolerance."""
    same = [outcome for outcome in outcomes if kind.same(plain, outcome[1])]
    return min(same, key=lambda outcome: kind.distance(plain, outcome[1]), default=None)


def _most_explaining(kind: AnswerKind[Any], plain: Any, outcomes: list[Outcome]) -> Mistake | None:
    """The mistake that explains most of the wrong parts, where the answer as a whole matches none.

    At least one part must agree that does not agree by luck half of the time.
    """
    _, right = outcomes[0]
    best, most = None, 0.0
    for mistake, known in outcomes[1:]:
        explained = kind.explained(plain, right, known)
        if explained >= 1 and explained > most:
            best, most = mistake, explained
    return None if best is None or best.accept else best


def _verdict(
    item: Item,
    state: State,
    message: str,
    *,
    score: float = 0,
    mistake: str | None = None,
    hints: tuple[str, ...] = (),
) -> Verdict:
    return Verdict(item.key, state, message, score, item.points, mistake, hints, item.reread, item.rules)
