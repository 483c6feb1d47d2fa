"""A row that is left out: one rule in every chart, whatever the step; and an axis that fits it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from qilab.charts import control_chart, run_chart, small_multiples
from qilab.methods.spc import spc
from qilab.methods.spc.rules import RUN_CHART

Y = [9, 4, 7, 5, 3, 4, 5, 6, 7, 8, 9, 6, 8, 5, 7, 6, 9, 4]
N = len(Y)
# The trend 3 4 5 | 6 7 8 9: with the seventh row gone no five are left in a row, and with the gap bridged there are.
GONE = 6
dates = pd.date_range
STEPS = {
    "hour": (dates("2023-10-28 18:00", periods=N, freq="h", tz="Europe/London"), "29 October 2023, 00:00"),
    "2 hours": (dates("2023-05-01", periods=N, freq="2h"), "1 May 2023, 12:00"),
    "day": (dates("2023-01-02", periods=N, freq="D"), "8 January 2023"),
    "working day": (pd.bdate_range("2023-01-02", periods=N), "10 January 2023"),
    "10 days": (dates("2023-01-02", periods=N, freq="10D"), "3 March 2023"),
    "week": (dates("2023-01-02", periods=N, freq="7D"), "13 February 2023"),
    "2 weeks": (dates("2023-01-02", periods=N, freq="14D"), "27 March 2023"),
    "month": (dates("2023-01-01", periods=N, freq="MS"), "July 2023"),
    "month ": (dates("2023-01-31", periods=N, freq="ME"), "July 2023"),
    "month  ": (dates("2023-01-01 09:00", periods=N, freq="MS"), "July 2023"),
    "month   ": (dates("2023-01-01", periods=N, freq="MS", tz="UTC").tz_convert("Europe/London"), "July 2023"),
    "month    ": (pd.period_range("2023-01", periods=N, freq="M"), "July 2023"),
    "quarter": (dates("2020-01-01", periods=N, freq="QS"), "July 2021"),
    "quarter ": (pd.period_range("2020Q1", periods=N, freq="Q"), "July 2021"),
    "year": (dates("2005-01-01", periods=N, freq="YS"), "2011"),
    "year ": (np.arange(2005, 2005 + N), "2011"),
    "number": (np.arange(1, 1 + N), "7"),
}  # fmt: skip


def table(step):
    return pd.DataFrame({"t": STEPS[step][0], "y": Y})


@pytest.mark.parametrize("step", STEPS)
def test_is_a_row_left_out_a_row_without_a_value_in_every_chart(step):
    """Same lines, same signals, same gap: run chart, control chart and small multiples."""
    whole = table(step)
    empty = whole.assign(y=whole["y"].astype(float).where(whole.index != GONE))
    out = whole.drop(index=GONE).reset_index(drop=True)
    for chart in ("run", "i", "c"):
        found, expected = spc(out, chart, y="y", x="t").points, spc(empty, chart, y="y", x="t").points
        expected = expected.drop(index=GONE).reset_index(drop=True)
        for name in ("cl", "lcl", "ucl", "rule", "sigma_signal", "runs_signal"):
            pd.testing.assert_series_equal(found[name], expected[name])
        assert found["i"].tolist() == list(range(1, N))
    mine, theirs = (run_chart(d, x="t", y="y", freeze=None) for d in (out, empty))
    assert mine.title == theirs.title and mine.table().equals(theirs.table())
    result = spc(pd.concat([out.assign(g="A"), out.assign(g="B")]), "i", y="y", x="t", by="g")
    for picture, gaps in (
        (mine, 1),
        (control_chart(spc(out, "i", y="y", x="t")), 1),
        (small_multiples(result), 2),
    ):
        rows = picture.spec["datasets"]["points"]
        assert sum(row["value"] is None for row in rows) == gaps
        for group in {row.get("group") for row in rows}:
            x = [row["x"] for row in rows if row.get("group") == group]
            values = [row["value"] for row in rows if row.get("group") == group]
            assert x == sorted(x) and values.index(None) == GONE


@pytest.mark.parametrize("step", STEPS)
def test_does_the_note_name_the_step_and_the_place(step):
    out = table(step).drop(index=GONE)
    name, place = step.strip(), STEPS[step][1]
    notes = " ".join(spc(out, "i", y="y", x="t").notes)
    assert f"{name}: {place}. It is treated as a missing value" in notes
    assert not any("jumps" in note for note in spc(table(step), "i", y="y", x="t").notes)
    assert f"{name} without a row is treated as a missing value" in run_chart(out, x="t", y="y").describe()
    assert place in run_chart(out, x="t", y="y").table().iloc[GONE, 0]


def test_is_no_trend_read_over_a_month_without_a_row():
    out = table("month").drop(index=GONE)
    for title in (
        run_chart(out, x="t", y="y", freeze=None).title,
        control_chart(spc(out, "run", y="y", x="t")).title,
    ):
        assert "trend" not in title
    assert "trend" in control_chart(spc(table("month"), "run", y="y", x="t")).title


def test_are_events_at_any_time_without_places_left_out():
    """Two readings on the first of each month, and dates without a rhythm: nothing is said to be missing."""
    twice = sorted(
        [*dates("2023-01-01 09:00", periods=9, freq="MS"), *dates("2023-01-01 17:00", periods=9, freq="MS")]
    )
    odd = pd.Timestamp("2023-01-01") + pd.to_timedelta(
        [0, 3, 4, 11, 12, 20, 21, 29, 40, 41, 55, 58, 70, 71, 75, 99, 103, 110], "D"
    )
    for t in (twice, odd):
        data = pd.DataFrame({"t": t, "y": Y})
        assert not any("jumps" in note for note in spc(data, "i", y="y", x="t").notes)
        picture = run_chart(data, x="t", y="y")
        assert picture.table()["Value"].tolist() == Y
        assert len(picture.spec["datasets"]["points"]) == N


def test_is_a_slip_of_a_century_told():
    data = table("month")
    data.loc[N - 1, "t"] = pd.Timestamp("2203-06-01")
    with pytest.raises(ValueError, match="between May 2024 and June 2203 lie 2,148 places without a row"):
        run_chart(data, x="t", y="y")


FITTING = {
    "hour": r"\d\d:\d\d$",
    "2 hours": r"^\d+ May \d\d:\d\d$",
    "day": r"^\d+ Jan 2023$",
    "week": r"^\d+ \w{3} 2023$",
    "month": r"^[A-Z]\w\w 202[34]$",
    "month  ": r"^[A-Z]\w\w 202[34]$",
    "quarter": r"^(?:Jan–Mar|Apr–Jun|Jul–Sep|Oct–Dec) 20\d\d$",
    "quarter ": r"^(?:Jan–Mar|Apr–Jun|Jul–Sep|Oct–Dec) 20\d\d$",
    "year": r"^20\d\d$",
    "year ": r"^20\d\d$",
}


@pytest.mark.parametrize("step", FITTING)
@pytest.mark.parametrize("draw", ["run_chart", "control_chart", "small_multiples"])
def test_do_the_labels_of_the_axis_fit_the_step_and_stand_at_points(step, draw):
    """Read off the drawn picture: none twice, and each at the place of a point."""
    data = table(step).drop(index=GONE)  # and none where a row is left out
    result = spc(data.assign(g="A"), "i", y="y", x="t", by="g")
    picture = {
        "run_chart": lambda: run_chart(data, x="t", y="y"),
        "control_chart": lambda: control_chart(result),
        "small_multiples": lambda: small_multiples(result),
    }[draw]()
    layers = picture.spec.get("layer") or picture.spec["spec"]["layer"]
    axis = next(
        layer["encoding"]["x"]["axis"] for layer in layers if "axis" in layer["encoding"].get("x", {})
    )
    places = {row["x"] for row in picture.spec["datasets"]["points"] if row["value"] is not None}
    assert set(axis["values"]) <= places and axis["values"]
    labels = axis_labels(picture.svg)
    assert len(labels) == len(set(labels)) == len(axis["values"])
    assert all(pd.Series(labels).str.contains(FITTING[step], regex=True)), labels


def axis_labels(svg):
    """The texts below the x axis, from the drawn picture."""
    from xml.etree import ElementTree

    out = []
    for group in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}g"):
        said = group.get("aria-label") or ""
        if said.startswith("X-axis"):
            for part in group.iter("{http://www.w3.org/2000/svg}g"):
                if "role-axis-label" in (part.get("class") or ""):
                    out += [text.text for text in part.iter("{http://www.w3.org/2000/svg}text") if text.text]
            break
    return out


@pytest.mark.parametrize("chart", ["run", "i"])
def test_are_the_trends_on_both_sides_of_a_month_left_out_two_in_every_chart(chart):
    months = pd.date_range("2023-01-01", periods=12, freq="MS").delete(5)
    data = pd.DataFrame({"month": months, "rate": [float(i) for i in range(1, 12)], "ward": "A"})
    found = spc(data, chart, y="rate", x="month", by="ward", rules=RUN_CHART)
    trends = found.signals[found.signals["rule"] == "trend"]
    # January to May is 5 points, July to December 6; June has no row
    assert trends["n_points"].tolist() == [5, 6]
    assert trends["first"].dt.month.tolist() == [1, 7]
    words = run_chart(data, y="rate", freeze=None).describe()
    assert "trend upwards: 5 months, January 2023 to May 2023" in words
    for drawn in (control_chart(found), small_multiples(found)):
        assert "trend of 5 months upwards, January 2023 to May 2023" in drawn.describe()
        assert "trend of 6 months upwards, July 2023 to December 2023" in drawn.describe()


@pytest.mark.parametrize("middle", [np.nan, 5.0, None])
def test_is_a_shift_that_steps_over_a_month_one_shift_in_every_chart(middle):
    months = pd.date_range("2023-01-01", periods=14, freq="MS")
    # six below the median of 5, six above; April is missing, on the line, or has no row; so is the last on the line
    rate = [1.0, 2, 1, np.nan if middle is None else middle, 2, 1, 2, 8, 9, 8, 9, 8, 9, 5]
    data = pd.DataFrame({"month": months, "rate": rate})
    if middle is None:
        data = data.drop(index=3)
    found = spc(data, "run", y="rate", x="month")
    shifts = found.signals[found.signals["rule"] == "shift"]
    assert shifts["n_points"].tolist() == [6, 6]
    assert shifts["first"].dt.month.tolist() == [1, 8]
    assert shifts["last"].dt.month.tolist() == [7, 1]
    assert "6 months, January 2023 to July 2023" in run_chart(data, y="rate", freeze=None).describe()
    assert "shift of 6 months below the median, January 2023 to July 2023" in control_chart(found).describe()
