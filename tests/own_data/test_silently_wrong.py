"""Is a sheet that would give a chart with nothing true in it asked about, or said to be so?"""

import doctest
from datetime import date

import pandas as pd
import pytest

from own_data.sheets.files import csv
from qilab.own_data.asking import Asked, Refused
from qilab.own_data.board.choosing import propose
from qilab.own_data.measure import Measure
from qilab.own_data.read import read
from qilab.own_data.reading import added_up

COUNT = {"kind": "count", "better": "lower"}
VALUE = {"kind": "value", "better": "higher"}
MONTHS = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]
TODAY = date(2026, 11, 29)


def sheet(numbers, heading="Falls", title="", first="2023-04-01"):
    months = pd.date_range(first, periods=len(numbers), freq="MS")
    rows = "".join(f"{month:%b %Y},{number}\n" for month, number in zip(months, numbers, strict=True))
    return csv(f"{title}Month,{heading}\n{rows}")


def question(source, **answers):
    found = read(source, answers, TODAY)
    assert isinstance(found, Asked), found
    return found.questions[0]


def measure(source, **answers):
    [found] = read(source, answers, TODAY)
    return found


def test_do_the_examples_give_what_they_say():
    assert doctest.testmod(added_up).failed == 0


def test_are_percentages_of_two_scales_asked_about_by_cell():
    mixed = sheet([81, 0.93, 82, 1], "Compliance")
    asked = question(mixed, **VALUE)
    assert "B3, B5" in asked.text and "Is 0.93 the same as 93%?" in asked.text
    percent = measure(mixed, **VALUE, **{asked.key: "percent"})
    assert (percent.unit, percent.table["count"].tolist()) == ("%", [81, 93, 82, 100])
    assert measure(mixed, **VALUE, **{asked.key: "as written"}).table["count"].tolist() == [81, 0.93, 82, 1]
    for days in ([0.5, 0.9, 1.3, 2.0, 12.0], [0.81, 0.93, 0.9], [81, 93, 240, 0.9]):  # one scale each
        assert isinstance(read(sheet(days, "Days"), VALUE, TODAY), list)


def test_is_a_point_asked_about_before_a_count_is_called_a_fraction():
    file = csv("Month;Falls\nApr 2024;1.899\nMay 2024;2.145\nJun 2024;1.634\n")
    assert question(file, **COUNT).key == "commas"
    assert measure(file, **COUNT, commas="thousands").table["count"].tolist() == [1899, 2145, 1634]


SUMS = [3, 5, 9, 9, 12, 14, 15, 19, 22, 24, 25, 30]


@pytest.mark.parametrize(
    ("source", "remedy"),
    [
        (sheet([4, 6, 5], "Falls YTD"), "its number minus the one before it"),
        (sheet([4, 6, 5], "Cumulative_falls"), "its number minus the one before it"),
        (sheet([4, 6, 5], title="Falls - year to date,\n"), "in April"),
        (sheet([4, 6, 5], "Falls (rolling 12 months)"), "Ask for the number of each month alone"),
        (sheet([*SUMS, *SUMS]), "in April"),
        (sheet([*SUMS, *SUMS], first="2023-01-01"), "its number minus the one before it"),
    ],
    ids=["heading", "underscore", "title", "rolling", "from April", "from January"],
)
def test_are_sums_of_months_not_charted_as_months(source, remedy):
    asked = question(source, **COUNT)
    assert asked.key.startswith("added up: ")
    refused = read(source, {**COUNT, asked.key: "added up"}, TODAY)
    assert isinstance(refused, Refused) and remedy in str(refused.reasons[0])
    assert measure(source, **COUNT, **{asked.key: "alone"}).table["count"].iloc[0] in (3, 4)


def test_is_a_column_of_months_beside_one_of_sums_charted():
    both = csv("Falls year to date,,\nMonth,Falls,Falls YTD\nApr 2024,4,4\nMay 2024,6,10\nJun 2024,5,15\n")
    assert measure(both, **COUNT, count="Falls", per="none").table["count"].tolist() == [4, 6, 5]


