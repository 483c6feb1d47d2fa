"""Will it hold?, the first lab of M13: ten factors, what each could still bring, and where a team is split."""

from __future__ import annotations

from typing import Any

from qilab.charts import theme
from qilab.charts.layers import Look, columns
from qilab.panel.lab import Lab
from qilab.panel.parts import (
    Button,
    Chart,
    ChoiceField,
    Columns,
    Group,
    LiveText,
    Log,
    Paragraph,
    Row,
    SliderField,
    fit,
    seed_row,
)

from . import model, words

HEIGHT = 350
SHOWN, LEFT, MOST = "points now", "left to gain", "most points"
KEY = (Look(SHOWN, "square", "#2f5d8a"), Look(LEFT, "square", "#d5dfe9"), Look(MOST, "square", "#e6e6e6"))
COLUMNS = ("Project", "Seed", "You said", "Most to gain", "Points to gain there", "Total of 100")
TABLE = (
    ("factor", "Factor"),
    ("level", "Level used"),
    ("range", "Team, lowest to highest"),
    ("now", "Points now"),
    ("most", "Most points"),
    ("to_gain", "Points to gain"),
)
SOURCE = (
    "The projects are fictional. The ten factors are those of the NHS Sustainability Model. Eight weights are printed in a published "
    "table. The weights for clinical leaders and for fit, and the even steps between levels, are this course’s own."
)


def sustainability_calculator(
    seed: int = 1313, project: str = "Hourly rounds, copied"
) -> SustainabilityCalculator:
    """Show the lab Will it hold?: score a project on ten factors and find what is worth working on first.

    seed: the same number gives the whole room the same team. project: one of the three fictional ones that the
    lab's list shows. ValueError for anything else.

    >>> print(sustainability_calculator(seed=7))
    Will it hold? Bars show the most points that each of the ten factors can bring, 100 in all. ...
    """
    model.team_levels(project, seed)  # refuses bad starts with its own words
    return SustainabilityCalculator(seed=seed, project=project)


class SustainabilityCalculator(Lab):
    """The view. The model is in model.py, its sentences are in words.py."""

    def __init__(self, **start: Any) -> None:
        self._shown = False
        super().__init__("Will it hold?", _parts(start), COLUMNS)

    def update(self, changed: set[str]) -> None:
        """Take another team for another project or seed; redraw when a level changes; hint until a prediction is
        chosen.
        """
        if changed & {"project", "seed"}:
            self._new_team()
        elif changed & {*model.KEYS, "guess"}:
            self.say(result="")  # it belongs to the levels and the prediction before
            self._draw()
        if "guess" in changed:
            self.say(hint="" if self.values["guess"] else "Choose your prediction first.")

    def pressed(self, name: str) -> None:
        """Show the team’s points against the prediction, or start again."""
        if name == "run":
            self._run()
        elif name == "reset":
            self.reset()
            self._new_team()

    @property
    def team(self) -> model.Team:
        """The team as the sliders have it."""
        shown = tuple(float(self.values[key]) for key in model.KEYS)
        return model.Team(self._given, model.used_levels(self._given, shown))

    def _new_team(self) -> None:
        self._given = model.team_levels(self.values["project"], self.values["seed"])
        self._shown = False
        levels = dict(zip(model.KEYS, model.start_levels(self._given), strict=True))
        self.values = {**self.values, **levels, "guess": ""}
        self.say(result="", split="")
        self._draw()

    def _run(self) -> None:
        guess, table = self.values["guess"], self.team.table()
        self._shown = True
        first = table.iloc[int(table["to_gain"].argmax())]
        self.say(result=words.result(table, guess))
        self.note(
            self.values["project"],
            self.values["seed"],
            guess,
            first["factor"],
            round(float(first["to_gain"]), 1),
            round(self.team.total, 1),
        )
        self._draw()

    def _draw(self) -> None:
        table = self.team.table()
        self.say(
            finding=words.finding(table) if self._shown else words.waiting(),
            split=words.split(table) if self._shown else "",
        )
        key = KEY[:2] if self._shown else KEY[2:]
        self.draw(
            "picture",
            _rows(table, self._shown, self.values["guess"]),
            words.description(table, self._shown),
            key,
        )


