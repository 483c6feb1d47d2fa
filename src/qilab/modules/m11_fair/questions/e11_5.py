"""E11.5 “The gap behind the mean”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import GAP, MADE_UP, MEASURE, PARTNERS

_POINTS = NumberAnswer(tolerance=0.06, decimals=1)
_TIMES = NumberAnswer(tolerance=0.03, decimals=2)
WHEN = ("before", "after")


def _shares(data: pd.DataFrame, when: str) -> np.ndarray:
    """(fifths,) of those booked, how many did not come, in %; the most deprived fifth first."""
    return 100 * data[f"missed_{when}"].to_numpy(dtype=float) / data[f"booked_{when}"].to_numpy(dtype=float)


def _mean(data: pd.DataFrame, when: str) -> float:
    return float(100 * data[f"missed_{when}"].sum() / data[f"booked_{when}"].sum())


def _from(pairs: list[tuple[float, float]]) -> dict[str, float]:
    """Gaps and ratios of (most deprived, least deprived) before and after."""
    (b1, b5), (a1, a5) = pairs
    return {"gap_before": b1 - b5, "gap_after": a1 - a5, "ratio_before": b1 / b5, "ratio_after": a1 / a5}


def gaps(data: pd.DataFrame) -> dict[str, float]:
    """Gap in percentage points and ratio between the most and the least deprived fifth, before and after."""
    return _from([(float(s[0]), float(s[-1])) for s in (_shares(data, when) for when in WHEN)])


def _of_counts(data: pd.DataFrame) -> dict[str, float]:
    return _from([tuple(data[f"missed_{when}"].to_numpy(dtype=float)[[0, -1]].tolist()) for when in WHEN])


def _from_the_mean(data: pd.DataFrame) -> dict[str, float]:
    return _from([(float(_shares(data, when)[0]), _mean(data, when)) for when in WHEN])


def _turned(data: pd.DataFrame) -> dict[str, float]:
    return _from([(float(s[-1]), float(s[0])) for s in (_shares(data, when) for when in WHEN)])


def _swapped(data: pd.DataFrame) -> dict[str, float]:
    right = gaps(data)
    return {name: right[name.replace(old, new)] for name, old, new in (
        ("gap_before", "before", "after"), ("gap_after", "after", "before"),
        ("ratio_before", "before", "after"), ("ratio_after", "after", "before"))}  # fmt: skip


def _relative_gap(data: pd.DataFrame) -> dict[str, float]:
    """The gap as a percentage of the least deprived fifth's share."""
    right = gaps(data)
    return {
        **right,
        "gap_before": 100 * (right["ratio_before"] - 1),
        "gap_after": 100 * (right["ratio_after"] - 1),
    }


def _each_with_itself(data: pd.DataFrame) -> dict[str, float]:
    """What each of the two fifths gained, in place of the gap between them."""
    before, after = (_shares(data, when) for when in WHEN)
    return {
        "gap_before": float(before[0] - after[0]),
        "gap_after": float(before[-1] - after[-1]),
        "ratio_before": float(before[0] / after[0]),
        "ratio_after": float(before[-1] / after[-1]),
    }


def _next_fifth(data: pd.DataFrame) -> dict[str, float]:
    return _from([(float(s[0]), float(s[-2])) for s in (_shares(data, when) for when in WHEN)])


