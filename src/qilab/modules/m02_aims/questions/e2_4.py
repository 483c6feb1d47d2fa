"""E2.4 “Is the target beyond luck?”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.aims import Luck, luck_meter
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer, YesNoAnswer
from qilab.questions.series import exercise_rng
from qilab.questions.units import PERCENT

from .headings import ASSESS, LUCK
from .practice_ward import practice_ward_months


def _met(data: pd.DataFrame) -> pd.Series:
    return data["rate"] <= data.attrs["target"]


def _per_cent(which: pd.Series) -> float:
    return 100 * float(which.mean())


already_met = Item(
    "m02.already_met",
    ask="In what percentage of the 12 baseline months was the team’s target already met? Give it to one "
    "decimal place, with its unit.",
    kind=NumberAnswer(PERCENT, tolerance=0.06, decimals=1),
    right=lambda d: _per_cent(_met(d)),
    mistakes=(
        Mistake(
            "counted the other way",
            lambda d: _per_cent(d["rate"] >= d.attrs["target"]),
            "You counted the months at or above the target. Lower is better here: a month has met it when its rate is at the "
            "target or below.",
        ),
        Mistake(
            "left out the month on the target",
            lambda d: _per_cent(d["rate"] < d.attrs["target"]),
            "You counted only what lies below the target. A month exactly on the target has met it too, because “at or below” counts.",
        ),
        Mistake(
            "compared the mean",
            lambda _: 0.0,
            "Look at the twelve months one by one, because some of them met the target already. It may be that you looked at the mean, "
            "which lies above the target. But the mean says nothing about spread.",
        ),
        Mistake(
            "a count, not a share",
            lambda d: float(_met(d).sum()),
            "That is the number of months. For a percentage, divide by 12 and multiply by 100.",
        ),
        Mistake(
            "a share, not a percentage",
            lambda d: float(_met(d).mean()),
            "That is a share between 0 and 1. As a percentage it is 100 times as much.",
        ),
    ),
    praise="That is how often the ward met this target before anybody did anything. It may well do so again, by luck alone.",
    hints=(
        "Go through the twelve rates and tick each one that is at the target or below it.",
        "Share = 100 × months at or below the target ÷ 12.",
        "On other data: if 1 of 8 months is at the target or below, that is 100 × 1 ÷ 8 = 12.5%.",
    ),
    outcome=ASSESS,
    reread=LUCK,
)


def _bold(data: pd.DataFrame) -> Luck:
    return luck_meter(data["falls"], data.attrs["bold"], exposure=data["obd"])


def _verdict(beyond, because: str | None = None):
    def value(data: pd.DataFrame) -> dict:
        said = _bold(data).beyond if beyond is None else beyond
        said = (not _bold(data).beyond) if beyond == "turned" else said
        return {"beyond": said, "because": because or ("a" if said else "b")}

    return value


beyond_luck = Item(
    "m02.beyond_luck",
    ask="Now take the bolder target. Is it beyond luck (beyond), and why (because)?",
    kind=FieldsAnswer(
        {
            "beyond": YesNoAnswer(),
            "because": ChoiceAnswer(
                {
                    "a": "By the Poisson estimate luck meets it in fewer than 1 month in 20",
                    "b": "By the Poisson estimate luck meets it in 1 month in 20 or more",
                    "c": "It lies below the mean of the baseline",
                    "d": "It lies above the lower limit",
                }
            ),
        }
    ),
    right=_verdict(None),
    mistakes=(
        Mistake(
            "compared with the mean only",
            _verdict(True, "c"),
            "About half of all months lie below the mean. The mean says nothing about spread, and the spread shows "
            "how far luck reaches.",
        ),
        Mistake(
            "the lower limit as the target",
            _verdict(False, "d"),
            "The lower limit is too strict a line for a target. Luck hardly ever goes past it, so a target above it can still be "
            "beyond luck. Go by the share of months in which luck would meet the target.",
        ),
        Mistake(
            "the estimate read the other way",
            _verdict("turned"),
            "Compare the chance with 0.05, which is 1 month in 20. A smaller chance means beyond luck; 0.05 or more "
            "means within its reach.",
        ),
    ),
    praise="The line is 1 month in 20. A target within the reach of luck may well be “reached” and lost again without "
    "anybody doing anything.",
    hints=(
        "Look at the chance that luck alone meets the bolder target, printed above, not at the mean.",
        "Beyond luck means a chance below 0.05, which is fewer than 1 month in 20.",
        "On other data: with a mean of 10 falls a month, the chance of 4 or fewer is 0.029, so a target of 4 is beyond luck. The "
        "chance of 5 or fewer is 0.067, so a target of 5 is not.",
    ),
    outcome=ASSESS,
    reread=LUCK,
)


def _baselines(seed: int | None) -> Iterator[pd.DataFrame]:
    """Twelve months of a made-up ward, with the team's target (some months meet it) and a bolder one."""
    rng = exercise_rng(seed, 2, 4)
    while True:
        frame = practice_ward_months(rng, np.full(12, rng.uniform(9, 14)))
        rates = np.sort(frame["rate"].to_numpy())
        target = float(rates[int(rng.integers(2, 5))])
        frame.attrs.update(target=target, bold=round(target - float(rng.uniform(1.0, 4.5)), 1))
        yield frame


def _clear_luck(data: pd.DataFrame) -> bool:
    """The verdict is no close call, the bold target lies between the lower limit and the mean, no month meets it, and no
    month lies so high that it would ask for a story of its own."""
    found = _bold(data)
    mean = float(data["falls"].mean())
    bold_falls = data.attrs["bold"] * float(data["obd"].mean()) / 1000
    return (
        (0.004 < found.chance < 0.035 or 0.075 < found.chance < 0.2)
        and found.met == 0
        and mean - 3 * mean**0.5 < bold_falls < mean
        and data.attrs["target"] < float(data["rate"].mean())
        and float(data["falls"].max()) < mean + 3 * mean**0.5
    )


EXERCISE = Exercise(
    "E2.4",
    "Is the target beyond luck?",
    4,
    "choose with reason",
    (already_met, beyond_luck),
    _baselines,
    teachable=_clear_luck,
)
