"""`check(...)`: hold an answer against the item bank and say, kindly and at once, what it is.

`check` never raises at a learner. In nbgrader's marking it hands the points to nbgrader instead,
and in nbgrader's Validate it stops the cell with the teaching message alone.
"""

from __future__ import annotations

import contextlib
import html
import os
import secrets
import textwrap
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from qilab.methods.spc.rules import RuleSet
from qilab.methods.validate import one_seed
from qilab.modules import bank
from qilab.questions.answer import Answer
from qilab.questions.bare import bare
from qilab.questions.item import BadContent, Exercise, Item, Mistake
from qilab.questions.kinds import Fields, Problem

from . import progress

# The data a learner is working on: exercise code → seed of "try again with new data" (None: the course's own).
_in_use: dict[str, int | None] = {}
# Fresh data asked for by new_data(): exercise code → seed, which data_for() without a seed then gives.
_fresh: dict[str, int] = {}
# Tries in this session that no progress file could keep, so that the hint ladder is climbed all the same.
_tries: dict[str, int] = {}

# state → (sign, word, border, background, text): contrast of text on background is above 7:1, and the
# sign and the word say what the colour says.
LOOKS = {
    "right": ("✓", "Right", "#00703c", "#eef7f1", "#0b3d23"),
    "note": ("✓", "Right, with a note", "#00703c", "#eef7f1", "#0b3d23"),
    "mistake": ("↺", "Not yet", "#b35309", "#fdf4ec", "#4a2303"),
    "unread": ("?", "Not readable yet", "#1d5fa8", "#eef4fb", "#0c2d52"),
    "blank": ("…", "Your turn", "#1d5fa8", "#eef4fb", "#0c2d52"),
    "broken": ("!", "Our check stumbled", "#1d5fa8", "#eef4fb", "#0c2d52"),
}


