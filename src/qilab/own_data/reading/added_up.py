"""Figures that hold those of the months before: year to date, cumulative, rolling. As monthly figures they would mislead."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pandas as pd

from ..asking import Answers, Choice, Question, refuse

_ROLLING = re.compile(
    r"(?<![a-z])(rolling|r\s?12m?|(last|past|previous)[\s_]*12[\s_]*m(on)?ths?|moving[\s_-]*(annual|average|mean|median|total|sum|\d+)|\d+[\s_-]*m(on)?ths?[\s_-]*(to|average|avg|mean|median|total|sum))(?![a-z])",
    re.IGNORECASE,
)
_SUMMED = re.compile(
    r"(?<![a-z])(ytd|fytd|year[\s_-]*to[\s_-]*date|to[\s_-]date|cumul?ative|cum|running[\s_-]*(total|count|sum))(?![a-z])",
    re.IGNORECASE,
)
_LEAST_STEPS = 8  # within years, of which half or more must rise: fewer may never fall by chance
_LEAST_WITHOUT_A_FALL = 11  # steps, where the sum never begins anew


def said_to_be(words: str) -> str:
    """The words that say so, "" for none.

    >>> said_to_be("Falls YTD"), said_to_be("Falls (rolling 12 months)"), said_to_be("Moving and handling")
    ('YTD', 'rolling', '')
    """
    found = _SUMMED.search(words) or _ROLLING.search(words)
    return found.group() if found else ""


def looks_added_up(periods: pd.Series, numbers: np.ndarray) -> bool:
    """Do the numbers never fall within a year, from April or from January, and fall back at each new one?

    periods: their first days, in order. Also True where they never fall at all, 12 or more in a row.

    >>> months = pd.Series(pd.date_range("2023-04-01", periods=14, freq="MS"))
    >>> looks_added_up(months, np.array([3, 5, 9, 9, 12, 14, 15, 19, 22, 22, 25, 30, 4, 6.0]))
    True
    """
    there = ~np.isnan(numbers)
    days, kept = list(periods[there]), numbers[there]
    steps = [
        (a, b, after - before) for (a, b), (before, after) in zip(pairwise(days), pairwise(kept), strict=True)
    ]
    for first in (4, 1):
        inside: list[float] = []
        anew: list[float] = []
        for a, b, step in steps:
            same = a.year - (a.month < first) == b.year - (b.month < first)
            (inside if same else anew).append(step)
        rising = sum(step > 0 for step in inside) >= len(inside) / 2
        if len(inside) >= _LEAST_STEPS and min(inside) >= 0 and rising and anew and max(anew) < 0:
            return True
    every = [step for _, _, step in steps]
    return (
        len(every) >= _LEAST_WITHOUT_A_FALL
        and min(every) >= 0
        and sum(s > 0 for s in every) >= 0.75 * len(every)
    )


def ask_whether_alone(
    heading: str, said: str, numbers: pd.DataFrame, frequency: str, answers: Answers
) -> None:
    """A question where words or numbers say that figures are added up; a refusal with what to do where they are.

    said: of `said_to_be`. numbers: columns period, in order, and count.
    """
    if not said and (
        frequency not in ("week", "month", "quarter")
        or not looks_added_up(numbers["period"], numbers["count"].to_numpy(float))
    ):
        return
    why = (
        f"A heading or the title says “{said}”."
        if said
        else f"“{heading}” never falls from one {frequency} to the next, except where a new year begins, as a running total would."
    )
    answer = answers.to(
        Question(
            f"added up: {heading}",
            f"{why} What does each number in “{heading}” cover?",
            (
                Choice("alone", f"Its own {frequency} only", "It is charted as it is."),
                Choice("added up", f"The {frequency}s before it as well", "We say what to do."),
            ),
        )
    )
    if answer != "added up":
        return
    remedy = (
        f"Ask for the number for each {frequency} on its own: neighbours that share most of their {frequency}s are always alike."
        if _ROLLING.search(said)
        else f"Make a column for each {frequency} on its own: its number minus the one before it. Where the running total starts again "
        f"(in April, in a financial year), the number stays as it is."
    )
    raise refuse(
        f"“{heading}”",
        f"Each of its numbers includes those of earlier {frequency}s, so they rise and fall by themselves and signals would mean nothing.",
        remedy,
    )
