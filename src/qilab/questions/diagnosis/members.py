"""What may have happened where a set of labels or months, or an order, is not right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import comb
from typing import Any

import pandas as pd

from ..item import Item, Mistake, Outcome
from ..kinds import LabelsAnswer, MonthsAnswer, OrderAnswer
from .beside import in_other_questions
from .cause import Cause, Diagnosis, fact, is_itself, perhaps
from .numbers import LUCK
from .other_data import causes_in_data


def diagnose_members(
    item: Item,
    kind: LabelsAnswer | MonthsAnswer,
    value: frozenset[Any],
    data: pd.DataFrame,
    outcomes: Sequence[Outcome],
    beside: Sequence[Item] = (),
) -> Diagnosis:
    """One mistake that the whole set is; a general slip; or the mistakes of which it holds every fault."""
    right = outcomes[0][1]
    whole = next(((m, known) for m, known in outcomes[1:] if m and not m.accept and known == value), None)
    if whole is not None:
        missed = _signal_missed(kind, value, right)
        sure = is_itself(*whole, outcomes) and _sure(kind, value, data) and not missed
        return fact(whole[0]) if sure else perhaps([whole[0]], missed)
    general = _general(item, kind, value, right, data) or in_other_questions(item, value, data, beside)
    if general:
        return perhaps((), general)
    partly = _every_fault_of(value, right, outcomes)
    return perhaps(partly) if partly else Diagnosis("")


def _sure(kind: LabelsAnswer | MonthsAnswer, value: frozenset[Any], data: pd.DataFrame) -> bool:
    """Is it unlikely that another path names just these? “None” of labels has to be said, and so speaks for itself."""
    if isinstance(kind, LabelsAnswer):
        if value == {kind.none}:
            return True
        return 1 / comb(len(kind.options), min(len(value), len(kind.options))) <= LUCK
    return bool(value) and 1 / comb(max(len(data), len(value)), len(value)) <= LUCK


def _general(
    item: Item,
    kind: LabelsAnswer | MonthsAnswer,
    value: frozenset[Any],
    right: frozenset[Any],
    data: pd.DataFrame,
) -> list[Cause]:
    if isinstance(kind, LabelsAnswer):
        if value == frozenset(kind.options) and len(right) < len(value):
            return [Cause("all of them named", "you named all of them: look for what sets a few apart")]
        others = frozenset(kind.options) - right
        if value == others and right and kind.none not in right:
            return [
                Cause("the others named", "you named the others: those that the question does not ask for")
            ]
    elif value and right:
        for shift, words in ((1, "one month too late"), (-1, "one month too early")):
            if value == frozenset(month + shift for month in right):
                return [
                    Cause(
                        "off by one month",
                        f"each month is {words}: look at which point belongs to which month",
                    )
                ]
        for shift in (12, -12):
            if value == frozenset(month + shift for month in right):
                return [Cause("another year", "the months are right, but in a different year")]
    if _is_example(item, kind, value):
        return [Cause("the example left", "you left the example as it was: put what you find in its place")]
    if isinstance(kind, LabelsAnswer) or not value:
        return []
    if missed := _signal_missed(kind, value, right):
        return missed
    telling = ("another column", "two columns mixed up", "a gap read as zero")
    found = {c.guess: c for c in causes_in_data(item, data) if c.name in telling and c.value == value}
    return list(found.values())[:2]


def _signal_missed(
    kind: LabelsAnswer | MonthsAnswer, value: frozenset[Any], right: frozenset[Any]
) -> list[Cause]:
    """Months as far as a certain one, or from one on: where somebody stops or begins, whatever the reason."""
    in_order, size = sorted(right), len(value)
    ends = (frozenset(in_order[:size]), frozenset(in_order[-size:] if size else ()))
    if isinstance(kind, MonthsAnswer) and 0 < size < len(right) and value in ends:
        return [
            Cause("a part found", "you found a part and stopped: go through all the months, to both ends")
        ]
    return []


def _is_example(item: Item, kind: LabelsAnswer | MonthsAnswer, value: frozenset[Any]) -> bool:
    """The list that the question or a message shows as an example."""
    if isinstance(kind, MonthsAnswer):
        return value == kind.read(kind.example)
    shown = [frozenset(re.findall(r"“([^”]+)”", each)) for each in re.findall(r"\[[^\]]*\]", item.ask)]
    return value in (frozenset(list(kind.options)[:2]), *shown)


def _every_fault_of(
    value: frozenset[Any], right: frozenset[Any], outcomes: Sequence[Outcome]
) -> list[Mistake]:
    """The mistakes whose every fault this answer has, though it has others: what is missing there is missing here."""
    found = []
    for mistake, known in outcomes[1:]:
        if mistake is None or mistake.accept or not known & right:
            continue
        extra, missing = known - right, right - known
        if 2 * len(value & known) < len(known) or not (extra or value <= right):
            continue  # what is missing is missing of anything
        if extra <= value - right and missing <= right - value and mistake not in found:
            found.append(mistake)
    return found


def diagnose_order(kind: OrderAnswer, value: tuple[str, ...], outcomes: Sequence[Outcome]) -> Diagnosis:
    """One mistake that the whole order is; turned round; two steps swapped; or one step in another place."""
    right = outcomes[0][1]
    whole = next(((m, known) for m, known in outcomes[1:] if m and not m.accept and known == value), None)
    if whole is not None:
        return fact(whole[0]) if is_itself(*whole, outcomes) else perhaps([whole[0]])
    if value == right[::-1]:
        return Diagnosis(
            "Your order runs from the last step to the first.", "turned round", False, ("turned round",)
        )
    if value == tuple(kind.options):
        words = "It may be that you left the steps in the order in which they are listed."
        return Diagnosis(words, "as listed", False, ("as listed",))
    differ = [i for i, (a, b) in enumerate(zip(value, right, strict=True)) if a != b]
    if len(differ) == 2:
        words = "Two steps need to change places; all the others are where they belong."
        return Diagnosis(words, "two steps swapped", False, ("two steps swapped",))
    if any(_without(value, step) == _without(right, step) for step in right):
        words = "Only one step is out of place; the others are in the right order."
        return Diagnosis(words, "one step misplaced", False, ("one step misplaced",))
    return Diagnosis("")


def _without(order: tuple[str, ...], step: str) -> tuple[str, ...]:
    return tuple(each for each in order if each != step)
