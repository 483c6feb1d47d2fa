"""Measure workshop without a display: the model against hand counts, and what the lab says and keeps."""

import numpy as np
import pandas as pd
import pytest

from qilab.modules.m04_measures.measure_workshop import model
from qilab.modules.m04_measures.measure_workshop.view import measure_workshop

D = model.Definition


@pytest.fixture
def lab():
    return measure_workshop()


@pytest.fixture
def small():
    """One fall a month; in April it hurt and was seen, in March it was a near fall. 800 bed days, 100 admissions."""
    events = pd.DataFrame(
        {
            "month": range(12),
            "near": [False] * 11 + [True],
            "seen": [True] + [False] * 10 + [True],
            "harm": [True] + [False] * 11,
            "repeat": [False, True] + [False] * 10,
            "elsewhere": [False, False, True] + [False] * 9,
        }
    )
    occupied = np.full(12, 800)
    occupied[9], occupied[10] = 700, 123
    return model.Ward(events, occupied, np.full(12, 100))


@pytest.mark.parametrize(
    ("definition", "events", "exposure"),
    [
        (D(), 10, 8700),  # eleven falls, February's left out with its bed days
        (D(missing="month before"), 11, 9400),
        (D("near", missing="month before"), 12, 9400),
        (D("seen"), 1, 8700),
        (D("harm", "available"), 1, 28 * 365),
        (D(exclude="repeats"), 9, 8700),
        (D(exclude="elsewhere"), 9, 8700),
        (D(window="quarter"), 1, 1500),
        (D(denominator="admissions"), 11, 1200),
    ],
    ids=str,
)
def test_does_each_rule_do_what_it_says(small, definition, events, exposure):
    """Counted by hand on a ward with one event a month."""
    found = model.rate_of(definition, small)
    assert (found.events, found.exposure) == (events, exposure)
    assert found.rate == pytest.approx(1000 * events / exposure)


def test_is_the_interval_the_exact_one(small):
    """Garwood's interval of 10 events is 4.80 to 18.39."""
    found = model.rate_of(D(), small)
    assert (found.low * 8.7, found.high * 8.7) == (
        pytest.approx(4.80, abs=0.01),
        pytest.approx(18.39, abs=0.01),
    )


@pytest.mark.slow
def test_does_the_rate_range_over_a_factor_of_about_four():
    """By definition alone, on two hundred wards: four to five times in the middle, never less than three."""
    factors = []
    for seed in range(200):
        found = model.all_rates(model.ward_year(seed))
        factors.append(found[-1][1].rate / found[0][1].rate)
    assert 4 <= np.median(factors) <= 5
    assert min(factors) > 3


def test_what_is_kappa_of_a_known_table():
    """20 both, 5 and 10 one only, 15 neither: 0.70 seen, 0.50 by chance, so 0.40."""
    assert model.Agreement(20, 5, 10, 15).kappa == pytest.approx(0.4)


def test_does_a_full_wording_make_two_people_agree():
    """The fuller the wording, the better they agree; the full one leaves nothing open."""
    kappas = [model.two_collectors(w, model.ward_year()).kappa for w in ("loose", "half", "full")]
    assert kappas == sorted(kappas)
    assert kappas[0] < 0.4
    assert kappas[-1] == 1


def test_is_a_prediction_compared_and_kept(lab):
    """No run without one; then the factor, the log, and the two ends on the picture."""
    with pytest.raises(ValueError, match="your prediction"):
        lab.press("run")
    assert len(lab.table()) == 2
    lab.set(guess=2).press("run")
    assert "You said 2" in lab.texts["result"]
    assert lab.log.iloc[0]["It was"] == pytest.approx(4.8)
    assert list(lab.table()["Which"])[2:] == ["Lowest of all", "Highest of all"]
    assert lab.values["guess"] is None
    lab.set(seed=7)
    assert len(lab.table()) == 2, "another ward's ends would give the next prediction away"


def test_do_words_and_rules_match(lab):
    """The card names the rules that differ, and says yes once all five fit."""
    lab.set(numerator="harm", window="quarter").press("match")
    assert "what counts and the time" in lab.texts["matched"]
    for _, definition in model.CARDS:
        lab.set(**{name: getattr(definition, name) for name in model.OPTIONS}).press("match")
        assert lab.texts["matched"].startswith("Yes")
        lab.press("next")
    assert lab.texts["card"].startswith("1 of 3")


def test_is_another_unit_called_so(lab):
    """Per admission: the sentence warns, and the list of definitions leaves it out."""
    lab.set(denominator="admissions")
    assert "another unit" in lab.texts["finding"]
    assert {d.denominator for d, _ in model.all_rates(lab.ward)} == {"occupied", "available"}


def test_do_two_people_count(lab):
    """What each counted adds up, and the words do not blame."""
    lab.set(wording="full", expected=5).press("collect")
    assert "differ on 0 notes" in lab.texts["agree"]
    lab.set(wording="loose", expected=5).press("collect")
    assert "the wording left it to them" in lab.texts["agree"]


def test_does_the_room_see_the_same():
    """One seed, one ward; another seed, another."""
    assert measure_workshop(7).table().equals(measure_workshop(7).table())
    assert not measure_workshop(7).table().equals(measure_workshop(8).table())


@pytest.mark.parametrize("wrong", [-1, 1.5, "4821", True, 2**32], ids=str)
def test_is_a_bad_start_told(wrong):
    with pytest.raises(ValueError, match="seed"):
        measure_workshop(wrong)


def test_is_an_unknown_rule_told():
    with pytest.raises(ValueError, match="numerator"):
        D("falls")
    with pytest.raises(ValueError, match="wording"):
        model.two_collectors("long", model.ward_year())
