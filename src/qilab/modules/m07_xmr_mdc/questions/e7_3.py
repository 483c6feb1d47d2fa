"""E7.3 “A frozen baseline”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.spc.control import spc
from qilab.methods.spc.rules import MDC
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, NumberAnswer, YesNoAnswer
from qilab.questions.series import FIRST_MONTH, exercise_rng, with_notes

from .headings import DECIDE, FREEZE
from .xmr import BASELINE, RANGE_LIMIT, mean_range, ranges_of, spread, values_of, xmr

MONTHS = 24
LIMIT = NumberAnswer(tolerance=0.2, decimals=1)


def minutes(seed: int | None) -> Iterator[pd.DataFrame]:
    """Minutes from arrival to the first painkiller at a made-up unit: a year as it was, and a year after a change."""
    chance = exercise_rng(seed, 7, 3)
    while True:
        size = chance.uniform(1.1, 1.8)
        values = chance.normal(60, 7, MONTHS) - 7 * size * (np.arange(MONTHS) >= BASELINE)
        month = pd.date_range(FIRST_MONTH, periods=MONTHS, freq="MS").as_unit("s")
        yield with_notes(pd.DataFrame({"month": month, "minutes": values.round().astype(int)}))


def _values(data: pd.DataFrame) -> np.ndarray:
    return values_of(data, "minutes")


def _answer(data: pd.DataFrame, part: slice, signal: bool = True) -> dict:
    """Limits from a part of the months, and what is said of the later year."""
    found = xmr(_values(data)[part])
    return {"lower": found["lower"], "upper": found["upper"], "signal": signal}


def _with_spread(data: pd.DataFrame) -> dict:
    values = _values(data)[:BASELINE]
    found = xmr(values, 3 * spread(values))
    return {"lower": found["lower"], "upper": found["upper"], "signal": True}


def _narrowest(data: pd.DataFrame) -> slice:
    """The twelve months in a row that give the narrowest limits: a baseline chosen after seeing the result."""
    values = _values(data)
    starts = range(1, MONTHS - BASELINE)
    best = min(starts, key=lambda s: mean_range(values[s : s + BASELINE]))
    return slice(best, best + BASELINE)


frozen = Item(
    "m07.frozen_baseline",
    ask="Making Data Count rules, XmR chart: freeze the limits on the first 12 months and carry them forward to all the others. What are the lower limit "
    "and the upper limit, to one decimal place? Is there special cause in the later 12 months?",
    kind=FieldsAnswer(
        {"lower": LIMIT, "upper": LIMIT, "signal": YesNoAnswer()},
        {"lower": "lower limit", "upper": "upper limit", "signal": "special cause in the later 12 months"},
    ),
    rules=MDC,
    right=lambda d: _answer(d, slice(0, BASELINE)),
    mistakes=(
        Mistake(
            "limits from all 24 months",
            lambda d: _answer(d, slice(None), signal=False),
            "Your limits are worked out from all 24 months. The later year has pulled the mean towards itself, so the change can "
            "hide inside limits that it helped to make. Use the first 12 months only.",
            variants=(lambda d: _answer(d, slice(None), signal=True),),
        ),
        Mistake(
            "the latest twelve months",
            lambda d: _answer(d, slice(-BASELINE, None), signal=False),
            "Your limits come from the latest 12 months, as if they were worked out afresh with each new point. When limits "
            "follow the data, a change can hide. Freeze them on the first 12.",
            variants=(lambda d: _answer(d, slice(-BASELINE, None), signal=True),),
        ),
        Mistake(
            "a baseline chosen afterwards",
            lambda d: _answer(d, _narrowest(d), signal=True),
            "Your limits come from a different run of twelve months. Anyone who picks the "
            "baseline after seeing the result can pick the verdict as well. Decide first, and say why. Here the baseline is the first 12 months.",
            variants=(lambda d: _answer(d, _narrowest(d), signal=False),),
        ),
        Mistake(
            "standard deviations of the baseline",
            _with_spread,
            "You have the right twelve months, but your limits are three standard deviations from the mean. On an XmR chart they are 2.66 "
            "mean moving ranges from it.",
        ),
        Mistake(
            "the baseline right, the signal missed",
            lambda d: _answer(d, slice(0, BASELINE), signal=False),
            "Your limits are right. Look along the later year once more. Are there seven in a row on one side, a month outside the limits, or two of three "
            "near one limit?",
        ),
        Mistake(
            "a year of eleven or thirteen months",
            lambda d: _answer(d, slice(0, BASELINE + 1)),
            "You took eleven months, or thirteen. The baseline is the first 12 months, which are the whole year before the change and none of "
            "the months after it.",
            variants=(lambda d: _answer(d, slice(0, BASELINE - 1)),),
        ),
    ),
    praise="Compared with the year before, the later year shows special cause. Compared with limits from all 24 months it shows "
    "none at all. The data are the same, but you are comparing them with something different.",
    hints=(
        "Cover the later year with your hand. Everything you need for the limits is in the months that you can still see.",
        "Mean and mean moving range of the first 12 months; limits = mean ± 2.66 × mean moving range. Then take your hand away and look for each rule in turn.",
        "On other data: a first year with mean 30 and mean moving range 5 has limits 16.7 and 43.3, whatever comes later.",
    ),
    outcome=DECIDE,
    reread=FREEZE,
    points=2,
)


def _hidden_unless_frozen(data: pd.DataFrame) -> bool:
    """Frozen, the later year has a signal and the first none; from all 24 months there is none. Nothing is
    screened, of the first year or of both."""
    values = _values(data)
    for months in (values[:BASELINE], values):
        steps = ranges_of(months)
        if steps.max() >= RANGE_LIMIT * steps.mean():
            return False
    held = spc(data, "i", y="minutes", freeze=BASELINE, rules=MDC).points["rule"].notna().to_numpy()
    floating = spc(data, "i", y="minutes", screen=False, rules=MDC).points["rule"].notna().to_numpy()
    return bool(held[BASELINE:].any() and not held[:BASELINE].any() and not floating.any())


EXERCISE = Exercise(
    "E7.3", "A frozen baseline", 5, "fill the blank", (frozen,), minutes, teachable=_hidden_unless_frozen
)
