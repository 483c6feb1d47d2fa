"""E12.7 “Confidence and morale”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer, PairsAnswer
from qilab.questions.series import exercise_rng, with_notes
from qilab.questions.where_apart import where_apart

from .headings import LEAD, SURVEY

Z = 1.96  # standard errors on either side that make a 95% interval
TRUSTS = {
    "NORM": "Northmere",
    "LARK": "Larkhaven",
    "WEXM": "Wexmoor",
    "TARN": "Tarnbridge",
    "QUIL": "Quillbrook",
    "OSIE": "Osierfield",
}
ASKED = {"able": "able_to_improve", "recommend": "recommend_work"}  # confidence, and morale
YEARS = (2022, 2024)
MOVES = {
    "rose": "rose by more than luck usually brings",
    "fell": "fell by more than luck usually brings",
    "unclear": "cannot tell",
}
MANY_POINTS = 5  # a change that people call large, whatever it rests on
FEWER_POINTS = (2, 3)  # and what others call large
_POINTS = NumberAnswer(tolerance=0.12, decimals=1)
_MOVED = PairsAnswer(TRUSTS, MOVES)


def changes(data: pd.DataFrame, what: str) -> pd.DataFrame:
    """One row a trust, in percent and percentage points: share of 2022, of 2024, change, its standard error, and the 95%
    interval (change ± 1.96 standard errors; Altman and others 2000, Statistics with Confidence)."""
    n1, n2 = (data[f"replies_{year}"].to_numpy(dtype=float) for year in YEARS)
    p1, p2 = (data[f"{what}_{year}"].to_numpy() / n for year, n in zip(YEARS, (n1, n2), strict=True))
    error = 100 * np.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)
    change = 100 * (p2 - p1)
    columns = {"2022, %": 100 * p1, "2024, %": 100 * p2, "change": change, "standard error": error}
    return pd.DataFrame(columns | {"from": change - Z * error, "to": change + Z * error}, index=data["trust"])


def _at_northmere(data: pd.DataFrame, column: str) -> float:
    return float(changes(data, "able")[column]["NORM"])


def _northmere(data: pd.DataFrame, errors: float = Z, around: str | None = "change") -> dict[str, float]:
    """The change, and an interval of so many standard errors round this column; None: the standard errors by themselves."""
    row = changes(data, "able").loc["NORM"].to_dict()
    middle, reach = 0.0 if around is None else float(row[around]), errors * float(row["standard error"])
    return {"change": float(row["change"]), "low": middle - reach, "high": middle + reach}


def _morale(data: pd.DataFrame) -> dict[str, float]:
    """Northmere's change and interval in the other statement."""
    row = changes(data, "recommend").loc["NORM"].to_dict()
    return {"change": float(row["change"]), "low": float(row["from"]), "high": float(row["to"])}


def _turned(data: pd.DataFrame) -> dict[str, float]:
    right = _northmere(data)
    return {"change": -right["change"], "low": -right["high"], "high": -right["low"]}


def _relative(data: pd.DataFrame) -> dict[str, float]:
    share = _at_northmere(data, "2022, %") / 100
    return {name: value / share for name, value in _northmere(data).items()}


