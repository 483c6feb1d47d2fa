"""E9.5 “Adopt, adapt, abandon”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.measure import difference_of_proportions
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng
from qilab.questions.units import PERCENTAGE_POINTS

from .headings import ACT, DECIDE
from .pdsa_cycles import RAMP_PROJECT, pdsa_logs

BEFORE_RAMP = 54  # percent, as planted in the data


def _known(data: pd.DataFrame) -> pd.DataFrame:
    return data.dropna(subset=["met"])


def _pooled(data: pd.DataFrame) -> float:
    """Share that went as hoped, all tries together, in percent."""
    known = _known(data)
    return 100 * float(known["met"].sum()) / float(known["n"].sum())


def _workdays(data: pd.DataFrame) -> pd.DataFrame:
    return data[~data["weekend"]]


def _weekends(data: pd.DataFrame) -> pd.DataFrame:
    return data[data["weekend"]]


def _apart(level):
    return lambda d: level(_workdays(d)) - level(_weekends(d))


def _last_against_first(data: pd.DataFrame) -> float:
    shown = data["result"].dropna()
    return float(shown.iloc[-1] - shown.iloc[0])


weekday_gain = Item(
    "m09.weekday_gain",
    ask="By how many percentage points is the share of patients whose medicines were written up by noon higher on working days "
    "than at weekends? Take all the patients together for each kind of day, and leave out the cycle without data. Give it to one "
    "decimal place, with its unit.",
    kind=NumberAnswer(PERCENTAGE_POINTS, tolerance=0.15, decimals=1),
    right=_apart(_pooled),
    mistakes=(
        Mistake(
            "mean of the cycles’ percentages",
            _apart(lambda d: float(d["result"].mean())),
            "You averaged the percentages of the cycles. A test on one patient then counts as much as one on dozens of patients. "
            "Add up the patients whose medicines were written up by noon, add up all the patients, and divide once.",
        ),
        Mistake(
            "first cycle against last",
            _last_against_first,
            "That is the last cycle minus the first. They are only two points, and they do not compare the two kinds of day. Group "
            "the cycles by kind of day first.",
        ),
        Mistake(
            "all days against before",
            lambda d: _pooled(d) - BEFORE_RAMP,
            f"That is the share on all days minus the {BEFORE_RAMP}% before. The mean of all days hides the difference between the "
            "two kinds of day. Separate them first.",
        ),
        Mistake(
            "relative instead of points",
            lambda d: 100 * (_pooled(_workdays(d)) / _pooled(_weekends(d)) - 1),
            "That is how much larger one share is than the other, as a percentage of the smaller one. The question asks for the difference "
            "between the two shares, in percentage points: take one from the other.",
        ),
        Mistake(
            "no data counted as no success",
            _apart(lambda d: 100 * float(d["met"].sum()) / float(d["n"].sum())),
            "You divided by the patients of the cycle without data as well, as if none of their medicines had been written up by noon. Nobody "
            "counted, so we do not know. Leave that cycle out.",
        ),
        Mistake(
            "the other way round",
            lambda d: -_apart(_pooled)(d),
            "That is the right size, but the wrong way round. Take working days minus weekends, so that a positive number means better on "
            "working days.",
        ),
    ),
    praise="The change makes a difference on working days, but not at weekends. One number for all days would have "
    "hidden that.",
    hints=(
        "Look at the column weekend: it divides the cycles into two groups.",
        "100 × (all met) ÷ (all n) on working days, minus the same at weekends; only cycles with a result.",
        "On other data: with 30 of 40 and 12 of 20 on working days, and 10 of 20 at weekends, it is 100 × 42 ÷ 60 − 50 = 20.0 points.",
    ),
    outcome=DECIDE,
    reread=ACT,
)

DECISIONS = ChoiceAnswer(
    {
        "adopt": "make it the new standard, on every day",
        "adapt": "keep what works, change the rest, and test again",
        "abandon": "stop, and try another idea",
    }
)

REASONS = ChoiceAnswer(
    {
        "a": f"Taken together, all the tests are better than the {BEFORE_RAMP}% before",
        "b": "It works on working days, and the other wards’ waits are not our measure",
        "c": "The last cycle, compared with the first, settles it",
        "d": "It works on working days and not at weekends, and the other wards waited longer in the largest tests on "
        "working days: both need a change before it spreads",
        "e": "At weekends it went about as it did before",
    }
)


def _verdict(decision: str, because: str):
    return lambda _: {"decision": decision, "because": because}


decide = Item(
    "m09.decide",
    ask=f"Before the change, {BEFORE_RAMP} of every 100 patients had their medicines written up by noon. The column other_wards_late is "
    "the balancing measure: it shows how many of 20 patients on the other wards waited longer for their medicines. Adopt, adapt or "
    "abandon (decision), and why (because)?",
    kind=FieldsAnswer({"decision": DECISIONS, "because": REASONS}),
    right=_verdict("adapt", "d"),
    mistakes=(
        Mistake(
            "adopt on the overall mean",
            _verdict("adopt", "a"),
            "The mean of all tests is better than before, but it mixes good working days with weekends that are no different "
            "from before. If you adopted the change as it is, weekend patients would gain nothing.",
        ),
        Mistake(
            "abandon on one kind of day",
            _verdict("abandon", "e"),
            "You would throw away what works on five days out of seven. The weekend results show where the idea fails, and that leads you "
            "to the next question: who could do it when there is no pharmacist?",
        ),
        Mistake(
            "balancing measure not looked at",
            _verdict("adapt", "b"),
            "Look at the other wards once more: in the largest tests on working days more of their patients waited longer. A gain here that "
            "costs patients elsewhere may be no gain for the trust, so the balancing measure is part of the decision.",
            variants=(_verdict("adopt", "b"),),
        ),
        Mistake(
            "last against first",
            _verdict("adopt", "c"),
            "The first and the last cycle are two points, and luck alone moves them. Use all the "
            "other cycles as well, above all those at weekends.",
            variants=(_verdict("adapt", "c"),),
        ),
    ),
    praise="Adapt: keep the working days, find another way for weekends, and put right what it costs the other wards. We made "
    "these data up, so we know that at weekends there is no pharmacist and nothing changed at all.",
    hints=(
        "Look at three things: working days, weekends, and the other wards in the largest tests on working days.",
        "Adopt if it works wherever it will be used and harms nothing; abandon if it works nowhere; adapt in between.",
        "On other data: a change that works by day (80%) and not at night (50%, as before), while nothing else got worse, would be adapted for nights.",
    ),
    outcome=DECIDE,
    reread=ACT,
)

RAMP_COLUMNS = ["cycle", "done", "day", "weekend", "n", "met", "result", "other_wards_late"]


def _ramps(seed: int | None) -> Iterator[pd.DataFrame]:
    """The pharmacist's twelve cycles, with a balancing measure: where a large test takes the pharmacist away, others wait longer.

    At weekends there is no pharmacist whom a test could take away.
    """
    chance = exercise_rng(seed, 9, 5)
    for cycles in pdsa_logs(seed, chance):
        rows = cycles[cycles["project"] == RAMP_PROJECT].reset_index(drop=True)
        late = chance.binomial(20, np.where(_takes_the_pharmacist(rows), 0.45, 0.10))
        rows = rows.assign(day=rows["done"].dt.day_name(), other_wards_late=late)
        yield rows[RAMP_COLUMNS]


def _takes_the_pharmacist(data: pd.DataFrame) -> np.ndarray:
    """(cycles,) is it a large test on a working day?"""
    return ((data["n"] >= 60) & ~data["weekend"]).to_numpy()


def _clear_ramp(data: pd.DataFrame) -> bool:
    """The weekends can be told from the working days, and the balancing measure shows what it should."""
    large, late = _takes_the_pharmacist(data), data["other_wards_late"].to_numpy()
    if late[large].mean() <= late[~large].mean() + 4:
        return False
    known = _known(data)
    days, ends = _workdays(known), _weekends(known)
    if len(ends) < 2 or abs(_pooled(ends) - BEFORE_RAMP) >= 8 or _pooled(known) <= BEFORE_RAMP + 3:
        return False
    change = difference_of_proportions(ends["met"].sum(), ends["n"].sum(), days["met"].sum(), days["n"].sum())
    return bool(change.z > 1.96)


EXERCISE = Exercise(
    "E9.5", "Adopt, adapt, abandon", 5, "choose with reason", (weekday_gain, decide), _ramps, _clear_ramp
)
