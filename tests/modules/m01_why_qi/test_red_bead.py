"""Red Bead Ward: the game's published numbers, and what the lab says and keeps."""

import numpy as np
import pytest

from qilab.labs import red_bead_ward
from qilab.methods import red_bead_chances
from qilab.modules.m01_why_qi.red_bead_ward import words
from qilab.modules.m01_why_qi.red_bead_ward.model import (
    ACTIONS,
    MOST_ROUNDS,
    Round,
    Ward,
    many_rounds,
    mean_gap,
    next_of_best,
    share_on_target,
)


@pytest.fixture
def lab():
    return red_bead_ward()


def test_does_the_tray_give_the_known_limits():
    """A fifth red, scoop of 50: mean 10, σ 2.83, limits 1.5 to 18.5."""
    found = Ward().after().limits()
    assert (found.mean, round(found.sigma, 2)) == (10, 2.83)
    assert (round(found.lower, 1), round(found.upper, 1)) == (1.5, 18.5)


def test_how_far_apart_are_best_and_worst_and_how_often_is_the_target_met():
    """7.1 beads and 3.3% of rounds in the course's own simulation; exact chances and 20,000 rounds agree."""
    exact = red_bead_chances()
    assert exact["mean_gap"] == pytest.approx(7.1, abs=0.05)
    assert exact["anyone_meets_target"] == pytest.approx(0.033, abs=0.002)
    counts = many_rounds(0.2, 50, seed=1, rounds=20_000)
    assert mean_gap(counts) == pytest.approx(7.1, abs=0.07)
    assert share_on_target(counts) == pytest.approx(0.033, abs=0.005)


def test_what_does_the_best_draw_next():
    """The average of all: 10, whoever won."""
    counts = many_rounds(0.2, 50, seed=2, rounds=20_000)
    assert next_of_best(counts) == pytest.approx(10, abs=4 * 2.83 / np.sqrt(20_000))


@pytest.mark.parametrize("action", [a for a in ACTIONS if a != "tray"])
def test_does_an_action_on_people_move_a_bead(action):
    """Praise, target, bonus, warning, other people: the same beads as with no action."""
    played, quiet = Ward(seed=9).after().after(action).after(action), Ward(seed=9).after().after().after()
    assert [r.red.tolist() for r in played.rounds] == [r.red.tolist() for r in quiet.rounds]
    assert played.limits() == quiet.limits()


def test_does_changing_the_tray_halve_the_mean():
    """Half the red beads: 5 instead of 10, from then on."""
    ward = Ward().after().after("tray").after()
    assert [ward.limits(i).mean for i in range(3)] == [10, 5, 5]


def test_who_is_replaced():
    """The three with the most get new letters; the others stay."""
    ward = Ward(seed=3).after()
    before, after = ward.rounds[0], ward.after("replace").rounds[1]
    changed = [i for i in range(6) if before.names[i] != after.names[i]]
    assert changed == before.worst_three
    assert {after.names[i] for i in changed} == {"Nurse G", "Nurse H", "Nurse I"}
    assert before.red[changed].min() >= np.delete(before.red, changed).max()


@pytest.mark.parametrize("red", [[1] * 6, [0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 1, 2]])
def test_is_the_nurse_whose_next_draw_was_predicted_still_there_after_others_are_replaced(red):
    """With few red beads many share a place, and still “drew 0 last time and 1 this time” must speak of one and the same nurse."""
    one = Round(tuple("ABCDEF"), np.array(red), 200, "none")
    assert one.best not in one.worst_three and len(one.worst_three) == 3


def test_is_a_prediction_needed_compared_and_kept(lab):
    """No round without a guess; then the words and the log hold guess and outcome."""
    with pytest.raises(ValueError, match="your prediction"):
        lab.press("play")
    best = lab.ward.rounds[0].best
    lab.set(guess=9, action="warning").press("play")
    came = int(lab.ward.rounds[1].red[best])
    assert f"and {came} this time. You said 9" in lab.texts["result"]
    assert "The three with the most averaged" in lab.texts["why"]
    row = lab.log.iloc[0]
    assert (row["You said"], row["It was"], row["Difference"]) == (9, came, came - 9)
    assert lab.values["guess"] is None


def test_is_the_tray_named_when_it_moved_the_line(lab):
    """The centre line in the picture drops from 10 to 5, and the action goes back to none."""
    lab.set(guess=9, action="tray").press("play")
    assert "You changed the tray: it now has 400 red beads" in lab.texts["why"]
    line = lab.chart_picture["data"]["line"]
    means = [c for c, p in zip(line["centre"], line["piece"], strict=True) if p == "frozen"]
    assert means == [10, 5]
    assert lab.values["action"] == "none"


def test_does_the_game_end_and_start_again(lab):
    """Ten rounds at most; then the button rests until a new start."""
    for _ in range(MOST_ROUNDS - 1):
        lab.set(guess=10).press("play")
    assert len(lab.table()) == 6 * MOST_ROUNDS
    with pytest.raises(ValueError, match="cannot be pressed"):
        lab.set(guess=10).press("play")
    lab.press("reset")
    assert len(lab.table()) == 6
    lab.set(guess=10).press("play")
    lab.set(red=30)
    assert len(lab.table()) == 6
    assert lab.ward.limits().mean == 15


