"""The pictures of module 12's slides, and the figures that its notes fill in."""

from __future__ import annotations

from math import exp, factorial

import numpy as np
import pandas as pd

from qilab.charts import Picture, control_chart, theme
from qilab.charts.sketch import ACCENT, TINT, Sketch
from qilab.data import load
from qilab.methods.chance import chance_above
from qilab.methods.spc.control import spc
from qilab.methods.spc.result import SpcResult
from qilab.methods.spc.rules import MDC

from .long_journey import slips
from .questions.e12_8 import EXERCISE as LONG_JOURNEY

TARGET = 7.0  # falls per 1,000 occupied bed days: the story's
SEED = 12  # the five years of the lesson
MEAN, MOST = 9, 10  # falls a month of the half-worked example, and the most that its target allows
RED, GREEN, WHITE = "#b3261e", "#e2f2e4", "#ffffff"


def _larkhaven() -> pd.DataFrame:
    falls = load("ward_month", trust="LARK").groupby("month", as_index=False)[["falls", "obd"]].sum()
    return falls.assign(rate=(1000 * falls["falls"] / falls["obd"]).round(1))


def _read() -> SpcResult:
    return spc(_larkhaven(), "i", y="rate", x="month", target=TARGET, better="down", rules=MDC)


def _square(s: Sketch, x: float, y: float, w: float, h: float, red: bool, words: str, size: float) -> None:
    """A coloured square with a mark, so that its colour is never the only sign."""
    s.box(x, y, w, h, fill=RED if red else GREEN, edge=theme.OUTLINE)
    s.text(
        x + w / 2,
        y + h / 2,
        f"{'✗' if red else '✓'} {words}",
        size,
        bold=True,
        anchor="middle",
        fill=WHITE if red else theme.INK,
    )


