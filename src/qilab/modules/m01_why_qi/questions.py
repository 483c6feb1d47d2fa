"""M1 Why QI: exercises E1.1 to E1.5 and the quick checks of the lesson.

The red bead game (Deming 1986) gives the data: six people, one tray, a fifth of the beads red. Limits are
those of the binomial model, n·p ± 3√(n·p(1 − p)).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

import numpy as np
import pandas as pd

from qilab.methods.measure import difference_of_proportions
from qilab.methods.sampling import red_beads
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import Choice, Fields, Labels, Number
from qilab.questions.quick_choice import quick_choice
from qilab.questions.series import exercise_rng
from qilab.questions.units import PERCENTAGE_POINTS

SCOOP, TARGET = 50, 3
STAFF = tuple("ABCDEF")
NOBODY = "nobody"
NURSES = Labels({letter: f"Nurse {letter}" for letter in STAFF}, none=NOBODY)

CALCULATE, JUDGE, PREDICT, EXPLAIN, DISTINGUISH = "calculate", "judge", "predict", "explain", "distinguish"

# Headings of the lesson, in one place, so that “to read again” never points at nothing (the build checks it).
BEFORE = "What do you think already?"
CASE = "The case: Ward of the Month"
SYSTEM = "People work in a system"
LAB = "Play: Red Bead Ward"
LIMITS = "Worked: how far does luck reach?"
FADED = "Half worked: is anyone different?"
MANY = "Twenty squares on a wall"
SURVEY = "Did the staff survey move?"
MONDAY = "What will you do on Monday?"


# ---- where the data come from ---------------------------------------------------------------------------------


def _log(table: pd.DataFrame) -> pd.DataFrame:
    """Six people by four rounds as a log: columns staff, round, red."""
    staff = np.repeat([f"Nurse {letter}" for letter in STAFF], table.shape[1])
    rounds = np.tile(np.arange(1, table.shape[1] + 1), len(STAFF))
    return pd.DataFrame({"staff": staff, "round": rounds, "red": table.to_numpy().ravel()})


def bead_logs(seed: int | None, exercise: int) -> Iterator[pd.DataFrame]:
    """Red beads in scoops of 50: six nurses, four rounds, one tray with a fifth of red beads."""
    chance = exercise_rng(seed, 1, exercise)
    while True:
        yield _log(red_beads(seed=int(chance.integers(2**31))))


def two_trays(seed: int | None) -> Iterator[pd.DataFrame]:
    """Two logs, told apart by the column `ward`. On Ash all draw from one tray; on Beech one nurse was handed
    a tray with twice as many red beads."""
    chance = exercise_rng(seed, 1, 2)
    while True:
        steady, other = (red_beads(seed=int(chance.integers(2**31))) for _ in range(2))
        doubled = red_beads(1, 4, red=1600, seed=int(chance.integers(2**31)))
        other.iloc[int(chance.integers(len(STAFF)))] = doubled.to_numpy()[0]
        logs = [_log(table).assign(ward=ward) for ward, table in (("Ash", steady), ("Beech", other))]
        yield pd.concat(logs, ignore_index=True)[["ward", "staff", "round", "red"]]


def league_tables(seed: int | None) -> Iterator[pd.DataFrame]:
    """Late doses among 50 that were checked, six wards for four months: columns ward, month, late."""
    months = pd.date_range("2023-01-01", periods=4, freq="MS").strftime("%Y-%m")
    for log in bead_logs(seed, 3):
        wards = log["staff"].str.replace("Nurse ", "Ward L")
        yield pd.DataFrame({"ward": wards, "month": months[log["round"] - 1], "late": log["red"]})


def boards(seed: int | None) -> Iterator[pd.DataFrame]:
    """Twenty indicators of which none changed: each one's distance from its own mean this month, in σ."""
    chance = exercise_rng(seed, 1, 4)
    while True:
        yield pd.DataFrame(
            {"indicator": np.arange(1, 21), "distance_in_sigma": chance.normal(size=20).round(1)}
        )


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


# ---- E1.1 limits of a stable system ---------------------------------------------------------------------------

PARTS = {
    "centre": Number(tolerance=0.05),
    "lower": Number(tolerance=0.1),
    "upper": Number(tolerance=0.1),
}


def _about(centre: float, width: float) -> dict[str, float]:
    return {"centre": centre, "lower": centre - width, "upper": centre + width}


