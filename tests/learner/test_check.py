"""check(): in a notebook, without a display, in nbgrader's Validate and in its marking."""

import pytest

from qilab import check, data_for
from qilab.learner.check import NotYet


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    monkeypatch.setenv("QILAB_PROGRESS", str(tmp_path / "progress.json"))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)


class Bomb(float):
    """A number that goes off when it is used."""

    def __float__(self):
        raise RuntimeError("boom")

    def __sub__(self, other):
        raise RuntimeError("boom")

    __rsub__ = __sub__


def test_does_check_speak_without_a_display():
    """In plain Python: is the message in the text?"""
    said = check("start.try_it", "b")
    assert "Right" in str(said) and said.score == 1


def test_does_check_ever_raise_at_a_learner():
    """A key that does not exist, a hostile object, parts for a question that has none."""
    assert "Did you mean" in check("m06.centreline", 5).message
    assert check("m06.centre_line", Bomb(5)).score == 0
    assert check("m06.centre_line", runs=3).score == 0
    assert check(None, 3).score == 0
    assert check(["m06"], 3).score == 0


def test_is_learners_text_made_harmless_on_the_page():
    """Markup in an answer must show as text."""
    page = check("m06.centre_line", "<img src=x onerror=alert(1)>")._repr_html_()
    assert "<img" not in page and "&lt;img" in page


def test_does_validate_get_the_same_words_as_the_page(monkeypatch):
    """In Validate a wrong answer stops the cell, and all that is shown is the message."""
    on_page = check("start.try_it", "a").message
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(NotYet) as stopped:
        check("start.try_it", "a")
    shown = stopped.value._render_traceback_()
    assert " ".join(on_page.split()) in " ".join(" ".join(shown).split())
    assert all(len(line) <= 80 for block in shown for line in block.split("\n"))


def test_does_marking_get_points_as_a_plain_number(monkeypatch):
    """nbgrader reads partial credit from the cell's number."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert (check("start.try_it", "a"), check("start.try_it", "b")) == (0.0, 1.0)


def test_do_the_checks_follow_fresh_data():
    """After data_for(…, seed=7) the right answer is that of seed 7, and back again."""
    course = data_for("E6.2")
    fresh = data_for("E6.2", seed=7)
    assert not course.equals(fresh)
    count = (fresh["falls"] != fresh["falls"].median()).sum()
    assert check("m06.useful_points", count).score == 1
    data_for("E6.2")


@pytest.mark.parametrize("seed", ["7", -1, 1.5, True, 2**40])
def test_is_an_odd_seed_explained(seed):
    """A seed that is no whole number gets a sentence."""
    with pytest.raises(ValueError, match="whole number"):
        data_for("E6.2", seed=seed)


def test_can_a_learner_spoil_the_data_for_the_check():
    """Changing the table that one was given must not change what is right."""
    mine = data_for("E6.2")
    right = (mine["falls"] != mine["falls"].median()).sum()
    mine["falls"] = 0
    assert check("m06.useful_points", right).score == 1


def test_is_check_the_function_whatever_was_imported_before():
    """A module of the same name would hide it: ask first, then check, then ask."""
    import importlib

    import qilab

    for module in ("qilab.learner.ask", "qilab.learner.check"):
        importlib.import_module(module)
    assert callable(qilab.check) and callable(qilab.ask)
