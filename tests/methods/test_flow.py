"""Queues, backlogs and beds: do the formulas agree with tables, simple sums and a chain solved by hand?"""

from __future__ import annotations

from math import factorial, inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from qilab.methods import (
    bed_day_share,
    beds_needed,
    carried_over_backlog,
    erlang_b,
    erlang_c,
    length_biased_mean,
    littles_law,
    lognormal_stays,
    occupancy_for_wait,
    queue,
    single_server_wait,
    slots_needed,
    waiting_list,
)

# Chance of waiting in percent, by beds and planned occupancy: the Erlang table of the course.
TABLE = {
    10: (41, 53, 67, 73, 83, 93),
    28: (19, 31, 49, 57, 71, 88),
    60: (6, 16, 32, 42, 60, 82),
    100: (2, 7, 22, 31, 51, 78),
    300: (0, 0.4, 5, 10, 28, 63),
}


@pytest.mark.parametrize("beds", TABLE)
def test_is_the_erlang_table_that_of_the_course(beds):
    use = np.array([0.80, 0.85, 0.90, 0.92, 0.95, 0.98])
    found = 100 * erlang_c(beds, beds * use)
    decimals = [1 if v == 0.4 else 0 for v in TABLE[beds]]
    assert [round(float(f), d) for f, d in zip(found, decimals, strict=True)] == list(TABLE[beds])


@given(st.integers(1, 30), st.floats(0.01, 0.99))
def test_does_erlang_c_agree_with_its_sum(c, use):
    """The textbook form with factorials, in plain Python."""
    a = c * use
    full = a**c / factorial(c) / (1 - use)
    assert erlang_c(c, a) == pytest.approx(
        full / (sum(a**k / factorial(k) for k in range(c)) + full), rel=1e-9
    )


@given(st.integers(1, 30), st.floats(0.01, 60))
def test_does_erlang_b_agree_with_its_sum(c, a):
    terms = [a**k / factorial(k) for k in range(c + 1)]
    assert erlang_b(c, a) == pytest.approx(terms[-1] / sum(terms), rel=1e-9)


def test_does_everybody_wait_when_the_beds_are_too_few():
    assert erlang_c(5, 5) == 1 and erlang_c(5, 9) == 1 and queue(5, 5, 1).mean_wait == inf


def test_does_littles_law_tie_the_queue_together():
    found = queue(28, 4.2, 6.1)
    assert found.mean_waiting == pytest.approx(littles_law(arrival_rate=4.2, time=found.mean_wait))
    assert littles_law(in_system=12, time=3) == 4 and littles_law(in_system=12, arrival_rate=4) == 3


def test_is_the_single_server_three_times_slower_at_95_than_at_85():
    """(0.95/0.05)/(0.85/0.15) = 3.35; and ρ/(1 − ρ) is the wait of a queue with one server."""
    assert round(single_server_wait(0.95) / single_server_wait(0.85), 2) == 3.35
    assert queue(1, 0.9, 1).mean_wait == pytest.approx(single_server_wait(0.9)) == pytest.approx(9)
    assert single_server_wait(0.9, 0, 0) == 0 and single_server_wait(1) == inf


def chain_backlog(demand, slots, states=1200):
    """Mean of the stationary distribution of tomorrow = max(0, today + Poisson − slots), solved as a chain."""
    pmf = stats.poisson.pmf(np.arange(states + slots + 1), demand)
    today, tomorrow = np.meshgrid(np.arange(states), np.arange(states), indexing="ij")
    need = tomorrow - today + slots
    chain = np.where(need >= 0, pmf[np.clip(need, 0, states + slots)], 0.0)
    chain[:, 0] = stats.poisson.cdf(slots - np.arange(states), demand)
    chain[:, -1] += 1 - chain.sum(axis=1)
    system = np.vstack([(chain.T - np.eye(states))[:-1], np.ones(states)])
    share = np.linalg.solve(system, np.append(np.zeros(states - 1), 1.0))
    return float(share @ np.arange(states))


@pytest.mark.parametrize("slots", [21, 22, 25])
def test_is_the_backlog_that_of_the_chain(slots):
    assert carried_over_backlog(20, slots) == pytest.approx(chain_backlog(20, slots), abs=1e-6)


def test_how_many_slots_does_the_urgent_clinic_need():
    """22: with 21 about 8 are carried over, with 22 about 3; 20 never settles."""
    assert slots_needed(20, 5) == 22
    assert carried_over_backlog(20, 20) == inf
    assert carried_over_backlog(20, 21) == pytest.approx(7.9, abs=0.2)
    assert carried_over_backlog(20, 22) == pytest.approx(3.1, abs=0.2)


def test_how_many_beds_for_62_admissions_of_6_1_days():
    found = beds_needed(62, 6.1)
    assert (found.occupied, found.beds) == (378.2, 412)
    assert beds_needed(46, 2, 0.92).beds == 100  # 92 / 0.92 is 100 and not 101


def test_who_is_met_in_the_beds():
    """Log-normal stays with mean 5.5: mean final stay of those in beds 14.9; 3.3% of stays take 19.9% of days."""
    found = lognormal_stays(1.2, 1.0)
    assert [round(found[k], 1) for k in ("mean", "length_biased_mean")] == [5.5, 14.9]
    assert [round(100 * found[k], 1) for k in ("admissions", "bed_days")] == [3.3, 19.9]


def test_do_the_stays_of_a_large_sample_say_the_same():
    stays = stats.lognorm.ppf((np.arange(400_000) + 0.5) / 400_000, 1, scale=np.exp(1.2))
    assert length_biased_mean(stays) == pytest.approx(14.88, rel=0.01)
    assert bed_day_share(stays) == pytest.approx((0.0326, 0.1992), rel=0.01)


def test_are_open_stays_left_out():
    assert length_biased_mean([2, 2, None]) == 2 and bed_day_share([1, 21, float("nan")]) == (0.5, 21 / 22)


def test_is_removal_without_treatment_not_treatment():
    found = waiting_list(1200, additions=110, treated=100, removed_other=5)
    assert (found.growth, found.clearance) == (5, 12) and waiting_list(5, 1, 0).clearance == inf


@given(st.integers(1, 200), st.floats(0.02, 0.9))
def test_is_the_safe_occupancy_just_safe(beds, share):
    use = occupancy_for_wait(beds, share)
    assert erlang_c(beds, beds * use) == pytest.approx(share, abs=1e-6)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: littles_law(time=3), "two of"),
        (lambda: littles_law(time=0, in_system=3), "is 0"),
        (lambda: littles_law(time="3", in_system=3), "number"),
        (lambda: erlang_c(0, 1), "1 or more"),
        (lambda: erlang_c(2.5, 1), "whole"),
        (lambda: erlang_b(2, -1), "0 or more"),
        (lambda: queue(2, 1, 0), "more than 0"),
        (lambda: single_server_wait(1.2), "between 0 and 1"),
        (lambda: carried_over_backlog(0, 3), "more than 0"),
        (lambda: slots_needed(20, 0), "more than 0"),
        (lambda: beds_needed(62, 6.1, 92), "divided by 100"),
        (lambda: beds_needed(62, 6.1, 0), "above 0"),
        (lambda: length_biased_mean([-1, 3]), "below 0"),
        (lambda: length_biased_mean([]), "no stay"),
        (lambda: bed_day_share([0, 0]), "no stay"),
        (lambda: waiting_list(1, -1, 1), "0 or more"),
        (lambda: lognormal_stays(1, 0), "more than 0"),
    ],
)
def test_is_nonsense_refused_with_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
