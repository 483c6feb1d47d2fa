"""The picture of the handout: work and waits on one line."""

from __future__ import annotations

from qilab.charts.sketch import ACCENT, TINT, Sketch

WORK = "#00385f"
STEPS = (("decide", 7, 40), ("write", 12, 95), ("make up", 18, 120), ("carry", 6, 60), ("explain", 10, 0))


def work_and_waits() -> Sketch:
    """Short pieces of work, with long waits between them."""
    work, waits = sum(s[1] for s in STEPS), sum(s[2] for s in STEPS)
    drawn = Sketch(
        1100,
        300,
        f"The time line of one made-up prescription, from the doctor's decision to the talk at the bedside. Five short pieces of work, {work} minutes in "
        f"all, are separated by four long waits, {waits} minutes in all. The lead time is {work + waits} minutes.",
    )
    scale, x = 1040 / (work + waits), 30.0
    for name, minutes, wait in STEPS:
        drawn.box(x, 110, minutes * scale, 70, fill=WORK, edge=WORK)
        drawn.text(x + minutes * scale / 2, 90, name, 22, True, "middle")
        x += minutes * scale
        if wait:
            drawn.box(x, 120, wait * scale, 50, "wait", 22, TINT, ACCENT)
            x += wait * scale
    drawn.line([(30, 225), (1070, 225)], thick=2.5)
    for end in (30, 1070):
        drawn.line([(end, 213), (end, 237)], thick=2.5)
    drawn.text(550, 258, f"lead time {work + waits} minutes, of which {work} are work", 25, True, "middle")
    return drawn.text(30, 30, "One made-up prescription", 19)


DRAWINGS = {"work_and_waits": work_and_waits}
