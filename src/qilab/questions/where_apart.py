"""A slip that comes to its own number on most data, and on some to that of another answer."""

from __future__ import annotations

from typing import Any

import pandas as pd

from .item import Value
from .kinds import AnswerKind


def where_apart(kind: AnswerKind[Any], slip: Value, instead: Value, *others: Value) -> Value:
    """What a slip comes to where it lies apart from each of `others`; elsewhere what `instead` comes to.

    For a variant of a mistake, with the mistake's own value as `instead`. Data on which the slip cannot be told from another
    answer need not be refused then: there it is not told at all.
    """

    def value(data: pd.DataFrame) -> Any:
        found = slip(data)
        alone = all(kind.apart(found, other(data)) for other in others)
        return found if alone else instead(data)

    return value
