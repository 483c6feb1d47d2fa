"""The model behind “The board pack”: 24 months of twelve indicators with a sealed truth, and what two ways of reading see in them.

The truth is planted first and the numbers are drawn from it: seven indicators are stable, two went wrong at a known month, one had one
odd month, two improved. What a chart says of them is worked out by `qilab.methods.spc`, as anybody would, and may be wrong. No Jupyter.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qilab.methods.spc.control import spc
from qilab.methods.spc.result import SpcResult
from qilab.methods.validate import one_seed

from .indicators import INDICATORS, Indicator

MONTHS = 24
SHOWN_AS_RAG = 12  # months that the coloured table shows
DATES = pd.date_range("2023-04-01", periods=MONTHS, freq="MS")
TOKENS = 3
AMBER = 0.5  # a month that misses its target by less than half a usual month’s SD is amber
STEP_MONTHS = 9  # how long ago a change set in
STEP_SD, EVENT_SD = 2.6, 4.5  # SD of stable months that a change, or the odd month, moves an indicator
TRIES = 4_000

STABLE, WORSE, EVENT, BETTER = "stable", "worse", "event", "better"


@dataclass(frozen=True)
class Plot:
    """What is planted in one indicator. truth: STABLE, WORSE, EVENT or BETTER. target: SD from the level of the stable months to the
    target, towards the better. green: does the last month meet the target? assurance: what its limits have to say of the target, or "" where any will do.
    """

    truth: str
    target: float
    green: bool
    assurance: str = ""

    @property
    def special(self) -> bool:
        """Is there something to be found?"""
        return self.truth != STABLE


# Seven of the twelve do not meet their target this month, and in four of these nothing has happened. One that meets it has gone wrong.
PLOTS: tuple[Plot, ...] = (
    Plot(STABLE, -4.2, True, "pass"),
    Plot(STABLE, -4.2, True, "pass"),
    Plot(STABLE, 4.2, False, "fail"),
    Plot(STABLE, 4.2, False, "fail"),
    Plot(STABLE, 0.8, False, "inconsistent"),
    Plot(STABLE, 0.4, False, "inconsistent"),
    Plot(STABLE, -0.2, True, "inconsistent"),
    Plot(WORSE, -STEP_SD - 2.2, True),
    Plot(WORSE, -0.6, False),
    Plot(EVENT, -1.2, False),
    Plot(BETTER, STEP_SD + 2.2, False),
    Plot(BETTER, 1.0, True),
)


@dataclass(frozen=True)
class Series:
    """One indicator of the pack: its plot, its target, and (24,) values as reported."""

    indicator: Indicator
    plot: Plot
    target: float
    values: tuple[float, ...]

    @property
    def last(self) -> float:
        """The value of the newest month, as reported."""
        return self.values[-1]

    def rating(self, month: int = -1) -> str:
        """ "green", "amber" or "red": does the month meet its target, miss it by little, or miss it by more?"""
        short = (self.target - self.values[month]) * self.indicator.up
        if short <= 1e-9:
            return "green"
        return "amber" if short < AMBER * self.indicator.sd else "red"

    @property
    def changed(self) -> float:
        """This month’s value less last month’s."""
        return round(self.values[-1] - self.values[-2], self.indicator.decimals)

    @property
    def moved(self) -> str:
        """ "better", "worse" or "the same" as last month."""
        change = self.changed * self.indicator.up
        return "better" if change > 0 else "worse" if change < 0 else "the same"

    @property
    def story(self) -> str:
        """The sealed truth as a sentence."""
        since = f"{DATES[-STEP_MONTHS]:%B %Y}"
        return {
            STABLE: "Nothing had changed: all 24 months came from the same process.",
            WORSE: self.indicator.worse.format(since=since),
            BETTER: self.indicator.good.format(since=since),
            EVENT: self.indicator.event,
        }[self.plot.truth]


@dataclass(frozen=True)
class Pack:
    """A board pack. series: key of the indicator → Series, in the order of the pack."""

    seed: int
    series: dict[str, Series]

    @cached_property
    def result(self) -> SpcResult:
        """An XmR chart of each, by the rules of Making Data Count, over all 24 months."""
        rows = {
            "indicator": np.repeat(list(self.series), MONTHS),
            "month": np.tile(DATES.to_numpy(), len(self.series)),
            "value": np.concatenate([s.values for s in self.series.values()]),
        }
        return spc(
            pd.DataFrame(rows),
            "i",
            y="value",
            x="month",
            by="indicator",
            target={key: s.target for key, s in self.series.items()},
            better={key: s.indicator.better for key, s in self.series.items()},
            rules="mdc",
        )

    @cached_property
    def variation(self) -> dict[str, str]:
        """Key → the icon of variation of its last month."""
        return self._last_part("variation")

    @cached_property
    def assurance(self) -> dict[str, str]:
        """Key → the icon of assurance."""
        return self._last_part("assurance")

    @cached_property
    def lines(self) -> dict[str, tuple[float, float, float]]:
        """Key → mean, lower limit and upper limit."""
        part = self.result.summary
        levels = part[["cl", "lcl", "ucl"]].to_numpy(float).tolist()
        return {str(key): (cl, low, high) for key, (cl, low, high) in zip(part["group"], levels, strict=True)}

    def _last_part(self, column: str) -> dict[str, str]:
        summary = self.result.summary
        return dict(zip(summary["group"].astype(str), summary[column].astype(str), strict=True))

    @property
    def not_green(self) -> tuple[str, ...]:
        """Keys of the indicators that do not meet their target this month."""
        return tuple(key for key, s in self.series.items() if s.rating() != "green")

    @property
    def signalled(self) -> tuple[str, ...]:
        """Keys of the indicators whose last month is part of a signal."""
        return tuple(key for key, icon in self.variation.items() if icon != "common_cause")

    def found(self, tokens: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the tokens that find something: keys whose plot is special."""
        return tuple(key for key in tokens if self.series[key].plot.special)


