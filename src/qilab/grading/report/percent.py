"""Shares in words."""

from __future__ import annotations

import pandas as pd


def percent(share: float | None) -> str:
    """A share in whole per cent, halves upwards; what is not all is not called 100%, nor what is not nothing 0%.

    >>> percent(0.857), percent(0.996), percent(None)
    ('86%', 'over 99%', 'missing')
    """
    if share is None or pd.isna(share):
        return "missing"
    if 0 < share < 0.005:
        return "under 1%"
    if 0.995 <= share < 1:
        return "over 99%"
    return f"{int(100 * share + 0.5 + 1e-9)}%"
