"""The run chart: what it finds, says, tabulates and draws. Values by hand from short series."""

import json
import re

import altair as alt
import numpy as np
import pandas as pd
import pytest

from qilab.charts import run_chart
from qilab.methods.spc.rules import ANHOEJ, RUN_CHART

# Median of the first 12 is 8.5 (sorted: 6 7 7 8 8 8 | 9 9 9 10 11 12). From the fifteenth month on every
# count is below it, ten in a row.
FALLS = [9, 7, 8, 11, 8, 6, 9, 10, 8, 7, 12, 9, None, 10, 7, 5, 4, 6, 5, 4, 6, 5, 6, 3]


def ward(falls=None, start="2023-01-01"):
    falls = FALLS if falls is None else falls
    return pd.DataFrame({"month": pd.date_range(start, periods=len(falls), freq="MS"), "falls": falls})


@pytest.fixture
def picture():
    data = ward()
    data.attrs["source"] = "Fictional trust, synthetic data"  # as the course's own tables say
    return run_chart(data, y="falls", unit="falls a month")


def test_what_does_the_title_say(picture):
    """The finding: the shift, how long, on which side, from when to when."""
    assert picture.title == "A shift: 10 months below the median, March 2024 to December 2024"


def test_what_does_a_blind_colleague_hear(picture):
    """What, span, gaps, level, unit, signals, latest value, source."""
    text = picture.describe()
    assert text == str(picture)
    for part in (
        "Run chart of falls a month, January 2023 to December 2024: 24 months, 1 of them without a value (January 2024)",
        "Centre line: median 8.5 (the first 12 months, to December 2023, then frozen)",
        "7 points above it, 16 below, 0 on the line",
        "shift below the centre line: 10 months, March 2024 to December 2024",
        "Latest value: 3 in December 2024, below the median",
        "Fictional trust, synthetic data",
    ):
        assert part in text


def test_what_does_the_table_say(picture):
    """One row a month, gap and side in words, the signal named on each of its months and no other."""
    table = picture.table()
    assert list(table.columns) == ["Month", "Value", "Centre line", "Side", "Signal"]
    assert len(table) == 24
    assert table.loc[12, "Side"] == "missing"
    assert table.loc[[0, 1], "Side"].tolist() == ["above", "below"]
    assert (table["Signal"] == "shift below the centre line").sum() == 10
    assert table.loc[13, "Signal"] == "none"


def test_is_the_table_a_copy(picture):
    """Changing the table that is handed out leaves the chart as it was."""
    table = picture.table()
    table.loc[0, "Value"] = 99
    assert picture.table().loc[0, "Value"] == 9


def test_do_the_masks_fit_the_rows_that_were_given():
    """Months left out of the table: the analysis still has one entry for each row of it."""
    data = ward().dropna().reset_index(drop=True)
    picture = run_chart(data, y="falls")
    assert len(picture.analysis.shift) == len(data) == 23
    months = data.loc[picture.analysis.shift, "month"].dt.strftime("%Y-%m").tolist()
    assert months == [f"2024-{m:02}" for m in range(3, 13)]


def test_is_a_missing_month_a_gap():
    """A month without a value and a month without a row are both gaps in the drawn line, not zeros."""
    for data in (ward(), ward().dropna()):
        points = run_chart(data, y="falls").spec["datasets"]["points"]
        assert len(points) == 24
        assert points[12]["value"] is None


def test_is_no_trend_read_across_a_missing_row():
    """1 2 3, a month missing, 4 5 6: no five in a row, so no trend."""
    data = ward([1, 2, 3, None, 4, 5, 6, 5, 4, 6, 4, 5]).dropna()
    assert not run_chart(data, y="falls", freeze=None).analysis.trend.any()


def test_how_is_the_centre_line_drawn(picture):
    """Solid over the twelve months it was worked out from, dashed where it is carried on, named with its value."""
    solid, dashed = picture.spec["datasets"]["line"]
    assert (solid["piece"], dashed["piece"]) == ("frozen", "extended")
    assert solid["centre"] == dashed["centre"] == 8.5
    assert pd.Timestamp(solid["x2"], unit="ms") == pd.Timestamp("2023-12-01")
    assert "Median 8.5" in dashed["label"]
    assert "dashed" in dashed["label"]


def test_what_if_nothing_is_frozen():
    """freeze=None: one solid line at the median of all points."""
    (line,) = run_chart(ward(), y="falls", freeze=None).spec["datasets"]["line"]
    assert line["piece"] == "frozen"
    assert line["centre"] == 7  # middle of 23 values in order


