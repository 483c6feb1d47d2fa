"""E4.6 “A small sample”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.measure import wilson_interval
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import QUANTIFY, SURE


def _sample(data: pd.DataFrame) -> tuple[int, int, int]:
    row = data.iloc[0]
    return int(row["met"]), int(row["sample"]), int(row["patients"])


def _at_least(met: int, of: int) -> float:
    return 100 * wilson_interval(met, of)[0]


NEXT = {
    "watch": "say “at least” with the lower end, and sample again next month",
    "stop": "stop measuring: it is 100%",
    "everyone": "tell nobody until all the records have been checked",
}

small_sample = Item(
    "m04.small_sample",
    ask="How low could the share for all the patients still be? Give the lower end of the 95% interval, as a percentage to one decimal place (lower). Wilson’s interval, the exact interval and the rule of three are all accepted. What do you do next (next)?",
    kind=FieldsAnswer({"lower": NumberAnswer(tolerance=0.05, decimals=1), "next": ChoiceAnswer(NEXT)}),
    right=lambda d: {"lower": _at_least(*_sample(d)[:2]), "next": "watch"},
    mistakes=(
        Mistake(
            "100% ± 0",
            lambda d: {"lower": 100.0, "next": "watch"},
            "The textbook formula p ± 1.96·√(p(1 − p)/n) gives 100% ± 0 here. That cannot be right, because you "
            "cannot be that sure from a small sample. Wilson’s interval does not have this fault.",
        ),
        Mistake(
            "100%, so stop",
            lambda d: {"lower": 100.0, "next": "stop"},
            "The sample is not all of the patients. Even if one patient in twenty did not meet the standard, a "
            "sample of this size would quite often include none of those. Say “at least” with the lower end, and "
            "sample again.",
            variants=(lambda d: {"lower": _at_least(*_sample(d)[:2]), "next": "stop"},),
        ),
        Mistake(
            "all patients as the sample",
            lambda d: {"lower": _at_least(_sample(d)[2], _sample(d)[2]), "next": "watch"},
            "You put the number of all the patients into the formula. Only those in the sample were looked at, and "
            "only they tell you anything, so n is the size of the sample.",
        ),
        Mistake(
            "three standard errors of 50%",
            lambda d: {"lower": 100 - 300 * float(np.sqrt(0.25 / _sample(d)[1])), "next": "watch"},
            "That is 100% less three standard errors of a share of 50%. It is far too low here, because a share "
            "near 100% is much more certain than one of 50%. Use Wilson’s interval.",
        ),
        Mistake(
            "waiting for everyone",
            lambda d: {"lower": _at_least(*_sample(d)[:2]), "next": "everyone"},
            "The lower end is right. But you need not wait for all the patients. Small samples, taken again and "
            "again and plotted over time, can teach you more, and sooner.",
        ),
        Mistake(
            "rule of three",
            lambda d: {"lower": 100 - 300 / _sample(d)[1], "next": "watch"},
            "That is the rule of three: if none of n was missed, then probably at most 3 ÷ n of all are missed. It "
            "is a handy rule "
            "for mental arithmetic, and near enough to count as right. Wilson’s interval gives nearly the same.",
            accept=True,
        ),
        Mistake(
            "exact interval",
            lambda d: {"lower": 100 * 0.025 ** (1 / _sample(d)[1]), "next": "watch"},
            "That is the exact interval (Clopper and Pearson), which is a little wider than Wilson’s. Both are "
            "honest, so this counts as right. Say which one you used.",
            accept=True,
        ),
    ),
    praise="A perfect sample of this size says “at least”, not “all”. If you give the lower end beside it, the number is honest.",
    hints=(
        "Look at how many records are in the sample, not how many patients there are.",
        "When all n records met the standard, Wilson’s lower end is 100 × n ÷ (n + 3.84). In code, "
        "wilson_interval(met, n) gives both ends as shares.",
        "On other data: 9 of 9 gives a lower end of 9 ÷ (9 + 3.84) = 9 ÷ 12.84, which is 70.1%.",
    ),
    outcome=QUANTIFY,
    reread=SURE,
)


def _samples(seed: int | None) -> Iterator[pd.DataFrame]:
    """A sample in which everyone met the measure: 20 of 240 in the course, other sizes on other seeds."""
    rng = exercise_rng(seed, 4, 6)
    first = seed is None
    while True:
        n, everyone = int(rng.integers(12, 31)), int(rng.integers(12, 31)) * 10
        if first:
            n, everyone, first = 20, 240, False
        yield with_notes(
            pd.DataFrame({"met": [n], "sample": [n], "patients": [everyone]}), ward="made-up ward"
        )


EXERCISE = Exercise("E4.6", "A small sample", 3, "predict", (small_sample,), _samples)
