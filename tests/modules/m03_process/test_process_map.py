"""Process map without a display: the model against hand sums and the course's own method, and what the lab says and keeps."""

from dataclasses import replace
from itertools import combinations

import pandas as pd
import pytest

from qilab.methods.process import lead_time
from qilab.modules.m03_process.process_map import model, words
from qilab.modules.m03_process.process_map.view import process_map
from support.seeds import seeds

Step = model.Step


@pytest.fixture
def lab():
    return process_map()


@pytest.fixture
def small():
    """Main 10 + 60 (a batch of 5: 20), A 100, B 40; value 5 + 6, yields 0.9, 0.8, 1 and 0.5."""
    return (
        Step("Write", "Doctor", "main", 5, 5, 0, 1, 90, True),
        Step("Make", "Pharmacy", "A", 6, 4, 90, 1, 80, True),
        Step("Letter", "Doctor", "B", 10, 30, 0, 1, 100, True),
        Step("Carry", "Porter", "main", 10, 30, 0, 5, 50, False),
    )


def test_what_does_a_small_map_come_to(small):
    """10 + 100 + 60 = 170 minutes by A; value 11 of 170; 36 of 100 right; six an hour for 170 minutes: 17."""
    found = model.found(small)
    assert (found.lead, found.work, found.value, found.longer) == (170, 21, 11, "A")
    assert found.value_share == pytest.approx(100 * 11 / 170)
    assert found.right == pytest.approx(36)
    assert found.under_way == pytest.approx(17)
    assert model.begins(small) == [0, 10, 10, 110]


def test_what_does_a_batch_cost():
    """Five at a time with one every ten minutes: 10 × 4 ÷ 2 = 20 minutes on average; one at a time none."""
    step = model.hospital()[1]
    assert replace(step, batch=5).batched == 20
    assert replace(step, batch=1).batched == 0


@pytest.mark.parametrize("seed", seeds()[:8])
def test_does_the_lead_time_agree_with_the_method_that_the_lesson_uses(seed):
    """`lead_time` of `qilab.methods`, on the same steps as a table."""
    steps = model.hospital(seed)
    table = pd.DataFrame(
        {
            "touch": [s.touch for s in steps],
            "wait": [s.total - s.touch for s in steps],
            "value": [s.value for s in steps],
            "branch": [None if s.branch == "main" else s.branch for s in steps],
        }
    )
    by_method, found = lead_time(table, "touch", "wait", "value", "branch"), model.found(steps)
    assert found.lead == pytest.approx(by_method.lead)
    assert found.value_share == pytest.approx(100 * by_method.value_share)
    assert found.longer == by_method.branch
    assert max(at + s.total for at, s in zip(model.begins(steps), steps, strict=True)) == pytest.approx(
        found.lead
    )


@pytest.mark.parametrize("seed", [4821, 7])
def test_are_the_winning_pairs_those_that_win(seed):
    """All pairs tried one by one on the whole map: the three of the two batches and the hand-off, and no other."""
    steps = model.hospital(seed)
    every = [(i, change) for i in range(len(steps)) for change in model.CHANGES]
    won = {frozenset(pair) for pair in combinations(every, 2) if model.wins(steps, pair)}
    assert won == model.winning(steps) == model.WINNING
    assert {(steps[i].name, change) for pair in won for i, change in pair} == {
        ("Write the prescription", "batch"),
        ("Check the prescription", "hand"),
        ("Carry to the ward", "batch"),
    }


@pytest.mark.parametrize("seed", seeds())
def test_is_the_lesson_true_of_every_hospital(seed):
    """Three pairs win; working twice as fast takes off 12% at most; a hand-off on branch B costs the patient nothing."""
    steps = model.hospital(seed)
    assert model.winning(steps) == model.WINNING
    lead = model.found(steps).lead
    assert 0.88 * lead <= model.found(model.halved(steps)).lead < lead
    letter = next(i for i, s in enumerate(steps) if s.name == "Write the discharge letter")
    assert steps[letter].hand_off > 20
    assert model.found(model.with_edits(steps, [(letter, "hand")])).lead == lead
    assert model.found(steps).value_share < 15


def test_does_each_change_do_what_it_says(small):
    step = Step("Any", "Nurse", "main", 8, 6, 4, 3, 80, True)
    assert model.changed(step, "work").touch == 4
    assert model.changed(step, "free").wait == 3
    assert model.changed(step, "batch").batch == 1
    assert model.changed(step, "hand").hand_off == 0
    assert model.changed(step, "right").right == 99
    with pytest.raises(ValueError, match="change: choose one of"):
        model.changed(step, "sack")
    with pytest.raises(ValueError, match="place"):
        model.with_edits(small, [(9, "work")])


