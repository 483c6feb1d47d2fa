"""What Baseline and rebase is made of: its two pages and their fields."""

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
    NumberField,
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
from .picture import HEIGHT, TABLE, spec

RULE_CHOICE = tuple((key, rules.name) for key, rules in model.RULES.items())
BETTER_CHOICE = (("lower", "lower"), ("higher", "higher"), ("neither", "neither"))
NOTE = "Made-up data. Nothing here is about a real trust."


def parts(start: dict[str, Any]) -> list[Part]:
    """The whole panel. start: the values of its fields at the start."""
    return [
        seed_row(start["seed"], "charts"),
        Pages(name="page", label="Two ways to play", pages=(_one_chart(start), _cases())),
        Log(file="baseline-and-rebase.csv"),
    ]


def _one_chart(start: dict[str, Any]) -> Page:
    process = Group(
        label="The process",
        parts=(
            SliderField(
                name="shift",
                label="Size of the change (0 is none)",
                least=-3,
                most=3,
                step=0.1,
                start=start["shift"],
                unit="σ",
            ),
            CheckField(name="odd", label="One odd month in the baseline", start=start["odd"]),
        ),
    )
    limits = Group(
        label="The limits",
        parts=(
            SliderField(
                name="baseline",
                label="Length of the baseline",
                least=model.SHORTEST,
                most=model.LONGEST,
                step=1,
                start=start["baseline"],
                unit="months",
            ),
            CheckField(name="freeze", label="Freeze the limits on the baseline", start=start["freeze"]),
            CheckField(
                name="screen", label="Leave out very large moving ranges (screening)", start=start["screen"]
            ),
        ),
    )
    buttons = (Button(name="another", label="Another chart"), Button(name="reset", label="Start again"))
    reading = _reading("", start["rules"], start["target"], start["better"])
    return Page(
        title="Change one thing",
        parts=(
            Columns(
                left=(process, limits, reading, Row(parts=buttons), Paragraph(name="line")),
                right=(LiveText(name="finding", lines=2), _chart("picture", ""), _prediction()),
            ),
            Paragraph(text=NOTE),
        ),
    )


def _reading(prefix: str, rules: str, target: float | None, better: str) -> Group:
    return Group(
        label="How the chart is read",
        parts=(
            ChoiceField(name=f"{prefix}rules", label="Rule set", options=RULE_CHOICE, start=rules),
            RadioField(
                name=f"{prefix}better", label="Which way is better?", options=BETTER_CHOICE, start=better
            ),
            NumberField(
                name=f"{prefix}target",
                label="Target (optional)",
                least=0,
                most=110,
                step=1,
                start=target,
            ),
        ),
    )


def _prediction() -> Group:
    return Group(
        label="Predict, then run 1,000 charts",
        parts=(
            *predict_of_100("charts", "show special cause"),
            LiveText(name="result", lines=2),
            LiveText(name="why", lines=1),
        ),
    )


def _cases() -> Page:
    limits = Group(
        label="The limits",
        parts=(
            SliderField(
                name="case_baseline",
                label="Length of the baseline",
                least=model.SHORTEST,
                most=model.LONGEST,
                step=1,
                start=model.CASE_BASELINE,
                unit="months",
            ),
            CheckField(name="case_freeze", label="Freeze the limits on the baseline", start=True),
            CheckField(
                name="case_screen", label="Leave out very large moving ranges (screening)", start=True
            ),
        ),
    )
    decide = RadioField(
        name="decision",
        label="What do you do with the limits?",
        options=(("rebase", "rebase from the ticked month"), ("leave", "leave them as they are")),
        question=True,
    )
    check = Button(name="check", label="Check this chart", main=True, needs=("decision",))
    after = Button(name="next", label="Next chart", main=True)
    ticks = TicksField(
        name="ticks", label="First month of new limits (tick here or click the point)", chart="case"
    )
    return Page(
        title="Judge seven charts",
        parts=(
            Columns(
                left=(
                    Paragraph(name="progress", strong=True),
                    limits,
                    _reading("case_", "mdc", None, "lower"),
                    decide,
                    Row(parts=(check, after)),
                ),
                right=(LiveText(name="told", lines=3), _chart("case", "ticks"), ticks, Paragraph(text=NOTE)),
            ),
        ),
    )


def _chart(name: str, ticks: str) -> Chart:
    return Chart(
        name=name,
        spec=spec(),
        height=HEIGHT + 30,
        table=TABLE,
        caption="The chart as a table",
        ticks=ticks,
        key_lines=2,
        least_width=440,
    )
