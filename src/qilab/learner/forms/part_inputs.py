"""The fields of answers that have several parts: named parts, pairs, and the cells of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from qilab.panel.parts import ChoiceField, Field, Grid, Group, Part, Row, TextField
from qilab.questions.answer import Answer
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, PairsAnswer, Problem, TableAnswer, YesNoAnswer
from qilab.questions.kinds.reading import capital

from .number_input import NumberInput

if TYPE_CHECKING:
    from .inputs import Input


@dataclass(frozen=True)
class FieldsInput:
    """Several named parts, each with the fields of its own kind."""

    inputs: dict[str, Input]
    kind: FieldsAnswer

    def parts(self, name: str, label: str) -> list[Part]:
        """The fields of all parts, under one heading."""
        inner: list[Part] = []
        for part, each in self.inputs.items():
            inner += _unit_in_label(each).parts(f"{name}_{part}", capital(self.kind.words(part)))
        return [Group(label=label, parts=tuple(_in_rows(inner)))]

    def value(self, name: str, values: Mapping[str, Any]) -> Any:
        """All parts; None while none is filled in; a Problem that names those that are missing."""
        given = {
            part: _unit_in_label(each).value(f"{name}_{part}", values) for part, each in self.inputs.items()
        }
        said = _said_of({self.kind.words(part): value for part, value in given.items()})
        return Answer(parts=given) if said is True else said

    def fill(self, name: str, value: Any, unit: Any) -> dict[str, Any]:
        """The values of all parts' fields."""
        filled: dict[str, Any] = {}
        for part, each in self.inputs.items():
            filled |= _unit_in_label(each).fill(f"{name}_{part}", value[part], None)
        return filled


@dataclass(frozen=True)
class PairsInput:
    """A menu for each thing that is to be matched."""

    kind: PairsAnswer

    def parts(self, name: str, label: str) -> list[Part]:
        """The menus, one below the other, under one heading."""
        offered = (("", "choose"), *self.kind.choices.items())
        menus = (
            ChoiceField(name=place, label=lettered(row, words), options=offered, start="")
            for (row, words), place in zip(self.kind.rows.items(), self._places(name), strict=True)
        )
        return [Group(label=f"{label}: choose one for each", parts=tuple(menus))]

    def _places(self, name: str) -> list[str]:
        return [f"{name}_{i}" for i in range(1, len(self.kind.rows) + 1)]

    def value(self, name: str, values: Mapping[str, Any]) -> Any:
        """Row → choice; None while none is chosen; a Problem that names those that are missing."""
        chosen = [values.get(place) or None for place in self._places(name)]
        given = dict(zip(self.kind.rows, chosen, strict=True))
        said = _said_of({self.kind.fields.words(row): choice for row, choice in given.items()})
        return given if said is True else said

    def fill(self, name: str, value: Any, unit: Any) -> dict[str, Any]:
        """The choice in each menu."""
        return {place: value[row] for row, place in zip(self.kind.rows, self._places(name), strict=True)}


@dataclass(frozen=True)
class TableInput:
    """A field for each cell of a table. inputs: those of a column's cells."""

    inputs: dict[str, Input]
    kind: TableAnswer

    def parts(self, name: str, label: str) -> list[Part]:
        """The cells as a table, each with a label that says row and column."""
        rows = tuple(
            (
                words,
                tuple(
                    self._cell(f"{name}_{i}_{j}", words, column) for j, column in enumerate(self.inputs, 1)
                ),
            )
            for i, words in enumerate(self.kind.rows.values(), 1)
        )
        headings = tuple(capital(self._heading(column)) for column in self.inputs)
        return [Grid(label=label, corner=self.kind.corner, headings=headings, rows=rows)]

    def _heading(self, column: str) -> str:
        unit = getattr(self.kind.columns[column], "unit", None)
        return f"{self.kind.heading(column)} ({unit})" if unit else self.kind.heading(column)

    def _cell(self, place: str, row: str, column: str) -> Field:
        options = options_of(self.kind.columns[column])
        label = f"{row}, {self.kind.heading(column)}"
        if options:  # a menu is the only field for a choice that is no wider than a number
            return ChoiceField(name=place, label=label, options=(("", "choose"), *options.items()), start="")
        return TextField(name=place, label=label, longest=60, numeric=True)

    def _places(self, name: str) -> Iterator[tuple[str, str, str]]:
        for i, row in enumerate(self.kind.rows, 1):
            for j, column in enumerate(self.inputs, 1):
                yield row, column, f"{name}_{i}_{j}"

    def value(self, name: str, values: Mapping[str, Any]) -> Any:
        """Row → column → value; None while nothing is filled in; a Problem that names what is missing."""
        given: dict[str, dict[str, Any]] = {row: {} for row in self.kind.rows}
        for row, column, place in self._places(name):
            given[row][column] = _unit_in_label(self.inputs[column]).value(place, values)
        cells = {self.kind.fields.words(place): value for place, value in self.kind.flat(given).items()}
        said = _said_of(cells)
        if isinstance(said, Problem) and said.name == "part missing":
            return self.kind.read(given)  # it names whole rows and columns
        return given if said is True else said

    def fill(self, name: str, value: Any, unit: Any) -> dict[str, Any]:
        """The values of all cells' fields."""
        filled: dict[str, Any] = {}
        for row, column, place in self._places(name):
            filled |= _unit_in_label(self.inputs[column]).fill(place, value[row][column], None)
        return filled


def _said_of(given: Mapping[str, Any]) -> Any:
    """True where every part is filled in; None where none is; else a Problem that says which cannot be read or is missing."""
    for words, value in given.items():
        if isinstance(value, Problem):
            return Problem(value.name, f"{capital(words)}: {value.message}")
    if all(value is None for value in given.values()):
        return None
    lacking = [words for words, value in given.items() if value is None]
    return Problem("part missing", f"Still to fill in: {', '.join(lacking)}.") if lacking else True


def options_of(kind: Any) -> dict[str, str]:
    """Field value → words, for a cell in which one of several can be chosen; {} for a number."""
    if isinstance(kind, ChoiceAnswer):
        return dict(kind.options)
    return {"yes": "yes", "no": "no"} if isinstance(kind, YesNoAnswer) else {}


def lettered(key: str, words: str) -> str:
    """An option with its letter, where it has one; a key that is a word only serves those who write code."""
    return f"{key}) {words}" if len(key) == 1 and key != words else words


def _in_rows(parts: list[Part]) -> Iterator[Part]:
    """Boxes for numbers that follow each other, side by side."""
    for are_boxes, group in groupby(parts, lambda part: isinstance(part, TextField) and part.numeric):
        following = tuple(group)
        yield from (Row(parts=following),) if are_boxes else following


def _unit_in_label(each: Input) -> Input:
    """The unit of a part is not asked for: it stands in its label."""
    return replace(each, shown="label") if isinstance(each, NumberInput) else each
