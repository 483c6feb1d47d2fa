"""What “The board pack” is made of: its four pages and their fields."""

from __future__ import annotations

from qilab.charts.control_words import ASSURANCE
from qilab.panel.parts import (
    Button,
    Chart,
    ChoiceField,
    Columns,
    Content,
    Field,
    Group,
    LiveText,
    Log,
    NumberField,
    Page,
    Pages,
    Paragraph,
    Part,
    Row,
    SeveralField,
    TextField,
    seed_row,
)

from . import choices, drawing, paper, words
from .indicators import INDICATORS
from .model import TOKENS

NAMES = tuple((each.key, each.name) for each in INDICATORS)
PLEASE = ("", "Choose")
SENTENCE_START = ("", "Choose an indicator first")
SPC_HEIGHT = drawing.SPC_ROW * len(INDICATORS) + drawing.AXIS
ONE_HEIGHT = 190  # px of the one chart on the paper’s page
# The fields of one item of the paper, in the order in which they are asked.
ITEM_FIELDS = ("indicator", "variation", "assurance", "sentence", "action", "who", "when")


def parts(seed: int) -> list[Part]:
    """The whole panel, in the order of the page. seed: of the pack that it begins with."""
    return [
        seed_row(seed, "pack"),
        Pages(name="page", label="Four pages", pages=(_rag(), _spc(), _truth(), _paper())),
        Log(label="The board pack: your tokens and what they found", file="board-pack.csv"),
    ]


def _rag() -> Page:
    guess = NumberField(
        name="guess", label=f"Of your {TOKENS}, how many will find a cause?", least=0, most=TOKENS
    )
    turn = Group(
        label="Spend three tokens, and predict",
        parts=(
            SeveralField(name="rag", label="Which would you look into?", options=NAMES, question=True),
            guess,
            Paragraph(name="rag_hint"),
            Button(name="spend", label="Spend these tokens", main=True, needs=("guess",)),
            LiveText(name="spent", lines=2),
        ),
    )
    chart = Chart(
        name="rag",
        spec=drawing.rag_spec(),
        height=drawing.RAG_ROW * len(INDICATORS) + drawing.AXIS,
        table=drawing.RAG_TABLE,
        caption="Twelve indicators as red, amber and green",
    )
    return Page(
        title="As RAG",
        parts=(
            LiveText(name="rag_finding", lines=2),
            Columns(left=(turn,), right=(chart,), picture_first=True),
            Paragraph(text=words.NOTE),
        ),
    )


def _spc() -> Page:
    turn = Group(
        label="Spend three tokens again",
        parts=(
            SeveralField(name="spc", label="Which would you look into now?", options=NAMES, question=True),
            Paragraph(name="spc_hint"),
            LiveText(name="spc_set", lines=1),
        ),
    )
    chart = Chart(
        name="spc",
        spec=drawing.spc_spec(len(INDICATORS)),
        height=SPC_HEIGHT,
        table=drawing.SPC_TABLE,
        caption="Twelve indicators as control charts",
        key_lines=3,
    )
    return Page(
        title="As SPC",
        parts=(
            LiveText(name="spc_finding", lines=2),
            Columns(left=(turn,), right=(chart,), picture_first=True),
            Paragraph(text=words.NOTE),
        ),
    )


def _truth() -> Page:
    return Page(
        title="The truth",
        parts=(
            Paragraph(name="truth_hint"),
            Button(name="open", label="Open the truth", main=True, needs=("guess",)),
            LiveText(name="result", lines=2),
            LiveText(name="why", lines=3),
            Content(name="truth"),
        ),
    )


def _paper() -> Page:
    chart = Chart(
        name="one",
        spec=drawing.spc_spec(1, ONE_HEIGHT),
        height=ONE_HEIGHT,
        table=drawing.SPC_TABLE,
        caption="The chosen indicator",
        key_lines=0,
    )
    indicator, *readings = item_fields()
    item = Group(
        label="What the chart says, and what you ask for",
        parts=(
            *readings,
            Paragraph(name="item_hint"),
            Row(
                parts=(
                    Button(name="add", label="Put it into the paper", main=True),
                    Button(name="take_out", label="Take the last one out"),
                )
            ),
            LiveText(name="item_said", lines=3),
        ),
    )
    whole = Group(
        label="The whole paper",
        parts=(
            TextField(name="title", label="Title", start=paper.TITLE, longest=120),
            TextField(
                name="by",
                label="Written by",
                help="A name or a role, as you want it printed. It is not kept.",
                longest=80,
                private=True,
            ),
            TextField(
                name="matters",
                label="Why it matters to patients, in your own words",
                lines=3,
                longest=400,
                private=True,
            ),
            Button(name="make", label="Make the board paper", main=True),
            Content(name="made", live=True, private=True),
        ),
    )
    in_it = (Paragraph(text="In the paper so far:", strong=True), Content(name="items", live=True))
    return Page(
        title="Your board paper",
        parts=(
            Paragraph(
                text=f"Make a two-page paper that could go to a board. Put in up to {choices.MOST_ITEMS} indicators, one after another. Read the chart, then say what you want done, and by whom."
            ),
            indicator,
            LiveText(name="one_finding", lines=1),
            chart,
            Columns(left=(item,), right=(*in_it, whole)),
        ),
    )


def item_fields() -> tuple[Field, ...]:
    """The fields of one item, by the names in ITEM_FIELDS."""
    labels = {
        "indicator": ("Indicator", (PLEASE, *NAMES)),
        "variation": ("Variation", (PLEASE, *choices.VARIATION.items())),
        "assurance": ("Assurance", (PLEASE, *ASSURANCE.items())),
        "sentence": ("The sentence that the chart supports", (SENTENCE_START,)),
        "action": ("Action", (PLEASE, *choices.ACTIONS.items())),
        "who": ("Who", (PLEASE, *choices.WHO.items())),
        "when": ("By when", (PLEASE, *choices.WHEN.items())),
    }
    return tuple(
        ChoiceField(name=name, label=label, options=options, start="")
        for name, (label, options) in labels.items()
    )
