"""The Friends and Family Test away from the wards: accident and emergency, outpatients, community."""

from __future__ import annotations

import numpy as np

from qilab.trusts.generate.columns import Columns, labels, months, no_rows, same
from qilab.trusts.generate.seeds import child
from qilab.trusts.schema.days import N_MONTHS
from qilab.trusts.schema.people import FFT_SERVICES, FRIENDS_FAMILY

# Share of positive replies: national averages that a trust quoted for August 2022. 94% of inpatients stands in
# ward_month, ward by ward.
POSITIVE = {"Accident and emergency": 0.77, "Outpatients": 0.93, "Community": 0.93}
# Replies a month: about one visit in ten to A&E and fewer elsewhere (design).
REPLIES = {
    "NORM": {"Accident and emergency": 950, "Outpatients": 1400},
    "LARK": {"Accident and emergency": 620, "Outpatients": 700},
    "TARN": {"Community": 300},
    "QUIL": {"Outpatients": 260},
    "OSIE": {"Accident and emergency": 750, "Outpatients": 900, "Community": 220},
}
FIRM = 400.0  # how little the share moves from month to month beyond chance: a beta of this weight (design)


def friends_family(simulation) -> Columns:
    """Columns of the table friends_family: replies, and positive ones among them, by service and month.

    No rows for trusts without such a service.
    """
    p = simulation.provider
    if p.role not in REPLIES:
        return no_rows(FRIENDS_FAMILY)
    rng = child(simulation.seed, "friends_family", p.code)
    services = [s for s in FFT_SERVICES if s in REPLIES[p.role]]
    shape = (len(services), N_MONTHS)
    level = np.array([[REPLIES[p.role][s]] for s in services])
    replies = rng.poisson(level * np.exp(0.10 * rng.standard_normal(shape)))
    own = np.array([[POSITIVE[s]] for s in services]) + 0.008 * rng.standard_normal((len(services), 1))
    positive = rng.binomial(replies, rng.beta(FIRM * own, FIRM * (1 - own), shape))
    service, month = (x.ravel() for x in np.indices(shape))
    return {
        "trust": same(p.code, service.size),
        "service": labels(services, service),
        "month": months(month),
        "fft_responses": replies.ravel(),
        "fft_positive": positive.ravel(),
    }


BUILD = {"friends_family": friends_family}
