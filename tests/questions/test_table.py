"""An answer that is a table to fill in: how it may be written, what it may lack, and what is said where a cell is wrong."""

import numpy as np
import pandas as pd
import pytest

from qilab.authoring.trial import GENERIC, try_item
from qilab.questions.answer import answer
from qilab.questions.evaluate import verdict_on
from qilab.questions.item import Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, MonthsAnswer, NumberAnswer, Problem, TableAnswer, YesNoAnswer

LIMITS = TableAnswer(
    {"jan": "January", "feb": "February", "mar": "March"},
    {
        "upper": NumberAnswer(tolerance=0.05),
        "signal": YesNoAnswer(),
        "next": ChoiceAnswer({"a": "ask", "b": "wait"}),
    },
    {"upper": "upper limit"},
    corner="Month",
)
RIGHT = {
    "jan": {"upper": 15.04, "signal": True, "next": "a"},
    "feb": {"upper": 14.16, "signal": False, "next": "b"},
    "mar": {"upper": 13.37, "signal": False, "next": "b"},
}
FRAME = pd.DataFrame(RIGHT).T.astype({"upper": float})
COLUMNS = {name: [row[name] for row in RIGHT.values()] for name in ("upper", "signal", "next")}


def changed(**cells):
    """The right table with these cells changed: changed(jan_upper=9)."""
    table = {row: dict(held) for row, held in RIGHT.items()}
    for place, value in cells.items():
        row, _, column = place.partition("_")
        table[row][column] = value
    return table


def item(**mistakes):
    """A question for the table with these known mistakes."""
    return Item(
        "m99.table",
        ask="Fill in the limits of each month, whether there is a signal, and what comes next.",
        kind=LIMITS,
        right=lambda d: RIGHT,
        mistakes=tuple(
            Mistake(name, lambda d, v=value: v, f"That is the slip called {name}, and no other.")
            for name, value in mistakes.items()
        ),
        praise="Yes.",
        hints=("Look at the first month.", "Look at how many bed days.", "For 4 and 9 the root is 2 and 3."),
        outcome="limits",
        reread="A part",
    )


@pytest.mark.parametrize(
    "said",
    [
        RIGHT,
        FRAME,
        FRAME.reset_index(names="month"),
        FRAME.reset_index(drop=True),
        FRAME.rename(columns={"upper": "Upper limit"}).iloc[::-1],
        list(RIGHT.values()),
        [{"month": row, **held} for row, held in reversed(RIGHT.items())],
        [list(held.values()) for held in RIGHT.values()],
        FRAME.to_dict(),
        COLUMNS,
        {**COLUMNS, "month": ["January", "February", "March"]},
        answer(**COLUMNS),
        answer(RIGHT),
        {name: pd.Series(values) for name, values in COLUMNS.items()},
    ],
    ids=lambda each: type(each).__name__,
)
def test_is_a_table_read_however_it_is_written(said):
    """A DataFrame, rows, columns, lists in order: known by key or words, in any order."""
    assert LIMITS.same(LIMITS.read(said), RIGHT)


