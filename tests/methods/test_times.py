"""How is a time read that somebody wrote, and is it read alike wherever it stands?"""

from __future__ import annotations

from datetime import time
from decimal import Decimal

import pandas as pd
import pytest

from qilab.charts import control_chart, run_chart
from qilab.methods.spc import spc
from qilab.methods.times import natural_order, read_text, speaks_of_time

Y = [9, 4, 7, 5, 3, 4, 5, 6, 7, 8, 9, 6, 8, 5, 7, 6, 9, 4]
MONTHS = pd.date_range("2023-01-01", periods=18, freq="MS")
DATA = pd.DataFrame({"t": MONTHS, "y": Y})

READ = {
    "2023-04-01": ("2023-04-01", "2023-04-02"),
    "2023-04": ("2023-04-01", "2023-05-01"),
    "2023/04/01": ("2023-04-01", "2023-04-02"),
    "13 Jan 2023": ("2023-01-13", "2023-01-14"),
    "3rd of April 2023": ("2023-04-03", "2023-04-04"),
    "Mon 3 April 2023": ("2023-04-03", "2023-04-04"),
    "Apr 1, 2023": ("2023-04-01", "2023-04-02"),
    "Apr 2023": ("2023-04-01", "2023-05-01"),
    "September '23": ("2023-09-01", "2023-10-01"),
    "01/2023": ("2023-01-01", "2023-02-01"),
    "13/06/2023": ("2023-06-13", "2023-06-14"),
    "05/05/2023": ("2023-05-05", "2023-05-06"),
    "2023": ("2023-01-01", "2024-01-01"),
    "2011-12": ("2011-12-01", "2012-01-01"),
    "2024-02-29 09:30": ("2024-02-29 09:30", "2024-02-29 09:31"),
}


@pytest.mark.parametrize("text", READ)
def test_what_does_a_written_time_cover(text):
    span = read_text(text)
    assert (span.start, span.end) == tuple(map(pd.Timestamp, READ[text]))


NOT_READ = [
    *("today", "now", "10:30", "soon", "Week 10", "Q1 2023", "2023 W5", "April", "1st quarter", "FY23/24 Q1", ""),
    *("2022/23", "2011/12", "2023-02-31", "06/13/2023", "13/06/23", "Apr-23", "31 Foo 2023", "2023-13", "25:00"),
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_READ)
def test_what_is_no_date(text):
    assert read_text(text) is None


EVERYWHERE = {
    "phase": lambda v: spc(DATA, "i", y="y", x="t", phase=v),
    "phase of a group": lambda v: spc(DATA, "i", y="y", x="t", phase={"all": [v]}),
    "exclude": lambda v: spc(DATA, "i", y="y", x="t", exclude=v),
    "notes on a run chart": lambda v: run_chart(DATA, x="t", y="y", notes={v: "x"}),
    "notes on a control chart": lambda v: control_chart(spc(DATA, "i", y="y", x="t"), notes={v: "x"}),
    "a column of spc": lambda v: spc(DATA.assign(t=[v] * 18), "i", y="y", x="t"),
    "a column of a run chart": lambda v: run_chart(DATA.assign(t=[v] * 18), x="t", y="y"),
}


@pytest.mark.parametrize("where", EVERYWHERE)
@pytest.mark.parametrize(
    "text", ["01/06/2023", "1.6.2023", "01-06-2023", "today", "now", "10:30", "Week 10", "June"]
)
def test_is_what_can_be_misread_refused_everywhere(where, text):
    with pytest.raises(ValueError, match=r"[Ww]rite|first day of each|Give such a value"):
        EVERYWHERE[where](text)


@pytest.mark.parametrize(
    "text", ["2023-06-01", "2023-06", "Jun 2023", "1 June 2023", "June 1, 2023", "06/2023"]
)
def test_is_june_june_everywhere(text):
    june = pd.Timestamp("2023-06-01")
    points = spc(DATA, "i", y="y", x="t", phase=text).points
    assert points.loc[points["part"] == 2, "x"].iloc[0] == june
    points = spc(DATA, "i", y="y", x="t", exclude=text).points
    assert points.loc[~points["include"], "x"].tolist() == [june]
    for picture in (
        run_chart(DATA, x="t", y="y", notes={text: "n"}),
        control_chart(spc(DATA, "i", y="y", x="t"), notes={text: "n"}),
    ):
        assert picture.spec["datasets"]["notes"][0]["x"] == june.value / 1e6


WAYS = {
    "Apr 1, 2023": lambda t: f"{t:%b} {t.day}, {t.year}",
    "Apr 2023": lambda t: f"{t:%b %Y}",
    "04/2023": lambda t: f"{t:%m/%Y}",
    "1 April 2023": lambda t: f"{t.day} {t:%B %Y}",
    "2023/04/01": lambda t: f"{t:%Y/%m/%d}",
    "28/04/2023": lambda t: f"28/{t:%m/%Y}",
}


