"""Beds and queues without a display: the models against formulas and a hand-made way, and what the lab says and keeps."""

import time

import pytest

from qilab.labs import beds_and_queues
from qilab.methods import erlang_c
from qilab.modules.m10_flow.beds_and_queues import contest, model, pathway, words

Ward = model.Ward


@pytest.fixture
def lab():
    return beds_and_queues()


@pytest.mark.parametrize("ward", [Ward(), Ward(beds=12, arrivals=2.0, stay=4.5), Ward(wards=4)], ids=str)
def test_is_a_flat_ward_that_of_erlang(ward):
    """Within three standard errors, over the long run."""
    found = model.long_run(ward, 4821)
    exact = 100 * erlang_c(ward.wards * ward.beds, ward.wards * ward.arrivals * ward.stay)
    assert ward.exact() == pytest.approx(exact)
    assert abs(found.waited - exact) <= 1.5 * found.error  # `error` is two of them
    assert found.occupancy == pytest.approx(100 * ward.arrivals * ward.stay / ward.beds, abs=1.5)


def test_does_a_run_in_which_nobody_waits_agree_with_erlang():
    """Its error is 0, and the formula's share is as good as 0."""
    ward = Ward(beds=60, arrivals=0.5, stay=1.0)
    share = model.Share(0.0, 0.0, 0.0, 0.8, 40)
    assert 0 < (ward.exact() or 0) < 0.1 and "The run agrees" in words.run_why(ward, share)


def test_is_a_year_run_in_less_than_half_a_second():
    """The best of three, so that a busy computer does not decide."""
    ward, took = Ward(waves=True, planned=20, leave="14", weekend=50), []
    for seed in range(3):
        begun = time.perf_counter()
        model.run(ward, seed, 365)
        took.append(time.perf_counter() - begun)
    assert min(took) < 0.5


def test_what_fills_the_ward():
    """Each by itself makes more wait: a late hour, closed weekends, fewer beds; a shared pool makes fewer wait."""
    usual = model.long_run(Ward(), 4821).waited
    assert (
        model.long_run(Ward(leave="18"), 4821).waited > model.long_run(Ward(leave="10"), 4821).waited > usual
    )
    assert model.long_run(Ward(weekend=30), 4821).waited > usual + 5
    assert model.long_run(Ward(beds=26), 4821).waited > usual + 5
    assert model.long_run(Ward(wards=3), 4821).waited < usual - 5


def test_is_monday_fullest_when_few_leave_at_weekends():
    seen = model.seen(Ward(beds=40, waves=True, leave="14", weekend=20), 4821)
    both = seen.at_8 + seen.waiting_at_8
    assert int(both.argmax()) == 0
    assert seen.left[5:].max() < seen.left[:5].min()


def test_do_all_who_come_leave_or_wait():
    """Little’s law in the picture: as many leave as come, on average over a year."""
    seen = model.seen(Ward(), 7)
    assert seen.came.sum() == pytest.approx(seen.left.sum(), abs=1.5)
    assert (seen.occupied <= 28).all() and (seen.waiting >= 0).all()
    assert not ((seen.waiting > 0) & (seen.occupied < 28)).any(), "nobody waits while a bed is free"


def test_does_everybody_with_one_seed_get_one_score():
    plan = contest.plan_of("B1 H14 W60 P2 S1 L0")
    contest.play.cache_clear()
    first = contest.play(plan, 7)
    contest.play.cache_clear()
    assert contest.play(plan, 7) == first
    assert first.cost == 10 + 4 + 4


@pytest.mark.parametrize("seed", [4821, 7, 11])
def test_is_what_the_contest_says_of_costs_true(seed):
    """Beds alone do it for 30 points, two do not; and two changes together do it for 21."""
    beds, two = (contest.play(contest.plan_of(f"B{n} H16 W40 P2 S1 L0"), seed) for n in (3, 2))
    cheap = contest.play(contest.plan_of("B0 H16 W40 P2 S2 L4"), seed)
    assert beds.met and beds.cost == contest.BEDS_ALONE and not two.met
    assert cheap.met and cheap.cost == contest.BEST_KNOWN
    for alone in ("B0 H16 W40 P2 S2 L0", "B0 H16 W40 P2 S1 L4"):
        assert not contest.play(contest.plan_of(alone), seed).met


@pytest.mark.parametrize("code", ["", "B2", "H16 B0 W40 P2 S1 L0", "B99 H16 W40 P2 S1 L0"])
def test_is_a_code_that_is_none_told(code):
    with pytest.raises(ValueError, match=r"code has a number|choose one of"):
        contest.plan_of(code)


