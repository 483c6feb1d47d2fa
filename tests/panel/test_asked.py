"""A question is easy to find on a page, and not a wall of bold."""

import pytest

from qilab.panel.parts import Paragraph, RadioField
from qilab.panel.parts.asked import asked, asked_html
from qilab.panel.parts.part import State

LONG = (
    "In what percentage of the months does the count differ by a quarter (25%) or more from the month before it, where "
    "exactly a quarter counts as well?"
)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Is it a shift?", ("", "Is it a shift?", "")),
        ("Four points above. Is it a shift?", ("Four points above.", "Is it a shift?", "")),
        ("Where is the line? One decimal place.", ("", "Where is the line?", "One decimal place.")),
        ("Who? And when? Give both.", ("Who?", "And when?", "Give both.")),
        (
            "Four rates, 7.1 and 4.9 too. Give the mean.",
            ("Four rates, 7.1 and 4.9 too.", "Give the mean.", ""),
        ),
        (f"Nothing changes. {LONG}", (f"Nothing changes. {LONG}", "", "")),
    ],
)
def test_which_words_are_bold(words, parts):
    """The last sentence that asks; none that would run over several lines."""
    assert asked(words) == parts
    assert asked_html(words).replace("<strong>", "").replace("</strong>", "") == words


def test_do_page_and_still_agree():
    """What a live panel is given, and what a saved page shows."""
    words = "Four points above. Is it a shift?"
    paragraph = Paragraph(text=words, question=True)
    field = RadioField(name="a", label=words, options=(("y", "Yes"),), question=True)
    for part in (paragraph, field):
        assert part.as_dict()["asked"] == ("Four points above.", "Is it a shift?", "")
        assert "<p>Four points above. <strong>Is it a shift?</strong></p>" in part.still(State())
    assert "asked" not in RadioField(name="a", label="Unit", options=(("y", "Yes"),)).as_dict()
