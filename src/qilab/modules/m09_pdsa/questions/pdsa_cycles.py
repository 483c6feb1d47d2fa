"""The cycles of the table pdsa_log, and what the questions of module 9 count in them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.questions.kinds import WholeAnswer

RAMP_PROJECT = "Pharmacist at the board round"


def pdsa_logs(seed: int | None, chance: np.random.Generator) -> Iterator[pd.DataFrame]:
    """The table pdsa_log: the course's own first, then the same six projects made from other seeds."""
    from qilab.trusts.generate import generate

    if seed is None:
        from qilab.data import load

        own = load("pdsa_log")
        for _ in range(50):  # several draws from one log, before another log is looked at
            yield own
    while True:
        made = generate(["pdsa_log"], seed=int(chance.integers(2**31)))["pdsa_log"]
        for _ in range(5):
            yield made


def inside(cycles: pd.DataFrame) -> pd.Series:
    """Is the result inside the predicted range? The ends belong to it; no prediction or no result is not inside."""
    return cycles["result"].between(cycles["predict_low"], cycles["predict_high"])


def predicted_and_measured(cycles: pd.DataFrame) -> pd.Series:
    """Cycles with a prediction and a result."""
    return cycles["predict_low"].notna() & cycles["predict_high"].notna() & cycles["result"].notna()


def share_of(count, of):
    """A function of the cycles: those that `count` picks as a percentage of those that `of` picks.

    Both give a column of True and False for a table of cycles.
    """
    return lambda d: 100 * float(count(d).sum()) / float(of(d).sum())


def all_cycles(cycles: pd.DataFrame) -> pd.Series:
    """True for every cycle, whatever is missing from it."""
    return pd.Series(True, index=cycles.index)


def has_prediction(cycles: pd.DataFrame) -> pd.Series:
    """Cycles with a lower end of the prediction."""
    return cycles["predict_low"].notna()


def has_result(cycles: pd.DataFrame) -> pd.Series:
    """Cycles in which something was measured."""
    return cycles["result"].notna()


def low_end_or_more(cycles: pd.DataFrame) -> pd.Series:
    """Cycles whose result is at the predicted low end or above it; the slip of forgetting the high end."""
    return predicted_and_measured(cycles) & (cycles["result"] >= cycles["predict_low"])


def inside_or_blank(cycles: pd.DataFrame) -> pd.Series:
    """Cycles inside their range, and those with a result and no prediction, which a known slip counts as hits."""
    return inside(cycles) | (~has_prediction(cycles) & has_result(cycles))


COUNT = WholeAnswer()
