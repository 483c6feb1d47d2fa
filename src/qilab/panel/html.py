"""HTML as values: the one place where words become HTML, and where they are escaped.

`tag("p", "5 < 6")` gives `<p>5 &lt; 6</p>`. What is HTML already has the type `Html` and is put in as it is, so nothing
is escaped twice and nothing by mistake not at all.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterable

from qilab.questions.feedback import card_style
from qilab.questions.verdict import State


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


Child = Html | str | Iterable["Child"] | None
VOID = frozenset({"br", "hr", "img", "input"})


def join(*children: Child) -> Html:
    """Children one after the other: words are escaped, HTML stays, None is left out, lists are gone through."""
    return Html("".join(_one(child) for child in children))


def _one(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return child
    if isinstance(child, str):
        return html.escape(child, quote=False)
    return "".join(_one(each) for each in child)


def tag(name: str, *children: Child, **attributes: str | bool | None) -> Html:
    """An element. Attributes: `class_` and `for_` stand for class and for, `_` for a hyphen; None and False are left out."""
    pairs = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Html(f"<{name}{pairs}>")
    return Html(f"<{name}{pairs}>{join(*children)}</{name}>")


def _attribute(key: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{html.escape(str(value), quote=True)}"'


def paragraphs(*words: Child) -> Html:
    """A paragraph for each of the words that are not empty."""
    return join(tag("p", each) for each in words if each)


def bullets(*items: Child, plain: bool = False) -> Html:
    """A list. plain: without dots, because each item begins with a sign of its own."""
    return tag("ul", (tag("li", item) for item in items), class_="qilab-plain" if plain else None)


def details(summary: Child, *children: Child, open_: bool = False) -> Html:
    """What opens when its heading is pressed."""
    return tag("details", tag("summary", summary), *children, open_=open_)


def verdict(state: State, heading: str, *words: str) -> Html:
    """The card that answers an answer. The heading says in a sign and in words what the colour says."""
    look = f"qilab-verdict qilab-{state}"
    return tag("div", tag("strong", heading), paragraphs(*words), class_=look, style=card_style(state))


def save_link(words: str, name: str, kind: str, data: bytes) -> Html:
    """A link that saves `data` as the file `name`: the browser has it already, nothing is sent. kind: a media type."""
    code = base64.b64encode(data).decode("ascii")
    # JupyterLab shows links in outputs as plain text; the underline says what it is without colour.
    look = "text-decoration:underline;display:inline-block;min-height:24px"
    return tag("a", words, style=look, download=name, href=f"data:{kind};base64,{code}")


def words_of(markup: str) -> str:
    """The words of our own HTML, a line for each block: for text twins."""
    text = re.sub(r"<(style|svg)\b.*?</\1>", "", markup, flags=re.S)
    text = re.sub(r"</(p|li|h\d|div|tr|summary|caption|legend)>", "\n", text)
    lines = (" ".join(line.split()) for line in html.unescape(re.sub(r"<[^>]+>", " ", text)).split("\n"))
    return "\n".join(line for line in lines if line)
