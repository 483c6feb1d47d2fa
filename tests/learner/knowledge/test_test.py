"""The knowledge test on the page: clicked through, handed in, kept without a name or an answer."""

import json

import pytest

from qilab import knowledge_gain, knowledge_test
from qilab.learner import progress
from qilab.learner.knowledge import draft
from qilab.learner.knowledge.forms import all_tests, newest
from qilab.learner.knowledge.questions import UNSURE, questions
from qilab.learner.knowledge.stem import stem
from qilab.panel.html import words_of


@pytest.fixture(autouse=True)
def record(tmp_path, monkeypatch):
    path = tmp_path / "my-progress.json"
    monkeypatch.setenv("QILAB_PROGRESS", str(path))
    return path


def answer(test, right):
    """Answer the first `right` questions rightly and of the others say “I do not know yet”; rate all with 5."""
    for i, question in enumerate(test.test.questions):
        test.set(**{f"question{i + 1}": question.versions[test.form].right if i < right else UNSURE})
    test.set(**{name: "5" for name in test.values if name.startswith(("sure", "then"))})
    test.press("hand_in")


def test_from_the_first_test_to_the_gain(record):
    """Before: 4 right. After: 10 right, on the other form. The gain is told; the file holds no answer."""
    before = knowledge_test("before", "front-line")
    answer(before, 4)
    assert "Thank you" in before.texts["message"] and "4 of 15 right" in before.texts["message"]
    after = knowledge_test("after")
    assert after.form != before.form and after.test is before.test
    answer(after, 10)
    assert "4 of 15" in after.texts["message"] and "10 of 15" in after.texts["message"]
    assert "10 of 15" in knowledge_gain().still()
    kept = json.loads(record.read_text(encoding="utf-8"))
    assert set(kept) == {"format", "questions", "tests"}
    assert set(kept["tests"]["after"]) == {"track", "version", "form", "right", "confidence", "then"}
    taken = kept["tests"]["after"]
    assert (taken["track"], taken["version"]) == ("front-line", newest("front-line").version)
    assert len(taken["right"]) == 15
    assert set(taken["then"]) == set(before.test.skills)
    assert kept["questions"] == {}, "a test earns no points"


def test_what_is_said_after_handing_in():
    """The score; each question with its right answer and why, those not yet right first and open; what to read."""
    test = knowledge_test("before", "leader")
    answer(test, 14)
    said = test.texts["message"]
    last = test.test.questions[-1]
    version = last.versions[test.form]
    assert "14 of 15 right" in said and said.count("✓ Right") == 14 and said.count("○ Not yet") == 1
    assert said.index("○ Not yet") < said.index("✓ Right") and said.count("<details open") >= 1
    words = words_of(said)
    assert version.right in words and version.why in words
    assert f'href="{last.module}.ipynb#{last.read.replace(" ", "-")}"' in said
    assert words.count("To read next:") == 1


def test_is_a_track_asked_for_first():
    """Without one, the three are offered by title and by whom they are for; a choice and a press show its questions."""
    test = knowledge_test("before")
    assert test.test is None and "Leader: You sit in meetings" in test.still()
    with pytest.raises(ValueError, match="First give"):
        test.press("begin")
    test.set(track="analyst").press("begin")
    asked = len(newest("analyst").questions)
    assert test.test is newest("analyst") and f"Question {asked} of {asked}" in test.still()


def test_do_the_form_and_the_choices_survive_a_restart(record):
    """Begun, two questions answered, a rating given, the kernel restarted: the same form, and all is still chosen."""
    test = knowledge_test("before").set(track="leader").press("begin")
    first, second = (question.versions[test.form] for question in test.test.questions[:2])
    test.set(question1=first.options[1], question2=second.right, sure0="7")
    again = knowledge_test("before")
    assert (again.test, again.form) == (test.test, test.form)
    assert again.choices[:3] == [first.options[1], second.right, None]
    assert next(iter(again.ratings("sure").values())) == 7
    assert draft.where().exists() and progress.read_tests() == {}
    answer(again, 3)
    assert not draft.where().exists(), "the answers are kept nowhere once it is handed in"


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"format": "qilab-test-in-hand-1", "tests": {"before": 3}}', "\x00"]
)
def test_is_a_broken_draft_no_hindrance(content):
    """A file cut short, or of something else: the test is begun anew."""
    draft.where().write_text(content, encoding="utf-8")
    assert knowledge_test("before").test is None


def test_is_an_open_question_named_and_nothing_kept():
    """Handed in with two questions open and no rating: they are named, and the choices stay."""
    test = knowledge_test("before", "front-line")
    for i, question in enumerate(test.test.questions[:13], 1):
        test.set(**{f"question{i}": question.versions[test.form].options[0]})
    test.press("hand_in")
    rated = len(test.test.skills)
    assert (
        "questions 14 and 15" in test.texts["message"]
        and f"{rated} of the ratings are" in test.texts["message"]
    )
    assert (
        test.choices[0] == test.test.questions[0].versions[test.form].options[0]
        and progress.read_tests() == {}
    )


