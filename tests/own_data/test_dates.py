"""Are dates read as people write them, and asked about where they can be read in two ways?"""

import doctest
from datetime import date, datetime

import pytest

from qilab.own_data.asking import Answers, Stop
from qilab.own_data.reading import date_column, dates, frequency
from qilab.own_data.reading.date_column import read_dates
from qilab.own_data.reading.frequency import first_days

TODAY = date(2026, 11, 29)


def read(values, heading="Date", around="", **given):
    answers = Answers(given)
    found = read_dates(values, heading, lambda i: f"A{i + 2}", around, answers, TODAY)
    answers.settle()
    return found.moments, answers


def days(values, heading="Date", around="", **given):
    return [
        f"{moment.first:%Y-%m-%d}" if moment else None for moment in read(values, heading, around, **given)[0]
    ]


def question(values, heading="Date", around="", **given):
    with pytest.raises(Stop) as stopped:
        read(values, heading, around, **given)
    return stopped.value.outcome.questions[0]


@pytest.mark.parametrize("module", [date_column, dates])
def test_do_the_examples_give_what_they_say(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("25/04/2024", "2024-04-25"),
        ("25.4.24", "2024-04-25"),
        ("2024-04-03", "2024-04-03"),
        ("2024-04-03T09:15:00", "2024-04-03"),
        ("25/04/2024 14:30", "2024-04-25"),
        ("3rd April 2024", "2024-04-03"),
        ("Wed 03-Apr-24", "2024-04-03"),
        ("April 3, 2024", "2024-04-03"),
        ("Thu 25/04/2024", "2024-04-25"),
        ("Apr ’2024", "2024-04-01"),
        ("2023/24 M1", "2023-04-01"),
        ("March 2023/24", "2024-03-01"),
        ("M12 23/24", "2024-03-01"),
        ("Sept 2023", "2023-09-01"),
        ("04/2024", "2024-04-01"),
        ("2024-04", "2024-04-01"),
        ("2023/24", "2023-04-01"),
        ("FY 2023-24", "2023-04-01"),
        ("Q4 2023/24", "2024-01-01"),
        ("2023/24 Q1", "2023-04-01"),
        ("Apr-Jun 2024", "2024-04-01"),
        ("2024-W14", "2024-04-01"),  # Monday of ISO week 14
        ("w/e 7 April 2024", "2024-04-07"),
        ("w/c 25/03/24", "2024-03-25"),
        ("May 2024 (provisional)", "2024-05-01"),
        ("Jun 2024*", "2024-06-01"),
        (datetime(2024, 4, 3, 11, 0), "2024-04-03"),
        ("31/02/2024", None),
        ("Total", None),
        ("May be late", None),
    ],
)
def test_is_a_plain_date_read(written, day):
    assert days([written]) == [day]


def test_is_asked_whether_the_day_comes_first():
    asked = question(["03/04/2024", "04/04/2024"])
    assert asked.text == "03/04/2024: is this 3 April or 4 March?"
    assert [choice.label for choice in asked.choices] == ["3 April 2024", "4 March 2024"]
    assert days(["03/04/2024", "04/04/2024"], dates="month first") == ["2024-03-04", "2024-04-04"]


def test_does_one_date_show_the_order_of_all_and_is_that_said():
    moments, answers = read(["03/04/2024", "25/04/2024"])
    assert f"{moments[0].first:%d %B}" == "03 April"
    assert answers.seen == ["The dates were read day first: 25/04/2024 can be nothing else."]
    assert days(["04/03/2024", "04/25/2024"]) == ["2024-04-03", "2024-04-25"]  # American


def test_are_two_orders_in_one_column_refused_by_their_cells():
    with pytest.raises(Stop) as stopped:
        read(["25/04/2024", "04/26/2024"])
    assert "A2 and A3" in str(stopped.value.outcome.reasons[0])


def test_is_asked_where_a_program_has_swapped_those_it_could():
    values = [datetime(2024, 3, 4), "25/04/2024"]
    assert "A2 is kept as a date and A3 as text" in question(values).text
    assert days(values, stored="swapped") == ["2024-04-03", "2024-04-25"]
    assert days(values, stored="as stored") == ["2024-03-04", "2024-04-25"]


