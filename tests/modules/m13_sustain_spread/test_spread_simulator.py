"""Spread: Bass's peak, the decay, reach × fidelity, and what the lab says and keeps."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qilab.labs import spread_simulator
from qilab.modules.m13_sustain_spread.spread_simulator.model import CHECKS, MONTHS, WARDS, Spread
from qilab.modules.m13_sustain_spread.spread_simulator.view import _labels


@pytest.fixture
def lab():
    return spread_simulator()


def test_is_the_peak_where_bass_says():
    """ln(0.35/0.01)/0.36 = 9.9 months, and there the curve gains most in a month."""
    spread = Spread(p=0.01, q=0.35)
    assert spread.peak == pytest.approx(9.9, abs=0.03)
    assert np.diff(spread.reach).argmax() == 9  # from month 9 to month 10


def test_do_champions_bring_the_start_forward():
    """Ten champions make p 0.03: ln(0.35/0.03)/0.38 = 6.5 months. The end of reach stays."""
    helped = Spread(p=0.01, q=0.35, champions=10)
    assert helped.peak == pytest.approx(6.47, abs=0.02)
    assert helped.reach[-1] == pytest.approx(1, abs=0.001)


def test_does_nothing_fade_where_nobody_leaves():
    """Coverage = reach × fidelity, to the last digit."""
    spread = Spread(fidelity=0.5, turnover=0)
    assert spread.coverage == pytest.approx(0.5 * spread.reach)


def test_how_fast_does_fidelity_fade():
    """Half of the staff leave in a year and nobody looks: half of the gain is left after 12 months."""
    alone = Spread(turnover=0.5, check="never")
    assert np.exp(-alone.fade * 12) == pytest.approx(0.5)
    weekly = Spread(turnover=0.5, check="weekly")
    assert weekly.fade == pytest.approx(alone.fade / 10)
    assert [Spread(check=c).coverage[-1] for c in CHECKS] == sorted(
        Spread(check=c).coverage[-1] for c in CHECKS
    )


def test_is_coverage_the_sum_of_what_began_and_faded():
    """By hand, month by month."""
    spread = Spread(turnover=0.3, check="monthly")
    began = np.diff(spread.reach, prepend=0)
    by_hand = sum(began[s] * spread.fidelity * np.exp(-spread.fade * (MONTHS - s)) for s in range(MONTHS + 1))
    assert spread.coverage[-1] == pytest.approx(by_hand)


def test_does_luck_scatter_about_the_expected_curve():
    """Without imitation each ward waits by itself: 1 − e^(−0.05 × 10) = 39.3% by month 10. No run goes back."""
    runs = np.array([Spread(p=0.05, q=0, seed=s).run for s in range(400)])
    # 400 × 18 wards: four standard errors are 2.3 points
    assert abs(runs[:, 10].mean() / WARDS - 0.393) < 0.023
    assert (np.diff(runs, axis=1) >= 0).all() and runs.max() <= WARDS


def test_do_few_wards_start_later_than_the_curve():
    """With 18 wards somebody has to be the first: on average a run lags behind the curve, as the lab says."""
    runs = np.array([Spread(seed=s).run for s in range(200)])
    assert runs[:, 10].mean() / WARDS < Spread().reach[10]


def test_are_both_predictions_needed_compared_and_kept(lab):
    """No run without them; then words and log hold both."""
    assert "first 4 months" in lab.texts["finding"]
    assert len(lab.table()) == 5
    assert "not shown yet" in lab.describe()
    with pytest.raises(ValueError, match="fastest"):
        lab.press("run")
    lab.set(month=20, patients=90).press("run")
    assert "month 9.9. You said month 20: 10.1 months out" in lab.texts["result"]
    assert "Coverage = reach × fidelity" in lab.texts["why"]
    row = lab.log.iloc[0]
    assert (row["Fastest: you said"], row["Fastest: it was"]) == (20, 9.9)
    assert row["Patients: it was"] == pytest.approx(100 * lab.spread.coverage[-1], abs=0.05)
    assert len(lab.table()) == MONTHS + 1


def test_does_the_picture_follow_the_sliders(lab):
    """After the run a move redraws; a new prediction hides the picture; a new start resets all."""
    lab.set(month=10, patients=50).press("run")
    before = lab.texts["finding"]
    lab.set(check="weekly", fidelity=90)
    assert lab.texts["finding"] != before
    assert lab.chart_picture["data"]["peak"]["x"] == [lab.spread.peak]
    lab.press("again")
    assert (lab.values["check"], lab.values["month"]) == ("weekly", None)
    assert len(lab.table()) == 5
    lab.set(month=10, patients=50).press("run").press("reset")
    assert (lab.values["check"], len(lab.table()), len(lab.log)) == ("quarterly", 5, 2)


def test_are_the_ends_of_the_sliders_told(lab):
    """No imitation: fastest at the start. Nobody leaves: kept. A slow idea: still gaining."""
    lab.set(month=0, patients=50, q=0, turnover=0).press("run")
    assert "fastest at the start" in lab.texts["finding"]
    assert "fastest at the start. You said month 0: well predicted" in lab.texts["result"]
    assert "stays the same because nobody leaves" in lab.texts["why"]
    lab.set(q=0.05, p=0.002)
    assert "still gaining speed" in lab.texts["finding"]
    assert lab.chart_picture["data"]["peak"]["x"] == []
    lab.set(month=40).press("run")
    assert "after month 48, when this picture ends. You said month 40: too early" in lab.texts["result"]


def test_does_the_room_see_the_same():
    a, b, c = (spread_simulator(seed=s).set(month=9, patients=9).press("run") for s in (7, 7, 8))
    assert a.table().equals(b.table())
    assert not a.table().equals(c.table())


@pytest.mark.parametrize(
    "wrong", [{"p": 0}, {"p": "0.01"}, {"q": 5}, {"seed": -1}, {"seed": 1.5}, {"p": float("nan")}], ids=str
)
def test_is_a_bad_start_told(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        spread_simulator(**wrong)


@pytest.mark.parametrize(
    "wrong", [{"check": "daily"}, {"turnover": 2}, {"fidelity": -1}, {"champions": True}]
)
def test_is_a_bad_model_told(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Spread(**wrong)


def test_does_the_still_page_say_what_the_picture_says(lab):
    lab.set(month=10, patients=50).press("run")
    page = lab.still()
    assert "<svg" in page and "Adoption is fastest in month 9.9" in page and "not live" in page


def test_is_each_prediction_drawn(lab):
    """A line at the month and a mark at the patients, from the moment they are typed; another seed hides what came."""
    lab.set(month=20, patients=80)
    data = lab.chart_picture["data"]
    assert data["said_month"]["label"] == ["you said month 20"] and data["said_patients"]["value"] == [80]
    lab.press("run")
    assert lab.texts["result"]
    lab.set(p=0.02)
    assert lab.texts["result"] == "", "it belonged to other settings"
    lab.set(seed=7)
    assert "not yet" in lab.table().iloc[-1].tolist()


@given(reach=st.floats(0, 100), coverage=st.floats(0, 100), said=st.floats(0, 100))
def test_do_labels_lie_on_each_other(reach, coverage, said):
    """Three labels at the right end, wherever their values lie: at least 8 of 100 apart, and on the picture."""
    found = _labels({"a": reach, "b": coverage, "c": said})["value"]
    assert all(b - a >= 8 - 1e-9 for a, b in itertools.pairwise(found))
    assert min(found) >= 0 and max(found) <= 97
