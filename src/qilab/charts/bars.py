"""Charts without time: histogram, Pareto, and the two bars that hide a story."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from qilab.methods.causes import Pareto
from qilab.methods.validate import as_numbers, text_or

from . import theme, words
from .dates import milliseconds_of
from .picture import Picture, ended, headed, source_line
from .series import Series, read_series
from .table import Table

BAR = "#5b7fa6"  # 4.1:1 on white
MOST_CAUSES = 60
FAINT = "#8c8c8c"  # 3.4:1 on white


def _shape(
    spec: dict[str, Any], title: str, subtitle: str, source: str, height: int = theme.HEIGHT
) -> dict[str, Any]:
    return {
        "width": theme.WIDTH,
        "height": height,
        "config": theme.config(),
        "title": headed(title, subtitle, source),
        **spec,
    }


def histogram(
    values: Any,
    *,
    bins: int | None = None,
    unit: str = "value",
    title: str | None = None,
    source: str | None = None,
) -> Picture:
    """How often each size of a measure came: bars over the measure, with median and the middle half.

    values: numbers, missing ones left out. bins: number of bars, 2 to 60 (None: by Freedman & Diaconis
    1981). The order in time is lost here: look at a run chart first.

    >>> print(histogram([5, 7, 4, 6, 5, 8, 20, 6], unit="falls"))
    Histogram of falls: 8 values, from 4 to 20. ... the median is 6. ...
    """
    source = source_line(source, values)
    numbers = as_numbers(values, "values").ravel()
    present = numbers[~np.isnan(numbers)]
    if len(present) < 2:
        raise ValueError("values: a histogram needs at least two values.")
    unit = text_or(unit, "unit") or "value"
    if bins is not None and (isinstance(bins, bool) or not isinstance(bins, int) or not 2 <= bins <= 60):
        raise ValueError("bins: give a whole number from 2 to 60.")
    if bins is None:
        bins = _usual_bins(present)
    try:
        counts, edges = np.histogram(present, bins)
    except ValueError:
        raise ValueError(
            "values: differ too little for their size to be put into bars. Subtract what they have in common first."
        ) from None
    to = words.decimals_of(present)
    low, middle, high = np.percentile(present, [25, 50, 75])
    said = [words.number(v, max(to, 1) if to else 0) for v in (low, middle, high)]
    title = (
        text_or(title, "title")
        or f"Half of the {len(present):,} values lie between {said[0]} and {said[2]}; the median is {said[1]}"
    )
    places = to + (0 if edges[1] - edges[0] >= 1 and to == 0 else 1)
    rows = Table(
        {
            "From": [words.number(e, places) for e in edges[:-1]],
            "To": [words.number(e, places) for e in edges[1:]],
            "Values": counts,
        },
        caption=f"{words.sentence(unit)}: how many values lie in each range (its lower end is part of it)",
    )
    most = int(counts.argmax())
    gone = int(np.isnan(numbers).sum())
    text = (
        f"Histogram of {unit}: {len(present):,} values{f', {gone} missing' if gone else ''}, from "
        f"{words.number(present.min(), to)} to {words.number(present.max(), to)}. {title}. The tallest bar, "
        f"{rows['From'][most]} to {rows['To'][most]}, holds {counts[most]:,}."
    )
    data = [
        {"from": float(a), "to": float(b), "count": int(c), "span": f"{f} to {t}"}
        for a, b, c, f, t in zip(edges[:-1], edges[1:], counts, rows["From"], rows["To"], strict=True)
    ]
    spec = _histogram_spec(data, middle, said, unit)
    return Picture(
        spec=_shape(spec, title, f"{words.sentence(unit)}.", source),
        title=title,
        description=ended(text, source),
        rows=rows,
        analysis=(counts, edges),
    )


def _usual_bins(values: np.ndarray) -> int:
    """Freedman & Diaconis 1981, held between 5 and 40: numpy's own would make millions for one stray value."""
    low, high = np.percentile(values, [25, 75])
    width = 2 * (high - low) / len(values) ** (1 / 3)
    return int(np.clip(np.ceil(np.ptp(values) / width) if width > 0 else 5, 5, 40))


