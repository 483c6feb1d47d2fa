"""E14.2 “The baseline”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes

from .dealt import baseline_of, cases_of, start_of, written_on
from .headings import CHART, MADE_UP, NOBODY_MADE, STEPS

_RATE = NumberAnswer(tolerance=0.02, decimals=2)
CHARTS = {
    "u": "u chart: one opportunity can have more than one event",
    "p": "p chart: each opportunity has the event or not",
    "c": "c chart: counts, with the same opportunities every month",
    "t": "t chart: time between rare events",
}


def _kind(data: pd.DataFrame) -> str:
    return "u" if data["per"].iloc[0] == 1000 else "p"


def _before(data: pd.DataFrame) -> np.ndarray:
    return np.arange(len(data)) < start_of(data["note"])


def _chart(
    data: pd.DataFrame,
    rows: np.ndarray | None = None,
    over: str = "opportunities",
    sigmas: float = 3.0,
    kind: str | None = None,
) -> dict[str, float | str]:
    """Chart, centre line, and the limits of the project's first month."""
    base = data[baseline_of(data["note"]) if rows is None else rows]
    per, n = float(data["per"].iloc[0]), float(data[over].iloc[start_of(data["note"])])
    share = base["events"].sum() / base[over].sum()
    which = _kind(data)
    reach = sigmas * np.sqrt(share * (1 - share if which == "p" else 1) / n)
    return {
        "chart": kind or which,
        "centre": per * float(share),
        "lower": per * max(0.0, float(share - reach)),
        "upper": per * float(share + reach),
    }


def _rates(data: pd.DataFrame, rows: np.ndarray | None = None) -> np.ndarray:
    """Monthly rates of these rows (None: the baseline), in the order of time."""
    base = data[baseline_of(data["note"]) if rows is None else rows]
    return (data["per"].iloc[0] * base["events"] / base["opportunities"]).to_numpy(dtype=float)


def _sd_limits(data: pd.DataFrame) -> dict[str, float | str]:
    right, reach = _chart(data), 3 * float(np.std(_rates(data), ddof=1))
    centre = float(right["centre"])
    return {**right, "lower": max(0.0, centre - reach), "upper": centre + reach}


def _other_chart(data: pd.DataFrame) -> dict[str, float | str]:
    return _chart(data, kind="p" if _kind(data) == "u" else "u")


baseline = Item(
    "m14.baseline",
    ask="Choose the kind of chart for this case. Then give the centre line of its baseline, the lower limit in the first month of the project, and the "
    "upper limit in the first month of the project. The baseline is made of the months before the start, without those for which the unit was picked. Give all on "
    "the scale in the column “per”, to two decimal places.",
    kind=FieldsAnswer(
        {"chart": ChoiceAnswer(CHARTS), "centre": _RATE, "lower": _RATE, "upper": _RATE},
        {
            "chart": "kind of chart",
            "centre": "centre line",
            "lower": "lower limit in the first month of the project",
            "upper": "upper limit in the first month of the project",
        },
    ),
    right=_chart,
    points=2,
    mistakes=(
        Mistake(
            "months after the start in the baseline",
            lambda d: _chart(d, np.ones(len(d), dtype=bool)),
            "Your baseline has months after the start in it. If the project did change something, you would be comparing it partly with "
            "itself. Stop at the last month before the start.",
            variants=(
                lambda d: _chart(d, baseline_of(d["note"]) | ~_before(d)),
                lambda d: _chart(d, ~_before(d)),
            ),
        ),
        Mistake(
            "the picked months left in",
            lambda d: _chart(d, _before(d)),
            "You kept the months for which the unit was picked. They were picked because they were high, so with them the baseline is too high, "
            "and whatever comes next looks like a gain. Leave them out.",
        ),
        Mistake(
            "divided by patients",
            lambda d: _chart(d, over="patients"),
            "You divided by the number of patients. The measure is defined over the opportunities: patients who stay longer or come more "
            "often have more chances.",
        ),
        Mistake(
            "limits from the standard deviation",
            _sd_limits,
            "Your centre line is right. Your limits are 3 standard deviations of the monthly rates away. The limits of this chart come from the "
            "centre line and from the opportunities of the month, so that they show how far luck alone can reach.",
        ),
        Mistake(
            "two sigma",
            lambda d: _chart(d, sigmas=2.0),
            "Your centre line is right. Your limits are 2 sigma away; on a control chart they are 3 sigma away, or there would be a "
            "false alarm about once in 20 months.",
        ),
        Mistake(
            "the other chart",
            _other_chart,
            "Your lines are right, but not the name of the chart. Ask: could one opportunity have two events? One bed day can. One appointment, or one "
            "discharge, is either counted or not.",
        ),
    ),
    praise="A baseline that nobody can say was chosen to make the project look good.",
    hints=(
        "Mark the months before the start, then cross out those for which the unit was picked. Add up events and opportunities of the rest.",
        "Centre = events ÷ opportunities. u: centre ± 3 × √(centre ÷ n). p: centre ± 3 × √(centre × (1 − centre) ÷ n), with n of the project's first month. "
        "Multiply by “per” last; a lower limit below 0 is 0.",
        "On other data: 120 events, 10,000 bed days, n = 800: centre 0.012. 3 × √(0.012 ÷ 800) = 0.0116, so 12.0, and 0.4 to 23.6 per 1,000.",
    ),
    outcome=CHART,
    reread=STEPS,
)


