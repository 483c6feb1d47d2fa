"""The room's screen on paper: how to play it with sticky notes, and the sheets that it needs on a wall."""

from __future__ import annotations

from .paper import Pages

PARTS = 10  # rungs of the ladder: no page of the course has many more parts

HOW = """Nothing here needs a laptop or a network. Everything on the wall is anonymous, but for the hands.

| On the screen | On the wall |
|---|---|
| **We predict.** A dot for each number, then the result | Hang up the line on the next sheet. Before anybody presses Run, everybody writes their number on a sticky note, without a name, and hands it in folded. Two helpers stick the notes above the line, one on top of the other. Draw the result in red only when all notes hang |
| **We vote.** Counts, then the answer | Answer cards A to E, held up on three. Count aloud, write the counts down, talk in pairs, and vote again before you turn the answer over |
| **How far are we?** | The ladder. Each table has one note with its number, and moves it to the part that it is at |
| **I would like a hand** | The tent card of the table stands up until somebody has come |
| **Timer and seed** | The seed card of this pack, and a clock that all can see |

**Fewer than five notes stay folded.** Collect them, and show none until a fifth has come: in a small group everybody knows whose number hangs alone.

**To mix paper and laptops**, type the notes into the box “Note or code” of the room’s screen: the number as it is written, or the letter of a vote.
"""


def sticky_notes(pages: Pages) -> None:
    """Append the sheet that explains it, the line, the ladder and the tent card."""
    with pages.sheet("The room’s screen on paper", "the facilitator", "one copy", "wide-sheet"):
        pages.markdown(HOW)
    _line(pages)
    _ladder(pages)
    pages.poster(
        "Tent card: fold it here, and lay it flat while all is well",
        "each table",
        "one copy",
        "A hand, please",
        "Somebody will come to you. Lay the card flat again once they have.",
        (72, 24),
    )


def _line(pages: Pages) -> None:
    with pages.sheet("The line for our predictions", "the wall", "one copy", "wide-sheet"):
        pages.markdown(
            "Write the ends and the numbers in between for the lab that you are on, such as 0 to 100 of 100 charts. Notes go above the line, and "
            "beyond this sheet on the wall."
        )
        marks = ", ".join(
            "box(width: 1fr, stroke: (left: 2pt), inset: (left: 3pt, top: 10pt))[#v(1.2cm)]"
            for _ in range(PARTS)
        )
        pages.add("\n#v(1fr)\n#line(length: 100%, stroke: 3pt)\n#v(-0.9em)\n")
        pages.add(f"\n#grid(columns: ({', '.join(['1fr'] * PARTS)}), {marks})\n")
        pages.markdown("The question: ______________________________________ It was: ______________")


def _ladder(pages: Pages) -> None:
    with pages.sheet("The ladder: how far are we?", "the wall", "one copy", "wide-sheet"):
        rungs = [str(part) for part in range(PARTS, 0, -1)]
        pages.blank_table(["Part", "Which tables are here now"], PARTS, "1.45cm", "1,12", rungs)
