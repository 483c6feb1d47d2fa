"""Tables of the hospital's work: wards, beds, stays, accident and emergency, clinics, waiting lists, theatres."""

from __future__ import annotations

from .table import TO_DAY, TO_TRUST, TO_WARD, TRUST, WARD, Field, Table, count, flag

WARD_MONTH = Table(
    "ward_month",
    "Wards by month",
    "The monthly return of every listed ward. A ward that is shut for a whole month has no bed days "
    "and no falls, so "
    "its rate is missing, not zero. A ward that has shut for good goes on sending zeros.",
    (
        TRUST,
        WARD,
        Field("month", "month", "First day of the month"),
        count("obd", "Occupied bed days: patients present at midnight, added up over the month", "bed days"),
        count("admissions", "Patients who came to the ward", "patients"),
        count("discharges", "Patients who left the ward", "patients"),
        count("falls", "Falls of inpatients", "falls"),
        count("falls_harm", "Falls with any harm (low, moderate or severe)", "falls"),
        count("pu_cat2", "New pressure ulcers of category 2", "ulcers"),
        count("pu_cat3plus", "New pressure ulcers of category 3 or worse", "ulcers"),
        count("med_incidents", "Medication incidents reported; more reports may mean a better culture", "reports"),
        count("doses_checked", "Medication orders checked by a pharmacist", "orders"),
        count("dose_errors", "Orders with an error among those checked", "orders"),
        count("cdi", "Hospital-onset C. difficile cases", "cases"),
        count("fft_responses", "Replies to the Friends and Family Test", "replies"),
        count("fft_positive", "Positive replies", "replies"),
        count("complaints", "Complaints received about the ward", "complaints"),
        Field("rn_fill_pct", "number", "Registered nurse hours worked as a share of those planned; may pass 100",
              "% of planned hours", gaps=True, low=0, high=150, decimals=1),
        Field("agency_pct", "number", "Share of nurse hours worked by agency staff", "% of hours", gaps=True,
              low=0, high=100, decimals=1),
    ),
    ("trust", "ward_code", "month"),
    (TO_WARD,),
    sources="See falls_events, cdi_events, complaints. Ulcers: NHS Safety Thermometer 2014-15. "
    "Prescribing errors: "
    "Ashcroft and others 2015. Friends and Family Test: national figures, August 2022.",
)  # fmt: skip

BEDS_DAILY = Table(
    "beds_daily",
    "Beds by day",
    "Whole trust, counted at 08:00. The last two columns are counted at the midnight that ends the "
    "day: those are "
    "bed days, and midnight_wards adds up to ward_month.obd. 7+ already includes 14+, and 14+ includes 21+.",
    (
        TRUST,
        Field("date", "date", "Day"),
        count("beds_core", "Beds open, without escalation beds", "beds"),
        count("beds_escalation", "Extra beds opened under pressure", "beds"),
        count("occupied", "Patients in bed at 08:00, escalation beds included", "patients", gaps=True),
        count("los7plus", "Of those in core beds, in for 7 days or more", "patients", gaps=True),
        count("los14plus", "Of those in core beds, in for 14 days or more", "patients", gaps=True),
        count("los21plus", "Of those in core beds, in for 21 days or more", "patients", gaps=True),
        count(
            "ready_to_leave",
            "Of those in core beds, well enough to leave since yesterday or before",
            "patients",
            gaps=True,
        ),
        count("midnight", "Patients in core beds at midnight, all wards", "patients"),
        count("midnight_wards", "Patients at midnight on the listed wards", "patients"),
    ),
    ("trust", "date"),
    (TO_TRUST, TO_DAY),
    sources="Occupancy 93%, 95 to 96% in winter: NHS England winter reports. Specialist hospital 78%: "
    "design.",
)

BED_RETURN = Table(
    "bed_return",
    "Monthly bed return",
    "What each trust sends in every month: average beds per day, all wards, escalation beds left out. "
    "Multiply by the "
    "days of the month for bed days.",
    (
        TRUST,
        Field("month", "month", "First day of the month"),
        Field("avg_available", "number", "Beds open on an average day", "beds", low=0, decimals=2),
        Field(
            "avg_occupied", "number", "Beds occupied at midnight on an average day", "beds", low=0, decimals=2
        ),
    ),
    ("trust", "month"),
    (TO_TRUST,),
    sources="Made in the manner of a quarterly bed return.",
)

STAY_AGES = ("18-44", "45-64", "65-74", "75-84", "85+")
DESTINATIONS = ("Home", "Care home", "Other hospital", "Died")

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
        Field("age_band", "string", "Age band", "years", values=STAY_AGES, ordered=True),
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
    (TO_WARD,),
    sources="Mean stay 5.5 to 6.1 days, median 3, log-normal with σ about 1, 3% of 21 days or more: design.",
)

VISIT_AGES = ("0-17", "18-44", "45-64", "65-74", "75-84", "85+")

