"""Measure workshop, the lab of the module on measures: one ward, one year, and as many fall rates as definitions."""

from __future__ import annotations

from typing import Any

from qilab.charts import theme
from qilab.charts.words import count, listed, number
from qilab.methods.validate import one_seed
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
    Part,
    RadioField,
    Row,
    fit,
    seed_row,
)

from . import model

HEIGHT = 300
COLUMNS = ("What", "Seed", "You said", "It was", "Difference")
TABLE = (
    ("name", "Which"),
    ("definition", "Definition"),
    ("events", "Counted"),
    ("exposure", "Below the line"),
    ("rate", "Rate per 1,000"),
    ("low", "95% from"),
    ("high", "95% to"),
)
LABELS = {
    "numerator": "What counts",
    "denominator": "Per 1,000",
    "window": "Over",
    "exclude": "Leave out",
    "missing": "February’s bed days are not known:",
}
NAMES = {
    "numerator": "what counts",
    "denominator": "what stands below the line",
    "window": "the time",
    "exclude": "what is left out",
    "missing": "February",
}
NOTE = "Made-up data. Nothing here is about a real ward."


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
        super().__init__("Measure workshop", _parts(seed), COLUMNS)

    def update(self, changed: set[str]) -> None:
        """Redraw when the seed or a part of the definition changes; hint where the prediction is missing; another
        seed begins the cards again.
        """
        if changed & {"seed", *model.OPTIONS}:
            self._draw()
        if "guess" in changed:
            ready = self.values["guess"] is not None
            self.say(hint="" if ready else "Type your prediction first: 1 would mean that all are the same.")
        if changed & {"seed"}:
            self._card = 0
            self._show_card()
        if changed & {"seed", "wording"}:
            self.say(agree="Choose a wording, say what you expect, then let them count.")

    def pressed(self, name: str) -> None:
        """Try all definitions, match a card, take the next card, let two people count, or start again."""
        {
            "run": self._run,
            "reset": self.reset,
            "match": self._match,
            "next": self._next,
            "collect": self._collect,
        }[name]()

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
        run = self.log.query("What == 'all definitions'")["Seed"].eq(self.values["seed"]).any()
        shown = shown if run else shown[:2]
        yours = shown[0][2]
        told = (
            f"By this definition: {count(yours.events, 'event')} over {yours.exposure:,}, "
            f"{number(yours.rate)} per 1,000 (95% interval {number(yours.low)} to {number(yours.high)})."
        )
        if self.definition.denominator == "admissions":
            told += " Per admission is another unit: do not hold it against a rate per bed day."
        self.say(finding=told)
        rows: dict[str, list] = {
            "name": [n for n, _, _ in shown],
            "definition": [d.told for _, d, _ in shown],
            "events": [r.events for _, _, r in shown],
            "exposure": [r.exposure for _, _, r in shown],
            **{f: [round(getattr(r, f), 1) for _, _, r in shown] for f in ("rate", "low", "high")},
            "yours": [n == "Yours" for n, _, _ in shown],
            "label": [number(r.rate) for _, _, r in shown],
        }
        words = "; ".join(f"{n}: {number(r.rate)} per 1,000, {d.told}" for n, d, r in shown)
        self.draw("picture", {"points": rows}, f"Fall rates of one made-up ward in one year. {told} {words}.")

    def _run(self) -> None:
        found = model.all_rates(self.ward)
        low, high = found[0], found[-1]
        factor, guess = round(high[1].rate / low[1].rate, 1), self.values["guess"]
        near = "Well predicted." if abs(factor - guess) <= 0.5 else "Most people are surprised by this one."
        self.note("all definitions", self.values["seed"], guess, factor, round(factor - guess, 1))
        self.say(
            result=f"{len(found)} definitions, from {number(low[1].rate)} to {number(high[1].rate)} per 1,000 bed days: "
            f"a factor of {number(factor)}. You said {guess:g}. {near}",
            why="Why? Nothing on the ward changed. Each rule takes other falls in, or divides by other bed days. "
            "The lowest and the highest are on the picture now.",
        )
        self._draw()
        self.values = {**self.values, "guess": None}

    def _show_card(self) -> None:
        self.say(
            card=f"{self._card + 1} of {len(model.CARDS)}: {model.CARDS[self._card][0]}",
            matched="Set the five rules to these words, then check.",
        )

    def _match(self) -> None:
        differs = self.definition.differs(model.CARDS[self._card][1])
        if differs:
            told = f"Not yet. Read again what the words say of {listed([NAMES[d] for d in differs])}."
        else:
            rate = model.rate_of(self.definition, self.ward)
            told = f"Yes: that is what the words say, and anybody who reads them gets {number(rate.rate)} per 1,000."
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
            agree=f"Ash counts {found.both + found.first_only}, Birch {found.both + found.second_only}. They differ on "
            f"{count(apart, 'note')}; you said {guess:g}. Agreement beyond chance (Cohen’s κ): "
            f"{number(found.kappa, 2)}, where 1 is full agreement. "
            + ("Nothing is left to taste." if apart == 0 else "Both took care: the wording left it to them.")
        )
        self.values = {**self.values, "expected": None}


