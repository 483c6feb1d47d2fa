"""What Data clinic is made of: the fixes to tick, the picture of the headline, the lines before and after, and the score."""

from __future__ import annotations

from typing import Any

from qilab.charts import theme
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
    Paragraph,
    Part,
    Row,
    SeveralField,
    fit,
)

from .fixes import CELLS, DATES, LINES, Fix
from .model import HEADLINES

ROW, LEAST = 24, 150  # px: of one step, and of the picture at the start
TABLE = (("name", "Step"), ("told", "Headline"), ("lines", "Lines left"), ("words", "What the step does"))
NOTE = "The trust is fictional and the data are synthetic. The file is datasets/export_raw.csv, as an incident system would send it."


def parts() -> list[Part]:
    """The whole panel: on the left what can be switched on, on the right what comes of it."""
    return [Columns(left=_fixes(), right=_shown()), Paragraph(text=NOTE), Log(file="data-clinic.csv")]


def _fixes() -> tuple[Part, ...]:
    groups = (("lines", "Lines", LINES), ("dates", "Dates", DATES), ("cells", "Cells", CELLS))
    return (
        Paragraph(text="Tick a fix to put it at the end of your pipeline. Some of these fixes do harm."),
        CheckField(name="as_sent", label="Read every cell as the text that was sent"),
        *(
            SeveralField(name=name, label=label, options=_options(fixes), question=True)
            for name, label, fixes in groups
        ),
    )


def _options(fixes: dict[str, Fix]) -> tuple[tuple[str, str], ...]:
    return tuple((key, fix.words) for key, fix in fixes.items())


def _shown() -> tuple[Part, ...]:
    headline = ChoiceField(name="headline", label="Headline", options=tuple(HEADLINES.items()), start="all")
    chart = Chart(
        name="picture", spec=_spec(), height=LEAST, table=TABLE, caption="The headline after each step"
    )
    return (headline, LiveText(name="finding", lines=2), chart, _order(), _score(), _lines(), _code())


def _order() -> Group:
    step = ChoiceField(name="step", label="Step", options=(("", "no step yet"),), start="")
    buttons = (
        Button(name="earlier", label="Move it up"),
        Button(name="later", label="Move it down"),
        Button(name="drop", label="Take it out"),
        Button(name="undo", label="Undo"),
        Button(name="reset", label="Start again"),
    )
    return Group(label="Your pipeline, in order", parts=(step, Row(parts=buttons)))


def _score() -> Group:
    guess = NumberField(name="guess", label="Your prediction", least=0, most=100_000, step=0.1, wide=True)
    run = Button(name="score", label="Score my pipeline", main=True, needs=("guess",))
    return Group(
        label="Predict the true headline, then score your pipeline",
        parts=(
            Row(parts=(guess, run), in_line=True),
            Paragraph(name="hint"),
            LiveText(name="result", lines=2),
            LiveText(name="why", lines=1),
        ),
    )


def _lines() -> Group:
    return Group(
        label="Lines before and after this step",
        parts=(LiveText(name="changed", lines=1), Content(name="shown", polite=True)),
    )


def _code() -> Group:
    show = CheckField(name="pandas", label="Show my pipeline as pandas")
    return Group(label="To take home", parts=(show, Content(name="code")))


def _spec() -> dict[str, Any]:
    y = {
        "field": "name",
        "type": "nominal",
        # Not None: rows that are swapped would keep the places of those before them.
        "sort": {"field": "order", "op": "min"},
        "axis": {"title": None, "labelLimit": 150, "ticks": False, "domain": False},
    }
    x = {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": False, "nice": True, "padding": 24},
        "axis": {"title": None, "tickCount": 5},
    }
    dot = {"type": "point", "filled": True, "size": 90, "stroke": theme.OUTLINE, "opacity": 1, "aria": False}
    looks = {"condition": {"test": "datum.latest", "value": theme.NEUTRAL}, "value": theme.COMMON}
    text = {"field": "label", "type": "nominal"}
    shape = {"condition": {"test": "datum.latest", "value": "square"}, "value": "circle"}
    return {
        "width": theme.WIDTH,
        "height": LEAST,
        "config": theme.config(),
        **fit(right=60),
        "datasets": {"points": [], "said": [], "truth": []},
        "data": {"name": "points"},
        "layer": [
            {
                "data": {"name": "truth"},
                "mark": {"type": "rule", "color": theme.INK, "strokeDash": [5, 4], "aria": False},
                "encoding": {"x": x},
            },
            {
                "mark": {"type": "line", "color": theme.LINE, "strokeWidth": 1.5, "aria": False},
                "encoding": {"y": y, "x": x, "order": {"field": "order", "type": "quantitative"}},
            },
            {"mark": dot, "encoding": {"y": y, "x": x, "fill": looks, "shape": shape}},
            {
                "mark": {"type": "text", "align": "left", "dx": 8, "dy": -9, "aria": False},
                "encoding": {"y": y, "x": x, "text": text},
            },
            {
                "data": {"name": "said"},
                "mark": {
                    "type": "point",
                    "shape": "diamond",
                    "filled": False,
                    "size": 170,
                    "strokeWidth": 2.2,
                    "color": theme.INK,
                    "aria": False,
                },
                "encoding": {"y": y, "x": x},
            },
            *(
                {
                    "data": {"name": "said"},
                    "transform": [{"filter": f"datum.side === '{side}'"}],
                    "mark": {"type": "text", "align": align, "dx": dx, "fontWeight": "bold", "aria": False},
                    "encoding": {"y": y, "x": x, "text": text},
                }
                for side, align, dx in (("right", "left", 11), ("left", "right", -11))
            ),
        ],
    }
