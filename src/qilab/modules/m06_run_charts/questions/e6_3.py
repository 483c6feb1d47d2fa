"""E6.3 “Find the shift”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

import numpy as np
import pandas as pd

from qilab.methods.spc.rules import RUN_CHART
from qilab.methods.spc.runs import shift_points, side
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import MonthsAnswer
from qilab.questions.series import practice_wards

from .falls_series import falls_of, frozen_median, months_where
from .headings import APPLY, SIGNALS


def _shift(data: pd.DataFrame, length: int = 6, on_line: str = "skip") -> frozenset[pd.Period]:
    return months_where(
        data, shift_points(falls_of(data), frozen_median(data), length=length, on_line=on_line)
    )


def _sixth_points(data: pd.DataFrame) -> frozenset[pd.Period]:
    """Only the sixth useful point of each run of six or more: the month in which the rule fires."""
    sides = side(falls_of(data), frozen_median(data))
    hits, count, last = np.zeros(len(sides), dtype=bool), 0, 0
    for i, s in enumerate(sides):
        if s:
            count, last = (count + 1, s) if s == last else (1, s)
            hits[i] = count == 6
    return months_where(data, hits)


shift = Item(
    "m06.shift",
    ask="Run chart rules: which months belong to a shift (six or more useful points in a row on one side of the "
    "centre line, the median frozen on the first 12 months)? Give all the months of each shift, without those on the line.",
    kind=MonthsAnswer(),
    rules=RUN_CHART,
    right=_shift,
    mistakes=(
        Mistake(
            "seven or eight in a row",
            lambda d: _shift(d, 7),
            "You would get this by looking for seven or eight in a row, as other rule sets do (Making Data Count "
            "uses 7, Shewhart charts 8). Under the run chart rules, six useful points make a shift.",
            variants=(lambda d: _shift(d, 8),),
        ),
        Mistake(
            "points on the line counted",
            lambda d: _shift(d, on_line="count"),
            "A point on the centre line was counted as part of the run. It adds nothing: only points above or "
            "below the line count towards the six, and only they belong to the shift.",
        ),
        Mistake(
            "a point on the line starts afresh",
            lambda d: _shift(d, on_line="break"),
            "You would get this by starting to count again after a point on the centre line. Under the run chart "
            "rules you step over it and carry on counting. Otherwise you miss a shift, or some of its months.",
        ),
        Mistake(
            "only the sixth point",
            _sixth_points,
            "You gave only the month in which each run reaches six points. A shift is the whole run, from its first "
            "point to its last. If the process moved, it probably did so around the first.",
        ),
    ),
    praise="Each of these runs has six or more useful points on one side. Ask what changed around the first month of a run rather than the sixth.",
    hints=(
        "Mark each month as above, below or on the line, and look for long stretches with the same mark.",
        "A shift = at least 6 useful points in a row on one side. Step over points on the line.",
        "On other data with centre line 8: 9, 10, 8, 11, 9, 12, 10 has six useful points above (8 is stepped "
        "over), so all months but the third belong to a shift.",
    ),
    outcome=APPLY,
    reread=SIGNALS,
)

_SHIFT_PIECES = ((2, 3, 0, 1, 2, 4, 1, 2), (-2, -1, -3, -1, -2, -2))

EXERCISE = Exercise(
    "E6.3",
    "Find the shift",
    3,
    "spot the signal",
    (shift,),
    lambda seed: practice_wards(seed, salt=3, months=30, mean=9, pieces=_SHIFT_PIECES),
)