@pytest.mark.parametrize("label", ["{}", "Falls {}"], ids=["a row", "a title"])
def test_are_years_read_that_stand_above_blocks_with_the_newest_first(label):
    """1 to 12 from April 2024 on, 13 to 24 from April 2023 on."""
    blocks = [[f"{month},{n}" for n, month in enumerate(MONTHS, start)] for start in (1, 13)]
    if label == "{}":
        lines = ["Month,Falls", "2024/25,", *blocks[0], "2023/24,", *blocks[1]]
    else:
        lines = ["Falls 2024/25,", "Month,Falls", *blocks[0], "2023/24,", *blocks[1]]
    table = measure(csv("\n".join(lines)), **COUNT, **{"added up: Falls": "alone"}).table
    assert (table["period"].iloc[0], table["period"].iloc[-1]) == (
        pd.Timestamp("2023-04-01"),
        pd.Timestamp("2025-03-01"),
    )
    assert table["count"].tolist() == [*range(13, 25), *range(1, 13)]


def test_may_a_month_that_comes_again_be_a_year_earlier():
    lines = [f"{month},{n}" for n in (5, 7) for month in MONTHS]
    file = csv("\n".join(["Month,Falls", *lines]))
    asked = {q.key: q for q in read(file, {**COUNT, "year": "2024"}, TODAY).questions}
    assert [choice.value for choice in asked["again"].choices] == ["later", "earlier", "same"]
    table = measure(file, **COUNT, year="2024", again="earlier").table
    assert table["period"].iloc[0] == pd.Timestamp("2023-04-01")
    assert table["count"].tolist() == [7] * 12 + [5] * 12


def test_is_a_spread_beyond_chance_said_of_large_counts():
    """Of 1,800 and 2,200 in turn z is ±200/√2000 = ±4.47, so σ_z is 8.94/1.128 = 7.9."""

    def beware(counts):
        table = pd.DataFrame({"period": pd.date_range("2024-01-01", periods=12, freq="MS"), "count": counts})
        found = propose(Measure("Attendances", None, "count", "month", table))
        assert found.chart == "c"
        return " ".join(found.beware)

    assert "an I chart" in beware([1800, 2200] * 6) and "7.9 times" in beware([1800, 2200] * 6)
    assert "chance" not in beware([9, 12, 8, 11, 10, 9, 13, 10, 8, 11, 12, 9])


@pytest.mark.parametrize(("today", "whole"), [(date(2024, 6, 30), False), (date(2024, 7, 1), True)])
def test_is_a_month_that_is_not_over_said_to_be_so(today, whole):
    [found] = read(sheet([4, 6, 5], first="2024-04-01"), COUNT, today)
    assert any("may not be whole" in warning for warning in found.warnings) is not whole


def test_is_a_trust_among_its_wards_known_as_their_total():
    file = csv(
        "Month,Ward,Falls\n"
        + "".join(f"{m} 2024,Ash,3\n{m} 2024,Birch,4\n{m} 2024,Trust,7\n" for m in MONTHS[:3])
    )
    asked = question(file, **COUNT, place="Ward")
    assert "“Trust” at B4" in asked.text
    key = asked.key
    wards = read(file, {**COUNT, "place": "Ward", key: "total"}, TODAY)
    assert [ward.place for ward in wards] == ["Ash", "Birch"]
    whole = measure(file, **COUNT, place="none", double="add", **{key: "total"})
    assert whole.table["count"].tolist() == [7, 7, 7]
    assert len(read(file, {**COUNT, "place": "Ward", key: "place"}, TODAY)) == 3


def test_is_a_row_that_is_there_twice_said_to_be_a_copy():
    copied = csv("Month,Falls\nApr 2024,4\nMay 2024,6\nMay 2024,6\nJun 2024,5\n")
    assert "The rows of B3 and B4 are the same in every cell" in question(copied, **COUNT).text
    other = csv("Month,Falls\nApr 2024,4\nMay 2024,6\nMay 2024,7\nJun 2024,5\n")
    assert "the same" not in question(other, **COUNT).text
