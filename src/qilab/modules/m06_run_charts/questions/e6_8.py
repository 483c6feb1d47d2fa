"""E6.8 “How often are the rules fooled?”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from qilab.methods.spc.rules import RUN_CHART
from qilab.methods.spc.runs import run_chart_analysis
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes
from qilab.questions.units import PERCENT

from .headings import ALARMS, ESTIMATE

CHARTS, MONTHS = 1000, 24
BOARD = 20  # steady charts in a board's pack


def steady_charts(seed: int | None) -> Iterator[pd.DataFrame]:
    """A thousand charts of 24 months in which nothing changes: columns shift and trend, is there one anywhere in the
    chart? One row a chart.
    """
    chance = exercise_rng(seed, 6, 8)
    while True:
        charts = chance.normal(size=(CHARTS, MONTHS))
        found = run_chart_analysis(charts, rules=RUN_CHART)
        shift, trend = found.shift.any(axis=-1), found.trend.any(axis=-1)
        yield with_notes(pd.DataFrame({"shift": shift, "trend": trend}))


def _share(which: pd.Series) -> float:
    return 100 * float(which.mean())


def _said(shift, either, fooled=None):
    """An answer from functions of the data; fooled follows from `either` unless it is given."""

    def value(data: pd.DataFrame) -> dict[str, float]:
        rate = either(data)
        return {
            "shift": shift(data),
            "either": rate,
            "fooled": BOARD * rate / 100 if fooled is None else fooled(data),
        }

    return value


def _shift(data: pd.DataFrame) -> float:
    return _share(data["shift"])


def _either(data: pd.DataFrame) -> float:
    return _share(data["shift"] | data["trend"])


def _both(data: pd.DataFrame) -> float:
    return _share(data["shift"] & data["trend"])


def _added(data: pd.DataFrame) -> float:
    return _shift(data) + _share(data["trend"])


def _shift_only(data: pd.DataFrame) -> float:
    return _share(data["shift"] & ~data["trend"])


false_alarms = Item(
    "m06.false_alarms",
    ask="Run chart rules: estimate from the thousand charts. In what percentage of them does the shift rule, taken on "
    "its own, give a false alarm (shift rule)? In what percentage does the shift rule or the trend rule, or both "
    "(either rule)? "
    "And in a board’s pack of 20 steady charts, how many of the 20 charts are marked by either rule, on average? "
    "Give each to one decimal place.",
    kind=FieldsAnswer(
        {
            "shift": NumberAnswer(PERCENT, tolerance=0.3, decimals=1),
            "either": NumberAnswer(PERCENT, tolerance=0.3, decimals=1),
            "fooled": NumberAnswer(tolerance=0.15, decimals=1),
        },
        {"shift": "shift rule", "either": "either rule", "fooled": "how many of the 20 charts are marked"},
    ),
    rules=RUN_CHART,
    right=_said(_shift, _either),
    mistakes=(
        Mistake(
            "the two rates added",
            _said(_shift, _added),
            "That is the two rates added together. Some charts have both a shift and a trend, and these are then "
            "counted twice. Add up the three cells of the table in which something is marked.",
        ),
        Mistake(
            "both at once",
            _said(_shift, _both),
            "Your second percentage is for the charts with both a shift and a trend. A chart is marked if it has a "
            "shift or a trend or both.",
        ),
        Mistake(
            "a shift without a trend",
            _said(_shift_only, _either),
            "Your first percentage is for the charts with a shift and no trend. The shift rule marks those with a "
            "shift and a trend as well, so add up its whole row.",
        ),
        Mistake(
            "charts without a signal",
            _said(lambda d: 100 - _shift(d), lambda d: 100 - _either(d)),
            "Those are the percentages of charts without a signal. A false alarm is a signal where nothing has "
            "changed, so take your "
            "percentages from 100.",
        ),
        Mistake(
            "counts for percentages",
            _said(lambda d: 10 * _shift(d), lambda d: 10 * _either(d), lambda d: BOARD * _either(d) / 100),
            "Those are numbers of charts out of a thousand. To turn them into percentages, divide by ten.",
        ),
        Mistake(
            "one in twenty",
            _said(lambda _: 5.0, lambda _: 5.0),
            "5% is the usual level of a statistical test, but these rules do not give 5%. Let the simulation show "
            "you what they "
            "do give.",
        ),
        Mistake(
            "the shift rule for the board",
            _said(_shift, _either, lambda d: BOARD * _shift(d) / 100),
            "Your percentages are right. The board uses both rules, so take the second percentage: 20 × that ÷ 100.",
        ),
        Mistake(
            "whether any is marked, not how many",
            _said(_shift, _either, lambda _: 1.0),
            "Your percentages are right. The number marked out of 20 is 20 × the second percentage ÷ 100, which is far more "
            "than one.",
        ),
    ),
    praise="In a simulation you leave everything to chance many times over, and count what happens. In the long run, on charts of 24 months, the shift rule is fooled in about 16 of 100, and the two rules together in about 36. A board that looks at twenty steady charts can expect a false alarm on several of them.",
    hints=(
        "Look at the table: its rows say whether there is a shift, its columns whether there is a trend. The four cells add up "
        "to 1,000 charts.",
        "A rate is 100 × the charts that are marked ÷ 1,000. For “or”, add up the three cells in which one rule or both "
        "are met.",
        "On other data: of 1,000 charts 70 have a shift only, 90 a trend only, 40 both. Shift 11.0%, either 20.0%, "
        "and 4.0 of 20 "
        "charts are marked.",
    ),
    outcome=ESTIMATE,
    reread=ALARMS,
)


EXERCISE = Exercise("E6.8", "How often are the rules fooled?", 4, "calculate", (false_alarms,), steady_charts)