def _median(data: pd.DataFrame, rows: np.ndarray | None = None) -> float:
    return float(np.median(_rates(data, rows)))


def _unsorted_middle(data: pd.DataFrame) -> float:
    rates = _rates(data)
    half = len(rates) // 2
    return float(rates[half] if len(rates) % 2 else rates[half - 1 : half + 1].mean())


baseline_median = Item(
    "m14.baseline_median",
    ask="Your colleague would rather draw a run chart of the monthly rates, with the same baseline. What is its centre line? On the scale in the "
    "column “per”, to two decimal places.",
    kind=_RATE,
    right=_median,
    mistakes=(
        Mistake(
            "mean for median",
            lambda d: float(_rates(d).mean()),
            "That is the mean of the rates. The centre line of a run chart is the median: half of the months lie above it and half below.",
            variants=(lambda d: float(_chart(d)["centre"]),),
        ),
        Mistake(
            "median of all months",
            lambda d: _median(d, np.ones(len(d), dtype=bool)),
            "That is the median of all months. The baseline ends with the last month before the start.",
        ),
        Mistake(
            "the picked months left in",
            lambda d: _median(d, _before(d)),
            "You kept the months for which the unit was picked. They move a median less than they move a mean, but they still do not belong in the baseline.",
        ),
        Mistake(
            "not sorted",
            _unsorted_middle,
            "You took the middle of the months in order of time. Sort the rates first, then take the middle.",
        ),
        Mistake(
            "counts, not rates",
            lambda d: float(np.median(d.loc[baseline_of(d["note"]), "events"])),
            "That is the median of the counts. Divide each month's events by its opportunities first, because months differ in size.",
        ),
    ),
    praise="Two charts, two centre lines, one baseline. Say in the report which you used.",
    hints=(
        "Work out the rate of each month of the baseline, and put them in order of size.",
        "Rate = per × events ÷ opportunities. Median = the middle one, or the mean of the two in the middle.",
        "On other data: 4.0, 9.0, 5.0, 6.0 in order are 4.0, 5.0, 6.0, 9.0, so the median is 5.5.",
    ),
    outcome=CHART,
    reread=NOBODY_MADE,
)


def _months(seed: int | None) -> Iterator[pd.DataFrame]:
    """The thirty months of the case whose unit was picked: month, events, opportunities, patients, per and note."""
    rng = exercise_rng(seed, 14, 2)
    for (case,) in cases_of(seed, "null"):
        outcome = case.subject.outcome
        frame = case.monthly[["month", "events", "opportunities"]].copy()
        each = 5.5 if outcome.chart == "u" else 1.4  # bed days or visits of one patient
        frame["patients"] = np.rint(
            frame["opportunities"] / each * rng.uniform(0.95, 1.05, len(frame))
        ).astype(int)
        frame["per"] = outcome.per
        frame["note"] = written_on(case)
        title = f"{case.subject.title}, {case.subject.unit}: events are {outcome.name}, opportunities are {outcome.over}"
        yield with_notes(frame, title=title, note=MADE_UP)


EXERCISE = Exercise("E14.2", "The baseline", 10, "calculate", (baseline, baseline_median), _months)
