"""E14.3 “The month of change”: its question, right answer, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from qilab.methods.spc.rules import MDC
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import PairsAnswer
from qilab.questions.series import FIRST_MONTH, with_notes
from qilab.questions.where_apart import where_apart

from ..cases import FATES, Case
from .dealt import FORM, ROWS, baseline_of, cases_of, start_of, written_on
from .headings import ANSWERS, CHART

RUN = 7  # months on one side of the mean, as Making Data Count asks
MONTHS = pd.date_range(FIRST_MONTH, periods=30, freq="MS")
NONE = "none"
CHOICES = {f"{month:%Y-%m}": f"{month:%B %Y}" for month in MONTHS[14:]} | {
    NONE: "none: no lasting change is shown"
}
_KIND = PairsAnswer(ROWS, CHOICES)


def _note(data: pd.DataFrame, name: str) -> pd.Series:
    return data[f"{name} note"]


def _low(data: pd.DataFrame, name: str) -> np.ndarray:
    """(months,) is the rate below the mean of the baseline?"""
    rates = data[name].to_numpy(dtype=float)
    return rates < rates[baseline_of(_note(data, name))].mean()


def _run(data: pd.DataFrame, name: str) -> tuple[int, int] | None:
    """First and last place of the first run of seven or more months below the mean that reaches beyond the start; else None."""
    low, first = _low(data, name), None
    for place, below in enumerate([*low, False]):
        if below and first is None:
            first = place
        elif not below and first is not None:
            if place - first >= RUN and place > start_of(_note(data, name)):
                return first, place - 1
            first = None
    return None


def _key(data: pd.DataFrame, place: int) -> str:
    return f"{data['month'].iloc[place]:%Y-%m}"


def _answered(
    of_run: Callable[[pd.DataFrame, str, int], int] | None = None,
    of_none: Callable[[pd.DataFrame, str, list[str]], int | None] | None = None,
) -> Callable[[pd.DataFrame], dict[str, str]]:
    """A month for each case: the first of the run, or none. of_run: the place named in place of the first of a run;
    of_none: the place named where there is none (given the names of all such cases), or None to say none."""

    def value(data: pd.DataFrame) -> dict[str, str]:
        runs = {name: _run(data, name) for name in ROWS}
        without = [name for name, run in runs.items() if run is None]
        found = {}
        for name, run in runs.items():
            if run is not None:
                found[name] = _key(data, run[0] if of_run is None else of_run(data, name, run[0]))
            else:
                place = None if of_none is None else of_none(data, name, without)
                found[name] = NONE if place is None else _key(data, place)
        return found

    return value


def _start(data: pd.DataFrame, name: str, *_: object) -> int:
    return start_of(_note(data, name))


def _lowest(data: pd.DataFrame, name: str, *_: object) -> int:
    begins = start_of(_note(data, name))
    return begins + int(data[name].iloc[begins:].to_numpy().argmin())


def _form(data: pd.DataFrame, name: str, *_: object) -> int:
    return _note(data, name).tolist().index(FORM)


def _only(which: int) -> Callable[[pd.DataFrame, str, list[str]], int | None]:
    """The start, for one of the cases without a run alone."""
    return lambda d, name, without: _start(d, name) if name == without[which] else None


def _all_none(data: pd.DataFrame) -> dict[str, str]:
    return dict.fromkeys(ROWS, NONE)


_right = _answered()
_starts_of_runs = _answered(of_run=_start)
_lowest_of_runs = _answered(of_run=_lowest)
_forms = _answered(of_run=_form, of_none=_form)

month_of_change = Item(
    "m14.month_of_change",
    ask="Making Data Count rules: a shift is 7 months or more in a row on one side of the mean. Freeze the mean on the months before the start, without "
    "those for which a unit was picked. For each case, in which month does the first lasting shift to fewer events begin, or is none shown?",
    kind=_KIND,
    rules=MDC,
    right=_right,
    points=2,
    mistakes=(
        Mistake(
            "the month of the start",
            _answered(of_run=_start, of_none=_start),
            "Where you gave a month, it is the one in which the project starts. But starting a project does not change the rates by itself. Look for the month from which the rates stay "
            "below the mean for at least seven months. In some cases they never do.",
            variants=(_starts_of_runs,),
        ),
        Mistake(
            "the month in which the rule was met",
            _answered(of_run=lambda d, n, first: first + RUN - 1),
            "You named the seventh month of each run. That is when the rule is met, so it is when you could first know. The change is dated from the first "
            "month of the run.",
        ),
        Mistake(
            "the lowest month",
            _answered(of_run=_lowest, of_none=_lowest),
            "Where you gave a month, it is the lowest since the start. But which month is the lowest of all is partly luck. A lasting change begins where the run begins.",
            variants=(_lowest_of_runs,),
        ),
        Mistake(
            "the month of the new form",
            _forms,
            "You named the months in which a new form came in. These rates are counted by one definition throughout, so a form changes nothing in them. Look "
            "where the run begins.",
            variants=(
                where_apart(_KIND, _answered(of_run=_form), _forms, _right, _starts_of_runs, _lowest_of_runs),
            ),
        ),
        Mistake(
            "a change where no rule is met",
            _answered(of_none=_start),
            "The months of the two runs are right. But you also gave a month of change for a case without seven months in a row below its mean. If a unit was "
            "picked for bad months, the months after them usually look better in any case. Here the honest answer is that none is shown.",
            variants=(_answered(of_none=_only(0)), _answered(of_none=_only(1))),
        ),
        Mistake(
            "none anywhere",
            _all_none,
            "You say that no case shows a change. Look again for seven months in a row below the mean. Two cases have them.",
        ),
    ),
    praise="Three dates are easy to mix up: when we began, when it changed, and when we noticed. And “none” is a finding too.",
    hints=(
        "For each case, find the mean of its baseline first. Then mark each later month as above or below it.",
        "Count the months in a row below the mean. You are looking for the first month of a run of seven or more.",
        "On other data, the mean is 8.0 and the months from May on are 7, 6, 7, 5, 6, 7, 6, 9. Seven in a row are below the mean, so the change is dated May.",
    ),
    outcome=CHART,
    reread=ANSWERS,
)


def _scaled(case: Case) -> np.ndarray:
    """(months,) rates of a case by one definition throughout, to two decimals."""
    monthly = case.monthly
    return (case.subject.outcome.per * monthly["events"] / monthly["opportunities"]).round(2).to_numpy()


def _four_cases(seed: int | None) -> Iterator[pd.DataFrame]:
    """Monthly rates of all four cases by one definition, each with what is written beside its months."""
    for cases in cases_of(seed, *FATES):
        by_subject = {case.subject.key: case for case in cases}
        frame = pd.DataFrame({"month": MONTHS.as_unit("s")})
        for name in ROWS:
            frame[name] = _scaled(by_subject[name])
            frame[f"{name} note"] = written_on(by_subject[name])
        firsts = [_run(frame, name) for name in ROWS]
        # The mean of the rates and the rate of all months together must date a change alike.
        if [run and run[0] for run in firsts] == [by_subject[name].first_low for name in ROWS]:
            yield with_notes(frame, title="Four sealed cases, counted by one definition throughout")


def _two_runs(data: pd.DataFrame) -> bool:
    """Two cases have a run, and neither run begins with the project: its start is another month than its change."""
    runs = {name: run for name in ROWS if (run := _run(data, name)) is not None}
    return len(runs) == 2 and all(first > start_of(_note(data, name)) for name, (first, _) in runs.items())


EXERCISE = Exercise(
    "E14.3",
    "The month of change",
    9,
    "read the chart",
    (month_of_change,),
    _four_cases,
    teachable=_two_runs,
)
