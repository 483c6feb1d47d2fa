"""The monthly ward return.

Beds, falls, infections and complaints are counted from the tables of single events.
"""

from __future__ import annotations

import numpy as np
from numpy.random import RandomState

from qilab.trusts.generate.clock import winterness
from qilab.trusts.generate.columns import Columns, labels, months, same
from qilab.trusts.generate.planted import TARN_ULCERS
from qilab.trusts.generate.providers import Provider
from qilab.trusts.generate.seeds import child
from qilab.trusts.schema.days import MONTH_FIRST, N_MONTHS, day

# New pressure ulcers of category 2 and above, about 1.0 per 1,000 occupied bed days (design; new ulcers
# were seen in 0.9 to 1.0% of the NHS Safety Thermometer's assessments). More where patients are frail.
ULCERS = {2: 0.85, 3: 0.15}
COMMUNITY_ULCERS = 3.6
# Reported medication incidents, 5 per 1,000 bed days: reports, not errors. NORM's staff learn to report
# more; the share reported goes from 0.40 to 0.55 of what happens (11% of NRLS reports are about
# medication; design).
MED_RATE, REPORTED = 5.0 / 1000, (0.40, 0.55)
# Prescribing errors in 8.8 of 100 orders checked (20 hospitals, Ashcroft and others 2015).
ERROR_SHARE, CHECKED_PER_BED_DAY = 0.088, 0.16
# Friends and Family Test, inpatients: 94% positive (national figure for summer 2022); a fifth reply (design).
FFT_POSITIVE, FFT_REPLY = 0.94, 0.21
# Registered nurse hours filled and agency share: design.
FILL, AGENCY = 93.0, 6.0


def ward_month(simulation) -> Columns:
    """Ward by month, in that order; from a ward's first month on, and with zeros once it has shut."""
    stays, p = simulation.stays, simulation.provider
    rng = child(simulation.seed, "ward_month", p.code)
    discharges = stays.per_month(stays.leave)
    # Each draw follows the one before it in this trust's stream: another order would make other data.
    ulcers2, ulcers3 = _ulcers(rng, p, stays.bed_days)
    incidents, checked, errors = _medication(rng, p, stays.bed_days)
    replies, positive = _friends_and_family(rng, discharges)
    fill, agency = _staffing(rng, stays.bed_days)
    tables = {
        "obd": stays.bed_days,
        "admissions": stays.per_month(stays.admit),
        "discharges": discharges,
        "falls": simulation.falls.per_month(),
        "falls_harm": simulation.falls.per_month(simulation.falls.harm > 0),
        "pu_cat2": ulcers2,
        "pu_cat3plus": ulcers3,
        "med_incidents": incidents,
        "doses_checked": checked,
        "dose_errors": errors,
        "cdi": simulation.cdi.per_month(),
        "fft_responses": replies,
        "fft_positive": positive,
        "complaints": simulation.complaints.per_month(),
        "rn_fill_pct": fill,
        "agency_pct": agency,
    }
    first = np.array(
        [np.searchsorted(MONTH_FIRST, day(w.opened), side="right") - 1 if w.opened else 0 for w in p.wards]
    )
    ward, month = np.nonzero(np.arange(N_MONTHS) >= first[:, None])
    return {
        "trust": same(p.code, len(ward)),
        "ward_code": labels([w.code for w in p.wards], ward),
        "month": months(month),
        **{name: values[ward, month] for name, values in tables.items()},
    }


def _ulcers(rng: RandomState, p: Provider, obd: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(wards, months) new pressure ulcers of category 2, and of category 3 or worse."""
    frailty = 0.5 + np.array([w.case_mix for w in p.wards])[:, None] / 0.9
    level = np.full(N_MONTHS, COMMUNITY_ULCERS if p.role == "TARN" else 0.45 if p.role == "WEXM" else 1.0)
    changed = day(TARN_ULCERS.start) <= MONTH_FIRST
    recorded = level * np.where((p.role == "TARN") & changed, 1 + TARN_ULCERS.size, 1.0)
    category2 = rng.poisson(obd * frailty * recorded * ULCERS[2] / 1000)
    return category2, rng.poisson(obd * frailty * level * ULCERS[3] / 1000)


def _medication(rng: RandomState, p: Provider, obd: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(wards, months) incidents reported, orders checked, and errors found among them."""
    first, last = REPORTED if p.role == "NORM" else (REPORTED[0], REPORTED[0])
    reporting = np.linspace(first, last, N_MONTHS) / np.mean(REPORTED)
    incidents = rng.poisson(obd * MED_RATE * reporting * rng.gamma(16, 1 / 16, (len(p.wards), 1)))
    checked = rng.poisson(obd * CHECKED_PER_BED_DAY)
    return incidents, checked, rng.binomial(checked, ERROR_SHARE)


def _friends_and_family(rng: RandomState, discharges: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(wards, months) replies, and positive ones among them."""
    replies = rng.binomial(discharges, FFT_REPLY)
    happy = np.clip(FFT_POSITIVE + 0.02 * rng.standard_normal((len(discharges), 1)), 0.85, 0.985)
    return replies, rng.binomial(replies, np.broadcast_to(happy, replies.shape))


def _staffing(rng: RandomState, obd: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(wards, months) registered nurse hours filled and agency share, in %; missing where nobody was in."""
    season, one, shape = winterness(MONTH_FIRST + 15), (len(obd), 1), obd.shape
    fill = np.clip(FILL + 2.5 * rng.standard_normal(one) + 2.2 * rng.standard_normal(shape) - season, 70, 112)
    agency = AGENCY * np.exp(0.35 * rng.standard_normal(one) + 0.25 * rng.standard_normal(shape))
    staffed = obd > 0
    return (
        np.where(staffed, np.round(fill, 1), np.nan),
        np.where(staffed, np.round(np.clip(agency, 0, 40), 1), np.nan),
    )


BUILD = {"ward_month": ward_month}
