"""What may have happened where a number is not right."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence

import pandas as pd

from ..item import Item, Mistake, Outcome
from ..kinds import NumberAnswer, WholeAnswer
from ..kinds.number import as_shown
from ..units import PERCENT, PERCENTAGE_POINTS
from .beside import in_other_questions
from .cause import Cause, Diagnosis, fact, is_itself, perhaps
from .digits import by_luck, digits_of, equal, fits, luck, rounded_to
from .other_data import MANY_WAYS, TELLING, causes_in_data
from .slips import HALVES, Asked, near_miss, slips

LUCK = 0.01  # more likely than this to be reached by another path: no fact. Two digits are reached by many paths.
GUESSES_BY_LUCK = 0.25  # where so many of a sort would fit by luck, one that fits says nothing
_NO_SHARE = 2.0  # percent: a right answer of so many is never below 1%, however wrongly it is worked out
_NEAR_SMALL = 0.1
_SAME_SLIP = 0.006  # as a share: numbers so near are one slip, said twice
_WIDE = (
    0.1  # as a share of the right number: a tolerance above it is that of a run, whose last digits are luck
)
_EASILY_SAID = (0.0, 1.0, 10.0, 50.0, 100.0)


def diagnose_number(
    item: Item,
    kind: NumberAnswer,
    value: float,
    data: pd.DataFrame,
    outcomes: Sequence[Outcome],
    beside: Sequence[Item] = (),
) -> Diagnosis:
    """The item's own mistake where it fits, then general slips, then slips in the data, then how far off it is."""
    right = outcomes[0][1]
    own = own_mistakes(kind, value, outcomes)
    from_a_run = kind.tolerance > _WIDE * abs(right) and not isinstance(kind, WholeAnswer)
    # Sums and halves that fit the digits of a run fit them by luck; a scale or a side that is missed shows in any digits.
    general = slips(kind, value, right, asked_by(item, kind, data))
    general = [cause for cause in general if not from_a_run or cause.name not in HALVES]
    general = [cause for cause in general if not any(_same_slip(kind, cause, known) for _, known in own)]
    if own:
        return _own(item, value, own, general, data, outcomes)
    if general:
        return perhaps((), [_modest(cause, value) for cause in general])
    near = near_miss(kind, value, right)
    found = [near] if near else []
    found += [
        *in_other_questions(item, value, data, beside),
        *in_words(item, value),
        *([] if from_a_run else in_data(item, value, data)),
    ]
    if found:
        return perhaps((), found)
    # A count has no scale, and nothing is below nothing: there the other slip is no likely one.
    twice = None if isinstance(kind, WholeAnswer) or from_a_run else two_slips(value, outcomes)
    return twice or Diagnosis(out_of_reach(kind, value, right, data))


def own_mistakes(
    kind: NumberAnswer, value: float, outcomes: Sequence[Outcome]
) -> list[tuple[Mistake, float]]:
    """The item's mistakes that the number is as good as, nearest first; those that would count are none.

    A tolerance that suits 41% would take 0.05 for 0.41: where it is as wide as the number itself, that must be near.
    """
    found = [
        (m, known)
        for m, known in outcomes[1:]
        if m and not m.accept and kind.same(value, known)
        if known == 0 or abs(known) > 2 * kind.tolerance or abs(value - known) <= _NEAR_SMALL * abs(known)
    ]
    return sorted(found, key=lambda pair: abs(pair[1] - value))


def _same_slip(kind: NumberAnswer, cause: Cause, known: float) -> bool:
    if isinstance(kind, WholeAnswer):
        return equal(cause.value, known)
    return abs(cause.value - known) <= _SAME_SLIP * abs(known)


def _own(
    item: Item,
    value: float,
    own: list[tuple[Mistake, float]],
    general: list[Cause],
    data: pd.DataFrame,
    outcomes: Sequence[Outcome],
) -> Diagnosis:
    mistake, known = own[0]
    elsewhere = (c for c in in_data(item, value, data) if c.name in (*TELLING, "another period"))
    rivals = general or [c for c in elsewhere if not equal(c.value, known)]
    if not fits(value, known):
        # Within the tolerance, but not this number as anybody would write it down: something that fits comes first.
        return (
            perhaps((), general[:1]) if general else perhaps([mistake], [*rivals[:1], *in_words(item, value)])
        )
    many_paths = luck(value) > LUCK or easily_said(item, value)
    if rivals or many_paths or not rounded_to(value, known) or not is_itself(mistake, known, outcomes):
        return perhaps([mistake], rivals[:1])
    return fact(mistake)


