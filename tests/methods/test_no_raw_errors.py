"""Whatever stands in a table: does every public function answer, or refuse in words of our own?"""

from __future__ import annotations

import traceback
import warnings
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qilab
from qilab import charts, methods
from qilab.methods.spc import spc
from support.seeds import nightly

HOME = Path(qilab.__file__).parent
N = 14
BASE = pd.DataFrame(
    {
        "y": [5, 6, 7, 5, 6, 8, 5, 6, 7, 5, 6, 4, 5, 6],
        "n": [20] * N,
        "a": [0, 1] * 7,
        "b": [0, 0, 1, 1] * 3 + [0, 1],
        "ward": list("xy") * 7,
        "month": pd.date_range("2023-01-01", periods=N, freq="MS"),
        "cause": ["bed", "kit"] * 7,
    }
)
M = methods
CALLS = {
    **{
        f"spc {chart}": lambda d, chart=chart: spc(
            d, chart, y="y", n="n" if chart in ("p", "pp", "u", "up") else None, x="month", by="ward"
        )
        for chart in ("run", "i", "mr", "p", "pp", "u", "up", "c", "g", "t", "xbar", "s")
    },
    "spc phase": lambda d: spc(d, "i", y="y", x="month", phase="a", exclude="b"),
    "spc two groups": lambda d: spc(d, "i", y="y", by=["ward", "a"]),
    "equity_table": lambda d: M.equity_table(d, "ward", "y", "n", reference="x"),
    "factorial_effects": lambda d: M.factorial_effects(d, "y", ["a", "b"]),
    "funnel": lambda d: M.funnel(d, "y", "n", "ward"),
    "pareto": lambda d: M.pareto(d, "cause", "y"),
    "stratify": lambda d: M.stratify(d, "ward", "cause", "y"),
    "lead_time": lambda d: M.lead_time(d, "y", "n", value="a", branch="ward"),
    "expected_events": lambda d: M.expected_events(d, "ward", "b", "y", "n"),
    "standardise": lambda d: M.standardise(d, "ward", "b", "y", "n"),
    "run_chart": lambda d: charts.run_chart(d, y="y"),
    "run_chart of names": lambda d: charts.run_chart(d, x="ward", y="y"),
    "control_chart": lambda d: charts.control_chart(spc(d, "i", y="y", x="month")),
    "small_multiples": lambda d: charts.small_multiples(spc(d, "i", y="y", x="month", by="ward")),
    "before_after": lambda d: charts.before_after(d, y="y", change="2023-06"),
    "pareto_chart": lambda d: charts.pareto_chart(M.pareto(d, "cause", "y")),
    "driver_diagram": lambda d: charts.driver_diagram(d),
}
SERIES = {
    "histogram": lambda v: charts.histogram(v),
    "run_chart_analysis": lambda v: M.run_chart_analysis(v),
    "runs_analysis": lambda v: M.runs_analysis(v),
    "median_line": lambda v: M.median_line(v, 6),
    "pooled_rate": lambda v: M.pooled_rate(v, BASE["n"]),
    "exposure of pooled_rate": lambda v: M.pooled_rate(BASE["y"], v),
    "rate_change": lambda v: M.rate_change(v, BASE["n"], BASE["y"], BASE["n"]),
    "exposure of rate_change": lambda v: M.rate_change(BASE["y"], v, BASE["y"], BASE["n"]),
    "diagnose": lambda v: M.diagnose(v, BASE["n"]),
    "n of diagnose": lambda v: M.diagnose(BASE["y"], v),
    "choose_chart_for": lambda v: M.choose_chart_for(v, BASE["n"]),
    "wilson_interval": lambda v: M.wilson_interval(v, BASE["n"]),
    "poisson_interval": lambda v: M.poisson_interval(v, BASE["n"]),
    "interrupted_time_series": lambda v: M.interrupted_time_series(v, 7),
    "cusum": lambda v: M.cusum(v, 5, 1),
    "luck_meter": lambda v: M.luck_meter(v, 5),
    "share_above": lambda v: M.share_above(v, 5),
    "spc of a list": lambda v: spc(v, "i"),
}
CELLS = {
    "lists": [1], "dicts": {}, "sets": {1}, "arrays": np.array([1, 2]), "tuples": (1, 2), "tables": BASE, "series": BASE["y"],
    "a whole number of 400 digits": 10**400, "2**70": 2**70, "1e99": 1e99, "1e308": 1e308, "next to nothing": 1e-320,
    "below nought": -1, "endless": np.inf, "nan": np.nan, "none": None, "NA": pd.NA, "NaT": pd.NaT, "bytes": b"1",
    "complex": 1j, "spans": pd.Timedelta("1D"), "dates": pd.Timestamp("2023-01-01"), "day objects": date(2023, 1, 1),
    "year 1": date(1, 1, 1), "the last day": "9999-12-31", "words": "x", "empty words": "", "nought": 0, "true": True,
    "decimals": Decimal("1.5"), "a signalling nan": Decimal("sNaN"), "fractions": Fraction(1, 3), "types": int,
    "half a sign": "\ud800", "a nul": "\0", "intervals": pd.Interval(0, 1), "periods": pd.Period("2023-01", "M"),
}  # fmt: skip
FRAMES = {
    "as it is": BASE,
    "no rows": BASE.iloc[:0],
    "no columns": pd.DataFrame(index=range(3)),
    "one row": BASE.iloc[:1],
    "columns twice": pd.concat([BASE, BASE], axis=1),
    "columns in two storeys": BASE.set_axis(pd.MultiIndex.from_product([["g"], BASE.columns]), axis=1),
    "rows in two storeys": BASE.set_index(["ward", "month"], drop=False),
    "one index for all": BASE.set_axis([0] * N, axis=0),
    "nullable": BASE.convert_dtypes(),
    "objects": BASE.astype(object),
    "categories": BASE.astype("category"),
    "all text": BASE.astype(str),
    "periods": BASE.assign(month=BASE["month"].dt.to_period("M")),
    "zoned": BASE.assign(month=BASE["month"].dt.tz_localize("Europe/London")),
}