def _whole_ticks(most: float) -> dict[str, Any]:
    """Counts have no halves: 0, 1, 2 … for small ones, and no decimals on any."""
    return {"format": ",d"} | ({"values": list(range(int(most) + 1))} if most <= 10 else {"tickMinStep": 1})


def pareto_chart(
    found: Pareto,
    *,
    unit: str = "events",
    title: str | None = None,
    source: str | None = None,
) -> Picture:
    """Causes by the burden they bring: bars from the longest, and the running total in per cent.

    found: what `qilab.methods.pareto` returns. The vital few are dark and say so in the table;
    events without a recorded cause are told, not drawn. Source: Juran 1951, Quality Control Handbook.

    >>> import pandas as pd
    >>> from qilab.methods import pareto
    >>> late = pd.DataFrame({"reason": ["bed", "bed", "kit", "notes", None], "minutes": [60, 40, 15, 5, 30]})
    >>> print(pareto_chart(pareto(late, "reason", "minutes"), unit="minutes"))
    Pareto chart of minutes by cause, 3 causes. 1 of 3 causes accounts for 83% of the minutes: bed. ...
    """
    if not isinstance(found, Pareto):
        raise ValueError('found: give what pareto() returns, such as pareto(late, "reason", "minutes").')
    causes = found.causes
    source = source_line(source, causes)
    if causes.empty:
        raise ValueError(
            "found: no cause is recorded, so there is nothing to rank. Begin by recording causes."
        )
    if len(causes) > MOST_CAUSES:
        raise ValueError(
            f"found: {len(causes):,} causes are too many for one chart (up to {MOST_CAUSES}). Put like with like first, "
            "or keep the largest and call the rest “other”."
        )
    vital = causes[causes["vital"]]
    reach = float(vital["cumulative"].iloc[-1])
    unit = text_or(unit, "unit") or "events"
    title = text_or(title, "title") or (
        f"{len(vital)} of {words.count(len(causes), 'cause')} {'accounts' if len(vital) == 1 else 'account'} for {reach:.0%} of the {unit}: "
        f"{words.listed([str(c) for c in vital['cause'][:4]])}{' …' if len(vital) > 4 else ''}"
    )
    to = words.decimals_of(causes["burden"].to_numpy(float), 1)
    rows = _pareto_rows(causes, to, unit)
    unknown = (
        f" No cause was recorded for {words.number(found.not_recorded, to)} {unit} ({found.not_recorded_share:.0%})."
        if found.not_recorded
        else ""
    )
    text = (
        f"Pareto chart of {unit} by cause, {words.count(len(causes), 'cause')}. {title}. The first, "
        f"{causes['cause'].iloc[0]}, accounts for {causes['share'].iloc[0]:.0%}.{unknown}"
    )
    data = _pareto_data(causes)
    spec = _pareto_spec(data, to, unit)
    return Picture(
        spec=_shape(
            spec,
            title,
            f"Labels: share, and running total from the top.{unknown}",
            source,
            height=max(28 * len(data), 90),
        ),
        title=title,
        description=ended(text, source),
        rows=rows,
        analysis=found,
    )


def _pareto_rows(causes: pd.DataFrame, to: int, unit: str) -> Table:
    return Table(
        {
            "Cause": causes["cause"].astype(str),
            words.sentence(unit): [words.number(v, to) for v in causes["burden"]],
            "Share": [f"{v:.0%}" for v in causes["share"]],
            "Running total": [f"{v:.0%}" for v in causes["cumulative"]],
            "Vital few": np.where(causes["vital"], "yes", "no"),
        },
        caption=f"Causes by {unit}, longest first",
    )


