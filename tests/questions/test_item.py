"""The constructors refuse bad content, so that a learner never meets it."""

import pandas as pd
import pytest

from qilab.methods.spc.rules import RUN_CHART
from qilab.questions.item import BadContent, Exercise, Item, Mistake
from qilab.questions.kinds import NumberAnswer

HINTS = ("look at the first rows", "the formula is the median", "on other data 1 2 3 gives 2")


def mistake(name="m", value=1.0):
    return Mistake(name, lambda d: value, f"This message teaches something about {name} here.")


def item(**changes):
    parts = {
        "key": "m99.thing",
        "ask": "How many?",
        "kind": NumberAnswer(),
        "right": lambda d: 5.0,
        "mistakes": (mistake(),),
        "praise": "Well seen.",
        "hints": HINTS,
        "outcome": "construct",
        "reread": "A part",
    }
    return Item(**{**parts, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"mistakes": ()},
        {"hints": HINTS[:2]},
        {"hints": ("short", *HINTS[1:])},
        {"key": "thing"},
        {"praise": " "},
        {"outcome": ""},
        {"points": 0},
        {"mistakes": (mistake("a"), mistake("a"))},
        {"rules": RUN_CHART},
    ],
    ids=[
        "no mistakes",
        "two hints",
        "empty hint",
        "no module",
        "no praise",
        "no outcome",
        "no points",
        "same name",
        "rule set not named in the question",
    ],
)
def test_is_a_bad_question_refused(changes):
    """Is each gap in a question refused when it is written?"""
    with pytest.raises(BadContent):
        item(**changes)


def test_is_a_bare_wrong_refused_as_a_message():
    """A message that says only “wrong” teaches nothing."""
    with pytest.raises(BadContent):
        Mistake("m", lambda d: 1, "Wrong.")


def test_is_a_star_that_would_be_shown_refused():
    """A card shows plain words; a power in a line of code is none of bold."""
    with pytest.raises(BadContent, match="stars"):
        item(praise="That is **very** good, and here is why it is.")
    assert item(praise="In code it is y ** 3.6, and x ** 2 as well.")


def test_are_values_that_lie_too_near_named():
    """Two mistakes within twice the tolerance cannot be told apart."""
    clashing = item(mistakes=(mistake("near", 5.05),))
    assert clashing.clash(pd.DataFrame()) == ("right", "near")
    assert item(mistakes=(mistake("far", 5.2),)).clash(pd.DataFrame()) is None


def test_does_an_exercise_without_suitable_data_say_so():
    """No series keeps the answers apart: is that said, rather than feedback that lies?"""
    bad = Exercise(
        "E9.9",
        "t",
        1,
        "calculate",
        (item(mistakes=(mistake("near", 5.0),)),),
        lambda seed: iter([pd.DataFrame()]),
    )
    with pytest.raises(BadContent, match="right and wrong answers apart"):
        bad.data()


@pytest.mark.parametrize("change", [{"minutes": 0}, {"kind": "guess"}, {"items": ()}])
def test_is_an_exercise_without_time_kind_or_questions_refused(change):
    """Time, kind and questions are all needed."""
    parts = {
        "code": "E9.9",
        "title": "t",
        "minutes": 1,
        "kind": "calculate",
        "items": (item(),),
        "candidates": lambda seed: iter(()),
    }
    with pytest.raises(BadContent):
        Exercise(**{**parts, **change})
