"""E5.5 “Nights and bed days”: its question, right answer, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil, floor
from statistics import fmean as mean

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, NumberAnswer, WholeAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import RESOLVE, STAYS

JUNE, JULY = date(2023, 6, 1), date(2023, 7, 1)  # the list was made on the morning of 1 July


@dataclass(frozen=True)
class _Stay:
    """One stay; `left` is None while it is open."""

    came: datetime
    left: datetime | None

    @property
    def turned(self) -> bool:
        """Does it end before it begins?"""
        return self.left is not None and self.left < self.came

    @property
    def nights(self) -> int | None:
        """Midnights that it spans; None while it is open."""
        return None if self.left is None else (self.left.date() - self.came.date()).days

    def bed_days(self, least: int = 0, since: date = JUNE) -> int:
        """Midnights at the end of the days from `since` to the end of June. least: of each stay that is over."""
        end = JULY if self.left is None else min(self.left.date(), JULY)
        days = (end - max(self.came.date(), since)).days
        return max(days, 0 if self.left is None else least)


def _read(data: pd.DataFrame) -> list[_Stay]:
    pairs = zip(data["admitted"], data["discharged"], strict=True)
    return [_Stay(a.to_pydatetime(), None if pd.isna(b) else b.to_pydatetime()) for a, b in pairs]


def _good(data: pd.DataFrame) -> list[_Stay]:
    return [stay for stay in _read(data) if not stay.turned]


def _over(data: pd.DataFrame) -> list[int]:
    """Nights of the stays that are over and can be right."""
    return [stay.nights for stay in _good(data) if stay.nights is not None]


def _told(data: pd.DataFrame, **other: float) -> dict[str, float]:
    right = {
        "stay": mean(_over(data)),
        "bed_days": float(sum(stay.bed_days() for stay in _good(data))),
        "ask": float(sum(stay.turned for stay in _read(data))),
    }
    return right | other


def _hours(data: pd.DataFrame, rounded: Callable[[float], float] = ceil) -> float:
    """Each stay in days of 24 hours: rounded up or down (as `.dt.days` of two moments does), or as it is."""
    return mean(rounded((s.left - s.came) / timedelta(days=1)) for s in _good(data) if s.left is not None)


def _with_may(data: pd.DataFrame) -> float:
    """The midnights of May counted with those of June."""
    return float(sum(stay.bed_days(since=date.min) for stay in _good(data)))


def _closed_today(data: pd.DataFrame) -> float:
    return mean((JULY - s.came.date()).days if s.nights is None else s.nights for s in _good(data))


def _same_day_one(data: pd.DataFrame) -> float:
    return mean(max(nights, 1) for nights in _over(data))


def _turned_zero(data: pd.DataFrame) -> float:
    return mean([*_over(data), *(0 for stay in _read(data) if stay.turned)])


def _finished_only(data: pd.DataFrame) -> float:
    return float(sum(stay.bed_days() for stay in _good(data) if stay.left is not None))


def _open(data: pd.DataFrame) -> int:
    return sum(stay.left is None for stay in _read(data))


nights = Item(
    "m05.nights",
    ask="Give the mean length of the stays that are over, in nights, to one decimal. Then give the ward’s occupied bed days in "
    "June, which are the midnights at the end of 1 to 30 June (bed days). Last, give the number of stays that cannot be right (to ask "
    "about), and leave those out of the other two.",
    kind=FieldsAnswer(
        {"stay": NumberAnswer(tolerance=0.05, decimals=1), "bed_days": WholeAnswer(), "ask": WholeAnswer()},
        labels={"stay": "mean length", "bed_days": "bed days", "ask": "to ask about"},
    ),
    right=_told,
    points=2,
    mistakes=(
        Mistake(
            "one day too many",
            lambda d: _told(d, stay=_told(d)["stay"] + 1),
            "You counted both the day of arrival and the day of leaving. A stay from Monday to Tuesday is one night, so "
            "subtract one date from the other.",
        ),
        Mistake(
            "hours for nights",
            lambda d: _told(d, stay=_hours(d)),
            "You counted days of 24 hours each. Somebody who comes at 08:00 and leaves the next day at 20:00 has stayed one night, "
            "and so has somebody who comes at 20:00 and leaves at 08:00. Use the dates, not the hours.",
            variants=(lambda d: _told(d, stay=_hours(d, floor)), lambda d: _told(d, stay=_hours(d, float))),
        ),
        Mistake(
            "open stays ended today",
            lambda d: _told(d, stay=_closed_today(d)),
            "You ended the open stays on the day of the list. Nobody knows yet how long those stays will be. Leave them out of the mean, "
            "but not out of the bed days.",
        ),
        Mistake(
            "open stays left out of the bed days",
            lambda d: _told(d, bed_days=_finished_only(d)),
            "Patients who are still there occupy a bed too. Leave open stays out of the mean length, but count their midnights "
            "in June.",
        ),
        Mistake(
            "the midnights of May counted",
            lambda d: _told(d, bed_days=_with_may(d)),
            "You counted the midnights in May as well. If a patient came before June, count only "
            "the midnights at the end of 1 to 30 June.",
        ),
        Mistake(
            "same day counted as one",
            lambda d: _told(d, stay=_same_day_one(d)),
            "A patient who comes and leaves on the same day was not there at any midnight, so that stay is 0 nights.",
            variants=(
                lambda d: _told(
                    d, stay=_same_day_one(d), bed_days=float(sum(s.bed_days(1) for s in _good(d)))
                ),
            ),
        ),
        Mistake(
            "a stay that ends before it begins set to 0",
            lambda d: _told(d, stay=_turned_zero(d)),
            "You counted a stay that ends before it begins as 0 nights. At least one of its dates is wrong, and we do not know "
            "which. Leave such a stay out and ask the ward about it.",
            variants=(lambda d: _told(d, stay=_turned_zero(d), ask=0.0),),
        ),
        Mistake(
            "nothing asked about",
            lambda d: _told(d, ask=0.0),
            "Look at the dates again. If they were right, at least one patient left before they came. Ask the ward about each such stay.",
        ),
        Mistake(
            "open stays asked about",
            lambda d: _told(d, ask=_told(d)["ask"] + _open(d)),
            "A blank in `discharged` is not a fault, because that patient was still there. Ask only about stays that end before they begin.",
        ),
    ),
    praise="You counted nights for the stays and midnights for the beds. Open stays are in the bed days but not in the mean, and you know what to ask the ward.",
    hints=(
        "Sort the stays into three groups: over, still open, and impossible.",
        "Nights = date of leaving − date of arrival. A bed day is a midnight, so count the midnights at the end of 1 to 30 June.",
        "On other data: a stay from 3 June to 5 June is 2 nights. A stay that has been open since 28 June has 3 bed days in June, and no length yet.",
    ),
    outcome=RESOLVE,
    reread=STAYS,
)


def _stays(seed: int | None) -> Iterator[pd.DataFrame]:
    """Twelve stays of a made-up ward: some begun in May, two or three open, two on one day, one or two turned."""
    rng = exercise_rng(seed, 5, 5)
    kinds = ["open"] * 2 + ["day"] * 2 + ["turned"]
    while True:
        more = [str(kind) for kind in rng.choice(["open", "turned", "over"], 2)]
        lines = [_line(rng, str(kind)) for kind in rng.permutation([*kinds, *more, *["over"] * 5])]
        lines.sort(key=lambda line: min(t for t in line if t is not None))
        frame = pd.DataFrame(lines, columns=["admitted", "discharged"]).astype("datetime64[s]")
        frame.insert(0, "stay", [f"S{k + 1:02d}" for k in range(len(frame))])
        yield with_notes(frame, ward="made-up ward")


def _line(rng: np.random.Generator, kind: str) -> tuple[datetime, datetime | None]:
    """Arrival and leaving of one patient; the two the wrong way round if the kind is “turned”."""
    first = {"open": 18, "over": -5}.get(kind, 1)
    latest = 900 if kind == "day" else 1200
    come = datetime(2023, 6, 1) + timedelta(
        days=int(rng.integers(first, 27)), minutes=int(rng.integers(420, latest))
    )
    nights = 0 if kind == "day" else int(rng.integers(6 if first < 0 else 2, 9))
    leave = datetime(come.year, come.month, come.day) + timedelta(
        days=nights, minutes=int(rng.integers(960 if kind == "day" else 540, 1200))
    )
    leave = min(leave, datetime(2023, 6, 30, 17, 5))  # the list holds nothing that is yet to come
    if kind == "open":
        return come, None
    return (leave, come) if kind == "turned" else (come, leave)


EXERCISE = Exercise("E5.5", "Nights and bed days", 5, "calculate", (nights,), _stays)
