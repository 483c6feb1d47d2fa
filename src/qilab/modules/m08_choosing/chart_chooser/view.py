"""Chart chooser, the lab of the module on choosing a chart: five questions, all charts of one set, and who is fooled how often."""

from __future__ import annotations

from typing import Any

import numpy as np

from qilab.methods.validate import one_seed
from qilab.panel import strip
from qilab.panel.lab import Lab

from . import model, pages, picture, words

SETS = 1_000
COLUMNS = (
    "What",
    "Data",
    "Chart",
    "Reason or rules",
    "Change, %",
    "Seed",
    "You said",
    "It was",
    "Difference",
)
ASKED = tuple(words.QUESTIONS)
CHOICE = {*ASKED, "override"}


def chart_chooser(seed: int = 4821, data: str = "waits", change: int = 0) -> ChartChooser:
    """Show the lab Chart chooser: which chart fits which data, and how often would each of them be fooled?

    seed: the same number gives everybody the same data. data: the set to begin with, "stay", "missed", "falls", "needles",
    "infections", "harm", "waits" or "reports". change: by how much the level really moves halfway through, −50 to 50%, in steps of
    10. ValueError for anything else.

    >>> print(chart_chooser(seed=7))
    Chart chooser. Waits in A&E, 24 points in time order, without limits. ...
    """
    return ChartChooser(seed=seed, data=data, change=change)


