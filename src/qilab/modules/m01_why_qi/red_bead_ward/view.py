"""Red Bead Ward, the lab of the first module: whatever the manager does, the numbers follow the tray."""

from __future__ import annotations

from typing import Any

from qilab.charts import layers as drawing
from qilab.charts.layers import columns
from qilab.charts.run_spec import run_spec
from qilab.panel import strip
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
    Row,
    SliderField,
    fit,
    seed_row,
)
from qilab.panel.said import SAID, said_rows, with_said

from . import model, words

ROUNDS = 1_000
MOST_BEADS, MOST_ROUNDS = 20, 100  # ends of the line for the answers, in beads and in rounds of 100
HEIGHT = 270
COLUMNS = ("What", "Action", "Red in the tray", "Scoop", "Seed", "You said", "It was", "Difference")
TABLE = (
    ("x", "Scoop"),
    ("round", "Round"),
    ("name", "Who"),
    ("value", "Red beads"),
    ("signal", "Against the limits"),
)
NOTE = "This is a game. Nobody here is a real person, and the computer draws the beads."
MANY = {
    "gap": ("Best and worst: how far apart?", model.mean_gap),
    "best": ("The best: what comes next?", model.next_of_best),
    "target": (
        "The target of 3: how often is it met?",
        lambda counts: 100 * model.share_on_target(counts),
    ),
}


def red_bead_ward(seed: int = 4821, red: int = 20, scoop: int = 50) -> RedBeadWard:
    """Show the lab Red Bead Ward: six nurses draw from one tray, and you are the manager.

    seed: the same number gives the whole room the same beads. red: percentage of red beads in the tray, 5 to 40.
    scoop: beads in a scoop, 20 to 100. ValueError for anything else.

    >>> print(red_bead_ward(seed=7))
    Red Bead Ward. Red beads in each scoop of 50, six nurses, 1 round. ...
    """
    if isinstance(red, bool) or not isinstance(red, int | float):
        raise ValueError("red: give a share of red beads from 5 to 40%.")
    model.Ward(red / 100, scoop, seed)  # refuses bad starts with its own words
    return RedBeadWard(seed=seed, red=red, scoop=scoop)


