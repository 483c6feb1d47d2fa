"""M9 Testing changes with PDSA: exercises E9.1 to E9.7 and the quick checks of the lesson.

The cycles come from the table pdsa_log. What is wrong with a cycle is found from what is written on it, by the
kinds of faults that reviews of published cycles found (Taylor and others 2014; Knudsen and others 2019).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, log

import numpy as np
import pandas as pd

from qilab.methods.chance import pdsa_sample_size, snag_probability, tries_to_meet_snag
from qilab.methods.factorial import factorial_effects
from qilab.methods.measure import difference_of_proportions
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import Choice, Fields, Labels, Number, Order, Whole
from qilab.questions.quick_choice import quick_choice
from qilab.questions.series import exercise_rng
from qilab.questions.units import MILLILITRES, PERCENT, PERCENTAGE_POINTS

PLAN, AUDIT, SIZE, DECIDE = "plan", "audit", "size", "decide"

# Headings of the lesson, in one place, so that “to read again” never points at nothing (the build checks it).
BEFORE = "Three questions from before"
CASE = "The case: hourly rounds on East 4"
CYCLE = "Plan, do, study, act"
COIN = "Play: Coin spin"
RANGES = "Worked: how good were the predictions?"
FADED = "Half worked: the other half of the log"
SMALL = "How small is small enough?"
RAMP = "Play: Test ramp"
TWO = "Two changes at once"
ACT = "Adopt, adapt or abandon"

RAMP_PROJECT = "Pharmacist at the board round"
BEFORE_RAMP = 54  # percent, as the questions say
LARGE = 25  # a first test of more patients than this is no small test
CARDS = "ABCDEFGHIJKL"


def _logs(seed: int | None, chance: np.random.Generator) -> Iterator[pd.DataFrame]:
    """The table pdsa_log: the course's own first, then the same five projects made from other seeds."""
    from qilab.trusts.generate import generate

    if seed is None:
        from qilab.data import load

        own = load("pdsa_log")
        for _ in range(50):  # several draws from one log, before another log is looked at
            yield own
    while True:
        made = generate(["pdsa_log"], seed=int(chance.integers(2**31)))["pdsa_log"]
        for _ in range(5):
            yield made


# ---- E9.1 audit a log -------------------------------------------------------------------------------------------


def faults(cycles: pd.DataFrame) -> pd.DataFrame:
    """Which fault each cycle has, from what is written on it: a column of True and False for each kind."""
    return pd.DataFrame(
        {
            "no prediction": cycles["predict_low"].isna() | cycles["predict_high"].isna(),
            "nothing changed": cycles["changed_from_last"] == "Nothing",
            "first test too large": (cycles["cycle"] == 1) & (cycles["n"] > LARGE),
            "no data": cycles["result"].isna(),
            "studied before done": cycles["studied"] < cycles["done"],
        }
    )


def _named(data: pd.DataFrame, mask: pd.Series) -> frozenset[str]:
    return frozenset(data.loc[mask, "card"]) or frozenset({"none of them"})


def _faulty(data: pd.DataFrame) -> pd.Series:
    return faults(data).any(axis=1)


def _also(which):
    """The faulty cards and those of `which` as well."""
    return lambda d: _named(d, _faulty(d) | which(d))


def _without(*kinds: str):
    """The faulty cards without those whose only fault is of these kinds."""
    return lambda d: _named(d, faults(d).drop(columns=list(kinds)).any(axis=1))


def inside(cycles: pd.DataFrame) -> pd.Series:
    """Is the result inside the predicted range? The ends belong to it; no prediction or no result is not inside."""
    return cycles["result"].between(cycles["predict_low"], cycles["predict_high"])


def _both(cycles: pd.DataFrame) -> pd.Series:
    """Cycles with a prediction and a result."""
    return cycles["predict_low"].notna() & cycles["predict_high"].notna() & cycles["result"].notna()


audit = Item(
    "m09.audit",
    ask="Twelve record cards, A to L, from five projects. Which of them are PDSA in name only: no prediction; nothing "
    f"changed since the last cycle; a first test on more than {LARGE}; no data afterwards; or studied before it was "
    "done? Give all their letters.",
    kind=Labels({letter: letter for letter in CARDS}, none="none of them"),
    right=lambda d: _named(d, _faulty(d)),
    mistakes=(
        Mistake(
            "abandoned taken for a fault",
            _also(lambda d: d["decision"] == "abandon"),
            "You marked the cycle that ended in “abandon”. To learn early and cheaply that an idea does not work is a "
            "success of the method: nobody else has to live with it. The others are well found.",
        ),
        Mistake(
            "staff trained taken for a test",
            _without("no data"),
            "One card got past you: “Staff were trained” and no result. Training is a task that was done, not a change "
            "that was tried out. Without data there is nothing to study.",
        ),
        Mistake(
            "small tests taken for a fault",
            _also(lambda d: d["n"] <= 5),
            "You marked tests on a few patients, too. Small is how a test should begin: one patient can show that a "
            "card hangs in the wrong place. Large first tests are the trouble.",
        ),
        Mistake(
            "every large test taken for a fault",
            _also(lambda d: d["n"] > LARGE),
            f"You marked every test on more than {LARGE}. Late in a ramp large tests are right. Only a first test of "
            "that size jumps.",
        ),
        Mistake(
            "missed predictions taken for a fault",
            _also(lambda d: _both(d) & ~inside(d)),
            "You also marked cycles whose result lay outside the prediction. Those are the ones that teach most: "
            "something was not as the team had thought. A fault is to predict nothing.",
        ),
        Mistake(
            "only the empty boxes",
            lambda d: _named(d, faults(d)["no prediction"] | faults(d)["no data"]),
            "You found the empty boxes. Now read those that are filled in: what was changed, how many in the first "
            "test, and the two dates.",
        ),
        Mistake(
            "dates not compared",
            _without("studied before done"),
            "One more: compare the two dates on each card. Where the result was looked at before the test was done, "
            "somebody knew the answer beforehand.",
        ),
        Mistake(
            "repeats let through",
            _without("nothing changed"),
            "One more: a card says that nothing was changed since the last cycle. To do the same again is to wait for "
            "luck; change one thing, and learn something.",
        ),
    ),
    praise="All five kinds found. In a review of 73 published reports 14 showed a full chain of linked cycles (Taylor "
    "and others 2014); in another, 3 of 72 projects showed all four key features (Knudsen and others 2019). You would "
    "now see that at a glance.",
    hints=(
        "Go through the cards once for each of the five kinds, and not once for all: five short looks.",
        "Empty prediction; “Nothing” changed; cycle 1 with n above 25; empty result; studied earlier than done.",
        "On another log: a card with cycle 1 and n = 60 is faulty, a card with cycle 9 and n = 60 is not.",
    ),
    outcome=AUDIT,
    reread=CYCLE,
    points=2,
)