def _mean(data: pd.DataFrame) -> float:
    return float(data["red"].mean())


def _sigma(data: pd.DataFrame, n: int = SCOOP) -> float:
    share = _mean(data) / SCOOP
    return sqrt(n * share * (1 - share))


def bead_limits(data: pd.DataFrame) -> dict[str, float]:
    """Centre and 3σ limits of one scoop's count, from the share of red beads in the whole log."""
    return _about(_mean(data), 3 * _sigma(data))


limits = Item(
    "m01.limits",
    ask="From these 24 scoops of 50 beads, work out the centre line and the limits (3σ) for the red beads in one "
    "scoop. To one decimal.",
    kind=Fields(PARTS),
    right=bead_limits,
    mistakes=(
        Mistake(
            "standard deviation of the counts",
            lambda d: _about(_mean(d), 3 * float(d["red"].std())),
            "You used the standard deviation of the 24 counts. Here that is near, but it would swell if somebody truly "
            "differed, and so hide them. Take σ from the model of chance: √(50·p·(1 − p)).",
            variants=(lambda d: _about(_mean(d), 3 * float(d["red"].std(ddof=0))),),
        ),
        Mistake(
            "two sigma",
            lambda d: _about(_mean(d), 2 * _sigma(d)),
            "These limits are 2σ away. About 1 scoop in 20 falls outside those by luck alone. Limits to act on are "
            "3σ away.",
        ),
        Mistake(
            "all beads in the root",
            lambda d: _about(_mean(d), 3 * _sigma(d, SCOOP * len(d))),
            "Under the root stands the number of beads in one scoop, 50, and not all 1,200 beads: the limits are for "
            "one scoop.",
            variants=(lambda d: {**_about(_mean(d), 3 * _sigma(d, SCOOP * len(d))), "lower": 0.0},),
        ),
        Mistake(
            "smallest and largest",
            lambda d: {"centre": _mean(d), "lower": float(d["red"].min()), "upper": float(d["red"].max())},
            "Those are the smallest and the largest count so far. The next scoop may well go past them by luck. "
            "Limits come from how chance behaves, not from the extremes that happened to come.",
        ),
        Mistake(
            "around the target",
            lambda d: _about(float(TARGET), 3 * _sigma(d)),
            "These limits stand around the target of 3. A target is a wish; it is not what the tray gives. Put the "
            "centre at the mean of the 24 counts.",
            variants=(lambda d: {**_about(float(TARGET), 3 * _sigma(d)), "lower": 0.0},),
        ),
    ),
    praise="That is what this tray gives to anybody: about one bead in five is red, and luck alone carries a scoop as "
    "far as the limits.",
    hints=(
        "Look at all 24 scoops together: how many of the 1,200 beads were red? That share is p.",
        "Centre = 50·p. σ = √(50·p·(1 − p)). Limits = centre ± 3σ.",
        "On other data: p = 0.10 gives centre 5, σ = √(50 × 0.10 × 0.90) = 2.1, limits 5 − 6.4 (so 0) and 11.4.",
    ),
    outcome=CALCULATE,
    reread=LIMITS,
)


def _clear_limits(data: pd.DataFrame) -> bool:
    """The lower limit is above 0, so that nobody has to ask what a limit below 0 means."""
    return bead_limits(data)["lower"] > 0.3


# ---- E1.2 who is different? -------------------------------------------------------------------------------------


def _ward(data: pd.DataFrame, ward: str) -> pd.DataFrame:
    return data[data["ward"] == ward]


def _named(staff: pd.Series | pd.Index) -> frozenset[str]:
    return frozenset(name[-1] for name in staff) or frozenset({NOBODY})


def _outside(log: pd.DataFrame) -> frozenset[str]:
    """Who has a scoop outside the limits of the whole log."""
    found = bead_limits(log)
    return _named(log.loc[(log["red"] > found["upper"]) | (log["red"] < found["lower"]), "staff"])


def _means(log: pd.DataFrame) -> pd.Series:
    return log.groupby("staff")["red"].mean()


def _extreme(log: pd.DataFrame, *which: str) -> frozenset[str]:
    means = _means(log)
    return _named([getattr(means, w)() for w in which])


def _above_average(log: pd.DataFrame) -> frozenset[str]:
    means = _means(log)
    return _named(means.index[means > means.mean()])


