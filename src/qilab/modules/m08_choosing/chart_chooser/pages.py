"""What Chart chooser is made of: its three pages and their fields."""

from __future__ import annotations

from typing import Any

from qilab.panel.parts import (
    Button,
    Chart,
    ChoiceField,
    Columns,
    Group,
    LiveText,
    Log,
    Page,
    Pages,
    Paragraph,
    Part,
    Row,
    SliderField,
    seed_row,
)
from qilab.panel.prediction import predict_of_100

from . import model, picture, words

NOTE = "Made-up data. Nothing here is about a real trust."
RULES = (("limits", "Points outside the limits"), ("mdc", "Making Data Count: four rules"))
BLANK = ("", "choose one")


def parts(start: dict[str, Any]) -> list[Part]:
    """The whole panel. start: the values of its fields at the start."""
    data = ChoiceField(name="data", label="Data", options=tuple(words.DATA.items()), start=start["data"])
    change = SliderField(
        name="change",
        label="Real change halfway through (0 is none)",
        least=-model.MOST_CHANGE,
        most=model.MOST_CHANGE,
        step=10,
        start=start["change"],
        unit="%",
    )
    return [
        seed_row(start["seed"], "data"),
        Row(parts=(data, change)),
        Pages(name="page", label="Three pages", pages=(_choose(), _all(), _alarms())),
        Log(file="chart-chooser.csv"),
    ]


def _choose() -> Page:
    questions = tuple(
        ChoiceField(name=name, label=label, options=(BLANK, *options.items()), start="")
        for name, (label, options) in words.QUESTIONS.items()
    )
    override = ChoiceField(
        name="override",
        label="Or overrule them",
        options=(("", "as the questions say"), *words.NAMES.items()),
        start="",
    )
    reason = ChoiceField(
        name="reason", label="Because it is …", options=(BLANK, *words.REASONS.items()), start=""
    )
    buttons = (
        Button(name="check", label="Check chart and reason", main=True, needs=("reason",)),
        Button(name="reset", label="Start again"),
    )
    chart = Chart(
        name="picture",
        spec=picture.spec(),
        height=picture.HEIGHT,
        table=picture.TABLE,
        caption="The chart as a table",
    )
    return Page(
        title="Choose a chart",
        parts=(
            Paragraph(name="about"),
            Columns(
                left=(
                    Group(label="Five questions", parts=questions),
                    Paragraph(name="advice"),
                    override,
                ),
                right=(
                    LiveText(name="finding", lines=2),
                    chart,
                    reason,
                    Row(parts=buttons),
                    LiveText(name="checked", lines=2),
                ),
            ),
            Paragraph(text=NOTE),
        ),
    )


def _all() -> Page:
    chart = Chart(
        name="all",
        spec=picture.all_spec(),
        height=picture.ALL_HEIGHT,
        table=picture.ALL_TABLE,
        caption="All the charts of these data, one in each row",
        least_width=440,
    )
    told = "Each small chart has its own scale. The solid line is the centre line and the dotted lines are the limits. A cross marks a point outside them."
    return Page(
        title="All charts side by side",
        parts=(
            Paragraph(text=told),
            LiveText(name="together", lines=2),
            Row(parts=(Button(name="another", label="The same again, with different luck"),)),
            chart,
            Paragraph(text=NOTE),
        ),
    )


def _alarms() -> Page:
    rules = ChoiceField(name="rules", label="What counts as a signal", options=RULES, start="limits")
    bars = Chart(
        name="alarms",
        spec=picture.bars_spec(),
        height=picture.BARS_HEIGHT,
        table=picture.ALARMS_TABLE,
        caption="How often each chart gives a signal",
    )
    return Page(
        title="How often is it fooled?",
        parts=(
            rules,
            *predict_of_100("sets", "show a signal on your chart"),
            LiveText(name="result", lines=1),
            bars,
            LiveText(name="why", lines=2),
            Paragraph(text=NOTE),
        ),
    )