@pytest.mark.parametrize("way", WAYS)
def test_are_times_as_text_put_in_order_by_time_and_not_by_their_letters(way):
    """Letters would begin with April; the limits of an I chart rest on what follows what."""
    data = DATA.assign(t=[WAYS[way](t) for t in MONTHS]).sample(frac=1, random_state=3)
    assert spc(data, "i", y="y", x="t").points["y"].tolist() == Y
    if way == "2023/04/01":  # the one way whose letters are in the order of time
        return
    by_letters = spc(data.sort_values("t"), "i", y="y").points["ucl"][0]
    assert spc(data, "i", y="y", x="t").points["ucl"][0] != pytest.approx(by_letters)


TEMPLATES = ["Q{} 2023", "Week {}", "wk {}", "2023 W{}", "2023-W{}", "{}st quarter", "Day {}", "FY23/24 Q{}", "Month {}",
             "{}:30", "H{} 2023", "Period {}", "Year {}", "week ending {} Apr"]  # fmt: skip


@pytest.mark.parametrize("template", [*TEMPLATES, "weekdays", "months"])
@pytest.mark.parametrize("chart", ["spc", "run_chart"])
def test_are_other_words_of_time_refused_with_what_to_do(template, chart):
    names = {"weekdays": ["Monday", "Tuesday", "Wednesday"] * 6, "months": ["January", "February"] * 9}
    words = names.get(template) or [template.format(i) for i in range(1, 19)]
    with pytest.raises(
        ValueError, match=r"cannot be put in order safely.*first day of each week, month or quarter"
    ):
        if chart == "spc":
            spc(DATA.assign(t=words), "i", y="y", x="t")
        else:
            run_chart(DATA.assign(t=words), x="t", y="y")


def test_are_days_first_only_where_the_column_shows_it():
    weeks = pd.date_range("2023-01-02", periods=18, freq="7D")
    data = DATA.assign(t=[f"{t:%d/%m/%Y}" for t in weeks])
    result = spc(data, "i", y="y", x="t", phase="06/03/2023")
    assert result.points["x"].tolist() == list(weeks)
    assert result.points.loc[result.points["part"] == 2, "x"].iloc[0] == pd.Timestamp("2023-03-06")
    assert any("day first" in note for note in result.notes)
    assert "day first" in run_chart(data, x="t", y="y").describe()
    month_first = DATA.assign(t=[f"{t:%m/%d/%Y}" for t in weeks])
    with pytest.raises(ValueError, match="dayfirst"):
        spc(month_first, "i", y="y", x="t")


def test_are_names_of_places_no_times():
    for name in ("Day Surgery", "Ward 10", "May Ward", "D4", "W10", "Sunday Clinic", "A&E", "Bay 3"):
        assert not speaks_of_time(name), name
    assert [["ward 10", "ward 9", "A"][i] for i in natural_order(["ward 10", "ward 9", "A"])] == [
        "A",
        "ward 9",
        "ward 10",
    ]


@pytest.mark.parametrize("names", [["Elm", "Ash", "Oak"] * 6, [f"Ward {i}" for i in range(18)]])
def test_is_a_chart_of_things_without_an_order_said_to_be_one(names):
    data = DATA.assign(t=names)
    for chart in ("i", "run", "mr"):
        assert any("no order of time" in note for note in spc(data, chart, y="y", x="t").notes)
    assert "no order of time" in run_chart(data, x="t", y="y").describe()


def test_is_a_date_found_by_the_clock_of_its_own_zone():
    """Midnight of 1 June in London is 23:00 of 31 May in UTC."""
    data = DATA.assign(t=MONTHS.tz_localize("Europe/London"))
    for value in ("2023-06", "2023-06-01", pd.Timestamp("2023-05-31 23:00", tz="UTC"), "2023-05-31 23:00Z"):
        points = spc(data, "i", y="y", x="t", exclude=value).points
        assert points.index[~points["include"]].tolist() == [5], value
    x = [row["x"] for row in run_chart(data, x="t", y="y").spec["datasets"]["points"]]
    assert [pd.Timestamp(v, unit="ms") for v in x] == list(MONTHS)


def test_does_a_day_stand_for_its_hours_and_a_month_for_its_weeks():
    hours = DATA.assign(t=pd.date_range("2023-05-01", periods=18, freq="6h"))
    points = spc(hours, "i", y="y", x="t", exclude="2023-05-02").points
    assert points.index[~points["include"]].tolist() == [4, 5, 6, 7]
    weeks = DATA.assign(t=pd.date_range("2023-01-02", periods=18, freq="7D"))
    points = spc(weeks, "i", y="y", x="t", exclude="2023-02").points
    assert points.index[~points["include"]].tolist() == [5, 6, 7, 8]


