"""The answer to a question, behind a disclosure: for a page on which nothing can be typed and checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from qilab.learner.forms.part_inputs import lettered
from qilab.modules import bank
from qilab.panel.html import Html, bullets, details, join, tag
from qilab.questions.item import Item
from qilab.questions.kinds import ChoiceAnswer

# What stands where a question is answered: from the question and, in a lesson, its printed words.
Ask = Callable[[Item, Html | None], list[Html]]

_SAID = 70  # letters of the question by which a screen reader tells one disclosure from another


def answers_below(item: Item, printed: Html | None) -> list[Html]:
    """The question, and its answer behind a disclosure: for facilitators."""
    return [*([printed] if printed else ()), _answer_behind(item)]


def hints_below(item: Item, printed: Html | None) -> list[Html]:
    """The same for learners: what exercises ask has its hints, for its answers are marked."""
    return answers_below(item, printed) if printed else [_hints_behind(item)]


def _answer_behind(item: Item) -> Html:
    """What opens: the right answer to the course's own data, why it is right, and what other answers would have been told."""
    exercise = bank.exercise_of(item)
    data = exercise.data() if exercise else pd.DataFrame()
    others = [
        join(tag("b", _in_words(item, mistake.value(data))), ": ", mistake.message)
        for mistake in item.mistakes
    ]
    return _disclosure(
        "Show the answer",
        item,
        tag("p", tag("strong", "Right: "), _in_words(item, item.right(data))),
        tag("p", item.praise),
        tag("p", "Other answers that people give, and what we say to them:"),
        bullets(*others),
    )


def _hints_behind(item: Item) -> Html:
    """What opens instead where the answer is kept back: the question's hints, the gentlest first."""
    return _disclosure("Show the hints", item, tag("ol", (tag("li", hint) for hint in item.hints)))


def _disclosure(words: str, item: Item, *children: Any) -> Html:
    about = tag("span", f" to: {item.ask[:_SAID]}", class_="unseen")
    return tag("div", details(join(words, about), *children), class_="answer")


def _in_words(item: Item, value: Any) -> str:
    if isinstance(item.kind, ChoiceAnswer):
        return lettered(value, item.kind.options[value])
    return item.kind.describe(value)
