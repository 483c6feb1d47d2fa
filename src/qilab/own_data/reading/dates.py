"""One cell as a day, a week, a month, a quarter or a year: all that it may mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from .book import Value

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MONTH_NAMES = tuple(name.capitalize() for name in _LONG)
_MONTH = r"(?P<mon>" + "|".join([*_LONG, "sept", *MONTHS]) + r")\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_PREFIX = re.compile(
    r"^(?P<end>w/?e|week\s*end(?:ing)?|wk\s*end(?:ing)?)[\s:.-]+|^(?P<begin>w/?c|w/?b|week\s*(?:commencing|beginning|starting))[\s:.-]+",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"^(\d{1,2})([/.\-\s])(\d{1,2})\2(\d{4}|\d{2})$")
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_DAY_MONTH = re.compile(
    rf"^{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s\-/]*{_MONTH}[\s,\-/']*(\d{{4}}|\d{{2}})$", re.I
)
_US_WORDS = re.compile(rf"^{_WEEKDAY}{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})$", re.I)
_MONTH_YEAR = re.compile(
    rf"^{_MONTH}[\s\-/,']*(\d{{4}})$|^(?P<year>\d{{4}})[\s\-/,]*(?P<mon2>{'|'.join([*_LONG, 'sept', *MONTHS])})\.?$",
    re.I,
)
_MONTH_OF_YEAR = re.compile(
    rf"^{_MONTH}[\s,\-]+(?:fy\s*)?(\d{{4}}|\d{{2}})\s*[/\-–]\s*(\d{{4}}|\d{{2}})$", re.I
)
_MONTH_NN = re.compile(rf"^{_MONTH}[\s\-/,']*(\d{{2}})$", re.I)
_NN_MONTH = re.compile(rf"^(\d{{1,2}})(?:st|nd|rd|th)?[\s\-/]*{_MONTH}$", re.I)
_MONTH_ONLY = re.compile(rf"^{_MONTH}$", re.I)
_YEAR_MONTH = re.compile(r"^(\d{4})[-/](\d{1,2})$|^(?P<month>\d{1,2})[-/](?P<year>\d{4})$")
_FINANCIAL = re.compile(r"^(?:fy|financial\s+year)?\s*(\d{4}|\d{2})\s*[/\-–]\s*(\d{4}|\d{2})$", re.I)
_QUARTER = re.compile(
    r"^(?:q|quarter\s*|qtr\s*)([1-4])[\s,\-–/]*(?:of\s+)?(?P<y>.*)$|^(?P<y2>.+?)[\s,\-–/]*(?:q|quarter\s*|qtr\s*)(?P<q2>[1-4])$",
    re.I,
)
_MONTH_NUMBER = re.compile(
    r"^(?:m|p|month\s*|mth\s*|period\s*)(0?[1-9]|1[0-2])[\s,\-–/]+(?:of\s+)?(?P<y>.+)$"
    r"|^(?P<y2>.+?)[\s,\-–/]+(?:m|p|month\s*|mth\s*|period\s*)(?P<m2>0?[1-9]|1[0-2])$",
    re.I,
)
_THREE = re.compile(
    rf"^({'|'.join(MONTHS)})[a-z]*\s*(?:-|–|to|/)\s*({'|'.join(MONTHS)})[a-z]*[\s,]*(\d{{4}}|\d{{2}})$", re.I
)
_ISO_WEEK = re.compile(r"^(\d{4})-?W(\d{2})$", re.I)
_WEEK_NUMBER = re.compile(
    r"^(?:(?P<before>\d{4})[\s,/\-]*)?(?:week|wk)[\s.]*(?:no\.?|number)?\s*(?P<week>\d{1,2})(?:[\s,/\-]*\(?(?:of\s+)?(?P<after>\d{4})\)?)?$",
    re.I,
)
_CURLY = str.maketrans("’‘", "''")
_DAY_BEFORE = re.compile(rf"^{_WEEKDAY}(?=\d{{1,4}}[/.\-]\d)", re.I)
_SHORT_WEEK = re.compile(r"^w(?=\d{1,2}[\s,/\-]+\d{4}$)|(?<=^\d{4})[\s,/\-]+w(?=\d{1,2}$)", re.I)
_LEAP_WEEK = 1908  # a year with 53 weeks, for a week without a year
_BETWEEN = (" - ", "–", "—", " to ", "-")  # what stands between the first and the last day of a while
_MARK = re.compile(r"\s*([*†‡§^#¹²³]+|\((p|r|prov\.?|provisional|revised|est\.?)\))$", re.I)
_CLOCK = re.compile(r"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([ap]m)?Z?$", re.I)
_YEAR = re.compile(r"^(19|20)\d{2}$")
_BARE = re.compile(r"^((?:19|20)\d{2})(0[1-9]|1[0-2])([0-3]\d)?$")  # 202404, 20240401


@dataclass(frozen=True)
class When:
    """One meaning of a cell. first: its first day. length: "day", "week", "month", "quarter" or "year".

    way: what would have to be so for this meaning: "day first", "month first", "year first", "as a year", "as a day",
    "calendar", "financial", "numbered" for week 14, or "" where the cell can mean nothing else. edge: "end" or "begin" where it says so of its week.
    no_year: of a month, a day or a week without a year, whose `first` is in the year 1904 (of a week 1908).
    """

    first: pd.Timestamp
    length: str
    way: str = ""
    edge: str = ""
    no_year: bool = False


def _made(year: int, month: int, day: int = 1, length: str = "day", **more) -> list[When]:
    try:
        return [When(pd.Timestamp(date(year, month, day)), length, **more)]
    except ValueError:
        return []


def _whole(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year) if int(year) < 70 else 1900 + int(year)


def _month(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def _second(first: str, second: str) -> bool:
    """Is it a financial year, such as 2023/24?"""
    return (
        len(second) <= len(first)
        and int(second) % 100 == (int(first) + 1) % 100
        and (len(second) == 2 or int(second) == int(first) + 1)
    )


def meanings(value: Value) -> list[When]:
    """All that a cell may mean as a time; empty where it is none.

    >>> [when.way for when in meanings("03/04/2024")]
    ['day first', 'month first']
    >>> meanings("2023/24")[0].first.strftime("%d %b %Y"), meanings("2023/24")[0].length
    ('01 Apr 2023', 'year')
    """
    if isinstance(value, datetime | date):
        try:
            return [When(pd.Timestamp(value).normalize().tz_localize(None), "day")]
        except (ValueError, OverflowError):
            return []
    if isinstance(value, float) and not isinstance(value, bool) and value == value and abs(value) < 1e8:
        value = f"{value:.0f}" if value == int(value) else ""
    if not isinstance(value, str) or len(value) > 60:
        return []
    text = _MARK.sub("", " ".join(value.translate(_CURLY).split()))
    text = text.removeprefix("'")  # by which some exports keep text as text
    text = _DAY_BEFORE.sub("", text)
    prefix = _PREFIX.match(text)
    if prefix:
        edge = "end" if prefix["end"] else "begin"
        return [
            When(w.first, w.length, w.way, edge) for w in _days(text[prefix.end() :]) if w.length == "day"
        ]
    return _days(_CLOCK.sub("", text)) or _longer(text) or _numbered(text) or _while(text)


def _numbered(text: str) -> list[When]:
    """Week 14, as a calendar numbers them (ISO 8601), which only the owner of the figures can say."""
    match = _WEEK_NUMBER.match(_SHORT_WEEK.sub(" week ", text).strip())
    year = match and (match["before"] or match["after"])
    try:
        first = date.fromisocalendar(int(year or _LEAP_WEEK), int(match["week"]), 1) if match else None
    except ValueError:
        return []
    return [When(pd.Timestamp(first), "week", way="numbered", no_year=not year)] if first else []


def _while(text: str) -> list[When]:
    """1–7 January 2025: a week, month, quarter or year by its first and its last day; empty for any other span."""
    for sign in _BETWEEN:
        first, found, last = text.partition(sign)
        if found and sign not in last.replace(" - ", ""):
            ends = _days(last.strip())
            starts = [start for given in _completed(first.strip(), last.strip()) for start in _days(given)]
            spans = [_span(a, b) for b in ends for a in starts if a.way == b.way]
            whole = list(dict.fromkeys(span for span in spans if span))
            if whole:
                return whole
    return []


def _completed(first: str, last: str) -> list[str]:
    """The first day with what it shares with the last, month or year, put behind it."""
    rest = re.sub(r"^\D*\d{1,2}(?:st|nd|rd|th)?", "", last, count=1)
    year = last[-4:]
    before = f"{first} {int(year) - 1}" if year.isdigit() else ""  # 30 December – 5 January 2025
    return [first, f"{first}{rest}", f"{first} {year}", before]


def _span(first: When, last: When) -> When | None:
    days = (last.first - first.first).days + 1
    if days == 7:
        return When(first.first, "week", first.way, "begin")
    after = last.first + pd.Timedelta(days=1)
    months = (after.year - first.first.year) * 12 + after.month - first.first.month
    length = {1: "month", 3: "quarter", 12: "year"}.get(months)
    if (
        length is None
        or first.first.day != 1
        or after.day != 1
        or (months == 3 and first.first.month % 3 != 1)
    ):
        return None
    return When(first.first, length, first.way)


def _days(text: str) -> list[When]:
    if match := _ISO.match(text):
        return _made(int(match[1]), int(match[2]), int(match[3]))
    if (match := _BARE.match(text)) and match[3]:
        return _made(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.match(text):
        a, b, year = int(match[1]), int(match[3]), _whole(match[4])
        found = [*_made(year, b, a, way="day first"), *_made(year, a, b, way="month first")]
        if len(match[4]) == 2 and match[2] == "-":
            found += _made(2000 + a, b, int(match[4]), way="year first")
        return found
    if match := _DAY_MONTH.match(text):
        return _made(_whole(match[3]), _month(match["mon"]), int(match[1]))
    if match := _US_WORDS.match(text):
        return _made(int(match[3]), _month(match["mon"]), int(match[2]))
    return []


def _longer(text: str) -> list[When]:
    if match := _MONTH_YEAR.match(text):
        return _made(int(match["year"] or match[2]), _month(match["mon"] or match["mon2"]), length="month")
    if (match := _MONTH_OF_YEAR.match(text)) and _second(match[2], match[3]):
        month = _month(match["mon"])
        return _made(_whole(match[2]) + (month < 4), month, length="month")
    if match := _MONTH_NN.match(text):
        return _year_or_day(_month(match["mon"]), int(match[2]))
    if match := _NN_MONTH.match(text):
        return _year_or_day(_month(match["mon"]), int(match[1]))
    if match := _MONTH_ONLY.match(text):
        return _made(1904, _month(match["mon"]), length="month", no_year=True)
    if match := _FINANCIAL.match(text):
        found = (
            _made(_whole(match[1]), 4, length="year", way="financial") if _second(match[1], match[2]) else []
        )
        if len(match[1]) == 4 and len(match[2]) == 2 and 1 <= int(match[2]) <= 12:
            found += _made(int(match[1]), int(match[2]), length="month", way="calendar" if found else "")
        if found:
            return found if len(found) > 1 else [When(found[0].first, found[0].length)]
    if match := _YEAR_MONTH.match(text):
        return _made(int(match["year"] or match[1]), int(match["month"] or match[2]), length="month")
    if match := _ISO_WEEK.match(text):
        try:
            return [
                When(
                    pd.Timestamp(date.fromisocalendar(int(match[1]), int(match[2]), 1)), "week", edge="begin"
                )
            ]
        except ValueError:
            return []
    if match := _THREE.match(text):
        first, last = _month(match[1]), _month(match[2])
        return (
            _made(_whole(match[3]), first, length="quarter") if last - first == 2 and first % 3 == 1 else []
        )
    if match := _BARE.match(text):
        return _made(int(match[1]), int(match[2]), length="month") if not match[3] else []
    if _YEAR.match(text):
        return [
            *_made(int(text), 1, length="year", way="calendar"),
            *_made(int(text), 4, length="year", way="financial"),
        ]
    return _quarter(text) or _month_of_financial_year(text)


def _year_or_day(month: int, number: int) -> list[When]:
    """Apr-24: April 2024, or 24 April of a year that is not said?"""
    return [
        *(_made(2000 + number, month, length="month", way="as a year") if 0 <= number < 70 else []),
        *_made(1904, month, number, way="as a day", no_year=True),
    ]


def _month_of_financial_year(text: str) -> list[When]:
    """2023/24 M1: April 2023. Beside a plain year month 1 may be January, so that is none."""
    match = _MONTH_NUMBER.match(text)
    year = match and _FINANCIAL.match((match["y"] or match["y2"]).strip())
    if not match or not year or not _second(year[1], year[2]):
        return []
    number = int(match[1] or match["m2"])
    return _made(_whole(year[1]) + (number > 9), (number + 2) % 12 + 1, length="month")


def _quarter(text: str) -> list[When]:
    match = _QUARTER.match(text)
    if not match:
        return []
    number, year = int(match[1] or match["q2"]), (match["y"] or match["y2"] or "").strip()
    financial = _FINANCIAL.match(year)
    if financial and _second(financial[1], financial[2]):
        start = _whole(financial[1])
        return _made(start + (number == 4), (4, 7, 10, 1)[number - 1], length="quarter")
    if not re.fullmatch(r"\d{4}", year):
        return []
    return [
        *_made(int(year), 3 * number - 2, length="quarter", way="calendar"),
        *_made(int(year) + (number == 4), (4, 7, 10, 1)[number - 1], length="quarter", way="financial"),
    ]