def _parts(start: dict[str, Any]) -> list:
    levels = model.start_levels(model.team_levels(start["project"], start["seed"]))
    team = Group(
        label="The team’s level, 1 lowest to 4 highest",
        parts=tuple(
            SliderField(name=key, label=name, least=1, most=4, step=0.1, start=level)
            for key, name, level in zip(model.KEYS, model.NAMES, levels, strict=True)
        ),
    )
    turn = Group(
        label="Predict, then work it out",
        parts=(
            ChoiceField(
                name="project",
                label="Which project?",
                options=tuple((name, name) for name in model.PROJECTS),
                start=start["project"],
            ),
            ChoiceField(
                name="guess",
                label="Which factor has the most points left to gain?",
                options=(("", "Choose a factor"), *((name, name) for name in model.NAMES)),
                start="",
            ),
            Paragraph(name="hint"),
            Row(
                parts=(
                    Button(name="run", label="Work out the points", main=True, needs=("guess",)),
                    Button(name="reset", label="Start again"),
                )
            ),
            LiveText(name="result", lines=3),
        ),
    )
    picture = (
        LiveText(name="finding", lines=2),
        Chart(
            name="picture",
            spec=_spec(),
            height=HEIGHT,
            table=TABLE,
            caption="Ten factors: levels and points",
        ),
        LiveText(name="split", lines=2),
        Paragraph(text=SOURCE),
    )
    return [
        seed_row(start["seed"], "team"),
        Columns(left=(turn, team), right=picture),
        Log(label="Will it hold? Your predictions and results", file="will-it-hold.csv"),
    ]


def _spec() -> dict[str, Any]:
    """Bars of points: had, left to gain (or, before the run, the most there can be), with the number beside."""
    factor = {
        "field": "factor",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": list(model.NAMES)},
        "axis": {"title": None, "labelLimit": 210},
    }
    kinds, fills = [look.name for look in KEY], [look.fill for look in KEY]
    return {
        "width": theme.WIDTH,
        "height": HEIGHT,
        "config": theme.config(),
        **fit(right=10, top=8),
        "datasets": {"points": [], "bars": []},
        "layer": [
            {
                "data": {"name": "bars"},
                "mark": {"type": "bar", "aria": False, "strokeWidth": 1},
                "encoding": {
                    "y": factor,
                    "x": {
                        "field": "from",
                        "type": "quantitative",
                        "scale": {"domain": [0, 24]},
                        "axis": {"title": "Points", "values": [0, 5, 10, 15]},
                    },
                    "x2": {"field": "to"},
                    "fill": {
                        "field": "kind",
                        "type": "nominal",
                        "legend": None,
                        "scale": {"domain": kinds, "range": fills},
                    },
                    "stroke": {"value": theme.OUTLINE},
                },
            },
            {
                "data": {"name": "points"},
                "mark": {"type": "text", "align": "left", "dx": 5, "aria": False},
                "encoding": {
                    "y": factor,
                    "x": {"field": "most", "type": "quantitative"},
                    "text": {"field": "text", "type": "nominal"},
                },
            },
        ],
    }


def _rows(table: Any, shown: bool, guess: str) -> dict[str, dict[str, list]]:
    factors, most = table["factor"].tolist(), table["most"].tolist()
    now, none = table["now"].round(1).tolist(), ["not yet"] * len(table)
    pieces = [(f, 0, m, MOST) for f, m in zip(factors, most, strict=True)]
    if shown:
        pieces = [
            *((f, 0, n, SHOWN) for f, n in zip(factors, now, strict=True)),
            *((f, n, m, LEFT) for f, n, m in zip(factors, now, most, strict=True)),
        ]
    gain = table["to_gain"].round(1).tolist()
    return {
        "points": {
            "factor": factors,
            "level": table["level"].tolist(),
            "range": [f"{low} to {high}" for low, high in zip(table["low"], table["high"], strict=True)],
            "now": now if shown else none,
            "most": most,
            "to_gain": gain if shown else none,
            "text": [
                (f"{g:.1f} to gain" if shown else f"{m:.1f}") + ("  ◆ you said" if f == guess else "")
                for f, g, m in zip(factors, gain, most, strict=True)
            ],
        },
        "bars": columns(("factor", "from", "to", "kind"), pieces),
    }
