"""What Measure workshop is made of: its four pages, and the drawings that are filled with rows."""

from __future__ import annotations

from typing import Any

from qilab.charts import layers as drawing
from qilab.charts import theme
from qilab.charts.run_spec import run_spec
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
    RadioField,
    Row,
    SliderField,
    fit,
    seed_row,
)
from qilab.panel.strip import strip

from . import flat, model, sampling

HEIGHT = 220
MOST_NOTES = 60  # end of the line for the entries on which two people differ
TABLE = (
    ("name", "Which"),
    ("definition", "Definition"),
    ("events", "Counted"),
    ("exposure", "Below the line"),
    ("rate", "Rate per 1,000"),
    ("low", "95% from"),
    ("high", "95% to"),
)
LABELS = {
    "numerator": "What counts",
    "denominator": "Per 1,000",
    "window": "Over",
    "exclude": "Leave out",
    "missing": "February’s bed days are not known:",
}
NOTE = "Made-up data. Nothing here is about a real ward."
PLAN_TABLE = (("name", "What"), ("low", "From, %"), ("high", "To, %"), ("middle", "Middle, %"))
ROUNDS_TABLE = (("x", "Month"), ("part", "Part"), ("value", "Rounds done, %"))
FALLS_TABLE = (("x", "Month"), ("part", "Part"), ("value", "Falls per 1,000 bed days"))
ROUNDS_HEIGHT, FALLS_HEIGHT = 110, 180
PLAN_ROWS = ("You said", "One point", "A year together")


def parts(seed: int) -> list[Part]:
    """The whole panel: the seed, four pages to play and the log."""
    pages = (_definition(), _two_people(), _sample_plan(), _flat())
    return [
        seed_row(seed, "ward"),
        Pages(name="page", label="Four ways to play", pages=pages),
        Log(file="measure-workshop.csv"),
    ]


def _definition() -> Page:
    rules = Group(
        label="Your definition",
        parts=tuple(
            ChoiceField(
                name=name,
                label=LABELS[name],
                options=tuple(options.items()),
                start=getattr(model.Definition(), name),
            )
            for name, options in model.OPTIONS.items()
        ),
    )
    chart = Chart(name="picture", spec=_spec(), height=HEIGHT, table=TABLE, caption="The rates as a table")
    return Page(
        title="Change the definition",
        parts=(
            Columns(
                left=(rules, Row(parts=(Button(name="reset", label="Start again"),))),
                right=(LiveText(name="finding", lines=2), chart, _prediction(), _words_to_number()),
            ),
            Paragraph(text=NOTE),
        ),
    )


def _prediction() -> Group:
    asked = "One ward, one year. The highest rate per 1,000 bed days is how many times the lowest?"
    guess = NumberField(name="guess", label="Your prediction", least=1, most=50, step=0.1, unit="times")
    run = Button(name="run", label="Work out all definitions", main=True, needs=("guess",))
    return Group(
        label="Predict, then work out every definition",
        parts=(
            Paragraph(text=asked),
            Row(parts=(guess, run), in_line=True),
            Paragraph(name="hint"),
            LiveText(name="result", lines=2),
            LiveText(name="why", lines=2),
        ),
    )


def _words_to_number() -> Group:
    buttons = (
        Button(name="match", label="Is this it?", main=True),
        Button(name="next", label="Another card"),
    )
    return Group(
        label="From words to a number: set the rules so that they match this card",
        parts=(Paragraph(name="card"), Row(parts=buttons), LiveText(name="matched", lines=2)),
    )


def _two_people() -> Page:
    told = "Ash and Birch each go carefully through the ward’s incident book and count the falls, using the wording that you give them."
    wording = RadioField(
        name="wording", label="The wording", options=tuple(model.WORDINGS.items()), start="loose"
    )
    expected = NumberField(
        name="expected", label="On how many entries will they differ?", least=0, most=120, unit="entries"
    )
    collect = Button(name="collect", label="Let them count", main=True, needs=("expected",))
    return Page(
        title="Two people count",
        parts=(
            Paragraph(text=told),
            wording,
            Row(parts=(expected, collect)),
            strip("notes", "Entries on which the two differ", MOST_NOTES),
            LiveText(name="agree", lines=3),
            Paragraph(text=NOTE),
        ),
    )


