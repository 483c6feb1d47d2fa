"""The funnel plot: who is outside, what it says, its table, and what is refused. Limits by hand."""

import json

import pandas as pd
import pytest

from qilab import funnel, load
from qilab.charts import funnel_plot
from qilab.charts.funnel import MOST_UNITS


def wards(events, n):
    return pd.DataFrame({"ward": [f"W{i}" for i in range(1, len(n) + 1)], "events": events, "n": n})


def test_what_does_a_funnel_plot_say():
    """4% all told; at 50 cases the last ordinary count is 7 (14%), as the curriculum works out, so 8 of 50 lie outside."""
    table = wards([8, 40, 36], [50, 1050, 1000])  # 84 of 2,100 is 4%
    picture = funnel_plot(
        funnel(table, "events", "n", "ward", per=100, overdispersion="none"), unit="infections, %"
    )
    assert picture.title == "1 of 3 units lies outside the 99.8% limits: W1"
    assert "around 4.0" in picture.describe() and "lies outside the 95% limits" in picture.describe()
    row = picture.table().set_index("Unit").loc["W1"]
    assert row["99.8% limits"] == "0.0 to 14.0" and row["Outside 99.8%"] == "above"
    assert row["Cases"] == 50 and "W1" in picture.svg
    picture.chart  # noqa: B018 - building it validates it


def test_are_marked_units_named_and_many_outside_not():
    """Where nearly all lie outside, names would lie on each other; the one that was asked for is there."""
    rows = load("benchmark").query("indicator == 'readmission' and year == '2023/24'")
    picture = funnel_plot(funnel(rows, "events", "n", "provider", per=100, overdispersion="none"), mark="P18")
    labels = [p["label"] for p in picture.spec["datasets"]["points"] if p["label"]]
    assert labels == ["P18"] and ":" not in picture.title


def test_are_the_course_s_data_called_fictional_and_nobody_else_s():
    rows = load("benchmark").query("indicator == 'dna' and year == '2022/23'")
    assert "Fictional" in funnel_plot(funnel(rows, "events", "n", "provider")).describe()
    assert "Fictional" not in funnel_plot(funnel(wards([4, 5], [100, 90]), "events", "n", "ward")).describe()


def test_is_it_said_that_limits_were_widened():
    rows = load("benchmark").query("indicator == 'readmission' and year == '2023/24'")
    text = funnel_plot(funnel(rows, "events", "n", "provider", overdispersion="multiplicative")).describe()
    assert "widened by √φ" in text and "luck alone would put" not in text


def test_is_the_picture_light():
    table = wards([20] * MOST_UNITS, [400 + i for i in range(MOST_UNITS)])
    data, _ = funnel_plot(funnel(table, "events", "n", "ward"))._repr_mimebundle_()
    assert len(json.dumps(data)) < 1_000_000


@pytest.mark.parametrize(
    ("spoilt", "says"),
    [
        ({"found": "a table"}, "what funnel\\(\\) returns"),
        ({"mark": "W9"}, "no unit “W9”"),
        ({"mark": ["W1", "W9"]}, "no unit “W9”"),
        ({"unit": 3}, "unit: give words"),
        ({"n_unit": 3}, "n_unit: give words"),
        ({"title": 3}, "title: give words"),
        ({"source": 3}, "source: give words"),
    ],
    ids=str,
)
def test_is_nonsense_refused(spoilt, says):
    right = {"found": funnel(wards([4, 5], [100, 90]), "events", "n", "ward")}
    with pytest.raises(ValueError, match=says):
        funnel_plot(**{**right, **spoilt})


def test_are_too_many_units_refused_with_what_to_do():
    table = wards([2] * (MOST_UNITS + 1), [100] * (MOST_UNITS + 1))
    with pytest.raises(ValueError, match=r"too many.*Group"):
        funnel_plot(funnel(table, "events", "n", "ward"))
