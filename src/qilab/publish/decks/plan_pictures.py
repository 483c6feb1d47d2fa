"""The drawings of the plans' decks that belong to no module: the day, a break, the test, the last sheets."""

from __future__ import annotations

import re
from functools import partial

from qilab.charts import theme
from qilab.charts.letters import width
from qilab.charts.sketch import ACCENT, TINT, Sketch

from ..room import REACTION
from ..timed.source import Plan, Step
from .source import Pictures

WHITE, CREAM, BROWN = "#ffffff", "#fff4d6", "#8a5300"
MOST_IN_A_COLUMN = 8


def pictures_of(plan: Plan, steps: list[Step]) -> Pictures:
    """The drawings for a plan's deck by name: “day”, one for each break by its words (“lunch”) and for each meeting by
    its week (“week_2”), “form_a” and so on.

    steps: those of the plan, in words.
    """
    weeks = {f"week_{step['week']}": partial(meeting, step) for step in steps if step.get("week")}
    breaks = {
        step["what"].lower(): partial(pause, step, steps[n + 1])
        for n, step in enumerate(steps)
        if step.get("break")
    }
    return {
        "day": partial(day, steps),
        "meetings": partial(meetings, steps),
        "form_a": partial(knowledge_test, "A", "before"),
        "form_b": partial(knowledge_test, "B", "after"),
        "small_test": small_test,
        "feedback": feedback,
        "court": court,
        "queue": queue,
        "boxes": boxes,
        "paper": paper,
        **breaks,
        **weeks,
    }


def _shortened(words: str, wide: float, size: float) -> str:
    """A title that fits, cut where a sentence or a part of it ends.

    >>> _shortened("Red, amber, green or a line? A vote at each table", 320, 23)
    'Red, amber, green or a line?'
    """
    ends = (", ", "? ", ": ", "; ", " (")
    while width(words, size) > wide and (cut := max(words.rfind(end) for end in ends)) > 0:
        words = words[: cut + 1].rstrip(",:;( ")
    return words


def day(steps: list[Step]) -> Sketch:
    """What comes when: the steps with their minutes, breaks in between."""
    return _timetable("What comes today", [(s["what"], s["minutes"], bool(s.get("break"))) for s in steps])


def meeting(step: Step) -> Sketch:
    """The parts of one meeting, with the minutes that stand in brackets behind each."""
    parts = re.findall(r"(?:^|[.,] )([^()]+?) \((\d+)\)", step["how"])
    return _timetable(step["what"], [(_begun(words), int(minutes), False) for words, minutes in parts])


def _begun(words: str) -> str:
    words = words.removeprefix("and ")
    return words[0].upper() + words[1:]


