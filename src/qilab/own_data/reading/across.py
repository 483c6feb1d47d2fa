"""A table with its dates across the top: they become a column of dates, and each row below a column beside it."""

from __future__ import annotations

import re
from itertools import pairwise

from .book import Sheet, Value, column_letters, in_words
from .date_column import is_date_like
from .dates import meanings
from .numbers import Kept, read_number
from .table import TOTAL, Column, Table

_BARE_TOTAL = re.compile(r"\W*(totals?|average|mean|all|wards?|sites?|year|to|date|ytd)\W*$", re.IGNORECASE)
_MOST_GAP = 3  # empty rows or columns that may lie inside one table


def is_top(rows: list[list[Value]], r: int, times: set[Value]) -> bool:
    """Dates across the top have numbers below them; a list with several dates in each row has more dates."""
    if not _is_across(rows[r], times):
        return False
    below = [row for row in rows[r + 1 : r + 4] if any(value is not None for value in row)]
    dates = [c for c, value in enumerate(rows[r]) if value in times]
    return bool(below) and not any(row[c] in times for row in below for c in dates)


def _is_across(row: list[Value], times: set[Value]) -> bool:
    """Three dates or more, with little between them but empty cells."""
    dates = [c for c, value in enumerate(row) if value in times]
    return (
        len(dates) >= 3
        and len(dates) >= sum(value is not None for value in row[dates[0] : dates[-1] + 1]) / 2
    )


def bare_months(row: list[Value]) -> set[Value]:
    """Three or more numbers such as 202404 and 202405 beside each other, each a month after the one before: they are months."""
    bare = [value for value in row if isinstance(value, str | float) and in_words(value).isdigit()]
    found = [meanings(value) for value in bare]
    if len(bare) < 3 or not all(len(when) == 1 and when[0].length == "month" for when in found):
        return set()
    months = [when[0].first.year * 12 + when[0].first.month for when in found]
    return set(bare) if all(b - a == 1 for a, b in pairwise(months)) else set()


def across_table(sheet: Sheet, r: int, end: int) -> Table | None:
    """Dates across the top become a column of dates, and each row below a column beside it."""
    rows, row = sheet.rows, sheet.rows[r]
    bare = bare_months(row)
    dates = [c for c, value in enumerate(row) if is_date_like(value) or value in bare]
    dropped = [
        f"column {column_letters(c)} (“{row[c]}”)"
        for c in range(dates[0], len(row))
        if row[c] is not None and c not in dates
    ]
    labelling = _label_columns(rows, r, end, dates[0])
    dropped += [
        f"column {column_letters(c)} (“{row[c]}”)"
        for c in range(dates[0])
        if row[c] is not None and c not in labelling
    ]
    above = tuple(in_words(row[c]) for c in range(dates[0]) if row[c] is not None)[-1:] or ("period",)
    below = _below_each_date(row, rows[r + 1], dates) if r + 1 < end else {}
    if below:  # each month once
        dates = [c for c in dates if row.index(row[c]) == c]
    groups: list[tuple[tuple[str, ...], list[int]]]
    groups = [((word,), places) for word, places in below.items()] or [((), dates)]
    found = [Column(above, [row[c] for c in dates], [(r, c) for c in dates])]
    before: list[str | None] = [None] * len(labelling)
    gap = 0
    for n in range(r + (2 if below else 1), end):
        labels = [in_words(rows[n][c]) if rows[n][c] is not None else None for c in labelling]
        if all(rows[n][c] is None for _, places in groups for c in places):
            gap += 1
            if gap > _MOST_GAP:
                break
            continue
        gap = 0
        # “Total admissions” is a measure among others here; “Total” and “Trust total” are not.
        if any(label and TOTAL.match(label) and _BARE_TOTAL.search(label) for label in labels):
            dropped.append(f"row {n + 1} (“{next(label for label in labels if label)}”)")
            continue
        labels = [label or (before[k] if k < len(labels) - 1 else None) for k, label in enumerate(labels)]
        before = labels
        name = tuple(dict.fromkeys(label for label in labels if label)) or (f"row {n + 1}",)
        found += [
            Column((*name, *word), [rows[n][c] for c in places], [(n, c) for c in places])
            for word, places in groups
        ]
    title = " ".join(
        str(value)
        for above in rows[max(0, r - 5) : r]
        for value in dict.fromkeys(above)
        if isinstance(value, str)
    )
    return Table(sheet.name, title, found, [0], across=True, dropped=dropped) if len(found) > 1 else None


def _below_each_date(row: list[Value], below: list[Value], dates: list[int]) -> dict[str, list[int]]:
    """The columns of “Falls” and of “Bed days” where each month heads one of each, merged or not; {} where none are so.

    row: with the dates. below: the row under it.
    """
    columns: dict[str, dict[Value, int]] = {}
    date = None
    for c in range(dates[0], len(row)):
        date = row[c] if c in dates else date if row[c] is None else None
        word = below[c]
        if date is None or word is None:
            continue
        if not isinstance(word, str) or read_number(word).number is not None or is_date_like(word):
            return {}
        if columns.setdefault(in_words(word), {}).setdefault(date, c) != c:
            return {}
    whole = list(dict.fromkeys(row[c] for c in dates))
    if len(columns) < 2 or any(list(places) != whole for places in columns.values()):
        return {}
    return {word: list(places.values()) for word, places in columns.items()}


def _label_columns(rows: list[list[Value]], r: int, end: int, first: int) -> list[int]:
    """The columns of words before the months: neither numbers of lines nor targets name what is counted."""
    words = []
    for c in range(first):
        there = [rows[n][c] for n in range(r + 1, end) if rows[n][c] is not None]
        odd = [value for value in there if isinstance(value, str) and read_number(value).kept is Kept.ODD]
        if len(odd) > len(there) / 2:
            words.append(c)
    return words or list(range(first))
