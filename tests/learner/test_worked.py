"""Help that grows with the tries: a worked step after three, the worked solution after five."""

import pytest

from qilab import worked_solution
from qilab.learner.answering import answer_to
from qilab.learner.worked import has_worked_solution
from qilab.modules import bank
from qilab.questions.answer import Answer


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    monkeypatch.setenv("QILAB_PROGRESS", str(tmp_path / "progress.json"))
    monkeypatch.setattr("qilab.learner.tries._unkept", {})


def test_has_every_question_of_an_exercise_a_worked_solution():
    """And every question has a worked step, which the constructor of an item asks for."""
    keys = [item.key for exercise in bank.exercises() for item in exercise.items]
    assert [key for key in keys if not has_worked_solution(key)] == []


def test_how_does_the_help_grow_with_the_tries():
    """The mean of the first twelve months, five times: the slip is named each time; help comes on top."""
    item = bank.find("m06.centre_line")
    mean = float(bank.find_exercise("E6.1").data()["rate"].iloc[:12].mean())
    said = [str(answer_to(item, Answer(mean, "per 1,000 occupied bed days"))) for _ in range(5)]
    assert all("That is the mean of the first 12 months" in words for words in said)
    assert ["A worked step: On other data" in words for words in said] == [False, False, True, True, True]
    assert ["Worked solution: " in words for words in said] == [False] * 4 + [True]


def test_is_the_worked_step_not_said_twice():
    """An answer that nobody knows gets it as its third hint."""
    item = bank.find("m06.centre_line")
    said = [str(answer_to(item, Answer(1000.0, "per 1,000 occupied bed days"))) for _ in range(4)]
    assert [words.count("On other data") for words in said] == [0, 0, 1, 1]


def test_when_does_the_worked_solution_open():
    """After five tries, with the words of the page and no blame; it is kept that it was seen."""
    item = bank.find("m06.useful_points")
    for more in (5, 4, 3, 2, 1):
        assert worked_solution(item.key).endswith(f"after {more} more {'try' if more == 1 else 'tries'}.")
        answer_to(item, 1000)
    opened = worked_solution(item.key)
    assert "Months whose count is exactly the median lie on the line" in opened
    assert "You lose nothing by it" in opened


def test_is_it_open_to_whoever_has_answered_already():
    """One right answer is enough: to compare one's own way with it."""
    falls = bank.find_exercise("E6.2").data()["falls"]
    assert answer_to(bank.find("m06.useful_points"), float((falls != falls.median()).sum())).score == 1
    assert "exactly the median" in worked_solution("m06.useful_points")


def test_is_a_misspelt_key_answered_with_the_nearest():
    """As check() does, but as an error: there is nothing to show."""
    with pytest.raises(LookupError, match=r"m06\.useful_points"):
        worked_solution("m06.useful_point")
