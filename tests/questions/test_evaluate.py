"""An answer's way to its verdict: what is read, what is said, and that nothing is kept or shown on the way."""

import pandas as pd
import pytest

from qilab import answer
from qilab.questions.answer import Answer
from qilab.questions.evaluate import evaluate, read, unreadable, verdict_on
from qilab.questions.feedback import Feedback
from qilab.questions.item import Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer, Problem, YesNoAnswer
from qilab.questions.units import PER_1000_OBD

NO_DATA = pd.DataFrame()
HINTS = ("Look at the first rows.", "The formula is the median.", "On other data 1, 2, 3 gives 2.")


def item(kind, right, **mistakes):
    """An item with one mistake for each name → value."""
    return Item(
        "m99.thing",
        ask="How many falls?",
        kind=kind,
        right=lambda _: right,
        mistakes=tuple(
            Mistake(name, lambda _, v=value: v, f"This message teaches something about {name}.")
            for name, value in mistakes.items()
        ),
        praise="Well seen.",
        hints=HINTS,
        outcome="compute",
        reread="A part",
    )


RATE = item(NumberAnswer(PER_1000_OBD), 6.6, mean=7.4)
CHOICE = ChoiceAnswer({"a": "one", "b": "two", "c": "three"})
PARTS = item(
    FieldsAnswer({"low": NumberAnswer(), "high": NumberAnswer(), "signal": YesNoAnswer(), "why": CHOICE}),
    {"low": 1.0, "high": 9.0, "signal": True, "why": "a"},
    narrow={"low": 3.0, "high": 7.0, "signal": False, "why": "b"},
    turned={"low": 9.0, "high": 1.0, "signal": False, "why": "c"},
)


def test_what_is_read_of_an_answer():
    """A plain value with the unit that came with it, or a problem in words."""
    assert read(RATE, answer([6.6], unit="per 1,000 OBD")) == Answer(6.6, "per 1,000 OBD")
    assert read(RATE, 6) == Answer(6.0)
    assert isinstance(read(RATE, "six"), Problem)


@pytest.mark.parametrize(
    ("given", "state", "score", "mistake"),
    [
        (None, "blank", 0, "no answer yet"),
        ("six", "unread", 0, "text"),
        (answer(6.6, unit="per 1,000 OBD"), "right", 1, None),
        (6.6, "mistake", 0.5, "no unit"),  # the number is half of the answer, and earns half
        (answer(6.6, unit="per fortnight"), "mistake", 0.5, "unknown unit"),
        (answer(6.6, unit="%"), "mistake", 0, "wrong unit"),
        (answer(0.66, unit="per 100 OBD"), "mistake", 0, "right, in another unit"),
        (7.4, "mistake", 0, "mean"),
        (99, "mistake", 0, None),
    ],
    ids=str,
)
def test_what_is_the_verdict_on_a_number(given, state, score, mistake):
    """Blank, unreadable, right, without its unit, in another unit, a known mistake, an unknown one."""
    verdict = verdict_on(RATE, given, NO_DATA)
    assert (verdict.state, verdict.score, verdict.mistake) == (state, score, mistake)


def test_when_is_a_hint_due():
    """Only where no mistake is known; how clear it is depends on the tries before, which the learner's side knows."""
    unknown = verdict_on(RATE, 99, NO_DATA)
    assert unknown.hints == HINTS
    assert [Feedback(unknown, tries).hint for tries in range(4)] == [*HINTS, HINTS[2]]
    assert Feedback(verdict_on(RATE, 7.4, NO_DATA), 2).hint is None


def test_which_verdicts_count_as_a_try():
    """An answer that was not written, or that cannot be read, costs no rung of the ladder."""
    counts = [verdict_on(RATE, given, NO_DATA).is_try for given in (None, "six", 7.4, 99, 6.6)]
    assert counts == [False, False, True, True, True]


def test_which_mistake_explains_an_answer_in_parts():
    """low and why as in “narrow”, high as in “turned”: narrow explains two of the three wrong parts."""
    given = answer(low=3, high=1, signal=True, why="b")
    verdict = verdict_on(PARTS, given, NO_DATA)
    assert verdict.mistake == "narrow"
    assert verdict.message.endswith("Right already: signal. Look again at: low, high, why.")


def test_does_a_yes_or_no_alone_name_a_mistake():
    """Half of all guesses agree with it: no reason is named, only the part to look at again."""
    verdict = verdict_on(PARTS, answer(low=1, high=9, signal=False, why="a"), NO_DATA)
    assert (verdict.mistake, verdict.hints) == (None, HINTS)
    assert verdict.message == "Right already: low, high, why. Look again at: signal."


def test_is_anything_kept_or_shown_on_the_way(tmp_path, monkeypatch, capsys):
    """read, unreadable and evaluate: no file, no output, and twice the same."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QILAB_PROGRESS", str(tmp_path / "progress.json"))
    for given in (None, "six", 6.6, 7.4, 99):
        value = read(RATE, given)
        verdicts = [
            unreadable(RATE, value) if isinstance(value, Problem) else evaluate(RATE, value, NO_DATA)
            for _ in range(2)
        ]
        assert verdicts[0] == verdicts[1]
    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr() == ("", "")
