"""M13 Holding the gain and spreading: exercises E13.1 to E13.6 and the quick checks of the lesson.

The ten factors are those of the NHS Sustainability Model. Eight of their weights stand in an open source (see
`qilab.methods.spread`); the other two, and the even steps between the four levels, are this course's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log, log10

import numpy as np
import pandas as pd
from scipy.special import bdtr

from qilab.methods.selection import shrunken_effect
from qilab.methods.spc import spc
from qilab.methods.spread import bass_peak, decay, expected_effect, reach_times_fidelity
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import Choice, Fields, Labels, Months, Number, Whole
from qilab.questions.quick_choice import quick_choice
from qilab.questions.series import exercise_rng, with_notes
from qilab.questions.units import MONTHS, PERCENT, Unit
from qilab.trusts.generate.improvement.sustain import FACTORS, LEVELS, MEMBERS

SCORE, PRIORITISE, DETECT, FORECAST = "score", "prioritise", "detect", "forecast"

# Headings of the lesson, in one place, so that “to read again” never points at nothing (the build checks it).
BEFORE = "Three questions from before"
CASE = "The case: a good idea travels"
WEIGHTS = "Ten factors, one hundred points"
CALCULATOR = "Play: Will it hold?"
FADING = "When a gain fades"
CURVE = "How an idea spreads"
SPREAD = "Play: Spread"
REACH = "Reach times fidelity"
SCALE = "What may we promise?"
WATCH = "A small watch that lasts"
PUBLISHED = "A published case: lost and regained"

CODES = dict(zip("ABCDEFGHIJ", FACTORS, strict=True))
FACTOR_CODES = Labels(CODES, none="none")
ONE_FACTOR = Choice(CODES)
MODEL_POINTS = Unit("points", also=("point", "points of 100", "out of 100"))
FALLS_A_YEAR = Unit("falls a year", also=("falls", "falls per year", "fewer falls a year", "per year"))


# ---- E13.1 score and choose ---------------------------------------------------------------------------------

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
    ask="How many of the 100 points does this team’s project have? Take the team’s mean level of each factor, turn it "
    "into points, and add up the ten factors. To one decimal.",
    kind=Number(MODEL_POINTS, tolerance=0.1, decimals=1),
    right=_total,
    mistakes=(
        Mistake(
            "unweighted",
            lambda d: 100 * float(((factor_table(d)["level"] - 1) / (LEVELS - 1)).mean()),
            "You gave each factor the same weight. In this model leaders can bring 15 points and monitoring 6.5: turn "
            "each level into points with the factor’s own most points, then add up.",
        ),
        Mistake(
            "a quarter for the lowest level",
            lambda d: float((factor_table(d)["level"] / LEVELS * factor_table(d)["most"]).sum()),
            "You took level ÷ 4, so that the lowest level, 1, still gets a quarter of the points. Here level 1 gets "
            "none and level 4 gets all: (level − 1) ÷ 3.",
        ),
        Mistake(
            "levels added up",
            lambda d: float(factor_table(d)["level"].sum()),
            "You added up the levels; that can reach 40 at most. The question asks for points out of 100: turn each "
            "level into points first.",
        ),
        Mistake(
            "added up over the team",
            lambda d: len(MEMBERS) * _total(d),
            "You added up the points of all six members. Ten factors come to 100 points at most: take the team’s mean "
            "level first.",
        ),
    ),
    praise="Levels into points, points into a total of 100. On its own it is one number; what you can still gain, factor "
    "by factor, says where to begin.",
    hints=(
        "Go along one row: what is the mean of the six levels, and how many points can this factor bring?",
        "Points of a factor = (mean level − 1) ÷ 3 × its most points. Add up all ten.",
        "On other data: a mean level of 2.5 on a factor of 15 points gives 1.5 ÷ 3 × 15 = 7.5 points.",
    ),
    outcome=SCORE,
    reread=WEIGHTS,
)

mend_first = Item(
    "m13.mend_first",
    ask="On which two factors has this team the most points left to gain? Give their two letters.",
    kind=FACTOR_CODES,
    right=lambda d: _top(factor_table(d)["to_gain"]),
    mistakes=(
        Mistake(
            "the lowest points now",
            lambda d: _top(factor_table(d)["now"], largest=False),
            "Those two have the fewest points now. But a factor that can bring few points at most has few left to "
            "gain. Look at what is left: most points − points now.",
        ),
        Mistake(
            "the lowest level",
            lambda d: _top(factor_table(d)["level"], largest=False),
            "Those two have the lowest levels. A low level on a light factor leaves less on the table than a middling "
            "level on a heavy one. Weigh them: most points − points now.",
        ),
        Mistake(
            "the heaviest factors",
            lambda d: _top(factor_table(d)["most"]),
            "Those two can bring the most points of all, but this team has some of them already. Ask what is still "
            "missing: most points − points now.",
        ),
    ),
    praise="What is left on the table decides: most points minus points now.",
    hints=(
        "Make one more column: what each factor could bring, less what it brings now.",
        "Left to gain = most points − points now.",
        "On other data: 8 of 15 points leaves 7 to gain; 0 of 6.5 leaves 6.5. The first comes first.",
    ),
    outcome=PRIORITISE,
    reread=WEIGHTS,
)


def _split(data: pd.DataFrame, by: pd.Series, largest: bool = True) -> dict:
    code = str(by.idxmax() if largest else by.idxmin())
    return {"factor": code, "gap": float(factor_table(data).loc[code, "gap"])}


split_team = Item(
    "m13.split_team",
    ask="A mean can hide that a team sees things differently. On which factor do its six members lie furthest apart, and "
    "how many levels lie between the lowest and the highest?",
    kind=Fields({"factor": ONE_FACTOR, "gap": Whole()}),
    right=lambda d: _split(d, factor_table(d)["gap"]),
    mistakes=(
        Mistake(
            "the lowest mean",
            lambda d: _split(d, factor_table(d)["level"], largest=False),
            "That factor has the lowest mean, and on it the team agrees. Look along each row, from the lowest level to "
            "the highest: where are people furthest apart?",
        ),
        Mistake(
            "the most to gain",
            lambda d: _split(d, factor_table(d)["to_gain"]),
            "That factor has the most points to gain. This question is another one: leave the means aside and look at "
            "the lowest and the highest level in each row.",
        ),
        Mistake(
            "both ends counted",
            lambda d: {
                **_split(d, factor_table(d)["gap"]),
                "gap": _split(d, factor_table(d)["gap"])["gap"] + 1,
            },
            "The factor is right. The gap is highest minus lowest: from 1 to 3 are two levels, though three numbers are "
            "named on the way.",
        ),
    ),
    praise="The mean looks harmless; the day sees one thing and the night another. Ask both, before you mend anything.",
    hints=(
        "Read each row from the ward manager to the ward clerk, and look for both a high and a low level.",
        "Gap = highest level of the six − lowest level of the six.",
        "On other data: 4, 4, 2, 1, 2, 2 has a mean of 2.5 and a gap of 4 − 1 = 3.",
    ),
    outcome=PRIORITISE,
    reread=WEIGHTS,
)


BATCH = 256  # teams looked at together: clear ones are rare, and one by one would keep a learner waiting


def teams(seed: int | None) -> Iterator[pd.DataFrame]:
    """Six members of a practice team give ten factors a level each; on one factor they are split."""
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
            yield with_notes(frame, ward="practice team")


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


# ---- E13.2 when was the gain lost? ----------------------------------------------------------------------------

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
    ask="Which is the first month that lies below the lower limit of the gain (the limits of the first twelve months "
    "after the change)? Give one month, or “none”.",
    kind=Months(),
    right=_lost,
    mistakes=(
        Mistake(
            "against the old limits",
            _old_limits,
            "Against the limits from before the change no month is low, and none ever would be until all is lost. "
            "Compare with the limits of the gain that you want to keep.",
        ),
        Mistake(
            "the last month",
            lambda d: frozenset(d["month"].tail(1).dt.to_period("M")),
            "That is the last month, when everybody can see it. The limits told it earlier: go along the months from "
            "the change on, and stop at the first one below the lower limit.",
        ),
        Mistake(
            "the first month below the mean",
            lambda d: _first_below(d, gain_limits(d)[0], START),
            "That is the first month below the mean. About half of all months lie below their mean while nothing "
            "changes. Wait for one below the lower limit.",
        ),
        Mistake(
            "the lowest month",
            lambda d: frozenset(
                [d["month"].iloc[START + int(np.argmin(d["done_pct"].iloc[START:]))].to_period("M")]
            ),
            "That is the lowest month. By then the gain had been going for a while. Look for the first month that "
            "luck would hardly give.",
        ),
    ),
    praise="That early, a kind question is enough: what has changed on the ward? Limits of the gain, not of the bad old "
    "days, are what make it early.",
    hints=(
        "Put your finger on the first month after the change and go to the right, against the lower limit of the gain.",
        "Lower limit = mean of the new level − 2.66 × mean difference between neighbouring months of it.",
        "On other data: with a lower limit of 81, the months 88, 84, 86, 79, 70 fall below it first at 79, the fourth.",
    ),
    outcome=DETECT,
    reread=FADING,
)


def gains(seed: int | None) -> Iterator[pd.DataFrame]:
    """Care rounds done, in percent of those looked at: a year before, a gain, and a gain that fades."""
    rng = exercise_rng(seed, 13, 2)
    months = pd.date_range("2022-04-01", periods=36, freq="MS").as_unit("s")
    while True:
        held = int(rng.integers(START + HELD + 1, 30))
        high, low = rng.integers(85, 91), rng.integers(40, 51)
        level = np.where(np.arange(36) < START, low, high).astype(float)
        level[held:] = decay(high, low + 8, rng.uniform(0.25, 0.4), np.arange(1, 37 - held))
        due = 240
        done = rng.binomial(due, level / 100)
        frame = with_notes(
            pd.DataFrame({"month": months, "done_pct": (100 * done / due).round(1)}), ward="practice ward"
        )
        frame.attrs["truth"] = str(months[held].to_period("M"))
        yield frame


def _early_but_sure(data: pd.DataFrame) -> bool:
    """The limits tell the loss within a month of its start, and nothing else on either chart looks like a signal."""
    months = data["month"].dt.to_period("M")
    if data["done_pct"].iloc[START:].idxmin() == len(data) - 1:
        return False  # the last month must not be the lowest as well: asked first, for it is quick
    before = spc(data.iloc[:START], "i", y="done_pct", x="month").points
    if (before["point_type"] != "common_cause").any():
        return False
    mean, lower = gain_limits(data)
    found = _lost(data)
    if not found or abs((next(iter(found)) - pd.Period(data.attrs["truth"], "M")).n) > 1:
        return False
    until = int((months < next(iter(found))).sum())
    run = longest = 0
    for value in data["done_pct"].iloc[START:until]:
        run = run + 1 if value < mean else 0
        longest = max(longest, run)
    # A month that lies on the limit to the printed digit would be a quibble.
    return longest < 6 and bool((abs(data["done_pct"].iloc[START:] - lower) > 0.3).all())


# ---- E13.3 peak of adoption -----------------------------------------------------------------------------------


def _pq(data: pd.DataFrame) -> tuple[float, float, float]:
    row = data.iloc[0]
    return float(row["p"]), float(row["q"]), float(row["months"])


def _peak(data: pd.DataFrame) -> float:
    p, q, _ = _pq(data)
    return bass_peak(p, q)


peak = Item(
    "m13.peak",
    ask="In which month is adoption fastest, by the formula of Bass? To one decimal.",
    kind=Number(MONTHS, tolerance=0.05, decimals=1),
    right=_peak,
    mistakes=(
        Mistake(
            "half of the time watched",
            lambda d: _pq(d)[2] / 2,
            "That is half of the time that we watch. Watch longer and your peak would move; the idea would not. The "
            "peak hangs on p and q alone.",
        ),
        Mistake(
            "a straight line",
            lambda d: 0.5 / _pq(d)[0],
            "You went on in a straight line from the first month, until half had joined. Adoption does not stay that "
            "slow: those who have joined bring others.",
        ),
        Mistake(
            "the top of the curve",
            lambda d: _pq(d)[2],
            "That is where the curve stands highest, at the end. It shows all who have joined so far and can only "
            "rise. Adoption is fastest where it is steepest.",
        ),
        Mistake(
            "another logarithm",
            lambda d: log10(_pq(d)[1] / _pq(d)[0]) / (_pq(d)[0] + _pq(d)[1]),
            "You used the logarithm to base 10. The formula has the natural one: log in Python’s math, ln on a pocket "
            "calculator.",
        ),
        Mistake(
            "p left out below the line",
            lambda d: log(_pq(d)[1] / _pq(d)[0]) / _pq(d)[1],
            "Nearly: below the line stands p + q, and you divided by q alone.",
        ),
    ),
    praise="Slow, then fast, then slow. Before the peak a spread looks like a failure; do not judge it there.",
    hints=(
        "Find the steepest place of the curve in the lesson, not its highest.",
        "Peak = ln(q ÷ p) ÷ (p + q), in months, for p and q a month.",
        "On other data: p = 0.02 and q = 0.4 give ln(20) ÷ 0.42 = 3.00 ÷ 0.42 = 7.1 months.",
    ),
    outcome=FORECAST,
    reread=CURVE,
)


def adoptions(seed: int | None) -> Iterator[pd.DataFrame]:
    """Two numbers of an adoption curve: 0.01 and 0.35 in the course, others on other seeds."""
    rng = exercise_rng(seed, 13, 3)
    first = seed is None
    while True:
        p, q = round(float(rng.uniform(0.008, 0.03)), 3), round(float(rng.uniform(0.2, 0.5)), 2)
        months = int(rng.choice([24, 30, 36, 48]))
        if first:
            p, q, months, first = 0.01, 0.35, 36, False
        yield with_notes(pd.DataFrame({"p": [p], "q": [q], "months": [months]}), ward="practice trust")


# ---- E13.4 reach × fidelity -----------------------------------------------------------------------------------


def _coverage(data: pd.DataFrame) -> float:
    return 100 * reach_times_fidelity(data["patients"], data["adopted"], data["fidelity"])


def _by_patients(data: pd.DataFrame, shares: pd.Series) -> float:
    return 100 * float(np.average(shares, weights=data["patients"]))


coverage = Item(
    "m13.coverage",
    ask="Of 100 patients on all the wards, how many get the bundle as it was meant? To the nearest whole number, in %.",
    kind=Number(PERCENT, tolerance=0.5, decimals=0),
    right=_coverage,
    mistakes=(
        Mistake(
            "wards that adopted",
            lambda d: 100 * float(d["adopted"].mean()),
            "That is the share of wards that took it up. Wards are not equally large, and a ward that took it up may "
            "do half of it. Ask how many patients get it as meant.",
        ),
        Mistake(
            "mean fidelity of the adopters",
            lambda d: 100 * float(d.loc[d["adopted"] == 1, "fidelity"].mean()),
            "That is the mean fidelity of the wards that took it up. The patients of the other wards get none of it, "
            "and they count too.",
        ),
        Mistake(
            "trained taken for adopted",
            lambda d: _by_patients(d, d["trained"]),
            "You took training for adoption. People who sat in a training room are not yet patients who get better "
            "care. Use adopted and fidelity.",
            variants=(lambda d: 100 * float(d["trained"].mean()),),
        ),
        Mistake(
            "reach without fidelity",
            lambda d: _by_patients(d, d["adopted"]),
            "That is the reach: patients on wards that took it up. They do not all get all of it. Multiply each ward "
            "by its fidelity as well.",
        ),
        Mistake(
            "wards not weighed",
            lambda d: 100 * float((d["adopted"] * d["fidelity"]).mean()),
            "Reach times fidelity is right for each ward, but then you gave a small ward the weight of a large one. "
            "Weigh each ward by its patients.",
        ),
    ),
    praise="Reach times fidelity, patient by patient. A poster that counts wards tells another story.",
    hints=(
        "For one ward: how many of its patients are reached, and how much of the bundle do they get?",
        "Coverage = Σ patients × adopted × fidelity ÷ Σ patients, times 100.",
        "On other data: 500 patients at 80%, 300 at 50% and 200 on a ward without it: 400 + 150 of 1,000, so 55%.",
    ),
    outcome=FORECAST,
    reread=REACH,
)


def spreads(seed: int | None) -> Iterator[pd.DataFrame]:
    """Eight practice wards: patients a year, share of staff trained, taken up or not, fidelity."""
    rng = exercise_rng(seed, 13, 4)
    while True:
        adopted = rng.permutation([1] * 6 + [0] * 2)
        yield with_notes(
            pd.DataFrame(
                {
                    "ward": [f"P{i}" for i in range(1, 9)],
                    "patients": rng.integers(20, 130, 8) * 10,
                    "trained": rng.integers(60, 100, 8) / 100,
                    "adopted": adopted,
                    "fidelity": np.where(adopted == 1, rng.integers(25, 90, 8) / 100, 0.0),
                }
            ),
            ward="practice wards",
        )


# ---- E13.5 expected effect at scale -----------------------------------------------------------------------------


def _scale(
    data: pd.DataFrame, *, shrink: bool = True, pilot: bool = False, full: bool = False, absolute=False
) -> float:
    row = data.iloc[0]
    effect = float(row["pilot_effect"])
    if shrink:
        effect = shrunken_effect(effect, float(row["standard_error"]), float(row["between"]))
    wards = data if pilot else data[~data["is_pilot"]]
    rate = np.ones(len(wards)) if absolute else wards["rate"].to_numpy()
    reach = 1.0 if full else wards["coverage"].to_numpy()
    return expected_effect(wards["obd"].to_numpy(), rate / 1000, effect, reach)


effect_at_scale = Item(
    "m13.effect_at_scale",
    ask="How many falls a year may the other wards expect to avoid, with the pilot’s effect shrunk and with the coverage "
    "that each ward reaches? To the nearest whole number.",
    kind=Number(FALLS_A_YEAR, tolerance=1, decimals=0),
    right=_scale,
    mistakes=(
        Mistake(
            "the pilot's effect for all",
            lambda d: _scale(d, shrink=False),
            "You promised the pilot’s own effect to everybody. The pilot was chosen to be spread because it went well, "
            "and some of that was luck. Use the shrunken effect.",
        ),
        Mistake(
            "relative taken as absolute",
            lambda d: _scale(d, absolute=True),
            "You took the effect as falls per 1,000 bed days. It is a share of the falls that a ward has: multiply it by "
            "each ward’s own rate.",
        ),
        Mistake(
            "the pilot counted twice",
            lambda d: _scale(d, pilot=True),
            "The pilot ward is in your sum. It has its gain already, so counting it again promises the same falls "
            "twice. Leave it out.",
        ),
        Mistake(
            "full coverage",
            lambda d: _scale(d, full=True),
            "You took it that every patient gets all of the bundle. Multiply each ward by its coverage: reach times "
            "fidelity.",
        ),
    ),
    praise="A smaller promise, and one that can be kept: shrunken effect, own rates, real coverage, pilot left out.",
    hints=(
        "Which ward has its gain already? Take its row out first. Then work along one row.",
        "Falls avoided = Σ bed days ÷ 1,000 × rate × shrunken effect × coverage, over the other wards.",
        "On other data: 10,000 bed days with 6 falls per 1,000, effect 20%, coverage 50%: 10 × 6 × 0.2 × 0.5 = 6 falls.",
    ),
    outcome=FORECAST,
    reread=SCALE,
)


def scales(seed: int | None) -> Iterator[pd.DataFrame]:
    """Six practice wards, one of them the pilot: bed days a year, falls per 1,000, coverage expected."""
    rng = exercise_rng(seed, 13, 5)
    while True:
        is_pilot = np.arange(6) == rng.integers(6)
        yield with_notes(
            pd.DataFrame(
                {
                    "ward": [f"P{i}" for i in range(1, 7)],
                    "is_pilot": is_pilot,
                    "obd": rng.integers(80, 125, 6) * 100,
                    "rate": (rng.integers(45, 90, 6) / 10).round(1),
                    "coverage": np.where(is_pilot, 0.9, rng.integers(40, 75, 6) / 100),
                    "pilot_effect": float(rng.integers(24, 36)) / 100,
                    "standard_error": 0.08,
                    "between": 0.12,
                }
            ),
            ward="practice wards",
        )


# ---- E13.6 a minimal watch ----------------------------------------------------------------------------------


def _at_most(n: int, most: int, share: float) -> float:
    """Chance, in %, of at most so many of n, when each is done with this chance."""
    # Not scipy.stats: to import it takes most of a second, and a learner waits for it.
    return 100 * float(bdtr(most, n, share)) if most >= 0 else 0.0


def _watch(data: pd.DataFrame, **other: float) -> dict[str, float]:
    row = data.iloc[0]
    n, most = int(row["notes"]), int(row["alarm_at"]) - int(other.pop("shift", 0))
    week = _at_most(n, most, float(row["fallen"]))
    found = {
        "false_alarm": _at_most(n, most, float(row["usual"])),
        "one_week": week,
        "four_weeks": 100 * (1 - (1 - week / 100) ** 4),
    }
    return {**found, **other}


_PERCENT = Number(PERCENT, tolerance=0.6, decimals=1)

watch = Item(
    "m13.watch",
    ask="In percent: how often does the watch alarm in a week in which nothing has changed, how often in one week after "
    "the gain has slipped, and how often at least once in four such weeks?",
    kind=Fields({"false_alarm": _PERCENT, "one_week": _PERCENT, "four_weeks": _PERCENT}),
    right=_watch,
    mistakes=(
        Mistake(
            "the share taken for the chance",
            lambda d: _watch(d, one_week=100 * float(d["fallen"].iloc[0])),
            "You gave the share of notes that are right as the chance of an alarm. The chance to notice it is another "
            "number: how often are so few of the notes right, when each is right with that share?",
        ),
        Mistake(
            "weeks added up",
            lambda d: _watch(d, four_weeks=4 * _watch(d)["one_week"]),
            "You added up the four weeks. Chances do not add up like that (it can pass 100%). Ask how likely it is that "
            "all four weeks stay silent, and take that from 100%.",
        ),
        Mistake(
            "fewer than, in place of at most",
            lambda d: _watch(d, shift=1),
            "Your alarm begins one note too late. It rings at the number named and at any below it: at most, not fewer "
            "than.",
        ),
        Mistake(
            "silence taken for alarm",
            lambda d: _watch(d, four_weeks=100 * (1 - _watch(d)["one_week"] / 100) ** 4),
            "That is the chance that all four weeks stay silent. At least one alarm is the rest: take it from 100%.",
        ),
    ),
    praise="A few notes a week hardly ever cry wolf, and within a month they mostly tell. A watch that small is one that "
    "people keep up.",
    hints=(
        "The number of notes that are right, out of so many, follows the binomial distribution. The cell above counts it.",
        "One week: P(at most the alarm). Four weeks: 1 − (1 − one week)⁴. Both times 100.",
        "On other data: 5 notes, alarm at 3 or fewer, share 0.9: 8.1%. Four weeks: 1 − 0.919⁴ = 29%.",
    ),
    outcome=DETECT,
    reread=WATCH,
)


def watches(seed: int | None) -> Iterator[pd.DataFrame]:
    """A weekly look at a few notes: ten, alarm at seven in the course; others on other seeds."""
    rng = exercise_rng(seed, 13, 6)
    first = seed is None
    while True:
        notes, usual, fallen = (
            int(rng.integers(8, 16)),
            float(rng.choice([0.92, 0.95, 0.97])),
            float(rng.choice([0.75, 0.8])),
        )
        alarm = notes - int(rng.integers(2, 4))
        if first:
            notes, usual, fallen, alarm, first = 10, 0.95, 0.80, 7, False
        yield with_notes(
            pd.DataFrame({"notes": [notes], "alarm_at": [alarm], "usual": [usual], "fallen": [fallen]}),
            ward="practice ward",
        )


EXERCISES = (
    Exercise(
        "E13.1",
        "Score and choose",
        5,
        "calculate",
        (total, mend_first, split_team),
        teams,
    ),
    Exercise(
        "E13.2",
        "When was the gain lost?",
        4,
        "read the chart",
        (gain_lost,),
        gains,
        teachable=_early_but_sure,
    ),
    Exercise("E13.3", "The peak of adoption", 3, "fill the blank", (peak,), adoptions),
    Exercise("E13.4", "Reach times fidelity", 3, "fix the bug", (coverage,), spreads),
    Exercise("E13.5", "What may we promise?", 4, "calculate", (effect_at_scale,), scales),
    Exercise("E13.6", "A small watch", 3, "predict", (watch,), watches),
)

QUICK_CHECKS = (
    quick_choice(
        "m13.recall_shift",
        ask="From run charts: eight useful points in a row lie above the frozen centre line. What is that?",
        right=("a", "A shift: something has changed, so ask what"),
        wrong={
            "b": (
                "Ordinary ups and downs",
                "Six useful points in a row on one side are a shift under the run chart rules. Eight are more than "
                "enough to ask.",
            ),
            "c": (
                "A trend",
                "A trend asks that each point is higher than the one before, whatever the side. Many points on one "
                "side are a shift.",
            ),
        },
        praise="A shift. Today’s question is what comes after a good one.",
        outcome=DETECT,
        reread=BEFORE,
    ),
    quick_choice(
        "m13.recall_process",
        ask="From measures: “hourly rounds done, of those looked at”. Which kind of measure is it?",
        right=("b", "A process measure"),
        wrong={
            "a": (
                "An outcome measure",
                "The outcome is what patients feel: here, falls. Rounds done tells whether the new way is used.",
            ),
            "c": (
                "A balancing measure",
                "A balancing measure looks for what might get worse on the way, such as time taken from other care.",
            ),
        },
        praise="It tells whether the new way is used. It often slips before the outcome does.",
        outcome=DETECT,
        reread=BEFORE,
    ),
    quick_choice(
        "m13.recall_predict",
        ask="From testing changes: what belongs to a test before it begins?",
        right=("c", "A prediction, written down"),
        wrong={
            "a": (
                "A training day for all staff",
                "A test is small: one nurse, one bay, one shift. Training for all comes when you know that it works.",
            ),
            "b": (
                "Leave to spread it to other wards",
                "First find out whether it works here, then where else it works. Spreading is a later step.",
            ),
        },
        praise="Predict, then look. A second ward is a new test, and gets its own prediction.",
        outcome=FORECAST,
        reread=BEFORE,
    ),
    quick_choice(
        "m13.case_same_bundle",
        ask="Northmere did 87 of 100 hourly rounds, Osierfield 62. Falls went down at both, less at Osierfield. What fits "
        "best?",
        right=("b", "Less of the change was done there, so less can be expected"),
        wrong={
            "a": (
                "The idea does not work at Osierfield",
                "Too early to say: it was never fully done there. Ask first what stood in the way of doing it.",
            ),
            "c": (
                "Staff at Osierfield took less care",
                "The numbers do not speak about people. They got a poster and an e-mail, and no time: that is a "
                "system.",
            ),
        },
        praise="A copy can only work as far as it is done. What makes it easy or hard to do is in the system.",
        outcome=FORECAST,
        reread=CASE,
    ),
    quick_choice(
        "m13.mean_hides",
        ask="On “staff behaviours” the team’s mean level is 2.5 of 4: leaders said 4, the night nurse said 1. What next?",
        right=("c", "Ask the night nurse what the night looks like"),
        wrong={
            "a": (
                "Write down 2.5 and go on",
                "Nobody in the team said 2 or 3 and meant the whole day. The mean hides two different wards: day and "
                "night.",
            ),
            "b": (
                "Take the leaders’ 4, they know best",
                "Leaders see the day, and mostly from outside the bay. Those who do the rounds at night know the night.",
            ),
        },
        praise="A split team is a finding. It tells where the gain will leak first.",
        outcome=PRIORITISE,
        reread=WEIGHTS,
    ),
    quick_choice(
        "m13.most_to_gain",
        ask="Monitoring has 0 of 6.5 points. Senior leaders have 6 of 15. Where are more points to gain?",
        right=("a", "Senior leaders: 9 points left"),
        wrong={
            "b": (
                "Monitoring: it has none at all",
                "It has none, and 6.5 are left. Senior leaders have 15 − 6 = 9 left, which is more.",
            ),
            "c": (
                "The same in both",
                "Work it out: 6.5 − 0 = 6.5, and 15 − 6 = 9.",
            ),
        },
        praise="Most points minus points now. The lowest score is not always the largest gap.",
        outcome=SCORE,
        reread=CALCULATOR,
    ),
    quick_choice(
        "m13.which_limits",
        ask="The gain has held for a year. Which limits show first that it slips?",
        right=("b", "The limits of the year with the gain"),
        wrong={
            "a": (
                "The limits from before the change",
                "Against those, all is well until the whole gain has gone.",
            ),
            "c": (
                "Limits from all months together",
                "They mix two levels, so they are far too wide, and the fading months pull them down with them.",
            ),
        },
        praise="Guard the new level with limits of its own.",
        outcome=DETECT,
        reread=FADING,
    ),
    quick_choice(
        "m13.what_held",
        ask="In the lab, all wards had taken it up by the end. Why did not all patients get it as meant?",
        right=("a", "Fidelity was below 100% from the start and faded as staff changed"),
        wrong={
            "b": (
                "Too few champions",
                "Champions bring the start forward. At the end all wards had joined anyway; what was missing was how "
                "much of it they did.",
            ),
            "c": (
                "The curve was not watched for long enough",
                "Longer watching makes it worse where staff change and nobody looks. Reach grows to 100%; coverage "
                "does not.",
            ),
        },
        praise="Reach times fidelity. Posters count the first; patients feel the product.",
        outcome=FORECAST,
        reread=SPREAD,
    ),
    quick_choice(
        "m13.bath",
        ask="At Bath the gain was lost and then regained. What is the careful lesson?",
        right=("c", "A gain needs tending, and starting again can be worth it"),
        wrong={
            "a": (
                "The bundle always saves lives",
                "A trial in 93 hospitals found no fewer deaths within 90 days. What one hospital reports need not "
                "come true everywhere.",
            ),
            "b": (
                "Lost gains cannot be won back",
                "The hospital reports that after the relaunch most of the bundle was done again.",
            ),
        },
        praise="Tending is part of the work, and no shame lies in starting again.",
        outcome=DETECT,
        reread=PUBLISHED,
    ),
)
