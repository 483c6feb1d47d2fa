"""E14.4 “The effect”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from qilab.methods.change import Effect, rate_change
from qilab.methods.measure import poisson_interval
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer, YesNoAnswer
from qilab.questions.series import exercise_rng, with_notes
from qilab.questions.where_apart import where_apart

from ..cases import Case
from .dealt import beside_the_picked, since_start
from .headings import ANSWERS, JUDGE, MADE_UP, NOBODY_MADE

BEFORE, SINCE = "before the start", "since the change"
FIRST, LAST = "first month of all", "last month of all"
QUIET, PICKED, LATER = "before the picked months", "the picked months", "since the start"
PARTS = ("part A", "part B", "part C")
Z = 1.96  # standard errors on either side that make a 95% interval
_RATE = NumberAnswer(tolerance=0.06, decimals=1)
# Exact limits and those worked out by hand differ by a little, and both are right.
_LIMIT = NumberAnswer(tolerance=0.3, decimals=1)
UNITS = {
    "rate": "events per 100 or 1,000 opportunities, as in the column “per”",
    "percent": "% of the rate before",
    "events": "events",
}

Counts = tuple[float, float]  # events and opportunities


def _rows(data: pd.DataFrame, case: str, period: str) -> pd.DataFrame:
    return data[(data["case"] == case) & (data["period"] == period)]


def _sums(data: pd.DataFrame, case: str, *periods: str) -> Counts:
    """Events and opportunities of these periods together. By plain lists: on a dozen rows, and for many draws, a mask is slow."""
    rows = zip(*(data[name].tolist() for name in ("case", "period", "events", "opportunities")), strict=True)
    found = [(e, n) for one, period, e, n in rows if one == case and period in periods]
    return float(sum(e for e, _ in found)), float(sum(n for _, n in found))


def _per(data: pd.DataFrame, case: str) -> float:
    return float(data["per"].iloc[data["case"].tolist().index(case)])


@lru_cache(maxsize=64)  # many slips rest on the same change
def _change(per: float, before: Counts, since: Counts) -> Effect:
    return rate_change(*before, *since, per=per)


def _found(per: float, before: Counts, since: Counts) -> dict[str, float]:
    """Both rates, and the difference since − before with its 95% interval, on the scale `per`."""
    effect = _change(per, before, since)
    gap = effect.difference
    return {
        "before": effect.before,
        "since": effect.after,
        "difference": gap.estimate,
        "low": gap.low,
        "high": gap.high,
    }


def _one(data: pd.DataFrame, before: str = BEFORE, since: str = SINCE) -> dict[str, float]:
    """Case one: both rates, the difference and its interval."""
    return _found(_per(data, "one"), _sums(data, "one", before), _sums(data, "one", since))


def _effect(data: pd.DataFrame) -> dict[str, float | str]:
    return {**_one(data), "in_units": "rate"}


def _relative(data: pd.DataFrame) -> dict[str, float | str]:
    """Difference and interval as % of the rate before."""
    right = _one(data)
    shares = {name: 100 * right[name] / right["before"] for name in ("difference", "low", "high")}
    return {**right, **shares, "in_units": "percent"}


def _end_to_end(data: pd.DataFrame) -> dict[str, float | str]:
    """The last month against the first."""
    return {
        **_one(data, FIRST, LAST),
        "in_units": "rate",
    }


def _mean_of_parts(data: pd.DataFrame) -> dict[str, float | str]:
    """Rates of the three parts averaged without weights; the interval is moved along."""
    right, per = _one(data), _per(data, "one")
    means = {}
    for name, period in (("before", BEFORE), ("since", SINCE)):
        rows = _rows(data, "one", period)
        means[name] = float((per * rows["events"] / rows["opportunities"]).mean())
    gap = means["since"] - means["before"]
    moved = gap - right["difference"]
    return {
        **means,
        "difference": gap,
        "low": right["low"] + moved,
        "high": right["high"] + moved,
        "in_units": "rate",
    }


def _turned(data: pd.DataFrame) -> dict[str, float | str]:
    right = _one(data)
    return {
        **right,
        "difference": -right["difference"],
        "low": -right["high"],
        "high": -right["low"],
        "in_units": "rate",
    }


def _wide(found: Mapping[str, Any], errors: float) -> dict[str, Any]:
    """The same answer with an interval of so many standard errors to either side."""
    ends = {name: found[name] - found["difference"] for name in ("low", "high")}
    return {**found, **{name: found["difference"] + errors / Z * reach for name, reach in ends.items()}}


def _called(unit: str) -> Callable[[pd.DataFrame], dict[str, float | str]]:
    """The right numbers under another unit."""
    return lambda d: {**_one(d), "in_units": unit}


_EFFECT = FieldsAnswer(
    {
        "before": _RATE,
        "since": _RATE,
        "difference": _RATE,
        "low": _LIMIT,
        "high": _LIMIT,
        "in_units": ChoiceAnswer(UNITS),
    },
    {
        "before": "rate before the start",
        "since": "rate since the change",
        "low": "lower end of the interval",
        "high": "upper end of the interval",
        "in_units": "unit of the difference",
    },
)


def _single_months_added(data: pd.DataFrame) -> dict[str, float | str]:
    """The rows of the first and the last month counted in, though the parts hold these months already."""
    before, since = _sums(data, "one", BEFORE, FIRST), _sums(data, "one", SINCE, LAST)
    return {**_found(_per(data, "one"), before, since), "in_units": "rate"}


def _one_error(data: pd.DataFrame) -> dict[str, Any]:
    return _wide(_effect(data), 1.0)


def _three_errors(data: pd.DataFrame) -> dict[str, Any]:
    return _wide(_effect(data), 3.0)


effect = Item(
    "m14.effect",
    ask="Case one, by one definition. Put its three parts together. Give the rate before the start, the rate since the change, the difference (since minus "
    "before), and both ends of its 95% interval: lower end of the interval, upper end of the interval. Give them all on the scale in the column “per”, to one decimal place. And what is the unit of the difference?",
    kind=_EFFECT,
    right=_effect,
    points=2,
    mistakes=(
        Mistake(
            "relative for absolute",
            _relative,
            "You gave the difference as a percentage of the rate before. That belongs in a report too, but the question asks for the rate since minus the rate "
            "before. A percentage alone does not show whether there were few events or many to begin with.",
        ),
        Mistake(
            "the last month against the first",
            _end_to_end,
            "You used the rows of the first and the last month, alone or added to the parts. How two single months compare is largely luck, and the parts already "
            "include them. Use the three parts of each period, and nothing else.",
            variants=(
                where_apart(
                    _EFFECT,
                    _single_months_added,
                    _end_to_end,
                    *(_effect, _mean_of_parts, _one_error, _three_errors),
                ),
            ),
        ),
        Mistake(
            "mean of the parts, not weighted",
            _mean_of_parts,
            "You took the plain mean of three rates, so the smallest part counts as much as the largest. Add up the events and the opportunities first, and "
            "then divide once.",
        ),
        Mistake(
            "before minus since",
            _turned,
            "Your numbers are right, but the sign is not. The question asks for since minus before. If the rate is lower now, the difference is below zero.",
        ),
        Mistake(
            "one standard error",
            _one_error,
            "Your difference is right, but your interval is one standard error on each side. Such an interval contains the truth only about two times in three. For 95%, go "
            "1.96 standard errors to each side.",
        ),
        Mistake(
            "three standard errors",
            _three_errors,
            "Your difference is right, but your interval goes three standard errors to each side, as the limits of a control chart do. For 95%, go 1.96.",
        ),
        Mistake(
            "only the unit",
            _called("percent"),
            "All your numbers are right, but that is not their unit. One rate minus another has the same unit as the rates: events per 100 or 1,000 opportunities, as in the "
            "column “per”.",
            variants=(_called("events"),),
        ),
    ),
    praise="You have a size, an interval and a unit. With these three, a reader can decide how much the change matters.",
    hints=(
        "For each period, add up the events and the opportunities of the three parts. The single months are there to tempt you.",
        "Rate = per × events ÷ opportunities. Interval = difference ± 1.96 × √(rate before² ÷ events before + rate since² ÷ events since).",
        "On other data: 160 in 16,000 and 90 in 15,000 give rates of 10.0 and 6.0 per 1,000, so the difference is −4.0. √(100 ÷ 160 + 36 ÷ 90) = 1.01, so the interval is −6.0 to −2.0.",
    ),
    outcome=JUDGE,
    reread=ANSWERS,
)


def _two(
    before: tuple[str, ...], holds: bool | None = None
) -> Callable[[pd.DataFrame], dict[str, float | bool]]:
    """The answer for case two with these periods as “before”. holds: said of 0 in the interval; None: as it is."""

    def value(data: pd.DataFrame) -> dict[str, float | bool]:
        found = _found(_per(data, "two"), _sums(data, "two", *before), _sums(data, "two", LATER))
        inside = found["low"] < 0 < found["high"]
        kept = {name: found[name] for name in ("difference", "low", "high")}
        return {**kept, "zero_inside": inside if holds is None else holds}

    return value


def _two_relative(data: pd.DataFrame) -> dict[str, float | bool]:
    events, opportunities = _sums(data, "two", QUIET)
    before = _per(data, "two") * events / opportunities
    right = _two((QUIET,))(data)
    return {name: value if isinstance(value, bool) else 100 * value / before for name, value in right.items()}


def _level(data: pd.DataFrame) -> dict[str, float | bool]:
    """The rate since the start and its own interval, in place of the difference."""
    per, (events, opportunities) = _per(data, "two"), _sums(data, "two", LATER)
    low, high = poisson_interval(events, opportunities, per=per)
    return {
        "difference": per * events / opportunities,
        "low": float(low),
        "high": float(high),
        "zero_inside": False,
    }


picked_unit = Item(
    "m14.picked_unit",
    ask="Case two: this unit was picked because it was the worst of twelve units in the two months before the start. How has the rate changed since the start, "
    "compared fairly? Give the difference (since minus before) and its 95% interval: lower end of the interval, upper end of the interval. Give them all "
    "on the scale in the column “per”, to one decimal place. Then say whether 0 is inside the interval.",
    kind=FieldsAnswer(
        {"difference": _RATE, "low": _LIMIT, "high": _LIMIT, "zero_inside": YesNoAnswer()},
        {
            "low": "lower end of the interval",
            "high": "upper end of the interval",
            "zero_inside": "0 is inside the interval",
        },
    ),
    right=_two((QUIET,)),
    points=2,
    mistakes=(
        Mistake(
            "the raw fall",
            _two((PICKED,)),
            "You compared with the months for which the unit was picked. They were picked because they were bad, and much of that was probably luck. After such "
            "months a unit usually looks better, whatever anybody does. Compare with the months before them.",
            variants=(_two((PICKED,), holds=False), _two((PICKED,), holds=True)),
        ),
        Mistake(
            "the picked months left in",
            _two((QUIET, PICKED)),
            "You compared with all the months before the start. They include the two for which the unit was picked, which make the time before the project look "
            "worse than usual. Leave those two out.",
        ),
        Mistake(
            "relative for absolute",
            _two_relative,
            "You gave the difference as a percentage of the rate before. The question asks for the rate since minus the rate before, on the scale of "
            "the table.",
        ),
        Mistake(
            "the level for the difference",
            _level,
            "You gave the rate since the start, with the interval for that rate. Take the rate before the picked months away from it, and work out the interval for "
            "the difference.",
        ),
        Mistake(
            "one standard error",
            lambda d: _wide(_two((QUIET,), holds=True)(d), 1.0),
            "Your difference is right, but your interval goes one standard error to each side. For 95%, go 1.96 standard errors.",
            variants=(lambda d: _wide(_two((QUIET,), holds=False)(d), 1.0),),
        ),
        Mistake(
            "0 not seen in the interval",
            _two((QUIET,), holds=False),
            "Your numbers are right. Look at them once more: one end is below 0 and the other is above it, so 0 is inside. Chance alone "
            "could have produced this difference.",
        ),
    ),
    praise="Measured from the picked months, the fall looked large. In a fair comparison, much or all of it is gone. Nobody did anything wrong: this is what happens when a place is picked for bad months.",
    hints=(
        "Which of the three periods was chosen because it was high? Leave it out.",
        "Difference = rate since the start − rate before the picked months. Work out the interval as for case one. 0 is inside if one end is below it and the other is above it.",
        "On other data, the rate is 12.0 in the picked months, 8.0 before them and 7.8 since the start. The difference is −0.2, not −4.2.",
    ),
    outcome=JUDGE,
    reread=NOBODY_MADE,
)


def _split(case: Case, rng: np.random.Generator) -> list[dict]:
    """The case's baseline and its months since the change, each split into three parts of unlike size and rate; and two single months."""
    monthly, since = case.monthly, case.first_low
    assert since is not None
    size, risk = np.array([0.6, 0.28, 0.12]), np.array([0.8, 1.1, 1.75])
    rows = []
    for period, months in ((BEFORE, monthly.iloc[case.baseline]), (SINCE, monthly.iloc[since:])):
        total = int(months["opportunities"].sum())
        n = np.rint(total * size).astype(int)
        n[0] += total - n.sum()
        events = rng.multinomial(int(months["events"].sum()), size * risk / (size * risk).sum())
        rows += [
            {"case": "one", "part": part, "period": period, "events": int(e), "opportunities": int(k)}
            for part, e, k in zip(PARTS, events, n, strict=True)
        ]
    for period, place in ((FIRST, 0), (LAST, len(monthly) - 1)):
        rows.append({"case": "one", "part": "all", "period": period, **_counted(monthly.iloc[[place]])})
    return rows


