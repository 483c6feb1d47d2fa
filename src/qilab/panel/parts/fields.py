"""Fields: the parts that have a value. Whatever a page or a person sends, a field keeps a value that it can have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isfinite
from numbers import Real
from typing import Any

from qilab.panel.html import Html, bullets, join, tag

from .asked import asked, asked_html
from .part import Part, State


@dataclass(frozen=True, kw_only=True)
class Field(Part):
    """Something with a value. `start` is the value at the start and after a reset."""

    name: str
    label: str
    start: Any = None

    def clean(self, value: Any) -> Any:
        """`value` as this field takes it, or the start value when it cannot."""
        return value

    def taken_words(self, given: Any, taken: Any) -> str:
        """What was taken instead of what was given, and why, in words; "" where it was taken as given."""
        return ""

    def still(self, now: State) -> Html:
        """The label and what was given."""
        given = self.words(now.values.get(self.name), now)
        return tag("p", f"{self.label}: ", tag("strong", given)) if given else tag("p", self.label)

    def words(self, value: Any, now: State) -> str:
        """A value of this field as it is read; "" where nothing was given."""
        return "" if value is None else str(value)


@dataclass(frozen=True, kw_only=True)
class NumberField(Field):
    """A box for a number between `least` and `most`. Without a start it is empty, which counts as None."""

    kind = "number"
    least: float
    most: float
    step: float = 1
    unit: str = ""
    help: str = ""
    wide: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The part as the page reads it; `optional` says that the box may be left empty."""
        return {**super().as_dict(), "optional": self.start is None}

    def clean(self, value: Any) -> Any:
        """The nearest number from `least` to `most` that lies on a step, whole ones as int; the start value
        for anything that is not a finite number. None stays None where the box may be empty.
        """
        if value is None and self.start is None:
            return None
        number = _finite(value)
        if number is None:
            return self.start
        near = min(float(self.most), max(float(self.least), number))
        steps = round((near - self.least) / self.step) * self.step + self.least
        near = min(self.most, round(steps, 10))
        return int(near) if near == int(near) else near

    def taken_words(self, given: Any, taken: Any) -> str:
        """Such as “You gave 75. The most here is 60, so 60 was used.”"""
        number = _finite(given)
        if number is None:
            empty = given is None or given == ""
            kept = "nothing is filled in" if taken is None else f"{taken:g} was used"
            return "" if empty else f"That could not be read as a number, so {kept}."
        if number == taken:
            return ""
        if number > self.most or number < self.least:
            end = f"most here is {self.most:g}" if number > self.most else f"least here is {self.least:g}"
            return f"You gave {_short(number)}. The {end}, so {taken:g} was used."
        steps = "Only whole numbers fit here" if self.step == 1 else f"This goes in steps of {self.step:g}"
        return f"You gave {_short(number)}. {steps}, so {taken:g} was used."

    def words(self, value: Any, now: State) -> str:
        """The number with its unit, such as "24 points"; "" where the box is empty."""
        return "" if value is None else f"{value} {unit_at(value, self.unit)}".strip()


@dataclass(frozen=True, kw_only=True)
class SliderField(NumberField):
    """A slider with its number box: either moves the other."""

    kind = "slider"


@dataclass(frozen=True, kw_only=True)
class OptionsField(Field):
    """One of several. options: (value, words) pairs."""

    options: tuple[tuple[str, str], ...]

    def clean(self, value: Any) -> Any:
        """The value if it is one of the options, else the start value."""
        return value if isinstance(value, str) and value in dict(self.options) else self.start

    def words(self, value: Any, now: State) -> str:
        """The words of the option that was chosen, among those on offer now; "" if none was."""
        offered = now.states.get(self.name, {}).get("options", self.options)
        return dict(offered).get(value, "") if value else ""


@dataclass(frozen=True, kw_only=True)
class ChoiceField(OptionsField):
    """One of several, as a list that opens."""

    kind = "choice"
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class RadioField(OptionsField):
    """One of a few, all in sight. Without a start nothing is chosen yet. question: the label is a question with its
    options below each other; else they stand in a line."""

    kind = "radios"
    question: bool = False

    def still(self, now: State) -> Html:
        """The options, and which of them was chosen: by a sign and in words."""
        chosen = now.values.get(self.name)
        items = [
            join("● ", tag("strong", words), " (chosen)") if value == chosen else f"○ {words}"
            for value, words in self.options
        ]
        label = asked_html(self.label) if self.question else self.label
        return tag("div", tag("p", label), bullets(*items, plain=True), class_="ask")

    def as_dict(self) -> dict[str, Any]:
        """The part as the page reads it, with the words of a question that are bold."""
        return super().as_dict() | ({"asked": asked(self.label)} if self.question else {})


@dataclass(frozen=True, kw_only=True)
class CheckField(Field):
    """Yes or no."""

    kind = "check"
    start: bool = False

    def clean(self, value: Any) -> Any:
        """True or False, as `bool` takes the value."""
        return bool(value)

    def words(self, value: Any, now: State) -> str:
        """The word "yes" or "no"."""
        return "yes" if value else "no"


