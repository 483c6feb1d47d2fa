"""E5.3 “Missing, zero, hidden, or a ward”: its question, right answer, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, WholeAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import NOTHING, RESOLVE

WARDS = {"NA": "North A", "NB": "North B", "NC": "North C", "EA": "East A", "EB": "East B", "EC": "East C",
         "SA": "South A", "SB": "South B", "SC": "South C", "WA": "West A", "WB": "West B", "WC": "West C"}  # fmt: skip
HIDDEN = (1, 7)  # what * may stand for
MARKS = ("n/a", "-", "")


def _counts(data: pd.DataFrame) -> pd.Series:
    return pd.to_numeric(data["complaints"], errors="coerce")


def _told(
    data: pd.DataFrame, wards: float | None = None, low: float | None = None, high: float | None = None
) -> dict[str, float]:
    """wards that sent a count, and the least and the most complaints that they can have had."""
    counts, stars = _counts(data), int((data["complaints"] == "*").sum())
    known = float(counts.sum())
    return {
        "wards": float(counts.notna().sum() + stars) if wards is None else wards,
        "low": known + HIDDEN[0] * stars if low is None else low,
        "high": known + HIDDEN[1] * stars if high is None else high,
    }


def _without_na(data: pd.DataFrame) -> dict[str, float]:
    return _told(data[data["ward_code"] != "NA"])


def _filled(data: pd.DataFrame) -> dict[str, float]:
    """The mean of the wards that sent a number, put in where none was sent."""
    counts, right = _counts(data), _told(data)
    extra = round(float(counts.mean()) * float(data["complaints"].isin(MARKS).sum()))
    return {"wards": float(len(data)), "low": right["low"] + extra, "high": right["high"] + extra}


def _stars_zero(data: pd.DataFrame) -> dict[str, float]:
    known = float(_counts(data).sum())
    return _told(data, low=known, high=known)


def _stars_missing(data: pd.DataFrame) -> dict[str, float]:
    counts = _counts(data)
    known = float(counts.sum())
    return _told(data, wards=float(counts.notna().sum()), low=known, high=known)


kinds_of_nothing = Item(
    "m05.kinds_of_nothing",
    ask="How many wards sent a count for the month (wards with a count)? A count of 0 is a count, and so is a hidden one. What "
    "is the smallest number of complaints that these wards can have had between them (at least), and what is the largest (at most)?",
    kind=FieldsAnswer(
        {"wards": WholeAnswer(), "low": WholeAnswer(), "high": WholeAnswer()},
        labels={"wards": "wards with a count", "low": "at least", "high": "at most"},
    ),
    right=_told,
    mistakes=(
        Mistake(
            "the ward NA taken for missing",
            _without_na,
            "The ward with the code NA is missing from your sums. Many programs read “NA” as “not available”, and then a whole ward "
            "vanishes. Here NA is North A, and it sent a count.",
        ),
        Mistake(
            "missing taken for 0",
            lambda d: _told(d, wards=float(len(d))),
            "You counted at least one ward that sent nothing. A return that did not come does not mean a month without complaints. “n/a”, “-” "
            "and an empty cell are missing.",
            variants=(lambda d: _told(d, wards=_told(d)["wards"] + float((d["complaints"] == "-").sum())),),
        ),
        Mistake(
            "zero left out",
            lambda d: _told(d, wards=_told(d)["wards"] - float((_counts(d) == 0).sum())),
            "You may have left out 0. Where a ward sent 0, nobody complained, and the ward told us so. That makes 0 a count. So is "
            "a hidden number.",
        ),
        Mistake(
            "* taken for 0",
            _stars_zero,
            "You took * for 0. It hides a small number, from 1 to 7, so that nobody can be recognised. That is why “at least” "
            "and “at most” differ.",
        ),
        Mistake(
            "* taken for missing",
            _stars_missing,
            "You took * for missing. A ward with * did send a count, but it is hidden because it is small. It is at least 1 and at "
            "most 7.",
        ),
        Mistake(
            "only numbers above 0",
            lambda d: _stars_missing(d) | {"wards": float((_counts(d) > 0).sum())},
            "You counted only the wards with a number above 0. A ward with 0 did send a count, and so did a ward with *. Its count "
            "is hidden because it is small: at least 1 and at most 7.",
        ),
        Mistake(
            "a mean filled in",
            _filled,
            "You filled in the mean for the wards that sent nothing. That invents complaints, and it makes the total look more "
            "certain than it is. Instead, say how many wards are missing.",
        ),
        Mistake(
            "the top of the range left out",
            lambda d: _told(d, high=_told(d)["low"]),
            "“At least” is right. For “at most”, each * may stand for as many as 7.",
        ),
    ),
    praise="What was missing stayed missing, 0 stayed 0, and * became a range. North A kept its place.",
    hints=(
        "Sort the twelve wards into four groups: a number, 0, hidden (*), and nothing sent.",
        "The wards with a count are all except those with n/a, - or an empty cell. For “at least”, add up the numbers and 1 for each *. For “at most”, add 7 for each * instead.",
        "On other data: where four wards have 5, 0, * and n/a, three of them sent a count, and those three had at least 6 and at most 12 complaints.",
    ),
    outcome=RESOLVE,
    reread=NOTHING,
    points=2,
)


def _returns(seed: int | None) -> Iterator[pd.DataFrame]:
    """Complaints of twelve wards in a month, as they were sent in."""
    rng = exercise_rng(seed, 5, 3)
    while True:
        stars, zeros = int(rng.integers(1, 3)), int(rng.integers(1, 4))
        kinds = ["*"] * stars + ["0"] * zeros + list(MARKS)
        kinds += [str(n) for n in rng.integers(8, 15, len(WARDS) - 1 - len(kinds))]
        texts = [str(rng.integers(8, 15)), *rng.permutation(kinds)]
        frame = pd.DataFrame({"ward_code": list(WARDS), "ward": list(WARDS.values()), "complaints": texts})
        frame = frame.iloc[rng.permutation(len(frame))].reset_index(drop=True)
        yield with_notes(frame, trust="made-up trust")


EXERCISE = Exercise("E5.3", "Missing, zero, hidden, or a ward", 4, "calculate", (kinds_of_nothing,), _returns)
