"""Coin spin, the first lab of the module on testing changes: fifteen minutes, a prediction before each test, a log."""

from __future__ import annotations

from qilab.charts.words import number
from qilab.methods.validate import one_seed
from qilab.panel import ranges
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
    Part,
    Row,
    SliderField,
    TextField,
    seed_row,
)

from . import model, words

HEIGHT = 250
LEAST_TOP, ROOM = (
    12.0,
    20.0,
)  # seconds: end of the scale at the start, and as far as it grows for a prediction
FACTORS = ("coin", "surface", "technique", "spinner")
COLUMNS = (
    "Cycle",
    "Question",
    "Coin",
    "Surface",
    "Technique",
    "Spinner",
    "Spins",
    "Predicted from",
    "Predicted to",
    "Result",
    "Inside",
    "Learning",
    "Next",
    "Minutes left",
    "Seed",
)
LEARNING, NEXT = COLUMNS.index("Learning"), COLUMNS.index("Next")
TABLE = (
    ("x", "Cycle"),
    ("settings", "Coin, surface, technique"),
    ("low", "Predicted from"),
    ("high", "Predicted to"),
    ("value", "Mean, in seconds"),
    ("spins", "Spins, in seconds"),
    ("look", "Result"),
)
NOTE = "This is a game: the spins are made up, and so are the four colleagues."


def coin_spin(seed: int = 4821) -> CoinSpin:
    """Show the lab Coin spin: find out in fifteen minutes what makes a coin spin longest, one small test after another.

    seed: the same number gives the whole room the same coins and the same luck. ValueError for anything but a whole
    number from 0 to 4,294,967,295.

    >>> print(coin_spin(seed=7))
    Coin spin. No cycle yet. ...
    """
    one_seed(seed)
    return CoinSpin(seed)


class CoinSpin(Lab):
    """The view. The model is in model.py, its sentences are in words.py."""

    def __init__(self, seed: int) -> None:
        super().__init__("Coin spin", _parts(seed), COLUMNS)

    def update(self, changed: set[str]) -> None:
        """Begin a new game for another seed; say what the test would cost, and what it lacks, as it is planned."""
        if "seed" in changed:
            self._start()
        if changed & {*FACTORS, "spins", "low", "high"}:
            self._ready()

    def pressed(self, name: str) -> None:
        """Spin, write down what was learned, finish, or start again."""
        {"spin": self._spin, "write": self._write, "finish": self._finish, "reset": self._again}[name]()

    @property
    def game(self) -> model.Game:
        """The game so far."""
        return self._game

    @property
    def settings(self) -> model.Settings:
        """What the controls are set to."""
        return model.Settings(**{name: self.values[name] for name in FACTORS})

    def _start(self) -> None:
        self._game, self._over = model.Game(self.values["seed"]), False
        self.say(result="", why="", score="", truth="", lesson="", written="")
        self._show()

    def _again(self) -> None:
        self.values = {**self._start_values(), "seed": self.values["seed"]}
        self._start()
        self._ready()

    def _ready(self) -> None:
        """Say what the test would cost, and what is lacking for it."""
        v, game = self.values, self._game
        affordable = game.cost(self.settings, v["spins"]) <= game.left + 1e-9
        turned = None not in (v["low"], v["high"]) and v["low"] > v["high"]
        if self._over:
            hint = "This game is over. Start again, or choose another seed."
        elif not affordable:
            hint = ""
        elif turned:
            hint = "The lower end of your prediction comes first."
        elif None in (v["low"], v["high"]):
            hint = "Predict first: in what range, in seconds, will the mean of your spins fall?"
        else:
            hint = ""
        self.say(cost="" if self._over else words.cost(game, self.settings, v["spins"]), hint=hint)
        self.switch("spin", disabled=self._over or turned or not affordable)

    def _show(self) -> None:
        game = self._game
        self.say(finding=words.finding(game))
        self.draw(
            "picture", _rows(game), words.description(game), (ranges.BAR, ranges.INSIDE, ranges.OUTSIDE)
        )
        self.switch("write", disabled=not game.cycles or self._over)
        self.switch("finish", disabled=not game.cycles or self._over)

    def _spin(self) -> None:
        v = self.values
        question = words.QUESTIONS[v["question"]]
        self._game = self._game.after(question, self.settings, v["low"], v["high"], v["spins"])
        done, n = self._game.cycles[-1], len(self._game.cycles)
        named = [table[v[name]] for name, table in zip(FACTORS, _tables(), strict=True)]
        self.note(
            n,
            question,
            *named,
            v["spins"],
            v["low"],
            v["high"],
            round(done.result, 1),
            "yes" if done.inside else "no",
            "",
            "",
            round(self._game.left, 1),
            v["seed"],
        )
        self.say(
            result=words.result(done),
            why=words.study(done),
            written="The log does not yet say what you learned and what comes next.",
        )
        # The next test starts with the next prediction; what was learned belongs to this one.
        self.values = {**v, "low": None, "high": None, "learning": "", "next": ""}
        self._show()
        self._ready()

    def _write(self) -> None:
        learning, then = self.values["learning"].strip(), words.NEXT[self.values["next"]]
        self._game = self._game.studied(learning, then)
        rows = [list(row) for row in self.record["rows"]]
        rows[-1][LEARNING], rows[-1][NEXT] = learning, then
        self.record = {**self.record, "rows": rows}
        self.say(written=f"Cycle {len(self._game.cycles)} is complete in the log. What is the next question?")

    def _finish(self) -> None:
        self._over = True
        self.say(
            score=words.score(self._game, self.settings),
            truth=words.finish(self._game, self.settings),
            lesson=words.lesson(self._game),
        )
        self._show()
        self._ready()


