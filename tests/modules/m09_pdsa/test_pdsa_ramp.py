"""Test ramp: the model's chances, why jumping teaches less, and what the lab says and keeps."""

import numpy as np
import pytest

from qilab.labs import pdsa_ramp
from qilab.modules.m09_pdsa.pdsa_ramp.model import (
    DAYS,
    GROW,
    HOURS,
    JUMP,
    NONE,
    STAFF,
    Idea,
    Ramp,
    chance_right,
    cost,
    every_idea,
    hours,
    idea,
    many_teams,
    sizes,
    threshold,
)


@pytest.fixture
def lab():
    return pdsa_ramp()


def test_what_is_the_chance_of_success():
    """p₀ + Δ·fit: 80% where it fits, 56% with the weak staff, 53% on the weak day, 50.6% with both."""
    true = Idea(0.30, "bank", "weekend")
    assert true.chance("day", "week") == pytest.approx(0.80)
    assert true.chance("bank", "week") == pytest.approx(0.56)
    assert true.chance("day", "weekend") == pytest.approx(0.53)
    assert true.chance("bank", "weekend") == pytest.approx(0.506)


@pytest.mark.parametrize("place", [("day", "week"), ("bank", "weekend")])
def test_do_many_tests_come_out_as_the_formula_says(place):
    """Mean of 600 tests on 100 patients, each from a seed of its own, against the mean of their chances (4 standard errors)."""
    seeds = range(600)
    got = np.array([Ramp(s).after(*place, 100, 0, 100).tests[0].hits for s in seeds])
    chances = np.array([idea(s).chance(*place) for s in seeds])
    error = np.sqrt((100 * chances * (1 - chances)).mean() / len(got))
    assert got.mean() == pytest.approx(100 * chances.mean(), abs=4 * error)


def test_are_ideas_of_all_kinds_hidden():
    """Over many seeds: some do nothing, some work everywhere, most are weak somewhere, never with the day team."""
    found = [idea(s) for s in range(800)]
    assert {i.decision for i in found} == {"adopt", "adapt", "abandon"}
    assert np.mean([i.decision == "abandon" for i in found]) == pytest.approx(1 / 8, abs=0.04)
    assert {i.weak_staff for i in found} == {"night", "bank", NONE}
    assert {i.weak_day for i in found} == {"monday", "weekend", NONE}


def test_what_does_a_test_cost():
    """Two hours and one for each patient: 1, 5, 25 and 100 patients take 3, 7, 27 and 102 of 120 hours."""
    assert [cost(n) for n in (1, 5, 25, 100)] == [3, 7, 27, 102]
    ramp = Ramp().after("day", "week", 100, 0, 100)
    assert ramp.left == 18
    with pytest.raises(ValueError, match="18 are left"):
        ramp.after("day", "weekend", 25, 0, 100)


def test_do_both_ways_take_as_many_hours():
    """118 and 116 of 120 hours, 106 and 110 patients; but five places against three."""
    assert (hours("grow"), hours("jump")) == (118, 116)
    assert max(hours(w) for w in ("grow", "jump")) <= HOURS
    assert [sum(n for *_, n in way) for way in (GROW, JUMP)] == [106, 110]
    assert (len(sizes("grow")), len(sizes("jump"))) == (5, 3)


def test_when_does_a_team_call_a_place_weak():
    """Below half of the hoped-for gain, 65%: up to 3 of 5, 16 of 25, 64 of 100."""
    assert [threshold(n, 0.30) for n in (5, 25, 100)] == [3, 16, 64]


def test_how_often_does_a_jump_find_a_weak_weekend():
    """By the binomial table: P(X ≤ 64 of 100 | 0.8) = 0.0002, P(X ≤ 3 of 5 | 0.53) = 0.774, P(X ≤ 3 of 5 | 0.8) = 0.263.

    So a team that jumps, for an idea that is weak at weekends alone, judges all rightly with 0.774 × 0.737 = 57%; for
    one that is weak at night or on Mondays never, since it does not go there.
    """
    assert chance_right("jump", Idea(0.30, NONE, "weekend")) == pytest.approx(0.774 * 0.737, abs=0.002)
    assert chance_right("jump", Idea(0.30, "night", NONE)) == 0
    assert chance_right("jump", Idea(0.30, NONE, "monday")) == 0


def test_does_the_simulation_agree_with_the_formula():
    """20,000 teams against the mean of the exact chances, within 4 standard errors."""
    for way in ("grow", "jump"):
        exact = np.mean([chance_right(way, true) for true in every_idea()])
        came = many_teams(way, every_idea(), seed=3, teams=20_000).mean()
        assert came == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / 20_000))


def test_does_jumping_teach_less():
    """No idea is judged rightly more often by jumping; over all nine it is less than half as often."""
    for true in every_idea():
        assert chance_right("grow", true) > chance_right("jump", true)
    grow, jump = (np.mean([chance_right(w, t) for t in every_idea()]) for w in ("grow", "jump"))
    assert jump < grow / 2


@pytest.mark.parametrize(
    "wrong", [{"n": 7}, {"who": "nobody"}, {"when": "never"}, {"low": 80, "high": 20}, {"high": 300}], ids=str
)
def test_is_a_senseless_test_refused(wrong):
    asked = {"who": "day", "when": "week", "n": 5, "low": 10, "high": 90} | wrong
    with pytest.raises(ValueError, match=r"n:|who, when|prediction"):
        Ramp().after(**asked)


