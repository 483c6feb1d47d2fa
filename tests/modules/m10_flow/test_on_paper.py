"""Beds and queues with dice: does a hand come to what the cards say, and do the printed runs lead to the answer?"""

import json
from pathlib import Path

import numpy as np
import pytest

from qilab.modules import bank
from qilab.modules.m10_flow.beds_and_queues import dice, dice_cards
from qilab.modules.m10_flow.beds_and_queues.dice import DiceWard, of_100, waited
from qilab.publish import paper
from qilab.publish.paper_lab.control import control_chart
from qilab.publish.paper_lab.source import Directive, read_sheets

PAPER = Path(dice.__file__).parents[1] / "paper.md"


class Dice:
    """Dice that fall as they are told: first those of the door, day by day, then those of the stays."""

    def __init__(self, door, stays):
        self.falls = [np.array(door)[:, None], np.array([*stays, *[1] * 2 * len(door)])]

    def integers(self, low, high, size):
        return self.falls.pop(0)


@pytest.mark.parametrize(
    ("ward", "door", "stays", "came", "late"),
    [
        # Two come on day 1 and one bed is free. The first stays three nights, the second waits, and is in on day 4.
        (DiceWard(beds=1), [5, 1, 1, 1], [3, 6], 2, 1),
        # In for two nights from day 1: the bed is free on day 3, for whoever comes then.
        (DiceWard(beds=1), [3, 1, 4], [2], 2, 0),
        # Ready on day 6, a Saturday: the bed is kept until day 8, so those who come on days 6, 7 and 8 wait, but for the last.
        (DiceWard(beds=1, weekends=False), [3, 1, 1, 1, 1, 3, 1, 3], [5, 1, 1], 3, 2),
        (DiceWard(beds=1), [3, 1, 1, 1, 1, 3, 1, 3], [5, 1, 1], 3, 0),
        # Three wait for care at home. On day 1 the carer takes one, so one of the two who come gets that bed, for a night. On day 2 there are two free
        # beds, and the other one is in; on day 3 one more. Then it is full: on days 4 and 5 they wait, and on day 6, when the carer is back and
        # another bed is free, these two go in first.
        (dice_cards.FULL, [5, 1, 3, 3, 3, 3], [1, 4, 4, 4], 6, 4),
    ],
)
def test_how_many_wait_by_hand(ward, door, stays, came, late):
    assert waited(ward, len(door), Dice(door, stays)) == (came, late)


def test_do_the_plans_do_what_the_facilitator_is_told():
    """Most wait in the long run with four beds; sharing helps; without weekends the ward does not keep up, and a fifth bed does more for
    it than weekends would, so nobody is told that they do as much. A second carer does more than a fifth bed. Of all that the contest sells, five beds with both changes are the cheapest that reach its goal."""
    found = {name[0]: of_100(ward, dice_cards.LONG, 1) for name, (ward, _) in dice_cards.PLANS.items()}
    assert found["D"] < found["B"] < 50 < found["A"] < 65 and found["C"] > 90
    assert found["A"] < found["C"] - 20 and "as much as extra beds" not in PAPER.read_text(encoding="utf-8")
    told = " ".join((PAPER.parent / "slides.md").read_text(encoding="utf-8").split())
    soon = [of_100(dice_cards.PLANS[name][0], dice_cards.DAYS, 1_000) for name in ("A: as it is", "B: share")]
    assert (
        34 < soon[0] < 40
        and "more than a third of the patients wait, and in the long run almost six in ten" in told
    )
    assert 25 < soon[1] < 30 and "rather more than a quarter wait" in told
    as_it_is, bed, carer = (
        of_100(ward, dice_cards.WALL_DAYS, 1_000) for ward, _ in dice_cards.WALLS.values()
    )
    assert carer < bed < as_it_is
    rows = dice_cards.contest().iloc[:, 1:].to_numpy().ravel()
    sold = sorted((int(price.strip(")")), int(wait)) for wait, price in (cell.split(" (") for cell in rows))
    assert next(price for price, wait in sold if wait < 10) == 23


def test_are_the_rules_on_the_sheet_those_of_the_cards():
    told = PAPER.read_text(encoding="utf-8")
    assert f"A patient whose stay is a **{dice.NEEDS_CARE} or 6** needs" in told
    assert f"is busy for **{dice.CARE} days**" in told
    bed, weekends, sharing = dice_cards.BED, dice_cards.WEEKENDS, dice_cards.SHARING
    assert f"a bed costs {bed} points, discharges at weekends {weekends}, and sharing {sharing}" in told


def test_does_the_mean_of_the_printed_runs_earn_the_points():
    pages = paper.Pages("t")
    for sheet in read_sheets(PAPER.read_text(encoding="utf-8")):
        for block in sheet.blocks:
            if isinstance(block, Directive) and block.name == "control-chart":
                control_chart(pages, block)
    (chart,) = (json.loads(text) for name, text in pages.files.items() if name.endswith(".json"))
    runs = [float(point["shown"]) for point in chart["points"]]
    right = bank.find("m10.run_the_ward").right(bank.find_exercise("E10.3").data())
    assert len(runs) == 20 and np.mean(runs) == pytest.approx(right, abs=4)
