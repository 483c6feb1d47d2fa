"""What Aim builder is made of: its three pages, and the drawings that are filled with rows."""

from __future__ import annotations

from typing import Any

from qilab.charts import drivers as diagram
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
    Row,
    SliderField,
    TextField,
    fit,
    seed_row,
)

from . import drivers as driver_model
from . import model as aim_model
from . import voices as voice_model

HEIGHT, VOICES_HEIGHT = 240, 400
NOT_MET = drawing.Look("above the target", "circle", theme.COMMON)
MET = drawing.Look("at the target or below", "square", theme.NEUTRAL)
UNIT = "per 1,000"
NOTE = "We made these data up. Nothing here is about a real ward, patient or member of staff."
SHEET = (
    ("x", "Month"),
    ("part", "Part"),
    ("falls", "Falls"),
    ("obd", "Occupied bed days"),
    ("value", "Rate per 1,000"),
    ("met", "Target met"),
)
HEARD = (
    ("theme", "Theme"),
    ("staff", "Staff: votes"),
    ("staff_share", "Staff: %"),
    ("patients", "Patients: comments"),
    ("patients_share", "Patients: %"),
)
# Staff pale, patients dark, and each bar says whose it is: 3.1:1 and 6.8:1 on white.
STAFF_FILL, PATIENTS_FILL = "#7f9db9", "#2f5d8a"
NEEDED = 6  # comments to sort by hand before all are shown


def parts(seed: int) -> list[Part]:
    """The whole panel: the seed, three pages to play (aim, drivers, voices) and the log."""
    return [
        seed_row(seed, "ward and the same comments"),
        Pages(
            name="page", label="Three ways to play", pages=(_aim_page(seed), _driver_page(), _voice_page())
        ),
        Log(file="aim-builder.csv"),
    ]


# ---------------------------------------------------------------- write an aim


def _aim_page(seed: int) -> Page:
    chart = Chart(
        name="picture", spec=_aim_spec(), height=HEIGHT, table=SHEET, caption="Months, rates and the target"
    )
    right = (LiveText(name="finding", lines=2), chart, LiveText(name="aim", lines=3), _year_without_change())
    return Page(
        title="Write an aim",
        parts=(Columns(left=(_aim_form(seed),), right=right), Paragraph(text=NOTE)),
    )


def _aim_form(seed: int) -> Group:
    start = round(aim_model.ward(seed).level * 0.9, 1)
    baseline = NumberField(
        name="baseline", label="Baseline: where do you start?", least=0, most=60, step=0.1, unit=UNIT
    )
    target = SliderField(
        name="target",
        label="Target: this or less",
        least=0,
        most=aim_model.HIGHEST,
        step=0.1,
        start=start,
        unit=UNIT,
    )
    return Group(
        label="Your aim, in five parts",
        parts=(
            TextField(name="measure", label="Measure: what, and per what?", longest=120),
            TextField(name="group", label="Group: who is it for?", longest=120),
            baseline,
            target,
            TextField(
                name="date",
                label="Date: by when?",
                longest=40,
                help="For example 30 June 2024, or end of June 2024. In 01/06/2024 the day comes first, so it is 1 June.",
            ),
            Row(parts=(Button(name="reset", label="Start again"),)),
        ),
    )


def _year_without_change() -> Group:
    asked = "Suppose that nobody does anything. In how many of the next 12 months will this ward meet your target all the same?"
    guess = NumberField(name="guess", label="Your prediction", least=0, most=12, unit="of 12 months")
    run = Button(name="run", label="Let the year go by", main=True, needs=("guess",))
    return Group(
        label="Predict, then let a year go by in which nothing changes",
        parts=(
            Paragraph(text=asked),
            Row(parts=(guess, run), in_line=True),
            Paragraph(name="hint"),
            LiveText(name="result", lines=1),
            LiveText(name="why", lines=2),
        ),
    )


def _aim_spec() -> dict[str, Any]:
    spec = run_spec(
        (NOT_MET, MET),
        dated=False,
        x_title="Month (the baseline, then a year with no change)",
        y_title="Falls per 1,000 occupied bed days",
        height=HEIGHT,
        legend=False,
        tooltip=SHEET[1:],
    )
    # What was said of the year to come stands over the drawing, where no point lies.
    x = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "point")["encoding"]["x"]
    spec["layer"].append(
        {
            "data": {"name": "said"},
            "mark": {
                "type": "text",
                "align": "right",
                "baseline": "bottom",
                "fontWeight": "bold",
                "aria": False,
            },
            "encoding": {
                "x": {k: v for k, v in x.items() if k != "axis"},
                "y": {"value": -4},
                "text": {"field": "label", "type": "nominal"},
            },
        }
    )
    spec["datasets"]["said"] = []
    return spec | fit(top=24)


# ---------------------------------------------------------------- draw the drivers


def _driver_page() -> Page:
    chart = Chart(
        name="tree",
        spec=_tree_spec(),
        height=diagram.canvas(driver_model.SKETCH),
        table=diagram.TABLE,
        caption="The diagram, box by box",
    )
    again = (
        Button(name="undo", label="Undo"),
        Button(name="sketch", label="Back to the team’s sketch"),
        Button(name="empty", label="Begin with an empty diagram"),
    )
    return Page(
        title="Draw the drivers",
        parts=(
            _check_diagram(),
            chart,
            LiveText(name="theory", lines=3),
            Columns(left=(_add_node(),), right=(_change_node(),)),
            LiveText(name="edited", lines=1),
            Row(parts=again),
        ),
    )


