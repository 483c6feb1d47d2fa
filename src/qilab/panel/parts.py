"""What a lab's panel is made of. Each part is a value; the view in `front/panel.js` draws it.

`name` is the part's name in `lab.values`, and in the texts and states that Python sends.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from math import isfinite
from numbers import Real
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class Part:
    kind: ClassVar[str] = ""

    def as_dict(self) -> dict[str, Any]:
        """The part as the view reads it."""
        own = {f.name: _plain(getattr(self, f.name)) for f in fields(self)}
        return {"kind": self.kind, **{k: v for k, v in own.items() if k != "start"}}

    def children(self) -> list[Part]:
        return []


def _finite(value: Any) -> bool:
    """A number that can be worked with? Not True, not NaN, not one of four hundred digits."""
    try:
        return isinstance(value, Real) and not isinstance(value, bool) and isfinite(value)
    except OverflowError:
        return False


def _plain(value: Any) -> Any:
    if isinstance(value, Part):
        return value.as_dict()
    if isinstance(value, dict):
        return value
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value


# ---------------------------------------------------------------- controls


@dataclass(frozen=True, kw_only=True)
class Control(Part):
    """Something with a value. `start` is the value at the start and after a reset."""

    name: str
    label: str
    start: Any = None

    def clean(self, value: Any) -> Any:
        """`value` as this control takes it, or the start value when it cannot."""
        return value


@dataclass(frozen=True, kw_only=True)
class Number(Control):
    """A box for a number between `least` and `most`. Without a start it is empty, which counts as None."""

    kind = "number"
    least: float
    most: float
    step: float = 1
    unit: str = ""
    help: str = ""
    wide: bool = False

    def as_dict(self) -> dict[str, Any]:
        return {**super().as_dict(), "optional": self.start is None}

    def clean(self, value: Any) -> Any:
        if value is None and self.start is None:
            return None
        if not _finite(value):
            return self.start
        near = float(min(self.most, max(self.least, value)))
        steps = round((near - self.least) / self.step) * self.step + self.least
        near = min(self.most, round(steps, 10))
        return int(near) if near == int(near) else near


@dataclass(frozen=True, kw_only=True)
class Slider(Number):
    """A slider with its number box: either moves the other."""

    kind = "slider"


@dataclass(frozen=True, kw_only=True)
class Choice(Control):
    """One of several, as a list that opens. options: (value, words) pairs."""

    kind = "choice"
    options: tuple[tuple[str, str], ...]
    help: str = ""

    def clean(self, value: Any) -> Any:
        return value if isinstance(value, str) and value in dict(self.options) else self.start


@dataclass(frozen=True, kw_only=True)
class Radios(Control):
    """One of a few, all in sight. Without a start nothing is chosen yet."""

    kind = "radios"
    options: tuple[tuple[str, str], ...]

    def clean(self, value: Any) -> Any:
        return value if isinstance(value, str) and value in dict(self.options) else self.start


@dataclass(frozen=True, kw_only=True)
class Check(Control):
    """Yes or no."""

    kind = "check"
    start: bool = False

    def clean(self, value: Any) -> Any:
        return bool(value)


@dataclass(frozen=True, kw_only=True)
class Text(Control):
    """A line of text, or several."""

    kind = "text"
    start: str = ""
    lines: int = 1
    longest: int = 500
    help: str = ""

    def clean(self, value: Any) -> Any:
        return str(value)[: self.longest] if isinstance(value, str) else self.start


@dataclass(frozen=True, kw_only=True)
class Ticks(Control):
    """A box to tick for every point of a chart; a click on the point does the same. Value: list of x."""

    kind = "ticks"
    chart: str
    start: tuple[int, ...] = ()

    def clean(self, value: Any) -> Any:
        if not isinstance(value, list | tuple | set):
            return list(self.start)
        return sorted({int(v) for v in value if _finite(v)})


@dataclass(frozen=True, kw_only=True)
class Button(Part):
    """Something to press. main: the one that the page is about. needs: controls that must have a value first,
    such as the prediction."""

    kind = "button"
    name: str
    label: str
    main: bool = False
    needs: tuple[str, ...] = ()


# ---------------------------------------------------------------- words, picture, log


@dataclass(frozen=True, kw_only=True)
class Words(Part):
    """A paragraph. With a name, Python may change it."""

    kind = "words"
    text: str = ""
    name: str = ""
    strong: bool = False


@dataclass(frozen=True, kw_only=True)
class Say(Part):
    """The live sentence: shown at once, read out politely. lines: room kept, so that nothing jumps."""

    kind = "say"
    name: str
    lines: int = 2


@dataclass(frozen=True, kw_only=True)
class Chart(Part):
    """A live chart. spec: Vega-Lite 5 with named data sets and no data. table: (field, heading) pairs of its twin."""

    kind = "chart"
    name: str
    spec: dict[str, Any] = field(hash=False)
    height: int = 320
    table: tuple[tuple[str, str], ...] = ()
    caption: str = ""
    ticks: str = ""


@dataclass(frozen=True, kw_only=True)
class Log(Part):
    """Predictions and results so far, to look at and to download."""

    kind = "log"
    label: str = "Your predictions and results"
    empty: str = "Nothing yet. Your predictions and results will be listed here."
    file: str = "log.csv"


# ---------------------------------------------------------------- layout


@dataclass(frozen=True, kw_only=True)
class Group(Part):
    """Parts that belong together, under a heading that is read out with each of them."""

    kind = "group"
    label: str
    parts: tuple[Part, ...]
    name: str = ""

    def children(self) -> list[Part]:
        return list(self.parts)


@dataclass(frozen=True, kw_only=True)
class Row(Part):
    """Parts side by side where there is room."""

    kind = "row"
    parts: tuple[Part, ...]

    def children(self) -> list[Part]:
        return list(self.parts)


@dataclass(frozen=True, kw_only=True)
class Columns(Part):
    """Controls on the left, picture on the right; one under the other where the page is narrow."""

    kind = "columns"
    left: tuple[Part, ...]
    right: tuple[Part, ...]

    def children(self) -> list[Part]:
        return [*self.left, *self.right]


@dataclass(frozen=True, kw_only=True)
class Page(Part):
    """One page of `Pages`."""

    kind = "page"
    title: str
    parts: tuple[Part, ...]

    def children(self) -> list[Part]:
        return list(self.parts)


@dataclass(frozen=True, kw_only=True)
class Pages(Control):
    """Pages with tabs. Its value is the number of the open page, from 0."""

    kind = "pages"
    pages: tuple[Page, ...]
    start: int = 0

    def children(self) -> list[Part]:
        return list(self.pages)

    def clean(self, value: Any) -> Any:
        return value if isinstance(value, int) and 0 <= value < len(self.pages) else self.start


def walk(parts: tuple[Part, ...] | list[Part]) -> list[Part]:
    """All parts, those inside others too."""
    out: list[Part] = []
    for part in parts:
        out += [part, *walk(part.children())]
    return out
