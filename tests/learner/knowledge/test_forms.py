"""Tests that may be compared over years: fixed, numbered, parallel, and of what the track teaches."""

import re
import tomllib

import pytest

from qilab.learner.knowledge.forms import all_tests, find, newest, offered
from qilab.learner.knowledge.questions import UNSURE, questions
from qilab.modules import FOLDER, settings, tracks

# What was written down when each was first taken. A line here is never changed or taken away.
TAKEN = {
    ("front-line", 1): "1fd9471f5039324c",
    ("analyst", 1): "0ee68e0822e96f7e",
    ("analyst", 2): "f480cd99893c2c38",
    ("leader", 1): "88649ff490ac9c6b",
    ("analyst", 3): "d9465da5df2fd686",
    ("front-line", 2): "daabeadb5c9ccdf5",
    ("analyst", 4): "222807b923a7541b",
    ("front-line", 3): "d478b020b81f8c04",
    ("analyst", 5): "ab03f141b5db9986",
    ("leader", 2): "026831793608944e",
    ("analyst", 6): "3c3e83cbe4e42d81",
    ("analyst", 7): "f4cb037abb2514ff",
    ("analyst", 8): "d1fde3f265b0340d",
    ("leader", 3): "787091632c797e9c",
    ("front-line", 4): "ae3fd1a410914dfc",
    ("leader", 4): "a2099edb4eb47268",
}
# Modules that lay on a track when a test of it was written, and no longer do.
LEFT = {("leader", 1): ("m06_run_charts",), ("leader", 2): ("m06_run_charts",)}
ALL = [pytest.param(test, id=f"{test.track} {test.version}") for test in all_tests()]


def test_is_no_test_changed_that_people_have_taken():
    """A result of years ago must mean the same today: what a learner reads in it is as it was."""
    assert {(t.track, t.version): t.digest_now() for t in all_tests()} == TAKEN
    assert {(t.track, t.version): t.digest for t in all_tests()} == TAKEN


def test_would_a_changed_word_be_noticed():
    """One letter of a story, and the digest is another."""
    from dataclasses import replace

    test = newest("leader")
    first = test.questions[0]
    changed = replace(first, versions={**first.versions, "A": replace(first.versions["A"], story="Another.")})
    assert replace(test, questions=(changed, *test.questions[1:])).digest_now() != test.digest


def test_has_each_track_a_test():
    """Front line, analyst and leader, in that order; the newest version is the one that is taken."""
    assert offered() == tuple(tracks()) == ("front-line", "analyst", "leader")
    assert all(
        newest(track).version == max(t.version for t in all_tests() if t.track == track)
        for track in offered()
    )


@pytest.mark.parametrize("test", ALL)
def test_are_there_twelve_to_fifteen_questions(test):
    """Twelve to fifteen, each once."""
    assert 12 <= len(test.questions) == len({q.key for q in test.questions}) <= 15


@pytest.mark.parametrize("test", ALL)
def test_does_it_ask_what_the_track_teaches(test):
    """From each module of the track that stands; from one that is no part of it at most one question in ten."""
    from qilab.modules import bank

    asked = [q.module for q in test.questions]
    own = [m for m in bank.MODULES if test.track in settings(m).get("tracks", ())]
    if test is newest(test.track):
        assert [m for m in own if m not in asked and (FOLDER / m / "knowledge.toml").exists()] == []
    own += [*tracks()[test.track]["parts"], *LEFT.get((test.track, test.version), ())]
    assert sum(m not in own for m in asked) <= len(asked) / 10


@pytest.mark.parametrize("test", ALL)
def test_can_the_right_answer_be_guessed(test):
    """Neither by its place, nor by its length; and the two forms do not have it at the same places."""
    places = {}
    for letter in ("A", "B"):
        versions = [q.versions[letter] for q in test.questions]
        places[letter] = [v.options.index(v.right) for v in versions]
        assert max(places[letter].count(i) for i in range(4)) <= len(versions) / 2
        longest = [len(v.right) > 10 + max(len(o) for o in v.options if o != v.right) for v in versions]
        assert sum(longest) <= len(versions) / 4
    assert places["A"] != places["B"]


def test_is_every_question_asked_somewhere():
    """A question that no test asks is dead."""
    assert set(questions()) == {q.key for test in all_tests() for q in test.questions}


@pytest.mark.parametrize("question", questions().values(), ids=lambda q: q.key)
def test_is_a_question_whole(question):
    """Its outcome and its part of the lesson exist; both versions ask alike, of other stories, numbers and answers."""
    module = tomllib.loads((FOLDER / question.module / "module.toml").read_text("utf-8"))
    assert question.outcome in {o["key"] for o in module["outcomes"]}
    assert question.key.partition(".")[0] == question.module.partition("_")[0]
    assert f"\n# ## {question.read}\n" in (FOLDER / question.module / "lesson.py").read_text("utf-8")
    one, other = question.versions["A"], question.versions["B"]
    assert len(one.options) == len(other.options) and UNSURE not in (*one.options, *other.options)
    assert one.story != other.story or one.table != other.table
    assert bool(one.table) == bool(other.table) and bool(one.chart) == bool(other.chart)
    for version in (one, other):
        assert version.options.count(version.right) == 1
        assert version.ask.endswith("?") and version.story[-1] in ".”" and version.why.endswith(".")
        assert len(version.story.split()) + len(version.ask.split()) <= 90, "too long to read in a minute"


def test_is_what_a_story_names_shown():
    """A line, a median or limits that a story calls drawn are drawn, and months and weeks are those of the picture."""
    for question in questions().values():
        for version in question.versions.values():
            if (
                re.search(r"\bThe chart\b", version.story)
                or "is drawn" in version.story
                or "are drawn" in version.story
            ):
                assert version.chart is not None, question.key
            if re.search(r"\btable\b", version.story):
                assert version.table, question.key
            if version.chart is not None and version.chart.lines:
                named = " ".join((version.story, version.ask)).lower()
                for line in version.chart.lines:
                    assert any(word in named for word in line.split() if len(word) > 2), (question.key, line)


@pytest.mark.parametrize("odd", ["ward", "", None, "front line"])
def test_is_a_track_that_there_is_not_refused(odd):
    """With the names of those there are; and a record that names it has no known test."""
    with pytest.raises(ValueError, match=r"“front-line”, “analyst”, “leader”"):
        newest(odd)
    assert find(odd, 1) is None and find("leader", 999) is None and find(None, None) is None
