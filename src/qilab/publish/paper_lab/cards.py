"""Cards to cut out: one to a box, fronts on one page and backs mirrored on the next, so that they meet on paper.

A page of cards and its backs are printed on both sides, turned over on the long edge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from qilab.charts import run_chart
from qilab.methods.sampling import red_bead_distribution
from qilab.modules import bank
from qilab.questions.item import BadContent, Item

from .. import typst_text as ty
from ..paper import Pages
from ..play import run_cell
from .charts import typst_chart
from .control import on_squared_paper
from .control import typst_chart as typst_control_chart
from .fill import filled
from .questions import code_of
from .source import Directive

ACROSS = {"tiny": (3, 4), "small": (2, 4), "medium": (2, 3), "large": (1, 2)}  # columns and rows of a page
MISSING = "(left blank)"


@dataclass(frozen=True)
class Card:
    """One card: Typst markup of its front and of its back."""

    front: str
    back: str


def cards(pages: Pages, told: Directive) -> None:
    """Append cards: `---` between two cards and `+++` between front and back.

    of="E9.1" makes one card of each row of a table, item="m09.cycle_order" one of each option of a question (or of several).
    """
    if "item" in told.options:
        made = [
            card for name in told.option("item").split(",") for card in _of_options(told, bank.find(name))
        ]
    elif "of" in told.options:
        made = [_of_row(told, row) for _, row in bank.find_exercise(told.option("of")).data().iterrows()]
    else:
        made = [_written(told, text) for text in told.body.split("\n---\n")]
    lay_out(pages, made, told)


def _written(told: Directive, text: str) -> Card:
    front, _, back = text.partition("\n+++\n")
    if not front.strip():
        raise BadContent(f"paper.md, line {told.line}: a card is empty")
    return Card(ty.markdown(filled(front)), ty.markdown(filled(back or told.option("back", ""))))


def _of_options(told: Directive, item: Item) -> list[Card]:
    options = getattr(item.kind, "options", {})
    exercise = bank.exercise_of(item)
    if not options or exercise is None:
        raise BadContent(f"paper.md, line {told.line}: {item.key} has no options to make cards of")
    back = ty.markdown(f"{code_of(item, exercise, 0)}: {told.option('back')}")
    return [Card(ty.markdown(f"## {letter}\n\n{words}"), back) for letter, words in options.items()]


def coded(pages: Pages, told: Directive) -> None:
    """Append cards that the body works out, as a cell of a lesson would: its last line is a list of (front, back) in Markdown."""
    shown = run_cell(told.body, {})
    made = [Card(ty.markdown(front), ty.markdown(back)) for front, back in shown[-1]] if shown else []
    if not made:
        raise BadContent(f"paper.md, line {told.line}: the last line of coded cards must be a list of cards")
    lay_out(pages, made, told)


def _of_row(told: Directive, row: pd.Series) -> Card:
    values = {str(name): _said(value) for name, value in row.items()}
    try:
        filled_in = [text.format(**values) for text in (told.body, told.option("back", ""))]
    except KeyError as error:
        raise BadContent(f"paper.md, line {told.line}: the data have no column {error}") from None
    # A range or a percentage without a number is one blank, not “(left blank) to (left blank)%”.
    blank = re.escape(MISSING)
    front, back = (ty.markdown(re.sub(rf"{blank}(?: to {blank})?%", MISSING, text)) for text in filled_in)
    return Card(front, back)


def _said(value: object) -> str:
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return MISSING
    if isinstance(value, pd.Timestamp):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return str(value)


def scoops(pages: Pages, told: Directive) -> None:
    """Append cards that are scoops of beads: `red` of 100 in the tray, `scoop` beads on a card, `cards` of them. The body is their back.

    The cards hold between them what the tray gives: the counts are those that cut the binomial distribution into equal parts. So a
    card that is drawn and put back is as good as a scoop. The order on the page, and of the beads on a card, is shuffled.
    """
    red, size, number = told.whole("red"), told.whole("scoop", 50), told.whole("cards")
    counts = scoop_counts(red, size, number)
    luck = np.random.default_rng([red, size, number])
    made = []
    for count in luck.permutation(counts):
        beads = np.zeros(size, dtype=int)
        beads[luck.permutation(size)[:count]] = 1
        made.append(Card(f"#beads(({', '.join(map(str, beads))},))", ty.markdown(told.body)))
    lay_out(pages, made, told)


def chart_cards(pages: Pages, told: Directive) -> None:
    """Append charts as cards. The body ends in a list of (letter, table, points of the baseline, back in Markdown).

    The table's first column is the time and its second the measure; `unit` says what it counts.
    """
    shown = run_cell(told.body, {})
    made = []
    for letter, table, freeze, back in shown[-1] if shown else []:
        time, measure = table.columns
        unit = told.option("unit")
        picture = run_chart(table, x=time, y=measure, freeze=freeze, signals=False, unit=unit)
        made.append(
            Card(typst_chart(pages, picture, True, f"Chart {letter}: {unit}", "11.2cm"), ty.markdown(back))
        )
    if not made:
        raise BadContent(f"paper.md, line {told.line}: the last line of chart cards must be a list of charts")
    lay_out(pages, made, told)


def control_chart_cards(pages: Pages, told: Directive) -> None:
    """Append control charts on squared paper as cards. The body ends in a list of (heading, what `spc` returns, notes, back in Markdown),
    a note being its place from 0 and its words; a card that is words alone is (front, back), both in Markdown."""
    shown = run_cell(told.body, {})
    made = [_controlled(pages, entry) for entry in shown[-1]] if shown and isinstance(shown[-1], list) else []
    if not made:
        raise BadContent(
            f"paper.md, line {told.line}: the last line of control chart cards must be a list of cards"
        )
    lay_out(pages, made, told)


def _controlled(pages: Pages, entry: tuple[Any, ...]) -> Card:
    if len(entry) == 2:
        return Card(ty.markdown(entry[0]), ty.markdown(entry[1]))
    heading, found, notes, back = entry
    about, words = on_squared_paper(found, heading, [{"at": at, "words": said} for at, said in notes])
    return Card(typst_control_chart(pages, about, words, "11.8cm"), ty.markdown(back))


def scoop_counts(red: int, size: int, number: int) -> list[int]:
    """Red beads on each of `number` cards: the middles of as many equally likely parts of what a large tray gives."""
    chances = np.cumsum(red_bead_distribution(beads=100_000, red=1000 * red, scoop=size))
    return [int(np.searchsorted(chances, (i + 0.5) / number)) for i in range(number)]


def lay_out(pages: Pages, made: list[Card], told: Directive) -> None:
    """Append the cards, a page of fronts and a page of backs in turn. A page that is not full is filled with blank cards."""
    across, down = ACROSS[told.option("size", "small")]
    for first in range(0, len(made), across * down):
        page = made[first : first + across * down]
        page += [Card("", "")] * (across * down - len(page))
        rows = [page[i : i + across] for i in range(0, len(page), across)]
        fronts = ", ".join(f"[{card.front}]" for row in rows for card in row)
        backs = ", ".join(f"[{card.back}]" for row in rows for card in reversed(row))
        pages.add(f"\n#card-page({across}, {down}, {fronts})\n", "#pagebreak()")
        pages.add(f"\n#card-page({across}, {down}, {backs})\n")
        if first + across * down < len(made):
            pages.add("#pagebreak()")
