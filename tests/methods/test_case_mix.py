"""Standardising and Simpson: are like compared with like?"""

from __future__ import annotations

import pandas as pd
import pytest
from scipy import stats

from qilab.methods import expected_events, smr, standardise

WARDS = pd.DataFrame(
    {
        "ward": list("AABB"),
        "frail": [True, False] * 2,
        "falls": [72, 12, 38, 28],
        "days": [8000, 4000, 4000, 8000],
    }
)


def test_does_the_ward_with_more_falls_do_better_in_each_stratum():
    """Crude 7.0 against 5.5; frail 9.0 < 9.5, not frail 3.0 < 3.5; at an equal mix 6.0 against 6.5."""
    found = standardise(WARDS, "ward", "frail", "falls", "days", per=1000)
    assert found.units["crude"].tolist() == pytest.approx([7.0, 5.5])
    assert found.units["standardised"].tolist() == pytest.approx([6.0, 6.5])
    assert found.strata["rate"].tolist() == pytest.approx([3.0, 9.0, 3.5, 9.5])
    assert found.reversed == (("A", "B"),) and "A is higher than B overall" in repr(found)


def test_does_weighting_each_ward_by_its_own_mix_give_back_the_crude_rate():
    """The mistake W3: so the standard must be one for all."""
    own = standardise(WARDS[WARDS["ward"] == "A"], "ward", "frail", "falls", "days", per=1000)
    assert own.units["standardised"].tolist() == pytest.approx([7.0])


def test_can_the_standard_be_given():
    found = standardise(WARDS, "ward", "frail", "falls", "days", standard={True: 1, False: 3}, per=1000)
    assert found.units["standardised"].tolist() == pytest.approx(
        [0.25 * 9 + 0.75 * 3, 0.25 * 9.5 + 0.75 * 3.5]
    )


def test_are_several_rows_of_a_stratum_added_up_whatever_their_order():
    split = pd.concat([WARDS.assign(falls=WARDS["falls"] // 2, days=WARDS["days"] / 2)] * 2).sample(
        frac=1, random_state=1
    )
    found = standardise(split, "ward", "frail", "falls", "days", per=1000)
    assert found.units["standardised"].tolist() == pytest.approx([6.0, 6.5])


def test_do_expected_events_add_up_to_those_there_were():
    expected = expected_events(WARDS, "ward", "frail", "falls", "days")
    assert expected.sum() == pytest.approx(WARDS["falls"].sum())
    frail, other = 110 / 12000, 40 / 12000
    assert expected["A"] == pytest.approx(8000 * frail + 4000 * other)


def test_is_the_interval_of_the_ratio_exact():
    found = smr([30, 0], [20, 3]).iloc[0]
    assert found["low"] == pytest.approx(stats.chi2.ppf(0.025, 60) / 40)
    assert found["high"] == pytest.approx(stats.chi2.ppf(0.975, 62) / 40)
    assert smr([0], [3])["low"].tolist() == [0]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: standardise(WARDS.iloc[:3], "ward", "frail", "falls", "days"), "nobody in stratum"),
        (lambda: standardise(WARDS, "ward", "frail", "falls", "beds"), "no column “beds”"),
        (lambda: standardise(WARDS, "ward", "frail", "falls", "days", standard={True: 1}), "no weight"),
        (
            lambda: standardise(WARDS, "ward", "frail", "falls", "days", standard={True: 0, False: 0}),
            "add up to 0",
        ),
        (lambda: standardise(WARDS.assign(falls=[-1, 2, 3, 4]), "ward", "frail", "falls", "days"), "row 1"),
        (lambda: standardise(WARDS.assign(ward=[None, *"ABB"]), "ward", "frail", "falls", "days"), "row 1"),
        (lambda: standardise(WARDS.iloc[:0], "ward", "frail", "falls", "days"), "DataFrame"),
        (lambda: smr([3], [0]), "above 0"),
        (lambda: smr([3, 4], [1]), "length"),
    ],
)
def test_is_nonsense_refused_with_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
