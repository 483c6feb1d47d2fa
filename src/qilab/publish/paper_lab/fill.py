"""Numbers in a paper lab's sentences, filled in from the item bank and its data: `{{E1.1: data["red"].sum()}}`.

Before the colon comes an exercise, whose table is `data`, or a question, whose right answer is `right` as well; after an
optional `|`, how the number is written; `E1.3@7` is the exercise's table on the seed 7. No figure about the data needs to be typed, so none can go out of date.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from qilab.methods.spc import runs
from qilab.modules import bank
from qilab.questions.item import BadContent

_FIELD = re.compile(
    r"\{\{\s*(?P<source>[\w.]+(?:@\d+)?):\s*(?P<words>.+?)\s*(?:\|\s*(?P<how>[^|{}]+?)\s*)?\}\}"
)


def filled(text: str) -> str:
    """A text with its fields filled in. BadContent names the field that fails."""
    out = _FIELD.sub(_value, text)
    if "{{" in out:
        raise BadContent(f"paper.md: “{out[out.index('{{') :][:50]}” is not filled in")
    return out


def _value(found: re.Match[str]) -> str:
    source = found["source"]
    names: dict[str, Any] = {"np": np, "runs": runs}
    if source.startswith("E"):
        code, _, seed = source.partition("@")
        names["data"] = bank.find_exercise(code).data(int(seed) if seed else None)
    else:
        item = bank.find(source)
        exercise = bank.exercise_of(item)
        names["data"] = exercise.data() if exercise else None
        names["right"] = item.right(names["data"])
    try:
        # Our own source, as a lesson is: nobody else's text comes here.
        value = eval(found["words"], names)
        return format(value, found["how"] or "").replace("-", "−")
    except Exception as error:
        raise BadContent(f"paper.md: “{found[0]}” fails: {type(error).__name__}: {error}") from error
