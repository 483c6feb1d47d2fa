"""E4.4 “What got worse?”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.measure import difference_of_proportions
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import KINDS, SELECT

which_balances = Item(
    "m04.which_balances",
    ask="The team wants shorter stays. Which measure would warn the team if patients were now leaving too early?",
    kind=ChoiceAnswer(
        {
            "a": "the share of stays with a discharge date set on day 1",
            "b": "the patients who come back within 30 days, out of the patients discharged",
            "c": "the mean length of stay",
            "d": "the readmissions in a month, out of the admissions in the same month",
        }
    ),
    right=lambda _: "b",
    mistakes=(
        Mistake(
            "a process measure",
            lambda _: "a",
            "That is a process measure: it says whether the new way of working is used. It cannot say whether "
            "something else got worse. Ask what could go wrong for patients when stays are shorter.",
        ),
        Mistake(
            "the outcome itself",
            lambda _: "c",
            "That is the outcome that the team wants to change. A balancing measure looks somewhere else, at what "
            "might get worse.",
        ),
        Mistake(
            "readmissions over admissions",
            lambda _: "d",
            "The idea is right, but the groups do not match. Patients who come back in May left in April or May, "
            "and most of those admitted in May are other people. Follow the patients who were discharged.",
        ),
    ),
    praise="The patients who were discharged are the ones who may come back, so the same group is above and below the line.",
    hints=(
        "Ask of each measure: is it about what we do, what we want, or what might get worse?",
        "Here, a balancing measure follows the same patients and looks for harm caused by the change.",
        "In another project: a team that makes visits shorter to cut waits could count the visits that had to be repeated.",
    ),
    outcome=SELECT,
    reread=KINDS,
)

_LEVEL = NumberAnswer(tolerance=0.05, decimals=1)

VERDICTS = {
    "harm": "more patients come back: harm is shown",
    "not shown": "the interval includes 0: no change is shown, either way",
    "better": "fewer patients come back: a gain is shown",
}


def _balance(
    data: pd.DataFrame, top: str = "back_in_30_days", below: str = "discharges", all_months: bool = False
) -> dict:
    """Readmission before and after in %, the 95% interval of the difference in points, and the verdict."""
    used = data if all_months else data[data["followed_up"]]
    x1, n1 = used.loc[used["period"] == "before", [top, below]].sum()
    x2, n2 = used.loc[used["period"] == "after", [top, below]].sum()
    change = difference_of_proportions(x1, n1, x2, n2)
    low, high = 100 * change.low, 100 * change.high
    verdict = "harm" if low > 0 else "better" if high < 0 else "not shown"
    return {
        "before": float(100 * x1 / n1),
        "after": float(100 * x2 / n2),
        "low": low,
        "high": high,
        "verdict": verdict,
    }


def _turned(data: pd.DataFrame) -> dict:
    right = _balance(data)
    return {**right, "low": -right["high"], "high": -right["low"]}


balancing_change = Item(
    "m04.balancing_change",
    ask="Of every 100 patients discharged, how many came back within 30 days, before and after? Give the 95% interval of "
    "the difference after − before, in percentage points (low, high), and what it says (verdict). Give all the "
    "numbers to one decimal place.",
    kind=FieldsAnswer(
        {"before": _LEVEL, "after": _LEVEL, "low": _LEVEL, "high": _LEVEL, "verdict": ChoiceAnswer(VERDICTS)}
    ),
    right=_balance,
    points=2,
    mistakes=(
        Mistake(
            "over the admissions of the same month",
            lambda d: _balance(d, "readmissions", "admissions", all_months=True),
            "You divided the readmissions by the admissions of the same months. Those are not the same patients. "
            "Divide back_in_30_days by discharges, because these follow one group of patients from the day they "
            "left.",
            variants=(lambda d: _balance(d, "readmissions", "admissions"),),
        ),
        Mistake(
            "last month counted too early",
            lambda d: _balance(d, all_months=True),
            "The last month is in your sum, but its 30 days are not over, so some of its patients may still come "
            "back. Leave out the month that is not followed up yet, both above and below the line.",
        ),
        Mistake(
            "harm where the interval includes 0",
            lambda d: {**_balance(d), "verdict": "harm"},
            "The numbers are right. But the interval reaches from below 0 to above 0, so chance alone could explain "
            "such a rise. Harm is not shown, and neither is safety, so keep watching.",
        ),
        Mistake(
            "before minus after",
            _turned,
            "Your interval is for before − after. Take after − before, so that a positive number means that more "
            "patients came back.",
        ),
    ),
    praise="You have the same patients above and below the line, only the months that are followed up, and an interval that shows how much is not known. “Not shown” does not mean “safe”.",
    hints=(
        "Look at the column followed_up, then at the two columns back_in_30_days and discharges.",
        "Share = 100 × back_in_30_days ÷ discharges in each period. The interval is very nearly the difference ± 1.96 × √(p₁(1 "
        "− p₁) ÷ n₁ + p₂(1 − p₂) ÷ n₂), "
        "with p as shares. In code, difference_of_proportions gives it.",
        "On other data: 50 of 500 before and 60 of 500 after are 10.0% and 12.0%. The difference is 2.0 points, "
        "with an interval from −1.9 to 5.9.",
    ),
    outcome=SELECT,
    reread=KINDS,
)


def _stays(seed: int | None) -> Iterator[pd.DataFrame]:
    """A made-up ward, 24 months: stays get shorter, readmission hardly moves, the last month is not followed up."""
    rng = exercise_rng(seed, 4, 4)
    months = pd.date_range("2023-04-01", periods=24, freq="MS").as_unit("s")
    after = np.arange(24) >= 12
    while True:
        discharges = rng.poisson(118, 24)
        back = rng.binomial(discharges, np.where(after, 0.115, 0.11))
        # Of those who come back, about half do so in the month in which they left (the rest in the next).
        same = rng.binomial(back, 0.5)
        readmissions = same + np.r_[rng.poisson(6.5), (back - same)[:-1]]
        back[-1] = same[-1]  # the 30 days of the last month are not over
        stay = np.where(after, 5.1, 6.1) + rng.normal(0, 0.25, 24)
        plan = np.where(after, 78, 41) + rng.normal(0, 5, 24)
        yield with_notes(
            pd.DataFrame(
                {
                    "month": months,
                    "period": np.where(after, "after", "before"),
                    "mean_stay_days": stay.round(1),
                    "plan_on_day_1_pct": plan.round(0).astype(int),
                    "admissions": discharges + rng.integers(3, 12, 24),
                    "discharges": discharges,
                    "readmissions": readmissions,
                    "back_in_30_days": back,
                    "followed_up": np.arange(24) < 23,
                }
            ),
            ward="made-up ward",
        )


def _small_rise(data: pd.DataFrame) -> bool:
    found = _balance(data)
    return 0.15 <= found["after"] - found["before"] <= 2 and found["verdict"] == "not shown"


EXERCISE = Exercise(
    "E4.4",
    "What got worse?",
    5,
    "choose with reason",
    (which_balances, balancing_change),
    _stays,
    teachable=_small_rise,
)
