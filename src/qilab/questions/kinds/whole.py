"""An answer that is a count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .number import NumberAnswer
from .protocol import Problem
from .reading import is_blank, unwrap


@dataclass(frozen=True)
class WholeAnswer(NumberAnswer):
    """A whole number: a count of points, runs, months. Counts are exact."""

    tolerance: float = 0.0
    decimals: int = 0

    def read(self, given: Any) -> float | Problem:
        """A number as `NumberAnswer` reads it, as a float; a Problem where it is not whole."""
        number = super().read(given)
        if isinstance(number, Problem) or abs(number - round(number)) < 1e-9:
            return number
        return Problem(
            "not whole",
            "A count is a whole number. Count again; or, if it came out of a formula, ask whether to go up or down.",
        )

    def unit_problem(self, given: Any) -> Problem | None:
        """A count needs no unit, but a unit that is given should be the right one."""
        _, unit = unwrap(given)
        return None if is_blank(unit) else super().unit_problem(given)
