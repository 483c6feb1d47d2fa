"""Baseline and rebase without a display: what it says, draws and keeps."""

import re

import numpy as np
import pytest

from qilab.labs import baseline_and_rebase
from qilab.modules.m07_xmr_mdc.baseline_and_rebase.model import RULES


@pytest.fixture
def lab():
    return baseline_and_rebase()


def test_does_the_sentence_follow(lab):
    """Found, missed, a false alarm, rightly quiet: each has its own ending, and it agrees with the chart."""
    endings = {
        (True, True): "And something did change.",
        (True, False): "But nothing has changed, so this is a false alarm.",
        (False, True): "the chart does not show it.",
        (False, False): "so that is right.",
    }
    said = set()
    for chart in range(1, 30):
        for shift in (0.0, 0.8):
            lab._chart = chart
            lab.set(shift=shift + 0.1 if shift else -0.1).set(shift=shift)
            signals = lab.chart_picture["data"]["points"]["signal"][12:]
            key = any(s != "none" for s in signals), shift != 0
            assert lab.texts["finding"].endswith(endings[key])
            said.add(key)
    assert len(said) == 4


def test_do_limits_follow_the_freeze(lab):
    """Frozen, the mean is drawn full on the baseline and dashed after it; else it is full throughout and lies elsewhere."""
    lab.set(shift=-2.0)
    held = lab.chart_picture["data"]["line"]
    assert {"frozen", "extended", "limit"} == set(held["piece"])
    lab.set(freeze=False)
    free = lab.chart_picture["data"]["line"]
    assert {"frozen", "limit"} == set(free["piece"])
    assert free["label"] != held["label"] and "rest on all 24 months" in lab.texts["line"]


def test_what_do_the_icons_say(lab):
    """Low where lower is better: improvement; the same where higher is better: concern; neither: no verdict."""
    lab.set(shift=-3.0, target=100)
    assert lab.chart_picture["data"]["icons"]["icon"] == ["improvement_low", "pass"]
    assert (
        "▼ improvement, low values" in lab.describe()
        and "P the target will nearly always be met" in lab.describe()
    )
    lab.set(better="higher")
    assert lab.chart_picture["data"]["icons"]["icon"] == ["concern_low", "fail"]
    lab.set(better="neither")
    assert lab.chart_picture["data"]["icons"]["icon"] == ["neutral_low"]


def test_is_the_result_true(lab):
    """2σ, frozen on twelve: about 97 of 100 (in the published table for two of the rules); the log keeps it."""
    lab.set(shift=-2.0, rules="two", screen=False, guess=50).press("run")
    row = lab.log.iloc[0]
    assert abs(row["It was"] - 97) < 3 and row["Difference"] == pytest.approx(row["It was"] - 50, abs=0.05)
    assert "You said 50: some way off." in lab.texts["result"]
    assert lab.values["guess"] is None


def test_is_the_reason_that_of_the_change(lab):
    """Change one thing between two runs and the explanation speaks of it; change several and it asks for one."""
    lab.set(guess=1).press("run")
    lab.set(freeze=False, guess=1).press("run")
    assert "hide it" in lab.texts["why"]
    lab.set(freeze=True, guess=1).press("run")
    assert "false alarms" in lab.texts["why"]
    lab.set(shift=0.0, odd=True, guess=1).press("run")
    assert "one at a time" in lab.texts["why"]


def test_what_does_a_perfect_player_score(lab):
    """Each change from its own month, each of the others left alone; then a new game."""
    for i in range(7):
        case = lab.case
        decision = {"decision": "rebase", "ticks": [case.first]} if case.first else {"decision": "leave"}
        lab.set(**decision).press("check")
        assert lab.texts["told"].startswith("Right") and case.plan.truth in lab.texts["told"]
        if i < 6:
            lab.press("next")
    assert "placed 5 of the 5" in lab.texts["told"] and "left 2 alone" in lab.texts["told"]
    assert set(lab.log["Difference"]) == {"right"}
    seed = lab.values["seed"]
    lab.press("next")
    assert lab.values["seed"] == seed + 1 and lab.texts["progress"].startswith("Chart 1 of 7")


def test_is_a_rebase_without_a_month_asked_for(lab):
    """Nothing is judged before a month is ticked."""
    lab.set(decision="rebase").press("check")
    assert "Tick the first month" in lab.texts["told"] and len(lab.log) == 0


