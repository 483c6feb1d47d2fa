"""E6.2 “Useful points and runs”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

import numpy as np
import pandas as pd

from qilab.methods.spc.rules import RUN_CHART
from qilab.methods.spc.runs import median_line, side
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import WholeAnswer
from qilab.questions.series import practice_wards
from qilab.questions.units import POINTS, RUNS

from .falls_series import falls_of
from .headings import CONSTRUCT, RUNS_PART


def _side(data: pd.DataFrame) -> np.ndarray:
    """−1, 0, +1 for each month against the median of all months."""
    return side(falls_of(data), median_line(falls_of(data)))


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
    values = falls_of(data)
    sides = side(values, values.mean())
    return _runs_from_sides(sides[sides != 0])


useful_points = Item(
    "m06.useful_points",
    ask="Run chart rules: how many of the 24 points are useful, that is, not on the centre line (the median of all 24)?",
    kind=WholeAnswer(POINTS),
    rules=RUN_CHART,
    right=lambda d: float(len(_useful_sides(d))),
    mistakes=(
        Mistake(
            "points on the line counted",
            lambda d: float(len(d)),
            "That is all the points. A point that lies exactly on the centre line is on neither side, so the run "
            "chart rules leave it out. Count the points above and the points below.",
        ),
        Mistake(
            "one side only",
            lambda d: float((_side(d) > 0).sum()),
            "That is one side of the centre line only. The useful points are those above and those below, taken together.",
            variants=(lambda d: float((_side(d) < 0).sum()),),
        ),
        Mistake(
            "points on the line only",
            lambda d: float((_side(d) == 0).sum()),
            "That is how many points lie on the line. The useful points are the others.",
        ),
    ),
    praise="A point on the line is on neither side, so it is left out; the rest are the useful points.",
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
    kind=WholeAnswer(RUNS),
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
            "You would get this if a point on the centre line ended a run. Under the run chart rules it neither "
            "ends a run nor adds to it. Step over it, and see whether the next useful point is on the same side.",
        ),
        Mistake(
            "about the mean",
            lambda d: float(_runs_about_mean(d)),
            "That is the number of runs about the mean. On a run chart we count them about the median, so that "
            "about half of the useful points lie on each side.",
        ),
    ),
    praise="You step over the points on the line, and there is one run more than there are crossings.",
    hints=(
        "Cover the points on the line with a finger, then go from left to right and make a mark each time the side changes.",
        "Runs = 1 + the number of times that one useful point and the next lie on different sides.",
        "On other data: above, above, on the line, above, below, below, above has 3 runs (above, below, above).",
    ),
    outcome=CONSTRUCT,
    reread=RUNS_PART,
)


def _has_points_on_line(data: pd.DataFrame) -> bool:
    return 2 <= int((_side(data) == 0).sum()) <= 6


EXERCISE = Exercise(
    "E6.2",
    "Useful points and runs",
    4,
    "calculate",
    (useful_points, runs),
    lambda seed: practice_wards(seed, salt=2),
    teachable=_has_points_on_line,
)
