"""What Process map is made of: its three pages."""

from __future__ import annotations

from qilab.panel.parts import (
    Button,
    Chart,
    ChoiceField,
    Columns,
    Group,
    LiveText,
    Log,
    NumberField,
    Page,
    Pages,
    Paragraph,
    Part,
    Row,
    SliderField,
    seed_row,
)
from qilab.panel.strip import strip

from . import drawing, model

NOTE = "This hospital is made up. Nobody here works badly; the time is lost between the steps."
STEPS = tuple((str(i), f"{i + 1}. {name}") for i, name in enumerate(model.NAMES))
CHANGES = tuple(model.CHANGES.items())
# Fields that hold a number of the chosen step: name → label, least, most, step (half of the work may be half a minute), unit.
EDITED = {
    "touch": ("Work", 0, 60, 0.5, "minutes"),
    "wait": ("Waiting for somebody to be free", 0, 120, 1, "minutes"),
    "hand_off": ("Hand-off to the next person", 0, 120, 1, "minutes"),
    "batch": ("How many are collected before they go on", 1, 30, 1, "in a batch"),
    "right": ("Complete and right when it goes on", 50, 100, 1, "%"),
}


def parts(seed: int) -> list[Part]:
    """The whole panel: the seed, three pages to play and the log."""
    return [
        seed_row(seed, "hospital"),
        Pages(name="page", label="Three ways to play", pages=(_map(), _two(), _right())),
        Log(file="process-map.csv"),
    ]


def _map() -> Page:
    start = model.hospital()[0]
    edited = tuple(
        SliderField(
            name=name, label=label, least=least, most=most, step=step, unit=unit, start=getattr(start, name)
        )
        for name, (label, least, most, step, unit) in EDITED.items()
    )
    step = ChoiceField(name="step", label="Which step?", options=STEPS, start="0")
    guess = NumberField(name="guess", label="New lead time", least=0, most=900, unit="minutes")
    halve = Button(name="halve", label="Halve all the work", main=True, needs=("guess",))
    predict = Group(
        label="Predict, then let everybody work twice as fast",
        parts=(
            Paragraph(
                text="Suppose all the work takes half as long, and every wait stays as it is. What will the lead time be?"
            ),
            Row(parts=(guess, halve)),
            Paragraph(name="hint"),
        ),
    )
    again = Row(parts=(Button(name="reset", label="Start again"),))
    change = Group(label="Change a step", parts=(step, *edited, again))
    return Page(
        title="Change the map",
        parts=(
            Columns(
                left=(predict, change),
                right=(
                    LiveText(name="finding", lines=3),
                    _chart("map", "Every step as a table"),
                    LiveText(name="result", lines=2),
                    LiveText(name="why", lines=2),
                    Paragraph(text=NOTE),
                ),
            ),
        ),
    )


def _chart(name: str, caption: str) -> Chart:
    return Chart(
        name=name,
        spec=drawing.map_spec(),
        height=drawing.HEIGHT,
        table=drawing.TABLE,
        caption=caption,
        key_lines=2,
        least_width=440,
    )


def _two() -> Page:
    def one(which: str, start: str, change: str) -> Group:
        return Group(
            label=f"The {which} change",
            parts=(
                ChoiceField(name=f"{which}_step", label="At which step?", options=STEPS, start=start),
                ChoiceField(name=f"{which}_change", label="What?", options=CHANGES, start=change),
            ),
        )

    told = "Cut the lead time by 40% with no more than two changes. A few pairs of changes can do it, but most cannot."
    fall = NumberField(name="fall", label="By how much will it fall?", least=0, most=100, unit="%")
    try_it = Button(name="try", label="Try these two", main=True, needs=("fall",))
    return Page(
        title="Two changes, 40% less",
        parts=(
            Paragraph(text=told),
            Columns(
                left=(
                    one("first", "4", "work"),
                    one("second", "6", "hand"),
                    Group(
                        label="Predict, then try",
                        parts=(Row(parts=(fall, try_it)), Paragraph(name="fall_hint")),
                    ),
                ),
                right=(
                    LiveText(name="goal", lines=2),
                    _chart("after", "Every step after the two changes"),
                    LiveText(name="tried", lines=2),
                    LiveText(name="tried_why", lines=3),
                    Paragraph(text=NOTE),
                ),
            ),
        ),
    )


def _right() -> Page:
    told = (
        "A process has several steps, and each step passes on part of its work complete and right. How many in 100 get "
        "through all the steps without a slip?"
    )
    sizes = (
        SliderField(name="n", label="Steps", least=1, most=15, start=5, unit="steps"),
        SliderField(name="share", label="Right at each step", least=50, most=100, start=95, unit="in 100"),
    )
    guess = NumberField(name="whole", label="Your prediction", least=0, most=100, step=0.1, unit="in 100")
    run = Button(name="run", label="Multiply", main=True, needs=("whole",))
    return Page(
        title="Right first time",
        parts=(
            Paragraph(text=told),
            *sizes,
            Row(parts=(guess, run)),
            Paragraph(name="whole_hint"),
            strip("yield", "Out of 100, how many get through without a slip", 100),
            LiveText(name="whole_result", lines=2),
            LiveText(name="whole_why", lines=2),
        ),
    )
