"""M10: right and wrong values against the curriculum's own figures and small tables worked out by hand."""

from math import factorial

import numpy as np
import pandas as pd
import pytest

from qilab.modules.bank import find, find_exercise
from qilab.modules.m10_flow.questions import e10_2, larkhaven
from qilab.questions.answer import Answer
from qilab.questions.evaluate import verdict_on
from qilab.trusts.schema.days import BANK_HOLIDAYS


def values(key, data):
    item = find(key)
    return {"right": item.right(data), **{m.name: m.value(data) for m in item.mistakes}}


HOSPITAL = pd.DataFrame(
    [
        {
            "admissions_a_day": 62,
            "mean_stay_days": 6.1,
            "median_stay_days": 3.4,
            "planned_occupancy_pct": 92,
            "to_home_care_a_day": 3.0,
            "wait_now_days": 4.0,
            "wait_then_days": 2.5,
        }
    ]
)


def test_how_many_beds():
    """62 × 6.1 = 378.2; ÷ 0.92 = 411.1, so 412, as in the curriculum; × 0.92 gives 348."""
    found = values("m10.beds_needed", HOSPITAL)
    assert found["right"] == 412
    assert found["multiplied by the occupancy"] == 348
    assert found["rounded down"] == 411
    assert found["the median stay"] == 230  # 210.8 ÷ 0.92 = 229.1
    assert found["a day added to each stay"] == 479  # 440.2 ÷ 0.92 = 478.5
    assert found["a week’s admissions"] == 2878  # 2,647.4 ÷ 0.92 = 2,877.6
    assert found["no spare beds"] == 378
    assert found["the free share added on"] == 409  # 378.2 × 1.08 = 408.5
    assert found["the stay left out"] == 68  # 62 ÷ 0.92 = 67.4
    assert found["those who wait added on"] == 425  # (378.2 + 12) ÷ 0.92 = 424.1
    assert found["the usual 85%"] == 445  # 378.2 ÷ 0.85 = 444.9
    assert found["divided by the percentage"] == 5  # 378.2 ÷ 92 = 4.1


def test_how_many_beds_are_freed_beyond_the_walls():
    """As in the hint: 3 a day who wait 4 days are 12 beds, at 2.5 days 7.5, so 4.5."""
    found = values("m10.beds_freed", HOSPITAL)
    assert found["right"] == pytest.approx(4.5)
    assert found["the beds still taken"] == 7.5 and found["all who wait now"] == 12
    assert found["days for beds"] == 1.5 and found["divided"] == 0.5
    assert found["all admissions"] == pytest.approx(93)
    assert found["the two waits added"] == 19.5  # 3 × 6.5
    assert found["the fall as a percentage"] == 37.5  # 1.5 of 4
    assert found["a whole week"] == 31.5


def test_how_many_slots():
    """20 a day: 22 slots; the average 20, the 95th centile 28 and the 80th 24, as in the curriculum; 21 leave 7.8 over."""
    came = np.random.default_rng(1).poisson(20, (40, 5000))
    data = e10_2._table(20, came)
    found = values("m10.slots", data)
    assert found == {
        "right": 22,
        "the average demand": 20,
        "the 95th centile": 28,
        "the 80th centile": 24,
        "one slot more than the average": 21,
        "more than needed": 23,
    }
    table = data.set_index("slots_a_day")
    assert table.loc[21, "mean_backlog"] == pytest.approx(7.8, abs=1)
    assert table.loc[22, "mean_backlog"] == pytest.approx(3.0, abs=0.3)
    assert table.loc[20, "last_year"] > 3 * table.loc[20, "first_year"]
    assert table.loc[28, "slots_unused_pct"] == 29  # 1 − 20 ÷ 28: “a third idle”


