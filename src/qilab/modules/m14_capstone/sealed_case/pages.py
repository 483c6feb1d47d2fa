"""What the sealed case is made of: the page on which it is played, and the page of the report."""

from __future__ import annotations

from typing import Any

from qilab.panel.parts import (
    Button,
    Chart,
    CheckField,
    ChoiceField,
    Columns,
    Content,
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
    TextField,
    seed_row,
)

from ..cases import CLAIM, SUBJECTS
from . import model, picture, words

WORDS = 300  # letters in each of the learner's own texts: so much fits onto the page


def parts(start: dict[str, Any]) -> list[Part]:
    """The whole panel. start: the values of its fields at the start."""
    cases = tuple((key, subject.title) for key, subject in SUBJECTS.items())
    return [
        seed_row(start["seed"], "four cases"),
        ChoiceField(name="case", label="Which case?", options=cases, start=start["case"]),
        Pages(name="page", label="Two pages", pages=(_play(), _report())),
        Log(label="Your decisions and what came of them", file="sealed-case.csv"),
    ]


def _play() -> Page:
    predict = Group(
        label="Predict",
        parts=(
            Paragraph(name="question"),
            NumberField(name="guess", label="Your prediction", least=-50, most=90, unit="% lower"),
            Paragraph(name="hint"),
        ),
    )
    go_on = (
        Button(name="wait", label="Wait: next month", main=True, needs=("guess",)),
        Button(name="three", label="Three months on", needs=("guess",)),
    )
    decide = Group(
        label="Decide, month by month",
        parts=(
            Row(parts=go_on),
            RadioField(name="act", label="Or do something", options=tuple(model.ACTS.items()), start="look", question=True),
            NumberField(name="month", label="First month of the new limits", least=2, most=30),
            NumberField(name="hands", label="In a room: how many hands were up for it? (optional)", least=0, most=500),
            Row(parts=(Button(name="do", label="Do it", needs=("guess",)),)),
            LiveText(name="told", lines=3),
        ),
    )  # fmt: skip
    look = (
        CheckField(name="side", label="Show the balancing measure instead"),
        CheckField(name="old", label="Count by the old definition throughout"),
    )
    chart = Chart(
        name="picture",
        spec=picture.spec(),
        height=picture.HEIGHT,
        table=picture.TABLE,
        caption="The months so far",
        key_lines=2,
    )
    end = Group(
        name="end",
        label="When all months are in",
        parts=(
            RadioField(name="claim", label="What may be claimed?", options=tuple(CLAIM.items()), question=True),
            Row(parts=(Button(name="open", label="Open the truth", main=True, needs=("claim",)),)),
            *(LiveText(name=name, lines=1) for name in ("truth", "compared", "looked", "score")),
            Content(name="four"),
            Row(parts=(Button(name="again", label="Play this case again"),)),
        ),
    )  # fmt: skip
    return Page(
        title="Play the case",
        parts=(
            Paragraph(name="brief"),
            Columns(
                left=(predict, decide),
                right=(
                    LiveText(name="finding", lines=2),
                    chart,
                    *look,
                    Paragraph(name="limits"),
                    Paragraph(name="acts"),
                    end,
                ),
            ),
            Paragraph(text=words.NOTE),
        ),
    )


def _report() -> Page:
    own = (
        TextField(name="need", label="The need, and who felt it", lines=2, longest=WORDS),
        TextField(name="aim", label="Our aim in one sentence: what, for whom, how much, by when", lines=2, longest=WORDS),
        TextField(name="did", label="What we changed, and what we learned on the way", lines=2, longest=WORDS),
        TextField(name="next", label="What we do next, and who checks that it holds", lines=2, longest=WORDS),
    )  # fmt: skip
    return Page(
        title="Report on one page",
        parts=(
            Paragraph(name="report_hint"),
            *own,
            Row(
                parts=(
                    Button(name="show", label="Show how each number was worked out"),
                    Button(name="make", label="Make the report", main=True),
                )
            ),
            Content(name="report", live=True),
            Content(name="files", live=True, private=True),
        ),
    )