CARD_COLUMNS = [
    "card",
    "project",
    "cycle",
    "question",
    "predict_low",
    "predict_high",
    "n",
    "result",
    "done",
    "studied",
    "changed_from_last",
    "learning",
    "decision",
]


def _cards(seed: int | None) -> Iterator[pd.DataFrame]:
    """Twelve cards out of a log of sixty: one with each fault, one abandoned, small and large ones, and others."""
    chance = exercise_rng(seed, 9, 1)
    for cycles in _logs(seed, chance):
        found = faults(cycles)
        good = ~found.any(axis=1)
        wanted = [
            *(found[kind] for kind in found),
            good & (cycles["decision"] == "abandon"),
            good & (cycles["n"] <= 5) & (cycles["decision"] != "abandon"),
            good & (cycles["n"] > LARGE) & (cycles["cycle"] > 1),
            good & _both(cycles) & ~inside(cycles) & cycles["n"].between(6, LARGE),
        ]
        chosen: list[int] = []
        for mask in wanted:
            places = [i for i in np.flatnonzero(mask) if i not in chosen]
            if places:
                chosen.append(int(chance.choice(places)))
        if len(chosen) < len(wanted):
            continue
        free = [i for i in np.flatnonzero(good) if i not in chosen]
        chosen += chance.choice(free, len(CARDS) - len(chosen), replace=False).tolist()
        cards = cycles.iloc[sorted(chosen)].assign(card=list(CARDS))
        yield cards[CARD_COLUMNS].reset_index(drop=True)


# ---- E9.2 calibration -------------------------------------------------------------------------------------------


def _share(count, of):
    return lambda d: 100 * float(count(d).sum()) / float(of(d).sum())


def _everything(cycles: pd.DataFrame) -> pd.Series:
    return pd.Series(True, index=cycles.index)


def _predicted(cycles: pd.DataFrame) -> pd.Series:
    return cycles["predict_low"].notna()


def _measured(cycles: pd.DataFrame) -> pd.Series:
    return cycles["result"].notna()


def _at_least(cycles: pd.DataFrame) -> pd.Series:
    return _both(cycles) & (cycles["result"] >= cycles["predict_low"])


def _inside_or_blank(cycles: pd.DataFrame) -> pd.Series:
    return inside(cycles) | (~_predicted(cycles) & _measured(cycles))


def _strictly(cycles: pd.DataFrame) -> pd.Series:
    return (cycles["result"] > cycles["predict_low"]) & (cycles["result"] < cycles["predict_high"])


calibration = Item(
    "m09.calibration",
    ask="Of the cycles that have both a prediction and a result, what percent have the result inside the predicted "
    "range? Both ends belong to the range. To the nearest percent, with its unit.",
    kind=Number(PERCENT, tolerance=0.5, decimals=0),
    right=_share(inside, _both),
    mistakes=(
        Mistake(
            "all twelve cycles below the line",
            _share(inside, _everything),
            "You divided by all twelve cycles, as the colleague’s line does. A cycle without a prediction cannot be "
            "right or wrong, and one without a result cannot be compared. Divide by the cycles that have both.",
        ),
        Mistake(
            "the right direction is enough",
            _share(_at_least, _both),
            "You counted every result that was at least as good as the lower end. Much better than predicted is a "
            "surprise as well: the team did not know its own process. Look at both ends of the range.",
        ),
        Mistake(
            "no prediction counted as right",
            _share(_inside_or_blank, _measured),
            "You counted a cycle without a prediction as a hit. Who predicts nothing is never surprised, and learns "
            "nothing either. Leave that cycle out, above the line and below it.",
            variants=(_share(_inside_or_blank, _everything),),
        ),
        Mistake(
            "no result counted as a miss",
            _share(inside, _predicted),
            "A cycle whose result was never counted stands below your line. We do not know whether it would have been "
            "inside. Leave it out here; it is a fault of its own, as in E9.1.",
        ),
        Mistake(
            "ends left out",
            _share(_strictly, _both),
            "A result that lies just on an end of the range was counted as outside. The question says that the ends "
            "belong to it: use <= and >= in place of < and >.",
        ),
        Mistake(
            "those outside",
            lambda d: 100 - _share(inside, _both)(d),
            "That is the share outside the range. The question asks for those inside it: take 100% minus your number.",
        ),
    ),
    praise="Hits over the cycles that could have been hits. A team that is right 9 times in 10 asks too easy "
    "questions; one that is right 1 time in 10 does not know its process yet.",
    hints=(
        "Look at the empty boxes first: which cycles cannot be compared at all?",
        "100 × (results inside the range) ÷ (cycles with a prediction and a result).",
        "On other data: 8 cycles, 1 without a prediction, 1 without a result, 3 inside: 100 × 3 ÷ 6 = 50%.",
    ),
    outcome=PLAN,
    reread=RANGES,
)

LOG_COLUMNS = ["cycle", "question", "predict_low", "predict_high", "n", "result", "decision"]


def _projects(seed: int | None) -> Iterator[pd.DataFrame]:
    """The twelve cycles of one project."""
    chance = exercise_rng(seed, 9, 2)
    for cycles in _logs(seed, chance):
        names = cycles["project"].unique()
        chosen = RAMP_PROJECT if seed is None else chance.choice(names)
        rows = cycles.loc[cycles["project"] == chosen, LOG_COLUMNS].reset_index(drop=True)
        # Only a log with each of these parts the right answer from the wrong ones; the rest need not be worked through.
        blank, uncounted, edge = ~_predicted(rows), ~_measured(rows), inside(rows) & ~_strictly(rows)
        if blank.any() and uncounted.any() and edge.any():
            rows.attrs["project"] = str(chosen)
            yield rows


# ---- E9.3 how few patients ----------------------------------------------------------------------------------------

COUNT = Whole()
ROUND_NUMBERS = (100, 200, 250, 300, 385, 400, 500, 1000)


def _gap(data: pd.DataFrame, test: str) -> tuple[float, float]:
    """Aim and observed share of one of the two tests, as shares."""
    row = data.set_index("test").loc[test]
    return float(row["aim"]) / 100, float(row["observed"]) / 100


def _few(size):
    """A value for both tests, each from its aim and observed share."""
    return lambda d: {test: float(size(*_gap(d, test))) for test in ("wide", "narrow")}


def _fewest(aim: float, observed: float) -> int:
    return pdsa_sample_size(aim, observed)


