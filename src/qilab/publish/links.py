"""Links in built pages: those into the course must lead to a file, those out of it must be whole https addresses."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

_MARKDOWN_LINK = re.compile(r"(?<!\\)\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
_HTML_LINK = re.compile(r"(?:href|src)=[\"']([^\"']+)[\"']")


def links_of(text: str) -> list[str]:
    """All link targets of a Markdown text, in order; code in back-quotes is left out."""
    text = re.sub(r"```.*?```", "", text, flags=re.S)
    text = re.sub(r"`[^`\n]*`", "", text)
    return _MARKDOWN_LINK.findall(text) + _HTML_LINK.findall(text)


def prose_of(path: Path, text: str) -> str:
    """The Markdown of a built file: the page itself, or a notebook's Markdown cells."""
    if path.suffix != ".ipynb":
        return text
    cells = json.loads(text)["cells"]
    return "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


def headings_of(text: str) -> set[str]:
    """Anchors of a page's headings, as JupyterLab and common Markdown viewers form them."""
    anchors = set()
    for title in re.findall(r"^#{1,6}\s+(.+?)\s*$", text, flags=re.M):
        anchors |= {title.replace(" ", "-"), re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")}
    return anchors


def broken_links(
    root: Path, files: Mapping[Path, str], on_demand: Collection[Path] = ()
) -> list[tuple[Path, str]]:
    """(page, link) for each link that leads nowhere. Nothing is fetched: outside addresses are judged by form.

    on_demand: files that a link may lead to although they are not there yet. In their folders nothing else counts:
    what lies there may be left over from an older course.
    """
    made_later = {path.parent for path in on_demand}

    def is_there(target: Path) -> bool:
        return (
            target in on_demand
            if target.parent in made_later
            else target in files or (root / target).exists()
        )

    broken = []
    for page, text in files.items():
        if page.suffix not in (".md", ".ipynb"):
            continue
        prose = prose_of(page, text)
        broken += [
            (page, link) for link in links_of(prose) if not _leads_somewhere(is_there, page, prose, link)
        ]
    return broken


def _leads_somewhere(is_there: Callable[[Path], bool], page: Path, prose: str, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return parts.scheme in ("https", "mailto") and bool(parts.netloc or parts.path)
    if not parts.path:
        return unquote(parts.fragment) in headings_of(prose)
    if parts.path.startswith("/"):
        return False
    return is_there(Path(_normal(PurePosixPath(page.parent.as_posix()) / unquote(parts.path))))


def _normal(path: PurePosixPath) -> str:
    out: list[str] = []
    for part in path.parts:
        if part == "..":
            if not out:
                return "outside-the-course"
            out.pop()
        elif part != ".":
            out.append(part)
    return "/".join(out)
