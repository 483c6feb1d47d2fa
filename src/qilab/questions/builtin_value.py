"""A learner's answer without code of its own: a subclass of a number, text or list becomes that number, text or list.

A class that a learner wrote (or copied) may answer “how long are you?” or “what is your value?” with an endless loop
or the end of the program. So its own methods are never asked: the built-in type underneath is.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

from .answer import Answer
from .kinds.reading import MOST

_KEPT = MOST + 1  # one more than any answer may hold, so that “too many” still shows
_LONE: tuple[tuple[type, Any], ...] = ((str, str.__str__), (float, float.__float__), (int, int.__int__))
_SEVERAL: tuple[Any, ...] = (list, tuple, set, frozenset)


def builtin_value(value: Any, depth: int = 3) -> Any:
    """`value` with each subclass of a built-in type turned into that type, down to `depth` levels.

    Objects of other types come back as they are: they may still raise whatever they like when looked at.
    """
    kind = type(value)  # never value.__class__, which may lie
    if kind is Answer:
        parts = dict(_pairs(value.parts, depth))
        return Answer(builtin_value(value.value, depth), builtin_value(value.unit, depth), parts)
    if kind is bool or depth < 0:
        return value
    for base, turn in _LONE:
        if issubclass(kind, base):
            return turn(value)
    for base in _SEVERAL:
        if issubclass(kind, base):
            if base.__len__(value) > _KEPT:
                return value if kind is base else base(base.__iter__(value))
            return base(builtin_value(entry, depth - 1) for entry in base.__iter__(value))
    return dict(_pairs(value, depth)) if issubclass(kind, dict) else value


def _pairs(value: dict[Any, Any], depth: int) -> list[tuple[Any, Any]]:
    pairs = islice(dict.items(value), _KEPT)
    return [(builtin_value(k, depth - 1), builtin_value(v, depth - 1)) for k, v in pairs]