def _timetable(title: str, parts: list[tuple[str, int, bool]]) -> Sketch:
    """Rows of words and minutes; a break has a look of its own."""
    columns = -(-len(parts) // MOST_IN_A_COLUMN)
    per = -(-len(parts) // columns)
    wide, high = 1150 / columns, min(390 / per, 64)
    told = "; ".join(f"{words}, {minutes} minutes" for words, minutes, _ in parts)
    s = Sketch(1150, round(per * high), f"{title}: {told}.")
    for n, (words, minutes, resting) in enumerate(parts):
        x, y = wide * (n // per), 2 + high * (n % per)
        size, middle = min(high * 0.48, 27), y + high / 2 - 4
        fill, edge = (CREAM, BROWN) if resting else (TINT, ACCENT)
        s.box(x + 4, y, wide - 24, high - 8, fill=fill, edge=edge, thick=1.5)
        s.text(x + 18, middle, _shortened(words, wide - 160, size), size, bold=resting)
        s.text(x + wide - 36, middle, f"{minutes} min", size, anchor="end", fill=theme.SOFT_INK)
    return s


def meetings(steps: list[Step]) -> Sketch:
    """The meetings of some weeks as a path, each with what it is about."""
    names = [step["what"].partition(": ") for step in steps]
    told = "; ".join(f"{week}, {about}" for week, _, about in names)
    s = Sketch(1150, 390, f"A path of {len(steps)} boxes joined by arrows: {told}.")
    for n, (week, _, about) in enumerate(names):
        x, y = 10 + 390 * (n % 3), 10 + 200 * (n // 3)
        s.box(x, y, 340, 160)
        s.text(x + 22, y + 42, week, 34, bold=True, fill=ACCENT)
        s.text(x + 22, y + 106, _in_two(about, 300, 26), 26)
        if n % 3 < 2:
            s.line([(x + 344, y + 80), (x + 384, y + 80)], edge=ACCENT, thick=5, arrow=True)
    s.line([(960, 174), (960, 192), (180, 192), (180, 204)], edge=ACCENT, thick=4, arrow=True)
    return s


def _in_two(words: str, wide: float, size: float) -> str:
    """Words on two lines where one is too long."""
    parts = words.split()
    if width(words, size) <= wide:
        return words
    cut = next(n for n in range(len(parts), 0, -1) if width(" ".join(parts[:n]), size) <= wide)
    return " ".join(parts[:cut]) + "\n" + " ".join(parts[cut:])


def pause(step: Step, after: Step) -> Sketch:
    """A cup, how long, and what comes next."""
    s = Sketch(1150, 390, f"A cup. {step['what']}: back in {step['minutes']} minutes. Then: {after['what']}.")
    s.circle(300, 240, 56, fill=WHITE, edge=ACCENT, thick=12)
    s.box(60, 150, 240, 190, fill=TINT, edge=ACCENT, thick=5)
    for x in (120, 180, 240):
        s.line([(x, 130), (x - 10, 105), (x + 10, 80), (x, 55)], edge=theme.LINE, thick=6)
    s.text(440, 150, f"Back in {step['minutes']} minutes", 64, bold=True)
    s.text(440, 250, f"Then: {_shortened(after['what'], 620, 32)}", 32, fill=theme.SOFT_INK)
    return s


def knowledge_test(form: str, when: str) -> Sketch:
    """The form of the test, and the five letters."""
    s = Sketch(
        1150,
        390,
        f"A sheet with the words: form {form}. Beside it five cards with the letters A to E. E stands for: I do not know yet.",
    )
    s.box(30, 10, 300, 370, fill=WHITE, edge=theme.LINE, thick=4)
    s.text(180, 80, "Form", 40, anchor="middle")
    s.text(180, 165, form, 110, bold=True, anchor="middle", fill=ACCENT)
    s.text(180, 262, when, 34, anchor="middle", fill=theme.SOFT_INK)
    s.box(70, 305, 220, 50, "your number", 26, fill=WHITE, edge=theme.OUTLINE)
    for n, letter in enumerate("ABCDE"):
        last = letter == "E"
        s.box(
            385 + 152 * n,
            70,
            138,
            170,
            letter,
            70,
            fill=CREAM if last else TINT,
            edge=BROWN if last else ACCENT,
            bold=True,
        )
    s.text(664, 285, "one letter for each question", 30, anchor="middle")
    s.text(1062, 285, "I do not\nknow yet", 30, bold=True, anchor="middle", fill=BROWN)
    return s


def small_test() -> Sketch:
    """The last sheet: one patient, one day, one prediction."""
    s = Sketch(
        714,
        400,
        "A sheet with four lines to fill in: the change, as small as it can be; who, where, when; I predict; I will know by looking at.",
    )
    s.box(6, 6, 702, 388, fill=WHITE, edge=theme.LINE, thick=3)
    lines = (
        "The change: one patient, one day",
        "Who, where, when (by Friday)",
        "I predict",
        "I will know by looking at",
    )
    for n, words in enumerate(lines):
        y = 38 + 93 * n
        s.text(30, y, words, 27, bold=True, fill=ACCENT)
        s.line([(30, y + 54), (684, y + 54)], edge=theme.LINE, thick=2)
    return s


def feedback() -> Sketch:
    """The five lines of the feedback form, with boxes to tick."""
    s = Sketch(
        1150, 390, f"The feedback form: five lines, each with four boxes to tick: {' '.join(REACTION)}"
    )
    for n, words in enumerate(REACTION):
        y = 44 + 76 * n
        s.text(20, y, words, 30)
        for tick in range(4):
            s.box(880 + 68 * tick, y - 24, 48, 48, fill=WHITE, edge=theme.OUTLINE)
        s.line([(20, y + 38), (1130, y + 38)], edge=theme.GRID, thick=2)
    return s


def court() -> Sketch:
    """Two sides and a jury, with a chart between them."""
    s = Sketch(
        714,
        400,
        "A run chart. On its left a speaker says: it changed. On its right another says: only luck. Below, a jury of two with a rule.",
    )
    s.box(190, 10, 334, 220, fill=WHITE, edge=theme.LINE, thick=3)
    s.line([(204, 120), (510, 120)], edge=ACCENT, dashed=True)
    s.joined(
        [(216 + 28 * n, y) for n, y in enumerate((90, 150, 70, 130, 160, 105, 180, 145, 190, 150, 175))], r=8
    )
    s.box(6, 60, 170, 110, "“It\nchanged.”", 28, bold=True)
    s.box(538, 60, 170, 110, "“It is\nonly luck.”", 28, bold=True, fill=CREAM, edge=BROWN)
    s.box(
        190,
        280,
        334,
        100,
        "the jury: one named\nrule, applied",
        27,
        bold=True,
        fill=WHITE,
        edge=theme.OUTLINE,
    )
    for x in (91, 623):
        s.line([(x, 176), (x, 330), (182 if x < 300 else 532, 330)], edge=theme.LINE, arrow=True)
    return s


def queue() -> Sketch:
    """A full ward, and people who wait for a bed."""
    s = Sketch(714, 400, "A ward of twelve beds, all of them taken. At its door four people wait.")
    s.box(230, 10, 474, 340, fill=WHITE, edge=theme.LINE, thick=4)
    for n in range(12):
        x, y = 250 + 112 * (n % 4), 28 + 108 * (n // 4)
        s.box(x, y, 98, 92).circle(x + 49, y + 46, 22, fill=theme.COMMON)
    for n in range(4):
        s.circle(178 - 46 * n, 190, 20, fill=CREAM, edge=BROWN, thick=4)
    s.line([(202, 190), (224, 190)], edge=BROWN, thick=4, arrow=True)
    s.text(110, 250, "waiting", 28, bold=True, anchor="middle", fill=BROWN)
    s.text(467, 378, "one ward, a little money", 26, anchor="middle", fill=theme.SOFT_INK)
    return s


def boxes() -> Sketch:
    """Ten half-years in a row, with the day on which the chief executive leaves."""
    s = Sketch(
        714,
        400,
        "Ten empty boxes in two rows, one for each half-year. After the fifth: the chief executive leaves.",
    )
    for n in range(10):
        x, y = 8 + 141 * (n % 5), 10 + 200 * (n // 5)
        s.box(x, y, 132, 140, fill=WHITE, edge=theme.LINE, thick=3)
        s.text(x + 66, y + 28, f"{n // 2 + 1}{'ab'[n % 2]}", 26, bold=True, anchor="middle", fill=ACCENT)
    s.text(706, 180, "the chief executive leaves", 27, bold=True, anchor="end", fill=BROWN)
    s.text(8, 380, "year 1, first half (1a), second half (1b), and so on", 22, fill=theme.SOFT_INK)
    return s


def paper() -> Sketch:
    """A board paper in three sentences."""
    s = Sketch(
        714,
        400,
        "A page with three questions, each with a line to write on: has it changed; can it meet its target; what do we ask for.",
    )
    s.box(6, 6, 702, 388, fill=WHITE, edge=theme.LINE, thick=3)
    for n, words in enumerate(
        ("Has it changed?", "Can it meet its target as it is?", "We ask for …, from …, by …")
    ):
        y = 46 + 124 * n
        s.text(30, y, f"{n + 1}  {words}", 30, bold=True, fill=ACCENT)
        s.line([(30, y + 62), (684, y + 62)], edge=theme.LINE, thick=2)
    return s
