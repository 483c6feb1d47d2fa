"""What the form asks of a measure: what kind of number, by how many it is given, which way is better."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pandas as pd

from .asking import Answers, Choice, Question, of_one, refuse
from .measure import WITH_PER
from .parts import Part
from .reading.dates import meanings
from .reading.numbers import read_number
from .rows import Rows

_TARGET = re.compile(
    r"(the |our |ward |trust |national )?(target|goal|standard|threshold)\W*$", re.IGNORECASE
)
_WORKED_OUT = re.compile(
    r"%|\bper[\s-]?cent(age)?s?\b|\bper\s+(1[, ]?0+|1k|thousand|hundred)\b|/\s*1[, ]?0{2,}|\b(rate|ratio|average|avg|mean|median|index)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Settings:
    """The fields of a `Measure` that its owner chooses; kind and better are None while their questions are open."""

    kind: Any
    times: float
    better: Any
    target: float | None
    phases: tuple[pd.Timestamp, ...]


def settings_of(rows: Rows, parts: list[Part], answers: Answers) -> list[Settings]:
    """What the form asks, for each part: what kind of number, by how many it is given, which way is better."""
    names = list(dict.fromkeys(part.name for part in parts))
    kinds = _kinds(rows, parts, names, answers)
    _ask_whether_counted(parts, kinds, answers)
    times = {name: 100.0 if kinds[name] == "proportion" else 1.0 for name in names}
    rates = [name for name in names if kinds[name] == "rate"]
    if rates:
        choices = tuple(Choice(f"{n}", f"per {n:,}") for n in (1, 100, 1000, 10_000, 100_000))
        many = Question("times", "Per how many should the rate be given?", choices, free=True)
        for name, answer in zip(rates, answers.to_each(many, rates), strict=True):
            times[name] = 1.0 if answer is None else _number(answer, "times")
    ways = (
        Choice("lower", "Lower is better"),
        Choice("higher", "Higher is better"),
        Choice("neither", "Neither", "No judgement is made."),
    )
    better = answers.to_each(Question("better", "Which way is better?", ways), names)
    targets = _targets(names, answers)
    if len(names) == 1 and targets[names[0]] is None:
        targets[names[0]] = _of_the_sheet(rows, parts, kinds[names[0]], answers)
    of = {
        name: Settings(kinds[name], times[name], way, targets[name], _phases(name, answers))
        for name, way in zip(names, better, strict=True)
    }
    return [of[part.name] for part in parts]


def _kinds(rows: Rows, parts: list[Part], names: list[str], answers: Answers) -> dict[str, Any]:
    """What kind of number each measure is: asked for each where only some are out of something."""
    own = {name: [part for part in parts if part.name == name] for name in names}
    if len({any(part.per is not None for part in of) for of in own.values()}) == 1:
        return dict(zip(names, answers.to_each(_kind_question(rows, parts), names), strict=True))
    kind, out_of = answers.given.get("kind"), [name for name in names if own[name][0].per is not None]
    for name in names if kind not in WITH_PER else out_of if len(out_of) == 1 else ():
        answers.given.setdefault(f"kind: {name}", kind)  # of several some may be shares and some rates
    return {name: answers.to(of_one(_kind_question(rows, own[name]), name)) for name in names}


def _ask_whether_counted(parts: list[Part], kinds: dict[str, Any], answers: Answers) -> None:
    """A question where a heading says that its numbers were worked out: a rate is no count. Changes `kinds` where they were."""
    for part in parts:
        kind, column = kinds[part.name], part.count
        if column is None or kind not in ("count", *WITH_PER):
            continue
        heading = next((word for word in (part.name, column.heading) if _WORKED_OUT.search(word)), None)
        if heading is None:
            continue
        answer = answers.to(
            Question(
                f"worked out: {part.name}",
                f"“{heading}” sounds like a number that was worked out, such as a rate, a percentage or an average. Is it?",
                (
                    Choice(
                        "yes",
                        "Yes, it was worked out",
                        "It is not a count, so it is charted as a measurement.",
                    ),
                    Choice("no", "No, it is a count", "It counts what happened, and nothing was divided."),
                ),
            )
        )
        if answer == "yes" and part.per is not None:
            raise refuse(
                f"“{heading}”",
                "Its numbers have been worked out already, so they cannot be divided again.",
                "Chart it out of nothing, as “a measurement”; or choose the column with the counts behind it.",
            )
        if answer == "yes":
            kinds[part.name] = "value"


def _targets(names: list[str], answers: Answers) -> dict[str, float | None]:
    """The target of each measure, by "target: NAME"; of a single measure also by "target"."""
    given = answers.given
    if len(names) == 1:
        given.setdefault(f"target: {names[0]}", given.get("target"))
    elif given.get("target") not in (None, ""):
        raise refuse(
            "The answer “target”",
            "There are several measures, and one target would be drawn on all of them.",
            f"Give each its own, such as “target: {names[0]}=5”.",
        )
    found = {name: given.get(f"target: {name}") for name in names}
    return {name: None if value in (None, "") else _number(value, "target") for name, value in found.items()}


def _of_the_sheet(rows: Rows, parts: list[Part], kind: Any, answers: Answers) -> float | None:
    """The target that a column of its own says in every row, once its owner agrees; None for none."""
    used = [column for part in parts for column in (part.count, part.per)]
    columns = [c for c in rows.numbers if c not in used and _TARGET.match(c.levels[-1])]
    above = {part.count.levels[0] for part in parts if part.count is not None and len(part.count.levels) > 1}
    columns = [c for c in columns if not above or len(c.levels) == 1 or c.levels[0] in above]  # not another's
    cells = [read_number(value, rows.decimal_comma) for column in columns for value in column.values]
    numbers = {cell.number for cell in cells if cell.number is not None}
    if not rows.event and len(numbers) > 1:
        answers.seen.append(
            f"“{columns[0].heading}” is not the same in every row, so no target was drawn. Type the one that applies now."
        )
    if rows.event or len(numbers) != 1:
        return None
    [number] = numbers
    of_100, shown = _in_percent(rows, parts, kind), any(cell.percent for cell in cells)
    in_hundredths = of_100 is True and 0 < number <= 1 and not shown
    number = number * 100 if in_hundredths else number / 100 if of_100 is False and shown else number
    answer = answers.to(
        Question(
            "target column",
            f"“{columns[0].heading}” says {number:g}{'%' if in_hundredths else ''} in every row. Is that the target, in the "
            "unit of the chart?",
            (Choice("yes", "Yes, draw it"), Choice("no", "No, or leave it out")),
        )
    )
    return number if answer == "yes" else None


def _in_percent(rows: Rows, parts: list[Part], kind: Any) -> bool | None:
    """Are the numbers charted as percentages? False for hundredths as they are, such as 0.93, None for anything else."""
    if kind != "value":
        return True if kind == "proportion" else None
    columns = [part.count for part in parts if part.count is not None]
    cells = [read_number(value, rows.decimal_comma) for column in columns for value in column.values]
    if any(cell.percent for cell in cells):
        return True
    numbers = [cell.number for cell in cells if cell.number is not None]
    return False if numbers and all(0 <= number <= 1 for number in numbers) else None


def _phases(name: str, answers: Answers) -> tuple[pd.Timestamp, ...]:
    """When a measure changed: by "phases: NAME", or by "phases" as all others."""
    given = answers.given.get(f"phases: {name}", answers.given.get("phases"))
    return tuple(sorted({day_of(word, "phases") for word in _as_list(given)}))


def _as_list(value: Any) -> list[Any]:
    if isinstance(value, str):
        return [word.strip() for word in value.split(",") if word.strip()]
    return [] if value is None else list(value) if isinstance(value, list | tuple) else [value]


def _number(value: Any, name: str) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise refuse(f"The answer “{name}”", "It is not a number.", "Give a number, such as 1000.") from None


def day_of(value: Any, name: str) -> pd.Timestamp:
    """The first day of a date or month that was typed as an answer; a refusal where it can be read in two ways."""
    found = meanings(value)
    if len(found) != 1 or found[0].no_year:
        raise refuse(
            f"The answer “{name}”",
            "It is not a date that can be read in one way.",
            "Write it as 2024-09, or 3 April 2024.",
        )
    return found[0].first


def _kind_question(rows: Rows, parts: list[Part]) -> Question:
    if rows.event:
        return Question(
            "kind",
            "What should the chart show?",
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
                    "Such as falls per 1,000 bed days. A rate is charted.",
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
