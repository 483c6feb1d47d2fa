"""Does the measure that was written fit the months of the lab, which are falls per 1,000 occupied bed days?

A measure may be a good one and still be another: then baseline and target, which are numbers of these months, would
belong to nothing. What does not fit is named. No Jupyter.
"""

from __future__ import annotations

import re

TABLE = "falls per 1,000 occupied bed days"
_FALLS = re.compile(r"\b(?:fall(?:s|en|ing|ers?)?|fell)\b")
_BED_DAYS = re.compile(r"\b(?:bed|patient|inpatient)[\s-]*days?\b|\bobds?\b")
_THOUSAND = re.compile(r"\b1[\s,.]?000\b|\b1k\b|\b(?:a |one )?thousand\b")
_NUMBER = re.compile(r"\b(\d[\d,. ]*\d|\d)\b")
_PER = re.compile(r"\b(?:per|for (?:each|every)|in every|out of(?: every)?|of every)\b\s*(.*)|/\s*(.*)")
_SHARE = re.compile(r"%|\bper ?cent(?:age)?\b|\bshare\b|\bproportion\b|\bfraction\b")
_RATE = re.compile(r"\brate\b")
# A part of all falls; “with or without harm” and “seen or not” speak of all of them.
_PART = re.compile(
    r"\b(?:with harm|harmful|injur\w*|fractur\w*|serious|severe|witnessed|unwitnessed|observed|repeat(?:ed)?|"
    r"night(?:-?time)?|at night|hip|avoidable|preventable|near)\b"
)
_NEAR_FALLS = re.compile(r"\bnear[\s-]+falls?\b")
_NO_NEAR_FALLS = re.compile(r"\b(?:not?|without|excluding|except)\s+near[\s-]+falls?\b")
_ALL = re.compile(r"\bor (?:no|not|without|un\w+)\b|\bwhether\b|\bregardless\b|\ball falls\b|\bany\b")


def mismatch(text: str) -> str:
    """What of the measure does not fit the months of the lab, as a sentence; "" where it fits or no “per” is there."""
    plain = _NO_NEAR_FALLS.sub("", " ".join(text.lower().split()))
    said = f"“{' '.join(text.split())[:60]}”"
    if not _FALLS.search(plain):
        return f"The table shows {TABLE}, but {said} counts something else. In this lab, aim at what the table shows."
    if _NEAR_FALLS.search(plain):
        return f"The table counts falls, but not near falls. In this lab, aim at what it shows: {TABLE}."
    if (part := _PART.search(plain)) and not _ALL.search(plain):
        return f"The table counts all falls, with or without harm, whether or not anybody was there. “{part[0]}” would count only some of them."
    return _below_the_line(plain, said)


def _below_the_line(plain: str, said: str) -> str:
    if days := _BED_DAYS.search(plain):
        if "available" in plain:
            return f"{said} divides by available bed days, which include empty beds. The table divides by occupied ones."
        before = plain[: days.start()]
        if _THOUSAND.search(before):
            return ""
        scale = next((n for n in _NUMBER.findall(before)), None)
        per = f"per {scale} bed days" if scale else "per bed day"
        return f"The table is per 1,000 occupied bed days, but {said} is {per}, so its numbers would not match those in the table."
    if _SHARE.search(plain):
        return (
            f"{said} is a share. A share of patients counts each of them once, however long they stay and however often they fall. "
            f"The table shows {TABLE}."
        )
    if divides := _PER.search(plain):
        what = (divides[1] or divides[2] or "").strip(" .")[:40]
        return f"The table shows {TABLE}. {said} divides by something else{f' (“{what}”)' if what else ''}."
    return ""


def lacks_per(text: str) -> bool:
    """Is a count written without what it is divided by? “Rate” alone does not say it."""
    plain = " ".join(text.lower().split())
    return not (_PER.search(plain) or _SHARE.search(plain) or _BED_DAYS.search(plain))
