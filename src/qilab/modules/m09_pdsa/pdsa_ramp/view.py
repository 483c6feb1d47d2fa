"""Test ramp, the second lab of the module on testing changes: how large, with whom and when to try an idea next."""

from __future__ import annotations

from qilab.methods.validate import one_seed
from qilab.panel import ranges, strip
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
    seed_row,
)

from . import model, words

HEIGHT = 250
TEAMS = 1_000
COLUMNS = (
    "What",
    "Staff",
    "Day",
    "Patients",
    "Hours",
    "Predicted from",
    "Predicted to",
    "Result",
    "Inside",
    "Hours left",
    "Seed",
)
TABLE = (
    ("x", "Test"),
    ("place", "Staff and day"),
    ("n", "Patients"),
    ("low", "Predicted from, %"),
    ("high", "Predicted to, %"),
    ("value", "Went as hoped, %"),
    ("look", "Result"),
)
NOTE = "The patients and the staff are made up. Nobody works badly here: an idea may simply fit some places and not others."


def pdsa_ramp(seed: int = 4821) -> PdsaRamp:
    """Show the lab Test ramp: 120 staff hours to find out where a change idea works.

    seed: the same number gives the whole room the same idea and the same luck. ValueError for anything but a whole
    number from 0 to 4,294,967,295.

    >>> print(pdsa_ramp(seed=7))
    Test ramp. No test yet. ...
    """
    one_seed(seed)
    return PdsaRamp(seed)


class PdsaRamp(Lab):
    """The view. The model is in model.py, its sentences are in words.py."""

    def __init__(self, seed: int) -> None:
        self._came: dict[str, float] = {}
        super().__init__("Test ramp", _parts(seed), COLUMNS)

    def update(self, changed: set[str]) -> None:
        """Begin anew for another seed; say what the planned test would cost and what it lacks; hint where the
        prediction is missing.
        """
        if "seed" in changed:
            self._start()
        if changed & {"who", "when", "size", "low", "high"}:
            self._ready()
        if "many_guess" in changed and self.values["many_guess"] is not None:
            self._show_share(self.values["many_guess"], None)
        if "way" in changed:  # what was run belongs to the other way
            self.say(many_result="", many_why="")
            self._show_share(self.values["many_guess"], None)
        if "many_guess" in changed:
            empty = self.values["many_guess"] is None
            self.say(
                many_hint="Type your prediction first: a number of teams from 0 to 100." if empty else ""
            )

    def pressed(self, name: str) -> None:
        """Test, finish, run many teams, or start again with the same seed."""
        {"test": self._test, "finish": self._finish, "reset": self._again, "run": self._run}[name]()

    @property
    def ramp(self) -> model.Ramp:
        """The tests so far."""
        return self._ramp

    @property
    def size(self) -> int:
        """Patients that the next test is on."""
        return int(self.values["size"])

    def _start(self) -> None:
        self._ramp, self._over, self._came = model.Ramp(self.values["seed"]), False, {}
        self.say(result="", why="", score="", truth="", many_result="", many_why="")
        self._show()
        self._show_share(None, None)

    def _show_share(self, said: float | None, came: float | None) -> None:
        self.draw("share", strip.rows(said, came, 100), strip.words(said, came))

    def _again(self) -> None:
        self.values = {**self._start_values(), "seed": self.values["seed"]}
        self._start()
        self._ready()

    def _ready(self) -> None:
        """Say what the test would cost, and what is lacking for it."""
        low, high = self.values["low"], self.values["high"]
        affordable = model.cost(self.size) <= self._ramp.left
        turned = None not in (low, high) and low > high
        if self._over:
            hint = "This game is over. Start again, or choose another seed."
        elif affordable and turned:
            hint = "The lower end of your prediction comes first."
        elif affordable and None in (low, high):
            hint = "Predict first: between which two percentages will the result lie?"
        else:
            hint = ""
        self.say(cost="" if self._over else words.price(self._ramp, self.size), hint=hint)
        self.switch("test", disabled=self._over or turned or not affordable)

    def _show(self) -> None:
        ramp = self._ramp
        self.say(finding=words.finding(ramp))
        self.draw(
            "picture", _rows(ramp), words.description(ramp), (ranges.BAR, ranges.INSIDE, ranges.OUTSIDE)
        )
        self.switch("finish", disabled=not ramp.tests or self._over)

    def _test(self) -> None:
        v = self.values
        self._ramp = self._ramp.after(v["who"], v["when"], self.size, v["low"], v["high"])
        done = self._ramp.tests[-1]
        self.note(
            f"test {len(self._ramp.tests)}",
            model.STAFF[done.who],
            model.DAYS[done.when],
            done.n,
            model.cost(done.n),
            done.low,
            done.high,
            round(done.result, 1),
            "yes" if done.inside else "no",
            self._ramp.left,
            v["seed"],
        )
        self.say(result=words.result(done), why=words.study(self._ramp))
        # The next test starts with the next prediction.
        self.values = {**v, "low": None, "high": None}
        self._show()
        self._ready()

    def _finish(self) -> None:
        v, self._over = self.values, True
        self.say(
            score=words.score(self._ramp),
            truth=words.finish(self._ramp, v["decision"], v["weak_staff"], v["weak_day"]),
        )
        self._show()
        self._ready()

    def _run(self) -> None:
        way, guess, seed = self.values["way"], self.values["many_guess"], self.values["seed"]
        came = 100 * float(model.many_teams(way, model.every_idea(), seed, TEAMS).mean())
        self._came = {**self._came, way: came}
        patients = sum(model.sizes(way).values())
        inside = "yes" if abs(came - guess) <= 5 else "no"
        self.note(
            f"{TEAMS:,} teams: {way}",
            "",
            "",
            patients,
            model.hours(way),
            guess,
            guess,
            round(came, 1),
            inside,
            "",
            seed,
        )
        self.say(many_result=words.many(way, came, guess), many_why=words.compared(self._came))
        self._show_share(guess, round(came, 1))
        self.values = {**self.values, "many_guess": None}


