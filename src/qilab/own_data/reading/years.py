"""Months whose year stands somewhere else: in a column beside them, or above each of several columns."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby, pairwise

import pandas as pd

from ..asking import refuse
from .book import Value, in_words
from .date_column import FINANCIAL
from .dates import meanings
from .numbers import read_number
from .table import TOTAL, Column, Table

_NUMBERED = re.compile(
    r"^((calendar|financial|fiscal|fin\.?|fy) )?(month|week|wk|period)[\s_]*(no|num|number)?\.?$",
    re.IGNORECASE,
)
_MONTH_1 = re.compile(r"^(?:m|mth|month)\s*(\d{1,2})$", re.IGNORECASE)  # M1, as finance teams write it
_YEAR_HEADING = re.compile(r"^((calendar|financial|fiscal) )?year$|^fy$", re.IGNORECASE)


def with_years(table: Table, dates: Column) -> tuple[Table, Column]:
    """The table with its months and years put together, where both are there and leave no doubt; else as it was."""
    numbered = _from_numbers(table, dates) or _from_rows(table, dates)
    if numbered:
        return numbered
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
    columns = [c for c in table.columns if c is not dates]
    headed = [c for c in columns if c.levels and _in_year(1, c.levels[-1])]
    others = [c for c in columns if c not in headed]
    if len(headed) < 2 or any(not TOTAL.match(c.heading) for c in others):
        return None
    cells = [(c, i) for c in headed for i, month in enumerate(months) if month]
    days = [_in_year(int(months[i] or 1), c.levels[-1]) for c, i in cells]
    whole = Column(dates.levels, list(days), [c.cells[i] for c, i in cells])
    name = next(
        (
            word
            for word in (headed[0].levels[0], dates.levels[0])
            if not _in_year(1, word) and not _month(word)
        ),
        "value",
    )
    values = Column((name,), [c.values[i] for c, i in cells], [c.cells[i] for c, i in cells])
    told = [f"column {c.where(0).rstrip('0123456789')} (“{c.heading}”)" for c in others]
    return replace(table, columns=[whole, values], times=[], dropped=[*table.dropped, *told]), whole
