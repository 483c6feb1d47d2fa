"""M4 Measures that mean something: exercises E4.1 to E4.6 and the quick checks of the lesson."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.measure import difference_of_proportions, pooled_rate, relative_change, wilson_interval
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import Choice, Fields, Number
from qilab.questions.quick_choice import quick_choice
from qilab.questions.series import exercise_rng, with_notes
from qilab.questions.units import PER_1000_OBD, PERCENT

DEFINE, COMPUTE, SELECT, QUANTIFY = "define", "compute", "select", "quantify"

# Headings of the lesson, in one place, so that “to read again” never points at nothing (the build checks it).
BEFORE = "Three questions from before"
CASE = "The case: one ward, two numbers"
SAME = "So that two people get the same number"
BELOW = "What goes below the line"
WORKSHOP = "Play: Measure workshop"
POOL = "Pool, do not average"
KINDS = "Outcome, process, balancing"
SURE = "How sure can we be?"

HOUR = 60  # minutes
DAY = 24 * HOUR


# ---- E4.1 a rate with the right denominator ----------------------------------------------------------------

RATE = Number(PER_1000_OBD, tolerance=0.05, decimals=1)


def _rate(data: pd.DataFrame, below: str = "obd", per: float = 1000, above: str = "falls") -> float:
    return float(per * data[above].sum() / data[below].sum())


def _row_rates(data: pd.DataFrame) -> pd.Series:
    return 1000 * data["falls"] / data["obd"]


def _mean_of_rates(data: pd.DataFrame) -> float:
    return float(_row_rates(data).mean())


falls_rate = Item(
    "m04.falls_rate",
    ask="How many falls were there per 1,000 occupied bed days, over the whole year? To one decimal, with its unit.",
    kind=RATE,
    right=_rate,
    mistakes=(
        Mistake(
            "per 1,000 admissions",
            lambda d: _rate(d, "admissions"),
            "That is per 1,000 admissions. A patient who stays two weeks has two weeks in which to fall, and counts "
            "as one admission, like a patient who stays a night. Divide by the occupied bed days.",
        ),
        Mistake(
            "per available bed day",
            lambda d: _rate(d, "available_bed_days"),
            "That is per 1,000 available bed days. Nobody can fall from an empty bed. Divide by the beds that were "
            "occupied.",
        ),
        Mistake(
            "per 100",
            lambda d: _rate(d, per=100),
            "That is per 100 bed days. The trust reports per 1,000, so multiply by 1,000. Write the unit beside a "
            "rate, and nobody has to guess.",
        ),
        Mistake(
            "mean of the monthly rates",
            _mean_of_rates,
            "That is the mean of the monthly rates. The months have different bed days, and a month with few would "
            "count as much as a full one. Add up all falls, add up all bed days, then divide once.",
        ),
        Mistake(
            "falls with harm only",
            lambda d: _rate(d, above="falls_harm"),
            "Those are the falls with harm only. The question asks for all falls: a fall without harm is a warning "
            "that came cheap.",
        ),
    ),
    praise="All falls over all occupied bed days, times 1,000: the chances to fall are below the line, and each month "
    "weighs as much as it has chances.",
    hints=(
        "Look at the columns called falls and obd, and add up each over the whole year.",
        "Rate = 1,000 × all falls ÷ all occupied bed days.",
        "On other data: 3 falls in 500 bed days and 9 in 1,000 make 12 falls in 1,500 bed days: 1,000 × 12 ÷ 1,500 = 8.0.",
    ),
    outcome=COMPUTE,
    reread=BELOW,
)


def _ward_years(seed: int | None) -> Iterator[pd.DataFrame]:
    """A year of a practice ward. For four months over half of its beds are closed for repairs, and its frailest
    patients stay: so months differ in bed days and in rate, and the mean of the monthly rates is another number."""
    rng = exercise_rng(seed, 4, 1)
    months = pd.date_range("2023-04-01", periods=12, freq="MS").as_unit("s")
    days = months.days_in_month.to_numpy()
    while True:
        repairs = np.isin(np.arange(12), np.arange(4) + rng.integers(2, 8))
        available = np.where(repairs, 12, 28) * days
        obd = np.round(available * rng.uniform(0.89, 0.96, 12)).astype(int)
        falls = rng.poisson(obd * np.where(repairs, 11, 6) / 1000)
        yield with_notes(
            pd.DataFrame(
                {
                    "month": months,
                    "falls": falls,
                    "falls_harm": rng.binomial(falls, 0.32),
                    "admissions": np.round(obd / rng.uniform(5, 7, 12)).astype(int),
                    "obd": obd,
                    "available_bed_days": available,
                }
            ),
            ward="practice ward",
        )


# ---- E4.2 one rate of several wards -----------------------------------------------------------------------


def _open(data: pd.DataFrame) -> pd.DataFrame:
    return data[data["status"] == "open"]


def _weighted_by_beds(data: pd.DataFrame) -> float:
    return float(np.average(_row_rates(data), weights=data["beds"]))


trust_rate = Item(
    "m04.trust_rate",
    ask="What is the rate of the open wards taken together, in falls per 1,000 occupied bed days? To one decimal, with "
    "its unit.",
    kind=RATE,
    right=lambda d: pooled_rate(_open(d)["falls"], _open(d)["obd"], per=1000),
    mistakes=(
        Mistake(
            "plain mean of the wards",
            lambda d: float(_row_rates(_open(d)).mean()),
            "That is the plain mean of the wards’ rates. In it a ward with few bed days counts as much as the largest. "
            "Add up the falls, add up the bed days, and divide once.",
            variants=(lambda d: float(_row_rates(d).mean()),),
        ),
        Mistake(
            "median of the wards",
            lambda d: float(_row_rates(_open(d)).median()),
            "That is the median ward: the one in the middle. It says what a usual ward is like, not how many falls all "
            "the patients together had. Add up falls and bed days over the wards.",
        ),
        Mistake(
            "weighted by beds",
            lambda d: _weighted_by_beds(_open(d)),
            "You weighted the rates by beds. Beds are not all full all the time: a half-empty ward would weigh too "
            "much. Weigh by what stands below the line of the rate: the occupied bed days.",
        ),
        Mistake(
            "closed ward left in",
            lambda d: pooled_rate(d["falls"], d["obd"], per=1000),
            "The closed ward is still in the sum. The export sends its last bed days again and again, with 0 falls, and "
            "that makes the trust look safer than it is. Leave the ward out.",
        ),
    ),
    praise="Σ falls ÷ Σ bed days over the open wards: every bed day counts once, in whichever ward it was.",
    hints=(
        "Look at the status of each ward before you add anything up.",
        "Rate together = 1,000 × (all falls of the open wards) ÷ (all their occupied bed days).",
        "On other data: 2 falls in 100 bed days and 8 in 900 make 10 in 1,000: 10.0, while the mean of 20.0 and 8.9 is 14.4.",
    ),
    outcome=COMPUTE,
    reread=POOL,
)


def _ward_sets(seed: int | None) -> Iterator[pd.DataFrame]:
    """A quarter of six practice wards, some of them half empty, and one that closed: its last bed days are sent
    again with 0 falls."""
    rng = exercise_rng(seed, 4, 2)
    while True:
        beds = rng.permutation([34, 30, 28, 24, 16, 10, 28])
        obd = np.round(91 * beds * rng.permutation([0.55, 0.7, 0.9, 0.94, 0.96, 0.97, 0.93])).astype(int)
        falls = rng.poisson(obd * rng.uniform(3, 12, 7) / 1000)
        shut = int(rng.integers(1, 6))
        falls[shut] = 0
        yield with_notes(
            pd.DataFrame(
                {
                    "ward": [f"P{i}" for i in range(1, 8)],
                    "status": ["closed in June" if i == shut else "open" for i in range(7)],
                    "beds": beds,
                    "obd": obd,
                    "falls": falls,
                    "rate": (1000 * falls / obd).round(1),
                }
            ),
            ward="practice wards",
        )


# ---- E4.3 points, percent, ratio --------------------------------------------------------------------------


def _dna(data: pd.DataFrame) -> tuple[float, float]:
    """Share of missed appointments in %, before and after."""
    before, after = data["missed_pct"]
    return float(before), float(after)


def _told(data: pd.DataFrame, **other: float) -> dict[str, float]:
    return {**relative_change(*_dna(data)), **other}


points_or_percent = Item(
    "m04.points_or_percent",
    ask="How did the share change, from before to after? Give the change in percentage points, the change in percent of "
    "what it was, and the ratio after ÷ before. Mind the signs: fewer is negative.",
    kind=Fields(
        {
            "points": Number(tolerance=0.05, decimals=1),
            "percent": Number(tolerance=0.1, decimals=1),
            "ratio": Number(tolerance=0.006, decimals=2),
        }
    ),
    right=_told,
    mistakes=(
        Mistake(
            "points told as percent",
            lambda d: _told(d, percent=relative_change(*_dna(d))["points"]),
            "You gave the difference as the percent as well. The difference of two percentages is in percentage points. "
            "The change in percent asks how large that is beside what it was before.",
            variants=(lambda d: _told(d, points=relative_change(*_dna(d))["percent"]),),
        ),
        Mistake(
            "percent of the later value",
            lambda d: _told(d, percent=100 * (_dna(d)[1] - _dna(d)[0]) / _dna(d)[1]),
            "You divided by the value after. A change in percent is told against where it began: divide by the value "
            "before.",
        ),
        Mistake(
            "direction turned round",
            lambda d: {k: v if k == "ratio" else -v for k, v in _told(d).items()},
            "The size is right and the direction is turned round. Take after − before: when the share went down, the "
            "change is negative.",
        ),
        Mistake(
            "a share where percent was asked",
            lambda d: _told(d, points=_told(d)["points"] / 100, percent=_told(d)["percent"] / 100),
            "You gave shares (0.04 for 4 in a hundred) where points and percent were asked. Multiply by 100, or the "
            "board will read a hundredth of the change.",
        ),
        Mistake(
            "before over after",
            lambda d: _told(d, ratio=_dna(d)[0] / _dna(d)[1]),
            "The ratio stands on its head: that is before ÷ after. Take after ÷ before, so that less than 1 means fewer.",
        ),
    ),
    praise="One change, three true ways to tell it. Say which one you use, and give the two levels beside it.",
    hints=(
        "Write the two levels side by side, before on the left and after on the right.",
        "points = after − before; percent = 100 × (after − before) ÷ before; ratio = after ÷ before.",
        "On other data: 10% to 8% is −2 points, −20 percent, and a ratio of 0.80.",
    ),
    outcome=COMPUTE,
    reread=POOL,
)


def _clinics(seed: int | None) -> Iterator[pd.DataFrame]:
    """Missed appointments before and after: 8.2% and 4.1% in the course, other shares on other seeds."""
    rng = exercise_rng(seed, 4, 3)
    first = seed is None
    while True:
        before = round(float(rng.uniform(6, 12)), 1)
        after = round(before * float(rng.uniform(0.45, 0.8)), 1)
        if first:
            before, after, first = 8.2, 4.1, False
        yield with_notes(pd.DataFrame({"period": ["before", "after"], "missed_pct": [before, after]}))


# ---- E4.4 a balancing measure ------------------------------------------------------------------------------

which_balances = Item(
    "m04.which_balances",
    ask="The team wants shorter stays. Which measure would tell it that patients now leave too early?",
    kind=Choice(
        {
            "a": "share of stays with a plan for leaving on day 1",
            "b": "patients who come back within 30 days, out of the patients discharged",
            "c": "mean length of stay",
            "d": "readmissions of a month, out of the admissions of the same month",
        }
    ),
    right=lambda _: "b",
    mistakes=(
        Mistake(
            "a process measure",
            lambda _: "a",
            "That is a process measure: it says whether the new way is used. It cannot say whether something else got "
            "worse. Ask what could go wrong for patients when stays are shorter.",
        ),
        Mistake(
            "the outcome itself",
            lambda _: "c",
            "That is the outcome that the team wants to change. A balancing measure looks somewhere else: at what might "
            "get worse on the way.",
        ),
        Mistake(
            "readmissions over admissions",
            lambda _: "d",
            "The idea is right, but the groups do not fit: those who come back in May left in April or May, and most "
            "who were admitted in May have not left yet. Follow the patients who were discharged.",
        ),
    ),
    praise="Those discharged are the ones who may come back: the same group above and below the line.",
    hints=(
        "Ask of each: is it what we do, what we want, or what might get worse?",
        "A balancing measure follows the same patients and looks for harm on the other side of the change.",
        "On other data: a team that shortens waits by shorter visits may balance with visits that had to be repeated.",
    ),
    outcome=SELECT,
    reread=KINDS,
)

_LEVEL = Number(tolerance=0.05, decimals=1)
VERDICTS = {
    "harm": "more patients come back: harm is shown",
    "not shown": "the interval holds 0: a change is not shown, either way",
    "better": "fewer patients come back: a gain is shown",
}


def _balance(
    data: pd.DataFrame, top: str = "back_in_30_days", below: str = "discharges", all_months: bool = False
) -> dict:
    """Readmission before and after in %, the 95% interval of the difference in points, and the verdict."""
    used = data if all_months else data[data["followed_up"]]
    x1, n1 = used.loc[used["period"] == "before", [top, below]].sum()
    x2, n2 = used.loc[used["period"] == "after", [top, below]].sum()
    change = difference_of_proportions(x1, n1, x2, n2)
    low, high = 100 * change.low, 100 * change.high
    verdict = "harm" if low > 0 else "better" if high < 0 else "not shown"
    return {
        "before": float(100 * x1 / n1),
        "after": float(100 * x2 / n2),
        "low": low,
        "high": high,
        "verdict": verdict,
    }


def _turned(data: pd.DataFrame) -> dict:
    right = _balance(data)
    return {**right, "low": -right["high"], "high": -right["low"]}


balancing_change = Item(
    "m04.balancing_change",
    ask="Of every 100 patients discharged, how many came back within 30 days, before and after? Give the 95% interval of "
    "the difference after − before, in percentage points, and what it says. All to one decimal.",
    kind=Fields(
        {"before": _LEVEL, "after": _LEVEL, "low": _LEVEL, "high": _LEVEL, "verdict": Choice(VERDICTS)}
    ),
    right=_balance,
    points=2,
    mistakes=(
        Mistake(
            "over the admissions of the same month",
            lambda d: _balance(d, "readmissions", "admissions", all_months=True),
            "You divided readmissions by the admissions of the same month. Those are not the same patients. Take "
            "back_in_30_days out of discharges, which follows one group from the day it left.",
            variants=(lambda d: _balance(d, "readmissions", "admissions"),),
        ),
        Mistake(
            "last month counted too early",
            lambda d: _balance(d, all_months=True),
            "The last month is in your sum, but its 30 days are not over: some of its patients may still come back. "
            "Leave out the month that is not followed up yet, above and below the line.",
        ),
        Mistake(
            "harm where the interval holds 0",
            lambda d: {**_balance(d), "verdict": "harm"},
            "The numbers are right. But the interval reaches from below 0 to above 0, so chance alone can make such a "
            "rise. Harm is not shown, and neither is safety: keep watching.",
        ),
        Mistake(
            "before minus after",
            _turned,
            "Your interval is for before − after. Take after − before, so that a plus sign means more patients came back.",
        ),
    ),
    praise="The same patients above and below the line, only months that are followed up, and an interval that admits "
    "what is not known. Not shown is not the same as safe.",
    hints=(
        "Look at the column followed_up, then at the two columns back_in_30_days and discharges.",
        "Share = 100 × back_in_30_days ÷ discharges in each period; difference_of_proportions gives the interval.",
        "On other data: 50 of 500 before, 60 of 500 after: 10.0% and 12.0%, difference 2.0 points, interval −1.9 to 5.9.",
    ),
    outcome=SELECT,
    reread=KINDS,
)


def _stays(seed: int | None) -> Iterator[pd.DataFrame]:
    """A practice ward, 24 months: stays get shorter, readmission hardly moves, the last month is not followed up."""
    rng = exercise_rng(seed, 4, 4)
    months = pd.date_range("2023-04-01", periods=24, freq="MS").as_unit("s")
    after = np.arange(24) >= 12
    while True:
        discharges = rng.poisson(118, 24)
        back = rng.binomial(discharges, np.where(after, 0.115, 0.11))
        # Of those who come back, about half do so in the month in which they left (the rest in the next).
        same = rng.binomial(back, 0.5)
        readmissions = same + np.r_[rng.poisson(6.5), (back - same)[:-1]]
        back[-1] = same[-1]  # the 30 days of the last month are not over
        stay = np.where(after, 5.1, 6.1) + rng.normal(0, 0.25, 24)
        plan = np.where(after, 78, 41) + rng.normal(0, 5, 24)
        yield with_notes(
            pd.DataFrame(
                {
                    "month": months,
                    "period": np.where(after, "after", "before"),
                    "mean_stay_days": stay.round(1),
                    "plan_on_day_1_pct": plan.round(0).astype(int),
                    "admissions": discharges + rng.integers(3, 12, 24),
                    "discharges": discharges,
                    "readmissions": readmissions,
                    "back_in_30_days": back,
                    "followed_up": np.arange(24) < 23,
                }
            ),
            ward="practice ward",
        )


def _small_rise(data: pd.DataFrame) -> bool:
    found = _balance(data)
    return 0.15 <= found["after"] - found["before"] <= 2 and found["verdict"] == "not shown"


# ---- E4.5 an hour from when? ------------------------------------------------------------------------------


def _minutes(start: pd.Series, stop: pd.Series) -> pd.Series:
    """Minutes from one time of day (“23:40”) to another, as a spreadsheet takes them: negative past midnight."""
    return _of_day(stop) - _of_day(start)


def _of_day(times: pd.Series) -> pd.Series:
    parts = times.str.split(":", expand=True).astype(float)
    return 60 * parts[0] + parts[1]


def _within_hour(
    data: pd.DataFrame, start: str = "risk_found", midnight: str = "next day"
) -> dict[str, float]:
    """share of the known in %, and the bounds with all the unknown as not met and as met."""
    high_risk = data[data["high_risk"]]
    minutes = _minutes(high_risk[start], high_risk["antibiotic"])
    if start != "arrived":
        minutes = minutes.where(high_risk["risk_found"].notna())
    if midnight == "next day":
        minutes = minutes % DAY
    elif midnight == "left out":
        minutes = minutes.where(minutes >= 0)
    return _share_and_bounds(int((minutes <= HOUR).sum()), int(minutes.notna().sum()), len(high_risk))


def _share_and_bounds(met: int, known: int, everyone: int) -> dict[str, float]:
    return {
        "share": 100 * met / known,
        "low": 100 * met / everyone,
        "high": 100 * (met + everyone - known) / everyone,
    }


def _all_screened(data: pd.DataFrame) -> dict[str, float]:
    """The slip of keeping patients who were not at high risk below the line."""
    right = _within_hour(data)
    at_risk, everyone = int(data["high_risk"].sum()), len(data)
    met = round(right["low"] * at_risk / 100)
    unknown = round(right["high"] * at_risk / 100) - met
    return {
        "share": 100 * met / everyone,
        "low": 100 * met / everyone,
        "high": 100 * (met + unknown) / everyone,
    }


_SHARE = Number(tolerance=0.06, decimals=1)

within_hour = Item(
    "m04.within_hour",
    ask="Of the patients at high risk whose times are known, what share had the antibiotic within 60 minutes of the risk "
    "being found? And what would the share of all patients at high risk be, if every unknown time were not met (low), "
    "and if every one were met (high)? In %, to one decimal.",
    kind=Fields({"share": _SHARE, "low": _SHARE, "high": _SHARE}),
    right=_within_hour,
    points=2,
    mistakes=(
        Mistake(
            "all patients screened",
            _all_screened,
            "All patients are below your line. The measure is for those at high risk: for the others no hour was "
            "running. Keep only the rows where high_risk is True.",
        ),
        Mistake(
            "unknown counted as met",
            lambda d: {**_within_hour(d), "share": _within_hour(d)["high"]},
            "Your share counts the unknown times as met. That is the upper bound: the best that could be true. The share "
            "itself is of the patients whose times are known; give the bound beside it.",
        ),
        Mistake(
            "unknown counted as not met",
            lambda d: {**_within_hour(d), "share": _within_hour(d)["low"]},
            "Your share counts the unknown times as not met. That is the lower bound: the least that could be true. A "
            "time that nobody wrote down is not a late antibiotic; give the bound beside the share.",
        ),
        Mistake(
            "clock from arrival",
            lambda d: _within_hour(d, "arrived"),
            "Your clock starts at arrival. The definition starts it when the high risk was found. Either can be a good "
            "measure, but two clocks give two numbers, so write down which one it is.",
        ),
        Mistake(
            "negative minutes kept",
            lambda d: _within_hour(d, midnight="kept"),
            "A negative number of minutes was kept, and every negative number is below 60. The antibiotic came after "
            "midnight: add 24 hours (1,440 minutes) before you compare.",
            variants=(lambda d: _within_hour(d, midnight="left out"),),
        ),
    ),
    praise="One group, one clock, midnight put right, and the unknown neither hidden nor guessed: that is a measure that "
    "two people will get the same.",
    hints=(
        "Cross out the patients who are not at high risk, then mark those with a time missing, and look for minus signs.",
        "share = met ÷ known; low = met ÷ all at high risk; high = (met + unknown) ÷ all at high risk; each × 100.",
        "On other data: 10 at high risk, 2 unknown, 6 met: share 6 ÷ 8 = 75.0%, low 6 ÷ 10 = 60.0%, high 8 ÷ 10 = 80.0%.",
    ),
    outcome=DEFINE,
    reread=SAME,
)

AUDITED = 24  # patients of one audit table: few enough to count by hand


def _audits(seed: int | None) -> Iterator[pd.DataFrame]:
    """24 audited patients in a row, among them one whose late antibiotic came after midnight."""
    if seed is None:
        from qilab.data import load

        table = load("sepsis_audit", trust="LARK")
    else:
        from qilab.trusts.generate import generate

        table = generate(["sepsis_audit"], seed=seed, trusts=["LARK"])["sepsis_audit"]
    table = table[table["screened"].astype(bool)].reset_index(drop=True)
    wait = _minutes(table["t_risk"], table["t_abx"])
    late_at_night = np.flatnonzero(((wait < 0) & (wait % DAY > HOUR)).to_numpy())
    rng = exercise_rng(seed, 4, 5)
    for row in rng.permutation(np.repeat(late_at_night, 6)):
        first = int(np.clip(row - rng.integers(2, AUDITED - 2), 0, len(table) - AUDITED))
        rows = table.iloc[first : first + AUDITED]
        frame = pd.DataFrame(
            {
                "patient": range(1, AUDITED + 1),
                "high_risk": rows["high_risk"].astype(bool).to_numpy(),
                "arrived": rows["t_arrive"].to_numpy(),
                "risk_found": rows["t_risk"].to_numpy(),
                "antibiotic": rows["t_abx"].to_numpy(),
                "minutes": wait.iloc[first : first + AUDITED].astype("Int64").array,
            }
        )
        yield with_notes(frame, trust="LARK")


def _some_unknown(data: pd.DataFrame) -> bool:
    at_risk = data[data["high_risk"]]
    unknown = int(at_risk["minutes"].isna().sum())
    return 2 <= unknown <= 5 and len(at_risk) < len(data)


# ---- E4.6 a small sample ----------------------------------------------------------------------------------


def _sample(data: pd.DataFrame) -> tuple[int, int, int]:
    row = data.iloc[0]
    return int(row["met"]), int(row["sample"]), int(row["patients"])


def _at_least(met: int, of: int) -> float:
    return 100 * wilson_interval(met, of)[0]


NEXT = {
    "watch": "say “at least” with the lower end, and sample again next month",
    "stop": "stop measuring: it is 100%",
    "everyone": "tell nobody until all patients have been looked at",
}

small_sample = Item(
    "m04.small_sample",
    ask="What is the lower end of the 95% interval (Wilson) for the share of all patients, in % to one decimal? And what "
    "do you do next?",
    kind=Fields({"lower": Number(tolerance=0.05, decimals=1), "next": Choice(NEXT)}),
    right=lambda d: {"lower": _at_least(*_sample(d)[:2]), "next": "watch"},
    mistakes=(
        Mistake(
            "100% ± 0",
            lambda d: {"lower": 100.0, "next": "watch"},
            "The textbook formula p ± 1.96·√(p(1 − p)/n) gives 100% ± 0 here, which cannot be: a small sample cannot be "
            "that sure. Wilson’s interval does not have this fault.",
        ),
        Mistake(
            "100%, so stop",
            lambda d: {"lower": 100.0, "next": "stop"},
            "All of the sample is not all of the patients. One in ten could be missed, and such a sample would still show "
            "none of them quite often. Work out the lower end, and sample again.",
            variants=(lambda d: {"lower": _at_least(*_sample(d)[:2]), "next": "stop"},),
        ),
        Mistake(
            "all patients as the sample",
            lambda d: {"lower": _at_least(_sample(d)[2], _sample(d)[2]), "next": "watch"},
            "You put all patients into the formula. Only those of the sample were looked at, and only they tell you "
            "anything: n is the size of the sample.",
        ),
        Mistake(
            "three standard errors of 50%",
            lambda d: {"lower": 100 - 300 * float(np.sqrt(0.25 / _sample(d)[1])), "next": "watch"},
            "That is 100% less three standard errors of a share of 50%. It is far too wide here: the sample says much "
            "more than that. Use wilson_interval(met, n).",
        ),
        Mistake(
            "waiting for everyone",
            lambda d: {"lower": _at_least(*_sample(d)[:2]), "next": "everyone"},
            "The lower end is right. But you need not wait for all patients: small samples, taken again and again and "
            "plotted over time, teach more and sooner.",
        ),
        Mistake(
            "rule of three",
            lambda d: {"lower": 100 - 300 / _sample(d)[1], "next": "watch"},
            "That is the rule of three: with none missed among n, at most about 3 ÷ n are missed. A good rule for the head, "
            "and near enough to count. Wilson’s interval is a little wider.",
            accept=True,
        ),
        Mistake(
            "exact interval",
            lambda d: {"lower": 100 * 0.025 ** (1 / _sample(d)[1]), "next": "watch"},
            "That is the exact interval (Clopper and Pearson), which is a little wider than Wilson’s. Both are honest, so "
            "it counts. Say which one you used.",
            accept=True,
        ),
    ),
    praise="A perfect sample of this size says “at least”, not “all”. With the lower end beside it, the number is honest.",
    hints=(
        "Look at how many were looked at, not at how many patients there are.",
        "wilson_interval(met, n) gives the lower and the upper end as shares; multiply the lower one by 100.",
        "On other data: 10 of 10 gives a lower end of 10 ÷ (10 + 1.96²) = 10 ÷ 13.84 = 72.2%.",
    ),
    outcome=QUANTIFY,
    reread=SURE,
)


def _samples(seed: int | None) -> Iterator[pd.DataFrame]:
    """A sample in which everyone met the measure: 20 of 240 in the course, other sizes on other seeds."""
    rng = exercise_rng(seed, 4, 6)
    first = seed is None
    while True:
        n, everyone = int(rng.integers(12, 31)), int(rng.integers(12, 31)) * 10
        if first:
            n, everyone, first = 20, 240, False
        yield with_notes(
            pd.DataFrame({"met": [n], "sample": [n], "patients": [everyone]}), ward="practice ward"
        )


EXERCISES = (
    Exercise("E4.1", "Falls per 1,000 occupied bed days", 3, "calculate", (falls_rate,), _ward_years),
    Exercise("E4.2", "One rate of several wards", 3, "fix the bug", (trust_rate,), _ward_sets),
    Exercise("E4.3", "Points or percent?", 3, "fill the blank", (points_or_percent,), _clinics),
    Exercise(
        "E4.4",
        "What got worse?",
        5,
        "choose with reason",
        (which_balances, balancing_change),
        _stays,
        teachable=_small_rise,
    ),
    Exercise(
        "E4.5",
        "An hour from when?",
        5,
        "calculate",
        (within_hour,),
        _audits,
        teachable=_some_unknown,
    ),
    Exercise("E4.6", "A sample of twenty", 3, "predict", (small_sample,), _samples),
)


# ---- quick checks of the lesson ---------------------------------------------------------------------------

_MET, _PATIENTS = (18, 45, 190, 3), (20, 60, 200, 6)
_SHARES = tuple(100 * m / n for m, n in zip(_MET, _PATIENTS, strict=True))

pooled_share = Item(
    "m04.pooled_share",
    ask="Four wards: 18 of 20, 45 of 60, 190 of 200 and 3 of 6 patients had their falls risk written down on day 1. What "
    "is the share of all patients together, in %?",
    kind=Number(PERCENT, tolerance=0.05, decimals=1),
    right=lambda _: pooled_rate(_MET, _PATIENTS, per=100),
    mistakes=(
        Mistake(
            "mean of the four shares",
            lambda _: float(np.mean(_SHARES)),
            "That is the mean of the four shares. In it 3 of 6 counts as much as 190 of 200. Add up above the line, add up "
            "below it, and divide once.",
        ),
        Mistake(
            "median of the four shares",
            lambda _: float(np.median(_SHARES)),
            "That is the median of the four shares, the ward in the middle. Asked is the share of all the patients: add "
            "them up.",
        ),
        Mistake(
            "the largest ward alone",
            lambda _: _SHARES[2],
            "That is the largest ward alone. It weighs most, but the other three have patients too.",
        ),
    ),
    praise="256 of 286 patients: 89.5%. The mean of the four shares would have been 77.5%.",
    hints=(
        "Count patients, not wards: how many are there in all?",
        "Share together = 100 × (sum of those who had it) ÷ (sum of the patients).",
        "On other data: 1 of 2 and 9 of 10 make 10 of 12: 83.3%, and not the mean of 50 and 90.",
    ),
    outcome=COMPUTE,
    reread=POOL,
)

QUICK_CHECKS = (
    quick_choice(
        "m04.recall_stable",
        ask="From “Why QI?”: in a stable system one of six wards has the highest count this month. What follows?",
        right=("c", "Not much: in every stable system somebody is the highest"),
        wrong={
            "a": (
                "That ward should explain itself",
                "Somebody is always the highest, even when all six are alike. To ask for a reason would be to ask for "
                "the reason of luck.",
            ),
            "b": (
                "It will be the highest next month too",
                "Luck does not carry over. The best guess for next month is the average of all six.",
            ),
        },
        praise="Ranking a stable system rewards and blames luck.",
        outcome=SELECT,
        reread=BEFORE,
    ),
    quick_choice(
        "m04.recall_aim",
        ask="From “Aims, drivers and whose voice”: falls are 6.6 per 1,000 occupied bed days, and the aim is 30% fewer. "
        "Where does that land?",
        right=("a", "4.6"),
        wrong={
            "b": ("6.3", "That takes off 0.3. Thirty percent of 6.6 is about 2.0, and 6.6 − 2.0 is 4.6."),
            "c": ("2.0", "That is the size of the drop, not where you land: 6.6 − 2.0 = 4.6."),
        },
        praise="6.6 × 0.7 = 4.6.",
        outcome=COMPUTE,
        reread=BEFORE,
    ),
    quick_choice(
        "m04.recall_balance",
        ask="From “Aims, drivers and whose voice”: a driver diagram has an outcome measure, and one process measure for each "
        "primary driver. What does it still lack?",
        right=("b", "A balancing measure: what might get worse?"),
        wrong={
            "a": (
                "A measure for each member of the team",
                "We measure systems, never colleagues. What is missing looks for harm on the other side of the change.",
            ),
            "c": (
                "Nothing",
                "It could reach its aim and do harm elsewhere, and nobody would see. A balancing measure looks there.",
            ),
        },
        praise="A diagram without one cannot see the harm that it does elsewhere.",
        outcome=SELECT,
        reread=BEFORE,
    ),
    quick_choice(
        "m04.who_is_right",
        ask="Two colleagues counted falls of the same ward and year and got two numbers. Who is right?",
        right=("c", "Both may be: each answers another question until one definition is agreed"),
        wrong={
            "a": (
                "The one with the higher number",
                "A higher number is not a truer one. Each counted with care, by another rule. The rule has to be agreed.",
            ),
            "b": (
                "The one with the lower number",
                "A lower number looks better, which is a reason to ask how it was counted, not a reason to believe it.",
            ),
        },
        praise="Neither slipped. What is missing is a definition, and that belongs to the system, not to the people.",
        outcome=DEFINE,
        reread=CASE,
    ),
    quick_choice(
        "m04.two_people",
        ask="Which wording will two people count the same way?",
        right=(
            "b",
            "A patient of the ward comes to rest on the floor or a lower level without meaning to, seen or not, hurt or not",
        ),
        wrong={
            "a": (
                "A fall that matters",
                "Matters to whom? One colleague will leave out a slip beside the bed, and another will count it.",
            ),
            "c": (
                "Any incident with a patient on the floor, as the nurse in charge sees fit",
                "“As she sees fit” makes as many rules as there are nurses in charge. Say what counts and what does not.",
            ),
        },
        praise="It says who, what, and settles the doubtful cases: seen or not, hurt or not.",
        outcome=DEFINE,
        reread=SAME,
    ),
    quick_choice(
        "m04.why_bed_days",
        ask="Two wards have 60 falls a year each. On one, patients stay 2 days, on the other 20. Both have 28 beds, nearly "
        "all full. How do the two rates per 1,000 occupied bed days compare?",
        right=("a", "About the same"),
        wrong={
            "b": (
                "The short-stay ward’s is ten times lower",
                "That would be per admission: it has ten times as many patients. Bed days are about the same on both.",
            ),
            "c": (
                "The short-stay ward’s is ten times higher",
                "It has as many falls and as many occupied bed days as the other, so the rate is about the same.",
            ),
        },
        praise="The beds are as full on both, so the chances to fall are the same. Per admission they would differ tenfold.",
        outcome=COMPUTE,
        reread=BELOW,
    ),
    quick_choice(
        "m04.which_part",
        ask="In the lab, which choice moved the rate most?",
        right=("b", "What counts as a fall"),
        wrong={
            "a": (
                "What is done with the month whose bed days are not known",
                "That moved it a little. Switch between all falls and falls with harm, and watch how far the point jumps.",
            ),
            "c": (
                "Occupied or available bed days",
                "On a ward that is nearly full these two are near each other. What counts as a fall moved it much more.",
            ),
        },
        praise="The rule above the line does most. That is why it has to be written down first.",
        outcome=DEFINE,
        reread=WORKSHOP,
    ),
    pooled_share,
    quick_choice(
        "m04.kind_of_measure",
        ask="A ward begins hourly rounding so that fewer patients fall. What is “share of rounds that were done”?",
        right=("b", "A process measure"),
        wrong={
            "a": (
                "An outcome measure",
                "The outcome is what matters to patients: falls. Rounds done say whether the new way is used.",
            ),
            "c": (
                "A balancing measure",
                "A balancing measure would look for what gets worse: call bells that wait longer, say, or sleep.",
            ),
        },
        praise="It says whether we do what we set out to do. It can rise while the outcome stays as it was.",
        outcome=SELECT,
        reread=KINDS,
    ),
    quick_choice(
        "m04.more_reports",
        ask="After a year of work on openness, reported medication incidents are up by a third. What do we know?",
        right=("c", "More is reported; whether more happens needs another measure"),
        wrong={
            "a": (
                "Care became less safe",
                "It may be that colleagues now tell what they used to keep to themselves. A count of reports measures "
                "both harm and openness.",
            ),
            "b": (
                "Care became safer",
                "That may be so too, but a count of reports cannot say it. Look at errors found when orders are checked.",
            ),
        },
        praise="A count of reports moves with harm and with openness. Pair it with a measure that does not wait for reports.",
        outcome=SELECT,
        reread=KINDS,
    ),
    quick_choice(
        "m04.all_of_five",
        ask="In a sample of 5 records all 5 were complete. What may the team say?",
        right=("b", "Five of five, so at least 57% of all records are likely to be complete"),
        wrong={
            "a": (
                "All our records are complete",
                "Five were looked at. If only seven in ten were complete, five out of five would still come up "
                "about one time in six.",
            ),
            "c": (
                "Nothing at all",
                "Small is not nothing. Five of five speaks against a share below about a half. Say so, and sample again.",
            ),
        },
        praise="Wilson’s lower end for 5 of 5 is 57%: honest, and still of use.",
        outcome=QUANTIFY,
        reread=SURE,
    ),
)
