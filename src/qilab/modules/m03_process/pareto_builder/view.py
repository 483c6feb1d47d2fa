"""Pareto builder, the second lab of the module on processes: which causes cost most, and does it depend on how one looks?"""

from __future__ import annotations

from typing import Any

from qilab.charts.layers import columns
from qilab.charts.words import sentence
from qilab.methods.causes import Pareto
from qilab.methods.validate import one_seed
from qilab.panel.lab import Lab

from . import model, pages, words

COLUMNS = ("What", "Seed", "You said", "It was", "Right")
LOOKS = {"by", "day", "specialty", "aim"}


def pareto_builder(seed: int = 4821) -> ParetoBuilder:
    """Show the lab Pareto builder: late operating lists by cause, by count or minutes, all together or split.

    seed: the same number gives everybody the same lists. ValueError for anything but a whole number from 0 to
    4,294,967,295.

    >>> print(pareto_builder(seed=7))
    Pareto builder. Pareto chart of causes in made-up theatres. ...
    """
    return ParetoBuilder(seed)


class ParetoBuilder(Lab):
    """The view. The model is in model.py, its sentences are in words.py."""

    def __init__(self, seed: int) -> None:
        one_seed(seed)
        self._said: str | None = None  # the cause that was predicted last, while its chart is shown
        super().__init__("Pareto builder", pages.parts(seed), COLUMNS)

    def update(self, changed: set[str]) -> None:
        """Draw the chart that the controls ask for. Other theatres, or another way to look, take the old result away.

        The ways to look appear once a prediction was made, because they would give the answers away.
        """
        if "seed" in changed:
            self._seen: set[str] = set()
            self._open()
            given = {name: self.values[name] for name in LOOKS & changed}
            start = {name: value for name, value in self._start_values().items() if name in LOOKS}
            self.values = {**self.values, **start, **given}
        if changed & {"seed", *LOOKS}:
            self._said = None
            self.say(result="", why="")
            self._draw()
        for guess in ("first", "monday"):
            if guess in changed:
                lacks = not self.values[guess]
                self.say(**{f"{guess}_hint": "First choose what you expect." if lacks else ""})

    def pressed(self, name: str) -> None:
        """Rank by minutes, split the days, or start again with the same theatres."""
        {"rank": self._rank, "split": self._split, "reset": self.reset}[name]()

    def reset(self) -> None:
        """All fields but the seed back to their start."""
        self.values = {**self._start_values(), "seed": self.values["seed"]}

    def ranked(self, burden: str, day: str = model.ALL) -> Pareto:
        """The causes of all specialties on some days."""
        return model.ranking(self.values["seed"], burden, day)

    def _open(self) -> None:
        """Show the switches whose answers are known by now."""
        self.switch("by", hidden="minutes" not in self._seen)
        for name in ("day", "specialty"):
            self.switch(name, hidden="split" not in self._seen)

    def _draw(self) -> None:
        v = self.values
        aim, look = v["aim"] / 100, (v["by"], v["day"], v["specialty"])
        found = model.ranking(v["seed"], *look)
        self.say(finding=words.finding(found, *look, aim))
        bars = _bars(found, aim)
        place = bars["cause"].index(self._said) if self._said in bars["cause"] else 0
        said = columns(("cause", "order", "burden"), [(self._said, place, 0)] if self._said else [])
        heard = f" You said “{self._said}”." if self._said else ""
        key = (*pages.KINDS, pages.SAID) if self._said else pages.KINDS
        room = {"burden": [1.2 * max(bars["burden"])], "counted": [sentence(words.UNIT[v["by"]])]}
        rows = {"points": bars, "said": said, "room": room}
        self.draw("picture", rows, words.picture(found, *look, aim) + heard, key)

    def _rank(self) -> None:
        said = self.values["first"]
        lists, minutes = self.ranked("lists"), self.ranked("minutes")
        self._after("minutes", said, minutes, by="minutes", day=model.ALL)
        self.say(result=words.by_minutes(lists, minutes, said), why=words.why_minutes(lists, minutes))

    def _split(self) -> None:
        said = self.values["monday"]
        everything, monday, other = (self.ranked("minutes", day) for day in model.DAYS)
        self._after("split", said, monday, by="minutes", day=model.MONDAY)
        self.say(result=words.split(everything, monday, other, said), why=words.WHY_SPLIT)

    def _after(self, what: str, said: str, found: Pareto, **look: str) -> None:
        """Keep a prediction in the log, open what was hidden, and draw the chart that it was about."""
        came = found.causes["cause"].iloc[0]
        names = {"minutes": "first by minutes", "split": "first on Mondays"}
        self.note(names[what], self.values["seed"], said, came, "yes" if said == came else "no")
        self._seen |= {what, "minutes"}
        self._open()
        # The next prediction is made anew.
        self.values = {**self.values, **look, "specialty": model.ALL, "first": "", "monday": ""}
        self._said = said
        self._draw()


def _bars(found: Pareto, aim: float) -> dict[str, list[Any]]:
    """A row for each cause, and one for what was not recorded."""
    rows = [
        (
            bar.name,
            bar.burden,
            f"{100 * bar.share:.0f}%",
            f"{100 * bar.running:.0f}%",
            (pages.FEW if bar.vital else pages.REST).name,
            f"{100 * bar.running:.0f}%",
        )
        for bar in model.bars(found, aim)
    ]
    if found.not_recorded:
        rows.append((model.NOT_RECORDED, found.not_recorded, "", "", pages.APART.name, "separate"))
    numbered = [(*row, place) for place, row in enumerate(rows)]
    return columns(("cause", "burden", "share", "together", "kind", "label", "order"), numbered)
