"""Times as people write them: one reader for columns, phases, exclusions and remarks.

Read: dates, periods and date objects; and as text 2023-04-01, 2023-04, 2023/04/01, 2023, 1 April 2023, Apr 1, 2023,
Apr 2023, Apr-23, 04/2023, each with or without a time of day. Three numbers with the year last (01/06/2023) are
refused unless the column itself, or the value, shows that the day comes first. Everything else that speaks of
time (“Week 10”, “Q1 2023”, “10:30”, “today”) is refused in words, since its letters sort in another order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

NOT_A_DATE = "Write it like 2023-04-01, 2023-04 or 1 April 2023."
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_NAMES = {name: i + 1 for i, name in enumerate(_MONTHS)} | {"sept": 9}
_NAMES |= {name.lower(): i + 1 for i, name in enumerate(_FULL_NAMES)}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_NAMES = {*_DAYS, "tues", "weds", "wednes", "thur", "thurs", "satur"}
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes|s)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_MONTH = r"(?P<name>[a-z]{3,9})\.?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_SHORT = r"(?:(?P<year>(?:19|20)\d{2})|['’]?(?P<short>\d{2}))"
_CLOCK = (
    r"(?:[t ,]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
    r"\s*(?P<zone>z|utc|[+-]\d{2}:?\d{2})?)?"
)
_FORMS = [
    re.compile(form, re.I)
    for form in (
        rf"{_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){_CLOCK}",
        rf"{_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})",
        rf"(?P<month>\d{{1,2}})[-/.]{_YEAR}",
        _YEAR,
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-/. ]*(?:of )?{_MONTH}[-/., ]*{_SHORT}{_CLOCK}",
        rf"{_WEEKDAY}{_MONTH}[- ]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+){_YEAR}{_CLOCK}",
        rf"{_MONTH}[-/., ]*{_YEAR}",
        rf"{_MONTH}[-/., ]*['’](?P<short>\d{{2}})",
        rf"{_YEAR}[-/. ]*{_MONTH}",
        rf"{_YEAR}[-/. ]+{_MONTH}[-/. ]+(?P<day>\d{{1,2}}){_CLOCK}",
    )
]
_YEAR_LAST = re.compile(
    rf"(?P<first>\d{{1,2}})(?P<mark>[-/. ])(?P<second_number>\d{{1,2}})(?P=mark){_YEAR}{_CLOCK}", re.I
)
# Words that speak of time. A value made of nothing else, with numbers, is a time that letters cannot put in order.
_TIME_WORDS = {*_NAMES, *_DAY_NAMES, *(f"{d}day" for d in _DAY_NAMES)} | set(
    [
        "week",
        "weeks",
        "wk",
        "wks",
        "wc",
        "commencing",
        "beginning",
        "ending",
        "ended",
        "starting",
        "day",
        "days",
        "month",
        "months",
        "mth",
        "quarter",
        "quarters",
        "qtr",
        "half",
        "halves",
        "hour",
        "hours",
        "hr",
        "minute",
        "minutes",
        "min",
        "year",
        "years",
        "yr",
        "fy",
        "cy",
        "ytd",
        "financial",
        "fiscal",
        "period",
        "periods",
        "term",
        "season",
        "spring",
        "summer",
        "autumn",
        "winter",
        "am",
        "pm",
        "noon",
        "midnight",
        "today",
        "now",
        "yesterday",
        "tomorrow",
        "to",
        "of",
        "the",
        "and",
        "from",
        "until",
        "st",
        "nd",
        "rd",
        "th",
        "first",
        "second",
        "third",
        "fourth",
        "early",
        "mid",
        "late",
        "utc",
        "gmt",
        "bst",
        "iso",
    ]
)
_CALENDAR = {*_NAMES, *_DAY_NAMES, *(f"{d}day" for d in _DAY_NAMES)} | {
    *("spring", "summer", "autumn", "winter", "today", "now", "yesterday", "tomorrow")
}
# Signs that speak of time beside a year or a word of time only: D4 and W10 are wards.
_TIME_SIGNS = frozenset("dhmpqtwyz")
_WEEK_COMMENCING = re.compile(r"\bw\s*/\s*[ce]\b", re.I)
# “Q1 23/24”: a year that runs into the next one
_TWO_YEARS = re.compile(r"(?<![\d/.-])(?:20)?(\d{2})\s?[/-]\s?(?:20)?(\d{2})(?![\d/.-])")


@dataclass(frozen=True)
class Span:
    """What a written time covers: from `start` up to but without `end` (both without a zone, or both with)."""

    start: pd.Timestamp
    end: pd.Timestamp


@dataclass(frozen=True)
class Reading:
    """A column of times. values: datetime64, with its zone if it has one. day_first: it was read day first."""

    values: pd.Series
    day_first: bool = False


def shown(value: Any) -> str:
    """A value for a message, cut where it is long."""
    text = f"“{value}”" if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def read_text(text: str, *, day_first: bool = False) -> Span | None:
    """What a written time covers, or None if it is no time that is read here.

    ValueError for 01/06/2023, which is 1 June here and 6 January elsewhere, unless `day_first`.

    >>> read_text("13 Jan 2023").start, read_text("Apr 2023").end
    (Timestamp('2023-01-13 00:00:00'), Timestamp('2023-05-01 00:00:00'))
    """
    text = " ".join(text.split())
    for form in _FORMS:
        found = form.fullmatch(text)
        if found and (span := _span(found.groupdict())):
            return span
    found = _YEAR_LAST.fullmatch(text)
    if not found:
        return None
    first, second = int(found["first"]), int(found["second_number"])
    if first <= 12 and second <= 12 and first != second and not day_first:
        year = found["year"]
        raise ValueError(
            f"{shown(text)} may be {first} {_FULL_NAMES[second - 1]} or {second} {_FULL_NAMES[first - 1]} {year}. "
            f"Write {year}-{second:02}-{first:02} for the one, {year}-{first:02}-{second:02} for the other."
        )
    if second > 12:  # month first: said to be wrong rather than turned round
        return None
    return _span({**found.groupdict(), "day": found["first"], "month": found["second_number"]})


def _span(part: dict[str, str | None]) -> Span | None:
    """The span of a form's parts; None if there is no such day."""
    if part.get("name") and part["name"].lower() not in _NAMES:  # type: ignore[union-attr]
        return None
    year = int(part.get("year") or 2000 + int(part.get("short") or 0))
    if part.get("mark") == "/" and not part.get("day") and int(part["month"] or 0) == (year + 1) % 100:
        return None  # 2011/12 may be April 2011 to March 2012
    month = _NAMES[part["name"].lower()] if part.get("name") else int(part.get("month") or 1)  # type: ignore[union-attr]
    try:
        start = pd.Timestamp(year, month, int(part.get("day") or 1))
        if not part.get("hour"):
            days = pd.DateOffset(days=1)
            if not part.get("day"):
                known = part.get("name") or part.get("month")
                days = pd.DateOffset(months=1) if known else pd.DateOffset(years=1)
            return Span(start, start + days)
        return _with_clock(start, part)
    except (ValueError, OverflowError):
        return None


