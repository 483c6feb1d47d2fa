"""M2 Aims, drivers and whose voice: exercises E2.1 to E2.6 and the quick checks of the lesson."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from qilab.methods.aims import Luck, luck_meter
from qilab.methods.drivers import BALANCING, DriverTree
from qilab.methods.equity import response_ratio
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import Choice, Fields, Labels, Months, Number, YesNo
from qilab.questions.quick_choice import quick_choice
from qilab.questions.series import FIRST_MONTH, SOURCE, exercise_rng
from qilab.questions.units import FALLS_A_YEAR, PER_1000_OBD, PERCENT

from .trees import faulty_trees

WRITE, COMPUTE, ASSESS, DETECT, REPAIR = "write", "compute", "assess", "detect", "repair"

# Headings of the lesson, in one place, so that “to read again” never points at nothing (the build checks it).
BEFORE = "Three questions from before"
CASE = "The case: a wish on a whiteboard"
PARTS = "Five parts of an aim"
FAR = "How far, and how many?"
LUCK = "Is the target beyond luck?"
LAB = "Play: Aim builder"
DRIVERS = "From aim to ideas: the driver diagram"
VOICE = "Whose voice is missing?"
TOGETHER = "Little i and Big I"


def _ward(rng: np.random.Generator, means: np.ndarray) -> pd.DataFrame:
    """A practice ward from April 2022 on: month, falls, obd, rate per 1,000 as the trusts report it."""
    months = pd.date_range(FIRST_MONTH, periods=len(means), freq="MS").as_unit("s")
    obd = np.round(28 * months.days_in_month * rng.uniform(0.88, 0.97, len(means))).astype(int)
    falls = rng.poisson(means * obd / 1000)
    frame = pd.DataFrame({"month": months, "falls": falls, "obd": obd, "rate": (1000 * falls / obd).round(1)})
    frame.attrs.update(source=SOURCE, ward="practice ward")
    return frame


# ---- E2.1 repair the aim -----------------------------------------------------------------------------------------

AIM = Fields(
    {
        "measure": Choice(
            {
                "a": "Falls per 1,000 occupied bed days",
                "b": "Falls a month",
                "c": "Safer care",
                "d": "Hourly rounds done",
            }
        ),
        "group": Choice(
            {
                "a": "All patients of Ward Elder",
                "b": "Everybody",
                "c": "The nurses of Ward Elder",
            }
        ),
        "baseline": Number(tolerance=0.05),
        "target": Number(tolerance=0.05),
        "date": Months(example="“2024-03”"),
    }
)


def _before(data: pd.DataFrame) -> pd.Series:
    return data["rate"].iloc[:12]


def _aim(baseline=None, **other):
    """The right aim on the data, with some parts changed."""

    def value(data: pd.DataFrame) -> dict:
        level = float(_before(data).median()) if baseline is None else float(baseline(data))
        parts = {
            "measure": "a",
            "group": "a",
            "baseline": level,
            "target": float(data.attrs["target"]),
            "date": frozenset({pd.Period(data.attrs["date"], "M")}),
        }
        return {**parts, **{name: part(data) if callable(part) else part for name, part in other.items()}}

    return value


repair_aim = Item(
    "m02.repair_aim",
    ask="Make a whole aim of the draft: measure and group (a letter each), the baseline from the data (to one decimal), the "
    "target, and the month by which (date).",
    kind=AIM,
    right=_aim(),
    mistakes=(
        Mistake(
            "baseline of one month",
            _aim(lambda d: _before(d).iloc[-1]),
            "One point is not a baseline. A single month may lie high or low by luck, and then every later month looks "
            "like a change. Take the twelve months before the start.",
            variants=(_aim(lambda d: d["rate"].iloc[-1]),),
        ),
        Mistake(
            "mean with the outbreak in it",
            _aim(lambda d: _before(d).mean()),
            "That is the mean, and one month with an outbreak pulls it up: the fall from there would look larger than it "
            "is. Use the median of the twelve months, and note the outbreak beside it.",
        ),
        Mistake(
            "months after the start",
            _aim(lambda d: d["rate"].median()),
            "Months after the start are part of this baseline. It must lie before the change, or the change hides in its "
            "own baseline. Take the twelve months before the start.",
            variants=(_aim(lambda d: d["rate"].iloc[12:].median()),),
        ),
        Mistake(
            "no date",
            _aim(date=frozenset()),
            "There is no date yet. Without a date an aim is never late and never reached. The draft names a month: give "
            "that one, as “2024-03”.",
        ),
        Mistake(
            "no group",
            _aim(group="b"),
            "“Everybody” is no group: whose falls will you count? Name the people it is for, so that a newcomer could say "
            "who belongs to it.",
        ),
        Mistake(
            "staff instead of patients",
            _aim(group="c"),
            "The aim is for those who fall, and these are the patients. Staff are those who do the work; they come "
            "in with the drivers.",
        ),
        Mistake(
            "a count where a rate is needed",
            _aim(measure="b"),
            "A count of falls grows when the ward is fuller. The baseline and the target here are rates: falls per 1,000 "
            "occupied bed days.",
        ),
        Mistake(
            "a word that cannot be counted",
            _aim(measure="c"),
            "“Safer care” cannot be counted, and two people would never agree whether it came. Say what you will count, "
            "and per what.",
        ),
        Mistake(
            "the idea as the measure",
            _aim(measure="d"),
            "Rounds done are what you will try, not what you want. An aim names the result for patients; rounds are a "
            "process measure and hang on a driver.",
        ),
        Mistake(
            "the size of the fall as the target",
            _aim(target=lambda d: float(_before(d).median()) - d.attrs["target"]),
            "That is how far down you want to go. The target is where you want to land: the draft names it.",
        ),
    ),
    praise="Measure, group, baseline, target, date: now two people who read it will look for the same thing on the same "
    "day.",
    hints=(
        "Read the draft for target and month, and the table for the twelve months before the start (April 2022 to March "
        "2023).",
        "Baseline = median of the twelve rates before the start: put them in order, take the mean of the 6th and 7th.",
        "On other data: 4.0, 5.0, 5.2, 5.4, 6.0, 6.1, 6.3, 6.6, 7.0, 7.2, 7.5, 19.0: (6.1 + 6.3) ÷ 2 = 6.2. The outbreak "
        "month of 19.0 does not pull it.",
    ),
    outcome=WRITE,
    reread=PARTS,
)


def _drafts(seed: int | None) -> Iterator[pd.DataFrame]:
    """Eighteen months of a practice ward, the last six after the start. One month before it holds an outbreak."""
    rng = exercise_rng(seed, 2, 1)
    while True:
        level = rng.uniform(6, 10)
        means = np.full(18, level)
        means[12:] *= 0.7
        outbreak = int(rng.integers(1, 11))
        means[outbreak] *= 3
        frame = _ward(rng, means)
        target = round(float(frame["rate"].iloc[:12].median()) * float(rng.uniform(0.55, 0.75)), 1)
        date = str(rng.choice(["2023-12", "2024-03", "2024-06"]))
        spoken = pd.Period(date, "M").strftime("%B %Y")
        frame.attrs.update(
            target=target,
            date=date,
            draft=f"“From 3 April 2023 we try hourly rounds on Ward Elder. Falls have to come down. We should get to "
            f"{target} or less by the end of {spoken}, and stay there.”",
            outbreak=frame["month"].iloc[outbreak].strftime("%B %Y"),
        )
        yield frame


def _clear_draft(data: pd.DataFrame) -> bool:
    """The outbreak stands out, and the change can be seen, so that the slips give other numbers."""
    rates = _before(data)
    return float(rates.mean() - rates.median()) > 0.4 and float(rates.max()) > 2 * float(rates.median())


# ---- E2.2 a reduction ---------------------------------------------------------------------------------------------


def _cut(data: pd.DataFrame) -> tuple[float, float]:
    """Baseline, and the reduction as a share."""
    return float(data["baseline"].iloc[0]), float(data["cut_percent"].iloc[0]) / 100


target_after_cut = Item(
    "m02.target_after_cut",
    ask="The team wants the reduction in the table. Where does it land, in falls per 1,000 occupied bed days? To two "
    "decimals, with its unit.",
    kind=Number(PER_1000_OBD, tolerance=0.03, decimals=2),
    right=lambda d: _cut(d)[0] * (1 - _cut(d)[1]),
    mistakes=(
        Mistake(
            "took the share off as if it were falls",
            lambda d: _cut(d)[0] - _cut(d)[1],
            "You took a fraction of one fall away from the rate. A percentage is a share of something: take that share of the "
            "baseline away, not the fraction itself.",
        ),
        Mistake(
            "the size of the fall",
            lambda d: _cut(d)[0] * _cut(d)[1],
            "That is the size of the fall, not where you land. Take it away from the baseline.",
        ),
        Mistake(
            "took the percentage off as if it were falls",
            lambda d: _cut(d)[0] - 100 * _cut(d)[1],
            "A rate below nothing cannot be: you took the percentage itself away. What goes is that share of the baseline: 30% "
            "of 10, say, is 3.",
        ),
        Mistake(
            "divided",
            lambda d: _cut(d)[0] / (1 - _cut(d)[1]),
            "Dividing raises it: this target lies above the baseline. To keep 70 of each 100, for example, multiply by "
            "0.70.",
        ),
    ),
    praise="Baseline × (1 − the share that goes). Tell both numbers beside the percentage: from so much to so much.",
    hints=(
        "Of each 100 falls, how many would be left? Begin there.",
        "Target = baseline × (1 − reduction ÷ 100).",
        "On other data: a quarter off 8.0: 8.0 × (1 − 25 ÷ 100) = 8.0 × 0.75 = 6.00.",
    ),
    outcome=COMPUTE,
    reread=FAR,
)


def _cuts(seed: int | None) -> Iterator[pd.DataFrame]:
    """A baseline and a reduction: 6.6 and 30% in the course, others on other seeds."""
    rng = exercise_rng(seed, 2, 2)
    if seed is None:
        yield pd.DataFrame({"baseline": [6.6], "cut_percent": [30]})
    while True:
        yield pd.DataFrame(
            {
                "baseline": [round(float(rng.uniform(3.5, 12)), 1)],
                "cut_percent": [int(rng.choice([15, 20, 25, 30, 35, 40]))],
            }
        )


# ---- E2.3 falls avoided a year --------------------------------------------------------------------------------------


def _avoided(data: pd.DataFrame, exposure: float, per: float = 1000) -> float:
    row = data.iloc[0]
    return float((row["baseline"] - row["target"]) / per * exposure)


def _year(data: pd.DataFrame) -> float:
    return 12 * float(data["obd_a_month"].iloc[0])


falls_avoided = Item(
    "m02.falls_avoided",
    ask="If the ward goes from baseline to target, how many falls a year does it avoid? To one decimal, with its unit.",
    kind=Number(FALLS_A_YEAR, tolerance=0.1, decimals=1),
    right=lambda d: _avoided(d, _year(d)),
    mistakes=(
        Mistake(
            "forgot the 1,000",
            lambda d: _avoided(d, _year(d), per=1),
            "That would be a fall avoided for each day that somebody spent in a bed. The rate is per 1,000 bed days: divide by 1,000 first.",
        ),
        Mistake(
            "bed days of one month",
            lambda d: _avoided(d, _year(d) / 12),
            "That is what one month brings. The question asks for a year: use the bed days of twelve months.",
        ),
        Mistake(
            "times admissions",
            lambda d: _avoided(d, 12 * float(d["admissions_a_month"].iloc[0])),
            "You multiplied by admissions. The rate is per bed day, so it has to meet bed days: each patient has as many "
            "days to fall as the stay is long.",
        ),
        Mistake(
            "available beds",
            lambda d: _avoided(d, 365 * float(d["beds"].iloc[0])),
            "Those are the bed days that were available. The rate is per occupied bed day: nobody falls from an empty bed.",
        ),
        Mistake(
            "falls that remain",
            lambda d: float(d["target"].iloc[0]) / 1000 * _year(d),
            "Those are the falls that would still happen at the target. The ones that are avoided are the difference between "
            "baseline and target.",
        ),
    ),
    praise="A rate is for comparing; this number is for people: so many falls a year that nobody has to suffer.",
    hints=(
        "Look at the difference of the two rates, and at the occupied bed days of a whole year.",
        "Falls avoided = (baseline − target) ÷ 1,000 × occupied bed days of the year.",
        "On other data: from 8.0 to 6.0 with 500 bed days a month: 2.0 ÷ 1,000 × 6,000 = 12.0 falls a year.",
    ),
    outcome=COMPUTE,
    reread=FAR,
)


def _plans(seed: int | None) -> Iterator[pd.DataFrame]:
    """One ward's plan. The course's own: 6.6 to 4.62 with 840 occupied bed days a month and 28 beds."""
    rng = exercise_rng(seed, 2, 3)
    if seed is None:
        yield pd.DataFrame(
            {
                "baseline": [6.6],
                "target": [4.62],
                "beds": [28],
                "obd_a_month": [840],
                "admissions_a_month": [140],
            }
        )
    while True:
        beds = int(rng.integers(18, 37))
        obd = round(beds * 365 / 12 * float(rng.uniform(0.84, 0.95)))
        baseline = round(float(rng.uniform(5, 12)), 1)
        yield pd.DataFrame(
            {
                "baseline": [baseline],
                "target": [round(baseline * float(rng.uniform(0.6, 0.8)), 2)],
                "beds": [beds],
                "obd_a_month": [obd],
                "admissions_a_month": [round(obd / float(rng.uniform(4.5, 7)))],
            }
        )


# ---- E2.4 is the target beyond luck? --------------------------------------------------------------------------------


def _met(data: pd.DataFrame) -> pd.Series:
    return data["rate"] <= data.attrs["target"]


def _per_cent(which: pd.Series) -> float:
    return 100 * float(which.mean())


already_met = Item(
    "m02.already_met",
    ask="In what share of the 12 baseline months was the team’s target already met? In %, to one decimal.",
    kind=Number(PERCENT, tolerance=0.06, decimals=1),
    right=lambda d: _per_cent(_met(d)),
    mistakes=(
        Mistake(
            "counted the other way",
            lambda d: _per_cent(d["rate"] >= d.attrs["target"]),
            "You counted the months at or above the target. Lower is better here: a month has met it when its rate is at the "
            "target or below.",
        ),
        Mistake(
            "left out the month on the target",
            lambda d: _per_cent(d["rate"] < d.attrs["target"]),
            "You left out the month that lies just on the target. It has met it: at or below counts.",
        ),
        Mistake(
            "compared the mean",
            lambda _: 0.0,
            "The mean lies above the target, but the mean says nothing about spread. Look at the twelve months one by one: "
            "some of them are there already.",
        ),
        Mistake(
            "a count, not a share",
            lambda d: float(_met(d).sum()),
            "That is the number of months. As a share: divide by 12, times 100.",
        ),
        Mistake(
            "a share of one",
            lambda d: float(_met(d).mean()),
            "That is a share between 0 and 1. In % it is 100 times as much.",
        ),
    ),
    praise="So often the ward met this target before anybody did anything. It will do so again, by luck alone.",
    hints=(
        "Go along the twelve rates and tick each that is at the target or below it.",
        "Share = 100 × months at or below the target ÷ 12.",
        "On other data: 5 of 12 months at or below: 100 × 5 ÷ 12 = 41.7%.",
    ),
    outcome=ASSESS,
    reread=LUCK,
)


def _bold(data: pd.DataFrame) -> Luck:
    return luck_meter(data["falls"], data.attrs["bold"], exposure=data["obd"])


def _verdict(beyond, because: str | None = None):
    def value(data: pd.DataFrame) -> dict:
        said = _bold(data).beyond if beyond is None else beyond
        said = (not _bold(data).beyond) if beyond == "turned" else said
        return {"beyond": said, "because": because or ("a" if said else "b")}

    return value


beyond_luck = Item(
    "m02.beyond_luck",
    ask="Now the bolder target. Is it beyond luck (beyond: True or False), and why (because)?",
    kind=Fields(
        {
            "beyond": YesNo(),
            "because": Choice(
                {
                    "a": "By the Poisson estimate luck meets it in fewer than 1 month of 20",
                    "b": "By the Poisson estimate luck meets it in 1 month of 20 or more",
                    "c": "It lies below the mean of the baseline",
                    "d": "It lies above the lower process limit",
                }
            ),
        }
    ),
    right=_verdict(None),
    mistakes=(
        Mistake(
            "compared with the mean only",
            _verdict(True, "c"),
            "Below the mean lies about half of all months. The mean says nothing about spread, and it is spread that tells "
            "how far luck reaches.",
        ),
        Mistake(
            "the lower limit as the target",
            _verdict(False, "d"),
            "The lower limit is not a target. Luck goes past it about once in many years, so a target there asks for more than "
            "it needs to. Go by the share of months that luck would bring.",
        ),
        Mistake(
            "the estimate read the other way",
            _verdict("turned"),
            "Look at the chance once more and hold it against 0.05, which is 1 month in 20. Less than that is beyond luck; "
            "that or more is within it.",
        ),
    ),
    praise="1 month in 20 is the line. A target within luck will be “reached” and lost again with nobody doing anything.",
    hints=(
        "Look at the line “chance by luck” above, not at the mean.",
        "Beyond luck: chance below 0.05, that is fewer than 1 month of 20.",
        "On other data: mean 10 falls a month; 4 or fewer come with chance 0.029, so a target of 4 is beyond luck; 5 or "
        "fewer come with chance 0.067, so a target of 5 is not.",
    ),
    outcome=ASSESS,
    reread=LUCK,
)


def _baselines(seed: int | None) -> Iterator[pd.DataFrame]:
    """Twelve months of a practice ward, with the team's target (some months meet it) and a bolder one."""
    rng = exercise_rng(seed, 2, 4)
    while True:
        frame = _ward(rng, np.full(12, rng.uniform(9, 14)))
        rates = np.sort(frame["rate"].to_numpy())
        target = float(rates[int(rng.integers(2, 5))])
        frame.attrs.update(target=target, bold=round(target - float(rng.uniform(1.0, 4.5)), 1))
        yield frame


