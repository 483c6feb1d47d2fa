"""E9.2 “How good were the predictions?”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.series import exercise_rng
from qilab.questions.units import PERCENT

from .headings import PLAN, RANGES
from .pdsa_cycles import (
    RAMP_PROJECT,
    all_cycles,
    has_prediction,
    has_result,
    inside,
    inside_or_blank,
    low_end_or_more,
    pdsa_logs,
    predicted_and_measured,
    share_of,
)


def _strictly(cycles: pd.DataFrame) -> pd.Series:
    return (cycles["result"] > cycles["predict_low"]) & (cycles["result"] < cycles["predict_high"])


calibration = Item(
    "m09.calibration",
    ask="Of the cycles that have both a prediction and a result, what percentage had the result inside the predicted "
    "range? A result exactly on one end counts as inside. Give it to the nearest whole number, with its unit.",
    kind=NumberAnswer(PERCENT, tolerance=0.5, decimals=0),
    right=share_of(inside, predicted_and_measured),
    mistakes=(
        Mistake(
            "all twelve cycles below the line",
            share_of(inside, all_cycles),
            "You divided by all twelve cycles, as the colleague’s line does. A cycle without a prediction cannot be "
            "right or wrong, and one without a result cannot be compared. Divide by the cycles that have both.",
        ),
        Mistake(
            "the right direction is enough",
            share_of(low_end_or_more, predicted_and_measured),
            "You counted every result that was at least as good as the lower end. A result much better than predicted is a "
            "surprise as well: the team did not know its own process as well as it thought. Look at both ends of the range.",
        ),
        Mistake(
            "no prediction counted as right",
            share_of(inside_or_blank, has_result),
            "It looks as if you counted a cycle without a prediction as a hit. Without a prediction a result can be neither "
            "inside nor outside. Leave that cycle out of both numbers.",
            variants=(share_of(inside_or_blank, all_cycles),),
        ),
        Mistake(
            "no result counted as a miss",
            share_of(inside, has_prediction),
            "You divided by a number that includes a cycle without a result, or one without a prediction. Neither can be "
            "compared, so leave both kinds out here. A missing result or prediction is a fault of its own, as in E9.1.",
        ),
        Mistake(
            "ends left out",
            share_of(_strictly, predicted_and_measured),
            "It looks as if you counted a result exactly on one end of the range as outside. The question says that such a "
            "result counts as inside.",
        ),
        Mistake(
            "those outside",
            lambda d: 100 - share_of(inside, predicted_and_measured)(d),
            "That is the share outside the range. The question asks for those inside it: take 100% minus your number.",
        ),
    ),
    praise="You divided the hits by the cycles that can be compared. A team that is nearly always right may be asking questions that are "
    "too easy; one that is hardly ever right does not yet know its process.",
    hints=(
        "Look at the empty boxes first: which cycles cannot be compared at all?",
        "100 × (results inside the range) ÷ (cycles with a prediction and a result).",
        "On other data: of 8 cycles, 1 has no prediction, 1 has no result and 3 are inside, so it is 100 × 3 ÷ 6 = 50%.",
    ),
    outcome=PLAN,
    reread=RANGES,
)

LOG_COLUMNS = ["cycle", "question", "predict_low", "predict_high", "n", "result", "decision"]


def _projects(seed: int | None) -> Iterator[pd.DataFrame]:
    """The twelve cycles of one project."""
    chance = exercise_rng(seed, 9, 2)
    for cycles in pdsa_logs(seed, chance):
        names = cycles["project"].unique()
        chosen = RAMP_PROJECT if seed is None else chance.choice(names)
        rows = cycles.loc[cycles["project"] == chosen, LOG_COLUMNS].reset_index(drop=True)
        # Only a log with each of these parts the right answer from the wrong ones; the rest need not be worked through.
        blank, uncounted, edge = ~has_prediction(rows), ~has_result(rows), inside(rows) & ~_strictly(rows)
        if blank.any() and uncounted.any() and edge.any():
            rows.attrs["project"] = str(chosen)
            yield rows


EXERCISE = Exercise("E9.2", "How good were the predictions?", 4, "fix the bug", (calibration,), _projects)
