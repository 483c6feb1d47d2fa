"""The tampering funnel, a lab of the module for boards: what answering each single result does to a stable process."""

from __future__ import annotations

from typing import Any

from qilab.charts import theme
from qilab.charts.layers import Look, columns
from qilab.methods.validate import one_seed
from qilab.panel import strip
from qilab.panel.lab import Lab
from qilab.panel.parts import (
    Button,
    Chart,
    Columns,
    Group,
    LiveText,
    Log,
    NumberField,
    Paragraph,
    Part,
    RadioField,
    Row,
    SliderField,
    fit,
    seed_row,
)

from . import model, words

HEIGHT = 260
MOST_GUESS = 1_000
ALONE = Look("left alone", "circle", theme.COMMON)
RULED = Look("under the rule", "diamond", theme.NEUTRAL)
LOG = ("Rule", "Drops", "Seed", "Variance: you said", "Variance: it was", "Variance: exact", "SD: exact")
TABLE = (
    ("x", "Drop"),
    ("alone", "Left alone, cm"),
    ("ruled", "Under the rule, cm"),
    ("hung", "Funnel hung at, cm"),
)
SOURCE = (
    "The marbles are simulated. The four rules are those of W. Edwards Deming (Out of the Crisis, 1986). They are no argument against improving a process. They warn "
    "against reacting to every single result of a stable process."
)


def tampering_funnel(seed: int = 1212, rule: int = 2) -> TamperingFunnel:
    """Show the lab The tampering funnel: Deming's four rules for a funnel that drops marbles at a target.

    seed: the same number gives the whole room the same marbles. rule: the one to begin with, 1 to 4. ValueError for anything else.

    >>> print(tampering_funnel(seed=7))
    The tampering funnel. Distance from the target in cm, 50 marbles in order. ...
    """
    model.Funnel(rule=rule, seed=one_seed(seed))  # refuses bad starts with its own words
    return TamperingFunnel(seed=seed, rule=str(rule))


class TamperingFunnel(Lab):
    """The view. The model is in model.py, its sentences are in words.py."""

    def __init__(self, **start: Any) -> None:
        self._shown = False
        super().__init__("The tampering funnel", _parts(start), LOG)

    def update(self, changed: set[str]) -> None:
        """Hide what the rule did when a setting changes: predict again; hint until something is predicted."""
        if changed & {"seed", "rule", "drops"}:
            self._shown = False
            self.say(result="", why="", question=words.question(self.funnel))
            self.draw("ratio", strip.rows(None, None, 5), strip.words(None, None), most=5)
            self._draw()
        if "guess" in changed:
            self.say(hint="Type your prediction first." if self.values["guess"] is None else "")

    def pressed(self, name: str) -> None:
        """Run the rule against the prediction, or put everything but the seed back to the start."""
        if name == "run":
            self._run()
        elif name == "reset":
            self.values = {**self._start_values(), "seed": self.values["seed"]}
            self._shown = False
            self.say(result="", why="")
            self.draw("ratio", strip.rows(None, None, 5), strip.words(None, None), most=5)
            self._draw()

    @property
    def funnel(self) -> model.Funnel:
        """The funnel as it is set."""
        return model.Funnel(int(self.values["rule"]), self.values["drops"], self.values["seed"])

    def _run(self) -> None:
        funnel, guess = self.funnel, self.values["guess"]
        came = round(model.measured(funnel.rule, funnel.drops, funnel.seed), 2)
        self._shown = True
        most = max(5.0, 1.3 * came, min(1.3 * guess, 3 * came))  # a wild guess does not squash what came
        self.draw("ratio", strip.rows(guess, came, most), strip.words(guess, came), most=most)
        self.say(result=words.result(funnel, guess, came), why=words.why(funnel))
        exact = round(funnel.exact, 2)
        self.note(funnel.rule, funnel.drops, funnel.seed, guess, came, exact, round(funnel.exact**0.5, 2))
        self._draw()
        self.values = {**self.values, "guess": None}

    def _draw(self) -> None:
        funnel = self.funnel
        shown = self._shown and funnel.rule != model.ALONE
        self.say(finding=words.finding(funnel) if self._shown else words.waiting(funnel))
        key = (ALONE, RULED) if shown else (ALONE,)
        self.draw("picture", _rows(funnel, shown), words.description(funnel, self._shown), key)


