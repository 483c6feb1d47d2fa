"""The pictures of module 14's slides, and the figures that its notes fill in."""

from __future__ import annotations

import numpy as np

from qilab.charts import theme
from qilab.charts.sketch import ACCENT, TINT, Sketch
from qilab.methods import simulate_selection

WARDS, RATE, SEED = 30, 6.6, 7  # alike, falls per 1,000 occupied bed days: the example of the lesson
OLD_FORM, NEW_FORM, BED_DAYS = (96, 64), (0, 40), (12_000, 12_100)  # the year before and after, of the lesson
BROWN, CREAM, WHITE = "#8a5300", "#fff4d6", "#ffffff"
STEPS = (
    ("Choose", "a need, an aim,\na measure"),
    ("Clean", "count the\nsame thing"),
    ("Chart", "baseline first,\nrules named"),
    ("Test", "small, with a\nprediction"),
    ("Judge", "how large,\nhow sure"),
    ("Report", "one page that\ncan be checked"),
)
DECISIONS = ("wait", "look for a cause", "ask about the form", "move the limits", "adopt", "spread", "stop")
LINES = (
    "the need, and who felt it",
    "the aim: what, for whom, by when",
    "the measures, defined",
    "the data, and what was cleaned",
    "the chart: rules and baseline",
    "what was changed, and when",
    "the effect, with its interval",
    "what we decided",
    "what comes next, and who checks",
)


def four_reports() -> Sketch:
    """Four reports: three lines fall, one rises."""
    s = Sketch(
        1100,
        390,
        "Four sheets of paper with a small chart each. Falls, missed appointments and violence go down; errors in medicines go up.",
    )
    reports = (
        ("Falls", (90, 130, 100, 150, 120, 190, 175, 215)),
        ("Missed\nappointments", (110, 95, 140, 120, 165, 150, 195, 205)),
        ("Violence", (95, 120, 85, 110, 190, 170, 205, 200)),
        ("Errors in\nmedicines", (190, 205, 170, 185, 140, 150, 105, 95)),
    )
    for n, (name, heights) in enumerate(reports):
        x, up = 10 + 274 * n, n == 3
        s.box(x, 10, 258, 370, fill=CREAM if up else WHITE, edge=BROWN if up else theme.LINE, thick=3)
        s.text(x + 129, 56, name, 28, bold=True, anchor="middle")
        s.joined([(x + 28 + 29 * i, y + 25) for i, y in enumerate(heights)], r=8)
        s.text(
            x + 129,
            335,
            "↑ goes up" if up else "↓ goes down",
            28,
            bold=True,
            anchor="middle",
            fill=BROWN if up else ACCENT,
        )
    return s


