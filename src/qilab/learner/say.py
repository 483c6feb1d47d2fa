"""`say(...)`: a sentence of a lesson whose figures come from the data in use."""

from __future__ import annotations

import html
import re


class Sentence:
    """A paragraph to show under a cell. str() gives its words without marks."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return re.sub(r"\*\*|`", "", self.text)

    def _repr_html_(self) -> str:
        marked = html.escape(self.text, quote=False)
        marked = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", marked)
        marked = re.sub(r"`(.+?)`", r"<code>\1</code>", marked)
        return "".join(f"<p>{part}</p>" for part in marked.split("\n\n"))


def say(text: str) -> Sentence:
    """A sentence with figures worked out in the cell, for the cell's last line.

    text: plain words, **bold** and `code`; a blank line begins a new paragraph. A figure about the data is put in by
    an f-string and never typed, because a cohort may use data of its own. ValueError for anything but text.

    >>> falls = [14, 18, 10]
    >>> say(f"The ward had **{sum(falls)}** falls in {len(falls)} months.")
    The ward had 42 falls in 3 months.
    """
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"say takes a sentence in quotation marks, not {text!r:.60}.")
    return Sentence(text)
