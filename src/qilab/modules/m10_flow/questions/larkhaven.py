"""Larkhaven's beds, stays and waiting lists for module 10's exercises, and what several of them work out."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

NAMES = ("beds_daily", "spells", "waiting_list")
TRUST = "LARK"
MADE_UP = "made-up hospital, for practice"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def tables(seed: int | None) -> dict[str, pd.DataFrame]:
    """Tables by name: those of the data in use (seed None), or made from a seed."""
    if seed is not None:
        return _made(seed)
    from qilab.data import load

    return {name: load(name, trust=TRUST) for name in NAMES}


@lru_cache(maxsize=2)
def _made(seed: int) -> dict[str, pd.DataFrame]:
    from qilab.trusts.generate import generate

    return generate(list(NAMES), seed=seed, trusts=[TRUST])


def days_in(spells: pd.DataFrame) -> np.ndarray:
    """(stays,) days from admission to discharge; missing for those who are still in."""
    return ((spells["discharge"] - spells["admit"]).dt.total_seconds() / 86_400).to_numpy()


def as_column(frame: pd.DataFrame, name: str) -> np.ndarray:
    """(rows,) a column as floats."""
    return frame[name].to_numpy(dtype=float)