def _two_sided(aim: float, observed: float) -> int:
    return pdsa_sample_size(aim, observed, alpha=0.025)


def _turned_round(aim: float, observed: float) -> int:
    """The two shares swapped: fewest n with P(X ≥ aim·n | n, observed) < 0.05. Failures make it the same sum."""
    return pdsa_sample_size(round(1 - observed, 10), round(1 - aim, 10))


def _trial(aim: float, observed: float) -> int:
    """Patients in each arm of a trial with 80% power at 5%, by the usual formula."""
    spread = aim * (1 - aim) + observed * (1 - observed)
    return ceil((1.959964 + 0.841621) ** 2 * spread / (aim - observed) ** 2)


def _fixed(n: float):
    return lambda _: {"wide": float(n), "narrow": float(n)}


few_patients = Item(
    "m09.few_patients",
    ask="Two teams hope for the share “aim” and fear that only “observed” of their patients get the change as meant. "
    "What is the smallest test that would show that the aim is missed, for the wide gap (wide) and for the narrow one "
    "(narrow)? Rule: the fewest n for which the observed share is a whole number of patients and so few would come up "
    "in less than 5 of 100 tests if the aim were met (one-sided, binomial).",
    kind=Fields({"wide": COUNT, "narrow": COUNT}),
    right=_few(_fewest),
    mistakes=(
        Mistake(
            "trial thinking",
            _few(_trial),
            "Those are numbers for a trial, which must say how large an effect is. Here the question is smaller: are we "
            "short of our aim? A far smaller test answers that.",
            variants=(
                lambda d: {k: 2 * v for k, v in _few(_trial)(d).items()},
                *(_fixed(n) for n in ROUND_NUMBERS),
            ),
        ),
        Mistake(
            "one patient",
            _fixed(1),
            "One patient can show a snag, and so it is the right first test. It cannot show a share: one success or one "
            "failure fits a high share as well as a low one.",
        ),
        Mistake(
            "aim and observed swapped",
            _few(_turned_round),
            "The two shares are swapped. Ask how odd the observed share would be if the aim were met, not the other way "
            "round: pdsa_sample_size(aim, observed).",
        ),
        Mistake(
            "one number for both",
            lambda d: {test: float(_fewest(*_gap(d, "wide"))) for test in ("wide", "narrow")},
            "You used one number for both. A wide gap shows in a few patients; a narrow one hides among them. The "
            "narrower the gap, the more patients.",
            variants=(lambda d: {t: float(_fewest(*_gap(d, "narrow"))) for t in ("wide", "narrow")},),
        ),
        Mistake(
            "a stricter rule",
            _few(_two_sided),
            "Right for a stricter rule: 2.5 in 100 where the question says 5 in 100. The values that Etchells and "
            "colleagues (2016) print, 12 for 80% against 50%, fit that rule. Either will do, if you say which.",
            accept=True,
        ),
    ),
    praise="That few. If you fall well short of your aim, a handful of patients will tell; a near miss takes more. "
    "(Etchells and colleagues 2016 print 12 for 80% against 50% where our rule gives 10: theirs is a little stricter.)",
    hints=(
        "Put the aim first and the observed share second, as shares: 80% is 0.80.",
        "pdsa_sample_size(aim, observed) gives the fewest n with P(X ≤ observed × n | n, aim) below 0.05.",
        "On other data: aim 70%, observed 40%: pdsa_sample_size(0.70, 0.40) is 10: at most 4 of 10 would come in "
        "fewer than 5 of 100 tests.",
    ),
    outcome=SIZE,
    reread=SMALL,
)


def _pairs_of_gaps(seed: int | None) -> Iterator[pd.DataFrame]:
    chance = exercise_rng(seed, 9, 3)
    first = seed is None
    while True:
        aim, wide, narrow = (80, 50, 70) if first else _drawn_gap(chance)
        first = False
        yield pd.DataFrame({"test": ["wide", "narrow"], "aim": [aim, aim], "observed": [wide, narrow]})


def _drawn_gap(chance: np.random.Generator) -> tuple[int, int, int]:
    aim = int(chance.choice([70, 75, 80, 85, 90]))
    return aim, aim - int(chance.choice([30, 40])), aim - int(chance.choice([10, 20]))


def _narrow_is_more(data: pd.DataFrame) -> bool:
    found = few_patients.right(data)
    return found["wide"] <= 20 and 2 * found["wide"] <= found["narrow"] <= 250


# ---- E9.4 the chance to meet the snag -----------------------------------------------------------------------------


def _snag(data: pd.DataFrame) -> tuple[float, int]:
    return float(data["snag_percent"].iloc[0]) / 100, int(data["patients"].iloc[0])


def _of_snag(value):
    return lambda d: float(value(*_snag(d)))


snag_chance = Item(
    "m09.snag_chance",
    ask="A snag waits for some of the patients (column snag_percent). How likely is it that a test on so many (column "
    "patients) meets it at least once? In percent, to the nearest whole one, with its unit.",
    kind=Number(PERCENT, tolerance=0.5, decimals=0),
    right=_of_snag(lambda share, n: 100 * snag_probability(share, n)),
    mistakes=(
        Mistake(
            "chances added up",
            _of_snag(lambda share, n: 100 * share * n),
            "You added the chances: patients × share. Two patients may meet the same snag, and with enough patients the "
            "sum would pass 100%. Work out the chance that nobody meets it, and take the rest.",
        ),
        Mistake(
            "one patient only",
            _of_snag(lambda share, n: 100 * share),
            "That is the chance for one patient. Each further patient is one more chance to meet the snag.",
        ),
        Mistake(
            "chance that nobody meets it",
            _of_snag(lambda share, n: 100 * (1 - share) ** n),
            "That is the chance that nobody meets the snag. At least once is all the rest: 100% minus your number.",
        ),
        Mistake(
            "a share where percent was asked",
            _of_snag(snag_probability),
            "The right amount, as a share of 1. The question asks for percent: times 100.",
        ),
    ),
    praise="1 − (1 − share)ⁿ. A test that went well may just not have met the snag: that is why the next test is larger, "
    "and in another place.",
    hints=(
        "Turn it round: how likely is it that the first patient does not meet it? And that none of them does?",
        "Chance to meet it = 1 − (1 − share)ⁿ; in Python, snag_probability(share, n).",
        "On other data: a snag in 50% of patients, two patients: 1 − 0.5 × 0.5 = 0.75, so 75%.",
    ),
    outcome=SIZE,
    reread=SMALL,
)

