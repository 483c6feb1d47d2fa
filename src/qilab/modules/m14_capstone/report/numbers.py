"""The numbers of the report, and how each was worked out: sums that anybody can do again from the monthly table.

They rest on one definition, the old one, and on a baseline without the months for which the unit was chosen. Where no rule
shows a lasting fall, the report claims none, whatever the team has said.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from qilab.charts.words import count, number
from qilab.methods.change import rate_change
from qilab.methods.measure import Interval, difference_of_proportions, poisson_interval, wilson_interval

from ..cases import Case, Measure

YEAR = 12  # months of opportunities that a year's events are reckoned on


@dataclass(frozen=True)
class Number:
    """One number of the report. letter: its mark on the page. value: with its unit. how: the sum behind it, in words."""

    letter: str
    label: str
    value: str
    how: str


@dataclass(frozen=True)
class Period:
    """Some months of a measure: events over opportunities. per: the scale of its rate."""

    months: str
    events: int
    opportunities: int
    per: int

    @property
    def rate(self) -> float:
        """Events for each `per` opportunities."""
        return self.per * self.events / self.opportunities

    def sum(self) -> str:
        """Such as “1,000 × 163 ÷ 25,204 = 6.5”."""
        return f"{self.per:,} × {self.events:,} ÷ {self.opportunities:,} = {number(self.rate, 2)}"


def months_told(case: Case, places: list[int]) -> str:
    """Such as “Apr 2022 to Jun 2023 (15 months)”. places: from 0, without a gap."""
    first, last = (case.monthly["month"].iloc[p] for p in (places[0], places[-1]))
    return f"{first:%b %Y} to {last:%b %Y} ({count(len(places), 'month')})"


def period(case: Case, places: list[int], balancing: bool = False) -> Period:
    """These months of the outcome by the old definition, or of the balancing measure."""
    names = ("balancing", "balancing_n") if balancing else ("events", "opportunities")
    part: pd.DataFrame = case.monthly.iloc[places]
    sums = [int(part[name].sum()) for name in names]
    measure = case.subject.balancing if balancing else case.subject.outcome
    return Period(months_told(case, places), sums[0], sums[1], measure.per)


def later_months(case: Case) -> list[int]:
    """Places of the months that are held against the baseline: from the first of the run where a fall is shown, else from
    the start of the project."""
    return list(range(case.start if case.first_low is None else case.first_low, len(case.monthly)))


def change(measure: Measure, before: Period, after: Period) -> Interval:
    """After minus before on the scale of the measure, with its 95% interval."""
    pairs = (before.events, before.opportunities, after.events, after.opportunities)
    if measure.chart == "p":
        d = difference_of_proportions(*pairs)
        return Interval(measure.per * d.estimate, measure.per * d.low, measure.per * d.high)
    return rate_change(*pairs, per=measure.per).difference


def effect(case: Case) -> Interval:
    """The change of the outcome's rate from the baseline to the later months, with its 95% interval."""
    before, after = period(case, case.baseline), period(case, later_months(case))
    return change(case.subject.outcome, before, after)


def price_shown(case: Case) -> bool:
    """Does a rule show that the balancing measure got worse and stayed so?"""
    return bool((case.balancing_chart().broken["shift"] > 0)[-1])


def numbers(case: Case) -> tuple[Number, ...]:
    """Every number on the page, (a) first: what was counted, the levels, the change, and what it cost."""
    made = [_counted(case), *_levels(case), *_change(case), _avoided(case), _balance(case)]
    if case.picked:
        made.append(_chosen(case))
    return tuple(Number(chr(ord("a") + i), label, value, how) for i, (label, value, how) in enumerate(made))


OUT = {
    "sent twice": "sent twice",
    "reported by two": "reported by a second person",
    "test patient": "about test patients",
    "total row": "totals",
    "wider definition": "that only the wider definition counts",
}


