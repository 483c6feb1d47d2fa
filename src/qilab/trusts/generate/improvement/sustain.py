"""How well three gains are held: what six members of each team say about ten factors."""

from __future__ import annotations

import numpy as np

from qilab.trusts.generate.seeds import child, whole
from qilab.trusts.schema.table import Columns, Field, Table, count, labels

# Largest points of each factor, 100 in all (NHS Sustainability Model and Guide; eight maxima seen in a
# published table, clinical leaders and fit filled in so that the total is 100).
FACTORS = {
    "Benefits beyond helping patients": 8.5, "Credibility of the benefits": 9.1, "Adaptability": 7.0, "Monitoring": 6.5,
    "Staff involvement and training": 11.4, "Staff behaviours": 11.0, "Senior leaders": 15.0, "Clinical leaders": 15.0,
    "Fit with aims and culture": 7.0, "Infrastructure": 9.5,
}  # fmt: skip
LEVELS = 4  # 1 lowest to 4 highest; we share the points out evenly: (level − 1) / 3 of the largest
MEMBERS = ("Ward manager", "Consultant", "Day nurse", "Night nurse", "Healthcare assistant", "Ward clerk")
# Usual level by project and factor, in the order above (design). On East 4 leaders are sure and night
# staff are not.
PROJECTS = {
    "Hourly rounds on East 4": ("NORM", (4, 4, 3, 1, 2, 3, 4, 4, 3, 3)),
    "Yellow socks": ("LARK", (2, 1, 2, 1, 1, 2, 3, 1, 2, 2)),
    "Hourly rounds, copied": ("OSIE", (3, 3, 2, 2, 2, 2, 1, 3, 3, 2)),
}
SPLIT = ("Hourly rounds on East 4", "Staff behaviours")


def sustainability(seed: int) -> Columns:
    rng = child(seed, "sustainability")
    names, most = list(FACTORS), np.array(list(FACTORS.values()))
    rows = np.array([levels for _, levels in PROJECTS.values()])
    project, member, factor = (x.ravel() for x in np.indices((len(PROJECTS), len(MEMBERS), len(names))))
    level = rows[project, factor] + (rng.random_sample(project.size) < 0.2) * (
        2 * whole(rng, 0, 1, project.size) - 1
    )
    split = (project == list(PROJECTS).index(SPLIT[0])) & (factor == names.index(SPLIT[1]))
    level = np.where(split, np.where(np.isin(member, (0, 1)), 4, np.where(member == 3, 1, 2)), level)
    return {
        "project": labels(list(PROJECTS), project),
        "trust": labels([t for t, _ in PROJECTS.values()], project),
        "member": labels(MEMBERS, member),
        "factor": labels(names, factor),
        "max_points": most[factor],
        "level": np.clip(level, 1, LEVELS),
    }


SUSTAINABILITY = Table(
    "sustainability",
    "Will the gain hold?",
    "Six members of three teams gave each of ten factors a level from 1 to 4. Points: (level − 1) / 3 "
    "of max_points, our "
    "own even split.",
    (
        Field("project", "string", "Project"),
        Field("trust", "string", "Code of the fictional trust, four letters", pattern="[A-Z]{4}"),
        Field("member", "string", "Who gave the level, by role", values=MEMBERS),
        Field("factor", "string", "Factor", values=tuple(FACTORS)),
        Field(
            "max_points",
            "number",
            "Largest points of the factor; all ten come to 100",
            "points",
            low=0,
            decimals=1,
        ),
        count("level", "Level given, 1 to 4", "level", low=1, high=4),
    ),
    ("project", "member", "factor"),
    sustainability,
    shared=True,
    sources="Factors and weights: Maher, Gustafson and Evans, NHS Sustainability Model and Guide.",
)
