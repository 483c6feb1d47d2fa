"""What people ask of the files' text."""

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qilab.trusts.files import csvtext
from qilab.trusts.generate.columns import no_rows
from qilab.trusts.schema.table import Field, Table


def _table(*fields, **more):
    return Table("t", "t", "t", fields, (), lambda x: {}, **more)


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00")), min_size=1))
def test_does_any_text_come_back_as_it_was(words):
    """Commas, quotes, line breaks, signs: does a CSV reader give back the same text?"""
    table = _table(Field("a", "string", "a"), Field("b", "integer", "b"))
    columns = {"a": np.array(words, dtype=object), "b": np.arange(len(words))}
    text = csvtext.header(table) + csvtext.body(table, columns)
    back = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert back == [[w, str(i)] for i, w in enumerate(words)]


@given(st.lists(st.one_of(st.none(), st.integers(-(10**12), 10**12)), min_size=1))
def test_do_whole_numbers_come_back(numbers):
    """Large, small, negative and missing whole numbers: are they written as Python writes them?"""
    field = Field("a", "integer", "a", gaps=True)
    values = np.array([np.nan if n is None else float(n) for n in numbers])
    assert csvtext.texts(field, values) == ["" if n is None else str(n) for n in numbers]


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1), st.integers(1, 4))
def test_do_decimals_come_back(numbers, decimals):
    """Is a number rounded to its decimals printed with exactly those digits?"""
    field = Field("a", "number", "a", decimals=decimals)
    values = np.array(numbers) / 10**decimals
    assert csvtext.texts(field, values) == [f"{v:.{decimals}f}".replace("-0.", "-0.") for v in values]


def test_are_dates_and_times_written_the_iso_way():
    """What do a date, a time and a gap look like?"""
    day = np.array(["2024-02-29", "NaT"], dtype="M8[D]")
    minute = np.array(["2022-03-31T23:59", "NaT"], dtype="M8[m]")
    assert csvtext.texts(Field("a", "date", "a", gaps=True), day) == ["2024-02-29", ""]
    assert csvtext.texts(Field("a", "datetime", "a", gaps=True), minute) == ["2022-03-31T23:59", ""]


def test_are_the_files_what_pandas_would_write(course):
    """Does pandas, given the same frame, write the same text?"""
    frame = course["ward_month"].copy()
    frame["month"] = frame["month"].dt.strftime("%Y-%m-%d")
    from qilab.data import path

    assert frame.to_csv(index=False, lineterminator="\n") == path("ward_month").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "made", [("nonsense", "a", 0), ("number", "a", 0), ("integer", "", 0), ("integer", "a", 2)]
)
def test_is_a_bad_column_refused_when_it_is_written(made):
    """Does a column without description, of no kind, or with wrong decimals fail at once?"""
    kind, text, decimals = made
    with pytest.raises(ValueError, match="needs a known kind"):
        Field("x", kind, text, decimals=decimals)


def test_is_an_empty_table_only_a_header():
    """What is written for a trust that has no such rows?"""
    table = _table(Field("a", "string", "a"), banner=("Heading",))
    assert csvtext.header(table) + csvtext.body(table, no_rows(table)) == "Heading\na\n"
    assert pd.read_csv(io.StringIO("Heading\na\n"), skiprows=1).empty
