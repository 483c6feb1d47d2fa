"""M5: right and wrong values against small tables worked out by hand."""

import pandas as pd
import pytest

from qilab.modules.bank import find, find_exercise
from qilab.questions.answer import answer
from qilab.questions.evaluate import verdict_on


def values(key, data):
    item = find(key)
    return {"right": item.right(data), **{m.name: m.value(data) for m in item.mistakes}}


def reports(*rows):
    names = ["line", "reporter", "ward", "patient", "date", "time", "harm", "note"]
    return pd.DataFrame(rows, columns=names)


BOOK = reports(
    ("A", "Nurse", "Ash", "p1", "03/04/2023", "10:00", "low", "wet floor"),
    ("B", "Nurse", "Ash", "p1", "03/04/2023", "10:00", "low", "wet floor"),  # sent twice
    ("C", "Nurse", "Ash", "p2", "03/04/2023", "10:05", "", ""),  # another patient, five minutes later
    ("D", "Ward clerk", "Ash", "p2", "3 Apr 23", "10:35", "low", ""),  # 30 minutes: the same fall, and fuller
    ("E", "Nurse", "Ash", "p1", "03/04/2023", "15:00", "none", "slippers loose"),  # a second fall
    ("F", "Nurse", "Elm", "p3", "04/04/2023", "23:50", "low", "wet floor"),
    ("G", "Ward clerk", "Elm", "p3", "05/04/2023", "00:10", "low", ""),  # past midnight
    ("H", "Nurse", "Elm", "p4", "05/04/2023", "08:00", "low", "wet floor"),
    ("I", "Nurse", "Elm", "p4", "05/04/2023", "08:31", "low", "wet floor"),  # 31 minutes: two falls
)


def test_how_many_lines_have_to_go():
    """B, one of C and D, one of F and G: 3. Same day: B, D, E and I. Identical: B. By text: B alone. By ward alone: 4."""
    found = values("m05.duplicates", BOOK)
    assert found["right"] == 3
    assert found["only identical lines"] == 1
    assert found["same patient, same day"] == 4
    assert found["both lines of each pair"] == 6
    assert found["dates not read first"] == 1
    assert found["patient not looked at"] == 4
    assert found["the falls that are left"] == 6
    assert found["same patient, however far apart"] == 5  # B, E; D; G; I


def test_which_lines_go():
    """The emptier of each pair: B (equally full, lower), C and G."""
    found = values("m05.fuller_line", BOOK)
    assert found["right"] == {"B", "C", "G"}
    assert found["the first line kept"] == {"B", "D", "G"}
    assert found["the fuller line removed"] == {"B", "D", "F"}
    assert found["both lines of each pair"] == {"A", "B", "C", "D", "F", "G"}
    assert found["only identical lines"] == {"B"}
    assert found["second falls removed"] == {"B", "C", "G", "E", "I"}
    assert found["dates not read first"] == {"B"}


def test_which_falls_were_in_april_2023():
    """03/04 and 45019 (3 April, the published example), 45046 (30 April), 2023-04-09, 9 Apr 23, 14/04; not 04/03, 14/04/2024."""
    days = [
        "03/04/2023",
        "45019",
        "45046",
        "2023-04-09",
        "9 Apr 23",
        "14/04/2023",
        "04/03/2023",
        "14/04/2024",
    ]
    found = values("m05.april", pd.DataFrame({"fall_date": days}))
    assert found["right"] == 6
    assert (
        found["month first"] == 6
    )  # 03/04 goes to March, 04/03 comes to April, and 14/04 can only be day first
    assert found["spreadsheet numbers from 1 January 1900"] == 5  # 30 April becomes 2 May
    assert found["lines that were not read are left out"] == 2
    assert found["two-digit years left in another century"] == 5
    assert found["April of every year"] == 7
    assert found["only the dates that say Apr"] == 1
    assert found["two ways of writing only, or the other months"] == 3  # 03/04, 14/04 and 2023-04-09


