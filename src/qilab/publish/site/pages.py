"""A page of this edition: the words and pictures of a notebook as HTML that is read at once, and what brings it to life."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

from qilab.panel.panel import Panel
from qilab.publish.play import play
from qilab.publish.still_page import between, relinked_html, with_anchors
from qilab.publish.stills import as_html

TEMPLATE = Path(__file__).parent / "page.html.j2"
# The page may run its own scripts and nothing else, and ask no other host for anything. No code is made at run time but Python's own
# (WebAssembly); JupyterLab's widgets are modules that Python hands over, as blobs. Python runs in a worker, which a page's policy
# does not reach in newer browsers: docs/browser.md has the headers for whoever serves the folder.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' blob: 'wasm-unsafe-eval'",
        "worker-src 'self' blob:",
        "connect-src 'self' blob: data:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' blob: data:",
        "font-src 'self' data:",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
# Cells that show what only a learner's own record, or a learner at work, can fill: word in the source → what is said meanwhile.
WAITS = {
    "check(": "The form for your answer comes here.",
    "choose_track(": "The ways through the course come here.",
    "chart_own_data(": "The form for your own figures comes here.",
    "completion_record(": "The form for your completion record comes here.",
    "where_you_stand(": "Where you stand comes here.",
    "knowledge_test(": "The test comes here.",
    "knowledge_gain(": "What you gained comes here.",
    "progress.": "Your progress comes here.",
    "check_setup": "",
}


@dataclass(frozen=True)
class Place:
    """Where a page is in the course. label: its name; minutes: of its parts; back, next: pages before and after, if any."""

    path: Path
    label: str
    minutes: float
    back: Path | None
    next: Path | None


def places(known: Mapping[str, Any]) -> dict[Path, Place]:
    """Each page of the reading view's list, in the order of the whole course. known: pages.json."""
    order = [Path(address) for address in known["order"]]
    found = {}
    for address, page in known["pages"].items():
        path = Path(address)
        at = order.index(path) if path in order else None
        found[path] = Place(
            path,
            page["label"],
            page["minutes"],
            order[at - 1] if at else None,
            order[at + 1] if at is not None and at + 1 < len(order) else None,
        )
    return found


def target(path: Path) -> Path:
    """Where the page of a notebook lies."""
    return path.with_suffix(".html")


def write_page(
    notebook: NotebookNode, place: Place, others: Mapping[Path, Place], bundle: str, config: Mapping[str, Any]
) -> str:
    """The whole page. others: those that it may link to; bundle: JupyterLite's script; config: its settings."""
    links = {between(place.path, other): between(place.path, target(other)) for other in others}
    cells = [
        _cell(cell, shown, links)
        for cell, shown in zip(notebook.cells, play(notebook, tuple(WAITS)), strict=True)
    ]
    depth = len(place.path.parts) - 1
    template = jinja2.Template(TEMPLATE.read_text(encoding="utf-8"), autoescape=True)
    return with_anchors(
        template.render(
            policy=POLICY,
            root="../" * depth,
            page=place.path.as_posix(),
            label=place.label,
            minutes=f"{place.minutes:g}",
            home=between(place.path, Path("course", "00_start_here.html")),
            build=notebook.metadata["qilab"]["build"],
            cells=[(cell.id, markup) for cell, markup in zip(notebook.cells, cells, strict=True) if markup],
            ways=[
                (rel, words, between(place.path, target(to)), others[to].label)
                for rel, words, to in (("prev", "← Back", place.back), ("next", "Next →", place.next))
                if to is not None
            ],
            bundle=bundle,
            # Within a script element only its end tag could be taken for something else.
            config=json.dumps(config).replace("<", "\\u003c"),
        )
    )


def _cell(cell: NotebookNode, shown: Sequence[Any], links: dict[str, str]) -> str:
    """What a cell looks like before Python is there; "" for one that shows nothing."""
    if cell.cell_type == "markdown":
        if "without-reading-view" in cell.metadata.get("tags", ()):
            return ""
        # Its links were looked at already and lead to notebooks: here they lead to pages.
        return f'<div class="jp-MarkdownOutput">{relinked_html(_html(cell.source), links)}</div>'
    if cell.cell_type != "code":
        return ""
    for word, waits in WAITS.items():
        if word in cell.source:
            return f'<p class="qilab-waiting">{waits}</p>' if waits else ""
    return "".join(f'<div class="qilab-shown">{relinked_html(_still(value), links)}</div>' for value in shown)


def _html(markdown: str) -> str:
    """Markdown as Jupyter shows it, without a link on each heading, which a screen reader would read out."""
    return MarkdownWithMath(renderer=IPythonRenderer(escape=False, exclude_anchor_links=True)).render(
        markdown
    )


def _still(value: Any) -> str:
    if isinstance(value, Panel):
        return str(value.printed())
    if isinstance(value, str):
        return f'<pre tabindex="0">{html.escape(value)}</pre>'
    return as_html(value)
