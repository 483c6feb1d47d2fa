"""The knowledge test on the page: clicked through, handed in, kept without a name or an answer."""

import json
from dataclasses import replace

import pytest

from qilab import knowledge_gain, knowledge_test
from qilab.learner import progress
from qilab.learner.knowledge.forms import UNSURE, forms
from qilab.learner.knowledge.stem import stem


@pytest.fixture(autouse=True)
def record(tmp_path, monkeypatch):
    path = tmp_path / "my-progress.json"
    monkeypatch.setenv("QILAB_PROGRESS", str(path))
    return path


def answer(test, right):
    """Answer the first `right` questions rightly and of the others say “I do not know yet”; rate all with 5."""
    for i, question in enumerate(test.questions):
        test.set(**{f"question{i + 1}": question.right if i < right else UNSURE})
    test.set(**{name: "5" for name in test.values if name.startswith(("sure", "then"))})
    test.press("hand_in")


@pytest.mark.slow
def test_from_the_first_test_to_the_gain(record):
    """Before: 4 right. After: 10 right, on the other form. The gain is told; the file holds no answer."""
    before = knowledge_test("before")
    answer(before, 4)
    assert "Thank you" in before.texts["message"] and "4 of 15" not in before.texts["message"]
    after = knowledge_test("after")
    assert after.form != before.form
    answer(after, 10)
    assert "4 of 15" in after.texts["message"] and "10 of 15" in after.texts["message"]
    assert "10 of 15" in knowledge_gain().still()
    kept = json.loads(record.read_text(encoding="utf-8"))
    assert set(kept) == {"format", "questions", "tests"}
    assert set(kept["tests"]["after"]) == {"form", "right", "confidence", "then"}
    assert len(kept["tests"]["after"]["right"]) == 15 and len(kept["tests"]["after"]["then"]) == 8
    assert kept["questions"] == {}, "a test earns no points"


def test_is_an_open_question_named_and_nothing_kept():
    """Handed in with two questions open and no rating: they are named, and the choices stay."""
    test = knowledge_test("before")
    for i, question in enumerate(test.questions[:13], 1):
        test.set(**{f"question{i}": question.options[0]})
    test.press("hand_in")
    assert "questions 14 and 15" in test.texts["message"] and "8 of the ratings are" in test.texts["message"]
    assert test.choices[0] == test.questions[0].options[0] and progress.read_tests() == {}


def test_is_a_test_that_is_taken_not_taken_over_by_accident():
    """Running the cell again shows that it is kept, and how to take it anew."""
    answer(knowledge_test("before"), 3)
    assert "again=True" in knowledge_test("before").still()
    again = knowledge_test("before", again=True)
    answer(again, 6)
    assert sum(progress.read_tests()["before"]["right"].values()) == 6


def test_does_a_folder_that_cannot_be_written_lose_the_result(monkeypatch, tmp_path):
    """The result is on the page, with a link to save it."""
    monkeypatch.setenv("QILAB_PROGRESS", str(tmp_path / "missing" / "p.json"))
    test = knowledge_test("before")
    answer(test, 3)
    assert "cannot be written" in test.texts["message"] and "download=" in test.texts["message"]


def test_is_there_a_paper_twin():
    """Where nothing can be clicked: all fifteen with their data and boxes to tick."""
    text = repr(knowledge_test("before"))
    assert text.count("[ ] I do not know yet") == 15


def test_does_a_question_come_with_what_it_needs_and_not_with_its_answer():
    """Its introduction and its target stand beside it; a note that holds the truth, or marks of HTML, do not."""
    shift = next(q for q in forms()["A"] if q.key == "m06.shift")
    assert "median of the first 12" in stem(shift)
    data = shift.data.copy()
    data.attrs |= {"target": "5 <b>", "truth": "2023-04"}
    markup = stem(replace(shift, data=data))
    assert "The team's target: 5 &lt;b&gt;" in markup and "2023-04" not in markup


def test_what_stays_on_a_saved_page():
    """The questions, and once it is handed in what was chosen and the result; nothing can then be changed."""
    test = knowledge_test("before")
    assert test.still().count("(chosen)") == 0 and "Question 15 of 15" in test.still()
    answer(test, 15)
    assert test.still().count("(chosen)") == 15 and "Thank you" in test.still()
    assert all(test.states[name]["disabled"] for name in test.values)
    with pytest.raises(ValueError, match="cannot be pressed"):
        test.press("hand_in")


def test_is_an_odd_word_answered():
    """knowledge_test("now") says which two words there are."""
    with pytest.raises(ValueError, match="before"):
        knowledge_test("now")
