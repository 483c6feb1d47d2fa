"""C. difficile: one row per case; `ward_month.cdi` counts the hospital-onset cases of each ward."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import RandomState

from qilab.trusts.generate.clock import winterness
from qilab.trusts.generate.columns import Columns, dates, ids, labels, same
from qilab.trusts.generate.planted import CDI_CLUSTER
from qilab.trusts.generate.providers import Provider
from qilab.trusts.generate.seeds import child, drift
from qilab.trusts.schema.days import N_DAYS, day
from qilab.trusts.schema.safety import ONSET_CLASSES

from .events import per_month, scatter

RATE = 20 / 100_000  # hospital-onset cases per bed day: design level
# Slightly more in winter, and a week-to-week correlation near 0.03 (PLoS ONE e99860, English hospitals).
WINTER, WEEK_SD, WEEK_RHO = 0.08, 0.08, 0.6
# Mental health and community wards see few cases (design).
KIND_FACTOR = {"WEXM": 0.1, "TARN": 0.6, "QUIL": 0.5}
COMMUNITY_SHARE = 0.25  # community-onset, healthcare-associated cases per hospital-onset case (design)


@dataclass(frozen=True)
class Cases:
    """(n,) hospital-onset cases; ward −1 where the ward is not one of the listed ones."""

    ward: np.ndarray
    day: np.ndarray
    n_wards: int

    def per_month(self) -> np.ndarray:
        """(wards, months) cases on the listed wards; those elsewhere are left out."""
        listed = self.ward >= 0
        return per_month(self.ward[listed], self.day[listed], self.n_wards)


def draw(rng: RandomState, provider: Provider, census: np.ndarray) -> Cases:
    """Hospital-onset cases of a trust, the cluster at Northmere among them."""
    weekly = np.exp(WEEK_SD * np.repeat(drift(rng, N_DAYS // 7 + 1, WEEK_RHO), 7)[:N_DAYS])
    daily = RATE * KIND_FACTOR.get(provider.role, 1.0) * weekly * (1 + WINTER * winterness())
    # Wards that are not listed are one more row, with 92% of their beds full.
    beds = np.vstack([census, np.full(N_DAYS, provider.other_beds * 0.92)])
    ward, when = scatter(rng, beds * daily)
    ward = np.where(ward == len(census), -1, ward)
    if provider.role == "NORM":
        at = [w.code for w in provider.wards].index(CDI_CLUSTER.ward)
        first, last = day(CDI_CLUSTER.start), day(CDI_CLUSTER.end)
        # The first and the last case are pinned, so that the cluster spans its twelve days on every seed.
        inner = (
            first + 1 + np.sort(np.floor(rng.random_sample(int(CDI_CLUSTER.size) - 2) * (last - first - 1)))
        )
        ward = np.append(ward, np.full(int(CDI_CLUSTER.size), at))
        when = np.append(when, [first, *inner.astype(np.int64), last])
    order = np.lexsort((ward, when))
    return Cases(ward[order], when[order], len(provider.wards))


def cdi_events(simulation) -> Columns:
    """Columns of the table cdi_events: one row per case, by day of onset.

    Hospital-onset cases are those that ward_month counts; community-onset ones have no ward.
    """
    cases, code = simulation.cdi, simulation.provider.code
    rng = child(simulation.seed, "cdi_events", code)
    n_community = rng.poisson(COMMUNITY_SHARE * len(cases.day))
    when = np.append(cases.day, np.floor(rng.random_sample(n_community) * N_DAYS).astype(np.int64))
    ward = np.append(cases.ward, np.full(n_community, -1))
    kind = np.append(np.zeros(len(cases.day), dtype=int), np.ones(n_community, dtype=int))
    order = np.lexsort((ward, kind, when))
    return {
        "case_id": ids("C", code, len(when)),
        "trust": same(code, len(when)),
        "ward_code": labels([w.code for w in simulation.provider.wards], ward[order]),
        "onset": dates(when[order]),
        "class": labels(ONSET_CLASSES, kind[order]),
    }


BUILD = {"cdi_events": cdi_events}
