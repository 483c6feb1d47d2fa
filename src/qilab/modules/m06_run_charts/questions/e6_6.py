"""E6.6 “Too few runs?”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pandas as pd

from qilab.methods.spc.rules import RUN_CHART
from qilab.methods.spc.runs import runs_analysis, runs_limits
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, WholeAnswer, YesNoAnswer
from qilab.questions.series import practice_wards

from .falls_series import falls_of
from .headings import APPLY, FEW


def _few_runs(
    data: pd.DataFrame, *, crossings: bool = False, edge_is_signal: bool = False, normal: bool = False
) -> dict:
    a = runs_analysis(falls_of(data))
    above, below = int(a.n_above), int(a.n_below)
    fewest, most = (int(x) for x in runs_limits(above, below))
    if normal:
        n = above + below
        mean = 1 + 2 * above * below / n
        sd = sqrt(2 * above * below * (2 * above * below - n) / (n**2 * (n - 1)))
        fewest, most = int(np.ceil(mean - 1.96 * sd)), int(np.floor(mean + 1.96 * sd))
    count = int(a.n_runs) - (1 if crossings else 0)
    signal = not fewest <= count <= most
    if edge_is_signal:
        signal = not fewest < count < most
    return {"runs": float(count), "fewest": float(fewest), "most": float(most), "signal": bool(signal)}


too_few_runs = Item(
    "m06.too_few_runs",
    ask="Run chart rules: give the number of runs, the fewest and the most that are ordinary for these useful points, "
    "and whether there is a signal. (For the curious: exact Wald–Wolfowitz limits, two-sided 5%. Their normal approximation is "
    "accepted too, with a note.)",
    kind=FieldsAnswer(
        {"runs": WholeAnswer(), "fewest": WholeAnswer(), "most": WholeAnswer(), "signal": YesNoAnswer()}
    ),
    rules=RUN_CHART,
    right=_few_runs,
    mistakes=(
        Mistake(
            "crossings in place of runs",
            lambda d: _few_runs(d, crossings=True),
            "The number you gave for the runs is the number of crossings, but the limits are for runs. Runs = "
            "crossings + 1, and here that extra one decides whether there is a signal.",
        ),
        Mistake(
            "a count on the limit taken as a signal",
            lambda d: _few_runs(d, edge_is_signal=True),
            "Your numbers are right; the verdict is not. The fewest and the most are still ordinary. Only a count "
            "below the fewest or above the most is a signal.",
        ),
        Mistake(
            "normal approximation",
            lambda d: _few_runs(d, normal=True),
            "Your limits are those of the normal approximation (mean ± 1.96 standard deviations). They are near "
            "enough to earn the points, but they are not quite the exact ones. By the exact limits, this number of "
            "runs is ordinary. With few points use the exact limits, as in the table.",
            accept=True,
        ),
    ),
    praise="The number of runs is exactly at the lower limit, which is still ordinary. One run fewer would be a signal.",
    hints=(
        "Count the useful points above and below the centre line, and the runs.",
        "The table gives the fewest and the most runs that are ordinary: go to the row for the points above and the column "
        "for those below.",
        "On other data: with 15 points above and 15 below, 11 to 21 runs are ordinary, so 10 runs would be too few.",
    ),
    outcome=APPLY,
    reread=FEW,
)


def _runs_at_edge(data: pd.DataFrame) -> bool:
    a = runs_analysis(falls_of(data))
    return int(a.n_runs) == int(a.n_runs_min) and abs(int(a.n_above) - int(a.n_below)) <= 4


_FEW_RUNS_PIECES = ((2, 1, 3, 1), (-2, -1, -3, -1), (1, 2, 1))

EXERCISE = Exercise(
    "E6.6",
    "Too few runs?",
    3,
    "calculate",
    (too_few_runs,),
    lambda seed: practice_wards(seed, salt=6, mean=9, pieces=_FEW_RUNS_PIECES),
    teachable=_runs_at_edge,
)
