"""Baseline and rebase, the model: its rates against a simulation of our own, its cases against what they promise."""

import numpy as np
import pytest

from qilab.methods.spc import spc
from qilab.methods.spc.rules import MDC
from qilab.modules.m07_xmr_mdc.baseline_and_rebase.model import (
    CASE_BASELINE,
    CASE_MONTHS,
    CHANGES,
    DECOYS,
    PLANS,
    Case,
    Process,
    Settings,
    deal,
    read,
    signal_rate,
    verdict,
)

SEEDS = (11, 2024, 4821, 31337, 4294967295)


def by_hand(shift, frozen, charts=4000):
    """Share of charts of 12 + 12 months with a later month outside mean ± 2.66 mR or in seven on one side of the mean."""
    luck = np.random.default_rng(7).normal(size=(charts, 24))
    luck[:, 12:] += shift
    hits = 0
    for values in luck:
        base = values[:12] if frozen else values
        mean, reach = base.mean(), 2.66 * np.abs(np.diff(base)).mean()
        side, length, seven = np.sign(values - mean), 0, np.zeros(24, dtype=bool)
        for i in range(24):
            length = length + 1 if i and side[i] == side[i - 1] else 1
            if length >= 7:
                seven[i - 6 : i + 1] = True
        hits += bool((seven | (np.abs(values - mean) > reach))[12:].any())
    return hits / charts


@pytest.mark.parametrize(("shift", "frozen"), [(0, True), (1, True), (2, True), (0, False), (1, False)])
def test_how_often_do_frozen_and_floating_limits_speak(shift, frozen):
    """Two simulations of 4,000 charts each: within four standard errors of each other."""
    how = Settings(freeze=12 if frozen else None, rules="two", screen=False)
    found, expected = signal_rate(Process(shift=float(shift)), how, 4000), by_hand(shift, frozen)
    assert found == pytest.approx(expected, abs=4 * (2 * 0.25 / 4000) ** 0.5)


def test_does_freezing_find_more_and_cry_more():
    """More of a change of one sigma, more alarms without one; a longer baseline has fewer of these."""
    held, floating = Settings(freeze=12), Settings(freeze=None)
    for shift in (0.0, 1.0):
        assert signal_rate(Process(shift=shift), held) > signal_rate(Process(shift=shift), floating) + 0.1
    short, long = (signal_rate(Process(baseline=n), Settings(freeze=n)) for n in (6, 24))
    assert short > long + 0.05


def test_does_screening_narrow_the_limits_of_an_odd_month():
    """One month 4.5σ up: its two steps are left out, so the limits are narrower, about the same mean."""
    values = Process(odd=True).chart(1)
    wide, narrow = (read(values, Settings(screen=s)).summary.iloc[0] for s in (False, True))
    assert narrow["ucl"] < wide["ucl"] - 3 and narrow["cl"] == wide["cl"]


def test_does_a_target_move_nothing():
    """With and without: the same lines and signals; only the second icon comes."""
    values = Process(shift=-1.5).chart(1)
    bare, aimed = read(values, Settings()), read(values, Settings(target=60.0))
    assert bare.points.equals(aimed.points)
    assert (
        not isinstance(bare.summary["assurance"][0], str) and aimed.summary["assurance"][0] == "inconsistent"
    )


def test_is_the_same_seed_the_same_luck():
    """A control moves points and does not draw others."""
    still, moved = Process(shift=0.0).chart(3), Process(shift=1.0).chart(3)
    assert (still[:12] == moved[:12]).all()
    assert moved[12:] - still[12:] == pytest.approx(np.full(12, 8.0), abs=0.051)


@pytest.mark.parametrize("seed", SEEDS)
def test_can_each_case_be_judged(seed):
    """Frozen on the first year: a change shows as a run from its first month to the end; nothing lasting shows elsewhere."""
    cases = deal(seed)
    assert len(cases) == len(PLANS) == 7 and (CHANGES, DECOYS) == (5, 2)
    for case in cases:
        assert len(case.values) == CASE_MONTHS
        run = spc(list(case.values), "i", freeze=CASE_BASELINE, rules=MDC).broken["shift"] != 0
        months = (np.flatnonzero(run) + 1).tolist()
        assert months == ([] if case.first is None else list(range(case.first, CASE_MONTHS + 1)))


CHANGED = Case(PLANS[0], np.zeros(CASE_MONTHS))  # from month 18; tests began in month 14
STEADY = Case(PLANS[-1], np.zeros(CASE_MONTHS))


@pytest.mark.parametrize(
    ("case", "ticked", "kind", "right"),
    [
        (CHANGED, [18], "right", True),
        (CHANGED, [17], "right", True),
        (CHANGED, [19], "right", True),
        (CHANGED, [20], "late", False),
        (CHANGED, [24], "late", False),
        (CHANGED, [14], "began", False),
        (CHANGED, [10], "early", False),
        (CHANGED, [18, 25], "extra", False),
        (CHANGED, [], "missed", False),
        (STEADY, [], "left", True),
        (STEADY, [15], "decoy", False),
    ],
)
def test_how_is_a_rebase_judged(case, ticked, kind, right):
    """Within a month of the truth counts; where nothing lasts, only leaving it alone does."""
    said = verdict(case, ticked)
    assert (said.kind, said.is_right) == (kind, right)


@pytest.mark.parametrize(
    "wrong",
    [{"baseline": 5}, {"baseline": 12.5}, {"shift": 4}, {"shift": "1"}, {"odd": 1}, {"seed": -1}],
    ids=str,
)
def test_is_a_bad_process_refused_by_name(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Process(**wrong)
