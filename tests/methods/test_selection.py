"""Regression to the mean: how much of a fall comes of picking the worst?"""

from __future__ import annotations

import pytest

from qilab.methods import regression_to_mean, shrunken_effect, simulate_selection


def test_do_the_worst_four_of_equal_wards_get_better_by_themselves():
    """6.6 falls per 1,000, 840 bed days: 10.8 first, 6.6 next month, a fall of 39%."""
    found = simulate_selection(rate=6.6)
    assert [round(found[k], 1) for k in ("first", "second")] == [10.8, 6.6]
    assert found["fall"] == pytest.approx(0.39, abs=0.01)


def test_do_wards_that_really_differ_keep_some_of_their_distance():
    """With a coefficient of variation of 25% between wards: 11.6, then 7.9, which is their true rate."""
    found = simulate_selection(rate=6.6, between_cv=0.25)
    assert [round(found[k], 1) for k in ("first", "second")] == [11.6, 7.9]
    assert found["second"] == pytest.approx(found["true"], abs=0.05)


def test_does_the_formula_agree_with_the_simulation():
    """Gamma between wards and Poisson within: the next month is a straight line in this one, exactly."""
    mean, size, cv = 6.6, 0.84, 0.25
    found = simulate_selection(rate=mean, between_cv=cv)
    expected = regression_to_mean(found["first"], mean, (cv * mean) ** 2, mean / size)
    assert found["second"] == pytest.approx(expected, abs=0.05)


def test_does_nobody_go_back_further_than_the_mean():
    assert regression_to_mean(10, 6, 0, 4) == 6 and regression_to_mean(10, 6, 4, 0) == 10


def test_is_a_pilot_of_little_certainty_pulled_half_way():
    assert shrunken_effect(-2, 1, 1) == -1 and shrunken_effect(-2, 0, 1) == -2


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: regression_to_mean(10, 6, 0, 0), "above 0"),
        (lambda: regression_to_mean(10, 6, -1, 2), "0 or more"),
        (lambda: shrunken_effect(1, 0, 0), "above 0"),
        (lambda: simulate_selection(worst=24), "fewer than all"),
        (lambda: simulate_selection(rate=0), "more than 0"),
        (lambda: simulate_selection(seed=-1), "0 or more"),
    ],
)
def test_is_nonsense_refused_with_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
