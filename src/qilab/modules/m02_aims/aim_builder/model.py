"""The model behind the first page of Aim builder: a ward in which nothing changes, and an aim held against it. No Jupyter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qilab.data import folder, load
from qilab.methods.aims import RARE, Luck, luck_meter
from qilab.methods.deadlines import Deadline, read_deadline
from qilab.methods.validate import one_seed

from .counted import lacks_per, mismatch

COURSE_SEED = 4821  # with this seed the ward is East 4 as the lesson knows it, before its change
BEDS, MONTHS = 28, 12
FIRST = "2022-04-01"
LESSON = {"trust": "NORM", "ward": "E4", "start": FIRST, "end": "2023-01-31"}
DAYS = np.array([30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31])  # April 2022 to March 2023
OFTEN = 0.20  # 1 month in 5: a target that luck meets more often shows nothing, however long one looks
PER = 1000
HIGHEST = 25.0  # end of the slider: above it lies no target for a ward like this


@dataclass(frozen=True)
class Year:
    """Months in order: falls and occupied bed days (n,), and the rate per 1,000 as it is reported."""

    falls: NDArray[np.int64]
    obd: NDArray[np.int64]

    @cached_property
    def rate(self) -> NDArray[np.float64]:
        """(n,) falls per 1,000 occupied bed days, to one decimal."""
        return np.round(PER * self.falls / self.obd, 1)

    def luck(self, target: float) -> Luck:
        """The luck meter of a target, with these months as its baseline."""
        return luck_meter(self.falls, target, exposure=self.obd, per=PER)


@dataclass(frozen=True)
class Ward:
    """A ward whose true rate never changes. The same seed gives the same months. ValueError for a bad seed.

    With the course's own seed its baseline is that of East 4 in the lesson, so that the lesson's aim fits the lab;
    with another seed it is made up.
    """

    seed: int = COURSE_SEED

    def __post_init__(self) -> None:
        one_seed(self.seed)

    @property
    def is_east_4(self) -> bool:
        """Is it the ward of the lesson?"""
        return self.seed == COURSE_SEED

    @cached_property
    def true_rate(self) -> float:
        """Falls per 1,000 occupied bed days behind all months: from 9.5 to 13, or East 4's before its change."""
        if self.is_east_4:
            return float(PER * self.baseline.falls.sum() / self.baseline.obd.sum())
        return float(np.random.default_rng([self.seed, 21]).uniform(9.5, 13))

    def year(self, number: int) -> Year:
        """Year 0 is the baseline; the years after it come from the same process, with nothing done."""
        if number == 0 and self.is_east_4:
            months = lesson_months()
            return Year(months["falls"].to_numpy(), months["obd"].to_numpy())
        rng = np.random.default_rng([self.seed, 22, number])
        beds = self.baseline.obd.mean() / 28.4 if self.is_east_4 else BEDS
        obd = np.round(beds * DAYS * rng.uniform(0.9, 0.97, MONTHS)).astype(int)
        return Year(rng.poisson(self.true_rate * obd / PER), obd)

    @cached_property
    def baseline(self) -> Year:
        """The months before the aim was set, from April 2022: twelve, or as many as East 4 has before its change."""
        return self.year(0)

    @property
    def months(self) -> int:
        """How many months the baseline has."""
        return len(self.baseline.falls)

    @property
    def ends(self) -> pd.Timestamp:
        """Last day of the baseline."""
        return pd.Timestamp(FIRST) + pd.DateOffset(months=self.months) - pd.Timedelta(days=1)

    @cached_property
    def level(self) -> float:
        """Median rate of the baseline, to one decimal."""
        return round(float(np.median(self.baseline.rate)), 1)


def lesson_months() -> pd.DataFrame:
    """East 4's months before its change, as the lesson loads them: month, falls, obd."""
    return load("ward_month", **LESSON)[["month", "falls", "obd"]]


def ward(seed: int) -> Ward:
    """The ward of a seed, kept: its months are looked at again with every move of a slider."""
    return _ward(seed, str(folder()))


@lru_cache(maxsize=8)
def _ward(seed: int, where: str) -> Ward:  # where: another cohort has another East 4
    return Ward(seed)


@dataclass(frozen=True)
class Aim:
    """An aim as it stands in the form; None or "" where nothing is filled in yet."""

    measure: str = ""
    group: str = ""
    baseline: float | None = None
    target: float | None = None
    date: str = ""


FURTHEST = 30  # years to come
PARTS = ("measure", "group", "baseline", "target", "date")
_SMALL = {
    "a",
    "an",
    "and",
    "the",
    "of",
    "for",
    "in",
    "on",
    "our",
    "all",
    "more",
    "less",
    "fewer",
    "to",
    "be",
    "we",
    "is",
}
_WISHES = _SMALL | {
    *(
        "better",
        "best",
        "improve",
        "improved",
        "improving",
        "improvement",
        "safe",
        "safer",
        "safety",
        "good",
        "great",
    ),
    *(
        "quality",
        "care",
        "excellent",
        "excellence",
        "experience",
        "harm",
        "zero",
        "patient",
        "patients",
        "ward",
        "things",
    ),
}
_EVERYBODY = _SMALL | {
    "everyone",
    "everybody",
    "anyone",
    "people",
    "patients",
    "patient",
    "staff",
    "us",
    "them",
    "whole",
}


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text.lower()))


