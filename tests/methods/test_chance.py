"""What luck alone does: do the figures of the course come out?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from qilab.methods import (
    alarm_chance,
    chance_above,
    chance_of_change,
    pdsa_sample_size,
    rule_of_three,
    snag_probability,
    tries_to_meet_snag,
)


def test_may_five_patients_miss_a_snag_of_one_in_ten():
    """1 − 0.9⁵ = 41%; 29 patients for 95%, and 30 give 96%."""
    assert round(snag_probability(0.1, 5), 2) == 0.41
    assert [round(snag_probability(0.1, n), 3) for n in (1, 3, 10, 20, 30)] == [
        0.1,
        0.271,
        0.651,
        0.878,
        0.958,
    ]
    assert tries_to_meet_snag(0.1) == 29


def test_how_many_reds_does_luck_give_twenty_indicators():
    """Outside 2σ 61%, outside 3σ 5%."""
    assert round(snag_probability(1 - 0.954, 20), 2) == 0.61
    assert round(snag_probability(1 - 0.9973, 20), 2) == 0.05


@given(st.floats(0.001, 0.999), st.floats(0.01, 0.999))
def test_is_the_number_of_tries_the_fewest_that_do(share, chance):
    n = tries_to_meet_snag(share, chance)
    assert snag_probability(share, n) >= chance
    assert n == 1 or snag_probability(share, n - 1) < chance


def test_is_the_rule_of_three_near_the_exact_bound():
    assert rule_of_three(30) == 0.1 and round(rule_of_three(30, exact=True), 4) == 0.0950
    assert rule_of_three(20) == 0.15


@pytest.mark.parametrize(
    ("aim", "observed", "n"), [(0.8, 0.5, 10), (0.9, 0.5, 6), (0.8, 0.6, 20), (0.9, 0.7, 20), (0.8, 0.7, 60)]
)
def test_are_the_sample_sizes_of_small_tests_those_of_the_course(aim, observed, n):
    assert pdsa_sample_size(aim, observed) == n
    assert stats.binom.cdf(round(observed * n), n, aim) < 0.05


def test_do_the_printed_chances_of_those_samples_come_out():
    """P = 0.033 for 5 of 10 at 80%, 0.016 for 3 of 6 at 90%."""
    assert round(alarm_chance(10, 5, 0.8), 3) == 0.033 and round(alarm_chance(6, 3, 0.9), 3) == 0.016


def test_does_a_weekly_look_at_ten_notes_catch_a_fall():
    """Alarm at 7 or fewer: 1.2% false, 32% power in a week, 79% within four."""
    found = [alarm_chance(10, 7, 0.95), alarm_chance(10, 7, 0.8), alarm_chance(10, 7, 0.8, looks=4)]
    assert [round(v, 3) for v in found] == [0.012, 0.322, 0.789]


def test_how_often_is_a_stable_process_red():
    """Mean 9 against a target of 10: 29% of months."""
    assert round(chance_above(9, 10), 2) == 0.29


def test_how_often_do_two_equal_months_differ():
    """Two Poisson(20) months: 10% or more in 76%, 25% or more in 44%."""
    assert round(chance_of_change(20, 0.10), 2) == 0.76
    assert round(chance_of_change(20, 0.25), 2) == 0.44


@given(st.floats(0.5, 60), st.sampled_from([0.05, 0.1, 0.25, 0.5, 1.0, 2.0]))
def test_does_the_chance_of_change_agree_with_adding_up_every_pair(mean, change):
    k = np.arange(200)
    p = stats.poisson.pmf(k, mean)
    first, second = np.meshgrid(k, k, indexing="ij")
    # Counts are whole, and so are 100 × the shares tried: no rounding in the comparison.
    far = 100 * np.abs(second - first) >= round(100 * change) * first
    expected = (np.outer(p, p) * far).sum()
    assert chance_of_change(mean, change) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: snag_probability(10, 5), "divided by 100"),
        (lambda: snag_probability(0.1, -1), "0 or more"),
        (lambda: snag_probability(0.1, 2.5), "whole"),
        (lambda: tries_to_meet_snag(0), "either end"),
        (lambda: rule_of_three(0), "1 or more"),
        (lambda: rule_of_three(30, level=0.9), "exact=True"),
        (lambda: pdsa_sample_size(0.5, 0.8), "not below the aim"),
        (lambda: pdsa_sample_size(0.8, 0.79), "too near"),
        (lambda: alarm_chance(10, 11, 0.5), "10 or less"),
        (lambda: chance_above(0, 3), "more than 0"),
        (lambda: chance_of_change(20, 0), "more than 0"),
        (lambda: chance_of_change("20", 0.1), "number"),
    ],
)
def test_is_nonsense_refused_with_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
