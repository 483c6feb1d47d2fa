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
    ask="How many independent things can this comparison rest on? Give the number of things, and the lower end and the upper end of the interval for r that "
    "goes with it.",
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
            "You counted twelve months of each trust. But the share trained is one number for a trust, and its months resemble each other. "
            "Repeating a trust twelve times does not bring in another trust.",
        ),
        Mistake(
            "replies counted as independent",
            _taken_for(lambda d: int(d["replies"].sum())),
            "You counted the people who replied. They make each trust’s score more certain. But training differs between trusts and not between replies, and "
            "there are only six trusts.",
        ),
        Mistake(
            "the number of one, the interval of another",
            lambda d: {**_taken_for(lambda _: TRUSTS * MONTHS)(d), "n": TRUSTS},
            "The number is right: six trusts. The interval belongs to another row of the table. Take the one that goes with six.",
            variants=(lambda d: {**_taken_for(lambda d: int(d["replies"].sum()))(d), "n": TRUSTS},),
        ),
    ),
    praise="Six points, however many people stand behind each. Their interval is so wide that it includes 0, which would mean no link at all.",
    hints=(
        "What has a value of its own for “share trained”: a reply, a month, or a trust?",
        "Count what differs in training. Then read the interval in that row of the table.",
        "On other data: ten schools of 500 pupils, compared by the size of the school, are ten, and not 5,000.",
    ),
    outcome=LEAD,
    reread=SURVEY,
)

claim = Item(
    "m12.claim",
    ask="The board wants one sentence about training. Which one may it have?",
    kind=ChoiceAnswer(
        {
            "a": "each further per cent of staff trained raises the score, so let us train everybody",
            "b": "among six trusts, those that trained more tended to have higher scores; it may be luck, or something else that such trusts have in common",
            "c": "the link is significant: it was seen again in every one of twelve months",
            "d": "wards that train more of their staff will have happier staff",
            "e": "training makes no difference: the interval includes zero",
        }
    ),
    right=lambda _: "b",
    mistakes=(
        Mistake(
            "a slope taken for a cause",
            lambda _: "a",
            "A line can be drawn through six points, but it does not say what would happen if you trained more. Trusts with calm leaders may train more "
            "and have happier staff as well.",
        ),
        Mistake(
            "the same months again",
            lambda _: "c",
            "The twelve months show the same six trusts again and again. They agree because the trusts stay the same.",
        ),
        Mistake(
            "from trusts to wards",
            lambda _: "d",
            "The data compare trusts. What holds between trusts need not hold between the wards of one of them: nobody has looked at wards.",
        ),
        Mistake(
            "no proof taken for no effect",
            lambda _: "e",
            "This interval includes zero, but it includes a strong link as well. With six trusts nobody can tell. “We cannot see it” is not “it is not there”.",
        ),
    ),
    praise="It says what was seen, how little that is, and what else might explain it. CQC’s story of 2018 is of that kind, too: an association.",
    hints=(
        "Ask of each sentence: does it speak of trusts, as the data do? Does it say “raises” where it should say “went together with”?",
        "Association: found together. Cause: what would happen if you changed it. Six trusts that chose for themselves show the first at most.",
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
