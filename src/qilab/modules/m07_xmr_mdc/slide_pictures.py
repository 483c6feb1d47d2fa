"""The pictures of module 7's slides, and the figures that its notes fill in."""

from __future__ import annotations

import pandas as pd

from qilab.charts import Picture, control_chart, theme
from qilab.charts.sketch import ACCENT, TINT, Sketch
from qilab.data import load
from qilab.methods.spc.control import spc
from qilab.methods.spc.result import SpcResult
from qilab.methods.spc.rules import MDC

from .questions.xmr import xmr

WARDS = ("K1", "K2", "K3", "K4")
BEGAN = pd.Timestamp("2023-06-01")  # the month in which the huddles began
BASELINE = 14  # months before it
TARGET = 20  # incidents a month: the board's wish in the lesson
UNIT = "incidents a month"
FIVE = (20, 28, 23, 26, 18)  # the made-up clinic of the lesson
RED, WHITE = "#b3261e", "#ffffff"


def _violence() -> pd.DataFrame:
    found = load("mh_incidents", trust="WEXM")
    physical = found[(found["type"] == "physical") & found["ward_code"].isin(WARDS)]
    month = physical["datetime"].dt.to_period("M").dt.to_timestamp()
    return physical.assign(month=month, incidents=1).groupby("month", as_index=False)[["incidents"]].sum()


def _frozen() -> SpcResult:
    return spc(_violence(), "i", y="incidents", x="month", freeze=BASELINE, better="down", rules=MDC)


def _floating() -> SpcResult:
    return spc(_violence(), "i", y="incidents", x="month", better="down", rules=MDC)


def _rebased() -> SpcResult:
    return spc(
        _violence(),
        "i",
        y="incidents",
        x="month",
        phase=[f"{BEGAN:%Y-%m-%d}"],
        better="down",
        target=TARGET,
        rules=MDC,
    )


def _junes() -> tuple[int, int]:
    """Incidents in the June before the huddles and in the June in which they began."""
    months = _violence().set_index("month")["incidents"]
    return int(months[BEGAN - pd.DateOffset(years=1)]), int(months[BEGAN])


def two_junes() -> Sketch:
    """The board's slide: two numbers and an arrow."""
    last, this = _junes()
    s = Sketch(
        1100,
        390,
        f"A slide from a board paper shows two numbers with an arrow between them. There were {last} incidents of physical violence last June and {this} this June.",
    )
    s.box(150, 10, 800, 370, fill=WHITE, edge=theme.LINE)
    s.text(190, 60, "Physical violence on the wards", 30, bold=True)
    for x, number, when in ((330, last, "last June"), (770, this, "this June")):
        s.text(x, 180, str(number), 100, bold=True, anchor="middle")
        s.text(x, 275, when, 28, anchor="middle", fill=theme.SOFT_INK)
    s.line([(450, 180), (640, 180)], edge=theme.INK, thick=8, arrow=True)
    s.text(190, 340, "“Is it working?”", 30, bold=True, fill=ACCENT)
    return s


def wexmoor_bare() -> Picture:
    """All the months with frozen limits, before anybody has looked for signals."""
    return control_chart(
        _frozen(),
        unit=UNIT,
        title="Incidents of physical violence a month, four wards.",
        signals=False,
        notes={"2023-06": "huddles begin"},
    )


def wexmoor_marked() -> Picture:
    """The same chart with its signals."""
    return control_chart(_frozen(), unit=UNIT, notes={"2023-06": "huddles begin"})


def wexmoor_rebased() -> Picture:
    """New limits from the month in which the huddles began, with the board's target."""
    return control_chart(
        _rebased(),
        unit=UNIT,
        title="Incidents a month, with new limits.",
        notes={"2023-06": "huddles, here to stay"},
    )