@dataclass(frozen=True, kw_only=True)
class TextField(Field):
    """A line of text, or several. private: what is typed never goes into a saved page.

    numeric: a short box for a number that is taken as it is typed, however odd, so that whoever reads it can say what is
    odd; unit: words behind the box.
    """

    kind = "text"
    start: str = ""
    lines: int = 1
    longest: int = 500
    help: str = ""
    private: bool = False
    numeric: bool = False
    unit: str = ""

    def clean(self, value: Any) -> Any:
        """The first `longest` letters of a text; the start value for anything that is not a text."""
        return str(value)[: self.longest] if isinstance(value, str) else self.start

    def taken_words(self, given: Any, taken: Any) -> str:
        """That a text was too long, and where it was cut."""
        if not isinstance(given, str) or len(given) <= self.longest:
            return ""
        end = "is cut there" if self.private else f"ends at “…{taken[-12:]}”"
        return f"There is room for {self.longest} letters here, so the text {end}."

    def words(self, value: Any, now: State) -> str:
        """The text as it was typed, with its unit; "" for a private field, so that a saved page never holds it."""
        return "" if self.private or not value else f"{value} {self.unit}".strip()


@dataclass(frozen=True, kw_only=True)
class SeveralField(Field):
    """Any number of several options, a box to tick for each. options: (value, words) pairs. Value: list of values.

    question: the options stand below each other; else side by side. alone: an option that excludes all others, such as
    “none of them”: ticking it takes the others out, and the other way round.
    """

    kind = "several"
    options: tuple[tuple[str, str], ...]
    start: tuple[str, ...] = ()
    question: bool = False
    alone: str = ""

    def clean(self, value: Any) -> Any:
        """The ticked values that are on offer, in the order of the options; the start value for anything else."""
        if not isinstance(value, list | tuple | set):
            return list(self.start)
        ticked = {v for v in value if isinstance(v, str)}
        return [key for key, _ in self.options if key in ticked]

    def still(self, now: State) -> Html:
        """The options, and which of them were ticked: by a sign and in words."""
        ticked = now.values.get(self.name) or ()
        items = [
            join("☑ ", tag("strong", words), " (ticked)") if key in ticked else f"☐ {words}"
            for key, words in self.options
        ]
        return tag("div", tag("p", self.label), bullets(*items, plain=True), class_="ask")


@dataclass(frozen=True, kw_only=True)
class OrderField(Field):
    """Steps to be put in order, with two buttons each or by dragging. options: (value, words) pairs as they are shown
    first. Value: all values in their order, or None as long as none was moved.
    """

    kind = "order"
    options: tuple[tuple[str, str], ...]
    start: None = None

    def clean(self, value: Any) -> Any:
        """The list if it holds each option once; None for anything else."""
        keys = sorted(key for key, _ in self.options)
        if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
            return None
        return list(value) if sorted(value) == keys else None

    def still(self, now: State) -> Html:
        """The steps as they stand, and whether they were put so."""
        order = now.values.get(self.name)
        words = dict(self.options)
        steps = tag("ol", (tag("li", words[key]) for key in order or words))
        return join(tag("p", self.label, " (your order)" if order else " (not put in order yet)"), steps)


@dataclass(frozen=True, kw_only=True)
class TicksField(Field):
    """A box to tick for every point of a chart; a click on the point does the same. Value: list of x."""

    kind = "ticks"
    chart: str
    start: tuple[int, ...] = ()

    def clean(self, value: Any) -> Any:
        """The ticked x as whole numbers, sorted, each once; the start value for anything that is not a list.
        Entries that are not finite numbers are left out.
        """
        if not isinstance(value, list | tuple | set):
            return list(self.start)
        return sorted({int(number) for v in value if (number := _finite(v)) is not None})

    def words(self, value: Any, now: State) -> str:
        """The ticked x with commas between them; "" where nothing is ticked."""
        return ", ".join(str(x) for x in value or ())


def unit_at(value: Any, unit: str) -> str:
    """The unit beside a number: one point and two points, where it is a plain plural; else as it is.

    >>> unit_at(1, "points"), unit_at(2, "points"), unit_at(1, "falls a month")
    ('point', 'points', 'falls a month')
    """
    return unit[:-1] if value == 1 and re.fullmatch(r"(percentage )?[a-z]+s", unit) else unit


def _short(number: float) -> str:
    """A number as it was typed, as far as it is worth repeating."""
    text = f"{number:.10g}"
    return text if len(text) <= 12 else f"{number:.3g}"


def _finite(value: Any) -> float | None:
    """A number that can be worked with: not True, not NaN, not one of four hundred digits. Else None."""
    try:
        good = isinstance(value, Real) and not isinstance(value, bool) and isfinite(value)
        return float(value) if good else None
    except OverflowError:
        return None
