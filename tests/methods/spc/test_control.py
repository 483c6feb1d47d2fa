"""Control charts: are the lines right, and does nothing that real tables hold lead them astray?"""

from __future__ import annotations

from itertools import pairwise
from math import gamma, isnan, nan, sqrt
from statistics import mean, median, stdev

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qilab.methods.spc import spc

RTOL = 1e-9


def months(n):
    return pd.date_range("2022-04-01", periods=n, freq="MS")


def table(y, n=None, **more):
    columns = {"month": months(len(y)), "y": y}
    if n is not None:
        columns["n"] = n
    return pd.DataFrame(columns | more)


def close(found, expected):
    np.testing.assert_allclose(np.asarray(found, float), np.asarray(expected, float), rtol=RTOL, atol=1e-12)


# ---- each formula, worked out by hand in plain Python ----------------------------------------------------------

RNG = np.random.default_rng(20)
Y24 = [float(v) for v in RNG.integers(2, 15, 24)]
N24 = [float(v) for v in RNG.integers(50, 400, 24)]
BASE = [i for i in range(12) if i != 4]  # the first 12 points, the fifth left out


def by_hand(chart, y, n):
    """(centre, lower, upper) of each point, from the points in BASE."""
    ys, ns = [y[i] for i in BASE], [n[i] for i in BASE]
    ranges = [abs(b - a) for a, b in pairwise(ys)]
    if chart == "i":
        sigma = mean(r for r in ranges if r < 3.267 * mean(ranges)) / 1.128
        return [(mean(ys), mean(ys) - 3 * sigma, mean(ys) + 3 * sigma)] * len(y)
    if chart == "c":
        return [(mean(ys), max(0, mean(ys) - 3 * sqrt(mean(ys))), mean(ys) + 3 * sqrt(mean(ys)))] * len(y)
    if chart == "g":
        width = 3 * sqrt(mean(ys) * (mean(ys) + 1))
        return [(median(ys), max(0, mean(ys) - width), mean(ys) + width)] * len(y)
    if chart == "t":
        moved = [v ** (1 / 3.6) for v in ys]
        ranges = [abs(b - a) for a, b in pairwise(moved)]
        sigma = mean(r for r in ranges if r < 3.267 * mean(ranges)) / 1.128
        low = mean(moved) - 3 * sigma
        return [(mean(moved) ** 3.6, max(low, 0) ** 3.6, (mean(moved) + 3 * sigma) ** 3.6)] * len(y)
    centre = sum(ys) / sum(ns)
    spread = [sqrt((centre * (1 - centre) if chart in ("p", "pp") else centre) / size) for size in n]
    if chart in ("pp", "up"):
        z = [(y[i] / n[i] - centre) / spread[i] for i in BASE]
        ranges = [abs(b - a) for a, b in pairwise(z)]
        sigma_z = mean(r for r in ranges if r < 3.267 * mean(ranges)) / 1.128
        spread = [s * sigma_z for s in spread]
    top = 1 if chart in ("p", "pp") else float("inf")
    return [(centre, max(0, centre - 3 * s), min(top, centre + 3 * s)) for s in spread]


@pytest.mark.parametrize("chart", ["i", "c", "g", "t", "p", "pp", "u", "up"])
def test_are_the_lines_those_of_the_formula_with_a_freeze_and_an_exclusion(chart):
    data = table(Y24, N24)
    n = "n" if chart in ("p", "pp", "u", "up") else None
    points = spc(data, chart, y="y", n=n, x="month", freeze=12, exclude=5).points
    expected = by_hand(chart, Y24, N24)
    for place, column in enumerate(("cl", "lcl", "ucl")):
        close(points[column], [line[place] for line in expected])


def c4(n):
    return sqrt(2 / (n - 1)) * gamma(n / 2) / gamma((n - 1) / 2)


SUBGROUPS = {"even": [4] * 10, "uneven": [4, 5, 3, 6, 4, 5, 4, 4, 7, 3]}


