"""Incidents on Wexmoor's wards: physical and verbal violence, and self-harm."""

from __future__ import annotations

import numpy as np

from qilab.trusts.generate.clock import no_lost_hour
from qilab.trusts.generate.columns import Columns, ids, labels, moments, no_rows, same
from qilab.trusts.generate.planted import WEXM_VIOLENCE, WEXM_WARDS_CHANGED
from qilab.trusts.generate.seeds import child, pick, whole
from qilab.trusts.schema.days import N_DAYS, day
from qilab.trusts.schema.safety import INCIDENT_TYPES, MH_INCIDENTS

from .events import scatter

# Per 1,000 occupied bed days. Physical violence 12.1 on acute adult wards before and 7.2 after (Tower
# Hamlets); 57% of it falls on acute wards. The rest is design.
ACUTE = (12.1, 16.0, 9.0)
INTENSIVE = (13.0, 20.0, 7.0)
OTHER = (5.1, 6.5, 1.9)
HOURS = (10, 7, 6, 5, 5, 6, 10, 18, 30, 34, 36, 36, 40, 38, 38, 40, 42, 46, 48, 46, 42, 36, 26, 16)


def mh_incidents(simulation) -> Columns:
    """Columns of the table mh_incidents: one row per incident, by time; only for WEXM.

    rapid_tranq is true only where restraint is.
    """
    p = simulation.provider
    if p.role != "WEXM":
        return no_rows(MH_INCIDENTS)
    rng = child(simulation.seed, "mh_incidents", p.code)
    levels = [INTENSIVE if "intensive" in w.specialty else ACUTE if w.acute else OTHER for w in p.wards]
    codes = [w.code for w in p.wards]
    change = np.ones((len(p.wards), N_DAYS))
    for code in WEXM_WARDS_CHANGED:
        change[codes.index(code), day(WEXM_VIOLENCE.start) :] = 1 + WEXM_VIOLENCE.size
    wards, days_, kinds = [], [], []
    for k in range(len(INCIDENT_TYPES)):
        level = np.array([row[k] for row in levels])[:, None] / 1000
        ward, when = scatter(rng, simulation.stays.census * level * (change if k == 0 else 1.0))
        wards.append(ward)
        days_.append(when)
        kinds.append(np.full(len(ward), k))
    ward, when, kind = (np.concatenate(x) for x in (wards, days_, kinds))
    n = len(ward)
    minute = no_lost_hour(when, pick(rng, HOURS, n) * 60 + whole(rng, 0, 59, n))
    restraint = rng.random_sample(n) < np.array([0.46, 0.06, 0.22])[kind]
    order = np.lexsort((kind, ward, minute, when))
    return {
        "incident_id": ids("M", p.code, n),
        "trust": same(p.code, n),
        "ward_code": labels(codes, ward[order]),
        "datetime": moments(when * 1440 + minute)[order],
        "type": labels(INCIDENT_TYPES, kind[order]),
        "restraint": restraint[order],
        "rapid_tranq": (restraint & (rng.random_sample(n) < 0.31))[order],
    }


BUILD = {"mh_incidents": mh_incidents}
