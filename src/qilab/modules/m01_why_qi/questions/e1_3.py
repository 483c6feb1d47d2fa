"""E1.3 “Next month's score”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer

from .bead_data import NOBODY, bead_logs, outside_limits
from .headings import LAB, PREDICT


def league_tables(seed: int | None) -> Iterator[pd.DataFrame]:
    """Late doses among 50 that were checked, six wards for four months: columns ward, month, late."""
    months = pd.date_range("2023-01-01", periods=4, freq="MS").strftime("%Y-%m")
    for log in bead_logs(seed, 3):
        wards = log["staff"].str.replace("Nurse ", "Ward L")
        yield pd.DataFrame({"ward": wards, "month": months[log["round"] - 1], "late": log["red"]})


WHY = ChoiceAnswer(
    {
        "a": "Its next month comes from the same system, so expect the average of all the wards",
        "b": "It did well, so it will do the same again",
        "c": "It is on its way down, so it will do better still",
        "d": "Luck evens out, so it will now be among the worst",
    }
)

ONE_SIGMA = 2.8  # √(50 · 0.2 · 0.8): how far one month strays from the average


def _last_month(data: pd.DataFrame) -> pd.DataFrame:
    return data[data["month"] == data["month"].max()]


def _best_now(data: pd.DataFrame) -> float:
    return float(_last_month(data)["late"].min())


def _worst_now(data: pd.DataFrame) -> float:
    return float(_last_month(data)["late"].max())


def _guess(score, because: str):
    return lambda d: {"score": score(d), "because": because}


next_month = Item(
    "m01.next_month",
    ask="In the last month one ward had the fewest late doses and won the cup. How many late doses out of 50 do you "
    "expect from that ward next month (score), and why (because)? Any score within one σ (2.8) of the best guess counts "
    "as right.",
    kind=FieldsAnswer({"score": NumberAnswer(tolerance=ONE_SIGMA), "because": WHY}),
    right=_guess(lambda d: float(d["late"].mean()), "a"),
    mistakes=(
        Mistake(
            "the same as last month",
            _guess(_best_now, "b"),
            "Luck does not carry over. The ward won because somebody had to have the fewest, and its next month comes "
            "from the same system as everybody else’s.",
        ),
        Mistake(
            "better still",
            _guess(lambda d: max(0.0, _best_now(d) - 2), "c"),
            "One good month is not a trend. Coming first of six equal wards is good luck, and even better luck next "
            "month is unlikely.",
        ),
        Mistake(
            "now it is its turn to be worst",
            _guess(_worst_now, "d"),
            "Nothing makes it swing past the average to pay for its luck, because chance has no memory. Expect "
            "something near the average.",
        ),
    ),
    praise="In a stable system the best guess for any ward is the average of all the wards. That is why the winner of a league "
    "table so often “slips” a month later. Statisticians call this regression to the mean.",
    hints=(
        "Look at the winners of the months before: what did each of them score a month later?",
        "In a stable system the value to expect next is the mean of all wards and months.",
        "On other data: six wards with 7, 9, 6, 2, 8 and 10 have a mean of 7. Next month expect about 7 from the ward that had 2.",
    ),
    outcome=PREDICT,
    reread=LAB,
)


def _clear_winner(data: pd.DataFrame) -> bool:
    """One winner, far below the average, and a last place far above it; nobody outside the limits."""
    last = _last_month(data)["late"]
    mean = data["late"].mean()
    steady = outside_limits(data.rename(columns={"late": "red", "ward": "staff"})) == {NOBODY}
    return bool(
        steady and (last == last.min()).sum() == 1 and mean - last.min() >= 4 and last.max() - mean >= 4
    )


EXERCISE = Exercise(
    "E1.3",
    "Next month's score",
    2,
    "choose with reason",
    (next_month,),
    league_tables,
    teachable=_clear_winner,
)