def _with_clock(start: pd.Timestamp, part: dict[str, str | None]) -> Span | None:
    hour, minute, second = (int(part.get(name) or 0) for name in ("hour", "minute", "second"))
    if hour > 23 or minute > 59 or second > 59:
        return None
    fraction = (part.get("part") or "").ljust(9, "0")
    start += pd.Timedelta(hours=hour, minutes=minute, seconds=second) + pd.Timedelta(int(fraction), "ns")
    width = pd.Timedelta(minutes=1) if part.get("second") is None else pd.Timedelta(seconds=1)
    if part.get("part"):
        width = pd.Timedelta(1, "ns")
    zone = (part.get("zone") or "").lower()
    if zone:
        start = start.tz_localize("UTC" if zone in ("z", "utc") else _offset(zone))
    return Span(start, start + width)


def _offset(zone: str) -> Any:
    minutes = int(zone[1:3]) * 60 + int(zone[-2:])
    return timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes))


def read_one(value: Any, role: str, *, day_first: bool = False) -> Span:
    """What one time given by the user covers. ValueError that says how to write it."""
    if isinstance(value, pd.Period):
        return Span(value.start_time, (value + 1).start_time)
    if isinstance(value, str):
        try:
            span = read_text(value, day_first=day_first)
        except ValueError as error:
            raise ValueError(f"{role}: {error}") from None
        if span is not None:
            return span
    elif isinstance(value, date | np.datetime64) and not pd.isna(value):
        try:
            stamp: Any = pd.Timestamp(value)
        except (ValueError, OverflowError):
            stamp = None
        if stamp is not None and not pd.isna(stamp):
            whole_day = not isinstance(value, datetime | np.datetime64) and isinstance(value, date)
            return Span(stamp, stamp + pd.Timedelta(days=1) if whole_day else stamp + pd.Timedelta(1, "ns"))
    raise ValueError(f"{role}: {shown(value)} is not a date. {NOT_A_DATE}")


