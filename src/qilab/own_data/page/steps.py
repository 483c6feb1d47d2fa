"""The parts of each step of the page. What they do is in `panel.py`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from qilab.charts.words import sentence
from qilab.methods.spc.control import CHARTS
from qilab.methods.spc.rules import RULE_SETS
from qilab.panel.html import Html, bullets, join, tag
from qilab.panel.parts import (
    Button,
    ChoiceField,
    Content,
    FileBox,
    Gallery,
    Group,
    Heading,
    LiveText,
    Paragraph,
    Part,
    RadioField,
    Row,
    SeveralField,
    TextField,
)

from ..asking import Question, Refused
from ..board.choosing import CHARTS_OF
from ..board.plain import plain
from . import checklist
from .edition import FILES, NO_EXCEL, can_make, cannot_make, has
from .questions import fields_of
from .shown_back import refusal

HEADINGS = {
    "give": "Step 1 of 4: give us your figures",
    "ask": "Step 2 of 4: what only you can know",
    "refuse": "This file was not read",
    "confirm": "Step 3 of 4: is this what you meant?",
    "charts": "Step 4 of 4: your charts",
}
TEAM, OTHERS = "team", "others"
FORGET = Button(name="forget", label="Forget my data")
AGAIN = Button(name="change", label="Change my answers")


def give(said: Html | None = None, ticked: Sequence[str] = ()) -> list[Part]:
    """Tick, then choose or paste. said: what came of it last time. ticked: what was ticked then."""
    reads = ".csv,.tsv,.txt,.ods" + (",.xlsx,.xlsm" if has("openpyxl") else "")
    kinds = "Excel, CSV, TSV or ODS." if has("openpyxl") else f"CSV, TSV or ODS. {NO_EXCEL}"
    return [
        *([Content(html=said, live=True)] if said else []),
        SeveralField(
            name="before",
            label="Tick these before you begin. They are for you, and are kept nowhere.",
            options=checklist.BEFORE_READING,
            start=tuple(ticked),
            question=True,
        ),
        FileBox(
            name="file",
            label="Choose a file",
            accept=reads,
            paste="Or copy cells in Excel, headings too, and paste them here",
            button="Read the pasted cells",
            help=f"{kinds} It is read here and sent nowhere.",
        ),
        LiveText(name="lacking", lines=1),
    ]


def ask(questions: Sequence[Question], seen: Sequence[str], before: Mapping[str, Any]) -> list[Part]:
    """The open questions as a form."""
    return [
        *(
            [Content(html=join(tag("p", "Read so far:"), bullets(*map(plain, seen))), private=True)]
            if seen
            else []
        ),
        *fields_of(questions, before),
        LiveText(name="lacking", lines=1),
        Row(parts=(Button(name="go_on", label="Go on", main=True), AGAIN, FORGET)),
    ]


def refuse(refused: Refused, offer: Question) -> list[Part]:
    """Why not, and what can be done at once."""
    return [
        Content(html=refusal(refused), private=True),
        *fields_of([offer], {}),
        LiveText(name="lacking", lines=1),
        Row(parts=(Button(name="go_on", label="Do that", main=True), FORGET)),
    ]


def confirm(read: Html) -> list[Part]:
    """What was read, before anything is drawn."""
    return [
        Paragraph(text="Compare this with your sheet: the dates, the numbers, and what was left out."),
        Content(html=read, private=True),
        Row(parts=(Button(name="draw", label="Yes, draw it", main=True), AGAIN, FORGET)),
    ]


def charts(
    many: Sequence[tuple[str, str]], title: str, kinds: Collection[str], names: Sequence[str], target: str
) -> list[Part]:
    """Charts, what can still be said of them, and the files. many: (value, words) of measures to choose from, or (). kinds: of
    the measures, which say what charts there are. names: of the measures, each of which may have a target. target: of a single one, as the sheet
    has it."""
    return [
        Paragraph(name="told", lines=1),
        *(
            [SeveralField(name="wanted", label="Which of them? Up to 12.", options=tuple(many), question=True,
                          start=tuple(value for value, _ in many[:12]))]
            if many else []
        ),
        Gallery(name="board"),
        Group(label="Say more about them", parts=_more(title, kinds, names, target)),
        LiveText(name="problem", lines=1),
        Row(parts=(Button(name="redraw", label="Draw again", main=True), AGAIN)),
        Heading(text="Take them with you"),
        RadioField(name="who", label="Who are they for?", question=True, options=(
            (TEAM, "My team. All numbers are shown."),
            (OTHERS, "Others as well. Counts of 1 to 7 become *, all others and medians are rounded to 5; other lines and signals come from the true counts."),
        )),
        *_ticks(),
        Row(parts=tuple(Button(name=f"make_{kind}", label=words) for kind, (words, *_) in FILES.items() if can_make(kind))),
        LiveText(name="made", lines=1),
        *(Paragraph(text=text) for text in (checklist.EXCEL_HOLDS_ALL, *cannot_make())),
        Heading(text="When you are done"),
        Paragraph(text="Your figures are in the memory of this page only. Close the page or press the button, and they are gone. "
                       "Files that you saved are yours to delete."),
        Row(parts=(FORGET,)),
    ]  # fmt: skip


def _more(title: str, kinds: Collection[str], names: Sequence[str], target: str) -> tuple[Part, ...]:
    keys = [key for key in CHARTS if all(key in CHARTS_OF[kind] for kind in kinds)]
    return (
        TextField(name="title", label="A title for the page", start=title, longest=120, private=True),
        *_of_each(names, target),
        TextField(name="notes", label="What changed, and when? One line each", lines=3, longest=1000, private=True,
                  help="Such as: 2024-09 Falls team began. The words go on the chart and start no new limits."),
        Row(parts=(
            ChoiceField(name="chart", label="Chart", start="",
                        options=(("", "The one we suggest"), *((key, sentence(CHARTS[key])) for key in keys))),
            ChoiceField(name="rules", label="Rules for signals", start="",
                        options=(("", "The usual ones"), *((key, rules.name) for key, rules in RULE_SETS.items()))),
        )),
    )  # fmt: skip


_WHEN = (
    "Only if a rule shows a lasting change, you know its cause, it is meant to stay, and there is a year of points after it. If in doubt, leave "
    "it empty."
)


def _of_each(names: Sequence[str], target: str) -> tuple[TextField, TextField]:
    """Target and changes of one measure, or a line each of several: what changed one of them says nothing of the others."""
    if len(names) == 1:
        return (
            TextField(name="target", label="Your target, in the unit of the chart (empty for none)", start=target, numeric=True,
                      private=True),
            TextField(name="phases", label="When did you change something? New limits begin there", longest=120, private=True,
                      help=f"Such as 2024-09, several with commas. {_WHEN}"),
        )  # fmt: skip
    return (
        TextField(name="target", label="Your targets, in the units of the charts, one line each", lines=3, longest=1000, private=True,
                  help=f"Such as: {names[0]}: 5. A measure without a line has none."),
        TextField(name="phases", label="When did you change something? New limits begin there, one line each", lines=3, longest=1000,
                  private=True, help=f"Such as: {names[0]}: 2024-09, several with commas. {_WHEN}"),
    )  # fmt: skip


def _ticks() -> list[Part]:
    asked = "Tick all of these, then save what you need."
    lists = ((TEAM, checklist.FOR_THE_TEAM), (OTHERS, checklist.FOR_OTHERS))
    return [
        SeveralField(name=f"ticks_{who}", label=asked, options=options, question=True)
        for who, options in lists
    ]
