"""Each kind of answer as fields of a form: which fields there are, what they come to, and how an answer fills them.

Whatever is typed comes to a plain value that the kind itself reads, so that a form and a line of code get one verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from qilab.panel.parts import (
    ChoiceField,
    OrderField,
    Part,
    RadioField,
    SeveralField,
    TextField,
    TicksField,
)
from qilab.questions.kinds import (
    AnswerKind,
    ChoiceAnswer,
    FieldsAnswer,
    LabelsAnswer,
    MonthsAnswer,
    NumberAnswer,
    OrderAnswer,
    PairsAnswer,
    Problem,
    TableAnswer,
    WholeAnswer,
    YesNoAnswer,
)

from .number_input import NumberInput
from .part_inputs import FieldsInput, PairsInput, TableInput, lettered

CHART = "picture"  # the chart whose points stand for the months
NO_MONTH = "none"
_LONG = 24  # letters of an option from which on options stand below each other


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
        return NumberInput(kind.unit, "behind")
    if isinstance(kind, NumberAnswer):
        return NumberInput(kind.unit)
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
        return FieldsInput({name: input_for(part) for name, part in kind.kinds.items()}, kind)
    if isinstance(kind, PairsAnswer):
        return PairsInput(kind)
    if isinstance(kind, TableAnswer):
        return TableInput({name: input_for(column) for name, column in kind.columns.items()}, kind)
    raise ValueError(f"There is no form for {type(kind).__name__} yet.")


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
                    "both", "You ticked some months, and also that there are none. Choose one or the other."
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


def _long(options: Any) -> bool:
    return any(len(words) > _LONG for _, words in options)
