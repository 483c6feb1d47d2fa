"""What `spc` gives back: points, summary, signals and notes, in tables that print well."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qilab.methods import drawing
from qilab.methods.calendar import Steps

from .rules import RULE_WORDS, RuleSet
from .runs import LEAST_USEFUL

# Rules about runs: what is missing, left out or on the centre line is stepped over and ends no run.
STEP_OVER = ("shift", "long_run")
SHOWN = 10  # rows of the summary that are printed


@dataclass(frozen=True)
class Place:
    """The rows of one group in `.points`, `.summary` and `.signals`."""

    points: slice
    summary: slice
    signals: slice


@dataclass(frozen=True, repr=False)
class SpcResult:
    """Charts worked out. Numbers are on the scale drawn (after `multiply`).

    points: one row for each point: group, part, i (number of the point in its group), x, y, y_sum, n, cl, lcl,
    ucl (3σ), lcl95, ucl95 (2σ), lcl_uncapped, ucl_uncapped, baseline, include, sigma_signal (outside the
    3σ limits), runs_signal (Anhøj's test of the whole part), rule (the first one broken, by the rule
    set), direction (+1, −1) and point_type.
    summary: one row for each group and part: n_obs, n_useful, longest_run, longest_run_max, n_crossings,
    n_crossings_min, runs_signal, n_sigma_signals, centre and limits at its last point, target, and in the
    row of the last part the icons variation and assurance.
    notes: what the data made necessary, in sentences. steps: the rhythm of each group's times, and where a row
    is left out. source: where the data say they are from (`.attrs["source"]` of the table), or "".
    """

    kind: str
    chart_name: str
    rules: RuleSet
    points: pd.DataFrame
    summary: pd.DataFrame
    multiply: float
    notes: tuple[str, ...]
    broken: dict[str, NDArray[np.int8]] = field(default_factory=dict)
    names: dict[str, Any] = field(default_factory=dict)
    steps: Steps | None = None
    source: str = ""

    @cached_property
    def signals(self) -> pd.DataFrame:
        """Which points broke which rule: one row for each stretch of points, or each part as a whole.

        Columns: group, part, rule, what (the rule in words), direction (+1 high or rising, −1 low or
        falling, 0 neither), first and last (x), first_i and last_i, n_points.
        """
        tables = [self._stretches(rule, marks) for rule, marks in self.broken.items()]
        tables += self._whole_parts()
        tables = [t for t in tables if len(t)]
        columns = [
            "group",
            "part",
            "rule",
            "what",
            "direction",
            "first",
            "last",
            "first_i",
            "last_i",
            "n_points",
        ]
        if not tables:
            return pd.DataFrame(columns=columns)
        found = pd.concat(tables, ignore_index=True)
        place = self.summary.reset_index().set_index(["group", "part"])["index"]
        rank = place.loc[pd.MultiIndex.from_frame(found[["group", "part"]])].to_numpy()
        return found.iloc[np.lexsort((found["last_i"], found["first_i"], rank))].reset_index(drop=True)[
            columns
        ]

    @cached_property
    def places(self) -> dict[Any, Place]:
        """Where the rows of each group are, in the order of the groups: a search for each of ten thousand is slow."""
        labels = list(dict.fromkeys(self.summary["group"]))
        spans = [self._spans(table, labels) for table in (self.points, self.summary, self.signals)]
        return {label: Place(*slices) for label, *slices in zip(labels, *spans, strict=True)}

    @staticmethod
    def _spans(table: pd.DataFrame, labels: list[Any]) -> list[slice]:
        """The rows of each label in a table that holds the labels one after the other, or lacks some."""
        names, counts = list(dict.fromkeys(table["group"])), table["group"].value_counts(sort=False).to_dict()
        first, spans = 0, {}
        for name in names:
            spans[name] = slice(first, first + counts[name])
            first += counts[name]
        return [spans.get(label, slice(0, 0)) for label in labels]

    def _stretches(self, rule: str, marks: NDArray) -> pd.DataFrame:
        points = self.points
        part, group = points["part"].to_numpy(), pd.factorize(points["group"])[0]
        kept = np.flatnonzero(~self._stepped_over(marks)) if rule in STEP_OVER else np.arange(len(marks))
        if not len(kept):
            return pd.DataFrame()
        mark, part, group = marks[kept], part[kept], group[kept]
        new = np.ones(len(kept), dtype=bool)
        new[1:] = (mark[1:] != mark[:-1]) | (part[1:] != part[:-1]) | (group[1:] != group[:-1])
        if rule == "trend":  # after a drop, a rise that follows a rise is a trend of its own
            y = points["y"].to_numpy(dtype=float)[kept]
            new[1:] |= (y[1:] - y[:-1]) * mark[1:] < 0
        if self.steps is not None and (rule not in STEP_OVER or self.rules.missing == "break"):
            # a time without a row ends a trend, as a missing value does
            new |= np.maximum.reduceat(self.steps.absent[: kept[-1] + 1], np.append(0, kept[:-1] + 1)) > 0
        first = np.flatnonzero(new)
        last = np.append(first[1:], len(kept)) - 1
        hit = mark[first] != 0
        first, last = first[hit], last[hit]
        return self._rows(rule, kept[first], kept[last], mark[first], last - first + 1)

    def _stepped_over(self, marks: NDArray) -> NDArray[np.bool_]:
        """The points without a mark that end no run by these rules."""
        points = self.points
        y, centre = points["y"].to_numpy(dtype=float), points["cl"].to_numpy(dtype=float)
        over = ~points["include"].to_numpy(dtype=bool)
        if self.rules.missing == "skip":
            over |= np.isnan(y)
        if self.rules.on_line == "skip":
            over |= np.isclose(y, centre, rtol=1e-9, atol=0)
        return over & (marks == 0)

    def _whole_parts(self) -> list[pd.DataFrame]:
        summary = self.summary
        if self.rules.runs_test is None or "runs_signal" not in summary:
            return []
        ends = np.cumsum(summary["n_slots"].to_numpy())
        starts = ends - summary["n_slots"].to_numpy()
        if self.rules.runs_test == "anhoej":
            rule = "crossings"
            hit = (summary["n_crossings"] < summary["n_crossings_min"]).fillna(False).to_numpy(dtype=bool)
        else:
            rule = "runs"
            unusual = (summary["n_runs"] < summary["n_runs_min"]) | (
                summary["n_runs"] > summary["n_runs_max"]
            )
            hit = unusual.to_numpy(dtype=bool) & (summary["n_useful"] >= LEAST_USEFUL).to_numpy()
        return [self._rows(rule, starts[hit], ends[hit] - 1, np.zeros(int(hit.sum()), dtype=np.int8))]

    def _rows(
        self, rule: str, first: NDArray, last: NDArray, direction: NDArray, count: NDArray | None = None
    ) -> pd.DataFrame:
        """One row a stretch. count: how many points it has, where it steps over some."""
        points = self.points
        return pd.DataFrame(
            {
                "group": points["group"].iloc[first].to_numpy(),
                "part": points["part"].iloc[first].to_numpy(),
                "rule": rule,
                "what": RULE_WORDS[rule],
                "direction": direction,
                "first": points["x"].iloc[first].array,
                "last": points["x"].iloc[last].array,
                "first_i": points["i"].iloc[first].to_numpy(),
                "last_i": points["i"].iloc[last].to_numpy(),
                "n_points": last - first + 1 if count is None else count,
            }
        )

    def chart(self, group: Any = None, **options: Any) -> Any:
        """The chart drawn: see `qilab.charts.control_chart`. group: which one, where there are several."""
        return drawing.draw(self, group, **options)

    def __repr__(self) -> str:
        groups = self.summary["group"].nunique()
        of = f" of {self.names['y']}" + (f" / {self.names['n']}" if self.names.get("n") is not None else "")
        scale = "" if self.multiply == 1 else f", × {self.multiply:g}"
        charts = "1 chart" if groups == 1 else f"{groups:,} charts"
        lines = [
            f"{self.chart_name}{of}{scale}: {charts}, {len(self.points):,} points.",
            f"Rules: {self.rules}.",
        ]
        counts = self.points["rule"].value_counts()
        wording = [f"{RULE_WORDS[str(rule)]} {count:,}" for rule, count in counts.items() if count]
        lines.append("Points with a signal: " + (", ".join(wording) if wording else "none") + ".")
        shown = self.summary.drop(columns=["n_slots"])
        for empty in ("target", "variation", "assurance", "lcl", "ucl"):
            if shown[empty].isna().all():
                shown = shown.drop(columns=empty)
        lines.append(shown.head(SHOWN).to_string(index=False, float_format=lambda v: f"{v:.4g}", na_rep="–"))
        if len(shown) > SHOWN:
            lines.append(f"… and {len(shown) - SHOWN:,} rows more in .summary")
        lines += [f"Note: {note}" for note in self.notes]
        return "\n".join(lines)
