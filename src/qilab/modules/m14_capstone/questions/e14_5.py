"""E14.5 “Events avoided in a year”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from qilab.methods.change import rate_change
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes
from qilab.questions.where_apart import where_apart

from ..cases import Case
from .dealt import beside_the_picked, since_start
from .headings import JUDGE, MADE_UP, NOBODY_MADE, NOBODY_SAW

HERE, ALL = "where the change is", "the whole trust"
QUIET, PICKED, LATER = "before the picked months", "the picked months", "since the start"
Counts = tuple[float, float]  # events and opportunities
_EVENTS = NumberAnswer(tolerance=1.0, decimals=0)
_AVOIDED = FieldsAnswer(
    {"avoided": _EVENTS, "low": _EVENTS, "high": _EVENTS},
    {
        "avoided": "events avoided in a year",
        "low": "lower end of the interval",
        "high": "upper end of the interval",
    },
)
_CLAIMED = NumberAnswer(tolerance=0.4, decimals=1)


def _row(data: pd.DataFrame, case: str, where: str) -> dict[str, float]:
    """The numbers of one row. By plain lists: on five rows, and for many draws, a mask is slow."""
    place = list(zip(data["case"].tolist(), data["row"].tolist(), strict=True)).index((case, where))
    cells = {str(name): value for name, value in data.iloc[place, 2:].items()}
    return {name: float(value) for name, value in cells.items() if not pd.isna(value)}


def _avoided(
    data: pd.DataFrame, where: str = HERE, months: float = 12, divided: bool = True
) -> dict[str, float]:
    """Events avoided in a year in case three, with the interval."""
    row, place = _row(data, "three", HERE), _row(data, "three", where)
    times = months * float(place["opportunities_a_month"]) / (float(row["per"]) if divided else 1)
    return {
        "avoided": -float(row["difference"]) * times,
        "low": -float(row["high"]) * times,
        "high": -float(row["low"]) * times,
    }


def _signs_kept(data: pd.DataFrame) -> dict[str, float]:
    right = _avoided(data)
    return {"avoided": -right["avoided"], "low": -right["high"], "high": -right["low"]}


def _ends_swapped(data: pd.DataFrame) -> dict[str, float]:
    right = _avoided(data)
    return {**right, "low": right["high"], "high": right["low"]}


def _all_wards(data: pd.DataFrame) -> dict[str, float]:
    return _avoided(data, ALL)


def _not_multiplied(data: pd.DataFrame) -> dict[str, float]:
    """The difference and its interval with the sign turned, still on their scale."""
    row = _row(data, "three", HERE)
    return {"avoided": -float(row["difference"]), "low": -float(row["high"]), "high": -float(row["low"])}


avoided = Item(
    "m14.avoided",
    ask="Case three, counted by one definition. Give the events avoided in a year where the change is, and the 95% interval: lower end of the interval, upper end of the interval. "
    "Give whole numbers of events.",
    kind=_AVOIDED,
    right=_avoided,
    points=2,
    mistakes=(
        Mistake(
            "all wards",
            _all_wards,
            "You multiplied by the opportunities of the whole trust, but the change is in one place only. Nobody has yet seen what it would do elsewhere, so "
            "that is a hope and not a result.",
            variants=(where_apart(_AVOIDED, lambda d: _avoided(d, ALL, months=1), _all_wards, _avoided),),
        ),
        Mistake(
            "a month for a year",
            lambda d: _avoided(d, months=1),
            "That is how many events are avoided in one month, or it is the difference as the table gives it. The question asks about a year, so multiply by the opportunities of "
            "twelve months.",
            variants=(_not_multiplied,),
        ),
        Mistake(
            "too many months",
            lambda d: _avoided(d, months=30),
            "You multiplied by something other than the twelve months of a year, such as all thirty months in the data or 52 weeks. The opportunities are given for one "
            "month, and a year has twelve.",
            variants=(lambda d: _avoided(d, months=52),),
        ),
        Mistake(
            "not divided by the scale",
            lambda d: _avoided(d, divided=False),
            "The difference is given per 100 or per 1,000 opportunities, as the column “per” says. Divide by that number before you multiply.",
        ),
        Mistake(
            "with the sign of the difference",
            _signs_kept,
            "The sizes are right, but a negative number of events avoided would mean that there were more of them. The difference is negative "
            "because events went down, so what is avoided is positive.",
        ),
        Mistake(
            "the ends the wrong way round",
            _ends_swapped,
            "The numbers are right, but the ends are swapped. When you reverse the sign, the lower end of the difference becomes the upper end of the events "
            "avoided.",
        ),
    ),
    praise="Behind each of these events is a person. And the interval tells the board how precise the number is.",
    hints=(
        "You need the difference, its interval, and the opportunities of twelve months in the place where the change is.",
        "Avoided = −difference × 12 × opportunities a month ÷ per. Do the same with both ends; they change places.",
        "On other data, the difference is −2.0 (−3.0 to −1.0) per 1,000, with 1,500 bed days a month. That is 18,000 bed days a year, so 36 events are avoided (18 to 54).",
    ),
    outcome=JUDGE,
    reread=NOBODY_SAW,
)


class _Told(NamedTuple):
    """Events of case two that could be told of a year, whole: by the picked months (and a month of that), by the fair comparison,
    at the ends of its interval, and with the picked months left in."""

    raw: float
    raw_month: float
    fair: float
    low: float
    high: float
    left_in: float


@lru_cache(maxsize=64)  # all slips ask for the same numbers
def _told_by(quiet: Counts, picked: Counts, now: Counts, per: float, year: float) -> _Told:
    """year: the opportunities of a year."""
    fair, raw = (rate_change(*before, *now, per=per).events_avoided(year) for before in (quiet, picked))
    all_before = (quiet[0] + picked[0]) / (quiet[1] + picked[1])
    left_in = (all_before - now[0] / now[1]) * year
    numbers = (raw.estimate, raw.estimate / 12, fair.estimate, fair.low, fair.high, left_in)
    return _Told(*(float(np.rint(number)) for number in numbers))


def _told(data: pd.DataFrame) -> _Told:
    columns = ("case", "row", "events", "opportunities", "per", "opportunities_a_month")
    rows = zip(*(data[name].tolist() for name in columns), strict=True)
    found = {where: cells for case, where, *cells in rows if case == "two"}
    quiet, picked, now = ((float(found[row][0]), float(found[row][1])) for row in (QUIET, PICKED, LATER))
    per, month = found[LATER][2:]
    return _told_by(quiet, picked, now, float(per), 12 * float(month))


def _number(name: str, times: float = 1) -> Callable[[pd.DataFrame], float]:
    """One of these numbers; times −1: with its sign lost, or turned round."""
    return lambda d: times * float(getattr(_told(d), name))


def _claim_none(_: pd.DataFrame) -> float:
    return 0.0


_raw, _raw_month, _fair = _number("raw"), _number("raw_month"), _number("fair")
_low, _high, _left_in = _number("low"), _number("high"), _number("left_in")
_NAMED = (
    _claim_none,
    _raw,
    _raw_month,
    _fair,
    _high,
)  # right, and what lies apart by how the cases are drawn
_LEFT_IN = (_left_in, _number("left_in", -1))
_FAIR_TURNED = _number("fair", -1)


avoided_null = Item(
    "m14.avoided_picked",
    ask="In case two, as in E14.4, the unit was picked for its bad months. The team would like to print how many events it avoids in a year. How many may the "
    "report claim?",
    kind=_CLAIMED,
    right=_claim_none,
    mistakes=(
        Mistake(
            "the raw fall turned into events",
            _raw,
            "That is worked out from the months for which the unit was picked, either alone or together with the earlier ones. Much of that fall would probably have come without the project. Look at the "
            "fair comparison, and at its interval.",
            variants=(_raw_month, *(where_apart(_CLAIMED, each, _raw, *_NAMED) for each in _LEFT_IN)),
        ),
        Mistake(
            "the estimate without its interval",
            _fair,
            "That is the estimate without its interval. The interval includes 0, so it is not shown that any event was avoided. "
            "Claim none, and print the interval.",
            variants=(where_apart(_CLAIMED, _FAIR_TURNED, _fair, *_NAMED, *_LEFT_IN),),
        ),
        Mistake(
            "an end of the interval",
            _high,
            "That is one end of the interval. At one end there would be fewer events, and at the other there would be more. You may claim only what is shown, and nothing is "
            "shown here.",
            variants=tuple(
                where_apart(_CLAIMED, end, _high, *_NAMED, *_LEFT_IN, _FAIR_TURNED)
                for end in (_low, _number("low", -1), _number("high", -1))
            ),
        ),
    ),
    praise="The report claims none, prints the interval, and says “not yet shown”. So nobody should have to take anything back later.",
    hints=(
        "Which period makes a fair comparison? Work out the difference and its interval, as in E14.4. Is 0 inside?",
        "If 0 is inside the interval, it has not been shown that any event was avoided.",
        "On other data, the difference is −0.4 (−2.1 to 1.3). 0 is inside, so the report does not claim that any event was avoided.",
    ),
    outcome=JUDGE,
    reread=NOBODY_MADE,
)


def _three(case: Case, whole: int) -> list[dict]:
    """Case three: the difference by one definition, where the change is; and the size of the whole trust."""
    monthly, shown = case.monthly, case.first_low
    a, b = monthly.iloc[case.baseline], monthly.iloc[shown:]
    per = case.subject.outcome.per
    gap = rate_change(a["events"], a["opportunities"], b["events"], b["opportunities"], per=per).difference
    told = {"difference": round(gap.estimate, 2), "low": round(gap.low, 2), "high": round(gap.high, 2)}
    here = {"case": "three", "row": HERE, "per": per, "opportunities_a_month": _usual(case)} | told
    return [here, {"case": "three", "row": ALL, "per": per, "opportunities_a_month": whole}]


def _usual(case: Case) -> int:
    return round(case.monthly["opportunities"].mean())


def _two(case: Case) -> list[dict]:
    """Case two: events and opportunities by period, as in E14.4."""
    periods = {
        QUIET: case.baseline,
        PICKED: list(case.picked),
        LATER: since_start(case),
    }
    sums = {
        name: case.monthly[["events", "opportunities"]].iloc[places].sum() for name, places in periods.items()
    }
    return [
        {
            "case": "two",
            "row": name,
            "per": case.subject.outcome.per,
            "opportunities_a_month": _usual(case),
            "events": int(counts["events"]),
            "opportunities": int(counts["opportunities"]),
        }
        for name, counts in sums.items()
    ]


def _effects(seed: int | None) -> Iterator[pd.DataFrame]:
    """Case three with its difference, counted by one definition, and case two, which was picked, with its counts."""
    rng = exercise_rng(seed, 14, 5)
    for masked, null in beside_the_picked(seed, "masked"):
        whole = round(_usual(masked) * float(rng.uniform(9, 14)) / 10) * 10
        columns = [
            "case",
            "row",
            "difference",
            "low",
            "high",
            "events",
            "opportunities",
            "per",
            "opportunities_a_month",
        ]
        frame = pd.DataFrame([*_three(masked, whole), *_two(null)], columns=columns)
        counts = ["events", "opportunities"]
        frame[counts] = frame[counts].astype("Int64")  # whole numbers that can be missing
        told = "; ".join(
            f"case {name}: {case.subject.outcome.name} at {case.subject.unit}, over {case.subject.outcome.over}"
            for name, case in (("two", null), ("three", masked))
        )
        yield with_notes(frame, title=told, note=MADE_UP)


def _can_be_claimed(data: pd.DataFrame) -> bool:
    """Case three avoids some events at both ends of its interval; 0 is inside that of case two."""
    two = _told(data)
    return _avoided(data)["low"] > 4 and two.low < 0 < two.high


EXERCISE = Exercise(
    "E14.5",
    "Events avoided in a year",
    8,
    "calculate",
    (avoided, avoided_null),
    _effects,
    teachable=_can_be_claimed,
)