ED_DAILY = Table(
    "ed_daily",
    "Accident and emergency by day",
    "Attendances of the three trusts with an accident and emergency department. Three days are "
    "missing: the computers failed.",
    (
        TRUST,
        Field("date", "date", "Day"),
        count("attend", "People who came", "visits", gaps=True),
        count("breaches_4h", "Visits of more than four hours", "visits", gaps=True),
        count("admitted", "Visits that ended in an admission", "visits", gaps=True),
        count("over_12h", "Admitted after more than twelve hours on a trolley", "visits", gaps=True),
    ),
    ("trust", "date"),
    (TO_TRUST, TO_DAY),
    sources="Within four hours: 72.1% in England in 2023/24 (RCEM). Monday 16% of the week: NHS "
    "Digital 2019/20.",
)

ED_VISITS = Table(
    "ed_visits",
    "Accident and emergency, two weeks visit by visit",
    "Every visit to NORM in the weeks from 9 October 2023 and 14 October 2024; each day adds up to ed_daily.",
    (
        Field("visit_id", "string", "Number of the visit", pattern="[A-Z]{4}-V[0-9]{5,}"),
        TRUST,
        Field("arrive", "datetime", "When the person came, local time"),
        Field("depart", "datetime", "When the person left or was admitted"),
        Field("triage", "integer", "Urgency, 1 at once to 5 can wait", low=1, high=5),
        flag("admitted", "Admitted to a ward"),
        Field("age_band", "string", "Age band", "years", values=VISIT_AGES, ordered=True),
    ),
    ("visit_id",),
    (TO_TRUST,),
    sources="Busy from 10:00 to 12:00: HSCIC 2011-12. Rush before four hours: design.",
)

FIFTHS = 5  # of deprivation, 1 most deprived


def _fifths() -> tuple[Field, ...]:
    out = []
    for q in range(1, FIFTHS + 1):
        end = " (most deprived)" if q == 1 else " (least deprived)" if q == FIFTHS else ""
        out.append(count(f"booked_q{q}", f"Booked, people from deprivation fifth {q}{end}", "appointments"))
        out.append(
            count(f"dna_q{q}", f"Did not attend, people from deprivation fifth {q}{end}", "appointments")
        )
    return tuple(out)


OUTPATIENT = Table(
    "outpatient",
    "Outpatient clinics by week",
    "Booked is attended, did not attend (DNA) and cancelled together; the fifths add up to booked and dna.",
    (
        TRUST,
        Field("clinic", "string", "Code of the clinic"),
        Field("specialty", "string", "Specialty"),
        Field("week", "date", "Monday of the week"),
        count("booked", "Appointments booked", "appointments"),
        count("attended", "Appointments that people came to", "appointments"),
        count("dna", "Appointments that people did not come to, without word", "appointments"),
        count("cancelled", "Appointments cancelled in time", "appointments"),
        flag("reminder", "Text reminders were sent that week"),
        *_fifths(),
    ),
    ("trust", "clinic", "week"),
    (TO_TRUST,),
    sources="7.6% of 103 million booked in 2021/22 (NHS England). By deprivation: design.",
)

WAITING_LIST = Table(
    "waiting_list",
    "Waiting lists by week",
    "Size at the end of the week is last week's size plus additions less treated and removed for other "
    "reasons.",
    (
        TRUST,
        Field("specialty", "string", "Specialty"),
        Field("week", "date", "Monday of the week"),
        count("size", "People on the list at the end of the week", "people"),
        count("additions", "People added", "people"),
        count("treated", "People taken off because they were treated", "people"),
        count("removed_other", "People taken off for another reason", "people"),
        count("over18w", "People who have waited more than 18 weeks", "people"),
        count("over52w", "People who have waited more than 52 weeks", "people"),
    ),
    ("trust", "specialty", "week"),
    (TO_TRUST,),
    sources="Design.",
)

LATE_REASONS = (
    "Bed not confirmed", "Patient not ready", "Equipment not there", "Surgeon not there", "Anaesthetist not there",
    "Waiting for porter", "Not recorded",
)  # fmt: skip

THEATRE_LISTS = Table(
    "theatre_lists",
    "Operating lists",
    "One row per list at NORM and QUIL. Weekend lists at NORM are for emergencies and are not part of "
    "planned-list figures.",
    (
        Field("list_id", "string", "Number of the list", pattern="[A-Z]{4}-T[0-9]{5,}"),
        TRUST,
        Field("list_date", "date", "Day of the list"),
        Field("booked_on", "date", "Day on which the list was booked"),
        Field("theatre", "string", "Theatre"),
        Field("specialty", "string", "Specialty, or Emergency"),
        Field("planned_start", "datetime", "When the first operation should begin"),
        Field("knife_start", "datetime", "When it began"),
        count("late_min", "Minutes late", "minutes"),
        Field(
            "end_early_min",
            "integer",
            "Minutes by which the list ended early; below 0 if it ran over",
            "minutes",
        ),
        Field(
            "reason1",
            "string",
            "Main reason for a start five minutes late or more",
            gaps=True,
            values=LATE_REASONS,
        ),
        Field("reason2", "string", "Second reason, if one was given", gaps=True, values=LATE_REASONS),
        count("cases", "Operations done", "operations"),
    ),
    ("list_id",),
    (TO_TRUST,),
    sources="A third 30 minutes late or more, 38% end 30 minutes early or more: NHS Improvement 2019.",
)
