"""`qilab items try`: hundreds of wrong answers to a module, and what is said to them."""

import pandas as pd

from qilab.authoring.trial import COLLISION, GENERIC, GUESS, OWN, PARTS, counts, try_item
from qilab.authoring.wrong_answers import wrong_answers
from qilab.cli import main
from qilab.modules import bank
from qilab.questions.item import Item, Mistake
from qilab.questions.kinds import NumberAnswer

NO_DATA = pd.DataFrame()


def question(**mistakes):
    return Item(
        "m99.thing",
        ask="How many millilitres did they drink?",
        kind=NumberAnswer(tolerance=0.05, decimals=1),
        right=lambda _: 412.3,
        mistakes=tuple(
            Mistake(name, lambda _, v=value: v, f"This message teaches something about {name}.")
            for name, value in mistakes.items()
        ),
        praise="Well seen.",
        hints=("Look at the first rows.", "The formula is the mean.", "On other data it gives 2."),
        outcome="compute",
        reread="A part",
    )


def test_are_there_hundreds_of_wrong_answers_for_a_module(capsys):
    """m06: counts for each question, a total, and no slip named as a fact though another was made."""
    assert main(["items", "try", "m06"]) == 0
    told = capsys.readouterr().out
    assert "m06.centre_line: " in told and "m06.by_luck: " in told
    total = int(told.split("\nm06: ")[1].split(" wrong answers")[0])
    assert total >= 300
    assert f"0 {COLLISION}" in told


def test_can_one_question_be_tried_with_every_reply(capsys):
    """Each answer, the slip it was made by, and the message."""
    assert main(["items", "try", "m06.useful_points", "--all"]) == 0
    told = capsys.readouterr().out
    assert "(points on the line counted)" in told and "This may apply to your answer" in told
    assert "m06.centre_line" not in told


def test_is_a_name_that_does_not_exist_answered_with_the_nearest(capsys):
    """A module and a question that are not there."""
    assert main(["items", "try", "m066"]) == 2
    assert "Did you mean" in capsys.readouterr().err
    assert main(["items", "try", "m06.centre"]) == 2
    assert "m06.centre" in capsys.readouterr().err


def test_is_a_collision_flagged():
    """Two slips that end at the same number: one of them would be told as a fact to whoever made the other."""
    replies = try_item(question(one=377.7, other=377.7), NO_DATA)
    assert counts(replies)[COLLISION] > 0
    apart = try_item(question(one=377.7, other=291.6), NO_DATA)
    assert counts(apart)[COLLISION] == 0 and counts(apart)[OWN] == 4 - 2  # each is written in one way only


def test_are_the_answers_the_same_each_time_and_never_the_right_one():
    """A try of yesterday can be compared with that of today."""
    item = bank.find("m06.shift")
    data = bank.find_exercise("E6.3").data()
    assert list(wrong_answers(item, data)) == list(wrong_answers(item, data))
    assert {reply.verdict.state for reply in try_item(item, data)} == {"mistake"}
    grades = counts(try_item(item, data))
    assert grades[GUESS] and grades[PARTS] and not grades[GENERIC]