def test_is_24_the_year_or_the_day():
    assert days(["Oct-24", "Nov-24", "Dec-24", "Jan-25"]) == [
        "2024-10-01",
        "2024-11-01",
        "2024-12-01",
        "2025-01-01",
    ]
    assert question(["24-Apr", "25-Apr"]).text == "24-Apr: is this April 2024 or 24 April?"
    assert days(["24-Apr", "25-Apr"], months="as a day", year="2023") == ["2023-04-24", "2023-04-25"]


def test_is_the_year_of_months_asked_and_carried_over_new_year():
    asked = question(["Nov", "Dec", "Jan"], around="Falls 2023/24")
    assert asked.key == "year" and "November" in asked.text
    assert "2023" in [choice.value for choice in asked.choices if choice.means]
    assert days(["Nov", "Dec", "Jan"], year="2023") == ["2023-11-01", "2023-12-01", "2024-01-01"]
    assert days(["Jan", "Dec", "Nov"], year="2024") == [
        "2024-01-01",
        "2023-12-01",
        "2023-11-01",
    ]  # latest first


def test_is_a_month_that_comes_twice_asked_about():
    year = ["Apr", "May", "Jun"]
    assert question(year * 2, year="2024").key == "again"
    assert days(year * 2, year="2024", again="same") == ["2024-04-01", "2024-05-01", "2024-06-01"] * 2
    assert days(year * 2, year="2024", again="later")[3] == "2025-04-01"


def test_are_numbers_of_days_and_bare_years_asked_about():
    assert question([45383.0]).text.startswith("45383: does this stand for 1 April 2024?")
    assert days(["45383"], serials="days") == ["2024-04-01"]
    assert question([2023.0, 2024.0], heading="Year").key == "years"
    assert days([2023.0, 2024.0], heading="Financial year") == ["2023-04-01", "2024-04-01"]
    assert "January 2024 to 31 March 2024" in question(["Q1 2024"]).text
    assert question(["2011-12"]).key == "years"
    assert days(["2010-11", "2011-12", "2013-14"]) == ["2010-04-01", "2011-04-01", "2013-04-01"]
    assert days(["2011-10", "2011-11"], years="calendar") == ["2011-10-01", "2011-11-01"]


def test_is_a_years_total_among_months_not_a_month():
    assert days(["Jan 2024", "Feb 2024", "2023/24"]) == ["2024-01-01", "2024-02-01", None]


@pytest.mark.parametrize(
    ("written", "heading", "firsts", "length"),
    [
        (
            ["30/04/2024", "31/05/2024", "30/06/2024"],
            "Month",
            ["2024-04-01", "2024-05-01", "2024-06-01"],
            "month",
        ),
        (
            ["07/04/2024", "14/04/2024", "21/04/2024"],
            "Week ending",
            ["2024-04-01", "2024-04-08", "2024-04-15"],
            "week",
        ),
        (
            ["01/04/2024", "08/04/2024", "15/04/2024"],
            "W/C",
            ["2024-04-01", "2024-04-08", "2024-04-15"],
            "week",
        ),
        (
            ["30/06/2023", "30/09/2023", "31/12/2023"],
            "Quarter",
            ["2023-04-01", "2023-07-01", "2023-10-01"],
            "quarter",
        ),
        (
            ["31/03/2022", "31/03/2023", "31/03/2024"],
            "Year to",
            ["2021-04-01", "2022-04-01", "2023-04-01"],
            "year",
        ),
        (
            ["29/04/2024", "30/04/2024", "01/05/2024"],
            "Day",
            ["2024-04-29", "2024-04-30", "2024-05-01"],
            "day",
        ),
    ],
)
def test_how_long_is_a_period(written, heading, firsts, length):
    moments, answers = read(written, heading)
    found, how = first_days(moments, heading, answers)
    assert ([f"{day:%Y-%m-%d}" for day in found], how) == (firsts, length)


def test_is_the_first_or_the_last_day_of_a_week_asked():
    moments, answers = read(["07/04/2024", "14/04/2024", "21/04/2024"])
    assert first_days(moments, "Date", answers) is None
    assert [choice.means for choice in answers.open[0].choices] == [
        "This week is 7 April 2024 to 13 April 2024.",
        "This week is 1 April 2024 to 7 April 2024.",
    ]


def test_do_dates_without_a_step_say_so():
    moments, answers = read(["03/04/2024", "17/04/2024", "18/04/2024", "30/06/2024"])
    assert first_days(moments, "Date", answers) is None and not answers.open
    assert frequency.first_days(moments[:1], "Date", answers) is None
