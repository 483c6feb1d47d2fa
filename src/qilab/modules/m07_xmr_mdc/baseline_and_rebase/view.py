"""Baseline and rebase, the lab of the XmR module: what limits rest on, and when they may move."""

from __future__ import annotations

from typing import Any

from qilab.methods.validate import MOST_SEED, one_seed
from qilab.panel import strip
from qilab.panel.lab import Lab

from . import model, pages, picture, words

CHARTS = 1_000
PROCESS = ("shift", "odd", "baseline", "freeze", "screen", "rules")
READING = ("target", "better")
CASE = ("case_baseline", "case_freeze", "case_screen", "case_rules", "case_target", "case_better")
COLUMNS = (
    "What",
    "Change in σ",
    "Baseline",
    "Frozen",
    "Rules",
    "Screened",
    "Seed",
    "You said",
    "It was",
    "Difference",
)


def baseline_and_rebase(
    seed: int = 4821,
    shift: float = -1.0,
    baseline: int = 12,
    freeze: bool = True,
    screen: bool = True,
    odd: bool = False,
    rules: str = "mdc",
    target: float | None = None,
    better: str = "lower",
) -> BaselineAndRebase:
    """Show the lab Baseline and rebase: what do limits rest on, and when may they move?

    seed: the same number gives everybody the same charts. shift: the change after the baseline in σ, −3 (down) to 3 (up).
    baseline: 6 to 24 months; twelve more follow. freeze: do the limits rest on the baseline, or on all months? screen: are very
    large moving ranges left out? odd: is one month of the baseline far off? rules: "mdc", "mdc_six", "mdc_beyond", "two" (limits
    and seven on one side) or "shewhart". target: a number from 0 to 110, or None. better: "lower", "higher" or "neither".
    ValueError for anything else.

    >>> print(baseline_and_rebase(seed=7, shift=0))
    Baseline and rebase. XmR chart of made-up values, no change at all, 24 months. ...
    """
    return BaselineAndRebase(
        seed=seed,
        shift=shift,
        baseline=baseline,
        freeze=freeze,
        screen=screen,
        odd=odd,
        rules=rules,
        target=target,
        better=better,
    )