def _parts(seed: int) -> list[Part]:
    return [
        seed_row(seed, "ward"),
        Pages(name="page", label="Two ways to play", pages=(_definition(), _two_people())),
        Log(file="measure-workshop.csv"),
    ]


def _definition() -> Page:
    rules = Group(
        label="Your definition",
        parts=tuple(
            ChoiceField(
                name=name,
                label=LABELS[name],
                options=tuple(options.items()),
                start=getattr(model.Definition(), name),
            )
            for name, options in model.OPTIONS.items()
        ),
    )
    chart = Chart(name="picture", spec=_spec(), height=HEIGHT, table=TABLE, caption="The rates as a table")
    return Page(
        title="Change the definition",
        parts=(
            Columns(
                left=(rules, Row(parts=(Button(name="reset", label="Start again"),))),
                right=(LiveText(name="finding", lines=2), chart, Paragraph(text=NOTE)),
            ),
            _prediction(),
            _words_to_number(),
        ),
    )


def _prediction() -> Group:
    asked = "One ward, one year. How many times as high is the highest rate per 1,000 bed days as the lowest?"
    guess = NumberField(name="guess", label="Your prediction", least=1, most=50, step=0.1, unit="times")
    run = Button(name="run", label="Work out all definitions", main=True, needs=("guess",))
    return Group(
        label="Predict, then work out every definition",
        parts=(
            Paragraph(text=asked),
            Row(parts=(guess, run)),
            Paragraph(name="hint"),
            LiveText(name="result", lines=2),
            LiveText(name="why", lines=2),
        ),
    )


def _words_to_number() -> Group:
    buttons = (
        Button(name="match", label="Is this it?", main=True),
        Button(name="next", label="Other words"),
    )
    return Group(
        label="From words to a number: set the rules as these words say",
        parts=(Paragraph(name="card"), Row(parts=buttons), LiveText(name="matched", lines=2)),
    )


def _two_people() -> Page:
    told = "Ash and Birch each read the same ward book, with care, by the wording that you give them."
    wording = RadioField(
        name="wording", label="The wording", options=tuple(model.WORDINGS.items()), start="loose"
    )
    expected = NumberField(
        name="expected", label="On how many notes will they differ?", least=0, most=120, unit="notes"
    )
    collect = Button(name="collect", label="Let them count", main=True, needs=("expected",))
    return Page(
        title="Two people count",
        parts=(
            Paragraph(text=told),
            wording,
            Row(parts=(expected, collect)),
            LiveText(name="agree", lines=3),
            Paragraph(text=NOTE),
        ),
    )


def _spec() -> dict[str, Any]:
    y = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": ["Yours", "All falls, occupied", "Lowest of all", "Highest of all"]},
        "axis": {"title": None, "labelLimit": 160},
    }
    x = {
        "field": "rate",
        "type": "quantitative",
        "scale": {"zero": True, "nice": True},
        "axis": {"title": "Rate per 1,000, with 95% interval", "tickCount": 6},
    }
    looks = {"condition": {"test": "datum.yours", "value": theme.NEUTRAL}, "value": theme.COMMON}
    return {
        "width": theme.WIDTH,
        "height": HEIGHT,
        "config": theme.config(),
        **fit(right=14),
        "datasets": {"points": []},
        "data": {"name": "points"},
        "layer": [
            {
                "mark": {"type": "rule", "color": theme.OUTLINE, "strokeWidth": 2, "aria": False},
                "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 130, "stroke": theme.OUTLINE, "opacity": 1},
                "encoding": {
                    "y": y,
                    "x": x,
                    "fill": looks,
                    "shape": {"condition": {"test": "datum.yours", "value": "square"}, "value": "circle"},
                    "tooltip": [
                        {"field": "name", "title": "Which"},
                        {"field": "definition", "title": "Definition"},
                        {"field": "rate", "title": "Rate per 1,000"},
                    ],
                },
            },
            {
                "mark": {"type": "text", "dy": -15, "aria": False},
                "encoding": {"y": y, "x": x, "text": {"field": "label"}},
            },
        ],
    }
