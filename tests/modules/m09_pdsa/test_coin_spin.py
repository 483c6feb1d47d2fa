"""Coin spin: the model's formula, the pair that one thing at a time misses, and what the lab says and keeps."""

from dataclasses import replace
from itertools import permutations, product
from math import exp

import numpy as np
import pytest

from qilab.labs import coin_spin
from qilab.modules.m09_pdsa.coin_spin.model import (
    COINS,
    SIGMA,
    START,
    SURFACES,
    TECHNIQUES,
    Game,
    Settings,
    world,
)

SEEDS = range(40)


@pytest.fixture
def lab():
    return coin_spin()


def spins(settings, seeds, n=5):
    """Many spins of the same settings, five from each of many games."""
    out = []
    for seed in seeds:
        game = Game(seed)
        true = game.world
        seconds = game.after("", settings, 0, 99, n).cycles[-1].spins
        out += [s / true.typical(settings) for s in seconds]
    return np.array(out)


def test_is_the_noise_that_of_the_formula():
    """log(time) strays by N(0, 0.25²): median 1, standard deviation 0.25, mean e^(0.25²/2) = 1.032 times the typical."""
    ratio = spins(START, range(2000))
    assert np.log(ratio).std() == pytest.approx(0.25, abs=0.006)
    assert np.median(ratio) == pytest.approx(1, abs=0.012)
    # Times are noted to a tenth of a second, which is far below the error of 10,000 spins.
    assert ratio.mean() == pytest.approx(exp(0.25**2 / 2), abs=0.01)
    assert world(3).mean(START) == pytest.approx(6 * exp(SIGMA**2 / 2))


@pytest.mark.parametrize("seed", SEEDS)
def test_do_coin_and_surface_need_each_other(seed):
    """The best pair holds a coin and a surface that are both worse than the first ones when tried alone."""
    true, best = world(seed), world(seed).best()
    assert true.effect(replace(START, coin=best.coin)) < true.effect(START)
    assert true.effect(replace(START, surface=best.surface)) < true.effect(START)
    pair = replace(START, coin=best.coin, surface=best.surface)
    assert true.typical(pair) > 1.5 * true.typical(START)
    # The contrast of four cells that would be 0 if effects on log(time) just added up.
    contrast = (
        true.effect(pair)
        - true.effect(replace(START, coin=best.coin))
        - true.effect(replace(START, surface=best.surface))
        + true.effect(START)
    )
    assert contrast == pytest.approx(1.10)


@pytest.mark.parametrize("seed", SEEDS)
def test_does_one_thing_at_a_time_miss_the_best(seed):
    """In whatever order: it ends at the same place, a third below the best of all 27."""
    true = world(seed)
    ends = {true.one_at_a_time(order) for order in permutations(("coin", "surface", "technique"))}
    assert len(ends) == 1
    best = max(true.typical(Settings(*which)) for which in product(COINS, SURFACES, TECHNIQUES))
    assert true.typical(true.best()) == best
    assert true.typical(ends.pop()) < 0.7 * best


def test_does_it_matter_who_spins():
    """No: the same luck and the same seconds, whoever it is."""
    results = {Game(5).after("", replace(START, spinner=who), 0, 9, 3).cycles[0].spins for who in "ABCD"}
    assert len(results) == 1


def test_what_does_a_test_cost():
    """Half a minute a spin and half a minute a change; fifteen minutes in all, and no debts."""
    game = Game()
    assert game.cost(START, 2) == 1.0
    assert game.cost(Settings("10p", "tray", "flick", "B"), 5) == 4.0
    game = game.after("", START, 0, 9, 5)
    assert game.left == 12.5
    while game.left >= 2.5:
        game = game.after("", START, 0, 9, 5)
    assert game.left == 0
    with pytest.raises(ValueError, match="0 are left"):
        game.after("", START, 0, 9, 1)


@pytest.mark.parametrize(
    "wrong",
    [{"spins": 0}, {"spins": 9}, {"spins": True}, {"low": 9, "high": 3}, {"low": -1, "high": 3}],
    ids=str,
)
def test_is_a_senseless_test_refused(wrong):
    """In words that name what to mend."""
    asked = {"question": "", "settings": START, "low": 1, "high": 9, "spins": 1} | wrong
    with pytest.raises(ValueError, match=r"spins|prediction"):
        Game().after(**asked)