def squares() -> Sketch:
    """The last year at Larkhaven as the board gets it: a rate and a colour for each month."""
    year = _larkhaven().tail(12)
    told = ", ".join(
        f"{m:%B} {r:.1f} {'red' if r > TARGET else 'green'}"
        for m, r in zip(year["month"], year["rate"], strict=True)
    )
    s = Sketch(
        1100,
        390,
        f"Falls per 1,000 occupied bed days, month by month, with the target at {TARGET:g}: {told}.",
    )
    s.text(20, 28, "Larkhaven (fictional): falls per 1,000 occupied bed days", 26, bold=True)
    s.text(1080, 28, f"target: {TARGET:g} at most", 24, anchor="end", fill=theme.SOFT_INK)
    for n, (month, rate) in enumerate(zip(year["month"], year["rate"].tolist(), strict=True)):
        x, y = 20 + 178 * (n % 6), 70 + 165 * (n // 6)
        _square(s, x, y, 168, 100, rate > TARGET, f"{rate:.1f}", 36)
        s.text(x + 84, y + 124, f"{month:%b %Y}", 24, anchor="middle", fill=theme.SOFT_INK)
    return s


def larkhaven() -> Picture:
    """All the months at Larkhaven on an XmR chart, with the target."""
    return control_chart(
        _read(), unit="falls per 1,000 bed days", title="Falls per 1,000 bed days, with the target."
    )


def luck_over_target() -> Sketch:
    """How often a steady ward has each number of falls, and which of them turn the square red."""
    share = round(100 * chance_above(MEAN, MOST))
    s = Sketch(
        1100,
        390,
        f"Columns show how often a ward with {MEAN} falls a month on average has each number of falls, by luck alone. The columns "
        f"beyond {MOST} are marked red: together they make {share}% of the months.",
    )
    tallest, counts = 260, range(1, 20)
    chances = [exp(-MEAN) * MEAN**n / factorial(n) for n in counts]
    for n, chance in zip(counts, chances, strict=True):
        high, x = tallest * chance / max(chances), 30 + 55 * (n - 1)
        s.box(x, 340 - high, 44, high, fill=RED if n > MOST else GREEN, edge=theme.OUTLINE)
        s.text(x + 22, 362, str(n), 22, anchor="middle", fill=theme.SOFT_INK)
    line = 30 + 55 * MOST - 5.5
    s.line([(line, 40), (line, 345)], edge=ACCENT, thick=4, dashed=True)
    s.text(line - 14, 50, "✓ green", 28, bold=True, anchor="end")
    s.text(line + 14, 50, "✗ red: more than the target of 10", 28, bold=True)
    s.text(1080, 220, "falls in a month on a ward\nwith 9 on average", 24, anchor="end", fill=theme.SOFT_INK)
    return s


def three_bands() -> Sketch:
    """Where a target may lie: all of the band on its good side, across it, or on its bad side."""
    s = Sketch(
        714,
        400,
        "Three small charts of a steady measure for which less is better. Target above the band of the limits: met every month, P. "
        "Target within the band: luck decides, a question mark. Target below the band: missed every month, F.",
    )
    wiggle = (12, -28, 30, -14, 38, -34, 6, -20)
    for n, (icon, words, target) in enumerate(
        (("P", "met every\nmonth", 60), ("?", "luck\ndecides", 165), ("F", "missed every\nmonth", 275))
    ):
        x = 10 + 236 * n
        s.box(x, 10, 222, 380, fill=WHITE, edge=theme.LINE)
        s.box(x + 12, 115, 198, 110, fill=TINT, edge=TINT)
        s.joined([(x + 27 + 24 * k, 170 + up) for k, up in enumerate(wiggle)], r=7)
        s.line([(x + 12, target), (x + 210, target)], edge=RED, thick=4, dashed=True)
        s.circle(x + 45, 340, 29, fill=WHITE, edge=ACCENT, thick=4)
        s.text(x + 45, 340, icon, 34, bold=True, anchor="middle", fill=ACCENT)
        s.text(x + 86, 340, words, 21)
    s.text(31, 38, "target", 22, fill=RED)
    return s


def tokens() -> Sketch:
    """Twelve squares on a page, and three tokens to spend."""
    s = Sketch(
        714,
        400,
        "A page of twelve squares, four of them red with a cross and eight green with a tick. Below it are three tokens to spend.",
    )
    for n in range(12):
        _square(s, 20 + 172 * (n % 4), 20 + 92 * (n // 4), 158, 78, n in (1, 6, 7, 10), "", 32)
    for n in range(3):
        s.circle(80 + 100 * n, 345, 42, fill="#fff4d6", edge="#8a5300", thick=5)
        s.text(80 + 100 * n, 345, "1", 34, bold=True, anchor="middle", fill="#8a5300")
    s.text(360, 345, "three tokens:\nthree investigations", 27)
    return s


def funnel() -> Sketch:
    """A funnel above a line with the aim, and where a marble has landed."""
    s = Sketch(
        714,
        400,
        "A funnel stands above the aim, at 0. The marble has landed at plus 3. Rule 1 leaves the funnel at 0; rule 2 moves it three "
        "to the left.",
    )
    s.line([(290, 70), (350, 150), (350, 190)], edge=theme.OUTLINE, thick=4)
    s.line([(430, 70), (370, 150), (370, 190)], edge=theme.OUTLINE, thick=4)
    s.line([(30, 300), (690, 300)], edge=theme.LINE, thick=3)
    for value in range(-6, 7):
        x = 360 + 50 * value
        s.line([(x, 292), (x, 308)], edge=theme.LINE, thick=3)
        if value % 3 == 0:
            s.text(x, 334, f"{value:+d}".replace("-", "−") if value else "0", 26, anchor="middle")
    s.text(360, 372, "the aim", 24, anchor="middle", fill=theme.SOFT_INK)
    s.line([(360, 200), (500, 268)], edge=theme.LINE, thick=2, dashed=True)
    s.circle(510, 280, 17, fill=RED)
    s.text(540, 250, "here it\nlanded", 25)
    s.line([(282, 110), (215, 110)], edge=ACCENT, thick=5, arrow=True)
    s.text(206, 110, "rule 2:\nmove it 3 back", 25, bold=True, anchor="end", fill=ACCENT)
    s.text(445, 110, "rule 1: leave it", 25, bold=True, fill=ACCENT)
    return s


def _told_and_found() -> tuple[float, float, float, float]:
    """Reports per 1,000 bed days in the first year and the last; errors in 100 doses checked, likewise."""
    months = load("ward_month", trust="NORM")
    year = (months["month"].dt.year * 12 + months["month"].dt.month - 4) // 12
    sums = months.groupby(year)[["med_incidents", "obd", "dose_errors", "doses_checked"]].sum()
    told = (1000 * sums["med_incidents"] / sums["obd"]).to_numpy()
    found = (100 * sums["dose_errors"] / sums["doses_checked"]).to_numpy()
    return float(told[0]), float(told[-1]), float(found[0]), float(found[-1])


def told_and_found() -> Sketch:
    """Reports of medication incidents and errors that checks found, in the first year and the last."""
    told_before, told_after, found_before, found_after = _told_and_found()
    s = Sketch(
        1100,
        390,
        f"Two pairs of columns at Northmere. Incidents that staff reported per 1,000 bed days: {told_before:.1f} in the first year, "
        f"{told_after:.1f} in the last. Errors in 100 doses that were checked: {found_before:.1f} and {found_after:.1f}.",
    )
    for x, name, unit, pair in (
        (30, "Reported by staff", "incidents per 1,000 bed days", (told_before, told_after)),
        (580, "Found by checks", "errors in 100 doses checked", (found_before, found_after)),
    ):
        s.box(x, 10, 490, 370, fill=WHITE, edge=theme.LINE)
        s.text(x + 24, 44, name, 30, bold=True)
        s.text(x + 24, 82, unit, 24, fill=theme.SOFT_INK)
        s.line([(x + 40, 330), (x + 450, 330)], edge=theme.LINE)
        for n, (value, when) in enumerate(zip(pair, ("first year", "last year"), strict=True)):
            high, left = 175 * value / max(pair), x + 80 + 190 * n
            s.box(left, 330 - high, 140, high, fill=TINT)
            s.text(left + 70, 330 - high - 22, f"{value:.1f}", 32, bold=True, anchor="middle")
            s.text(left + 70, 354, when, 24, anchor="middle")
    return s


def _journey() -> pd.DataFrame:
    return LONG_JOURNEY.data(SEED)


def five_years() -> Sketch:
    """Huddles above late doses, quarter by quarter, with what happened."""
    data = _journey()
    quarters = data["quarter"].tolist()
    huddles, late = data["huddles_pct"].to_numpy(float), data["late_pct"].to_numpy(float)
    s = Sketch(
        1100,
        400,
        f"Two lines over {len(quarters)} quarters of a made-up story. Wards with a weekly huddle: {huddles[0]:.0f}% at first, "
        f"{huddles.max():.0f}% at best, {huddles[-1]:.0f}% in the end, with a dip on the way. Doses given late: {late[0]:.1f}%, "
        f"{late.min():.1f}% at best, {late[-1]:.1f}% in the end, "
        f"above the trust's line again from quarter {slips(data)['outcome']}; the huddles slip in quarter {slips(data)['process']}.",
    )

    def at(quarter: float) -> float:
        return 290 + 41 * (quarter - 1)

    remark = dict(zip(data["remark"].tolist(), quarters, strict=True))
    leaves = next(
        quarter for told, quarter in remark.items() if told.startswith("the chief executive leaves")
    )
    comes = next(quarter for told, quarter in remark.items() if told.startswith("a new chief executive"))
    for quarter in (leaves, comes):
        s.line([(at(quarter), 38), (at(quarter), 350)], edge=ACCENT, thick=3, dashed=True)
    s.text(at(leaves) - 8, 20, "chief executive leaves", 23, bold=True, anchor="end", fill=ACCENT)
    s.text(at(comes) + 8, 20, "a new one starts", 23, bold=True, fill=ACCENT)
    for top, values, name, digits in (
        (60, huddles, "wards with a\nweekly huddle", 0),
        (220, late, "doses\ngiven late", 1),
    ):
        low, high = float(np.min(values)), float(np.max(values))
        place = [
            (at(q), top + 110 * (high - v) / (high - low)) for q, v in zip(quarters, values, strict=True)
        ]
        s.text(20, top + 50, name, 26, bold=True)
        s.text(272, place[0][1], f"{values[0]:.{digits}f}%", 22, anchor="end", fill=theme.SOFT_INK)
        s.joined(place, r=8)
    for q in quarters:
        if q % 4 == 0:
            s.text(at(q), 374, str(q), 22, anchor="middle", fill=theme.SOFT_INK)
    s.text(20, 374, "quarter (a made-up story)", 22, fill=theme.SOFT_INK)
    return s


def _reds() -> int:
    return int((_larkhaven()["rate"] > TARGET).sum())


def _marked() -> str:
    marked = int(_read().points["rule"].notna().sum())
    return f"{marked or 'none'} of them" + (", by luck alone" if marked else "")


CHARTS = {
    "squares": squares,
    "larkhaven": larkhaven,
    "told_and_found": told_and_found,
    "five_years": five_years,
}
DRAWINGS = {
    "luck_over_target": luck_over_target,
    "three_bands": three_bands,
    "tokens": tokens,
    "funnel": funnel,
}
FACTS = {
    "months": lambda: str(len(_larkhaven())),
    "reds": lambda: str(_reds()),
    "marked": _marked,
    "told_before": lambda: f"{_told_and_found()[0]:.1f}",
    "told_after": lambda: f"{_told_and_found()[1]:.1f}",
    "found_before": lambda: f"{_told_and_found()[2]:.1f}",
    "found_after": lambda: f"{_told_and_found()[3]:.1f}",
    "huddles_slip": lambda: str(slips(_journey())["process"]),
    "doses_slip": lambda: str(slips(_journey())["outcome"]),
    "red_share": lambda: f"{chance_above(MEAN, MOST):.0%}",
    "red_months": lambda: f"{12 * chance_above(MEAN, MOST):.1f}",
}
