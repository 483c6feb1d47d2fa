"""E7.1 “Limits”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, NumberAnswer
from qilab.questions.series import FIRST_MONTH, exercise_rng, with_notes

from .headings import CALCULATE, LIMITS, WHOSE
from .xmr import FACTOR, RANGE_LIMIT, mean_range, ranges_of, screened, spread, values_of, xmr

MONTHS = 15
STEP = NumberAnswer(tolerance=0.06, decimals=1)
LIMIT = NumberAnswer(tolerance=0.2, decimals=1)

# A published vector: the Making Data Count tools give 6.95 for its upper limit without screening and 4.60 with it.
VECTOR = (1, 2, 1, 2, 10, *(1, 2) * 6, 1)


def waits(seed: int | None) -> Iterator[pd.DataFrame]:
    """Days from referral to the first appointment at a made-up clinic, month by month; one month has no value."""
    chance = exercise_rng(seed, 7, 1)
    while True:
        days = chance.normal(42, 4.5, MONTHS).round().astype(int)
        month = pd.date_range(FIRST_MONTH, periods=MONTHS, freq="MS").as_unit("s")
        frame = pd.DataFrame({"month": month, "days": pd.array(days, dtype="Int64")})
        frame.loc[int(chance.integers(4, MONTHS - 4)), "days"] = pd.NA
        yield with_notes(frame)


def _days(data: pd.DataFrame) -> np.ndarray:
    return values_of(data, "days")


def _right(data: pd.DataFrame) -> dict[str, float]:
    return xmr(_days(data))


def _reaching(reach):
    """The right mean moving range, and limits that lie another way off: `reach` of the values, in their unit."""
    return lambda data: xmr(_days(data), reach(_days(data)))


def _with_range(step):
    """Limits from another mean moving range: `step` of the values."""

    def value(data: pd.DataFrame) -> dict[str, float]:
        found = step(_days(data))
        return xmr(_days(data), FACTOR * found) | {"mean_range": found}

    return value


def _over_gap(values: np.ndarray) -> float:
    return mean_range(values[~np.isnan(values)])


def _over(values: np.ndarray, fewer: int) -> float:
    """Sum of the ranges divided by a number of values: all of them, or those that exist."""
    return float(np.nansum(ranges_of(values)) / fewer)


def _signed(gap: bool = False, turned: bool = True):
    """Steps with their signs, which nearly cancel. gap: one of them reaches across the empty month. turned: are the limits left
    as the sum gives them (the wrong way round, if the mean is below 0)?"""

    def value(data: pd.DataFrame) -> dict[str, float]:
        days = _days(data)
        step = float(np.nanmean(np.diff(days[~np.isnan(days)] if gap else days)))
        reach = FACTOR * (step if turned else abs(step))
        return xmr(days, reach) | {"mean_range": step}

    return value


def _median_range(values: np.ndarray) -> float:
    return float(np.nanmedian(ranges_of(values)))


limits = Item(
    "m07.limits",
    ask="XmR chart: work out the mean moving range, the lower limit and the upper limit. The month without a value is left "
    "out of the mean, and there is no step to it, from it or across it. Give one decimal place each. No moving range here is "
    "large enough for any tool to leave it out.",
    kind=FieldsAnswer(
        {"mean_range": STEP, "lower": LIMIT, "upper": LIMIT},
        {"mean_range": "mean moving range", "lower": "lower limit", "upper": "upper limit"},
    ),
    right=_right,
    mistakes=(
        Mistake(
            "three standard deviations",
            _reaching(lambda v: 3 * spread(v)),
            "Your limits lie three standard deviations of all the values from the mean. If the level has moved, that "
            "spread grows with the very shift you are looking for. The moving range compares only neighbours, so the limits lie 2.66 × its mean away.",
            variants=(_reaching(lambda v: 3 * float(np.nanstd(v))),),
        ),
        Mistake(
            "two standard deviations",
            _reaching(lambda v: 2 * spread(v)),
            "Your limits lie two standard deviations from the mean. They would call about one ordinary month in twenty "
            "special. On an XmR chart the limits lie 2.66 mean moving ranges from the mean.",
        ),
        Mistake(
            "divided by the number of months",
            _with_range(lambda v: _over(v, len(v))),
            "You divided the sum of the moving ranges by 15 or by 14. There are only twelve of them, because each needs two "
            "neighbouring months that both have a value. Divide by twelve.",
            variants=(
                _with_range(lambda v: _over(v, int((~np.isnan(v)).sum()))),
                _with_range(lambda v: _over(v, len(v) - 1)),
            ),
        ),
        Mistake(
            "the factor for moving ranges",
            _reaching(lambda v: RANGE_LIMIT * mean_range(v)),
            "You multiplied by 3.267. That is the factor for the chart of the moving ranges themselves. For the values it "
            "is 2.66.",
        ),
        Mistake(
            "three mean ranges",
            _reaching(lambda v: 3 * mean_range(v)),
            "You multiplied the mean moving range by 3. A range involves two months, so on average it is larger than sigma. That "
            "is why three sigma make only 2.66 mean ranges.",
        ),
        Mistake(
            "a range across the gap",
            _with_range(_over_gap),
            "One of your steps reaches across the month without a value. The months before and after it are not "
            "neighbours, so there is no moving range between them. Leave it out.",
        ),
        Mistake(
            "the empty month taken as 0",
            lambda d: xmr(np.nan_to_num(_days(d))),
            "You counted the empty month as 0 days. Nobody knows what its value would have been, so leave it out of the mean, and leave out the "
            "steps to it and from it.",
        ),
        Mistake(
            "steps with their signs",
            _signed(),
            "You kept the signs of the steps, so the ups and downs nearly cancelled out. Take each step without its sign.",
            variants=(_signed(turned=False), _signed(gap=True), _signed(gap=True, turned=False)),
        ),
        Mistake(
            "no factor at all",
            _reaching(lambda v: mean_range(v)),
            "Your limits lie one mean moving range from the mean. That is an ordinary step, and ordinary months often lie further out. "
            "Multiply the mean moving range by 2.66 first.",
        ),
        Mistake(
            "median of the ranges",
            _with_range(_median_range),
            "You took the median of the moving ranges. The factor 2.66 belongs to their mean. (There is a version with the "
            "median, and its factor is 3.145.)",
        ),
        Mistake(
            "the factor on the standard deviation",
            _reaching(lambda v: FACTOR * spread(v)),
            "You multiplied the standard deviation by 2.66. That factor belongs to the mean moving range, which is usually larger "
            "than the standard deviation.",
        ),
        Mistake(
            "lowest and highest month",
            lambda d: _right(d) | {"lower": float(np.nanmin(_days(d))), "upper": float(np.nanmax(_days(d)))},
            "Those are the lowest and the highest month so far. Limits show how far luck can move a month, and in "
            "only fifteen months it seldom moves one that far.",
        ),
    ),
    praise="The limits come from the steps between neighbours, so a shift in level hardly widens them. That is why an XmR "
    "chart uses the moving range, and not the spread of all values.",
    hints=(
        "Write down the size of each step from one month to the next, without its sign. There is no step on either side of the empty month.",
        "Mean moving range = sum of the steps ÷ number of steps. Limits = mean of the months ± 2.66 × mean moving range.",
        "On other data: the steps of 10, 14, 12, missing, 13, 15 are 4, 2 and 2, so the mean moving range is 2.7. The mean is "
        "12.8, and the limits are 12.8 ± 7.1, which makes 5.7 and 19.9.",
    ),
    outcome=CALCULATE,
    reread=LIMITS,
    points=2,
)


def _uppers(excel: float, r: float):
    return lambda _: {"excel": excel, "r": r}


_PLAIN, _SCREENED = xmr(VECTOR)["upper"], screened(VECTOR)["upper"]
_TIDIED = xmr([v for v in VECTOR if v != max(VECTOR)])["upper"]
_STEP, _SCREENED_STEP = xmr(VECTOR)["mean_range"], screened(VECTOR)["mean_range"]
_MEAN = float(np.mean(VECTOR))

screening = Item(
    "m07.screening",
    ask="A made-up count over eighteen weeks starts 1, 2, 1, 2, 10 and then alternates between 1 and 2 up to the last week, which is 1. What "
    "is the upper limit of the XmR chart in a tool that keeps every moving range, as the Excel workbook does? And what is it in one "
    "that works out the mean range, leaves out every range of 3.267 times that mean or more, and stops there, as the R package does? Give two decimal places.",
    kind=FieldsAnswer(
        {"excel": NumberAnswer(tolerance=0.03, decimals=2), "r": NumberAnswer(tolerance=0.03, decimals=2)},
        {"excel": "Excel workbook", "r": "R package"},
    ),
    right=_uppers(_PLAIN, _SCREENED),
    mistakes=(
        Mistake(
            "the two tools swapped",
            _uppers(_SCREENED, _PLAIN),
            "Both numbers are right, but they are the wrong way round. Leaving large ranges out makes the limits narrower, and the "
            "R package is the tool that leaves them out.",
        ),
        Mistake(
            "one limit for both tools",
            _uppers(_PLAIN, _PLAIN),
            "You gave the same limit for both tools. The week with 10 makes two large ranges, 8 and 9. The R package leaves both out, so "
            "its limit is lower.",
            variants=(_uppers(_SCREENED, _SCREENED),),
        ),
        Mistake(
            "the week taken out as well",
            _uppers(_PLAIN, _TIDIED),
            "For R you took the week with 10 out of the data. Screening leaves out only the large ranges, and the week "
            "itself stays in the mean.",
        ),
        Mistake(
            "three mean ranges",
            _uppers(_MEAN + 3 * _STEP, _MEAN + 3 * _SCREENED_STEP),
            "You went three mean ranges above the mean. The factor for an XmR chart is 2.66, which turns a mean range into three "
            "sigma.",
        ),
        Mistake(
            "the lower limits",
            _uppers(xmr(VECTOR)["lower"], screened(VECTOR)["lower"]),
            "Those are the lower limits. The upper one lies as far above the mean as the lower one lies below it.",
        ),
        Mistake(
            "the mean ranges",
            _uppers(_STEP, _SCREENED_STEP),
            "Those are the two mean ranges. There is one more step to do: the upper limit is mean + 2.66 × mean range.",
        ),
        Mistake(
            "the limits of the ranges",
            _uppers(RANGE_LIMIT * _STEP, RANGE_LIMIT * _SCREENED_STEP),
            "You multiplied the mean ranges by 3.267. That is the limit for a single range. The limit for the weeks is mean + 2.66 × "
            "mean range.",
        ),
        Mistake(
            "standard deviations",
            _uppers(_MEAN + 3 * spread(VECTOR), _SCREENED),
            "Your first limit is the mean plus three standard deviations. One odd week makes the standard deviation much larger. Use "
            "2.66 × the mean moving range.",
        ),
        Mistake(
            "only one of the two ranges left out",
            _uppers(
                _PLAIN,
                float(_MEAN + FACTOR * np.mean([r for r in ranges_of(VECTOR) if r < 9])),
            ),
            "For R you left out one range. The odd week makes two large ones, the step up to it and the step down. Compare both with "
            "3.267 times the mean range.",
            variants=(
                _uppers(
                    _PLAIN,
                    float(_MEAN + FACTOR * np.mean([r for r in ranges_of(VECTOR) if r != 8])),
                ),
            ),
        ),
    ),
    praise="Each tool is right by its own rule. When the large ranges are left out, an odd week stands out more clearly. So write on the "
    "chart which tool made it.",
    hints=(
        "There are seventeen steps. All but two of them are 1. How large are the other two?",
        "Upper limit = mean + 2.66 × mean range. For R, work out the mean range and cross out each range that is at least 3.267 "
        "times as large. Then take the mean of the ranges that are left.",
        "On other data: with the ranges 1, 1, 1, 1 and 11 the mean range is 3, and 3.267 × 3 is 9.8. The range of 11 is left "
        "out, and the mean range becomes 1.",
    ),
    outcome=CALCULATE,
    reread=WHOSE,
)


def _nothing_to_screen(data: pd.DataFrame) -> bool:
    """No range is so large that a tool would leave it out, and no limit is below 0."""
    days = _days(data)
    steps = ranges_of(days)
    return bool(np.nanmax(steps) < RANGE_LIMIT * np.nanmean(steps) and xmr(days)["lower"] > 5)


EXERCISE = Exercise(
    "E7.1", "Limits", 6, "calculate", (limits, screening), waits, teachable=_nothing_to_screen
)
