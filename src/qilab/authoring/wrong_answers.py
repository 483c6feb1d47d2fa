"""Wrong answers to a question, made by slips that are known because we make them: hundreds for a module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from qilab.questions.answer import Answer
from qilab.questions.diagnosis.other_data import causes_in_data
from qilab.questions.item import Item
from qilab.questions.kinds import (
    ChoiceAnswer,
    FieldsAnswer,
    LabelsAnswer,
    MonthsAnswer,
    NumberAnswer,
    OrderAnswer,
    PairsAnswer,
    TableAnswer,
    WholeAnswer,
    YesNoAnswer,
)
from qilab.questions.kinds.protocol import AnswerKind

AT_RANDOM = "at random"
_PLAIN_SLIPS = {
    "÷ 100": lambda x: x / 100,
    "× 100": lambda x: x * 100,
    "÷ 1,000": lambda x: x / 1000,
    "× 1,000": lambda x: x * 1000,
    "÷ 10": lambda x: x / 10,
    "doubled": lambda x: 2 * x,
    "halved": lambda x: x / 2,
    "sign": lambda x: -x,
    "rest of 100": lambda x: 100 - x,
    "rest of 1": lambda x: 1 - x,
    "reciprocal": lambda x: 1 / x if x else x,
    "one more": lambda x: x + 1,
    "one fewer": lambda x: x - 1,
}


@dataclass(frozen=True)
class WrongAnswer:
    """A wrong answer and the slip that it was made by. cause: a mistake's name, or words for a general slip."""

    cause: str
    value: Any


def wrong_answers(item: Item, data: pd.DataFrame, seed: int = 0) -> Iterator[WrongAnswer]:
    """Wrong answers as learners would hand them in, with the unit; the same for the same seed. Some may be right by luck."""
    chance = np.random.default_rng(seed)
    for mistake in item.mistakes:
        if not mistake.accept:
            for value in mistake.values(data):
                yield WrongAnswer(mistake.name, handed_in(item, value))
                yield WrongAnswer(mistake.name, handed_in(item, _as_written(item.kind, value)))
    for cause, value in _others(item.kind, item.right(data), chance):
        yield WrongAnswer(cause, handed_in(item, value))
    if isinstance(item.kind, NumberAnswer):
        for each in causes_in_data(item, data):
            if isinstance(each.value, float) and np.isfinite(each.value):
                yield WrongAnswer(each.name, handed_in(item, _as_written(item.kind, each.value)))
    if isinstance(item.kind, FieldsAnswer | TableAnswer):
        yield from _mixed(item, item.kind, data)


def handed_in(item: Item, value: Any) -> Answer:
    """A value as a learner would hand it in: with the unit, where one is asked for."""
    if isinstance(value, Mapping):
        return Answer(parts=dict(value))
    unit = getattr(item.kind, "unit", None)
    return Answer(value, None if unit is None or isinstance(item.kind, WholeAnswer) else str(unit))


def _as_written(kind: AnswerKind[Any], value: Any) -> Any:
    """As somebody writes it down: a number with the decimals that are asked for."""
    if isinstance(kind, NumberAnswer):
        return round(value, kind.decimals) if not isinstance(kind, WholeAnswer) else float(round(value))
    if isinstance(kind, FieldsAnswer):
        return {name: _as_written(each, value[name]) for name, each in kind.kinds.items()}
    if isinstance(kind, TableAnswer):
        return kind.nested(_as_written(kind.fields, kind.flat(value)))
    return value


def _others(kind: AnswerKind[Any], right: Any, chance: np.random.Generator) -> Iterator[tuple[str, Any]]:
    """Wrong values of this kind with the general slip behind each."""
    if isinstance(kind, NumberAnswer):
        yield from _numbers(kind, right, chance)
    elif isinstance(kind, YesNoAnswer):
        yield "the other way", not right
    elif isinstance(kind, ChoiceAnswer):
        yield from ((f"chose {key}", key) for key in kind.options if key != right)
    elif isinstance(kind, LabelsAnswer):
        yield from _sets(frozenset(kind.options), right - {kind.none}, chance)
        if kind.none not in right:
            yield "none", frozenset({kind.none})
    elif isinstance(kind, MonthsAnswer):
        start = min(right) if right else pd.Period("2022-04", "M")
        near = frozenset(start + k for k in range(-3, 25))
        yield from _sets(near, right, chance)
        yield "one month late", frozenset(month + 1 for month in right)
        yield "another year", frozenset(month + 12 for month in right)
    elif isinstance(kind, OrderAnswer):
        yield from _orders(right, chance)
    elif isinstance(kind, PairsAnswer):
        yield from _matches(kind, right, chance)
    elif isinstance(kind, FieldsAnswer):
        yield from _parts(kind, right, chance)
    elif isinstance(kind, TableAnswer):
        cells = _parts(kind.fields, kind.flat(right), chance)
        yield from ((cause, kind.nested(value)) for cause, value in cells)


