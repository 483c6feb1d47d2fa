"""The room pack: seed card, slips, vote cards and the sheets of the breakouts, as one PDF."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from qilab.charts import run_chart, theme
from qilab.modules.m12_board.board_pack import on_paper

from . import typst_text as ty
from .answer_cards import answer_cards, large_card
from .paper import Pages
from .paper_lab.control import add_charts
from .sticky_notes import sticky_notes

SEED = 4821
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
    pages = Pages("Room pack", "QI Lab room pack · Fictional trusts, synthetic data · CC BY 4.0")
    _cards(pages)
    answer_cards(pages)
    _slips(pages)
    sticky_notes(pages)
    _aim_clinic(pages)
    _coin_spin(pages)
    _two_collectors(pages)
    _chart_court(pages)
    _board_room(pages)
    _next_test(pages)
    _reaction(pages)
    _keys(pages)
    return pages.pdf()


def _cards(pages: Pages) -> None:
    pages.add(f"\n#heading(level: 1)[{ty.said('Room pack')}]\n").markdown(
        """One pack for each table of six, and the seed card for the wall. Nothing here needs a laptop. Print it on one side, except for
“Board room”: its squares and its charts are the two sides of one sheet, which nobody turns over before the first vote.

1. Seed card, and the safety line
2. Vote cards for charts: A, B, C, each with an action
3. Answer cards A to E, for any question with options
4. Slips for predictions
5. The room’s screen on paper: how it is played, the line, the ladder and the tent card
6. Aim clinic
7. Coin-spin: tracker sheet
8. Two collectors: twelve notes
9. Chart court: eight charts
10. Board room: a page of squares, and the same indicators as charts
11. My next small test
12. What did you think of today?
13. For the facilitator: what the games' charts are made of (do not hand out)