snag_tries = Item(
    "m09.snag_tries",
    ask="How many patients must be tested so that the same snag is met at least once with a chance of 95% or more? The "
    "fewest, a whole number.",
    kind=COUNT,
    right=_of_snag(lambda share, n: tries_to_meet_snag(share)),
    mistakes=(
        Mistake(
            "one in so many, so I will see one",
            _of_snag(lambda share, n: round(1 / share)),
            "“One in so many, so among so many I will see one.” In about 35 tests of 100 you would not. On average there "
            "is one, but luck gives some tests two and others none.",
            variants=(_of_snag(lambda share, n: ceil(round(0.95 / share, 9))),),
        ),
        Mistake(
            "more likely than not",
            _of_snag(lambda share, n: ceil(log(0.5) / log(1 - share))),
            "With so many the snag is met more often than not. The question asks for 95%: you would like to be rather "
            "sure before you spread the change.",
        ),
        Mistake(
            "the test as it is",
            _of_snag(lambda share, n: n),
            "That is the size of the test at hand, and you have just worked out how seldom it meets the snag. Try "
            "larger numbers in snag_probability until it passes 0.95.",
        ),
        Mistake(
            "rule of three",
            _of_snag(lambda share, n: round(3 / share)),
            "Near enough, by the rule of three: 3 ÷ share. The exact number is one fewer. As a rule for the ward it is "
            "just what you need.",
            accept=True,
        ),
    ),
    praise="Most people guess far fewer. The rule of thumb: three times as many as “one in so many”.",
    hints=(
        "Begin with a guess, put it into snag_probability(share, n), and go up until it gives 0.95.",
        "The fewest n with 1 − (1 − share)ⁿ ≥ 0.95; in Python, tries_to_meet_snag(share).",
        "On other data: a snag in half of the patients: 1 − 0.5⁴ = 0.94 and 1 − 0.5⁵ = 0.97, so 5.",
    ),
    outcome=SIZE,
    reread=SMALL,
)


def _snags(seed: int | None) -> Iterator[pd.DataFrame]:
    chance = exercise_rng(seed, 9, 4)
    percent, patients = (10, 5) if seed is None else (0, 0)
    while True:
        if not percent:
            percent, patients = int(chance.choice([4, 5, 8, 10, 12, 20])), int(chance.integers(3, 13))
        yield pd.DataFrame({"snag_percent": [percent], "patients": [patients]})
        percent = 0


# ---- E9.5 adopt, adapt, abandon -----------------------------------------------------------------------------------


def _known(data: pd.DataFrame) -> pd.DataFrame:
    return data.dropna(subset=["met"])


def _pooled(data: pd.DataFrame) -> float:
    """Share that went as hoped, all tries together, in percent."""
    known = _known(data)
    return 100 * float(known["met"].sum()) / float(known["n"].sum())


def _workdays(data: pd.DataFrame) -> pd.DataFrame:
    return data[~data["weekend"]]


def _weekends(data: pd.DataFrame) -> pd.DataFrame:
    return data[data["weekend"]]


def _apart(level):
    return lambda d: level(_workdays(d)) - level(_weekends(d))


def _last_against_first(data: pd.DataFrame) -> float:
    shown = data["result"].dropna()
    return float(shown.iloc[-1] - shown.iloc[0])


weekday_gain = Item(
    "m09.weekday_gain",
    ask="By how many percentage points does the share that went as hoped differ, working days minus weekends? Take all "
    "tries together on each side, and leave out the cycle without data. To one decimal, with its unit.",
    kind=Number(PERCENTAGE_POINTS, tolerance=0.15, decimals=1),
    right=_apart(_pooled),
    mistakes=(
        Mistake(
            "mean of the cycles’ percentages",
            _apart(lambda d: float(d["result"].mean())),
            "You averaged the percentages of the cycles. A test on one patient then counts as much as one on ninety. "
            "Add up those that went as hoped, add up the tries, and divide once.",
        ),
        Mistake(
            "first cycle against last",
            _last_against_first,
            "That is the last cycle minus the first: two points, and two kinds of day are not even asked. Sort the "
            "cycles by day first.",
        ),
        Mistake(
            "all days against before",
            lambda d: _pooled(d) - BEFORE_RAMP,
            f"That is the share on all days minus the {BEFORE_RAMP}% before. The mean of all days hides that there are "
            "two kinds of them. Part them first.",
        ),
        Mistake(
            "relative instead of points",
            lambda d: 100 * (_pooled(_workdays(d)) / _pooled(_weekends(d)) - 1),
            "That is by how much percent the one is larger than the other. The question asks for the difference of the "
            "two shares, in percentage points: take one from the other.",
        ),
        Mistake(
            "no data counted as no success",
            _apart(lambda d: 100 * float(d["met"].sum()) / float(d["n"].sum())),
            "The tries of the cycle without data stand below your line, with no successes above it. Not counted is not "
            "the same as not met: leave that cycle out.",
        ),
        Mistake(
            "the other way round",
            lambda d: -_apart(_pooled)(d),
            "The right size, the other way round: working days minus weekends was asked, and a plus means better on "
            "working days.",
        ),
    ),
    praise="On working days the change does something, at weekends it does not. One number for all days would have "
    "hidden both.",
    hints=(
        "Look at the column weekend: it parts the cycles into two groups.",
        "100 × Σ met ÷ Σ n on working days, minus the same at weekends; only cycles with a result.",
        "On other data: 30 of 40 and 12 of 20 on working days, 10 of 20 at weekends: 100 × 42 ÷ 60 − 50 = 20.0 points.",
    ),
    outcome=DECIDE,
    reread=ACT,
)

DECISIONS = Choice(
    {
        "adopt": "make it the new standard, on every day",
        "adapt": "keep what works, change the rest, and test again",
        "abandon": "stop, and try another idea",
    }
)
REASONS = Choice(
    {
        "a": f"All tests together are better than the {BEFORE_RAMP}% before",
        "b": "It works on working days, and the other wards’ waits are not our measure",
        "c": "The last cycle, held against the first, settles it",
        "d": "It works on working days and not at weekends, and the other wards waited longer in the largest tests: "
        "both need a change before it spreads",
        "e": "The last test at a weekend was hardly better than before",
    }
)


def _verdict(decision: str, because: str):
    return lambda _: {"decision": decision, "because": because}


