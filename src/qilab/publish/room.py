"""The room pack: seed card, slips, vote cards and the sheets of the breakouts, as one PDF."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd

from qilab.charts import run_chart
from qilab.modules import FOLDER
from qilab.modules.m12_board.board_pack import on_paper

from . import typst_text as ty
from .answer_cards import answer_cards
from .paper import BRIEFLY, Pages
from .paper_lab import NAME as PAPER
from .paper_lab import add_sheet
from .paper_lab.charts import add_chart
from .paper_lab.control import add_charts
from .paper_lab.source import Sheet, read_sheets
from .sticky_notes import sticky_notes

ROOM_PACK = "room_pack"  # its file, without an ending
SEED = 4821
COIN_SPIN = "Coin spin"  # a sheet of module 9
INTRO = (
    "One pack for each table of six, and a seed card and the safety line for the wall. Nothing here needs a laptop. All wards and people in it are "
    "fictional, and every number is synthetic. Not endorsed by the NHS, the CQC or the IHI."
)
HOW_TO = """
Print what your plan needs, in the numbers that the list above gives. Print on one side, except for “Board room”: its squares and its charts are the two
sides of one sheet, which nobody turns over before the first vote. The last page says what the games' charts are made of. Keep it to yourself.
"""
SEED_WORDS = "Type it into the box “Seed” of a lab, and we all see the same charts."
SAFETY = "We speak about systems,\nnever about colleagues."
VOTES = {
    "A": "leave it alone and keep watching",
    "B": "change the system",
    "C": "ask what happened, and learn",
}
AIM_PARTS = (
    "Measure (what you count, and what you divide it by)",
    "Group (whom, where)",
    "Baseline (median of twelve months before)",
    "Target (and is it beyond luck?)",
    "By when",
    "Who chose it? Which patients were asked?",
)
TEST_PARTS = (
    "What we are trying to do, for whom",
    "The change, as small as it can be: one patient, one day",
    "Who, where, when (by Friday)",
    "I predict",
    "I will know by looking at",
    "What could get worse, and how I would see it",
    "Whom I will ask first",
)
COURT_UNIT = "events a month"
SQUARES_WIDTHS = ("5.3fr", "1fr, 1.2fr, 2fr, 3.8fr")  # of the page of squares, before and after its months
COURT_CHARTS, COURT_MEAN, COURT_MONTHS, CHANGE_AT = 8, 20, 24, 12
CHANGED = {2: 0.65, 5: 0.65, 7: 1.4}  # chart number → factor on the mean from the thirteenth month

NOTES = (
    "Patient found sitting on the floor beside the bed. Says she slid down on purpose to pick up her glasses.",
    "Patient lowered to the floor by two staff when his knees gave way. No injury.",
    "Visitor tripped over a drip stand in the corridor. Bruised knee.",
    "Patient rolled off the mattress on to a crash mat 5 cm high. No injury.",
    "Fall in the physiotherapy gym, during a planned balance exercise. No injury.",
    "Two forms, ten minutes apart, both about the man in bed 4 by the window.",
    "Patient fell in the ambulance bay, before she was admitted.",
    "Patient fell on the way back from X-ray, in the lift.",
    "Found on the bathroom floor at 06:50; the shift changed at 07:00 and both shifts filled in a form.",
    "Patient stumbled and was caught by his daughter. He did not reach the floor.",
    "Patient on weekend leave fell at home, and told us on Monday.",
    "Fall from a chair. Hip fracture. Theatre next day.",
)
POOR_AIMS = (
    "“Reduce falls on our ward.”",
    "“Improve discharge by the end of the year by 20%.”",
    "“All staff to be trained in sepsis by March.”",
    "“Get the waiting time down from last month's 41 days to 30.”",
)
REACTION = (
    "I can use something from today in my own work.",
    "The time was used well.",
    "I could take part in my own way.",
    "I know what I will test next.",
    "I would tell a colleague to come.",
)


@cache
def room_pack() -> bytes:
    """The room pack as PDF."""
    return _pages().pdf()


@cache
def room_sheets() -> list[Sheet]:
    """Its sheets in order, without what is on them: titles, for whom they are, and how they are printed."""
    heads = re.findall(r'#(?:sheet-of|wide-sheet|poster)\("(.*?)", "(.*?)", "(.*?)"', "".join(_pages().parts))
    return [Sheet(title, whom, printed, False) for title, whom, printed in heads]


@cache
def _pages() -> Pages:
    pages = Pages("Room pack", f"Room pack · {BRIEFLY}", intro=INTRO)
    with pages.sheet("How to use this pack", "the facilitator", "one copy", above="#cover([Room pack])"):
        pages.markdown(HOW_TO)
    _cards(pages)
    answer_cards(pages)
    _slips(pages)
    sticky_notes(pages)
    _aim_clinic(pages)
    add_sheet(pages, coin_spin(), [])
    _two_collectors(pages)
    _chart_court(pages)
    _next_test(pages)
    _board_room(pages)
    _reaction(pages)
    _keys(pages)
    return pages


def coin_spin() -> Sheet:
    """The sheet of the paper lab of module 9, without its vote: one sheet for the plans that spin coins and for the module."""
    text = (FOLDER / "m09_pdsa" / PAPER).read_text(encoding="utf-8")
    sheet = next(sheet for sheet in read_sheets(text) if sheet.title == COIN_SPIN)
    kept = [block for block in sheet.blocks if isinstance(block, str) or block.name != "ask"]
    return replace(sheet, blocks=kept)


def _cards(pages: Pages) -> None:
    pages.poster("Today's room seed", "the wall", "one copy", str(SEED), SEED_WORDS, (110, 22))
    pages.poster("The safety line", "the wall", "one copy", SAFETY, "", (48, 22))
    for letter, words in VOTES.items():
        pages.poster(f"Vote card {letter}", "each table", "one of each", letter, words, (200, 30))


def _slips(pages: Pages) -> None:
    with pages.sheet("Slips for predictions", "each person", "one side"):
        pages.markdown("Write before anybody presses Run, draws or throws.")
        titles = ["Which lab or game", "I expect", "Why", "It was", "What I learned"]
        pages.blank_table(titles, 11, "1.85cm", "1.1,1,1.3,0.8,1.5")


def _aim_clinic(pages: Pages) -> None:
    with pages.sheet("Aim clinic", "each pair", "one side"):
        pages.markdown(
            "Choose one of these poor aims, or your own. What is missing?\n\n"
            + "\n".join(f"- {a}" for a in POOR_AIMS)
        )
        pages.markdown("Rewrite it. Then swap with another pair and look for what is missing.")
        pages.blank_table(["Part", "Ours"], len(AIM_PARTS), "2.1cm", "1,2.2", AIM_PARTS)
        pages.markdown("**The whole aim in one sentence:**").add("\n#lines(3)\n")


def _two_collectors(pages: Pages) -> None:
    with pages.sheet("Two collectors: twelve notes", "each person", "one side"):
        pages.markdown(
            "Count the **falls of inpatients on the ward in May**. Work on your own, tick what you count, "
            "then compare with the other collector. All notes are made up and dated May."
        )
        rows = ", ".join(f"[{n}], [{ty.said(note)}], []" for n, note in enumerate(NOTES, 1))
        heads = ", ".join(f"[#strong[{name}]]" for name in ("No", "Note", "Counts?"))
        pages.add(f"\n#rows-of-one-height((1.1cm, 1fr, 2.2cm), {len(NOTES)}, 1.3cm, ({heads}), {rows})\n")
        pages.markdown(
            "Collector 1 counted ______ \u2003 Collector 2 counted ______ \u2003 Wording that would settle it:"
        )
        pages.add("\n#lines(3)\n")


@cache
def court_series() -> tuple[pd.DataFrame, ...]:
    """Eight series of monthly counts: chance alone, but for those of CHANGED from their thirteenth month on."""
    luck = np.random.default_rng(SEED)
    months = pd.date_range("2022-04-01", periods=COURT_MONTHS, freq="MS")
    out = []
    for number in range(1, COURT_CHARTS + 1):
        mean = np.full(COURT_MONTHS, float(COURT_MEAN))
        mean[CHANGE_AT:] *= CHANGED.get(number, 1.0)
        out.append(pd.DataFrame({"month": months, "events": luck.poisson(mean)}))
    return tuple(out)


def _chart_court(pages: Pages) -> None:
    series = court_series()
    for first in range(0, len(series), 2):
        with pages.sheet(f"Chart court: charts {first + 1} and {first + 2}", "each table", "one side"):
            pages.markdown(
                "Run chart rules: six useful points on one side of the median, or five in a row rising or falling. **Change or noise?**"
            )
            for number in (first + 1, first + 2):
                drawn = run_chart(series[number - 1], y="events", freeze=None, signals=False, unit=COURT_UNIT)
                add_chart(pages, drawn, True, f"Chart {number}: {COURT_UNIT}", "8.6cm")
                pages.markdown("The jury's verdict, and the rule behind it:").add("\n#lines(1)\n#v(0.6cm)\n")


def _board_room(pages: Pages) -> None:
    # On a right-hand page, so that the charts are on its back when all is printed on both sides.
    pages.add("\n#right-hand\n")
    with pages.sheet(
        "Board room: the page of squares", "each table", "both sides, with the charts", "wide-sheet"
    ):
        pages.markdown(
            "A made-up trust. R: that month missed its target; a: it missed it by a little; g: it met it. You have three tokens: which squares "
            "will you look into, and what will you ask? How many of the three will find a cause?"
        )
        head, *rows = on_paper.squares()
        cells = ", ".join(f"[{ty.markdown(cell).strip()}]" for row in rows for cell in row)
        titles = ", ".join(f"[#strong[{ty.said(name)}]]" for name in head)
        widths = f"({SQUARES_WIDTHS[0]}, {'0.85fr, ' * (len(head) - 5)}{SQUARES_WIDTHS[1]})"
        pages.add(f"\n#rows-of-one-height({widths}, {len(rows)}, 1.02cm, ({titles}), {cells})\n")
    with pages.sheet(
        "Board room: the same as charts", "each table, after the first vote", "on the back", "wide-sheet"
    ):
        pages.markdown(
            "Mean (line), limits (dashed) and target (dotted); a ring marks what the rules of Making Data Count find. Spend your tokens again."
        )
        add_charts(pages, *on_paper.charts(), across=4, height="4.75cm")


def _next_test(pages: Pages) -> None:
    with pages.sheet("My next small test", "each person", "one side"):
        pages.markdown(
            "Counts only, please: no names, NHS numbers or anything else that points to one person."
        )
        pages.blank_table(["Question", "Mine"], len(TEST_PARTS), "2.7cm", "1,2.2", TEST_PARTS)


def _reaction(pages: Pages) -> None:
    with pages.sheet("What did you think of today?", "each person, at the end", "one side"):
        pages.markdown("No name, please. One tick on each line.")
        titles = ["About today", "not at all", "a little", "mostly", "fully"]
        pages.blank_table(titles, len(REACTION), "1.4cm", "2.6,1,1,1,1", REACTION)
        for ask in ("What should we keep?", "What should we change?"):
            pages.markdown(f"**{ask}**").add("\n#lines(5)\n#v(0.7cm)\n")


def _keys(pages: Pages) -> None:
    changed = "; ".join(
        f"chart {n}: the mean goes from {COURT_MEAN} to {COURT_MEAN * f:g}" for n, f in CHANGED.items()
    )
    with pages.sheet("What the games' charts are made of", "the facilitator; do not hand out", "one copy"):
        pages.markdown(
            f"""**Chart court.** Every chart is a count with a mean of {COURT_MEAN} a month, and chance. From the thirteenth month on something truly changes in
three of them: {changed}. In the other five nothing changes; a signal there is luck. Tell the room only after the last verdict.

**Board room.** The truth of the pack, which is the room seed's own in the lab of module 12:

{on_paper.truth()}

**Two collectors.** There is no right number. What settles it is a written rule on: slides and lowering, people who are not inpatients, falls off the ward, two
forms for one event, near falls, and leave. Let the room write that rule, and count again.
"""
        )
