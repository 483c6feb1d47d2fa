"""E7.7 “A limit beyond the possible”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer
from qilab.questions.series import FIRST_MONTH, exercise_rng, with_notes
from qilab.questions.units import PERCENT

from .headings import BEYOND, CALCULATE, CONTRAST
from .xmr import FACTOR, RANGE_LIMIT, mean_range, ranges_of, spread, values_of, xmr

MONTHS = 18
MOST = 100.0


def shares(seed: int | None) -> Iterator[pd.DataFrame]:
    """The percentage of patients whose risk of a clot was assessed at a made-up hospital: close to 100, month by month."""
    chance = exercise_rng(seed, 7, 7)
    while True:
        percent = np.minimum(chance.normal(96, 2.2, MONTHS), 99.5).round(1)
        month = pd.date_range(FIRST_MONTH, periods=MONTHS, freq="MS").as_unit("s")
        yield with_notes(pd.DataFrame({"month": month, "percent": percent}))


def _percent(data: pd.DataFrame) -> np.ndarray:
    return values_of(data, "percent")


def _upper(data: pd.DataFrame) -> float:
    return xmr(_percent(data))["upper"]


def _pair(worked_out: Callable, drawn: Callable) -> Callable[[pd.DataFrame], dict[str, float]]:
    return lambda data: {"worked_out": worked_out(data), "drawn": drawn(data)}


def _most(data: pd.DataFrame) -> float:
    return MOST


def _highest(data: pd.DataFrame) -> float:
    return float(_percent(data).max())


def _by_spread(data: pd.DataFrame) -> float:
    values = _percent(data)
    return float(values.mean() + 3 * spread(values))


def _three_ranges(data: pd.DataFrame) -> float:
    values = _percent(data)
    return float(values.mean() + 3 * mean_range(values))


def _over_months(data: pd.DataFrame) -> float:
    """The sum of the ranges divided by the number of months, which is one more than there are ranges."""
    values = _percent(data)
    return float(values.mean() + FACTOR * ranges_of(values).sum() / len(values))


def _trimmed(data: pd.DataFrame) -> float:
    """Worked out again without the three highest months."""
    values = _percent(data)
    return xmr(values[values < np.sort(values)[-3]])["upper"]


def _lower(data: pd.DataFrame) -> float:
    return xmr(_percent(data))["lower"]


beyond = Item(
    "m07.beyond_the_possible",
    ask="XmR chart of a percentage: give the upper limit by the formula, and the upper limit as drawn. "
    "Give both as percentages, to one decimal place. No moving range is large enough to be left out.",
    kind=FieldsAnswer(
        {
            "worked_out": NumberAnswer(PERCENT, tolerance=0.1, decimals=1),
            "drawn": NumberAnswer(PERCENT, tolerance=0.05, decimals=1),
        },
        {"worked_out": "upper limit by the formula", "drawn": "upper limit as drawn"},
    ),
    right=_pair(_upper, _most),
    mistakes=(
        Mistake(
            "an impossible limit drawn",
            _pair(_upper, _upper),
            "You drew the line where the formula puts it. No month can have more than 100%, so draw the line at 100, but keep the "
            "number that the formula gives.",
        ),
        Mistake(
            "the sum itself cut off",
            _pair(_most, _most),
            "You have the line in the right place. But the formula gives more than 100, and you need that number, because the rule “two of "
            "three” looks at points more than two thirds of the way to it.",
        ),
        Mistake(
            "trimmed until it fits",
            _pair(_trimmed, _trimmed),
            "You took out some high months, which brings the limit down. But those months happened. Leave the calculation alone, and draw "
            "the line at 100.",
            variants=(_pair(_trimmed, _most),),
        ),
        Mistake(
            "the highest month as the limit",
            _pair(_upper, _highest),
            "You took the highest month so far as a limit. By the formula it is mean + 2.66 × mean moving range. A future month could be higher "
            "than any so far, up to 100, so that is where the line is drawn.",
            variants=(_pair(_highest, _highest), _pair(_highest, _most)),
        ),
        Mistake(
            "three standard deviations",
            _pair(_by_spread, _most),
            "For the limit by the formula you went three standard deviations above the mean. On an XmR chart it is 2.66 mean moving ranges. "
            "The line itself is drawn at 100, and no higher.",
            variants=(_pair(_by_spread, _by_spread),),
        ),
        Mistake(
            "three mean ranges",
            _pair(_three_ranges, _most),
            "You have the line in the right place. For the limit by the formula you went three mean moving ranges above the mean, but the factor "
            "is 2.66.",
        ),
        Mistake(
            "divided by the number of months",
            _pair(_over_months, _most),
            "You have the line in the right place. For the mean moving range you divided by the number of months. There is one step "
            "fewer than there are months, so divide by the number of steps.",
        ),
        Mistake(
            "the lower limit",
            _pair(_lower, _lower),
            "That is the lower limit. A month could really get there, so it is drawn where the formula puts it. The question asks about the upper limit.",
        ),
    ),
    praise="Draw the line no further out than a month can go, but keep the number by the formula. The rule “two of three” still depends on it.",
    hints=(
        "Work out the upper limit as always. Then ask whether any month could ever get there.",
        "By the formula: mean + 2.66 × mean moving range. As drawn: that, or 100 if it is more.",
        "On other data: a mean of 97 and a mean moving range of 2 give 102.3 by the formula, so the line is drawn at 100.",
    ),
    outcome=CALCULATE,
    reread=BEYOND,
)

NEXT = ChoiceAnswer(
    {
        "other": "keep the chart, and look at the failures or at a p chart as well",
        "invalid": "throw the chart away, because it shows something impossible",
        "trim": "leave out the highest months until the limit is below 100",
        "below": "nothing, because an impossible limit does no harm on a chart",
    }
)

what_next = Item(
    "m07.better_chart",
    ask="A limit of an XmR chart lies beyond what is possible: above 100% or below 0. What is the best thing to do?",
    kind=NEXT,
    right=lambda _: "other",
    mistakes=(
        Mistake(
            "thrown away",
            lambda _: "invalid",
            "The chart still shows the level and any runs as it should. The formula does not know where a scale ends, "
            "so take that as a reason to look closer, not to look away.",
        ),
        Mistake(
            "trimmed",
            lambda _: "trim",
            "Those months happened. If you leave them out, the limits describe only the months that you picked.",
        ),
        Mistake(
            "a negative limit drawn",
            lambda _: "below",
            "A limit that no month can reach puzzles whoever reads the chart. No month has fewer than 0 events or more than 100%, so draw the line no further out than that.",
        ),
    ),
    praise="Close to 100% it is the failures that vary. Chart those, or use a p chart, whose limits take account of how many patients there "
    "were. The module “Choosing the chart” has more.",
    hints=(
        "Which of these changes the data, and which changes only how you look at the data?",
        "Close to 100%, what varies from month to month: the many that were done, or the few that were not?",
        "On other data: when 98 or 99 in 100 are done each month, chart the one or two that are not.",
    ),
    outcome=CONTRAST,
    reread=BEYOND,
)


def _just_above(data: pd.DataFrame) -> bool:
    """The upper limit lies between 100.5 and 106; nothing is screened."""
    steps = ranges_of(_percent(data))
    return bool(100.5 < _upper(data) < 106 and steps.max() < RANGE_LIMIT * steps.mean())


EXERCISE = Exercise(
    "E7.7", "A limit beyond the possible", 3, "calculate", (beyond, what_next), shares, teachable=_just_above
)
