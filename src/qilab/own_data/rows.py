"""The rows of a table, each in its period: dates settled, hidden and undated rows asked about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import pandas as pd

from qilab.charts.words import listed

from .asking import Answers, Choice, Question, refuse
from .reading.amounts import is_numeric
from .reading.book import Book, Sheet, in_words
from .reading.date_column import read_dates, says_day
from .reading.dates import When
from .reading.frequency import first_days
from .reading.table import Column, Table
from .reading.tidy import untidied
from .reading.years import with_years
from .safety.names import PLACE_HEADING
from .safety.people import bears_a_name

READ_AS = "The first date was read as"
_LONG_GAP = 400  # days
_PLACE_NUMBER = re.compile(
    r"^(ward|unit|site|team|bay|theatre|clinic)([\s_]*(no|number|code|id))?\.?$", re.IGNORECASE
)
_NUMBER_WITH_WORDS = re.compile(
    r"^[£$€~]?\s*\d[\d,.]*\s*(/\s*\d|\(\d|(out )?of\s*\d|[^\W\d]+\.?$)|^(\d+ days?, )?\d+:\d\d|^\d[\d.]*E[+-]?\d+$|^\d+,\d{1,2}$",
    re.IGNORECASE,
)
_EVERY = {"week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y-MAR"}


@dataclass
class Rows:
    """period: the first day of each row's period. numbers, words: the other columns. days: the dates as they are.

    event: is each row one event? added: are the numbers of several rows added up? around: words about the table.
    """

    table: Table
    source: str
    frequency: str
    period: list[pd.Timestamp]
    days: list[pd.Timestamp]
    numbers: list[Column]
    words: list[Column]
    event: bool
    added: bool
    decimal_comma: bool | None
    today: date


def column_choices(columns: list[Column]) -> tuple[Choice, ...]:
    """A button for each column, by its heading; of two with one heading, by its letter as well."""
    headings = [column.heading for column in columns]
    return tuple(Choice(key(column, headings), key(column, headings)) for column in columns)


def key(column: Column, headings: list[str]) -> str:
    """What a column is called in the answers."""
    if headings.count(column.heading) < 2:
        return column.heading
    return f"{column.heading} ({column.where(0).rstrip('0123456789')})"


def picked(columns: list[Column], answer: str | None) -> Column | None:
    """The column that an answer names."""
    headings = [column.heading for column in columns]
    return next((column for column in columns if key(column, headings) == answer), None)


def dated_rows(book: Book, table: Table, counted: bool, answers: Answers, today: date) -> Rows:
    """The rows of a table in their periods; questions on the way are raised."""
    sheet = next(sheet for sheet in book.sheets if sheet.name == table.sheet)
    table = _without_hidden(table, sheet, answers)
    dates = _date_column(book, table, answers)
    table, dates = with_years(table, dates)
    table, dates = untidied(table, dates, book.decimal_comma)
    around = f"{table.title} {table.sheet} {book.name}"
    found = read_dates(dates.values, dates.heading, dates.where, around, answers, today)
    answers.settle()
    moments = _whole(table, dates, found.moments, found.odd, answers)
    keep = [i for i, moment in enumerate(moments) if moment is not None]
    if not keep:
        raise refuse(
            f"{book.name}, “{dates.heading}”",
            "No row has a date that can be read.",
            "Write them as 3 April 2024.",
        )
    others = [_only(column, keep) for column in table.columns if column is not dates]
    when = [moment for moment in moments if moment is not None]
    _ask_about_jump(when, answers)
    again = len({moment.first for moment in when}) < len(when)  # so the rows are of several wards
    numbers = [c for c in others if is_numeric(c, book.decimal_comma) and not (again and _numbers_places(c))]
    words = [
        column for column in others if column not in numbers and any(v is not None for v in column.values)
    ]
    period, frequency, event, added = _periods(when, dates, numbers, words, counted, answers)
    place = f"sheets {listed(table.sheets)}" if table.sheets else f"sheet {sheet.name}" if sheet.name else ""
    name = ", ".join(word for word in (book.name, place) if word)
    dropped = [text for text in table.dropped if not bears_a_name(text)]  # it is written below the charts
    if dropped:
        answers.seen.append(f"Left out as totals or labels: {', '.join(dropped[:5])}.")
    answers.seen.append(f"{READ_AS} {says_day(min(when, key=lambda w: w.first).first)}, "
                        f"the last as {says_day(max(when, key=lambda w: w.first).first)}.")  # fmt: skip
    days = [moment.first for moment in when]
    return Rows(table, name, frequency, period, days, numbers, words, event, added, book.decimal_comma, today)


def _numbers_places(column: Column) -> bool:
    """Are the numbers names, as those of wards 1, 2 and 3? They are whole, few, and come again and again."""
    values = [value for value in column.values if value is not None]
    whole = all(isinstance(v, str) or (isinstance(v, float) and v == int(v)) for v in values)
    few = len(set(values)) <= len(values) / 2
    return bool(_PLACE_NUMBER.match(column.heading)) and whole and few


def _only(column: Column, keep: list[int]) -> Column:
    return Column(column.levels, [column.values[i] for i in keep], [column.cells[i] for i in keep])


def _without_hidden(table: Table, sheet: Sheet, answers: Answers) -> Table:
    """Rows that a filter hides: to be counted or not? Only the owner knows."""
    place = 1 if table.across else 0
    gone = sheet.hidden_columns if table.across else sheet.hidden_rows
    cells = table.columns[0].cells
    hidden = [i for i, cell in enumerate(cells) if cell[place] in gone]
    if not hidden:
        return table
    kind = "columns" if table.across else "rows"
    answer = answers.to(
        Question(
            "hidden",
            f"The table has hidden {kind} ({len(hidden)}), perhaps because of a filter. Shall they be charted?",
            (Choice("keep", "Chart all"), Choice("leave out", f"Leave the hidden {kind} out")),
        )
    )
    answers.settle()
    if answer == "keep":
        return table
    keep = [i for i in range(len(cells)) if i not in set(hidden)]
    return replace(table, columns=[_only(column, keep) for column in table.columns])


def _date_column(book: Book, table: Table, answers: Answers) -> Column:
    columns = [table.columns[n] for n in table.times]
    if len(columns) == 1 and "date" not in answers.given:
        return columns[0]
    answer = answers.to(
        Question(
            "date", "Several columns hold dates. Which one goes along the chart?", column_choices(columns)
        )
    )
    answers.settle()
    found = picked(columns, answer)
    if found is None:
        raise refuse(book.name, "No column of dates was found.", "Put a month or a date into each row.")
    return found


def _whole(
    table: Table, dates: Column, moments: list[When | None], odd: list[int], answers: Answers
) -> list[When | None]:
    """Rows without a date: the one above, or left out? Rows with something else: left out, once that is agreed."""
    rows = [
        any(c.values[i] is not None for c in table.columns if c is not dates) for i in range(len(moments))
    ]
    blank = [i for i in range(len(moments)) if dates.values[i] is None and rows[i]]
    if blank:
        answer = answers.to(
            Question(
                "undated",
                f"{dates.where(blank[0])} is empty although its row is not. What is the date of that row?",
                (
                    Choice(
                        "above",
                        "The date above it",
                        "Pivot tables leave a cell empty where it is the same as the one above.",
                    ),
                    Choice("leave out", "None: leave such rows out", "They may be totals or notes."),
                ),
            )
        )
        if answer == "above":
            moments = list(moments)
            for i in blank:
                moments[i] = moments[i - 1] if i else None
    if odd:
        shown = in_words(dates.values[odd[0]])[:40]
        answers.to(
            Question(
                "odd dates",
                f"{dates.where(odd[0])} says “{shown}”, which is no {'date' if len(odd) == 1 else 'date, and there are more like it'}. "
                "Leave it out?",
                (
                    Choice(
                        "leave out", "Leave the row out", "If it is a date after all, correct the cell first."
                    ),
                ),
            )
        )
    answers.settle()
    return moments


def _ask_about_jump(when: list[When], answers: Answers) -> None:
    """A year that was typed wrongly puts a row far from the others, and a hundred empty months between."""
    days = sorted({moment.first for moment in when})
    gaps = [(b - a).days for a, b in pairwise(days)]
    if not gaps or max(gaps) <= _LONG_GAP or max(gaps) <= 6 * sorted(gaps)[len(gaps) // 2]:
        return
    widest = gaps.index(max(gaps))
    answers.to(
        Question(
            "jump",
            f"There is nothing between {says_day(days[widest])} and {says_day(days[widest + 1])}. Is that right?",
            (
                Choice(
                    "right",
                    "Yes, it is right",
                    "If a year was typed wrongly, correct it and choose the file again.",
                ),
            ),
        )
    )
    answers.settle()


def _refuse_without_numbers(dates: Column, frequency: str, once: bool, words: list[Column]) -> None:
    """To count rows of which there is one a month would chart 1 a month. once: does each period come once?"""
    for column in words:
        there = [(i, str(value)) for i, value in enumerate(column.values) if value is not None]
        mixed = [(i, value) for i, value in there if _NUMBER_WITH_WORDS.match(value)]
        if PLACE_HEADING.search(column.heading) or len(mixed) < max(1, 0.6 * len(there)):
            continue
        first = mixed[0][1]
        raise refuse(
            f"“{column.heading}”, {column.where(mixed[0][0])}",
            "There are words, a comma or a second number beside the number.",
            "Put the two numbers into two columns, such as “Assessed” and “Patients”."
            if re.search(r"\d\s*(/|of|\()\s*\d", first)
            else "Write each time as one number of hours or minutes, such as 4.5: in Excel, multiply it by 24."
            if ":" in first
            else "Make the column wider in Excel, so that whole numbers are shown, and save the file again."
            if re.search(r"\dE[+-]?\d", first, re.IGNORECASE)
            else "Write only the number, such as 12 or 12.5, and put what it counts in the heading.",
        )
    if once and frequency in ("month", "quarter", "year"):
        raise refuse(
            f"The table with “{dates.heading}”",
            f"It has one row for each {frequency}, but no column of numbers.",
            "Put the number for each into a column of its own, such as 12.",
        )


def _refuse_other_steps(when: list[When], dates: Column) -> None:
    """Fortnights, or thirteen periods of four weeks a year: put into months, some would hold one more than others."""
    days = sorted({moment.first for moment in when})
    gaps = {(b - a).days for a, b in pairwise(days)}
    if len(days) < 6 or len(gaps) != 1:
        return
    raise refuse(
        f"“{dates.heading}”",
        f"All its dates are {gaps.pop()} days apart, and we chart days, weeks, months, quarters or years.",
        "Ask for the numbers by week or by month: if they were put into months, some months would hold one period more than others.",
    )


def _what_a_row_is(numbers: bool, each_day: bool, answers: Answers) -> str | None:
    """ "event", "sum" or "day", by what its owner says; None while that is open. each_day: do several rows share a day?"""
    lacking = "" if numbers else " No column has plain numbers: write 12, not “12 days”."
    choices = [Choice("event", "One event or one case", f"We count the rows.{lacking}")]
    if each_day:
        choices.append(
            Choice("day", "The numbers for one day, such as those of a ward", "They are charted by day.")
        )
    if numbers:
        choices.append(Choice("sum", "The numbers for a day or for longer", "We add the numbers up."))
    return answers.to(Question("row", "What does each row of the table hold?", tuple(choices)))


def _periods(
    when, dates: Column, numbers: list[Column], words: list[Column], counted: bool, answers: Answers
):
    """(first day of each row's period, frequency, is each row an event, are rows added up)."""
    found = None if counted else first_days(when, dates.heading, answers)
    answers.settle()
    if found is None and numbers and not counted:
        _refuse_other_steps(when, dates)
    each_day = found is not None and found[1] == "day" and len(set(found[0])) < len(when)
    if found and numbers and not each_day:
        return found[0], found[1], False, False
    if found and not numbers:
        _refuse_without_numbers(dates, found[1], len(set(found[0])) == len(when), words)
    what = "event" if counted else _what_a_row_is(bool(numbers), each_day, answers)
    if found and what == "day":
        return found[0], found[1], False, False
    event = what == "event"
    every = answers.given.get("personal") if counted else None
    if every is None:
        coarser = {"week": 1, "month": 2, "quarter": 3, "year": 4}
        least = coarser.get(when[0].length, 0)
        choices = [
            Choice(
                e,
                f"By {e}",
                "From April to March." if e == "year" else "From Monday to Sunday." if e == "week" else "",
            )
            for e in _EVERY
            if coarser[e] >= least
        ]
        every = answers.to(Question("every", "How long is a period on the chart?", tuple(choices)))
    answers.settle()
    starts = {day: pd.Period(day, freq=_EVERY[every]).start_time for day in {moment.first for moment in when}}
    return [starts[moment.first] for moment in when], every, event, not event
