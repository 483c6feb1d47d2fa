"""Rule sets on control charts: does each find its pattern, mark the right points and leave the rest alone?"""

from __future__ import annotations

import re
from dataclasses import replace
from math import sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qilab.methods import (
    MDC,
    MDC_BEYOND,
    MDC_GOOD_NEWS,
    MDC_SIX,
    NELSON,
    RULE_SETS,
    SHEWHART,
    WESTERN_ELECTRIC,
    rules_table,
)
from qilab.methods.spc import spc

# A baseline with mean 0 and σ = 1 exactly: its moving ranges are all 1.128.
QUIET = [0.564, -0.564] * 8
B = len(QUIET)


def chart(values, rules, better=None):
    return spc(QUIET + list(values), "i", freeze=B, rules=rules, better=better)


def points_of(values, rules, rule):
    """Places (from 0, behind the baseline) of the points that break one rule."""
    marks = chart(values, rules).broken[rule]
    return (np.flatnonzero(marks[B:])).tolist()


def test_has_the_baseline_the_sigma_it_is_meant_to_have():
    """3/1.128 moving ranges of 1.128; 2.66 of them where Making Data Count is named."""
    points = chart([], NELSON).points
    assert points["cl"].abs().max() < 1e-12 and points["ucl"].sub(3).abs().max() < 1e-12
    assert chart([], MDC).points["ucl"].sub(2.66 * 1.128).abs().max() < 1e-12


# ---- one rule at a time ----------------------------------------------------------------------------------------


def test_is_a_point_on_the_limit_inside():
    assert points_of([3.0, 3.01, -3.0, -3.01], MDC, "limits") == [1, 3]


def test_does_two_of_three_want_all_three_on_one_side_in_making_data_count():
    assert points_of([2.5, 0.5, 2.5, -1], MDC, "two_of_three") == [0, 2]
    assert points_of([2.5, -0.5, 2.5, -1], MDC, "two_of_three") == []
    assert points_of([2.5, -0.5, 2.5, -1], WESTERN_ELECTRIC, "two_of_three") == [0, 2]
    assert points_of([2.5, -2.5, -1, 1], WESTERN_ELECTRIC, "two_of_three") == []


def test_does_a_point_beyond_the_limits_count_towards_two_of_three_where_the_rules_say_so():
    assert points_of([3.5, 0.5, 2.5, -1], MDC, "two_of_three") == []
    assert points_of([3.5, 0.5, 2.5, -1], MDC_BEYOND, "two_of_three") == [0, 2]


def test_does_seven_mean_seven_and_six_six():
    six, seven = [0.5] * 6 + [-1], [0.5] * 7 + [-1]
    assert points_of(six, MDC, "shift") == [] and points_of(seven, MDC, "shift") == list(range(7))
    assert points_of(six, MDC_SIX, "shift") == list(range(6))
    assert points_of([0.5] * 8 + [-1], SHEWHART, "shift") == list(range(8))
    assert points_of([0.5] * 8 + [-1], NELSON, "shift") == []


def test_does_a_point_on_the_line_end_a_run_of_making_data_count_and_not_a_shewhart_one():
    values = [0.5] * 4 + [0.0] + [0.5] * 4 + [-1]
    assert points_of(values, MDC, "shift") == []
    assert points_of(values, SHEWHART, "shift") == [0, 1, 2, 3, 5, 6, 7, 8]


def test_does_a_repeat_end_a_trend_of_making_data_count_and_not_a_shewhart_one():
    values = [-2, -1, -0.5, -0.5, 0.5, 1, 2, 0]
    assert points_of(values, MDC, "trend") == []
    assert points_of(values, SHEWHART, "trend") == list(range(7))


def test_is_a_point_of_two_trends_of_the_later_one():
    values = [0, 0.3, 0.6, 0.9, 1.2, 1.5, 1.8, 1.5, 1.2, 0.9, 0.6, 0.3, 0.0]
    directions = chart(values, MDC).points["direction"].tolist()[B:]
    assert directions[5:8] == [1, -1, -1]


