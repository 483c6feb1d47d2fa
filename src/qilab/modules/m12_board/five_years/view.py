"""Five years of QI, a lab of the module for boards: ten half-years, two moves in each, on a model that shows its assumptions."""

from __future__ import annotations

from qilab.methods.validate import one_seed
from qilab.panel.html import Html, bullets, details, join, paragraphs
from qilab.panel.lab import Lab
from qilab.panel.parts import (
    Button,
    Chart,
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
    TextField,
    seed_row,
)

from . import drawing, model, words

COLUMNS = (
    "Seed",
    "Plan",
    "You said",
    "Reported",
    "Underneath",
    "Other runs: middle",
    "80 in 100: from",
    "to",
)
MOVES = tuple(model.MOVES.items())


def five_years(seed: int = 1212) -> FiveYears:
    """Show the lab Five years of QI: ten half-years of a made-up trust, two moves in each, on a model that shows its assumptions.

    seed: the same number gives the whole room the same trust and the same luck. ValueError for a bad seed.

    >>> print(five_years(seed=7))
    Five years of QI. An index of avoidable harm over ten half-years. ...
    """
    return FiveYears(one_seed(seed))


class FiveYears(Lab):
    """The view. The model is in model.py, its sentences are in words.py, the picture in drawing.py."""

    def __init__(self, seed: int) -> None:
        self._plan: model.Plan = ()
        super().__init__("Five years of QI", _parts(seed), COLUMNS)

    @property
    def plan(self) -> model.Plan:
        """The half-years played so far, two letters each."""
        return self._plan

    @property
    def over(self) -> bool:
        """Have all ten half-years been played?"""
        return len(self._plan) == model.ROUNDS

    def update(self, changed: set[str]) -> None:
        """Begin anew with another seed; draw a prediction; say what is to be chosen; doubt a sentence of the model."""
        if "seed" in changed:
            self._begin()
        elif "guess" in changed and not self.over:
            self._draw()
        if changed & {"guess", "first", "second"}:
            self.say(hint=self._lack())
        if "doubt" in changed and self.over:
            self._doubt()

    def pressed(self, name: str) -> None:
        """Play one half-year, the rest, or a whole plan; or start again."""
        if name == "again":
            self._begin()
        elif name == "theirs":
            self._theirs()
        elif self.over:
            self.say(hint="The five years are over. Press “Start again” for another plan.")
        elif lack := self._lack():
            self.say(hint=lack)
        else:
            pair = model.checked([self.values["first"] + self.values["second"]])
            left = model.ROUNDS - len(self._plan) if name == "rest" else 1
            self._play(self._plan + pair * left)

    def _lack(self) -> str:
        if self.values["guess"] is None:
            return "Predict first: what will the reported index be after five years?"
        if self.values["first"] == self.values["second"]:
            return "Choose two different moves."
        return ""

    def _begin(self) -> None:
        self._plan = ()
        self.values = {**self.values, "guess": None, "doubt": ""}
        self.say(result="", why="", compare="", doubted="", coded="", news="")
        self.switch("after", hidden=True)
        self._draw()

    def _theirs(self) -> None:
        try:
            plan = model.plan_of(self.values["code"])
        except ValueError as problem:
            self.say(coded=words.unreadable(str(problem)))
            return
        if self.values["guess"] is None:
            self.say(coded="Predict first, above: what will that plan’s reported index be after five years?")
            return
        self.say(coded="")
        self._play(plan)

    def _play(self, plan: model.Plan) -> None:
        self._plan = plan
        self._draw()
        if not self.over:
            return
        years, guess, seed = model.mine(plan, self.values["seed"]), self.values["guess"], self.values["seed"]
        self.say(result=words.result(years, plan, guess), why=words.why(years, plan))
        self.switch("after", hidden=False)
        self._doubt()
        lives = model.spread(plan)
        ends = (float(years.reported[0, -1]), float(years.harm[0, -1]), lives.middle, lives.low, lives.high)
        self.note(seed, " ".join(plan), guess, *(round(end, 1) for end in ends))

    def _doubt(self) -> None:
        doubt = self.values["doubt"]
        self.say(doubted=words.doubted(self._plan, doubt), compare=_compare(self._plan, doubt))

    def _draw(self) -> None:
        years = model.mine(self._plan, self.values["seed"])
        code = f" Your plan{'' if self.over else ' so far'}: {' '.join(self._plan)}." if self._plan else ""
        self.say(
            turn=words.turn(len(self._plan)) + code,
            finding=words.finding(years, len(self._plan)),
            news=words.news(years, self._plan),
        )
        key = (*drawing.LOOKS, drawing.BAR) if self.over else drawing.LOOKS[:2]
        rows = drawing.rows(years, self._plan, self.values["guess"], self.over)
        self.draw("years", rows, words.picture(years, self._plan, self.over), key)


