"""Is a sheet that would give a chart with nothing true in it asked about, or said to be so?"""

import doctest
from datetime import date, datetime

import pandas as pd
import pytest

from own_data.sheets.files import csv, workbook
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


def test_are_wards_on_two_scales_asked_about():
    """Ash in hundredths, Birch in percent; a ward whose cells Excel shows as % stands beside one in hundredths as well."""

    def percent(book, sheet):
        for cell in sheet["C"][1:]:
            cell.number_format = "0%"

    rows = [["Month", "Ash", "Birch"], ["Apr 2024", 0.81, 84], ["May 2024", 0.9, 91], ["Jun 2024", 1, 88]]
    shown = workbook([rows[0], *([month, a, b / 100] for month, a, b in rows[1:])], change=percent)
    for file in (csv("\n".join(",".join(map(str, row)) for row in rows)), shown):
        given = {**VALUE, "count": ["Ash", "Birch"], "several": "places", "name": "Hand hygiene"}
        asked = question(file, **given)
        assert "“Ash” are like 0.9, those of “Birch” like 88. Is 0.9 the same as 90%?" in asked.text
        ash, birch = read(file, {**given, asked.key: "percent"}, TODAY)
        assert (ash.table["count"].tolist(), ash.unit, birch.unit) == ([81, 90, 100], "%", "%")
        ash, _ = read(file, {**given, asked.key: "as written"}, TODAY)
        assert ash.table["count"].tolist() == [0.81, 0.9, 1]
        measures = {**given, "several": "measures"}
        assert isinstance(read(file, measures, TODAY), list)  # of which each may have a scale of its own


@pytest.mark.parametrize("heading", ["Falls per 1,000 bed days", "% assessed", "Average wait"])
def test_is_a_number_that_was_worked_out_never_charted_as_a_count(heading):
    file = sheet([92, 95, 91], f'"{heading}"')
    asked = question(file, **COUNT)
    assert asked.key.startswith("worked out: ")
    assert measure(file, **COUNT, **{asked.key: "yes"}).kind == "value"
    assert measure(file, **COUNT, **{asked.key: "no"}).kind == "count"


def test_are_the_newest_months_kept_though_their_numbers_are_hidden():
    table = measure(sheet([12, 9, "*", 8, "<5"]), **COUNT).table
    assert len(table) == 5 and table["count"].isna().tolist() == [False, False, True, False, True]


def test_are_months_from_a_to_z_without_a_year_refused():
    """As a pivot table sorts names: April, August, December …"""
    rows = "".join(f"{month},{n}\n" for n, month in enumerate(sorted(MONTHS)))
    found = read(csv(f"Month,Falls\n{rows}"), {**COUNT, "year": "2024"}, TODAY)
    assert isinstance(found, Refused) and "not in order of time" in str(found.reasons[0])


def test_are_months_asked_about_that_excel_took_for_days():
    """“Jan 24” typed in 2025 is kept as 24 January 2025."""
    rows = [["Month", "Falls"], *([datetime(2025, month, 24), month] for month in (1, 2, 3, 4))]
    asked = question(workbook(rows), **COUNT)
    assert "A2 is kept as 24 January 2025" in asked.text and "Is it January 2024?" in asked.text
    months = measure(workbook(rows), **COUNT, **{asked.key: "months"}).table["period"]
    assert (months.iloc[0], months.iloc[-1]) == (pd.Timestamp("2024-01-01"), pd.Timestamp("2024-04-01"))
    assert measure(workbook(rows), **COUNT, **{asked.key: "days"}).table["period"].iloc[0].year == 2025


@pytest.mark.parametrize("merged", [True, False])
def test_are_two_columns_under_each_month_told_apart(merged):
    rows = [["Ward", "Apr 2024", None, "May 2024", None, "Jun 2024", None], [None, *["Bed days", "Falls"] * 3],
            ["Ash", 800, 1, 810, 2, 820, 3], ["Birch", 700, 4, 710, 5, 720, 6]]  # fmt: skip

    def merge(book, sheet):
        for span in ("B1:C1", "D1:E1", "F1:G1") if merged else ():
            sheet.merge_cells(span)

    given = {"wards": "upper", "count": "Falls", "per": "Bed days", "kind": "rate", "times": "1000", "better": "lower"}  # fmt: skip
    ash, birch = read(workbook(rows, change=merge), given, TODAY)
    assert (ash.place, ash.table["count"].tolist(), ash.table["per"].tolist()) == ("Ash", [1, 2, 3], [800, 810, 820])  # fmt: skip
    assert birch.table["count"].tolist() == [4, 5, 6]


