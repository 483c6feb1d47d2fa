"""E6.7 “Up by a quarter”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from functools import cache
from math import log, sqrt

import numpy as np
import pandas as pd
from scipy.special import gammaln, pdtrc

from qilab.methods.chance import chance_of_change
from qilab.methods.spc.rules import RUN_CHART
from qilab.methods.spc.runs import median_line, runs_analysis, shift_points, trend_points
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer
from qilab.questions.series import ward_windows
from qilab.questions.units import PERCENT

from .headings import ACTION, CASE, CHOOSE, ESTIMATE

VERDICT = ChoiceAnswer({"ordinary": "ordinary variation, no signal", "signal": "a signal: something changed"})

BECAUSE = ChoiceAnswer(
    {
        "a": "none of the run chart rules is met",
        "b": "it went up, so somebody should find out why",
        "c": "a rise of more than 20% cannot be luck",
        "d": "it is higher than in the same month last year",
    }
)


def _pick(verdict: str, because: str):
    return lambda _: {"verdict": verdict, "because": because}


two_points = Item(
    "m06.two_points",
    ask="Run chart rules: “Falls are up by a quarter or more on last month.” Is that a signal (verdict), and why "
    "(because)?",
    kind=FieldsAnswer({"verdict": VERDICT, "because": BECAUSE}),
    rules=RUN_CHART,
    right=_pick("ordinary", "a"),
    mistakes=(
        Mistake(
            "every rise is looked into",
            _pick("signal", "b"),
            "Nearly half of all months go up, even if nothing has changed. Asking a team to explain ordinary "
            "variation takes up its time, and any story that it finds only explains luck. Ask which rule is met.",
            variants=(_pick("ordinary", "b"),),
        ),
        Mistake(
            "a big percentage must be real",
            _pick("signal", "c"),
            "With counts this small, luck alone brings a change of a quarter or more, up or down, in more than half "
            "of all months. A percentage change between two months cannot tell you how much months usually differ; "
            "the chart can.",
            variants=(_pick("ordinary", "c"),),
        ),
        Mistake(
            "compared with the same month last year only",
            _pick("signal", "d"),
            "It is true that it is higher than a year ago. But that is again a comparison of only two points, one "
            "of them a year old. The months in between show how much months usually differ, so look at the whole "
            "line.",
            variants=(_pick("ordinary", "d"),),
        ),
        Mistake(
            "the right reason, the other verdict",
            _pick("signal", "a"),
            "Your reason is right: no rule is met. So there is no signal, and the month is ordinary variation.",
        ),
    ),
    praise="There is no shift, no trend and an ordinary number of runs, so luck alone can explain this rise. The kindest and most useful thing is to leave the team to its work and keep looking at the whole line.",
    hints=(
        "Look at the whole chart, not at its last two points. Is any of the run chart rules met?",
        "Signal = a rule is met (shift, trend, too few or too many runs). No rule met = ordinary variation.",
        "On other data: 14, 17, 12, 19, 15, 20 goes up by a third at the end, and no rule is met, so it is ordinary.",
    ),
    outcome=CHOOSE,
    reread=ACTION,
)


MORE_THAN_A_QUARTER = 0.25001  # no two counts of a ward differ by a share between a quarter and this


@cache
def _percent_changed(mean: float, share: float) -> float:
    return 100 * chance_of_change(mean, share)


@cache
def _percent_risen(mean: float, share: float) -> float:
    """Percent of months whose Poisson count is above the one before by `share` of it or more."""
    k = np.arange(1, int(mean + 12 * sqrt(mean)) + 1)
    needed = np.ceil(k * (1 + share) - 1e-9 * k)  # 25 against 20 is a rise of a quarter and must count
    return float(100 * (np.exp(k * log(mean) - mean - gammaln(k + 1)) * pdtrc(needed - 1, mean)).sum())


by_luck = Item(
    "m06.by_luck",
    ask="A ward has 20 falls a month on average and nothing changes. In what percentage of months does the count differ by "
    "a quarter (25%) or more from the month before? Exactly a quarter counts, as from 20 to 25. Within one percentage "
    "point is close enough. Answer with its unit.",
    # Less than half of the 2.3 points to the answer of those who leave out the changes of exactly a quarter.
    kind=NumberAnswer(PERCENT, tolerance=1.1, decimals=0),
    right=lambda _: _percent_changed(20, 0.25),
    mistakes=(
        Mistake(
            "one in twenty",
            lambda _: 5.0,
            "5% is the usual level of a statistical test. There is no test here: the question is how often two "
            "months on the same ward differ that much by luck alone. Count the pairs in the simulation.",
        ),
        Mistake(
            "rises only",
            lambda _: _percent_risen(20, 0.25),
            "That is about how often the count goes up by a quarter or more. A drop of a quarter is a change too "
            "(and somebody may well praise it at the meeting). Count both.",
        ),
        Mistake(
            "more than a quarter",
            lambda _: _percent_changed(20, MORE_THAN_A_QUARTER),
            "That is about how often the count changes by more than a quarter. Some changes are exactly a quarter, "
            "from 20 to 25 or "
            "from 24 to 18, and the question counts these too.",
        ),
        Mistake(
            "a tenth instead of a quarter",
            lambda _: _percent_changed(20, 0.10),
            "That is the answer for a change of a tenth (10%). The question asks about a quarter: 0.25.",
        ),
        Mistake(
            "thought to be impossible",
            lambda _: 0.0,
            "It feels as if a steady ward should have steady counts. But luck alone takes the count to 16 or "
            "fewer, or to 24 or more, in more than four months out of ten. Let the simulation show you.",
        ),
    ),
    praise="More than two months in five differ from the one before by a quarter or more, even though nobody does anything differently.",
    hints=(
        "Look at what the simulation has made up: pairs of months, and the change from the first month to the second.",
        "Add up the pairs that went up and those that went down by a quarter or more, divide by all 100,000 pairs, "
        "and multiply by 100.",
        "On other data: changes +0.30, −0.10, −0.40, +0.05 have two of four at a quarter or more, which is 50%.",
    ),
    outcome=ESTIMATE,
    reread=CASE,
)


def _quiet_but_up(data: pd.DataFrame) -> bool:
    """The last month is up by 25% to 80%, above the same month last year, and no rule is met."""
    rate = data["rate"].to_numpy()
    if np.isnan(rate).any() or (data["falls"].iloc[-2:] < 3).any():
        return False
    rise = rate[-1] / rate[-2] - 1
    if not (0.25 <= rise <= 0.8 and rate[-1] > rate[-13]):
        return False
    a = runs_analysis(rate)
    return (
        not shift_points(rate, median_line(rate)).any()
        and not trend_points(rate).any()
        and int(a.n_runs_min) <= int(a.n_runs) <= int(a.n_runs_max)
    )


EXERCISE = Exercise(
    "E6.7",
    "Up by a quarter",
    2,
    "choose with reason",
    (two_points, by_luck),
    lambda seed: ward_windows(seed, ("LARK", "NORM", "OSIE"), months=24, starts=range(13), shuffle=7),
    teachable=_quiet_but_up,
)
