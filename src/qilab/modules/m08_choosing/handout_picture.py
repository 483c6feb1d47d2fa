"""The picture of the handout: from what a point is made of to its chart."""

from __future__ import annotations

from qilab.charts.sketch import ACCENT, TINT, Sketch

ROWS = (
    ("one measured value at a time", "I (XmR)", ""),
    ("yes or no for each patient", "p", "with thousands: p′"),
    ("events over chances that change", "u", "with thousands: u′"),
    ("events, chances about the same", "c", ""),
    ("rare: the time between is known", "t", "longer is better"),
    ("rare: cases between are counted", "g", "more is better"),
)


def which_chart() -> Sketch:
    """What a point is made of, and the chart that fits."""
    drawn = Sketch(
        1100,
        440,
        "What a point is made of, and the chart that fits. "
        + " ".join(
            f"{what.capitalize()}: {chart} chart{f', {more}' if more else ''}." for what, chart, more in ROWS
        ),
    )
    drawn.text(30, 26, "A point is …", 23, True).text(665, 26, "Chart", 23, True, "middle")
    for number, (what, chart, more) in enumerate(ROWS):
        y = 52 + 64 * number
        drawn.box(20, y, 520, 52, what, 24, TINT, ACCENT)
        drawn.line([(546, y + 26), (580, y + 26)], arrow=True)
        drawn.box(595, y, 140, 52, chart, 26, "#ffffff", "#6b6b6b", bold=True)
        drawn.text(760, y + 26, more, 22)
    return drawn


DRAWINGS = {"which_chart": which_chart}
