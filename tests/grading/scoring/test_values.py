"""Answers on their way out: as plain JSON and back they are judged as they would have been in the lesson."""

import datetime
import json
import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qilab import answer
from qilab.grading.inside.plain import plain
from qilab.grading.scoring.values import decode, readable
from qilab.modules import bank
from qilab.questions.evaluate import verdict_on
from support.seeds import nightly


class Odd:
    """Nothing that a question asks for."""

    def __len__(self):
        raise RuntimeError("boom")


MONTHS = pd.date_range("2022-06-01", periods=7, freq="MS")
ANSWERS = [
    None, ..., True, np.True_, 5, -3, 10**400, np.int64(10), 11.8, np.float32(2.5), float("nan"), float("inf"), 3 + 4j,
    Decimal("11.8"), Fraction(59, 5), "11.8", "", " ", "none", "a", (11, 8), [11.8], [], {}, set(), {"a"}, frozenset({"b"}),
    pd.NA, pd.NaT, pd.Timestamp("2022-06-01"), pd.Period("2022-06"), datetime.date(2022, 6, 1), np.datetime64("2022-06"),
    MONTHS, pd.Series(MONTHS), MONTHS.to_numpy(), list(MONTHS), pd.Series(MONTHS) > "2022-08", np.array([["2022-06", "x"]]),
    pd.Series([11.8]), np.array([10]), pd.Series([1, 2, 3]), list(range(600)), np.zeros(100_000),
    pd.DataFrame({"month": MONTHS, "falls": range(7)}), pd.DataFrame({"a": range(5000)}), pd.Series(["A", "B"]).unique(),
    len, pd.Series.median, lambda: 5, Odd(), Odd, object(), answer(11.8, unit="per 1,000 occupied bed days"), answer(),
    answer(1.18, unit="per 100 OBD"), answer(11.8, unit=5), answer(runs=7, fewest=7, most=16, signal=False),
    answer(verdict="ordinary", because="a"), answer(verdict=None, because=""), {"verdict": "ordinary", "because": "a"},
    {1: 2}, [[[[[[[[[1]]]]]]]]], b"bytes", range(3), {"$": "thing"}, "x" * 10_000, ["2022-06"] * 20,
]  # fmt: skip


@pytest.mark.parametrize("value", ANSWERS, ids=lambda v: f"{type(v).__name__} {str(v)[:20]}".strip())
def test_is_it_judged_as_in_the_lesson(value):
    """For every question of three modules: state, mistake, message and points are those of the answer itself."""
    sent = json.loads(json.dumps(plain(value), allow_nan=False))
    back = decode(sent)
    json.dumps(readable(sent), allow_nan=False)
    for exercise in bank.exercises():
        data = exercise.data()
        for item in exercise.items:
            try:
                there = verdict_on(item, value, data)
            except (
                RuntimeError
            ):  # an object that goes off when it is looked at; the lesson's check says so in words
                continue
            here = verdict_on(item, back, data)
            assert (here.state, here.mistake, here.score) == (there.state, there.mistake, there.score), (
                item.key
            )
            assert words(here) == words(there) or len(str(value)) > 500, item.key


def words(feedback):
    """The message, without the name that Python gives to an odd kind of thing, or the length of an odd column."""
    return re.sub(
        r"something of the type “[^”]*”|a column of (?:\d+ values|one value)", "a thing", feedback.message
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["$", "v", "value", "unit", "parts", "of", "freq", "columns", "rows", "name"]),
                      inner | st.sampled_from(["answer", "map", "tuple", "set", "column", "table", "float", "decimal", "complex",
                                               "time", "period", "big", "call", "ellipsis", "NaT", "thing"])),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=nightly(600, usual=150), deadline=None)
@given(sent=JSON)
@example(sent={"$": "answer", "parts": [None]})
@example(sent={"$": "map", "v": [[[[]], 1], "ab", {"a": 1, "b": 2}]})
@example(sent={"$": {"$": "answer"}, "name": [[]]})
@pytest.mark.slow
def test_does_anything_that_a_sandbox_may_send_stop_the_marking(sent):
    """Any JSON with our own signs in it: it becomes some value, which is judged, and is worth nothing by luck alone."""
    back = decode(sent)
    readable(sent)
    for item in bank.exercises("m06_run_charts")[1].items:
        feedback = verdict_on(item, back, bank.find_exercise("E6.2").data())
        assert 0 <= feedback.score <= feedback.points


@pytest.mark.parametrize("kind", ["list", "map", "answer", "name", "tuple"])
def test_can_a_value_nested_without_end_stop_the_marking(kind):
    """As deep as JSON can be read at all: the record stays small and the marking goes on."""
    deep = 1
    for _ in range(900):
        deep = {
            "list": [deep],
            "map": {"$": "map", "v": [["a", deep]]},
            "answer": {"$": "answer", "value": deep, "unit": deep, "parts": []},
            "name": {"$": "thing", "name": deep},
            "tuple": {"$": "tuple", "v": deep},
        }[kind]
    decode(deep)
    assert len(json.dumps(readable(deep))) < 20_000