def test_does_a_tick_begin_new_limits_at_once(lab):
    """The ticked point gets a ring, and the mean after it is another."""
    lab.set(ticks=[16])
    data = lab.chart_case["data"]
    assert data["points"]["ticked"].index(True) == 15
    assert len(set(data["points"]["lines"])) == 2
    assert "New limits begin in month 16." in lab.chart_case["description"]


def test_is_the_truth_not_told_before_the_check(lab):
    """Neither in the words nor in the picture."""
    for _ in range(7):
        said = lab.texts["told"] + lab.chart_case["description"]
        assert "The truth" not in said and lab.case.plan.truth not in said
        lab.set(decision="leave").press("check").press("next")


def test_does_a_move_on_one_page_leave_the_other_alone(lab):
    """No chart is drawn again that did not change."""
    before = lab.chart_case["serial"], lab.chart_picture["serial"]
    lab.set(shift=1.5)
    assert lab.chart_case["serial"] == before[0] and lab.chart_picture["serial"] > before[1]
    before = lab.chart_case["serial"], lab.chart_picture["serial"]
    lab.set(case_baseline=14)
    assert lab.chart_case["serial"] > before[0] and lab.chart_picture["serial"] == before[1]


def test_do_all_rule_sets_play(lab):
    """Each rule set: a chart, a run and a case without an error."""
    for key in RULES:
        lab.set(rules=key, guess=50, case_rules=key).press("run")
        assert RULES[key].name in lab.log.iloc[-1]["Rules"]


def test_does_the_room_see_the_same():
    """Two learners with one seed: the same picture."""
    one, other = baseline_and_rebase(seed=7), baseline_and_rebase(seed=7)
    assert one.table().equals(other.table()) and not one.table().equals(baseline_and_rebase(seed=8).table())


@pytest.mark.parametrize(
    "wrong",
    [
        {"rules": "guess"},
        {"better": "up"},
        {"baseline": 3},
        {"shift": 9},
        {"target": 500},
        {"freeze": 1},
        {"screen": None},
        {"seed": "4821"},
    ],
    ids=str,
)
def test_is_a_bad_start_told(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        baseline_and_rebase(**wrong)


def test_has_the_still_form_picture_words_and_table(lab):
    """What stays on a saved page: an SVG, the sentence, every month."""
    still = str(lab.still())
    assert "<svg" in still and "XmR chart of made-up values" in still
    assert len(re.findall(r"<tr", still)) >= 24


def test_does_an_old_result_go_when_a_control_moves(lab):
    """After a run a moved control clears result and strip; a further move does not draw the empty strip again."""
    lab.set(guess=40).press("run")
    assert lab.texts["result"] and "You said 40" in lab.chart_share["description"]
    lab.set(baseline=15)
    assert lab.texts["result"] == "" and "Nothing is on it yet" in lab.chart_share["description"]
    before = lab.chart_share["serial"]
    lab.set(baseline=16)
    assert lab.chart_share["serial"] == before


@pytest.mark.parametrize("freeze", [True, False])
def test_is_a_step_said_to_be_left_out_only_where_it_is(lab, freeze):
    """Beside an odd month: the range that `spc` works the limits from has 2, 1 or 0 of the large steps fewer."""
    lab.set(odd=True, freeze=freeze)
    said = set()
    for chart in range(1, 40):
        lab._chart = chart
        lab.set(shift=0.1).set(shift=0.0)
        steps = np.abs(np.diff(lab.process.chart(chart)[: 12 if freeze else None]))
        out = (steps >= 3.267 * steps.mean()).astype(int)
        words = {
            2: "steps beside the odd month are left out",
            1: "one is left out",
            0: "neither is large enough",
        }
        assert words[out[2] + out[3]] in lab.texts["line"]
        said.add(out[2] + out[3])
    assert len(said) > 1
    lab.set(screen=False)
    assert lab.texts["line"].endswith("beside the odd month widen the limits.")


def test_is_a_power_cut_not_called_the_beginning_of_work(lab):
    """Limits from the month of an earlier note: the note may be a power cut, which nobody began."""
    while lab.case.plan.what != "Late doses":
        lab.set(decision="leave").press("check").press("next")
    lab.set(decision="rebase", ticks=[min(lab.case.plan.notes) + 1]).press("check")
    assert "power cut" in lab.case.plan.notes[min(lab.case.plan.notes)]
    assert "an earlier note" in lab.texts["told"] and "work began" not in lab.texts["told"]
