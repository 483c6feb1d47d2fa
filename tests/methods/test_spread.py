"""Holding and spreading: do the curves and scores say what their formulas say?"""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qilab.methods import (
    SUSTAINABILITY_MAXIMA,
    bass,
    bass_peak,
    decay,
    expected_effect,
    reach_times_fidelity,
    sustainability,
)


def test_when_is_adoption_fastest():
    """ln(0.35/0.01)/0.36 = 9.9 months; and there the curve is steepest."""
    assert round(bass_peak(0.01, 0.35), 1) == 9.9
    t = np.linspace(0, 40, 4001)
    assert t[np.argmax(np.diff(bass(0.01, 0.35, 100, t)))] == pytest.approx(bass_peak(0.01, 0.35), abs=0.02)
    assert bass_peak(0.3, 0.1) == 0 and bass_peak(0.3, 0) == 0


@given(st.floats(0.001, 0.2), st.floats(0, 0.8), st.floats(1, 1e5))
def test_does_the_s_curve_solve_its_equation(p, q, market):
    """dN/dt = (p + q·N/M)(M − N), checked by small steps."""
    t = np.linspace(0, 30, 6001)
    n = bass(p, q, market, t)
    slope = (p + q * n / market) * (market - n)
    np.testing.assert_allclose(np.gradient(n, t)[1:-1], slope[1:-1], atol=1e-4 * market)
    assert n[0] == 0 and (np.diff(n) >= -1e-9 * market).all() and n[-1] <= market


def test_does_the_curve_not_run_over_for_ever_long_times():
    assert bass(0.01, 0.35, 100, 1e9) == 100


def test_does_half_of_the_gain_go_every_half_life():
    assert decay(90, 50, log(2) / 6, [0, 6, 12]).tolist() == pytest.approx([90, 70, 60])
    assert decay(90, 50, 0.1, 5) == pytest.approx(50 + 40 * exp(-0.5))


def test_do_patients_and_not_wards_count_in_reach():
    """Two of three wards, but 80% of patients, at fidelities of 80 and 50%: 55%."""
    assert reach_times_fidelity([500, 300, 200], [1, 1, 0], [0.8, 0.5, 0.9]) == pytest.approx(0.55)


def test_is_the_effect_at_scale_the_sum_over_wards():
    assert expected_effect([10_000, 20_000], [0.006, 0.005], 0.2, [1, 0.5]) == pytest.approx(12 + 10)


def test_are_only_the_sourced_maxima_known():
    """Eight factors with 78 of the 100 points; the two others are not guessed."""
    assert sum(SUSTAINABILITY_MAXIMA.values()) == pytest.approx(78.0) and len(SUSTAINABILITY_MAXIMA) == 8
    with pytest.raises(ValueError, match="guide"):
        sustainability({"clinical leadership": 5})
    assert sustainability({"clinical leadership": 5}, {"clinical leadership": 20}).loc[0, "to_gain"] == 15


def test_is_what_is_left_on_the_table_first_and_not_the_lowest_score():
    found = sustainability({"monitoring": 0, "senior leaders": [10, 4], "adaptability": 6})
    assert found["factor"].tolist() == ["senior leaders", "monitoring", "adaptability"]
    assert found.loc[0, ["score", "lowest", "highest"]].tolist() == [7, 4, 10]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: bass(0, 0.3, 100, 1), "more than 0"),
        (lambda: bass(0.1, 0.3, 100, -1), "start"),
        (lambda: decay(1, 0, -1, 1), "0 or more"),
        (lambda: decay(1, 0, 1, [None]), "missing"),
        (lambda: reach_times_fidelity([0], [1], [1]), "above 0"),
        (lambda: reach_times_fidelity([5], [1], [80]), "divided by 100"),
        (lambda: reach_times_fidelity([5, 5], [1], [1]), "length"),
        (lambda: expected_effect([5], [-1], 0.2), "0 or more"),
        (lambda: expected_effect([5], [1], 20), "1 or less"),
        (lambda: sustainability({}), "dict"),
        (lambda: sustainability({"monitoring": 7}), "0 to 6.5"),
    ],
)
def test_is_nonsense_refused_with_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
