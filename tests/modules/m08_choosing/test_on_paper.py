"""Choosing the chart on paper: do the cards say what is so, can limits be read off the table, and is what is said of the dice true?"""

from pathlib import Path

import pytest

from qilab.modules import bank
from qilab.modules.m08_choosing.chart_chooser import cards, model

PAPER = (Path(cards.__file__).parents[1] / "paper.md").read_text(encoding="utf-8")


def numbers(row):
    return [int(cell) for cell in row.strip("| ").split(" | ")[1:]]


def test_do_the_backs_name_the_right_chart_and_its_alarms():
    """With thousands in a point a plain chart cries out on nearly every set, and its own chart does not; a halving of what is rare
    never shows below the limits of a chart of counts."""
    made = cards.paper_cards()
    assert len(made) == 8
    for (front, back), told in zip(made, model.KINDS.values(), strict=True):
        head, *_, names, _, alarms, halved = back.splitlines()
        right = model.advised(told.answers)
        assert head.split(". ")[1] == cards.NAMES[right] and front.splitlines()[0].startswith(head[:5])
        charts = names.strip("| ").split(" | ")[1:]
        at = {chart: (a, h) for chart, a, h in zip(charts, numbers(alarms), numbers(halved), strict=True)}
        own = cards.SHORT[right]
        if told.answers["large"] == "thousands":
            assert at["c"][0] >= 95 and at[own][0] <= 10
        if told.answers["rare"] != "no":
            assert at["c"][1] == 0 < at[own][1]


def test_can_the_limits_of_the_t_chart_be_read_off_the_printed_table():
    """Roots from 0.55 to 4.40 in steps of 0.05, with days to one decimal; the part in between is taken evenly."""
    data = bank.find_exercise("E8.6").data()
    right = bank.find("m08.t_chart").right(data)
    mean = data["root"].mean()
    reach = 2.66 * data["root"].diff().abs().mean()
    for root, name in ((mean, "centre"), (mean - reach, "lower"), (mean + reach, "upper")):
        below = 0.05 * int(root / 0.05)
        assert 0.55 <= below < 4.40
        low, high = (round(r**3.6, 1) for r in (below, below + 0.05))
        assert low + (high - low) * (root - below) / 0.05 == pytest.approx(right[name], abs=0.5), name


def test_what_the_facilitator_is_told_of_the_doubles():
    """A double comes once in six throws: a month of four has none with chance (5/6)⁴; a gap of 22 or more has chance (5/6)²². A double
    six comes once in 36. The g chart of a mean of 5 ends at 5 + 3 √30."""
    none_in_a_month, one_very_long = (5 / 6) ** 4, 1 - (1 - (5 / 6) ** 22) ** 60
    upper, still_open = 5 + 3 * 30**0.5, (35 / 36) ** 22
    assert (
        0.45 < none_in_a_month < 0.5 and "nearly half of the “months” of four throws show no double" in PAPER
    )
    assert 20.5 < upper < 21.5 and "5 + 3 × √(5 × 6), about 21" in PAPER
    assert 0.63 < one_very_long < 0.7 and "in two such rooms out of three" in PAPER
    assert 0.45 < still_open < 0.55 and "In about half of all rooms" in PAPER
