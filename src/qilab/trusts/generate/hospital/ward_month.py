"""The monthly ward return.

Beds, falls, infections and complaints are counted from the tables of single events.
"""

from __future__ import annotations

import numpy as np

from qilab.trusts.generate.clock import winterness
from qilab.trusts.generate.columns import Columns, labels, months, same
from qilab.trusts.generate.planted import TARN_ULCERS
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
    obd = stays.bed_days
    rng = child(simulation.seed, "ward_month", p.code)
    mix = np.array([w.case_mix for w in p.wards])[:, None]
    season = winterness(MONTH_FIRST + 15)
    frailty = 0.5 + mix / 0.9

    level = np.full(N_MONTHS, COMMUNITY_ULCERS if p.role == "TARN" else 0.45 if p.role == "WEXM" else 1.0)
    changed = day(TARN_ULCERS.start) <= MONTH_FIRST
    recorded = level * np.where((p.role == "TARN") & changed, 1 + TARN_ULCERS.size, 1.0)
    ulcers2 = rng.poisson(obd * frailty * recorded * ULCERS[2] / 1000)
    ulcers3 = rng.poisson(obd * frailty * level * ULCERS[3] / 1000)

    told = np.linspace(*(REPORTED if p.role == "NORM" else (REPORTED[0], REPORTED[0])), N_MONTHS) / np.mean(
        REPORTED
    )
    incidents = rng.poisson(obd * MED_RATE * told * rng.gamma(16, 1 / 16, (len(p.wards), 1)))
    checked = rng.poisson(obd * CHECKED_PER_BED_DAY)
    errors = rng.binomial(checked, ERROR_SHARE)

    discharges = stays.per_month(stays.leave)
    replies = rng.binomial(discharges, FFT_REPLY)
    happy = np.clip(FFT_POSITIVE + 0.02 * rng.standard_normal((len(p.wards), 1)), 0.85, 0.985)
    positive = rng.binomial(replies, np.broadcast_to(happy, replies.shape))

    shape = obd.shape
    fill = np.clip(
        FILL + 2.5 * rng.standard_normal((shape[0], 1)) + 2.2 * rng.standard_normal(shape) - season, 70, 112
    )
    agency = np.clip(
        AGENCY * np.exp(0.35 * rng.standard_normal((shape[0], 1)) + 0.25 * rng.standard_normal(shape)), 0, 40
    )
    staffed = obd > 0

    first = np.array(
        [np.searchsorted(MONTH_FIRST, day(w.opened), side="right") - 1 if w.opened else 0 for w in p.wards]
    )
    ward, month = np.nonzero(np.arange(N_MONTHS) >= first[:, None])
    tables = {
        "obd": obd,
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
        "rn_fill_pct": np.where(staffed, np.round(fill, 1), np.nan),
        "agency_pct": np.where(staffed, np.round(agency, 1), np.nan),
    }
    return {
        "trust": same(p.code, len(ward)),
        "ward_code": labels([w.code for w in p.wards], ward),
        "month": months(month),
        **{name: values[ward, month] for name, values in tables.items()},
    }


BUILD = {"ward_month": ward_month}
