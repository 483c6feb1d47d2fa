"""Does the feedback diagnose rightly what nobody planned for? The bench of wrong answers written blind."""

from pathlib import Path

import pytest

from qilab.authoring.bench import GENERIC, WRONG, judge_all, shares

pytestmark = pytest.mark.slow

ANSWERS = Path(__file__).parents[2] / "benchmarks" / "wrong_answers"


@pytest.fixture(scope="module")
def judged():
    return judge_all(ANSWERS)


def test_is_the_feedback_useful_and_hardly_ever_wrong(judged):
    """At least 300 answers; useful to 60 of 100; at most 2 of 100 are told as a fact what they did not do."""
    found = shares(judged)
    assert len(judged) >= 300
    assert found["useful"] >= 0.60
    assert found[WRONG] <= 0.02


def test_is_an_absurd_answer_met_without_a_diagnosis(judged):
    """Nobody who answers “-1,000,000” has made the slip that an item knows."""
    absurd = [each for each in judged if each.kind == "absurd"]
    assert absurd and [each.answer for each in absurd if each.grade in (GENERIC, WRONG)] == []


def test_is_a_right_number_without_a_unit_never_called_a_slip(judged):
    """Each of them is asked for the unit."""
    missing = [each for each in judged if each.kind == "missing_unit"]
    assert missing and {each.names for each in missing} == {("no unit",)}
