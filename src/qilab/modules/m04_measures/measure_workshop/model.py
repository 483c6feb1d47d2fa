"""The model behind Measure workshop: one year of one made-up ward, and its fall rate by each definition. No Jupyter.

The falls of each month are kept near their mean on purpose: what moves the rate is then the definition, not luck.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from itertools import product

import numpy as np
import pandas as pd

from qilab.methods.measure import poisson_interval
from qilab.methods.validate import one_seed

BEDS = 28
DAYS = np.array([30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31])  # April to March
UNKNOWN_MONTH = 10  # February: nobody wrote the midnight count down
PER = 1000

NUMERATORS = {
    "near": "falls and near falls",
    "all": "all falls, seen or not, hurt or not",
    "seen": "falls that somebody saw",
    "harm": "falls with harm",
}
DENOMINATORS = {
    "occupied": "occupied bed days",
    "available": "available bed days",
    "admissions": "admissions (a different unit)",
}
WINDOWS = {"year": "the whole year", "quarter": "the last quarter"}
EXCLUSIONS = {
    "none": "nothing",
    "repeats": "second falls on the same day",
    "elsewhere": "falls away from the ward",
}
MISSING = {
    "leave out": "leave the month out",
    "fill in": "fill in the usual number",
    "month before": "take January’s instead",
}
OPTIONS = {
    "numerator": NUMERATORS,
    "denominator": DENOMINATORS,
    "window": WINDOWS,
    "exclude": EXCLUSIONS,
    "missing": MISSING,
}


@dataclass(frozen=True)
class Definition:
    """One operational definition: a key of each of the tables above. ValueError for any other."""

    numerator: str = "all"
    denominator: str = "occupied"
    window: str = "year"
    exclude: str = "none"
    missing: str = "leave out"

    def __post_init__(self) -> None:
        for f in fields(self):
            if getattr(self, f.name) not in OPTIONS[f.name]:
                raise ValueError(f"{f.name}: choose one of {', '.join(OPTIONS[f.name])}.")

    def differs(self, other: Definition) -> list[str]:
        """Names of the parts in which two definitions are not the same."""
        return [f.name for f in fields(self) if getattr(self, f.name) != getattr(other, f.name)]

    @property
    def in_words(self) -> str:
        """The definition in words: what is counted, what is left out, per 1,000 of what, over when, and what
        becomes of February where its bed days are asked for.
        """
        where = "" if self.exclude == "none" else f", without {EXCLUSIONS[self.exclude]}"
        # Admissions and available beds are known for every month: only a missing midnight count needs a rule.
        february = f"; February: {MISSING[self.missing]}" if self.denominator == "occupied" else ""
        return (
            f"{NUMERATORS[self.numerator]}{where}, per 1,000 {DENOMINATORS[self.denominator].split(' (')[0]}, "
            f"{WINDOWS[self.window]}{february}"
        )


@dataclass(frozen=True)
class Rate:
    """What a definition comes to: events, exposure, and the rate per 1,000 with its 95% interval (exact Poisson)."""

    events: int
    exposure: int
    rate: float
    low: float
    high: float


@dataclass(frozen=True)
class Ward:
    """The year: `events`, one row each (month 0 to 11, near, seen, harm, repeat, elsewhere), and bed days by month."""

    events: pd.DataFrame
    occupied: np.ndarray
    admissions: np.ndarray

    @cached_property
    def by_month(self) -> dict[tuple[str, str], np.ndarray]:
        """(12,) events by month, for each rule of what counts and each exclusion."""
        month = self.events["month"].to_numpy(np.intp)
        return {
            rule: np.bincount(month[_counted(Definition(rule[0], exclude=rule[1]), self)], minlength=12)
            for rule in product(NUMERATORS, EXCLUSIONS)
        }

    @cached_property
    def every_rate(self) -> list[tuple[Definition, Rate]]:
        """What `all_rates` gives, worked out once for each ward."""
        below = ("occupied", "available")
        every = [Definition(*choice) for choice in product(NUMERATORS, below, WINDOWS, EXCLUSIONS, MISSING)]
        sizes = np.array([_events_and_exposure(d, self) for d in every])
        return sorted(zip(every, _rates(*sizes.T), strict=True), key=lambda pair: pair[1].rate)


@lru_cache(maxsize=8)
def ward_year(seed: int = 4821) -> Ward:
    """A made-up ward of 28 beds. The same seed gives everybody the same year. ValueError for a bad seed."""
    one_seed(seed)
    rng = np.random.default_rng([seed, 44])
    falls = rng.permutation([5, 5, 5, 6, 6, 6, 6, 6, 6, 7, 7, 7])
    near = rng.permutation([0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1])
    rows = []
    for month in range(12):
        n = int(falls[month])
        marks = {
            "seen": rng.permutation(np.arange(n) < 2 + (month % 3 == 0)),
            "harm": rng.permutation(np.arange(n) < 2),
            "repeat": rng.permutation(np.arange(n) < (month % 2)),
            "elsewhere": rng.permutation(np.arange(n) < (month % 3 == 1)),
        }
        rows.append(pd.DataFrame({"month": month, "near": False, **marks}))
        lowered = pd.DataFrame({"month": month, "near": True, "seen": True}, index=range(int(near[month])))
        rows.append(lowered.assign(harm=False, repeat=False, elsewhere=False))
    occupied = np.round(BEDS * DAYS * rng.uniform(0.9, 0.96, 12)).astype(int)
    admissions = np.round(occupied / rng.uniform(5.5, 6.5, 12)).astype(int)
    return Ward(pd.concat(rows, ignore_index=True), occupied, admissions)


def rate_of(definition: Definition, ward: Ward) -> Rate:
    """The rate of the ward's year by one definition, per 1,000."""
    events, exposure = _events_and_exposure(definition, ward)
    return _rates(np.array([events]), np.array([exposure]))[0]


