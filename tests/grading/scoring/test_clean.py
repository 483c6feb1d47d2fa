"""What a learner's cell showed, cleaned for the pages that a marker opens: nothing that runs, and every word stays."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from qilab.grading.scoring.clean import MOST_DEPTH, TOO_DEEP, clean_html, markdown

ALLOWED = {
    "table",
    "tbody",
    "thead",
    "tr",
    "th",
    "td",
    "div",
    "p",
    "b",
    "i",
    "ul",
    "li",
    "span",
    "br",
    "caption",
}


class Seen(HTMLParser):
    """The tags, attributes and words of a page, read by the standard library and not by what is tested."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags, self.attributes, self.words = [], {}, ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data):
        self.words += data


@pytest.mark.parametrize(
    "text",
    [
        "<script>steal()</script>ward",
        "<SCRIPT SRC=//x>steal()</SCRIPT >ward",
        "<style>*{display:none}</style>ward",
        "<img src=x onerror=steal()>ward",
        "<svg><style><img src=x onerror=steal()></style></svg>ward",
        "<math><mi><script>steal()</script></mi></math>ward",
        "<template><img src=x onerror=steal()></template>ward",
        "<noscript><p title='</noscript><img src=x onerror=steal()>'></noscript>ward",
        "<a href='javascript:steal()'>ward</a>",
        "<a href='java&#115;cript:steal()'>ward</a>",
        "<iframe src=//x></iframe>ward",
        "<form action=//x><button formaction=//x>ward</button></form>",
        "<meta http-equiv=refresh content='0;//x'>ward",
        "<base href=//x><link rel=stylesheet href=//x>ward",
        "<div style='background:url(//x)' class=a id=b title=c lang=d onclick=steal()>ward</div>",
        "<!-- --!><img src=x onerror=steal()> -->ward",
        "<<b>script>ward",
        "<b ward",
    ],
)
def test_is_nothing_left_that_runs_or_asks_a_network(text):
    seen = Seen(clean_html(text))
    assert set(seen.tags) <= ALLOWED and seen.attributes == {}
    assert "onerror=steal" not in clean_html(text).replace("&lt;", "")
    assert "ward" in seen.words or text == "<b ward"


def test_does_a_table_of_pandas_stay_a_table():
    """Header cells keep their scope and spans; the borders, classes and styles go."""
    frame = pd.DataFrame({"falls": [3, 5]}, index=pd.Index(["A", "B"], name="ward"))
    seen = Seen(clean_html(frame.to_html()))
    assert seen.tags.count("td") == 2 and seen.tags.count("tr") == 4 and seen.attributes == {}
    assert [word for word in seen.words.split() if word] == ["falls", "ward", "A", "3", "B", "5"]
    spans = clean_html('<table><tr><th scope="col" colspan="2" onclick="x">n</th></tr></table>')
    assert Seen(spans).attributes == {"scope": "col", "colspan": "2"}


@pytest.mark.parametrize("span", ["65534", "1000", "0", "-1", "1e9", "99999999999999999999", "2;x"])
def test_is_a_cell_that_spans_thousands_only_one_cell(span):
    """A few such cells freeze the page of whoever marks."""
    assert "span" not in clean_html(f'<table><tr><td colspan="{span}" rowspan="{span}">n</td></tr></table>')


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 24_000,
        "<ul><li>" * 15_000,
        "<p><b>" * 17_000,
        "</div>" * 9_000 + "<div>" * 12_000,
        "<div></b>" * 13_000,
        "<DIV>" * (MOST_DEPTH + 1),
    ],
)
def test_is_an_output_nested_thousands_deep_left_out_in_words(text):
    """Sorting out such an output took a minute and more, in the process that marks everybody."""
    assert clean_html(text) == TOO_DEEP


def test_is_a_long_flat_table_shown_whole():
    """Three thousand rows without closing tags, as HTML allows, are not deep."""
    text = "<table>" + "<tr><td>a<td>b" * 3_000 + "</table>"
    assert clean_html(text).count("</td>") == 6_000


def test_is_half_a_letter_no_reason_to_stop():
    assert clean_html("<b>\ud800 ward</b>") == "<b>? ward</b>"


def test_are_tex_commands_no_commands_any_more():
    assert "\\href" not in clean_html(r"<p>\href{javascript:steal()}{ward}</p>")


@pytest.mark.parametrize(
    "text",
    [
        "see https://evil.example/x?y=1",
        "HTTP://EVIL.EXAMPLE",
        "www.evil.example",
        "mailto:eve@evil.example",
        "write to eve@evil.example",
        "ftp://evil.example",
        "`https://evil.example`",
    ],
)
def test_does_an_address_in_a_text_become_a_link(text):
    """No renderer that makes links of what looks like one finds it any more; to a reader it looks the same."""
    cleaned = markdown(text)
    assert cleaned.replace("\u200b", "") == text
    assert not re.search(r"(?i)[a-z]://|www\.|mailto:\w|\w@\w", cleaned)
