"""The knowledge test on paper: a key that agrees with the questions, and one page for each person to fill in."""

import re

import pytest

from qilab.learner.knowledge.forms import newest, offered
from qilab.learner.knowledge.questions import UNSURE
from qilab.publish import paper_tests
from qilab.publish.answer_cards import answer_cards
from qilab.publish.paper import Pages


def markup(part, *words):
    pages = Pages("Test")
    part(pages, *words)
    return "".join(pages.parts)


@pytest.mark.parametrize("track", offered())
def test_does_the_key_name_the_letter_beside_which_the_right_answer_is_printed(track):
    """Each form's column, question by question, against the options as the form prints them; and no key of a program."""
    test = newest(track)
    key = markup(paper_tests._key, test)
    cells = re.findall(r"\[(\d+)\], \[#\"([^\"]+)\"\], \[([A-E])\], \[([A-E])\]", key)
    assert [int(row[0]) for row in cells] == list(range(1, len(test.questions) + 1))
    for row, question in zip(cells, test.questions, strict=True):
        assert row[1][0].isupper() and "_" not in row[1] and len(row[1].split()) <= 6
        for form, letter in zip("AB", row[2:], strict=True):
            printed = markup(paper_tests._question, int(row[0]), question, form)
            options = dict(re.findall(r"\[#\"([A-E])\"\], \[#\"(.*?)\"\](?=[,)])", printed))
            assert options[letter].replace('\\"', '"') == question.versions[form].right
            assert options["E"] == UNSURE


@pytest.mark.parametrize("track", offered())
def test_has_the_answer_sheet_a_row_for_each_question_as_high_as_the_keys(track):
    """So that the key can be laid beside it; and a line for each rating. It asks for a number, not for a name."""
    test = newest(track)
    sheet, key = markup(paper_tests._answer_sheet, test, "B"), markup(paper_tests._key, test)
    (letters, ratings), (marked,) = (
        re.findall(r"rows-of-one-height\(\(.*?\), (\d+), ([\d.]+cm)", part) for part in (sheet, key)
    )
    assert (
        letters == marked and letters[0] == str(len(test.questions)) and ratings[0] == str(len(test.skills))
    )
    assert (
        "My number" in sheet and "form B" in sheet and not re.search(r"\b[Nn]ame:|my name|your name", sheet)
    )


def test_are_there_five_cards_and_says_the_last_that_one_does_not_know():
    """One page each."""
    cards = markup(answer_cards)
    assert cards.count("#poster(") == 5 and all(f'[#"{letter}"]' in cards for letter in "ABCDE")
    assert cards.index('[#"E"]') < cards.index(UNSURE)
