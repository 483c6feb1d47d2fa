"""The still twin of the course: each built page as HTML that needs no kernel, no script and no network.

For a trust's intranet, for those whose screen reader and JupyterLab do not get on, and for paper. nbconvert's own
template asks four content delivery networks and fails for contrast some thirty times a page; this one does neither.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import nbformat
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook, new_output

from . import built_files
from .module import FACILITATOR, find_modules
from .pack import packed_files, packed_names
from .play import play
from .stills import as_html
from .terms import with_explanations

HERE = Path(__file__).parent
SOURCES = (".ipynb", ".md")
HOME = Path("index.html")
GLOSSARY = Path("course", "glossary.ipynb")


def export(
    root: Path,
    out: Path,
    answers: bool = False,
    progress: Callable[[int, int, str], None] = lambda done, most, name: None,
) -> list[Path]:
    """Write the still pages of the course under `out`; returns their paths there. OSError if it cannot be written.

    answers: the worked solutions and the facilitators' pages too. progress: is told how many pages of how many are
    written, and the name of the last.
    """
    out.mkdir(
        parents=True, exist_ok=True
    )  # what cannot be written to is said before a minute's work, not after
    files = {p: c for p, c in built_files(root).items() if answers or _for_learners(p)}
    files = {p: c for p, c in files.items() if p.parts[0] in ("course", "exercises", "solutions")}
    sources = [p for p in files if p.suffix in SOURCES]
    packed = packed_names(find_modules(root)) if answers else set()
    titles, written = {}, []
    for number, path in enumerate(sources, 1):
        notebook = _notebook(path, files[path])
        titles[path] = notebook.metadata["title"]
        target = path.with_suffix(".html")
        text = page(notebook, home=_between(target, HOME), links=_local_links(path, sources, packed))
        if GLOSSARY in sources and path != GLOSSARY:
            text = with_explanations(text, _between(target, GLOSSARY.with_suffix(".html")))
        _write(out / target, text)
        written.append(target)
        progress(number, len(sources), titles[path])
    if answers:
        for path, content in packed_files(root):
            _write(out / path, content)
    front = new_notebook(cells=[new_markdown_cell(_index(root, titles))], metadata={"title": "All pages"})
    _write(out / HOME, page(front, home="index.html"))
    return [HOME, *written]


def _for_learners(path: Path) -> bool:
    return path.parts[0] != "solutions" and path.parent != FACILITATOR and FACILITATOR not in path.parents


def lesson_alone(root: Path, address: str) -> str:
    """The still page of one built lesson, to lie by itself: its links to other pages of the course become words."""
    path = Path("course", f"{address}.ipynb")
    return page(_notebook(path, (root / path).read_text(encoding="utf-8")), home="", links={})


def page(notebook: NotebookNode, home: str, links: dict[str, str] | None = None) -> str:
    """One notebook as a whole HTML page. home: address of the list of pages, if there is one.
    links: what its links to other pages become; those not named there become words."""
    for cell in notebook.cells:
        if links is None:
            continue
        if cell.cell_type == "markdown":
            cell.source = _relinked(cell.source, links)
        for output in cell.get("outputs", ()):
            output.data["text/html"] = _relinked_html(output.data["text/html"], links)
    exporter = HTMLExporter(
        template_name="page", extra_template_basedirs=[str(HERE / "templates")], exclude_anchor_links=True
    )
    css = (HERE / "templates" / "page" / "page.css").read_text(encoding="utf-8")
    text, _ = exporter.from_notebook_node(notebook, resources={"qilab": {"css": css, "home": home}})
    return _with_anchors(text)


def _with_anchors(text: str) -> str:
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

    return re.sub(r"<h([1-6])>(.*?)</h\1>", named, text, flags=re.S)


def _notebook(path: Path, content: str) -> NotebookNode:
    """A built notebook with what its cells show, or a built Markdown page as a notebook of one cell."""
    if path.suffix == ".md":
        title = re.search(r"^# +(.+)$", content, flags=re.M)
        return new_notebook(
            cells=[new_markdown_cell(content)],
            metadata={"title": title.group(1) if title else path.stem},
        )
    notebook = nbformat.reads(content, as_version=4)
    if path.parts[0] != "course":
        notebook.metadata["title"] += ": exercises" if path.parts[0] == "exercises" else ": worked solutions"
    for cell, shown in zip(notebook.cells, play(notebook), strict=True):
        if cell.cell_type == "code":
            cell.outputs = [new_output("display_data", {"text/html": as_html(value)}) for value in shown]
    return notebook


def _local_links(path: Path, pages: Iterable[Path], packed: Iterable[Path]) -> dict[str, str]:
    """How this page names the others: as notebook or Markdown, and as the still page; slides and PDFs as they are."""
    turned = {_between(path, other): _between(path, other.with_suffix(".html")) for other in pages}
    return turned | {(name := _between(path, other)): name for other in packed}


def _between(here: Path, there: Path) -> str:
    return posixpath.relpath(there.as_posix(), here.parent.as_posix())


def _relinked(text: str, links: dict[str, str]) -> str:
    def other(match: re.Match) -> str:
        words, address = match.groups()
        there = _relinked_address(address, links)
        return f"[{words}]({there})" if there else words

    return re.sub(r"\[([^\[\]]+)\]\(([^)\s]+)\)", other, text)


def _relinked_html(text: str, links: dict[str, str]) -> str:
    """What a cell shows may link too, such as the doors of Start here."""

    def other(match: re.Match) -> str:
        before, address, after, words = match.groups()
        there = _relinked_address(html.unescape(address), links)
        return f'<a{before}href="{html.escape(there)}"{after}>{words}</a>' if there else words

    return re.sub(r'<a(\s(?:[^>]*\s)?)href="([^"]+)"([^>]*)>(.*?)</a>', other, text, flags=re.S)


def _relinked_address(address: str, links: dict[str, str]) -> str | None:
    """Where the address leads among still pages. None for a file that is not part of them (the README, the data):
    it would be a dead link, so that only its words stay."""
    if address.startswith(("https:", "mailto:", "#")):
        return address
    place, _, part = address.partition("#")
    return f"{links[place]}{'#' + part if part else ''}" if place in links else None


def _index(root: Path, titles: dict[Path, str]) -> str:
    lines = [
        "# QI Lab: all pages",
        "",
        "Everything on these pages is about **fictional** trusts and **synthetic** data.",
        "",
    ]
    for heading, here in _shelves(root, titles):
        if not here:
            continue
        lines += [f"## {heading}", ""]
        lines += [f"- [{titles[p]}]({p.with_suffix('.html').as_posix()})" for p in here]
        lines.append("")
    return "\n".join(lines)


def _shelves(root: Path, pages: Iterable[Path]) -> Iterator[tuple[str, list[Path]]]:
    order = [m.address for m in find_modules(root)]
    yield "Lessons", [p for a in order if (p := Path("course", f"{a}.ipynb")) in pages]
    yield "Exercises", [p for a in order if (p := Path("exercises", a, f"{a}.ipynb")) in pages]
    yield "For facilitators", sorted(p for p in pages if p.parent == FACILITATOR)
    yield "Worked solutions", [p for a in order if (p := Path("solutions", a, f"{a}.ipynb")) in pages]


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
