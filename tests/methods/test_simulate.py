"""The simulated ward: is it Erlang's when nothing waves, and does it show what weekends and hours do?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import simpy

from qilab.methods import backlog_by_day, carried_over_backlog, erlang_c, simulate_ward
from qilab.methods.simulate import leaving_time


@pytest.mark.parametrize(("beds", "use"), [(10, 0.80), (28, 0.90), (60, 0.92)])
def test_does_the_chance_to_wait_agree_with_erlang_c(beds, use):
    """Within three standard errors, over ten years."""
    run = simulate_ward(beds, beds * use / 4.0, 4.0, days=3650, warm_up=200, seed=beds)
    assert abs(run.chance_to_wait - erlang_c(beds, beds * use)) <= 3 * run.standard_error
    assert run.occupancy == pytest.approx(use, abs=0.02)


def test_does_littles_law_hold_in_the_ward():
    """Beds taken = admissions a day × mean time in a bed."""
    run = simulate_ward(40, 5, 6, days=2000, seed=3)
    done = run.patients.dropna()
    assert run.occupied.mean() == pytest.approx(5 * (done["leave"] - done["admit"]).mean(), rel=0.05)


def test_do_the_same_patients_come_whatever_the_plan():
    small, large = (
        simulate_ward(26, seed=9),
        simulate_ward(30, discharge_hour=11, weekend_discharge=0.5, seed=9),
    )
    pd.testing.assert_series_equal(small.patients["arrive"], large.patients["arrive"])
    assert simulate_ward(26, seed=9).patients.equals(small.patients)
    assert not simulate_ward(26, seed=10).patients["arrive"].equals(small.patients["arrive"])


def test_does_a_closed_weekend_fill_the_ward_on_monday():
    run = simulate_ward(60, 6, 6, discharge_hour=14, weekend_discharge=0.2, days=1400, seed=4)
    by_day = run.by_day(8)
    assert by_day.idxmax() == 0 and by_day[0] > by_day[5] + 3
    even = simulate_ward(60, 6, 6, discharge_hour=14, days=1400, seed=4)
    assert even.by_day(8).max() - even.by_day(8).min() < 2
    assert run.occupancy > even.occupancy


def test_does_a_late_hour_of_discharge_cost_beds():
    early, late = (simulate_ward(60, 6, 6, discharge_hour=h, days=1400, seed=4) for h in (10, 17))
    assert early.by_hour()[12] < late.by_hour()[12]
    assert early.by_hour().idxmin() == 10 and late.by_hour().idxmin() == 17


def test_do_arrivals_follow_the_hours_and_days_given():
    hourly, weekly = [0] * 12 + [1] * 12, [2, 1, 1, 1, 1, 0, 0]
    arrive = simulate_ward(40, 5, 5, hourly=hourly, weekly=weekly, days=1400, seed=5).patients["arrive"]
    day, hour = arrive.astype(int) % 7, (arrive * 24).astype(int) % 24
    assert hour.min() >= 12 and day.max() <= 4
    assert (day == 0).sum() / (day == 1).sum() == pytest.approx(2, rel=0.1)
    assert len(arrive) / 1400 == pytest.approx(5, rel=0.05)


def test_do_more_even_stays_mean_fewer_waits():
    even, wild = (simulate_ward(20, 18 / 6, 6, stay_cv=cv, days=3000, seed=6) for cv in (0, 2))
    assert even.mean_wait < wild.mean_wait
    assert (even.patients["ready"] - even.patients["admit"]).dropna().std() < 1e-9


def test_is_an_overfull_ward_told_as_it_is():
    run = simulate_ward(5, 5, 6, days=200, seed=7)
    assert run.chance_to_wait > 0.99 and run.still_waiting > 300 and "still waiting" in repr(run)


def test_when_does_a_patient_leave():
    """Day 0 is a Monday; ready on Friday at 18:00 with discharges at 11."""
    friday = 4 + 18 / 24
    assert leaving_time(friday, None, 0) == friday
    assert leaving_time(friday, 11, 0) == pytest.approx(5 + 11 / 24)
    assert leaving_time(friday, 11, 1) == pytest.approx(6 + 11 / 24)
    assert leaving_time(friday, 11, 9) == pytest.approx(7 + 11 / 24)
    assert leaving_time(2 + 11 / 24, 11, 9) == pytest.approx(2 + 11 / 24)
    # a round at 8: ready by then and gone at 11; ready at 9 means tomorrow
    assert leaving_time(2 + 8 / 24, 11, 0, 8) == pytest.approx(2 + 11 / 24)
    assert leaving_time(2 + 9 / 24, 11, 0, 8) == pytest.approx(3 + 11 / 24)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"beds": 0}, "1 or more"),
        ({"arrivals": 0}, "more than 0"),
        ({"stay": -1}, "more than 0"),
        ({"hourly": [1] * 23}, "24 weights"),
        ({"weekly": [0] * 7}, "7 weights"),
        ({"discharge_hour": 24}, "23 or less"),
        ({"weekend_discharge": 50}, "divided by 100"),
        ({"arrivals": 1e6}, "fewer days"),
        ({"days": 0}, "1 or more"),
        ({"stay_cv": float("nan")}, "missing"),
        ({"round_hour": 8}, "discharge_hour too"),
        ({"round_hour": 12, "discharge_hour": 11}, "after the round"),
        ({"planned": [1] * 5}, "7 numbers"),
        ({"planned": [-1] * 7}, "0 or more"),
    ],
)
def test_is_nonsense_refused_with_words(options, words):
    with pytest.raises(ValueError, match=words):
        simulate_ward(**options)


def by_simpy(beds: int, arrive, stays) -> np.ndarray:
    """When each patient is admitted, by SimPy's own ward: who comes first has the first free bed."""
    env, admit = simpy.Environment(), np.full(len(arrive), np.nan)
    ward = simpy.Resource(env, capacity=beds)

    def patient(i):
        yield env.timeout(arrive[i])
        with ward.request() as bed:
            yield bed
            admit[i] = env.now
            yield env.timeout(stays[i])

    for i in range(len(arrive)):
        env.process(patient(i))
    env.run()
    return admit


