"""M6 Run charts: exercises E6.1 to E6.7 and the quick checks of the lesson.

Rule sets: Perla, Provost & Murray 2011 (run chart) and Anhøj & Olesen 2014. Every question names the one
it is asked under, for they disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from math import log, log10, sqrt

import numpy as np
import pandas as pd
from scipy.special import gammaln, pdtrc

from qilab.methods.chance import chance_of_change
from qilab.methods.spc.rules import ANHOEJ, RUN_CHART
from qilab.methods.spc.runs import (
    anhoej_limits,
    median_line,
    runs_analysis,
    runs_limits,
    shift_points,
    side,
    trend_points,
)
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import Choice, Fields, Months, Number, Whole, YesNo
from qilab.questions.quick_choice import quick_choice
from qilab.questions.series import practice_wards, ward_windows
from qilab.questions.units import PER_1000_OBD, PERCENT, POINTS, RUNS

BASELINE = 12  # months whose median is frozen: "the first 12" in every question

CONSTRUCT, APPLY, ESTIMATE, CHOOSE = "construct", "apply", "estimate", "choose"

# Headings of the lesson, in one place, so that “to read again” never points at nothing (the build checks it).
CENTRE = "The centre line"
RUNS_PART = "Useful points and runs"
SIGNALS = "Two signals: shift and trend"
ALARMS = "Play: Rule detective"
SECOND = "A second opinion: the Anhøj rules"
FEW = "Too few runs, too many runs"
ACTION = "What will you do on Monday?"
CASE = "The case: falls at Larkhaven"
BEFORE = "Three questions from before"


# ---- E6.1 the centre line -------------------------------------------------------------------------------

RATE = Number(PER_1000_OBD, tolerance=0.05, decimals=1)


def _baseline(data: pd.DataFrame) -> pd.Series:
    return data["rate"].iloc[:BASELINE]


def _middle_row(values: pd.Series) -> float:
    """The value in the middle row of the table as it stands, unsorted."""
    present = values.dropna().to_numpy()
    return float(np.mean(present[(len(present) - 1) // 2 : len(present) // 2 + 1]))


centre_line = Item(
    "m06.centre_line",
    ask="Run chart rules: what is the centre line, frozen on the first 12 months? Falls per 1,000 occupied bed "
    "days, to one decimal.",
    kind=RATE,
    rules=RUN_CHART,
    right=lambda d: float(_baseline(d).median()),
    mistakes=(
        Mistake(
            "mean for median",
            lambda d: float(_baseline(d).mean()),
            "That is the mean of the first 12 months. One bad month pulls a mean towards it; the centre line of a "
            "run chart is the median, which one month cannot pull. Use .median() in place of .mean().",
        ),
        Mistake(
            "median of all months",
            lambda d: float(d["rate"].median()),
            "That is the median of every month. The change we are looking for would hide in its own baseline. "
            "Freeze the centre line: take the median of the first 12 months only.",
        ),
        Mistake(
            "missing read as zero",
            lambda d: float(_baseline(d).fillna(0).median()),
            "It looks as if the month with no rate was read as 0. The ward was closed that month: it was not a "
            "month without falls, there was nobody to fall. Leave the gap as a gap.",
        ),
        Mistake(
            "rolling median",
            lambda d: float(d["rate"].iloc[-BASELINE:].median()),
            "That is the median of the latest 12 months. A centre line that rolls along with the data chases them, "
            "and never shows that they moved. Take the first 12 months and leave them fixed.",
        ),
        Mistake(
            "middle row, not sorted",
            lambda d: _middle_row(_baseline(d)),
            "That is the value in the middle row of the table as it stands. The median is the middle value once the "
            "values are in order of size. Sort them first, or let .median() do it.",
            variants=(lambda d: float(np.nanmean(_baseline(d).iloc[5:7])),),
        ),
    ),
    praise="That is the median of the first 12 months, with the closed month left out: half of the baseline "
    "months lie above it and half below. It stays where it is while new months are added.",
    hints=(
        "Look at the first 12 rows only, and at the column called rate. One of them has no rate.",
        "The centre line is the median: put the rates of the baseline in order of size and take the middle one "
        "(with an even number, half-way between the two in the middle).",
        "On other data: rates 4.8, 7.1, missing, 5.9, 6.3 in order are 4.8, 5.9, 6.3, 7.1; half-way between "
        "5.9 and 6.3 is 6.1.",
    ),
    outcome=CONSTRUCT,
    reread=CENTRE,
)


# ---- E6.2 useful points and runs ---------------------------------------------------------------------------


def _values(data: pd.DataFrame) -> np.ndarray:
    return data["falls"].to_numpy(dtype=float)


def _side(data: pd.DataFrame) -> np.ndarray:
    """−1, 0, +1 for each month against the median of all months."""
    return side(_values(data), median_line(_values(data)))


def _runs_from_sides(sides: np.ndarray) -> int:
    return int(1 + (sides[1:] != sides[:-1]).sum()) if len(sides) else 0


def _useful_sides(data: pd.DataFrame) -> np.ndarray:
    sides = _side(data)
    return sides[sides != 0]


def _runs_ended_by_line(data: pd.DataFrame) -> int:
    """Runs, if a point on the line (wrongly) ended each of them."""
    sides = _side(data)
    starts = (sides != 0) & (np.r_[0, sides[:-1]] != sides)
    return int(starts.sum())


def _runs_about_mean(data: pd.DataFrame) -> int:
    values = _values(data)
    sides = side(values, values.mean())
    return _runs_from_sides(sides[sides != 0])


useful_points = Item(
    "m06.useful_points",
    ask="Run chart rules: how many of the 24 points are useful, that is, not on the centre line (the median of all 24)?",
    kind=Whole(POINTS),
    rules=RUN_CHART,
    right=lambda d: float(len(_useful_sides(d))),
    mistakes=(
        Mistake(
            "points on the line counted",
            lambda d: float(len(d)),
            "You counted every point. A point that lies exactly on the centre line is on neither side, so the run "
            "chart rules leave it out: count the points above and the points below.",
        ),
        Mistake(
            "one side only",
            lambda d: float((_side(d) > 0).sum()),
            "That is one side of the centre line only. Useful points are those above and those below, together.",
            variants=(lambda d: float((_side(d) < 0).sum()),),
        ),
        Mistake(
            "points on the line only",
            lambda d: float((_side(d) == 0).sum()),
            "That is how many points lie on the line. The useful points are the others.",
        ),
    ),
    praise="Points on the line tell us nothing about the side, so they are put aside; the rest are the useful points.",
    hints=(
        "Look for months whose count is exactly the same as the centre line.",
        "Useful points = all points − points exactly on the centre line.",
        "On other data: 3, 5, 4, 4, 7 with centre line 4 has two points on the line, so 5 − 2 = 3 useful points.",
    ),
    outcome=CONSTRUCT,
    reread=RUNS_PART,
)

runs = Item(
    "m06.runs",
    ask="Run chart rules: how many runs are there about the median of all 24 points?",
    kind=Whole(RUNS),
    rules=RUN_CHART,
    right=lambda d: float(_runs_from_sides(_useful_sides(d))),
    mistakes=(
        Mistake(
            "crossings, without the one",
            lambda d: float(_runs_from_sides(_useful_sides(d)) - 1),
            "That is how often the line is crossed. Each crossing starts a new run, and the first run needs no "
            "crossing: runs = crossings + 1.",
        ),
        Mistake(
            "a point on the line ends a run",
            lambda d: float(_runs_ended_by_line(d)),
            "It seems that a point on the centre line ended a run. Under the run chart rules it neither ends a run "
            "nor adds to it: step over it, and see whether the next useful point is on the same side.",
        ),
        Mistake(
            "about the mean",
            lambda d: float(_runs_about_mean(d)),
            "These are the runs about the mean. A run chart counts them about the median, so that half of the useful "
            "points lie on each side.",
        ),
    ),
    praise="You stepped over the points on the line and counted one more than the crossings.",
    hints=(
        "Cover the points on the line with a finger, then go from left to right and note each change of side.",
        "Runs = 1 + the number of times that neighbouring useful points lie on different sides.",
        "On other data: above, above, on the line, above, below, below, above has 3 runs (above, below, above).",
    ),
    outcome=CONSTRUCT,
    reread=RUNS_PART,
)


def _has_points_on_line(data: pd.DataFrame) -> bool:
    return 2 <= int((_side(data) == 0).sum()) <= 6


# ---- E6.3 shift, E6.4 trend ------------------------------------------------------------------------------------


def _frozen(data: pd.DataFrame) -> float:
    """The median of the first 12 months."""
    return float(np.median(_values(data)[:BASELINE]))


def _months(data: pd.DataFrame, mask: np.ndarray) -> frozenset[pd.Period]:
    return frozenset(data.loc[mask, "month"].dt.to_period("M"))


def _shift(data: pd.DataFrame, length: int = 6, on_line: str = "skip") -> frozenset[pd.Period]:
    return _months(data, shift_points(_values(data), _frozen(data), length=length, on_line=on_line))


def _sixth_points(data: pd.DataFrame) -> frozenset[pd.Period]:
    """Only the sixth useful point of each run of six or more: the month in which the rule fires."""
    sides = side(_values(data), _frozen(data))
    hits, count, last = np.zeros(len(sides), dtype=bool), 0, 0
    for i, s in enumerate(sides):
        if s:
            count, last = (count + 1, s) if s == last else (1, s)
            hits[i] = count == 6
    return _months(data, hits)


shift = Item(
    "m06.shift",
    ask="Run chart rules: which months belong to a shift (six or more useful points in a row on one side of the "
    "centre line, the median frozen on the first 12 months)? Give all the months of each shift, without those on the line.",
    kind=Months(),
    rules=RUN_CHART,
    right=_shift,
    mistakes=(
        Mistake(
            "seven or eight in a row",
            lambda d: _shift(d, 7),
            "You asked for seven or eight in a row. That belongs to another rule set (Making Data Count uses 7, "
            "Shewhart charts 8). This is a run chart: six useful points make a shift.",
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
            "A point on the centre line made you start counting again. Under the run chart rules it is stepped "
            "over: the count goes on behind it. One shift was lost that way.",
        ),
        Mistake(
            "only the sixth point",
            _sixth_points,
            "You gave the month in which the rule fires, the sixth point. The shift is the whole run: look back to "
            "its first point, for that is when the process moved, and on to its last.",
        ),
    ),
    praise="Each of these runs has six or more useful points on one side. The first month of a run, not the "
    "sixth, is where to ask what changed.",
    hints=(
        "Mark each month as above, below or on the line, and look for long stretches with one mark.",
        "A shift = at least 6 useful points in a row on one side. Step over points on the line.",
        "On other data with centre line 8: 9, 10, 8, 11, 9, 12, 10 has six useful points above (8 is stepped "
        "over), so all months but the third belong to a shift.",
    ),
    outcome=APPLY,
    reread=SIGNALS,
)


def _trend(data: pd.DataFrame, length: int = 5, ties: str = "skip") -> frozenset[pd.Period]:
    return _months(data, trend_points(_values(data), length=length, ties=ties))


def _trend_within_sides(data: pd.DataFrame) -> frozenset[pd.Period]:
    """Trends, if the count (wrongly) began again whenever the centre line is crossed."""
    values, sides = _values(data), side(_values(data), _frozen(data))
    edges = np.flatnonzero(np.r_[True, sides[1:] != sides[:-1], True])
    mask = np.zeros(len(values), dtype=bool)
    for start, stop in pairwise(edges):
        mask[start:stop] = trend_points(values[start:stop], length=5)
    return _months(data, mask)


def _trend_counting_ties(data: pd.DataFrame) -> frozenset[pd.Period]:
    """Trends, if a repeated value (wrongly) counted as one more point of the five."""
    values = _values(data)
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
    return _months(data, mask)


trend = Item(
    "m06.trend",
    ask="Run chart rules: which months belong to a trend (five or more points in a row all rising or all falling, a "
    "repeated value counting once)? Give all the months of each trend, from its first point to its last.",
    kind=Months(),
    rules=RUN_CHART,
    right=_trend,
    mistakes=(
        Mistake(
            "five steps instead of five points",
            lambda d: _trend(d, 6),
            "You looked for five steps, which takes six points. The rule counts points: five points, four steps. "
            "One trend was lost.",
        ),
        Mistake(
            "a repeated value breaks the trend",
            lambda d: _trend(d, ties="break"),
            "A repeated value broke your trend. Under the run chart rules it is counted once and the trend goes on "
            "behind it. (In Making Data Count a repeat does break it: the rule set decides.)",
        ),
        Mistake(
            "a repeated value counted twice",
            _trend_counting_ties,
            "A repeated value was counted as one more point. It counts once, however often it is repeated, so one "
            "of your stretches has only four different points.",
        ),
        Mistake(
            "starting again at the centre line",
            _trend_within_sides,
            "It seems that you began to count again where the line crosses the centre line. A trend does not mind "
            "the centre line: it only asks whether each point is higher (or lower) than the one before.",
        ),
    ),
    praise="You counted points, not steps, and let the repeated value count once.",
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
    values = _values(data)
    mask = trend_points(values, length=5)
    edges = np.flatnonzero(mask[1:] != mask[:-1])
    return all(values[i] != values[i + 1] for i in edges) and _frozen(data) == round(_frozen(data))


# ---- E6.5 Anhøj -------------------------------------------------------------------------------------------------


def _anhoej(
    data: pd.DataFrame,
    *,
    n: int | None = None,
    crossings_plus: int = 0,
    longest_max: float | None = None,
    equal=False,
) -> dict:
    a = runs_analysis(_values(data))
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
    n_useful = int(runs_analysis(_values(data)).n_useful)
    return _anhoej(data, longest_max=round(logarithm(n_useful)) + 3)


anhoej = Item(
    "m06.anhoej",
    ask="Anhøj rules: give the longest run, the longest run that chance allows, the number of crossings, the fewest "
    "crossings that chance allows, and whether there is a signal.",
    kind=Fields(
        {
            "longest_run": Whole(),
            "longest_run_max": Whole(),
            "crossings": Whole(),
            "crossings_min": Whole(),
            "signal": YesNo(),
        }
    ),
    rules=ANHOEJ,
    right=_anhoej,
    mistakes=(
        Mistake(
            "a run as long as the limit taken as a signal",
            lambda d: _anhoej(d, equal=True),
            "Your numbers are right; the verdict is not. The Anhøj rules speak of a run longer than the limit. A "
            "run that just reaches it is still what chance allows.",
        ),
        Mistake(
            "points on the line counted",
            lambda d: _anhoej(d, n=len(d)),
            "The limits are worked out from the useful points only. You used all the points; leave out those on "
            "the centre line, and both limits change.",
        ),
        Mistake(
            "runs in place of crossings",
            lambda d: _anhoej(d, crossings_plus=1),
            "You gave the number of runs in place of the crossings. A crossing is the step from one side to the "
            "other: there is one fewer than there are runs.",
        ),
        Mistake(
            "another logarithm",
            lambda d: _log_slip(d, log10),
            "The limit for the longest run uses the logarithm to base 2: round(log2(n)) + 3. You used another "
            "base (log10 or the natural log), so the limit came out too short and chance looks like a signal.",
            variants=(lambda d: _log_slip(d, log),),
        ),
    ),
    praise="No run is longer than chance allows and there are enough crossings. A run that just reaches the limit is "
    "not a signal: the Anhøj rules ask for more than the limit.",
    hints=(
        "Count the useful points first; both limits depend on them and on nothing else.",
        "Longest run allowed = round(log2(n)) + 3. Fewest crossings allowed = the lower 5% point of a "
        "binomial with n − 1 throws of a fair coin. anhoej_limits(n) gives both.",
        "On other data: 12 useful points allow a longest run of round(3.58) + 3 = 7 and need 3 crossings.",
    ),
    outcome=APPLY,
    reread=SECOND,
)


def _run_at_limit(data: pd.DataFrame) -> bool:
    a = runs_analysis(_values(data))
    return int(a.longest_run) == int(a.longest_run_max) and int(a.n_crossings) > int(a.n_crossings_min)


# ---- E6.6 too few runs ------------------------------------------------------------------------------------------


def _few_runs(
    data: pd.DataFrame, *, crossings: bool = False, edge_is_signal: bool = False, normal: bool = False
) -> dict:
    a = runs_analysis(_values(data))
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
    ask="Run chart rules: give the number of runs, the fewest and the most that are ordinary for these useful points "
    "(exact Wald–Wolfowitz, two-sided 5%), and whether there is a signal.",
    kind=Fields({"runs": Whole(), "fewest": Whole(), "most": Whole(), "signal": YesNo()}),
    rules=RUN_CHART,
    right=_few_runs,
    mistakes=(
        Mistake(
            "crossings in place of runs",
            lambda d: _few_runs(d, crossings=True),
            "You compared the number of crossings with limits that are made for runs. Runs = crossings + 1, and "
            "that one more changes the verdict here.",
        ),
        Mistake(
            "a count on the limit taken as a signal",
            lambda d: _few_runs(d, edge_is_signal=True),
            "Your numbers are right; the verdict is not. “Fewest” and “most” are still ordinary: only a count "
            "below the fewest or above the most is a signal.",
        ),
        Mistake(
            "normal approximation",
            lambda d: _few_runs(d, normal=True),
            "You used the normal approximation (mean ± 1.96 standard deviations). It is near enough to earn the "
            "points, but it is one run too strict here: counted exactly, this number of runs is still ordinary. "
            "With few points use the exact limits, runs_limits(above, below).",
            accept=True,
        ),
    ),
    praise="The number of runs stands right at the edge and is still ordinary: only fewer would be a signal.",
    hints=(
        "Count the useful points above and below the centre line, and the runs.",
        "runs_limits(above, below) gives the fewest and the most runs that chance makes ordinary.",
        "On other data: 12 points above and 12 below make 8 to 18 runs ordinary; 7 runs would be too few.",
    ),
    outcome=APPLY,
    reread=FEW,
)


def _runs_at_edge(data: pd.DataFrame) -> bool:
    a = runs_analysis(_values(data))
    return int(a.n_runs) == int(a.n_runs_min) and abs(int(a.n_above) - int(a.n_below)) <= 4


# ---- E6.7 two points --------------------------------------------------------------------------------------------

VERDICT = Choice({"ordinary": "ordinary variation, no signal", "signal": "a signal: something changed"})
BECAUSE = Choice(
    {
        "a": "no rule of the run chart is met",
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
    kind=Fields({"verdict": VERDICT, "because": BECAUSE}),
    rules=RUN_CHART,
    right=_pick("ordinary", "a"),
    mistakes=(
        Mistake(
            "every rise is looked into",
            _pick("signal", "b"),
            "Half of all months go up, even if nothing has changed. Asking a team to explain ordinary variation "
            "costs time, and the story that comes back is about chance. Ask which rule is met.",
            variants=(_pick("ordinary", "b"),),
        ),
        Mistake(
            "a big percentage must be real",
            _pick("signal", "c"),
            "With counts this small a change of a quarter comes by luck in nearly every second month. A percentage "
            "between two months knows nothing of how much the months usually differ; the chart does.",
            variants=(_pick("ordinary", "c"),),
        ),
        Mistake(
            "compared with the same month last year only",
            _pick("signal", "d"),
            "That is still two points, one of them a year old. All the months in between say how much months "
            "differ anyway; look at the whole line.",
            variants=(_pick("ordinary", "d"),),
        ),
        Mistake(
            "the right reason, the other verdict",
            _pick("signal", "a"),
            "Your reason is right: no rule is met. Then there is no signal, and the month is ordinary variation.",
        ),
    ),
    praise="No shift, no trend, an ordinary number of runs: two points say nothing that luck does not say. The kind "
    "and useful thing is to leave the team to its work and to look at the whole line.",
    hints=(
        "Look at the whole chart, not at its last two points. Which rule of the run chart is met?",
        "Signal = a rule is met (shift, trend, too few or too many runs). No rule met = ordinary variation.",
        "On other data: 14, 17, 12, 19, 15, 20 goes up by a third at the end, and no rule is met: ordinary.",
    ),
    outcome=CHOOSE,
    reread=ACTION,
)


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
    ask="A ward has 20 falls a month on average and nothing changes. In what percent of months does the count differ by "
    "a quarter (25%) or more from the month before? Two percentage points either way will do.",
    kind=Number(PERCENT, tolerance=2.0, decimals=0),
    right=lambda _: _percent_changed(20, 0.25),
    mistakes=(
        Mistake(
            "one in twenty",
            lambda _: 5.0,
            "5% is the share that a test “at the 5% level” lets through. Nobody has tested here: this is how far two "
            "months of the same ward differ by themselves. Count it in the simulation.",
        ),
        Mistake(
            "rises only",
            lambda _: _percent_risen(20, 0.25),
            "You counted the rises only. A fall of a quarter is a change, too (and gets its own story in the "
            "meeting). Use abs(change), which counts both ways.",
        ),
        Mistake(
            "a tenth instead of a quarter",
            lambda _: _percent_changed(20, 0.10),
            "That is the answer for a change of a tenth (10%). The question asks about a quarter: 0.25.",
        ),
        Mistake(
            "thought to be impossible",
            lambda _: 0.0,
            "It feels as if a steady ward should have steady counts. But chance alone moves 20 by 4 or more in most "
            "months. Let the simulation show it.",
        ),
    ),
    praise="Nearly every second month differs from the one before by a quarter or more, with nobody doing anything "
    "differently.",
    hints=(
        "Look at what the simulation made: two columns of months, and the change from one to the next.",
        "The share asked for is the mean of (abs(change) >= 0.25), times 100.",
        "On other data: changes +0.30, −0.10, −0.40, +0.05 have two of four at a quarter or more: 50%.",
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


# ---- where the series come from -------------------------------------------------------------------------------------

_SHIFT_PIECES = ((2, 3, 0, 1, 2, 4, 1, 2), (-2, -1, -3, -1, -2, -2))
_TREND_PIECES = ((-4, -2, 1, 2, 4), (5, 3, 2, 2, -1, -3, -5), (-3, -1, -1, 1, 3))
_ANHOEJ_PIECES = ((2, 1, 3, 1, 2, 1, 3),)
_FEW_RUNS_PIECES = ((2, 1, 3, 1), (-2, -1, -3, -1), (1, 2, 1))


def _with_gap(seed: int | None) -> Iterator[pd.DataFrame]:
    """Wards that were closed for one month of the baseline; 24 to 36 months."""
    for months in (30, 24, 27, 33, 25, 26, 28, 29, 31, 32, 34, 35, 36):
        yield from ward_windows(seed, ("NORM", "LARK"), months=months, starts=range(37 - months), shuffle=1)


EXERCISES = (
    Exercise(
        "E6.1",
        "The centre line",
        3,
        "fill the blank",
        (centre_line,),
        _with_gap,
        teachable=lambda d: _baseline(d).isna().sum() == 1 and d["rate"].notna().iloc[-BASELINE:].all(),
    ),
    Exercise(
        "E6.2",
        "Useful points and runs",
        4,
        "calculate",
        (useful_points, runs),
        lambda seed: practice_wards(seed, salt=2),
        teachable=_has_points_on_line,
    ),
    Exercise(
        "E6.3",
        "Find the shift",
        3,
        "spot the signal",
        (shift,),
        lambda seed: practice_wards(seed, salt=3, months=30, mean=9, pieces=_SHIFT_PIECES),
    ),
    Exercise(
        "E6.4",
        "Find the trend",
        3,
        "read the chart",
        (trend,),
        lambda seed: practice_wards(seed, salt=4, months=30, mean=9, pieces=_TREND_PIECES),
        teachable=_clear_ends,
    ),
    Exercise(
        "E6.5",
        "A second opinion",
        4,
        "calculate",
        (anhoej,),
        lambda seed: practice_wards(seed, salt=5, mean=9, pieces=_ANHOEJ_PIECES),
        teachable=_run_at_limit,
    ),
    Exercise(
        "E6.6",
        "Too few runs?",
        3,
        "calculate",
        (too_few_runs,),
        lambda seed: practice_wards(seed, salt=6, mean=9, pieces=_FEW_RUNS_PIECES),
        teachable=_runs_at_edge,
    ),
    Exercise(
        "E6.7",
        "Up by a quarter",
        2,
        "choose with reason",
        (two_points, by_luck),
        lambda seed: ward_windows(seed, ("LARK", "NORM", "OSIE"), months=24, starts=range(13), shuffle=7),
        teachable=_quiet_but_up,
    ),
)

# A baseline of eight months, for the half-worked example of the lesson.
_EIGHT = (7.1, 4.9, 15.4, 6.2, 5.3, 6.6, 9.8, 5.9)

half_worked = Item(
    "m06.half_worked",
    ask="Run chart rules: a baseline of eight months, 7.1, 4.9, 15.4, 6.2, 5.3, 6.6, 9.8 and 5.9 falls per 1,000 occupied "
    "bed days. Where does the centre line lie? To one decimal.",
    kind=Number(PER_1000_OBD, tolerance=0.045, decimals=1),
    rules=RUN_CHART,
    right=lambda _: float(np.median(_EIGHT)),
    mistakes=(
        Mistake(
            "mean for median",
            lambda _: float(np.mean(_EIGHT)),
            "That is the mean. The one odd month, 15.4, has pulled it up. Put the eight in order and take the middle.",
        ),
        Mistake(
            "only one of the two in the middle",
            lambda _: sorted(_EIGHT)[4],
            "That is one of the two in the middle. With eight months two share the middle: add them and halve.",
            variants=(lambda _: sorted(_EIGHT)[3],),
        ),
        Mistake(
            "middle of the list as it stands",
            lambda _: (_EIGHT[3] + _EIGHT[4]) / 2,
            "That is the middle of the list as the months came. Put them in order of size first; then take the middle.",
        ),
        Mistake(
            "half-way between smallest and largest",
            lambda _: (min(_EIGHT) + max(_EIGHT)) / 2,
            "That is half-way between the smallest and the largest month. The median looks at the middle months instead.",
        ),
    ),
    praise="6.2 and 6.6 share the middle, so the line lies at 6.4. The odd month could not pull it.",
    hints=(
        "How many months lie above your line, and how many below? It should be four and four.",
        "With an even count the median is (lower middle + upper middle) ÷ 2.",
        "On other data: 3, 9, 4, 20 in order are 3, 4, 9, 20; the middle is (4 + 9) ÷ 2 = 6.5.",
    ),
    outcome=CONSTRUCT,
    reread=CENTRE,
)

QUICK_CHECKS = (
    quick_choice(
        "m06.recall_luck",
        ask="From “Why QI?”: six nurses draw beads from one tray. One draws the fewest red beads. What will her next "
        "draw most likely be?",
        right=("b", "near the average of all six"),
        wrong={
            "a": (
                "as low as this one",
                "Luck does not carry over. Nothing about her draw differs from the others, "
                "so her next one is most likely near the average.",
            ),
            "c": (
                "higher than all the others",
                "It does not swing past the average to make up for luck; it goes "
                "back to it. Near the average is the best guess.",
            ),
        },
        praise="One tray, one system: the best guess for anybody is the average.",
        outcome=CHOOSE,
        reread=BEFORE,
    ),
    quick_choice(
        "m06.recall_aim",
        ask="From “Aims, drivers and whose voice”: a ward wants fewer falls. Which is an aim that can be tested?",
        right=("c", "From 6.6 to 4.6 falls per 1,000 occupied bed days on ward E4 by 31 March"),
        wrong={
            "a": (
                "Fewer falls as soon as possible",
                "How many fewer, where and by when? Without these nobody can "
                "say later whether it was reached.",
            ),
            "b": (
                "Train all staff in falls prevention by 31 March",
                "That is a thing to do, not a result for "
                "patients. It may help to reach an aim; it is not one.",
            ),
        },
        praise="It has a measure, a place, where it starts, where it is to go, and a date.",
        outcome=CHOOSE,
        reread=BEFORE,
    ),
    quick_choice(
        "m06.recall_rate",
        ask="From “Measures that mean something”: why do we count falls per 1,000 occupied bed days?",
        right=("a", "Because a fuller ward has more days on which somebody can fall"),
        wrong={
            "b": (
                "Because the numbers look smaller",
                "Small or large is not the point. Bed days are the chances to "
                "fall, so dividing by them lets months and wards be compared.",
            ),
            "c": (
                "Because admissions are not known",
                "They are known. But a patient who stays long has more days at "
                "risk than one who stays a night, and an admission counts both as one.",
            ),
        },
        praise="Bed days are the chances to fall; divide by them and months can be compared.",
        outcome=CONSTRUCT,
        reread=BEFORE,
    ),
    quick_choice(
        "m06.why_median",
        ask="In one month of the baseline a ward had 15 falls instead of its usual 6 or so. What does that do to the "
        "centre line?",
        right=("b", "Almost nothing to the median; it pulls the mean up"),
        wrong={
            "a": (
                "It pulls the median up by as much as the mean",
                "The median only asks which value is in the "
                "middle. Whether the largest is 9 or 15 makes no difference to the middle.",
            ),
            "c": (
                "Nothing to either of them",
                "The mean adds up all values, so 15 in place of 6 lifts a 12-month mean by 0.75.",
            ),
        },
        praise="That is why a run chart uses the median: one odd month cannot move the line.",
        outcome=CONSTRUCT,
        reread=CENTRE,
    ),
    half_worked,
    quick_choice(
        "m06.on_the_line",
        ask="Run chart rules: four points above the centre line, one on it, two above. Is that a shift?",
        right=("a", "Yes: six useful points in a row on one side"),
        wrong={
            "b": (
                "No: the point on the line ends the run",
                "It does not end the run. Step over it: four and two make six useful points.",
            ),
            "c": (
                "Yes: seven points in a row",
                "There is a shift, but it has six points. The one on the line does not count.",
            ),
        },
        praise="Step over the point on the line; four and two make six.",
        outcome=APPLY,
        reread=RUNS_PART,
    ),
    quick_choice(
        "m06.shift_or_trend",
        ask="Run chart rules: 5, 6, 6, 8, 9, 11 falls, centre line 7. What do you see?",
        right=("c", "A trend: five points rising, the repeated 6 counted once"),
        wrong={
            "a": (
                "A shift: six points in a row",
                "They are not all on one side of 7: three lie below it and three above.",
            ),
            "b": (
                "Nothing: the repeated 6 breaks it",
                "Under the run chart rules a repeat counts once and breaks "
                "nothing: 5, 6, 8, 9, 11 are five rising points.",
            ),
        },
        praise="5, 6, 8, 9, 11: five rising points, and the repeat counts once.",
        outcome=APPLY,
        reread=SIGNALS,
    ),
    quick_choice(
        "m06.more_rules",
        ask="You add the trend rule to the shift rule on a chart of 24 months. What happens?",
        right=("b", "Many more false alarms, and hardly any more true ones"),
        wrong={
            "a": (
                "More true signals at no price",
                "Look at the lab again: with nothing changed, the share of charts "
                "with a false alarm about doubles.",
            ),
            "c": (
                "Fewer false alarms",
                "Each rule added is one more way for chance to look like a signal, so there "
                "are more false alarms, not fewer.",
            ),
        },
        praise="On 24 months of pure noise the pair gives a false alarm in about 36 charts of 100, the shift rule "
        "alone in about 17.",
        outcome=ESTIMATE,
        reread=ALARMS,
    ),
    quick_choice(
        "m06.anhoej_idea",
        ask="Why do the Anhøj rules give about as few false alarms on long charts as on short ones?",
        right=("a", "Their limits grow with the number of useful points"),
        wrong={
            "b": (
                "They look at fewer points",
                "They use every useful point. What changes is the limit: a longer "
                "chart is allowed a longer run.",
            ),
            "c": (
                "They have the trend rule as well",
                "They have no trend rule at all; it hardly finds more and alarms a lot.",
            ),
        },
        praise="A longer chart has more room for a long run by luck, so the limit is longer too.",
        outcome=APPLY,
        reread=SECOND,
    ),
    quick_choice(
        "m06.what_next",
        ask="Ward E4 starts a new way of rounding in February. From March on, seven useful points in a row lie below "
        "the frozen centre line. What fits best?",
        right=("b", "Something changed: ask what, keep it going, and keep watching the balancing measure"),
        wrong={
            "a": (
                "Praise the ward for April, its lowest month",
                "April is one point. It is the run of seven that "
                "says something changed, and the system that deserves the look.",
            ),
            "c": (
                "Wait for two more years to be sure",
                "A run of seven is a signal by the run chart rules. Waiting "
                "costs falls; keep going and keep watching.",
            ),
        },
        praise="A signal asks for learning: what changed, will it last, and did anything else get worse?",
        outcome=CHOOSE,
        reread=ACTION,
    ),
)
