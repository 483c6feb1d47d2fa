"""Funnel plots and ranks: are units judged by their size, and only then?"""

from __future__ import annotations

from math import sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from qilab.methods import funnel, funnel_limits, rank_uncertainty
from qilab.methods.compare import winsorised


def units(events, n, **more):
    return pd.DataFrame({"unit": [f"P{i:02d}" for i in range(len(n))], "events": events, "n": n} | more)


def test_are_exact_limits_wider_than_normal_ones_for_small_units():
    """4% at n = 100: exact 11%, normal 9.9%; at n = 50: 14% and 12.3%."""
    assert [round(float(funnel_limits(0.04, n)[1]), 3) for n in (50, 100)] == [0.14, 0.11]
    assert [round(0.04 + 3 * sqrt(0.04 * 0.96 / n), 3) for n in (50, 100)] == [0.123, 0.099]


@settings(max_examples=60)
@given(st.integers(1, 5000), st.floats(0.001, 0.999), st.sampled_from([0.95, 0.998]))
def test_are_the_binomial_limits_the_quantiles(n, centre, level):
    low, high = funnel_limits(centre, n, level)
    tail = (1 - level) / 2
    assert float(low) * n == pytest.approx(stats.binom.ppf(tail, n, centre), abs=1e-6)
    assert float(high) * n == pytest.approx(stats.binom.ppf(1 - tail, n, centre), abs=1e-6)


@settings(max_examples=60)
@given(st.floats(0.1, 5000), st.floats(0.01, 3), st.sampled_from([0.95, 0.998]))
def test_are_the_poisson_limits_the_quantiles(exposure, centre, level):
    low, high = funnel_limits(centre, exposure, level, "rate")
    tail = (1 - level) / 2
    assert float(low) * exposure == pytest.approx(stats.poisson.ppf(tail, centre * exposure), abs=1e-6)
    assert float(high) * exposure == pytest.approx(stats.poisson.ppf(1 - tail, centre * exposure), abs=1e-6)


def test_is_the_smooth_line_within_one_count_of_the_exact_one():
    """Spiegelhalter 2005, A.1.1: the count is shortened by (F(k) − p)/(F(k) − F(k − 1))."""
    n = np.arange(20, 600)
    exact, smooth = funnel_limits(0.1, n)[1], funnel_limits(0.1, n, smooth=True)[1]
    assert ((exact - smooth) * n >= 0).all() and ((exact - smooth) * n <= 1).all()
    k = stats.binom.ppf(0.999, 40, 0.1)
    share = (stats.binom.cdf(k, 40, 0.1) - 0.999) / stats.binom.pmf(k, 40, 0.1)
    assert smooth[20] * 40 == pytest.approx(k - share)


def test_are_forty_equal_units_inside_and_one_odd_one_out():
    rng = np.random.default_rng(14)
    n = rng.integers(60, 3000, 40)
    events = rng.binomial(n, 0.08)
    quiet = funnel(units(events, n), "events", "n", "unit")
    assert quiet.overdispersion == "none" and (quiet.units["outside"] == 0).all()
    events[7] = round(0.14 * n[7]) + 6
    found = funnel(units(events, n), "events", "n", "unit", overdispersion="none")
    assert found.units.loc[found.units["outside"] != 0, "unit"].tolist() == ["P07"]
    assert "P07" in repr(found)


def test_are_plain_limits_right_about_as_often_as_they_say():
    """Of units that differ by luck only, at most 0.2% lie outside 99.8% limits and at most 5% outside 95%."""
    rng = np.random.default_rng(12)
    n = rng.integers(50, 2000, 20_000)
    found = funnel(units(rng.binomial(n, 0.06), n), "events", "n", overdispersion="none").units
    assert 0.0005 < (found["outside"] != 0).mean() <= 0.0025
    assert 0.025 < (found["outside95"] != 0).mean() <= 0.053


def by_hand(events, n):
    """Winsorised φ and additive τ² of Spiegelhalter 2005 (Qual Saf Health Care 14:347), in plain Python."""
    centre = sum(events) / sum(n)
    s = [sqrt(centre * (1 - centre) / k) for k in n]
    z = [(x / k - centre) / e for x, k, e in zip(events, n, s, strict=True)]
    ordered, cut = sorted(z), len(z) // 10
    pulled = [min(max(v, ordered[cut]), ordered[-cut - 1]) for v in z]
    phi = sum(v * v for v in pulled) / len(z)
    w = [e**-2 for e in s]
    tau2 = (len(z) * phi - (len(z) - 1)) / (sum(w) - sum(v * v for v in w) / sum(w))
    return centre, s, phi, tau2


