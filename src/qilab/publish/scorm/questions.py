"""Questions as tables that a script can judge by: made from the item bank at build time, so that a page needs no Python.

Each known wrong answer is held against the bank here, and the page says what the bank said. Answers that are not in the tables get
the bank's general comparison, which the scripts know.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, islice, permutations, product
from math import factorial, prod
from typing import Any

import pandas as pd

from qilab.authoring.wrong_answers import AT_RANDOM, wrong_answers
from qilab.learner.worked import SEEN, in_plain_words
from qilab.modules import bank
from qilab.modules.page_cells import cells_of
from qilab.questions.answer import Answer
from qilab.questions.evaluate import evaluate, read
from qilab.questions.item import Item
from qilab.questions.kinds import (
    ChoiceAnswer,
    FieldsAnswer,
    LabelsAnswer,
    NumberAnswer,
    OrderAnswer,
    PairsAnswer,
    Problem,
    WholeAnswer,
    YesNoAnswer,
)
from qilab.questions.kinds.protocol import AnswerKind
from qilab.questions.reread import in_words, place

from .kinds import as_typed, own_comparison, plain, spec

# Where there are no more answers than these, each is judged at build time, and the page never has to compare.
MOST_ANSWERS = 260
# Decimals beyond those asked for, to which people write a number down.
_FURTHER = (1, 2)


def months_of(item: Item) -> tuple[pd.Period, ...]:
    """The months that can be ticked for a question, where its data are by month; else ()."""
    data = data_of(item)
    return tuple(pd.to_datetime(data["month"]).dt.to_period("M")) if "month" in data.columns else ()


def data_of(item: Item) -> pd.DataFrame:
    """The course's own data for a question: the same for everybody who gets the page."""
    exercise = bank.exercise_of(item)
    return exercise.data() if exercise else pd.DataFrame()


def table(item: Item) -> dict[str, Any]:
    """Everything that a script needs to judge answers to this question, as JSON."""
    exercise, data = bank.exercise_of(item), data_of(item)
    outcomes = item.outcomes(data)
    right = outcomes[0][1]
    said: dict[str, int] = {}
    entries = list(_entries(item, data, exercise.items if exercise else (), said))
    cells = cells_of(item.key)
    module, heading = place(item.reread)
    return {
        "key": item.key,
        "points": item.points if exercise else 0,
        "kind": spec(item.kind, months_of(item)),
        "right": plain(item.kind, right),
        "praise": item.praise,
        "notes": [[plain(item.kind, v), m.message] for m, v in outcomes if m and m.accept],
        "known": [[plain(item.kind, v), m.message] for m, v in outcomes if m and not m.accept],
        "entries": entries,
        "said": list(said),
        "comparison": own_comparison(item.kind, right),
        "range": _range(data, right, item.kind),
        "rules": str(item.rules) if item.rules is not None else "",
        "reread": [in_words(item.reread), "" if module else heading.replace(" ", "-")],
        "hints": list(item.hints),
        "worked": f"{in_plain_words(cells.worked)} {SEEN.partition('.')[0]}."
        if cells and cells.worked
        else "",
    }


def _entries(
    item: Item, data: pd.DataFrame, beside: Sequence[Item], said: dict[str, int]
) -> Iterator[tuple[Any, int, int]]:
    """(value, place of what is said, whether it names a slip) of each wrong answer that is judged here."""
    done: set[str] = set()
    for given in chain(_known(item, data), _all_answers(item), _slips(item, data), _given_twice(item, data)):
        value = read(item, given)
        if isinstance(value, Problem):
            continue
        for written in _as_written(item.kind, value.value):
            typed = Answer(written, value.unit)
            here = plain(item.kind, typed.value)
            name = json.dumps(here, sort_keys=True)
            if name in done:
                continue
            done.add(name)
            verdict = evaluate(item, typed, data, beside)
            if verdict.state == "mistake":
                yield here, said.setdefault(verdict.message, len(said)), int(bool(verdict.guesses))


