"""What patients and carers said, and how many patients of each group there were.

All comments were written by us.
"""

from __future__ import annotations

import numpy as np

from qilab.trusts.generate.seeds import child, pick, whole
from qilab.trusts.schema.days import N_DAYS
from qilab.trusts.schema.table import TO_TRUST, TRUST, Columns, Field, Table, count, dates, ids, labels, same
from qilab.trusts.truth.truths import UNHEARD

N_COMMENTS = 600
UNKNOWN = 0.12  # of comments without ethnicity, and without fifth of deprivation
SERVICES = ("Ward", "Accident and emergency", "Outpatients", "Day surgery")
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
THEMES: dict[str, tuple[int, tuple[str, ...]]] = {
    "Waiting": (15, (
        "We sat four hours and nobody told us where we were in the queue.",
        "My appointment was at ten and I was called at ten past twelve.",
        "Waiting is all right if someone says how long.",
        "The board said ninety minutes all evening, whatever the time was.",
        "I took a day off work for five minutes with the doctor.",
        "There were not enough chairs for those of us who waited.",
    )),
    "Being told what is going on": (19, (
        "Three people explained three different plans to me.",
        "Nobody said what the tablets were for until the last day.",
        "The doctor drew a picture and for the first time I understood.",
        "I heard about my scan from the lady in the next bed.",
        "They talked over me as if I was not in the room.",
        "When I rang the ward nobody could say how he was.",
        "Words like sats and obs mean nothing to us.",
    )),
    "Going home": (17, (
        "I was told I could go at nine and my medicines came at five.",
        "Nobody asked if there was anyone at home.",
        "The letter for my own doctor came two weeks after me.",
        "Home at eleven at night in a taxi, in slippers.",
        "The nurse rang two days later to see how I was, which was lovely.",
        "We were given a bag of tablets and no list.",
    )),
    "Kindness": (16, (
        "The healthcare assistant held my hand through all of it.",
        "Nothing was too much trouble for the night staff.",
        "She remembered that I take two sugars.",
        "A porter sang to my husband and he smiled for the first time in days.",
        "Some smiled and some did not look up.",
        "I was treated as a person and not as a hip.",
    )),
    "Noise and sleep": (9, (
        "The bins banged all night long.",
        "I was moved at two in the morning.",
        "The lights went on at half past five for no reason I could see.",
        "Ear plugs on the trolley would help everybody.",
        "Alarms rang and nobody came to turn them off.",
    )),
    "Food and drink": (7, (
        "Supper was at five and then nothing until eight.",
        "My jug was out of reach on the window sill.",
        "Dad cannot open the little pots.",
        "The soup was hot and very good.",
        "There was nothing I could eat on the menu, three days in a row.",
    )),
    "Pain": (6, (
        "I asked twice for something for the pain and it came after an hour.",
        "They asked about my pain each time and acted on it.",
        "At night you have to ring and ring.",
        "Nobody believed how much it hurt.",
    )),
    "Help to the toilet": (6, (
        "I rang, nobody came, so I went by myself and nearly fell.",
        "Since they come round every hour I have not had to ring for the toilet.",
        "The commode was left beside my dinner.",
        "It is a long way to the bathroom with a frame.",
    )),
    "Getting here": (5, (
        "Two buses and a hill, at eighty-one.",
        "Parking cost more than my lunch.",
        "The signs send you to a door that is locked.",
        "The letter had the old address of the clinic.",
    )),
}  # fmt: skip


def _exact(rng, groups: dict, n: int) -> np.ndarray:
    """(n,) group positions in shuffled order, shares exact, so that the unheard group is the same on every
    seed."""
    weight = np.array([patients * ratio for patients, ratio in groups.values()])
    edges = np.rint(np.cumsum(weight) / weight.sum() * n).astype(np.int64)
    return np.searchsorted(edges, np.argsort(rng.random_sample(n), kind="stable"), side="right")


