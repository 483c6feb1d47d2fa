"""E8.5 “Days between”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer, WholeAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import PLOT, RARE
from .limits import MADE_UP


def _days(data: pd.DataFrame) -> np.ndarray:
    """(events,) the dates in order, as days."""
    return np.sort(pd.to_datetime(data["date"]).to_numpy().astype("datetime64[D]").astype(float))


def _edge(data: pd.DataFrame, name: str) -> float:
    return float(pd.to_datetime(data[name]).to_numpy().astype("datetime64[D]").astype(float)[0])


def _found(gaps: np.ndarray, open_gap: float) -> dict[str, float]:
    return {"gaps": float(len(gaps)), "mean_gap": float(gaps.mean()), "open_gap": float(open_gap)}


def _right(data: pd.DataFrame) -> dict[str, float]:
    days = _days(data)
    return _found(np.diff(days), _edge(data, "counted_to") - days[-1])


def _also_from_the_start(data: pd.DataFrame) -> dict[str, float]:
    days = _days(data)
    gaps = np.diff(np.append(_edge(data, "counted_from"), days))
    return {**_right(data), **{k: v for k, v in _found(gaps, 0).items() if k != "open_gap"}}


def _open_gap_finished(data: pd.DataFrame) -> dict[str, float]:
    right = _right(data)
    gaps = np.append(np.diff(_days(data)), right["open_gap"])
    return _found(gaps, right["open_gap"])


def _both_days_counted(data: pd.DataFrame) -> dict[str, float]:
    right = _right(data)
    return {**right, "mean_gap": right["mean_gap"] + 1, "open_gap": right["open_gap"] + 1}


def _zero_dropped(data: pd.DataFrame) -> dict[str, float]:
    gaps = np.diff(_days(data))
    return _found(gaps[gaps > 0], _right(data)["open_gap"])


def _as_listed(data: pd.DataFrame) -> dict[str, float]:
    days = pd.to_datetime(data["date"]).to_numpy().astype("datetime64[D]").astype(float)
    return _found(np.abs(np.diff(days)), _edge(data, "counted_to") - days[-1])


days_between = Item(
    "m08.days_between",
    ask="Turn the dates into gaps, in days. Give the number of finished gaps, and the mean gap (days) to one decimal place. "
    "Then give the open gap (days), from the last event to the last day of counting.",
    kind=FieldsAnswer(
        {
            "gaps": WholeAnswer(),
            "mean_gap": NumberAnswer(tolerance=0.06, decimals=1),
            "open_gap": WholeAnswer(),
        },
        {"gaps": "finished gaps", "mean_gap": "mean gap (days)", "open_gap": "open gap (days)"},
    ),
    right=_right,
    points=2,
    mistakes=(
        Mistake(
            "a gap from the start of counting",
            _also_from_the_start,
            "You counted as many gaps as events. The days from the start of counting to the first event are not a gap between "
            "two events, because nobody knows when the event before it was. So there is one gap fewer than there are events.",
        ),
        Mistake(
            "both days counted",
            _both_days_counted,
            "Your gaps are one day too long. From the 3rd to the 5th is 2 days. Subtract one date from the other, and do "
            "not count both ends.",
        ),
        Mistake(
            "the open gap taken as finished",
            _open_gap_finished,
            "The gap since the last event is still open. Nobody knows yet how long it will be, only that it has lasted this "
            "long so far. Leave it out of the mean and show it separately.",
        ),
        Mistake(
            "two events on one day dropped",
            _zero_dropped,
            "Two events fell on the same day, and you left their gap out. It is a gap of 0 days, the shortest that "
            "there can be, so keep it. (A t chart cannot use a 0: it needs the time of day. A g chart can.)",
        ),
        Mistake(
            "dates not in order",
            _as_listed,
            "The events are listed in the order in which the reports came in, not in the order in which they happened. Sort the dates first.",
        ),
        Mistake(
            "both ends taken as gaps",
            lambda d: {
                **_right(d),
                "gaps": float(len(d) + 1),
                "mean_gap": (_edge(d, "counted_to") - _edge(d, "counted_from")) / (len(d) + 1),
            },
            "Your mean takes in all the days of counting. The time before the first event and the time after the last one "
            "are not finished gaps, because neither lies between two events. Leave both out.",
            variants=(
                lambda d: {
                    **_right(d),
                    "mean_gap": (_edge(d, "counted_to") - _edge(d, "counted_from")) / len(d),
                },
            ),
        ),
    ),
    praise="There is one gap fewer than there are events, and a gap of 0 where two fell on the same day. The open gap is shown separately.",
    hints=(
        "Put the dates in order first. Two of them fall on the same day.",
        "Each gap is a date minus the one before it. With k events there are k − 1 gaps. The open gap is the last day of counting minus the date of the last event.",
        "On other data: with events on 3, 9, 9 and 20 May, counted to 31 May, the gaps are 6, 0 and 11. Their mean is 5.7, and 11 days are still open.",
    ),
    outcome=PLOT,
    reread=RARE,
)

long_gap = Item(
    "m08.long_gap",
    ask="Six months later the chart of the days between events shows its first point above the upper limit. What does that say?",
    kind=ChoiceAnswer(
        {
            "a": "something got worse, because the point is too high",
            "b": "things are better, because events have probably become rarer",
            "c": "nothing, because only points below the lower limit count",
            "d": "the number was wrong, because no gap can be that long",
        }
    ),
    right=lambda _: "b",
    mistakes=(
        Mistake(
            "high taken as bad",
            lambda _: "a",
            "On this chart up is good. The points are gaps, and a long gap means a long time without harm. Write “longer is "
            "better” on the chart, so that nobody reads it the wrong way round.",
        ),
        Mistake(
            "only the lower limit read",
            lambda _: "c",
            "Both limits count. On a chart of gaps the upper one matters most, because the lower one is often at or near 0.",
        ),
        Mistake(
            "a long gap disbelieved",
            lambda _: "d",
            "Do check the number first. But a gap above the limit is exactly what success looks like here.",
        ),
    ),
    praise="Longer is better here. Ask what changed, and watch for a second long gap before you celebrate, because one alone can still be luck.",
    hints=(
        "What is a point on this chart: an event, or the time without one?",
        "A long gap is a long time in which nobody came to harm.",
        "On other data: the days between one lost lift key and the next were 5, 9, 7 and then 60. Were keys lost more often, or less often?",
    ),
    outcome=PLOT,
    reread=RARE,
)


def _events(seed: int | None) -> Iterator[pd.DataFrame]:
    """Some fifteen events of a made-up ward, in the order of the reports: columns date, counted_from, counted_to."""
    rng = exercise_rng(seed, 8, 5)
    start = np.datetime64("2023-04-01")
    while True:
        k = int(rng.integers(12, 17))
        days = np.cumsum(np.append(rng.integers(8, 40), np.ceil(rng.exponential(38, k - 1))))
        twice = int(rng.integers(2, k - 3))
        days[twice + 1 :] -= days[twice + 1] - days[twice]  # two events on one day
        end = int(days[-1] + rng.integers(20, 75))
        order = np.arange(k)
        late = rng.choice(np.arange(1, k - 2), 3, replace=False)  # reports that came in late
        order[late] = np.roll(order[late], 1)
        dates = start + days[order].astype("timedelta64[D]")
        frame = pd.DataFrame({"report": range(1, k + 1), "date": dates.astype("datetime64[s]")})
        frame["counted_from"] = np.full(k, start).astype("datetime64[s]")
        frame["counted_to"] = np.full(k, start + np.timedelta64(end, "D")).astype("datetime64[s]")
        yield with_notes(frame, ward="made-up ward", note=MADE_UP)


def _one_zero(data: pd.DataFrame) -> bool:
    return int((np.diff(_days(data)) == 0).sum()) == 1


EXERCISE = Exercise(
    "E8.5",
    "Days between",
    5,
    "fill the blank",
    (days_between, long_gap),
    _events,
    teachable=_one_zero,
)
