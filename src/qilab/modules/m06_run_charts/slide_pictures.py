"""The pictures of module 6's slides, and the figures that its notes fill in."""

from __future__ import annotations

import pandas as pd

from qilab.charts import Picture, run_chart, theme
from qilab.charts.sketch import ACCENT, Sketch
from qilab.data import load

UNIT = "falls per 1,000 bed days"
EIGHT = (4.9, 5.3, 5.9, 6.2, 6.6, 7.1, 9.8, 15.4)  # the half-worked example of the lesson, in order of size
RED, WHITE = "#b3261e", "#ffffff"


def _with_rate(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(rate=(1000 * table["falls"] / table["obd"]).round(1))


def _larkhaven() -> pd.DataFrame:
    months = load("ward_month", trust="LARK").groupby("month", as_index=False)[["falls", "obd"]].sum()
    return _with_rate(months)


def _east_4() -> pd.DataFrame:
    return _with_rate(load("ward_month", trust="NORM", ward="E4")[["month", "falls", "obd"]])


def larkhaven() -> Picture:
    """Three years of a whole trust in which nothing changed, without a signal marked."""
    return run_chart(_larkhaven(), freeze=12, unit=UNIT, signals=False)


def east_4_bare() -> Picture:
    """East 4 with its baseline's median, before anybody has looked for signals."""
    return run_chart(_east_4(), freeze=10, unit=UNIT, signals=False)


def east_4_marked() -> Picture:
    """East 4 with its signals and the day on which the rounds began."""
    return run_chart(
        _east_4(),
        freeze=10,
        unit=UNIT,
        better="lower",
        title="Falls per 1,000 bed days. Run chart rules.",
        notes={"2023-02": "hourly rounds begin"},
    )


def red_square() -> Sketch:
    """The slide of the meeting: two months and a red square."""
    s = Sketch(
        1100,
        400,
        "A slide from a meeting: falls on one ward, 20 last month and 25 this month, with a red square.",
    )
    s.box(150, 20, 800, 360, fill=WHITE, edge=theme.LINE)
    s.text(190, 70, "Falls on the ward, this month", 30, bold=True)
    for x, number, when in ((210, "20", "last month"), (470, "25", "this month")):
        s.text(x + 90, 190, number, 96, bold=True, anchor="middle")
        s.text(x + 90, 280, when, 26, anchor="middle", fill=theme.SOFT_INK)
    s.line([(410, 190), (460, 190)], edge=theme.INK, thick=5, arrow=True)
    s.box(720, 120, 180, 150, fill=RED, edge=RED)
    s.text(810, 195, "✗ RED", 34, bold=True, anchor="middle", fill=WHITE)
    s.text(190, 345, "Up by a quarter. Please explain by Friday.", 26)
    return s


def middle_of_eight() -> Sketch:
    """Eight months in order of size, with the place of the median and of the mean."""
    s = Sketch(
        1100,
        400,
        "Eight months in order of size on a scale: 4.9, 5.3, 5.9, 6.2, 6.6, 7.1, 9.8 and 15.4. Four lie on each side of the "
        "dashed line.",
    )
    low, wide, y = 4.0, 82.0, 210
    place = [(60 + (v - low) * wide, y) for v in EIGHT]
    s.line([(40, y), (1070, y)], edge=theme.LINE, thick=2)
    for number, ((x, _), value) in enumerate(zip(place, EIGHT, strict=True)):
        s.circle(x, y, 15, fill=theme.COMMON)
        aside = {3: (6, "end"), 4: (-6, "start")}.get(number, (0, "middle"))  # clear of the line between them
        s.text(x + aside[0], y + (46 if number % 2 else -44), f"{value:g}", 26, anchor=aside[1])
    middle = (place[3][0] + place[4][0]) / 2
    s.line([(middle, 60), (middle, 350)], edge=ACCENT, thick=4, dashed=True)
    s.text(middle + 14, 66, "half on this side →", 26, bold=True, fill=ACCENT)
    s.text(middle - 14, 340, "← half on this side", 26, bold=True, anchor="end", fill=ACCENT)
    s.text(place[-1][0], 290, "one odd month", 26, anchor="middle", fill=theme.SOFT_INK)
    s.text(1070, 385, "falls per 1,000 bed days, made-up ward", 22, anchor="end", fill=theme.SOFT_INK)
    return s


def _steps(values: str) -> list[int]:
    return [{"+": -1, "-": 1, "0": 0}[v] for v in values]


def useful_points() -> Sketch:
    """Twelve points about a median, two of them on it: to be counted aloud."""
    s = Sketch(
        1100,
        400,
        "A run chart of twelve points about its median. In order: above, above, on the line, above, below, below, below, above, "
        "on the line, above, below, below.",
    )
    heights = (80, 120, 200, 95, 270, 310, 260, 130, 200, 90, 300, 280)
    s.line([(40, 200), (1060, 200)], edge=ACCENT, thick=4, dashed=True)
    s.text(1060, 178, "median", 24, anchor="end", fill=ACCENT)
    points = [(80 + 80 * n, y) for n, y in enumerate(heights)]
    s.joined(points, r=13)
    for number, (x, _) in enumerate(points, 1):
        s.text(x, 370, str(number), 24, anchor="middle", fill=theme.SOFT_INK)
    return s


def shift_and_trend() -> Sketch:
    """A shift beside a trend."""
    s = Sketch(
        714,
        400,
        "Two small run charts. On the first, six points in a row lie above the median: a shift. On the second, five points in a "
        "row rise: a trend.",
    )
    for x, name, heights, marked in (
        (10, "Shift", (250, 180, 260, 150, 120, 160, 110, 140, 150), range(3, 9)),
        (372, "Trend", (180, 240, 170, 290, 250, 205, 160, 105, 170), range(3, 8)),
    ):
        s.box(x, 10, 332, 380, fill=WHITE, edge=theme.LINE)
        s.text(x + 20, 50, name, 32, bold=True)
        s.line([(x + 20, 210), (x + 312, 210)], edge=ACCENT, thick=3, dashed=True)
        points = [(x + 36 + 32 * n, y) for n, y in enumerate(heights)]
        s.joined(points, r=9)
        for n in marked:
            s.circle(*points[n], 10, fill=theme.INK)
        s.text(x + 20, 355, "six or more on one side" if name == "Shift" else "five or more, one way", 24)
    return s


def coin_chart() -> Sketch:
    """The chart that each pair draws with a coin: heads above, tails below."""
    s = Sketch(
        714,
        400,
        "A chart to draw with a coin: heads go above the line and tails below. The first six of 24 tosses are drawn: heads, "
        "tails, tails, heads, heads, tails.",
    )
    s.line([(20, 200), (694, 200)], edge=ACCENT, thick=4, dashed=True)
    s.text(24, 100, "heads", 28, bold=True)
    s.text(24, 300, "tails", 28, bold=True)
    s.joined([(130 + 24 * n, 200 + 100 * side) for n, side in enumerate(_steps("+--++-"))], r=11)
    for n in range(6, 24):
        s.circle(130 + 24 * n, 200, 3, fill=theme.COMMON, edge=theme.COMMON)
    s.text(694, 370, "24 tosses", 26, anchor="end", fill=theme.SOFT_INK)
    return s


def _apart() -> pd.Series:
    return _larkhaven()["rate"].pct_change().abs().dropna()


CHARTS = {"larkhaven": larkhaven, "east_4_bare": east_4_bare, "east_4_marked": east_4_marked}
DRAWINGS = {
    "red_square": red_square,
    "middle_of_eight": middle_of_eight,
    "useful_points": useful_points,
    "shift_and_trend": shift_and_trend,
    "coin_chart": coin_chart,
}
FACTS = {
    "months": lambda: str(len(_larkhaven())),
    "jumps": lambda: str(int((_apart() >= 0.1).sum())),
    "east_4_says": lambda: run_chart(_east_4(), freeze=10, unit=UNIT, better="lower").title.rstrip("."),
}
