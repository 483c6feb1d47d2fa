"""The pictures of module 3's slides, and the figures that its notes fill in."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from qilab.charts import theme
from qilab.charts.sketch import ACCENT, TINT, Sketch
from qilab.data import load
from qilab.methods.causes import Pareto, pareto
from qilab.methods.process import LeadTime, lead_time

from .process_map import model as made_up

WHITE, WORK, WAIT = "#ffffff", "#1f3a5f", "#dfe7ef"
COUNTERS, BATCH = 20, 10  # of the shelf game


def _steps() -> pd.DataFrame:
    table = load("process_steps").query("process == 'Medicines to take home'")
    return table.assign(side=table["branch"].where(table["branch"] != "main"))


def _found() -> LeadTime:
    return lead_time(_steps(), "touch_min", "wait_min", "value_adding", "side")


def _late() -> pd.DataFrame:
    return load("theatre_lists", trust="NORM").query("specialty != 'Emergency' and late_min >= 5")


def _by_day(monday: bool) -> Pareto:
    late = _late()
    return pareto(late[(late["list_date"].dt.day_of_week == 0) == monday], "reason1", "late_min")


def the_day() -> Sketch:
    """One patient's day: she may go, her daughter buys another ticket, they leave."""
    s = Sketch(
        1100,
        390,
        "A line from half past nine to late in the afternoon. At half past nine the doctor says that Mrs Okafor can go home. At "
        "noon her daughter buys another parking ticket. Late in the afternoon they leave. Below it, four people: doctor, "
        "pharmacist, porter and nurse. Each says: I did my part at once.",
    )
    s.line([(60, 120), (1040, 120)], edge=theme.INK, thick=5, arrow=True)
    for x, when, what, anchor in (
        (90, "half past nine", "“You can go home”", "start"),
        (500, "noon", "another parking ticket", "middle"),
        (1000, "late in the afternoon", "they leave", "end"),
    ):
        s.circle(x, 120, 14, fill=ACCENT)
        s.text(x, 168, when, 28, bold=True, anchor=anchor)
        s.text(x, 70, what, 28, anchor=anchor)
    for n, who in enumerate(("doctor", "pharmacist", "porter", "nurse")):
        s.box(60 + 250 * n, 235, 230, 120, f"{who}:\n“I did my part\nat once”", 26)
    return s


_ROOMS = (  # name, place and size; is the name at the top?
    ("Doctors’ office", 10, 10, 240, 130, True),
    ("Bay", 10, 250, 300, 140, False),
    ("Nurses’ station", 390, 180, 220, 150, False),
    ("Pharmacist", 340, 10, 200, 110, True),
    ("Pharmacy", 760, 10, 330, 380, True),
)
# Where one prescription goes, stop by stop.
_WALK = (
    (60, 100, "written in the doctors’ office"),
    (430, 215, "left in a tray at the nurses’ station"),
    (400, 88, "checked by the ward’s pharmacist"),
    (200, 100, "back in the doctors’ office to be corrected"),
    (500, 215, "in the tray again"),
    (820, 100, "at the hatch of the pharmacy"),
    (1030, 100, "dispensed"),
    (1030, 330, "checked once more"),
    (820, 330, "on the shelf for the porter"),
    (570, 260, "at the nurses’ station"),
    (200, 300, "with the patient in the bay"),
)


def spaghetti() -> Sketch:
    """A floor plan with the walk of one prescription drawn on it."""
    stops = "; ".join(f"{n}: {what}" for n, (_, _, what) in enumerate(_WALK, 1))
    s = Sketch(1100, 400, f"A floor plan with the route of one prescription, from room to room. {stops}.")
    for name, x, y, w, h, head in _ROOMS:
        s.box(x, y, w, h, fill=TINT, edge=theme.OUTLINE, thick=3)
        s.text(x + 14, y + (24 if head else h - 22), name, 24, bold=True)
    for y in (0, 280):
        s.line([(660, y), (660, y + 120)], edge=theme.OUTLINE, thick=5)
        s.line([(710, y), (710, y + 120)], edge=theme.OUTLINE, thick=5)
    for (x0, y0, _), (x, y, _) in pairwise(_WALK):
        s.line([(x0, y0), (x, y)], edge=ACCENT, thick=4)
    for n, (x, y, _) in enumerate(_WALK, 1):
        s.circle(x, y, 19, fill=WHITE, edge=ACCENT, thick=4)
        s.text(x, y, str(n), 22, bold=True, anchor="middle")
    return s


class _Step(NamedTuple):
    """A step of the map: minutes of work and of the wait after it, and the minute at which it begins."""

    name: str
    work: float
    wait: float
    begins: float