def _numbers(kind: NumberAnswer, right: float, chance: np.random.Generator) -> Iterator[tuple[str, float]]:
    whole = isinstance(kind, WholeAnswer)
    for name, slip in _PLAIN_SLIPS.items():
        value = slip(right)
        if not whole or float(value).is_integer():
            yield name, round(value, 6)
    if not whole:
        yield "cut", np.trunc(right * 10**kind.decimals) / 10**kind.decimals
        yield "rounded too far", float(round(right))
        yield "rounded on the way", round(right * 1.008, kind.decimals)
    for value in right * chance.uniform(0.2, 3.0, 6):
        yield AT_RANDOM, round(float(value), 0 if whole else kind.decimals)


def _sets(
    options: frozenset[Any], right: frozenset[Any], chance: np.random.Generator
) -> Iterator[tuple[str, Any]]:
    others = sorted(options - right)
    for member in sorted(right)[:6]:
        if len(right) > 1:
            yield "one missing", right - {member}
        if others:
            yield "one for another", (right - {member}) | {others[int(chance.integers(len(others)))]}
    for member in others[:6]:
        yield "one too many", right | {member}
    if right and others:
        yield "the others", frozenset(others)
        yield "all", options
    for _ in range(4):
        size = int(chance.integers(1, max(2, len(options) // 2)))
        yield (
            AT_RANDOM,
            frozenset(sorted(options)[i] for i in chance.choice(len(options), size, replace=False)),
        )


def _orders(right: tuple[str, ...], chance: np.random.Generator) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "turned round", right[::-1]
    for i, j in combinations(range(len(right)), 2):
        order = list(right)
        order[i], order[j] = order[j], order[i]
        yield "two steps swapped", tuple(order)
    for _ in range(4):
        yield AT_RANDOM, tuple(right[i] for i in chance.permutation(len(right)))


def _matches(
    kind: PairsAnswer, right: Mapping[str, str], chance: np.random.Generator
) -> Iterator[tuple[str, dict[str, str]]]:
    """Two rows changed over, and, where a choice may be used more than once, each other choice for each row."""
    for one, other in combinations(right, 2):
        if right[one] != right[other]:
            yield "two changed over", {**right, one: right[other], other: right[one]}
    for row in right if not kind.once else ():
        for choice in kind.choices:
            if choice != right[row]:
                yield f"{row}: chose {choice}", {**right, row: choice}
    for _ in range(4):
        chosen = chance.choice(list(kind.choices), len(right), replace=not kind.once)
        yield AT_RANDOM, dict(zip(right, map(str, chosen), strict=True))


def _parts(
    kind: FieldsAnswer, right: Mapping[str, Any], chance: np.random.Generator
) -> Iterator[tuple[str, Any]]:
    for name, each in kind.kinds.items():
        for cause, value in _others(each, right[name], chance):
            yield f"{name}: {cause}", {**right, name: value}
    numbers = [n for n, each in kind.kinds.items() if isinstance(each, NumberAnswer)]
    for one, other in combinations(numbers, 2):
        yield "parts swapped", {**right, one: right[other], other: right[one]}
    for cause in ("÷ 100", "× 100", "sign"):
        if numbers and not any(isinstance(kind.kinds[n], WholeAnswer) for n in numbers):
            yield cause, {**right, **{n: _PLAIN_SLIPS[cause](right[n]) for n in numbers}}


def _mixed(item: Item, kind: FieldsAnswer | TableAnswer, data: pd.DataFrame) -> Iterator[WrongAnswer]:
    """One part of a mistake and the rest right: the mistake as a whole was not made."""
    fields, flat = (kind.fields, kind.flat) if isinstance(kind, TableAnswer) else (kind, dict)
    right = flat(item.right(data))
    for mistake in item.mistakes:
        known = flat(mistake.value(data))
        for name in fields.differing(known, right):
            changed = {**right, name: _as_written(fields.kinds[name], known[name])}
            whole = kind.nested(changed) if isinstance(kind, TableAnswer) else changed
            yield WrongAnswer(f"{name} only, of {mistake.name}", Answer(parts=whole))
