"""Run chart rules: do they say what the papers say, and the same for one series as for thousands?"""

from __future__ import annotations

from itertools import combinations, pairwise
from math import comb, sqrt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qilab.methods.spc.rules import ANHOEJ, MDC, RUN_CHART
from qilab.methods.spc.runs import (
    anhoej_limits,
    median_line,
    run_chart_analysis,
    running_median,
    runs_analysis,
    runs_limits,
    shift_points,
    side,
    trend_points,
)

REFERENCE = Path(__file__).parent / "reference"
nan = float("nan")

# Small whole numbers with gaps: ties, points on the line and missing values all turn up.
series = st.lists(st.one_of(st.integers(0, 6).map(float), st.just(nan)), min_size=0, max_size=30)


def _points(mask):
    return np.flatnonzero(mask).tolist()


# ---- limits ----------------------------------------------------------------------------------------------


def test_do_the_anhoej_limits_agree_with_those_of_qicharts2():
    """From 10 to 40 useful points, worked out by R."""
    table = pd.read_csv(REFERENCE / "anhoej_limits.csv")
    longest, crossings = anhoej_limits(table["n_useful"])
    assert longest.tolist() == table["longest_run_max"].tolist()
    assert crossings.tolist() == table["n_crossings_min"].tolist()


@pytest.mark.parametrize(("n", "expected"), [(22, 7), (23, 8), (45, 8), (46, 9), (90, 9), (91, 10)])
def test_is_the_longest_run_rounded_and_not_cut_off(n, expected):
    """log2 23 = 4.52, so 5 + 3; cutting it off would make 20 false alarms in 127 series."""
    assert anhoej_limits(n)[0] == expected


def test_is_the_crossings_limit_the_five_percent_point_of_the_binomial():
    """Summed in whole numbers, up to 100 points."""
    for n in range(2, 101):
        below = 0
        for k in range(n):
            below += comb(n - 1, k)
            if 20 * below >= 2 ** (n - 1):
                break
        assert anhoej_limits(n)[1] == k


# Half of the points on each side, two-sided 5%: worked out with exact fractions by a separate script.
EVEN_SPLIT = {
    10: (3, 9),
    12: (4, 10),
    14: (4, 12),
    15: (5, 12),
    16: (5, 13),
    18: (6, 14),
    20: (7, 15),
    22: (8, 16),
}
EVEN_SPLIT |= {24: (8, 18), 26: (9, 19), 28: (10, 20), 30: (11, 21), 32: (12, 22), 36: (13, 25), 40: (15, 27)}


