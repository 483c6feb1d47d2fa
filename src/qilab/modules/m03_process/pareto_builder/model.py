"""The model behind Pareto builder: three months of late lists in made-up theatres, and their causes. No Jupyter.

Porters are late often and for a short time, equipment seldom and for long. On Mondays beds are not confirmed, on other
days patients are not ready, and in orthopaedics equipment is what costs most: so every way to look finds another first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from qilab.methods.causes import Pareto, pareto
from qilab.methods.validate import one_seed

NOT_RECORDED = "Not recorded"
BED, PATIENT, KIT, PORTER, SURGEON, ANAESTHETIST = CAUSES = (
    "Bed not confirmed",
    "Patient not ready",
    "Equipment not there",
    "Waiting for porter",
    "Surgeon not there",
    "Anaesthetist not there",
)
BURDENS = {"lists": "how many lists were late", "minutes": "how many minutes were lost"}
ALL = "all"
MONDAY, OTHER = "monday", "other"
DAYS = {ALL: "all days", MONDAY: "Mondays", OTHER: "Tuesday to Friday"}
ORTHOPAEDICS = "Orthopaedics"
SPECIALTIES = (ORTHOPAEDICS, "General surgery", "Gynaecology")

# Late lists of a quarter by cause: how many on Mondays, on other days, in orthopaedics among them; mean minutes of each.
_DESIGN = {
    BED: (14, 6, 3, 40),
    PATIENT: (4, 24, 4, 38),
    KIT: (2, 11, 11, 55),
    PORTER: (6, 29, 6, 11),
    SURGEON: (2, 9, 2, 27),
    ANAESTHETIST: (2, 7, 2, 24),
    NOT_RECORDED: (3, 9, 3, 25),
}


_CAUSE = np.array([cause for cause, (monday, other, *_) in _DESIGN.items() for _ in range(monday + other)])
_DAY = np.array(
    [day for monday, other, *_ in _DESIGN.values() for day in [MONDAY] * monday + [OTHER] * other]
)


@lru_cache(maxsize=8)
def late_lists(seed: int = 4821) -> pd.DataFrame:
    """One row for each late list: columns day (“monday” or “other”), specialty, cause, minutes.

    The same seed gives everybody the same lists. ValueError for a bad seed.
    """
    one_seed(seed)
    rng = np.random.default_rng([seed, 32])
    mean = np.array([_DESIGN[cause][3] for cause in _CAUSE])
    while True:
        minutes = np.maximum(5, np.round(mean * rng.gamma(6, 1 / 6, len(mean)))).astype(int)
        specialty = np.concatenate([_specialties(cause, rng) for cause in _DESIGN])
        if _teaches(minutes, specialty):
            return pd.DataFrame({"day": _DAY, "specialty": specialty, "cause": _CAUSE, "minutes": minutes})


def _specialties(cause: str, rng: np.random.Generator) -> np.ndarray:
    monday, other, bones, _ = _DESIGN[cause]
    others = rng.choice(SPECIALTIES[1:], monday + other - bones)
    return rng.permutation(np.concatenate([np.repeat(ORTHOPAEDICS, bones), others]))


def _teaches(minutes: np.ndarray, specialty: np.ndarray) -> bool:
    """Does each way to look find what it is meant to find first, and by a clear step?"""
    everywhere, one = np.ones(len(minutes), dtype=bool), np.ones(len(minutes))
    wanted = (
        (one, everywhere, PORTER),
        (minutes, everywhere, PATIENT),
        (minutes, _DAY == MONDAY, BED),
        (minutes, _DAY == OTHER, PATIENT),
        (minutes, specialty == ORTHOPAEDICS, KIT),
    )
    return all(_clearly_first(*look) for look in wanted)


def _clearly_first(burden: np.ndarray, where: np.ndarray, cause: str) -> bool:
    sums = {each: burden[where & (each == _CAUSE)].sum() for each in CAUSES}
    return bool(sums.pop(cause) >= 1.1 * max(sums.values()))


def chosen(rows: pd.DataFrame, day: str = ALL, specialty: str = ALL) -> pd.DataFrame:
    """The lists of some days and of one specialty. ValueError for a day or specialty that there is not."""
    if day not in DAYS:
        raise ValueError(f"day: choose one of {', '.join(DAYS)}.")
    if specialty not in (ALL, *SPECIALTIES):
        raise ValueError(f"specialty: choose {ALL} or one of {', '.join(SPECIALTIES)}.")
    keep = np.ones(len(rows), dtype=bool)
    if day != ALL:
        keep &= (rows["day"] == day).to_numpy()
    if specialty != ALL:
        keep &= (rows["specialty"] == specialty).to_numpy()
    return rows[keep]


def ranked(rows: pd.DataFrame, burden: str = "lists") -> Pareto:
    """The causes by number of lists or by minutes, the largest first, with what is not recorded apart.

    ValueError for another burden.
    """
    if burden not in BURDENS:
        raise ValueError(f"burden: choose one of {', '.join(BURDENS)}.")
    return pareto(rows, "cause", "minutes" if burden == "minutes" else None)


@dataclass(frozen=True)
class Cause:
    """A bar of the chart: a cause, its lists or minutes, its share and the running share (0 to 1), and is it vital?"""

    name: str
    burden: float
    share: float
    running: float
    vital: bool


@lru_cache(maxsize=64)
def ranking(seed: int, burden: str, day: str = ALL, specialty: str = ALL) -> Pareto:
    """What `ranked` finds in some of a seed's lists, worked out once: the aim moves no bar."""
    return ranked(chosen(late_lists(seed), day, specialty), burden)


def bars(found: Pareto, aim: float = 0.8) -> list[Cause]:
    """The causes as bars, the largest first. aim: the share that the vital few are to reach together."""
    columns = (found.causes[name].tolist() for name in ("cause", "burden", "share", "cumulative"))
    return [
        Cause(name, burden, share, running, running - share < aim - 1e-12)
        for name, burden, share, running in zip(*columns, strict=True)
    ]
