"""The pictures of module 8's slides, and the figures that its notes fill in."""

from __future__ import annotations

from functools import lru_cache
from math import sqrt

import pandas as pd

from qilab.charts import Picture, control_chart, theme
from qilab.charts.sketch import ACCENT, TINT, Sketch
from qilab.data import load
from qilab.methods.spc.control import spc
from qilab.methods.spc.result import SpcResult

from .chart_chooser.model import LIMITS_ONLY

WHITE, DARK = "#ffffff", "#1f3a5f"
UNIT = "A&E patients who left within four hours, %"
HALF, SIXTY = 50, 60  # %: the level of the made-up example, and the month that is looked at
SIZES = (10, 100, 400)  # patients in that month


@lru_cache(maxsize=2)
def _ae(chart: str) -> SpcResult:
    days = load("ed_daily", trust="NORM")
    days = days.assign(month=days["date"].dt.to_period("M").dt.to_timestamp())
    months = days.groupby("month", as_index=False)[["attend", "breaches_4h"]].sum()
    months["in_time"] = months["attend"] - months["breaches_4h"]
    return spc(
        months,
        chart,
        y="in_time",
        n="attend",
        x="month",
        multiply=100,
        better="up",
        screen=False,
        rules=LIMITS_ONLY,
    )


def _outside(chart: str) -> int:
    return int(_ae(chart).points["sigma_signal"].sum())


def _clinic() -> pd.DataFrame:
    weeks = load("outpatient", trust="QUIL")
    weeks = weeks[weeks["clinic"] == weeks["clinic"].iloc[0]]
    weeks = weeks.assign(month=weeks["week"].dt.to_period("M").dt.to_timestamp())
    return weeks.groupby("month", as_index=False)[["dna", "booked"]].sum()


def _missed() -> SpcResult:
    return spc(
        _clinic(),
        "p",
        y="dna",
        n="booked",
        x="month",
        multiply=100,
        better="down",
        screen=False,
        rules=LIMITS_ONLY,
    )


def plain_limits() -> Picture:
    """A&E months at Northmere on a plain p chart, whose limits are far too close."""
    return control_chart(_ae("p"), unit=UNIT, title=f"{UNIT}. The template’s limits.")


def wide_limits() -> Picture:
    """The same months on a p′ chart."""
    return control_chart(_ae("pp"), unit=UNIT, title=f"{UNIT}. Limits of the p′ chart.")


def breathing() -> Picture:
    """A small clinic's missed appointments, with limits that change with the number booked."""
    return control_chart(
        _missed(), unit="patients who did not attend, %", title="Patients who did not attend one clinic, %."
    )


def five_questions() -> Sketch:
    """From the kind of data to the chart: a tree of questions."""
    s = Sketch(
        1170,
        415,
        "A tree of questions. Something measured leads to the I chart. A yes or no for each patient leads to the p chart, or to p′ with thousands of "
        "patients. Events over chances that change lead to the u chart, or to u′ with thousands. Events over chances that stay the same lead to the "
        "c chart. Rare events, with none in many months, lead to the t chart where the time between them is known, and to the g chart where the cases "
        "between them are counted.",
    )
    s.box(10, 165, 160, 90, "What is\na point?", 28, bold=True)
    rows = (
        ("measured, one value", (("I", ""),)),
        ("yes or no for each patient", (("p", ""), ("p′", "thousands"))),
        ("events, chances change", (("u", ""), ("u′", "thousands"))),
        ("events, chances the same", (("c", ""),)),
        ("rare: many months none", (("t", "time between"), ("g", "cases between"))),
    )
    for row, (words, charts) in enumerate(rows):
        y = 40 + 85 * row
        s.line([(172, 210), (216, y)], edge=theme.LINE, thick=3)
        s.box(220, y - 31, 360, 62, words, 27, fill=WHITE, edge=theme.OUTLINE)
        s.line([(582, y), (636, y)], edge=theme.LINE, thick=3)
        if len(charts) > 1 and not charts[0][1]:
            s.line([(732, y), (906, y)], edge=theme.LINE, thick=3)
        for n, (name, when) in enumerate(charts):
            s.box(640 + 270 * n, y - 31, 90, 62, name, 38, bold=True)
            s.text(740 + 270 * n, y, when, 23)
    return s


def reach_of_luck() -> Sketch:
    """How far luck takes a share of 50% among 10, 100 and 400 patients."""
    reach = {n: 300 * sqrt(0.25 / n) for n in SIZES}
    told = "; ".join(f"{n} patients: {HALF - r:.0f} to {HALF + r:.0f}%" for n, r in reach.items())
    s = Sketch(
        1100,
        400,
        f"Three bars on a scale of percentages show how far luck takes a month whose level is {HALF}%. {told}. A dashed line marks "
        f"a month of {SIXTY}%.",
    )

    def at(percent: float) -> float:
        return 230 + 8.4 * percent

    for percent in range(0, 101, 25):
        s.line([(at(percent), 50), (at(percent), 330)], edge=theme.GRID, thick=2)
        s.text(at(percent), 354, f"{percent}%", 24, anchor="middle", fill=theme.SOFT_INK)
    for row, (n, r) in enumerate(reach.items()):
        y = 70 + 92 * row
        s.text(200, y + 32, f"{n} patients", 28, bold=True, anchor="end")
        s.box(at(HALF - r), y, at(HALF + r) - at(HALF - r), 64, fill=TINT, corner=0)
        s.line([(at(HALF), y), (at(HALF), y + 64)], edge=ACCENT, thick=4)
    s.line([(at(SIXTY), 30), (at(SIXTY), 335)], edge=theme.INK, thick=4, dashed=True)
    s.text(at(SIXTY) + 12, 30, f"this month: {SIXTY}%", 28, bold=True)
    s.text(
        1070, 386, "box: how far luck alone goes around a level of 50%", 22, anchor="end", fill=theme.SOFT_INK
    )
    return s


