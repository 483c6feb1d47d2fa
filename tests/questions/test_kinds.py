"""How answers are read: nothing that a learner hands in may raise, and each kind of nonsense has its own words."""

import datetime as dt
import decimal
import fractions
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qilab.questions.answer import answer
from qilab.questions.kinds import (
    ChoiceAnswer,
    FieldsAnswer,
    LabelsAnswer,
    MonthsAnswer,
    NumberAnswer,
    OrderAnswer,
    PairsAnswer,
    Problem,
    TableAnswer,
    WholeAnswer,
    YesNoAnswer,
    read_month,
)
from qilab.questions.units import PER_1000_OBD, PERCENT, read_unit

RATE = NumberAnswer(PER_1000_OBD)
SIDES = FieldsAnswer({"runs": WholeAnswer(), "signal": YesNoAnswer()})
LETTERS = ChoiceAnswer({"a": "yes", "b": "no"})
NURSES = LabelsAnswer({"A": "Nurse A", "B": "Nurse B", "C": "Nurse C"})
STEPS = OrderAnswer({"A": "Act", "B": "Plan", "C": "Do", "D": "Study"})
MATCHES = PairsAnswer({"A": "Falls", "B": "Stay"}, {"u": "u chart", "I": "I chart"})
LIMITS = TableAnswer({"jan": "January", "feb": "February"}, {"upper": RATE, "signal": YesNoAnswer()})
KINDS = [RATE, WholeAnswer(), MonthsAnswer(), LETTERS, NURSES, STEPS, YesNoAnswer(), SIDES, MATCHES, LIMITS]


class Grumpy:
    """An object that raises whatever is asked of it."""

    def __getattribute__(self, name):
        if name == "__class__":
            return object.__getattribute__(self, name)
        raise RuntimeError("no")


ABSURD = [
    None,
    ...,
    "",
    "   ",
    "banana",
    "6.6",
    "6,6",
    float("nan"),
    float("inf"),
    -float("inf"),
    10**400,
    1e308,
    1 + 2j,
    True,
    [],
    {},
    [1, 2, 3],
    [[1], [2, 3]],
    {"a": 1},
    {1, 2},
    (None,),
    b"6.6",
    print,
    NumberAnswer,
    pd.NA,
    pd.NaT,
    pd.Series([1.0, 2.0]),
    pd.Series([], dtype=float),
    pd.DataFrame({"x": [1]}),
    np.zeros((3, 3)),
    np.array("2023-04", dtype="datetime64[M]"),
    dt.date(2023, 4, 1),
    range(10**9),
    "x" * 100_000,
    ["x"] * 100_000,
    answer(),
    answer(None, unit="per 1,000 OBD"),
    answer("6.6", unit=6),
    answer(runs="three"),
    answer(answer(6.6)),
    object(),
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: type(k).__name__)
@pytest.mark.parametrize("nonsense", ABSURD, ids=lambda x: repr(x)[:14])
def test_does_absurd_input_ever_raise(kind, nonsense):
    """Is every absurd answer read as a value or told in a sentence?"""
    value = kind.read(nonsense)
    if isinstance(value, Problem):
        assert len(value.message.split()) >= 5
        assert value.message[0] == "“" or value.message[0].isupper()


@pytest.mark.parametrize(
    "given_value",
    [
        6.6,
        np.float32(6.6),
        np.float64(6.6),
        decimal.Decimal("6.6"),
        fractions.Fraction(66, 10),
        pd.Series([6.6]),
        np.array([6.6]),
        [6.6],
    ],
    ids=lambda v: type(v).__name__,
)
def test_is_a_number_of_any_plain_sort_read(given_value):
    """Does a lone number count, whatever it is wrapped in?"""
    assert RATE.read(given_value) == pytest.approx(6.6, abs=1e-6)


def test_what_is_said_of_a_number_written_as_text():
    """Is the learner told to take the quote marks away?"""
    assert "quote marks" in RATE.read("5.9").message


def test_is_a_whole_column_named_as_such():
    """Does a column of 36 values get told from a single value?"""
    assert "36 values" in RATE.read(pd.Series(np.ones(36))).message


@pytest.mark.parametrize(
    "text",
    [
        "per 1,000 occupied bed days",
        "per 1000 OBD",
        "falls per 1,000 occupied bed days",
        "PER 1,000 OBD",
        "/1000 bed days",
        "per thousand OBD",
    ],
)
def test_is_the_unit_known_in_the_ways_people_write_it(text):
    """Is a near spelling the same unit?"""
    assert read_unit(text, PER_1000_OBD) == PER_1000_OBD


def test_is_the_right_amount_in_another_unit_recognised():
    """6.6 per 1,000 is 0.66 per 100: is that told apart from a wrong answer?"""
    problem = RATE.rescaled(answer(0.66, unit="per 100 OBD"), 6.6)
    assert problem is not None and problem.name == "right, in another unit"
    assert RATE.rescaled(answer(0.5, unit="per 100 OBD"), 6.6) is None


