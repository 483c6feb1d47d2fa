"""The period of the data, and the days that are not like other days."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

START, END = date(2022, 4, 1), date(2025, 3, 31)
N_DAYS = (END - START).days + 1  # 1,096
EPOCH = np.datetime64(START, "D")
DATES = EPOCH + np.arange(N_DAYS)
MONTHS = np.arange(np.datetime64("2022-04", "M"), np.datetime64("2025-04", "M"))
N_MONTHS = len(MONTHS)  # 36
MONTH_OF_DAY = (DATES.astype("M8[M]") - MONTHS[0]).astype(np.intp)  # 0..35
MONTH_FIRST = np.searchsorted(MONTH_OF_DAY, np.arange(N_MONTHS))
DAYS_IN_MONTH = np.bincount(MONTH_OF_DAY)
WEEKDAY = (np.arange(N_DAYS) + START.weekday()) % 7  # Monday 0 … Sunday 6
WEEK_FIRST = np.flatnonzero(WEEKDAY == 0)[:-1]  # Mondays; the last one starts a week that the period cuts off
WINTER = np.isin(DATES.astype("M8[M]").astype(np.int64) % 12, (11, 0, 1))  # December to February


def day(when: date | str) -> int:
    """Number of a date within the period, 1 April 2022 being 0; it may lie outside."""
    return (date.fromisoformat(when) if isinstance(when, str) else when).toordinal() - START.toordinal()


def span(first: str, last: str) -> np.ndarray:
    """(N_DAYS,) True on the days from first to last, both included."""
    out = np.zeros(N_DAYS, dtype=bool)
    out[max(day(first), 0) : max(day(last) + 1, 0)] = True
    return out


def _marked(*spans: tuple[str, str]) -> np.ndarray:
    return np.logical_or.reduce([span(*s) for s in spans])


# England's bank holidays, with the one-off days of June and September 2022 and May 2023
# (gov.uk/bank-holidays).
BANK_HOLIDAYS = (
    "2022-04-15", "2022-04-18", "2022-05-02", "2022-06-02", "2022-06-03", "2022-08-29", "2022-09-19", "2022-12-26",
    "2022-12-27", "2023-01-02", "2023-04-07", "2023-04-10", "2023-05-01", "2023-05-08", "2023-05-29", "2023-08-28",
    "2023-12-25", "2023-12-26", "2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-08-26",
    "2024-12-25", "2024-12-26", "2025-01-01",
)  # fmt: skip
BANK_HOLIDAY = np.isin(np.arange(N_DAYS), [day(d) for d in BANK_HOLIDAYS])
CHRISTMAS_DAY = np.isin(np.arange(N_DAYS), [day(f"{y}-12-25") for y in (2022, 2023, 2024)])
OFF_DAY = (WEEKDAY >= 5) | BANK_HOLIDAY

# A usual English pattern of school holidays; councils differ.
SCHOOL_HOLIDAY = _marked(
    ("2022-04-04", "2022-04-18"), ("2022-05-30", "2022-06-03"), ("2022-07-25", "2022-09-02"),
    ("2022-10-24", "2022-10-28"), ("2022-12-19", "2023-01-02"), ("2023-02-13", "2023-02-17"),
    ("2023-04-03", "2023-04-14"), ("2023-05-29", "2023-06-02"), ("2023-07-24", "2023-09-01"),
    ("2023-10-23", "2023-10-27"), ("2023-12-21", "2024-01-03"), ("2024-02-12", "2024-02-16"),
    ("2024-03-29", "2024-04-12"), ("2024-05-27", "2024-05-31"), ("2024-07-24", "2024-09-02"),
    ("2024-10-28", "2024-11-01"), ("2024-12-23", "2025-01-03"), ("2025-02-17", "2025-02-21"),
)  # fmt: skip

# Made up, like the trusts: these are not the days of any real strike, heat alert or computer failure.
STRIKES = (
    ("2023-02-21", "2023-02-23"), ("2023-05-16", "2023-05-18"), ("2023-09-12", "2023-09-14"),
    ("2024-01-16", "2024-01-19"), ("2024-05-21", "2024-05-23"),
)  # fmt: skip
STRIKE_DAY = _marked(*STRIKES)
HEAT = ("2023-07-04", "2023-07-07")
HEAT_ALERT = span(*HEAT)
OUTAGE = ("2024-06-11", "2024-06-13")
IT_OUTAGE = span(*OUTAGE)


def iso(number: int) -> str:
    """A day's number as text such as 2023-02-06."""
    return (START + timedelta(days=int(number))).isoformat()
