"""What the directives of the organiser's sources say, read once for print and for Word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qilab.glossary import Term, terms
from qilab.questions.item import BadContent

from ..paper_lab.source import Directive

DIRECTIVES = frozenset(
    {"large", "fitted", "space", "checks", "ticks", "form", "rows", "lines", "drawing", "words"}
)


@dataclass(frozen=True)
class FormPart:
    """Rows with a label and room to write. height_cm: of a row."""

    heads: tuple[str, str]
    height_cm: float
    labels: list[str]


@dataclass(frozen=True)
class TicksPart:
    """Sentences, and a scale to tick beside each."""

    scale: list[str]
    items: list[str]


@dataclass(frozen=True)
class RowsPart:
    """A table to write in; a cell is "" where people write. widths: shares of the width, one a column."""

    heads: list[str]
    widths: list[float]
    height_cm: float
    rows: list[list[str]]


def items_of(told: Directive) -> list[str]:
    """The entries of a list in the body: a line that begins with “- ” begins one, other lines go on with it."""
    items: list[str] = []
    for line in told.body.splitlines():
        if line.startswith("- "):
            items.append(line[2:].strip())
        elif items and line.strip():
            items[-1] += f" {line.strip()}"
    if not items:
        raise BadContent(f"line {told.line}: “::: {told.name}” needs entries that begin with “- ”")
    return items


def size_of(told: Directive) -> float:
    """The size of the letters that a directive asks for, as size=34, in points."""
    return _number(told, "size", None)


def ticks_of(told: Directive) -> TicksPart:
    """scale="not at all|a little", and the sentences as a list; of=feedback takes the five of the room pack."""
    from ..room import REACTION

    items = list(REACTION) if told.option("of", "") == "feedback" else items_of(told)
    return TicksPart([words.strip() for words in told.option("scale").split("|")], items)


def form_of(told: Directive) -> FormPart:
    """heads="Question|Your answer", height=1.2 (cm), and the labels as a list."""
    heads = [words.strip() for words in told.option("heads", "What|Your answer").split("|")]
    if len(heads) != 2:
        raise BadContent(f'line {told.line}: a form has two heads, such as heads="What|Your answer"')
    return FormPart((heads[0], heads[1]), _cm(told, "1.1"), items_of(told))


def rows_of(told: Directive) -> RowsPart:
    """The body is the heads, parted by “|”; rows=15 empty rows follow, numbered with number=yes."""
    heads = [words.strip() for words in told.body.splitlines()[0].split("|")] if told.body else []
    count = told.whole("rows")
    widths = told.option("widths", ",".join("1" * len(heads))).split(",")
    if len(heads) < 2 or not 1 <= count <= 60 or len(widths) != len(heads):
        raise BadContent(f"line {told.line}: rows need heads parted by “|”, as many widths, and rows=1 to 60")
    numbered = told.option("number", "no") == "yes"
    rows = [[str(n) if numbered else "", *[""] * (len(heads) - 1)] for n in range(1, count + 1)]
    return RowsPart(heads, [float(width) for width in widths], _cm(told, "0.9"), rows)


def explained(told: Directive) -> list[Term]:
    """The glossary's terms that the body lists, parted by commas, in order of the alphabet."""
    known = {term.word: term for term in terms()}
    wanted = [word.strip() for word in re.split(r"[,\n]", told.body) if word.strip()]
    lost = [word for word in wanted if word not in known]
    if lost or len(set(wanted)) < len(wanted):
        raise BadContent(
            f"line {told.line}: not in the glossary, or there twice: {', '.join(lost) or 'a word'}"
        )
    return sorted((known[word] for word in wanted), key=lambda term: term.word.lower())


def _cm(told: Directive, usual: str) -> float:
    return _number(told, "height", usual)


def _number(told: Directive, name: str, usual: str | None) -> float:
    value = told.option(name, usual)
    if not re.fullmatch(r"\d{1,3}(\.\d+)?", value):
        raise BadContent(f"line {told.line}: {name} is a number, not “{value}”")
    return float(value)
