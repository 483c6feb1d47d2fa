"""E13.1 “Score and choose”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.spread import SUSTAINABILITY_WEIGHTS as FACTORS
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, LabelsAnswer, NumberAnswer, WholeAnswer
from qilab.questions.series import exercise_rng, with_notes
from qilab.questions.units import Unit
from qilab.trusts.schema.improvement import SUSTAINABILITY_LEVELS as LEVELS
from qilab.trusts.schema.improvement import TEAM_MEMBERS as MEMBERS

from .headings import PRIORITISE, SCORE, WEIGHTS

CODES = dict(zip("ABCDEFGHIJ", FACTORS, strict=True))

FACTOR_CODES = LabelsAnswer(CODES, none="none")

ONE_FACTOR = ChoiceAnswer(CODES)

MODEL_POINTS = Unit("points", also=("point", "points of 100", "out of 100"))

PAIR = 2  # factors to mend first


def factor_table(data: pd.DataFrame) -> pd.DataFrame:
    """One row a factor, by its code: most points, mean level, points now, points to gain, gap within the team."""
    levels = data[list(MEMBERS)].to_numpy(float)
    most, level = data["max_points"].to_numpy(float), levels.mean(axis=1)
    now = (level - 1) / (LEVELS - 1) * most
    gap = levels.max(axis=1) - levels.min(axis=1)
    columns = {"most": most, "level": level, "now": now, "to_gain": most - now, "gap": gap}
    return pd.DataFrame(columns, index=data["code"].tolist())


def _top(values: pd.Series, largest: bool = True) -> frozenset[str]:
    return frozenset(values.sort_values(ascending=not largest, kind="stable").index[:PAIR])


def _total(data: pd.DataFrame) -> float:
    return float(factor_table(data)["now"].sum())


total = Item(
    "m13.total",
    ask="How many of the 100 points does this team’s project have? Take the team’s mean level for each factor, turn it "
    "into points, and add up the ten factors. Give the total to one decimal place, with its unit.",
    kind=NumberAnswer(MODEL_POINTS, tolerance=0.1, decimals=1),
    right=_total,
    mistakes=(
        Mistake(
            "unweighted",
            lambda d: 100 * float(((factor_table(d)["level"] - 1) / (LEVELS - 1)).mean()),
            "You gave each factor the same weight. In this model senior leaders can bring 15 points and monitoring only 6.5. Turn "
            "each level into points by using the most points for that factor, then add them up.",
        ),
        Mistake(
            "a quarter for the lowest level",
            lambda d: float((factor_table(d)["level"] / LEVELS * factor_table(d)["most"]).sum()),
            "You took level ÷ 4, which gives a quarter of the points even to the lowest level, 1. Here level 1 gets "
            "none and level 4 gets all of them, so take (level − 1) ÷ 3.",
        ),
        Mistake(
            "levels added up",
            lambda d: float(factor_table(d)["level"].sum()),
            "You added up the levels, which can come to 40 at most. The question asks for points out of 100, so turn each "
            "level into points first.",
        ),
        Mistake(
            "added up over the team",
            lambda d: len(MEMBERS) * _total(d),
            "You added up the points of all six members. The ten factors come to 100 points at most, so take the team’s mean "
            "level first.",
        ),
    ),
    praise="You turned levels into points and added them up. The total does not tell you where to begin. For that, look at what you "
    "can still gain on each factor.",
    hints=(
        "Go along one row: what is the mean of the six levels, and how many points can this factor bring?",
        "Points for a factor = (mean level − 1) ÷ 3 × its most points. Add up all ten.",
        "On other data: a mean level of 2.2 on a factor of 15 points gives 1.2 ÷ 3 × 15 = 6 points.",
    ),
    outcome=SCORE,
    reread=WEIGHTS,
)

mend_first = Item(
    "m13.mend_first",
    ask="On which two factors does this team have the most points left to gain? Give their letters.",
    kind=FACTOR_CODES,
    right=lambda d: _top(factor_table(d)["to_gain"]),
    mistakes=(
        Mistake(
            "the lowest points now",
            lambda d: _top(factor_table(d)["now"], largest=False),
            "Those two have the fewest points now. But a factor that can never bring many points cannot have many left to "
            "gain. Look at what is left: most points − points now.",
        ),
        Mistake(
            "the lowest level",
            lambda d: _top(factor_table(d)["level"], largest=False),
            "Those two have the lowest levels. A low level on a factor with few points can leave less to gain than a middling "
            "level on a factor with many. Work it out: most points − points now.",
        ),
        Mistake(
            "the heaviest factors",
            lambda d: _top(factor_table(d)["most"]),
            "Those two can bring the most points of all, but this team already has some of them. Ask how many are still "
            "missing: most points − points now.",
        ),
    ),
    praise="You looked at what is left to gain: most points minus points now.",
    hints=(
        "Make one more column: what each factor could bring, minus what it brings now.",
        "Left to gain = most points − points now.",
        "On other data: 8 of 15 points leaves 7 to gain, and 0 of 6.5 leaves 6.5. So you would work on the factor with 8 of 15 first.",
    ),
    outcome=PRIORITISE,
    reread=WEIGHTS,
)


def _split(data: pd.DataFrame, by: pd.Series, largest: bool = True) -> dict:
    code = str(by.idxmax() if largest else by.idxmin())
    return {"factor": code, "gap": float(factor_table(data)["gap"][code])}


split_team = Item(
    "m13.split_team",
    ask="A mean can hide how differently a team sees things. On which factor are its six members furthest apart (factor), and "
    "how many levels apart are the lowest and the highest (gap; from 1 to 3 is two levels apart)?",
    kind=FieldsAnswer({"factor": ONE_FACTOR, "gap": WholeAnswer()}),
    right=lambda d: _split(d, factor_table(d)["gap"]),
    mistakes=(
        Mistake(
            "the lowest mean",
            lambda d: _split(d, factor_table(d)["level"], largest=False),
            "The factor with the lowest mean is not the one on which the team is furthest apart. Look along each row for the lowest level and "
            "the highest. In which row is the distance between them greatest?",
        ),
        Mistake(
            "the most to gain",
            lambda d: _split(d, factor_table(d)["to_gain"]),
            "Where there is most to gain is a different question. Here, ignore the means and look at "
            "the lowest and the highest level in each row.",
        ),
        Mistake(
            "both ends counted",
            lambda d: {
                **_split(d, factor_table(d)["gap"]),
                "gap": _split(d, factor_table(d)["gap"])["gap"] + 1,
            },
            "The factor is right. The gap is the highest level minus the lowest. From 1 to 3 is two levels, although you count three "
            "numbers on the way.",
        ),
        Mistake(
            "only the levels in between",
            lambda d: {
                **_split(d, factor_table(d)["gap"]),
                "gap": _split(d, factor_table(d)["gap"])["gap"] - 1,
            },
            "The factor is right. It may be that you counted only the levels in between. The gap is the highest level minus the "
            "lowest: 1 and 3 are two levels apart, with one in between.",
        ),
    ),
    praise="The mean looks harmless, but the leaders see one thing and the night nurse sees another. Ask both before you change anything.",
    hints=(
        "Read each row from the ward manager to the ward clerk, and look for a row with both a high and a low level.",
        "Gap = highest level of the six − lowest level of the six.",
        "On other data: 1, 3, 3, 2, 3, 3 has a mean of 2.5 and a gap of 3 − 1 = 2.",
    ),
    outcome=PRIORITISE,
    reread=WEIGHTS,
)

BATCH = 256  # teams looked at together: clear ones are rare, and one by one would keep a learner waiting


def teams(seed: int | None) -> Iterator[pd.DataFrame]:
    """Six members of a made-up team give ten factors a level each; on one factor they are split."""
    rng = exercise_rng(seed, 13, 1)
    shape = (BATCH, len(FACTORS), len(MEMBERS))
    while True:
        usual = rng.integers(1, LEVELS + 1, shape[:2])[:, :, None]
        levels = np.clip(usual + (rng.random(shape) < 0.25) * rng.choice([-1, 1], shape), 1, LEVELS)
        levels[np.arange(BATCH), rng.integers(len(FACTORS), size=BATCH)] = (4, 4, 2, 1, 2, 2)
        for team in levels[_clear_choice(levels)]:
            frame = pd.DataFrame(
                {"code": list(CODES), "factor": list(FACTORS), "max_points": list(FACTORS.values())}
            )
            frame[list(MEMBERS)] = team
            yield with_notes(frame, ward="made-up team")


def _clear_choice(levels: np.ndarray) -> np.ndarray:
    """(teams, factors, members) → which teams have three clear and different pairs, and one factor alone split."""
    most, level = np.array(list(FACTORS.values())), levels.mean(axis=2)
    now = (level - 1) / (LEVELS - 1) * most
    gaps = np.sort(levels.max(axis=2) - levels.min(axis=2), axis=1)
    clear = (gaps[:, -1] == 3) & (gaps[:, -2] <= 2)
    pairs = []
    for values in (now - most, now, level):
        in_order = np.sort(values, axis=1)
        clear &= in_order[:, PAIR] - in_order[:, PAIR - 1] > 0.15
        pairs.append(values < in_order[:, [PAIR]] - 0.1)
    lowest = np.sort(level, axis=1)
    clear &= lowest[:, 1] - lowest[:, 0] > 0.1
    clear &= (now - most).argmin(axis=1) != level.argmin(axis=1)
    clear &= abs(now.sum(axis=1) - 100 * ((level - 1) / (LEVELS - 1)).mean(axis=1)) > 0.3
    for i, j in ((0, 1), (0, 2), (1, 2)):
        clear &= (pairs[i] != pairs[j]).any(axis=1)
    return clear


EXERCISE = Exercise(
    "E13.1",
    "Score and choose",
    5,
    "calculate",
    (total, mend_first, split_team),
    teams,
)
