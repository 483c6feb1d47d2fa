"""The pictures of module 10's slides, and the figures that its notes fill in."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from qilab.charts import theme
from qilab.charts.sketch import ACCENT, TINT, Sketch
from qilab.data import load
from qilab.methods.flow import bed_day_share, erlang_c, length_biased_mean

WHITE, DARK, PALE = "#ffffff", "#1f3a5f", "#dfe7ef"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONG = 21  # days: a long stay
A_DAY, STAY = 4.2, 6.1  # the half-worked ward of the lesson
FULL, POOLS = 0.9, (10, 28, 60, 100, 300)  # share of beds taken, and how many are shared


def _week() -> tuple[list[float], list[float]]:
    """For each day of the week: patients in at 08:00, and of 100 discharges, how many fall on it."""
    beds, stays = load("beds_daily", trust="LARK"), load("spells", trust="LARK")
    occupied = beds.groupby(beds["date"].dt.day_of_week)["occupied"].mean().reindex(range(7))
    left = stays["discharge"].dropna().dt.day_of_week.value_counts().reindex(range(7), fill_value=0)
    return occupied.tolist(), (100 * left / left.sum()).tolist()


def the_week() -> Sketch:
    """How many are in at 08:00 on each day, above how many go home on it."""
    occupied, left = _week()
    told = "; ".join(
        f"{day}: {inside:.0f} in, {out:.0f} of 100 discharges"
        for day, inside, out in zip(DAYS, occupied, left, strict=True)
    )
    s = Sketch(
        1130,
        415,
        f"An average week at Larkhaven, a fictional trust. Patients in at 08:00, and discharges. {told}.",
    )
    s.text(10, 80, "in at 08:00", 24, bold=True, fill=ACCENT)
    s.text(10, 290, "of 100\ndischarges", 24, bold=True, fill=ACCENT)
    low, high = min(occupied), max(occupied)
    places = [
        (235 + 135 * n, 120 - 70 * (value - low) / max(high - low, 1e-9)) for n, value in enumerate(occupied)
    ]
    s.joined(places, r=13)
    for (x, y), value in zip(places, occupied, strict=True):
        s.text(x, y - 32, f"{value:.0f}", 26, bold=value == high, anchor="middle")
    for n, (day, out) in enumerate(zip(DAYS, left, strict=True)):
        x, tall = 235 + 135 * n, 150 * out / max(left)
        s.box(x - 40, 360 - tall, 80, tall, fill=PALE if n > 4 else DARK, edge=theme.OUTLINE, corner=0)
        s.text(x, 342 - tall, f"{out:.0f}", 26, anchor="middle")
        s.text(x, 388, day, 24, anchor="middle", bold=n in (0, 5, 6))
    s.line([(170, 360), (1120, 360)], edge=theme.LINE, thick=3)
    return s


def beds_and_stays() -> Sketch:
    """Patients a day, times days of a stay, are beds taken."""
    taken = A_DAY * STAY
    s = Sketch(
        1100,
        390,
        f"{A_DAY} patients a day come through a door into a ward and stay for {STAY} days on average. Beds taken: {taken:.1f}, drawn as "
        "a block of beds.",
    )
    s.text(20, 80, f"{A_DAY} a day\ncome", 32, bold=True)
    s.line([(30, 170), (225, 170)], edge=theme.INK, thick=6, arrow=True)
    s.box(250, 30, 590, 270, fill=WHITE, edge=theme.OUTLINE, thick=4)
    for n in range(26):
        s.box(
            272 + 61 * (n % 9),
            52 + 80 * (n // 9),
            46,
            62,
            fill=TINT if n == 25 else ACCENT,
            edge=ACCENT,
            corner=4,
        )
    s.text(
        545, 340, f"{A_DAY} × {STAY} = {taken:.1f} beds taken", 34, bold=True, anchor="middle", fill=ACCENT
    )
    s.line([(865, 170), (1060, 170)], edge=theme.INK, thick=6, arrow=True)
    s.text(1080, 80, f"after {STAY} days\nthey leave", 32, bold=True, anchor="end")
    return s


def _wait(busy: float) -> float:
    """The mean wait for one scanner, in scans: busy ÷ free."""
    return busy / (1 - busy)


def the_bend() -> Sketch:
    """How the wait for one scanner grows as it is busier."""
    s = Sketch(
        1130,
        415,
        "A curve: the mean wait for one scanner against how busy it is. At 50% busy the wait is 1 scan long, at 80% it is 4, at 90% "
        "it is 9, and from there it shoots up. The wait at 95% is left open.",
    )

    def at(busy: float, wait: float) -> tuple[float, float]:
        return 90 + 10 * 100 * busy, 350 - 16 * wait

    s.line([(90, 20), (90, 350), (1110, 350)], edge=theme.LINE, thick=3)
    s.line([at(b, _wait(b)) for b in np.linspace(0, 0.952, 120).tolist()], edge=ACCENT, thick=6)
    for percent in (0, 50, 80, 90, 95):
        x, _ = at(percent / 100, 0)
        s.text(x, 378, f"{percent}%", 23, anchor="middle", bold=percent == 95)
    for busy in (0.5, 0.8, 0.9):
        x, y = at(busy, _wait(busy))
        s.circle(x, y, 12, fill=ACCENT)
        s.text(x - 22, y - 24, f"{_wait(busy):.0f}", 34, bold=True, anchor="end")
    x, y = at(0.95, _wait(0.95))
    s.circle(x, y, 14, fill=WHITE, edge=ACCENT, thick=4)
    s.text(x - 26, y, "?", 42, bold=True, anchor="end")
    s.text(110, 40, "mean wait, counted in scans", 26, fill=theme.SOFT_INK)
    s.text(180, 378, "how busy the scanner is", 24, fill=theme.SOFT_INK)
    return s


def pools() -> Sketch:
    """Of 100 new patients, how many find every bed taken, in pools that are all equally full."""
    waits = [100 * float(erlang_c(n, FULL * n)) for n in POOLS]
    told = "; ".join(f"{n} beds: {wait:.0f} in 100 wait" for n, wait in zip(POOLS, waits, strict=True))
    s = Sketch(1100, 400, f"Five pools of beds, all {100 * FULL:.0f}% full. {told}.")
    s.text(
        20,
        24,
        f"of 100 new patients, how many wait for a bed? All pools are {100 * FULL:.0f}% full",
        26,
        bold=True,
    )
    for row, (n, wait) in enumerate(zip(POOLS, waits, strict=True)):
        y = 90 + 66 * row
        s.text(250, y, f"{n} beds shared", 28, bold=True, anchor="end")
        wide = max(3, 9.8 * wait)
        s.box(270, y - 24, wide, 48, fill=DARK, edge=DARK, corner=0)
        s.text(282 + wide, y, f"{wait:.0f}", 30, bold=True)
    return s


def four_beds() -> Sketch:
    """The game: four beds, a door and two dice."""
    s = Sketch(
        714,
        400,
        "A ward of four beds on squared paper. Three of them hold a number of days: 4, 1 and 6. The fourth is empty. A patient waits "
        "at the door. The die for who comes: 1 or 2 nobody, 3 or 4 one patient, 5 or 6 two patients. The other die is the days of the stay.",
    )
    s.text(10, 24, "a ward of four beds", 26, bold=True, fill=ACCENT)
    for n, left in enumerate(("4", "1", "6", "")):
        s.box(
            10 + 118 * n,
            50,
            104,
            104,
            left,
            48,
            fill=TINT if left else WHITE,
            edge=ACCENT,
            bold=True,
            thick=3,
        )
    s.line([(492, 40), (492, 165)], edge=theme.INK, thick=8)
    for n in range(2):
        s.circle(545 + 66 * n, 102, 25, fill=WHITE, edge=theme.INK, thick=4)
    s.text(578, 24, "at the door", 26, bold=True, anchor="middle", fill=ACCENT)
    for n, (die, words) in enumerate(
        (("1 2", "nobody comes"), ("3 4", "one patient"), ("5 6", "two patients"))
    ):
        y = 206 + 62 * n
        s.box(10, y - 24, 96, 50, die, 28, fill=WHITE, edge=theme.OUTLINE, bold=True)
        s.text(122, y, words, 27)
    s.box(372, 182, 330, 176, fill=WHITE, edge=theme.OUTLINE)
    s.text(537, 270, "a second die:\nthe days of the stay,\nwritten in the bed", 27, anchor="middle")
    return s


@lru_cache(maxsize=1)
def _stays() -> pd.Series:
    spells = load("spells", trust="LARK").dropna(subset=["discharge"])
    return (spells["discharge"] - spells["admit"]).dt.total_seconds() / 86_400


def who_is_in() -> Sketch:
    """A hundred who left beside a hundred bed days: how many of each belong to long stays."""
    people, days = (round(100 * share) for share in bed_day_share(_stays(), LONG))
    s = Sketch(
        1100,
        400,
        f"Two squares of a hundred dots, from two wards of Larkhaven, a fictional trust. Of 100 patients who left, {people} had stayed "
        f"{LONG} days or more; they are dark. Of 100 bed days, {days} belong to such stays.",
    )
    for x, head, dark in ((100, "100 patients who left", people), (620, "100 bed days", days)):
        s.text(x, 26, head, 30, bold=True, fill=ACCENT)
        for n in range(100):
            s.circle(
                x + 16 + 38 * (n % 10),
                76 + 29 * (n // 10),
                12,
                fill=DARK if n < dark else WHITE,
                edge=theme.OUTLINE,
            )
    s.text(550, 378, f"dark: stays of {LONG} days or more", 26, anchor="middle")
    return s


def _by_block() -> tuple[list[float], list[float]]:
    """For each block of three hours of an average day: patients in at its start, and admissions and discharges in it."""
    spells = load("spells", trust="LARK")
    gone = spells["discharge"].dropna()
    hours = pd.date_range("2022-05-01", "2025-02-28 23:00", freq="h")
    into = spells["admit"].sort_values().searchsorted(hours, side="right")
    out_of = gone.sort_values().searchsorted(hours, side="right")
    heads = pd.Series(into - out_of).groupby(hours.hour).mean()
    moves = pd.concat([spells["admit"], gone])
    moves = moves[moves.between(hours[0], hours[-1])]
    a_day = (moves.dt.hour // 3).value_counts().reindex(range(8), fill_value=0) / (len(hours) / 24)
    return heads.iloc[::3].tolist(), a_day.tolist()


def heads_or_work() -> Sketch:
    """The heads of an average day, which hardly move, above its admissions and discharges, which do."""
    heads, work = _by_block()
    names = [f"{3 * n:02}–{3 * n + 3:02}" for n in range(8)]
    told = "; ".join(
        f"{name}: {h:.0f} in, {w:.1f} come or go" for name, h, w in zip(names, heads, work, strict=True)
    )
    s = Sketch(
        1130,
        415,
        f"An average day on two wards of Larkhaven, a fictional trust, in blocks of three hours. {told}.",
    )
    s.text(10, 70, "patients in", 24, bold=True, fill=ACCENT)
    s.text(10, 270, "come or go", 24, bold=True, fill=ACCENT)
    places = [(230 + 120 * n, 130 - 80 * value / max(heads)) for n, value in enumerate(heads)]
    s.joined(places, r=12)
    s.line([(170, 130), (1120, 130)], edge=theme.LINE, thick=3)
    for (x, y), value in zip(places, heads, strict=True):
        s.text(x, y - 30, f"{value:.0f}", 26, anchor="middle")
    for n, value in enumerate(work):
        x, tall = 230 + 120 * n, 160 * value / max(work)
        s.box(x - 36, 360 - tall, 72, tall, fill=DARK, edge=DARK, corner=0)
        s.text(x, 340 - tall, f"{value:.1f}", 26, anchor="middle")
        s.text(x, 386, names[n], 24, anchor="middle", fill=theme.SOFT_INK)
    s.line([(170, 360), (1120, 360)], edge=theme.LINE, thick=3)
    return s


def the_pathway() -> Sketch:
    """From the ambulance to home, with people waiting at each place."""
    s = Sketch(
        1130,
        400,
        "A pathway from left to right: ambulances, A&E, the ward, care at home. Five ambulances wait outside A&E. In A&E four people wait for a "
        "bed. Of twelve beds on the ward, five hold people who are ready to leave, marked R. A dashed line, the hospital’s wall, "
        "stands between the ward and the one carer who looks after people at home.",
    )
    for x, wide, name in (
        (10, 210, "ambulances"),
        (280, 210, "A&E"),
        (550, 290, "ward"),
        (930, 190, "care at home"),
    ):
        s.box(x, 60, wide, 250, fill=WHITE, edge=theme.OUTLINE, thick=3)
        s.text(x + wide / 2, 30, name, 28, bold=True, anchor="middle", fill=ACCENT)
    for x in (225, 495, 848):
        s.line([(x, 185), (x + 46 if x < 800 else x + 70, 185)], edge=theme.INK, thick=5, arrow=True)
    for n in range(5):
        s.box(28 + 94 * (n % 2), 78 + 76 * (n // 2), 82, 58, "wait", 24, fill=TINT)
    for n in range(4):
        s.circle(340 + 92 * (n % 2), 140 + 92 * (n // 2), 30, fill=TINT, edge=ACCENT)
    for n in range(12):
        ready = n in (1, 4, 6, 9, 10)
        s.box(
            570 + 64 * (n % 4),
            84 + 74 * (n // 4),
            54,
            60,
            "R" if ready else "",
            32,
            fill=DARK if ready else TINT,
            edge=ACCENT,
        )
        if ready:
            s.text(597 + 64 * (n % 4), 114 + 74 * (n // 4), "R", 32, bold=True, anchor="middle", fill=WHITE)
    s.circle(1025, 160, 36, fill=ACCENT)
    s.text(1025, 240, "one carer", 28, anchor="middle")
    s.line([(884, 10), (884, 330)], edge=theme.INK, thick=4, dashed=True)
    s.text(1125, 350, "the hospital ends here", 26, anchor="end")
    s.text(550, 350, "R: ready to leave", 26)
    return s


def _day(number: int) -> str:
    return DAYS[number]


def _fullest() -> str:
    occupied, _ = _week()
    return _day(occupied.index(max(occupied)))


def _block(place: int) -> str:
    work = _by_block()[1]
    at = sorted(range(8), key=work.__getitem__)[place]
    return f"{3 * at:02}:00 to {3 * at + 3:02}:00"


CHARTS = {"the_week": the_week, "who_is_in": who_is_in, "heads_or_work": heads_or_work}
DRAWINGS = {
    "beds_and_stays": beds_and_stays,
    "the_bend": the_bend,
    "pools": pools,
    "four_beds": four_beds,
    "the_pathway": the_pathway,
}
FACTS = {
    "fullest": _fullest,
    "weekend": lambda: f"{sum(_week()[1][5:]):.0f}",
    "mean_left": lambda: f"{_stays().mean():.1f}",
    "mean_met": lambda: f"{length_biased_mean(_stays()):.1f}",
    "long": lambda: str(LONG),
    "long_people": lambda: f"{100 * bed_day_share(_stays(), LONG)[0]:.0f}",
    "long_days": lambda: f"{100 * bed_day_share(_stays(), LONG)[1]:.0f}",
    "busiest": lambda: _block(-1),
    "quietest": lambda: _block(0),
}
