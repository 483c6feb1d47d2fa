"""Twenty spreadsheets as people make them: right measures, a question, or a refusal that says what to do.

What each must give was worked out by hand from the cells that are written here.
"""

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from own_data.sheets.files import csv, ods, workbook
from qilab.own_data import read as way_in
from qilab.own_data.asking import Asked, Refused
from qilab.own_data.source import Source

TODAY = date(2026, 11, 29)
COUNT = {"kind": "count", "better": "lower"}
RATE = {"kind": "rate", "times": "1000", "better": "lower"}
NHS_NUMBERS = ["943 476 5919", "9434765870", "943-476-5838"]  # from the range that is kept for tests


def read(source, **answers):
    return way_in.read(source, answers, TODAY)


def measures(source, **answers):
    found = read(source, **answers)
    assert isinstance(found, list), found
    return found


def measure(source, **answers):
    [found] = measures(source, **answers)
    return found


def counts(found):
    return [None if np.isnan(value) else value for value in found.table["count"]]


def asked(source, **answers):
    found = read(source, **answers)
    assert isinstance(found, Asked), found
    return {question.key: question for question in found.questions}


def refused(source, **answers):
    found = read(source, **answers)
    assert isinstance(found, Refused), found
    return " ".join(map(str, found.reasons)), found.offer


def test_1_months_and_bed_days_with_titles_totals_and_notes():
    file = workbook(
        [
            ["Inpatient falls, Ward 4"], [], ["Month", "Falls", "Occupied bed days"],
            [datetime(2024, 4, 1), 6, 810], [datetime(2024, 5, 1), 4, 795], [datetime(2024, 6, 1), 7, 802],
            ["Total", 17, 2407], [], ["Source: incident system, provisional"],
        ]
    )  # fmt: skip
    assert asked(file)["count"].many
    falls = measure(file, count="Falls", per="Occupied bed days", **RATE)
    assert counts(falls) == [6, 4, 7] and falls.table["per"].tolist() == [810, 795, 802]
    assert (falls.frequency, falls.kind, falls.times, falls.source) == (
        "month",
        "rate",
        1000,
        "falls.xlsx, sheet Sheet",
    )
    assert falls.unit == "Falls per 1,000 Occupied bed days"
    assert any("Left out as totals or labels: row 7" in sentence for sentence in falls.warnings)


def test_2_merged_headings_with_a_ward_above_its_columns():
    def merge(book, sheet):
        sheet.merge_cells("B1:C1")
        sheet.merge_cells("D1:E1")

    rows = [[None, "Ash", None, "Birch"], ["Month", "Falls", "Bed days", "Falls", "Bed days"]]
    rows += [[f"{name} 2024", n, 800, n + 5, 700] for n, name in enumerate(["Apr", "May", "Jun"])]
    file = workbook(rows, change=merge)
    question = asked(file)["wards"]
    assert [choice.label for choice in question.choices] == ["Ash, Birch", "Bed days, Falls", "Neither"]
    ash, birch = measures(file, wards="upper", count="Falls", per="Bed days", **RATE)
    assert (ash.place, counts(ash), birch.place, counts(birch)) == ("Ash", [0, 1, 2], "Birch", [5, 6, 7])
    assert birch.table["per"].tolist() == [700, 700, 700]


def test_3_empty_cells_and_not_available():
    file = csv("Month,Falls\nApr 2024,3\nMay 2024,n/a\nJun 2024,\nJul 2024,-\nAug 2024,5\n")
    question = asked(file, **COUNT)["empty: Falls"]
    assert "B4, B5" in question.text
    assert counts(measure(file, **COUNT, **{"empty: Falls": "missing"})) == [3, None, None, None, 5]
    assert counts(measure(file, **COUNT, **{"empty: Falls": "zero"})) == [3, None, 0, 0, 5]


