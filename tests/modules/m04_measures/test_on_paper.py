"""The workshop's notes on paper: do their backs add up to what the facilitator is told?"""

from importlib.resources import files

from qilab.publish.paper_lab.source import Directive, read_sheets

PAPER = (files("qilab.modules.m04_measures") / "paper.md").read_text(encoding="utf-8")


def test_do_the_notes_come_to_the_counts_that_the_facilitator_is_told():
    """Nine by the agreed wording, two with harm, eighteen forms; per 1,000 of 800 bed days nine are 11.25."""
    notes = next(
        b.body.split("\n---\n")
        for sheet in read_sheets(PAPER)
        for b in sheet.blocks
        if isinstance(b, Directive) and b.name == "cards"
    )
    fronts, backs = zip(*(note.split("\n+++\n") for note in notes), strict=True)
    counted = [("Does not count" not in back) for back in backs]
    assert (len(notes), sum(counted)) == (16, 9)
    assert sum(c and "with harm" in back for c, back in zip(counted, backs, strict=True)) == 2
    twice = sum("Two forms" in front or "both shifts filled in a form" in front for front in fronts)
    assert len(notes) + twice == 18
    assert "it is 9, or 11.25 per 1,000" in PAPER and 1000 * 9 / 800 == 11.25
    assert "harm alone come to 2, and all the forms together to 18" in PAPER
    assert "nine times the lowest" in PAPER and 18 / 2 == 9
