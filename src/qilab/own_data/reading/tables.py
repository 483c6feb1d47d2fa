"""Where on a sheet is the table? It is anchored on its dates: down a column, or across the top."""

from __future__ import annotations

import re
from itertools import pairwise

from .across import across_table, bare_months, is_top
from .book import Sheet, Value, column_letters, in_words
from .date_column import is_date_like
from .dates import meanings
from .numbers import read_number
from .table import TOTAL, Column, OnSheet, Table

_SUBTOTAL = re.compile(r"\b(sub-?)?total$", re.IGNORECASE)  # “Ash Total”, as Excel’s subtotals say
_DATE_HEADING = re.compile(
    r"^(calendar |financial |fiscal |reporting )?(date|day|week|month|quarter|year|period|fy|w/?[ecb])"
    r"( (of|ending|ended|end|to|commencing|beginning|starting|start)\b.*)?$|\bdate\b",
    re.IGNORECASE,
)
_MOST_HEADING_ROWS = 6
_MOST_ROWS_ABOVE = 30


def find_tables(sheet: Sheet) -> list[Table]:
    """The tables of a sheet, in reading order."""
    rows = sheet.rows
    if not rows:
        return []
    times = {value for row in rows for value in row}
    times = {value for value in times if is_date_like(value)}
    for row in rows[:_MOST_ROWS_ABOVE]:
        times |= bare_months(row)
    tops = [r for r in range(len(rows)) if is_top(rows, r, times)]
    runs = _runs(rows, tops, times)
    down = _down_tables(sheet, runs) if runs else []
    # Dates in a table with dates down its side, or in its headings, begin no other.
    own = [r for r in tops if not any(start - 2 <= r <= end for _, start, end in runs)]
    stops = [top for _, start, _ in runs for top in (start - 1, _heading_top(rows, start, 0))]
    ends = [*own, *stops, len(rows)]
    across = [table for r in own if (table := across_table(sheet, r, min(e for e in ends if e > r)))]
    found = sorted([*down, *across], key=lambda table: table.columns[0].cells[0])
    if any(map(_has_numbers, found)):  # two or three dates by themselves say when a report was made
        found = [table for table in found if _has_numbers(table) or len(table.columns[0].values) > 3]
    return found


def _has_numbers(table: Table) -> bool:
    columns = (column for n, column in enumerate(table.columns) if n not in table.times)
    return any(read_number(value).number is not None for column in columns for value in column.values)


def _runs(rows: list[list[Value]], tops: list[int], times: set[Value]) -> list[tuple[int, int, int]]:
    """(column, first row, last row) of dates one below another; bare years and numbers of days where there are no others."""
    passed = {*tops, *(r - 1 for r in tops)}  # the years above months across the top
    by_column: dict[int, list[int]] = {}
    for c in range(len(rows[0])):
        by_column[c] = [r for r in range(len(rows)) if rows[r][c] in times and r not in passed]
    if not tops and not any(len(found) >= 2 for found in by_column.values()):
        by_column = {c: _by_heading(rows, c) for c in by_column}
    runs = []
    for c, found in by_column.items():
        start = 0
        for n in range(1, len(found) + 1):
            if n == len(found) or any(
                _is_heading(rows, r, c) and not _is_repeated(rows, r, found, start)
                for r in range(found[n - 1] + 1, found[n])
            ):
                if n - start >= 2:
                    runs.append((c, found[start], found[n - 1]))
                start = n
    return runs


def _by_heading(rows: list[list[Value]], c: int) -> list[int]:
    """Years and Excel's numbers of days are bare numbers: only the word above says that they are dates."""
    for r in range(min(len(rows), 15)):
        word = rows[r][c]
        if isinstance(word, str) and not word.isdigit() and len(word) < 40 and _DATE_HEADING.search(word):
            return [
                n
                for n in range(r + 1, len(rows))
                if meanings(rows[n][c]) or _is_between(rows[n][c], 20_000, 80_000)
            ]
    return []


