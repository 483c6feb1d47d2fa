"""What a control chart says, in words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from qilab.methods.calendar import MOST_SLOTS, NONE, NUMBERS, between
from qilab.methods.spc.result import SpcResult
from qilab.methods.spc.timeline import Time, is_dated
from qilab.methods.validate import is_key

from .dates import milliseconds, name_times
from .series import MOST_POINTS
from .words import count, decimals_of, in_time, listed, number, sentence

VARIATION = {
    "common_cause": "ordinary variation",
    "improvement_high": "improvement, high values",
    "improvement_low": "improvement, low values",
    "concern_high": "concern, high values",
    "concern_low": "concern, low values",
    "neutral_high": "special cause, high values",
    "neutral_low": "special cause, low values",
}
ASSURANCE = {
    "pass": "the target will nearly always be met",
    "fail": "the target will nearly always be missed",
    "inconsistent": "the target may be met or missed",
}
KINDS = {
    "common_cause": "ordinary",
    "special_cause_improvement": "improvement",
    "special_cause_concern": "concern",
    "special_cause_neutral_high": "high",
    "special_cause_neutral_low": "low",
}


@dataclass(frozen=True)
class Chart:
    """One group's part of an SpcResult, ready to be put in words and drawn.

    place: where each point is drawn. kind, size, step: of its times (see `qilab.methods.calendar`). at: its rows
    among all points.
    """

    result: SpcResult
    group: object
    points: pd.DataFrame
    signals: pd.DataFrame
    last_part: pd.Series
    labels: list[str]
    place: np.ndarray
    dated: bool
    kind: int
    size: int
    step: str
    decimals: int
    at: np.ndarray

    @property
    def noun(self) -> str:
        """What one point is called: "month", "week"; "point" where the step has a number in it, or none."""
        return self.step if self.kind not in (NONE, NUMBERS) and not self.step[:1].isdigit() else "point"

    @property
    def absent(self) -> np.ndarray:
        """How many places without a row lie before each point."""
        steps = self.result.steps
        return np.zeros(len(self.points), dtype=int) if steps is None else steps.absent[self.at]

    @property
    def gaps(self) -> list[float]:
        """Places without a row, where the line is broken: each of them, or one for many in a row."""
        out: list[float] = []
        for j in np.flatnonzero(self.absent):
            count = min(int(self.absent[j]), MOST_SLOTS)
            if self.dated and self.kind != NONE:
                before = pd.Timestamp(int(self.place[j - 1]), unit="ms")
                out += [t.timestamp() * 1000 for t in between(before, self.kind, self.size, count)]
            else:
                out += [float(self.place[j - 1] + i + 1) for i in range(count)]
        return out

    @property
    def time(self) -> Time:
        """The x of the points, to find a remark's place by."""
        x = self.points["x"]
        dated = is_dated(x.dtype)
        keys = x.astype("int64").to_numpy() if dated else np.arange(len(x))
        return Time(x, keys, not dated, bool(self.result.names.get("day_first")))

    @property
    def centre_name(self) -> str:
        """What the centre line is called: on run charts as the rule set says, on all others "mean"."""
        return self.result.rules.centre if self.result.kind == "run" else "mean"

    def value(self, x: float) -> str:
        """A value in words, with the decimals of this chart."""
        return number(x, self.decimals)


def read(result: SpcResult, group: object = None) -> Chart:
    """One chart of a result. ValueError if the result holds several and none, or an unknown one, is named."""
    if not isinstance(result, SpcResult):
        raise ValueError('result: give what spc() returns, such as spc(data, "p", y="late", n="seen").')
    groups = list(result.places)
    if group is None:
        if len(groups) > 1:
            raise ValueError(
                f"The result holds {len(groups):,} charts. Choose one with group=, such as group={groups[0]!r}, "
                "or draw them side by side with small_multiples()."
            )
        group = groups[0]
    if not is_key(group) or group not in result.places:
        raise ValueError(f"group: there is no {group!r}. There are: {listed([str(g) for g in groups[:12]])}.")
    place = result.places[group]
    points = result.points.iloc[place.points].reset_index(drop=True)
    signals = result.signals.iloc[place.signals].reset_index(drop=True)
    if len(points) > MOST_POINTS:
        raise ValueError(
            f"result: {len(points):,} points are too many to read in one chart (up to {MOST_POINTS:,}). Put them together "
            "by week or month first, or choose a part of the time."
        )
    if points["y"].isna().all():
        raise ValueError("result: every value is missing, so there is nothing to draw.")
    when = points["x"]
    dated = is_dated(when.dtype)
    at = np.arange(place.points.start, place.points.stop)
    kind, size, step = _step_of(result, groups.index(group))
    shown = points[["y", "cl", "lcl", "ucl"]].to_numpy(float)
    return Chart(
        result=result,
        group=group,
        points=points,
        signals=signals,
        last_part=result.summary.iloc[place.summary].iloc[-1],
        labels=name_times(when, kind, size),
        place=milliseconds(when) if dated else _places(result, at),
        dated=dated,
        kind=kind,
        size=size,
        step=step,
        # Rates and limits are rarely round: as many decimals as their size needs, two figures at least.
        decimals=_decimals(shown, points["y"].to_numpy(float)),
        at=at,
    )