equity_gap = Item(
    "m11.equity_gap",
    ask="Compare the most deprived fifth (1) with the least deprived fifth (5). Give the gap before and the gap after the "
    "reminders, in percentage points to one decimal place, and the ratio before and the ratio after, to two decimal places.",
    kind=FieldsAnswer(
        {"gap_before": _POINTS, "gap_after": _POINTS, "ratio_before": _TIMES, "ratio_after": _TIMES},
        {
            "gap_before": "gap before",
            "gap_after": "gap after",
            "ratio_before": "ratio before",
            "ratio_after": "ratio after",
        },
    ),
    right=gaps,
    points=2,
    mistakes=(
        Mistake(
            "counts compared",
            _of_counts,
            "You compared the numbers of missed appointments. The fifths do not have the same number of appointments, so first divide each number by the appointments booked.",
        ),
        Mistake(
            "compared with the mean of all",
            _from_the_mean,
            "You compared the most deprived fifth with the mean of everybody. That fifth is part of the mean, so the gap looks smaller than it is. Compare it with fifth 5.",
        ),
        Mistake(
            "the wrong way round",
            _turned,
            "You put the least deprived fifth first. Begin with the share of the most deprived fifth. Subtract the share of fifth 5 for the gap, and divide by it for the ratio.",
        ),
        Mistake(
            "before and after swapped",
            _swapped,
            "You have mixed up before and after in your four answers, so swap them round.",
        ),
        Mistake(
            "the gap in per cent",
            _relative_gap,
            "Your ratios are right. But for the gap you gave the difference as a percentage of the smaller share. The question asks for percentage points: one share minus the other.",
        ),
        Mistake(
            "each fifth with itself",
            _each_with_itself,
            "You compared before with after within each fifth, which shows how much each of them improved. The gap is between the two fifths, so compare them with each other before, and again after.",
        ),
        Mistake(
            "the fourth fifth",
            _next_fifth,
            "You compared fifth 1 with fifth 4. The least deprived is fifth 5, the last row.",
        ),
    ),
    praise="You need both numbers because they answer two questions: how many more in every hundred appointments are missed, and how many times as often one is missed.",
    hints=(
        "Work out missed ÷ booked four times: for fifth 1 and fifth 5, before and after.",
        "Gap = share of fifth 1 − share of fifth 5. Ratio = share of fifth 1 ÷ share of fifth 5.",
        "On other data: the shares are 12.0% and 8.0% before, 11.0% and 5.5% after. The gaps are 4.0 and 5.5 points, and the ratios are 1.50 and 2.00.",
    ),
    outcome=MEASURE,
    reread=GAP,
)

what_to_report = Item(
    "m11.what_to_report",
    ask="What should the trust tell its board about the reminders?",
    kind=ChoiceAnswer(
        {
            "a": "they worked: the share of all appointments that are missed fell",
            "b": "in every fifth a smaller share is missed, but the gap is wider in points and as a ratio: keep the reminders, and work with those they help least",
            "c": "they made things unfair: the ratio is the only number that counts, and it rose",
            "d": "they worked for the most deprived: their share fell, so the gap must have closed",
            "e": "the reminders should stop: nothing should be done that does not help everybody equally",
        }
    ),
    right=lambda _: "b",
    mistakes=(
        Mistake(
            "the mean alone",
            lambda _: "a",
            "That is true, but it is only the mean. It hides the fact that the most deprived fifth gained less than the least deprived. Report each fifth as well.",
        ),
        Mistake(
            "the ratio alone",
            lambda _: "c",
            "A ratio can rise while every fifth gains, and even while the gap in points closes. Report both the gap and the ratio, with the shares they come from.",
        ),
        Mistake(
            "a fall taken for a closing gap",
            lambda _: "d",
            "Their share did fall, but the share of the least deprived fifth fell by more. The gap closes only if the group that is worse off gains more.",
        ),
        Mistake(
            "what helps some is stopped",
            lambda _: "e",
            "Every fifth gained, so stopping the reminders would take something away from all of them. Keep what works, and ask the people it reaches least what would help.",
        ),
    ),
    praise="Things are better for all, and less equal than before. Both are true, and both belong in the report.",
    hints=(
        "Look at three things: the mean, each fifth, and the gap between fifth 1 and fifth 5.",
        "Everybody may gain while the gap grows. That happens when those who are already better off gain more.",
        "On other data: 20% and 10% become 18% and 6%. Both groups are better off, but the gap has grown from 10 to 12 points.",
    ),
    outcome=MEASURE,
    reread=GAP,
)

