"""Beds and queues, the lab of the module on flow: why a ward makes people wait, what opens its beds, and what lies beyond it."""

from __future__ import annotations

from typing import Any

from qilab.methods.validate import one_number, one_seed, one_whole
from qilab.panel import strip
from qilab.panel.lab import Lab

from . import contest, drawing, model, pages, pathway, words

COLUMNS = ("What", "Plan", "Seed", "You said", "It was", "±", "Difference")
ON_WARD, ON_CONTEST, ON_WALLS = range(3)


def beds_and_queues(
    seed: int = 4821, beds: int = 28, arrivals: float = 3.8, stay: float = 6.1
) -> BedsAndQueues:
    """Show the lab Beds and queues: how a ward fills hour by hour, who waits, and what opens its beds.

    seed: the same number gives everybody the same patients, and the same score for a plan. beds, arrivals (a day), stay (mean days): of the ward to begin with. ValueError
    for beds outside 5 to 60, arrivals outside 0.5 to 10, a stay outside 1 to 12, or a bad seed.

    >>> print(beds_and_queues(seed=7))
    Beds and queues. A made-up ward of 28 beds, hour by hour for two weeks. ...
    """
    one_whole(beds, "beds", least=5, most=60)
    one_number(arrivals, "arrivals", least=0.5, most=10)
    one_number(stay, "stay", least=1, most=12)
    return BedsAndQueues(seed=seed, beds=beds, arrivals=arrivals, stay=stay)


