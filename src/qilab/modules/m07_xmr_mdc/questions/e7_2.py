"""E7.2 “Special points”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from qilab.methods.spc.control import spc
from qilab.methods.spc.rules import MDC, MDC_SIX, RuleSet
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, MonthsAnswer
from qilab.questions.series import FIRST_MONTH, exercise_rng, with_notes

from .headings import ICONS, IDENTIFY, RULES
from .xmr import BASELINE, FACTOR, mean_range, months_where, values_of

MIDDLE = 50  # of the baseline, exactly: so that a point can lie on the mean
# Stretches to be found or passed by, in distances from the mean (a third of the way to a limit is 1).
_ON_THE_MEAN = (0.6, 0.9, 0.4, 0.0, 0.7, 0.5, 1.1, 0.3)  # seven above, but the one on the mean parts them
_SEVEN = (-0.5, -0.9, -0.3, -1.1, -0.6, -0.8, -0.4)
_SIX = (0.5, 0.8, 0.3, 3.6, 0.6, 0.4)  # one of them outside the limits
_TWO_SIDES = (2.4, -2.5)
_ONE_SIDE = (-2.4, -0.4, -2.5)
PIECES = (_ON_THE_MEAN, _SEVEN, _SIX, _TWO_SIDES, _ONE_SIDE)
MONTHS = 40  # at most: as many rows as a printed table has


def _days(data: pd.DataFrame) -> np.ndarray:
    return values_of(data, "days")


def sigma(values: np.ndarray) -> float:
    """A third of the way from the mean to a limit, from the baseline."""
    return FACTOR * mean_range(values[:BASELINE]) / 3


def calls(seed: int | None) -> Iterator[pd.DataFrame]:
    """Days that reports wait for a signature at a made-up clinic: a quiet year with the mean 50, then the stretches above in
    some order, parted by a month on the other side where two of one side would meet."""
    chance = exercise_rng(seed, 7, 2)
    while True:
        half = chance.integers(2, 13, BASELINE // 2)
        year = MIDDLE + chance.permutation([*half, *-half])  # as far above as below: the mean is exact
        step = sigma(year)
        away: list[float] = []
        for at in chance.permutation(len(PIECES)):
            before = away[-1] if away else year[-1] - MIDDLE
            if before * PIECES[at][0] >= 0:
                away.append(-np.sign(PIECES[at][0]) * chance.uniform(0.3, 0.9))
            away += PIECES[at]
        if not 5 <= step <= 12 or len(away) > MONTHS - BASELINE:
            continue
        values = np.r_[year, MIDDLE + np.round(np.asarray(away) * step)].astype(int)
        month = pd.date_range(FIRST_MONTH, periods=len(values), freq="MS").as_unit("s")
        yield with_notes(pd.DataFrame({"month": month, "days": values}))


def marks(data: pd.DataFrame, rules: RuleSet = MDC) -> np.ndarray:
    """True on each point that a rule set marks, with limits from the first 12 points."""
    found = spc(data, "i", y="days", freeze=BASELINE, screen=False, rules=rules)
    return found.points["rule"].notna().to_numpy()


def _marked(rules: RuleSet):
    return lambda data: months_where(data, marks(data, rules))


def _both_sides(data: pd.DataFrame) -> frozenset[pd.Period]:
    """Two of three beyond two thirds of the way on either side, the fault that the R package once had."""
    days = _days(data)
    away = np.abs(days - MIDDLE) / sigma(days)
    far = (away > 2) & (away <= 3)
    extra = np.zeros(len(days), dtype=bool)
    for i in range(len(days) - 2):
        if far[i : i + 3].sum() >= 2:
            extra[i : i + 3] |= far[i : i + 3]
    return months_where(data, marks(data) | extra)


def _seventh_only(data: pd.DataFrame) -> frozenset[pd.Period]:
    """Of a shift, only the point at which the rule is met; all else as it should be."""
    shift = spc(data, "i", y="days", freeze=BASELINE, screen=False, rules=replace(MDC, trend=None)).broken[
        "shift"
    ]
    met = shift != 0
    keep, count = np.zeros(len(met), dtype=bool), 0
    for i, hit in enumerate(met):
        count = count + 1 if hit else 0
        keep[i] = count == MDC.shift
    return months_where(data, (marks(data) & ~met) | keep | marks(data, _WITHOUT_SHIFT))


def _whole_windows(data: pd.DataFrame) -> frozenset[pd.Period]:
    """All three points of each “two of three”, the one in between as well."""
    pair = spc(data, "i", y="days", freeze=BASELINE, screen=False).broken["two_of_three"] != 0
    wide = pair.copy()
    for i in range(1, len(pair) - 1):
        wide[i] |= pair[i - 1] and pair[i + 1]
    return months_where(data, marks(data) | wide)


_WITHOUT_SHIFT = replace(MDC, shift=None)
_WITHOUT_PAIR = replace(MDC, two_of_three=None)
_LIMITS_ONLY = replace(MDC, shift=None, trend=None, two_of_three=None)

special = Item(
    "m07.special_points",
    ask="Making Data Count rules, as in the R package (7 on one side, 7 rising or falling, 2 of 3 beyond two thirds of the way to a "
    "limit, and outside the limits): which months show special cause? The mean and the limits are frozen on the first 12 "
    "months. Give all the months of each signal.",
    kind=MonthsAnswer(),
    rules=MDC,
    right=_marked(MDC),
    mistakes=(
        Mistake(
            "two of three on opposite sides",
            _both_sides,
            "Your months include two that lie far out on opposite sides of the mean. The rule asks for two of three on the same side. One far "
            "up and one far down may look wild, but they do not point to one cause. (The R package once had this very fault.)",
        ),
        Mistake(
            "a point on the mean counted into the seven",
            _marked(replace(MDC, on_line="skip")),
            "You skipped a point on the mean, as on a run chart. In the R package for Making Data Count, a point exactly on "
            "the mean ends the run, so start counting again after it.",
        ),
        Mistake(
            "only the seventh point",
            _seventh_only,
            "From the shift you gave only the month that completes the seven in a row. All seven belong to the shift, and the first of them "
            "is the nearest to the cause.",
        ),
        Mistake(
            "six in a row",
            _marked(MDC_SIX),
            "You counted six in a row as a shift. That is the run chart rule, and the Excel workbook lets you choose it. "
            "Here it is seven.",
        ),
        Mistake(
            "the point in between marked too",
            _whole_windows,
            "You marked all three points of a “two of three”. Only the two far points show the signal; the one between them is "
            "ordinary.",
        ),
        Mistake(
            "two of three left out",
            _marked(_WITHOUT_PAIR),
            "Two months that lie close together are missing. Neither is outside a limit, but both lie more than two "
            "thirds of the way to the same one. That is the rule “two of three”.",
        ),
        Mistake(
            "every later month",
            lambda d: months_where(d, np.arange(len(d)) >= BASELINE),
            "You gave every month after the baseline. Many of them are ordinary, so give only the months that are part of a signal.",
        ),
        Mistake(
            "the limits alone",
            _marked(_LIMITS_ONLY),
            "You looked only at the limits. Making Data Count has three more rules: seven on one side, seven rising or "
            "falling, and two of three near one limit.",
        ),
        Mistake(
            "the shift left out",
            _marked(_WITHOUT_SHIFT),
            "You found the months that lie far out. Now look for a quieter signal: seven months in a row on one side of the mean, "
            "none of them far from it.",
        ),
    ),
    praise="All of these are signals by this rule set: the month outside, the two near one limit and the seven in a row. "
    "Six in a row, seven with one on the mean, and two far out on opposite sides are not.",
    hints=(
        "Go along the chart three times. Look first for points outside the limits, then for seven in a row, and then for pairs close to one limit.",
        "A point on the mean ends a run. Two of three: both beyond two thirds of the way to the same limit, and all three on "
        "that side of the mean.",
        "On other data with a mean of 20 and limits of 8 and 32, the lines two thirds of the way lie at 12 and 28. There 29, 24, 30 is a signal of two "
        "months, but 29, 24, 11 is not a signal.",
    ),
    outcome=IDENTIFY,
    reread=RULES,
    points=2,
)

TREND = ChoiceAnswer(
    {
        "all": "all seven are improvement, because the trend goes the right way",
        "side": "the three below the mean are concern, the four above are improvement",
        "last": "only the last is improvement, because the rule is met there",
        "none": "none is special, because the trend crosses the mean",
    }
)

trend_colour = Item(
    "m07.trend_colour",
    ask="Making Data Count rules: a rate for which higher is better rises seven months in a row. The first three of these "
    "months lie below the mean, the last four above it. No other rule is met. How are the seven coloured?",
    kind=TREND,
    rules=MDC,
    right=lambda _: "all",
    mistakes=(
        Mistake(
            "coloured by the side of the mean",
            lambda _: "side",
            "A trend is coloured by its direction, not by the side of the mean on which a point lies. All seven belong to "
            "one rise. (The R package once had this fault.)",
        ),
        Mistake(
            "only the seventh of a trend",
            lambda _: "last",
            "The rule is met at the seventh point, but all seven are part of the trend and are coloured together.",
        ),
        Mistake(
            "a trend ended by the mean",
            lambda _: "none",
            "The mean makes no difference to a trend. The rule only asks whether each point is higher than the one before.",
        ),
    ),
    praise="A trend has a direction, and its colour tells you whether that is the good direction.",
    hints=(
        "What makes these seven one signal: where they lie, or which way they go?",
        "Seven on one side are coloured by their side of the mean. Seven rising or falling are coloured by their direction.",
        "On other data: where lower is better, seven falling months are all improvement, whether they lie above the mean or below it.",
    ),
    outcome=IDENTIFY,
    reread=ICONS,
)


def _as_planted(data: pd.DataFrame) -> bool:
    """The three true signals are found and nothing else: 7 + 2 + 1 points after a quiet first year; no trend."""
    found = spc(data, "i", y="days", freeze=BASELINE, screen=False)
    marked = found.points["rule"].notna().to_numpy()
    counted = {name: int((broken != 0).sum()) for name, broken in found.broken.items()}
    return counted == {"limits": 1, "trend": 0, "two_of_three": 2, "shift": 7} and not marked[:BASELINE].any()


EXERCISE = Exercise(
    "E7.2", "Special points", 5, "spot the signal", (special, trend_colour), calls, teachable=_as_planted
)