@pytest.mark.parametrize("sizes", SUBGROUPS.values(), ids=SUBGROUPS)
def test_are_the_lines_of_xbar_and_s_those_of_the_formula(sizes):
    rng = np.random.default_rng(3)
    groups = [rng.normal(30, 5, size).round(1).tolist() for size in sizes]
    rows = [(place, v) for place, values in enumerate(groups) for v in values]
    data = pd.DataFrame(rows, columns=["month", "y"])
    base = groups[:6]
    if len(set(sizes)) == 1:
        s = mean(stdev(g) for g in base)
    else:
        s = sqrt(sum((len(g) - 1) * stdev(g) ** 2 for g in base) / sum(len(g) - 1 for g in base))
    centre = sum(map(sum, base)) / sum(map(len, base))
    found = spc(data, "xbar", y="y", x="month", freeze=6).points
    close(found["y"], [mean(g) for g in groups])
    close(found["cl"], [centre] * 10)
    close(found["ucl"], [centre + 3 * s / (c4(k) * sqrt(k)) for k in sizes])
    close(found["lcl"], [centre - 3 * s / (c4(k) * sqrt(k)) for k in sizes])
    found = spc(data, "s", y="y", x="month", freeze=6).points
    close(found["y"], [stdev(g) for g in groups])
    close(found["ucl"], [s * (1 + 3 * sqrt(1 - c4(k) ** 2) / c4(k)) for k in sizes])
    close(found["lcl"], [s * max(0, 1 - 3 * sqrt(1 - c4(k) ** 2) / c4(k)) for k in sizes])


def test_do_the_factors_agree_with_the_printed_table():
    """A3 and B4 for subgroups of five: 1.427 and 2.089 (Montgomery, appendix VI)."""
    data = pd.DataFrame({"g": np.repeat(range(8), 5), "y": np.random.default_rng(1).normal(50, 4, 40)})
    s = data.groupby("g")["y"].std().mean()
    xbar, spread = spc(data, "xbar", y="y", x="g").points, spc(data, "s", y="y", x="g").points
    assert ((xbar["ucl"] - xbar["cl"]) / s).round(3).eq(1.427).all()
    assert (spread["ucl"] / s).round(3).eq(2.089).all() and spread["lcl"].eq(0).all()


def test_does_the_published_vector_of_eighteen_values_agree():
    """1, 2, 1, 2, 10, 1, 2 …: limits −3.06 and 6.95, screened −0.72 and 4.60 (NHSRplotthedots vignette)."""
    values = [1, 2, 1, 2, 10] + [1, 2] * 6 + [1]
    plain = spc(values, "i", screen=False, like="NHSRplotthedots").points.iloc[0]
    screened = spc(values, "i", like="NHSRplotthedots").points.iloc[0]
    assert [round(plain[c], 2) for c in ("cl", "lcl", "ucl")] == [1.94, -3.06, 6.95]
    assert [round(screened[c], 2) for c in ("cl", "lcl", "ucl")] == [1.94, -0.72, 4.60]


def test_do_the_course_figures_come_out():
    """ḡ = 14 gives 57.5; A&E with p = 0.721 and 9,500 a month is 1.4 points either side."""
    assert round(spc([14] * 5, "g").points["ucl"].iloc[0], 1) == 57.5
    wide = spc(table([6850, 6849], [9500, 9500]), "p", y="y", n="n", multiply=100).points.iloc[0]
    assert round(wide["ucl"] - wide["cl"], 1) == 1.4


def test_is_the_u_chart_of_the_reference_ward_the_printed_one():
    """6.6 falls per 1,000 at 840 bed days: upper limit 15.0, lower cut at 0 (66 falls in 10,000 bed days)."""
    data = table([6, 5, 55], [840, 840, 8320])
    first = spc(data, "u", y="y", n="n", multiply=1000).points.iloc[0]
    assert (round(first["cl"], 1), round(first["ucl"], 1), first["lcl"]) == (6.6, 15.0, 0)
    assert first["lcl_uncapped"] < 0


# ---- phases, freeze, exclusions --------------------------------------------------------------------------------


def test_can_a_phase_be_named_by_number_date_column_or_group():
    data = table(Y24, label=["before"] * 14 + ["after"] * 10)
    found = [
        spc(data, "i", y="y", x="month", phase=phase).points["part"].tolist()
        for phase in (15, [15], "2023-06-01", pd.Timestamp("2023-06-01"), "2023-05-15", "label", {"all": 15})
    ]
    assert found == [[1] * 14 + [2] * 10] * len(found)


def test_does_the_moving_range_stop_at_a_new_phase():
    values = [1.0, 2, 1, 2, 1, 2, 101, 102, 101, 102, 101, 102]
    points = spc(values, "i", phase=7).points
    close(points["ucl"] - points["cl"], [3 / 1.128] * 12)
    ranges = spc(values, "mr", phase=7).points["y"]
    assert isnan(ranges[0]) and isnan(ranges[6]) and ranges.drop([0, 6]).eq(1).all()


