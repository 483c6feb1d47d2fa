"""The fixed tables: trusts, wards, calendar."""

from __future__ import annotations

import numpy as np

from qilab.trusts.schema import days
from qilab.trusts.schema.table import (
    TO_TRUST,
    TRUST,
    WARD,
    Columns,
    Field,
    Table,
    count,
    dates,
    flag,
    months,
    same,
)

from .providers import Provider


def trusts(world) -> Columns:
    p: Provider = world.provider
    text = {"trust": p.code, "name": p.name, "kind": p.kind}
    return {
        **{name: same(value, 1) for name, value in text.items()},
        "beds_open": np.array([p.beds]),
        "qi_start": dates(np.array([days.day(p.qi_start)])),
        "note": same(p.note, 1),
    }


def wards(world) -> Columns:
    p: Provider = world.provider

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


TRUSTS = Table(
    "trusts",
    "The fictional trusts",
    "Six providers that do not exist.",
    (
        TRUST,
        Field("name", "string", "Name of the fictional trust"),
        Field("kind", "string", "Kind of provider"),
        count("beds_open", "Beds open, all wards", "beds"),
        Field("qi_start", "date", "Start of its quality improvement programme"),
        Field("note", "string", "What to know about it"),
    ),
    ("trust",),
    trusts,
    sources="Codes have four letters; no NHS provider code has.",
)

WARDS = Table(
    "wards",
    "The wards",
    "Wards that are listed one by one. NORM and OSIE have more beds than these.",
    (
        TRUST,
        WARD,
        Field("ward_name", "string", "Name of the ward"),
        Field("specialty", "string", "What the ward mostly looks after"),
        count("beds", "Beds", "beds"),
        Field("opened", "date", "First day, if it opened within the period", gaps=True),
        Field("closed", "date", "Last day, if it shut for good within the period", gaps=True),
        Field(
            "case_mix",
            "number",
            "Share of bed days that are of frail patients",
            "share, 0 to 1",
            low=0,
            high=1,
            decimals=2,
        ),
    ),
    ("trust", "ward_code"),
    wards,
    (TO_TRUST,),
    sources="Design. A usual ward has 28 beds and about 840 bed days a month when all are full.",
)

CALENDAR = Table(
    "calendar",
    "Days",
    "Every day of the three years. Bank holidays are England's. Strikes, the heat alert and the "
    "computer outage are made up.",
    (
        Field("date", "date", "Day"),
        Field("dow", "integer", "Day of the week, Monday 1 to Sunday 7", low=1, high=7),
        Field("month", "month", "First day of the month"),
        Field("fin_year", "string", "Financial year, April to March", pattern="20[0-9]{2}/[0-9]{2}"),
        flag("bank_holiday", "Bank holiday in England"),
        flag("school_holiday", "School holiday, in a usual English pattern"),
        flag("winter", "December, January or February"),
        flag("strike_day", "Strike of staff (made up)"),
        flag("heat_alert", "Heat alert (made up)"),
        flag("it_outage", "Computer outage, all trusts (made up): some records are missing"),
    ),
    ("date",),
    calendar,
    shared=True,
    sources="Bank holidays: gov.uk. School holidays: a usual pattern. The rest is made up.",
)