def _clear_luck(data: pd.DataFrame) -> bool:
    """The verdict is no close call, the bold target lies between the lower limit and the mean, no month meets it, and no
    month lies so high that it would ask for a story of its own."""
    found = _bold(data)
    mean = float(data["falls"].mean())
    bold_falls = data.attrs["bold"] * float(data["obd"].mean()) / 1000
    return (
        (0.004 < found.chance < 0.035 or 0.075 < found.chance < 0.2)
        and found.met == 0
        and mean - 3 * mean**0.5 < bold_falls < mean
        and data.attrs["target"] < float(data["rate"].mean())
        and float(data["falls"].max()) < mean + 3 * mean**0.5
    )


# ---- E2.5 whose voice is missing? -----------------------------------------------------------------------------------

GROUPS = ("White", "Asian or Asian British", "Black or Black British", "Mixed", "Other")
NOT_STATED = "not stated"
VOICES = Choice(dict(zip("abcde", GROUPS, strict=True)))


@dataclass(frozen=True)
class Voices:
    """The groups that are known, in the order of GROUPS: patients, comments, praise, response ratio; and the comments
    of nobody knows whom."""

    patients: np.ndarray
    comments: np.ndarray
    praise: np.ndarray
    unknown: int

    @property
    def ratio(self) -> np.ndarray:
        return response_ratio(self.comments, self.patients)

    @property
    def quietest(self) -> int:
        """Place of the group that is heard least for its size."""
        return int(self.ratio.argmin())

    @property
    def share_of_patients(self) -> float:
        return float(self.patients[self.quietest] / self.patients.sum())

    def answer(self, place: int) -> dict:
        return {"group": "abcde"[place], "ratio": float(self.ratio[place])}


