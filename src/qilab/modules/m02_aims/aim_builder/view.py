"""Aim builder, the lab of the module on aims: a target that luck cannot reach, a theory that holds, and who was asked."""

from __future__ import annotations

from collections.abc import Callable

from qilab.charts import drivers as diagram
from qilab.charts.layers import columns
from qilab.methods.drivers import MEASURE, DriverTree, Fault
from qilab.panel.lab import Lab

from . import drivers as driver_model
from . import model as aim_model
from . import pages as aim_pages
from . import voices as voice_model
from . import words

COLUMNS = ("What", "Seed", "Target", "You said", "It was", "Difference")
FORM = ("measure", "group", "baseline", "target", "date")
NOTHING = ("", "nothing yet")


def aim_builder(seed: int = 4821, page: int = 1) -> AimBuilder:
    """Show the lab Aim builder: write an aim that luck cannot reach, draw its drivers, and sort what people said.

    seed: the same number gives the whole room the same ward and comments. page: the one that is open at the
    start, 1 the aim, 2 the drivers, 3 the voices. ValueError for anything else.

    >>> print(aim_builder(seed=7))
    Aim builder. Falls per 1,000 occupied bed days on a made-up ward, in twelve baseline months. ...
    """
    aim_model.Ward(seed)  # refuses a bad seed with its own words
    if isinstance(page, bool) or not isinstance(page, int) or page not in (1, 2, 3):
        raise ValueError("page: choose 1 (the aim), 2 (the drivers) or 3 (the voices).")
    lab = AimBuilder(seed)
    return lab.set(page=page - 1)


