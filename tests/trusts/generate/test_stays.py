"""What people ask of beds and stays."""

import numpy as np
import pytest

from qilab.trusts.generate.hospital.beds import at_eight
from qilab.trusts.generate.hospital.stays import MINUTES
from qilab.trusts.generate.providers import STANDARD
from qilab.trusts.generate.simulation import Simulation
from qilab.trusts.schema.days import N_DAYS, day


@pytest.fixture(scope="module", params=[0, 1], ids=["NORM", "LARK"])
def simulation(request):
    return Simulation(STANDARD[request.param], 4821)


def test_does_a_ward_ever_hold_more_patients_than_beds(simulation):
    """Is the midnight count between nobody and full, on every ward and day?"""
    beds = np.array([w.beds for w in simulation.provider.wards])[:, None]
    assert (simulation.stays.census >= 0).all() and (simulation.stays.census <= beds).all()


def test_does_anyone_leave_before_they_come(simulation):
    """Do admission, being well enough and leaving follow in that order?"""
    s = simulation.stays
    assert (s.admit <= s.ready).all() and (s.ready <= s.leave + 60).all() and (s.admit < s.leave).all()


def test_is_a_bed_day_a_patient_at_midnight(simulation):
    """Does the census agree with a plain count, stay by stay?"""
    s = simulation.stays
    for ward, when in ((0, 10), (3, 500), (7, N_DAYS - 1)):
        midnight = (when + 1) * MINUTES
        present = ((s.ward == ward) & (s.admit < midnight) & (s.leave >= midnight)).sum()
        assert s.census[ward, when] == present


def test_is_a_shut_ward_empty(simulation):
    """Is there nobody on a ward while it is shut, and someone before and after?"""
    for i, w in enumerate(simulation.provider.wards):
        for first, last in w.closures:
            shut = slice(day(first), day(last) + 1)
            assert simulation.stays.census[i, shut].sum() == 0
            assert (
                simulation.stays.census[i, day(first) - 3] > 0
                and simulation.stays.census[i, day(last) + 10] > 0
            )
        if w.opened:
            assert (
                simulation.stays.census[i, : day(w.opened)].sum() == 0 and simulation.stays.census[i, -1] > 0
            )
        if w.closed:
            assert simulation.stays.census[i, day(w.closed) + 1 :].sum() == 0


def test_are_fewer_people_sent_home_at_weekends(simulation):
    """Is Monday at 08:00 the fullest time and Sunday the day with the fewest discharges?"""
    s = simulation.stays
    left = np.bincount(
        (s.leave[(s.leave >= 0) & (s.leave < N_DAYS * MINUTES)] // MINUTES + 4) % 7, minlength=7
    )
    full = at_eight(s.admit, s.leave)
    by_day = [full[(np.arange(N_DAYS) + 4) % 7 == k].mean() for k in range(7)]
    assert left[5:].max() < left[:5].min() and int(np.argmax(by_day)) == 0


def test_is_eight_o_clock_counted_right():
    """Who is in at 08:00: someone who came at 08:00 sharp, someone who left then, someone who never saw
    it?"""
    come = np.array([480, 100, 500, 100])
    gone = np.array([2000, 480, 600, 2000])
    assert at_eight(come, gone)[:3].tolist() == [2, 2, 0]
