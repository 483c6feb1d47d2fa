"""M6: right and wrong values against hand-made series, worked out with pencil and paper."""

import numpy as np
import pandas as pd
import pytest

from qilab.modules.bank import find, find_exercise
from qilab.questions.answer import answer
from qilab.questions.evaluate import verdict_on


def series(counts, column="falls"):
    months = pd.date_range("2022-04-01", periods=len(counts), freq="MS")
    return pd.DataFrame({"month": months, column: counts})


def values(key, data):
    item = find(key)
    return {"right": item.right(data), **{m.name: m.value(data) for m in item.mistakes}}


def months(*numbers):
    return frozenset(pd.Period("2022-04", "M") + (n - 1) for n in numbers)


def test_what_is_the_centre_line_and_what_do_the_slips_give():
    """12 baseline months, one missing, then 12 higher ones; each value by hand."""
    baseline = [6.0, 9.0, 4.0, 7.0, 5.0, 8.0, np.nan, 20.0, 3.0, 6.5, 5.5, 7.5]
    later = [1.0, 2.0, 1.5, 2.5, 1.2, 2.2, 1.7, 2.7, 1.1, 2.1, 1.6, 2.6]
    found = values("m06.centre_line", series(baseline + later, "rate"))
    assert found["right"] == 6.5  # 3 4 5 5.5 6 [6.5] 7 7.5 8 9 20
    assert found["mean for median"] == pytest.approx(81.5 / 11)
    assert found["missing read as zero"] == 6.25  # twelve values: between 6 and 6.5
    assert found["rolling median"] == pytest.approx(1.85)  # the later twelve: between 1.7 and 2.0
    assert found["median of all months"] == 2.7  # 23 values: the 12th in order, the largest later one
    assert found["middle row, not sorted"] == 8.0  # sixth of the eleven rows that have a rate


def test_what_is_the_half_worked_centre_line():
    """4.9 5.3 5.9 [6.2 6.6] 7.1 9.8 15.4: 6.4. Their sum is 61.2, so the mean is 7.65; the fourth and fifth as they came
    are 6.2 and 5.3; smallest and largest make 10.15."""
    found = values("m06.half_worked", pd.DataFrame())
    assert found["right"] == pytest.approx(6.4)
    assert found["mean for median"] == pytest.approx(7.65)
    assert found["only one of the two in the middle"] == 6.6
    assert found["middle of the list as it stands"] == pytest.approx(5.75)
    assert found["half-way between smallest and largest"] == pytest.approx(10.15)


def test_how_many_useful_points_and_runs():
    """2 4 4 6 7 4 8 1 about the median 4: above 6 7 8, below 2 1, on the line three times."""
    data = series([2, 4, 4, 6, 7, 4, 8, 1])
    useful = values("m06.useful_points", data)
    assert (useful["right"], useful["points on the line counted"], useful["one side only"]) == (5, 8, 3)
    runs = values("m06.runs", data)
    assert runs["right"] == 3  # below, above (stepping over the 4), below
    assert runs["crossings, without the one"] == 2
    assert runs["a point on the line ends a run"] == 4


def test_which_months_belong_to_a_shift():
    """Baseline of 5s and 7s about 6; then 7 8 6 9 7 8 9: six useful points above, one on the line."""
    data = series([5, 7] * 6 + [5, 7, 8, 6, 9, 7, 8, 9, 5])
    found = values("m06.shift", data)
    assert found["right"] == months(14, 15, 17, 18, 19, 20)
    assert found["seven or eight in a row"] == frozenset()
    assert found["points on the line counted"] == months(14, 15, 16, 17, 18, 19, 20)
    assert found["a point on the line starts afresh"] == frozenset()
    assert found["only the sixth point"] == months(20)


def test_which_months_belong_to_a_trend():
    """3 4 5 5 7 9 rises over five different values with a repeat; then nothing."""
    data = series([6, 3, 4, 5, 5, 7, 9, 2, 6, 5, 6, 5, 6])
    found = values("m06.trend", data)
    assert found["right"] == months(2, 3, 4, 5, 6, 7)
    assert found["five steps instead of five points"] == frozenset()
    assert found["a repeated value breaks the trend"] == frozenset()
    assert found["starting again at the centre line"] == frozenset()


def test_is_a_repeat_that_only_pads_a_trend_told_apart():
    """3 5 5 7 9 has four different values: no trend, though a repeat counted twice would make one."""
    data = series([6, 3, 5, 5, 7, 9, 2, 6, 5, 6, 5, 6, 5])
    found = values("m06.trend", data)
    assert found["right"] == frozenset()
    assert found["a repeated value counted twice"] == months(2, 3, 4, 5, 6)


def test_how_often_do_two_ordinary_months_differ():
    """A million pairs of Poisson(20) months: both ways, rises only, and a tenth, within four standard errors."""
    rng = np.random.default_rng(20240401)
    first, second = rng.poisson(20, 1_000_000), rng.poisson(20, 1_000_000)
    found = values("m06.by_luck", pd.DataFrame())
    by_hand = {
        "right": 4 * np.abs(second - first) >= first,
        "rises only": 4 * (second - first) >= first,
        "more than a quarter": 4 * np.abs(second - first) > first,
        "a tenth instead of a quarter": 10 * np.abs(second - first) >= first,
    }
    for name, changed in by_hand.items():
        assert found[name] == pytest.approx(100 * changed.mean(), abs=4 * 100 * 0.5 / 1000), name


