"""The day by which something is to be reached, as people write it: “by the end of June 2027”, “Q2 2027/28”.

Dates themselves are read by `qilab.methods.times`. Here come the words round them, and rules for what has two
readings: 01/06/2027 is 1 June, day first as in Britain; a month, a quarter or a year means its last day; quarter 1
of a year written 2027 begins in January, of one written 2027/28 in April; and a financial year ends on 31 March.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

import pandas as pd

from .times import read_text, shown

LONGEST = 60  # letters: whatever is longer is no date
_LEADING = re.compile(
    r"^(?:no later than|not later than|at the latest|on or before|in or before|by|before|until|till|on|in|for|the|"
    r"at|midnight|date|deadline|target)\b[\s:,]*",
    re.I,
)
_TRAILING = re.compile(r"[\s,.;]*(?:at the latest|latest|or before|or earlier|at midnight)?[\s.;]*$", re.I)
_END = re.compile(r"^(?:end|close|last day)\s*(?:-\s*)?(?:of\s+)?(?:the\s+)?", re.I)
_START = re.compile(r"^(?:start|beginning|early|mid|middle|late)\b", re.I)
_YEAR = r"(?P<year>(?:19|20)\d{2})(?:\s?[/–-]\s?(?P<next>(?:20)?\d{2}))?"
_SHORT_PAIR = r"(?P<short>\d{2})\s?[/–-]\s?(?P<short_next>\d{2})"
_FINANCIAL = r"(?:(?:the\s+)?(?:financial|fiscal)\s+year|fy)"
_QUARTERS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}
_QUARTER = re.compile(
    rf"(?:q(?:tr|uarter)?\s*(?P<number>[1-4])|(?P<word>{'|'.join(_QUARTERS)})\s+quarter)"
    rf"[\s,]*(?:of\s+|in\s+)?(?P<financial>{_FINANCIAL}\s*)?(?:{_YEAR}|{_SHORT_PAIR})",
    re.I,
)
_FINANCIAL_YEAR = re.compile(rf"(?P<financial>{_FINANCIAL}\s*)?(?:{_YEAR}|{_SHORT_PAIR})", re.I)
_CALENDAR_YEAR = re.compile(r"(?:(?:the\s+)?(?:calendar\s+)?year\s+)?(?P<year>(?:19|20)\d{2})", re.I)
_CHRISTMAS = re.compile(r"(?:christmas|xmas)(?:\s+day)?[\s,]+(?P<year>(?:19|20)\d{2})", re.I)
_NUMBERS = re.compile(r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>(?:20)?\d{2})")
_RELATIVE = re.compile(
    r"\b(?:within|from now|from today|in \w+ (?:days?|weeks?|months?|years?)|(?:next|this|coming) \w+|today|tomorrow|"
    r"(?:days?|weeks?|months?|years?)['’]?s? time)\b|^\w+ (?:days?|weeks?|months?|years?)$",
    re.I,
)
_MONTH_WORD = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|"
    r"september|october|november|december)\b",
    re.I,
)
_SEASON = re.compile(r"\b(?:spring|summer|autumn|winter|easter)\b", re.I)
HOW = "Write it like 30 June 2027, 30/06/2027 or end of June 2027."


@dataclass(frozen=True)
class Deadline:
    """A day to be ready by. day: midnight of the last day that counts. words: the day as it is said after “by”."""

    day: pd.Timestamp

    @property
    def words(self) -> str:
        """The last day of a month as “the end of June 2027”, any other as “15 June 2027”."""
        last = self.day.day == monthrange(self.day.year, self.day.month)[1]
        return f"the end of {self.day:%B %Y}" if last else f"{self.day.day} {self.day:%B %Y}"


def read_deadline(text: str) -> Deadline:
    """The last day that a written deadline gives. ValueError that says what is missing or how to write it.

    >>> read_deadline("by the end of June 2027").day, read_deadline("01/06/2027").words
    (Timestamp('2027-06-30 00:00:00'), '1 June 2027')
    >>> read_deadline("Q1 2027/28").words
    'the end of June 2027'
    """
    plain = _without_lead(" ".join(str(text).split()))
    if not plain:
        raise ValueError(f"No day is given. {HOW}")
    if len(plain) > LONGEST:
        raise ValueError(f"{shown(plain)} is too long for a date. {HOW}")
    day = _quarter(plain) or _year(plain) or _christmas(plain) or _numbers(plain) or _date(plain)
    if day is None:
        raise ValueError(_why_not(plain))
    return Deadline(day)


def _without_lead(text: str) -> str:
    """The date without the words before and after it that say only that it is a deadline."""
    text = _TRAILING.sub("", text)
    while (shorter := _LEADING.sub("", text)) != text:
        text = shorter
    return _without_lead(rest) if (rest := _END.sub("", text)) != text else text


def _year_of(found: re.Match[str]) -> tuple[int, bool] | None:
    """(first year, is it a financial one that runs into the next); None where the two years do not follow."""
    part = found.groupdict()
    first = int(part.get("year") or 2000 + int(part["short"] or 0))
    second = part.get("next") or part.get("short_next")
    if second is None:
        return first, False
    return (first, True) if int(second) % 100 == (first + 1) % 100 else None


def _quarter(text: str) -> pd.Timestamp | None:
    found = _QUARTER.fullmatch(text)
    years = _year_of(found) if found else None
    if not found or years is None:
        return None
    first, financial = years
    if found["financial"] and not financial:
        raise ValueError(_which_financial_year(text, first))
    number = int(found["number"] or _QUARTERS[found["word"].lower()])
    start = pd.Timestamp(first, 4 if financial else 1, 1)
    return start + pd.DateOffset(months=3 * number) - pd.Timedelta(days=1)


def _year(text: str) -> pd.Timestamp | None:
    if found := _CALENDAR_YEAR.fullmatch(text):
        return pd.Timestamp(int(found["year"]), 12, 31)
    found = _FINANCIAL_YEAR.fullmatch(text)
    years = _year_of(found) if found else None
    if not found or years is None:
        return None
    if not years[1]:
        raise ValueError(_which_financial_year(text, years[0]))
    return pd.Timestamp(years[0] + 1, 3, 31)


def _which_financial_year(text: str, year: int) -> str:
    return (
        f"{shown(text)} may end in March {year} or in March {year + 1}. Write {year - 1}/{year % 100:02} for the first, "
        f"or {year}/{(year + 1) % 100:02} for the second."
    )


def _christmas(text: str) -> pd.Timestamp | None:
    found = _CHRISTMAS.fullmatch(text)
    return pd.Timestamp(int(found["year"]), 12, 25) if found else None


def _numbers(text: str) -> pd.Timestamp | None:
    """Three numbers with the year last: day first."""
    found = _NUMBERS.fullmatch(text)
    if not found:
        return None
    day, month, year = int(found["day"]), int(found["month"]), int(found["year"]) % 100 + 2000
    if month > 12 and day <= 12:
        raise ValueError(
            f"{shown(text)}: there is no month {month}. The day comes first: {month:02}/{day:02}/{year}."
        )
    try:
        return pd.Timestamp(year, month, day)
    except ValueError:
        raise ValueError(f"{shown(text)}: there is no such day. {HOW}") from None


def _date(text: str) -> pd.Timestamp | None:
    span = read_text(text, day_first=True)
    if span is None:
        return None
    start, end = (t.tz_localize(None) for t in (span.start, span.end))
    return (end - pd.Timedelta(1, "ns")).normalize() if end > start else start


def _why_not(text: str) -> str:
    if _RELATIVE.search(text):
        return f"{shown(text)} counts from a day that nobody has written down. Give the day itself. {HOW}"
    if _SEASON.search(text):
        return f"{shown(text)} has no last day that all agree on. Give a month or a day. {HOW}"
    if _START.search(text):
        return f"{shown(text)} leaves the day open. Give the last day that counts. {HOW}"
    if _MONTH_WORD.search(text):
        if not re.search(r"\d{4}|['’]\d{2}\b", text):
            return f"{shown(text)}: of which year? {HOW}"
        return f"{shown(text)}: there is no such day, or there are other words beside the date. {HOW}"
    return f"We could not read {shown(text)} as a date. {HOW}"