decide = Item(
    "m09.decide",
    ask=f"Before the change {BEFORE_RAMP} of 100 had their medicines written up by noon. The column other_wards_late is "
    "the balancing measure: of 20 patients on the other wards, how many waited for the pharmacist. Adopt, adapt or "
    "abandon (decision), and why (because)?",
    kind=Fields({"decision": DECISIONS, "because": REASONS}),
    right=_verdict("adapt", "d"),
    mistakes=(
        Mistake(
            "adopt on the overall mean",
            _verdict("adopt", "a"),
            "The mean of all tests is better than before, and it is a mixture: good working days and weekends as they "
            "always were. Adopted as it is, the change would let patients down every Saturday.",
        ),
        Mistake(
            "abandon on one kind of day",
            _verdict("abandon", "e"),
            "You would throw away what works on five days of seven. The weekend tells where the idea fails, and that is "
            "something to build on: who could do it when there is no pharmacist?",
        ),
        Mistake(
            "balancing measure not looked at",
            _verdict("adapt", "b"),
            "Look at the other wards once more: in the largest tests more of their patients waited. A gain here that is "
            "paid for elsewhere is no gain for the trust. The balancing measure belongs to the decision.",
            variants=(_verdict("adopt", "b"),),
        ),
        Mistake(
            "last against first",
            _verdict("adopt", "c"),
            "The first and the last cycle are two points, and luck alone moves them. Ten other cycles have something to "
            "say, above all those at weekends.",
            variants=(_verdict("adapt", "c"),),
        ),
    ),
    praise="Adapt: keep the working days, find another way for weekends, and mend what it costs the other wards. We made "
    "these data: at weekends there is no pharmacist, and nothing changed there at all.",
    hints=(
        "Look at three things: working days, weekends, and the other wards in the largest tests.",
        "Adopt if it works wherever it will be used and harms nothing; abandon if it works nowhere; adapt in between.",
        "On other data: works by day (80%) and not at night (50% as before), nothing else got worse: adapt, for the nights.",
    ),
    outcome=DECIDE,
    reread=ACT,
)

RAMP_COLUMNS = ["cycle", "done", "day", "weekend", "n", "met", "result", "other_wards_late"]


def _ramps(seed: int | None) -> Iterator[pd.DataFrame]:
    """The pharmacist's twelve cycles, with a balancing measure: the larger the test, the longer others wait."""
    chance = exercise_rng(seed, 9, 5)
    for cycles in _logs(seed, chance):
        rows = cycles[cycles["project"] == RAMP_PROJECT].reset_index(drop=True)
        late = chance.binomial(20, np.where(rows["n"] >= 60, 0.45, 0.10))
        rows = rows.assign(day=rows["done"].dt.day_name(), other_wards_late=late)
        yield rows[RAMP_COLUMNS]


def _clear_ramp(data: pd.DataFrame) -> bool:
    """The weekends can be told from the working days, and the balancing measure shows what it should."""
    large, late = data["n"].to_numpy() >= 60, data["other_wards_late"].to_numpy()
    if late[large].mean() <= late[~large].mean() + 4:
        return False
    known = _known(data)
    days, ends = _workdays(known), _weekends(known)
    if len(ends) < 2 or abs(_pooled(ends) - BEFORE_RAMP) >= 8 or _pooled(known) <= BEFORE_RAMP + 3:
        return False
    change = difference_of_proportions(ends["met"].sum(), ends["n"].sum(), days["met"].sum(), days["n"].sum())
    return bool(change.z > 1.96)


# ---- E9.6 two changes, one interaction ------------------------------------------------------------------------------

DRINK = Number(MILLILITRES, tolerance=1.0, decimals=0)
JUG, LID, ML = "jug_near", "red_lid", "ml"


def _cells(data: pd.DataFrame) -> np.ndarray:
    """(2, 2) cell means: without and with the near jug, by without and with the red lid."""
    cell = 2 * (data[JUG].to_numpy() == "yes") + (data[LID].to_numpy() == "yes")
    return (np.bincount(cell, data[ML].to_numpy(), 4) / np.bincount(cell, minlength=4)).reshape(2, 2)


def _with_lid(data: pd.DataFrame) -> float:
    """What the near jug adds where there is a red lid."""
    cells = _cells(data)
    return float(cells[1, 1] - cells[0, 1])


def _alone(data: pd.DataFrame) -> float:
    """What the near jug adds where there is no red lid."""
    cells = _cells(data)
    return float(cells[1, 0] - cells[0, 0])


def _lid_alone(data: pd.DataFrame) -> float:
    cells = _cells(data)
    return float(cells[0, 1] - cells[0, 0])


def _effect(data: pd.DataFrame, name: str) -> float:
    found = factorial_effects(data, ML, [JUG, LID]).set_index("effect")["estimate"]
    return float(found[name])


def _by_rows(with_it):
    """Mean of all rows with, minus mean of all rows without: cells with more patients weigh more."""
    return lambda d: float(d.loc[with_it(d), ML].mean() - d.loc[~with_it(d), ML].mean())


def _best_minus_worst(data: pd.DataFrame) -> float:
    return float(np.ptp(_cells(data)))


HALF = "Half of the two together is the mean."
main_effect = Item(
    "m09.main_effect",
    ask="Drinks by noon, in ml. What is the effect of the near jug: the mean of what it adds with the red lid and of what "
    "it adds without? Each of the four cells counts the same. To the nearest ml, with its unit.",
    kind=DRINK,
    right=lambda d: _effect(d, JUG),
    mistakes=(
        Mistake(
            "best cell minus worst",
            _best_minus_worst,
            "That is the best cell minus the worst: both changes at once. The effect of the jug alone compares cells that "
            "differ in the jug and in nothing else.",
        ),
        Mistake(
            "one at a time",
            _alone,
            "That is what the jug adds when there is no red lid: one change at a time. With the lid it adds another "
            "amount. The effect is the mean of both.",
        ),
        Mistake(
            "only where the lid is red",
            _with_lid,
            "That is what the jug adds where the lid is red. Where it is not, the jug adds less. The effect is the mean "
            "of both.",
        ),
        Mistake(
            "both changes added up",
            lambda d: _alone(d) + _lid_alone(d),
            "You added what the jug and what the lid do, each tried alone. The question asks for the jug: with the lid "
            "and without it, and the mean of the two.",
        ),
        Mistake(
            "half forgotten",
            lambda d: _with_lid(d) + _alone(d),
            f"You added what the jug does with the lid and without it, and did not divide by two. {HALF}",
        ),
        Mistake(
            "rows pooled",
            _by_rows(lambda d: d[JUG] == "yes"),
            "You took the mean of all rows with the jug and of all without. The cells do not hold equally many patients, "
            "so the lid leaks into the answer. Work out the four cell means first.",
        ),
    ),
    praise="Half of (what it adds with the lid + what it adds without). Every patient was used for both questions: that "
    "is what a factorial test saves.",
    hints=(
        "Make a table of four means: jug near or not, by red lid or not.",
        "Effect of the jug = ½ × [(both − lid only) + (jug only − neither)].",
        "On other data: neither 300, jug only 340, lid only 310, both 390: ½ × [(390 − 310) + (340 − 300)] = 60.",
    ),
    outcome=DECIDE,
    reread=TWO,
)

