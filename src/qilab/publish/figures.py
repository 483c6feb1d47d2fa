"""No typed figure about the fictional trusts' data: a cohort may use data of its own, and the sentence would be untrue.

A figure in a sentence that names a trust or a ward, or in a part of a lesson that loads the trusts' tables, is put in
by code (`say`), or it is listed with its reason in the module's figures.toml:

    published = ["…"]   # from a source, such as a published case
    defined = ["…"]     # a definition, a rule, a made-up example, a time, or a number that the data are built with
    [invariant]         # true of every cohort by construction; a test of that name holds it there
    "…" = "name of the check"

Each entry is a piece of the sentence as it is printed, with the figure in it.
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

from qilab.questions.item import BadContent
from qilab.trusts.generate.providers import STANDARD

from .decks.of_plan import SUFFIX
from .decks.source import NAME, read_slides, slides_of
from .module import Module

MARKS = "figures.toml"
ELSEWHERE = ("On other data", "On another")  # how a hint begins its worked step
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# Not two or three: they are seldom about the data ("two colleagues"), and each false alarm makes a mark worth less.
_WORDS = (
    "four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_FIGURE = re.compile(rf"(?<![\w.,])\d[\d.,]*(?<![.,])|\b(?:{_WORDS})\b", re.IGNORECASE)
# Not figures: units, names of exercises, days, code, addresses, places that code fills in.
_NAMES_AND_DAYS = re.compile(
    rf"^\| \d+–\d+ \||\]\([^)]*\)|`[^`]*`|\{{[^}}]*\}}|\b[EM]\d+(?:\.\d+)?\b|\bmodules? \d+(?: and \d+)?|"
    rf"\b(?:per|of) 1,000\b|\bof 100\b|"
    rf"\b(?:\d{{1,2}} )?(?:{_MONTHS})(?: \d{{4}})?\b|\b20\d\d\b|\b\d{{1,2}}:\d\d\b|<!--.*?-->",
    re.DOTALL,
)
_READS_DATA = re.compile(r"\bload\(|\bdata_for\(")


@dataclass(frozen=True)
class Sentence:
    """One sentence as printed, where it is, and whether its part of the page is about the trusts' data."""

    text: str
    where: str
    about_data: bool


@dataclass(frozen=True)
class Marks:
    """What a module's figures.toml lists: pieces of sentences by reason, and the checks of those that always hold."""

    published: tuple[str, ...] = ()
    defined: tuple[str, ...] = ()
    invariant: dict[str, str] | None = None

    @property
    def pieces(self) -> tuple[str, ...]:
        """All pieces, whatever their reason."""
        return (*self.published, *self.defined, *(self.invariant or {}))


@cache
def _places() -> re.Pattern[str]:
    """The names by which the pages call trusts and wards, and what else is only ever said of their tables."""
    names = {p.name.split()[0] for p in STANDARD} | {w.name for p in STANDARD for w in p.wards}
    listed = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    codes = "|".join(sorted({w.code for p in STANDARD for w in p.wards}))
    return re.compile(rf"\b(?:{listed}|[Ww]ard (?:{codes})|comments|hourly rounds)\b")


def marks(module: Module) -> Marks:
    """The module's figures.toml; nothing where it has none. BadContent where it cannot be read."""
    path = module.folder / MARKS
    if not path.is_file():
        return Marks()
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        reasons = {name: tuple(read.pop(name, ())) for name in ("published", "defined")}
        found = Marks(**reasons, invariant=read.pop("invariant", {}))
        if read:
            raise TypeError(f"“{next(iter(read))}” is no reason: published, defined and invariant are")
        return found
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise BadContent(f"{module.address}/{MARKS}: {error}") from None


def sentences(module: Module) -> Iterator[Sentence]:
    """Every sentence that a learner or facilitator of the module may read."""
    for name in ("lesson.py", "exercises.py"):
        if (module.folder / name).is_file():
            yield from _of_page(module.text(name), name)
    if (module.folder / "facilitator.md").is_file():
        yield from _split(module.text("facilitator.md"), "facilitator.md", False)
    if (module.folder / NAME).is_file():
        for slide in slides_of(module):  # one with a chart is about the data
            yield from _split(slide.words, "slides.md", bool(slide.chart))
    for path in sorted(module.folder.rglob("*.py")):
        if path.name not in ("lesson.py", "exercises.py"):
            where = path.relative_to(module.folder).as_posix()
            for text in _strings(path.read_text(encoding="utf-8")):
                yield from _split(text, where, False)


