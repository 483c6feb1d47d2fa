"""A form and a line of code get the same marks: for every question of the course, right answers and known mistakes."""

import ast

import pytest

from qilab.learner.forms.inputs import input_for
from qilab.learner.forms.source import holds_own_code, literal, written
from qilab.modules import bank
from qilab.modules.page_cells import cells_of
from qilab.questions.answer import Answer, answer
from qilab.questions.evaluate import read, verdict_on
from qilab.questions.kinds import MonthsAnswer, Problem

ITEMS = [(exercise.code, item.key) for exercise in bank.exercises() for item in exercise.items]


def said(value):
    """A value as it is handed in: no month at all has to be said in a word."""
    return "none" if value == frozenset() else value


@pytest.mark.parametrize(("code", "key"), ITEMS, ids=[key for _, key in ITEMS])
def test_does_the_form_get_what_the_code_gets(code, key):
    """Each outcome that the question knows: put into the fields, written as a line, run, read and judged. The same state
    and the same points as the value itself, wherever the fields can hold it."""
    item, data = bank.find(key), bank.find_exercise(code).data()
    months = tuple(data["month"].dt.to_period("M")) if isinstance(item.kind, MonthsAnswer) else ()
    fields = input_for(item.kind, months)
    unit = getattr(item.kind, "unit", None)
    for mistake, value in item.outcomes(data):
        parts = {name: said(part) for name, part in value.items()} if isinstance(value, dict) else {}
        whole = Answer(parts=parts) if parts else Answer(said(value), unit)
        plain = read(item, whole)
        assert not isinstance(plain, Problem), plain
        typed = fields.value("answer", fields.fill("answer", plain.value, plain.unit))
        source = written(cells_of(key), typed)
        assert not holds_own_code(source, cells_of(key))
        given = eval(literal(typed), {"answer": answer})
        by_form, by_code = verdict_on(item, given, data), verdict_on(item, whole, data)
        assert (by_form.state, by_form.score, by_form.mistake) == (
            by_code.state,
            by_code.score,
            by_code.mistake,
        ), (
            mistake and mistake.name,
            source,
        )
        assert ast.parse(source)
