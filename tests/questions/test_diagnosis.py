"""What may have happened: when is a slip named as a fact, which general slips are recognised, and what is never said."""

import pandas as pd
import pytest

from qilab import answer
from qilab.questions.diagnosis.digits import decimals_of, digits_of, fits, is_cut, luck
from qilab.questions.evaluate import verdict_on
from qilab.questions.item import Item, Mistake
from qilab.questions.kinds import (
    ChoiceAnswer,
    FieldsAnswer,
    LabelsAnswer,
    MonthsAnswer,
    NumberAnswer,
    OrderAnswer,
    WholeAnswer,
)
from qilab.questions.units import MONTHS, PER_1000_OBD, PERCENT

NO_DATA = pd.DataFrame()
HINTS = ("Look at the first rows.", "The formula is the median.", "On other data 1, 2, 3 gives 2.")


def item(kind, right, ask="How many falls?", key="m99.thing", variants=(), **mistakes):
    """An item with one mistake for each name → value; right may be a function of the data."""
    return Item(
        key,
        ask=ask,
        kind=kind,
        right=right if callable(right) else lambda _: right,
        mistakes=tuple(
            Mistake(
                name,
                lambda _, v=value: v,
                f"This message teaches something about {name}.",
                variants=tuple(lambda _, v=v: v for v in variants),
            )
            for name, value in mistakes.items()
        ),
        praise="Well seen.",
        hints=HINTS,
        outcome="compute",
        reread="A part",
    )


def said(question, given, data=NO_DATA, beside=()):
    verdict = verdict_on(question, given, data, beside)
    return verdict, verdict.guesses


RATE = NumberAnswer(PER_1000_OBD, tolerance=0.05, decimals=1)


def rate(value):
    return answer(value, unit="per 1,000 occupied bed days")


def test_when_is_a_slip_named_as_a_fact():
    """11.9 and 20.4 as anybody would write them; 7.4 has two digits, which many paths reach; 11.86 is only near."""
    question = item(RATE, 9.3, mean=11.9, total=20.4, low=7.4)
    assert verdict_on(question, rate(11.9), NO_DATA).message == "This message teaches something about mean."
    for given, name in ((7.4, "low"), (11.86, "mean")):
        verdict, guesses = said(question, rate(given))
        assert verdict.message.startswith("This may apply to your answer. This message teaches")
        assert guesses == (name,) and not verdict.is_certain


def test_is_a_slip_a_guess_where_another_fits_as_well():
    """49.15 is the item's own slip to the last digit; 50.88 is as well what ward South comes to (50.878)."""
    data = pd.DataFrame(
        {"ward": ["North"] * 3 + ["South"] * 3, "a": [10.1, 12.3, 15.2, 40.731, 50.829, 61.074]}
    )
    north = item(
        NumberAnswer(tolerance=0.005, decimals=2),
        lambda d: d.loc[d["ward"] == "North", "a"].mean(),
        alone=49.15,
        collides=50.882,
    )
    assert said(north, 49.15, data)[0].is_certain
    verdict, guesses = said(north, 50.88, data)
    assert not verdict.is_certain and guesses == ("collides", "another group")


def test_is_a_number_of_the_question_never_named_as_a_fact():
    """Whoever copies 125 from the question need not have made the slip that comes to 125."""
    question = item(RATE, 44.2, ask="Of 125 beds, how many?", slip=125.0)
    assert not verdict_on(question, rate(125), NO_DATA).is_certain


