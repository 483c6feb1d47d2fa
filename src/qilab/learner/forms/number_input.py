"""The box for a number, with its unit: in a menu, behind the box, or in the label. And what somebody typed, as a number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from qilab.panel.parts import ChoiceField, Part, Row, TextField
from qilab.questions import units
from qilab.questions.answer import Answer
from qilab.questions.kinds import Problem
from qilab.questions.kinds.number import clock_time
from qilab.questions.units import UNITS, Unit, read_unit

_UNITS_OFFERED = 6


@dataclass(frozen=True)
class NumberInput:
    """A box for a number. unit: the one asked for, to be chosen from a menu, or said behind the box or in its label."""

    unit: Unit | None
    shown: Literal["menu", "behind", "label"] = "menu"

    @property
    def _has_menu(self) -> bool:
        return self.unit is not None and self.shown == "menu"

    def parts(self, name: str, label: str) -> list[Part]:
        """The box, and the menu."""
        if self.unit is None or self.shown == "label":
            label = f"{label} ({self.unit})" if self.unit else label
            return [TextField(name=name, label=label, longest=60, numeric=True)]
        if self.shown == "behind":
            return [TextField(name=name, label=label, longest=60, numeric=True, unit=self.unit.name)]
        options = (("", "choose the unit"), *((u.name, u.name) for u in units_like(self.unit)))
        box = TextField(name=name, label=label, longest=60, numeric=True)
        return [Row(parts=(box, ChoiceField(name=f"{name}_unit", label="Unit", options=options, start="")))]

    def value(self, name: str, values: Mapping[str, Any]) -> Any:
        """The number, with its unit where one is chosen or typed behind it; a Problem where these are two."""
        number, words = typed_number(values.get(name) or "")
        if number is None or isinstance(number, Problem):
            return number
        said = self._unit_typed(number, words)
        if isinstance(said, Problem) or not self._has_menu:
            return said if isinstance(said, Problem) else number
        chosen = values.get(f"{name}_unit") or None
        if said and chosen and said.name != chosen:
            return Problem(
                "two units",
                f"You typed “{words}” after the number and chose “{chosen}” from the menu. Choose one of the two.",
            )
        return Answer(number, chosen or (said.name if said else None))

    def _unit_typed(self, number: float, words: str) -> Unit | Problem | None:
        """The unit that was typed beside the number; None where none was, or none is asked for and it is a percent sign."""
        if not words:
            return None
        if self.unit is None:
            if read_unit(words, units.PERCENT) == units.PERCENT:
                return None
            return Problem("unit typed", f"Type only the number here: {number:g}, without “{words[:40]}”.")
        said = read_unit(words, self.unit)
        if said is not None and (said == self.unit or (self._has_menu and said in units_like(self.unit))):
            return said
        only = f"Type only the number, {number:g}, "
        if self._has_menu:
            words = f"“{words[:40]}” is not one of the units in the menu. {only}and choose its unit from the menu."
        else:
            words = f"{only}without “{words[:40]}”: this answer is in {self.unit}."
        return Problem("unit typed", words)

    def fill(self, name: str, value: Any, unit: Any) -> dict[str, Any]:
        """The number as it would be typed, and its unit."""
        filled = {name: shown_number(value)}
        if self.unit is not None and self._has_menu:
            known = read_unit(unit, self.unit) if isinstance(unit, str) else unit
            filled[f"{name}_unit"] = known.name if isinstance(known, Unit) else ""
        return filled


def units_like(unit: Unit) -> list[Unit]:
    """Units to choose from: those of the same family, and others that people take for it. They stand in a fixed order,
    so that the place of the right one tells nothing.
    """
    same = [u for u in UNITS if u.family and u.family == unit.family and u.name != unit.name]
    usual = [
        units.PERCENT,
        units.PER_1000_OBD,
        units.PERCENTAGE_POINTS,
        units.SHARE,
        units.FALLS_A_MONTH,
        units.POINTS,
    ]
    chosen = {unit.name: unit}
    for other in (*same, *usual):
        if len(chosen) < _UNITS_OFFERED:
            chosen.setdefault(other.name, other)
    return sorted(chosen.values(), key=lambda u: u.name.lower())


# A number, and words or a sign for its unit before or behind it; one that goes on with a number (“10-12”) is none.
_TYPED = re.compile(
    r"(?P<money>[£$€]?)\s*(?P<sign>[+\-−–]?)\s*(?P<digits>\d[\d,\s]*(?:\.\d*)?|\.\d+)(?P<power>e[+-]?\d{1,3})?"
    r"\s*(?P<words>(?:[%/£$€]|[^\W\d_]).*)?",
    re.I,
)


def typed_number(text: str) -> tuple[Any, str]:
    """The number that somebody typed, as int or float, and the words beside it; None for an empty box; a Problem that
    says how to write it.

    Commas and spaces between thousands, a comma for the point, and a sign of any length are understood.
    """
    plain = " ".join(text.replace("\u00a0", " ").split())
    if not plain:
        return None, ""
    if clock := clock_time(plain):
        return clock, ""
    found = _TYPED.fullmatch(plain)
    digits = found["digits"].strip() if found else ""
    if re.fullmatch(r"\d+,\d{1,2}|\d+,\d{4,}", digits):
        digits = digits.replace(",", ".")
    if found is None or re.search(r",(?!\d{3}(\D|$))|\s(?!\d{3}(\D|$))", digits):
        words = f"“{plain[:40]}” is not a number that we can read. Type it in digits, such as 6.6."
        return Problem("text", words), ""
    words = (found["money"] or found["words"] or "").strip()
    sign = "-" if found["sign"] and found["sign"] != "+" else ""
    number = sign + re.sub(r"[,\s]", "", digits) + (found["power"] or "")
    if re.fullmatch(r"-?\d{1,15}", number):
        return int(number), words
    value = float(number)
    if value in (float("inf"), float("-inf")):
        return Problem("too large", "That number is too large to work with. Count its digits again."), ""
    return value, words


def shown_number(value: Any) -> str:
    """A number as somebody would type it: 12 digits at most, and no “.0” behind a whole one."""
    return f"{float(value):.12g}" if not isinstance(value, str) else value
