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
    "where it aimed last (rule 2). In the long run, the new variance is how many times the variance now? And what is the new spread in "
    "minutes (standard deviation), to one decimal place?",
    kind=FieldsAnswer(
        {
            "variance": NumberAnswer(tolerance=0.1, decimals=1),
            "spread": NumberAnswer(tolerance=0.15, decimals=1),
        },
        {"variance": "how many times the variance", "spread": "new spread in minutes"},
    ),
    right=_both(RATIO, RATIO**0.5),
    points=2,
    mistakes=(
        Mistake(
            "twice the spread",
            _both(2, 2),
            "The variance doubles. The spread is its square root, so it grows by √2, which is about 1.41, and not by 2.",
        ),
        Mistake(
            "it evens out",
            _both(1, 1),
            "It may be that you expect the corrections to even out. Each of them answers luck, and that luck is over. So every result carries the luck of "
            "two days: its own and, with its sign reversed, that of the day before.",
        ),
        Mistake(
            "it gets steadier",
            _both(0.5, 0.5**0.5),
            "You expect correcting to make the results steadier. That would be so if the last miss told us something about the next one. "
            "Here each miss is luck, so a correction only adds more.",
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
            "The variance doubles, as you say. Then the spread cannot stay as it was: it is the square root of the variance.",
        ),
        Mistake(
            "the variance given as the spread",
            lambda d: {"variance": RATIO, "spread": RATIO * _spread(d) ** 2},
            "That is the new variance, in minutes squared. The spread is its square root, which is in minutes again.",
        ),
        Mistake(
            "a rule that grows",
            _both(LESSON_DROPS, LESSON_DROPS**0.5),
            "That is rule 3 or 4 after fifty drops, as in the lesson. Here each correction starts from where the team aimed last. That is rule 2, and its "
            "variance stays at one level.",
        ),
        Mistake(
            "added, not multiplied",
            lambda d: {"variance": 2.0, "spread": _spread(d) + 1.41},
            "You added 1.41 minutes. The spread grows by a factor: multiply the old spread by √2.",
        ),
    ),
    praise="Everybody worked harder, and the spread is over 40% larger. Leaving luck alone is a decision, too, and often the better one.",
    hints=(
        "With rule 2 each result is the luck of this time minus the luck of last time. How many pieces of luck are in it?",
        "Variances of independent pieces of luck add up, even where one is subtracted. Spread = √variance.",
        "On other data: a spread of 20 minutes is a variance of 400. Twice that is 800, and its square root is 28.3 minutes.",
    ),
    outcome=TAMPERING,
    reread=ADJUST,
)

ROUTINES = {
    "chart": "plot each month, and ask for a cause only when a rule shows a signal",
    "rota": "next week’s rota is this week’s, with as many staff added or taken away as it was short or over",
    "goal": "a team that ended 4 above the first goal is next given a goal 4 below it",
    "starter": "each new starter is trained by the one who started before",
}
RULES = {
    "1": "rule 1: leave it alone",
    "2": "rule 2: from where it is now, correct for the miss",
    "3": "rule 3: from the target, correct for the miss",
    "4": "rule 4: aim at where the last one fell",
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
            "Rules 2 and 3 have changed places. The rota moves on from where it stood last week, which is rule 2. The goal is set anew each time, "
            "counted from the first goal, which is rule 3.",
        ),
        Mistake(
            "rules 3 and 4 swapped",
            lambda _: {**_RIGHT, "goal": "4", "starter": "3"},
            "Rules 3 and 4 have changed places. The new starter copies whatever the last one did, so the aim goes where the last marble fell: "
            "rule 4. The goal is set on the other side of the target: rule 3.",
        ),
        Mistake(
            "copying taken for leaving alone",
            lambda _: {**_RIGHT, "starter": "1", "chart": "4"},
            "Passing things on from one starter to the next may look like leaving them alone. But each copies the one before, slips and all, and "
            "nobody goes back to the target: rule 4. The chart changes nothing without a signal: rule 1.",
        ),
        Mistake(
            "a week's correction taken for copying",
            lambda _: {**_RIGHT, "rota": "4", "starter": "2"},
            "Rules 2 and 4 have changed places. The rota is corrected, from where it stood: rule 2. The starter is not corrected at "
            "all but copies: rule 4.",
        ),
    ),
    praise="All three ways of adjusting look conscientious. Rule 2 makes things worse at once, and rules 3 and 4 make them worse and worse for as long as they "
    "go on.",
    hints=(
        "Ask of each routine: from where does the next aim start, and which way does it move?",
        "Rule 2 moves from where the funnel stands. Rule 3 moves from the target. Rule 4 goes to where the marble fell.",
        "On another topic: if the room was two degrees too cold this morning, and you turn the heating up by two degrees from where it is set today, that is rule 2.",
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
