"""The pictures of module 11's slides, and the figures that its notes fill in."""

from __future__ import annotations

import pandas as pd

from qilab.charts import Picture, funnel_plot, theme
from qilab.charts.sketch import ACCENT, TINT, Sketch
from qilab.charts.words import listed
from qilab.data import load
from qilab.methods import equity_gap, funnel, simulate_selection, standardise
from qilab.methods.compare import Funnel
from qilab.methods.equity import EquityGap

US = "Quillbrook"
YEAR, NEXT_YEAR = "2022/23", "2023/24"
WARDS = ("L6", "L7")
FIFTHS = (("all patients", ""), ("most deprived fifth", "_q1"), ("least deprived fifth", "_q5"))
PIPS = {1: ((0, 0),), 3: ((-1, -1), (0, 0), (1, 1)), 5: ((-1, -1), (1, -1), (0, 0), (-1, 1), (1, 1))}
RED, WHITE = "#b3261e", "#ffffff"


def _league(year: str) -> pd.DataFrame:
    """Hospitals of a year in order of the share of missed appointments: provider, n, events, share (%)."""
    others = load("benchmark").query("indicator == 'dna' and year == @year")[["provider", "n", "events"]]
    clinics = load("outpatient", trust="QUIL")
    begins = (clinics["week"] - pd.DateOffset(months=3)).dt.year
    own = clinics[begins == int(year[:4])]
    us = {"provider": US, "n": int(own["booked"].sum()), "events": int(own["dna"].sum())}
    table = pd.concat([others, pd.DataFrame([us])], ignore_index=True)
    return (
        table.assign(share=100 * table["events"] / table["n"])
        .sort_values("share", kind="stable")
        .reset_index(drop=True)
    )


def _place(year: str) -> int:
    table = _league(year)
    return int(table.index[table["provider"] == US][0]) + 1


def _funnel() -> Funnel:
    return funnel(_league(YEAR), "events", "n", "provider", overdispersion="none", per=100)


def _back(overdispersion: str) -> Funnel:
    table = load("benchmark").query("indicator == 'readmission' and year == @NEXT_YEAR")
    return funnel(table, "events", "n", "provider", overdispersion=overdispersion, per=100)


def league() -> Sketch:
    """A league of hospitals by missed appointments, as columns in order."""
    table = _league(YEAR)
    shares, place = table["share"].tolist(), _place(YEAR)
    s = Sketch(
        1100,
        400,
        f"{len(table)} columns, the lowest first: the share of appointments missed at each hospital, from {shares[0]:.1f}% to "
        f"{shares[-1]:.1f}%. Quillbrook is number {place}, with {shares[place - 1]:.1f}%.",
    )
    wide, tallest, floor = 1020 / len(table), 215, 350
    for n, share in enumerate(shares):
        ours = n == place - 1
        high = tallest * share / shares[-1]
        s.box(40 + wide * n, floor - high, wide - 6, high, fill=ACCENT if ours else TINT, thick=1.5)
    x, top = 40 + wide * (place - 0.5) - 3, floor - tallest * shares[place - 1] / shares[-1]
    s.text(
        max(x - 12, 40),
        62,
        f"number {place}: Quillbrook, {shares[place - 1]:.1f}%",
        30,
        bold=True,
        fill=ACCENT,
    )
    s.line([(x, 84), (x, top - 8)], edge=ACCENT, arrow=True)
    s.text(1060, 112, f"the last: {shares[-1]:.1f}%", 26, anchor="end")
    s.text(40, 376, f"Appointments missed in {YEAR}, one column for each hospital", 24, fill=theme.SOFT_INK)
    return s


def funnel_by_size() -> Picture:
    """The same hospitals as a funnel."""
    return funnel_plot(
        _funnel(),
        unit="appointments missed, %",
        n_unit="appointments booked",
        mark=US,
        title=f"Appointments missed in {YEAR}, %",
    )


