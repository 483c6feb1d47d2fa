"""E6.1 “The centre line”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.spc.rules import RUN_CHART
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.series import ward_windows
from qilab.questions.units import PER_1000_OBD

from .falls_series import BASELINE
from .headings import CENTRE, CONSTRUCT

RATE = NumberAnswer(PER_1000_OBD, tolerance=0.05, decimals=1)


def _baseline(data: pd.DataFrame) -> pd.Series:
    return data["rate"].iloc[:BASELINE]


def _middle_row(values: pd.Series) -> float:
    """The value in the middle row of the table as it stands, unsorted."""
    present = values.dropna().to_numpy()
    return float(np.mean(present[(len(present) - 1) // 2 : len(present) // 2 + 1]))


centre_line = Item(
    "m06.centre_line",
    ask="Run chart rules: what is the centre line, frozen on the first 12 months? Give falls per 1,000 occupied bed "
    "days, to one decimal place, with its unit.",
    kind=RATE,
    rules=RUN_CHART,
    right=lambda d: float(_baseline(d).median()),
    mistakes=(
        Mistake(
            "mean for median",
            lambda d: float(_baseline(d).mean()),
            "That is the mean of the first 12 months. One odd month pulls a mean towards it. The centre line of a "
            "run chart is the median, which one month hardly moves.",
        ),
        Mistake(
            "median of all months",
            lambda d: float(d["rate"].median()),
            "That is the median of all the months. It includes the months after any change, and that can hide the "
            "change. Freeze the centre line by taking the median of the first 12 months only.",
        ),
        Mistake(
            "missing read as zero",
            lambda d: float(_baseline(d).fillna(0).median()),
            "You would get this by counting the month with no rate as 0. The ward was closed that month, so there "
            "was nobody there to fall. Leave the gap as a gap.",
        ),
        Mistake(
            "rolling median",
            lambda d: float(d["rate"].iloc[-BASELINE:].median()),
            "That is the median of the latest 12 months. If the centre line moves along with the data, it can "
            "hide a change. Take the first 12 months and keep to them.",
        ),
        Mistake(
            "middle row, not sorted",
            lambda d: _middle_row(_baseline(d)),
            "That is the middle of the list in date order. The median is the middle value once the values are in "
            "order of size, so sort them first.",
            variants=(lambda d: float(np.nanmean(_baseline(d).iloc[5:7])),),
        ),
    ),
    praise="That is the median of the first 12 months, with the closed month left out. About as many baseline months lie above it as below, and it stays where it is when new months are added.",
    hints=(
        "Look at the first 12 rows only, and at the column called rate. One of them has no rate.",
        "The centre line is the median: put the rates of the baseline in order of size and take the middle one "
        "(with an even number, halfway between the two in the middle).",
        "On other data: rates 4.8, 7.1, missing, 5.9, 6.3 in order are 4.8, 5.9, 6.3, 7.1; halfway between "
        "5.9 and 6.3 is 6.1.",
    ),
    outcome=CONSTRUCT,
    reread=CENTRE,
)


def _with_gap(seed: int | None) -> Iterator[pd.DataFrame]:
    """Wards that were closed for one month of the baseline; 24 to 36 months."""
    for months in (30, 24, 27, 33, 25, 26, 28, 29, 31, 32, 34, 35, 36):
        yield from ward_windows(
            seed, ("NORM", "LARK"), months, starts=range(37 - months), shuffle=1, wanted=_one_gap
        )


def _one_gap(rates: np.ndarray) -> bool:
    """Closed for one month of the baseline, and open in each of the latest twelve."""
    gaps = np.isnan(rates)
    return bool(gaps[:BASELINE].sum() == 1 and not gaps[-BASELINE:].any())


EXERCISE = Exercise(
    "E6.1",
    "The centre line",
    3,
    "fill the blank",
    (centre_line,),
    _with_gap,
)