def test_4_months_without_a_year_named_by_the_sheet():
    file = csv("Falls 2023/24\nMonth,Falls\nOct,1\nNov,2\nDec,3\nJan,4\nFeb,5\nMar,6\n")
    assert [c.value for c in asked(file)["year"].choices if c.means] == ["2023"]
    falls = measure(file, year="2023", **COUNT)
    assert f"{falls.table['period'].iloc[-1]:%Y-%m}" == "2024-03" and counts(falls) == [1, 2, 3, 4, 5, 6]


def test_5_days_that_may_be_months():
    file = csv("Date,Falls\n01/04/2024,3\n01/05/2024,4\n01/06/2024,5\n")
    assert asked(file)["dates"].text == "01/04/2024: is this 1 April or 4 January?"
    falls = measure(file, dates="day first", **COUNT)
    assert falls.frequency == "month" and f"{falls.table['period'].iloc[0]:%d %b}" == "01 Apr"


def test_6_american_dates_of_weeks():
    file = csv("Week ending,Falls\n03/31/2024,3\n04/07/2024,4\n04/14/2024,5\n")
    falls = measure(file, **COUNT)
    assert falls.frequency == "week" and f"{falls.table['period'].iloc[0]:%d %b}" == "25 Mar"
    assert any("month first" in sentence for sentence in falls.warnings)


def test_7_two_tables_on_one_sheet():
    file = csv(
        "Falls,\nMonth,Falls\nApr 2024,1\nMay 2024,2\n\nUlcers,\nMonth,Ulcers\nApr 2024,5\nMay 2024,6\n"
    )
    first, second = asked(file)["table"].choices
    assert "Ulcers" in second.means
    assert counts(measure(file, table=second.value, **COUNT)) == [5, 6]
    assert counts(measure(file, table=first.value, **COUNT)) == [1, 2]


def test_8_months_across_the_top_with_a_total():
    file = workbook(
        [
            ["Ward", "Apr 2024", "May 2024", "Jun 2024", "Total"],
            ["Ash", 1, 2, 3, 6],
            ["Birch", 4, 5, 6, 15],
            ["Total", 5, 7, 9, 21],
        ]
    )
    found = measures(file, count=["Ash", "Birch"], several="places", name="Falls", per="none", **COUNT)
    assert [(m.name, m.place, counts(m)) for m in found] == [
        ("Falls", "Ash", [1, 2, 3]),
        ("Falls", "Birch", [4, 5, 6]),
    ]


def test_9_percentages_as_text_and_as_excel_shows_them():
    as_text = csv("Month,Assessed\nApr 2024,92%\nMay 2024,88.5 %\nJun 2024,0%\n")

    def percent(book, sheet):
        for cell in sheet["B"][1:]:
            cell.number_format = "0%"

    rows = [["Month", "Assessed"], ["Apr 2024", 0.92], ["May 2024", 0.885], ["Jun 2024", 0]]
    for file in (as_text, workbook(rows, change=percent)):
        assessed = measure(file, kind="value", better="higher")
        assert counts(assessed) == [92, 88.5, 0] and assessed.unit == "%"
    assert "percentages" in refused(as_text, **COUNT)[0]


def test_10_thousands_pounds_and_footnotes():
    file = csv(
        'Month,Agency cost\nApr 2024,"£1,234,567"\nMay 2024,"£987,654.50"\nJun 2024,"£1,000,000¹"\n',
        encoding="utf-8",
    )
    cost = measure(file, kind="value", better="lower")
    assert counts(cost) == [1234567, 987654.5, 1000000]
    assert any("footnote" in sentence for sentence in cost.warnings)


def test_11_a_hidden_column_of_nhs_numbers():
    def hide(book, sheet):
        sheet.column_dimensions["C"].hidden = True

    rows = [
        ["Month", "Falls", "Ref"],
        *(
            [f"{m} 2024", n, v]
            for n, (m, v) in enumerate(zip(["Apr", "May", "Jun"], NHS_NUMBERS, strict=True))
        ),
    ]
    words, offer = refused(workbook(rows, change=hide))
    assert "column C (hidden)" in words and "NHS numbers" in words and "943" not in words
    assert [choice.value for choice in offer.choices] == ["drop"]
    assert counts(measure(workbook(rows, change=hide), personal="drop", **COUNT)) == [0, 1, 2]


