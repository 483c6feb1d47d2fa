"""E12.6 “Training and results”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from qilab.methods.measure import correlation_interval
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer, WholeAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import COMMITMENT, LEAD, SURVEY

TRUSTS, MONTHS = 6, 12
_R = NumberAnswer(tolerance=0.015, decimals=2)


def correlation(data: pd.DataFrame) -> float:
    """Pearson's r of the share trained with the staff score, one pair for each trust."""
    return float(np.corrcoef(data["trained_pct"], data["score_pct"])[0, 1])


def _taken_for(count: Callable[[pd.DataFrame], int]) -> Callable[[pd.DataFrame], dict[str, float]]:
    """What is reported by somebody who takes that many things for independent of each other."""

    def value(data: pd.DataFrame) -> dict[str, float]:
        n = count(data)
        around = correlation_interval(correlation(data), n)
        return {"n": n, "low": around.low, "high": around.high}

    return value


how_many = Item(
    "m12.how_many",
    ask="How many independent things does this comparison rest on? Give the number of things, and the lower end and the upper end of the interval for r that goes with it.",
    kind=FieldsAnswer(
        {"n": WholeAnswer(), "low": _R, "high": _R},
        {"n": "number of things", "low": "lower end", "high": "upper end"},
    ),
    right=_taken_for(lambda _: TRUSTS),
    points=2,
    mistakes=(
        Mistake(
            "months counted as independent",
            _taken_for(lambda _: TRUSTS * MONTHS),
            "You counted twelve months of each trust. But each trust has only one number for the share trained, and its months share whatever else makes that trust special. Counting a trust twelve times does not give you another trust.",
        ),
        Mistake(
            "replies counted as independent",
            _taken_for(lambda d: int(d["replies"].sum())),
            "You counted the people who replied. They make each trust’s score more certain. But the share trained differs from trust to trust, not from reply to reply, and there are only six trusts.",
        ),
        Mistake(
            "the number of one, the interval of another",
            lambda d: {**_taken_for(lambda _: TRUSTS * MONTHS)(d), "n": TRUSTS},
            "The number is right: six trusts. But the interval comes from another row of the table. Take the one that goes with six.",
            variants=(lambda d: {**_taken_for(lambda d: int(d["replies"].sum()))(d), "n": TRUSTS},),
        ),
    ),
    praise="There are six points, however many people are behind each of them. The interval for six is so wide that it includes 0, which would mean no link at all.",
    hints=(
        "What has its own value for “share trained”: a reply, a month or a trust?",
        "Count whatever can have a different share trained. Then read off the interval in that row of the table.",
        "On other data: if you compare ten schools of 500 pupils by the size of the school, you have ten things and not 5,000.",
    ),
    outcome=LEAD,
    reread=SURVEY,
)

claim = Item(
    "m12.claim",
    ask="The board wants one sentence about training. Which of these do the data support?",
    kind=ChoiceAnswer(
        {
            "a": "every extra per cent of staff trained raises the score, so let us train everybody",
            "b": "among six trusts, those that trained more staff tended to have higher scores; this may be luck, or due to something else that such trusts have in common",
            "c": "the link is significant: it was there again in each of the twelve months",
            "d": "wards that train more of their staff will have happier staff",
            "e": "training makes no difference: the interval includes zero",
        }
    ),
    right=lambda _: "b",
    mistakes=(
        Mistake(
            "a slope taken for a cause",
            lambda _: "a",
            "You can draw a line through six points, but it does not tell you what would happen if you trained more people. Trusts with calm leaders may train more people and have happier staff as well.",
        ),
        Mistake(
            "the same months again",
            lambda _: "c",
            "The twelve months show the same six trusts again and again. They agree because the trusts stay the same.",
        ),
        Mistake(
            "from trusts to wards",
            lambda _: "d",
            "The data compare trusts. What is true of trusts need not be true of the wards within one of them, and nobody has looked at wards.",
        ),
        Mistake(
            "no proof taken for no effect",
            lambda _: "e",
            "The interval includes zero, but it includes a strong link as well. With six trusts nobody can tell. “We cannot see it” does not mean “it is not there”.",
        ),
    ),
    praise="It says what was seen, how little that is, and what else might explain it. What CQC’s news story of 2018 describes is an association, too.",
    hints=(
        "Check each sentence. Is it about trusts, as the data are? Does it say “raises” where it should say “goes with”?",
        "Association means that two things are found together. Cause means that changing one would change the other. Six trusts that decided for themselves whom to train can show an association at most.",
        "On another topic: hospitals with more helicopters have sicker patients. The helicopters did not make them ill.",
    ),
    outcome=LEAD,
    reread=COMMITMENT,
)


def trusts(seed: int | None) -> Iterator[pd.DataFrame]:
    """Six made-up trusts: share of staff trained in QI, and share who say that they can improve things."""
    rng = exercise_rng(seed, 12, 6)
    while True:
        trained = np.sort(rng.choice(np.arange(3, 30), TRUSTS, replace=False))
        score = 52 + 0.25 * trained + rng.normal(0, 2.6, TRUSTS)
        order = rng.permutation(TRUSTS)
        frame = pd.DataFrame(
            {
                "trust": [f"T{i}" for i in range(1, TRUSTS + 1)],
                "trained_pct": trained[order],
                "score_pct": score[order].round(1),
                "replies": rng.integers(600, 4500, TRUSTS),
            }
        )
        yield with_notes(frame, ward="made-up trusts")


def _tempting(data: pd.DataFrame) -> bool:
    """A link to the eye, which six trusts cannot bear out."""
    r = correlation(data)
    return 0.5 <= r <= 0.78 and correlation_interval(r, TRUSTS).low < -0.05


EXERCISE = Exercise(
    "E12.6", "Training and results", 3, "choose with reason", (how_many, claim), trusts, teachable=_tempting
)
