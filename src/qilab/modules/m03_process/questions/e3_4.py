"""E3.4 “Split it first”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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


def _planned(data: pd.DataFrame) -> pd.DataFrame:
    return data[data["specialty"] != EMERGENCY]


def _sums(rows: pd.DataFrame) -> pd.Series:
    return rows.groupby("reason")["late_min"].sum()


def _top(rows: pd.DataFrame) -> tuple[str, float]:
    sums = _sums(rows)
    return _LETTER[str(sums.idxmax())], float(sums.max())


def _parts(mondays: tuple[str, float], others: tuple[str, float]) -> dict[str, Any]:
    return {
        "monday": mondays[0],
        "monday_minutes": mondays[1],
        "other": others[0],
        "other_minutes": others[1],
    }


def _split(rows: pd.DataFrame, by: str = "list_day") -> dict[str, Any]:
    monday = rows[by] == MONDAY
    return _parts(_top(rows[monday]), _top(rows[~monday]))


def _overall(data: pd.DataFrame) -> dict[str, Any]:
    top = _top(_planned(data))
    return _parts(top, top)


def _overall_cause_of_each(data: pd.DataFrame) -> dict[str, Any]:
    """The cause that is largest over all, with its minutes on Mondays and on other days."""
    rows = _planned(data)
    letter, _ = _top(rows)
    monday = rows["list_day"] == MONDAY
    each = [
        (letter, float(_sums(part).get(CAUSE.options[letter], 0))) for part in (rows[monday], rows[~monday])
    ]
    return _parts(*each)


def _minutes_of_all_days(data: pd.DataFrame) -> dict[str, Any]:
    """The right causes, each with its minutes on all planned lists."""
    rows = _planned(data)
    right, sums = _split(rows), _sums(rows)
    each = ((right[side], float(sums[CAUSE.options[right[side]]])) for side in ("monday", "other"))
    return _parts(*each)


def _most_lists(rows: pd.DataFrame) -> tuple[str, float]:
    counts = rows["reason"].value_counts()
    return _LETTER[str(counts.idxmax())], float(counts.max())


def _by_count(data: pd.DataFrame) -> dict[str, Any]:
    rows = _planned(data)
    monday = rows["list_day"] == MONDAY
    return _parts(_most_lists(rows[monday]), _most_lists(rows[~monday]))


def _highest_mean(rows: pd.DataFrame) -> tuple[str, float]:
    means = rows.groupby("reason")["late_min"].mean()
    return _LETTER[str(means.idxmax())], float(round(means.max()))  # the field takes whole minutes


def _by_mean(data: pd.DataFrame) -> dict[str, Any]:
    rows = _planned(data)
    monday = rows["list_day"] == MONDAY
    return _parts(_highest_mean(rows[monday]), _highest_mean(rows[~monday]))


def _second(rows: pd.DataFrame) -> tuple[str, float]:
    sums = _sums(rows).sort_values(ascending=False, kind="stable")
    return _LETTER[str(sums.index[1])], float(sums.iloc[1])


def _right_but(data: pd.DataFrame, monday: bool = False, other: bool = False) -> dict[str, Any]:
    """The right answer with the second cause of the sides that are named."""
    rows = _planned(data)
    held = rows["list_day"] == MONDAY
    return _parts((_second if monday else _top)(rows[held]), (_second if other else _top)(rows[~held]))


def _turned(data: pd.DataFrame) -> dict[str, Any]:
    right = _split(_planned(data))
    return _parts((right["other"], right["other_minutes"]), (right["monday"], right["monday_minutes"]))


split_by_day = Item(
    "m03.split_by_day",
    ask="Planned lists only: which cause costs most minutes on Mondays, and how many minutes does it cost on Mondays? And "
    "which cause costs most on other days, and how many minutes on other days?",
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
            "You gave the largest cause of all the days together, twice. The mixture hides two processes: first put the "
            "Mondays on one side and the other days on the other, then rank each.",
            variants=(_overall_cause_of_each,),
        ),
        Mistake(
            "minutes of all days",
            _minutes_of_all_days,
            "The causes are right. But their minutes are those of all the days: add up the minutes on Mondays alone, and those on "
            "other days alone.",
        ),
        Mistake(
            "the day of booking",
            lambda d: _split(_planned(d), "booked_day"),
            "You split by the day on which the list was booked. What delays a list happens on its own day, so use list_day.",
        ),
        Mistake(
            "weekend lists kept",
            _split,
            "The weekend lists are still in. They are for emergencies, which nobody plans, and so they are not part of "
            "this question: leave out the rows where the specialty is Emergency.",
        ),
        Mistake(
            "number of lists",
            _by_count,
            "You counted lists. The question asks for minutes, because one long delay can cost more than several short "
            "ones: add up late_min.",
        ),
        Mistake(
            "the largest mean",
            _by_mean,
            "You went by the mean of a list. A cause can delay one list for long and still cost less than one that delays "
            "many: add up late_min.",
        ),
        Mistake(
            "the second cause",
            lambda d: _right_but(d, other=True),
            "On one side, or on both, you gave the cause that costs second most. Add up late_min for each reason, on each side "
            "alone, and take the largest.",
            variants=(lambda d: _right_but(d, monday=True), lambda d: _right_but(d, monday=True, other=True)),
        ),
        Mistake(
            "the two sides changed",
            _turned,
            "You found both, but the wrong way round: what you say about Mondays is true of the other days.",
        ),
    ),
    praise="Two processes were hidden in one chart: on Mondays a bed is not confirmed after the weekend, on other days "
    "patients are not ready. One remedy for all days would have missed one of them.",
    hints=(
        "Cross out the emergency lists. Then mark the rows whose list_day is Monday, and add up late_min by reason.",
        "For each side: minutes by reason, then the largest. Mondays are one side, Tuesday to Friday the other.",
        "On other data: Mondays bed 40 + 30 and kit 20 minutes; other days bed 10, patient 25 + 25. Monday: bed, 70; other: "
        "patient, 50.",
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
    rows = _planned(data)
    monday = rows["list_day"] == MONDAY
    tops = []
    for part in (rows[monday], rows[~monday]):
        sums = _sums(part).sort_values(ascending=False)
        if len(sums) < 2 or sums.iloc[0] - sums.iloc[1] < 10:
            return False
        tops.append(sums.index[0])
    return tops == ["Bed not confirmed", "Patient not ready"] and MONDAY in set(rows["booked_day"])


EXERCISE = Exercise(
    "E3.4", "Split it first", 5, "spot the signal", (split_by_day,), _samples, teachable=_two_processes
)
