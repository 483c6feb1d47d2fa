"""The board paper: does it hold what was chosen, agree with the charts, and come out as two tagged pages?"""

import datetime as dt
import re
import sys

import pytest

from qilab.labs import board_pack
from qilab.modules.m12_board.board_pack import choices, model, paper

DAY = dt.date(2026, 11, 29)


@pytest.fixture(scope="module")
def pack():
    return model.pack(1212)


def item(pack, key, who="nurse", when="three"):
    kind, held = choices.variation_of(pack, key), pack.assurance[key]
    return choices.Item(key, kind, held, "chart", choices.FITTING[kind, held][0], who, when)


def first(pack, kind):
    return next(k for k in pack.series if choices.variation_of(pack, k) == kind)


@pytest.fixture(scope="module")
def items(pack):
    return [item(pack, first(pack, kind)) for kind in ("concern", "ordinary", "improvement")]


@pytest.fixture(scope="module")
def made(pack, items):
    """The longest paper that there can be, with letters of many scripts."""
    words = "Siân and 王 wait — “on a trolley” — #set page() *bold* "
    return paper.paper(pack, items, "W" * 120, "Zoë Núñez, chief nurse", (words * 9)[:400], DAY)


def test_is_the_longest_paper_two_tagged_pages(made):
    """A4 twice, a structure tree for screen readers, the language, PDF/UA."""
    assert made.startswith(b"%PDF")
    assert re.findall(rb"/Type */Pages\b.*?/Count (\d+)", made, re.S)[:1] == [b"2"]
    assert b"pdfuaid" in made and b"/StructTreeRoot" in made and b"en-GB" in made


def test_does_it_say_what_was_chosen(pack, items):
    """Each ask in the learner's own order, by whom and when; each row with the chart's icons and the chosen sentence."""
    found = paper.content(pack, items, "", "Zoë", "It\nhurts.", DAY)
    assert [ask[1] for ask in found["asks"]] == [pack.series[i.indicator].indicator.name for i in items]
    assert [ask[0] for ask in found["asks"]][::2] == [
        "Find the cause of this change now",
        "Learn what went well, keep it, then think about new limits",
    ]
    assert {tuple(ask[2:]) for ask in found["asks"]} == {("Chief nurse", "In three months")}
    assert "concern" in found["rows"][0][2] and "ordinary variation" in found["rows"][1][2]
    assert [row[4] for row in found["rows"]] == [choices.sentences(pack, i.indicator)["chart"] for i in items]
    assert found["title"] == paper.TITLE and found["matters"] == "It hurts."
    assert ["Written by", "Zoë"] in found["about"] and ["Date", "29 November 2026"] in found["about"]
    assert "made-up trust" in found["fiction"] and "synthetic" in found["fiction"]


def test_what_does_it_say_of_the_others(pack, items):
    """All of the twelve that miss their target without a signal are named and left alone; so is each signal that was passed over."""
    said = paper.left_alone(pack, items)
    chosen = {i.indicator for i in items}
    for key in pack.series.keys() - chosen:
        named = pack.series[key].indicator.name in said
        assert named == (key in pack.not_green or key in pack.signalled)
    assert "7 of them miss their target" in said


@pytest.mark.parametrize("count", [0, 4])
def test_is_a_paper_of_none_or_four_refused(pack, count):
    with pytest.raises(ValueError, match="one to 3"):
        paper.paper(pack, [item(pack, k) for k in list(pack.series)[:count]], "", "", "", DAY)


def test_is_the_paper_made_in_the_lab_and_its_words_not_kept(pack):
    """A button, a link that holds the PDF, and nothing of the name in what a saved page keeps."""
    lab = board_pack()
    lab.press("make")
    assert "at least one indicator" in lab.texts["made"]
    key = first(pack, "concern")
    lab.set(indicator=key)
    chosen = item(pack, key)
    lab.set(**{name: getattr(chosen, name) for name in vars(chosen)}).press("add")
    lab.set(page=3, by="Zoë Núñez", matters="They wait.").press("make")
    assert 'download="board-paper.pdf"' in lab.texts["made"]
    assert lab.values["by"] == "" and "Zoë" not in lab.still()
    assert "data:application/pdf" not in lab.still()
    lab.press("take_out")
    assert lab.texts["made"] == "", "the PDF of before is no longer that of the choices"


def test_what_is_said_where_no_pdf_can_be_made(monkeypatch, pack):
    monkeypatch.setitem(sys.modules, "typst", None)
    lab = board_pack()
    key = first(pack, "ordinary")
    lab.set(indicator=key)
    chosen = item(pack, key)
    lab.set(**{name: getattr(chosen, name) for name in vars(chosen)}).press("add")
    lab.press("make")
    assert "no PDF" in lab.texts["made"]
