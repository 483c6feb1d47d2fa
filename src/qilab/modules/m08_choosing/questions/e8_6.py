"""E8.6 “The t chart”: its question, right answer, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.spc.limits import T_POWER
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import PLOT, RARE
from .limits import LABELS, MADE_UP, as_column, nothing_to_screen, xmr

_DAYS = NumberAnswer(tolerance=0.15, decimals=1)


def _levels(mean: float, half: float) -> tuple[float, float, float]:
    return mean, mean - half, mean + half


def t_limits(data: pd.DataFrame, power: float = T_POWER, sigmas: float = 3) -> dict[str, float]:
    """Centre and limits of a t chart, in days: an XmR chart of gap^(1/power), brought back."""
    mean, half = xmr(as_column(data, "gap_days") ** (1 / power))
    return _named(*(max(0.0, level) ** power for level in _levels(mean, half * sigmas / 3)))


def _named(centre: float, lower: float, upper: float) -> dict[str, float]:
    return {"centre": centre, "lower": lower, "upper": upper}


def _of_logs(data: pd.DataFrame) -> dict[str, float]:
    return _named(*np.exp(_levels(*xmr(np.log(as_column(data, "gap_days"))))).tolist())


def _width_brought_back(data: pd.DataFrame) -> dict[str, float]:
    mean, half = xmr(as_column(data, "gap_days") ** (1 / T_POWER))
    return _named(*_levels(mean**T_POWER, half**T_POWER))


def _not_brought_back(data: pd.DataFrame) -> dict[str, float]:
    return _named(*_levels(*xmr(as_column(data, "gap_days") ** (1 / T_POWER))))


def _times(data: pd.DataFrame) -> dict[str, float]:
    return {name: T_POWER * level for name, level in _not_brought_back(data).items()}


t_chart = Item(
    "m08.t_chart",
    ask="Work out the t chart of these gaps: its centre line, lower limit and upper limit. Give days, to "
    "one decimal place. Use three sigma and every moving range.",
    kind=FieldsAnswer({"centre": _DAYS, "lower": _DAYS, "upper": _DAYS}, LABELS),
    right=t_limits,
    points=2,
    mistakes=(
        Mistake(
            "I chart of the raw gaps",
            lambda d: _named(*_levels(*xmr(as_column(d, "gap_days")))),
            "Those are the limits of an I chart of the gaps as they are. Its lower limit comes out below zero, which no gap can "
            "reach, and its upper limit is too low for gaps that are often short and now and then very long. Work out "
            "gap^(1 ÷ 3.6) first.",
            variants=(
                lambda d: {
                    **_named(*_levels(*xmr(as_column(d, "gap_days")))),
                    "lower": 0.0,
                },
            ),
        ),
        Mistake(
            "logarithm in place of the root",
            _of_logs,
            "You took logarithms. They stretch short gaps too far, and a gap of 0 (two events at the same moment) has "
            "no logarithm at all. The t chart uses the power 1 ÷ 3.6.",
        ),
        Mistake(
            "the width brought back alone",
            _width_brought_back,
            "You raised the width of the limits to the power 3.6 and added it to the centre. Bring back the limits themselves. "
            "First work out centre ± width on the new scale, and then raise each to the power 3.6.",
        ),
        Mistake(
            "not brought back to days",
            _not_brought_back,
            "Those numbers are still on the scale of gap^(1 ÷ 3.6), and nobody can read them as days. Raise the centre line and the limits to the power 3.6.",
        ),
        Mistake(
            "multiplied by 3.6",
            _times,
            "You multiplied by 3.6. To undo the power 1 ÷ 3.6, raise each number to the power 3.6 (in code, y ** 3.6).",
        ),
        Mistake(
            "two sigma",
            lambda d: t_limits(d, sigmas=2),
            "Those limits lie two sigma from the centre line. About one ordinary gap in twenty would fall outside them. Control "
            "limits are three sigma away.",
        ),
        Mistake(
            "mean gap as the centre line",
            lambda d: t_limits(d) | {"centre": float(as_column(d, "gap_days").mean())},
            "The limits are right. But the mean of the gaps is pulled up by a few long ones. The centre line of a t chart is the "
            "mean of gap^(1 ÷ 3.6), brought back to days.",
        ),
        Mistake(
            "a lower limit of 0",
            lambda d: t_limits(d) | {"lower": 0.0},
            "The centre line and the upper limit are right. The lower limit stops at 0 only if it comes out below zero on the scale of the roots. Here it "
            "lies above zero, so bring it back to days.",
        ),
        Mistake(
            "another power",
            lambda d: t_limits(d, power=3),
            "You used a different power. The power 1 ÷ 3.6 is the one that spreads times between random events nearly evenly to "
            "both sides of their middle.",
            variants=(lambda d: t_limits(d, power=4), lambda d: t_limits(d, power=2)),
        ),
    ),
    praise="The power spreads the gaps nearly evenly to both sides of their middle, and the XmR chart does the rest. Then you bring the limits back to "
    "days, which everybody understands.",
    hints=(
        "The column root is y = gap^(1 ÷ 3.6). Work out the mean and the limits of an XmR chart of y.",
        "The limits of y are its mean ± 3 × its mean moving range ÷ 1.128. Then raise the mean and both limits to the power 3.6.",
        "On other data: if the mean of y is 2.4 and its limits are 1.0 and 3.8, the centre line is 23.4 days and the limits are 1.0 and 122.2 days.",
    ),
    outcome=PLOT,
    reread=RARE,
)


def _gaps(seed: int | None) -> Iterator[pd.DataFrame]:
    """Twenty gaps between rare events on a made-up ward, in days to one decimal. root: gap^(1/3.6), for whoever has no spreadsheet."""
    rng = exercise_rng(seed, 8, 6)
    while True:
        gaps = np.maximum(0.4, rng.exponential(rng.uniform(20, 34), 20)).round(1)
        frame = pd.DataFrame(
            {"gap": range(1, 21), "gap_days": gaps, "root": (gaps ** (1 / T_POWER)).round(3)}
        )
        yield with_notes(frame, ward="made-up ward", note=MADE_UP)


def _plain(data: pd.DataFrame) -> bool:
    """No step that some tools would leave out, a lower limit above zero, and one below zero on the raw gaps."""
    gaps = as_column(data, "gap_days")
    mean, half = xmr(gaps)
    there = t_limits(data)
    return bool(
        nothing_to_screen(gaps ** (1 / T_POWER))
        and there["lower"] > 0.3
        and there["upper"] < 200
        and mean - half < -1
    )


EXERCISE = Exercise("E8.6", "The t chart", 5, "calculate", (t_chart,), _gaps, teachable=_plain)