def test_can_phases_and_freeze_go_together_as_in_nhsrplotthedots():
    values = Y24
    result = spc(values, "i", phase=13, freeze=6)
    close(result.summary["cl"], [mean(values[:6]), mean(values[12:18])])
    assert result.points["baseline"].tolist() == ([True] * 6 + [False] * 6) * 2


def test_does_qicharts2_leave_the_freeze_out_when_there_are_phases():
    result = spc(Y24, "i", phase=13, freeze=6, like="qicharts2")
    close(result.summary["cl"], [mean(Y24[:12]), mean(Y24[12:])])


def test_is_an_excluded_point_bridged_and_a_missing_one_not():
    values = [1.0, 2, 1, 2, 50, 3, 4, 3, 4, 3, 4, 3]
    excluded = spc(values, "i", exclude=5, screen=False).points
    ys = [v for v in values if v != 50]
    ranges = [abs(b - a) for a, b in pairwise(ys)]
    close(excluded["ucl"][0] - excluded["cl"][0], 3 * mean(ranges) / 1.128)
    assert excluded.loc[4, "sigma_signal"] and excluded.loc[4, "y"] == 50
    gap = spc([v if v != 50 else None for v in values], "i", screen=False).points
    ranges = [1, 1, 1] + [1] * 6
    close(gap["ucl"][0] - gap["cl"][0], 3 * mean(ranges) / 1.128)


def test_can_points_be_excluded_by_number_date_column_or_group():
    data = table(Y24, odd=[i == 4 for i in range(24)])
    for exclude in (5, [5], "2022-08-01", pd.Timestamp("2022-08-01"), "odd", {"all": [5]}):
        include = spc(data, "i", y="y", x="month", exclude=exclude).points["include"]
        assert include.tolist() == [i != 4 for i in range(24)]


def test_is_the_moving_range_chart_of_an_excluded_point_told_both_ways():
    """Ours goes with the I chart: its centre is the mean range without the point; qicharts2 keeps one of the two."""
    values = [1.0, 2, 1, 2, 50, 3, 4, 3]
    ours = spc(values, "mr", exclude=5).points["cl"].iloc[0]
    theirs = spc(values, "mr", exclude=5, like="qicharts2").points["cl"].iloc[0]
    close([ours, theirs], [mean([1, 1, 1, 1, 1, 1]), mean([1, 1, 1, 47, 1, 1])])


def test_do_board_packs_take_settings_by_group():
    data = pd.concat([table(Y24, ward="A"), table(Y24, ward="B")])
    result = spc(
        data, "i", y="y", x="month", by="ward", phase={"B": 13}, freeze={"A": 12},
        better={"A": "up", "B": "down"}, target={"A": 7, "B": 7},
    )  # fmt: skip
    assert result.summary[["group", "part"]].to_numpy().tolist() == [["A", 1], ["B", 1], ["B", 2]]
    assert result.summary["assurance"].astype(object).fillna("").tolist() == [
        "inconsistent",
        "",
        "inconsistent",
    ]
    assert result.points["baseline"].sum() == 12 + 24


# ---- what real tables hold ---------------------------------------------------------------------------------------


def test_does_a_denominator_of_nought_leave_a_gap_and_no_limits():
    points = spc(table([3, 0, 4, 2], [30, 0, 40, 20]), "p", y="y", n="n").points
    assert points[["y", "lcl", "ucl"]].iloc[1].isna().all()
    close(points["cl"], [9 / 90] * 4)


def test_is_a_row_with_half_a_rate_left_out_of_both_sums_and_told():
    result = spc(table([3, None, 4, 2], [30, 25, 40, None]), "p", y="y", n="n")
    close(result.points["cl"], [7 / 70] * 4)
    assert any("2 rows have only one of" in note for note in result.notes)


def test_is_a_missing_count_not_a_count_of_nought():
    result = spc(table([4, None, 6, 5]), "c", y="y")
    close(result.points["cl"], [5] * 4)
    assert isnan(result.points["y"][1]) and any("1 point has no value" in note for note in result.notes)


def test_are_rows_of_one_month_added_up_or_averaged_and_told():
    data = pd.DataFrame({"m": ["2023-01-01", "2023-02-01", "2023-01-01"], "y": [1, 2, 3], "n": [10, 10, 30]})
    p, i = spc(data, "p", y="y", n="n", x="m"), spc(data, "i", y="y", x="m")
    close(p.points["y"], [4 / 40, 2 / 10])
    close(i.points["y"], [2, 2])
    assert "added up" in p.notes[0] and "averaged" in i.notes[0]


