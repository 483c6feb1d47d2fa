"""M3: right and wrong values against small maps and tables worked out by hand."""

import pandas as pd
import pytest

from qilab.modules.bank import find, find_exercise
from qilab.questions.answer import answer
from qilab.questions.evaluate import verdict_on
from support.seeds import seeds


def values(key, data):
    item = find(key)
    return {"right": item.right(data), **{m.name: m.value(data) for m in item.mistakes}}


@pytest.fixture
def small_map():
    """Main 60 minutes, A 150, B 90. On main and A: 30 minutes of work, 12 of them with value."""
    rows = [
        ("main", 10, 50, True),
        ("A", 2, 48, True),
        ("A", 18, 82, False),
        ("B", 9, 81, True),
    ]
    return pd.DataFrame(rows, columns=["branch", "touch_min", "wait_min", "value_adding"])


def test_how_long_does_a_small_map_take(small_map):
    """60 + 150 = 210 minutes, 3.5 hours; 12 of 210 are value. All steps: 300. Work alone: 30 of 210, or 39."""
    found = values("m03.lead_and_share", small_map)
    assert found["right"] == {"lead": 3.5, "share": pytest.approx(100 * 12 / 210)}
    assert found["both branches added"] == {"lead": 5.0, "share": pytest.approx(7.0)}  # 21 of 300
    assert found["waits left out"] == {"lead": 0.5, "share": 40.0}  # 12 of 30
    # 10/60, 2/50 and 0 for the check
    assert found["mean of the steps’ shares"]["share"] == pytest.approx(100 * (10 / 60 + 2 / 50) / 3)
    assert found["checks counted as value-adding"]["share"] == pytest.approx(100 * 30 / 210)
    assert found["minutes for hours"]["lead"] == 210
    assert found["the shorter branch"] == {"lead": 2.5, "share": pytest.approx(100 * 19 / 150)}
    assert found["value of both branches"]["share"] == pytest.approx(10.0)  # 21 of 210
    assert found["waits only"]["lead"] == 3.0
    assert found["mean of the branches"] == {
        "lead": 3.0,
        "share": pytest.approx(100 * 15.5 / 180),
    }  # 12 and 19


def test_how_many_letters_are_right_first_time():
    """Five steps at 95: 77.4%, as published; mean 95, slips added 75, percents multiplied 7.7 thousand million."""
    found = values("m03.whole_way", pd.DataFrame({"pct_complete_accurate": [95] * 5}))
    assert round(found["right"], 1) == 77.4
    assert found["mean of the steps"] == found["the weakest step"] == pytest.approx(95)
    assert found["slips added up"] == pytest.approx(75)
    assert found["percentages multiplied"] == pytest.approx(95**5)
    assert found["the last step left out"] == pytest.approx(81.45, abs=0.01)


@pytest.fixture
def late():
    """Minutes: bed 50, patient 30, kit 25, porter 15 in three lists, 20 not recorded; one list has two reasons."""
    rows = [
        ("Bed not confirmed", "", 50),
        ("Patient not ready", "Waiting for porter", 30),
        ("Equipment not there", "", 25),
        ("Waiting for porter", "", 5),
        ("Waiting for porter", "", 5),
        ("Waiting for porter", "", 5),
        ("Not recorded", "", 20),
    ]
    return pd.DataFrame(rows, columns=["reason1", "reason2", "late_min"])


def test_which_causes_bring_80_percent(late):
    """Of 120 minutes: bed 50, with patient 80 (66.7%), with kit 105 (87.5%). By lists porter 3 of 6, then others."""
    found = values("m03.vital_few", late)
    bed, patient, kit, porter = (
        "Bed not confirmed",
        "Patient not ready",
        "Equipment not there",
        "Waiting for porter",
    )
    assert found["right"] == {"causes": {bed, patient, kit}, "together": 87.5}
    assert found["stopped before 80%"] == {
        "causes": {bed, patient},
        "together": pytest.approx(100 * 80 / 120),
    }
    assert porter in found["by number of lists"]["causes"]
    # Of 140 minutes: 50, 30, 25 = 105 (75%), and the 20 that are not recorded cross the line: 125.
    assert found["“Not recorded” as a cause"] == {
        "causes": {bed, patient, kit, "Not recorded"},
        "together": pytest.approx(100 * 125 / 140),
    }
    # Porter gets the patient's 30 as well: 45 of 150, so bed 50, porter 95, patient 125 (83.3%).
    assert found["two reasons counted twice"] == {
        "causes": {bed, porter, patient},
        "together": pytest.approx(100 * 125 / 150),
    }
    assert found["every cause named"]["causes"] == {bed, patient, kit, porter}
    assert found["the largest cause alone"] == {"causes": {bed}, "together": pytest.approx(100 * 50 / 120)}


