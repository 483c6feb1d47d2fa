"""What the page *Search* looks in: each part of each page, as words. The script that looks is templates/still/search.js.

The index is a script as well, because a page that was opened from a disk may load scripts beside it and nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

_HEADINGS = ("h1", "h2", "h3")
# What nobody seeks: code, figures of tables, pictures; and answers, which should not be given away by an excerpt.
_LEFT_OUT = ".code, .folded, .answer, td, style, script, nav, .unseen"


@dataclass(frozen=True)
class Part:
    """A part of a page, from one heading to the next. anchor: the id of its heading, or ""."""

    anchor: str
    heading: str
    words: str


def parts_of(page: str) -> list[Part]:
    """The parts of a still page in their order, those without a word left out."""
    soup = BeautifulSoup(re.sub(r"<svg\b.*?</svg>", "", page, flags=re.S), "html.parser")
    main = soup.main or soup
    for tag in main.select(_LEFT_OUT):
        tag.decompose()
    found: list[tuple[str, str, list[str]]] = [("", "", [])]
    inside: Tag | None = None  # the heading whose own words these are
    for each in main.descendants:
        if isinstance(each, Tag):
            if each.name in _HEADINGS:
                inside = each
                found.append((str(each.get("id", "")), " ".join(each.get_text(" ").split()), []))
        elif type(each) is NavigableString and (inside is None or inside not in each.parents):
            found[-1][2].extend(str(each).split())
    # A word in bold or a link stands apart from the sign behind it.
    parts = [Part(a, heading, re.sub(r" (?=[.,;:!?)])", "", " ".join(words))) for a, heading, words in found]
    return [part for part in parts if part.heading or part.words]


def index(pages: Iterable[tuple[str, str, str]]) -> str:
    """The script that holds the index. pages: (title, address from the folder's top, HTML) of each page."""
    titles, parts = [], []
    for title, address, page in pages:
        titles.append([title, address])
        parts += [[len(titles) - 1, p.anchor, p.heading, p.words] for p in parts_of(page)]
    return f"window.QILAB_SEARCH = {json.dumps({'pages': titles, 'parts': parts}, ensure_ascii=False, separators=(',', ':'))};\n"
