"""The model behind Baseline and rebase: made-up processes, their XmR charts, and seven cases. No Jupyter.

A process gives normal values around 50 with a usual spread (σ) of 8. The same seed gives the same luck whatever the
settings, so a picture follows the control instead of jumping to other data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qilab.methods.spc.control import spc
from qilab.methods.spc.result import SpcResult
from qilab.methods.spc.rules import MDC, MDC_BEYOND, MDC_SIX, SHEWHART, RuleSet
from qilab.methods.validate import one_seed

LEVEL, SIGMA = 50.0, 8.0
SHORTEST, LONGEST = 6, 24  # months of a baseline
LATER = 12  # months after it
ODD_AT, ODD_BY = 3, 4.5  # where an odd month lies in the baseline, and how far away, in σ
MOST_CHARTS = 20_000

RULES: dict[str, RuleSet] = {
    "mdc": replace(MDC, name="Making Data Count (R: 7 and 7)"),
    "mdc_six": replace(MDC_SIX, name="Making Data Count (set to 6)"),
    "mdc_beyond": replace(MDC_BEYOND, name="Making Data Count (2023 change)"),
    "two": replace(MDC, key="two", name="Limits, and seven on one side", trend=None, two_of_three=None),
    "shewhart": replace(SHEWHART, name="Shewhart (8 and 6)", hugging=None),
}
BETTER = {"lower": "down", "higher": "up", "neither": None}


def whole(value: Any, name: str, least: int, most: int) -> int:
    """The value as an int. ValueError, which names the setting, unless it is a whole number from least to most."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or not least <= value <= most:
        raise ValueError(f"{name}: give a whole number from {least:,} to {most:,}.")
    return int(value)


@dataclass(frozen=True)
class Process:
    """A made-up process: `baseline` months as it was, then twelve more. shift: the change after the baseline, in σ, from
    −3 (lower) to 3. odd: is one month of the baseline far off?"""

    baseline: int = 12
    shift: float = 0.0
    odd: bool = False
    seed: int = 4821

    def __post_init__(self) -> None:
        whole(self.baseline, "baseline", SHORTEST, LONGEST)
        number = isinstance(self.shift, int | float | np.number) and not isinstance(self.shift, bool)
        if not number or not -3 <= self.shift <= 3:
            raise ValueError("shift: give a number from -3 to 3.")
        if not isinstance(self.odd, bool):
            raise ValueError("odd: give True or False.")
        one_seed(self.seed)

    @property
    def points(self) -> int:
        """How many months a chart shows: those of the baseline and those after it."""
        return self.baseline + LATER

    def chart(self, number: int = 1) -> NDArray[np.float64]:
        """Chart `number`, from 1, as (points,) values to one decimal."""
        whole(number, "number", 1, MOST_CHARTS)
        return self._values(_one_luck(self.seed, number)[: self.points]).round(1)

    def charts(self, count: int = 1_000) -> NDArray[np.float64]:
        """`count` charts at once as (count, points)."""
        whole(count, "count", 1, MOST_CHARTS)
        return self._values(_luck(self.seed, count)[:, : self.points])

    def _values(self, luck: NDArray) -> NDArray[np.float64]:
        values = LEVEL + SIGMA * luck
        values[..., self.baseline :] += SIGMA * self.shift
        if self.odd:
            values[..., ODD_AT] = LEVEL + SIGMA * ODD_BY
        return values


def _one_luck(seed: int, number: int) -> NDArray[np.float64]:
    return np.random.default_rng([seed, 7, number]).normal(size=LONGEST + LATER)


@lru_cache(maxsize=2)
def _luck(seed: int, count: int) -> NDArray[np.float64]:
    luck = np.random.default_rng([seed, 7, 0, count]).normal(size=(count, LONGEST + LATER))
    luck.flags.writeable = False
    return luck


@dataclass(frozen=True)
class Settings:
    """How a chart is read. freeze: months at the beginning of each phase that its limits rest on (None: all of them).
    better: “lower”, “higher” or “neither”."""

    freeze: int | None = 12
    rules: str = "mdc"
    screen: bool = True
    target: float | None = None
    better: str = "lower"


def read(values: NDArray[np.float64], how: Settings, phases: Sequence[int] = ()) -> SpcResult:
    """The XmR chart of (n,) values. phases: first points of new phases, from 1."""
    starts = [p for p in phases if 1 < p <= len(values)]
    return spc(
        pd.DataFrame({"y": values}),
        "i",
        y="y",
        freeze=how.freeze,
        phase=starts or None,
        rules=RULES[how.rules],
        screen=how.screen,
        target=how.target,
        better=BETTER[how.better],
    )


