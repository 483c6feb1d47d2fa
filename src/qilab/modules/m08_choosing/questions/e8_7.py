"""E8.7 “The g chart”: its question, right answer, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator
from math import log, sqrt

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import PLOT, RARE
from .limits import LABELS, MADE_UP, as_column, xmr

_CASES = NumberAnswer(tolerance=0.06, decimals=1)


def _gaps(data: pd.DataFrame) -> np.ndarray:
    return as_column(data, "admissions_between")


def g_limits(gaps: np.ndarray, *, sigmas: float = 3, level: float | None = None) -> dict[str, float]:
    """Mean, centre line (the median) and limits of a g chart, in cases; level: a number in place of the mean."""
    mean = float(gaps.mean()) if level is None else level
    half = sigmas * sqrt(mean * (mean + 1))
    return {
        "mean": mean,
        "centre": float(np.median(gaps)),
        "lower": max(0.0, mean - half),
        "upper": mean + half,
    }


def _as_counts(data: pd.DataFrame) -> dict[str, float]:
    right = g_limits(_gaps(data))
    half = 3 * sqrt(right["mean"])
    return {**right, "lower": max(0.0, right["mean"] - half), "upper": right["mean"] + half}


def _below_zero(data: pd.DataFrame) -> dict[str, float]:
    right = g_limits(_gaps(data))
    return {**right, "lower": 2 * right["mean"] - right["upper"]}


def _about_the_median(data: pd.DataFrame) -> dict[str, float]:
    """Three sigma from the mean, but laid about the median."""
    right = g_limits(_gaps(data))
    return {**right, "upper": right["upper"] - right["mean"] + right["centre"]}


def _from_ranges(data: pd.DataFrame) -> dict[str, float]:
    mean, half = xmr(_gaps(data))
    return {**g_limits(_gaps(data)), "lower": max(0.0, mean - half), "upper": mean + half}


g_chart = Item(
    "m08.g_chart",
    ask="Work out the g chart: the mean gap, the centre line as it is drawn, and the lower limit and upper limit. "
    "Give numbers of admissions, to one decimal place. Use three sigma.",
    kind=FieldsAnswer(
        {"mean": _CASES, "centre": _CASES, "lower": _CASES, "upper": _CASES}, {"mean": "mean gap", **LABELS}
    ),
    right=lambda d: g_limits(_gaps(d)),
    points=2,
    mistakes=(
        Mistake(
            "root of the mean alone",
            _as_counts,
            "You took three times the root of the mean, as for a count on a c chart. Gaps vary far more than that, and some can be "
            "very long. Sigma here is the root of mean × (mean + 1).",
        ),
        Mistake(
            "mean as the centre line",
            lambda d: {**g_limits(_gaps(d)), "centre": float(_gaps(d).mean())},
            "The limits are right. But a few long gaps pull the mean up, so by luck alone well over half of the gaps lie below it, and "
            "a rule such as “seven in a row on one side” would give false alarms. Draw the median as the centre line.",
        ),
        Mistake(
            "the median that chance would give",
            lambda d: {**g_limits(_gaps(d)), "centre": log(2) * float(_gaps(d).mean())},
            "Your centre line is 0.693 × the mean. That is about where the median would lie if only luck were at work, and some tools draw the line "
            "there. In this course the line is drawn at the median of the gaps themselves. Put them in order and take the middle.",
        ),
        Mistake(
            "a lower limit below zero",
            _below_zero,
            "Everything is right except the lower limit. It comes out below zero, but no gap can be shorter than 0, so it stops at 0. That "
            "also means that no single short gap can be a signal on this chart.",
        ),
        Mistake(
            "limits about the median",
            lambda d: {
                **g_limits(_gaps(d), level=float(np.median(_gaps(d)))),
                "mean": float(_gaps(d).mean()),
            },
            "You built the limits around the median. The median is only the line that is drawn. The formula for the limits uses the mean.",
            variants=(_about_the_median,),
        ),
        Mistake(
            "limits from moving ranges",
            _from_ranges,
            "Those are the limits of an I chart, which expects values that spread evenly to both sides. Gaps are lopsided: most are "
            "short, and a few are very long. Use the root of mean × (mean + 1).",
        ),
        Mistake(
            "two sigma",
            lambda d: g_limits(_gaps(d), sigmas=2),
            "Those limits lie two sigma from the mean. By luck alone about one gap in twenty is longer than that. Control limits are three sigma away.",
        ),
        Mistake(
            "multiplied without the one",
            lambda d: {**g_limits(_gaps(d)), "upper": 4 * float(_gaps(d).mean())},
            "You took the root of mean × mean, which is only the mean. It should be the root of mean × (mean + 1), which is close but not the same.",
        ),
    ),
    praise="The limits come from the mean, the centre line is the median, and nothing goes below zero. On a g chart a point above the upper limit is "
    "good news.",
    hints=(
        "You need two kinds of average here: the mean goes into the formula, and the median is drawn.",
        "The upper limit is mean + 3 × √(mean × (mean + 1)). The lower limit is the mean minus the same amount, or 0 if that is below zero. The centre line is the median.",
        "On other data: with a mean of 5 the upper limit is 5 + 3 × √(5 × 6) = 21.4, and the lower one is 0.",
    ),
    outcome=PLOT,
    reread=RARE,
)


def _rows(seed: int | None) -> Iterator[pd.DataFrame]:
    """Some twenty gaps, in admissions, between falls with harm on a made-up unit."""
    rng = exercise_rng(seed, 8, 7)
    while True:
        k = int(rng.integers(18, 25))
        gaps = rng.geometric(1 / rng.uniform(12, 26), k) - 1
        yield with_notes(
            pd.DataFrame({"gap": range(1, k + 1), "admissions_between": gaps}),
            ward="made-up unit",
            note=MADE_UP,
        )


def _mean_apart(data: pd.DataFrame) -> bool:
    """Mean and median clearly apart: which of them goes where must be seen in the answer."""
    gaps = _gaps(data)
    return bool(gaps.mean() - np.median(gaps) > 1 and gaps.mean() > 8)


EXERCISE = Exercise("E8.7", "The g chart", 4, "fix the bug", (g_chart,), _rows, teachable=_mean_apart)
