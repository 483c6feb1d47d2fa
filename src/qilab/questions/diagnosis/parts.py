"""What may have happened where an answer of several parts is not right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import pandas as pd

from ..item import Item, Mistake, Outcome
from ..kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer, WholeAnswer, YesNoAnswer
from ..kinds.protocol import AnswerKind
from ..kinds.reading import capital
from .cause import Cause, Diagnosis, fact, is_itself, perhaps
from .digits import digits_of, fits, luck, rounded_to
from .numbers import LUCK, asked_by, easily_said, in_data, in_words
from .slips import near_miss, slips

Values = dict[str, Any]

_SAYS_RIGHT = re.compile(r"\b(?:is|are) right\b", re.I)


def diagnose_parts(
    item: Item, kind: FieldsAnswer, value: Values, data: pd.DataFrame, outcomes: Sequence[Outcome]
) -> Diagnosis:
    """One mistake that the whole answer is; two parts swapped; one slip in all wrong parts; or the likeliest of each."""
    right = outcomes[0][1]
    wrong = [name for name, each in kind.kinds.items() if not each.same(value[name], right[name])]
    whole = next((m for m, known in outcomes[1:] if m and not m.accept and kind.same(value, known)), None)
    if whole is not None:
        known = next(k for m, k in outcomes[1:] if m is whole and kind.same(value, k))
        sure = is_itself(whole, known, outcomes) and _sure(item, kind, value, known, wrong)
        return fact(whole) if sure else perhaps([whole])
    swapped = _swapped(kind, value, right, wrong)
    if swapped:
        return swapped
    shared = _one_slip_for_all(item, kind, value, right, wrong, data)
    partly = _most_explaining(kind, value, right, wrong, outcomes)
    if shared and not (partly and partly[1] >= shared[1]):
        return shared[0]
    if partly:
        return perhaps([partly[0]])
    return _part_by_part(item, kind, value, right, wrong, data)


def _sure(item: Item, kind: FieldsAnswer, value: Values, known: Values, wrong: list[str]) -> bool:
    """Does each number fit as written, and would other paths hardly lead to all the wrong parts together?"""
    likely = 1.0
    for name in wrong:
        part = kind.kinds[name]
        if isinstance(part, NumberAnswer):
            if not rounded_to(value[name], known[name]):
                return False
            likely *= 1.0 if easily_said(item, value[name]) else luck(value[name])
        elif isinstance(part, YesNoAnswer):
            likely *= 0.5
        elif isinstance(part, ChoiceAnswer):
            likely *= LUCK  # who picks a reason has said what the reason is
        else:
            likely *= 0.1
    return likely <= LUCK


def _swapped(kind: FieldsAnswer, value: Values, right: Values, wrong: list[str]) -> Diagnosis | None:
    for one, other in combinations(wrong, 2):
        left, back = kind.kinds[one], kind.kinds[other]
        alike = type(left) is type(back) and isinstance(left, NumberAnswer)
        if alike and left.same(value[one], right[other]) and back.same(value[other], right[one]):
            both = f"{capital(kind.words(one))} and {kind.words(other)}"
            words = f"{both} are the wrong way round: each is the other's number."
            return Diagnosis(words, "parts swapped", False, ("parts swapped",))
    return None


def _one_slip_for_all(
    item: Item, kind: FieldsAnswer, value: Values, right: Values, wrong: list[str], data: pd.DataFrame
) -> tuple[Diagnosis, int] | None:
    """One general slip that explains each wrong number, and how many parts these are."""
    numbers = {name: part for name in wrong if isinstance(part := kind.kinds[name], NumberAnswer)}
    shared: dict[str, Cause] | None = None
    for name, part in numbers.items():
        found = {c.name: c for c in slips(part, value[name], right[name], asked_by(item, part, data))}
        shared = found if shared is None else {n: c for n, c in shared.items() if n in found}
    if not shared:
        return None
    causes = list(shared.values())
    if len(numbers) == 1:
        name = next(iter(numbers))
        causes = [Cause(c.name, f"{c.guess} (in {kind.words(name)})", value=c.value) for c in causes]
    return perhaps((), causes), len(numbers)


def _most_explaining(
    kind: FieldsAnswer, value: Values, right: Values, wrong: list[str], outcomes: Sequence[Outcome]
) -> tuple[Mistake, int] | None:
    """The mistake that explains most of the wrong parts, and how many, where at least one of them tells something.

    A number tells something only where it is the mistake's as anybody would write it down.
    """
    best, most, parts = None, 0.0, 0
    for mistake, known in outcomes[1:]:
        agree = [
            name
            for name in wrong
            if _agrees(kind.kinds[name], value[name], known[name])
            and not _leaves_open(kind.kinds[name], name, mistake, outcomes)
        ]
        if mistake and _SAYS_RIGHT.search(mistake.message) and len(agree) < len(wrong):
            continue  # “Your percentages are right”: not where something else is wrong as well
        explained = sum(kind.kinds[name].evidence for name in agree)
        if mistake and explained >= 1 and explained > most:
            best, most, parts = mistake, explained, len(agree)
    return None if best is None or best.accept else (best, parts)


def _leaves_open(
    kind: AnswerKind[Any], name: str, mistake: Mistake | None, outcomes: Sequence[Outcome]
) -> bool:
    """May a choice be right and the mistake be made all the same? Then a wrong one there tells nothing of this mistake."""
    right = outcomes[0][1][name]
    return isinstance(kind, ChoiceAnswer) and any(
        kind.same(known[name], right) for other, known in outcomes[1:] if other is mistake
    )


def _agrees(kind: AnswerKind[Any], value: Any, known: Any) -> bool:
    return kind.same(value, known) and (not isinstance(kind, NumberAnswer) or fits(value, known))


def _part_by_part(
    item: Item, kind: FieldsAnswer, value: Values, right: Values, wrong: list[str], data: pd.DataFrame
) -> Diagnosis:
    said: list[str] = []
    names: list[str] = []
    off: dict[str, list[str]] = {"low": [], "high": []}
    numbers = {name: part for name in wrong if isinstance(part := kind.kinds[name], NumberAnswer)}
    for name, part in numbers.items():
        cause = _of_other_part(kind, name, value, right)
        # Where several numbers are wrong, each for itself, one or another of two digits fits some slip by luck.
        if not cause and (len(numbers) == 1 or isinstance(part, WholeAnswer) or digits_of(value[name]) > 2):
            cause = _about(item, part, name, value[name], right[name], data, alone=len(numbers) == 1)
        if cause and len(names) < 2:
            said.append(f"{capital(kind.words(name))}: it may be that {cause.guess}.")
            names.append(cause.name)
        else:
            off["low" if value[name] < right[name] else "high"].append(kind.words(name))
    said += [f"Too {side}: {', '.join(parts)}." for side, parts in off.items() if parts]
    return Diagnosis(" ".join(said), names[0] if names else None, False, tuple(names))


def _of_other_part(kind: FieldsAnswer, name: str, value: Values, right: Values) -> Cause | None:
    """The number of another part, here as well."""
    for other, part in kind.kinds.items():
        if other != name and isinstance(part, NumberAnswer) and part.same(value[name], right[other]):
            return Cause(
                "the number of another part", f"you gave the number of {kind.words(other)}", value=value[name]
            )
    return None


def _about(
    item: Item, kind: NumberAnswer, name: str, value: float, right: float, data: pd.DataFrame, *, alone: bool
) -> Cause | None:
    general = slips(kind, value, right, asked_by(item, kind, data))
    if general:
        return general[0]
    elsewhere = [*in_words(item, value), *in_data(item, value, data, name)] if alone else []
    return near_miss(kind, value, right) or next(iter(elsewhere), None)
