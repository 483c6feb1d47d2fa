"""The pictures of module 5's slides, and the figures that its notes fill in."""

from __future__ import annotations

import pandas as pd

from qilab.charts import Picture, control_chart, theme
from qilab.charts.sketch import ACCENT, Sketch
from qilab.data import load
from qilab.methods.spc.control import spc

WHITE, PAPER = "#ffffff", "#f4f4f4"
CHANGED = "2023-04-01"  # the new definition of a category 2 pressure ulcer: the story's
SHOWN = {
    "report_no": ("report", 110),
    "ward_code": ("ward", 80),
    "ward_name": ("ward name", 150),
    "patient": ("patient", 125),
    "fall_date": ("day", 150),
    "fall_time": ("time", 85),
    "review_min": ("minutes", 110),
    "staff_short": ("short of staff", 180),
    "rounds_pct": ("rounds, %", 130),
}


def _counts() -> dict[str, int]:
    """The four ways of counting that the lesson shows."""
    reports = load("export_raw")
    no_totals = reports[reports["report_no"] != "Total"]
    return {
        "all the lines": len(reports),
        "without\nthe totals": len(no_totals),
        "without second\ncopies": len(no_totals.drop_duplicates()),
        "one for each\npatient and day": len(no_totals.drop_duplicates(["patient", "fall_date"])),
    }


def four_counts() -> Sketch:
    """Four careful people, four numbers from one file."""
    counts = _counts()
    told = "; ".join(f"{name.replace(chr(10), ' ')}: {count:,}" for name, count in counts.items())
    s = Sketch(
        1100, 390, f"Falls in one export of Northmere, a fictional trust, counted in several ways. {told}."
    )
    for n, (name, count) in enumerate(counts.items()):
        x = 20 + 270 * n
        s.box(x, 40, 250, 310, fill=WHITE, edge=theme.OUTLINE, thick=3)
        s.text(x + 125, 150, f"{count:,}", 68, bold=True, anchor="middle")
        s.text(x + 125, 270, name, 28, anchor="middle", fill=ACCENT)
    return s


def _odd_lines() -> pd.DataFrame:
    """A few lines of the export as they were sent, each with a fault of another sort; an ordinary one first."""
    sent = load("export_raw")
    day, copies = sent["fall_date"], sent.duplicated(keep=False)
    kinds = [
        ~copies,
        sent["ward_code"] == "NA",
        day.str.fullmatch(r"\d{5}"),
        day.str.contains("[A-Z]"),
        copies,
        sent["staff_short"] == "nil",
        sent["report_no"] == "Total",
    ]
    chosen: list[int] = []
    for kind in kinds:
        chosen += [at for at in kind.fillna(False).to_numpy().nonzero()[0].tolist() if at not in chosen][:1]
        if kind is copies:  # its second copy comes next
            alike = (sent == sent.iloc[chosen[-1]]).all(axis=1).to_numpy().nonzero()[0].tolist()
            chosen += [at for at in alike if at not in chosen][:1]
    return sent[list(SHOWN)].iloc[chosen].fillna("")


def dirty_lines() -> Sketch:
    """Lines of the export as they were sent."""
    lines = _odd_lines()
    told = "; ".join(", ".join(filter(None, row)) for row in lines.to_numpy().tolist())
    s = Sketch(
        1130, 410, f"Some lines of an export of Northmere, a fictional trust, as they were sent. {told}."
    )
    s.box(0, 0, 1130, 400, fill=PAPER, edge=theme.OUTLINE, corner=0)
    x = 20.0
    for name, (head, wide) in SHOWN.items():
        s.text(x, 28, head, 22, bold=True, fill=ACCENT)
        for n, cell in enumerate(lines[name].tolist()):
            s.text(x, 76 + 42 * n, cell, 22)
        x += wide
    for n in range(len(lines)):
        s.line([(0, 54 + 42 * n), (1130, 54 + 42 * n)], edge=theme.GRID, thick=2)
    return s


