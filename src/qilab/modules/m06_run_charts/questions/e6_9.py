"""E6.9 “One point far off”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.spc.rules import RUN_CHART
from qilab.methods.spc.runs import run_chart_analysis
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer
from qilab.questions.series import exercise_rng, practice_ward

from .headings import APPLY, FAR

MONTHS = 24
WARDS = ("Rowan", "Willow")

WARD = ChoiceAnswer(
    {
        "rowan": "on Rowan alone",
        "willow": "on Willow alone",
        "both": "on both: each has a highest point",
        "neither": "on neither: no formula says so",
    }
)
FIRST = ChoiceAnswer(
    {
        "check": "check whether the number is right, then ask what happened",
        "leave": "nothing: one point is never a signal",
        "take_out": "take the point out, so that the chart looks as it should",
        "line": "work out the centre line again, with that point in it",
    }
)


def two_wards(seed: int | None) -> Iterator[pd.DataFrame]:
    """Falls a month on two made-up wards: columns month, Rowan, Willow. One of them has a month far off."""
    chance = exercise_rng(seed, 6, 9)
    while True:
        counts = chance.poisson((7, 9), (MONTHS, 2))
        far = int(chance.integers(2))
        counts[int(chance.integers(4, MONTHS - 3)), far] = int(chance.integers(28, 36))
        frame = practice_ward(counts[:, 0], name="practice ward").rename(columns={"falls": WARDS[0]})
        yield frame.assign(**{WARDS[1]: counts[:, 1]})


def _far(data: pd.DataFrame) -> str:
    """The ward whose highest month is more than twice its second highest."""
    top = np.sort(data[list(WARDS)].to_numpy(), axis=0)[-2:]
    return WARDS[int((top[1] / top[0]).argmax())].lower()


def _other(data: pd.DataFrame) -> str:
    return next(ward.lower() for ward in WARDS if ward.lower() != _far(data))


def _said(ward, first: str):
    return lambda d: {"ward": ward(d), "first": first}


def _any_first(ward):
    return tuple(_said(ward, first) for first in FIRST.options)


def _wrong_ward(name: str, ward, message: str) -> Mistake:
    first, *others = _any_first(ward)
    return Mistake(name, first, message, variants=tuple(others))


one_point = Item(
    "m06.one_point_far_off",
    ask="Run chart rules: where would you call a point astronomical, that is, so far from all the others that anybody who knows "
    "the ward would call it unusual (ward)? And what do you do first (first)?",
    kind=FieldsAnswer({"ward": WARD, "first": FIRST}),
    rules=RUN_CHART,
    right=_said(_far, "check"),
    mistakes=(
        _wrong_ward(
            "the highest point of an ordinary ward",
            _other,
            "That ward has a highest month, as every ward does. Another of its months is as high, or nearly as "
            "high, so no point is far off. Look at the other chart.",
        ),
        _wrong_ward(
            "every highest point",
            lambda _: "both",
            "Each chart has a highest point, and that alone is not a signal. How far is each from the next highest? "
            "On one of the two wards there is another month that is as high, or nearly as high.",
        ),
        _wrong_ward(
            "no formula, so no signal",
            lambda _: "neither",
            "It is true that this rule has no formula: it is a matter of judgement. But you can still judge. One "
            "of these points is more than twice as high as any other month on its ward.",
        ),
        Mistake(
            "one point never counts",
            _said(_far, "leave"),
            "The ward is right. One point cannot be a shift or a trend, but a point that far off is the fourth "
            "signal of these rules: "
            "look into it soon, and kindly.",
        ),
        Mistake(
            "tidied away",
            _said(_far, "take_out"),
            "The ward is right. Take nothing out before you know what it is. If the number was wrong, put it right "
            "and say so; if it was right, it may be the point on the chart that teaches you most.",
        ),
        Mistake(
            "the line moved instead",
            _said(_far, "line"),
            "The ward is right. One point hardly moves the median, and moving the line would not explain the point. "
            "First find out "
            "whether the number is right.",
        ),
    ),
    praise="That point is more than twice as high as any other on its ward, so it is fair to call it astronomical. This is a judgement, so say who made it. Before anything else, ask whether the number is right, because two months added together can look just like this.",
    hints=(
        "On each chart, put one finger on the highest month and another on the second highest. How far apart are "
        "they in height?",
        "Astronomical: so far off that people who know the ward agree without a rule. First check the number, then ask.",
        "On other data: with months between 3 and 8 and one of 25, that one is far off. With months between 3 and 8 "
        "and one of 10, none is far off.",
    ),
    outcome=APPLY,
    reread=FAR,
)


def _one_stands_apart(data: pd.DataFrame) -> bool:
    """One ward's top month is more than twice the next; the other's is within two of the next and has company; no other rule
    is met on either."""
    values = data[list(WARDS)].to_numpy(dtype=float).T
    tops = np.sort(values, axis=1)[:, -2:]
    far, near = (tops[:, 1] / tops[:, 0] > 2), (tops[:, 1] - tops[:, 0] <= 2)
    quiet = not any(run_chart_analysis(series).signal for series in values)
    return bool(quiet and far.sum() == 1 and near[~far].all() and values.min() > 0)


EXERCISE = Exercise(
    "E6.9", "One point far off", 2, "spot the signal", (one_point,), two_wards, teachable=_one_stands_apart
)
