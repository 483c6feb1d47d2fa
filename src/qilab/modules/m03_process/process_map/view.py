"""Process map, the first lab of the module on processes: where the time goes between a decision and the door."""

from __future__ import annotations

from dataclasses import replace

from qilab.charts.words import count
from qilab.methods.measure import rolled_yield
from qilab.methods.validate import one_seed
from qilab.panel import strip
from qilab.panel.lab import Lab

from . import drawing, model, pages, words

COLUMNS = ("What", "Seed", "You said", "It was", "Difference")
EDITS = ("first", "second")
# The changes in the log, where there is little room.
_SHORT = {
    "work": "twice as fast",
    "free": "half the wait",
    "batch": "no batch",
    "hand": "no hand-off",
    "right": "right first time",
}
_PAIR = {f"{which}_{part}" for which in EDITS for part in ("step", "change")}


def process_map(seed: int = 4821) -> ProcessMap:
    """Show the lab Process map: what shortens the way from the decision to the door, and what does not?

    seed: the same number gives everybody the same hospital. ValueError for anything but a whole number from 0 to
    4,294,967,295.

    >>> print(process_map(seed=7))
    Process map. Map of medicines to take home in a made-up hospital. ...
    """
    return ProcessMap(seed)


class ProcessMap(Lab):
    """The view. The model is in model.py, its sentences are in words.py."""

    def __init__(self, seed: int) -> None:
        one_seed(seed)
        super().__init__("Process map", pages.parts(seed), COLUMNS)

    def update(self, changed: set[str]) -> None:
        """Redraw what hangs on the fields that changed. Another seed is another hospital; another step brings its own
        numbers into the boxes.
        """
        if "seed" in changed:
            self._start()
            self._draw_after()
        elif "step" in changed:
            self._show_step(changed)
        if changed & {"seed", *pages.EDITED}:
            self._take_step()
            self._draw_map()
        if changed & _PAIR:  # what was tried belongs to other changes
            self.say(tried="", tried_why="")
            self._tried = False
            self._draw_after()
        self._hint(changed)
        if changed & {"n", "share", "seed"}:
            self.say(whole_result="", whole_why="")
            self._draw_yield(self.values["whole"], None)

    def pressed(self, name: str) -> None:
        """Do what the button says, on any of the three pages."""
        {"halve": self._halve, "reset": self.reset, "try": self._try, "run": self._run}[name]()

    def front(self) -> str:
        """The chart of the open page."""
        return ("map", "after", "yield")[self.values["page"]]

    def reset(self) -> None:
        """The hospital as it was, and all fields but the seed and the page at their start."""
        self.values = {**self._start_values(), "seed": self.values["seed"], "page": self.values["page"]}
        self._start()
        self._draw_map()
        self._draw_after()

    @property
    def steps(self) -> model.Map:
        """The map of the first page as it stands."""
        return self._steps

    @property
    def edits(self) -> list[model.Edit]:
        """The two changes of the second page; one, where both are the same: nobody can make it twice."""
        v = self.values
        return list(dict.fromkeys((int(v[f"{which}_step"]), v[f"{which}_change"]) for which in EDITS))

    # ------------------------------------------------------------ change the map

    def _start(self) -> None:
        self._steps = self._hospital = model.hospital(self.values["seed"])
        self._said: float | None = None
        self._tried = False
        self.say(result="", why="", tried="", tried_why="", whole_result="", whole_why="")
        self._show_step(set())

    def _show_step(self, given: set[str]) -> None:
        """Bring the numbers of the chosen step into the boxes, but for those that were given with it."""
        step = self._steps[int(self.values["step"])]
        own = {name: getattr(step, name) for name in pages.EDITED if name not in given}
        self.values = {**self.values, **own}

    def _take_step(self) -> None:
        place = int(self.values["step"])
        new = replace(self._steps[place], **{name: self.values[name] for name in pages.EDITED})
        self._steps = (*self._steps[:place], new, *self._steps[place + 1 :])

    def _draw_map(self) -> None:
        before = model.found(self._hospital).lead
        lines = [(before, f"at the start: {round(before)}", "lower")]
        if self._said is not None:
            most = 1.3 * before
            beyond = " →" if self._said > most else ""
            lines.append((min(self._said, most), f"you said {self._said:g}{beyond}", "upper"))
        self.say(finding=words.finding(self._steps))
        self.draw("map", drawing.data_sets(self._steps, lines), words.picture(self._steps), drawing.LOOKS)

    def _halve(self) -> None:
        guess = self.values["guess"]
        before = model.found(self._hospital)
        self._steps = model.halved(self._hospital)
        after = round(model.found(self._steps).lead)
        self._said = guess
        self.note("all the work halved", self.values["seed"], guess, after, after - guess)
        self.say(result=words.halved(before.lead, after, guess), why=words.why_halved(self._hospital))
        self.values = {**self.values, "guess": None}
        self._show_step(set())
        self._draw_map()

    def _hint(self, changed: set[str]) -> None:
        for guess, hint, told in (
            ("guess", "hint", "Type your prediction first, in minutes."),
            ("fall", "fall_hint", "Type your prediction first, as a percentage."),
            ("whole", "whole_hint", "Type your prediction first, from 0 to 100."),
        ):
            if guess in changed:
                self.say(**{hint: told if self.values[guess] is None else ""})

    # ------------------------------------------------------------ two changes

    def _draw_after(self) -> None:
        before = model.found(self._hospital).lead
        goal = model.GOAL * before
        lines = [
            (before, f"at the start: {round(before)}", "lower"),
            (goal, f"goal: {round(goal)}", "lower"),
        ]
        steps = self._hospital
        if self._tried:
            steps = model.with_edits(self._hospital, self.edits)
            lines.append((before * (1 - self._fall / 100), f"you said {self._fall:g}% less", "upper"))
        self.say(
            goal=f"The lead time is {round(before)} minutes now. The goal is {round(goal)} minutes or less."
        )
        self.draw("after", drawing.data_sets(steps, lines), words.picture(steps), drawing.LOOKS)

    def _try(self) -> None:
        self._fall, self._tried = self.values["fall"], True
        before, after = (
            model.found(s).lead for s in (self._hospital, model.with_edits(self._hospital, self.edits))
        )
        came = round(100 * (before - after) / before)
        told = " and ".join(f"{_SHORT[change]} at step {place + 1}" for place, change in self.edits)
        self.note(told, self.values["seed"], self._fall, came, came - self._fall)
        self.say(
            tried=words.tried(self._hospital, self.edits, self._fall),
            tried_why=words.why_tried(self._hospital, self.edits),
        )
        self.values = {**self.values, "fall": None}
        self._draw_after()

    # ------------------------------------------------------------ right first time

    def _draw_yield(self, said: float | None, came: float | None) -> None:
        self.draw("yield", strip.rows(said, came, 100), strip.words(said, came))

    def _run(self) -> None:
        n, share, guess = (self.values[name] for name in ("n", "share", "whole"))
        came = round(100 * rolled_yield([share / 100] * n), 1)
        self.note(
            f"{count(n, 'step')} at {share:g}%", self.values["seed"], guess, came, round(came - guess, 1)
        )
        self.say(whole_result=words.whole_way(n, share, came, guess), whole_why=words.WHY_WHOLE)
        self.values = {**self.values, "whole": None}
        self._draw_yield(guess, came)
