"""Two changes at once: are effects and interaction those of the cells?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from qilab.methods import factorial_effects

CELLS = pd.DataFrame({"a": [0, 1, 0, 1], "b": [0, 0, 1, 1], "y": [10.0, 14.0, 11.0, 23.0]})


def effects(table):
    return table.set_index("effect")["estimate"].to_dict()


def test_is_the_interaction_half_the_difference_of_differences():
    """E9.6: A = ½[(23−11)+(14−10)] = 8, B = ½[(23−14)+(11−10)] = 5, interaction ½[12−4] = 4."""
    found = factorial_effects(CELLS, "y", ["a", "b"])
    assert effects(found) == {"a": 8, "b": 5, "a × b": 4}
    assert found["low"].isna().all()


def test_do_unequal_numbers_not_tilt_the_effects():
    lopsided = pd.concat([CELLS, CELLS.iloc[[3]], CELLS.iloc[[3]]])
    assert effects(factorial_effects(lopsided, "y", ["a", "b"])) == {"a": 8, "b": 5, "a × b": 4}


def test_is_the_interval_that_of_the_t_test_when_there_is_one_factor():
    rng = np.random.default_rng(4)
    table = pd.DataFrame({"new": [False] * 8 + [True] * 8, "y": rng.normal(5, 1, 16)})
    row = factorial_effects(table, "y", ["new"]).iloc[0]
    expected = stats.ttest_ind(table["y"][8:], table["y"][:8]).confidence_interval()
    assert (row["low"], row["high"]) == (pytest.approx(expected.low), pytest.approx(expected.high))


def test_are_three_factors_found_as_they_were_put_in():
    grid = pd.MultiIndex.from_product([["no", "yes"]] * 3, names=["x", "y", "z"]).to_frame(index=False)
    s = (grid == "yes").astype(int) * 2 - 1
    grid["time"] = 50 + 3 * s["x"] - 2 * s["z"] + 1.5 * s["x"] * s["z"]
    found = effects(factorial_effects(grid, "time", ["x", "y", "z"]))
    assert {k: round(v, 9) for k, v in found.items() if abs(v) > 1e-9} == {"x": 6, "z": -4, "x × z": 3}
    assert len(found) == 7


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: factorial_effects(CELLS.iloc[:3], "y", ["a", "b"]),
            "no result for the combination a with, b with",
        ),
        (lambda: factorial_effects(CELLS, "y", "a"), "list"),
        (lambda: factorial_effects(CELLS, "y", ["a", "a"]), "different"),
        (lambda: factorial_effects(CELLS.assign(a=[0, 1, 2, 3]), "y", ["a", "b"]), "4 levels"),
        (lambda: factorial_effects(CELLS.assign(y=[1, None, 2, 3]), "y", ["a", "b"]), "row 2"),
        (lambda: factorial_effects(CELLS.assign(a=[None, 1, 0, 1]), "y", ["a", "b"]), "row 1"),
        (lambda: factorial_effects(CELLS.iloc[:0], "y", ["a"]), "DataFrame"),
    ],
)
def test_is_nonsense_refused_with_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