def test_are_two_gaps_that_end_on_one_day_two_points():
    data = pd.DataFrame({"day": ["2023-01-04", "2023-01-09", "2023-01-09"], "y": [3, 5, 0]})
    result = spc(data, "g", y="y", x="day")
    assert result.points["y"].tolist() == [3, 5, 0] and "point of its own" in result.notes[0]


def test_is_a_month_without_a_row_noticed():
    data = table(Y24).drop(index=7)
    notes = spc(data, "i", y="y", x="month").notes
    assert any("jumps over a place 1 time." in note for note in notes)
    assert not any("jumps" in note for note in spc(table(Y24), "i", y="y", x="month").notes)


def test_do_names_of_places_have_no_runs_and_no_icons():
    data = pd.DataFrame({"site": list("CABDEFGHIJKL"), "y": range(1, 13), "n": [50] * 12})
    result = spc(data, "p", y="y", n="n", x="site")
    assert result.points["x"].tolist() == list("ABCDEFGHIJKL")
    assert not result.points["runs_signal"].any() and result.summary["variation"].isna().all()
    assert set(result.broken) == {"limits"}


def test_is_laneys_spread_of_places_their_standard_deviation():
    """Without an order of time there are no neighbours to take moving ranges of."""
    y, n = [30, 45, 20, 60, 38], [1000, 1100, 900, 1200, 1000]
    centre = sum(y) / sum(n)
    z = [(a / b - centre) / sqrt(centre * (1 - centre) / b) for a, b in zip(y, n, strict=True)]
    found = spc(pd.DataFrame({"site": list("abcde"), "y": y, "n": n}), "pp", y="y", n="n", x="site").points
    close(found["ucl"] - found["cl"], [3 * stdev(z) * sqrt(centre * (1 - centre) / b) for b in n])


DATES = {
    "dates": lambda d: d,
    "text": lambda d: d.strftime("%Y-%m-%d"),
    "text as categories": lambda d: d.strftime("%Y-%m-%d").astype("category"),
    "categories": lambda d: d.astype("category"),
    "with a time zone": lambda d: d.tz_localize("Europe/London"),
    "periods": lambda d: d.to_period("M"),
    "date objects": lambda d: d.date.astype(object),
    "numbers": lambda d: np.arange(len(d)) + 2000,
    "nullable numbers": lambda d: pd.array(np.arange(len(d)) + 2000, dtype="Int64"),
}


@pytest.mark.parametrize("kind", DATES)
def test_does_every_kind_of_time_give_the_same_chart(kind):
    data = table(Y24).assign(month=DATES[kind](months(24)))
    shuffled = data.sample(frac=1, random_state=4)
    found = spc(shuffled, "i", y="y", x="month", phase=13).points
    expected = spc(Y24, "i", phase=13).points
    for column in ("y", "cl", "lcl", "ucl"):
        close(found[column], expected[column])
    by_value = spc(
        shuffled,
        "i",
        y="y",
        x="month",
        phase={"all": data["month"].iloc[12]} if kind not in ("numbers", "nullable numbers") else 2012.0,
    )
    assert by_value.points["part"].tolist() == expected["part"].tolist()


@pytest.mark.parametrize("dtype", ["int64", "int8", "float32", "Int64", "Float64", "object", "bool"])
def test_do_all_kinds_of_numbers_work(dtype):
    values = [0, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1] if dtype == "bool" else [3, 4, 2, 5, 7, 3, 4, 2, 5, 7, 3, 4]
    data = table(pd.array(values, dtype=dtype) if dtype[0].isupper() else np.array(values, dtype=dtype))
    close(spc(data, "c", y="y").points["y"], values)


def test_may_groups_be_categories_numbers_or_several_columns():
    data = pd.concat([table(Y24, trust=t, ward=w) for t in ("N", "L") for w in (1, 2)])
    assert spc(data, "i", y="y", x="month", by="ward").summary["group"].tolist() == [1, 2]
    both = spc(data, "i", y="y", x="month", by=["trust", "ward"]).summary["group"].tolist()
    assert both == ["L · 1", "L · 2", "N · 1", "N · 2"]
    order = pd.Categorical(data["trust"], categories=["N", "L", "unused"])
    assert spc(data.assign(trust=order), "i", y="y", x="month", by="trust").summary["group"].tolist() == [
        "N",
        "L",
    ]
    mixed = data.assign(ward=data["ward"].map({1: 1, 2: "2a"}).astype(object))
    assert spc(mixed, "i", y="y", x="month", by="ward").summary["group"].tolist() == [1, "2a"]


