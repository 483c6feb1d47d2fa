"""The model behind Chart chooser: eight made-up sets of data, the charts of each, and how often each chart is fooled. No Jupyter.

Nothing changes in a set unless it is asked for, so each point outside the limits is a false alarm. The same seed gives the
same luck whatever the change, so a picture follows the slider.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qilab.methods.spc.choose import choose_chart
from qilab.methods.spc.control import spc
from qilab.methods.spc.limits import find_lines
from qilab.methods.spc.rules import MDC, RuleSet
from qilab.methods.spc.signals import find_signals
from qilab.methods.spc.tidy import read_points
from qilab.methods.validate import one_seed

CHARTS = ("i", "c", "p", "u", "pp", "up", "g", "t")
LIMITS_ONLY = RuleSet("limits", "Limits only (three sigma)", "Shewhart 1931", centre="mean", limits=3.0)
RULES = {"limits": LIMITS_ONLY, "mdc": MDC}
MOST_CHANGE = 50  # %, of the level, in the second half
MOST_SAMPLES = 5_000
LEAST_GAPS = 8  # fewer gaps than these make no chart of gaps

# What each of the five questions can be answered with.
ANSWERS = {
    "kind": ("measured", "counted"),
    "twice": ("yes_no", "events"),
    "equal": ("same", "change"),
    "rare": ("no", "time", "cases"),
    "large": ("no", "thousands"),
}


@dataclass(frozen=True)
class Kind:
    """One set of data: the right chart, others that would do, and what it is drawn from.

    level: events for each chance, or the mean of what is measured. chances: the smallest and largest denominator of a
    point. spread: how much points differ by more than luck, as a share of the level (for what is measured: its usual
    spread). points: how many months. per: what a rate is given for. unit: what the numbers are.
    """

    right: str
    level: float
    chances: tuple[int, int]
    answers: dict[str, str]
    unit: str
    also: tuple[str, ...] = ()
    spread: float = 0.0
    points: int = 24
    per: float = 1.0

    @property
    def gaps(self) -> tuple[str, ...]:
        """The charts of gaps that these data allow."""
        return {"time": ("g", "t"), "cases": ("g",)}.get(self.answers["rare"], ())


def _told(kind: str, twice: str, equal: str, rare: str = "no", large: str = "no") -> dict[str, str]:
    return {"kind": kind, "twice": twice, "equal": equal, "rare": rare, "large": large}


_EVENTS = ("counted", "events")
KINDS: dict[str, Kind] = {
    "stay": Kind("i", 6.1, (1, 1), _told("measured", "", "same"), "days", spread=0.45),
    "missed": Kind("p", 0.14, (20, 40), _told("counted", "yes_no", "change"), "% of those booked", per=100),
    "falls": Kind(
        "u",
        0.0075,
        (230, 760),
        _told(*_EVENTS, "change"),
        "falls per 1,000 occupied bed days",
        per=1000,
    ),
    "needles": Kind("c", 0.015, (600, 600), _told(*_EVENTS, "same"), "injuries a month", also=("u",)),
    "infections": Kind(
        "t", 0.0009, (780, 830), _told(*_EVENTS, "same", "time"), "cases a month", also=("g",), points=36
    ),
    "harm": Kind(
        "g", 1 / 90, (48, 76), _told("counted", "yes_no", "change", "cases"), "falls a month", points=36
    ),
    "waits": Kind(
        "pp",
        0.28,
        (9_000, 10_000),
        _told("counted", "yes_no", "change", large="thousands"),
        "% of patients",
        also=("i",),
        spread=0.055,
        per=100,
    ),
    "reports": Kind(
        "up",
        0.045,
        (26_000, 28_500),
        _told(*_EVENTS, "change", large="thousands"),
        "reports per 1,000 occupied bed days",
        also=("i",),
        spread=0.06,
        per=1000,
    ),
}


def advised(answers: dict[str, str]) -> str | None:
    """The chart that the answers to the five questions lead to; None while one that matters is missing.

    >>> advised({"kind": "counted", "twice": "events", "equal": "change", "rare": "no", "large": "no"})
    'u'
    """
    kind = answers.get("kind")
    if kind == "measured":
        return choose_chart("measurement").chart
    if kind != "counted" or not answers.get("rare"):
        return None
    rare = answers["rare"] != "no"
    if not rare and not all(answers.get(name) for name in ("twice", "equal", "large")):
        return None
    return choose_chart(
        "proportion" if answers.get("twice") == "yes_no" else "count",
        equal_opportunity=answers.get("equal") == "same",
        rare=rare,
        time_between=answers["rare"] == "time",
        large_denominators=answers.get("large") == "thousands",
    ).chart


@dataclass(frozen=True)
class Gaps:
    """Gaps between events: how long each is, the sample it belongs to, and whether it ended in the second half."""

    values: NDArray[np.float64]
    sample: NDArray[np.int64]
    late: NDArray[np.bool_]


@dataclass(frozen=True)
class Samples:
    """Many sets of one kind at once: y (samples, months), n (months,), and the gaps of the charts g and t."""

    y: NDArray[np.float64]
    n: NDArray[np.float64]
    gaps: dict[str, Gaps]

    @property
    def count(self) -> int:
        """How many sets of results were made for the comparison, each as long as the data shown."""
        return len(self.y)


def draw(kind: str, seed: int = 4821, number: int = 1, change: int = 0, count: int = 1) -> Samples:
    """`count` sets of this kind. number: which draw of luck. change: % by which the level moves halfway through."""
    if kind not in KINDS:
        raise ValueError(f"data: choose one of {', '.join(KINDS)}.")
    if isinstance(change, bool) or not isinstance(change, int) or not -MOST_CHANGE <= change <= MOST_CHANGE:
        raise ValueError(f"change: give a whole number from {-MOST_CHANGE} to {MOST_CHANGE}, in %.")
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= MOST_SAMPLES:
        raise ValueError(f"count: give a whole number from 1 to {MOST_SAMPLES:,}.")
    told, place = KINDS[kind], list(KINDS).index(kind)
    low, high = told.chances
    n = np.random.default_rng([one_seed(seed), 8, place]).integers(low, high + 1, told.points).astype(float)
    luck = np.random.default_rng([seed, 8, place, number, count])
    level = np.where(np.arange(told.points) < told.points // 2, 1.0, 1 + change / 100) * told.level
    if told.answers["kind"] == "measured":
        values = level + told.spread * luck.normal(size=(count, told.points))
        return Samples(values.round(2), n, {})
    if told.answers["rare"] == "cases":
        return _by_case(luck, level, n, count)
    own = level * np.exp(told.spread * luck.normal(size=(count, told.points)) - told.spread**2 / 2)
    if told.answers["twice"] == "yes_no":
        y = luck.binomial(n.astype(int), np.clip(own, 0, 0.95)).astype(float)
    else:
        y = luck.poisson(own * n).astype(float)
    gaps = _by_time(luck, y) if told.answers["rare"] == "time" else {}
    return Samples(y, n, gaps)


def _by_time(luck: np.random.Generator, y: NDArray) -> dict[str, Gaps]:
    """Days from each event to the next, to the minute (t) and in whole days (g); a month has 30 days here."""
    which, month = (place.repeat(y.ravel().astype(int)) for place in np.indices(y.shape).reshape(2, -1))
    days = 30 * (month + luck.random(len(month)))
    order = np.lexsort((days, which))
    which, days = which[order], days[order]
    same, late = which[1:] == which[:-1], days[1:] >= 30 * (y.shape[1] // 2)
    minutes = np.maximum(np.diff(days), 1 / 1440)  # two events at one minute are no gap for a t chart
    lengths = {"t": minutes, "g": np.diff(np.floor(days))}
    return {chart: Gaps(values[same], which[1:][same], late[same]) for chart, values in lengths.items()}


def _by_case(luck: np.random.Generator, level: NDArray, n: NDArray, count: int) -> Samples:
    """Each admission in turn is an event or not: counts by month, and admissions between events."""
    months = np.repeat(np.arange(len(n)), n.astype(int))
    which, at = np.nonzero(luck.random((count, len(months))) < level[months])
    y = np.zeros((count, len(n)))
    np.add.at(y, (which, months[at]), 1)
    same, late = which[1:] == which[:-1], months[at[1:]] >= len(n) // 2
    return Samples(y, n, {"g": Gaps((np.diff(at) - 1.0)[same], which[1:][same], late[same])})


def possible(kind: str) -> tuple[str, ...]:
    """The charts that can be drawn of these data, rightly or wrongly."""
    told = KINDS[kind]
    if told.answers["kind"] == "measured":
        return ("i",)
    return tuple(chart for chart in CHARTS if chart not in ("g", "t") or chart in told.gaps)


@dataclass(frozen=True)
class Drawn:
    """One chart of one set: values, centre line and limits of each point, and which points lie outside."""

    values: NDArray[np.float64]
    centre: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    outside: NDArray[np.bool_]


def _columns(kind: str, chart: str, samples: Samples) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The points of one chart of all samples (y, n, sample, late), and which columns `spc` is to take."""
    if chart in ("g", "t"):
        gaps = samples.gaps[chart]
        return pd.DataFrame({"y": gaps.values, "sample": gaps.sample, "late": gaps.late}), {"y": "y"}
    months, told = len(samples.n), KINDS[kind]
    frame = pd.DataFrame(
        {
            "y": samples.y.ravel(),
            "n": np.tile(samples.n, samples.count),
            "sample": np.repeat(np.arange(samples.count), months),
            "late": np.tile(np.arange(months) >= months // 2, samples.count),
        }
    )
    if chart == "i" and told.per != 1:
        frame["y"] = told.per * frame["y"] / frame["n"]
    return frame, {"y": "y", "n": "n"} if chart in ("p", "u", "pp", "up") else {"y": "y"}


def plain_values(kind: str, samples: Samples) -> NDArray[np.float64]:
    """(months,) what is drawn before a chart is chosen: the measure in its unit."""
    return samples.y[0] if KINDS[kind].per == 1 else KINDS[kind].per * samples.y[0] / samples.n


def scale(kind: str, chart: str, samples: Samples) -> float:
    """What a chart's numbers are multiplied by to be in the unit of the data: counts stay as they are."""
    if chart not in ("p", "u", "pp", "up"):
        return 1.0
    return KINDS[kind].per if KINDS[kind].per != 1 else float(samples.n.mean())


def chart_of(kind: str, chart: str, samples: Samples) -> Drawn | None:
    """One chart of a single sample; None where these data do not allow it, or hold too few events for it."""
    if chart not in possible(kind) or (chart in ("g", "t") and len(samples.gaps[chart].values) < LEAST_GAPS):
        return None
    frame, columns = _columns(kind, chart, samples)
    # The steps of `spc` without its tables, which a moving slider need not wait for.
    points = read_points(frame, chart, columns["y"], columns.get("n"), None, None, None, None, None)
    lines = find_lines(chart, points, screen=False)
    per = scale(kind, chart, samples)
    values, centre, lower, upper = (per * line for line in (lines.y, lines.cl, lines.at(-3), lines.at(3)))
    return Drawn(values, centre, lower, upper, find_signals(chart, points, lines, LIMITS_ONLY).outside != 0)


@dataclass(frozen=True)
class Rate:
    """What a chart does on many sets: signal, the share with at least one signal; seen, the share with one in the
    second half on the side to which the level moved (0 where nothing moved)."""

    signal: float
    seen: float


@lru_cache(maxsize=32)
def signal_rates(
    kind: str, seed: int, change: int = 0, rules: str = "limits", count: int = 1_000
) -> dict[str, Rate]:
    """Chart → how often it gives a signal on `count` sets of this kind: false alarms where nothing changes.

    rules: "limits" or "mdc". Centre and limits rest on all points. Charts that the data do not allow are left out.
    """
    if rules not in RULES:
        raise ValueError(f"rules: choose one of {', '.join(RULES)}.")
    samples = draw(kind, seed, 0, change, count)
    out = {}
    for chart in possible(kind):
        frame, columns = _columns(kind, chart, samples)
        found = spc(frame, chart, **columns, by="sample", rules=RULES[rules], screen=False)
        # A longer gap is a lower level.
        good = (-1 if change < 0 else 1) * (-1 if chart in ("g", "t") else 1)
        marked = np.zeros((2, len(frame)), dtype=bool)
        for marks in found.broken.values():
            marked |= [marks != 0, frame["late"] & (marks == good) & (change != 0)]
        shares = [np.bincount(frame["sample"], weights=m, minlength=count) > 0 for m in marked]
        out[chart] = Rate(*(float(share.mean()) for share in shares))
    return out
