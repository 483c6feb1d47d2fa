"""Pareto and stratification: by burden, with what was not recorded apart?"""

from __future__ import annotations

import pandas as pd
import pytest

from qilab.methods import pareto, stratify

LATE = pd.DataFrame(
    {
        "day": ["Mon", "Mon", "Mon", "Tue", "Tue", "Tue", "Tue", "Tue"],
        "reason": ["bed", "bed", "kit", "patient", "patient", "staff", "Not recorded", None],
        "minutes": [60, 50, 5, 40, 30, 10, 20, 25],
    }
)


def test_do_rare_long_delays_outrank_frequent_short_ones():
    found = pareto(LATE, "reason", "minutes")
    assert found.causes["cause"].tolist() == ["bed", "patient", "staff", "kit"]
    assert found.causes["cumulative"].tolist() == pytest.approx([110 / 195, 180 / 195, 190 / 195, 1])
    assert found.vital == ["bed", "patient"]


def test_is_what_was_not_recorded_shown_apart_and_not_ranked():
    found = pareto(LATE, "reason", "minutes")
    assert found.not_recorded == 45 and found.not_recorded_share == pytest.approx(45 / 240)
    assert "shown apart" in repr(found)
    blank = pd.DataFrame({"reason": ["n/a", " - ", "", "UNKNOWN", "bed "]})
    assert (
        pareto(blank, "reason").causes["cause"].tolist() == ["bed"]
        and pareto(blank, "reason").not_recorded == 4
    )


def test_does_the_cause_that_crosses_the_aim_belong_to_the_few():
    even = pd.DataFrame({"reason": list("aaaabbbbcc")})
    assert pareto(even, "reason").vital == ["a", "b"] and pareto(even, "reason", aim=0.81).vital == [
        "a",
        "b",
        "c",
    ]


def test_is_the_mixture_two_processes():
    """Overall the bed leads; on other days it is the patient."""
    found = stratify(LATE, "day", "reason", "minutes")
    assert found[["stratum", "cause"]].to_numpy().tolist() == [["Mon", "bed"], ["Tue", "patient"]]
    assert found["not_recorded"].tolist() == pytest.approx([0, 45 / 125])


def test_has_a_stratum_without_causes_its_row():
    found = stratify(
        LATE.assign(day=["Sun"] * 2 + ["Mon"] * 6, reason=[None] * 2 + ["bed"] * 6), "day", "reason"
    )
    assert found["cause"].tolist() == ["bed", "not recorded"]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: pareto(LATE, "cause"), "no column"),
        (lambda: pareto(LATE.iloc[:0], "reason"), "DataFrame"),
        (lambda: pareto(LATE.assign(minutes=-1), "reason", "minutes"), "row 1"),
        (lambda: pareto(LATE.assign(minutes=0), "reason", "minutes"), "no burden"),
        (lambda: pareto(LATE, "reason", "day"), "not a number"),
        (lambda: pareto(LATE, "reason", aim=80), "divided by 100"),
        (lambda: stratify(LATE.assign(day=None), "day", "reason"), "row 1"),
    ],
)
def test_is_nonsense_refused_with_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize("odd", [(1, 2), "Tue", 10**400])
def test_are_strata_of_different_kinds_refused_in_words(odd):
    """A tuple, a word or an endless number among numbers has no order: a sentence, not an error of numpy."""
    data = pd.DataFrame({"day": pd.Series([1.5, odd, 2.5, odd], dtype=object), "reason": list("abab")})
    if odd == 10**400:
        data["day"] = pd.Series([(1,), odd, (2,), odd], dtype=object)
    with pytest.raises(ValueError, match="of different kinds"):
        stratify(data, "day", "reason")