def too_close() -> Picture:
    """Readmissions: more of them outside plain limits than luck could put there."""
    return funnel_plot(
        _back("none"),
        unit="readmitted within 30 days, %",
        n_unit="discharges",
        title="Back in hospital within 30 days, %. Plain limits, not widened.",
    )


def _die(s: Sketch, x: float, y: float, pips: int, size: float) -> None:
    """A die that shows a one (an infection, red), a three or a five."""
    one = pips == 1
    s.box(x, y, size, size, fill=RED if one else WHITE, edge=theme.OUTLINE)
    for a, b in PIPS[pips]:
        s.circle(
            x + size / 2 + a * size / 4,
            y + size / 2 + b * size / 4,
            size / 9,
            fill=WHITE if one else theme.INK,
            edge=WHITE if one else theme.INK,
        )


def dice_hospitals() -> Sketch:
    """A small hospital is ten dice; a large one is ten dice thrown six times."""
    s = Sketch(
        714,
        400,
        "On the left a small hospital: ten dice, of which a single one shows a one. On the right a large hospital: sixty dice, of which ten show a one. The ones "
        "are red.",
    )
    small, large = {6}, {4, 13, 17, 21, 25, 38, 42, 46, 50, 59}
    s.text(10, 30, "small: 10 dice", 28, bold=True)
    for n in range(10):
        _die(s, 10 + 50 * (n % 5), 62 + 50 * (n // 5), 1 if n in small else (3, 5)[n % 2], 42)
    s.text(10, 205, "a single one: 10%", 28, fill=RED, bold=True)
    s.text(310, 30, "large: 60 dice", 28, bold=True)
    for n in range(60):
        _die(s, 310 + 40 * (n % 10), 62 + 42 * (n // 10), 1 if n in large else (5, 3)[n % 3 % 2], 34)
    s.text(310, 345, "ten ones: 17%", 28, fill=RED, bold=True)
    return s


def sticker() -> Sketch:
    """Eight who stand, four of them with a sticker, and those who sit."""
    s = Sketch(
        714,
        400,
        "Eight people stand in a row; four of them, chosen by tossing coins, wear a sticker about the QI coach. Many other people are below "
        "them.",
    )
    s.text(10, 26, "the eight with the most ones", 26, bold=True)
    for n, helped in enumerate((True, False, True, True, False, False, True, False)):
        x = 46 + 88 * n
        s.circle(x, 84, 26, fill=TINT)
        s.box(x - 32, 114, 64, 116, fill=TINT)
        if helped:
            s.box(x - 28, 134, 56, 62, "QI\ncoach", 18, fill="#fff4d6", edge="#8a5300", bold=True)
    s.text(10, 268, "all the others", 26, bold=True)
    for n in range(22):
        s.circle(34 + 62 * (n % 11), 312 + 58 * (n // 11), 22, fill=WHITE, edge=theme.OUTLINE)
    return s


def _wards() -> pd.DataFrame:
    """Falls per 1,000 occupied bed days of the two wards: as a whole, among frail patients, among the others."""
    events = load("falls_events", trust="LARK", ward=list(WARDS))
    counts = events.groupby(["ward_code", "frail"], as_index=False).size().rename(columns={"size": "falls"})
    days = load("ward_month", trust="LARK", ward=list(WARDS)).groupby("ward_code")["obd"].sum()
    frail = load("wards", trust="LARK", ward=list(WARDS)).set_index("ward_code")["case_mix"]
    mix = counts["ward_code"].map(frail)
    counts["obd"] = counts["ward_code"].map(days) * mix.where(counts["frail"], 1 - mix)
    found = standardise(
        counts, "ward_code", "frail", "falls", "obd", standard={True: 0.5, False: 0.5}, per=1000
    )
    split = found.strata.pivot(index="unit", columns="stratum", values="rate")
    return pd.DataFrame(
        {
            "the whole ward": found.units.set_index("unit")["crude"],
            "frail patients": split[True],
            "all the others": split[False],
        }
    )


def _pairs(
    s: Sketch, groups: list[tuple[str, list[float]]], names: tuple[str, str], unit: str, decimals: int = 1
) -> Sketch:
    """Pairs of columns with their values above and their names below."""
    tallest, floor = 225, 305
    most = max(value for _, values in groups for value in values)
    for at, (group, values) in enumerate(groups):
        left = 60 + 350 * at
        for n, (name, value) in enumerate(zip(names, values, strict=True)):
            x, high = left + 145 * n, tallest * value / most
            s.box(x, floor - high, 125, high, fill=(ACCENT, TINT)[n])
            s.text(x + 62, floor - high - 24, f"{value:.{decimals}f}{unit}", 30, bold=True, anchor="middle")
            s.text(x + 62, floor + 22, name, 25, anchor="middle")
        s.text(left + 135, floor + 62, group, 28, bold=True, anchor="middle")
    return s


def two_wards() -> Sketch:
    """Two wards, as a whole and split by frailty."""
    table = _wards()
    groups = [(str(name), table[name].loc[list(WARDS)].tolist()) for name in table.columns]
    told = "; ".join(f"{name}: L6 {a:.1f}, L7 {b:.1f}" for name, (a, b) in groups)
    s = Sketch(1100, 400, f"Falls per 1,000 occupied bed days on two wards. {told}.")
    return _pairs(s, groups, WARDS, "").text(
        1060, 24, "falls per 1,000 occupied bed days", 22, anchor="end", fill=theme.SOFT_INK
    )


def _sums(column: str) -> list[int]:
    """A column of Northmere's clinics: its sum before the reminders and its sum since."""
    return load("outpatient", trust="NORM").groupby("reminder")[column].sum().tolist()


def _gap(since: bool) -> EquityGap:
    missed, booked, least_missed, least_booked = (
        _sums(column)[since] for column in ("dna_q1", "booked_q1", "dna_q5", "booked_q5")
    )
    return equity_gap(missed, booked, least_missed, least_booked, per=100)


def gap() -> Sketch:
    """Missed appointments before and since the reminders: all, the most and the least deprived fifth."""
    groups = [
        (name, [100 * m / n for m, n in zip(_sums(f"dna{end}"), _sums(f"booked{end}"), strict=True)])
        for name, end in FIFTHS
    ]
    told = "; ".join(f"{name}: {a:.1f}% before, {b:.1f}% since" for name, (a, b) in groups)
    s = Sketch(1100, 400, f"Appointments missed before the text reminders and since. {told}.")
    return _pairs(s, groups, ("before", "since"), "%").text(
        1060, 24, "appointments missed", 22, anchor="end", fill=theme.SOFT_INK
    )


def _outside(found: Funnel) -> list[str]:
    return found.units.loc[found.units["outside"] != 0, "unit"].tolist()


CHARTS = {
    "league": league,
    "funnel_by_size": funnel_by_size,
    "too_close": too_close,
    "two_wards": two_wards,
    "gap": gap,
}
DRAWINGS = {"dice_hospitals": dice_hospitals, "sticker": sticker}
FACTS = {
    "hospitals": lambda: str(len(_league(YEAR))),
    "later": lambda: str(_place(NEXT_YEAR)),
    "outside95": lambda: str(int((_funnel().units["outside95"] != 0).sum())),
    "plain_outside": lambda: str(len(_outside(_back("none")))),
    "back": lambda: str(len(_back("none").units)),
    "times": lambda: f"{max(_back('none').phi, 1) ** 0.5:.1f}",
    "still_outside": lambda: (
        listed(_outside(_back("multiplicative"))) if _outside(_back("multiplicative")) else "none"
    ),
    "fall": lambda: f"{simulate_selection(units=24, worst=4, rate=6.63)['fall']:.0%}",
    "gap_before": lambda: f"{_gap(False).absolute.estimate:.1f}",
    "gap_since": lambda: f"{_gap(True).absolute.estimate:.1f}",
    "ratio_before": lambda: f"{_gap(False).ratio.estimate:.1f}",
    "ratio_since": lambda: f"{_gap(True).ratio.estimate:.1f}",
}