def test_is_a_number_without_its_month_asked_about():
    file = workbook([["Month", "Falls"], ["Apr 2024", 4], [None, 6], ["Jun 2024", 5], [None, 15]])
    assert "A3 is empty" in question(file, **COUNT).text
    [found] = read(file, {**COUNT, "undated": "leave out"}, TODAY)
    assert any("row 5 (a number without a date)" in told for told in found.warnings)


def test_may_each_of_several_measures_be_of_its_own_kind():
    """Falls out of bed days and fewer are better; waits out of nothing; each with a target of its own."""
    file = csv("Month,Falls,Bed days,Seen\nApr 2024,3,800,51\nMay 2024,4,810,48\nJun 2024,5,790,55\n")
    given = {"count": ["Falls", "Seen"], "several": "measures", "per": "each", "per: Falls": "Bed days", "per: Seen": "none",
             "kind: Falls": "rate", "kind: Seen": "count", "times": "1000", "better": "each", "better: Falls": "lower",
             "better: Seen": "higher", "target: Seen": "50", "phases: Seen": "2024-05, 2024-06"}  # fmt: skip
    falls, seen = read(file, given, TODAY)
    assert (falls.kind, falls.times, falls.better, falls.target) == ("rate", 1000, "lower", None)
    assert (seen.kind, seen.times, seen.better, seen.target) == ("count", 1, "higher", 50)
    assert (len(falls.phases), len(seen.phases)) == (0, 2)
    found = read(file, {**given, "target": "5"}, TODAY)
    assert isinstance(found, Refused) and "drawn on all of them" in str(found.reasons[0])


def test_is_a_target_of_the_sheet_drawn_once_its_owner_agrees():
    file = csv(
        "Month,Assessed,Patients,Target\nApr 2024,51,60,0.95\nMay 2024,48,61,0.95\nJun 2024,55,58,0.95\n"
    )
    given = {"count": "Assessed", "per": "Patients", "kind": "proportion", "better": "higher"}
    asked = question(file, **given)
    assert "“Target” says 95% in every row" in asked.text
    assert measure(file, **given, **{asked.key: "yes"}).target == 95
    assert measure(file, **given, **{asked.key: "no"}).target is None
    assert measure(file, **given, target="90").target == 90


@pytest.mark.parametrize(
    "rows",
    [
        "Month,2024/25,2025/26,Variance\nFeb,4,6,2\nMar,5,7,2\n",
        "Year,Feb,Mar,Total\n2024/25,4,5,9\n2025/26,6,7,13\n",
        "Falls,2026,2025\nFeb,6,4\nMar,7,5\n",
    ],
    ids=["years across", "years down", "newest first"],
)
def test_is_a_square_of_months_and_years_one_line(rows):
    table = measure(csv(rows), **COUNT, name="Falls").table.dropna()
    assert table["count"].tolist() == [4, 5, 6, 7]
    assert table["period"].dt.strftime("%Y-%m").tolist() == ["2025-02", "2025-03", "2026-02", "2026-03"]


def test_are_two_measures_of_a_square_not_added_up():
    rows = [["Month", "Falls", None, "Bed days", None], [None, *["2024/25", "2025/26"] * 2],
            ["Apr", 9, 7, 800, 820], ["May", 8, 6, 810, 830]]  # fmt: skip

    def merge(book, sheet):
        for span in ("B1:C1", "D1:E1"):
            sheet.merge_cells(span)

    given = {"count": "Falls", "per": "Bed days", "kind": "rate", "times": "1000", "better": "lower"}
    table = measure(workbook(rows, change=merge), **given).table.dropna()
    assert (table["count"].tolist(), table["per"].tolist()) == ([9, 8, 7, 6], [800, 810, 820, 830])
    quarters = read(csv("Year,Q1,Q2\n2024/25,9,7\n2025/26,8,6\n"), COUNT, TODAY)
    assert isinstance(quarters, Refused) and "one row for each quarter" in str(quarters.reasons[0])
    for rows in (
        "Month,2024,2025\nNov,1,2\nDec,9,7\nJan,8,6\n",
        "Year,Nov,Dec,Jan\n2024,9,8,7\n2025,7,6,5\n",
    ):
        assert "Write the years as 2024/25" in str(read(csv(rows), COUNT, TODAY).reasons[0])
    beside = csv("Month,2024/25,2025/26,Beds\nApr,9,7,20\nMay,8,6,20\n")
    found = read(beside, COUNT, TODAY)
    assert isinstance(found, Refused) and "Leave only these columns" in str(found.reasons[0])


