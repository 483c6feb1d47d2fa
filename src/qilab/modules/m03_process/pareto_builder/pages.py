"""What Pareto builder is made of, and the drawing that is filled with rows."""

from __future__ import annotations

from typing import Any

from qilab.charts import theme
from qilab.charts.layers import Look
from qilab.panel.parts import (
    Button,
    Chart,
    ChoiceField,
    Columns,
    Group,
    LiveText,
    Log,
    Paragraph,
    Part,
    RadioField,
    Row,
    SliderField,
    fit,
    seed_row,
)

from . import model

HEIGHT = 270
FEW = Look("the vital few", "square", "#2f5d8a")
REST = Look("the others", "square", "#a9bed3")
APART = Look("not recorded, kept separate", "square", theme.GROUND)
SAID = Look("your prediction", "diamond", theme.GROUND)
KINDS = (FEW, REST, APART)
TABLE = (
    ("cause", "Cause"),
    ("burden", "Lists or minutes"),
    ("share", "Share"),
    ("together", "Running total"),
    ("kind", "Kind"),
)
NOTE = (
    "These theatres and lists are made up. A late start has causes in the system, so we name no individuals."
)


def parts(seed: int) -> list[Part]:
    """The whole panel: the seed, what to choose on the left, the chart on the right, and the log."""
    chart = Chart(
        name="picture", spec=_spec(), height=HEIGHT, table=TABLE, caption="The causes as a table", key_lines=2
    )
    right = (
        LiveText(name="finding", lines=2),
        chart,
        Paragraph(text="The percentage beside a bar is the running total from the top."),
        LiveText(name="result", lines=2),
        LiveText(name="why", lines=3),
        Paragraph(text=NOTE),
    )
    return [
        seed_row(seed, "theatres"),
        Columns(left=(_minutes(), _split(), _look()), right=right),
        Log(file="pareto-builder.csv"),
    ]


def _causes(name: str, label: str) -> ChoiceField:
    options = (("", "choose a cause"), *((cause, cause) for cause in model.CAUSES))
    return ChoiceField(name=name, label=label, options=options, start="")


def _minutes() -> Group:
    rank = Button(name="rank", label="Rank by minutes", main=True, needs=("first",))
    return Group(
        label="Predict, then change from lists to minutes",
        parts=(
            Paragraph(
                text="At first the chart counts late lists. Now count the minutes that were lost instead."
            ),
            _causes("first", "Which cause will come first by minutes?"),
            Row(parts=(rank,)),
            Paragraph(name="first_hint"),
        ),
    )


def _split() -> Group:
    split = Button(name="split", label="Split the days", main=True, needs=("monday",))
    return Group(
        label="Predict, then split",
        parts=(
            _causes("monday", "Which cause comes first by minutes on Mondays?"),
            Row(parts=(split,)),
            Paragraph(name="monday_hint"),
        ),
    )


def _look() -> Group:
    days = tuple(model.DAYS.items())
    specialties = ((model.ALL, "all specialties"), *((name, name) for name in model.SPECIALTIES))
    return Group(
        label="Look for yourself",
        parts=(
            SliderField(
                name="aim",
                label="Share that the vital few should reach",
                least=50,
                most=95,
                step=5,
                start=80,
                unit="%",
            ),
            RadioField(name="by", label="Count", options=tuple(model.BURDENS.items()), start="lists"),
            ChoiceField(name="day", label="Days", options=days, start=model.ALL),
            ChoiceField(name="specialty", label="Specialty", options=specialties, start=model.ALL),
            Row(parts=(Button(name="reset", label="Start again"),)),
        ),
    )


def _spec() -> dict[str, Any]:
    """Vega-Lite with the data sets `points` (a row for each cause), `said` (the cause that was predicted) and `room`."""
    cause = {
        "field": "cause",
        "type": "nominal",
        # Not None: rows that are swapped would keep the places of those before them.
        "sort": {"field": "order", "op": "min"},
        "axis": {"title": None, "labelLimit": 140, "domain": False, "ticks": False},
    }
    burden = {
        "field": "burden",
        "type": "quantitative",
        "scale": {"zero": True, "nice": True},
        "axis": {"title": " ", "tickCount": 5},  # room for what is counted, which changes
    }
    fill = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": [k.name for k in KINDS], "range": [k.fill for k in KINDS]},
        "legend": None,
    }
    tip = [{"field": field, "type": "nominal", "title": title} for field, title in TABLE]
    bar = {"type": "bar", "height": 20, "stroke": theme.OUTLINE, "strokeWidth": 0.8, "aria": False}
    text = {"type": "text", "align": "left", "dx": 7, "fontSize": 11.5, "aria": False}
    diamond = {"type": "point", "shape": "diamond", "size": 110, "filled": True, "opacity": 1, "xOffset": 10}
    return {
        "width": theme.WIDTH,
        "height": HEIGHT,
        "config": theme.config(),
        **fit(right=14),
        "datasets": {"points": [], "said": [], "room": []},
        "data": {"name": "points"},
        "layer": [
            # Out of sight: it keeps room for the words beside the longest bar.
            {"data": {"name": "room"}, "mark": {"type": "point", "opacity": 0}, "encoding": {"x": burden}},
            {
                "data": {"name": "room"},
                "mark": {
                    "type": "text",
                    "baseline": "top",
                    "fontSize": 11.5,
                    "color": theme.INK,
                    "aria": False,
                },
                "encoding": {
                    "x": {"value": {"expr": "width / 2"}},
                    "y": {"value": {"expr": "height + 24"}},
                    "text": {"field": "counted", "type": "nominal"},
                },
            },
            {"mark": bar, "encoding": {"y": cause, "x": burden, "fill": fill, "tooltip": tip}},
            {
                "mark": text,
                "encoding": {"y": cause, "x": burden, "text": {"field": "label", "type": "nominal"}},
            },
            {
                "data": {"name": "said"},
                "mark": {
                    **diamond,
                    "color": theme.GROUND,
                    "stroke": theme.INK,
                    "strokeWidth": 2,
                    "aria": False,
                },
                "encoding": {"y": cause, "x": burden},
            },
        ],
    }