def _parts(start: dict[str, Any]) -> list[Part]:
    funnel = Group(
        label="The funnel",
        parts=(
            RadioField(
                name="rule",
                label="What happens after each drop?",
                options=tuple(words.RULES.items()),
                start=start["rule"],
                question=True,
            ),
            SliderField(
                name="drops", label="Marbles to drop", least=model.FEWEST, most=model.MOST, step=10, start=50
            ),
        ),
    )
    turn = Group(
        label="Predict, then run",
        parts=(
            Paragraph(name="question"),
            NumberField(
                name="guess",
                label="Your prediction",
                least=0,
                most=MOST_GUESS,
                step=0.01,
                unit="times the variance",
            ),
            Paragraph(name="hint"),
            Row(
                parts=(
                    Button(name="run", label="Drop the marbles", main=True, needs=("guess",)),
                    Button(name="reset", label="Start again"),
                )
            ),
        ),
    )
    chart = Chart(
        name="picture",
        spec=_spec(),
        height=HEIGHT,
        table=TABLE,
        caption="Each marble’s distance from the target",
    )
    came = (
        LiveText(name="result", lines=3),
        strip.strip("ratio", "Variance of the last marble, as a multiple of rule 1’s", 5),
        LiveText(name="why", lines=4),
        Paragraph(text=SOURCE),
    )
    return [
        seed_row(start["seed"], "marbles"),
        Columns(left=(funnel, turn), right=(LiveText(name="finding", lines=2), chart, *came)),
        Log(label="The tampering funnel: your predictions and results", file="tampering-funnel.csv"),
    ]


def _spec() -> dict[str, Any]:
    """Distance from the target against the number of the drop: grey for a funnel left alone, purple for the rule."""
    x: dict[str, Any] = {
        "field": "x",
        "type": "quantitative",
        "scale": {"nice": False, "padding": 10},
        "axis": {"title": "Drop", "tickMinStep": 1, "tickCount": 8},
    }
    y: dict[str, Any] = {
        "field": "value",
        "type": "quantitative",
        "scale": {"nice": True},
        "axis": {"title": "Distance from the target, cm", "tickCount": 6},
    }
    target = {
        "data": {"values": [{"value": 0}]},
        "mark": {"type": "rule", "color": theme.INK, "strokeWidth": 1.4, "aria": False},
        "encoding": {"y": y},
    }
    layers = [target]
    for name, look in (("grey", ALONE), ("purple", RULED)):
        layers += [
            {
                "data": {"name": name},
                "mark": {"type": "line", "color": look.fill, "strokeWidth": 1.2, "aria": False},
                "encoding": {"x": x, "y": y},
            },
            {
                "data": {"name": name},
                "mark": {
                    "type": "point",
                    "shape": look.shape,
                    "fill": look.fill,
                    "stroke": theme.OUTLINE,
                    "strokeWidth": 1,
                    "size": 44,
                    "opacity": 1,
                    "aria": False,
                },
                "encoding": {"x": x, "y": y},
            },
        ]
    # The rows of the table, with a tooltip on each marble of the funnel that was left alone.
    table = {
        "data": {"name": "points"},
        "mark": {"type": "point", "opacity": 0, "filled": True, "size": 60, "aria": False},
        "encoding": {
            "x": x,
            "y": {**y, "field": "alone"},
            "tooltip": [{"field": f, "type": "nominal", "title": title} for f, title in TABLE],
        },
    }
    return {
        "width": theme.WIDTH,
        "height": HEIGHT,
        "config": theme.config(),
        **fit(right=10),
        "datasets": {"points": [], "grey": [], "purple": []},
        "layer": [*layers, table],
    }


def _rows(funnel: model.Funnel, shown: bool) -> dict[str, dict[str, list[Any]]]:
    """The data sets of the picture. shown: the rule was run, and is not rule 1."""
    drops = range(1, funnel.drops + 1)
    alone, landed, hung = (values.round(2).tolist() for values in (funnel.alone, funnel.landed, funnel.hung))
    none = ["not yet"] * funnel.drops
    if funnel.rule == model.ALONE:
        none = ["the same"] * funnel.drops
    return {
        "points": {
            "x": list(drops),
            "alone": alone,
            "ruled": landed if shown else none,
            "hung": hung if shown else none,
        },
        "grey": columns(("x", "value"), list(zip(drops, alone, strict=True))),
        "purple": columns(("x", "value"), list(zip(drops, landed, strict=True)) if shown else []),
    }
