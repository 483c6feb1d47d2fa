"""E1.1 “Limits of a stable system”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, NumberAnswer

from .bead_data import SCOOP, TARGET, bead_limits, bead_logs, limits_about, mean_reds, sigma_reds
from .headings import CALCULATE, LIMITS

PARTS = {
    "centre": NumberAnswer(tolerance=0.05),
    "lower": NumberAnswer(tolerance=0.1),
    "upper": NumberAnswer(tolerance=0.1),
}

limits = Item(
    "m01.limits",
    ask="From these 24 scoops of 50 beads, work out the centre line (centre) and the limits (3σ: lower and upper) "
    "for the red beads in one scoop. Give them to one decimal place.",
    kind=FieldsAnswer(PARTS),
    right=bead_limits,
    mistakes=(
        Mistake(
            "standard deviation of the counts",
            lambda d: limits_about(mean_reds(d), 3 * float(d["red"].std())),
            "It may be that you used the standard deviation of the 24 counts. It is often close, but if one nurse really "
            "differed, it would grow and might hide the difference. Work out σ from how chance behaves: √(50·p·(1 − p)).",
            variants=(lambda d: limits_about(mean_reds(d), 3 * float(d["red"].std(ddof=0))),),
        ),
        Mistake(
            "two sigma",
            lambda d: limits_about(mean_reds(d), 2 * sigma_reds(d)),
            "These limits are 2σ from the centre. By luck alone, about 1 scoop in 20 falls outside them. Wait until a scoop lies "
            "beyond 3σ before you act on it.",
        ),
        Mistake(
            "all beads in the root",
            lambda d: limits_about(mean_reds(d), 3 * sigma_reds(d, SCOOP * len(d))),
            "The limits are for one scoop, so under the square root use the 50 beads of one scoop, and not all 1,200 beads.",
            variants=(
                lambda d: {**limits_about(mean_reds(d), 3 * sigma_reds(d, SCOOP * len(d))), "lower": 0.0},
            ),
        ),
        Mistake(
            "smallest and largest",
            lambda d: {
                "centre": mean_reds(d),
                "lower": float(d["red"].min()),
                "upper": float(d["red"].max()),
            },
            "Those are the smallest and the largest counts so far. Sooner or later luck will take a scoop past them. Work "
            "out the limits from how chance behaves, and not from the extremes so far.",
        ),
        Mistake(
            "around the target",
            lambda d: limits_about(float(TARGET), 3 * sigma_reds(d)),
            "You started from the target of 3. A target says what somebody hopes for, not what the tray gives. The centre "
            "is the mean of the 24 counts, with one limit below it and one above.",
            variants=(lambda d: {**limits_about(float(TARGET), 3 * sigma_reds(d)), "lower": 0.0},),
        ),
    ),
    praise="That is what this tray gives, whoever draws from it. About one bead in five is red, and luck alone can take a "
    "scoop as far as the limits.",
    hints=(
        "Look at all 24 scoops together: how many of the 1,200 beads were red? That share is p.",
        "Centre = 50·p. σ = √(50·p·(1 − p)). Limits = centre ± 3σ.",
        "On other data: p = 0.10 gives centre 5, σ = √(50 × 0.10 × 0.90) = 2.1, limits 5 − 6.4 (so 0) and 11.4.",
    ),
    outcome=CALCULATE,
    reread=LIMITS,
)


def _clear_limits(data: pd.DataFrame) -> bool:
    """The lower limit is above 0, so that nobody has to ask what a limit below 0 means."""
    return bead_limits(data)["lower"] > 0.3


EXERCISE = Exercise(
    "E1.1",
    "Limits of a stable system",
    4,
    "calculate",
    (limits,),
    lambda seed: bead_logs(seed, 1),
    teachable=_clear_limits,
)