def gaps(aim: Aim, ward: Ward) -> dict[str, str]:
    """What the aim still lacks, by part: a sentence each that says what to do. Empty for a whole aim."""
    found = {
        "measure": _measure(aim.measure),
        "group": _group(aim.group),
        "baseline": _baseline(aim.baseline, ward),
        "target": _target(aim.target, ward),
        "date": _date(aim.date, ward),
    }
    return {part: words for part, words in found.items() if words}


def _measure(text: str) -> str:
    if not text.strip():
        return "Measure: what will you count, and per what?"
    if _words(text) <= _WISHES:
        return f"Measure: “{text.strip()[:60]}” is a wish, and two people would count it in two ways. Say what you will count."
    if (other := mismatch(text)) and not (lacks_per(text) and "fall" in text.lower()):
        return f"Measure: {other}"
    if lacks_per(text):
        return "Measure: per what? A count tends to grow when the ward is fuller. Say, for example, per 1,000 occupied bed days."
    return ""


def _group(text: str) -> str:
    if not text.strip():
        return "Group: who is it for? Name them, so that a newcomer could say who belongs."
    if _words(text) <= _EVERYBODY:
        return f"Group: “{text.strip()[:60]}” could be anybody. On which ward, or in which clinic?"
    return ""


def _baseline(value: float | None, ward: Ward) -> str:
    many = in_words(ward.months)
    if value is None:
        return f"Baseline: where do you start? Take the median of the {many} months in the table."
    rates = ward.baseline.rate
    if abs(value - np.median(rates)) <= 0.051:
        return ""
    if abs(value - rates[-1]) <= 0.051:
        return f"Baseline: that is the last month. One month is not a baseline, so take the median of the {many}."
    if abs(value - rates.mean()) <= 0.051:
        return f"Baseline: that is the mean. One odd month can pull it, so take the median of the {many}."
    whose = " of East 4" if ward.is_east_4 else ""
    return f"Baseline: {value:g} is not the median of the {many} months{whose}. Put their rates in order of size: it lies halfway along."


def _target(value: float | None, ward: Ward) -> str:
    if value is None:
        return "Target: where do you want to get to? Move the slider."
    if value >= ward.level:
        return f"Target: {value:g} is not below the baseline. Fewer falls are better, so move it down."
    if value <= 0:
        return "Target: no falls at all, for good? Choose a number that the team believes it can reach."
    chance = ward.baseline.luck(value).chance
    if chance > OFTEN:
        return (
            f"Target: luck alone meets {value:g} in about {in_hundred(chance)} months in 100. Move it down until that is "
            f"{100 * OFTEN:.0f} at most. If it is fewer than {100 * RARE:.0f}, even one month that meets the target is worth a look."
        )
    return ""


def caution(aim: Aim, ward: Ward) -> str:
    """What to mind of a target that holds: luck reaches it now and then, so that one month proves nothing."""
    chance = ward.baseline.luck(aim.target).chance if aim.target is not None else 0.0
    if chance < RARE:
        return ""
    return (
        f"Note: luck alone meets {aim.target:g} in about {in_hundred(chance)} months in 100. One month proves nothing, "
        "so look at several in a row."
    )


def in_words(months: int) -> str:
    """A number of months as a word, where there is one.

    >>> in_words(10), in_words(14)
    ('ten', '14')
    """
    words = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ]
    return words[months - 1] if 1 <= months <= len(words) else str(months)


def in_hundred(chance: float) -> str:
    """How many months in 100: whole from 10 on, with one decimal below, where it decides."""
    share = 100 * chance
    if share < 0.1:
        return "0.1" if share > 0.05 else "0"
    return f"{share:.0f}" if share >= 10 else f"{share:.1f}"


def _date(text: str, ward: Ward) -> str:
    if not text.strip():
        return "Date: by when? Without a date nobody can say whether it was reached in time."
    try:
        day = read_deadline(text).day
    except ValueError as reason:
        return f"Date: {reason}"
    if day <= ward.ends:
        return f"Date: that lies before the baseline ends ({ward.ends:%B %Y}). Give a later day."
    if day.year > ward.ends.year + FURTHEST:
        return f"Date: {day:%Y} is {day.year - ward.ends.year} years after the baseline. Is the year right?"
    return ""


def _deadline(text: str) -> Deadline | None:
    try:
        return read_deadline(text)
    except ValueError:
        return None


def as_sentence(aim: Aim) -> str:
    """The aim, read aloud, with the date as it was read."""
    when = _deadline(aim.date)
    by = when.words if when is not None else aim.date
    return f"{aim.measure.strip()}, {aim.group.strip()}, from {aim.baseline:g} to {aim.target:g} or less by {by}."
