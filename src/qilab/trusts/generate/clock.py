"""Times of day and of year: the hour that the clocks skip, and the season as a wave."""

from __future__ import annotations

import numpy as np

from qilab.trusts.schema.days import N_DAYS, day

# The hour from 01:00 does not exist on the last Sunday of March; no event may carry such a time.
SPRING_FORWARD = np.array([day(d) for d in ("2023-03-26", "2024-03-31", "2025-03-30")])


def no_lost_hour(days: np.ndarray, minutes: np.ndarray) -> np.ndarray:
    """Minutes of the day, moved on by an hour where the clocks skip that time."""
    lost = np.isin(days, SPRING_FORWARD) & (minutes >= 60) & (minutes < 120)
    return minutes + 60 * lost


def local(minute: np.ndarray) -> np.ndarray:
    """Minutes since 1 April 2022 as the clock on the wall shows them, moved on where the clocks skip an
    hour."""
    number = minute // 1440
    return number * 1440 + no_lost_hour(number, minute - number * 1440)


def winterness(days: np.ndarray | None = None) -> np.ndarray:
    """Season as a smooth wave, +1 in mid-January, −1 in mid-July."""
    days = np.arange(N_DAYS) if days is None else days
    return np.cos(2 * np.pi * (days - day("2023-01-15")) / 365.25)
