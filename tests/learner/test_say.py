"""A sentence with figures: how it is shown, in a notebook and on paper."""

import pytest

from qilab import say


def test_are_bold_code_and_paragraphs_shown():
    """In a notebook as HTML; as plain words everywhere else."""
    sentence = say("**12.5** falls in `rate`.\n\nAnd so on.")
    assert (
        sentence._repr_html_() == "<p><strong>12.5</strong> falls in <code>rate</code>.</p><p>And so on.</p>"
    )
    assert str(sentence) == "12.5 falls in rate.\n\nAnd so on."


def test_is_markup_in_the_words_shown_as_words():
    """Whatever stands in the data cannot become part of the page."""
    assert (
        say("<script>alert(1)</script> & so on")._repr_html_()
        == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; so on</p>"
    )


@pytest.mark.parametrize("nonsense", [None, 12.5, "", "  ", ["a"]])
def test_is_anything_but_a_sentence_refused(nonsense):
    """With a word on what it takes."""
    with pytest.raises(ValueError, match="takes a sentence"):
        say(nonsense)
