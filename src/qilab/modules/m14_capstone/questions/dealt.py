"""The sealed cases that the exercises ask about: those of the seed first, so that all six exercises tell one story."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np
import pandas as pd

from qilab.methods.change import Effect, rate_change

from ..cases import Case, deal, draws

ROWS = {
    "falls": "falls",
    "dna": "missed appointments",
    "violence": "violent incidents",
    "medicines": "discharges with a medicines error",
}
OTHERS = 40  # with how many cases one picked case is tried before the next
STARTS, FORM, PICKED = "project starts", "new form", "unit picked for this month"


def cases_of(seed: int | None, *fates: str) -> Iterator[tuple[Case, ...]]:
    """The seed's own cases of these fates; then, where right and wrong answers lie too close on them, the same with other
    luck, without end."""
    own: dict[str, Case] = {
        case.truth.fate: case for case in deal(seed)
    }  # kept in memory, for the other exercises of the page
    yield tuple(own[fate] for fate in fates)
    yield from zip(*(islice(draws(seed, fate), 1, None) for fate in fates), strict=True)


def beside_the_picked(seed: int | None, fate: str) -> Iterator[tuple[Case, Case]]:
    """(case of this fate, picked case without effect): the first picked case on which right and wrong answers lie apart, with
    ever other luck for the other. So the exercises that say “case two” tell of one case two, with the same counts."""
    for (null,) in cases_of(seed, "null"):
        if _lies_apart(null):
            for (other,) in islice(cases_of(seed, fate), OTHERS):
                yield other, null


def since_start(case: Case) -> list[int]:
    """Places of the months from the project's start on."""
    return list(range(case.start, len(case.monthly)))


def _lies_apart(null: Case) -> bool:
    """0 lies well inside the interval of the fair comparison, and what a slip makes of it for a year is another number each time."""
    fair, raw = (_against(null, places) for places in (null.baseline, list(null.picked)))
    month = null.monthly["opportunities"].mean()
    year, told = fair.events_avoided(12 * month), raw.events_avoided(12 * month)
    said = sorted((0.0, year.estimate, year.high, told.estimate, told.estimate / 12))
    gap = fair.difference
    return gap.low < -0.2 and gap.high > 0.2 and float(np.diff(said).min()) > 1.5


def _against(case: Case, before: list[int]) -> Effect:
    """The change of a case since its start, against these months before it."""
    then, now = (case.monthly.iloc[places] for places in (before, since_start(case)))
    sums = (part[name].sum() for part in (then, now) for name in ("events", "opportunities"))
    return rate_change(*sums, per=case.subject.outcome.per)


def written_on(case: Case) -> list[str]:
    """What is written beside each month of a case, "" where nothing is."""
    notes = case.notes | dict.fromkeys(case.picked, PICKED)
    return [notes.get(place, "") for place in range(len(case.monthly))]


def start_of(notes: pd.Series) -> int:
    """Place of the project's first month, by what is written beside the months."""
    return notes.tolist().index(STARTS)


def baseline_of(notes: pd.Series) -> np.ndarray:
    """(months,) may a baseline rest on the month? Before the start, and no reason to pick the unit."""
    written = notes.tolist()
    start = written.index(STARTS)
    return np.array([place < start and note != PICKED for place, note in enumerate(written)])


def pooled(events: pd.Series, opportunities: pd.Series, per: float) -> float:
    """The rate of all these rows together."""
    return float(per * events.sum() / opportunities.sum())