def five_months() -> Sketch:
    """Five months of a made-up clinic and the four steps between them."""
    s = Sketch(
        1100,
        390,
        "Five months’ figures from a made-up clinic are drawn as points: 20, 28, 23, 26 and 18. Between neighbouring points are the steps without their signs, 8, "
        "5, 3 and 8. A dashed line shows the mean of the five months, 23.",
    )

    def at(month: int) -> tuple[float, float]:
        return 130 + 185 * month, 345 - 21 * (FIVE[month] - 15)

    mean = sum(FIVE) / len(FIVE)
    y = 345 - 21 * (mean - 15)
    s.line([(60, y), (940, y)], edge=ACCENT, thick=4, dashed=True)
    s.text(955, y, f"mean {mean:g}", 28, bold=True, fill=ACCENT)
    places = [at(n) for n in range(len(FIVE))]
    s.joined(places, r=13)
    for n, (x, up) in enumerate(places):
        above = n in (1, 3)
        s.text(x, up - 36 if above else up + 38, str(FIVE[n]), 34, bold=True, anchor="middle")
    for (x0, y0), (x1, y1), one, two in zip(places, places[1:], FIVE, FIVE[1:], strict=False):
        x, middle = (x0 + x1) / 2, (y0 + y1) / 2
        s.circle(x, middle, 27, fill="#fff4d6", edge="#8a5300")
        s.text(x, middle, str(abs(two - one)), 30, bold=True, anchor="middle")
    s.text(1090, 372, "in the circles: the steps, without their signs", 25, anchor="end", fill=theme.SOFT_INK)
    return s


def four_rules() -> Sketch:
    """The four rules of Making Data Count, each on a small chart."""
    s = Sketch(
        1100,
        400,
        "Four small charts with a mean and two limits. One point outside a limit. Seven points in a row on one side of the mean. Seven "
        "points in a row that rise. Two of three points close to one limit.",
    )
    for n, (name, heights, marked) in enumerate(
        (
            ("one point\noutside", (190, 230, 170, 215, 240, 60, 200, 225, 180), (5,)),
            ("seven on\none side", (230, 190, 160, 175, 140, 165, 150, 180, 145), tuple(range(2, 9))),
            ("seven up, or\nseven down", (215, 255, 240, 222, 200, 180, 160, 142, 190), tuple(range(1, 8))),
            ("two of three\nclose to a limit", (190, 225, 180, 230, 108, 170, 112, 215, 190), (4, 6)),
        )
    ):
        x = 4 + 275 * n
        s.box(x, 6, 265, 388, fill=WHITE, edge=theme.LINE)
        s.line([(x + 10, 200), (x + 255, 200)], edge=ACCENT, thick=3)
        for limit in (95, 305):
            s.line([(x + 10, limit), (x + 255, limit)], edge=ACCENT, thick=2, dashed=True)
        points = [(x + 20 + 28 * k, y) for k, y in enumerate(heights)]
        s.joined(points, r=7)
        for k in marked:
            s.circle(*points[k], 9, fill=theme.INK)
        s.text(x + 132, 350, name, 26, bold=True, anchor="middle")
        s.text(x + 14, 36, str(n + 1), 30, bold=True, fill=ACCENT)
    return s


def dice_sheet() -> Sketch:
    """Twelve throws of two dice with their limits, and the empty places of twelve more."""
    s = Sketch(
        714,
        400,
        "A chart of twelve throws of two dice, with their mean and two limits. To the right of a line there is room for twelve more "
        "throws. Are they from the same dice, or from something else?",
    )
    throws = (7, 5, 9, 6, 8, 4, 7, 10, 6, 7, 3, 8)
    limits = xmr(throws)
    mean = (limits["lower"] + limits["upper"]) / 2

    def at(value: float) -> float:
        return 360 - 21 * value

    for value, words in (
        (limits["upper"], "upper limit"),
        (mean, "mean"),
        (max(limits["lower"], 0), "lower limit"),
    ):
        s.line([(20, at(value)), (690, at(value))], edge=ACCENT, thick=3, dashed=words != "mean")
        s.text(690, at(value) - 18, words, 23, anchor="end", fill=ACCENT)
    s.joined([(36 + 27 * n, at(v)) for n, v in enumerate(throws)], r=9)
    s.line([(350, 24), (350, 372)], edge=theme.INK, thick=3)
    s.text(40, 388, "twelve throws", 24)
    s.text(372, 388, "twelve more: the same?", 24, bold=True)
    for n in range(12):
        s.circle(372 + 27 * n, at(mean), 3, fill=theme.COMMON, edge=theme.COMMON)
    return s


