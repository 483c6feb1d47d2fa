"""The picture of the handout: how the wait for one server grows as it fills up."""

from __future__ import annotations

from qilab.charts.sketch import ACCENT, Sketch

MARKED = (50, 80, 90, 95)  # per cent busy
X0, Y0, WIDE, HIGH, TOP = 110.0, 350.0, 900.0, 300.0, 20.0


def _at(busy: float) -> tuple[float, float]:
    """Where a share of busy time and its wait, busy ÷ free, lie in the drawing."""
    return X0 + WIDE * busy / 100, Y0 - HIGH * busy / (100 - busy) / TOP


def busy_and_waiting() -> Sketch:
    """The mean wait for one server, in mean times that one takes."""
    waits = ", ".join(f"{b / (100 - b):.0f} at {b}%" for b in MARKED)
    drawn = Sketch(
        1100,
        430,
        f"The mean wait for one scanner or one bed, against how busy it is, where people come at random. It is busy time divided by free time: {waits}. "
        "Near 100% the line goes straight up.",
    )
    drawn.line([(X0, 30), (X0, Y0), (X0 + WIDE + 20, Y0)], thick=2.5)
    drawn.line([_at(b / 2) for b in range(0, 191)], edge=ACCENT, thick=4)
    for busy in MARKED:
        x, y = _at(busy)
        drawn.circle(x, y, 10, fill=ACCENT, edge="#ffffff")
        drawn.text(x - 18, y - 18, f"{busy / (100 - busy):.0f}", 28, True, "end")
        drawn.text(x, Y0 + 24, f"{busy}%", 20, anchor="middle")
    drawn.text(X0 + 16, 46, "mean wait, for one scanner or one bed", 24, True)
    drawn.text(X0 + 16, 80, "counted in the time that one patient takes", 21)
    return drawn.text(X0 + WIDE / 2, Y0 + 62, "how busy it is", 24, True, "middle")


DRAWINGS = {"busy_and_waiting": busy_and_waiting}