All wards and people in these pages are **fictional**, and every number is **synthetic**.
"""
    )
    large_card(
        pages,
        "Today's room seed",
        str(SEED),
        "Type it into the box “Seed” of a lab, and we all see the same charts.",
    )
    pages.new_page().heading("The safety line")
    pages.add(
        '\n#v(1fr)\n#align(center, text(46pt, weight: "bold")[We speak about systems, \\ never about colleagues.])\n#v(1fr)\n'
    )
    for letter, words in (
        ("A", "leave it alone and keep watching"),
        ("B", "change the system"),
        ("C", "ask what happened, and learn"),
    ):
        large_card(pages, f"Vote card {letter}", letter, words)


def _slips(pages: Pages) -> None:
    pages.new_page().heading("Slips for predictions: write before anybody presses Run")
    pages.blank_table(["Which lab or game", "I expect", "Why", "It came", "What I learned"], 9, "1.35cm")


def _aim_clinic(pages: Pages) -> None:
    pages.new_page().heading("Aim clinic")
    pages.markdown(
        "Choose one of these poor aims, or your own. What is missing?\n\n"
        + "\n".join(f"- {a}" for a in POOR_AIMS)
    )
    pages.markdown("Rewrite it. Then swap with another pair and look for what is missing.")
    fields = [
        "Measure (what you count, and what you divide it by)",
        "Group (whom, where)",
        "Baseline (median of twelve months before)",
        "Target (and is it beyond luck?)",
        "By when",
        "Who chose it? Which patients were asked?",
    ]
    pages.add(ty.table(["Part", "Ours"], [[ty.said(f), "#h(15cm) #v(0.75cm)"] for f in fields]))


def _coin_spin(pages: Pages) -> None:
    pages.new_page().heading("Coin-spin: tracker sheet")
    pages.markdown(
        "How long can your table keep a coin spinning on its edge? Groups of three to five, fifteen "
        "minutes. **Plan:** a question and a prediction. **Do:** one spin, timed. **Study:** how far "
        "off? **Act:** what next? Change the coin, the surface or the technique, or try two changes "
        "together."
    )
    pages.blank_table(
        [
            "Spin",
            "Our question",
            "Coin, surface, technique",
            "We predict (seconds)",
            "It took",
            "We learned, so next",
        ],
        10,
        "0.98cm",
    )


def _two_collectors(pages: Pages) -> None:
    pages.new_page().heading("Two collectors: twelve notes")
    pages.markdown(
        "Count the **falls of inpatients on the ward in May**. Work on your own, tick what you count, "
        "then compare with the other collector. All notes are made up and dated May."
    )
    rows = [[str(i), ty.said(note), "#h(1.6cm)"] for i, note in enumerate(NOTES, 1)]
    pages.add(ty.table(["No", "Note", "Counts?"], rows))
    pages.markdown("Collector 1 counted ______ · Collector 2 counted ______ · Wording that would settle it:")
    pages.add("\n#room(1)\n")


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
    for number, data in enumerate(court_series(), 1):
        if number % 2:
            pages.new_page().heading(f"Chart court: charts {number} and {number + 1}")
            pages.markdown(
                "Run chart rules: six useful points on one side of the median, or five in a row rising or falling. **Change or noise?**"
            )
            pages.add("\n#grid(columns: (1fr, 1fr), gutter: 0.6cm,\n")
        chart = run_chart(
            data,
            y="events",
            freeze=None,
            signals=False,
            unit="events a month",
            title=f"Chart {number}",
            source=theme.SOURCE_NOTE,
        )
        pages.add("[").picture(chart.spec, chart.describe(), "small-picture").add("],\n")
        if not number % 2:
            pages.add(")\n")
            pages.markdown("The jury's verdict, and the rule behind it:").add("\n#room(2)\n")


def _board_room(pages: Pages) -> None:
    # On a right-hand page, so that the charts are on its back when all is printed on both sides.
    pages.add('\n#pagebreak(weak: true, to: "odd")\n').heading("Board room: the page of squares")
    pages.markdown(
        "A made-up trust. R: that month missed its target; a: it missed it by little; g: it met it. You have three tokens: which squares "
        "will you look into, and what will you ask? How many of the three will find a cause?"
    )
    head, *rows = on_paper.squares()
    cells = ", ".join(f"[{ty.markdown(cell).strip()}]" for row in rows for cell in row)
    titles = ", ".join(f"[#strong[{ty.said(name)}]]" for name in head)
    widths = f"(5.3fr, {'0.85fr, ' * (len(head) - 5)}1fr, 1.2fr, 2fr, 3.8fr)"
    pages.add(f"\n#rows-of-one-height({widths}, {len(rows)}, 1.08cm, ({titles}), {cells})\n")
    pages.new_page().heading("Board room: the same indicators as charts (only after the first vote)")
    pages.markdown(
        "Mean (line), limits (dashed) and target (dotted); a ring marks what the rules of Making Data Count find. Spend your tokens again."
    )
    add_charts(pages, *on_paper.charts(), across=4, height="4.9cm")


def _next_test(pages: Pages) -> None:
    pages.new_page().heading("My next small test")
    fields = [
        "What we are trying to do, for whom",
        "The change, as small as it can be: one patient, one day",
        "Who, where, when (by Friday)",
        "I predict",
        "I will know by looking at",
        "What could get worse, and how I would see it",
        "Whom I will ask first",
    ]
    pages.add(ty.table(["Question", "Mine"], [[ty.said(f), "#h(15cm) #v(0.95cm)"] for f in fields]))


def _reaction(pages: Pages) -> None:
    pages.new_page().heading("What did you think of today?")
    pages.markdown("No name, please. One tick on each line.")
    empty = "#h(1.5cm)"
    pages.add(
        ty.table(
            ["About today", "not at all", "a little", "mostly", "fully"],
            [[ty.said(q), empty, empty, empty, empty] for q in REACTION],
        )
    )
    pages.markdown("What should we keep? What should we change?").add("\n#room(5)\n")


def _keys(pages: Pages) -> None:
    pages.new_page().heading("For the facilitator: what the games' charts are made of", 1)
    changed = "; ".join(
        f"chart {n}: the mean goes from {COURT_MEAN} to {COURT_MEAN * f:g}" for n, f in CHANGED.items()
    )
    pages.markdown(
        f"""**Chart court.** Every chart is a count with a mean of {COURT_MEAN} a month, and chance. From the thirteenth month on something truly changes in
three of them: {changed}. In the other five nothing changes; a signal there is luck. Tell the room only after the last verdict.

**Board room.** The truth of the pack, which is the room seed's own in the lab of module 12:

{on_paper.truth()}

**Two collectors.** There is no right number. What settles it is a written rule on: slides and lowering, people who are not inpatients, falls off the ward, two
forms for one event, near falls, and leave. Let the room write that rule, and count again.
"""
    )
