"""E14.1 “Clean the export”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, LabelsAnswer, WholeAnswer
from qilab.questions.series import with_notes

from ..cases import SUBJECTS
from .dealt import cases_of
from .headings import CLEAN, NOBODY_SAW, STEPS

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWX"
MINUTES = 30
_WIDER = frozenset(subject.wider for subject in SUBJECTS.values())
_SHEET_BEGINS = datetime(1899, 12, 30)  # day 0 of a spreadsheet


def _moment(day: str, time: str) -> datetime:
    """A report's day and time, whichever way the day is written. In plain Python: on two dozen lines a table would be slow."""
    hours, minutes = map(int, time.split(":"))
    clock = timedelta(hours=hours, minutes=minutes)
    if day.isdigit():
        return _SHEET_BEGINS + timedelta(days=int(day)) + clock
    form = "%d/%m/%Y" if "/" in day else "%Y-%m-%d" if "-" in day else "%d %b %y"
    return datetime.strptime(day, form) + clock


@dataclass(frozen=True)
class _Sorted:
    """Letters of the lines by why they go: no patient, reported again, only by the new form; and those that are left."""

    no_patient: tuple[str, ...]
    again: tuple[str, ...]
    wider: tuple[str, ...]
    left: tuple[str, ...]

    def counts(self, **other: float) -> dict[str, float]:
        """How many lines of each sort, with others in place of some."""
        found = {name: float(len(getattr(self, name))) for name in ("no_patient", "again", "wider", "left")}
        return found | other

    @property
    def gone(self) -> frozenset[str]:
        """All the lines that go."""
        return frozenset((*self.no_patient, *self.again, *self.wider))


def _texts(data: pd.DataFrame) -> list[dict[str, str]]:
    """One dict of texts a line."""
    rows = zip(*(data[name].tolist() for name in data.columns), strict=True)
    return [dict(zip(data.columns, map(str, cells), strict=True)) for cells in rows]


def _sorted(
    data: pd.DataFrame,
    same: str = "minutes",
    tests: bool = True,
    totals: bool = True,
    wider: bool = True,
) -> _Sorted:
    """The lines sorted as the question asks, or with a slip. same: what makes two reports one event: "minutes" (one patient, no
    more than 30 minutes apart), "day" (one patient, one day), "cells" (the same in every cell), "as written" (no more than
    30 minutes apart on a day that is written alike). tests, totals, wider: are these taken out?"""
    no_patient: list[str] = []
    rest: list[tuple[str, dict[str, str], datetime | None]] = []
    for row in _texts(data):
        is_total, is_test = row["date"] == "", str(row["patient"]).lower().startswith("zztest")
        if (is_total and totals) or (is_test and tests):
            no_patient.append(row["line"])
        else:
            rest.append((row["line"], row, None if is_total else _moment(row["date"], row["time"])))
    again = _reported_again(rest, same)
    beyond = [line for line, row, _ in rest if wider and line not in again and row["category"] in _WIDER]
    left = [line for line, _, _ in rest if line not in again and line not in beyond]
    return _Sorted(tuple(no_patient), tuple(again), tuple(beyond), tuple(left))


def _reported_again(rest: list[tuple[str, dict[str, str], datetime | None]], same: str) -> list[str]:
    """Letters of the lines about an event that has a line already, the first in time being kept."""
    again: list[str] = []
    last: dict[tuple, datetime] = {}
    for line, row, at in sorted((r for r in rest if r[2] is not None), key=lambda r: (r[2], r[0])):
        assert at is not None
        cells = tuple(text for name, text in row.items() if name != "line")
        key = {
            "minutes": (row["patient"],),
            "day": (row["patient"], at.date()),
            "cells": cells,
            "as written": (row["patient"], row["date"]),
        }[same]
        before = last.get(key)
        near = before is not None and (same == "day" or at - before <= timedelta(minutes=MINUTES))
        last[key] = at
        if near:
            again.append(line)
    return again


def _counts(**slip: bool | str) -> Callable[[pd.DataFrame], dict[str, float]]:
    return lambda d: _sorted(d, **slip).counts()  # type: ignore[arg-type]


