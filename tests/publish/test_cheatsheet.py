"""The cheat sheet of control charts: one side of A4, with the rule sets that the code uses."""

import re
from dataclasses import replace

import pytest

from qilab.methods.spc.rules import RULE_SETS
from qilab.publish import cheatsheet


@pytest.fixture(scope="module")
def pdf():
    return cheatsheet.cheatsheet()


def test_is_it_one_side_of_a4(pdf):
    """One page of 842 by 595 points."""
    assert re.search(rb"/Count 1\b", pdf)
    box = re.search(rb"/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+) ?\]", pdf)
    assert [round(float(side)) for side in box.groups()] == [842, 595]


def test_do_the_published_numbers_stand_in_it():
    """Run chart 6 and 5, Making Data Count 7 and 7, Shewhart 8 and 6, Western Electric 8, Nelson 9 and 6."""
    table = cheatsheet.rule_sets()
    rows = table.loc[["Shift: in a row on one side", "Trend: in a row rising or falling"]]
    assert rows.T.to_numpy().tolist() == [
        ["6", "5"],
        ["–", "–"],
        ["7", "7"],
        ["6", "6"],
        ["8", "6"],
        ["8", "–"],
        ["9", "6"],
    ]
    assert table.loc["Point on the line", "Run chart rules"] == "stepped over"
    assert table.loc["Point on the line", "Making Data Count rules"] == "ends the run"


def test_do_the_rules_come_from_the_code(monkeypatch):
    """Another number there is another number here."""
    monkeypatch.setitem(cheatsheet.SHOWN, "MDC", replace(RULE_SETS["mdc"], shift=11))
    assert "| 11 |" in cheatsheet.cheatsheet_page()


def test_has_the_page_formulas_icons_and_names():
    page = cheatsheet.cheatsheet_page()
    for words in (
        "2.66 × mean moving range",
        "▼ improvement, low values",
        "`MDC_GOOD_NEWS`",
        "enough months follow",
    ):
        assert words in page
