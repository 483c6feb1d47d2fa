"""E13.3 “The peak of adoption”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator
from math import log, log10

import pandas as pd

from qilab.methods.spread import bass_peak
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.series import exercise_rng, with_notes
from qilab.questions.units import MONTHS

from .headings import CURVE, FORECAST


def _pq(data: pd.DataFrame) -> tuple[float, float, float]:
    row = data.iloc[0]
    return float(row["p"]), float(row["q"]), float(row["months"])


def _peak(data: pd.DataFrame) -> float:
    p, q, _ = _pq(data)
    return bass_peak(p, q)


peak = Item(
    "m13.peak",
    ask="After how many months is adoption fastest, according to Bass’s formula? Give it to one decimal place, with its unit.",
    kind=NumberAnswer(MONTHS, tolerance=0.05, decimals=1),
    right=_peak,
    mistakes=(
        Mistake(
            "half of the time watched",
            lambda d: _pq(d)[2] / 2,
            "That is half of the time for which we watch. If we watched for longer, your peak would move, although the spread "
            "itself would be the same. The peak depends only on p and q.",
        ),
        Mistake(
            "a straight line",
            lambda d: 0.5 / _pq(d)[0],
            "You carried on in a straight line from the first month until half of the wards had joined. Adoption does not stay that "
            "slow, because the wards that have joined bring in others.",
        ),
        Mistake(
            "the top of the curve",
            lambda d: _pq(d)[2],
            "That is where the curve is highest, at the end. The curve shows all the wards that have joined so far, so it can only "
            "rise. Adoption is fastest where the curve is steepest.",
        ),
        Mistake(
            "another logarithm",
            lambda d: log10(_pq(d)[1] / _pq(d)[0]) / (_pq(d)[0] + _pq(d)[1]),
            "You used the logarithm to base 10. The formula uses the natural logarithm: ln on a calculator, "
            "log in Python.",
        ),
        Mistake(
            "p left out below the line",
            lambda d: log(_pq(d)[1] / _pq(d)[0]) / _pq(d)[1],
            "Nearly: you divided by q alone. Divide by p + q.",
        ),
        Mistake(
            "the logarithm alone",
            lambda d: log(_pq(d)[1] / _pq(d)[0]),
            "That is only the logarithm. Divide it by p + q to get the time.",
        ),
        Mistake(
            "q − p below the line",
            lambda d: log(_pq(d)[1] / _pq(d)[0]) / (_pq(d)[1] - _pq(d)[0]),
            "Nearly: you divided by q − p. Divide by p + q.",
        ),
        Mistake(
            "p over q in the logarithm",
            lambda d: log(_pq(d)[0] / _pq(d)[1]) / (_pq(d)[0] + _pq(d)[1]),
            "A peak cannot come before the start. You took the logarithm of p ÷ q; take the logarithm of q ÷ p.",
        ),
    ),
    praise="Adoption is often slow, then fast, then slow again. Early on, a spread that is going well can look like a failure, so do not judge it too soon.",
    hints=(
        "On the curve in the lesson, find the point where it is steepest, not where it is highest.",
        "Peak = ln(q ÷ p) ÷ (p + q). It is in months when p and q are per month.",
        "On other data: p = 0.05 and q = 0.6 give ln(12) ÷ 0.65 = 2.48 ÷ 0.65 = 3.8 months.",
    ),
    outcome=FORECAST,
    reread=CURVE,
)


def adoptions(seed: int | None) -> Iterator[pd.DataFrame]:
    """Two numbers of an adoption curve: 0.01 and 0.35 in the course, others on other seeds."""
    rng = exercise_rng(seed, 13, 3)
    first = seed is None
    while True:
        p, q = round(float(rng.uniform(0.008, 0.03)), 3), round(float(rng.uniform(0.2, 0.5)), 2)
        months = int(rng.choice([24, 30, 36, 48]))
        if first:
            p, q, months, first = 0.01, 0.35, 36, False
        yield with_notes(pd.DataFrame({"p": [p], "q": [q], "months": [months]}), ward="made-up trust")


EXERCISE = Exercise("E13.3", "The peak of adoption", 3, "fill the blank", (peak,), adoptions)
