"""Where parts stand: groups, rows, columns and pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qilab.panel.html import Html, join, tag

from .fields import Field
from .part import Part, State, stills


@dataclass(frozen=True, kw_only=True)
class Group(Part):
    """Parts that belong together, under a heading that is read out with each of them."""

    kind = "group"
    label: str
    parts: tuple[Part, ...]
    name: str = ""

    def children(self) -> list[Part]:
        """The parts under the heading, in order."""
        return list(self.parts)

    def still(self, now: State) -> Html:
        """The label in bold, then the parts as they stay on a saved page."""
        return join(tag("p", tag("strong", self.label)), stills(self.parts, now))


@dataclass(frozen=True, kw_only=True)
class Grid(Part):
    """Fields as the cells of a table. rows: (heading, fields) pairs. Where the page is narrow, the cells stand below each
    other, so that each field's label says its row and its column.
    """

    kind = "grid"
    label: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Field, ...]], ...]
    corner: str = ""

    def children(self) -> list[Part]:
        """The fields, row by row."""
        return [cell for _, cells in self.rows for cell in cells]

    def still(self, now: State) -> Html:
        """A table of what was given."""
        body = (
            tag(
                "tr",
                tag("th", heading, scope="row"),
                (tag("td", cell.words(now.values.get(cell.name), now)) for cell in cells),
            )
            for heading, cells in self.rows
        )
        head = tag("tr", tag("th", self.corner), (tag("th", words, scope="col") for words in self.headings))
        return join(tag("p", tag("strong", self.label)), tag("table", tag("thead", head), tag("tbody", body)))


@dataclass(frozen=True, kw_only=True)
class Row(Part):
    """Parts side by side where there is room. in_line: a label stands before its field, not above it."""

    kind = "row"
    parts: tuple[Part, ...]
    in_line: bool = False

    def children(self) -> list[Part]:
        """The parts from left to right."""
        return list(self.parts)


@dataclass(frozen=True, kw_only=True)
class Columns(Part):
    """Fields on the left, picture on the right; one under the other where the page is narrow.

    picture_first: there the picture comes first, because it has to be read before anything can be chosen.
    """

    kind = "columns"
    left: tuple[Part, ...]
    right: tuple[Part, ...]
    picture_first: bool = False

    def children(self) -> list[Part]:
        """The parts of the left column, then those of the right."""
        return [*self.left, *self.right]


@dataclass(frozen=True, kw_only=True)
class Page(Part):
    """One page of `Pages`."""

    kind = "page"
    title: str
    parts: tuple[Part, ...]

    def children(self) -> list[Part]:
        """The parts of the page, in order."""
        return list(self.parts)


@dataclass(frozen=True, kw_only=True)
class Pages(Field):
    """Pages with tabs. Its value is the number of the open page, from 0."""

    kind = "pages"
    pages: tuple[Page, ...]
    start: int = 0

    def children(self) -> list[Part]:
        """The pages, in the order of their tabs."""
        return list(self.pages)

    def clean(self, value: Any) -> Any:
        """The number of a page, from 0; the start value for anything else."""
        return value if isinstance(value, int) and 0 <= value < len(self.pages) else self.start

    def still(self, now: State) -> Html:
        """The open page alone, after its title: a saved page has no tabs to press."""
        page = self.pages[now.values.get(self.name, self.start)]
        return join(tag("p", tag("strong", page.title)), page.still(now))
