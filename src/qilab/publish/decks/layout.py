"""Where everything lies on a slide of 1280 × 720 px: worked out once, for the browser and for PowerPoint.

PowerPoint does not tell us whether a text runs over, so lines are counted here with the widths of Arial's letters. A text
that does not fit at its smallest size is refused: nobody reads it from the back of the room.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from qilab.charts.letters import width
from qilab.questions.item import BadContent

from .source import Deck, Slide
from .votes import Option

WIDTH, HEIGHT = 1280, 720  # px, at 96 to the inch: PowerPoint's wide slide
MARGIN = 56
TOP, BOTTOM = 132, 652  # what lies between heading and footer
GAP = 24
HEADING_SIZE, FOOTER_SIZE = 40, 15
TEXT_SIZES = (32, 30, 28, 26, 24)
QUESTION_SIZES = (32, 30, 28, 26)
ALONE_SIZES = (54, 48, 44, 40, 36)  # a question that has the slide to itself
VOTE_SIZES = ((30, 25), (28, 23), (28, 21), (26, 20), (25, 19))  # option, and what it means
LINE = 1.28  # height of a line, in letters' sizes
COLUMN = 430  # width of the words beside a picture
PAD = 20  # within a coloured field
LETTER = 52  # width of the column with the options' letters

_READER = MarkdownIt("commonmark").enable("table")
Run = tuple[str, bool, bool]  # words, bold, italic


@dataclass(frozen=True)
class Block:
    """A paragraph, an entry of a list (mark: “•” or “1.”) or a table (rows of cells, the first of them its heads)."""

    runs: tuple[Run, ...] = ()
    mark: str = ""
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()


@dataclass(frozen=True)
class Box:
    """One thing on a slide. kind: heading, text, question, alone, picture, ask or options. Sizes in px."""

    kind: str
    x: float
    y: float
    w: float
    h: float
    size: float = 0
    small: float = 0
    blocks: tuple[Block, ...] = ()
    options: tuple[Option, ...] = ()
    rows: tuple[float, ...] = ()  # heights of the options


def boxes(deck: Deck, slide: Slide) -> list[Box]:
    """The boxes of a slide in reading order. BadContent where its words do not fit."""
    inner = WIDTH - 2 * MARGIN
    head = read(slide.heading)
    if lines(head[0].runs, inner, HEADING_SIZE, bold=True) > 1:
        raise _too_much(deck, slide, "the heading does not fit on one line")
    found = [Box("heading", MARGIN, 48, inner, 60, HEADING_SIZE, blocks=head)]
    if slide.vote:
        return found + _vote(deck, slide, inner)
    picture, text = slide.chart or slide.drawing, read(deck.filled(slide.text))
    if len(text) > 1 and any(block.rows for block in text):
        raise _too_much(deck, slide, "a table stands alone")
    question = read(deck.filled(slide.question))
    bottom: float = BOTTOM
    last: list[Box] = []
    if question and (picture or text):
        size, high = _fitting(deck, slide, question, inner - 3 * PAD, 190, QUESTION_SIZES, bold=True)
        last = [
            Box("question", MARGIN, bottom - high - 2 * PAD, inner, high + 2 * PAD, size, blocks=question)
        ]
        bottom = last[0].y - GAP
    elif question:
        size, high = _fitting(deck, slide, question, inner - 120, 400, ALONE_SIZES, bold=True)
        return [*found, Box("alone", MARGIN, TOP + 20, inner, BOTTOM - TOP - 40, size, blocks=question)]
    wide = COLUMN if picture else inner
    if text:
        size, _ = _fitting(deck, slide, text, wide, bottom - TOP, TEXT_SIZES)
        found.append(Box("text", MARGIN, TOP, wide, bottom - TOP, size, blocks=text))
    if picture:
        x = MARGIN + COLUMN + GAP if text else MARGIN
        found.append(Box("picture", x, TOP, WIDTH - MARGIN - x, bottom - TOP))
    return found + last


def _vote(deck: Deck, slide: Slide, inner: float) -> list[Box]:
    assert slide.vote is not None
    ask = read(slide.vote.ask)
    for size, small in VOTE_SIZES:
        high = height(ask, inner, size, bold=True)
        top = TOP - 8 + high + GAP
        room = inner - LETTER - 2 * PAD
        rows = tuple(
            height(read(o.text), room, size) + height(read(_with_mark(o)), room, small) + 26
            for o in slide.vote.options
        )
        if top + sum(rows) + 10 * (len(rows) - 1) <= BOTTOM:
            left = BOTTOM - top - sum(rows) - 10 * (len(rows) - 1)
            rows = tuple(row + min(left / len(rows), 24) for row in rows)
            return [
                Box("ask", MARGIN, TOP - 8, inner, high, size, blocks=ask),
                Box(
                    "options",
                    MARGIN,
                    top,
                    inner,
                    BOTTOM - top,
                    size,
                    small,
                    options=slide.vote.options,
                    rows=rows,
                ),
            ]
    raise _too_much(deck, slide, f"the vote “{slide.vote.key}” does not fit")


def _with_mark(option: Option) -> str:
    return f"{said(option)} {option.meaning}"


def said(option: Option) -> str:
    """How an option is marked once the votes are counted: never by colour alone."""
    return "✓ Right." if option.right else "✗"


def read(text: str) -> tuple[Block, ...]:
    """A Markdown text as blocks: paragraphs, lists and tables; whatever else it holds is read as paragraphs."""
    found: list[Block] = []
    for node in SyntaxTreeNode(_READER.parse(text)).children:
        if node.type in ("bullet_list", "ordered_list"):
            for number, item in enumerate(node.children, int(node.attrs.get("start", 1))):
                found.append(Block(_runs(item), "•" if node.type == "bullet_list" else f"{number}."))
        elif node.type == "table":
            rows = [row for part in node.children for row in part.children]
            found.append(Block(rows=tuple(tuple(_runs(cell) for cell in row.children) for row in rows)))
        else:
            found.append(Block(_runs(node)))
    return tuple(found)


def _runs(node: Any, bold: bool = False, italic: bool = False) -> tuple[Run, ...]:
    if node.type == "text":
        return ((node.content, bold, italic),)
    if node.type in ("softbreak", "hardbreak"):
        return ((" ", bold, italic),)
    bold, italic = bold or node.type == "strong", italic or node.type == "em"
    return tuple(run for child in node.children for run in _runs(child, bold, italic))


def plain(runs: tuple[Run, ...]) -> str:
    """The words of some runs."""
    return "".join(words for words, _, _ in runs)


def lines(runs: tuple[Run, ...], wide: float, size: float, bold: bool = False) -> int:
    """How many lines the words take. wide, size: px."""
    count, at = 1, 0.0
    for word in plain(runs).split():
        long = width(word, size, bold or any(word in words for words, thick, _ in runs if thick))
        if at and at + 0.3 * size + long > wide:
            count, at = count + 1, long
        else:
            at += (0.3 * size if at else 0) + long
    return count


def height(blocks: tuple[Block, ...], wide: float, size: float, bold: bool = False) -> float:
    """How high the blocks are, in px."""
    high = 0.0
    for block in blocks:
        if block.rows:
            column = wide / len(block.rows[0]) - 20
            high += sum(max(lines(c, column, size) for c in row) * size * LINE + 14 for row in block.rows)
        else:
            high += lines(block.runs, wide - (1.2 * size if block.mark else 0), size, bold) * size * LINE
    return high + 0.45 * size * (len(blocks) - 1)


def _fitting(
    deck: Deck,
    slide: Slide,
    blocks: tuple[Block, ...],
    wide: float,
    high: float,
    sizes: tuple[int, ...],
    bold: bool = False,
) -> tuple[int, float]:
    for size in sizes:
        if (takes := height(blocks, wide, size, bold)) <= high:
            return size, takes
    raise _too_much(deck, slide, "there are too many words")


def _too_much(deck: Deck, slide: Slide, why: str) -> BadContent:
    return BadContent(f"{deck.source}, slide “{slide.heading}”: {why}. Put the rest in the notes.")