def test_is_a_test_that_is_taken_not_taken_over_by_accident():
    """Running the cell again shows the result; a press takes it anew, and the old result stays until it is handed in."""
    answer(knowledge_test("before", "leader"), 3)
    taken = knowledge_test("before")
    assert taken.test is None and "3 of 15 right" in taken.still() and "Take it again" not in taken.texts
    taken.press("again").set(track="leader").press("begin")
    assert sum(progress.read_tests()["before"]["right"].values()) == 3
    answer(taken, 6)
    assert sum(progress.read_tests()["before"]["right"].values()) == 6
    assert knowledge_test("before", "leader", again=True).test is newest("leader")


def test_does_the_second_test_ask_what_the_first_did(monkeypatch):
    """A later course has a second version; whoever took the first meets it again, so that the gain is one."""
    from dataclasses import replace

    from qilab.learner.knowledge import forms

    answer(knowledge_test("before", "leader"), 3)
    met = newest("leader").version
    later = (
        *all_tests(),
        replace(newest("leader"), version=met + 1, questions=newest("leader").questions[:12]),
    )
    monkeypatch.setattr(forms, "all_tests", lambda: later)
    assert newest("leader").version == met + 1 and knowledge_test("after").test.version == met
    assert knowledge_test("before", "leader", again=True).test.version == met + 1


def test_are_results_from_before_there_were_tracks_still_read(record):
    """An old record: its score is shown, its questions are not; the second test asks for a track; no gain is told."""
    old = {"form": "A", "right": {f"m06.q{i}": i < 9 for i in range(15)}, "confidence": {"x": 4}, "then": {}}
    assert progress.record_test("before", old)
    shown = words_of(knowledge_test("before").still())
    assert "9 of 15 right" in shown and "older course" in shown
    after = knowledge_test("after")
    assert after.test is None
    answer(after.set(track="leader").press("begin"), 12)
    assert "different tracks or versions" in words_of(after.texts["message"])


@pytest.mark.parametrize(
    ("track", "version"),
    [
        ("leader", 0),
        ("leader", True),
        ("leader", "1"),
        ("Ann Example", 1),
        ("x" * 60, 1),
        (None, 1),
        ("leader", 1e3),
    ],
)
def test_does_nothing_but_a_track_and_a_number_get_into_the_record(track, version):
    """No name, no long text, no odd kind of number."""
    test = {
        "track": track,
        "version": version,
        "form": "A",
        "right": {"q": True},
        "confidence": {},
        "then": {},
    }
    with pytest.raises(ValueError, match="kept as"):
        progress.record_test("before", test)


def test_does_a_folder_that_cannot_be_written_lose_the_result(monkeypatch, tmp_path):
    """The result is on the page, with a link to save it."""
    monkeypatch.setenv("QILAB_PROGRESS", str(tmp_path / "missing" / "p.json"))
    test = knowledge_test("before", "analyst")
    answer(test, 3)
    assert "cannot be written" in test.texts["message"] and "download=" in test.texts["message"]


@pytest.mark.parametrize("track", ["front-line", "analyst", "leader"])
def test_is_there_a_paper_twin(track):
    """Where nothing can be clicked: all questions with their data and boxes to tick."""
    test = knowledge_test("before", track)
    assert repr(test).count("[ ] I do not know yet") == len(test.test.questions)
    assert "Ash" in repr(test) or "Dee" in repr(test) or "Gus" in repr(test) or "Amber" in repr(test)


def test_does_a_question_come_with_what_it_needs():
    """Its story, its picture with the line that the story names, and the numbers behind it; marks of HTML are escaped."""
    from dataclasses import replace

    version = questions()["m06.where_is_the_shift"].versions["A"]
    markup = stem(version)
    assert "median of the first 12 months 8" in markup and 'role="img"' in markup
    assert markup.count("<tr>") == 25 and "May 2024" in markup
    assert "&lt;b&gt;" in stem(replace(version, story="5 <b>"))


def test_what_stays_on_a_saved_page():
    """The questions, and once it is handed in what was chosen and the result; nothing can then be changed."""
    test = knowledge_test("before", "front-line")
    assert test.still().count("(chosen)") == 0 and "Question 15 of 15" in test.still()
    answer(test, 15)
    assert test.still().count("(chosen)") == 15 and "Thank you" in test.still()
    assert all(test.states[name]["disabled"] for name in test.values)
    with pytest.raises(ValueError, match="cannot be pressed"):
        test.press("hand_in")