def _compare(plan: model.Plan, doubt: str) -> Html:
    """How this plan and three others end in other lives. A list, because a table would not fit a telephone."""
    ends = {name: model.spread(each, doubt) for name, each in {"Your plan": plan, **words.PLANS}.items()}
    return join(paragraphs(words.COMPARED), bullets(*(words.compared(*pair) for pair in ends.items())))


def _parts(seed: int) -> list[Part]:
    said = Group(
        label="Predict",
        parts=(
            NumberField(
                name="guess",
                label="What will the reported index be after five years? It is at 100 now, and lower is better.",
                least=0,
                most=200,
                step=0.1,
            ),
        ),
    )
    buttons = (
        Button(name="play", label="Play this half-year", main=True, needs=("guess",)),
        Button(name="rest", label="Play the rest like this", needs=("guess",)),
        Button(name="again", label="Start again"),
    )
    turn = Group(
        label="Two moves",
        parts=(
            LiveText(name="turn", lines=3),
            ChoiceField(name="first", label="First move", options=MOVES, start="S"),
            ChoiceField(name="second", label="Second move", options=MOVES, start="T"),
            Paragraph(name="hint"),
            Row(parts=buttons),
        ),
    )
    theirs = Group(
        label="Play a whole plan",
        parts=(
            TextField(
                name="code",
                label="Ten pairs of letters",
                help="S skills, T time, N sponsor, V patients, C target. An example: ST SN SV ST TN SV TN ST TV TN",
                longest=80,
            ),
            Button(name="theirs", label="Play this plan", needs=("code",)),
            Paragraph(name="coded"),
        ),
    )
    chart = Chart(
        name="years",
        spec=drawing.spec(),
        height=drawing.HEIGHT,
        table=drawing.TABLE,
        caption="Ten half-years",
        key_lines=2,
    )
    after = Group(
        name="after",
        label="What if the model is wrong?",
        parts=(
            ChoiceField(
                name="doubt",
                label="Which of its assumptions do you doubt?",
                options=tuple(model.DOUBTS.items()),
                start="",
            ),
            LiveText(name="doubted", lines=2),
            Content(name="compare"),
        ),
    )
    came = (LiveText(name="news", lines=3), LiveText(name="result", lines=3), LiveText(name="why", lines=3))
    return [
        seed_row(seed, "trust and luck"),
        Columns(left=(said, turn, theirs), right=(LiveText(name="finding", lines=2), chart, *came, after)),
        Content(html=_assumptions()),
        Log(label="Five years of QI: your plans and what came of them", file="five-years.csv"),
    ]


def _assumptions() -> Html:
    """The model in full: every sentence that it is made of."""
    luck = f"On top of all this comes the luck of each half-year, about {100 * model.NOISE:.0f}% either way."
    sentences = [*(each.sentence() for each in model.STRENGTHS.values()), *model.FIXED, luck]
    return join(
        paragraphs(words.SOURCE),
        details(f"Read the whole model: {len(sentences)} assumptions", bullets(*sentences)),
    )