def _nothing_done(data: pd.DataFrame) -> dict[str, float]:
    return {"no_patient": 0.0, "again": 0.0, "wider": 0.0, "left": float(len(data))}


def _both_of_each_pair(data: pd.DataFrame) -> dict[str, float]:
    found = _sorted(data)
    pairs = len(found.again)
    return found.counts(again=2.0 * pairs, left=float(len(found.left) - pairs))


def _none_again(data: pd.DataFrame) -> dict[str, float]:
    found = _sorted(data)
    return found.counts(again=0.0, left=float(len(found.left) + len(found.again)))


def _left_raw(data: pd.DataFrame) -> dict[str, float]:
    return _sorted(data).counts(left=float(len(data)))


def _repeats_off_by(step: int) -> Callable[[pd.DataFrame], dict[str, float]]:
    """So many repeats more than there are, and so many events fewer."""

    def value(data: pd.DataFrame) -> dict[str, float]:
        found = _sorted(data)
        return found.counts(again=float(len(found.again) + step), left=float(len(found.left) - step))

    return value


def _test_for_repeat(data: pd.DataFrame) -> dict[str, float]:
    found = _sorted(data)
    return found.counts(no_patient=float(len(found.no_patient) - 1), again=float(len(found.again) + 1))


def _left_more_by(step: Callable[[_Sorted], int]) -> Callable[[pd.DataFrame], dict[str, float]]:
    """So many events more than are left, after the right numbers of lines that go."""

    def value(data: pd.DataFrame) -> dict[str, float]:
        found = _sorted(data)
        return found.counts(left=float(len(found.left) + step(found)))

    return value


clean_n = Item(
    "m14.clean_n",
    ask="Clean the 24 lines in three steps, and say how many go at each step. First, take out the test patients and totals. Second, take out events that were reported again: the same "
    "patient, no more than 30 minutes apart. One line of each stays. Third, take out the events that are counted only by the new form, because they were not "
    "counted before the project. Finally, give the number of events left.",
    kind=FieldsAnswer(
        {"no_patient": WholeAnswer(), "again": WholeAnswer(), "wider": WholeAnswer(), "left": WholeAnswer()},
        {
            "no_patient": "test patients and totals",
            "again": "reported again",
            "wider": "only by the new form",
            "left": "events left",
        },
    ),
    right=_counts(),
    points=2,
    mistakes=(
        Mistake(
            "the raw count",
            _nothing_done,
            "You counted the lines of the file as they came. A line is not the same as an event. Some events were reported twice, some lines are tests or totals, and "
            "some events would not have been counted before the new form came in.",
            variants=(_left_raw,),
        ),
        Mistake(
            "second events removed",
            _counts(same="day"),
            "It may be that you took all of a patient’s lines on one day as one event. A second event hours later is an event too, and it counts. "
            "Removing too much makes care look safer than it is. Compare the times.",
            variants=(_repeats_off_by(1),),
        ),
        Mistake(
            "the new form missed",
            _counts(wider=False),
            "The repeats, tests and totals are gone, but the events that only the new form counts are still in. Before the project they were not "
            "counted. If you leave them in, they may hide a gain or look like harm.",
        ),
        Mistake(
            "only identical lines",
            _counts(same="cells"),
            "At least one event is still counted twice. Two people who report the same event may look at the clock at different "
            "moments and write the date in different ways. Read the dates first, then compare patients and times.",
            variants=(_counts(same="as written"), _none_again, _repeats_off_by(-1)),
        ),
        Mistake(
            "tests or totals left in",
            _counts(tests=False),
            "Look at the patients once more. ZZTEST is somebody trying out the form, and a total is not an event.",
            variants=(_counts(totals=False), _counts(tests=False, totals=False)),
        ),
        Mistake(
            "both lines of each pair",
            _both_of_each_pair,
            "You took out both lines of each event that was reported twice, so the event itself went too. One line of each stays.",
        ),
        Mistake(
            "the test patient taken for a repeat",
            _test_for_repeat,
            "It may be that you took a test patient’s line for a repeat, perhaps because it has the same time as another line. It is not about a real patient, so it goes at the first step, "
            "with the totals.",
        ),
        Mistake(
            "the last subtraction",
            _left_more_by(lambda _: 1),
            "Your first three numbers are right. Take all three of them away from the number of lines, and check the last subtraction again.",
            variants=(
                _left_more_by(lambda _: -1),
                _left_more_by(lambda found: len(found.no_patient)),
            ),
        ),
    ),
    praise="Now the same thing is counted before and after. Put these four numbers in line 4 of the report, so that anybody can follow what you did.",
    hints=(
        "Go through the lines patient by patient. Who appears twice, and how far apart are the times? Which kinds of event did the old form not have?",
        "24 = not about a patient + reported again + only by the new form + left. Each line is counted once, at the first step that takes it out.",
        "On other data: 10 lines hold 1 total, 2 lines reported again and 3 counted only by the new form. So 10 − 1 − 2 − 3 = 4 events are left.",
    ),
    outcome=CLEAN,
    reread=NOBODY_SAW,
)


