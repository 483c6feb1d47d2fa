"""Aim builder's cards for a room without a computer: does the back of each say what is so?"""

from qilab.modules.m02_aims.aim_builder import cards


def test_what_do_the_backs_of_the_driver_cards_ask_to_mend():
    """By eye: the poster hangs on the aim, one primary driver has no measure, and no measure of the sketch is a balancing one."""
    made = dict(cards.sketch_cards())
    mend = {front: back for front, back in made.items() if "To fix" in back}
    assert len(cards.sketch_cards()) == 16  # two whole pages, the last two cards to write on
    assert set(mend) == {
        "A poster about missed appointments",
        "People can get here",
        "Cut missed appointments in the eye clinic from 9.0% to 6.0% by 31 March 2024",
    }
    assert "no driver" in mend["A poster about missed appointments"]
    assert (
        made["A map with the bus stop on it"]
        == "**Change idea**, joined to *Help with travel is offered early*."
    )