def signal_rate(process: Process, how: Settings, charts: int = 1_000) -> float:
    """Share of charts of this process with special cause in its last twelve months: false alarms without a change,
    changes found with one."""
    n = process.points
    table = pd.DataFrame({"y": process.charts(charts).ravel(), "chart": np.arange(charts * n) // n})
    found = spc(table, "i", y="y", by="chart", rules=RULES[how.rules], screen=how.screen, freeze=how.freeze)
    marked = found.points["rule"].notna().to_numpy().reshape(charts, n)
    return float(marked[:, process.baseline :].any(axis=1).mean())


# ---------------------------------------------------------------- seven cases

CASE_MONTHS, CASE_BASELINE = 30, 12
NEAR = 1  # months that a rebase may lie from the true change
ENOUGH = 4  # changes to be found, of five


@dataclass(frozen=True)
class Plan:
    """What a case is made of. size: of the change in σ; begins: its first month, from 0, or None where nothing lasts. odd:
    month and distance of a point far off. notes: what people said, by month. truth: what is told at the end; where the level changed, it goes on from the month."""

    what: str
    unit: str
    better: str
    size: float
    begins: int | None
    notes: dict[int, str]
    truth: str
    odd: tuple[int, float] | None = None


PLANS = (
    Plan(
        "Letters to the GP",
        "days until a letter is sent",
        "lower",
        -2.2,
        17,
        {13: "tests begin", 17: "voice typing on every desk, to stay"},
        "when voice typing came to every desk. The tests before it changed nothing",
    ),
    Plan(
        "Visits on time",
        "visits on time, out of 100",
        "higher",
        2.2,
        20,
        {14: "training day", 20: "new visiting rota, to stay"},
        "when the new visiting rota began. The training day changed nothing",
    ),
    Plan(
        "Late doses",
        "late doses a month",
        "lower",
        -2.4,
        18,
        {5: "power cut", 18: "second medicine trolley, to stay"},
        "when the second medicine trolley arrived. The power cut affected one month only",
        odd=(5, 5.0),
    ),
    Plan(
        "Pressure ulcers recorded",
        "ulcers recorded a month",
        "lower",
        2.4,
        15,
        {15: "new national definition"},
        "when the new definition came in. The numbers now mean something else, so new limits are due although care is the same",
    ),
    Plan(
        "Calls to the team",
        "calls a day",
        "neither",
        2.3,
        19,
        {19: "a second clinic joins for good"},
        "when a second clinic joined for good. More calls are neither good nor bad in themselves",
    ),
    Plan(
        "Days to a scan",
        "days until a scan",
        "lower",
        0.0,
        None,
        {20: "scanner broken for a week"},
        "nothing lasting changed. The broken scanner meant long waits in one month only",
        odd=(20, 5.0),
    ),
    Plan(
        "Seen within a day",
        "patients seen within a day, out of 100",
        "higher",
        0.0,
        None,
        {14: "project starts, with cake"},
        "nothing changed at all. The project began, but the level stayed as it was",
    ),
)
CHANGES = sum(plan.begins is not None for plan in PLANS)
DECOYS = len(PLANS) - CHANGES


@dataclass(frozen=True)
class Case:
    """One chart to judge: its plan and its values."""

    plan: Plan
    values: NDArray[np.float64]

    @property
    def first(self) -> int | None:
        """The first point of the new level, from 1; None where there is none."""
        return None if self.plan.begins is None else self.plan.begins + 1

    @property
    def truth(self) -> str:
        """What happened, without a full stop: the plan’s words, after the month in which the level changed."""
        return (
            self.plan.truth
            if self.first is None
            else f"the level changed in month {self.first}, {self.plan.truth}"
        )


@lru_cache(maxsize=4)
def deal(seed: int = 4821) -> tuple[Case, ...]:
    """The seven cases in a random order, each with values on which Making Data Count's rules can see what is true of it."""
    chance = np.random.default_rng([one_seed(seed), 7, 77])
    return tuple(Case(PLANS[i], _played(PLANS[i], chance)) for i in chance.permutation(len(PLANS)))


def _played(plan: Plan, chance: np.random.Generator) -> NDArray[np.float64]:
    while True:
        values = LEVEL + SIGMA * chance.normal(size=CASE_MONTHS)
        if plan.begins is not None:
            values[plan.begins :] += SIGMA * plan.size
        if plan.odd is not None:
            values[plan.odd[0]] = LEVEL + SIGMA * plan.odd[1]
        values = values.round(1)
        if _fair(plan, values):
            return values


def _fair(plan: Plan, values: NDArray[np.float64]) -> bool:
    """Frozen on the first year, a change shows as a run from its own first month to the end, with nothing before it; where
    there is none, no run shows and no point but the odd one."""
    found = read(values, Settings(freeze=CASE_BASELINE))
    marked = found.points["rule"].notna().to_numpy()
    if plan.odd is not None:
        marked = np.delete(marked, plan.odd[0])
    if plan.begins is None:
        return not marked.any()
    runs = found.broken["shift"] != 0
    before = plan.begins - (plan.odd is not None and plan.odd[0] < plan.begins)
    return bool(runs[plan.begins :].all() and not runs[: plan.begins].any() and not marked[:before].any())


@dataclass(frozen=True)
class Verdict:
    """What a learner did with a case. kind: “right”, “early”, “late”, “began”, “extra”, “missed”, “decoy” or “left”."""

    kind: str
    off: int = 0

    @property
    def is_right(self) -> bool:
        """Was the change found within a month, or a chart without one left alone?"""
        return self.kind in ("right", "left")


def verdict(case: Case, ticked: Sequence[int]) -> Verdict:
    """Hold the rebase points (from 1) against the truth."""
    if case.first is None:
        return Verdict("decoy" if ticked else "left")
    if not ticked:
        return Verdict("missed")
    first = case.first
    nearest = min(ticked, key=lambda t: abs(t - first))
    off = nearest - first
    if abs(off) <= NEAR:
        return Verdict("extra" if len(ticked) > 1 else "right", off)
    if nearest - 1 in case.plan.notes and off < 0:
        return Verdict("began", off)
    return Verdict("late" if off > 0 else "early", off)