interaction = Item(
    "m09.interaction",
    ask="And the interaction: half of the difference between what the near jug adds with the red lid and what it adds "
    "without? To the nearest ml, with its unit.",
    kind=DRINK,
    right=lambda d: _effect(d, f"{JUG} × {LID}"),
    mistakes=(
        Mistake(
            "half left out",
            lambda d: _with_lid(d) - _alone(d),
            "That is the whole difference. By the usual rule an interaction is half of it, so that it can be read beside "
            "the effects.",
        ),
        Mistake(
            "effects just add up",
            lambda d: 0.0,
            "Zero would mean that the jug adds the same with the lid and without it. Compare the two: they are not "
            "alike.",
        ),
        Mistake(
            "sum of one at a time",
            lambda d: _alone(d) + _lid_alone(d),
            "That is the sum of both changes tried one at a time: what you would expect if they did not work on each "
            "other. The interaction is what this sum misses.",
        ),
        Mistake(
            "what the jug adds in one row",
            _alone,
            "That is what the jug adds in one row of the table. The interaction asks how far the two rows are apart: "
            "take one from the other, then half of it.",
            variants=(_with_lid,),
        ),
        Mistake(
            "the sign turned round",
            lambda d: -(_with_lid(d) - _alone(d)) / 2,
            "The right size with the wrong sign. The jug adds more where the red lid is, so the interaction is a plus.",
        ),
        Mistake(
            "pooled over rows",
            _by_rows(lambda d: (d[JUG] == "yes") == (d[LID] == "yes")),
            "You pooled the rows, and cells with more patients weighed more. Work with the four cell means.",
        ),
    ),
    praise="The two need each other: the lid shows who needs help, and the jug is then within reach. Tried one at a time, "
    "neither would have looked like much.",
    hints=(
        "What does the jug add where the lid is red? And where it is not? How far apart are these two?",
        "Interaction = ½ × [(both − lid only) − (jug only − neither)].",
        "On other data: neither 300, jug only 340, lid only 310, both 390: ½ × [(390 − 310) − (340 − 300)] = 20.",
    ),
    outcome=DECIDE,
    reread=TWO,
)


def _drinks(seed: int | None) -> Iterator[pd.DataFrame]:
    """What patients had drunk by noon, in four cells of unequal size. The two changes need each other."""
    chance = exercise_rng(seed, 9, 6)
    cells = [(jug, lid) for jug in ("no", "yes") for lid in ("no", "yes")]
    while True:
        sizes = chance.permutation([5, 7, 9, 13])
        jug_effect, lid_effect, both = chance.uniform(30, 70), chance.uniform(15, 45), chance.uniform(50, 110)
        rows = []
        for (jug, lid), n in zip(cells, sizes, strict=True):
            j, k = jug == "yes", lid == "yes"
            mean = 420 + j * jug_effect + k * lid_effect + j * k * both
            rows += [(jug, lid, 10 * round(ml / 10)) for ml in chance.normal(mean, 50, n)]
        yield pd.DataFrame(rows, columns=[JUG, LID, ML])


def _need_each_other(data: pd.DataFrame) -> bool:
    """The jug helps in both rows, and more with the lid; both together are the best cell."""
    return (
        min(_alone(data), _lid_alone(data)) > 5
        and _with_lid(data) - _alone(data) > 30
        and _cells(data).argmax() == 3
    )


# ---- E9.7 a cycle and a ramp in order -------------------------------------------------------------------------------

CYCLE_STEPS = Order(
    {
        "A": "Try it, small, and note what happens, surprises too",
        "B": "Say what you want to learn",
        "C": "Decide: adopt, adapt or abandon",
        "D": "Write down what you expect to see, and who tries it, where and when",
        "E": "Change one thing, and ask the next question",
        "F": "Hold what happened against what you expected",
    }
)
RAMP_STEPS = Order(
    {
        "A": "The whole ward for a week, with its nights and weekend",
        "B": "One patient, one nurse, this morning",
        "C": "Two more wards for a month",
        "D": "Five patients, the same nurse, in one day",
        "E": "Ten patients, three nurses, by day and by night",
    }
)


def _steps(word: str):
    return lambda _: tuple(word)


cycle_order = Item(
    "m09.cycle_order",
    ask="Put the six cards of one cycle in order, the first one first. Give their letters as a list.",
    kind=CYCLE_STEPS,
    right=_steps("BDAFCE"),
    mistakes=(
        Mistake(
            "predicted after the test",
            _steps("BADFCE"),
            "The prediction comes after the test here. What is written down afterwards always fits. Write it before, and "
            "you can be surprised.",
            variants=(_steps("BAFDCE"), _steps("ABDFCE"), _steps("BADCFE")),
        ),
        Mistake(
            "do first",
            _steps("ABDCFE"),
            "You begin by doing. Then nobody knows what the test is for. Say first what you want to learn.",
            variants=(_steps("ADBFCE"), _steps("ABFDCE"), _steps("ABFCDE"), _steps("AFBDCE")),
        ),
        Mistake(
            "decided before it was studied",
            _steps("BDACFE"),
            "You decide before you have held the result against the prediction. That is “do, do, decide”: the study is "
            "what the cycle is for.",
            variants=(_steps("BDCAFE"), _steps("BDACEF")),
        ),
        Mistake(
            "predicted before there is a question",
            _steps("DBAFCE"),
            "A prediction answers a question, so the question comes first. What would you like to learn?",
        ),
        Mistake(
            "changed before it was decided",
            _steps("BDAFEC"),
            "You change something before you have decided what to do with the idea. Decide first; then the next cycle "
            "begins with one change and one question.",
        ),
    ),
    praise="Plan (question, prediction, who and when), do, study, act; and the last card is the first of the next cycle.",
    hints=(
        "Say the four words aloud: plan, do, study, act. Two cards belong to plan, and two to act.",
        "Question → prediction and plan → try it → compare → decide → next question.",
        "In a kitchen: will less salt do? I expect nobody notices. I cook, I watch, I compare, I keep it; next: no sugar?",
    ),
    outcome=PLAN,
    reread=CYCLE,
)

