"""Fair comparison, the lab of module 11: a league and its funnel, help for the worst, like with like, and the gap behind a mean."""

from __future__ import annotations

from typing import Any

from qilab.methods.validate import one_seed
from qilab.panel import strip
from qilab.panel.lab import Lab

from . import groups, model, pages, picture, words

COLUMNS = ("Page", "Settings", "Seed", "You said", "It was")
LEAGUE = {"seed", "spread", "cases"}
HELP = {"seed", "worst", "effect", "ward_spread", "lots"}


def fair_comparison(
    seed: int = 4821, spread: int = 0, cases: int = 300, worst: int = 4, effect: int = 0, ward_spread: int = 0
) -> FairComparison:
    """Show the lab Fair comparison: what is luck in a league, in help for the worst, in two wards, and behind a mean?

    seed: the same number gives everybody the same luck. spread, ward_spread: how much true rates of providers and of wards
    differ, 0 to 40%. cases: a provider's cases a year on average, 50 to 2,000. worst: wards that are sent help, 1 to 8.
    effect: what the help truly takes off, 0 to 40%. ValueError for anything else.

    >>> print(fair_comparison(seed=7))
    Fair comparison. Funnel of 40 made-up providers this year: events in % against cases a year, ...
    """
    return FairComparison(
        seed=seed, spread=spread, cases=cases, worst=worst, effect=effect, ward_spread=ward_spread
    )


