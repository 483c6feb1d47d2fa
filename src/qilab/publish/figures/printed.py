"""Every sentence that a learner or a facilitator may read, and whether it is about the trusts' data.

A sentence is about the data if it names a trust or a ward, if one before it in its paragraph or in the paragraph before does, or
if it stands where the data are worked with: in a part of a page that reads the trusts' tables, in a question that is asked there or
in an exercise whose data they are, on a slide with a chart.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jupytext
from nbformat import NotebookNode

from ..decks.of_plan import SUFFIX
from ..decks.source import NAME, read_slides, slides_of
from ..module import Module
from ..paper_lab.source import Directive, read_sheets
from .tables import ReadsTables, key_of
from .words import places

_READS_DATA = re.compile(r"\bload\(")
_EXERCISE = re.compile(r"\b(?:data_for\(\"|of=)(E\d+\.\d+)|\{\{(E\d+\.\d+)")
_ASKED = re.compile(r"\b(?:ask|check)\(\s*\"(m\d\d\.\w+)")
MADE_UP = (
    "On other data",
    "On another",
    "Suppose",
    "Imagine",
)  # how an example begins, to the end of its paragraph
_CODE = re.compile(r"[=!<>]=|\[\"")  # a query of a table, or a line of Python
_PROSE = 4  # words; a shorter text in code is a label or a name


@dataclass(frozen=True)
class Sentence:
    """One sentence as printed.

    where: its file in the module's folder. about_data: is it about the trusts' data by where it stands? example: does it belong to
    an example that is made up, and says so?
    """

    text: str
    where: str
    about_data: bool
    example: bool = False


def sentences(module: Module) -> Iterator[Sentence]:
    """Every sentence that a learner or facilitator of the module may read."""
    tables = ReadsTables(module.folder)
    exercises, questions = tables.exercises(), tables.questions()
    if (module.folder / "lesson.py").is_file():
        questions = questions | _asked(module.text("lesson.py"), exercises)
    for words in (module.summary, *(outcome.text for outcome in module.outcomes)):
        yield from split(words, "module.toml", False)
    for name in ("lesson.py", "exercises.py"):
        if (module.folder / name).is_file():
            yield from _of_page(module.text(name), name, exercises)
    for name in ("facilitator.md", "handout.md"):
        if (module.folder / name).is_file():
            yield from split(module.text(name), name, False)
    if (module.folder / "paper.md").is_file():
        yield from _of_paper(module.text("paper.md"), exercises, questions)
    if (module.folder / "openers.toml").is_file():
        yield from _of_openers(module.text("openers.toml"), questions)
    if (module.folder / NAME).is_file():
        for slide in slides_of(module):  # one with a chart is about the data
            yield from split(f"## {slide.heading}\n\n{slide.words}", "slides.md", bool(slide.chart))
    for path in sorted(module.folder.rglob("*.py")):
        if path.name not in ("lesson.py", "exercises.py"):
            yield from _of_code(path, path.relative_to(module.folder).as_posix(), tables, questions)


def elsewhere(path: Path, where: str) -> Iterator[Sentence]:
    """The sentences of a page of no module. Those of a plan's slide with a chart are about the data."""
    text = path.read_text(encoding="utf-8")
    if path.name.endswith(SUFFIX):
        for slide in read_slides(text, where, lambda key: None):
            yield from split(f"## {slide.heading}\n\n{slide.words}", where, bool(slide.chart))
    else:
        for words in strings(text) if path.suffix == ".py" else [text]:
            yield from split(words, where, False)


@cache
def _parts(
    text: str, name: str, exercises: frozenset[str]
) -> tuple[tuple[bool, tuple[NotebookNode, ...]], ...]:
    """A page's parts (from one ## to the next), and whether a cell of each reads the data."""
    parts: list[list[NotebookNode]] = [[]]
    for cell in jupytext.reads(text, fmt="py:percent").cells:
        if cell.cell_type == "markdown" and re.search("^##? ", cell.source, flags=re.M):
            parts.append([])
        parts[-1].append(cell)
    return tuple(
        (
            any(c.cell_type == "code" and _reads(c.source, exercises, name == "lesson.py") for c in part),
            tuple(part),
        )
        for part in parts
    )


@cache
def _of_page(text: str, name: str, exercises: frozenset[str]) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    for about, part in _parts(text, name, exercises):
        for cell in part:
            if cell.cell_type == "markdown":
                found += split(cell.source, name, about)
            else:
                for words in strings(cell.source):
                    found += split(words, name, about and _is_prose(words))
    return tuple(found)