small_cells = Item(
    "m11.small_cells",
    ask="An analyst splits the numbers further, by fifth and by clinic. In one small group 2 of 30 appointments were missed before and 5 of 30 after. She writes: “The reminders have backfired in this clinic.” What would you say to her?",
    kind=ChoiceAnswer(
        {
            "a": "she is right: going from 7% to 17% is more than double",
            "b": "it is only three more out of 30, which luck can easily bring: add up clinics or months before you split",
            "c": "she is right, but only about this fifth in this clinic",
            "d": "she should leave small groups out of the report, because they only confuse people",
        }
    ),
    right=lambda _: "b",
    mistakes=(
        Mistake(
            "doubling of very few",
            lambda _: "a",
            "The difference is three appointments. With 30 booked, luck alone easily moves the share by several points: the 95% interval for 5 of 30 goes from about 7% to 34%.",
        ),
        Mistake(
            "a signal in one cell",
            lambda _: "c",
            "If you split the numbers into fifty small groups, luck alone can easily make some look as if they had doubled. The smaller the group, the bigger the part luck plays.",
        ),
        Mistake(
            "small groups dropped",
            lambda _: "d",
            "Then nobody would ever hear about those people. Put months together until the numbers are large enough, and ask the people themselves, because a conversation does not need a large sample.",
        ),
    ),
    praise="Split only as far as the numbers allow, say how sure you are, and talk to people where the numbers run out.",
    hints=(
        "How many appointments make the difference?",
        "With 5 of 30, the 95% interval goes from about 7% to 34%.",
        "On other data: going from 1 of 10 to 3 of 10 means two more. “Three times as many” makes it sound like far more than that.",
    ),
    outcome=MEASURE,
    reread=GAP,
)


with_whom = Item(
    "m11.with_whom",
    ask="The next change is meant to close the gap. Which plan makes people from the most deprived fifth partners in the work?",
    kind=ChoiceAnswer(
        {
            "a": "write to them all and explain why appointments matter",
            "b": "put a survey in the waiting room, and let the team choose from the answers",
            "c": "ask the hospital’s patient panel, which meets on weekday mornings",
            "d": "invite some who missed appointments into the team, pay them for their time, and choose together what to test first",
            "e": "send that fifth twice as many reminders, and ask people what they think of them once the results are in",
        }
    ),
    right=lambda _: "d",
    mistakes=(
        Mistake(
            "told, not asked",
            lambda _: "a",
            "The letter assumes that people do not know why appointments matter. Nobody has yet asked them what stops them from coming.",
        ),
        Mistake(
            "only those who came are asked",
            lambda _: "b",
            "A survey in the waiting room reaches only people who came, and you want to hear from those who did not. And the team still makes the choice, so people are asked but do not decide.",
        ),
        Mistake(
            "whoever is at hand",
            lambda _: "c",
            "A panel that meets on weekday mornings is made of people who can come on weekday mornings. It is worth hearing, but it cannot speak for everybody who is unable to come then.",
        ),
        Mistake(
            "asked when all is settled",
            lambda _: "e",
            "By then everything has been decided, but partners have a say before the choice is made. Besides, more of what has helped them so little is not a promising first idea.",
        ),
    ),
    praise="They know what stops them from coming, they are paid like everybody else in the room, and they help to choose. That is deciding together.",
    hints=(
        "For each plan, ask: who is heard, and when? And who chooses?",
        "There are three ways to involve people: tell them, ask them, or decide together with them.",
        "On other data: a school wants more parents to come to its parents’ evenings. Whom should it ask, and where would it find them?",
    ),
    outcome=MEASURE,
    reread=PARTNERS,
)


def _reminders(seed: int | None) -> Iterator[pd.DataFrame]:
    """Missed appointments by fifth at a made-up trust: fewer in each fifth after the reminders, and most where there were fewest."""
    rng = exercise_rng(seed, 11, 5)
    while True:
        booked = rng.integers(5_200, 7_400, (2, 5))
        before = np.linspace(rng.uniform(0.095, 0.125), rng.uniform(0.05, 0.065), 5)
        gain = np.linspace(rng.uniform(0.06, 0.12), rng.uniform(0.38, 0.5), 5)
        missed = rng.binomial(booked, np.array([before, before * (1 - gain)]))
        frame = pd.DataFrame(
            {
                "fifth": np.arange(1, 6),
                "booked_before": booked[0],
                "missed_before": missed[0],
                "booked_after": booked[1],
                "missed_after": missed[1],
            }
        )
        yield with_notes(frame, note=MADE_UP)


def _widens(data: pd.DataFrame) -> bool:
    """Fewer in each fifth; the gap wider in points and as a ratio."""
    found = gaps(data)
    fell = (_shares(data, "after") < _shares(data, "before") - 0.1).all()
    return bool(
        fell
        and found["gap_after"] - found["gap_before"] > 0.4
        and found["ratio_after"] > found["ratio_before"] + 0.2
    )


EXERCISE = Exercise(
    "E11.5",
    "The gap behind the mean",
    5,
    "read the chart",
    (equity_gap, what_to_report, small_cells, with_whom),
    _reminders,
    teachable=_widens,
)