def test_is_a_variant_of_a_slip_only_a_guess():
    """The message was written for the slip itself; 30.8 is another way to go wrong for the same reason."""
    question = item(RATE, 44.2, slip=20.6, variants=(30.8,))
    assert verdict_on(question, rate(20.6), NO_DATA).is_certain
    assert not verdict_on(question, rate(30.8), NO_DATA).is_certain


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (1183, "100 times too large"),
        (0.118, "100 times too small"),
        (11830, "1,000 times too large"),
        (0.01183, "as per occupied bed day"),
        (1.18, "as per 100 occupied bed days"),
        (118.3, "as per 10,000 occupied bed days"),
        (-11.8, "the sign turned round"),
        (0.0845, "upside down"),
        (23.7, "doubled"),
        (5.92, "halved"),
        (12, "rounded too far"),
        (11, "cut too far"),
        (11.9, "rounded too early"),
    ],
)
def test_which_general_slips_with_a_rate_are_recognised(given, name):
    """11.83 falls per 1,000 bed days: on another scale, turned round, halved, cut and rounded."""
    verdict, guesses = said(item(RATE, 11.83, far=77.7), rate(given))
    assert name in guesses
    assert "11.8" not in verdict.message.replace("11.83", "")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (0.417, "a share for a percentage"),
        (58.3, "the rest of 100"),
        (0.583, "the rest of 1, for a percentage"),
        (5, "a count for a percentage"),
        (41.6, "cut, not rounded"),
        (41, "cut too far"),
        (42, "rounded too far"),
        (2.4, "upside down"),
        (-41.7, "the sign turned round"),
    ],
)
def test_which_general_slips_with_a_percentage_are_recognised(given, name):
    """5 of 12 months are 41.67%."""
    data = pd.DataFrame({"month": [f"m{n}" for n in range(12)]})
    question = item(NumberAnswer(PERCENT, tolerance=0.04), 100 * 5 / 12, far=77.7)
    assert name in said(question, answer(given, unit="%"), data)[1]


@pytest.mark.parametrize(
    ("given", "name"),
    [(20, "off by one"), (22, "off by one"), (24, "every row counted"), (3, "the others counted")],
)
def test_which_general_slips_with_a_count_are_recognised(given, name):
    """21 of 24 points. A count is never told as a fact that so small a number cannot bear out."""
    data = pd.DataFrame({"falls": range(24)})
    verdict, guesses = said(item(WholeAnswer(), 21.0, far=77.0), given, data)
    assert name in guesses and not verdict.is_certain


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (66.7, ("the rest of 100",)),  # and twice 33.3
        (20, ("a number of the question",)),  # 20 is 19 and one more, which is no slip with a percentage
    ],
)
def test_which_slip_is_the_likelier_with_a_percentage(given, names):
    """Two paths lead to the number; only the one that people take is named."""
    right = 100 / 3 if given > 50 else 19.0
    question = item(NumberAnswer(PERCENT, tolerance=0.5, decimals=0), right, ask="In % of 20?", far=90.0)
    assert said(question, answer(given, unit="%"))[1] == names


@pytest.mark.parametrize(
    ("given", "name"), [(21.0, "a percentage for a count"), (0.21, "a share for a count"), (5.25, "halved")]
)
def test_is_a_percentage_recognised_where_a_count_is_asked_for(given, name):
    """10.5 of 50 beads are 21%, which is twice 10.5 only because 50 is half of 100."""
    question = item(NumberAnswer(), 10.5, ask="How many red beads in a scoop of 50 beads?", far=77.7)
    assert said(question, given)[1] == (name,)


def test_is_a_number_in_another_unit_met_with_both_units():
    """9.7 months are 292 days: the number fits no slip, and the unit says what happened."""
    question = item(NumberAnswer(MONTHS), 9.72, far=77.7)
    message = said(question, answer(292, unit="days"))[0].message
    assert "You gave it in “days”; the question asks for “months”." in message
    assert "You gave it" not in said(question, answer(292, unit="month"))[0].message
    assert "You gave it" not in said(question, answer(292))[0].message


def test_is_a_range_of_two_numbers_never_guessed():
    """30 is 75 − 45, but nobody takes the larger of two rows less the smaller for a number of patients."""
    question = item(WholeAnswer(), 19.0, far=77.0)
    assert said(question, 30, pd.DataFrame({"observed": [45, 75]}))[1] == ()