def test_are_four_of_five_beyond_one_sigma_found():
    values = [1.5, 1.5, -0.5, 1.5, 1.5, -1]
    assert points_of(values, WESTERN_ELECTRIC, "four_of_five") == [0, 1, 3, 4]
    assert points_of([1.5, 1.5, -0.5, -0.5, 1.5, 1.5], WESTERN_ELECTRIC, "four_of_five") == []


def test_are_points_that_hug_the_centre_line_found():
    """15 within 1σ; the baseline itself is 16 such points."""
    marks = chart([5.0], SHEWHART).broken["hugging"]
    assert np.flatnonzero(marks).tolist() == list(range(16))


def test_are_points_that_avoid_the_centre_line_found():
    assert points_of([1.5, -1.5] * 4 + [0], NELSON, "mixture") == list(range(8))
    assert points_of([1.5, -1.5] * 3 + [0], NELSON, "mixture") == []


def test_is_up_and_down_in_turn_found_from_fourteen_points_on():
    thirteen = spc([1.0, 2] * 6 + [1, 1, 2, 2], "i", rules=NELSON)
    fourteen = spc([1.0, 2] * 7 + [2, 1], "i", rules=NELSON)
    assert not thirteen.broken["alternating"].any()
    assert np.flatnonzero(fourteen.broken["alternating"]).tolist() == list(range(14))


def test_does_an_anhoej_signal_mark_the_long_run():
    values = [2.0, 1] * 4 + [9.0] * 9
    result = spc(values, "i", rules="anhoej_limits", freeze=8)
    assert np.flatnonzero(result.broken["long_run"]).tolist() == list(range(8, 17))


def test_are_too_few_runs_told_for_the_part_as_a_whole():
    result = spc([1.0] * 8 + [2.0] * 8, "run")
    assert result.signals["rule"].tolist() == ["shift", "runs", "shift"]
    assert result.summary.loc[0, ["n_runs", "n_runs_min", "n_runs_max"]].tolist() == [2, 5, 13]


# ---- what a point is called -------------------------------------------------------------------------------------


def test_does_the_first_rule_name_the_point():
    """Outside the limits before trend before two of three before shift."""
    rules = chart([0.2, 0.4, 0.6, 0.8, 1, 2.5, 3.5, 0.5, 2.5, 2.4, -1], MDC).points["rule"].tolist()[B:]
    assert rules[:7] == ["trend"] * 6 + ["limits"]
    assert rules[8:10] == ["two_of_three"] * 2 and rules[7] == "shift"


def test_may_good_news_come_first():
    """A trend downwards from high above: by precedence the outside point is bad, else improvement."""
    values = [3.5, 2.9, 2.4, 1.9, 1.4, 0.9, 0.4]
    by_order = chart(values, MDC, better="down").points["point_type"].tolist()[B]
    good = chart(values, MDC_GOOD_NEWS, better="down").points["point_type"].tolist()[B]
    assert (by_order, good) == ("special_cause_concern", "special_cause_improvement")


@pytest.mark.parametrize(
    ("better", "kinds"),
    [
        ("up", ["special_cause_improvement", "special_cause_concern"]),
        ("down", ["special_cause_concern", "special_cause_improvement"]),
        (None, ["special_cause_neutral_high", "special_cause_neutral_low"]),
    ],
)
def test_does_the_direction_of_good_colour_the_point(better, kinds):
    assert chart([4, -4], MDC, better).points["point_type"].tolist()[B:] == kinds


@pytest.mark.parametrize(
    ("last", "better", "icon"),
    [
        (4, "up", "improvement_high"),
        (4, "down", "concern_high"),
        (-4, "up", "concern_low"),
        (-4, "down", "improvement_low"),
        (4, None, "neutral_high"),
        (-4, None, "neutral_low"),
        (0.5, "up", "common_cause"),
    ],
)
def test_is_the_variation_icon_that_of_the_last_point(last, better, icon):
    assert chart([last], MDC, better).summary.loc[0, "variation"] == icon