class BaselineAndRebase(Lab):
    """The view. The model is in model.py, its sentences are in words.py."""

    def __init__(self, **start: Any) -> None:
        _refuse(start)
        self._chart = 1
        self._before: dict[str, Any] | None = None
        self._share: tuple[float | None, float | None] = (None, None)
        super().__init__("Baseline and rebase", pages.parts(start), COLUMNS)

    # ------------------------------------------------------------ what happens

    def update(self, changed: set[str]) -> None:
        """Redraw the page whose controls moved; deal the cases again for another seed."""
        if changed & {*PROCESS, "seed"}:
            if "seed" in changed:
                self._chart, self._before = 1, None
            self._forget_run()
        if changed & {*PROCESS, *READING, "seed"}:
            self._draw_process()
        if "seed" in changed:
            self._deal()
        elif changed & {*CASE, "ticks"}:
            self._draw_case()
        if "guess" in changed:
            self._hint()
            if self.values["guess"] is not None:
                self._share = (self.values["guess"], None)
                self._show_share()

    def pressed(self, name: str) -> None:
        """Show another chart of this process, run many, judge a case, take the next, or start again."""
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
        """The process that the controls describe."""
        v = self.values
        return model.Process(v["baseline"], float(v["shift"]), v["odd"], v["seed"])

    def settings(self, prefix: str = "") -> model.Settings:
        """How the chart of a page is read. prefix: “case_” for the seven charts."""
        v = {
            name: self.values[f"{prefix}{name}"]
            for name in ("baseline", "freeze", "rules", "screen", *READING)
        }
        return model.Settings(
            v["baseline"] if v["freeze"] else None, v["rules"], v["screen"], v["target"], v["better"]
        )

    def _forget_run(self) -> None:
        """What was run belongs to other settings. A strip that is empty already is not sent again with each move."""
        if self._share == (None, None) and self.chart_share.get("serial"):
            return
        self._share = (None, None)
        self.say(result="", why="")
        self._show_share()

    def _show_share(self) -> None:
        said, came = self._share
        self.draw("share", strip.rows(said, came, 100), strip.words(said, came))

    # ------------------------------------------------------------ one chart, and a thousand

    def _draw_process(self) -> None:
        process, how = self.process, self.settings()
        found = model.read(process.chart(self._chart), how)
        told = words.finding(process, found, self._chart)
        what = f"made-up values, {words.change_told(process)}"
        self.draw("picture", picture.rows(found), words.description(what, found, told), picture.key(found))
        self.say(
            finding=told,
            line=words.lines_told(process, how, found.points["y"].to_numpy()),
            question=words.question(process, how),
        )

    def _hint(self) -> None:
        ready = self.values["guess"] is not None
        self.say(hint="" if ready else "Type your prediction first: a number from 0 to 100.")

    def _run(self) -> None:
        process, how, guess = self.process, self.settings(), self.values["guess"]
        share = model.signal_rate(process, how, CHARTS)
        now = {**{name: self.values[name] for name in PROCESS}, "share": share}
        self.say(
            result=words.result(process, how, share, CHARTS, guess), why=words.explain(now, self._before)
        )
        self._before = now
        came = round(100 * share, 1)
        self._share = (guess, came)
        self._show_share()
        self.note(
            f"{CHARTS:,} charts",
            process.shift,
            process.baseline,
            "yes" if how.freeze else "no",
            model.RULES[how.rules].name,
            "yes" if how.screen else "no",
            process.seed,
            guess,
            came,
            round(came - guess, 1),
        )
        # The next run starts with the next prediction.
        self.values = {**self.values, "guess": None}

    # ------------------------------------------------------------ the seven cases

    def _deal(self) -> None:
        self._cases = model.deal(self.values["seed"])
        self._at = 0
        self._verdicts: list[model.Verdict] = []
        self._show_case()

    @property
    def case(self) -> model.Case:
        """The case that is shown."""
        return self._cases[self._at]

    def _show_case(self) -> None:
        better = self.case.plan.better
        fresh: dict[str, Any] = {"decision": None, "ticks": [], "case_better": better, "case_target": None}
        self.values = {**self.values, **fresh}
        for name in ("decision", "ticks"):
            self.switch(name, disabled=False)
        self.switch("next", hidden=True)
        self.switch("check", hidden=False)
        said = "; ".join(
            f"in month {place + 1}, “{text}”" for place, text in sorted(self.case.plan.notes.items())
        )
        self.say(
            progress=f"Chart {self._at + 1} of {len(self._cases)}: {self.case.plan.what}.",
            told=f"{self.case.plan.unit.capitalize()}. What people told us: {said}. Should the limits move? If so, from which month?",
        )
        self._draw_case()

    def _draw_case(self) -> None:
        case, how = self.case, self.settings("case_")
        ticked = set(self.values["ticks"])
        found = model.read(case.values, how, sorted(ticked))
        told = words.marked_told(found)
        what = f"{case.plan.unit}, chart {self._at + 1} of {len(self._cases)}"
        text = words.description(what, found, f"Special cause: {told}." if told else "No special cause.")
        self.draw("case", picture.rows(found, ticked, case.plan.notes), text, picture.key(found))

    def _check(self) -> None:
        case = self.case
        ticked = sorted(self.values["ticks"]) if self.values["decision"] == "rebase" else []
        if self.values["decision"] == "rebase" and not ticked:
            self.say(
                told="You chose to rebase. Tick the first month of the new limits, or click its point, and then check again."
            )
            return
        said = model.verdict(case, ticked)
        self._verdicts.append(said)
        for name in ("decision", "ticks"):
            self.switch(name, disabled=True)
        self.switch("check", hidden=True)
        last = self._at + 1 == len(self._cases)
        self.switch("next", hidden=False, label="Play again with other charts" if last else "Next chart")
        told = words.case_told(case, said, ticked)
        if last:
            told = f"{told} {words.game_told(self._verdicts, list(self._cases))}"
        right = sum(v.is_right for v in self._verdicts)
        self.say(
            told=told, progress=f"Charts judged: {len(self._verdicts)} of {len(self._cases)}. Right: {right}."
        )
        self._note_case(case, said, ticked)

    def _note_case(self, case: model.Case, said: model.Verdict, ticked: list[int]) -> None:
        how = self.settings("case_")
        self.note(
            case.plan.what,
            case.plan.size,
            self.values["case_baseline"],
            "yes" if how.freeze else "no",
            model.RULES[how.rules].name,
            "yes" if how.screen else "no",
            self.values["seed"],
            ", ".join(f"month {t}" for t in ticked) or "leave",
            f"month {case.first}" if case.first else "leave",
            "right" if said.is_right else "not yet",
        )

    def _next(self) -> None:
        if self._at + 1 < len(self._cases):
            self._at += 1
            self._show_case()
        else:
            self.values = {**self.values, "seed": self.values["seed"] % MOST_SEED + 1}


def _refuse(start: dict[str, Any]) -> None:
    """ValueError, naming the setting, for a start that the lab cannot have."""
    one_seed(start["seed"])
    model.Process(start["baseline"], start["shift"], start["odd"], start["seed"])
    for name in ("freeze", "screen"):
        if not isinstance(start[name], bool):
            raise ValueError(f"{name}: give True or False.")
    for name, known in (("rules", model.RULES), ("better", model.BETTER)):
        if start[name] not in list(known):
            raise ValueError(f"{name}: choose one of {', '.join(known)}.")
    target = start["target"]
    is_number = isinstance(target, int | float) and not isinstance(target, bool)
    if target is not None and not (is_number and 0 <= target <= 110):
        raise ValueError("target: give a number from 0 to 110, or None.")
