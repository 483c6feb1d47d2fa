"""Is the table found on a sheet as people lay it out, and are its cells read as they are meant?"""

import doctest
from datetime import datetime

import numpy as np
import pytest

from own_data.sheets.files import csv, workbook
from qilab.own_data.asking import Answers, Stop
from qilab.own_data.reading import numbers
from qilab.own_data.reading.amounts import is_numeric, read_amounts
from qilab.own_data.reading.book import Percent, Uncalculated, Unclear
from qilab.own_data.reading.numbers import read_number
from qilab.own_data.reading.open_book import open_book
from qilab.own_data.reading.table import TOTAL, Column
from qilab.own_data.reading.tables import find_tables


def tables(source):
    return find_tables(open_book(source, Answers()).sheets[0])


def headings(table):
    return [column.heading for column in table.columns]


def test_do_the_examples_give_what_they_say():
    assert doctest.testmod(numbers).failed == 0


def test_is_a_table_found_below_titles_and_above_notes():
    file = csv(
        "Falls report,,\nWard 4,,\n,,\nMonth,Falls,Bed days\nApr 2024,3,800\nMay 2024,4,820\nTotal,7,1620\n,,\n"
        "Source: Datix,,\n"
    )
    [table] = tables(file)
    assert headings(table) == ["Month", "Falls", "Bed days"]
    assert table.columns[1].values == ["3", "4"]
    assert table.columns[1].where(0) == "B5"
    assert table.dropped == ["row 7 (“Total”)"]
    assert "Ward 4" in table.title


def test_do_merged_headings_name_each_column_below_them():
    def merge(book, sheet):
        sheet.merge_cells("B1:C1")
        sheet.merge_cells("D1:E1")

    rows = [[None, "Ward 1", None, "Ward 2"], ["Month", "Falls", "Bed days", "Falls", "Bed days"]]
    rows += [[datetime(2024, month, 1), month, 800, 5, 700] for month in (1, 2, 3)]
    wanted = ["Month", "Ward 1 – Falls", "Ward 1 – Bed days", "Ward 2 – Falls", "Ward 2 – Bed days"]
    [merged], [saved_as_csv] = tables(workbook(rows, change=merge)), tables(workbook(rows))
    assert headings(merged) == headings(saved_as_csv) == wanted


def test_is_a_table_across_found_below_the_date_of_a_report_and_beside_one_down():
    made = "Report run,03/04/2025,,\nPeriod from,01/04/2023,,\n,,,\n"
    across = "Measure,Apr 2024,May 2024,Jun 2024\nFalls,1,2,3\n,,,\n"
    [table] = tables(csv(made + across))
    assert table.across and headings(table) == ["Measure", "Falls"]
    first, second = tables(csv(across + "Month,Ulcers,,\nApr 2024,5,,\nMay 2024,6,,\n"))
    assert (first.across, headings(first)) == (True, ["Measure", "Falls"])
    assert (second.across, headings(second)) == (False, ["Month", "Ulcers"])


def test_are_two_tables_told_apart_below_and_beside_each_other():
    below = csv("Month,Falls\nApr 2024,1\nMay 2024,2\n\nMonth,Ulcers\nApr 2024,5\nMay 2024,6\n")
    beside = csv("Month,Falls,,Month,Ulcers\nApr 2024,1,,Apr 2024,5\nMay 2024,2,,May 2024,6\n")
    for file in (below, beside):
        first, second = tables(file)
        assert (first.columns[1].heading, first.columns[1].values) == ("Falls", ["1", "2"])
        assert (second.columns[1].heading, second.columns[1].values) == ("Ulcers", ["5", "6"])


def test_does_an_empty_row_or_column_not_end_a_table():
    [table] = tables(csv("Month,,Falls\nApr 2024,,1\n\nMay 2024,,2\nJun 2024,,3\n"))
    assert headings(table) == ["Month", "Falls"]
    assert table.columns[1].values == ["1", "2", "3"]


def test_are_months_across_the_top_turned():
    file = csv(
        "Falls by ward,,,,,\nWard,Measure,Apr 2024,May 2024,Jun 2024,Total\nWard 1,Falls,1,2,3,6\n,Bed days,800,810,790,2400\n"
        "Ward 2,Falls,4,5,6,15\nAll wards,Falls,5,7,9,21\n"
    )
    [table] = tables(file)
    assert table.across
    assert [column.levels for column in table.columns[1:]] == [
        ("Ward 1", "Falls"),
        ("Ward 1", "Bed days"),
        ("Ward 2", "Falls"),
    ]
    assert table.columns[0].values == ["Apr 2024", "May 2024", "Jun 2024"]
    assert table.columns[2].values == ["800", "810", "790"]
    assert table.columns[2].where(0) == "C4"
    assert table.dropped == ["column F (“Total”)", "row 6 (“All wards”)"]