def _over_target(log: pd.DataFrame) -> frozenset[str]:
    means = _means(log)
    return _named(means.index[means > TARGET])


def _who(key: str, ward: str, mistakes: tuple[Mistake, ...], praise: str) -> Item:
    return Item(
        key,
        ask=f"Ward {ward}: the target is {TARGET} red beads or fewer. Whom should the manager warn or praise? Give the "
        f"letters of those who truly differ (a scoop outside the limits of this ward's 24 scoops), or “{NOBODY}”.",
        kind=NURSES,
        right=lambda d: _outside(_ward(d, ward)),
        mistakes=mistakes,
        praise=praise,
        hints=(
            "Work out the limits of this ward as in E1.1, then look for a scoop above the upper or below the lower one.",
            "Different = a count above 50·p + 3σ or below 50·p − 3σ. All others draw what the tray gives.",
            "On other data: limits 1.5 and 18.5, counts 4, 9, 15, 7, 21, 12: only the 21 lies outside.",
        ),
        outcome=JUDGE,
        reread=FADED,
    )


who_ash = _who(
    "m01.who_ash",
    "Ash",
    (
        Mistake(
            "the highest mean",
            lambda d: _extreme(_ward(d, "Ash"), "idxmax"),
            "Someone is always highest. Nothing here lies outside the limits, so this nurse drew what the tray gives "
            "and a warning would be for bad luck.",
        ),
        Mistake(
            "the lowest mean",
            lambda d: _extreme(_ward(d, "Ash"), "idxmin"),
            "Someone is always lowest, too. Praise for luck feels good and teaches nothing; next round the luck goes "
            "to somebody else.",
        ),
        Mistake(
            "highest and lowest",
            lambda d: _extreme(_ward(d, "Ash"), "idxmax", "idxmin"),
            "Every list has a top and a bottom. Both of these nurses have all their scoops inside the limits.",
        ),
        Mistake(
            "everyone above average",
            lambda d: _above_average(_ward(d, "Ash")),
            "About half must lie above the average, whatever they do. Being above it says nothing about a person.",
        ),
        Mistake(
            "everyone over the target",
            lambda d: _over_target(_ward(d, "Ash")),
            "The target says what somebody wished for, and nothing about the person who holds the scoop. This tray "
            "gives 10 or so.",
        ),
    ),
    "No scoop lies outside the limits: there is no good and no bad nurse here, only one tray. Warn nobody, "
    "praise nobody, look at the tray.",
)

who_beech = _who(
    "m01.who_beech",
    "Beech",
    (
        Mistake(
            "nobody, though a point lies outside",
            lambda _: frozenset({NOBODY}),
            "Not so fast: here a scoop lies outside the limits. Look for it. Luck hardly ever does that, so there is "
            "something to learn (kindly: is it the tray that she was given?).",
        ),
        Mistake(
            "everyone above the ward's average",
            lambda d: _above_average(_ward(d, "Beech")),
            "Some of these only lie above the average, and somebody must. Name those with a scoop outside the limits.",
        ),
        Mistake(
            "everyone above target",
            lambda d: _over_target(_ward(d, "Beech")),
            "Nearly everyone is over the target of 3, for the tray gives about 10. The limits tell who differs, the "
            "target does not.",
        ),
        Mistake(
            "the lowest mean here",
            lambda d: _extreme(_ward(d, "Beech"), "idxmin"),
            "The lowest mean is ordinary luck: its scoops lie inside the limits. Look at the other end.",
        ),
        Mistake(
            "top and bottom",
            lambda d: _extreme(_ward(d, "Beech"), "idxmax", "idxmin"),
            "One of these two lies outside the limits, the other does not. Somebody is always at the bottom of a list.",
        ),
    ),
    "A scoop outside the limits is worth a question. Ask about the tray before the person: this nurse had been "
    "handed one with twice as many red beads.",
)


def _one_decoy(data: pd.DataFrame) -> bool:
    """Nobody outside on Ash; on Beech one person, the one with the highest mean and twice or more outside."""
    beech = _ward(data, "Beech")
    found = bead_limits(beech)
    return (
        _outside(_ward(data, "Ash")) == {NOBODY}
        and _outside(beech) == _extreme(beech, "idxmax")
        and int((beech["red"] > found["upper"] + 0.5).sum()) >= 2
    )


