"""The model behind the sealed case: what a team has seen, what it has decided, and when. No Jupyter.

A team sees the months before the project at once and those after it one by one. What is true stays in the case until
all months are in and the team has said what may be claimed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from qilab.methods.spc.result import SpcResult
from qilab.methods.validate import one_of

from ..cases import SUBJECTS, Case, Decisions, Judged, deal, judge

# key → what it does. Only the last of those that answer one question counts.
ACTS = {
    "look": "Look for a cause in the newest month",
    "form": "Ask what the new form counts",
    "rebase": "Give the chart new limits, from the month typed below",
    "back": "Go back to the old limits",
    "adopt": "Adopt the idea: this is how we work from now on",
    "adapt": "Adapt the idea, and test that",
    "stop": "Stop: it does not work",
    "one": "Spread: test it in one or two other places",
    "all": "Spread: to all places at once",
    "hold": "Do not spread it, or stop spreading it",
}
_ADOPT, _SPREAD = ("adopt", "adapt", "stop"), {"one": "one", "all": "all", "hold": "no"}


@dataclass(frozen=True)
class Act:
    """Something that a team did. kind: a key of ACTS. seen: months it had seen. place: from 0, first month of new limits.
    signal: did the newest month break a rule then?"""

    kind: str
    seen: int
    place: int | None = None
    signal: bool = False


@dataclass(frozen=True)
class Play:
    """A case as far as a team has come. seen: months in sight. done: what it did, in order. looked: months seen when it first
    looked at the balancing measure, or None."""

    case: Case
    seen: int
    done: tuple[Act, ...] = ()
    looked: int | None = None

    @property
    def months(self) -> int:
        """How many months the case has in all."""
        return len(self.case.monthly)

    @property
    def is_over(self) -> bool:
        """Are all months in?"""
        return self.seen == self.months

    @property
    def knows_form(self) -> bool:
        """Has the team asked what the new form counts?"""
        return any(act.kind == "form" for act in self.done)

    @property
    def sees_form(self) -> bool:
        """Is the new form in use yet?"""
        return self.seen > self.case.form

    @property
    def rebase(self) -> int | None:
        """Place of the first month of the limits in use, or None for the old ones."""
        last = self._last("rebase", "back")
        return last.place if last else None

    def chart(self, old_definition: bool = False) -> SpcResult:
        """The chart of the outcome as the team has it: by the definition of each time, until it counts all by the old one."""
        return self.case.chart(self.seen, not (old_definition and self.knows_form), self.rebase)

    def wait(self, months: int = 1) -> Play:
        """The same some months on, at most to the last."""
        return replace(self, seen=min(self.months, self.seen + months))

    def act(
        self, kind: str, place: int | None = None, old_definition: bool = False, beside: bool = False
    ) -> Play:
        """The same with one thing done. place: first month of new limits, for "rebase". old_definition, beside: does the team
        have the chart by the old definition, or that of the balancing measure, in front of it?

        ValueError for an unknown act, for a form that is not there yet, and for limits that begin outside the months seen.
        """
        one_of(kind, "act", tuple(ACTS))
        if kind == "form" and not self.sees_form:
            raise ValueError("There is no new form yet. Ask once its note is on the chart.")
        if kind == "rebase" and (place is None or not 0 < place < self.seen):
            raise ValueError(
                f"Type the first month of the new limits, from 2 to {self.seen}, and then press “Do it”."
            )
        seen = self.case.balancing_chart(self.seen) if beside else self.chart(old_definition)
        newest = seen.points["rule"].notna().iloc[-1]
        mine = place if kind == "rebase" else None
        return replace(self, done=(*self.done, Act(kind, self.seen, mine, bool(newest))))

    def look_beside(self) -> Play:
        """The same, and the balancing measure has been looked at; before the project there is nothing to see in it."""
        first = self.seen > self.case.start and self.looked is None
        return replace(self, looked=self.seen) if first else self

    def decisions(self, claim: str) -> Decisions:
        """What the team has decided in the end, and how many months it had seen when it did."""
        adopt, spread = self._last(*_ADOPT), self._last(*_SPREAD)
        limits = self._last("rebase", "back")
        at = {"rebase": limits, "adopt": adopt, "spread": spread}
        before = [a.seen for a in (adopt, spread) if a is not None and a.kind != "hold"]
        return Decisions(
            rebase=self.rebase,
            adopt=adopt.kind if adopt else "test",
            spread=_SPREAD[spread.kind] if spread else "no",
            claim=claim,
            at={name: act.seen for name, act in at.items() if act is not None},
            looked=self.looked is not None and all(self.looked <= seen for seen in before),
        )

    def judged(self, claim: str) -> tuple[Judged, ...]:
        """The four decisions, each by the evidence and by the truth. ValueError while months are still to come."""
        if not self.is_over:
            raise ValueError("The truth opens when all months are in.")
        return judge(self.case, self.decisions(claim))

    @property
    def looks(self) -> tuple[int, int]:
        """How often the team looked for a cause, and in how many of these months a rule was met."""
        found = [act.signal for act in self.done if act.kind == "look"]
        return len(found), sum(found)

    def _last(self, *kinds: str) -> Act | None:
        return next((act for act in reversed(self.done) if act.kind in kinds), None)


def begin(seed: int, subject: str) -> Play:
    """The case of this subject that the seed deals, at the end of the months before the project.

    ValueError for a bad seed, and for a subject that is not one of SUBJECTS.
    """
    one_of(subject, "case", tuple(SUBJECTS))
    case = next(c for c in deal(seed) if c.subject.key == subject)
    return Play(case, case.start)
