"""A sealed case: what is seen of it, what is true of it, and four of them from one seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import count

import numpy as np
import pandas as pd

from qilab.methods.spc.result import SpcResult
from qilab.methods.validate import one_of, one_seed
from qilab.questions.series import with_notes

from .draw import FATES, SHOWN, Drawn, Fate, Truth, chart_of, draw, month_starts
from .export import Line, export_lines
from .subjects import SUBJECTS, Subject

_MODULE = 14


@dataclass(frozen=True, eq=False)
class Case:
    """One case. subject: what it is about. `monthly`, `lines`, `start`, `picked` and `notes` may be seen by anybody;
    `truth` and `line_truth` are sealed until the end."""

    subject: Subject
    drawn: Drawn
    luck: tuple[int, ...]

    @property
    def truth(self) -> Truth:
        """What was planted, sealed until the end."""
        return self.drawn.truth

    @property
    def start(self) -> int:
        """Place, from 0, of the project's first month."""
        return self.drawn.start

    @property
    def picked(self) -> tuple[int, ...]:
        """Places of the months for which the unit was chosen; empty where it volunteered."""
        return self.drawn.picked

    @property
    def form(self) -> int:
        """Place of the month in which a new form comes in. Each case has one; where the definition widens, that is when."""
        return self.drawn.form

    @property
    def notes(self) -> dict[int, str]:
        """What is written on the chart, by place of the month: the start, and the new form."""
        return {self.start: "project starts", self.form: "new form"}

    @property
    def form_told(self) -> str:
        """What those who use the new form say of it, once they are asked."""
        widened = self.truth.definition is not None
        return self.subject.notice if widened else self.subject.harmless

    @property
    def chosen_told(self) -> str:
        """How the unit came to the project."""
        if self.picked:
            return (
                f"Of {self.subject.peers}, {self.subject.unit} had the highest rate in the two months just before the project. "
                "That is why the project began there."
            )
        return f"The staff of {self.subject.unit} volunteered. They were not chosen for any bad month."

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """One row a month: month; recorded (events as counted at the time); events (by the old definition throughout);
        opportunities; balancing and balancing_n."""
        d = self.drawn
        frame = pd.DataFrame(
            {
                "month": month_starts(),
                "recorded": d.events + d.added,
                "events": d.events,
                "opportunities": d.opportunities,
                "balancing": d.balancing,
                "balancing_n": d.balancing_n,
            }
        )
        return with_notes(frame, title=self.subject.title)

    def chart(
        self, months: int | None = None, as_recorded: bool = False, rebase: int | None = None
    ) -> SpcResult:
        """The control chart of the outcome up to so many months, read by Making Data Count's rules, limits frozen on the months
        before the start without those for which the unit was chosen. as_recorded: by the definition of each time, not by
        the old one throughout. rebase: place of the first month of new limits."""
        d = self.drawn
        events = (d.events + d.added if as_recorded else d.events)[:months]
        return chart_of(
            self.subject.outcome, events, d.opportunities[:months], self.start, self.picked, rebase
        )

    def balancing_chart(self, months: int | None = None) -> SpcResult:
        """The control chart of the balancing measure, limits frozen on the months before the start."""
        d = self.drawn
        return chart_of(self.subject.balancing, d.balancing[:months], d.balancing_n[:months], self.start)

    @property
    def baseline(self) -> list[int]:
        """Places of the months that a baseline may rest on: before the start, and no reason to choose the unit."""
        return [p for p in range(self.start) if p not in self.picked]

    @cached_property
    def first_low(self) -> int | None:
        """Place of the first month of the run that shows the change, by the old definition; None where none is shown."""
        low = np.flatnonzero(self.chart().broken["shift"] < 0)
        return int(low[0]) if len(low) else None

    @property
    def is_shown(self) -> bool:
        """Do the rules show a lasting fall, by the old definition?"""
        return self.first_low is not None

    @property
    def busy(self) -> int:
        """Place of the month after the new form came in, whose lines hold each sort of fault."""
        return self.form + 1

    @cached_property
    def _export(self) -> tuple[Line, ...]:
        return export_lines(self.subject, self.drawn, self.busy, np.random.default_rng([*self.luck, 1]))

    @cached_property
    def lines(self) -> pd.DataFrame:
        """The raw export: one row a line as it was sent, all cells text; line: its number, from 1."""
        frame = pd.DataFrame([line.sent for line in self._export])
        frame.insert(0, "line", np.arange(1, len(frame) + 1))
        return with_notes(frame, title=f"{self.subject.title}: the export as it was sent")

    @cached_property
    def line_truth(self) -> pd.DataFrame:
        """Sealed, one row a line: row (its number), keep (does it stay, by the old definition?), wider (does only the wider
        definition count it?), fault ("" for none), month (first day of its true month)."""
        lines = self._export
        return pd.DataFrame(
            {
                "row": np.arange(1, len(lines) + 1),
                "keep": [line.keep for line in lines],
                "wider": [line.sent["category"] == self.subject.wider for line in lines],
                "fault": [line.fault for line in lines],
                "month": [pd.Timestamp(line.at.year, line.at.month, 1) for line in lines],
            }
        )

    def excerpt(self, months: int = 1) -> tuple[pd.DataFrame, pd.DataFrame]:
        """(lines, truth): the lines of so many months from the busy one on, numbered anew from 1, and their sealed truth."""
        truth = self.line_truth
        wanted = self.monthly["month"].iloc[self.busy : self.busy + months]
        here = truth["month"].isin(wanted).to_numpy()
        lines, truth = self.lines[here].reset_index(drop=True), truth[here].reset_index(drop=True)
        numbers = np.arange(1, len(lines) + 1)
        return lines.assign(line=numbers), truth.assign(row=numbers)