def stays_ours(call):
    """Run it; any error must be a ValueError or TypeError raised in our own code."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            call()
        except (ValueError, TypeError) as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            assert Path(last.filename).is_relative_to(HOME), f"{last.filename}:{last.lineno} {error!r}"
            assert "raise" in last.line or last.line.startswith("refuse"), f"{last.line} {error!r}"
            assert len(str(error)) > 15


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("name", CALLS)
def test_is_every_kind_of_table_read_or_refused(name, frame):
    stays_ours(lambda: CALLS[name](FRAMES[frame].copy()))


@settings(max_examples=nightly(250, usual=80))
@given(
    st.sampled_from(list(CALLS)),
    st.sampled_from(list(BASE.columns)),
    st.lists(st.sampled_from(list(CELLS)), min_size=1, max_size=3),
    st.lists(st.integers(0, N - 1), max_size=N),
)
def test_is_anything_in_a_cell_read_or_refused(name, column, kinds, rows):
    cells = list(BASE[column].astype(object))
    for row in rows or range(N):
        cells[row] = CELLS[kinds[row % len(kinds)]]
    stays_ours(lambda: CALLS[name](BASE.assign(**{column: pd.Series(cells, dtype=object)})))


@settings(max_examples=nightly(250, usual=80))
@given(
    st.sampled_from(list(SERIES)),
    st.lists(st.sampled_from(list(CELLS)), min_size=1, max_size=3),
    st.sampled_from([N, N, N, 1, 0, N + 1]),
    st.sampled_from(["list", "series", "array", "table"]),
)
def test_is_anything_in_a_list_read_or_refused(name, kinds, length, shape):
    cells = [CELLS[kinds[i % len(kinds)]] for i in range(length)]
    if shape != "list":
        cells = pd.Series(cells, dtype=object)
    if shape == "array":
        cells = cells.to_numpy()
    if shape == "table":
        cells = pd.concat([cells, cells], axis=1)
    stays_ours(lambda: SERIES[name](cells))


@pytest.mark.parametrize("name", CALLS)
def test_are_columns_kept_by_arrow_the_same(name):
    """pyarrow keeps the same numbers, words and dates in another way: the answer is the same."""
    arrow = BASE.convert_dtypes(dtype_backend="pyarrow")
    try:
        plain = CALLS[name](BASE)
    except ValueError:
        with pytest.raises(ValueError):
            CALLS[name](arrow)
        return
    found = CALLS[name](arrow)
    if hasattr(plain, "points"):
        columns = ["y", "cl", "lcl", "ucl"]
        pd.testing.assert_frame_equal(found.points[columns], plain.points[columns])
        assert [str(v) for v in found.points["x"]] == [str(v) for v in plain.points["x"]]
    elif hasattr(plain, "spec"):
        assert found.spec["datasets"] == plain.spec["datasets"]
    else:
        assert str(found) == str(plain)


IMPOSSIBLE = {
    "events without anybody at risk": ([5, 6, 1], [20, 20, 0], "0 in a row"),
    "a denominator below 0": ([5, 6, 1], [20, 20, -5], "0 or more"),
    "an endless denominator": ([5, 6, 1], [20, 20, np.inf], "infinity"),
    "a count below 0": ([5, -6, 1], [20, 20, 20], "0 or more"),
    "an endless count": ([5, np.inf, 1], [20, 20, 20], "infinity"),
    "half an event": ([5, 0.5, 1], [20, 20, 20], "whole"),
    "a denominator of next to nothing": ([5, 6, 1], [20, 20, 1e-200], "too small"),
    "lists of two lengths": ([5, 6], [20, 20, 20], "differ in length"),
}


@pytest.mark.parametrize("case", IMPOSSIBLE)
@pytest.mark.parametrize(
    "name", ["pooled_rate", "rate_change before", "rate_change after", "diagnose p", "diagnose u"]
)
def test_are_impossible_rows_refused_by_all_alike(case, name):
    y, n, words = IMPOSSIBLE[case]
    call = {
        "pooled_rate": lambda: M.pooled_rate(y, n),
        "rate_change before": lambda: M.rate_change(y, n, 5, 100),
        "rate_change after": lambda: M.rate_change(5, 100, y, n),
        "diagnose p": lambda: M.diagnose(y, n),
        "diagnose u": lambda: M.diagnose(y, n, kind="count"),
    }[name]
    with pytest.raises(ValueError, match=words):
        call()
    if len(y) == len(n):
        with pytest.raises(ValueError):
            spc(pd.DataFrame({"y": y, "n": n}), "u", y="y", n="n")


def test_is_a_share_above_one_refused():
    with pytest.raises(ValueError, match="above its denominator"):
        M.diagnose([5, 30, 1], [20, 20, 20])


@pytest.mark.parametrize("way", ["down", "lower", "Down"])
def test_does_better_mean_the_same_everywhere(way):
    data = BASE.assign(y=[9, 8] * 4 + [3, 2] * 3)
    assert spc(data, "i", y="y", better=way).points.equals(spc(data, "i", y="y", better="down").points)
    assert (
        charts.run_chart(data, y="y", better=way).spec == charts.run_chart(data, y="y", better="lower").spec
    )
    assert M.share_above([6.1, 7.0, 5.2], 5.5, better=way) == pytest.approx(1 / 3)
    assert M.luck_meter([5, 6, 7, 8], 6, better=way) == M.luck_meter([5, 6, 7, 8], 6, better="down")


def test_is_a_month_that_names_the_rows_said_to_be_no_column_with_the_way_out():
    months = pd.date_range("2023-01-01", periods=3, freq="MS", name="month")
    data = pd.DataFrame({"rate": [1, 2, 3]}, index=months)
    with pytest.raises(ValueError, match=r"“month” names the rows .* data\.reset_index\(\)"):
        spc(data, "i", y="rate", x="month")


def test_is_a_number_of_hundreds_of_digits_cut_in_its_message():
    data = pd.DataFrame({"month": [1, 2], "rate": [10**400, 1]}, dtype=object)
    with pytest.raises(ValueError, match=r"1000.*… is too large") as error:
        spc(data, "i", y="rate", x="month")
    assert len(str(error.value)) < 200


RESULT = spc(BASE, "i", y="y", x="month")
# A right call of every chart, from which one argument at a time is spoilt (tests/methods/test_bad_input.py has the methods).
CHARTS = {
    "run_chart": dict(data=BASE, y="y", freeze=6, notes={"2023-05": "a"}, unit="u", title="t", zero=True, source="s"),
    "control_chart": dict(result=RESULT, group=None, unit="u", title="t", notes=(), zero=True, source="s"),
    "small_multiples": dict(
        result=spc(BASE, "i", y="y", x="month", by="ward"), columns=2, unit="u", title="t", same_scale=True
    ),
    "before_after": dict(data=BASE, y="y", change="2023-06", unit="u", source="s"),
    "histogram": dict(values=BASE["y"], bins=4, unit="u", title="t", source="s"),
    "pareto_chart": dict(found=M.pareto(BASE, "cause", "y"), unit="u", title="t", source="s"),
    "funnel_plot": dict(found=M.funnel(BASE, "y", "n", "ward", kind="rate"), unit="u", n_unit="n", mark=(), title="t", source="s"),
    "driver_diagram": dict(tree=BASE, check=True, title="t", source="s"),
    "s_curve": dict(innovation=0.02, imitation=0.4, market=100, months=24, fidelity=0.8, unit="w", title="t"),
}  # fmt: skip
ODD = ["lists", "dicts", "arrays", "tables", "a whole number of 400 digits", "next to nothing", "nan", "NaT", "bytes", "words",
       "dates", "year 1", "a signalling nan", "fractions", "half a sign", "none", "below nought", "true"]  # fmt: skip


@pytest.mark.parametrize("chart", CHARTS)
def test_is_an_odd_argument_of_a_chart_read_or_refused(chart):
    for argument in CHARTS[chart]:
        for odd in ODD:
            stays_ours(lambda a=argument, v=CELLS[odd]: getattr(charts, chart)(**{**CHARTS[chart], a: v}))


@pytest.mark.parametrize("place", [0, N - 1])
@pytest.mark.parametrize("odd", ["year 1", "the last day", "dates", "periods"])
@pytest.mark.parametrize("name", CALLS)
def test_is_one_odd_date_among_months_read_or_refused(name, odd, place):
    """A slip of the finger in the year, at the first place or the last."""
    cells = list(BASE["month"].astype(object))
    cells[place] = CELLS[odd]
    stays_ours(lambda: CALLS[name](BASE.assign(month=pd.Series(cells, dtype=object))))