def _counted(case: Case) -> tuple[str, str, str]:
    truth = case.line_truth
    gone = truth["fault"][~truth["keep"]].value_counts()
    kept = int(truth["keep"].sum())
    less = " ".join(f"− {gone[fault]} {told}" for fault, told in OUT.items() if fault in gone)
    return (
        f"{case.subject.outcome.name.capitalize()} counted, by one definition",
        f"{kept:,} in {len(case.monthly)} months",
        f"Lines of the raw export: {len(truth):,} {less} = {kept:,}.",
    )


def points_of(measure: Measure) -> str:
    """What a difference of two rates is given in."""
    return "percentage points" if measure.chart == "p" else measure.unit


def _levels(case: Case) -> list[tuple[str, str, str]]:
    s, out = case.subject, case.subject.outcome
    before, after = period(case, case.baseline), period(case, later_months(case))
    found = case.chart().points
    last = found.iloc[case.start - 1]
    left_out = (
        " The two months before the start are left out, because the unit was chosen for them."
        if case.picked
        else ""
    )
    since = (
        "No rule shows a lasting fall, so all the months from the start on are used."
        if case.first_low is None
        else "Counted from the first month of the run below the mean."
    )
    return [
        ("Baseline", f"{out.rate(before.rate)}, {before.months}",
         f"{s.outcome.name.capitalize()} by the old definition, divided by {out.over}: {before.sum()}.{left_out}"),
        ("Ordinary months lie between", f"{number(last['lcl'])} and {number(last['ucl'])}",
         f"Limits of a {out.chart} chart for a month of the size of the last one before the start "
         f"({int(last['n']):,} {out.over}): {_limits(out, before, int(last['n']))}"),
        ("Afterwards", f"{out.rate(after.rate)}, {after.months}", f"{since} {after.sum()}."),
    ]  # fmt: skip


def _limits(measure: Measure, before: Period, n: int) -> str:
    centre = number(before.rate, 2)
    if measure.chart == "u":
        return f"{centre} ± 3 × √({centre} ÷ {n / measure.per:.3f}), not below 0."
    return f"{centre} ± 3 × √({centre} × (100 − {centre}) ÷ {n}), not below 0."


def _change(case: Case) -> list[tuple[str, str, str]]:
    out = case.subject.outcome
    before, after = period(case, case.baseline), period(case, later_months(case))
    gap = effect(case)
    first = case.first_low
    month = "none" if first is None else f"{case.monthly['month'].iloc[first]:%b %Y}"
    return [
        ("Change", f"{number(gap.estimate)} ({number(gap.low)} to {number(gap.high)}) {points_of(out)}",
         f"{number(after.rate, 2)} − {number(before.rate, 2)} = {number(gap.estimate, 2)}. {_joined(out, before, after, gap)}"),
        ("Month of change", month,
         "Making Data Count rules, limits frozen on the baseline: the first month of a run of seven or more below the mean"
         + (" that goes on to the end." if first is not None else ". There is no such run.")),
    ]  # fmt: skip


def _joined(measure: Measure, before: Period, after: Period, gap: Interval) -> str:
    """How the interval of a difference comes from those of both rates, with numbers to put into the sum."""
    share = measure.chart == "p"
    name = "Wilson; joined as Newcombe does" if share else "exact Poisson; joined as Zou and Donner do"
    a, b = number(before.rate, 2), number(after.rate, 2)
    (a1, a2), (b1, b2) = (
        [
            number(measure.per * end, 2)
            for end in (wilson_interval if share else poisson_interval)(p.events, p.opportunities)
        ]
        for p in (before, after)
    )
    middle = number(gap.estimate, 2)
    return (
        f"95% intervals: {a1} to {a2} for the baseline, {b1} to {b2} for afterwards ({name}). Lower end: {middle} − "
        f"√(({b} − {b1})² + ({a2} − {a})²) = {number(gap.low, 2)}. Upper end: {middle} + √(({b2} − {b})² + ({a} − {a1})²) = "
        f"{number(gap.high, 2)}."
    )


