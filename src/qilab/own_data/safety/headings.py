"""What the heading of a column says about what is in it."""

from __future__ import annotations

import re

_PERSONAL = {
    "NHS numbers": r"\bnhs\s*(n(o|um(ber)?)?|id)?\b\.?$|\bchi\s*(no|number)\b|\bh\s*&\s*c\s*(no|number)\b",
    "hospital numbers": r"\b(mrn|hosp(ital|\.)?\s*(no|num(ber)?|id)|pas\s*(no|number|id)|case\s*note\s*(no|number)|unit\s*(no|number)|"
    r"patient\s*(id|no|num(ber)?|ref(erence)?|identifier|key)|district\s*(no|number)|rio\s*(id|no|number)|spell\s*(id|no|number))\b",
    "dates of birth": r"\bd\.?o\.?b\b|\bdate\s*of\s*birth\b|\bbirth\s*(date|day)\b|\bborn\b|\byear\s*of\s*birth\b",
    "names of people": r"\b(fore|sur|first|last|family|given|full|patient'?s?|staff|maiden|middle)[\s_-]*names?\b|\binitials\b|"
    r"\bnext\s*of\s*kin\b|\bnok\b",
    "names of staff": r"\b(consultant|surgeon|anaesthetist|clinician|doctor|physician|prescriber|staff\s*member|employee|"
    r"reporter|(reported|seen|assessed|reviewed|checked|completed|entered|audited)\s*by|handler|nurse|midwife|operator|lead|lead (officer|director|person|"
    r"manager)|key\s?worker|assessor|care\s*co-?ordinator|therapist|physiotherapist|pharmacist|hca)s?\b"
    r"(?=\W*($|\(|/|names?\b|codes?\b|id\b|initials\b|in charge|responsible|at\b|no\b|number))|^(gp|physio)$",
    "names of patients": r"^(patient|pt|client|resident|service\s*user)s?$",
    "addresses": r"^(home\s*|patient'?s?\s*)?address\b|\bpost\s*code\b|\bstreet\b",
    "phone numbers": r"\b(tele?phone|phone|mobile|tel)\s*(no|number)?\b\.?$",
    "e-mail addresses": r"\be-?mail\b",
    "free text": r"\b(free\s*text|narrative|incident\s*description|description\s*of\s*(incident|event)|what\s*happened|"
    r"incident\s*details?)\b",
}
_FOUND = {what: re.compile(pattern, re.IGNORECASE) for what, pattern in _PERSONAL.items()}
_ONLY_WORDS = {
    "names of staff",
    "names of patients",
}  # a number under “Nurses” or “Consultant hours” counts them
_ATTRIBUTE = re.compile(
    r"^(age|sex|gender|ethnic(ity| group| origin)?|religion|marital( status)?|diagnosis|primary diagnosis|icd.*|procedure|opcs.*|"
    r"gp( practice)?|admi(tted|ssion)( date)?|date of admission|dis(charged|charge)( date)?|date of discharge|los|length of stay|"
    r"asa|nok|outcome|age at .*|died|time)$",
    re.IGNORECASE,
)
_CODE = re.compile(r"\b(id|ref|reference|identifier|datix|key|uid)\b|\w\s+(number|no)\b\.?$", re.IGNORECASE)
_OF_TIME = re.compile(r"\b(week|wk|month|quarter|period|day|year)\s+(number|no)\b\.?$", re.IGNORECASE)
_TALLY = re.compile(r"\b(total|average|mean|expected|planned|actual)\b", re.IGNORECASE)


def personal_heading(heading: str, words_below: bool) -> str | None:
    """What a heading says is in its column, where that is about one person. words_below: are its cells words?

    >>> personal_heading("DOB", False), personal_heading("Consultant hours", False), personal_heading("Falls", False)
    ('dates of birth', None, None)
    """
    for what, pattern in _FOUND.items():
        if pattern.search(heading) and (words_below or what not in _ONLY_WORDS):
            return what
    return None


def is_attribute(heading: str) -> bool:
    """Is it something that one patient has, such as an age?"""
    return bool(_ATTRIBUTE.match(heading.strip()))


def is_code(heading: str) -> bool:
    """Does it name the number of one case? Not “Number of falls”, which counts them, nor “Week no”.

    >>> is_code("Incident no."), is_code("Number of falls"), is_code("Total number"), is_code("Week no")
    (True, False, False, False)
    """
    return bool(_CODE.search(heading)) and not (_TALLY.search(heading) or _OF_TIME.search(heading))
