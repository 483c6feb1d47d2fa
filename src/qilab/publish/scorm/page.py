"""A module as one page that a learning platform can show: its lesson, its exercises with forms, and the tables these are judged by."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import jinja2
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook

from qilab import glossary
from qilab.panel import front
from qilab.panel.html import Html
from qilab.questions.feedback import LOOKS, TRIES_FOR_SOLUTION, card_style
from qilab.questions.item import BadContent, Item

from ..module import Module
from ..pack import title_of
from ..still.edition import notebook_of
from ..still_page import TEMPLATES, page
from ..terms import WORDS_EXPLAINED, with_explanations
from .forms import MOST_LETTERS, fields_of, form
from .kinds import units
from .questions import table

MOST_KEPT = 4096  # letters: all that SCORM 1.2 gives a page to keep
SCRIPTS = (
    "numbers.js", "read.js", "compare.js", "judge.js", "kept.js", "platform.js", "words.js", "page.js",
)  # fmt: skip
# Everything that the page needs lies beside it. What it reports goes through the platform's own window.
POLICY = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True)
class Sco:
    """One page of a package (a “sharable content object”). key: its name among them. title: as the platform lists it."""

    key: str
    title: str
    page: str
    questions: str


def script() -> str:
    """The scripts of all pages as one file, which takes what it needs from the page's own questions."""
    parts = [(TEMPLATES / "scorm" / name).read_text(encoding="utf-8") for name in SCRIPTS]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"


def sco(root: Path, module: Module, part_from: str = "", above: str = "", edition: str = "") -> Sco:
    """The page of a module. part_from: a heading of its lesson, where a track takes only the part from there on.

    above: from the page to the script that all pages share, such as "../". edition: address of the browser edition, or "".
    BadContent where what learners may answer does not fit into what a platform keeps.
    """
    asked: list[Item] = []

    def ask(item: Item, printed: Html | None) -> list[Html]:
        asked.append(item)
        return [form(item, in_lesson=printed is not None)]

    notebook = _notebook(root, module, part_from, ask)
    title = title_of(module)
    played = f"{edition.rstrip('/')}/course/{module.address}.html" if edition else ""
    header = _template("header.html.j2").render(
        title=title, sections=_sections(notebook), scored=not part_from, edition=played
    )
    scripts = ("questions.js", f"{above}course.js")
    text = page(notebook, "", _links(module), header, _style(), scripts, POLICY)
    questions = [{"id": _short(item.key), "fields": fields_of(item), **table(item)} for item in asked]
    replies = _words_of(questions)
    text = _links_in_tabs(_with_glossary(text, {anchor for anchor, _ in replies.values()}))
    return Sco(module.address, title, text, _questions(module, questions, replies))


def _notebook(root: Path, module: Module, part_from: str, ask: Any) -> NotebookNode:
    """Lesson and exercises as one notebook, whose headings go one level down in the exercises."""
    lesson = _cells(root, Path("course", f"{module.address}.ipynb"), ask)
    if part_from:
        start = next(i for i, c in enumerate(lesson) if c.source.startswith(f"## {part_from}"))
        return _titled([new_markdown_cell(f"# {module.title}"), *lesson[start:]], module)
    exercises: list[NotebookNode] = []
    if module.exercises:
        for cell in _cells(root, Path("exercises", module.address, f"{module.address}.ipynb"), ask):
            if cell.cell_type == "markdown":
                cell.source = re.sub(r"^(#+ )", r"#\1", cell.source, flags=re.M)
            exercises.append(cell)
    return _titled([*lesson, *exercises], module)


def _cells(root: Path, path: Path, ask: Any) -> list[NotebookNode]:
    """A page's cells, without the code that the reading view folds away too."""
    cells = notebook_of(path, (root / path).read_text(encoding="utf-8"), ask).cells
    for cell in cells:
        if cell.cell_type == "code" and "code-open" not in cell.metadata.get("tags", ()):
            cell.source = ""
    return list(cells)


def _titled(cells: list[NotebookNode], module: Module) -> NotebookNode:
    return new_notebook(cells=cells, metadata={"title": title_of(module)})