@pytest.mark.parametrize(
    ("which", "says"), [("gap", "best and the worst are"), ("best", "draws"), ("target", "of 100")]
)
def test_is_a_thousand_rounds_told(lab, which, says):
    lab.set(which=which, many_guess=10).press("run")
    assert says in lab.texts["many_result"]
    assert "You said 10" in lab.texts["many_result"]


def test_does_the_room_see_the_same():
    """Two learners with one seed draw the same beads; another seed draws others."""
    a, b = red_bead_ward(seed=7), red_bead_ward(seed=7)
    assert a.table().equals(b.table())
    assert not a.table().equals(red_bead_ward(seed=8).table())


@pytest.mark.parametrize(
    "wrong", [{"red": 0}, {"red": "20"}, {"scoop": 5000}, {"scoop": 50.5}, {"seed": -1}], ids=str
)
def test_is_a_bad_start_told(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        red_bead_ward(**wrong)


def test_is_an_unknown_action_told():
    with pytest.raises(ValueError, match="choose one of"):
        Ward().after("shout")


def test_is_the_prediction_drawn_where_it_belongs():
    """At the scoop of the nurse it is about, before the round is played and after it; a wild one does not squash the rest."""
    lab = red_bead_ward(seed=1050)
    best = lab.ward.rounds[-1].best
    lab.set(guess=5)
    said = lab.chart_picture["data"]["said"]
    assert (said["x"], said["value"], said["label"]) == ([6 + best + 1], [5], ["you said 5"])
    lab.press("play")
    said, points = lab.chart_picture["data"]["said"], lab.chart_picture["data"]["points"]
    assert points["x"].index(said["x"][0]) == 6 + best
    lab.set(guess=100)
    said = lab.chart_picture["data"]["said"]
    highest = max(*points["value"], *lab.chart_picture["data"]["line"]["centre"])
    assert said["value"][-1] <= 1.1 * highest and said["label"][-1] == "you said 100 ↑"


def test_do_old_results_go_with_the_seed():
    """On both pages: words, marks, and what came of many rounds."""
    lab = red_bead_ward(seed=1050)
    lab.set(guess=5).press("play").set(many_guess=4).press("run")
    assert lab.chart_many["data"]["points"]["said_at"] == [4.0]
    lab.set(seed=7)
    assert lab.texts["result"] == lab.texts["why"] == lab.texts["many_result"] == ""
    assert lab.chart_picture["data"]["said"]["x"] == []
    assert lab.chart_many["data"]["points"]["came_at"] == [None]


def test_are_all_named_whose_scoop_lies_outside():
    """Two scoops beyond the limits are told as two, with both names."""
    one, two = (
        words.finding(Ward(rounds=(Round(tuple("ABCDEF"), np.array(red), 800, "none"),)))
        for red in ([25, 5, 9, 6, 12, 10], [25, 5, 24, 6, 12, 10])
    )
    assert "A scoop by A lies outside the limits" in one
    assert "Scoops by A and C lie outside the limits" in two


def test_how_far_out_is_a_prediction_said_to_be():
    """Within one bead: well predicted. Otherwise by how much, with the decimals that were typed."""
    before, now = (
        Round(tuple("ABCDEF"), np.array(red), 800, "none")
        for red in ([5, 9, 9, 9, 9, 9], [11, 9, 9, 9, 9, 9])
    )
    assert words.result(before, now, 10).endswith("You said 10: well predicted.")
    assert words.result(before, now, 7.5).endswith("You said 7.5, so you were 3.5 out.")
    assert words.many("gap", 8.1, 5, 10).endswith("You said 5, so you were 3.1 out.")


def test_does_an_empty_tray_bring_no_line_down():
    """The smallest tray, halved after every round, runs out of red beads in the ninth; nothing can be moved after that."""
    ward = Ward(share=0.05).after()
    for _ in range(8):
        ward = ward.after("tray")
    before, now = ward.rounds[-1], ward.after("tray").rounds[-1]
    assert (before.tray, now.tray) == (0, 0)
    assert words.explain(before, now) == "There was no red bead left in the tray to take out."


def test_are_all_named_who_share_the_fewest():
    """A tie is told as a tie, and nobody is “the fewest of the six” who shares it."""
    tied = Ward(rounds=(Round(tuple("ABCDEF"), np.array([7, 5, 9, 5, 12, 10]), 800, "none"),))
    assert "B and D drew the fewest red beads, 5 each. The most was 12." in words.finding(tied)
    assert words.question(tied).startswith("B has just drawn 5, and nobody drew fewer.")
    alike = Ward(rounds=(Round(tuple("ABCDEF"), np.array([1] * 6), 25, "tray"),))
    assert words.finding(alike).startswith("Round 1: all six drew the same, 1 red bead each.")
    alone = Ward(rounds=(Round(tuple("ABCDEF"), np.array([7, 5, 9, 6, 12, 10]), 800, "none"),))
    assert "B drew the fewest red beads, 5. The most" in words.finding(alone)
    assert "5, the fewest of the six." in words.question(alone)
