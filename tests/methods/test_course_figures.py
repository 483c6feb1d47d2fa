"""Do the figures that the course prints come out, where no other test asks for them?"""

from __future__ import annotations

from math import sqrt

import numpy as np
import pandas as pd
import pytest

from qilab.methods import (
    MDC,
    alarm_chance,
    beds_needed,
    lognormal_stays,
    run_chart_analysis,
    runs_analysis,
    shift_points,
    snag_probability,
    trend_points,
)
from qilab.methods.spc import spc

# Share of charts of pure noise with a signal, in per cent, from 3,000 simulated normal series of each length.
# Anhøj's two tests together, longest run, crossings; shift of 6, 7, 8 and trend of 5, 6, 7 about the median; the
# four rules of Making Data Count on an XmR chart; its 3σ limits alone.
NOISE = {
    10: (0.9, 0.0, 0.9, 0.0, 0.0, 0.0, 8.2, 1.0, 0.3, 3.5, 2.2),
    12: (1.6, 0.0, 1.6, 1.6, 0.0, 0.0, 11.3, 1.7, 0.2, 5.2, 2.9),
    16: (1.2, 0.2, 1.2, 5.7, 1.5, 0.2, 17.1, 2.8, 0.2, 8.3, 3.9),
    20: (2.0, 0.8, 1.6, 11.4, 3.0, 0.8, 21.8, 3.3, 0.4, 11.4, 4.5),
    24: (2.7, 0.3, 2.6, 14.5, 4.5, 1.0, 25.5, 4.7, 0.8, 14.8, 6.0),
    36: (3.9, 1.8, 2.7, 30.2, 13.0, 5.3, 36.3, 6.9, 1.0, 25.3, 8.3),
    60: (4.7, 2.4, 2.9, 52.7, 28.3, 13.2, 56.5, 11.9, 1.7, 43.3, 15.3),
    100: (4.7, 2.7, 2.5, 77.3, 49.5, 25.3, 74.0, 20.8, 3.3, 65.5, 22.8),
}


@pytest.mark.parametrize("n", NOISE)
def test_how_often_does_each_rule_cry_wolf_as_charts_grow(n):
    """Rules of fixed length alarm more and more; Anhøj's stay below 5%."""
    groups = 6_000
    values = np.random.default_rng(n).normal(size=(groups, n))
    chart, runs = run_chart_analysis(values), runs_analysis(values)
    data = pd.DataFrame({"g": np.repeat(np.arange(groups), n), "y": values.ravel()})
    xmr = spc(data, "i", y="y", by="g", screen=False, rules=MDC).points
    found = [
        runs.anhoej_signal,
        runs.run_too_long,
        runs.crossings_too_few,
        *(shift_points(values, chart.centre, k).any(axis=1) for k in (6, 7, 8)),
        *(trend_points(values, k).any(axis=1) for k in (5, 6, 7)),
        xmr["rule"].notna().to_numpy().reshape(groups, n).any(axis=1),
        xmr["sigma_signal"].to_numpy().reshape(groups, n).any(axis=1),
    ]
    for share, printed in zip((np.mean(mask) for mask in found), NOISE[n], strict=True):
        wide = max(share, printed / 100, 0.001)
        # Half of the last digit printed, and four standard errors of the difference of two simulations.
        assert abs(share - printed / 100) <= 0.0005 + 4 * sqrt(wide * (1 - wide) * (1 / 3_000 + 1 / groups))


def test_is_the_excel_number_45019_the_third_of_april_2023():
    """Its days are counted so that day 60 is a 29 February 1900 that never was: from 30 December 1899."""
    assert pd.Timestamp("1899-12-30") + pd.Timedelta(days=45019) == pd.Timestamp("2023-04-03")


def test_are_the_near_misses_of_the_course_as_wrong_as_it_says():
    """30 tries meet the snag in 96%; 9 of 10 needs another sample; beds multiplied in place of divided: 348."""
    assert round(snag_probability(0.10, 30), 2) == 0.96
    assert round(1 - snag_probability(0.10, 5), 2) == 0.59
    assert round(beds_needed(62, 6.1).occupied * 0.92) == 348
    assert round(1 - alarm_chance(10, 7, 0.8), 2) == 0.68


def test_is_the_median_stay_of_the_made_up_trust_about_three_days():
    stays = lognormal_stays(1.2, 1.0)
    assert 3 <= stays["median"] <= 3.5 and round(100 * stays["admissions"]) == 3
