"""What a run chart says, in words: its signals, its finding and its description."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qilab.methods.calendar import with_article
from qilab.methods.spc.runs import RunChartAnalysis, shift_points

from .series import Series
from .words import count, in_time, listed, sentence

SIDES = {1: "above", -1: "below", 0: "on the line"}
FEWEST_POINTS = 10  # Perla, Provost & Murray 2011: before that a median says little


@dataclass(frozen=True)
class Stretch:
    """Points of one signal. way: +1 above or rising, −1 below or falling."""

    kind: str  # "shift", "long run" or "trend"
    way: int
    points: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.kind} {self.direction}"

    @property
    def direction(self) -> str:
        """The words "upwards" or "downwards" for a trend, "above the centre line" or "below the centre line" for the
        others.
        """
        if self.kind == "trend":
            return "upwards" if self.way > 0 else "downwards"
        return "above the centre line" if self.way > 0 else "below the centre line"


def point_masks(found: RunChartAnalysis, values: np.ndarray) -> dict[str, np.ndarray]:
    """Which points each rule of the set marks. Under Anhøj's rules the points of a run that is too long."""
    masks = {}
    if found.rules.shift:
        masks["shift"] = found.shift
    if found.rules.trend:
        masks["trend"] = found.trend
    if found.rules.runs_test == "anhoej":
        longest = found.runs.longest_run_max
        long_run = found.runs.n_useful >= FEWEST_POINTS and found.runs.run_too_long
        masks["long run"] = (
            shift_points(values, found.centre, max(longest + 1, 2))
            if long_run
            else np.zeros(len(values), dtype=bool)
        )
    return masks


def stretches(found: RunChartAnalysis, values: np.ndarray) -> list[Stretch]:
    """Every signal that marks points, in time order, each with its points."""
    out: list[Stretch] = []
    for kind, mask in point_masks(found, values).items():
        if mask.any():
            out += _trends(values, mask) if kind == "trend" else _runs(kind, found.side, mask)
    return sorted(out, key=lambda s: (s.points[0], s.kind))


def _runs(kind: str, side: np.ndarray, mask: np.ndarray) -> list[Stretch]:
    out: list[Stretch] = []
    points: list[int] = []
    way = 0
    for i in np.flatnonzero(side != 0):
        if points and (not mask[i] or side[i] != way):
            out.append(Stretch(kind, way, tuple(points)))
            points = []
        if mask[i]:
            points.append(int(i))
            way = int(side[i])
    if points:
        out.append(Stretch(kind, way, tuple(points)))
    return out


def _trends(values: np.ndarray, mask: np.ndarray) -> list[Stretch]:
    out: list[Stretch] = []
    points: list[int] = []
    way = 0
    for i in np.flatnonzero(mask):
        if points and i != points[-1] + 1:
            out.append(Stretch("trend", way, tuple(points)))
            points, way = [], 0
        step = int(np.sign(values[i] - values[i - 1])) if points else 0
        if step and way and step != way:
            # Where one trend ends and another begins the turning point belongs to both.
            out.append(Stretch("trend", way, tuple(points)))
            points, way = [points[-1]], 0
        way = way or step
        points.append(int(i))
    if points:
        out.append(Stretch("trend", way, tuple(points)))
    return out


def _in_words(s: Stretch, series: Series) -> str:
    first, last = series.labels[s.points[0]], series.labels[s.points[-1]]
    return f"{s}: {count(len(s.points), series.noun)}, {first} to {last}"


def _since(s: Stretch, series: Series, line: str) -> str:
    way = s.direction if s.kind == "trend" else f"{SIDES[s.way]} the {line}"
    first, last = series.labels[s.points[0]], series.labels[s.points[-1]]
    when = f"since {first}" if s.points[-1] == len(series.labels) - 1 else f"{first} to {last}"
    return f"a {s.kind} {way}, {when}"