@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_does_the_colleagues_line_run_and_mislead(seed):
    """The line on the page, run as it stands: no error, a wrong number, and a reply that says what it did."""
    item, data = find("m05.april"), find_exercise("E5.2").data(seed)
    read = pd.to_datetime(data["fall_date"], format="mixed", errors="coerce")
    counted = int((read.dt.strftime("%Y-%m") == "2023-04").sum())
    assert counted != item.right(data) and read.isna().any()
    assert "reads 03/04 as 4 March" in verdict_on(item, counted, data).message


def test_what_is_nothing_and_what_is_not():
    """NA sent 5, EB 0, EC *, WA n/a, WB blank, WC 4: four wards with a count; from 10 to 16."""
    data = pd.DataFrame(
        {"ward_code": ["NA", "EB", "EC", "WA", "WB", "WC"], "complaints": ["5", "0", "*", "n/a", "", "4"]}
    )
    found = values("m05.kinds_of_nothing", data)
    assert found["right"] == {"wards": 4, "low": 10, "high": 16}
    assert found["the ward NA taken for missing"] == {"wards": 3, "low": 5, "high": 11}
    assert found["missing taken for 0"] == {"wards": 6, "low": 10, "high": 16}
    assert found["zero left out"] == {"wards": 3, "low": 10, "high": 16}
    assert found["* taken for 0"] == {"wards": 4, "low": 9, "high": 9}
    assert found["* taken for missing"] == {"wards": 3, "low": 9, "high": 9}
    assert found["a mean filled in"] == {"wards": 6, "low": 16, "high": 22}  # the mean of 5, 0 and 4 is 3
    assert found["only numbers above 0"] == {"wards": 2, "low": 9, "high": 9}


def test_what_are_the_rates_of_two_periods():
    """Before: 12 and 2 in 4,000 bed days. Since: 10 and 1 in 2,000."""
    data = pd.DataFrame(
        {
            "month": pd.to_datetime(["2023-02-01", "2023-03-01", "2023-04-01"]),
            "obd": [1000, 3000, 2000],
            "category_2": [4, 8, 10],
            "category_3_up": [1, 1, 1],
        }
    )
    found = values("m05.two_periods", data)
    assert found["right"] == {"before": 3.5, "since": 5.5, "severe_before": 0.5, "severe_since": 0.5}
    assert found["category 2 alone"] == {
        "before": 3.0,
        "since": 5.0,
        "severe_before": 0.5,
        "severe_since": 0.5,
    }
    assert found["one rate across both periods"]["since"] == pytest.approx(25 / 6)
    assert found["a number a month"]["before"] == 7
    assert found["the bed days of all months"] == pytest.approx(
        {"before": 14 / 6, "since": 11 / 6, "severe_before": 2 / 6, "severe_since": 1 / 6}
    )


def test_how_many_nights_and_bed_days():
    """2 nights; 0 on one day; open since 28 June (3 bed days); 4 nights of which 2 in June; one that ends before it begins."""
    data = pd.DataFrame(
        [
            ("S1", "2023-06-03 08:00", "2023-06-05 20:00"),
            ("S2", "2023-06-10 09:00", "2023-06-10 17:00"),
            ("S3", "2023-06-28 12:00", None),
            ("S4", "2023-05-30 15:00", "2023-06-03 09:00"),
            ("S5", "2023-06-12 10:00", "2023-06-08 10:00"),
        ],
        columns=["stay", "admitted", "discharged"],
    ).astype({"admitted": "datetime64[s]", "discharged": "datetime64[s]"})
    found = values("m05.nights", data)
    assert found["right"] == {"stay": 2.0, "bed_days": 7.0, "ask": 1.0}  # (2 + 0 + 4) / 3; 2 + 0 + 3 + 2
    assert found["one day too many"]["stay"] == 3.0
    assert found["hours for nights"]["stay"] == pytest.approx(8 / 3)  # 3, 1, 4
    assert found["open stays ended today"]["stay"] == pytest.approx(9 / 4)  # 28 June to 1 July is 3
    assert found["open stays left out of the bed days"]["bed_days"] == 4
    assert found["same day counted as one"]["stay"] == pytest.approx(7 / 3)
    assert found["a stay that ends before it begins set to 0"]["stay"] == pytest.approx(6 / 4)
    assert found["open stays asked about"]["ask"] == 2
    assert found["the midnights of May counted"]["bed_days"] == 9  # 2 + 0 + 3 + 4


