"""The lab Two months: the same luck for all months, and words that are true of its numbers."""

from importlib import import_module

import numpy as np
import pytest

from qilab import labs

model = import_module("qilab.modules.00_start_here.two_months.model")
words = import_module("qilab.modules.00_start_here.two_months.words")


def test_does_nothing_change_in_the_long_run():
    """Over 2,000 wards each month has the mean of a Poisson of 6, kept within 1 to 16: 6.002."""
    months = np.array([model.falls(seed) for seed in range(2000)])
    assert months.shape == (2000, 24)
    assert np.abs(months.mean(axis=0) - 6.002).max() < 4 * np.sqrt(6 / 2000)
    assert months.min() >= 1 and months.max() <= 16


def test_is_the_change_a_percentage_of_the_month_before():
    assert model.change(np.array([4, 8, 6]), 2) == 100
    assert model.change(np.array([4, 8, 6]), 3) == -25
    with pytest.raises(ValueError, match="month: give a month from 2 to 3"):
        model.change(np.array([4, 8, 6]), 1)


def test_does_the_headline_follow_the_month_and_the_whole_stay_hidden():
    """Seed 14 begins 11 8 5 6 7 10 4 8 5."""
    lab = labs.two_months(seed=14)
    assert lab.texts["headline"] == "“Falls are up by 100%!” 8 falls in month 8, 4 the month before."
    assert lab.texts["whole"] == ""
    lab.set(month=9)
    assert lab.texts["headline"].startswith("“Falls are down by 38%!” 5 falls in month 9, 8")
    assert lab.chart_picture["data"]["points"]["value"] == [8, 5]
    lab.set(everything=True)
    assert len(lab.chart_picture["data"]["points"]["value"]) == 24
    assert "nothing changed on this ward" in lab.texts["whole"]


def test_is_one_fall_one_fall():
    said = words.description(np.array([1, 6]), 2, everything=False)
    assert said == "Two points: 1 fall in month 1, 6 in month 2."


def test_do_two_other_years_bring_new_luck():
    lab = labs.two_months(seed=14)
    before = lab.counts.tolist()
    lab.press("again")
    assert lab.counts.tolist() != before
    assert lab.chart_picture["data"]["points"]["value"] == lab.counts[6:8].tolist()


@pytest.mark.parametrize("seed", [None, "x", -1, 1.5])
def test_is_a_bad_seed_refused_in_words(seed):
    with pytest.raises(ValueError, match="seed"):
        labs.two_months(seed=seed)
