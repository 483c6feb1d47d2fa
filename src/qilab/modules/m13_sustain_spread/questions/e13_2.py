"""E13.2 “When was the gain lost?”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.spc import spc
from qilab.methods.spread import decay
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import MonthsAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import DETECT, FADING

START, HELD = 12, 12  # months before the change, and months of the new level that the limits rest on


def gain_limits(data: pd.DataFrame) -> tuple[float, float]:
    """Mean and lower limit (XmR) of the first twelve months after the change."""
    found = spc(data, "i", y="done_pct", x="month", phase=[START + 1], freeze=HELD).points
    return float(found["cl"].iloc[-1]), float(found["lcl"].iloc[-1])


def _first_below(data: pd.DataFrame, line: float, start: int) -> frozenset[pd.Period]:
    later = data.iloc[start:]
    below = later.loc[later["done_pct"] < line, "month"]
    return frozenset(below.head(1).dt.to_period("M"))


def _old_limits(data: pd.DataFrame) -> frozenset[pd.Period]:
    found = spc(data, "i", y="done_pct", x="month", freeze=START).points
    return _first_below(data, float(found["lcl"].iloc[0]), START)


def _lost(data: pd.DataFrame) -> frozenset[pd.Period]:
    return _first_below(data, gain_limits(data)[1], START)


gain_lost = Item(
    "m13.gain_lost",
    ask="Which is the first month that lies below the lower limit of the new level (the limits of the first twelve months "
    "after the change)? Give one month, or “none”.",
    kind=MonthsAnswer(),
    right=_lost,
    mistakes=(
        Mistake(
            "against the old limits",
            _old_limits,
            "There is such a month. Compared with the limits from before the change, no month is low. Hardly any would be, even if the whole gain were "
            "lost, because those limits lie around the old level. Use the limits of the new level, which is the one you want to keep.",
        ),
        Mistake(
            "the last month",
            lambda d: frozenset(d["month"].tail(1).dt.to_period("M")),
            "That is the last month, and by then everybody can see the loss. The limits show it earlier. Start at the change, go "
            "along the months, and stop at the first one below the lower limit.",
        ),
        Mistake(
            "the first month below the mean",
            lambda d: _first_below(d, gain_limits(d)[0], START),
            "That is the first month below the mean. About half of all months lie below the mean even when nothing "
            "changes. Wait for one below the lower limit.",
        ),
        Mistake(
            "the lowest month",
            lambda d: frozenset(
                [d["month"].iloc[START + int(np.argmin(d["done_pct"].iloc[START:]))].to_period("M")]
            ),
            "That is the lowest month. By then the gain had been slipping for a while. Look for the first month that is lower than "
            "luck alone would usually make it.",
        ),
    ),
    praise="You saw it early because you used the limits of the new level rather than those from before the change. At this stage you "
    "can start by asking, kindly, what has changed on the ward.",
    hints=(
        "Put your finger on the first month after the change and go on month by month, comparing each one with the lower limit of the new level.",
        "Lower limit = mean of the new level − 2.66 × the average size of the step from one of its months to the next, whether up or down.",
        "On other data: with a lower limit of 81, the first of the months 88, 84, 86, 79, 70 to fall below it is the fourth, 79.",
    ),
    outcome=DETECT,
    reread=FADING,
)


def gains(seed: int | None) -> Iterator[pd.DataFrame]:
    """Care rounds done, in percent of those looked at: a year before, a gain, and a gain that fades.

    Only series on which the limits tell the loss within a month of its start.
    """
    for frame, held in drawn_gains(seed):
        # The last month must not be the lowest as well: asked first, for it is quick.
        if frame["done_pct"].iloc[START:].idxmin() == len(frame) - 1:
            continue
        found = _lost(frame)
        if found and abs((next(iter(found)) - held).n) <= 1:
            yield frame


def drawn_gains(seed: int | None) -> Iterator[tuple[pd.DataFrame, pd.Period]]:
    """Series as `gains` draws them, each with the month in which its gain begins to fade.

    The month stays outside the table: what is in a table (its `attrs` too) can be read by a learner.
    """
    rng = exercise_rng(seed, 13, 2)
    months = pd.date_range("2022-04-01", periods=36, freq="MS").as_unit("s")
    while True:
        held = int(rng.integers(START + HELD + 1, 30))
        high, low = int(rng.integers(85, 91)), int(rng.integers(40, 51))
        level = np.where(np.arange(36) < START, low, high).astype(float)
        level[held:] = decay(high, low + 8, rng.uniform(0.25, 0.4), np.arange(1, 37 - held))
        due = 240
        done = rng.binomial(due, level / 100)
        frame = pd.DataFrame({"month": months, "done_pct": (100 * done / due).round(1)})
        yield with_notes(frame, ward="made-up ward"), months[held].to_period("M")


def _nothing_else(data: pd.DataFrame) -> bool:
    """Nothing but the loss looks like a signal, on either chart."""
    before = spc(data.iloc[:START], "i", y="done_pct", x="month").points
    if (before["point_type"] != "common_cause").any():
        return False
    mean, lower = gain_limits(data)
    until = int((data["month"].dt.to_period("M") < next(iter(_lost(data)))).sum())
    run = longest = 0
    for value in data["done_pct"].iloc[START:until]:
        run = run + 1 if value < mean else 0
        longest = max(longest, run)
    # A month that lies on the limit to the printed digit would be a quibble.
    return longest < 6 and bool((abs(data["done_pct"].iloc[START:] - lower) > 0.3).all())


EXERCISE = Exercise(
    "E13.2",
    "When was the gain lost?",
    4,
    "read the chart",
    (gain_lost,),
    gains,
    teachable=_nothing_else,
)
