"""The glossary on built pages: the page of all words, and the explanation behind the first use of each on a still page."""

from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from qilab import glossary

WORDS_EXPLAINED = "Words explained:"  # what the line below a form begins with, here and in the reading view
# Where a word is no reading text.
_NO_TEXT = {"code", "pre", "script", "style", "svg", "title"}
# Where a link would be in the way: in another link, in a heading that others link to, on what is pressed.
_NO_LINK = {
    "a",
    "button",
    "label",
    "legend",
    "nav",
    "select",
    "summary",
    *(f"h{level}" for level in range(1, 7)),
}


def words_from_a_to_z() -> str:
    """All words with their meanings as Markdown; each word is a heading that can be linked to."""
    return "\n\n".join(f"### {term.word}\n\n{term.meaning}" for term in glossary.terms())


def with_explanations(page: str, address: str) -> str:
    """A still page in which the first use of each term leads to its meaning, and shows it to those who point at it.

    Words of a form are labels and options: a line at its foot leads to their meanings. What is behind a disclosure explains
    its own words and counts for nothing below it, because not everybody opens it. address: of the glossary, as this page names it.
    """
    soup = BeautifulSoup(page, "html.parser")
    seen: dict[int, set[str]] = {}
    for text in list((soup.main or soup).find_all(string=True)):
        if type(text) is not NavigableString:
            continue
        above = [tag for tag in text.parents if isinstance(tag, Tag)]
        form = next((tag for tag in above if tag.name == "form"), None)
        if any(_is_left_alone(tag, in_form=form is not None) for tag in above):
            continue
        folds = [id(tag) for tag in above if tag.name == "details"]
        known = set().union(*(seen.get(fold, ()) for fold in (*folds, 0)))
        new = [use for use in glossary.first_uses(str(text)) if use[0].word not in known]
        seen.setdefault(folds[0] if folds else 0, set()).update(term.word for term, _, _ in new)
        if new and form is not None:
            _list_below(soup, form, [_link(soup, text[begin:end], term, address) for term, begin, end in new])
        elif new:
            _mark(soup, text, new, address)
    return str(soup) if any(seen.values()) else page


def _is_left_alone(tag: Tag, in_form: bool) -> bool:
    return (
        tag.name in _NO_TEXT or "code" in (tag.get("class") or []) or (not in_form and tag.name in _NO_LINK)
    )


def _link(soup: BeautifulSoup, words: str, term: glossary.Term, address: str) -> Tag:
    link = soup.new_tag("a", href=f"{address}#{term.anchor}", title=glossary.plain(term.meaning))
    link["class"] = "term"
    link.string = words
    return link


def _mark(
    soup: BeautifulSoup, text: NavigableString, new: list[tuple[glossary.Term, int, int]], address: str
) -> None:
    """Put a link in the place of each term in a piece of text."""
    parts: list[PageElement | str] = []
    done = 0
    for term, begin, end in new:
        parts += [text[done:begin], _link(soup, text[begin:end], term, address)]
        done = end
    text.replace_with(*parts, text[done:])


def _list_below(soup: BeautifulSoup, form: Tag, links: list[Tag]) -> None:
    """Add links to the line at the foot of a form."""
    line = form.find("p", class_="words-here")
    if not isinstance(line, Tag):
        line = soup.new_tag("p")
        line["class"] = "words-here"
        line.string = WORDS_EXPLAINED
        form.append(line)
    for link in links:
        line.append(" ")
        line.append(link)
