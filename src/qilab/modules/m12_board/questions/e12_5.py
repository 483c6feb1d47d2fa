"""E12.5 “Which sentence is true?”: its question, right answer, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np
import pandas as pd

from qilab.methods.spc.control import spc
from qilab.methods.spc.rules import MDC
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import PairsAnswer
from qilab.questions.series import FIRST_MONTH, exercise_rng, with_notes

from .headings import CONVERT, SENTENCE

MONTHS, YEAR = 24, 12
USUAL, GAIN, SPREAD = 30.0, 7.0, 2.0  # % late before, what a change takes away, usual ups and downs
SENTENCES = {
    "A": "Fewer answers were late than in the month before: the service is improving.",
    "B": "At this pace the target will be met by next March.",
    "C": "It was the best month for some time: our plan is beginning to bite.",
    "D": "The average of the last twelve months shows what the service does now.",
    "E": "Some months ago the level went down, and it has stayed down.",
    "F": "The last month alone tells us nothing new.",
    "G": "If nothing else changes, expect the target to be met in some months and missed in others.",
    "H": "If nothing else changes, expect the target to be missed every month.",
}


def _chart(data: pd.DataFrame) -> tuple[bool, float, float]:
    """Has the level changed; and the limits of the level of today."""
    return _read(tuple(data["late_pct"].tolist()), tuple(data["part"].tolist()))


@lru_cache(maxsize=16)  # each known slip needs it again
def _read(late: tuple, parts: tuple) -> tuple[bool, float, float]:
    start = np.flatnonzero(np.diff(parts)) + 2  # number of the first point of the new level
    found = spc(list(late), "i", phase=[int(start[0])] if start.size else None, rules=MDC)
    last = found.summary.iloc[-1]
    return bool(start.size), float(last["lcl"]), float(last["ucl"])


SAID = {"yes": "the chart supports it", "no": "the chart does not support it"}


def _ticked(which: Callable[[pd.DataFrame], frozenset[str]]) -> Callable[[pd.DataFrame], dict[str, str]]:
    """Yes for the letters that `which` gives, no for the others."""

    def value(data: pd.DataFrame) -> dict[str, str]:
        letters = which(data)
        return {letter: "yes" if letter in letters else "no" for letter in SENTENCES}

    return value


def supported(data: pd.DataFrame) -> frozenset[str]:
    """Which sentences the chart supports: always three of the eight."""
    changed, lower, _ = _chart(data)
    target = float(data["target"].iloc[0])
    return frozenset({"F", "E" if changed else "D", "H" if target < lower else "G"})


def _also(letter: str):
    return _ticked(lambda d: supported(d) | {letter})


def _hidden(data: pd.DataFrame) -> frozenset[str]:
    """The average believed where the level has changed, the change overlooked."""
    right = supported(data)
    return (right - {"E"}) | {"D"} if "E" in right else (right - {"D"}) | {"E"}


def _other_assurance(data: pd.DataFrame) -> frozenset[str]:
    right = supported(data)
    return (right - {"G", "H"}) | ({"H"} if "G" in right else {"G"})


def _newsy(data: pd.DataFrame) -> frozenset[str]:
    """The sentences that compare the last month with something, and no other."""
    return frozenset({"A", "B", "C"})


sentences = Item(
    "m12.sentences",
    ask="Making Data Count rules: which of these sentences does the chart support, and which does it not support?",
    kind=PairsAnswer(SENTENCES, SAID),
    rules=MDC,
    right=_ticked(supported),
    points=2,
    mistakes=(
        Mistake(
            "down on last month",
            _also("A"),
            "You have said yes to one sentence too many. The last month really is lower than the one before, but two months nearly always differ. That tells you nothing about the service.",
        ),
        Mistake(
            "on track for the target",
            _also("B"),
            "You have said yes to one sentence too many. “At this pace” needs a trend, and no rule finds one here. If a level has moved once, or not at all, there is no reason to expect it to go on moving by itself.",
        ),
        Mistake(
            "the best for some time",
            _also("C"),
            "You have said yes to one sentence too many. Every so often a month is bound to be the best “for some time”. Inside the limits that needs no special cause, so it is no sign that the plan is working.",
        ),
        Mistake(
            "the average hides the level",
            _ticked(_hidden),
            "Look for a change of level in the last twelve months. If there is one, their average mixes the old level with the new. If there is none, the average is a fair summary.",
        ),
        Mistake(
            "target and limits mixed up",
            _ticked(_other_assurance),
            "Everything is right except the sentence about the target. Compare the target line with the latest limits. If it lies between them, expect the target to be met in some months. If it lies below the lower limit, expect it to be missed every month, because less is better here.",
        ),
        Mistake(
            "only what is news",
            _ticked(_newsy),
            "A, B and C make good headlines, but each of them makes too much of the last month, and the chart supports none of the three. Look for sentences about the level, the limits and the target.",
            variants=(
                _ticked(lambda _: frozenset({"A", "C"})),
                _ticked(lambda _: frozenset({"A"})),
                _ticked(lambda _: frozenset({"C"})),
            ),
        ),
        Mistake(
            "yes and no turned round",
            _ticked(lambda d: frozenset(SENTENCES) - supported(d)),
            "You sorted the sentences correctly, but every one is on the wrong side, so swap your answers round. Say “the chart supports it” if the chart does support the sentence.",
        ),
        Mistake(
            "the quiet sentence left out",
            _ticked(lambda d: supported(d) - {"F"}),
            "The sentences you said yes to are right, but one more belongs with them. It is the least exciting of all: what does a single month within the limits tell you?",
        ),
    ),
    praise="Three plain sentences are left: one about the level, one about the last month and one about the target. A board that reads these can decide what to do.",
    hints=(
        "Cross out anything that only compares the last month with others. Then look at the level, and at the target line.",
        "The chart supports what the rules say about the level, what the limits say about one month, and what the limits and the target say together.",
        "On other data: a steady chart has limits of 10 and 20 and a target of 15, and less is better. It supports “met in some months” and “the last month tells us nothing new”, and the average is a fair summary.",
    ),
    outcome=CONVERT,
    reread=SENTENCE,
)


def services(seed: int | None) -> Iterator[pd.DataFrame]:
    """Complaints answered late at a made-up trust, % a month. The level went down within the last year, or nothing happened;
    the target lies between the limits of today's level, or below them."""
    rng = exercise_rng(seed, 12, 5)
    changed = True if seed is None else bool(rng.integers(2))
    below = bool(rng.integers(2))
    while True:
        start = int(rng.integers(MONTHS - 9, MONTHS - 7)) if changed else MONTHS
        after = np.arange(MONTHS) >= start
        luck = np.clip(rng.normal(0, 1, MONTHS), -1.2, 1.4)
        luck[-2:] = (
            rng.uniform(0.2, 0.8),
            -1.5,
        )  # the headline: much lower than last month, and the best for some time
        values = (USUAL - GAIN * after + SPREAD * luck).round(1)
        now = values[start:] if changed else values
        reach = 2.66 * np.abs(np.diff(now)).mean()
        target = round(float(now.mean() - (1.5 if below else 0.3) * reach))
        frame = pd.DataFrame(
            {
                "month": pd.date_range(FIRST_MONTH, periods=MONTHS, freq="MS").as_unit("s"),
                "late_pct": values,
                "target": target,
                "part": 1 + after.astype(int),
            }
        )
        yield with_notes(frame, ward="made-up trust")


def _reads_well(data: pd.DataFrame) -> bool:
    """The last month is lower than the one before and the best for some time, yet within the limits; the rules find the change
    of level where there is one, and nothing else."""
    values, parts, target = (
        data["late_pct"].to_numpy(),
        data["part"].to_numpy(),
        float(data["target"].iloc[0]),
    )
    if not (values[-1] < 0.95 * values[-2] and values[-1] < values[-5:-1].min()):
        return False
    changed, lower, upper = _chart(data)
    gap = (lower - target, target - lower)["G" in supported(data)]
    if not (lower < values[-1] < upper and gap > 0.5 and target > 0):
        return False
    seen = (
        spc(data, "i", y="late_pct", x="month", freeze=YEAR, better="down", rules=MDC).points["rule"].notna()
    )
    if not changed:
        return not seen.any()
    new = parts == 2
    return bool(
        seen[new].mean() > 0.8 and not seen[~new].any() and values[-YEAR:].mean() - values[new].mean() > 1.2
    )


EXERCISE = Exercise(
    "E12.5", "Which sentence is true?", 3, "choose with reason", (sentences,), services, teachable=_reads_well
)
