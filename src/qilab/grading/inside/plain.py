"""A learner's answer as plain JSON: numbers, text, lists, small tables. Never a pickle, never more than `MOST`.

The marker reads it back with `qilab.grading.scoring.values`. What cannot be told plainly leaves as the name of its kind.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from qilab.questions.answer import Answer

MOST = 501  # one more than any answer may hold, so that “too many” still shows
LONGEST = 5000
DEEPEST = 6
COLUMNS = pd.Series | pd.Index | np.ndarray | pd.api.extensions.ExtensionArray


def plain(value: Any) -> Any:
    """JSON for one answer. Never raises: learners' objects run code of their own when they are looked at."""
    try:
        return _plain(value, DEEPEST, [4000])
    except Exception:
        return _thing(value)


def _thing(value: Any) -> dict[str, Any]:
    return {"$": "thing", "name": str(type(value).__name__)[:60]}


def _plain(value: Any, depth: int, room: list[int]) -> Any:
    room[0] -= 1
    if room[0] < 0 or depth < 0:
        return {"$": "thing", "name": "too much"}
    if value is None or isinstance(value, bool):
        return value
    if value is Ellipsis:
        return {"$": "ellipsis"}
    if isinstance(value, str):
        return value[:LONGEST]
    if value is pd.NaT:
        return {"$": "NaT"}
    if value is pd.NA:
        return {"$": "NA"}
    single = _single(value)
    if single is not None:
        return single

    def more(values: Any) -> list[Any]:
        return [_plain(v, depth - 1, room) for v in list(values)[:MOST]]

    if isinstance(value, Answer):
        parts = [[str(k)[:100], _plain(v, depth - 1, room)] for k, v in list(value.parts.items())[:MOST]]
        return {
            "$": "answer",
            "value": _plain(value.value, depth - 1, room),
            "unit": _plain(value.unit, depth - 1, room),
            "parts": parts,
        }
    if isinstance(value, list):
        return more(value)
    if isinstance(value, tuple):
        return {"$": "tuple", "v": more(value)}
    if isinstance(value, set | frozenset):
        return {"$": "set", "v": more(value)}
    if isinstance(value, pd.DataFrame):
        columns = [str(c)[:100] for c in value.columns[:50]]
        rows = [more(row) for row in value.iloc[:MOST, :50].itertuples(index=False, name=None)]
        return {"$": "table", "columns": columns, "rows": rows}
    if isinstance(value, COLUMNS):
        if isinstance(value, np.ndarray):
            return {"$": "column", "of": "array", "v": more(value.ravel()[:MOST])}
        of = (
            "index"
            if isinstance(value, pd.Index)
            else "series"
            if isinstance(value, pd.Series)
            else "extension"
        )
        return {"$": "column", "of": of, "v": more(value[:MOST])}
    if isinstance(value, Mapping):
        items = list(value.items())[:MOST]
        return {"$": "map", "v": [[str(k)[:100], _plain(v, depth - 1, room)] for k, v in items]}
    return {"$": "call"} if callable(value) else _thing(value)


def _single(value: Any) -> Any:
    """A lone number or date, or None if it is neither."""
    if isinstance(value, np.generic) and not isinstance(value, np.datetime64):
        value = value.item()
        if isinstance(value, bool | str):
            return value
    if isinstance(value, int):
        return int(value) if abs(value) < 10**300 else {"$": "big"}
    if isinstance(value, float):
        number = float(value)
        return number if math.isfinite(number) else {"$": "float", "v": str(number)}
    if isinstance(value, Decimal | Fraction):
        return {"$": "decimal", "v": str(Decimal(str(float(value))))}
    if isinstance(value, complex):
        return {"$": "complex", "v": [str(value.real), str(value.imag)]}
    if isinstance(value, pd.Period):
        return {"$": "period", "v": str(value), "freq": str(value.freqstr)}
    if isinstance(value, np.datetime64):
        return {"$": "datetime64", "v": str(value)}
    if isinstance(value, datetime.date):
        return {"$": "time", "v": pd.Timestamp(value).isoformat()}
    return None