class RedBeadWard(Lab):
    """The view. The model is in model.py, its sentences are in words.py."""

    def __init__(self, **start: Any) -> None:
        self._many: tuple[float | None, float | None] = (
            None,
            None,
        )  # of many rounds: what was said, what came
        super().__init__("Red Bead Ward", _parts(start), COLUMNS)

    def update(self, changed: set[str]) -> None:
        """Begin the game anew when tray, scoop or seed change; ask what was chosen; hint where a prediction is
        missing.
        """
        if changed & {"red", "scoop", "seed"}:
            self._start()
        elif "guess" in changed and self.values["guess"] is not None:
            self._show()
        if "which" in changed:
            self.say(many_question=words.QUESTIONS[self.values["which"]], many_result="")
            self._many = (self.values["many_guess"], None)
            self._show_many()
        if "many_guess" in changed and self.values["many_guess"] is not None:
            self._many = (self.values["many_guess"], None)
            self._show_many()
        if changed & {"guess", "many_guess"}:
            empty = {name: self.values[name] is None for name in ("guess", "many_guess")}
            self.say(
                hint="Type your prediction first: a number of red beads." if empty["guess"] else "",
                many_hint="Type your prediction first." if empty["many_guess"] else "",
            )

    def pressed(self, name: str) -> None:
        """Play a round, run many games, or put everything back to the start."""
        if name == "play":
            self._play()
        elif name == "run":
            self._run()
        elif name == "reset":
            self.reset()
            self._start()

    @property
    def ward(self) -> model.Ward:
        """The game so far."""
        return self._ward

    def _start(self) -> None:
        v = self.values
        self._ward = model.Ward(v["red"] / 100, v["scoop"], v["seed"]).after()
        self._said: list[tuple[int, float]] = []  # scoop of the next round, and what was said of it
        self._many = (None, None)
        self.say(result="", why="", many_result="")
        self._show()
        self._show_many()

    def _show(self) -> None:
        over = len(self._ward.rounds) >= model.MOST_ROUNDS
        self.switch("play", disabled=over)
        key = (drawing.ORDINARY, drawing.LIMITS, SAID)
        said = self._said if over or self.values["guess"] is None else [*self._said, self._next_said()]
        told = f" You said {said[-1][1]:g} for scoop {said[-1][0]}." if said else ""
        self.draw("picture", _rows(self._ward, said), words.description(self._ward) + told, key)
        done = f"{model.MOST_ROUNDS} rounds have been played. Start again, or choose another seed."
        self.say(
            finding=words.finding(self._ward),
            question=done if over else words.question(self._ward),
        )

    def _play(self) -> None:
        guess, before = self.values["guess"], self._ward.rounds[-1]
        self._said.append(self._next_said())
        self._ward = self._ward.after(self.values["action"])
        now = self._ward.rounds[-1]
        came = int(now.red[before.best])
        self.say(result=words.result(before, now, guess), why=words.explain(before, now))
        self._note(f"round {len(self._ward.rounds)}", model.ACTIONS[now.action], now.tray, guess, came)
        self.values = {**self.values, "guess": None}
        self._show()
        # The next round starts with the next prediction; a tray once changed is not halved again unasked.
        action = "none" if now.action == "tray" else self.values["action"]
        self.values = {**self.values, "action": action}

    def _next_said(self) -> tuple[int, float]:
        """The scoop that the prediction is about, and the prediction."""
        return model.PEOPLE * len(self._ward.rounds) + self._ward.rounds[-1].best + 1, self.values["guess"]

    def _show_many(self) -> None:
        said, came = self._many
        most = MOST_ROUNDS if self.values["which"] == "target" else MOST_BEADS
        self.draw("many", strip.rows(said, came, most), strip.words(said, came), most=most)

    def _run(self) -> None:
        guess, ward = self.values["many_guess"], self._ward
        what, measure = MANY[self.values["which"]]
        came = measure(model.many_rounds(ward.share, ward.scoop, ward.seed, ROUNDS))
        self.say(many_result=words.many(self.values["which"], came, guess, ward.limits(0).mean))
        self._many = (guess, round(came, 1))
        self._show_many()
        self._note(f"{ROUNDS:,} rounds. {what}", model.ACTIONS["none"], ward.rounds[0].tray, guess, came)
        self.values = {**self.values, "many_guess": None}

    def _note(self, what: str, action: str, tray: int, guess: float, came: float) -> None:
        ward = self._ward
        red = f"{100 * tray / model.BEADS:g}%"  # in the words of the slider that sets it
        self.note(what, action, red, ward.scoop, ward.seed, guess, round(came, 1), round(came - guess, 1))


# ---------------------------------------------------------------- parts and rows


def _parts(start: dict[str, Any]) -> list[Part]:
    return [
        seed_row(start["seed"], "beads"),
        Pages(name="page", label="Two ways to play", pages=(_manage(start), _many())),
        Log(file="red-bead-ward.csv"),
    ]


def _manage(start: dict[str, Any]) -> Page:
    tray = Group(
        label="The tray (a change starts the game again)",
        parts=(
            SliderField(
                name="red", label="Red beads in the tray", least=5, most=40, start=start["red"], unit="%"
            ),
            SliderField(
                name="scoop", label="Beads in a scoop", least=20, most=100, start=start["scoop"], unit="beads"
            ),
        ),
    )
    picture = Chart(
        name="picture", spec=_spec(), height=HEIGHT, table=TABLE, caption="Every scoop as a table"
    )
    answers = (LiveText(name="result", lines=1), LiveText(name="why", lines=3), Paragraph(text=NOTE))
    return Page(
        title="Manage the ward",
        parts=(Columns(left=(tray, _turn()), right=(LiveText(name="finding", lines=2), picture, *answers)),),
    )