def test_are_years_found_by_their_heading():
    [table] = tables(csv("Year,Deaths\n2022,2010\n2023,1990\n2024,2005\n"))
    assert [table.columns[n].heading for n in table.times] == ["Year"]


@pytest.mark.parametrize(
    "word",
    ["Total", "Grand Total", "TOTAL 2023/24", "2023/24 total", "Average", "YTD", "Sub-total", "Trust total"],
)
def test_is_a_total_known_by_its_name(word):
    assert TOTAL.match(word)


@pytest.mark.parametrize("word", ["Ward 4", "Totnes", "Apr 2024", "Meanwood", "Summer ward", "Averill ward"])
def test_is_a_ward_no_total(word):
    assert not TOTAL.match(word)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12", 12), ("1,234", 1234), ("£1,234.50", 1234.5), ("12.5%", 12.5), ("12 %", 12), ("(5)", -5), ("−3", -3),
        ("7*", 7), ("7¹", 7), ("7 (provisional)", 7), ("1 234", 1234), ("0", 0), (".5", 0.5), (3.0, 3), (Percent(12.5), 12.5),
    ],
)  # fmt: skip
def test_is_a_number_read_as_it_is_written(written, number):
    assert read_number(written).number == number


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (None, "empty"), ("-", "empty"), ("nil", "nil"), ("n/a", "missing"), ("#DIV/0!", "missing"), ("<5", "small"),
        ("*", "small"), ("1-7", "small"), (Uncalculated(), "uncalculated"), (Unclear("121"), "odd"), (True, "odd"),
        (datetime(2024, 4, 3), "odd"), ("3/120", "odd"), ("1,5", "odd"), ("12 days", "odd"), ("=1+1", "odd"), ("1,23,4", "odd"),
        (float("inf"), "odd"), ("1e400", "odd"),
    ],
)  # fmt: skip
def test_is_anything_else_no_number(written, kept):
    found = read_number(written)
    assert found.number is None and found.kept.value == kept


def column(*values):
    return Column(("Falls",), list(values), [(n + 1, 1) for n in range(len(values))])


def amounts(*values, comma=False, **given):
    answers = Answers(given)
    found, percent = read_amounts(column(*values), comma, answers)
    answers.settle()
    return found.tolist(), percent, answers.seen


def test_is_an_empty_cell_asked_about_but_not_the_months_to_come():
    with pytest.raises(Stop) as stopped:
        amounts("3", None, "-", "4", None)
    [question] = stopped.value.outcome.questions
    assert "B3, B4." in question.text
    assert amounts("3", None, "4", **{"empty: Falls": "zero"})[0] == [3, 0, 4]
    assert np.isnan(amounts("3", "4", None)[0][2])


def test_is_nil_not_taken_for_what_a_dash_beside_it_means():
    """The dash is not known, and “nil” is 0: one answer for both would chart one of them wrongly."""
    with pytest.raises(Stop) as stopped:
        amounts("3", "-", "nil", "4")
    assert [q.key for q in stopped.value.outcome.questions] == ["empty: Falls", "nil: Falls"]
    found = amounts("3", "-", "nil", "4", **{"empty: Falls": "missing", "nil: Falls": "zero"})[0]
    assert (np.isnan(found[1]), found[2]) == (True, 0)


def test_are_commas_asked_about_only_where_the_file_may_use_them_for_tenths():
    assert amounts("1,234", "5")[0] == [1234, 5]
    assert amounts("1,234", "5,5", comma=None)[0] == [1.234, 5.5]
    with pytest.raises(Stop) as stopped:
        amounts("1,234", "5", comma=None)
    assert stopped.value.outcome.questions[0].text == "1,234: is this 1,234 or 1.234?"
    assert amounts("1,234", "5", comma=None, commas="decimal")[0] == [1.234, 5]
    assert amounts("1.234", "5", comma=None, commas="thousands")[0] == [1234, 5]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        (["3", Uncalculated()], "B3: There is a formula here"),
        (["12%", "0.5"], "B3: Some cells of the column are percentages"),
    ],
)
def test_are_cells_refused_that_would_be_wrong(values, says):
    with pytest.raises(Stop) as stopped:
        amounts(*values)
    assert says in str(stopped.value.outcome.reasons[0])


def test_is_it_said_what_was_left_out():
    seen = " ".join(amounts("3", "<5", "n/a", "7*")[2])
    assert (
        "small numbers hidden at B3" in seen and "B4 is not known" in seen and "footnote marks at B5" in seen
    )


def test_is_a_column_of_wards_no_column_of_numbers():
    assert is_numeric(column("3", "n/a", "x 4"), False)
    assert not is_numeric(column("Ward 4", "Ward 5", "6"), False)
    assert not is_numeric(column("n/a", "n/a"), False)
