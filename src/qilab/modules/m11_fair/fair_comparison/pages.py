"""What Fair comparison is made of: its four pages and their fields."""

from __future__ import annotations

from typing import Any

from qilab.panel.parts import (
    Button,
    Chart,
    CheckField,
    ChoiceField,
    Columns,
    LiveText,
    Log,
    NumberField,
    Page,
    Pages,
    Paragraph,
    Part,
    RadioField,
    Row,
    SliderField,
    seed_row,
)
from qilab.panel.strip import strip

from . import groups, model, picture, words

NOTE = "Made-up data. Nothing here is about a real trust."


def parts(start: dict[str, Any]) -> list[Part]:
    """The whole panel. start: the values of its fields at the start."""
    pages = (_league(start), _help(start), _mix(), _fifths())
    return [
        seed_row(start["seed"], "luck"),
        Pages(name="page", label="Four pages", pages=pages),
        Log(file="fair-comparison.csv"),
    ]


def _league(start: dict[str, Any]) -> Page:
    chart = Chart(
        name="picture",
        spec=picture.funnel(),
        height=picture.HEIGHT,
        table=picture.FUNNEL_TABLE,
        caption="The forty providers, with limits and ranks",
    )
    guess = NumberField(name="guess", label="Your prediction: place", least=1, most=model.PROVIDERS)
    return Page(
        title="A league and a funnel",
        parts=(
            Columns(
                left=(
                    SliderField(name="spread", label="True spread between providers", least=0, most=model.MOST_SPREAD, step=5, start=start["spread"], unit="%"),
                    SliderField(name="cases", label="Cases a year, on average", least=model.LEAST_CASES, most=model.MOST_CASES, step=50, start=start["cases"], unit="cases"),
                    ChoiceField(name="level", label="Limits", options=tuple(words.LEVELS.items()), start="998"),
                    CheckField(name="widened", label="Widen the limits for overdispersion"),
                    Row(parts=(Button(name="another", label="The same again, with different luck"),)),
                ),
                right=(LiveText(name="finding", lines=2), chart, Paragraph(name="sizes")),
            ),
            Paragraph(text="In which place will this year’s leader finish next year? Nothing about it changes."),
            Row(parts=(guess, Button(name="run", label="Show next year", main=True, needs=("guess",))), in_line=True),
            strip("place", "Place in next year’s league", model.PROVIDERS),
            LiveText(name="result", lines=2),
            Paragraph(text=NOTE),
        ),
    )  # fmt: skip


def _help(start: dict[str, Any]) -> Page:
    chart = Chart(
        name="wards",
        spec=picture.help_spec(),
        height=picture.HELP_HEIGHT,
        table=picture.HELP_TABLE,
        caption="The wards, falls per 1,000 occupied bed days",
    )
    guess = NumberField(name="fall", label="Your prediction", least=-50, most=100, unit="% lower")
    net = NumberField(
        name="net",
        label="Net change, to one decimal place",
        least=-30,
        most=30,
        step=0.1,
        unit="per 1,000 bed days",
    )
    return Page(
        title="Help for the worst",
        parts=(
            Columns(
                left=(
                    SliderField(name="worst", label="Send help to the worst", least=1, most=model.MOST_WORST, start=start["worst"], unit="wards"),
                    SliderField(name="effect", label="What the help really takes off", least=0, most=model.MOST_EFFECT, step=5, start=start["effect"], unit="%"),
                    SliderField(name="ward_spread", label="True spread between wards", least=0, most=model.MOST_SPREAD, step=5, start=start["ward_spread"], unit="%"),
                    CheckField(name="lots", label="Pick twice as many, and draw lots: half of them wait"),
                    Row(parts=(Button(name="other_wards", label="Another hospital"),)),
                ),
                right=(LiveText(name="help_finding", lines=2), chart),
            ),
            Paragraph(name="question"),
            Row(parts=(guess, Button(name="help", label="Send help, and look a month later", main=True, needs=("fall",))), in_line=True),
            LiveText(name="help_result", lines=2),
            Paragraph(name="net_words"),
            Row(parts=(net, Button(name="check", label="Check the net change", needs=("net",))), in_line=True),
            LiveText(name="net_checked", lines=1),
            Paragraph(text=NOTE),
        ),
    )  # fmt: skip


def _mix() -> Page:
    chart = Chart(
        name="mix",
        spec=picture.mix_spec(),
        height=picture.mix_height(False),
        table=picture.MIX_TABLE,
        caption="Two wards, as a whole and by group",
    )
    bet = RadioField(
        name="bet",
        label="Where do you think patients of the same kind are safer?",
        options=(("a", "Ward A"), ("b", "Ward B"), ("none", "you cannot tell")),
    )
    shares = (("frail_a", "Frail patients on Ward A", 67), ("frail_b", "Frail patients on Ward B", 33))
    return Page(
        title="Like with like",
        parts=(
            Columns(
                left=(
                    *(
                        SliderField(name=name, label=label, least=groups.LEAST_FRAIL, most=groups.MOST_FRAIL, start=share, unit="%")
                        for name, label, share in shares
                    ),
                    bet,
                    Row(parts=(Button(name="split", label="Split by frailty", main=True, needs=("bet",)),)),
                ),
                right=(LiveText(name="mix_finding", lines=3), chart),
            ),
            LiveText(name="bet_said", lines=1),
            Paragraph(text="Then find shares of frail patients at which the two wards as a whole look the same, and shares at which the whole-ward rates point the right way."),
            Paragraph(text=NOTE),
        ),
    )  # fmt: skip


def _fifths() -> Page:
    chart = Chart(
        name="fifths",
        spec=picture.fifths_spec(),
        height=picture.FIFTHS_HEIGHT,
        table=picture.FIFTHS_TABLE,
        caption="Appointments missed by fifth of deprivation",
    )
    gains = (
        ("gain_1", "Reminders take off, in fifth 1 (most deprived)", 12),
        ("gain_5", "Reminders take off, in fifth 5 (least deprived)", 40),
    )
    return Page(
        title="Whom does it hide?",
        parts=(
            Columns(
                left=(
                    *(
                        SliderField(name=name, label=label, least=0, most=groups.MOST_GAIN, start=gain, unit="%")
                        for name, label, gain in gains
                    ),
                    ChoiceField(name="goal", label="Find settings so that", options=tuple(words.GOALS.items()), start="split"),
                    Row(parts=(Button(name="found", label="Check my settings", main=True),)),
                    LiveText(name="goal_said", lines=2),
                ),
                right=(LiveText(name="gap_finding", lines=3), chart),
            ),
            Paragraph(text=NOTE),
        ),
    )  # fmt: skip