def test_are_signals_more_than_a_colour(picture):
    """A signal has its own shape and a letter, and is named in the key."""
    points = picture.spec["datasets"]["points"]
    assert {p["letter"] for p in points} == {"", "S"}
    layer = next(x for x in picture.spec["layer"] if "shape" in x["encoding"])
    assert layer["encoding"]["shape"]["scale"]["domain"] == ["ordinary", "S: shift"]
    assert len(set(layer["encoding"]["shape"]["scale"]["range"])) == 2


def test_are_points_on_the_line_hollow():
    """A point on the line has a look of its own, filled with the ground."""
    picture = run_chart(ward([5, 7, 6, 6, 6, 9, 3, 6, 8, 4, 6, 7]), y="falls", freeze=None)
    looks = [p["look"] for p in picture.spec["datasets"]["points"]]
    assert looks.count("on the line") == 5
    layer = next(x for x in picture.spec["layer"] if "shape" in x["encoding"])
    fills = dict(zip(*layer["encoding"]["fill"]["scale"].values(), strict=True))
    assert fills["on the line"] == "#ffffff"


@pytest.mark.parametrize(
    ("better", "colour", "name"),
    [("lower", "#00b0f0", "S+: shift, improvement"), ("higher", "#e46c0a", "S!: shift, concern")],
)
def test_does_the_good_direction_colour_a_signal(better, colour, name):
    """Fewer falls are an improvement, fewer vaccinations a concern: by colour, by sign and by word."""
    spec = run_chart(ward(), y="falls", better=better).spec
    layer = next(x for x in spec["layer"] if "shape" in x["encoding"])
    scale = layer["encoding"]["fill"]["scale"]
    assert colour in scale["range"]
    assert name in scale["domain"]
    assert name[:2] in {point["letter"] for point in spec["datasets"]["points"]}


def test_can_the_signals_be_left_out(picture):
    """signals=False: no finding in title, words, table or drawing, and no count of the points above and below; the centre line stays."""
    plain = run_chart(ward(), y="falls", unit="falls a month", signals=False)
    assert plain.title == "Falls a month, January 2023 to December 2024"
    everything = plain.describe() + plain.title + json.dumps(plain.spec) + plain.table().to_string()
    assert not re.search(r"(?i)shift|trend|signal", everything)
    assert "median 8.5" in plain.describe() and " above it, " not in plain.describe()


@pytest.mark.parametrize(
    ("falls", "rules", "title"),
    [
        ([5, 6] * 4, RUN_CHART, "Too early to judge: 8 useful points, and 10 are needed"),
        (
            [5, 9, 5, 9, 9, 5, 5, 9, 5, 9, 9, 5],
            RUN_CHART,
            "No signal: the months vary around a median of 7",
        ),
        ([5, 9] * 8, RUN_CHART, "Too many runs: 16, where 5 to 13 are ordinary"),
        (
            [1, 2, 3, 4, 5, 9, 9, 5, 4, 9, 1, 9],
            RUN_CHART,
            "A trend: 6 months upwards, January 2023 to June 2023",
        ),
        (
            [9] * 8 + [5, 6] + [1] * 8,
            ANHOEJ,
            "A long run above the median, January 2023 to August 2023; "
            "a long run below the median, since November 2023",
        ),
    ],
    ids=["early", "quiet", "many-runs", "trend", "anhoej"],
)
def test_is_the_finding_right(falls, rules, title):
    """Each kind of finding in its own words. Limits of runs and run length from the published tables."""
    assert run_chart(ward(falls), y="falls", freeze=None, rules=rules).title == title


def test_are_two_signals_both_told():
    """A trend and a shift: both named, the one that goes on with "since"."""
    falls = [8, 9] * 6 + [12, 11, 10, 9, 7, 9] + [7, 8, 7, 8, 7, 8, 7]
    assert run_chart(ward(falls), y="falls").title == (
        "A trend downwards, January 2024 to May 2024; a shift below the median, since July 2024"
    )


def test_are_remarks_drawn_and_told():
    """Two dated remarks close together: both in the words, one above the other in the drawing."""
    notes = {"2024-02": "hourly rounding begins", "2024-03-15": "new beds"}
    picture = run_chart(ward(), y="falls", notes=notes)
    assert "February 2024: hourly rounding begins; March 2024: new beds" in picture.describe()
    assert [n["row"] for n in picture.spec["datasets"]["notes"]] == [0, 1]


def test_does_the_scale_start_at_zero():
    """By default, and not when it is asked not to."""
    y = [layer["encoding"]["y"]["scale"] for layer in run_chart(ward(), y="falls").spec["layer"]]
    assert all(scale["zero"] for scale in y)
    y = [layer["encoding"]["y"]["scale"] for layer in run_chart(ward(), y="falls", zero=False).spec["layer"]]
    assert not any(scale["zero"] for scale in y)