def test_12_a_list_of_patients_is_counted_and_the_rest_is_gone():
    text = "NHS No,Date of incident,Ward,Age,Sex\n"
    days = ["03/04/2024", "17/04/2024", "28/05/2024", "29/05/2024", "30/06/2024", "30/06/2024"]
    for n, day in enumerate(days):
        text += f"{NHS_NUMBERS[n % 3]},{day},{'Ash' if n % 2 else 'Birch'},{70 + n},F\n"
    words, offer = refused(csv(text))
    assert (
        "column A: It looks as if it holds NHS numbers" in words and "6 rows looks like one patient" in words
    )
    assert [choice.value for choice in offer.choices] == ["week", "month", "quarter"]
    found = measures(csv(text), personal="month", name="Falls", place="Ward", **COUNT)
    # Birch: 3 April, 28 May, 30 June; Ash: 17 April, 29 May, 30 June
    assert [(m.place, counts(m)) for m in found] == [("Birch", [1, 1, 1]), ("Ash", [1, 1, 1])]


def test_13_one_row_an_event_without_anything_personal():
    file = csv(
        "Date,Ward,Harm\n03/04/2024,Ash,None\n17/04/2024,Ash,Low\n25/06/2024,Birch,None\n30/06/2024,Ash,None\n"
    )
    assert [c.value for c in asked(file)["row"].choices] == ["event"]
    given = {"row": "event", "every": "month", "name": "Falls"}
    assert counts(measure(file, **given, place="none", **COUNT)) == [2, 0, 2]
    ash, birch = measures(file, **given, place="Ward", **COUNT)
    assert (counts(ash), counts(birch)) == ([2, 0, 1], [0, 0, 1])
    gaps = measure(file, **given, place="none", kind="gap", better="higher")
    assert counts(gaps) == [None, 14, 69, 5]  # 17 April to 25 June: 13 + 31 + 25


def test_14_wards_in_a_column_with_a_month_missing():
    file = csv(
        "Month,Ward,Falls\nApr 2024,Ash,1\nApr 2024,Birch,2\nMay 2024,Birch,3\nJun 2024,Ash,4\nJun 2024,Birch,5\n"
    )
    ash, birch = measures(file, place="Ward", **COUNT)
    assert (counts(ash), counts(birch)) == ([1, None, 4], [2, 3, 5])
    assert "double" in asked(file, place="none", **COUNT)


def test_15_a_pivot_table_that_leaves_out_what_is_the_same_as_above():
    file = csv("Row Labels,Ward,Falls\nApr 2024,Ash,1\n,Birch,2\nMay 2024,Ash,3\n,Birch,4\nGrand Total,,10\n")
    assert "A3" in asked(file)["undated"].text
    ash, birch = measures(file, undated="above", place="Ward", **COUNT)
    assert (counts(ash), counts(birch)) == ([1, 3], [2, 4])


def test_16_semicolons_decimal_commas_and_cp1252():
    file = csv("Monat;Coût\n01.04.2024;1,5\n01.05.2024;12,25\n13.06.2024;3\n", encoding="cp1252")
    assert "row" in asked(file)  # 13 June fits no month's step
    file = csv("Mois;Coût\nApr 2024;1,5\nMay 2024;12,25\nJun 2024;3\n", encoding="cp1252")
    cost = measure(file, kind="value", better="lower")
    assert (cost.name, counts(cost)) == ("Coût", [1.5, 12.25, 3])


def test_17_financial_years_and_numbers_of_days():
    years = measure(csv("Year,Deaths\n2021/22,30\n2022/23,28\n2023/24,31\n"), **COUNT)
    assert years.frequency == "year" and f"{years.table['period'].iloc[0]:%d %b %Y}" == "01 Apr 2021"
    file = csv("Month,Falls\n45383,1\n45413,2\n45444,3\n")
    assert "1 April 2024" in asked(file)["serials"].text
    assert counts(measure(file, serials="days", **COUNT)) == [1, 2, 3]


