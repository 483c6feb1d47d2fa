"""Red beads and Deming's funnel: does a stable system do what chance says it does?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from qilab.methods import (
    deming_funnel,
    funnel_variance,
    red_bead_chances,
    red_bead_distribution,
    red_bead_limits,
    red_beads,
)


def test_are_the_limits_of_the_tray_those_of_the_course():
    """Mean 10, σ = 2.83, limits 1.5 to 18.5."""
    found = red_bead_limits()
    assert [found.mean, round(found.sigma, 2), round(found.lower, 1), round(found.upper, 1)] == [
        10,
        2.83,
        1.5,
        18.5,
    ]


def test_what_does_luck_give_the_six():
    """Mean gap of best and worst 7.1; any of six at 3 or fewer 3.3% by 100,000 simulated rounds, 3.2% exactly."""
    found = red_bead_chances()
    assert round(found["mean_gap"], 1) == 7.1
    assert found["anyone_meets_target"] == pytest.approx(1 - (1 - stats.hypergeom.cdf(3, 4000, 800, 50)) ** 6)
    assert abs(found["anyone_meets_target"] - 0.033) < 4 * np.sqrt(0.033 * 0.967 / 100_000)


@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(1, n))))
def test_is_the_distribution_that_of_scipy(tray):
    beads, red, scoop = tray
    expected = stats.hypergeom.pmf(np.arange(scoop + 1), beads, red, scoop)
    np.testing.assert_allclose(red_bead_distribution(beads, red, scoop), expected, atol=1e-10)


def test_does_the_last_best_come_back_to_the_average():
    game = red_beads(6, 2000, seed=3).to_numpy()
    best = game.argmin(axis=0)[:-1]
    assert game[best, np.arange(1, 2000)].mean() == pytest.approx(10, abs=0.3)


def test_does_only_the_tray_move_the_numbers():
    assert red_beads(red=400, rounds=500, seed=1).to_numpy().mean() == pytest.approx(5, abs=0.2)
    assert red_beads(seed=4).equals(red_beads(seed=4)) and not red_beads(seed=4).equals(red_beads(seed=5))


@pytest.mark.parametrize(
    ("rule", "drop", "variance"), [(1, 100, 1), (2, 100, 2), (3, 50, 50), (3, 100, 100), (4, 100, 100)]
)
def test_does_adjusting_make_it_worse_as_the_formula_says(rule, drop, variance):
    marbles = deming_funnel(rule, drops=100, repeats=20_000, seed=rule)
    assert funnel_variance(rule, drop) == variance
    assert marbles[:, drop - 1].var() == pytest.approx(variance, rel=0.05)


def test_do_the_four_rules_move_the_funnel_as_told():
    """The same marbles, followed by hand: rule 2 against the last miss, 3 from the target, 4 over the last."""
    error = deming_funnel(1, drops=6, seed=2)[0]
    rules = {2: [], 3: [], 4: []}
    for rule, landed in rules.items():
        funnel = 0.0
        for e in error:
            landed.append(funnel + e)
            funnel = {2: funnel - landed[-1], 3: -landed[-1], 4: landed[-1]}[rule]
    for rule, landed in rules.items():
        np.testing.assert_allclose(deming_funnel(rule, drops=6, seed=2)[0], landed, atol=1e-12)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: red_beads(red=5000), "4000 or less"),
        (lambda: red_beads(scoop=0), "1 or more"),
        (lambda: red_beads(workers=2.5), "whole"),
        (lambda: red_bead_limits(beads=0), "1 or more"),
        (lambda: red_bead_chances(target=-1), "0 or more"),
        (lambda: deming_funnel(5), "4 or less"),
        (lambda: deming_funnel(1, sd=0), "more than 0"),
        (lambda: deming_funnel(1, 10**6, 10**6), "fewer repeats"),
        (lambda: funnel_variance(True), "whole number"),
    ],
)
def test_is_nonsense_refused_with_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
