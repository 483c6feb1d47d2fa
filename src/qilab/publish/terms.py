"""The glossary on built pages: the page of all words, and the explanation behind the first use of each on a still page."""

from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from qilab import glossary

# Where a word is no reading text: code, a link, a heading that others link to, what a cell shows.
_LEFT_ALONE = {
    "a",
    "code",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "script",
    "style",
    "svg",
    "summary",
    "title",
    "nav",
}


def words_from_a_to_z() -> str:
    """All words with their meanings as Markdown; each word is a heading that can be linked to."""
    return "\n\n".join(f"### {term.word}\n\n{term.meaning}" for term in glossary.terms())


def with_explanations(page: str, address: str) -> str:
    """A still page in which the first use of each term leads to its meaning, and shows it to those who point at it.

    address: of the glossary, as this page names it.
    """
    soup = BeautifulSoup(page, "html.parser")
    seen: set[str] = set()
    for text in list((soup.main or soup).find_all(string=True)):
        if type(text) is NavigableString and not _is_left_alone(text):
            _explain(soup, text, address, seen)
    return str(soup) if seen else page


def _is_left_alone(text: NavigableString) -> bool:
    above = [tag for tag in text.parents if isinstance(tag, Tag)]
    shown = any("shown" in (tag.get("class") or []) or "code" in (tag.get("class") or []) for tag in above)
    return shown or any(tag.name in _LEFT_ALONE for tag in above)


def _explain(soup: BeautifulSoup, text: NavigableString, address: str, seen: set[str]) -> None:
    """Replace one piece of text by itself with a link at each term that is met for the first time."""
    parts: list[PageElement | str] = []
    done = 0
    for term, begin, end in glossary.uses(str(text)):
        if term.word in seen:
            continue
        seen.add(term.word)
        link = soup.new_tag("a", href=f"{address}#{term.anchor}", title=glossary.plain(term.meaning))
        link["class"] = "term"
        link.string = text[begin:end]
        parts += [text[done:begin], link]
        done = end
    if parts:
        text.replace_with(*parts, text[done:])