ramp_order = Item(
    "m09.ramp_order",
    ask="Put these five tests in the order of a ramp, from the first to the last. Give their letters as a list.",
    kind=RAMP_STEPS,
    right=_steps("BDEAC"),
    mistakes=(
        Mistake(
            "the whole ward first",
            _steps("ABDEC"),
            "The whole ward comes first here. If there is a snag, the whole ward meets it on one day. Begin with one "
            "patient.",
            variants=(_steps("ACBDE"), _steps("ADBEC"), _steps("ABEDC"), _steps("ACEDB")),
        ),
        Mistake(
            "from large to small",
            _steps("CAEDB"),
            "That is the ramp upside down. The less you know, the smaller the test; it grows as you learn.",
            variants=(_steps("CABDE"), _steps("CBDEA"), _steps("CBDAE")),
        ),
        Mistake(
            "spread before the weekend was tried",
            _steps("BDECA"),
            "It spreads to other wards before nights and weekends were tried on its own. What breaks at a weekend would "
            "then break on three wards.",
            variants=(_steps("BDCEA"), _steps("BCDEA"), _steps("BDCAE"), _steps("BCDAE"), _steps("BDACE")),
        ),
        Mistake(
            "other people before more patients",
            _steps("BEDAC"),
            "From one patient straight to ten with three nurses, by night too: many things change at once. Five with the "
            "same nurse come in between.",
        ),
        Mistake(
            "five before one",
            _steps("DBEAC"),
            "Five before one: if the form has a fault, five patients meet it. One patient is enough to see it.",
        ),
    ),
    praise="1, 5, 10, a week, other wards: larger each time, and under more kinds of conditions. Each step is only "
    "earned by the one before.",
    hints=(
        "Ask of each test: if the idea is bad, how many patients would notice?",
        "Few before many; the same people before others; easy days before hard ones; this ward before other wards.",
        "On another idea: one phone call, five calls, one clinic’s calls in a week, all clinics.",
    ),
    outcome=PLAN,
    reread=RAMP,
)


def _no_data(seed: int | None) -> Iterator[pd.DataFrame]:
    """The cards are the same for everybody: nothing is drawn."""
    while True:
        yield pd.DataFrame({"cycle": [*CYCLE_STEPS.options], "steps": [*CYCLE_STEPS.options.values()]})


EXERCISES = (
    Exercise("E9.1", "Audit a log", 6, "spot the signal", (audit,), _cards),
    Exercise("E9.2", "How good were the predictions?", 4, "fix the bug", (calibration,), _projects),
    Exercise("E9.3", "How few patients?", 4, "fill the blank", (few_patients,), _pairs_of_gaps, _narrow_is_more),
    Exercise("E9.4", "The chance to meet the snag", 3, "calculate", (snag_chance, snag_tries), _snags),
    Exercise("E9.5", "Adopt, adapt, abandon", 5, "choose with reason", (weekday_gain, decide), _ramps, _clear_ramp),
    Exercise(
        "E9.6", "Two changes, one interaction", 4, "calculate", (main_effect, interaction), _drinks, _need_each_other
    ),
    Exercise("E9.7", "A cycle and a ramp in order", 2, "order the steps", (cycle_order, ramp_order), _no_data),
)  # fmt: skip


# ---- the lesson's quick checks ----------------------------------------------------------------------------------------


def _east_4(value):
    """A value worked out from the later half of East 4's log, in whichever data are in use."""

    def of(_: pd.DataFrame) -> float:
        from qilab.data import load

        cycles = load("pdsa_log")
        return value(cycles[(cycles["project"] == "Hourly rounds on East 4") & (cycles["cycle"] > 6)])

    return of


faded_calibration = Item(
    "m09.faded_calibration",
    ask="East 4, cycles 7 to 12: of those with a prediction and a result, what percent lie inside the range? To the "
    "nearest percent.",
    kind=Number(PERCENT, tolerance=0.5, decimals=0),
    right=_east_4(_share(inside, _both)),
    mistakes=(
        Mistake(
            "six below the line",
            _east_4(_share(inside, _everything)),
            "You divided by all six cycles. One of them has no prediction and cannot be a hit or a miss: leave it out "
            "below the line.",
        ),
        Mistake(
            "a blank counted as a hit",
            _east_4(_share(_inside_or_blank, _everything)),
            "You counted the cycle without a prediction as a hit. Leave it out, above the line and below.",
            variants=(_east_4(_share(_inside_or_blank, _both)),),
        ),
        Mistake(
            "at least as good as hoped",
            _east_4(_share(_at_least, _both)),
            "Better than the range is outside the range, too. Hold each result against both ends.",
        ),
    ),
    praise="Hits over the cycles that could have been hits. Hold it against the first half: what happened to the team’s "
    "predictions?",
    hints=(
        "Which of the six cycles has no prediction?",
        "100 × (hits) ÷ (cycles with a prediction and a result).",
        "On other data: 1 hit in 5 comparable cycles: 100 × 1 ÷ 5 = 20%.",
    ),
    outcome=PLAN,
    reread=FADED,
)

