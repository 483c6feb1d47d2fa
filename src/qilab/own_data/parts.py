"""What is to be charted: which column, out of which, for which ward."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .asking import Answers, Choice, Question, refuse
from .reading.book import Value, in_words
from .reading.date_column import is_date_like
from .reading.table import TOTAL, UNNAMED, WHOLE, Column
from .rows import Rows, column_choices, key, picked
from .safety.labels import ask_whether_people
from .safety.names import PLACE_HEADING

MOST_MEASURES = 300
_NONE = "none"
_TEAM = re.compile(
    r"\bteams?\b", re.IGNORECASE
)  # of consultants, each called by a surname: nobody is charted by name


@dataclass
class Part:
    """What one measure is made of. rows: which of the rows are its own."""

    name: str
    place: str | None
    count: Column | None
    per: Column | None
    rows: NDArray[np.bool_]


def parts_of(rows: Rows, answers: Answers) -> list[Part]:
    """One part a measure; questions that are open stay in `answers`."""
    parts = _parts(rows, answers)
    places = [part.place for part in parts if part.place]
    headings = [level for column in rows.numbers for level in column.levels]
    above = rows.table.columns[0].heading if rows.table.across else str(answers.given.get("place") or "")
    wards = places if PLACE_HEADING.search(above) and not _TEAM.search(above) else []
    charted = [*headings, *places] if not wards else [] if rows.table.across else headings
    ask_whether_people(list(dict.fromkeys(charted)), list(dict.fromkeys(wards)), rows.source, answers)
    return parts


def _parts(rows: Rows, answers: Answers) -> list[Part]:
    everything = np.ones(len(rows.period), dtype=bool)
    name = str(answers.given.get("name") or "")
    if rows.event:
        name = name or str(
            answers.to(Question("name", "What does each row count? A word such as “Falls”.", (), free=True))
        )
        return _by_place(rows, [Part(name, None, None, None, everything)], answers)
    _refuse_days_of_the_month(rows)
    if not rows.numbers:
        raise refuse(
            rows.source,
            "Beside the dates there is no column of numbers.",
            "Add the column that you want to chart.",
        )
    levelled = _levelled(rows, answers)
    if levelled:
        return levelled
    counts = _counts(rows, answers)
    headings = [column.heading for column in counts]
    names = [
        key(column, headings) for column in counts
    ]  # of two with one heading, each by its letter as well
    pers = _pers(rows, counts, names, answers)
    several = len(counts) > 1 and answers.to(
        Question(
            "several",
            "You chose several columns. What are they?",
            (
                Choice("places", "Wards or sites", "The same thing is counted in each."),
                Choice("measures", "Different measures", "Each is a measure of its own."),
            ),
        )
    )
    if several == "places":
        name = name or str(
            answers.to(
                Question("name", "What is counted in each of them? A word such as “Falls”.", (), free=True)
            )
        )
        return [
            Part(name, word, column, per, everything)
            for word, column, per in zip(names, counts, pers, strict=True)
        ]
    if names == [UNNAMED] and not name:
        name = str(
            answers.to(Question("name", "What are these numbers? A word such as “Falls”.", (), free=True))
            or ""
        )
    named = [
        Part(name if name and len(counts) == 1 else word, None, column, per, everything)
        for word, column, per in zip(names, counts, pers, strict=True)
    ]
    return _by_place(rows, named, answers)


def _refuse_days_of_the_month(rows: Rows) -> None:
    """A safety cross: a column for each day of the month. Each would be a chart of that one day, as if it were a ward."""
    of = {column.heading.removesuffix(".0"): column for column in rows.numbers}
    if not all(str(day) in of for day in range(1, 29)):
        return
    raise refuse(
        f"{rows.source}, “1” ({of['1'].where(0)}) and those beside it",
        "Its columns look like the days of a month, from 1 on, and a chart of each would say little.",
        "Make a new sheet with two columns, the month and the sum of its days. If they are wards, write “Ward 1” and so on.",
    )


def _counts(rows: Rows, answers: Answers) -> list[Column]:
    if len(rows.numbers) == 1 and "count" not in answers.given:
        return rows.numbers
    answer = answers.to(
        Question(
            "count",
            "Which column do you want to chart? Several, if each is a ward.",
            column_choices(rows.numbers),
            many=True,
        )
    )
    answers.settle()
    wanted = answer if isinstance(answer, list | tuple) else [answer]
    return [column for word in wanted if (column := picked(rows.numbers, word)) is not None]


def _pers(rows: Rows, counts: list[Column], names: list[str], answers: Answers) -> list[Column | None]:
    """What each of the chosen columns is out of, None for nothing. names: of the chosen columns."""
    others = [column for column in rows.numbers if column not in counts]
    if not others and answers.given.get("per") in (None, _NONE):
        return [None for _ in counts]
    choices = (*column_choices(others), Choice(_NONE, "Nothing", "The numbers are charted as they are."))
    common = Question("per", "Out of what? Such as bed days, or all patients seen.", choices)
    return [picked(others, answer) for answer in answers.to_each(common, names)]


def _levelled(rows: Rows, answers: Answers) -> list[Part]:
    """Headings of two levels, such as a ward above “Falls” and “Bed days”: each ward is a part with columns of its own."""
    deep = [column for column in rows.numbers if len(column.levels) > 1]
    upper, lower = ({column.levels[k] for column in deep} for k in (0, -1))
    if len(deep) < 2 or len(deep) != len(rows.numbers) or min(len(upper), len(lower)) == len(deep):
        return []
    few = {k: ", ".join(sorted(names)[:3]) for k, names in ((0, upper), (-1, lower))}
    wards = answers.to(
        Question(
            "wards",
            "The headings have two levels. Which of them are the wards or sites?",
            (
                Choice("upper", few[0]),
                Choice("lower", few[-1]),
                Choice("neither", "Neither", "Each column is a measure of its own."),
            ),
        )
    )
    answers.settle()
    if wards == "neither":
        return []
    place, what = (0, -1) if wards == "upper" else (-1, 0)
    names = list(dict.fromkeys(column.levels[what] for column in deep))
    count = names[0]
    if len(names) > 1:
        count = answers.to(
            Question(
                "count",
                "What do you want to chart, for each ward? One of these. (For several on one board, answer the question about wards with “Neither”.)",
                tuple(Choice(n, n) for n in names),
            )
        )
        answers.settle()
    rest = [n for n in names if n != count]
    per: str | None = None
    if rest:
        choices = (
            *(Choice(n, n) for n in rest),
            Choice(_NONE, "Nothing", "The numbers are charted as they are."),
        )
        per = answers.to(Question("per", "Out of what? Such as bed days, or all patients seen.", choices))
    everything = np.ones(len(rows.period), dtype=bool)
    of = {(column.levels[place], column.levels[what]): column for column in deep}
    places = list(dict.fromkeys(column.levels[place] for column in deep))
    lacking = [
        ward
        for ward in places
        if (ward, count) not in of or (per not in (None, _NONE) and (ward, per) not in of)
    ]
    lacking += [ward for ward in places if (TOTAL.match(ward) or WHOLE.match(ward)) and ward not in lacking]
    if len(lacking) == len(places):
        lacking = []
    if lacking:
        answers.seen.append(
            f"Left out, as totals or because something is missing: {', '.join(f'“{w}”' for w in lacking)}."
        )
    return [
        Part(
            str(answers.given.get("name") or count),
            ward,
            of[ward, count],
            of.get((ward, str(per))),
            everything,
        )
        for ward in places
        if (ward, count) in of and ward not in lacking
    ]


def _by_place(rows: Rows, parts: list[Part], answers: Answers) -> list[Part]:
    """A chart for each ward, where a column names them and its owner says so."""
    columns = [
        c
        for c in rows.words
        if 1 < len({v for v in c.values if v is not None}) <= MOST_MEASURES
        and not all(is_date_like(v) for v in c.values if v is not None)
    ]
    if not columns:
        return parts
    parts = _without_wholes(parts, columns, answers)
    one = Choice(_NONE, "No, one chart of all", "Rows of one period are added up.")
    answer = answers.to(
        Question("place", "Do you want a chart for each of these?", (*column_choices(columns), one))
    )
    column = picked(columns, answer)
    if column is None:
        return parts
    values = np.array([None if v is None else _place(v, column) for v in column.values], dtype=object)
    values = _with_empty(column, values, answers)
    _refuse_twins(column, list(values))
    return [
        Part(part.name, ward, part.count, part.per, own)
        for part in parts
        for ward in dict.fromkeys(values)
        if (own := part.rows & (values == ward)).any()
    ]


def _with_empty(column: Column, values: NDArray, answers: Answers) -> NDArray:
    """The places, where a row names none that of the row above, as pivot tables mean it; asked first."""
    empty = [i for i, value in enumerate(values) if value is None]
    if not empty:
        return values
    if values[0] is None:
        raise refuse(
            f"“{column.heading}”, {column.where(0)}",
            "The row names no ward.",
            "Fill it in, or delete the row.",
        )
    answers.to(
        Question(
            "placeless",
            f"“{column.heading}” is empty at {column.where(empty[0])} although its row is not. Is it the same as above?",
            (
                Choice(
                    "above",
                    "Yes, the one above it",
                    "Pivot tables leave a cell empty where it is the same as the one above. If not, fill it in or delete the row, and choose the file again.",
                ),
            ),
        )
    )
    answers.settle()
    return pd.Series(values).ffill().to_numpy(dtype=object)


def _without_wholes(parts: list[Part], columns: list[Column], answers: Answers) -> list[Part]:
    """Rows such as those of “Trust” below its wards, left out where they are totals: added up, all would count twice."""
    for column in columns:
        whole = [isinstance(v, str) and bool(WHOLE.match(v)) for v in column.values]
        if not any(whole):
            continue
        first = whole.index(True)
        answer = answers.to(
            Question(
                f"total: {column.heading}",
                f"“{column.heading}” says “{column.values[first]}” at {column.where(first)}. Is that the total of the others?",
                (
                    Choice("total", "Yes, a total", "Its rows are left out."),
                    Choice("place", "No, a place like the others", "Its rows are charted."),
                ),
            )
        )
        if answer == "total":
            answers.seen.append(f"Left out as totals: the rows of “{column.values[first]}”.")
            parts = [replace(part, rows=part.rows & ~np.array(whole)) for part in parts]
    return parts


def _place(value: Value, column: Column) -> str:
    """The name of a place; of one that has only a number, with the heading before it, such as “Ward 3”."""
    words = in_words(value)
    return f"{column.levels[-1]} {words}" if words.isdigit() else words


def _refuse_twins(column: Column, values: list[str]) -> None:
    """“Ward 4” and “ward 4” would be two charts, each with half of the falls."""
    spellings: dict[str, str] = {}
    for i, value in enumerate(values):
        plain = re.sub(r"[\W_]+", "", value).casefold()
        if spellings.setdefault(plain, value) != value:
            raise refuse(
                f"“{column.heading}”, {column.where(i)}",
                f"One ward is spelled in two ways: “{spellings[plain]}” and “{value}”.",
                "Make them alike (Find and Replace does it), then choose the file again.",
            )
