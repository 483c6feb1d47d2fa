"""A measure as a chart with all that is said of it: what every output writes, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from qilab.charts import control_words, words
from qilab.charts.control import control_chart
from qilab.charts.picture import Picture
from qilab.charts.table import Table
from qilab.methods.spc.control import FEW_POINTS, spc
from qilab.methods.spc.result import SpcResult
from qilab.methods.spc.rules import RuleSet
from qilab.methods.spc.runs import LEAST_USEFUL
from qilab.methods.validate import one_flag

from ..measure import WITH_PER, Measure
from . import suppression
from .choosing import Proposal, propose, values
from .plain import plain_measure, title_of
from .sentences import action, headline

SMALL = (400, 170)  # px of a chart among others on a page
HIDDEN = "*"


@dataclass(frozen=True, eq=False)
class Chart:
    """A measure with its chart. What leaves the team is suppressed in all of it but `measure` and `result`.

    result: of `spc`, from the true figures. variation, assurance: icons, "" where nothing can be judged. headline,
    action: sentences. picture, small: the chart by itself, and as one of many. table: what stands beside it, numbers
    as numbers and "*" where one is hidden. leaves_team: was it made to leave the team?
    """

    measure: Measure
    proposal: Proposal
    result: SpcResult
    variation: str
    assurance: str
    headline: str
    action: str
    warnings: tuple[str, ...]
    picture: Picture = field(repr=False)
    small: Picture = field(repr=False)
    figures: pd.DataFrame = field(repr=False)
    remarks: list[tuple[pd.Timestamp, str]] = field(default_factory=list, repr=False)
    named_rules: bool = False
    leaves_team: bool = False

    @property
    def title(self) -> str:
        """The measure and its place."""
        return title_of(self.measure)

    @property
    def source(self) -> str:
        """The line that says where the figures are from, and what is hidden; "" for none."""
        return _source(self.measure, self.leaves_team)

    @property
    def about(self) -> str:
        """Which chart it is, why, and by which rules it was read."""
        return f"{words.sentence(self.result.chart_name)}: {self.proposal.why} {self.result.rules.name}."

    @property
    def unit(self) -> str:
        """What is drawn, in words."""
        return unit_of(self.measure)

    @property
    def decimals(self) -> int:
        """How many decimals its values are shown with."""
        return control_words.read(self.result).decimals

    @property
    def latest(self) -> str:
        """The newest value and its period, such as "5.2 in May 2025"; a hidden one is "*"."""
        there = self.figures[self.figures["value"].notna() | self.figures["hidden"]]
        if there.empty:
            return "missing"
        row = there.iloc[-1]
        return f"{HIDDEN if row['hidden'] else words.number(row['value'], self.decimals)} in {row['label']}"

    def shown(self, name: str) -> list[str]:
        """A column of numbers in words: "*" where one is hidden."""
        to = 0 if name in ("count", "per") and self.measure.kind != "value" else self.decimals
        hidden = self.figures["hidden"] & (name in ("count", "per", "value"))
        return [
            HIDDEN if gone else words.number(x, to)
            for x, gone in zip(self.figures[name], hidden, strict=True)
        ]

    @property
    def table(self) -> Table:
        """The figures for people to read."""
        columns: dict[str, Any] = {"Period": self.figures["label"]}
        if "per" in self.figures:
            columns |= {"Count": self.shown("count"), "Out of": self.shown("per")}
        names = {"value": "Value", "centre": "Centre line", "lower": "Lower limit", "upper": "Upper limit"}
        columns |= {heading: self.shown(name) for name, heading in names.items()}
        columns |= {"Signal": self.figures["signal"], "Kind": self.figures["kind"]}
        return Table(columns, caption=f"{self.title}: {self.unit}")


def unit_of(measure: Measure) -> str:
    """What is drawn, in words; the name where no unit was given."""
    if measure.unit:
        return measure.unit
    if measure.kind == "gap":
        return "days since the event before"
    scale = {1.0: "", 100.0: ", %"}.get(float(measure.times), f" per {measure.times:,g}")
    return measure.name + (scale if measure.kind in WITH_PER else "")


def chart_of(
    measure: Measure,
    *,
    chart: str | None = None,
    rules: RuleSet | str | None = None,
    leaves_team: bool = False,
) -> Chart:
    """Draw a measure by the chart that the chooser proposes, and say what it shows.

    chart: another one than the chooser's. rules: a rule set or its key; None is Perla's on a run chart and Making
    Data Count's on others. leaves_team: hide small numbers in everything that is shown. ValueError where nothing can
    be drawn, and for a chart of single events that is to leave the team.

    >>> months = pd.DataFrame({"period": pd.date_range("2023-01-01", periods=14, freq="MS"),
    ...                        "count": [9, 12, 8, 11, 10, 9, 13, 10, 8, 11, 12, 9, 10, 11], "per": [800] * 14})
    >>> falls = chart_of(Measure("Falls", "Ward 4", "rate", "month", months, times=1000, better="lower"))
    >>> falls.proposal.chart, falls.variation
    ('u', 'common_cause')
    """
    one_flag(leaves_team, "leaves_team")
    if leaves_team and measure.kind == "gap":
        raise ValueError(f"{title_of(measure)}: {suppression.KEPT_IN}")
    measure = plain_measure(measure)
    proposal = propose(measure, chart)
    result = _worked_out(measure, proposal, rules)
    shown = _masked(result, measure) if leaves_team else result
    if shown.points["y"].isna().all():
        raise ValueError(f"{title_of(measure)}: {suppression.ALL_SMALL}")
    if (
        leaves_team
        and measure.kind != "value"
        and suppression.given_away(measure.table, measure.kind, result.points["part"])
    ):
        raise ValueError(f"{title_of(measure)}: {suppression.GIVEN_AWAY}")
    whole = control_words.read(result)
    variation, assurance = (_icon(whole, name) for name in ("variation", "assurance"))
    shown = replace(shown, summary=_only_judged(shown.summary, variation=variation, assurance=assurance))
    said = headline(measure, control_words.read(shown), variation, assurance)
    caution = _of_small_numbers(measure, leaves_team)
    notes = tuple(words.sentence(note) for note in result.notes)
    told = dict.fromkeys((*measure.warnings, *proposal.beware, *_ceiling(measure, result), *notes, *caution))
    drawing: dict[str, Any] = {
        "unit": unit_of(measure),
        "notes": _notes(measure, result),
        "source": _source(measure, leaves_team),
    }
    return Chart(
        measure=measure,
        proposal=proposal,
        result=result,
        variation=variation,
        assurance=assurance,
        headline=said,
        action=action(measure, variation, assurance),
        warnings=tuple(told),
        picture=_said_to_be_hidden(control_chart(shown, title=said, **drawing), leaves_team),
        small=_said_to_be_hidden(control_chart(shown, title=said, small=SMALL, **drawing), leaves_team),
        figures=_figures(measure, shown, leaves_team),
        remarks=_notes(measure, result),
        named_rules=rules is not None,
        leaves_team=leaves_team,
    )


def charts_of(
    measures: Sequence[Measure],
    *,
    leaves_team: bool = False,
    chart: str | None = None,
    rules: RuleSet | str | None = None,
) -> tuple[list[Chart], list[str]]:
    """Charts of all measures that can be drawn, and a sentence for each that cannot: one bad ward stops no other.

    chart, rules: as in `chart_of`, for all of them.
    """
    made, left_out = [], []
    for measure in measures:
        try:
            made.append(chart_of(measure, chart=chart, rules=rules, leaves_team=leaves_team))
        except ValueError as reason:
            left_out.append(
                str(reason) if str(reason).startswith(title_of(measure)) else f"{title_of(measure)}: {reason}"
            )
    return made, left_out


def _worked_out(measure: Measure, proposal: Proposal, rules: RuleSet | str | None) -> SpcResult:
    named: dict[str, Any] = {
        "rules": rules,
        "better": None if measure.better == "neither" else measure.better,
    }
    named |= {"target": measure.target, "phase": list(proposal.phases) or None}
    table = measure.table
    if measure.kind in WITH_PER:
        return spc(table, proposal.chart, y="count", n="per", x="period", multiply=measure.times, **named)
    if measure.kind == "gap":
        there = table["count"].notna().to_numpy()
        named["phase"] = [int(there[: first - 1].sum()) + 1 for first in proposal.phases] or None
        table = table[there].reset_index(drop=True)
        if not table["period"].is_unique:  # two events on a day are two points
            return spc(table, proposal.chart, y="count", **named)
    return spc(table, proposal.chart, y="count", x="period", **named)


def _masked(result: SpcResult, measure: Measure) -> SpcResult:
    """The result with the values that may be shown; its limits, means and signals stay those of the true figures."""
    if measure.kind == "value":
        return result
    shown = replace(measure, table=suppression.masked(measure.table, measure.kind))
    points = result.points.assign(y=values(shown))
    if result.kind == "run":
        per = measure.table["per"] if measure.kind in WITH_PER else pd.Series([1.0])
        one_count = (measure.times if measure.kind in WITH_PER else 1.0) / per[per > 0].median()
        points["cl"] = suppression.rounded_median(points["cl"], one_count)
    return replace(result, points=points)


def _icon(chart: control_words.Chart, name: str) -> str:
    newest = chart.points[chart.points["part"] == chart.points["part"].iloc[-1]]
    run = chart.result.kind == "run"
    if newest["y"].notna().sum() < (LEAST_USEFUL if run else FEW_POINTS):
        return ""  # lines on trial, and too few points for the rules to say "ordinary"
    if name == "assurance" and (run or newest["ucl"].iloc[-1] == newest["lcl"].iloc[-1]):
        return ""  # no limits, or limits without a width, to hold a target against
    found = chart.last_part[name]
    return found if isinstance(found, str) else ""


def _only_judged(summary: pd.DataFrame, **icons: str) -> pd.DataFrame:
    """The summary without the icons that we do not stand by, so that no picture shows them either."""
    return summary.assign(**{name: np.nan for name, icon in icons.items() if not icon})


def _notes(measure: Measure, result: SpcResult) -> list[tuple[pd.Timestamp, str]]:
    """Remarks at the point that each belongs to: the last that begins on its day or before it."""
    periods = pd.DatetimeIndex(result.points["x"]) if "datetime" in str(result.points["x"].dtype) else None
    if periods is None:
        return []
    at = [(int(periods.searchsorted(day, side="right")) - 1, text) for day, text in measure.notes]
    return [(periods[place], text) for place, text in at if place >= 0]


def _source(measure: Measure, leaves_team: bool) -> str:
    said = f"Source: {measure.source}. " if measure.source else ""
    return (said + (suppression.ON_CHART if leaves_team and measure.kind != "value" else "")).rstrip(". ")


def _said_to_be_hidden(picture: Picture, leaves_team: bool) -> Picture:
    """Points left off are not missing: the description says so."""
    if not leaves_team:
        return picture
    return replace(
        picture, description=picture.description.replace(" without a value", " without a value to show", 1)
    )


def _figures(measure: Measure, shown: SpcResult, leaves_team: bool) -> pd.DataFrame:
    """The numbers behind the chart; what leaves the team is rounded, for exact limits would give the counts away."""
    chart = control_words.read(shown)
    table = measure.table.dropna(subset=["count"]) if measure.kind == "gap" else measure.table
    suppressed = leaves_team and measure.kind != "value"
    gone = suppression.hidden(table, measure.kind) if suppressed else np.zeros(len(table), dtype=bool)
    seen = suppression.masked(table, measure.kind) if suppressed else table
    out = pd.DataFrame(
        {"period": table["period"].to_numpy(), "label": chart.labels, "count": seen["count"].to_numpy()}
    )
    if measure.kind in WITH_PER:
        out["per"] = seen["per"].to_numpy()
    for name, column in (("value", "y"), ("centre", "cl"), ("lower", "lcl"), ("upper", "ucl")):
        out[name] = chart.points[column].to_numpy(float)
        if leaves_team:
            out[name] = out[name].round(chart.decimals)
    rows = control_chart(shown, source="").rows
    out["signal"], out["kind"] = rows["Signal"].to_numpy(), rows["Kind"].to_numpy()
    out["phase"], out["hidden"] = chart.points["part"].to_numpy(int), gone
    return out


def _of_small_numbers(measure: Measure, leaves_team: bool) -> list[str]:
    """That they are hidden, or, within the team, that they still are to be."""
    if leaves_team:
        return [suppression.AS_THEY_ARE if measure.kind == "value" else suppression.CAUTION]
    counted = measure.kind in ("count", *WITH_PER)
    return [suppression.BEFORE_SHARING] if counted and suppression.small(measure.table["count"]).any() else []


def _ceiling(measure: Measure, result: SpcResult) -> list[str]:
    """What a limit at the end of the scale cannot show: no single point can lie beyond it."""
    last = result.points.iloc[-1]
    told = []
    if measure.kind == "proportion" and last["ucl"] >= measure.times and measure.better == "higher":
        told.append(
            "The upper limit is 100%, so no single point can lie above it. An improvement can show only over several "
            "points, such as a shift or a trend; a chart of what was missed may say more."
        )
    if measure.kind == "value" and measure.unit == "%" and last["ucl"] > 100:
        told.append(
            "The upper limit is above 100%, where no point can be. If you have the two numbers behind the percentage, chart "
            "those: the limits of a p chart stop at 100%."
        )
    if measure.kind != "value" and last["lcl"] <= 0 and measure.better == "lower":
        told.append(
            "The lower limit is 0, so no single point can lie below it. An improvement can show only over several points, such as a shift or a trend."
        )
    return told
