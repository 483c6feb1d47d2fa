"""Tables of people: community services, complaints, staff survey, and what patients said."""

from __future__ import annotations

from .comments import COMMENT_LINES
from .days import N_MONTHS
from .table import TO_TRUST, TRUST, Field, Table, count, flag

REFERRAL_SOURCES = (
    "General practice",
    "Ambulance service",
    "Care home",
    "Hospital",
    "Self or family",
    "NHS 111",
)
REFERRAL_OUTCOMES = ("Stayed at home", "Taken to hospital", "Passed to another team", "No visit needed")

UCR_REFERRALS = Table(
    "ucr_referrals",
    "Two-hour community response",
    "Referrals to Tarnbridge's urgent response team. The two-hour standard holds for those in scope.",
    (
        Field("referral_id", "string", "Number of the referral", pattern="[A-Z]{4}-U[0-9]{5,}"),
        TRUST,
        Field("received", "datetime", "When the referral came"),
        Field(
            "first_contact",
            "datetime",
            "When someone was with the person; missing if no visit was needed",
            gaps=True,
        ),
        flag("in_scope", "The two-hour standard holds for it"),
        Field("source", "string", "Who referred", values=REFERRAL_SOURCES),
        Field("outcome", "string", "What happened", values=REFERRAL_OUTCOMES),
    ),
    ("referral_id",),
    (TO_TRUST,),
    sources="Standard 70% within two hours: NHS England. Level 82%: design.",
)

CASELOAD = Table(
    "caseload",
    "Community nursing caseload by week",
    "Open at the end of the week is last week's open plus new less closed.",
    (
        TRUST,
        Field("team", "string", "Team"),
        Field("week", "date", "Monday of the week"),
        count("open", "People on the caseload at the end of the week", "people"),
        count("new", "People who came on", "people"),
        count("closed", "People who came off", "people"),
        count("visits", "Visits made", "visits"),
        Field(
            "wte",
            "number",
            "Nurses at work, whole-time equivalent",
            "whole-time equivalents",
            low=0,
            decimals=1,
        ),
    ),
    ("trust", "team", "week"),
    (TO_TRUST,),
    sources="Design.",
)

COMPLAINT_THEMES = (
    "Communication", "Waiting times", "Clinical care", "Discharge", "Staff attitude", "Food and comfort",
    "Lost property", "Appointments",
)  # fmt: skip
COMPLAINT_OUTCOMES = ("upheld", "partly upheld", "not upheld")

COMPLAINTS = Table(
    "complaints",
    "Complaints, one row each",
    "ward_month.complaints counts the rows of each ward by the month in which they were received.",
    (
        Field("complaint_id", "string", "Number of the complaint", pattern="[A-Z]{4}-X[0-9]{5,}"),
        TRUST,
        Field(
            "ward_code",
            "string",
            "Ward it is about; missing if about a clinic or an unlisted ward",
            gaps=True,
        ),
        Field("received", "date", "Day it arrived"),
        Field("acknowledged", "date", "Day it was acknowledged; the aim is three working days", gaps=True),
        Field("responded", "date", "Day of the answer; missing while it is open", gaps=True),
        Field("theme", "string", "Main theme", values=COMPLAINT_THEMES),
        Field(
            "outcome",
            "string",
            "What was found; missing while it is open",
            gaps=True,
            values=COMPLAINT_OUTCOMES,
        ),
    ),
    ("complaint_id",),
    (TO_TRUST,),
    sources="Levels are design; definitions follow NHS Digital's collection of written complaints.",
)

SURVEY_QUESTIONS = ("recommend_work", "can_suggest", "able_to_improve", "recommend_care")

STAFF_SURVEY = Table(
    "staff_survey",
    "Staff survey",
    "Replies by year, question and directorate. recommend_work: would recommend the trust as a place "
    "to work. "
    "can_suggest: can make suggestions. able_to_improve: able to make improvements happen. "
    "recommend_care: would be "
    "happy with the care for a friend.",
    (
        TRUST,
        Field("year", "integer", "Year of the survey, each autumn", low=2022, high=2024),
        Field("question", "string", "Question", values=SURVEY_QUESTIONS),
        Field("directorate", "string", "Part of the trust"),
        count("n_sent", "Questionnaires sent", "people"),
        count("n_resp", "Replies", "people"),
        count("n_positive", "Positive replies", "people"),
    ),
    ("trust", "year", "question", "directorate"),
    (TO_TRUST,),
    sources="57.4% and 61.1%: NHS Staff Survey 2022 and 2023. 72%: 2023 (King's Fund).",
)

FFT_SERVICES = ("Accident and emergency", "Outpatients", "Community")

FRIENDS_FAMILY = Table(
    "friends_family",
    "Friends and Family Test by service and month",
    f"Replies away from the wards, {N_MONTHS} months; those of inpatients are in ward_month. Whoever wants to "
    f"answers, so it is not a sample of all patients.",
    (
        TRUST,
        Field("service", "string", "Service", values=FFT_SERVICES),
        Field("month", "month", "First day of the month"),
        count("fft_responses", "Replies to the Friends and Family Test", "replies"),
        count("fft_positive", "Positive replies", "replies"),
    ),
    ("trust", "service", "month"),
    (TO_TRUST,),
    sources="A&E 77%, outpatients 93%, community 93% positive: national averages of August 2022. Replies: design.",
)

VOICE_SERVICES = ("Ward", "Accident and emergency", "Outpatients", "Day surgery")
VOICE_THEMES = tuple(COMMENT_LINES)
ETHNIC_GROUPS = ("White", "Asian or Asian British", "Black or Black British", "Mixed", "Other")

PATIENT_VOICE = Table(
    "patient_voice",
    "What patients said",
    "600 comments, all written for this course; no patient said them. About 12% do not state ethnicity "
    "or home area.",
    (
        Field("comment_id", "string", "Number of the comment", pattern="[A-Z]{4}-W[0-9]{5,}"),
        TRUST,
        Field("date", "date", "Day of the comment"),
        Field("service", "string", "Where", values=VOICE_SERVICES),
        Field("said_by", "string", "Who said it", values=("patient", "carer")),
        Field("text", "string", "The comment"),
        Field("true_theme", "string", "What it is about", values=VOICE_THEMES),
        Field("ethnicity", "string", "Ethnic group; missing if not stated", gaps=True, values=ETHNIC_GROUPS),
        Field("imd_quintile", "integer", "Fifth of deprivation of the home area, 1 most deprived; missing if not known",
              gaps=True, low=1, high=5),
    ),
    ("comment_id",),
    (TO_TRUST,),
    sources="Written by us.",
)  # fmt: skip

PATIENTS_SEEN = Table(
    "patients_seen",
    "Patients in a year, by group",
    "How many patients NORM sees in a year, by ethnic group and by fifth of deprivation, to set "
    "comments against.",
    (
        TRUST,
        Field("kind", "string", "How patients are grouped", values=("ethnicity", "imd_quintile")),
        Field("group", "string", "Group"),
        count("patients", "Patients in a year", "people"),
    ),
    ("trust", "kind", "group"),
    (TO_TRUST,),
    sources="Design.",
)
