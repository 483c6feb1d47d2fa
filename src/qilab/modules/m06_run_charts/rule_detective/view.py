"""Rule detective, the lab of the run-chart module: rules find change, and sometimes where there is none."""

from __future__ import annotations

from typing import Any

from qilab.charts import layers as drawing
from qilab.methods.validate import MOST_SEED, one_seed
from qilab.panel import strip
from qilab.panel.lab import Lab

from . import model, pages, picture, words

CHARTS = 1_000
SETTINGS = ("points", "shift", "noise", "start", "rules", "freeze")
COLUMNS = (
    "What",
    "Rules",
    "Points",
    "Change, times the usual spread",
    "Noise",
    "Change after",
    "Seed",
    "You said",
    "It was",
    "Difference",
)


def rule_detective(
    seed: int = 4821,
    points: int = 24,
    shift: float = 0.0,
    noise: float = 1.0,
    start: int = 50,
    rules: str = "both",
    freeze: bool = True,
) -> RuleDetective:
    """Show the lab Rule detective: how often do run chart rules speak up, with a change and without?

    seed: the same number gives everybody the same charts. points: 10 to 60. shift: size of the change in σ,
    0 to 3. noise: 0.5 to 1.5 times the usual. start: the share of the points before the change, 10 to 90%.
    rules: "both" (shift and trend), "shift", "trend", "run_chart", "anhoej", "limits", "mdc" or "shewhart".
    freeze: is the centre line frozen on the points before the change, as in the lesson, or made of all points?
    ValueError for anything else.

    >>> print(rule_detective(seed=7))
    Rule detective. Run chart of made-up minutes, 24 points, no change at all. ...
    """
    return RuleDetective(
        seed=seed, points=points, shift=shift, noise=noise, start=start, rules=rules, freeze=freeze
    )


