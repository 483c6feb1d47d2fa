"""The fixed tables: trusts, wards, calendar."""

from __future__ import annotations

import numpy as np

from qilab.trusts.generate.columns import Columns, dates, months, same
from qilab.trusts.schema import days

from .providers import Provider


def trusts(simulation) -> Columns:
    """Columns of the table trusts: the one row of this trust, with open beds and the day its improvement
    programme began.
    """
    p: Provider = simulation.provider
    text = {"trust": p.code, "name": p.name, "kind": p.kind}
    return {
        **{name: same(value, 1) for name, value in text.items()},
        "beds_open": np.array([p.beds]),
        "qi_start": dates(np.array([days.day(p.qi_start)])),
        "note": same(p.note, 1),
    }


def wards(simulation) -> Columns:
    """Columns of the table wards: one row per listed ward; opened and closed are missing where it was open
    throughout.
    """
    p: Provider = simulation.provider

    def when(values: list[str]) -> np.ndarray:
        return np.array([np.datetime64(v or "NaT", "D") for v in values])

    return {
        "trust": same(p.code, len(p.wards)),
        "ward_code": np.array([w.code for w in p.wards], dtype=object),
        "ward_name": np.array([w.name for w in p.wards], dtype=object),
        "specialty": np.array([w.specialty for w in p.wards], dtype=object),
        "beds": np.array([w.beds for w in p.wards]),
        "opened": when([w.opened for w in p.wards]),
        "closed": when([w.closed for w in p.wards]),
        "case_mix": np.array([w.case_mix for w in p.wards]),
    }


def calendar(seed: int) -> Columns:
    """Columns of the table calendar: one row per day, dow 1 for Monday to 7, financial year as “2023/24”; no seed
    changes it.
    """
    year = days.DATES.astype("M8[Y]").astype(int) + 1970
    starts = year - (days.DATES.astype("M8[M]").astype(int) % 12 < 3)
    return {
        "date": days.DATES,
        "dow": days.WEEKDAY + 1,
        "month": months(days.MONTH_OF_DAY),
        "fin_year": np.array([f"{y}/{(y + 1) % 100:02d}" for y in starts], dtype=object),
        "bank_holiday": days.BANK_HOLIDAY,
        "school_holiday": days.SCHOOL_HOLIDAY,
        "winter": days.WINTER,
        "strike_day": days.STRIKE_DAY,
        "heat_alert": days.HEAT_ALERT,
        "it_outage": days.IT_OUTAGE,
    }


BUILD = {"trusts": trusts, "wards": wards, "calendar": calendar}