def test_is_working_twice_as_fast_predicted_and_explained(lab):
    """No run without a prediction; then the new lead time, the difference in the log, and the guess on the chart."""
    with pytest.raises(ValueError, match="new lead time"):
        lab.press("halve")
    before = model.found(lab.steps).lead
    lab.set(guess=235).press("halve")
    after = model.found(lab.steps).lead
    assert after == model.found(model.halved(model.hospital())).lead
    row = lab.log.iloc[0]
    assert row["It was"] == round(after) and row["Difference"] == round(after) - 235
    assert f"from {round(before)} to {round(after)} minutes" in lab.texts["result"]
    assert "you said 235" in lab.chart_map["data"]["lines"]["label"]
    lab.set(guess=900).press("halve")
    assert max(lab.chart_map["data"]["lines"]["from"]) < 1.4 * before, "a wild guess squashes nothing"
    lab.press("reset")
    assert lab.steps == model.hospital()


def test_does_a_step_change_the_map(lab):
    """Each box moves the lead time by what it adds, and the boxes show the step that was chosen."""
    before = model.found(lab.steps)
    place = model.NAMES.index("Carry to the ward")
    step = lab.steps[place]
    lab.set(step=str(place))
    assert [lab.values[name] for name in ("touch", "wait", "hand_off", "batch", "right")] == [
        step.touch,
        step.wait,
        step.hand_off,
        step.batch,
        step.right,
    ]
    lab.set(wait=step.wait + 30)
    assert model.found(lab.steps).lead == before.lead + 30
    lab.set(batch=1)
    assert model.found(lab.steps).lead == before.lead + 30 - step.batched
    lab.set(right=50)
    assert model.found(lab.steps).right == pytest.approx(before.right * 50 / step.right)
    lab.set(step="0")
    assert lab.steps[place].wait == step.wait + 30, "another step leaves this one as it was set"
    assert lab.table("map")["Waiting for somebody"][place] == step.wait + 30


def test_do_two_changes_reach_the_goal(lab):
    """A winning pair is told so; a change on the shorter branch is told why it gains nothing."""
    lab.set(page=1)
    with pytest.raises(ValueError, match="by how much"):
        lab.press("try")
    first, second = sorted(next(iter(model.WINNING)))
    lab.set(
        first_step=str(first[0]), first_change=first[1], second_step=str(second[0]), second_change=second[1]
    )
    lab.set(fall=10).press("try")
    assert "The goal is met" in lab.texts["tried"]
    assert lab.log.iloc[0]["It was"] >= 40
    letter = model.NAMES.index("Write the discharge letter")
    lab.set(first_step=str(letter), first_change="hand")
    assert lab.texts["tried"] == "", "what was tried belongs to other changes"
    lab.set(fall=10).press("try")
    assert "The goal is met" not in lab.texts["tried"]
    assert "saves the patient nothing, because branch A takes longer anyway" in lab.texts["tried_why"]


def test_does_a_long_way_let_few_through(lab):
    """Five steps at 95: 77.4, as published."""
    lab.set(page=2, whole=95).press("run")
    assert "77.4 in 100" in lab.texts["whole_result"]
    assert lab.log.iloc[0]["Difference"] == pytest.approx(-17.6)
    assert lab.describe() == "You said 95. It was 77.4."
    lab.set(n=10)
    assert lab.texts["whole_result"] == ""


def test_does_an_old_result_go_with_its_seed(lab):
    lab.set(guess=200).press("halve")
    lab.set(fall=10).press("try")
    lab.set(seed=8)
    assert lab.texts["result"] == lab.texts["why"] == lab.texts["tried"] == lab.texts["tried_why"] == ""
    assert lab.steps == model.hospital(8)
    assert [label for label in lab.chart_map["data"]["lines"]["label"] if "you said" in label] == []
    assert model.hospital(8) != model.hospital()


@pytest.mark.parametrize("wrong", [-1, 1.5, "4821", True, 2**32], ids=str)
def test_is_a_bad_start_told(wrong):
    with pytest.raises(ValueError, match="seed"):
        process_map(wrong)


@pytest.mark.parametrize(
    ("right", "says"),
    [(88, "less has to be put right afterwards"), (99, "changes nothing"), (100, "changes nothing")],
)
def test_is_a_step_that_is_right_already_made_no_better(right, says):
    """Right first time means 99%: a step at 99 or 100 stays as it is, and the sentence says so."""
    steps = tuple(replace(s, right=right) for s in model.hospital())
    assert model.changed(steps[0], "right").right == max(right, 99)
    assert says in words.why_tried(steps, [(0, "right"), (1, "batch")])


def test_is_it_said_when_two_changes_make_the_other_branch_the_longer_one():
    """The savings do not add up then: what the two bring together is said beside what each brings alone."""
    steps = model.hospital()
    edits = [(model.NAMES.index("Dispense"), "batch"), (model.NAMES.index("Check the prescription"), "hand")]
    before, after = model.found(steps), model.found(model.with_edits(steps, edits))
    assert (before.longer, after.longer) == ("A", "B")
    assert f"Together they save {before.lead - after.lead:g} minutes, because branch B" in words.why_tried(
        steps, edits
    )


def test_are_two_branches_that_take_equally_long_told_as_such(small):
    """B takes 40 minutes, and A 100 until its hand-off is cut to 30."""
    assert "branch A is the longer one" in words.finding(small)
    level = tuple(replace(s, hand_off=30) if s.branch == "A" else s for s in small)
    assert "both branches take the same time" in words.finding(level)
