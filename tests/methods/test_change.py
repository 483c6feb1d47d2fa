"""Effects and interrupted series: are size and certainty right?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from qilab.methods import interrupted_time_series, poisson_interval, rate_change

nan = float("nan")
SERIES = [52.1, 49.8, 51.3, 53.0, 50.2, 48.9, 51.7, 52.4, 50.8, 49.5, 51.1, 52.6]
SERIES += [45.2, 44.1, 46.3, 43.8, 44.9, 42.7, 43.5, 41.9, 42.8, 41.2, 40.6, 41.5]


def test_is_the_effect_told_as_difference_ratio_and_events():
    """6.6 to 4.62 per 1,000 over 10,080 bed days: 19.96 falls avoided, about 20 (E2.3)."""
    found = rate_change(6600, 1_000_000, 4620, 1_000_000, per=1000)
    assert (found.before, found.after) == (pytest.approx(6.6), pytest.approx(4.62))
    assert found.ratio.estimate == pytest.approx(0.7)
    assert round(found.events_avoided(10_080).estimate, 2) == 19.96


def test_does_the_interval_of_the_difference_join_both_exact_ones():
    found = rate_change([30, 36], [5000, 5000], [46], [10_000], per=1000).difference
    (l1, u1), (l2, u2) = poisson_interval(66, 10, per=1), poisson_interval(46, 10, per=1)
    assert found.low == pytest.approx(-2 - np.hypot(4.6 - l2, u1 - 6.6))
    assert found.high == pytest.approx(-2 + np.hypot(u2 - 4.6, 6.6 - l1))


def test_is_a_period_without_events_no_obstacle():
    found = rate_change(0, 100, 3, 100)
    assert found.before == 0 and found.ratio.estimate == np.inf and found.difference.high > 0.03
    assert rate_change(0, 100, 0, 100).ratio.estimate == 1


def test_does_the_interval_hold_the_truth_as_often_as_it_says():
    """Poisson months before and after with a true fall of 28%: 95% of 2,000 intervals hold it, or a little more."""
    rng = np.random.default_rng(8)
    before, after = rng.poisson(66, 2000), rng.poisson(66 * 0.72, 2000)
    held = 0
    for a, b in zip(before, after, strict=True):
        gap = rate_change(int(a), 10, int(b), 10).difference
        held += gap.low <= -6.6 * 0.28 <= gap.high
    assert 0.945 <= held / 2000 <= 0.985


def test_does_the_series_agree_with_statsmodels():
    """OLS with cov_type="HAC", maxlags=2, use_correction=True, use_t=True in statsmodels 0.15.0."""
    terms = interrupted_time_series(SERIES, 13, lags=2).terms
    expected = {
        "estimate": [51.05897435897, 0.01048951048952, -5.647668997669, -0.4339160839161],
        "se": [0.3984808566, 0.072505392576, 0.81692154684, 0.070069483908],
        "low": [50.227757857672, -0.140754088153, -7.351737483661, -0.580078466117],
        "high": [51.890190860276, 0.161733109132, -3.943600511677, -0.287753701715],
        "p": [1.253023686841e-30, 8.864176995088e-01, 1.028800740492e-06, 4.756782360804e-06],
    }
    for column, values in expected.items():
        np.testing.assert_allclose(terms[column], values, rtol=1e-9)
    assert interrupted_time_series(SERIES, 13).lags == 2


def test_are_plain_errors_those_of_ordinary_regression_when_nothing_is_allowed_for():
    """With no lags and even residuals the sandwich is White's: its mean over many series is the truth."""
    rng = np.random.default_rng(9)
    steps = [interrupted_time_series(rng.normal(size=40), 21, lags=0).terms for _ in range(400)]
    spread = np.std([t["estimate"][2] for t in steps])
    assert np.mean([t["se"][2] for t in steps]) == pytest.approx(spread, rel=0.15)


def test_do_robust_errors_beat_plain_ones_when_months_resemble_each_other():
    rng = np.random.default_rng(10)
    alarms = {0: 0, 4: 0}
    for _ in range(300):
        noise, y = rng.normal(size=60), np.zeros(60)
        for i in range(1, 60):
            y[i] = 0.5 * y[i - 1] + noise[i]
        for lags in alarms:
            alarms[lags] += interrupted_time_series(y, 31, lags=lags).terms["p"][2] < 0.05
    assert alarms[4] < alarms[0]


def test_is_a_perfect_line_found_exactly_and_a_gap_left_out():
    t = np.arange(20.0)
    y = 5 + 0.5 * t - 2 * (t >= 10) - 0.25 * np.maximum(t - 10, 0)
    y[4] = nan
    found = interrupted_time_series(y, 11)
    np.testing.assert_allclose(found.terms["estimate"], [5, 0.5, -2, -0.25], atol=1e-9)
    assert found.without_change[15] == pytest.approx(12.5) and found.fitted[4] == pytest.approx(7)


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1000))
def test_do_unit_and_zero_point_move_the_line_and_not_the_certainty(zero, scale):
    plain = interrupted_time_series(SERIES, 13).terms
    moved = interrupted_time_series(scale * np.array(SERIES) + zero, 13).terms
    np.testing.assert_allclose(moved["estimate"][2] / scale, plain["estimate"][2], rtol=1e-4)
    np.testing.assert_allclose(moved["se"] / scale, plain["se"], rtol=1e-4)


def test_is_an_even_series_no_division_by_nought():
    terms = interrupted_time_series([5.0] * 16, 9).terms
    assert terms["p"][1:].eq(1).all() and terms["p"][0] == 0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: rate_change([1, 2], [10], 3, 10), "length"),
        (lambda: rate_change(1, 0, 3, 10), "above 0"),
        (lambda: rate_change(1.5, 10, 3, 10), "whole"),
        (lambda: interrupted_time_series(SERIES, 24), "three values"),
        (lambda: interrupted_time_series(SERIES, 1), "3 or more"),
        (lambda: interrupted_time_series([SERIES], 13), "one series"),
        (lambda: interrupted_time_series(SERIES, "2023-01"), "number"),
        (lambda: interrupted_time_series([nan] * 24, 13), "three values"),
        (lambda: interrupted_time_series(SERIES, 13, lags=99), "23 or less"),
    ],
)
def test_is_nonsense_refused_with_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_is_the_level_used():
    wide, narrow = (rate_change(66, 10, 46, 10, level=v).difference for v in (0.99, 0.8))
    assert wide.low < narrow.low and wide.high > narrow.high
    terms = interrupted_time_series(SERIES, 13, level=0.9).terms
    width = stats.t.ppf(0.95, 20) * terms["se"]
    np.testing.assert_allclose(terms["high"] - terms["estimate"], width, rtol=1e-9)
