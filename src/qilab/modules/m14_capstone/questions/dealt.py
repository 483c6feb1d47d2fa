"""The sealed cases that the exercises ask about: those of the seed first, so that all six exercises tell one story."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np
import pandas as pd

from ..cases import Case, deal, draws

ROWS = {
    "falls": "falls",
    "dna": "missed appointments",
    "violence": "violent incidents",
    "medicines": "discharges with a medicines error",
}
STARTS, PICKED = "project starts", "unit picked for this month"


def cases_of(seed: int | None, *fates: str) -> Iterator[tuple[Case, ...]]:
    """The seed's own cases of these fates; then, where right and wrong answers lie too close on them, the same with other
    luck, without end."""
    own: dict[str, Case] = {
        case.truth.fate: case for case in deal(seed)
    }  # kept in memory, for the other exercises of the page
    yield tuple(own[fate] for fate in fates)
    yield from zip(*(islice(draws(seed, fate), 1, None) for fate in fates), strict=True)


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
