"""What learners wrote and their cells showed, made harmless for the pages that a marker opens.

HTML goes through nh3 with a short list of tags and no styles, classes, links or scripts. In Markdown every
way to HTML, links, pictures from elsewhere and TeX commands (MathJax knows \\href) is taken away; the words stay.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Any

import nh3

_TAGS = set(
    [
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "caption",
        "div",
        "span",
        "p",
        "b",
        "strong",
        "i",
        "em",
        "u",
        "s",
        "code",
        "pre",
        "br",
        "hr",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "sub",
        "sup",
        "blockquote",
    ]
)
# "*" is named, or nh3 would let two attributes through on every tag.
_ATTRIBUTES = {"*": set(), "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}}
_UNSEEN = {"style", "script", "template", "noscript"}  # they go with all that is in them
_SPAN = re.compile(r"[1-9][0-9]{0,2}")  # cells that span millions freeze the page that shows them
_OPENING = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.I)
# Tags that need no closing one: a long, honest table may leave out hundreds.
_CLOSE_THEMSELVES = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "th",
        "td",
        "thead",
        "tbody",
        "tfoot",
        "br",
        "hr",
        "img",
        "input",
        "col",
        "wbr",
        "option",
    ]
)
_ACTIVE = re.compile(
    r"<\s*(script|iframe|object|embed|form|link|meta|base|svg|math)\b|\bon\w+\s*=|javascript:|srcdoc",
    re.I,
)
_GAP = "\u200b"  # breaks a command or a link without being seen
_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]*:(?=//|[^\s:]+@)|\bwww(?=\.)|(?<=\w)@(?=\w)", re.I
)  # what pages make a link of
_TEX = re.compile(r"\\(?=[A-Za-z\[\](])")
_MAGIC = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}

MOST_OUTPUT = 700_000  # signs of all outputs on one page, as HTML
MOST_SOURCE = 15_000  # signs of one cell
MOST_SOURCES = 90_000  # of all cells; colouring code makes it several times as long
MOST_DEPTH = 200  # tags inside each other; sorting out thousands takes a parser minutes, and a browser, too
CUT = "\n… cut here: more than fits on a page."
TOO_DEEP = "<p>(Left out: an output whose parts are nested too deeply to be shown.)</p>"


def one_line(text: object, most: int = 300) -> str:
    """Text for a terminal, a table or a record: no control signs, none that turn the direction of reading."""
    kept = (c if unicodedata.category(c)[0] != "C" else " " for c in str(text)[: 4 * most])
    return " ".join("".join(kept).split())[:most]


def inert_tex(text: str) -> str:
    """Text in which TeX commands are no commands any more."""
    return _TEX.sub(lambda m: m.group() + _GAP, text)


def markdown(text: str) -> str:
    """Markdown without HTML, links and pictures. Emphasis, lists and headings stay."""
    text = text.replace("\0", "").replace("<", "＜")  # a full-width sign: it looks the same, also inside code
    text = text.replace("](", f"]{_GAP}(").replace("]:", f"]{_GAP}:").replace("][", f"]{_GAP}[")
    text = _ADDRESS.sub(lambda found: found.group() + _GAP, text)
    return inert_tex(re.sub(r"&(?=#|\w)", "&amp;", text))


@lru_cache(maxsize=256)
def clean_html(text: str) -> str:
    """HTML with tables and text alone."""
    if _depth(text) > MOST_DEPTH:
        return TOO_DEEP
    whole = text.encode("utf-8", "replace").decode("utf-8")  # half of a letter would end the cleaning
    return inert_tex(
        nh3.clean(
            whole,
            tags=_TAGS,
            clean_content_tags=_UNSEEN,
            attributes=_ATTRIBUTES,
            attribute_filter=_attribute,
            strip_comments=True,
        )
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    return value if name == "scope" or _SPAN.fullmatch(value) else None


def _depth(text: str) -> int:
    """How many tags lie inside each other at most, roughly. A closing tag closes one of its own kind or nothing."""
    open_tags: Counter[str] = Counter()
    depth = deepest = 0
    for closing, tag in _OPENING.findall(text):
        name = tag.lower()
        if name in _CLOSE_THEMSELVES or (closing and not open_tags[name]):
            continue
        step = -1 if closing else 1
        open_tags[name] += step
        depth += step
        deepest = max(deepest, depth)
    return deepest


def active(text: str) -> bool:
    """Does it hold what a page could run? For the report; everything is cleaned either way."""
    return bool(_ACTIVE.search(text))


def picture(mime: str, text: str) -> str | None:
    """The base64 text of a PNG or JPEG, or None if it is none."""
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    return base64.b64encode(data).decode() if data.startswith(_MAGIC[mime]) else None


class Page:
    """The outputs of one submission, cleaned, within the size of a page. `removed`: kinds of active content met."""

    def __init__(self) -> None:
        self.left = MOST_OUTPUT
        self.removed: set[str] = set()
        self.cut = False
        self._source = MOST_SOURCES

    def source(self, text: str) -> str:
        """The text of a cell, cut where it is far too long."""
        most = max(0, min(MOST_SOURCE, self._source))
        self._source -= min(len(text), most)
        if len(text) > most:
            self.cut = True
            return text[:most] + CUT
        return text

    def outputs(self, raw: Any) -> list[dict[str, Any]]:
        """Outputs as nbformat has them, made of nothing but text, pictures and clean tables."""
        made = []
        for output in raw if isinstance(raw, list) else []:
            clean = self._output(output) if isinstance(output, dict) else None
            if clean is not None and self._fits(clean):
                made.append(clean)
        return made

    def _fits(self, output: dict[str, Any]) -> bool:
        size = sum(len(html.escape(text)) for text in _texts(output))
        if size > self.left:
            self.cut = True
            return False
        self.left -= size
        return True

    def _output(self, output: dict[str, Any]) -> dict[str, Any] | None:
        kind = output.get("output_type")
        if kind == "stream":
            name = "stderr" if output.get("name") == "stderr" else "stdout"
            return {"output_type": "stream", "name": name, "text": self._text(output.get("text"))}
        if kind == "error":
            lines = output.get("traceback")
            lines = [self._text(line) for line in lines[:20]] if isinstance(lines, list) else []
            name, value = self._text(output.get("ename"), 100), self._text(output.get("evalue"), 500)
            return {"output_type": "error", "ename": name, "evalue": value, "traceback": lines}
        data = output.get("data")
        if kind not in ("display_data", "execute_result") or not isinstance(data, dict):
            return None
        clean = {mime: text for mime, value in data.items() if (text := self._mime(mime, value)) is not None}
        return {"output_type": "display_data", "data": clean, "metadata": {}} if clean else None

    def _text(self, value: Any, most: int = 25_000) -> str:
        text = value if isinstance(value, str) else ""
        # Escape codes colour a terminal; nbconvert turns them into markup.
        return "".join(c for c in text[:most] if c in "\n\t" or unicodedata.category(c) != "Cc")

    def _mime(self, mime: Any, value: Any) -> str | None:
        if not isinstance(value, str):
            return None
        if mime == "text/plain":
            return self._text(value)
        if mime == "text/html" and len(value) <= 120_000:
            if active(value):
                self.removed.add("HTML that runs")
            return clean_html(value)
        if mime == "text/markdown" and len(value) <= 25_000:
            if active(value):
                self.removed.add("HTML that runs")
            return markdown(value)
        return picture(mime, value) if mime in _MAGIC else None


def _texts(output: dict[str, Any]) -> list[str]:
    if "data" in output:
        return list(output["data"].values())
    return [output.get("text", ""), output.get("evalue", ""), *output.get("traceback", [])]
