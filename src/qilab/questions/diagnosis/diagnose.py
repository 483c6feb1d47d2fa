"""The way to a diagnosis: each kind of answer has its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ..item import Item, Outcome
from ..kinds import FieldsAnswer, LabelsAnswer, MonthsAnswer, NumberAnswer, OrderAnswer
from .cause import Diagnosis, fact
from .members import diagnose_members, diagnose_order
from .numbers import diagnose_number
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
    if isinstance(kind, LabelsAnswer | MonthsAnswer):
        return diagnose_members(item, kind, value, data, outcomes, beside)
    if isinstance(kind, OrderAnswer):
        return diagnose_order(kind, value, outcomes)
    chosen = next((m for m, known in outcomes[1:] if m and kind.same(value, known)), None)
    return fact(chosen) if chosen else Diagnosis("")
