"""E1.5 “Did the survey move?”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from qilab.methods.measure import difference_of_proportions
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import LabelsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng
from qilab.questions.units import PERCENTAGE_POINTS

from .headings import DISTINGUISH, SURVEY


def surveys(seed: int | None) -> Iterator[pd.DataFrame]:
    """The staff survey's question “able to make improvements happen”, all six trusts, 2022 and 2023."""
    from qilab.trusts.generate import generate

    chance = exercise_rng(seed, 1, 5)
    if seed is None:
        from qilab.data import load

        yield _survey(load("staff_survey"))
    while True:
        yield _survey(generate(["staff_survey"], seed=int(chance.integers(2**31)))["staff_survey"])


def _survey(table: pd.DataFrame) -> pd.DataFrame:
    rows = (table["question"] == "able_to_improve") & table["year"].isin([2022, 2023])
    columns = ["trust", "year", "directorate", "n_resp", "n_positive"]
    return table.loc[rows, columns].reset_index(drop=True)


TRUSTS = LabelsAnswer(
    {
        "NORM": "Northmere",
        "LARK": "Larkhaven",
        "WEXM": "Wexmoor",
        "TARN": "Tarnbridge",
        "QUIL": "Quillbrook",
        "OSIE": "Osierfield",
    },
    none="none",
)


def survey_table(data: pd.DataFrame) -> pd.DataFrame:
    """One row a trust: replies and positive replies of both years, change in percentage points, z."""
    sums = data.groupby(["trust", "year"])[["n_resp", "n_positive"]].sum().unstack("year")
    rows = []
    for trust, row in sums.iterrows():
        n1, n2 = row["n_resp"]
        x1, x2 = row["n_positive"]
        change = difference_of_proportions(x1, n1, x2, n2)
        rows.append((trust, n1, x1, n2, x2, 100 * change.estimate, change.z))
    return pd.DataFrame(rows, columns=["trust", "n1", "x1", "n2", "x2", "points", "z"]).set_index("trust")


def _real(data: pd.DataFrame) -> frozenset[str]:
    table = survey_table(data)
    return frozenset(table.index[table["z"].abs() > 3]) or frozenset({"none"})


def _biggest(data: pd.DataFrame) -> frozenset[str]:
    return frozenset({str(survey_table(data)["points"].abs().idxmax())})


def _rose(data: pd.DataFrame) -> frozenset[str]:
    table = survey_table(data)
    return frozenset(table.index[table["points"] > 0])


survey_change = Item(
    "m01.survey_change",
    ask="“I am able to make improvements happen”: at which trusts did the share of positive replies change from 2022 "
    "to 2023 by more than chance would explain (z above 3 or below −3)? Give their codes, or “none”.",
    kind=TRUSTS,
    right=_real,
    mistakes=(
        Mistake(
            "the biggest change",
            _biggest,
            "That is the biggest change in percentage points, at a trust with about 210 replies. With so few "
            "replies, chance alone can move the share by 10 points either way. Divide by the noise: look at z.",
        ),
        Mistake(
            "the biggest change as well",
            lambda d: _real(d) | _biggest(d),
            "One of these is real. The other is the largest change of all, but it comes from about 210 replies, "
            "where chance alone can make such a change. Look at z, not at the points.",
        ),
        Mistake(
            "all that rose",
            _rose,
            "These are all the trusts whose share went up. Even if nothing had changed, about half of the trusts "
            "would see a rise. Ask which rises go beyond chance.",
        ),
        Mistake(
            "all is luck",
            lambda _: frozenset({"none"}),
            "Not all of it is luck. At one trust z is beyond 3: with thousands of replies even "
            "a few points can be a signal.",
        ),
    ),
    praise="A few points on thousands of replies can be a signal; ten points on two hundred may be luck. What counts is the "
    "change divided by its noise.",
    hints=(
        "Look at the number of replies beside each change. The fewer the replies, the more noise there is.",
        "z = (p₂ − p₁) ÷ √(p(1 − p)(1/n₁ + 1/n₂)), with p from both years together. The change is more than chance would explain if z is above 3 or below −3.",
        "On other data: from 50% of 100 to 60% of 100, z = 0.10 ÷ √(0.55 × 0.45 × 0.02) = 1.4. Chance is enough to explain that.",
    ),
    outcome=DISTINGUISH,
    reread=SURVEY,
)


def _shares(data: pd.DataFrame, trust: str = "NORM") -> pd.DataFrame:
    return data[data["trust"] == trust].assign(share=lambda t: 100 * t["n_positive"] / t["n_resp"])


def _points(data: pd.DataFrame) -> float:
    return float(survey_table(data)["points"]["NORM"])


def _unweighted(data: pd.DataFrame) -> float:
    """Change of the plain mean of the directorates' percentages."""
    by_year = _shares(data).groupby("year")["share"].mean()
    return float(by_year.loc[2023] - by_year.loc[2022])


def _relative(data: pd.DataFrame) -> float:
    table = survey_table(data)
    ratio = (table["x2"] / table["n2"]) / (table["x1"] / table["n1"])
    return 100 * float(ratio["NORM"] - 1)


survey_points = Item(
    "m01.survey_points",
    ask="By how many percentage points did the share of positive replies change at Northmere (NORM) as a whole? Give it to one decimal place, "
    "with its unit.",
    kind=NumberAnswer(PERCENTAGE_POINTS, tolerance=0.05, decimals=1),
    right=_points,
    mistakes=(
        Mistake(
            "mean of the directorates' percentages",
            _unweighted,
            "That gives a directorate of 200 people the same weight as one of 1,500. Add up the positive replies, "
            "add up the replies, then divide, so that each reply counts once.",
        ),
        Mistake(
            "relative change",
            _relative,
            "That is the relative change, as a percentage of the first share. From 50% to 54% is 4 percentage points, or 8% "
            "in relative terms. Take the first share away from the second.",
        ),
        Mistake(
            "a share, not points",
            lambda d: _points(d) / 100,
            "You took the difference between two shares on a scale from 0 to 1. In percentage points it is 100 times as large.",
        ),
        Mistake(
            "change of sign",
            lambda d: -_points(d),
            "The size is right but the sign is not: take the later year minus the earlier one. If the share went up, "
            "the answer is positive.",
        ),
    ),
    praise="Percentage points are one share minus the other, and here every reply counts once.",
    hints=(
        "Look only at Northmere's rows, and first add up the replies and the positive replies for each year.",
        "Percentage points = 100 × positive₂ ÷ replies₂ − 100 × positive₁ ÷ replies₁.",
        "On other data: 60 of 100 and 30 of 60 in one year make 90 of 160, which is 56.3% and not the mean of 60% and 50%.",
    ),
    outcome=DISTINGUISH,
    reread=SURVEY,
)


def _only_northmere(data: pd.DataFrame) -> bool:
    return _real(data) == {"NORM"} and _biggest(data) == {"QUIL"} and len(_rose(data)) > 2


EXERCISE = Exercise(
    "E1.5",
    "Did the survey move?",
    4,
    "calculate",
    (survey_change, survey_points),
    surveys,
    teachable=_only_northmere,
)
