"""A right number without its unit, in marking: the number's half of the points, and the unit is asked for."""

import pytest

from qilab.grading.scoring.assignment import Cell
from qilab.grading.scoring.score import Mark
from qilab.modules import bank
from qilab.questions.answer import Answer
from qilab.questions.evaluate import verdict_on


@pytest.mark.parametrize(
    ("unit", "points"),
    [(None, 1.0), ("per fortnight", 1.0), ("%", 0.0), ("per 1,000 occupied bed days", 2.0)],
    ids=str,
)
def test_what_does_a_right_number_earn(unit, points):
    """Of two points: half without a unit or with one that we do not know, none with a wrong one, all with the right one."""
    exercise = bank.find_exercise("E6.1")
    item, data = exercise.items[0], exercise.data()
    verdict = verdict_on(item, Answer(item.right(data), unit), data, exercise.items)
    mark = Mark(Cell("code", "", grade=True, points=2.0), item, "E6.1", verdict, "mistake", None)
    assert mark.points == points
    assert (f"{verdict.score:g} of {verdict.points}" in mark.feedback.heading) and mark.words


def test_is_the_half_handed_to_nbgrader(monkeypatch, tmp_path):
    """nbgrader reads partial credit from the check's number."""
    from qilab import check

    monkeypatch.setenv("QILAB_PROGRESS", str(tmp_path / "progress.json"))
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    item = bank.find("m06.centre_line")
    assert check(item.key, item.right(bank.find_exercise("E6.1").data())) == 0.5
