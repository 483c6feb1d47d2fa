"""Fair care: are gap and ratio both told, and nobody left out in silence?"""

from __future__ import annotations

from math import exp, log, sqrt

import numpy as np
import pandas as pd
import pytest

from qilab.methods import equity_gap, equity_table, response_ratio


def test_can_a_service_get_better_for_all_and_less_fair():
    """10% against 5% becomes 8.5% against 3%: fewer missed in both, gap and ratio wider."""
    before, after = equity_gap(200, 2000, 100, 2000, per=100), equity_gap(170, 2000, 60, 2000, per=100)
    assert after.rate < before.rate and after.reference < before.reference
    assert after.absolute.estimate == pytest.approx(5.5) and before.absolute.estimate == pytest.approx(5.0)
    assert after.ratio.estimate > before.ratio.estimate
    assert str(before).startswith("10 against 5")


def test_is_the_interval_of_the_ratio_the_log_one():
    found = equity_gap(30, 200, 20, 250).ratio
    error = sqrt(1 / 30 - 1 / 200 + 1 / 20 - 1 / 250)
    centre = log((30 / 200) / (20 / 250))
    assert (found.low, found.high) == (
        pytest.approx(exp(centre - 1.959964 * error)),
        pytest.approx(exp(centre + 1.959964 * error)),
    )


def test_do_groups_without_events_have_an_answer():
    assert equity_gap(0, 50, 5, 50).ratio.low == 0 and equity_gap(5, 50, 0, 50).ratio.high == np.inf
    assert equity_gap(0, 50, 0, 50).ratio.estimate == 1
    assert equity_gap(12, 3.5, 4, 2.0, kind="rate", per=10).absolute.estimate == pytest.approx(
        10 * (12 / 3.5 - 2)
    )


def test_are_those_not_known_shown():
    table = pd.DataFrame(
        {"fifth": [1, 1, 5, None, 3], "dna": [60, 40, 50, 9, 7], "booked": [600, 400, 1000, 90, 100]}
    )
    found = equity_table(table, "fifth", "dna", "booked", reference=5, per=100).set_index("group")
    assert found.index.tolist() == [1, 3, 5, "not known"]
    assert found["rate"].tolist() == pytest.approx([10, 7, 5, 10]) and found.loc[1, "ratio"] == pytest.approx(
        2
    )


def test_whose_voice_is_missing():
    assert response_ratio([60, 30, 10], [500, 300, 200]).tolist() == pytest.approx([1.2, 1.0, 0.5])


TABLE = pd.DataFrame({"g": ["a", "b"], "x": [1, 0], "n": [10, 10]})


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: equity_gap(11, 10, 1, 10), "more than all"),
        (lambda: equity_gap(1, 0, 1, 10), "1 or more"),
        (lambda: equity_gap(1, 10, 1, 10, kind="ratio"), "proportion"),
        (lambda: equity_table(TABLE, "g", "x", "n", reference="c"), "no group 'c'"),
        (lambda: equity_table(TABLE, "g", "x", "n", reference="b"), "no events"),
        (lambda: equity_table(TABLE.assign(n=[10, 0]), "g", "x", "n", reference="a"), "nobody"),
        (lambda: equity_table(TABLE.assign(x=[1, 11]), "g", "x", "n", reference="a"), "row 2"),
        (lambda: response_ratio([0, 0], [5, 5]), "adds up to 0"),
        (lambda: response_ratio([1], [5, 5]), "length"),
    ],
)
def test_is_nonsense_refused_with_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_has_a_gap_between_groups_where_all_have_the_event_a_width():
    """20 of 20 against 20 of 20: each Wilson interval is 20/(20 + 1.96²) = 0.8389 to 1, so the ratio may be as low as that."""
    gap = equity_gap(20, 20, 20, 20)
    least = 20 / (20 + 1.959963984540054**2)
    assert gap.absolute.estimate == 0 and gap.ratio.estimate == 1
    assert [gap.absolute.low, gap.absolute.high] == pytest.approx([least - 1, 1 - least])
    assert [gap.ratio.low, gap.ratio.high] == pytest.approx([least, 1 / least])
    for events in ((20, 20, 18, 20), (18, 20, 20, 20), (1, 1, 1, 1), (20, 20, 0, 20), (0, 20, 20, 20)):
        found = equity_gap(*events)
        assert found.ratio.low < found.ratio.high and found.absolute.low < found.absolute.high
        assert found.ratio.low <= found.ratio.estimate <= found.ratio.high
