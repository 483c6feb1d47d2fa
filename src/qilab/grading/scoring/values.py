"""Plain values from the sandbox, read back as what the item bank knows how to judge.

Whatever arrives is untrusted: only the shapes below are read, anything else becomes a `Thing`, which no question
accepts. Nothing that arrives is ever run or unpickled.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from qilab.questions.answer import Answer

DEEPEST = 8
MOST = 600


def decode(plain: Any) -> Any:
    """The value that a learner handed in, as nearly as plain JSON can say it. Never raises."""
    try:
        return _decode(plain, DEEPEST)
    except Exception:  # numpy and pandas have many ways to refuse; one learner's oddity must not stop a room
        return _thing("value that could not be read")


def readable(plain: Any, depth: int = DEEPEST) -> Any:
    """The same for the record: JSON that a person can read, small, without our marks where none are needed. Never raises."""
    if depth < 0:
        return "…"
    if isinstance(plain, dict):
        kind = plain.get("$")
        if kind == "answer":
            said = _readable_pairs(plain.get("parts"), depth) or {
                "value": readable(plain.get("value"), depth - 1)
            }
            return said if plain.get("unit") is None else {**said, "unit": readable(plain["unit"], depth - 1)}
        if kind == "map":
            return _readable_pairs(plain.get("v"), depth)
        if kind in ("tuple", "set", "column"):
            return readable(plain.get("v"), depth - 1)
        if kind == "table":
            return {
                "columns": readable(plain.get("columns"), depth - 1),
                "rows": readable(plain.get("rows"), depth - 1),
            }
        if kind in ("time", "datetime64", "period", "decimal", "float"):
            return _short(plain.get("v"))
        return f"({_short(plain.get('name') or kind)})"
    if isinstance(plain, list):
        return [readable(v, depth - 1) for v in plain[:MOST]]
    return plain[:500] if isinstance(plain, str) else plain


def _readable_pairs(value: Any, depth: int) -> dict[str, Any]:
    return {_short(k): readable(v, depth - 1) for k, v in _pairs(value)}


def _short(value: Any) -> str:
    """Up to 60 signs. A list or table has no business where a word belongs, and might be nested without end."""
    return str(value)[:60] if not isinstance(value, (dict, list)) else f"({type(value).__name__})"


def _pairs(value: Any) -> list[tuple[Any, Any]]:
    pairs = value[:MOST] if isinstance(value, list) else []
    return [(pair[0], pair[1]) for pair in pairs if isinstance(pair, list) and len(pair) == 2]


def _thing(name: str) -> Any:
    """An object of no use but its name, so that the message can say what was handed in."""
    word = "".join(c for c in str(name)[:60] if c.isalnum() or c in " _") or "object"
    return type(word, (), {"__slots__": ()})()


def _decode(plain: Any, depth: int) -> Any:
    if depth < 0:
        return _thing("too much")
    if plain is None or isinstance(plain, bool | int | str):
        return plain
    if isinstance(plain, float):
        return plain if math.isfinite(plain) else _thing("number")
    if isinstance(plain, list):
        return [_decode(v, depth - 1) for v in plain[:MOST]]
    if not isinstance(plain, dict):
        return _thing("value")
    kind: Any = plain.get("$")
    value: Any = plain.get("v")

    def several() -> list[Any]:
        return [_decode(v, depth - 1) for v in list(value)[:MOST]]

    if kind == "answer":
        parts = {str(k)[:100]: _decode(v, depth - 1) for k, v in _pairs(plain["parts"])[:MOST]}
        return Answer(_decode(plain["value"], depth - 1), _decode(plain["unit"], depth - 1), parts)
    if kind == "map":
        return {str(k)[:100]: _decode(v, depth - 1) for k, v in _pairs(value)[:MOST]}
    if kind == "tuple":
        return tuple(several())
    if kind == "set":
        return {v for v in several() if v.__hash__ is not None}
    if kind == "column":
        return _column(plain.get("of"), several())
    if kind == "table":
        columns = [str(c)[:100] for c in plain["columns"]][:50]
        rows = [[_decode(v, depth - 2) for v in row] for row in plain["rows"][:MOST]]
        return pd.DataFrame(rows, columns=columns, dtype=object)
    return _single(kind, value, plain)


def _column(of: Any, values: list[Any]) -> Any:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    if of == "extension":  # what pandas gives for the .unique() of a column of text
        return pd.array(array)
    return (
        {"series": pd.Series, "index": pd.Index}[of](array, dtype=object)
        if of in ("series", "index")
        else array
    )


def _single(kind: Any, value: Any, plain: dict[str, Any]) -> Any:
    text = str(value)[:60]
    if kind == "float":
        return {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[text]
    if kind == "decimal":
        return Decimal(text)
    if kind == "complex":
        return complex(float(str(value[0])[:60]), float(str(value[1])[:60]))
    if kind == "time":
        return pd.Timestamp(text)
    if kind == "datetime64":
        return np.datetime64(text)
    if kind == "period":
        return pd.Period(text, freq=str(plain["freq"])[:10])
    if kind == "big":
        return 10**400
    if kind == "call":
        return _nothing
    known = {"ellipsis": ..., "NaT": pd.NaT, "NA": pd.NA}
    return known[kind] if kind in known else _thing(plain.get("name", "object"))


def _nothing() -> None:
    """Stands for a command that was handed in without being run."""
