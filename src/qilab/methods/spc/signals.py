"""Which points break which rule, and what that says: improvement, concern or ordinary variation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qilab.methods.segments import Segments, alternating, compare, points_in_runs, some_of, trends

from .limits import Lines
from .rules import PRECEDENCE, RuleSet
from .runs import count_runs, runs_limits, shifts
from .tidy import Points

POINT_TYPES = (
    "common_cause",
    "special_cause_improvement",
    "special_cause_concern",
    "special_cause_neutral_high",
    "special_cause_neutral_low",
)
# Signals without a direction: they speak of the measurement or the mixture of data, not of better or worse.
NO_DIRECTION = frozenset({"hugging", "mixture", "alternating"})


@dataclass(frozen=True)
class Signals:
    """side: −1, 0, +1 of each point against its centre line. outside: beyond the 3σ limits, −1, 0, +1.

    broken: for each rule that is used, −1 or +1 on the points that break it (its direction, or the side
    of the point where the rule has none), else 0. runs: what was counted in each part.
    """

    side: NDArray[np.int8]
    outside: NDArray[np.int8]
    broken: dict[str, NDArray[np.int8]]
    runs: dict[str, NDArray]
    runs_signal: NDArray[np.bool_]


def find_signals(chart: str, points: Points, lines: Lines, rules: RuleSet) -> Signals:
    """Apply a rule set to every part of every chart.

    Excluded points are stepped over by every rule except the limits, which can still mark them. Points
    in no order of time, and moving ranges (each shares a value with the next), are held against the
    limits only.
    """
    parts, y = points.parts, lines.y
    there = ~np.isnan(y) & ~np.isnan(lines.cl)
    spread = parts.largest(np.where(there, np.abs(y - lines.cl), 0.0))[parts.ids]
    side = compare(y, lines.cl, spread)
    wide = lines.sigma > 0
    band = lines.sigma if lines.power == 1 else lines.at(1, capped=False) - lines.at(0, capped=False)

    found_beyond: dict[float, NDArray[np.int8]] = {}

    def beyond(k: float) -> NDArray[np.int8]:
        """−1 or +1 where a point lies beyond the k σ lines; 0 where there are none or they have no width."""
        if k not in found_beyond:
            out = (compare(y, lines.at(k), band) > 0).astype(np.int8) - (compare(y, lines.at(-k), band) < 0)
            found_beyond[k] = out * wide
        return found_beyond[k]

    outside = beyond(3.0)
    counted = side * points.include
    runs = count_runs(counted, parts)
    runs_signal = (runs["longest_run"] > runs["longest_run_max"]) | (
        runs["n_crossings"] < runs["n_crossings_min"]
    )
    in_time = not points.nominal and chart != "mr"
    if not in_time:
        runs_signal = np.zeros_like(runs_signal)

    broken: dict[str, NDArray[np.int8]] = {}
    if rules.limits is not None:
        broken["limits"] = outside if rules.limits == 3 else beyond(rules.limits)
    if in_time:
        kept = points.include
        everything = bool(kept.all())
        of_kept = parts if everything else parts.keep(kept)
        pick = (lambda a: a) if everything else (lambda a: a[kept])
        limited = pick(there & wide)
        found = _patterns(
            rules, pick(y), pick(side), pick(there), limited, lambda k: pick(beyond(k)), of_kept, runs
        )
        for name, marks in found.items():
            broken[name] = marks if everything else _scatter(marks, kept)
    if rules.runs_test == "wald-wolfowitz":
        runs["n_runs_min"], runs["n_runs_max"] = runs_limits(runs["n_above"], runs["n_below"])
    return Signals(side, outside, broken, runs, runs_signal)


def _scatter(marks: NDArray, kept: NDArray) -> NDArray[np.int8]:
    out = np.zeros(len(kept), dtype=np.int8)
    out[kept] = marks
    return out


def _patterns(
    rules: RuleSet,
    y: NDArray,
    side: NDArray,
    there: NDArray,
    limited: NDArray,
    beyond: Callable[[float], NDArray[np.int8]],
    series: Segments,
    runs: dict[str, NDArray],
) -> dict[str, NDArray[np.int8]]:
    """The rules about several points in a row. limited: has limits; beyond(k): the points beyond k σ."""
    found: dict[str, NDArray[np.int8]] = {}
    if rules.trend:
        rising, falling = trends(y, series, rules.trend, rules.ties)
        marks = rising.astype(np.int8) - falling
        both = np.flatnonzero(
            rising & falling
        )  # the turn from one trend to the next belongs to the later one
        marks[both] = np.where(y[both + 1] > y[both], 1, -1)
        found["trend"] = marks
    if rules.two_of_three:
        far = beyond(2.0)
        if rules.two_of_three == "band":
            far = np.where(beyond(3.0) != 0, 0, far)
        found["two_of_three"] = _some_of(
            far, 2, 3, series, None if rules.two_of_three == "anywhere" else side
        )
    if rules.shift:
        found["shift"] = side * shifts(side, there, series, rules.shift, rules.on_line, rules.missing)
    if rules.runs_test == "anhoej":
        useful = side != 0
        marks = np.zeros(len(side), dtype=np.int8)
        marks[useful] = points_in_runs(side[useful], series.keep(useful), runs["longest_run_max"] + 1)
        found["long_run"] = side * marks
    if rules.four_of_five:
        found["four_of_five"] = _some_of(beyond(1.0), 4, 5, series, None)
    which = np.where(side != 0, side, 1).astype(np.int8)
    if rules.hugging:
        inside = limited & (beyond(1.0) == 0)
        found["hugging"] = which * points_in_runs(inside.astype(np.int8), series, rules.hugging)
    if rules.mixture:
        found["mixture"] = which * points_in_runs(np.abs(beyond(1.0)), series, rules.mixture)
    if rules.alternating:
        found["alternating"] = which * alternating(y, series, rules.alternating)
    return found


def _some_of(far: NDArray, few: int, width: int, series: Segments, side: NDArray | None) -> NDArray[np.int8]:
    """`far` on the points of a window in which `few` of `width` are beyond a line on one side.

    side: if given, the whole window must lie on that side of the centre line.
    """
    out = np.zeros(len(far), dtype=np.int8)
    for way in (1, -1):
        same = None if side is None else side == way
        out += np.int8(way) * some_of(far == way, series, few, width, same)
    return out


def judge(signals: Signals, rules: RuleSet, better: NDArray) -> tuple[NDArray, NDArray, NDArray]:
    """(rule, direction, point type) of each point, as codes: −1 and 0 where no rule is broken.

    better: +1, −1 or 0 (no judgement) of each point. rule: place in PRECEDENCE. point type: place in
    POINT_TYPES.
    """
    n = len(signals.side)
    rule, way = np.full(n, -1, dtype=np.int8), np.zeros(n, dtype=np.int8)
    for code in range(len(PRECEDENCE) - 1, -1, -1):
        marks = signals.broken.get(PRECEDENCE[code])
        if marks is None:
            continue
        hit = marks != 0
        if rules.conflict == "improvement":
            hit &= ~((way != 0) & (way == better) & (marks != better))
        rule[hit], way[hit] = code, marks[hit]
    directed = np.ones(n, dtype=bool)
    for code, name in enumerate(PRECEDENCE):
        if name in NO_DIRECTION and name in signals.broken:
            directed &= rule != code
    judged = directed & (better != 0)
    kind = np.where(judged, np.where(way == better, 1, 2), np.where(way > 0, 3, 4))
    return rule, way, np.where(way == 0, 0, kind).astype(np.int8)
