"""E8.2 “Limits of a rate”: its question, right answer, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import COMPUTE, RATES
from .limits import LABELS, MADE_UP, around, as_column, xmr

_RATE = NumberAnswer(tolerance=0.05, decimals=1)


def _mean(data: pd.DataFrame) -> float:
    """All falls over all bed days, per 1,000."""
    return float(1000 * as_column(data, "falls").sum() / as_column(data, "obd").sum())


def _chances(data: pd.DataFrame) -> float:
    """Bed days of the last month, in thousands."""
    return float(as_column(data, "obd")[-1] / 1000)


def u_limits(
    data: pd.DataFrame, *, mean: float | None = None, chances: float | None = None, sigmas: float = 3
) -> dict[str, float]:
    """Centre and limits of a u chart in the last month, per 1,000 occupied bed days."""
    rate = _mean(data) if mean is None else mean
    n = _chances(data) if chances is None else chances
    return around(rate, sigmas * sqrt(rate / n))


def _xmr_of_rates(data: pd.DataFrame) -> dict[str, float]:
    return around(*xmr(1000 * as_column(data, "falls") / as_column(data, "obd")))


def _with_fudge(data: pd.DataFrame) -> dict[str, float]:
    right, half_an_event = u_limits(data), 1 / (2 * _chances(data))
    return {
        "centre": right["centre"],
        "lower": max(0.0, right["lower"] - half_an_event),
        "upper": right["upper"] + half_an_event,
    }


def _not_cut(data: pd.DataFrame) -> dict[str, float]:
    right = u_limits(data)
    return {**right, "lower": 2 * right["centre"] - right["upper"]}


u_chart = Item(
    "m08.u_chart",
    ask="Work out the u chart: its centre line, and its lower limit and upper limit in the last month. Give falls per 1,000 occupied bed days, to one decimal place. Use three sigma and all the months, and give 0 where a limit would "
    "lie below zero.",
    kind=FieldsAnswer({"centre": _RATE, "lower": _RATE, "upper": _RATE}, LABELS),
    right=u_limits,
    points=2,
    mistakes=(
        Mistake(
            "bed days in days",
            lambda d: u_limits(d, chances=1000 * _chances(d)),
            "Your centre line is per 1,000 bed days, but the bed days under the root are counted singly. That puts the limits "
            "some 32 times too close together. Divide the bed days by 1,000 first.",
        ),
        Mistake(
            "the same bed days for every month",
            lambda d: u_limits(d, chances=float(as_column(d, "obd").mean()) / 1000),
            "You used the average bed days of all the months, or those of a different month. The limits of the last month depend on its own bed days. "
            "A quiet month has wide limits, and a busy one has narrow limits.",
            variants=(lambda d: u_limits(d, chances=float(as_column(d, "obd")[0]) / 1000),),
        ),
        Mistake(
            "mean of the monthly rates",
            lambda d: u_limits(d, mean=float((1000 * as_column(d, "falls") / as_column(d, "obd")).mean())),
            "Your centre line is the mean of the monthly rates. That gives a month with few bed days as much weight as a full "
            "one. Add up all the falls, add up all the bed days, and divide once.",
        ),
        Mistake(
            "no bed days under the root",
            lambda d: u_limits(d, chances=1.0),
            "You took three times the root of the rate alone. Luck has less say as the chances grow, so divide the rate by the month's "
            "bed days (in thousands) before you take the root.",
        ),
        Mistake(
            "half an event added",
            _with_fudge,
            "It looks as if you added half an event to the limits. Some statistical tests do that to smooth a count, but a u chart does "
            "not. Its limits are the rate plus and minus three sigma, and no more.",
        ),
        Mistake(
            "two sigma",
            lambda d: u_limits(d, sigmas=2),
            "Those limits lie two sigma from the centre line. Up to one ordinary point in twenty would fall outside them. "
            "Control limits are three sigma away.",
            variants=(lambda d: u_limits(d, sigmas=1.96),),
        ),
        Mistake(
            "limits from moving ranges",
            _xmr_of_rates,
            "Those are the limits of an I chart of the rates. It treats each month alike, however few bed days it had. A u "
            "chart takes its limits from the rate and from each month's bed days.",
        ),
        Mistake(
            "a limit below zero",
            _not_cut,
            "Your working is right, but a rate cannot be below zero, so the lower limit stops at 0. It also means that "
            "a month with so few bed days cannot show an improvement by itself.",
        ),
    ),
    praise="The centre line is all the falls over all the bed days, and each month's limits come from its own bed days. That is why the limits of "
    "a u chart look like steps.",
    hints=(
        "First work out one rate for all the months together. Then look only at the bed days of the last month, in thousands.",
        "centre ± 3 × √(centre ÷ n), where n is the last month's bed days ÷ 1,000. Below zero, the lower limit is 0.",
        "On other data: 6.6 per 1,000 and 840 bed days give 6.6 ± 3 × √(6.6 ÷ 0.84) = 6.6 ± 8.4, so the lower limit is 0 and the upper limit is 15.0.",
    ),
    outcome=COMPUTE,
    reread=RATES,
)


def _months(seed: int | None) -> Iterator[pd.DataFrame]:
    """Two years of a made-up community hospital; in some months half its beds are closed, in the last one too."""
    rng = exercise_rng(seed, 8, 2)
    months = pd.date_range("2023-04-01", periods=24, freq="MS").as_unit("s")
    while True:
        half_closed = rng.random(24) < 0.3
        half_closed[-1] = True
        obd = np.where(half_closed, rng.integers(230, 330, 24), rng.integers(640, 760, 24))
        falls = rng.poisson(rng.uniform(6, 9.5) * obd / 1000)
        frame = pd.DataFrame({"month": months, "falls": falls, "obd": obd})
        yield with_notes(frame, ward="made-up hospital", note=MADE_UP)


EXERCISE = Exercise("E8.2", "Limits of a rate", 5, "calculate", (u_chart,), _months)