def avoided(case: Case) -> Interval | None:
    """Events avoided in a year of the unit, with the 95% interval; None where no fall is shown."""
    if not case.is_shown:
        return None
    gap, out = effect(case), case.subject.outcome
    size = int(case.monthly["opportunities"].iloc[-YEAR:].sum()) / out.per
    return Interval(-gap.estimate * size, -gap.high * size, -gap.low * size)


def _avoided(case: Case) -> tuple[str, str, str]:
    s, found = case.subject, avoided(case)
    label = f"{s.outcome.name.capitalize()} avoided in a year, here"
    if found is None:
        return label, "none claimed", "No lasting fall is shown, so nothing is counted as avoided."
    year = int(case.monthly["opportunities"].iloc[-YEAR:].sum())
    gap = effect(case)
    return (
        label,
        f"{number(found.estimate, 0)} ({number(found.low, 0)} to {number(found.high, 0)})",
        f"{number(-gap.estimate, 2)} × {year:,} ÷ {s.outcome.per:,} = {number(found.estimate, 1)}, with the {s.outcome.over} "
        "of the last 12 months. Both ends of the interval in (e) are worked out in the same way. The number is for this unit alone.",
    )


def _balance(case: Case) -> tuple[str, str, str]:
    side = case.subject.balancing
    places = list(range(case.start))
    before, after = (period(case, p, True) for p in (places, later_months(case)))
    gap = change(side, before, after)
    shown = "A rule shows that it got worse." if price_shown(case) else "No rule shows that it got worse."
    return (
        f"Balancing measure: {side.name}",
        f"{number(before.rate)} → {side.rate(after.rate)}",
        f"{before.sum()} in {before.months}, and {after.sum()} in {after.months}. Difference {number(gap.estimate)} "
        f"({number(gap.low)} to {number(gap.high)}), with its interval worked out as in (e). {shown}",
    )


def _chosen(case: Case) -> tuple[str, str, str]:
    out, bad = case.subject.outcome, period(case, list(case.picked))
    return (
        "The months for which we were chosen",
        f"{out.rate(bad.rate)}, {bad.months}",
        f"{bad.sum()}. The highest of twelve is high partly by luck, so a fall from there is expected even if nothing is "
        "done: regression to the mean. It is not counted as an effect.",
    )


def claim(case: Case) -> str:
    """What may be claimed, from the evidence alone."""
    s, gap = case.subject, effect(case)
    points = points_of(s.outcome)
    if not case.is_shown:
        told = (
            f"Not yet shown. No rule shows a lasting drop in {s.outcome.name}. The 95% interval of the change runs from "
            f"{number(gap.low)} to {number(gap.high)} {points}, so these months cannot tell a small effect from none."
        )
        if case.picked:
            told += (
                " A fall from the months for which the unit was chosen can come from regression to the mean alone, and is "
                "not an improvement that anybody can claim."
            )
        return told
    told = (
        f"Fewer {s.outcome.name}: the rate is {number(-gap.estimate)} {points} lower than before (95% interval "
        f"{number(-gap.high)} to {number(-gap.low)}), and it has held for {count(len(later_months(case)), 'month')}."
    )
    side = s.balancing.name
    return told + (f" But there are more {side}." if price_shown(case) else f" No rule shows more {side}.")


def cannot(case: Case) -> str:
    """What the report cannot tell."""
    wider = int((case.monthly["recorded"] - case.monthly["events"]).sum())
    told = "This is one unit, before and after, so something else may have changed at the same time."
    if wider:
        told += (
            f" {count(wider, 'event')} that only the wider definition counts {'is' if wider == 1 else 'are'} left out, so that every "
            "month is counted in the same way."
        )
    if case.is_shown:
        told += (
            " The later months begin where the run does, so the change may look a little larger than it is."
        )
    return told
