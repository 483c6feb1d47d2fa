"""The table twin as HTML."""

from html.parser import HTMLParser

import numpy as np
import pandas as pd

from qilab.charts.table import Table, table_html


def test_has_every_cell_its_headers():
    """A caption, a header for each column, a header for each row, and no empty header."""
    page = Table({"Month": ["May", "June"], "Value": [6.5, np.nan]}, caption="Falls")._repr_html_()
    assert "<caption>Falls</caption>" in page
    assert page.count('scope="col"') == 2
    assert page.count('scope="row"') == 2
    assert "></th>" not in page


def test_how_are_numbers_written():
    """One number of decimals a column, a true minus sign, thousands apart, a word for missing."""
    page = table_html(pd.DataFrame({"a": ["x", "y", "z"], "b": [-1234.5, 67.0, np.nan]}))
    for cell in ("−1,234.5", "67.0", "missing"):
        assert f">{cell}</td>" in page


def test_is_text_escaped():
    """Markup in data stays text."""

    class Tags(HTMLParser):
        seen = ()

        def handle_starttag(self, tag, attrs):
            self.seen += (tag,)

    parser = Tags()
    parser.feed(table_html(pd.DataFrame({"<b>": ["<script>"]}), caption="<i>"))
    assert set(parser.seen) <= {"style", "table", "caption", "thead", "tbody", "tr", "th", "td"}


def test_does_it_calculate_like_any_table():
    """Filters and sums work, and give ordinary tables."""
    table = Table({"a": [1, 2, 3]}, caption="c")
    assert table[table["a"] > 1]["a"].sum() == 5


def test_is_text_set_to_the_left_and_are_numbers_to_the_right():
    """Said in the cells: a notebook that is opened again drops style sheets, and would set all to the right."""
    page = table_html(pd.DataFrame({"Month": ["May"], "Value": [6.5], "Side": ["above"]}))
    assert '<td style="text-align:left">above</td>' in page
    assert '<td class=n style="text-align:right">6.5</td>' in page
