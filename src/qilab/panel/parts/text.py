"""Words: headings, paragraphs, the live sentence, and content made with `panel.html`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qilab.panel.html import Html, tag

from .asked import asked, asked_html
from .part import Part, State

NOTHING = Html()


@dataclass(frozen=True, kw_only=True)
class Heading(Part):
    """A heading inside a panel. level: 3 or 4."""

    kind = "heading"
    text: str
    level: int = 3

    def still(self, now: State) -> Html:
        """The heading as `h3` or `h4`."""
        return tag(f"h{self.level}", self.text)


@dataclass(frozen=True, kw_only=True)
class Paragraph(Part):
    """A paragraph. With a name, Python may change it. question: it asks something. lines: room kept for it, so that
    nothing jumps when it grows.
    """

    kind = "words"
    text: str = ""
    name: str = ""
    strong: bool = False
    question: bool = False
    lines: int = 0

    def as_dict(self) -> dict[str, Any]:
        """The part as the page reads it, with the words of a question that are bold."""
        return super().as_dict() | ({"asked": asked(self.text)} if self.question else {})

    def still(self, now: State) -> Html:
        """The words that Python set last, else those of the start; nothing where both are empty."""
        words = now.texts.get(self.name) or self.text
        if self.question:
            return tag("p", asked_html(words))
        return tag("p", tag("strong", words) if self.strong else words) if words else NOTHING


@dataclass(frozen=True, kw_only=True)
class LiveText(Part):
    """The live sentence: shown at once, read out politely. lines: room kept, so that nothing jumps."""

    kind = "say"
    name: str
    lines: int = 2

    def still(self, now: State) -> Html:
        """The sentence as it was last said; nothing if none was."""
        words = now.texts.get(self.name)
        return tag("p", words) if words else NOTHING


@dataclass(frozen=True, kw_only=True)
class Content(Part):
    """Words with a form (lists, tables, pictures, links to save a file), made with `panel.html`.

    With a name, Python may change it: `panel.say(name=…)`. live: what changes is read out. polite: what is added is
    read out and the rest is not read again. private: it never goes into a saved page.
    """

    kind = "content"
    html: Html = NOTHING
    name: str = ""
    live: bool = False
    polite: bool = False
    private: bool = False

    def still(self, now: State) -> Html:
        """The content as it was set last; nothing where it is private."""
        return NOTHING if self.private else Html(now.texts.get(self.name) or self.html)