def plain(values: pd.Series) -> pd.Series:
    """The column without what only its storage makes special: Arrow's times as dates, categories as their values."""
    dtype = values.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        return plain(values.astype(object).infer_objects())
    if isinstance(dtype, pd.ArrowDtype):
        kind = dtype.kind
        if kind == "M" or dtype.type in (date, datetime):
            return pd.Series(values.astype(object), index=values.index, dtype=object)
        if kind == "m":
            return values.astype("timedelta64[ns]")
        if kind in "iuf":
            return values.astype("Float64" if values.isna().any() else float if kind == "f" else "int64")
        return values.astype(object)
    return values


def is_dated(dtype: Any) -> bool:
    """Is it a type of dates or periods?"""
    return isinstance(dtype, pd.DatetimeTZDtype | pd.PeriodDtype) or getattr(dtype, "kind", "") == "M"


def as_dates(values: pd.Series, name: Any) -> Reading | None:
    """Text or date objects as dates; None where the column holds no times but names.

    ValueError where it holds times that cannot be put in order safely, or dates of different kinds.
    """
    if len(values) == 0:
        return None
    if all(isinstance(v, str) for v in values):
        return _dates_from_text(values, name)
    kinds = {_kind(v) for v in values}
    if "other" in kinds:
        odd = next(v for v in values if _kind(v) == "other")
        raise ValueError(
            f"Column “{name}”: {shown(odd)} cannot be put in order of time. Give dates, numbers or names."
        )
    if kinds == {"date"}:
        return Reading(_dates_from_objects(values, name))
    if kinds == {"period"}:
        freqs = {v.freqstr for v in values}
        if len(freqs) > 1:
            raise ValueError(
                f"Column “{name}” holds periods of different lengths ({', '.join(sorted(freqs))})."
            )
        return Reading(pd.Series(pd.PeriodIndex(values), index=values.index))
    if len(kinds) > 1 and kinds != {"number", "name"}:
        raise ValueError(
            f"Column “{name}” holds values of different kinds. Make them all dates, or all names."
        )
    return None


def _kind(value: Any) -> str:
    if isinstance(value, pd.Period):
        return "period"
    if isinstance(value, date | np.datetime64):
        return "date"
    if isinstance(value, int | float | np.number | Decimal) and not isinstance(value, bool):
        return "number"
    return "name" if isinstance(value, str) else "other"


def _dates_from_objects(values: pd.Series, name: Any) -> pd.Series:
    try:
        found = pd.to_datetime(values)
    except (ValueError, TypeError, OverflowError):
        found = None
    if found is None or (found.dtype.kind != "M" and not isinstance(found.dtype, pd.DatetimeTZDtype)):
        raise ValueError(
            f"Column “{name}” holds dates of different kinds, or outside the years that can be charted. "
            "Turn it into dates with pd.to_datetime."
        ) from None
    return found


