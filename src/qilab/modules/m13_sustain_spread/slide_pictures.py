"""The pictures of module 13's slides, and the figures that its notes fill in."""

from __future__ import annotations

from math import log

import numpy as np
import pandas as pd

from qilab.charts import Picture, control_chart, s_curve, theme
from qilab.charts.sketch import ACCENT, TINT, Sketch
from qilab.data import load
from qilab.methods.spc.control import spc
from qilab.methods.spc.result import SpcResult
from qilab.methods.spread import decay, reach_times_fidelity

BEGAN = {"NORM": "2023-02-06", "OSIE": "2023-09-11"}  # the Monday on which the rounds began
OLD_MONTHS = 11  # to February 2023, in whose first full week the rounds began on East 4
NAMES = {"NORM": "East 4", "OSIE": "Osierfield"}
COPIED = "Hourly rounds, copied"
HELD, FLOOR, HALF = (
    88.0,
    36.0,
    6,
)  # the example of the lesson: in 100, in 100, months in which half of the gain goes
PATIENTS, ADOPTED, FIDELITY = (500, 300, 200), (1, 1, 0), (0.8, 0.5, 0.0)  # the three wards of the lesson
NOTES, ALARM = 10, 7  # the small regular check of exercise E13.6
RED, WHITE = "#b3261e", "#ffffff"


def _done() -> pd.DataFrame:
    """Rounds done in 100 that were due, by trust and quarter."""
    rounds = load("care_rounds")
    rounds = rounds.assign(quarter=rounds["week"].dt.to_period("Q").dt.to_timestamp())
    sums = rounds.groupby(["trust", "quarter"])[["rounds_done", "rounds_due"]].sum()
    return (100 * sums["rounds_done"] / sums["rounds_due"]).unstack("trust")


def _share(trust: str, after: bool) -> float:
    rounds = load("care_rounds", trust=trust)
    part = rounds[(rounds["week"] >= BEGAN[trust]) == after]
    return 100 * float(part["rounds_done"].sum()) / float(part["rounds_due"].sum())


