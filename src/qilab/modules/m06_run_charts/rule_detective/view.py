"""Rule detective, the lab of the run-chart module: rules find change, and sometimes where there is none."""

from __future__ import annotations

from typing import Any

import numpy as np

from qilab.charts import layers as drawing
from qilab.charts.layers import Look
from qilab.charts.run_spec import run_spec
from qilab.charts.run_words import stretches
from qilab.methods.validate import MOST_SEED, one_seed
from qilab.panel.lab import Lab
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
    RadioField,
    Row,
    SliderField,
    TicksField,
)

from . import model, words

CHARTS = 1_000
HEIGHT = 330
DOMAIN = (0.0, 120.0)  # of the picture: fixed, so that the scale does not move with the slider
COLUMNS = (
    "What",
    "Rules",
    "Points",
    "Change in σ",
    "Noise",
    "Change after",
    "Seed",
    "You said",
    "It was",
    "Difference",
)
RULE_CHOICE = tuple((key, rules.name) for key, rules in model.RULES.items())
TABLE = (("x", "Point"), ("value", "Minutes"), ("side", "Side of the centre line"), ("signal", "Signal"))
NOTE = "Made-up data. Nothing here is about a real ward."


def rule_detective(
    seed: int = 4821,
    points: int = 24,
    shift: float = 0.0,
    noise: float = 1.0,
    start: int = 50,
    rules: str = "both",
) -> RuleDetective:
    """Show the lab Rule detective: how often do run chart rules speak up, with a change and without?

    seed: the same number gives everybody the same charts. points: 10 to 60. shift: size of the change in σ,
    0 to 3. noise: 0.5 to 1.5 times the usual. start: the share of the points before the change, 10 to 90%.
    rules: "both" (shift and trend), "shift", "trend", "run_chart", "anhoej", "limits", "mdc" or "shewhart".
    ValueError for anything else.
    """
    return RuleDetective(seed=seed, points=points, shift=shift, noise=noise, start=start, rules=rules)


