"""Answers as they stand in the fields of a form, and what the item bank says to each: right, every known slip, blank and absurd."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qilab.learner.forms.form import FILL_IN
from qilab.learner.forms.inputs import input_for
from qilab.modules import bank
from qilab.publish.scorm.forms import fields_of, first_name
from qilab.publish.scorm.questions import data_of, months_of
from qilab.questions.evaluate import verdict_on
from qilab.questions.item import Item
from qilab.questions.kinds import FieldsAnswer, NumberAnswer, Problem
from qilab.questions.kinds.protocol import AnswerKind

ABSURD = ("rhubarb", "-999999", "123456789012", "1e400", "10:30", "12 rhubarbs", "8,9", "three")
# A page inside a learning platform has no code to speak of.
OF_CODE = ", or in code put it after unit="


def answers(item: Item) -> Iterator[tuple[str, dict[str, Any]]]:
    """(what it is, values of the form's fields by name) of each answer to try."""
    name, data, form = first_name(item), data_of(item), input_for(item.kind, months_of(item))
    unit = item.kind.unit if isinstance(item.kind, NumberAnswer) else None
    for mistake, value in item.outcomes(data):
        for digits in (value, rounded(item.kind, value)):
            yield (mistake.name if mistake else "right"), form.fill(name, digits, unit)
    yield "blank", {}
    right = form.fill(name, rounded(item.kind, item.right(data)), unit)
    for field in fields_of(item):
        if field["sort"] == "text":
            for absurd in ABSURD:
                yield absurd, {**right, field["name"]: absurd}
        elif len(right) > 1 and right.get(field["name"]):
            yield "left out", {**right, field["name"]: None}


def rounded(kind: AnswerKind[Any], value: Any) -> Any:
    """An answer in parts as people write it, each number with the decimals that are asked for; any other as it is."""
    if not isinstance(kind, FieldsAnswer):
        return value
    parts = kind.kinds.items()
    return {n: round(value[n], k.decimals) if isinstance(k, NumberAnswer) else value[n] for n, k in parts}


def said_by_the_bank(item: Item, values: dict[str, Any]) -> tuple[str, str, float]:
    """State, message and points, as the course's own form would show them."""
    given = input_for(item.kind, months_of(item)).value(first_name(item), values)
    if given is None:
        return "blank", FILL_IN, 0
    if isinstance(given, Problem):
        return "unread", given.message, 0
    exercise = bank.exercise_of(item)
    verdict = verdict_on(item, given, data_of(item), exercise.items if exercise else ())
    points = verdict.score if exercise else 0
    return verdict.state, verdict.message.replace(OF_CODE, ""), points