def _counted(months: pd.DataFrame) -> dict[str, int]:
    return {"events": int(months["events"].sum()), "opportunities": int(months["opportunities"].sum())}


def _two_cases(seed: int | None) -> Iterator[pd.DataFrame]:
    """Case one, whose change is shown, and case two, which was picked: events and opportunities by period."""
    rng = exercise_rng(seed, 14, 4)
    for clear, null in beside_the_picked(seed, "clear"):
        rows = _split(clear, rng)
        periods = {
            QUIET: null.baseline,
            PICKED: list(null.picked),
            LATER: since_start(null),
        }
        for period, places in periods.items():
            rows.append(
                {"case": "two", "part": "all", "period": period, **_counted(null.monthly.iloc[places])}
            )
        frame = pd.DataFrame(rows)
        frame["per"] = frame["case"].map({"one": clear.subject.outcome.per, "two": null.subject.outcome.per})
        told = "; ".join(
            f"case {name}: {case.subject.outcome.name} at {case.subject.unit}, over {case.subject.outcome.over}"
            for name, case in (("one", clear), ("two", null))
        )
        yield with_notes(frame, title=told, note=MADE_UP)


def _by_hand(data: pd.DataFrame) -> bool:
    """The interval that is worked out by hand lies well within the tolerance of the exact one, and 0 is inside that of case two."""
    right = _one(data)
    (before, _), (since, _) = _sums(data, "one", BEFORE), _sums(data, "one", SINCE)
    reach = 1.96 * float(np.sqrt(right["before"] ** 2 / before + right["since"] ** 2 / since))
    near = max(
        abs(right["difference"] - reach - right["low"]), abs(right["difference"] + reach - right["high"])
    )
    two = _two((QUIET,))(data)
    return near < 0.2 and two["low"] < -0.2 and two["high"] > 0.2


EXERCISE = Exercise(
    "E14.4", "The effect", 12, "calculate", (effect, picked_unit), _two_cases, teachable=_by_hand
)