def _read_voices(data: pd.DataFrame) -> Voices:
    known = (data["group"] != NOT_STATED).to_numpy()
    columns = (
        data[c].to_numpy(dtype=float, na_value=np.nan) for c in ("patients", "comments", "praise_percent")
    )
    patients, comments, praise = columns
    return Voices(patients[known], comments[known], praise[known], int(comments[~known].sum()))


def _at(place):
    """The answer that names the group at `place` (of the voices) with its ratio."""

    def value(data: pd.DataFrame) -> dict:
        voices = _read_voices(data)
        return voices.answer(int(place(voices)))

    return value


def _with_ratio(ratio):
    """The right group with another ratio."""

    def value(data: pd.DataFrame) -> dict:
        voices = _read_voices(data)
        return {**voices.answer(voices.quietest), "ratio": float(ratio(voices))}

    return value


missing_voice = Item(
    "m02.missing_voice",
    ask="Among the comments whose group is known: which group is heard least for its size (group), and what is its response "
    "ratio (ratio, to two decimals)?",
    kind=Fields({"group": VOICES, "ratio": Number(tolerance=0.015, decimals=2)}),
    right=_at(lambda v: v.quietest),
    mistakes=(
        Mistake(
            "fewest comments",
            _at(lambda v: v.comments.argmin()),
            "That group sent the fewest comments, but it may be small among the patients too. Hold its share of comments "
            "against its share of patients.",
        ),
        Mistake(
            "least content",
            _at(lambda v: v.praise.argmin()),
            "That is the group with the least praise: what they say, and not whether we hear them. A different question, "
            "and a good one to ask next.",
        ),
        Mistake(
            "the loudest voice",
            _at(lambda v: v.ratio.argmax()),
            "That is the highest ratio: the group that is heard more than its size. Look at the other end.",
        ),
        Mistake(
            "ratio upside down",
            _with_ratio(lambda v: 1 / v.ratio.min()),
            "The group is right and the ratio stands on its head. Share of comments goes above the line, share of patients "
            "below, so that less than 1 means: heard less.",
        ),
        Mistake(
            "unknown comments in the sum",
            _with_ratio(
                lambda v: v.comments[v.quietest] / (v.comments.sum() + v.unknown) / v.share_of_patients
            ),
            "You divided by all comments, those without a group too. Here the question is about the known ones; what the "
            "unknown could change comes next.",
        ),
    ),
    praise="Below 0.8 we say so aloud: this group is heard less than its size. Then we ask them how they would like to tell "
    "us, and do not wait for them to fill in our form.",
    hints=(
        "Make two shares for each group: of the known comments, and of the patients.",
        "Response ratio = (its comments ÷ all known comments) ÷ (its patients ÷ all patients).",
        "On other data: 10 of 100 comments from a group with 200 of 1,000 patients: 0.10 ÷ 0.20 = 0.50.",
    ),
    outcome=DETECT,
    reread=VOICE,
)