def test_is_an_unknown_coin_refused():
    with pytest.raises(ValueError, match="coin: choose one of"):
        Settings(coin="£1")


def test_is_a_prediction_needed_compared_and_kept(lab):
    """No spin without a range; then words, chart and log hold range and outcome, and the boxes are empty again."""
    with pytest.raises(ValueError, match="prediction"):
        lab.press("spin")
    lab.set(low=1, high=2).press("spin")
    came = round(lab.game.cycles[0].result, 1)
    assert "You said 1 to 2" in lab.texts["result"] and "above your range" in lab.texts["result"]
    row = lab.log.iloc[0]
    assert (row["Predicted from"], row["Predicted to"], row["Result"], row["Inside"]) == (1, 2, came, "no")
    assert lab.values["low"] is None and lab.values["high"] is None
    assert lab.table()["Mean, in seconds"].tolist() == [came]
    assert f"mean {came} seconds, outside" in lab.describe()


def test_is_a_range_turned_round_told(lab):
    """From 9 to 3: the button rests, and it is said why."""
    lab.set(low=9, high=3)
    assert "lower end" in lab.texts["hint"]
    with pytest.raises(ValueError, match="cannot be pressed"):
        lab.press("spin")


def test_is_the_log_complete_only_with_learning_and_next_step(lab):
    """Two cycles, one of them written up: 1 of 2."""
    lab.set(low=1, high=30).press("spin")
    with pytest.raises(ValueError, match="what did you learn"):
        lab.press("write")
    lab.set(learning="About six seconds.", next="adapt").press("write")
    lab.set(low=1, high=30).press("spin")
    lab.press("finish")
    assert "Log: 1 of 2 complete" in lab.texts["score"]
    assert "Predictions: 2 of 2 inside" in lab.texts["score"]
    assert lab.log["Learning"].tolist() == ["About six seconds.", ""]
    assert lab.log["Next"].tolist() == ["adapt: change one more thing", ""]


def test_is_the_best_combination_recognised():
    """The truth named as the learner's best: found. The start: not yet, and the lesson tells why."""
    lab = coin_spin(seed=8)
    best = lab.game.world.best()
    lab.set(low=1, high=30).press("spin").press("finish")
    assert "not yet found" in lab.texts["score"]
    assert (
        "gives only" in lab.texts["lesson"]
        and "change one thing at a time, keeping the best each time, you end up with" in lab.texts["lesson"]
    )
    lab.press("reset")
    assert lab.texts["truth"] == ""
    lab.set(coin=best.coin, surface=best.surface, technique=best.technique, low=5, high=30)
    lab.press("spin").press("finish")
    assert "Best settings: found" in lab.texts["score"]
    assert "You found it" in lab.texts["truth"]


def test_do_the_minutes_run_out_kindly(lab):
    """The button rests when the test is dearer than what is left; a shorter one is offered."""
    for _ in range(5):
        lab.set(spins=5, low=1, high=30).press("spin")
    lab.set(spins=3, low=1, high=30).press("spin")
    lab.set(spins=5, low=1, high=30)
    assert "Choose fewer spins" in lab.texts["cost"]
    with pytest.raises(ValueError, match="cannot be pressed"):
        lab.press("spin")


def test_does_the_room_see_the_same():
    """One seed, the same tests: the same spins. A new seed starts afresh; the log stays."""
    a, b = (coin_spin(seed=7).set(low=1, high=9).press("spin") for _ in range(2))
    assert a.table().equals(b.table())
    assert not a.table().equals(coin_spin(seed=8).set(low=1, high=9).press("spin").table())
    a.set(seed=8)
    assert len(a.table()) == 0 and len(a.log) == 1 and a.game.left == 15


@pytest.mark.parametrize("seed", [-1, 1.5, "7", None, True, 2**32])
def test_is_a_bad_seed_told(seed):
    with pytest.raises(ValueError, match="seed: give a whole number"):
        coin_spin(seed=seed)


def test_does_a_wild_guess_squash_the_picture():
    """A range up to 99 seconds ends near the longest spin, and says how far it went; the table has it whole."""
    lab = coin_spin()
    lab.set(low=2, high=99).press("spin")
    points = lab.chart_picture["data"]["points"]
    longest = max(lab.chart_picture["data"]["single"]["value"])
    assert points["to"][0] <= max(20, 1.4 * longest) and "(you said 2 to 99 ↑)" in points["label"][0]
    assert lab.table()["Predicted to"].tolist() == [99]
