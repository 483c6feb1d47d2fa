"""The model behind Rule detective: does it give the published rates, and is it fair to play with?"""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qilab.modules.m06_run_charts.rule_detective import words
from qilab.modules.m06_run_charts.rule_detective.model import (
    RULES,
    Process,
    deal,
    judge,
    overlap,
    score,
    signal_rate,
)

# Share of charts with a signal, in per cent: 6,000 normal series each, simulated for the course by other code.
# Columns: 12, 24 and 36 points without a change; 24 points with +1σ and with +2σ half-way.
TRUTH = {
    "shift": (1, 17, 30, 45, 86),
    "trend": (11, 25, 38, 26, 32),
    "both": (12, 36, 55, 58, 90),
    "anhoej": (1, 3, 4, 16, 63),
    "limits": (3, 6, 8, 14, 35),
    "mdc": (5, 16, 25, 44, 85),
    "shewhart": (5, 15, 23, 36, 79),
}
PROCESSES = (Process(12), Process(24), Process(36), Process(24, 1.0), Process(24, 2.0))


@pytest.mark.parametrize("key", TRUTH)
def test_are_the_rates_those_of_the_table(key):
    """False alarms and power of each rule set, within 2 points of the independent simulation."""
    rates = [100 * signal_rate(process, RULES[key], 20_000) for process in PROCESSES]
    assert np.abs(np.array(rates) - TRUTH[key]).max() <= 2


def test_does_the_trend_rule_find_changes():
    """Hardly: with a change of 2σ it speaks up little more often than without any."""
    with_change = signal_rate(Process(24, 2.0), RULES["trend"], 5_000)
    without = signal_rate(Process(24), RULES["trend"], 5_000)
    assert without < with_change < without + 0.12


def test_does_noise_alone_matter():
    """No: without a change the share stays the same whatever the noise, to the last chart."""
    for key in ("both", "mdc"):
        rates = {signal_rate(Process(24, noise=n), RULES[key], 1_000) for n in (0.5, 1.0, 1.5)}
        assert max(rates) - min(rates) < 0.002


def test_is_noise_against_change_what_counts():
    """Half the noise makes a change of 1σ as easy to see as one of 2σ."""
    half = signal_rate(Process(24, shift=1.0, noise=0.5), RULES["both"], 1_000)
    assert half == pytest.approx(signal_rate(Process(24, shift=2.0), RULES["both"], 1_000), abs=0.002)


def test_does_the_picture_follow_the_slider():
    """The same luck under every setting: more points keep the first ones, a change lifts only the later ones."""
    short, long = Process(20).chart(), Process(40).chart()
    assert (long[:20] == short).all()
    changed = Process(20, shift=2.0).chart()
    assert (changed[:10] == short[:10]).all()
    assert np.allclose(changed[10:] - short[10:], 20)


def test_does_the_seed_give_the_room_one_chart():
    """Same seed, same charts; another seed or number, others."""
    assert (Process(seed=7).chart(3) == Process(seed=7).chart(3)).all()
    assert (Process(seed=7).chart(3) != Process(seed=8).chart(3)).any()
    assert (Process(seed=7).chart(3) != Process(seed=7).chart(4)).any()
    assert (Process(seed=7).charts(50) == Process(seed=7).charts(50)).all()


def test_what_is_judged_by_hand():
    """A hand-made series: six above, then six below, one far out."""
    values = np.array([60.0, 61, 62, 61, 60, 62, 40, 39, 38, 39, 40, 38])
    both = judge(values, RULES["both"])
    assert both.runs.shift.all()
    assert not both.runs.trend.any()
    far = np.array([50.0, 51, 49, 50, 51, 49, 50, 51, 49, 50, 51, 90])
    limits = judge(far, RULES["limits"])
    # Mean 53.42, mean moving range 55/11 = 5, limits 53.42 ± 2.66 × 5 = 40.1 and 66.7.
    assert limits.limits.tolist() == [False] * 11 + [True]
    assert float(limits.upper) == pytest.approx(
        53.4167 + 3 / 1.128 * (1 + 2 + 1 + 1 + 2 + 1 + 1 + 2 + 1 + 1 + 39) / 11, abs=0.02
    )