def test_18_formulas_that_were_never_worked_out():
    words, _ = refused(
        workbook([["Month", "Falls"], ["Apr 2024", 3], ["May 2024", "=B2+1"], ["Jun 2024", 4]]), **COUNT
    )
    assert "B3: There is a formula here" in words and "save it" in words


def test_19_rows_that_a_filter_hides_and_a_hidden_sheet():
    def hide(book, sheet):
        sheet.row_dimensions[3].hidden = True
        other = book.create_sheet("Old")
        other.append(["Month", "Falls"])
        other.append(["Apr 2020", 9])
        other.append(["May 2020", 9])
        other.sheet_state = "hidden"

    rows = [["Month", "Falls"], ["Apr 2024", 3], ["May 2024", 5], ["Jun 2024", 4]]
    assert "hidden rows (1)" in asked(workbook(rows, change=hide))["hidden"].text
    falls = measure(workbook(rows, change=hide), hidden="keep", **COUNT)
    assert counts(falls) == [3, 5, 4] and any("“Old”" in sentence for sentence in falls.warnings)
    assert counts(measure(workbook(rows, change=hide), hidden="leave out", **COUNT)) == [3, None, 4]
    assert "hidden" in asked(ods(rows, hidden=(2,)))


def test_20_a_year_that_is_not_over():
    rows = "Month,Falls\nSep 2026,3\nOct 2026,5\nNov 2026,2\nDec 2026,{0}\nJan 2027,{0}\n"
    assert counts(measure(csv(rows.format("")), unfinished="whole", **COUNT)) == [3, 5, 2]
    assert "December 2026" in asked(csv(rows.format("0")), **COUNT)["future"].text
    assert counts(measure(csv(rows.format("0")), future="leave out", unfinished="leave out", **COUNT)) == [
        3,
        5,
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Month,Falls\nApr 2024,=cmd|'/c calc'!A0\nMay 2024,3\nJun 2024,4\n", "odd: Falls"),
        ("Month,Falls\nApr 2024,1,234\nMay 2024,3\nJun 2024,4\n", "more cells than there are headings"),
        ('Month,"=HYPERLINK(""x"")"\nApr 2024,1\nMay 2024,3\nJun 2024,4\n', "begins like a formula"),
        ("Month,Falls\nApr 2024,92%\nMay 2024,0.9\nJun 2024,80%\n", "percentages and these are not"),
        (
            "Month,Ward,Falls\nApr 2024,Ash,1\nApr 2024,ash,2\nMay 2024,Ash,1\nMay 2024,Birch,1\n",
            "spelled in two ways",
        ),
        ("Month,Falls\nApr 2024,2.5\nMay 2024,3\nJun 2024,4\n", "B2: Counts are whole numbers"),
        (
            "Month,Falls\nApr 2024,-2\nMay 2024,3\nJun 2024,4\n",
            "B2: Counts are whole numbers of 0 or more, and -2 is less",
        ),
        ("Falls,Bed days\n3,800\n4,790\n", "no two dates in it"),
        ("Month,Remark\nApr 2024,good\nMay 2024,bad\n", "one row for each month, but no column of numbers"),
        ("Month,Cost\nApr 2024,1.2E+05\nMay 2024,1.3E+05\n", "Make the column wider in Excel"),
    ],
)
def test_is_nothing_silently_wrong(text, says):
    found = read(csv(text), **COUNT, place="Ward")
    words = (
        " ".join(q.key for q in found.questions)
        if isinstance(found, Asked)
        else " ".join(map(str, found.reasons))
    )
    assert says in words


