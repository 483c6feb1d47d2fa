"""E12.1 “Count the flips”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.spc.control import spc
from qilab.methods.spc.rules import MDC
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, WholeAnswer
from qilab.questions.series import exercise_rng, practice_ward

from .headings import CASE, CONVERT, FLIPS

MEAN, MOST, MONTHS = 9, 10, 24  # falls a month, the most that the target allows, months shown
RUN = 3  # red months in a row that people call a trend


def _red(data: pd.DataFrame) -> np.ndarray:
    """(months,) which months are red: more falls than the target allows."""
    return data["falls"].to_numpy() > MOST


def _special(data: pd.DataFrame) -> np.ndarray:
    """(months,) which months the Making Data Count rules mark."""
    points = spc(data, "i", y="falls", x="month", better="down", rules=MDC).points
    return points["rule"].notna().to_numpy()


def _in_runs(red: np.ndarray) -> list[int]:
    """Lengths of the unbroken stretches of red months."""
    edges = np.flatnonzero(np.diff(np.r_[0, red.astype(int), 0]))
    return [int(n) for n in edges[1::2] - edges[::2]]


def _counted(special: int | None = None, red: int | None = None):
    """The right two counts with one of them changed."""
    return lambda d: {
        "red": int(_red(d).sum()) if red is None else red,
        "special": int((_red(d) & _special(d)).sum()) if special is None else special,
    }


def _each_red(data: pd.DataFrame) -> dict[str, int]:
    n = int(_red(data).sum())
    return {"red": n, "special": n}


def _long_runs(data: pd.DataFrame, together: bool = False) -> dict[str, int]:
    runs = [n for n in _in_runs(_red(data)) if n >= RUN]
    return {"red": int(_red(data).sum()), "special": sum(runs) if together else max(runs, default=0)}


def _target_red(data: pd.DataFrame) -> dict[str, int]:
    return {"red": int((data["falls"] >= MOST).sum()), "special": 0}


def _green(data: pd.DataFrame) -> dict[str, int]:
    return {"red": int((~_red(data)).sum()), "special": 0}


flips = Item(
    "m12.flips",
    ask="Making Data Count rules: of the 24 months, count the red months, which have more than 10 falls. Then count the special red months, in which the rules find a special cause.",
    kind=FieldsAnswer(
        {"red": WholeAnswer(), "special": WholeAnswer()},
        {"red": "red months", "special": "special red months"},
    ),
    rules=MDC,
    right=_counted(),
    mistakes=(
        Mistake(
            "each red is a signal",
            _each_red,
            "You counted every red month as special cause. Red only tells you on which side of the target a month lies. Special cause means more than luck, and it takes the rules to show that. Here they mark no month at all.",
        ),
        Mistake(
            "three reds in a row",
            _long_runs,
            "It may be that you took several reds in a row for a signal. On a ward with 9 falls a month, luck turns about three months in ten red in the long run, so three in a row can easily happen by luck. The rules ask for seven in a row on one side of the mean.",
            variants=(lambda d: _long_runs(d, together=True),),
        ),
        Mistake(
            "the target itself is red",
            _target_red,
            "You counted months with exactly 10 falls as red. The target allows 10; red begins at 11.",
        ),
        Mistake(
            "the green months",
            _green,
            "You counted the months that met the target. The question asks for the months that missed it, with more than 10 falls.",
        ),
    ),
    praise="Several squares turned red although nothing had changed on the ward. The squares depend on where the target lies; the chart shows how the ward works.",
    hints=(
        "Go along the chart and count the points above the target line. Then look for points that are marked.",
        "A month is red if it has more than 10 falls. Special cause is a point outside the limits, seven in a row on one side of the mean, seven in a row rising or falling, or two out of three close to a limit.",
        "On other data: of five months with 12, 8, 11, 10 and 7 falls, two are red: 12 and 11. If the limits are 2 and 17, neither is special.",
    ),
    outcome=CONVERT,
    reread=FLIPS,
    points=2,
)

after_red = Item(
    "m12.after_red",
    ask="After each red month the chief executive rings the ward manager. In most cases the next month has fewer falls. What does that show about the phone calls?",
    kind=ChoiceAnswer(
        {
            "a": "they work: falls go down afterwards",
            "b": "nothing yet: a month that is picked because it was high is usually followed by a lower one, with or without a call",
            "c": "they come too late: after three reds in a row the ward was already on the way down",
            "d": "each red month had its own cause, and the calls brought it to light",
            "e": "red months are only luck, so the board can stop looking at falls",
        }
    ),
    right=lambda _: "b",
    mistakes=(
        Mistake(
            "improvement after each green",
            lambda _: "a",
            "It often looks like that. But the calls come only after a high month, and the next one tends to be nearer the mean. To find out whether calls help, look for a shift in the whole chart after they started.",
        ),
        Mistake(
            "three reds as a trend",
            lambda _: "c",
            "Three reds in a row need no special cause here. Luck turns about three months in ten red in the long run, so that can easily happen. The ward was not heading anywhere.",
        ),
        Mistake(
            "a story for each red",
            lambda _: "d",
            "People who are asked for a cause will usually find one. In a stable process the causes are the same in red months and green months, so look for them in all the months together.",
        ),
        Mistake(
            "luck, so look away",
            lambda _: "e",
            "Whether a single month is red is luck. The level is not: about nine falls a month is what this ward’s system produces. If that is too "
            "many, change the system, and keep the chart.",
        ),
    ),
    praise="A month that is picked for being bad is usually followed by a better one. A call can be kind, but a drop after it is no evidence that it worked.",
    hints=(
        "After which months is there a call? And what would you expect after such a month if nobody rang?",
        "A high month is the usual level plus bad luck. Bad luck does not usually come twice running.",
        "On other data: throw two dice, and ring somebody after every 11 or 12. The next throw is nearly always lower.",
    ),
    outcome=CONVERT,
    reread=CASE,
)


def wards(seed: int | None) -> Iterator[pd.DataFrame]:
    """Months of a made-up ward with nothing but luck in them: falls a month, Poisson with mean 9."""
    rng = exercise_rng(seed, 12, 1)
    while True:
        falls = rng.poisson(MEAN, MONTHS)
        if max(_in_runs(falls > MOST), default=0) >= RUN:  # cheap, before any limits are worked out
            yield practice_ward(falls, name="made-up ward")


def _only_luck(data: pd.DataFrame) -> bool:
    red = _red(data)
    most_follow = (data["falls"].diff()[1:][red[:-1]] < 0).mean() > 0.5
    return bool(5 <= red.sum() <= 10 and most_follow and not _special(data).any())


EXERCISE = Exercise(
    "E12.1", "Count the flips", 3, "read the chart", (flips, after_red), wards, teachable=_only_luck
)
