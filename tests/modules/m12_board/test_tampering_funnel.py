"""The tampering funnel without a display: Deming's arithmetic, worked out anew here, and what the lab says and keeps."""

import numpy as np
import pytest

from qilab.labs import tampering_funnel
from qilab.modules.m12_board.tampering_funnel.model import Funnel, measured


@pytest.fixture
def lab():
    return tampering_funnel()


def by_hand(rule, rolls):
    """The rules as Deming tells them, a drop at a time: where does the funnel hang, and where does the marble lie?"""
    hangs, lies = 0.0, []
    for roll in rolls:
        fell = hangs + roll
        lies.append(fell)
        hangs = {1: 0.0, 2: hangs - fell, 3: -fell, 4: fell}[rule]
    return lies


@pytest.mark.parametrize("rule", [1, 2, 3, 4])
def test_do_the_marbles_keep_to_the_rule(rule):
    """The rolls of a funnel left alone, put through the rule by hand."""
    funnel = Funnel(rule=rule, drops=30, seed=5)
    assert funnel.landed == pytest.approx(by_hand(rule, funnel.alone))
    assert funnel.landed == pytest.approx(funnel.hung + funnel.alone)


@pytest.mark.parametrize(("rule", "ratio"), [(1, 1), (2, 2), (3, 100), (4, 100)])
@pytest.mark.parametrize("seed", [1212, 2**32 - 1])
def test_how_many_times_the_variance(rule, ratio, seed):
    """σ², 2σ², tσ², tσ² at the hundredth drop: the arithmetic exactly, the 4,000 funnels within five standard errors."""
    assert Funnel(rule=rule, drops=100).exact == pytest.approx(ratio)
    error = ratio * np.sqrt(2 * 2 / 4_000)
    assert abs(measured(rule, 100, seed) - ratio) < 5 * error


def test_is_two_times_the_variance_141_times_the_spread(lab):
    lab.set(guess=2).press("run")
    assert "Well predicted" in lab.texts["result"]
    assert "1.41 times as large" in lab.texts["why"]
    assert lab.log.iloc[0]["SD: exact"] == 1.41


@pytest.mark.parametrize(
    ("rule", "guess", "words"),
    [
        ("2", 1.8, "Well predicted"),
        ("2", 2.3, "less than you said"),
        ("2", 1.41, "ratio of the standard deviations"),
        ("2", 1, "does not even out"),
        ("2", 0.5, "nothing to correct here"),
        ("3", 2, "more than you said"),
        ("1", 3, "nothing changes"),
    ],
)
def test_what_is_said_to_a_prediction(lab, rule, guess, words):
    lab.set(rule=rule)
    lab.set(guess=guess).press("run")
    assert words in lab.texts["result"]


def test_is_a_prediction_needed_and_is_it_kept(lab):
    """Nothing of the rule is shown before; afterwards the table holds both rows of marbles and the log the numbers."""
    assert set(lab.table()["Under the rule, cm"]) == {"not yet"}
    with pytest.raises(ValueError, match="prediction"):
        lab.press("run")
    lab.set(drops=20)
    lab.set(guess=3).press("run")
    table = lab.table()
    assert len(table) == 20
    assert table["Under the rule, cm"].tolist() == pytest.approx(
        by_hand(2, table["Left alone, cm"]), abs=0.02
    )
    row = lab.log.iloc[0]
    assert (row["Rule"], row["Drops"], row["Variance: you said"], row["Variance: exact"]) == (2, 20, 3, 2)
    lab.set(rule="4")
    assert lab.texts["result"] == "" and set(lab.table()["Under the rule, cm"]) == {"not yet"}
    lab.press("reset")
    assert (lab.values["rule"], lab.values["drops"]) == ("2", 50)


def test_does_the_room_see_the_same():
    a, b = (tampering_funnel(seed=7) for _ in range(2))
    assert a.table().equals(b.table())
    assert not a.table().equals(tampering_funnel(seed=8).table())


@pytest.mark.parametrize("wrong", [{"rule": 5}, {"rule": "2"}, {"seed": -1}, {"seed": True}], ids=str)
def test_is_a_bad_start_told(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        tampering_funnel(**wrong)