# ---- E1.3 next month's score ------------------------------------------------------------------------------------

WHY = Choice(
    {
        "a": "Its next month is drawn from the same system, so expect the average of all",
        "b": "It did well, so it will do the same again",
        "c": "It is on its way down, so it will do better still",
        "d": "Luck evens out, so it will now be among the worst",
    }
)
ONE_SIGMA = 2.8  # √(50 · 0.2 · 0.8): how far one month strays from the average


def _last_month(data: pd.DataFrame) -> pd.DataFrame:
    return data[data["month"] == data["month"].max()]


def _best_now(data: pd.DataFrame) -> float:
    return float(_last_month(data)["late"].min())


def _worst_now(data: pd.DataFrame) -> float:
    return float(_last_month(data)["late"].max())


def _guess(score, because: str):
    return lambda d: {"score": score(d), "because": because}


next_month = Item(
    "m01.next_month",
    ask="In the last month one ward had the fewest late doses and won the cup. How many late doses of 50 do you expect "
    "from that ward next month (score), and why (because)? Within one σ (2.8) counts.",
    kind=Fields({"score": Number(tolerance=ONE_SIGMA), "because": WHY}),
    right=_guess(lambda d: float(d["late"].mean()), "a"),
    mistakes=(
        Mistake(
            "the same as last month",
            _guess(_best_now, "b"),
            "Luck does not carry over. The ward won because somebody had to have the fewest; its next month comes "
            "from the same system as everybody's.",
        ),
        Mistake(
            "better still",
            _guess(lambda d: max(0.0, _best_now(d) - 2), "c"),
            "Two points make no trend. The best month of six wards is mostly good luck, and more luck on top is the "
            "least likely thing to follow.",
        ),
        Mistake(
            "now it is its turn to be worst",
            _guess(_worst_now, "d"),
            "It does not swing past the average to make up for its luck; it goes back to the average. Chance has no "
            "memory.",
        ),
    ),
    praise="The best guess for anybody in a stable system is the average of all. That is why the winner of a league "
    "table so often “slips” a month later: statisticians call it regression to the mean.",
    hints=(
        "Look at the winners of the months before: what did each of them score a month later?",
        "Expected next value in a stable system = the mean of all wards and months.",
        "On other data: wards at 7, 9, 6, 2, 8, 10 have a mean of 7. The ward with 2 will next have about 7.",
    ),
    outcome=PREDICT,
    reread=LAB,
)


def _clear_winner(data: pd.DataFrame) -> bool:
    """One winner, far below the average, and a last place far above it; nobody outside the limits."""
    last = _last_month(data)["late"]
    mean = data["late"].mean()
    steady = _outside(data.rename(columns={"late": "red", "ward": "staff"})) == {NOBODY}
    return bool(
        steady and (last == last.min()).sum() == 1 and mean - last.min() >= 4 and last.max() - mean >= 4
    )


# ---- E1.4 how many reds by luck? --------------------------------------------------------------------------------

INSIDE_2, INSIDE_3, SQUARES = 0.954, 0.9973, 20


def _percent(two: float, three: float):
    return lambda _: {"two_sigma": 100 * two, "three_sigma": 100 * three}