def test_are_many_rows_counted_each_once():
    first = datetime(2020, 1, 1)
    lines = [f"{first + timedelta(days=n % 1461):%Y-%m-%d},Ward {n % 100}" for n in range(20_000)]
    file = Source("events.csv", "\n".join(["Date,Ward", *lines]).encode())
    found = measures(file, row="event", every="year", name="Contacts", place="Ward", **COUNT)
    assert len(found) == 100 and sum(sum(counts(m)) for m in found) == 20_000


def months_of(found):
    return [f"{day:%Y-%m}" for day in found.table["period"]]


def test_are_months_and_years_put_together_wherever_they_stand():
    beside = csv("Year,Month,Falls\n2023,Nov,1\n,Dec,2\n2024,Jan,3\n")
    financial = csv("Financial year,Month,Falls\n2023/24,Nov,1\n2023/24,Dec,2\n2023/24,Jan,3\n")
    for file in (beside, financial):
        assert months_of(measure(file, date="Month", **COUNT)) == ["2023-11", "2023-12", "2024-01"]
    square = csv("Month,2022/23,2023/24,Average\nFeb,1,4,2.5\nMar,2,5,3.5\n")
    falls = measure(square, **COUNT, name="Falls")
    assert (months_of(falls)[0], months_of(falls)[-1], counts(falls)[:2]) == ("2023-02", "2024-03", [1, 2])
    above = csv("Ward,2023/24,,\n,Jan,Feb,Mar\nAsh,1,2,3\nBirch,4,5,6\n")
    ash, _ = measures(above, year="2024", count=["Ash", "Birch"], several="measures", **COUNT)
    assert months_of(ash) == ["2024-01", "2024-02", "2024-03"] and counts(ash) == [1, 2, 3]


def test_does_no_heading_swallow_a_row_whose_date_cannot_be_read():
    file = csv("Month,Falls\n31/04/2024,9\n30/04/2024,3\n31/05/2024,4\n30/06/2024,4\n")
    assert "A2 says “31/04/2024”" in asked(file, **COUNT)["odd dates"].text
    assert counts(measure(file, **COUNT, **{"odd dates": "leave out"})) == [3, 4, 4]


def test_are_bed_days_in_thousands_no_dates():
    file = csv("Month,Bed days\nApr 2024,25310\nMay 2024,24875\nJun 2024,2010\n")
    assert counts(measure(file, **COUNT)) == [25310, 24875, 2010]


def test_are_days_without_a_year_no_months_of_2001():
    assert "months" in asked(csv("Date,Falls\n1-Apr,3\n1-May,4\n1-Jun,4\n"), **COUNT)


def test_may_a_heading_be_answered_in_small_letters_and_is_a_wrong_one_asked_again():
    file = csv("Month,Falls,Ulcers\nApr 2024,3,1\nMay 2024,4,2\n")
    assert counts(measure(file, count="falls", per="none", **COUNT)) == [3, 4]
    assert "count" in asked(file, count="Fals", **COUNT)
    assert "per" in asked(file, count="Falls", **COUNT)


def test_has_each_of_several_measures_the_unit_of_its_own_column():
    file = csv("Month,Wait,Assessed\nApr 2024,31.5,92%\nMay 2024,30,95%\nJun 2024,28,97%\n")
    wait, assessed = measures(
        file, count=["Wait", "Assessed"], several="measures", kind="value", better="higher"
    )
    assert (wait.unit, assessed.unit) == ("Wait", "%")


def test_is_a_year_that_was_typed_wrongly_asked_about():
    months = ["Jan 2024", "Feb 2024", "Mar 2014", "Apr 2024", "May 2024"]
    file = csv("Month,Falls\n" + "".join(f"{month},3\n" for month in months))
    assert "between 1 March 2014 and 1 January 2024" in asked(file, **COUNT)["jump"].text
    empty = workbook(
        [["Month", "Falls"], *([datetime(2024, m, 1), 3] for m in (1, 2, 3)), [datetime(1900, 1, 1), 9]]
    )
    assert "A5" in asked(empty, **COUNT)["odd dates"].text