def test_how_much_longer():
    """(0.95 ÷ 0.05) ÷ (0.85 ÷ 0.15) = 3.35; 95 ÷ 85 = 1.12; 15 ÷ 5 = 3, which counts with a note."""
    data = pd.DataFrame([{"busy_now_pct": 85, "busy_then_pct": 95}])
    found = {name: round(value, 2) for name, value in values("m10.longer_at", data).items()}
    assert found["right"] == 3.35
    assert found["ratio of the two shares"] == 1.12
    assert found["ratio of the free shares"] == 3.0
    assert found["as much longer as busier"] == 1.1
    assert found["the wait at the lower share alone"] == 5.67  # 85 ÷ 15
    assert found["how much longer"] == 2.35
    # By the calendar each scan takes 95 ÷ 85 as long, too: then 0.95² ÷ 0.05 over 0.85² ÷ 0.15, with the same patients a day.
    assert found["by the calendar"] == round((0.95**2 / 0.05) / (0.85**2 / 0.15), 2) == 3.75
    item = find("m10.longer_at")
    assert verdict_on(item, 3.0, data).state == "note"
    assert verdict_on(item, 3.75, data).state == "note"


def test_how_many_wait_in_the_ward_that_is_run():
    """Erlang C from its own sum: 10 beds, 8 of them taken on average: 41 of 100, as in the curriculum."""
    data = pd.DataFrame([{"beds": 10, "arrivals_a_day": 2.0, "mean_stay_days": 4.0}])
    a, c = 8.0, 10
    terms = [a**k / factorial(k) for k in range(c)]
    last = a**c / factorial(c) * c / (c - a)
    found = values("m10.run_the_ward", data)
    assert found["right"] == pytest.approx(100 * last / (sum(terms) + last))
    assert round(found["right"]) == 41
    assert found["the occupancy"] == pytest.approx(80)
    assert found["those who do not wait"] == pytest.approx(100 - found["right"])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            15.5,
            "share of beds that are free",
        ),  # what the benchmark's learners gave, and what each of them needs to hear
        (0, "On average there are free beds"),
        (7, "mean wait in hours"),
        (92, "not just those that are taken on average"),
        (40.5, "one bed fewer"),
        (59, "a spread of 1"),  # twice the right share: nobody doubles what a run brings
        (150, "between 0"),
    ],
)
def test_what_is_said_to_a_run_that_went_astray(given, words):
    data = pd.DataFrame([{"beds": 28, "arrivals_a_day": 4.3, "mean_stay_days": 5.5}])
    said = verdict_on(find("m10.run_the_ward"), Answer(given, "%"), data)
    assert said.state == "mistake" and words in said.message


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_does_a_run_of_forty_years_earn_the_marks(seed):
    """What the page says to do ends within the tolerance, whatever the luck."""
    from qilab.methods import simulate_ward

    item, data = find("m10.run_the_ward"), find_exercise("E10.3").data(seed)
    row = data.iloc[0]
    run = simulate_ward(
        int(row["beds"]), row["arrivals_a_day"], row["mean_stay_days"], days=40 * 365, seed=seed
    )
    assert item.kind.same(100 * run.chance_to_wait, item.right(data))
    assert 3 * 100 * run.standard_error < 7.5


def test_how_long_will_those_in_beds_stay():
    """As in the hint: stays of 1, 1 and 10 days: 102 ÷ 12 = 8.5; so far half of it; plain mean 4."""
    found = values("m10.snapshot_mean", pd.DataFrame({"days_in": [1.0, 1.0, 10.0]}))
    assert found["right"] == pytest.approx(8.5)
    assert found["the mean of those who left"] == pytest.approx(4)
    assert found["half of the mean"] == pytest.approx(2)
    assert found["the stay so far"] == pytest.approx(4.25)
    assert found["not divided by the days"] == pytest.approx(34)
    assert found["the root of the mean square"] == pytest.approx(34**0.5)
    assert found["the median"] == 1 and found["the longest stay"] == 10
    assert found["twice the mean"] == pytest.approx(8)
    assert found["the long stays alone"] == 10 and found["the longest stay left out"] == 1