# ---- oddities of the R packages, handled on purpose --------------------------------------------------------------


@pytest.mark.parametrize("screen", [True, False])
def test_does_a_series_of_equal_values_signal_nothing(screen):
    result = spc([7.1] * 16, "i", screen=screen, target=8, better="down", like="NHSRplotthedots")
    assert not result.points["sigma_signal"].any() and not result.points["runs_signal"].any()
    assert result.points["point_type"].eq("common_cause").all()
    assert result.summary.loc[0, "assurance"] == ("inconsistent" if screen else "pass")
    assert len(result.notes) == 1


def test_does_screening_never_close_the_limits_on_the_mean():
    """Mostly equal values: screened, only ranges of 0 would stay and all 16 points would lie outside."""
    values = [5.0] * 9 + [8.0] * 7
    result = spc(values, "i")
    close(result.points["ucl"] - result.points["cl"], [3 * (3 / 15) / 1.128] * 16)
    assert any("not screened" in note for note in result.notes)


def test_does_a_gap_break_a_trend_and_a_seven_point_rule_without_an_error():
    values = [1, 2, 3, 4, None, 5, 6, 7, 8, 9, 9, 9, 2, 1, 1, 0, 1, 2]
    result = spc(values, "i", like="NHSRplotthedots", better="up")
    assert not (result.points["rule"] == "trend").any()
    assert result.points.loc[4, "point_type"] == "common_cause"


def test_is_a_t_chart_of_nought_days_refused_with_what_to_do():
    with pytest.raises(ValueError, match=r"row 2 .* g chart"):
        spc(table([3.0, 0, 4]), "t", y="y")


@pytest.mark.parametrize(
    ("chart", "values"),
    [
        ("i", [3.0]),
        ("i", [3.0, 5.0]),
        ("mr", [3.0]),
        ("run", [3.0]),
        ("c", [0, 0, 0]),
        ("g", [0]),
        ("t", [2.0]),
        ("i", [nan, nan]),
    ],
)
def test_do_the_shortest_series_give_a_chart_and_a_note(chart, values):
    result = spc(values, chart)
    assert not result.points["sigma_signal"].any() and result.notes
    assert len(result.points) == len(values)


def test_are_events_after_an_empty_baseline_not_called_signals_of_limits_without_width():
    result = spc([0] * 12 + [1, 3, 2], "c", freeze=12)
    assert not result.points["sigma_signal"].any()
    assert any("no width" in note for note in result.notes)


# ---- properties ---------------------------------------------------------------------------------------------------

CHARTS_OF = st.sampled_from(["run", "i", "mr", "p", "pp", "u", "up", "c", "g"])
COLUMNS = [
    "y",
    "cl",
    "lcl",
    "ucl",
    "lcl95",
    "ucl95",
    "sigma_signal",
    "runs_signal",
    "rule",
    "direction",
    "point_type",
]


