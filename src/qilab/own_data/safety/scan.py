"""Every cell of a file is looked through before anything is shown; what is found can be dropped at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from ..asking import Answers, Choice, Question, Reason, Refused, Stop
from ..reading.book import Book, Sheet, Value, address, column_letters
from ..reading.date_column import is_date_like
from ..reading.dates import meanings
from ..reading.numbers import Kept, read_number
from ..reading.table import Column, Table
from ..reading.tables import find_tables
from .headings import is_attribute, is_code, personal_heading
from .identifiers import NHS_NUMBER, identifiers_in, is_bare_number
from .labels import check_sheet_names
from .names import PLACE_HEADING, looks_like_free_text, looks_like_names
from .notes import WITHOUT_A_NAME
from .people import NAMES, are_named, names_somebody

_FEW_ROWS = 5  # fewer rows are no list of patients
_BIRTHS = 20  # years that dates of admission do not span
_MOST_PLACES = 150
_MOST_CELLS = 2  # names in more cells of a column than these are no slip
_COUNT_BY = ("week", "month", "quarter")


@dataclass
class _Found:
    """What was found, by sheet: columns, and cells that belong to no table."""

    sheet: Sheet
    columns: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    cells: dict[tuple[int, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    remarks: set[str] = field(default_factory=set)
    patients: list[Table] = field(default_factory=list)  # lists with a row for each patient

    def __bool__(self) -> bool:
        return bool(self.columns or self.cells or self.remarks or self.patients)


def make_safe(book: Book, answers: Answers) -> frozenset[str]:
    """Refuse a book in which anything points to one person; with the answer "personal", drop it there and then.

    After that nothing of it is in memory. Returns the sheets whose rows are to be counted, the rest of them gone.
    """
    check_sheet_names(sheet.name for sheet in book.sheets)
    found = [part for sheet in book.sheets if (part := _look_through(sheet))]
    if not found:
        return frozenset()
    offer = _offer(found)
    way = answers.given.get("personal")
    if way not in {choice.value for choice in offer.choices}:
        raise Stop(Refused(tuple(reason for part in found for reason in _reasons(book, part)), offer))
    for part in found:
        _drop(part, way != "drop")
    if any(_look_through(sheet) for sheet in book.sheets):
        raise Stop(
            Refused(
                (Reason(book.name, "Something personal is left in it.", "Copy the counts to a new file."),)
            )
        )
    answers.seen.append("All that was personal was dropped before anything else was done.")
    return frozenset(part.sheet.name for part in found if part.patients and way != "drop")


def _look_through(sheet: Sheet) -> _Found:
    found = _Found(sheet)
    tables = find_tables(sheet)
    spans = {cell: column for table in tables for column in table.columns for cell in column.cells[:1]}
    owned = {c for (_, c) in spans}
    known: dict[Value, set[str]] = {}
    bare: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    for r, row in enumerate(sheet.rows):
        for c, value in enumerate(row):
            if value is None or not isinstance(value, str | float):
                continue
            signs = known.get(value)
            if signs is None:
                signs = known[value] = identifiers_in(value)
            if is_bare_number(value):
                bare[c].append((r, bool(signs)))
            elif signs:
                (found.columns[c] if c in owned and _in_table(tables, r) else found.cells[r, c]).update(signs)
    for c, cells in bare.items():
        if (
            sum(fits for _, fits in cells) >= len(cells) / 2
        ):  # one in eleven numbers of ten digits fits by chance
            for r, _ in cells:
                (found.columns[c] if c in owned and _in_table(tables, r) else found.cells[r, c]).add(
                    NHS_NUMBER
                )
    for remark in sheet.remarks:
        found.remarks |= identifiers_in(remark)
    for table in tables:
        _look_at_columns(table, found)
    return found


def _in_table(tables: list[Table], row: int) -> bool:
    return any(
        table.columns[0].cells and table.columns[0].cells[0][0] <= row <= table.columns[-1].cells[-1][0]
        for table in tables
    )


def _look_at_columns(table: Table, found: _Found) -> None:
    """Headings, names, free text and dates of birth; and whether each row is a patient."""
    for column in table.columns:
        _look_for_people(column, table.across, found)
    if table.across:  # what is a column here is a row on the sheet: only its label can name somebody
        labels = [level for column in table.columns[1:] for level in column.levels]
        if looks_like_names(table.columns[0].heading, labels) or are_named(table.columns[0].heading, labels):
            found.columns[0].add(NAMES)
        _look_at_labels(table, found)
        return
    for n, column in enumerate(table.columns):
        dates = {value for value in set(column.values) if is_date_like(value)}
        texts = {value for value in column.values if isinstance(value, str)} - dates
        odd = {value for value in texts if read_number(value).kept is Kept.ODD}
        words = [value for value in column.values if isinstance(value, str) and value in odd]
        place = column.cells[0][1]
        what = personal_heading(column.heading, len(words) > len(column.values) / 3)
        if what:
            found.columns[place].add(what)
        if looks_like_names(column.heading, words) or are_named(column.heading, words):
            found.columns[place].add(NAMES)
        if not what and looks_like_free_text(words, len(column.values)):
            found.columns[place].add("free text")
        if n in table.times and _are_births(column):
            found.columns[place].add("dates of birth")
    labels = [column.levels[0] for n, column in enumerate(table.columns) if n not in table.times]
    if len(labels) >= 2 and looks_like_names("Ward", labels):  # one column a person
        for column in table.columns[1:]:
            found.columns[column.cells[0][1]].add(NAMES)
    if _is_list_of_patients(table, found):
        found.patients.append(table)


def _look_at_labels(table: Table, found: _Found) -> None:
    """The columns before the months, by their headings: a row for each consultant is a chart of each."""
    top, first = table.columns[0].cells[0]
    below = {column.cells[0][0] for column in table.columns[1:]}
    for c, heading in enumerate(found.sheet.rows[top][:first]):
        words = any(isinstance(found.sheet.rows[row][c], str) for row in below)
        if isinstance(heading, str) and words and (what := personal_heading(heading, True)):
            found.columns[c].add(what)


def _look_for_people(column: Column, across: bool, found: _Found) -> None:
    """Somebody named in a remark. What comes again and again, or stands below “Ward”, is the name of a place."""
    if PLACE_HEADING.search(column.heading):
        return
    times = Counter(value for value in column.values if isinstance(value, str))
    named = {value for value, often in times.items() if often == 1 and names_somebody(value)}
    cells = [cell for cell, value in zip(column.cells, column.values, strict=True) if value in named]
    if len(cells) > _MOST_CELLS and not across:
        found.columns[cells[0][1]].add(NAMES)
        return
    for row, place in cells:
        found.cells[row, place].add(NAMES)


def _are_births(column: Column) -> bool:
    days = {
        value: found[0].first
        for value in set(column.values)
        if (found := meanings(value)) and found[0].length == "day"
    }
    spread = len({day.day for day in days.values()}) > 3
    there = sum(value in days for value in column.values)
    return there >= _FEW_ROWS and spread and (max(days.values()) - min(days.values())).days > _BIRTHS * 365


def _is_list_of_patients(table: Table, found: _Found) -> bool:
    """One row a patient: the number of a case in each row, two things that one patient has, or what was found before."""
    rows = len(table.columns[0].values)
    others = [column for n, column in enumerate(table.columns) if n not in table.times]
    by_day = any(_by_day(table.columns[n]) for n in table.times)
    codes = any(is_code(c.heading) and _all_unlike(c) and (by_day or _are_words(c)) for c in others)
    attributes = sum(is_attribute(column.heading) for column in table.columns)
    personal = any(column.cells[0][1] in found.columns for column in table.columns)
    return rows >= _FEW_ROWS and (codes or (by_day and (attributes >= 2 or (personal and attributes >= 1))))


def _all_unlike(column: Column) -> bool:
    values = [value for value in column.values if value is not None]
    return len(values) >= _FEW_ROWS and len(set(values)) >= 0.95 * len(values)


def _are_words(column: Column) -> bool:
    return all(read_number(value).number is None for value in column.values if value is not None)


def _by_day(column: Column) -> bool:
    """Do the dates fall on all kinds of days, as events do? The last days of months do not count: they stand for months."""
    days = {
        found[0].first.day
        for value in set(column.values)
        if (found := meanings(value)) and found[0].length == "day" and not found[0].first.is_month_end
    }
    return len(days) > 2


def _offer(found: list[_Found]) -> Question:
    if any(part.patients for part in found):
        choices = tuple(
            Choice(
                every,
                f"Count the rows by {every}",
                f"Only the date and the ward of each row are used, to count them by {every}. All else is dropped at once.",
            )
            for every in _COUNT_BY
        )
        return Question(
            "personal", "Shall we count the rows for you and drop everything else at once?", choices
        )
    drop = Choice(
        "drop",
        "Drop them and go on",
        "They are gone from memory before anything else is done. Your file stays as it is.",
    )
    return Question(
        "personal", "Shall we drop these columns and cells at once, and go on with the rest?", (drop,)
    )


_REMEDY = {
    "names of staff": "Staff are never charted by name. Chart the ward or the team.",
    NAMES: "Keep counts for each ward. If these are wards, head the column “Ward” and choose the file again.",
    "free text": "Sentences may show who someone is. Take the column out.",
}
_COUNTS = "Keep counts by week or month for each ward: a pivot table with the date in its rows makes them."


def _reasons(book: Book, part: _Found) -> list[Reason]:
    """One for each column and cell, by where it is and never by what is in it."""
    sheet = part.sheet
    name = ", ".join(word for word in (book.name, f"sheet “{sheet.name}”" if sheet.name else "") if word)
    hidden = " (the sheet is hidden)" if sheet.hidden else ""
    reasons = [
        Reason(
            f"{name}{hidden}, column {column_letters(c)}{' (hidden)' if c in sheet.hidden_columns else ''}",
            f"It looks as if it holds {' and '.join(sorted(signs))}.",
            next((_REMEDY[sign] for sign in sorted(signs) if sign in _REMEDY), _COUNTS),
        )
        for c, signs in sorted(part.columns.items())
    ]
    reasons += [
        Reason(
            f"{name}{hidden}, cell {address(r, c)}",
            f"It looks as if it holds {' and '.join(sorted(signs))}.",
            WITHOUT_A_NAME if signs == {NAMES} else "Empty the cell.",
        )
        for (r, c), signs in list(sorted(part.cells.items()))[:10]
    ]
    if part.remarks:
        reasons.append(
            Reason(
                f"{name}, comments",
                f"They hold {' and '.join(sorted(part.remarks))}.",
                "Delete the comments.",
            )
        )
    for table in part.patients:
        rows = len(table.columns[0].values)
        reasons.append(
            Reason(
                f"{name}{hidden}", f"Each of its {rows:,} rows looks like one patient or one case.", _COUNTS
            )
        )
    return reasons


def _drop(part: _Found, counting: bool) -> None:
    """Empty what was found; where rows are counted, all but dates and wards."""
    sheet = part.sheet
    gone = set(part.columns)
    if counting:
        keep: set[int] = set()
        for table in part.patients:
            for n, column in enumerate(table.columns):
                place = column.cells[0][1]
                if place not in gone and (n in table.times or _is_place(column)):
                    keep.add(place)
        gone = set(range(sheet.width)) - keep
    for r, row in enumerate(sheet.rows):
        for c in gone:
            row[c] = None
        for c in range(len(row)):
            if (r, c) in part.cells:
                row[c] = None
    sheet.remarks.clear()


def _is_place(column: Column) -> bool:
    """A few words that come again and again under the heading of a ward or a site."""
    words = {value for value in column.values if isinstance(value, str)}
    return bool(PLACE_HEADING.search(column.heading)) and 0 < len(words) <= min(
        _MOST_PLACES, max(2, len(column.values) / 2)
    )
