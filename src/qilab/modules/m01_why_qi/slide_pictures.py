"""The pictures of module 1's slides, and the figures that its notes fill in."""

from __future__ import annotations

import numpy as np
import pandas as pd

from qilab.charts import theme
from qilab.charts.sketch import ACCENT, TINT, Sketch

from .questions.e1_3 import EXERCISE as LEAGUE_TABLE

SEED = 7  # the table of the lesson
DOSES = 50  # checked on each ward in a month
RED, WHITE = "#b3261e", "#ffffff"
SQUARES, RED_SQUARE = (10, 2), 13


def _late() -> pd.DataFrame:
    return LEAGUE_TABLE.data(SEED).pivot(index="ward", columns="month", values="late")


def _limits() -> tuple[float, float, float]:
    share = _late().to_numpy().mean() / DOSES
    sigma = np.sqrt(DOSES * share * (1 - share))
    return DOSES * share - 3 * sigma, DOSES * share, DOSES * share + 3 * sigma


def cup_and_visit() -> Sketch:
    """Six equal wards in a row; the first gets a cup, the last a visit."""
    s = Sketch(
        1100,
        400,
        "Six wards in a row, from the fewest late doses to the most. The first has a cup above it, and the last has a support visit.",
    )
    for n in range(6):
        s.box(40 + 175 * n, 200, 145, 110, f"Ward L{n + 1}", 28, fill=TINT if n in (0, 5) else WHITE)
    s.box(40, 70, 145, 80, "a cup\nand a cake", 26, fill="#e2f2e4", edge="#1b5e20", bold=True)
    s.box(915, 70, 145, 80, "a support\nvisit", 26, fill="#fff4d6", edge="#8a5300", bold=True)
    s.line([(112, 150), (112, 196)], edge="#1b5e20", arrow=True)
    s.line([(987, 150), (987, 196)], edge="#8a5300", arrow=True)
    s.text(40, 352, "fewest late doses", 24, fill=theme.SOFT_INK)
    s.text(1060, 352, "most late doses", 24, anchor="end", fill=theme.SOFT_INK)
    return s


def late_doses() -> Sketch:
    """The table of the case: late doses of six wards in four months."""
    table = _late()
    told = "; ".join(
        f"{ward}: {', '.join(map(str, row))}" for ward, row in zip(table.index, table.to_numpy(), strict=True)
    )
    s = Sketch(1000, 420, f"Late doses out of {DOSES} on each ward, month by month. {told}.")
    for column, month in enumerate(pd.to_datetime(table.columns)):
        s.text(390 + 180 * column, 30, f"{month:%B}", 26, bold=True, anchor="middle", fill=ACCENT)
    for row, ward in enumerate(table.index):
        y = 82 + 60 * row
        s.line([(60, y + 30), (1000, y + 30)], edge=theme.GRID, thick=2)
        s.text(60, y, str(ward), 28, bold=True)
        for column, value in enumerate(table.iloc[row]):
            s.text(390 + 180 * column, y, str(value), 34, anchor="middle")
    return s


def how_far() -> Sketch:
    """All counts of the case as dots, between the limits of luck."""
    low, centre, high = _limits()
    counts = _late().to_numpy().ravel()
    s = Sketch(
        1100,
        400,
        f"{len(counts)} monthly counts of late doses as dots on one scale, from {counts.min()} to {counts.max()}. Dashed lines "
        f"show the limits, {low:.1f} and {high:.1f}, and the centre, {centre:.1f}.",
    )
    wide = 1000 / 24

    def at(value: float) -> float:
        return 50 + wide * value

    s.line([(50, 320), (1050, 320)], edge=theme.LINE, thick=2)
    for tick in range(0, 25, 4):
        s.text(at(tick), 346, str(tick), 24, anchor="middle", fill=theme.SOFT_INK)
    for count in sorted(set(counts.tolist())):
        for number in range(int((counts == count).sum())):
            s.circle(at(count), 302 - 34 * number, 14, fill=theme.COMMON)
    for value, name in ((low, "lower limit"), (centre, "centre"), (high, "upper limit")):
        s.line([(at(value), 50), (at(value), 320)], edge=ACCENT, thick=3, dashed=True)
        s.text(at(value), 28, f"{name} {value:.1f}", 26, bold=True, anchor="middle", fill=ACCENT)
    s.text(
        1050,
        384,
        f"late doses out of {DOSES}, one dot for each ward and month",
        22,
        anchor="end",
        fill=theme.SOFT_INK,
    )
    return s