def _spec() -> dict[str, Any]:
    y = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": ["Yours", "All falls, occupied", "Lowest of all", "Highest of all"]},
        "axis": {"title": None, "labelLimit": 160},
    }
    x = {
        "field": "rate",
        "type": "quantitative",
        "scale": {"zero": True, "nice": True},
        "axis": {"title": "Rate per 1,000, with 95% interval", "tickCount": 6},
    }
    looks = {"condition": {"test": "datum.yours", "value": theme.NEUTRAL}, "value": theme.COMMON}
    return {
        "width": theme.WIDTH,
        "height": HEIGHT,
        "config": theme.config(),
        **fit(right=14),
        "datasets": {"points": [], "said": []},
        "data": {"name": "points"},
        "layer": [
            {
                "mark": {"type": "rule", "color": theme.OUTLINE, "strokeWidth": 2, "aria": False},
                "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 130, "stroke": theme.OUTLINE, "opacity": 1},
                "encoding": {
                    "y": y,
                    "x": x,
                    "fill": looks,
                    "shape": {"condition": {"test": "datum.yours", "value": "square"}, "value": "circle"},
                    "tooltip": [
                        {"field": "name", "title": "Which"},
                        {"field": "definition", "title": "Definition"},
                        {"field": "rate", "title": "Rate per 1,000"},
                    ],
                },
            },
            {
                "mark": {"type": "text", "dy": -15, "aria": False},
                "encoding": {"y": y, "x": x, "text": {"field": "label"}},
            },
            *_said(y, x),
        ],
    }


def _said(y: dict[str, Any], x: dict[str, Any]) -> list[dict[str, Any]]:
    """What was said, as a hollow diamond in the row of the highest, with its words."""
    diamond = {"type": "point", "shape": "diamond", "filled": False, "size": 190, "strokeWidth": 2.2}
    words = {"type": "text", "dy": 18, "fontWeight": "bold", "aria": False}
    return [
        {
            "data": {"name": "said"},
            "mark": {**diamond, "color": theme.INK, "aria": False},
            "encoding": {"y": y, "x": x},
        },
        {
            "data": {"name": "said"},
            "mark": words,
            "encoding": {"y": y, "x": x, "text": {"field": "label", "type": "nominal"}},
        },
    ]


# ---------------------------------------------------------------- plan the sample


def _sample_plan() -> Page:
    plan = Group(
        label="Your plan",
        parts=(
            SliderField(
                name="size",
                label="How many records make one point?",
                least=sampling.FEWEST,
                most=sampling.MOST,
                start=20,
            ),
            ChoiceField(
                name="often", label="How often?", options=tuple(sampling.OFTEN.items()), start="month"
            ),
            ChoiceField(name="whom", label="Which ones?", options=tuple(sampling.WHOM.items()), start="near"),
        ),
    )
    guess = NumberField(name="width", label="Your prediction", least=0, most=100, unit="points")
    predict = Group(
        label="Predict, then draw 1,000 samples",
        parts=(
            Paragraph(
                text="Suppose that you take many samples using this plan, and leave out the most extreme 5 in 100. How many percentage points lie between the lowest and the highest of the rest?"
            ),
            Row(parts=(guess, Button(name="draw", label="Draw 1,000 samples", main=True, needs=("width",)))),
            Paragraph(name="plan_hint"),
        ),
    )
    chart = Chart(
        name="plan",
        spec=_plan_spec(),
        height=190,
        table=PLAN_TABLE,
        caption="How sure you can be with this plan",
    )
    told = "A made-up ward does hourly rounds. You want to know what share of all the rounds that are due, by day and by night, are done."
    return Page(
        title="Plan the sample",
        parts=(
            Paragraph(text=told),
            Columns(
                left=(plan, predict),
                right=(
                    LiveText(name="effort", lines=2),
                    chart,
                    LiveText(name="precision", lines=2),
                    LiveText(name="plan_why", lines=3),
                    Paragraph(text=NOTE),
                ),
            ),
        ),
    )


