"""The pictures of module 9's slides, and the figures that its notes fill in."""

from __future__ import annotations

from typing import NamedTuple

from qilab.charts import theme
from qilab.charts.sketch import ACCENT, TINT, Sketch
from qilab.data import load
from qilab.methods import snag_probability

WHITE = "#ffffff"
JUG_AND_LID = ((420, 440), (450, 530))  # ml drunk by noon: the made-up example of the lesson
FIRST_HALF = 6


class _Test(NamedTuple):
    """One cycle of East 4: percentages, NaN where the log has none."""

    cycle: int
    low: float
    high: float
    result: float


def _east_4() -> list[_Test]:
    log = load("pdsa_log")
    log = log[log["project"] == "Hourly rounds on East 4"].sort_values("cycle")
    columns = (log[name].tolist() for name in ("cycle", "predict_low", "predict_high", "result"))
    return [_Test(*row) for row in zip(*columns, strict=True)]


def all_at_once() -> Sketch:
    """Every bed at once beside one nurse and one bay."""
    s = Sketch(
        1100,
        400,
        "Two ways to begin: all forty beds of a ward on Monday, or one nurse in one bay for one morning.",
    )
    s.text(280, 30, "Every bed, from Monday", 28, bold=True, anchor="middle")
    for n in range(40):
        s.box(40 + 49 * (n % 10), 70 + 72 * (n // 10), 38, 54, fill=TINT, edge=theme.LINE)
    s.text(280, 375, "counted after six months", 24, anchor="middle", fill=theme.SOFT_INK)
    s.line([(560, 40), (560, 360)], edge=theme.GRID, thick=3)
    s.text(830, 30, "One nurse, one bay, one morning", 28, bold=True, anchor="middle")
    for n in range(4):
        s.box(700 + 70 * n, 160, 48, 68, fill=TINT, edge=ACCENT, thick=3)
    s.text(830, 375, "known by noon", 24, anchor="middle", fill=theme.SOFT_INK)
    return s


def cycle() -> Sketch:
    """Plan, do, study, act, and round again."""
    s = Sketch(
        714,
        410,
        "Four boxes in a circle with arrows: Plan, and predict. Do, on a small scale. Study, compare. Act: adopt, adapt or abandon. "
        "Then plan again.",
    )
    for x, y, name, words in (
        (30, 20, "Plan", "ask, and predict"),
        (404, 20, "Do", "on a small scale"),
        (404, 260, "Study", "compare"),
        (30, 260, "Act", "adopt, adapt, abandon"),
    ):
        s.box(x, y, 280, 120)
        s.text(x + 140, y + 42, name, 36, bold=True, anchor="middle", fill=ACCENT)
        s.text(x + 140, y + 88, words, 25, anchor="middle")
    for points in (
        [(314, 80), (394, 80)],
        [(544, 146), (544, 250)],
        [(400, 320), (320, 320)],
        [(170, 254), (170, 150)],
    ):
        s.line(points, edge=ACCENT, thick=5, arrow=True)
    return s


def coin() -> Sketch:
    """The tracker of a spin: question, prediction, result, learning."""
    s = Sketch(
        714, 400, "A tracker sheet with four empty columns: our question, we predict, it took, so next."
    )
    for n, name in enumerate(("Our question", "We predict", "It took", "So next")):
        s.box(12 + 174 * n, 20, 168, 60, name, 25, bold=True)
        for row in range(4):
            s.box(12 + 174 * n, 88 + 76 * row, 168, 68, fill=WHITE, edge=theme.LINE)
    return s


def ranges() -> Sketch:
    """What East 4 predicted in each cycle, and what happened."""
    log = _east_4()
    told = "; ".join(
        f"cycle {r.cycle}: "
        + (f"{r.low:.0f} to {r.high:.0f}%" if r.low == r.low else "no prediction")
        + (f", result {r.result:.0f}%" if r.result == r.result else ", no result")
        for r in log
    )
    s = Sketch(1150, 420, f"What the team predicted for each test of its rounds, and what happened. {told}.")

    def up(value: float) -> float:
        return 350 - 3.1 * value

    for value in (0, 25, 50, 75, 100):
        s.line([(80, up(value)), (1120, up(value))], edge=theme.GRID, thick=2)
        s.text(70, up(value), f"{value}%", 22, anchor="end", fill=theme.SOFT_INK)
    step = 1020 / len(log)
    for n, row in enumerate(log):
        x = 80 + step * (n + 0.5)
        s.text(x, 376, str(row.cycle), 24, anchor="middle")
        if row.low == row.low:
            s.box(x - 22, up(row.high), 44, up(row.low) - up(row.high), fill=TINT)
        else:
            s.text(x, up(50), "?", 34, bold=True, anchor="middle", fill=ACCENT)
        if row.result == row.result:
            s.circle(x, up(row.result), 12, fill=theme.INK)
        else:
            s.text(x, up(10), "none", 22, anchor="middle", fill=theme.SOFT_INK)
    s.text(
        80,
        408,
        "Test of the rounds.  Blue: what was predicted.  Dot: what happened.",
        22,
        fill=theme.SOFT_INK,
    )
    return s


def ten_patients() -> Sketch:
    """Twenty patients, one of whom would meet the snag; a test with ten of them."""
    s = Sketch(
        1100,
        390,
        "Twenty patients in two rows. One of them, marked with a cross, would meet the snag. A frame shows a test with ten others.",
    )
    for n in range(20):
        snag = n == 16
        x, y = 95 + 100 * (n % 10), 100 + 150 * (n // 10)
        s.circle(
            x,
            y,
            36,
            fill="#fff4d6" if snag else WHITE,
            edge="#8a5300" if snag else theme.OUTLINE,
            thick=4 if snag else 2,
        )
        if snag:
            s.text(x, y, "✗", 38, bold=True, anchor="middle")
    s.box(40, 46, 1010, 108, fill="none", edge=ACCENT, thick=4)
    s.text(50, 24, "our ten patients", 24, bold=True, fill=ACCENT)
    s.text(695, 325, "the snag", 24, anchor="middle")
    s.text(50, 368, "One patient in twenty is off the ward whenever the round comes", 24, fill=theme.SOFT_INK)
    return s


def ramp() -> Sketch:
    """A ramp of tests, each larger and harder than the one before."""
    s = Sketch(
        714,
        400,
        "A ramp of four steps that grow: one patient; five, on a late shift; ten, at a weekend; everybody. Each step is a test.",
    )
    for n, (words, high) in enumerate(
        (("1 patient", 70), ("5, late shift", 140), ("10, weekend", 220), ("everybody", 310))
    ):
        s.box(10 + 176 * n, 390 - high, 166, high, fill=TINT)
        s.text(93 + 176 * n, 390 - high / 2, words, 25, bold=True, anchor="middle")
    s.line([(40, 280), (560, 50)], edge=ACCENT, thick=5, arrow=True)
    s.text(250, 120, "harder, larger", 26, anchor="middle", fill=ACCENT)
    return s


def jug_and_lid() -> Sketch:
    """What patients drank with a jug near or far, with a red lid or without."""
    (a, b), (c, d) = JUG_AND_LID
    s = Sketch(
        1100,
        400,
        f"A table of ml drunk by noon. Jug far: {a} without a red lid, {b} with it. Jug near: {c} without, {d} with it.",
    )
    for n, head in enumerate(("no red lid", "red lid")):
        s.text(560 + 280 * n, 40, head, 30, bold=True, anchor="middle", fill=ACCENT)
    for row, (head, values) in enumerate((("jug far", (a, b)), ("jug near", (c, d)))):
        y = 80 + 140 * row
        s.text(380, y + 60, head, 30, bold=True, anchor="end", fill=ACCENT)
        for n, value in enumerate(values):
            both = row == n == 1
            s.box(
                430 + 280 * n,
                y,
                260,
                120,
                str(value),
                52,
                fill="#e2f2e4" if both else WHITE,
                edge=theme.OUTLINE,
                bold=both,
            )
    s.text(980, 385, "ml drunk by noon, made-up ward", 22, anchor="end", fill=theme.SOFT_INK)
    return s


def _inside(first: bool) -> str:
    half = [r for r in _east_4() if (r.cycle <= FIRST_HALF) == first]
    comparable = [r for r in half if r.low == r.low and r.result == r.result]  # NaN differs from itself
    return f"{sum(r.low <= r.result <= r.high for r in comparable)} of {len(comparable)}"


CHARTS = {"ranges": ranges}
DRAWINGS = {
    "all_at_once": all_at_once,
    "cycle": cycle,
    "coin": coin,
    "ten_patients": ten_patients,
    "ramp": ramp,
    "jug_and_lid": jug_and_lid,
}
FACTS = {
    "first_half": lambda: _inside(True),
    "second_half": lambda: _inside(False),
    "met": lambda: f"{snag_probability(0.05, 10):.0%}",
}
