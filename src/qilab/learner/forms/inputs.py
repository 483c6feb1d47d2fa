"""Each kind of answer as fields of a form: which fields there are, what they come to, and how an answer fills them.

Whatever is typed comes to a plain value that the kind itself reads, so that a form and a line of code get one verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol

import pandas as pd

from qilab.panel.parts import (
    ChoiceField,
    Group,
    OrderField,
    Part,
    RadioField,
    Row,
    SeveralField,
    TextField,
    TicksField,
)
from qilab.questions import units
from qilab.questions.answer import Answer
from qilab.questions.kinds import (
    AnswerKind,
    ChoiceAnswer,
    FieldsAnswer,
    LabelsAnswer,
    MonthsAnswer,
    NumberAnswer,
    OrderAnswer,
    Problem,
    WholeAnswer,
    YesNoAnswer,
)
from qilab.questions.units import UNITS, Unit, read_unit

CHART = "picture"  # the chart whose points stand for the months
NO_MONTH = "none"
_LONG = 24  # letters of an option from which on options stand below each other
_UNITS_OFFERED = 6


class Input(Protocol):
    """The fields of one kind of answer. `name` is the first part of their names."""

    def parts(self, name: str, label: str) -> list[Part]:
        """The fields, to be put on a panel."""
        ...

    def value(self, name: str, values: Mapping[str, Any]) -> Any:
        """What the fields come to: a plain value for `read`; None while nothing is filled in; a Problem in words."""
        ...

    def fill(self, name: str, value: Any, unit: Any) -> dict[str, Any]:
        """The fields' values for an answer that `read` gave, with the unit that came with it."""
        ...


def input_for(kind: AnswerKind[Any], months: tuple[pd.Period, ...] = ()) -> Input:
    """The fields for a kind of answer. months: those that can be ticked, for an answer that is a set of months.

    ValueError for a kind that has no form yet.
    """
    if isinstance(kind, WholeAnswer):
        return NumberInput(None, kind.unit)
    if isinstance(kind, NumberAnswer):
        return NumberInput(kind.unit, None)
    if isinstance(kind, YesNoAnswer):
        return YesNoInput()
    if isinstance(kind, ChoiceAnswer):
        return ChoiceInput(dict(kind.options))
    if isinstance(kind, LabelsAnswer):
        return LabelsInput(dict(kind.options), kind.none)
    if isinstance(kind, MonthsAnswer):
        return MonthsInput(months) if months else MonthsTextInput(kind.example)
    if isinstance(kind, OrderAnswer):
        return OrderInput(dict(kind.options))
    if isinstance(kind, FieldsAnswer):
        return FieldsInput({name: input_for(part) for name, part in kind.kinds.items()}, dict(kind.kinds))
    raise ValueError(f"There is no form for {type(kind).__name__} yet.")


@dataclass(frozen=True)
class NumberInput:
    """A box for a number and, where it needs a unit, a menu of units. said: a unit to stand behind the box instead."""

    unit: Unit | None
    said: Unit | None

    def parts(self, name: str, label: str) -> list[Part]:
        """The box, and the menu."""
        behind = "" if self.said is None else self.said.name
        box = TextField(name=name, label=label, longest=60, numeric=True, unit=behind)
        if self.unit is None:
            return [box]
        options = (("", "choose the unit"), *((u.name, u.name) for u in units_like(self.unit)))
        return [Row(parts=(box, ChoiceField(name=f"{name}_unit", label="Unit", options=options, start="")))]

    def value(self, name: str, values: Mapping[str, Any]) -> Any:
        """The number, with its unit where one is chosen or typed behind it."""
        typed = typed_number(values.get(name) or "")
        unit = values.get(f"{name}_unit") or None
        if self.unit is None or typed is None or isinstance(typed, Problem):
            return typed
        return Answer(typed, unit)

    def fill(self, name: str, value: Any, unit: Any) -> dict[str, Any]:
        """The number as it would be typed, and its unit."""
        filled = {name: shown_number(value)}
        if self.unit is not None:
            known = read_unit(unit, self.unit) if isinstance(unit, str) else unit
            filled[f"{name}_unit"] = known.name if isinstance(known, Unit) else ""
        return filled