class RuleDetective(Lab):
    """The view. `model` is in rule_model.py, its sentences in rule_words.py."""

    def __init__(self, **start: Any) -> None:
        if start["rules"] not in list(model.RULES):
            raise ValueError(f"rules: choose one of {', '.join(model.RULES)}.")
        within = model.within(start["start"], "start (percent of the points before the change)", 10, 90)
        settings = {k: start[k] for k in ("points", "shift", "noise", "seed")}
        model.Process(**settings, start=within / 100)  # refuses bad starts with its own words
        one_seed(start["seed"])
        self._chart = 1
        self._before: dict[str, Any] | None = None
        super().__init__("Rule detective", _parts(start), COLUMNS)

    # ------------------------------------------------------------ what happens

    def update(self, changed: set[str]) -> None:
        if changed & {"points", "shift", "noise", "start", "rules", "seed"}:
            if "seed" in changed:
                self._chart = 1
            self._draw_process()
        if changed & {"seed", "game_rules"}:
            self._deal()
        elif changed & {"ticks"}:
            self._draw_case()
        if "guess" in changed:
            self._hint()

    def pressed(self, name: str) -> None:
        if name == "another":
            self._chart = self._chart % model.MOST_CHARTS + 1
            self._draw_process()
        elif name == "run":
            self._run()
        elif name == "reset":
            self._chart = 1
            self.reset()
            self._draw_process()
        elif name == "check":
            self._check()
        elif name == "next":
            self._next()

    @property
    def process(self) -> model.Process:
        """The process that the sliders describe."""
        v = self.values
        return model.Process(v["points"], float(v["shift"]), float(v["noise"]), v["start"] / 100, v["seed"])

    @property
    def rules(self):
        """The rule set in use."""
        return model.RULES[self.values["rules"]]

    # ------------------------------------------------------------ one chart, and a thousand

    def _draw_process(self) -> None:
        process, rules = self.process, self.rules
        values = process.chart(self._chart)
        verdict = model.judge(values, rules)
        told = words.finding(process, verdict, values, self._chart)
        text = words.description(process, verdict, values, told)
        self.draw("picture", _rows(values, verdict), text, _key(rules))
        self.say(finding=told, question=_question(process, self.values["rules"]))

    def _hint(self) -> None:
        ready = self.values["guess"] is not None
        self.say(hint="" if ready else "Type your prediction first: a number from 0 to 100.")

    def _run(self) -> None:
        process, rules, guess = self.process, self.rules, self.values["guess"]
        share = model.signal_rate(process, rules, CHARTS)
        now = {**{k: self.values[k] for k in ("points", "shift", "noise", "start", "rules")}, "share": share}
        self.say(
            result=words.result(process, rules, share, CHARTS, guess), why=words.explain(now, self._before)
        )
        self._before = now
        came = round(100 * share, 1)
        self.note(
            f"{CHARTS:,} charts",
            rules.name,
            process.points,
            process.shift,
            process.noise,
            f"{self.values['start']}%",
            process.seed,
            guess,
            came,
            round(came - guess, 1),
        )
        # The next run starts with the next prediction.
        self.values = {**self.values, "guess": None}

    # ------------------------------------------------------------ the game

    def _deal(self) -> None:
        self._cases = model.deal(self.values["seed"])
        self._at = 0
        self._said: list[bool] = []
        self._ticked: list[set[int]] = []
        self._open = True
        self._show_case()

    @property
    def game_rules(self):
        """The rule set of the game."""
        return model.RULES[self.values["game_rules"]]

    def _show_case(self) -> None:
        self._open = True
        if self.values["verdict"] is not None or self.values["ticks"]:
            self.values = {**self.values, "verdict": None, "ticks": []}
        self.switch("verdict", disabled=False)
        self.switch("ticks", disabled=False)
        self.switch("next", hidden=True)
        self.switch("check", hidden=False)
        self.say(
            progress=f"Chart {self._at + 1} of {len(self._cases)}. Rule set: {self.game_rules.name}.",
            told="Is there a signal? Choose, tick the points that make it, then check.",
        )
        self._draw_case()

    def _draw_case(self) -> None:
        case = self._cases[self._at]
        verdict = model.judge(case.values, self.game_rules)
        rows = _rows(case.values, verdict, signals=not self._open, ticked=set(self.values["ticks"]))
        text = (
            f"Run chart of made-up minutes, chart {self._at + 1} of {len(self._cases)}, {len(case.values)} points, "
            f"centre line {verdict.runs.rules.centre} {verdict.runs.centre:.1f}."
        )
        told = words.signals_told(verdict, case.values)
        if not self._open:
            text += f" {'; '.join(told) if told else 'No signal'}."
        self.draw(
            "game", rows, text, (drawing.ORDINARY, drawing.ON_LINE) if self._open else _key(self.game_rules)
        )

    def _check(self) -> None:
        case = self._cases[self._at]
        verdict = model.judge(case.values, self.game_rules)
        said = self.values["verdict"] == "signal"
        ticked = {x - 1 for x in self.values["ticks"]}
        marked = _marked(case.values, verdict)
        self._said.append(said)
        self._ticked.append(ticked)
        self._open = False
        self.switch("verdict", disabled=True)
        self.switch("ticks", disabled=True)
        self.switch("check", hidden=True)
        last = self._at + 1 == len(self._cases)
        self.switch("next", hidden=False, label="Play again with other charts" if last else "Next chart")
        told = words.case_told(case, verdict, said, ticked, marked)
        if last:
            told = f"{told} {words.game_told(self.score(), self.game_rules)}"
        right = sum(s == bool(model.judge(c.values, self.game_rules).signal) for s, c in self._played())
        self.say(told=told, progress=f"Charts read: {len(self._said)} of {len(self._cases)}. Right: {right}.")
        same = model.overlap(ticked, marked)
        self.note(
            f"chart {self._at + 1}",
            self.game_rules.name,
            len(case.values),
            case.shift,
            1.0,
            "" if case.begins is None else f"point {case.begins}",
            self.values["seed"],
            "signal" if said else "no signal",
            "signal" if verdict.signal else "no signal",
            "" if same != same else f"{same:.0%} of the points",
        )
        self._draw_case()

    def _played(self):
        return zip(self._said, self._cases, strict=False)

    def score(self) -> model.Score:
        """The score of the charts read so far."""
        cases = [case for _, case in self._played()]
        verdicts = [model.judge(case.values, self.game_rules) for case in cases]
        marked = [_marked(case.values, v) for case, v in zip(cases, verdicts, strict=True)]
        return model.score(self._said, self._ticked, marked, [bool(v.signal) for v in verdicts], cases)

    def _next(self) -> None:
        if self._at + 1 < len(self._cases):
            self._at += 1
            self._show_case()
        else:
            self.values = {**self.values, "seed": self.values["seed"] % MOST_SEED + 1}