@pytest.mark.parametrize(
    ("said", "name", "words"),
    [
        (
            {"jan": RIGHT["jan"]},
            "part missing",
            "Still to fill in: the whole row February; the whole row March.",
        ),
        (FRAME.drop(columns="upper"), "part missing", "Still to fill in: the whole column upper limit."),
        (changed(feb_upper=None), "part missing", "Still to fill in: February, upper limit."),
        ({"jan": dict.fromkeys(COLUMNS)}, "no answer yet", "Answer in the form"),
        (
            changed(feb_upper=float("nan")),
            "not a number (NaN)",
            "February, upper limit: Your answer came out",
        ),
        (changed(feb_signal=3), "not yes or no", "February, signal: Please answer yes or no"),
        (changed(feb_next="c"), "not an option", "February, next: “c” is not one of the choices"),
        (changed(feb_upper=[[1]]), "not a number", "February, upper limit: "),
        (changed(feb_lower=3), "unknown column", "There is no column called “lower” here."),
        (
            {**RIGHT, "apr": RIGHT["jan"]},
            "too many rows",
            "Your table has 4 rows. The table asked for has 3 rows",
        ),
        ({"jan": RIGHT["jan"], "apr": RIGHT["jan"]}, "unknown row", "No row is called “apr”"),
        ([RIGHT["jan"], RIGHT["feb"]], "rows missing", "Your table has 2 rows."),
        ([RIGHT["jan"]] * 4, "too many rows", "Your table has 4 rows."),
        (pd.concat([FRAME, FRAME]), "too many rows", "Your table has 6 rows."),
        (np.zeros((3, 2)), "not a table", "does not have the shape"),
        (pd.DataFrame(np.zeros((1000, 40))), "not a table", "does not have the shape"),
        (pd.DataFrame(), "an empty list", "Your table is empty."),
        ([], "an empty list", "Your table is empty."),
        ({"a": 1}, "not a table", "does not have the shape"),
        (15.0, "not a table", "this answer is a number."),
        ("January: 15", "not a table", "this answer is text."),
    ],
    ids=lambda each: each if isinstance(each, str) else type(each).__name__,
)
def test_is_it_said_what_a_table_lacks(said, name, words):
    """Rows, columns or cells missing, strange or twice; a bad cell; another shape; huge."""
    problem = LIMITS.read(said)
    assert isinstance(problem, Problem) and problem.name == name and words in problem.message


@pytest.mark.parametrize(
    ("given", "guesses", "words"),
    [
        (changed(jan_upper=15.0, feb_upper=14.2, mar_upper=13.4), None, "Yes."),
        (changed(mar_signal=True), (), "Right already: 8 of 9 cells. Look again at: March, signal."),
        (
            changed(jan_upper=90, feb_upper=80, mar_upper=70),
            (),
            "Look again at: the whole column upper limit.",
        ),
        (changed(mar_upper=70, mar_signal=True, mar_next="a"), (), "Look again at: the whole row March."),
        (changed(jan_upper=14.16, feb_upper=15.04), ("parts swapped",), "are the wrong way round"),
        (changed(jan_upper=9.02, feb_upper=8.33, mar_upper=7.51), ("flat",), "the slip called flat"),
        (changed(jan_upper=9.02, feb_upper=8.33, mar_upper=99), ("flat",), "This may apply to your answer"),
        (changed(jan_upper=0.1504, feb_upper=0.1416, mar_upper=0.1337), None, "It may be that"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_is_said_to_a_table(given, guesses, words):
    """Right, one cell, a column, a row, two swapped, a known slip whole and in part, another scale. No value is told."""
    question = item(flat=changed(jan_upper=9.02, feb_upper=8.33, mar_upper=7.51))
    verdict = verdict_on(question, given, pd.DataFrame({"bed_days": [600, 700, 800]}))
    assert words in verdict.message
    assert guesses is None or verdict.guesses == guesses
    assert not any(number in verdict.message for number in ("15.0", "14.1", "14.2", "13.3", "13.4"))


def test_does_qilab_items_try_answer_it_in_many_ways():
    """Hundreds of tables, each reply with a slip, or with which cells are right."""
    replies = try_item(
        item(flat=changed(jan_upper=9.02, feb_upper=8.33, mar_upper=7.51)), pd.DataFrame({"n": [1, 2]})
    )
    assert len(replies) > 50
    assert [r.verdict.message for r in replies if r.grade == GENERIC] == []


@pytest.mark.parametrize(
    "parts",
    [
        ({"jan": "January"}, {"upper": NumberAnswer()}),
        ({"jan": "January", "feb": "February"}, {}),
        ({"jan": "January", "feb": "February"}, {"when": MonthsAnswer()}),
        ({"jan": "January", "feb": "February"}, {"upper": NumberAnswer()}, {"lower": "lower limit"}),
    ],
    ids=str,
)
def test_is_a_table_that_cannot_be_filled_in_refused(parts):
    """One row, no column, cells of a kind that needs more room, a heading without its column."""
    with pytest.raises(ValueError, match="table"):
        TableAnswer(*parts)