def test_which_cause_is_first_on_mondays():
    """Monday: bed 40 + 30, kit 20. Other days: patient 50, bed 10. Sunday's emergency: bed 90. Booked on another day."""
    rows = [
        ("Monday", "Friday", "Urology", "Bed not confirmed", 40),
        ("Monday", "Tuesday", "Urology", "Bed not confirmed", 30),
        ("Monday", "Tuesday", "Urology", "Equipment not there", 20),
        ("Tuesday", "Monday", "Urology", "Patient not ready", 50),
        ("Friday", "Friday", "Urology", "Bed not confirmed", 10),
        ("Sunday", "Sunday", "Emergency", "Bed not confirmed", 90),
    ]
    data = pd.DataFrame(rows, columns=["list_day", "booked_day", "specialty", "reason", "late_min"])
    found = values("m03.split_by_day", data)

    def said(monday, minutes, other, more):
        return {"monday": monday, "monday_minutes": minutes, "other": other, "other_minutes": more}

    assert found["right"] == said("a", 70, "b", 50)
    assert found["one cause for all days"] == said("a", 80, "a", 80)
    assert found["the day of booking"] == said("b", 50, "a", 80)
    assert found["weekend lists kept"] == said("a", 70, "a", 100)
    assert found["number of lists"]["monday_minutes"] == 2
    assert found["the two sides swapped"] == said("b", 50, "a", 70)
    assert found["the largest mean"] == said("a", 35, "b", 50)
    assert found["the second cause"] == said("a", 70, "a", 10)


def test_how_many_prescriptions_are_under_way():
    """Lead times 60, 60 and 240 minutes: mean 2 hours, so 6 × 2 = 12; the median would give 6."""
    data = pd.DataFrame({"lead_min": [60, 60, 240], "touch_min": [20, 30, 40]})
    assert values("m03.in_progress", data) == {
        "right": 12.0,
        "the median lead time": 6.0,
        "minutes with a rate per hour": 720.0,
        "divided": 3.0,
        "the longest time": 24.0,
        "the rows of the table": 3.0,
        "work only": 3.0,
        "hours for prescriptions": 2.0,
        "waiting only": 9.0,
    }


@pytest.fixture
def walk():
    """c 9:00–9:10, a 9:30–10:30, b 9:50–10:05 (while a goes on), d 11:00–11:05."""
    rows = [
        ("a", "pharmacy", "9:30", "10:30"),
        ("b", "doctor", "9:50", "10:05"),
        ("c", "doctor", "9:00", "9:10"),
        ("d", "nurse", "11:00", "11:05"),
    ]
    return pd.DataFrame(rows, columns=["note", "who", "began", "ended"])


def test_what_comes_after_what(walk):
    found = values("m03.walk_order", walk)
    assert found["right"] == ("c", "a", "b", "d")
    assert found["by when each ended"] == ("c", "b", "a", "d")
    assert found["from the end"] == ("d", "b", "a", "c")
    assert found["times sorted as text"] == ("d", "c", "a", "b")  # 11:00 before 9:00
    assert found["by how long each took"] == ("d", "c", "b", "a")


def test_which_notes_run_side_by_side(walk):
    found = values("m03.side_by_side", walk)
    assert found["right"] == {"a", "b"}
    assert found["the same person"] == {"b", "c"}


@pytest.mark.parametrize("seed", [None, *seeds()[:6]])
def test_do_the_exercises_have_what_they_teach(seed):
    """Count and minutes disagree; Mondays wait for beds; one branch is longer; a tail; two notes overlap."""
    lists = find_exercise("E3.3").data(seed)
    known = lists[lists["reason1"] != "Not recorded"]
    assert (
        known["reason1"].value_counts().index[0] != known.groupby("reason1")["late_min"].sum().idxmax()
        or find("m03.vital_few").right(lists)["causes"]
        != find("m03.vital_few").mistakes[0].value(lists)["causes"]
    )
    assert 2 <= len(lists) - len(known) <= 4
    right = find("m03.split_by_day").right(find_exercise("E3.4").data(seed))
    assert (right["monday"], right["other"]) == ("a", "b")
    orders = find_exercise("E3.5").data(seed)
    assert orders["lead_min"].mean() > orders["lead_min"].median() + 14
    walked = find_exercise("E3.6").data(seed)
    pair = walked[walked["note"].isin(find("m03.side_by_side").right(walked))]
    assert sorted(pair["who"]) == ["doctor", "pharmacy"]


def test_is_a_cause_said_in_words_understood():
    """Letters or words, for Mondays and other days; and the causes of a Pareto chart as they stand in the table."""
    item, data = find("m03.split_by_day"), find_exercise("E3.4").data()
    right = item.right(data)
    given = answer(
        monday="Bed not confirmed",
        monday_minutes=right["monday_minutes"],
        other="patient not ready",
        other_minutes=right["other_minutes"],
    )
    assert verdict_on(item, given, data).score == item.points
    few, late = find("m03.vital_few"), find_exercise("E3.3").data()
    right = few.right(late)
    said = answer(causes=", ".join(sorted(right["causes"])), together=round(right["together"], 1))
    assert verdict_on(few, said, late).score == few.points


@pytest.mark.parametrize("steps", [0, 1], ids=["last left out", "last two left out"])
def test_is_what_is_said_of_steps_left_out_true_of_one_and_of_two(steps):
    """Who left out two has not stopped just before the last."""
    item, data = find("m03.whole_way"), find_exercise("E3.2").data()
    slip = next(m for m in item.mistakes if m.name == "the last step left out")
    message = verdict_on(item, answer(slip.values(data)[steps], unit="%"), data).message
    assert "You stopped too early." in message and "before the last" not in message
