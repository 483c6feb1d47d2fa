"""E12.3 “Tampering”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from qilab.methods.tampering import funnel_variance
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, NumberAnswer, PairsAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import ADJUST, FUNNEL, TAMPERING


def _spread(data: pd.DataFrame) -> float:
    return float(data["spread_left_alone"].iloc[0])


def _both(variance: float, spread: float) -> Callable[[pd.DataFrame], dict[str, float]]:
    """How many times the variance and how many times the spread somebody takes it to become."""
    return lambda d: {"variance": variance, "spread": spread * _spread(d)}


RATIO = funnel_variance(2) / funnel_variance(1)
LESSON_DROPS = 50  # marbles after which the lesson compares the rules

corrected = Item(
    "m12.tampering",
    ask="From now on the team corrects for each miss. If it was 4 minutes late, next time it aims 4 minutes earlier, counted from "
    "where it aimed last (rule 2). For the long run, give the new variance as a multiple of today’s, and the new spread in minutes (standard deviation) to one decimal place.",
    kind=FieldsAnswer(
        {
            "variance": NumberAnswer(tolerance=0.1, decimals=1),
            "spread": NumberAnswer(tolerance=0.15, decimals=1),
        },
        {"variance": "new variance as a multiple of today’s", "spread": "new spread in minutes"},
    ),
    right=_both(RATIO, RATIO**0.5),
    points=2,
    mistakes=(
        Mistake(
            "twice the spread",
            _both(2, 2),
            "The variance doubles. The spread is its square root, so it becomes √2 times as large, about 1.41 times, and not twice as large.",
        ),
        Mistake(
            "it evens out",
            _both(1, 1),
            "It may be that you expect the corrections to even out. But each one responds to luck that is already over. So every result contains the luck of two days: its own and, with its sign reversed, the luck of the day before.",
        ),
        Mistake(
            "it gets steadier",
            _both(0.5, 0.5**0.5),
            "You expect the corrections to make the results steadier. They could, if one miss told us something about the next. Here each miss is luck, so a correction only adds more of it.",
            variants=(_both(0.5, 0.5), _both(0, 0)),
        ),
        Mistake(
            "1.41 taken for the variance",
            _both(RATIO**0.5, RATIO**0.5),
            "Your spread is right. The variance is its square: 1.41 × 1.41 is 2.",
        ),
        Mistake(
            "the spread not worked out anew",
            _both(2, 1),
            "The variance does double. But then the spread cannot stay as it was, because it is the square root of the variance.",
        ),
        Mistake(
            "the variance given as the spread",
            lambda d: {"variance": RATIO, "spread": RATIO * _spread(d) ** 2},
            "For the spread you gave the new variance, which is in minutes squared. The spread is its square root, which is in minutes again.",
        ),
        Mistake(
            "a rule that grows",
            _both(LESSON_DROPS, LESSON_DROPS**0.5),
            "That would be right for rule 3 or 4 after fifty drops, as in the lesson. Here each correction starts from where the team aimed last. That is rule 2, and its variance doubles but does not go on growing.",
        ),
        Mistake(
            "added, not multiplied",
            lambda d: {"variance": 2.0, "spread": _spread(d) + 1.41},
            "You added 1.41 minutes to the spread. Multiply the old spread by √2 instead.",
        ),
    ),
    praise="Everybody works harder, and the spread is over 40% larger. Leaving luck alone is a decision too, and often the better one.",
    hints=(
        "With rule 2 each result is this time’s luck minus last time’s luck. How many pieces of luck does it contain?",
        "The variances of independent pieces of luck add up, even when one piece is subtracted. Spread = √variance.",
        "On other data: a spread of 20 minutes is a variance of 400. Twice that is 800, and its square root is 28.3 minutes.",
    ),
    outcome=TAMPERING,
    reread=ADJUST,
)

ROUTINES = {
    "chart": "plot each month, and ask for a cause only when a rule shows a signal",
    "rota": "next week’s rota is this week’s, plus or minus as many staff as this week was short or over",
    "goal": "a team that finishes 4 above the original goal is next given a goal 4 below it",
    "starter": "each new starter is trained by the one who started just before",
}
RULES = {
    "1": "rule 1: leave it alone",
    "2": "rule 2: from where it is now, correct for the miss",
    "3": "rule 3: from the target, correct for the miss",
    "4": "rule 4: aim at where the last one landed",
}
_RIGHT = {"chart": "1", "rota": "2", "goal": "3", "starter": "4"}

routines = Item(
    "m12.routines",
    ask="Which rule of the funnel does each routine follow?",
    kind=PairsAnswer(ROUTINES, RULES, once=True),
    right=lambda _: dict(_RIGHT),
    mistakes=(
        Mistake(
            "rules 2 and 3 swapped",
            lambda _: {**_RIGHT, "rota": "3", "goal": "2"},
            "You have swapped rules 2 and 3. The rota is adjusted from where it was last week, which is rule 2. The goal is reset each time, starting from the original goal, which is rule 3.",
        ),
        Mistake(
            "rules 3 and 4 swapped",
            lambda _: {**_RIGHT, "goal": "4", "starter": "3"},
            "You have swapped rules 3 and 4. The new starter copies whatever the last one did, so the aim goes to where the last marble landed, which is rule 4. The new goal is set on the other side of the original goal, which is rule 3.",
        ),
        Mistake(
            "copying taken for leaving alone",
            lambda _: {**_RIGHT, "starter": "1", "chart": "4"},
            "Passing things on from one starter to the next may look like leaving them alone. But each of them copies the one before, slips and all, and nobody goes back to the target. That is rule 4. With the chart, nothing is changed without a signal, which is rule 1.",
        ),
        Mistake(
            "a week's correction taken for copying",
            lambda _: {**_RIGHT, "rota": "4", "starter": "2"},
            "You have swapped rules 2 and 4. The rota is corrected from where it was, which is rule 2. The new starter is not corrected at all but copies the last one, which is rule 4.",
        ),
    ),
    praise="All three ways of adjusting look conscientious. Rule 2 makes the results more spread out, and rules 3 and 4 spread them out further and further for as long as they go on.",
    hints=(
        "For each routine, ask where the next aim starts from, and which way it moves.",
        "Rule 2 moves the funnel from where it is. Rule 3 moves it from the target. Rule 4 puts it where the marble landed.",
        "On another topic: if the room was two degrees too cold this morning, and you turn the heating up by two degrees from its present setting, that is rule 2.",
    ),
    outcome=TAMPERING,
    reread=FUNNEL,
)


def services(seed: int | None) -> Iterator[pd.DataFrame]:
    """A made-up service that starts too early or too late by luck: its spread in minutes while it is left alone."""
    rng = exercise_rng(seed, 12, 3)
    while True:
        spread = 6 if seed is None else int(rng.integers(5, 16))
        yield with_notes(
            pd.DataFrame({"target": ["09:00"], "spread_left_alone": [spread], "unit": ["minutes"]}),
            ward="made-up theatre",
        )


EXERCISE = Exercise("E12.3", "Tampering", 4, "predict", (corrected, routines), services)