@pytest.mark.parametrize("options", [{}, {"discharge_hour": 14, "weekend_discharge": 0.5}], ids=str)
def test_does_simpy_give_every_patient_the_same_bed_day(options):
    """The same patients and stays through SimPy: each is admitted at the same moment."""
    run = simulate_ward(8, 1.6, 2.5, days=260, warm_up=0, planned=[2, 2, 0, 0, 0, 0, 0], seed=8, **options)
    came = run.patients[run.patients["arrive"] < 200]
    assert came["leave"].notna().all(), "so that nobody is left out who kept a bed from another"
    waited = came["admit"] - came["arrive"]
    assert len(came) > 400 and waited.gt(1e-9).mean() > 0.1
    admit = by_simpy(8, came["arrive"].to_numpy(), (came["leave"] - came["admit"]).to_numpy())
    assert admit == pytest.approx(came["admit"].to_numpy())


def test_does_a_little_more_change_a_little():
    """With one seed a somewhat longer stay keeps each patient, and moves their times a little."""
    usual, longer = (
        simulate_ward(28, 4, 6, days=100, warm_up=0, seed=5),
        simulate_ward(28, 4, 6.1, days=100, warm_up=0, seed=5),
    )
    assert usual.patients["arrive"].equals(longer.patients["arrive"])
    ratio = (
        (longer.patients["ready"] - longer.patients["admit"])
        / (usual.patients["ready"] - usual.patients["admit"])
    ).dropna()
    assert ratio.to_numpy() == pytest.approx(6.1 / 6)
    more = simulate_ward(28, 4.04, 6, days=100, warm_up=0, seed=5).patients
    assert more["arrive"][0] == pytest.approx(usual.patients["arrive"][0] * 4 / 4.04)


def test_do_planned_patients_come_as_planned():
    """Two on Mondays, and one on every second Tuesday, in the morning."""
    run = simulate_ward(40, 0.001, 1, planned=[2, 0.5, 0, 0, 0, 0, 0], days=70, warm_up=0, seed=2)
    came = run.patients.loc[run.patients["planned"], "arrive"]
    day = came.astype(int)
    assert (day % 7).value_counts().to_dict() == {0: 20, 1: 5}
    assert (24 * (came - day)).between(7, 10).all()


def test_what_is_left_over():
    """10 slots: 15 come and 5 stay over; 5 come and the line is empty; a quiet day is not saved for the busy one after it."""
    assert backlog_by_day([15, 5, 5, 12], 10).tolist() == [5, 0, 0, 2]
    assert backlog_by_day([15, 5, 5, 12], [10, 10, 5, 20], backlog=3).tolist() == [8, 3, 3, 0]
    assert backlog_by_day([[1, 2], [3, 0]], 1).tolist() == [[0, 1], [2, 1]]
    with pytest.raises(ValueError, match="one for each day"):
        backlog_by_day([1, 2, 3], [1, 2])


def test_is_the_backlog_that_of_spitzer():
    """20 a day at random and 22 slots: 2.97 left over by the exact sum; 40 runs of 2,000 days, within three standard errors."""
    came = np.random.default_rng(4).poisson(20, (40, 2_200))
    means = backlog_by_day(came, 22)[:, 200:].mean(axis=1)
    error = means.std(ddof=1) / 40**0.5
    assert abs(means.mean() - carried_over_backlog(20, 22)) < 3 * error < 0.5
