"""Test ramp on paper: do the keeper's numbers say what the game says?"""

import re

from qilab.modules.m09_pdsa.pdsa_ramp.cards import IDEAS, keeper_cards


def test_do_the_keepers_cards_say_what_is_true_of_each_idea():
    """50 without an idea; all of the effect where it fits, a fifth of it with the weak staff, a tenth on the weak day."""
    fronts, backs = zip(*keeper_cards(), strict=True)
    numbers = {
        letter: [int(n) for n in re.findall(r"\| (\d+)(?= \|)", back)]
        for letter, back in zip(IDEAS, backs, strict=True)
    }
    assert numbers["B"] == [50] * 9
    assert numbers["C"] == [80] * 9
    # by day, by night, bank staff; each from Tuesday to Friday, on a Monday, at a weekend: 50 + 35, and a tenth of 35
    assert numbers["A"] == [85, 85, 54, 85, 85, 54, 57, 57, 51]
    assert numbers["D"] == [90, 90, 90, 58, 58, 58, 90, 90, 90]
    assert not any(re.search(r"\d|adopt|adapt|abandon", front) for front in fronts)


def test_can_each_of_the_three_decisions_be_the_right_one():
    assert {idea.decision for idea in IDEAS.values()} == {"adopt", "adapt", "abandon"}
