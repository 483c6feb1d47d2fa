"""How well three gains are held: what six members of each team say about ten factors."""

from __future__ import annotations

import numpy as np

from qilab.methods.spread import SUSTAINABILITY_WEIGHTS
from qilab.trusts.generate.columns import Columns, labels
from qilab.trusts.generate.seeds import child, whole
from qilab.trusts.schema.improvement import (
    SUSTAINABILITY_FACTORS,
    SUSTAINABILITY_LEVELS,
    TEAM_EQUAL,
    TEAM_LEVELS,
    TEAM_MEMBERS,
    TEAM_SPLIT,
)


def sustainability(seed: int) -> Columns:
    """Columns of the table sustainability: one row per project, team member and factor.

    level: 1 (lowest) to 4, as the member sees it; max_points: what the factor can bring of 100.
    """
    rng = child(seed, "sustainability")
    names, most = (
        SUSTAINABILITY_FACTORS,
        np.array([SUSTAINABILITY_WEIGHTS[f] for f in SUSTAINABILITY_FACTORS]),
    )
    rows = np.array([levels for _, levels in TEAM_LEVELS.values()])
    project, member, factor = (
        x.ravel() for x in np.indices((len(TEAM_LEVELS), len(TEAM_MEMBERS), len(names)))
    )
    level = rows[project, factor] + (rng.random_sample(project.size) < 0.2) * (
        2 * whole(rng, 0, 1, project.size) - 1
    )
    # One lesson sets two factors of the copy side by side: at the same level, the heavier has more left to gain.
    copied = project == list(TEAM_LEVELS).index(TEAM_EQUAL[0])
    heavier, lighter = (copied & (factor == names.index(name)) for name in TEAM_EQUAL[1:])
    level[lighter] = level[heavier]
    split = (project == list(TEAM_LEVELS).index(TEAM_SPLIT[0])) & (factor == names.index(TEAM_SPLIT[1]))
    level = np.where(split, np.where(np.isin(member, (0, 1)), 4, np.where(member == 3, 1, 2)), level)
    return {
        "project": labels(list(TEAM_LEVELS), project),
        "trust": labels([t for t, _ in TEAM_LEVELS.values()], project),
        "member": labels(TEAM_MEMBERS, member),
        "factor": labels(names, factor),
        "max_points": most[factor],
        "level": np.clip(level, 1, SUSTAINABILITY_LEVELS),
    }


BUILD = {"sustainability": sustainability}