def test_does_altair_take_it(picture):
    """`.chart` is a valid Altair chart with the description set."""
    chart = picture.chart
    assert isinstance(chart, alt.LayerChart)
    assert chart.to_dict()["description"] == picture.describe()


@pytest.mark.parametrize(
    "when",
    [
        pd.period_range("2023-01", periods=24, freq="M"),
        [f"2023-{m:02}-01" for m in range(1, 13)] + [f"2024-{m:02}-01" for m in range(1, 13)],
        pd.date_range("2023-01-01", periods=24, freq="MS", tz="Europe/London"),
    ],
    ids=["periods", "text", "time zone"],
)
def test_which_dates_are_understood(when):
    """Months as periods, as text and with a time zone are the same months."""
    picture = run_chart(pd.DataFrame({"month": when, "falls": FALLS}), y="falls")
    assert picture.title == run_chart(ward(), y="falls").title


def test_can_points_have_names_instead_of_dates():
    """Scoop 1, scoop 2 …: drawn in their order, named in words and table."""
    data = pd.DataFrame({"scoop": [f"scoop {i}" for i in range(1, 25)], "red": FALLS})
    picture = run_chart(data, x="scoop", y="red", source="")
    assert picture.title == "A shift: 10 points below the median, scoop 15 to scoop 24"
    assert picture.table().columns[0] == "Scoop"
    assert "trust" not in picture.describe()


def test_weekly_points_say_their_day():
    """Dates that are not first days of months are told with their day."""
    data = pd.DataFrame({"week": pd.date_range("2024-01-01", periods=12, freq="7D"), "n": range(12)})
    assert run_chart(data, x="week", y="n").table().loc[1, "Week"] == "8 January 2024"


@pytest.mark.parametrize(
    ("change", "options", "told"),
    [
        (lambda d: d.iloc[::-1], {}, "not in order"),
        (lambda d: pd.concat([d.head(3), d.iloc[2:]]), {}, "March 2023 has more than one row"),
        (lambda d: d.head(0), {}, "no rows"),
        (lambda d: d.rename(columns={"falls": "fals"}), {}, "no column “falls”"),
        (lambda d: d.assign(falls=np.nan), {}, "every value is missing"),
        (lambda d: d.assign(falls=np.inf), {}, "infinity"),
        (lambda d: d.assign(falls="many"), {}, "number"),
        (lambda d: d.assign(month=pd.NaT), {}, "no date"),
        (lambda d: 7, {}, "give a table"),
        (lambda d: d, {"freeze": 0}, "freeze"),
        (lambda d: d, {"freeze": "12"}, "freeze"),
        (lambda d: d, {"freeze": True}, "freeze"),
        (lambda d: d, {"rules": "run chart"}, "rules"),
        (lambda d: d, {"better": "up a bit"}, "better"),
        (lambda d: d, {"notes": {"2031-01": "later"}}, "not on this chart"),
        (lambda d: d, {"notes": {"soon": "later"}}, "not a date"),
        (lambda d: pd.DataFrame({"month": range(5000), "falls": 1}), {}, "too many"),
    ],
)
def test_is_bad_input_told_kindly(change, options, told):
    """A ValueError that names the thing and says what to do."""
    with pytest.raises(ValueError, match=told):
        run_chart(change(ward()), y="falls", **options)


def test_is_strange_text_harmless():
    """Markup and quotes in a unit stay text in the picture's HTML."""
    nasty = '<img src=x onerror="alert(1)">'
    data, _ = run_chart(ward(), y="falls", unit=nasty)._repr_mimebundle_()
    assert "<img" not in data["text/markdown"]


def test_is_a_freeze_that_could_be_an_x_said_to_be_ambiguous_as_in_a_control_chart():
    weeks = pd.DataFrame({"week": range(5, 17), "rate": [5, 7, 4, 6, 5, 8, 20, 6, 5, 4, 6, 7]})
    assert (
        "freeze: 6 is ambiguous" in run_chart(weeks, "week", freeze=6).describe()
    )  # the point of week 6 is the 2nd
    assert "ambiguous" not in run_chart(weeks, "week", freeze=3).describe()
    assert "ambiguous" not in run_chart(weeks.assign(week=range(1, 13)), "week", freeze=6).describe()


def test_is_a_whole_number_of_numpy_a_number_of_points():
    data = pd.DataFrame({"month": range(1, 13), "rate": [5, 7, 4, 6, 5, 8, 20, 6, 5, 4, 6, 7]})
    # the first six are 4 5 5 6 7 8: their median lies half-way between 5 and 6
    assert run_chart(data, freeze=np.int64(6)).analysis.centre == 5.5