def test_is_a_missing_wrong_or_unknown_unit_told():
    """Does each trouble with a unit have its own name?"""
    names = [
        RATE.unit_problem(a).name for a in (6.6, answer(6.6, "per 1,000 admissions"), answer(6.6, "furlongs"))
    ]
    assert names == ["no unit", "wrong unit", "unknown unit"]
    assert RATE.unit_problem(answer(6.6, "per 1,000 OBD")) is None


def test_is_a_share_a_percentage_in_another_unit():
    """0.44 as a share is 44%."""
    assert NumberAnswer(PERCENT, tolerance=2).rescaled(answer(0.44, unit="share"), 44.4) is not None


@pytest.mark.parametrize(
    "text",
    ["2023-04", "Apr 2023", "April 2023", "apr-23", "2023-04-17", "17/04/2023", "04/2023", "3 Apr 2023"],
)
def test_is_a_month_read_day_first(text):
    """Do British ways to write a month give April 2023?"""
    assert read_month(text) == pd.Period("2023-04", "M")


def test_is_the_third_of_april_not_march():
    """03/04 is the third of April in British order."""
    assert read_month("03/04/2023") == pd.Period("2023-04", "M")


def test_does_a_list_of_months_take_dates_and_text_alike():
    """Timestamps, periods and text in one list."""
    mixed = [pd.Timestamp("2023-04-01"), pd.Period("2023-05", "M"), "Jun 2023", np.datetime64("2023-07-01")]
    assert len(MonthsAnswer().read(mixed)) == 4


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dec 2022, Jan 2023", 2),
        ("Dec 2022 to Mar 2023", 4),
        ("Dec 2022 – Mar 2023 and 2023-07", 5),
        ("2022-12", 1),
    ],
)
def test_are_months_read_from_one_text(text, count):
    """A list or a stretch written as people write it."""
    assert len(MonthsAnswer().read(text)) == count


def test_is_a_decimal_comma_explained():
    """9,6 is two numbers to Python: is the point offered?"""
    assert "9.6" in RATE.read((9, 6)).message


def test_is_none_an_answer():
    """“None” is an answer where no month belongs to a signal."""
    assert MonthsAnswer().read("none") == frozenset()


@pytest.mark.parametrize(
    "empty", [[], (), set(), frozenset(), pd.Series([], dtype=object), np.array([])], ids=repr
)
@pytest.mark.parametrize(("kind", "none"), [(MonthsAnswer(), "none"), (NURSES, "nobody")])
def test_is_an_empty_list_no_answer_yet_in_every_kind(kind, none, empty):
    """Nothing was ticked: it may not have been begun. Who means “none” is told how to say so."""
    problem = kind.read(empty)
    assert problem.name == "an empty list"
    assert "Nothing is ticked" in problem.message and f"write “{none}”" in problem.message


def test_is_a_column_of_true_and_false_explained():
    """A mask in place of months: is the learner told how to use it?"""
    assert "True and False" in MonthsAnswer().read(pd.Series([True, False])).message


def test_are_missing_and_strange_parts_named():
    """A part left out, and a part that does not exist."""
    assert "signal" in SIDES.read(answer(runs=3)).message
    assert "rums" in SIDES.read(answer(rums=3, signal=True)).message


def test_does_an_object_that_raises_stay_outside():
    """An object that raises at every touch must not reach the page."""
    for kind in KINDS:
        try:
            value = kind.read(Grumpy())
        except RuntimeError:
            continue  # check() turns this into a sentence: see test_checks.py
        assert isinstance(value, Problem)


@given(st.floats(allow_nan=False, allow_infinity=False, width=32), st.floats(0, 0.05))
def test_are_two_values_ever_both_the_same_as_one_answer_and_apart(value, tolerance):
    """If two values are apart, can one answer lie within the tolerance of both?"""
    kind = NumberAnswer(tolerance=tolerance)
    other = value + 2.5 * tolerance + 1e-6
    if kind.apart(value, other):
        middle = (value + other) / 2
        assert not (kind.same(middle, value) and kind.same(middle, other))


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (["B", "A"], {"A", "B"}),
        ("a and Nurse B", {"A", "B"}),
        ("[A, C]", {"A", "C"}),
        (pd.Series(["Nurse C", "Nurse C"]), {"C"}),
        (pd.Series(["Nurse C", "Nurse C"]).unique(), {"C"}),
        (np.array(["A"], dtype=object), {"A"}),
        ("Nobody", {"nobody"}),
        (["none"], {"nobody"}),
        (answer("B"), {"B"}),
    ],
)
def test_is_a_set_of_labels_read_as_people_write_it(given, read):
    """Letters, names, one text, a column: the same set."""
    assert NURSES.read(given) == read


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ([], "an empty list"),
        (["A", "nobody"], "both"),
        ("Nurse Z", "not an option"),
        ([1], "not an option"),
        (7, "not a list"),
    ],
    ids=str,
)
def test_is_a_set_that_cannot_be_read_told_why(given, name):
    """An empty list may be an answer never begun; “nobody” cannot be joined with names."""
    assert NURSES.read(given).name == name