@pytest.mark.parametrize(
    ("target", "better", "icon"),
    [
        (-4, "up", "pass"),
        (4, "up", "fail"),
        (0, "up", "inconsistent"),
        (-4, "down", "fail"),
        (4, "down", "pass"),
        (3, "down", "inconsistent"),  # on the limit: it may be hit or missed
    ],
)
def test_is_assurance_the_band_against_the_target(target, better, icon):
    result = spc(QUIET, "i", target=target, better=better, rules=MDC)
    assert result.summary.loc[0, "assurance"] == icon


def test_is_there_no_assurance_without_target_direction_or_limits():
    for result in (
        spc(QUIET, "i", better="up"),
        spc(QUIET, "i", target=0),
        spc(QUIET, "run", target=0, better="up"),
    ):
        assert result.summary["assurance"].isna().all()


# ---- against a walk along the chart -----------------------------------------------------------------------------

values = st.lists(
    st.sampled_from([-3.5, -2.5, -1.5, -0.5, 0.0, 0.5, 1.5, 2.5, 3.5, float("nan")]), max_size=30
)


def mdc_by_walking(y):
    """The four rules of Making Data Count in plain words, one window at a time."""
    n = len(y)
    side = [0 if v != v else (v > 0) - (v < 0) for v in y]
    outside, near = [abs(v) > 3 for v in y], [2 < abs(v) <= 3 for v in y]
    shift, trend, two = set(), set(), set()
    for i in range(n - 6):
        if abs(sum(side[i : i + 7])) == 7:
            shift |= set(range(i, i + 7))
        steps = np.sign(np.diff(y[i : i + 7]))
        if abs(steps.sum()) == 6:
            trend |= set(range(i, i + 7))
    for i in range(n - 2):
        if abs(sum(side[i : i + 3])) == 3 and sum(near[i : i + 3]) >= 2:
            two |= {k for k in range(i, i + 3) if near[k]}
    return {
        "limits": {i for i in range(n) if outside[i]},
        "trend": trend,
        "two_of_three": two,
        "shift": shift,
    }


@settings(max_examples=150)
@given(values)
def test_do_the_rules_of_making_data_count_agree_with_walking_along(y):
    # A missing value keeps the patterns behind the baseline apart from those of the baseline.
    found = spc([*QUIET, float("nan"), *y], "i", freeze=B, rules=MDC)
    expected = mdc_by_walking(y)
    for rule, places in expected.items():
        assert set(np.flatnonzero(found.broken[rule][B + 1 :]).tolist()) == places, rule


# ---- how often each speaks without reason ------------------------------------------------------------------------

# Chance of at least one signal on random normal charts of 6,000: the M6 table.
TABLE = {
    "limits": {12: (0.03, 0), 24: (0.06, 0), 36: (0.08, 0), 241: (0.14, 1), 242: (0.35, 2)},
    "mdc": {12: (0.05, 0), 24: (0.16, 0), 36: (0.25, 0), 241: (0.44, 1), 242: (0.85, 2)},
    "hcdg": {12: (0.05, 0), 24: (0.15, 0), 36: (0.23, 0), 241: (0.36, 1), 242: (0.79, 2)},
}
# The four rules of the Health Care Data Guide that the table counts: without 15 hugging the line.
HCDG = replace(SHEWHART, hugging=None, two_of_three="beyond", ties="break", on_line="break")