def test_is_it_said_that_a_target_which_changes_was_not_drawn():
    file = csv("Month,Wait,Target\nApr 2024,51,60\nMay 2024,48,60\nJun 2024,55,50\n")
    found = measure(file, count="Wait", per="none", kind="value", better="lower")
    assert found.target is None and any("so no target was drawn" in told for told in found.warnings)


@pytest.mark.parametrize(
    ("wait", "target", "drawn"),
    [
        ("91%", "0.95", 95),
        ("91%", "95%", 95),
        ("0.91", "95%", 0.95),
        ("0.91", "0.95", 0.95),
        ("91", "95", 95),
    ],
)
def test_is_a_target_drawn_on_the_scale_of_its_numbers(wait, target, drawn):
    file = csv("Month,Seen,Target\n" + "".join(f"{m} 2024,{wait},{target}\n" for m in ("Apr", "May", "Jun")))
    assert measure(file, **VALUE, count="Seen", per="none", **{"target column": "yes"}).target == drawn


def test_is_the_target_below_a_heading_that_of_its_own_measure():
    rows = [["Month", "Falls", None, "Complaints", None], [None, *["Actual", "Target"] * 2],
            *([month, n, 5, n + 1, 9] for n, month in enumerate(["Apr 2024", "May 2024", "Jun 2024"]))]  # fmt: skip
    given = {**COUNT, "wards": "neither", "count": "Falls – Actual", "per": "none"}
    asked = question(workbook(rows), **given)
    assert "“Falls – Target” says 5 in every row" in asked.text
    assert measure(workbook(rows), **given, **{asked.key: "yes"}).target == 5


def test_is_a_safety_cross_no_31_wards():
    """A month down the side, its days across the top."""
    days = ",".join(map(str, range(1, 32)))
    falls = "".join(f"{month} 2024,{','.join(['0', '1', *['0'] * 29])}\n" for month in ("May", "Jul", "Aug"))
    found = read(csv(f"Month,{days}\n{falls}"), COUNT, TODAY)
    assert isinstance(found, Refused) and "the month and the sum of its days" in str(found.reasons[0])


def test_are_fortnights_refused():
    days = "".join(f"{day:%d/%m/%Y},4\n" for day in pd.date_range("2024-04-01", periods=8, freq="14D"))
    found = read(csv(f"Fortnight from,Falls\n{days}"), COUNT, TODAY)
    assert isinstance(found, Refused) and "14 days apart" in str(found.reasons[0])


SUMS = [3, 5, 9, 9, 12, 14, 15, 19, 22, 24, 25, 30]


