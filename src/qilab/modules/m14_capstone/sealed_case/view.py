"""The sealed case, the lab of the capstone: decide month by month, then open the truth."""

from __future__ import annotations

from typing import Any

from qilab.methods.validate import one_of, one_seed
from qilab.panel.html import Html, bullets, join, tag
from qilab.panel.lab import Lab

from ..cases import SUBJECTS, score
from . import model, pages, picture, words

COLUMNS = (
    "Case",
    "Seed",
    "Month",
    "What you did",
    "Hands",
    "Predicted, % lower",
    "By the evidence",
    "By the truth",
)
FRESH: dict[str, Any] = {
    "guess": None,
    "act": "look",
    "month": None,
    "hands": None,
    "side": False,
    "old": False,
    "claim": None,
}  # fmt: skip


def sealed_case(seed: int = 4821, case: str = "falls") -> SealedCase:
    """Show the lab The sealed case: an improvement project, month by month, whose truth opens at the end.

    seed: the same number gives the whole room the same four cases; another one deals other fates. case: "falls", "dna" (missed
    appointments), "violence" or "medicines". ValueError for anything else.

    >>> print(sealed_case(seed=7, case="dna"))
    The sealed case. P chart of missed appointments, % of booked appointments, ...
    """
    one_seed(seed)
    one_of(case, "case", tuple(SUBJECTS))
    return SealedCase(seed=seed, case=case)


