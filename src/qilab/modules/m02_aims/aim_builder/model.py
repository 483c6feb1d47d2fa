"""The model behind the first page of Aim builder: a ward in which nothing changes, and an aim held against it. No Jupyter."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qilab.methods.aims import RARE, Luck, luck_meter
from qilab.methods.validate import one_seed
from qilab.questions.kinds import read_month

BEDS, MONTHS = 28, 12
FIRST = "2022-04-01"
LAST = pd.Period("2023-03", "M")  # the last month of the baseline
PER = 1000
HIGHEST = 25.0  # end of the slider: above it lies no target for a ward like this


@dataclass(frozen=True)
class Year:
    """Twelve months: falls and occupied bed days (12,), and the rate per 1,000 as it is reported."""

    falls: NDArray[np.int64]
    obd: NDArray[np.int64]

    @property
    def rate(self) -> NDArray[np.float64]:
        """(12,) falls per 1,000 occupied bed days, to one decimal."""
        return np.round(PER * self.falls / self.obd, 1)

    def luck(self, target: float) -> Luck:
        """The luck meter of a target, with these months as its baseline."""
        return luck_meter(self.falls, target, exposure=self.obd, per=PER)


@dataclass(frozen=True)
class Ward:
    """A made-up ward whose true rate never changes. The same seed gives the same months. ValueError for a bad seed."""

    seed: int = 4821

    def __post_init__(self) -> None:
        one_seed(self.seed)

    @property
    def true_rate(self) -> float:
        """Falls per 1,000 occupied bed days behind all months, from 9.5 to 13; the seed decides it."""
        return float(np.random.default_rng([self.seed, 21]).uniform(9.5, 13))

    def year(self, number: int) -> Year:
        """Year 0 is the baseline; the years after it come from the same process, with nothing done."""
        rng = np.random.default_rng([self.seed, 22, number])
        days = pd.date_range(FIRST, periods=MONTHS, freq="MS").days_in_month.to_numpy()
        obd = np.round(BEDS * days * rng.uniform(0.9, 0.97, MONTHS)).astype(int)
        return Year(rng.poisson(self.true_rate * obd / PER), obd)

    @property
    def baseline(self) -> Year:
        """The year before the aim was set: twelve months from April 2022."""
        return self.year(0)

    @property
    def level(self) -> float:
        """Median rate of the baseline, to one decimal."""
        return round(float(np.median(self.baseline.rate)), 1)


@dataclass(frozen=True)
class Aim:
    """An aim as it stands in the form; None or "" where nothing is filled in yet."""

    measure: str = ""
    group: str = ""
    baseline: float | None = None
    target: float | None = None
    date: str = ""


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
        "date": _date(aim.date),
    }
    return {part: words for part, words in found.items() if words}


def _measure(text: str) -> str:
    if not text.strip():
        return "Measure: what will you count? Write it, and per what."
    if _words(text) <= _WISHES:
        return f"Measure: “{text.strip()[:60]}” is a wish that two people would count in two ways. Name what is counted."
    if not re.search(r"\bper\b|%|/|\bpercent|\bshare\b|\brate\b|\bproportion\b", text.lower()):
        return "Measure: per what? A count grows when the ward is fuller. Say, for example, per 1,000 occupied bed days."
    return ""


def _group(text: str) -> str:
    if not text.strip():
        return "Group: whom is it for? Name them, so that a newcomer could say who belongs."
    if _words(text) <= _EVERYBODY:
        return f"Group: “{text.strip()[:60]}” could be anybody. On which ward, in which clinic?"
    return ""


def _baseline(value: float | None, ward: Ward) -> str:
    if value is None:
        return "Baseline: where do you start? Take the median of the twelve months; the table has them."
    rates = ward.baseline.rate
    if abs(value - np.median(rates)) <= 0.051:
        return ""
    if abs(value - rates[-1]) <= 0.051:
        return "Baseline: that is the last month. One point is no baseline; take the median of the twelve."
    if abs(value - rates.mean()) <= 0.051:
        return "Baseline: that is the mean. One odd month pulls it; take the median of the twelve."
    return f"Baseline: {value:g} is not the middle of the twelve months. Put them in order: the median is halfway."


def _target(value: float | None, ward: Ward) -> str:
    if value is None:
        return "Target: where do you want to land? Move the slider."
    if value >= ward.level:
        return f"Target: {value:g} is not below the baseline. Fewer falls are better, so move it down."
    luck = ward.baseline.luck(value)
    if not luck.beyond:
        return (
            f"Target: luck alone meets {value:g} in about {in_hundred(luck.chance)} months of 100. Move it until that is "
            f"fewer than {100 * RARE:.0f}."
        )
    if value <= 0:
        return "Target: no falls at all, for good? Choose a number that the team believes it can reach."
    return ""


def in_hundred(chance: float) -> str:
    """How many months of 100: whole from 10 on, with one decimal below, where it decides."""
    share = 100 * chance
    if share < 0.1:
        return "0.1" if share > 0.05 else "0"
    return f"{share:.0f}" if share >= 10 else f"{share:.1f}"


def _date(text: str) -> str:
    if not text.strip():
        return "Date: by when? Without a day an aim is never late and never reached."
    month = read_month(text)
    if month is None:
        return f"Date: we could not read “{text.strip()[:30]}”. Write it like 30 June 2024."
    if month <= LAST:
        return "Date: that lies before the baseline ends (March 2023). Give a day that is still to come."
    return ""


def as_sentence(aim: Aim) -> str:
    """The aim, read aloud."""
    month = read_month(aim.date)
    when = month.strftime("%B %Y") if month is not None else aim.date
    return f"{aim.measure.strip()}, {aim.group.strip()}: from {aim.baseline:g} to {aim.target:g} or less by the end of {when}."