def _plan_spec() -> dict[str, Any]:
    y = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": list(PLAN_ROWS)},
        "axis": {"title": None, "labelLimit": 160},
    }
    x = {
        "type": "quantitative",
        "scale": {"domain": [0, 100], "nice": False},
        "axis": {"title": "Rounds done, out of 100 that were due", "tickCount": 6},
    }
    middle = {**x, "field": "middle"}
    return {
        "width": theme.WIDTH,
        "height": 190,
        "config": theme.config(),
        **fit(right=14, top=24),
        "datasets": {"points": [], "truth": []},
        "data": {"name": "points"},
        "layer": [
            {
                "mark": {"type": "bar", "height": 12, "stroke": theme.OUTLINE, "aria": False},
                "encoding": {
                    "y": y,
                    "x": {**x, "field": "low"},
                    "x2": {"field": "high"},
                    "fill": {
                        "condition": {"test": f"datum.name === '{PLAN_ROWS[0]}'", "value": theme.GROUND},
                        "value": "#b9cbdc",
                    },
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "aria": False},
                "encoding": {
                    "y": y,
                    "x": {**x, "field": "high"},
                    "text": {"field": "label", "type": "nominal"},
                },
            },
            {
                "mark": {
                    "type": "point",
                    "filled": True,
                    "size": 60,
                    "color": theme.INK,
                    "opacity": 1,
                    "aria": False,
                },
                "transform": [{"filter": f"datum.name !== '{PLAN_ROWS[0]}'"}],
                "encoding": {"y": y, "x": middle},
            },
            *_truth_layers(x),
        ],
    }


def _truth_layers(x: dict[str, Any]) -> list[dict[str, Any]]:
    """The true share: a dashed line with its name above."""
    return [
        {
            "data": {"name": "truth"},
            "mark": {
                "type": "rule",
                "color": theme.INK,
                "strokeDash": [6, 4],
                "strokeWidth": 1.6,
                "aria": False,
            },
            "encoding": {"x": {**x, "field": "x"}},
        },
        {
            "data": {"name": "truth"},
            "mark": {"type": "text", "fontWeight": "bold", "baseline": "bottom", "aria": False},
            "encoding": {
                "x": {**x, "field": "x"},
                "y": {"value": -4},
                "text": {"field": "label", "type": "nominal"},
            },
        },
    ]


# ---------------------------------------------------------------- process up, outcome flat


def _flat() -> Page:
    looks = tuple(Button(name=what, label=label) for what, label in flat.LOOKS.items())
    rounds = Chart(
        name="rounds",
        spec=_month_spec("Rounds, %", 100, ROUNDS_HEIGHT, ROUNDS_TABLE[1:]),
        height=ROUNDS_HEIGHT,
        table=ROUNDS_TABLE,
        caption="Rounds done, month by month",
    )
    falls = Chart(
        name="falls",
        spec=_month_spec("Falls per 1,000 bed days", 16, FALLS_HEIGHT, FALLS_TABLE[1:]),
        height=FALLS_HEIGHT,
        table=FALLS_TABLE,
        caption="Falls, month by month",
    )
    conclude = RadioField(
        name="conclusion",
        label="What do you conclude?",
        options=tuple(flat.CONCLUSIONS.items()),
        question=True,
    )
    return Page(
        title="Process up, outcome flat",
        parts=(
            Columns(
                left=(
                    Paragraph(
                        text="After month 12 this made-up ward set out to do every hourly round. A year later the sheets say that nine in ten are done, but there are as many falls as before."
                    ),
                    conclude,
                    Row(
                        parts=(
                            Button(
                                name="conclude",
                                label="This is my conclusion",
                                main=True,
                                needs=("conclusion",),
                            ),
                        )
                    ),
                ),
                right=(
                    LiveText(name="flat_say", lines=1),
                    rounds,
                    falls,
                    Group(label="Before you conclude, take a look", parts=(Row(parts=looks),)),
                    *(LiveText(name=f"{what}_found", lines=1) for what in flat.LOOKS),
                    LiveText(name="concluded", lines=2),
                    Paragraph(text=NOTE),
                ),
            ),
        ),
    )


def _month_spec(
    y_title: str, top: float, height: int, tooltip: tuple[tuple[str, str], ...]
) -> dict[str, Any]:
    """A run chart of 24 months on a fixed scale."""
    spec = run_spec(
        (drawing.ORDINARY,),
        dated=False,
        domain=(0, top),
        height=height,
        x_title="Month" if height > ROUNDS_HEIGHT else None,
        y_title=y_title,
        legend=False,
        tooltip=tooltip,
    )
    return spec | fit()