class NotYet(Exception):
    """An answer that is not right yet, told to nbgrader's Validate: the message is all that is shown."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


@dataclass(frozen=True)
class Feedback:
    """What we say to an answer. `score` is in points of `points`; `mistake` is its name in the item bank."""

    key: str
    state: str
    message: str
    score: float
    points: int
    mistake: str | None = None
    hint: str | None = None
    reread: str | None = None
    rules: RuleSet | None = None
    _shown: list = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def heading(self) -> str:
        sign, word, *_ = LOOKS[self.state]
        marks = (
            f" · {self.score:g} of {self.points} point{'s' if self.points != 1 else ''}"
            if self.points
            else ""
        )
        return f"{sign} {word}{marks}"

    def __str__(self) -> str:
        return "\n".join([self.heading, *self._paragraphs()])

    __repr__ = __str__

    def _paragraphs(self) -> list[str]:
        parts = [self.message]
        if self.hint:
            parts.append(f"Hint: {self.hint}")
        if self.rules is not None:
            parts.append(f"Rule set: {self.rules}.")
        if self.reread and self.state != "right":
            parts.append(f"To read again: “{self.reread}” in the lesson.")
        return parts

    def _repr_html_(self) -> str:
        _, _, border, background, text = LOOKS[self.state]
        body = "".join(f'<p style="margin:.35em 0 0">{html.escape(p)}</p>' for p in self._paragraphs())
        return (
            f'<div role="status" lang="en-GB" style="border:1px solid {border};border-left:8px solid {border};'
            f"background:{background};color:{text};padding:.6em .9em;margin:.3em 0;border-radius:4px;"
            f'max-width:46em;font-size:max(1em,14px);line-height:1.5">'
            f"<strong>{html.escape(self.heading)}</strong>{body}</div>"
        )

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self._repr_html_()}

    def _ipython_display_(self) -> None:
        # Shown once, by check() itself: so that a check which is not a cell's last line speaks too.
        if not self._shown:
            _display(self)


def check(key: str, given: Any = None, **parts: Any):
    """Hold `given` against the question `key` and say what it is.

    `given` is a value, or `answer(value, unit=…)`, or `answer(part=…, …)`; parts may also be given
    straight: ``check("m06.too_few_runs", runs=8, fewest=8, most=18, signal=False)``.
    """
    try:
        if parts:
            given = Answer(parts=dict(parts))
        feedback = judge(bank.find(key), given)
    except LookupError as error:
        feedback = Feedback(_shown_key(key), "broken", str(error).strip("'\""), 0, 0)
    except KeyboardInterrupt:
        raise
    # Learners' objects run their own code when looked at, and may even ask Python to end. Whatever they do, the page
    # gets a sentence.
    except BaseException as error:
        feedback = Feedback(
            _shown_key(key),
            "broken",
            "Your answer could not be looked into. Give a plain number, text or list, and try again. "
            f"(For whoever looks after the course: {type(error).__name__[:60]}.)",
            0,
            0,
        )
    return _hand_over(feedback)


def _shown_key(key: Any) -> str:
    return key[:60] if type(key) is str else "?"


def data_for(code: str, seed: int | None = None) -> pd.DataFrame:
    """The data of an exercise, such as "E6.1"; with a `seed`, fresh data to try again on.

    The checks follow: after ``data_for("E6.1", seed=7)`` the answers for seed 7 are the right ones.
    After ``new_data("E6.1")`` the data are the fresh ones, so that the page's own cells run on them.
    """
    if seed is not None:
        seed = one_seed(seed)
    exercise = _exercise(code)
    seed = _fresh.get(exercise.code) if seed is None else seed
    data = exercise.data(seed)
    _in_use[exercise.code] = seed
    return data


def new_data(code: str, *, back: bool = False) -> str:
    """Try again with new data: an exercise such as "E6.2" on a fresh seed, as often as one likes.

    Afterwards its cells are run again as they stand; they and the checks use the new data. `back` returns
    to the course's own data. While nbgrader marks, the course's own data stay: they are what is marked.
    """
    exercise = _exercise(code)
    if back or _nbgrader() is not None:
        _fresh.pop(exercise.code, None)
        _in_use.pop(exercise.code, None)
        return f"{exercise.code} is back on the course's own data. Run its cells again from its heading down."
    for _ in range(20):
        seed = 1000 + secrets.randbelow(9000)  # four digits, so that a colleague can be told it
        with contextlib.suppress(BadContent):
            exercise.data(seed)
            break
    else:
        return (
            f"No new data could be drawn for {exercise.code} just now. What you have is unchanged; try again."
        )
    _fresh[exercise.code] = _in_use[exercise.code] = seed
    return (
        f"{exercise.code} has new data (seed {seed}). Run its cells again from its heading down, and answer "
        "afresh. What you have earned stays. Before you hand this page in to be marked, go back to the "
        "course's own data."
    )


def _exercise(code: str) -> Exercise:
    try:
        return bank.find_exercise(code)
    except LookupError as error:
        raise ValueError(str(error).strip("'\"")) from None


def judge(item: Item, given: Any, data: pd.DataFrame | None = None, *, record: bool = True) -> Feedback:
    """The feedback on one answer. `data` defaults to the data in use.

    record: count it as a try of the learner's, which also decides how clear the hint is. A marker does not.
    """
    given = bare(given)
    value = item.kind.read(given)
    if isinstance(value, Problem):
        blank = value.name == "no answer yet"
        return _say(item, "blank" if blank else "unread", value.message, mistake=value.name)
    if data is None:
        exercise = bank.exercise_of(item)
        data = exercise.data(_in_use.get(exercise.code)) if exercise else pd.DataFrame()
    right, mistake, rescaled = _match(item, value, given, data)
    if rescaled is not None:
        return _say(item, "mistake", rescaled.message, mistake=rescaled.name, tried=record)
    if right or (mistake is not None and mistake.accept):
        problem = item.kind.unit_problem(given)
        if problem is not None:
            return _say(item, "mistake", problem.message, mistake=problem.name, tried=record)
        if mistake is not None:
            return _say(item, "note", mistake.message, score=item.points, mistake=mistake.name, tried=record)
        return _say(item, "right", item.praise, score=item.points, tried=record)
    if mistake is not None:
        message = mistake.message
        if isinstance(item.kind, Fields):
            message = f"{message} {item.kind.compare(value, item.right(data))}"
        return _say(item, "mistake", message, mistake=mistake.name, tried=record)
    return _unknown(item, value, data, record)


def _match(
    item: Item, value: Any, given: Any, data: pd.DataFrame
) -> tuple[bool, Mistake | None, Problem | None]:
    """The nearest outcome within the tolerance: (is it right, which mistake, right but in another unit)."""
    kind = item.kind
    near = [(kind.distance(value, known), m) for m, known in item.outcomes(data) if kind.same(value, known)]
    if near:
        _, mistake = min(near, key=lambda pair: pair[0])
        return mistake is None, mistake, None
    if hasattr(kind, "rescaled"):
        rescaled = kind.rescaled(given, item.right(data))
        if rescaled is not None:
            return False, None, rescaled
    if isinstance(kind, Fields):
        return False, _mistake_in_parts(item, kind, value, data), None
    return False, None, None


def _mistake_in_parts(item: Item, kind: Fields, value: dict, data: pd.DataFrame) -> Mistake | None:
    """The mistake that explains most of the wrong parts, where the answer as a whole matches none."""
    right = item.right(data)
    wrong = [name for name, part in kind.kinds.items() if not part.same(value[name], right[name])]
    best, most = None, 0
    for mistake, known in item.outcomes(data)[1:]:
        told = [n for n in wrong if kind.kinds[n].same(value[n], known[n])]
        # A yes/no part is right half of the time by luck: alone it says nothing about the reason.
        weight = sum(
            1.0 if hasattr(kind.kinds[n], "tolerance") or hasattr(kind.kinds[n], "options") else 0.1
            for n in told
        )
        if weight > most and weight >= 1:
            best, most = mistake, weight
    return best if best is None or not best.accept else None


def _unknown(item: Item, value: Any, data: pd.DataFrame, record: bool) -> Feedback:
    """No known mistake: say how far off it is where that can be said, and give the next rung of the ladder."""
    before = 0
    if record:
        before = progress.tries(item.key) + _tries.get(item.key, 0)
    step = min(before, 2)
    right = item.right(data)
    compare = getattr(item.kind, "compare", None)
    if compare is not None:
        message = compare(value, right)
    elif value == round(right) and value != right:
        message = "You are near: the number was rounded too far. Give it as the question asks."
    else:
        message = f"{value:,.6g} is not it, and not a slip that we have met before."
    return _say(item, "mistake", message, hint=item.hints[step], tried=record)


def _say(
    item: Item, state: str, message: str, *, score: float = 0, mistake=None, hint=None, tried=False
) -> Feedback:
    if tried and (_nbgrader() is not None or not progress.record(item.key, right=score >= item.points)):
        _tries[item.key] = _tries.get(item.key, 0) + 1
    return Feedback(item.key, state, message, score, item.points, mistake, hint, item.reread, item.rules)


def _nbgrader() -> str | None:
    """ "validate" or "autograde" while nbgrader runs the notebook, else None."""
    return os.environ.get("NBGRADER_EXECUTION") or None


def _hand_over(feedback: Feedback):
    mode = _nbgrader()
    if mode is None:
        if _display(feedback):
            feedback._shown.append(True)
        return feedback
    if mode == "validate":
        if feedback.score < feedback.points or feedback.state == "broken":
            # Validate cuts lines at 90 signs, so the message is folded before.
            raise NotYet("\n".join(textwrap.fill(p, 80) for p in str(feedback).split("\n")))
        return float(feedback.score)
    _display(feedback)
    # nbgrader reads partial credit from a cell's plain number.
    return float(feedback.score)


def _display(feedback: Feedback) -> bool:
    try:
        from IPython import get_ipython
        from IPython.display import display
    except ImportError:
        return False
    if get_ipython() is None:
        return False
    display(feedback._repr_mimebundle_(), raw=True)
    return True


__all__ = ["Exercise", "Feedback", "NotYet", "check", "data_for", "judge", "new_data"]