def _check_diagram() -> Group:
    asked = "You start with a sketch by a team at a made-up eye clinic. How many things will the check find to fix?"
    guess = NumberField(name="faults", label="Your prediction", least=0, most=30, unit="things")
    check = Button(name="check", label="Check the diagram", main=True, needs=("faults",))
    return Group(
        label="Predict, then check",
        parts=(Paragraph(text=asked), Row(parts=(guess, check)), LiveText(name="checked", lines=1)),
    )


def _add_node() -> Group:
    kinds = tuple((key, words) for key, (words, *_) in driver_model.NEW.items())
    return Group(
        label="Add",
        parts=(
            ChoiceField(name="what", label="What to add", options=kinds, start="idea"),
            TextField(name="words", label="Its wording", longest=120),
            ChoiceField(name="on", label="Join it to", options=(("", "nothing yet"),), start=""),
            Row(parts=(Button(name="add", label="Add it", main=True, needs=("words",)),)),
        ),
    )


def _change_node() -> Group:
    moves = (
        Button(name="move", label="Move it there", needs=("node",)),
        Button(name="as_well", label="Join it there as well", needs=("node", "to")),
        Button(name="remove", label="Remove it", needs=("node",)),
    )
    return Group(
        label="Change",
        parts=(
            ChoiceField(name="node", label="Work on", options=(("", "choose a box"),), start=""),
            ChoiceField(name="to", label="Another place for it", options=(("", "nothing yet"),), start=""),
            Row(parts=moves),
            TextField(name="new_words", label="New wording", longest=120),
            Row(parts=(Button(name="rename", label="Change the wording", needs=("node", "new_words")),)),
        ),
    )


def _tree_spec() -> dict[str, Any]:
    spec = diagram.spec(diagram.canvas(driver_model.SKETCH))
    spec["datasets"] = {"points": [], "links": [], "heads": []}
    return spec | {**fit(), "padding": {"left": 4, "right": 4, "top": 6, "bottom": 2}}


# ---------------------------------------------------------------- sort what people said


def _voice_page() -> Page:
    themes = tuple((theme, theme) for theme in voice_model.THEMES)
    sort = Group(
        label="Sort some by hand",
        parts=(
            Paragraph(name="comment"),
            ChoiceField(
                name="theme", label="Which pile?", options=(("", "choose a pile"), *themes), start=""
            ),
            Row(parts=(Button(name="sort", label="Put it there", main=True, needs=("theme",)),)),
            LiveText(name="filed", lines=2),
        ),
    )
    predict = Group(
        label="Predict, then read all of them",
        parts=(
            ChoiceField(
                name="top",
                label="In all the comments, what do patients and carers talk about most?",
                options=(("", "choose a pile"), *themes),
                start="",
            ),
            Row(parts=(Button(name="all", label="Show all comments", main=True, needs=("top",)),)),
            Paragraph(name="all_hint"),
            LiveText(name="all_result", lines=2),
        ),
    )
    chart = Chart(
        name="voices",
        spec=_voice_spec(),
        height=VOICES_HEIGHT,
        table=HEARD,
        caption="Staff votes and patients’ comments",
    )
    return Page(
        title="Sort what people said",
        parts=(
            Paragraph(
                text="Staff voted on what worries their patients most. Patients and carers had already sent "
                "in their comments. We made up all the votes and comments for this course."
            ),
            Columns(
                left=(sort, predict),
                right=(LiveText(name="voices_say", lines=2), chart, Paragraph(text=NOTE)),
            ),
        ),
    )


def _voice_spec() -> dict[str, Any]:
    who = ["Staff", "Patients"]
    y = {"field": "theme", "type": "nominal", "sort": None, "axis": {"title": None, "labelLimit": 170}}
    offset = {"field": "who", "type": "nominal", "sort": who, "scale": {"domain": who, "paddingInner": 0.1}}
    x = {
        "field": "share",
        "type": "quantitative",
        "scale": {"domainMin": 0, "nice": True},
        "axis": {"title": "Share of votes, share of comments (%)", "tickCount": 5},
    }
    return {
        "width": theme.WIDTH,
        "height": VOICES_HEIGHT,
        "config": theme.config(),
        **fit(right=120, top=8),
        "datasets": {"points": []},
        "data": {"name": "points"},
        "transform": [
            {"fold": ["staff_share", "patients_share"], "as": ["column", "share"]},
            {"filter": "isValid(datum.share)"},
            {"calculate": "datum.column === 'staff_share' ? 'Staff' : 'Patients'", "as": "who"},
            {
                "calculate": "datum.who + ' ' + datum.share + '%' + (datum.who === 'Staff' ? datum.said : '')",
                "as": "label",
            },
        ],
        "layer": [
            {
                "mark": {"type": "bar", "aria": False},
                "encoding": {
                    "y": y,
                    "yOffset": offset,
                    "x": x,
                    "fill": {
                        "field": "who",
                        "type": "nominal",
                        "scale": {"domain": who, "range": [STAFF_FILL, PATIENTS_FILL]},
                        "legend": None,
                    },
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 11, "aria": False},
                "encoding": {
                    "y": y,
                    "yOffset": offset,
                    "x": x,
                    "text": {"field": "label", "type": "nominal"},
                },
            },
        ],
    }
