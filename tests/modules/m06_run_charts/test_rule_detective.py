"""Rule detective without a display: what it says and keeps."""

import re

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook

from qilab.labs import rule_detective
from qilab.modules.bank import find
from qilab.modules.m06_run_charts.rule_detective import words
from qilab.modules.m06_run_charts.rule_detective.model import RULES, Case, Process, judge, signal_rate


@pytest.fixture
def lab():
    """With a line of all points, as the published simulation has it."""
    return rule_detective(freeze=False)


def test_does_the_sentence_follow(lab):
    """Steady and quiet, steady and loud, changed and found, changed and missed: each has its own sentence."""
    said = set()
    for chart in range(1, 40):
        for shift in (0, 1):
            lab._chart = chart
            lab.set(shift=2.0 - shift, points=25 if chart % 2 else 24)
            lab.set(shift=shift)
            signal = bool(
                judge(Process(lab.values["points"], float(shift)).chart(chart), RULES["both"]).signal
            )
            text = lab.texts["finding"]
            ending = {
                (True, 0): "a false alarm.",
                (True, 1): "And something did change.",
                (False, 0): "so that is right.",
                (False, 1): "the rules missed it.",
            }[signal, shift]
            assert text.endswith(ending)
            said.add(ending)
    assert len(said) == 4


def test_is_the_result_true(lab):
    """36 points, no change, shift and trend: about one chart in two, as in the published simulation."""
    lab.set(points=36, guess=10).press("run")
    assert (
        "With 36 points and no change at all, about 1 chart in 2 gives a false alarm" in lab.texts["result"]
    )
    assert "You said 10." in lab.texts["result"]
    row = lab.log.iloc[0]
    assert abs(row["It was"] - 55) < 5
    assert row["Difference"] == pytest.approx(row["It was"] - 10, abs=0.05)


def test_is_a_good_prediction_praised(lab):
    """Within two points: well predicted."""
    lab.set(guess=36.5).press("run")
    assert "well predicted" in lab.texts["result"]


def test_is_the_reason_that_of_the_change(lab):
    """Change one thing between two runs and the explanation speaks of it; change several and it asks for one."""
    lab.set(guess=1).press("run")
    lab.set(points=48, guess=1).press("run")
    assert "stays six" in lab.texts["why"]
    lab.set(rules="anhoej", guess=1).press("run")
    assert "fewer false alarms" in lab.texts["why"]
    lab.set(points=20, shift=2, guess=1).press("run")
    assert "one at a time" in lab.texts["why"]


@pytest.mark.parametrize("rules", ["trend", "limits", "mdc", "shewhart"])
def test_is_six_in_a_row_said_only_of_rules_that_ask_for_six(lab, rules):
    """Making Data Count asks for 7, Shewhart for 8, and limits and trends for no run at all."""
    lab.set(rules=rules, guess=1).press("run")
    lab.set(points=48, guess=1).press("run")
    assert "Six in a row" not in lab.texts["why"] and "more chances" in lab.texts["why"]


def test_does_the_room_see_the_same():
    """Two learners with one seed: same picture, same result."""
    a, b = rule_detective(seed=7), rule_detective(seed=7)
    assert a.table().equals(b.table())
    assert a.set(guess=1).press("run").log["It was"].equals(b.set(guess=2).press("run").log["It was"])
    assert not a.table().equals(rule_detective(seed=8).table())


def test_what_does_the_game_reveal(lab):
    """Before checking nothing is given away; after it the points, the rule and the truth are told."""
    lab.set(ticks=[1, 2])
    before = lab.chart_game
    assert set(before["data"]["points"]["signal"]) == {"not shown yet"}
    assert set(before["data"]["points"]["look"]) <= {"ordinary", "on the line"}
    assert before["data"]["points"]["ticked"][:3] == [True, True, False]
    lab.set(verdict="signal").press("check")
    assert "The truth:" in lab.texts["told"]
    assert "not shown yet" not in lab.chart_game["data"]["points"]["signal"]
    lab.press("next")
    assert lab.values["verdict"] is None
    assert lab.values["ticks"] == []