def _is_between(value: Value, low: float, high: float) -> bool:
    try:
        return not isinstance(value, bool) and low <= float(value) <= high  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False


def _is_heading(rows: list[list[Value]], r: int, c: int) -> bool:
    """A row of words between dates begins another table, unless it is a total."""
    words = [value for value in rows[r] if value is not None]
    return (
        len(words) >= 2
        and all(isinstance(value, str) and not re.match(r"^[\W\d]", value) for value in words)
        and isinstance(rows[r][c], str)
        and not TOTAL.match(str(rows[r][c]))
    )


def _is_repeated(rows: list[list[Value]], r: int, dated: list[int], start: int) -> bool:
    """The headings once more in the middle of a table, as on each page of a printed report."""
    first = dated[start] - 1
    return first >= 0 and rows[r] == rows[first] and r - 1 in dated and r + 1 in dated


def put_together(tables: list[Table]) -> Table | None:
    """The tables with the same headings on different sheets as one, with a column that says which sheet; None for none."""
    alike: dict[tuple, list[Table]] = {}
    for table in tables:
        if not table.across:
            key = (tuple(column.levels for column in table.columns), tuple(table.times))
            alike.setdefault(key, []).append(table)
    found = max(alike.values(), key=len, default=[])
    names = [table.sheet for table in found]
    if len(found) < 2 or len(set(names)) < len(names):
        return None
    columns = [
        Column(
            found[0].columns[n].levels,
            [value for table in found for value in table.columns[n].values],
            [OnSheet.of(cell, table.sheet) for table in found for cell in table.columns[n].cells],
        )
        for n in range(len(found[0].columns))
    ]
    cells = columns[0].cells
    sheets = Column(("Sheet",), [cell.sheet for cell in cells if isinstance(cell, OnSheet)], cells)
    dropped = [f"sheet “{table.sheet}”, {text}" for table in found for text in table.dropped]
    return Table(
        names[0], found[0].title, [*columns, sheets], found[0].times, dropped=dropped, sheets=tuple(names)
    )


def _down_tables(sheet: Sheet, runs: list[tuple[int, int, int]]) -> list[Table]:
    tables = []
    for group in _same_rows(runs):
        first, last = min(r for _, r, _ in group), max(r for _, _, r in group)
        ceiling = max((end for _, _, end in runs if end < first), default=-1) + 1
        top = _heading_top(sheet.rows, first, ceiling)
        floor = min((start for _, start, _ in runs if start > last), default=len(sheet.rows))
        last = _last_row(sheet.rows, last, floor)
        for left, right in _side_by_side(sheet.rows, top, last, [c for c, _, _ in group]):
            tables.append(
                _down_table(
                    sheet, (top, first, last), (left, right), [c for c, _, _ in group if left <= c <= right]
                )
            )
    return [table for table in tables if table.times]


