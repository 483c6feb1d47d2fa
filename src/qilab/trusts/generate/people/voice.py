"""What patients and carers said, and how many patients of each group there were.

All comments were written by us.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import RandomState

from qilab.trusts.generate.columns import Columns, dates, ids, labels, no_rows, same
from qilab.trusts.generate.planted import UNHEARD
from qilab.trusts.generate.seeds import child, pick, whole
from qilab.trusts.schema.comments import (
    AFTER_ANY,
    AFTER_COMPLAINT,
    AFTER_THANKS,
    BEFORE_ANY,
    BEFORE_COMPLAINT,
    BEFORE_THANKS,
    CARER,
    COMMENT_LINES,
    PATIENT,
    Remark,
)
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
BY_SHARES = {PATIENT: 0.74, CARER: 0.26}
# Patients of NORM in a year by group (design), and comments per patient against the average of all groups.
ETHNICITY = {
    "White": (168_000, 1.09), "Asian or Asian British": (36_000, UNHEARD.size), "Black or Black British": (18_000, 0.98),
    "Mixed": (8_000, 1.00), "Other": (6_000, 1.00),
}  # fmt: skip
FIFTHS = {1: (61_000, 0.84), 2: (52_000, 0.96), 3: (47_000, 1.03), 4: (41_000, 1.08), 5: (35_000, 1.14)}
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
TOP_THEME, TOP_LEAD = "Being told what is going on", 5


def _exact(rng, groups: dict, n: int) -> np.ndarray:
    """(n,) group positions in shuffled order, shares exact, so that the unheard group is the same on every
    seed."""
    weight = np.array([patients * ratio for patients, ratio in groups.values()])
    edges = np.rint(np.cumsum(weight) / weight.sum() * n).astype(np.int64)
    return np.searchsorted(edges, np.argsort(rng.random_sample(n), kind="stable"), side="right")


def _spoken_of_most(theme: np.ndarray) -> np.ndarray:
    """The themes, with TOP_THEME first by TOP_LEAD comments at least.

    A lesson asks what patients speak of most; by luck another theme would come first in one cohort of five. Then comments
    on whichever theme leads are about TOP_THEME instead.
    """
    theme, top = theme.copy(), VOICE_THEMES.index(TOP_THEME)
    while True:
        counts = np.bincount(theme, minlength=len(VOICE_THEMES))
        rival = int(np.argmax(np.where(np.arange(len(counts)) == top, -1, counts)))
        if counts[top] >= counts[rival] + TOP_LEAD:
            return theme
        theme[np.flatnonzero(theme == rival)[0]] = top


def _said(rng: RandomState, remarks: tuple[Remark, ...]) -> tuple[str, str, str]:
    """Service, speaker and text of one comment: a sentence that this person could say there, and what goes with it."""
    remark = _one(rng, remarks)
    where = remark.at[
        int(pick(rng, [SERVICE_SHARES[VOICE_SERVICES.index(place)] for place in remark.at], 1)[0])
    ]
    who = remark.by[int(pick(rng, [BY_SHARES[one] for one in remark.by], 1)[0])]
    before = BEFORE_ANY + (BEFORE_THANKS if remark.thanks else BEFORE_COMPLAINT)
    opener = _one(
        rng,
        [
            b
            for b in before
            if not b.text or (who in b.by and where in b.at and not (b.about and remark.about))
        ],
    )
    closer = _one(rng, AFTER_ANY + (AFTER_THANKS if remark.thanks else AFTER_COMPLAINT))
    ended = remark.home and closer.home  # what came days later was not talked about on the way home
    return where, who, opener.text + remark.text + ("" if ended else closer.text)


def _one(rng: RandomState, of: Sequence[Remark]) -> Remark:
    return of[int(rng.random_sample() * len(of))]


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

    theme = _spoken_of_most(pick(rng, [THEMES[name] for name in VOICE_THEMES], n))
    words = child(simulation.seed, "patient_voice", "words", p.code)
    said = [_said(words, COMMENT_LINES[VOICE_THEMES[k]]) for k in theme]
    fifth = with_gaps(FIFTHS)
    return {
        "comment_id": ids("W", p.code, n),
        "trust": same(p.code, n),
        "date": dates(np.sort(whole(rng, 0, N_DAYS - 1, n))),
        **{
            name: np.array([one[k] for one in said], dtype=object)
            for k, name in enumerate(("service", "said_by", "text"))
        },
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