@pytest.mark.parametrize(
    ("given", "mistake"),
    [(44, None), (43, None), (45, None), (41.7, "more than a quarter"), (42, "more than a quarter")],
)
def test_is_a_change_of_exactly_a_quarter_counted(given, mistake):
    """44.1% with those of exactly a quarter, 41.7% without: each has its own reply."""
    said = verdict_on(find("m06.by_luck"), answer(given, unit="%"), pd.DataFrame())
    assert (said.state == "right", said.mistake) == (mistake is None, mistake)


@pytest.mark.parametrize("verdict", ["signal", "ordinary"])
def test_is_a_true_sentence_not_called_untrue(verdict):
    """The last month is higher than a year before, on each seed: true, and no reason."""
    exercise = find_exercise("E6.7")
    for seed in (None, *range(8)):
        data = exercise.data(seed)
        assert data["rate"].iloc[-1] > data["rate"].iloc[-13]
        said = verdict_on(find("m06.two_points"), answer(verdict=verdict, because="d"), data)
        assert said.score == 0 and "It is true that it is higher" in said.message


def test_what_are_the_false_alarm_rates():
    """Of 1,000 charts 70 have a shift only, 90 a trend only, 40 both: 11%, 20%, and 4 of 20; added up it would be 24%."""
    rows = [(True, False)] * 70 + [(False, True)] * 90 + [(True, True)] * 40 + [(False, False)] * 800
    found = values("m06.false_alarms", pd.DataFrame(rows, columns=["shift", "trend"]))
    assert found["right"] == pytest.approx({"shift": 11, "either": 20, "fooled": 4})
    assert found["the two rates added"]["either"] == pytest.approx(24)
    assert found["both at once"]["either"] == pytest.approx(4)
    assert found["a shift without a trend"]["shift"] == pytest.approx(7)
    assert found["charts without a signal"] == pytest.approx({"shift": 89, "either": 80, "fooled": 16})
    assert found["counts for percentages"] == pytest.approx({"shift": 110, "either": 200, "fooled": 4})
    assert found["the shift rule for the board"]["fooled"] == pytest.approx(2.2)


@pytest.mark.parametrize("seed", [None, 3, 4821])
def test_do_the_thousand_charts_come_near_the_exact_rate(seed):
    """15.7% for the shift rule at 24 points; a share of 1,000 lies within 3.5 points of it in 998 of 1,000 simulations."""
    data = find_exercise("E6.8").data(seed)
    assert len(data) == 1000 and abs(100 * data["shift"].mean() - 15.7) < 3.5
    assert 31 < 100 * (data["shift"] | data["trend"]).mean() < 41


def test_where_does_a_point_stand_far_off():
    """Rowan: 30 beside months up to 9. Willow: its highest, 12, is close to 11."""
    data = pd.DataFrame({"Rowan": [4, 6, 9, 30, 5], "Willow": [7, 12, 11, 8, 9]})
    found = values("m06.one_point_far_off", data)
    assert found["right"] == {"ward": "rowan", "first": "check"}
    assert found["the highest point of an ordinary ward"]["ward"] == "willow"
    assert found["every highest point"]["ward"] == "both"
    assert found["tidied away"] == {"ward": "rowan", "first": "take_out"}
    turned = data.rename(columns={"Rowan": "Willow", "Willow": "Rowan"})
    assert values("m06.one_point_far_off", turned)["right"]["ward"] == "willow"


@pytest.mark.parametrize("seed", [None, 3, 4821])
def test_does_no_other_rule_decide_where_judgement_is_asked(seed):
    """On neither ward is there a shift, a trend or an unusual number of runs; one point alone stands apart."""
    from qilab.methods.spc.runs import run_chart_analysis

    data = find_exercise("E6.9").data(seed)
    far = 0
    for ward in ("Rowan", "Willow"):
        assert not run_chart_analysis(data[ward]).signal
        second, first = sorted(data[ward])[-2:]
        assert first > 2 * second or first - second <= 2
        far += first > 2 * second
    assert far == 1


def test_is_the_exact_rate_of_the_shift_rule_that_of_the_page():
    """Of all orders of 12 points above the median and 12 below, counted without simulation, 15.7% have a run of six."""
    from functools import cache
    from math import comb
    from pathlib import Path

    @cache
    def without(above, below, side, run):
        if not above and not below:
            return 1
        left = {1: (above - 1, below), 0: (above, below - 1)}
        longer = {s: run + 1 if s == side else 1 for s in left}
        return sum(
            without(*rest, s, longer[s]) for s, rest in left.items() if min(rest) >= 0 and longer[s] < 6
        )

    assert 100 * (1 - without(12, 12, None, 0) / comb(24, 12)) == pytest.approx(15.73, abs=0.01)
    root = Path(__file__).parents[3]
    for page in ("docs/methods.md", "src/qilab/modules/m06_run_charts/exercises.py"):
        assert "15.7%" in (root / page).read_text("utf-8"), page