many_squares = Item(
    "m01.many_squares",
    ask="A board page has 20 indicators; none of them changes. One indicator stays within 2σ of its mean with chance "
    "0.954, and within 3σ with chance 0.9973. In what percent of months is at least one of the 20 outside 2σ "
    "(two_sigma), and outside 3σ (three_sigma)? Within one percentage point.",
    kind=Fields(
        {"two_sigma": Number(tolerance=1.0, decimals=0), "three_sigma": Number(tolerance=1.0, decimals=0)}
    ),
    right=_percent(1 - INSIDE_2**SQUARES, 1 - INSIDE_3**SQUARES),
    mistakes=(
        Mistake(
            "one indicator only",
            _percent(1 - INSIDE_2, 1 - INSIDE_3),
            "That is the chance for one indicator. On a page of 20 luck has 20 tries.",
            variants=(_percent(0.05, 0.003),),
        ),
        Mistake(
            "chances added up",
            _percent(20 * 0.05, 20 * (1 - INSIDE_3)),
            "You added the chances: 20 × 5% = 100%. But a month with two reds is then counted twice, and with 30 "
            "indicators you would have 150%. Use 1 − (chance that all stay inside) = 1 − p²⁰.",
            variants=(_percent(20 * (1 - INSIDE_2), 20 * (1 - INSIDE_3)),),
        ),
        Mistake(
            "2σ and 3σ swapped",
            _percent(1 - INSIDE_3**SQUARES, 1 - INSIDE_2**SQUARES),
            "The two are the wrong way round. 3σ lies further out, so it is passed less often.",
        ),
        Mistake(
            "chance that none is outside",
            _percent(INSIDE_2**SQUARES, INSIDE_3**SQUARES),
            "That is the chance that all 20 stay inside. “At least one outside” is the rest: 100% minus this.",
        ),
        Mistake(
            "a share instead of percent",
            lambda _: {"two_sigma": 1 - INSIDE_2**SQUARES, "three_sigma": 1 - INSIDE_3**SQUARES},
            "Right idea, but the question asks for percent: times 100.",
        ),
    ),
    praise="At 2σ some square is red in 6 months of 10 (61%) though nothing happened; at 3σ in 1 of 20 (5%). Who "
    "explains each red square explains luck. That is also why the lowest of many gets a cup by luck.",
    hints=(
        "Turn it round: how likely is it that all 20 stay inside? “At least one outside” is the rest.",
        "Chance of at least one = 1 − p²⁰, where p is the chance that one stays inside. In percent: times 100.",
        "On other data: 2 indicators with p = 0.9 each: 1 − 0.9 × 0.9 = 0.19, so 19%.",
    ),
    outcome=EXPLAIN,
    reread=MANY,
)


# ---- E1.5 the staff survey ---------------------------------------------------------------------------------------