# ---------------------------------------------------------------- parts and rows


def _tables() -> tuple[dict[str, str], ...]:
    return model.COINS, model.SURFACES, model.TECHNIQUES, model.SPINNERS


def _parts(seed: int) -> list[Part]:
    picture = Chart(
        name="picture",
        spec=ranges.range_spec("Cycle", "Seconds", HEIGHT, TABLE),
        height=HEIGHT,
        table=TABLE,
        caption="Every cycle as a table",
    )
    shown = (
        LiveText(name="finding", lines=2),
        picture,
        LiveText(name="result", lines=2),
        LiveText(name="why", lines=2),
    )
    return [
        seed_row(seed, "coins"),
        Columns(left=(_plan(),), right=(*shown, _study(), Paragraph(text=NOTE))),
        _end(),
        Log(label="Your log of cycles", file="coin-spin.csv"),
    ]


def _plan() -> Group:
    names = ("Coin", "Surface", "Technique", "Who spins")
    factors = tuple(
        ChoiceField(name=name, label=label, options=tuple(table.items()), start=getattr(model.START, name))
        for name, label, table in zip(FACTORS, names, _tables(), strict=True)
    )
    question = ChoiceField(
        name="question", label="Your question", options=tuple(words.QUESTIONS.items()), start="how_long"
    )
    spins = SliderField(
        name="spins", label="Spins in this test", least=1, most=model.MOST_SPINS, start=2, unit="spins"
    )
    return Group(
        label="Plan and do",
        parts=(
            question,
            Row(parts=factors[:2]),
            Row(parts=factors[2:]),
            spins,
            Paragraph(name="cost"),
            ranges.range_row(most=99, step=0.5, unit="seconds"),
            Paragraph(name="hint"),
            Row(parts=(Button(name="spin", label="Spin", main=True, needs=("low", "high")),)),
        ),
    )


def _study() -> Group:
    then = (("", "choose one"), *words.NEXT.items())
    write = Button(name="write", label="Write it in the log", needs=("learning", "next"))
    return Group(
        label="Study and act",
        parts=(
            TextField(name="learning", label="What did you learn?", lines=2, longest=200),
            ChoiceField(name="next", label="What next?", options=then, start=""),
            Row(parts=(write,)),
            LiveText(name="written", lines=1),
        ),
    )


def _end() -> Group:
    buttons = (
        Button(name="finish", label="These are our best: finish"),
        Button(name="reset", label="Start again"),
    )
    return Group(
        label="When your time is up, or when you are sure",
        parts=(
            Paragraph(
                text="Set the coin, the surface and the technique to what you think is best, then finish."
            ),
            Row(parts=buttons),
            *(LiveText(name=name, lines=1) for name in ("score", "truth", "lesson")),
        ),
    )


def _rows(game: model.Game) -> dict[str, dict[str, list]]:
    """The data sets of the live chart, as columns."""
    cycles = game.cycles
    numbers = list(range(1, len(cycles) + 1))
    top = max(ROOM, *(1.4 * s for c in cycles for s in c.spins)) if cycles else ROOM
    bars = ranges.bars([(c.low, c.high) for c in cycles], top)
    beyond = bars.pop("beyond")
    return {
        "points": {
            "x": numbers,
            "value": [round(c.result, 1) for c in cycles],
            "low": [c.low for c in cycles],
            "high": [c.high for c in cycles],
            "look": [ranges.look_of(c.inside) for c in cycles],
            "settings": [c.settings.in_words for c in cycles],
            "spins": [", ".join(f"{s:g}" for s in c.spins) for c in cycles],
            "label": [number(c.result) + far for c, far in zip(cycles, beyond, strict=True)],
            **bars,
        },
        "single": {
            "x": [i for i, c in zip(numbers, cycles, strict=True) for _ in c.spins],
            "value": [s for c in cycles for s in c.spins],
        },
        "frame": {"x": [1, max(8, len(cycles))], "value": [0, LEAST_TOP]},
    }