def _sections(notebook: NotebookNode) -> list[str]:
    """The headings of the page's parts, by which its list of contents leads to them."""
    prose = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return [
        re.sub(r"[*`]", "", words) for text in prose for words in re.findall(r"^## (.+)$", text, flags=re.M)
    ]


def _links(module: Module) -> dict[str, str]:
    """Links within the module stay on the page; those to other pages of the course become words."""
    lesson, exercises = f"{module.address}.ipynb", f"exercises/{module.address}/{module.address}.ipynb"
    return {
        lesson: "",
        f"../../course/{lesson}": "",
        f"../{exercises}": f"#{module.title}:-exercises".replace(" ", "-"),
    }


def _words_of(questions: list[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    """The hard words of replies and hints, as they are printed there, in small letters → anchor and meaning."""
    return {
        " ".join(words[begin:end].lower().split()): (term.anchor, glossary.plain(term.meaning))
        for words in _strings(questions)
        for term, begin, end in glossary.uses(words)
    }


def _strings(value: Any) -> Iterator[str]:
    """All that is said anywhere in a table: what has a blank in it."""
    if isinstance(value, str):
        yield from [value] if " " in value else ()
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)


def _with_glossary(text: str, also: set[str]) -> str:
    """The first use of each hard word leads to its meaning, at the end of the same page: no other page takes the place of this one.

    also: anchors of words that only a reply may bring.
    """
    text = with_explanations(text, "")
    used = set(re.findall(r'class="term" href="#([^"]+)"', text)) | {html.escape(anchor) for anchor in also}
    words = [
        (t.anchor, t.word, glossary.plain(t.meaning))
        for t in glossary.terms()
        if html.escape(t.anchor) in used
    ]
    section = _template("glossary.html.j2").render(words=words) if words else ""
    return text.replace("</main>", f"{section}</main>", 1)


def _links_in_tabs(text: str) -> str:
    """Pages elsewhere open beside this one, which the platform would otherwise take for left."""
    return re.sub(r'<a( [^>]*)?href="https:', r'<a target="_blank" rel="noopener"\1 href="https:', text)


def _questions(module: Module, listed: list[dict[str, Any]], words: dict[str, tuple[str, str]]) -> str:
    """The script with everything that is asked on the page."""
    if len({each["id"] for each in listed}) < len(listed):
        raise BadContent(
            f"{module.address}: two questions have the same three letters in a platform's record; rename one of them"
        )
    longest = 1 + sum(_longest(each["fields"]) for each in listed)
    if longest > MOST_KEPT:
        raise BadContent(
            f"{module.address}: answers to all its questions may take {longest} letters, and a platform keeps {MOST_KEPT}"
        )
    looks = {state: [sign, word, card_style(state)] for state, (sign, word, *_) in LOOKS.items()}
    about = {
        "name": module.address, "questions": listed, "units": units(), "looks": looks, "triesForSolution": TRIES_FOR_SOLUTION,
        "words": words, "wordsExplained": WORDS_EXPLAINED,
    }  # fmt: skip
    return f"window.QILAB = {json.dumps(about, ensure_ascii=False, separators=(',', ':'))};\n"


def _short(key: str) -> str:
    """Three letters for a question, the same in every edition of the page."""
    number, letters = crc32(key.encode()), "0123456789abcdefghijklmnopqrstuvwxyz"
    return "".join(letters[number // 36**i % 36] for i in range(3))


def _longest(fields: list[dict[str, Any]]) -> int:
    """The most letters in which kept.js keeps a question: id, tries, hints, score, state, and its fields with a sign before each."""
    return 1 + 3 + 2 + 1 + 1 + 1 + sum(1 + _letters(each) for each in fields)


def _letters(field: dict[str, Any]) -> int:
    if field["sort"] == "text":
        return 2 * MOST_LETTERS  # where each letter is one that separates
    if field["sort"] in ("several", "ticks"):
        return -(-len(field["options"]) // 5)
    return len(field["options"]) if field["sort"] == "order" else 1


def _style() -> str:
    return f"{front.style()}\n{(TEMPLATES / 'scorm' / 'sco.css').read_text(encoding='utf-8')}"


@cache
def _template(name: str) -> jinja2.Template:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES / "scorm"), autoescape=True
    ).get_template(name)
