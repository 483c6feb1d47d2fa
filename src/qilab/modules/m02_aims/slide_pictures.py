"""The pictures of module 2's slides, and the figures that its notes fill in."""

from __future__ import annotations

from qilab.charts import theme
from qilab.charts.sketch import ACCENT, TINT, Sketch
from qilab.data import load
from qilab.methods import luck_meter

TARGET = 8.5  # what the team of the lesson settles on
WHITE, AMBER = "#ffffff", "#8a5300"
PARTS = (
    ("Measure", "What do we count,\nand per what?"),
    ("Group", "Who is it for?"),
    ("Baseline", "Where do\nwe start?"),
    ("Target", "Where do we\nwant to get to?"),
    ("Date", "By when?"),
)


def _before() -> tuple[list[str], list[float], list[float], list[float]]:
    """Months, rates, falls and bed days of East 4 before its change."""
    e4 = load("ward_month", trust="NORM", ward="E4", start="2022-04-01", end="2023-01-31")
    rate = (1000 * e4["falls"] / e4["obd"]).round(1)
    return e4["month"].dt.strftime("%b").tolist(), rate.tolist(), e4["falls"].tolist(), e4["obd"].tolist()


def whiteboard() -> Sketch:
    """The wish of the case."""
    s = Sketch(
        1100,
        380,
        "A whiteboard on which somebody has written: Reduce falls on East 4 this year. Below it are four people.",
    )
    s.box(150, 20, 800, 220, fill=WHITE, edge=theme.LINE, thick=6)
    s.text(550, 125, "“Reduce falls on East 4 this year.”", 40, bold=True, anchor="middle", fill=ACCENT)
    for n, who in enumerate(("sister", "physiotherapist", "night nurse", "porter")):
        s.circle(250 + 200 * n, 295, 26, fill=TINT)
        s.text(250 + 200 * n, 350, who, 24, anchor="middle")
    return s


def five_parts() -> Sketch:
    """The five parts of an aim, each with its question and room to write."""
    s = Sketch(
        1150, 380, "Five boxes: " + "; ".join(f"{name}: {ask}".replace("\n", " ") for name, ask in PARTS)
    )
    for n, (name, ask) in enumerate(PARTS):
        x = 10 + 228 * n
        s.box(x, 20, 216, 70, name, 30, fill=ACCENT, bold=True)
        s.parts[-1] = s.parts[-1].replace(f'fill="{theme.INK}"', f'fill="{WHITE}"')
        s.box(x, 98, 216, 110, ask, 23)
        s.box(x, 216, 216, 150, fill=WHITE, edge=theme.LINE)
    return s


def before_the_change() -> Sketch:
    """East 4's months before the change, and the target."""
    months, rates, _, _ = _before()
    met = sum(rate <= TARGET for rate in rates)
    s = Sketch(
        1150,
        420,
        f"Falls per 1,000 occupied bed days on East 4, month by month before the change: {', '.join(map(str, rates))}. A dashed "
        f"line shows the target, {TARGET:g}. {met} of {len(rates)} months lie at it or below.",
    )
    top = max(*rates, TARGET) * 1.1

    def up(value: float) -> float:
        return 350 - 310 * value / top

    s.line([(70, up(0)), (1130, up(0))], edge=theme.LINE, thick=2)
    step = 900 / len(rates)
    s.joined([(110 + step * n, up(rate)) for n, rate in enumerate(rates)], r=13)
    for n, (month, rate) in enumerate(zip(months, rates, strict=True)):
        s.text(110 + step * n, up(rate) - 28, f"{rate:g}", 24, anchor="middle")
        s.text(110 + step * n, 376, month, 24, anchor="middle", fill=theme.SOFT_INK)
    s.line([(70, up(TARGET)), (1000, up(TARGET))], edge=ACCENT, thick=4, dashed=True)
    s.text(1010, up(TARGET), f"target {TARGET:g}", 26, bold=True, fill=ACCENT)
    s.text(70, 408, "Falls per 1,000 occupied bed days, before the change", 22, fill=theme.SOFT_INK)
    return s


