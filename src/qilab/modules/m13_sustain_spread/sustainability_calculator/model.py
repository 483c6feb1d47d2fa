"""The model behind “Will it hold?”: a team's levels on ten factors, in points of 100. No Jupyter.

The factors are those of the NHS Sustainability Model (Maher, Gustafson & Evans 2010). Where the weights come from
is said in `qilab.methods.spread`; the even steps between the levels are this course's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qilab.data import load
from qilab.methods.spread import SUSTAINABILITY_WEIGHTS
from qilab.methods.validate import one_seed
from qilab.trusts.schema.improvement import SUSTAINABILITY_LEVELS as LEVELS
from qilab.trusts.schema.improvement import TEAM_LEVELS as PROJECTS
from qilab.trusts.schema.improvement import TEAM_MEMBERS as MEMBERS
from qilab.trusts.schema.improvement import TEAM_SPLIT as SPLIT

NAMES = tuple(SUSTAINABILITY_WEIGHTS)
MOST = tuple(SUSTAINABILITY_WEIGHTS.values())
KEYS = tuple(f"factor_{i}" for i in range(1, len(NAMES) + 1))
COURSE_SEED = (
    1313  # with this seed the teams are those of the course's own table, which the lesson works with
)
SHOWN = 1  # decimals of a level on its slider


def points(level: NDArray | float, most: NDArray | float) -> NDArray | float:
    """Points of a level from 1 to 4: none for the lowest, all for the highest, even steps between."""
    return (level - 1) / (LEVELS - 1) * most


def team_levels(project: str, seed: int) -> NDArray[np.int64]:
    """(factors, members) levels from 1 to 4 that six members of the project's team give.

    With the course's own seed they are those of the table `sustainability`, so that lesson and lab come to one
    score; with another seed they are drawn.

    ValueError for an unknown project, or a seed that is not a whole number from 0 to 4,294,967,295.
    """
    if project not in PROJECTS:
        raise ValueError(f"project: choose one of {', '.join(PROJECTS)}.")
    one_seed(seed)
    if seed == COURSE_SEED:
        said = load("sustainability").query("project == @project")
        wide = said.pivot_table(index="factor", columns="member", values="level", observed=True)
        return wide.loc[list(NAMES)].to_numpy().astype(np.int64)
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

    @cached_property
    def _points(self) -> tuple[NDArray, NDArray]:
        """Points now and points to gain, (factors,) each."""
        most = np.array(MOST)
        now = np.asarray(points(np.array(self.used), most), dtype=float)
        return now, most - now

    def table(self) -> pd.DataFrame:
        """One row a factor, in the order of the model: level, low, high, points now, most points, points to gain."""
        now, to_gain = self._points
        return pd.DataFrame(
            {
                "factor": NAMES,
                "level": np.round(self.used, SHOWN),
                "low": self.given.min(axis=1),
                "high": self.given.max(axis=1),
                "now": now,
                "most": MOST,
                "to_gain": to_gain,
            }
        )

    @property
    def total(self) -> float:
        """The team’s points on all factors together, of 100."""
        return float(self._points[0].sum())


def mean_levels(given: NDArray) -> tuple[float, ...]:
    """What the members say on average, factor by factor, as `qilab.methods.sustainability` takes a team's points."""
    return tuple(given.mean(axis=1).tolist())


def start_levels(given: NDArray) -> tuple[float, ...]:
    """The same as the sliders show it, to one decimal."""
    return tuple(np.round(mean_levels(given), SHOWN).tolist())


def used_levels(given: NDArray, shown: tuple[float, ...]) -> tuple[float, ...]:
    """The levels to reckon with: a slider's where it has been moved, else the team's mean without its rounding."""
    pairs = zip(shown, start_levels(given), mean_levels(given), strict=True)
    return tuple(exact if abs(now - start) < 1e-9 else now for now, start, exact in pairs)