@pytest.mark.parametrize(
    ("source", "remedy"),
    [
        (sheet([4, 6, 5], "Falls YTD"), "its number minus the one before it"),
        (sheet([4, 6, 5], "Cumulative_falls"), "its number minus the one before it"),
        (sheet([4, 6, 5], title="Falls - year to date,\n"), "in April"),
        (sheet([4, 6, 5], "Falls (rolling 12 months)"), "Ask for the number for each month on its own"),
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

    def proposed(kind, counts, per=None):
        table = pd.DataFrame({"period": pd.date_range("2024-01-01", periods=12, freq="MS"), "count": counts})
        return propose(Measure("It", None, kind, "month", table if per is None else table.assign(per=per)))

    wide = proposed("count", [1800, 2200] * 6)
    assert wide.chart == "i" and "vary 7.9 times as much as chance" in wide.why
    assert any("mixed together" in told for told in wide.beware)
    quiet = proposed("count", [9, 12, 8, 11, 10, 9, 13, 10, 8, 11, 12, 9])
    assert quiet.chart == "c" and "chance" not in " ".join(quiet.beware)
    few = proposed("count", [1, 9] * 6)  # too few for limits as far below the mean as above it
    assert few.chart == "c" and "too narrow" in " ".join(few.beware)
    some = proposed("proportion", [1, 9] * 6, 1000.0)  # nobody can ask for another chart, so none is named
    assert some.chart == "p" and "too narrow" in (told := " ".join(some.beware)) and "p′" not in told
    assert proposed("rate", [180, 220] * 6, 1000.0).chart == "up"
    assert proposed("proportion", [400, 500] * 6, 1000.0).chart == "pp"
    assert (
        proposed("proportion", [985, 999] * 6, 1000.0).chart == "p"
    )  # one or two of a thousand are not seen


@pytest.mark.parametrize(("today", "whole"), [(date(2024, 6, 30), False), (date(2024, 7, 1), True)])
def test_is_a_month_that_is_not_over_said_to_be_so(today, whole):
    source = sheet([4, 6, 5], first="2024-04-01")
    if whole:
        assert read(source, COUNT, today)[0].table["count"].tolist() == [4, 6, 5]
        return
    [asked] = read(source, COUNT, today).questions
    assert "The month from 1 June 2024 is not over yet" in asked.text
    [left] = read(source, {**COUNT, "unfinished": "leave out"}, today)
    assert left.table["count"].tolist() == [4, 6] and "not over yet" in " ".join(left.warnings)
    assert len(read(source, {**COUNT, "unfinished": "whole"}, today)[0].table) == 3


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


@pytest.mark.parametrize("years", [["2023/24", "2023/24", "2024/25"], ["2023/24", None, "2024/25"]])
@pytest.mark.parametrize("quarters", [["Q3", "Q4 (Jan to Mar)", "Q1"], [3, 4, 1]])
def test_are_quarters_beside_their_years_not_added_up_to_years(years, quarters):
    rows = [["Year", "Quarter", "Complaints"], *map(list, zip(years, quarters, [9, 7, 8], strict=True))]
    found = measure(workbook(rows), **COUNT)
    assert (found.frequency, found.table["count"].tolist()) == ("quarter", [9, 7, 8])
    assert found.table["period"].dt.strftime("%Y-%m").tolist() == ["2023-10", "2024-01", "2024-04"]


def test_are_months_asked_about_that_an_american_program_took_for_days_of_january():
    """01/04/2024, 01/05/2024 … kept as 4 January, 5 January …; of every month of a year nothing stays text."""
    months = pd.date_range("2024-04-01", periods=12, freq="MS")
    rows = [["Month", "Falls"], *([datetime(m.year, 1, m.month), n % 5] for n, m in enumerate(months))]
    asked = question(workbook(rows), **COUNT)
    assert "Is A2 4 January 2024 or 1 April 2024?" in asked.text
    table = measure(workbook(rows), **COUNT, **{asked.key: "swapped"}).table
    assert table["period"].tolist() == list(months) and table["count"].tolist() == [
        0,
        1,
        2,
        3,
        4,
        0,
        1,
        2,
        3,
        4,
        0,
        1,
    ]
    assert measure(workbook(rows[:10]), **COUNT, **{asked.key: "as stored"}).frequency == "day"


def test_is_a_ward_written_once_above_its_months_the_ward_of_all():
    file = csv(
        "Ward,Month,Falls\nAsh,Apr 2024,4\n,May 2024,6\nBirch,Apr 2024,1\n,May 2024,2\nGrand Total,,13\n"
    )
    asked = question(file, **COUNT, place="Ward")
    assert "empty at A3" in asked.text
    ash, birch = read(file, {**COUNT, "place": "Ward", asked.key: "above"}, TODAY)
    assert (ash.table["count"].tolist(), birch.table["count"].tolist()) == ([4, 6], [1, 2])


def test_is_the_number_of_a_week_no_number_of_a_case():
    days = pd.date_range("2025-01-06", periods=20, freq="7D")
    rows = [["Week No", "W/C", "Falls"], *([n, day.to_pydatetime(), 5] for n, day in enumerate(days, 2))]
    assert measure(workbook(rows), **COUNT, count="Falls", per="none").frequency == "week"
