"""What to do about an error: does the advice fit the slip? Each line is one that somebody typed."""

import pandas as pd
import pytest

from qilab import answer
from qilab.learner.error_advice import advice

NAMES = {"answer": answer, "falls": pd.DataFrame({"rate": [1.0, 2.0]}), "In": ["", "1", "2"]}


def advised(line):
    """The advice on the error that the line ends in."""
    try:
        exec(compile(line, "cell", "exec"), dict(NAMES))
    except Exception as error:
        return advice(error, NAMES)
    raise AssertionError(f"{line} works")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("x = 8.9 per 1,000", "its unit in quote marks"),
        ('x = answer(8.9, unit="per 1,000 occupied bed days)', "opened and not closed"),
        ("x = answer(lower=0,8, upper=17)", "Write a point"),
        ("x = answer(lower=8,09, upper=17)", "Write a point"),
        ("x = [2023-04, 2023-05]", "To Python a month is text"),
        ("x = 2023-08-01", "To Python a month is text"),
        ("x = answer(8.9, unit=%)", "The unit is text"),
        ("x = answer(8.9, unit = falls a month)", "The unit is text"),
        ("x = answer 8.9", "round brackets"),
        ("x = answer{8.9}", "round brackets"),
        ('x = answer(8.9; unit="%")', "put a comma between the value and its unit"),
        ("x = = 5", "two equals signs"),
        ("x = 5 +", "nothing comes after it"),
        ("8.9 = x", "The name comes first"),
        ("x = answer(17.8 %)", "Leave out the per cent sign"),
        ("x = falls.rate.meedian()", "Did you mean “median”"),
        ('answer(8.9, "%", 3)', "too many values"),
    ],
)
def test_does_the_advice_fit_the_slip(line, words):
    """What a learner typed, and what there is to do."""
    assert words in advised(line)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('x = (falls["rate"] == 5', "two equals signs"),
        ('x = ["2023-04", "2023-05"', "To Python a month is text"),
        ('x = answer(1234, unit="per 1,000"', "Write a point"),
    ],
)
def test_is_what_is_right_in_the_line_left_alone(line, words):
    """Only a bracket is missing: a comparison, months in quote marks and thousands are as they should be."""
    told = advised(line)
    assert words not in told and "opened and not closed" in told
