"""Columns as they come out of spreadsheets: what is read rightly, and what is refused in a sentence that helps."""

import pandas as pd
import pytest

from qilab import rate_change, run_chart
from qilab.methods import pooled_rate
from qilab.methods.spc import spc

MONTHS = pd.DataFrame(
    {
        "month": pd.date_range("2023-01-01", periods=12, freq="MS"),
        "rate": [5.0, 6, 7, 5, 6, 8, 5, 6, 7, 5, 6, 4],
    }
)


def test_are_days_as_excel_counts_them_refused():
    """45019 is 3 April 2023 in Excel. The same numbers in a column that does not speak of time are numbers."""
    serial = pd.DataFrame({"date": [45019 + 30 * i for i in range(12)], "y": range(12)})
    for call in (lambda: spc(serial, "i", y="y", x="date"), lambda: run_chart(serial, x="date", y="y")):
        with pytest.raises(ValueError, match="45019, which is how Excel writes 3 April 2023"):
            call()
    assert spc(serial.rename(columns={"date": "patient"}), "i", y="y", x="patient") is not None


def test_is_a_day_between_two_months_questioned():
    """15 June lies in no month's point. June itself, and its first day, are found."""
    with pytest.raises(
        ValueError, match=r"between the points 2023-06-01 and 2023-07-01\. Name the one that you mean"
    ):
        spc(MONTHS, "i", y="rate", x="month", exclude="2023-06-15")
    for june in ("2023-06", "2023-06-01", "June 2023"):
        left_out = spc(MONTHS, "i", y="rate", x="month", exclude=june).points["include"]
        assert [i for i, kept in enumerate(left_out, 1) if not kept] == [6]


@pytest.mark.parametrize("column", ["rate", "month"])
def test_is_a_column_of_values_no_phase(column):
    """It changes at each point. A label that changes once does give two phases."""
    with pytest.raises(ValueError, match=r"phase: column “.*” changes at 11 of 11 points"):
        spc(MONTHS, "i", y="rate", x="month", phase=column)
    labelled = MONTHS.assign(stage=["before"] * 6 + ["after"] * 6)
    assert spc(labelled, "i", y="rate", x="month", phase="stage").points["part"].nunique() == 2


def test_is_a_week_without_a_row_seen_where_the_day_wanders():
    """Monday one week, Wednesday the next: weeks all the same. The tenth is missing, and is an empty place."""
    days = pd.date_range("2023-01-02", periods=20, freq="7D") + pd.to_timedelta([0, 2, 1, 3, 0] * 4, unit="D")
    weekly = pd.DataFrame({"week": days, "y": [5, 6, 7, 6] * 5})
    whole = spc(weekly, "i", y="y", x="week")
    gap = spc(weekly.drop(index=9), "i", y="y", x="week")
    assert not any("No row for" in note for note in whole.notes)
    assert any("No row for a week" in note for note in gap.notes)


def test_are_days_that_keep_no_rhythm_left_alone():
    """About ten days apart: no week is missing, for nobody counts in weeks."""
    days = pd.Timestamp("2023-01-02") + pd.to_timedelta([0, 9, 21, 30, 42, 51, 60, 72, 80, 93], unit="D")
    notes = spc(pd.DataFrame({"day": days, "y": range(10)}), "i", y="y", x="day").notes
    assert not any("No row for" in note for note in notes)


@pytest.mark.parametrize(
    "call",
    [
        lambda: pooled_rate([True, False, True], [10, 20, 30]),
        lambda: pooled_rate([1, 2], pd.Series([True, True])),
        lambda: rate_change(True, 100, 5, 100),
    ],
)
def test_is_true_no_count(call):
    """Events and exposures are numbers."""
    with pytest.raises(ValueError, match="holds True and False, which are not numbers"):
        call()
