"""The still twin of the course: each built page as HTML that needs no kernel, no script and no network.

For a trust's intranet, for those whose screen reader and JupyterLab do not get on, and for paper. nbconvert's own
template asks four content delivery networks and fails for contrast some thirty times a page; this one does neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_output

from . import built_files
from .facilitators.pages import FRONT, MARKING, ROOM, FacilitatorPages
from .module import FACILITATOR, find_modules
from .pack import packed_files
from .play import play
from .still_page import between, markdown_notebook, page
from .stills import as_html
from .terms import with_explanations

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
    pages = _facilitators_pages(root, files) if answers else None
    titles, written = {}, []
    for number, path in enumerate(sources, 1):
        notebook = _notebook(path, files[path])
        titles[path] = notebook.metadata["title"]
        target = _target(path)
        if pages and path.parent == FACILITATOR:
            text = pages.write(target.name)
        else:
            text = page(notebook, home=between(target, HOME), links=_local_links(path, sources))
        if GLOSSARY in sources and path != GLOSSARY:
            text = with_explanations(text, between(target, GLOSSARY.with_suffix(".html")))
        _write(out / target, text)
        written.append(target)
        progress(number, len(sources), titles[path])
    if pages:
        for name in (ROOM, MARKING):
            _write(out / FACILITATOR / name, pages.write(name))
        for path, content in packed_files(root):
            _write(out / path, content)
    _write(out / HOME, page(markdown_notebook(_index(root, titles), "All pages"), home="index.html"))
    return [HOME, *written]


def _for_learners(path: Path) -> bool:
    return path.parts[0] != "solutions" and path.parent != FACILITATOR and FACILITATOR not in path.parents


def lesson_alone(root: Path, address: str) -> str:
    """The still page of one built lesson, to lie by itself: its links to other pages of the course become words."""
    path = Path("course", f"{address}.ipynb")
    return page(_notebook(path, (root / path).read_text(encoding="utf-8")), home="", links={})


def _notebook(path: Path, content: str) -> NotebookNode:
    """A built notebook with what its cells show, or a built Markdown page as a notebook of one cell."""
    if path.suffix == ".md":
        return markdown_notebook(content)
    notebook = nbformat.reads(content, as_version=4)
    if path.parts[0] != "course":
        notebook.metadata["title"] += ": exercises" if path.parts[0] == "exercises" else ": worked solutions"
    for cell, shown in zip(notebook.cells, play(notebook), strict=True):
        if cell.cell_type == "code":
            cell.outputs = [new_output("display_data", {"text/html": as_html(value)}) for value in shown]
    return notebook


def _facilitators_pages(root: Path, files: Mapping[Path, str]) -> FacilitatorPages:
    """Their pages, with links to the still pages of the course."""
    texts = {path.name: text for path, text in files.items() if path.parent == FACILITATOR}
    others = [path for path in files if path.suffix == ".ipynb"]
    return FacilitatorPages(root, find_modules(root), texts, _local_links(FACILITATOR / FRONT, others))


def _target(path: Path) -> Path:
    """Where the still page of a built page lies."""
    return FACILITATOR / FRONT if path == FACILITATOR / "README.md" else path.with_suffix(".html")


def _local_links(path: Path, pages: Iterable[Path]) -> dict[str, str]:
    """How this page names the others: as notebook or Markdown, and as the still page."""
    return {between(path, other): between(path, _target(other)) for other in pages}


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
        lines += [f"- [{titles[p]}]({_target(p).as_posix()})" for p in here]
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
