"""Does a hint print the answer that it should lead to? On the course's own data and on two others."""

import re

import pytest

from qilab.modules import FOLDER, bank
from qilab.questions.kinds import FieldsAnswer, NumberAnswer, TableAnswer, WholeAnswer

ITEMS = [(e, i) for e in bank.exercises() for i in e.items]


def telling_numbers(kind, value):
    """The numbers of a right answer that give it away where they are printed: not 0, 1, 12, which are everywhere."""
    if isinstance(kind, FieldsAnswer):
        for name, part in kind.kinds.items():
            yield from telling_numbers(part, value[name])
    elif isinstance(kind, TableAnswer):
        yield from telling_numbers(kind.fields, kind.flat(value))
    elif isinstance(kind, NumberAnswer) and not isinstance(kind, WholeAnswer):
        printed = f"{value:.{kind.decimals}f}"
        if len(re.sub(r"\D", "", printed).strip("0")) >= 2:
            yield printed


def prints(text, number):
    return re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", text) is not None


@pytest.mark.parametrize(("exercise", "item"), ITEMS, ids=[i.key for _, i in ITEMS])
def test_does_a_hint_print_the_answer(exercise, item):
    """The worked step of a hint is one on other data."""
    found = {
        (seed, number): hint
        for seed in (None, 7, 4821)
        for number in telling_numbers(item.kind, item.right(exercise.data(seed)))
        for hint in item.hints
        if prints(hint, number)
    }
    assert found == {}


def lesson_of(address):
    """What the lesson of a module says: its page, and the questions in it with their replies."""
    page = (FOLDER / address / "lesson.py").read_text("utf-8")
    replies = [
        t for i in bank.quick_checks(address) for t in (i.ask, i.praise, *(m.message for m in i.mistakes))
    ]
    return page, " ".join([page, *replies])


@pytest.mark.parametrize("address", [m for m in bank.MODULES if bank.exercises(m)])
def test_does_a_lesson_print_an_answer(address):
    """The lesson works on other numbers than the exercises, and on other data: with a seed, where they are an exercise's."""
    page, text = lesson_of(address)
    assert re.findall(r"data_for\(\"[^)]*\"\)", page) == []
    told = []
    for exercise, item in ((e, i) for e in bank.exercises(address) for i in e.items):
        numbers = list(telling_numbers(item.kind, item.right(exercise.data(None))))
        sure = [n if "." in n else f"{n}%" for n in numbers]  # "24" alone may be the wards of a case
        if numbers and all(prints(text, n) for n in sure):
            told.append((item.key, numbers))
    assert told == []


def test_what_counts_as_printed():
    """41.7 in “= 41.7%” is; 41.7 in 141.7 or 41.75, or 4 in 41.7, is not."""
    assert prints("100 × 5 ÷ 12 = 41.7%.", "41.7")
    assert (
        not prints("141.7 and 41.75", "41.7") and not prints("41.7%", "4") and not prints("12.41.7", "41.7")
    )


@pytest.mark.parametrize("seed", [None, 7, 4821])
def test_does_the_lesson_work_on_another_sample_than_the_exercise(seed):
    """E4.6 asks for Wilson's lower end of a full sample; the lesson shows it for a size that the exercise never has."""
    lesson = (FOLDER / "m04_measures" / "lesson.py").read_text("utf-8")
    shown = {int(n) for n in re.findall(r"met_it, looked_at = \d+, (\d+)", lesson)}
    assert "wilson_interval(met_it, looked_at)" in lesson
    assert shown and bank.find_exercise("E4.6").data(seed)["sample"].iloc[0] not in shown


@pytest.mark.parametrize("page", ["lesson.py", "paper.md"])
def test_is_the_survey_worked_out_for_other_years_than_the_exercise(page):
    """E12.7 asks what happened from 2022 to 2024; the table before it is of another span."""
    years = re.findall(r"for year in \((\d+), (\d+)\)", (FOLDER / "m12_board" / page).read_text("utf-8"))
    assert years and ("2022", "2024") not in years


def test_does_the_table_of_snags_leave_out_the_one_that_is_asked_for():
    """E9.4's snag and number of patients, on the course's own data, are no cell of the sheet that explains them."""
    sheet = (FOLDER / "m09_pdsa" / "paper.md").read_text("utf-8")
    (affected,) = re.findall(r"for k in \(([\d, ]+)\)\]\n", sheet)
    asked = bank.find_exercise("E9.4").data()
    assert 100 / asked["snag_percent"].iloc[0] not in {int(k) for k in affected.split(", ")}
