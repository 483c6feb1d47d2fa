"""A long table: one column names what is measured and one holds its numbers. Each measure becomes a column of its own."""

from __future__ import annotations

import re
from dataclasses import replace

from .amounts import is_numeric
from .book import Value, in_words
from .table import Column, Table

_NAMES = re.compile(
    r"^(measure|metric|indicator|kpi|statistic|variable)s?([\s_]*(name|title|description))?$", re.IGNORECASE
)
_MOST = 60


def untidied(table: Table, dates: Column, decimal_comma: bool | None) -> tuple[Table, Column]:
    """The table with a column for each measure, where one column names them and leaves no doubt; else as it was.

    It leaves doubt where a measure has two numbers for the same date and ward, or another column holds numbers as well.
    """
    names = next((c for c in table.columns if c is not dates and _NAMES.match(c.heading)), None)
    numbers = [c for c in table.columns if c not in (dates, names) and is_numeric(c, decimal_comma)]
    if table.across or names is None or len(numbers) != 1 or any(value is None for value in names.values):
        return table, dates
    measures = list(dict.fromkeys(in_words(value) for value in names.values))
    others = [c for c in table.columns if c not in (dates, names, numbers[0])]
    if not 1 < len(measures) <= _MOST:
        return table, dates
    rows: dict[tuple[Value, ...], int] = {}
    found: dict[tuple[str, int], int] = {}
    for i, value in enumerate(names.values):
        key = (dates.values[i], *(c.values[i] for c in others))
        first = rows.setdefault(key, i)
        if (in_words(value), first) in found:
            return table, dates
        found[in_words(value), first] = i
    keep = list(rows.values())
    kept = {
        id(c): Column(c.levels, [c.values[i] for i in keep], [c.cells[i] for i in keep])
        for c in (dates, *others)
    }
    new = []
    for measure in measures:
        at = [found.get((measure, i)) for i in keep]
        cells = [numbers[0].cells[i if i is not None else row] for i, row in zip(at, keep, strict=True)]
        new.append(Column((measure,), [None if i is None else numbers[0].values[i] for i in at], cells))
    columns = [kept[id(c)] for c in table.columns if id(c) in kept]
    return replace(table, columns=[*columns, *new], times=[]), kept[id(dates)]