def _step_of(result: SpcResult, group: int) -> tuple[int, int, str]:
    if result.steps is None:
        return NONE, 1, "point"
    steps = result.steps
    return int(steps.kind[group]), int(steps.size[group]), steps.noun(group, result.names.get("x"))


def _places(result: SpcResult, at: np.ndarray) -> np.ndarray:
    """1, 2, 3 …, with a place left empty for each number that is left out."""
    absent = np.zeros(len(at)) if result.steps is None else result.steps.absent[at]
    return np.arange(1.0, len(at) + 1) + np.cumsum(absent)


def _decimals(shown: np.ndarray, y: np.ndarray) -> int:
    size = np.nanmax(np.abs(shown)) if np.isfinite(shown).any() else 1
    return max(decimals_of(y, 1), 2 if size <= 1 else 1 if size < 100 else 0)


def in_words(chart: Chart, row: pd.Series, since: bool = False) -> str:
    """One signal in words."""
    labels, n = chart.labels, int(row["n_points"])
    first, last = labels[int(row["first_i"]) - 1], labels[int(row["last_i"]) - 1]
    up = row["direction"] > 0
    when = first if n == 1 else f"{first} to {last}"
    if since and n > 1 and int(row["last_i"]) == len(labels):
        when = f"since {first}"
    side = f"{'above' if up else 'below'} the {chart.centre_name}"
    rule = row["rule"]
    if rule == "limits":
        what = f"{count(n, chart.noun)} {'above the upper' if up else 'below the lower'} limit"
    elif rule == "shift":
        what = f"a shift of {count(n, chart.noun)} {side}"
    elif rule == "trend":
        what = f"a trend of {count(n, chart.noun)} {'upwards' if up else 'downwards'}"
    elif rule == "long_run":
        what = f"a long run of {count(n, chart.noun)} {side}"
    elif rule in ("crossings", "runs"):
        return f"{row['what']}"
    else:
        what = f"{row['what']}, {count(n, chart.noun)} {'high' if up else 'low'}"
    return f"{what}, {when}"


def finding(chart: Chart, *, signals: bool = True) -> str:
    """One sentence for the title. signals: False where they are left for the reader to find."""
    if not signals:
        return f"{sentence(chart.centre_name)} and limits: the signals are not marked"
    return _signals_found(chart)


def _signals_found(chart: Chart) -> str:
    signals = [row for _, row in chart.signals.iterrows()]
    if len(signals) in (1, 2):
        return sentence("; ".join(in_words(chart, row, since=True) for row in signals))
    if signals:
        last = max(signals, key=lambda row: row["last_i"])
        return f"{len(signals)} signals; the latest is {in_words(chart, last, since=True)}"
    centre = chart.value(chart.points["cl"].iloc[-1])
    limits = limits_in_words(chart)
    return f"No signal: the {chart.noun}s vary around a {chart.centre_name} of {centre}{f', {limits}' if limits else ''}"


def limits_in_words(chart: Chart) -> str:
    """The limits of the latest point, such as "between limits 4.0 and 8.6"; "" where there is no
    upper limit.
    """
    lower, upper = chart.points["lcl"].iloc[-1], chart.points["ucl"].iloc[-1]
    if not np.isfinite(upper):
        return ""
    low = chart.value(lower) if np.isfinite(lower) else "no lower limit"
    return f"between limits {low} and {chart.value(upper)}"


def describe(chart: Chart, unit: str, note: str, *, signals: bool = True) -> str:
    """The whole chart in words. signals: False where they are left for the reader to find."""
    points, last = chart.points, chart.last_part
    there = points["y"].notna()
    missing = [label for label, here in zip(chart.labels, there, strict=True) if not here]
    gap = f", {len(missing)} without a value" if missing else ""
    if 0 < len(missing) <= 6:
        gap += f" ({listed(missing)})"
    name = sentence(chart.result.chart_name)
    who = f" for {chart.group}" if len(set(chart.result.summary["group"])) > 1 else ""
    text = [
        f"{name} of {unit}{who}, {chart.labels[0]} to {chart.labels[-1]}: {count(len(points), chart.noun)}{gap}.",
        f"Centre line: {chart.centre_name} {chart.value(points['cl'].iloc[-1])}.",
    ]
    if limits := limits_in_words(chart):
        text.append(f"Latest values are expected {limits}.")
    parts = points["part"].nunique()
    if parts > 1:
        starts = [chart.labels[i] for i in np.flatnonzero(np.diff(points["part"]) != 0) + 1]
        text.append(f"Lines are worked out again from {listed(starts)}.")
    text.append(f"Rules: {chart.result.rules}.")
    found = [in_words(chart, row) for _, row in chart.signals.iterrows()]
    text.append(
        "The signals are not marked."
        if not signals
        else f"Signals: {'; '.join(found)}."
        if found
        else "No signal."
    )
    if isinstance(last["variation"], str):
        text.append(f"Variation: {VARIATION[last['variation']]}.")
    if isinstance(last["assurance"], str):
        text.append(f"Target {chart.value(last['target'])}: {ASSURANCE[last['assurance']]}.")
    elif np.isfinite(last["target"]):
        text.append(f"Target {chart.value(last['target'])}.")
    if there.any():
        at = int(np.flatnonzero(there)[-1])
        text.append(f"Latest value: {chart.value(points['y'].iloc[at])} {in_time(chart.labels[at])}.")
    text += list(chart.result.notes)
    if note:
        text.append(f"{note}.")
    return " ".join(text)