def one_line_of_drivers() -> Sketch:
    """One line of a driver diagram, read from right to left."""
    s = Sketch(
        1150,
        400,
        "Four boxes from left to right: the aim, fewer missed appointments; a primary driver, people can get here; a secondary driver, "
        "help with travel is offered early; an idea, a map with the bus stop on it. Arrows lead from right to left.",
    )
    for n, (kind, words) in enumerate(
        (
            ("Aim", "fewer missed\nappointments"),
            ("Primary driver", "people can\nget here"),
            ("Secondary driver", "help with travel\nis offered early"),
            ("Change idea", "a map with the\nbus stop on it"),
        )
    ):
        x = 10 + 290 * n
        s.text(x + 125, 90, kind, 26, bold=True, anchor="middle", fill=ACCENT)
        s.box(x, 130, 250, 130, words, 26)
        if n:
            s.line([(x - 2, 195), (x - 34, 195)], edge=ACCENT, thick=5, arrow=True)
    s.text(1130, 320, "← how would this move that?", 28, bold=True, anchor="end")
    s.text(10, 380, "A made-up eye clinic", 22, fill=theme.SOFT_INK)
    return s


def empty_drivers() -> Sketch:
    """A driver diagram to fill in."""
    s = Sketch(
        714, 400, "An empty driver diagram: one aim, two primary drivers, four secondary drivers, four ideas."
    )
    s.box(8, 155, 150, 90, "aim", 26, bold=True)
    for n in range(2):
        y = 60 + 190 * n
        s.box(198, y, 150, 90, "driver", 26, fill=WHITE)
        s.line([(196, y + 45), (162, 200)], edge=ACCENT, arrow=True)
        for m in range(2):
            z = 20 + 190 * n + 95 * m
            s.box(388, z, 150, 76, fill=WHITE)
            s.line([(386, z + 38), (352, y + 45)], edge=ACCENT, arrow=True)
            s.box(570, z, 136, 76, "idea", 24, fill="#fff4d6", edge=AMBER)
            s.line([(568, z + 38), (542, z + 38)], edge=AMBER, arrow=True)
    return s


def empty_chair() -> Sketch:
    """The team around its table, and the chair that nobody sits on."""
    s = Sketch(
        1100,
        390,
        "A table with five chairs. Staff sit on four of them; the fifth, with a question mark, is empty.",
    )
    s.box(300, 130, 500, 130, "our aim", 34, bold=True)
    for x, y, who in (
        (200, 195, "sister"),
        (420, 60, "consultant"),
        (680, 60, "manager"),
        (420, 325, "porter"),
    ):
        s.circle(x, y, 36, fill=TINT)
        s.text(x, y + 54 if y != 60 else y - 50, who, 23, anchor="middle")
    s.circle(900, 195, 40, fill="#fff4d6", edge=AMBER, thick=5)
    s.text(900, 195, "?", 44, bold=True, anchor="middle")
    s.text(900, 262, "who is it for?", 25, bold=True, anchor="middle")
    return s


def _luck() -> str:
    import numpy as np

    _, _, falls, days = _before()
    found = luck_meter(np.array(falls), TARGET, exposure=np.array(days))
    return f"{100 * found.poisson:.0f}"


def _met() -> str:
    _, rates, _, _ = _before()
    return f"{sum(rate <= TARGET for rate in rates)} of {len(rates)}"


CHARTS = {"before_the_change": before_the_change}
DRAWINGS = {
    "whiteboard": whiteboard,
    "five_parts": five_parts,
    "one_line_of_drivers": one_line_of_drivers,
    "empty_drivers": empty_drivers,
    "empty_chair": empty_chair,
}
FACTS = {"target": lambda: f"{TARGET:g}", "met": _met, "luck": _luck}
