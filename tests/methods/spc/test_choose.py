"""The chart chooser: does it advise what the course teaches, with reasons?"""

from __future__ import annotations

from itertools import pairwise
from math import sqrt
from statistics import mean

import numpy as np
import pandas as pd
import pytest

from qilab.methods import choose_chart, choose_chart_for, diagnose, warn_few_points
from qilab.methods.spc import spc

EIGHT = {
    "stay in days": (dict(kind="measurement"), "i"),
    "missed appointments, clinics of 20 to 40": (dict(kind="proportion"), "p"),
    "falls with changing bed days": (dict(kind="count"), "u"),
    "needle-sticks, constant staff": (dict(kind="count", equal_opportunity=True), "c"),
    "days between C. difficile": (dict(kind="count", rare=True, time_between=True), "t"),
    "admissions between falls with harm": (dict(kind="count", rare=True), "g"),
    "A&E four-hour share, 9,500 a month": (dict(kind="proportion", large_denominators=True), "pp"),
    "trust incidents, huge denominators": (dict(kind="count", large_denominators=True), "up"),
}


@pytest.mark.parametrize("case", EIGHT)
def test_is_each_of_the_eight_sets_matched(case):
    known, chart = EIGHT[case]
    advice = choose_chart(**known)
    assert advice.chart == chart and advice.why and advice.alternatives
    assert str(advice).startswith(f"{chart} chart: ")


def test_are_several_measurements_a_point_an_xbar_chart():
    assert choose_chart("measurement", subgroups=True).chart == "xbar"


def test_are_units_out_of_time_sent_to_a_funnel():
    assert "funnel" in choose_chart("count", in_time=False).beware[0]


def test_is_the_advice_read_off_the_data():
    rng = np.random.default_rng(2)
    n = rng.integers(600, 1400, 24)
    assert choose_chart_for(rng.poisson(0.0066 * n), n, "count").chart == "u"
    assert choose_chart_for(rng.binomial(9500, 0.72, 24), [9500] * 24).chart == "pp"
    assert choose_chart_for(rng.normal(5, 1, 24)).chart == "i"
    assert choose_chart_for(rng.poisson(0.2, 24), kind="count").chart == "g"
    assert choose_chart_for([3, 40, 2, 5] * 6, [10, 12, 11, 9] * 6).chart == "u"
    few = choose_chart_for([1, 2, 1, 0] * 6, [30, 45, 38, 60] * 6)
    assert few.chart == "p" and "1.0 events a point" in few.beware[-1]


@pytest.mark.parametrize(("points", "told"), [(9, "too few"), (11, "trial"), (15, "rough"), (20, None)])
def test_is_there_a_warning_of_too_few_points(points, told):
    found = warn_few_points(points)
    assert (told is None and found == []) or told in found[0]
    assert choose_chart("count", points=points).beware == tuple(found)


def test_is_sigma_z_the_mean_moving_range_of_z():
    """E8.4: z = (p − p̄)/σₚ, σ_z = mean|Δz|/1.128, by hand."""
    y, n = [6800, 7100, 6500, 7000, 6900, 6600], [9500, 9600, 9400, 9500, 9550, 9450]
    centre = sum(y) / sum(n)
    z = [(a / b - centre) / sqrt(centre * (1 - centre) / b) for a, b in zip(y, n, strict=True)]
    expected = mean(abs(b - a) for a, b in pairwise(z)) / 1.128
    assert diagnose(y, n, screen=False).sigma_z == pytest.approx(expected, rel=1e-12)


def test_is_sigma_z_what_widens_the_prime_chart():
    y, n = [6800, 7100, 6500, 7000, 6900, 6600], [9500, 9600, 9400, 9500, 9550, 9450]
    plain, prime = (spc(pd.DataFrame({"y": y, "n": n}), c, y="y", n="n").points for c in ("p", "pp"))
    ratio = (prime["ucl"] - prime["cl"]) / (plain["ucl"] - plain["cl"])
    np.testing.assert_allclose(ratio, diagnose(y, n).sigma_z, rtol=1e-9)


def test_are_the_three_verdicts_right_on_made_up_trusts():
    """Pure chance, chance with a wave of 3 points, and numbers smoothed by hand."""
    rng = np.random.default_rng(6)
    n = np.full(48, 9500)
    chance = rng.binomial(n, 0.72)
    waves = rng.binomial(n, np.clip(rng.normal(0.72, 0.03, 48), 0, 1))
    smooth = np.round(n * 0.72 + rng.normal(0, 5, 48))
    assert [diagnose(y, n).verdict for y in (chance, waves, smooth)] == [
        "as expected",
        "overdispersed",
        "underdispersed",
    ]
    assert diagnose(rng.poisson(0.0066 * n), n, "count").verdict == "as expected"


def test_does_chance_alone_pass_about_nineteen_times_in_twenty():
    rng = np.random.default_rng(5)
    verdicts = [diagnose(rng.binomial(9500, 0.72, 24), [9500] * 24).verdict for _ in range(600)]
    assert 0.90 <= np.mean([v == "as expected" for v in verdicts]) <= 0.99


def test_is_a_missing_month_no_obstacle_and_an_even_series_underdispersed():
    assert diagnose([5, None, 6, 4, 7], [50, 50, None, 40, 60]).sigma_z >= 0
    assert diagnose([5] * 12, [50] * 12).verdict == "underdispersed"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: choose_chart("counts"), "measurement"),
        (lambda: choose_chart_for([]), "missing"),
        (lambda: choose_chart_for([1.5, 2], [3, 4], "count"), "whole"),
        (lambda: choose_chart_for([1, 2], [3]), "length"),
        (lambda: diagnose([5, 5, 5], [4, 9, 9]), "count"),
        (lambda: diagnose([1, 2], [9, 9]), "collect more"),
        (lambda: diagnose([0, 0, 0], [9, 9, 9]), "nothing varies"),
        (lambda: diagnose([[1, 2, 3]], [[9, 9, 9]]), "one series"),
    ],
)
def test_is_nonsense_refused_with_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
