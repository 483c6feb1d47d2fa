"""Where module 3's exercises get the steps of a process: the course's table, or one drawn from a seed."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd


def steps_of(process: str, seed: int | None) -> pd.DataFrame:
    """Rows of `process_steps` for one process, in order: the data in use (seed None), or freshly made from a seed."""
    table = _made(seed) if seed is not None else _loaded()
    return table[table["process"] == process].reset_index(drop=True)


def _loaded() -> pd.DataFrame:
    from qilab.data import load

    return load("process_steps")


@lru_cache(maxsize=4)
def _made(seed: int) -> pd.DataFrame:
    from qilab.trusts.generate import generate

    return generate(["process_steps"], seed=seed)["process_steps"]