@pytest.mark.parametrize("case", [12, 24, 36, 241, 242])
def test_are_the_false_alarms_of_the_limits_and_rules_those_of_the_table(case):
    n = case if case < 100 else 24
    groups = 12_000
    y = np.random.default_rng(case).normal(size=(groups, n))
    y[:, n // 2 :] += TABLE["mdc"][case][1]
    data = pd.DataFrame({"g": np.repeat(np.arange(groups), n), "y": y.ravel()})
    for name, rules in (("mdc", MDC_BEYOND), ("hcdg", HCDG)):
        result = spc(data, "i", y="y", by="g", screen=False, like="NHSRplotthedots", rules=rules)
        signal = result.points["rule"].notna().to_numpy().reshape(groups, n).any(axis=1).mean()
        assert (
            abs(signal - TABLE[name][case][0])
            <= 4 * sqrt(signal * (1 - signal) * (1 / 6000 + 1 / groups)) + 0.005
        )
    outside = result.points["sigma_signal"].to_numpy().reshape(groups, n).any(axis=1).mean()
    printed = TABLE["limits"][case][0]
    assert abs(outside - printed) <= 4 * sqrt(printed * (1 - printed) * (1 / 6000 + 1 / groups)) + 0.005


# With 12 baseline and 12 later points: chance of a 7-run or a point outside in the later part (M7 table).
LATER = {0: (0.24, 0.06), 0.5: (0.38, 0.10), 1: (0.67, 0.22), 1.5: (0.89, 0.41), 2: (0.97, 0.61)}


@pytest.mark.parametrize("size", LATER)
def test_does_a_frozen_baseline_find_more_and_cry_wolf_more_as_the_table_says(size):
    groups, rng = 12_000, np.random.default_rng(12)
    y = rng.normal(size=(groups, 24))
    y[:, 12:] += size
    data = pd.DataFrame({"g": np.repeat(np.arange(groups), 24), "y": y.ravel()})
    for freeze, printed in zip((12, None), LATER[size], strict=True):
        result = spc(
            data, "i", y="y", by="g", freeze=freeze, screen=False, like="NHSRplotthedots", phase=None
        )
        late = result.points["i"].to_numpy().reshape(groups, 24)[0] > 12
        side = np.sign(y - result.points["cl"].to_numpy().reshape(groups, 24))[:, late]
        run = np.zeros(groups, dtype=bool)
        for start in range(6):
            run |= np.abs(side[:, start : start + 7].sum(axis=1)) == 7
        outside = result.points["sigma_signal"].to_numpy().reshape(groups, 24)[:, late].any(axis=1)
        share = (run | outside).mean()
        assert abs(share - printed) <= 4 * sqrt(printed * (1 - printed) * (1 / 6000 + 1 / groups)) + 0.005


# ---- the sets themselves ------------------------------------------------------------------------------------------


def test_are_the_rule_sets_those_of_their_sources():
    """Shift, trend: Perla 6 and 5, Making Data Count 7 and 7, Provost & Murray 8 and 6, Western Electric 8, Nelson 9 and 6."""
    lengths = {key: (rules.shift, rules.trend) for key, rules in RULE_SETS.items()}
    assert lengths == {
        "run_chart": (6, 5),
        "anhoej": (None, None),
        "anhoej_limits": (None, None),
        "mdc": (7, 7),
        "mdc_six": (6, 6),
        "mdc_beyond": (7, 7),
        "mdc_good_news": (7, 7),
        "shewhart": (8, 6),
        "western_electric": (8, None),
        "nelson": (9, 6),
    }
    assert all(rules.citation and rules.name for rules in RULE_SETS.values())


def test_can_rule_sets_be_compared_and_laid_side_by_side():
    assert (
        replace(MDC, shift=6, trend=6, key="mdc_six", name=MDC_SIX.name, citation=MDC_SIX.citation) == MDC_SIX
    )
    table = rules_table(["run_chart", "nelson"])
    assert table.loc["points in a row up and down in turn"].tolist() == ["–", 14]
    assert table.loc["the same value twice, within a trend"].tolist() == ["counts once", "ends the trend"]
    every = rules_table()
    said = " ".join(map(str, [*every.index, *every.drop("source").to_numpy().ravel()]))
    assert not re.search(r"\w_\w|skip\b|break|σ|\bNone\b|True|False|wald|band|3\.0", said)
    with pytest.raises(ValueError, match="western_electric"):
        rules_table(["no such"])


def test_are_two_rises_with_a_drop_between_two_trends():
    found = spc([1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7], "run", rules=MDC).signals
    trends = found[found["rule"] == "trend"]
    assert trends[["first_i", "last_i", "n_points"]].to_numpy().tolist() == [[1, 8, 8], [9, 15, 7]]