class ChartChooser(Lab):
    """The view. The model is in model.py, its sentences are in words.py."""

    def __init__(self, **start: Any) -> None:
        one_seed(start["seed"])
        if not isinstance(start["data"], str):
            raise ValueError(f"data: choose one of {', '.join(model.KINDS)}.")
        model.draw(start["data"], start["seed"], 1, start["change"])  # refuses bad starts with its own words
        self._number = 1
        # What lies on another page is drawn when that page is opened: a move need not wait for it.
        self._stale = self._empty_bars = True
        self._ran = False
        self._share: tuple[float | None, float | None] = (None, None)
        super().__init__("Chart chooser", pages.parts(start), COLUMNS)

    # ------------------------------------------------------------ what happens

    def update(self, changed: set[str]) -> None:
        """Draw the chosen chart anew for other data, luck or answers; the others only where they can be seen."""
        if changed & {"data", "seed"}:
            self._number = 1
            self._ask_afresh(changed)
            self.say(about=words.ABOUT[self.kind])
        if changed & {"data", "seed", "change", *CHOICE}:
            self._draw_chosen()
            self._stale = True
        if changed & {"data", "seed", "change", "rules", *CHOICE}:
            self._forget_run()
        if self._stale and self.values["page"] == 1:
            self._draw_all()
        if self._empty_bars and (self._ran or self.values["page"] == 2):
            self._draw_empty()
        if changed & {"data", "seed", "reason", *CHOICE}:
            self.say(checked="")
        if "guess" in changed:
            self._hint()
            if self.values["guess"] is not None:
                self._share, self._ran = (self.values["guess"], None), True
                self._show_share()

    def pressed(self, name: str) -> None:
        """Check the choice, take other luck, run many sets, or start again."""
        {"check": self._check, "another": self._another, "run": self._run, "reset": self._again}[name]()

    @property
    def kind(self) -> str:
        """The key of the data in use."""
        return self.values["data"]

    @property
    def advised(self) -> str | None:
        """The chart that the answers lead to."""
        return model.advised({name: self.values[name] for name in ASKED})

    @property
    def chart(self) -> str | None:
        """The chart that is chosen: overruled, or as the answers say; None as long as there is none."""
        return self.values["override"] or self.advised

    def _samples(self) -> model.Samples:
        v = self.values
        return model.draw(self.kind, v["seed"], self._number, v["change"])

    # ------------------------------------------------------------ one chart, and all

    def _ask_afresh(self, changed: set[str]) -> None:
        """Other data: the answers given so far belong to other data; those that came with the new data stay."""
        old = [name for name in (*ASKED, "override", "reason") if self.values[name] and name not in changed]
        if old:
            self.values = {**self.values, **dict.fromkeys(old, "")}

    def _draw_chosen(self) -> None:
        kind, chart, samples = self.kind, self.chart, self._samples()
        drawn = model.chart_of(kind, chart, samples) if chart else None
        values = drawn.values if drawn else model.plain_values(kind, samples)
        told = words.finding(kind, chart, drawn, self.values["change"])
        self.draw(
            "picture",
            picture.rows(values, drawn, words.measured(kind, chart if drawn else None)),
            words.description(kind, chart, drawn, told),
            picture.LOOKS,
        )
        self.say(finding=told, advice=words.advice(self.advised, self.values["override"]))

    def _draw_all(self) -> None:
        samples = self._samples()
        drawn = {chart: model.chart_of(self.kind, chart, samples) for chart in model.CHARTS}
        told = words.side_by_side(self.kind, drawn, self.values["change"])
        self.draw("all", picture.all_rows(self.kind, drawn, self.chart), told, picture.LOOKS)
        self.say(together=told)
        self._stale = False

    def _another(self) -> None:
        self._number = self._number % model.MOST_SAMPLES + 1
        self._draw_chosen()
        self._draw_all()

    def _again(self) -> None:
        self._number = 1
        self.reset()
        self._draw_chosen()

    def _check(self) -> None:
        chart, reason = self.chart, self.values["reason"]
        if chart is None:
            self.say(checked="First answer the five questions, or overrule them and choose a chart.")
            return
        answers = {name: self.values[name] for name in ASKED}
        self.say(checked=words.judged(self.kind, chart, reason, answers))
        self.note(
            "choice",
            words.DATA[self.kind],
            words.NAMES[chart],
            words.REASONS[reason],
            self.values["change"],
            self.values["seed"],
            words.NAMES[chart],
            words.NAMES[model.KINDS[self.kind].right],
            "",
        )

    # ------------------------------------------------------------ a thousand sets

    def _forget_run(self) -> None:
        """What was run belongs to other settings."""
        v = self.values
        self.say(result="", why="", question=words.question(self.kind, self.chart, v["change"], v["rules"]))
        self._empty_bars = True
        self._hint()

    def _draw_empty(self) -> None:
        """The strip and the bars as they are before a run."""
        self._share, self._ran, self._empty_bars = (None, None), False, False
        self.draw(
            "alarms",
            picture.bars_rows(self.kind, None, self.chart),
            words.alarms_description(None, self.values["change"]),
        )
        self._show_share()

    def _show_share(self) -> None:
        said, came = self._share
        self.draw("share", strip.rows(said, came, 100), strip.words(said, came))

    def _possible(self) -> bool:
        return self.chart in model.possible(self.kind)

    def _hint(self) -> None:
        if self.chart is None:
            hint = ""
        elif not self._possible():
            why = words.why_not(self.kind, self.chart)
            hint = f"This chart cannot be drawn from these data: {why}. Choose another on the first page."
        elif self.values["guess"] is None:
            hint = "Type your prediction first: a number from 0 to 100."
        else:
            hint = ""
        self.say(hint=hint)
        self.switch("run", disabled=self.chart is None or not self._possible())

    def _run(self) -> None:
        v, chart = self.values, self.chart
        assert chart is not None  # the button is closed without one
        rates = model.signal_rates(self.kind, v["seed"], v["change"], v["rules"], SETS)
        guess, came = v["guess"], round(100 * rates[chart].signal, 1)
        self._ran, self._empty_bars = True, False
        self._share = (guess, came)
        self._show_share()
        self.draw(
            "alarms",
            picture.bars_rows(self.kind, rates, chart),
            words.alarms_description(rates, v["change"]),
        )
        self.say(
            result=words.result(chart, rates[chart], guess, v["change"]),
            why=words.compared(self.kind, chart, rates, v["change"], v["rules"]),
        )
        self.note(
            f"{SETS:,} sets",
            words.DATA[self.kind],
            words.NAMES[chart],
            dict(pages.RULES)[v["rules"]],
            v["change"],
            v["seed"],
            guess,
            came,
            float(np.round(came - guess, 1)),
        )
        # The next run starts with the next prediction.
        self.values = {**v, "guess": None}
