"""The still twin of the course: each built page as HTML that needs no kernel, no script and no network.

For a trust's intranet, for those whose screen reader and JupyterLab do not get on, and for paper. nbconvert's own
template asks four content delivery networks and fails for contrast some thirty times a page; this one does neither. Only the page
*Search* has a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_output

from qilab.learner.forms.form import AnswerForm
from qilab.modules import bank
from qilab.modules.page_cells import page_cells

from .. import built_files
from ..facilitators.pages import FRONT, MARKING, ROOM, SCREEN, FacilitatorPages
from ..module import FACILITATOR, find_modules
from ..pack import packed_files, packed_names
from ..packing.progress import Progress
from ..play import play
from ..still_page import TEMPLATES, between, markdown_notebook, page
from ..stills import as_html
from ..terms import with_explanations
from .accessibility import statement
from .answers import Ask, answers_below, hints_below
from .search import index

SOURCES = (".ipynb", ".md")
HOME, SEARCH, STATEMENT = Path("index.html"), Path("search.html"), Path("accessibility.html")
SCRIPTS = (Path("search-index.js"), Path("search.js"))
GLOSSARY = Path("course", "glossary.ipynb")
PAPER = (
    "A still page: it can be read and printed, and needs no network. Nothing is checked here, so write your answers on paper, then open "
    "what we say below each question. To play the labs, open the course itself."
)
CHECK = re.compile(r'^check\("([^"]+)"', flags=re.M)
DONE = re.compile(
    r"^## Done\b", flags=re.M
)  # what follows is a learner's own record, handing in, and new data
HOW_TO = "**How it works.**"  # how a page of exercises explains its forms
SOUGHT = """# Search

