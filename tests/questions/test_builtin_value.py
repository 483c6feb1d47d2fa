"""Learners' own classes: whatever they do when they are looked at, does the page get a sentence and the marks stay true?"""

import collections
import enum
import itertools

import numpy as np
import pytest

from qilab import answer, check
from qilab.questions.builtin_value import builtin_value


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    monkeypatch.setenv("QILAB_PROGRESS", str(tmp_path / "progress.json"))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)


class End(BaseException):
    """Neither an Exception nor the learner's own Ctrl-C: ends a kernel's cell with a traceback."""


def stop(*_):
    raise End


def trapped(kind):
    """A subclass of `kind` in which every method that reading an answer could use is a trap."""
    names = [
        "__float__",
        "__int__",
        "__index__",
        "__len__",
        "__iter__",
        "__eq__",
        "__abs__",
        "__sub__",
        "__rsub__",
        "__str__",
        "__repr__",
        "__format__",
        "__round__",
        "__getitem__",
        "__contains__",
        "__bool__",
        "strip",
        "lower",
        "replace",
        "items",
        "keys",
        "values",
        "get",
    ]
    return type("Trapped", (kind,), {name: stop for name in names} | {"__hash__": kind.__hash__})


class Lies:
    """Says that it is a number; is none."""

    @property
    def __class__(self):
        return float

    __float__ = stop


class Shouts:
    """An object whose every attribute is a trap."""

    __getattribute__ = stop


class Endless(collections.abc.Mapping):
    """Named parts that never come to an end."""

    def __getitem__(self, key):
        return 1

    def __iter__(self):
        return map(str, itertools.count())

    def __len__(self):
        return 3


class Colour(enum.IntEnum):
    RED = 6


def test_is_a_class_of_the_learners_own_read_as_what_lies_under_it():
    """A subclass of a number, text, list or table of parts: the plain thing, without one call of its methods."""
    assert repr(builtin_value(trapped(float)(6.5))) == "6.5"
    assert repr(builtin_value(trapped(int)(6))) == repr(builtin_value(Colour.RED)) == "6"
    assert repr(builtin_value(trapped(str)("Apr 2023"))) == "'Apr 2023'"
    assert repr(builtin_value(np.float64(6.5))) == "6.5" and repr(builtin_value(np.str_("b"))) == "'b'"
    assert repr(builtin_value(trapped(list)([trapped(str)("b"), True, None]))) == "['b', True, None]"
    assert repr(builtin_value(trapped(tuple)((trapped(int)(9), 6)))) == "(9, 6)"
    assert repr(builtin_value(trapped(dict)(runs=trapped(int)(8)))) == "{'runs': 8}"
    assert repr(builtin_value(answer(trapped(float)(6.5), unit=trapped(str)("%")))) == "answer(6.5, unit='%')"
    assert repr(builtin_value(answer(runs=trapped(int)(8)))) == "answer(runs=8)"
    assert len(builtin_value(trapped(list)([1] * 100_000))) == 100_000


@pytest.mark.parametrize("key", ["m06.centre_line", "m06.runs", "m06.shift", "m06.anhoej", "m06.what_next"])
def test_is_a_hostile_answer_told_kindly(key):
    """No traceback, no end of the program, no endless reading, no marks: a short sentence that says what to do."""
    itself, within, far = [], {}, []
    itself.append(itself)
    within["runs"] = within
    for _ in range(50_000):
        far = [far]
    hostile = [
        *(trapped(kind)() for kind in (float, int, str, list, tuple, set, dict)),
        trapped(list)([trapped(str)("x")]),
        Lies(),
        Shouts(),
        Endless(),
        type("X" * 100_000, (), {})(),
        itself,
        within,
        far,
        "9" * 1_000_000,
        "Jan 1900 to Dec 2200",
        "x, " * 100_000,
        np.zeros(2, dtype=[("a", float), ("b", "U3")]),
        np.ma.masked,
        (n for n in itertools.count()),
        range(10**30),
    ]
    for value in hostile:
        for given in (value, answer(value), answer(value, unit=value), answer(runs=value, signal=value)):
            said = check(key, given)
            assert said.score == 0
            assert len(said.message.split()) >= 5 and len(str(said)) < 1500


def test_is_a_hostile_key_told_kindly():
    """The name of the question is the learner's, too."""
    for key in (Shouts(), Lies(), trapped(str)("m06.runs"), trapped(list)(), {}, "x" * 100_000, b"m06.runs"):
        said = check(key, 8)
        assert said.score == 0 and len(str(said)) < 600


def test_does_a_number_with_two_faces_gain_marks():
    """It agrees with whatever it is compared to; what counts is the number that it is."""

    class TwoFaces(float):
        __eq__ = lambda *_: True  # noqa: E731
        __sub__ = __rsub__ = __abs__ = lambda *_: 0.0
        __hash__ = float.__hash__

    assert check("m06.centre_line", answer(TwoFaces(99), unit="per 1,000 OBD")).score == 0


def test_does_the_learners_own_stop_still_stop(monkeypatch):
    """Ctrl-C during a check is the learner's wish, not an answer."""

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("qilab.learner.check.answer_to", interrupted)
    with pytest.raises(KeyboardInterrupt):
        check("m06.runs", 8)
