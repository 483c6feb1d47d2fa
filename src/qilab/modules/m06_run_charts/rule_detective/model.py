"""The model behind Rule detective: made-up processes, and how often a rule set speaks up on them. No Jupyter.

A process gives normal values around 50 minutes with a usual spread (σ) of 10. A change lifts all points from
some point on. The same seed gives the same luck whatever the settings, so a picture follows the slider
instead of jumping to other data.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qilab.methods.spc.control import spc
from qilab.methods.spc.rules import ANHOEJ, MDC, RUN_CHART, SHEWHART, RuleSet
from qilab.methods.spc.runs import RunChartAnalysis, run_chart_analysis
from qilab.methods.validate import one_seed

LEVEL, SIGMA = 50.0, 10.0
FEWEST, MOST = 10, 60
MOST_CHARTS = 20_000
LEAST_BASELINE = 6  # points: with fewer the middle is too much of a guess to be frozen
GAME_BASELINE = 12  # points before which nothing changes in the game
DECIMALS = 1

# The rule sets that can be switched between, by key. The first three are parts of the run chart rules.
RULES: dict[str, RuleSet] = {
    "both": replace(RUN_CHART, key="both", name="Shift and trend (6 and 5)", runs_test=None),
    "shift": replace(RUN_CHART, key="shift", name="Shift only (6)", trend=None, runs_test=None),
    "trend": replace(RUN_CHART, key="trend", name="Trend only (5)", shift=None, runs_test=None),
    "run_chart": replace(RUN_CHART, name="All run chart rules (6, 5 and number of runs)"),
    "anhoej": ANHOEJ,
    "limits": RuleSet("limits", "Limits only", "Shewhart 1931", centre="mean", limits=3.0),
    "mdc": replace(MDC, name="Making Data Count: four rules"),
    "shewhart": replace(SHEWHART, name="Shewhart: four rules", hugging=None),
}


def whole(value: Any, name: str, least: int, most: int) -> int:
    """The value as an int. ValueError, which names the setting, unless it is a whole number from least to most."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or not least <= value <= most:
        raise ValueError(f"{name}: give a whole number from {least:,} to {most:,}.")
    return int(value)


def within(value: Any, name: str, least: float, most: float) -> float:
    """The value as a float. ValueError, which names the setting, unless it is a number from least to most."""
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float | np.number)
        or not least <= value <= most
    ):
        raise ValueError(f"{name}: give a number from {least:g} to {most:g}.")
    return float(value)


@dataclass(frozen=True)
class Process:
    """A made-up process. shift: size of the change in σ (0: none). noise: spread, 1 is usual. start: share of
    the points before the change."""

    points: int = 24
    shift: float = 0.0
    noise: float = 1.0
    start: float = 0.5
    seed: int = 4821

    def __post_init__(self) -> None:
        whole(self.points, "points", FEWEST, MOST)
        within(self.shift, "shift", 0, 3)
        within(self.noise, "noise", 0.5, 1.5)
        within(self.start, "start", 0.1, 0.9)
        one_seed(self.seed)

    @property
    def first_changed(self) -> int:
        """Index of the first point after the change."""
        return round(self.points * self.start)

    @property
    def baseline(self) -> int | None:
        """Points whose centre line is frozen: those before the change, as the lesson does it; None if they are too few."""
        return self.first_changed if self.first_changed >= LEAST_BASELINE else None

    def chart(self, number: int = 1) -> NDArray[np.float64]:
        """Chart `number`, from 1, as (points,) minutes to one decimal."""
        whole(number, "number", 1, MOST_CHARTS)
        luck = np.random.default_rng([self.seed, number]).normal(size=MOST)[: self.points]
        return self._values(luck).round(DECIMALS)

    def charts(self, count: int = 1_000) -> NDArray[np.float64]:
        """`count` charts at once as (count, points). Not rounded: rounding would put points on the line."""
        whole(count, "count", 1, MOST_CHARTS)
        return self._values(_luck(self.seed, count)[:, : self.points])

    def _values(self, luck: NDArray) -> NDArray:
        values = LEVEL + SIGMA * self.noise * luck
        values[..., self.first_changed :] += SIGMA * self.shift
        return values


@lru_cache(maxsize=2)
def _luck(seed: int, count: int) -> NDArray:
    luck = np.random.default_rng([seed, 0, count]).normal(size=(count, MOST))
    luck.flags.writeable = False
    return luck


@dataclass(frozen=True)
class Verdict:
    """What a rule set says of one chart, or of many: masks of points by rule, and whether there is a signal.

    lower, upper: control limits, NaN where the rule set has none.
    """

    runs: RunChartAnalysis
    limits: NDArray[np.bool_]
    two_of_three: NDArray[np.bool_]
    lower: Any
    upper: Any

    @cached_property
    def signal(self) -> Any:
        """Is any rule met? One bool, or one a chart."""
        return self.runs.signal | self.limits.any(axis=-1) | self.two_of_three.any(axis=-1)


