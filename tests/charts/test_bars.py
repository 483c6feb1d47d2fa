"""Histogram, Pareto and the two bars that hide a story. Numbers by hand."""

import numpy as np
import pandas as pd
import pytest

from qilab.charts import before_after, histogram, pareto_chart
from qilab.methods import pareto


def test_what_does_a_histogram_say():
    """1 to 100: the middle half from 25.75 to 75.25, ten bars of ten."""
    picture = histogram(range(1, 101), bins=9, unit="days")
    assert picture.title == "Half of the 100 values lie between 26 and 75; the median is 50"
    assert picture.table()["Values"].tolist() == [11] * 8 + [12]
    assert "100 values, from 1 to 100" in picture.describe()
    picture.chart  # noqa: B018 - building it validates it


def test_are_missing_values_counted():
    """Left out, and told."""
    assert "2 missing" in histogram([1.0, 2.0, np.nan, 4.0, None]).describe()


@pytest.mark.parametrize("values", [[1], [np.nan, 2], "abc", [1, np.inf], None])
def test_is_a_histogram_of_nothing_refused(values):
    with pytest.raises(ValueError, match="values"):
        histogram(values)


def late():
    return pd.DataFrame(
        {"why": ["bed"] * 6 + ["kit"] * 3 + ["notes", None], "min": [10] * 6 + [8] * 3 + [6, 10]}
    )


def test_what_does_a_pareto_chart_say():
    """bed 60, kit 24, notes 6 of 90 minutes: two of three causes bring 93%; ten minutes without a cause are told."""
    picture = pareto_chart(pareto(late(), "why", "min"), unit="minutes lost")
    assert picture.title == "2 of 3 causes account for 93% of the minutes lost: bed and kit"
    assert "No cause was recorded for 10 minutes lost (10%)" in picture.describe()
    table = picture.table()
    assert table["Running total"].tolist() == ["67%", "93%", "100%"]
    assert table["Vital few"].tolist() == ["yes", "yes", "no"]
    picture.chart  # noqa: B018 - building it validates it


def test_is_pareto_without_causes_refused():
    with pytest.raises(ValueError, match="what pareto"):
        pareto_chart(late())
    with pytest.raises(ValueError, match="no cause is recorded"):
        pareto_chart(pareto(pd.DataFrame({"why": [None], "min": [5]}), "why", "min"))


def test_does_the_wrong_chart_say_that_it_is_wrong():
    """10 before, 8 after: “down 20%”, called wrong on purpose in title, words and picture."""
    month = pd.date_range("2023-01-01", periods=8, freq="MS")
    data = pd.DataFrame({"month": month, "rate": [9, 11, 10, 10, 8, 7, 9, 8]})
    picture = before_after(data, change="2023-05", unit="falls")
    assert picture.title.startswith("Wrong on purpose: two bars say “down 20%”")
    assert "wrong on purpose: before 10.0, after 8.0" in picture.describe()
    assert picture.table()["Highest"].tolist() == ["11.0", "9.0"]
    assert "Wrong on purpose" in picture.svg


@pytest.mark.parametrize("change", ["2031-01", "2020-01", "soon"])
def test_is_a_change_outside_the_data_refused(change):
    data = pd.DataFrame({"month": pd.date_range("2023-01-01", periods=8, freq="MS"), "rate": range(8)})
    with pytest.raises(ValueError, match="change"):
        before_after(data, change=change)


def test_what_do_two_bars_say_when_nothing_moved():
    """Means of 6 and 6, and of 0 and 0: “no change”, and never “up 0%”."""
    for level in ([5, 7], [0, 0]):
        table = pd.DataFrame({"month": pd.date_range("2024-01-01", periods=4, freq="MS"), "n": level * 2})
        assert "“no change”" in before_after(table, y="n", change="2024-03").title
