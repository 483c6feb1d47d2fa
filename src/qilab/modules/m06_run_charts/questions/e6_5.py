"""E6.5 “A second opinion”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from math import log, log10

import pandas as pd

from qilab.methods.spc.rules import ANHOEJ
from qilab.methods.spc.runs import anhoej_limits, runs_analysis
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, WholeAnswer, YesNoAnswer
from qilab.questions.series import practice_wards

from .falls_series import falls_of
from .headings import APPLY, SECOND


def _anhoej(
    data: pd.DataFrame,
    *,
    n: int | None = None,
    crossings_plus: int = 0,
    longest_max: float | None = None,
    equal=False,
) -> dict:
    a = runs_analysis(falls_of(data))
    n_useful = int(a.n_useful) if n is None else n
    limit, fewest = (int(x) for x in anhoej_limits(n_useful))
    limit = limit if longest_max is None else int(longest_max)
    longest, crossings = int(a.longest_run), int(a.n_crossings) + crossings_plus
    signal = longest > limit or crossings < fewest
    if equal:
        signal = longest >= limit or crossings <= fewest
    return {
        "longest_run": float(longest),
        "longest_run_max": float(limit),
        "crossings": float(crossings),
        "crossings_min": float(fewest),
        "signal": bool(signal),
    }


def _log_slip(data: pd.DataFrame, logarithm) -> dict:
    n_useful = int(runs_analysis(falls_of(data)).n_useful)
    return _anhoej(data, longest_max=round(logarithm(n_useful)) + 3)


anhoej = Item(
    "m06.anhoej",
    ask="Anhøj rules: give the longest run, the longest run that is still ordinary, the number of crossings, the fewest crossings that are still ordinary, and whether there is a signal.",
    kind=FieldsAnswer(
        {
            "longest_run": WholeAnswer(),
            "longest_run_max": WholeAnswer(),
            "crossings": WholeAnswer(),
            "crossings_min": WholeAnswer(),
            "signal": YesNoAnswer(),
        },
        {
            "longest_run_max": "longest run that is still ordinary",
            "crossings_min": "fewest crossings that are still ordinary",
        },
    ),
    rules=ANHOEJ,
    right=_anhoej,
    mistakes=(
        Mistake(
            "a run as long as the limit taken as a signal",
            lambda d: _anhoej(d, equal=True),
            "Your numbers are right; the verdict is not. The Anhøj rules ask for a run longer than the limit. A run "
            "that just reaches it is still ordinary.",
        ),
        Mistake(
            "points on the line counted",
            lambda d: _anhoej(d, n=len(d)),
            "The limits depend on the useful points only, but yours are the limits for all 24 points. Leave out the "
            "points on the centre line: here that changes the limits.",
        ),
        Mistake(
            "runs in place of crossings",
            lambda d: _anhoej(d, crossings_plus=1),
            "The number you gave for the crossings is the number of runs. A crossing is a step from one side to the "
            "other, so there is one crossing fewer than there are runs.",
        ),
        Mistake(
            "another logarithm",
            lambda d: _log_slip(d, log10),
            "The limit for the longest run uses the logarithm to base 2: round(log2(n)) + 3. With another base "
            "(log10 or the natural log) the limit comes out too low, and luck can look like a signal. You can also "
            "take it from the table.",
            variants=(lambda d: _log_slip(d, log),),
        ),
    ),
    praise="No run is longer than the limit, and there are enough crossings. A run that just reaches the limit is not a signal, because the Anhøj rules ask for more than that.",
    hints=(
        "Count the useful points first; both limits depend only on how many there are.",
        "The table gives both limits. Go down to the row for the useful points that you counted.",
        "On other data: 12 useful points allow a longest run of round(3.58) + 3 = 7 and need 3 crossings.",
    ),
    outcome=APPLY,
    reread=SECOND,
)


def _run_at_limit(data: pd.DataFrame) -> bool:
    a = runs_analysis(falls_of(data))
    return int(a.longest_run) == int(a.longest_run_max) and int(a.n_crossings) > int(a.n_crossings_min)


_ANHOEJ_PIECES = ((2, 1, 3, 1, 2, 1, 3),)

EXERCISE = Exercise(
    "E6.5",
    "A second opinion",
    4,
    "calculate",
    (anhoej,),
    lambda seed: practice_wards(seed, salt=5, mean=9, pieces=_ANHOEJ_PIECES),
    teachable=_run_at_limit,
)
