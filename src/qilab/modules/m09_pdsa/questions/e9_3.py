"""E9.3 “How few patients?”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, sqrt

import numpy as np
import pandas as pd

from qilab.methods.chance import pdsa_sample_size
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer
from qilab.questions.series import exercise_rng

from .headings import SIZE, SMALL
from .pdsa_cycles import COUNT

ROUND_NUMBERS = (100, 200, 250, 300, 385, 400, 500, 1000)


def _gap(data: pd.DataFrame, test: str) -> tuple[float, float]:
    """Aim and observed share of one of the two tests, as shares."""
    by_test = data.set_index("test")
    return float(by_test["aim"][test]) / 100, float(by_test["observed"][test]) / 100


def _few(size):
    """A value for both tests, each from its aim and observed share."""
    return lambda d: {test: float(size(*_gap(d, test))) for test in ("wide", "narrow")}


def _fewest(aim: float, observed: float) -> int:
    return pdsa_sample_size(aim, observed)


def _two_sided(aim: float, observed: float) -> int:
    return pdsa_sample_size(aim, observed, alpha=0.025)


def _turned_round(aim: float, observed: float) -> int:
    """The two shares swapped: fewest n with P(X ≥ aim·n | n, observed) < 0.05. Failures make it the same sum."""
    return pdsa_sample_size(round(1 - observed, 10), round(1 - aim, 10))


def _trial(aim: float, observed: float) -> int:
    """Patients in each arm of a trial with 80% power at 5%, by the usual formula."""
    spread = aim * (1 - aim) + observed * (1 - observed)
    return ceil((1.959964 + 0.841621) ** 2 * spread / (aim - observed) ** 2)


def _trial_pooled(aim: float, observed: float) -> int:
    """The same by the formula that pools both arms for the first error, as many calculators do."""
    mean = (aim + observed) / 2
    both = 1.959964 * sqrt(2 * mean * (1 - mean)) + 0.841621 * sqrt(
        aim * (1 - aim) + observed * (1 - observed)
    )
    return ceil(both**2 / (aim - observed) ** 2)


def _fixed(n: float):
    return lambda _: {"wide": float(n), "narrow": float(n)}


few_patients = Item(
    "m09.few_patients",
    ask="The column aim shows how many of every 100 patients the two teams hope to reach with a change. The column observed shows how "
    "many they fear it really reaches. What is the smallest number of patients that would show that the aim is missed, for the "
    "wide gap (wide) and for the narrow one (narrow)? The rule is that, if the aim were met, a result as low as the observed share, or "
    "lower, would come up in fewer than 5 of 100 tests. Use only sizes at which the observed share is a whole "
    "number of patients. (For the curious: one-sided, binomial.)",
    kind=FieldsAnswer({"wide": COUNT, "narrow": COUNT}),
    right=_few(_fewest),
    mistakes=(
        Mistake(
            "trial thinking",
            _few(_trial),
            "It may be that you planned it like a trial, which has to estimate how large an effect is. Here you only ask whether you are "
            "short of your aim: use the rule in the question, and take the smallest test that meets it.",
            variants=(
                lambda d: {k: 2 * v for k, v in _few(_trial)(d).items()},
                _few(_trial_pooled),
                *(_fixed(n) for n in ROUND_NUMBERS),
            ),
        ),
        Mistake(
            "one patient",
            _fixed(1),
            "One patient can show a snag, which makes one patient a good first test. But one success or one failure cannot "
            "tell you whether the share is high or low.",
        ),
        Mistake(
            "aim and observed swapped",
            _few(_turned_round),
            "The two shares are swapped. Ask how unlikely the observed share would be if the aim were met, not the other way "
            "round.",
        ),
        Mistake(
            "one number for both",
            lambda d: {test: float(_fewest(*_gap(d, "wide"))) for test in ("wide", "narrow")},
            "You used one number for both. A few patients are enough to show a wide gap, but not a narrow one. The "
            "narrower the gap, the more patients you need.",
            variants=(lambda d: {t: float(_fewest(*_gap(d, "narrow"))) for t in ("wide", "narrow")},),
        ),
        Mistake(
            "a stricter rule",
            _few(_two_sided),
            "These answers fit a stricter rule: fewer than 2.5 in 100 tests, where the question says fewer than 5. So does the number "
            "that Etchells and colleagues (2016) give, 12 for 80% against 50%. Theirs is a good rule too, but the question asks for "
            "the fewest patients, and by its rule fewer will do.",
        ),
    ),
    praise="If you fall well short of your aim, a few patients are enough to show it; a near miss takes more. "
    "(Etchells and colleagues 2016 give 12 for 80% against 50% where our rule gives 10, because theirs is a little stricter.)",
    hints=(
        "The sizes are listed, each with its chance. Go along the list for one team until the chance first falls below 5 in 100.",
        "Find the fewest patients for whom so low a result would come up in fewer than 5 of 100 tests if the aim were met. In code: pdsa_sample_size(aim, observed), both as "
        "decimals (80% is 0.80).",
        "On other data, with aim 60% and observed 30%, it is 20: if the aim were met, 6 or fewer of 20 would come up in fewer "
        "than 5 of 100 tests.",
    ),
    outcome=SIZE,
    reread=SMALL,
)


def _pairs_of_gaps(seed: int | None) -> Iterator[pd.DataFrame]:
    chance = exercise_rng(seed, 9, 3)
    first = seed is None
    while True:
        aim, wide, narrow = (80, 50, 70) if first else _drawn_gap(chance)
        first = False
        yield pd.DataFrame({"test": ["wide", "narrow"], "aim": [aim, aim], "observed": [wide, narrow]})


def _drawn_gap(chance: np.random.Generator) -> tuple[int, int, int]:
    aim = int(chance.choice([70, 75, 80, 85, 90]))
    return aim, aim - int(chance.choice([30, 40])), aim - int(chance.choice([10, 20]))


def _narrow_is_more(data: pd.DataFrame) -> bool:
    found = few_patients.right(data)
    return found["wide"] <= 20 and 2 * found["wide"] <= found["narrow"] <= 250


EXERCISE = Exercise(
    "E9.3", "How few patients?", 4, "fill the blank", (few_patients,), _pairs_of_gaps, _narrow_is_more
)