TRUSTS = Labels(
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
    return frozenset({survey_table(data)["points"].abs().idxmax()})


def _rose(data: pd.DataFrame) -> frozenset[str]:
    table = survey_table(data)
    return frozenset(table.index[table["points"] > 0])


survey_change = Item(
    "m01.survey_change",
    ask="“I am able to make improvements happen”: at which trusts did the share of positive replies change by more "
    "than chance from 2022 to 2023 (|z| above 3)? Give their codes, or “none”.",
    kind=TRUSTS,
    right=_real,
    mistakes=(
        Mistake(
            "the biggest change",
            _biggest,
            "That is the biggest change in percentage points, at a trust with about 210 replies. With so few replies "
            "chance alone moves the share by 10 points either way. Divide by the noise: look at z.",
        ),
        Mistake(
            "the biggest change as well",
            lambda d: _real(d) | _biggest(d),
            "One of these is real. The other is the largest change of all, but from about 210 replies, and chance alone "
            "makes such changes there. Look at z, not at the points.",
        ),
        Mistake(
            "all that rose",
            _rose,
            "These are all the trusts whose share went up. Some must rise, with nothing changed: about half of them. "
            "Ask how far beyond chance.",
        ),
        Mistake(
            "all is luck",
            lambda _: frozenset({"none"}),
            "Not all of it is luck. One trust moved by more than three standard errors; with thousands of replies even "
            "a few points are a signal.",
        ),
    ),
    praise="A few points on thousands of replies are a signal; ten points on two hundred are not. It is the change "
    "divided by its noise that counts.",
    hints=(
        "Look at the number of replies beside each change: few replies, much noise.",
        "z = (p₂ − p₁) ÷ √(p(1 − p)(1/n₁ + 1/n₂)), p from both years together. More than chance: |z| above 3.",
        "On other data: 50% of 100, then 60% of 100: z = 0.10 ÷ √(0.55 × 0.45 × 0.02) = 1.4. Chance will do.",
    ),
    outcome=DISTINGUISH,
    reread=SURVEY,
)


def _shares(data: pd.DataFrame, trust: str = "NORM") -> pd.DataFrame:
    return data[data["trust"] == trust].assign(share=lambda t: 100 * t["n_positive"] / t["n_resp"])


def _points(data: pd.DataFrame) -> float:
    return float(survey_table(data).loc["NORM", "points"])


def _unweighted(data: pd.DataFrame) -> float:
    """Change of the plain mean of the directorates' percentages."""
    by_year = _shares(data).groupby("year")["share"].mean()
    return float(by_year.loc[2023] - by_year.loc[2022])


def _relative(data: pd.DataFrame) -> float:
    row = survey_table(data).loc["NORM"]
    return 100 * float((row["x2"] / row["n2"]) / (row["x1"] / row["n1"]) - 1)


survey_points = Item(
    "m01.survey_points",
    ask="By how many percentage points did the share change at Northmere (NORM) as a whole? To one decimal.",
    kind=Number(PERCENTAGE_POINTS, tolerance=0.05, decimals=1),
    right=_points,
    mistakes=(
        Mistake(
            "mean of the directorates' percentages",
            _unweighted,
            "That treats a directorate of 200 like one of 1,500. Add up the positive replies, add up the replies, then "
            "divide: so each person counts once.",
        ),
        Mistake(
            "relative change",
            _relative,
            "That is the relative change, in percent of the first share. From 57% to 61% is 4 percentage points, or 7% "
            "relative. Take one share from the other.",
        ),
        Mistake(
            "a share, not points",
            lambda d: _points(d) / 100,
            "That is the difference of two shares between 0 and 1. In percentage points it is 100 times as much.",
        ),
        Mistake(
            "change of sign",
            lambda d: -_points(d),
            "The size is right and the sign is not: later year minus earlier year. A share that went up gives a plus.",
        ),
    ),
    praise="Percentage points: one share minus the other, with every reply counted once.",
    hints=(
        "Look at Northmere's rows only: add up replies and positive replies for each year first.",
        "Percentage points = 100 × positive₂ ÷ replies₂ − 100 × positive₁ ÷ replies₁.",
        "On other data: 60 of 100 and 30 of 60 in one year are 90 of 160 = 56.2%, not the mean of 60% and 50%.",
    ),
    outcome=DISTINGUISH,
    reread=SURVEY,
)


def _only_northmere(data: pd.DataFrame) -> bool:
    return _real(data) == {"NORM"} and _biggest(data) == {"QUIL"} and len(_rose(data)) > 2


EXERCISES = (
    Exercise(
        "E1.1",
        "Limits of a stable system",
        4,
        "calculate",
        (limits,),
        lambda seed: bead_logs(seed, 1),
        teachable=_clear_limits,
    ),
    Exercise(
        "E1.2",
        "Who is different?",
        4,
        "spot the signal",
        (who_ash, who_beech),
        two_trays,
        teachable=_one_decoy,
    ),
    Exercise(
        "E1.3",
        "Next month's score",
        2,
        "choose with reason",
        (next_month,),
        league_tables,
        teachable=_clear_winner,
    ),
    Exercise("E1.4", "How many reds by luck?", 3, "predict", (many_squares,), boards),
    Exercise(
        "E1.5",
        "Did the survey move?",
        4,
        "calculate",
        (survey_change, survey_points),
        surveys,
        teachable=_only_northmere,
    ),
)

QUICK_CHECKS = (
    quick_choice(
        "m01.think_worst",
        ask="Six nurses give medicines. This month one of them has the most late doses. What do you know now?",
        right=("b", "That somebody had to have the most"),
        wrong={
            "a": (
                "That this nurse takes less care",
                "Maybe, maybe not: one month cannot tell. In any six numbers one is the highest, "
                "even if all six people work in the same way.",
            ),
            "c": (
                "That she needs a talk",
                "A talk may be kind, but this number is no reason for one. One of six is always last.",
            ),
        },
        praise="One of six is always last. How to tell more than that is what this hour is about.",
        outcome=JUDGE,
        reread=BEFORE,
    ),
    quick_choice(
        "m01.think_praise",
        ask="After a very bad month a team gets a stern letter, and next month is better. After a very good month a team "
        "gets a cake, and next month is not so good. What is most likely?",
        right=("c", "Both months went back towards the average, whatever was sent"),
        wrong={
            "a": (
                "Letters work and cakes do harm",
                "It looks so, and many managers have learned it that way. But very good and very bad months are "
                "mostly followed by ordinary ones, with or without letters.",
            ),
            "b": (
                "The teams grew careless, or afraid",
                "That is a story, and it may fit. A simpler reason comes first: after an extreme month an ordinary "
                "one is most likely.",
            ),
        },
        praise="After an extreme month comes an ordinary one, most of the time. You will see it in the lab.",
        outcome=PREDICT,
        reread=BEFORE,
    ),
    quick_choice(
        "m01.think_change",
        ask="A tray holds beads, a fifth of them red. Red is bad. What brings fewer red beads in a scoop?",
        right=("a", "Fewer red beads in the tray"),
        wrong={
            "b": (
                "A higher bonus for the person with the scoop",
                "The person cannot see into the tray. A bonus changes how she feels, not what is in there.",
            ),
            "c": (
                "A clear target for everyone",
                "A target tells people what somebody wishes for. It does not take one red bead out.",
            ),
        },
        praise="Change the tray. It sounds easy here; at work the tray is harder to see.",
        outcome=EXPLAIN,
        reread=BEFORE,
    ),
    quick_choice(
        "m01.case_cup",
        ask="Look at the four months. Who had the fewest late doses each time?",
        right=("b", "The winner changes; no ward wins every month"),
        wrong={
            "a": (
                "The same ward, month after month",
                "Look along the rows: the smallest number of a month stands in another row the month after, more "
                "often than not.",
            ),
            "c": (
                "The ward that won the cup before",
                "If so, the cup would stay in one place. Follow it from month to month through the table.",
            ),
        },
        praise="The cup travels. That is what it does when luck hands it out.",
        outcome=EXPLAIN,
        reread=CASE,
    ),
    quick_choice(
        "m01.system_first",
        ask="Late doses are common on every ward at two in the afternoon. Where would you look first?",
        right=("a", "At what happens on all wards at two: rounds, deliveries, handover"),
        wrong={
            "b": (
                "At the nurses who work at two",
                "They change from day to day, and the lateness stays. What stays is in the system.",
            ),
            "c": (
                "At the ward with the most late doses",
                "It is on every ward. The ward with the most may only have had the worst luck.",
            ),
        },
        praise="What happens to everybody comes from what everybody shares: the system.",
        outcome=EXPLAIN,
        reread=SYSTEM,
    ),
    quick_choice(
        "m01.what_moved_beads",
        ask="In the lab: which action moved the numbers for good?",
        right=("c", "Changing the tray"),
        wrong={
            "a": (
                "The warning: the warned did better next time",
                "So did the worst before there were any warnings. Run a round with “no action” and watch them: they "
                "go back to the average as well.",
            ),
            "b": (
                "Replacing the worst three",
                "The new ones draw from the same tray. Run a few more rounds: the centre stays where it was.",
            ),
        },
        praise="Only the tray moves the centre line. All else moves feelings.",
        outcome=PREDICT,
        reread=LAB,
    ),
    quick_choice(
        "m01.inside_limits",
        ask="A ward's count lies inside the limits, and higher than you like. What does that mean?",
        right=("b", "It is what this system gives: to have less, change the system"),
        wrong={
            "a": (
                "All is well",
                "Inside the limits means steady, not good. A tray can be steady and have far too many red beads.",
            ),
            "c": (
                "Somebody must explain this month",
                "This month is like the others. The question is why the system gives so many, every month.",
            ),
        },
        praise="Steady is not the same as good. A steady system that is not good enough needs a change to itself.",
        outcome=CALCULATE,
        reread=LIMITS,
    ),
    quick_choice(
        "m01.small_numbers",
        ask="Two trusts rise by 5 percentage points: one has 200 replies a year, the other 4,000. Which rise can be told "
        "from luck?",
        right=("a", "The one with 4,000 replies"),
        wrong={
            "b": (
                "Both: 5 points are 5 points",
                "The size is the same, the noise is not. With 200 replies chance alone moves the share by up to 10 "
                "points either way.",
            ),
            "c": (
                "The one with 200 replies: small trusts change faster",
                "Small samples jump more. That is why the highest and the lowest are so often small ones.",
            ),
        },
        praise="More replies, less noise: four times as many halve it.",
        outcome=DISTINGUISH,
        reread=SURVEY,
    ),
    quick_choice(
        "m01.best_week",
        ask="What did the chief medical officer of the published case do well?",
        right=("b", "He said himself that the best week was not a fair comparison"),
        wrong={
            "a": (
                "He showed that falls went down by 70%",
                "He gave the two weeks and warned at once that their gap overstates what changed: weeks "
                "differ from one another anyway.",
            ),
            "c": (
                "He compared one week with the week before",
                "He compared one week with the same week two years earlier. That, too, is two points; what is worth "
                "copying is that he said so.",
            ),
        },
        praise="To share good news and its caution in one letter: that is worth copying.",
        outcome=JUDGE,
        reread=MONDAY,
    ),
)