def five_dates() -> Sketch:
    """Five ways to write a day; one of them is another day."""
    ways = ("03/04/2023", "2023-04-03", "3 Apr 23", "45019", "04/03/2023")
    s = Sketch(
        1100, 390, f"Five slips of paper, each with a date written in a different way: {', '.join(ways)}."
    )
    for n, way in enumerate(ways):
        x, y = 30 + 360 * (n % 3) + (180 if n > 2 else 0), 40 + 175 * (n // 3)
        s.box(x, y, 320, 130, way, 44, fill=PAPER, edge=theme.OUTLINE, bold=True)
        s.text(x + 16, y + 24, "ABCDE"[n], 24, bold=True, fill=ACCENT)
    return s


def one_day() -> Sketch:
    """The reports of one patient on one ward and one day, on a line of time."""
    reports = (
        (7 + 50 / 60, "07:50", "nurse"),
        (8 + 5 / 60, "08:05", "ward clerk"),
        (8 + 40 / 60, "08:40", "doctor"),
    )
    s = Sketch(
        1100,
        390,
        "A timeline for one patient on one ward. Reports at 07:50 by a nurse, at 08:05 by a ward clerk and at 08:40 by a doctor, "
        "and in the evening at 19:30 by a nurse. The gaps between them are 15 minutes, 35 minutes and nearly 11 hours.",
    )
    s.text(30, 30, "One patient, one ward, one day: four reports", 28, bold=True)
    s.line([(30, 230), (760, 230)], edge=theme.LINE, thick=4)
    s.line([(760, 230), (860, 230)], edge=theme.LINE, thick=4, dashed=True)
    s.line([(860, 230), (1070, 230)], edge=theme.LINE, thick=4)
    places = [90 + 720 * (hour - 7.8) for hour, _, _ in reports] + [960.0]
    for x, (_, when, who) in zip(places, (*reports, (19.5, "19:30", "nurse")), strict=True):
        s.circle(x, 230, 16, fill=ACCENT)
        s.text(x, 275, when, 30, bold=True, anchor="middle")
        s.text(x, 312, who, 26, anchor="middle")
    for a, b, gap in zip(places, places[1:], ("15 min", "35 min", "nearly 11 hours"), strict=False):
        s.line([(a, 195), (a, 170), (b, 170), (b, 195)], edge=theme.OUTLINE, thick=2)
        s.text((a + b) / 2, 145, gap, 26, anchor="middle")
    return s


def strips() -> Sketch:
    """Paper strips of one fall, the fullest on top."""
    s = Sketch(
        714,
        400,
        "Paper strips, each with one report. Two of them lie on top of each other, because they are about one fall. The one that says "
        "more is on top. A third strip, of another fall, lies apart.",
    )
    s.box(30, 70, 640, 66, fill=PAPER, edge=theme.OUTLINE)
    s.text(54, 122, "ward clerk, 09:25, harm: ?", 22, fill=theme.SOFT_INK)
    s.box(10, 20, 640, 86, fill=WHITE, edge=theme.OUTLINE, thick=4)
    s.text(30, 48, "nurse, 09:10, p41, East 4", 26, bold=True)
    s.text(30, 82, "harm: low. Slipped on a wet floor", 24)
    s.text(330, 180, "one fall: the fullest strip on top", 26, bold=True, anchor="middle", fill=ACCENT)
    s.box(10, 250, 640, 86, fill=WHITE, edge=theme.OUTLINE, thick=4)
    s.text(30, 278, "nurse, 16:40, p41, East 4", 26, bold=True)
    s.text(30, 312, "harm: none. Got up alone", 24)
    s.text(330, 370, "another fall", 26, bold=True, anchor="middle", fill=ACCENT)
    return s


def four_cells() -> Sketch:
    """A monthly return with four cells that look alike and are not."""
    s = Sketch(
        1100,
        390,
        "A monthly return of falls with four rows. Ward A: 0. Ward B: n/a. Ward C: a star. Ward D: blank.",
    )
    s.text(60, 30, "ward", 26, bold=True, fill=ACCENT)
    s.text(370, 30, "falls in May", 26, bold=True, fill=ACCENT)
    s.text(660, 30, "what goes into our table?", 26, bold=True, fill=ACCENT)
    for n, cell in enumerate(("0", "n/a", "*", "")):
        y = 60 + 82 * n
        s.text(60, y + 36, f"Ward {'ABCD'[n]}", 30, bold=True)
        s.box(330, y, 240, 70, cell, 40, fill=PAPER, edge=theme.OUTLINE, bold=True, corner=0)
        s.box(660, y, 400, 70, fill=WHITE, edge=theme.OUTLINE, corner=0)
    return s


def _ulcers() -> pd.DataFrame:
    wards = load("ward_month", trust="TARN")
    return wards.groupby("month", as_index=False)[["obd", "pu_cat2"]].sum()


def new_definition() -> Picture:
    """Pressure ulcers before and after their definition changed, each period with limits of its own."""
    read = spc(_ulcers(), "u", y="pu_cat2", n="obd", x="month", multiply=1000, phase=CHANGED)
    return control_chart(
        read,
        unit="category 2 pressure ulcers per 1,000 occupied bed days",
        title="Category 2 pressure ulcers per 1,000 bed days. Each period has its own limits.",
        notes={CHANGED: "New definition"},
    )


def _rate(after: bool) -> str:
    table = _ulcers()
    part = table[(table["month"] >= CHANGED) == after]
    return f"{1000 * part['pu_cat2'].sum() / part['obd'].sum():.1f}"


def _without_ward() -> str:
    return str(int((load("export_raw")["ward_code"] == "NA").sum()))


CHARTS = {"four_counts": four_counts, "dirty_lines": dirty_lines, "new_definition": new_definition}
DRAWINGS = {"five_dates": five_dates, "one_day": one_day, "strips": strips, "four_cells": four_cells}
FACTS = {
    "most": lambda: f"{max(_counts().values()):,}",
    "fewest": lambda: f"{min(_counts().values()):,}",
    "without_ward": _without_ward,
    "rate_before": lambda: _rate(False),
    "rate_after": lambda: _rate(True),
}
