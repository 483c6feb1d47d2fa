"""How long a period is, told by the dates alone; asked where they do not tell."""

from __future__ import annotations

import re
from itertools import pairwise

import pandas as pd

from ..asking import Answers, Choice, Question
from .date_column import says_day
from .dates import When


def first_days(moments: list[When], heading: str, answers: Answers) -> tuple[list[pd.Timestamp], str] | None:
    """The first day of the period of each moment and the frequency; None where the dates go by no step.

    None also where a question is open.
    """
    length = moments[0].length
    days = [moment.first for moment in moments]
    if length != "day":
        return days, length
    found = _step(sorted(set(days)))
    if found == "week":
        return _weeks(moments, heading, answers)
    if found in ("month", "quarter", "year"):
        if found == "year" and days[0].day != 1:
            days = _as_years(days)
        late = found == "quarter" and days[0].month % 3 == 0  # named by its last day
        return [day.replace(day=1) - pd.DateOffset(months=2 if late else 0) for day in days], found
    return (days, found) if found else None


def _step(days: list[pd.Timestamp]) -> str | None:
    """The step that all gaps are whole numbers of; None for fewer than three days or none that fits."""
    if len(days) < 3:
        return None
    gaps = [(b - a).days for a, b in pairwise(days)]
    months = [day.year * 12 + day.month for day in days]
    one_a_month = len(set(months)) == len(months)
    same_day = len({day.day for day in days}) == 1 or all(
        (day + pd.Timedelta(days=1)).day == 1 for day in days
    )
    if one_a_month and same_day:
        steps = [b - a for a, b in pairwise(months)]
        if all(step % 12 == 0 for step in steps):
            return "year"
        quarter = all(step % 3 == 0 for step in steps) and (months[0] - 1) % 3 in (
            (0,) if days[0].day < 28 else (2,)
        )
        return "quarter" if quarter else "month"
    if all(gap % 7 == 0 for gap in gaps):
        return "week" if gaps.count(7) > len(gaps) / 2 else None
    return "day" if gaps.count(1) > len(gaps) * 0.6 else None


def _as_years(days: list[pd.Timestamp]) -> list[pd.Timestamp]:
    """Years named by their last day, such as 31 March, begin a day after it a year before."""
    return [
        day + pd.DateOffset(days=1) - pd.DateOffset(years=1)
        if (day + pd.DateOffset(days=1)).day == 1
        else day
        for day in days
    ]


def _weeks(moments: list[When], heading: str, answers: Answers) -> tuple[list[pd.Timestamp], str] | None:
    """Weeks by their first days, whether first or last days are written down."""
    edges = {moment.edge for moment in moments}
    words = heading.lower()
    if edges == {"end"} or re.search(r"\bw/?e\b|end", words):
        edge: str | None = "last day"
    elif edges == {"begin"} or re.search(r"\bw/?[cb]\b|commenc|begin|start", words):
        edge = "first day"
    else:
        day = moments[0].first
        last, first = day + pd.Timedelta(days=6), day - pd.Timedelta(days=6)
        edge = answers.to(
            Question(
                "weeks",
                f"The dates are a week apart. Is {says_day(day)} the first day of its week, or the last?",
                (
                    Choice(
                        "first day", "The first day", f"This week is {says_day(day)} to {says_day(last)}."
                    ),
                    Choice("last day", "The last day", f"This week is {says_day(first)} to {says_day(day)}."),
                ),
            )
        )
    if edge is None:
        return None
    back = pd.Timedelta(days=6 if edge == "last day" else 0)
    return [moment.first - back for moment in moments], "week"