def test_does_overdispersion_follow_the_published_steps():
    rng = np.random.default_rng(13)
    n = rng.integers(300, 5000, 40)
    events = rng.binomial(n, np.clip(rng.normal(0.08, 0.02, 40), 0.01, 0.3))
    centre, s, phi, tau2 = by_hand(events.tolist(), n.tolist())
    plain = funnel(units(events, n), "events", "n", overdispersion="none")
    wide = funnel(units(events, n), "events", "n")
    added = funnel(units(events, n), "events", "n", overdispersion="additive")
    assert (wide.phi, added.tau) == (pytest.approx(phi), pytest.approx(sqrt(tau2)))
    z = stats.norm.ppf(0.999)
    np.testing.assert_allclose(wide.units["high998"], [centre + z * sqrt(phi) * e for e in s], rtol=1e-9)
    np.testing.assert_allclose(
        added.units["high998"], [centre + z * sqrt(e * e + tau2) for e in s], rtol=1e-9
    )
    assert wide.overdispersion == "multiplicative"
    assert (plain.units["outside"] != 0).sum() > 5 > (wide.units["outside"] != 0).sum()
    assert "too many" in plain.advice


def test_does_winsorising_keep_a_true_outlier_from_hiding_itself():
    z = [0.0] * 18 + [-40.0, 50.0]
    assert winsorised(z, 0.1).tolist() == [0.0] * 20
    assert winsorised([1, 2, 3], 0.1).tolist() == [1, 2, 3]


def test_is_the_centre_all_events_over_all_patients_and_one_for_ratios():
    found = funnel(units([5, 10], [100, 900]), "events", "n", per=100)
    assert found.centre == pytest.approx(1.5) and found.units["value"].tolist() == pytest.approx([5, 10 / 9])
    assert funnel(units([5, 10], [4.2, 11.3]), "events", "n", kind="ratio").centre == 1
    assert (found.lines.filter(like="high").to_numpy() <= 100).all() and (
        found.lines.filter(like="low") >= 0
    ).all().all()


def test_is_a_first_rank_mostly_luck_among_equals():
    found = rank_uncertainty([4, 5, 6, 5, 4, 6, 5, 7, 5, 3], [100] * 10, top=1)
    assert (found["rank_high"] - found["rank_low"] >= 6).all() and found["stays_in_top"].max() < 0.5
    sure = rank_uncertainty([10, 500, 900], [1000] * 3, top=1)
    assert sure["rank_low"].tolist() == sure["rank_high"].tolist() == [1, 2, 3]
    assert sure["stays_in_top"].tolist() == [1, 0, 0]


def test_does_the_seed_fix_the_ranks():
    a, b = (rank_uncertainty([3, 4, 9], [90, 80, 70], "rate", seed=5) for _ in range(2))
    pd.testing.assert_frame_equal(a, b)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: funnel_limits(4, 50), "divided by 100"),
        (lambda: funnel_limits(0.04, 0), "1 or more"),
        (lambda: funnel_limits(0.04, 50, kind="share"), "proportion"),
        (lambda: funnel(units([1], [10]), "events", "n"), "two units"),
        (lambda: funnel(units([1, 20], [10, 10]), "events", "n"), "row 2.*more than its"),
        (lambda: funnel(units([1, 2], [10, 0]), "events", "n"), "row 2.*no denominator"),
        (lambda: funnel(units([1, None], [10, 9]), "events", "n"), "row 2.*missing"),
        (lambda: funnel(units([1, 2.5], [10, 9]), "events", "n"), "row 2.*count"),
        (lambda: funnel(units([1, 2], [10, 9.5]), "events", "n"), "row 2.*whole"),
        (lambda: funnel(units([0, 0], [10, 9]), "events", "n"), "nothing to compare"),
        (lambda: funnel(units([1, 2], [10, 9]), "event", "n"), "Did you mean “events”"),
        (lambda: funnel(units([1, 2], [10, 9]), "events", "n", winsorise=0.5), "below 0.5"),
        (lambda: funnel([1, 2], "events", "n"), "DataFrame"),
        (lambda: rank_uncertainty([1], [2]), "two units"),
        (lambda: rank_uncertainty([3, 4], [2, 5]), 'kind="rate"'),
        (lambda: rank_uncertainty([1, 2], [2, 5], draws=5), "100 or more"),
    ],
)
def test_is_nonsense_refused_with_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