def half_worked() -> Sketch:
    """The limit of a rate, step by step, with a gap to fill."""
    s = Sketch(
        1100,
        390,
        "A sum in four steps. First 8.0 is divided by a number that is left open, then the root is taken, then it is multiplied by three, and then 8.0 is added. That makes the "
        "upper limit.",
    )
    s.text(20, 40, "8.0 falls per 1,000 bed days. This month: 320 bed days", 30, bold=True)
    for n, (words, under) in enumerate(
        (
            ("8.0 ÷ ?", "rate over\nchances"),
            ("√", "root"),
            ("× 3", "three\nsigma"),
            ("+ 8.0", "from the\ncentre line"),
        )
    ):
        x = 20 + 225 * n
        s.box(x, 110, 180, 120, words, 44, bold=True)
        s.text(x + 90, 285, under, 26, anchor="middle", fill=theme.SOFT_INK)
        s.line([(x + 184, 170), (x + 214, 170)], edge=ACCENT, thick=4, arrow=True)
    s.box(920, 110, 170, 120, "?", 54, fill=WHITE, edge=theme.OUTLINE, bold=True)
    s.text(1005, 285, "upper\nlimit", 26, anchor="middle", fill=theme.SOFT_INK)
    return s


def cards() -> Sketch:
    """Cards with kinds of data, each to be laid beside the name of a chart."""
    s = Sketch(
        714,
        400,
        "Three cards, each with a kind of data and an empty place for the name of its chart. They are minutes until a prescription is ready, "
        "patients who did not attend out of those booked, and falls, of which a patient may have two.",
    )
    for n, words in enumerate(
        (
            "minutes until the\nprescription is ready",
            "did not attend, out of\n20 to 40 booked",
            "falls: a patient\nmay fall twice",
        )
    ):
        y = 12 + 130 * n
        s.box(8, y, 420, 112, words, 28, fill=WHITE, edge=theme.OUTLINE, thick=3)
        s.line([(434, y + 56), (500, y + 56)], edge=ACCENT, thick=4, arrow=True)
        s.box(512, y, 190, 112, "? chart", 34, bold=True)
    return s


@lru_cache(maxsize=1)
def _used() -> pd.Series:
    uses = load("mh_incidents", trust="WEXM", ward="R3")
    return uses[uses["rapid_tranq"]].sort_values("datetime")["datetime"].reset_index(drop=True)


def _by_month() -> list[int]:
    months = pd.period_range("2022-04", periods=36, freq="M")
    return _used().dt.to_period("M").value_counts().reindex(months, fill_value=0).tolist()


def _gaps() -> list[float]:
    return (_used().diff().dt.total_seconds() / 86_400).dropna().tolist()


def _columns(s: Sketch, top: float, values: list[float], head: str) -> None:
    """A small column chart, 1,090 px wide and 150 high, with its head; the tallest column has its number."""
    s.text(10, top + 14, head, 26, bold=True, fill=ACCENT)
    step, tallest = 1090 / len(values), max(values)
    for n, value in enumerate(values):
        x, high = 10 + step * n, 100 * value / tallest
        s.box(x + step * 0.15, top + 168 - high, step * 0.7, high, fill=DARK, edge=DARK, corner=0)
    at = values.index(tallest)
    s.text(10 + step * (at + 0.5), top + 50, f"{tallest:.0f}", 22, anchor="middle", bold=True)
    s.line([(10, top + 168), (1100, top + 168)], edge=theme.LINE, thick=3)


def counts_or_gaps() -> Sketch:
    """A rare event twice: how many each month, and how many days lie between one and the next."""
    counts, gaps = _by_month(), _gaps()
    s = Sketch(
        1110,
        412,
        "Rapid tranquillisation on Rowan 3, a ward of Wexmoor, a fictional trust. Above: uses in each month, "
        f"{', '.join(map(str, counts))}. Below: days from one use to the next, {', '.join(f'{g:.0f}' for g in gaps)}.",
    )
    _columns(s, 0, [float(c) for c in counts], "uses in each month")
    _columns(s, 205, gaps, "days from one use to the next")
    s.text(1100, 391, "one column for each gap, in order", 20, anchor="end", fill=theme.SOFT_INK)
    return s


def _booked(largest: bool) -> tuple[str, str]:
    """The month with the most (or fewest) booked: how many, and its upper limit."""
    booked = _clinic()["booked"].tolist()
    at = booked.index(max(booked) if largest else min(booked))
    return str(booked[at]), f"{_missed().points['ucl'].tolist()[at]:.0f}%"


CHARTS = {
    "plain_limits": plain_limits,
    "wide_limits": wide_limits,
    "breathing": breathing,
    "counts_or_gaps": counts_or_gaps,
}
DRAWINGS = {
    "five_questions": five_questions,
    "reach_of_luck": reach_of_luck,
    "half_worked": half_worked,
    "cards": cards,
}
FACTS = {
    "months": lambda: str(len(_ae("p").points)),
    "outside": lambda: str(_outside("p")),
    "left": lambda: str(_outside("pp") or "none"),
    "a_month": lambda: f"{load('ed_daily', trust='NORM')['attend'].sum() / len(_ae('p').points):,.0f}",
    "fewest": lambda: _booked(False)[0],
    "fewest_top": lambda: _booked(False)[1],
    "most": lambda: _booked(True)[0],
    "most_top": lambda: _booked(True)[1],
    "none_in": lambda: str(_by_month().count(0)),
    "all_months": lambda: str(len(_by_month())),
}
