"""What people ask of the calendar."""

import datetime as dt

import numpy as np

from qilab.trusts.generate import clock
from qilab.trusts.schema import days


def test_are_the_bank_holidays_england_s(course):
    """Are the movable days right? Easter worked out by Gauss's rule, the rest by the weekday rules of the
    Acts."""

    def easter(y):
        a, b, c = y % 19, y // 100, y % 100
        d, e = b // 4, b % 4
        g = (8 * b + 13) // 25
        h = (19 * a + b - d - g + 15) % 30
        i, k = c // 4, c % 4
        l_ = (32 + 2 * e + 2 * i - h - k) % 7
        m = (a + 11 * h + 19 * l_) // 433
        n = (h + l_ - 7 * m + 90) // 25
        return dt.date(y, n, (h + l_ - 7 * m + 33 * n + 19) % 32)

    def monday(y, month, last):
        found = [
            d for d in (dt.date(y, month, k) for k in range(1, 32)) if d.month == month and d.weekday() == 0
        ]
        return found[-1] if last else found[0]

    usual = set()
    for y in (2022, 2023, 2024, 2025):
        usual |= {
            easter(y) - dt.timedelta(2),
            easter(y) + dt.timedelta(1),
            monday(y, 5, False),
            monday(y, 8, True),
        }
        if y != 2022:
            usual.add(monday(y, 5, True))
    # New Year, Christmas and Boxing Day move on from weekends; 2022 moved the spring holiday and added
    # three days.
    usual |= {dt.date(2022, 12, 26), dt.date(2022, 12, 27), dt.date(2023, 1, 2), dt.date(2023, 12, 25)}
    usual |= {
        dt.date(2023, 12, 26),
        dt.date(2024, 1, 1),
        dt.date(2024, 12, 25),
        dt.date(2024, 12, 26),
        dt.date(2025, 1, 1),
    }
    usual |= {dt.date(2022, 6, 2), dt.date(2022, 6, 3), dt.date(2022, 9, 19), dt.date(2023, 5, 8)}
    usual = {d for d in usual if dt.date(2022, 4, 1) <= d <= dt.date(2025, 3, 31)}
    calendar = course["calendar"]
    assert {d.date() for d in calendar[calendar["bank_holiday"]]["date"]} == usual


def test_is_every_day_there_once(course):
    """Are there 1,096 days, each with its weekday, month and financial year?"""
    calendar = course["calendar"]
    assert len(calendar) == 1096 and calendar["date"].is_unique
    assert (calendar["dow"] == calendar["date"].dt.isocalendar().day.astype(int)).all()
    assert calendar.set_index("date").loc["2023-03-31", "fin_year"] == "2022/23"
    assert calendar.set_index("date").loc["2023-04-01", "fin_year"] == "2023/24"
    assert calendar["it_outage"].sum() == 3


def test_does_anything_happen_in_the_hour_that_the_clocks_skip(course):
    """Is any time of any table between 01:00 and 02:00 on the last Sunday of March?"""
    for name, table in course.items():
        for column in table.select_dtypes("datetime"):
            when = table[column].dropna()
            lost = when.dt.strftime("%Y-%m-%d").isin(["2022-03-27", "2023-03-26", "2024-03-31", "2025-03-30"])
            lost &= (when.dt.hour == 1) & (when.dt.date.astype("datetime64[ns]") != when)
            assert not lost.any(), (name, column)


def test_is_the_season_highest_in_january():
    """Does the smooth season peak in mid-January and dip in July?"""
    wave = clock.winterness()
    assert str(days.DATES[int(np.argmax(wave[:365]))]).startswith("2023-01")
    assert str(days.DATES[int(np.argmin(wave[:365]))]).startswith("2022-07")
