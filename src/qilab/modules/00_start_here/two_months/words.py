"""The sentences of Two months, true of the numbers they are given."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qilab.charts.words import count

from . import model


def headline(counts: NDArray[np.int64], month: int) -> str:
    """What a slide with two points would say of this month."""
    before, now = int(counts[month - 2]), int(counts[month - 1])
    told = f"{count(now, 'fall')} in month {month}, {before} the month before"
    by = model.change(counts, month)
    if by == 0:
        return f"“No change”: {told}."
    word = "Falls are up" if by > 0 else "Falls are down"
    return f"“{word} by {abs(by):.0f}%!” {told[0].upper()}{told[1:]}."


def whole(counts: NDArray[np.int64]) -> str:
    """What all the months say."""
    steps = np.diff(counts)
    return (
        f"Over all {model.MONTHS} months, the count went up {int((steps > 0).sum())} times and down {int((steps < 0).sum())} times, and it "
        f"was between {int(counts.min())} and {int(counts.max())} falls. Yet nothing changed on this ward: a computer made up every "
        "month by the same rule, with six falls as the average."
    )


def description(counts: NDArray[np.int64], month: int, everything: bool) -> str:
    """The chart in words."""
    if everything:
        return f"Falls in each of {model.MONTHS} months: {', '.join(map(str, counts.tolist()))}."
    return f"Two points: {count(int(counts[month - 2]), 'fall')} in month {month - 1}, {counts[month - 1]} in month {month}."
