"""The luck meter against Poisson and normal tables, and by simulation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qilab.methods import luck_meter


def test_how_often_does_luck_meet_a_target_of_a_known_process():
    """Mean 10 a month, target 6 or fewer: P(X ≤ 6 | 10) = 0.130 in any Poisson table, and two of the twelve had it."""
    counts = [10, 12, 8, 10, 14, 6, 10, 13, 5, 12, 10, 10]
    found = luck_meter(counts, 6, exposure=[1000] * 12)
    assert (found.months, found.met) == (12, 2)
    assert found.poisson == pytest.approx(0.1301, abs=1e-4)
    assert not found.beyond
    # P(X ≤ 4 | 10) = 0.029: beyond luck.
    assert luck_meter(counts, 4, exposure=[1000] * 12).beyond


def test_is_more_the_better_turned_round():
    """P(X ≥ 15 | 10) = 0.083."""
    found = luck_meter([10] * 12, 15, exposure=[1000] * 12, better="up")
    assert found.poisson == pytest.approx(0.0835, abs=1e-4)
    assert found.met == 0


def test_what_does_the_normal_estimate_say():
    """Mean 50, standard deviation 10, target one standard deviation below: 15.9%."""
    found = luck_meter([40, 50, 60], 40)
    assert found.normal == pytest.approx(0.1587, abs=1e-4)
    assert found.chance == found.normal and found.share == pytest.approx(1 / 3)


def test_does_a_month_that_reads_as_the_target_count():
    """7 falls in 822 bed days are 8.516, reported as 8.5: met."""
    assert luck_meter([7, 12], 8.5, exposure=[822, 822]).met == 1


def test_does_simulation_agree():
    """100,000 months that change in size, with one rate: as many meet the target as the estimate says, ± 3 SE."""
    rng = np.random.default_rng(3)
    days = rng.integers(700, 1000, 100_000)
    falls = rng.poisson(12 * days / 1000)
    found = luck_meter(falls, 8.0, exposure=days)
    assert found.share == pytest.approx(found.poisson, abs=3 * np.sqrt(found.share / 100_000) + 0.001)


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 2000)), min_size=2, max_size=40),
    st.floats(0, 100),
    st.floats(0, 20),
)
def test_is_a_milder_target_never_harder_for_luck(months, target, milder):
    """More room, more luck; all shares stay between 0 and 1."""
    counts, days = zip(*months, strict=True)
    near, far = (luck_meter(counts, t, exposure=days) for t in (target + milder, target))
    for one in (near, far):
        assert 0 <= one.share <= 1 and 0 <= one.poisson <= 1 and 0 <= one.normal <= 1
    assert near.poisson >= far.poisson - 1e-12 and near.met >= far.met


def test_are_closed_months_left_out():
    """A month without bed days is no month without falls."""
    assert luck_meter([5, 0, 7], 6, exposure=[800, 0, 800]).months == 2


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: luck_meter([5], 3), "two months"),
        (lambda: luck_meter([], 3), "two months"),
        (lambda: luck_meter("abc", 3), "values"),
        (lambda: luck_meter([1, 2], float("nan")), "target"),
        (lambda: luck_meter([1, 2], 3, better="best"), "better"),
        (lambda: luck_meter([1.5, 2], 3, exposure=[1, 2]), "whole"),
        (lambda: luck_meter([1, 2], 3, exposure=[1, 2, 3]), "length"),
        (lambda: luck_meter([1, 2], 3, exposure=[-1, 2]), "exposure"),
        (lambda: luck_meter([1, 2], 3, per=0), "per"),
    ],
)
def test_does_bad_input_get_a_sentence(call, word):
    with pytest.raises(ValueError, match=word):
        call()
