"""Measure workshop, the lab of the module on measures: one ward, one year, and as many fall rates as definitions."""

from __future__ import annotations

from qilab.charts import layers as drawing
from qilab.charts.words import count, listed, number
from qilab.methods.validate import one_seed
from qilab.panel import strip
from qilab.panel.lab import Lab

from . import flat, model, pages, sampling, words

COLUMNS = ("What", "Seed", "You said", "It was", "Difference")
NAMES = {
    "numerator": "what counts",
    "denominator": "what goes below the line",
    "window": "the period",
    "exclude": "what is left out",
    "missing": "February",
}
PLAN = ("size", "often", "whom")


def measure_workshop(seed: int = 4821) -> MeasureWorkshop:
    """Show the lab Measure workshop: how far does the fall rate of one ward move by its definition alone?

    seed: the same number gives everybody the same ward. ValueError for anything but a whole number from 0 to 4,294,967,295.

    >>> print(measure_workshop(seed=7))
    Measure workshop. Fall rates of one made-up ward in one year. ...
    """
    return MeasureWorkshop(seed)


class MeasureWorkshop(Lab):
    """The view. The model is in model.py."""

    def __init__(self, seed: int) -> None:
        one_seed(seed)
        self._card = 0
        self._said: float | None = None  # times, of the prediction that is on the chart
        self._notes: tuple[float | None, float | None] = (None, None)
        self._width: float | None = None
        self._drawn_samples = False
        super().__init__("Measure workshop", pages.parts(seed), COLUMNS)

    def update(self, changed: set[str]) -> None:
        """Redraw what hangs on the fields that changed; hint where a prediction is missing. Another seed begins all
        four pages again, and what was worked out for the ward before goes.
        """
        if "seed" in changed:
            self._start()
        if changed & {"seed", *model.OPTIONS} or ("guess" in changed and self.values["guess"] is not None):
            self._said = self.values["guess"] if self.values["guess"] is not None else self._said
            self._draw()
        if "guess" in changed:
            ready = self.values["guess"] is not None
            self.say(
                hint=""
                if ready
                else "Type your prediction first: 1 would mean that all the rates are the same."
            )
        if changed & {"seed", "wording"} or ("expected" in changed and self.values["expected"] is not None):
            self.say(agree="Choose a wording, say what you expect, and then let them count.")
            self._notes = (self.values["expected"], None)
            self._draw_notes()
        if changed & {"seed", "width", *PLAN}:
            self._update_plan(changed)

    def pressed(self, name: str) -> None:
        """Do what the button says, on any of the four pages."""
        if name in flat.LOOKS:
            self._look(name)
            return
        {
            "run": self._run,
            "reset": self.reset,
            "match": self._match,
            "next": self._next,
            "collect": self._collect,
            "draw": self._draw_samples,
            "conclude": self._conclude,
        }[name]()

    def front(self) -> str:
        """The chart of the open page."""
        return ("picture", "notes", "plan", "falls")[self.values["page"]]

    def _start(self) -> None:
        self._card, self._said, self._width, self._drawn_samples = 0, None, None, False
        self._looked: set[str] = set()
        self._show_card()
        self.say(result="", why="", concluded="", **{f"{what}_found": "" for what in flat.LOOKS})
        self._draw_flat()

    @property
    def ward(self) -> model.Ward:
        """The made-up ward’s year for the seed in use."""
        return model.ward_year(self.values["seed"])

    @property
    def definition(self) -> model.Definition:
        """The definition that the controls spell out."""
        return model.Definition(**{name: self.values[name] for name in model.OPTIONS})

    def _draw(self) -> None:
        found = model.all_rates(self.ward)
        usual = model.Definition()
        shown: list[tuple[str, model.Definition, model.Rate]] = [
            ("Yours", self.definition, model.rate_of(self.definition, self.ward)),
            ("All falls, occupied", usual, model.rate_of(usual, self.ward)),
            ("Lowest of all", *found[0]),
            ("Highest of all", *found[-1]),
        ]
        # The ends are the answer to the prediction: they come with it.
        run = bool(self.log.query("What == 'all definitions'")["Seed"].eq(self.values["seed"]).any())
        shown = shown if run else shown[:2]
        yours = shown[0][2]
        below = model.DENOMINATORS[self.definition.denominator].split(" (")[0]
        told = (
            f"By this definition: {count(yours.events, 'event')} in {yours.exposure:,} {below}, "
            f"{number(yours.rate)} per 1,000 (95% interval {number(yours.low)} to {number(yours.high)})."
        )
        if self.definition.denominator == "admissions":
            told += (
                " A rate per admission is in a different unit, so do not compare it with a rate per bed day."
            )
        self.say(finding=told)
        rows: dict[str, list] = {
            "name": [n for n, _, _ in shown],
            "definition": [d.in_words for _, d, _ in shown],
            "events": [r.events for _, _, r in shown],
            "exposure": [r.exposure for _, _, r in shown],
            **{f: [round(getattr(r, f), 1) for _, _, r in shown] for f in ("rate", "low", "high")},
            "yours": [n == "Yours" for n, _, _ in shown],
            "label": [number(r.rate) for _, _, r in shown],
        }
        each = "; ".join(f"{n}: {number(r.rate)} per 1,000, {d.in_words}" for n, d, r in shown)
        said, heard = self._said_rows(found, run)
        self.draw(
            "picture",
            {"points": rows, "said": said},
            f"Fall rates of one made-up ward in one year. {told} {each}.{heard}",
        )

    def _said_rows(
        self, found: list[tuple[model.Definition, model.Rate]], run: bool
    ) -> tuple[dict[str, list], str]:
        """The prediction in the row of the highest: so many times the lowest rate. And its words."""
        if self._said is None or not run:
            waits = "" if self._said is None else f" You said {self._said:g} times."
            return {"name": [], "rate": [], "label": []}, waits
        most = 1.15 * max(
            rate.high for _, rate in (found[-1], (None, model.rate_of(model.Definition(), self.ward)))
        )
        rate = found[0][1].rate * self._said
        # A wild guess stands at the end of the scale, with an arrow: it must not squash what came.
        label = f"you said {self._said:g} times{' →' if rate > most else ''}"
        row: dict[str, list] = {"name": ["Highest of all"], "rate": [min(rate, most)], "label": [label]}
        return row, f" You said {self._said:g} times the lowest: {number(rate)}."

    def _run(self) -> None:
        found = model.all_rates(self.ward)
        low, high = found[0], found[-1]
        factor, guess = round(high[1].rate / low[1].rate, 1), self.values["guess"]
        near = (
            "Well predicted."
            if abs(factor - guess) <= 0.5
            else f"You were {number(abs(factor - guess))} out."
        )
        self.note("all definitions", self.values["seed"], guess, factor, round(factor - guess, 1))
        self.say(
            result=f"The {len(found)} definitions give rates from {number(low[1].rate)} to {number(high[1].rate)} per 1,000 bed days, "
            f"so the highest rate is {number(factor)} times the lowest. You said {guess:g}. {near}",
            why="Why? Nothing on the ward changed. Each rule counts different falls, or divides by different bed days. "
            "The picture now shows the lowest and the highest.",
        )
        self._said = guess
        self.values = {**self.values, "guess": None}
        self._draw()

    def _show_card(self) -> None:
        self.say(
            card=f"{self._card + 1} of {len(model.CARDS)}: {model.CARDS[self._card][0]}",
            matched="Set the five rules so that they match these words, and then check.",
        )

    def _match(self) -> None:
        differs = self.definition.differs(model.CARDS[self._card][1])
        if differs:
            told = f"Not yet. Read again what the card says about {listed([NAMES[d] for d in differs])}."
        else:
            rate = model.rate_of(self.definition, self.ward)
            told = f"Yes, that is what the card says, and anybody who follows it gets {number(rate.rate)} per 1,000."
        self.note(
            f"words {self._card + 1}", self.values["seed"], "set", "match" if not differs else "not yet", ""
        )
        self.say(matched=told)

    def _next(self) -> None:
        self._card = (self._card + 1) % len(model.CARDS)
        self._show_card()

    def _collect(self) -> None:
        wording, guess = self.values["wording"], self.values["expected"]
        found = model.two_collectors(wording, self.ward)
        apart = found.first_only + found.second_only
        self.note(f"two people, {wording} wording", self.values["seed"], guess, apart, apart - guess)
        self.say(
            agree=f"Ash counts {found.both + found.first_only}, and Birch counts {found.both + found.second_only}. They differ on "
            f"{count(apart, 'entry', 'entries')}, and you said {guess:g}. Their agreement beyond chance (Cohen’s κ) is "
            f"{number(found.kappa, 2)}, where 1 is full agreement. "
            + (
                "With this wording, nothing is left to opinion."
                if apart == 0
                else "Both took care, but the wording left room for doubt."
            )
        )
        self._notes = (guess, apart)
        self._draw_notes()
        self.values = {**self.values, "expected": None}

    def _draw_notes(self) -> None:
        said, came = self._notes
        self.draw("notes", strip.rows(said, came, pages.MOST_NOTES), strip.words(said, came))

    # ------------------------------------------------------------ plan the sample

    @property
    def plan(self) -> sampling.Plan:
        """The sample plan that the controls spell out."""
        return sampling.Plan(**{name: self.values[name] for name in (*PLAN, "seed")})

    def _update_plan(self, changed: set[str]) -> None:
        if self.values["width"] is not None:
            self._width = self.values["width"]
        if changed & {"seed", *PLAN}:
            self.say(precision="", plan_why="")  # they belong to the plan before
        self.say(
            effort=words.effort(self.plan),
            plan_hint="Type your prediction first." if self.values["width"] is None else "",
        )
        self._draw_plan()

    def _draw_plan(self) -> None:
        plan, shown = self.plan, self._drawn_samples
        rows = words.plan_rows(plan, self._width, shown)
        truth: dict[str, list] = {"x": [100 * plan.truth], "label": [f"all rounds: {100 * plan.truth:.0f}"]}
        self.draw(
            "plan",
            {
                "points": drawing.columns(("name", "low", "high", "middle", "label"), rows),
                "truth": truth if shown else {"x": [], "label": []},
            },
            words.plan_picture(plan, self._width, shown),
        )
        if shown:
            self.say(precision=words.precision(plan), plan_why=words.plan_why(plan))

    def _draw_samples(self) -> None:
        guess, came = self.values["width"], round(self.plan.width)
        self._drawn_samples, self._width = True, guess
        self.note(words.plan_name(self.plan), self.values["seed"], guess, came, came - guess)
        self.values = {**self.values, "width": None}
        self._draw_plan()
        self.say(precision=words.compared(self.plan, guess))

    # ------------------------------------------------------------ process up, outcome flat

    @property
    def case(self) -> flat.Case:
        """The ward of the fourth page."""
        return flat.Case(self.values["seed"])

    def _draw_flat(self) -> None:
        case = self.case
        self.say(flat_say=words.flat_finding(case))
        for chart, values in (("rounds", case.process), ("falls", case.outcome)):
            self.draw(chart, words.month_rows(values), words.month_picture(chart, values))

    def _look(self, what: str) -> None:
        self._looked.add(what)
        self.say(**{f"{what}_found": f"{flat.LOOKS[what]}: {self.case.look(what)}"})

    def _conclude(self) -> None:
        said = self.values["conclusion"]
        self.note("process up, outcome flat", self.values["seed"], said, self.case.reason, "")
        self.say(concluded=flat.judge(self.case, said, self._looked))
