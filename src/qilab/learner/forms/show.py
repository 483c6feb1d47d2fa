"""The form that a check shows: which sort, and for which answer."""

from __future__ import annotations

from typing import Any

from qilab.learner.answering import data_in_use
from qilab.modules import bank
from qilab.modules.page_cells import QuestionCells
from qilab.questions.feedback import Feedback
from qilab.questions.item import Item
from qilab.questions.kinds import MonthsAnswer

from .form import AnswerForm
from .page import NOT_RUN, question_checked, refusal


def form_for(item: Item, cells: QuestionCells | None = None) -> AnswerForm:
    """The form of a question, empty. cells: where it stands on its page of exercises; None in a lesson."""
    if isinstance(item.kind, MonthsAnswer) and "month" in data_in_use(item).columns:
        from .months import MonthsForm  # its chart's libraries, for the few questions that need them

        return MonthsForm(item, cells)
    return AnswerForm(item, cells)


def show_form(cells: QuestionCells, given: Any) -> Feedback:
    """Show the form of an exercise's question with the answer that its cell gave, and what we say to it."""
    from IPython.display import display

    item = bank.find(cells.key)
    exercise = bank.exercise_of(item)
    form = form_for(item, cells)
    feedback = form.begin(given, refusal(cells, exercise.code if exercise else ""))
    display(form)
    return feedback


def show_lesson_form(item: Item) -> Feedback:
    """Show the form of a lesson's question whose line of code is empty, with what was kept of it."""
    from IPython.display import display

    form = form_for(item)
    feedback = form.begin()
    display(form)
    return feedback


def shows_instead(error: BaseException, source: str) -> bool:
    """Show the form in place of an error, if a check failed only because nothing above it has run. Returns whether."""
    cells = question_checked(source) if isinstance(error, NameError) else None
    if cells is None or getattr(error, "name", None) not in (cells.name, "check"):
        return False
    from IPython.display import display

    form = form_for(bank.find(cells.key), cells)
    form.begin(None, NOT_RUN)
    display(form)
    return True
