"""Every question of the bank, held against its solution, its blank, each known mistake and nonsense, on many seeds."""

import pytest

from qilab.learner.check import answer_to
from qilab.modules import bank
from qilab.questions.answer import Answer
from qilab.questions.evaluate import verdict_on
from qilab.questions.feedback import Feedback
from qilab.questions.item import Item
from qilab.questions.kinds import FieldsAnswer, NumberAnswer, WholeAnswer
from support.draws import drawn
from support.seeds import seeds

EXERCISES = [e for e in bank.exercises()]
SEEDS = seeds()
ABSURD = [
    None,
    ...,
    "",
    "banana",
    float("nan"),
    float("inf"),
    [],
    {},
    object(),
    print,
    "6.6",
    10**400,
    True,
    -1,
]


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    monkeypatch.setenv("QILAB_PROGRESS", str(tmp_path / "progress.json"))
    monkeypatch.setattr("qilab.learner.tries._unkept", {})


def hand_in(item, value):
    """A value as a learner hands it in, with the unit that is asked for; no month at all as “none”."""
    if isinstance(item.kind, FieldsAnswer):
        return Answer(parts={name: "none" if part == frozenset() else part for name, part in value.items()})
    if value == frozenset():
        return "none"
    if (
        isinstance(item.kind, NumberAnswer)
        and not isinstance(item.kind, WholeAnswer)
        and item.kind.unit is not None
    ):
        return Answer(value, str(item.kind.unit))
    return value


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.code)
def test_do_right_and_wrong_answers_stay_apart_on_many_seeds(exercise, tmp_path_factory):
    """On each seed: is there a series, and does no answer fit two outcomes? A series is drawn until none does, or
    refused; that this was looked at is looked at on five."""
    data = drawn(tmp_path_factory, exercise)
    assert {None, *SEEDS} == set(data)
    for seed in SEEDS[:5]:
        for item in exercise.items:
            assert item.clash(data[seed]) is None, (item.key, seed)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.code)
def test_does_each_answer_get_its_own_words(exercise, tmp_path_factory, monkeypatch):
    """The right value earns full marks; each mistake its own message and no marks (unless accepted with a note)."""
    drawings = drawn(tmp_path_factory, exercise)
    for seed in (None, *SEEDS[:3], SEEDS[-1]):
        words_for_each_answer(exercise, drawings[seed], monkeypatch)


def words_for_each_answer(exercise, data, monkeypatch):
    work_out = Item.outcomes
    for item in exercise.items:
        # What the answers come to on these data is worked out once for a question, and not anew for each answer.
        known = work_out(item, data)
        monkeypatch.setattr(
            Item,
            "outcomes",
            lambda each, on, item=item, known=known: (
                known if each is item and on is data else work_out(each, on)
            ),
        )
        right = verdict_on(item, hand_in(item, item.right(data)), data)
        assert (right.state, right.score) == ("right", item.points), item.key
        for mistake in item.mistakes:
            for value in mistake.values(data):
                said = verdict_on(item, hand_in(item, value), data)
                assert said.mistake == mistake.name, (item.key, mistake.name)
                assert mistake.message in said.message
                assert item.rules is None or item.rules.name in str(Feedback(said))
                assert said.score == (item.points if mistake.accept else 0)


@pytest.mark.parametrize("item", bank.items().values(), ids=lambda i: i.key)
def test_does_nonsense_get_a_kind_sentence(item):
    """No marks, no exception, and words that help."""
    for nonsense in ABSURD:
        said = answer_to(item, nonsense)
        assert said.score == 0
        assert len(said.message.split()) >= 4
        for unkind in ("wrong", "incorrect", "stupid", "fail", "error"):
            assert unkind not in said.message.lower().split(), (item.key, nonsense, said.message)


@pytest.mark.parametrize("item", bank.items().values(), ids=lambda i: i.key)
def test_do_the_hints_grow_and_never_tell(item):
    """Three tries of an unknown wrong answer climb the ladder; the right answer is not printed."""
    exercise = bank.exercise_of(item)
    if exercise is None or not isinstance(item.kind, NumberAnswer):
        return
    data = exercise.data()
    far = item.right(data) + 1000
    hints = [answer_to(item, hand_in(item, far)).hint for _ in range(4)]
    assert hints == [*item.hints, item.hints[2]]


def test_is_a_right_number_without_its_unit_asked_for_it():
    """The number alone is half an answer: it earns half, and the unit is asked for."""
    exercise = bank.find_exercise("E6.1")
    item = exercise.items[0]
    said = verdict_on(item, item.right(exercise.data()), exercise.data())
    assert (said.score, said.mistake) == (item.points / 2, "no unit")
    assert "per 1,000 occupied bed days" in said.message
    assert "menu" in said.message and "unit=" in said.message


def test_are_the_nearest_names_offered_for_a_misspelt_key():
    """A slip in the key of a question gets the nearest ones."""
    with pytest.raises(LookupError, match=r"m06\.centre_line"):
        bank.find("m06.center_line")


@pytest.mark.parametrize("module", ["m99", "m06_run_chart", "", "../m06"])
def test_is_an_unknown_module_answered_with_the_nearest(module):
    """A module that is not there: its name and the nearest ones, not an import that failed."""
    with pytest.raises(ValueError, match=r"^There is no module “.*”\. Did you mean "):
        bank.exercises(module)


@pytest.mark.parametrize("exercise", bank.exercises(), ids=lambda e: e.code)
def test_has_each_question_of_a_page_its_form(exercise):
    """A page that is open finds the cell that takes the answer, whatever else the cell's head says of it."""
    from qilab.modules.page_cells import cells_of

    assert [item.key for item in exercise.items if cells_of(item.key) is None] == []
