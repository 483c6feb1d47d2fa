"""Run charts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from qilab.methods.spc import runs
from qilab.methods.spc.rules import RUN_CHART, RuleSet
from qilab.methods.validate import better_way, one_flag, text_or

from . import layers, run_words, words
from .dates import Notes, read_notes, remarks, ticks
from .layers import BOTH, LONG_RUN, ON_LINE, ORDINARY, SHIFT, TREND, Look
from .picture import Picture, headed, source_line
from .run_spec import run_spec
from .series import Series, read_series
from .table import Table


def run_chart(
    data: Any,
    x: str = "month",
    y: str = "rate",
    *,
    freeze: int | None = 12,
    rules: RuleSet = RUN_CHART,
    unit: str | None = None,
    title: str | None = None,
    signals: bool = True,
    better: str | None = None,
    notes: Notes = (),
    zero: bool = True,
    source: str | None = None,
) -> Picture:
    """A run chart: the points in time order, their centre line, and the signals of a named rule set.

    data: a table with the times in column `x`, in order, and the measure in column `y`; a missing value,
    or a time without a row, is a gap. freeze: points of the baseline whose centre line is kept (None:
    all points). unit: what is measured, such as "falls per 1,000 occupied bed days". signals: False
    leaves out the signals and the count of each side, for finding them oneself. better: "lower" (or "down") or "higher" (or "up") colours signals
    as improvement or concern. notes: remarks by date, such as {"2023-02": "hourly rounding begins"}. zero:
    start the scale at zero. source: the line that says where the data are from (None: what the data say of
    themselves in `.attrs["source"]`, as those of `load()` do; "": nothing).

    The result shows itself; `.describe()` says it in words, `.table()` gives the table, `.analysis` the
    result of `qilab.methods.spc.runs.run_chart_analysis` (its masks have one entry for each row of `data`), `.save()`
    writes a file. Method: Perla, Provost & Murray 2011, BMJ Qual Saf 20:46–51.

    >>> import pandas as pd
    >>> falls = pd.DataFrame({"month": pd.date_range("2024-01-01", periods=12, freq="MS"),
    ...                       "rate": [6.1, 5.4, 7.0, 6.6, 5.9, 6.3, 7.2, 5.8, 6.0, 6.9, 5.5, 6.4]})
    >>> print(run_chart(falls, freeze=None))
    Run chart of rate, January 2024 to December 2024: 12 months. Centre line: median 6.2 (all 12 months). ...
    """
    way = _check_options(freeze, rules, better)
    source = source_line(source, data)
    series = read_series(data, x, y)
    zero, signals = one_flag(zero, "zero"), one_flag(signals, "signals")
    unit = text_or(unit, "unit") or str(y).replace("_", " ")
    frozen = freeze if freeze is not None and freeze < len(series.rows) else None
    series = replace(series, remark=". ".join(filter(None, [series.remark, _ambiguous(series, frozen)])))
    found = _analyse(series, frozen, rules)
    line = rules.centre
    baseline = _baseline(series, frozen)
    note_rows = read_notes(notes, series.x, series.labels, series.time)
    looks = _looks(found, series, way) if signals else _looks_of_sides(found, series)
    title = text_or(title, "title")
    if title is None:
        title = (
            words.sentence(run_words.finding(found, series, line))
            if signals
            else f"{words.sentence(unit)}, {series.span}"
        )
    description = run_words.describe(
        found,
        series,
        unit=unit,
        line=line,
        baseline=baseline,
        signals=signals,
        note=remarks(note_rows, source),
    )
    rows = _table(
        found, series, x, signals, caption=f"{words.sentence(unit)}; centre line: {line} of {baseline}"
    )
    spec = _filled(found, series, looks, rows, note_rows, frozen, zero)
    subtitle = f"{words.sentence(unit)}. {rules.name}." if signals else f"Centre line: {line} of {baseline}."
    if series.remark:
        subtitle = f"{subtitle} {words.sentence(series.remark)}."
    spec["title"] = headed(title, subtitle, source)
    spec["description"] = description
    return Picture(
        spec=spec,
        title=title,
        description=description,
        rows=rows,
        analysis=_for_rows(found, series.rows),
    )


def _check_options(freeze: int | None, rules: RuleSet, better: str | None) -> int:
    """The good direction, +1, −1 or 0; ValueError for what cannot be one of the options."""
    if not isinstance(rules, RuleSet):
        raise ValueError("rules: choose a rule set, such as RUN_CHART or ANHOEJ.")
    if freeze is not None and (
        isinstance(freeze, bool) or not isinstance(freeze, int | np.integer) or freeze < 1
    ):
        raise ValueError(
            "freeze: give the number of points in the baseline, such as 12, or None for all points."
        )
    return better_way(better)


def _ambiguous(series: Series, frozen: int | None) -> str:
    """What to say of a number that could be a count of points or an x, as `spc` says it."""
    if frozen is None or series.time.nominal or series.time.values.dtype.kind not in "iuf":
        return ""
    at = np.flatnonzero(series.time.keys == frozen)
    if len(at) == 0 or at[0] + 1 == frozen:
        return ""
    return (
        f"freeze: {frozen} is ambiguous, the number of points in the baseline or the x of its last point; it was taken as "
        "the number of points"
    )


def _analyse(series: Series, frozen: int | None, rules: RuleSet) -> runs.RunChartAnalysis:
    """Analyse with a place for every time, so that no trend is read across one that is left out."""
    baseline = series.values[series.rows][:frozen]
    if np.isnan(baseline).all():
        raise ValueError(f"freeze: the first {frozen} points have no values, so they give no centre line.")
    centre = runs.median_line(baseline) if rules.centre == "median" else float(np.nanmean(baseline))
    return runs.run_chart_analysis(series.values, rules=rules, centre=centre)


def _for_rows(found: runs.RunChartAnalysis, rows: np.ndarray) -> runs.RunChartAnalysis:
    """The analysis with one entry for each row of the table that was given."""
    return replace(found, side=found.side[rows], shift=found.shift[rows], trend=found.trend[rows])


def _baseline(series: Series, frozen: int | None) -> str:
    if frozen is None:
        return f"all {words.count(len(series.rows), series.noun)}"
    last = series.labels[series.rows[frozen - 1]]
    return f"the first {words.count(frozen, series.noun)}, to {last}, then frozen"


def _looks_of_sides(found: runs.RunChartAnalysis, series: Series) -> list[Look]:
    on_line = (found.side == 0) & ~np.isnan(series.values)
    return [ON_LINE if here else ORDINARY for here in on_line]


def _looks(found: runs.RunChartAnalysis, series: Series, better: int) -> list[Look]:
    """The look of each point, from the signals it belongs to."""
    looks = _looks_of_sides(found, series)
    base = {"shift": SHIFT, "trend": TREND, "long run": LONG_RUN}
    marked: dict[int, list[run_words.Stretch]] = {}
    for stretch in run_words.stretches(found, series.values):
        for point in stretch.points:
            marked.setdefault(point, []).append(stretch)
    for point, stretches in marked.items():
        kinds = {s.kind for s in stretches}
        look = BOTH if len(kinds) > 1 else base[stretches[0].kind]
        looks[point] = _judged(look, stretches, better)
    return looks


def _judged(look: Look, stretches: list[run_words.Stretch], better: int) -> Look:
    """Colour and name a signal by whether it is for the better. Two that disagree stay without a judgement."""
    good_ways = {s.way == better for s in stretches}
    if better == 0 or len(good_ways) > 1:
        return look
    return layers.judged(look, good_ways.pop())


def _table(found: runs.RunChartAnalysis, series: Series, x: str, signals: bool, caption: str) -> Table:
    side = [run_words.SIDES[int(s)] for s in found.side]
    gone = np.isnan(series.values)
    frame = {
        words.sentence(str(x).replace("_", " ")): series.labels,
        "Value": series.values,
        "Centre line": np.full(len(series.values), found.centre),
        "Side": ["missing" if gone[i] else side[i] for i in range(len(side))],
    }
    if signals:
        signals_of: list[list[str]] = [[] for _ in side]
        for stretch in run_words.stretches(found, series.values):
            for point in stretch.points:
                signals_of[point].append(str(stretch))
        frame["Signal"] = [words.listed(names) or "none" for names in signals_of]
    return Table(frame, caption=caption)


def _filled(
    found: runs.RunChartAnalysis,
    series: Series,
    looks: list[Look],
    rows: Table,
    notes: list[dict[str, Any]],
    frozen: int | None,
    zero: bool,
) -> dict[str, Any]:
    present = tuple(dict.fromkeys(sorted(looks, key=lambda look: (look.letter, look.name != "ordinary"))))
    tooltip = [("when", rows.columns[0]), ("shown", "Value"), ("side", "Side")]
    if "Signal" in rows:
        tooltip.append(("signal", "Signal"))
    zero = zero and bool(np.nanmin(series.values) >= 0)
    spec = run_spec(
        present,
        dated=series.dated,
        zero=zero,
        note_rows=max((note["row"] for note in notes), default=-1) + 1,
        x_title=None if series.dated else rows.columns[0],
        tooltip=tuple(tooltip),
        ticks=ticks(
            series.x[series.rows],
            [series.labels[i] for i in series.rows],
            series.dated,
            series.kind,
            series.size,
        ),
    )
    spec["datasets"] = {
        "points": _point_rows(found, series, looks, rows, zero),
        "line": _line_rows(found, series, frozen),
        "notes": [{key: note[key] for key in ("x", "text", "row")} for note in notes],
    }
    return spec


def _point_rows(
    found: runs.RunChartAnalysis, series: Series, looks: list[Look], rows: Table, zero: bool
) -> list[dict[str, Any]]:
    """Rows of the data set `points`."""
    signal = [{"signal": text} for text in rows["Signal"]] if "Signal" in rows else [{}] * len(looks)
    high = float(max(np.nanmax(series.values), found.centre))
    low = 0.0 if zero else float(np.nanmin(series.values))
    letters = layers.letters_once([look.letter for look in looks], series.x.tolist())
    above = layers.letters_above(series.values.tolist(), low, high)
    sides = rows["Side"].tolist()
    return [
        {
            "x": float(series.x[i]),
            "value": None if np.isnan(series.values[i]) else float(series.values[i]),
            "look": looks[i].name,
            "letter": letters[i],
            "above": above[i],
            "when": series.labels[i],
            "shown": series.value(series.values[i]),
            "side": sides[i],
            **signal[i],
        }
        for i in range(len(looks))
    ]


def _line_rows(found: runs.RunChartAnalysis, series: Series, frozen: int | None) -> list[dict[str, Any]]:
    """Rows of the data set `line`: the centre line, solid as far as its baseline goes, dashed where carried on."""
    label = f"{words.sentence(found.rules.centre)} {series.value(found.centre, extra=1)}"
    first, last = float(series.x[0]), float(series.x[-1])
    if frozen is None:
        return [{"x": first, "x2": last, "centre": found.centre, "piece": "frozen", "label": label}]
    until = float(series.x[series.rows[frozen - 1]])
    return [
        {"x": first, "x2": until, "centre": found.centre, "piece": "frozen", "label": ""},
        {
            "x": until,
            "x2": last,
            "centre": found.centre,
            "piece": "extended",
            "label": f"{label}\ndashed: carried on",
        },
    ]