@dataclass(frozen=True)
class _Dealt:
    """What a seed gives to one subject."""

    subject: Subject
    fate: Fate
    picked: bool
    price: bool
    luck: tuple[int, ...]

    def case(self, number: int = 0) -> Case:
        """The case; by another number the same with other luck."""
        luck = (*self.luck, number)
        rng = np.random.default_rng(luck)
        return Case(self.subject, draw(rng, self.subject, self.fate, self.picked, self.price), luck)


def _deal(seed: int | None) -> tuple[_Dealt, ...]:
    luck = (0 if seed is None else one_seed(seed) + 1, _MODULE)
    rng = np.random.default_rng(luck)
    fates = [FATES[i] for i in rng.permutation(len(FATES))]
    # A unit is picked for its bad months in the case without effect and in one of the others: a picked one may have any fate.
    also = str(rng.choice([f for f in FATES if f != "null"]))
    # Of the two falls that are shown, one has a price: to look at the balancing measure pays.
    price = str(rng.choice(SHOWN))
    return tuple(
        _Dealt(subject, fate, fate in ("null", also), fate == price, (*luck, place))
        for place, (subject, fate) in enumerate(zip(SUBJECTS.values(), fates, strict=True))
    )


@lru_cache(maxsize=64)
def deal(seed: int | None = None) -> tuple[Case, ...]:
    """Four cases, one of each subject and one of each fate; which is which depends on the seed. None: the course's own.

    ValueError for a seed that is not a whole number from 0 to 4,294,967,295.
    """
    return tuple(dealt.case() for dealt in _deal(seed))


def draws(seed: int | None, fate: str) -> Iterator[Case]:
    """The case of this fate that `deal` gives, and then the same with other luck, without end: for exercises that look for
    one on which right and wrong answers lie apart. ValueError for a fate that there is not, and for a bad seed.
    """
    one_of(fate, "fate", FATES)
    dealt = next(d for d in _deal(seed) if d.fate == fate)
    return (dealt.case(number) for number in count())
