"""Replies as a learner hears them: no guess where several numbers are wrong by luck, and nothing said that is not so."""

import pandas as pd
import pytest

from qilab.modules import bank
from qilab.questions.answer import answer
from qilab.questions.evaluate import verdict_on
from qilab.questions.kinds import MonthsAnswer


def said(key, given):
    item = bank.find(key)
    exercise = bank.exercise_of(item)
    return verdict_on(item, given, exercise.data(), exercise.items).message


@pytest.mark.parametrize(
    ("key", "given", "words", "never"),
    [
        (
            "m01.limits",
            answer(centre=10, lower=1.5, upper=18.5),
            "Too high: centre, lower, upper.",
            "It may be",
        ),
        (
            "m13.split_team",
            answer(factor="a", gap=2),
            "None of the parts is right yet.",
            "The factor is right",
        ),
        ("m04.falls_rate", answer(1e9, unit="%"), "1,000,000,000 is too high.", "e+09"),
        (
            "m04.falls_rate",
            answer(-6, unit="%"),
            "-6 is below 0, but the right answer is above it.",
            "too low",
        ),
        ("m09.snag_chance", answer(0.05, unit="%"), "0.05 is very little for a percentage.", "too low"),
        ("m04.falls_rate", answer(66, unit="%"), "You gave it in “%”", "met before"),
    ],
)
def test_what_is_said(key, given, words, never):
    """Two-digit numbers in all parts; a wrong factor; a huge number; another sign; a share; another unit."""
    message = said(key, given)
    assert words in message and never not in message


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (["2023-04"], "The month you named belongs to a signal; 5 are missing."),
        (["2023-04", "2023-06"], "Both months you named belong to a signal; 4 are missing."),
        (["2022-01", "2022-02"], "None of your 2 months belongs to a signal, and 6 are missing."),
        (["2023-04", "2022-02"], "Of your 2 months, 1 belongs to a signal; 1 does not, and 5 are missing."),
    ],
    ids=str,
)
def test_are_months_counted_in_sentences(months, words):
    """One, all, none and some of them right: April to September 2023."""
    right = frozenset(pd.period_range("2023-04", "2023-09", freq="M"))
    value = frozenset(pd.Period(month, "M") for month in months)
    assert MonthsAnswer().compare(value, right) == words
