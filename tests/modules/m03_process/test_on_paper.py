"""The cards of both labs for a room without a computer: do the minutes on them add up?"""

import re

from qilab.modules.m03_process.pareto_builder.cards import cause_cards
from qilab.modules.m03_process.process_map.cards import step_cards, timeline


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def test_do_the_step_cards_add_up_to_the_map():
    """Main line and branch A are the lead time that the sheet gives: where the last bar of the map ends."""
    fronts = [front for front, _ in step_cards()][:-1]
    minutes = {"main line": 0.0, "branch A": 0.0, "branch B": 0.0}
    for front in fronts:
        parts = [_number(n) for n in re.findall(r": \*\*([\d,]+)\*\*", front)]
        together = _number(re.search(r"Together: ([\d,]+) minutes", front)[1])
        assert sum(parts) == together, front
        minutes[next(where for where in minutes if where in front)] += together
    _, _, begins, work, wait = timeline()[-1]
    assert minutes["main line"] + minutes["branch A"] == begins + work + wait
    assert minutes["branch B"] < minutes["branch A"]


def test_what_a_change_takes_off_a_step():
    """A batch of 19, one every ten minutes, waits 10 × (19 − 1) ÷ 2 = 90 minutes on average; work of 12 minutes halves to 6."""
    front, back = step_cards()[1]
    assert "batch of 19" in front and "no batch: **90**" in back and "twice as fast: **6**" in back


def test_do_the_cause_cards_hold_every_late_list_once():
    """128 late lists; and each cause's Mondays and other days are all its minutes."""
    cards = cause_cards()[:-1]
    assert sum(int(re.search(r"\*\*(\d+)\*\* lists", front)[1]) for front, _ in cards) == 128
    for _, back in cards:
        total, monday, other, _ = (_number(n) for n in re.findall(r"\*\*([\d,]+)\*\*", back))
        assert monday + other == total, back
