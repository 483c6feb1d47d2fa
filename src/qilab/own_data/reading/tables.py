"""Where on a sheet is the table? It is anchored on its dates: down a column, or across the top."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from .book import Sheet, Value, address, column_letters, in_words
from .date_column import is_date_like
from .dates import meanings
from .numbers import Kept, read_number

TOTAL = re.compile(
    r"^\W*((grand|sub|overall|annual|running|year|ytd|quarter|q[1-4]|trust|site|(19|20)\d\d([/-]\d+)?)[\s-]*)*"
    r"(totals?|sub-?totals?|sum|average|mean|median|ytd|year to date|all wards?)\b"
    r"(?!\s+(hip|knee|joint|shoulder|elbow|ankle|parenteral|body|care|thyroid|abdominal|laryn))",
    re.IGNORECASE,
)
_SUBTOTAL = re.compile(r"\b(sub-?)?total$", re.IGNORECASE)  # “Ash Total”, as Excel’s subtotals say
_BARE_TOTAL = re.compile(r"\W*(totals?|average|mean|all|wards?|sites?|year|to|date|ytd)\W*$", re.IGNORECASE)
# In a column of wards: may be the sum of them, or one place of several (“Trust” beside “National”).
WHOLE = re.compile(
    r"^\W*(((the|our|whole|entire) )*(trust|health board|organisation|organization)([\s-]*(wide|level))?|all|overall|combined"
    r"|(whole|entire) (hospital|site))\W*$",
    re.IGNORECASE,
)
_DATE_HEADING = re.compile(
    r"^(calendar |financial |fiscal |reporting )?(date|day|week|month|quarter|year|period|fy|w/?[ecb])"
    r"( (of|ending|ended|end|to|commencing|beginning|starting|start)\b.*)?$|\bdate\b",
    re.IGNORECASE,
)
_MOST_HEADING_ROWS = 6
_MOST_ROWS_ABOVE = 30
_MOST_GAP = 3  # empty rows or columns that may lie inside one table


class OnSheet(tuple[int, int]):
    """Row and column of a cell, and its sheet: for a table that is made of several sheets."""

    sheet: str

    @classmethod
    def of(cls, cell: tuple[int, int], sheet: str) -> OnSheet:
        """The cell with its sheet."""
        made = cls(cell)
        made.sheet = sheet
        return made


@dataclass
class Column:
    """levels: its headings from the top down, without repeats. cells: where each value stands, row and column from 0."""

    levels: tuple[str, ...]
    values: list[Value]
    cells: list[tuple[int, int]]

    @property
    def heading(self) -> str:
        """Its headings in one line."""
        return " – ".join(self.levels)

    def where(self, i: int) -> str:
        """The address of its nth cell, with its sheet where the table is made of several."""
        cell = self.cells[i]
        return f"“{cell.sheet}” {address(*cell)}" if isinstance(cell, OnSheet) else address(*cell)


@dataclass
class Table:
    """columns: of equal length. times: which of them may hold the dates. across: were the dates across the top?"""

    sheet: str
    title: str
    columns: list[Column]
    times: list[int]
    across: bool = False
    dropped: list[str] = field(default_factory=list)  # total rows and columns, by what they are called
    sheets: tuple[str, ...] = ()  # of which it was put together; () for one that stands on a sheet of its own

    @property
    def name(self) -> str:
        """The sheet, and where on it."""
        first = self.columns[0].cells[0] if self.columns[0].cells else (0, 0)
        return f"{self.sheet}, from {address(*first)}".lstrip(", ")


def find_tables(sheet: Sheet) -> list[Table]:
    """The tables of a sheet, in reading order."""
    rows = sheet.rows
    if not rows:
        return []
    times = {value for row in rows for value in row}
    times = {value for value in times if is_date_like(value)}
    for row in rows[:_MOST_ROWS_ABOVE]:
        times |= _bare_months(row)
    tops = [r for r in range(len(rows)) if _is_top(rows, r, times)]
    runs = _runs(rows, tops, times)
    down = _down_tables(sheet, runs) if runs else []
    # Dates in a table with dates down its side, or in its headings, begin no other.
    own = [r for r in tops if not any(start - 2 <= r <= end for _, start, end in runs)]
    stops = [top for _, start, _ in runs for top in (start - 1, _heading_top(rows, start, 0))]
    ends = [*own, *stops, len(rows)]
    across = [table for r in own if (table := _across_table(sheet, r, min(e for e in ends if e > r)))]
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


def _is_across(row: list[Value], times: set[Value]) -> bool:
    """Three dates or more, with little between them but empty cells."""
    dates = [c for c, value in enumerate(row) if value in times]
    return (
        len(dates) >= 3
        and len(dates) >= sum(value is not None for value in row[dates[0] : dates[-1] + 1]) / 2
    )


def _bare_months(row: list[Value]) -> set[Value]:
    """Three or more numbers such as 202404 and 202405 beside each other, each a month after the one before: they are months."""
    bare = [value for value in row if isinstance(value, str | float) and in_words(value).isdigit()]
    found = [meanings(value) for value in bare]
    if len(bare) < 3 or not all(len(when) == 1 and when[0].length == "month" for when in found):
        return set()
    months = [when[0].first.year * 12 + when[0].first.month for when in found]
    return set(bare) if all(b - a == 1 for a, b in pairwise(months)) else set()


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


def _is_top(rows: list[list[Value]], r: int, times: set[Value]) -> bool:
    """Dates across the top have numbers below them; a list with several dates in each row has more dates."""
    if not _is_across(rows[r], times):
        return False
    below = [row for row in rows[r + 1 : r + 4] if any(value is not None for value in row)]
    dates = [c for c, value in enumerate(rows[r]) if value in times]
    return bool(below) and not any(row[c] in times for row in below for c in dates)


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


def _across_table(sheet: Sheet, r: int, end: int) -> Table | None:
    """Dates across the top become a column of dates, and each row below a column beside it."""
    rows, row = sheet.rows, sheet.rows[r]
    bare = _bare_months(row)
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