def test_is_the_first_points_date_found():
    """All phases by their beginnings, the first included; an export that keeps the hour; a month for its 15th."""
    points = spc(DATA, "i", y="y", x="t", phase=["2023-01-01", "2024-01-01"]).points
    assert points["part"].tolist() == [1] * 12 + [2] * 6
    nine = DATA.assign(t=MONTHS + pd.Timedelta(hours=9))
    for value in ("2023-01", "2023-01-01", MONTHS[0], MONTHS[0].date()):
        assert not spc(nine, "i", y="y", x="t", exclude=value).points["include"][0]
    middle = DATA.assign(t=MONTHS + pd.Timedelta(days=14))
    place = run_chart(middle, x="t", y="y", notes={"2023-01": "n"}).spec["datasets"]["notes"][0]["x"]
    assert pd.Timestamp(place, unit="ms") == pd.Timestamp("2023-01-15")
    with pytest.raises(ValueError, match="no point"):
        spc(DATA, "i", y="y", x="t", phase="2022-12-01")


@pytest.mark.parametrize("role", ["phase", "exclude", "freeze"])
def test_is_a_number_that_may_mean_two_points_said_to_be_ambiguous(role):
    """Weeks 5 to 22: point 13 is week 17, and week 13 is point 9."""
    data = DATA.assign(t=range(5, 23))
    result = spc(data, "i", y="y", x="t", **{role: 13})
    assert any(note.startswith(f"{role}: 13 is ambiguous") for note in result.notes)
    counted = spc(DATA.assign(t=range(1, 19)), "i", y="y", x="t", **{role: 13})
    assert not any("ambiguous" in note for note in counted.notes)


def test_is_a_number_that_is_no_place_looked_for_on_the_axis():
    data = DATA.assign(t=range(2005, 2023))
    assert spc(data, "i", y="y", x="t", phase=2010).points["part"].tolist() == [1] * 5 + [2] * 13
    assert not spc(data, "i", y="y", x="t", exclude=2005).points["include"][0]


def test_is_a_column_of_true_and_false_read_or_refused():
    after = DATA.assign(c=[False] * 6 + [True] * 12)
    assert spc(after, "i", y="y", x="t", phase="c").points["part"].tolist() == [1] * 6 + [2] * 12
    for marks in ([False] * 6 + [True] + [False] * 11, [True] * 6 + [False] * 12, [True] + [False] * 17):
        with pytest.raises(ValueError, match="True and False, which may mark"):
            spc(DATA.assign(c=marks), "i", y="y", x="t", phase="c")
    with pytest.raises(ValueError, match="not the label of a phase"):
        spc(DATA.assign(c=["a"] * 9 + [None] * 9), "i", y="y", x="t", phase="c")


@pytest.mark.parametrize("role", ["phase", "exclude"])
def test_are_labels_that_differ_within_a_point_refused(role):
    twice = pd.concat([DATA, DATA], ignore_index=True).assign(c=[i >= 20 for i in range(36)])
    if role == "phase":
        twice["c"] = twice["c"].map({True: "new", False: "old"})
    with pytest.raises(ValueError, match=f"{role}: column “c” has different labels within one point"):
        spc(twice, "i", y="y", x="t", **{role: "c"})


ODD_TIMES = {
    "a quarter of a short financial year": [f"Q{i % 4 + 1} {20 + i // 4}/{21 + i // 4}" for i in range(18)],
    "a week commencing": [f"w/c {t:%d/%m/%Y}" for t in MONTHS],
    "financial years that look like months": ["2010-11", "2011-12"] * 9,
    "months as one number": [int(f"{t:%Y%m}") for t in MONTHS],
    "days as one number": [int(f"{t:%Y%m%d}") for t in MONTHS],
    "months as categories": pd.Categorical([int(f"{t:%Y%m}") for t in MONTHS]),
    "True and False": [False] * 9 + [True] * 9,
    "True and False, nullable": pd.array([False] * 9 + [True] * 9, dtype="boolean"),
    "numbers that a float cannot tell apart": [10**30 + i for i in range(18)],
    "clock times": [time(i) for i in range(18)],
    "bytes": [b"2023-01"] * 18,
    "tuples": [(2023, i) for i in range(18)],
}


@pytest.mark.parametrize("kind", ODD_TIMES)
@pytest.mark.parametrize("draw", [lambda d: spc(d, "i", y="y", x="t"), lambda d: run_chart(d, "t", "y")])
def test_is_a_column_that_would_be_put_in_a_wrong_order_refused_by_every_chart(kind, draw):
    with pytest.raises(ValueError, match=r"“.*(dates|Count from a smaller number)"):
        draw(DATA.assign(t=ODD_TIMES[kind]))


def test_are_months_still_read_that_could_be_one_financial_year():
    words = [f"{t:%Y-%m}" for t in pd.date_range("2010-06-01", periods=18, freq="MS")]
    assert spc(DATA.assign(t=words), "i", y="y", x="t").points["x"].iloc[5] == pd.Timestamp("2010-11-01")


def test_are_years_and_plain_counts_still_numbers():
    for counted in (range(1990, 2008), range(1, 19), range(1000, 1018)):
        assert spc(DATA.assign(t=list(counted)), "i", y="y", x="t").points["x"].tolist() == list(counted)


def test_are_decimals_numbers_in_order():
    result = spc(DATA.assign(t=[Decimal(18 - i) for i in range(18)]), "i", y="y", x="t")
    assert result.points["y"].tolist() == Y[::-1]
    assert not any("no order" in note for note in result.notes)