def _pareto_data(causes: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            "cause": str(cause),
            "burden": float(burden),
            "share": f"{share:.0%}",
            "running": float(cumulative),
            "together": f"{cumulative:.0%}",
            "kind": "the vital few" if is_vital else "the others",
        }
        for cause, burden, share, cumulative, is_vital in zip(
            *(causes[c].tolist() for c in ("cause", "burden", "share", "cumulative", "vital")), strict=True
        )
    ]


def before_after(
    data: Any,
    x: str = "month",
    y: str = "rate",
    *,
    change: Any,
    unit: str | None = None,
    source: str | None = None,
) -> Picture:
    """Two bars, before and after: how NOT to show a change. Made for comparison with a run chart.

    data: a table in time order. change: the first time that counts as after. Everything that would let a
    reader judge is lost: the order, the spread, the trend that was there before, the number of points. The
    picture says so itself, so that nobody can take it for good practice.

    >>> import pandas as pd
    >>> falls = pd.DataFrame({"month": pd.date_range("2024-01-01", periods=12, freq="MS"),
    ...                       "rate": [6.1, 5.4, 7.0, 6.6, 5.9, 6.3, 7.2, 5.8, 6.0, 6.9, 5.5, 6.4]})
    >>> print(before_after(falls, change="2024-07"))
    Bar chart of mean rate, wrong on purpose: before 6.2, after 6.3. ...
    """
    series = read_series(data, x, y)
    source = source_line(source, data)
    unit = text_or(unit, "unit") or str(y).replace("_", " ")
    after = _after(series, change)
    parts = {"Before": series.values[~after], "After": series.values[after]}
    if any(np.isnan(part).all() for part in parts.values()):
        raise ValueError("change: there must be values before it and after it.")
    means = {name: float(np.nanmean(part)) for name, part in parts.items()}
    to = max(series.decimals, 1)
    by = means["After"] / means["Before"] - 1 if means["Before"] else np.nan
    turn = f"{'down' if by < 0 else 'up'} {abs(by):.0%}" if np.isfinite(by) else "changed"
    if round(100 * by) == 0 if np.isfinite(by) else means["After"] == 0:
        turn = "no change"
    title = f"Wrong on purpose: two bars say “{turn}”, and hide everything that could tell whether it is true"
    rows = Table(
        {
            "Period": list(means),
            "Mean": [words.number(v, to) for v in means.values()],
            f"{words.sentence(series.noun)}s": [int((~np.isnan(p)).sum()) for p in parts.values()],
            "Lowest": [words.number(np.nanmin(p), to) for p in parts.values()],
            "Highest": [words.number(np.nanmax(p), to) for p in parts.values()],
        },
        caption=f"{words.sentence(unit)} before and after",
    )
    text = (
        f"Bar chart of mean {unit}, wrong on purpose: before {words.number(means['Before'], to)}, after "
        f"{words.number(means['After'], to)}. It hides the order of the {series.noun}s, their spread, and whether the "
        "change had begun before. Draw a run chart instead."
    )
    spec = _two_bars_spec(means, to, unit)
    return Picture(
        spec={**_shape(spec, title, "How not to do it. Draw a run chart instead.", source), "width": 300},
        title=title,
        description=ended(text, source),
        rows=rows,
        analysis=means,
    )


def _after(series: Series, change: Any) -> np.ndarray:
    """True from the first place that counts as after."""
    if series.dated:
        start, _ = series.time.wall_span(change, "change")
        return series.x >= milliseconds_of(start)
    if str(change) not in series.labels:
        raise ValueError(f"change: there is no point {str(change)!r:.60} on this chart.")
    return np.arange(len(series.values)) >= series.labels.index(str(change))


