"""The S-curve: peak, words, table, and what is refused. Numbers by hand."""

import numpy as np
import pytest

from qilab.charts import s_curve


def test_what_does_an_s_curve_say():
    """p 0.01, q 0.35: fastest in month 9.9, when (q − p) / 2q = 48.6% have joined."""
    picture = s_curve(0.01, 0.35, 100, 36, source="Fictional trust, synthetic data")
    assert picture.title == "Adoption is fastest in month 9.9, when 49 of 100 wards have taken it up"
    assert "slow, then fast, then slow" in picture.describe()
    assert "Fictional trust" in picture.describe()
    assert "Fictional" not in s_curve(0.01, 0.35, 100, 36).describe()  # a model of nobody's trust
    assert picture.table()["Month"].tolist() == list(range(37))
    assert picture.table()["Taken up"].iloc[0] == "0.0"
    picture.chart  # noqa: B018 - building it validates it


def test_is_the_share_done_as_meant_drawn():
    """18 wards at half fidelity: 9."""
    picture = s_curve(0.03, 0.5, 18, 48, fidelity=0.5)
    assert "comes to 9 of 18 wards" in picture.describe()
    assert picture.analysis["done"] == pytest.approx(picture.analysis["taken"] / 2)
    assert "Done as intended" in picture.table().columns
    assert "Done as intended" in picture.svg and "Fastest: month" in picture.svg
    assert picture.png[:4] == b"\x89PNG"
    fading = s_curve(0.03, 0.5, 18, 4, fidelity=np.linspace(1, 0.6, 5))
    assert fading.analysis["done"][-1] == pytest.approx(0.6 * fading.analysis["taken"][-1])


@pytest.mark.parametrize(
    ("p", "q", "months", "says"), [(0.2, 0.1, 12, "at the start"), (0.002, 0.1, 12, "still gaining speed")]
)
def test_is_a_peak_outside_the_picture_told(p, q, months, says):
    picture = s_curve(p, q, 20, months)
    assert says in picture.title
    assert picture.spec["datasets"]["peak"] == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"innovation": 0}, "innovation"),
        ({"imitation": -1}, "imitation"),
        ({"market": float("nan")}, "market"),
        ({"months": 0}, "months"),
        ({"months": 100_000}, "months"),
        ({"fidelity": 50}, "fidelity"),
        ({"fidelity": [0.5, 0.5]}, "each month"),
        ({"innovation": "a"}, "innovation"),
    ],
)
def test_is_nonsense_refused(wrong, says):
    with pytest.raises(ValueError, match=says):
        s_curve(**({"innovation": 0.01, "imitation": 0.3} | wrong))
