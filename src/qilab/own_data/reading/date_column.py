"""A column of dates: what its cells mean together, and what has to be asked before anybody can know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import pairwise

import pandas as pd

from ..asking import Answers, Choice, Question, refuse
from .book import Value, in_words
from .dates import MONTH_NAMES, When, meanings

_ORDERS = ("day first", "month first", "year first")
_NUMBERS = ("as a year", "as a day")
_YEARS = ("calendar", "financial")
_SERIAL = (20_000, 80_000)  # October 1954 to January 2119, in Excel's count of days
_RECENT = 1990
FINANCIAL = re.compile(r"(?<!\d)(20\d{2})\s*[/\-–_]\s*(?:20)?(\d{2})(?!\d)")


@dataclass
class DateColumn:
    """moments: one a cell, None where it is none. odd: cells that hold something else; empty: those that hold nothing."""

    moments: list[When | None]
    odd: list[int] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)


def is_date_like(value: Value) -> bool:
    """May this cell be a time? A bare number may be anything, so it says nothing.

    >>> is_date_like("Apr-24"), is_date_like("Ward 4"), is_date_like(45383.0)
    (True, False, False)
    """
    bare = isinstance(value, float) or (isinstance(value, str) and value.strip().isdigit())
    return not bare and bool(meanings(value))


def says_day(when: pd.Timestamp) -> str:
    """
    >>> says_day(pd.Timestamp("2024-04-03"))
    '3 April 2024'
    """
    return f"{when.day} {when:%B %Y}"


def _says(when: When) -> str:
    if when.no_year:
        return f"{when.first.day} {when.first:%B}"
    if when.length == "day":
        return says_day(when.first)
    if when.length == "month":
        return f"{when.first:%B %Y}"
    last = when.first + {"week": pd.DateOffset(days=6), "quarter": pd.DateOffset(months=3, days=-1)}.get(
        when.length, pd.DateOffset(years=1, days=-1)
    )
    return f"{says_day(when.first)} to {says_day(last)}"


def read_dates(
    values: list[Value], heading: str, where: Callable[[int], str], around: str, answers: Answers, today: date
) -> DateColumn:
    """The moments of a column. heading: its words. where: the address of its nth cell. around: the words of the sheet
    about the table, in which a year may stand. Questions that are open stay in `answers`."""
    empty = [i for i, value in enumerate(values) if value is None]
    known = {value: _meanings(value, answers) for value in dict.fromkeys(values)}
    options = [known[value] for value in values]
    values, options = _swapped(values, options, where, answers)
    options = _months_kept_as_days(values, options, where, answers, today)
    for group, ask in ((_ORDERS, _ask_order), (_NUMBERS, _ask_number), (_YEARS, _ask_year)):
        options = _settled(group, ask, options, values, heading, where, answers)
    moments = [found[0] if found else None for found in options]
    lengths = Counter(moment.length for moment in moments if moment)
    if len(lengths) > 1:  # a year's total among months
        usual = lengths.most_common(1)[0][0]
        moments = [moment if moment and moment.length == usual else None for moment in moments]
    moments = _with_weeks(moments, answers, today)
    moments = _with_years(moments, around, answers, today)
    late = sum(moment is not None and moment.first.year >= _RECENT for moment in moments)
    if late > len(moments) / 2:  # an empty cell that is formatted as a date is a day of 1900
        moments = [
            moment if moment and (moment.first.year >= _RECENT or moment.no_year) else None
            for moment in moments
        ]
    odd = [i for i, moment in enumerate(moments) if moment is None and values[i] is not None]
    return DateColumn(moments, odd, empty)


def _meanings(value: Value, answers: Answers) -> list[When]:
    found = meanings(value)
    number = value if isinstance(value, float) else float(str(value)) if _is_serial_text(value) else None
    if found or number is None or not _SERIAL[0] <= number <= _SERIAL[1]:
        return found
    day = pd.Timestamp("1899-12-30") + pd.Timedelta(days=int(number))
    answer = answers.to(
        Question(
            "serials",
            f"{number:g}: does this stand for {says_day(day)}? Excel keeps dates as numbers of days.",
            (
                Choice("days", f"Yes, {says_day(day)}"),
                Choice("no", "No", "The cells with such numbers are not dates."),
            ),
        )
    )
    return [When(day, "day")] if answer == "days" else []


def _is_serial_text(value: Value) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\d{5}(\.\d+)?", value) is not None


def _swapped(values, options, where, answers):
    """Dates beside dates that stayed text: a program that expects the American order has swapped those that it could."""
    text = [
        i
        for i, value in enumerate(values)
        if isinstance(value, str) and any(w.way in _ORDERS for w in options[i])
    ]
    kept = [
        i
        for i, value in enumerate(values)
        if isinstance(value, datetime | date) and value.day <= 12 and value.day != value.month
    ]
    if not kept or not (text or _are_months_as_days_of_january(values)):
        return values, options
    first, day = kept[0], options[kept[0]][0].first
    other = pd.Timestamp(day.year, day.day, day.month)
    sign = (
        f"{where(first)} is kept as a date and {where(text[0])} as text"
        if text
        else "All dates are days of January"
    )
    answer = answers.to(
        Question(
            "stored",
            f"{sign}, so day and month may have been swapped when "
            f"the file was opened. Is {where(first)} {says_day(day)} or {says_day(other)}?",
            (
                Choice("as stored", says_day(day), "The dates are right as they are kept."),
                Choice("swapped", says_day(other), "Day and month are swapped back where a date is kept."),
            ),
        )
    )
    if answer == "swapped":
        options = list(options)
        for i in kept:
            day = options[i][0].first
            options[i] = [When(pd.Timestamp(day.year, day.day, day.month), "day")]
    return values, options


def _are_months_as_days_of_january(values) -> bool:
    """The first days of months in a row, such as 01/04/2024, are all days of January to a program of the American order."""
    days = sorted({(v.year, v.day) for v in values if isinstance(v, datetime | date) and v.month == 1})
    whole = all(
        v is None or (isinstance(v, datetime | date) and v.month == 1 and v.day <= 12) for v in values
    )
    steps = {(b - a) * 12 + n - m for (a, m), (b, n) in pairwise(days)}
    return whole and len(days) > 2 and steps == {1}


def _months_kept_as_days(values, options, where, answers, today):
    """“Apr 24” typed into Excel is kept as 24 April of that year: asked, where all days read as years are months in a row."""
    there = [i for i, value in enumerate(values) if value is not None]
    if len(there) < 3 or not all(isinstance(values[i], datetime | date) and options[i] for i in there):
        return options
    kept = [options[i][0].first for i in there]
    if not all(10 <= day.day <= today.year % 100 + 1 for day in kept):
        return options
    meant = [pd.Timestamp(2000 + day.day, day.month, 1) for day in kept]
    steps = {(b.year - a.year) * 12 + b.month - a.month for a, b in pairwise(meant)}
    if steps not in ({1}, {-1}):
        return options
    answer = answers.to(
        Question(
            "kept days",
            f"{where(there[0])} is kept as {says_day(kept[0])}, as Excel does when someone types “{meant[0]:%b %y}”. "
            f"Is it {meant[0]:%B %Y}?",
            (
                Choice("months", f"Yes, {meant[0]:%B %Y}", "The day of each date is the year of its month."),
                Choice("days", f"No, {says_day(kept[0])}", "The dates are right as they are kept."),
            ),
        )
    )
    if answer != "months":
        return options
    options = list(options)
    for i, month in zip(there, meant, strict=True):
        options[i] = [When(month, "month")]
    return options


def _settled(group, ask, options, values, heading, where, answers):
    """The options with one way of a group left: the one that all cells allow, or the one that is answered."""
    bound = [i for i, found in enumerate(options) if any(when.way in group for when in found)]
    if not bound:
        return options
    ways = [way for way in group if all(any(when.way == way for when in options[i]) for i in bound)]
    if not ways:
        odd = next(i for i in bound if not any(w.way == options[bound[0]][0].way for w in options[i]))
        raise refuse(
            f"{where(bound[0])} and {where(odd)}",
            "The dates are not all written in the same order of day and month.",
            "Make them all alike, such as 03/04/2024 for 3 April, then choose the file again.",
        )

    def of(way: str, i: int) -> When:
        return next(when for when in options[i] if when.way == way)

    unlike = [i for i in bound if len({(of(way, i).first, of(way, i).length) for way in ways}) > 1]
    way = ways[0]
    if unlike:
        way = ask(
            values[unlike[0]],
            [of(way, unlike[0]) for way in ways],
            _Rest(options, bound, of, heading),
            answers,
        )
    if way is None:
        way = ways[0]
    elif len(ways) == 1 and any(len(options[i]) > 1 for i in bound):
        proof = next(i for i in bound if len(options[i]) == 1)
        answers.seen.append(f"The dates were read {way}: {in_words(values[proof])} can be nothing else.")
    settled = list(options)
    for i in bound:
        settled[i] = [replace(of(way, i), way="")]
    return settled


@dataclass
class _Rest:
    """What a question about one cell may learn from the others."""

    options: list[list[When]]
    bound: list[int]
    of: Callable[[str, int], When]
    heading: str

    def lengths(self) -> set[str]:
        """The lengths of the cells that are plain."""
        return {found[0].length for found in self.options if len(found) == 1}


def _choices(found: list[When]) -> tuple[Choice, ...]:
    return tuple(Choice(when.way, _says(when), f"All dates are read {when.way}.") for when in found)


def _ask_order(value, found, rest, answers) -> str | None:
    choices = _choices(found)
    labels = [c.label.removesuffix(f" {found[0].first.year}") for c in choices]
    words = (
        " or ".join(labels)
        if len({w.first.year for w in found}) == 1
        else " or ".join(c.label for c in choices)
    )
    return answers.to(Question("dates", f"{in_words(value)}: is this {words}?", choices))


def _ask_number(value, found, rest, answers) -> str | None:
    """Months one after the other, as Apr-24, May-24, Jun-24, are months of 2024; anything else is asked."""
    months = [rest.of("as a year", i).first for i in rest.bound]
    steps = {(b.year - a.year) * 12 + b.month - a.month for a, b in pairwise(months)}
    year_last = not str(value)[0].isdigit() and found[0].first.year >= 2010  # 1-Apr, 1-May are days
    if year_last and len(months) >= 3 and len(steps) == 1 and steps <= {1, -1}:
        return "as a year"
    choices = tuple(
        Choice(
            when.way,
            _says(when),
            "The number is the year." if when.way == "as a year" else "The number is the day.",
        )
        for when in found
    )
    return answers.to(
        Question("months", f"{in_words(value)}: is this {choices[0].label} or {choices[1].label}?", choices)
    )


def _ask_year(value, found, rest, answers) -> str | None:
    alike = [when.way for when in found if {when.length} == rest.lengths()]
    if len(alike) == 1 and len({when.length for when in found}) > 1:
        return alike[0]
    if re.search(r"financial|fiscal|\bf\.?y", rest.heading, re.IGNORECASE):
        return "financial"
    if re.search(r"calendar", rest.heading, re.IGNORECASE):
        return "calendar"
    choices = tuple(Choice(when.way, _says(when)) for when in found)
    return answers.to(
        Question("years", f"{in_words(value)}: is this {choices[0].label}, or {choices[1].label}?", choices)
    )


def _with_years(moments: list[When | None], around: str, answers: Answers, today: date) -> list[When | None]:
    """Months without a year get one: that of the first is asked, and it goes up where the months begin anew."""
    bare = [i for i, moment in enumerate(moments) if moment and moment.no_year and moment.length != "week"]
    if not bare:
        return moments
    months = [moments[i].first.month for i in bare]  # type: ignore[union-attr]
    _refuse_out_of_order(months)
    year = _first_year(months[0], around, answers, today)
    steps = [(b - a) % 12 for a, b in pairwise(months)]
    back = steps.count(11) > steps.count(1)  # the latest comes first
    way = _ask_again(MONTH_NAMES[months[0] - 1], back, answers) if _come_again(months) else "later"
    if year is None or way is None:
        return moments
    settled = list(moments)
    for i, now in zip(bare, _years(months, year, back, way), strict=True):
        first = moments[i].first  # type: ignore[union-attr]
        try:
            settled[i] = replace(moments[i], first=first.replace(year=now), no_year=False)  # type: ignore[type-var]
        except ValueError:  # 29 February of a year that has none
            settled[i] = None
    return settled


def _refuse_out_of_order(months: list[int]) -> None:
    """Months without a year that go round the calendar more than once although each is there once: such as from A to Z."""
    each_once = len(set(months)) == len(months)
    if each_once and all(sum((b - a) * way % 12 for a, b in pairwise(months)) > 11 for way in (1, -1)):
        raise refuse(
            "The months",
            "They have no year and are not in order of time, so nobody can tell which year each belongs to.",
            "Sort the rows by time, or write the year beside each month, such as Apr 2024.",
        )


def _years(numbers: list[int], year: int, back: bool, way: str) -> list[int]:
    """The year of each month or week: it goes up where they begin anew, or, with the latest first, down."""
    years, now = [], year
    for place, number in enumerate(numbers):
        if way == "earlier" and not back:  # blocks of a year, the newest first, each from its first month on
            year -= place > 0 and number == numbers[0] != numbers[place - 1]
            now = year + (number < numbers[0])
        elif way == "same":
            now = year + (not back and number < numbers[0]) - (back and number > numbers[0])
        elif place and (number > numbers[place - 1] if back else number < numbers[place - 1]):
            now += -1 if back else 1
        years.append(now)
    return years


def _come_again(numbers: list[int]) -> bool:
    """Does the first of them come once more, after others?"""
    return any(b == numbers[0] != a for a, b in pairwise(numbers))


def _with_weeks(moments: list[When | None], answers: Answers, today: date) -> list[When | None]:
    """Weeks that have numbers: how they are numbered is asked, and the year of the first where none is given."""
    there = [i for i, moment in enumerate(moments) if moment and moment.way == "numbered"]
    if not there:
        return moments
    weeks = [moments[i].first.isocalendar().week for i in there]  # type: ignore[union-attr]
    _ask_numbering(weeks[0], answers)
    settled = [replace(moment, way="") if moment else None for moment in moments]
    bare = [i for i in there if moments[i].no_year]  # type: ignore[union-attr]
    if not bare:
        return settled
    weeks = [moments[i].first.isocalendar().week for i in bare]  # type: ignore[union-attr]
    name = f"week {weeks[0]}"
    year = _typed_year(
        f"Which year is the first of them, {name}?", f"Week {weeks[0]} of ", [], answers, today
    )
    back = sum(b < a for a, b in pairwise(weeks)) > len(weeks) / 2  # the latest comes first
    way = _ask_again(name, back, answers) if _come_again(weeks) else "later"
    if year is None or way is None:
        return moments
    for i, week, now in zip(bare, weeks, _years(weeks, year, back, way), strict=True):
        try:
            settled[i] = When(pd.Timestamp(date.fromisocalendar(now, week, 1)), "week", edge="begin")
        except ValueError:  # week 53 of a year that has none
            settled[i] = None
    return settled


def _ask_numbering(week: int, answers: Answers) -> None:
    way = answers.to(
        Question(
            "week numbers",
            f"Week {week}: are the weeks numbered as in a calendar?",
            (
                Choice(
                    "calendar", "Yes", "Week 1 has the first Thursday of January, and weeks begin on Monday."
                ),
                Choice(
                    "other", "No, in another way", "Such as from April on, or from the start of a project."
                ),
            ),
        )
    )
    if way == "other":
        raise refuse(
            "The weeks",
            "Their numbers alone do not say when they were.",
            "Write the first day of each week, such as 31/03/2025, then choose the file again.",
        )


def _first_year(month: int, around: str, answers: Answers, today: date) -> int | None:
    name = MONTH_NAMES[month - 1]
    said = [int(a) + (month < 4) for a, b in FINANCIAL.findall(around) if (int(a) + 1) % 100 == int(b)]
    return _typed_year(f"Which year is the first of them, {name}?", f"{name} ", said, answers, today)


def _typed_year(asked: str, name: str, said: list[int], answers: Answers, today: date) -> int | None:
    """The year that is chosen or typed. said: years that the sheet names, offered first."""
    years = sorted({*said, *range(today.year - 3, today.year + 1)}, reverse=True)
    choices = tuple(
        Choice(str(y), f"{name}{y}", "The sheet names this financial year." if y in said else "")
        for y in years
    )
    answer = answers.to(Question("year", f"The dates have no year. {asked}", choices, free=True))
    if answer is None:
        return None
    if not re.fullmatch(r"(19|20)\d{2}", str(answer).strip()):
        raise refuse("The year", "It is not a year.", "Give it with four digits, such as 2024.")
    return int(answer)


def _ask_again(name: str, back: bool, answers: Answers) -> str | None:
    """What the first name means where it comes again. back: do the rows go back in time?"""
    first = f"{name[0].upper()}{name[1:]}"
    later = Choice("later", f"{first} a year later", "The years go up from row to row.")
    earlier = Choice("earlier", f"{first} a year earlier", "The newest year comes first.")
    return answers.to(
        Question(
            "again",
            f"{first} comes more than once, without a year. What is the second {name}?",
            (
                *((earlier,) if back else (later, earlier)),
                Choice("same", f"The same {name} once more", "Such as that of another ward."),
            ),
        )
    )
