"""A process as steps: is the patient's time counted as the patient spends it?"""

from __future__ import annotations

import pandas as pd
import pytest

from qilab.methods import batch_wait, lead_time, takt_time

STEPS = pd.DataFrame(
    {
        "touch": [5, 10, 20, 4],
        "wait": [55, 20, 10, 6],
        "value": [True, True, True, False],
        "branch": [None, "pharmacy", "ward", None],
    }
)


def test_do_parallel_branches_count_once():
    """Common 60 + 10, pharmacy 30, ward 30 … the longer of the two, not both."""
    found = lead_time(STEPS.assign(wait=[55, 30, 10, 6]), "touch", "wait", "value", "branch")
    assert (found.lead, found.touch, found.branch) == (110, 19, "pharmacy")
    assert found.value_share == pytest.approx(15 / 110)


def test_is_a_check_no_value_and_a_wait_no_work():
    found = lead_time(STEPS.iloc[[0, 3]], "touch", "wait", "value")
    assert (found.lead, found.value_share) == (70, pytest.approx(5 / 70))


def test_are_batches_and_pace_those_of_the_formula():
    assert batch_wait(10, 6) == 27 and batch_wait(1, 6) == 0 and takt_time(480, 60) == 8


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: lead_time(STEPS.iloc[:0], "touch", "wait"), "one row for each step"),
        (lambda: lead_time(STEPS.assign(wait=[1, None, 2, 3]), "touch", "wait"), "Column “wait”, row 2"),
        (lambda: lead_time(STEPS, "touch", "waits"), "Did you mean “wait”"),
        (lambda: lead_time(STEPS, "touch", "wait", "branch"), "True or False"),
        (lambda: batch_wait(0, 6), "1 or more"),
        (lambda: takt_time(480, 0), "more than 0"),
    ],
)
def test_is_nonsense_refused_with_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
