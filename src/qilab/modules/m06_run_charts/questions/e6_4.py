"""E6.4 “Find the trend”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from qilab.methods.spc.rules import RUN_CHART
from qilab.methods.spc.runs import side, trend_points
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import MonthsAnswer
from qilab.questions.series import practice_wards

from .falls_series import falls_of, frozen_median, months_where
from .headings import APPLY, SIGNALS


def _trend(data: pd.DataFrame, length: int = 5, ties: str = "skip") -> frozenset[pd.Period]:
    return months_where(data, trend_points(falls_of(data), length=length, ties=ties))


def _trend_within_sides(data: pd.DataFrame) -> frozenset[pd.Period]:
    """Trends, if the count (wrongly) began again whenever the centre line is crossed."""
    values, sides = falls_of(data), side(falls_of(data), frozen_median(data))
    edges = np.flatnonzero(np.r_[True, sides[1:] != sides[:-1], True])
    mask = np.zeros(len(values), dtype=bool)
    for start, stop in pairwise(edges):
        mask[start:stop] = trend_points(values[start:stop], length=5)
    return months_where(data, mask)


def _trend_counting_ties(data: pd.DataFrame) -> frozenset[pd.Period]:
    """Trends, if a repeated value (wrongly) counted as one more point of the five."""
    values = falls_of(data)
    step = np.sign(np.diff(values))
    mask = np.zeros(len(values), dtype=bool)
    for way in (1, -1):
        start = 0
        for i in range(len(step) + 1):
            if i == len(step) or step[i] == -way:
                stretch = step[start:i]
                if i - start + 1 >= 5 and (stretch == way).any():
                    mask[start : i + 1] = True
                start = i + 1
    return months_where(data, mask)


trend = Item(
    "m06.trend",
    ask="Run chart rules: which months belong to a trend (five or more points in a row all rising or all falling, a "
    "repeated value counting once)? Give all the months of each trend, from its first point to its last.",
    kind=MonthsAnswer(),
    rules=RUN_CHART,
    right=_trend,
    mistakes=(
        Mistake(
            "five steps instead of five points",
            lambda d: _trend(d, 6),
            "You would get this by looking for five steps, which take six points. The rule counts points, and five "
            "points make four steps. If you count steps, you miss a trend.",
        ),
        Mistake(
            "a repeated value breaks the trend",
            lambda d: _trend(d, ties="break"),
            "You would get this if a repeated value ended a trend. Under the run chart rules it is counted once, "
            "and the trend carries on after it. (Under the Making Data Count rules a repeat does end it, so it "
            "matters which rule set you use.)",
        ),
        Mistake(
            "a repeated value counted twice",
            _trend_counting_ties,
            "You would get this by counting a repeated value as one more point. It counts once, however often it is "
            "repeated, so at least one of your stretches has fewer than five different points.",
        ),
        Mistake(
            "starting again at the centre line",
            _trend_within_sides,
            "You would get this by starting to count again where the centre line is crossed. That line does not "
            "matter for a trend. All that counts is whether each point is higher (or lower) than the one before.",
        ),
    ),
    praise="Each of these trends has five or more points, with a repeated value counted once.",
    hints=(
        "Forget the centre line for a moment. Go from point to point and write up, down or same.",
        "A trend = at least 5 points, each higher than the one before (or each lower). A repeat counts once.",
        "On other data: 3, 4, 4, 6, 7, 9 is a trend. The points 3, 4, 6, 7, 9 rise; the second 4 is a repeat.",
    ),
    outcome=APPLY,
    reread=SIGNALS,
)


def _clear_ends(data: pd.DataFrame) -> bool:
    """No trend begins or ends in a repeat: whether the outer repeat belongs to it would be a quibble."""
    values = falls_of(data)
    mask = trend_points(values, length=5)
    edges = np.flatnonzero(mask[1:] != mask[:-1])
    return all(values[i] != values[i + 1] for i in edges) and frozen_median(data) == round(
        frozen_median(data)
    )


_TREND_PIECES = ((-4, -2, 1, 2, 4), (5, 3, 2, 2, -1, -3, -5), (-3, -1, -1, 1, 3))

EXERCISE = Exercise(
    "E6.4",
    "Find the trend",
    3,
    "read the chart",
    (trend,),
    lambda seed: practice_wards(seed, salt=4, months=30, mean=9, pieces=_TREND_PIECES),
    teachable=_clear_ends,
)