def six_steps() -> Sketch:
    """Choose, clean, chart, test, judge, report."""
    s = Sketch(
        1150,
        390,
        "Six boxes joined by arrows: "
        + "; ".join(f"{name}: {words}" for name, words in STEPS).replace("\n", " "),
    )
    for n, (name, words) in enumerate(STEPS):
        x, y = 10 + 390 * (n % 3), 10 + 200 * (n // 3)
        s.box(x, y, 340, 160)
        s.text(x + 24, y + 46, f"{n + 1}  {name}", 38, bold=True, fill=ACCENT)
        s.text(x + 24, y + 110, words, 27)
        if n % 3 < 2:
            s.line([(x + 344, y + 80), (x + 384, y + 80)], edge=ACCENT, thick=5, arrow=True)
    s.line([(960, 174), (960, 192), (180, 192), (180, 204)], edge=ACCENT, thick=4, arrow=True)
    return s


def _month() -> np.ndarray:
    """Falls of a month on each of the wards that are alike."""
    return np.random.default_rng(SEED).poisson(RATE * 0.84, WARDS)


def worst_of_thirty() -> Sketch:
    """One dot for each ward, by its number of falls last month; the worst is marked."""
    falls = _month()
    worst = int(falls.max())
    s = Sketch(
        1100,
        390,
        f"Thirty dots, one for each ward, on a scale of falls last month, from {falls.min()} to {worst}. The ward with {worst} is marked: "
        "chosen for a project.",
    )
    s.line([(40, 310), (1060, 310)], edge=theme.LINE, thick=2)
    for value in range(worst + 3):
        x = 80 + 70 * value
        s.text(x, 338, str(value), 24, anchor="middle", fill=theme.SOFT_INK)
        for n in range(int((falls == value).sum())):
            chosen = value == worst and n == 0
            s.circle(
                x,
                288 - 38 * n,
                16,
                fill=CREAM if chosen else theme.COMMON,
                edge=BROWN if chosen else theme.OUTLINE,
            )
    x = 80 + 70 * worst
    s.text(x, 170, "chosen for\na project", 28, bold=True, anchor="middle", fill=BROWN)
    s.line([(x, 212), (x, 262)], edge=BROWN, arrow=True)
    s.text(
        1060,
        375,
        "falls last month: one dot for each of 30 made-up wards",
        22,
        anchor="end",
        fill=theme.SOFT_INK,
    )
    return s


def written_down() -> Sketch:
    """Events written down before and after, by the old form and by the new one."""
    s = Sketch(
        1100,
        400,
        f"Two bars of events written down in a year. Before: {OLD_FORM[0]}, all by the old form. After: {sum(n[1] for n in (OLD_FORM, NEW_FORM))}, "
        f"of which {NEW_FORM[1]} only by the new form.",
    )
    for n, name in enumerate(("the year before", "the year after")):
        y, old, new = 60 + 150 * n, OLD_FORM[n], NEW_FORM[n]
        s.text(10, y + 50, name, 30, bold=True)
        s.box(270, y, 6.4 * old, 100, f"{old} by the old form", 28, bold=True)
        if new:
            s.box(
                270 + 6.4 * old,
                y,
                6.4 * new,
                100,
                f"{new} only by\nthe new form",
                28,
                fill=CREAM,
                edge=BROWN,
                bold=True,
            )
        s.text(286 + 6.4 * (old + new), y + 50, f"= {old + new}", 36, bold=True)
    s.text(
        10,
        382,
        f"a made-up ward, with {BED_DAYS[0]:,} bed days and then {BED_DAYS[1]:,}",
        24,
        fill=theme.SOFT_INK,
    )
    return s


def sealed() -> Sketch:
    """A chart of which the months to come are covered."""
    s = Sketch(
        714,
        400,
        "A chart of monthly points about a mean, between limits. The months to come are covered with a strip that says: sealed.",
    )
    for y, dashed in ((90, True), (190, False), (290, True)):
        s.line([(10, y), (700, y)], edge=ACCENT, dashed=dashed)
    heights = (170, 230, 150, 205, 260, 180, 140, 215, 240, 165, 195, 150, 225)
    s.joined([(30 + 32 * n, y) for n, y in enumerate(heights)], r=10)
    s.box(438, 20, 266, 340, "sealed:\nthe months\nto come", 36, fill=CREAM, edge=BROWN, bold=True)
    s.text(10, 384, "one month at a time →", 25, fill=theme.SOFT_INK)
    return s


def decisions() -> Sketch:
    """Seven things that one can decide in a month."""
    s = Sketch(1100, 390, f"Seven cards: {', '.join(DECISIONS)}.")
    for n, words in enumerate(DECISIONS):
        row = n // 4
        x = 10 + 274 * (n % 4) + 137 * row
        s.box(
            x,
            30 + 180 * row,
            258,
            150,
            words.replace("look for ", "look for\n")
            .replace("ask about ", "ask about\n")
            .replace("the limits", "\nthe limits")
            .replace(" \n", "\n"),
            32,
            bold=True,
        )
    return s


def one_page() -> Sketch:
    """The nine lines of a one-page report."""
    s = Sketch(
        1100,
        400,
        "A page with nine numbered lines: "
        + "; ".join(f"{n}, {line}" for n, line in enumerate(LINES, 1))
        + ".",
    )
    s.box(10, 6, 1080, 388, fill=WHITE, edge=theme.LINE, thick=3)
    for n, line in enumerate(LINES):
        x, y = 40 + 540 * (n // 5), 48 + 74 * (n % 5)
        s.circle(x + 20, y, 22, fill=TINT)
        s.text(x + 20, y, str(n + 1), 26, bold=True, anchor="middle", fill=ACCENT)
        s.text(x + 58, y, line, 28)
    return s


def _picked() -> dict[str, float]:
    return simulate_selection(units=WARDS, worst=1, rate=RATE)


def _rate(year: int, new: bool) -> str:
    return f"{1000 * (OLD_FORM[year] + new * NEW_FORM[year]) / BED_DAYS[year]:.1f}"


DRAWINGS = {
    "four_reports": four_reports,
    "six_steps": six_steps,
    "worst_of_thirty": worst_of_thirty,
    "written_down": written_down,
    "sealed": sealed,
    "decisions": decisions,
    "one_page": one_page,
}
FACTS = {
    "first": lambda: f"{_picked()['first']:.1f}",
    "second": lambda: f"{_picked()['second']:.1f}",
    "fall": lambda: f"{_picked()['fall']:.0%}",
    "all_before": lambda: _rate(0, True),
    "all_after": lambda: _rate(1, True),
    "old_before": lambda: _rate(0, False),
    "old_after": lambda: _rate(1, False),
}
