"""The picture of the handout: three cells that are easily confused."""

from __future__ import annotations

from qilab.charts.sketch import ACCENT, TINT, Sketch

CELLS = (
    ("0", "counted: there were none", "keep it"),
    ("n/a", "not sent, or not known", "leave it empty,\nand say how many"),
    ("*", "small, and hidden so that\nnobody is recognised", "a range: 1 to 7"),
)


def three_cells() -> Sketch:
    """Zero, missing and hidden, and what to do with each."""
    drawn = Sketch(
        1100,
        320,
        "Three cells of a table. A zero means counted, and there were none: keep it. “n/a” means not sent or not known: leave it empty, and say how many there "
        "are. A star means a small number that is hidden so that nobody can be recognised: it stands for a range from 1 to 7.",
    )
    for number, (cell, meaning, what) in enumerate(CELLS):
        x = 20 + 360 * number
        drawn.box(x + 100, 12, 140, 84, cell, 44, "#ffffff", "#6b6b6b", bold=True)
        drawn.box(x, 122, 340, 84, meaning, 23, TINT, ACCENT)
        drawn.line([(x + 170, 206), (x + 170, 232)], arrow=True)
        drawn.text(x + 170, 272, what, 25, True, "middle")
    return drawn


DRAWINGS = {"three_cells": three_cells}
