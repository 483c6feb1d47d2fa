"""E7.5 “Target against limits”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from qilab.methods.spc.rules import MDC
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, PairsAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import CONTRAST, TARGET

# key → (measure, is higher better, usual mean, usual distance to a limit)
MEASURES = {
    "seen": ("Seen within 4 hours, %", True, 74, 7),
    "missed": ("Missed appointments, %", False, 9, 3),
    "answered": ("Complaints answered in time, %", True, 82, 10),
    "days": ("Days to a first appointment", False, 38, 12),
}
WILL = {
    "pass": "the target will nearly always be met",
    "fail": "the target will nearly always be missed",
    "hit": "the target may be met or missed",
}


def measures(seed: int | None) -> Iterator[pd.DataFrame]:
    """Four measures of a made-up trust, one row each: which way is better, mean, limits, target, the latest month, and how
    many of the latest six months met the target."""
    chance = exercise_rng(seed, 7, 5)
    while True:
        roles = chance.permutation(["pass", "fail", "hit", "hit"])
        rows = []
        for (name, up, mean, reach), role in zip(MEASURES.values(), roles, strict=True):
            middle = mean + chance.uniform(-0.2, 0.2) * reach
            way = 1 if up else -1
            # How far the target lies on the good side of the mean, as a share of the way to the limit.
            far = {"pass": -1.4, "fail": 1.4, "hit": chance.choice([-0.6, 0.6])}[role] * chance.uniform(
                0.9, 1.1
            )
            target = round(middle + way * far * reach)
            latest = round(middle + chance.uniform(-0.9, 0.9) * reach, 1)
            of_six = {"pass": 6, "fail": 0, "hit": int(chance.choice([0, 2, 4, 6]))}[role]
            rows.append(
                (
                    name,
                    "higher" if up else "lower",
                    round(middle - reach, 1),
                    round(middle, 1),
                    round(middle + reach, 1),
                    target,
                    latest,
                    of_six,
                )
            )
        columns = [
            "measure",
            "better",
            "lower limit",
            "mean",
            "upper limit",
            "target",
            "latest month",
            "times met in the latest six months",
        ]
        yield with_notes(pd.DataFrame(rows, columns=columns))


def _judged(how: Callable[[pd.Series, int], str]) -> Callable[[pd.DataFrame], dict[str, str]]:
    """`how` for each measure, from its row and its direction (1: higher is better, −1: lower)."""

    def value(data: pd.DataFrame) -> dict[str, str]:
        ways = np.where(data["better"] == "higher", 1, -1)
        return {key: how(data.iloc[i], int(ways[i])) for i, key in enumerate(MEASURES)}

    return value


def _by_limits(row: pd.Series, way: int) -> str:
    good, bad = (
        (row["lower limit"], row["upper limit"]) if way > 0 else (row["upper limit"], row["lower limit"])
    )
    if way * (good - row["target"]) > 0:
        return "pass"
    return "fail" if way * (row["target"] - bad) > 0 else "hit"


def _by_value(column: str):
    return lambda row, way: "pass" if way * (row[column] - row["target"]) >= 0 else "fail"


def _by_six(row: pd.Series, way: int) -> str:
    return {6: "pass", 0: "fail"}.get(int(row["times met in the latest six months"]), "hit")


def _turned(row: pd.Series, way: int) -> str:
    return _by_limits(row, 1)


assurance = Item(
    "m07.target_against_limits",
    ask="Making Data Count rules, as in the R package, which compare the target with the limits: what should you expect for each target as "
    "long as nothing changes?",
    kind=PairsAnswer({key: words for key, (words, *_) in MEASURES.items()}, WILL),
    rules=MDC,
    right=_judged(_by_limits),
    mistakes=(
        Mistake(
            "judged by the latest month",
            _judged(_by_value("latest month")),
            "You went by the latest month. “We met it last month” tells you about that month alone. The limits tell you what "
            "the process can do, so compare the target with them.",
        ),
        Mistake(
            "judged by the mean",
            _judged(_by_value("mean")),
            "You compared the target with the mean. About half of the months are better than the mean. A target between the limits is "
            "sometimes met and sometimes missed, whichever side of the mean it lies on.",
        ),
        Mistake(
            "lower is better overlooked",
            _judged(_turned),
            "You treated every measure as if higher were better. Where lower is better it is the other way round, and a target above "
            "the upper limit is nearly always met.",
        ),
        Mistake(
            "met and missed turned round",
            lambda d: {
                key: {"pass": "fail", "fail": "pass"}.get(word, word)
                for key, word in _judged(_by_limits)(d).items()
            },
            "You found which targets lie outside the limits, but swapped met and missed. Where lower is better, a target above the upper "
            "limit is nearly always met; where higher is better, it is nearly always missed.",
        ),
        Mistake(
            "judged by the latest six months",
            _judged(_by_six),
            "You went by the latest six months. An older Excel workbook was reported to do that. The rule here is that of the R "
            "package, which compares the target with the limits.",
        ),
    ),
    praise="A target between the limits is met or missed by luck; a target outside them is met or missed nearly every time. Only a change "
    "in the process moves the limits.",
    hints=(
        "For each measure, find the target on the line from the lower limit to the upper limit. Is it below, between or above?",
        "If higher is better, a target below the lower limit is nearly always met, and one above the upper limit is nearly always missed. If lower is better, it is the other "
        "way round. A target between the limits may be met or missed.",
        "On other data: with limits 60 and 80, a target of 85 is nearly always missed if higher is better, and nearly always met if lower is better.",
    ),
    outcome=CONTRAST,
    reread=TARGET,
)

LINE = ChoiceAnswer(
    {
        "nothing": "nothing, because the limits stay where the process puts them",
        "tighter": "it pulls the upper limit down to the target",
        "special": "each month beyond it is special cause",
        "mean": "it becomes the centre line",
    }
)

target_line = Item(
    "m07.target_line",
    ask="Making Data Count rules: a board draws a target on an XmR chart. What does the target do to the limits and to the signals?",
    kind=LINE,
    rules=MDC,
    right=lambda _: "nothing",
    mistakes=(
        Mistake(
            "the target as a limit",
            lambda _: "tighter",
            "The limits are worked out from the data. What we wish for does not change what the process does, so the limits "
            "stay where they are.",
        ),
        Mistake(
            "a missed target as a signal",
            lambda _: "special",
            "A missed target is a reason to change the process, if it is missed again and again. But it is not special cause. "
            "The rules decide that, and they take no account of the target.",
        ),
        Mistake(
            "the target as the centre line",
            lambda _: "mean",
            "The centre line is the mean of the data. With a target in its place, the rules would compare the points with our wishes and not "
            "with what the process does.",
        ),
    ),
    praise="A target is our wish, and limits are what the process does. Draw both, and ask how far apart they are.",
    hints=(
        "Who decides where a target lies? And who decides where the limits lie?",
        "Limits = mean ± 2.66 × mean moving range. Is the target anywhere in that sum?",
        "On other data: a mean of 70 and a mean moving range of 5 give limits of 56.7 and 83.3, whether the target is 60 or 95 or there is none.",
    ),
    outcome=CONTRAST,
    reread=TARGET,
)


def _latest_is_one_of_six(data: pd.DataFrame) -> bool:
    """Where all of the latest six months met the target, so did the latest; where none did, it did not."""
    ways = np.where(data["better"] == "higher", 1, -1)
    met = ways * (data["latest month"] - data["target"]) >= 0
    of_six = data["times met in the latest six months"]
    return bool((met | (of_six < 6)).all() and (~met | (of_six > 0)).all())


EXERCISE = Exercise(
    "E7.5",
    "Target against limits",
    4,
    "read the chart",
    (assurance, target_line),
    measures,
    teachable=_latest_is_one_of_six,
)
