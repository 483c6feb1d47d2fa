"""From dated rows to measures: one table a ward, a row a period, none left out."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qilab.methods.spc.choose import warn_few_points

from .asking import Answers, Choice, Question, refuse
from .measure import STEP, Measure, all_periods
from .parts import MOST_MEASURES, Part, parts_of
from .reading.added_up import ask_whether_alone, said_to_be
from .reading.amounts import ask_about_hundredths, on_one_scale, read_amounts, refuse_no_counts
from .reading.date_column import says_day
from .reading.numbers import Kept, read_number
from .reading.table import Column
from .rows import Rows, picked
from .safety.notes import nobody_in
from .settings import Settings, day_of, settings_of

_FORMULA = re.compile(r"^[=+@]|^-\s*[\w(]+\(")


def measures_of(rows: Rows, answers: Answers) -> list[Measure]:
    """The measures of a table; questions that are open are raised together, as one form."""
    parts = parts_of(rows, answers)
    answers.settle()  # what kind of number it is depends on what it is out of
    settings = settings_of(rows, parts, answers)
    answers.settle()
    if len(parts) > MOST_MEASURES:
        raise refuse(
            rows.source, f"It would make {len(parts):,} charts.", f"Choose {MOST_MEASURES} wards or fewer."
        )
    made = [_made(rows, part, own, answers) for part, own in zip(parts, settings, strict=True)]
    made = _wards_on_one_scale(parts, settings, made, answers)
    notes = _notes(rows, answers)
    answers.settle()  # an empty cell, a comma or a note may have been asked about
    return [
        _measure(rows, part, table, percent, own, notes, answers)
        for part, own, (table, percent) in zip(parts, settings, made, strict=True)
    ]


def _made(rows: Rows, part: Part, settings: Settings, answers: Answers) -> tuple[pd.DataFrame, bool]:
    """One row a period, none left out, and whether its numbers are percentages; questions about cells stay open."""
    if rows.event:
        counted = _counted(rows, part, settings.kind)
        return (counted if settings.kind == "gap" else _finished(rows, counted, answers)), False
    assert part.count is not None
    own = np.flatnonzero(part.rows)
    frame = pd.DataFrame({"period": [rows.period[i] for i in own]})
    frame["count"], percent = read_amounts(_cut(part.count, own), rows.decimal_comma, answers)
    columns = ["count"]
    if part.per is not None:
        frame["per"], of_percent = read_amounts(_cut(part.per, own), rows.decimal_comma, answers)
        columns.append("per")
        percent = percent or of_percent
    if percent and settings.kind != "value":
        raise refuse(
            f"“{part.count.heading}”",
            "It holds percentages, so the numbers that they were worked out from are not there.",
            "Choose “a measurement”, or better: the column with the count and the one with the total.",
        )
    if settings.kind != "value" and not answers.open:  # while 1.899 may be thousands, nothing is judged
        refuse_no_counts(_cut(part.count, own), frame["count"].to_numpy())
    if settings.kind == "value" and not percent:
        frame["count"], percent = on_one_scale(_cut(part.count, own), frame["count"].to_numpy(), answers)
    there = zip(frame["period"], _cut(part.count, own).values, strict=True)
    small = {period for period, value in there if read_number(value).kept is Kept.SMALL}
    table = _finished(rows, _regular(rows, part, frame, columns, settings, small, answers), answers)
    ask_whether_alone(part.count.heading, _said_to_be(rows, part), table, rows.frequency, answers)
    return table, percent


def _wards_on_one_scale(
    parts: list[Part], settings: list[Settings], made: list[tuple[pd.DataFrame, bool]], answers: Answers
) -> list[tuple[pd.DataFrame, bool]]:
    """The tables with those of wards such as 0.84 times 100, where other wards have 84 and mean the same."""
    out = list(made)
    measured = [part.name for part, own in zip(parts, settings, strict=True) if own.kind == "value"]
    for name in dict.fromkeys(measured):
        own = [at for at, part in enumerate(parts) if part.name == name]
        places = [str(parts[at].place) for at in own]
        of_100 = ask_about_hundredths(name, places, [made[at][0]["count"].to_numpy() for at in own], answers)
        for at in own if of_100 else ():
            table, percent = made[at]
            times = 100 if parts[at].place in of_100 else 1
            out[at] = (table.assign(count=(table["count"] * times).round(10)), percent or bool(of_100))
    return out


def _said_to_be(rows: Rows, part: Part) -> str:
    """What the headings of a part say of sums; the title and the sheet, where no column is headed so."""
    headings = " ".join(column.heading for column in (part.count, part.per) if column)
    if any(said_to_be(column.heading) for column in rows.numbers):
        return said_to_be(headings)
    return said_to_be(f"{rows.table.title} {rows.source}")


def _cut(column: Column, own: NDArray) -> Column:
    return Column(column.levels, [column.values[i] for i in own], [column.cells[i] for i in own])


def _counted(rows: Rows, part: Part, kind: str) -> pd.DataFrame:
    """Events counted up by period, 0 where there was none; or the days between them."""
    days = sorted(rows.days[i] for i in np.flatnonzero(part.rows))
    if kind == "gap":
        gaps = [np.nan, *((b - a).days for a, b in pairwise(days))]
        return pd.DataFrame({"period": days, "count": gaps})
    periods = pd.DatetimeIndex(rows.period)
    whole = all_periods(periods.min(), periods.max(), rows.frequency)  # of all wards: one without falls has 0
    counts = periods[part.rows].value_counts()
    return pd.DataFrame({"period": whole, "count": counts.reindex(whole, fill_value=0).to_numpy(dtype=float)})


def _regular(
    rows: Rows,
    part: Part,
    frame: pd.DataFrame,
    columns: list[str],
    settings: Settings,
    small: set[pd.Timestamp],
    answers: Answers,
) -> pd.DataFrame:
    """One row a period, in order, none left out. small: periods whose numbers are kept back: they were not to come."""
    frame = frame[frame["period"].notna()]
    double = frame["period"].duplicated()
    if double.any():
        when = frame["period"][double].iloc[0]
        if settings.kind == "value":
            raise refuse(
                f"{rows.source}, “{part.name}”",
                f"The {rows.frequency} from {says_day(when)} comes more than once, and measurements cannot be added up.",
                "Keep one row for each, or give each ward its name in a column of its own.",
            )
        if not rows.added:
            twin, when = _twin(rows, part) or ("", when)
            answers.to(
                Question(
                    "double",
                    f"The {rows.frequency} from {says_day(when)} comes more than once.{twin} Should its rows be added up?",
                    (
                        Choice(
                            "add",
                            "Add them up",
                            "Otherwise delete the repeated row, or put the name of each ward in a column of its own, "
                            "and choose the file again.",
                        ),
                    ),
                )
            )
        unknown = (
            frame[columns].isna().groupby(frame["period"]).any()
        )  # with one value missing the sum is not known
        frame = frame.groupby("period")[columns].sum().mask(unknown).reset_index()
    frame = frame.sort_values("period", ignore_index=True)
    frame = _without_months_to_come(rows, frame, columns, small, answers)
    try:
        whole = all_periods(frame["period"].iloc[0], frame["period"].iloc[-1], rows.frequency)
        odd = frame["period"][~frame["period"].isin(whole)]
    except ValueError as error:
        raise refuse(rows.source, _plain(error), "Write the dates in the same way in every row.") from None
    if len(odd):
        raise refuse(
            rows.source,
            f"The {rows.frequency} from {says_day(odd.iloc[0])} does not fit the others.",
            "Check that date.",
        )
    return frame.set_index("period").reindex(whole).rename_axis("period").reset_index()


def _twin(rows: Rows, part: Part) -> tuple[str, pd.Timestamp] | None:
    """That a row of the part is there twice, the same in every cell, and its period; None where none is."""
    columns = [*rows.numbers, *rows.words]
    seen: dict[tuple, int] = {}
    for i in map(int, np.flatnonzero(part.rows)):
        first = seen.setdefault((rows.days[i], *(column.values[i] for column in columns)), i)
        if first != i and part.count is not None:
            where = f"{part.count.where(first)} and {part.count.where(i)}"
            return f" The rows of {where} are the same in every cell, so one may be a copy.", rows.period[i]
    return None


def _without_months_to_come(
    rows: Rows, frame: pd.DataFrame, columns: list[str], small: set[pd.Timestamp], answers: Answers
) -> pd.DataFrame:
    """Empty rows at either end are left out, and so are periods after today, once that is agreed."""
    known = frame[columns].notna().any(axis=1)
    there = np.flatnonzero(known | frame["period"].isin(small))
    if not known.any():
        raise refuse(rows.source, "The column that you chose has no number in it.", "Choose another column.")
    frame = frame.iloc[there[0] : there[-1] + 1].reset_index(drop=True)
    later = frame["period"] > pd.Timestamp(rows.today)
    if later.any():
        first = frame["period"][later].iloc[0]
        answers.to(
            Question(
                "future",
                f"The {rows.frequency} from {says_day(first)} is still to come, and yet it has numbers. Leave it out, and all after it?",
                (
                    Choice(
                        "leave out",
                        "Leave them out",
                        "If the dates were misread, answer the questions about dates again.",
                    ),
                ),
            )
        )
        if later.all():
            raise refuse(rows.source, "All its dates are still to come.", "Check the year.")
        frame = frame[~later].reset_index(drop=True)
    return frame


def _finished(rows: Rows, table: pd.DataFrame, answers: Answers) -> pd.DataFrame:
    """Without a last period that is not over, once that is agreed: a part of a month is lower than a whole one."""
    first = table["period"].iloc[-1]
    if len(table) < 2 or first + STEP[rows.frequency] <= pd.Timestamp(rows.today):
        return table
    answer = answers.to(
        Question(
            "unfinished",
            f"The {rows.frequency} from {says_day(first)} is not over yet. Leave it out until it is?",
            (
                Choice(
                    "leave out",
                    "Leave it out",
                    f"An unfinished {rows.frequency} may be lower than a whole one, and would look like a change.",
                ),
                Choice("whole", "No, it is whole", "Nothing will be added to its numbers."),
            ),
        )
    )
    if answer != "leave out":
        return table
    answers.seen.append(f"Left out, because it is not over yet: the {rows.frequency} from {says_day(first)}.")
    return table.iloc[:-1]


def _measure(
    rows: Rows,
    part: Part,
    table: pd.DataFrame,
    percent: bool,
    settings: Settings,
    notes: tuple[tuple[pd.Timestamp, str], ...],
    answers: Answers,
) -> Measure:
    kind = settings.kind
    for word in (part.name, part.place, part.per.heading if part.per else None):
        if word and _FORMULA.match(word):
            raise refuse(rows.source, "A heading or a ward begins like a formula.", "Type it in words.")
    try:
        warnings = [*answers.seen, *_warnings(rows, table, kind)]
        return Measure(
            name=part.name,
            place=part.place,
            kind=kind,
            frequency="day" if kind == "gap" else rows.frequency,  # type: ignore[arg-type]
            table=table,
            times=settings.times,
            unit="%" if percent else _unit(rows, part, settings),
            better=settings.better,
            phases=settings.phases,
            target=settings.target,
            notes=notes,
            warnings=tuple(dict.fromkeys(warnings)),
            source=rows.source,
        )
    except ValueError as error:
        place = f", {part.place}" if part.place else ""
        raise refuse(
            f"{rows.source}, “{part.name}”{place}",
            _plain(error),
            "Check that cell, or choose another column.",
        ) from None


def _plain(error: ValueError) -> str:
    """What an error says, without the name of the column inside our own table."""
    words = str(error).partition(": ")[2] or str(error)
    return words[0].upper() + words[1:]


def _unit(rows: Rows, part: Part, settings: Settings) -> str:
    kind = settings.kind
    if kind == "proportion":
        return "%"
    if kind == "rate" and part.per is not None:
        return f"{part.name} per {settings.times:,g} {part.per.levels[-1]}"
    return {"gap": "days since the one before", "count": f"{part.name} a {rows.frequency}"}.get(
        kind, part.name
    )


def _notes(rows: Rows, answers: Answers) -> tuple[tuple[pd.Timestamp, str], ...]:
    """What changed when, from the column that is named for it, and as typed: the answer "note", pairs of date and words."""
    typed = [
        (f"The note of {when}", day_of(when, "note"), str(text))
        for when, text in answers.given.get("note") or ()
    ]
    column = picked(rows.words, answers.given.get("notes"))
    kept = () if column is None else enumerate(zip(rows.days, column.values, strict=True))
    of_file = [(column.where(i), when, str(text)) for i, (when, text) in kept if text is not None]  # type: ignore[union-attr]
    return tuple(nobody_in([*of_file, *typed], answers))


def _warnings(rows: Rows, table: pd.DataFrame, kind: str) -> list[str]:
    points = int(table["count"].notna().sum())
    found = [f"{sentence[0].upper()}{sentence[1:]}." for sentence in warn_few_points(points)]
    gone = int(table["count"].isna().sum()) - (kind == "gap")
    if gone:
        found.append(f"{gone} of {len(table)} periods have no value.")
    if rows.event and kind == "count":
        found.append(
            "The first and the last period may not be complete; and where nothing was reported, 0 is charted."
        )
    return found