def _bounds(low_of: str = "all", high_of: str = "all", gets: bool = True):
    """Bounds of the quietest group's ratio. low_of, high_of: divide by "all" comments or by the "known" ones. gets: does
    it get the unknown ones in the upper bound?"""

    def value(data: pd.DataFrame) -> dict:
        v = _read_voices(data)
        total = {"known": v.comments.sum(), "all": v.comments.sum() + v.unknown}
        own = v.comments[v.quietest]
        low = own / total[low_of] / v.share_of_patients
        high = (own + v.unknown * gets) / total[high_of] / v.share_of_patients
        return {"low": float(low), "high": float(high)}

    return value


def _turned(data: pd.DataFrame) -> dict:
    right = _bounds()(data)
    return {"low": right["high"], "high": right["low"]}


voice_range = Item(
    "m02.voice_range",
    ask="Some comments do not state a group. Between what bounds could that group’s ratio lie: if none of them came from it "
    "(low), and if all of them did (high)? To two decimals.",
    kind=Fields({"low": Number(tolerance=0.015, decimals=2), "high": Number(tolerance=0.015, decimals=2)}),
    right=_bounds(),
    mistakes=(
        Mistake(
            "blanks left out",
            _bounds("known", "known", gets=False),
            "You left the unknown ones out, so both bounds are one number. State the unknowns and give a range: they belong to "
            "somebody.",
        ),
        Mistake(
            "unknown comments not in the sum",
            _bounds("known", "known"),
            "Now that the unknown ones count, they belong below the line as well: divide by all comments, in both bounds.",
        ),
        Mistake(
            "the bounds turned round",
            _turned,
            "The two bounds stand the other way round: low is when none of the unknown came from this group.",
        ),
    ),
    praise="The truth lies between. If the range is wide, the first thing to improve is how we ask.",
    hints=(
        "Low: the group keeps the comments it has. High: it gets all the unknown ones as well.",
        "low = (its comments ÷ all comments) ÷ share of patients; high = ((its comments + unknown) ÷ all comments) ÷ share "
        "of patients.",
        "On other data: 10 of 100 comments, 20 unknown, 20% of patients: low 0.10 ÷ 0.20 = 0.50, high 0.30 ÷ 0.20 = 1.50.",
    ),
    outcome=DETECT,
    reread=VOICE,
)