def test_who_fills_the_beds():
    """180 of 900 bed days: 20%; of patients 3%; the rows of 7, 14 and 21 days overlap."""
    data = pd.DataFrame(
        {
            "stay": ["all", "7 days or more", "14 days or more", "21 days or more"],
            "patients_who_left": [200, 50, 14, 6],
            "bed_days": [900, 630, 360, 180],
            "in_on_a_morning": [30, 14, 6, 3],
        }
    )
    found = values("m10.long_stayers", data)
    assert found["right"] == pytest.approx(20)
    assert found["the share of patients"] == pytest.approx(3)
    assert found["overlapping rows added up"] == pytest.approx(130)
    assert found["those in for 21 days so far"] == pytest.approx(10)
    assert found["14 days or more"] == pytest.approx(40)
    assert found["7 days or more"] == pytest.approx(70)
    assert found["a share of rows added up"] == pytest.approx(100 * 180 / 1170)
    assert found["a share of the long stays"] == pytest.approx(100 * 180 / 630)
    assert found["against the other bed days"] == pytest.approx(25)  # 180 ÷ 720
    assert found["days for each of them"] == 30


def week(table, counts, left):
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    return pd.DataFrame({"table": table, "when": days, "in_at_8": counts, "discharged": left})


def test_which_day_and_which_hour():
    """Monday’s 51 lie 2.4 above the mean of 48.6; fewest leave on Sunday; most to do at 15:00, most heads at 10:00."""
    hours = pd.DataFrame(
        {
            "table": "hour",
            "when": ["10:00", "14:00", "15:00", "17:00"],
            "patients_in": [54.0, 52.0, 51.0, 50.0],
            "admitted": [0.3, 0.6, 0.8, 0.9],
            "discharged": [0.4, 1.6, 1.5, 0.9],
        }
    )
    data = pd.concat(
        [
            week("usual weeks", [51, 47, 47, 48, 48, 49, 50], [16, 10, 10, 10, 11, 6, 5]),
            week("all weeks", [50, 51, 47, 48, 48, 49, 50], [12, 12, 10, 10, 11, 6, 5]),
            hours,
        ],
        ignore_index=True,
    )
    found = values("m10.day_and_hour", data)
    right = found["right"]
    assert (right["fullest"], right["fewest_leave"], right["busiest_hour"]) == ("monday", "sunday", 15)
    assert right["above"] == pytest.approx(51 - 340 / 7)
    assert found["bank holidays left in"]["fullest"] == "tuesday"
    assert found["the mean of the week"]["above"] == pytest.approx(340 / 7)
    assert found["the fullest hour for the busiest"]["busiest_hour"] == 10
    assert found["admissions alone"]["busiest_hour"] == 17
    assert found["above the emptiest day"]["above"] == 4
    assert found["most leave"]["fewest_leave"] == "monday"
    assert found["the twelve-hour clock"]["busiest_hour"] == 3
    swapped = found["the two days swapped"]
    assert (swapped["fullest"], swapped["fewest_leave"]) == ("sunday", "monday")


def test_how_long_is_the_list():
    """As in the hint: 1,200 wait; 110 join, 100 are treated, 5 leave otherwise: growth 5, clearance 12 weeks."""
    rows = 12
    data = pd.DataFrame(
        {
            "size": [*[1145] * (rows - 1), 1200],
            "additions": [110] * rows,
            "treated": [100] * rows,
            "removed_other": [5] * rows,
        }
    )
    found = values("m10.clearance", data)
    assert found["right"] == {"growth": 5, "clearance": 12}
    assert found["divided by those who join"]["clearance"] == pytest.approx(1200 / 110)
    assert found["other removals taken as treated"]["clearance"] == pytest.approx(1200 / 105)
    assert found["months for weeks"]["clearance"] == pytest.approx(12 * 84 / 365.25)
    assert found["other removals left out of the growth"]["growth"] == 10
    assert found["growth turned round"]["growth"] == -5
    assert found["growth of all twelve weeks"]["growth"] == 60
    assert found["the list of the first week"]["clearance"] == pytest.approx(11.45)
    assert found["divided by the growth"]["clearance"] == 240
    assert found["days for weeks"]["clearance"] == 84
    assert found["divided by all who were treated"]["clearance"] == 1
    assert found["the mean size"]["clearance"] == pytest.approx(11.496, abs=0.001)  # 13,795 ÷ 12 ÷ 100
    assert found["from the first size to the last"]["growth"] == 5  # 55 in eleven weeks
    slips = {m.name: m for m in find("m10.clearance").mistakes}
    assert not slips["growth of all twelve weeks"].variants  # 55 ÷ 12 would be no right answer
    assert slips["from the first size to the last"].variants[1](data)["growth"] == 55
    data.loc[rows - 1, ["additions", "treated"]] = [90, 80]
    assert values("m10.clearance", data)["the last week alone"] == {"growth": 5, "clearance": 15}