def test_is_a_total_that_is_a_measure_kept_among_others():
    file = csv(
        "Measure,Apr 2024,May 2024,Jun 2024\nTotal admissions,9,8,7\nTotal hip replacement,1,2,3\nTotal Care Unit,1,1,1\nTrust total,9,9,9\n"
    )
    assert [c.label for c in asked(file)["count"].choices] == [
        "Total admissions",
        "Total hip replacement",
        "Total Care Unit",
    ]


def test_are_weeks_by_number_asked_about_and_put_into_their_years():
    """ISO week 52 of 2024 begins on 23 December, week 1 of 2025 on 30 December (ISO 8601)."""
    file = csv("Week,Falls\nWeek 51,3\nWk 52,4\nWeek 1,5\nWeek 2,6\n")
    questions = asked(file)
    assert [c.value for c in questions["week numbers"].choices] == ["calendar", "other"] and questions[
        "year"
    ].free
    falls = measure(file, year="2024", **{"week numbers": "calendar"}, **COUNT)
    assert [f"{day:%d %b %Y}" for day in falls.table["period"]][1:3] == ["23 Dec 2024", "30 Dec 2024"]
    assert "first day of each week" in refused(file, year="2024", **{"week numbers": "other"})[0]
    wards = "".join(f"Week {w},{ward},{w}\n" for ward in ("Ash", "Birch") for w in (14, 15, 16))
    assert "again" in asked(csv(f"Week,Ward,Falls\n{wards}"))
    beside = csv("Year,Week,Falls\n2024,51,3\n2024,52,4\n2025,1,5\n")
    assert counts(measure(beside, **{"week numbers": "calendar"}, **COUNT)) == [3, 4, 5]


@pytest.mark.parametrize(
    ("weeks", "first", "length"),
    [
        (["1–7 Jan 2025", "8–14 Jan 2025", "15 - 21 January 2025"], "01 Jan 2025", "week"),
        (["30 Dec 2024 to 5 Jan 2025", "6 to 12 Jan 2025", "13-19 Jan 2025"], "30 Dec 2024", "week"),
        (["30 December – 5 January 2025", "6–12 Jan 2025", "13–19 Jan 2025"], "30 Dec 2024", "week"),
        (["01/04/2024 - 30/04/2024", "01/05/2024 - 31/05/2024", "01/06/2024 - 30/06/2024"], "01 Apr 2024", "month"),
        (["202404", "202405", "202406"], "01 Apr 2024", "month"),
    ],
)  # fmt: skip
def test_are_spans_of_days_read_as_what_they_are(weeks, first, length):
    falls = measure(csv("Period,Falls\n" + "".join(f"{week},{n}\n" for n, week in enumerate(weeks))), **COUNT)
    assert (f"{falls.table['period'].iloc[0]:%d %b %Y}", falls.frequency) == (first, length)
    assert counts(falls) == [0, 1, 2]


def test_is_a_span_that_is_no_week_or_month_no_date():
    """Ten days are no period that comes again."""
    file = csv("Period,Falls\n1–7 Jan 2025,3\n8–14 Jan 2025,4\n15–24 Jan 2025,5\n25–31 Jan 2025,5\n")
    assert "A4" in asked(file, **COUNT)["odd dates"].text


def test_is_a_pivot_table_with_years_above_its_months_read():
    rows = [
        ["Row Labels", "Sum of Falls"],
        [2023, 30],
        ["Nov", 14],
        ["Dec", 16],
        [2024, 31],
        ["Jan", 15],
        ["Feb", 16],
    ]
    falls = measure(workbook([*rows, ["Grand Total", 61]]), **COUNT)
    assert months_of(falls) == ["2023-11", "2023-12", "2024-01", "2024-02"] and counts(falls) == [
        14,
        16,
        15,
        16,
    ]
    assert any("row 2 (“2023”), row 5 (“2024”)" in sentence for sentence in falls.warnings)