<form id="search" role="search"><label for="words">Words to look for in all pages</label>
<input type="search" id="words" autocomplete="off"> <button>Search</button></form>
<p id="found" role="status"></p>
<ol id="places"></ol>
<noscript><p>The search needs JavaScript, which is switched off here. <a href="index.html">All pages</a> lists everything.</p></noscript>
"""


@dataclass(frozen=True)
class Written:
    """A page as it was written. path: below the folder of all pages."""

    path: Path
    title: str
    text: str


def export(root: Path, out: Path, answers: bool = False, progress: Progress | None = None) -> list[Path]:
    """Write the still pages of the course under `out`; returns their paths there. OSError if it cannot be written.

    answers: the answers to the exercises, the worked solutions and the facilitators' pages too. progress: is told what is being
    made, and how many files of how many are there.
    """
    progress = progress or Progress()
    # What cannot be written to is said before a minute's work, not after.
    out.mkdir(parents=True, exist_ok=True)
    files = {p: c for p, c in built_files(root).items() if answers or _for_learners(p)}
    files = {p: c for p, c in files.items() if p.parts[0] in ("course", "exercises", "solutions")}
    sources = [p for p in files if p.suffix in SOURCES]
    packed = len(packed_names(find_modules(root))) if answers else 0
    total = len(sources) + packed
    progress.begin(total, 0)
    written: list[Written] = []
    for made in _pages(root, files, sources, answers):
        _write(out / made.path, made.text)
        written.append(made)
        progress.done(len(written), made.title)
    if answers:
        _write_for_facilitators(root, out, files, progress, len(written))
    front = _front(root, written, answers)
    for made in front:
        _write(out / made.path, made.text)
    for script, text in zip(SCRIPTS, (index(_sought(written)), _asset("search.js")), strict=True):
        _write(out / script, text)
    progress.end()
    return [made.path for made in (*front, *written)]


def _for_learners(path: Path) -> bool:
    return path.parts[0] != "solutions" and path.parent != FACILITATOR and FACILITATOR not in path.parents


def for_facilitators(out: Path) -> Path | None:
    """What in a folder of still pages is not for learners; None where there is nothing of the kind."""
    return next((place for name in ("solutions", FACILITATOR) if (place := out / name).exists()), None)


def lesson_alone(root: Path, address: str) -> str:
    """The still page of one built lesson, to lie by itself: its links to other pages of the course become words."""
    path = Path("course", f"{address}.ipynb")
    return page(notebook_of(path, (root / path).read_text(encoding="utf-8")), home="", links={})


def _pages(root: Path, files: Mapping[Path, str], sources: list[Path], answers: bool) -> Iterator[Written]:
    """Each page, as soon as it is made."""
    facilitators = _facilitators_pages(root, files) if answers else None
    for path in sources:
        notebook = notebook_of(path, files[path], answers_below if answers else hints_below)
        target, title = _target(path), notebook.metadata["title"]
        if facilitators and path.parent == FACILITATOR:
            text = facilitators.write(target.name)
        else:
            text = page(
                notebook, "", _local_links(path, sources), _header(target, PAPER), _asset("pages.css")
            )
        if GLOSSARY in sources and path != GLOSSARY:
            text = with_explanations(text, between(target, GLOSSARY.with_suffix(".html")))
        yield Written(target, title, text)


def notebook_of(path: Path, content: str, ask: Ask = hints_below) -> NotebookNode:
    """A built notebook with what its cells show, or a built Markdown page as a notebook of one cell.

    ask: what stands where a question is answered, as pieces of HTML. It is given the question and, in a lesson, the question as it is
    printed; on a page of exercises the question's words stand above already, and it is given None.
    """
    if path.suffix == ".md":
        return markdown_notebook(content)
    notebook = nbformat.reads(content, as_version=4)
    if path.parts[0] != "course":
        notebook.metadata["title"] += ": exercises" if path.parts[0] == "exercises" else ": worked solutions"
    for cell, shown in zip(notebook.cells, play(notebook), strict=True):
        if cell.cell_type == "code":
            cell.outputs = [_shown(html) for value in shown for html in _said(value, ask)]
            cell.source = "" if any(isinstance(value, AnswerForm) for value in shown) else cell.source
    _ask_in_lesson(notebook, ask)
    _ask_exercises(notebook, path, ask)
    _leave_out_how_to(notebook, path)
    return notebook


def _said(value: Any, ask: Ask) -> Iterable[str]:
    return ask(value.item, value.printed()) if isinstance(value, AnswerForm) else [as_html(value)]


def _ask_in_lesson(notebook: NotebookNode, ask: Ask) -> None:
    """Where a lesson asks for a line of code, the question stands in its place."""
    for cell in notebook.cells:
        found = CHECK.search(cell.source) if cell.cell_type == "code" else None
        item = bank.find(found[1]) if found else None
        if item and bank.exercise_of(item) is None:
            cell.source, cell.outputs = "", [_shown(html) for html in ask(item, AnswerForm(item).printed())]


def _ask_exercises(notebook: NotebookNode, path: Path, ask: Ask) -> None:
    """In place of the cells in which a question of an exercise is answered and checked: what stands there instead."""
    cells = {cell.get("id"): cell for cell in notebook.cells}
    for key, question in page_cells(path.stem).items() if path.parts[0] != "course" else ():
        if path.parts[0] == "exercises" and question.answer_id in cells:
            cells[question.answer_id].source = ""
        if question.check_id in cells:
            check = cells[question.check_id]
            check.source, check.outputs = "", [_shown(html) for html in ask(bank.find(key), None)]


def _leave_out_how_to(notebook: NotebookNode, path: Path) -> None:
    """How to run cells, to fill in forms and to hand in, and the record of whoever makes these pages: of no use to those who read."""
    cells = [c for c in notebook.cells if "without-reading-view" not in c.metadata.get("tags", [])]
    if path.parts[0] != "course":
        ends = (i for i, c in enumerate(cells) if c.cell_type == "markdown" and DONE.search(c.source))
        cells = cells[: next(ends, len(cells))]
    first = cells[0]
    first.source = "\n\n".join(p for p in first.source.split("\n\n") if not p.startswith(HOW_TO))
    notebook.cells = cells


def _shown(html: str) -> NotebookNode:
    return new_output("display_data", {"text/html": html})


def _facilitators_pages(root: Path, files: Mapping[Path, str]) -> FacilitatorPages:
    """Their pages, with links to the still pages of the course."""
    texts = {path.name: text for path, text in files.items() if path.parent == FACILITATOR}
    others = [path for path in files if path.suffix == ".ipynb"]
    return FacilitatorPages(root, find_modules(root), texts, _local_links(FACILITATOR / FRONT, others))


def _write_for_facilitators(
    root: Path, out: Path, files: Mapping[Path, str], progress: Progress, done: int
) -> None:
    """The pages of theirs that are not built, and all that is made on demand."""
    pages = _facilitators_pages(root, files)
    for name in (ROOM, SCREEN, MARKING):
        _write(out / FACILITATOR / name, pages.write(name))
    for number, (path, content) in enumerate(packed_files(root), done + 1):
        _write(out / path, content)
        progress.done(number, path.name)


def _target(path: Path) -> Path:
    """Where the still page of a built page lies."""
    return FACILITATOR / FRONT if path == FACILITATOR / "README.md" else path.with_suffix(".html")


def _local_links(path: Path, pages: Iterable[Path]) -> dict[str, str]:
    """How this page names the others: as notebook or Markdown, and as the still page."""
    return {between(path, other): between(path, _target(other)) for other in pages}


def _front(root: Path, written: list[Written], answers: bool) -> list[Written]:
    """The pages that belong to all the others: the list of them, the search and the accessibility statement."""
    listed = "Apart from the published cases, all trusts on these pages are fictional and all data synthetic."
    return [
        _front_page(HOME, "All pages", _list(root, written), listed),
        _front_page(
            SEARCH, "Search", SOUGHT, "Looks through all pages. What you type stays in this browser.", SCRIPTS
        ),
        _front_page(STATEMENT, "Accessibility statement", statement(answers), "About these pages."),
    ]


def _front_page(path: Path, title: str, text: str, about: str, scripts: Iterable[Path] = ()) -> Written:
    header, names = _header(path, about), [script.as_posix() for script in scripts]
    made = page(markdown_notebook(text, title), "", None, header, _asset("pages.css"), names)
    return Written(path, title, made)


def _header(here: Path, about: str) -> str:
    ways = [("All pages", HOME), ("Glossary", GLOSSARY.with_suffix(".html")), ("Accessibility", STATEMENT)]
    if here == SEARCH:
        ways.insert(1, ("Search", SEARCH))
    links = [(words, between(here, there), here == there) for words, there in ways]
    search = "" if here == SEARCH else between(here, SEARCH)
    return _templates().get_template("header.html.j2").render(links=links, search=search, about=about)


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES / "still"), autoescape=True)


def _asset(name: str) -> str:
    return (TEMPLATES / "still" / name).read_text(encoding="utf-8")


def _sought(written: Iterable[Written]) -> Iterator[tuple[str, str, str]]:
    return ((made.title, made.path.as_posix(), made.text) for made in written)


def _list(root: Path, written: list[Written]) -> str:
    lines = ["# QI Lab: all pages", ""]
    titles = {made.path: made.title for made in written}
    for heading, here in _shelves(root, titles):
        if here:
            lines += [f"## {heading}", "", *(f"- [{titles[p]}]({p.as_posix()})" for p in here), ""]
    return "\n".join(lines)


def _shelves(root: Path, pages: Iterable[Path]) -> Iterator[tuple[str, list[Path]]]:
    order = [m.address for m in find_modules(root)]
    yield "Lessons", [p for a in order if (p := Path("course", f"{a}.html")) in pages]
    yield "Exercises", [p for a in order if (p := Path("exercises", a, f"{a}.html")) in pages]
    yield "For facilitators", sorted(p for p in pages if p.parent == FACILITATOR)
    yield "Worked solutions", [p for a in order if (p := Path("solutions", a, f"{a}.html")) in pages]


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