def wish_and_reach() -> Sketch:
    """A band between two limits and three places where a target may lie; higher is better."""
    s = Sketch(
        1100,
        400,
        "A band between the limits 68 and 92, for a measure where more is better. There are three targets: 97 lies above the band, 85 within it "
        "and 60 below it.",
    )

    def at(value: float) -> float:
        return 380 - 8.4 * (value - 55)

    s.box(40, at(92), 660, at(68) - at(92), fill=TINT, edge=TINT)
    wiggle = (80, 76, 87, 71, 84, 78, 90, 74, 82, 73, 86, 79, 88, 75, 80, 70, 83, 77)
    s.joined([(65 + 36 * n, at(v)) for n, v in enumerate(wiggle)], r=9)
    for value, words in ((92, "upper limit 92"), (68, "lower limit 68")):
        s.line([(40, at(value)), (700, at(value))], edge=ACCENT, thick=3, dashed=True)
        s.text(48, at(value) + (18 if value == 92 else 20), words, 22, fill=ACCENT)
    for value, letter in ((97, "A"), (85, "B"), (60, "C")):
        s.line([(40, at(value)), (760, at(value))], edge=RED, thick=4)
        s.circle(790, at(value), 24, fill=WHITE, edge=RED, thick=4)
        s.text(790, at(value), letter, 28, bold=True, anchor="middle", fill=RED)
        s.text(826, at(value), f"target {value}", 28, bold=True, fill=RED)
    s.text(1090, 388, "more is better", 24, anchor="end", fill=theme.SOFT_INK)
    return s


def _later_marked(chart: SpcResult) -> int:
    later = (_violence()["month"] >= BEGAN).to_numpy()
    return int((chart.points["rule"].notna().to_numpy() & later).sum())


def _first_marked() -> str:
    months = _violence()["month"]
    marked = months[_frozen().points["rule"].notna().to_numpy() & (months >= BEGAN).to_numpy()]
    return f"{marked.iloc[0]:%B %Y}" if len(marked) else "none of them"


CHARTS = {
    "two_junes": two_junes,
    "wexmoor_bare": wexmoor_bare,
    "wexmoor_marked": wexmoor_marked,
    "wexmoor_rebased": wexmoor_rebased,
}
DRAWINGS = {
    "five_months": five_months,
    "four_rules": four_rules,
    "dice_sheet": dice_sheet,
    "wish_and_reach": wish_and_reach,
}
FACTS = {
    "mean": lambda: f"{_frozen().summary['cl'].iloc[0]:.1f}",
    "lower": lambda: f"{_frozen().summary['lcl'].iloc[0]:.0f}",
    "upper": lambda: f"{_frozen().summary['ucl'].iloc[0]:.0f}",
    "first_marked": _first_marked,
    "held": lambda: str(_later_marked(_frozen())),
    "moved": lambda: str(_later_marked(_floating())),
    "later": lambda: str(int((_violence()["month"] >= BEGAN).sum())),
    "old_mean": lambda: f"{_rebased().summary['cl'].iloc[0]:.1f}",
    "new_mean": lambda: f"{_rebased().summary['cl'].iloc[-1]:.1f}",
    "new_lower": lambda: f"{_rebased().summary['lcl'].iloc[-1]:.0f}",
    "new_upper": lambda: f"{_rebased().summary['ucl'].iloc[-1]:.0f}",
    "clinic_upper": lambda: f"{xmr(FIVE)['upper']:.1f}",
    "clinic_lower": lambda: f"{xmr(FIVE)['lower']:.1f}",
}
