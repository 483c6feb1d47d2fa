"""Which chart? Advice with its reasons and its alternatives, and a test of whether p or u will do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from qilab.methods.segments import Segments, divide, root
from qilab.methods.validate import (
    as_counts,
    as_numbers,
    events_and_exposure,
    one_flag,
    one_of,
    one_whole,
    same_length,
)

from .limits import D2, mean_range

KINDS = ("measurement", "proportion", "count")

# Fewer events a point than this, and a p, u or c chart cannot show an improvement: its lower limit is 0.
FEW_EVENTS = 2.0
# From this mean denominator on, small real differences between points outweigh chance.
LARGE_N = 2000


@dataclass(frozen=True)
class Advice:
    """A chart, why it fits, what else would do (chart → when), and what to beware of."""

    chart: str
    why: str
    alternatives: dict[str, str]
    beware: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [f"{self.chart} chart: {self.why}"]
        lines += [f"Or {chart}, if {when}" for chart, when in self.alternatives.items()]
        return "\n".join(lines + [f"Beware: {text}" for text in self.beware])


def choose_chart(
    kind: str,
    *,
    equal_opportunity: bool = False,
    rare: bool = False,
    time_between: bool = False,
    large_denominators: bool = False,
    subgroups: bool = False,
    in_time: bool = True,
    points: int | None = None,
) -> Advice:
    """The control chart for a kind of data, with reasons and alternatives.

    kind: "measurement" (minutes, millimoles), "proportion" (patients of patients: a yes or no for each) or
    "count" (events, of which one patient can have several). equal_opportunity: the area of opportunity, such
    as bed days, stays about the same. rare: mostly none in a month. time_between: for rare events, the time
    between them is known to the day. large_denominators: thousands in each point. subgroups: several
    measurements in each point. in_time: points follow each other in time. points: how many there are.
    Sources: Mohammed, Worthington & Woodall 2008, Qual Saf Health Care 17:137; Provost & Murray 2011. Not a
    judgement of the data: look at them first, on a run chart.

    >>> print(choose_chart("count"))
    u chart: events counted over changing opportunities, such as falls over bed days.
    Or c, if the opportunities hardly change (by less than a quarter or so)
    Or up, if there are thousands of opportunities in each point, and u limits look too tight
    Or g, if events are so rare that most points would be 0
    """
    one_of(kind, "kind", KINDS)
    flags = {
        "equal_opportunity": equal_opportunity,
        "rare": rare,
        "time_between": time_between,
        "large_denominators": large_denominators,
        "subgroups": subgroups,
        "in_time": in_time,
    }
    for name, flag in flags.items():
        one_flag(flag, name)
    advice = _chart_for(kind, equal_opportunity, rare, time_between, large_denominators, subgroups)
    beware = list(advice.beware)
    if not in_time:
        funnel = (
            "points are not in time order: compare them on a funnel plot, and leave the rules about runs out"
        )
        beware.insert(0, funnel)
    if points is not None:
        beware += warn_few_points(points)
    return Advice(advice.chart, advice.why, advice.alternatives, tuple(beware))


def _chart_for(
    kind: str, equal_opportunity: bool, rare: bool, time_between: bool, large: bool, subgroups: bool
) -> Advice:
    if kind == "measurement":
        return _for_measurements(subgroups)
    if rare:
        return _for_rare_events(time_between)
    return _for_proportions(large) if kind == "proportion" else _for_counts(equal_opportunity, large)


def _for_measurements(subgroups: bool) -> Advice:
    if subgroups:
        return Advice(
            "xbar",
            "several measurements in each point; read it together with the s chart, which watches their spread.",
            {"i": "only the mean of each point matters, or points differ by more than their spread explains"},
        )
    why = "one measurement in each point; its limits come from the moving range."
    return Advice(
        "i",
        why,
        {"run": "there are fewer than 12 points, or the values are lopsided, with a long tail on one side"},
        ("a mean of few patients swings more than a mean of many; an I chart takes them as equal",),
    )


def _for_rare_events(time_between: bool) -> Advice:
    if time_between:
        return Advice(
            "t",
            "rare events with the time between them: each event is a point, and longer is better.",
            {"g": "the days or cases between events are whole numbers, and some are 0"},
            ("two events on one day have no time between them: give the hour, or use a g chart",),
        )
    return Advice(
        "g",
        "rare events: count the cases or days between them instead of the months with none.",
        {
            "t": "the time between events is known as a measurement",
            "u": "the events are put together by quarter",
        },
    )


def _for_proportions(large: bool) -> Advice:
    if large:
        return Advice(
            "pp",
            "thousands in each point, so chance plays such a small part that even small real differences would look like signals.",
            {"i": "the denominators hardly change", "p": "diagnose() finds σ_z near 1"},
        )
    return Advice(
        "p",
        "a yes or no for each patient, out of a denominator that may change.",
        {
            "pp": "there are thousands in each point, and p limits look too tight",
            "g": "it is so rare that most points would be 0",
            "i": "what is counted can exceed its denominator, or is not a whole number",
        },
    )


def _for_counts(equal_opportunity: bool, large: bool) -> Advice:
    if large:
        return Advice(
            "up",
            "thousands of opportunities in each point, so chance plays such a small part that even small real differences would look like signals.",
            {"i": "the opportunities hardly change", "u": "diagnose() finds σ_z near 1"},
        )
    if equal_opportunity:
        return Advice(
            "c",
            "events counted where the opportunities stay about the same.",
            {"u": "the opportunities change by a quarter or more", "g": "most points would be 0"},
        )
    return Advice(
        "u",
        "events counted over changing opportunities, such as falls over bed days.",
        {
            "c": "the opportunities hardly change (by less than a quarter or so)",
            "up": "there are thousands of opportunities in each point, and u limits look too tight",
            "g": "events are so rare that most points would be 0",
        },
    )


def choose_chart_for(
    y: ArrayLike, n: ArrayLike | None = None, kind: str | None = None, **known: Any
) -> Advice:
    """`choose_chart` with what can be read off the data: how rare, how large, how equal, how many.

    y: values or counts in time order; n: denominators. kind: as in `choose_chart`; left out, it is
    "measurement" where there is no n, else "proportion" where no count passes its n, else "count". Say it
    where you know it: a table cannot tell falls among patients from patients who fell. Source: as
    `choose_chart`. Not for a column whose meaning is not known.

    >>> choose_chart_for([0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0], [800] * 12, "count").chart
    'g'
    """
    values = as_numbers(y, "y")
    sizes = None if n is None else as_numbers(n, "n")
    if sizes is not None:
        same_length(y=values, n=sizes)
    if kind is None:
        passes = sizes is not None and bool((values > sizes).any())
        kind = "measurement" if sizes is None else "count" if passes else "proportion"
    one_of(kind, "kind", KINDS)
    present = ~np.isnan(values) if sizes is None else ~np.isnan(values) & ~np.isnan(sizes)
    if not present.any():
        raise ValueError("y: every value is missing, so there is nothing to choose a chart for.")
    found: dict[str, Any] = {"points": int(present.sum())}
    if kind != "measurement":
        as_counts(values[present], "y")
        found["rare"] = bool(np.mean(values[present] == 0) > 0.5)
        if sizes is not None:
            found["large_denominators"] = bool(
                sizes[present].mean() >= LARGE_N and values[present].mean() > 100
            )
            found["equal_opportunity"] = bool(np.ptp(sizes[present]) <= 0.25 * sizes[present].mean())
        else:
            found["equal_opportunity"] = True
    advice = choose_chart(kind, **(found | known))
    if kind != "measurement" and advice.chart in ("p", "u", "c") and values[present].mean() < FEW_EVENTS:
        few = f"only {values[present].mean():.1f} events a point: put months together, or count between events (g, t)"
        advice = Advice(advice.chart, advice.why, advice.alternatives, (*advice.beware, few))
    return advice


def warn_few_points(points: int) -> list[str]:
    """What to say of centre and limits from so few points; nothing from 20 on.

    Source: Provost & Murray 2011; Perla, Provost & Murray 2011. Not a reason to wait: begin the run chart
    with the first point.

    >>> warn_few_points(9)
    ['9 points are too few for limits or for tests of runs: draw a run chart and collect at least 12']
    """
    points = one_whole(points, "points")
    if points < 10:
        return [
            f"{points} points are too few for limits or for tests of runs: draw a run chart and collect at least 12"
        ]
    if points < 12:
        return [
            f"{points} points give trial limits: they will move with each point added, and you need at least 12 to freeze them"
        ]
    if points < 20:
        return [f"{points} points give limits that are still rough; after 20 to 30 points they hardly move"]
    return []


@dataclass(frozen=True)
class Overdispersion:
    """σ_z of p or u charts: how much the points vary against what chance makes of their denominators.

    sigma_z: 1 where chance explains all. verdict: "as expected", "overdispersed" or "underdispersed".
    """

    sigma_z: float
    verdict: str
    advice: str

    def __str__(self) -> str:
        return f"σ_z = {self.sigma_z:.2f}, {self.verdict}. {self.advice}"


_ADVICE = {
    "as expected": "Chance explains the variation between points; the plain chart will do.",
    "overdispersed": "Points vary more than chance explains, so plain limits are too narrow: use the p′ or u′ chart, "
    "or find out what is mixed together (seasons, case mix, several clinics).",
    "underdispersed": "Points vary less than chance alone would make them. Look for a wrong denominator, double counting or "
    "values that were smoothed; plain limits are too wide.",
}


def diagnose(y: ArrayLike, n: ArrayLike, kind: str = "proportion", screen: bool = True) -> Overdispersion:
    """Do the points of a p or u chart vary more, or less, than chance explains?

    y, n: (points,) counts and denominators in time order. kind: "proportion" (p) or "count" (u). z = (y/n −
    centre)/σ of each point, σ_z = mean moving range of z / 1.128, as on Laney's charts (Laney 2002, Quality
    Engineering 14); screen as in `spc`. As expected is 1 ± 2/√points: pure chance stays within it about 19 times
    in 20. Needs 10 points to mean anything. Not for points out of time order, whose neighbours mean nothing.

    >>> diagnose([6851, 7030, 6604, 7105, 6699, 6902, 7188, 6577, 6850, 7002], [9500] * 10).verdict
    'overdispersed'
    """
    one_of(kind, "kind", KINDS[1:])
    one_flag(screen, "screen")
    counts, sizes = events_and_exposure(y, n, ("y", "n"), missing=True)
    if counts.ndim != 1:
        raise ValueError("y: give one series of counts in time order.")
    if kind == "proportion" and (counts > sizes).any():
        raise ValueError(
            'y: a count is above its denominator. For events that can happen twice say kind="count".'
        )
    there = ~np.isnan(counts) & (sizes > 0)
    if there.sum() < 3:
        raise ValueError("y: fewer than three points have both a count and a denominator; collect more.")
    centre = counts[there].sum() / sizes[there].sum()
    variance = centre * (1 - centre) if kind == "proportion" else centre
    if not variance > 0:
        raise ValueError("y: nothing varies (no events at all, or nothing but events), so there is no σ_z.")
    z = divide(
        np.where(there, counts / np.where(there, sizes, 1) - centre, np.nan), root(divide(variance, sizes))
    )
    one = Segments.rows(1, len(z))
    average = mean_range(z, one, np.ones(len(z), dtype=bool), screen)[0][0]
    if np.isnan(average):
        average = 0.0  # all rates equal
    sigma_z = float(average / D2)
    chance = 2 / np.sqrt(there.sum())
    verdict = (
        "overdispersed"
        if sigma_z > 1 + chance
        else "underdispersed"
        if sigma_z < 1 - chance
        else "as expected"
    )
    return Overdispersion(sigma_z, verdict, _ADVICE[verdict])
