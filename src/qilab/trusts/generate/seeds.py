"""One master seed, and from it an own stream of chance for each table of each trust."""

from __future__ import annotations

from zlib import crc32

import numpy as np
from numpy.random import PCG64, RandomState, SeedSequence
from numpy.typing import ArrayLike

from qilab.methods.validate import one_seed

# Of the seeds looked through, one on which what can be seen lies near what was planted and nothing false
# alarms, so that a first look teaches the rule and not the exception. Other seeds are for cohorts and for
# trying again.
DEFAULT_SEED = 1409


def checked_seed(seed: object) -> int:
    """The seed as an int; the course's own when None. ValueError as for any seed (`one_seed`).

    >>> checked_seed(None), checked_seed(7)
    (1409, 7)
    """
    return DEFAULT_SEED if seed is None else one_seed(seed)


def child(seed: int, *names: str) -> RandomState:
    """The stream of chance that belongs to these names (table, trust, …) under a master seed.

    Keyed by name, not by order, so a new table or a change to one table's code leaves all the others alone.
    RandomState, not Generator: numpy promises that only RandomState's distributions never change between
    its versions (NEP 19), and the course's lock holds two of them. The files must come out the same on both.
    """
    return RandomState(PCG64(SeedSequence(seed, spawn_key=tuple(crc32(name.encode()) for name in names))))


def pick(rng: RandomState, shares: ArrayLike, size: int) -> np.ndarray:
    """(size,) positions drawn with these shares (any positive scale)."""
    edges = np.cumsum(np.asarray(shares, dtype=float))
    return np.minimum(
        np.searchsorted(edges, rng.random_sample(size) * edges[-1], side="right"), len(edges) - 1
    )


def whole(rng: RandomState, low: int, high: int, size: int | tuple[int, ...]) -> np.ndarray:
    """Whole numbers from low up to and including high, all alike; int64 on every system, unlike randint."""
    return low + np.floor(rng.random_sample(size) * (high - low + 1)).astype(np.int64)


def some_of(rng: RandomState, n: np.ndarray, share: float | np.ndarray) -> np.ndarray:
    """How many of each n are drawn, all with this chance. n: whole numbers of any size.

    RandomState's binomial takes C longs only, which are narrower than int64 on Windows and in a browser.
    """
    return rng.binomial(n.astype(np.long), share)


def drift(rng: RandomState, size: int, rho: float) -> np.ndarray:
    """(size,) first-order autoregressive noise with mean 0, variance 1 and lag-one correlation `rho`."""
    steps = rng.standard_normal(size)
    steps[1:] *= (1 - rho**2) ** 0.5
    out = steps.tolist()
    for i in range(1, size):
        out[i] += rho * out[i - 1]
    return np.array(out)