@cache
def _of_page(text: str, name: str) -> tuple[Sentence, ...]:
    """A page's sentences. A part (from one ## to the next) of a lesson is about the data if a cell of it reads them."""
    parts: list[list] = [[]]
    for cell in jupytext.reads(text, fmt="py:percent").cells:
        if cell.cell_type == "markdown" and re.search("^##? ", cell.source, flags=re.M):
            parts.append([])
        parts[-1].append(cell)
    found: list[Sentence] = []
    for part in parts:
        about = name == "lesson.py" and any(
            c.cell_type == "code" and _READS_DATA.search(c.source) for c in part
        )
        for cell in part:
            for words in [cell.source] if cell.cell_type == "markdown" else _strings(cell.source):
                found += _split(words, name, about and cell.cell_type == "markdown")
    return tuple(found)


@cache
def _strings(source: str) -> tuple[str, ...]:
    """The texts in Python code, docstrings left out; what an f-string fills in is shown as {}."""
    nodes = list(ast.walk(ast.parse(source)))
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
    return tuple(found)


def _split(text: str, where: str, about: bool) -> Iterator[Sentence]:
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*|#]|\d+\. ))", text):
        if block.lstrip().startswith("#"):
            continue  # a heading names a part and claims nothing
        plain = " ".join(re.sub(r"^\s*(?:#+|[-*]|\d+\.)\s", "", block).replace("**", "").split())
        for one in re.split(r"(?<=[.!?”)]) +(?=[A-Z“*(])", plain):
            if one:
                yield Sentence(one, where, about)


def typed(sentence: Sentence, marked: tuple[str, ...]) -> list[str]:
    """The figures about the data in a sentence that no mark covers."""
    text = sentence.text
    if text.startswith(ELSEWHERE) or not (sentence.about_data or _places().search(text)):
        return []
    for piece in marked:
        text = text.replace(piece, " ")
    return _FIGURE.findall(_NAMES_AND_DAYS.sub(" ", _places().sub(" ", text)))


def refuse_typed_elsewhere(root: Path) -> None:
    """The same for what belongs to no module: facilitators' plans and pages, the glossary, the knowledge test and messages.

    Nothing is marked there: such a page names no figure of the trusts at all.
    """
    pages = [*(root / "facilitators").rglob("*.md"), *(root / "facilitators").rglob("*.toml")]
    pages += [root / "src" / "qilab" / "glossary.toml", *(root / "src" / "qilab" / "learner").rglob("*.py")]
    for path in sorted(p for p in pages if p.is_file()):
        for one in _elsewhere(path, path.relative_to(root).as_posix()):
            if found := typed(one, ()):
                raise BadContent(
                    f"{one.where}: “{one.text[:150]}” has the figure {found[0]} typed in. A cohort may use data of its own: "
                    "say it without the figure, or work it out."
                )


def _elsewhere(path: Path, where: str) -> Iterator[Sentence]:
    """The sentences of a page of no module. Those of a plan's slide with a chart are about the data."""
    text = path.read_text(encoding="utf-8")
    if path.name.endswith(SUFFIX):
        for slide in read_slides(text, where, lambda key: None):
            yield from _split(slide.words, where, bool(slide.chart))
    else:
        for words in _strings(text) if path.suffix == ".py" else [text]:
            yield from _split(words, where, False)


def refuse_typed(module: Module) -> None:
    """BadContent names the first typed figure about the data that is not marked, and a mark that marks nothing."""
    marked, read = marks(module).pieces, list(sentences(module))
    for one in read:
        if found := typed(one, marked):
            raise BadContent(
                f"{module.address}/{one.where}: “{one.text[:150]}” has the figure {found[0]} typed in. A cohort may use data "
                f'of its own: put it in with say(f"…"), or list the piece in {MARKS} as published, defined or invariant.'
            )
    for piece in marked:
        if not any(piece in one.text for one in read):
            raise BadContent(f"{module.address}/{MARKS}: no sentence has “{piece}” any more; take it out.")