def test_who_has_been_there_for_long():
    """60, 25 and 10 on the last day: 35, 15 and 10 of 60."""
    data = pd.DataFrame({"los7plus": [50, 60], "los14plus": [20, 25], "los21plus": [8, 10]})
    found = values("m05.long_stayers", data)
    share = {"share": pytest.approx(100 * 10 / 60)}
    assert found["right"] == {"days_7_to_13": 35, "days_14_to_20": 15} | share
    assert found["the three counts added up"]["share"] == pytest.approx(100 * 10 / 95)
    assert found["7 or more less 21 or more"]["days_7_to_13"] == 50
    assert found["a share of the group before"]["share"] == 40
    assert found["a number for the share"]["share"] == 10
    added = {"days_7_to_13": 65, "days_14_to_20": 27, "share": pytest.approx(100 * 18 / 110)}
    assert found["days added up as if they were people"] == added


def test_do_two_sources_agree():
    """300 a day in November are 9,000; the wards have 9,270: 3.00%. In February 2024 280 a day are 8,120 with 29 days."""
    data = pd.DataFrame(
        {
            "month": pd.to_datetime(["2023-10-01", "2023-11-01", "2024-02-01"]),
            "ward_bed_days": [9300, 9270, 8120],
            "m6_bed_days": [0, 420, 580],
            "return_average": [300.0, 300.0, 280.0],
        }
    )
    found = values("m05.two_sources", data)
    assert found["right"] == {"month": "2023-11", "gap": pytest.approx(3.0), "cause": "late"}
    assert found["divided by the wards"]["gap"] == pytest.approx(100 * 270 / 9270)
    assert found["averages taken for totals"]["gap"] == pytest.approx(2990)
    assert found["a February of 28 days"]["gap"] == pytest.approx(100 / 28)
    assert found["bed days instead of a percentage"]["gap"] == 270
    assert found["the gap spread over all months"]["gap"] == pytest.approx(100 * 270 / 26420)
    assert found["a month in which the two agree"]["gap"] == 0


@pytest.mark.parametrize(
    ("key", "given", "said"),
    [
        ("m05.kinds_of_nothing", {"wards": 12}, "Still to fill in"),
        ("m05.what_to_say", "z", "not one of the choices"),
        ("m05.duplicates", "six", "number"),
    ],
)
def test_is_an_answer_that_cannot_be_read_told_what_to_do(key, given, said):
    """Missing parts, letters that are not there, words for numbers."""
    exercise = next(
        e for e in map(find_exercise, ("E5.1", "E5.3", "E5.4")) if any(i.key == key for i in e.items)
    )
    value = answer(**given) if isinstance(given, dict) else given
    assert said in verdict_on(find(key), value, exercise.data()).message


@pytest.mark.parametrize("seed", [None, 1, 7])
def test_does_the_new_ward_explain_the_gap(seed):
    """Thirteen of its twenty-one November nights are what the return lacks, to within a few bed days."""
    november = find_exercise("E5.7").data(seed).set_index("month").loc["2023-11-01"]
    lacking = november["ward_bed_days"] - 30 * november["return_average"]
    assert lacking == pytest.approx(november["m6_bed_days"] / 21 * 13, abs=25)


@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_two_reports_of_one_fall_differ_as_the_replies_say(seed):
    """In who wrote them, by some minutes and in cells left empty; never in the words of a note, of which no reply may speak."""
    book = find_exercise("E5.1").data(seed)
    told_twice = book.loc[book["line"].isin(find("m05.fuller_line").right(book)), "patient"]
    for _, fall in book[book["patient"].isin(told_twice)].groupby("patient"):
        for column in ("harm", "note"):
            assert fall.loc[fall[column] != "", column].nunique() <= 1
