"""The facilitators' pages rendered: one look and one set of links for the pack, the still twin and the server."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from ..module import FACILITATOR, Module
from ..pack import ON_DEMAND_NOTE, packed_names
from ..plans import front_page
from ..still_page import markdown_notebook, page, relinked_address
from ..timed.source import read_plans
from .front import asset, entries, place_of, render
from .room_view import room_view
from .screen_alone import screen_alone

FRONT, ROOM, SCREEN, MARKING = "index.html", "room.html", "screen.html", "marking.html"
MARKING_SOURCE = Path("docs", "facilitators", "marking.md")
# Of the head of each page: where it leads, and the words.
NAVIGATION = (
    (FRONT, "Front page"),
    (f"{FRONT}#Choose-a-plan", "Plans"),
    (f"{FRONT}#The-modules", "Modules"),
    (f"{FRONT}#To-print-and-to-send", "To print"),
    (ROOM, "Room view"),
    (SCREEN, "Room’s screen"),
    (MARKING, "Marking"),
)


class FacilitatorPages:
    """The pages, by the names at which they lie in the facilitators' folder.

    texts: the built Markdown pages, by name; those in the course's folder where None. elsewhere: where links to other pages of
    the course lead, by how the built pages name these; those not named there become words. tools: HTML for the head of the page
    on marking, and at the end of the doors: what only a server has.
    """

    def __init__(
        self,
        root: Path,
        modules: Sequence[Module],
        texts: Mapping[str, str] | None = None,
        elsewhere: Mapping[str, str] | None = None,
        doors: Sequence[tuple[str, str, str]] = (),
        tools: Callable[[], str] = str,
    ) -> None:
        self.root, self.modules = root, modules
        self.texts = _built_texts(root) if texts is None else texts
        self.elsewhere = elsewhere or {}
        self.doors, self.tools = doors, tools

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every page, the front page first."""
        others = sorted(_target(name) for name in self.texts if _target(name) != FRONT)
        return FRONT, ROOM, SCREEN, MARKING, *others

    @cached_property
    def links(self) -> dict[str, str]:
        """How the built pages name each address → how these pages do."""
        own = {name: _target(name) for name in self.texts}
        own |= {place: place for path in packed_names(self.modules) if (place := place_of(path))}
        return {
            **self.elsewhere,
            **own,
            ROOM: ROOM,
            SCREEN: SCREEN,
            f"../../{MARKING_SOURCE.as_posix()}": MARKING,
        }

    def write(self, name: str) -> str:
        """One page as HTML. KeyError for a name that is not among `names`."""
        if name == ROOM:
            return room_view(self.root, self.modules)
        if name == SCREEN:
            return screen_alone(self.root)
        if name == FRONT:
            return self._dressed(name, self._front())
        if name == MARKING:
            return self._dressed(name, self._marking())
        title, _, rest = self.texts[f"{name.removesuffix('.html')}.md"].partition("\n")
        return self._dressed(name, f"{title}\n\n{self._ways(name)}\n{rest}")

    @cached_property
    def _entries(self) -> dict[str, list[dict[str, Any]]]:
        return entries(read_plans(self.root), self.modules, self._address)

    def _ways(self, name: str) -> str:
        """What belongs to the plan or the module that this page is about: slides, sheets, the lesson."""
        found = [entry for kind in self._entries.values() for entry in kind if entry["address"] == name]
        return render("ways.html.j2", entry=found[0]) if found else ""

    def _front(self) -> str:
        tables = {kind: render(f"{kind}.html.j2", **{kind: found}) for kind, found in self._entries.items()}
        text = front_page(self.root, read_plans(self.root), self.modules, tables)
        before, heading, rest = text.partition("## Choose a plan")
        doors = render("doors.html.j2", more=self.doors)
        return f"{before}\n{doors}\n\n{heading}{rest}"

    def _marking(self) -> str:
        title, _, rest = (self.root / MARKING_SOURCE).read_text(encoding="utf-8").partition("\n")
        return f"{title}\n\n{self.tools()}\n\n{rest}"

    def _address(self, address: str) -> str | None:
        return relinked_address(address, self.links)

    def _dressed(self, name: str, text: str) -> str:
        text = text.replace(ON_DEMAND_NOTE, "")
        header = render("header.html.j2", navigation=NAVIGATION, here=name)
        style = asset("pages.css")
        made = page(markdown_notebook(text), home=FRONT, links=self.links, header=header, style=style)
        return _with_tables_for_narrow_screens(made)


def _built_texts(root: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in (root / FACILITATOR).glob("*.md")}


def _target(name: str) -> str:
    return FRONT if name == "README.md" else f"{name.removesuffix('.md')}.html"


def _with_tables_for_narrow_screens(text: str) -> str:
    """Each cell knows its column's heading, so that a phone can show a row as a list; roles keep the table a table there."""
    soup = BeautifulSoup(text, "html.parser")
    for table in soup.find_all("table"):
        table["role"] = "table"
        heads = [head.get_text(" ", strip=True) for head in table.select("thead th")]
        for group in table.find_all(["thead", "tbody"]):
            group["role"] = "rowgroup"
        for row in table.find_all("tr"):
            row["role"] = "row"
            for cell, head in zip(row.find_all("td"), heads, strict=False):
                cell["role"], cell["data-head"] = "cell", head
            for cell in row.find_all("th"):
                cell["role"] = "columnheader"
    return str(soup)
