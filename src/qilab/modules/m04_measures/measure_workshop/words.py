"""The sentences and rows of the last two pages of Measure workshop. Plain, kind, and true of their numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from qilab.charts import layers as drawing
from qilab.charts.words import count, number

from .flat import CHANGE, Case
from .sampling import OFTEN, WHOM, Plan


def plan_name(plan: Plan) -> str:
    """The plan as the log has it."""
    return f"{plan.size} records {OFTEN[plan.often]}, {WHOM[plan.whom]}"


def effort(plan: Plan) -> str:
    """What the plan costs: the live sentence of the third page."""
    hours = number(plan.hours, 0) if plan.hours >= 10 else number(plan.hours, 1)
    few = " That makes too few points for a run chart to show much." if plan.points < 10 else ""
    return f"{plan.size} records {OFTEN[plan.often]} make {plan.points} points and take {hours} hours of work a year.{few}"


def plan_rows(plan: Plan, said: float | None, shown: bool) -> list[tuple]:
    """Rows of the picture: what was said, the luck of one point, a year together; (name, low, high, middle, label)."""
    rows: list[tuple] = []
    if said is not None:
        middle = 100 * plan.expected if shown else 50.0
        rows.append(("You said", *_span(middle, said), middle, _points(said)))
    if shown:
        low, high = plan.middle
        rows.append(("One point", low, high, 100 * plan.expected, f"{high - low:.0f} points"))
        low, high = plan.year
        rows.append(
            (
                "A year together",
                round(low, 1),
                round(high, 1),
                100 * plan.expected,
                f"{high - low:.0f} points",
            )
        )
    return rows


def _points(said: float) -> str:
    return f"{said:g} {'point' if said == 1 else 'points'}"


def _span(middle: float, width: float) -> tuple[float, float]:
    """A width round its middle, moved so that it stays from 0 to 100."""
    low = min(max(middle - width / 2, 0.0), max(100.0 - width, 0.0))
    return low, min(low + width, 100.0)


def plan_picture(plan: Plan, said: float | None, shown: bool) -> str:
    """The picture of the third page in words."""
    told = f"You said {_points(said)}. " if said is not None else ""
    if not shown:
        return f"{told}How far apart samples of {plan.size} lie is not shown yet. Make a prediction, and then draw them."
    (low, high), (year_low, year_high) = plan.middle, plan.year
    return (
        f"{told}At least 95 of 100 samples of {plan.size} show a share of rounds done from {low:.0f}% to {high:.0f}%. For "
        f"all the records of a year together, the range is {year_low:.0f}% to {year_high:.0f}%. Of all rounds, "
        f"{100 * plan.truth:.0f}% are done."
    )


def precision(plan: Plan) -> str:
    """How sure one point and one year are."""
    (low, high), (year_low, year_high) = plan.middle, plan.year
    return (
        f"By luck alone, one point usually lies somewhere from {low:.0f}% to {high:.0f}%. For all the records of a year "
        f"together, the range is only {year_low:.0f}% to {year_high:.0f}%."
    )


def compared(plan: Plan, guess: float) -> str:
    """Compare the predicted width with what came."""
    came = round(plan.width)  # as it is said: what you are out by must agree with it
    near = "Well predicted." if abs(came - guess) <= 5 else f"You were {abs(came - guess):.0f} out."
    return f"You said {_points(guess)}, and it was {came}. {near} {precision(plan)}"


def plan_why(plan: Plan) -> str:
    """Explain: what more records mend, and what they do not."""
    if abs(plan.off) >= 1:
        return (
            f"Why? Weekday mornings show {100 * plan.expected:.0f}% on average, where the truth is {100 * plan.truth:.0f}%: "
            f"{plan.off:.0f} points too high, however many records you take. Take some from every shift, even though each one then takes longer."
        )
    if plan.size <= 10:
        return "Why? The results of small samples jump about. Four times as many records halve the effect of luck, but they are four times the work."
    return (
        "Why? The middle is right, because every shift has a chance of being picked. Four times as many records halve "
        "the effect of luck. But small samples taken often usually show a change sooner than large ones taken "
        "seldom."
    )


# ---------------------------------------------------------------- process up, outcome flat


def month_rows(values: np.ndarray) -> dict[str, dict[str, list[Any]]]:
    """The data sets of one measure: its months, and the median of the first year, frozen and carried on."""
    level = float(np.median(values[:CHANGE]))
    rows = [
        (i + 1, float(v), drawing.ORDINARY.name, "", True, "before" if i < CHANGE else "after")
        for i, v in enumerate(values)
    ]
    lines = [
        (1, CHANGE, level, "frozen", ""),
        (CHANGE, len(values), level, "extended", f"Median {level:.1f}"),
    ]
    return {
        "points": drawing.columns(("x", "value", "look", "letter", "above", "part"), rows),
        "line": drawing.columns(("x", "x2", "centre", "piece", "label"), lines),
    }


def month_picture(chart: str, values: np.ndarray) -> str:
    """One of the two measures in words."""
    what = "Rounds done, as reported (%)" if chart == "rounds" else "Falls per 1,000 occupied bed days"
    before, after = np.median(values[:CHANGE]), np.median(values[CHANGE:])
    return f"{what}, {count(len(values), 'month')}: median {before:.1f} in the first year, {after:.1f} in the second."


def flat_finding(case: Case) -> str:
    """What the two charts show together."""
    return (
        f"The reported share of rounds done went from {np.median(case.process[:CHANGE]):.0f}% to "
        f"{np.median(case.process[CHANGE:]):.0f}%. Falls show no signal: there is no shift, no trend and no unusual number "
        "of runs."
    )
