"""Control charts for pencils: are the lines those that a hand works out, and is a marked point ringed?"""

import json

import pytest

from qilab.publish import paper
from qilab.publish.paper_lab.control import add_charts, control_chart
from qilab.publish.paper_lab.source import Directive
from qilab.questions.item import BadContent

XMR = "from qilab import spc\nspc([10, 12] * 6 + [20], 'i', freeze=12, target=15)"


def drawn(pages):
    return [json.loads(text) for name, text in pages.files.items() if name.endswith(".json")]


def test_are_the_lines_of_a_printed_chart_those_of_a_hand():
    """10 and 12 in turn: mean 11, every step 2, so 11 ± 2.66 × 2 are 5.68 and 16.32; 20 lies outside."""
    pages = paper.Pages("t")
    control_chart(pages, Directive("control-chart", {"unit": "late"}, XMR, 1))
    (chart,) = drawn(pages)
    assert [label["words"] for label in chart["labels"]] == [
        "Upper 16.3",
        "Target 15",
        "Mean 11",
        "Lower 5.7",
    ]
    assert sorted(round(line["value"], 2) for line in chart["lines"]) == [5.68, 11, 15, 16.32]
    assert [p["marked"] for p in chart["points"]] == [False] * 12 + [True]


def test_does_a_chart_to_be_drawn_on_give_nothing_away():
    pages = paper.Pages("t")
    control_chart(pages, Directive("control-chart", {"unit": "late", "lines": "none"}, XMR, 1))
    (chart,) = drawn(pages)
    assert [line["look"] for line in chart["lines"]] == ["target"]
    assert not any(p["marked"] for p in chart["points"]) and "Upper" not in "".join(pages.parts)


def test_is_the_printed_board_pack_the_one_that_the_lab_deals():
    """Twelve charts in the order of the page of squares, and a truth that names what is planted, and nothing else."""
    from qilab.modules.m12_board.board_pack import model, on_paper

    dealt = model.pack(on_paper.SEED)
    pages = paper.Pages("t")
    add_charts(pages, *on_paper.charts(), across=3, height="6cm")
    titles = [chart["title"] for chart in drawn(pages)]
    assert titles == [row[0].split(", ")[0] for row in on_paper.squares()[1:]]
    planted = [s.indicator.name for s in dealt.series.values() if s.plot.special]
    found = [line for line in on_paper.truth().splitlines() if line.startswith("- **")]
    assert len(found) == len(planted) == 5
    assert all(name in line for name, line in zip(planted, found, strict=True))


def test_is_a_body_without_a_chart_refused_in_words():
    with pytest.raises(BadContent, match="what spc gives"):
        control_chart(paper.Pages("t"), Directive("control-chart", {"unit": "x"}, "3", 7))


def test_does_spread_on_paper_join_wards_as_the_lab_does():
    """With p 0.01 and q 0.35 a month, none joined: 1 − exp(−3 × 0.01) is 3 in 100; with nine of 18, 1 − exp(−3 × 0.185) is 43.

    Ten champions add 0.02 to p. Seventy of 100 at the start, a fifth of staff leaving in a year: after a year 56, and with weekly checks nearly 70.
    """
    from qilab.modules.m13_sustain_spread.spread_simulator import on_paper as spread

    assert [spread.below(spread.CHECKS, n) for n in (0, 9)] == [3, 43]
    assert spread.below(spread.CHAMPIONS, 0) == 9
    assert [spread.kept(spread.CHAMPIONS, n) for n in (12, 8)] == [70, 56]
    champions, checks = spread.expected(spread.CHAMPIONS), spread.expected(spread.CHECKS)
    assert champions["year_1"] > checks["year_1"] + 3 and checks["coverage"] > champions["coverage"] + 10


def test_is_nothing_of_the_months_to_come_on_the_sheet_of_a_sealed_case():
    """The room's cases on paper: the chart ends with the project's first month, and each later one has a card with the lab's own counts."""
    from qilab.modules.m14_capstone.sealed_case import on_paper as sealed

    cards = dict(sealed.months())
    for key in ("falls", "dna", "violence", "medicines"):
        case = sealed.case_of(key)
        body = f"from qilab.modules.m14_capstone.sealed_case.on_paper import chart\nchart({key!r})"
        pages = paper.Pages("t")
        told = {"unit": "events", "until": str(case.start + 1)}
        control_chart(pages, Directive("control-chart", told, body, 1))
        (chart,) = drawn(pages)
        assert [p["value"] is None for p in chart["points"]] == [at > case.start for at in range(30)]
        assert not any(p["shown"] for p in chart["points"][case.start + 1 :])
        mine = [back for front, back in cards.items() if f"## {case.subject.unit}\n" in front]
        counts = [
            f": {n} " in back
            for n, back in zip(case.monthly["recorded"].iloc[case.start + 1 :], mine, strict=True)
        ]
        assert len(mine) == 29 - case.start and all(counts)
    assert (
        "Limits | the old ones stay | – |"
        in dict(sealed.truths())[next(f for f, _ in sealed.truths() if "Alder" in f)]
    )
