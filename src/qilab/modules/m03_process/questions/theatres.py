"""Late operating lists for module 3's exercises, and their causes by minutes."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from qilab.trusts.schema.hospital import LATE_REASONS

NOT_RECORDED = "Not recorded"
CAUSES = tuple(reason for reason in LATE_REASONS if reason != NOT_RECORDED)
LATE = 5  # minutes: from here on a reason is asked for


def late_lists(seed: int | None) -> pd.DataFrame:
    """Lists at Northmere that began five minutes late or more: the data in use (seed None), or made from a seed."""
    table = _loaded() if seed is None else _made(seed)
    return table[table["late_min"] >= LATE].reset_index(drop=True)


def _loaded() -> pd.DataFrame:
    from qilab.data import load

    return load("theatre_lists", trust="NORM")


@lru_cache(maxsize=2)
def _made(seed: int) -> pd.DataFrame:
    from qilab.trusts.generate import generate

    return generate(["theatre_lists"], seed=seed, trusts=["NORM"])["theatre_lists"]