# ---------------------------------------------------------------- parts and rows


def _parts(start: dict[str, Any]) -> list:
    process = Group(
        label="The process",
        parts=(
            SliderField(
                name="points",
                label="Number of points",
                least=10,
                most=60,
                start=start["points"],
                unit="points",
            ),
            SliderField(
                name="shift",
                label="Size of the change (0 is none)",
                least=0,
                most=3,
                step=0.1,
                start=start["shift"],
                unit="σ",
            ),
            SliderField(
                name="start",
                label="Points before the change",
                least=10,
                most=90,
                step=5,
                start=start["start"],
                unit="%",
            ),
            SliderField(
                name="noise",
                label="Noise (1 is usual)",
                least=0.5,
                most=1.5,
                step=0.1,
                start=start["noise"],
                unit="times",
            ),
        ),
    )
    try_it = Page(
        title="Change one thing",
        parts=(
            Columns(
                left=(
                    process,
                    ChoiceField(name="rules", label="Rule set", options=RULE_CHOICE, start=start["rules"]),
                    Row(
                        parts=(
                            Button(name="another", label="Another chart"),
                            Button(name="reset", label="Start again"),
                        )
                    ),
                ),
                right=(
                    LiveText(name="finding", lines=2),
                    _chart("picture", "The chart as a table", ""),
                    Paragraph(text=NOTE),
                ),
            ),
            Group(
                label="Predict, then run 1,000 charts",
                parts=(
                    Paragraph(name="question"),
                    Row(
                        parts=(
                            NumberField(
                                name="guess",
                                label="Your prediction",
                                least=0,
                                most=100,
                                step=0.1,
                                unit="of 100 charts",
                            ),
                            Button(name="run", label="Run 1,000 charts", main=True, needs=("guess",)),
                        )
                    ),
                    Paragraph(name="hint"),
                    LiveText(name="result", lines=2),
                    LiveText(name="why", lines=1),
                ),
            ),
        ),
    )
    game = Page(
        title="Play 20 charts",
        parts=(
            Columns(
                left=(
                    Paragraph(name="progress", strong=True),
                    ChoiceField(
                        name="game_rules",
                        label="Rule set",
                        options=RULE_CHOICE,
                        start="both",
                        help="Another rule set starts the game afresh.",
                    ),
                    RadioField(
                        name="verdict",
                        label="What do you say?",
                        options=(("signal", "A signal"), ("none", "No signal")),
                    ),
                    Row(
                        parts=(
                            Button(name="check", label="Check this chart", main=True, needs=("verdict",)),
                            Button(name="next", label="Next chart", main=True),
                        )
                    ),
                ),
                right=(
                    LiveText(name="told", lines=3),
                    _chart("game", "The chart as a table", "ticks"),
                    TicksField(
                        name="ticks", label="Points that break a rule (tick here or click them)", chart="game"
                    ),
                    Paragraph(text=NOTE),
                ),
            ),
        ),
    )
    return [
        Row(
            parts=(
                NumberField(
                    name="seed",
                    label="Seed: the same number gives the whole room the same charts",
                    least=0,
                    most=MOST_SEED,
                    start=start["seed"],
                    wide=True,
                ),
            )
        ),
        Pages(name="page", label="Two ways to play", pages=(try_it, game)),
        Log(file="rule-detective.csv"),
    ]


def _chart(name: str, caption: str, ticks: str) -> Chart:
    return Chart(name=name, spec=_spec(), height=HEIGHT, table=TABLE, caption=caption, ticks=ticks)


def _spec() -> dict[str, Any]:
    spec = run_spec(
        drawing.LOOKS,
        dated=False,
        domain=DOMAIN,
        x_title="Point",
        y_title="Made-up minutes",
        height=HEIGHT,
        legend=False,
        tooltip=(("x", "Point"), ("value", "Minutes"), ("side", "Side"), ("signal", "Signal")),
    )
    # The size is that of the page and stays: nothing jumps when a label grows.
    spec["autosize"] = {"type": "fit", "contains": "padding"}
    spec["padding"] = {"left": 8, "right": 8, "top": 10, "bottom": 6}
    # Unseen, and as long as the longest label of a line: it keeps that room free at all times.
    spec["layer"].append(
        {
            "data": {"values": [{}]},
            "mark": {
                "type": "text",
                "text": "Upper 108.8",
                "align": "left",
                "dx": 9,
                "opacity": 0,
                "aria": False,
            },
            "encoding": {"x": {"value": "width"}, "y": {"value": 20}},
        }
    )
    x, y = ({k: v for k, v in spec["layer"][-4]["encoding"][c].items() if k != "axis"} for c in "xy")
    spec["layer"].append(
        {
            "data": {"name": "points"},
            "transform": [{"filter": "datum.ticked"}],
            "mark": {
                "type": "point",
                "filled": False,
                "size": 330,
                "strokeWidth": 2.2,
                "color": "#212121",
                "aria": False,
            },
            "encoding": {"x": x, "y": y},
        }
    )
    return spec


