"""Five years of QI without a display: the model against a reckoning by hand, and what the lab says, keeps and does not claim."""

import time

import numpy as np
import pytest

from qilab.labs import five_years
from qilab.modules.m12_board.five_years import model, words

MIX = " ".join(words.PLANS["Take turns: skills, time, sponsor, patients"])


@pytest.fixture
def lab():
    return five_years()


@pytest.fixture
def certain(monkeypatch):
    """A model without any uncertainty: learn 20%, leave 10%, gain 20%, slip 50%, dip 2%, winter 5%, chase 10%; no luck."""
    given = {"learn": 0.2, "leave": 0.1, "gain": 0.2, "slip": 0.5, "dip": 0.02, "winter": 0.05, "chase": 0.1}
    strengths = {name: model.Strength(value, value, "") for name, value in given.items()}
    monkeypatch.setattr(model, "STRENGTHS", strengths)
    monkeypatch.setattr(model, "NOISE", 0.0)


def test_is_a_year_by_hand_that_of_the_model(certain):
    """ST, then NC, with pencil and paper.

    First: 0.2 taught, full time, no sponsor, no patients. They can do 0.2 × 1 × 0.3 = 0.06; harm 100 × (1 − 0.2 × 0.06 × 0.5) = 99.4.
    Confidence 0.45 + 0.4 × (0.4 + 0.55 × 0.06 − 0.45) = 0.4432; so 0.2 × (1 − 0.1 × (2 − 0.8864)) = 0.177728 stay taught. Reported 99.4 × 1.02.
    Second: time 0.5 × 0.7 = 0.35, sponsor 1. They can do 0.177728 × (0.2 + 0.8 × 0.35) = 0.0853094. Harm 99.4 × (1 − 0.2 × 0.0853094 × 0.5), and of
    0.6 gained 0.5 × 0.65 slips back. Reported: winter × 1.05, chased × 0.9. Confidence 0.4432 + 0.4 × (0.4 + 0.55 × 0.0853094 − 0.4432) − 0.06.
    """
    years = model.mine(("ST", "NC"), 1)
    second = 99.4 * (1 - 0.2 * 0.0853094 * 0.5) + 0.5 * 0.65 * 0.6
    assert years.harm[0] == pytest.approx([99.4, second], abs=1e-4)
    assert years.reported[0] == pytest.approx([99.4 * 1.02, second * 1.05 * 0.9], abs=1e-4)
    assert years.taught[0, 0] == pytest.approx(0.177728)
    assert years.time[0] == pytest.approx([1, 0.35]) and years.backing[0] == pytest.approx([0, 1])
    second_confidence = 0.4432 + 0.4 * (0.4 + 0.55 * 0.0853094 - 0.4432) - 0.06
    assert years.confidence[0] == pytest.approx([0.4432, second_confidence], abs=1e-6)


@pytest.mark.parametrize("seed", range(6))
def test_what_a_new_chief_executive_leaves_of_the_backing(seed):
    """A sponsor named in half-year 4 and never again: 1, then 0.8 of it each time, and a tenth of that once, in 5, 6 or 7."""
    plan = ("ST",) * 3 + ("SN",) + ("ST",) * 6
    years = model.mine(plan, seed)
    left = int(years.left[0])
    assert left in (5, 6, 7)
    expected = [1 * 0.8**n * (0.1 if half >= left else 1) for n, half in enumerate(range(4, 11))]
    assert years.backing[0, 3:] == pytest.approx(expected)
    renewed = model.mine((*plan[: left - 1], "SN", *plan[left:]), seed)
    assert renewed.backing[0, left - 1] == 1


def test_does_nothing_come_of_nothing():
    """Without anybody taught nothing changes underneath, whatever else is done: the factors multiply."""
    for pair in ("TN", "NV", "NC", "TC"):
        assert model.others((pair,) * 10).harm == pytest.approx(100)


def test_is_chasing_for_show():
    """The same plan with a target chased: reported at least 4 points lower on average, the harm underneath no lower in any life."""
    teach, chase = (model.others((pair,) * 10) for pair in ("SN", "SC"))
    assert chase.reported[:, -1].mean() < teach.reported[:, -1].mean() - 4
    assert (chase.harm[:, -1] >= teach.harm[:, -1]).all()
    assert (chase.confidence[:, -1] < teach.confidence[:, -1]).all()


def test_does_a_doubted_sentence_no_longer_count():
    """A plan that always has what is doubted ends where it did; one that never has it ends lower in every life."""
    for doubt, always, never in (("time", "ST", "SN"), ("backing", "SN", "ST"), ("voice", "SV", "SN")):
        ends = {pair: model.others((pair,) * 10, doubt).harm[:, -1] for pair in (always, never)}
        assert ends[always] == pytest.approx(model.others((always,) * 10).harm[:, -1])
        assert (ends[never] < model.others((never,) * 10).harm[:, -1]).all()
    assert model.spread(("SC",) * 10, "chase").middle < model.spread(("SC",) * 10).middle - 10