def _asked(lesson: str, exercises: frozenset[str]) -> frozenset[str]:
    """The keys of the questions that a lesson asks where it reads the data."""
    code = [c.source for about, part in _parts(lesson, "lesson.py", exercises) if about for c in part]
    return frozenset(_ASKED.findall("\n".join(code)))


def _is_prose(words: str) -> bool:
    return len(words.split()) >= _PROSE


def _reads(source: str, exercises: frozenset[str], any_data: bool = False) -> bool:
    """Does a piece of a page read the trusts' tables, by itself or through an exercise? any_data: or data of any exercise."""
    found = [one or other for one, other in _EXERCISE.findall(source)]
    return bool(_READS_DATA.search(source)) or any(any_data or each in exercises for each in found)


def _of_paper(text: str, exercises: frozenset[str], questions: frozenset[str]) -> Iterator[Sentence]:
    """A paper lab's. A part (from one # or ## to the next) is about the data if a directive or a field of it reads them."""
    for sheet in read_sheets(text):
        parts: list[list[str | Directive]] = [[]]
        for block in sheet.blocks:
            if isinstance(block, Directive):
                parts[-1].append(block)
                continue
            first, *more = re.split(r"(?m)^(?=## )", block)
            parts[-1].append(first)
            parts += [[each] for each in more]
        for part in parts:
            about = any(_reads(_source(block), exercises) for block in part)
            for block in part:
                if isinstance(block, str):
                    yield from split(block, "paper.md", about)
                else:
                    asks = block.name == "ask" and block.options.get("item") in questions
                    for words in _words(block):
                        yield from split(words, "paper.md", about or asks)


def _source(block: str | Directive) -> str:
    if isinstance(block, str):
        return block
    return " ".join(f"{key}={value}" for key, value in block.options.items()) + "\n" + block.body


def _words(block: Directive) -> tuple[str, ...]:
    """What a directive prints in words: the texts of its code, or its body."""
    try:
        return tuple(filter(_is_prose, strings(block.body)))
    except SyntaxError:
        return tuple(re.split(r"\n(?=\+\+\+$|[^\n]{3,60}: )", block.body, flags=re.M))


def _of_openers(text: str, questions: frozenset[str]) -> Iterator[Sentence]:
    for key, asked in tomllib.loads(text).items():
        for words in asked.values() if isinstance(asked, dict) else [str(asked)]:
            yield from split(str(words), "openers.toml", key in questions)


def _of_code(path: Path, where: str, tables: ReadsTables, questions: frozenset[str]) -> Iterator[Sentence]:
    """The texts of a module's code, by its definitions. One about the data reads the tables, or names a trust in a text of it."""
    for node, reads in tables.units(path):
        said = texts(node)
        about = reads or key_of(node) in questions or any(places().search(each) for each in said)
        for words in said:
            yield from split(words, where, about and _is_prose(words))


@cache
def strings(source: str) -> tuple[str, ...]:
    """The texts in Python code, docstrings left out; what an f-string fills in is shown as {}."""
    return texts(ast.parse(source))


def texts(tree: ast.AST) -> tuple[str, ...]:
    """The same of code that is parsed already."""
    nodes = list(ast.walk(tree))
    docs = {
        id(node.body[0].value)
        for node in nodes
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    joined = [node for node in nodes if isinstance(node, ast.JoinedStr)]
    inner = {id(part) for node in joined for part in ast.walk(node) if not isinstance(part, ast.JoinedStr)}
    found = []
    for node in nodes:
        if id(node) in docs or id(node) in inner:
            continue
        if isinstance(node, ast.JoinedStr):
            found.append("".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(node.value)
    return tuple(each for each in found if not _CODE.search(each))


def split(text: str, where: str, about: bool) -> Iterator[Sentence]:
    """A text's sentences. One after a sentence that names a place, in its paragraph or the next, is about the data as well."""
    before = False  # does the paragraph before name a place?
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*|#]|\d+\. ))", text):
        named = before and not block.lstrip().startswith("#")
        plain = " ".join(re.sub(r"^\s*(?:#+|[-*]|\d+\.|\+\+\+)\s", "", block).replace("**", "").split())
        example = False
        for one in re.split(r"(?<=[.!?”)]) +(?=[A-Z“*(])", plain):
            if one:
                example = example or one.startswith(MADE_UP)
                yield Sentence(one, where, (about or named) and not example, example)
                named = named or bool(places().search(one))
        # A heading, a row or an item that names a place says nothing of what comes next.
        before = not re.match(r"\s*(?:[#*|-]|\d+\. )", block) and bool(places().search(plain))