def _voices(patients, comments, unknown: int, praise) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "group": [*GROUPS, NOT_STATED],
            "patients": pd.array([*map(int, patients), None], dtype="Int64"),
            "comments": [*map(int, comments), int(unknown)],
            "praise_percent": [*map(int, praise), 42],
        }
    )
    frame.attrs.update(source=SOURCE)
    return frame


def _voice_tables(seed: int | None) -> Iterator[pd.DataFrame]:
    """Patients in a year and comments, by ethnic group. The course's own: Northmere's tables; other seeds: practice
    hospitals where another group may be the one that is not heard. Praise is made up for both."""
    rng = exercise_rng(seed, 2, 5)
    if seed is None:
        from qilab.data import load

        said, seen = load("patient_voice")["ethnicity"], load("patients_seen")
        patients = seen[seen["kind"] == "ethnicity"].set_index("group")["patients"].reindex(GROUPS)
        counts = said.value_counts().reindex(GROUPS)
        yield _voices(patients, counts, int(said.isna().sum()), (44, 46, 31, 40, 47))
    while True:
        shares = np.array([0.68, 0.14, 0.09, 0.06, 0.03]) * rng.uniform(0.85, 1.15, 5)
        patients = np.round(shares / shares.sum() * 240_000, -3)
        heard = rng.uniform(0.93, 1.07, 5)
        heard[int(rng.integers(1, 4))] *= rng.uniform(0.45, 0.68)
        share = patients * heard
        comments = np.round(share / share.sum() * int(rng.integers(480, 560)))
        yield _voices(patients, comments, int(rng.integers(50, 90)), rng.permutation(range(30, 50, 4)))


