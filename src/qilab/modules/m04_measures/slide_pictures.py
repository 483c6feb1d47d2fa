"""The pictures of module 4's slides, and the figures that its notes fill in."""

from __future__ import annotations

from qilab.charts import theme
from qilab.charts.sketch import ACCENT, TINT, Sketch
from qilab.data import load
from qilab.methods.measure import wilson_interval

WHITE = "#ffffff"
ALL_MET = 8  # records looked at, all of which met the standard: the example of the lesson
TWO_WARDS = ((2, 10), (80, 90))  # met the standard, patients: the example of the lesson
# The published case, in per cent less: the aim, and what came.
CASE = (("the aim", 30.0), ("non-physical violence", 16.6), ("physical violence", 8.0))
LINES = (
    ("1", "What counts,\nwhat does not"),
    ("2", "What goes\nbelow the line"),
    ("3", "Over what\nperiod"),
    ("4", "What is left\nout, and why"),
    ("5", "What if it was\nnot recorded"),
)


def _two_numbers() -> tuple[int, int]:
    ward = load("ward_month", trust="OSIE", start="2022-04-01", end="2023-03-31")
    ward = ward[ward["ward_code"] == ward["ward_code"].iloc[0]]
    return int(ward["falls"].sum()), int(ward["falls_harm"].sum())


def two_numbers() -> Sketch:
    """The same ward and year, counted by two careful colleagues."""
    first, second = _two_numbers()
    s = Sketch(
        1100,
        390,
        f"Two sheets of paper about the same ward and year. The first colleague found {first} falls, the second {second}.",
    )
    for x, number, who in ((120, first, "first colleague"), (620, second, "second colleague")):
        s.box(x, 20, 360, 340, fill=WHITE, edge=theme.LINE, thick=4)
        s.text(x + 180, 70, who, 28, anchor="middle", fill=theme.SOFT_INK)
        s.text(x + 180, 190, str(number), 110, bold=True, anchor="middle")
        s.text(x + 180, 305, "falls", 32, anchor="middle")
    return s


def does_it_count() -> Sketch:
    """Three notes, and boxes to tick."""
    s = Sketch(
        714,
        400,
        "Three notes with a box to tick beside each: lowered to the floor by two staff; tripped over in the corridor, a visitor; "
        "found sitting beside the bed.",
    )
    for n, words in enumerate(
        (
            "“Lowered to the floor by two staff”",
            "“Visitor tripped in the corridor”",
            "“Found sitting beside the bed”",
        )
    ):
        y = 20 + 126 * n
        s.box(10, y, 580, 108, words, 28)
        s.box(610, y, 94, 108, "?", 44, fill=WHITE, edge=theme.LINE, bold=True)
    return s


def five_lines() -> Sketch:
    """The five lines of an operational definition, with room to write."""
    s = Sketch(1150, 380, "Five boxes: " + "; ".join(words.replace("\n", " ") for _, words in LINES))
    for n, (number, words) in enumerate(LINES):
        x = 10 + 228 * n
        s.box(x, 20, 216, 150)
        s.text(x + 108, 52, number, 32, bold=True, anchor="middle", fill=ACCENT)
        s.text(x + 108, 115, words, 25, anchor="middle")
        s.box(x, 180, 216, 180, fill=WHITE, edge=theme.LINE)
    return s


def two_shares() -> Sketch:
    """A small ward and a large one: the patients behind two percentages."""
    (a, n), (b, m) = TWO_WARDS
    s = Sketch(
        1100,
        400,
        f"Two wards as dots, one for each patient. On the small ward {a} of {n} met the standard, on the large one {b} of {m}.",
    )
    for x, met, of, name in ((80, a, n, "small ward"), (420, b, m, "large ward")):
        s.text(x, 30, f"{name}: {met} of {of}", 30, bold=True, fill=ACCENT)
        for at in range(of):
            s.circle(
                x + 20 + 40 * (at % (5 if of <= n else 15)),
                90 + 48 * (at // (5 if of <= n else 15)),
                15,
                fill=ACCENT if at < met else WHITE,
            )
    s.text(80, 388, "Filled: had care that met the standard", 24, fill=theme.SOFT_INK)
    return s


def how_sure() -> Sketch:
    """Eight ticks, and the interval in which the share of all records lies."""
    low, high = wilson_interval(ALL_MET, ALL_MET)
    s = Sketch(
        1100,
        390,
        f"Eight ticks in a row. Below them a scale from 0 to 100%, with a bar from {100 * low:.0f}% to {100 * high:.0f}%.",
    )
    for n in range(ALL_MET):
        s.box(130 + 108 * n, 20, 84, 84, "✓", 44, fill="#d8ead2", edge="#1b5e20")
    s.line([(80, 270), (1020, 270)], edge=theme.LINE)
    for share in (0, 25, 50, 75, 100):
        s.text(80 + 9.4 * share, 305, f"{share}%", 26, anchor="middle", fill=theme.SOFT_INK)
    s.box(80 + 940 * low, 205, 940 * (high - low), 50, fill=ACCENT)
    s.text(80 + 940 * low - 14, 230, "all records: somewhere here →", 26, bold=True, anchor="end")
    s.text(80, 365, "Wilson’s 95% interval", 24, fill=theme.SOFT_INK)
    return s


def short_of_the_aim() -> Sketch:
    """The published case: the aim and what came, side by side."""
    s = Sketch(
        714,
        400,
        "Three bars, each a percentage reduction: "
        + "; ".join(f"{name}, {less:g}" for name, less in CASE)
        + ".",
    )
    for n, (name, less) in enumerate(CASE):
        y = 30 + 125 * n
        s.text(10, y, name if n else "the aim: at least", 26, bold=True)
        s.box(10, y + 22, 18 * less, 58, fill=WHITE if n == 0 else TINT)
        s.text(24 + 18 * less, y + 51, f"{less:g}% less", 28)
    return s


CHARTS = {"two_numbers": two_numbers}
DRAWINGS = {
    "does_it_count": does_it_count,
    "five_lines": five_lines,
    "two_shares": two_shares,
    "how_sure": how_sure,
    "short_of_the_aim": short_of_the_aim,
}
FACTS = {
    "first": lambda: str(_two_numbers()[0]),
    "second": lambda: str(_two_numbers()[1]),
    "lowest": lambda: f"{100 * wilson_interval(ALL_MET, ALL_MET)[0]:.0f}%",
}
