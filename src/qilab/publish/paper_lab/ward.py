"""A ward to be played with dice: a line for each day, a box for each bed and each carer."""

from __future__ import annotations

from .. import typst_text as ty
from ..paper import Pages
from .source import Directive

BEDS = 5  # the last is for plans that open one more


def ward_days(pages: Pages, told: Directive) -> None:
    """Append the sheet: `days` lines. carers: so many boxes for carers as well. start: what is in the beds before day 1, parted by
    “|”; a word “ring” behind a number puts a ring round it. weekends: shade days 6 and 7 of each week. height: of a line."""
    days, carers = told.whole("days"), told.whole("carers", 0)
    beds = [f"Bed {n}" for n in range(1, BEDS)] + [f"(Bed {BEDS})"]
    hands = ["Carer"] if carers == 1 else ["Carer 1", *(f"(Carer {n})" for n in range(2, carers + 1))]
    head = ["Day", *beds, *(hands if carers else []), "Came today", "No bed today", "At the door"]
    started = [_in_bed(words) for words in told.option("start", "").split("|") if words]
    rows = [[str(day), *[""] * (len(head) - 1)] for day in range(1, days + 1)]
    if started:
        rows.insert(0, ["Start", *started, *[""] * (len(head) - 1 - len(started))])
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    titles = ", ".join(f"[#strong[{ty.said(name)}]]" for name in head)
    grey = [
        day + bool(started) for day in range(1, days + 1) if day % 7 in (6, 0) and "weekends" in told.options
    ]
    shaded = "(" + "".join(f"{row}, " for row in grey) + ")"
    pages.add(
        f"\n#ward-days({len(head)}, {told.option('height', '8.6mm')}, {shaded}, ({titles},), {cells})\n"
    )


def _in_bed(words: str) -> str:
    number, _, ring = words.strip().partition(" ")
    return f"#ringed({ty.quoted(number)})" if ring else ty.said(number)
