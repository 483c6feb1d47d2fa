"""Rates and intervals: do they agree with printed values and with another program?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from qilab.methods import (
    difference_of_proportions,
    poisson_interval,
    pooled_rate,
    rate_ratio_interval,
    relative_change,
    rolled_yield,
    share_above,
    wilson_interval,
)

nan = float("nan")


def test_is_the_trust_rate_that_of_all_patients_together():
    """18/20, 45/60, 190/200 and 3/6: pooled 89.5%, while the plain mean of wards says 77.5%."""
    x, n = [18, 45, 190, 3], [20, 60, 200, 6]
    assert round(pooled_rate(x, n, per=100), 1) == 89.5
    assert round(100 * np.mean(np.divide(x, n)), 1) == 77.5


def test_is_twenty_of_twenty_not_certainty():
    """Wilson lower bound 83.9%."""
    low, high = wilson_interval(20, 20)
    assert round(100 * low, 1) == 83.9 and high == 1


@given(
    st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.sampled_from([0.8, 0.95, 0.998]),
)
def test_does_wilson_agree_with_scipy(counts, level):
    x, n = counts
    expected = stats.binomtest(x, n).proportion_ci(level, method="wilson")
    np.testing.assert_allclose(
        wilson_interval(x, n, level), (expected.low, expected.high), rtol=1e-9, atol=1e-12
    )


@given(st.integers(0, 2000), st.floats(0.01, 1e6), st.sampled_from([0.8, 0.95, 0.998]))
def test_does_the_poisson_interval_hold_the_count_at_its_edges(x, exposure, level):
    """At the lower end so many or more, at the upper end so few or fewer, have just the chance of a tail."""
    low, high = poisson_interval(x, exposure, level)
    tail = (1 - level) / 2
    assert stats.poisson.cdf(x, high * exposure) == pytest.approx(tail, rel=1e-6)
    assert low == 0 if x == 0 else stats.poisson.sf(x - 1, low * exposure) == pytest.approx(tail, rel=1e-6)


def test_does_newcombes_published_example_come_out():
    """56/70 against 48/80: 0.2, from 0.0524 to 0.3339 (Newcombe 1998, table II, method 10)."""
    found = difference_of_proportions(48, 80, 56, 70)
    assert [round(v, 4) for v in (found.estimate, found.low, found.high)] == [0.2, 0.0524, 0.3339]


def test_which_trusts_survey_share_changed_beyond_chance():
    """A large trust from 57 to 61% did; a small one from 57 to 64% of 210 did not (|z| > 3)."""
    large, small = (
        difference_of_proportions(2850, 5000, 3050, 5000),
        difference_of_proportions(120, 210, 134, 210),
    )
    assert large.z > 3 and 0 < small.z < 3
    table = np.array([[3050, 1950], [2850, 2150]])
    assert large.z**2 == pytest.approx(stats.chi2_contingency(table, correction=False).statistic, rel=1e-12)


@given(st.integers(0, 60), st.integers(0, 60), st.floats(1, 1e5), st.floats(1, 1e5))
def test_does_the_ratio_interval_invert_the_exact_test(a, b, na, nb):
    low, high = rate_ratio_interval(a, na, b, nb)
    for ratio, tail in (
        (low, lambda p: stats.binom.sf(b - 1, a + b, p)),
        (high, lambda p: stats.binom.cdf(b, a + b, p)),
    ):
        if 0 < ratio < np.inf:
            share = ratio * nb / (ratio * nb + na)
            assert tail(share) == pytest.approx(0.025, rel=1e-5)
    assert (low == 0) == (b == 0) and (high == np.inf) == (a == 0)


def test_are_points_percent_and_ratio_told_apart():
    assert relative_change(8.2, 4.1) == {
        "points": pytest.approx(-4.1),
        "percent": pytest.approx(-50),
        "ratio": 0.5,
    }


def test_is_a_target_inside_the_noise_found_out():
    rates = [6.1, 7.0, 5.2, 6.6, 7.4, 6.9, 5.8, 6.3, 7.1, 6.0, 6.7, nan]
    assert share_above(rates, 5.9, better="down") == pytest.approx(2 / 11)
    assert share_above(rates, 7.0) == pytest.approx(3 / 11)


def test_is_the_yield_of_five_steps_the_product():
    assert round(rolled_yield([0.95] * 5), 3) == 0.774


def test_do_arrays_and_series_give_arrays():
    low, high = wilson_interval(pd.Series([1, 2], dtype="Int64"), [10, 20])
    assert low.shape == high.shape == (2,)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: pooled_rate([1], [0]), "adds up to 0"),
        (lambda: pooled_rate([1, 2], [10]), "differ in length"),
        (lambda: pooled_rate([1.5], [10]), "whole"),
        (lambda: pooled_rate([], []), "adds up to 0"),
        (lambda: wilson_interval(21, 20), "more than all"),
        (lambda: wilson_interval(0, 0), "1 or more"),
        (lambda: wilson_interval(nan, 5), "missing"),
        (lambda: wilson_interval(1, 5, level=95), "divided by 100"),
        (lambda: poisson_interval(-1), "0 or more"),
        (lambda: poisson_interval(3, 0), "more than 0"),
        (lambda: difference_of_proportions(5, 4, 1, 2), "more than all"),
        (lambda: relative_change(0, 3), "points"),
        (lambda: share_above([nan], 3), "missing"),
        (lambda: share_above([3], 3, better="best"), "up"),
        (lambda: rolled_yield([95, 95]), "divided by 100"),
        (lambda: rate_ratio_interval(1, 0, 1, 1), "more than 0"),
    ],
)
def test_is_nonsense_refused_with_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_is_a_number_of_hundreds_of_digits_said_to_be_too_large():
    with pytest.raises(ValueError, match="per: holds a value above"):
        pooled_rate(5, 10, per=10**400)