@dataclass(frozen=True)
class YesNoInput:
    """Yes or no."""

    def parts(self, name: str, label: str) -> list[Part]:
        """Two buttons of which one can be chosen."""
        return [RadioField(name=name, label=label, options=(("yes", "yes"), ("no", "no")))]

    def value(self, name: str, values: Mapping[str, Any]) -> Any:
        """True for yes and False for no; None while neither is chosen."""
        return {"yes": True, "no": False}.get(values.get(name) or "")

    def fill(self, name: str, value: Any, unit: Any) -> dict[str, Any]:
        """The word that is chosen, “yes” or “no”."""
        return {name: "yes" if value else "no"}


@dataclass(frozen=True)
class ChoiceInput:
    """One of several options."""

    options: dict[str, str]

    def parts(self, name: str, label: str) -> list[Part]:
        """All options in sight; more than nine of one word each as a list that opens."""
        plain = all(key == words for key, words in self.options.items())
        if plain and len(self.options) > 9:
            offered = (("", "choose"), *self.options.items())
            return [ChoiceField(name=name, label=label, options=offered, start="")]
        shown = tuple((key, lettered(key, words)) for key, words in self.options.items())
        return [RadioField(name=name, label=label, options=shown, question=_long(shown))]

    def value(self, name: str, values: Mapping[str, Any]) -> Any:
        """The key of the option."""
        return values.get(name) or None

    def fill(self, name: str, value: Any, unit: Any) -> dict[str, Any]:
        """The key of the option."""
        return {name: value}


@dataclass(frozen=True)
class LabelsInput:
    """Any number of several labels, or that there is none."""

    options: dict[str, str]
    none: str

    def parts(self, name: str, label: str) -> list[Part]:
        """A box to tick for each, and one for none."""
        shown = [(key, lettered(key, words)) for key, words in self.options.items()]
        offered = (*shown, (self.none, self.none))
        return [
            SeveralField(name=name, label=label, options=offered, question=_long(offered), alone=self.none)
        ]

    def value(self, name: str, values: Mapping[str, Any]) -> Any:
        """The list of labels, or the word for none."""
        ticked = list(values.get(name) or ())
        return self.none if ticked == [self.none] else ticked or None

    def fill(self, name: str, value: Any, unit: Any) -> dict[str, Any]:
        """The labels that are in the answer."""
        return {name: [key for key in (*self.options, self.none) if key in value]}


@dataclass(frozen=True)
class MonthsInput:
    """Months to tick under a chart, or to click on it."""

    months: tuple[pd.Period, ...]

    def parts(self, name: str, label: str) -> list[Part]:
        """A box for each point of the chart, and one for “none”."""
        none = (("none", "None of the months"),)
        return [
            TicksField(name=name, label=f"{label}: tick the months, or click their points", chart=CHART),
            SeveralField(name=f"{name}_none", label="Or", options=none),
        ]

    def value(self, name: str, values: Mapping[str, Any]) -> Any:
        """The months as “2023-04”, or the word for none; a Problem where both are ticked."""
        ticked = [x for x in values.get(name) or () if 1 <= x <= len(self.months)]
        if values.get(f"{name}_none"):
            if ticked:
                return Problem(
                    "both", "You ticked months, and that there is none. Decide for one of the two."
                )
            return NO_MONTH
        return [self.months[x - 1].strftime("%Y-%m") for x in ticked] or None

    def fill(self, name: str, value: Any, unit: Any) -> dict[str, Any]:
        """The numbers of the months among the points, from 1."""
        ticked = [x for x, month in enumerate(self.months, 1) if month in value]
        return {name: ticked, f"{name}_none": [] if value else ["none"]}


@dataclass(frozen=True)
class MonthsTextInput:
    """Months to type, where no chart shows which there are."""

    example: str

    def parts(self, name: str, label: str) -> list[Part]:
        """A line of text."""
        return [TextField(name=name, label=f"{label}, such as Apr 2023, May 2023, or none", longest=400)]

    def value(self, name: str, values: Mapping[str, Any]) -> Any:
        """The text as it was typed: the kind reads months however they are written."""
        return (values.get(name) or "").strip() or None

    def fill(self, name: str, value: Any, unit: Any) -> dict[str, Any]:
        """The months with commas between them."""
        return {name: ", ".join(month.strftime("%b %Y") for month in sorted(value)) or NO_MONTH}


@dataclass(frozen=True)
class OrderInput:
    """Steps to put in order."""

    options: dict[str, str]

    def parts(self, name: str, label: str) -> list[Part]:
        """The steps, to be moved up and down."""
        shown = tuple((key, lettered(key, words)) for key, words in self.options.items())
        return [
            OrderField(name=name, label=f"{label}: put the steps in order, first step first", options=shown)
        ]

    def value(self, name: str, values: Mapping[str, Any]) -> Any:
        """The keys in their order."""
        return values.get(name) or None

    def fill(self, name: str, value: Any, unit: Any) -> dict[str, Any]:
        """The keys in their order."""
        return {name: list(value)}