def test_what_does_a_perfect_player_score(lab):
    """Always the rules' own verdict and points: all hits, no false alarm, full overlap; then a new game."""
    from qilab.modules.m06_run_charts.rule_detective.picture import marked

    for i in range(20):
        case = lab._cases[lab._at]
        verdict = judge(case.values, RULES["both"])
        points = sorted(p + 1 for p in marked(case.values, verdict))
        lab.set(verdict="signal" if verdict.signal else "none", ticks=points).press("check")
        assert lab.texts["told"].startswith("Right.")
        if i < 19:
            lab.press("next")
    score = lab.score()
    assert score.hits == score.signals
    assert score.false_alarms == 0
    assert score.overlap == 1
    assert "overlap by 100%" in lab.texts["told"]
    assert len(lab.log) == 20
    seed = lab.values["seed"]
    lab.press("next")
    assert lab.values["seed"] == seed + 1
    assert lab.texts["progress"].startswith("Chart 1 of 20")


def test_do_all_rule_sets_play(lab):
    """Each rule set: a chart, a run and a game chart without an error, and a name in the sentence."""
    for key in RULES:
        lab.set(rules=key, shift=1.5, guess=50, game_rules=key).press("run")
        lab.set(verdict="none").press("check")
        assert lab.texts["result"].endswith(".")
    assert len(lab.log) == 2 * len(RULES)


@pytest.mark.parametrize(
    "wrong",
    [{"rules": "guess"}, {"points": 3}, {"shift": 9}, {"noise": 0}, {"start": 100}, {"seed": "4821"}],
    ids=str,
)
def test_is_a_bad_start_told(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        rule_detective(**wrong)


def test_does_it_run_in_a_marking_machine():
    """nbclient, no display: runs, is valid, and its export holds a still picture, words and a table."""
    source = "from qilab import labs\nlab = labs.rule_detective(seed=4821)\nlab"
    then = "lab.set(guess=30).press('run')\nprint(lab.texts['result'])"
    notebook = new_notebook(cells=[new_code_cell(source), new_code_cell(then)])
    NotebookClient(notebook, timeout=60).execute()
    nbformat.validate(notebook)
    assert "You said 30" in notebook.cells[1].outputs[0]["text"]
    page, _ = HTMLExporter().from_notebook_node(notebook)
    still = page[page.index("qilab-still") :]
    assert 'role="img"' in still
    assert "24 points, no change at all" in still
    assert "<table" in still


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            (name, value)
            for name in ("seed", "points", "shift", "noise", "start")
            for value in (None, "24", [])
        ),
        *((name, float("nan")) for name in ("seed", "points", "shift", "noise", "start")),
        ("rules", []),
        ("rules", None),
        ("seed", 2**32),
        ("seed", 10**400),
        ("points", 24.5),
        ("start", 5),
    ],
)
def test_is_an_odd_start_told_in_words(name, value):
    """Not a number, out of range, a list: which word is meant, and what may it be?"""
    with pytest.raises(ValueError, match=f"^{name}"):
        rule_detective(**{name: value})


def test_does_a_double_click_count_twice(lab):
    """A chart is judged once and none is skipped, however often the buttons are pressed in one go."""
    for at in range(1, 21):
        lab.set(verdict="signal")
        for _ in range(3):
            lab._received(lab, {"press": "check"}, [])
        assert len(lab.log) == at
        assert f"Charts read: {at} of 20" in lab.texts["progress"]
        for _ in range(3):
            lab._received(lab, {"press": "next"}, [])
        if at < 20:
            assert f"Chart {at + 1} of 20" in lab.texts["progress"]
    assert "Chart 1 of 20" in lab.texts["progress"]


@pytest.fixture
def taught():
    """As the lesson shows it: the line frozen on the points before the change."""
    return rule_detective()


