"""At the end of a page of exercises: the map, new data in one press, and back again."""

import re

import pytest

from qilab import check, data_for, knowledge_gain, new_data, where_you_stand
from qilab.learner import progress


@pytest.fixture(autouse=True)
def own(tmp_path, monkeypatch):
    monkeypatch.setenv("QILAB_PROGRESS", str(tmp_path / "progress.json"))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    yield
    new_data("E6.2", back=True)


def useful(data):
    return int((data["falls"] != data["falls"].median()).sum())


def test_are_new_data_one_call_and_do_the_checks_follow():
    """The page's own line then gives the new data, whose answer is right; `back` brings the old ones."""
    own = data_for("E6.2")
    said = new_data("E6.2")
    seed = int(re.search(r"seed (\d{4})\)", said).group(1))
    fresh = data_for("E6.2")
    assert fresh.equals(data_for("E6.2", seed=seed)) and not fresh.equals(own)
    data_for("E6.2")
    assert check("m06.useful_points", useful(fresh)).state == "right"
    new_data("E6.2", back=True)
    assert data_for("E6.2").equals(own)
    assert check("m06.useful_points", useful(own)).state == "right"


def test_do_the_course_data_stay_while_nbgrader_marks(monkeypatch):
    """A new_data line left in a page that is handed in must not change what is marked."""
    own = data_for("E6.2")
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert "own data" in new_data("E6.2")
    assert data_for("E6.2").equals(own)


@pytest.mark.parametrize(
    ("panel", "words"),
    [
        (lambda: where_you_stand("m06_run_charts"), r"1 of 11 points in this module\."),
        (progress.show, r"0 of \d+ modules practised\."),
        (knowledge_gain, r"The test before and the test after the course are still to come\..*"),
    ],
)
def test_does_looking_again_say_what_came_of_it(panel, words):
    """In words that are read out, with the time: who looks twice hears it twice."""
    shown = panel()
    check("m06.useful_points", useful(data_for("E6.2")))
    assert "Looked again" not in shown.texts.get("looked", "")
    shown.press("look")
    assert re.fullmatch(rf"Looked again at \d\d:\d\d:\d\d\. {words}", shown.texts["looked"])


def test_does_the_button_do_it_and_say_what_next():
    """Choose the exercise, press: a sentence with the seed and the next step; press back: so too."""
    panel = where_you_stand("m06_run_charts")
    panel.set(exercise="E6.2").press("fresh")
    assert "E6.2 has new data" in panel.texts["said"] and "go to its heading" in panel.texts["said"]
    panel.written(True)  # the page has run them
    assert "cells" not in panel.texts["said"]
    panel.written(False)  # nobody has
    assert "Run its cells again" in panel.texts["said"]
    assert not panel.texts.get("handed_in")
    panel.press("back")
    assert "own data" in panel.texts["said"]


def test_does_the_map_follow_each_answer():
    """By itself, with the new points in words; an outcome is met when all that assesses it is answered, and not before."""
    panel = where_you_stand("m06_run_charts")
    assert panel.texts["map"].count("○ Not yet") == 4
    progress.record("m06.by_luck", False)
    assert not panel.texts.get("looked")  # a try without a point is not read out
    progress.record("m06.by_luck", True)
    assert panel.texts["map"].count("✓ Met") == 0 and "1 of 11 points" in panel.texts["map"]
    assert panel.texts["looked"] == "Now 1 of 11 points in this module."
    progress.record("m06.false_alarms", True)
    assert panel.texts["map"].count("✓ Met") == 1 and "2 of 11 points" in panel.texts["map"]
    assert "2 of 11 points" in panel.still() and "2 of 11 points" in str(panel)


def test_does_the_name_stay_out_of_the_saved_page():
    """A name that is typed while another button renews the still form: not a letter of it."""
    panel = where_you_stand("m06_run_charts").set(name="Ada O’Leary")
    panel.press("look")
    assert "O’Leary" not in panel.still()


@pytest.mark.parametrize("call", [lambda: new_data("E99.9"), lambda: where_you_stand("m99")])
def test_are_odd_words_answered(call):
    """An exercise or a module that is not there: which there are."""
    with pytest.raises(ValueError, match="There is no"):
        call()
