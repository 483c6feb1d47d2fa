"""`check(...)`: hold an answer against the item bank and say, kindly and at once, what it is.

An answer goes one way: read and evaluate (`qilab.questions.evaluate`), record (`tries`), show. `check` never raises at
a learner. In nbgrader's marking it hands the points to nbgrader instead, and in nbgrader's Validate it stops the cell
with the teaching message alone.
"""

from __future__ import annotations

import contextlib
import secrets
import sys
import textwrap
from typing import Any

import pandas as pd

from qilab.methods.validate import one_seed
from qilab.modules import bank
from qilab.questions.answer import Answer
from qilab.questions.evaluate import read
from qilab.questions.feedback import Feedback
from qilab.questions.item import BadContent, Exercise, Item
from qilab.questions.kinds import Problem
from qilab.questions.kinds.reading import NOT_YET
from qilab.questions.verdict import Verdict

from . import in_use
from .answering import answer_to
from .forms.page import question_here
from .forms.show import show_form, show_lesson_form
from .nbgrader_mode import nbgrader_mode

__all__ = ["NotYet", "answer_to", "check", "data_for", "new_data"]

RUN_AGAIN = "Run its cells again first, from its heading down."

VALIDATE_WIDTH = 80  # nbgrader's Validate cuts lines at 90 signs, so the message is folded before


class NotYet(Exception):
    """An answer that is not right yet, raised for nbgrader's Validate: the message is all that is shown."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class ShownFeedback(Feedback):
    """Feedback that `check` has put on the page already: as a cell's last line it is not shown once more."""

    def _ipython_display_(self) -> None:
        pass


def check(key: str, given: Any = None, **parts: Any) -> Feedback | float:
    """Compare `given` with the right answer to the question `key`, and explain the result.

    `given` is a value, or `answer(value, unit=…)`, or `answer(part=…, …)`; parts may also be given
    straight: ``check("m06.too_few_runs", runs=8, fewest=8, most=18, signal=False)``.

    Returns the feedback, which shows itself (while nbgrader marks, the points as a float), and counts the try in
    the progress file. An answer that cannot be read, or a question that does not exist, gets a sentence and no error.

    >>> feedback = check("start.try_it", "a")
    >>> feedback.score, feedback.points
    (0, 1)
    >>> print(feedback)
    ↺ Not yet · 0 of 1 point
    It may have, or it may be luck. ...
    """
    try:
        if parts:
            given = Answer(parts=dict(parts))
        if _in_notebook() and (cells := question_here(key)) is not None:
            return _shown(show_form(cells, given))
        item = bank.find(key)
        if _in_notebook() and not _answered(item, given):
            return _shown(show_lesson_form(item))
        feedback = answer_to(item, given)
    except LookupError as error:
        feedback = _stumbled(key, str(error).strip("'\""))
    except KeyboardInterrupt:
        raise
    # Learners' objects run their own code when looked at, and may even ask Python to end. Whatever they do, the page
    # gets a sentence.
    except BaseException as error:
        feedback = _stumbled(
            key,
            "We could not check your answer. Give a plain number, text or list, and try again. "
            f"(For whoever looks after the course: {type(error).__name__[:60]}.)",
        )
    return _show(feedback)


def _answered(item: Item, given: Any) -> bool:
    """Is there anything to judge? The half-worked questions of a lesson can be answered in a form while their line is empty."""
    value = read(item, given) if bank.exercise_of(item) is None else None
    return not (isinstance(value, Problem) and value.name == NOT_YET.name)


def _stumbled(key: Any, message: str) -> Feedback:
    return Feedback(Verdict(key[:60] if type(key) is str else "?", "broken", message, 0, 0))


def data_for(code: str, seed: int | None = None) -> pd.DataFrame:
    """The data of an exercise, such as "E6.1"; with a `seed`, fresh data to try again on.

    The checks follow suit: after ``data_for("E6.1", seed=7)`` the right answers are those for seed 7.
    After ``new_data("E6.1")`` the data are the fresh ones, so that the page's own cells run on them.

    Returns a table; each exercise says what its columns hold. ValueError for an exercise that does not exist, or a
    seed that is not a whole number from 0 to 4,294,967,295.

    >>> data_for("E6.1").columns.tolist()
    ['month', 'falls', 'obd', 'rate']
    """
    if seed is not None:
        seed = one_seed(seed)
    exercise = _exercise(code)
    seed = in_use.fresh.get(exercise.code) if seed is None else seed
    data = exercise.data(seed)
    in_use.judged[exercise.code] = in_use.shown[exercise.code] = seed
    return data


def new_data(code: str, *, back: bool = False) -> str:
    """Try again with new data: an exercise such as "E6.2" on a fresh seed, as often as one likes.

    Afterwards its cells are run again as they stand; they and the checks use the new data. `back` returns
    to the course's own data. While nbgrader marks, the course's own data stay: they are what is marked.

    Returns a sentence that says what to do next. ValueError for an exercise that does not exist.

    >>> print(new_data("E6.1"))
    E6.1 has new data (seed ...): go to its heading and answer afresh. ... Run its cells again first, ...
    >>> print(new_data("E6.1", back=True))
    E6.1 is back on the course's own data. Run its cells again first, from its heading down.
    """
    drawn, said = draw_data(code, back=back)
    return f"{said} {RUN_AGAIN}" if drawn else said


def draw_data(code: str, *, back: bool = False) -> tuple[bool, str]:
    """The same for a page that runs those cells by itself: whether the data are others now, and a sentence that says so."""
    exercise = _exercise(code)
    if back or nbgrader_mode() is not None:
        in_use.fresh.pop(exercise.code, None)
        in_use.judged.pop(exercise.code, None)
        return True, f"{exercise.code} is back on the course's own data."
    for _ in range(20):
        seed = 1000 + secrets.randbelow(9000)  # four digits, so that a colleague can be told it
        with contextlib.suppress(BadContent):
            exercise.data(seed)
            break
    else:
        said = (
            f"We could not make new data for {exercise.code} just now. What you have is unchanged; try again."
        )
        return False, said
    in_use.fresh[exercise.code] = in_use.judged[exercise.code] = seed
    return True, (
        f"{exercise.code} has new data (seed {seed}): go to its heading and answer afresh. You keep the points you have earned. "
        "Before you hand this page in to be marked, go back to the course's own data."
    )


def _exercise(code: str) -> Exercise:
    try:
        return bank.find_exercise(code)
    except LookupError as error:
        raise ValueError(str(error).strip("'\"")) from None


def _show(feedback: Feedback) -> Feedback | float:
    """Put the feedback where it is asked for: on the page, in Validate's message, or as points for nbgrader's marks."""
    mode = nbgrader_mode()
    if mode is None:
        return _shown(feedback) if _display(feedback) else feedback
    if mode != "validate":
        _display(feedback)
    elif feedback.score < feedback.points or feedback.state == "broken":
        raise NotYet("\n".join(textwrap.fill(line, VALIDATE_WIDTH) for line in str(feedback).split("\n")))
    # nbgrader reads partial credit from a cell's plain number.
    return float(feedback.score)


def _shown(feedback: Feedback) -> ShownFeedback:
    return ShownFeedback(feedback.verdict, feedback.tries, feedback.kept, feedback.solution)


def _in_notebook() -> bool:
    """Is this a learner's own page, neither plain Python nor nbgrader's run of it?"""
    if nbgrader_mode() is not None or "IPython" not in sys.modules:
        return False
    return sys.modules["IPython"].get_ipython() is not None


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