def _clear_voice(data: pd.DataFrame) -> bool:
    """One group is clearly heard least, and it is not the one with the fewest comments, nor the least content."""
    v = _read_voices(data)
    low, next_low = np.sort(v.ratio)[:2]
    return low < 0.75 and next_low - low > 0.1 and v.quietest not in (v.comments.argmin(), v.praise.argmin())


# ---- E2.6 mend the driver diagram -----------------------------------------------------------------------------------

MOST_NODES = 21
NODES = Labels(
    {f"D{i:02d}": f"node D{i:02d}" for i in range(1, MOST_NODES + 1)} | {BALANCING: "balancing measure"},
    none="none",
)


def _flaws(data: pd.DataFrame) -> dict[str, str]:
    """rule → node of each fault; the missing balancing measure is called “balancing”."""
    return {
        fault.rule: BALANCING if fault.rule == "no balancing measure" else fault.node
        for fault in DriverTree.read(data).faults()
    }


def _flawed(data: pd.DataFrame, *, without: str = "", also: frozenset[str] = frozenset()) -> frozenset[str]:
    return frozenset(node for rule, node in _flaws(data).items() if rule != without) | also


def _training(data: pd.DataFrame) -> frozenset[str]:
    return frozenset(data.loc[data["text"].str.contains("training", case=False), "node"])


def _shared(data: pd.DataFrame) -> frozenset[str]:
    """Ideas that serve two drivers."""
    ideas = data[data["kind"] == "idea"]["node"]
    return frozenset(ideas[ideas.duplicated()])


flawed_nodes = Item(
    "m02.flawed_nodes",
    ask="Which nodes are at fault? Give their names as a list; if the whole diagram has no balancing measure, put the word "
    "“balancing” on the list as well. For example: [“D02”, “balancing”]. If nothing is at fault, write “none”.",
    kind=NODES,
    right=_flawed,
    mistakes=(
        Mistake(
            "training called misplaced",
            lambda d: _flawed(d, also=_training(d)),
            "Staff training is a weak idea, for people forget, but it is not misplaced: it hangs on a driver that it could "
            "move. Take it off your list, and look for something stronger beside it.",
        ),
        Mistake(
            "balancing overlooked",
            lambda d: _flawed(d, without="no balancing measure"),
            "These are at fault, and one thing more is missing from the whole diagram. What could get worse while this gets "
            "better? No measure looks for it.",
        ),
        Mistake(
            "an idea with two drivers called a fault",
            lambda d: _flawed(d, also=_shared(d)),
            "One idea hangs on two drivers. That is allowed, and good news: one change that helps in two ways. Take it off "
            "your list.",
        ),
        Mistake(
            "outcome as a driver overlooked",
            lambda d: _flawed(d, without="nothing beneath"),
            "One “driver” is really a result that we wish for: nobody can change it directly, and nothing hangs on it. Ask of "
            "each driver: could we do something to it?",
        ),
        Mistake(
            "idea on the aim overlooked",
            lambda d: _flawed(d, without="idea without a driver"),
            "One idea hangs on the aim itself. Without a driver nobody knows why it should work. Follow each idea’s line to "
            "the left.",
        ),
        Mistake(
            "the aim named for what is missing",
            lambda d: _flawed(
                d, without="no balancing measure", also=frozenset(d.loc[d["kind"] == "aim", "node"])
            ),
            "You are on to it, but the aim itself is sound: what it lacks is a measure that is not there. Write “balancing” in "
            "its place.",
        ),
        Mistake(
            "nothing at fault",
            lambda _: frozenset({"none"}),
            "There is something to mend. Follow each line from right to left and ask at each step: how would this move that?",
        ),
    ),
    praise="An idea with no driver has no theory, an outcome is no driver, and somebody must look at what could get worse. "
    "Mend these three and the diagram can be tested.",
    hints=(
        "Follow each idea to the left: does it pass a driver? Then read the drivers: can each be changed by somebody?",
        "An idea hangs on one driver or more; a driver is something we can change; at least one measure is balancing.",
        "On another diagram: “cakes on Friday” hangs on the aim “fewer complaints”, so it has no driver; “happier "
        "families” stands among the drivers, but it is a result.",
    ),
    outcome=REPAIR,
    reread=DRIVERS,
)


def _trees(seed: int | None) -> Iterator[pd.DataFrame]:
    """The falls team's diagram (seed None), or another team's with faults planted elsewhere."""
    if seed is None:
        from qilab.data import load

        yield load("driver_tree")
    yield from faulty_trees(0 if seed is None else seed)


def _three_faults(data: pd.DataFrame) -> bool:
    return set(_flaws(data)) == {"no balancing measure", "nothing beneath", "idea without a driver"} and (
        len(_training(data)) == len(_shared(data)) == 1
    )


