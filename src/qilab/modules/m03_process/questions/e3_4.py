"""E3.4 “Split it first”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, WholeAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import PARETO_LAB, STRATIFY
from .theatres import CAUSES, NOT_RECORDED, late_lists

MONDAY, EMERGENCY = "Monday", "Emergency"
SIZES = {"monday": 9, "other": 14, "weekend": 4}

CAUSE = ChoiceAnswer(dict(zip("abcdef", CAUSES, strict=True)))
_LETTER = {cause: letter for letter, cause in CAUSE.options.items()}
_BY_NAME = [_LETTER[cause] for cause in sorted(CAUSES)]


@dataclass(frozen=True)
class _Lists:
    """(lists,) of a sample: the day of each, the day on which it was booked, its specialty, its cause as a letter, and its minutes."""

    list_day: np.ndarray
    booked_day: np.ndarray
    specialty: np.ndarray
    cause: np.ndarray
    late: np.ndarray

    def where(self, mask: np.ndarray) -> _Lists:
        """The same of some of the lists alone. mask: (lists,) is each of them taken?"""
        return _Lists(*(getattr(self, each.name)[mask] for each in fields(self)))

    def by_day(self, name: str = "list_day") -> tuple[_Lists, _Lists]:
        """Those of Mondays, and those of other days."""
        monday = getattr(self, name) == MONDAY
        return self.where(monday), self.where(~monday)

    def by_cause(self) -> dict[str, np.ndarray]:
        """Letter → minutes of its lists, by the name of the cause, as a table would sort them."""
        return {
            letter: self.late[self.cause == letter] for letter in _BY_NAME if (self.cause == letter).any()
        }

    def sums(self) -> dict[str, float]:
        """Letter → minutes lost to that cause in all."""
        return {letter: float(minutes.sum()) for letter, minutes in self.by_cause().items()}


def _all_lists(data: pd.DataFrame) -> _Lists:
    names = ("list_day", "booked_day", "specialty", "reason")
    day, booked, specialty, reason = (data[name].to_numpy(dtype=object) for name in names)
    cause = np.array([_LETTER[str(each)] for each in reason], dtype=object)
    return _Lists(day, booked, specialty, cause, data["late_min"].to_numpy(dtype=float))


def _planned(data: pd.DataFrame) -> _Lists:
    lists = _all_lists(data)
    return lists.where(lists.specialty != EMERGENCY)


def _largest(amounts: dict[str, float]) -> tuple[str, float]:
    """The cause of the largest amount, the first by name among equals, and the amount."""
    letter = max(amounts, key=lambda each: amounts[each])
    return letter, amounts[letter]


def _top(lists: _Lists) -> tuple[str, float]:
    return _largest(lists.sums())


def _parts(mondays: tuple[str, float], others: tuple[str, float]) -> dict[str, Any]:
    return {
        "monday": mondays[0],
        "monday_minutes": mondays[1],
        "other": others[0],
        "other_minutes": others[1],
    }


def _split(lists: _Lists, by: str = "list_day") -> dict[str, Any]:
    mondays, others = lists.by_day(by)
    return _parts(_top(mondays), _top(others))


def _overall(data: pd.DataFrame) -> dict[str, Any]:
    top = _top(_planned(data))
    return _parts(top, top)


def _overall_cause_of_each(data: pd.DataFrame) -> dict[str, Any]:
    """The cause that is largest over all, with its minutes on Mondays and on other days."""
    lists = _planned(data)
    letter, _ = _top(lists)
    mondays, others = ((letter, part.sums().get(letter, 0.0)) for part in lists.by_day())
    return _parts(mondays, others)


def _minutes_of_all_days(data: pd.DataFrame) -> dict[str, Any]:
    """The right causes, each with its minutes on all planned lists."""
    lists = _planned(data)
    right, sums = _split(lists), lists.sums()
    mondays, others = ((right[side], sums[right[side]]) for side in ("monday", "other"))
    return _parts(mondays, others)


def _most_lists(lists: _Lists) -> tuple[str, float]:
    """The cause of most lists; among equals the one that comes first in the sample."""
    letters = dict.fromkeys(lists.cause)
    return _largest({letter: float((lists.cause == letter).sum()) for letter in letters})


def _by_count(data: pd.DataFrame) -> dict[str, Any]:
    mondays, others = _planned(data).by_day()
    return _parts(_most_lists(mondays), _most_lists(others))


def _highest_mean(lists: _Lists) -> tuple[str, float]:
    letter, mean = _largest({each: float(minutes.mean()) for each, minutes in lists.by_cause().items()})
    return letter, float(round(mean))  # the field takes whole minutes


def _by_mean(data: pd.DataFrame) -> dict[str, Any]:
    mondays, others = _planned(data).by_day()
    return _parts(_highest_mean(mondays), _highest_mean(others))


def _second(lists: _Lists) -> tuple[str, float]:
    return sorted(lists.sums().items(), key=lambda each: -each[1])[1]


def _right_but(data: pd.DataFrame, monday: bool = False, other: bool = False) -> dict[str, Any]:
    """The right answer with the second cause of the sides that are named."""
    mondays, others = _planned(data).by_day()
    return _parts((_second if monday else _top)(mondays), (_second if other else _top)(others))


def _turned(data: pd.DataFrame) -> dict[str, Any]:
    right = _split(_planned(data))
    return _parts((right["other"], right["other_minutes"]), (right["monday"], right["monday_minutes"]))


split_by_day = Item(
    "m03.split_by_day",
    ask="Take the planned lists only. Which cause costs the most minutes on Mondays, and how many minutes is that? "
    "Which cause costs the most minutes on other days, and how many minutes is that?",
    kind=FieldsAnswer(
        {"monday": CAUSE, "monday_minutes": WholeAnswer(), "other": CAUSE, "other_minutes": WholeAnswer()},
        labels={
            "monday": "on Mondays",
            "monday_minutes": "minutes on Mondays",
            "other": "on other days",
            "other_minutes": "minutes on other days",
        },
    ),
    right=lambda d: _split(_planned(d)),
    points=2,
    mistakes=(
        Mistake(
            "one cause for all days",
            _overall,
            "You gave the largest cause of all the days together, twice. That mixture hides two processes. Put the "
            "Mondays on one side and the other days on the other, and then rank the causes on each side.",
            variants=(_overall_cause_of_each,),
        ),
        Mistake(
            "minutes of all days",
            _minutes_of_all_days,
            "The causes are right. But you counted their minutes on all the days. Add up the minutes on Mondays alone, and then the minutes on "
            "other days alone.",
        ),
        Mistake(
            "the day of booking",
            lambda d: _split(_planned(d), "booked_day"),
            "You split by the day on which the list was booked. The minutes are lost on the day on which the list is held, so use list_day.",
        ),
        Mistake(
            "weekend lists kept",
            lambda d: _split(_all_lists(d)),
            "The weekend lists are still in. They are for emergencies, which nobody plans, so they are not part of "
            "this question. Leave out the rows where the specialty is Emergency.",
        ),
        Mistake(
            "number of lists",
            _by_count,
            "You counted lists. The question asks for minutes, because one long delay can cost more than several short "
            "ones. Add up late_min.",
        ),
        Mistake(
            "the largest mean",
            _by_mean,
            "You went by the mean delay of a list. A cause can delay one list for a long time and still cost less in all than one that delays "
            "many. Add up late_min.",
        ),
        Mistake(
            "the second cause",
            lambda d: _right_but(d, other=True),
            "On one side, or on both, you gave the cause with the second most minutes. Add up late_min for each reason, separately on each "
            "side, and take the largest.",
            variants=(lambda d: _right_but(d, monday=True), lambda d: _right_but(d, monday=True, other=True)),
        ),
        Mistake(
            "the two sides swapped",
            _turned,
            "You found both, but the wrong way round. What you say about Mondays is true of the other days.",
        ),
    ),
    praise="Two processes were hidden in one chart: on Mondays, after the weekend, beds are not confirmed, and on other days "
    "patients are not ready. One remedy for all days would have missed one of them.",
    hints=(
        "Cross out the emergency lists. Then mark the rows whose list_day is Monday, and add up late_min for each reason.",
        "Mondays are one side, and Tuesday to Friday the other. On each side, add up the minutes for each reason and take the largest sum.",
        "On other data: on Mondays the porter cost 40 + 30 minutes and the kit 20; on other days the porter cost 10 and the surgeon 25 + 25. So it is the porter on "
        "Mondays, with 70 minutes, and the surgeon on other days, with 50.",
    ),
    outcome=STRATIFY,
    reread=PARETO_LAB,
)


def _samples(seed: int | None) -> Iterator[pd.DataFrame]:
    """Late lists with a recorded reason: some of Mondays, of other working days, and of weekends, by day."""
    lists = late_lists(seed)
    lists = lists[lists["reason1"] != NOT_RECORDED]
    day = lists["list_date"].dt.day_name()
    weekend = lists["specialty"] == EMERGENCY
    strata = {"monday": (day == MONDAY) & ~weekend, "other": (day != MONDAY) & ~weekend, "weekend": weekend}
    places = {name: lists.index[mask].to_numpy() for name, mask in strata.items()}
    rng = exercise_rng(seed, 3, 4)
    while True:
        drawn = [i for name, n in SIZES.items() for i in rng.choice(places[name], n, replace=False)]
        rows = lists.loc[sorted(drawn)]
        frame = pd.DataFrame(
            {
                "list_day": rows["list_date"].dt.day_name().to_numpy(),
                "booked_day": rows["booked_on"].dt.day_name().to_numpy(),
                "specialty": rows["specialty"].to_numpy(),
                "reason": rows["reason1"].to_numpy(),
                "late_min": rows["late_min"].to_numpy(),
            }
        )
        yield with_notes(frame, trust="NORM")


def _two_processes(data: pd.DataFrame) -> bool:
    """Mondays wait for a bed, other days for the patient; and neither side is decided by a few minutes."""
    lists = _planned(data)
    tops = []
    for part in lists.by_day():
        sums = sorted(part.sums().values(), reverse=True)
        if len(sums) < 2 or sums[0] - sums[1] < 10:
            return False
        tops.append(_top(part)[0])
    return tops == [_LETTER["Bed not confirmed"], _LETTER["Patient not ready"]] and MONDAY in lists.booked_day


EXERCISE = Exercise(
    "E3.4", "Split it first", 5, "spot the signal", (split_by_day,), _samples, teachable=_two_processes
)