def _placed() -> list[_Step]:
    """The steps in order; branches begin together, and what follows waits for both."""
    out: list[_Step] = []
    clock = {"main": 0.0}
    columns = (_steps()[name].tolist() for name in ("branch", "step", "touch_min", "wait_min"))
    for branch, name, work, wait in zip(*columns, strict=True):
        if branch != "main" and branch not in clock:
            clock[branch] = clock["main"]
        if branch == "main" and len(clock) > 1:
            clock = {"main": max(clock.values())}
        out.append(_Step(name if branch == "main" else f"{branch}: {name}", work, wait, clock[branch]))
        clock[branch] += work + wait
    return out


def the_map() -> Sketch:
    """Medicines to take home: a row for each step, with its work and the wait after it."""
    placed, lead = _placed(), _found().lead
    told = "; ".join(f"{s.name}: {s.work} minutes of work, then {s.wait} of waiting" for s in placed)
    s = Sketch(1130, 420, f"Map of medicines to take home at Osierfield, a fictional trust. {told}.")
    left, wide, row = 372, 735, 31

    def at(minute: float) -> float:
        return left + wide * minute / lead

    bottom = 14 + row * len(placed)
    for hour in range(int(lead // 60) + 1):
        s.line([(at(60 * hour), 8), (at(60 * hour), bottom + 4)], edge=theme.GRID, thick=2)
        s.text(at(60 * hour), bottom + 22, f"{hour} h", 20, anchor="middle", fill=theme.SOFT_INK)
    for n, step in enumerate(placed):
        y, after = 14 + row * n, step.begins + step.work
        s.text(left - 12, y + row / 2, step.name, 22, anchor="end")
        s.box(at(step.begins), y + 4, at(step.work) - left, row - 8, fill=WORK, edge=WORK, corner=0)
        s.box(at(after), y + 9, at(step.wait) - left, row - 18, fill=WAIT, edge=theme.OUTLINE, corner=0)
    s.box(left, bottom + 40, 30, 18, fill=WORK, edge=WORK, corner=0)
    s.text(left + 42, bottom + 49, "somebody works on it", 22)
    s.box(left + 330, bottom + 43, 30, 12, fill=WAIT, edge=theme.OUTLINE, corner=0)
    s.text(left + 372, bottom + 49, "it waits", 22)
    return s


def counters() -> Sketch:
    """The shelf game: four people in a row, ten counters passed on together, or one by one."""
    s = Sketch(
        714,
        410,
        "Four people in a row: doctor, pharmacist, porter, nurse. In the first round ten counters go on together. In the second "
        "round each goes on at once.",
    )
    for n, who in enumerate(("Doctor", "Pharmacist", "Porter", "Nurse")):
        s.box(8 + 178 * n, 10, 162, 62, who, 26, bold=True)
        if n:
            s.line([(172 + 178 * (n - 1), 41), (182 + 178 * (n - 1), 41)], edge=ACCENT, thick=4)
    for y, name, groups in (
        (130, "Round 1: ten at a time", (10, 0, 10, 0)),
        (280, "Round 2: one at a time", (1, 1, 1, 1)),
    ):
        s.text(8, y, name, 28, bold=True)
        for n, many in enumerate(groups):
            for k in range(many):
                s.circle(36 + 178 * n + 27 * (k % 5), y + 42 + 30 * (k // 5), 11, fill=ACCENT)
            if many and n < 3:
                s.line(
                    [(164 + 178 * n, y + 56), (186 + 178 * n, y + 56)], edge=theme.INK, thick=4, arrow=True
                )
    return s


def twice_as_fast() -> Sketch:
    """The lead time of the lab's made-up hospital as one bar: what is work, and what is waiting."""
    found = made_up.found(made_up.hospital())
    s = Sketch(
        1100,
        390,
        f"The lead time of medicines to take home in a made-up hospital as one bar of {found.lead:.0f} minutes. {found.work:.0f} of "
        "them are work, and the rest is waiting.",
    )
    left, wide = 30, 1040
    work = wide * found.work / found.lead
    s.text(
        left, 40, f"{found.lead:.0f} minutes from the decision to the door, made-up hospital", 28, bold=True
    )
    s.box(left, 90, work, 150, fill=WORK, edge=WORK, corner=0)
    words = "waiting for somebody, for a hand-off or for a batch"
    s.box(left + work, 90, wide - work, 150, words, 28, fill=WAIT, edge=WORK, corner=0)
    s.line([(left + work / 2, 300), (left + work / 2, 250)], edge=WORK, arrow=True)
    s.text(left, 330, f"work: {found.work:.0f} minutes", 28, bold=True, fill=WORK)
    return s


def ten_steps() -> Sketch:
    """Ten steps in a row, each right for 95 in 100."""
    s = Sketch(
        1100,
        390,
        "A hundred prescriptions go into ten steps in a row. Each step passes on 95 of a hundred complete and right. How many of the "
        "hundred reach the end without a slip is left open.",
    )
    s.text(20, 60, "100 go in", 30, bold=True)
    s.text(1080, 60, "? come out\nwithout a slip", 30, bold=True, anchor="end")
    for n in range(10):
        x = 20 + 107 * n
        s.box(x, 150, 88, 110, "95\nof 100", 25, bold=True)
        if n < 9:
            s.line([(x + 90, 205), (x + 102, 205)], edge=ACCENT, thick=4)
    s.line([(64, 90), (64, 140)], edge=theme.INK, thick=4, arrow=True)
    s.line([(1027, 146), (1027, 106)], edge=theme.INK, thick=4, arrow=True)
    s.text(20, 330, "each step works on what the one before it passed on", 26, fill=theme.SOFT_INK)
    return s


def _rows(found: Pareto) -> list[tuple[str, float, float]]:
    """Causes with what they cost and the running share, the largest first."""
    columns = (found.causes[name].tolist() for name in ("cause", "burden", "cumulative"))
    return list(zip(*columns, strict=True))


def _bars(
    s: Sketch, x: float, head: str, found: Pareto, unit: str, running: bool = False
) -> list[tuple[str, float]]:
    """A ranking as horizontal bars, 500 px wide, with its head. Returns each cause with the height of its row."""
    rows = _rows(found)
    s.text(x, 24, head, 26, bold=True, fill=ACCENT)
    if running:
        s.text(x + 505, 24, "running total", 20, anchor="end", fill=theme.SOFT_INK)
    placed, longest = [], max(burden for _, burden, _ in rows)
    for n, (cause, burden, so_far) in enumerate(rows):
        y = 78 + 54 * n
        s.text(x, y, cause, 22, bold=n == 0)
        wide = max(4, 170 * burden / longest)
        s.box(x + 235, y - 18, wide, 36, fill=WAIT if n else WORK, edge=theme.OUTLINE, corner=0)
        words = f"{so_far:.0%}" if running else f"{burden:,.0f}"
        s.text(x + 505, y, words, 24, bold=n == 0, anchor="end")
        placed.append((cause, float(y)))
    s.text(x, 78 + 54 * len(rows), unit, 20, fill=theme.SOFT_INK)
    return placed


def _told(found: Pareto) -> str:
    return ", ".join(f"{cause} {burden:,.0f}" for cause, burden, _ in _rows(found))


def two_rankings() -> Sketch:
    """Why lists begin late: the causes ranked by how often, and by how many minutes."""
    late = _late()
    lists, minutes = pareto(late, "reason1"), pareto(late, "reason1", "late_min")
    s = Sketch(
        1130,
        425,
        f"Why operating lists at Northmere, a fictional trust, began late. By number of lists: {_told(lists)}. By minutes: "
        f"{_told(minutes)}. A line joins each cause on the left with the same cause on the right.",
    )
    left = dict(_bars(s, 10, "How often?", lists, "late lists"))
    right = dict(_bars(s, 620, "How many minutes?", minutes, "minutes lost"))
    for cause, y in left.items():
        s.line([(522, y), (612, right[cause])], edge=theme.LINE, thick=3)
    return s


def mondays() -> Sketch:
    """The same causes, on Mondays and on the other days, each with its running total."""
    monday, other = _by_day(True), _by_day(False)
    s = Sketch(
        1130,
        425,
        f"Minutes lost at Northmere, a fictional trust, by cause. On Mondays: {_told(monday)}. From Tuesday to Friday: "
        f"{_told(other)}. Each ranking shows its running total as a percentage.",
    )
    _bars(s, 10, "Mondays", monday, "minutes lost", running=True)
    _bars(s, 620, "Tuesday to Friday", other, "minutes lost", running=True)
    s.line([(568, 10), (568, 410)], edge=theme.GRID, thick=3)
    return s


def _first(found: Pareto, place: int = 0) -> str:
    return f"“{_rows(found)[place][0]}”"


CHARTS = {"the_map": the_map, "two_rankings": two_rankings, "mondays": mondays}
DRAWINGS = {
    "the_day": the_day,
    "spaghetti": spaghetti,
    "counters": counters,
    "twice_as_fast": twice_as_fast,
    "ten_steps": ten_steps,
}
FACTS = {
    "lead_hours": lambda: f"{_found().lead / 60:.1f}",
    "work": lambda: f"{_found().touch:.0f}",
    "value_share": lambda: f"{100 * _found().value_share:.0f}%",
    "longer": lambda: str(_found().branch),
    "second_by_lists": lambda: _first(pareto(_late(), "reason1"), 1),
    "second_by_minutes": lambda: _first(pareto(_late(), "reason1", "late_min"), 1),
    "unknown": lambda: f"{pareto(_late(), 'reason1', 'late_min').not_recorded_share:.0%}",
    "monday_first": lambda: _first(_by_day(True)),
    "other_first": lambda: _first(_by_day(False)),
}
