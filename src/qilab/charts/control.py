"""Control charts: the result of `qilab.methods.spc`, drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from qilab.methods.spc.result import SpcResult
from qilab.methods.spc.rules import RULE_WORDS
from qilab.methods.validate import one_flag, text_or

from . import control_words, icons, layers, theme, words
from .dates import Notes, read_notes, remarks, ticks
from .layers import Look
from .picture import Picture, headed, source_line
from .table import Table

RULE_LOOKS = {
    "limits": layers.LIMITS,
    "trend": layers.TREND,
    "two_of_three": layers.PAIR,
    "shift": layers.SHIFT,
    "long_run": layers.LONG_RUN,
    "four_of_five": layers.FOUR,
    "hugging": layers.HUGGING,
    "mixture": layers.MIXTURE,
    "alternating": layers.ALTERNATING,
}
JUDGED = {"special_cause_improvement": True, "special_cause_concern": False}


def control_chart(
    result: SpcResult,
    group: Any = None,
    *,
    unit: str | None = None,
    title: str | None = None,
    notes: Notes = (),
    zero: bool | None = None,
    source: str | None = None,
    signals: bool = True,
    small: tuple[int, int] | None = None,
) -> Picture:
    """A control chart: points, centre line, limits, special causes, what variation and target say.

    result: what `qilab.methods.spc` returns. group: which chart, where it holds several. unit: what is
    measured. notes: remarks by date. zero: start the scale at zero (None: when zero is not far away).
    signals: False leaves the signals and what they say out, for finding them oneself. small: width and height in px
    of a chart among others on a page, which says its title and icons beside it.
    source: the line that says where the data are from (None: what the data say of themselves; "": nothing).

    The result shows itself; `.describe()`, `.table()` and `.save()` as for a run chart; `.analysis` is
    `result`. Points are coloured by Making Data Count's convention, with a shape and a letter each.

    >>> import pandas as pd
    >>> falls = pd.DataFrame({"month": pd.date_range("2024-01-01", periods=12, freq="MS"),
    ...                       "rate": [6.1, 5.4, 7.0, 6.6, 5.9, 6.3, 7.2, 5.8, 6.0, 6.9, 5.5, 6.4]})
    >>> from qilab import spc
    >>> print(control_chart(spc(falls, "i", y="rate", x="month"), unit="falls per 1,000 bed days"))
    I chart (XmR) of falls per 1,000 bed days, January 2024 to December 2024: 12 months. Centre line: mean 6.3.
    Latest values are expected between limits 4.0 and 8.6. ...
    """
    signals = one_flag(signals, "signals")
    chart = control_words.read(result if signals else _unmarked(result), group)
    source = source_line(source, result)
    if zero is not None:
        zero = one_flag(zero, "zero")
    unit = text_or(unit, "unit") or str(result.names.get("y", "value")).replace("_", " ")
    note_rows = read_notes(notes, chart.place, chart.labels, chart.time)
    title = text_or(title, "title") or control_words.finding(chart, signals=signals)
    description = control_words.describe(chart, unit, remarks(note_rows, source), signals=signals)
    rows = _table(chart, unit)
    if not signals:
        rows[["Signal", "Kind"]] = "not marked"
    looks = looks_of(chart)
    spec = _spec(chart, looks, rows, note_rows, zero, small)
    subtitle = f"{words.sentence(unit)}. {words.sentence(result.chart_name)}. {result.rules.name}."
    if small is None:
        spec["title"] = headed(title, subtitle, source)
    if not signals:
        rows = Table(rows.drop(columns=["Signal", "Kind"]), caption=str(rows.caption))
    return Picture(spec=spec, title=title, description=description, rows=rows, analysis=result)


def _unmarked(result: SpcResult) -> SpcResult:
    """The same chart with no point marked and nothing said of its variation and target."""
    points = result.points.assign(rule=np.nan, point_type="common_cause")
    summary = result.summary.assign(variation=np.nan, assurance=np.nan)
    return replace(result, points=points, summary=summary, broken={})


def looks_of(chart: control_words.Chart) -> list[Look]:
    """The look of each point, in order: by its rule, coloured where better is known; a point without a signal
    is ordinary or, where it was excluded, “not counted”.
    """
    columns = (chart.points[name] for name in ("rule", "point_type", "include"))
    return [look_of(*point) for point in zip(*columns, strict=True)]


def look_of(rule: Any, kind: str, include: bool = True) -> Look:
    """The look of one point. rule: the rule that it breaks, or a gap where it breaks none; kind: its point type."""
    if not isinstance(rule, str):
        return layers.ORDINARY if include else layers.OUTSIDE
    look = RULE_LOOKS[rule]
    return layers.judged(look, JUDGED[kind]) if kind in JUDGED else look


def _table(chart: control_words.Chart, unit: str) -> Table:
    points, broken = chart.points, chart.result.broken
    rules = [
        words.listed([RULE_WORDS[rule] for rule, marks in broken.items() if marks[i] != 0]) or "none"
        for i in chart.at
    ]
    centre = points["cl"]
    side = np.select(
        [points["y"].isna(), points["y"] > centre, points["y"] < centre],
        ["missing", "above", "below"],
        "on the line",
    )
    to = chart.decimals
    return Table(
        {
            words.sentence(chart.noun): chart.labels,
            "Value": points["y"].round(to),
            "Centre line": centre.round(to),
            "Lower limit": points["lcl"].round(to),
            "Upper limit": points["ucl"].round(to),
            "Side": side,
            "Signal": rules,
            "Kind": [control_words.KINDS[kind] for kind in points["point_type"]],
        },
        caption=f"{words.sentence(unit)}, {chart.result.chart_name}, {chart.result.rules.name}",
    )


def _spec(
    chart: control_words.Chart,
    looks: list[Look],
    rows: Table,
    note_rows: list[dict],
    zero: bool | None,
    small: tuple[int, int] | None,
) -> dict[str, Any]:
    points = chart.points
    width, height = small or (theme.WIDTH, theme.HEIGHT)
    target = chart.last_part["target"]
    drawn = points[["y", "lcl", "ucl", "cl"]].to_numpy(float).ravel()
    drawn = np.append(drawn[np.isfinite(drawn)], target if np.isfinite(target) else [])
    if zero is None:
        zero = bool(drawn.min() >= 0 and drawn.min() <= drawn.max() / 2)
    x, y = layers.axes(
        chart.dated,
        zero=zero and bool(drawn.min() >= 0),
        x_title=None if chart.dated else rows.columns[0],
        ticks=ticks(chart.place, chart.labels, chart.dated, chart.kind, chart.size, width=width),
    )
    present = tuple(dict.fromkeys(sorted(looks, key=lambda look: (look.letter, look.name != "ordinary"))))
    tooltip = (("when", rows.columns[0]), ("shown", "Value"), ("signal", "Signal"), ("kind", "Kind"))
    labels = _labels(chart, drawn, zero, height)
    rows_of_notes = max((n["row"] for n in note_rows), default=-1) + 1
    low = 0.0 if zero else float(drawn.min())
    return {
        "width": width,
        "height": height,
        "config": theme.config(),
        "datasets": {
            "points": _point_rows(chart, looks, rows, low, float(drawn.max())),
            "line": _level_rows(chart),
            "labels": labels,
            "notes": [{k: n[k] for k in ("x", "text", "row")} for n in note_rows],
        },
        "layer": [
            *layers.notes(x, rows_of_notes),
            *_lines(x, y),
            *(_target(y, float(target)) if np.isfinite(target) else []),
            layers.through(x, y),
            layers.points(x, y, present, tooltip),
            *layers.letters(x, y),
            *_label_layers(y, labels, width),
            *([] if small else _glyph_layers(chart, rows_of_notes)),
        ],
    }


def _point_rows(
    chart: control_words.Chart, looks: list[Look], rows: Table, low: float, high: float
) -> list[dict]:
    values = chart.points["y"].tolist()
    signals, kinds = rows["Signal"].tolist(), rows["Kind"].tolist()
    above = layers.letters_above(values, low, high)
    letters = layers.letters_once([look.letter for look in looks], chart.place.tolist())
    found = [
        {
            "x": float(chart.place[i]),
            "value": None if np.isnan(value) else float(value),
            "look": looks[i].name,
            "letter": letters[i],
            "above": above[i],
            "when": chart.labels[i],
            "shown": chart.value(value),
            "signal": signals[i],
            "kind": kinds[i],
        }
        for i, value in enumerate(values)
    ]
    empty = {"value": None, "look": layers.ORDINARY.name, "letter": "", "above": False}
    return sorted([*found, *({"x": gap, **empty} for gap in chart.gaps)], key=lambda row: row["x"])


def _level_rows(chart: control_words.Chart) -> list[dict]:
    """Centre and limits at each point, in pieces that are not joined: phases, and baseline against the rest."""
    points = chart.points
    carried = ~points["baseline"].to_numpy() & points["part"].isin(_frozen_parts(points)).to_numpy()
    piece = points["part"].to_numpy() * 2 + carried
    part = points["part"].to_numpy()
    lines = {name: points[name].tolist() for name in ("cl", "lcl", "ucl")}
    out = []
    for i in range(len(points)):
        levels = {name: None if np.isnan(line[i]) else line[i] for name, line in lines.items()}
        out.append(
            {"x": float(chart.place[i]), "piece": int(piece[i]), "carried": bool(carried[i]), **levels}
        )
        joins = i + 1 < len(points) and piece[i + 1] != piece[i] and part[i + 1] == part[i]
        if joins:
            out.append({**out[-1], "piece": int(piece[i + 1]), "carried": bool(carried[i + 1])})
    return out


def _frozen_parts(points: pd.DataFrame) -> list:
    """Parts whose lines rest on their first points only."""
    return points.loc[~points["baseline"], "part"].unique().tolist()


def _lines(x: dict, y: dict) -> list[dict]:
    out = []
    for name, dash, width in (("lcl", [2, 3], 1.4), ("ucl", [2, 3], 1.4), ("cl", [1, 0], 1.6)):
        encoding: dict[str, Any] = {
            "x": x,
            "y": {**y, "field": name},
            "detail": {"field": "piece", "type": "nominal"},
        }
        mark: dict[str, Any] = {
            "type": "line",
            "color": theme.INK,
            "strokeWidth": width,
            "strokeDash": dash,
            # Limits that change with the denominator are steps: between two months there is no month.
            "interpolate": "step",
            "aria": False,
        }
        if name == "cl":
            del mark["strokeDash"]
            encoding["strokeDash"] = {
                "field": "carried",
                "type": "nominal",
                "legend": None,
                "scale": {"domain": [False, True], "range": [[1, 0], [6, 4]]},
            }
        out.append({"data": {"name": "line"}, "mark": mark, "encoding": encoding})
    return out


def _target(y: dict, target: float) -> list[dict]:
    return [
        {
            "data": {"values": [{"value": target}]},
            "mark": {"type": "rule", "strokeWidth": 1.4, "aria": False} | theme.TARGET,
            "encoding": {"y": y},
        }
    ]


def _labels(chart: control_words.Chart, drawn: np.ndarray, zero: bool, height: int) -> list[dict]:
    """Names of the levels at the right, moved apart where they would cover each other."""
    last = chart.points.iloc[-1]
    target = float(chart.last_part["target"])
    named = [
        (float(last["cl"]), f"{words.sentence(chart.centre_name)} {chart.value(last['cl'])}"),
        (float(last["ucl"]), f"Upper limit {chart.value(last['ucl'])}"),
        (float(last["lcl"]), f"Lower limit {chart.value(last['lcl'])}"),
        (target, f"Target {chart.value(target)}"),
    ]
    named = sorted((level, text) for level, text in named if np.isfinite(level))
    low = min(0.0, drawn.min()) if zero else drawn.min()
    per_pixel = max(drawn.max() - low, 1e-12) / height
    out, free = [], -np.inf
    for level, text in named:
        at = max(level / per_pixel, free)
        free = at + 15
        out.append({"value": level, "text": text, "dy": -round(at - level / per_pixel)})
    return out


def _label_layers(y: dict, labels: list[dict], width: int) -> list[dict]:
    return [
        {
            "data": {"name": "labels"},
            "transform": [{"filter": f"datum.dy === {dy}"}],
            "mark": {"type": "text", "align": "left", "dx": 8, "dy": dy, "aria": False},
            "encoding": {"x": {"value": width}, "y": y, "text": {"field": "text", "type": "nominal"}},
        }
        for dy in sorted({row["dy"] for row in labels})
    ]


def _glyph_layers(chart: control_words.Chart, note_rows: int) -> list[dict]:
    """Variation and assurance of the last part: a glyph, its letter and its words."""
    last, out, left = chart.last_part, [], 8
    for kind, glyphs, names in (
        ("variation", icons.VARIATION_GLYPHS, control_words.VARIATION),
        ("assurance", icons.ASSURANCE_GLYPHS, control_words.ASSURANCE),
    ):
        if not isinstance(last[kind], str):
            continue
        text = words.sentence(names[last[kind]])
        at = {"x": {"value": left}, "y": {"value": -16 - 15 * note_rows}}
        out += icons.marks(*glyphs[last[kind]], text, at)
        left += 40 + round(6.6 * len(text))
    return out
