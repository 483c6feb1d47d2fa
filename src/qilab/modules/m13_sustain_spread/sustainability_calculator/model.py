"""The model behind “Will it hold?”: a team's levels on ten factors, in points of 100. No Jupyter.

The factors are those of the NHS Sustainability Model (Maher, Gustafson & Evans 2010). Where the weights come from
is said in `qilab.methods.spread`; the even steps between the levels are this course's own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qilab.methods.spread import SUSTAINABILITY_WEIGHTS, sustainability
from qilab.methods.validate import one_seed
from qilab.trusts.schema.improvement import SUSTAINABILITY_LEVELS as LEVELS
from qilab.trusts.schema.improvement import TEAM_LEVELS as PROJECTS
from qilab.trusts.schema.improvement import TEAM_MEMBERS as MEMBERS
from qilab.trusts.schema.improvement import TEAM_SPLIT as SPLIT

NAMES = tuple(SUSTAINABILITY_WEIGHTS)
MOST = tuple(SUSTAINABILITY_WEIGHTS.values())
KEYS = tuple(f"factor_{i}" for i in range(1, len(NAMES) + 1))


def points(level: NDArray | float, most: NDArray | float) -> NDArray | float:
    """Points of a level from 1 to 4: none for the lowest, all for the highest, even steps between."""
    return (level - 1) / (LEVELS - 1) * most


def team_levels(project: str, seed: int) -> NDArray[np.int64]:
    """(factors, members) levels from 1 to 4 that six members of the project's team give.

    ValueError for an unknown project, or a seed that is not a whole number from 0 to 4,294,967,295.
    """
    if project not in PROJECTS:
        raise ValueError(f"project: choose one of {', '.join(PROJECTS)}.")
    one_seed(seed)
    rng = np.random.default_rng([seed, list(PROJECTS).index(project)])
    usual = np.array(PROJECTS[project][1])[:, None]
    shape = (len(NAMES), len(MEMBERS))
    levels = usual + (rng.random(shape) < 0.25) * rng.choice([-1, 1], shape)
    if project == SPLIT[0]:
        levels[NAMES.index(SPLIT[1])] = (4, 4, 2, 1, 2, 2)
    return np.clip(levels, 1, LEVELS)


@dataclass(frozen=True)
class Team:
    """A project's team: the levels that its members gave (factors, members), and the one used (factors,)."""

    given: NDArray
    used: tuple[float, ...]

    def table(self) -> pd.DataFrame:
        """One row a factor, in the order of the model: level, low, high, points now, most points, points to gain."""
        most, level = np.array(MOST), np.array(self.used)
        scores = {name: points(value, top) for name, value, top in zip(NAMES, level, MOST, strict=True)}
        found = sustainability(scores, SUSTAINABILITY_WEIGHTS).set_index("factor").loc[list(NAMES)]
        return pd.DataFrame(
            {
                "factor": NAMES,
                "level": level,
                "low": self.given.min(axis=1),
                "high": self.given.max(axis=1),
                "now": found["score"].to_numpy(),
                "most": most,
                "to_gain": found["to_gain"].to_numpy(),
            }
        )

    @property
    def total(self) -> float:
        """The team’s points on all factors together, of 100."""
        return float(self.table()["now"].sum())


def start_levels(given: NDArray) -> tuple[float, ...]:
    """The middle of what the members say (the median), factor by factor."""
    return tuple(np.median(given, axis=1).tolist())