def test_how_far_is_a_set_from_the_right_one():
    """Of A, B: A belongs, B does not, C is missing."""
    told = NURSES.compare(frozenset("AB"), frozenset("AC"))
    assert told == "Of the 2 you named, 1 belongs here and 1 does not; 1 is missing."
    told = NURSES.compare(frozenset("BC"), frozenset("BCD"))
    assert told == "Everything you named belongs here. Still missing: 1."
    told = NURSES.compare(frozenset("ABC"), frozenset("A"))
    assert told == "Of the 3 you named, 1 belongs here and 2 do not; none is missing."
    assert NURSES.distance(frozenset("AB"), frozenset("AC")) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    "said",
    [
        ["B", "C", "D", "A"],
        "B, C, D, A",
        "bcda",
        "B → C → D → A",
        ("plan", "do", "study", "act"),
        pd.Series(list("BCDA")),
    ],
    ids=str,
)
def test_is_an_order_read_however_it_is_written(said):
    """As a list, as text, as one word, with arrows, in words, as a column."""
    assert STEPS.read(said) == ("B", "C", "D", "A")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (["B", "C"], "steps left out"),
        (["B", "C", "B", "A"], "twice"),
        (["B", "C", "D", "E"], "not an option"),
        ({"B", "C", "D", "A"}, "not a list"),
        ([], "an empty list"),
        (answer(first="B"), "parts given"),
    ],
)
def test_is_it_said_what_an_order_lacks(said, name):
    """A step left out, one twice, a strange one; a set has no order."""
    assert STEPS.read(said).name == name


@pytest.mark.parametrize("entry", ["u", "U", " u chart. ", "U CHART", "“u”"])
def test_is_an_option_known_by_its_letter_and_its_words(entry):
    """In capitals or not, with quote marks, spaces or a full stop round it."""
    assert MATCHES.read({"A": entry, "B": "I"}) == {"A": "u", "B": "I"}


def test_how_far_is_an_order_from_the_right_one():
    """Turned round is 1 away; two neighbours swapped are 1 pair of 6."""
    right = ("B", "C", "D", "A")
    assert STEPS.distance(right[::-1], right) == 1
    assert STEPS.distance(("B", "D", "C", "A"), right) == pytest.approx(1 / 6)
    assert "A different step comes first" in STEPS.compare(("A", "C", "D", "B"), right)
    assert "first step is in the right place" in STEPS.compare(("B", "D", "C", "A"), right)


@pytest.mark.parametrize(
    ("handed_in", "name", "words"),
    [
        (answer(8, 9), "decimal comma", "Write 8.9, with a point."),
        (answer(8.9, 0.8), "number for unit", 'answer(8.9, unit="per 1,000 occupied bed days")'),
        ((1, 234), "decimal comma", "If you mean thousands, leave the comma out: 1234."),
        ("8,9", "decimal comma", "write a point: 8.9"),
        ("11,8%", "decimal comma", "write a point: 11.8"),
        ("1,234", "decimal comma", "write a point: 1.234 (or 1234, if you mean thousands)"),
        ("1,234.5", "number as text", "Take the quote marks off: 1234.5"),
        ("17.8 %", "number as text", 'answer(17.8, unit="%")'),
        ("58%", "number as text", 'answer(58, unit="%")'),
        ("7,2", "decimal comma", "write a point: 7.2"),
        ("7,2 per 1,000 bed days", "decimal comma", "write a point: 7.2"),
        ("6.6 per 1,000 OBD", "number as text", 'answer(6.6, unit="per 1,000 OBD")'),
        ("20 falls a year", "number as text", 'answer(20, unit="falls a year")'),
        ("28 of 30", "text", "is the text “28 of 30”"),
        ("3 or 4", "text", "is the text “3 or 4”"),
    ],
)
def test_is_a_number_as_people_write_it_told_how_python_writes_it(handed_in, name, words):
    """A decimal comma, thousands, a percent sign, quote marks: 8,9 is never read as 89."""
    problem = RATE.read(handed_in)
    assert problem.name == name and words in problem.message


def test_is_a_count_with_its_noun_told_how_to_write_it():
    """“28 patients” where a bare count is asked for: the number alone, without quote marks."""
    problem = WholeAnswer().read("28 patients")
    assert problem.name == "number as text"
    assert "28 instead of" in problem.message and "The number alone is enough" in problem.message


def test_can_what_we_print_be_pasted():
    """Code inside a sentence of ours has straight quote marks: a curly one copied into a cell is an error."""
    curly = re.compile(r"\b[a-z_]+\((?:[^()\"']*=)?“[^”]*”[^()]*\)")
    found = [
        f"{path.name}: {match.group(0)}"
        for path in (Path(__file__).parents[2] / "src" / "qilab").rglob("*.py")
        if path.name not in ("lesson.py", "exercises.py")
        for match in curly.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
