"""The fixed tables: trusts, wards, calendar; and what the six trusts are called."""

from __future__ import annotations

from .table import TO_TRUST, TRUST, WARD, Field, Table, count, flag

# The six, by code. Codes have four letters, which no NHS provider code has, so rows cannot be joined to real
# data by accident.
TRUST_NAMES = {
    "NORM": "Northmere University Hospitals",
    "LARK": "Larkhaven District Hospitals",
    "WEXM": "Wexmoor Partnership",
    "TARN": "Tarnbridge Community Health",
    "QUIL": "Quillbrook Orthopaedic and Eye Hospital",
    "OSIE": "Osierfield Integrated Care",
}
CODES = tuple(TRUST_NAMES)

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
    shared=True,
    sources="Bank holidays: gov.uk. School holidays: a usual pattern. The rest is made up.",
)