class BedsAndQueues(Lab):
    """The view. The models are in model.py, contest.py and pathway.py, their sentences in words.py."""

    def __init__(self, **start: Any) -> None:
        one_seed(start["seed"])
        self._plans: list[tuple[str, contest.Score]] = []
        # What lies on another page is drawn when that page is opened: a move need not wait for it.
        self._stale = {ON_CONTEST, ON_WALLS}
        self._empty = False
        super().__init__("Beds and queues", pages.parts(start), COLUMNS)

    # ------------------------------------------------------------ what happens

    def update(self, changed: set[str]) -> None:
        """Draw what hangs on the fields that changed, on the page where it can be seen."""
        if "seed" in changed:
            self._plans = []
            self._stale = {ON_CONTEST, ON_WALLS}
        if changed & {"seed", *pages.WARD_FIELDS}:
            self._draw_ward()
            self._forget_ward()
        if changed & {"seed", *contest.LEVERS}:
            self.say(plan=words.contest_cost(self.plan), scored="")
        if changed & {"seed", *pages.WAY_FIELDS}:
            self._stale.add(ON_WALLS)
        page = self.values["page"]
        if page in self._stale:
            self._stale.discard(page)
            (self._draw_plans if page == ON_CONTEST else self._draw_way)()
        self._hints(changed)

    def pressed(self, name: str) -> None:
        """Do what the button says, on any of the three pages."""
        {
            "run": self._run,
            "reset": self._again,
            "play": self._play,
            "theirs": self._theirs,
            "drive": self._drive,
        }[name]()

    def front(self) -> str:
        """The chart of the open page."""
        return ("ward", "plans", "way")[self.values["page"]]

    @property
    def ward(self) -> model.Ward:
        """The ward of the first page as it is set."""
        v = self.values
        own = {name: v[name] for name in pages.WARD_FIELDS if name != "waves"}
        return model.Ward(**own, waves=v["waves"] == "life")

    @property
    def plan(self) -> contest.Plan:
        """The plan of the second page as it is set."""
        return tuple(int(self.values[name]) for name in contest.LEVERS)

    @property
    def places(self) -> pathway.Places:
        """The places of the third page as they are set."""
        more = (self.values[name] for name in pages.WAY_FIELDS)
        return pathway.Places(
            *(
                own + extra
                for own, extra in zip((pathway.BEDS, pathway.COMMUNITY, pathway.HOME), more, strict=True)
            )
        )

    def _hints(self, changed: set[str]) -> None:
        for field, hint, told in (
            ("guess", "hint", "Type your prediction first: a number from 0 to 100."),
            ("wait", "wait_hint", "Type your prediction first: how many in 100 will wait?"),
            ("late", "late_hint", "Type your prediction first: a number from 0 to 100."),
        ):
            if field in changed:
                self.say(**{hint: told if self.values[field] is None else ""})

    # ------------------------------------------------------------ one ward

    def _draw_ward(self) -> None:
        ward = self.ward
        seen = model.seen(ward, self.values["seed"])
        self.say(finding=words.ward_finding(seen, ward))
        self.draw(
            "ward", drawing.ward_rows(seen, ward.all_beds), words.ward_picture(seen, ward), drawing.LOOKS
        )
        self.draw("week", drawing.week_rows(seen), words.week_picture(seen))

    def _forget_ward(self) -> None:
        """What was run belongs to other settings."""
        self.say(result="", why="", question=words.question(self.ward))
        if self._empty:
            return  # a move need not draw an empty strip once more
        self._empty = True
        self.draw("share", strip.rows(None, None, 100), strip.words(None, None))

    def _run(self) -> None:
        ward, guess = self.ward, self.values["guess"]
        share = model.long_run(ward, self.values["seed"])
        came, error = round(share.waited, 1), round(share.error, 1)
        self._empty = False
        self.draw("share", strip.rows(guess, came, 100), strip.words(guess, came))
        self.say(result=words.run_result(share, guess), why=words.run_why(ward, share))
        self._keep(
            "one ward",
            f"{ward.all_beds} beds, {ward.wards * ward.arrivals:g} a day, {ward.stay:g} days",
            guess,
            came,
            error,
        )
        self.values = {**self.values, "guess": None}

    def _again(self) -> None:
        kept = {name: self.values[name] for name in ("seed", "page")}
        self.values = {**self._start_values(), **kept}
        self._draw_ward()
        self._forget_ward()

    def _keep(self, what: str, plan: str, said: float | None, came: float, error: float) -> None:
        difference = "" if said is None else round(came - said, 1)
        self.note(what, plan, self.values["seed"], "" if said is None else said, came, error, difference)

    # ------------------------------------------------------------ contest

    @property
    def best(self) -> contest.Score | None:
        """The cheapest plan so far that met the goal."""
        return min((score for _, score in self._plans if score.met), key=lambda s: s.cost, default=None)

    def _draw_plans(self) -> None:
        self.say(best=words.contest_best(self.best), plan=words.contest_cost(self.plan))
        self.draw(
            "plans",
            drawing.plans_rows(self._plans),
            words.contest_picture(len(self._plans), self.best),
            drawing.PLAN_LOOKS,
        )

    def _score(self, plan: contest.Plan, guess: float | None) -> None:
        code, score = contest.code_of(plan), contest.play(plan, self.values["seed"])
        if code not in dict(self._plans):
            self._plans.append((code, score))
        self._keep("contest", code, guess, score.waited, score.error)
        self.say(scored=words.contest_told(code, score, guess))
        self._draw_plans()

    def _play(self) -> None:
        self._score(self.plan, self.values["wait"])
        self.values = {**self.values, "wait": None}

    def _theirs(self) -> None:
        try:
            plan = contest.plan_of(self.values["code"])
        except ValueError as error:
            self.say(scored=f"That code could not be read. {error}")
            return
        self._score(plan, None)
        self.values = {**self.values, "code": ""}

    # ------------------------------------------------------------ beyond the walls

    def _draw_way(self) -> None:
        places = self.places
        found = pathway.flow(places, self.values["seed"])
        self.say(held=words.way_finding(found), driven="", driven_why="")
        self.draw("way", drawing.way_rows(found, places), words.way_picture(found, places), drawing.WAY_LOOKS)
        self.draw("ambulances", strip.rows(None, None, 100), strip.words(None, None))

    def _drive(self) -> None:
        places, guess, seed = self.places, self.values["late"], self.values["seed"]
        found, before = (pathway.flow(p, seed, pathway.LONG_DAYS) for p in (places, pathway.Places()))
        came, error = round(found.late, 1), round(found.error, 1)
        self.draw("ambulances", strip.rows(guess, came, 100), strip.words(guess, came))
        self.say(
            driven=words.way_result(found, before, places, guess), driven_why=words.way_why(found, places)
        )
        self._keep("beyond the walls", words.added(places), guess, came, error)
        self.values = {**self.values, "late": None}