def test_are_numbers_of_months_beside_years_read_unless_the_year_may_begin_in_april():
    calendar = csv("Year,Month,Falls\n2024,11,1\n2024,12,2\n2025,1,3\n")
    assert months_of(measure(calendar, **COUNT)) == ["2024-11", "2024-12", "2025-01"]
    named = csv("Year,Financial month,Falls\n2023/24,11,1\n2023/24,12,2\n2024/25,1,3\n")
    assert months_of(measure(named, **COUNT)) == ["2024-02", "2024-03", "2024-04"]
    finance = csv("Year,Period,Falls\n2023/24,M9,1\n2023/24,M10,2\n2023/24,M11,3\n")
    assert months_of(measure(finance, **COUNT)) == ["2023-12", "2024-01", "2024-02"]
    for file in (
        csv("Financial year,Month,Falls\n2024,1,1\n2024,2,2\n2024,3,3\n"),
        csv("Year,Month,Falls\n2024/25,1,1\n2024/25,2,2\n2024/25,3,3\n"),
        csv("Year,Month,Falls\n2024,11,1\n2024,12,2\n2024,1,3\n"),
    ):
        assert "may begin in January or in April" in refused(file)[0]


def test_does_a_long_table_give_a_column_for_each_measure():
    rows = "".join(
        f"{m} 2024,{w},Falls,{n}\n{m} 2024,{w},Bed days,800\n"
        for n, m in enumerate(("Apr", "May", "Jun"))
        for w in "AB"
    )
    ash, birch = measures(
        csv(f"Month,Ward,Measure,Value\n{rows}"), count="Falls", per="Bed days", place="Ward", **RATE
    )
    assert (ash.place, counts(ash), birch.table["per"].tolist()) == ("A", [0, 1, 2], [800, 800, 800])


def test_are_headings_that_come_again_on_each_page_no_second_table():
    file = csv("Month,Falls\nApr 2024,3\nMay 2024,4\nMonth,Falls\nJun 2024,5\nJul 2024,6\n")
    falls = measure(file, **COUNT)
    assert counts(falls) == [3, 4, 5, 6] and any(
        "headings once more" in sentence for sentence in falls.warnings
    )


def test_is_a_total_among_wards_left_out_of_two_levels():
    rows = [["Month", "Ash", "", "Trust total"], ["", "Falls", "Bed days", "Falls"]]
    rows += [[f"{m} 2024", n, 800, n + 5] for n, m in enumerate(("Apr", "May", "Jun"))]
    [ash] = measures(workbook(rows), wards="upper", count="Falls", per="Bed days", **RATE)
    assert ash.place == "Ash" and any("“Trust total”" in sentence for sentence in ash.warnings)


@pytest.mark.parametrize(
    ("cells", "remedy"),
    [(["12 falls", "9 falls", "11 falls"], "Write only the number"), (["45/60", "50/61", "44/58"], "into two columns")],
)  # fmt: skip
def test_are_numbers_with_words_never_counted_as_rows(cells, remedy):
    months = ("Apr 2024", "May 2024", "Jun 2024")
    file = csv("Month,Falls\n" + "".join(f"{m},{cell}\n" for m, cell in zip(months, cells, strict=True)))
    words, _ = refused(file)
    assert "B2" in words and remedy in words


def test_does_an_error_that_nobody_foresaw_say_what_to_do(monkeypatch):
    def broken(*_):
        raise IndexError("943 476 5919 of the file")

    monkeypatch.setattr(way_in, "dated_rows", broken)
    words, _ = refused(csv("Month,Falls\nApr 2024,3\nMay 2024,4\n"))
    assert "IndexError" in words and "new, empty workbook" in words and "943" not in words


