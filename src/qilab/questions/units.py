"""Units that answers are given in, and the many ways in which people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """One unit: its full name, the ways people write it, and its size in a family.

    `family` and `size` let us tell a learner that 0.59 per 100 is 5.9 per 1,000: two units of
    one family are the same quantity on another scale, `size` times the family's base.
    """

    name: str
    also: tuple[str, ...] = ()
    family: str = ""
    size: float = 1.0

    def __str__(self) -> str:
        return self.name

    @property
    def spellings(self) -> frozenset[str]:
        """The name and all other ways to write it, reduced to one plain form so that near spellings are one."""
        return frozenset(_plain(text) for text in (self.name, *self.also))


def _bed_days(per: str, size: float) -> Unit:
    return Unit(
        f"per {per} occupied bed days",
        also=(f"per {per} OBD", f"per {per} bed days", f"falls per {per} occupied bed days", f"/ {per} OBD"),
        family="falls rate",
        size=size,
    )


PER_1000_OBD = _bed_days("1,000", 1 / 1000)
PER_100_OBD = _bed_days("100", 1 / 100)
PER_10000_OBD = _bed_days("10,000", 1 / 10_000)
PER_OBD = Unit(
    "per occupied bed day", also=("per OBD", "per bed day", "per 1 OBD"), family="falls rate", size=1.0
)
FALLS_A_MONTH = Unit("falls a month", also=("falls", "falls per month", "per month"), family="falls a month")
FALLS_A_YEAR = Unit(
    "falls a year",
    also=("falls", "falls per year", "per year", "a year"),
    family="falls a month",
    size=1 / 12,
)
PER_1000_ADMISSIONS = Unit(
    "per 1,000 admissions", also=("falls per 1,000 admissions", "per 1000 spells"), family="per admission"
)
PERCENT = Unit(
    "%", also=("percent", "per cent", "pc", "% of charts", "in 100", "per 100"), family="share", size=0.01
)
SHARE = Unit("share", also=("proportion", "fraction", "as a proportion"), family="share", size=1.0)
POINTS = Unit("points", also=("point", "useful points", "months", "useful observations"), family="points")
RUNS = Unit("runs", also=("run",), family="runs")
PERCENTAGE_POINTS = Unit(
    "percentage points", also=("percentage point", "points", "pp", "% points", "percent points")
)
MONTHS = Unit("months", also=("month",), family="months")
MILLILITRES = Unit("ml", also=("mL", "millilitre", "millilitres", "cc"), family="volume", size=0.001)
LITRES = Unit("litres", also=("l", "litre"), family="volume")

UNITS: tuple[Unit, ...] = (
    PER_1000_OBD,
    PER_100_OBD,
    PER_10000_OBD,
    PER_OBD,
    FALLS_A_MONTH,
    FALLS_A_YEAR,
    PER_1000_ADMISSIONS,
    PERCENT,
    SHARE,
    POINTS,
    RUNS,
    MONTHS,
    MILLILITRES,
    LITRES,
    PERCENTAGE_POINTS,
)


def _plain(text: str) -> str:
    """Fold case, spaces, thousands commas and a leading count word, so that near spellings are one."""
    text = text.strip().lower().replace(",", "").replace("‑", "-").rstrip(".")
    text = re.sub(r"\bper\s+(?=\d|occupied|bed|obd)", "per ", text)
    text = re.sub(r"\bfalls\s+(?=per|/)", "", text)
    text = text.replace("/ ", "per ").replace("/", "per ")
    text = re.sub(r"\b(?:1k|(?:one |a )?thousand)\b", "1000", text)
    text = re.sub(r"\b(?:one |a )?hundred\b", "100", text)
    text = re.sub(r"bed[ -]?days?", "bed days", text)
    text = re.sub(r"\boccupied bed days\b|\bobds?\b", "bed days", text)
    return re.sub(r"\s+", " ", text)


def read_unit(text: str, expected: Unit) -> Unit | None:
    """The unit that `text` names, trying `expected` first, or None if we do not know it."""
    plain = _plain(text)
    for unit in (expected, *UNITS):
        if plain in unit.spellings:
            return unit
    return None