class SealedCase(Lab):
    """The view. The model is in model.py, its sentences are in words.py, the report is in the folder `report`."""

    def __init__(self, **start: Any) -> None:
        self._scores: dict[tuple[int, str], int] = {}
        self._is_open = False
        self._play = model.begin(start["seed"], start["case"])
        super().__init__("The sealed case", pages.parts(start), COLUMNS)

    # ------------------------------------------------------------ what happens

    def update(self, changed: set[str]) -> None:
        """Take up another case for another seed; redraw for another measure or definition; hint where the prediction
        is missing."""
        if changed & {"seed", "case"}:
            self._begin(changed)
        elif changed & {"side", "old", "guess"}:
            if self.values["side"]:
                self._play = self._play.look_beside()
            self._draw()
        if "guess" in changed:
            self._ready()

    def pressed(self, name: str) -> None:
        """Wait, do what is chosen, open the truth, play again, or make the report."""
        if name in ("wait", "three"):
            self._wait(1 if name == "wait" else 3)
        elif name == "do":
            self._do()
        elif name == "open":
            self._open()
        elif name == "again":
            self._begin()
        elif name in ("show", "make"):
            self._report(name)

    @property
    def play(self) -> model.Play:
        """The case as far as it has been played."""
        return self._play

    @property
    def is_open(self) -> bool:
        """Has the truth been opened?"""
        return self._is_open

    # ------------------------------------------------------------ playing

    def _begin(self, moved: set[str] | frozenset[str] = frozenset()) -> None:
        """Take up the case anew. moved: fields that were set together with it, which keep what they were given."""
        self._play = model.begin(self.values["seed"], self.values["case"])
        self._is_open = False
        case = self._play.case
        self._settled({name: value for name, value in FRESH.items() if name not in moved})
        self.say(
            brief=words.brief(case),
            question=words.question(case),
            limits=words.baseline_told(case),
            told="",
            truth="",
            compared="",
            looked="",
            score="",
            four=Html(),
            report=Html(),
            files=Html(),
        )
        self._ready()
        self._draw()

    def _settled(self, values: dict[str, Any]) -> None:
        """Set fields without being told of it: what depends on them is drawn by whoever calls."""
        before, self._settling = self._settling, True
        try:
            self.values = {**self.values, **values}
        finally:
            self._settling = before

    def _ready(self) -> None:
        """Which buttons can be pressed, and what is lacking."""
        play = self._play
        over, opened = play.is_over, self._is_open
        asked = self.values["guess"] is not None
        self.say(
            hint="" if asked else "Type your prediction first. Then the months come in.",
            acts=words.list_of_acts(play),
            report_hint=(
                "The report uses all the months, counted by one definition. The words in the boxes are yours, and no computer judges them."
                if opened
                else "Play the case to the end and open the truth. Then you can make the report here."
            ),
        )
        for name in ("wait", "three"):
            self.switch(name, disabled=over)
        self.switch("do", disabled=opened)
        self.switch("end", hidden=not over)
        self.switch("claim", disabled=opened)
        self.switch("open", disabled=not over or opened)
        self.switch("old", hidden=not play.knows_form)
        self.switch("guess", disabled=play.seen > play.case.start)
        for name in ("show", "make"):
            self.switch(name, disabled=not opened)

    def _wait(self, months: int) -> None:
        self._play = self._play.wait(months)
        if self.values["side"]:
            self._play = self._play.look_beside()
        over = (
            "All the months are in. Say what may be claimed, and then open the truth."
            if self._play.is_over
            else ""
        )
        self.say(told=over)
        self._ready()
        self._draw()

    def _do(self) -> None:
        kind, month = self.values["act"], self.values["month"]
        place = None if month is None else month - 1
        try:
            self._play = self._play.act(kind, place, self.values["old"], self.values["side"])
        except ValueError as lacking:
            self.say(told=str(lacking))
            return
        act = self._play.done[-1]
        self.say(told=words.done_told(self._play, act))
        self._note(act.seen, f"{model.ACTS[kind]}{f': month {month}' if kind == 'rebase' else ''}")
        self._settled({"hands": None})
        self._ready()
        self._draw()

    def _open(self) -> None:
        play, claim = self._play, self.values["claim"]
        judged = play.judged(claim)
        evidence, by_truth = score(judged)
        self._is_open = True
        self._scores[self.values["seed"], self.values["case"]] = evidence + by_truth
        mine = [points for (seed, _), points in self._scores.items() if seed == self.values["seed"]]
        self.say(
            truth=words.truth(play.case),
            compared=words.predicted(play.case, float(self.values["guess"])),
            looked=words.looked(play),
            score=words.scored(evidence, by_truth, mine),
            four=self._decisions(claim),
            told="",
        )
        self._note(play.seen, "Opened the truth", f"{evidence} of 4", f"{by_truth} of 4")
        self._ready()
        self._draw()

    def _note(self, month: int, what: str, evidence: str = "", by_truth: str = "") -> None:
        v = self.values
        hands = "" if v["hands"] is None else v["hands"]
        title = SUBJECTS[v["case"]].title
        self.note(title, v["seed"], month, what, hands, v["guess"], evidence, by_truth)

    def _decisions(self, claim: str) -> Html:
        """The four decisions, each by the evidence and by the truth, with the reason: a list, which fits a narrow page."""
        play = self._play
        made, judged = play.decisions(claim), play.judged(claim)
        items = [
            join(
                tag("strong", f"{words.heading(one.name)}: "),
                f"{words.decided(play.case, made, one.name)}. By the evidence {_mark(one.by_evidence)}; by the truth "
                f"{_mark(one.by_truth)}. {words.WHY[one.reason]}",
            )
            for one in judged
        ]
        return bullets(*items, plain=True)

    def _draw(self) -> None:
        play, case, side = self._play, self._play.case, self.values["side"]
        measure = case.subject.balancing if side else case.subject.outcome
        found = case.balancing_chart(play.seen) if side else play.chart(self.values["old"])
        notes = {place: text for place, text in case.notes.items() if place < play.seen}
        said = None
        if self.values["guess"] is not None and not side:
            said = float(found.points["cl"].iloc[0]) * (1 - self.values["guess"] / 100)
        self.say(finding=words.finding(play, found, measure))
        self.draw(
            "picture",
            picture.rows(found, measure, words.dates(case), play.months, notes, said, case.start),
            words.description(play, found, measure),
            picture.key(found),
        )

    # ------------------------------------------------------------ the report

    def _report(self, name: str) -> None:
        from ..report import panel as report

        v = self.values
        own = {key: v[key] for key in ("need", "aim", "did", "next")}
        if name == "show":
            self.say(report=report.derivations(self._play.case))
        else:
            self.say(**report.made(self._play.case, v["seed"], v["claim"], own))


def _mark(good: bool) -> str:
    return "✓ yes" if good else "✗ no"