def test_is_the_board_frozen_as_the_lesson_teaches(taught):
    """The line is the median of the first 12 of 24 points: full there, dashed after them, and said in words."""
    values = taught.chart_picture["data"]["points"]["value"]
    line = taught.chart_picture["data"]["line"]
    assert line["centre"][:2] == [pytest.approx(np.median(values[:12]))] * 2
    assert list(zip(line["x"], line["x2"], line["piece"], strict=True)) == [
        (1, 12, "frozen"),
        (12, 24, "extended"),
    ]
    assert "frozen on the first 12 points" in taught.describe()
    assert "first 12 points is frozen" in taught.texts["line"]
    taught.set(shift=3.0)
    assert taught.chart_picture["data"]["line"]["centre"][0] == line["centre"][0], "a change must not move it"
    taught.set(freeze=False)
    assert taught.chart_picture["data"]["line"]["centre"][0] > line["centre"][0]


def test_is_a_line_of_too_few_points_told(taught):
    taught.set(points=20, start=10)
    assert "The baseline would be only 2 points" in taught.texts["line"]


def test_is_the_game_read_against_the_same_line(taught):
    """The first 12 points of each chart make the line of the game, too."""
    assert "frozen on the first 12 points" in taught.texts["progress"]
    game = taught.chart_game["data"]
    assert game["line"]["centre"][0] == pytest.approx(np.median(game["points"]["value"][:12]))


def test_are_the_shares_of_the_lesson_those_of_its_lab(taught):
    """What the question beside the lab says of 100 charts with the line frozen, as it is in the lesson."""
    praise = find("m06.more_rules").praise
    told = [int(n) for n in re.findall(r"(\d+) in 100", praise)]
    for said, rules in zip(told, ("both", "shift"), strict=True):
        assert abs(said - 100 * signal_rate(Process(24), RULES[rules], 20_000, freeze=True)) <= 2


def test_are_the_shares_of_the_exercise_those_of_the_long_run():
    """A learner's thousand charts may lie well off them, so the praise speaks of the long run: the median of all 24 months."""
    told = [int(n) for n in re.findall(r"about (\d+)", find("m06.false_alarms").praise)]
    for said, rules in zip(told, ("shift", "both"), strict=True):
        assert abs(said - 100 * signal_rate(Process(24), RULES[rules], 5_000)) <= 2


@pytest.mark.parametrize("rules", ["trend", "both"])
def test_is_freezing_credited_only_where_it_counts(lab, rules):
    """The trend rule never looks at the line, so no false alarm of its own can come of freezing it."""
    lab.set(rules=rules, guess=30).press("run").set(freeze=True, guess=30).press("run")
    assert ("hardly any difference" in lab.texts["why"]) == (rules == "trend")


def test_is_the_prediction_drawn_beside_what_came(taught):
    """Typed: a mark where it was said. Run: what came beside it. Another seed: both go, and the words of the run with them."""
    taught.set(guess=20)
    strip = taught.chart_share["data"]["points"]
    assert (strip["said_at"], strip["came_at"]) == ([20.0], [None])
    taught.press("run")
    strip = taught.chart_share["data"]["points"]
    assert strip["said_at"] == [20.0] and strip["came_at"] == [taught.log["It was"][0]]
    taught.set(seed=7)
    strip = taught.chart_share["data"]["points"]
    assert (strip["said_at"], strip["came_at"]) == ([None], [None])
    assert taught.texts["result"] == taught.texts["why"] == ""


@pytest.mark.parametrize(
    ("ticked", "told"),
    [
        ({4}, "You ticked the right point."),
        ({4, 6}, "You ticked the one point that the rules mark, and 1 that they do not."),
        ({6}, "You did not tick the one point that the rules mark, but you did tick 1 that they do not."),
        (set(), "You did not tick the one point that the rules mark."),
    ],
)
def test_one_marked_point_is_spoken_of_in_the_singular(ticked, told):
    """Limits alone can mark a single point of a chart."""
    values = np.array([50.0] * 12)
    case = Case(values, 0.0, None)
    assert told in words.case_feedback(case, judge(values, RULES["limits"]), True, ticked, {4})
