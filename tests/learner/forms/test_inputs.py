"""What is typed into a form: numbers with their units, pairs and tables, as the plain values that code would give."""

import pytest

from qilab.learner.forms.inputs import input_for
from qilab.learner.forms.source import holds_own_code, literal, written
from qilab.modules.page_cells import QuestionCells
from qilab.questions.answer import Answer, answer
from qilab.questions.kinds import (
    ChoiceAnswer,
    FieldsAnswer,
    NumberAnswer,
    PairsAnswer,
    Problem,
    TableAnswer,
    WholeAnswer,
    YesNoAnswer,
)
from qilab.questions.units import PER_1000_OBD, PERCENT, POINTS

RATE = input_for(NumberAnswer(PER_1000_OBD))
POINT = input_for(WholeAnswer(POINTS))
PLAIN = input_for(NumberAnswer())


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("11.4", Answer(11.4, None)),
        ("11.4 per 1,000 bed days", Answer(11.4, "per 1,000 occupied bed days")),
        ("11,4 per 1000 OBD", Answer(11.4, "per 1,000 occupied bed days")),
        ("33%", Answer(33, "%")),
        ("33 per cent", Answer(33, "%")),
        ("1,234.5", Answer(1234.5, None)),
        ("−3", Answer(-3, None)),
        (" ", None),
    ],
)
def test_is_a_unit_behind_the_number_taken(typed, value):
    """Where the menu has it. The unit on the menu stays where nothing is typed behind the number."""
    assert RATE.value("answer", {"answer": typed}) == value
    chosen = RATE.value("answer", {"answer": "11.4", "answer_unit": "%"})
    assert chosen == Answer(11.4, "%")


@pytest.mark.parametrize(
    ("fields", "typed", "words"),
    [
        (
            RATE,
            "12 min",
            "“min” is not one of the units in the menu. Type only the number, 12, and choose its unit",
        ),
        (RATE, "£4.2", "“£” is not one of the units in the menu. Type only the number, 4.2,"),
        (POINT, "12 min", "Type only the number, 12, without “min”: this answer is in points."),
        (PLAIN, "12 minutes", "Type only the number here: 12, without “minutes”."),
        (RATE, "about six", "is not a number that we can read"),
        (RATE, "10-12", "is not a number that we can read"),
        (RATE, "1,23,4", "is not a number that we can read"),
        (RATE, "1e999", "too large"),
    ],
)
def test_is_it_said_how_to_type_a_number(fields, typed, words):
    """Another unit, a currency, words, two numbers, odd commas, far too large."""
    problem = fields.value("answer", {"answer": typed})
    assert isinstance(problem, Problem) and words in problem.message


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("14:00", 14),
        ("14:00–14:59", 14),
        ("2 pm", 14),
        ("12 am", 0),
        ("9.30 a.m.", 9),
        ("8 o’clock", 8),
        ("23:59:30", 23),
    ],
)
def test_is_a_time_of_day_told_from_a_number(typed, hour):
    """In a form and in code: it is said how the hour would be given."""
    problem = PLAIN.value("answer", {"answer": typed})
    assert isinstance(problem, Problem) and f"by the 24-hour clock: {hour}." in problem.message
    assert WholeAnswer().read(typed) == problem


@pytest.mark.parametrize("typed", ["14", "9.30", "14 h", "3 hours"])
def test_is_a_number_of_hours_no_time_of_day(typed):
    assert "24-hour" not in str(PLAIN.value("answer", {"answer": typed}))


def test_are_two_units_questioned():
    """One typed, another chosen."""
    problem = RATE.value("answer", {"answer": "6.6 per 1,000 bed days", "answer_unit": "%"})
    assert "Choose one of the two" in problem.message


def test_is_the_unit_asked_for_taken_where_there_is_no_menu():
    """“12 points” in a box that says points; “33%” where no unit is asked for, or where it stands in the label."""
    assert POINT.value("answer", {"answer": "12 points"}) == 12
    assert PLAIN.value("answer", {"answer": "33%"}) == 33
    both = input_for(FieldsAnswer({"low": NumberAnswer(PERCENT), "high": NumberAnswer(PERCENT)}))
    assert both.value("a", {"a_low": "8%", "a_high": "18 per cent"}) == answer(low=8, high=18)
    assert "High: Type only the number, 18" in both.value("a", {"a_low": "8", "a_high": "18 falls"}).message


def test_are_parts_called_by_their_words():
    """In the label of the field and in what is missing; code keeps the short name."""
    kind = FieldsAnswer(
        {"max_run": WholeAnswer(), "signal": YesNoAnswer()}, {"max_run": "longest run by chance"}
    )
    (group,) = input_for(kind).parts("a", "Your answer")
    assert group.parts[0].parts[0].label == "Longest run by chance"
    assert (
        input_for(kind).value("a", {"a_signal": "yes"}).message == "Still to fill in: longest run by chance."
    )
    assert "answer(max_run=…, signal=…)" in kind.read({"signal": True}).message


PAIRS = PairsAnswer({"A": "Falls", "B": "Stay"}, {"u": "u chart", "I": "I chart"})
TABLE = TableAnswer(
    {"jan": "January", "feb": "February"},
    {
        "upper": NumberAnswer(PER_1000_OBD),
        "signal": YesNoAnswer(),
        "next": ChoiceAnswer({"a": "ask", "b": "wait"}),
    },
)
ROWS = {
    "jan": {"upper": 15.04, "signal": True, "next": "a"},
    "feb": {"upper": 14.0, "signal": False, "next": "b"},
}


@pytest.mark.parametrize(
    ("kind", "right"), [(PAIRS, {"A": "u", "B": "I"}), (TABLE, ROWS)], ids=["pairs", "table"]
)
def test_do_pairs_and_tables_go_into_the_form_and_out_again(kind, right):
    """Filled in, read out, written as a plain line, run and read: the same answer. Empty is None; in part, it is said."""
    fields = input_for(kind)
    filled = fields.fill("answer", right, None)
    names = {part.name for part in fields.parts("answer", "Your answer")[0].children()}
    assert set(filled) == names
    typed = fields.value("answer", filled)
    cells = QuestionCells("m99.x", "x", "x = None", "")
    source = written(cells, typed)
    assert not holds_own_code(source, cells)
    assert kind.same(kind.read(eval(literal(typed), {"answer": answer})), right)
    assert fields.value("answer", {}) is None
    _, *others = filled
    assert "Still to fill in" in fields.value("answer", {name: filled[name] for name in others}).message


def test_does_a_cell_of_a_table_say_which_it_is():
    """Row and column in each label, for those who do not see the table; the unit stands in the heading."""
    (grid,) = input_for(TABLE).parts("answer", "Your answer")
    assert grid.headings == ("Upper (per 1,000 occupied bed days)", "Signal", "Next")
    assert grid.rows[1][1][0].label == "February, upper"
    problem = input_for(TABLE).value("a", {"a_1_1": "15 min"})
    assert problem.message.startswith("January, upper: Type only the number, 15")
