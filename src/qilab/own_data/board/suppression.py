"""Small numbers that must not leave the team: 1 to 7 become "*", all others are rounded to 5.

The rule that NHS England uses for hospital statistics. Source: its Hospital Episode Statistics analysis guide, disclosure
control.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

FEWEST, MOST = 1, 7  # the counts that could name somebody
TO = 5
CAUTION = (
    "For sharing outside the team: counts of 1 to 7 are shown as * and left off the chart, and all others are rounded to the nearest 5. "
    "Means, limits and signals come from the true counts, so you cannot work them out from this table. The median of a "
    "run chart is rounded in the same way (1 to 7 are drawn at 5), because it may be one of the hidden counts."
)
AS_THEY_ARE = (
    "Measurements, such as averages, costs and percentages that were given, are shown as they are. If one of them is a count, or "
    "a percentage of few patients, a small number may be seen in it: chart the counts instead."
)
BEFORE_SHARING = "Some counts are from 1 to 7. Before this leaves your team, have small numbers hidden."
ON_CHART = "Counts of 1 to 7 are left off, all others and medians rounded to 5; other lines and signals come from the true counts"
ALL_SMALL = "Every count is from 1 to 7, so none may be shown outside the team. Combine the periods (into quarters or years), or several wards."
GIVEN_AWAY = (
    "Only one count is hidden and hardly any other is rounded, so the mean would give it away. Combine the periods "
    "(into quarters or years), or several wards."
)
KEPT_IN = "This chart shows each single event with its date, so it stays within the team."


def small(counts: pd.Series) -> NDArray[np.bool_]:
    """Which counts are from 1 to 7: a nought names nobody, a missing one is not there."""
    there = counts.to_numpy(float)
    return (there >= FEWEST) & (there <= MOST)


def rounded(counts: pd.Series) -> pd.Series:
    """Counts to the nearest 5, a half upwards.

    >>> rounded(pd.Series([0, 8, 12, 12.5, 13])).tolist()
    [0.0, 10.0, 10.0, 15.0, 15.0]
    """
    return (counts.astype(float) / TO + 0.5).floordiv(1) * TO


def hidden(table: pd.DataFrame, kind: str) -> NDArray[np.bool_]:
    """The rows of a Measure's table that show a "*". Of a proportion those, too, with few without the event."""
    out = small(table["count"])
    if "per" in table:
        out |= small(table["per"])
        if kind == "proportion":
            out |= small(table["per"] - table["count"])
    return out


def masked(table: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The table as it may leave: rounded, and NaN in the rows of `hidden`.

    >>> falls = pd.DataFrame({"count": [0.0, 3, 7, 8, 21], "per": [800.0, 812, 795, 803, 798]})
    >>> masked(falls, "rate")["count"].tolist()
    [0.0, nan, nan, 10.0, 20.0]
    """
    gone = hidden(table, kind)
    out = table.copy()
    for name in ("count", "per"):
        if name in out:
            out[name] = rounded(out[name]).where(~gone)
    return out


def rounded_median(median: pd.Series, scale: float = 1.0) -> pd.Series:
    """The centre of a run chart as it may be shown, for the median of an odd number of counts is one of them.

    To the nearest 5, and what lies above 0 never to 0: of two hidden counts that would say that both are below 3.
    scale: what one count is worth on the chart, such as 1.25 of a rate.

    >>> rounded_median(pd.Series([0, 2, 7, 8, 12.0])).tolist(), rounded_median(pd.Series([3.75]), 1.25).tolist()
    ([0.0, 5.0, 5.0, 10.0, 10.0], [6.25])
    """
    counts = (median / scale).round(9)  # a rate of 2.5 counts comes as 2.4999…
    return rounded(counts).clip(lower=TO).where(counts > 0, median) * np.where(counts > 0, scale, 1.0)


def given_away(table: pd.DataFrame, kind: str, phase: pd.Series) -> bool:
    """Could the hidden count of a phase be worked out from its mean?

    The mean times the periods is the sum of all counts; where one is hidden and fewer than two others are rounded (a
    nought is shown as it is), too little is unknown. phase: of each row.

    >>> rare = pd.DataFrame({"count": [0.0, 0, 3, 0]})
    >>> given_away(rare, "count", pd.Series([1, 1, 1, 1]))
    True
    """
    gone = pd.Series(hidden(table, kind))
    uncertain = pd.Series(table["count"].to_numpy(float) > 0) & ~gone
    groups = phase.to_numpy()
    return bool(((gone.groupby(groups).sum() == 1) & (uncertain.groupby(groups).sum() < 2)).any())
