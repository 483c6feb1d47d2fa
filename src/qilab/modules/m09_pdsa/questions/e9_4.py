"""E9.4 “The chance of meeting the snag”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, log

import pandas as pd

from qilab.methods.chance import snag_probability, tries_to_meet_snag
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.series import exercise_rng
from qilab.questions.units import PERCENT

from .headings import SIZE, SMALL
from .pdsa_cycles import COUNT


def _snag(data: pd.DataFrame) -> tuple[float, int]:
    return float(data["snag_percent"].iloc[0]) / 100, int(data["patients"].iloc[0])


def _of_snag(value):
    return lambda d: float(value(*_snag(d)))


snag_chance = Item(
    "m09.snag_chance",
    ask="A snag affects some of the patients (the column snag_percent gives the percentage). A test is made on a few of them (the column "
    "patients gives the number). How likely is it that at least one of these meets the snag? Give a percentage, to the nearest whole "
    "number, with its unit.",
    kind=NumberAnswer(PERCENT, tolerance=0.5, decimals=0),
    right=_of_snag(lambda share, n: 100 * snag_probability(share, n)),
    mistakes=(
        Mistake(
            "chances added up",
            _of_snag(lambda share, n: 100 * share * n),
            "You added the chances: patients × share. Two patients may meet the same snag, and with enough patients the "
            "sum would pass 100%. Work out the chance that nobody meets it, and take that from 100%.",
        ),
        Mistake(
            "one patient only",
            _of_snag(lambda share, n: 100 * share),
            "That is the chance for one patient. Each further patient gives one more chance of meeting the snag.",
        ),
        Mistake(
            "chance that nobody meets it",
            _of_snag(lambda share, n: 100 * (1 - share) ** n),
            "That is the chance that nobody meets the snag. The chance of meeting it at least once is the rest: 100% minus your number.",
        ),
        Mistake(
            "a share where a percentage was asked for",
            _of_snag(snag_probability),
            "That is the right answer as a share between 0 and 1. The question asks for a percentage, so multiply by 100.",
        ),
        Mistake(
            "met exactly once",
            _of_snag(lambda share, n: 100 * n * share * (1 - share) ** (n - 1)),
            "That is the chance that exactly one patient meets the snag. Two or more count as well, so take 100% minus "
            "the chance that nobody meets it.",
        ),
    ),
    praise="That is 1 − (1 − share)ⁿ. A test that went well may simply not have met the snag, which is why the next test should "
    "be larger and in another place.",
    hints=(
        "Turn it round: how likely is it that the first patient does not meet it? And that none of them does?",
        "Chance of meeting it = 1 − (1 − share)ⁿ: multiply (1 − share) by itself, once for each of the n patients. In code, snag_probability(share, n).",
        "On other data: for a snag in 50% of patients and a test on two, 1 − 0.5 × 0.5 = 0.75, so 75%.",
    ),
    outcome=SIZE,
    reread=SMALL,
)

snag_tries = Item(
    "m09.snag_tries",
    ask="How many patients do you need for the chance of meeting the same snag at least once to be 95% or more? Give "
    "the fewest, as a whole number.",
    kind=COUNT,
    right=_of_snag(lambda share, n: tries_to_meet_snag(share)),
    mistakes=(
        Mistake(
            "one in so many, so I will see one",
            _of_snag(lambda share, n: round(1 / share)),
            "It is natural to think that “one in ten” means one in any ten. On average it does, but by luck some tests meet the snag "
            "twice and others not at all. More than 30 of 100 tests of this size do not meet it.",
            variants=(_of_snag(lambda share, n: ceil(round(0.95 / share, 9))),),
        ),
        Mistake(
            "more likely than not",
            _of_snag(lambda share, n: ceil(log(0.5) / log(1 - share))),
            "With that many patients you meet the snag more often than not. The question asks for 95%, because you would like "
            "to be fairly sure before you spread the change.",
        ),
        Mistake(
            "the test as it is",
            _of_snag(lambda share, n: n),
            "That is the size of the test in the table, and you have just worked out its chance of meeting the snag. Try "
            "larger numbers until the chance passes 95%.",
        ),
        Mistake(
            "rule of three",
            _of_snag(lambda share, n: round(3 / share)),
            "That is the rule of three: 3 ÷ share. It is all you need on a ward, and that many patients do give a chance "
            "of at least 95%. But the question asks for the fewest, and slightly fewer will do: try smaller numbers "
            "for as long as the chance stays at 95% or more.",
        ),
    ),
    praise="As a rule of thumb, divide 3 by the share: for a snag that affects one patient in ten, that is 3 ÷ 0.10 = 30 patients.",
    hints=(
        "Begin with a guess, work out its chance as in the question before, and go up until it is at least 95%.",
        "The fewest n with 1 − (1 − share)ⁿ of at least 0.95. In code, tries_to_meet_snag(share).",
        "On other data: for a snag in half of the patients, 1 − 0.5⁴ = 0.94 and 1 − 0.5⁵ = 0.97, so 5.",
    ),
    outcome=SIZE,
    reread=SMALL,
)


def _snags(seed: int | None) -> Iterator[pd.DataFrame]:
    chance = exercise_rng(seed, 9, 4)
    # Not five patients: the knowledge test, which comes before the course, says how often five of them miss such a snag.
    percent, patients = (10, 6) if seed is None else (0, 0)
    while True:
        if not percent:
            percent, patients = int(chance.choice([4, 5, 8, 10, 12, 20])), int(chance.integers(3, 13))
        yield pd.DataFrame({"snag_percent": [percent], "patients": [patients]})
        percent = 0


EXERCISE = Exercise(
    "E9.4", "The chance of meeting the snag", 3, "calculate", (snag_chance, snag_tries), _snags
)
