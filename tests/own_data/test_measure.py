"""Does a measure take what can be charted, and say of anything else what is wrong?"""

import doctest

import numpy as np
import pandas as pd
import pytest

from qilab.own_data import measure
from qilab.own_data.measure import Measure


def table(days, count, **more):
    return pd.DataFrame({"period": pd.to_datetime(days), "count": count, **more})


MONTHS = ["2024-01-01", "2024-02-01", "2024-03-01"]


def test_do_the_examples_give_what_they_say():
    assert doctest.testmod(measure).failed == 0


def test_does_a_measure_keep_a_copy_with_missing_values_as_they_are():
    mine = table(MONTHS, [3, np.nan, 5], per=[90.0, 88.0, 91.0])
    falls = Measure("Falls", "Ward 4", "rate", "month", mine, times=1000)
    mine.loc[0, "count"] = 99
    assert falls.table["count"].tolist()[::2] == [3, 5]
    assert np.isnan(falls.table["count"][1])
    assert falls.table["per"].tolist() == [90, 88, 91]


@pytest.mark.parametrize(
    ("frequency", "days"),
    [
        ("week", ["2024-02-25", "2024-03-03", "2024-03-10"]),  # Sundays
        ("quarter", ["2023-10-01", "2024-01-01", "2024-04-01"]),
        ("year", ["2022-04-01", "2023-04-01", "2024-04-01"]),  # financial years
        ("day", ["2024-02-28", "2024-02-29", "2024-03-01"]),
    ],
)
def test_may_a_period_be_any_that_the_nhs_counts_by(frequency, days):
    assert len(Measure("Falls", None, "count", frequency, table(days, [1, 2, 3])).table) == 3


def test_may_two_rare_events_fall_on_one_day():
    gaps = Measure(
        "MRSA", None, "gap", "day", table(["2024-01-05", "2024-03-01", "2024-03-01"], [np.nan, 56, 0])
    )
    assert gaps.table["count"].tolist()[1:] == [56, 0]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": " "}, "say what is measured"),
        ({"kind": "percent"}, "kind: choose one of"),
        ({"better": "up"}, "better: choose one of"),
        ({"times": 0}, "times: must be more than 0"),
        ({"target": np.nan}, "target: holds a missing value"),
        ({"table": None}, "needs a table with the columns period, count"),
        ({"table": table([], [])}, "has no rows"),
        ({"table": table(MONTHS, [1, 2.5, 3])}, "counts are whole numbers, and 2.5 is not"),
        ({"table": table(MONTHS, [1, -2, 3])}, "must be 0 or more"),
        ({"table": table(MONTHS, [1, np.inf, 3])}, "infinity"),
        ({"table": table([MONTHS[0], MONTHS[2]], [1, 3])}, "no row for the month from 01/02/2024"),
        ({"table": table([*MONTHS[:2], MONTHS[1]], [1, 2, 3])}, "01/02/2024 is there twice"),
        ({"table": table(MONTHS[::-1], [1, 2, 3])}, "order of time"),
        ({"table": table(["2024-01-15", "2024-02-15", None], [1, 2, 3])}, "a date in every row"),
        ({"table": table(["2024-01-15"], [1])}, "a month begins on the 1st"),
        ({"table": table(["1824-01-01"], [1])}, "before 1900"),
        ({"kind": "proportion", "table": table(MONTHS, [1, 9, 3], per=[8, 8, 8])}, "from 01/02/2024"),
        ({"kind": "rate", "table": table(MONTHS, [1, 9, 3], per=[8, 0, 8])}, "nobody was at risk"),
        ({"phases": (pd.Timestamp("2024-03-01"), pd.Timestamp("2024-02-01"))}, "the earliest first"),
        ({"phases": ("2024-03",)}, "the day on which"),
        ({"notes": ((pd.Timestamp("2024-02-01"), ""),)}, "a day and what changed"),
    ],
)
def test_does_it_say_what_is_wrong(change, says):
    good = {
        "name": "Falls",
        "place": None,
        "kind": "count",
        "frequency": "month",
        "table": table(MONTHS, [1, 2, 3]),
    }
    with pytest.raises(ValueError, match=says):
        Measure(**(good | change))
