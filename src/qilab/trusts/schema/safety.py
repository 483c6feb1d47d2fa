"""Tables of safety: falls, sepsis, infections, incidents, and the raw export of falls."""

from __future__ import annotations

from .table import TO_TRUST, TO_WARD, TRUST, WARD, Field, Table, flag

HARMS = ("none", "low", "moderate", "severe")

FALLS_EVENTS = Table(
    "falls_events",
    "Falls, one row each",
    "Every reported fall of an inpatient on a listed ward. ward_month.falls is the number of rows of "
    "that ward and month.",
    (
        Field("event_id", "string", "Number of the report", pattern="[A-Z]{4}-F[0-9]{5,}"),
        Field(
            "patient_key",
            "string",
            "Random key, the same for two falls of one person on a ward",
            pattern="p[0-9a-f]+",
        ),
        TRUST,
        WARD,
        Field("datetime", "datetime", "When the fall happened, local time", low=None),
        Field("harm", "string", "Harm, as first graded", values=HARMS, ordered=True),
        flag("frail", "The patient was frail"),
        flag("witnessed", "Someone saw the fall"),
        flag("toileting", "On the way to, at, or from the toilet"),
        flag("bed_rail", "A bed rail was up"),
    ),
    ("event_id",),
    (TO_WARD,),
    sources="Rate: Royal College of Physicians, inpatient falls audit (6.6 per 1,000 occupied bed days). "
    "Spread between hospitals: Healey and others 2008. Harm: NRLS, September 2012; design.",
)

SEPSIS_SETTINGS = ("Accident and emergency", "Ward")
_TIME = "[0-2][0-9]:[0-5][0-9]"

SEPSIS_AUDIT = Table(
    "sepsis_audit",
    "Sepsis audit",
    "Ten to twelve patients a week at NORM and LARK. The times are times of day: after midnight they "
    "start again at "
    "00:00. reported_within_hour is what the trust sent in, by the clock named beside it; LARK changed "
    "its clock.",
    (
        Field("audit_id", "string", "Number of the audited patient", pattern="[A-Z]{4}-A[0-9]{5,}"),
        TRUST,
        Field("date", "date", "Day of arrival"),
        Field("week", "date", "Monday of the audit week"),
        flag("screened", "Screened for sepsis"),
        flag("high_risk", "Found to be at high risk"),
        Field("t_arrive", "string", "Time of arrival, hours and minutes", "time of day", pattern=_TIME),
        Field("t_risk", "string", "Time at which high risk was written down; missing if not high risk or not noted",
              "time of day", gaps=True, pattern=_TIME),
        Field("t_abx", "string", "Time of the first antibiotic; missing if none or not noted", "time of day", gaps=True,
              pattern=_TIME),
        Field("setting", "string", "Where", values=SEPSIS_SETTINGS),
        flag("times_missing", "At high risk, and a time was not noted"),
        Field("clock", "string", "From when the trust counts the hour", values=("arrival", "risk")),
        flag("reported_within_hour", "Reported as within the hour; missing if not high risk or a time is not known",
             gaps=True),
    ),
    ("audit_id",),
    (TO_TRUST,),
    sources="Measure: NICE quality standard 161, statement 2. Levels: published trust figures of 63 to 87%.",
)  # fmt: skip

ONSET_CLASSES = ("HOHA", "COHA")

CDI_EVENTS = Table(
    "cdi_events",
    "C. difficile cases, one row each",
    "HOHA is hospital onset; COHA is community onset, healthcare associated. ward_month.cdi counts the "
    "HOHA rows.",
    (
        Field("case_id", "string", "Number of the case", pattern="[A-Z]{4}-C[0-9]{5,}"),
        TRUST,
        Field(
            "ward_code",
            "string",
            "Ward of a hospital-onset case; missing if it is not a listed ward",
            gaps=True,
        ),
        Field("onset", "date", "First day of symptoms"),
        Field(
            "class",
            "string",
            "Hospital onset (HOHA) or community onset, healthcare associated (COHA)",
            values=ONSET_CLASSES,
        ),
    ),
    ("case_id",),
    (TO_TRUST,),
    sources="20 per 100,000 bed days: design. Winter rise and weak week-to-week correlation: PLoS ONE "
    "e99860.",
)

INCIDENT_TYPES = ("physical", "verbal", "self-harm")

MH_INCIDENTS = Table(
    "mh_incidents",
    "Incidents on mental-health wards",
    "Every reported incident on Wexmoor's wards.",
    (
        Field("incident_id", "string", "Number of the report", pattern="[A-Z]{4}-M[0-9]{5,}"),
        TRUST,
        WARD,
        Field("datetime", "datetime", "When it happened, local time"),
        Field("type", "string", "Physical or verbal violence, or self-harm", values=INCIDENT_TYPES),
        flag("restraint", "Someone was held"),
        flag("rapid_tranq", "Medicine was given by injection to calm someone"),
    ),
    ("incident_id",),
    (TO_WARD,),
    sources="Physical violence 12.1 to 7.2 per 1,000 bed days: Tower Hamlets violence reduction "
    "collaborative.",
)

# column → what it holds
RAW_TEXTS = {
    "report_no": "Number of the report", "reporter": "Who reported, by role", "site": "Site", "ward_code": "Ward code",
    "ward_name": "Ward name", "patient": "Random key of the patient", "fall_date": "Day of the fall", "fall_time": "Time of the fall",
    "harm": "Harm", "reason": "Reason, in the reporter's words", "review_min": "Time until a doctor came, minutes as a rule",
    "staff_short": "Nurses short on the shift", "similar_falls": "Falls of this kind on the ward in the quarter; * is 1 to 7",
    "rounds_pct": "Share of hourly rounds done that day", "admitted": "Day of admission", "discharged": "Day of discharge",
    "note": "Note",
}  # fmt: skip
RAW_COLUMNS = tuple(RAW_TEXTS)
RAW_BANNER = (
    "Report",
    "",
    "",
    "Where",
    "",
    "Who",
    "When",
    "",
    "What",
    "",
    "",
    "Ward",
    "",
    "",
    "Stay",
    "",
    "Note",
)

EXPORT_RAW = Table(
    "export_raw",
    "Falls as the incident system sends them (dirty on purpose)",
    "Two years of NORM's falls with the faults that real exports have. All columns are text, exactly "
    "as sent; in the file "
    "the column names stand in the second row, under a row of merged headings.",
    tuple(Field(name, "string", RAW_TEXTS[name], sent=True) for name in RAW_COLUMNS),
    (),
    sources="Faults planted by design; their number is in the sealed truth log.",
    banner=RAW_BANNER,
)
