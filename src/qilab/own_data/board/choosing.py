"""Which chart a measure gets, by the chooser that the course teaches, and what the reader has to beware of."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from qilab.charts.words import count, listed
from qilab.methods.calendar import MONTHS, time_name
from qilab.methods.spc.choose import (
    Advice,
    Overdispersion,
    choose_chart,
    choose_chart_for,
    diagnose,
    warn_few_points,
)
from qilab.methods.spc.control import FEW_POINTS

from ..measure import WITH_PER, Measure
from .plain import title_of

# The chooser's name for what a measure counts.
CHOOSERS = {"count": "count", "rate": "count", "proportion": "proportion", "value": "measurement"}
CHARTS_OF = {
    "count": ("c", "i", "run"),
    "rate": ("u", "up", "i", "run"),
    "proportion": ("p", "pp", "i", "run"),
    "value": ("i", "run"),
    "gap": ("t", "g", "run"),
}
A_YEAR = {"month": 12, "quarter": 4}
RARE = (
    "More than half of the periods have no event at all, so limits say little here. If you know the date of each event, "
    "chart the days between them instead."
)


_SPREAD = {
    "overdispersed": "The points vary more than chance explains, so the limits of this chart are too narrow and points outside "
    "them may mean little. Find out what is mixed together (seasons, case mix, several clinics).",
    "underdispersed": "The points vary less than chance alone would make them, so the limits of this chart are too wide. Were the "
    "counts smoothed, added up or capped?",
}
# From this spread on (as a multiple of what chance makes) limits of 3σ are at 2σ: one point in twenty is a false signal.
WIDE_SPREAD = 1.5
LEAST_EVENTS = 10.0  # a point: fewer are too lopsided for limits that are as far below the mean as above it
WIDER = {"c": "i", "u": "up", "p": "pp"}
_WIDER_WHY = {
    "i": "counts that vary {times} times as much as chance would make them, so the limits of a c chart would be too narrow. "
    "An I chart takes its limits from the points themselves.",
    "up": "events over changing opportunities that vary {times} times as much as chance would make them, so the limits of a "
    "u chart would be too narrow. A u′ chart allows for that.",
    "pp": "a yes or no for each patient, but with {times} times the spread that chance would make, so the limits of a p chart "
    "would be too narrow. A p′ chart allows for that.",
}
_MIXED = "Find out what is mixed together (seasons, case mix, several clinics), because each on its own may have narrower limits."


@dataclass(frozen=True)
class Proposal:
    """chart: its key in `spc`. why: the reason, a sentence. beware: sentences. phases: positions of the first points of
    new phases, counted from 1 as `spc` does."""

    chart: str
    why: str
    beware: tuple[str, ...]
    phases: tuple[int, ...]


def values(measure: Measure) -> np.ndarray:
    """What is drawn, one number a row: the count, or the ratio times `times`; NaN where there is none."""
    counts = measure.table["count"].to_numpy(float)
    if measure.kind not in WITH_PER:
        return counts
    per = measure.table["per"].to_numpy(float)
    return np.divide(counts, per, out=np.full(len(per), np.nan), where=per > 0) * measure.times


def propose(measure: Measure, chart: str | None = None) -> Proposal:
    """The chart for a measure, why, and what to beware of. chart: one that the user insists on.

    Sources: as `qilab.methods.spc.choose`; fewer than 12 points get a run chart, for their limits would still move.
    ValueError where nothing can be drawn, or the chart asked for is none for this kind of measure.

    >>> months = pd.DataFrame({"period": pd.date_range("2024-01-01", periods=8, freq="MS"), "count": range(3, 11)})
    >>> propose(Measure("Falls", None, "count", "month", months)).chart
    'run'
    """
    allowed = CHARTS_OF[measure.kind]
    if chart is not None and chart not in allowed:
        raise ValueError(
            f"chart: {title_of(measure)} is a {measure.kind}. Choose one of {listed(allowed, 'or')}, or leave it to the chooser."
        )
    there = ~np.isnan(values(measure))
    if not there.any():
        raise ValueError(f"{title_of(measure)}: no period has a value, so there is nothing to draw.")
    advice = _advice(measure)
    firsts, told = _phases(measure)
    told = [*_few(there, firsts), *told, *_empty_denominators(measure), *_seasons(measure, firsts)]
    if chart is not None:
        return Proposal(
            chart, f"You asked for this chart. The chooser says: {advice.why}", tuple(told), firsts
        )
    if there.sum() < FEW_POINTS:
        return Proposal("run", _RUN_WHY.format(points=count(int(there.sum()), "point")), tuple(told), firsts)
    chosen, rare = advice.chart, advice.chart == "g" and measure.kind != "gap"
    if rare:  # counts by month do not hold the days between events
        chosen = allowed[0]
        told.append(RARE)
    elif (
        measure.kind == "rate" and chosen == "c"
    ):  # its counts would be drawn, and not the rate that was asked for
        chosen = "u"
    told += [_whole(text) for text in advice.beware if "points" not in text]
    why = advice.why if chosen == advice.chart else _COUNTED[measure.kind]
    spread = _spread(measure, chosen, firsts)
    if spread is not None and chosen in WIDER and _is_wide(_parts(measure, firsts)[-1], measure.kind, spread):
        chosen = WIDER[chosen]
        why = _WIDER_WHY[chosen].format(times=f"{spread.sigma_z:.1f}")
        told.append(_MIXED)
    elif spread is not None:
        told.append(_dispersion(spread))
    return Proposal(chosen, _whole(why), tuple(told), firsts)


_RUN_WHY = "a run chart, because {points} are too few for limits (at least 12 are needed); it needs none to show a change."
_COUNTED = {
    "count": "events counted where the opportunities stay about the same.",
    "rate": "events counted over changing opportunities, such as falls over bed days.",
    "proportion": "a yes or no for each patient, out of a denominator that may change.",
}


def _whole(text: str) -> str:
    """A sentence, without the names of our own functions."""
    text = text.replace("diagnose() finds σ_z near 1", "the spread is what chance makes")
    text = text[:1].upper() + text[1:]
    return text if text.endswith(".") else f"{text}."


def _advice(measure: Measure) -> Advice:
    counts = measure.table["count"]
    if measure.kind == "gap":
        zero = bool((counts.dropna() == 0).any())
        return choose_chart("count", rare=True, time_between=not zero)
    return choose_chart_for(
        counts, measure.table["per"] if measure.kind in WITH_PER else None, CHOOSERS[measure.kind]
    )


def _phases(measure: Measure) -> tuple[tuple[int, ...], list[str]]:
    """Positions (from 1) at which new limits begin, and what is to be said of changes that fall elsewhere."""
    periods = pd.DatetimeIndex(measure.table["period"])
    firsts: list[int] = []
    told: list[str] = []
    for day in measure.phases:
        at = int(periods.searchsorted(day))
        written = f"{day.day} {day:%B %Y}"
        if at == 0 or at >= len(periods):
            told.append(
                f"The change on {written} falls outside the dates of your figures, so it starts no new limits."
            )
            continue
        if measure.kind != "gap" and periods[at] != day:
            told.append(
                f"The change on {written} came part of the way through a {measure.frequency}, so the new limits begin with the next, "
                f"{period_name(periods[at], measure.frequency)}."
            )
        if at + 1 not in firsts:
            firsts.append(at + 1)
    return tuple(firsts), told


def period_name(day: pd.Timestamp, frequency: str) -> str:
    """A period as people write it.

    >>> period_name(pd.Timestamp("2024-09-01"), "month"), period_name(pd.Timestamp("2024-09-02"), "week")
    ('September 2024', 'the week from 2 September 2024')
    """
    if frequency == "month":
        return time_name(day, MONTHS, 1)
    plain = f"{day.day} {day:%B %Y}"
    return plain if frequency == "day" else f"the {frequency} from {plain}"


def _few(there: np.ndarray, firsts: tuple[int, ...]) -> list[str]:
    parts = np.split(there, [first - 1 for first in firsts])
    told = []
    for number, part in enumerate(parts, start=1):
        found = [
            text.replace("1 points are", "1 point is") if part.sum() == 1 else text
            for text in warn_few_points(int(part.sum()))
        ]
        of = "" if len(parts) == 1 else f"Phase {number}: "
        told += [f"{of}{text[:1].upper() if not of else text[:1]}{text[1:]}." for text in found]
    return told


def _empty_denominators(measure: Measure) -> list[str]:
    if measure.kind not in WITH_PER:
        return []
    empty = int((measure.table["per"] == 0).sum())
    if not empty:
        return []
    return [
        f"In {count(empty, measure.frequency)} there was nothing to count out of (0). "
        "The chart has a gap there, because that is neither good nor bad."
    ]


def _parts(measure: Measure, firsts: tuple[int, ...]) -> list[pd.DataFrame]:
    edges = [0, *(first - 1 for first in firsts), len(measure.table)]
    return [measure.table.iloc[a:b] for a, b in pairwise(edges)]


def _spread(measure: Measure, chart: str, firsts: tuple[int, ...]) -> Overdispersion | None:
    """How much more, or less, the newest phase varies than chance explains; None where it does as expected.

    A p′ or u′ chart has allowed for it.
    """
    if chart not in WIDER:
        return None
    last = _parts(measure, firsts)[-1].dropna()
    if len(last) < 10:
        return None
    try:
        found = diagnose(
            last["count"], np.ones(len(last)) if chart == "c" else last["per"], CHOOSERS[measure.kind]
        )
    except (
        ValueError
    ):  # nothing varies, or fewer than three points have a denominator: other sentences say so
        return None
    return None if found.verdict == "as expected" else found


def _is_wide(newest: pd.DataFrame, kind: str, spread: Overdispersion) -> bool:
    """Is it so much more, of so many events, that wider limits are the better advice? newest: the rows of the newest phase."""
    events = newest["count"].mean()
    if kind == "proportion":  # few without the event are as lopsided as few with it
        events = min(events, (newest["per"] - newest["count"]).mean())
    return spread.verdict == "overdispersed" and spread.sigma_z >= WIDE_SPREAD and events >= LEAST_EVENTS


def _dispersion(spread: Overdispersion) -> str:
    return f"{_SPREAD[spread.verdict]} (Their spread is {spread.sigma_z:.1f} times what chance alone would make it.)"


def _seasons(measure: Measure, firsts: tuple[int, ...]) -> list[str]:
    """A warning where values a year apart are more alike than chance makes them, and more than those half a year apart.

    The autocorrelation at a lag of one year, about the mean of each phase, beyond 2/√n (Bartlett's limit for white
    noise); the half year is asked so that a lasting shift is not taken for a season. Needs two years.
    """
    year = A_YEAR.get(measure.frequency)
    series = values(measure)
    if year is None or len(series) < 2 * year or measure.kind == "gap":
        return []
    edges = [0, *(first - 1 for first in firsts), len(series)]
    away = np.concatenate([_about_mean(series[a:b]) for a, b in pairwise(edges)])
    there = ~np.isnan(away)
    away = np.where(there, away, 0.0)
    total = float(away @ away)
    if not total > 0:
        return []
    whole, half = (float(away[lag:] @ away[:-lag]) / total for lag in (year, year // 2))
    limit = 1 / np.sqrt(there.sum())
    if whole <= 2 * limit or whole - half <= 2 * limit:
        return []
    return [
        f"The figures look seasonal: the same {measure.frequency}s in different years are alike. Also compare with the same "
        f"{measure.frequency} a year ago, because a season can look like a signal, and widens the limits."
    ]


def _about_mean(part: np.ndarray) -> np.ndarray:
    there = part[~np.isnan(part)]
    return part - (there.mean() if len(there) else 0.0)
