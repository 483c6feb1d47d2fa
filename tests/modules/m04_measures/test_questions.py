"""M4: right and wrong values against published figures and small tables worked out by hand."""

import pandas as pd
import pytest

from qilab.modules.bank import find, find_exercise
from qilab.questions.answer import answer
from qilab.questions.evaluate import verdict_on


def values(key, data):
    item = find(key)
    return {"right": item.right(data), **{m.name: m.value(data) for m in item.mistakes}}


def test_what_is_the_rate_of_a_year():
    """3 falls in 500 bed days and 9 in 1,000: 12 in 1,500 is 8 per 1,000."""
    data = pd.DataFrame(
        {
            "falls": [3, 9],
            "falls_harm": [1, 2],
            "admissions": [100, 200],
            "obd": [500, 1000],
            "available_bed_days": [600, 1000],
        }
    )
    assert values("m04.falls_rate", data) == {
        "right": 8.0,
        "per 1,000 admissions": 40.0,
        "per available bed day": 7.5,
        "per 100": 0.8,
        "mean of the monthly rates": 7.5,  # 6 and 9
        "falls with harm only": 2.0,
    }


def test_what_is_the_rate_of_several_wards():
    """2 falls in 100 bed days, 8 in 900, and a closed ward with 1,000 stale ones: 10 in 1,000."""
    data = pd.DataFrame(
        {
            "status": ["open", "open", "closed in June"],
            "beds": [30, 30, 30],
            "obd": [100, 900, 1000],
            "falls": [2, 8, 0],
        }
    )
    found = values("m04.trust_rate", data)
    assert found["right"] == 10.0
    assert found["plain mean of the wards"] == pytest.approx((20 + 80 / 9) / 2)
    assert found["weighted by beds"] == pytest.approx((20 + 80 / 9) / 2)
    assert found["closed ward left in"] == 5.0


def test_are_the_published_shares_met():
    """Pooled 89.5% against a plain mean of 77.5%, and 8.2% to 4.1%: −4.1 points, −50%, ratio 0.5."""
    pooled = values("m04.pooled_share", pd.DataFrame())
    assert round(pooled["right"], 1) == 89.5
    assert round(pooled["mean of the four shares"], 1) == 77.5
    data = find_exercise("E4.3").data()
    assert values("m04.points_or_percent", data)["right"] == {"points": -4.1, "percent": -50.0, "ratio": 0.5}


def test_who_came_back():
    """50 of 500, then 60 of 500: interval −1.9 to 5.9 by hand; the month not followed up stays out."""
    data = pd.DataFrame(
        {
            "period": ["before", "after", "after"],
            "admissions": [500, 500, 100],
            "discharges": [500, 500, 100],
            "readmissions": [40, 70, 5],
            "back_in_30_days": [50, 60, 2],
            "followed_up": [True, True, False],
        }
    )
    found = values("m04.balancing_change", data)
    right = found["right"]
    assert (right["before"], right["after"], right["verdict"]) == (10.0, 12.0, "not shown")
    assert (round(right["low"], 1), round(right["high"], 1)) == (-1.9, 5.9)
    assert found["last month counted too early"]["after"] == pytest.approx(100 * 62 / 600)
    assert found["over the admissions of the same month"]["after"] == pytest.approx(100 * 75 / 600)


def test_who_had_the_antibiotic_within_the_hour():
    """Five at high risk: 50 min; 90 min over midnight; 61 min; exactly 60 from risk but 70 from arrival; unknown."""
    data = pd.DataFrame(
        {
            "high_risk": [True, True, True, True, True, False],
            "arrived": ["09:55", "23:00", "10:00", "11:50", "08:00", "07:00"],
            "risk_found": ["10:00", "23:10", "10:05", "12:00", "08:10", None],
            "antibiotic": ["10:50", "00:40", "11:06", "13:00", None, "07:30"],
        }
    )
    found = values("m04.within_hour", data)
    assert found["right"] == {"share": 50.0, "low": 40.0, "high": 60.0}
    assert found["clock from arrival"] == {"share": 25.0, "low": 20.0, "high": 40.0}
    assert found["times after midnight not put right"] == {"share": 75.0, "low": 60.0, "high": 80.0}
    assert found["unknown counted as met"]["share"] == 60.0
    assert found["unknown counted as not met"]["share"] == 40.0
    assert found["all patients screened"]["share"] == pytest.approx(100 * 2 / 6)


def test_how_sure_is_a_sample_of_twenty():
    """20 of 20: Wilson 83.9%; the rule of three 85% and the exact 83.2% count with a note."""
    item = find("m04.small_sample")
    data = find_exercise("E4.6").data()
    assert data.iloc[0].tolist() == [20, 20, 240]
    assert round(item.right(data)["lower"], 1) == 83.9
    near = {m.name: round(m.value(data)["lower"], 1) for m in item.mistakes if m.accept}
    assert near == {"rule of three": 85.0, "exact interval": 83.2}


def test_how_many_met_by_the_words_that_two_people_read_alike():
    """Waits 20, 60, 62, 90 and one not written; from triage 10, 50, 55, 70: met 2; by triage 3; missing met 3; 60 out 1."""
    waits = {"from_arrival": [20, 60, 62, 90, None], "from_triage": [10, 50, 55, 70, None]}
    data = pd.DataFrame({name: pd.array(column, dtype="Int64") for name, column in waits.items()})
    found = values("m04.same_number", data)
    assert found["right"] == {"wording": "c", "met": 2}
    assert found["the clock of the other wording"]["met"] == 3
    assert found["missing counted as met"]["met"] == 3
    assert found["sixty minutes left out"]["met"] == 1
    assert found["a few minutes over"]["met"] == 3
    assert {m["wording"] for m in found.values()} == set("abcde")


@pytest.mark.parametrize("seed", [None, 3, 4821])
def test_does_each_loose_wording_leave_somebody_in_doubt(seed):
    """Somebody waited exactly an hour, somebody up to five minutes more, somebody has no time, and two clocks differ."""
    data = find_exercise("E4.7").data(seed)
    wait = data["from_arrival"].dropna()
    assert (wait == 60).any() and wait.between(61, 65).any() and data["from_arrival"].isna().sum() >= 2
    assert ((data["from_arrival"] > 60) & (data["from_triage"] <= 60)).any()


@pytest.mark.parametrize("met", [0, 4, 5, 9, 12])
def test_is_a_loose_wording_spoken_of_whatever_was_counted(met):
    """The words come first: the message names what they leave open."""
    item, data = find("m04.same_number"), find_exercise("E4.7").data()
    assert verdict_on(item, answer(wording="d", met=met), data).mistake == "two clocks"
    assert verdict_on(item, answer(wording="c", met=met + 0.5), data).score == 0


@pytest.mark.parametrize("place", [0, 1], ids=["kept", "left out"])
def test_is_what_is_said_of_negative_minutes_true_of_both_slips(place):
    """Who left the row out has not kept it, and the other way round: the reply speaks of either."""
    item, data = find("m04.within_hour"), find_exercise("E4.5").data()
    slip = next(m for m in item.mistakes if m.name == "times after midnight not put right")
    message = verdict_on(item, answer(**slip.values(data)[place]), data).message
    assert "was kept" not in message and "If you leave it out" in message


@pytest.mark.parametrize("key", ["m04.pooled_share", "m04.trust_rate"])
def test_is_no_ward_in_the_middle_of_an_even_number(key):
    """Four wards, and six that are open: the median lies between two of them."""
    assert all(
        "the ward in the middle" not in m.message and "median ward" not in m.message
        for m in find(key).mistakes
    )