def _turn() -> Group:
    action = ChoiceField(
        name="action",
        label="You are the manager. What do you do?",
        options=tuple(model.ACTIONS.items()),
        start="none",
    )
    play = Button(name="play", label="Play the round", main=True, needs=("guess",))
    return Group(
        label="The next round",
        parts=(
            action,
            Paragraph(name="question"),
            NumberField(name="guess", label="Your prediction", least=0, most=100, unit="red beads"),
            Paragraph(name="hint"),
            Row(parts=(play, Button(name="reset", label="Start again"))),
        ),
    )


def _many() -> Page:
    told = "Here the manager does nothing for a thousand rounds, with the tray and the scoop as the sliders set them."
    which = ChoiceField(
        name="which",
        label="What do you want to know?",
        options=tuple((key, title) for key, (title, _) in MANY.items()),
        start="gap",
    )
    guess = NumberField(
        name="many_guess", label="Your prediction for 1,000 rounds", least=0, most=100, step=0.1
    )
    run = Button(name="run", label="Run 1,000 rounds", main=True, needs=("many_guess",))
    return Page(
        title="Play 1,000 rounds",
        parts=(
            Paragraph(text=told),
            which,
            Paragraph(name="many_question"),
            Row(parts=(guess, run)),
            Paragraph(name="many_hint"),
            strip.strip("many", "Red beads, or rounds out of 100", MOST_BEADS),
            LiveText(name="many_result", lines=2),
        ),
    )


def _spec() -> dict[str, Any]:
    spec = run_spec(
        (drawing.ORDINARY, drawing.LIMITS),
        dated=False,
        x_title="Scoop (six to a round)",
        y_title="Red beads",
        height=HEIGHT,
        legend=False,
        tooltip=TABLE[1:],
    )
    # With few points the axis has ticks between two scoops; half a scoop would be labelled as a whole one.
    x_axis = next(
        layer["encoding"]["x"]["axis"] for layer in spec["layer"] if "axis" in layer["encoding"]["x"]
    )
    x_axis["labelExpr"] = "datum.value < 1 || datum.value % 1 ? '' : format(datum.value, 'd')"
    return with_said(spec | fit())


def _rows(ward: model.Ward, said: list[tuple[int, float]]) -> dict[str, dict[str, list]]:
    """The data sets of the live chart, as columns."""
    names = ("x", "value", "look", "letter", "above", "round", "name", "signal")
    points: list[tuple] = []
    pieces: list[tuple] = []
    last = len(ward.rounds)
    for number, one in enumerate(ward.rounds, start=1):
        found = ward.limits(number - 1)
        first = model.PEOPLE * (number - 1) + 1
        same_tray = number < last and ward.rounds[number].tray == one.tray
        # On to the next round's first scoop, so that the level of several rounds is one line.
        end = first + model.PEOPLE - (0 if same_tray else 1)
        for level, piece, label in (
            (found.mean, "frozen", "Mean"),
            (found.upper, "limit", "Upper"),
            (found.lower, "limit", "Lower"),
        ):
            pieces.append((first, end, level, piece, f"{label} {level:.1f}" if number == last else ""))
        for i, (name, red) in enumerate(zip(one.names, one.red.tolist(), strict=True)):
            beyond = (
                "above the upper" if red > found.upper else "below the lower" if red < found.lower else ""
            )
            look = drawing.LIMITS if beyond else drawing.ORDINARY
            points.append(
                (first + i, red, look.name, look.letter, red >= found.mean, number, name, beyond or "inside")
            )
    highest = max(max(row[1] for row in points), max(piece[2] for piece in pieces))
    ahead = model.PEOPLE * (last + 1)
    return {
        "points": columns(names, points),
        "said": said_rows(said, last=ahead, top=1.1 * highest),
        "line": columns(("x", "x2", "centre", "piece", "label"), pieces),
    }
