"""The way to a diagnosis: each kind of answer has its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from ..item import Item, Outcome
from ..kinds import (
    FieldsAnswer,
    LabelsAnswer,
    MonthsAnswer,
    NumberAnswer,
    OrderAnswer,
    PairsAnswer,
    TableAnswer,
)
from .cause import Diagnosis, fact
from .members import diagnose_members, diagnose_order
from .numbers import diagnose_number
from .pairs import diagnose_pairs
from .parts import diagnose_parts


def diagnose(
    item: Item,
    value: Any,
    data: pd.DataFrame,
    outcomes: Sequence[Outcome],
    beside: Sequence[Item] = (),
) -> Diagnosis:
    """What may have happened to a value, as its kind reads it, that is neither right nor near enough to count.

    outcomes: as `Item.outcomes` gives them. beside: the questions of the same exercise, whose answers may be mixed up.
    """
    kind = item.kind
    if isinstance(kind, NumberAnswer):
        return diagnose_number(item, kind, value, data, outcomes, beside)
    if isinstance(kind, FieldsAnswer):
        return diagnose_parts(item, kind, value, data, outcomes)
    if isinstance(kind, TableAnswer):
        cells = replace(item, kind=kind.fields, right=lambda d: kind.flat(item.right(d)))
        known = [(mistake, kind.flat(each)) for mistake, each in outcomes]
        return diagnose_parts(cells, kind.fields, kind.flat(value), data, known)
    if isinstance(kind, PairsAnswer):
        return diagnose_pairs(kind, value, outcomes)
    if isinstance(kind, LabelsAnswer | MonthsAnswer):
        return diagnose_members(item, kind, value, data, outcomes, beside)
    if isinstance(kind, OrderAnswer):
        return diagnose_order(kind, value, outcomes)
    chosen = next((m for m, known in outcomes[1:] if m and kind.same(value, known)), None)
    return fact(chosen) if chosen else Diagnosis("")
