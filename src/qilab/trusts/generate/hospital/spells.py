"""Every stay on seven medical wards of NORM and LARK, one row each."""

from __future__ import annotations

import numpy as np

from qilab.trusts.generate.columns import Columns, blank, dates, ids, labels, moments, same
from qilab.trusts.generate.seeds import child, pick
from qilab.trusts.schema.days import N_DAYS
from qilab.trusts.schema.hospital import DESTINATIONS, STAY_AGES

from .stays import MINUTES

FRAIL_AGES, OTHER_AGES = (1, 8, 17, 37, 37), (24, 31, 20, 17, 8)  # design
IMD_SHARES = (26, 22, 20, 17, 15)  # fifths from 1, most deprived, to 5; medical patients live in poorer areas
# About one emergency admission in nine comes back within 30 days; more often if frail (design).
READMIT, READMIT_FRAIL = 0.085, 0.135


def spells(simulation) -> Columns:
    """Columns of the table spells: one row per stay on the wards whose stays are all listed, by time of admission.

    A patient still in hospital at the end of the data has neither discharge nor destination.
    """
    p, s = simulation.provider, simulation.stays
    rng = child(simulation.seed, "spells", p.code)
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
        "age_band": labels(STAY_AGES, age),
        "sex": labels(("F", "M"), pick(rng, (52, 48), n)),
        "imd_quintile": 1 + pick(rng, IMD_SHARES, n),
        "frail": frail,
        "emergency": rng.random_sample(n) < 0.91,
        "ready_date": blank(dates(ready // MINUTES), ready >= end),
        "destination": labels(DESTINATIONS, np.where(still_in, -1, where_to)),
        "readmit30": blank(back & (back_on < N_DAYS), still_in),
    }


BUILD = {"spells": spells}