def _gone(**slip: bool | str) -> Callable[[pd.DataFrame], frozenset[str]]:
    return lambda d: _sorted(d, **slip).gone  # type: ignore[arg-type]


lines_to_go = Item(
    "m14.lines_to_go",
    ask="Which lines go? When there are several reports of one event, keep the first in time. If two lines are the same in every cell, keep the upper one. Give the letters of all the "
    "lines that go.",
    kind=LabelsAnswer({letter: letter for letter in LETTERS}, none="none of them"),
    right=_gone(),
    mistakes=(
        Mistake(
            "the lines that stay",
            lambda d: frozenset(_sorted(d).left),
            "Those are the lines that stay. The question asks for the lines that go.",
        ),
        Mistake(
            "second events removed",
            _gone(same="day"),
            "You have all the lines that have to go, but also a patient’s second event, hours after the first. It stays.",
        ),
        Mistake(
            "the new form missed",
            _gone(wider=False),
            "Those all go. So do the events that only the new form counts, because nobody counted them before it came in.",
        ),
        Mistake(
            "only identical lines",
            _gone(same="cells"),
            "At least one event still has two lines, because two people reported it some minutes apart.",
        ),
        Mistake(
            "tests or totals left in",
            _gone(tests=False),
            "You have left a test patient or a total in. Neither is an event.",
            variants=(_gone(totals=False), _gone(tests=False, totals=False)),
        ),
        Mistake(
            "only the new form",
            lambda d: frozenset(_sorted(d).wider),
            "Those are the events that only the new form counts. Tests, totals and reports of an event that already has a line go as well.",
        ),
    ),
    praise="Each line that went has a reason that you could give. That makes the cleaning easy to check.",
    hints=(
        "Mark each line that goes with the reason: no patient, again, or new form.",
        "Where a patient appears twice, subtract the times. If they are 30 minutes or less apart, it is one event, and the later line goes.",
        "On another list, lines G at 10:05 and H at 10:20 are about one patient, so H goes. Line K at 13:00 is about the same patient, and it stays.",
    ),
    outcome=CLEAN,
    reread=STEPS,
)


def _excerpt(seed: int | None) -> Iterator[pd.DataFrame]:
    """Twenty-four lines of a case's export, from the first months with the new form in full use."""
    for (case,) in cases_of(seed, "masked"):
        lines = case.excerpt(months=2)[0].drop(columns="report_no")
        # The total of the first month, and what stands before it.
        end = max(int((lines["date"] == "").to_numpy().argmax()) + 1, len(LETTERS))
        lines = lines.iloc[end - len(LETTERS) : end].reset_index(drop=True)
        if len(lines) < len(LETTERS):
            continue
        lines["line"] = list(LETTERS)
        title = f"{case.subject.title}: the new form is in use. {case.form_told}"
        yield with_notes(lines, title=title)


def _has_every_fault(data: pd.DataFrame) -> bool:
    """Something to take out at each step, and a second event to keep."""
    found = _sorted(data)
    later = len(_sorted(data, same="day").again) - len(found.again)
    return bool(len(found.no_patient) >= 2 and len(found.again) >= 2 and len(found.wider) >= 3 and later >= 1)


EXERCISE = Exercise(
    "E14.1",
    "Clean the export",
    10,
    "spot the signal",
    (clean_n, lines_to_go),
    _excerpt,
    teachable=_has_every_fault,
)
