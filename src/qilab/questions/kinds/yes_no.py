"""An answer of True or False."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from .protocol import AnswerKind, Problem
from .reading import NOT_YET, is_blank, lone_value, unwrap

_YES = frozenset({"yes", "y", "true", "signal"})
_NO = frozenset({"no", "n", "false", "no signal"})


@dataclass(frozen=True)
class YesNoAnswer(AnswerKind[bool]):
    """True or False; yes and no are understood too."""

    evidence: ClassVar[float] = 0.1

    def read(self, given: Any) -> bool | Problem:
        """True or False, also from the words yes, no, y, n, signal and no signal; numbers are not understood."""
        value = lone_value(unwrap(given)[0])
        if is_blank(value):
            return NOT_YET
        if isinstance(value, bool | np.bool_):
            return bool(value)
        word = value.strip().lower() if isinstance(value, str) else None
        if word in _YES:
            return True
        if word in _NO:
            return False
        return Problem("not yes or no", "Please answer yes or no here; in code, that is True or False.")

    def describe(self, value: bool) -> str:
        """“yes” for True, “no” for False."""
        return "yes" if value else "no"