def _dates_from_text(values: pd.Series, name: Any) -> Reading | None:
    codes, words = pd.factorize(values.astype(object))
    if len(words) > 1 and all(
        re.fullmatch(r"\s*20\d{2}-\d{2}\s*", w) and _runs_into_next_year(w) for w in words
    ):
        _refuse_order(words[0], name)  # 2010-11, 2011-12: financial years, not a month in each of the years
    day_first, doubtful = _shows_day_first(words)
    spans = [None if text in doubtful else read_text(text, day_first=day_first) for text in words]
    iso = next((w for w in words if re.match(r"\s*\d{4}-\d{2}-\d{2}(\D|$)", w)), None)
    if not any(spans) and iso is None:
        _refuse_other_times(words, name)
        return None
    if not all(spans):
        bad = next(text for text, span in zip(words, spans, strict=True) if span is None)
        if bad in doubtful:
            _refuse_order(bad, name)
        raise ValueError(
            f"Column “{name}”: not every date can be read ({shown(bad)}). Correct that row, or leave it out."
        )
    starts = [span.start for span in spans if span is not None]
    zones = {s.tzinfo for s in starts}
    if len(zones) > 1:
        raise ValueError(
            f"Column “{name}” holds times of different zones. Put them into one first, for instance with "
            f'pd.to_datetime(…, utc=True).dt.tz_convert("Europe/London").'
        )
    found = pd.Series(pd.DatetimeIndex(starts).take(codes), index=values.index)
    return Reading(found, day_first)


def _shows_day_first(words: Iterable[str]) -> tuple[bool, set[str]]:
    """Does a column of 13/06/2023 and 01/06/2023 show itself that the day comes first? And what stays in doubt."""
    numbers = {w: m for w in words if (m := _YEAR_LAST.fullmatch(" ".join(w.split())))}
    if not numbers:
        return False, set()
    firsts = [int(m["first"]) for m in numbers.values()]
    seconds = [int(m["second_number"]) for m in numbers.values()]
    proven = max(firsts) > 12 and max(seconds) <= 12
    return proven, set() if proven else set(numbers)


def _refuse_order(example: str, name: Any) -> None:
    raise ValueError(
        f"Column “{name}” holds dates as text that cannot be put in order safely, such as {shown(example)}. "
        "Turn it into dates first, for instance with pd.to_datetime(…, dayfirst=True), "
        "or give the first day of each week, month or quarter, such as 2023-04-01."
    )


def _refuse_other_times(words: Iterable[str], name: Any) -> None:
    """ValueError where half of the values or more speak of a time, or all are numbers."""
    words = list(words)
    if all(re.fullmatch(r"\s*[-+]?[\d,]*\d([.]\d+)?\s*%?\s*", w) for w in words):
        raise ValueError(
            f"Column “{name}” holds numbers as text. Turn it into numbers first with pd.to_numeric."
        )
    timed = [w for w in words if speaks_of_time(w)]
    if timed and 2 * len(timed) >= len(words):
        _refuse_order(timed[0], name)


def speaks_of_time(text: str) -> bool:
    """Is the text nothing but words of time and numbers, such as “Week 10”, “FY23/24 Q1” or “April”?

    >>> speaks_of_time("Week 10"), speaks_of_time("Ward 10"), speaks_of_time("Day Surgery")
    (True, False, False)
    """
    text = _WEEK_COMMENCING.sub("wc", text)
    pieces = re.findall(r"[^\W\d_]+|\d+", text.lower())
    letters = [p for p in pieces if not p.isdigit()]
    if not letters:  # “10:30”, “2022/23”, “03/04”: numbers with marks between them
        return len(pieces) > 1
    spoken = [p for p in letters if p in _TIME_WORDS]
    if len(spoken) < len(letters):
        year = any(re.fullmatch(r"(19|20)\d\d", p) for p in pieces) or _runs_into_next_year(text)
        return (year or bool(spoken)) and all(p in _TIME_WORDS or p in _TIME_SIGNS for p in letters)
    return len(letters) < len(pieces) or any(p in _CALENDAR for p in letters)


def _runs_into_next_year(text: str) -> bool:
    found = _TWO_YEARS.search(text)
    return found is not None and int(found[2]) == (int(found[1]) + 1) % 100


def natural_order(words: Iterable[Any]) -> list[int]:
    """The order in which people put names: ward 9 before ward 10.

    >>> [["ward 10", "ward 9", "A"][i] for i in natural_order(["ward 10", "ward 9", "A"])]
    ['A', 'ward 9', 'ward 10']
    """
    words = list(words)

    def key(i: int) -> tuple:
        pieces = re.split(r"(\d+)", str(words[i]))
        return tuple(
            (int(p), "") if p.isdigit() and len(p) < 19 else (-1, p.lower()) for p in pieces if p
        ), str(words[i])

    return sorted(range(len(words)), key=key)
