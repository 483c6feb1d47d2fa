"""The answer to another question of the same exercise, given here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ..item import Item
from ..kinds import NumberAnswer
from .cause import Cause
from .digits import fits

_WORDS = "you answered another question of this exercise: read once more what this one asks for"


def in_other_questions(item: Item, value: Any, data: pd.DataFrame, beside: Sequence[Item]) -> list[Cause]:
    """The right answer to a question that stands beside this one, whole or in one of its parts."""
    for other in beside:
        if other.key == item.key:
            continue
        right = other.right(data)
        for each in (*right.values(), right) if isinstance(right, Mapping) else (right,):
            if _is(item, value, each):
                return [Cause("another question answered", _WORDS, value=value)]
    return []


def _is(item: Item, value: Any, other: Any) -> bool:
    if isinstance(other, bool) or type(other) is not type(value):
        return False
    if isinstance(item.kind, NumberAnswer):
        return fits(value, other)
    return bool(value == other)
