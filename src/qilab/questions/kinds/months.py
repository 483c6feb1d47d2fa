"""An answer that is a set of calendar months, and how a month is read however it is written."""

from __future__ import annotations

import numbers
import re
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from .protocol import AnswerKind, Problem
from .reading import (
    MOST,
    NOT_YET,
    SHOWN,
    entries_of,
    has_parts,
    is_blank,
    jaccard_distance,
    nothing_named,
    say_what,
    unwrap,
)

_NONE = frozenset({"none", "no", "no signal", "nothing"})
_FORMATS = (
    "%Y-%m",
    "%b %Y",
    "%B %Y",
    "%b-%y",
    "%b %y",
    "%B %y",
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%m/%Y",
    "%d %b %Y",
    "%d %B %Y",
)


@dataclass(frozen=True)
class MonthsAnswer(AnswerKind[frozenset[pd.Period]]):
    """A set of calendar months, in any order. No month at all has to be said: “none”."""

    evidence: ClassVar[float] = 0.1

    example: str = "[“2023-04”, “2023-05”]"

    def read(self, given: Any) -> frozenset[pd.Period] | Problem:
        """The calendar months named, in a list, a column, a table’s column “month”, or a text such as “Dec 2022
        to Mar 2023”. “none” and “no signal” give the empty set; an empty list is a Problem, for it may not have been
        begun. Dates are read day first.
        """
        value, _ = unwrap(given)
        if has_parts(given):
            return Problem("parts given", f"Give the months as one list, such as {self.example}.")
        if is_blank(value):
            return NOT_YET
        if isinstance(value, str) and value.strip().lower() in _NONE:
            return frozenset()
        entries = self._entries(value)
        if isinstance(entries, Problem):
            return entries
        return self._months(entries) if entries else nothing_named("none")

    def _entries(self, value: Any) -> list[Any] | Problem:
        """The months as they were written: in a text, a list, a column, a table's column called month, or alone."""
        if isinstance(value, str):
            return _split_months(value)
        if isinstance(value, pd.Timestamp | pd.Period) or hasattr(value, "isoformat"):
            return [value]
        if isinstance(value, pd.DataFrame):
            if "month" not in value.columns:
                return Problem(
                    "a whole table", "That is a whole table. Give only its month column: table[“month”]."
                )
            value = value["month"]
        entries = entries_of(value)
        if entries is None:
            return Problem("not a list", f"The question asks for a list of months, such as {self.example}.")
        if len(entries) > MOST:
            return Problem(
                "too many", f"That is a very long list. Give only the months, such as {self.example}."
            )
        if entries and all(isinstance(entry, bool | np.bool_) for entry in entries):
            return Problem(
                "a column of True and False",
                "That is a column of True and False. Use it to pick the months: falls.loc[column, “month”].",
            )
        return entries

    def _months(self, entries: list[Any]) -> frozenset[pd.Period] | Problem:
        months = set()
        for entry in entries:
            if entry is None or entry is pd.NaT or entry is pd.NA:
                return Problem(
                    "an empty place", "There is an empty entry in your list of months. Take it out."
                )
            month = read_month(entry)
            if month is None:
                shown = str(entry)[:SHOWN] if isinstance(entry, str | numbers.Number) else say_what(entry)
                return Problem(
                    "not a month", f"We could not read “{shown}” as a month. Write it as “2023-04”."
                )
            months.add(month)
        return frozenset(months)

    def describe(self, value: frozenset[pd.Period]) -> str:
        """The months in order of time as “Apr 2023, May 2023”, or “none”."""
        return ", ".join(month.strftime("%b %Y") for month in sorted(value)) or "none"

    def distance(self, one: frozenset[pd.Period], other: frozenset[pd.Period]) -> float:
        """Share of the months in either that are not in both, 0 to 1."""
        return jaccard_distance(one, other)

    def compare(self, value: frozenset[pd.Period], right: frozenset[pd.Period]) -> str:
        """Counts the months that belong to a signal, that do not, and that are missing, and names none of them."""
        if not value:
            return "You say that no month belongs to a signal, but there is at least one to find."
        hits, extra, missed = len(value & right), len(value - right), len(right - value)
        if len(value) == 1 and not hits:
            return (
                "The month you named is not the one."
                if len(right) == 1
                else "The month you named does not belong here."
            )
        lacking = f"{missed} {'is' if missed == 1 else 'are'} missing"
        if not hits:
            return f"None of your {len(value)} months belongs to a signal, and {lacking}."
        if not extra:
            named = "The month" if hits == 1 else "Both months" if hits == 2 else f"All {hits} months"
            return f"{named} you named {'belongs' if hits == 1 else 'belong'} to a signal; {lacking}."
        verb = "belongs" if hits == 1 else "belong"
        missing = f", and {lacking}" if missed else ", and none is missing"
        return f"Of your {len(value)} months, {hits} {verb} to a signal; {extra} {'does' if extra == 1 else 'do'} not{missing}."

    def right_so_far(self, value: frozenset[pd.Period], right: frozenset[pd.Period]) -> str:
        """Where months are missing, or where those lie that do not belong, without naming them."""
        hits, extra, missing = value & right, value - right, right - value
        if not hits:
            if value and right and max(value) < min(right):
                return "Look later than that."
            return "Look earlier than that." if value and right and min(value) > max(right) else ""
        if missing:
            first, last = min(value), max(value)
            places = {"before your first month": any(m < first for m in missing)}
            places["between the ones you named"] = any(first < m < last for m in missing)
            places["after your last month"] = any(m > last for m in missing)
            return f"Look {' and '.join(place for place, here in places.items() if here)}."
        if all(m < min(hits) or m > max(hits) for m in extra):
            return "Look again at the two ends of your months."
        return "Look again at the months in the middle of yours."


def _split_months(text: str) -> list[Any]:
    """Months written as one text: parted by commas or “and”, or a stretch “Dec 2022 to Mar 2023”."""
    out: list[Any] = []
    for part in re.split(r"\s*(?:,|;|\band\b)\s*", text[:MOST].strip().strip("[]")):
        ends = [read_month(end) for end in re.split(r"\s+(?:to|until|–|-)\s+", part)]
        first, last = ends if len(ends) == 2 else (None, None)
        if first is not None and last is not None and 0 <= (last - first).n < MOST:
            out += list(pd.period_range(first, last, freq="M"))
        elif part:
            out.append(part)
    return out


def read_month(entry: Any) -> pd.Period | None:
    """One month from text or a date (British order: day first), or None."""
    try:
        if isinstance(entry, pd.Period):
            return entry.asfreq("M")
        if isinstance(entry, str):
            return _month_from_text(entry.strip()[:20])
        is_date = isinstance(entry, np.datetime64 | pd.Timestamp)
        if is_date or (hasattr(entry, "year") and hasattr(entry, "month")):
            return None if pd.isna(entry) else pd.Timestamp(entry).tz_localize(None).to_period("M")
    except (ValueError, TypeError, OverflowError, AttributeError):
        return None
    return None


def _month_from_text(text: str) -> pd.Period | None:
    for form in _FORMATS:
        stamp = pd.to_datetime(text, format=form, errors="coerce")
        if not pd.isna(stamp):
            return stamp.to_period("M")
    return None