@given(
    points=st.integers(10, 60),
    shift=st.floats(0, 3),
    noise=st.floats(0.5, 1.5),
    start=st.floats(0.1, 0.9),
    seed=st.integers(0, 999_999),
    key=st.sampled_from(sorted(RULES)),
)
def test_does_any_setting_work(points, shift, noise, start, seed, key):
    """Whatever the sliders say: a chart of that many finite points, and a verdict with masks of that size."""
    process = Process(points, shift, noise, start, seed)
    values = process.chart()
    verdict = judge(values, RULES[key])
    assert values.shape == verdict.limits.shape == verdict.runs.shift.shape == (points,)
    assert np.isfinite(values).all()
    assert verdict.signal in (True, False)


@pytest.mark.parametrize(
    "wrong",
    [
        {"points": 5},
        {"points": 24.5},
        {"points": True},
        {"shift": -1},
        {"shift": float("nan")},
        {"noise": 0},
        {"start": 1},
        {"seed": -1},
        {"seed": "x"},
    ],
    ids=str,
)
def test_is_a_bad_setting_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Process(**wrong)


def test_is_the_game_fair():
    """Twenty charts, half of them changed, in an order that the seed decides; the change is where it is told."""
    cases = deal(4821)
    assert len(cases) == 20
    assert sum(case.begins is not None for case in cases) == 10
    assert [c.begins for c in cases] != [c.begins for c in deal(4822)]
    big = [c for c in cases if c.shift >= 2.5]
    for case in big:
        lift = case.values[case.begins :].mean() - case.values[: case.begins].mean()
        assert lift == pytest.approx(10 * case.shift, abs=15)


def test_how_is_a_game_scored():
    """Hits and false alarms by hand; points by the share of either set that is in both."""
    cases = deal(1)[:4]
    found = score(
        said=[True, True, False, False],
        ticked=[{1, 2, 3}, {5}, set(), set()],
        marked=[{2, 3, 4}, set(), {7, 8}, set()],
        signal=[True, False, True, False],
        cases=cases,
    )
    assert (found.hits, found.signals, found.false_alarms, found.quiet) == (1, 2, 1, 2)
    assert found.overlap == pytest.approx((2 / 4 + 0 + 0) / 3)
    assert found.changed + found.steady == 4


def test_is_overlap_of_nothing_left_out():
    """No point ticked and none marked: neither right nor wrong."""
    assert np.isnan(overlap(set(), set()))
    assert overlap({1}, {1}) == 1


def runs_of(values, line):
    """Lengths of the runs on one side of a line, points on it stepped over, counted one by one."""
    sides = [1 if v > line else -1 for v in values if v != line]
    lengths = [1] if sides else []
    for before, now in itertools.pairwise(sides):
        if now == before:
            lengths[-1] += 1
        else:
            lengths.append(1)
    return lengths


@pytest.mark.parametrize("shift", [0.0, 1.0])
def test_is_a_frozen_line_the_median_of_the_first_points(shift):
    """Point by point, by other code: the median of the points before the change, and a run of six against it."""
    process = Process(24, shift)
    charts = process.charts(300)
    by_hand = [max(runs_of(chart, float(np.median(chart[:12])))) >= 6 for chart in charts]
    assert judge(charts, RULES["shift"], 12).signal.tolist() == by_hand
    assert signal_rate(process, RULES["shift"], 300, freeze=True) == np.mean(by_hand)


def test_what_does_a_frozen_line_cost_and_bring():
    """More false alarms, since a line of 12 points is a guess; more real changes found, since they cannot pull it."""
    for rules in (RULES["both"], RULES["anhoej"]):
        for process in (Process(24), Process(24, 1.0)):
            assert signal_rate(process, rules, 2_000, freeze=True) > signal_rate(process, rules, 2_000) + 0.04


@pytest.mark.parametrize(
    ("points", "start", "baseline"), [(24, 0.5, 12), (60, 0.1, 6), (24, 0.1, None), (10, 0.5, None)]
)
def test_is_a_line_frozen_on_too_few_points(points, start, baseline):
    """From six points on; below that all points make it."""
    assert Process(points, start=start).baseline == baseline


def test_is_the_baseline_of_the_game_clean():
    """Nothing changes in its first 12 points, so that the frozen line rests on one level and gives nothing away."""
    for seed in range(20):
        assert all(case.begins >= 12 for case in deal(seed) if case.begins is not None)


@pytest.mark.parametrize(("share", "said"), [(0.01, "1 chart in 100 gives"), (0.02, "2 charts in 100 give")])
def test_does_one_chart_give_and_do_two_give(share, said):
    assert f"{said} a false alarm" in words.result(Process(24), RULES["both"], share, 1_000, 5)
