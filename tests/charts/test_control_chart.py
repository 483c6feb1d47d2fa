"""Control charts and small multiples: do drawing, words and table say what spc() found?"""

import numpy as np
import pandas as pd
import pytest

from qilab.charts import control_chart, renderer, small_multiples
from qilab.methods.spc import spc

# The worked example of Nelson's screening: mean 1.944…, limits −0.72 and 4.60 with screened moving ranges.
VECTOR = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]


def monthly(values, **more):
    month = pd.date_range("2023-01-01", periods=len(values), freq="MS")
    return pd.DataFrame({"month": month, "n": values, **more})


@pytest.fixture
def picture():
    return control_chart(spc(monthly(VECTOR), "i", y="n", x="month", better="down"), unit="incidents")


def test_is_the_special_cause_told(picture):
    """The tenfold month: in title, words, table and drawing, as a concern."""
    assert picture.title == "1 month above the upper limit, May 2023"
    assert "Centre line: mean 1.9" in picture.describe()
    assert "between limits −0.7 and 4.6" in picture.describe()
    row = picture.table().loc[4]
    assert (row["Signal"], row["Kind"], row["Side"]) == ("outside the limits", "concern", "above")
    point = picture.spec["datasets"]["points"][4]
    assert (point["letter"], point["look"]) == ("L!", "L!: outside the limits, concern")


def test_are_the_lines_those_of_the_result(picture):
    """Centre and limits in the drawing are the numbers that spc() gives, to the last bit."""
    points = picture.analysis.points
    line = picture.spec["datasets"]["line"]
    for name in ("cl", "lcl", "ucl"):
        assert [row[name] for row in line] == points[name].tolist()


def test_are_variation_and_target_drawn_with_words():
    """A process that must miss its target: glyph with a letter, and a sentence."""
    values = [80, 82, 81, 79, 80, 81, 82, 80, 79, 81, 80, 82, 81, 80]
    picture = control_chart(spc(monthly(values), "i", y="n", x="month", target=95, better="up"))
    text = [
        layer["mark"]["text"]
        for layer in picture.spec["layer"]
        if layer["mark"]["type"] == "text" and isinstance(layer["mark"].get("text"), str)
    ]
    assert text == ["~", "Ordinary variation", "F", "The target will nearly always be missed"]
    assert "Target 95.0: the target will nearly always be missed." in picture.describe()
    assert picture.title.startswith("No signal: the months vary around a mean of 80.6, between limits")


def test_do_limits_follow_the_denominator():
    """A p chart: each month its own limits, drawn as steps."""
    data = monthly(
        [10, 12, 9, 11, 10, 12, 8, 11, 10, 9, 12, 10],
        d=[100, 150, 90, 110, 100, 160, 80, 110, 100, 95, 140, 105],
    )
    picture = control_chart(spc(data, "p", y="n", n="d", x="month", multiply=100), unit="% late")
    upper = [row["ucl"] for row in picture.spec["datasets"]["line"]]
    assert len(set(upper)) > 8
    lines = [
        x["mark"] for x in picture.spec["layer"] if x["mark"]["type"] == "line" and "interpolate" in x["mark"]
    ]
    assert {mark["interpolate"] for mark in lines} == {"step"}


def test_are_phases_not_joined():
    """Two phases: the pieces of their lines carry different numbers, and the words say where the second begins."""
    data = monthly([10, 12, 9, 11, 10, 12, 8, 11, 10, 9, 12, 10, 5, 6, 4, 5, 6, 5, 4, 6, 5, 4, 6, 5])
    picture = control_chart(spc(data, "i", y="n", x="month", phase=["2024-01-01"]))
    pieces = [row["piece"] for row in picture.spec["datasets"]["line"]]
    assert len(set(pieces)) == 2
    assert len(pieces) == 24
    assert "worked out again from January 2024" in picture.describe()


def test_is_a_frozen_line_carried_on_dashed():
    """Frozen at 12 of 18: the pieces meet at the twelfth month, the second is marked as carried on."""
    picture = control_chart(spc(monthly(VECTOR), "i", y="n", x="month", freeze=12))
    line = picture.spec["datasets"]["line"]
    assert [row["carried"] for row in line] == [False] * 12 + [True] * 7
    assert line[11]["x"] == line[12]["x"]


def test_is_a_month_without_a_row_a_gap():
    """Rows left out: the line through the points is broken there."""
    data = monthly(VECTOR).drop(index=[8, 9])
    values = [
        row["value"] for row in control_chart(spc(data, "i", y="n", x="month")).spec["datasets"]["points"]
    ]
    assert values[8:10] == [None, None]
    assert len(values) == 18


@pytest.fixture
def wards():
    rng = np.random.default_rng(11)
    frames = []
    for ward in ("A1", "B2", "C3", "D4"):
        beds = rng.integers(700, 900, 24)
        rate = np.where((np.arange(24) > 11) & (ward == "C3"), 2.0, 7.0)
        frames.append(monthly(rng.poisson(beds * rate / 1000), ward=ward, beds=beds))
    return spc(pd.concat(frames), "u", y="n", n="beds", x="month", by="ward", multiply=1000, better="down")


def test_must_one_of_several_be_named(wards):
    """Several charts in a result: the error names the groups and the other way."""
    with pytest.raises(ValueError, match=r"4 charts.*group='A1'.*small_multiples"):
        control_chart(wards)
    with pytest.raises(ValueError, match="there is no 'Z9'"):
        control_chart(wards, "Z9")
    assert "for C3" in control_chart(wards, "C3").describe()


def test_do_small_multiples_name_who_signals(wards):
    """Four wards, one changed: title, words and table name it; each ward has its row and its own lines."""
    picture = small_multiples(wards, unit="falls per 1,000 occupied bed days")
    assert "C3" in picture.title
    table = picture.table()
    assert table["Group"].tolist() == ["A1", "B2", "C3", "D4"]
    assert table.set_index("Group").loc["C3", "Variation"] == "improvement, low values"
    svg = picture.svg
    for ward in ("A1", "B2", "C3", "D4"):
        assert f">{ward}</text>" in svg


def test_can_altair_and_jupyterlabs_vega_take_them(picture, wards):
    """Valid for Altair, and drawn by the Vega-Lite that still pictures use."""
    for each in (picture, small_multiples(wards, columns=2, same_scale=False)):
        each.chart  # noqa: B018 - building it validates it
        assert renderer.svg(each.spec).startswith("<svg")


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda r: control_chart(r.points), "what spc"),
        (lambda r: small_multiples([1, 2]), "what spc"),
        (lambda r: small_multiples(r, columns=0), "1 to 6"),
        (lambda r: control_chart(r, "A1", notes={"2031-01": "later"}), "not on this chart"),
    ],
)
def test_is_bad_input_told_kindly(wards, call, told):
    with pytest.raises(ValueError, match=told):
        call(wards)


def test_are_too_many_refused():
    """Sixty-one charts in one picture: a sentence, not a wall."""
    data = pd.DataFrame({"g": np.repeat(np.arange(61), 12), "n": np.tile([5, 6, 7], 244)})
    with pytest.raises(ValueError, match="too many"):
        small_multiples(spc(data, "i", y="n", by="g"))