EXERCISES = (
    Exercise("E2.1", "Repair the aim", 5, "critique an aim", (repair_aim,), _drafts, teachable=_clear_draft),
    Exercise("E2.2", "A reduction of so much", 2, "fill the blank", (target_after_cut,), _cuts),
    Exercise("E2.3", "Falls avoided a year", 3, "calculate", (falls_avoided,), _plans),
    Exercise(
        "E2.4",
        "Is the target beyond luck?",
        4,
        "choose with reason",
        (already_met, beyond_luck),
        _baselines,
        teachable=_clear_luck,
    ),
    Exercise(
        "E2.5",
        "Whose voice is missing?",
        5,
        "calculate",
        (missing_voice, voice_range),
        _voice_tables,
        teachable=_clear_voice,
    ),
    Exercise(
        "E2.6", "Mend the driver diagram", 4, "fix the bug", (flawed_nodes,), _trees, teachable=_three_faults
    ),
)

# ---- the quick checks of the lesson ---------------------------------------------------------------------------------

WARD_BASELINE, WARD_CUT = 12.5, 30  # the half-worked example of the lesson

faded_target = Item(
    "m02.faded_target",
    ask="East 4 falls 12.5 times per 1,000 occupied bed days. Where does 30% less land? To two decimals, with its unit.",
    kind=Number(PER_1000_OBD, tolerance=0.03, decimals=2),
    right=lambda _: WARD_BASELINE * (1 - WARD_CUT / 100),
    mistakes=(
        Mistake(
            "how much goes",
            lambda _: WARD_BASELINE * WARD_CUT / 100,
            "That is how much goes away. What is left? Multiply by the share that stays: 1 − 0.30.",
        ),
        Mistake(
            "0.3 taken away",
            lambda _: WARD_BASELINE - WARD_CUT / 100,
            "You took 0.30 falls away. It is 30% of the baseline that goes: multiply, do not subtract.",
        ),
        Mistake(
            "divided instead",
            lambda _: WARD_BASELINE / (1 - WARD_CUT / 100),
            "That is more than before: dividing by 0.70 raises it. Multiply by 0.70.",
        ),
    ),
    praise="8.75: from 12.5 to 8.75 per 1,000. Say both numbers, and the percentage follows.",
    hints=(
        "Of each 100 falls 70 would be left. Begin there.",
        "Target = baseline × (1 − reduction ÷ 100).",
        "On other data: 20% less than 5.0 is 5.0 × 0.80 = 4.00.",
    ),
    outcome=COMPUTE,
    reread=FAR,
)

