"""What a learner can read about a module before an exercise is solved, in passages: each with the words that say what it is about.

The lesson and the page of exercises are run, as still pages and paper run them; charts come with their words and their tables.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from nbformat import NotebookNode

from qilab.charts import Picture
from qilab.charts.table import table_html
from qilab.grading.report.openers import SOURCE as OPENERS
from qilab.learner.forms.form import AnswerForm
from qilab.learner.knowledge.questions import Version, questions
from qilab.learner.knowledge.stem import chart_table, describe, table_of
from qilab.publish import paper
from qilab.publish.decks import read_deck
from qilab.publish.decks.source import Deck
from qilab.publish.module import Module
from qilab.publish.notebooks import lesson_notebook, solution_notebook
from qilab.publish.organiser.documents import handout
from qilab.publish.paper_lab import NAME, add_sheet
from qilab.publish.paper_lab.source import Directive, Sheet, read_sheets
from qilab.publish.play import play
from qilab.publish.stills import as_html
from qilab.questions.item import Item

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_ENDS = re.compile(r"(?<=[.!?”])\s+(?=[“A-Z(])|\n+")
_SOLVED = re.compile(r"### BEGIN SOLUTION.*?### END SOLUTION", flags=re.S)
# Typst, as our own paper writes it: a table's titles and the cells that follow, and text in quote marks.
_TABLE = re.compile(r"table\.header\((?P<heads>.*?)\]\),?(?P<cells>.*)", flags=re.S)
_QUOTED = re.compile(r'#"((?:[^"\\]|\\.)*)"')
_CELL = re.compile(r'\[(?:#"((?:[^"\\]|\\.)*)")?\]')


@dataclass(frozen=True)
class Passage:
    """A sentence or a cell that holds a number. about: heading, caption and titles; beside: the whole row, or the sentence."""

    place: str
    about: str
    text: str
    beside: str


def shown(module: Module, slides: bool = True) -> list[Passage]:
    """All that is shown of a module before its exercises are solved, without the words that praise the right answer to them.

    slides: False where the data have changed since the process began, for pictures keep what they were drawn from.
    """
    found = [
        *_page(lesson_notebook(module), "lesson"),
        *_page(_handed_out(module), "exercises"),
        *(p for item in _asked(module) for text in _said(item) for p in _prose("exercises", item.key, text)),
        *_on_paper(module),
        *(on_slides(read_deck(module)) if slides else ()),
        *_handout(module),
        *_openers(module),
        *_knowledge(module),
    ]
    return list(dict.fromkeys(found))


def _asked(module: Module) -> list[Item]:
    return [item for exercise in module.exercises for item in exercise.items]


def _said(item: Item) -> list[str]:
    """What is said before the right answer is in: the question, its hints, and the reply to each wrong answer."""
    return [item.ask, *item.hints, *(mistake.message for mistake in item.mistakes)]


def _prose(place: str, about: str, text: str) -> Iterator[Passage]:
    for sentence in _ENDS.split(text):
        if re.search(r"\d", sentence):
            yield Passage(place, about, sentence.strip(), sentence.strip())


def _rows(place: str, about: str, heads: list[str], rows: list[list[str]]) -> Iterator[Passage]:
    """The cells of a table, each with what heads its rows, its own row and its column."""
    for row in rows:
        for number, cell in enumerate(row):
            if re.search(r"\d", cell):
                own = (
                    (heads[0] if heads else "", row[0], *heads[number : number + 1]) if number else heads[:1]
                )
                yield Passage(place, "; ".join(filter(None, (about, *own))), cell, " | ".join(row))


def _html(place: str, about: str, html: str) -> Iterator[Passage]:
    """Tables cell by cell and everything else sentence by sentence. What a drawing shows, its words and its table say."""
    page = BeautifulSoup(html, "html.parser")
    for drawing in page.find_all("svg"):
        drawing.decompose()
    for table in page.find_all("table"):
        caption = table.find("caption")
        rows = [[cell.get_text(" ", strip=True) for cell in row(["th", "td"])] for row in table("tr")]
        about_it = f"{about}; {caption.get_text(' ', strip=True)}" if caption else about
        yield from _rows(place, about_it, rows[0] if rows else [], rows[1:])
        table.decompose()
    for part in page(["p", "li", "h1", "h2", "h3", "h4", "div", "summary", "pre", "option", "label"]):
        part.insert_after("\n")
    yield from _prose(place, about, page.get_text())


def _picture(place: str, about: str, value: Any) -> Iterator[Passage]:
    """A chart with its words and its table, or a drawing with its words and its letters."""
    yield from _prose(place, about, value.describe())
    if isinstance(value, Picture):
        yield from _html(place, about, table_html(value.rows, str(value.rows.caption)))
    else:
        for letters in BeautifulSoup(value.svg, "html.parser")("text"):
            yield from _prose(place, about, letters.get_text(" ", strip=True))


def _page(notebook: NotebookNode, place: str) -> Iterator[Passage]:
    """A page that was run, with all that a question of the lesson says."""
    about = ""
    for cell, values in zip(notebook.cells, play(notebook), strict=True):
        if cell.cell_type == "markdown":
            about = (re.findall(r"^#+ +(.+)$", cell.source, flags=re.M) or [about])[-1]
            yield from _html(place, about, _MARKDOWN.render(cell.source))
        for value in values:
            if isinstance(value, AnswerForm):
                yield from _html(place, about, str(value.printed()))
                for text in (*_said(value.item)[1:], value.item.praise):
                    yield from _prose(place, f"{about}; {value.item.key}", text)
            elif isinstance(value, Picture):
                yield from _picture(place, about, value)
            else:
                yield from _html(place, about, as_html(value))


def _handed_out(module: Module) -> NotebookNode:
    """The page of exercises as learners get it."""
    page = solution_notebook(module)
    page.cells = [c for c in page.cells if "worked-solution" not in c.metadata.get("tags", [])]
    for cell in page.cells:
        cell.source = _SOLVED.sub("", cell.source)
    return page


def _on_paper(module: Module) -> Iterator[Passage]:
    """The sheets of the paper lab that are handed out."""
    with patch.object(paper.renderer, "svg", lambda spec: "<svg/>"):
        for sheet in read_sheets(module.text(NAME)):
            if not sheet.whom.startswith("the facilitator"):
                yield from _sheet(sheet)


def _sheet(sheet: Sheet) -> Iterator[Passage]:
    pages = paper.Pages("", intro="")
    add_sheet(pages, sheet, [])
    for part in pages.parts:
        if found := _TABLE.search(part):
            heads = _QUOTED.findall(found["heads"] + "]")
            cells = [text.replace("\\", "") for text in _CELL.findall(found["cells"])]
            wide = max(len(heads), 1)
            rows = [cells[at : at + wide] for at in range(0, len(cells), wide)]
            yield from _rows("paper", sheet.title, heads, rows)
        else:
            words = re.sub(r"#[a-z-]+(\([^()\"]*\))?", " ", _QUOTED.sub(r" \1 ", part))
            yield from _prose("paper", sheet.title, re.sub(r"\\(.)", r"\1", words))


def on_slides(deck: Deck) -> Iterator[Passage]:
    """What is on the wall, and what the speaker's notes say aloud."""
    for slide in deck.slides:
        yield from _html("slides", slide.heading, _MARKDOWN.render(deck.filled(slide.words)))
        if slide.vote:
            options = (text for each in slide.vote.options for text in (each.text, each.meaning))
            for text in (slide.vote.ask, *options):
                yield from _prose("slides", slide.heading, text)
        if name := slide.chart or slide.drawing:
            yield from _picture("slides", slide.heading, deck.pictures[name]())


def _handout(module: Module) -> Iterator[Passage]:
    document = handout(module)
    for block in (block for sheet in document.sheets for block in sheet.blocks):
        if isinstance(block, Directive):
            yield from _picture("handout", module.title, document.drawing(block))
        else:
            yield from _html("handout", module.title, _MARKDOWN.render(block))


def _openers(module: Module) -> Iterator[Passage]:
    path = module.folder / OPENERS
    written = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    for key, slips in written.items():
        for text in slips.values():
            yield from _prose("openers", key, text)


def _knowledge(module: Module) -> Iterator[Passage]:
    """The questions that may be met in a test before the module, with what is said after handing in."""
    for question in questions().values():
        if question.module == module.address:
            for version in question.versions.values():
                yield from _version(question.key, version)


def _version(key: str, version: Version) -> Iterator[Passage]:
    for text in (version.story, version.ask, *version.options, version.why):
        yield from _prose("knowledge test", f"{key}; {version.ask}", text)
    if version.table:
        yield from _html("knowledge test", f"{key}; {version.ask}", table_html(table_of(version)))
    if version.chart:
        yield from _prose("knowledge test", key, describe(version.chart))
        yield from _html("knowledge test", key, table_html(chart_table(version.chart)))