@pytest.mark.parametrize(("n", "expected"), EVEN_SPLIT.items())
def test_are_the_runs_limits_the_exact_ones(n, expected):
    assert runs_limits(n // 2, n - n // 2) == expected


@pytest.mark.parametrize(("above", "below"), [(1, 5), (2, 9), (3, 3), (4, 6), (5, 5), (7, 5)])
def test_do_the_runs_limits_agree_with_counting_every_order(above, below):
    """All ways to put so many points above and below the line, one after the other."""
    counts = []
    for places in combinations(range(above + below), above):
        up = [i in places for i in range(above + below)]
        counts.append(1 + sum(a != b for a, b in pairwise(up)))
    counts = np.array(counts)
    ordinary = [r for r in range(1, 20) if (counts <= r).mean() > 0.025 and (counts >= r).mean() > 0.025]
    assert runs_limits(above, below) == (ordinary[0], ordinary[-1])


def test_what_are_the_limits_with_nothing_on_one_side():
    assert runs_limits([0, 0, 3], [0, 4, 0])[0].tolist() == [0, 1, 1]


def exact_runs_limits(a, b):
    """Whole numbers only: the tails of the exact distribution of runs, each compared with a fortieth."""
    ways = {}
    for k in range(1, min(a, b) + 2):
        ways[2 * k] = 2 * comb(a - 1, k - 1) * comb(b - 1, k - 1)
        ways[2 * k + 1] = comb(a - 1, k) * comb(b - 1, k - 1) + comb(a - 1, k - 1) * comb(b - 1, k)
    runs, everything = sorted(r for r in ways if ways[r]), comb(a + b, a)
    low = next(r for i, r in enumerate(runs) if 40 * sum(ways[s] for s in runs[: i + 1]) > everything)
    high = next(
        r for i, r in reversed([*enumerate(runs)]) if 40 * sum(ways[s] for s in runs[i:]) > everything
    )
    return low, high


@pytest.mark.parametrize(
    "sides", [(199, 199), (200, 201), (300, 310), (5, 500), (1, 450), (120, 333), (401, 1)]
)
def test_are_the_runs_limits_of_hundreds_of_points_still_the_exact_ones(sides):
    assert runs_limits(*sides) == exact_runs_limits(*sides)


def test_are_the_limits_of_a_million_points_those_of_the_normal_distribution():
    """Runs: mean 10⁶ + 1, sd 707; crossings: mean (n − 1)/2, sd √(n − 1)/2. The longest run: log₂ 10⁶ = 19.93."""
    low, high = runs_limits(10**6, 10**6)
    assert (
        abs(low - (10**6 + 1 - 1.959964 * 707.107)) < 2 and abs(high - (10**6 + 1 + 1.959964 * 707.107)) < 2
    )
    longest, crossings = anhoej_limits(10**6)
    assert longest == 23 and abs(crossings - (499_999.5 - 1.644854 * 500)) < 2
    assert anhoej_limits([24, 10**9])[0].tolist() == [8, 33]


def test_is_a_run_chart_of_a_hundred_thousand_points_drawn_up_in_the_time_of_a_breath():
    """With exact whole numbers its limits alone would take minutes."""
    values = np.random.default_rng(5).normal(size=100_000)
    found = run_chart_analysis(values).runs
    assert found.n_useful == 100_000 and found.n_runs_min < found.n_runs < found.n_runs_max


# ---- centre line and sides ----------------------------------------------------------------------------------


def test_is_the_frozen_median_that_of_the_first_points():
    assert median_line([5, 7, 6, 30, 40], freeze=3) == 6
    assert median_line([5, nan, 6, 30, 40], freeze=4) == 6


def test_does_the_running_median_use_only_what_is_known_so_far():
    assert running_median([4, nan, 8, 1])[[0, 2, 3]].tolist() == [4, 6, 4]
    assert running_median([[1.0, 3.0], [nan, 5.0]])[1, 1] == 5


def test_does_a_point_lie_on_the_line_although_floating_point_says_otherwise():
    """0.1 + 0.2 is not 0.3 to a computer; a share of 3 in 10 lies on a line of 30 in 100."""
    assert side([0.1 + 0.2], 0.3).tolist() == [0]
    shares = np.array([3, 6, 9, 12]) / np.array([10, 20, 30, 40])
    assert side(1000 * shares, 1000 * 30 / 100).tolist() == [0, 0, 0, 0]


def test_do_small_steps_survive_on_a_large_number():
    """A series near a thousand million that moves by ones is not flat."""
    assert side(np.array([1e9 - 1, 1e9, 1e9 + 1, 1e9 + 5]), 1e9).tolist() == [-1, 0, 1, 1]


@given(series, st.floats(-1e9, 1e9), st.floats(1e-6, 1e6))
def test_does_the_unit_or_the_zero_point_change_the_signals(values, shift, scale):
    """Whole numbers with a median at a half or a whole: moved by a whole number and stretched, nothing changes."""
    plain = run_chart_analysis(values)
    moved = run_chart_analysis(np.array(values, dtype=float) + round(shift))
    stretched = run_chart_analysis(np.array(values, dtype=float) * scale)
    for other in (moved, stretched):
        assert other.side.tolist() == plain.side.tolist()
        assert other.shift.tolist() == plain.shift.tolist()
    assert moved.trend.tolist() == plain.trend.tolist()


@given(series)
def test_is_a_chart_upside_down_the_mirror_of_itself(values):
    plain, turned = run_chart_analysis(values), run_chart_analysis([-v for v in values])
    assert turned.side.tolist() == (-plain.side).tolist()
    assert (turned.shift == plain.shift).all() and (turned.trend == plain.trend).all()
    assert turned.runs.n_runs == plain.runs.n_runs


# ---- shift -------------------------------------------------------------------------------------------------


def test_is_a_point_on_the_line_stepped_over():
    """Six useful points above 4, one on it between them: a shift, and the one on it is not part of it."""
    assert _points(shift_points([5, 6, 4, 7, 5, 6, 8, 1], 4)) == [0, 1, 3, 4, 5, 6]


def test_does_a_point_on_the_line_end_a_run_where_the_rules_say_so():
    values = [5, 6, 4, 7, 5, 6, 8, 9, 9, 1]
    assert _points(shift_points(values, 4, 6, on_line="break")) == [3, 4, 5, 6, 7, 8]
    assert _points(shift_points(values[:8], 4, 6, on_line="break")) == []
    assert _points(shift_points([5, 6, 4, 7, 5, 6], 4, 6, on_line="count")) == [0, 1, 2, 3, 4, 5]


def test_is_a_missing_month_stepped_over_or_an_end_as_asked():
    values = [5, 5, 5, nan, 5, 5, 5]
    assert _points(shift_points(values, 4)) == [0, 1, 2, 4, 5, 6]
    assert _points(shift_points(values, 4, missing="break")) == []


def _plain_shift(values, centre, length):
    """The rule in words: walk along, keep the run of useful points, note it when its side changes."""
    marked, run, last = set(), [], 0
    for i, value in enumerate(values):
        way = (value > centre) - (value < centre)
        if way == 0:
            continue
        if way != last:
            run = []
        run, last = [*run, i], way
        if len(run) >= length:
            marked |= set(run)
    return sorted(marked)


@given(series, st.integers(2, 9))
def test_does_the_shift_rule_agree_with_walking_along_the_chart(values, length):
    assert _points(shift_points(values, 3.0, length)) == _plain_shift(values, 3.0, length)


# ---- trend --------------------------------------------------------------------------------------------------


def test_do_five_rising_points_make_a_trend_and_five_steps_not_less():
    assert _points(trend_points([3, 4, 5, 6, 7, 2])) == [0, 1, 2, 3, 4]
    assert _points(trend_points([3, 4, 5, 6, 2])) == []


def test_does_a_repeat_count_once_and_not_break_the_trend():
    assert _points(trend_points([3, 4, 4, 5, 6, 7, 1])) == [0, 1, 2, 3, 4, 5]
    assert _points(trend_points([3, 4, 4, 5, 6, 1])) == []
    assert _points(trend_points([3, 4, 4, 5, 6, 7, 1], ties="break")) == []


def test_does_a_missing_month_end_a_trend():
    assert _points(trend_points([1, 2, 3, nan, 4, 5, 6])) == []


def test_can_a_trend_cross_the_centre_line_and_turn_at_its_top():
    assert _points(trend_points([1, 2, 3, 4, 5, 4, 3, 2, 1])) == list(range(9))


def _plain_trend(values, length):
    marked = set()
    for a in range(len(values)):
        for b in range(a + 1, len(values)):
            piece = values[a : b + 1]
            if any(v != v for v in piece) or piece[0] == piece[1] or piece[-1] == piece[-2]:
                continue
            steps = [y - x for x, y in pairwise(piece)]
            one_way = all(s >= 0 for s in steps) or all(s <= 0 for s in steps)
            if one_way and 1 + sum(s != 0 for s in steps) >= length:
                marked |= set(range(a, b + 1))
    return sorted(marked)


@settings(max_examples=60)
@given(series, st.integers(3, 6))
def test_does_the_trend_rule_agree_with_trying_every_piece(values, length):
    assert _points(trend_points(values, length)) == _plain_trend(values, length)


# ---- the whole chart -------------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(st.integers(1, 12), st.integers(0, 20), st.integers(0, 2**32))
def test_are_many_series_at_once_the_same_as_one_by_one(groups, n, seed):
    rng = np.random.default_rng(seed)
    table = rng.integers(0, 7, (groups, n)).astype(float)
    table[rng.random((groups, n)) < 0.1] = nan
    for rules in (RUN_CHART, ANHOEJ, MDC):
        together = run_chart_analysis(table, rules=rules)
        for g in range(groups):
            alone = run_chart_analysis(table[g], rules=rules)
            assert together.shift[g].tolist() == alone.shift.tolist()
            assert together.trend[g].tolist() == alone.trend.tolist()
            assert bool(together.signal[g]) == alone.signal
            for name in (
                "n_obs",
                "n_useful",
                "n_runs",
                "longest_run",
                "n_crossings",
                "n_runs_min",
                "n_runs_max",
            ):
                assert getattr(together.runs, name)[g] == getattr(alone.runs, name)


def test_does_freezing_leave_all_points_in_the_runs_analysis():
    values = [4, 6, 4, 6] + [9] * 10
    found = runs_analysis(values, freeze=4)
    assert (found.centre, found.n_useful, found.longest_run) == (5, 14, 11)
    assert runs_analysis(values).centre == 9


def test_can_the_longest_run_rule_not_fire_below_sixteen_points_about_their_own_median():
    """A side holds only half of the points."""
    for n in range(10, 16):
        found = runs_analysis(list(range(n)))
        assert not found.run_too_long and found.crossings_too_few


@pytest.mark.parametrize("values", [[], [3.0], [nan, nan], [2.0] * 15])
def test_is_a_chart_without_anything_to_see_quiet(values):
    chart = run_chart_analysis(values)
    assert not chart.signal and chart.runs.n_useful == 0 and chart.runs.n_runs == 0


# The first two numbers columns of the M6 table: chance of at least one signal on 6,000 random charts.
FALSE_ALARMS = {
    "shift": {12: 0.01, 24: 0.17, 36: 0.30},
    "trend": {12: 0.11, 24: 0.25, 36: 0.38},
    "shift or trend": {12: 0.12, 24: 0.36, 36: 0.55},
    "anhoej": {12: 0.01, 24: 0.03, 36: 0.04},
}
POWER = {"shift": (0.45, 0.86), "trend": (0.26, 0.32), "shift or trend": (0.58, 0.90), "anhoej": (0.16, 0.63)}


def _shares(table):
    chart, other = run_chart_analysis(table), run_chart_analysis(table, rules=ANHOEJ)
    shift, trend = chart.shift.any(axis=1), chart.trend.any(axis=1)
    found = {"shift": shift, "trend": trend, "shift or trend": shift | trend, "anhoej": other.signal}
    return {name: mask.mean() for name, mask in found.items()}


def _within(found, printed, here, there=6000):
    """Four standard errors of the difference, and half a percentage point for the printed rounding."""
    error = sqrt(printed * (1 - printed) * (1 / here + 1 / there))
    return abs(found - printed) <= 4 * error + 0.005


@pytest.mark.parametrize("n", [12, 24, 36])
def test_are_the_false_alarms_those_of_the_table(n):
    found = _shares(np.random.default_rng(n).normal(size=(20_000, n)))
    assert {name: _within(found[name], FALSE_ALARMS[name][n], 20_000) for name in found} == dict.fromkeys(
        found, True
    )


@pytest.mark.parametrize(("place", "size"), [(0, 1.0), (1, 2.0)])
def test_is_a_real_change_found_as_often_as_the_table_says(place, size):
    table = np.random.default_rng(place).normal(size=(20_000, 24))
    table[:, 12:] += size
    found = _shares(table)
    assert {name: _within(found[name], POWER[name][place], 20_000) for name in found} == dict.fromkeys(
        found, True
    )


# ---- bad input ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "word"),
    [
        (["a", "b"], "number"),
        ("123", "number"),
        (None, "number"),
        ([1.0, float("inf")], "infinity"),
        ([1.0, 1e200], "unit"),
        ([[1, 2], [3]], "number"),
        (np.zeros((2, 2, 2)), "dimensions"),
        (pd.to_datetime(["2023-01-01"]), "number"),
        (pd.Series(["1", "2"]), "number"),
        (pd.Series(["1", 2], dtype=object), "number"),
        ([1 + 2j], "number"),
        ([{}], "number"),
    ],
)
def test_is_nonsense_refused_with_words(values, word):
    with pytest.raises(ValueError, match=word):
        run_chart_analysis(values)


@pytest.mark.parametrize(
    "call",
    [
        lambda: median_line([1, 2], freeze=0),
        lambda: median_line([1, 2], freeze=True),
        lambda: shift_points([1, 2], 1, length=1),
        lambda: shift_points([1, 2], 1, on_line="jump"),
        lambda: shift_points([1, 2], [1, 2, 3]),
        lambda: trend_points([1, 2], ties="jump"),
        lambda: runs_limits(-1, 3),
        lambda: runs_limits(2.5, 3),
        lambda: runs_limits([1, 2], [1, 2, 3]),
        lambda: runs_limits(3, 3, alpha=1),
        lambda: anhoej_limits(-1),
        lambda: anhoej_limits([nan]),
        lambda: run_chart_analysis([1, 2], rules="no such rules"),
    ],
)
def test_is_a_bad_option_refused_with_words(call):
    with pytest.raises(ValueError, match=r"\w+ \w+ \w+"):
        call()


def test_do_nullable_whole_numbers_work():
    values = pd.Series([3, None, 5, 7, 4], dtype="Int64")
    assert median_line(values) == 4.5
    assert run_chart_analysis(values).side.tolist() == [-1, 0, 1, 1, -1]
