"""From dated rows to measures: which column is counted, out of what, for which ward."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qilab.methods.spc.choose import warn_few_points

from .asking import Answers, Choice, Question, refuse
from .measure import WITH_PER, Measure, all_periods
from .reading.amounts import read_amounts
from .reading.date_column import says_day
from .reading.dates import meanings
from .reading.tables import Column
from .rows import Rows, column_choices, picked
from .safety.small_numbers import has_small_numbers

_NONE = "none"
_MOST_MEASURES = 300
_FORMULA = re.compile(r"^[=+@]|^-\s*[\w(]+\(")


@dataclass
class _Part:
    """What one measure is made of. rows: which of the rows are its own."""

    name: str
    place: str | None
    count: Column | None
    per: Column | None
    rows: NDArray[np.bool_]


def measures_of(rows: Rows, answers: Answers) -> list[Measure]:
    """The measures of a table; questions that are open are raised together, as one form."""
    parts = _parts(rows, answers)
    answers.settle()  # what kind of number it is depends on what it is out of
    settings = _settings(rows, parts, answers)
    answers.settle()
    if len(parts) > _MOST_MEASURES:
        raise refuse(
            rows.source, f"It would make {len(parts):,} charts.", f"Choose {_MOST_MEASURES} wards or fewer."
        )
    made = [_made(rows, part, settings, answers) for part in parts]
    answers.settle()  # an empty cell or a comma may have been asked about
    return [_measure(rows, part, table, settings, answers) for part, table in zip(parts, made, strict=True)]


def _parts(rows: Rows, answers: Answers) -> list[_Part]:
    everything = np.ones(len(rows.period), dtype=bool)
    name = str(answers.given.get("name") or "")
    if rows.event:
        name = name or str(
            answers.to(Question("name", "What does each row count? A word such as “Falls”.", (), free=True))
        )
        return _by_place(rows, [_Part(name, None, None, None, everything)], answers)
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
    per = _per(rows, counts, answers)
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
        return [_Part(name, column.heading, column, per, everything) for column in counts]
    named = [
        _Part(name if name and len(counts) == 1 else c.heading, None, c, per, everything) for c in counts
    ]
    return _by_place(rows, named, answers)


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


def _per(rows: Rows, counts: list[Column], answers: Answers) -> Column | None:
    others = [column for column in rows.numbers if column not in counts]
    if not others and answers.given.get("per") in (None, _NONE):
        return None
    nothing = Choice(_NONE, "Nothing", "The numbers are charted as they are.")
    answer = answers.to(
        Question(
            "per", "Out of what? Such as bed days, or all patients seen.", (*column_choices(others), nothing)
        )
    )
    return picked(others, answer)


def _levelled(rows: Rows, answers: Answers) -> list[_Part]:
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
            (Choice("upper", few[0]), Choice("lower", few[-1])),
        )
    )
    answers.settle()
    place, what = (0, -1) if wards == "upper" else (-1, 0)
    names = list(dict.fromkeys(column.levels[what] for column in deep))
    count = names[0]
    if len(names) > 1:
        count = answers.to(
            Question("count", "What do you want to chart?", tuple(Choice(n, n) for n in names))
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
    return [
        _Part(str(count), ward, of[ward, count], of.get((ward, str(per))), everything)
        for ward in dict.fromkeys(column.levels[place] for column in deep)
        if (ward, count) in of
    ]


def _by_place(rows: Rows, parts: list[_Part], answers: Answers) -> list[_Part]:
    """A chart for each ward, where a column names them and its owner says so."""
    columns = [c for c in rows.words if 1 < len({v for v in c.values if v is not None}) <= _MOST_MEASURES]
    if not columns:
        return parts
    one = Choice(_NONE, "No, one chart of all", "Rows of one period are added up.")
    answer = answers.to(
        Question("place", "Shall there be a chart for each of these?", (*column_choices(columns), one))
    )
    column = picked(columns, answer)
    if column is None:
        return parts
    values = np.array([None if v is None else " ".join(str(v).split()) for v in column.values], dtype=object)
    if any(v is None for v in values):
        empty = next(i for i, v in enumerate(values) if v is None)
        raise refuse(
            f"“{column.heading}”, {column.where(empty)}",
            "The row names no ward.",
            "Fill it in, or delete the row.",
        )
    _refuse_twins(column, list(values))
    return [
        _Part(part.name, ward, part.count, part.per, values == ward)
        for part in parts
        for ward in dict.fromkeys(values)
    ]


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


def _settings(rows: Rows, parts: list[_Part], answers: Answers) -> dict[str, Any]:
    """What the form asks: what kind of number, by how many it is given, which way is better."""
    given = answers.given
    found: dict[str, Any] = {"kind": answers.to(_kind_question(rows, parts))}
    found["times"] = 1.0
    if found["kind"] == "rate":
        choices = tuple(Choice(f"{n}", f"per {n:,}") for n in (1, 100, 1000, 10_000, 100_000))
        times = answers.to(Question("times", "Per how many is the rate to be given?", choices, free=True))
        found["times"] = 1.0 if times is None else _number(times, "times")
    elif found["kind"] == "proportion":
        found["times"] = 100.0
    ways = (
        Choice("lower", "Lower is better"),
        Choice("higher", "Higher is better"),
        Choice("neither", "Neither", "No judgement is made."),
    )
    found["better"] = answers.to(Question("better", "Which way is better?", ways))
    found["target"] = _number(given["target"], "target") if given.get("target") not in (None, "") else None
    found["phases"] = tuple(sorted({_day(word, "phases") for word in _as_list(given.get("phases"))}))
    return found


def _as_list(value: Any) -> list[Any]:
    return [] if value in (None, "") else list(value) if isinstance(value, list | tuple) else [value]


def _number(value: Any, name: str) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise refuse(f"The answer “{name}”", "It is not a number.", "Give a number, such as 1000.") from None


def _day(value: Any, name: str) -> pd.Timestamp:
    found = meanings(value)
    if len(found) != 1 or found[0].no_year:
        raise refuse(
            f"The answer “{name}”",
            "It is not a date that can be read in one way.",
            "Write it as 2024-09, or 3 April 2024.",
        )
    return found[0].first


def _kind_question(rows: Rows, parts: list[_Part]) -> Question:
    if rows.event:
        return Question(
            "kind",
            "What shall the chart show?",
            (
                Choice("count", "How many in each period"),
                Choice(
                    "gap",
                    "Days from one to the next",
                    "For events that are rare: fewer than one or two a period.",
                ),
            ),
        )
    if any(part.per is not None for part in parts):
        return Question(
            "kind",
            "Can one patient (or one of what you count out of) be counted more than once?",
            (
                Choice(
                    "proportion",
                    "No: some of all",
                    "Such as 45 of 60 patients assessed. A percentage is charted.",
                ),
                Choice(
                    "rate",
                    "Yes: events over time or activity",
                    "Such as falls for 1,000 bed days. A rate is charted.",
                ),
            ),
        )
    return Question(
        "kind",
        "What kind of number is it?",
        (
            Choice("count", "A count of events", "Such as falls in a month."),
            Choice(
                "value", "A measurement", "Such as an average wait, a cost or a percentage that is given."
            ),
        ),
    )


def _made(rows: Rows, part: _Part, settings: dict[str, Any], answers: Answers) -> pd.DataFrame:
    """One row a period, none left out; questions about cells stay open."""
    if rows.event:
        return _counted(rows, part, settings["kind"])
    assert part.count is not None
    own = np.flatnonzero(part.rows)
    frame = pd.DataFrame({"period": [rows.period[i] for i in own]})
    frame["count"], percent = read_amounts(_cut(part.count, own), rows.decimal_comma, answers)
    if percent and settings["kind"] not in ("value", None):
        raise refuse(
            f"“{part.count.heading}”",
            "It holds percentages, so the numbers that they were worked out from are not there.",
            "Choose “a measurement”, or better: the column with the count and the one with the total.",
        )
    settings.setdefault("percent", percent)
    columns = ["count"]
    if part.per is not None:
        frame["per"], _ = read_amounts(_cut(part.per, own), rows.decimal_comma, answers)
        columns.append("per")
    return _regular(rows, part, frame, columns, settings, answers)


def _cut(column: Column, own: NDArray) -> Column:
    return Column(column.levels, [column.values[i] for i in own], [column.cells[i] for i in own])


def _counted(rows: Rows, part: _Part, kind: str) -> pd.DataFrame:
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
    rows: Rows, part: _Part, frame: pd.DataFrame, columns: list[str], settings, answers: Answers
) -> pd.DataFrame:
    frame = frame[frame["period"].notna()]
    double = frame["period"].duplicated()
    if double.any():
        when = frame["period"][double].iloc[0]
        if settings["kind"] == "value":
            raise refuse(
                f"{rows.source}, “{part.name}”",
                f"The {rows.frequency} from {says_day(when)} comes more than once, and measurements cannot be added up.",
                "Keep one row for each, or give each ward its name in a column of its own.",
            )
        if not rows.added:
            answers.to(
                Question(
                    "double",
                    f"The {rows.frequency} from {says_day(when)} comes more than once. Shall its rows be added up?",
                    (
                        Choice(
                            "add",
                            "Add them up",
                            "Otherwise delete the row that is there twice, and choose the file again.",
                        ),
                    ),
                )
            )
        unknown = (
            frame[columns].isna().groupby(frame["period"]).any()
        )  # with one value missing the sum is not known
        frame = frame.groupby("period")[columns].sum().mask(unknown).reset_index()
    frame = frame.sort_values("period", ignore_index=True)
    frame = _without_months_to_come(rows, frame, columns, answers)
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


def _without_months_to_come(
    rows: Rows, frame: pd.DataFrame, columns: list[str], answers: Answers
) -> pd.DataFrame:
    """Empty rows at either end are left out, and so are periods after today, once that is agreed."""
    there = np.flatnonzero(frame[columns].notna().any(axis=1))
    if len(there) == 0:
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
                        "If the dates were misread, answer the questions about dates anew.",
                    ),
                ),
            )
        )
        if later.all():
            raise refuse(rows.source, "All its dates are still to come.", "Check the year.")
        frame = frame[~later].reset_index(drop=True)
    return frame


def _measure(
    rows: Rows, part: _Part, table: pd.DataFrame, settings: dict[str, Any], answers: Answers
) -> Measure:
    kind = settings["kind"]
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
            times=settings["times"],
            unit=_unit(rows, part, settings),
            better=settings["better"],
            phases=settings["phases"],
            target=settings["target"],
            notes=_notes(rows, answers),
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


def _unit(rows: Rows, part: _Part, settings: dict[str, Any]) -> str:
    kind = settings["kind"]
    if kind == "proportion" or settings.get("percent"):
        return "%"
    if kind == "rate" and part.per is not None:
        return f"{part.name} per {settings['times']:,g} {part.per.levels[-1]}"
    return {"gap": "days since the one before", "count": f"{part.name} a {rows.frequency}"}.get(
        kind, part.name
    )


def _notes(rows: Rows, answers: Answers) -> tuple[tuple[pd.Timestamp, str], ...]:
    """What changed when, from the column that is named for it."""
    column = picked(rows.words, answers.given.get("notes"))
    if column is None:
        return ()
    return tuple(
        (when, str(text)) for when, text in zip(rows.days, column.values, strict=True) if text is not None
    )


def _warnings(rows: Rows, table: pd.DataFrame, kind: str) -> list[str]:
    points = int(table["count"].notna().sum())
    found = [f"{sentence[0].upper()}{sentence[1:]}." for sentence in warn_few_points(points)]
    gone = int(table["count"].isna().sum()) - (kind == "gap")
    if gone:
        found.append(f"{gone} of {len(table)} periods have no value.")
    if kind in ("count", *WITH_PER) and has_small_numbers(table["count"]):
        found.append("Some counts are from 1 to 7. Before this leaves your team, have small numbers hidden.")
    if rows.event and kind == "count":
        found.append(
            "The first and the last period may not be whole; and where nothing was reported, 0 is charted."
        )
    return found