interval = Item(
    "m12.interval",
    ask="“I am able to make improvements happen”: by how many percentage points did Northmere’s share change from 2022 to 2024? What are the lower end and the upper end of the 95% interval of that change? Give all three to one decimal place.",
    kind=FieldsAnswer(
        {"change": _POINTS, "low": _POINTS, "high": _POINTS}, {"low": "lower end", "high": "upper end"}
    ),
    right=_northmere,
    points=2,
    mistakes=(
        Mistake(
            "one standard error",
            lambda d: _northmere(d, 1),
            "You went one standard error to either side. That covers only about two thirds of what luck does. For 95%, go 1.96 standard errors.",
        ),
        Mistake(
            "the earlier year minus the later",
            _turned,
            "You took 2024 away from 2022. A change is the later year minus the earlier one, so that a rise is a positive number.",
        ),
        Mistake(
            "relative change",
            _relative,
            "You worked out the change as a percentage of the first share. For percentage points, take one share from the other: from 50% to 54% is 4 points.",
        ),
        Mistake(
            "three standard errors",
            lambda d: _northmere(d, 3),
            "You went three standard errors to either side, much as the limits of a control chart do. For a 95% interval, go 1.96.",
        ),
        Mistake(
            "the interval of a share",
            lambda d: _northmere(d, around="2024, %"),
            "Your change is right. But you put the interval around the share in 2024. It should be around the change, so go 1.96 standard errors to either side of the change.",
        ),
        Mistake(
            "how far, not where",
            lambda d: _northmere(d, around=None),
            "Your change is right, and you have worked out how far to go to either side. Subtract that from the change for the lower end, and add it for the upper end.",
        ),
        Mistake(
            "the other statement",
            _morale,
            "Those numbers are about recommending the trust as a place to work. This question is about being able to make improvements happen, so use the first table.",
        ),
    ),
    praise="A change with its interval is as much as the survey can tell you. This interval leaves out 0, so the change is more than the luck of who replied usually brings.",
    hints=(
        "Take Northmere’s row. The change is one share minus the other; its standard error is beside it.",
        "The 95% interval goes from change − 1.96 × standard error to change + 1.96 × standard error.",
        "On other data: a change of 3.0 points with a standard error of 1.5 has the interval 3.0 ± 2.9, from 0.1 to 5.9.",
    ),
    outcome=LEAD,
    reread=SURVEY,
)


def _judged(judge: Callable[[pd.DataFrame], np.ndarray]) -> Callable[[pd.DataFrame], dict[str, str]]:
    """`judge`: table of changes → 1, −1 or 0 for each trust."""
    words = {1: "rose", -1: "fell", 0: "unclear"}

    def value(data: pd.DataFrame) -> dict[str, str]:
        table = changes(data, "recommend")
        return {trust: words[int(way)] for trust, way in zip(table.index, judge(table), strict=True)}

    return value


def _by_interval(table: pd.DataFrame) -> np.ndarray:
    return np.where(table["from"] > 0, 1, np.where(table["to"] < 0, -1, 0))


def _by_points(points: float) -> Callable[[pd.DataFrame], dict[str, str]]:
    """Every change of so many points or more taken for real."""
    return _judged(lambda table: np.sign(table["change"]) * (table["change"].abs() >= points))


def _all_unclear(_: pd.DataFrame) -> dict[str, str]:
    return dict.fromkeys(TRUSTS, "unclear")


_right, _by_sign = _judged(_by_interval), _judged(lambda table: np.sign(table["change"]))
_many_points = _by_points(MANY_POINTS)


moved = Item(
    "m12.moved",
    ask="“I would recommend this trust as a place to work”: what happened to this share from 2022 to 2024, going by the 95% interval of each change?",
    kind=_MOVED,
    right=_right,
    points=2,
    mistakes=(
        Mistake(
            "by the sign alone",
            _by_sign,
            "You went by whether the share is higher or lower than before. Every share moves a little, because different people reply each time. Ask whether the interval leaves out 0.",
        ),
        Mistake(
            "by the size alone",
            _many_points,
            "It may be that you went by how many points a share moved. With a few hundred replies luck can bring a change of five points, but with thousands even three points can be a signal. Look at the interval.",
            variants=tuple(
                where_apart(_MOVED, _by_points(points), _many_points, _right, _by_sign, _all_unclear)
                for points in FEWER_POINTS
            ),
        ),
        Mistake(
            "nothing can be told",
            _all_unclear,
            "At one trust at least, the interval leaves out 0. There you can tell.",
        ),
    ),
    praise="“Cannot tell” is a proper answer. It does not mean that nothing happened, only that these replies cannot show which way it went.",
    hints=(
        "Go down the table. Where do both ends of the interval lie on the same side of 0?",
        "If both ends are above 0, it rose. If both are below, it fell. If there is one on each side, you cannot tell.",
        "On other data: with a change of 8 points and an interval from −2 to 18, you cannot tell. With a change of 3 and an interval from 1 to 5, it rose.",
    ),
    outcome=LEAD,
    reread=SURVEY,
)

