"""Months whose year stands somewhere else: in a column beside them, or above each of several columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

import pandas as pd

from ..asking import refuse
from .book import Value, in_words
from .date_column import FINANCIAL
from .dates import meanings
from .numbers import read_number
from .table import TOTAL, UNNAMED, Column, Table

_NUMBERED = re.compile(
    r"^((calendar|financial|fiscal|fin\.?|fy) )?(month|week|wk|period)[\s_]*(no|num|number)?\.?$",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"^(q|qtr|quarter)\s*[1-4]$", re.IGNORECASE)
_QUARTERS = re.compile(
    r"^((calendar|financial|fiscal|fin\.?|fy) )?(quarter|qtr|q)[\s_]*(no|num|number)?\.?$", re.IGNORECASE
)
_TIME = re.compile(
    r"^(calendar |financial |fiscal |fin\.? )?(month|year|period|date|fy|time)s?$", re.IGNORECASE
)
_COMPARED = re.compile(
    r"^(%\s*)?(var(iance)?|diff(erence)?|change|average|avg|mean|median)\b|^\+/-", re.IGNORECASE
)
_MONTH_1 = re.compile(r"^(?:m|mth|month)\s*(\d{1,2})$", re.IGNORECASE)  # M1, as finance teams write it
_YEAR_HEADING = re.compile(r"^((calendar|financial|fiscal) )?year$|^fy$", re.IGNORECASE)


def with_years(table: Table, dates: Column) -> tuple[Table, Column]:
    """The table with its months and years put together, where both are there and leave no doubt; else as it was."""
    for way in (_from_numbers, _from_quarters, _from_rows, _from_years_down):
        if found := way(table, dates):
            return found
    months = [_month(value) for value in dates.values]
    if not any(months) or any(
        value is not None and not month for value, month in zip(dates.values, months, strict=True)
    ):
        return table, dates
    return _from_column(table, dates, months) or _from_headings(table, dates, months) or (table, dates)


def _month(value: Value) -> int | None:
    """The month that a cell names and no more; None for anything else."""
    found = meanings(value) if isinstance(value, str) else []
    return (
        found[0].first.month if len(found) == 1 and found[0].no_year and found[0].length == "month" else None
    )


def _in_year(month: int, year: Value) -> pd.Timestamp | None:
    """The first day of a month of a year such as 2024 or 2023/24, None where that is no year."""
    found = meanings(year)
    if not found or any(when.length != "year" for when in found):
        return None
    calendar = any(when.way == "calendar" for when in found)
    first = found[0].first.year
    return pd.Timestamp(first if calendar else first + (month < 4), month, 1)


def _place_in_year(month: int, year: Value) -> int:
    """1 for the month that a year begins with: April of 2023/24, January of 2024."""
    financial = FINANCIAL.fullmatch(in_words(year).strip())
    return (month - 4) % 12 + 1 if financial else month


def _from_column(table: Table, dates: Column, months: list[int | None]) -> tuple[Table, Column] | None:
    """A column of years beside the months; not where the dates then jump back, for then the years are of another kind."""
    column = next((c for c in table.columns if c is not dates and _YEAR_HEADING.match(c.heading)), None)
    if column is None:
        return None
    years, now = [], None
    for value in column.values:
        now = value if value is not None else now  # an empty cell repeats the year above
        years.append(now)
    days = [_in_year(month, year) if month else None for month, year in zip(months, years, strict=True)]
    there = [day for day in days if day is not None]
    back = sum(b < a for a, b in pairwise(there))
    if len(there) < sum(month is not None for month in months) or 0 < back < len(there) - 1:
        return None
    whole = Column(dates.levels, list(days), dates.cells)
    rest = [whole if c is dates else c for c in table.columns if c is not column]
    return replace(table, columns=rest, times=[]), whole


def _from_numbers(table: Table, dates: Column) -> tuple[Table, Column] | None:
    """A column of years, and one of the numbers of months or weeks beside it, as databases give them."""
    years = [_in_year(1, value) is not None for value in dates.values]
    column = next((c for c in table.columns if c is not dates and _NUMBERED.match(c.heading)), None)
    if column is None or not any(years):
        return None
    weeks = re.search(r"(week|wk)", column.heading, re.IGNORECASE) is not None
    finance = [_MONTH_1.match(value.strip()) for value in column.values if isinstance(value, str)]
    said = len(finance) == len(column.values) and all(finance)
    written = [match[1] for match in finance if match] if said else column.values
    numbers = [read_number(value).number for value in written]
    most = 53 if weeks else 12
    if not all(n is not None and n == int(n) and 1 <= n <= most for n in numbers):
        return None
    by_year = all(FINANCIAL.fullmatch(in_words(year).strip()) for year in dates.values)
    financial = (re.match(r"fi|fy", column.heading, re.IGNORECASE) or (said and by_year)) and not weeks
    if not financial and _may_be_financial(dates, [int(n or 1) for n in numbers]):
        raise refuse(
            f"“{column.heading}”, {column.where(0)}",
            f"In a financial year, {'week' if weeks else 'month'} 1 may begin in January or in April.",
            "Write the months by their names, such as Apr 2024, or the first day of each week.",
        )
    pairs = [(in_words(year), int(n or 1)) for year, n in zip(dates.values, numbers, strict=True)]
    values = [
        f"Week {n} {year}" if weeks else f"M{n} {year}" if financial else pd.Timestamp(int(year), n, 1)
        for year, n in pairs
    ]
    whole = Column(dates.levels, list(values), dates.cells)
    rest = [whole if c is dates else c for c in table.columns if c is not column]
    return replace(table, columns=rest, times=[]), whole


def _from_quarters(table: Table, dates: Column) -> tuple[Table, Column] | None:
    """A column of years, and one of their quarters beside it: the years alone would add four quarters up."""
    column = next((c for c in table.columns if c is not dates and _QUARTERS.match(c.heading)), None)
    if column is None or not all(value is None or _in_year(1, value) for value in dates.values):
        return None
    cells = ("" if value is None else in_words(value) for value in column.values)
    words = [cell.partition(" (")[0] for cell in cells]  # of “Q1 (Apr to Jun)”
    quarters = [f"Q{word}" if re.fullmatch("[1-4]", word) else word for word in words]
    if sum(bool(_QUARTER.match(quarter)) for quarter in quarters) < 2:
        return None
    days, year = [], None
    for value, quarter in zip(dates.values, quarters, strict=True):
        year = value if value is not None else year  # an empty cell repeats the year above
        days.append(None if year is None else f"{quarter} {in_words(year)}".strip())
    whole = Column(column.levels, list(days), column.cells)
    rest = [whole if c is dates else c for c in table.columns if c is not column]
    return replace(table, columns=rest, times=[]), whole


def _may_be_financial(dates: Column, numbers: list[int]) -> bool:
    """Do the years run from April, by their heading, their form, or months that begin anew within a year?"""
    if re.search(r"fin|fisc|fy", dates.heading, re.IGNORECASE):
        return True
    if any(isinstance(value, str) and not value.isdigit() for value in dates.values):
        return True
    for _, rows in groupby(zip(dates.values, numbers, strict=True), key=lambda row: row[0]):
        own = [number for _, number in rows]
        steps = {b > a for a, b in pairwise(own)}
        if len(steps) == 2 and len(set(own)) == len(own):  # those of a second ward come twice
            return True
    return False


def _from_rows(table: Table, dates: Column) -> tuple[Table, Column] | None:
    """Years in rows of their own above their months, as a pivot table shows them: those rows are sums, and left out."""
    days: list[Value] = []
    keep: list[int] = []
    sums: list[int] = []
    said = {match.group() for match in FINANCIAL.finditer(table.title)}
    year: Value = said.pop() if len(said) == 1 else None  # of a first block, above its headings
    before = 0
    for i, value in enumerate(dates.values):
        month = _month(value)
        if month and year is not None and _place_in_year(month, year) > before:
            days.append(_in_year(month, year))
            keep.append(i)
            before = _place_in_year(month, year)
        elif value is not None and not month and _in_year(1, value):
            year, before = value, 0
            sums.append(i)
        else:
            return None
    if not sums or not keep:
        return None
    cut = [Column(c.levels, [c.values[i] for i in keep], [c.cells[i] for i in keep]) for c in table.columns]
    whole = Column(dates.levels, days, [dates.cells[i] for i in keep])
    rest = [whole if old is dates else new for old, new in zip(table.columns, cut, strict=True)]
    told = [f"row {dates.cells[i][0] + 1} (“{in_words(dates.values[i])}”)" for i in sums]
    return replace(table, columns=rest, times=[], dropped=[*table.dropped, *told]), whole


def _from_headings(table: Table, dates: Column, months: list[int | None]) -> tuple[Table, Column] | None:
    """Months down and years across: one long column in place of the square."""

    def day(i: int, year: str) -> pd.Timestamp | None:
        month = months[i]
        return _in_year(month, year) if month else None

    years = [word for c in table.columns if c is not dates for word in c.levels if _in_year(1, word)]
    if len(years) > 1:
        _refuse_over_new_year(dates, [month for month in months if month], years)
    return _from_square(table, dates, lambda word: _in_year(1, word) is not None, day)


def _from_years_down(table: Table, dates: Column) -> tuple[Table, Column] | None:
    """Years down and months across: each month of a year is a point, and no column is a measure of its own."""
    there = [value for value in dates.values if value is not None]
    if not there or any(_in_year(1, value) is None for value in there):
        return None
    if sum(bool(_QUARTER.match(word)) for c in table.columns for word in c.levels) > 1:
        raise refuse(
            f"“{dates.heading}”, {dates.where(0)}",
            "The quarters run in one direction and their years in the other, and a chart of each quarter alone would say little.",
            "Write one row for each quarter, such as Q1 2024/25.",
        )
    across = [month for c in table.columns for word in c.levels if (month := _month(word))]
    _refuse_over_new_year(dates, across, there)

    def day(i: int, month: str) -> pd.Timestamp | None:
        return None if dates.values[i] is None else _in_year(_month(month) or 1, dates.values[i])

    return _from_square(table, dates, lambda word: _month(word) is not None, day)


def _refuse_over_new_year(dates: Column, months: list[int], years: Sequence[Value]) -> None:
    """From April to March under “2024”: are January to March those of 2024 or of 2025?"""
    backwards = months == sorted(months, reverse=True)
    said = all(FINANCIAL.fullmatch(in_words(year)) for year in years)
    if len(months) > 1 and months[0] > months[-1] and not backwards and not said:
        raise refuse(
            f"“{dates.heading}”, {dates.where(0)}",
            "Its months run over the new year, so it is not clear which year each of them is in.",
            "Write the years as 2024/25.",
        )


def _from_square(
    table: Table,
    dates: Column,
    is_time: Callable[[str], bool],
    day: Callable[[int, str], pd.Timestamp | None],
) -> tuple[Table, Column] | None:
    """One long column in place of a square, or one for each measure or ward of its other headings.

    is_time: does a heading say the other half of a date? day: of a row and such a heading.
    """
    columns = [c for c in table.columns if c is not dates]
    headed = [(c, word) for c in columns if (word := next(filter(is_time, c.levels), None))]
    if len(headed) < 2:
        return None
    others = [c for c in columns if not any(map(is_time, c.levels))]
    sums = [c for c in others if any(TOTAL.match(w) or _COMPARED.match(w) for w in c.levels)]
    words = [c for c in others if all(c is not of for of in sums)]
    if any(read_number(value).number is not None for c in words for value in c.values):
        raise refuse(
            f"“{headed[0][1]}” and the columns beside it",
            "Each holds a part of the time, and there are other numbers beside them whose dates we do not know.",
            "Leave only these columns and the one before them.",
        )
    times = list(dict.fromkeys(word for _, word in headed))
    every = ((word, i, day(i, word)) for word in times for i in range(len(dates.values)))
    days = {(word, i): when for word, i, when in every if when is not None}
    cells = sorted(days, key=lambda cell: days[cell])
    several = len(times) < len(headed)  # each year is there once for each measure or ward
    named = (headed[0][0].levels[0], dates.levels[0])
    name = next(
        (word for word in named if not (_in_year(1, word) or _month(word) or _TIME.match(word))), UNNAMED
    )
    of: dict[tuple[str, ...], dict[str, Column]] = {}
    for column, time in headed:
        levels = tuple(word for word in column.levels if word != time) if several else (name,)
        of.setdefault(levels or (name,), {})[time] = column
    values = [
        Column(
            levels,
            [own[time].values[i] if time in own else None for time, i in cells],
            [own.get(time, dates).cells[i] for time, i in cells],
        )
        for levels, own in of.items()
    ]
    first = headed[0][0]
    whole = Column(dates.levels, [days[cell] for cell in cells], [first.cells[i] for _, i in cells])
    if not several:
        whole.cells = values[0].cells
    rest = [Column(c.levels, [c.values[i] for _, i in cells], [c.cells[i] for _, i in cells]) for c in words]
    told = [f"column {c.where(0).rstrip('0123456789')} (“{c.heading}”)" for c in sums]
    made = replace(table, columns=[whole, *rest, *values], times=[], dropped=[*table.dropped, *told])
    return made, whole
