"""Tables of one fictional trust for an exercise: the course's own first, then the same tables from other seeds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd


def trust_tables(
    seed: int | None, names: list[str], trust: str, chance: np.random.Generator
) -> Iterator[dict[str, pd.DataFrame]]:
    """Tables by name. seed None: those of the data in use; else those made from the seed, then from others."""
    from qilab.trusts.generate import generate

    if seed is None:
        from qilab.data import load

        yield {name: load(name, trust=trust) for name in names}
        seed = 0
    while True:
        yield generate(names, seed=seed, trusts=[trust])
        seed = int(chance.integers(2**31))
