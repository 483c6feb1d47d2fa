"""HTML as values: what words become, and what they can never become."""

import json

import pytest

from qilab.panel.html import Html, bullets, details, join, paragraphs, save_link, tag, verdict, words_of


def test_are_words_escaped_once_and_html_not_again():
    """Words with signs of HTML in them, inside an element that is inside another."""
    inner = tag("b", "5 < 6 & 7 > 2")
    assert inner == "<b>5 &lt; 6 &amp; 7 &gt; 2</b>"
    assert tag("p", inner, " said “<i>”") == "<p><b>5 &lt; 6 &amp; 7 &gt; 2</b> said “&lt;i&gt;”</p>"


def test_can_an_attribute_be_broken_out_of():
    """Quote marks and angle brackets in a name of a file, and in a class."""
    link = save_link("Save <it>", 'my"><script>.json', "application/json", b"{}")
    assert "<script>" not in link and 'download="my&quot;&gt;&lt;script&gt;.json"' in link
    assert link.endswith('href="data:application/json;base64,e30=">Save &lt;it&gt;</a>')


def test_are_attributes_left_out_where_there_is_nothing_to_say():
    """None and False give no attribute, True one without a value; hyphens and Python's own words can be written."""
    made = tag("details", class_="a", open_=True, hidden=False, id=None, aria_label="x")
    assert made == '<details class="a" open aria-label="x"></details>'
    assert tag("br") == "<br>"


def test_what_is_left_out_of_a_row_of_children():
    """None is nothing, lists are gone through, however deep."""
    assert join(None, "a", [Html("<hr>"), ["b", None]]) == "a<hr>b"
    assert paragraphs("one", "", None, "two") == "<p>one</p><p>two</p>"


@pytest.mark.parametrize(
    "words", ["<img src=x onerror=alert(1)>", "</div><script>alert(1)</script>", "\"'&<>"]
)
def test_do_cards_and_lists_take_whatever_words_come(words):
    """A message, an option or a heading that looks like HTML is shown as it is written."""
    for made in (verdict("right", words, words), bullets(words), details(words, words)):
        assert "<script" not in made and "<img" not in made
        assert words in words_of(made)


def test_is_a_text_twin_made_of_it():
    """A line for each block; styles and drawings leave none."""
    made = join(
        tag("style", Html("p{}")),
        tag("h3", "A  heading"),
        bullets("one", "two & three"),
        Html("<svg>x</svg>"),
    )
    assert words_of(made) == "A heading\none\ntwo & three"


def test_does_it_travel_as_plain_text():
    """What goes to the page is JSON."""
    assert json.loads(json.dumps({"html": tag("p", "x")})) == {"html": "<p>x</p>"}