def runs_in_words(found: RunChartAnalysis) -> str:
    """The runs test of the rule set in words, or "" when it has none or there are too few points."""
    r = found.runs
    if found.rules.runs_test is None or r.n_useful < FEWEST_POINTS:
        return ""
    if found.rules.runs_test == "anhoej":
        long = "longer than" if r.run_too_long else "within"
        few = "too few" if r.crossings_too_few else "enough"
        return (
            f"longest run {r.longest_run}, {long} the limit of {r.longest_run_max}; "
            f"{count(r.n_crossings, 'crossing')}, {few} ({r.n_crossings_min} or more are ordinary)"
        )
    judged = "too few" if r.too_few_runs else "too many" if r.too_many_runs else "an ordinary number"
    return f"{count(r.n_runs, 'run')}, {judged} ({r.n_runs_min} to {r.n_runs_max} are ordinary)"


def finding(found: RunChartAnalysis, series: Series, line: str) -> str:
    """One sentence that says what the chart shows, for its title."""
    signals = stretches(found, series.values)
    if len(signals) == 1:
        s = signals[0]
        where = s.direction if s.kind == "trend" else f"{SIDES[s.way]} the {line}"
        what = f"A {s.kind}: {count(len(s.points), series.noun)} {where}"
        return f"{what}, {series.labels[s.points[0]]} to {series.labels[s.points[-1]]}"
    if len(signals) == 2:
        return "; ".join(_since(s, series, line) for s in signals)
    if signals:
        last = max(signals, key=lambda s: s.points[-1])
        return f"{len(signals)} signals; the latest is {_since(last, series, line)}"
    r = found.runs
    if found.runs_signal:
        if found.rules.runs_test == "anhoej":
            return f"Too few crossings of the {line}: {r.n_crossings}, where {r.n_crossings_min} or more are ordinary"
        few = "few" if r.too_few_runs else "many"
        return f"Too {few} runs: {r.n_runs}, where {r.n_runs_min} to {r.n_runs_max} are ordinary"
    if r.n_useful < FEWEST_POINTS:
        return f"Too early to judge: {count(r.n_useful, 'useful point')}, and {FEWEST_POINTS} are needed"
    return f"No signal: the {series.noun}s vary around a {line} of {series.value(found.centre, extra=1)}"


def describe(
    found: RunChartAnalysis, series: Series, *, unit: str, line: str, baseline: str, signals: bool, note: str
) -> str:
    """The whole chart in words, for somebody who does not see it."""
    missing = [series.labels[i] for i in np.flatnonzero(np.isnan(series.values))]
    gap = f", {len(missing)} of them without a value ({listed(missing[:6])})" if missing else ""
    if len(missing) > 6:
        gap = f", {len(missing)} of them without a value"
    r = found.runs
    on_line = r.n_obs - r.n_useful
    last = int(np.flatnonzero(~np.isnan(series.values))[-1])
    text = [
        f"Run chart of {unit}, {series.span}: {count(len(series.values), series.noun)}{gap}.",
        f"Centre line: {line} {series.value(found.centre, extra=1)} ({baseline}).",
    ]
    if (
        signals
    ):  # without them somebody is to count for themselves, and the table says on which side each point lies
        text.append(f"{count(r.n_above, 'point')} above it, {r.n_below} below, {on_line} on the line.")
        found_signals = [_in_words(s, series) for s in stretches(found, series.values)]
        text.append(f"Rules: {found.rules}.")
        text.append(f"Signals: {'; '.join(found_signals)}." if found_signals else "No points form a signal.")
        if runs := runs_in_words(found):
            text.append(f"{sentence(runs)}.")
    side = SIDES[int(found.side[last])]
    side = "on the line" if side == "on the line" else f"{side} the {line}"
    text.append(f"Latest value: {series.value(series.values[last])} {in_time(series.labels[last])}, {side}.")
    if np.diff(series.rows).max(initial=1) > 1:
        text.append(
            f"A gap in the line: {with_article(series.step)} without a row is treated as a missing value."
        )
    if series.remark:
        text.append(f"{series.remark}.")
    if note:
        text.append(f"{note}.")
    return " ".join(text)