class FairComparison(Lab):
    """The view. The model is in model.py and groups.py, its sentences are in words.py."""

    def __init__(self, **start: Any) -> None:
        one_seed(start["seed"])
        # Both refuse bad starts with their own words.
        model.league(start["seed"], 1, start["cases"], start["spread"])
        model.send_help(start["seed"], 1, start["worst"], start["effect"], start["ward_spread"])
        self._number = self._hospital = 1
        self._year = 0
        self._next_month = self._split = False
        self._shown: tuple[float | None, float | None] | None = (
            None  # on the strip: nothing is drawn on it yet
        )
        # What lies on another page is drawn when that page is opened: a move need not wait for it.
        self._stale = {0, 1, 2, 3}
        super().__init__("Fair comparison", pages.parts(start), COLUMNS)

    # ------------------------------------------------------------ what happens

    def update(self, changed: set[str]) -> None:
        """What was run belongs to other settings; the page in sight is drawn anew, the others when they are opened."""
        if changed & LEAGUE:
            self._number = 1 if "seed" in changed else self._number
            self._forget_year()
        if changed & HELP:
            self._hospital = 1 if "seed" in changed else self._hospital
            self._forget_month()
        if changed & (LEAGUE | {"level", "widened"}):
            self._stale.add(0)
        if changed & HELP:
            self._stale.add(1)
        if changed & {"frail_a", "frail_b"}:
            self._stale.add(2)
            self.say(bet_said="")
        if changed & {"gain_1", "gain_5"}:
            self._stale.add(3)
        if changed & {"gain_1", "gain_5", "goal"}:
            self.say(goal_said="")
        if "guess" in changed and self.values["guess"] is not None:
            self._show_place(None)
        self._draw_page()

    def pressed(self, name: str) -> None:
        """Another draw of luck, a run, a check, or the split by frailty."""
        {
            "another": self._another,
            "run": self._run,
            "other_wards": self._other_wards,
            "help": self._send_help,
            "check": self._check,
            "split": self._split_wards,
            "found": self._found,
        }[name]()

    def _draw_page(self) -> None:
        page = self.values["page"]
        if page in self._stale:
            (self._draw_league, self._draw_wards, self._draw_mix, self._draw_fifths)[page]()
            self._stale.discard(page)

    # ------------------------------------------------------------ a league and a funnel

    def _one_league(self) -> model.League:
        v = self.values
        return model.league(v["seed"], self._number, v["cases"], v["spread"])

    def _draw_league(self) -> None:
        v, one = self.values, self._one_league()
        found = model.limits_of(one, self._year, v["level"], v["widened"])
        told = words.funnel_told(found, v["level"], v["widened"], v["spread"])
        rows = picture.funnel_rows(one, found, bool(self._year))
        self.draw("picture", rows, words.funnel_described(found, v["level"], told, self._year), picture.LOOKS)
        self.say(finding=told, sizes=words.league_told(one))

    def _forget_year(self) -> None:
        self._year = 0
        if self._shown != (None, None):  # a move need not wait for a strip that has nothing on it
            self.say(result="")
            self._show_place(None)

    def _show_place(self, came: int | None) -> None:
        said = self.values["guess"]
        self._shown = (said, came)
        self.draw("place", strip.rows(said, came, model.PROVIDERS), strip.words(said, came))

    def _another(self) -> None:
        self._number += 1
        self._forget_year()
        self._draw_league()

    def _run(self) -> None:
        v, one = self.values, self._one_league()
        guess, self._year = v["guess"], 1
        came = int(one.places(1)[one.first])
        average = model.next_place(v["seed"], v["cases"], v["spread"])
        self._draw_league()
        self._show_place(came)
        self.say(result=words.place_result(one, average, guess, v["spread"]))
        self.note(
            "League",
            f"spread {v['spread']}%, {v['cases']} cases",
            v["seed"],
            f"place {guess}",
            f"place {came}",
        )

    # ------------------------------------------------------------ help for the worst

    def _one_help(self) -> model.Help:
        v = self.values
        return model.send_help(
            v["seed"], self._hospital, v["worst"], v["effect"], v["ward_spread"], v["lots"]
        )

    def _draw_wards(self) -> None:
        v, one = self.values, self._one_help()
        told = words.help_told(one, self._next_month)
        self.draw("wards", picture.help_rows(one, self._next_month), told)
        self.say(help_finding=told, question=words.help_question(v["worst"], v["effect"], v["lots"]))

    def _forget_month(self) -> None:
        if self._next_month:
            self.say(help_result="", net_words="", net_checked="")
            self.switch("check", disabled=True)
        self._next_month = False

    def _other_wards(self) -> None:
        self._hospital += 1
        self._forget_month()
        self._draw_wards()

    def _send_help(self) -> None:
        v, one = self.values, self._one_help()
        self._next_month = True
        many = model.many_helps(v["seed"], v["worst"], v["effect"], v["ward_spread"], v["lots"])
        self._draw_wards()
        expected = model.expected_anyway(one, v["ward_spread"])
        self.say(
            help_result=words.help_result(one, many, v["fall"], v["effect"]),
            net_words=words.net_result(many) + words.net_asked(one, expected),
            net_checked="",
        )
        self.switch("check", disabled=False)
        fell = -100 * one.change(one.helped) / one.before[one.helped].mean()
        settings = f"worst {v['worst']}, effect {v['effect']}%, spread {v['ward_spread']}%{', lots' if v['lots'] else ''}"
        self.note("Help", settings, v["seed"], f"{v['fall']}% lower", f"{fell:.0f}% lower")

    def _check(self) -> None:
        one = self._one_help()
        expected = model.expected_anyway(one, self.values["ward_spread"])
        self.say(net_checked=words.net_checked(self.values["net"], one, expected))

    # ------------------------------------------------------------ like with like

    def _draw_mix(self) -> None:
        a, b = self.values["frail_a"], self.values["frail_b"]
        mix = groups.mixed(a, b)
        told = words.mix_told(mix, a, b, self._split)
        self.draw("mix", picture.mix_rows(mix, self._split), told, height=picture.mix_height(self._split))
        self.say(mix_finding=told)

    def _split_wards(self) -> None:
        self._split = not self._split
        mix = groups.mixed(self.values["frail_a"], self.values["frail_b"])
        self.switch("split", label="Put them together again" if self._split else "Split by frailty")
        self.say(bet_said=words.mix_bet(self.values["bet"], mix) if self._split else "")
        self._draw_mix()

    # ------------------------------------------------------------ fifths

    def _gaps(self) -> groups.Gaps:
        return groups.reminded(self.values["gain_1"], self.values["gain_5"])

    def _draw_fifths(self) -> None:
        found = self._gaps()
        told = words.gap_told(found)
        self.draw("fifths", picture.fifths_rows(found), told, (picture.BEFORE_LOOK, picture.AFTER_LOOK))
        self.say(gap_finding=told)

    def _found(self) -> None:
        self.say(goal_said=words.goal_checked(self._gaps(), self.values["goal"]))
