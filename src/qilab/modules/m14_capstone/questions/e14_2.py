"""E14.2 “The baseline”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes
from qilab.questions.where_apart import where_apart

from .dealt import baseline_of, cases_of, start_of, written_on
from .headings import CHART, MADE_UP, NOBODY_MADE, STEPS

_RATE = NumberAnswer(tolerance=0.02, decimals=2)
CHARTS = {
    "u": "u chart: one opportunity can have more than one event",
    "p": "p chart: each opportunity has the event or not",
    "c": "c chart: counts, with the same opportunities every month",
    "t": "t chart: time between rare events",
}
_PARTS = FieldsAnswer(
    {"chart": ChoiceAnswer(CHARTS), "centre": _RATE, "lower": _RATE, "upper": _RATE},
    {
        "chart": "kind of chart",
        "centre": "centre line",
        "lower": "lower limit in the first month of the project",
        "upper": "upper limit in the first month of the project",
    },
)
_MOVING = 2.66  # mean moving ranges from the centre line to a limit of an XmR chart

Drawn = dict[str, float | str]  # kind of chart, centre line and limits


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
    limits: str | None = None,
    n: float | None = None,
) -> Drawn:
    """Chart, centre line, and the limits of the project's first month. kind: the chart named; limits: the chart whose limits
    these are (None: the right one). n: opportunities that the limits rest on (None: those of the first month)."""
    base = baseline_of(data["note"]) if rows is None else rows
    events, sizes = (data[name].to_numpy(dtype=float) for name in ("events", over))
    per, size = float(data["per"].iloc[0]), sizes[start_of(data["note"])] if n is None else n
    share = events[base].sum() / sizes[base].sum()
    which = limits or _kind(data)
    reach = sigmas * np.sqrt(share * (1 - share if which == "p" else 1) / size)
    return {
        "chart": kind or which,
        "centre": per * float(share),
        "lower": per * max(0.0, float(share - reach)),
        "upper": per * float(share + reach),
    }


def _rates(data: pd.DataFrame, rows: np.ndarray | None = None) -> np.ndarray:
    """Monthly rates of these rows (None: the baseline), in the order of time."""
    events, sizes = (data[name].to_numpy(dtype=float) for name in ("events", "opportunities"))
    rates = float(data["per"].iloc[0]) * events / sizes
    return rates[baseline_of(data["note"]) if rows is None else rows]


def _two_sigma(data: pd.DataFrame) -> Drawn:
    return _chart(data, sigmas=2.0)


def _sd_limits(data: pd.DataFrame) -> Drawn:
    right, reach = _chart(data), 3 * float(np.std(_rates(data), ddof=1))
    centre = float(right["centre"])
    return {**right, "lower": max(0.0, centre - reach), "upper": centre + reach}


def _xmr(data: pd.DataFrame) -> Drawn:
    """The limits of an XmR chart of the rates, under the right name."""
    rates = _rates(data)
    centre, reach = float(rates.mean()), _MOVING * float(np.abs(np.diff(rates)).mean())
    return {
        "chart": _kind(data),
        "centre": centre,
        "lower": max(0.0, centre - reach),
        "upper": centre + reach,
    }


def _other_kind(data: pd.DataFrame) -> str:
    return "p" if _kind(data) == "u" else "u"


def _counted(data: pd.DataFrame) -> Drawn:
    """A c chart: the mean of the monthly counts, and three square roots of it to either side."""
    mean = float(data["events"].to_numpy(dtype=float)[baseline_of(data["note"])].mean())
    reach = 3 * mean**0.5
    return {"chart": "c", "centre": mean, "lower": max(0.0, mean - reach), "upper": mean + reach}


def _unscaled(data: pd.DataFrame) -> Drawn:
    right, per = _chart(data), float(data["per"].iloc[0])
    return {name: right[name] if name == "chart" else float(right[name]) / per for name in right}


def _unlike(data: pd.DataFrame) -> Drawn:
    """The limits of the month whose opportunities are least like those of the project's first month."""
    sizes = data["opportunities"].to_numpy(dtype=float)
    return _chart(data, n=float(sizes[np.abs(sizes - sizes[start_of(data["note"])]).argmax()]))


def _resting_on(opportunities: Callable[[pd.DataFrame], float]) -> Callable[[pd.DataFrame], Drawn]:
    """The limits with these opportunities, where no other answer has such limits."""
    return where_apart(
        _PARTS, lambda d: _chart(d, n=opportunities(d)), _unlike, _chart, _two_sigma, _sd_limits, _xmr
    )