def test_which_slips_in_the_data_are_recognised():
    """The mean of a on ward North: of South, of both, of column b, without the last row, and a gap read as 0."""
    data = pd.DataFrame(
        {
            "ward": ["North"] * 5 + ["South"] * 5,
            "a": [10.13, 12.31, 15.27, None, 18.59, 30.71, 40.37, 50.83, 61.91, 70.57],
            "b": [210.3, 212.1, 225.9, 231.7, 248.3, 251.9, 263.3, 274.1, 285.7, 296.9],
        }
    )
    north = item(
        NumberAnswer(tolerance=0.005, decimals=2), lambda d: d.loc[d["ward"] == "North", "a"].mean(), far=1e6
    )
    assert "another group" in said(north, 50.88, data)[1]
    assert "another column" in said(north, 225.66, data)[1]
    assert "another period" in said(north, 15.39, data)[1]  # from the second row on
    assert "a gap read as zero" in said(north, 11.26, data)[1]
    for given in (50.88, 225.66, 15.39, 11.26):
        assert "It may be that" in said(north, given, data)[0].message


def test_is_the_answer_to_the_question_beside_it_recognised():
    """Two questions of one exercise, mixed up."""
    one, other = item(WholeAnswer(), 21.0, far=77.0), item(WholeAnswer(), 9.0, key="m99.other", far=78.0)
    assert said(one, 9, beside=(one, other))[1] == ("another question answered",)


def test_is_nothing_guessed_where_nothing_fits():
    """A number far from all: on which side it lies, and the hints."""
    verdict, guesses = said(item(RATE, 11.83, far=77.7), rate(3.17))
    assert guesses == () and verdict.message.startswith("3.17 is too low") and verdict.hints == HINTS


def test_is_a_percentage_that_cannot_be_met_with_the_reason():
    """340% of patients."""
    question = item(NumberAnswer(PERCENT), 41.7, far=77.7)
    assert "between 0% and 100%" in said(question, answer(340, unit="%"))[0].message


PARTS = item(
    FieldsAnswer(
        {"low": NumberAnswer(), "high": NumberAnswer(), "why": ChoiceAnswer({"a": "x", "b": "y", "c": "z"})}
    ),
    {"low": 12.34, "high": 56.78, "why": "a"},
    ask="Low and high in percent?",
    narrow={"low": 20.16, "high": 43.21, "why": "a"},
    reason={"low": 12.34, "high": 56.78, "why": "b"},
)


@pytest.mark.parametrize(
    ("given", "names", "words"),
    [
        ({"low": 56.8, "high": 12.3, "why": "a"}, ("parts swapped",), "are the wrong way round"),
        ({"low": 0.1234, "high": 0.5678, "why": "a"}, ("a share for a percentage",), "Right already: why"),
        ({"low": 12.34, "high": 43.22, "why": "a"}, ("the rest of 100",), "in high"),
        ({"low": 12.34, "high": 43.21, "why": "a"}, ("narrow",), "Look again at: high."),
        ({"low": 12.34, "high": 12.34, "why": "a"}, ("the number of another part",), "the number of low"),
        ({"low": 12.34, "high": 99.9, "why": "a"}, (), "Too high: high. Right already: low, why."),
    ],
    ids=str,
)
def test_what_is_said_to_an_answer_in_parts(given, names, words):
    """Swapped, all on another scale, one part on the other side, half of a slip, one part copied, one unknown."""
    verdict, guesses = said(PARTS, answer(**given))
    assert guesses == names and words in verdict.message and not verdict.is_certain


def test_is_a_choice_no_sign_of_a_slip_that_leaves_it_open():
    """“It relaxed” may be said with any remedy. A wrong remedy beside the right reason is no sign of that reason."""
    letters = ChoiceAnswer({"a": "x", "b": "y", "c": "z"})
    question = item(
        FieldsAnswer({"why": letters, "what": letters}),
        {"why": "a", "what": "a"},
        variants=({"why": "b", "what": "b"},),
        relaxed={"why": "b", "what": "a"},
    )
    assert said(question, answer(why="a", what="b"))[1] == ()
    assert said(question, answer(why="b", what="c"))[1] == ("relaxed",)