def asked_by(item: Item, kind: NumberAnswer, data: pd.DataFrame) -> Asked:
    """What general slips need to know of the question."""
    return Asked(item.ask, kind.unit, len(data))


def _numbers_in(text: str) -> list[float]:
    return [float(each.replace(",", "")) for each in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)]


def easily_said(item: Item, value: float) -> bool:
    """A number that many paths end at: one of the question's own, or a round one."""
    return value in _EASILY_SAID or any(equal(value, number) for number in _numbers_in(item.ask))


def in_words(item: Item, value: float) -> list[Cause]:
    """A number that stands in the question, or at the end of a hint, where the example is worked out."""
    if any(equal(value, number) for number in _numbers_in(item.ask)):
        words = "you gave a number from the question itself: something still has to be worked out from it"
        return [Cause("a number of the question", words, value=value)]
    if digits_of(value) > 2 and any(equal(value, number) for number in _numbers_in(item.hints[-1])[-2:]):
        words = "you gave the number from the example: work it out from your own data"
        return [Cause("a number of the example", words, value=value)]
    return []


def in_data(item: Item, value: float, data: pd.DataFrame, part: str | None = None) -> list[Cause]:
    """Slips in the data that lead to this very number, the likelier first, each once.

    Of a sort of slip of which one or another would fit by luck, none is named.
    """
    if value == 0:
        return []
    sorts: defaultdict[str, list[Cause]] = defaultdict(list)
    for cause in causes_in_data(item, data, part):
        if isinstance(cause.value, float) and math.isfinite(cause.value):
            sorts[cause.name].append(cause)
    found: dict[str, Cause] = {}
    for causes in sorts.values():
        fitting = [cause for cause in causes if fits(value, cause.value)]
        if not fitting or (fitting[0].name in MANY_WAYS and digits_of(value) < 3):
            continue
        if by_luck(value, (cause.value for cause in causes)) <= GUESSES_BY_LUCK:
            found |= {cause.guess: cause for cause in fitting}
    return list(found.values())


def two_slips(value: float, outcomes: Sequence[Outcome]) -> Diagnosis | None:
    """One of the item's mistakes, and its number on another scale."""
    if digits_of(value) < 2:
        return None
    for mistake, known in outcomes[1:]:
        for factor in (100, 0.01, 1000, 0.001, -1):
            if mistake and not mistake.accept and known and fits(value, known * factor):
                other = (
                    "the sign is the wrong way round" if factor < 0 else "the size is not what is asked for"
                )
                words = f"It may be two slips at once. One is that {other}. The other may be this. {mistake.message}"
                return Diagnosis(words, mistake.name, False, (mistake.name, "two slips"))
    return None


def _modest(cause: Cause, value: float) -> Cause:
    """Two digits agree by luck: then nothing is said as if it were sure."""
    sure = digits_of(value) > 2 or equal(value, cause.value)
    return cause if sure else Cause(cause.name, cause.guess, value=cause.value)


def out_of_reach(kind: NumberAnswer, value: float, right: float, data: pd.DataFrame) -> str:
    """Where nothing fits: is it a number that cannot be? Else in which direction to look."""
    shown = as_shown(value)
    if kind.unit == PERCENT and 0 <= right <= 100 and not 0 <= value <= 100:
        look = "what is subtracted from what" if value < 0 else "what you divided by"
        return f"{shown} cannot be a percentage here: a share lies between 0% and 100%. Look at {look}."
    if kind.unit == PERCENT and 0 < value < 1 and right >= _NO_SHARE:
        return (
            f"{shown} is very little for a percentage. If it is a share between 0 and 1, multiply it by 100."
        )
    if kind.unit == PERCENTAGE_POINTS and abs(value) > 100:
        return f"{shown} cannot be percentage points: two percentages are never more than 100 points apart. Was a count used in place of a share?"
    if isinstance(kind, WholeAnswer) and value < 0 <= right:
        return "A count cannot be below 0. Look at what is subtracted from what."
    rates = data["rate"] if "rate" in data.columns and len(data) > 5 else None
    if rates is not None and rates.min() <= right <= rates.max() and not rates.min() <= value <= rates.max():
        side = "above" if value > right else "below"
        return (
            f"{shown} lies {side} every value in the column rate, and no median or mean of them can be there."
        )
    return ""
