"""Two forms that may be compared: same things asked, of other data, evenly over the course."""

import pandas as pd
import pytest

from qilab.learner.knowledge.forms import FORMS, MOST_OPTIONS, QUESTIONS, _share_out, forms, seed_of
from qilab.modules import bank


@pytest.fixture(scope="module")
def pair():
    return forms()


def test_are_there_fifteen_questions_and_are_the_forms_parallel(pair):
    """Same items in the same order: so the same modules, outcomes, kinds of exercise and points of difficulty."""
    one, other = pair["A"], pair["B"]
    assert len(one) == len(other) == QUESTIONS == 15
    for a, b in zip(one, other, strict=True):
        assert a.key == b.key
        assert (a.item.outcome, a.exercise.kind) == (b.item.outcome, b.exercise.kind)
        assert len(a.options) == len(b.options)
    assert len({q.key for q in one}) == 15


def test_do_the_forms_never_share_data(pair):
    """No table of one form is a table of the other, nor the course's own, whatever question it belongs to."""
    tables = {form: {q.exercise.code: q.data for q in questions} for form, questions in pair.items()}
    for code, data in tables["A"].items():
        own = bank.find_exercise(code).data(None)
        for other in (*tables["B"].values(), own):
            assert not data.equals(other)
    for code, data in tables["B"].items():
        assert not data.equals(bank.find_exercise(code).data(None))
    codes = [e.code for e in bank.exercises()]
    assert len({seed_of(f, c) for f in FORMS for c in codes}) == 2 * len(codes)
    assert min(seed_of(f, c) for f in FORMS for c in codes) >= 10_000, (
        "learners draw four digits to try again"
    )


def test_are_the_forms_balanced_over_modules_and_outcomes(pair):
    """Each module has its even share, and inside a module no outcome has two more than another that could be asked."""
    by_module = pd.Series([bank.MODULES.index(m) for m in map(_module, pair["A"])]).value_counts()
    assert set(by_module.index) == set(range(len(bank.MODULES))), "a module is left out"
    assert by_module.max() - by_module.min() <= 1
    for module in bank.MODULES:
        asked = [q.item.outcome for q in pair["A"] if _module(q) == module]
        assert len(set(asked)) >= min(2, len(asked)), f"{module} is asked about one outcome alone"


def _module(question):
    return next(m for m in bank.MODULES if m.startswith(question.item.module + "_"))


def test_is_the_right_option_right_and_no_other(pair):
    """Each option is read off the bank: the right one is the right value of the form's own data, and stands once."""
    for questions in pair.values():
        for q in questions:
            assert q.options.count(q.right) == 1
            assert 3 <= len(set(q.options)) == len(q.options) <= MOST_OPTIONS


def test_can_the_place_of_the_right_option_be_guessed(pair):
    """It does not always stand in one place, nor is one form's list of places the other's."""
    places = {form: [q.options.index(q.right) for q in questions] for form, questions in pair.items()}
    assert places["A"] != places["B"]
    for found in places.values():
        assert max(found.count(i) for i in range(4)) <= 8


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((9, 9, 9), (5, 5, 5)),
        ((5, 6, 5, 7, 8, 6), (3, 3, 3, 2, 2, 2)),
        ((1, 20, 20), (1, 7, 7)),
        ((2, 3), (2, 3)),
    ],
    ids=["three modules", "six modules", "a short one", "too few in all"],
)
def test_does_a_new_module_get_its_share(counts, expected):
    """Fifteen over three, over six, over one that has but one question to give."""
    taken = _share_out({str(i): [(i, n) for n in range(c)] for i, c in enumerate(counts)}, 15)
    assert tuple(sum(1 for i, _ in taken if i == j) for j in range(len(counts))) == expected
