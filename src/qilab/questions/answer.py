"""`answer(...)`: what a learner hands in, with its unit or its named parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Answer:
    """A value with the unit it is in, or several named parts."""

    value: Any = None
    unit: Any = None
    parts: dict[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        if self.parts:
            return "answer(" + ", ".join(f"{name}={value!r}" for name, value in self.parts.items()) + ")"
        unit = "" if self.unit is None else f", unit={self.unit!r}"
        return f"answer({self.value!r}{unit})"


def answer(value: Any = None, unit: str | None = None, **parts: Any) -> Answer:
    """Your answer, ready to be checked.

    Give one value and its unit::

        answer(6.6, unit="per 1,000 occupied bed days")

    or the parts that a question asks for, by name::

        answer(longest_run=5, crossings=11, signal=False)

    >>> answer(6.6, unit="per 1,000 occupied bed days")
    answer(6.6, unit='per 1,000 occupied bed days')
    """
    return Answer(value, unit, dict(parts))