def copied() -> Sketch:
    """How the idea travelled: a poster, an e-mail and a date."""
    s = Sketch(
        1100,
        390,
        "On the left one ward, with four small steps of testing that lead up to it. An arrow with a poster, an e-mail and a date leads "
        "to eighteen small boxes: all the wards of another trust.",
    )
    for n, high in enumerate((50, 95, 145, 200)):
        s.box(30 + 62 * n, 300 - high, 54, high, fill=TINT)
    s.text(152, 52, "one ward: tested,\nchanged, tested again", 26, bold=True, anchor="middle")
    s.text(152, 335, "small tests", 24, anchor="middle", fill=theme.SOFT_INK)
    s.line([(310, 215), (610, 215)], edge=ACCENT, thick=6, arrow=True)
    for n, words in enumerate(("a poster", "an e-mail", "a date")):
        s.text(455, 82 + 44 * n, words, 28, anchor="middle")
    s.text(455, 268, "no tests,\nno time set aside", 26, bold=True, anchor="middle", fill=RED)
    for n in range(18):
        s.box(650 + 72 * (n % 6), 90 + 72 * (n // 6), 60, 60, fill=WHITE, edge=theme.OUTLINE)
    s.text(860, 52, "all wards of another trust", 26, bold=True, anchor="middle")
    s.text(860, 335, "on one day", 24, anchor="middle", fill=theme.SOFT_INK)
    return s


def rounds_done() -> Sketch:
    """The share of rounds done in each quarter, at both places."""
    table = _done()
    told = "; ".join(
        f"{name}: {', '.join(f'{v:.0f}' for v in table[trust].dropna())}" for trust, name in NAMES.items()
    )
    s = Sketch(1100, 400, f"Rounds done of every 100 that were due, quarter by quarter. {told}.")
    wide = 760 / (len(table) - 1)
    low, top, bottom = 0.0, 40.0, 330.0

    def at(value: float) -> float:
        return bottom - (bottom - top) * (value - low) / 100

    for tick in (0, 25, 50, 75, 100):
        s.line([(110, at(tick)), (900, at(tick))], edge=theme.GRID, thick=2)
        s.text(92, at(tick), f"{tick}%", 24, anchor="end", fill=theme.SOFT_INK)
    for trust, fill in (("NORM", ACCENT), ("OSIE", "#f0b429")):
        values = table[trust]
        points = [(120 + wide * n, at(v)) for n, v in enumerate(values) if v == v]
        s.joined(points, fill=fill, r=11)
        s.text(915, points[-1][1], NAMES[trust], 30, bold=True)
    for n, quarter in enumerate(pd.DatetimeIndex(table.index)):
        if quarter.month in (1, 7):
            s.text(120 + wide * n, 362, f"{quarter:%b %Y}", 23, anchor="middle", fill=theme.SOFT_INK)
    return s


def _factors() -> pd.DataFrame:
    """The copy's ten factors: most points, points now, points left; most to gain first."""
    team = load("sustainability")
    by = team[team["project"] == COPIED].groupby("factor")
    table = pd.DataFrame({"most": by["max_points"].first(), "level": by["level"].mean()})
    table["now"] = (table["level"] - 1) / 3 * table["most"]
    table["to_gain"] = table["most"] - table["now"]
    return table.sort_values("most", ascending=False)


def ten_factors() -> Sketch:
    """The copy's ten factors: the most points that each can bring, and those that it has."""
    table = _factors()
    told = "; ".join(f"{name} {row['now']:.1f} of {row['most']:.1f}" for name, row in table.iterrows())
    s = Sketch(
        1100, 410, f"Ten bars: the points that each factor has, of the most that it can bring. {told}."
    )
    for n, (name, row) in enumerate(table.iterrows()):
        y = 6 + 40 * n
        s.text(450, y + 16, str(name), 25, anchor="end")
        s.box(465, y, 31 * row["most"], 32, fill=WHITE, edge=theme.OUTLINE)
        s.box(465, y, max(31 * row["now"], 3), 32, fill=ACCENT, edge=ACCENT)
        s.text(
            478 + 31 * row["most"], y + 16, f"{row['now']:.1f} of {row['most']:.1f}", 23, fill=theme.SOFT_INK
        )
    return s


def levels() -> Sketch:
    """The four levels of a factor, and what share of its points each brings."""
    s = Sketch(
        714,
        400,
        "Four steps. Level 1 brings none of a factor's points, level 2 a third, level 3 two thirds and level 4 all of them.",
    )
    for n, share in enumerate(("no points", "a third", "two thirds", "all points")):
        high = 70 + 80 * n
        s.box(10 + 176 * n, 340 - high, 166, high, fill=TINT)
        s.text(93 + 176 * n, 340 - high / 2, share, 27, bold=True, anchor="middle")
        s.text(93 + 176 * n, 370, f"level {n + 1}", 27, anchor="middle")
    s.text(
        10,
        40,
        "The even steps are this course’s own;\nfor a real project, use the guide.",
        23,
        fill=theme.SOFT_INK,
    )
    return s


def fading() -> Sketch:
    """A gain of which half goes in six months, with the later points left open."""
    s = Sketch(
        1100,
        390,
        f"A falling line: of 100 rounds {HELD:.0f} are done at the start and {decay(HELD, FLOOR, log(2) / HALF, [HALF])[0]:.0f} after "
        f"{HALF} months. It goes on, dashed, for another year. Before the change it was {FLOOR:.0f}.",
    )

    def at(month: float) -> tuple[float, float]:
        done = float(decay(HELD, FLOOR, log(2) / HALF, [month])[0])
        return 130 + 45 * month, 330 - 290 * (done - 30) / 60

    base = 330 - 290 * (FLOOR - 30) / 60
    s.line([(120, base), (960, base)], edge=theme.LINE, thick=3, dashed=True)
    s.text(975, base, "as before", 25)
    s.line([at(m) for m in np.linspace(0, HALF, 25)], edge=ACCENT, thick=6)
    s.line([at(m) for m in np.linspace(HALF, 18, 49)], edge=ACCENT, thick=4, dashed=True)
    for month, words in ((0, f"{HELD:.0f}"), (6, "62"), (12, "?"), (18, "?")):
        x, y = at(month)
        s.circle(x, y, 13, fill=theme.COMMON)
        s.text(x + 8, y - 34, words, 36, bold=True)
        s.text(x, 362, f"{month} months" if month else "the gain", 24, anchor="middle", fill=theme.SOFT_INK)
    s.text(960, 60, "rounds done, in 100", 25, anchor="end", fill=theme.SOFT_INK)
    return s


def _limits() -> SpcResult:
    rounds = load("care_rounds", trust="NORM")
    sums = rounds.groupby(rounds["week"].dt.to_period("M").dt.to_timestamp())[
        ["rounds_done", "rounds_due"]
    ].sum()
    monthly = sums.assign(done=100 * sums["rounds_done"] / sums["rounds_due"]).reset_index()
    return spc(monthly, "i", y="done", x="week", phase=[OLD_MONTHS], freeze=12, better="up")


def old_and_new_limits() -> Picture:
    """East 4 by month, with limits for the old level and for the new one."""
    return control_chart(
        _limits(),
        unit="rounds done, %",
        title="Rounds done, %. Each level has limits of its own.",
        signals=False,
    )


def spreading() -> Picture:
    """The S-curve of adoption, and what is done where half of the change is carried out."""
    return s_curve(
        0.02,
        0.4,
        market=18,
        months=24,
        fidelity=0.5,
        title="Wards that have taken it up, and the change that is done",
        source="",
    )


def three_wards() -> Sketch:
    """Patients of three wards, and how many of them get the change as intended."""
    s = Sketch(
        1100,
        390,
        "Three wards as bars as long as their number of patients. The first has 500 patients, and 80% get the change as intended; "
        "the second has 300, and 50% get it; the third has 200 and has not started.",
    )
    for n, (patients, share) in enumerate(zip(PATIENTS, FIDELITY, strict=True)):
        y = 30 + 115 * n
        s.text(20, y + 40, f"Ward {'ABC'[n]}", 30, bold=True)
        s.box(150, y, 1.15 * patients, 80, fill=WHITE, edge=theme.OUTLINE)
        if share:
            s.box(150, y, 1.15 * patients * share, 80, fill=TINT)
        s.text(
            170 + 1.15 * patients,
            y + 40,
            f"{patients} patients, {share:.0%} as intended" if share else f"{patients} patients, not started",
            25,
        )
    s.text(1080, 372, "three made-up wards", 23, anchor="end", fill=theme.SOFT_INK)
    return s


def watch() -> Sketch:
    """Four weeks of ten notes each, and the alarm at seven that are right."""
    s = Sketch(
        714,
        400,
        "Four rows of ten beads, one row for each week. White means that the note was right. Rows with seven white beads or fewer "
        "sound the alarm.",
    )
    wrong = ((4,), (1, 8), (0, 5, 7), (2, 9))
    for week, lost in enumerate(wrong):
        y = 50 + 84 * week
        s.text(10, y, f"week {week + 1}", 26, bold=True)
        for n in range(NOTES):
            s.circle(128 + 38 * n, y, 16, fill=RED if n in lost else WHITE, edge=theme.OUTLINE)
        right = NOTES - len(lost)
        s.text(512, y, f"{right} right" + (": alarm" if right <= ALARM else ""), 25, bold=right <= ALARM)
    s.text(10, 380, "white: the note was right · alarm: seven or fewer", 23, fill=theme.SOFT_INK)
    return s


def _most_to_gain() -> str:
    return str(_factors()["to_gain"].idxmax()).lower()


def _below() -> str:
    held = _limits().points.query("part == 2")
    months = int((held["y"] < held["lcl"]).sum())
    return f"{months or 'none'} of these {len(held)} months {'lies' if months < 2 else 'lie'}"


CHARTS = {
    "rounds_done": rounds_done,
    "ten_factors": ten_factors,
    "old_and_new_limits": old_and_new_limits,
}
DRAWINGS = {
    "copied": copied,
    "levels": levels,
    "fading": fading,
    "spreading": spreading,
    "three_wards": three_wards,
    "watch": watch,
}
FACTS = {
    "east_before": lambda: f"{_share('NORM', False):.0f}",
    "east_after": lambda: f"{_share('NORM', True):.0f}",
    "osier_before": lambda: f"{_share('OSIE', False):.0f}",
    "osier_after": lambda: f"{_share('OSIE', True):.0f}",
    "points": lambda: f"{_factors()['now'].sum():.0f}",
    "most_to_gain": _most_to_gain,
    "left": lambda: f"{_factors()['to_gain'].max():.1f}",
    "lower": lambda: f"{_limits().summary['lcl'].iloc[-1]:.0f}",
    "below": _below,
    "after_year": lambda: f"{decay(HELD, FLOOR, log(2) / HALF, [12])[0]:.0f}",
    "after_longer": lambda: f"{decay(HELD, FLOOR, log(2) / HALF, [18])[0]:.0f}",
    "as_meant": lambda: f"{reach_times_fidelity(PATIENTS, ADOPTED, FIDELITY):.0%}",
}