def test_is_a_way_by_hand_counted_rightly(monkeypatch):
    """One hospital bed, one place of care. A is in for 1 day and needs care for 3; B comes at 0.5, is in for 1 day and needs care for
    1; C comes at 2.5 and goes home after a day. B leaves treatment at 2, waits for care until 4, and so C waits in the ambulance from 2.5 to 4."""
    people = [(0.0, 1.0, 2, 0.0, False, 3.0), (0.5, 1.0, 2, 0.0, False, 1.0), (2.5, 1.0, 0, 0.0, False, 0.0)]
    monkeypatch.setattr(pathway, "_patients", lambda seed, end: people)
    monkeypatch.setattr(pathway, "WARM_UP", 0)
    found = pathway.flow.__wrapped__(pathway.Places(beds=1, community=1, home=1), 1, 10)
    total = {stage: 10 * people for stage, people in found.mean.items()}
    assert total == pytest.approx(
        {
            "ambulance": 2.0,
            "treated": 3.0,
            "ready": 2.0,
            "community": 0.0,
            "ready_community": 0.0,
            "home": 4.0,
        }
    )
    assert found.hours == pytest.approx(24 * (0 + 0.5 + 1.5) / 3)
    assert found.late == pytest.approx(100 * 2 / 3)


def test_is_a_way_without_limits_below_littles_law():
    """With places for everybody nobody waits, and each step holds arrivals × mean days."""
    found = pathway.flow(pathway.Places(beds=200, community=200, home=200), 3, 3650)
    assert found.late == 0
    a_day = pathway.ARRIVALS
    expected = {
        "treated": a_day * pathway.STAY,
        "community": a_day * pathway.TO_COMMUNITY * pathway.IN_COMMUNITY,
        "home": a_day
        * (pathway.TO_HOME + pathway.TO_COMMUNITY * pathway.ON_FROM_COMMUNITY)
        * pathway.AT_HOME,
    }
    assert {stage: found.mean[stage] for stage in expected} == pytest.approx(expected, rel=0.05)


@pytest.mark.parametrize("seed", [4821, 7])
def test_do_places_outside_open_beds_inside(seed):
    """Two places of care at home do more for the ambulances than two hospital beds do less than nothing: fewer late than with none, and fewer people ready in hospital."""
    none, home = (
        pathway.flow(places, seed, pathway.LONG_DAYS)
        for places in (pathway.Places(), pathway.Places(home=pathway.HOME + 2))
    )
    assert home.late < 0.75 * none.late
    assert home.mean["ready"] < 0.5 * none.mean["ready"]


def test_does_the_picture_follow_the_ward(lab):
    before = lab.table()
    assert list(before.columns) == ["When", "In bed", "Waiting for a bed", "Beds"] and len(before) == 28
    lab.set(beds=20)
    assert lab.table()["Beds"].unique().tolist() == [20]
    assert "no end" in lab.texts["finding"]
    lab.set(beds=28, waves="life", leave="14", weekend=40)
    assert len(lab.table("week")) == 7


def test_is_a_run_predicted_told_with_its_error_and_kept(lab):
    with pytest.raises(ValueError, match="prediction"):
        lab.press("run")
    lab.set(guess=10).press("run")
    found = model.long_run(lab.ward, 4821)
    row = lab.log.iloc[-1]
    assert (row["You said"], row["It was"], row["±"]) == (10, round(found.waited, 1), round(found.error, 1))
    assert "standard errors of 40 simulated years" in lab.texts["result"]
    assert "Erlang’s formula holds: 25.0 in 100" in lab.texts["why"]
    lab.set(beds=27)
    assert lab.texts["result"] == "" and lab.values["guess"] is None


def test_is_what_is_not_flat_named(lab):
    lab.set(leave="16", weekend=50, guess=30).press("run")
    assert "the hour at which people leave and those who stay in over the weekend" in lab.texts["why"]


def test_is_the_contest_played_and_compared(lab):
    lab.set(page=1)
    assert "No plan has met the goal yet" in lab.texts["best"]
    lab.set(more_beds="3", wait=20).press("play")
    assert "The goal is met, for 30 points" in lab.texts["scored"]
    told = words.contest_told("B0", contest.Score(35.0, 2.0, 4), 30)
    assert told.endswith("The goal of fewer than 20 is not met. The plan costs 4 points.")
    lab.set(code="b0, h16 w40-p2 s2 l4").press("theirs")
    assert "for 21 points" in lab.texts["scored"] and "the least that we know" in lab.texts["best"]
    lab.set(code="ours").press("theirs")
    assert "could not be read" in lab.texts["scored"]
    assert list(lab.table()["Cost, points"]) == [30, 21]
    lab.set(seed=8)
    assert len(lab.table()) == 0, "the plans belong to other patients"


def test_is_the_way_beyond_the_walls_run(lab):
    lab.set(page=2, more_home=2, late=10).press("drive")
    assert "2 for care at home" in lab.texts["driven"] and "With none added it was" in lab.texts["driven"]
    lab.set(more_home=0)
    assert lab.texts["driven"] == ""
    assert "Care at home" in lab.describe()


@pytest.mark.parametrize("wrong", [{"beds": 4}, {"arrivals": 11}, {"stay": "6"}, {"seed": -1}], ids=str)
def test_is_a_bad_start_told(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        beds_and_queues(**wrong)