def test_what_does_the_half_worked_ward_free():
    found = values("m10.half_worked", pd.DataFrame())
    assert found["right"] == pytest.approx(2.1)
    assert found["the beds still taken"] == pytest.approx(23.52)


def paper_ward(beds, dice, days, luck):
    """The game of the facilitators' page, in plain Python: share of those who came that had to wait."""
    left, line, came, waited = [], 0, 0, 0
    for _ in range(days):
        left = [d - 1 for d in left if d > 1]
        while line and len(left) < beds:
            left.append(int(luck.integers(1, 7)))
            line -= 1
        for _ in range(sum((0, 0, 1, 1, 2, 2)[luck.integers(6)] for _ in range(dice))):
            came += 1
            if len(left) < beds:
                left.append(int(luck.integers(1, 7)))
            else:
                line += 1
                waited += 1
    return waited / came


def test_do_the_dice_of_the_paper_version_hold():
    """Four beds and one die: about a third in twenty days, six in ten in the long run; eight beds and two dice: a quarter, and fewer than half."""
    luck = np.random.default_rng(5)
    short = {n: np.mean([paper_ward(4 * n, n, 20, luck) for _ in range(400)]) for n in (1, 2)}
    long = {n: paper_ward(4 * n, n, 30_000, luck) for n in (1, 2)}
    assert 0.28 < short[1] < 0.40 and 0.2 < short[2] < 0.3
    assert 0.53 < long[1] < 0.68 and 0.38 < long[2] < 0.5


def test_does_a_wait_grow_far_more_than_the_busy_share():
    """As the praise of E10.3 says, at any of its shares; from 89 to 91% busy it is a quarter longer, not several times as long."""
    assert round(91 / 9 / (89 / 11), 2) == 1.25
    for now in range(78, 90):
        for then in range(91, 97):
            longer, busier = then * (100 - now) / (now * (100 - then)) - 1, then / now - 1
            assert longer > 4 * busier
    assert "several times" not in find("m10.longer_at").praise


def test_is_monday_fullest_year_after_year():
    """What is said to those who call it luck: on average in each year, though in fewer than half of the weeks. And what is said of bank
    holidays: the Tuesday after one is about as full as its Monday, and not mostly fuller than any other day."""
    beds = larkhaven.tables(None)["beds_daily"]
    name, year = beds["date"].dt.day_name(), beds["date"].dt.year
    for each in (2022, 2023, 2024):
        assert beds["occupied"][year == each].groupby(name).mean().idxmax() == "Monday"
    luck = next(m for m in find("m10.why_monday").mistakes if m.name == "luck")
    assert "most weeks" not in luck.message
    full = beds.set_index("date")["occupied"]
    mondays = [
        day for day in pd.to_datetime(list(BANK_HOLIDAYS)) if day.day_name() == "Monday" and day in full.index
    ]
    tuesdays = [day + pd.Timedelta(days=1) for day in mondays]
    assert abs(full[tuesdays].mean() - full[mondays].mean()) < 5
    left_in = next(m for m in find("m10.day_and_hour").mistakes if m.name == "bank holidays left in")
    assert "about as full on the Tuesday" in left_in.message and "mostly" not in left_in.message