def random_table(seed, groups, longest=30, gaps=0.1):
    """Groups of different lengths, with ties, missing values and denominators of 0."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(1, longest + 1, groups)
    ward = np.repeat(np.arange(groups), sizes)
    month = np.concatenate([np.arange(k) for k in sizes])
    n = rng.integers(0, 40, len(ward)).astype(float)
    y = rng.binomial(n.astype(int), rng.choice([0.05, 0.2, 0.5], len(ward))).astype(float)
    y[rng.random(len(ward)) < gaps] = nan
    return pd.DataFrame({"ward": ward, "month": month, "y": y, "n": n})


def chart_of(data, chart, **more):
    n = "n" if chart in ("p", "pp", "u", "up") else None
    return spc(data, chart, y="y", n=n, x="month", better="down", target=0.3, **more)


@settings(max_examples=40)
@given(
    CHARTS_OF,
    st.integers(0, 2**32),
    st.sampled_from(["mdc", "nelson", "anhoej_limits", "shewhart", "run_chart"]),
)
def test_is_each_group_the_same_alone_as_among_others(chart, seed, rules):
    data = random_table(seed, 6)
    together = chart_of(data, chart, by="ward", rules=rules)
    for ward, rows in data.groupby("ward"):
        alone = chart_of(rows, chart, rules=rules)
        mine = together.points[together.points["group"] == ward].reset_index(drop=True)
        pd.testing.assert_frame_equal(mine[COLUMNS], alone.points[COLUMNS], rtol=1e-12)
        row = together.summary[together.summary["group"] == ward].drop(columns="group").reset_index(drop=True)
        pd.testing.assert_frame_equal(row, alone.summary.drop(columns="group"), rtol=1e-12)


def test_are_ten_thousand_groups_at_once_the_same_as_one_by_one():
    data = random_table(7, 10_000, longest=36)
    together = chart_of(data, "p", by="ward", phase=10, freeze=5)
    points = together.points.set_index("group")
    for ward in np.random.default_rng(1).choice(10_000, 60, replace=False):
        rows = data[data["ward"] == ward]
        alone = chart_of(rows, "p", phase=10 if len(rows) >= 10 else None, freeze=5).points
        mine = points.loc[[ward]].reset_index(drop=True)
        pd.testing.assert_frame_equal(mine[COLUMNS], alone[COLUMNS], rtol=1e-12)


@settings(max_examples=30)
@given(CHARTS_OF, st.integers(0, 2**32))
def test_does_the_order_of_rows_not_matter(chart, seed):
    data = random_table(seed, 4)
    plain = chart_of(data, chart, by="ward", phase=2 if data["month"].max() else None)
    mixed = chart_of(
        data.sample(frac=1, random_state=seed % 1000),
        chart,
        by="ward",
        phase=2 if data["month"].max() else None,
    )
    pd.testing.assert_frame_equal(plain.points, mixed.points)
    pd.testing.assert_frame_equal(plain.summary, mixed.summary)


@settings(max_examples=60)
@given(
    st.lists(st.integers(-50, 50), min_size=3, max_size=40),
    st.integers(-(10**9), 10**9),
    st.sampled_from([1e-9, 0.001, 3.0, 1e9, 1e60]),
    st.sampled_from(["i", "run"]),
)
def test_do_unit_and_zero_point_move_the_lines_and_not_the_signals(values, zero, scale, chart):
    plain = spc([float(v) for v in values], chart)
    for moved, back in (
        ([float(v + zero) for v in values], lambda line: line - zero),
        ([v * scale for v in values], lambda line: line / scale),
    ):
        other = spc(moved, chart)
        pd.testing.assert_series_equal(other.points["rule"], plain.points["rule"])
        for line in ("cl", "lcl", "ucl"):
            np.testing.assert_allclose(
                back(other.points[line]), plain.points[line], rtol=1e-9, atol=1e-6 if back(0.0) else 1e-9
            )
        assert other.points["sigma_signal"].tolist() == plain.points["sigma_signal"].tolist()


@given(st.lists(st.integers(0, 60), min_size=1, max_size=40), st.sampled_from([100, 1000, 0.01]))
def test_does_the_scale_change_nothing_but_the_scale(values, multiply):
    data = table(values, [60 + v for v in values])
    plain, scaled = spc(data, "p", y="y", n="n"), spc(data, "p", y="y", n="n", multiply=multiply)
    close(scaled.points["ucl"], plain.points["ucl"] * multiply)
    assert scaled.points["rule"].tolist() == plain.points["rule"].tolist()


@given(st.lists(st.floats(allow_nan=True, allow_infinity=False, width=32), min_size=1, max_size=30))
def test_do_any_numbers_give_a_chart_or_words(values):
    result = spc(values, "i")
    assert len(result.points) == len(values)
    assert np.isfinite(result.points["cl"].dropna()).all()


# ---- bad input ------------------------------------------------------------------------------------------------------

GOOD = table([3, 4, 5, 6], [30, 40, 50, 60], ward=["A", "A", "B", "B"], text=["a", "b", "c", "d"])
BAD = {
    "no rows": (lambda: spc(GOOD.iloc[:0], "i", y="y"), "no rows"),
    "no such column": (lambda: spc(GOOD, "i", y="yy"), "Did you mean “y”"),
    "no such chart": (lambda: spc(GOOD, "pareto", y="y"), "Choose one of"),
    "no y": (lambda: spc(GOOD, "i"), "name the column"),
    "text": (lambda: spc(GOOD, "i", y="text"), "Column “text”, row 1"),
    "endless": (lambda: spc(GOOD.assign(y=[1, 2, np.inf, 3]), "i", y="y"), "Column “y”, row 3"),
    "huge": (lambda: spc(GOOD.assign(y=[1, 2, 1e200, 3]), "i", y="y"), "Column “y”, row 3"),
    "negative": (lambda: spc(GOOD.assign(y=[1, -2, 3, 4]), "c", y="y"), "Column “y”, row 2.*below 0"),
    "a rate as count": (lambda: spc(GOOD.assign(y=[1, 2.5, 3, 4]), "c", y="y"), "row 2.*whole number.*i chart"),
    "above its denominator": (lambda: spc(GOOD.assign(y=[1, 2, 90, 4]), "p", y="y", n="n"), "row 3.*u chart"),
    "counted in nothing": (lambda: spc(GOOD.assign(n=[1, 0, 2, 3]), "u", y="y", n="n"), "row 2.*denominator of 0"),
    "negative n": (lambda: spc(GOOD.assign(n=[1, -1, 2, 3]), "u", y="y", n="n"), "Column “n”, row 2"),
    "no n": (lambda: spc(GOOD, "p", y="y"), "denominators"),
    "n too much": (lambda: spc(GOOD, "c", y="y", n="n"), "u chart"),
    "missing group": (lambda: spc(GOOD.assign(ward=["A", None, "B", "B"]), "i", y="y", by="ward"), "Column “ward”, row 2"),
    "missing time": (lambda: spc(GOOD.assign(month=[None] + [1] * 3), "i", y="y", x="month"), "Column “month”, row 1"),
    "dates day first": (lambda: spc(GOOD.assign(m=["01/02/2023"] * 4), "i", y="y", x="m"), "dayfirst"),
    "month names": (lambda: spc(GOOD.assign(m=["Apr-23", "May-23"] * 2), "i", y="y", x="m"), "order"),
    "an impossible date": (lambda: spc(GOOD.assign(m=["2023-02-31"] * 4), "i", y="y", x="m"), "can be read"),
    "numbers as text": (lambda: spc(GOOD.assign(m=["1", "2", "10", "3"]), "i", y="y", x="m"), "to_numeric"),
    "no such point": (lambda: spc(GOOD, "i", y="y", exclude=9), "numbered from 1 to 4"),
    "no such date": (lambda: spc(GOOD, "i", y="y", x="month", exclude="2022-04-15"), "no point"),
    "a date out of range": (lambda: spc(GOOD, "i", y="y", x="month", phase="2030-01-01"), "no point"),
    "not a date": (lambda: spc(GOOD, "i", y="y", x="month", phase="soon"), "goes from"),
    "phase 1": (lambda: spc(GOOD, "i", y="y", phase=1), "point 2 or later"),
    "phase True": (lambda: spc(GOOD, "i", y="y", phase=True), "by number"),
    "exclude text column": (lambda: spc(GOOD, "i", y="y", exclude="text"), "True or False"),
    "freeze 0": (lambda: spc(GOOD, "i", y="y", freeze=0), "2 or more"),
    "freeze half": (lambda: spc(GOOD, "i", y="y", freeze=2.5), "whole"),
    "freeze text": (lambda: spc(GOOD, "i", y="y", freeze="12"), "number"),
    "no such group": (lambda: spc(GOOD, "i", y="y", by="ward", target={"C": 3}), "no group 'C'"),
    "no such group to exclude": (lambda: spc(GOOD, "i", y="y", by="ward", exclude={"C": 3}), "no group 'C'"),
    "target text": (lambda: spc(GOOD, "i", y="y", target="ten"), "target"),
    "better sideways": (lambda: spc(GOOD, "i", y="y", better="sideways"), "up"),
    "multiply by nought": (lambda: spc(GOOD, "i", y="y", multiply=0), "more than 0"),
    "rules unknown": (lambda: spc(GOOD, "i", y="y", rules="seven"), "RUN_CHART"),
    "like unknown": (lambda: spc(GOOD, "i", y="y", like="excel"), "qicharts2"),
    "screen text": (lambda: spc(GOOD, "i", y="y", screen="yes"), "True or False"),
    "xbar without x": (lambda: spc(GOOD, "xbar", y="y"), "subgroup"),
    "y and a list": (lambda: spc([1, 2, 3], "i", y="y"), "DataFrame"),
    "twin columns": (lambda: spc(pd.concat([GOOD, GOOD], axis=1), "i", y="y"), "columns called"),
    "an object": (lambda: spc(object(), "i"), "DataFrame"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_is_bad_input_refused_with_the_place_and_the_remedy(case):
    call, words = BAD[case]
    with pytest.raises(ValueError, match=words):
        call()


def test_may_events_outnumber_their_denominator_on_a_u_chart():
    points = spc(GOOD.assign(y=[50, 60, 90, 70]), "u", y="y", n="n").points
    close(points["cl"], [270 / 180] * 4)


@pytest.mark.parametrize(
    "call, words",
    {
        "weeks": (lambda: spc(GOOD.assign(m=["2023-W9", "2023-W10"] * 2), "i", y="y", x="m"), "in order safely.*first day"),
        "quarters": (lambda: spc(GOOD.assign(m=["2023 Q1", "2023 Q2"] * 2), "i", y="y", x="m"), "in order safely"),
        "financial years": (lambda: spc(GOOD.assign(m=["2022/23", "2023/24"] * 2), "i", y="y", x="m"), "in order safely"),
        "months": (lambda: spc(GOOD.assign(m=["January", "February"] * 2), "i", y="y", x="m"), "in order safely"),
        "a denominator of next to nothing": (lambda: spc(GOOD.assign(n=[30, 1e-300, 5, 6]), "u", y="y", n="n"), "“n”, row 2.*too small"),
        "two groups of one name": (
            lambda: spc(GOOD.assign(a=["x · y", "x", "x", "x"], b=["z", "y · z", "y", "y"]), "i", y="y", by=["a", "b"]),
            "two groups would both be called",
        ),
    }.values(),
)  # fmt: skip
def test_is_nothing_put_in_a_wrong_order_or_mixed_up_in_silence(call, words):
    """Week 10 before week 9, February before January; two wards as one; a rate of 1e300."""
    with pytest.raises(ValueError, match=words):
        call()


def test_may_months_by_name_stay_where_their_order_is_given():
    months = pd.Categorical(["Apr", "May", "Jun", "Jul"], categories=["Apr", "May", "Jun", "Jul"])
    result = spc(GOOD.assign(m=months), "i", y="y", x="m", target=9, better="up")
    assert result.points["x"].tolist() == ["Apr", "May", "Jun", "Jul"]
    assert any("names and no times" in note for note in result.notes)
    assert result.summary[["variation", "assurance"]].isna().all(axis=None)


def test_do_groups_of_two_columns_keep_their_order_and_their_numbers():
    """Ward 9 comes before ward 10, and each pair has the chart of its own rows."""
    data = pd.DataFrame({"site": list("BBAAAA"), "ward": [1, 1, 10, 9, 10, 9], "y": [1.0, 3, 10, 90, 30, 70]})
    points = spc(data, "run", y="y", by=["site", "ward"]).points
    assert points["group"].tolist() == ["A · 9", "A · 9", "A · 10", "A · 10", "B · 1", "B · 1"]
    assert points["cl"].tolist() == [80.0, 80, 20, 20, 2, 2]


# ---- floating point -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [3, 47, 500, 20_000])
@pytest.mark.parametrize("value", [0.1, 7 / 3, 1e9 + 0.1])
@pytest.mark.parametrize("chart", ["run", "i", "t", "u", "xbar"])
def test_is_a_series_that_never_moves_on_its_centre_line_however_long_it_is(chart, value, length):
    """Twenty thousand tenths do not add up to two thousand: the points would all lie beside their mean."""
    data = pd.DataFrame({"y": np.full(length, value), "x": np.arange(length)})
    if chart == "xbar":
        data = pd.concat([data] * 3)
    if chart == "u":
        data = data.assign(y=5, n=0.84)
    result = spc(data, chart, y="y", n="n" if chart == "u" else None, x="x")
    assert result.summary.loc[0, "n_useful"] == 0
    assert result.points["rule"].isna().all()


def test_does_the_lower_limit_of_moving_ranges_begin_at_nought_capped_or_not():
    points = spc(Y24, "mr").points
    assert (points["lcl"] == 0).all() and (points["lcl_uncapped"] == 0).all()


# ---- the result ------------------------------------------------------------------------------------------------------


def test_does_the_result_say_which_points_broke_which_rule():
    values = [5, 6, 4, 5, 6, 5, 4, 6, 5, 20, 5, 4] + [7.0] * 8
    signals = spc(values, "i", freeze=9).signals
    found = signals[["rule", "first_i", "last_i", "direction"]].to_numpy().tolist()
    assert ["limits", 10, 10, 1] in found and ["shift", 13, 20, 1] in found


def test_does_it_print_as_words():
    text = repr(spc(pd.concat([table(Y24, ward=w) for w in range(30)]), "c", y="y", x="month", by="ward"))
    assert text.startswith("c chart of y: 30 charts, 720 points.")
    assert "Making Data Count" in text and "and 20 rows more" in text


def test_is_a_quiet_chart_told_to_be_quiet():
    result = spc([5, 6, 5, 6, 5, 6, 5, 6, 6, 5, 5, 6, 6], "i")
    assert "Points with a signal: none." in repr(result) and len(result.signals) == 0
