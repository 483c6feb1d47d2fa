"""Signs of one person in a cell: NHS numbers, postcodes, e-mail addresses, phone numbers, dates of birth."""

from __future__ import annotations

import re
import unicodedata

NHS_NUMBER, POSTCODE, EMAIL, PHONE = "NHS numbers", "postcodes", "e-mail addresses", "phone numbers"
BIRTH = "dates of birth"

# Up to three signs that are neither letters nor digits, whatever keyboard or program they come from.
_BETWEEN = r"[\W_]{0,3}"
_TEN_DIGITS = re.compile(
    rf"(?<![\d£$€])(?<!\d[.,])(?:\d{{3}}{_BETWEEN}\d{{3}}{_BETWEEN}\d{{4}}|\d{{4}}[ -]\d{{3}}[ -]\d{{3}}|\d(?:,\d{{3}}){{3}})(?!\d|[.,]\d*[1-9])"
)
_BIRTH = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b|dates?\s+of\s+birth|birth\s?(?:day|date))\b[^\w\n]{0,5}(?:is |was |on )?\d{1,4}\b"
    r"|\bborn\b\D{0,6}\d{1,2}\W{1,2}(?:\d{1,2}|[a-z]{3,9})\W{1,2}\d{2,4}\b",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+")
_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL "
    "GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX "
    "PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN "
    "WR WS WV YO ZE"
)
_AREA = "(?:" + "|".join(sorted(_AREAS.split(), key=len, reverse=True)) + ")"
_SPACED = re.compile(rf"\b{_AREA}\d[\dA-Z]? +\d[ABD-HJLNP-UW-Z]{{2}}\b")
_WHOLE = re.compile(rf"^{_AREA}\d[\dA-Z]? ?\d[ABD-HJLNP-UW-Z]{{2}}$", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\d.,])0[1-37-9]\d{1,3}\.\d{3}\.\d{3,4}(?!\d)|(?<![\d.])(?:\+44|0044|\(?0)[\s()\-]*(?:[1-37-9](?:[\s()\-]*\d){8,9})(?![\d])"
)


def identifiers_in(value: object) -> set[str]:
    """What in a cell points to one person; empty where nothing does.

    A number of ten digits is taken for an NHS number where its check digit fits, as one in eleven does by chance. Source of the check: NHS Data Dictionary, NHS NUMBER; python-stdnum.

    >>> sorted(identifiers_in("Seen by jo@example.org, 943 476 5919"))
    ['NHS numbers', 'e-mail addresses']
    >>> identifiers_in("943.476.5919"), identifiers_in("DOB 3/4/1941")
    ({'NHS numbers'}, {'dates of birth'})
    >>> identifiers_in("Ward B12")
    set()
    """
    if isinstance(value, float) and not isinstance(value, bool):
        whole = 1e9 <= value < 1e10 and value == int(value)
        return {NHS_NUMBER} if whole and _is_nhs_number(f"{int(value)}") else set()
    if not isinstance(value, str):
        return set()
    value = _one_way_of_writing(value)
    found = set()
    if "@" in value and _EMAIL.search(value):
        found.add(EMAIL)
    if _SPACED.search(value) or _WHOLE.match(value):
        found.add(POSTCODE)
    if _BIRTH.search(value):
        found.add(BIRTH)
    if len(value) >= 10:
        if any(_is_nhs_number(match.group()) for match in _TEN_DIGITS.finditer(value)):
            found.add(NHS_NUMBER)
        if _PHONE.search(value):
            found.add(PHONE)
    return found


def is_bare_number(value: object) -> bool:
    """Is it ten digits and no more, which may be an amount as well?

    >>> is_bare_number("9434765919"), is_bare_number("943 476 5919"), is_bare_number("9,434,765,919")
    (True, False, True)
    """
    if isinstance(value, float):
        return 1e9 <= value < 1e10
    return isinstance(value, str) and bool(re.fullmatch(r"\d{10}|\d(,\d{3}){3}", value))


def _one_way_of_writing(text: str) -> str:
    """Wide digits and spaces of all widths as plain ones, and nothing invisible between them."""
    if text.isascii():
        return text
    kept = (letter for letter in text if unicodedata.category(letter) != "Cf")
    return unicodedata.normalize("NFKC", "".join(kept))


def _is_nhs_number(text: str) -> bool:
    from stdnum.gb import nhs

    digits = "".join(letter for letter in text if letter.isdecimal())
    return len(set(digits)) > 1 and nhs.is_valid(digits)  # 0000000000 fits, and is a gap that was filled