def patient_voice(world) -> Columns:
    p = world.provider
    if p.role != "NORM":
        return PATIENT_VOICE.none()
    rng = child(world.seed, "patient_voice", p.code)
    n, known = N_COMMENTS, round(N_COMMENTS * (1 - UNKNOWN))

    def with_gaps(groups: dict) -> np.ndarray:
        where = np.full(n, -1)
        where[np.argsort(rng.random_sample(n), kind="stable")[:known]] = _exact(rng, groups, known)
        return where

    theme = pick(rng, [weight for weight, _ in THEMES.values()], n)
    # Each sentence is used about equally often: a shuffled round of them, theme by theme.
    turn = whole(rng, 0, 10_000, n)
    sentences = [
        lines[t % len(lines)]
        for t, lines in zip(turn, (list(THEMES.values())[k][1] for k in theme), strict=True)
    ]
    opener, closer = whole(rng, 0, len(OPENERS) - 1, n), whole(rng, 0, len(CLOSERS) - 1, n)
    fifth = with_gaps(FIFTHS)
    return {
        "comment_id": ids("W", p.code, n),
        "trust": same(p.code, n),
        "date": dates(np.sort(whole(rng, 0, N_DAYS - 1, n))),
        "service": labels(SERVICES, pick(rng, SERVICE_SHARES, n)),
        "said_by": labels(("patient", "carer"), pick(rng, (0.74, 0.26), n)),
        "text": np.array(
            [OPENERS[a] + line + CLOSERS[b] for a, line, b in zip(opener, sentences, closer, strict=True)],
            dtype=object,
        ),
        "true_theme": labels(list(THEMES), theme),
        "ethnicity": labels(list(ETHNICITY), with_gaps(ETHNICITY)),
        "imd_quintile": np.where(fifth < 0, np.nan, fifth + 1.0),
    }


def patients_seen(world) -> Columns:
    p = world.provider
    if p.role != "NORM":
        return PATIENTS_SEEN.none()
    rows = [("ethnicity", name, n) for name, (n, _) in ETHNICITY.items()]
    rows += [("imd_quintile", str(fifth), n) for fifth, (n, _) in FIFTHS.items()]
    return {
        "trust": same(p.code, len(rows)),
        "kind": np.array([r[0] for r in rows], dtype=object),
        "group": np.array([r[1] for r in rows], dtype=object),
        "patients": np.array([r[2] for r in rows]),
    }


PATIENT_VOICE = Table(
    "patient_voice",
    "What patients said",
    "600 comments, all written for this course; no patient said them. About 12% do not state ethnicity "
    "or home area.",
    (
        Field("comment_id", "string", "Number of the comment", pattern="[A-Z]{4}-W[0-9]{5,}"),
        TRUST,
        Field("date", "date", "Day of the comment"),
        Field("service", "string", "Where", values=SERVICES),
        Field("said_by", "string", "Who said it", values=("patient", "carer")),
        Field("text", "string", "The comment"),
        Field("true_theme", "string", "What it is about", values=tuple(THEMES)),
        Field("ethnicity", "string", "Ethnic group; missing if not stated", gaps=True, values=tuple(ETHNICITY)),
        Field("imd_quintile", "integer", "Fifth of deprivation of the home area, 1 most deprived; missing if not known",
              gaps=True, low=1, high=5),
    ),
    ("comment_id",),
    patient_voice,
    (TO_TRUST,),
    sources="Written by us.",
)  # fmt: skip

PATIENTS_SEEN = Table(
    "patients_seen",
    "Patients in a year, by group",
    "How many patients NORM sees in a year, by ethnic group and by fifth of deprivation, to set "
    "comments against.",
    (
        TRUST,
        Field("kind", "string", "How patients are grouped", values=("ethnicity", "imd_quintile")),
        Field("group", "string", "Group"),
        count("patients", "Patients in a year", "people"),
    ),
    ("trust", "kind", "group"),
    patients_seen,
    (TO_TRUST,),
    sources="Design.",
)