# ---------------------------------------------------------------- parts and rows


def _parts(seed: int) -> list[Part]:
    return [
        seed_row(seed, "idea"),
        Pages(name="page", label="Two ways to play", pages=(_ramp_page(), _teams_page())),
        Log(file="test-ramp.csv"),
    ]


def _ramp_page() -> Page:
    level = (100 * model.BASE, f"before the change: {100 * model.BASE:g}%")
    picture = Chart(
        name="picture",
        spec=ranges.range_spec("Test", "Went as hoped, %", HEIGHT, TABLE, level=level),
        height=HEIGHT,
        table=TABLE,
        caption="Every test as a table",
    )
    answers = (("result", 2), ("why", 2), ("score", 2), ("truth", 1))
    right = (
        LiveText(name="finding", lines=2),
        picture,
        *(LiveText(name=name, lines=lines) for name, lines in answers),
        Paragraph(text=NOTE),
    )
    return Page(title="Run a ramp", parts=(Columns(left=(_plan(), _decide()), right=right),))


def _plan() -> Group:
    sizes = tuple((str(n), str(n)) for n in model.SIZES)
    return Group(
        label="The next test",
        parts=(
            ChoiceField(name="who", label="With whom?", options=tuple(model.STAFF.items()), start="day"),
            ChoiceField(name="when", label="When?", options=tuple(model.DAYS.items()), start="week"),
            RadioField(name="size", label="On how many patients?", options=sizes, start="1"),
            Paragraph(name="cost"),
            ranges.range_row(most=100, unit="%"),
            Paragraph(name="hint"),
            Row(parts=(Button(name="test", label="Run the test", main=True, needs=("low", "high")),)),
        ),
    )


def _decide() -> Group:
    def weak(name: str, label: str, none: str, others: dict[str, str]) -> ChoiceField:
        options = ((model.NONE, none), *others.items())
        return ChoiceField(name=name, label=label, options=options, start=model.NONE)

    decision = ChoiceField(
        name="decision", label="Your decision", options=tuple(words.DECISIONS.items()), start="adapt"
    )
    buttons = (
        Button(name="finish", label="Decide and see the truth"),
        Button(name="reset", label="Start again"),
    )
    return Group(
        label="Decide",
        parts=(
            decision,
            weak("weak_staff", "With whom does it work less well?", "nobody in particular", model.STAFF),
            weak("weak_day", "When does it work less well?", "at no time in particular", model.DAYS),
            Row(parts=buttons),
        ),
    )


def _teams_page() -> Page:
    told = (
        "A thousand teams have 120 hours each, and an idea that adds 30 percentage points. It may fail with one "
        "staff group, on one kind of day, in both cases or in neither. If a team has not tried a place, it assumes that the idea "
        "works there as it did in the first place it tried. How many of 100 teams find all the weak spots, and report no others?"
    )
    ways = tuple(words.WAY_WORDS.items())
    guess = NumberField(
        name="many_guess", label="Your prediction for the teams", least=0, most=100, unit="of 100 teams"
    )
    run = Button(name="run", label="Run 1,000 teams", main=True, needs=("many_guess",))
    return Page(
        title="1,000 teams",
        parts=(
            Paragraph(text=told),
            RadioField(name="way", label="How do they test?", options=ways, start="jump"),
            Row(parts=(guess, run)),
            Paragraph(name="many_hint"),
            strip.strip("share", "Of 100 teams, how many find all weak spots", 100),
            LiveText(name="many_result", lines=2),
            LiveText(name="many_why", lines=2),
        ),
    )


def _rows(ramp: model.Ramp) -> dict[str, dict[str, list]]:
    """The data sets of the live chart, as columns."""
    tests = ramp.tests
    return {
        "points": {
            "x": list(range(1, len(tests) + 1)),
            "value": [round(t.result, 1) for t in tests],
            "low": [t.low for t in tests],
            "high": [t.high for t in tests],
            "look": [ranges.look_of(t.inside) for t in tests],
            "place": [words.place(t.who, t.when) for t in tests],
            "n": [t.n for t in tests],
            "label": [f"n = {t.n}" for t in tests],
            "from": [t.low for t in tests],
            "to": [t.high for t in tests],
        },
        "single": {"x": [], "value": []},
        "frame": {"x": [1, max(8, len(tests))], "value": [0, 100]},
    }