def _question(process: model.Process, rules: str) -> str:
    return (
        f"Think of 1,000 charts like this one: {process.points} points, {words.change_told(process)}. On how many "
        f"of 100 will {words.NAMES[rules]} show a signal?"
    )


def _marked(values: np.ndarray, verdict: model.Verdict) -> set[int]:
    """Points that break a rule, from 0."""
    points = {p for s in stretches(verdict.runs, values) for p in s.points}
    return points | set(np.flatnonzero(verdict.limits | verdict.two_of_three).tolist())


def _rows(
    values: np.ndarray, verdict: model.Verdict, signals: bool = True, ticked: set[int] = frozenset()
) -> dict[str, dict[str, list]]:
    """The data sets of the live chart, as columns."""
    n = len(values)
    runs = verdict.runs
    kinds: list[list[str]] = [[] for _ in range(n)]
    if signals:
        for s in stretches(runs, values):
            for p in s.points:
                kinds[p].append(s.kind)
        for mask, kind in ((verdict.limits, "outside the limits"), (verdict.two_of_three, "two of three")):
            for p in np.flatnonzero(mask):
                kinds[p].append(kind)
    looks = [_look(k, side) for k, side in zip(kinds, runs.side, strict=True)]
    sides = {1: "above", -1: "below", 0: "on the line"}
    centre = float(runs.centre)
    points = {
        "x": list(range(1, n + 1)),
        "value": [float(v) for v in values],
        "look": [look.name for look in looks],
        "letter": [look.letter for look in looks],
        "above": drawing.letters_above(values.tolist(), *DOMAIN),
        "side": [sides[int(s)] for s in runs.side],
        "signal": [" and ".join(k) or "none" if signals else "not shown yet" for k in kinds],
        "ticked": [i + 1 in ticked for i in range(n)],
        "tick": [f"{i + 1}: {v:.1f}" for i, v in enumerate(values)],
    }
    levels = [(centre, "frozen", f"{runs.rules.centre.capitalize()} {centre:.1f}")]
    if np.isfinite(verdict.upper):
        levels += [
            (float(verdict.upper), "limit", f"Upper {float(verdict.upper):.1f}"),
            (float(verdict.lower), "limit", f"Lower {float(verdict.lower):.1f}"),
        ]
    line = {
        "x": [1] * len(levels),
        "x2": [n] * len(levels),
        "centre": [level for level, _, _ in levels],
        "piece": [piece for _, piece, _ in levels],
        "label": [label for _, _, label in levels],
    }
    return {"points": points, "line": line}


def _key(rules: model.RuleSet) -> list[Look]:
    """The looks that a chart under these rules may show."""
    looks = [drawing.ORDINARY, drawing.ON_LINE]
    if rules.shift:
        looks.append(drawing.SHIFT)
    if rules.trend:
        looks.append(drawing.TREND)
    if rules.shift and rules.trend:
        looks.append(drawing.BOTH)
    if rules.runs_test == "anhoej":
        looks.append(drawing.LONG_RUN)
    if rules.limits:
        looks.append(drawing.LIMITS)
    if rules.two_of_three:
        looks.append(drawing.PAIR)
    return looks


def _look(kinds: list[str], side: int) -> Look:
    if "outside the limits" in kinds:
        return drawing.LIMITS
    if {"shift", "trend"} <= set(kinds):
        return drawing.BOTH
    by_kind = {
        "trend": drawing.TREND,
        "two of three": drawing.PAIR,
        "shift": drawing.SHIFT,
        "long run": drawing.LONG_RUN,
    }
    for kind, look in by_kind.items():
        if kind in kinds:
            return look
    return drawing.ON_LINE if side == 0 else drawing.ORDINARY