def test_is_every_number_drawn_from_the_range_that_is_shown(lab):
    """All ranges stand on the page, in percent, with every fixed sentence."""
    page = lab.parts["parts"][2]["html"]
    for strength in model.STRENGTHS.values():
        assert f"{100 * strength.low:g}" in strength.sentence() and strength.sentence() in page
    assert all(sentence.replace("&", "&amp;") in page for sentence in model.FIXED)
    assert "no" in words.SOURCE and "evidence" in words.SOURCE and "model" in words.SOURCE


def test_is_no_backing_lost_that_there_never_was():
    """Where nobody was ever named as a sponsor, none is named again, and none leaves with the chief executive."""
    for plan, gone, never in (
        (("ST",) * 10, "no backing to lose", True),
        (("SN", *("ST",) * 9), "Most of", False),
    ):
        years = model.mine(plan, 1212)
        left = int(years.left[0])
        assert gone in words.news(model.mine(plan[:left], 1212), plan[:left])
        assert ("ever named" in words.why(years, plan)) == never
        assert ("as a sponsor again" in words.why(years, plan)) != never


def test_are_ten_half_years_played_one_by_one(lab):
    with pytest.raises(ValueError, match="five years"):
        lab.press("play")
    lab.set(guess=80, second="S")
    lab.press("play")
    assert lab.plan == () and "two different" in lab.texts["hint"]
    for number, pair in enumerate(MIX.split(), 1):
        assert f"Half-year {number} of 10" in lab.texts["turn"]
        assert lab.states["after"]["hidden"] and not lab.texts["result"]
        lab.set(first=pair[0], second=pair[1]).press("play")
    assert lab.over and not lab.states["after"]["hidden"]
    assert "You said 80" in lab.texts["result"] and "400 more times" in lab.texts["result"]
    years = model.mine(lab.plan, 1212)
    row = lab.log.iloc[0]
    assert row["Plan"] == MIX and row["Reported"] == round(float(years.reported[0, -1]), 1)
    lab.press("play")
    assert "are over" in lab.texts["hint"] and len(lab.log) == 1
    lab.press("again")
    assert lab.plan == () and lab.values["guess"] is None and lab.texts["result"] == ""


def test_is_what_lies_underneath_hidden_until_the_end(lab):
    lab.set(guess=70).press("play")
    assert lab.table()["Harm underneath"].tolist() == ["not yet"] and "underneath" not in lab.describe()
    lab.press("rest")
    assert lab.plan == ("ST",) * 10
    assert lab.table()["Harm underneath"].tolist() == model.mine(lab.plan, 1212).harm[0].round(1).tolist()


def test_does_a_code_give_the_same_years_as_the_moves(lab):
    lab.set(code=MIX.lower()).press("theirs")
    assert "Predict first" in lab.texts["coded"] and lab.plan == ()
    lab.set(guess=70).press("theirs")
    other = five_years().set(guess=70)
    for pair in MIX.split():
        other.set(first=pair[1], second=pair[0]).press("play")
    assert lab.table().equals(other.table())


@pytest.mark.parametrize("code", ["ST", "ST " * 11, "SS " * 10, "SX " * 10, "STN " * 10], ids=str)
def test_is_a_code_that_is_none_told(lab, code):
    lab.set(guess=70, code=code).press("theirs")
    assert "could not be read" in lab.texts["coded"] and lab.plan == ()


def test_is_a_chased_figure_called_so(lab):
    lab.set(guess=70, second="C").press("rest")
    assert "because that is how we wrote the model" in lab.texts["why"]
    assert "Nobody on the board was ever named" in lab.texts["why"]


def test_is_a_doubt_answered_with_the_learners_own_plan(lab):
    lab.set(guess=70, code=MIX).press("theirs")
    lab.set(doubt="chase")
    assert "just where it was" in lab.texts["doubted"], "nothing was chased in this plan"
    lab.set(doubt="time")
    middle = np.median(model.others(lab.plan, "time").harm[:, -1])
    assert f"ends at {middle:.0f}" in lab.texts["doubted"]
    assert lab.texts["compare"].count("<li>") == 4


def test_does_the_room_live_the_same_years():
    a, b = (five_years(seed=7).set(guess=70, code=MIX).press("theirs") for _ in range(2))
    assert a.table().equals(b.table())
    assert not a.table().equals(five_years(seed=8).set(guess=70, code=MIX).press("theirs").table())


@pytest.mark.parametrize("wrong", [-1, True, "7", 2**32], ids=str)
def test_is_a_bad_seed_told(wrong):
    with pytest.raises(ValueError, match="seed"):
        five_years(seed=wrong)


def test_is_a_move_quick(lab):
    """50 ms are allowed for a move; the best of three, so that a busy computer does not decide."""
    took = []
    for _ in range(3):
        model.others.cache_clear()
        lab.set(guess=70)
        begun = time.perf_counter()
        lab.press("rest")
        took.append(time.perf_counter() - begun)
        lab.press("again")
    assert min(took) < 0.05