def test_are_wards_with_numbers_for_names_no_measure():
    rows = "".join(
        f"{m} 2024,{ward},{n + ward}\n" for n, m in enumerate(("Apr", "May", "Jun")) for ward in (1, 2)
    )
    one, two = measures(csv(f"Month,Ward,Falls\n{rows}"), place="Ward", **COUNT)
    assert (one.place, counts(one), two.place, counts(two)) == ("Ward 1", [1, 2, 3], "Ward 2", [2, 3, 4])
    wide = csv(
        "Month,Ward,Clinic\nApr 2024,1,2\nMay 2024,1,2\nJun 2024,2,2\n"
    )  # places as columns: each a count
    assert [c.value for c in asked(wide)["count"].choices] == ["Ward", "Clinic"]


def test_are_subtotals_of_wards_left_out_and_second_dates_no_wards():
    rows = (
        "Ash,Apr 2024,1\nAsh,May 2024,2\nAsh Total,,3\nBirch,Apr 2024,4\nBirch,May 2024,5\nBirch Total,,9\n"
    )
    ash, birch = measures(csv(f"Ward,Month,Falls\n{rows}"), place="Ward", **COUNT)
    assert (counts(ash), counts(birch)) == ([1, 2], [4, 5])
    days = "".join(f"{d}/0{m}/2024,{d + 1}/0{m}/2024\n" for m in (4, 5, 6) for d in (13, 14, 25))
    given = {"date": "Incident date", "row": "event", "every": "month", "name": "Falls"}
    assert counts(measure(csv(f"Incident date,Reported date\n{days}"), **given, **COUNT)) == [3, 3, 3]


def test_are_decimal_commas_between_quotes_decimals():
    cost = measure(
        csv('Month,Cost\nApr 2024,"12,5"\nMay 2024,"9,25"\nJun 2024,10\n'), kind="value", better="lower"
    )
    assert counts(cost) == [12.5, 9.25, 10]


def test_are_incidents_on_every_day_not_taken_for_numbers_of_a_day():
    """Fourteen days with two incidents each, and a column of codes that are numbers."""
    rows = "".join(f"{d:02}/03/2024,Slip,{d % 3}\n" * 2 for d in range(11, 25))
    file = csv(f"Date,Category,Code\n{rows}")
    assert [c.value for c in asked(file)["row"].choices] == ["event", "day", "sum"]
    given = {"row": "event", "every": "month", "name": "Falls", "place": "none"}
    assert counts(measure(file, **given, **COUNT)) == [28]
    wards = "".join(f"{d:02}/03/2024,{w},{d}\n" for d in range(11, 25) for w in ("Ash", "Birch"))
    ash, _ = measures(csv(f"Date,Ward,Falls\n{wards}"), row="day", place="Ward", **COUNT)
    assert ash.frequency == "day" and counts(ash)[:2] == [11, 12]


def test_are_sheets_of_wards_charted_together_and_is_a_fault_found_on_its_sheet():
    """A sheet a ward with the same headings, and a summary that has others."""

    def change(book, sheet):
        sheet.title = "Ash"
        for name, first in (("Birch", 7), ("Summary", 0)):
            other = book.create_sheet(name)
            other.append(["Month", "Falls" if first else "All falls"])
            for n, month in enumerate(("Apr 2024", "May 2024", "Jun 2024")):
                other.append([month, first + n])

    rows = [["Month", "Falls"], ["Apr 2024", 1], ["May 2024", 2], ["Jun 2024", 3]]
    file = workbook(rows, change=change)
    assert asked(file)["table"].choices[0].label == "Those of “Ash” and “Birch” together"
    ash, birch = measures(file, table="all sheets", place="Sheet", **COUNT)
    assert (ash.place, counts(ash), birch.place, counts(birch)) == ("Ash", [1, 2, 3], "Birch", [7, 8, 9])
    assert ash.source == "falls.xlsx, sheets Ash and Birch"
    wrong = workbook([*rows, ["Jul 2024", "=B2"]], change=change)
    assert "“Ash” B5" in refused(wrong, table="all sheets", place="Sheet", **COUNT)[0]
    assert "Sheet “Ash”, “Falls”, B5" in refused(wrong, table="Ash, from A2", **COUNT)[0]
