"""`spc`: run charts and control charts of one measure, or of all the wards of a nation, in one call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qilab.methods.columns import some
from qilab.methods.segments import Segments
from qilab.methods.validate import better_way, one_flag, one_number, source_of

from .icons import ASSURANCE, VARIATION, assurance_icons, last_points, variation_icons
from .limits import Lines, find_lines
from .result import SpcResult
from .rules import ANHOEJ_LIMITS, MDC, PRECEDENCE, RUN_CHART, RuleSet, find_rules
from .signals import POINT_TYPES, Signals, find_signals, judge
from .tidy import Points, read_points

# Every chart, by the name used in the code and the names people write.
CHARTS = {
    "run": "run chart",
    "i": "I chart (XmR)",
    "mr": "moving range chart",
    "xbar": "x̄ chart",
    "s": "s chart",
    "p": "p chart",
    "pp": "p′ chart (Laney)",
    "u": "u chart",
    "up": "u′ chart (Laney)",
    "c": "c chart",
    "g": "g chart",
    "t": "t chart",
}
_ALIASES = {"xmr": "i", "x": "i", "individuals": "i", "x-bar": "xbar", "x̄": "xbar"}
_ALIASES |= {"p'": "pp", "p′": "pp", "pprime": "pp", "u'": "up", "u′": "up", "uprime": "up"}
_LIKE = ("qicharts2", "NHSRplotthedots")

FEW_POINTS = 12  # limits from fewer are trial limits: they will move with every point that is added
BLOCK = 1 << 15  # points worked on at a time: small enough to stay in the processor's cache


def spc(
    data: Any,
    chart: str = "run",
    y: Any = None,
    n: Any = None,
    x: Any = None,
    by: Any = None,
    freeze: Any = None,
    phase: Any = None,
    exclude: Any = None,
    screen: bool = True,
    multiply: float = 1,
    rules: RuleSet | str | None = None,
    target: Any = None,
    better: Any = None,
    like: str | None = None,
) -> SpcResult:
    """A run chart or control chart worked out: centre line, limits, signals, icons.

    data: a DataFrame, one row for each observation, or one list of values in time order.
    chart: "run", "i" (XmR), "mr", "xbar", "s", "p", "pp" (p′), "u", "up" (u′), "c", "g" or "t".
    y, n: columns of the measure or numerator, and of the denominator. x: column of the time (rows that
    share it are one point); without it rows are in time order. by: column or columns of the groups, each
    of which gets a chart of its own.
    freeze: number of first points (of each phase) that centre and limits rest on. phase: first point of
    each new phase. exclude: points left out of centre, limits and runs but still drawn. Points are named
    by number (1 is the first), by their x, by a column (of phase labels; of True and False), or as a dict
    of group → any of these but a column.
    screen: leave moving ranges of 3.267 × their mean or more out once (Nelson 1982). multiply: scale of y
    and lines, such as 1000 or 100, applied last. rules: a RuleSet or its key; None means RUN_CHART on run
    charts, MDC on others. target: a number on the scale drawn, or a dict of group → number. better: "up" or
    "higher", "down" or "lower", None (no judgement), or a dict of group → that.
    like: None; or "qicharts2" or "NHSRplotthedots", to do as that R package does where the two differ
    (see docs/methods.md): the XmR factor is 3/1.128 or 2.66, freeze with phases is ignored or not, and
    the rules are Anhøj's with 3σ limits or Making Data Count's. Without it the factor is 3/1.128, unless
    rules names MDC or a variant: then the limits, too, are those of its R package.

    Returns an SpcResult with `.points`, `.summary`, `.signals` and `.notes`. ValueError, naming column
    and row, for data that no chart can be made of. Do not use a p or u chart where rates differ by more
    than chance in every month (see `diagnose`), nor a control chart for units that are not in time order.
    Sources: see `qilab.methods.spc.limits` and `qilab.methods.spc.rules`.

    >>> import pandas as pd
    >>> falls = pd.DataFrame({"month": pd.date_range("2023-01-01", periods=8, freq="MS"),
    ...                       "falls": [5, 7, 4, 6, 5, 8, 20, 6], "obd": [840] * 8})
    >>> result = spc(falls, "u", y="falls", n="obd", x="month", multiply=1000, better="down")
    >>> result.points.loc[6, ["y", "cl", "ucl"]].astype(float).round(1).tolist()
    [23.8, 9.1, 18.9]
    >>> result.points.loc[6, "rule"], result.points.loc[6, "point_type"]
    ('limits', 'special_cause_concern')
    >>> result.summary.loc[0, "variation"]
    'common_cause'
    """
    chart = _chart_key(chart)
    if like is not None and (not isinstance(like, str) or like not in _LIKE):
        raise ValueError(f"like: choose {_LIKE[0]!r}, {_LIKE[1]!r} or None.")
    one_flag(screen, "screen")
    chosen = _rules(rules, chart, like)
    factor = one_number(multiply, "multiply", above=0)
    points = read_points(data, chart, y, n, x, by, freeze, phase, exclude)
    if like is None and rules is not None and chosen.key.startswith(MDC.key):
        like = "NHSRplotthedots"  # whoever names Making Data Count gets its package's limits too
    if like == "qicharts2" and freeze is not None and phase is not None:
        points.baseline[:] = True
    ways = _per_group(better, points.labels, "better", better_way)
    targets = _per_group(
        target, points.labels, "target", lambda v: np.nan if v is None else one_number(v, "target")
    )

    blocks = [
        _work_out(chart, block, chosen, bool(screen), like, factor, ways[a:b], targets[a:b])
        for a, b in _blocks(points.groups)
        for block in [points if b - a == points.groups.count else points.block(a, b)]
    ]
    frame = _frame(points, blocks)
    summary = _summary(points, blocks, chosen)
    return SpcResult(
        kind=chart,
        chart_name=CHARTS[chart],
        rules=chosen,
        points=frame,
        summary=summary,
        multiply=factor,
        notes=tuple(points.notes + _notes(chart, points, blocks)),
        broken={name: np.concatenate([b.broken[name] for b in blocks]) for name in blocks[0].broken},
        names={"y": str(y if y is not None else "y"), "n": n, "x": x, "by": by},
        steps=points.steps,
        source=source_of(data),
    )


def _chart_key(chart: Any) -> str:
    name = str(chart).strip().lower() if isinstance(chart, str) else ""
    name = name.removesuffix(" chart")
    name = _ALIASES.get(name, name)
    if name not in CHARTS:
        raise ValueError(f"chart: there is no {chart!r}. Choose one of {', '.join(CHARTS)}.")
    return name


def _rules(rules: Any, chart: str, like: str | None) -> RuleSet:
    if rules is not None:
        return find_rules(rules)
    if like == "qicharts2":
        return ANHOEJ_LIMITS
    return RUN_CHART if chart == "run" and like is None else MDC


def _per_group(value: Any, labels: pd.Index, role: str, read: Any) -> NDArray[np.float64]:
    """One number for each group, from one value for all or a dict of group → value."""
    if not isinstance(value, Mapping):
        return np.full(len(labels), read(value), dtype=float)
    unknown = [label for label in value if label not in labels]
    if unknown:
        raise ValueError(
            f"{role}: there is no group {unknown[0]!r}. The first groups are {list(labels[:5])}."
        )
    return np.array([read(value.get(label)) for label in labels], dtype=float)


def _blocks(groups: Segments) -> list[tuple[int, int]]:
    """Ranges of whole groups with about BLOCK points each."""
    ends = groups.starts + groups.sizes
    cuts, first = [], 0
    while first < groups.count:
        last = int(np.searchsorted(ends, groups.starts[first] + BLOCK, side="right"))
        last = max(last, first + 1)
        cuts.append((first, last))
        first = last
    return cuts


@dataclass(frozen=True)
class _Block:
    """What was worked out for some whole groups: columns of points, columns of parts."""

    points: dict[str, NDArray]
    parts: dict[str, NDArray]
    broken: dict[str, NDArray]
    remarks: dict[str, int]


def _work_out(
    chart: str,
    points: Points,
    rules: RuleSet,
    screen: bool,
    like: str | None,
    factor: float,
    better: NDArray,
    target: NDArray,
) -> _Block:
    lines = find_lines(chart, points, screen=screen, like=like)
    signals = find_signals(chart, points, lines, rules)
    way = better[points.groups.ids].astype(np.int8)
    rule, direction, kind = judge(signals, rules, way)
    drawn = {
        "y": lines.y,
        "cl": lines.cl,
        "lcl": lines.at(-3),
        "ucl": lines.at(3),
        "lcl95": lines.at(-2),
        "ucl95": lines.at(2),
        # the formula for moving ranges begins at 0; there is nothing below it that could be cut
        "lcl_uncapped": lines.at(-3, capped=chart == "mr"),
        "ucl_uncapped": lines.at(3, capped=False),
    }
    if chart == "t" and like == "qicharts2":  # there the lower 2σ line ends where the formula goes below 0
        drawn["lcl95"] = np.where(lines.at(-2, capped=False) < 0, np.nan, drawn["lcl95"])
    if factor != 1:
        drawn = {name: values * factor for name, values in drawn.items()}
    drawn |= {
        "sigma_signal": signals.outside != 0,
        "runs_signal": signals.runs_signal[points.parts.ids],
        "rule": rule,
        "direction": direction,
        "point_type": kind,
    }
    parts = _part_columns(chart, points, lines, signals, drawn, better, target)
    return _Block(
        {name: points.rows(values) for name, values in drawn.items()},
        parts,
        {name: points.rows(marks) for name, marks in signals.broken.items()},
        lines.remarks,
    )


def _part_columns(
    chart: str, points: Points, lines: Lines, signals: Signals, drawn: dict, better: NDArray, target: NDArray
) -> dict[str, NDArray]:
    part = points.parts
    group = points.groups.ids[part.starts]
    is_last = np.append(group[1:] != group[:-1], True)
    last = last_points(part, ~np.isnan(lines.y))
    limits_at = last_points(part, ~np.isnan(drawn["ucl"]))
    at = np.maximum(limits_at, 0)
    lcl = np.where(limits_at >= 0, drawn["lcl"][at], np.nan)
    ucl = np.where(limits_at >= 0, drawn["ucl"][at], np.nan)
    has_icons = is_last & (last >= 0)
    variation = variation_icons(drawn["point_type"], drawn["direction"], last)
    assurance = assurance_icons(target[group], lcl, ucl, better[group])
    return {
        "group": group,
        "part": points.part_number[part.starts],
        "n_slots": part.sizes if points.real is None else part.tally(points.real),
        "n_obs": part.tally(points.include if points.real is None else points.include & points.real),
        "n_points": part.tally(~np.isnan(lines.y)),
        "n_baseline": part.tally(points.include & points.baseline & ~np.isnan(lines.y)),
        "n_sigma_signals": part.tally(drawn["sigma_signal"]),
        "runs_signal": signals.runs_signal,
        "cl": drawn["cl"][part.starts],
        "lcl": lcl,
        "ucl": ucl,
        "flat": part.tally(lines.sigma == 0) > 0,
        "target": target[group],
        "variation": np.where(has_icons & (not points.nominal) & (chart != "mr"), variation, -1),
        "assurance": np.where(
            has_icons & (not points.nominal) & (chart not in ("run", "mr", "s")), assurance, -1
        ),
        **signals.runs,
    }


def _frame(points: Points, blocks: list[_Block]) -> pd.DataFrame:
    def column(name: str) -> NDArray:
        return (
            blocks[0].points[name] if len(blocks) == 1 else np.concatenate([b.points[name] for b in blocks])
        )

    columns: dict[str, Any] = {
        "group": points.labels.take(points.rows(points.groups.ids)),
        "part": points.rows(points.part_number),
        "i": points.rows(points.i),
        "x": points.x.array,
        "y": column("y"),
        "y_sum": points.rows(points.y_sum),
        "n": points.rows(points.n),
    }
    for name in ("cl", "lcl", "ucl", "lcl95", "ucl95", "lcl_uncapped", "ucl_uncapped"):
        columns[name] = column(name)
    columns |= {"baseline": points.rows(points.baseline), "include": points.rows(points.include)}
    columns |= {"sigma_signal": column("sigma_signal"), "runs_signal": column("runs_signal")}
    columns["rule"] = pd.Categorical.from_codes(column("rule"), categories=pd.Index(PRECEDENCE))
    columns["direction"] = column("direction")
    columns["point_type"] = pd.Categorical.from_codes(column("point_type"), categories=pd.Index(POINT_TYPES))
    return pd.DataFrame(columns, copy=False)


def _summary(points: Points, blocks: list[_Block], rules: RuleSet) -> pd.DataFrame:
    def column(name: str) -> NDArray:
        return np.concatenate([b.parts[name] for b in blocks])

    group = np.concatenate(
        [b.parts["group"] + first for b, (first, _) in zip(blocks, _blocks(points.groups), strict=True)]
    )
    columns: dict[str, Any] = {"group": points.labels.take(group)}
    for name in ("part", "n_slots", "n_obs", "n_useful"):
        columns[name] = column(name)
    nothing = columns["n_useful"] == 0
    for name in ("longest_run", "longest_run_max", "n_crossings", "n_crossings_min"):
        columns[name] = pd.arrays.IntegerArray(column(name).astype(np.int64), nothing)
    if rules.runs_test == "wald-wolfowitz":
        for name in ("n_runs", "n_runs_min", "n_runs_max"):
            columns[name] = column(name)
    for name in ("runs_signal", "n_sigma_signals", "cl", "lcl", "ucl", "target"):
        columns[name] = column(name)
    columns["variation"] = pd.Categorical.from_codes(column("variation"), categories=pd.Index(VARIATION))
    columns["assurance"] = pd.Categorical.from_codes(column("assurance"), categories=pd.Index(ASSURANCE))
    return pd.DataFrame(columns)


def _notes(chart: str, points: Points, blocks: list[_Block]) -> list[str]:
    """What the reader must know before believing the chart."""

    def column(name: str) -> NDArray:
        return np.concatenate([b.parts[name] for b in blocks])

    def wording(many: NDArray) -> str:
        which = some(int(many.sum()), "chart or phase", "charts or phases")
        return "This chart: " if len(many) == 1 else f"{which} of {len(many):,}: "

    notes = []
    counts = column("n_baseline")
    few, empty = (counts > 0) & (counts < FEW_POINTS), counts == 0
    if few.any():
        what = "a centre line" if chart == "run" else "limits"
        notes.append(
            f"{wording(few)}{what} on trial, from fewer than {FEW_POINTS} points. More points will move {'it' if chart == 'run' else 'them'}."
        )
    if empty.any():
        notes.append(f"{wording(empty)}no value to take a centre line from, so none is drawn.")
    if chart != "run":
        bare = ~empty & np.isnan(column("ucl"))
        if bare.any():
            notes.append(f"{wording(bare)}no limits, since no two neighbours differ. Add points.")
        flat = column("flat") & ~bare & ~empty
        if flat.any():
            notes.append(
                f"{wording(flat)}the baseline does not vary, so limits have no width; no point is judged against them."
            )
    for remark in sorted({r for b in blocks for r in b.remarks}):
        notes.append(f"{sum(b.remarks.get(remark, 0) for b in blocks):,} × {remark}")
    return notes
