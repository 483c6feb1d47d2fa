"""Can a learner read an answer off the table that an exercise hands out: in its notes, or always in one place of it?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest

from qilab.learner.check import data_for
from qilab.modules import bank
from qilab.questions.kinds import FieldsAnswer, LabelsAnswer, MonthsAnswer, NumberAnswer, TableAnswer
from support.draws import drawn
from support.seeds import seeds

EXERCISES = bank.exercises()
SEEDS = (None, *seeds())


def answers(item: Any, data: pd.DataFrame) -> Iterator[tuple[str, Any, Any]]:
    """Part, kind and right value of each part of the answer; a single answer is a part without a name."""
    right = item.right(data)
    if isinstance(item.kind, FieldsAnswer):
        yield from ((name, kind, right[name]) for name, kind in item.kind.kinds.items())
    elif isinstance(item.kind, TableAnswer):
        cells = item.kind.flat(right)
        yield from ((name, kind, cells[name]) for name, kind in item.kind.fields.kinds.items())
    else:
        yield "", item.kind, right


def leaves(value: Any) -> Iterator[Any]:
    """Every single value in notes that may hold lists and tables in lists."""
    if isinstance(value, dict):
        for part in value.values():
            yield from leaves(part)
    elif isinstance(value, list | tuple | set | frozenset | np.ndarray | pd.Series | pd.Index):
        for part in value:
            yield from leaves(part)
    else:
        yield value


def is_number(held: Any) -> bool:
    return isinstance(held, int | float | np.number) and not isinstance(held, bool | np.bool_)


def is_the_answer(kind: Any, held: Any, right: Any) -> bool:
    """Does this one value, as it stands, say what is asked for?"""
    if isinstance(kind, NumberAnswer):
        return is_number(held) and abs(float(held) - right) <= kind.tolerance
    if isinstance(kind, MonthsAnswer):
        read = kind.read(held)
        return bool(right) and read == right
    return isinstance(held, str) and isinstance(right, str) and held == right


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.code)
def test_do_the_notes_of_the_data_hold_no_answer(exercise, tmp_path_factory):
    """What is in `attrs` can be read by whoever looks: no month, number, letter or name that is asked for."""
    for seed, data in drawn(tmp_path_factory, exercise).items():
        for item in exercise.items:
            for name, kind, right in answers(item, data):
                found = [held for held in leaves(data.attrs) if is_the_answer(kind, held, right)]
                assert found == [], (item.key, name, seed)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.code)
def test_do_the_notes_have_only_names_that_a_page_explains(exercise, tmp_path_factory):
    """A note of a new name is looked at by somebody before learners can."""
    known = {
        "source",
        "note",
        "title",
        "name",
        "units",
        "trust",
        "ward",
        "project",
        "draft",
        "target",
        "bold",
    }
    assert {
        str(note) for seed in SEEDS[:5] for note in drawn(tmp_path_factory, exercise)[seed].attrs
    } <= known


def places(kind: Any, data: pd.DataFrame, right: Any) -> set[tuple]:
    """Where the right value can be read off: (row, column) of a cell, or the column that marks the right rows."""
    if isinstance(kind, LabelsAnswer):
        return set(marking_columns(kind, data, right))
    if isinstance(
        kind, NumberAnswer
    ):  # a number near it may be a row's own number; the answer left in is the answer
        kind = NumberAnswer(tolerance=1e-6)
    return {
        (row, column)
        for column in data.columns
        for row, held in enumerate(data[column])
        if is_the_answer(kind, held, right)
    }


def marking_columns(kind: LabelsAnswer, data: pd.DataFrame, right: frozenset[str]) -> Iterator[tuple]:
    """Columns of two different values, of which one marks just those rows whose label is asked for."""
    for names in data.columns:
        labels = [kind.read(str(name)) for name in data[names]]
        if not all(isinstance(label, frozenset) for label in labels):
            continue
        for column in data.columns.drop(names):
            if data[column].nunique() > 2:
                continue
            for held in data[column].dropna().unique():
                marked = frozenset().union(
                    *(label for label, v in zip(labels, data[column], strict=True) if v == held)
                )
                if marked == right:
                    yield names, column, str(held)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.code)
def test_does_no_place_of_the_table_hold_the_answer_under_every_seed(exercise, tmp_path_factory):
    """By chance a cell may be the answer once; the same cell on twelve draws would be the answer left in."""
    found: dict[tuple[str, str], set[tuple]] = {}
    for seed in SEEDS[:13]:
        data = drawn(tmp_path_factory, exercise)[seed]
        for item in exercise.items:
            for name, kind, right in answers(item, data):
                here = places(kind, data, right)
                found[item.key, name] = found.get((item.key, name), here) & here
    assert {part: where for part, where in found.items() if where} == {}


def test_would_a_leak_be_seen():
    """The month of E13.2 in a note, in words or as a date, and the flawed cards marked in a column."""
    data = data_for("E13.2")
    item = bank.find("m13.gain_lost")
    right = item.right(data)
    for held in ("2024-08", pd.Period("2024-08", "M"), pd.Timestamp("2024-08-01")):
        assert is_the_answer(item.kind, held, frozenset({pd.Period("2024-08", "M")}))
    assert not is_the_answer(item.kind, "made-up ward", right)
    cards, audit = data_for("E9.1"), bank.find("m09.audit")
    flawed = cards["card"].isin(list(audit.right(cards)))
    assert places(audit.kind, cards, audit.right(cards)) == set()
    assert ("card", "flawed", "True") in places(audit.kind, cards.assign(flawed=flawed), audit.right(cards))