def test_is_a_prediction_needed_compared_and_kept(lab):
    """No test without a range; then words, chart and log hold range and outcome, and the boxes are empty again."""
    with pytest.raises(ValueError, match="prediction"):
        lab.press("test")
    lab.set(size="25", low=0, high=1).press("test")
    done = lab.ramp.tests[0]
    assert f"{done.hits} of 25" in lab.texts["result"] and "above your range" in lab.texts["result"]
    row = lab.log.iloc[0]
    assert (row["Patients"], row["Hours"], row["Inside"], row["Hours left"]) == (25, 27, "no", 93)
    assert lab.values["low"] is None
    assert lab.table()["Went as hoped, %"].tolist() == [done.result]
    assert "25 patients: predicted 0 to 1%" in lab.describe()


def test_is_the_level_before_drawn_and_told(lab):
    """The picture holds the line of 50% with its words, and so does its description."""
    assert ">before the change: 50%</text>" in lab.still()
    assert "50% went as hoped before the change" in lab.describe()


def test_do_the_hours_run_out_kindly(lab):
    """After 100 patients a test on 25 cannot be paid for: the button rests, a smaller one is offered."""
    lab.set(size="100", low=0, high=100).press("test")
    assert "18 hours are left" in lab.texts["why"]
    lab.set(size="25", low=0, high=100)
    assert "Choose a smaller one" in lab.texts["cost"]
    with pytest.raises(ValueError, match="cannot be pressed"):
        lab.press("test")
    lab.set(size="5").press("test")
    assert lab.ramp.left == 11


def test_are_only_untried_places_left_after_a_hundred(lab):
    """Five at night, then a hundred by day: 120 − 7 − 102 hours, and seven of nine combinations untried."""
    lab.set(who="night", size="5", low=0, high=100).press("test")
    lab.set(who="day", size="100", low=0, high=100).press("test")
    assert "11 hours are left for the 7 that you have not tried" in lab.texts["why"]


def test_is_one_patient_told_for_what_it_is(lab):
    """A result of one patient is 0% or 100%, and it is said so beforehand."""
    assert "One patient gives 0% or 100%" in lab.texts["cost"]


def test_is_a_range_turned_round_told(lab):
    lab.set(low=90, high=30)
    assert "lower end" in lab.texts["hint"]
    with pytest.raises(ValueError, match="cannot be pressed"):
        lab.press("test")


def decided(seed, **choices):
    lab = pdsa_ramp(seed=seed).set(low=0, high=100).press("test")
    return lab.set(**choices).press("finish")


def first(decision):
    return next(s for s in range(500) if idea(s).decision == decision)


def test_is_the_decision_held_against_the_truth():
    """Adapt with both weak spots named; adopt where it works everywhere; abandon where it works nowhere."""
    seed = next(s for s in range(500) if NONE not in (idea(s).weak_staff, idea(s).weak_day))
    true = idea(seed)
    right = {"decision": "adapt", "weak_staff": true.weak_staff, "weak_day": true.weak_day}
    assert decided(seed, **right).texts["truth"].startswith("You found it.")
    told = decided(seed, **{**right, "weak_day": NONE}).texts["truth"]
    assert told.startswith("Not quite.")
    assert STAFF[true.weak_staff] in told and DAYS[true.weak_day] in told
    assert decided(first("adopt"), decision="adopt").texts["truth"].endswith("everywhere, so adopt it.")
    abandoned = decided(first("abandon"), decision="abandon").texts["truth"]
    assert abandoned.startswith("You found it.") and "a success" in abandoned


def test_is_a_jump_told_at_the_end(lab):
    """Who began with 100 patients reads what that took before anything could be mended."""
    lab.set(size="100", low=0, high=100).press("test").press("finish")
    assert "Your first test took 102 hours" in lab.texts["score"]


def test_are_a_thousand_teams_told(lab):
    """Both ways, with a prediction each; then the two are held against each other."""
    with pytest.raises(ValueError, match="prediction"):
        lab.press("run")
    lab.set(way="jump", many_guess=90).press("run")
    assert "You said 90" in lab.texts["many_result"] and "other way" in lab.texts["many_why"]
    lab.set(way="grow", many_guess=50).press("run")
    assert "by growing" in lab.texts["many_why"] and "by jumping" in lab.texts["many_why"]
    assert lab.log["What"].tolist() == ["1,000 teams: jump", "1,000 teams: grow"]


def test_does_the_room_see_the_same():
    """One seed, the same tests: the same results. A new start keeps the seed and the log."""
    a, b = (pdsa_ramp(seed=7).set(size="25", low=1, high=9).press("test") for _ in range(2))
    assert a.table().equals(b.table())
    a.press("reset")
    assert len(a.table()) == 0 and len(a.log) == 1
    assert a.values["seed"] == 7 and a.ramp.left == HOURS


@pytest.mark.parametrize("seed", [-1, 1.5, "7", None, True, 2**32])
def test_is_a_bad_seed_told(seed):
    with pytest.raises(ValueError, match="seed: give a whole number"):
        pdsa_ramp(seed=seed)
