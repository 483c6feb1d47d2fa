"""Long tables: drawn, or refused with what to do; and never a notebook of many megabytes."""

import json

import altair as alt
import numpy as np
import pandas as pd
import pytest

from qilab import load
from qilab.charts import control_chart, layers, pareto_chart, run_chart, small_multiples
from qilab.methods import pareto
from qilab.methods.spc import spc

LUCK = np.random.default_rng(5)


def test_is_a_course_table_of_36_000_rows_refused_with_what_to_do():
    """Altair's own words were cut after their first sentence, so the way out was lost."""
    chart = alt.Chart(load("spells")).mark_bar().encode(x="ward:N", y="count()")
    with pytest.raises(
        ValueError, match=r"Too many rows \(36,537; 5,000 at most\): add them up first.*or filter"
    ):
        chart.to_dict()


def test_are_five_thousand_rows_drawn():
    rows = pd.DataFrame({"a": range(5000)})
    assert len(alt.Chart(rows).mark_bar().encode(x="a:Q").to_dict()["datasets"].popitem()[1]) == 5000


@pytest.mark.parametrize(
    "draw",
    [
        lambda: control_chart(spc(LUCK.normal(size=20_000), "i")),
        lambda: run_chart(pd.DataFrame({"month": range(5_001), "rate": LUCK.normal(size=5_001)})),
        lambda: small_multiples(
            spc(
                pd.DataFrame({"g": np.repeat(range(50), 200), "y": LUCK.normal(size=10_000)}),
                "i",
                y="y",
                by="g",
            )
        ),
        lambda: pareto_chart(pareto(pd.DataFrame({"c": [f"cause {i}" for i in range(500)]}), "c")),
    ],
)
def test_is_too_much_for_one_picture_refused_with_what_to_do(draw):
    with pytest.raises(ValueError, match=r"too many.*(Put|Group|Choose|keep)"):
        draw()


@pytest.mark.parametrize(
    "draw",
    [
        lambda: control_chart(spc(LUCK.normal(size=2_000), "i")),
        lambda: run_chart(pd.DataFrame({"month": range(2_000), "rate": LUCK.normal(size=2_000)})),
        lambda: small_multiples(
            spc(
                pd.DataFrame({"g": np.repeat(range(60), 60), "y": LUCK.normal(size=3_600)}),
                "i",
                y="y",
                by="g",
            )
        ),
    ],
)
def test_is_the_largest_picture_light_enough_for_a_notebook(draw):
    data, _ = draw()._repr_mimebundle_()
    assert len(json.dumps(data)) < 3_000_000


def test_is_a_signal_labelled_once_a_run():
    """28 months below the old median: one S, at the first of them, and the shape on all."""
    falls = [10, 9, 11, 10, 9, 11, 10, 9, 11, 10, 9, 11] + [4, 5] * 14
    data = pd.DataFrame({"month": pd.date_range("2020-01-01", periods=40, freq="MS"), "falls": falls})
    for picture in (
        run_chart(data, y="falls"),
        control_chart(spc(data, "run", y="falls", x="month", freeze=12)),
    ):
        points = picture.spec["datasets"]["points"]
        assert [i for i, p in enumerate(points) if p["letter"]] == [12]
        assert sum(p["look"].startswith("S") for p in points) == 28


def test_do_letters_that_would_lie_on_each_other_give_way():
    x = list(range(200))
    assert (
        layers.letters_once(["S", "T"] * 100, x).count("S")
        + layers.letters_once(["S", "T"] * 100, x).count("T")
        <= 57
    )
    assert layers.letters_once(["", "S", "S", "", "S"], [0, 100, 200, 300, 400]) == ["", "S", "", "", "S"]