class RuleDetective(Lab):
    """The view. The model is in model.py, its sentences are in words.py."""

    def __init__(self, **start: Any) -> None:
        if start["rules"] not in list(model.RULES):
            raise ValueError(f"rules: choose one of {', '.join(model.RULES)}.")
        if not isinstance(start["freeze"], bool):
            raise ValueError("freeze: give True or False.")
        within = model.within(start["start"], "start (percentage of the points before the change)", 10, 90)
        settings = {k: start[k] for k in ("points", "shift", "noise", "seed")}
        model.Process(**settings, start=within / 100)  # refuses bad starts with its own words
        one_seed(start["seed"])
        self._chart = 1
        self._before: dict[str, Any] | None = None
        self._share: tuple[float | None, float | None] = (None, None)
        super().__init__("Rule detective", pages.parts(start), COLUMNS)

    # ------------------------------------------------------------ what happens

    def update(self, changed: set[str]) -> None:
        """Redraw the process when a slider, the rules or the seed change; deal again for another seed or other
        rules of the game; redraw what is ticked.
        """
        if changed & {*SETTINGS, "seed"}:
            if "seed" in changed:
                self._chart, self._before = 1, None
            self._draw_process()
            # What was run belongs to other settings.
            self._share = (None, None)
            self.say(result="", why="")
            self._show_share()
        if changed & {"seed", "game_rules", "freeze"}:
            self._deal()
        elif changed & {"ticks"}:
            self._draw_case()
        if "guess" in changed:
            self._hint()
            if self.values["guess"] is not None:
                self._share = (self.values["guess"], None)
                self._show_share()

    def pressed(self, name: str) -> None:
        """Show another chart of this process, run many, check the ticks, take the next case, or start again."""
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
    def baseline(self) -> int | None:
        """Points on which the line is frozen; None where all points make it."""
        return self.process.baseline if self.values["freeze"] else None

    def _show_share(self) -> None:
        said, came = self._share
        self.draw("share", strip.rows(said, came, 100), strip.words(said, came))

    @property
    def rules(self):
        """The rule set in use."""
        return model.RULES[self.values["rules"]]

    # ------------------------------------------------------------ one chart, and a thousand

    def _draw_process(self) -> None:
        process, rules = self.process, self.rules
        values = process.chart(self._chart)
        verdict = model.judge(values, rules, self.baseline)
        told = words.finding(process, verdict, values, self._chart)
        text = words.description(process, verdict, values, told, self.baseline)
        self.draw("picture", picture.rows(values, verdict, freeze=self.baseline), text, picture.key(rules))
        self.say(
            finding=told,
            line=words.centre_line_in_words(process, rules, self.values["freeze"]),
            question=_question(process, self.values["rules"]),
        )

    def _hint(self) -> None:
        ready = self.values["guess"] is not None
        self.say(hint="" if ready else "Type your prediction first: a number from 0 to 100.")

    def _run(self) -> None:
        process, rules, guess = self.process, self.rules, self.values["guess"]
        share = model.signal_rate(process, rules, CHARTS, freeze=self.values["freeze"])
        now = {**{k: self.values[k] for k in SETTINGS}, "share": share}
        self.say(
            result=words.result(process, rules, share, CHARTS, guess), why=words.explain(now, self._before)
        )
        self._before = now
        came = round(100 * share, 1)
        self._share = (guess, came)
        self._show_share()
        self.note(
            f"{CHARTS:,} charts",
            f"{rules.name}{', line frozen' if self.baseline else ''}",
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
    def _game_baseline(self) -> int | None:
        return model.GAME_BASELINE if self.values["freeze"] else None

    @property
    def _frozen(self) -> str:
        return f", frozen on the first {model.GAME_BASELINE} points" if self.values["freeze"] else ""

    def _judged(self, case: model.Case) -> model.Verdict:
        return model.judge(case.values, self.game_rules, self._game_baseline)

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
        frozen = (
            f" The centre line is frozen on the first {model.GAME_BASELINE} points."
            if self.values["freeze"]
            else ""
        )
        self.say(
            progress=f"Chart {self._at + 1} of {len(self._cases)}. Rule set: {self.game_rules.name}.{frozen}",
            told="Is there a signal? Choose your answer, tick the points that make the signal, and then check.",
        )
        self._draw_case()

    def _draw_case(self) -> None:
        case = self._cases[self._at]
        verdict = self._judged(case)
        ticked = set(self.values["ticks"])
        rows = picture.rows(
            case.values, verdict, signals=not self._open, ticked=ticked, freeze=self._game_baseline
        )
        text = (
            f"Run chart of made-up minutes, chart {self._at + 1} of {len(self._cases)}, {len(case.values)} points, "
            f"centre line {verdict.runs.rules.centre} {verdict.runs.centre:.1f}{self._frozen}."
        )
        told = words.signals_in_words(verdict, case.values)
        if not self._open:
            text += f" {'; '.join(told) if told else 'No signal'}."
        self.draw(
            "game",
            rows,
            text,
            (drawing.ORDINARY, drawing.ON_LINE) if self._open else picture.key(self.game_rules),
        )

    def _check(self) -> None:
        case = self._cases[self._at]
        verdict = self._judged(case)
        said = self.values["verdict"] == "signal"
        ticked = {x - 1 for x in self.values["ticks"]}
        marked = picture.marked(case.values, verdict)
        self._said.append(said)
        self._ticked.append(ticked)
        self._open = False
        self.switch("verdict", disabled=True)
        self.switch("ticks", disabled=True)
        self.switch("check", hidden=True)
        last = self._at + 1 == len(self._cases)
        self.switch("next", hidden=False, label="Play again with other charts" if last else "Next chart")
        told = words.case_feedback(case, verdict, said, ticked, marked)
        if last:
            told = f"{told} {words.game_summary(self.score(), self.game_rules)}"
        right = sum(s == bool(self._judged(c).signal) for s, c in self._played())
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
        verdicts = [self._judged(case) for case in cases]
        marked = [picture.marked(case.values, v) for case, v in zip(cases, verdicts, strict=True)]
        return model.score(self._said, self._ticked, marked, [bool(v.signal) for v in verdicts], cases)

    def _next(self) -> None:
        if self._at + 1 < len(self._cases):
            self._at += 1
            self._show_case()
        else:
            self.values = {**self.values, "seed": self.values["seed"] % MOST_SEED + 1}


def _question(process: model.Process, rules: str) -> str:
    return (
        f"Think of 1,000 charts like this one: {process.points} points, {words.change_in_words(process)}. Of every "
        f"100, how many will show a signal under {words.NAMES[rules]}?"
    )