@dataclass(frozen=True)
class FieldsInput:
    """Several named parts, each with the fields of its own kind."""

    inputs: dict[str, Input]
    kinds: dict[str, AnswerKind[Any]]

    def parts(self, name: str, label: str) -> list[Part]:
        """The fields of all parts, under one heading."""
        inner: list[Part] = []
        for part, each in self.inputs.items():
            unit = getattr(self.kinds[part], "unit", None)
            words = part_words(part)
            # The unit of a part is not asked for: it stands in its label.
            inner += _without_unit(each).parts(f"{name}_{part}", f"{words} ({unit})" if unit else words)
        return [Group(label=label, parts=tuple(_in_rows(inner)))]

    def value(self, name: str, values: Mapping[str, Any]) -> Any:
        """All parts; None while none is filled in. A part that is empty is said to be missing by the kind itself."""
        given = {
            part: _without_unit(each).value(f"{name}_{part}", values) for part, each in self.inputs.items()
        }
        for part, value in given.items():
            if isinstance(value, Problem):
                return Problem(value.name, f"{part_words(part)}: {value.message}")
        if all(value is None for value in given.values()):
            return None
        lacking = [part_words(part).lower() for part, value in given.items() if value is None]
        if lacking:
            return Problem("part missing", f"Still to fill in: {', '.join(lacking)}.")
        return Answer(parts=given)

    def fill(self, name: str, value: Any, unit: Any) -> dict[str, Any]:
        """The values of all parts' fields."""
        filled: dict[str, Any] = {}
        for part, each in self.inputs.items():
            filled |= _without_unit(each).fill(f"{name}_{part}", value[part], None)
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


_NUMBER = re.compile(r"([+\-−–]?)\s*(\d[\d,\s]*(?:\.\d*)?|\.\d+)(e[+-]?\d{1,3})?", re.I)


def typed_number(text: str) -> Any:
    """The number that somebody typed, as int or float; None for an empty box; a Problem that says how to write it.

    Commas and spaces between thousands, a comma for the point, a sign of any length and a percent sign are understood.
    """
    plain = " ".join(text.replace("\u00a0", " ").split()).strip()
    if not plain:
        return None
    body = re.sub(r"\s*(%|per ?cent|percent)$", "", plain, flags=re.I)
    if re.fullmatch(r"[+\-−–]?\d+,\d{1,2}|[+\-−–]?\d+,\d{4,}", body):
        body = body.replace(",", ".")
    found = _NUMBER.fullmatch(body)
    if found is None or re.search(r",(?!\d{3}(\D|$))|\s(?!\d{3}(\D|$))", found.group(2)):
        return Problem(
            "text", f"“{plain[:40]}” is not a number that we can read. Type it in digits, such as 6.6."
        )
    sign, digits, power = found.groups()
    number = ("-" if sign and sign != "+" else "") + re.sub(r"[,\s]", "", digits) + (power or "")
    if re.fullmatch(r"-?\d{1,15}", number):
        return int(number)
    value = float(number)
    if value in (float("inf"), float("-inf")):
        return Problem("too large", "That number is too large to work with. Count its digits again.")
    return value


def shown_number(value: Any) -> str:
    """A number as somebody would type it: 12 digits at most, and no “.0” behind a whole one."""
    return f"{float(value):.12g}" if not isinstance(value, str) else value


def part_words(name: str) -> str:
    """A part's name as words: “longest_run_max” → “Longest run max”."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def lettered(key: str, words: str) -> str:
    """An option with its letter, where it has one; a key that is a word only serves those who write code."""
    return f"{key}) {words}" if len(key) == 1 and key != words else words


def _long(options: Any) -> bool:
    return any(len(words) > _LONG for _, words in options)


def _in_rows(parts: list[Part]) -> Iterator[Part]:
    """Boxes for numbers that follow each other, side by side."""
    for are_boxes, group in groupby(parts, lambda part: isinstance(part, TextField) and part.numeric):
        following = tuple(group)
        yield from (Row(parts=following),) if are_boxes else following


def _without_unit(each: Input) -> Input:
    return NumberInput(None, None) if isinstance(each, NumberInput) else each
