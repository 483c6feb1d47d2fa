"""E4.1 “Falls per 1,000 occupied bed days”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.series import exercise_rng, with_notes

from .falls_rates import RATE, row_rates
from .headings import BELOW, COMPUTE


def _rate(data: pd.DataFrame, below: str = "obd", per: float = 1000, above: str = "falls") -> float:
    return float(per * data[above].sum() / data[below].sum())


def _mean_of_rates(data: pd.DataFrame) -> float:
    return float(row_rates(data).mean())


falls_rate = Item(
    "m04.falls_rate",
    ask="How many falls were there per 1,000 occupied bed days, over the whole year? Give it to one decimal place, with its unit.",
    kind=RATE,
    right=_rate,
    mistakes=(
        Mistake(
            "per 1,000 admissions",
            lambda d: _rate(d, "admissions"),
            "That is per 1,000 admissions. A patient who stays for two weeks has two weeks in which to fall, but "
            "counts as one admission, just like a patient who stays for one night. Divide by the occupied bed days.",
        ),
        Mistake(
            "per available bed day",
            lambda d: _rate(d, "available_bed_days"),
            "That is per 1,000 available bed days. Nobody can fall from an empty bed. Divide by the bed days "
            "that were occupied.",
        ),
        Mistake(
            "per 100",
            lambda d: _rate(d, per=100),
            "That is per 100 bed days. The question asks for the rate per 1,000, so multiply by 1,000. Write the "
            "unit beside a rate, so that nobody has to guess.",
        ),
        Mistake(
            "mean of the monthly rates",
            _mean_of_rates,
            "That is the mean of the monthly rates. The months have different numbers of bed days, and in this mean "
            "a month with few counts as much as a full one. Add up all the falls, add up all the bed days, and then "
            "divide once.",
        ),
        Mistake(
            "falls with harm only",
            lambda d: _rate(d, above="falls_harm"),
            "That is the rate of the falls with harm only. The question asks for all falls, because a fall without "
            "harm is a warning too.",
        ),
    ),
    praise="You divided all the falls by all the occupied bed days, and multiplied by 1,000. Below the line are the days on which a patient could fall, and each month counts in proportion to its bed days.",
    hints=(
        "Look at the columns called falls and obd, and add up each over the whole year.",
        "Rate = 1,000 × all falls ÷ all occupied bed days.",
        "On other data: 3 falls in 500 bed days and 9 in 1,000 make 12 falls in 1,500 bed days: 1,000 × 12 ÷ 1,500 = 8.0.",
    ),
    outcome=COMPUTE,
    reread=BELOW,
)


def _ward_years(seed: int | None) -> Iterator[pd.DataFrame]:
    """A year of a made-up ward. For four months over half of its beds are closed for repairs, and its frailest
    patients stay: so months differ in bed days and in rate, and the mean of the monthly rates is another number."""
    rng = exercise_rng(seed, 4, 1)
    months = pd.date_range("2023-04-01", periods=12, freq="MS").as_unit("s")
    days = months.days_in_month.to_numpy()
    while True:
        repairs = np.isin(np.arange(12), np.arange(4) + rng.integers(2, 8))
        available = np.where(repairs, 12, 28) * days
        obd = np.round(available * rng.uniform(0.89, 0.96, 12)).astype(int)
        falls = rng.poisson(obd * np.where(repairs, 11, 6) / 1000)
        yield with_notes(
            pd.DataFrame(
                {
                    "month": months,
                    "falls": falls,
                    "falls_harm": rng.binomial(falls, 0.32),
                    "admissions": np.round(obd / rng.uniform(5, 7, 12)).astype(int),
                    "obd": obd,
                    "available_bed_days": available,
                }
            ),
            ward="made-up ward",
        )


EXERCISE = Exercise("E4.1", "Falls per 1,000 occupied bed days", 3, "calculate", (falls_rate,), _ward_years)
