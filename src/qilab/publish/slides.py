"""Slides of a module, from its lesson, by nbconvert; one file that holds all it needs.

reveal.js lies beside this file and is written into each deck: nbconvert's own template asks four content delivery
networks for it, and a folder of shared files would be lost when a facilitator sends one deck to a colleague.
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
from nbconvert.exporters import SlidesExporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from qilab.charts import Picture
from qilab.learner.forms.form import AnswerForm
from qilab.learner.say import Sentence
from qilab.panel.lab import Lab
from qilab.questions.item import BadContent

from . import stills
from .module import Module
from .notebooks import lesson_notebook
from .paper import FICTION
from .play import play

HERE = Path(__file__).parent
MOST_WORDS = 28  # a longer paragraph is read from its seat, not from the wall
MOST_ROWS = 12
PREDICT = (
    "**Predict first.** Write your guess before anybody presses Run. Then open the lab, or use the paper "
    "version."
)


@cache
def _front() -> dict[str, str]:
    def unpacked(name: str) -> str:
        return gzip.decompress((HERE / "front" / name).read_bytes()).decode("utf-8")

    css = (HERE / "templates" / "slides" / "slides.css").read_text(encoding="utf-8")
    return {"reveal_js": unpacked("reveal.js.gz"), "reveal_css": unpacked("reveal.css.gz"), "css": css}


def slides(module: Module) -> str:
    """The deck as one HTML file."""
    exporter = SlidesExporter(
        template_name="slides", extra_template_basedirs=[str(HERE / "templates")], exclude_anchor_links=True
    )
    text, _ = exporter.from_notebook_node(deck(module), resources={"qilab": _front()})
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def deck(module: Module) -> NotebookNode:
    """The lesson as a notebook of slides: one idea each, the full text behind it."""
    lesson = lesson_notebook(module)
    cells = [_slide(new_markdown_cell(_title(module)), module.title)]
    part = module.title
    for cell, shown in zip(lesson.cells[1:], play(lesson)[1:], strict=True):
        if cell.cell_type == "markdown":
            heading = re.search(r"^## +(.+?)\s*$", cell.source, flags=re.M)
            part = heading.group(1) if heading else part
            text = cell.source if heading else f"## {part}\n\n{cell.source}"
            new = new_markdown_cell(condensed(text))
            if new.source.strip() != text.strip():
                new.metadata["behind"] = text
            cells.append(_slide(new, part))
        for value in shown:
            if (markup := _on_the_wall(value)) is not None:
                over_it = f"## {value.heading}\n\n{PREDICT}" if isinstance(value, Lab) else f"## {part}\n"
                cells.append(_slide(new_markdown_cell(over_it), part))
                output = new_output("display_data", {"text/html": markup})
                cells.append(new_code_cell("", outputs=[output], metadata={"slideshow": {"slide_type": "-"}}))
    for number, cell in enumerate(cells):
        cell["id"] = f"slide-{number}"
    book = new_notebook(cells=cells)
    book.metadata = nbformat.from_dict(
        {"title": module.title, "address": module.address, "footer": f"{module.title} · {FICTION}"}
    )
    return book


def _slide(cell: NotebookNode, label: str) -> NotebookNode:
    cell.metadata["slideshow"] = {"slide_type": "slide"}
    cell.metadata["label"] = label
    return cell


def _title(module: Module) -> str:
    outcomes = "\n".join(f"- {o.text}" for o in module.outcomes)
    number = f"Module {module.number}: " if module.number is not None else ""
    return (
        f"# {number}{module.title}\n\nAll trusts are **fictional**, all data **synthetic**. "
        f"We speak about systems, never about colleagues.\n\n{outcomes}"
    )


def condensed(text: str) -> str:
    """A part for the wall: headings, lists, tables and short paragraphs as they are; of long ones the first sentence."""
    blocks = re.split(r"\n\s*\n", re.sub(r"<!--.*?-->", "", text, flags=re.S).strip())
    return "\n\n".join(_shorter(block) for block in blocks)


def _shorter(block: str) -> str:
    if re.match(r"\s*(#|[-*+] |\d+[.)] |\||>|```)", block) or len(block.split()) <= MOST_WORDS:
        return block
    plain = " ".join(block.split())
    first = re.split(r"(?<=[.?!])\s+(?=[A-Z“*])", plain, maxsplit=1)[0]
    # Never half of a pair of asterisks: the rest of the slide would turn bold.
    return first if first.count("**") % 2 == 0 else plain


def _on_the_wall(value: Any) -> str | None:
    if isinstance(value, Picture | AnswerForm):
        return stills.as_html(value)
    if isinstance(value, Lab):
        drawn = [(s, d) for s, d in value.pictures() if any(s["datasets"].values())]
        return stills.picture(*drawn[0]) if drawn else ""
    if isinstance(value, pd.DataFrame):
        return stills.table(value.head(MOST_ROWS))
    if isinstance(value, Sentence) or (isinstance(value, str) and value.count("\n") < MOST_ROWS):
        return stills.as_html(value)
    return None


def check_offline(text: str) -> None:
    """BadContent if a deck would ask a network for anything."""
    asks = re.search(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)\s*=\s*[\"']?\s*(?:https?:)?//", text)
    if asks or "@import" in text:
        raise BadContent(
            f"the slides would ask a network: {text[asks.start() : asks.start() + 80] if asks else '@import'}"
        )
