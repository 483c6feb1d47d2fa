"""`ask(...)`: a question of the lesson as a form, for those who would rather not type code."""

from __future__ import annotations

from qilab.modules import bank

from .forms.form import AnswerForm
from .forms.show import form_for


def ask(key: str) -> AnswerForm:
    """Show a question of the lesson with its fields and a Check button, and answer what is given.

    Whatever you chose last time is there again, with our reply. Where widgets cannot be shown (a printed page, a
    marker's run) the question and its options appear as text, with the line of code that answers it. ValueError if there is no
    form for the question.

    >>> print(ask("start.try_it"))
    A ward had 5 falls last month and 7 this month. What do you know now?
      a) Care on the ward got worse
      b) Not much yet: two months usually differ
      c) Somebody made a mistake
    To answer: check("start.try_it", "a")
    """
    form = form_for(bank.find(key))
    form.begin()
    return form
