"""Two changes at once: effects and interactions of a factorial test."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from .columns import column, numbers, refuse
from .validate import one_share


def factorial_effects(data: pd.DataFrame, y: str, factors: list[str], level: float = 0.95) -> pd.DataFrame:
    """Main effects and interactions of a test with two levels of each factor (2ᵏ).

    data: one row for each result. factors: columns with two levels each, the later one in order being “with”
    (False → True, 0 → 1, "no" → "yes"). Every combination must be there; unequal numbers do not matter,
    since the means of the cells are weighted equally. Effect: mean with − mean without; interaction of two:
    half the difference of the effect of one with and without the other.

    Returns one row for each effect: effect, estimate, low, high, n_cells; the interval is missing (None) where no
    cell has two results, since nothing then tells how much results vary. Source: Box, Hunter & Hunter
    1978, Statistics for Experimenters.

    >>> import pandas as pd
    >>> cells = pd.DataFrame({"a": [0, 1, 0, 1], "b": [0, 0, 1, 1], "time": [10.0, 14, 11, 23]})
    >>> factorial_effects(cells, "time", ["a", "b"])[["effect", "estimate"]].to_numpy().tolist()
    [['a', 8.0], ['b', 5.0], ['a × b', 4.0]]
    """
    if not isinstance(data, pd.DataFrame) or len(data) == 0:
        raise ValueError("data: give a pandas DataFrame with one row for each result.")
    if (
        not isinstance(factors, list | tuple)
        or not 1 <= len(factors) <= 10
        or len({*map(str, factors)}) < len(factors)
    ):
        raise ValueError(
            "factors: give a list of 1 to 10 different columns, such as ['reminder', 'weekend']."
        )
    inside = one_share(level, "level", open_ends=True)
    values = numbers(data, y, "y")
    refuse(np.isnan(values), data, y, "is missing", "Leave that row out, or find the result.")
    signs = np.column_stack([_two_levels(data, name) for name in factors])
    cells = (
        pd.DataFrame(signs)
        .assign(y=values)
        .groupby(list(range(len(factors))))["y"]
        .agg(["mean", "count", "var"])
    )
    wanted = list(product((-1, 1), repeat=len(factors)))
    have = {c if isinstance(c, tuple) else (c,) for c in cells.index}
    absent = [c for c in wanted if c not in have]
    if absent:
        wording = ", ".join(
            f"{f} {'with' if s > 0 else 'without'}" for f, s in zip(factors, absent[0], strict=True)
        )
        raise ValueError(
            f"factors: no result for the combination {wording}. A factorial test needs them all."
        )
    cells = cells.loc[[c if len(c) > 1 else c[0] for c in wanted]]
    design = np.array(wanted, dtype=float)
    count, mean = cells["count"].to_numpy(dtype=float), cells["mean"].to_numpy()
    half = _half_width(cells["var"].to_numpy(), count, inside)
    rows: list[dict[str, Any]] = []
    for size in range(1, len(factors) + 1):
        for chosen in combinations(range(len(factors)), size):
            contrast = design[:, chosen].prod(axis=1) / (len(wanted) / 2)
            estimate = float(contrast @ mean)
            low, high = (None, None) if half is None else (estimate - half, estimate + half)
            name = " × ".join(str(factors[i]) for i in chosen)
            rows.append(
                {"effect": name, "estimate": estimate, "low": low, "high": high, "n_cells": len(wanted)}
            )
    return pd.DataFrame(rows)


def _two_levels(data: pd.DataFrame, name: str) -> np.ndarray:
    values = column(data, name, "factors")
    refuse(values.isna().to_numpy(), data, name, "is no level", "Fill it in, or leave the row out.")
    try:
        codes, levels = pd.factorize(values, sort=True)
    except TypeError:  # 0 and b"1", or a date among numbers
        raise ValueError(
            f"factors: column “{name}” holds levels of different kinds. Make them all numbers, or all words."
        ) from None
    if len(levels) != 2:
        raise ValueError(f"factors: column “{name}” has {len(levels)} levels; a test of this kind has two.")
    return np.where(codes == 1, 1, -1)


def _half_width(variance: np.ndarray, count: np.ndarray, level: float) -> float | None:
    """Half the width of every effect's interval, from the spread within cells; None without repeats."""
    free = (count - 1).sum()
    if free < 1:
        return None
    pooled = float((np.where(count > 1, variance, 0.0) * (count - 1)).sum() / free)
    error = np.sqrt(pooled * (1 / count).sum()) / (len(count) / 2)
    return float(stdtrit(free, 0.5 + level / 2) * error)