to_the_board = Item(
    "m12.survey_to_the_board",
    ask="What may Northmere’s board paper say about confidence?",
    kind=ChoiceAnswer(
        {
            "a": "our programme has raised confidence, as the interval proves",
            "b": "among those who replied, more feel able to improve things than two years ago, by more than luck usually brings; next we ask where confidence is low, and why",
            "c": "fewer than half of our staff replied, so the survey tells us nothing",
            "d": "confidence is up, so morale is up as well",
            "e": "we thank the directorate with the highest score, and ask the lowest to explain itself",
        }
    ),
    right=lambda _: "b",
    mistakes=(
        Mistake(
            "the interval as a proof of the cause",
            lambda _: "a",
            "The interval is about luck, not about causes. Other things may have changed in those two years too. Say what went up, and say that this survey cannot tell you why.",
        ),
        Mistake(
            "half a survey is none",
            lambda _: "c",
            "It tells you something about those who replied in each year. Ask whether the others may feel differently, and go and listen to them. That is more use than throwing the survey away.",
        ),
        Mistake(
            "one thing taken for another",
            lambda _: "d",
            "They are two different questions. People can feel able to improve things and still be worn out. Show both, each with its interval.",
        ),
        Mistake(
            "a ranking of directorates",
            lambda _: "e",
            "Small directorates often come first or last by luck. And people who have to explain a low score may begin to hope for fewer honest replies.",
        ),
    ),
    praise="It says who replied, that luck seldom brings so much, and what you want to know next. It does not claim a cause.",
    hints=(
        "What can the interval tell you about: luck, causes, or those who did not reply?",
        "A good sentence says who, how sure you are, and what you will ask next.",
        "On another topic: “Of the patients who filled in the card, more were pleased than last year; we will ask those who did not” is a sentence of this kind.",
    ),
    outcome=LEAD,
    reread=SURVEY,
)


def surveys(seed: int | None) -> Iterator[pd.DataFrame]:
    """Replies and positive replies of the six trusts' staff survey in 2022 and 2024 to two of its questions."""
    from qilab.trusts.generate import generate

    rng = exercise_rng(seed, 12, 7)
    if seed is None:
        from qilab.data import load

        yield _wide(load("staff_survey"))
    while True:
        yield _wide(generate(["staff_survey"], seed=int(rng.integers(2**31)))["staff_survey"])


def _wide(table: pd.DataFrame) -> pd.DataFrame:
    """One row a trust, all its directorates together."""
    trust, question, year = (table[name].to_numpy() for name in ("trust", "question", "year"))
    replies, positive = (table[name].to_numpy() for name in ("n_resp", "n_positive"))
    columns: dict[str, list] = {"trust": list(TRUSTS)}
    for when in YEARS:
        here = [(year == when) & (trust == code) for code in TRUSTS]
        columns[f"replies_{when}"] = [int(replies[at & (question == ASKED["able"])].sum()) for at in here]
        for what, name in ASKED.items():
            columns[f"{what}_{when}"] = [int(positive[at & (question == name)].sum()) for at in here]
    return with_notes(pd.DataFrame(columns))


def _teaches(data: pd.DataFrame) -> bool:
    """Northmere's confidence rose; morale rose clearly somewhere and cannot be told elsewhere; no interval ends near 0."""
    table = changes(data, "recommend")
    sure = table[["from", "to"]].abs().to_numpy().min() > 0.1
    found = _by_interval(table)
    return bool(sure and 1 in found and 0 in found and _at_northmere(data, "from") > 0.5)


EXERCISE = Exercise(
    "E12.7",
    "Confidence and morale",
    5,
    "calculate",
    (interval, moved, to_the_board),
    surveys,
    teachable=_teaches,
)
