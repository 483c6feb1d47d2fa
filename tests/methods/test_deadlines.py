"""By which day? The many ways in which people write it, and what is said of those that leave it open."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qilab.methods.deadlines import read_deadline

READ = {
    "2027-06-30": [
        *("30th June 2027", "end of June 2027", "30 June 2027", "30/06/2027", "30/6/27", "30.06.2027", "30-06-2027"),
        *("by 30/06/2027", "By the end of June 2027", "June 2027", "in June 2027", "30th of June 2027", "Jun 2027"),
        *("June 30th 2027", "June 30, 2027", "2027-06-30", "the 30th of June 2027", "Wednesday 30 June 2027"),
        *("no later than 30 June 2027", "end June 2027", "by the end of June 2027.", "30 Jun 27", "06/2027", "2027-06"),
        *("Q2 2027", "end of Q2 2027", "second quarter of 2027", "quarter 2 2027", "Q1 2027/28", "Q1 27/28"),
        *("the end of the first quarter of 2027/28", "1st quarter 2027/28", "30 June 2027 at the latest", "30  JUNE  2027"),
    ],
    "2027-06-01": ["01/06/2027", "1/6/2027", "1st June 2027", "by 01/06/27", "1 June '27"],
    "2028-02-29": ["February 2028", "end of February 2028", "29/02/2028"],
    "2027-03-31": ["2026/27", "end of 2026/27", "end of financial year 2026/27", "FY26/27", "FY 2026-27", "Q4 2026/27"],
    "2027-12-31": ["2027", "end of 2027", "the end of the year 2027", "Q4 2027", "by the end of December 2027"],
    "2027-12-25": ["Christmas 2027", "by Christmas Day 2027"],
}  # fmt: skip


@pytest.mark.parametrize(("day", "text"), [(day, text) for day, texts in READ.items() for text in texts])
def test_which_day_is_the_last(day, text):
    assert read_deadline(text).day == pd.Timestamp(day)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("30/06/2027", "the end of June 2027"),
        ("midnight on 30 June 2027", "the end of June 2027"),
        ("at midnight on 15 June 2027", "15 June 2027"),
        ("15th June 2027", "15 June 2027"),
        ("2027/28", "the end of March 2028"),
    ],
)
def test_how_is_the_day_said(text, words):
    """So that who wrote it sees how it was read."""
    assert read_deadline(text).words == words


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "No day"),
        ("by", "No day"),
        ("soon", "could not read"),
        ("asap", "could not read"),
        ("June", "which year"),
        ("30 June", "which year"),
        ("end of June", "which year"),
        ("31 June 2027", "no such day"),
        ("31/06/2027", "no such day"),
        ("06/30/2027", "The day comes first: 30/06/2027"),
        ("in 12 months", "counts from a day"),
        ("within a year", "counts from a day"),
        ("next June", "counts from a day"),
        ("in six months' time", "counts from a day"),
        ("spring 2027", "no last day"),
        ("mid June 2027", "leaves the day open"),
        ("financial year 2027", "Write 2026/27 for the first, or 2027/28 for the second"),
        ("Q1 FY 2027", "Write 2026/27"),
        ("x" * 500, "too long"),
        ("30 June 2027 or later if the ward is busy", "no such day, or there are other words"),
    ],
)
def test_what_is_said_of_a_day_left_open(text, word):
    with pytest.raises(ValueError, match=word):
        read_deadline(text)


@given(st.text(max_size=80))
def test_does_any_text_end_in_a_day_or_in_words(text):
    """Whatever is typed: a day of this calendar, or a sentence."""
    try:
        assert isinstance(read_deadline(text).day, pd.Timestamp)
    except ValueError as reason:
        assert str(reason).endswith(".")


@given(st.dates(min_value=pd.Timestamp("2000-01-01").date(), max_value=pd.Timestamp("2099-12-31").date()))
def test_is_every_day_read_however_it_is_written(day):
    """Each day of a century, in the four ways in which forms ask for it."""
    for text in (f"{day:%d/%m/%Y}", f"{day.day} {day:%B %Y}", f"{day:%Y-%m-%d}", f"{day:%d.%m.%y}"):
        assert read_deadline(text).day.date() == day