def test_when_is_one_slip_in_all_parts_a_fact():
    """All wrong parts as the slip gives them; and a reason that was picked speaks for itself."""
    for given in ({"low": 20.2, "high": 43.2, "why": "a"}, {"low": 12.3, "high": 56.8, "why": "b"}):
        assert said(PARTS, answer(**given))[0].is_certain, given


NURSES = LabelsAnswer({letter: f"Nurse {letter}" for letter in "ABCDEF"})
WHO = item(NURSES, frozenset("CD"), who=frozenset("CE"))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["C"], "The one you named belongs here. Still missing: 1."),
        (["C", "F"], "Right already: C. Look again at: F."),
        (["C", "D", "F"], "Among those that belong: C."),
        (["A", "B", "E", "F"], "you named the others"),
        (["A", "B", "C", "D", "E", "F"], "you named all of them"),
        (["A", "B"], "you left the example as it was"),
        ("nobody", "at least one to find"),
    ],
    ids=str,
)
def test_what_is_said_to_a_set(given, words):
    """Too few, one for another, one too many, the others, the example, and none. C and D are never both given away."""
    verdict = said(WHO, given)[0]
    assert words in verdict.message
    assert "D" not in verdict.message.replace("Do", "")


def test_is_the_example_of_the_question_recognised():
    """A list that the question shows in brackets, copied."""
    question = item(
        NURSES, frozenset("CD"), ask="Who? For example: [“B”, “F”]. If none, “nobody”.", who=frozenset("E")
    )
    assert said(question, ["F", "B"])[1] == ("the example left",)


def test_is_nobody_not_given_away():
    """Nobody is right: “0 are missing” would say it."""
    question = item(NURSES, frozenset({"nobody"}), who=frozenset("C"))
    assert said(question, ["A", "F"])[0].message == "None of those you named belongs here."


def test_what_is_said_to_months():
    """April to September: the first three, a month late, a year early, too many at the end, all too early."""
    right = frozenset(pd.period_range("2023-04", "2023-09", freq="M"))
    question = item(MonthsAnswer(), right, far=frozenset({pd.Period("2030-01", "M")}))
    assert said(question, ["2023-04", "2023-05", "2023-06"])[1] == ("a part found",)
    assert said(question, [f"2023-{n:02}" for n in range(5, 11)])[1] == ("off by one month",)
    assert said(question, [f"2022-{n:02}" for n in range(4, 10)])[1] == ("another year",)
    longer = said(question, [f"2023-{n:02}" for n in range(4, 12)])[0]
    assert "Look again at the two ends" in longer.message
    assert "Look later than that" in said(question, ["2023-01", "2023-02"])[0].message


def test_what_is_said_to_an_order():
    """Turned round, as listed, two swapped, one moved, and what an item knows."""
    question = item(OrderAnswer({letter: letter for letter in "ABCDE"}), tuple("BDACE"), known=tuple("DBACE"))
    names = {
        "ECADB": "turned round",
        "ABCDE": "as listed",
        "BDAEC": "two steps swapped",
        "BDCEA": "one step misplaced",
    }
    assert {given: said(question, given)[1][0] for given in names} == names
    assert said(question, "DBACE")[0].is_certain


def test_how_exactly_a_number_was_given():
    """Decimals, digits, rounded or cut, and how easily another path ends there."""
    assert [decimals_of(x) for x in (0.12, 1200.0, -3.4)] == [2, 0, 1]
    assert [digits_of(x) for x in (0.12, 1200.0, 0.0, 7.0)] == [2, 4, 1, 1]
    assert fits(11.9, 11.86) and fits(11.8, 11.86) and not fits(11.7, 11.86)
    assert is_cut(41.6, 41.667) and not is_cut(11.9, 12.0)
    assert luck(8.0) == pytest.approx(1 / 8) and luck(0.0) == 1
