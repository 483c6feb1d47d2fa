"""What people ask of a seed: is it the same thing in labs, data, questions and methods?"""

import numpy as np
import pytest

from qilab import data_for, labs, methods
from qilab.trusts.generate import generate

CALLS = {
    "a method": methods.red_beads,
    "another method": lambda seed: methods.deming_funnel(2, drops=5, seed=seed),
    "the data of an exercise": lambda seed: data_for("E6.1", seed=seed),
    "the trusts": lambda seed: generate("wards", seed=seed),
    **{
        name: getattr(labs, name) for name in ("measure_workshop", "coin_spin", "pdsa_ramp", "rule_detective")
    },
}


@pytest.mark.parametrize("seed", [-1, 2**32, 1.0, 1.5, "4821", True, float("nan"), [1], 10**400])
@pytest.mark.parametrize("name", CALLS)
def test_is_a_bad_seed_refused_in_the_same_words_everywhere(name, seed):
    with pytest.raises(ValueError, match=r"^seed: give a whole number of 0 or more, such as 4821"):
        CALLS[name](seed=seed)


@pytest.mark.parametrize("seed", [0, 2**32 - 1, np.int64(7)])
@pytest.mark.parametrize("name", CALLS)
def test_is_a_seed_that_is_good_in_one_place_good_in_all(name, seed):
    assert CALLS[name](seed=seed) is not None