def _histogram_spec(data: list[dict], middle: float, said: list[str], unit: str) -> dict[str, Any]:
    """Bars over the measure, and a dashed line at the median."""
    return {
        "datasets": {"bars": data, "middle": [{"at": float(middle), "text": f"Median {said[1]}"}]},
        "layer": [
            {
                "data": {"name": "bars"},
                "mark": {
                    "type": "bar",
                    "color": BAR,
                    "stroke": theme.GROUND,
                    "strokeWidth": 1,
                    "aria": False,
                },
                "encoding": {
                    "x": {
                        "field": "from",
                        "type": "quantitative",
                        "bin": "binned",
                        "scale": {"zero": False},
                        "axis": {"title": words.sentence(unit)},
                    },
                    "x2": {"field": "to"},
                    "y": {
                        "field": "count",
                        "type": "quantitative",
                        "axis": {"title": "Number of values", "tickMinStep": 1},
                    },
                    "tooltip": [
                        {"field": "span", "type": "nominal", "title": "From, to"},
                        {"field": "count", "type": "nominal", "title": "Values"},
                    ],
                },
            },
            {
                "data": {"name": "middle"},
                "mark": {
                    "type": "rule",
                    "color": theme.INK,
                    "strokeWidth": 2,
                    "strokeDash": [6, 4],
                    "aria": False,
                },
                "encoding": {"x": {"field": "at", "type": "quantitative"}},
            },
            {
                "data": {"name": "middle"},
                "mark": {"type": "text", "align": "left", "dx": 4, "dy": -7, "aria": False},
                "encoding": {
                    "x": {"field": "at", "type": "quantitative"},
                    "y": {"value": 0},
                    "text": {"field": "text", "type": "nominal"},
                },
            },
        ],
    }


def _pareto_spec(data: list[dict], to: int, unit: str) -> dict[str, Any]:
    """Bars by cause, longest first, each with its share and the running total."""
    order = [row["cause"] for row in data]
    cause = {"field": "cause", "type": "nominal", "sort": order, "axis": {"title": None, "labelLimit": 190}}
    burden = {
        "field": "burden",
        "type": "quantitative",
        "axis": {"title": words.sentence(unit), "tickCount": 5}
        | ({} if to else _whole_ticks(max(row["burden"] for row in data))),
    }
    return {
        "datasets": {"causes": data},
        "data": {"name": "causes"},
        "layer": [
            {
                "mark": {"type": "bar", "aria": False},
                "encoding": {
                    "y": cause,
                    "x": burden,
                    "fill": {
                        "field": "kind",
                        "type": "nominal",
                        "scale": {"domain": ["the vital few", "the others"], "range": ["#2f5d8a", "#a9bed3"]},
                        "legend": {"orient": "bottom", "title": None},
                    },
                    "stroke": {"value": theme.OUTLINE},
                    "tooltip": [
                        {"field": "cause", "type": "nominal", "title": "Cause"},
                        {"field": "burden", "type": "nominal", "title": words.sentence(unit)},
                        {"field": "together", "type": "nominal", "title": "Running total"},
                    ],
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "aria": False},
                "encoding": {
                    "y": cause,
                    "x": burden,
                    "text": {"field": "label", "type": "nominal"},
                },
                "transform": [{"calculate": "datum.share + ', together ' + datum.together", "as": "label"}],
            },
        ],
    }


def _two_bars_spec(means: dict, to: int, unit: str) -> dict[str, Any]:
    """Two bars with their means above them."""
    return {
        "datasets": {
            "bars": [{"period": k, "mean": v, "text": words.number(v, to)} for k, v in means.items()]
        },
        "data": {"name": "bars"},
        "layer": [
            {
                "mark": {"type": "bar", "color": FAINT, "size": 90, "aria": False},
                "encoding": {
                    "x": {
                        "field": "period",
                        "type": "nominal",
                        "sort": ["Before", "After"],
                        "axis": {"title": None, "labelAngle": 0},
                    },
                    "y": {"field": "mean", "type": "quantitative", "axis": {"title": f"Mean {unit}"}},
                },
            },
            {
                "mark": {"type": "text", "dy": -9, "fontWeight": "bold", "aria": False},
                "encoding": {
                    "x": {"field": "period", "type": "nominal", "sort": ["Before", "After"]},
                    "y": {"field": "mean", "type": "quantitative"},
                    "text": {"field": "text", "type": "nominal"},
                },
            },
        ],
    }