def the_tray() -> Sketch:
    """What makes a dose late, around it."""
    s = Sketch(
        1100,
        400,
        "A late dose in the middle. Around it, with arrows towards it: when the round starts, where the keys are, who is called "
        "away, when the pharmacy delivers, which rounds collide, and how the chart is laid out.",
    )
    s.box(420, 150, 260, 100, "a late dose", 32, fill="#fff4d6", edge="#8a5300", bold=True)
    for x, y, words in (
        (40, 30, "when the round starts"),
        (400, 20, "where the keys are"),
        (760, 30, "who is called away"),
        (40, 300, "when the pharmacy delivers"),
        (400, 310, "which rounds collide"),
        (760, 300, "how the chart is laid out"),
    ):
        s.box(x, y, 300, 70, words, 25)
    for points in (
        [(340, 90), (424, 146)],
        [(550, 92), (550, 144)],
        [(760, 90), (676, 146)],
        [(340, 310), (424, 254)],
        [(550, 308), (550, 256)],
        [(760, 310), (676, 254)],
    ):
        s.line(points, edge=ACCENT, arrow=True)
    return s


def beads() -> Sketch:
    """A tray of beads, a fifth of them red, and a scoop of ten."""
    s = Sketch(
        714,
        400,
        "A tray of white and red beads, a fifth of them red, and a scoop that takes ten of them without looking.",
    )
    s.box(20, 30, 420, 340, fill="#f4f4f4", edge=theme.OUTLINE, thick=4)
    red = set(np.random.default_rng(SEED).choice(80, 16, replace=False).tolist())
    for n in range(80):
        s.circle(
            52 + 39.5 * (n % 10), 66 + 38 * (n // 10), 15, fill=RED if n in red else WHITE, edge=theme.OUTLINE
        )
    s.line([(450, 200), (492, 200)], edge=theme.INK, thick=5, arrow=True)
    s.box(505, 120, 190, 150, fill=WHITE, edge=theme.OUTLINE, thick=4)
    for n in range(10):
        s.circle(
            538 + 32 * (n % 5),
            172 + 50 * (n // 5),
            13,
            fill=RED if n in (3, 7) else WHITE,
            edge=theme.OUTLINE,
        )
    s.text(600, 300, "red is a late dose", 22, anchor="middle", fill=theme.SOFT_INK)
    s.text(600, 90, "one scoop", 26, bold=True, anchor="middle")
    return s


def twenty_squares() -> Sketch:
    """A board's page of twenty indicators, one of them red."""
    s = Sketch(
        1100,
        390,
        "A page of twenty squares in two rows, nineteen of them green with a tick and one red with a cross.",
    )
    wide, rows = SQUARES
    for n in range(wide * rows):
        bad = n == RED_SQUARE
        x, y = 50 + 101 * (n % wide), 60 + 140 * (n // wide)
        s.box(
            x,
            y,
            86,
            110,
            "✗" if bad else "✓",
            44,
            fill="#f3c4be" if bad else "#d8ead2",
            edge=theme.OUTLINE,
            bold=bad,
        )
    s.text(50, 25, "Board report: twenty indicators this month", 26, bold=True)
    s.text(50, 365, "Red: further than two sigma from its own mean", 24, fill=theme.SOFT_INK)
    return s


def two_weeks() -> Sketch:
    """The published case: two weeks of falls, two years apart."""
    s = Sketch(
        714,
        410,
        "Two columns: falls in one week two years earlier, nearly 60, and in the best week so far, 18. Between them lie two years "
        "that the columns do not show.",
    )
    for x, high, number, when in (
        (80, 285, "nearly 60", "same week,\ntwo years before"),
        (480, 86, "18", "best week\nso far"),
    ):
        s.box(x, 330 - high, 150, high, fill=TINT)
        s.text(x + 75, 330 - high - 22, number, 30, bold=True, anchor="middle")
        s.text(x + 75, 372, when, 23, anchor="middle")
    s.line([(40, 330), (690, 330)], edge=theme.LINE)
    s.text(355, 220, "about 100 weeks\nthat we do not see", 25, anchor="middle", fill=theme.SOFT_INK)
    return s


def _winners() -> str:
    table = _late()
    names = [str(table[month].idxmin()).removeprefix("Ward ") for month in table]
    return f"{', '.join(names[:-1])} and then {names[-1]}"


CHARTS = {"late_doses": late_doses, "how_far": how_far}
DRAWINGS = {
    "cup_and_visit": cup_and_visit,
    "the_tray": the_tray,
    "beads": beads,
    "twenty_squares": twenty_squares,
    "two_weeks": two_weeks,
}
FACTS = {
    "winners": _winners,
    "lowest": lambda: f"{_limits()[0]:.1f}",
    "highest": lambda: f"{_limits()[2]:.1f}",
    "counts": lambda: str(_late().size),
}