def judge(values: NDArray, rules: RuleSet, freeze: int | None = None) -> Verdict:
    """Judge (n,) or (charts, n) values by a rule set.

    freeze: points whose centre line (and limits) are kept for all that come after; None: all points make it.
    """
    return Verdict(run_chart_analysis(values, freeze=freeze, rules=rules), *_beyond(values, rules, freeze))


def _beyond(values: NDArray, rules: RuleSet, freeze: int | None) -> tuple[NDArray, NDArray, Any, Any]:
    """Points outside the limits, points of "two of three", and the limits themselves (NaN where not used)."""
    none = np.zeros(values.shape, dtype=bool)
    if rules.limits is None:
        return none, none, np.nan, np.nan
    n = values.shape[-1]
    charts = pd.DataFrame({"y": values.ravel(), "chart": np.arange(values.size) // n})
    # Unscreened moving ranges, as in the simulation that the lesson quotes.
    found = spc(charts, "i", y="y", by="chart", rules=rules, screen=False, freeze=freeze)

    def marks(rule: str) -> NDArray:
        return found.broken[rule].reshape(values.shape) != 0 if rule in found.broken else none

    lower, upper = (found.summary[name].to_numpy().reshape(values.shape[:-1]) for name in ("lcl", "ucl"))
    return marks("limits"), marks("two_of_three"), lower[()], upper[()]


def signal_rate(process: Process, rules: RuleSet, charts: int = 1_000, *, freeze: bool = False) -> float:
    """Share of charts of this process with a signal: false alarms without a change, power with one.

    freeze: the line is frozen on the points before the change (`Process.baseline`).
    """
    baseline = process.baseline if freeze else None
    return float(np.mean(judge(process.charts(charts), rules, baseline).signal))


# ---------------------------------------------------------------- the game


@dataclass(frozen=True)
class Case:
    """One chart of the game and the truth about it. begins: index of the first changed point, None without."""

    values: NDArray[np.float64]
    shift: float
    begins: int | None


def deal(seed: int = 4821, points: int = 24) -> tuple[Case, ...]:
    """Twenty charts in a random order: ten of a steady process, ten in which something truly changed.

    Nothing changes in the first 12 points, so that a line can be frozen on them without giving the change away.
    """
    luck = np.random.default_rng([one_seed(seed), 20])
    sizes = [0.0] * 10 + [1.0, 1.0, 1.5, 1.5, 2.0, 2.0, 2.5, 2.5, 3.0, 3.0]
    cases = []
    for number, i in enumerate(luck.permutation(len(sizes)), start=1):
        start = float(luck.choice([0.5, 0.55, 0.6, 0.65, 0.7]))
        process = Process(points, sizes[i], 1.0, start, seed)
        begins = process.first_changed if sizes[i] else None
        cases.append(Case(process.chart(100 + number), sizes[i], begins))
    return tuple(cases)


@dataclass(frozen=True)
class Score:
    """How well a learner read the charts, and how well the rules did.

    hits of signals, false_alarms of quiet: the learner against the rules. overlap: mean share of ticked and
    marked points that are both (Jaccard), over charts with points of either kind; NaN without any.
    found of changed, cried of steady: the rules against the truth.
    """

    hits: int
    signals: int
    false_alarms: int
    quiet: int
    overlap: float
    found: int
    changed: int
    cried: int
    steady: int


def overlap(ticked: set[int], marked: set[int]) -> float:
    """Jaccard index of two sets of points; NaN if both are empty.

    >>> overlap({1, 2, 3}, {2, 3, 4})
    0.5
    """
    either = ticked | marked
    return len(ticked & marked) / len(either) if either else float("nan")


def score(
    said: list[bool], ticked: list[set[int]], marked: list[set[int]], signal: list[bool], cases
) -> Score:
    """Score a game: what was said and ticked, against the rules' signals and points, and these against truth."""
    overlaps = [o for t, m in zip(ticked, marked, strict=True) if (o := overlap(t, m)) == o]
    changed = [case.begins is not None for case in cases]
    return Score(
        hits=sum(a and b for a, b in zip(said, signal, strict=True)),
        signals=sum(signal),
        false_alarms=sum(a and not b for a, b in zip(said, signal, strict=True)),
        quiet=len(signal) - sum(signal),
        overlap=float(np.mean(overlaps)) if overlaps else float("nan"),
        found=sum(s and c for s, c in zip(signal, changed, strict=True)),
        changed=sum(changed),
        cried=sum(s and not c for s, c in zip(signal, changed, strict=True)),
        steady=len(changed) - sum(changed),
    )