baseline = Item(
    "m14.baseline",
    ask="Choose the kind of chart for this case. Then give the centre line of its baseline, the lower limit in the first month of the project, and the "
    "upper limit in the first month of the project. The baseline is the months before the start, without those for which the unit was picked. Give all three on "
    "the scale in the column “per”, to two decimal places.",
    kind=_PARTS,
    right=_chart,
    points=2,
    mistakes=(
        Mistake(
            "months after the start in the baseline",
            lambda d: _chart(d, np.ones(len(d), dtype=bool)),
            "Your baseline includes months after the start. If the project did change something, you would partly be comparing it with "
            "itself. Stop at the last month before the start.",
            variants=(
                lambda d: _chart(d, baseline_of(d["note"]) | ~_before(d)),
                lambda d: _chart(d, ~_before(d)),
            ),
        ),
        Mistake(
            "the picked months left in",
            lambda d: _chart(d, _before(d)),
            "You kept the months for which the unit was picked. They were picked because they were high, so they make the baseline too high, "
            "and then even ordinary months can look like a gain. Leave them out.",
        ),
        Mistake(
            "divided by patients",
            lambda d: _chart(d, over="patients"),
            "You divided by the number of patients. The measure is events per opportunity, because patients who stay longer or come more "
            "often have more opportunities.",
        ),
        Mistake(
            "limits from the standard deviation",
            _sd_limits,
            "You worked out your limits from how much the monthly rates vary: from their standard deviation, or from the moving ranges of an XmR chart. The limits of "
            "this chart come from the centre line and the opportunities in the month, so they show how far luck alone is likely to reach.",
            variants=(where_apart(_PARTS, _xmr, _sd_limits, _chart, _two_sigma, _unlike),),
        ),
        Mistake(
            "the opportunities of another month",
            _unlike,
            "Your centre line is right, but your limits are for another month, or for an average one. Limits are wider where there are fewer opportunities, so use "
            "the opportunities in the project's first month.",
            variants=(
                _resting_on(lambda d: float(d["opportunities"].iloc[0])),
                _resting_on(lambda d: float(d["opportunities"].iloc[start_of(d["note"]) - 1])),
                _resting_on(lambda d: float(d["opportunities"].mean())),
                _resting_on(lambda d: float(d["opportunities"].to_numpy()[baseline_of(d["note"])].mean())),
            ),
        ),
        Mistake(
            "two sigma",
            _two_sigma,
            "Your centre line is right, but your limits are 2 sigma away from it. On a control chart they are 3 sigma away. At 2 sigma there would be a "
            "false alarm about once in 20 months.",
        ),
        Mistake(
            "the other chart",
            lambda d: _chart(d, kind=_other_kind(d)),
            "Your centre line is right: it is the same on both kinds of chart. To choose the kind, ask whether one opportunity could have two events. A bed day can. An "
            "appointment or a discharge either has the event or not. That settles the name of the chart and its limits.",
            variants=(lambda d: _chart(d, limits=_other_kind(d)),),
        ),
        Mistake(
            "counts in place of rates",
            _counted,
            "You used a c chart of the counts. That needs the same opportunities every month, but here they differ, so divide by them first.",
        ),
        Mistake(
            "not on the scale of the table",
            _unscaled,
            "You worked it out for a single opportunity. Multiply the centre line and both limits by the number in the column “per”.",
        ),
    ),
    praise="This baseline is fair: the months after the start and the two picked months are left out.",
    hints=(
        "Mark the months before the start, then cross out those for which the unit was picked. Add up the events and the opportunities of the rest.",
        "Centre = events ÷ opportunities. u: centre ± 3 × √(centre ÷ n). p: centre ± 3 × √(centre × (1 − centre) ÷ n), with n of the project's first month. "
        "Multiply by “per” last. If a lower limit comes out below 0, it is 0.",
        "On other data: 120 events in 10,000 bed days give a centre of 0.012. With n = 800, 3 × √(0.012 ÷ 800) = 0.0116, so the centre is 12.0 and the limits are 0.4 and 23.6 per 1,000.",
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


def _all_months(data: pd.DataFrame) -> float:
    return _median(data, np.ones(len(data), dtype=bool))


def _mean(data: pd.DataFrame) -> float:
    return float(_rates(data).mean())


def _pooled(data: pd.DataFrame) -> float:
    return float(_chart(data)["centre"])


def _with_picked(data: pd.DataFrame) -> float:
    return _median(data, _before(data))


def _of_counts(data: pd.DataFrame) -> float:
    return float(np.median(data["events"].to_numpy()[baseline_of(data["note"])]))


def _share(data: pd.DataFrame) -> float:
    return _median(data) / float(data["per"].iloc[0])


baseline_median = Item(
    "m14.baseline_median",
    ask="Your colleague would rather draw a run chart of the monthly rates, with the same baseline. What is its centre line? Give it on the scale in the "
    "column “per”, to two decimal places.",
    kind=_RATE,
    right=_median,
    mistakes=(
        Mistake(
            "mean for median",
            _mean,
            "That is a mean, either of the monthly rates or of all the months together. The centre line of a run chart is the median: as many months lie above it as below.",
            variants=(_pooled,),
        ),
        Mistake(
            "median of all months",
            _all_months,
            "That median includes months after the start. The baseline ends with the last month before the start.",
            variants=(
                where_apart(
                    _RATE,
                    lambda d: _median(d, ~_before(d)),
                    _all_months,
                    *(_median, _mean, _pooled, _with_picked, _unsorted_middle, _of_counts),
                ),
            ),
        ),
        Mistake(
            "the picked months left in",
            _with_picked,
            "You kept the months for which the unit was picked. They do not belong in the baseline, whether its centre line is a mean or a median.",
        ),
        Mistake(
            "not sorted",
            _unsorted_middle,
            "You took the middle of the months in date order. Sort the rates by size first, then take the middle.",
        ),
        Mistake(
            "counts, not rates",
            _of_counts,
            "That is the median of the counts. Divide each month's events by its opportunities first, because months differ in size.",
        ),
        Mistake(
            "not on the scale of the table",
            _share,
            "You gave the events for a single opportunity. Multiply by the number in the column “per”.",
            variants=(lambda d: round(_share(d), 2),),
        ),
    ),
    praise="There are two charts and two centre lines, but one baseline. Say in the report which chart you used.",
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
