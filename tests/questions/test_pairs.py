"""An answer that matches things: how it may be written, what it may lack, and what is said where a pair is wrong."""

import pandas as pd
import pytest

from qilab.authoring.trial import GENERIC, try_item
from qilab.questions.answer import answer
from qilab.questions.evaluate import verdict_on
from qilab.questions.item import Item, Mistake
from qilab.questions.kinds import PairsAnswer, Problem

CHARTS = PairsAnswer(
    {"falls": "Falls, with bed days that change", "stay": "Length of stay in days", "dna": "Clinics missed"},
    {"u": "u chart", "I": "I chart", "p": "p chart", "c": "c chart"},
)
RIGHT = {"falls": "u", "stay": "I", "dna": "p"}
LETTERS = PairsAnswer({"A": "one", "B": "two"}, {"x": "first", "y": "second"}, once=True)


def item(right=RIGHT, kind=CHARTS, **mistakes):
    """A question with these known mistakes."""
    return Item(
        "m99.match",
        ask="Which chart for which measure?",
        kind=kind,
        right=lambda d: right,
        mistakes=tuple(
            Mistake(name, lambda d, v=value: v, f"That is the slip called {name}, and no other.")
            for name, value in mistakes.items()
        ),
        praise="Yes.",
        hints=("Look at the first measure.", "Look at what is counted.", "A share has a whole below it."),
        outcome="match",
        reread="A part",
    )


KNOWN = item(
    whole={**RIGHT, "falls": "c"}, share={**RIGHT, "falls": "p"}, both={"falls": "I", "stay": "u", "dna": "p"}
)
KNOWN_TWO = item(first={**RIGHT, "falls": "c"}, second={**RIGHT, "stay": "c"})


@pytest.mark.parametrize(
    "said",
    [
        RIGHT,
        {"dna": "p chart", "Length of stay in days": "i", "FALLS": "U chart."},
        list(RIGHT.items()),
        answer(**RIGHT),
        answer(RIGHT),
        pd.Series(RIGHT),
        pd.DataFrame({"measure": list(RIGHT), "chart": list(RIGHT.values())}),
        "falls: u, stay: I, dna: p",
        "dna -> p; stay = I chart; falls → u",
    ],
    ids=lambda each: type(each).__name__,
)
def test_are_pairs_read_however_they_are_written(said):
    """By key or words, in any order: dict, list, named parts, column, table, text."""
    assert CHARTS.read(said) == RIGHT


@pytest.mark.parametrize(
    ("said", "name", "words"),
    [
        ({"falls": "u"}, "part missing", "Still to match: Length of stay in days; Clinics missed."),
        ({**RIGHT, "dna": None}, "part missing", "Still to match: Clinics missed."),
        ({"falls": None, "stay": ""}, "no answer yet", "Answer in the form"),
        ({}, "an empty list", "Nothing is matched"),
        ({**RIGHT, "dna": "t"}, "not an option", "“t”, which you matched with Clinics missed"),
        ({**RIGHT, "dna": float("nan")}, "not an option", "a gap (NaN)"),
        ({**RIGHT, "dna": ["p"]}, "not an option", "a list of one thing"),
        ({**RIGHT, "sickness": "p"}, "unknown part", "We could not find “sickness” among these"),
        ([("falls", "u"), ("falls", "c")], "twice", "Choose one of the two"),
        (["u", "I", "p"], "not pairs", "Choose one from the menu for each of the 3"),
        (3, "not pairs", "this answer is a whole number"),
        ("u", "not pairs", "this answer is text"),
        (pd.DataFrame({"a": [1], "b": [2], "c": [3]}), "not pairs", "a whole table"),
        ({n: "u" for n in range(10_000)}, "too many", "very long list"),
    ],
)
def test_is_it_said_what_pairs_lack(said, name, words):
    """Missing, blank, strange, twice, of another shape, huge."""
    problem = CHARTS.read(said)
    assert isinstance(problem, Problem) and problem.name == name and words in problem.message


def test_may_a_choice_be_used_twice():
    """As often as one likes, unless each goes with one only."""
    assert CHARTS.read(dict.fromkeys(RIGHT, "u")) == dict.fromkeys(RIGHT, "u")
    assert "matched with A and with B" in LETTERS.read({"A": "x", "B": "x"}).message
    assert LETTERS.read({"A": "y", "B": "x"}) == {"A": "y", "B": "x"}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"dna": "c"}, "Look again at: Clinics missed. One of your choices goes with none of them."),
        ({"dna": "I"}, "Look again at: Clinics missed. One choice that you have not used belongs here."),
        ({"falls": "I", "stay": "p", "dna": "u"}, "No pair is right yet."),
    ],
    ids=str,
)
def test_what_is_said_where_no_slip_is_known(changed, words):
    """Which are right, and whether a choice is extra or missing; never which one it is."""
    verdict = verdict_on(item(far=dict.fromkeys(RIGHT, "c")), {**RIGHT, **changed}, pd.DataFrame())
    assert words in verdict.message and verdict.state == "mistake" and verdict.score == 0
    assert "p chart" not in verdict.message and "u chart" not in verdict.message


@pytest.mark.parametrize(
    ("question", "changed", "guesses", "certain"),
    [
        (KNOWN, {"falls": "c"}, ("whole",), True),
        (KNOWN, {"falls": "p"}, ("share",), True),
        (KNOWN, {"falls": "I", "stay": "u"}, ("both",), True),
        (KNOWN, {"falls": "c", "dna": "c"}, ("whole",), False),
        (KNOWN, {"falls": "I"}, (), False),
        (KNOWN_TWO, {"falls": "c", "stay": "c"}, ("first", "second"), False),
    ],
    ids=lambda given: "" if isinstance(given, Item) else str(given),
)
def test_when_is_a_slip_named(question, changed, guesses, certain):
    """As a fact where it is the whole answer; as a guess beside other faults; two where both are there."""
    verdict = verdict_on(question, {**RIGHT, **changed}, pd.DataFrame())
    assert (verdict.guesses, verdict.is_certain) == (guesses, certain)
    assert "Look again at" in verdict.message


def test_does_qilab_items_try_answer_it_in_many_ways():
    """Every reply says which pairs are right, or names a slip: none is a hint and nothing else."""
    replies = try_item(KNOWN, pd.DataFrame())
    assert len(replies) > 10 and {r.grade for r in replies} - {"named"} != set()
    assert [
        r.given for r in replies if r.grade == GENERIC and r.verdict.message != "No pair is right yet."
    ] == []


@pytest.mark.parametrize(
    "parts",
    [
        ({"A": "one"}, {"x": "1", "y": "2"}, False),
        ({"A": "1", "B": "2", "C": "3"}, {"x": "1", "y": "2"}, True),
    ],
    ids=str,
)
def test_is_a_question_that_cannot_be_answered_refused(parts):
    """One row only; or fewer choices than rows, each to be used once."""
    with pytest.raises(ValueError, match="pairs"):
        PairsAnswer(*parts)
