"""Does a page of exercises say what a reader must know of its tables, under every seed: gaps, marks, names on offer?"""

from __future__ import annotations

import re

import pandas as pd
import pytest

from qilab.modules import FOLDER, bank
from qilab.questions.kinds import FieldsAnswer, LabelsAnswer, NumberAnswer, WholeAnswer
from support.draws import drawn
from support.seeds import seeds

EXERCISES = bank.exercises()
SEEDS = (None, *seeds())


def printed(exercise):
    """The words under the heading of an exercise and its questions, as one text."""
    pages = (page.read_text(encoding="utf-8") for page in sorted(FOLDER.glob("*/exercises.py")))
    cells = [cell for page in pages for cell in re.split(r"^# %%", page, flags=re.M)]
    (words,) = [cell for cell in cells if f"\n# ## {exercise.code} " in cell]
    return " ".join([*words.replace("\n# ", " ").split(), *(item.ask for item in exercise.items)])


def columns_where(exercise, holds):
    return {name for seed in SEEDS[:6] for name, column in exercise.data(seed).items() if holds(column)}


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.code)
def test_is_a_column_of_true_and_false_spoken_of(exercise):
    """Whom it marks decides who is counted: its name, or the main word of it, is on the page."""
    text = printed(exercise).lower()
    marks = columns_where(exercise, pd.api.types.is_bool_dtype)
    assert {name for name in marks if max(str(name).split("_"), key=len) not in text} == set()


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.code)
def test_does_the_page_say_what_an_empty_place_means(exercise):
    """A gap is no zero: where a table has gaps, the page says why."""
    if columns_where(exercise, lambda column: column.isna().any()):
        assert re.search(r"blank|empty cell|closed|without data|not stated|has no", printed(exercise)), (
            printed(exercise)
        )


@pytest.mark.parametrize("item", [i for e in EXERCISES for i in e.items], ids=lambda i: i.key)
def test_is_everything_asked_for_that_is_marked(item):
    """A unit that is looked at, and each named part of an answer, is in the question."""
    if isinstance(item.kind, FieldsAnswer):
        asked = item.ask.lower().replace("_", " ")
        assert [name for name in item.kind.kinds if item.kind.words(name).lower() not in asked] == []
    elif isinstance(item.kind, NumberAnswer) and not isinstance(item.kind, WholeAnswer) and item.kind.unit:
        assert "with its unit" in item.ask.lower()


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.code)
def test_is_every_name_on_offer_in_the_table(exercise, tmp_path_factory):
    """Letters, wards and nodes to choose from are those of the data, on each seed; a diagram ends at the last name."""
    for item in exercise.items:
        if isinstance(item.kind, LabelsAnswer):
            for seed, data in drawn(tmp_path_factory, exercise).items():
                held = {str(v) for name in data.columns for v in data[name].unique()}
                offered = {key for key, words in item.kind.options.items() if {key, words} & held}
                assert set(item.kind.options) - offered <= {"balancing"}, (item.key, seed)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.code)
def test_is_no_number_of_projects_or_wards_claimed_that_differs(exercise, tmp_path_factory):
    """“From five projects” was four under some seeds: a count in the introduction holds under all of them."""
    counted = re.findall(
        r"\b(two|three|four|five|six|seven|eight) (?:made-up )?(projects|wards|trusts|nurses)\b",
        printed(exercise),
    )
    numbers = dict(zip(("two", "three", "four", "five", "six", "seven", "eight"), range(2, 9), strict=True))
    column = {"projects": "project", "wards": "ward", "trusts": "trust", "nurses": "staff"}
    for seed, data in drawn(tmp_path_factory, exercise).items() if counted else ():
        for word, what in counted:
            if column[what] in data:
                assert data[column[what]].nunique() == numbers[word], (exercise.code, seed, word, what)


def test_do_the_record_cards_come_from_several_projects(tmp_path_factory):
    """As the question says, on each seed."""
    exercise = bank.find_exercise("E9.1")
    assert "several projects" in printed(exercise)
    assert all(data["project"].nunique() >= 3 for data in drawn(tmp_path_factory, exercise).values())
