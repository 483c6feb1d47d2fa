"""What the form asks of a measure: what kind of number, by how many it is given, which way is better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from .asking import Answers, Choice, Question, refuse
from .parts import Part
from .reading.dates import meanings
from .rows import Rows


@dataclass(frozen=True)
class Settings:
    """The fields of a `Measure` that its owner chooses; kind and better are None while their questions are open."""

    kind: Any
    times: float
    better: Any
    target: float | None
    phases: tuple[pd.Timestamp, ...]


def settings_of(rows: Rows, parts: list[Part], answers: Answers) -> Settings:
    """What the form asks: what kind of number, by how many it is given, which way is better."""
    given = answers.given
    kind = answers.to(_kind_question(rows, parts))
    times = 100.0 if kind == "proportion" else 1.0
    if kind == "rate":
        choices = tuple(Choice(f"{n}", f"per {n:,}") for n in (1, 100, 1000, 10_000, 100_000))
        answer = answers.to(Question("times", "Per how many is the rate to be given?", choices, free=True))
        times = 1.0 if answer is None else _number(answer, "times")
    ways = (
        Choice("lower", "Lower is better"),
        Choice("higher", "Higher is better"),
        Choice("neither", "Neither", "No judgement is made."),
    )
    better = answers.to(Question("better", "Which way is better?", ways))
    target = _number(given["target"], "target") if given.get("target") not in (None, "") else None
    phases = tuple(sorted({day_of(word, "phases") for word in _as_list(given.get("phases"))}))
    return Settings(kind, times, better, target, phases)


def _as_list(value: Any) -> list[Any]:
    return [] if value in (None, "") else list(value) if isinstance(value, list | tuple) else [value]


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