QUICK_CHECKS = (
    quick_choice(
        "m09.recall_system",
        ask="From module 1: a ward had the best score of six, all inside the limits. What do you expect next month?",
        right=("b", "About the average of all six"),
        wrong={
            "a": (
                "The best score again",
                "Inside the limits the order is luck, and luck does not carry over. Expect what the system gives to "
                "all: the average.",
            ),
            "c": (
                "The worst score, for luck evens out",
                "Chance has no memory. It does not pay back; the best guess is simply the average.",
            ),
        },
        praise="The average: that is also why one good test of a change proves little.",
        outcome=DECIDE,
        reread=BEFORE,
    ),
    quick_choice(
        "m09.recall_aim",
        ask="From module 2: “We will reduce falls on East 4.” What is missing?",
        right=("c", "By how much, from what, and by when"),
        wrong={
            "a": (
                "Nothing: everybody knows what is meant",
                "Would two people agree a year from now whether it was reached? Without a size, a start and a date they "
                "could not.",
            ),
            "b": (
                "Who is to blame for the falls so far",
                "We speak about systems, never about colleagues. What is missing is how much, from where, and by when.",
            ),
        },
        praise="How much, from what, by when. The tests of this module are the way there.",
        outcome=PLAN,
        reread=BEFORE,
    ),
    quick_choice(
        "m09.recall_two_points",
        ask="From module 6: falls are down by a fifth on last month, and no rule of the run chart is met. What do you say?",
        right=("a", "Ordinary variation so far: keep watching"),
        wrong={
            "b": (
                "The change works",
                "Two points are not yet a signal: luck alone moves a ward’s falls by that much in many months. Wait for "
                "a shift, a trend, or odd runs.",
            ),
            "c": (
                "The change does not work",
                "No signal is not a signal of nothing: there may be too few points to see it. Keep watching.",
            ),
        },
        praise="Two points say little. What can be learned from small tests, and what cannot, is today’s theme.",
        outcome=DECIDE,
        reread=BEFORE,
    ),
    quick_choice(
        "m09.first_test",
        ask="The team would like to know whether hourly rounds can be done at all. What is a good first test?",
        right=("b", "One nurse, one bay, one morning"),
        wrong={
            "a": (
                "All 40 patients, for a month, to have enough data",
                "If the form has a fault, 40 patients meet it and the month is gone. The first question is whether it can "
                "be done, and one morning answers that.",
            ),
            "c": (
                "First train all staff on rounds",
                "Training is a task, not a test: it changes much at once, and nothing is learned about the rounds. Try "
                "them small; you will then know what to train.",
            ),
        },
        praise="Small enough to do tomorrow, and to stop at noon. It answers one question and costs almost nothing.",
        outcome=PLAN,
        reread=CASE,
    ),
    quick_choice(
        "m09.why_predict",
        ask="Why write a prediction down before the test?",
        right=("a", "So that you can be surprised, and see what you had not understood"),
        wrong={
            "b": (
                "To be judged by whether you were right",
                "Nobody is judged. A prediction that misses is where the learning is; a team that fears to miss makes "
                "its ranges so wide that they say nothing.",
            ),
            "c": (
                "Because the form has a box for it",
                "A box can be filled in afterwards, and then it always fits. Written before, it shows what you thought "
                "you knew.",
            ),
        },
        praise="Afterwards everything seems to have been plain. A range on paper keeps us honest.",
        outcome=PLAN,
        reread=CYCLE,
    ),
    quick_choice(
        "m09.in_name_only",
        ask="Which of these is PDSA in more than name?",
        right=("c", "A question, a range, five patients, what we saw, one thing changed for the next test"),
        wrong={
            "a": (
                "We rolled it out in May and audited it in November",
                "That is do, and half a year later study. There is no prediction, and no second chance before all had it.",
            ),
            "b": (
                "We told everybody at the handover and it is now in the policy",
                "A policy says what should be. Nothing here was tried, counted or compared with what was expected.",
            ),
        },
        praise="Question, prediction, small test, study, and a next cycle that builds on it: all of it is there.",
        outcome=AUDIT,
        reread=CYCLE,
    ),
    quick_choice(
        "m09.one_at_a_time",
        ask="You improved the coin first, then the surface with that coin. Why might the best pair still be missed?",
        right=("b", "A coin that is poor on one surface may be the best on another"),
        wrong={
            "a": (
                "Too few spins: with more, one at a time would find it",
                "More spins would only make you surer of the wrong pair. The pair was never tried.",
            ),
            "c": (
                "Somebody spun badly",
                "In this lab all four spin alike. What differs is the coin on the surface: look there.",
            ),
        },
        praise="That is an interaction: what one change does depends on the other. Try them in pairs.",
        outcome=DECIDE,
        reread=COIN,
    ),
    quick_choice(
        "m09.missed_prediction",
        ask="A team predicted 60 to 80% and saw 100%. What did it learn?",
        right=("c", "That something works in another way than it had thought: why?"),
        wrong={
            "a": (
                "Nothing, for the prediction was off",
                "On the contrary: a result that fits tells you what you knew. One that does not fit asks a new question.",
            ),
            "b": (
                "That the change works, for 100% is more than 80%",
                "It may. It may also have been a quiet day, or five easy patients. The surprise is a question, not yet an "
                "answer.",
            ),
        },
        praise="Ask why, and put the answer into the next test.",
        outcome=PLAN,
        reread=RANGES,
    ),
    faded_calibration,
    quick_choice(
        "m09.five_went_well",
        ask="The change went well for five patients. A snag waits for one patient in ten. What does the test say of it?",
        right=("b", "Little: with five patients it would be missed more often than met"),
        wrong={
            "a": (
                "There is no snag",
                "Five patients miss a one-in-ten snag in 59 of 100 tests. It was not met; that is all.",
            ),
            "c": (
                "The test was useless",
                "It showed that the change can be done, and that no common snag stands in its way. For rare ones the next "
                "test is larger.",
            ),
        },
        praise="That is why a ramp grows: each step is likely to meet what the one before was too small to see.",
        outcome=SIZE,
        reread=SMALL,
    ),
    quick_choice(
        "m09.jump",
        ask="A team has 120 hours. Why does one test on 100 patients teach less than six tests that grow?",
        right=("a", "It is one look at one place, and the idea cannot be mended on the way"),
        wrong={
            "b": (
                "It teaches more: 100 is more than 5",
                "About that one place, yes. Of nights, weekends and other staff it says nothing, and there are no hours "
                "left to ask.",
            ),
            "c": (
                "Large tests are always bad",
                "Late in a ramp they are right. The trouble is to begin with one, while the idea still has faults.",
            ),
        },
        praise="Same hours, more questions. And a fault that five patients met is one that a hundred did not.",
        outcome=SIZE,
        reread=RAMP,
    ),
    quick_choice(
        "m09.add_up",
        ask="A text alone brings 4 more patients of 100 to clinic, a phone call alone 2. Both together bring 15. What is "
        "that?",
        right=("c", "An interaction: together they do more than the sum"),
        wrong={
            "a": (
                "A mistake: it should be 6",
                "Six is what you get if neither works on the other. Perhaps the call explains the text. Effects need not "
                "add up.",
            ),
            "b": (
                "The effect of the text is 13",
                "Thirteen is what the text adds where there is a call, and 4 where there is none. Its effect is the mean "
                "of both, and their difference is the interaction.",
            ),
        },
        praise="And you would never have seen it by trying them one after the other and keeping “what works”.",
        outcome=DECIDE,
        reread=TWO,
    ),
    quick_choice(
        "m09.sixty_one",
        ask="In the published case the teams that improved cut the use of restrictive practice by 61% on average. What may "
        "a ward that starts now expect?",
        right=(
            "b",
            "Closer to the 15% of all wards; nobody knows beforehand who will be among the improvers",
        ),
        wrong={
            "a": (
                "61%, if it does what those teams did",
                "Those teams were picked by their results. Some of their gain is skill, some is luck; the 15% of all wards "
                "holds those who had neither.",
            ),
            "c": (
                "33%, because that was the aim",
                "An aim says what was hoped. All wards together came to 15% less.",
            ),
        },
        praise="Whoever is picked by the result looks better than they will be. Ask always: what of everybody?",
        outcome=DECIDE,
        reread=ACT,
    ),
)
