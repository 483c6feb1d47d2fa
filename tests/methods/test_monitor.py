"""CUSUM: does it add up as published, and find a small change in time?"""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qilab.methods import cusum, observed_minus_expected, risk_adjusted_cusum


def by_walking(values, target, sd, k):
    """Page's recursion, one point after the other."""
    up = down = 0.0
    found = []
    for v in values:
        z = (v - target) / sd
        up, down = max(0.0, up + z - k), max(0.0, down - z - k)
        found.append((up, down))
    return found


@given(
    st.lists(st.floats(-50, 50), min_size=1, max_size=60),
    st.floats(-10, 10),
    st.floats(0.1, 10),
    st.floats(0, 2),
)
def test_do_the_sums_agree_with_pages_recursion(values, target, sd, slack):
    found = cusum(values, target, sd, slack)
    np.testing.assert_allclose(
        np.c_[found.upper, found.lower], by_walking(values, target, sd, slack), atol=1e-8
    )


def test_do_the_published_run_lengths_come_out():
    """k = ½, h = 5: about 465 points to a false alarm, 10.4 to find a shift of one σ (Montgomery, table 9.3)."""
    rng = np.random.default_rng(1)
    lengths = [cusum(rng.normal(1, 1, 200), 0, 1).first_signal for _ in range(1500)]
    assert np.mean(lengths) == pytest.approx(10.4, abs=0.4)
    false = [cusum(rng.normal(0, 1, 8000), 0, 1).first_signal or 8000 for _ in range(600)]
    assert np.mean(false) == pytest.approx(465, rel=0.13)


def test_does_a_missing_value_add_nothing():
    assert cusum([2, None, 2], 0, 1).upper.tolist() == [1.5, 1.5, 3.0]


def test_is_each_patient_weighed_by_risk():
    """Steiner 2000: a death at 20% risk adds ln 2 − ln 1.2, a survivor −ln 1.2."""
    found = risk_adjusted_cusum([1, 0, 1], [0.2, 0.2, 0.5], limit=1)
    weights = [log(2) - log(1.2), -log(1.2), log(2) - log(1.5)]
    assert found.upper.tolist() == pytest.approx(np.cumsum(weights).tolist())
    low = risk_adjusted_cusum([0, 0, 0], [0.5] * 3).lower
    assert low.tolist() == pytest.approx([-log(0.75), -2 * log(0.75), -3 * log(0.75)])


def test_does_an_unexpected_death_weigh_more_than_an_expected_one():
    assert risk_adjusted_cusum([1], [0.01]).upper[0] > risk_adjusted_cusum([1], [0.6]).upper[0]


def test_is_the_running_sum_that_of_outcomes_less_risks():
    assert observed_minus_expected([0, 1, 0], [0.2, 0.2, 0.1]).tolist() == pytest.approx([-0.2, 0.6, 0.5])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: cusum([1, 2], 0, 0), "more than 0"),
        (lambda: cusum([[1, 2]], 0, 1), "one series"),
        (lambda: cusum(["a"], 0, 1), "number"),
        (lambda: cusum([1], 0, 1, slack=-1), "0 or more"),
        (lambda: risk_adjusted_cusum([0.5], [0.5]), "0 and 1"),
        (lambda: risk_adjusted_cusum([1], [1.5]), "divided by 100"),
        (lambda: risk_adjusted_cusum([1, 0], [0.5]), "length"),
        (lambda: risk_adjusted_cusum([1], [0.5], odds_ratio=1), "more than 1"),
        (lambda: observed_minus_expected([1], [None]), "missing"),
    ],
)
def test_is_nonsense_refused_with_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
