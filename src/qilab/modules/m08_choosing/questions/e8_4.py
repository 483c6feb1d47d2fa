"""E8.4 “Too many signals”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.spc.limits import D2
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer, WholeAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import DIAGNOSE, LARGE
from .limits import MADE_UP, as_column, mean_range, nothing_to_screen

_SHARE = NumberAnswer(tolerance=0.06, decimals=1)


def _parts(data: pd.DataFrame) -> tuple[float, np.ndarray, np.ndarray]:
    """The share of all months, σ of each month by chance alone, and z of each month."""
    n = as_column(data, "attendances")
    share = float(as_column(data, "within_4h").sum() / n.sum())
    sigma = np.sqrt(share * (1 - share) / n)
    return share, sigma, (as_column(data, "within_4h") / n - share) / sigma


def _found(
    data: pd.DataFrame, sigma_z: float | None = None, sigmas: float = 3, outside: int | None = None
) -> dict[str, float]:
    """Months outside the limits of the p chart, σ_z, and the limits of the p′ chart in the last month, in %."""
    share, sigma, z = _parts(data)
    factor = mean_range(z) / D2 if sigma_z is None else sigma_z
    half = float(sigmas * sigma[-1] * factor)
    return {
        "outside": float((np.abs(z) > 3).sum() if outside is None else outside),
        "sigma_z": factor,
        "lower": 100 * (share - half),
        "upper": 100 * (share + half),
    }


def with_sums(data: pd.DataFrame) -> pd.DataFrame:
    """The table with what takes a sum for each row: σ in percentage points (`sigma`), and z."""
    _, sigma, z = _parts(data)
    return data.assign(sigma=(100 * sigma).round(3), z=z.round(2))


def _z(data: pd.DataFrame) -> np.ndarray:
    return _parts(data)[2]


def _plain_limits(data: pd.DataFrame) -> dict[str, float]:
    plain = _found(data, 1.0)
    return {**plain, "sigma_z": _found(data)["sigma_z"]}


sigma_z = Item(
    "m08.sigma_z",
    ask="Give the number of months outside the p limits, which are the limits of the plain p chart. Give sigma z (σ_z), which is how widely the months vary "
    "divided by how widely they would vary by luck alone, to two decimal places. And give the lower p′ limit and upper p′ limit in the last month, as percentages "
    "to one decimal place. Use three sigma, all the months and every moving range.",
    kind=FieldsAnswer(
        {
            "outside": WholeAnswer(),
            "sigma_z": NumberAnswer(tolerance=0.03, decimals=2),
            "lower": _SHARE,
            "upper": _SHARE,
        },
        {
            "outside": "months outside the p limits",
            "sigma_z": "sigma z",
            "lower": "lower p′ limit",
            "upper": "upper p′ limit",
        },
    ),
    right=_found,
    points=2,
    mistakes=(
        Mistake(
            "standard deviation of z",
            lambda d: _found(d, float(np.std(_z(d), ddof=1))),
            "You took the standard deviation of all the z values. The slow swing of the seasons is part of that, so your number "
            "is too large. σ_z is the mean step from one z to the next, divided by 1.128.",
            variants=(lambda d: _found(d, float(np.std(_z(d)))),),
        ),
        Mistake(
            "95% limits",
            lambda d: _found(d, sigmas=2),
            "Your limits lie two sigma from the centre line (about 95%). About one ordinary month in twenty would lie outside them. The limits of a "
            "p′ chart are three sigma away, like those of the other control charts.",
            variants=(lambda d: _found(d, sigmas=1.96),),
        ),
        Mistake(
            "mean step not divided",
            lambda d: _found(d, mean_range(_z(d))),
            "You left the mean step from one z to the next as it is, or multiplied it by 1.128. A step involves two months, so "
            "it is larger than the spread of one: divide it by 1.128.",
            variants=(lambda d: _found(d, mean_range(_z(d)) * D2),),
        ),
        Mistake(
            "limits of the plain p chart",
            _plain_limits,
            "Your σ_z is right, but the limits are still those of the plain p chart. Make them wider by multiplying three sigma by σ_z.",
        ),
        Mistake(
            "σ_z squared",
            lambda d: _found(d, (mean_range(_z(d)) / D2) ** 2),
            "You squared σ_z. It already compares one spread with another, so use it in the limits as it is.",
        ),
        Mistake(
            "months outside the new limits",
            lambda d: _found(d, outside=int((np.abs(_z(d)) > 3 * mean_range(_z(d)) / D2).sum())),
            "Your σ_z and limits are right. But you counted the months outside the p′ limits. The question asks first "
            "for the months outside the plain p limits, because that number shows why a p′ chart is needed.",
        ),
    ),
    praise="The p chart would have you look into most of the months. The p′ chart asks whether a month differs more than months "
    "here usually do.",
    hints=(
        "Look at z, which says how many sigma each month lies from the centre line. If only luck were at work, hardly any would lie beyond 3.",
        "z = (share − p) ÷ √(p(1 − p) ÷ n). σ_z = mean of |z − the z before| ÷ 1.128. The limits are p ± 3 × √(p(1 − p) ÷ n) × σ_z.",
        "On other data: if z is −2, 3, −1 and then 4, the steps are 5, 4 and 5, with a mean of 4.67. So σ_z = 4.67 ÷ 1.128 = 4.14.",
    ),
    outcome=DIAGNOSE,
    reread=LARGE,
)

many_signals = Item(
    "m08.many_signals",
    ask="Most months lie outside the limits of the p chart. What is the best thing to do?",
    kind=ChoiceAnswer(
        {
            "a": "look for the special cause of each of these months",
            "b": "draw the limits wider by hand until only the worst months lie outside",
            "c": "use a p′ chart, and ask what usually makes months differ",
            "d": "use narrower limits (95%), because there are so many patients",
            "e": "leave the chart out, because with so many signals it must be broken",
        }
    ),
    right=lambda _: "c",
    mistakes=(
        Mistake(
            "every month special",
            lambda _: "a",
            "If most months are special, the word means nothing any more. The limits allow only for luck, and months differ for many small, "
            "real reasons as well. Looking for one cause for each month would wear people out and find little.",
        ),
        Mistake(
            "limits widened by eye",
            lambda _: "b",
            "Limits that you move until they look right show only what you expect to see. With σ_z the width comes from the data, so "
            "two people get the same limits.",
        ),
        Mistake(
            "narrower limits",
            lambda _: "d",
            "Narrower limits can only mark more months, never fewer. The trouble is that the limits are too close together already, because they "
            "allow only for luck.",
        ),
        Mistake(
            "the chart thrown away",
            lambda _: "e",
            "The chart is not broken. It shows that months differ by more than luck, which is worth knowing. It is just "
            "the wrong chart for finding an unusual month.",
        ),
    ),
    praise="The p′ chart shows whether a month is unusual for this department. And the question of what makes months differ (winter, staffing, who comes) is "
    "about the system, so it goes to the people who can change the system.",
    hints=(
        "Ask what the limits of a p chart allow for, and what else makes months differ here.",
        "More variation than luck explains has a name: overdispersion. There is a chart that takes account of it.",
        "On other data: if 25 of the 30 dials on a wall show red, the first thing to question is where the red begins.",
    ),
    outcome=DIAGNOSE,
    reread=LARGE,
)


def _months(seed: int | None) -> Iterator[pd.DataFrame]:
    """Two years of a made-up A&E: some 9,500 patients a month, slower in winter, months that differ by more than luck."""
    rng = exercise_rng(seed, 8, 4)
    months = pd.date_range("2023-04-01", periods=24, freq="MS").as_unit("s")
    winter = np.cos(2 * np.pi * (months.month.to_numpy() - 1) / 12)
    while True:
        attendances = rng.poisson(9_500 * (1 - 0.02 * winter) * rng.normal(1, 0.03, 24))
        share = 0.72 - 0.03 * winter + rng.normal(0, 0.014, 24)
        within = rng.binomial(attendances, np.clip(share, 0.3, 0.95))
        frame = pd.DataFrame({"month": months, "within_4h": within, "attendances": attendances})
        yield with_notes(with_sums(frame), note=MADE_UP)


def _most_outside(data: pd.DataFrame) -> bool:
    """More than half of the months outside the plain limits, and no step so long that some tools leave it out."""
    found, z = _found(data), np.abs(_z(data))
    on_a_limit = (np.abs(z - 3) < 0.02).any()  # whoever reads z off the table could not tell
    return bool(
        not on_a_limit
        and found["outside"] >= 13
        and 2.5 <= found["sigma_z"] <= 6
        and nothing_to_screen(_z(data))
    )


EXERCISE = Exercise(
    "E8.4",
    "Too many signals",
    6,
    "read the chart",
    (sigma_z, many_signals),
    _months,
    teachable=_most_outside,
)
