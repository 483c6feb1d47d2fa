"""Every stay on seven medical wards of NORM and LARK, one row each."""

from __future__ import annotations

import numpy as np

from qilab.trusts.generate.seeds import child, pick
from qilab.trusts.schema.days import N_DAYS
from qilab.trusts.schema.table import (
    TO_WARD,
    TRUST,
    WARD,
    Columns,
    Field,
    Table,
    blank,
    dates,
    flag,
    ids,
    labels,
    moments,
    same,
)

from .stays import MINUTES

AGES = ("18-44", "45-64", "65-74", "75-84", "85+")
FRAIL_AGES, OTHER_AGES = (1, 8, 17, 37, 37), (24, 31, 20, 17, 8)  # design
IMD_SHARES = (26, 22, 20, 17, 15)  # fifths from 1, most deprived, to 5; medical patients live in poorer areas
DESTINATIONS = ("Home", "Care home", "Other hospital", "Died")
# About one emergency admission in nine comes back within 30 days; more often if frail (design).
READMIT, READMIT_FRAIL = 0.085, 0.135


def spells(world) -> Columns:
    p, s = world.provider, world.stays
    rng = child(world.seed, "spells", p.code)
    chosen = np.flatnonzero(np.array([w.census for w in p.wards], dtype=bool)[s.ward])
    chosen = chosen[np.lexsort((s.leave[chosen], s.ward[chosen], s.admit[chosen]))]
    ward, admit, ready, leave = s.ward[chosen], s.admit[chosen], s.ready[chosen], s.leave[chosen]
    n, end = len(chosen), N_DAYS * MINUTES
    nights = (leave // MINUTES - admit // MINUTES).astype(float)
    frail = rng.random_sample(n) < 0.24 + 0.42 * nights / (nights + 6)
    age = np.where(frail, pick(rng, FRAIL_AGES, n), pick(rng, OTHER_AGES, n))
    still_in = leave >= end
    where_to = np.where(frail, pick(rng, (74, 14, 4, 8), n), pick(rng, (92, 2, 4, 2), n))
    back = rng.random_sample(n) < np.where(frail, READMIT_FRAIL, READMIT)
    back &= np.isin(where_to, (0, 1))
    # Readmissions after the end of the data have not happened yet, so the last 30 days look better than
    # they are.
    back_on = leave // MINUTES + 1 + np.floor(30 * rng.random_sample(n))
    return {
        "spell_id": ids("S", p.code, n),
        "trust": same(p.code, n),
        "ward_code": labels([w.code for w in p.wards], ward),
        "admit": moments(admit),
        "discharge": blank(moments(leave), still_in),
        "age_band": labels(AGES, age),
        "sex": labels(("F", "M"), pick(rng, (52, 48), n)),
        "imd_quintile": 1 + pick(rng, IMD_SHARES, n),
        "frail": frail,
        "emergency": rng.random_sample(n) < 0.91,
        "ready_date": blank(dates(ready // MINUTES), ready >= end),
        "destination": labels(DESTINATIONS, np.where(still_in, -1, where_to)),
        "readmit30": blank(back & (back_on < N_DAYS), still_in),
    }


SPELLS = Table(
    "spells",
    "Stays on seven medical wards",
    "Every stay on five medical wards of NORM and two of LARK that touches the three years; "
    "ward_month counts the "
    "same stays. A stay that is still going on has no discharge. Readmissions after 31 March 2025 are "
    "not known yet.",
    (
        Field("spell_id", "string", "Number of the stay", pattern="[A-Z]{4}-S[0-9]{5,}"),
        TRUST,
        WARD,
        Field(
            "admit", "datetime", "When the patient came to the ward, local time; may lie before 1 April 2022"
        ),
        Field("discharge", "datetime", "When the patient left; missing while still in", gaps=True),
        Field("age_band", "string", "Age band", "years", values=AGES, ordered=True),
        Field("sex", "string", "F or M", values=("F", "M")),
        Field(
            "imd_quintile",
            "integer",
            "Fifth of deprivation of the home area, 1 most deprived, 5 least",
            low=1,
            high=5,
        ),
        flag("frail", "The patient was frail"),
        flag("emergency", "Came as an emergency"),
        Field("ready_date", "date", "Day on which well enough to leave; missing if not yet", gaps=True),
        Field(
            "destination",
            "string",
            "Where the patient went; missing while still in",
            gaps=True,
            values=DESTINATIONS,
        ),
        flag("readmit30", "Came back within 30 days, as far as known; missing while still in", gaps=True),
    ),
    ("spell_id",),
    spells,
    (TO_WARD,),
    sources="Mean stay 5.5 to 6.1 days, median 3, log-normal with σ about 1, 3% of 21 days or more: design.",
)
