"""What all kinds of answer share in reading: the value out of its wrapping, and plain words for what it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..answer import Answer
from .protocol import Problem

MOST = 500  # more values than any answer can need; a longer list is a whole column by mistake
SHOWN = 40  # signs of a learner's own text that a message repeats

# pandas gives an array of its own where a column of text is asked for its .unique() values.
COLUMNS = (pd.Series, pd.Index, np.ndarray, pd.api.extensions.ExtensionArray)

NOT_YET = Problem(
    "no answer yet",
    "There is no answer here yet. Answer in the form and press Check; or, in code, write your line, run it, and run "
    "this check again.",
)

EMPTY_LIST = "an empty list"


def nothing_named(none: str) -> Problem:
    """An empty list, in every kind that is a set: it may never have been begun, so that “none” has to be said."""
    return Problem(
        EMPTY_LIST,
        f"Nothing is ticked or named here yet. If you mean that there are none, say so: write “{none}”.",
    )


def is_blank(value: Any) -> bool:
    """Nothing was written yet: None, the dots of the stub, or empty text."""
    return value is None or value is Ellipsis or (isinstance(value, str) and not value.strip())


def unwrap(given: Any) -> tuple[Any, Any]:
    """The value and the unit of an answer, wrapped by `answer()` or not."""
    return (given.value, given.unit) if isinstance(given, Answer) else (given, None)


def has_parts(given: Any) -> bool:
    """Was it given in named parts, answer(lower=…, upper=…)?"""
    return isinstance(given, Answer) and bool(given.parts)


def lone_value(value: Any) -> Any:
    """A lone value out of its wrapping: a column, list or array of length one counts as that one value."""
    if isinstance(value, pd.Series | pd.Index | np.ndarray) and np.size(value) == 1:
        return np.asarray(value, dtype=object).ravel()[0]
    if isinstance(value, list | tuple) and len(value) == 1:
        return value[0]
    return value


def entries_of(value: Any, *, ordered: bool = False) -> list[Any] | None:
    """The entries of a list, set or column; None for anything else, and for a set where the order matters."""
    if isinstance(value, np.ndarray):
        return list(value.ravel())
    if isinstance(value, (list, tuple, *COLUMNS)) or (not ordered and isinstance(value, set | frozenset)):
        return list(value)
    return None


def say_what(value: Any) -> str:
    """What a value is, in plain words."""
    if isinstance(value, str):
        return "text"
    if isinstance(value, bool | np.bool_):
        return "True or False"
    if isinstance(value, pd.DataFrame):
        return "a whole table"
    if isinstance(value, int | np.integer):
        return "a whole number"
    if isinstance(value, float | np.floating):
        return "a gap (NaN)" if np.isnan(value) else "a number"
    if isinstance(value, pd.Series | pd.Index | np.ndarray):
        return f"a column of {_many(len(np.atleast_1d(np.asarray(value, dtype=object))), 'value')}"
    if isinstance(value, Mapping):
        return "a set of named values"
    if isinstance(value, list | tuple | set | frozenset):
        return f"a list of {_many(len(value), 'thing')}"
    if callable(value):
        return "a command that was not run (are its round brackets missing?)"
    return f"something of the type “{type(value).__name__[:60]}”"


def _many(count: int, word: str) -> str:
    return f"one {word}" if count == 1 else f"{count} {word}s"


def quote(entry: Any) -> str:
    """A learner's entry for a message: its own text, cut short, its digits, or in words what it is."""
    if isinstance(entry, int | np.integer) and not isinstance(entry, bool) and abs(int(entry)) < 10**9:
        return str(int(entry))
    return entry.strip()[:SHOWN] if isinstance(entry, str) else say_what(entry)


def capital(words: str) -> str:
    """The same words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def named(entry: Any, words: Mapping[str, str]) -> str | None:
    """The key that a learner's entry stands for, by the key or by its words, in capitals or not; None if it is neither."""
    if isinstance(entry, int | np.integer) and not isinstance(entry, bool) and abs(int(entry)) < 10**9:
        entry = str(int(entry))
    if not isinstance(entry, str):
        return None
    text = _bare(entry[:MOST])
    return next((key for key, said in words.items() if text in {_bare(key), _bare(said)}), None)


def _bare(text: str) -> str:
    return text.strip(" .“”\"'()").lower()


def jaccard_distance(one: frozenset, other: frozenset) -> float:
    """Share of the members of either set that are not in both, 0 to 1."""
    union = one | other
    return 1 - len(one & other) / len(union) if union else 0.0
