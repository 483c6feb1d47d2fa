"""Which data the exercises of this page are on: the seed that answers are held against, and the one that is in sight."""

from __future__ import annotations

# The data a learner is working on: exercise code → seed of "try again with new data" (None: the course's own).
judged: dict[str, int | None] = {}
# Fresh data asked for by new_data(): exercise code → seed, which data_for() without a seed then gives.
fresh: dict[str, int] = {}
# What the page's own cells fetched last: exercise code → seed. It lags behind `judged` from the press for new data
# until those cells are run again, and an answer given in between is about data that are not asked about any more.
shown: dict[str, int | None] = {}


def lags(code: str) -> bool:
    """Were other data drawn for this exercise since its cells fetched theirs?"""
    return code in shown and shown[code] != judged.get(code)
