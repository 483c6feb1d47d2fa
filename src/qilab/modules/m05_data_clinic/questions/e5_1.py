"""E5.1 “One fall, reported twice”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import LabelsAnswer, WholeAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import DUPLICATES, RESOLVE

LETTERS = "ABCDEFGHIJKLMNOPQRSTUV"
SENT = ["reporter", "ward", "patient", "date", "time", "harm", "note"]
MINUTES = 30
FIRST = datetime(2023, 4, 1)


def _moments(data: pd.DataFrame) -> list[datetime]:
    """Day and time of each report, whichever way its day was written."""
    return [_moment(day, time) for day, time in zip(data["date"], data["time"], strict=True)]


def _moment(day: str, time: str) -> datetime:
    return datetime.strptime(f"{day} {time}", "%d/%m/%Y %H:%M" if "/" in day else "%d %b %y %H:%M")


def _events(
    data: pd.DataFrame,
    by: Sequence[str] = ("patient", "ward"),
    minutes: float = MINUTES,
    parsed: bool = True,
) -> list[int]:
    """The number of the event of each line. parsed False: days are compared as they were written.

    In plain Python: on two dozen lines, and for each of many draws, a table would be slow.
    """
    when = _moments(data)
    names = [*by] if parsed else [*by, "date"]
    keys = list(zip(*(data[name] for name in names), strict=True))
    events, number = [0] * len(data), 0
    order = sorted(range(len(data)), key=lambda i: (keys[i], when[i]))
    for place, i in enumerate(order):
        before = order[place - 1] if place else None
        near = before is not None and keys[before] == keys[i]
        if not (near and when[i] - when[before] <= timedelta(minutes=minutes)):  # type: ignore[index]
            number += 1
        events[i] = number
    return events


def _again(labels: Sequence[Hashable]) -> list[bool]:
    """Which labels have come before."""
    first: dict[Hashable, int] = {}
    return [first.setdefault(label, i) < i for i, label in enumerate(labels)]


def _too_many(labels: Sequence[Hashable]) -> float:
    return float(len(labels) - len(set(labels)))


def _removed(**rule):
    return lambda d: _too_many(_events(d, **rule))


def _copies(data: pd.DataFrame) -> list[tuple[str, ...]]:
    return list(zip(*(data[name] for name in SENT), strict=True))


def _identical(data: pd.DataFrame) -> float:
    return _too_many(_copies(data))


def _patient_days(data: pd.DataFrame) -> list[tuple[str, date]]:
    days = [at.date() for at in _moments(data)]
    return list(zip(data["patient"], days, strict=True))


def _same_day(data: pd.DataFrame) -> float:
    return _too_many(_patient_days(data))


def _in_pairs(data: pd.DataFrame) -> list[bool]:
    """Which lines share their event with another line."""
    counts = Counter(events := _events(data))
    return [counts[event] > 1 for event in events]


duplicates = Item(
    "m05.duplicates",
    ask="Lines about the same patient on the same ward, with fall times no more than 30 minutes apart, are one fall. How many of "
    "the 22 lines are surplus and have to go?",
    kind=WholeAnswer(),
    right=_removed(),
    mistakes=(
        Mistake(
            "only identical lines",
            _identical,
            "You counted only the lines that are the same in every cell. Two people who report one fall seldom fill in exactly "
            "the same cells, and the times they give are a few minutes apart. Compare patient, ward and time.",
        ),
        Mistake(
            "same patient, same day",
            _same_day,
            "You counted all the lines for one patient on one day as one fall. Some patients fell again hours later, and a "
            "second fall counts as a fall. Look for times that are no more than 30 minutes apart.",
        ),
        Mistake(
            "same patient, however far apart",
            lambda d: _too_many(list(zip(d["patient"], d["ward"], strict=True))),
            "You counted all the lines for one patient on one ward as one fall, however far apart they are. Some patients fell again "
            "hours later, and a second fall counts as a fall. Look for times that are no more than 30 minutes apart.",
        ),
        Mistake(
            "both lines of each pair",
            lambda d: float(sum(_in_pairs(d))),
            "You counted both lines of each pair. If both go, the fall is lost as well, so one line of each pair stays.",
        ),
        Mistake(
            "dates not read first",
            _removed(parsed=False),
            "You compared the dates as they were written. “3 Apr 23” and “03/04/2023” are the same day. And for a fall around midnight, one report may give a time before midnight "
            "and the other a time after it. Read all the dates first, then look for duplicates.",
            variants=(lambda d: float(_removed(parsed=False)(d) + _past_midnight(d)),),
        ),
        Mistake(
            "patient not looked at",
            _removed(by=("ward",)),
            "Two patients on one ward can fall within minutes of each other. In a duplicate, the patient is the same as well.",
        ),
        Mistake(
            "the falls that are left",
            lambda d: len(d) - _removed()(d),
            "That is the number of falls that are left. The question asks how many lines have to go.",
        ),
    ),
    praise="You read the dates first, and then compared patient, ward and time. Two reports by two people, a few minutes apart, can be about one fall.",
    hints=(
        "Go through the lines patient by patient: which patients appear more than once?",
        "Look for lines with the same patient, the same ward, and times 30 minutes or less apart. In each such group, all lines but one have to go.",
        "On other data: reports of one patient at 10:00, 10:12 and 15:30 are two falls, so one line has to go.",
    ),
    outcome=RESOLVE,
    reread=DUPLICATES,
)


def _past_midnight(data: pd.DataFrame) -> int:
    """Duplicates whose two lines lie on two days."""
    days = {(event, at.date()) for event, at in zip(_events(data), _moments(data), strict=True)}
    return len(days) - len({event for event, _ in days})


def _go(data: pd.DataFrame, first: str = "fullest", events: Sequence[int] | None = None) -> frozenset[str]:
    """Letters of the lines that go if of each event the fullest, the emptiest or the first line is kept."""
    sign = {"fullest": -1, "emptiest": 1, "first": 0}[first]
    full = [sum(cell != "" for cell in cells) for cells in _copies(data)]
    order = sorted(range(len(data)), key=lambda i: (sign * full[i], i))
    numbers = events or _events(data)
    gone = _again([numbers[i] for i in order])
    return _letters(data, [i for i, out in zip(order, gone, strict=True) if out])


def _letters(data: pd.DataFrame, places: Iterable[int]) -> frozenset[str]:
    return frozenset(data["line"].iloc[i] for i in places)


def _marked(data: pd.DataFrame, marks: Sequence[bool]) -> frozenset[str]:
    return _letters(data, [i for i, mark in enumerate(marks) if mark])


fuller_line = Item(
    "m05.fuller_line",
    ask="For each fall, keep the line with the fewest empty cells. If two are equally full, keep the upper one. "
    "Which lines go? Give their letters.",
    kind=LabelsAnswer({letter: letter for letter in LETTERS}, none="none of them"),
    right=_go,
    mistakes=(
        Mistake(
            "the first line kept",
            lambda d: _go(d, "first"),
            "You kept the upper line of each fall. Sometimes the lower one says more, because the harm or the note is filled in. Keep "
            "the fuller one, or you lose what a colleague wrote down.",
        ),
        Mistake(
            "the fuller line removed",
            lambda d: _go(d, "emptiest"),
            "You removed the fuller lines. It is the emptier line of each pair that goes.",
        ),
        Mistake(
            "both lines of each pair",
            lambda d: _marked(d, _in_pairs(d)),
            "You removed both lines of each pair, so the fall itself is lost. One of the two stays.",
        ),
        Mistake(
            "only identical lines",
            lambda d: _marked(d, _again(_copies(d))),
            "Those are the lines that are the same in every cell. There are also falls that two people reported a few "
            "minutes apart, with cells left empty in one of the two reports.",
        ),
        Mistake(
            "second falls removed",
            lambda d: _go(d) | _marked(d, _second_falls(d)),
            "You have all the lines that have to go, and some others as well, about patients who fell again hours later. A second fall counts as a fall.",
        ),
        Mistake(
            "dates not read first",
            lambda d: _go(d, events=_events(d, parsed=False)),
            "Some duplicates are still there. Their two lines write the date in two ways, or fall on either side of midnight.",
        ),
    ),
    praise="The fuller line of each fall stays, so no note that a colleague wrote is lost.",
    hints=(
        "For each fall that has two lines, count the empty cells in both.",
        "The line with more empty cells goes. Where both are equally full, the lower one goes.",
        "On another list: if lines X (with a note) and Y (without one) are about the same fall, Y goes.",
    ),
    outcome=RESOLVE,
    reread=DUPLICATES,
)


def _second_falls(data: pd.DataFrame) -> list[bool]:
    """Lines of a later fall of the same patient on the same day, of which it is the first line."""
    when, days, events = _moments(data), _patient_days(data), _events(data)
    order = sorted(range(len(data)), key=lambda i: when[i])
    later, told = _again([days[i] for i in order]), _again([events[i] for i in order])
    found = dict(zip(order, (a and not b for a, b in zip(later, told, strict=True)), strict=True))
    return [found[i] for i in range(len(data))]


@dataclass
class _Book:
    """Reports as they come in; `rng` decides who, where and when."""

    rng: np.random.Generator
    rows: list[dict[str, str]]

    def fall(self, at: datetime | None = None, ward: str = "", patient: str = "") -> dict[str, str]:
        """A report with every cell filled in."""
        rng = self.rng
        if at is None:
            at = FIRST + timedelta(days=int(rng.integers(0, 28)), minutes=int(rng.integers(60, 840)))
        row = {
            "reporter": str(rng.choice(["Nurse", "Doctor", "Therapist"])),
            "ward": ward or str(rng.choice(["Ash", "Elm"])),
            "patient": patient or f"p{len(self.rows):02d}{rng.integers(10, 99)}",
            "date": f"{at:%d/%m/%Y}",
            "time": f"{at:%H:%M}",
            "harm": str(rng.choice(["none", "low"])),
            "note": str(rng.choice(["slippers loose", "wet floor", "call bell out of reach"])),
        }
        self.rows.append(row)
        return row

    def again(self, row: dict[str, str], minutes: int, in_words: bool = False) -> None:
        """The same fall, reported by somebody else some minutes off; one of the two lines has less in it."""
        at = _moment(row["date"], row["time"]) + timedelta(minutes=minutes)
        day = f"{at.day} {at:%b %y}" if in_words else f"{at:%d/%m/%Y}"
        twin = {**row, "reporter": "Ward clerk", "date": day, "time": f"{at:%H:%M}"}
        emptier = twin if self.rng.random() < 0.5 else row
        emptier["note"] = ""
        if self.rng.random() < 0.5:
            emptier["harm"] = ""
        self.rows.append(twin)

    def after(self, row: dict[str, str], minutes: int, patient: str = "") -> None:
        """Another fall on the same ward, so many minutes later."""
        self.fall(_moment(row["date"], row["time"]) + timedelta(minutes=minutes), row["ward"], patient)


def _reports(seed: int | None) -> Iterator[pd.DataFrame]:
    """Twenty-two reports of two made-up wards: duplicates of each sort, second falls on one day, and two patients at once."""
    rng = exercise_rng(seed, 5, 1)
    while True:
        book = _Book(rng, [])
        for _ in range(int(rng.integers(1, 3))):
            book.rows.append(dict(book.fall()))
        for in_words in [False, False, *[True] * int(rng.integers(1, 3))]:
            book.again(book.fall(), int(rng.integers(3, 27)), in_words)
        late = FIRST + timedelta(days=int(rng.integers(0, 25)), minutes=23 * 60 + 48)
        book.again(book.fall(late), int(rng.integers(14, 25)))
        for _ in range(3):
            first = book.fall()
            book.after(first, int(rng.integers(180, 500)), first["patient"])
        book.after(book.fall(), int(rng.integers(2, 12)))
        while len(book.rows) < len(LETTERS):
            book.fall()
        # Reports come in some time after the fall, so two lines of one fall need not lie beside each other.
        came = [
            _moment(r["date"], r["time"]) + timedelta(minutes=int(rng.integers(0, 90))) for r in book.rows
        ]
        frame = pd.DataFrame([book.rows[i] for i in sorted(range(len(came)), key=lambda i: came[i])])
        frame.insert(0, "line", list(LETTERS))
        yield with_notes(frame, ward="made-up wards")


EXERCISE = Exercise(
    "E5.1", "One fall, reported twice", 5, "spot the signal", (duplicates, fuller_line), _reports
)
