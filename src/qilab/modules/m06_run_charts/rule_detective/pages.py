"""What Rule detective is made of: its two pages and their fields."""

from __future__ import annotations

from typing import Any

from qilab.panel.parts import (
    Button,
    Chart,
    CheckField,
    ChoiceField,
    Columns,
    Group,
    LiveText,
    Log,
    Page,
    Pages,
    Paragraph,
    Part,
    RadioField,
    Row,
    SliderField,
    TicksField,
    seed_row,
)
from qilab.panel.prediction import predict_of_100

from . import model
from .picture import HEIGHT, spec

RULE_CHOICE = tuple((key, rules.name) for key, rules in model.RULES.items())
TABLE = (("x", "Point"), ("value", "Minutes"), ("side", "Side of the centre line"), ("signal", "Signal"))
NOTE = "Made-up data. Nothing here is about a real ward."


def parts(start: dict[str, Any]) -> list[Part]:
    """The whole panel. start: the values of its fields at the start."""
    pages = (_one_chart(start), _game())
    return [
        seed_row(start["seed"], "charts"),
        Pages(name="page", label="Two ways to play", pages=pages),
        Log(file="rule-detective.csv"),
    ]


def _one_chart(start: dict[str, Any]) -> Page:
    buttons = (Button(name="another", label="Another chart"), Button(name="reset", label="Start again"))
    rules = ChoiceField(name="rules", label="Rule set", options=RULE_CHOICE, start=start["rules"])
    freeze = CheckField(
        name="freeze", label="Freeze the centre line on the points before the change", start=start["freeze"]
    )
    chart = _chart("picture", "The chart as a table", "")
    return Page(
        title="Change one thing",
        parts=(
            Columns(
                left=(_process(start), rules, freeze, Row(parts=buttons), Paragraph(name="line")),
                right=(LiveText(name="finding", lines=2), chart, _prediction()),
            ),
            Paragraph(text=NOTE),
        ),
    )


def _process(start: dict[str, Any]) -> Group:
    def slider(name: str, label: str, least: float, most: float, step: float, unit: str) -> SliderField:
        return SliderField(
            name=name, label=label, least=least, most=most, step=step, start=start[name], unit=unit
        )

    return Group(
        label="The process",
        parts=(
            slider("points", "Number of points", 10, 60, 1, "points"),
            slider(
                "shift", "Size of the change: how many times the usual spread (0 is none)", 0, 3, 0.1, "times"
            ),
            slider("start", "Share of the points before the change", 10, 90, 5, "%"),
            slider("noise", "Noise (1 is usual)", 0.5, 1.5, 0.1, "times"),
        ),
    )


def _prediction() -> Group:
    return Group(
        label="Predict, then run 1,000 charts",
        parts=(
            *predict_of_100("charts", "show a signal"),
            LiveText(name="result", lines=2),
            LiveText(name="why", lines=1),
        ),
    )


def _game() -> Page:
    rules = ChoiceField(
        name="game_rules",
        label="Rule set",
        options=RULE_CHOICE,
        start="both",
        help="If you choose another rule set, the game starts again.",
    )
    says = (("signal", "A signal"), ("none", "No signal"))
    verdict = RadioField(name="verdict", label="What do you say?", options=says)
    check = Button(name="check", label="Check this chart", main=True, needs=("verdict",))
    after = Button(name="next", label="Next chart", main=True)
    ticks = TicksField(
        name="ticks", label="Points that make the signal (tick here or click them)", chart="game"
    )
    chart = _chart("game", "The chart as a table", "ticks")
    return Page(
        title="Play 20 charts",
        parts=(
            Columns(
                left=(Paragraph(name="progress", strong=True), rules, verdict, Row(parts=(check, after))),
                right=(LiveText(name="told", lines=3), chart, ticks, Paragraph(text=NOTE)),
            ),
        ),
    )


def _chart(name: str, caption: str, ticks: str) -> Chart:
    return Chart(
        name=name, spec=spec(), height=HEIGHT, table=TABLE, caption=caption, ticks=ticks, key_lines=2
    )
