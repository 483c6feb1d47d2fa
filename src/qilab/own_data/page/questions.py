"""A question of the reader as fields of a panel, and what was chosen in them as answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qilab.panel.parts import ChoiceField, Part, RadioField, SeveralField, TextField

from ..asking import Choice, Question
from ..board.plain import plain

_IN_SIGHT = 12  # more choices than these stand in a list that opens


def fields_of(questions: Sequence[Question], before: Mapping[str, Any]) -> list[Part]:
    """Fields for all questions. before: answers given earlier, which are filled in again where they still fit."""
    return [part for at, question in enumerate(questions) for part in _fields(at, question, before)]


def _fields(at: int, question: Question, before: Mapping[str, Any]) -> list[Part]:
    options = tuple((choice.value, _words(choice)) for choice in question.choices)
    label, given = plain(question.text), before.get(question.key)
    known = dict(options)
    parts: list[Part] = []
    if question.many and options:
        ticked = tuple(v for v in (given if isinstance(given, list) else [given]) if v in known)
        parts.append(SeveralField(name=f"q{at}", label=label, options=options, start=ticked, question=True))
    elif options:
        start = given if given in known else None
        if len(options) <= _IN_SIGHT:
            parts.append(RadioField(name=f"q{at}", label=label, options=options, start=start, question=True))
        else:
            options = (("", "Choose one"), *options)
            parts.append(ChoiceField(name=f"q{at}", label=label, options=options, start=start or ""))
    if question.free:
        typed = str(given) if given is not None and given not in known else ""
        other = f"Or type it: {label}" if options else label
        parts.append(TextField(name=f"t{at}", label=other, start=typed, longest=100, private=True))
    return parts


def _words(choice: Choice) -> str:
    label = plain(choice.label)
    stop = "" if not choice.means or label.endswith((".", "?")) else "."
    return f"{label}{stop} {plain(choice.means)}".strip()


def answers_from(
    questions: Sequence[Question], values: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """Answers by the questions' keys, and the questions that are still without one."""
    answers: dict[str, Any] = {}
    lacking: list[str] = []
    for at, question in enumerate(questions):
        typed = str(values.get(f"t{at}") or "").strip()
        chosen = typed or values.get(f"q{at}")
        if isinstance(chosen, list) and len(chosen) == 1:
            chosen = chosen[0]
        if chosen in (None, "", []):
            lacking.append(plain(question.text))
        else:
            answers[question.key] = chosen
    return answers, lacking