def _same_rows(runs: list[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    """Runs that share rows belong to one table, or to two side by side."""
    groups: list[list[tuple[int, int, int]]] = []
    for run in sorted(runs, key=lambda run: run[1]):
        if groups and run[1] <= max(end for _, _, end in groups[-1]):
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _heading_top(rows: list[list[Value]], first: int, ceiling: int) -> int:
    """The first of the rows of headings above the row `first`; an empty row ends them, once there is one."""
    top = first
    for r in range(first - 1, max(ceiling, first - _MOST_HEADING_ROWS) - 1, -1):
        if any(value is not None for value in rows[r]):
            top = r
        elif top < first:
            break
    return top


def _last_row(rows: list[list[Value]], last: int, floor: int) -> int:
    """Rows directly below the last date still belong to the table: totals, or a date that cannot be read."""
    while last + 1 < floor and any(value is not None for value in rows[last + 1]):
        last += 1
    return last


def _side_by_side(rows, top: int, last: int, dates: list[int]) -> list[tuple[int, int]]:
    """First and last column of each table: cut where a column is empty and dates begin anew behind it."""
    width = len(rows[0])
    empty = [all(rows[r][c] is None for r in range(top, last + 1)) for c in range(width)]
    cuts = [0]
    for before, after in pairwise(dates):
        gap = [c for c in range(before + 1, after) if empty[c]]
        if gap:
            cuts.append(gap[-1] + 1)
    return [(left, right - 1) for left, right in zip(cuts, [*cuts[1:], width], strict=True)]


def _down_table(sheet: Sheet, span: tuple[int, int, int], sides: tuple[int, int], dates: list[int]) -> Table:
    (top, first, last), rows = span, sheet.rows
    columns = range(sides[0], sides[1] + 1)
    first = _first_data(rows, top, first, columns)
    heads = [
        r for r in range(top, first) if len({str(rows[r][c]) for c in columns if rows[r][c] is not None}) > 1
    ]
    titles = [
        str(rows[r][c])
        for r in range(first)
        if r not in heads
        for c in columns
        if isinstance(rows[r][c], str)
    ]
    if not heads and top < first:  # one heading above one column
        heads, titles = [first - 1], titles[:-1]
    levels = _levels([[rows[r][c] for c in columns] for r in heads])
    kept, dropped = [], []
    newest = max(
        (r for r in range(first, last + 1) if any(meanings(rows[r][c]) for c in dates)), default=last
    )
    for r in range(first, last + 1):
        words = [rows[r][c] for c in columns if isinstance(rows[r][c], str)]
        total = next((word for word in words[:2] if TOTAL.match(str(word))), None)
        if words and _SUBTOTAL.search(str(words[0])) and all(rows[r][c] is None for c in dates):
            total = words[0]
        if total is not None:
            dropped.append(f"row {r + 1} (“{total}”)")
        elif heads and rows[r] == rows[heads[-1]]:
            dropped.append(f"row {r + 1} (the headings once more)")
        elif sum(rows[r][c] is not None for c in columns) > 1 or any(is_date_like(rows[r][c]) for c in dates):
            kept.append(r)
        elif r < newest and any(read_number(rows[r][c]).number is not None for c in columns):
            kept.append(r)  # a number whose month was left out, which is asked for
        elif words and r < newest:  # which may be anything, so they are not said
            dropped.append(f"row {r + 1} (words alone)")
        elif not words and any(rows[r][c] is not None for c in columns):
            dropped.append(f"row {r + 1} (a number without a date)")
    found = [
        Column(
            (levels and levels[n]) or (f"column {column_letters(c)}",),
            [rows[r][c] for r in kept],
            [(r, c) for r in kept],
        )
        for n, c in enumerate(columns)
        if any(rows[r][c] is not None for r in kept)
    ]
    times = [n for n, column in enumerate(found) if column.cells and column.cells[0][1] in dates]
    return Table(sheet.name, " ".join([*dict.fromkeys(titles)][-3:]), found, times, dropped=dropped)


def _first_data(rows: list[list[Value]], top: int, first: int, columns: range) -> int:
    """A row of numbers below a row of words is data, even where its date cannot be read: no heading must swallow it."""
    words = False
    for r in range(top, first):
        cells = [rows[r][c] for c in columns if rows[r][c] is not None]
        numbers = [value for value in cells if read_number(value).number is not None and not meanings(value)]
        if words and numbers:
            return r
        words = words or (len(cells) > 1 and not numbers)
    return first


def _levels(heads: list[list[Value]]) -> list[tuple[str, ...]]:
    """The headings of each column. In all rows but the last an empty cell repeats the one before it."""
    if not heads:
        return []
    for row in heads[:-1]:
        for n in range(1, len(row)):
            if row[n] is None and any(below[n] is not None for below in heads[heads.index(row) + 1 :]):
                row[n] = row[n - 1]
    named = ([in_words(row[n]) for row in heads if row[n] is not None] for n in range(len(heads[0])))
    return [tuple(dict.fromkeys(words)) for words in named]
