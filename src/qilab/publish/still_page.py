"""One built page as HTML that needs no kernel and no network: the page itself, and where its links lead."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Sequence
from pathlib import Path

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook

TEMPLATES = Path(__file__).parent / "templates"


def page(
    notebook: NotebookNode,
    home: str,
    links: dict[str, str] | None = None,
    header: str = "",
    style: str = "",
    scripts: Sequence[str] = (),
    policy: str = "",
) -> str:
    """One notebook as a whole HTML page. home: address of the list of pages, if there is one.

    links: what its links to other pages become; those not named there become words. header: HTML in place of the usual
    head of the page. style: CSS beside that of all pages. scripts: addresses of scripts, as the page names them.
    policy: the page's content security policy.
    """
    for cell in notebook.cells:
        if links is None:
            continue
        if cell.cell_type == "markdown":
            cell.source = relinked(cell.source, links)
        for output in cell.get("outputs", ()):
            output.data["text/html"] = relinked_html(output.data["text/html"], links)
    exporter = HTMLExporter(
        template_name="page", extra_template_basedirs=[str(TEMPLATES)], exclude_anchor_links=True
    )
    css = (TEMPLATES / "page" / "page.css").read_text(encoding="utf-8") + style
    resources = {"qilab": {"css": css, "home": home, "header": header, "scripts": scripts, "policy": policy}}
    text, _ = exporter.from_notebook_node(notebook, resources=resources)
    return with_anchors(text)


def with_anchors(text: str) -> str:
    """Headings that can be linked to, named as JupyterLab names them: their words, with hyphens for blanks.

    nbconvert names them only together with a link on each, which a screen reader would read out every time.
    """
    taken: set[str] = set()

    def named(match: re.Match) -> str:
        level, words = match.groups()
        plain = html.unescape(re.sub(r"<[^>]+>", "", words)).strip()
        name = html.escape(re.sub(r"\s", "-", plain), quote=True)
        if not name or name in taken:
            return match.group(0)
        taken.add(name)
        return f'<h{level} id="{name}">{words}</h{level}>'

    text = re.sub(r"<h([1-6])>(.*?)</h\1>", named, text, flags=re.S)
    # Others name them in small letters: a link of either kind must arrive.
    exact = {name.lower(): name for name in taken}
    return re.sub(r'href="#([^"]+)"', lambda match: f'href="#{exact.get(match[1].lower(), match[1])}"', text)


def markdown_notebook(text: str, title: str = "") -> NotebookNode:
    """A Markdown page as a notebook of one cell. title: that of its first heading where empty.

    >>> markdown_notebook("# Half a day: the plan").metadata["title"]
    'Half a day: the plan'
    """
    heading = re.search(r"^# +(.+)$", text, flags=re.M)
    title = title or (heading.group(1) if heading else "")
    return new_notebook(cells=[new_markdown_cell(text)], metadata={"title": title})


def between(here: Path, there: Path) -> str:
    """How the page `here` names the file `there`."""
    return posixpath.relpath(there.as_posix(), here.parent.as_posix())


def relinked(text: str, links: dict[str, str]) -> str:
    """Markdown whose links lead where `links` says; those that are not named there become words."""

    def other(match: re.Match) -> str:
        words, address = match.groups()
        there = relinked_address(address, links)
        return f"[{words}]({there})" if there else words

    return re.sub(r"\[([^\[\]]+)\]\(([^)\s]+)\)", other, text)


def relinked_html(text: str, links: dict[str, str]) -> str:
    """What a cell shows may link too, such as the doors of Start here."""

    def other(match: re.Match) -> str:
        before, address, after, words = match.groups()
        there = relinked_address(html.unescape(address), links)
        return f'<a{before}href="{html.escape(there)}"{after}>{words}</a>' if there else words

    return re.sub(r'<a(\s(?:[^>]*\s)?)href="([^"]+)"([^>]*)>(.*?)</a>', other, text, flags=re.S)


def relinked_address(address: str, links: dict[str, str]) -> str | None:
    """Where an address leads from a page that has these links. None for a file that is not part of them (the README, the data):
    it would be a dead link, so that only its words stay."""
    if address.startswith(("https:", "mailto:", "#")):
        return address
    place, _, part = address.partition("#")
    return f"{links[place]}{'#' + part if part else ''}" if place in links else None