class AimBuilder(Lab):
    """The view. Its models are model.py (the aim), drivers.py and voices.py; its sentences are in words.py."""

    def __init__(self, seed: int) -> None:
        self._runs = 0  # years gone by on this ward
        self._later: aim_model.Year | None = None
        self._said: float | None = None  # of 12 months, the prediction that is on the chart
        self._tree, self._judged = driver_model.SKETCH, False
        self._past: list[DriverTree] = []  # the diagrams before, for Undo
        self._place, self._all = 0, False
        self._sorted: dict[str, int] = {}  # theme → comments that the learner has put there
        super().__init__("Aim builder", aim_pages.parts(seed), COLUMNS)

    # ------------------------------------------------------------ moved and pressed

    def update(self, changed: set[str]) -> None:
        """Redraw what depends on the fields that changed: chart of the aim, its sentence, hint.

        Another seed forgets the years run and begins the sorting again; another target forgets the year that
        was run.
        """
        if "seed" in changed:
            self._runs = 0
            self._begin_sorting()
        if changed & {"seed", "target"}:
            self._later, self._said = None, None  # what was said and run belongs to another ward or target
            self.say(result="", why="")
        predicted = "guess" in changed and self.values["guess"] is not None
        if predicted:
            self._said, self._later = self.values["guess"], None
            self.say(result="", why="")
        if predicted or changed & {"seed", "target"}:
            self._draw_aim()
        if "top" in changed:
            self._show_voices()
        if changed & {"seed", *FORM}:
            self.say(aim=words.so_far(self.aim, self.ward))
        if "guess" in changed:
            ready = self.values["guess"] is not None
            self.say(hint="" if ready else "Type your prediction first: a number from 0 to 12.")
        if not self.chart_tree["data"]:
            self._show_tree()

    def pressed(self, name: str) -> None:
        """Do what the button says, on any of the three pages: run, check, sort, change the diagram, undo."""
        presses: dict[str, Callable[[], None]] = {
            "run": self._run,
            "reset": self._start_again,
            "check": self._check,
            "sort": self._sort,
            "all": self._show_all,
            "undo": self._undo,
            "sketch": lambda: self._set_tree(driver_model.SKETCH, "The team’s sketch is back."),
            "empty": self._empty,
            "add": self._add,
            "move": lambda: self._edit(driver_model.move, "to", "has been moved."),
            "as_well": lambda: self._edit(driver_model.join_as_well, "to", "is now joined there as well."),
            "rename": lambda: self._edit(driver_model.rename, "new_words", "has been reworded."),
            "remove": self._remove,
        }
        presses[name]()

    def front(self) -> str:
        """The chart of the open page."""
        return ("picture", "tree", "voices")[self.values["page"]]

    # ------------------------------------------------------------ the first page

    @property
    def ward(self) -> aim_model.Ward:
        """The made-up ward of the seed in use."""
        return aim_model.ward(self.values["seed"])

    @property
    def aim(self) -> aim_model.Aim:
        """The aim as it stands in the form."""
        return aim_model.Aim(**{name: self.values[name] for name in FORM})

    def _draw_aim(self) -> None:
        ward, target = self.ward, self.values["target"]
        years = [(ward.baseline, "baseline")]
        if self._later is not None:
            years.append((self._later, "a year with no change"))
        rows: list[tuple] = []
        for year, part in years:
            rates = year.rate.tolist()
            for falls, obd, rate in zip(year.falls.tolist(), year.obd.tolist(), rates, strict=True):
                met = rate <= target
                look = aim_pages.MET if met else aim_pages.NOT_MET
                rows.append(
                    (len(rows) + 1, part, falls, obd, rate, "yes" if met else "no", look.name, "", True)
                )
        end = len(rows)
        chance = aim_model.in_hundred(ward.baseline.luck(target).chance)
        level = ward.level
        apart = abs(level - target) > 0.06 * max(24.0, float(ward.baseline.rate.max()))
        lines = [
            (1, ward.months, level, "frozen", ""),
            (ward.months, end, level, "extended", f"Median {level:.1f}" if apart else ""),
            (1, end, target, "limit", f"Target {target:.1f}\nluck: {chance} in 100"),
        ]
        names = ("x", "part", "falls", "obd", "value", "met", "look", "letter", "above")
        said, told = self._said_of_year(len(rows))
        self.draw(
            "picture",
            {
                "said": said,
                "points": columns(names, rows),
                "line": columns(("x", "x2", "centre", "piece", "label"), lines),
            },
            words.aim_picture(ward, target, self._later) + told,
            (aim_pages.NOT_MET, aim_pages.MET),
        )
        self.say(finding=words.meter(ward, target))

    def _said_of_year(self, months: int) -> tuple[dict[str, list], str]:
        """The prediction over the chart, beside what came; and the same in words."""
        if self._said is None:
            return {"x": [], "label": []}, ""
        text = f"You said {self._said:g} of 12"
        if self._later is not None:
            text += f"; {self._later.luck(self.values['target']).met} met the target"
        return {"x": [months], "label": [f"◆ {text}"]}, f" {text}."

    def _run(self) -> None:
        ward, target, guess = self.ward, self.values["target"], self.values["guess"]
        self._runs += 1
        self._later = ward.year(self._runs)
        met = self._later.luck(target).met
        result, why = words.next_year(met, guess, ward.baseline.luck(target).chance)
        self.say(result=result, why=why)
        self.note(f"a year with no change, number {self._runs}", ward.seed, target, guess, met, met - guess)
        self._draw_aim()
        self.values = {**self.values, "guess": None}

    def _start_again(self) -> None:
        self._runs, self._later, self._said = 0, None, None
        keep = {name: value for name, value in self._start_values().items() if name in (*FORM, "guess")}
        level = self.ward.level
        self.values = {**self.values, **keep, "target": round(level * 0.9, 1)}
        self.say(result="", why="")
        self._draw_aim()

    # ------------------------------------------------------------ the second page

    @property
    def tree(self) -> DriverTree:
        """The diagram as it stands."""
        return self._tree

    def _faults(self) -> tuple[Fault, ...] | None:
        return self._tree.faults() if self._judged else None

    def _show_tree(self) -> None:
        tree, faults = self._tree, self._faults()
        marked = faults or ()
        self.draw(
            "tree",
            diagram.datasets(tree, marked),
            diagram.describe(tree, marked),
            height=diagram.canvas(tree) + 8,
        )
        self.say(theory=words.tree_live(tree, faults))
        self.switch("undo", disabled=not self._past)
        named = [(n.key, f"{n.key} {n.text}"[:70]) for n in tree.nodes]
        places = [(n.key, f"{n.key} {n.text}"[:70]) for n in tree.nodes if n.kind != MEASURE]
        self.offer("node", [("", "choose a box"), *named])
        self.offer("to", [NOTHING, *places])
        self.offer("on", [NOTHING, *places])

    def _set_tree(self, tree: DriverTree, told: str) -> None:
        self._past = [*self._past, self._tree][-50:]
        self._tree = tree
        self.say(edited=told, checked="")
        self._show_tree()

    def _empty(self) -> None:
        tree = driver_model.EMPTY
        if aim_model.gaps(self.aim, self.ward):
            self._set_tree(tree, "The diagram is empty now. Change the words of the aim first.")
            return
        tree = driver_model.rename(tree, "A1", aim_model.as_sentence(self.aim))
        self._set_tree(tree, "The diagram is empty now, except for your own aim from the first page.")

    def _edit(self, change: Callable, value: str, told: str) -> None:
        key = self.values["node"]
        try:
            tree = change(self._tree, key, self.values[value])
        except ValueError as reason:
            self.say(edited=str(reason))
            return
        self._set_tree(tree, f"{key} {told}")
        if value == "new_words":
            self.values = {**self.values, "new_words": ""}

    def _add(self) -> None:
        try:
            tree = driver_model.add(self._tree, self.values["what"], self.values["words"], self.values["on"])
        except ValueError as reason:
            self.say(edited=str(reason))
            return
        self._set_tree(tree, f"{tree.nodes[-1].key} has been added.")
        self.values = {**self.values, "words": ""}

    def _remove(self) -> None:
        key = self.values["node"]
        try:
            tree = driver_model.remove(self._tree, key)
        except ValueError as reason:
            self.say(edited=str(reason))
            return
        self._set_tree(tree, f"{key} has been removed. Undo brings it back.")

    def _undo(self) -> None:
        if self._past:
            *self._past, self._tree = self._past
            self.say(edited="The last step has been undone.")
            self._show_tree()

    def _check(self) -> None:
        guess, found = self.values["faults"], len(self._tree.faults())
        self._judged = True
        self.say(checked=words.checked(found, guess))
        self.note("things to fix in the diagram", self.values["seed"], "", guess, found, found - guess)
        self._show_tree()
        self.values = {**self.values, "faults": None}

    # ------------------------------------------------------------ the third page

    @property
    def voice(self) -> voice_model.Voice:
        """The comments and staff votes of the seed in use."""
        return voice_model.voice(self.values["seed"])

    def _begin_sorting(self) -> None:
        self._place, self._all = 0, False
        staff = self.voice.staff
        # In the order of the staff's votes: the patients' own order would give the prediction away.
        self._sorted = dict.fromkeys(sorted(staff, key=lambda theme: -staff[theme]), 0)
        self.say(filed="", all_result="")
        self._show_voices()

    def _show_voices(self) -> None:
        heard = self.voice
        done = self._place >= len(heard.hand)
        lacking = aim_pages.NEEDED - self._place
        self.switch("sort", disabled=done)
        self.switch("all", disabled=lacking > 0)
        patients = heard.patients if self._all else self._sorted
        total = sum(patients.values())
        said = self.values["top"]
        rows = [
            (
                t,
                "  ◆ you said" if t == said else "",
                heard.staff[t],
                round(100 * heard.staff[t] / heard.votes),
                patients[t],
                round(100 * patients[t] / total) if total else None,
            )
            for t in patients
        ]
        self.draw(
            "voices",
            {
                "points": columns(
                    ("theme", "said", "staff", "staff_share", "patients", "patients_share"), rows
                )
            },
            words.voices_picture(heard, patients, self._all),
        )
        self.say(
            voices_say=words.voices_live(heard, patients, self._all),
            comment=words.comment(heard, self._place),
            all_hint=f"Sort {lacking} more by hand first." if lacking > 0 else "",
        )

    def _sort(self) -> None:
        heard, chosen = self.voice, self.values["theme"]
        ours = str(heard.hand.iloc[self._place]["theme"])
        self._place += 1
        self._sorted = {**self._sorted, chosen: self._sorted[chosen] + 1}
        self.say(filed=words.filed(chosen, ours))
        self.values = {**self.values, "theme": ""}
        self._show_voices()

    def _show_all(self) -> None:
        heard, guess = self.voice, self.values["top"]
        self._all = True
        came = voice_model.first(heard.patients)
        self.say(all_result=words.top_result(heard, guess))
        self.note(
            "what patients talk about most",
            self.values["seed"],
            "",
            guess,
            came,
            "" if guess == came else "not the same",
        )
        self._show_voices()
