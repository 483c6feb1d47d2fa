"""E8.3 “Limits of a share”: its question, right answer, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import COMPUTE, SHARES
from .limits import LABELS, MADE_UP, around, as_column, half_share, xmr

_SHARE = NumberAnswer(tolerance=0.06, decimals=1)


def _pooled(data: pd.DataFrame) -> float:
    """All that were seen in time over all referrals, from 0 to 1."""
    return float(as_column(data, "in_time").sum() / as_column(data, "referrals").sum())


def p_limits(
    data: pd.DataFrame, *, share: float | None = None, n: float | None = None, sigmas: float = 3
) -> dict[str, float]:
    """Centre and limits of a p chart in the last week, in %."""
    p = _pooled(data) if share is None else share
    return around(
        100 * p, 100 * half_share(p, as_column(data, "referrals")[-1] if n is None else n, sigmas), 100
    )


def _beyond(data: pd.DataFrame) -> dict[str, float]:
    """No n under the root, and the limits left where they come out: below 0% and above 100%."""
    p = _pooled(data)
    half = 100 * half_share(p, 1)
    return {"centre": 100 * p, "lower": 100 * p - half, "upper": 100 * p + half}


def _percent_inside(data: pd.DataFrame) -> dict[str, float]:
    """72 in place of 0.72 in front of (1 − 0.72) under the root."""
    p = _pooled(data)
    return around(100 * p, 3 * sqrt(100 * p * (1 - p) / as_column(data, "referrals")[-1]))


def _not_to_percent(data: pd.DataFrame) -> dict[str, float]:
    p = _pooled(data)
    return around(100 * p, half_share(p, as_column(data, "referrals")[-1]))


def _shares(data: pd.DataFrame) -> np.ndarray:
    return 100 * as_column(data, "in_time") / as_column(data, "referrals")


p_chart = Item(
    "m08.p_chart",
    ask="Work out the p chart: its centre line, and its lower limit and upper limit in the last week. Give "
    "percentages, to one decimal place. Use three sigma and all the weeks.",
    kind=FieldsAnswer({"centre": _SHARE, "lower": _SHARE, "upper": _SHARE}, LABELS),
    right=p_limits,
    points=2,
    mistakes=(
        Mistake(
            "mean of the weekly shares",
            lambda d: p_limits(d, share=float(_shares(d).mean()) / 100),
            "Your centre line is the mean of the weekly percentages. A week with 25 referrals then counts as much as one with "
            "100. Add up those seen in time, add up the referrals, and divide once.",
        ),
        Mistake(
            "no denominator under the root",
            lambda d: p_limits(d, n=1),
            "There is no n under your root, so the limits come out below 0 and above 100. Divide p(1 − p) by the referrals of the last "
            "week before you take the root.",
            variants=(_beyond,),
        ),
        Mistake(
            "percentage and share mixed",
            _percent_inside,
            "You mixed percentages and shares: a percentage was multiplied by 1 − share under the root, or a root of shares was added to a "
            "percentage. Work with shares from 0 to 1 all the way, and multiply by 100 at the very end.",
            variants=(_not_to_percent,),
        ),
        Mistake(
            "the average denominator",
            lambda d: p_limits(d, n=float(as_column(d, "referrals").mean())),
            "You used the average number of referrals, their sum, or those of another week. Here the busiest week has about four times as many as the quietest, so each week "
            "needs limits of its own. The last week's come from the last week's referrals.",
            variants=(
                lambda d: p_limits(d, n=float(as_column(d, "referrals").sum())),
                lambda d: p_limits(d, n=as_column(d, "referrals")[0]),
            ),
        ),
        Mistake(
            "two sigma",
            lambda d: p_limits(d, sigmas=2),
            "Those limits lie two sigma from the centre line. About one ordinary point in twenty would fall outside them. "
            "Control limits are three sigma away.",
            variants=(lambda d: p_limits(d, sigmas=1.96),),
        ),
        Mistake(
            "limits from moving ranges",
            lambda d: around(*xmr(_shares(d)), 100),
            "Those are the limits of an I chart of the percentages. It does not know how few referrals a week had. A p chart "
            "takes its limits from the share and from each week's referrals.",
        ),
        Mistake(
            "counted as events",
            lambda d: around(100 * _pooled(d), 300 * sqrt(_pooled(d) / as_column(d, "referrals")[-1]), 100),
            "Those are the limits of a u chart, as if one referral could be in time more than once. Each is either in time or not, "
            "so p(1 − p) goes under the root, and not p alone.",
        ),
    ),
    praise="The centre line is one share for all the weeks, and each week's limits come from its own referrals. The fewer the referrals, the wider the "
    "limits, because luck has more say in a small week.",
    hints=(
        "First work out one share for all the weeks together. Then look at how many referrals the last week had.",
        "The limits are p ± 3 × √(p × (1 − p) ÷ n), where p goes from 0 to 1 and n is the last week's referrals. Then multiply by 100.",
        "On other data: p = 0.80 and n = 64 give 0.80 ± 3 × √(0.80 × 0.20 ÷ 64) = 0.80 ± 0.15, which is 65.0% to 95.0%.",
    ),
    outcome=COMPUTE,
    reread=SHARES,
)


def _weeks(seed: int | None) -> Iterator[pd.DataFrame]:
    """Half a year of a made-up community team: referrals that change about fourfold, few of them in the last week."""
    rng = exercise_rng(seed, 8, 3)
    weeks = pd.date_range("2024-01-08", periods=24, freq="7D").as_unit("s")
    while True:
        referrals = rng.integers(24, 104, 24)
        referrals[-1] = rng.integers(26, 38)
        in_time = rng.binomial(referrals, rng.uniform(0.66, 0.74))
        yield with_notes(
            pd.DataFrame({"week": weeks, "in_time": in_time, "referrals": referrals}), note=MADE_UP
        )


def _fourfold(data: pd.DataFrame) -> bool:
    """Referrals change about fourfold, as the page says, and no limit is cut at 100%."""
    n = as_column(data, "referrals")
    return bool(3.5 <= n.max() / n.min() <= 4.5 and p_limits(data)["upper"] < 99)


EXERCISE = Exercise("E8.3", "Limits of a share", 5, "calculate", (p_chart,), _weeks, teachable=_fourfold)
