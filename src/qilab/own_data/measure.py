"""A measure of one's own: one row a period, with all that a chart of it needs to be told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np
import pandas as pd

from qilab.methods.validate import as_counts, as_numbers, events_and_exposure, one_number, one_of, text_or

Kind = Literal["count", "proportion", "rate", "value", "gap"]
Frequency = Literal["day", "week", "month", "quarter", "year"]
Better = Literal["lower", "higher", "neither"]
KINDS: tuple[str, ...] = get_args(Kind)
FREQUENCIES: tuple[str, ...] = get_args(Frequency)
BETTER: tuple[str, ...] = get_args(Better)
WITH_PER = ("proportion", "rate")
STEP = {
    "day": pd.DateOffset(days=1),
    "week": pd.DateOffset(weeks=1),
    "month": pd.DateOffset(months=1),
    "quarter": pd.DateOffset(months=3),
    "year": pd.DateOffset(years=1),
}
_FIRST_AND_LAST = (pd.Timestamp("1900-01-01"), pd.Timestamp("2200-01-01"))


def all_periods(first: pd.Timestamp, last: pd.Timestamp, frequency: str) -> pd.DatetimeIndex:
    """The first days of all periods from `first` to `last`; ValueError where `first` cannot begin one.

    A month begins on its 1st, a quarter on the 1st of January, April, July or October, a year on the 1st of any
    month (a financial year on 1 April), a week on whichever weekday `first` is.

    >>> all_periods(pd.Timestamp("2024-01-01"), pd.Timestamp("2024-03-01"), "month").strftime("%b").tolist()
    ['Jan', 'Feb', 'Mar']
    """
    one_of(frequency, "frequency", FREQUENCIES)
    if frequency in ("month", "quarter", "year") and first.day != 1:
        raise ValueError(f"period: a {frequency} begins on the 1st, and {first:%d/%m/%Y} does not.")
    if frequency == "quarter" and first.month % 3 != 1:
        raise ValueError(f"period: a quarter begins in January, April, July or October, not in {first:%B}.")
    return pd.date_range(first, last, freq=STEP[frequency])


@dataclass(frozen=True, eq=False)
class Measure:
    """One measure of one place over time, ready to be charted.

    name: what is measured, "Falls". place: the ward, None for the whole. kind: "count" (events, as many to be
    expected in each period), "proportion" (some of `per`), "rate" (events over `per`), "value" (a measurement) or
    "gap" (days between rare events). frequency: the length of a period. table: one row a period, in order, none left
    out between the first and the last; columns period (Timestamp, its first day), count (float, NaN where missing)
    and, for a proportion or a rate, per (float, NaN where missing). Of a "gap" each row is an event: period is its
    day and count the days since the event before, NaN for the first. times: what the ratio is multiplied by, 100 for
    %. unit: in words. better: "lower", "higher" or "neither". phases: days on which something changed, each with
    limits of its own from there on. target: in the unit of the chart, after `times`. notes: what changed, and when.
    warnings: sentences about what was found. source: file and sheet, never a path. Raises ValueError otherwise.

    >>> months = pd.DataFrame({"period": pd.to_datetime(["2024-01-01", "2024-02-01"]), "count": [6, 4]})
    >>> falls = Measure("Falls", "Ward 4", "count", "month", months, better="lower")
    >>> falls.table["count"].tolist()
    [6.0, 4.0]
    """

    name: str
    place: str | None
    kind: Kind
    frequency: Frequency
    table: pd.DataFrame = field(repr=False)
    times: float = 1
    unit: str = ""
    better: Better = "neither"
    phases: tuple[pd.Timestamp, ...] = ()
    target: float | None = None
    notes: tuple[tuple[pd.Timestamp, str], ...] = ()
    warnings: tuple[str, ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        """Check everything; the table is a copy, so what happens to the caller's cannot change it."""
        if not text_or(self.name, "name") or not self.name.strip():
            raise ValueError("name: say what is measured, such as “Falls”.")
        text_or(self.place, "place")
        one_of(self.kind, "kind", KINDS)
        one_of(self.frequency, "frequency", FREQUENCIES)
        one_of(self.better, "better", BETTER)
        one_number(self.times, "times", above=0)
        if self.target is not None:
            one_number(self.target, "target")
        object.__setattr__(self, "table", self._checked_table())
        days = list(self.phases)
        if any(not isinstance(day, pd.Timestamp) or pd.isna(day) for day in days):
            raise ValueError("phases: give the day on which each change began.")
        if days != sorted(set(days)):
            raise ValueError("phases: give each day once, the earliest first.")
        for note in self.notes:
            if len(note) != 2 or not isinstance(note[0], pd.Timestamp) or not text_or(note[1], "notes"):
                raise ValueError("notes: give a day and what changed on it.")

    def _checked_table(self) -> pd.DataFrame:
        table, wanted = self.table, ["period", "count", *(["per"] if self.kind in WITH_PER else [])]
        if not isinstance(table, pd.DataFrame) or not set(wanted) <= set(table.columns):
            raise ValueError(f"table: a {self.kind} needs a table with the columns {', '.join(wanted)}.")
        if table.empty:
            raise ValueError("table: has no rows, so there is nothing to chart.")
        checked = pd.DataFrame({"period": self._checked_periods(table["period"])})
        if self.kind in WITH_PER:
            counts, per = events_and_exposure(table["count"], table["per"], ("count", "per"), missing=True)
            if self.kind == "proportion" and (counts > per).any():
                row = checked["period"].iloc[int(np.argmax(counts > per))]
                raise ValueError(
                    f"count: is more than what it is out of, in the period from {row:%d/%m/%Y}. "
                    "Is it a rate, of events that can happen more than once?"
                )
            checked["count"], checked["per"] = counts, per
        elif self.kind == "value":
            checked["count"] = as_numbers(table["count"], "count")
        else:
            checked["count"] = as_counts(table["count"], "count", missing=True)
        return checked

    def _checked_periods(self, given: pd.Series) -> pd.DatetimeIndex:
        """The periods as first days; ValueError where one is missing, twice or out of order."""
        if not pd.api.types.is_datetime64_any_dtype(given.dtype) or given.isna().any():
            raise ValueError("period: give a date in every row.")
        days = pd.DatetimeIndex(given)
        if days.tz is not None or not (days == days.normalize()).all():
            raise ValueError("period: give days, without a time of day or a time zone.")
        if days.min() < _FIRST_AND_LAST[0] or days.max() > _FIRST_AND_LAST[1]:
            raise ValueError("period: holds a year before 1900 or after 2200. Check how the dates were read.")
        if not days.is_monotonic_increasing:
            raise ValueError("period: put the rows in order of time.")
        if self.kind == "gap":  # a row an event: any day, and two on one day are two events
            return days
        whole = all_periods(days[0], days[-1], self.frequency)
        missing = whole.difference(days)
        if len(missing):
            raise ValueError(
                f"period: no row for the {self.frequency} from {missing[0]:%d/%m/%Y}. Give it a row with a missing value."
            )
        if len(days) != len(whole):
            odd = days[days.duplicated() | ~days.isin(whole)][0]
            raise ValueError(
                f"period: {odd:%d/%m/%Y} is there twice, or does not begin a {self.frequency} as the others do."
            )
        return days