@lru_cache(maxsize=32)
def pack(seed: int) -> Pack:
    """The pack of this seed: which plot each indicator has, and its numbers."""
    rng = np.random.default_rng([one_seed(seed), 12])
    dealt = rng.permutation(len(PLOTS))
    return Pack(
        int(seed), {each.key: _series(each, PLOTS[i], rng) for each, i in zip(INDICATORS, dealt, strict=True)}
    )


def _series(indicator: Indicator, plot: Plot, rng: np.random.Generator) -> Series:
    """The first of many draws in which this month and the target lie as the plot has it.

    The draws are of luck alone: nothing is done about stable indicators whose charts give a false alarm.
    """
    target = round(indicator.level + plot.target * indicator.sd * indicator.up, indicator.decimals)
    for _ in range(20):
        luck = rng.standard_normal((TRIES // 20, MONTHS)) + _planted(plot)
        most = 100.0 if indicator.unit.startswith("%") else np.inf
        values = np.clip(indicator.level + indicator.up * indicator.sd * luck, 0, most)
        values = np.round(values, indicator.decimals)
        good = _as_planted(values, plot, indicator, target)
        if good.any():
            row = values[int(np.argmax(good))]
            return Series(indicator, plot, target, tuple(float(v) for v in row))
    raise ValueError(f"{indicator.key}: no draw lies as planted. Take another seed.")  # pragma: no cover


def _planted(plot: Plot) -> NDArray[np.float64]:
    """(24,) what is added to luck, in SD, towards the better."""
    added = np.zeros(MONTHS)
    if plot.truth in (WORSE, BETTER):
        added[-STEP_MONTHS:] = STEP_SD if plot.truth == BETTER else -STEP_SD
    elif plot.truth == EVENT:
        added[-1] = -EVENT_SD
    return added


def _as_planted(values: NDArray, plot: Plot, indicator: Indicator, target: float) -> NDArray[np.bool_]:
    """(draws,) does each draw keep to the plot? values: (draws, 24)."""
    better = values * indicator.up
    good = (better[:, -1] >= target * indicator.up - 1e-9) == plot.green
    mean, reach = better.mean(axis=1), 2.66 * np.abs(np.diff(values, axis=1)).mean(axis=1)
    if plot.truth in (WORSE, BETTER):
        side = 1 if plot.truth == BETTER else -1
        return good & ((side * (better[:, -7:] - mean[:, None])) > 0).all(axis=1)
    if plot.truth == EVENT:
        return good & (better[:, -1] < mean - reach)
    aim = target * indicator.up
    wanted = {"pass": mean - reach > aim, "fail": mean + reach < aim}
    return good & wanted.get(plot.assurance, (mean - reach <= aim) & (aim <= mean + reach))
