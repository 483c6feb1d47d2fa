"""What patients and carers said, and how many patients of each group there were.

All comments were written by us.
"""

from __future__ import annotations

import numpy as np

from qilab.trusts.generate.columns import Columns, dates, ids, labels, no_rows, same
from qilab.trusts.generate.planted import UNHEARD
from qilab.trusts.generate.seeds import child, pick, whole
from qilab.trusts.schema.comments import COMMENT_LINES
from qilab.trusts.schema.days import N_DAYS
from qilab.trusts.schema.people import (
    PATIENT_VOICE,
    PATIENTS_SEEN,
    VOICE_SERVICES,
    VOICE_THEMES,
)

N_COMMENTS = 600
UNKNOWN = 0.12  # of comments without ethnicity, and without fifth of deprivation
SERVICE_SHARES = (45, 22, 24, 9)
# Patients of NORM in a year by group (design), and comments per patient against the average of all groups.
ETHNICITY = {
    "White": (168_000, 1.09), "Asian or Asian British": (36_000, UNHEARD.size), "Black or Black British": (18_000, 0.98),
    "Mixed": (8_000, 1.00), "Other": (6_000, 1.00),
}  # fmt: skip
FIFTHS = {1: (61_000, 0.84), 2: (52_000, 0.96), 3: (47_000, 1.03), 4: (41_000, 1.08), 5: (35_000, 1.14)}
OPENERS = (
    "", "", "", "I was here in the spring. ", "This was my third visit. ", "My mother was with you for a week. ",
    "First of all, thank you. ", "I do not like to complain, but. ", "As a carer I see a lot. ", "Long story short. ",
)  # fmt: skip
CLOSERS = (
    "", "", "", " I hope this helps.", " Please pass this on.", " It would not take much to mend.",
    " Everything else was fine.", " I know you are busy.", " We talked about it all the way home.",
)  # fmt: skip
# Share of the comments on each theme (design).
THEMES = {
    "Waiting": 15,
    "Being told what is going on": 19,
    "Going home": 17,
    "Kindness": 16,
    "Noise and sleep": 9,
    "Food and drink": 7,
    "Pain": 6,
    "Help to the toilet": 6,
    "Getting here": 5,
}


def _exact(rng, groups: dict, n: int) -> np.ndarray:
    """(n,) group positions in shuffled order, shares exact, so that the unheard group is the same on every
    seed."""
    weight = np.array([patients * ratio for patients, ratio in groups.values()])
    edges = np.rint(np.cumsum(weight) / weight.sum() * n).astype(np.int64)
    return np.searchsorted(edges, np.argsort(rng.random_sample(n), kind="stable"), side="right")


def patient_voice(simulation) -> Columns:
    """Columns of the table patient_voice: 600 comments by date, with the theme that each was written for; only
    for NORM. Ethnicity and fifth of deprivation are missing for 12% of them each.
    """
    p = simulation.provider
    if p.role != "NORM":
        return no_rows(PATIENT_VOICE)
    rng = child(simulation.seed, "patient_voice", p.code)
    n, known = N_COMMENTS, round(N_COMMENTS * (1 - UNKNOWN))

    def with_gaps(groups: dict) -> np.ndarray:
        where = np.full(n, -1)
        where[np.argsort(rng.random_sample(n), kind="stable")[:known]] = _exact(rng, groups, known)
        return where

    theme = pick(rng, [THEMES[name] for name in VOICE_THEMES], n)
    # Each sentence is used about equally often: a shuffled round of them, theme by theme.
    turn = whole(rng, 0, 10_000, n)
    sentences = [
        lines[t % len(lines)]
        for t, lines in zip(turn, (COMMENT_LINES[VOICE_THEMES[k]] for k in theme), strict=True)
    ]
    opener, closer = whole(rng, 0, len(OPENERS) - 1, n), whole(rng, 0, len(CLOSERS) - 1, n)
    fifth = with_gaps(FIFTHS)
    return {
        "comment_id": ids("W", p.code, n),
        "trust": same(p.code, n),
        "date": dates(np.sort(whole(rng, 0, N_DAYS - 1, n))),
        "service": labels(VOICE_SERVICES, pick(rng, SERVICE_SHARES, n)),
        "said_by": labels(("patient", "carer"), pick(rng, (0.74, 0.26), n)),
        "text": np.array(
            [OPENERS[a] + line + CLOSERS[b] for a, line, b in zip(opener, sentences, closer, strict=True)],
            dtype=object,
        ),
        "true_theme": labels(VOICE_THEMES, theme),
        "ethnicity": labels(list(ETHNICITY), with_gaps(ETHNICITY)),
        "imd_quintile": np.where(fifth < 0, np.nan, fifth + 1.0),
    }


def patients_seen(simulation) -> Columns:
    """Columns of the table patients_seen: patients in a year by ethnic group and by fifth of deprivation; only
    for NORM.
    """
    p = simulation.provider
    if p.role != "NORM":
        return no_rows(PATIENTS_SEEN)
    rows = [("ethnicity", name, n) for name, (n, _) in ETHNICITY.items()]
    rows += [("imd_quintile", str(fifth), n) for fifth, (n, _) in FIFTHS.items()]
    return {
        "trust": same(p.code, len(rows)),
        "kind": np.array([r[0] for r in rows], dtype=object),
        "group": np.array([r[1] for r in rows], dtype=object),
        "patients": np.array([r[2] for r in rows]),
    }


BUILD = {"patient_voice": patient_voice, "patients_seen": patients_seen}