QUICK_CHECKS = (
    quick_choice(
        "m02.recall_rank",
        ask="From “Why QI?”: your ward has the most falls of six this month. What do you know?",
        right=("b", "One of six always has the most; nothing more yet"),
        wrong={
            "a": (
                "We are the least safe ward",
                "One month, six wards: somebody has the most, even if all six are alike. Work out how far luck reaches first.",
            ),
            "c": (
                "Next month we shall be best",
                "Luck does not pay back. After a high month an ordinary one is most likely.",
            ),
        },
        praise="So no aim is built on one month. Which is where this hour begins.",
        outcome=ASSESS,
        reread=BEFORE,
    ),
    quick_choice(
        "m02.recall_limits",
        ask="From “Why QI?”: all months lie inside the limits, and the level is not good enough. What helps?",
        right=("c", "A change to the system"),
        wrong={
            "a": (
                "A talk with whoever was on duty in the highest month",
                "The highest month belongs to the system like all others. Nobody on duty made it.",
            ),
            "b": (
                "Waiting: it will settle",
                "It is settled. It will go on giving this level until something in the system changes.",
            ),
        },
        praise="A steady system that is not good enough asks for a change to itself. An aim says which, how far and by when.",
        outcome=ASSESS,
        reread=BEFORE,
    ),
    quick_choice(
        "m02.recall_tray",
        ask="In Red Bead Ward the manager set a target of 3. What did the target do to the beads?",
        right=("a", "Nothing: only changing the tray did"),
        wrong={
            "b": (
                "It helped those who wanted to do well",
                "They all wanted to. The tray held a fifth of red beads before and after.",
            ),
            "c": (
                "It helped a little, as people took more care",
                "People cannot see into the tray. Their numbers went up and down as before.",
            ),
        },
        praise="A target alone moves nothing. With a theory of what to change, it says where you are going.",
        outcome=WRITE,
        reread=BEFORE,
    ),
    quick_choice(
        "m02.what_lacks",
        ask="“We will reduce falls on East 4 this year.” What is missing from this aim?",
        right=("c", "From how many, and to how many"),
        wrong={
            "a": (
                "A name to answer for it",
                "A project needs people, but the aim does not name someone to blame. Can you tell at the end whether it "
                "was reached?",
            ),
            "b": (
                "Nothing: it is clear enough",
                "One fall fewer would fulfil it, and so would a quiet December. Ask: from what, to what?",
            ),
        },
        praise="No baseline and no target: one fall fewer would do. A measure, a group and a date alone are not enough.",
        outcome=WRITE,
        reread=CASE,
    ),
    quick_choice(
        "m02.which_aim",
        ask="Which of these is an aim?",
        right=(
            "b",
            "Falls per 1,000 occupied bed days, all patients of East 4, from 12.5 to 8.5 or less by 30 June 2023",
        ),
        wrong={
            "a": (
                "Zero harm, always, for everyone",
                "A fine belief, but it has no measure and no date. Nobody can tell in June how far we have come.",
            ),
            "c": (
                "Introduce hourly rounds on East 4 by March",
                "That is an idea with a date. The rounds could be done and nobody be safer. An aim names the result.",
            ),
        },
        praise="Measure, group, baseline, target, date. A stranger could check it.",
        outcome=WRITE,
        reread=PARTS,
    ),
    faded_target,
    quick_choice(
        "m02.no_month_met",
        ask="East 4 never met 8.5 in its ten baseline months, and luck alone would meet it in about 1 month of 7. What follows?",
        right=("a", "One month at 8.5 would prove nothing; look at several in a row"),
        wrong={
            "b": (
                "As no month has met it, any month that does shows a change",
                "Ten months are few. Where luck meets a target in 1 month of 7, ten months without it are no surprise either.",
            ),
            "c": (
                "The target is no use",
                "It may be what patients need. It means: judge it by many months, not by one.",
            ),
        },
        praise="A good target may lie within the reach of luck for one month. Then the proof is in staying there: a run chart.",
        outcome=ASSESS,
        reread=LUCK,
    ),
    quick_choice(
        "m02.milder_target",
        ask="In the lab: you make the target milder, nearer to the baseline. What does luck do?",
        right=("b", "It meets the target more often"),
        wrong={
            "a": (
                "It meets it less often",
                "Move the slider towards the baseline and watch how many of the dots lie at the target or beyond.",
            ),
            "c": (
                "It does not mind",
                "Luck minds only how far it is. The nearer the line, the more months cross it by themselves.",
            ),
        },
        praise="An easy target is reached by luck, celebrated, and lost again.",
        outcome=ASSESS,
        reread=LAB,
    ),
    quick_choice(
        "m02.why_driver",
        ask="“Yellow socks for everyone” hangs on the aim itself. Why is that a fault?",
        right=("a", "Nobody can say why it should work, so nobody can learn if it fails"),
        wrong={
            "b": (
                "Socks are too cheap to help",
                "Some cheap ideas help very much. What is missing is the reason why this one should.",
            ),
            "c": (
                "Every idea needs its own driver",
                "Two ideas may share a driver, and one idea may serve two. But each needs at least one.",
            ),
        },
        praise="An idea with no driver has no theory. “Socks that grip, so that people slip less” would be a beginning.",
        outcome=REPAIR,
        reread=DRIVERS,
    ),
    quick_choice(
        "m02.what_balances",
        ask="East 4 wants fewer falls. Which measure is a balancing one?",
        right=("c", "Share of patients who walk every day"),
        wrong={
            "a": (
                "Share of hourly rounds done",
                "That is a process measure: are we doing it? Ask instead what could get worse when falls get fewer.",
            ),
            "b": (
                "Falls with harm",
                "That is another outcome. A balancing measure looks elsewhere: what might patients lose?",
            ),
        },
        praise="Nobody falls who never leaves the bed. If walking goes down with the falls, nothing was gained.",
        outcome=REPAIR,
        reread=DRIVERS,
    ),
    quick_choice(
        "m02.top_worry",
        ask="In the lab, third page: what did the staff name most often, and what did the patients?",
        right=("b", "Staff: waiting. Patients: being told what is going on"),
        wrong={
            "a": (
                "Both named waiting",
                "Staff did. Press the button for all comments and look at the longest bar of the patients.",
            ),
            "c": (
                "Both named kindness",
                "Patients speak of kindness often, and much of it is thanks. Look for the longest bar on either side.",
            ),
        },
        praise="Nobody was careless: each sees from where they stand. That is why you ask before you choose an aim.",
        outcome=DETECT,
        reread=VOICE,
    ),
    quick_choice(
        "m02.few_comments",
        ask="A group sent 14 of 528 comments. Is its voice missing?",
        right=("c", "That depends on how many of the patients it is"),
        wrong={
            "a": (
                "Yes: 14 are very few",
                "Few, but if it is a small group, it may be heard more than its size. Compare two shares.",
            ),
            "b": (
                "No: 14 are enough to learn from",
                "Fourteen voices can teach much. Whether others like them are missing is another question: how many "
                "patients are there?",
            ),
        },
        praise="Share of comments over share of patients: below 0.8, say so and go and ask.",
        outcome=DETECT,
        reread=VOICE,
    ),
    quick_choice(
        "m02.big_i",
        ask="Which of these is “Big I”?",
        right=("a", "Two patients are members of the team and help to choose the aim"),
        wrong={
            "b": (
                "The team asks ten patients what they think of its poster",
                "That is little i: asking now and then. It is worth doing, and the aim was chosen before they came.",
            ),
            "c": (
                "The board hears a patient’s story at each meeting",
                "Stories move people. But the teller goes home before anything is decided.",
            ),
        },
        praise="Full members, from the first meeting: they help to decide what the aim is.",
        outcome=DETECT,
        reread=TOGETHER,
    ),
    quick_choice(
        "m02.whose_number",
        ask="The trust of the published case tells that all its 15, 16 and 19 projects had users as full members. What do "
        "we not know from this?",
        right=("c", "Whether care got better because of it"),
        wrong={
            "a": (
                "Whether the share went up",
                "That it tells, from 42% to 100%; it is the trust’s own count. Ask what the count is a measure of.",
            ),
            "b": (
                "How many projects there were",
                "Those are told: 15, 16 and 19 in the three months. Ask what is not counted at all.",
            ),
        },
        praise="It is a process measure, told by the trust itself. Whether patients fared better needs an outcome.",
        outcome=DETECT,
        reread=TOGETHER,
    ),
)
