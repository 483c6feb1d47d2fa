"""E12.8 “The long journey”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from qilab.modules.m12_board.long_journey import DOSES_LINE, HUDDLES_LINE, LAG, QUARTERS, journey, slips
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, WholeAnswer
from qilab.questions.series import exercise_rng

from .headings import COMMITMENT, JOURNEY, LEAD


def _leaves(data: pd.DataFrame) -> int:
    """The first quarter under an acting chief executive."""
    return int(data.loc[data["chief"] == "acting", "quarter"].iloc[0])


def _both(quarter: Callable[[pd.DataFrame], int]) -> Callable[[pd.DataFrame], dict[str, int]]:
    return lambda d: dict.fromkeys(("process", "outcome"), quarter(d))


def _worst(data: pd.DataFrame) -> dict[str, int]:
    """The lowest and the highest point of the dip, in place of its beginning."""
    dip = data[data["quarter"] >= slips(data)["process"]]
    quarter = dip["quarter"].to_numpy()
    return {
        "process": int(quarter[dip["huddles_pct"].to_numpy().argmin()]),
        "outcome": int(quarter[dip["late_pct"].to_numpy().argmax()]),
    }


def _last_beyond(data: pd.DataFrame) -> dict[str, int]:
    low, late = data["huddles_pct"] < HUDDLES_LINE, data["late_pct"] > DOSES_LINE
    return {"process": int(data.loc[low, "quarter"].max()), "outcome": int(data.loc[late, "quarter"].max())}


def _swapped(data: pd.DataFrame) -> dict[str, int]:
    right = slips(data)
    return {"process": right["outcome"], "outcome": right["process"]}


which_slips = Item(
    "m12.which_slips",
    ask=f"After the good quarters, find the quarter in which huddles slip (the first below {HUDDLES_LINE}%), and the quarter in which late doses rise "
    f"(the first above {DOSES_LINE}% again).",
    kind=FieldsAnswer(
        {"process": WholeAnswer(), "outcome": WholeAnswer()},
        {"process": "quarter in which huddles slip", "outcome": "quarter in which late doses rise"},
    ),
    right=slips,
    mistakes=(
        Mistake(
            "the quarter in which the chief executive left",
            _both(_leaves),
            f"That is the quarter in which the chief executive left. A remark on a chart catches the eye, but read the points: in that quarter huddles are not yet below {HUDDLES_LINE}%, and late doses are not above {DOSES_LINE}%.",
        ),
        Mistake(
            "the worst quarters",
            _worst,
            f"Those are the worst quarters of the dip. The question asks when the dip began, so look for the first point below {HUDDLES_LINE}% and the first above {DOSES_LINE}%. That was the time to do something.",
        ),
        Mistake(
            "the last quarters beyond the line",
            _last_beyond,
            f"Those are the last quarters below {HUDDLES_LINE}% and above {DOSES_LINE}%, when the dip was nearly over. Look for the first ones after the good quarters.",
        ),
        Mistake(
            "swapped",
            _swapped,
            "Both quarters are right, but you have swapped them. The huddles slipped first.",
        ),
        Mistake(
            "years, not quarters",
            lambda d: {part: -(-quarter // 4) for part, quarter in slips(d).items()},  # four quarters a year
            "Those are the right years. But the question asks for the quarters, which are numbered from 1 to 20 over the five years.",
        ),
        Mistake(
            "the very first quarter",
            _both(lambda d: int(d["quarter"].iloc[0])),
            f"In that quarter huddles are below {HUDDLES_LINE}% and late doses above {DOSES_LINE}%, because the programme had only just begun. Go on to the good quarters first, and look at what comes after them.",
        ),
        Mistake(
            "one quarter for both",
            _both(lambda d: slips(d)["process"]),
            f"The quarter for the huddles is right. Late doses do not rise above {DOSES_LINE}% until later, so look at the second chart again.",
        ),
        Mistake(
            "the later quarter for both",
            _both(lambda d: slips(d)["outcome"]),
            "The quarter for the late doses is right. The huddles had slipped before that, so look at the first chart again.",
        ),
    ),
    praise=f"The process slipped {LAG} quarters before patients felt it. A board that watches the process as well gets a warning while there is still time to act.",
    hints=(
        f"Start in the good quarters, where huddles are above {HUDDLES_LINE}% and late doses below {DOSES_LINE}%, and go to the right.",
        f"On the first chart, look for the first point below {HUDDLES_LINE}%, and on the second for the first above {DOSES_LINE}%. Any line drawn across a chart is its median, which you do not need here.",
        "On other data: from quarter 7, huddles are at 70, 68, 50 and 48, and late doses at 9, 9, 9 and 12. The answers are quarters 9 and 10.",
    ),
    outcome=LEAD,
    reread=JOURNEY,
)

what_it_shows = Item(
    "m12.what_the_dip_shows",
    ask="What does the dip show?",
    kind=ChoiceAnswer(
        {
            "a": "the first chief executive was what made it work",
            "b": "quality improvement does not last",
            "c": "the improvement slipped when several things changed at once, and the charts cannot tell which of them mattered",
            "d": "the new chief executive turned it round",
            "e": "nothing: it was luck",
        }
    ),
    right=lambda _: "c",
    mistakes=(
        Mistake(
            "credit to the one who left",
            lambda _: "a",
            "The chief executive left, two coaches left, and A&E became busier than ever, all within half a year. The charts cannot tell you which of these mattered. And if everything depends on one person, it is not yet part of how the trust works.",
        ),
        Mistake(
            "one dip as the end",
            lambda _: "b",
            "Look further to the right: the improvement came back. A dip shows that it needs looking after. It does not show that it cannot last.",
        ),
        Mistake(
            "credit to the one who came",
            lambda _: "d",
            "There were coaches again, and directors joined the huddles. Perhaps the new chief executive was behind some of it, but the charts do not show that.",
        ),
        Mistake(
            "all luck",
            lambda _: "e",
            "After the good quarters come several bad ones in a row, first for the process and then for patients. Luck alone would hardly do that, so something had changed.",
        ),
    ),
    praise="That is as much as the charts can tell you. The next step is to ask the wards what stopped them from holding their huddles.",
    hints=(
        "List everything that changed in the half year in which the dip began. Can two charts tell you which of these mattered?",
        "The charts show when things slipped, and in which order. They do not show why.",
        "On another topic: sales fell when the manager left, the road was dug up and it rained. Which of the three was to blame?",
    ),
    outcome=LEAD,
    reread=JOURNEY,
)

in_the_dip = Item(
    "m12.in_the_dip",
    ask="You are on the board during the dip, in the quarter with the fewest huddles. “Three years, and we are back where we started,” says a colleague. Which proposal keeps the board’s promise?",
    kind=ChoiceAnswer(
        {
            "a": "stop: late doses are back where they were at the start",
            "b": "make a fresh start with another method, under another name",
            "c": "say openly that it has slipped, ask the wards what stopped, and protect the coaches and the hour for huddles",
            "d": "leave it out of the public papers until the figures look better",
            "e": "give each ward a target for huddles, and ring those that miss it",
        }
    ),
    right=lambda _: "c",
    mistakes=(
        Mistake(
            "the dip taken for the start",
            lambda _: "a",
            "Look at the chart again: even in the worst quarter, fewer doses are late than at the start. And the huddles slipped first, so you know where to look.",
        ),
        Mistake(
            "a new name",
            lambda _: "b",
            "Nothing shows that the method was at fault. A new name throws away what people have learned, and tells them that the last promise was not meant to last.",
        ),
        Mistake(
            "silence until it looks better",
            lambda _: "d",
            "Staff see the dip every day. A board that is silent about it may not be believed when it talks about the rise.",
        ),
        Mistake(
            "a target for huddles",
            lambda _: "e",
            "Then huddles may well be ticked off as done, whether or not they were held. First ask what makes them hard to hold. Two coaches are missing.",
        ),
    ),
    praise="This is open, it is meant to last, and it is about the system. CQC described leaders who said at the outset that it would take a long time. A dip puts that to the test.",
    hints=(
        "Which of the proposals would make a ward feel that the board is still behind it?",
        "Say what has happened, ask the people who know why, and give back what was taken away.",
        "On another topic: a choir that has lost its pianist needs a pianist, not a new name or a target for singing.",
    ),
    outcome=LEAD,
    reread=COMMITMENT,
)


def _journeys(seed: int | None) -> Iterator[pd.DataFrame]:
    rng = exercise_rng(seed, 12, 8)
    while True:
        yield journey(rng)


def _clear(data: pd.DataFrame) -> bool:
    """One slip of each and one way back; patients feel it two quarters later, and are never as badly off as at the start."""
    low, late = (data["huddles_pct"] < HUDDLES_LINE).to_numpy(), (data["late_pct"] > DOSES_LINE).to_numpy()
    turns = [int((beyond[1:] != beyond[:-1]).sum()) for beyond in (low, late)]
    dip = data.loc[data["quarter"] > QUARTERS // 3, "late_pct"].max()
    first = slips(data) if turns == [3, 3] else {"process": 0, "outcome": 0}
    return first["outcome"] - first["process"] == LAG and dip < data["late_pct"].iloc[:2].min() - 0.8


EXERCISE = Exercise(
    "E12.8",
    "The long journey",
    4,
    "spot the signal",
    (which_slips, what_it_shows, in_the_dip),
    _journeys,
    teachable=_clear,
)
