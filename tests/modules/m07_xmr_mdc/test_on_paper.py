"""XmR charts on paper: are the limits that are drawn those of the answer, are the cards honest, and is what is said of the dice so?"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from qilab import MDC, spc
from qilab.modules import bank
from qilab.modules.m07_xmr_mdc.baseline_and_rebase import cards
from qilab.publish import paper
from qilab.publish.paper_lab.control import control_chart
from qilab.publish.paper_lab.source import Directive, read_sheets

PAPER = Path(cards.__file__).parents[1] / "paper.md"


def printed(code):
    """Numbers, lines and boxes of the printed charts of an exercise, in order."""
    pages = paper.Pages("t")
    for sheet in read_sheets(PAPER.read_text(encoding="utf-8")):
        for block in sheet.blocks:
            if (
                isinstance(block, Directive)
                and block.options.get("of") == code
                and block.name == "control-chart"
            ):
                control_chart(pages, block)
    return [json.loads(text) for name, text in pages.files.items() if name.endswith(".json")]


def by_hand(values):
    """Mean and limits of an XmR chart of some values in a row."""
    reach = 2.66 * np.abs(np.diff(values)).mean()
    return np.mean(values), np.mean(values) + reach, np.mean(values) - reach


@pytest.mark.parametrize("code", ["E7.2", "E7.4"])
def test_do_the_lines_rest_on_the_first_twelve_printed_numbers(code):
    for chart in printed(code):
        values = [float(point["shown"]) for point in chart["points"]]
        for line, height in zip(chart["lines"], by_hand(values[:12]), strict=False):
            assert line["value"] == pytest.approx(height, abs=0.02), chart["unit"]
            assert (line["from"], line["to"]) == (0, len(values) - 1)


def test_are_limits_that_are_asked_for_left_to_the_pencil():
    """A scale on which they fit, and as many boxes as there are steps; those of E7.7 are filled in."""
    for code, boxes, right in (("E7.1", 14, "m07.limits"), ("E7.3", 11, "m07.frozen_baseline")):
        (chart,) = printed(code)
        answer = bank.find(right).right(bank.find_exercise(code).data())
        assert chart["lines"] == chart["labels"] == [] and chart["steps"] == [""] * boxes
        assert chart["low"] < answer["lower"] and answer["upper"] < chart["high"]
    (chart,) = printed("E7.7")
    values = [float(point["shown"]) for point in chart["points"]]
    assert [float(step) for step in chart["steps"]] == pytest.approx(np.abs(np.diff(values)), abs=0.06)


def test_are_five_cards_to_be_moved_and_two_left_and_their_backs_true():
    """Where limits should move, all the printed months from there on lie on one side of the mean of the first twelve; elsewhere no seven do."""
    cases, made = cards.paper_cases(), cards.paper_cards()
    assert [case.first is None for case in cases].count(True) == 2 and len(made) == 7
    for case, (_, _, _, back) in zip(cases, made, strict=True):
        assert (case.values == np.round(case.values)).all()
        sides = "".join("+" if v > case.values[:12].mean() else "-" for v in case.values)
        if case.first is None:
            assert "+" * 7 not in sides and "-" * 7 not in sides and "**Leave the limits.**" in back
        else:
            assert len(set(sides[case.first - 1 :])) == 1 and len(sides) - case.first >= 7
            assert f"from month {case.first}.**" in back


@pytest.mark.parametrize(("added", "said"), [(0, 25), (4, 95)])
def test_what_the_facilitator_is_told_of_the_dice(added, said):
    """Two dice, limits from twelve throws and twelve more throws: on how many sheets of 100 does a rule find something in these?"""
    sheets = 2_000
    throws = np.random.default_rng(7).integers(1, 7, (sheets, 24, 2)).sum(axis=2)
    throws[:, 12:] += added
    table = pd.DataFrame({"sum": throws.ravel(), "sheet": np.repeat(np.arange(sheets), 24)})
    found = spc(table, "i", y="sum", by="sheet", freeze=12, screen=False, rules=MDC)
    signal = found.points["rule"].notna().to_numpy().reshape(sheets, 24)[:, 12:].any(axis=1)
    assert 100 * signal.mean() == pytest.approx(said, abs=2.5)
    assert f"**{said} of 100**" in PAPER.read_text(encoding="utf-8")
