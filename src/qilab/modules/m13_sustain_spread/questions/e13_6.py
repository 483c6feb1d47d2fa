"""E13.6 “A small regular check”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from scipy.special import bdtr

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes
from qilab.questions.units import PERCENT

from .headings import DETECT, WATCH


def _at_most(n: int, most: int, share: float) -> float:
    """Chance, in %, of at most so many of n, when each is done with this chance."""
    # Not scipy.stats: to import it takes most of a second, and a learner waits for it.
    return 100 * float(bdtr(most, n, share)) if most >= 0 else 0.0


def _watch(data: pd.DataFrame, **other: float) -> dict[str, float]:
    row = data.iloc[0]
    n, most = int(row["notes"]), int(row["alarm_at"]) - int(other.pop("shift", 0))
    week = _at_most(n, most, float(row["fallen"]))
    found = {
        "false_alarm": _at_most(n, most, float(row["usual"])),
        "one_week": week,
        "four_weeks": 100 * (1 - (1 - week / 100) ** 4),
    }
    return {**found, **other}


_PERCENT = NumberAnswer(PERCENT, tolerance=0.6, decimals=1)

watch = Item(
    "m13.watch",
    ask="How likely is an alarm in a week in which nothing has changed (false alarm), in one week after the gain has slipped "
    "(one week), and at least once in four such weeks (four weeks)? Give percentages, to one decimal place.",
    kind=FieldsAnswer({"false_alarm": _PERCENT, "one_week": _PERCENT, "four_weeks": _PERCENT}),
    right=_watch,
    mistakes=(
        Mistake(
            "the share taken for the chance",
            lambda d: _watch(d, one_week=100 * float(d["fallen"].iloc[0])),
            "You gave the share of notes that are right as the chance of an alarm, which is something else. Ask how often so few of the "
            "notes in one week would be right, when that share of notes is right in the long run.",
        ),
        Mistake(
            "weeks added up",
            lambda d: _watch(d, four_weeks=4 * _watch(d)["one_week"]),
            "You added up the four weeks. Chances do not add up like that: the total can even go above 100%. Ask how likely it is that "
            "there is no alarm in any of the four weeks, and take that from 100%.",
        ),
        Mistake(
            "fewer than, in place of at most",
            lambda d: _watch(d, shift=1),
            "Your alarm starts one note too low. It goes off at the number given as well as at any number below it: “at most”, not "
            "“fewer than”.",
        ),
        Mistake(
            "silence taken for alarm",
            lambda d: _watch(d, four_weeks=100 * (1 - _watch(d)["one_week"] / 100) ** 4),
            "For four weeks you gave the chance of no alarm at all. The chance of at least one is the rest, so take your number from 100%.",
        ),
        Mistake(
            "an alarm in each of the four weeks",
            lambda d: _watch(d, four_weeks=100 * (_watch(d)["one_week"] / 100) ** 4),
            "For four weeks you gave the chance of an alarm in every one of them, but one alarm is enough. Work out how likely it is that "
            "there is none in four weeks, and take that from 100%.",
        ),
    ),
    praise="In any one week, this check rarely gives a false alarm, yet within four weeks of a slip it will probably have gone off. And "
    "a check this small is one that people can keep up.",
    hints=(
        "In the table of chances, find the row for the number at which the alarm goes off. It holds the chances of a false alarm and of an alarm in one week.",
        "One week: the chance of that many or fewer. Four weeks: 1 − (1 − one week)⁴. Multiply both by 100.",
        "On other data: 5 notes, an alarm at 3 or fewer and a share of 0.9 give 8.1% for one week. For four weeks, 1 − 0.919⁴ = 29%.",
    ),
    outcome=DETECT,
    reread=WATCH,
)


def watches(seed: int | None) -> Iterator[pd.DataFrame]:
    """A weekly look at a few notes: ten, alarm at seven in the course; others on other seeds."""
    rng = exercise_rng(seed, 13, 6)
    first = seed is None
    while True:
        notes, usual, fallen = (
            int(rng.integers(8, 16)),
            float(rng.choice([0.92, 0.95, 0.97])),
            float(rng.choice([0.75, 0.8])),
        )
        alarm = notes - int(rng.integers(2, 4))
        if first:
            notes, usual, fallen, alarm, first = 10, 0.95, 0.80, 7, False
        yield with_notes(
            pd.DataFrame({"notes": [notes], "alarm_at": [alarm], "usual": [usual], "fallen": [fallen]}),
            ward="made-up ward",
        )


def _worth_keeping(data: pd.DataFrame) -> bool:
    """It rings for nothing in fewer than 1 week of 20, and notices a slip in most months: as the praise says."""
    found = _watch(data)
    return found["false_alarm"] < 5 and found["four_weeks"] > 55


EXERCISE = Exercise(
    "E13.6", "A small regular check", 3, "predict", (watch,), watches, teachable=_worth_keeping
)