def test_is_an_odd_word_answered():
    """knowledge_test("now") says which two words there are, an odd track which three."""
    with pytest.raises(ValueError, match="before"):
        knowledge_test("now")
    with pytest.raises(ValueError, match="“front-line”, “analyst”, “leader”"):
        knowledge_test("before", "nurse")


@pytest.mark.parametrize(("told", "other"), [("A", "B"), ("B", "A")])
def test_is_the_form_that_the_room_was_told_taken_and_the_other_one_afterwards(told, other):
    """Chosen by hand before the course; after it nobody has to choose."""
    before = knowledge_test("before")
    assert f"My facilitator told me: form {told}" in before.parts["parts"][1]["options"][ord(told) - 64]
    answer(before.set(track="front-line", told=told).press("begin"), 3)
    assert progress.read_tests()["before"]["form"] == told
    assert knowledge_test("after").form == other


@pytest.mark.parametrize("toss", ["A", "B"])
def test_is_the_form_left_to_chance_where_nobody_was_told(monkeypatch, toss):
    """Nothing is chosen at first, and then the coin decides between both letters."""
    offered = []
    monkeypatch.setattr("secrets.choice", lambda letters: offered.append(letters) or toss)
    assert knowledge_test("before").set(track="leader").press("begin").form == toss
    assert offered == [("A", "B")]


def test_does_whoever_took_the_first_test_elsewhere_say_which_form_comes_now():
    """On another computer, or on paper: the second page asks, and takes form B."""
    assert knowledge_test("after").set(track="analyst", told="B").press("begin").form == "B"


def result(track, form, right):
    """A test that was handed in, so many of its questions right."""
    test = newest(track)
    answers = {q.key: i < right for i, q in enumerate(test.questions)}
    return {
        "track": track,
        "version": test.version,
        "form": form,
        "right": answers,
        "confidence": {},
        "then": {},
    }


def test_do_three_people_share_a_computer(record):
    """Two took the first test and a third begins; the second comes back by her number, meets the other form, and all is there."""
    progress.record_test("before", result("leader", "A", 5))
    page = knowledge_test("before")
    assert "You are person 1" in words_of(page.still())
    page.press("somebody_else")
    assert str(record.with_name("my-progress.person-1.json")) in words_of(page.texts["message"])
    assert page.test is None and progress.read_tests() == {}
    progress.record_test("before", result("front-line", "B", 6))
    page = knowledge_test("before").press("somebody_else")
    page.set(track="leader", told="A").press("begin").set(question1=UNSURE)
    after = knowledge_test("after")
    after.set(number="2").press("come_back")
    assert "Welcome back, person 2" in words_of(after.texts["moved"])
    assert "safe: it is" in words_of(after.texts["moved"])
    assert (after.test.track, after.form) == ("front-line", "A")
    progress.record_test("after", result("front-line", "A", 9))
    page = knowledge_test("before").set(number="3").press("come_back")
    assert page.choices[0] == UNSURE and page.form == "A", "a test in hand waits for its owner"
    scores = {}
    for path in sorted(record.parent.glob("my-progress.person-*.json")):
        tests = progress.tests_of(path.read_bytes())
        scores[path.name] = {when: sum(test["right"].values()) for when, test in tests.items()}
    assert scores == {
        "my-progress.person-1.json": {"before": 5},
        "my-progress.person-2.json": {"before": 6, "after": 9},
    }


def test_is_a_result_that_is_replaced_kept_as_well(record):
    """Somebody presses “Take it again” on a shared computer: the earlier record lies beside the new one, and its place is said."""
    answer(knowledge_test("before", "leader"), 3)
    again = knowledge_test("before", "leader", again=True)
    answer(again, 8)
    old = record.with_name("my-progress.old.json")
    assert str(old) in words_of(again.texts["message"])
    assert sum(progress.tests_of(old.read_bytes())["before"]["right"].values()) == 3


def test_is_nothing_lost_where_a_record_cannot_be_put_aside(record, monkeypatch):
    """A folder that refuses the second of three files: the first goes back, and the page says so."""
    import os

    from qilab.learner import people

    answer(knowledge_test("before", "leader"), 3)
    (record.parent / "my-answers.json").write_text("{}", encoding="utf-8")
    before, rename = {p.name: p.read_bytes() for p in record.parent.iterdir()}, os.replace

    def refusing(old, new):
        if str(new).endswith("my-progress.person-1.json"):
            raise PermissionError(13, "no")
        rename(old, new)

    monkeypatch.setattr(people.os, "replace", refusing)
    page = knowledge_test("before").press("somebody_else")
    assert "nothing was changed" in page.texts["message"]
    assert {p.name: p.read_bytes() for p in record.parent.iterdir()} == before
