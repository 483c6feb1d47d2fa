"""Bead logs and what the exercises of module 1 read from them: means, σ, limits, who lies outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import sqrt

import numpy as np
import pandas as pd

from qilab.methods.sampling import red_beads
from qilab.questions.series import exercise_rng

SCOOP, TARGET = 50, 3

STAFF = tuple("ABCDEF")

NOBODY = "nobody"


def bead_log(table: pd.DataFrame) -> pd.DataFrame:
    """Six people by four rounds as a log: columns staff, round, red."""
    staff = np.repeat([f"Nurse {letter}" for letter in STAFF], table.shape[1])
    rounds = np.tile(np.arange(1, table.shape[1] + 1), len(STAFF))
    return pd.DataFrame({"staff": staff, "round": rounds, "red": table.to_numpy().ravel()})


def bead_logs(seed: int | None, exercise: int) -> Iterator[pd.DataFrame]:
    """Red beads in scoops of 50: six nurses, four rounds, one tray with a fifth of red beads."""
    chance = exercise_rng(seed, 1, exercise)
    while True:
        yield bead_log(red_beads(seed=int(chance.integers(2**31))))


def limits_about(centre: float, width: float) -> dict[str, float]:
    """Centre, lower and upper as a mapping, `width` either side of `centre`, in the unit of both."""
    return {"centre": centre, "lower": centre - width, "upper": centre + width}


def mean_reds(data: pd.DataFrame) -> float:
    """Mean red beads of a scoop, over all rows of the log."""
    return float(data["red"].mean())


def sigma_reds(data: pd.DataFrame, n: int = SCOOP) -> float:
    """σ of the red beads in a scoop of `n`: √(n·p·(1 − p)), the binomial, with the log’s share of red beads for p."""
    share = mean_reds(data) / SCOOP
    return sqrt(n * share * (1 - share))


def bead_limits(data: pd.DataFrame) -> dict[str, float]:
    """Centre and 3σ limits of one scoop's count, from the share of red beads in the whole log."""
    return limits_about(mean_reds(data), 3 * sigma_reds(data))


def as_labels(staff: Iterable[str]) -> frozenset[str]:
    """The last letters of these names as a set, as the question’s labels have them; {"nobody"} where there are
    none.
    """
    return frozenset(name[-1] for name in staff) or frozenset({NOBODY})


def outside_limits(log: pd.DataFrame) -> frozenset[str]:
    """Who has a scoop outside the limits of the whole log."""
    found = bead_limits(log)
    return as_labels(log.loc[(log["red"] > found["upper"]) | (log["red"] < found["lower"]), "staff"])
