"""What people ask of the seeds."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qilab.trusts.generate import generate
from qilab.trusts.generate.hospital import beds, emergency, spells, theatres, waiting
from qilab.trusts.generate.improvement import pdsa, processes, sustain
from qilab.trusts.generate.people import community, complaints, friends, survey, voice
from qilab.trusts.generate.safety import mental_health, sepsis
from qilab.trusts.generate.seeds import DEFAULT_SEED, checked_seed, child, drift, pick, whole
from qilab.trusts.schema.registry import SEALED_TABLES, TABLES

SOME = ["NORM", "LARK", "WEXM", "TARN"]


def test_do_two_calls_with_the_same_names_give_the_same_numbers():
    """Is a child stream fixed by the seed and its names?"""
    assert (child(7, "falls", "NORM").random_sample(5) == child(7, "falls", "NORM").random_sample(5)).all()


def test_do_other_names_or_seeds_give_other_numbers():
    """Do neighbouring seeds, tables and trusts have streams of their own?"""
    streams = {
        tuple(child(s, *n).random_sample(3))
        for s in (7, 8)
        for n in (("falls",), ("falls", "NORM"), ("spells",))
    }
    assert len(streams) == 6


def test_do_any_two_tables_share_a_stream():
    """Do the keys of all tables differ after hashing?"""
    names = [*TABLES, *SEALED_TABLES]
    assert len({tuple(child(1, n).random_sample(2)) for n in names}) == len(names)


def test_are_the_first_numbers_those_of_numpy_frozen_for_good():
    """Does the stream still begin as it did when the data were made? (RandomState never changes: NEP 19.)"""
    from zlib import crc32

    keys = (crc32(b"falls"), crc32(b"NORM"))
    own = np.random.RandomState(np.random.PCG64(np.random.SeedSequence(DEFAULT_SEED, spawn_key=keys)))
    assert (own.poisson(5, 9) == child(DEFAULT_SEED, "falls", "NORM").poisson(5, 9)).all()


@pytest.mark.parametrize("seed", [-1, 1.5, "4821", True, float("nan"), 2**63, [1]])
def test_does_a_bad_seed_get_a_kind_word(seed):
    """What happens with a seed that is no seed?"""
    with pytest.raises(ValueError, match="whole number of 0 or more"):
        checked_seed(seed)


def test_is_no_seed_the_course_s_own():
    """What is made when no seed is given?"""
    pd.testing.assert_frame_equal(generate("wards")["wards"], generate("wards", seed=DEFAULT_SEED)["wards"])


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**63 - 1), st.floats(0, 0.9))
def test_has_the_drift_the_variance_and_correlation_it_promises(seed, rho):
    """Is autoregressive noise of variance 1 and the lag-one correlation asked for?"""
    x = drift(child(seed, "x"), 20_000, rho)
    assert abs(x.var() - 1) < 0.25
    assert abs(np.corrcoef(x[1:], x[:-1])[0, 1] - rho) < 0.06


def test_do_picks_follow_their_shares():
    """Are positions drawn with the shares given, and never beyond the last?"""
    got = np.bincount(pick(child(3, "x"), (1, 2, 0, 7), 100_000), minlength=4) / 100_000
    assert np.abs(got - np.array([0.1, 0.2, 0.0, 0.7])).max() < 0.01


def test_do_whole_numbers_reach_both_ends():
    """Are both ends of the range drawn, and nothing beyond them?"""
    assert set(whole(child(3, "x"), 2, 5, 1000).tolist()) == {2, 3, 4, 5}


MODULES = (
    beds, community, complaints, emergency, friends, mental_health, pdsa, processes, sepsis, spells, survey,
    sustain, theatres, voice, waiting,
)  # fmt: skip


@pytest.fixture(scope="module")
def before():
    return generate(seed=11, trusts=SOME)


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__.rsplit(".", 1)[-1])
def test_does_a_change_in_one_table_s_code_leave_all_others_alone(module, before, monkeypatch):
    """If one module drew its numbers quite differently, would any table of another module move?"""
    monkeypatch.setattr(module, "child", lambda seed, *names: child(seed + 1, "changed", *names))
    after = generate(seed=11, trusts=SOME)
    own = set(module.BUILD)
    moved = {name for name in after if not after[name].equals(before[name])}
    assert moved and moved <= own


def test_is_one_trust_s_table_the_same_whether_others_are_made_or_not(before):
    """Does asking for one trust or one table change what is in it?"""
    for name in ("ward_month", "falls_events", "beds_daily", "outpatient"):
        alone = generate([name], seed=11, trusts="LARK")[name]
        rows = before[name][before[name]["trust"] == "LARK"].reset_index(drop=True)
        pd.testing.assert_frame_equal(alone, rows)