def _as_written(kind: AnswerKind[Any], value: Any) -> Iterator[Any]:
    """A value as people write it: a mean of 7.8 may come out as 7.800000000000001, which nobody types, and what is said to it
    depends on its digits; an answer in parts also with each number rounded as the question asks.
    """
    typed = as_typed(kind, value)
    yield typed
    if isinstance(kind, FieldsAnswer):
        yield {
            name: round(each, part.decimals)
            if isinstance(part := kind.kinds[name], NumberAnswer) and isinstance(each, float)
            else each
            for name, each in typed.items()
        }


def _given(kind: AnswerKind[Any], value: Any) -> Answer:
    unit = kind.unit if isinstance(kind, NumberAnswer) and not isinstance(kind, WholeAnswer) else None
    return Answer(parts=value) if isinstance(value, dict) else Answer(value, unit.name if unit else None)


def _known(item: Item, data: pd.DataFrame) -> Iterator[Answer]:
    """The item's own slips, and, where they are numbers, as people write them down with more decimals than asked for."""
    for mistake in item.mistakes:
        for value in mistake.values(data):
            yield _given(item.kind, value)
            if isinstance(item.kind, NumberAnswer) and not isinstance(item.kind, WholeAnswer):
                for further in _FURTHER:
                    yield _given(item.kind, round(float(value), item.kind.decimals + further))


def _slips(item: Item, data: pd.DataFrame) -> Iterator[Answer]:
    """Slips that anybody makes anywhere: as `qilab items try` tries them."""
    yield from (wrong.value for wrong in wrong_answers(item, data) if wrong.cause != AT_RANDOM)


def _given_twice(item: Item, data: pd.DataFrame) -> Iterator[Answer]:
    """The number of one part in another part's field as well, beside right ones."""
    if isinstance(item.kind, FieldsAnswer):
        right = item.right(data)
        numbers = [name for name, kind in item.kind.kinds.items() if isinstance(kind, NumberAnswer)]
        for name, other in permutations(numbers, 2):
            yield _given(item.kind, {**right, name: right[other]})


def _all_answers(item: Item) -> Iterable[Answer]:
    """Every answer that there is, where these are few."""
    kind = item.kind.fields if isinstance(item.kind, PairsAnswer) else item.kind
    return (_given(kind, value) for value in _values(kind)) if _count(kind) <= MOST_ANSWERS else ()


def _count(kind: AnswerKind[Any]) -> float:
    if isinstance(kind, YesNoAnswer):
        return 2
    if isinstance(kind, ChoiceAnswer):
        return len(kind.options)
    if isinstance(kind, LabelsAnswer):
        return 2 ** len(kind.options)
    if isinstance(kind, OrderAnswer):
        return factorial(len(kind.options))
    if isinstance(kind, FieldsAnswer):
        return prod(_count(each) for each in kind.kinds.values())
    return float("inf")


def _values(kind: AnswerKind[Any]) -> Iterator[Any]:
    if isinstance(kind, YesNoAnswer):
        yield from (True, False)
    elif isinstance(kind, ChoiceAnswer):
        yield from kind.options
    elif isinstance(kind, LabelsAnswer):
        sizes = range(1, len(kind.options) + 1)
        yield from ([kind.none], *(list(c) for n in sizes for c in combinations(kind.options, n)))
    elif isinstance(kind, OrderAnswer):
        yield from (list(order) for order in permutations(kind.options))
    elif isinstance(kind, FieldsAnswer):
        of_parts = [list(islice(_values(each), MOST_ANSWERS)) for each in kind.kinds.values()]
        yield from (dict(zip(kind.kinds, values, strict=True)) for values in product(*of_parts))


def _range(data: pd.DataFrame, right: Any, kind: AnswerKind[Any]) -> list[float] | None:
    """The least and the most of the column rate, where the right number lies among them: as `out_of_reach` uses them."""
    if not isinstance(kind, NumberAnswer) or "rate" not in data.columns or len(data) <= 5:
        return None
    least, most = float(data["rate"].min()), float(data["rate"].max())
    return [least, most] if least <= right <= most else None
