"""What people ask of the falls."""

import numpy as np
import pandas as pd

from qilab.trusts.generate import generate
from qilab.trusts.generate.planted import E4_FALLS, OSIE_FALLS
from qilab.trusts.generate.providers import STANDARD


def test_do_the_falls_of_ward_month_equal_the_rows_of_falls_events(course):
    """Count the rows by ward and month: is it the same number, everywhere?"""
    events = course["falls_events"]
    count = events.groupby(["ward_code", events["datetime"].dt.to_period("M")]).size()
    for row in course["ward_month"].itertuples():
        assert count.get((row.ward_code, pd.Period(row.month, "M")), 0) == row.falls


def test_does_a_fall_happen_on_a_day_when_the_ward_has_patients(course):
    """Is there no fall on a ward that is shut?"""
    events = course["falls_events"].set_index("datetime").sort_index()
    for p in STANDARD:
        for w in p.wards:
            own = events[events["ward_code"] == w.code]
            for first, last in w.closures:
                assert own.loc[first:last].empty
            if w.closed:
                assert (own.index < pd.Timestamp(w.closed) + pd.Timedelta(days=1)).all()
            if w.opened:
                assert (own.index >= pd.Timestamp(w.opened)).all()


def test_does_the_rate_of_e4_fall_by_28_percent_from_6_february():
    """Over 40 seeds, is the rate after over the rate before 0.72?"""
    before = after = days_before = days_after = 0
    for seed in range(40):
        t = generate(["ward_month", "falls_events"], seed=seed, trusts="NORM")
        ward = t["ward_month"].query("ward_code == 'E4'")
        falls = t["falls_events"].query("ward_code == 'E4'")["datetime"]
        late = ward["month"] >= "2023-03-01"
        early = ward["month"] < "2023-02-01"
        before += (falls < "2023-02-01").sum()
        after += (falls >= "2023-03-01").sum()
        days_before += ward[early]["obd"].sum()
        days_after += ward[late]["obd"].sum()
    assert abs((after / days_after) / (before / days_before) - (1 + E4_FALLS.size)) < 0.025


def test_do_rounds_and_falls_on_e4_change_on_one_monday(course):
    """Do the rounds on E4 begin on 6 February 2023, and falls fall from that day? At Osierfield three weeks later?"""
    rounds = course["care_rounds"].query("ward_code == 'E4'").set_index("week")
    share = rounds["rounds_done"] / rounds["rounds_due"]
    assert share[:"2023-02-05"].mean() < 0.45 and share["2023-02-06":].mean() > 0.8
    assert (
        E4_FALLS.start == E4_FALLS.process == "2023-02-06"
        and pd.Timestamp(E4_FALLS.start).day_name() == "Monday"
    )
    assert pd.Timestamp(OSIE_FALLS.start) - pd.Timestamp(OSIE_FALLS.process) == pd.Timedelta(weeks=3)


def test_do_lark_s_initiatives_follow_a_high_month():
    """Does each begin in the month after one of the highest, on every one of 20 seeds?"""
    for seed in range(20):
        t = generate(["ward_month", "initiatives"], seed=seed, trusts="LARK")
        for one in t["initiatives"].query("measure == 'Falls'").itertuples():
            rows = t["ward_month"]
            if isinstance(one.ward_code, str):
                rows = rows[rows["ward_code"] == one.ward_code]
            month = rows.groupby("month")[["falls", "obd"]].sum()
            rate = month["falls"] / month["obd"]
            last = one.start.replace(day=1) - pd.DateOffset(months=1)
            middle = rate["2022-10":"2024-06"]  # months with enough before and after to draw a chart
            assert rate[last] >= middle.quantile(0.95)


def test_are_two_falls_of_one_person_never_within_half_an_hour(course):
    """Would the data clinic's rule ever merge two true falls?"""
    events = course["falls_events"].sort_values(["trust", "patient_key", "datetime"])
    again = events.duplicated(["trust", "patient_key"])
    gap = events["datetime"].diff()[again]
    assert again.sum() > 100 and gap.min() > pd.Timedelta(minutes=30)


def test_do_ward_rates_spread_and_stay_within_their_range():
    """Do acute wards' true rates differ by about 25% and stay between 3 and 12?"""
    from qilab.trusts.generate.safety.falls import ward_rates
    from qilab.trusts.generate.seeds import child

    rates = np.concatenate([ward_rates(child(s, "x"), p) for s in range(30) for p in STANDARD if p.acute])
    assert rates.min() >= 3 and rates.max() <= 12
    assert 0.2 < rates.std() / rates.mean() < 0.32