def _rates(events: np.ndarray, exposure: np.ndarray) -> list[Rate]:
    rate = PER * events / exposure
    low, high = poisson_interval(events, exposure, per=PER)
    rows = zip(events.tolist(), exposure.tolist(), rate.tolist(), low.tolist(), high.tolist(), strict=True)
    return [Rate(*row) for row in rows]


def _events_and_exposure(definition: Definition, ward: Ward) -> tuple[int, int]:
    months = np.arange(12) >= (9 if definition.window == "quarter" else 0)
    unknown = np.arange(12) == UNKNOWN_MONTH
    below = _below(definition.denominator, ward).astype(float)
    # Admissions and available beds are known for every month; only the midnight count is not.
    gap = definition.denominator == "occupied"
    above = months & ~unknown if gap and definition.missing == "leave out" else months
    if gap and definition.missing == "fill in":
        below[unknown] = np.round((below / DAYS)[~unknown].mean() * DAYS[UNKNOWN_MONTH])
    if gap and definition.missing == "month before":
        below[unknown] = below[UNKNOWN_MONTH - 1]
    events = int(ward.by_month[definition.numerator, definition.exclude][above].sum())
    return events, int(below[above].sum())


def _below(denominator: str, ward: Ward) -> np.ndarray:
    return {"occupied": ward.occupied, "available": BEDS * DAYS, "admissions": ward.admissions}[denominator]


def _counted(definition: Definition, ward: Ward) -> np.ndarray:
    e = ward.events
    rule = {
        "near": np.ones(len(e), dtype=bool),
        "all": ~e["near"],
        "seen": e["seen"] & ~e["near"],
        "harm": e["harm"],
    }[definition.numerator]
    out = {"none": False, "repeats": e["repeat"], "elsewhere": e["elsewhere"]}[definition.exclude]
    return np.asarray(rule & ~np.asarray(out, dtype=bool), dtype=bool)


def all_rates(ward: Ward) -> list[tuple[Definition, Rate]]:
    """Every definition per 1,000 bed days, lowest rate first. Per admission is another unit, so it is left out."""
    return ward.every_rate


CARDS: tuple[tuple[str, Definition], ...] = (
    (
        "“We count each fall of a patient, whether or not anybody saw it, and whether or not it hurt. We divide by "
        "the beds that "
        "were occupied at midnight, over the year from April to March. A month without a midnight count is left "
        "out, both above and below the line.”",
        Definition(),
    ),
    (
        "“For the board, we report falls with harm on the ward itself, per 1,000 bed days, from January to March. "
        "We count every bed that was open, occupied or not. Where a midnight count is missing, we put in the usual "
        "one.”",
        Definition("harm", "available", "quarter", "elsewhere", "fill in"),
    ),
    (
        "“We learn from near falls too, so we count them. If the same person falls twice on the same day, we count "
        "one event. We divide by occupied bed days, for the year, and put in the usual number where the midnight "
        "count is missing.”",
        Definition("near", "occupied", "year", "repeats", "fill in"),
    ),
)

WORDINGS = {
    "loose": "“Count the falls that matter.”",
    "half": "“Count every fall, with or without harm.”",
    "full": "“Count each time a patient of the ward comes to rest on the floor or a lower level without meaning to: on the ward, seen or not, "
    "helped down or not, hurt or not.”",
}


# Entries in the ward's incident book that neither of two people would call a fall, under any wording.
OTHER_NOTES = 30


@dataclass(frozen=True)
class Agreement:
    """Two collectors on the same events: how many both counted, one of them only, or neither; and Cohen's κ."""

    both: int
    first_only: int
    second_only: int
    neither: int

    @property
    def kappa(self) -> float:
        """Agreement beyond chance (Cohen 1960): 1 is full agreement, 0 what chance would give."""
        n = self.both + self.first_only + self.second_only + self.neither
        seen = (self.both + self.neither) / n
        a, b = (self.both + self.first_only) / n, (self.both + self.second_only) / n
        chance = a * b + (1 - a) * (1 - b)
        return 1.0 if chance == 1 else (seen - chance) / (1 - chance)


# How two careful people read each wording: what the wording leaves open, each settles in another way.
_READINGS = {
    "loose": (Definition("harm"), Definition("near", exclude="repeats")),
    "half": (Definition("all", exclude="elsewhere"), Definition("near")),
    "full": (Definition("all", exclude="elsewhere"), Definition("all", exclude="elsewhere")),
}


def two_collectors(wording: str, ward: Ward) -> Agreement:
    """What two people count of the same events under a wording. ValueError for an unknown wording."""
    if wording not in _READINGS:
        raise ValueError(f"wording: choose one of {', '.join(_READINGS)}.")
    a, b = (_counted(reading, ward) for reading in _READINGS[wording])
    return Agreement(
        int((a & b).sum()), int((a & ~b).sum()), int((~a & b).sum()), int((~a & ~b).sum()) + OTHER_NOTES
    )


__all__ = [
    "CARDS",
    "OPTIONS",
    "WORDINGS",
    "Agreement",
    "Definition",
    "Rate",
    "Ward",
    "all_rates",
    "rate_of",
    "two_collectors",
    "ward_year",
]
